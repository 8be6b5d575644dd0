"""Fingerprints, and which reports they lead to."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.trace.reuse import fingerprints
from sayso.trace.reuse.candidates import FEW, TOP, Hubs, Shared, changed, chosen, count, hubs
from sayso.trace.reuse.fingerprints import MOST, WINDOW, grams, prints, rank, winnow
from sayso.trace.reuse.text import Text
from tests.reuse_reports import FUNCTION_WORDS, OTHER, STORY

WORDS = st.lists(st.sampled_from([f"word{n}" for n in range(200)]), max_size=60)
RANKS = st.lists(st.integers(0, TOP - 1), unique=True, max_size=4 * FEW)


def hashes(text: str) -> set[int]:
    return {p.hash for p in prints(Text(text, FUNCTION_WORDS))}


def test_fingerprints_are_the_same_on_every_machine() -> None:
    assert hashes("Otters mended clocks beneath Velm in haste") == {1246393616715440784}
    assert rank("r1") == 1433213737673943307


@given(WORDS, WORDS, WORDS)
def test_what_two_texts_share_over_a_window_leaves_them_a_fingerprint(
    one: list[str], both: list[str], other: list[str]
) -> None:
    both = [f"shared{n}{word}" for n, word in enumerate(both)][: WINDOW + 1]
    a, b = " ".join([*one, *both]), " ".join([*both, *other])
    if len(both) == WINDOW + 1:
        assert hashes(a) & hashes(b)


@given(WORDS)
def test_every_window_keeps_one_gram_and_none_is_made_up(words: list[str]) -> None:
    found = grams(Text(" ".join(words), FUNCTION_WORDS))
    kept = winnow(found)
    assert set(kept) <= set(found)
    places = {p.word for p in kept}
    assert all(places & {p.word for p in found[n : n + WINDOW]} for n in range(len(found) - WINDOW + 1))


def test_quoted_words_leave_no_fingerprint() -> None:
    assert not hashes(f"“{STORY[0]}”")


def test_a_text_of_any_length_has_no_more_than_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    most = 2_000
    monkeypatch.setattr(fingerprints, "MOST", most)
    source = random.Random(1)
    text = " ".join(f"w{source.randrange(10**6)}" for _ in range(6 * most))
    assert len(hashes(text)) == most < MOST
    assert len(hashes(text) & hashes(text + " " + " ".join(OTHER))) > most - 100


@given(RANKS)
def test_few_holders_are_all_hubs_and_many_leave_at_most_few(ranks: list[int]) -> None:
    found = hubs(sorted(ranks)[: FEW + 1])
    of = [r for r in ranks if r < found.below]
    assert found.many == (len(ranks) > FEW)
    assert of == ranks if not found.many else len(of) <= FEW


@given(RANKS, st.integers(0, TOP - 1))
def test_only_those_whose_place_changes_are_compared_again(ranks: list[int], new: int) -> None:
    ranks = [r for r in ranks if r != new]
    before, after = hubs(sorted(ranks)[: FEW + 1]), hubs(sorted([*ranks, new])[: FEW + 1])
    between = changed(before, after)
    moved = [r for r in ranks if (r < before.below) != (r < after.below)]
    if between is None:
        assert not moved and before.many == after.many
    else:
        assert all(between[0] <= r < between[1] for r in moved)
        assert len([r for r in ranks if between[0] <= r < between[1]]) <= FEW


def test_a_range_is_given_where_a_fingerprint_becomes_common() -> None:
    assert changed(Hubs(False, TOP), Hubs(True, 1 << 60)) == (0, TOP)
    assert changed(Hubs(True, 1 << 60), Hubs(True, 1 << 59)) == (1 << 59, 1 << 60)


def test_reports_are_compared_for_what_few_have_or_for_much_of_all() -> None:
    counts = {1: Shared(4, 4), 2: Shared(3, 3), 3: Shared(0, 30), 4: Shared(0, 10), 5: Shared(8, 8)}
    sizes = {1: 50, 2: 50, 3: 100, 4: 100, 5: 4000}
    assert chosen(counts, 4000, sizes) == [1, 3, 5]
    assert count([(False, [1, 2])] * 3 + [(True, [1])]) == {1: Shared(3, 4)}
