"""The reports of one case → the pairs of which one retells the other: the same facts in the same order in other words.

Two accounts of one statement share what the statement supplies: its names, its numbers, its phrases, often its order.
A report that retells another shares more: the words, choices and details that the other accounts do not have. So what
two reports share is weighed against the rest of the case: a stem, or two stems near each other, counts by how few of
the other accounts hold it (a smoothed estimate, so that a case of two reports says little), and only as far as it
stands in the same order in both (the heaviest common subsequence). That rewriting shows in rare words shared in order,
where frequent ones show only the subject, is the idea of METER (Clough, Gaizauskas, Piao and Wilks 2002).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from math import sqrt
from statistics import median
from typing import NamedTuple

from sayso.trace.reuse.align import Passage
from sayso.trace.reuse.text import Text

RETOLD = 0.135  # from which a pair is a retelling
CREDITED = 0.085  # and from which it is one if both credit the same agency, or one credits the other
ELSEWHERE = 0.18  # and from which it is one if they credit different agencies
OUT = 2.0  # times what either of the two has in common with other reports of the case, in the middle
LESS, FURTHER = 0.1, 2.8  # a lower score does where the pair stands out further
OTHERS = 12  # reports of the case that this is taken from, for each of the two
APART = 14  # days between two reports, from which they tell different news of the case
NEAR = 2  # stems on either side that make a pair with one
KNOWN_TO = 12  # reports of a case that hold a feature, beyond which it leads to no pair
SHARED = 10  # features that two reports must share to be weighed
SHORTEST = 40  # own words of a report that is weighed: of a shorter one chance decides
LONGEST = 20_000  # words of a report that is weighed, from its beginning: of a book, what a report is long
SENTENCE = 1.5  # weight of what two sentences share, from which they tell the same


class Feature(NamedTuple):
    """A stem or two stems near each other, and the sentence in which a text first has it."""

    stems: str
    sentence: int


def features(text: Text, furniture: Collection[int] = ()) -> dict[str, Feature]:
    """The features of a text's own words, in order, each where it first stands; without sentences of the page."""
    found: dict[str, Feature] = {}
    for number, sentence in enumerate(text.sentences):
        if number in furniture or sentence.first > LONGEST:
            continue
        stems = [text.stems[n] for n in range(*sentence) if text.telling[n] and not text.quoted[n]]
        for n, one in enumerate(stems):
            for key in (one, *(" ".join(sorted((one, two))) for two in stems[n + 1 : n + 1 + NEAR])):
                found.setdefault(key, Feature(key, number))
    return found


class Retelling(NamedTuple):
    """How much two reports share beyond what the other accounts have, and the sentences that show it."""

    a: str
    b: str
    score: float
    passages: tuple[Passage, ...]
    words: tuple[str, ...]  # what they share and nobody else has, heaviest first


class Pool:
    """The reports of a case with their texts and features."""

    def __init__(self, reports: Mapping[str, tuple[Text, dict[str, Feature]]]) -> None:
        self.texts = {report: reports[report][0] for report in sorted(reports)}
        self.features = {report: reports[report][1] for report in self.texts}
        self.holders = Counter(key for found in self.features.values() for key in found)
        self.weigh = cache(self._weigh)
        self.places = {r: {key: n for n, key in enumerate(found)} for r, found in self.features.items()}

    def weight(self, key: str) -> float:
        """How little a feature of two reports is expected in any other account of the case."""
        others, holders = len(self.texts) - 2, self.holders[key] - 2
        return 1 - (holders + 1) / (others + 2)

    def pairs(self) -> list[tuple[str, str]]:
        """The pairs of reports that share enough to be weighed."""
        held: defaultdict[str, list[str]] = defaultdict(list)
        for report, found in self.features.items():
            for key in found if self.texts[report].own >= SHORTEST else ():
                held[key].append(report)
        counts: Counter[tuple[str, str]] = Counter()
        for reports in held.values():
            if len(reports) <= KNOWN_TO:
                counts.update(combinations(reports, 2))
        return sorted(pair for pair, shared in counts.items() if shared >= SHARED)

    def stands_out(self, a: str, b: str) -> float:
        """How many times as much two reports share as either shares with the others, in the middle of these."""
        rest = [r for r in self.texts if r not in (a, b)][:OTHERS]
        scores = [self.weigh(min(one, other), max(one, other)) for one in (a, b) for other in rest]
        usual = median(scores) if scores else 0.0
        return self.weigh(a, b) / usual if usual else OUT

    def _weigh(self, a: str, b: str) -> float:
        """How much two reports share in the same order, between 0 and 1."""
        shared = [key for key in self.features[a] if key in self.features[b]]
        places = [self.places[b][key] for key in shared]
        size = sqrt(len(self.features[a]) * len(self.features[b]))
        return heaviest(places, [self.weight(key) for key in shared]) / size if size else 0.0

    def retelling(self, a: str, b: str, score: float) -> Retelling:
        """A pair with the passages and words that show it."""
        shared = [key for key in self.features[a] if key in self.features[b]]
        rare = sorted((key for key in shared if " " not in key), key=lambda k: (-self.weight(k), k))
        return Retelling(a, b, score, tuple(self._passages(a, b, shared)), tuple(rare[:8]))

    def _passages(self, a: str, b: str, shared: Sequence[str]) -> Iterator[Passage]:
        """Each sentence of the second report with the one of the first that tells most of the same."""
        weights: defaultdict[tuple[int, int], float] = defaultdict(float)
        for key in shared:
            weights[self.features[b][key].sentence, self.features[a][key].sentence] += self.weight(key)
        best: dict[int, tuple[float, int]] = {}
        for (target, source), weight in weights.items():
            best[target] = max(best.get(target, (0.0, 0)), (weight, -source))
        for target, (weight, source) in sorted(best.items()):
            if weight >= SENTENCE:
                first, second = self.texts[a].sentences[-source], self.texts[b].sentences[target]
                yield Passage(self.texts[a].span(*first), self.texts[b].span(*second), 0.0)


def heaviest(places: Sequence[int], weights: Sequence[float]) -> float:
    """The weight of the heaviest part of a sequence in which places rise (Fredman 1975, with weights)."""
    ends: list[int] = []  # places, and the greatest weight of a chain that ends at or before each: both rise
    best: list[float] = []
    for place, weight in zip(places, weights):
        at = bisect_right(ends, place)
        total = weight + (best[at - 1] if at else 0.0)
        stop = at
        while stop < len(ends) and best[stop] <= total:
            stop += 1
        ends[at:stop], best[at:stop] = [place], [total]
    return best[-1] if best else 0.0
