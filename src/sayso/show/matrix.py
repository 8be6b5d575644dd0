"""Divergences of a case as a table: slots down, reports across.

`matrix(divergences, dates)` gives the columns (reports that give a value in dispute or otherwise differing, by date),
and for each divergence what each of them gives. Where there are more reports than fit, those with a value that is
likely wrong come first, and `left_out` counts the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sayso.model import DivergenceRecord, DivergentValue, Passage

COLUMNS = 40
LAST = "9999"


class Cell(NamedTuple):
    """A value that a report gives, with the words that give it there."""

    value: DivergentValue
    words: Passage | None


class Line(NamedTuple):
    """A divergence with the cells of each column, in their order; a report may give two values, or none."""

    divergence: DivergenceRecord
    cells: tuple[tuple[Cell, ...], ...]


class Matrix(NamedTuple):
    """The reports across, the slots down, and how many reports are not shown."""

    reports: tuple[str, ...]
    lines: tuple[Line, ...]
    left_out: int


def matrix(found: Sequence[DivergenceRecord], dates: Mapping[str, str | None], columns: int = COLUMNS) -> Matrix:
    """The table of a case."""
    weight = _weight(found)
    chosen = sorted(weight, key=lambda report: (-weight[report], report))[:columns]
    reports = tuple(sorted(chosen, key=lambda report: (dates.get(report) or LAST, report)))
    lines = tuple(Line(one, tuple(_cells(one, report) for report in reports)) for one in found)
    return Matrix(reports, lines, len(weight) - len(reports))


def _weight(found: Sequence[DivergenceRecord]) -> Counter[str]:
    """How much there is to see in the column of each report; a value that is likely wrong outweighs all others."""
    weight: Counter[str] = Counter()
    for one in found:
        for value in one.values:
            for report in value.reports:
                weight[report] += len(found) + 1 if value.suspect else 1
    return weight


def _cells(divergence: DivergenceRecord, report: str) -> tuple[Cell, ...]:
    return tuple(
        Cell(value, next((passage for passage in value.spans if passage.report == report), None))
        for value in divergence.values
        if report in value.reports
    )
