"""The page of two reports side by side."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.keep import Ledger
from sayso.model import ReportRecord, Span
from sayso.show import phrases
from sayso.show.beside import Comparison, Row, compared, pieces
from sayso.show.web import views
from sayso.show.web.pages import relays
from sayso.show.web.pages.book import Book


def page(ledger: Ledger, a: str, b: str) -> views.Compare:
    """The page of two reports. Raises Unknown where the ledger has no such report."""
    book, shown = Book(ledger), compared(ledger, a, b)
    return views.Compare(
        left=book.report(shown.left.id),
        right=book.report(shown.right.id),
        relays=tuple(relays.relay(book, one, 0) for one in shown.relays),
        rows=tuple(_row(book, shown, row) for row in shown.rows),
        left_out=shown.left_out,
        aligned=any(row.left and row.right for row in shown.rows),
    )


def _row(book: Book, shown: Comparison, row: Row) -> views.BesideRow:
    return views.BesideRow(
        kind=row.kind,
        left=_side(shown.left, row.left, row.left_marks),
        right=_side(shown.right, row.right, row.right_marks),
        changes=tuple(relays.change(book, told, shown.left, shown.right) for told in phrases.told(row.changes)),
    )


def _side(report: ReportRecord, sentence: Span | None, marks: Sequence[Span]) -> views.Beside | None:
    if sentence is None:
        return None
    found = tuple(views.Piece(text=words, matched=marked) for words, marked in pieces(report.text, sentence, marks))
    return views.Beside(start=sentence.start, end=sentence.end, pieces=found)
