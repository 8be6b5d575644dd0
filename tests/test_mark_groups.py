"""Groups of people and their members: "two men", "the couple", "both", "three Germans", "they"."""

from __future__ import annotations

import pytest

from sayso.model import Entity
from tests.marking import Reading, read, roles

FIRST = "Police arrested two men on suspicion of espionage. "


def members(reading: Reading, words: str) -> set[str]:
    """The parties that some words mention."""
    found: list[Entity] = [e for e in reading.marks.entities if any(reading.quote(m.span) == words for m in e.mentions)]
    return {e.name for e in found}


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (FIRST + "Lars Lund, a clerk, and Ole Vik, a teacher, denied it.", "two men", {"Lars Lund", "Ole Vik"}),
        (FIRST + "Lars Lund, 34, and Ole Vik, 51, were remanded.", "two men", {"Lars Lund", "Ole Vik"}),
        (
            "Three Danes were charged with spying for Iran. Lars Lund, Ole Vik and Ida Holm appeared in court.",
            "Three Danes",
            {"Lars Lund", "Ole Vik", "Ida Holm"},
        ),
        (
            "Lars Lund, a clerk, was arrested for spying for Cuba. His wife, Ida Lund, was detained too. "
            "The couple were charged with espionage.",
            "The couple",
            {"Lars Lund", "Ida Lund"},
        ),
        (
            "The court convicted Lars Lund and Ole Vik of espionage for Russia. Both denied the charge.",
            "Both",
            {"Lars Lund", "Ole Vik"},
        ),
        # fewer or more names than the group has people, and names of another group, are not its members
        (FIRST + "Lars Lund, a clerk, denied it.", "two men", {"two men"}),
        (FIRST + "Lars Lund, Ole Vik and Ida Holm watched the arrests.", "two men", {"two men"}),
        (
            "Police arrested two sailors for spying for China. In Oslo two nurses were charged with espionage. "
            "Ida Holm and Eva Dahl denied it.",
            "two sailors",
            {"two sailors"},
        ),
    ],
)
def test_members_are_those_whom_the_report_names(text: str, words: str, expected: set[str]) -> None:
    assert members(read(text), words) == expected


def test_what_is_said_of_a_group_is_said_of_its_members() -> None:
    reading = read(
        "Two men were charged on Monday with spying for Russian intelligence. Lars Lund, a nurse, and Ole Vik, "
        "a clerk, live in Bergen."
    )
    assert roles(reading.claim("charge"))["target"] == ["Lars Lund", "Ole Vik"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Two Britons were jailed for spying for Russia, a court in Oslo said.", "Two Britons"),
        ("Norway arrested an Iranian on suspicion of espionage.", "Iranian"),
    ],
)
def test_people_of_a_country_are_a_party(text: str, name: str) -> None:
    assert read(text).entity(name).kind == "unnamed"


def test_a_country_s_people_at_large_are_none() -> None:
    assert "Russians" not in read("He was arrested for espionage. He had passed secrets to the Russians.").parties()


def test_title_and_lead_tell_of_one_group() -> None:
    reading = read(
        "Four officers jailed for spying for Beijing\n"
        "A court in Oslo sentenced four serving and retired soldiers to prison for passing secrets to China."
    )
    assert reading.parties()["Four officers"] == ["Four officers", "four serving and retired soldiers"]


def test_they_are_those_who_say_so() -> None:
    reading = read("Prosecutors in Berlin said they had arrested two clerks on suspicion of espionage for Cuba.")
    assert "they" in reading.parties()["Federal Public Prosecutor General"]
