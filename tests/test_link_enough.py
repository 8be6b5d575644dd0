from __future__ import annotations

import random
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.link import Edge, components
from sayso.link.components import Bars
from sayso.link.dividing import sure
from sayso.link.enough import enough, unsure
from sayso.link.trees import Trees
from sayso.link.types import pair
from sayso.model import Join

Pair = tuple[str, str]
SCORES = (5.0, 5.5, 6.0, 7.5, 9.0)


class World:
    """Stubs of all ranks with joins, vetoes and decisions on them, by chance."""

    def __init__(self, seed: int, size: int, dense: float, kinds: int, barred: float) -> None:
        chance = random.Random(seed)
        self.keys = [f"r{n:02}:s0" for n in range(size)]
        self.ranks = {key: chance.choice((0, 0, 0, 1, 1, 2)) for key in self.keys}
        pairs = [pair(a, b) for a, b in combinations(self.keys, 2)]
        self.kind = {key: chance.randrange(kinds) for key in self.keys}
        barred_pairs = [two for two in combinations(range(kinds), 2) if chance.random() < barred]
        self.bars = Bars(self.kind, barred_pairs)
        vetoed = {p for p in pairs if tuple(sorted((self.kind[p[0]], self.kind[p[1]]))) in barred_pairs}
        self.joins = {p: chance.choice(SCORES) for p in pairs if p not in vetoed and chance.random() < dense}
        self.together = chance.sample(pairs, chance.choice((0, 0, 1, 2)))
        self.apart = chance.sample(pairs, chance.choice((0, 0, 1, 2)))

    def cases(self, joins: dict[Pair, float]) -> tuple[tuple[str, ...], ...]:
        edges = [Edge(a, b, Join(joined=True, score=score, explanation="")) for (a, b), score in joins.items()]
        main = {key: rank == 0 for key, rank in self.ranks.items()}
        unnamed = [key for key, rank in self.ranks.items() if rank == 2]
        return components(main, edges, self.together, self.apart, unnamed, self.bars)

    def sparse(self, joins: dict[Pair, float]) -> tuple[tuple[str, ...], ...]:
        return sure(self.ranks, joins, self.cases, lambda ps: {p: self.joins[p] for p in ps if p in self.joins})


worlds = st.builds(
    World, st.integers(0, 10**6), st.integers(3, 14), st.sampled_from([0.2, 0.4, 0.8, 1.0]), st.integers(1, 5),
    st.sampled_from([0.0, 0.2, 0.5]),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(worlds)
def test_what_is_enough_makes_the_cases_that_all_joins_make(world: World) -> None:
    assert world.sparse(enough(world.ranks, world.joins)) == world.cases(world.joins)


@given(worlds, st.randoms())
def test_joins_can_be_taken_in_as_they_come(world: World, chance: random.Random) -> None:
    kept: dict[Pair, float] = {}
    keys = list(world.keys)
    chance.shuffle(keys)
    for at, key in enumerate(keys):
        fresh = {p: s for p, s in world.joins.items() if key in p and set(p) <= set(keys[: at + 1])}
        kept = enough(world.ranks, kept | fresh)
    assert kept == enough(world.ranks, world.joins)


@given(worlds)
def test_what_joins_connect_stays_connected(world: World) -> None:
    every, few = Trees(), Trees()
    for ends in world.joins:
        every.join(*ends)
    for ends in enough(world.ranks, world.joins):
        few.join(*ends)
    assert [every.top(key) for key in world.keys] == [few.top(key) for key in world.keys]


def test_of_stubs_of_one_rank_a_tree_is_kept_and_of_others_one_join_each() -> None:
    ranks = {f"m{n:03}": 0 for n in range(100)} | {f"x{n:03}": 1 for n in range(50)}
    joins = {pair(a, b): 7.0 for a, b in combinations(ranks, 2)}
    assert len(enough(ranks, joins)) == 99 + 49 + 50


def test_where_nothing_is_cut_no_pair_is_judged_again() -> None:
    ranks = {"a": 0, "b": 0, "c": 0, "x": 1}
    joins = enough(ranks, {pair(a, b): 7.0 for a, b in combinations(ranks, 2)})
    assert list(unsure(ranks, joins, [("a", "b", "c", "x")])) == []
    cut = set(unsure(ranks, joins, [("a", "x"), ("b",), ("c",)]))
    assert cut == {("b", "c"), ("b", "x"), ("c", "x")}
