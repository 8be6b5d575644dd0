"""Which events a report tells: what the network's doubt takes away, and words of new reports that name an event."""

from __future__ import annotations

import pytest

from sayso.domains import load
from tests.marking import read
from tests.test_mark_named import said

PACK = load("espionage")


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        ("The neighbours had not seen him since his arrest.", "arrest"),  # only mentioned
        ("He is kept apart from Orlan, indicted in Bremen.", "charge"),
        ("Orlan met an officer of the SVR in Vienna.", "meet"),  # an everyday event
    ],
)
def test_less_of_a_doubt_is_enough_where_a_thing_is_only_mentioned_or_everyday(
    monkeypatch: pytest.MonkeyPatch, sentence: str, event: str
) -> None:
    word = sentence.split()[-1].strip(".")
    assert event in {c.event for c in said(monkeypatch, sentence, word, **{event: 0.01})}
    assert event not in {c.event for c in said(monkeypatch, sentence, word, **{event: 0.0008})}


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        ("Orlan was indicted in Bremen.", "charge"),  # told outright: the network must be surer than that
        ("Orlan passed secret files to the SVR in Bremen.", "transfer_information"),
    ],
)
def test_what_is_told_outright_is_passed_over_for_a_great_doubt_only(
    monkeypatch: pytest.MonkeyPatch, sentence: str, event: str
) -> None:
    word = sentence.split()[-1].strip(".")
    assert event in {c.event for c in said(monkeypatch, sentence, word, **{event: 0.0008})}
    assert event not in {c.event for c in said(monkeypatch, sentence, word, **{event: 0.0})}


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        ("So far no charges have been brought against Orlan.", "charge"),
        ("Orlan has not been charged.", "charge"),
        ("Orlan denied the charges.", "deny"),
    ],
)
def test_what_was_not_done_and_what_is_denied_is_told_whatever_the_network_makes_of_it(
    monkeypatch: pytest.MonkeyPatch, sentence: str, event: str
) -> None:
    assert event in {c.event for c in said(monkeypatch, sentence, "charge", **{event: 0.0})}


def test_an_event_about_which_the_network_is_seldom_right_must_be_likely(monkeypatch: pytest.MonkeyPatch) -> None:
    assert {e.id for e in PACK.events if e.misread} >= {"access", "equip"}
    sentence = "Orlan had a desk beside the archive."
    assert said(monkeypatch, sentence, "desk", access=0.4) == []
    assert [c.event for c in said(monkeypatch, sentence, "desk", access=0.6)] == ["access"]
    assert [c.event for c in said(monkeypatch, "Orlan was bundled into a van.", "van", arrest=0.4)] == ["arrest"]


LEAD = (
    "OSLO, May 17 - Police arrested Marek Wilk, 44, a surveyor, on suspicion of espionage for Belarus on Tuesday. "
    "He is accused of passing maps to its intelligence service, the KGB, prosecutors said.\n\n"
)


def events_of(sentence: str) -> set[str]:
    """The events that a sentence tells in a report on one accused, found without the network."""
    reading = read(LEAD + sentence)
    return {c.event for c in reading.marks.claims if c.evidence.start >= len(LEAD)}


