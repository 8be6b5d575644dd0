"""What a report tells twice is one claim: headline and lead, a step pointed back at, an offence behind its charge."""

from __future__ import annotations

import pytest

from tests.marking import read, roles

HEADLINE = "Estonian police arrest surveyor on suspicion of espionage\n"
LEAD = "Police in Tartu arrested Marek Wilk, a surveyor, on suspicion of espionage for Belarus. "


def told(text: str, event: str) -> list[str]:
    """The evidence of the claims of an event."""
    reading = read(text)
    return [reading.quote(claim.evidence) for claim in reading.claims(event)]


def test_what_a_headline_and_the_text_say_is_one_claim_of_the_text() -> None:
    (evidence,) = told(HEADLINE + LEAD, "arrest")
    assert evidence.startswith("Police in Tartu arrested")


def test_a_headline_of_somebody_else_is_a_claim_of_its_own() -> None:
    assert len(told("Anna Lind arrested on suspicion of espionage\n" + LEAD, "arrest")) == 2


def test_a_headline_that_is_surer_than_the_text_is_kept() -> None:
    sure = "Local surveyor passed maps to Belarus\n"
    assert (
        len(told(sure + LEAD + "Wilk allegedly passed maps to Belarus, prosecutors said.", "transfer_information")) == 2
    )
    assert len(told(sure + LEAD + "Wilk passed maps to Belarus, prosecutors said.", "transfer_information")) == 1


@pytest.mark.parametrize(
    "pointing",
    [
        "He was on his way home when he was arrested.",
        "His arrest surprised the neighbours.",
        "The arrest was announced by the ministry.",
    ],
)
def test_a_step_that_is_only_pointed_at_is_told_where_it_is_told(pointing: str) -> None:
    assert len(told(LEAD + pointing, "arrest")) == 1


def test_a_step_of_another_day_is_another_one() -> None:
    assert len(told(LEAD + "He had been home for a week after he was arrested on 3 March 2019.", "arrest")) == 2


@pytest.mark.parametrize(
    "law", ["charged with", "convicted of", "arrested on suspicion of", "sentenced to nine years for"]
)
def test_a_bare_offence_behind_a_step_in_law_is_no_deed(law: str) -> None:
    reading = read(f"{LEAD}Wilk was {law} spying for Belarus.")
    told_in = [c for c in reading.marks.claims if c.evidence.start >= len(LEAD)]
    assert told_in
    assert not {"collect", "recruit", "transfer_information"} & {c.event for c in told_in}


def test_a_particular_deed_behind_a_step_in_law_is_told() -> None:
    assert told(LEAD + "Wilk was charged with passing maps of a base to Belarus.", "transfer_information")
    assert told(LEAD + "Wilk was charged with spying on exiles for Belarus.", "collect")


def test_who_was_spying_is_told_of() -> None:
    assert told(LEAD + "The KAPO said it had also arrested a clerk who was spying on exiles.", "collect")


def test_an_accusation_of_a_deed_is_the_deed() -> None:
    text = LEAD + "The ministry accused Wilk of passing maps to Belarus."
    assert told(text, "accuse") == []
    assert read(text).claim("transfer_information").certainty == "alleged"


def test_for_whom_somebody_worked_goes_over_to_the_step() -> None:
    text = LEAD + "Wilk was convicted of spying for Belarus."
    assert roles(read(text).claim("convict"))["beneficiary"] == ["Government of Belarus"]
