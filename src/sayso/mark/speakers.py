"""Attributions → whose word each is: sources resolved to parties, channels, and where an attribution ends.

Takes attributions whose source is a span, gives them with speaker, name and channel; `carry` adds attributions of
kind "carried" for sentences that plainly go on telling what the speaker before them told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from msgspec.structs import replace
from spacy.tokens import Doc, Token

from sayso.domains import Domain
from sayso.mark import syntax
from sayso.mark.parties import FEMALE, MALE, ORGANISATIONS, THINGS, Draft, Parties
from sayso.model import Attribution, Span

PERSONAL = frozenset({"person", "unnamed"})
BACK = 3  # how many attributions back "it said" may refer


def resolve(doc: Doc, attributions: Sequence[Attribution], parties: Parties) -> list[Attribution]:
    """The attributions with their speakers, names and channels."""
    done: list[Attribution] = []
    order = sorted(range(len(attributions)), key=lambda i: _place(attributions[i]))
    resolved: dict[int, Attribution] = {}
    for i in order:
        resolved[i] = _resolved(doc, attributions[i], parties, done)
        done.append(resolved[i])
    return [resolved[i] for i in range(len(attributions))]


def _place(attribution: Attribution) -> int:
    """Where in the text the speaker is named or spoken of."""
    return (attribution.source or attribution.cue or attribution.content)[0].start


def _resolved(doc: Doc, attribution: Attribution, parties: Parties, before: Sequence[Attribution]) -> Attribution:
    tokens = [t for span in attribution.source for t in _tokens(doc, span)]
    index = _speaker(tokens, parties, before) if tokens else None
    name = parties.drafts[index].name if index is not None else " ".join(t.text for t in tokens).strip() or None
    return replace(attribution, speaker=index, speaker_name=name, channel=channel(doc, attribution, parties.domain))


def _tokens(doc: Doc, span: Span) -> Sequence[Token]:
    found = doc.char_span(span.start, span.end, alignment_mode="expand")
    return list(found) if found is not None else []


def _speaker(tokens: Sequence[Token], parties: Parties, before: Sequence[Attribution]) -> int | None:
    """The party that a source names."""
    root = min(tokens, key=lambda t: (len(list(t.ancestors)) if len(tokens) < 40 else t.i, t.i))
    word = root.lower_
    if len(tokens) <= 2 and word in MALE | FEMALE | THINGS | {"they", "who"}:
        found = _again(word, parties, before)
        if found is not None:
            return found
    if root.lemma_.lower() in parties.words("document_nouns"):
        return _issuer(tokens, root, parties, before)
    index = parties.of(root)
    if index is not None:
        return _voice(index, parties, before)
    named = [parties.at[t.i] for t in tokens if t.i in parties.at]
    people = [i for i in named if parties.drafts[i].kind in PERSONAL]
    return (people or named or [None])[0]


def _again(word: str, parties: Parties, before: Sequence[Attribution]) -> int | None:
    """Whom "it said" or "he said" refers to: the last speaker who can be that."""
    for earlier in reversed(before[-BACK:]):
        if earlier.speaker is None:
            continue
        draft = parties.drafts[earlier.speaker]
        if word in THINGS and draft.kind in ORGANISATIONS:
            return earlier.speaker
        gender = {"he": "m", "she": "f"}.get(word)
        if gender and draft.kind in PERSONAL and draft.gender in {None, gender} and not draft.plural:
            return earlier.speaker
        if word == "they" and draft.plural:
            return earlier.speaker
    return None


def _issuer(tokens: Sequence[Token], root: Token, parties: Parties, before: Sequence[Attribution]) -> int | None:
    """Whose word a document is: the body named with it ("the ministry's statement"), else the last speaker that is a body."""
    for token in tokens:
        index = parties.at.get(token.i)
        if index is not None and token.i != root.i and parties.drafts[index].kind in ORGANISATIONS:
            return index
    if root.lemma_.lower() in parties.words("court_papers"):
        return _prosecutor(parties)
    bodies = [
        a.speaker
        for a in before
        if a.speaker is not None and parties.drafts[a.speaker].kind in {"service", "government", "court", "company"}
    ]
    return bodies[-1] if bodies else parties.at.get(root.i)


def _prosecutor(parties: Parties) -> int | None:
    """The prosecutors of a report: indictments and plea agreements are their papers."""
    for index, draft in enumerate(parties.drafts):
        if draft.last >= 0 and any("prosecut" in f or f == "justice-ministry" for f in parties.functions(draft)):
            return index
    return None


def _voice(index: int, parties: Parties, before: Sequence[Attribution]) -> int:
    """A source as it stands, or the named person behind "the spokesman" who has spoken before."""
    draft = parties.drafts[index]
    if draft.kind == "unnamed" and draft.spokes and not draft.plural:
        for earlier in reversed(before[-4:]):
            if earlier.speaker is not None and earlier.speaker != index:
                other = parties.drafts[earlier.speaker]
                if other.spokes and other.kind == "person" and draft.parent in {None, other.parent}:
                    return earlier.speaker
    return index


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
    spans = [s for s in attribution.content]
    found = [
        m
        for m in _channels(domain).finditer(doc.text, sentence.start_char, sentence.end_char)
        if not any(s.start <= m.start() < s.end for s in spans)
    ]
    ids = [_channel_of(domain)[m.group().lower()] for m in found]
    return next((i for i in ids if i != "statement"), ids[0] if ids else None)


# ------------------------------------------------------------------------------------------- carrying on


def holding(attributions: Sequence[Attribution], start: int, end: int) -> list[int]:
    """The attributions in whose content a span lies, outermost first."""
    inside = []
    for i, a in enumerate(attributions):
        if any(s.start <= start and end <= s.end for s in a.content):
            inside.append((sum(s.end - s.start for s in a.content), i))
    return [i for _, i in sorted(inside, reverse=True)]


def speaking(attributions: Iterable[Attribution], start: int, end: int) -> list[int]:
    """The attributions whose cue or source overlaps a span."""
    return [i for i, a in enumerate(attributions) if any(s.start < end and start < s.end for s in (*a.cue, *a.source))]


def chain_of(attributions: Sequence[Attribution], index: int) -> list[int]:
    """An attribution and those that it sits inside, outermost first. Carried ones stand for what they carry on."""
    chain: list[int] = []
    current: int | None = index
    while current is not None and current not in chain and len(chain) < 8:
        chain.append(current)
        step = attributions[current]
        if step.kind == "carried" and step.parent is not None:
            step = attributions[step.parent]
        current = step.parent
    return chain[::-1]


def dominant(attributions: Sequence[Attribution], parties: Parties) -> int | None:
    """The body whose statement a report mainly tells: most of the attributed text is on its word; None if undecided."""
    weight: dict[int, int] = {}
    for a in attributions:
        if a.speaker is not None and _body(parties.drafts[a.speaker]):
            key = _principal(parties, a.speaker)
            weight[key] = weight.get(key, 0) + min(400, sum(s.end - s.start for s in a.content))
    best = sorted(weight, key=lambda k: -weight[k])
    return best[0] if best and weight[best[0]] >= 0.5 * sum(weight.values()) else None


def _body(draft: Draft) -> bool:
    return draft.kind in {"service", "government", "court"}


def _principal(parties: Parties, index: int) -> int:
    parent = parties.drafts[index].parent
    return parent if parent is not None and parties.drafts[index].kind in PERSONAL else index


def new_line(doc: Doc, start: int, end: int) -> bool:
    """Whether a paragraph ends between two offsets."""
    return "\n" in doc.text[start:end]


def sentence_of(doc: Doc, offset: int) -> Span:
    """The sentence of a code point, trimmed."""
    token = doc.char_span(offset, offset + 1, alignment_mode="expand")
    sentence = (token[0] if token is not None else doc[0]).sent
    return syntax.trimmed(doc, sentence.start, sentence.end - 1)
