"""The pages of a published site, each as its path and its bytes: those of the desk, without what only a server can do.

A `Maker` makes them from a selection of the ledger. What one call gives depends only on the cases that it is about, so
that it need not be made again while these are as they were.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from sayso.model import ClaimRecord, RelayRecord
from sayso.show.site import address, linked, quoting
from sayso.show.site.address import Published
from sayso.show.site.quoting import Anchors, Quoting
from sayso.show.site.selection import Selection
from sayso.show.web import render, views
from sayso.show.web.pages import case, cases, compare, party, report

MOST = 10  # pages of one long list of a party; the rest is in the data
Made = tuple[str, bytes]
replace = msgspec.structs.replace


class Maker:
    """Makes the pages of one site."""

    def __init__(self, selection: Selection, title: str, *, full_texts: bool = False) -> None:
        self.selection, self.title, self.full_texts = selection, title, full_texts
        self.anchors = Anchors(selection)
        self.sites = {depth: Published(title, "../" * depth, self.anchors.of) for depth in (0, 1)}

    def html(
        self, path: str, template: str, view: msgspec.Struct, data: Iterable[linked.Data] = (), **more: object
    ) -> Made:
        """A page; `data` is what it tells machines."""
        site = self.sites[path.count("/")]
        page = render.html(template, view, site, data=[linked.text(one) for one in data], **more)
        return path, page.encode("utf8", "backslashreplace")

    # ------------------------------------------------------------------------------------- cases

    def cases(self) -> Iterator[Made]:
        """The list of cases."""
        number = pages = 1
        while number <= pages:
            view = cases.page(self.selection, views.Wanted(), number)
            pages = view.pages.pages
            yield self.html(address.file("", page=number), "cases.html", view)
            number += 1

    def case(self, id: str) -> Iterator[Made]:
        """The pages of a case, and those that compare its reports with what they have it from."""
        first = case.page(self.selection, id)
        data = linked.of_case(first, self._checked(id), self.title)
        yield self.html(address.file("case", id), "case.html", first, data)
        for name, pages in (("claims", first.claims), ("reports", first.report_pages)):
            for number in range(2, pages.pages + 1):
                view = case.page(self.selection, id, **{f"{name}_page": number})
                yield self.html(address.file("case", id, **{name: number}), "case.html", view)
        yield from self._compared(self.selection.case_relays(id))

    def _checked(self, id: str) -> list[ClaimRecord]:
        """The claims of a case that a person has checked."""
        return [claim for claim in self.selection.case_claims(id) if claim.review]

    # ----------------------------------------------------------------------------------- reports

    def report(self, id: str) -> Iterator[Made]:
        """The page of a report, with what it is quoted for; with its whole text where that is asked for."""
        selection = self.selection if self.full_texts else Quoting(self.selection, id)
        text = selection.report(id).text
        spans = sorted(quoting.places(self.selection, id))
        places = [(quoting.shown(text, span), self.anchors.of(id, *span)) for span in spans]
        view = report.page(selection, id, places=places, size=ENDLESS)
        yield self.html(address.file("report", id), "report.html", view, [linked.of_report(view)])

    def _compared(self, relays: Iterable[RelayRecord]) -> Iterator[Made]:
        pairs = ((relay.source if relay.version is None else relay.version, relay.target) for relay in relays)
        for a, b in sorted({(a, b) for a, b in pairs if a and a != b and a in self.selection.reports}):
            view = compare.page(self.selection, a, b)
            yield self.html(address.beside(a, b), "compare.html", view if self.full_texts else _differing(view))

    # ----------------------------------------------------------------------------------- parties

    def party(self, id: str) -> Iterator[Made]:
        """The pages of a party."""
        first = self._party(id)
        yield self.html(address.file("party", id), "party.html", first)
        lists = (("done", first.done_pages), ("said", first.said_pages), ("mentions", first.mention_pages))
        for name, pages in lists:
            for number in range(2, pages.pages + 1):
                view = self._party(id, **{f"{name}_page": number})
                yield self.html(address.file("party", id, **{name: number}), "party.html", view)

    def _party(self, id: str, **numbers: int) -> views.PartyPage:
        view = party.page(self.selection, id, **numbers)
        return replace(
            view,
            done_pages=_bounded(view.done_pages),
            said_pages=_bounded(view.said_pages),
            mention_pages=_bounded(view.mention_pages),
        )

    # ---------------------------------------------------------------------------------- the rest

    def moved(self, kind: str, old: str, new: str) -> Made:
        """The page of an id that leads to another one now."""
        view, to = Moved(kind=kind, old=old, new=new), self.sites[1].address(kind, new)
        return self.html(address.file(kind, old), "published/moved.html", view, moved=to)

    def gone(self, path: str) -> Made:
        """What stands where a page was that is published no more."""
        return self.html(path, "published/gone.html", Moved())


ENDLESS = 1 << 60  # code points of a text on one page: a file has no pages of its text


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """An address that something has left."""

    kind: str = ""
    old: str = ""
    new: str = ""


def _bounded(pages: views.Pages) -> views.Pages:
    return replace(pages, pages=min(pages.pages, MOST))


def _differing(view: views.Compare) -> views.Compare:
    """Two reports side by side with only the sentences in which they differ, or that were changed."""
    rows = tuple(row for row in view.rows if row.kind == "changed" or row.changes)
    return replace(view, rows=rows, left_out=view.left_out + len(view.rows) - len(rows))
