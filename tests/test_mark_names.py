"""Names: one person under many names, bodies under acronyms and other languages, and what a name is not."""

from __future__ import annotations

import pytest

from sayso.domains import load
from sayso.mark import names
from sayso.mark.parties import words_of
from sayso.model import Entity
from tests.marking import read

FAMILY_FIRST = words_of(load("espionage"), "family_first")


@pytest.mark.parametrize(
    ("text", "name", "mentions"),
    [
        (
            "China's Ministry of State Security said it had detained a consultant surnamed Huang for espionage. "
            "Huang ran a firm in Shanghai, and Mr Huang had met MI6 officers.",
            "Huang",
            ["Huang", "Huang", "Huang"],
        ),
        (
            "German prosecutors charged Jian G. with espionage. G. worked for a lawmaker. Jian G. was arrested.",
            "Jian G.",
            ["Jian G.", "G.", "Jian G."],
        ),
        (
            "Swedish prosecutors charged Wang Xiaohong, a businessman, with espionage. Wang pleaded guilty.",
            "Wang Xiaohong",
            ["Wang Xiaohong", "Wang"],
        ),
        (
            "Paul Reed, a soldier, was charged with espionage. Reed sold secrets to China. Mr Reed denied espionage.",
            "Paul Reed",
            ["Paul Reed", "Reed", "Reed"],
        ),
    ],
    ids=["surnamed", "initial", "family name first", "later surname"],
)
def test_one_person_under_several_names(text: str, name: str, mentions: list[str]) -> None:
    assert read(text).parties()[name] == mentions
    assert read(text).entity(name).kind == "person"


def test_a_later_full_name_becomes_the_name() -> None:
    reading = read("A man surnamed Berg was charged with espionage in Malmo. Karl Berg sold secrets to Russia.")
    assert reading.parties()["Karl Berg"] == ["Berg", "Karl Berg"]
    assert reading.entity("Karl Berg").aliases == ("Berg",)


def test_two_people_of_different_given_names_stay_two() -> None:
    parties = read("Anna Lind was charged with espionage. Karl Lind, her brother, denied spying.").parties()
    assert {"Anna Lind", "Karl Lind"} <= set(parties)


def test_a_middle_initial_is_no_name_under_privacy_rules() -> None:
    assert "John F. Kennedy" in read("The spy met John F. Kennedy in Vienna, the FBI said.").parties()


@pytest.mark.parametrize(
    ("name", "family"),
    [("Zhao Ming", "Zhao"), ("Anna Lind", "Lind"), ("Huang", "Huang"), ("Jian G.", "G."), ("Kim Lee", "Lee")],
)
def test_the_family_name_comes_first_only_where_it_is_a_common_one(name: str, family: str) -> None:
    assert names.surname(name, FAMILY_FIRST) == family


def test_titles_are_no_part_of_a_name() -> None:
    parties = read("The spy met President Mark Olsen. Mr Olsen said espionage was a crime, police said.").parties()
    assert parties["Mark Olsen"] == ["Mark Olsen", "Olsen"]


def test_a_body_is_known_again_by_its_acronym_in_brackets() -> None:
    text = "The Vienna Institute of Optics (VIO) said a spy had been arrested. VIO suspended him over espionage."
    assert read(text).parties()["Vienna Institute of Optics"][:2] == ["Vienna Institute of Optics", "VIO"]
    assert "VIO" in read(text).entity("Vienna Institute of Optics").aliases


def test_a_service_is_one_party_under_name_acronym_and_country() -> None:
    text = (
        "The FSB arrested Anna Lind, a translator, for espionage. The Federal Security Service said she was a spy. "
        "Russia's FSB said the Central Intelligence Agency had recruited her. The CIA declined to comment."
    )
    parties = read(text).parties()
    assert parties["FSB"] == ["FSB", "Federal Security Service", "Russia's FSB"]
    assert parties["CIA"] == ["Central Intelligence Agency", "CIA"]
    assert read(text).entity("FSB").country == "RU"


def test_a_capital_stands_for_its_government_and_not_for_the_place_of_an_arrest() -> None:
    reading = read("Beijing said a spy was arrested in Moscow. Moscow denied the espionage claims.")
    assert reading.parties()["Government of China"] == ["Beijing"]
    assert reading.parties()["Government of Russia"] == ["Moscow"]


