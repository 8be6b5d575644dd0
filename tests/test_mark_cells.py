"""Cells of the case table on reports of many manners: who is described first and named later, groups, home services."""

from __future__ import annotations

import pytest

from tests.marking import Reading, read

END = "\nIt is the third spy affair in a year, intelligence experts noted."


def report(text: str) -> Reading:
    return read(text + END)


def cells(text: str, slot: str) -> set[str]:
    return {value for name, value in report(text).cells() if name == slot}


def by_person(text: str, slot: str) -> set[tuple[str, str]]:
    """The values of a cell, each with the name of whom it is of."""
    marks = report(text).marks
    return {(marks.entities[s.entity].name, s.value) for s in marks.slots if s.slot == slot and s.entity is not None}


FILLED = [
    ("nationality",
     "The FSB detained Ihor Bondar, a citizen of Ukraine born in 1991, for spying.", {"Ukrainian"}),
    ("nationality",
     "Danish police arrested Omid Rahimi, a dual citizen of Malta and Iran, for espionage.", {"Maltese", "Iranian"}),
    ("nationality", "Two Estonians were arrested in Riga for spying for Russia, police said.", {"Estonians"}),
    ("age", "The FSB detained Ihor Bondar, a citizen of Ukraine born in 1991, for spying for Kyiv.", {"1991"}),
    ("occupation", "Olga Petrova, a 40-year-old private in the Australian army, was charged with espionage.",
     {"private in the Australian army"}),
    ("occupation", "A Latvian court convicted a former dock worker of spying for Russia. He was jailed.",
     {"former dock worker"}),
    ("occupation", "Indian police arrested Ravi Menon, a constable with the railway police, for spying.",
     {"constable with the railway police"}),
    ("employer", "Olga Petrova, a 40-year-old private in the Australian army, was charged with espionage.",
     {"Australian army"}),
    ("employer", "Former army sergeant Paul Bell was jailed for spying for China, a court ruled.", {"army"}),
    ("employer",
     "The man, a Dane, was an employee, a guard, at the Swedish embassy. He was held for spying for Iran.",
     {"Swedish embassy"}),
    ("employer", "Peter Wong was arrested for spying for China, the US Justice Department said. Wong worked for the "
     "CIA from 1990 to 2002.", {"CIA"}),
    ("items", "Indian police arrested Ravi Menon. He shared sensitive details of naval ships with an ISI agent.",
     {"sensitive details of naval ships"}),
    ("items", "Peter Wong was charged in Ohio with unlawful retention of defence documents. He spied for China.",
     {"defence documents"}),
    ("items", "Dutch police arrested Jan Smit for gathering sensitive data surrounding naval bases for China.",
     {"sensitive data surrounding naval bases"}),
    ("recruited_year", "A court jailed Adam Nowak. Nowak was recruited by the GRU while studying in Moscow in 2011.",
     {"2011"}),
    ("recruited_year", "Adam Nowak began spying for Cuba in 1985, US prosecutors said.", {"1985"}),
    ("recruited_year",
     "Estonia's KAPO arrested Ivan Petrov. He was approached by the GRU during a visit to Pskov in 2016 "
     "and agreed to spy for it.", {"2016"}),
    ("recruited_in",
     "Estonia's KAPO arrested Ivan Petrov. He was approached by the GRU during a visit to Pskov in 2016.",
     {"Pskov"}),
    ("sentence", "The Supreme Court upheld a nine-year prison term for Han Su, a clerk, for spying for North Korea.",
     {"nine-year"}),
]  # fmt: skip


@pytest.mark.parametrize(("slot", "text", "values"), FILLED)
def test_a_cell_is_filled_from_many_constructions(slot: str, text: str, values: set[str]) -> None:
    assert cells(text, slot) == values


EMPTY = [
    ("recruited_year",
     "Peter Wong was arrested for spying for China, the US Justice Department said. "
     "Wong worked for the CIA from 1990 to 2002."),
    ("recruited_year",
     "Uwe Lang is suspected of having worked for a Chinese secret service since before June 2022, "
     "prosecutors in Berlin said."),
    ("sentence", "Prosecutors are seeking a five-year prison term for Wu Ming, who spied for China."),
    ("occupation", "A court jailed Wu Ming, a suspect, for spying for China."),
]  # fmt: skip


@pytest.mark.parametrize(("slot", "text"), EMPTY)
def test_a_cell_stays_empty_where_nothing_is_told(slot: str, text: str) -> None:
    assert not cells(text, slot)


def test_who_is_described_first_is_the_one_that_the_next_sentence_names() -> None:
    text = (
        "A Latvian court has convicted a former dock worker of spying for Russia, jailing him for two years. "
        "Igors Balodis worked for the state port company."
    )
    assert by_person(text, "occupation") == {("Balodis", "former dock worker")}
    assert by_person(text, "sentence") == {("Balodis", "two years")}
    assert cells(text, "employer") == {"state port company"}


def test_whoever_speaks_next_is_not_the_one_described() -> None:
    text = "A court has convicted a former dock worker of spying for Russia. Igors Balodis said the verdict was just."
    assert not by_person(text, "occupation") & {
        ("Balodis", "former dock worker"),
        ("Igors Balodis", "former dock worker"),
    }


def test_a_surname_where_only_a_person_can_stand_is_a_person() -> None:
    text = "A Seoul court sentenced Han, a former director of a trade union, to 15 years in prison for espionage."
    assert by_person(text, "sentence") == {("Han", "15 years")}


def test_what_several_are_is_said_of_each() -> None:
    text = (
        "Kira Volkova, 40, and her husband, Igor Volkov, 62, are Maltese citizens. "
        "Kira Volkova and Igor Volkov were charged with espionage for Russia."
    )
    assert by_person(text, "nationality") == {("Kira Volkova", "Maltese"), ("Igor Volkov", "Maltese")}
