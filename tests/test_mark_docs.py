"""docs/marking.md: its example is what marking gives, its dates are what times come to, its files and modules exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sayso.domains import HERE, load
from sayso.mark import times
from tests.marking import chain, read, roles

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "marking.md").read_text("utf8")
MODULES = {path.name for path in (ROOT / "src" / "sayso" / "mark").glob("[a-z]*.py")}


def section(heading: str) -> str:
    return re.split(r"^## ", PAGE.partition(f"\n## {heading}\n")[2], flags=re.MULTILINE)[0]


def rows(text: str) -> list[list[str]]:
    """The rows of a table without its head."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_the_example_is_what_marking_gives() -> None:
    told = section("An example")
    text = re.search(r"```text\n(.*?)```", told, re.DOTALL)
    assert text is not None
    reading = read(text[1], "2024-05-17", "Malmo Daily")
    found = [
        [
            f"`{claim.event}`",
            ", ".join(f"{role} {' and '.join(names)}" for role, names in sorted(roles(claim).items())),
            " ← ".join(chain(claim)),
            claim.certainty,
            reading.quote(claim.evidence),
        ]
        for claim in reading.marks.claims
    ]
    wanted = [[event, ", ".join(sorted(who.split(", "))), *rest] for event, who, *rest in rows(told)]
    assert [[event, ", ".join(sorted(who.split(", "))), *rest] for event, who, *rest in found] == wanted


def test_every_module_has_its_place() -> None:
    assert set(re.findall(r"`(\w+\.py)`", section("Step by step"))) | {"report.py"} == MODULES


def test_every_file_of_the_pack_that_is_named_exists() -> None:
    named = set(re.findall(r"`(\w+\.yaml)`", PAGE))
    assert named
    assert {name for name in named if not (HERE / "espionage" / name).exists()} == set()


@pytest.mark.parametrize("name", [*re.findall(r"`(\w+_\w+)`", section("How sure")), "functions_without_story"])
def test_every_word_list_that_is_named_exists(name: str) -> None:
    assert load("espionage").words[name]


def test_the_dates_are_what_the_words_come_to() -> None:
    for words, values in rows(section("Times, places, numbers")):
        future = "to come" in words
        expressions = [times.find(part)[0] for part in words.partition(", of what")[0].split(";")]
        found = [times.value(e, "2024-05-17", future) for e in expressions]
        assert "; ".join(f"{v.value} until {v.until}" if v.until else str(v.value) for v in found) == values


def test_the_numbers_told_are_those_of_the_code() -> None:
    from sayso.mark import carried, nominals, parties, slots

    assert f"holds {len(load('espionage').events)} types" in PAGE
    assert f"at most {carried.NEAR_BY} characters" in PAGE
    assert f"up to {parties.FAR} sentences" in PAGE
    assert nominals.FAR == parties.FAR
    assert slots.MOST == 8
