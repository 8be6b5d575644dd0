"""What a site quotes of a report, and the anchors of its passages.

Unless whole texts are asked for, a site shows of a report only the words that something rests on: the evidence of
claims with its sources and cues, values, origins, and changes. `quoted` gives a text in which all else is blank, of the
same length, so that every span stays right. `Anchors` names passages by their words, so that links outlive a new text
layer; the hash of the original bytes goes into the name, so that nobody who has not got the report can guess a name
that is withheld from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec

from sayso.keep.ids import digest
from sayso.model import Passage, RelayRecord, ReportRecord, Span
from sayso.show.site.selection import Selection

NEAR = 60  # code points between two quoted passages of one paragraph that are quoted with them
GAP = "\n\n[…]"  # stands where words were left out
BREAK = re.compile(r"\n\s*\n")


class Quoting(Selection):
    """The selection in which one report has only its quoted words for a text."""

    def __init__(self, selection: Selection, report: str) -> None:
        self.__dict__.update(selection.__dict__)
        self._selection = selection
        shown = selection.report(report)
        self._shown_record = msgspec.structs.replace(shown, text=quoted(shown.text, spans(selection, report)))
        self.report = self._quoting  # type: ignore[method-assign]

    def _quoting(self, id: str) -> ReportRecord:
        return self._shown_record if id == self._shown_record.id else self._selection.report(id)


# ---------------------------------------------------------------------------------------------- spans


def spans(selection: Selection, report: str) -> list[Span]:
    """Everything that the site quotes of a report, in order, what lies near together joined."""
    text = selection.report(report).text
    found = sorted({one for one in _spans(selection, report) if one.start < one.end})
    return joined(text, found)


def _spans(selection: Selection, report: str) -> Iterator[Span]:
    for claim in selection.report_claims(report):
        yield Span(claim.evidence.start, claim.evidence.end)
        parts = (part for part in (claim.time, claim.place, claim.quantity) if part)
        yield from (part.span for part in parts)
    for attribution in selection.report_attributions(report):
        yield from attribution.source
        yield from attribution.cue
    for case in selection.report_cases(report):
        yield from (Span(one.start, one.end) for one in passages(selection, case) if one.report == report)
    yield from _changed(selection, report)


def passages(selection: Selection, case: str) -> Iterator[Passage]:
    """The passages that a case points at: its values, its origins, and where its reports differ."""
    record = selection.case(case)
    for values in record.slots.values():
        for value in values:
            yield from value.spans
    for origin in record.origins:
        yield from origin.evidence
    for divergence in selection.divergences(case):
        for one in divergence.values:
            yield from one.spans


def places(selection: Selection, report: str) -> set[Span]:
    """The passages of a report that pages link to."""
    found = {Span(one.start, one.end) for _, one in selection.report_mentions(report)}
    for case in selection.report_cases(report):
        found |= {Span(one.start, one.end) for one in passages(selection, case) if one.report == report}
    return {span for span in (*found, *_changed(selection, report)) if span.start < span.end}


def _changed(selection: Selection, report: str) -> Iterator[Span]:
    """All words of a report that a relay has changed, or that it has changed into."""
    of_cases = (relay for case in selection.report_cases(report) for relay in selection.case_relays(case))
    for relay in (*selection.report_relays(report), *selection.onward_relays(report), *of_cases):
        yield from changed(relay, report)


def changed(relay: RelayRecord, report: str) -> Iterator[Span]:
    """The words of a report that a relay has changed, or that it has changed into."""
    for change in relay.changes:
        if change.target_span and relay.target == report:
            yield change.target_span
        if change.source_span and report in (relay.source, relay.version):
            yield change.source_span


def joined(text: str, found: Iterable[Span]) -> list[Span]:
    """Spans that overlap, or have but a few words of one paragraph between them, as one."""
    made: list[Span] = []
    for span in found:
        if made and _near(text, made[-1], span):
            made[-1] = Span(made[-1].start, max(made[-1].end, span.end))
        else:
            made.append(span)
    return made


def _near(text: str, before: Span, after: Span) -> bool:
    between = text[before.end : after.start]
    return after.start <= before.end or (len(between) <= NEAR and not BREAK.search(between))


def quoted(text: str, shown: Iterable[Span]) -> str:
    """The text with only these spans, gaps marked; of the same length."""
    parts, at = [], 0
    for start, end in shown:
        parts += [_blank(text[at:start]), text[start:end]]
        at = end
    return "".join([*parts, _blank(text[at:])])


def _blank(hidden: str) -> str:
    """As many blank code points; with a mark where words were left out and there is room for it."""
    size = len(hidden)
    if not hidden.strip():
        return hidden
    return GAP + "\n" * (size - len(GAP)) if size >= len(GAP) + 2 else "\n" * size


def shown(text: str, span: Span) -> Span:
    """Where a passage is to be seen: in its place, or at the mark of the gap that it fell into."""
    if text[span.start : span.end].strip():
        return span
    mark = GAP.strip()
    at = text.rfind(mark, 0, span.end)
    return Span(at, at + len(mark)) if at >= 0 else span


# -------------------------------------------------------------------------------------------- anchors


class Anchors:
    """The names of passages."""

    def __init__(self, selection: Selection) -> None:
        self._source = selection.source
        self.of = lru_cache(100_000)(self._of)

    def _of(self, report: str, start: int, end: int) -> str:
        """The name of a passage: of the report's bytes, its words, and which of several such passages it is."""
        blob, text = self._source(report)
        words = text[start:end]
        before = text.count(words, 0, start) if words else 0
        return "w" + digest(blob, " ".join(words.split()), str(before))
