"""The page that tells why something is as it is: the same words as `sayso show --why`, with ways to what they name."""

from __future__ import annotations

from msgspec import Struct

from sayso.keep import Ledger
from sayso.keep.records import Unknown
from sayso.show import why
from sayso.show.web import views
from sayso.show.web.pages.book import Book

PAGES = {"case": "case", "party": "party", "report": "report"}  # kinds that have a page of their own


class Told(Struct, frozen=True, kw_only=True):
    """One line, the words that it rests on, and the ids of what explains it further."""

    text: str
    quote: views.Quote | None
    to: tuple[str, ...]


class Part(Struct, frozen=True, kw_only=True):
    """Lines that answer one question."""

    heading: str
    lines: tuple[Told, ...]


class WhyPage(Struct, frozen=True, kw_only=True):
    """An explanation; `page` is the kind of page that shows what is explained, None where it has none of its own."""

    id: str
    kind: str
    title: str
    page: str | None
    parts: tuple[Part, ...]


def page(ledger: Ledger, id: str) -> WhyPage:
    """The explanation of what has that id. Raises Unknown where the ledger has nothing of it."""
    try:
        found = why.why(ledger, id)
    except why.NotExplained:
        raise Unknown("id", id) from None
    book = Book(ledger)
    parts = tuple(Part(heading=p.heading, lines=tuple(_line(book, one) for one in p.lines)) for p in found.parts)
    return WhyPage(id=found.id, kind=found.kind, title=found.title, page=PAGES.get(found.kind), parts=parts)


def _line(book: Book, one: why.Line) -> Told:
    return Told(text=one.text, quote=_quote(book, one.quote) if one.quote else None, to=one.to)


def _quote(book: Book, quoted: why.Quoted) -> views.Quote:
    report = book.report(quoted.report)
    return views.Quote(report=report, start=quoted.start, end=quoted.end, text=quoted.words)
