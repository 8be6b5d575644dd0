"""Two texts and the passages that they share → their sentences side by side, and what differs in each pair.

`pairs(source, target, passages)` gives the sentences of the source with those of the target that are made from them;
`differences(...)` gives, for one such pair, the runs of words that were exchanged, cut or put in. All spans are of the
texts as they stand. Of a text that is longer than a report the stretches around the passages are looked at, so that a
copy of one page of a book costs what a page costs, and what the other pages say is not what the copy has left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from rapidfuzz.distance import LCSseq, Levenshtein

from sayso.link.names import fold
from sayso.link.view import SENTENCE_END
from sayso.mark.quotes import quotations
from sayso.model import RelayPassage, Span

WORD = re.compile(r"(?:\b[A-Z]{1,3})?[$£€¥]?\d+(?:[.,]\d+)*|[^\W_]+(?:['’][^\W_]+)*")
WHOLE = 60_000  # characters of a text that is looked at whole: thirty pages
REACH = 500  # characters before and after a passage that are looked at in a longer one
LONGEST = 400_000  # characters that are looked at, however many passages there are
LEAST, TIMES = 4_000, 3  # and of a long text no more than the greater of this and so many times the other's length
ALIKE = 0.3  # share of words in common order, from which two sentences inside one passage are a pair
NEAR = 8  # sentences before and after its place in a passage among which a sentence looks for its pair
CLOSE = 0.5  # share of the longer sentence's words in common order, from which a pair is looked at word by word
CLOSER = 0.65  # the same of a pair outside passages: two sentences of one speaker on one thing have half in common
LOOSE = 0.4  # share of the telling words of the shorter sentence, from which two sentences outside passages are a pair
FEW = 4  # and how many of these at least
LEFT = 80  # sentences outside passages that are looked at
WORDS = 150  # of a sentence that are compared


Telling = Callable[[str], Collection[str]]


class Side(NamedTuple):
    """One text, or stretches of it: its words and sentences, and what stands in quotation marks."""

    text: str
    stretches: tuple[Span, ...]
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

    def said(self, span: Span) -> list[str]:
        """The folded words of a span."""
        return [self.folded[n] for n in self.numbers(span)[:WORDS]]

    def at(self, span: Span | None) -> str:
        """The words of a span, verbatim."""
        return self.text[span.start : span.end] if span else ""


def _shared(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


@lru_cache(maxsize=1 << 16)
def _folded(word: str) -> str:
    """A word as it is compared; texts have few words many times."""
    return fold(word)


def side(text: str, passages: Iterable[Span] = (), other: int = LONGEST) -> Side:
    """A text made ready to be compared: all of it, or what lies around the passages if it is long.

    `other` is the length of the text that it is compared with.
    """
    return _side(text, _stretches(text, passages, min(LONGEST, max(LEAST, TIMES * other))))


@lru_cache(maxsize=64)
def _side(text: str, stretches: tuple[Span, ...]) -> Side:
    words, sentences, quoted = (
        tuple(span for start, end in stretches for span in find(text, start, end))
        for find in (_words, _sentences, _quoted)
    )
    return Side(text, stretches, words, tuple(_folded(text[s:e]) for s, e in words), sentences, quoted)


def _words(text: str, start: int, end: int) -> list[Span]:
    return [Span(*m.span()) for m in WORD.finditer(text, start, end)]


def _sentences(text: str, start: int, end: int) -> list[Span]:
    ends = [*(m.end() for m in SENTENCE_END.finditer(text, start, end)), end]
    found = (_trimmed(text, first, last) for first, last in zip([start, *ends[:-1]], ends, strict=True))
    return [s for s in found if s.start < s.end]


def _quoted(text: str, start: int, end: int) -> list[Span]:
    return [Span(start + q.start, start + q.end) for q in quotations(text[start:end]) if q.closed]


def _stretches(text: str, passages: Iterable[Span], most: int) -> tuple[Span, ...]:
    """What is looked at of a text, in order: around its longest passages, from one end of a line to another."""
    if len(text) <= WHOLE:
        return (Span(0, len(text)),)
    left, around = most, []
    for start, end in sorted(set(passages), key=lambda p: (p.start - p.end, p.start)) or [Span(0, WHOLE)]:
        if left > 0:
            end = min(end, start + left)
            low = _after_line(text, max(0, start - REACH), start)
            around.append(Span(low, _line_end(text, end, min(len(text), end + REACH))))
            left -= end - start + 2 * REACH
    return _joined(around)


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, those that touch as one."""
    found: list[Span] = []
    for span in sorted(spans):
        before = found.pop() if found and found[-1].end >= span.start else span
        found.append(Span(before.start, max(before.end, span.end)))
    return tuple(found)


