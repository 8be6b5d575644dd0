"""Relays: the outlets through which somebody's word came, between the report and the speaker."""

from __future__ import annotations

import pytest

from tests.marking import chain, read

SOLD = "the clerk had sold secrets to Russia"


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (f"PST lawyer Kari Moen told the broadcaster NRK that {SOLD}.", ["NRK", "Kari Moen"]),
        (f"A senior Indian police officer told PTI that {SOLD}.",
         ["Press Trust of India", "senior Indian police officer"]),
        (f"In an interview with LSM, the Latvian prosecutor Juris Kalns said {SOLD}.", ["LSM", "Juris Kalns"]),
        (f"The FSB said in a statement carried by RIA Novosti that {SOLD}.", ["RIA Novosti", "FSB"]),
        (f"The FSB, quoted by Interfax, said {SOLD}.", ["Interfax", "FSB"]),
        (f"The company Orbita said in an email to Reuters that {SOLD}.", ["Reuters", "Orbita"]),
        (f"The FSB, as Interfax reported, said {SOLD}.", ["Interfax", "FSB"]),
        (f"The FSB, NRK writes, said {SOLD}.", ["NRK", "FSB"]),
        (f"The FSB said {SOLD}, Interfax reported.", ["Interfax", "FSB"]),
        (f"The FSB said {SOLD}, and Reuters reported a fire.", ["FSB"]),
        (f"The FSB said {SOLD}.", ["FSB"]),
        (f"Kari Moen, who used to work for the BBC, said {SOLD}.", ["Kari Moen"]),
    ],
    ids=["told", "told an agency", "interview", "carried by", "quoted by", "email to", "put in before",
         "put in", "put in behind", "another report", "none", "of another time"],
)  # fmt: skip
def test_relays_stand_before_the_speaker(text: str, links: list[str]) -> None:
    reading = read(f"Police arrested a clerk for espionage. {text}", outlet="Malmo Daily")
    assert chain(reading.claim("transfer_information"))[1:] == links


def test_the_report_s_own_outlet_is_no_relay() -> None:
    text = f"Police arrested a clerk for espionage. Kari Moen told NRK that {SOLD}."
    assert chain(read(text, outlet="NRK").claim("transfer_information")) == ["NRK", "Kari Moen"]


def test_a_credited_agency_stands_once() -> None:
    text = f"OSLO, May 3 (Reuters) - Police arrested a clerk for espionage. Kari Moen told Reuters that {SOLD}."
    links = chain(read(text, outlet="Malmo Daily").claim("transfer_information"))
    assert links == ["Malmo Daily", "Reuters", "Kari Moen"]


def test_what_is_carried_on_keeps_its_relay() -> None:
    text = (
        "Police arrested Anna Lind for espionage. The FSB told Tass that Lind had sold secrets to Kyiv. "
        "Lind allegedly met a Ukrainian intelligence officer in Rostov."
    )
    assert chain(read(text, outlet="Malmo Daily").claims("meet")[0])[1:] == ["TASS", "FSB"]
