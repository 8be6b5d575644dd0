"""Attributions → whose word each is: sources resolved to parties, channels, and where an attribution ends.

Takes attributions whose source is a span, gives them with speaker, name and channel; `carry` adds attributions of
kind "carried" for sentences that plainly go on telling what the speaker before them told.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cache
from typing import NamedTuple

from msgspec.structs import replace
from spacy.tokens import Doc, Token

from sayso.domains import Domain
from sayso.mark import asides, syntax
from sayso.mark import resolve as resolve_source
from sayso.mark.acting import is_foreign
from sayso.mark.events import Hit
from sayso.mark.parties import PEOPLE, STATE, Parties
from sayso.mark.resolve import Said
from sayso.model import Attribution, Span

PRONOUNS = frozenset({"it", "he", "she", "they"})
BEING = frozenset({"is", "are", "was", "were", "been", "being"})
HAVING = frozenset({"has", "have", "had", "having", "'s", "’s", "’ve", "'ve", "'d", "’d"})
TOLD_OF = frozenset({"as", "of", "by", "about", "over", "under", "with"})  # behind a passive: "named as", "asked about"
DEEPEST = 8  # links of a chain
SURE = 0.85  # how likely the words of somebody in the story must be words, not deeds ("agreed to")


def that_speak(doc: Doc, attributions: Sequence[Attribution], domain: Domain) -> list[Attribution]:
    """The attributions less those that take a dateline for a speaker ("TEHRAN: Iran said"), or whom news only moves
    ("the arrest angered Beijing")."""
    text, moves = syntax.text_of(doc), frozenset(domain.words.get("moving", ()))
    kept = [i for i, a in enumerate(attributions) if not _is_dateline(text, a) and not _is_moved(doc, a, moves)]
    place: dict[int | None, int] = {old: new for new, old in enumerate(kept)}
    return [replace(attributions[i], parent=place.get(attributions[i].parent)) for i in kept]


def _is_moved(doc: Doc, attribution: Attribution, moves: Collection[str]) -> bool:
    """Whether the source is the object of a verb of feeling: it has said nothing."""
    if not (attribution.source and attribution.cue) or attribution.source[0].start < attribution.cue[0].start:
        return False
    words = [t.lower_ for t in _tokens(doc, attribution.cue[-1])]
    # The model often takes such a word for an adjective, and leaves its ending.
    return any(w.removesuffix(end) in moves for w in words for end in ("", "s", "d", "ed"))


def _is_dateline(text: str, attribution: Attribution) -> bool:
    words = " ".join(text[s.start : s.end] for s in attribution.source)
    colon = [text[s.start : s.end] for s in attribution.cue] == [":"]
    return colon and words.isupper() and len(words) > 4 and "\n" not in words


def resolve(doc: Doc, attributions: Sequence[Attribution], parties: Parties, hits: Sequence[Hit]) -> list[Attribution]:
    """The attributions, those in asides too, with their speakers, names and channels."""
    attributions = asides.add(doc, attributions, parties.domain)
    told = _told(attributions, hits)
    before: list[Said] = []
    resolved: dict[int, Attribution] = {}
    issued = _issued(doc, parties)
    for i in sorted(range(len(attributions)), key=lambda i: _place(attributions[i])):
        while issued and issued[-1][0] < _place(attributions[i]):
            before.append(issued.pop()[1])
        parent = attributions[i].parent
        outer = resolved[parent].speaker if parent in resolved else None
        attributions[i] = _with_hearers(doc, _with_pronoun(doc, attributions[i]), parties)
        tokens = [t for span in attributions[i].source for t in _tokens(doc, span)]
        voice = _heard(doc, attributions[i], tokens, parties) or resolve_source.voice(tokens, parties, before, outer)
        voice = _denier(attributions[i], tokens, voice, parties)
        way = channel(doc, attributions[i], parties.domain)
        resolved[i] = replace(attributions[i], speaker=voice.party, speaker_name=voice.name, channel=way)
        _take_pronoun(tokens, voice, parties)
        if i not in told and not _rules(doc, attributions[i], voice, parties) and voice.name != resolve_source.HEARING:
            before.append(Said(voice, resolve_source.is_plural(tokens, parties), way))
    return [resolved[i] for i in range(len(attributions))]


def _with_pronoun(doc: Doc, attribution: Attribution) -> Attribution:
    """An attribution for which a reader has left out the "it" or "he" that stands right before its cue."""
    if attribution.source or not attribution.cue:
        return attribution
    cue = _tokens(doc, attribution.cue[0])
    at = doc[cue[0].i - 1] if cue and cue[0].i else None
    if at is None or at.lower_ not in PRONOUNS or cue[0].lemma_ == "be":
        return attribution
    return replace(attribution, source=(Span(at.idx, at.idx + len(at)),))


def _issued(doc: Doc, parties: Parties) -> list[tuple[int, Said]]:
    """The bodies that a report says to have put out a statement, the last first: "came in a statement issued by the
    ministry. It said"."""
    found = []
    for noun in doc:
        if noun.lemma_.lower() in parties.words("issued_papers") and (by := _issuer_of(noun)) is not None:
            index = parties.of(by)
            if index is not None and parties.drafts[index].kind in STATE:
                found.append(
                    (by.idx, Said(resolve_source.Voice(index, parties.printed(index, by), index), False, None))
                )
    return found[::-1]


