"""Values written in different ways are one, and the others are told apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.link.view import tables
from sayso.trace.values import Kind, Relation, content, how_changed, numbers, permuted, relate, rounded
from tests.link_reports import DOMAIN

TABLES = tables(DOMAIN)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nine, 5 and 3", (9, 5, 3)),
        ("1.2 million yuan", (1_200_000,)),
        ("€42,000 (£36,000)", (42_000, 36_000)),
        ("42 000 kroner", (42_000,)),
        ("twenty-one years", (21,)),
        ("two dozen maps", (24,)),
        ("dozens of maps", ()),
        ("1.5m", (1_500_000,)),
        ("no number at all", ()),
    ],
)
def test_numbers_are_read_in_figures_and_words(text: str, found: tuple[float, ...]) -> None:
    assert numbers(text) == found


@pytest.mark.parametrize(
    ("kind", "a", "b", "relation"),
    [
        ("number", "1,000 euros", "one thousand euros", "same"),
        ("number", "9 plans, 5 keys and 3 lists", "17 items", "precision"),
        ("number", "about 40,000", "41,800", "precision"),
        ("number", "38,000", "83,000", "other"),
        ("date", "2021-05-04", "2021-05", "precision"),
        ("date", "1984", "1980/1989", "precision"),
        ("date", "2021", "2022", "other"),
        ("date", "2024-01-08", "Monday", "same"),
        ("date", "2024-01-08", "Sunday", "other"),
        ("date", "2024", "Sunday", "apart"),
        ("place", "Oslo", "Norway", "precision"),
        ("place", "Norway", "Finland", "other"),
        ("place", "Kirkenes", "Norway", "precision"),
        ("place", "Kandalaksha", "Kandalakscha", "same"),
        ("place", "Kirkenes", "Tromsø", "other"),
        ("place", "China", "Hong Kong", "precision"),
        ("nation", "Norwegian", "Norway", "same"),
        ("nation", "Norwegian", "Finnish", "other"),
        ("nation", "foreigner", "third country", "precision"),
        ("words", "US Army", "Army", "same"),
        ("words", "Army logistics command", "Army", "precision"),
        ("head", "a shipyard's welder", "welder at a shipyard", "same"),
        ("head", "aide to a deputy", "assistant of the deputy", "same"),
        ("head", "welder", "diver", "other"),
        ("words", "defence plans", "the defense plans", "same"),
        ("words", "harbour plans", "secret harbour plans", "precision"),
        ("words", "secret harbour plans", "classified harbour plans", "other"),
        ("words", "harbour plans", "a list of agents", "apart"),
    ],
)
def test_two_values_compare(kind: Kind, a: str, b: str, relation: Relation) -> None:
    assert relate(kind, a, b, TABLES) == relation
    assert relate(kind, b, a, TABLES) == relation


@settings(deadline=None)
@given(
    st.sampled_from(["number", "date", "place", "nation", "head", "words"]), st.text(max_size=30), st.text(max_size=30)
)
def test_relations_do_not_depend_on_the_order_and_hold_for_any_text(kind: Kind, a: str, b: str) -> None:
    assert relate(kind, a, b, TABLES) == relate(kind, b, a, TABLES)
    assert relate(kind, a, a, TABLES) == "same"


@settings(deadline=None)
@given(st.integers(1, 10**7))
def test_a_number_is_read_as_it_is_written(value: int) -> None:
    assert numbers(f"{value}") == numbers(f"{value:,}") == (value,)


def test_a_round_number_stands_for_the_exact_one_and_not_for_any() -> None:
    assert rounded(41_800, 42_000)
    assert rounded(41_800, 40_000)
    assert not rounded(41_850, 42_100)
    assert not rounded(42_000, 52_000)


def test_digits_in_another_order_are_a_garble() -> None:
    assert permuted("2,300 pictures", "3,200 pictures")
    assert not permuted("2,300", "2,300")
    assert not permuted("2,300", "2,400")
    assert not permuted("some", "2,300")


def test_how_a_number_changed_is_told() -> None:
    assert how_changed("9, 5 and 3", "17") == "the parts have been added up"
    assert how_changed("17", "9, 5 and 3") == "the sum has been split"
    assert how_changed("$43,700", "A$65,600") == "in another currency"
    assert how_changed("41,800", "42,000") == "rounded"
    assert how_changed("38,000", "40,500") == "another number"


def test_content_leaves_out_what_says_nothing() -> None:
    assert content("the plans of the harbour's cranes", TABLES) == ("plan", "harbour", "crane")
    assert content("a journalist", TABLES) == content("the reporters", TABLES)
    assert content("U.S. Navy", TABLES) == content("American navy", TABLES)
