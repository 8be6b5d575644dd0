"""Stubs and the judgements on their pairs to cases.

Main stubs are joined first, strongest judgement first, so long as no veto lies between the two groups; then each
background stub goes to the one group that it fits best, and those that fit none make groups among themselves. So a
background mention can never join two cases, and the order in which edges are given cannot matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sayso.link.types import Edge

Pair = tuple[str, str]


def components(
    stubs: Mapping[str, bool],
    edges: Iterable[Edge],
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
) -> tuple[tuple[str, ...], ...]:
    """The cases: every stub key in exactly one group, groups and members sorted.

    `stubs` maps each key to whether the stub leads (`link.leads`): it is called main here. Edges with a key that is not
    in `stubs` are passed over. `together` and `apart` are analysts' decisions on pairs of stub keys; they win over all
    edges, and where they contradict each other `apart` wins.
    """
    groups = _Groups(stubs, list(edges), apart)
    for a, b in sorted({_pair(a, b) for a, b in together if a in stubs and b in stubs}):
        groups.join(a, b, decided=True)
    for a, b in groups.ranked(main=True):
        groups.join(a, b)
    groups.attach()
    for a, b in groups.ranked(main=False):
        if not groups.has_main(a) and not groups.has_main(b):
            groups.join(a, b)
    return groups.result()


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a <= b else (b, a)


class _Groups:
    """Growing groups of stubs, with the pairs that may not meet."""

    def __init__(self, stubs: Mapping[str, bool], edges: list[Edge], apart: Iterable[Pair]) -> None:
        known = [e for e in edges if e.a in stubs and e.b in stubs and e.a != e.b]
        self.stubs = stubs
        self.score = {_pair(e.a, e.b): e.join.score for e in known if e.join.joined}
        self.near: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
        for (a, b), score in self.score.items():
            self.near[a].append((b, score))
            self.near[b].append((a, score))
        self.vetoes = _neighbours((e.a, e.b) for e in known if e.join.veto)
        self.apart = _neighbours((a, b) for a, b in apart if a != b)
        self.bars = _both(self.apart, self.vetoes)
        self.group = {key: frozenset((key,)) for key in stubs}

    def ranked(self, main: bool) -> list[Pair]:
        """The joined pairs of two main stubs (or of two background ones), strongest first."""
        pairs = [p for p in self.score if self.stubs[p[0]] == self.stubs[p[1]] == main]
        return sorted(pairs, key=lambda p: (-self.score[p], p))

    def has_main(self, key: str) -> bool:
        """Whether the group of a stub has a main one."""
        return any(self.stubs[k] for k in self.group[key])

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

    def attach(self) -> None:
        """Give each group of background stubs to the one main group that it fits best."""
        loose = {g for g in self.group.values() if not any(self.stubs[k] for k in g)}
        wishes = [(-score, min(home), min(unit), unit, home) for unit in loose for home, score in self._homes(unit)]
        taken: set[frozenset[str]] = set()
        for _, host, _, unit, _ in sorted(wishes, key=lambda w: w[:3]):
            if unit not in taken and self.may_meet(unit, self.group[host]):
                taken.add(unit)
                self.join(min(unit), host)

    def _homes(self, unit: frozenset[str]) -> list[tuple[frozenset[str], float]]:
        best: dict[frozenset[str], float] = {}
        for outside, score in (near for inside in unit for near in self.near[inside]):
            if self.stubs[outside]:
                home = self.group[outside]
                best[home] = max(score, best.get(home, score))
        return list(best.items())

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
