"""Cells and steps that plain news tells in words which earlier readings passed over."""

from __future__ import annotations

import pytest

from sayso.domains import load
from sayso.mark import hedges
from sayso.mark.parse import parse_all
from tests.marking import read, said_in

HELD = "Prosecutors in Riga charged Janis Balins on Monday with spying for Russia. "


def cells(text: str, slot: str) -> set[str]:
    return {value for told, value in read(text).cells() if told == slot}


@pytest.mark.parametrize(
    ("told", "work", "employer"),
    [
        ("Owen Marsh, an MI5 agent since 1999, was charged with espionage.", {"MI5 agent"}, {"MI5"}),
        ("Former MI5 agent Owen Marsh was charged with espionage.", {"Former MI5 agent"}, {"MI5"}),
        ("Owen Marsh is the third MI5 agent to fall. He was charged with espionage.", {"MI5 agent"}, {"MI5"}),
        ("Owen Marsh, an SVR agent, was charged with espionage.", set(), set()),
        ("Owen Marsh, an MI5 double agent, was charged with espionage.", set(), set()),
        ("Owen Marsh, an agent of MI5, was charged with espionage.", set(), set()),
    ],
)
def test_an_agent_of_a_service_at_home_is_employed_by_it(told: str, work: set[str], employer: set[str]) -> None:
    text = f"British police said that MI5 had helped. The Crown Prosecution Service spoke on Monday. {told}"
    assert (cells(text, "occupation"), cells(text, "employer")) == (work, employer)


def test_a_rank_keeps_its_number() -> None:
    assert cells(HELD + "Balins is a second secretary. He was charged with espionage.", "occupation") == {
        "second secretary"
    }


@pytest.mark.parametrize(
    ("told", "event"),
    [
        ("His lawyer said that Orlan would plead guilty in May.", "convict"),
        ("Under the deal Orlan would serve nine years in prison.", "sentence"),
        ("Orlan was tried on Friday, the sentence to be pronounced in May.", "sentence"),
    ],
)
def test_a_step_that_is_to_come_has_not_been_taken(told: str, event: str) -> None:
    assert all(c.certainty == "possible" for c in said_in(told) if c.event == event)


@pytest.mark.parametrize(
    ("told", "purpose"),
    [
        ("The file was sent to a court in Graz for trial.", True),
        ("Orlan thanked the court for the trial.", False),
    ],
)
def test_a_trial_for_which_a_case_is_sent_has_not_begun(told: str, purpose: bool) -> None:
    doc, _ = next(iter(parse_all([(told, None)])))
    assert hedges.is_purpose(next(t for t in doc if t.text == "trial")) is purpose


def test_a_noun_before_a_noun_is_as_open_as_what_is_told_of_that() -> None:
    doc, _ = next(iter(parse_all([("Moscow could arrange a spy swap deal.", None)])))
    swap = next(t for t in doc if t.text == "swap")
    assert hedges.hedge(swap, load("espionage")) == "possible"


@pytest.mark.parametrize(
    "told",
    [
        "According to an earlier release of the police, Orlan drew maps.",
        "Orlan must also serve two years of supervised release.",
        "The minister called on Minsk to halt the trial and set Orlan free at once.",
    ],
)
def test_nobody_is_free_by_a_press_release_or_a_demand(told: str) -> None:
    freed = [c for c in said_in(told) if c.event in {"release", "bail"}]
    assert all(c.polarity == "negative" or c.certainty == "possible" for c in freed)


@pytest.mark.parametrize(
    ("told", "items"),
    [
        ("A court found Balins guilty of illegally giving state secrets to others.", {"state secrets"}),
        ("Prosecutors charged Balins with leaking harbour maps.", {"harbour maps"}),
        ("According to court documents, Balins sent a parcel to Moscow.", set()),
        ("Balins passed sketches to a courier at several locations.", set()),
        ("They described to Balins the type of information that they wanted.", set()),
        ("Balins told Moscow few details.", set()),
        ("Balins sold information known as Red Data to Moscow.", {"information known as Red Data"}),
        ("Balins passed documents marked secret to Moscow.", {"documents marked secret"}),
    ],
)
def test_what_was_handed_over_is_told_by_charges_and_is_no_place_or_kind(told: str, items: set[str]) -> None:
    assert cells(HELD + told, "items") == items


@pytest.mark.parametrize(
    ("told", "work"),
    [
        ("Three tax officers, Anna Lind, Olof Berg and Jens Holm, were charged with treason.", "tax officers"),
        ("Anna Lind, an ex-editor of a weekly, was charged with treason.", "ex-editor of a weekly"),
    ],
)
def test_what_somebody_is_has_its_ex_and_no_number(told: str, work: str) -> None:
    assert cells(f"{told} Prosecutors spoke of spying for Russia. All deny espionage.", "occupation") == {work}


def test_a_body_at_home_is_no_master_of_its_own_people() -> None:
    told = "The Latvian navy trained Balins as a spy in 2011. He served in the Latvian navy. He denies espionage."
    charged = "Latvian prosecutors charged Janis Balins on Monday with spying for Russia. "
    assert cells(charged + told, "employer") == {"Latvian navy"}


def test_a_firm_that_somebody_worked_for_is_no_master() -> None:
    told = "Nordlys Shipping Ltd. recruited Balins in 2011. Balins worked for Nordlys Shipping Ltd. until 2015."
    assert cells(HELD + told, "employer") == {"Nordlys Shipping Ltd."}


def test_who_is_told_something_is_nobody_that_is_described() -> None:
    assert not cells(HELD + "A friend, Janis Balins, told reporters of spying for Russia.", "occupation")


def test_there_may_be_in_the_country_of_a_university() -> None:
    told = "Balins was sent to a Helsinki university in 2013 and was recruited there by Russian intelligence."
    assert "Helsinki" in cells(HELD + told, "recruited_in")


def test_cells_of_a_fifth_accused_are_read() -> None:
    names = ("Anna Lind", "Olof Berg", "Jens Holm", "Kari Moen", "Ida Falk")
    text = " ".join(f"{name}, {30 + i}, was charged with spying for Russia." for i, name in enumerate(names))
    text += " All deny espionage, prosecutors said."
    assert cells(text, "age") == {"30", "31", "32", "33", "34"}


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ("A court sentenced Balins to death with a two-year reprieve.", "death with a two-year reprieve"),
        ("A court gave Balins a suspended death sentence.", "suspended death sentence"),
        (
            "A court sentenced Balins to death with a two-year reprieve. Balins was sentenced to death with reprieve.",
            "death with a two-year reprieve",
        ),
        ("A court sentenced Balins to death.", "death"),
    ],
)
def test_a_sentence_to_death_is_told_with_its_reprieve(told: str, sentence: str) -> None:
    assert cells(HELD + told, "sentence") == {sentence}


def test_who_is_employed_by_a_body_works_for_it() -> None:
    told = "Nordlys Shipping Ltd. employed Balins as a guard. He denies espionage."
    assert cells(HELD + told, "employer") == {"Nordlys Shipping Ltd."}
