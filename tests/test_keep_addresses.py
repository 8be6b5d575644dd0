"""Ids are minted once and stay with the first anchor that lives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.keep import Ledger
from sayso.keep.addresses import anchors_of, mint
from sayso.keep.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Ledger.open(tmp_path / "l.db", create=True) as ledger:
        yield ledger.store


def ids(store: Store, *things: str, alive: str = "abcdefgh") -> list[str]:
    """The ids of things that are written as strings of anchors."""
    return mint(store, "case", [list(thing) for thing in things], lambda asked: set(asked) & set(alive))


def test_an_id_is_minted_once(store: Store) -> None:
    assert ids(store, "ab", "cd") == ["c1", "c2"]
    assert ids(store, "cd") == ["c2"] and ids(store, "ab") == ["c1"]


def test_kinds_have_numbers_of_their_own(store: Store) -> None:
    ids(store, "a")
    assert mint(store, "party", [["a"]], set) == ["p1"]


def test_of_two_that_become_one_the_older_wins(store: Store) -> None:
    ids(store, "ab", "cd")
    assert ids(store, "abcd") == ["c1"]
    assert anchors_of(store, "c1") == ["a", "b", "c", "d"] and anchors_of(store, "c2") == ["c", "d"]


def test_after_a_merger_is_taken_back_each_has_its_id_again(store: Store) -> None:
    ids(store, "ab", "cd")
    ids(store, "abcd")
    assert ids(store, "cd", "ab") == ["c2", "c1"]


def test_on_a_split_the_id_stays_with_the_first_anchor(store: Store) -> None:
    ids(store, "abc")
    assert ids(store, "bc", "a") == ["c2", "c1"]


def test_where_the_first_anchor_has_died_the_next_counts(store: Store) -> None:
    ids(store, "abc")
    assert ids(store, "c", "bd", alive="bcd") == ["c2", "c1"]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.lists(st.sets(st.sampled_from("abcdef"), min_size=1), min_size=1, max_size=3), max_size=6))
def test_two_things_never_have_one_id(tmp_path_factory: pytest.TempPathFactory, rounds: list[list[set[str]]]) -> None:
    with Ledger.open(tmp_path_factory.mktemp("m") / "l.db", create=True) as ledger:
        for things in rounds:
            parts: list[str] = []
            for thing in things:  # no two of them share an anchor
                fresh = "".join(sorted(thing.difference(*parts)))
                parts += [fresh] if fresh else []
            given_ids = ids(ledger.store, *parts)
            assert len(set(given_ids)) == len(parts)
            assert ids(ledger.store, *reversed(parts)) == given_ids[::-1], "the order of asking does not matter"
