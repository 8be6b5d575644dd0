"""Whose word and when, in ways that plain news has and the first reports had not."""

from __future__ import annotations

import pytest

from sayso.model import Claim
from tests.marking import chain, read

HELD = "Finnish police arrested Erik Salo, a surveyor, in May 2023 on suspicion of spying for Russia.\n"
FRIDAY = "2024-05-17"


def last(text: str, event: str, published: str | None = FRIDAY) -> Claim:
    """The last claim of a kind in a report on Salo."""
    return read(HELD + text, published).claims(event)[-1]


# ------------------------------------------------------------------------------------------------- papers

PAPERS = [
    ("According to an affidavit, Salo sold maps to the GRU.", "affidavit"),
    ("The plea documents say that Salo sold maps to the GRU.", "plea documents"),
    ("Salo sold maps to the GRU, according to the criminal complaint.", "criminal complaint"),
    ("The charge sheet says Salo sold maps to the GRU.", "charge sheet"),
]


@pytest.mark.parametrize(("text", "paper"), PAPERS)
def test_a_paper_of_prosecutors_is_called_what_the_report_calls_it(text: str, paper: str) -> None:
    reading = read(HELD + text, FRIDAY)
    link = reading.claims("transfer_information")[-1].chain[-1]
    assert link.speaker == paper
    assert link.entity is not None
    assert "Finland" in reading.marks.entities[link.entity].name


def test_a_paper_that_names_its_body_is_the_word_of_that_body() -> None:
    assert (
        chain(last("An indictment by Finnish prosecutors says Salo sold maps to the GRU.", "transfer_information"))[-1]
        == "Finnish prosecutors"
    )


GOING_ON = [
    "According to an affidavit, Salo met a Russian officer in Turku. He sold maps to the GRU.",
    "Turku District Court sat. Salo met a Russian officer, according to the verdict. He sold maps to the GRU.",
    "The court heard that Salo met a Russian officer in Turku. He sold maps to the GRU.",
]
MOSCOW = (
    "Russian diplomats said the case was absurd and that Salo had met nobody and had never been to Russia at all.\n"
)


@pytest.mark.parametrize("text", GOING_ON)
def test_a_paragraph_goes_on_with_what_a_paper_or_hearing_tells(text: str) -> None:
    claim = last(MOSCOW + text, "transfer_information")
    first = last(MOSCOW + text, "meet")
    assert (claim.chain[-1].speaker, claim.certainty) == (first.chain[-1].speaker, "reported")
    assert claim.attribution is not None


@pytest.mark.parametrize("text", [text.replace(". He", ".\nHe") for text in GOING_ON])
def test_it_does_not_go_on_into_the_next_paragraph(text: str) -> None:
    assert last(MOSCOW + text, "transfer_information").attribution is None


# ----------------------------------------------------------------------------------------------- hearings

HEARD = [
    "The court heard that Salo sold maps to the GRU.",
    "Jurors were told that Salo sold maps to the GRU.",
    "Salo sold maps to the GRU, the court heard.",
    "Salo phoned the embassy, a jury was told, and sold maps to the GRU.",
]


@pytest.mark.parametrize("text", HEARD)
def test_what_a_court_heard_is_the_word_of_no_court(text: str) -> None:
    assert chain(last(text, "transfer_information"))[-1] == "court hearing"


def test_nobody_speaks_of_a_hearing_as_he() -> None:
    text = (
        "Prosecutor Ida Berg said Salo was a spy. The court heard that he met a Russian officer. "
        "She added that he sold maps to the GRU."
    )
    assert chain(last(text, "transfer_information"))[-1] == "Ida Berg"


def test_who_told_a_court_is_who_says_it() -> None:
    assert (
        chain(last("Prosecutor Ida Berg told the court that Salo sold maps to the GRU.", "transfer_information"))[-1]
        == "Ida Berg"
    )


# ----------------------------------------------------------------------------------------------- relays

CITED = [
    "The Baltic Courier, with reference to the SUPO, reported that Salo sold maps to the GRU.",
    "The Baltic Courier has learned from the SUPO that Salo sold maps to the GRU.",
    "The Baltic Courier learned on Monday from the SUPO that Salo sold maps to the GRU.",
]


@pytest.mark.parametrize("text", CITED)
def test_an_outlet_names_from_whom_it_has_a_thing(text: str) -> None:
    assert chain(last(text, "transfer_information"))[-2:] == ["Baltic Courier", "SUPO"]


def test_a_report_of_an_outlet_can_name_its_source_in_an_aside() -> None:
    text = "Salo sold maps to the GRU. This was reported by Reuters with reference to the SUPO."
    assert chain(last(text, "transfer_information"))[-2:] == ["Reuters", "SUPO"]
