"""What a court may give, what it is asked for and what it refuses: none is a sentence, bail or release."""

from __future__ import annotations

import pytest

from sayso.model import Claim
from tests.marking import said_in, within

STEPS = {"sentence", "bail", "release", "convict"}


def steps(sentence: str) -> list[Claim]:
    """The claims of a sentence that would show a step in law to have been reached."""
    told = [c for c in said_in(sentence) if c.event in STEPS]
    return [c for c in told if c.polarity == "positive" and c.certainty not in {"possible", "denied"}]


@pytest.mark.parametrize(
    "sentence",
    [
        "He could face 20 years in prison.",
        "Orlan faces up to life in prison if convicted.",
        "The offence is punishable by ten years in prison.",
        "The charge carries a maximum sentence of 15 years.",
        "The charges carry a sentence of up to 15 years.",
        "Orlan may be jailed for up to six years.",
        "A conviction would bring him up to 14 years in prison.",
        "Prosecutors demanded 12 years in prison for Orlan.",
        "Prosecutors had sought a 12-year prison term.",
        "Prosecutors asked the court to sentence him to 12 years.",
        "The prosecution called for Orlan to be sentenced to life in prison.",
        "Prosecutors want him jailed for nine years.",
        "Prosecutors recommended a sentence of nine years.",
        "He was spared a 20-year sentence.",
        "Orlan was denied bail.",
        "A judge refused to release him on bail.",
        "His lawyer asked for his release.",
        "The maximum sentence for espionage is life.",
    ],
)
def test_what_is_threatened_asked_for_or_refused_has_not_been_given(sentence: str) -> None:
    assert steps(sentence) == []
    assert "sentence" not in dict(within(sentence).cells())


@pytest.mark.parametrize(
    ("sentence", "event", "term"),
    [
        ("Orlan was given the maximum sentence of 15 years.", "sentence", "15 years"),
        ("Prosecutors had asked for 12 years, but the court sentenced Orlan to nine years.", "sentence", "nine years"),
        ("A judge granted him bail.", "bail", None),
    ],
)
def test_what_has_been_given_is_told(sentence: str, event: str, term: str | None) -> None:
    assert [c.event for c in steps(sentence)] == [event]
    assert term is None or ("sentence", term) in within(sentence).cells()


def test_refused_bail_is_told_as_what_did_not_happen() -> None:
    told = [c for c in said_in("Orlan was denied bail.") if c.event == "bail"]
    assert [c.polarity for c in told] == ["negative"]


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        ("Orlan was taken to court for a first hearing.", "try"),
        ("The security service issued him a notice of suspicion.", "charge"),
        ("He was informed of suspicion of treason.", "charge"),
        ("The court let Orlan go.", "release"),
        ("Orlan took photos of warships in the port.", "collect"),
        ("The agency tasked him with photographing airfields.", "task"),
    ],
)
def test_further_words_for_steps_and_deeds(sentence: str, event: str) -> None:
    assert event in {c.event for c in said_in(sentence)}


@pytest.mark.parametrize(
    ("sentence", "event", "agent"),
    [
        ("A Swedish court ordered the detention on Monday of Orlan.", "detain", "Swedish court"),
        ("He appeared before a judge, who ordered him held in custody.", "detain", "a judge"),
        ("Orlan appeared before a judge on Monday, who ordered him held in custody.", "detain", "a judge"),
        ("Judicial authorities had ordered that he be detained for four months.", "detain", "Judicial authorities"),
        (
            "A Swedish court jailed Orlan for three years after finding him guilty of spying.",
            "convict",
            "Swedish court",
        ),
    ],
)
def test_whose_order_a_step_is(sentence: str, event: str, agent: str) -> None:
    told = [c for c in said_in(sentence) if c.event == event]
    assert [f.name.removesuffix(" (Sweden)") for c in told for f in c.roles["agent"]] == [agent]
    assert [f.name for c in told for f in c.roles["target"]] == ["Viktor Orlan"]


def test_a_second_step_shares_the_passive() -> None:
    told = [c for c in said_in("Orlan was found guilty by a court and sentenced to 30 years.") if c.event == "sentence"]
    assert [f.name for c in told for f in c.roles["target"]] == ["Viktor Orlan"]