@pytest.mark.parametrize(
    ("event", "told", "not_told"),
    [
        (
            "task",
            "Wilk drew the plans at the direction of a Belarusian official.",
            "Wilk was seized at the request of a Belarusian official.",
        ),
        (
            "deny",
            "Wilk insisted that he was innocent.",
            "The lawyers insisted that Wilk be found innocent.",
        ),
        (
            "transfer_information",
            "Wilk is in custody suspected of having handed state secrets to Belarus.",
            "Wilk is in a custody that is suspected of having handed meals to Belarus.",
        ),
        ("no_comment", "The ministry declined to describe the maps.", "Wilk declined to go home with the officers."),
        ("no_comment", "The ministry declined to go into details.", "Wilk declined to go to court on Monday."),
        ("admit", "Wilk did not dispute that he had copied the maps.", "Wilk did not dispute the bill at the hotel."),
        (
            "admit",
            "Wilk told the court that he had betrayed his country.",
            "Wilk was told by a judge of the court that he was a danger.",
        ),
        ("release", "Wilk was let go after three nights.", "Wilk was let go by his employer after three years."),
        ("investigate", "Agents tapped his telephone for months.", "Agents tapped his glass for a while."),
        ("dismiss", "A court overturned the sentence of Marek Wilk.", "A storm overturned the car of Marek Wilk."),
        ("warn", "Belarus would pay a heavy price, the minister said.", "Wilk paid a price of ten euros for it."),
        ("deny", "Wilk had no intention of hurting Norway.", "Wilk had every intention of hurting Norway."),
        ("deny", "Wilk had no access to secret papers.", "Wilk had no access to a lawyer."),
        ("deny", "Not guilty, Wilk told the court.", "Wilk told the court that the plea would be guilty."),
        ("detain", "The police took Wilk in on Monday.", "The police took in a show on Monday."),
        (
            "detain",
            "Wilk was sent to prison to await his trial.",
            "Wilk was sent to prison for nine months.",
        ),
        ("charge", "Wilk faces a charge of espionage.", "Wilk faces a bill after paying a charge."),
        (
            "investigate",
            "The investigation by the police into Wilk goes on.",
            "Wilk knew the KGB, according to an investigation by the newspaper Nordlys.",
        ),
        (
            "recruit",
            "Wilk built up a network of informants for the KGB.",
            "Wilk built up a network of computers for the school.",
        ),
        ("cover", "Wilk once worked for the Ministry of Defence.", "Wilk works for a bakery in Oslo."),
        ("deny", "There is no evidence that Wilk was a spy.", "There is no road to the house of Wilk."),
        ("deny", "Wilk took his confession back.", "Wilk took his bicycle back."),
        (
            "convict",
            "The court condemned Wilk for aggravated espionage.",
            "The court condemned Wilk to nine years for aggravated espionage.",
        ),
        ("protest", "The ambassador said that Norway would protest to Minsk.", "The ambassador protested to a waiter."),
        (
            "recruit",
            "The KGB set out to build up a spy network.",
            "The KGB set out to build up a computer network.",
        ),
        ("detain", "Wilk was ordered held until a hearing.", "Wilk was ordered freed by the court that held him."),
        ("pay", "Agents recovered $9,000 in cash left for him.", "Agents recovered a hat left for him."),
        ("promise", "In Minsk $9,000 was set aside for Wilk.", "In Minsk a chair was set aside for Wilk."),
        ("meet", "An officer treated Wilk to dinners at a hotel.", "An officer treated Wilk to a lecture."),
        ("accuse", "Wilk's country was alleging a politically motivated act.", "Wilk was alleging a headache."),
        (
            "remove_from_post",
            "Wilk gave up the chair of the committee.",
            "Wilk gave up the chair by the window to her.",
        ),
        ("travel", "In May Wilk set out for Minsk.", "In May Wilk set himself up in Minsk."),
    ],
)
def test_words_of_new_reports_tell_an_event_and_words_like_them_do_not(event: str, told: str, not_told: str) -> None:
    assert event in events_of(told), told
    assert event not in events_of(not_told), not_told


def test_a_report_on_an_unregistered_agent_is_of_the_field() -> None:
    text = (
        "Berit Holm, accused of acting as an unregistered agent for Belarus, pleaded not guilty in a court in Boston."
    )
    assert read(text).claims("deny")
    assert not read(text.replace("an unregistered agent", "an estate agent")).marks.claims


@pytest.mark.parametrize(
    ("said_by", "event"),
    [
        ('"I was stupid and I am sorry," Wilk said.', "admit"),
        ('"The verdict is a mockery," said Belarus\'s ambassador, Igor Belsky.', "protest"),
    ],
)
def test_who_is_sorry_admits_and_who_finds_it_unjust_protests(said_by: str, event: str) -> None:
    assert event in events_of(said_by)


@pytest.mark.parametrize("said_by", ['"I did nothing wrong," Wilk said.', '"Belarus was wrong," Wilk said.'])
def test_who_is_not_sorry_admits_nothing(said_by: str) -> None:
    assert "admit" not in events_of(said_by)


@pytest.mark.parametrize(
    "about", ["Marek Wilk, accused of spying for Belarus,", "A surveyor suspected of spying for Belarus"]
)
def test_what_a_step_in_law_is_for_is_no_accusation_of_its_own(about: str) -> None:
    reading = read(f"{about} was arrested by police in Oslo on Tuesday.")
    assert [c.event for c in reading.marks.claims] == ["arrest"]
    assert reading.claim("arrest").roles["beneficiary"][0].name.endswith("Belarus")


@pytest.mark.parametrize(
    "told",
    [
        "Prosecutors accused Marek Wilk of spying for Belarus. He was arrested in Oslo.",  # somebody makes it
        "Marek Wilk was accused of spying for Belarus in May. He was arrested in Oslo in June.",  # by itself
    ],
)
def test_an_accusation_that_somebody_makes_or_that_stands_alone_is_kept(told: str) -> None:
    assert {c.event for c in read(told).marks.claims} >= {"accuse", "arrest"}


TRADE = (
    "How do services find their spies? An officer of an intelligence service meets a clerk with debts at a dinner. "
    "Thousands of people were recruited by spies and handed classified documents to them, the MI5 has warned."
)


def test_a_report_in_which_nobody_stands_accused_tells_how_spies_work_and_no_deeds() -> None:
    assert {c.event for c in read(TRADE).marks.claims} <= {"warn"}
    case = TRADE + " Marek Wilk passed classified documents to the KGB and met its officer at a dinner."
    assert "transfer_information" in {c.event for c in read(case).marks.claims}


def test_the_network_tells_what_a_doubted_trigger_beside_it_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    sentence = "Orlan was grabbed on the stairs and taken to a cell."
    assert "arrest" in {c.event for c in said(monkeypatch, sentence, "grabbed", arrest=0.9, detain=0.0)}


def test_a_protest_counts_beside_what_it_is_against() -> None:
    told = events_of("The nine-year sentence given to Wilk in May is an outrage, Belarus's foreign ministry said.")
    assert told == {"sentence", "protest"}
