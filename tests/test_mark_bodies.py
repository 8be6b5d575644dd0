"""Bodies with names of their own, and the country of those that are named by what they are alone."""

from __future__ import annotations

import pytest

from sayso.domains import load
from tests.marking import read


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("The Brno Regional Court in Czechia jailed Jan Vlk for espionage.", "Brno Regional Court", "CZ"),
        ("Kerala Police arrested Arun Nair for espionage, India's government said.", "Kerala Police", "IN"),
        ("Taiwan's Pingtung District Prosecutors' Office charged Lin Wei.", None, "TW"),
        ("The Goa Anti-Terrorism Squad (GAS) of India arrested a clerk. The GAS said he was a spy.", None, "IN"),
    ],
)
def test_a_body_has_its_own_name_and_its_country(text: str, name: str | None, country: str) -> None:
    found = [e for e in read(text).marks.entities if e.country == country and e.kind in ("court", "government")]
    assert found
    assert name is None or name in {e.name for e in found}


@pytest.mark.parametrize(
    "text",
    ["Norwegian police arrested a clerk.", "A Tallinn court jailed a clerk.", "Chinese Police Arrest Naval Clerk"],
)
def test_a_people_or_an_article_is_no_own_name(text: str) -> None:
    assert all(e.key or e.kind in ("unnamed", "person") for e in read(text).marks.entities)


def test_the_court_is_the_one_of_its_rank_that_was_named() -> None:
    text = (
        "The Brno Regional Court in Czechia jailed Jan Vlk for espionage. The Prague High Court in Czechia upheld it. "
        "The regional court had heard him in May."
    )
    assert len(read(text).parties()["Brno Regional Court"]) == 2


def test_police_are_not_those_of_the_state_whose_handlers_are_named() -> None:
    text = (
        "A welder was arrested in Lahore on charges of passing maps to an Indian intelligence operative, "
        "Pakistan's military said. Police said the welder had met the Indian handler."
    )
    assert "in-police" not in {e.key for e in read(text).marks.entities}


def test_the_judiciary_speaks() -> None:
    text = "A clerk has been jailed in Iran for espionage, a judiciary statement said. The judiciary named no court."
    assert "ir-judiciary" in {e.key for e in read(text).marks.entities}


def test_no_entry_has_the_id_of_a_body_that_is_known_by_its_function() -> None:
    domain = load("espionage")
    functions = {f.id for f in domain.functions}
    taken = {p.id for p in domain.parties if (f := p.id.partition("-")[2]) in functions and f not in p.functions}
    assert not taken


@pytest.mark.parametrize(
    ("text", "master"),
    [
        ("A welder sold maps to a Chinese agent, police in Oslo said.", "cn-intelligence"),
        ("Police in Oslo said the welder had met his Iranian handlers.", "ir-intelligence"),
        ("Police in Oslo said the welder gave maps to a Russian diplomat.", "ru-gov"),
    ],
)
def test_who_is_called_by_a_country_alone_belongs_to_it(text: str, master: str) -> None:
    entities = read(text).marks.entities
    assert master in {entities[e.parent].key for e in entities if e.kind == "unnamed" and e.parent is not None}


@pytest.mark.parametrize(
    "text",
    [
        "Police in Graz arrested a clerk, whom the court named as Peter Holm, for espionage. The clerk sold maps.",
        "Police in Graz arrested a clerk for espionage. The court identified the clerk as Peter Holm.",
        "Police in Graz arrested a clerk for espionage. The clerk has been identified as Peter Holm.",
    ],
)
def test_a_name_that_is_given_late_is_that_of_the_one_described(text: str) -> None:
    assert len(read(text).parties()["Peter Holm"]) >= 2
    assert "clerk" not in read(text).parties()
