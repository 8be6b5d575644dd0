"""The list of cases, with filters and an order."""

from __future__ import annotations

from typing import Any

import msgspec

from sayso.keep import CaseFilter, Ledger
from sayso.keep.records import CaseSummary
from sayso.show.web import views
from sayso.show.web.pages.book import PAGE, height, ladder, page_of, standing

ORDERS = ("origins", "disputes", "reports", "stage", "accused", "newest", "oldest")
MOST = 300  # values that a filter offers


def page(ledger: Ledger, wanted: views.Wanted, number: int = 1) -> views.Cases:
    """The cases that pass the filter, in the order asked for."""
    filter = _filter(wanted)
    every = ledger.case_total()
    found = ledger.case_total(filter) if filter else every
    pages = page_of(found, number)
    order = wanted.sort if wanted.sort in ORDERS else ORDERS[0]
    stages = ladder(ledger)
    return views.Cases(
        cases=tuple(_line(stages, case) for case in ledger.case_page(filter, order, (pages.page - 1) * PAGE, PAGE)),
        pages=pages,
        all_cases=every,
        counts=ledger.counts(),
        wanted=wanted,
        filtered=filter is not None,
        offered={kind: tuple(ledger.facets(kind)[:MOST]) for kind in ("country", "service", "accuser", "outlet")},
        stages=tuple(sorted(ledger.facets("stage"), key=lambda one: height(stages, one.value))),
        years=ledger.years(),
        sorts=ORDERS,
    )


def _filter(wanted: views.Wanted) -> CaseFilter | None:
    """The fields that are filled in; None where none is."""
    fields: dict[str, Any] = {name: value for name, value in msgspec.structs.asdict(wanted).items() if value}
    fields.pop("sort", None)
    for flag in ("disputed", "denied"):
        fields |= {flag: True} if flag in fields else {}
    return CaseFilter(**fields) if fields else None


def _line(stages: tuple[str, ...], case: CaseSummary) -> views.CaseLine:
    furthest, ended = standing(stages, case.stages)
    return views.CaseLine(**msgspec.structs.asdict(case), ended=ended if furthest else None)
