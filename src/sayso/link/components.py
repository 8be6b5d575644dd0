"""Stubs and the judgements on their pairs to cases.

Main stubs are joined first, strongest judgement first, so long as no veto lies between the two groups; then each
background stub goes to the one group that it fits best. Those that fit none make groups among themselves: first those
with a name, to which those without one go in the same way. So neither a background mention nor an accused without a
name can ever join two cases, and the order in which edges are given cannot matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from sayso.link.types import Edge, Pair, pair

MAIN, NAMED, UNNAMED = range(3)  # ranks of stubs: each goes to a group of those above it if it can


class Bars(NamedTuple):
    """What is kept apart: the kind of each stub, and the pairs of kinds between which there is a veto."""

    kind: Mapping[str, int]
    pairs: Collection[tuple[int, int]]


NO_BARS = Bars({}, ())


def components(
    stubs: Mapping[str, bool],
    edges: Iterable[Edge],
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
    unnamed: Collection[str] = (),
    bars: Bars = NO_BARS,
) -> tuple[tuple[str, ...], ...]:
    """The cases: every stub key in exactly one group, groups and members sorted.

    `stubs` maps each key to whether the stub leads (`link.leads`): it is called main here. Edges with a key that is not
    in `stubs` are passed over. `together` and `apart` are analysts' decisions on pairs of stub keys; they win over all
    edges and `bars`, and where they contradict each other `apart` wins. `unnamed` are those without a named accused:
    such a one goes to no group where it fits two equally well.
    """
    groups = _Groups(stubs, list(edges), apart, unnamed, bars)
    for a, b in sorted({pair(a, b) for a, b in together if a in stubs and b in stubs}):
        groups.join(a, b, decided=True)
    groups.join_loose(MAIN)
    groups.attach(MAIN)
    groups.join_loose(NAMED)
    groups.attach(NAMED)
    groups.join_loose(UNNAMED)
    return groups.result()


class _Group:
    """One group: its members, the least of them, its highest rank, and by what of it others may be kept from it."""

    def __init__(self, key: str, rank: int, labels: set[str | int]) -> None:
        self.members, self.least, self.highest, self.labels = [key], key, rank, labels

    def take(self, other: _Group) -> None:
        """Takes in all of another group."""
        self.members += other.members
        self.least = min(self.least, other.least)
        self.highest = min(self.highest, other.highest)
        self.labels |= other.labels


class _Groups:
    """Growing groups of stubs, with what may not meet: keys of stubs, and kinds of them."""

    def __init__(
        self, stubs: Mapping[str, bool], edges: list[Edge], apart: Iterable[Pair], unnamed: Collection[str], bars: Bars
    ) -> None:
        known = [e for e in edges if e.a in stubs and e.b in stubs and e.a != e.b]
        without = frozenset(unnamed)
        self.rank = {key: MAIN if leads else UNNAMED if key in without else NAMED for key, leads in stubs.items()}
        self.score = {pair(e.a, e.b): e.join.score for e in known if e.join.joined}
        self.near: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
        for (a, b), score in self.score.items():
            self.near[a].append((b, score))
            self.near[b].append((a, score))
        self.apart = _neighbours((a, b) for a, b in apart if a != b)
        self.bars = _both(self.apart, _neighbours([*((e.a, e.b) for e in known if e.join.veto), *bars.pairs]))
        self.group = {
            key: _Group(key, rank, {label for label in (key, bars.kind.get(key, key)) if label in self.bars})
            for key, rank in self.rank.items()
        }

    def join_loose(self, rank: int) -> None:
        """Make groups of stubs of a rank that are in no group with one above them, strongest join first."""
        loose = {key for key, own in self.rank.items() if own == rank == self.group[key].highest}
        pairs = [p for p in self.score if p[0] in loose and p[1] in loose]
        for a, b in sorted(pairs, key=lambda p: (-self.score[p], p)):
            self.join(a, b)

    def may_meet(self, a: _Group, b: _Group, decided: bool = False) -> bool:
        """Whether no decision, and no veto unless the join is itself decided, stands between two groups."""
        bars = self.apart if decided else self.bars
        small, large = sorted((a, b), key=lambda g: len(g.labels))
        return all(large.labels.isdisjoint(bars.get(label, ())) for label in small.labels)

    def join(self, a: str, b: str, decided: bool = False) -> None:
        """Make the groups of two stubs one, where they may meet."""
        x, y = self.group[a], self.group[b]
        if x is not y and self.may_meet(x, y, decided):
            small, large = sorted((x, y), key=lambda g: len(g.members))
            large.take(small)
            self.group.update(dict.fromkeys(small.members, large))

    def attach(self, rank: int) -> None:
        """Give each group without a host of a rank, or any fit above, to the one of the hosts' groups it fits best."""
        loose = {g.least: g for g in self.group.values() if g.highest > rank and not self._fits(g, rank)}
        homes = {least: self._homes(unit, rank) for least, unit in loose.items()}
        wishes = [
            (loose[least].highest == UNNAMED, -score, home.least, least)
            for least, found in homes.items()
            for home, score in found
        ]  # those with a name first: one without must not take a place from them
        taken: set[str] = set()
        for _, _, host, least in sorted(wishes):
            if least not in taken and self.may_meet(self.group[least], self.group[host]):
                taken.add(least)
                self.join(least, host)

    def _fits(self, unit: _Group, rank: int) -> bool:
        """Whether anything in a group fits a stub above a rank."""
        return any(self.rank[outside] < rank for inside in unit.members for outside, _ in self.near[inside])

    def _homes(self, unit: _Group, rank: int) -> list[tuple[_Group, float]]:
        """The groups that a unit fits, with how well; none where it has no name and fits two equally well."""
        best: dict[_Group, float] = {}
        for outside, score in (near for inside in unit.members for near in self.near[inside]):
            if self.rank[outside] == rank:
                home = self.group[outside]
                best[home] = max(score, best.get(home, score))
        most = max(best.values(), default=0.0)
        unsure = unit.highest == UNNAMED and sum(score == most for score in best.values()) > 1
        return [] if unsure else list(best.items())

    def result(self) -> tuple[tuple[str, ...], ...]:
        """The groups, sorted."""
        return tuple(sorted(tuple(sorted(g.members)) for g in {id(g): g for g in self.group.values()}.values()))


def _neighbours(pairs: Iterable[tuple[str | int, str | int]]) -> dict[str | int, frozenset[str | int]]:
    found: defaultdict[str | int, set[str | int]] = defaultdict(set)
    for a, b in pairs:
        found[a].add(b)
        found[b].add(a)
    return {label: frozenset(others) for label, others in found.items()}


def _both(
    x: dict[str | int, frozenset[str | int]], y: dict[str | int, frozenset[str | int]]
) -> dict[str | int, frozenset[str | int]]:
    return {label: x.get(label, frozenset()) | y.get(label, frozenset()) for label in {*x, *y}}
