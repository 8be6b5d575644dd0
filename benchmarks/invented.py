"""As many reports as one wants, made from the example reports by exchanging names, for growth.py.

Copy 0 of an example is the example; every further copy is about other people, those of its background included, so that
each round of copies adds as many cases as the examples have. The same number gives the same reports.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

EXAMPLES = Path(__file__).parents[1] / "examples" / "reports"
CONSONANTS, VOWELS = "bcdfghjklmnprstvwz", "aeiou"
SYLLABLES = 4  # enough that hardly two names are so alike that one could be a misspelling of the other
PEOPLE = (
    "Luo",
    "Lou",
    "Saarinen",
    "Elina",
    "Vance",
    "Marcus",
    "Tomas",
    "Colin",
    "Sam",
    "Halmer",
    "Raman",
    "Vetrov",
    "Zhoushan",
    "Leonard",
    "Bascom",
    "Ruth",
    "Priya",
    "Peter",
    "Lund",
    "Ingrid",
    "Solberg",
    "Karin",
    "Oswald",
    "Dolores",
    "Quist",
)
# What else tells one story from another, and would make the nameless ones of all copies one case.
THINGS = (
    "Northern Waters",
    "Murmansk",
    "Danube",
    "parka",
    "businessman",
    "researcher",
    "technician",
    "shipyard",
    "engineer",
    "Latvian lorry",
)
TEXTS = {".md", ".txt"}
YEAR = re.compile(r"\b20\d\d\b")
YEARS = 70  # over which copies are spread: two people are not taken for one by all that happened on the same days


def name(source: random.Random) -> str:
    """A surname that nobody has."""
    made = (source.choice(CONSONANTS) + source.choice(VOWELS) for _ in range(SYLLABLES))
    return "".join(made).capitalize()


def thing(source: random.Random, word: str) -> str:
    """A word of its own for what a story tells of beside its people."""
    made = name(source)
    return made if word[0].isupper() else made.lower()


def copy(text: str, number: int) -> str:
    """The text about other people in another year, the same ones in all texts of that number."""
    source = random.Random(number)
    if number:
        text = YEAR.sub(lambda found: str(int(found.group()) - 1 - number % YEARS), text)
    for word in (*PEOPLE, *THINGS) if number else ():
        text = text.replace(word, name(source) if word in PEOPLE else thing(source, word))
    return text.replace(".example/", f".example/{number}/")


def reports() -> Iterator[tuple[str, str]]:
    """File names and texts without end."""
    files = [file for file in sorted(EXAMPLES.iterdir()) if file.suffix in TEXTS]
    for number in count():
        for file in files:
            yield f"{number:05}-{file.name}", copy(file.read_text("utf8"), number)


def write(folder: Path, wanted: int) -> None:
    """Writes that many reports into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for filename, text in islice(reports(), wanted):
        (folder / filename).write_text(text, "utf8")
