"""A text as it is held against others, of which a short one costs the same beside a book as beside a short one.

Of a text of more than `LONG` words only those sentences are held against another that have most grams (two telling
words in a row, see `fingerprints`) in common with one of its sentences; of equal ones those in whose neighbourhood
others have too. Where each gram stands in a long text is worked out once. So what a pair costs is in proportion to the
shorter text, and words that a book has a thousand times lead to the right one of its thousand places.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property

from sayso.trace.reuse.align import Side
from sayso.trace.reuse.fingerprints import Print, grams
from sayso.trace.reuse.text import Text

LONG = 10_000  # words of a text that is not held against others whole: thirty pages
PLACES = 24  # sentences of a long text that are looked at for each gram of another's sentence, the rarest grams first
TRIED = 3  # sentences of a long text that one sentence of another is held against, and those beside the best of them
REGION = 16  # sentences in a row of which many in common with another tell a place from others like it


class Grams:
    """Where the grams of a text stand."""

    def __init__(self, text: Text) -> None:
        starts = array("I", (s.first for s in text.sentences))
        places = sorted({(g.hash, bisect_right(starts, g.word) - 1) for g in grams(text)})
        self.hashes, self.sentences = array("q", (h for h, _ in places)), array("I", (n for _, n in places))
        self._last = len(starts) - 1

    def near(self, other: Grams) -> list[int]:
        """The sentences in which another text's can stand, in order."""
        found = [self._sharing(part) for part in other.by_sentence()]
        common = Counter(region for places in found for region in {place // REGION for place in places})
        kept: set[int] = set()
        for places in found:
            best = sorted(places, key=lambda n: (-places[n], -common[n // REGION], n))[:TRIED]
            kept.update(best, *((n - 1, n + 1) for n in best[:1]))
        return sorted(n for n in kept if 0 <= n <= self._last)

    def by_sentence(self) -> Iterable[list[int]]:
        """The grams of each sentence that has some."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for gram, sentence in zip(self.hashes, self.sentences):
            found[sentence].append(gram)
        return found.values()

    def _sharing(self, wanted: Sequence[int]) -> dict[int, int]:
        """The sentences that have at least two of these grams, and how many."""
        hits: Counter[int] = Counter()
        left = PLACES * len(wanted)
        for size, first in sorted(map(self._held, wanted)):
            hits.update(self.sentences[first : first + min(size, left)])
            left -= min(size, left)
        return {n: shared for n, shared in hits.items() if shared > 1}

    def _held(self, gram: int) -> tuple[int, int]:
        """In how many sentences a gram stands, and the place of the first of them."""
        first = bisect_left(self.hashes, gram)
        return bisect_right(self.hashes, gram, first) - first, first


class Tried:
    """A text with the sentences of it that tell nothing of a case, and its fingerprints, asked for where needed."""

    def __init__(self, text: Text, furniture: frozenset[int], prints: Callable[[], Sequence[Print]]) -> None:
        self.text, self.furniture, self._prints = text, furniture, prints

    @property
    def long(self) -> bool:
        """Whether it is held against others in parts."""
        return len(self.text.words) > LONG

    def beside(self, other: Tried) -> Side:
        """The sentences that are held against another text."""
        if not self.long:
            return self._whole
        return Side(self.text, self._grams.near(other._grams))

    @cached_property
    def _whole(self) -> Side:
        return Side(self.text)

    @cached_property
    def _grams(self) -> Grams:
        return Grams(self.text)

    def widespread(self, sentence: int, common: Collection[int]) -> bool:
        """Whether a sentence holds fingerprints, and none but those that many reports have."""
        held = self._printed.get(sentence, ())
        return bool(held) and all(one in common for one in held)

    @cached_property
    def _printed(self) -> dict[int, list[int]]:
        """The fingerprints by the sentence that they begin in."""
        starts = array("I", (s.first for s in self.text.sentences))
        found: defaultdict[int, list[int]] = defaultdict(list)
        for one in self._prints():
            found[bisect_right(starts, one.word) - 1].append(one.hash)
        return dict(found)
