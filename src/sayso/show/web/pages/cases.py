"""The list of cases, with filters and an order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec

from sayso.keep import Ledger
from sayso.keep.records import CaseFilter, CaseSummary
from sayso.show.web import views
from sayso.show.web.pages.book import height, ladder, on_page, page_of, standing

LAST = "9999"
ORDERS = ("origins", "reports", "stage", "accused", "newest", "oldest")
KEYS: dict[str, Callable[[CaseSummary], Any]] = {
    "origins": lambda case: (-case.principals, -case.reports),
    "reports": lambda case: (-case.reports, -case.principals),
    "accused": lambda case: (", ".join(case.accused) or case.title).casefold(),
    "newest": lambda case: _backwards(case.last),
    "oldest": lambda case: case.first or LAST,
}


def page(ledger: Ledger, wanted: views.Wanted, number: int = 1) -> views.Cases:
    """The cases that pass the filter, in the order asked for."""
    every, stages = ledger.cases(), ladder(ledger)
    filtered = bool(_asked(wanted))
    found = ledger.cases(CaseFilter(**_asked(wanted))) if filtered else list(every)
    found.sort(key=KEYS.get(wanted.sort, lambda case: -height(stages, case.stage)))
    pages = page_of(len(found), number)
    return views.Cases(
        cases=tuple(_line(ledger, stages, case) for case in on_page(found, pages)),
        pages=pages,
        all_cases=len(every),
        counts=ledger.counts(),
        wanted=wanted,
        filtered=filtered,
        countries=_offered(case.countries for case in every),
        services=_offered(case.services for case in every),
        stages=tuple(stage for stage in stages if any(case.stage == stage for case in every)),
        sorts=ORDERS,
    )


def _asked(wanted: views.Wanted) -> dict[str, str]:
    """The fields of the filter that are filled in."""
    fields: dict[str, str] = msgspec.structs.asdict(wanted)
    return {name: value for name, value in fields.items() if value and name != "sort"}


def _line(ledger: Ledger, stages: Sequence[str], case: CaseSummary) -> views.CaseLine:
    _, ended = standing(stages, (step.stage for step in ledger.case(case.id).stages))
    return views.CaseLine(**msgspec.structs.asdict(case), ended=ended)


def _offered(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({value for values in lists for value in values}))


def _backwards(date: str | None) -> tuple[int, ...]:
    """Sorts partial dates from new to old, what has none last."""
    return tuple(-int(part) for part in (date or "0").split("-"))
