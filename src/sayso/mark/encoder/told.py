"""The scores of words → the events that a text tells, by the word that tells each, how likely others are, and who acts.

A word tells an event if its probability reaches the least that the network's card names; of words that stand close and
tell an event of one type, the likeliest does. How likely it is that a stretch of text tells an event can be asked of
any: a trigger of the pack that fires where the network is sure that nothing is told has met its words in another sense.
Of each word can be asked which words the network takes for those of who does what it tells, to whom, and who says it.
"""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sayso.mark.encoder.network import Learned
from sayso.mark.encoder.windows import Pointed, WordScores

APART = 60  # code points within which an event of one type is told once
DOUBT = 0.0001  # probability under which the network is sure that no such event is told
ENOUGH = 150  # claims of an event that a network must have learned from, for its doubt to count


class Named(NamedTuple):
    """A word that tells an event: its first code point, the event's type, and the probability (0-1)."""

    start: int
    event: str
    score: float


class Point(NamedTuple):
    """A word that a role is taken to be told by: its first code point, None for nobody; and the probability (0-1)."""

    start: int | None
    score: float


class Points(NamedTuple):
    """The likeliest words for who does what a word tells, for whom it is done to, and for whose word it is."""

    who: tuple[Point, ...]
    whom: tuple[Point, ...]
    said: tuple[Point, ...]


class Told:
    """What the network says of a text's events."""

    def __init__(self, scores: WordScores, starts: Sequence[int], learned: Learned) -> None:
        """`scores`: of each word; `starts`: the words' first code points."""
        self._words, self._scores, self._starts, self._learned = scores, scores.events, np.asarray(starts), learned
        self._column = {name: number for number, name in enumerate(learned.names)}
        self.named = self._named()

    def score(self, event: str, start: int, end: int) -> float:
        """How likely it is that a word which begins in a stretch of text tells an event; 0 for an event not learned."""
        first, last = np.searchsorted(self._starts, (start, end))
        column = self._column.get(event)
        return float(self._scores[first:last, column].max()) if column is not None and first < last else 0.0

    def word(self, event: str, start: int, end: int) -> int | None:
        """The first code point of the word in a stretch of text that is likeliest to tell an event."""
        first, last = np.searchsorted(self._starts, (start, end))
        column = self._column.get(event)
        if column is None or first == last:
            return None
        return int(self._starts[first + int(self._scores[first:last, column].argmax())])

    def points(self, start: int) -> Points:
        """Who does what the word at a code point tells, to whom it is done, and whose word it is."""
        word = bisect(self._starts, start) - 1
        return Points(*(self._points(role, word) for role in self._words.roles))

    def _points(self, role: Pointed, word: int) -> tuple[Point, ...]:
        pairs = zip(role.at[word].tolist(), role.p[word].tolist(), strict=True)
        return tuple(Point(int(self._starts[w]) if w >= 0 else None, p) for w, p in pairs)

    def backed(self, score: float) -> bool:
        """Whether a probability is that of an event that the network tells."""
        return score >= self._learned.least

    def doubts(self, event: str, score: float, least: float = DOUBT) -> bool:
        """Whether the network finds an event less likely than a least, and knows such events well enough to say so."""
        column = self._column.get(event)
        return column is not None and score < least and self._learned.seen[column] >= ENOUGH

    def _named(self) -> tuple[Named, ...]:
        """The words that tell an event, in their order."""
        rows, columns = np.nonzero(self._scores >= self._learned.least)
        found: list[Named] = []
        taken: defaultdict[str, list[int]] = defaultdict(list)
        for at in np.argsort(-self._scores[rows, columns], kind="stable"):
            start, event = int(self._starts[rows[at]]), self._learned.names[columns[at]]
            place = bisect(taken[event], start)
            beside = taken[event][max(0, place - 1) : place + 1]
            if all(abs(start - other) >= APART for other in beside):
                taken[event].insert(place, start)
                found.append(Named(start, event, round(float(self._scores[rows[at], columns[at]]), 2)))
        return tuple(sorted(found))
