"""As many reports as one wants, made from the example reports by exchanging names, for growth.py.

Copy 0 of an example is the example; every further copy is about other people, those of its background included, so that
each round of copies adds as many cases as the examples have. The same number gives the same reports.

The names of all copies are as long, so that the marks of one are those of another with the names exchanged: `Marker`
gives them without reading, which makes a ledger of 50,000 reports cheap.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import count, islice
from pathlib import Path

import msgspec

from sayso.domains import Domain
from sayso.mark import mark_all
from sayso.model import Layer, Marks

EXAMPLES = Path(__file__).parents[1] / "examples" / "reports"
CONSONANTS, VOWELS = "bcdfghjklmnprstvwz", "aeiou"
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
TEXTS = frozenset({".md", ".txt"})
ADDRESSED = frozenset({".md"})  # those whose address tells the number of the copy
LENGTH = 8  # of a word: enough that hardly two are so alike that one could be a misspelling of the other
YEAR = re.compile(r"\b20\d\d\b")
YEARS = 70  # over which copies are spread: two people are not taken for one by all that happened on the same days


def name(source: random.Random, length: int = LENGTH) -> str:
    """A surname that hardly anybody else has."""
    letters = ((VOWELS if at % 2 else CONSONANTS) for at in range(length))
    return "".join(source.choice(each) for each in letters).capitalize()


def names(number: int) -> dict[str, str]:
    """For each person and thing of the examples the word that stands for it in the copies of a number."""
    source = random.Random(number)
    made = {word: name(source, LENGTH) for word in (*PEOPLE, *THINGS)}
    return {word: new if word[0].isupper() else new.lower() for word, new in made.items()}


def exchange(old: dict[str, str], new: dict[str, str], back: int) -> Callable[[str], str]:
    """What puts other words for the people and things into a text, and that many years earlier."""
    words = {word: new[at] for at, word in old.items()}
    found = re.compile("|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w))))

    def exchanged(text: str) -> str:
        text = YEAR.sub(lambda year: str(int(year.group()) - back), text)
        return found.sub(lambda match: words[match.group()], text)

    return exchanged


def copy(text: str, number: int) -> str:
    """The report of an example about other people in another year, the same ones in all texts of that number."""
    if number:
        own = {word: word for word in (*PEOPLE, *THINGS)}
        text = exchange(own, names(number), 1 + number % YEARS)(text)
    return text.replace(".example/", f".example/{number}/")


class Marker:
    """Marks copies in the place of `mark.mark_all`: only the first copy of each example is read.

    The words of two copies are as long, so that the marks of one are those of the other with the words exchanged.
    """

    def __init__(self) -> None:
        self._read: dict[str, tuple[int, object]] = {}

    def __call__(self, layers: Iterable[Layer], reader: str, domain: Domain) -> Iterator[Marks]:
        for layer in layers:
            number = number_of(layer)
            key = "".join(f"{len(line)}," for line in layer.text.split("\n"))
            if key not in self._read:
                marks = next(mark_all([layer], reader, domain))
                self._read[key] = number, msgspec.to_builtins(marks)
            first, marks = self._read[key]
            change = exchange(names(first), names(number), number % YEARS - first % YEARS)
            made = _in_strings(marks, change)
            yield msgspec.structs.replace(msgspec.convert(made, Marks), header=layer.header)


def number_of(layer: Layer) -> int:
    """The number of a copy, which its address tells."""
    found = re.search(r"[.]example/(\d+)/", layer.header.url or "")
    return int(found.group(1)) if found else 0


def _in_strings(value: object, change: Callable[[str], str]) -> object:
    """A value with all strings in it changed, those of keys left."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _in_strings(each, change) for key, each in value.items()}
    return [_in_strings(each, change) for each in value] if isinstance(value, list | tuple) else value


def reports(kinds: frozenset[str] = TEXTS, first: int = 0) -> Iterator[tuple[str, str]]:
    """File names and texts without end."""
    files = [file for file in sorted(EXAMPLES.iterdir()) if file.suffix in kinds]
    for number in count(first):
        for file in files:
            yield f"{number:05}-{file.name}", copy(file.read_text("utf8"), number)


def write(folder: Path, wanted: int, kinds: frozenset[str] = TEXTS, first: int = 0) -> None:
    """Writes that many reports into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for filename, text in islice(reports(kinds, first), wanted):
        (folder / filename).write_text(text, "utf8")
