"""Attributions in sentences and set phrases of their own, and whom a speaker cites."""

from __future__ import annotations

import time

import pytest

from sayso.domains import load
from sayso.mark import asides
from sayso.mark.parse import parse_all
from tests.marking import chain, read

DOMAIN = load("espionage")
HELD = "German police arrested a clerk on suspicion of spying for China."


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (f"{HELD}\nReuters writes about it.", ["Reuters"]),
        (f"{HELD} This was reported by the SBU press service.", ["SBU"]),
        (f"{HELD} This was first reported on Monday by Der Spiegel.", ["Der Spiegel"]),
        (f"{HELD} That is according to the BBC.", ["BBC"]),
        (f"{HELD} Kari Moen, a spokeswoman for the PST, confirmed this on Friday.", ["Kari Moen"]),
        (f"{HELD} Kari Moen, a spokeswoman for the PST, said it on Friday, according to Reuters.",
         ["Reuters", "Kari Moen"]),
    ],
    ids=["writes", "reported by", "first reported", "according to", "confirmed this", "through another"],
)  # fmt: skip
def test_a_sentence_can_say_whose_word_the_one_before_it_is(text: str, links: list[str]) -> None:
    assert [link for link in chain(read(text).claim("arrest"))[1:] if link != "outlet"] == links


def test_what_another_has_said_before_is_left_to_them() -> None:
    text = f"{HELD} The FSB said the clerk had sold secrets. Reuters writes about it."
    assert chain(read(text).claim("transfer_information"))[-1] == "FSB"


def test_a_heading_is_not_what_a_sentence_points_back_to() -> None:
    text = f"Police arrest spy in Bremen\n{HELD}\nReuters writes about it."
    (made,) = [a for a in read(text).marks.attributions if a.speaker_name == "Reuters"]
    assert [text[s.start : s.end] for s in made.content] == [HELD.rstrip(".")]


@pytest.mark.parametrize(
    ("sentence", "speaker", "certainty"),
    [
        ("By a report of Der Spiegel, the clerk sold secrets to China.", "Der Spiegel", "reported"),
        ("In an article in the Guardian, the clerk sold secrets to China.", "Guardian", "reported"),
        ("As far as the FBI knows, the clerk sold secrets to China.", "FBI", "possible"),
        ("As far as the FSB is aware, the clerk sold secrets to China.", "FSB", "possible"),
    ],
)
def test_a_set_phrase_opens_what_somebody_says(sentence: str, speaker: str, certainty: str) -> None:
    claim = read(f"{HELD} {sentence}").claim("transfer_information")
    assert (chain(claim)[-1], claim.certainty) == (speaker, certainty)


def test_as_far_as_we_know_is_the_outlet_s_own() -> None:
    claim = read(f"{HELD} As far as we know, the clerk sold secrets to China.").claim("transfer_information")
    assert (claim.attribution, claim.certainty) == (None, "possible")


@pytest.mark.parametrize(
    ("tail", "links"),
    [
        ("the BBC reported, citing prosecutors in Sweden", ["BBC", "Swedish Prosecution Authority"]),
        ("Reuters reported on Friday, citing a person familiar with the matter",
         ["Reuters", "person familiar with the matter"]),
        ("CCTV said, with reference to the FSB", ["CCTV", "FSB"]),
        ("Kyodo News said Thursday, quoting the police in Japan", ["Kyodo News", "Police (Japan)"]),
    ],
)  # fmt: skip
def test_whom_a_speaker_cites_is_the_last_link(tail: str, links: list[str]) -> None:
    text = f"A clerk was arrested on suspicion of spying for China, {tail}."
    assert chain(read(text).claim("arrest"))[1:] == links


def test_a_speaker_who_cites_nobody_is_the_last_link() -> None:
    text = "A clerk was arrested on suspicion of spying for China, the BBC reported without citing a source."
    assert chain(read(text).claim("arrest"))[-1] == "BBC"


def test_many_citations_in_one_sentence_take_no_longer_than_their_number() -> None:
    times = []
    for many in (300, 1200):
        ((doc, _),) = parse_all([("TASS said, citing the FSB, the spy fled, and " * many, None)])
        start = time.process_time()
        asides.add(doc, (), DOMAIN)
        times.append(time.process_time() - start)
    assert times[1] < 16 * times[0] + 0.2


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "Prosecutors said he had passed plans of a port to Iran, Norwegian broadcaster NRK reported.",
            ["NRK", "Norwegian prosecutors"],
        ),
        (
            "He had passed plans of a port to Iran, the Bild newspaper reported on Monday, citing the police.",
            ["Bild", "Police (Norway)"],
        ),
        (
            "He had passed plans to Iran, the minister Anna Lund told the local media outlet KTV.",
            ["KTV", "Anna Lund"],
        ),
        (
            "He had passed plans to Iran, prosecutors said at a briefing this week, according to NRK.",
            ["NRK", "Norwegian prosecutors"],
        ),
    ],
    ids=["nested", "citing", "outlet", "closing"],
)
def test_whose_word_an_outlet_passes_on(sentence: str, told: list[str]) -> None:
    reading = read("Norwegian prosecutors charged Viktor Orlan with espionage for Iran. " + sentence)
    assert [link.speaker for link in reading.marks.claims[-1].chain][1:] == told


def test_the_report_is_that_of_the_outlet_that_spoke_last() -> None:
    text = (
        "German police arrested a spy on suspicion of espionage, Bild reported, citing the interior ministry. "
        "According to the report, he had passed secrets to Iran."
    )
    assert read(text).claim("transfer_information").chain[-1].speaker == "Bild"
