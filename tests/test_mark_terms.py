"""Sentences of several accused in one clause, terms in fractions, and terms for other offences."""

from __future__ import annotations

import pytest

from tests.marking import Reading, read

TWO = "A Vilnius court convicted Jan Wolski and Petr Novak of espionage. "
ONE = "Polish police arrested Jan Wolski for espionage for Russia. "


def sentences(reading: Reading) -> set[tuple[str, str]]:
    """Whose sentence is what."""
    cells = [s for s in reading.marks.slots if s.slot == "sentence" and s.entity is not None]
    return {(reading.marks.entities[s.entity].name, s.value) for s in cells if s.entity is not None}


def test_each_of_a_list_has_a_sentence_of_his_own() -> None:
    told = "The sentences include ten years and eight months for Jan Wolski; nine years and two months for Petr Novak."
    wanted = {("Jan Wolski", "ten years and eight months"), ("Petr Novak", "nine years and two months")}
    assert sentences(read(TWO + told)) == wanted


def test_respectively_gives_the_first_term_to_the_first() -> None:
    told = "Wolski and Novak were sentenced to 38 months and 30 months in prison respectively."
    assert sentences(read(TWO + told)) == {("Jan Wolski", "38 months"), ("Petr Novak", "30 months")}


@pytest.mark.parametrize("term", ["3 1/2 years", "three-and-a-half years", "nine years and 10 months"])
def test_a_term_is_whole(term: str) -> None:
    assert sentences(read(f"{ONE}He was sentenced to {term} in prison.")) == {("Jan Wolski", term)}


def test_a_term_for_another_offence_is_none_of_this_case() -> None:
    told = "He had served a sentence of four and a half years for smuggling drugs."
    assert sentences(read(ONE + told)) == set()


@pytest.mark.parametrize(
    ("told", "place", "year"),
    [
        ("Wolski moved to Latvia in 2011, where he was recruited by Russian intelligence.", "Latvia", "2011"),
        ("Wolski moved to Belarus in 2009, and at that time was recruited by the KGB.", "Belarus", "2009"),
        ("His recruitment took place during a trip to Minsk in 2014.", "Minsk", "2014"),
        ("Wolski was recruited by the FSB in 2012 while working in Tashkent.", "Tashkent", "2012"),
    ],
)
def test_where_and_when_somebody_was_won_over(told: str, place: str, year: str) -> None:
    cells = read(ONE + told).cells()
    assert {("recruited_in", place), ("recruited_year", year)} <= set(cells)


@pytest.mark.parametrize(
    ("told", "slot", "value"),
    [
        ("Wolski, chairman of the board of Baltic Logistika Group, kept silent.", "employer", "Baltic Logistika Group"),
        (
            "Wolski served in Poland's military counterintelligence.",
            "employer",
            "Poland's military counterintelligence",
        ),
        ("Wolski, of Belarusian origin, kept silent.", "nationality", "Belarusian"),
        ("Wolski, a retired Polish air force colonel, kept silent.", "nationality", "Polish"),
    ],
)
def test_work_and_origin(told: str, slot: str, value: str) -> None:
    assert (slot, value) in read(ONE + told).cells()


def test_the_hostile_service_is_no_employer() -> None:
    cells = read(ONE + "Wolski is an officer with Russian military intelligence.").cells()
    assert "employer" not in dict(cells)
