"""The list of reports: of an outlet, a year or a case, and of those with a fault."""

from __future__ import annotations

from sayso.keep import Ledger
from sayso.show.web import views
from sayso.show.web.pages.book import PAGE, page_of


def page(ledger: Ledger, wanted: views.WantedReports, number: int = 1) -> views.Reports:
    """The reports that were asked for, the latest first."""
    asked = (wanted.outlet, wanted.fault, wanted.year, wanted.case)
    pages = page_of(ledger.report_total(*asked), number)
    return views.Reports(
        reports=tuple(ledger.report_page(*asked, first=(pages.page - 1) * PAGE, most=PAGE)),
        pages=pages,
        all_reports=ledger.report_total(),
        wanted=wanted,
        outlets=tuple(sorted((one.outlet for one in ledger.outlets()), key=str.casefold)),
    )
