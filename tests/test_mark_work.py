"""What the accused do, for whom, and of which nation they are."""

from __future__ import annotations

import pytest

from tests.marking import read

END = " The alleged spy passed secrets to a foreign intelligence service, prosecutors said."


def cells(text: str, slot: str) -> set[str]:
    """The values of one cell in a report that ends in an accusation."""
    return {value for name, value in read(text + END).cells() if name == slot}


OCCUPATIONS = [
    ("Danish police arrested Anna Lind, a translator at the port authority, for espionage.", "translator"),
    ("Danish police arrested Anna Lind for espionage. Lind worked as a radar technician.", "radar technician"),
    ("Danish police arrested Anna Lind for espionage. Lind became a lecturer in 2011.", "lecturer"),
    ("Danish police arrested Anna Lind for espionage. Lind ran a travel agency.", "ran a travel agency"),
    ("A guard was caught, Danish police said. Anna Lind, staff member of a shipyard, was charged with espionage.", ""),
    ("Danish police arrested Anna Lind, head of a shipping firm, for espionage.", "head of a shipping firm"),
    ("Danish police arrested Anna Lind for espionage. The site lists Anna Lind as one of the assistants of Per Holm.",
     "assistants of Per Holm"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), OCCUPATIONS)
def test_an_occupation_is_read_from_every_way_of_saying_it(text: str, value: str) -> None:
    found = cells(text, "occupation")
    assert any(value in f for f in found) if value else not found & {"staff", "member"}


def test_two_words_for_one_occupation_are_one_value() -> None:
    text = "Danish police arrested Anna Lind, a reporter of the Morning Post, for espionage. The journalist denied it."
    assert len(cells(text, "occupation")) == 1


def test_one_who_is_in_charge_of_a_firm_is_not_employed_there() -> None:
    assert not cells("Danish police arrested Anna Lind, head of a shipping firm, for espionage.", "employer")


EMPLOYERS = [
    ("Danish police arrested Anna Lind, an employee of a large shipyard, for espionage.", "large shipyard"),
    ("Danish police arrested Anna Lind for espionage. Lind worked for a radar company.", "radar company"),
    ("Danish police arrested Anna Lind for espionage. She joined the Danish Defence Ministry in 2004.", "Ministry"),
    ("Danish police arrested Anna Lind for espionage. Lind held a post at an aircraft factory.", "aircraft factory"),
    (
        "Danish police arrested Anna Lind for espionage. Lind came for her company, a maker of engines.",
        "maker of engines",
    ),
    ("Danish police arrested Anna Lind, an aide to Jonas Holm, for espionage.", "Jonas Holm"),
]


@pytest.mark.parametrize(("text", "value"), EMPLOYERS)
def test_an_employer_is_read_from_nouns_verbs_and_possessives(text: str, value: str) -> None:
    assert any(value in found for found in cells(text, "employer")), read(text + END).cells()


def test_who_runs_a_spy_is_nobody_s_employer() -> None:
    text = "Danish police arrested Anna Lind for espionage. Lind worked for the GRU. She is an agent of the GRU."
    assert not cells(text, "employer")


NATIONS = [
    ("Danish police arrested Anna Lind, a Latvian citizen, for espionage.", {"Latvian"}),
    ("Danish police arrested Anna Lind, a dual Latvian-Belarusian national, for espionage.", {"Latvian", "Belarusian"}),
    (
        "Danish police arrested Anna Lind for espionage. Lind holds Turkish and Latvian citizenship.",
        {"Turkish", "Latvian"},
    ),
    (
        "Danish police arrested Anna Lind, who is a citizen of a third country, for espionage.",
        {"citizen of a third country"},
    ),
    ("Danish police arrested Anna Lind, a clerk born in Riga, for espionage.", {"born in Riga"}),
    ("Danish police arrested Anna Lind, a Serbian engineer, for espionage.", {"Serbian"}),
    ("Danish police arrested Anna Lind for espionage. Lind is Latvian.", {"Latvian"}),
]


@pytest.mark.parametrize(("text", "nations"), NATIONS)
def test_a_nation_is_stated_in_many_ways(text: str, nations: set[str]) -> None:
    assert cells(text, "nationality") == nations


@pytest.mark.parametrize(
    "text",
    [
        "Danish police arrested a foreigner named Anna Lind for espionage.",
        "Danish police arrested Anna Lind, a Russia analyst, for espionage.",
        "Danish police arrested Anna Lind, a Russian spy, for espionage.",
        "Danish police arrested Anna Lind, a clerk, for espionage. The Latvian minister said so.",
    ],
)
def test_what_names_no_nation_of_the_accused(text: str) -> None:
    assert not cells(text, "nationality")


def test_a_spy_of_the_accusing_nation_is_its_citizen() -> None:
    text = "Denmark's police accused Anna Lind, a Danish spy serving the GRU, of espionage, the police said."
    assert "Danish" in cells(text, "nationality")


def test_citizenship_outweighs_a_birthplace() -> None:
    text = "Danish police arrested Anna Lind, a Latvian citizen, for espionage. Lind was born in Minsk."
    assert cells(text, "nationality") == {"Latvian"}


def test_the_age_after_another_name_is_the_other_s() -> None:
    text = "Danish police arrested Anna Lind, 42, and Karl Berg, 35, for espionage."
    found = {(s.value, s.entity) for s in read(text + END).marks.slots if s.slot == "age"}
    assert len(found) == 2
    assert len({entity for _, entity in found}) == 2
