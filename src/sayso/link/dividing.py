"""Stubs that joins connect, and decisions on them → their cases, from those joins alone that are enough.

Where they leave something open (`enough.unsure`), further pairs are judged until nothing is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache

from sayso.domains import Domain
from sayso.link.components import components
from sayso.link.enough import Joins, Ranks, enough, rank, unsure
from sayso.link.judge import judge, kept_apart
from sayso.link.keys import meeting
from sayso.link.stubs import leads, named
from sayso.link.types import Edge, Pair
from sayso.model import Join, Stub

Groups = tuple[tuple[str, ...], ...]
Scorer = Callable[[Stub, Stub], float | None]
SAME = 4096  # pairs of features that are remembered: of copies of one text every pair is the same


def scorer(domain: Domain) -> Scorer:
    """What gives the score of two stubs that are joined, None for others; stubs that say the same are judged once.

    It serves one piece of work, in which a key is always of the same stub.
    """
    known: dict[str, int] = {}
    numbers: dict[object, int] = {}
    samples: list[Stub] = []

    def number(stub: Stub) -> int:
        if stub.key not in known:
            said = tuple(sorted(stub.features.items()))
            if said not in numbers:
                numbers[said] = len(samples)
                samples.append(stub)
            known[stub.key] = numbers[said]
        return known[stub.key]

    @lru_cache(maxsize=SAME)
    def score(a: int, b: int) -> float | None:
        join = judge(samples[a], samples[b], domain)
        return join.score if join.joined else None

    return lambda a, b: score(*sorted((number(a), number(b))))


def divide(
    stubs: Mapping[str, Stub], joins: Joins, together: Iterable[Pair], apart: Iterable[Pair], domain: Domain
) -> Groups:
    """The cases of some stubs of whose joins those are given that are enough: every stub in one, all sorted."""
    main = {key: leads(stub) for key, stub in stubs.items()}
    unnamed = [key for key, stub in stubs.items() if not named(stub)]
    bars, together, apart = kept_apart(stubs.values(), domain), list(together), list(apart)
    score = scorer(domain)
    return sure(
        {key: rank(stub) for key, stub in stubs.items()},
        joins,
        lambda known: components(main, map(_edge, known.items()), together, apart, unnamed, bars),
        lambda pairs: dict(_judged(stubs, pairs, score)),
    )


def sure(
    ranks: Ranks, joins: Joins, group: Callable[[Joins], Groups], judged: Callable[[Collection[Pair]], Joins]
) -> Groups:
    """What `group` makes of all joins, from some that are enough, and those that `judged` gives of further pairs."""
    joins = enough(ranks, joins)
    known, looked_at = dict(joins), set(joins)
    while True:
        groups = group(known)
        fresh = set(unsure(ranks, joins, groups)) - looked_at
        if not fresh:
            return groups
        looked_at |= fresh
        known |= judged(fresh)


def _edge(one: tuple[Pair, float]) -> Edge:
    (a, b), score = one
    return Edge(a, b, Join(joined=True, score=score, explanation=""))


def _judged(stubs: Mapping[str, Stub], pairs: Collection[Pair], score: Scorer) -> Iterator[tuple[Pair, float]]:
    """Those of some pairs that meet and are joined."""
    for a, b in meeting(stubs, pairs):
        if (found := score(stubs[a], stubs[b])) is not None:
            yield (a, b), found
