"""Claims: which sentences make them, on whose word, when that word is carried on and where it ends."""

from __future__ import annotations

import pytest

from sayso.domains import load
from sayso.mark.claims import of_field
from tests.marking import chain, read, roles, said_in, within

FSB = "The FSB said it had detained a spy named Pavel Orlov. "
MSS = "China's Ministry of State Security said it had detained a consultant surnamed Huang for espionage. "
O = "Viktor Orlan"  # noqa: E741


def last_voice(text: str, event: str) -> list[str]:
    return chain(read(text).claims(event)[-1])


# ------------------------------------------------------------------------------------------- carried on


@pytest.mark.parametrize(
    "text",
    [
        FSB + "Orlov passed secrets to Ukraine.",
        FSB + "A court remanded him. Orlov passed secrets to Ukraine.",
        FSB + "\nOrlov passed secrets to Ukraine.",
        FSB + "“We have proof,” it said. Orlov passed secrets to Ukraine.",
    ],
)
def test_a_sentence_of_the_same_story_carries_the_statement_on(text: str) -> None:
    reading = read(text)
    claim = reading.claim("transfer_information")
    assert chain(claim) == ["outlet", "FSB"]
    assert claim.attribution is not None
    carried = reading.marks.attributions[claim.attribution]
    assert (carried.kind, carried.cue, carried.certainty) == ("carried", (), "reported")
    assert carried.parent is not None
    assert reading.marks.attributions[carried.parent].speaker == carried.speaker


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (FSB + "\n\nRelated news\n\nOrlov met a handler in Kyiv.", "meet"),
        (FSB + "Orlov was charged with treason on 4 March 2021.", "charge"),
        (FSB + "Orlov will be charged with treason.", "charge"),
        (FSB + "Sweden expelled three Norwegian diplomats.", "expel"),
        ("Swedish police arrested a spy.\nAnna Lind, a neighbour, said he was quiet.\nHe sold secrets.",
         "transfer_information"),
    ],
    ids=["heading", "dated history", "outlook", "other matter", "a person's word ends with the paragraph"],
)  # fmt: skip
def test_a_statement_ends(text: str, event: str) -> None:
    assert last_voice(text, event) == ["outlet"]


def test_the_word_of_a_body_without_a_story_is_not_carried_on() -> None:
    known = "Russia's foreign ministry said it knew of Anna Lind, a translator held for espionage. "
    text = known + "Anna Lind collected secrets."
    assert last_voice(text, "collect") == ["outlet"]


def test_a_sentence_before_any_speaker_is_the_outlet_s() -> None:
    assert last_voice(f"{O} sold secrets to Russia. Swedish police arrested him for espionage.", "arrest") == ["outlet"]


# -------------------------------------------------------------------------------------------- whose word


def test_of_two_attributions_the_innermost_counts() -> None:
    text = "The BBC said police had claimed that the spy sold secrets to the FSB."
    assert chain(read(text).claim("transfer_information"))[1:2] == ["BBC"]
    assert len(chain(read(text).claim("transfer_information"))) == 3


def test_an_act_of_speech_is_on_the_word_of_the_one_who_does_it() -> None:
    (claim,) = [c for c in said_in("Sweden accused Russia of spying.") if c.event == "accuse"]
    assert chain(claim)[-1] == "Government of Sweden"


@pytest.mark.xfail(strict=True, reason="an unsure attribution to a suspect is left out, and made anew for the claim")
def test_an_act_of_speech_is_attributed_once() -> None:
    cues = [a.cue for a in within("Orlan denied the charges.").marks.attributions if a.cue]
    assert len(cues) == len(set(cues))


def test_no_comment_is_the_outlet_s_word() -> None:
    assert chain(said_in("The Kremlin declined to comment on the case.")[-1]) == ["outlet"]


def test_a_report_of_an_agency_passes_on_its_word() -> None:
    text = "By Reuters\nSwedish police arrested a soldier in Malmo on suspicion of spying for Iran."
    assert chain(read(text).claim("arrest")) == ["outlet", "Reuters"]


# --------------------------------------------------------------------------------------------- evidence


@pytest.mark.parametrize(
    "dateline", ["STOCKHOLM, Nov 11 (Reuters) - ", "PARIS (AFP) - ", "LONDON — ", "MOSCOW, Russia (AP) — "]
)
def test_a_dateline_is_not_evidence(dateline: str) -> None:
    reading = read(dateline + "Swedish prosecutors charged Anna Lind with espionage over secrets.")
    evidence = reading.quote(reading.claim("charge").evidence)
    assert evidence.startswith("Swedish prosecutors charged")


def test_evidence_is_the_clause_and_not_the_sentence() -> None:
    reading = within(f"Swedish police searched a flat, and {O} was charged with espionage, a court heard.")
    assert ("charge", f"{O} was charged with espionage") in reading.told()


def test_claims_come_in_the_order_of_their_evidence() -> None:
    reading = within(f"{O} met a spy, sold secrets and was arrested. He denied espionage and was charged.")
    assert [c.evidence for c in reading.marks.claims] == sorted(c.evidence for c in reading.marks.claims)


@pytest.mark.parametrize("dateline", ["PARIS (AFP) - ", "LONDON (AFP) — "])
def test_a_dateline_does_nothing(dateline: str) -> None:
    reading = read(dateline + "French prosecutors charged Anna Lind with espionage, a court said. Secrets were lost.")
    assert roles(reading.claim("charge"))["agent"] == ["Prosecutor's office (France)"]


