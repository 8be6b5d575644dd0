"""Where links lead, and what a page may offer: every address in a template is made by its site.

`Site` is what templates ask for; `Desk` answers for the pages that a server shows. The published site answers in
`sayso.show.site`. Templates have the methods of their site as the functions `address`, `beside`, `place` and `static`.
"""

from __future__ import annotations

from typing import Protocol
from urllib.parse import quote, urlencode

from sayso.show.web import views
from sayso.show.web.pages.report import SIZE


class Site(Protocol):
    """The pages that link to each other."""

    title: str  # what the pages are called together
    live: bool  # whether a server answers: filters, orders, data at `.json`, what was set aside
    review: bool  # whether people can decide on these pages

    def __hash__(self) -> int:
        """One site's templates are made once."""

    def address(self, kind: str, id: str = "", *, anchor: str = "", **query: object) -> str:
        """The address of a page; of the list of cases where `kind` is empty."""

    def beside(self, a: str, b: str, ending: str = "") -> str:
        """The address of two reports side by side."""

    def place(self, words_at: views.Quote, claim: str = "") -> str:
        """Where verbatim words stand in their report; `claim` is the claim that they are the evidence of."""

    def static(self, name: str) -> str:
        """The address of a style sheet, script or picture."""


class Desk:
    """The pages as a server shows them."""

    title = "Sayso"
    live = True
    review = False

    def address(self, kind: str, id: str = "", *, anchor: str = "", **query: object) -> str:
        """`/case/c1?claims=2#claim-x`. Parts of the query that are empty are left out."""
        path = f"/{kind}/{quote(id, safe='')}" if id else f"/{kind}"
        asked = urlencode({name: value for name, value in query.items() if value not in (None, "")})
        return f"{path}{'?' + asked if asked else ''}{'#' + quote(anchor, safe='') if anchor else ''}"

    def beside(self, a: str, b: str, ending: str = "") -> str:
        """`/compare/r1/r2`."""
        return f"/compare/{quote(a, safe='')}/{quote(b, safe='')}{ending}"

    def place(self, words_at: views.Quote, claim: str = "") -> str:
        """At the mark of their claim, or marked for this visit."""
        at = words_at.start if words_at.start >= SIZE else None
        if claim:
            return self.address("report", words_at.report.id, at=at, anchor=f"claim-{claim}")
        return self.address("report", words_at.report.id, mark=f"{words_at.start}-{words_at.end}", anchor="mark")

    def static(self, name: str) -> str:
        """`/static/sayso.css`."""
        return f"/static/{quote(name)}"


DESK = Desk()
