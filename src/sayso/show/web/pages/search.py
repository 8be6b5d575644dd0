"""The page of a search: what holds the words, by kind, with the words marked."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.keep import Ledger
from sayso.keep.records import Hit
from sayso.show.web import views
from sayso.show.web.pages.book import Book

LIMIT = 100  # hits on the page
KINDS = ("case", "party", "claim", "report")


def page(ledger: Ledger, words: str) -> views.Search:
    """What the ledger holds of the words; nothing for no words."""
    hits = ledger.search(words, LIMIT) if words.strip() else []
    book = Book(ledger)
    kinds = [kind for kind in KINDS if any(hit.kind == kind for hit in hits)]
    groups = (views.FoundGroup(kind=kind, hits=tuple(_hits(book, hits, kind))) for kind in kinds)
    return views.Search(words=words, groups=tuple(groups), total=len(hits), bounded=len(hits) >= LIMIT)


def _hits(book: Book, hits: list[Hit], kind: str) -> Iterator[views.Found]:
    for hit in hits:
        if hit.kind == kind:
            yield views.Found(
                kind=kind,
                id=hit.id,
                title=hit.title,
                pieces=tuple(_pieces(hit)),
                claim=book.claim(book.ledger.claim(hit.id)) if kind == "claim" else None,
                report=book.report(hit.id) if kind == "report" else None,
            )


def _pieces(hit: Hit) -> Iterator[views.Piece]:
    """The snippet cut at its matches."""
    at = 0
    for start, end in hit.matches:
        yield from _piece(hit.snippet[at:start], False)
        yield from _piece(hit.snippet[start:end], True)
        at = end
    yield from _piece(hit.snippet[at:], False)


def _piece(text: str, matched: bool) -> Iterator[views.Piece]:
    if text:
        yield views.Piece(text=text, matched=matched)
