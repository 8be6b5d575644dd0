"""Which state's police and courts a report means, and what it calls them."""

from __future__ import annotations

import pytest

from tests.marking import Reading, chain, read, roles


def countries(reading: Reading, kind: str) -> set[str | None]:
    """The countries of the bodies of a kind that have some function in their state and no name of their own."""
    return {
        e.country
        for e in reading.marks.entities
        if e.kind == kind and e.mentions and not (e.key or "").endswith("-gov")
    }


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("A clerk was arrested in Tallinn for passing maps to Russian military intelligence. Police said he met "
         "GRU officers in Pskov and that the GRU paid him.", "EE"),
        ("A nurse who worked for the Russian special services was held, Ukraine's SBU said. Prosecutors said the "
         "Russian special services had recruited her.", "UA"),
        ("Peru's army said a cook had sold secrets to Chile. Police said Chilean handlers had paid him.", "PE"),
        ("A Kenyan clerk recruited by Iranian intelligence was charged in Nairobi. Prosecutors said so.", "KE"),
        ("According to the SBU, a baker told Russia where guns stood. Prosecutors charged him with treason.", "UA"),
        ("A clerk accused of espionage to the profit of Iran has appealed. Iran denies it. Iran paid him. The "
         "prosecutor in Nairobi spoke of treason, Kenya's police of a trap.", "KE"),
        ("A Mossad spy, as he calls himself, was put on trial. The district court of Haifa heard him. He was in Iran "
         "twice, and in Iran he was paid. Prosecutors asked for ten years.", "IL"),
    ],
)  # fmt: skip
def test_bodies_of_law_are_not_of_the_state_that_was_spied_for(text: str, country: str) -> None:
    assert countries(read(text), "government") == {country}


def test_two_states_as_likely_leave_a_body_without_one() -> None:
    text = (
        "A clerk was charged with selling maps, military prosecutors said. He had been to Chile. He had been to Peru."
    )
    assert countries(read(text), "government") == {None}


def test_whom_alone_a_report_names_as_spied_for_does_not_act() -> None:
    text = "A clerk was held on suspicion of spying for Chile. Prosecutors said he had sold maps."
    assert countries(read(text), "government") == {None}


def test_a_sign_for_money_names_no_state() -> None:
    text = "The High Court in Taiwan jailed a clerk who took US$500. Investigators said he was paid US$900 for maps."
    assert {e.country for e in read(text).marks.entities if e.country} == {"TW"}


def test_the_agency_that_reports_is_not_the_one_that_was_spied_for() -> None:
    text = "Latvia's VDD held a welder for passing plans to the Russian intelligence service, the agency said."
    assert set(read(text).speakers()) == {"VDD"}


def test_a_service_that_was_spied_for_reports_nothing_by_what_it_orders() -> None:
    text = (
        "Police in Turkey held a clerk on suspicion of spying for Israel. Prosecutors said he met agents. "
        "Mossad ordered the clerk to photograph ports."
    )
    assert all("Mossad" not in chain(c) for c in read(text).marks.claims)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A clerk of Peru's army sold maps to Chile, military prosecutors said.", "Military prosecutors (Peru)"),
        ("A cook in Peru sold maps to Chile, Peruvian investigators said.", "Peruvian investigators"),
        ("A cook was held in India for selling maps to Pakistan, officials said.", "Officials (India)"),
        ("Norway's PST arrested a cook for selling maps to Russia, the PST said.", "PST"),
        ("China's Ministry of State Security said a cook had sold maps to MI6.", "Ministry of State Security"),
    ],
)  # fmt: skip
def test_a_speaker_is_called_as_the_report_calls_it(text: str, name: str) -> None:
    assert read(text).speakers()[-1] == name


def test_speakers_and_roles_are_called_alike() -> None:
    text = "Taiwan held a colonel. Military prosecutors charged him with spying for China, military prosecutors said."
    reading = read(text)
    assert roles(reading.claim("charge"))["agent"] == reading.speakers() == ["Military prosecutors (Taiwan)"]
