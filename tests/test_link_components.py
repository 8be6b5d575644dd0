from hypothesis import given
from hypothesis import strategies as st

from sayso.link import Edge, components
from sayso.model import Join

KEYS = [f"r{i}:s0" for i in range(7)]


def edge(a: str, b: str, score: float = 6.0, veto: bool = False) -> Edge:
    return Edge(a, b, Join(joined=not veto, score=score, explanation="", veto=veto))


def mains(*keys: str, aside: tuple[str, ...] = ()) -> dict[str, bool]:
    return {**dict.fromkeys(keys, True), **dict.fromkeys(aside, False)}


def test_joined_main_stubs_are_one_case() -> None:
    assert components(mains("a", "b", "c"), [edge("a", "b"), edge("b", "c")]) == (("a", "b", "c"),)


def test_a_background_mention_never_joins_two_cases() -> None:
    found = components(mains("a", "b", aside=("x",)), [edge("a", "x", 9), edge("b", "x", 6)])
    assert found == (("a", "x"), ("b",))


def test_background_mentions_of_no_main_case_make_one_of_their_own() -> None:
    assert components(mains("a", aside=("x", "y")), [edge("x", "y")]) == (("a",), ("x", "y"))


def test_a_veto_keeps_two_apart_that_a_third_would_join() -> None:
    found = components(mains("a", "b", "c"), [edge("a", "b", 9), edge("b", "c", 6), edge("a", "c", veto=True)])
    assert found == (("a", "b"), ("c",))


def test_decisions_win_over_evidence() -> None:
    edges = [edge("a", "b"), edge("b", "c", veto=True)]
    assert components(mains("a", "b", "c"), edges, together=[("c", "b")], apart=[("b", "a")]) == (("a",), ("b", "c"))


def test_where_decisions_contradict_apart_wins() -> None:
    assert components(mains("a", "b"), [], together=[("a", "b")], apart=[("b", "a")]) == (("a",), ("b",))


def test_edges_of_unknown_stubs_are_passed_over() -> None:
    assert components(mains("a"), [edge("a", "gone")], together=[("a", "gone")]) == (("a",),)


edges = st.lists(
    st.builds(edge, st.sampled_from(KEYS), st.sampled_from(KEYS), st.sampled_from([5.0, 6.0, 7.5]), st.booleans()),
    max_size=14,
    unique_by=lambda e: tuple(sorted(e[:2])),
)
flags = st.fixed_dictionaries({key: st.booleans() for key in KEYS})
pairs = st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)), max_size=3)


@given(flags, edges, pairs, pairs, st.randoms())
def test_order_never_matters(stubs, found, together, apart, chance) -> None:
    expected = components(stubs, found, together, apart)
    mixed, keys = [Edge(e.b, e.a, e.join) for e in found], list(stubs)
    chance.shuffle(mixed), chance.shuffle(keys), chance.shuffle(together)
    assert components({k: stubs[k] for k in keys}, mixed, together, apart) == expected


@given(flags, edges, st.frozensets(st.sampled_from(KEYS)), st.randoms())
def test_who_has_no_name_joins_no_two_and_order_does_not_matter(stubs, found, unnamed, chance) -> None:
    groups = components(stubs, found, unnamed=unnamed)
    aside = {key for key in unnamed if not stubs[key]}
    without = components({k: m for k, m in stubs.items() if k not in aside}, found)
    assert {tuple(k for k in g if k not in aside) for g in groups} - {()} == set(without)
    mixed = list(found)
    chance.shuffle(mixed)
    assert components(stubs, mixed, unnamed=unnamed) == groups


def test_who_has_no_name_goes_where_they_fit_best_and_nowhere_if_two_fit_alike() -> None:
    world = mains("a", "b", aside=("x", "y"))
    assert components(world, [edge("a", "x", 6), edge("b", "x", 7)], unnamed=["x"]) == (("a",), ("b", "x"), ("y",))
    assert components(world, [edge("a", "x", 6), edge("b", "x", 6)], unnamed=["x"]) == (("a",), ("b",), ("x",), ("y",))
    assert components(mains(aside=("x", "y")), [edge("x", "y")], unnamed=["x"]) == (("x", "y"),)
    assert components(mains(aside=("x", "y", "z")), [edge("x", "y", 7), edge("y", "z")], unnamed=["y"]) == (
        ("x", "y"),
        ("z",),
    )


@given(flags, edges, pairs)
def test_each_stub_has_one_case_and_vetoes_hold(stubs, found, apart) -> None:
    groups = components(stubs, found, apart=apart)
    assert sorted(k for g in groups for k in g) == KEYS
    home = {k: g for g in groups for k in g}
    kept = [(e.a, e.b) for e in found if e.join.veto] + apart
    assert all(home[a] != home[b] for a, b in kept if a != b)


@given(flags, edges)
def test_background_stubs_never_bridge_main_ones(stubs, found) -> None:
    only_main = components({k: m for k, m in stubs.items() if m}, found)
    with_all = components(stubs, found)
    assert {tuple(k for k in g if stubs[k]) for g in with_all} - {()} == set(only_main)
