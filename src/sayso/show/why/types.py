"""What an explanation is made of: parts of lines, the same in the terminal, in the browser and as JSON."""

from __future__ import annotations

from msgspec import Struct


class Quoted(Struct, frozen=True, kw_only=True):
    """Verbatim words of a report."""

    report: str
    start: int
    end: int
    words: str


class Line(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that is told, the words that it rests on, and the ids of what explains it further."""

    text: str
    quote: Quoted | None = None
    to: tuple[str, ...] = ()


class Part(Struct, frozen=True, kw_only=True):
    """Lines that answer one question."""

    heading: str
    lines: tuple[Line, ...]


class Explained(Struct, frozen=True, kw_only=True):
    """Why something is as the ledger has it."""

    id: str
    kind: str  # claim, attribution, report, party, case, stage, slot, allegation, origin, relay, decision
    title: str
    parts: tuple[Part, ...]


def part(heading: str, *lines: Line | None) -> Part:
    """A part of those of the lines that there are."""
    return Part(heading=heading, lines=tuple(line for line in lines if line))


def line(text: str, quote: Quoted | None = None, *to: str | None) -> Line:
    """A line; ids that are None are left out."""
    return Line(text=text, quote=quote, to=tuple(dict.fromkeys(id for id in to if id)))
