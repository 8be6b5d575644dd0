"""Two reports side by side: their sentences in rows, what differs in each row, and what that changed.

`compared(ledger, a, b)` takes the ids of two reports and gives a `Comparison`. Where one is known to have it from the
other, that other stands left, whichever was named first. Rows are in the order of the right report; what only the left
one has stands where it stood there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

import msgspec

from sayso.domains import load
from sayso.keep import Ledger
from sayso.link.view import tables
from sayso.model import ChangeRecord, RelayPassage, RelayRecord, ReportRecord, Span
from sayso.trace.aligned import Pair, Side, differences, pairs, side
from sayso.trace.values import content

ROWS = 400  # that are shown
Kind = Literal["same", "changed", "retold", "left", "right"]


class Row(NamedTuple):
    """A sentence of each report, or of one; what is marked in them, and the changes that were found there."""

    kind: Kind
    left: Span | None
    right: Span | None
    left_marks: tuple[Span, ...] = ()
    right_marks: tuple[Span, ...] = ()
    changes: tuple[ChangeRecord, ...] = ()


class Comparison(NamedTuple):
    """Two reports, what is known to hold between them, and their rows."""

    left: ReportRecord
    right: ReportRecord
    relays: tuple[RelayRecord, ...]  # that end in the right one, or in either where no direction is known
    rows: tuple[Row, ...]
    left_out: int  # rows that are not shown


def compared(ledger: Ledger, a: str, b: str, most: int = ROWS) -> Comparison:
    """The comparison of two reports. Raises Unknown."""
    one, other = ledger.report(a), ledger.report(b)
    both = ledger.relays_between(a, b)
    onward, back = _to(both, other), _to(both, one)
    if _weight(back) > _weight(onward):
        one, other, onward, back = other, one, back, onward
    unsure = [_turned(r) for r in back if not r.directed]
    relays = (*onward, *unsure)
    rows = _rows(one.text, other.text, relays)
    return Comparison(one, other, relays, tuple(rows[:most]), max(0, len(rows) - most))


def _to(relays: Iterable[RelayRecord], target: ReportRecord) -> list[RelayRecord]:
    """What a report has from the other, or of utterances that are read in that other; copies first."""
    found = [r for r in relays if r.target == target.id]
    return sorted(found, key=lambda r: (r.version is not None, -r.score, r.source or ""))


def _weight(relays: Iterable[RelayRecord]) -> int:
    """How surely relays tell which report is the source: a copy in a known direction most, then an utterance."""
    return max((2 if r.version is None else 1 for r in relays if r.directed), default=0)


def _turned(relay: RelayRecord) -> RelayRecord:
    """A relay of no known direction, read from the other end; what it altered is told one way only."""
    turned = tuple(RelayPassage(source=p.target, target=p.source) for p in relay.passages)
    return msgspec.structs.replace(relay, source=relay.target, target=relay.source, passages=turned, changes=())


# --------------------------------------------------------------------------------------------------- rows


def _rows(left: str, right: str, relays: Sequence[RelayRecord]) -> list[Row]:
    one, other = side(left), side(right)
    changes = _changes(relays)
    found = {pair.target: pair for pair in _pairs(one, other, relays)}
    for pair in _told(one, other, changes):
        found.setdefault(pair.target, pair)
    order = list(_ordered(one, other, found))
    told = _assigned(order, changes)
    return [_row(one, other, pair, told.get(at, ())) for at, pair in enumerate(order)]


def _changes(relays: Iterable[RelayRecord]) -> list[ChangeRecord]:
    """The changes of all relays, each once."""
    found: dict[tuple[object, ...], ChangeRecord] = {}
    for change in (c for r in relays for c in r.changes):
        found.setdefault((change.kind, change.source_span, change.target_span), change)
    return list(found.values())


def _pairs(one: Side, other: Side, relays: Iterable[RelayRecord]) -> list[Pair]:
    """The sentences that belong together; where no passage is known, the whole texts are looked through."""
    passages = [passage for relay in relays for passage in relay.passages]
    whole = RelayPassage(source=Span(0, len(one.text)), target=Span(0, len(other.text)))
    pack = tables(load())
    return pairs(one, other, passages or [whole], lambda text: content(text, pack))


def _told(one: Side, other: Side, changes: Iterable[ChangeRecord]) -> Iterator[Pair]:
    """The sentences between which a change was found."""
    for change in changes:
        source, target = _sentence(one, change.source_span), _sentence(other, change.target_span)
        if source and target:
            yield Pair(source, target, close=False)


def _sentence(text: Side, span: Span | None) -> Span | None:
    """The sentence in which a span begins."""
    at = bisect_right(text.sentences, span.start, key=lambda s: s.start) - 1 if span else -1
    return text.sentences[at] if at >= 0 else None


class Place(NamedTuple):
    """The sentences of a row, before anything is marked in them."""

    source: Span | None
    target: Span | None
    close: bool = False


def _ordered(one: Side, other: Side, found: dict[Span, Pair]) -> Iterator[Place]:
    """The rows in the order of the right text, each followed by what only the left one has after it."""
    following = _following(one, {pair.source for pair in found.values()})
    yield from (Place(alone, None) for alone in following.pop(None, ()))
    for sentence in other.sentences:
        pair = found.get(sentence)
        yield Place(pair.source, sentence, pair.close) if pair else Place(None, sentence)
        if pair:
            yield from (Place(alone, None) for alone in following.pop(pair.source, ()))


def _following(one: Side, kept: set[Span]) -> dict[Span | None, list[Span]]:
    """The sentences that the right text does not have, by the last one before them that it has."""
    found: defaultdict[Span | None, list[Span]] = defaultdict(list)
    last: Span | None = None
    for sentence in one.sentences:
        if sentence in kept:
            last = sentence
        else:
            found[last].append(sentence)
    return dict(found)


def _assigned(order: Sequence[Place], changes: Iterable[ChangeRecord]) -> dict[int, list[ChangeRecord]]:
    """The changes by the number of their row: that of the target's words, else that of the source's."""
    told: defaultdict[int, list[ChangeRecord]] = defaultdict(list)
    for change in changes:
        at = next((n for n, place in enumerate(order) if _holds(place, change)), None)
        if at is not None and change.kind != "wording":
            told[at].append(change)
    return told


def _holds(place: Place, change: ChangeRecord) -> bool:
    span, sentence = (change.target_span, place.target) if change.target_span else (change.source_span, place.source)
    return span is not None and sentence is not None and sentence.start <= span.start < sentence.end


def _row(one: Side, other: Side, place: Place, changes: Sequence[ChangeRecord]) -> Row:
    if place.source is None or place.target is None:
        return Row("left" if place.source else "right", place.source, place.target, changes=tuple(changes))
    if place.close:
        exact = differences(one, other, Pair(place.source, place.target))
        marks = [[d.source for d in exact], [d.target for d in exact]]
        kind: Kind = "changed" if exact else "same"
    else:
        marks = [[c.source_span for c in changes], [c.target_span for c in changes]]
        kind = "retold"
    left, right = _inside(place.source, marks[0]), _inside(place.target, marks[1])
    return Row(kind, place.source, place.target, left, right, tuple(changes))


def _inside(sentence: Span, marks: Iterable[Span | None]) -> tuple[Span, ...]:
    """The marks within a sentence, in order; those that meet are one."""
    kept: list[Span] = []
    for mark in sorted(m for m in marks if m and m.start < sentence.end and sentence.start < m.end):
        start, end = max(mark.start, sentence.start), min(mark.end, sentence.end)
        if kept and start <= kept[-1].end:
            kept[-1] = Span(kept[-1].start, max(end, kept[-1].end))
        else:
            kept.append(Span(start, end))
    return tuple(kept)


def pieces(text: str, sentence: Span, marks: Sequence[Span]) -> Iterator[tuple[str, bool]]:
    """The words of a sentence in order, and whether they are marked."""
    at = sentence.start
    for mark in marks:
        if at < mark.start:
            yield text[at : mark.start], False
        yield text[mark.start : mark.end], True
        at = mark.end
    if at < sentence.end:
        yield text[at : sentence.end], False