def test_prosecutors_of_a_country_are_those_of_that_country() -> None:
    reading = read("Prosecutors in Berlin charged Jian G. with espionage for a Chinese intelligence service.")
    assert {e.country for e in reading.marks.entities if "Prosecutor" in e.name} == {"DE"}
    assert reading.entity("Chinese intelligence service").country == "CN"


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("A clerk was arrested for passing secrets to Iranian intelligence.", "Iranian intelligence service"),
        ("A clerk was arrested for spying for a Turkish secret service.", "Turkish intelligence service"),
        ("A clerk was charged with espionage for a Cuban spy agency.", "Cuban intelligence service"),
        (
            "The Mossad was silent. A clerk was arrested for spying for an Israeli intelligence agency.",
            "Israeli intelligence service",
        ),
        ("The Mossad denied it. He was charged with spying for the Israeli intelligence service.", "Mossad"),
        ("He was recruited by the CIA and spied for American intelligence for years.", "CIA"),
        (
            "The CIA and the FBI watched him. He spied for American intelligence for years.",
            "American intelligence service",
        ),
        ("The Israeli intelligence service said it had caught a spy. Mossad gave no details.", "Mossad"),
    ],
)
def test_a_countrys_services_are_not_one_of_them_unless_the_report_names_it(text: str, service: str) -> None:
    entities = read(text).marks.entities
    meant = next(
        e for e in entities if any("service" in w or "agency" in w or "intelligence" in w for w in _words(text, e))
    )
    assert meant.name == service


def _words(text: str, entity: Entity) -> list[str]:
    return [text[m.span.start : m.span.end] for m in entity.mentions]


def test_organs_of_one_state_judge_where_the_text_names_no_other() -> None:
    reading = read("Swedish police arrested a spy. A court remanded him in custody. Prosecutors alleged espionage.")
    assert {e.country for e in reading.marks.entities if e.kind in {"government", "court"}} == {"SE"}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Nordlicht Ltd", "company"),
        ("Ministry of Weather", "government"),
        ("Court of Malmo", "court"),
        ("Malmo District Court", "court"),
        ("Secret Signals Service", "service"),
        ("Malmo Daily", "outlet"),
        ("Friends of Birds", "group"),
    ],
)
def test_the_last_telling_word_says_what_a_body_is(name: str, kind: str) -> None:
    from sayso.mark.parse import parse
    from sayso.mark.parties import Parties
    from sayso.mark.report import gazetteer

    domain = load("espionage")
    parties = Parties(parse(name), domain, gazetteer(domain), {})
    assert names.kind_of_name(parties, name) == kind


def test_a_name_after_the_spy_is_a_person() -> None:
    assert read("Police arrested the spy Pavel Orlov for espionage.").entity("Pavel Orlov").kind == "person"


def test_a_noun_before_a_name_is_no_party_of_its_own() -> None:
    text = "Police arrested the engineer Viktor Orlan on suspicion of espionage for a foreign intelligence service."
    assert "engineer" not in read(text).parties()


def test_a_title_with_a_full_stop_is_no_person() -> None:
    assert "Sgt" not in read("Swedish prosecutors charged Sgt. Paul Reed, a soldier, with espionage.").parties()


@pytest.mark.parametrize(
    "text",
    [
        "Police arrested Anna Lind, a translator, on suspicion of spying for Iran. She denied espionage.",
        "Anna Lind, a translator, told police that she had spied for Russia.",
    ],
)
def test_police_are_not_those_of_the_state_that_was_spied_for(text: str) -> None:
    police = [
        e for e in read(text).marks.entities if any(read(text).quote(m.span).lower() == "police" for m in e.mentions)
    ]
    assert [e.country for e in police] == [None]


@pytest.mark.xfail(
    strict=True, reason="the parser takes 'Orlan to nine years' for a date, where no surname is looked for"
)
def test_a_surname_before_a_term_is_still_the_person() -> None:
    text = "Police charged Viktor Orlan, an engineer, with espionage. A court sentenced Orlan to nine years."
    assert read(text).parties()["Viktor Orlan"] == ["Viktor Orlan", "Orlan"]
