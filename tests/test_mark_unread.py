"""Names, owners and places that plain news on new cases brought up: none of these sentences is of a real report."""

from __future__ import annotations

import pytest

from tests.marking import read, roles

FIELD = " Police said that he was arrested on suspicion of espionage for a foreign intelligence service."


def test_half_of_a_given_name_calls_nobody() -> None:
    told = read(f"Defence Minister Chiu Tao-lin spoke after the trial. Lin, a major, was accused of spying.{FIELD}")
    assert told.parties()["Chiu Tao-lin"] == ["Chiu Tao-lin"]
    assert "Lin" in told.parties()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("China sentences Danish Holm to ten years. Holm was found guilty of spying.", "Holm"),
        ("German A. was arrested in Delft. He is suspected of espionage.", "German A."),
        ("Danish Aziz was arrested for spying. Danish Aziz denied the charges.", "Danish Aziz"),
    ],
)
def test_of_which_nation_somebody_is_is_no_part_of_his_name(text: str, name: str) -> None:
    assert name in read(text + FIELD).parties()


@pytest.mark.parametrize("thing", ["Photographs were part of the evidence", "Documents were part of the evidence"])
def test_a_thing_with_a_capital_is_nobody(thing: str) -> None:
    assert thing.split()[0] not in read(f"Lars Lund was arrested. {thing}, Berg told reporters.{FIELD}").parties()


def test_a_trade_with_a_capital_is_whoever_has_been_called_so() -> None:
    told = read(f"Lars Lund, a former Marine, was accused of spying. The former Marine went to Moscow in May.{FIELD}")
    assert roles(told.claim("travel"))["agent"] == ["Lars Lund"]


def test_whose_step_a_noun_tells_and_to_whom_beyond_the_day() -> None:
    told = read(f"Norway's arrest in 2018 of Anna Berg angered Russia.{FIELD}")
    step = next(c for c in told.claims("arrest") if "angered" in told.quote(c.evidence))
    assert roles(step) == {"agent": ["Government of Norway"], "target": ["Anna Berg"]}


def test_a_country_with_an_article_says_who_acts_there() -> None:
    told = read(
        "China's police detained Lars Lund on espionage charges. Ana Vik, a Dane, was arrested in the Netherlands. "
        "She was charged with spying."
    )
    assert roles(told.claim("arrest"))["agent"] == ["Dutch authorities"]
