"""The joins between stubs → those that are enough, and which pairs to judge where these leave a case open.

A thousand reports of one case are half a million pairs, of which a tree of a thousand holds them together. Kept are,
among stubs of one rank, the strongest joins that hold them together (a tree for each lot that joins connect), and from
a stub to the stubs of each higher rank the strongest to each of their trees. A join that is left out has stronger ones
in its place, so it can only matter where a veto or a decision cuts the tree between its two ends: `unsure` gives just
those pairs, to be judged when the cases are made. With them `components` gives what it would give of all joins.

What is enough of some joins and of some more is enough of all (`enough` of the one with the other), so that joins can
be taken in as they come, in any order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product

from sayso.link.stubs import leads, named
from sayso.link.trees import Trees
from sayso.link.types import Pair, pair
from sayso.model import Stub

Joins = Mapping[Pair, float]  # the score of each
Ranks = Mapping[str, int]


def rank(stub: Stub) -> int:
    """Where a stub stands when cases are made: 0 leads, 1 is background with a name, 2 has none."""
    return 0 if leads(stub) else 1 if named(stub) else 2


def strongest(joins: Joins) -> list[Pair]:
    """The pairs in the order in which they are joined."""
    return sorted(joins, key=lambda p: (-joins[p], p))


def enough(ranks: Ranks, joins: Joins) -> dict[Pair, float]:
    """Of some joins those that are enough."""
    trees, across = Trees[str](), list[Pair]()
    kept = dict[Pair, float]()
    for ends in strongest(joins):
        if ranks[ends[0]] != ranks[ends[1]]:
            across.append(ends)
        elif trees.join(*ends):
            kept[ends] = joins[ends]
    reached = set[tuple[str, int, str]]()
    for ends in across:
        lower, upper = _by_rank(ends, ranks)
        place = (lower, ranks[upper], trees.top(upper))
        if place not in reached:
            reached.add(place)
            kept[ends] = joins[ends]
    return kept


def _by_rank(ends: Pair, ranks: Ranks) -> Pair:
    """The end of lower rank, and the other."""
    a, b = ends
    return (a, b) if ranks[a] > ranks[b] else (b, a)


def unsure(ranks: Ranks, joins: Joins, groups: Iterable[Sequence[str]]) -> Iterator[Pair]:
    """The pairs that may be joined in a way that decides something, where some joins gave these groups.

    The joins are such as `enough` gives.
    """
    lie = _Lie(ranks, joins, groups)
    yield from lie.within()
    yield from lie.across()


class _Lie:
    """How the trees of joins lie over the groups that were made."""

    def __init__(self, ranks: Ranks, joins: Joins, groups: Iterable[Sequence[str]]) -> None:
        self.ranks, self.joins = ranks, joins
        self.group = {key: number for number, keys in enumerate(groups) for key in keys}
        self.highest: dict[int, int] = {}
        for key, number in self.group.items():
            self.highest[number] = min(ranks[key], self.highest.get(number, ranks[key]))
        self.same = [ends for ends in joins if ranks[ends[0]] == ranks[ends[1]]]
        self.trees = Trees[str]()
        for ends in self.same:
            self.trees.join(*ends)

    def loose(self, key: str) -> bool:
        """Whether no stub of a higher rank is in the group of a stub: it was joined with those of its rank."""
        return self.ranks[key] == self.highest[self.group[key]]

    def held(self, ends: Pair) -> bool:
        """Whether a join was made."""
        a, b = ends
        return self.group[a] == self.group[b] and self.loose(a) and self.loose(b)

    def within(self) -> Iterator[Pair]:
        """Pairs of one rank between which two joins or more of their tree were not made."""
        pieces = Trees[str]()
        for ends in filter(self.held, self.same):
            pieces.join(*ends)
        lots = pieces.lots({key for ends in self.same for key in ends})
        beside = {pair(pieces.top(a), pieces.top(b)) for a, b in self.same if not self.held((a, b))}
        trees = self.trees.lots(top for top in lots if self.loose(top))
        for x, y in (two for tops in trees.values() for two in combinations(sorted(tops), 2)):
            if pair(x, y) not in beside:
                yield from (pair(a, b) for a, b in product(lots[x], lots[y]))

    def across(self) -> Iterator[Pair]:
        """Pairs of a stub and those of a higher rank that are in a tree which it fits, and in another group of it."""
        trees = self.trees.lots(self.ranks)
        up = [_by_rank(ends, self.ranks) for ends in self.joins if self.ranks[ends[0]] != self.ranks[ends[1]]]
        fits = {lower for lower, upper in up if self.ranks[upper] == 0}
        for lower, upper in up:
            if self.ranks[upper] == 0 or lower not in fits:
                mine = self.group[upper]
                lot = trees[self.trees.top(upper)]
                yield from (pair(lower, key) for key in lot if self.group[key] != mine)
