"""Numbers of a claim: pieces, sums, terms; what a number is in words and figures."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.mark import quantities
from sayso.mark.parse import parse
from tests.marking import said_in, within

O = "Viktor Orlan"  # noqa: E741


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (["17"], 17),
        (["seventeen"], 17),
        (["42,000"], 42000),
        (["two", "dozen"], 24),
        (["dozen"], 12),
        (["1.5", "million"], 1500000),
        (["2.5"], 2.5),
        (["Twenty", "five"], 25),
        (["ninety"], 90),
        (["several"], None),
        ([], None),
    ],
)
def test_a_number_in_words_and_figures(words: list[str], value: float | None) -> None:
    assert quantities.number(words) == value


@pytest.mark.parametrize(
    ("sentence", "event", "wanted"),
    [
        (f"{O} passed 17 documents to the FSB.", "transfer_information", ("17 documents", 17, "document")),
        (f"{O} passed seventeen pieces of intelligence to the FSB.", "transfer_information",
         ("seventeen pieces of intelligence", 17, "piece")),
        (f"{O} passed two dozen files to the FSB.", "transfer_information", ("two dozen files", 24, "file")),
        (f"The FSB paid {O} 40,000 euros.", "pay", ("40,000 euros", 40000, "EUR")),
        (f"The FSB paid {O} $1.5 million.", "pay", ("$1.5 million", 1500000, "USD")),
        (f"The FSB paid {O} £300 for two files.", "pay", ("£300", 300, "GBP")),
        (f"A court granted {O} $10-million bail.", "bail", ("$10-million", 10000000, "USD")),
        (f"By {O}'s hand 60 secret documents went to an agent of the FSB.", "transfer_information",
         ("60 secret documents", 60, "document")),
        (f"A Swedish court sentenced {O} to nine years in prison.", "sentence", ("nine years", 9, "year")),
        (f"{O} was sentenced to life imprisonment.", "sentence", ("life", None, "life")),
        (f"{O} passed secrets to the FSB.", "transfer_information", None),
        (f"{O} passed secrets to the FSB in 2019.", "transfer_information", None),
        (f"{O} passed secrets to the FSB for two years.", "transfer_information", None),
    ],
)  # fmt: skip
def test_the_quantity_of_a_claim(sentence: str, event: str, wanted: tuple[str, float | None, str] | None) -> None:
    (claim,) = [c for c in said_in(sentence) if c.event == event]
    found = claim.quantity
    assert (None if found is None else (found.text, found.value, found.unit)) == wanted
    if found is not None:
        assert within(sentence).quote(found.span) == found.text


def test_a_count_and_a_length_of_time_are_asked_for_apart() -> None:
    tokens = list(parse("He passed nine files in nine years."))
    assert [q.unit if (q := quantities.quantity(tokens, terms)) else None for terms in (False, True)] == [
        "file",
        "year",
    ]


@pytest.mark.parametrize(
    ("words", "text", "value", "unit"),
    [
        ("He got NT$30,000 in cash.", "NT$30,000", 30000, "TWD"),
        ("He got between HK$2,000 and HK$3,000.", "HK$2,000", 2000, "HKD"),
        ("He got A$5,000.", "A$5,000", 5000, "AUD"),
        ("He got 500 zlotys.", "500 zlotys", 500, "PLN"),
        ("He got 3m rupees.", "3m rupees", 3_000_000, "INR"),
        ("He got $10-million bail.", "$10-million", 10_000_000, "USD"),
    ],
)
def test_sums_in_currencies(words: str, text: str, value: int, unit: str) -> None:
    found = quantities.quantity(list(parse(words)), False)
    assert found is not None
    assert (found.text, found.value, found.unit) == (text, value, unit)


def test_money_comes_before_pieces() -> None:
    found = quantities.quantity(list(parse("He sold nine files for 3,000 dollars.")), False)
    assert found is not None
    assert (found.value, found.unit) == (3000, "USD")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([*quantities.SMALL, *quantities.LARGE, "3.5", "1,000", "x", ""]) | st.text(max_size=6)))
def test_a_number_is_a_number_or_none(words: list[str]) -> None:
    value = quantities.number(words)
    assert value is None or value >= 0


@given(st.integers(0, 10**12))
def test_figures_mean_themselves(number: int) -> None:
    assert quantities.number([f"{number:,}"]) == number
    assert quantities.number([str(number)]) == number
