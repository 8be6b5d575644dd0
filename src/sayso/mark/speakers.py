"""Attributions → whose word each is: sources resolved to parties, channels, and where an attribution ends.

Takes attributions whose source is a span, gives them with speaker, name and channel; `carry` adds attributions of
kind "carried" for sentences that plainly go on telling what the speaker before them told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec.structs import replace
from spacy.tokens import Doc, Token

from sayso.domains import Domain
from sayso.mark import asides, syntax
from sayso.mark import resolve as resolve_source
from sayso.mark.events import Hit
from sayso.mark.parties import PEOPLE, STATE, Parties
from sayso.mark.resolve import Said
from sayso.model import Attribution, Span

DEEPEST = 8  # links of a chain
SURE = 0.6  # how likely a suspect's words must be words, not deeds ("agreed to")


def without_datelines(doc: Doc, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions less those that take a dateline for a speaker: "TEHRAN: Iran said"."""
    text = syntax.text_of(doc)
    kept = [i for i, a in enumerate(attributions) if not _is_dateline(text, a)]
    place: dict[int | None, int] = {old: new for new, old in enumerate(kept)}
    return [replace(attributions[i], parent=place.get(attributions[i].parent)) for i in kept]


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
    for i in sorted(range(len(attributions)), key=lambda i: _place(attributions[i])):
        parent = attributions[i].parent
        outer = resolved[parent].speaker if parent in resolved else None
        tokens = [t for span in attributions[i].source for t in _tokens(doc, span)]
        voice = resolve_source.voice(tokens, parties, before, outer)
        way = channel(doc, attributions[i], parties.domain)
        resolved[i] = replace(attributions[i], speaker=voice.party, speaker_name=voice.name, channel=way)
        if i not in told and voice.party is not None:
            before.append(Said(voice, resolve_source.is_plural(resolve_source.head_of(tokens[:8], parties)), way))
    return [resolved[i] for i in range(len(attributions))]


def source_tokens(doc: Doc, attributions: Sequence[Attribution]) -> frozenset[int]:
    """The tokens of all sources."""
    return frozenset(t.i for a in attributions for span in a.source for t in _tokens(doc, span))


def _place(attribution: Attribution) -> int:
    """Where in the text the speaker is named or spoken of."""
    return (attribution.source or attribution.cue or attribution.content)[0].start


def _tokens(doc: Doc, span: Span) -> Sequence[Token]:
    found = doc.char_span(span.start, span.end, alignment_mode="expand")
    return list(found) if found is not None else []


@cache
def _channels(domain: Domain) -> re.Pattern[str]:
    phrases = sorted((p for c in domain.channels for p in c.phrases), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(p) for p in phrases) + r")\b", re.IGNORECASE)


@cache
def _channel_of(domain: Domain) -> dict[str, str]:
    return {p.lower(): c.id for c in domain.channels for p in c.phrases}


def channel(doc: Doc, attribution: Attribution, domain: Domain) -> str | None:
    """The channel that the sentence of the cue names outside the content ("in a statement on WeChat"), by its id.

    Of several the most particular, which is the longest phrase that is not just "statement".
    """
    if not domain.channels:
        return None
    anchor = (attribution.cue or attribution.source or attribution.content)[0]
    token = doc.char_span(anchor.start, anchor.end, alignment_mode="expand")
    if token is None:
        return None
    sentence = token[0].sent
    text = syntax.text_of(doc)
    low = max(sentence.start_char, anchor.start - ASIDE)
    found = [
        m
        for m in _channels(domain).finditer(text, low, min(sentence.end_char, anchor.end + ASIDE))
        if not any(s.start <= m.start() < s.end for s in attribution.content) and _said_by(text, m, attribution)
    ]
    ids = [_channel_of(domain)[m.group().lower()] for m in found]
    return next((i for i in ids if i not in PLAIN), ids[0] if ids else None)


PLAIN = frozenset({"statement", "spokesperson"})  # channels that any other one tells more than
ASIDE = 400  # code points around a cue within which a sentence names the channel
SAYING = re.compile(r"\b(?:in|on|via|through|at|to|during|by|from|according to|told)\b[^,;.\n]{0,40}$", re.IGNORECASE)


def _said_by(text: str, match: re.Match[str], attribution: Attribution) -> bool:
    """Whether a channel's words tell how something was said: in the source, or after a preposition."""
    inside = any(s.start <= match.start() < s.end for s in (*attribution.source, *attribution.cue))
    return inside or bool(SAYING.search(text, max(0, match.start() - 50), match.start()))


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

    So are a suspect's less certain words, and what a person of the story agrees to, offers or asks for.
    """
    main = dominant(attributions, parties)
    told = {i for i in _told(attributions, hits) if _stands_behind(parties, attributions[i]) != main or main is None}
    suspects = set(parties.suspects())
    unsure = {i for i, a in enumerate(attributions) if a.speaker in suspects and a.confidence < SURE}
    return told | unsure | {i for i, a in enumerate(attributions) if _is_deed(a, parties)}


def _is_deed(attribution: Attribution, parties: Parties) -> bool:
    """Whether somebody without an office does something by words: "agreed to", "asked him for", not in a quotation."""
    if attribution.kind == "direct" or attribution.speaker is None or not attribution.cue:
        return False
    draft = parties.drafts[attribution.speaker]
    if draft.kind not in PEOPLE or draft.spokes or draft.parent is not None:
        return False
    cue = _tokens(parties.doc, attribution.cue[-1])
    return any(t.lemma_.lower() in parties.words("deeds") for t in cue)


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
    sentence = (token[0] if token is not None else doc[0]).sent
    return syntax.trimmed(doc, sentence.start, sentence.end - 1)
