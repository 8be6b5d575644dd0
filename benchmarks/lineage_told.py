"""One sentence of an invented report: a fact, how a writer words it, and the same said in other words."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lineage_words import ADDED, ASIDES, COLOUR, FACTS, HEDGES, OTHER, PHRASES, TELL

OWN = 0.4  # share of the words that have others for which a writer chooses another than the next writer
QUOTE, STEP = 99, 50  # the facts of a sentence that quotes, and of one that was put in
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Told:
    """A sentence: which fact it tells (below 0: of the writer's own), with what values, and its words.

    `choices` are the wordings of its phrases and `passing` what is said in passing: what a translation keeps.
    """

    fact: int
    values: Mapping[str, str]
    words: str
    said: str = ""  # "the Kolo Bureau said", as it stands in the words
    hedge: str = ""
    quote: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    passing: tuple[str, ...] = ()


def fill(source: random.Random, pattern: str, values: Mapping[str, str], choices: dict[str, str]) -> str:
    """A pattern with one wording for each of its phrases; those that are chosen already stay."""

    def worded(match: re.Match[str]) -> str:
        key = match[1]
        return values.get(key) or choices.setdefault(key, source.choice(PHRASES.get(key, [""])))

    for _ in range(3):
        pattern = re.sub(r"{(\w+)}", worded, pattern)
    return pattern


def frames(fact: int) -> list[str]:
    """The ways to say a fact."""
    return ADDED if fact == STEP else FACTS[fact] if fact >= 0 else COLOUR[-1 - fact]


def tell(source: random.Random, fact: int, values: Mapping[str, str]) -> Told:
    """A fact in the words of one writer."""
    choices: dict[str, str] = {}
    words = fill(source, source.choice(frames(fact)), values, choices)
    said = fill(source, source.choice(TELL), values, {}) if fact >= 0 else ""
    hedge = source.choice(HEDGES) if fact >= 0 and source.random() < 0.2 else ""
    passing = tuple(source.sample(ASIDES, source.choice([0, 1, 1])))
    words = in_passing(source, words, [*(f"{aside}," for aside in passing), *([hedge] if hedge else [])])
    told = Told(fact, values, sentence(words, said, source.random() < 0.7), said, hedge, "", choices, passing)
    return exchanged(source, told, OWN)


def sentence(words: str, said: str, after: bool) -> str:
    """Words and who said them, before or after."""
    words = f"{words}, {said}" if said and after else f"{said}: {words}" if said else words
    return words[0].upper() + words[1:] + "."


def in_passing(source: random.Random, words: str, asides: list[str]) -> str:
    """A sentence with something said in passing."""
    parts = words.split()
    for aside in asides:
        parts.insert(source.randrange(1, len(parts) + 1), aside)
    return " ".join(parts).removesuffix(",")


def exchanged(source: random.Random, told: Told, share: float) -> Told:
    """A sentence in which some of the words that have others were exchanged for these, outside names."""

    def other(match: re.Match[str]) -> str:
        word = match[0]
        new = OTHER.get(word.lower()) if source.random() < share else None
        return (new.capitalize() if word[0].isupper() else new) if new else word

    said = WORD.sub(other, told.words)
    return replace(told, words=said, **_still(told, said))


def _still(told: Told, words: str) -> dict[str, str]:
    """Who said it and how sure they were, where that still stands in a sentence's words."""
    low = words.lower()
    return {"said": told.said if told.said.lower() in low else "", "hedge": told.hedge if told.hedge in low else ""}
