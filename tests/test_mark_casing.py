"""Headlines in capitals are read as sentences: names keep theirs, letter for letter nothing moves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.mark.casing import sentence_cased
from tests.marking import read, roles

BODY = "Lars Lund, a clerk at the Ministry of Mines, was said by Danish prosecutors to have sold secrets to Russia."
VERBS = frozenset({"plead", "jail", "face", "sell", "spy", "act"})
SMALL = frozenset({"in", "to", "as", "for", "may", "over", "agent", "secrets", "guilty"})


def headline(line: str) -> str:
    return sentence_cased(f"{line}\n{BODY}", VERBS, SMALL).partition("\n")[0]


@pytest.mark.parametrize(
    ("line", "cased"),
    [
        ("Lund Pleads Guilty In Plot To Act As Agent", "Lund pleads guilty in Plot to act as agent"),
        ("Clerk Jailed For Spying For Russia", "Clerk jailed for spying for Russia"),
        ("Danish Clerk Lund Sold Secrets", "Danish clerk Lund sold secrets"),
        ("Ministry Of Mines Clerk To Face Trial", "Ministry of Mines clerk to face Trial"),
        ("By Per Vik | May 10, 2019", "By Per Vik | May 10, 2019"),
        ("A clerk of the Ministry of Mines is held", "A clerk of the Ministry of Mines is held"),
        ("CLERK OF MINISTRY HELD", "CLERK OF MINISTRY HELD"),
        ("Clerk Jailed For Spying For Russia.", "Clerk Jailed For Spying For Russia."),
    ],
)
def test_only_names_keep_their_capitals_in_a_headline(line: str, cased: str) -> None:
    assert headline(line) == cased


def test_the_running_text_stays_as_it_is() -> None:
    assert sentence_cased(f"Lund Pleads Guilty In Plot\n{BODY}", VERBS, SMALL).endswith(BODY)


def test_a_headline_alone_stays_as_it_is() -> None:
    assert sentence_cased("Lund Pleads Guilty In Plot", VERBS, SMALL) == "Lund Pleads Guilty In Plot"


LINES = st.lists(st.text(st.characters(codec="utf-8"), max_size=60) | st.sampled_from([BODY, "Lund Jailed In May"]))


@given(LINES)
def test_every_letter_keeps_its_place_and_a_second_time_changes_nothing(lines: list[str]) -> None:
    text = "\n".join(lines)
    cased = sentence_cased(text, VERBS, SMALL)
    assert len(cased) == len(text)
    assert cased.lower() == text.lower()
    assert sentence_cased(cased, VERBS, SMALL) == cased


def test_a_headline_names_who_is_named_below_and_nobody_else() -> None:
    told = read(
        "Orlan Pleads Guilty In U.S. Court To Spying For Russia\nAnna Orlan was arrested in May for espionage. Orlan, "
        "a clerk, sold secrets to Russia, prosecutors said."
    )
    assert "Orlan Pleads Guilty" not in told.parties()
    assert roles(told.claim("arrest"))["target"] == ["Anna Orlan"]
