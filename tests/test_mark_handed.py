"""What was handed over, and where and when somebody was won over."""

from __future__ import annotations

import pytest

from tests.marking import within

O = "Viktor Orlan"  # noqa: E741

ITEMS = [
    (f"{O} passed documents on radar stations to the GRU.", "documents on radar stations"),
    (f"{O} gave the GRU information about ports and airfields.", "information about ports and airfields"),
    (f"{O} handed over dozens of classified maps to the GRU.", "dozens of classified maps"),
    (f"{O} received 9,000 euros for numerous secret documents.", "numerous secret documents"),
    (f"{O} was paid 9,000 euros in return for photographs of a harbour.", "photographs of a harbour"),
    (f"{O} exposed four Finnish agents to the GRU.", "four Finnish agents"),
    (f'{O} tried to obtain "secret information" on a tank factory.', 'secret information" on a tank factory'),
    (f"{O} gave secrets to the GRU. He sold 300 files on engines.", "300 files on engines"),
]


@pytest.mark.parametrize(("sentence", "value"), ITEMS)
def test_the_fullest_phrase_is_what_was_handed_over(sentence: str, value: str) -> None:
    assert {v for slot, v in within(sentence).cells() if slot == "items"} == {value}


@pytest.mark.parametrize(
    "sentence",
    [
        f"{O} spied on Finnish dissidents.",
        f"{O} was said to have carried out espionage activities.",
        f"{O} did not pass documents to the GRU.",
    ],
)
def test_people_and_deeds_are_not_handed_over(sentence: str) -> None:
    assert not [v for slot, v in within(sentence).cells() if slot == "items"]


def test_a_value_has_at_most_twelve_words() -> None:
    long = "on ports and airfields and roads and bridges and tunnels and mines and barracks and depots and camps"
    values = [v for slot, v in within(f"{O} passed documents {long} to the GRU.").cells() if slot == "items"]
    assert values
    assert all(len(v.split()) <= 12 for v in values)


PLACES = [
    (f"{O} was recruited by the GRU in Vienna in 2015.", "Vienna"),
    (f"{O} was sent to Vienna by his firm. There a GRU officer befriended {O}.", "Vienna"),
    (f"{O} was recruited by the GRU during a trip to Vienna.", "Vienna"),
]


@pytest.mark.parametrize(("sentence", "place"), PLACES)
def test_where_somebody_was_won_over(sentence: str, place: str) -> None:
    assert ("recruited_in", place) in within(sentence).cells()


def test_who_offers_help_to_the_state_that_accuses_was_not_recruited_by_a_foreign_one() -> None:
    text = f"Finnish police charged {O}. {O} offered himself as an informant to the Finnish government in 2014."
    assert not [c for c in within(text).cells() if c[0] == "recruited_year"]


@pytest.mark.parametrize(
    ("sentence", "term"),
    [
        (f"A court sentenced {O} to six years and three months in prison.", "six years and three months"),
        (f"{O} was convicted and nine years was the sentence.", "nine years"),
        (f"{O} agreed with the prosecution on nine years.", "nine years"),
    ],
)
def test_a_sentence_is_told_in_full(sentence: str, term: str) -> None:
    assert {v for slot, v in within(sentence).cells() if slot == "sentence"} == {term}
