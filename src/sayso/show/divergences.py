"""The divergences of a case in the terminal: a table of slot by outlet, and under it what to think of each slot.

`page(ledger, key)` gives renderables; where there is little room, each slot is a list of its values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType

from sayso.keep import Ledger
from sayso.model import DivergenceRecord, DivergentValue
from sayso.show import case, phrases
from sayso.show.matrix import Cell, Matrix, matrix
from sayso.show.terminal import NARROW, Listing, count, heading, indented, text

WIDE = 19  # columns of a cell
LONG = 60  # characters of a value
REPORTS = 12  # that are named beside a value
SLOTS = 100  # divergences that are shown


def page(ledger: Ledger, key: str) -> Iterator[RenderableType]:
    """The divergences of a case. Raises Unknown if the ledger has no such case."""
    shown = case.load(ledger, key)
    yield from case.title(shown)
    if not shown.divergences:
        yield text("Its reports do not differ in any slot that is compared.")
        return
    found = shown.divergences[:SLOTS]
    yield heading("Where the reports differ")
    yield indented(Table(matrix(found, _dates(shown)), shown))
    yield heading("What to think of it")
    for one in found:
        yield from (indented(line) for line in judged(shown, one))
    if len(shown.divergences) > SLOTS:
        yield text(f"and {count(len(shown.divergences) - SLOTS, 'more slot')}; --json gives all.")


def _dates(shown: case.Page) -> Mapping[str, str | None]:
    return {id: report.published for id, report in shown.reports.items()}


def slot(shown: case.Page, one: DivergenceRecord) -> str:
    """What a divergence is about: the slot, and of whom where the case has several accused."""
    several = len(shown.case.accused) > 1 and one.accused
    return f"{phrases.slot(one.slot)} of {shown.party(one.accused)}" if several else phrases.slot(one.slot)


def value(one: DivergentValue) -> str:
    """A value, with a word where it is likely wrong."""
    mark = f" [{phrases.SUSPECTS[one.suspect]}]" if one.suspect else ""
    return phrases.clipped(one.value, LONG) + mark


class Table:
    """Slots down, reports across, in as many parts as the width asks for; nothing where it is too narrow for that."""

    def __init__(self, table: Matrix, shown: case.Page) -> None:
        self._table, self._shown = table, shown

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        if options.max_width < NARROW:
            return
        across = max(1, options.max_width // WIDE - 1)
        for start in range(0, len(self._table.reports), across):
            part = slice(start, start + across)
            yield from ("",) * (start > 0)
            yield Listing(("slot", *map(self._shown.report, self._table.reports[part])), self._rows(part))
        if self._table.left_out:
            yield text(f"{count(self._table.left_out, 'more report')} not shown; --json gives all.")

    def _rows(self, part: slice) -> Iterator[tuple[str, ...]]:
        for line in self._table.lines:
            cells = [cell(found) for found in line.cells[part]]
            if any(cells):
                yield slot(self._shown, line.divergence), *cells


def cell(cells: Iterable[Cell]) -> str:
    """The values that a report gives."""
    return " / ".join(value(one.value) for one in cells)


def judged(shown: case.Page, one: DivergenceRecord) -> Iterator[RenderableType]:
    """A slot with its judgement, why, and who gives which value."""
    yield text((slot(shown, one), "name"), f": {phrases.JUDGEMENTS[one.judgement]}")
    for each in one.values:
        names = "; ".join(shown.report(report) for report in each.reports[:REPORTS])
        more = f" and {len(each.reports) - REPORTS} more" if len(each.reports) > REPORTS else ""
        yield indented(text("- ", (value(each), "quote"), f": {names}{more}"))
    yield indented(text((one.explanation, "id")))


def as_data(ledger: Ledger, key: str) -> dict[str, Any]:
    """The divergences, and the names of parties and reports in them."""
    shown = case.load(ledger, key)
    parties = {one.accused: shown.party(one.accused) for one in shown.divergences if one.accused}
    reports = {id: shown.report(id) for id in shown.case.reports}
    return {"case": shown.case.id, "divergences": shown.divergences, "parties": parties, "reports": reports}
