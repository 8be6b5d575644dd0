"""The slots that a domain pack adds to the case table: values of its claims, as slots.yaml says where to look.

Gives records like those of `stages.slots`, by slot in the order of the pack.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sayso.domains import Given
from sayso.model import Passage, SlotRecord, Span
from sayso.trace.board import Board, Told
from sayso.trace.stages import alike_key, whose

Value = tuple[str, Span]


def cells(board: Board) -> dict[str, tuple[SlotRecord, ...]]:
    """The pack's slots that some claim of the case fills, alike values together."""
    made = ((slot.id, _records(board, slot.given)) for slot in board.domain.slots)
    return {slot: records for slot, records in made if records}


def _records(board: Board, given: tuple[Given, ...]) -> tuple[SlotRecord, ...]:
    found: defaultdict[tuple[str, str], dict[Passage, str]] = defaultdict(dict)
    for told in board.told:
        for source in given:
            for accused, (value, span) in _told(board, told, source):
                passage = Passage(report=told.report, start=span[0], end=span[1])
                found[accused, alike_key(value)].setdefault(passage, value)
    records = [_record(accused, passages) for (accused, _), passages in found.items()]
    return tuple(sorted(records, key=lambda r: (-len(r.spans), r.value, r.accused or "")))


def _record(accused: str, passages: dict[Passage, str]) -> SlotRecord:
    spans = tuple(sorted(passages, key=lambda p: (p.report, p.start, p.end)))
    return SlotRecord(value=passages[spans[0]], accused=accused, spans=spans)


def _told(board: Board, told: Told, source: Given) -> Iterator[tuple[str, Value]]:
    """What one claim says in one of its parts, with the accused whom it is about."""
    if told.claim.event not in source.events or told.claim.polarity == "negative":
        return
    for accused in whose(board, told)[:1]:
        for value in _values(told, source):
            yield accused, value


def _values(told: Told, source: Given) -> Iterator[Value]:
    claim = told.claim
    if source.take == "quantity":
        money = claim.quantity is not None and _is_currency(claim.quantity.unit or "")
        if claim.quantity and source.unit in (None, money):
            yield claim.quantity.text, claim.quantity.span
    elif source.take == "place":
        yield from [(claim.place.text, claim.place.span)] if claim.place else []
    elif source.take == "year":
        yield from [(claim.time.value[:4], claim.time.span)] if claim.time and claim.time.value else []
    else:
        yield from ((filler.name, filler.span) for filler in claim.roles.get(source.take, ())[:1])


def _is_currency(unit: str) -> bool:
    """Whether a unit is a code of a currency ("EUR") and no noun."""
    return len(unit) == 3 and unit.isupper()
