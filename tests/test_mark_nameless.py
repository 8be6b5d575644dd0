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


@pytest.mark.parametrize(
    ("told", "age"),
    [
        ("Police arrested 58-year-old frigate captain Per Lund for espionage for Russia.", "58"),
        ("Police arrested Per Lund, a clerk in his thirties, for espionage for Russia.", "thirties"),
    ],
)
def test_ages_that_stand_further_off(told: str, age: str) -> None:
    assert ("age", age) in read(f"{told} He was charged.").cells()


@pytest.mark.parametrize(
    "who",
    [
        "Russian-German national Anna Lund",
        "Anna Lund, a German who also holds a Russian passport,",
        "Anna Lund, a German and Russian citizen,",
    ],
)
def test_both_nations_of_a_dual_national_are_told(who: str) -> None:
    cells = read(f"{who} was arrested for espionage and charged with spying.").cells()
    assert {v for slot, v in cells if slot == "nationality"} == {"Russian", "German"}


@pytest.mark.parametrize(
    ("told", "employer"),
    [
        ("Vik worked for the Norwegian intelligence service.", "Norwegian intelligence service"),
        ("Vik was an officer of the Norwegian intelligence service.", "Norwegian intelligence service"),
    ],
)
def test_work_for_the_state_that_accuses_is_no_recruitment(told: str, employer: str) -> None:
    reading = read(f"Norwegian police charged Lars Vik with espionage for Russia. {told}")
    assert reading.claims("recruit") == []
    assert ("employer", employer) in reading.cells()


def test_work_for_a_foreign_service_is_one() -> None:
    reading = read("Norwegian police charged Lars Vik with espionage. Vik worked for the Russian intelligence service.")
    assert targets(reading, "recruit") == [["Lars Vik"]]


@pytest.mark.parametrize(
    ("told", "employer"),
    [
        ("Vik, who worked at a shipyard, kept silent.", "shipyard"),
        ("Vik is affiliated with a university in Bergen.", "university"),
        ("Vik is a member of the police force.", "police force"),
    ],
)
def test_employers_without_a_name(told: str, employer: str) -> None:
    assert ("employer", employer) in read(f"Police charged Lars Vik with espionage for Russia. {told}").cells()


def test_a_company_without_a_name_tells_nothing() -> None:
    reading = read("Police charged Lars Vik with espionage for Russia. Vik worked for a company.")
    assert "employer" not in dict(reading.cells())


def test_what_somebody_poses_as_is_nobody_else() -> None:
    told = "Police arrested two men accused of posing as repairmen and spying for Russia. The suspects were held."
    reading = read(f"{told} They had passed maps of bases to the Russian side.")
    assert [roles(c)["agent"] for c in reading.claims("transfer_information")] == [["two men"]]


def test_a_foreign_service_of_no_state_is_not_that_of_the_state_that_acts() -> None:
    reading = read("Swedish police arrested a clerk on suspicion of espionage for a foreign intelligence service.")
    assert "foreign intelligence service" in reading.parties()


def test_the_state_that_sentences_acts_whoever_is_sentenced() -> None:
    reading = read("Azerbaijan sentenced a Frenchman to ten years for espionage. The court found him guilty of spying.")
    assert [roles(c)["agent"] for c in reading.claims("convict")] == [["Court (Azerbaijan)"]]


def test_a_resident_is_no_name() -> None:
    reading = read("Resident of Orlograd was detained by the FSB on suspicion of treason and spying.")
    assert reading.entity("Resident of Orlograd").kind == "unnamed"
