"""Where an attribution ends: sentences that go on telling what a speaker told, and those that the outlet tells."""

from __future__ import annotations

import pytest

from sayso.domains import load
from sayso.mark import claims, events, names, nominals, speakers
from sayso.mark.parse import parse
from sayso.mark.parties import Parties
from sayso.mark.report import gazetteer
from sayso.model import Attribution, Claim, Span
from tests.marking import Reading, chain, read

MSS = "Ministry of State Security"
SAID = "China's Ministry of State Security said on Monday that a man surnamed Luo had spied for the CIA. "


def first(reading: Reading, event: str) -> Claim:
    """The first claim of an event after the opening sentence."""
    return next(c for c in reading.claims(event) if c.evidence.start >= len(SAID))


def speaker(text: str, event: str) -> str | None:
    """Whose word the first such claim is; None for the outlet's own voice."""
    claim = first(read(text, outlet="Malmo Daily"), event)
    return chain(claim)[-1] if claim.attribution is not None else None


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        ("Luo met a CIA officer in Rome.", "meet"),
        ("The CIA then told Luo to collect military secrets.", "task"),
        ("Luo signed an espionage agreement with the American side.", "agreement"),
        ("Luo agreed, signed an espionage agreement with the American side and was trained.", "agreement"),
        ("An American diplomat told Luo that he was a CIA officer. Later Luo passed secret files to the CIA.",
         "transfer_information"),
        ("A diplomat asked Luo for secrets. Later Luo passed secret files to the CIA.", "transfer_information"),
        ("He allegedly received $5,000 from the CIA.", "pay"),
    ],
)  # fmt: skip
def test_a_statement_is_carried_on(sentence: str, event: str) -> None:
    assert speaker(SAID + sentence, event) == MSS


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        ("He is to appear before a judge in Wuhan.", "try"),
        ("He faces up to ten years in prison.", "sentence"),
        ("He was arrested on 3 May.", "arrest"),
        ("A week earlier German police arrested Anna Lind on suspicion of spying for China.", "arrest"),
        ("Last year the scope of China's counter-espionage law was widened to all espionage.", "law"),
    ],
)
def test_the_outlet_tells_outlook_history_and_other_cases_itself(sentence: str, event: str) -> None:
    assert speaker(SAID + sentence, event) is None


def test_of_one_sentence_one_claim_can_be_carried_on_and_another_not() -> None:
    text = SAID + "Luo passed secret files to the CIA and is to appear before a judge in Wuhan."
    assert (speaker(text, "transfer_information"), speaker(text, "try")) == (MSS, None)


def test_a_heading_is_the_outlet_s() -> None:
    text = SAID + "\nLuo Signed An Espionage Agreement\nThe ministry said he had been paid."
    assert speaker(text, "agreement") is None


def test_what_the_text_is_cut_off_in_is_no_heading() -> None:
    assert speaker(SAID + "\nLuo passed secret files to the CIA", "transfer_information") == MSS


def test_a_register_states_one_thing() -> None:
    text = (
        "Police arrested Anna Lind for espionage. Lind has left prison, according to records of the prison service "
        "in Sweden. Russia recruited Lind in the 1980s."
    )
    (claim,) = read(text).claims("recruit")
    assert claim.attribution is None


def test_a_sentence_s_closing_attribution_speaks_for_all_of_it() -> None:
    text = (
        "Police arrested Anna Lind for espionage.\nLind travelled to Moscow four times and got a medal that a minister "
        "of Russia gave her in 1997, according to the Guardian."
    )
    (claim,) = read(text).claims("travel")
    assert chain(claim)[-1] == "Guardian"


def test_what_a_suspect_tells_a_court_is_his_word() -> None:
    text = (
        "Swedish police arrested Viktor Orlan for espionage. Orlan told the court that he had sold secrets to Russia."
    )
    assert chain(read(text).claim("transfer_information"))[-1] == "Viktor Orlan"


@pytest.mark.parametrize(("confidence", "deed"), [(0.7, True), (0.95, False)])
def test_less_certain_words_of_people_in_the_story_are_deeds(confidence: float, deed: bool) -> None:
    text = "A diplomat recruited Qiu in Ottawa. The diplomat called for a meeting with Qiu."
    doc, domain = parse(text), load("espionage")
    hits = events.find(doc, domain)
    parties = Parties(doc, domain, gazetteer(domain), {}, ())
    names.take(parties)
    nominals.take(parties)
    diplomat = parties.at[doc.char_span(2, 10).start]
    made = Attribution(
        source=(Span(36, 48),),
        cue=(Span(49, 55),),
        content=(Span(56, 78),),
        kind="indirect",
        certainty="reported",
        confidence=confidence,
        reader="by hand",
        speaker=diplomat,
    )
    assert (0 in speakers.acts([made], parties, claims.kept(hits, parties))) == deed
