"""The scores of words → the events that a text tells, by the word that tells each, and how likely others are.

A word tells an event if its probability reaches the least that the network's card names; of words that stand close and
tell an event of one type, the likeliest does. How likely it is that a stretch of text tells an event can be asked of
any: a trigger of the pack that fires where the network is sure that nothing is told has met its words in another sense.
"""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.mark.encoder.network import Learned

APART = 60  # code points within which an event of one type is told once
DOUBT = 0.0005  # probability under which the network is sure that no such event is told
ENOUGH = 150  # claims of an event that a network must have learned from, for its doubt to count


class Named(NamedTuple):
    """A word that tells an event: its first code point, the event's type, and the probability (0-1)."""

    start: int
    event: str
    score: float


class Told:
    """What the network says of a text's events."""

    def __init__(self, scores: NDArray[np.float16], starts: Sequence[int], learned: Learned) -> None:
        """`scores`: a row a word, a column an event of the card; `starts`: the words' first code points."""
        self._scores, self._starts, self._learned = scores, np.asarray(starts), learned
        self._column = {name: number for number, name in enumerate(learned.names)}
        self.named = self._named()

    def score(self, event: str, start: int, end: int) -> float:
        """How likely it is that a word which begins in a stretch of text tells an event; 0 for an event not learned."""
        first, last = np.searchsorted(self._starts, (start, end))
        column = self._column.get(event)
        return float(self._scores[first:last, column].max()) if column is not None and first < last else 0.0

    def backed(self, score: float) -> bool:
        """Whether a probability is that of an event that the network tells."""
        return score >= self._learned.least

    def doubts(self, event: str, score: float) -> bool:
        """Whether the network is sure that no such event is told, and knows such events well enough to say so."""
        column = self._column.get(event)
        return column is not None and score < DOUBT and self._learned.seen[column] >= ENOUGH

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
