"""The page of what could not be read."""

from __future__ import annotations

from sayso.keep import Ledger
from sayso.show.web import views
from sayso.show.web.pages.book import on_page, page_of


def page(ledger: Ledger, number: int = 1) -> views.SetAsides:
    """The documents set aside, by path."""
    documents = ledger.set_asides()
    pages = page_of(len(documents), number)
    return views.SetAsides(documents=tuple(on_page(documents, pages)), pages=pages)