def _issuer_of(noun: Token) -> Token | None:
    """Who stands behind "by" with a paper: "a statement by", "a statement put out by"."""
    verbs = (c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN")
    by = (c for token in (noun, *verbs) for c in token.children if c.lower_ == "by" and c.dep_ in {"prep", "agent"})
    return next((o for prep in by for o in prep.children if o.dep_ == "pobj"), None)


def _rules(doc: Doc, attribution: Attribution, voice: resolve_source.Voice, parties: Parties) -> bool:
    """Whether nobody, or a court by what it does, stands behind an attribution: who speaks next is not "it"."""
    if voice.party is None:
        return True
    lemmas = {t.lemma_.lower() for span in attribution.cue for t in _tokens(doc, span)}
    return parties.drafts[voice.party].kind == "court" and bool(lemmas & parties.words("deeds_of_courts"))


def _with_hearers(doc: Doc, attribution: Attribution, parties: Parties) -> Attribution:
    """An attribution for which a reader has left out who was told, where that is a court: "jurors | were told that"."""
    cue = _tokens(doc, attribution.cue[0]) if attribution.cue and not attribution.source else ()
    told = len(cue) > 1 and cue[0].lower_ in BEING | HAVING and cue[-1].lower_ == "told"
    at = doc[cue[0].i - 1] if told and cue[0].i else None
    if at is None or not {at.lower_, at.lemma_.lower()} & parties.words("aside_hearings"):
        return attribution
    return replace(attribution, source=(Span(at.idx, at.idx + len(at)),))


def _heard(
    doc: Doc, attribution: Attribution, tokens: Sequence[Token], parties: Parties
) -> resolve_source.Voice | None:
    """The voice of "the court heard that": no court's word, but what was told at a hearing."""
    cue = [t for span in attribution.cue for t in _tokens(doc, span)]
    words, after = [t.lower_ for t in cue], doc[cue[-1].i + 1].lower_ if cue and cue[-1].i + 1 < len(doc) else ""
    told = words[-1:] == ["told"] and bool(BEING & set(words)) and after != "by"
    return resolve_source.heard(tokens, parties) if words[-1:] == ["heard"] or told else None


def _denier(
    attribution: Attribution, tokens: Sequence[Token], voice: resolve_source.Voice, parties: Parties
) -> resolve_source.Voice:
    """The voice; of "they denied it" behind what prosecutors say the several accused, who have not spoken yet."""
    they = len(tokens) == 1 and tokens[0].lower_ == "they" and attribution.certainty == "denied"
    body = voice.party is not None and parties.drafts[voice.party].kind in STATE
    several = next((i for i in parties.suspects() if parties.drafts[i].plural or parties.drafts[i].members), None)
    if not (they and body and several is not None):
        return voice
    return resolve_source.Voice(several, parties.drafts[several].name, several)


def _take_pronoun(tokens: Sequence[Token], voice: resolve_source.Voice, parties: Parties) -> None:
    """Let the "he" of "he said" mean who speaks, for the roles of what he does by speaking."""
    if len(tokens) == 1 and tokens[0].lower_ in {"he", "she"} and voice.raw is not None:
        parties.at[tokens[0].i] = voice.raw


def source_tokens(doc: Doc, attributions: Sequence[Attribution]) -> frozenset[int]:
    """The tokens of all sources."""
    return frozenset(t.i for a in attributions for span in a.source for t in _tokens(doc, span))


def _place(attribution: Attribution) -> int:
    """Where in the text the speaker is named or spoken of."""
    return (attribution.source or attribution.cue or attribution.content)[0].start


def _tokens(doc: Doc, span: Span) -> Sequence[Token]:
    found = doc.char_span(span.start, span.end, alignment_mode="expand")
    return list(found) if found is not None else []


class _Phrase(NamedTuple):
    """Where the text names a channel, and which."""

    start: int
    end: int
    channel: str


@cache
def _phrases(domain: Domain) -> dict[str, tuple[tuple[str, str], ...]]:
    """The pack's phrases for channels with the channel's id, longest first, by their first word."""
    table: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for channel in domain.channels:
        for phrase in channel.phrases:
            table[WORD.findall(phrase.lower())[0]].append((phrase.lower(), channel.id))
    return {word: tuple(sorted(found, key=lambda f: -len(f[0]))) for word, found in table.items()}


def _channels(doc: Doc, domain: Domain) -> list[_Phrase]:
    """All places of a text that name a channel, the longest phrase at each, found once; overlaps are kept."""
    known: list[_Phrase] | None = doc.user_data.get("channels")
    if known is None:
        text, table = syntax.text_of(doc).lower(), _phrases(domain)
        words = (m for m in WORD.finditer(text) if m.group() in table)
        found = (_phrase_at(text, m.start(), table[m.group()]) for m in words)
        known = doc.user_data["channels"] = [f for f in found if f is not None]
    return known


def _phrase_at(text: str, start: int, phrases: Sequence[tuple[str, str]]) -> _Phrase | None:
    for phrase, channel in phrases:
        end = start + len(phrase)
        if text.startswith(phrase, start) and not text[end : end + 1].isalnum():
            return _Phrase(start, end, channel)
    return None


def channel(doc: Doc, attribution: Attribution, domain: Domain) -> str | None:
    """The channel that the sentence of the cue names outside the content ("in a statement on WeChat"), by its id.

    Of several the first that says more than "statement".
    """
    anchor = (attribution.cue or attribution.source or attribution.content)[0]
    token = doc.char_span(anchor.start, anchor.end, alignment_mode="expand")
    if not token:
        return None
    sentence, text, every = token[0].sent, syntax.text_of(doc), _channels(doc, domain)
    low, high = max(sentence.start_char, anchor.start - ASIDE), min(sentence.end_char, anchor.end + ASIDE)
    found = [
        f
        for f in every[bisect_left(every, low, key=lambda f: f.start) : bisect_left(every, high, key=lambda f: f.start)]
        if not any(s.start <= f.start < s.end for s in attribution.content) and _said_by(text, f.start, attribution)
    ]
    ids = [f.channel for f in found if not any(_covers(o, f) for o in found)]
    return next((i for i in ids if i not in PLAIN), ids[0] if ids else None)


def _covers(one: _Phrase, other: _Phrase) -> bool:
    """Whether a phrase overlaps a shorter one: "court documents" behind "in court"."""
    overlap = one.start < other.end and other.start < one.end
    return overlap and one.end - one.start > other.end - other.start


PLAIN = frozenset({"statement", "spokesperson"})  # channels that any other one tells more than
ASIDE = 400  # code points around a cue within which a sentence names the channel
WORD = re.compile(r"\w+")
WAY = r"(?:in|on|via|through|at|to|during|by|from|according to|told)\b"
SAYING = re.compile(rf"\b{WAY}[^,;.\n]{{0,40}}$", re.IGNORECASE)
ITSELF = re.compile(WAY, re.IGNORECASE)


def _said_by(text: str, start: int, attribution: Attribution) -> bool:
    """Whether a channel's words tell how something was said: in the source or cue, or with a preposition."""
    inside = any(s.start <= start < s.end for s in (*attribution.source, *attribution.cue))
    return inside or bool(ITSELF.match(text, start) or SAYING.search(text, max(0, start - 50), start))


# ------------------------------------------------------------------------------------------- carrying on


def chain_of(attributions: Sequence[Attribution], index: int) -> list[int]:
    """An attribution and those that it sits inside, outermost first. Carried ones stand for what they carry on."""
    chain: list[int] = []
    current: int | None = index
    while current is not None and current not in chain and len(chain) < DEEPEST:
        chain.append(current)
        step = attributions[current]
        if step.kind == "carried" and step.parent is not None:
            step = attributions[step.parent]
        current = step.parent
    return chain[::-1]


def root_of(attributions: Sequence[Attribution], index: int) -> int:
    """The attribution that a carried one carries on; any other is its own root."""
    for _ in range(DEEPEST):
        parent = attributions[index].parent
        if attributions[index].kind != "carried" or parent is None:
            break
        index = parent
    return index


def _told(attributions: Sequence[Attribution], hits: Sequence[Hit]) -> set[int]:
    """Attributions whose cue is an event of the story: "MI6 told Huang to enter China"."""
    heads = [h.head.idx for h in hits if h.event.story]
    return {i for i, a in enumerate(attributions) if any(s.start <= h < s.end for s in a.cue for h in heads)}


def acts(attributions: Sequence[Attribution], parties: Parties, hits: Sequence[Hit]) -> set[int]:
    """Attributions that are what is told and no way of telling it, unless the report's main speaker makes them.

    So are the less certain words of a suspect or of somebody else whom the story tells of, and what a person of the
    story agrees to, offers or asks for.
    """
    main = dominant(attributions, parties)
    told = {i for i in _told(attributions, hits) if _stands_behind(parties, attributions[i]) != main or main is None}
    suspects = set(parties.suspects())
    known = suspects | _actors(parties, hits)
    unsure = {i for i, a in enumerate(attributions) if a.speaker in known and a.confidence < SURE}
    said_of = {i for i, a in enumerate(attributions) if _is_said_of(a, parties) or _is_label(a, parties, known)}
    deeds = {i for i, a in enumerate(attributions) if _is_deed(a, parties, suspects)}
    heard = {i for i, a in enumerate(attributions) if a.speaker_name == resolve_source.HEARING}
    return (told | unsure | said_of | deeds) - heard


def _actors(parties: Parties, hits: Sequence[Hit]) -> set[int]:
    """The people who do, or to whom is done, what is done among those whom a report tells of."""
    found = {parties.of(token) for hit in hits if hit.event.story for token in hit.tokens()}
    return {i for i in found if i is not None and parties.drafts[i].kind in PEOPLE}


def _is_label(attribution: Attribution, parties: Parties, known: Collection[int]) -> bool:
    """Whether a headline only says whom it is about: "Ana Ruiz: family rejects charges"; who is quoted speaks."""
    cue = [syntax.text_of(parties.doc)[s.start : s.end] for s in attribution.cue]
    return cue == [":"] and attribution.kind == "indirect" and attribution.speaker in known


def _is_said_of(attribution: Attribution, parties: Parties) -> bool:
    """Whether a source is only whom a passive tells of: "the accused, named as Luo", "asked about the case, he"."""
    if not (attribution.source and attribution.cue) or attribution.source[0].start > attribution.cue[0].start:
        return False
    cue = _tokens(parties.doc, attribution.cue[0])
    verb = next((t for t in cue if t.tag_[:2] == "VB" and t.lemma_ not in {"be", "have"}), None)
    if verb is None or verb.lemma_.lower() in parties.words("quoting"):
        return False
    doc = parties.doc
    before = {t.lower_ for t in doc[max(0, verb.i - 3) : verb.i]}
    after = [t.lower_ for t in doc[verb.i + 1 : verb.i + 3]]
    told_of = verb.tag_ == "VBN" and not before & HAVING and bool(set(after[:1]) & TOLD_OF)
    return bool(before & BEING and verb.tag_ == "VBN") or told_of or after in (["to", "be"], ["to", "have"])


def _is_deed(attribution: Attribution, parties: Parties, suspects: Collection[int]) -> bool:
    """Whether somebody without an office does something by words, unquoted: "agreed to", "told the spy that".

    So does a service that was spied for, "the Guoanbu ordered him to", and a court: "ordered him to be held".
    """
    if attribution.kind == "direct" or attribution.speaker is None or not attribution.cue:
        return False
    draft = parties.drafts[attribution.speaker]
    foreign = draft.kind == "service" and is_foreign(parties, draft.country)
    official = draft.kind not in PEOPLE or draft.spokes or draft.parent is not None
    if official and not foreign and draft.kind != "court":
        return False
    cue = _tokens(parties.doc, attribution.cue[-1])
    lemmas = {t.lemma_.lower() for t in cue}
    if draft.kind == "court":
        return bool(lemmas & parties.words("deeds_of_courts"))
    after = range(cue[-1].i + 1, cue[-1].i + 4) if cue else ()
    public = any(i < len(parties.doc) and is_public(parties.doc[i], parties) for i in after)
    among = (
        not public and lemmas & parties.words("deeds_to_suspects") and any(parties.at.get(i) in suspects for i in after)
    )
    return bool(lemmas & parties.words("deeds") or (among and attribution.speaker not in suspects))


def is_public(token: Token, parties: Parties) -> bool:
    """Whether a word is of the press or a court: what is told to these is told to everybody."""
    index = parties.of(token)
    known = index is not None and parties.drafts[index].kind in {"outlet", "court"}
    return known or token.lemma_.lower() in parties.words("media") | parties.words("court")


def dominant(attributions: Sequence[Attribution], parties: Parties) -> str | None:
    """Who stands behind the statement that a report mainly tells; None if no state's word fills half of it."""
    weight: dict[str, int] = {}
    for a in attributions:
        behind = _stands_behind(parties, a)
        if behind is not None:
            weight[behind] = weight.get(behind, 0) + min(400, sum(s.end - s.start for s in a.content))
    best = sorted(weight, key=lambda k: (-weight[k], k))
    return best[0] if best and weight[best[0]] >= 0.5 * sum(weight.values()) else None


def _stands_behind(parties: Parties, attribution: Attribution) -> str | None:
    return None if attribution.speaker is None else principal(parties, attribution.speaker)


def principal(parties: Parties, index: int) -> str | None:
    """The pack's id of the state that stands behind a speaker, or a mark of the body where the pack knows none.

    None for people who speak for themselves and for outlets.
    """
    draft = parties.drafts[index]
    if draft.kind in PEOPLE and draft.parent is not None:
        draft = parties.drafts[draft.parent]
    if draft.kind not in STATE:
        return None
    return parties.gazetteer.principal(draft.key) if draft.key else f"({draft.name})"


def sentence_of(doc: Doc, offset: int) -> Span:
    """The sentence of a code point, trimmed."""
    token = doc.char_span(offset, offset + 1, alignment_mode="expand")
    sentence = (token[0] if token else doc[0]).sent
    return syntax.trimmed(doc, sentence.start, sentence.end - 1)
