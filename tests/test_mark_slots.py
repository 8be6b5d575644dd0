"""Cells of a case table: what a report says of its accused, each with the words that say it."""

from __future__ import annotations

import pytest

from tests.marking import read, within

ORLOV = (
    "Swedish police arrested Viktor Orlan, 52, a Russian engineer at Nordlicht Ltd, for espionage. "
    "Orlan was recruited in Vienna in 2015. He passed maps of bases to the CIA. "
    "He was sentenced to nine years in prison."
)


@pytest.mark.parametrize(
    ("slot", "value"),
    [
        ("age", "52"),
        ("nationality", "Russian"),
        ("recruited_in", "Vienna"),
        ("recruited_year", "2015"),
        ("items", "maps of bases"),
        ("sentence", "nine years"),
    ],
)
def test_a_cell_is_filled(slot: str, value: str) -> None:
    assert (slot, value) in read(ORLOV).cells()


def test_occupation_and_employer_are_in_the_words_of_the_description() -> None:
    cells = dict(sorted(read(ORLOV).cells()))
    assert "engineer" in cells["occupation"]
    assert "Nordlicht" in cells["employer"]


def test_every_cell_is_verbatim_and_of_the_accused() -> None:
    reading = read(ORLOV)
    for slot in reading.marks.slots:
        assert reading.quote(slot.span) == slot.value
        assert slot.entity is not None
        assert reading.marks.entities[slot.entity].name == "Viktor Orlan"


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Swedish police arrested Anna Lind, aged 34, for espionage, a spy's crime.", "34"),
        ("Swedish police arrested Anna Lind, a 34-year-old translator, for espionage, a spy's crime.", "34"),
        ("Swedish police arrested Anna Lind, barely 34, for espionage, a spy's crime.", "34"),
        ("Swedish police arrested Anna Lind (34), a translator, for espionage, a spy's crime.", "34"),
        ("Swedish police arrested Anna Lind, born on May 3, 1990, for espionage, a spy's crime.", "May 3, 1990"),
        ("A Danish businessman of 73 was arrested in Oslo on suspicion of espionage for Russia.", "73"),
        ("The court sentenced Lars Lund, 72 years, an inhabitant of Oslo, to ten years for spying for Russia.", "72"),
    ],
)
def test_ages(text: str, age: str) -> None:
    assert ("age", age) in read(text).cells()


def test_the_age_of_somebody_else_is_not_the_accused_s() -> None:
    text = "Swedish police arrested Anna Lind, a translator, for espionage. Karl Berg, 61, a judge, knew of the spy."
    assert not [c for c in read(text).cells() if c[0] == "age"]


def test_a_nationality_is_a_citizen_s() -> None:
    text = "Swedish police arrested Anna Lind, a Norwegian citizen, for espionage, a spy's crime."
    assert ("nationality", "Norwegian") in read(text).cells()


def test_spy_and_suspect_are_no_occupations() -> None:
    text = "Swedish police arrested Anna Lind for espionage. The suspect is a spy. The woman sold secrets."
    assert not [c for c in read(text).cells() if c[0] == "occupation"]


def test_denied_and_possible_things_fill_no_cell() -> None:
    assert not {"items", "sentence"} & {
        slot
        for slot, _ in within("Viktor Orlan did not pass documents to Russia. He may be sentenced to life.").cells()
    }


def test_no_accused_no_cells() -> None:
    assert read("The minister, 52, warned of spies and espionage. Secrets must be kept, he said.").cells() == set()


def test_a_cell_is_not_filled_twice_alike() -> None:
    found = within("Viktor Orlan, 52, sold secrets. Viktor Orlan, 52, denied the charges.").marks.slots
    keys = [(s.slot, s.value, s.entity) for s in found]
    assert len(keys) == len(set(keys))


def test_all_that_was_handed_over_is_one_item() -> None:
    cells = within("Viktor Orlan passed maps and lists of names to the FSB.").cells()
    assert {value for slot, value in cells if slot == "items"} == {"maps and lists of names"}


@pytest.mark.xfail(strict=True, reason="of 'aged 19 and 20' only the first is taken")
def test_ages_of_two() -> None:
    text = "Swedish police arrested two soldiers, aged 19 and 20, on suspicion of espionage, a spy's crime."
    assert {("age", "19"), ("age", "20")} <= read(text).cells()


def test_what_somebody_worked_as_is_an_occupation() -> None:
    text = "Swedish police arrested Anna Lind, who worked as a translator, on suspicion of espionage, a spy's crime."
    assert ("occupation", "translator") in read(text).cells()


def test_a_traitor_is_no_occupation() -> None:
    text = "Anna Lind, a translator, was charged with espionage. The minister said Anna Lind was a traitor and a spy."
    assert "traitor" not in {value for slot, value in read(text).cells() if slot == "occupation"}


def test_a_year_of_birth_is_taken() -> None:
    text = "Swedish police arrested Anna Lind, born in 1990, for espionage, a spy's crime."
    assert ("age", "1990") in read(text).cells()
