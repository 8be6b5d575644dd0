"""An attribution in the making: spans in characters that may still grow."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.mark.speech import spans
from sayso.model import Span


@dataclass(slots=True)
class Draft:
    """A cue at token `head`, in a frame, with its likelihood, and pieces of content that may grow."""

    head: int
    pos: str
    words: str
    frame: str
    share: float
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    pieces: list[tuple[int, int]]

    def content(self, text: str) -> tuple[Span, ...]:
        """The pieces, trimmed and joined, without the characters of the cue and of the source."""
        pieces = list(self.pieces)
        for hole in (*self.cue, *self.source):
            if all(hole.end <= s or hole.start >= e for s, e in pieces):
                continue
            if any(hole.start <= s and e <= hole.end for s, e in pieces) and hole in self.source:
                continue  # a source as long as a piece of the content is a broken parse: the content is kept
            pieces = [cut for s, e in pieces for cut in _cut(s, e, hole)]
        return tuple(s for s in spans(pieces, text) if any(c.isalpha() for c in text[s.start : s.end]))

    def free_source(self, text: str) -> tuple[Span, ...]:
        """The source where it does not lie in the cue or content."""
        taken = (*self.cue, *self.content(text))
        return tuple(s for s in self.source if all(s.end <= t.start or s.start >= t.end for t in taken))


def _cut(start: int, end: int, hole: Span) -> list[tuple[int, int]]:
    if hole.end <= start or hole.start >= end:
        return [(start, end)]
    return [(s, e) for s, e in ((start, hole.start), (hole.end, end)) if s < e]
