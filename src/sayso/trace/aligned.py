"""Two texts and the passages that they share → their sentences side by side, and what differs in each pair.

`pairs(source, target, passages)` gives the sentences of the source with those of the target that are made from them;
`differences(...)` gives, for one such pair, the runs of words that were exchanged, cut or put in. All spans are of the
texts as they stand.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq, Levenshtein

from sayso.link.names import fold
from sayso.link.view import SENTENCE_END
from sayso.mark.quotes import quotations
from sayso.model import Span

WORD = re.compile(r"[$£€¥]?\d+(?:[.,]\d+)*|[^\W_]+(?:['’][^\W_]+)*")
LONGEST = 400_000  # characters of a text that are looked at
ALIKE = 0.3  # share of words in common order, from which two sentences inside one passage are a pair
NEAR = 8  # sentences before and after its place in a passage among which a sentence looks for its pair
WORDS = 150  # of a sentence that are compared


class Side(NamedTuple):
    """One text: its words and sentences, and what stands in quotation marks."""

    text: str
    words: tuple[Span, ...]
    folded: tuple[str, ...]
    sentences: tuple[Span, ...]
    quoted: tuple[Span, ...]

    def numbers(self, span: Span) -> range:
        """The numbers of the words inside a span."""
        first = bisect_left(self.words, span.start, key=lambda w: w.start)
        return range(first, max(first, bisect_left(self.words, span.end, key=lambda w: w.start)))

    def within(self, span: Span) -> list[Span]:
        """The sentences that lie in a span, whole or for the greater part."""
        first = bisect_right(self.sentences, span.start, key=lambda s: s.end)
        last = bisect_left(self.sentences, span.end, key=lambda s: s.start)
        return [s for s in self.sentences[first:last] if 2 * _shared(s, span) >= s.end - s.start]

    def in_quotes(self, span: Span) -> bool:
        """Whether a span lies inside quotation marks."""
        at = bisect_right(self.quoted, span.start, key=lambda q: q.start) - 1
        return at >= 0 and span.end <= self.quoted[at].end

    def at(self, span: Span | None) -> str:
        """The words of a span, verbatim."""
        return self.text[span.start : span.end] if span else ""


def _shared(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def side(text: str) -> Side:
    """A text made ready to be compared."""
    shown = text[:LONGEST]
    words = tuple(Span(*m.span()) for m in WORD.finditer(shown))
    ends = [*(m.end() for m in SENTENCE_END.finditer(shown)), len(shown)]
    sentences = tuple(_trimmed(shown, start, end) for start, end in zip([0, *ends[:-1]], ends, strict=True))
    quoted = tuple(Span(q.start, q.end) for q in quotations(shown) if q.closed)
    folded = tuple(fold(text[s:e]) for s, e in words)
    return Side(text, words, folded, tuple(s for s in sentences if s.start < s.end), quoted)


def _trimmed(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    return Span(start + len(part) - len(part.lstrip()), start + len(part.rstrip()))


class Pair(NamedTuple):
    """A sentence of the source, and what the target has made of it."""

    source: Span
    target: Span


def pairs(source: Side, target: Side, passages: Sequence[tuple[Span, Span]]) -> list[Pair]:
    """The sentences inside the passages that belong together, each sentence of the target once, in its order."""
    found: dict[Span, tuple[float, Pair]] = {}
    for here, there in passages:
        ours, theirs = source.within(here), target.within(there)
        for place, sentence in enumerate(theirs):
            middle = place * len(ours) // max(1, len(theirs))
            tried = ours[max(0, middle - NEAR) : middle + NEAR + 1]
            for likeness, other in [max(((_like(source, o, target, sentence), o) for o in tried), default=(0.0, None))]:
                if other is not None and likeness >= max(ALIKE, found.get(sentence, (0.0,))[0]):
                    found[sentence] = (likeness, Pair(other, sentence))
    return [pair for _, (_, pair) in sorted(found.items())]


def _like(source: Side, a: Span, target: Side, b: Span) -> float:
    """The share of words that two sentences have in common order; a part of a longer sentence counts as whole."""
    left = [source.folded[n] for n in source.numbers(a)][:WORDS]
    right = [target.folded[n] for n in target.numbers(b)][:WORDS]
    if not left or not right:
        return 0.0
    return float(LCSseq.similarity(left, right)) / min(len(left), len(right)) if min(len(left), len(right)) > 3 else 0.0


class Difference(NamedTuple):
    """Words of the source and what stands for them in the target; None on the side that has nothing."""

    source: Span | None
    target: Span | None


def differences(source: Side, target: Side, pair: Pair) -> list[Difference]:
    """The runs of words that differ in a pair of sentences, in order of the target."""
    left, right = source.numbers(pair.source)[:WORDS], target.numbers(pair.target)[:WORDS]
    a, b = [source.folded[n] for n in left], [target.folded[n] for n in right]
    runs: list[list[int]] = []
    for op in Levenshtein.opcodes(a, b):
        if op.tag == "equal":
            continue
        if runs and runs[-1][1] == op.src_start and runs[-1][3] == op.dest_start:
            runs[-1][1], runs[-1][3] = op.src_end, op.dest_end
        else:
            runs.append([op.src_start, op.src_end, op.dest_start, op.dest_end])
    return [Difference(_run(source, left[i:j]), _run(target, right[k:m])) for i, j, k, m in runs]


def _run(side: Side, numbers: range) -> Span | None:
    return Span(side.words[numbers[0]].start, side.words[numbers[-1]].end) if numbers else None
