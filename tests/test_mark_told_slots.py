"""Cells that news tells in further words: offices of a state, posts left, groups, the lead, questions, terms."""

from __future__ import annotations

import pytest

from tests.marking import read

HELD = "Police in Riga arrested Janis Balins on Monday on suspicion of spying for Russia, prosecutors said. "
SPY = " Balins was charged with espionage."


def cells(text: str, slot: str) -> set[str]:
    return {value for told, value in read(text).cells() if told == slot}


@pytest.mark.parametrize(
    ("told", "nation"),
    [
        ("Balins is a citizen of Ukraine.", "Ukrainian"),
        ("Balins is a former senator of Belgium.", "Belgian"),
        ("Balins was a judge from Poland.", "Polish"),
        ("The Polish judge, Balins, denied it.", "Polish"),
        ("Balins is a private in the Finnish army.", "Finnish"),
    ],
)
def test_who_serves_a_state_is_of_it(told: str, nation: str) -> None:
    assert cells(HELD + told + SPY, "nationality") == {nation}


def test_a_resident_is_of_no_nation_by_that() -> None:
    assert not cells(HELD + "Balins is a resident of Hong Kong." + SPY, "nationality")


def test_a_country_before_a_rank_is_the_officers() -> None:
    text = (
        "Taiwan general Tao Wen-lin was arrested on Monday. Prosecutors said he spied for China. He denies espionage."
    )
    assert cells(text, "nationality") == {"Taiwanese"}


def test_a_false_identity_gives_no_nation_where_another_is_told() -> None:
    told = "He had posed as a Brazilian citizen. Balins is a Russian engineer."
    assert cells(HELD + told + SPY, "nationality") == {"Russian"}


def test_what_two_are_together_each_is() -> None:
    text = (
        "Two Danish-German men have been arrested on suspicion of spying for Russia. Prosecutors said on Thursday that "
        "Jens K. and Otto L. had spied on bases."
    )
    assert cells(text, "nationality") == {"Danish", "German"}


def test_the_lead_describes_whom_the_next_sentence_names() -> None:
    text = (
        "A Danish sailor whose bold escape from a jail led to a long search was on Thursday found guilty of gathering "
        "information for Iran. Lars Emil Bruun gathered sensitive information between 2019 and 2022. He was charged "
        "with espionage."
    )
    assert "Danish" in cells(text, "nationality")
    assert cells(text, "occupation") == {"sailor"}


def test_the_lead_does_not_describe_somebody_else() -> None:
    text = (
        "A Danish sailor told the press about it on Thursday. Police arrested Lars Emil Bruun for spying for Iran. "
        "Bruun was charged with espionage."
    )
    assert not cells(text, "nationality")


@pytest.mark.parametrize(
    ("told", "employer"),
    [
        ("Balins was dismissed from the armed forces.", "armed forces"),
        ("Balins resigned from the Warsaw Provincial Court.", "Warsaw Provincial Court"),
        ("Balins belonged to the Latvian coastguard.", "Latvian coastguard"),
    ],
)
def test_what_somebody_left_or_belongs_to_employed_him(told: str, employer: str) -> None:
    assert employer in cells(HELD + told + SPY, "employer")


@pytest.mark.parametrize(
    "told",
    [
        "Balins is a student at the University of Tartu.",
        "Balins is a member of the Green Farmers' Party.",
        "Balins is a professor of Baltic Studies.",
    ],
)
def test_who_learns_votes_or_teaches_a_subject_is_not_employed_by_it(told: str) -> None:
    assert not cells(HELD + told + SPY, "employer")


def test_a_service_that_accuses_its_own_officer_employs_him() -> None:
    text = "The SBU arrested Taras Hnatiuk, an officer of the SBU, for spying for Russia. The SBU charged him."
    assert "SBU" in cells(text, "employer")


@pytest.mark.parametrize(
    ("told", "work"),
    [
        ("Balins is a former pilot. The pilot denied it.", {"former pilot"}),
        ("Balins is a former employee of a US consulate.", {"former employee of a US consulate"}),
        ("Balins, an officer, is a translator.", {"translator"}),
        ("Balins is a private of 40 in the army.", {"private"}),
        ("Balins, who was formerly deputy defence minister, denied it.", {"formerly deputy defence minister"}),
    ],
)
def test_occupations_say_what_tells_most(told: str, work: set[str]) -> None:
    assert cells(HELD + told + SPY, "occupation") == work


def test_a_dateline_is_no_part_of_what_somebody_is() -> None:
    text = "LUND (Reuters) -Swedish physicist Nils Ek was found guilty of spying for Russia. He was charged."
    assert cells(text, "occupation") == {"physicist"}
    assert not cells(text, "employer")


@pytest.mark.parametrize(
    ("told", "age"),
    [("Balins, a man of 64, denied it.", "64"), ("Balins (born 1982) denied it.", "1982")],
)
def test_ages_are_told_in_further_words(told: str, age: str) -> None:
    assert cells(HELD + told + SPY, "age") == {age}


@pytest.mark.parametrize(
    "told",
    [
        "It is not known how much information Balins passed to the GRU.",
        "Balins passed reports to the GRU.",
    ],
)
def test_questions_and_reports_alone_are_no_items(told: str) -> None:
    assert not cells(HELD + told + SPY, "items")


def test_to_whom_something_is_sold_is_no_part_of_it() -> None:
    assert cells(HELD + "Balins sold Russia information about two ports." + SPY, "items") == {
        "information about two ports"
    }


def test_a_time_is_no_part_of_what_was_passed() -> None:
    told = "Balins passed detailed information on the embassy between March 2023 and his arrest."
    assert cells(HELD + told + SPY, "items") == {"detailed information on the embassy"}


@pytest.mark.parametrize(
    "told",
    [
        "Balins met Russian officers in Vienna.",
        "Balins tried to recruit a colleague in Vienna in 2015.",
        "Balins offered his services to the Russian embassy in Vienna.",
    ],
)
def test_who_goes_to_others_is_not_won_over_there(told: str) -> None:
    marks = read(HELD + told + SPY).marks
    own = [s for s in marks.slots if s.entity is None or marks.entities[s.entity].name == "Janis Balins"]
    assert not [s.value for s in own if s.slot == "recruited_in"]


def test_an_age_is_no_term() -> None:
    text = "A court has sentenced Janis Balins, a 71-year-old clerk, to 12 years in prison for spying for Russia."
    assert cells(text, "sentence") == {"12 years"}


def test_a_term_that_the_parser_cuts_off_is_found() -> None:
    text = (
        "The Court of Appeal upheld on Friday a decision to sentence Janis Balins, a former clerk convicted of spying "
        "for Russia, to six years in prison."
    )
    assert cells(text, "sentence") == {"six years"}
