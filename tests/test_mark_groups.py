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
        (
            "Two brothers were charged with spying for Iran. It was a cold day. Snow fell. Few came. The hall was old. "
            "The judge was late. Lars Lund, 34, and Ole Lund, 51, said nothing.",
            "Two brothers",
            {"Lars Lund", "Ole Lund"},
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
    words, *people = reading.claim("charge").roles["target"]
    assert (words.name, words.entity) == ("Two men", None)  # what the report calls them stands first, and is no party
    assert [p.name for p in people] == ["Lars Lund", "Ole Vik"] and {p.span for p in people} == {words.span}


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


@pytest.mark.parametrize(
    ("text", "event", "role", "expected"),
    [
        (  # named in sentences of their own
            "Two sailors were arrested for spying for China. Lars Lund, 22, is accused of passing secrets to an agent. "
            "Petty Officer Ole Vik, 26, was charged with espionage. Both men were remanded.",
            "arrest",
            "target",
            {"Lars Lund", "Ole Vik"},
        ),
        (  # a list that follows at once, of a group whose size nobody tells
            "Norway held several foreigners over espionage. The suspects, identified as Lars Lund, Ole Vik and "
            "Ida Holm, were charged with spying for Iran.",
            "charge",
            "target",
            {"Lars Lund", "Ole Vik", "Ida Holm"},
        ),
        (  # some of them
            "A court in Riga tried six spies for Russia. Three of the accused - clerk Lars Lund, courier Ole Vik and "
            "wrestler Jan Berg - pleaded guilty to espionage.",
            "convict",
            "agent",
            {"Lars Lund", "Ole Vik", "Jan Berg"},
        ),
        (  # ranks before the names
            "Retired officers major general Lars Lund and colonel Ole Vik were found guilty of espionage "
            "by a court in Oslo.",
            "convict",
            "target",
            {"Lars Lund", "Ole Vik"},
        ),
        (  # a list as subject that the parse has cut
            "Lars Lund, Ole Vik and Jan Berg lived in Riga. According to the police, Lund, Vik and Berg were found "
            "guilty of espionage for Russia.",
            "convict",
            "target",
            {"Lars Lund", "Ole Vik", "Jan Berg"},
        ),
        (  # "they" of a list
            "Anna Lund, 40, and Kurt Berg, 43, were convicted of espionage. They were sentenced to life in prison.",
            "sentence",
            "target",
            {"Anna Lund", "Kurt Berg"},
        ),
        (  # a family name for the family
            "Lars Lund and his wife Ida Lund spied for Cuba. The Lunds were arrested on 4 June for espionage.",
            "arrest",
            "target",
            {"Lars Lund", "Ida Lund"},
        ),
        (
            "A court in Oslo jailed three Danes for spying for Russia. The group passed documents to the GRU.",
            "transfer_information",
            "agent",
            {"three Danes"},
        ),
        ("Six Danes are on trial for espionage. All six were arrested in May.", "arrest", "target", {"Six Danes"}),
        (
            "Two clerks were held for espionage in Riga, who are suspected of spying for Russia, the police said.",
            "accuse",
            "target",
            {"Two clerks"},
        ),
    ],
)
def test_several_people_are_told_of_together(text: str, event: str, role: str, expected: set[str]) -> None:
    reading = read(text)
    people = {f.entity for c in reading.claims(event)[-1:] for f in c.roles.get(role, ()) if f.entity is not None}
    assert {reading.marks.entities[i].name for i in people} == expected, reading.told()


@pytest.mark.parametrize(
    "text",
    [
        "Two clerks were arrested for espionage. Two other clerks were charged with spying. Lars Lund was charged with "
        "espionage. Ole Vik was charged with espionage.",
        "Three clerks were arrested for espionage. Lars Lund was charged with spying. Ole Vik was charged with spying.",
    ],
)
def test_others_and_groups_of_another_size_have_no_such_members(text: str) -> None:
    reading = read(text)
    last = [c for c in reading.claims("charge") if "Lund" not in reading.quote(c.evidence)][:1] or reading.claims(
        "arrest"
    )
    assert not {"Lars Lund", "Ole Vik"} & set(roles(last[0])["target"]) or "clerks" not in reading.quote(
        last[0].evidence
    )


def test_one_of_several_is_nobody_else() -> None:
    reading = read(
        "Two men were arrested in Oslo for spying for Russia. One of the men was tasked with photographing ports. "
        "The other was recruited by the FSB."
    )
    assert roles(reading.claim("task"))["target"] == ["One of the men"]
    assert roles(reading.claim("recruit"))["target"] == ["other"]


def test_names_of_a_list_end_with_the_sentence() -> None:
    reading = read(
        "A court in Oslo jailed two men for spying for Russia, identified as Nils Lund and Ole Vik. Nils, the elder, "
        "denied espionage."
    )
    assert roles(reading.claim("detain"))["target"] == ["two men", "Nils Lund", "Ole Vik"]


def test_former_officials_of_a_body_are_people() -> None:
    reading = read(
        "Three former officials from the Military Intelligence Bureau were sentenced to prison in Taipei for spying. "
        "Lars Lund, Ole Vik and Jan Berg denied the charges."
    )
    assert roles(reading.claim("sentence"))["target"][1:] == ["Lars Lund", "Ole Vik", "Jan Berg"]
