"""Stubs and the judgements on their pairs to cases.

Main stubs are joined first, strongest judgement first, so long as no veto lies between the two groups; then each
background stub goes to the one group that it fits best. Those that fit none make groups among themselves: first those
with a name, to which those without one go in the same way. So neither a background mention nor an accused without a
name can ever join two cases, and the order in which edges are given cannot matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from sayso.link.types import Edge

Pair = tuple[str, str]


def components(
    stubs: Mapping[str, bool],
    edges: Iterable[Edge],
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
    unnamed: Collection[str] = (),
) -> tuple[tuple[str, ...], ...]:
    """The cases: every stub key in exactly one group, groups and members sorted.

    `stubs` maps each key to whether the stub leads (`link.leads`): it is called main here. Edges with a key that is not
    in `stubs` are passed over. `together` and `apart` are analysts' decisions on pairs of stub keys; they win over all
    edges, and where they contradict each other `apart` wins. `unnamed` are those without a named accused: such a one
    goes to no group where it fits two equally well.
    """
    groups = _Groups(stubs, list(edges), apart, unnamed)
    for a, b in sorted({_pair(a, b) for a, b in together if a in stubs and b in stubs}):
        groups.join(a, b, decided=True)
    for a, b in groups.ranked(groups.main):
        groups.join(a, b)
    groups.attach(groups.main)
    groups.join_loose(groups.named, groups.main)
    groups.attach(groups.named, groups.main)
    groups.join_loose(groups.unnamed, groups.main | groups.named)
    return groups.result()


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a <= b else (b, a)


class _Groups:
    """Growing groups of stubs, with the pairs that may not meet."""

    def __init__(
        self, stubs: Mapping[str, bool], edges: list[Edge], apart: Iterable[Pair], unnamed: Collection[str]
    ) -> None:
        known = [e for e in edges if e.a in stubs and e.b in stubs and e.a != e.b]
        self.main = frozenset(key for key, leads in stubs.items() if leads)
        self.unnamed = frozenset(unnamed) - self.main
        self.named = frozenset(stubs) - self.main - self.unnamed
        self.score = {_pair(e.a, e.b): e.join.score for e in known if e.join.joined}
        self.near: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
        for (a, b), score in self.score.items():
            self.near[a].append((b, score))
            self.near[b].append((a, score))
        self.vetoes = _neighbours((e.a, e.b) for e in known if e.join.veto)
        self.apart = _neighbours((a, b) for a, b in apart if a != b)
        self.bars = _both(self.apart, self.vetoes)
        self.group = {key: frozenset((key,)) for key in stubs}

    def ranked(self, among: frozenset[str]) -> list[Pair]:
        """The joined pairs of which both are among some stubs, strongest first."""
        pairs = [p for p in self.score if p[0] in among and p[1] in among]
        return sorted(pairs, key=lambda p: (-self.score[p], p))

    def join_loose(self, among: frozenset[str], above: frozenset[str]) -> None:
        """Make groups of stubs that are in no group with one of those above them."""
        loose = frozenset(key for key in among if above.isdisjoint(self.group[key]))
        for a, b in self.ranked(loose):
            self.join(a, b)

    def may_meet(self, a: frozenset[str], b: frozenset[str], decided: bool = False) -> bool:
        """Whether no decision, and no veto unless the join is itself decided, stands between two groups."""
        bars = self.apart if decided else self.bars
        small, large = sorted((a, b), key=len)
        return not any(bars.get(key, frozenset()) & large for key in small)

    def join(self, a: str, b: str, decided: bool = False) -> None:
        """Make the groups of two stubs one, where they may meet."""
        x, y = self.group[a], self.group[b]
        if x is not y and self.may_meet(x, y, decided):
            both = x | y
            self.group.update(dict.fromkeys(both, both))

    def attach(self, hosts: frozenset[str], above: frozenset[str] = frozenset()) -> None:
        """Give each group without a host, or any fit above them, to the one of the hosts' groups that it fits best."""
        loose = {g for g in self.group.values() if (hosts | above).isdisjoint(g) and not self._fits(g, above)}
        homes = {unit: self._homes(unit, hosts) for unit in loose}
        wishes = [
            (unit <= self.unnamed, -score, min(home), min(unit), unit) for unit in loose for home, score in homes[unit]
        ]  # those with a name first: one without must not take a place from them
        taken: set[frozenset[str]] = set()
        for _, _, host, _, unit in sorted(wishes, key=lambda w: w[:4]):
            if unit not in taken and self.may_meet(unit, self.group[host]):
                taken.add(unit)
                self.join(min(unit), host)

    def _fits(self, unit: frozenset[str], hosts: frozenset[str]) -> bool:
        return any(outside in hosts for inside in unit for outside, _ in self.near[inside])

    def _homes(self, unit: frozenset[str], hosts: frozenset[str]) -> list[tuple[frozenset[str], float]]:
        """The groups that a unit fits, with how well; none where it has no name and fits two equally well."""
        best: dict[frozenset[str], float] = {}
        for outside, score in (near for inside in unit for near in self.near[inside]):
            if outside in hosts:
                home = self.group[outside]
                best[home] = max(score, best.get(home, score))
        most = max(best.values(), default=0.0)
        unsure = unit <= self.unnamed and sum(score == most for score in best.values()) > 1
        return [] if unsure else list(best.items())

    def result(self) -> tuple[tuple[str, ...], ...]:
        """The groups, sorted."""
        return tuple(sorted({tuple(sorted(g)) for g in self.group.values()}))


def _neighbours(pairs: Iterable[Pair]) -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for a, b in pairs:
        found[a].add(b)
        found[b].add(a)
    return {key: frozenset(others) for key, others in found.items()}


def _both(x: dict[str, frozenset[str]], y: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    return {key: x.get(key, frozenset()) | y.get(key, frozenset()) for key in {*x, *y}}