def _after_line(text: str, start: int, passage: int) -> int:
    """Where the first whole line before a passage begins, or the first whole word."""
    ends = [text.find(mark, start - 1, passage) + 1 for mark in ("\n", " ")] if start else [0]
    return next((end for end in ends if end), start)


def _line_end(text: str, passage: int, end: int) -> int:
    """Where the last whole line behind a passage ends, or the last whole word."""
    ends = [text.rfind(mark, passage, end + 1) for mark in ("\n", " ")] if end < len(text) else [end]
    return next((found for found in ends if found >= 0), end)


def _trimmed(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    return Span(start + len(part) - len(part.lstrip()), start + len(part.rstrip()))


class Pair(NamedTuple):
    """A sentence of the source, and what the target has made of it; `close` where it is nearly the same words."""

    source: Span
    target: Span
    close: bool = True


def pairs(source: Side, target: Side, passages: Sequence[RelayPassage], telling: Telling) -> list[Pair]:
    """The sentences that belong together, each of the target once, in its order: in passages, and then outside.

    `telling` gives the words of a text that say something.
    """
    inside = _inside(source, target, passages)
    taken = {p.source for p in inside}, {p.target for p in inside}
    left = [list(islice((s for s in of.sentences if s not in t), LEFT)) for of, t in zip((source, target), taken)]
    found = [*inside, *_outside(source, left[0], target, left[1], telling)] if passages else inside
    return sorted(found, key=lambda p: p.target)


def _inside(source: Side, target: Side, passages: Sequence[RelayPassage]) -> list[Pair]:
    """The pairs inside passages: each sentence with the one most like it near the same place."""
    found: dict[Span, tuple[float, Pair]] = {}
    for passage in passages:
        ours, theirs = source.within(passage.source), target.within(passage.target)
        words = [source.said(o) for o in ours]
        for place, sentence in enumerate(theirs):
            middle, said = place * len(ours) // max(1, len(theirs)), target.said(sentence)
            near = range(max(0, middle - NEAR), min(len(ours), middle + NEAR + 1))
            tried = [(_like(words[n], said), ours[n]) for n in near]
            likeness, other = max(tried, default=(0.0, None))
            if other is not None and likeness >= max(ALIKE, found.get(sentence, (0.0,))[0]):
                found[sentence] = (likeness, Pair(other, sentence, _close(source, other, target, sentence)))
    return [pair for _, pair in found.values()]


def _outside(source: Side, ours: Sequence[Span], target: Side, theirs: Sequence[Span], telling: Telling) -> list[Pair]:
    """The pairs outside passages, by telling words in any order, the most alike first, one to one."""
    left, right = ([(s, set(telling(side.at(s)))) for s in part] for side, part in ((source, ours), (target, theirs)))
    tried = sorted((-len(a & b) / min(len(a), len(b)), x, y) for x, a in left for y, b in right if len(a & b) >= FEW)
    used: set[tuple[bool, Span]] = set()
    found = []
    for score, x, y in tried:
        if -score >= LOOSE and (True, x) not in used and (False, y) not in used:
            used |= {(True, x), (False, y)}
            found.append(Pair(x, y, _close(source, x, target, y, CLOSER)))
    return found


def _close(source: Side, a: Span, target: Side, b: Span, least: float = CLOSE) -> bool:
    """Whether two sentences are nearly the same words in the same order."""
    return float(LCSseq.normalized_similarity(source.said(a), target.said(b))) >= least


def _like(left: Sequence[str], right: Sequence[str]) -> float:
    """The share of words that two sentences have in common order; a part of a longer sentence counts as whole."""
    shorter = min(len(left), len(right))
    return float(LCSseq.similarity(left, right)) / shorter if shorter > 3 else 0.0


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
