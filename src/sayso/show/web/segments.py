"""A text cut at the ends of all spans on it, so that spans that nest or cross become flat runs.

`blocks` gives the paragraphs of a text, `cut` the runs of one of them, each with the spans that cover it. Every code
point of a block is in exactly one run: the runs joined are the block's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from sayso.model import Span

LONGEST = 20_000  # code points of one block; a longer paragraph is shown in pieces
LINE = 120  # a text with longer lines has a paragraph a line; one with shorter lines is wrapped by hand
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_BREAK = re.compile(r"\n\s*")


class Cover(NamedTuple):
    """A span with what it is the span of (an index of the caller's)."""

    start: int
    end: int
    of: int


class Run(NamedTuple):
    """A stretch of text that the same spans cover from end to end."""

    start: int
    end: int
    covers: tuple[int, ...]  # indices, in the order of the spans given


def blocks(text: str) -> list[Span]:
    """The paragraphs of a text, without the blank space between them, none longer than LONGEST."""
    return [piece for block in _parts(text, Span(0, len(text)), _BLANK) for piece in _pieces(text, block)]


def _pieces(text: str, block: Span) -> Iterator[Span]:
    by_line = max((len(line) for line in text[block.start : block.end].split("\n")), default=0) > LINE
    for part in _parts(text, block, _BREAK) if by_line else [block]:
        yield from _bounded(text, part)


def _parts(text: str, within: Span, parting: re.Pattern[str]) -> Iterator[Span]:
    """What lies between the matches of a pattern, blank parts left out."""
    start = within.start
    for found in parting.finditer(text, within.start, within.end):
        if text[start : found.start()].strip():
            yield Span(start, found.start())
        start = found.end()
    if text[start : within.end].strip():
        yield Span(start, within.end)


def _bounded(text: str, block: Span) -> Iterator[Span]:
    """The block in pieces of at most LONGEST, parted at a blank where one is near the bound."""
    start = block.start
    while block.end - start > LONGEST:
        blank = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut_at = blank + 1 if blank > 0 else start + LONGEST
        yield Span(start, cut_at)
        start = cut_at
    yield Span(start, block.end)


def cut(block: Span, covers: Sequence[Cover]) -> list[Run]:
    """The runs of a block, in order, parted wherever a span begins or ends inside it."""
    edges = sorted({block.start, block.end, *_inside(block, covers)})
    starts = sorted(covers, key=lambda cover: cover.start)
    return list(_runs(edges, starts))


def _inside(block: Span, covers: Iterable[Cover]) -> Iterator[int]:
    return (edge for cover in covers for edge in cover[:2] if block.start < edge < block.end)


def _runs(edges: list[int], starts: list[Cover]) -> Iterator[Run]:
    """One sweep: the open spans are carried from edge to edge."""
    opened: list[Cover] = []
    at = 0
    for start, end in pairwise(edges):
        while at < len(starts) and starts[at].start <= start:
            opened.append(starts[at])
            at += 1
        opened = [cover for cover in opened if cover.end > start]
        yield Run(start, end, tuple(sorted({cover.of for cover in opened})))
