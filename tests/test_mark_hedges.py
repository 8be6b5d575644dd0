"""How sure a claim is: two marks, the weaker wins; denials are denied; official acts are asserted."""

from __future__ import annotations

import pytest

from sayso.mark import hedges
from tests.marking import said_in

O = "Viktor Orlan"  # noqa: E741
PASSED = "transfer_information"

CERTAINTIES = [
    # the outlet's own voice
    ("asserted", PASSED, f"{O} passed secrets to Russia."),
    ("asserted", "arrest", f"Swedish police arrested {O}."),
    ("asserted", "charge", f"Swedish prosecutors charged {O} with espionage."),
    ("asserted", "arrest", f"{O} was arrested on suspicion of passing secrets to Russia."),
    ("alleged", PASSED, f"{O} was arrested on suspicion of passing secrets to Russia."),
    # neutral attribution
    ("reported", PASSED, f"The FSB said {O} had passed secrets to Russia."),
    ("reported", PASSED, f"According to the FSB, {O} passed secrets to Russia."),
    ("reported", PASSED, f"The FSB announced that {O} had passed secrets to Russia."),
    # alleged
    ("alleged", PASSED, f"{O} allegedly passed secrets to Russia."),
    ("alleged", PASSED, f"{O} reportedly passed secrets to Russia."),
    ("alleged", PASSED, f"The FSB claimed that {O} passed secrets to Russia."),
    ("alleged", PASSED, f"{O} is accused of passing secrets to Russia."),
    ("alleged", PASSED, f"{O} was suspected of passing secrets to Russia."),
    ("alleged", PASSED, f"{O} is said to have passed secrets to Russia."),
    ("alleged", "agreement", f"{O} would have signed an espionage agreement with the FSB."),
    ("alleged", "accuse", "Sweden accused Russia of spying on its navy."),
    # possible
    ("possible", PASSED, f"{O} may have passed secrets to Russia."),
    ("possible", PASSED, f"{O} might have passed secrets to Russia."),
    ("possible", PASSED, f"{O} is believed to have passed secrets to Russia."),
    ("possible", PASSED, f"As far as we know, {O} passed secrets to Russia."),
    ("possible", PASSED, f"If confirmed, {O} passed secrets to Russia."),
    ("possible", "try", f"{O} is expected to appear in court on Monday."),
    ("possible", PASSED, f"It is not clear whether {O} passed secrets to Russia."),
    ("possible", PASSED, f"Did {O} pass secrets to Russia?"),
    ("possible", PASSED, f"{O} appears to have passed secrets to Russia."),
    ("possible", "try", f"{O} is to appear in court on Monday."),
    # what a word says reaches the verbs that go on from it
    ("alleged", PASSED, f"{O} allegedly met Russian officers to pass secrets to Russia."),
    ("alleged", "pay", f"Russia allegedly trained {O} and paid the spy 5,000 euros."),
    ("possible", "pay", f"Russia may have trained {O} and given the spy 5,000 euros."),
    ("alleged", PASSED, f"{O} stands accused of spying for Russia and of passing secrets to Russia."),
    # "it was said" vouches for as much as "said"; "is said to" does not
    ("asserted", PASSED, f"{O} passed secrets to Russia, it was said."),
    # quotation marks round an outlet's words
    ("alleged", PASSED, f"{O} was jailed for “passing secrets” to Russia."),
    # the weaker of two wins
    ("possible", PASSED, f"The FSB said {O} may have passed secrets to Russia."),
    ("alleged", PASSED, f"The FSB said {O} allegedly passed secrets to Russia."),
    ("possible", PASSED, f"The FSB claimed that {O} may have passed secrets to Russia."),
    # denials
    ("denied", "deny", f"{O} denied the charges."),
    ("denied", "deny", "Russia rejected the allegations."),
    ("denied", "deny", "Russia called the allegations baseless."),
    ("denied", "deny", f"{O} pleaded not guilty."),
]


@pytest.mark.parametrize(("certainty", "event", "sentence"), CERTAINTIES)
def test_certainty(certainty: str, event: str, sentence: str) -> None:
    assert [c.certainty for c in said_in(sentence) if c.event == event] == [certainty]


def test_a_hedge_does_not_reach_what_happened_before() -> None:
    claims = said_in(f"{O} may appear in court after Swedish police arrested Anna Lind.")
    assert [c.certainty for c in claims if c.event == "arrest"] == ["asserted"]


@pytest.mark.parametrize(
    ("polarity", "sentence"),
    [
        ("negative", f"{O} denied passing secrets to Russia."),
        ("negative", f"There is no evidence that {O} passed secrets to Russia."),
        ("negative", f"Nobody passed secrets to Russia, {O} said."),
        ("positive", f"{O} admitted passing secrets to Russia."),
        ("positive", f"The FSB said that {O} had passed secrets to Russia."),
    ],
)
def test_what_is_denied_did_not_happen_on_that_word(polarity: str, sentence: str) -> None:
    assert {c.polarity for c in said_in(sentence) if c.event == PASSED} == {polarity}


def test_what_will_happen_is_only_possible() -> None:
    assert [c.certainty for c in said_in(f"{O} will appear in court on Monday.") if c.event == "try"] == ["possible"]


def test_a_sentence_that_is_faced_is_only_possible() -> None:
    assert [c.certainty for c in said_in(f"{O} faces up to ten years in prison.") if c.event == "sentence"] == [
        "possible"
    ]


@pytest.mark.parametrize(
    ("marks", "weakest"),
    [
        (("reported", "possible", "asserted"), "possible"),
        (("asserted", None, "alleged"), "alleged"),
        (("denied", "possible"), "denied"),
        ((None, None), "asserted"),
        ((), "asserted"),
    ],
)
def test_the_weakest_mark_wins(marks: tuple[hedges.Certainty | None, ...], weakest: str) -> None:
    assert hedges.weakest(*marks) == weakest
