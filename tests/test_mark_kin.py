"""Which of several people is meant: the elder, the one of an age, somebody's wife or brother, the latter."""

from __future__ import annotations

import pytest

from tests.marking import read, roles

BROTHERS = (
    "A court in Oslo tried two brothers for spying for Russia. Lars Lund, 42, worked for the army, and his younger "
    "brother, Ole Lund, 35, was a clerk. "
)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("The older brother was arrested in May.", ["Lars Lund"]),
        ("The younger of the two was arrested in May.", ["Ole Lund"]),
        ("The 35-year-old was arrested in May.", ["Ole Lund"]),
        ("The 42-year-old man was arrested in May.", ["Lars Lund"]),
    ],
)
def test_rank_and_age_tell_two_apart(told: str, expected: list[str]) -> None:
    assert roles(read(BROTHERS + told).claim("arrest"))["target"] == expected


def test_who_is_ranked_before_being_named_is_the_one_named_so() -> None:
    reading = read(
        "Sweden tried two men for espionage. The elder brother was sentenced to life. The younger brother was jailed "
        "for ten years. Lars Lund spied for the GRU, and so did his younger brother Ole Lund."
    )
    assert [roles(c)["target"] for c in reading.claims("sentence")] == [["Lars Lund"], ["Ole Lund"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Lars Lund, a diplomat, spied for Cuba. His wife Ida was arrested for helping her husband to steal "
            "secrets.",
            ["Lars Lund"],
        ),
        ("Ida Lund spied for Cuba. Her husband, Lars Lund, fled. Her husband stole secrets for years.", ["Lars Lund"]),
    ],
)
def test_kin_are_known_again(text: str, expected: list[str]) -> None:
    stolen = [c for c in read(text).claims("collect") if any("secrets" in f.name for f in c.roles.get("object", ()))]
    assert [roles(c)["agent"] for c in stolen] == [expected]


def test_the_latter_is_who_was_named_second() -> None:
    reading = read("Lars Lund and Ole Vik were arrested for espionage. The latter was charged with spying for Iran.")
    assert roles(reading.claim("charge"))["target"] == ["Ole Vik"]


def test_a_prosecutor_is_none_of_the_accused_whom_he_speaks_of() -> None:
    reading = read(
        "The 42-year-old man is charged with espionage. According to prosecutor Mats Lind, the accused got money. "
        "Lind charged the man in May with spying for Russia."
    )
    assert "Mats Lind" not in {n for c in reading.claims("charge") for n in roles(c).get("target", [])}


def test_brothers_share_the_family_name() -> None:
    reading = read("A court in Oslo convicted the brothers Nils and Ole Lund of espionage. The two were jailed in May.")
    assert roles(reading.claim("convict"))["target"] == ["Nils Lund", "Ole Lund"]


def test_another_who_is_named_after_what_he_did() -> None:
    reading = read(
        "A court in Oslo jailed Lars Lund for spying for Russia. Another clerk held in the case, Ole Vik, was "
        "acquitted."
    )
    assert roles(reading.claim("acquit"))["target"] == ["Ole Vik"]


def test_ages_rank_two_who_are_accused() -> None:
    reading = read(
        "Two scientists were arrested in Oslo for treason. Lars Orlin, 60, was charged with spying for China. His "
        "colleague, Ole Vik, 71, was charged with espionage. The older scientist was jailed for 12 years."
    )
    assert roles(reading.claims("sentence")[-1])["target"] == ["Ole Vik"]


def test_who_is_a_person_and_no_body() -> None:
    told = (
        "The SBU arrested a soldier of a tank brigade who was spying for Russia. The traitor passed secrets to the GRU."
    )
    reading = read(told)
    assert roles(reading.claim("collect"))["agent"] == ["soldier of a tank brigade"]
    assert roles(reading.claim("transfer_information"))["agent"] == ["soldier of a tank brigade"]
