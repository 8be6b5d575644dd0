"""Credits: agencies and outlets to which a report as a whole is credited, and the outlet that its address names."""

from __future__ import annotations

import pytest

from sayso.domains import load
from sayso.mark import credits
from sayso.mark.report import gazetteer
from sayso.model import Header
from tests.marking import Reading, chain, read

STORY = "Police arrested a soldier in France on suspicion of spying for Iran, a court heard. He denied espionage."
GAZETTEER = gazetteer(load("espionage"))


def credited(reading: Reading) -> list[str]:
    return [link.speaker for link in reading.marks.credits]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (f"PARIS, Nov 11 (Reuters) - {STORY}", ["Reuters"]),
        (f"PARIS (AFP) — {STORY}", ["Agence France-Presse"]),
        (f"Reuters\n{STORY}", ["Reuters"]),
        (f"By Reuters\n{STORY}", ["Reuters"]),
        (f"{STORY} — Reuters", ["Reuters"]),
        (f"{STORY} — AFP", ["Agence France-Presse"]),
        (f"{STORY}\n(AFP)", ["Agence France-Presse"]),
        (f"{STORY}\nSource: Tass", ["TASS"]),
        (f"MOSCOW, May 3. /TASS/. {STORY}", ["TASS"]),
        (f"LAHORE, (APP - Web Desk - 3rd May, 2023) {STORY}", ["Associated Press of Pakistan"]),
        (f"{STORY}\nSource: Deutsche Welle, May 3, 2023", ["Deutsche Welle"]),
        (f"{STORY}\nReuters, AP", ["Reuters", "Associated Press"]),
        (f"{STORY}\nHis lawyer did not respond to CNN’s request for comment.", ["CNN"]),
        (f"{STORY}\nThe embassy had no answer to questions from Reuters.", ["Reuters"]),
        (f"The French police counterintelligence unit (PNAT) - {STORY}", []),
        (f"Photo: Reuters\n{STORY}", []),
        (f"{STORY}\nThe soldier told Reuters that he was no spy.", []),
        (f"{STORY}\nReuters could not reach the spy's lawyer.", []),
        (STORY, []),
    ],
    ids=["dateline", "dateline with dash", "bare line", "byline", "closing", "closing AFP", "closing in brackets",
         "source", "slashes", "names in brackets", "source with date", "two agencies", "asked for comment", "questions",
         "acronym", "picture", "told to", "subject", "none"],
)  # fmt: skip
def test_credits(text: str, names: list[str]) -> None:
    assert credited(read(text)) == names


def test_a_credit_stands_in_the_chain_of_every_claim() -> None:
    reading = read(f"PARIS, Nov 11 (Reuters) - {STORY}", outlet="Malmo Daily")
    assert reading.marks.claims
    for claim in reading.marks.claims:
        assert chain(claim)[:2] == ["Malmo Daily", "Reuters"]


def test_the_outlet_is_no_credit_to_itself() -> None:
    assert credited(read(f"PARIS, Nov 11 (Reuters) - {STORY}", outlet="Reuters")) == []


def test_an_agency_named_twice_is_one_credit() -> None:
    assert credited(read(f"PARIS, Nov 11 (Reuters) - {STORY} — Reuters")) == ["Reuters"]


@pytest.mark.parametrize(
    ("header", "outlet"),
    [
        (Header(url="https://www.bbc.co.uk/news/1"), "BBC"),
        (Header(url="https://www.malmo.example/1"), "malmo.example"),
        (Header(url="https://www.bbc.co.uk/news/1", outlet="Malmo Daily"), "Malmo Daily"),
        (Header(), None),
        (Header(url="not an address"), None),
    ],
)
def test_the_outlet_is_the_metadata_s_else_the_address_s(header: Header, outlet: str | None) -> None:
    assert credits.complete(header, GAZETTEER).outlet == outlet


def test_the_completed_header_is_part_of_the_marks() -> None:
    assert read(STORY, url="https://www.bbc.co.uk/news/1").marks.header.outlet == "BBC"


def test_a_report_s_own_outlet_is_a_party_where_the_pack_knows_it() -> None:
    reading = read(STORY, outlet="BBC")
    entity = reading.marks.claims[0].chain[0].entity
    assert entity is not None
    assert reading.marks.entities[entity].key == "bbc"


@pytest.mark.parametrize("shape", ["LONDON (AFP) — {}", "{} — AFP", "AFP\n{}", "{}\nWith inputs from AFP"])
def test_afp_is_credited_in_a_report_about_another_country(shape: str) -> None:
    story = "British police arrested a soldier on suspicion of spying for Iran, a court heard. He denied espionage."
    assert credited(read(shape.format(story))) == ["Agence France-Presse"]


def test_an_agency_that_the_pack_does_not_know_is_credited_by_its_name() -> None:
    assert credited(read(f"PARIS, Nov 11 (Harbour News) - {STORY}")) == ["Harbour News"]