# ------------------------------------------------------------------------------------- roles and polarity


@pytest.mark.parametrize(
    ("sentence", "event", "polarity"),
    [
        (f"{O} did not pass secrets to Russia.", "transfer_information", "negative"),
        (f"{O} never passed secrets to Russia.", "transfer_information", "negative"),
        (f"{O} was not charged with espionage.", "charge", "negative"),
        (f"{O} passed secrets to Russia.", "transfer_information", "positive"),
    ],
)
def test_polarity(sentence: str, event: str, polarity: str) -> None:
    assert [c.polarity for c in said_in(sentence) if c.event == event] == [polarity]


def test_the_not_of_no_comment_is_no_negation() -> None:
    assert said_in("The Russian embassy did not respond to questions.")[-1].polarity == "positive"


def test_an_accused_who_is_left_unsaid_is_understood() -> None:
    (claim,) = [
        c for c in said_in("Prosecutors found evidence and took coercive measures.") if c.event != "investigate"
    ]
    assert roles(claim)["target"] == [O]


def test_nobody_is_understood_where_another_name_stands() -> None:
    sentence = "Marinova, who was sentenced to 12 years for taking bribes, received trips to foreign resorts."
    (claim,) = [c for c in said_in(sentence) if c.event == "sentence"]
    assert O not in roles(claim).get("target", [])


def test_a_filler_is_the_party_s_name_and_the_words_that_say_it() -> None:
    reading = within("The suspect sold secrets to Russia.")
    (filler,) = reading.claim("transfer_information").roles["agent"]
    assert (filler.name, reading.quote(filler.span)) == (O, "The suspect")
    assert filler.entity is not None
    assert reading.marks.entities[filler.entity].name == O


@pytest.mark.parametrize(
    ("sentence", "event", "place"),
    [
        ("Swedish police arrested him in Malmo.", "arrest", "Malmo"),
        ("He met a Russian spy near Vienna.", "meet", "Vienna"),
        ("He met a Russian spy in secret.", "meet", None),
    ],
)
def test_place(sentence: str, event: str, place: str | None) -> None:
    assert [c.place.text if c.place else None for c in said_in(sentence) if c.event == event] == [place]


def test_somebody_else_s_act_is_not_the_accused_s() -> None:
    found = [roles(c) for c in said_in("Inspectors collected documents on a ship.") if c.event == "collect"]
    assert all(O not in claim.get("agent", []) for claim in found)


@pytest.mark.xfail(strict=True, reason="what is paid for secrets stands where the one who profits stands")
def test_a_price_is_no_beneficiary() -> None:
    (claim,) = [c for c in said_in(f"{O} sold secret files to Iran for $20,000.") if c.event == "transfer_information"]
    assert "beneficiary" not in claim.roles


@pytest.mark.xfail(strict=True, reason="a surname that the parser does not see as a name leaves its act to a neighbour")
def test_a_quoted_neighbour_is_not_the_spy() -> None:
    text = (
        "“Orlov was a spy,” his neighbour Ivan Petrov told the BBC.\n"
        "Orlov passed secrets to Ukraine, and the FSB arrested him for espionage."
    )
    assert "Ivan Petrov" not in roles(read(text).claim("transfer_information")).get("agent", [])


# --------------------------------------------------------------------------------------- fields and fiction


@pytest.mark.parametrize(
    "text",
    [
        "The novel follows a spy who is arrested in Prague. Its author, a former MI6 officer, sets the plot in 1968. "
        "The hero passes secrets to the KGB. Readers of the genre will like this thriller.",
        "The series stars an actor as a mole in the CIA. In the last episode the character sells secrets to Moscow.",
        "The bakery opened a shop in Hamburg. The owner sold bread. Police arrested a thief, and a court jailed him.",
        "The midfielder was sold to Milan. The club released a statement. The fans met him at the airport.",
        "",
    ],
)
def test_fiction_and_other_fields_claim_nothing(text: str) -> None:
    reading = read(text)
    assert reading.marks.claims == ()
    assert reading.marks.slots == ()


def test_other_fields_keep_their_attributions() -> None:
    assert read("The baker said the thief had sold the bread.").speakers() == ["baker"]


def test_a_report_about_a_writer_who_spied_is_no_review() -> None:
    text = "Police arrested the author of a novel on suspicion of espionage. A court charged him with selling secrets."
    assert of_field(text, load("espionage"))


@pytest.mark.parametrize(
    "text",
    [
        "The Swedish Security Service arrested two brothers on suspicion of spying for Iran. They denied it.",
        "Wang Xiaohong, a businessman, was charged with spying for China. Wang pleaded guilty.",
    ],
)
def test_a_short_report_counts_too(text: str) -> None:
    assert read(text).marks.claims


def test_an_age_is_no_quantity() -> None:
    (claim,) = read("Swedish police arrested Anna Lind, 34, a translator, for espionage, a crime.").claims("arrest")
    assert claim.quantity is None


def test_no_charges_are_no_charge() -> None:
    (claim,) = [c for c in said_in("No charges were brought against Viktor Orlan.") if c.event == "charge"]
    assert claim.polarity == "negative"
