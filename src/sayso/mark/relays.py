"""Outlets through which somebody's word came, beside it: "told Reuters", "carried by RIA Novosti", "on NRK".

Takes the text, its parties and resolved attributions, gives for each attribution that has any the outlets between the
report and its speaker, as links of a chain. The pack says after which words an outlet is one (words.yaml, relay_…).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from spacy.tokens import Doc

from sayso.domains import Domain
from sayso.mark import syntax
from sayso.mark.parties import Parties, pattern_of
from sayso.model import Attribution, Link, Span

NEAR = 90  # code points before an outlet's name that tell whether it is a relay
REACH = 600  # code points around a cue within which its sentence is looked at
MOST = 2  # relays of one attribution
SMALL = r"(?:[^\s.,;:!?\"“”()]+\s+){0,4}"  # "the state-run news agency"


def beside(doc: Doc, attributions: Sequence[Attribution], parties: Parties) -> dict[int, tuple[Link, ...]]:
    """The relays of each attribution, outermost first, by its index."""
    outlets = _mentions(parties)
    starts = [span.start for span, _ in outlets]
    found: dict[int, tuple[Link, ...]] = {}
    for i, a in enumerate(attributions if outlets else ()):
        sentence = _sentence(doc, a) if a.source else None
        if sentence is None:
            continue
        near = outlets[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        passed = [o for span, o in near if _relays(syntax.text_of(doc), sentence, a, span, parties) and o != a.speaker]
        if passed:
            found[i] = tuple(_link(parties, o) for o in dict.fromkeys(passed[:MOST]))
    return found


def _mentions(parties: Parties) -> list[tuple[Span, int]]:
    """Where outlets are named, in order."""
    outlets = (i for i, d in enumerate(parties.drafts) if d.kind == "outlet" and i != parties.outlet)
    return sorted(
        (Span(*span), i) for i in outlets for span, form in parties.drafts[i].mentions.items() if form == "name"
    )


def _sentence(doc: Doc, attribution: Attribution) -> Span | None:
    """The sentence of a cue, as far as it is near."""
    anchor = (attribution.cue or attribution.source)[0]
    token = doc.char_span(anchor.start, anchor.end, alignment_mode="expand")
    if not token:
        return None
    sentence = token[0].sent
    return Span(max(sentence.start_char, anchor.start - REACH), min(sentence.end_char, anchor.end + REACH))


def _link(parties: Parties, index: int) -> Link:
    return Link(speaker=parties.drafts[index].name, entity=index, certainty="reported")


def _relays(text: str, sentence: Span, a: Attribution, span: Span, parties: Parties) -> bool:
    """Whether an outlet named at a span passes on an attribution's words."""
    if any(s.start <= span.start < s.end for s in a.content) or _is_other_source(a, span):
        return False
    before = text[max(sentence.start, span.start - NEAR) : span.start]
    after = text[span.end : min(sentence.end, span.end + NEAR)]
    put_in = CLAUSE.search(before) and _reports(parties.domain).match(after)
    return any(p.search(before) for p in _patterns(parties.domain)) or bool(QUOTES.match(after) or put_in)


QUOTES = re.compile(r"\s+(?:has\s+|had\s+)?(?:also\s+)?(?:quoted|quotes|cited|cites)\b", re.IGNORECASE)

CLAUSE = re.compile(
    r"[,;–—\"”]\s*(?:as\s+)?(?:the\s+)?$"
)  # before the name of an outlet that a clause put in begins with


@cache
def _reports(domain: Domain) -> re.Pattern[str]:
    """What ends a clause put in: "…, Channel 9 reported." and not "…, Channel 9 reported a fire"."""
    return re.compile(
        rf"\s+(?:{pattern_of(domain, 'relay_reports')})\b(?=\s*(?:[.,;:–—)\"”]|on\b|citing\b|quoting\b|$))"
    )


def _is_other_source(a: Attribution, span: Span) -> bool:
    """Whether an outlet is the speaker itself: at the beginning of the source."""
    return any(s.start <= span.start <= s.start + 5 and span.end <= s.end for s in a.source)


@cache
def _patterns(domain: Domain) -> tuple[re.Pattern[str], ...]:
    names = ("relay_told", "relay_carried", "relay_talks", "relay_reports")
    told, carried, talks, reports = (pattern_of(domain, name) for name in names)
    return (
        re.compile(rf"[,;–—(]\s*(?:as\s+)?(?:{reports})\s+{SMALL}$", re.IGNORECASE),
        re.compile(rf"\b(?:{told})\s+{SMALL}$", re.IGNORECASE),
        re.compile(rf"\b(?:{carried})\s+(?:\w+\s+)?by\s+{SMALL}$", re.IGNORECASE),
        re.compile(rf"\b(?:{talks})\s+(?:[\w-]+\s+){{0,3}}?(?:with|to|for|on|in|by)\s+{SMALL}$", re.IGNORECASE),
    )
