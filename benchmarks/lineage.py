"""Corpora of invented reports with known lineage: who has what from whom, and what was done to it on the way.

`corpus(reports, seed)` gives that many, a fifth of them derived. Stories of twenty reports: a statement with its facts;
sixteen reports that tell it independently, each in words, choices and additions of its own, some with the statement's
sentences in quotation marks; four that derive from one of these (or from one that derives): copied, cut, reordered,
merged from two, lightly edited, spun, retold, and on top of that garbled, dated falsely, and all printed with another
outlet's page around it. The same seed gives the same corpus.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from lineage_words import ASIDES, COLOUR, FACTS, FURNITURE, NOUNS, OTHER, PHRASES, QUOTES, TELL

STORY, DERIVED = 20, 4  # reports of a story, and how many of them derive from others
WAYS = ("copy", "cut", "reorder", "merge", "edit", "spin", "retell")
KINDS = {"copy": "verbatim", "cut": "verbatim", "reorder": "verbatim", "merge": "verbatim", "edit": "light_edit",
         "spin": "light_edit", "retell": "paraphrase"}  # fmt: skip
OUTLETS = 60
OWN = 0.4  # share of the words that have others for which a writer chooses another than the next writer
CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"


@dataclass(frozen=True)
class Told:
    """One sentence: which fact it tells (below 0: of the writer's own), with what values, and its words."""

    fact: int
    values: dict[str, str]
    words: str
    quote: str = ""


@dataclass(frozen=True)
class Report:
    """A report with what is known of its descent."""

    name: str
    story: int
    outlet: int
    sentences: tuple[Told, ...]
    date: str | None
    true_date: str
    sources: tuple[str, ...] = ()  # names of the reports that it derives from
    way: str = ""
    garbled: bool = False
    redated: bool = False
    credit: str | None = None
    text: str = field(default="", compare=False)


def corpus(reports: int, seed: int = 1) -> Iterator[Report]:
    """That many reports, story by story."""
    for story in range((reports + STORY - 1) // STORY):
        yield from _story(story, seed)[: reports - story * STORY]


def name(source: random.Random, syllables: int = 3) -> str:
    """An invented name."""
    return "".join(source.choice(CONSONANTS) + source.choice(VOWELS) for _ in range(syllables)).capitalize()


def outlet(number: int) -> str:
    """The name of an outlet."""
    return f"{name(random.Random(f'outlet {number}'))} {('Post', 'Courier', 'Herald', 'Observer')[number % 4]}"


def _story(number: int, seed: int) -> list[Report]:
    source = random.Random(f"{seed} {number}")
    values = _values(source)
    start = date(2020, 1, 1) + timedelta(days=source.randrange(1500))
    order = sorted(source.sample(range(len(FACTS)), 11), key=lambda f: (f > 0, source.random()))
    quotes = source.sample(QUOTES, 2)
    outlets = source.sample(range(OUTLETS), STORY - DERIVED)
    made = [_independent(source, number, n, values, order, quotes, start, outlets[n]) for n in range(STORY - DERIVED)]
    for n in range(STORY - DERIVED, STORY):
        made.append(_derived(source, number, n, made))
    source.shuffle(made)
    return [_printed(report) for report in made]


def _values(source: random.Random) -> dict[str, str]:
    surname = name(source)
    device = source.choice(["radar", "engine", "sonar", "cipher", "harbour"])
    return {
        "surname": surname, "who": f"{name(source, 2)} {surname}", "age": str(source.randrange(25, 70)),
        "job": source.choice(["engineer", "translator", "surveyor", "clerk", "chemist", "pilot", "printer"]),
        "service": f"the {name(source)} Directorate", "land": f"{name(source, 2)}ian",
        "country": f"{name(source, 2)}ia",
        "alias": name(source, 2),
        "thing": f"{name(source)} {device}",
        "city": name(source), "town": name(source), "firm": f"{name(source)} Works",
        "year": str(source.randrange(2008, 2020)),
        "sum": str(source.randrange(10, 900) * 100), "bureau": f"{name(source)} Bureau",
        "hide": source.choice(["loaf of bread", "chess set", "camera bag", "tin of tea", "hollow book"]),
    }  # fmt: skip


def _fill(source: random.Random, pattern: str, values: dict[str, str]) -> str:
    """A pattern with one wording for each of its phrases."""
    for _ in range(3):
        pattern = re.sub(r"{(\w+)}", lambda m: values.get(m[1]) or source.choice(PHRASES[m[1]]), pattern)
    return pattern


def _local(source: random.Random, values: dict[str, str]) -> dict[str, str]:
    """The values of a story with numbers, days and bystanders of one fact."""
    day = source.choice(["Monday", "Tuesday", "Thursday", "Friday"])
    friend = f"{name(source, 2)} {name(source)}"
    nouns = dict(zip("xyz", source.sample(NOUNS, 3)))
    return (
        values | nouns | {"n": str(source.randrange(2, 30)), "friend": friend, "street": name(source), "weekday": day}
    )


def _tell(source: random.Random, fact: int, values: dict[str, str]) -> Told:
    """A fact in the words of one writer."""
    frames = FACTS[fact] if fact >= 0 else COLOUR[-1 - fact]
    words = _with_asides(source, _fill(source, source.choice(frames), values))
    said = _fill(source, source.choice(TELL), values) if fact >= 0 else ""
    words = f"{words}, {said}" if said and source.random() < 0.7 else f"{said}: {words}" if said else words
    return _edited(source, Told(fact, values, words[0].upper() + words[1:] + "."), OWN)


def _with_asides(source: random.Random, words: str) -> str:
    """A sentence with something said in passing, or not."""
    parts = words.split()
    for aside in source.sample(ASIDES, source.choice([0, 1, 1])):
        parts.insert(source.randrange(len(parts) + 1), f"{aside},")
    return " ".join(parts).removesuffix(",")


def _independent(
    source: random.Random,
    story: int,
    n: int,
    values: dict[str, str],
    order: list[int],
    quotes: list[str],
    start: date,
    printer: int,
) -> Report:
    """A report that tells the statement in its own way."""
    facts = [f for f in order if source.random() < 0.75]
    if source.random() < 0.4:
        source.shuffle(facts)
    shared = {f: _local(random.Random(f"{story} {f}"), values) for f in order}  # the statement's own numbers
    sentences = [_tell(source, f, shared[f]) for f in facts]
    for colour in source.sample(range(len(COLOUR)), source.randrange(2, 5)):
        sentences.insert(source.randrange(len(sentences) + 1), _tell(source, -1 - colour, _local(source, values)))
    if source.random() < 0.5:
        quote = source.choice(quotes)
        words = _fill(source, quote, shared[order[0]])
        sentences.append(Told(99, values, f"“{words},” the {values['bureau']} said.", words))
    day = (start + timedelta(days=source.randrange(3))).isoformat()
    dated = day if source.random() < 0.85 else None
    return Report(f"s{story}-{n}", story, printer, tuple(sentences), dated, day)


# ------------------------------------------------------------------------------------------------ derivation


def _derived(source: random.Random, story: int, n: int, made: list[Report]) -> Report:
    """A report made from one that is there, or from two."""
    way = source.choice(WAYS)
    first, second = source.sample(made, 2)
    sentences = list(first.sentences)
    used = [first]
    if way == "cut":
        sentences = sentences[: max(4, len(sentences) * source.randrange(50, 85) // 100)]
    elif way == "reorder":
        source.shuffle(sentences)
    elif way == "merge":
        sentences, used = _half(sentences, 0) + _half(list(second.sentences), 1), [first, second]
    elif way == "edit":
        sentences = [_edited(source, s, 0.12) for s in sentences]
    elif way == "spin":
        sentences = [_edited(source, s, 0.9) for s in sentences]
    elif way == "retell":
        sentences = [_tell(source, s.fact, s.values) if s.fact < 99 else s for s in sentences]
    garbled = source.random() < 0.25
    if garbled:
        sentences = _garbled(source, sentences)
    if source.random() < 0.25:
        sentences.append(_tell(source, -1 - source.randrange(len(COLOUR)), _local(source, sentences[0].values)))
    return _dated(source, Report(
        f"s{story}-{n}", story, source.choice([o for o in range(OUTLETS) if o != first.outlet]), tuple(sentences), None,
        "",
        sources=tuple(r.name for r in used), way=way, garbled=garbled,
        credit=outlet(first.outlet) if source.random() < 0.3 else None,
    ), max(r.true_date for r in used))  # fmt: skip


def _half(sentences: list[Told], which: int) -> list[Told]:
    middle = (len(sentences) + 1) // 2
    return sentences[:middle] if which == 0 else sentences[middle:]


def _edited(source: random.Random, told: Told, share: float) -> Told:
    """A sentence in which words were exchanged for others; quotations too, as such programs do not spare them."""

    def other(match: re.Match[str]) -> str:
        word = match[0]
        new = OTHER.get(word.lower()) if source.random() < share else None
        return (new.capitalize() if word[0].isupper() else new) if new else word

    return Told(told.fact, told.values, re.sub(r"\w+", other, told.words), told.quote)


def _garbled(source: random.Random, sentences: list[Told]) -> list[Told]:
    """The accused's surname misspelt, in all places or in all but the first."""
    right = sentences[0].values["surname"]
    at = source.randrange(1, len(right) - 1)
    wrong = right[:at] + source.choice([c for c in "hrnlw" if c != right[at]]) + right[at + 1 :]
    spared = source.randrange(2)
    return [
        s if n < spared else Told(s.fact, s.values, s.words.replace(right, wrong), s.quote)
        for n, s in enumerate(sentences)
    ]


def _dated(source: random.Random, report: Report, after: str) -> Report:
    """Dated after its source; one in eight falsely, one in six not at all."""
    true = date.fromisoformat(after) + timedelta(days=source.randrange(4))
    redated = source.random() < 0.125
    shown = true + timedelta(days=source.choice([-9, -4, 60, 400])) if redated else true
    dated = None if not redated and source.random() < 1 / 6 else shown.isoformat()
    values = {**report.__dict__, "date": dated, "true_date": true.isoformat(), "redated": redated}
    return Report(**values)


# -------------------------------------------------------------------------------------------------- printing


def _printed(report: Report) -> Report:
    """The report as a page: its sentences in paragraphs, its credit, and its outlet's furniture around it."""
    own = random.Random(f"furniture {report.outlet}")
    fixed = {"outlet": outlet(report.outlet), "n": str(own.randrange(3, 40)), "street": name(own), "town": name(own)}
    lines = [re.sub(r"{(\w+)}", lambda m: fixed[m[1]], line) for line in own.sample(FURNITURE, 2)]
    words = [s.words for s in report.sentences]
    told = [" ".join(words[n : n + 3]) for n in range(0, len(words), 3)]
    credit = [f"Source: {report.credit}"] if report.credit else []
    return Report(**{**report.__dict__, "text": "\n".join([lines[0], *told, *credit, lines[1]])})
