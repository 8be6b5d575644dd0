"""Two texts → the sentences that one has from the other, and the passages that these make up.

Exact comparison, for pairs that the index has found (`fingerprints`). Each sentence is held against those of the other
text with which it shares most telling words; the likeness of two sentences is the share of their words that stand in
both in the same order (longest common subsequence by words: Crochemore et al. 2001, as rapidfuzz computes it). So a
sentence is found again wherever it was moved to, cut, joined with another, or spun. Neighbouring sentences that are
neighbours in both texts make one passage.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from sayso.model import Span
from sayso.trace.reuse.text import Sentence, Text

SHORTEST = 6  # own words of a sentence that is held against others: "He denied that." is nobody's
COMMON = 24  # sentences of one text with a word, beyond which the word leads to none of them
TRIED = 3  # sentences of the other text that one is held against
LIKE = 0.5  # likeness from which two sentences are taken for one
INSIDE = 0.8  # share of a sentence's words that stand in a longer one in the same order, for it to be a part of that
DENSE = 1.5  # and how much longer than the part the place may be that it is found in
PART = 9  # words that such a part must have


class Match(NamedTuple):
    """A sentence of the one text that is one of the other: numbers of the sentences, likeness, own words of each."""

    source: int
    target: int
    likeness: float
    source_words: int
    target_words: int


class Passage(NamedTuple):
    """What two texts share in one place, with the likeness of its sentences, weighed by their words."""

    source: Span
    target: Span
    likeness: float


class Side:
    """One text as it is held against others: the stems of each sentence's own words, and where each word stands.

    `numbers` are the sentences that are held against others; by default all.
    """

    def __init__(self, text: Text, numbers: Sequence[int] | None = None) -> None:
        self.text = text
        self.numbers = range(len(text.sentences)) if numbers is None else numbers
        own = {number: text.free(text.sentences[number]) for number in self.numbers}
        self.stems = {number: [text.stems[n] for n in words] for number, words in own.items()}
        self.telling = {number: {text.stems[n] for n in words if text.telling[n]} for number, words in own.items()}
        self._at: defaultdict[str, list[int]] = defaultdict(list)
        for number, stems in self.telling.items():
            for stem in stems if len(own[number]) >= SHORTEST else ():
                self._at[stem].append(number)

    def nearest(self, stems: set[str]) -> list[int]:
        """The sentences that share most of these words, at least two; of equals the first."""
        counts: dict[int, int] = {}
        for stem in stems:
            if len(places := self._at.get(stem, ())) <= COMMON:
                for place in places:
                    counts[place] = counts.get(place, 0) + 1
        ranked = sorted(counts, key=lambda n: (-counts[n], n))[:TRIED]
        return [n for n in ranked if counts[n] > 1]


def matches(source: Side, target: Side) -> list[Match]:
    """The sentences of the target that are sentences of the source, in the target's order, each once."""
    found: list[Match] = []
    for number, stems in target.stems.items():
        if len(stems) < SHORTEST:
            continue
        tried = [match for n in source.nearest(target.telling[number]) if (match := _match(source, n, target, number))]
        if tried:
            after = found[-1].source if found else -1
            found.append(max(tried, key=lambda m: (m.likeness, m.source == after + 1, -m.source)))
    return found


def _match(source: Side, n: int, target: Side, m: int) -> Match | None:
    """Whether two sentences are one, and how alike they are."""
    a, b = source.stems[n], target.stems[m]
    common = LCSseq.similarity(a, b)
    likeness = 2 * common / (len(a) + len(b))
    part = common / min(len(a), len(b))
    if part >= INSIDE and min(len(a), len(b)) >= PART and part > likeness:
        short, long = sorted((a, b), key=len)
        if _stretch(short, long) <= DENSE * len(short):
            return Match(n, m, part, min(len(a), len(b)), min(len(a), len(b)))
    return Match(n, m, likeness, len(a), len(b)) if likeness >= LIKE else None


def _stretch(short: Sequence[str], long: Sequence[str]) -> int:
    """How many words of the longer sentence lie between the first and the last of the common ones."""
    blocks = [op for op in LCSseq.opcodes(short, long) if op.tag == "equal"]
    return blocks[-1].dest_end - blocks[0].dest_start if blocks else len(long)


def passages(source: Text, target: Text, found: Sequence[Match]) -> tuple[Passage, ...]:
    """The passages that matched sentences make up, in the target's order."""
    return tuple(_passage(source, target, run) for run in _runs(found))


def _runs(found: Sequence[Match]) -> Iterator[list[Match]]:
    """Matches that follow each other in both texts; a sentence between two of them may be new or left out."""
    run: list[Match] = []
    for match in found:
        if run and not (match.target - run[-1].target <= 2 and 0 <= match.source - run[-1].source <= 2):
            yield run
            run = []
        run.append(match)
    if run:
        yield run


def _passage(source: Text, target: Text, run: list[Match]) -> Passage:
    words = sum(m.target_words for m in run)
    return Passage(
        _span(source, [source.sentences[m.source] for m in run]),
        _span(target, [target.sentences[m.target] for m in run]),
        sum(m.likeness * m.target_words for m in run) / words,
    )


def _span(text: Text, sentences: Sequence[Sentence]) -> Span:
    return text.span(min(s.first for s in sentences), max(s.last for s in sentences))
