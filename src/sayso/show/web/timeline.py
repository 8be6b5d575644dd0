"""The dated claims and reports of a case as geometry for a drawing: a column a date, a row a kind of event.

`draw` takes what is dated and gives the places of marks, rows and ticks in units of the drawing; a template only
writes them down. Gaps between dates are compressed, so that a day and a decade fit on one line.
"""

from __future__ import annotations

import datetime
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from sayso.show.web import words

LEFT, TOP, RIGHT = 156, 16, 46
ROW, STEP, WIDEST = 26, 46, 110  # height of a row, least and most distance of two dates a day apart
GOAL = 900  # width that few dates are spread over
COLUMNS, ROWS = 20, 12
REPORT = "report"  # stands for a certainty where a mark is not of claims but of reports
LAST = "reports"  # the last row: when they appeared
FOOT = 40


class Dated(NamedTuple):
    """A claim, or a report, with a date, as the timeline sees it."""

    date: str  # partial
    row: str
    id: str
    certainty: str  # of a claim; REPORT for a report
    label: str


class Mark(Struct, frozen=True, kw_only=True):
    """One or more claims of one row on one date, or reports; `id` is the first of them."""

    x: int
    y: int
    id: str
    count: int
    certainty: str  # "mixed" where they differ, REPORT for reports
    label: str


class Tick(Struct, frozen=True, kw_only=True):
    """A date below the drawing; the year only where it differs from the one before."""

    x: int
    day: str
    year: str
    date: str


class Row(Struct, frozen=True, kw_only=True):
    """A kind of event."""

    y: int
    label: str


class Timeline(Struct, frozen=True, kw_only=True):
    """A whole drawing, `width` by `height` units."""

    width: int
    height: int
    left: int  # where the rows begin, to the right of their labels
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]
    left_out: int  # claims whose row did not fit


def draw(claims: Sequence[Dated]) -> Timeline | None:
    """The drawing, or None where fewer than two dates are known."""
    dated = _coarsened(claims)
    columns = sorted({claim.date for claim in dated})
    if len(columns) < 2:
        return None
    xs = _places(columns)
    rows = _rows(dated)
    shown = [claim for claim in dated if claim.row in rows]
    return Timeline(
        width=xs[columns[-1]] + RIGHT,
        left=LEFT,
        height=TOP + ROW * len(rows) + FOOT,
        rows=tuple(Row(y=y, label=label) for label, y in rows.items()),
        ticks=_ticks(xs),
        marks=tuple(sorted(_marks(shown, xs, rows), key=lambda mark: (mark.x, mark.y))),  # as Tab walks through them
        left_out=len(dated) - len(shown),
    )


def _coarsened(claims: Iterable[Dated]) -> list[Dated]:
    """The claims with dates cut to months, or to years, until they fit into COLUMNS; then the latest."""
    dated = list(claims)
    for length in (10, 7, 4):
        cut = [claim._replace(date=claim.date[:length]) for claim in dated]
        if len({claim.date for claim in cut}) <= COLUMNS:
            return cut
    latest = set(sorted({claim.date for claim in cut})[-COLUMNS:])
    return [claim for claim in cut if claim.date in latest]


def _day(partial: str) -> int:
    """A number that grows by one a day; 0 for what is no date."""
    year, month, day = (int(part) for part in (partial + "-01-01").split("-")[:3])
    try:
        return datetime.date(year, month, day).toordinal()
    except ValueError:
        return 0


def _places(columns: list[str]) -> dict[str, int]:
    """Where each date stands: a step from the one before, a longer one after a longer gap."""
    step = min(WIDEST, max(STEP, (GOAL - LEFT) // len(columns)))
    xs = {columns[0]: LEFT + STEP // 2}
    for before, after in pairwise(columns):
        days = max(_day(after) - _day(before), 0)
        xs[after] = xs[before] + step + round(9 * math.log2(1 + days / 30))
    return xs


def _rows(claims: Iterable[Dated]) -> dict[str, int]:
    """The rows that fit, in the order of their first date, reports last; the fuller ones where not all fit."""
    firsts: dict[str, str] = {}
    counts: dict[str, int] = defaultdict(int)
    for claim in claims:
        firsts[claim.row] = min(firsts.get(claim.row, claim.date), claim.date)
        counts[claim.row] += 1
    kept = sorted(firsts, key=lambda row: (row != LAST, -counts[row], row))[:ROWS]
    ordered = sorted(kept, key=lambda row: (row == LAST, firsts[row], row))
    return {row: TOP + ROW * at + ROW // 2 for at, row in enumerate(ordered)}


def _ticks(xs: dict[str, int]) -> tuple[Tick, ...]:
    ticks, year = [], ""
    for date, x in xs.items():
        day = words.date(date, short=True).removesuffix(date[:4]).strip()
        ticks.append(Tick(x=x, day=day, year=date[:4] if date[:4] != year else "", date=date))
        year = date[:4]
    return tuple(ticks)


def _marks(claims: Iterable[Dated], xs: dict[str, int], rows: dict[str, int]) -> Iterable[Mark]:
    together: dict[tuple[str, str], list[Dated]] = defaultdict(list)
    for claim in claims:
        together[claim.row, claim.date].append(claim)
    for (row, date), group in together.items():
        yield _mark(group, xs[date], rows[row])


def _mark(group: list[Dated], x: int, y: int) -> Mark:
    first = group[0]
    things = "reports" if first.certainty == REPORT else "claims"
    many = f"{len(group)} {things}, first " if len(group) > 1 else ""
    return Mark(
        x=x,
        y=y,
        id=first.id,
        count=len(group),
        certainty=first.certainty if len({claim.certainty for claim in group}) == 1 else "mixed",
        label=f"{words.date(first.date)}: {many}{first.label}",
    )
