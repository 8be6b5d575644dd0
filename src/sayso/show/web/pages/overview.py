"""The ledger at a glance: cases by year and stage, who accuses whom, and what outlets do with what they pass on.

Every number is that of a list, and leads to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from sayso.keep import CaseFilter, Ledger
from sayso.show.web import views
from sayso.show.web.pages.book import height, ladder, on_page, page_of

SIDE = 16  # countries along each side of the table
OUTLETS = 40  # on one page
GAP = 3  # years without a case that are drawn each by itself
ORDERS = ("uncredited", "attribution_dropped", "hedge_dropped", "stage", "copied", "reports")


def page(ledger: Ledger, sort: str = "", number: int = 1) -> views.Overview:
    """The overview, with one page of the outlets in an order of `ORDERS`."""
    order = sort if sort in ORDERS else ORDERS[0]
    outlets = sorted(ledger.outlets(), key=lambda one: -getattr(one, order))
    pages = page_of(len(outlets), number, OUTLETS)
    stages = ladder(ledger)
    return views.Overview(
        counts=ledger.counts(),
        years=_years(ledger.years()),
        undated=ledger.case_total(CaseFilter(year="none")),
        stages=tuple(sorted(ledger.facets("stage"), key=lambda one: height(stages, one.value))),
        matrix=_matrix(ledger.accusations()),
        services=tuple(ledger.facets("service")[:SIDE]),
        outlets=tuple(on_page(outlets, pages, OUTLETS)),
        outlet_pages=pages,
        sort=order,
        sorts=ORDERS,
    )


def _years(found: Mapping[str, int]) -> dict[str, int]:
    """The years from the first to the last; of more than `GAP` without a case only the ends: "1987–2022"."""
    told: dict[str, int] = {}
    years = sorted(int(year) for year in found if year.isdigit())
    for before, year in zip([years[0] - 1, *years] if years else [], years):
        between = range(before + 1, year)
        if len(between) > GAP:
            told[f"{between[0]}–{between[-1]}"] = 0
        else:
            told |= dict.fromkeys(map(str, between), 0)
        told[str(year)] = found[str(year)]
    return told


def _matrix(found: Mapping[tuple[str, str], int]) -> views.Matrix:
    """The countries with most cases along both sides."""
    accusers, others = Counter[str](), Counter[str]()
    for (accuser, other), cases in found.items():
        accusers[accuser] += cases
        others[other] += cases
    rows, columns = ([country for country, _ in _most(one)] for one in (accusers, others))
    return views.Matrix(
        accusers=tuple(rows),
        countries=tuple(columns),
        cases=tuple(tuple(found.get((row, column), 0) for column in columns) for row in rows),
        left_out=len([pair for pair in found if pair[0] not in rows or pair[1] not in columns]),
    )


def _most(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:SIDE]
