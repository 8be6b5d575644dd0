"""Text → its quotations: where each begins and ends, and whether it was closed.

Takes the text of one layer, gives `Quotation`s in order, none inside another. Knows curly, straight, LaTeX
(``...''), angle and low marks, and single ones where they can't be apostrophes. A quotation that its paragraph does
not close runs to the end of the paragraph: that is how a quotation over several paragraphs is printed, each
paragraph opening it anew. One pass over the marks: linear in the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

OPENERS = {"“": "”", "„": "“”", "‟": "”", "«": "»", "``": "''", "‘": "’"}
CLOSERS = frozenset("”»")
TOGGLES = {'"': '"“”', "''": "''"}  # one mark for both sides
WRAPPED = 0.3  # share of single line breaks before a small letter in a text wrapped by hand
DOUBLE = re.compile(r"``|''|[“”„‟«»\"]")
SINGLE_OPEN = re.compile(r"(?<![^\s(\[—–-])(['‘])(?=[A-Z]|[^\W\d]\w* \w)")
SINGLE_CLOSE = re.compile(r"(?<=[^\s])(?P<mark>['’])(?![\w'’])")


class Quotation(NamedTuple):
    """A quotation, marks included; `closed` is False if it runs to the end of its paragraph for want of a mark."""

    start: int
    end: int
    closed: bool


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The paragraphs of a text as `[start, end)`, trimmed, empty ones left out.

    Each line is one, unless the text is wrapped by hand: then an empty line ends a paragraph.
    """
    at = 0
    for part in re.split(r"(\n[ \t\r]*(?=\n))" if wrapped(text) else r"(\n)", text):
        if stripped := part.strip():
            start = at + part.index(stripped[0])
            yield start, start + len(stripped)
        at += len(part)


def wrapped(text: str) -> bool:
    """Whether lines are broken within sentences: many of them go on with a small letter."""
    after = re.findall(r"[^\n]\n([^\n])", text)
    return len(after) >= 5 and sum(c.islower() for c in after) >= WRAPPED * len(after)


def quotations(text: str) -> tuple[Quotation, ...]:
    """All quotations of a text, in order, not overlapping."""
    found: list[Quotation] = []
    for start, end in paragraphs(text):
        found += list(_doubles(text, start, end)) or _singles(text, start, end)
    return tuple(found)


def _doubles(text: str, start: int, end: int) -> Iterator[Quotation]:
    """Quotations of one paragraph in double marks."""
    opened, closers = -1, ""
    for match in DOUBLE.finditer(text, start, end):
        mark = match.group()
        if opened < 0:
            if mark in OPENERS or (mark in TOGGLES and not _looks_closing(text, match)):
                opened, closers = match.start(), OPENERS.get(mark, "") or TOGGLES[mark]
        elif mark in closers or mark in CLOSERS:
            yield Quotation(opened, match.end(), True)
            opened = -1
        elif mark in OPENERS and match.start() - opened > 1 and text[match.start() - 1].isspace():
            yield Quotation(opened, match.start() - 1, False)  # opened anew without having been closed
            opened, closers = match.start(), OPENERS[mark]
    if 0 <= opened < end - 1:
        yield Quotation(opened, end, False)


def _looks_closing(text: str, match: re.Match[str]) -> bool:
    """A stray mark at the end of a word ("6'' tall", a leftover) opens nothing."""
    before, after = text[max(match.start() - 1, 0) : match.start()], text[match.end() : match.end() + 1]
    return bool(before.strip()) and before not in "([—–-:," and not after.strip()


def _singles(text: str, start: int, end: int) -> Iterator[Quotation]:
    """Quotations of one paragraph in single marks, as British papers print them; always closed."""
    openings = [m.start() for m in SINGLE_OPEN.finditer(text, start, end)]
    closings = [m.start() for m in SINGLE_CLOSE.finditer(text, start, end)]
    at = start
    for n, opening in enumerate(openings):
        if opening < at:
            continue
        limit = openings[n + 1] if n + 1 < len(openings) else end
        first = bisect_right(closings, opening + 1)
        last = bisect_right(closings, limit) - 1
        if first >= len(closings):
            return
        chosen = next((c for c in closings[first : last + 1] if text[c - 1] in ",.?!"), None)
        at = (chosen if chosen is not None else closings[max(first, last)]) + 1
        yield Quotation(opening, at, True)
