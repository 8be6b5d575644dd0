"""Who says what, where words of telling, offices, days and names get in the way."""

from __future__ import annotations

import pytest

from tests.marking import Reading, chain, read, roles

ORLAN = "Norwegian police arrested Viktor Orlan, an engineer, on suspicion of espionage for Iran. "


def last(reading: Reading) -> str | None:
    return reading.speakers()[-1]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            ORLAN + "Orlan, held in Bergen, was caught spying, Interior Minister Per Lie told reporters on Monday. "
            '"That is a matter for the police," he said. "As far as we know he was caught spying."',
            "Per Lie",
        ),
        (ORLAN + "A district judge Tuesday said the prison term sought for the spy was too short.", "district judge"),
        (
            ORLAN + "“The spy betrayed his oath,” said Assistant Director in Charge Hollis of the inquiry.",
            "Hollis",
        ),
        (
            "New Zealand police said a soldier was held for espionage. The court martial at Camp Torrens heard that "
            "the soldier had passed secrets to a spy.",
            "Court martial (New Zealand)",
        ),
        (
            "New Zealand police said a soldier was held for espionage. He had met a spy, according to an "
            "agreed summary of facts read out by the prosecution.",
            "Prosecution (New Zealand)",
        ),
    ],
    ids=["told reporters", "judge Tuesday", "in Charge", "court martial", "read out by the prosecution"],
)
def test_whose_word_it_is(text: str, speaker: str) -> None:
    assert last(read(text)) == speaker


def test_he_who_confirms_is_he_who_speaks() -> None:
    text = (
        ORLAN + "Orlan was caught spying, Interior Minister Per Lie told reporters on Monday. "
        "Norway knew of his trips, he confirmed."
    )
    assert roles(read(text).claim("confirm"))["agent"] == ["Per Lie"]


@pytest.mark.parametrize("hearer", ["Reuters", "reporters", "the court"])
def test_what_somebody_tells_the_public_is_no_deed_of_the_story(hearer: str) -> None:
    text = f"The sister of a Briton held for espionage in Iran has told {hearer} that he is innocent and is no spy."
    found = read(text)
    assert not found.claims("recruit") and not found.claims("task")
    assert chain(found.claims("deny")[0])[-1] != "outlet"


def test_things_say_nothing() -> None:
    found = read(ORLAN + "The deals called for Orlan to be sentenced to nine years in prison.")
    assert not [name for name in found.speakers() if name and "deal" in name]


@pytest.mark.parametrize(
    ("text", "nobody"),
    [
        ("Former CIA Officer Jailed For Espionage\nMarcus Vale, 40, was jailed for spying for Iran.", "Officer"),
        (ORLAN + "Assistant Director in Charge Hollis said the spy had been paid.", "Assistant Director"),
        (ORLAN + "A judge Tuesday said the spy had been paid.", "Tuesday"),
    ],
)
def test_an_office_and_a_day_are_nobodys_name(text: str, nobody: str) -> None:
    assert nobody not in read(text).parties()


def test_a_surname_is_no_company() -> None:
    text = (
        "Peru's chief prosecutor charged a man with espionage for Chile. The man was paid, Tomas Ramon Saab, the "
        "prosecutor, said. Saab added that the spy had taken pictures of a port."
    )
    assert last(read(text)) is not None and "Saab" in str(last(read(text)))
    assert all(e.kind == "person" for e in read(text).marks.entities if "Saab" in e.name)


def test_records_that_tell_of_a_release_are_no_part_of_it() -> None:
    text = "A spy's way home\n\nAna Ruiz, a spy for Chile, has been released from prison, according to records."
    assert len(read(text).claims("release")) == 1


def test_a_headline_and_the_sentence_below_it_tell_an_event_once() -> None:
    text = (
        "Ana Ruiz, convicted of spying for Chile, released from prison after 20 years\n"
        "Ana Ruiz, who spied for Chile, has been released from prison in Arica, according to the prison service."
    )
    assert [chain(c)[-1] for c in read(text).claims("release")] == ["prison service"]


@pytest.mark.parametrize(
    ("words", "place"),
    [("in Fort Worth, Texas,", "Fort Worth, Texas"), ("in Peru, Chile and Bolivia", "Peru")],
)
def test_a_place_has_its_region_with_it(words: str, place: str) -> None:
    claim = read(f"Ana Ruiz, a spy, was arrested {words} for espionage on Monday.").claims("arrest")[0]
    assert claim.place is not None and claim.place.text == place


def test_a_headline_can_begin_with_whom_it_is_about() -> None:
    text = "Ana Ruiz: Family rejects charges of spying\nPeru's police arrested Ana Ruiz on suspicion of espionage."
    assert "Ana Ruiz" not in {chain(c)[-1] for c in read(text).marks.claims}


def test_a_family_is_not_he() -> None:
    text = (
        "Peru's police arrested Marco Ruiz on suspicion of espionage. The family of the trader, 40, learnt of his "
        "arrest from friends. He was charged with espionage."
    )
    assert roles(read(text).claim("charge"))["target"] == ["Marco Ruiz"]


@pytest.mark.parametrize(
    ("act", "speaker"),
    [("ordered Orlan to be sentenced to nine years", "outlet"), ("ruled that Orlan had spied for Iran", "court")],
)
def test_what_a_court_orders_it_does_and_what_it_rules_it_says(act: str, speaker: str) -> None:
    claims = read(ORLAN + f"An Oslo court {act}.").marks.claims
    told = {chain(c)[-1] for c in claims if c.evidence.start >= len(ORLAN)}
    assert all(speaker in name.lower() for name in told) and told


def test_who_has_left_a_service_does_not_speak_for_it() -> None:
    found = read(ORLAN + "Orlan was caught spying, said Ola Berg, a former analyst at the Swedish Security Service.")
    assert found.entity("Ola Berg").parent is None


AGENCY = (
    "TALLINN, Estonia (AP) — The government of Belarus has detained a Polish monk, Jan Gaj, on espionage charges amid "
    "tensions with Poland. Authorities said that Gaj, a Pole, had passed secrets to Polish intelligence."
)


def test_the_state_that_takes_a_step_is_the_one_that_speaks() -> None:
    assert last(read(AGENCY)) == "Authorities (Belarus)"


def test_where_an_agency_reports_from_is_not_the_agency() -> None:
    assert read(AGENCY).parties()["Government of Estonia"] == ["Estonia"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Swedish prosecutors charged two brothers with espionage. Prosecutors said they had passed secrets to "
            "Iran. They categorically denied spying.",
            "two brothers",
        ),
        (ORLAN + "Orlan had been paid for years, said police superintendent Yaron Bin-Amar.", "Yaron Bin-Amar"),
        (ORLAN + "According to the charges, Orlan had passed secrets to a spy.", "Norwegian Prosecuting Authority"),
    ],
    ids=["they", "superintendent", "charges"],
)
def test_who_denies_who_has_a_title_and_whose_the_charges_are(text: str, speaker: str) -> None:
    assert last(read(text)) == speaker


def test_whither_somebody_goes_is_a_place_and_no_government() -> None:
    told = read(
        "Police in Oslo arrested Viktor Orlan, an engineer, on suspicion of spying for Russia. "
        "Orlan flew to France in May and passed secrets to Russia."
    )
    (filler,) = told.claim("travel").roles["object"]
    assert (filler.name, filler.entity) == ("France", None)
    assert [f.name for f in told.claim("transfer_information").roles["recipient"]] == ["Government of Russia"]
