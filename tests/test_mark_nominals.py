"""Descriptions and pronouns: whom "the suspect", "the 52-year-old", "the ministry", "he" and "it" mean."""

from __future__ import annotations

import pytest

from tests.marking import read

LIND = "Swedish police arrested Anna Lind, 34, a translator, for espionage. "


@pytest.mark.parametrize(
    ("text", "name", "mention"),
    [
        (LIND + "The suspect passed secrets to Russia.", "Anna Lind", "suspect"),
        (LIND + "The woman passed secrets to Russia.", "Anna Lind", "woman"),
        (LIND + "The translator passed secrets to Russia.", "Anna Lind", "translator"),
        (LIND + "The 34-year-old had passed secrets to Russia.", "Anna Lind", "old"),
        (LIND + "She passed secrets to Russia.", "Anna Lind", "She"),
        (LIND + "A court said her flat had been searched.", "Anna Lind", "her"),
        (
            "MI6 recruited a spy, China's Ministry of State Security said. The ministry accused Britain of espionage.",
            "Ministry of State Security",
            "ministry",
        ),
        (
            "MI6 recruited a spy, China's Ministry of State Security said. The British agency paid him for secrets.",
            "MI6",
            "British agency",
        ),
        (
            "MI6 recruited a spy, China's Ministry of State Security said. The British spy agency stole secrets.",
            "MI6",
            "British spy agency",
        ),
        ("The FSB said it had arrested a spy for espionage.", "FSB", "it"),
    ],
)
def test_a_description_means_a_party_that_was_named(text: str, name: str, mention: str) -> None:
    assert mention in read(text).parties()[name]


def test_mentions_tell_names_from_descriptions_and_pronouns() -> None:
    forms = [m.form for m in read(LIND + "The suspect said she was no spy.").entity("Anna Lind").mentions]
    assert forms == ["name", "nominal", "pronoun"]


def test_a_description_before_the_name_is_the_person_whom_the_report_then_names() -> None:
    text = (
        "Swedish police had detained a consultant on suspicion of espionage. The man, named as Karl Huber, met a spy."
    )
    assert read(text).parties()["Karl Huber"][0] == "a consultant"


def test_one_who_is_not_named_is_a_party_of_their_own() -> None:
    reading = read(
        "A person at the ministry told the BBC that a spy had been arrested. A senior officer denied espionage."
    )
    assert reading.entity("senior officer").kind == "unnamed"


def test_an_indefinite_description_is_somebody_new() -> None:
    parties = read(LIND + "A woman met a Russian spy in Malmo.").parties()
    assert parties["Anna Lind"] == ["Anna Lind"]
    assert parties["woman"] == ["A woman"]


def test_an_official_belongs_to_the_body_that_is_named_with_them() -> None:
    reading = read("Lin Jian, a spokesman for China's Ministry of Foreign Affairs, denied the espionage charges.")
    parent = reading.entity("Lin Jian").parent
    assert parent is not None
    assert reading.marks.entities[parent].name == "Ministry of Foreign Affairs (China)"


def test_he_is_not_somebody_who_has_been_she() -> None:
    text = "Anna Lind, a translator, was arrested for espionage. She met Karl Berg. He sold secrets to Russia."
    assert read(text).parties()["Karl Berg"] == ["Karl Berg", "He"]


def test_they_are_several() -> None:
    reading = read("Swedish police arrested two brothers on suspicion of espionage. They sold secrets to a spy.")
    assert reading.parties()["two brothers"] == ["two brothers", "They"]


def test_a_newspaper_without_a_name_is_known_again() -> None:
    reading = read("A newspaper said a spy had sold secrets. The newspaper said the espionage had gone on for years.")
    assert [e.kind for e in reading.marks.entities if "newspaper" in e.name] == ["outlet"]


def test_a_noun_tells_the_gender() -> None:
    text = LIND + "The woman had met Karl Berg. Karl Berg said the translator was kind. He said she was no spy."
    assert "He" in read(text).parties()["Karl Berg"]


@pytest.mark.xfail(strict=True, reason="a definite plural does not find the group that was brought in before it")
def test_the_soldiers_are_the_two_soldiers() -> None:
    reading = read("Swedish police arrested two soldiers for espionage. The soldiers had met a Russian officer.")
    assert reading.parties()["two soldiers"] == ["two soldiers", "The soldiers"]


def test_a_description_has_the_surname_that_its_sentence_gives_further_on() -> None:
    text = "Swedish police arrested a spy employed at a shipyard in Malmo, by surname Lind, for espionage."
    [claim] = read(text).marks.claims
    assert [f.name for f in claim.roles["target"]] == ["Lind"]


@pytest.mark.xfail(strict=True, reason="the only person named so far is taken, though they speak of somebody else")
@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Alice Brandt, a Swedish police spokeswoman, said the suspect had passed secrets to a spy.", "Alice Brandt"),
        ("A senior official told the BBC that the man had spied for Iran, Swedish police said.", "senior official"),
        ("A person familiar with the matter told CNN the spy had passed secrets to Cuba.", "person"),
    ],
)
def test_a_speaker_is_not_the_suspect_they_speak_of(text: str, speaker: str) -> None:
    assert len(read(text).parties()[speaker]) == 1


def test_they_can_be_the_police_who_speak() -> None:
    text = "Swedish police said they had arrested a translator on suspicion of espionage."
    assert "they" in read(text).parties()["Police (Sweden)"]


@pytest.mark.xfail(strict=True, reason="'institute' is none of the nouns by which a body is known again")
def test_a_body_is_known_again_by_the_noun_of_its_name() -> None:
    text = "The Vienna Institute of Optics said a spy had stolen secrets. The institute said it was shocked."
    assert "institute" in read(text).parties()["Vienna Institute of Optics"]


def test_a_crime_is_no_part_of_the_name_of_one_unnamed() -> None:
    assert "two brothers" in read("Swedish police arrested two brothers for espionage and treason.").parties()


@pytest.mark.parametrize(
    "text",
    [
        "In 2019 a former guard at the Danish embassy in Vilnius, Lars Lund, was sentenced to ten years for espionage.",
        "Norway's best known spy, Lars Lund, was arrested in 1984 and convicted of espionage.",
        "Vadim Lund, a Russian hitman, was sentenced to life for espionage in 1999.",
        "The service caught another spy, a 52-year-old man surnamed Lund, who was charged with espionage.",
    ],
)
def test_a_description_before_a_name_is_of_that_person(text: str) -> None:
    reading = read(f"Ole Vik, a clerk, was convicted of espionage on Monday and jailed for life.\n{text}")
    accused = [f.name for c in reading.marks.claims for f in c.roles.get("target", ()) if c.evidence.start > 70]
    assert accused
    assert {a.split()[-1] for a in accused} == {"Lund"}


def test_the_title_is_about_whom_the_report_names_first() -> None:
    reading = read(
        "Engineer sentenced for selling submarine secrets\n"
        "Lars Lund was sentenced on Monday for selling secrets to Brazil.\n"
        "Ole Vik was arrested and jailed for life for espionage in 1985."
    )
    assert "Engineer" in reading.parties()["Lars Lund"]
