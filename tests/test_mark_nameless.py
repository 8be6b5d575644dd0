"""Accused who have no name: who they are, what is told of them, and that they are one party."""

from __future__ import annotations

import pytest

from tests.marking import Reading, read, roles


def targets(reading: Reading, event: str) -> list[list[str]]:
    return [roles(c).get("target", []) for c in reading.claims(event)]


def test_a_national_is_a_person_whatever_the_tagger_says() -> None:
    told = "A Danish national suspected of spying on two dissidents in Ghent has been arrested, prosecutors said."
    reading = read(told)
    assert targets(reading, "arrest") == [["Danish national"]]
    assert ("nationality", "Danish") in reading.cells()


def test_she_who_is_detained_is_the_accused_and_not_who_speaks() -> None:
    first = "Austrian police accused a Bulgarian national of spying for Russia. "
    told = "A spokesperson for the Graz prosecutor's office said that, when she was detained, nothing was found."
    assert targets(read(first + told), "detain") == [["Bulgarian national"]]


def test_what_opens_a_sentence_on_the_accused_describes_them() -> None:
    first = "A court jailed Ivan Petrov for treason. "
    told = '"Being a Latvian citizen, the defendant was found guilty of spying," the court said.'
    reading = read(first + told)
    assert targets(reading, "convict") == [["Ivan Petrov"]]
    assert ("nationality", "Latvian") in reading.cells()


def test_who_behind_a_place_is_who_was_held_there() -> None:
    told = "Two men were detained in Lodzia and Orlograd, who are suspected of spying for Russia, police said."
    assert targets(read(told), "accuse") == [["Two men"]]


def test_a_second_description_of_one_nation_is_the_same_person() -> None:
    told = (
        "A British national has been arrested in Malta on suspicion of espionage for Iran. "
        '"We know of the arrest of a British man," the Foreign Office said.'
    )
    assert targets(read(told), "arrest") == [["British national"], ["British national"]]


@pytest.mark.parametrize(
    "second",
    [
        "In 2021 police in Gozo arrested a British man on suspicion of espionage.",
        "Another British man was arrested on suspicion of espionage.",
        "A Turkish man was arrested on suspicion of espionage.",
    ],
)
def test_others_of_whom_a_report_tells_stay_others(second: str) -> None:
    reading = read(f"A British national has been arrested in Malta on suspicion of espionage for Iran. {second}")
    told = targets(reading, "arrest")
    assert len(told) == 2
    assert told[0] != told[1]


def test_a_demonym_is_who_the_report_then_names() -> None:
    told = (
        "Finnish police arrested a Norwegian on suspicion of espionage in March. "
        "Businessman Lars Vik went on trial in June. The court found him guilty of espionage."
    )
    assert targets(read(told), "arrest") == [["Lars Vik"]]


def test_the_name_of_a_description_ends_at_a_comma() -> None:
    told = "Police detained a 35-year-old resident of Vyborg, a citizen of Russia, on suspicion of spying for Finland."
    assert "35-year-old resident of Vyborg" in read(f"{told} The suspect took photos.").parties()
