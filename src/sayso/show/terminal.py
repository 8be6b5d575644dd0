"""The ledger in the terminal: how words, names and lists of any page are set.

Every function gives rich renderables made of `Text`, never markup, and every word of a report goes through
`sayso.show.safe.visible` first. `console()` decides on width and colour.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from rich.console import Console, ConsoleOptions, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sayso.model import ClaimRecord, LinkRecord, ReportRecord
from sayso.show.safe import visible

WIDTH = 100  # where the output is no terminal
NARROW = 72  # below it a table becomes a list
SHORT = 9  # characters of the long ids of reports and claims
STYLES = {"head": "bold", "name": "bold", "id": "dim", "quote": "italic", "denied": "red", "label": "cyan"}
Part = str | tuple[str, str]


def console(file: TextIO) -> Console:
    """Where pages go: as wide as the terminal, with colour only in a terminal and without NO_COLOR."""
    terminal = file.isatty()
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    width = shutil.get_terminal_size((WIDTH, 24)).columns
    return Console(
        file=file,
        width=max(width, 20),
        color_system="auto" if colour else None,
        markup=False,
        highlight=False,
        emoji=False,
    )


def printed(page: Iterable[RenderableType], file: TextIO) -> None:
    """Prints renderables, each as soon as it is made and without blanks at the ends of lines."""
    out = console(file)
    for part in page:
        with out.capture() as made:
            out.print(part, soft_wrap=isinstance(part, Text) and bool(part.no_wrap))
        file.write("".join(f"{line.rstrip()}\n" for line in made.get().splitlines()))


def text(*parts: Part) -> Text:
    """One paragraph of parts; a part may carry a style of `STYLES`. Every part is made visible."""
    styled = (part if isinstance(part, tuple) else (part, "") for part in parts)
    return Text.assemble(*((visible_part(words), STYLES.get(style, "")) for words, style in styled))


def unwrapped(*parts: Part) -> Text:
    """One line of parts that is never broken: a command in it can be copied."""
    line = text(*parts)
    line.no_wrap = True
    return line


def visible_part(words: str) -> str:
    """`visible`, with a gap of up to two blanks kept at both ends, where the part meets its neighbours."""
    inner = visible(words)
    before, after = len(words) - len(words.lstrip()), len(words) - len(words.rstrip())
    return f"{' ' * min(before, 2)}{inner}{' ' * min(after, 2)}" if inner else " " * min(before, 2)


def indented(content: RenderableType, depth: int = 2) -> Padding:
    """The content, moved in by `depth` columns on all its lines."""
    return Padding(content, (0, 0, 0, depth))


def heading(words: str) -> Padding:
    """The title of a section with a blank line above."""
    return Padding(text((words, "head")), (1, 0, 0, 0))


class Listing:
    """Rows under headings; where there is little room, each row as lines of heading and cell.

    Columns named in `numbers` are set to the right and never wrapped.
    """

    def __init__(self, columns: Sequence[str], rows: Iterable[Sequence[Part]], numbers: Iterable[str] = ()) -> None:
        self._columns, self._rows, self._numbers = columns, list(rows), frozenset(numbers)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        if options.max_width < NARROW:
            yield from self._lines()
        else:
            yield self._table()

    def _table(self) -> Table:
        made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style=STYLES["head"])
        for name in self._columns:
            number = name in self._numbers
            made.add_column(name, justify="right" if number else "left", no_wrap=number, overflow="fold")
        for row in self._rows:
            made.add_row(*(text(cell) for cell in row))
        return made

    def _lines(self) -> Iterator[RenderableType]:
        for row in self._rows:
            first, *rest = zip(self._columns, row)
            yield text(first[1])
            yield from (
                indented(text((f"{name} ", "label"), cell)) for name, cell in rest if cell not in ("", ("", "id"))
            )


def count(number: int, one: str, many: str = "") -> str:
    """`1 report`, `2 reports`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def quoted(words: str) -> Text:
    """Verbatim words, between marks that English reports do not use themselves."""
    return text(("«", "quote"), (words, "quote"), ("»", "quote"))


def short(key: str) -> Part:
    """The beginning of an id, which commands take for the whole of it."""
    return key[:SHORT], "id"


def spaced(word: str) -> str:
    """A word of a fixed list as people write it: `coercive measures`."""
    return word.replace("_", " ")


def chain(links: Iterable[LinkRecord]) -> str:
    """The speakers from the reader's side inwards, with the channel where it is known."""
    return " ← ".join(f"{link.speaker} ({link.channel})" if link.channel else link.speaker for link in links)


def roles(claim: ClaimRecord) -> str:
    """Who did what to whom: `agent German authorities (inferred), target Huang`."""
    return ", ".join(
        f"{role} {' and '.join(f'{one.name} (inferred)' if one.inferred else one.name for one in fillers)}"
        for role, fillers in claim.roles.items()
        if fillers
    )


def report_name(report: ReportRecord) -> str:
    """How a report is called in a list: its outlet, or title, or where it lay, with its date."""
    name = report.outlet or report.title or report.url or report.path or report.id
    return f"{name}, {report.published}" if report.published else name
