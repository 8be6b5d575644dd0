"""Which events a report tells: what the network's doubt takes away, and words of new reports that name an event."""

from __future__ import annotations

import pytest

from sayso.domains import load
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
