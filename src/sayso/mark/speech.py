"""Contents in characters, brought into line with the quotation marks around them.

A parse cuts a quotation at every full stop in it; the marks tell where it ends. `snap` widens or cuts the pieces of
a content to the quotations that they touch; `following` finds the quotations that carry a content on ("A," he said.
"B.", and paragraphs that open with a mark again).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate

from sayso.mark.quotes import Quotation
from sayso.model import AttributionKind, Span

ABBREVIATION = re.compile(r"(?:\b[A-Z]\.)+[A-Z]\.$")
EDGE = " \t\r\n\u00a0,;:—–-"
RUN = 100  # characters that are looked at on either side of a stretch
AFTER = frozenset(("as", "when", "while", "after", "before", "during", "following", "which", "who"))
MARKS = "\"'“”„‟«»‘’` "
LONG = 4  # words from which a quotation is speech and not a word held with tongs


class Quotes:
    """The quotations of a text with the questions that rules ask of them; each answer by bisection or from memory."""

    def __init__(self, text: str, found: tuple[Quotation, ...]):
        self.text = text
        self.all = found
        self.starts = [q.start for q in found]
        self._words = [len(text[q.start : q.end].split()) for q in found]
        self._before = [0, *accumulate(q.end - q.start for q in found)]

    def at(self, place: int) -> int | None:
        """The number of the quotation that a character is in, marks included."""
        n = bisect_right(self.starts, place) - 1
        return n if n >= 0 and place < self.all[n].end else None

    def first(self, start: int) -> int:
        """The number of the first quotation that ends after a character."""
        n = self.at(start)
        return bisect_right(self.starts, start - 1) if n is None else n

    def inside(self, start: int, end: int) -> int:
        """How many characters of a stretch are quoted."""
        first, stop = self.first(start), bisect_left(self.starts, end)
        if first >= stop:
            return 0
        whole = self._before[stop] - self._before[first]
        return whole - max(0, start - self.all[first].start) - max(0, self.all[stop - 1].end - end)

    def words(self, n: int) -> int:
        """How many words a quotation has."""
        return self._words[n]

    def sentence(self, n: int) -> bool:
        """Whether a quotation reads as a sentence: it begins with a capital and ends with a mark of its own."""
        q = self.all[n]
        begins = self.text[q.start : q.start + 4].lstrip(MARKS)
        ends = self.text[max(q.end - 4, q.start) : q.end].rstrip(MARKS)
        return self.words(n) >= LONG and begins[:1].isupper() and ends[-1:] in tuple(",.?!")


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without white space and loose punctuation at its ends; marks that belong to it stay."""
    low, high = start + RUN, end - RUN
    while start < min(end, low) and (text[start] in EDGE or (text[start] in ".!?”»)" and end - start > 1)):
        start += 1
    while max(start, high) < end and text[end - 1] in EDGE:
        end -= 1
    start, end = _strip(text, start, end)
    if end > start and text[end - 1] == "." and not ABBREVIATION.search(text, max(start, end - 12), end):
        start, end = _strip(text, start, end - 1)
    low = max(start, end - RUN)
    if text[end : end + 1] == ")" and text.rfind("(", low, end) > text.rfind(")", low, end):
        end += 1
    return start, end


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without white space at its ends, however much there is; usually there is none any more."""
    if start < end and (text[start].isspace() or text[end - 1].isspace()):
        piece = text[start:end]
        start += len(piece) - len(piece.lstrip())
        end = max(start, end - len(piece) + len(piece.rstrip()))
    return start, end


def snap(quotes: Quotes, start: int, end: int, cue: int, direct: bool) -> tuple[int, int]:
    """One piece of a content whose cue begins at `cue`, widened or cut to quotations. `direct`: of a verb of speech."""
    inside = quotes.at(cue)
    if inside is not None:  # what is told inside a quotation ends with it
        q = quotes.all[inside]
        return max(start, q.start + 1), min(end, q.end - (1 if q.closed else 0))
    first, last = quotes.at(start), quotes.at(end - 1) if end > start else None
    if first is not None:
        start = quotes.all[first].start
    if last is not None:
        end = quotes.all[last].end
    if direct and cue < start:
        end = _cut(quotes, start, end)
    elif direct and last is not None and quotes.sentence(last):
        before = quotes.text[start : quotes.all[last].start].rstrip(MARKS)
        start = quotes.all[last].start if before[-1:] in ":.?!" else start
    return start, end


def _cut(quotes: Quotes, start: int, end: int) -> int:
    """Where a content that follows its cue ends, if a quotation closes before its end and what follows is not said."""
    n = quotes.at(end - 1)
    n = bisect_right(quotes.starts, end - 1) - 1 if n is None else n
    if n < 0 or quotes.all[n].start < start or quotes.all[n].end >= end or not quotes.all[n].closed:
        return end
    q = quotes.all[n]
    follows = quotes.text[q.end : end].split(None, 1)
    closing = quotes.text[max(q.end - 3, q.start) : q.end].rstrip(MARKS)[-1:] in ",.?!"
    if (closing and quotes.words(n) >= LONG) or (follows and follows[0].lower() in AFTER):
        return q.end
    return end


def spoken(quotes: Quotes, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pieces of a content; where one is a whole quoted sentence, only those that are quoted."""
    numbers = [quotes.at(trim(quotes.text, *piece)[0]) if piece[0] < piece[1] else None for piece in pieces]
    if any(n is not None and quotes.sentence(n) for n in numbers):
        return [piece for piece, n in zip(pieces, numbers) if n is not None]
    return pieces


def spans(pieces: list[tuple[int, int]], text: str) -> tuple[Span, ...]:
    """Pieces trimmed, in order, overlapping or touching ones joined, empty ones left out."""
    out: list[Span] = []
    for start, end in sorted(trim(text, *piece) for piece in pieces):
        if start >= end:
            continue
        if out and start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(end, out[-1].end))
        else:
            out.append(Span(start, end))
    return tuple(out)


def kind(quotes: Quotes, content: tuple[Span, ...]) -> AttributionKind:
    """Direct if nearly all of a content is inside quotation marks, indirect if nothing is, else mixed."""
    size = sum(end - start for start, end in content)
    quoted = sum(quotes.inside(start, end) for start, end in content)
    if not quoted:
        return "indirect"
    return "direct" if quoted >= 0.9 * size else "mixed"
