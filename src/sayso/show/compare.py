"""Two reports side by side in the terminal; one below the other where there is little room.

`page(ledger, a, b)` gives renderables. Words that differ stand in signs, not in colours alone: `[-so-]` in the left
report, `{+so+}` in the right one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.table import Table
from rich.text import Text

from sayso.keep import Ledger
from sayso.model import ReportRecord, Span
from sayso.show import phrases
from sayso.show.beside import Comparison, Row, compared, pieces
from sayso.show.relays import changes
from sayso.show.terminal import NARROW, Part, count, heading, indented, report_name, text

SIGNS = (("[-", "-]"), ("{+", "+}"))
KINDS = {"left": "not in B", "right": "not in A"}


def page(ledger: Ledger, a: str, b: str) -> Iterator[RenderableType]:
    """Two reports. Raises Unknown."""
    shown = compared(ledger, a, b)
    yield _named("A", shown.left)
    yield _named("B", shown.right)
    yield from _relays(shown)
    if not any(row.left and row.right for row in shown.rows):
        yield text("No sentence of the one was found in the other.")
    yield text("What differs stands in [-…-] in A and in {+…+} in B.")
    yield heading("Side by side")
    for row in shown.rows:
        yield Beside(shown, row)
    if shown.left_out:
        yield text(f"{count(shown.left_out, 'more sentence')} not shown; --json gives all.")


def _named(letter: str, report: ReportRecord) -> Text:
    title = f"  {report.title}" if report.title and report.outlet else ""
    return text((f"{letter} ", "label"), (report_name(report), "name"), title, "  ", (report.id, "id"))


def _relays(shown: Comparison) -> Iterator[RenderableType]:
    names = {shown.left.id: "A", shown.right.id: "B"}
    for relay in shown.relays:
        if relay.version is None:
            whose = "B has it from A" if relay.directed else "it is not known who has it from whom"
            flags = "".join(f" [{flag}]" for flag in phrases.flags(relay))
            yield text((f"{phrases.relay_kind(relay)}{flags}, {whose}: ", "label"), _reasons(relay.explanation, names))
        else:
            yield text(("B ", "label"), _reasons(relay.explanation, names))
    if not shown.relays:
        yield text("No relay between these two is known.")


def _reasons(explanation: str, names: dict[str, str]) -> str:
    return phrases.named(explanation, names)


class Beside:
    """One row: in two columns, or where there is little room one below the other."""

    def __init__(self, shown: Comparison, row: Row) -> None:
        self._shown, self._row = shown, row

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        row = self._row
        left = _side(self._shown.left.text, row.left, row.left_marks, 0) or text((f"({KINDS['right']})", "id"))
        right = _side(self._shown.right.text, row.right, row.right_marks, 1) or text((f"({KINDS['left']})", "id"))
        if options.max_width < NARROW:
            yield from (text(("A ", "label")) + left, text(("B ", "label")) + right)
            yield from (indented(line) for line in changes(row.changes))
        else:
            table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False, expand=True)
            table.add_column(ratio=1, overflow="fold")
            table.add_column(ratio=1, overflow="fold")
            table.add_row(left, Group(right, *(indented(line) for line in changes(row.changes))))
            yield table
        yield ""


def _side(words: str, sentence: Span | None, marks: Sequence[Span], which: int) -> Text | None:
    return text(*_parts(words, sentence, marks, which)) if sentence else None


def _parts(words: str, sentence: Span, marks: Sequence[Span], which: int) -> Iterator[Part]:
    before, after = SIGNS[which]
    for piece, marked in pieces(words, sentence, marks):
        yield (f"{before}{phrases.flat(piece)}{after}", "name") if marked else piece


def as_data(ledger: Ledger, a: str, b: str) -> dict[str, Any]:
    """The whole comparison: rows with their words and what differs in them."""
    shown = compared(ledger, a, b, most=1_000_000)
    rows = [_data(shown, row) for row in shown.rows]
    names = {"a": _report(shown.left), "b": _report(shown.right)}
    return {**names, "relays": shown.relays, "rows": rows}


def _report(report: ReportRecord) -> dict[str, Any]:
    return {"id": report.id, "name": report_name(report), "title": report.title, "url": report.url}


def _data(shown: Comparison, row: Row) -> dict[str, Any]:
    a = {"span": row.left, "text": _words(shown.left, row.left), "differs": row.left_marks} if row.left else None
    b = {"span": row.right, "text": _words(shown.right, row.right), "differs": row.right_marks} if row.right else None
    return {"kind": row.kind, "a": a, "b": b, "changes": row.changes}


def _words(report: ReportRecord, span: Span) -> str:
    return report.text[span.start : span.end]
