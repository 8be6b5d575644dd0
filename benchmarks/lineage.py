"""Corpora of invented reports with known lineage: who has what from whom, and what was done to it on the way.

`corpus(reports, seed)` gives that many, a fifth of them derived. Stories of twenty reports: a statement with its facts;
sixteen reports that tell it independently, each in words, choices and additions of its own, some with the statement's
sentences in quotation marks; four that derive from one of these (or from one that derives), made by lineage_ways.py:
copied, cut, reordered, merged from two, lightly edited, spun, translated there and back, retold, and on top of that
garbled, altered, dated falsely, and all printed with another outlet's page around it. What was planted so is kept with
each report. The same seed gives the same corpus.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from lineage_told import QUOTE, Told, fill, tell
from lineage_ways import WAYS, Planted, altered, derived, garbled
from lineage_words import BUREAUS, COLOUR, FACTS, FURNITURE, NOUNS, QUOTES, SERVICES

STORY, DERIVED = 20, 4  # reports of a story, and how many of them derive from others
OUTLETS = 60
CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"


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
    planted: tuple[Planted, ...] = ()  # what was changed on the way
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
    start = date(2020, 1, 1) + timedelta(days=source.randrange(1500))
    values = _values(source) | _day(start - timedelta(days=1))
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
        **dict(zip(("service", "land", "country"), source.choice(SERVICES))),
        "alias": name(source, 2),
        "thing": f"{name(source)} {device}",
        "city": name(source), "town": name(source), "firm": f"{name(source)} Works",
        "year": str(source.randrange(2008, 2020)),
        "sum": str(source.randrange(10, 900) * 100), "bureau": source.choice(BUREAUS),
        "hide": source.choice(["loaf of bread", "chess set", "camera bag", "tin of tea", "hollow book"]),
    }  # fmt: skip


def _day(when: date) -> dict[str, str]:
    """The day on which it happened, as reports name it."""
    return {"happened": when.strftime("%A"), "date": f"{when.day} {when:%B}"}


def _local(source: random.Random, values: dict[str, str]) -> dict[str, str]:
    """The values of a story with numbers, days and bystanders of one fact."""
    day = source.choice(["Monday", "Tuesday", "Thursday", "Friday"])
    friend = f"{name(source, 2)} {name(source)}"
    nouns = dict(zip("xyz", source.sample(NOUNS, 3)))
    return (
        values | nouns | {"n": str(source.randrange(2, 30)), "friend": friend, "street": name(source), "weekday": day}
    )


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
    sentences = [tell(source, f, shared[f]) for f in facts]
    for colour in source.sample(range(len(COLOUR)), source.randrange(2, 5)):
        sentences.insert(source.randrange(len(sentences) + 1), tell(source, -1 - colour, _local(source, values)))
    if source.random() < 0.5:
        quote = source.choice(quotes)
        words = fill(source, quote, shared[order[0]], {})
        sentences.append(Told(QUOTE, values, f"“{words},” the {values['bureau']} said.", quote=words))
    day = (start + timedelta(days=source.randrange(3))).isoformat()
    dated = day if source.random() < 0.85 else None
    return Report(f"s{story}-{n}", story, printer, tuple(sentences), dated, day)


# ------------------------------------------------------------------------------------------------ derivation


def _derived(source: random.Random, story: int, n: int, made: list[Report]) -> Report:
    """A report made from one that is there, or from two."""
    way = source.choice(WAYS)
    first, second = source.sample(made, 2)
    used = [first, second] if way == "merge" else [first]
    sentences, planted = derived(source, way, first.sentences, second.sentences)
    sentences, more = altered(source, sentences)
    misspelt = source.random() < 0.25
    sentences, planted = garbled(source, sentences, planted + more) if misspelt else (sentences, planted + more)
    if source.random() < 0.25:
        fresh = [-1 - n for n in range(len(COLOUR)) if -1 - n not in {s.fact for s in sentences}]
        sentences.append(tell(source, source.choice(fresh), _local(source, sentences[0].values)))
    return _dated(source, Report(
        f"s{story}-{n}", story, source.choice([o for o in range(OUTLETS) if o != first.outlet]), tuple(sentences), None,
        "",
        sources=tuple(r.name for r in used), way=way, planted=tuple(planted), garbled=misspelt,
        credit=outlet(first.outlet) if source.random() < 0.3 else None,
    ), max(r.true_date for r in used))  # fmt: skip


def _dated(source: random.Random, report: Report, after: str) -> Report:
    """Dated after its source; one in eight falsely, one in six not at all."""
    true = date.fromisoformat(after) + timedelta(days=source.randrange(4))
    redated = source.random() < 0.125
    shown = true + timedelta(days=source.choice([-9, -4, 60, 400])) if redated else true
    dated = None if not redated and source.random() < 1 / 6 else shown.isoformat()
    return replace(report, date=dated, true_date=true.isoformat(), redated=redated)


# -------------------------------------------------------------------------------------------------- printing


def _printed(report: Report) -> Report:
    """The report as a page: its sentences in paragraphs, its credit, and its outlet's furniture around it."""
    own = random.Random(f"furniture {report.outlet}")
    fixed = {"outlet": outlet(report.outlet), "n": str(own.randrange(3, 40)), "street": name(own), "town": name(own)}
    lines = [re.sub(r"{(\w+)}", lambda m: fixed[m[1]], line) for line in own.sample(FURNITURE, 2)]
    words = [s.words for s in report.sentences]
    told = [" ".join(words[n : n + 3]) for n in range(0, len(words), 3)]
    credit = [f"Source: {report.credit}"] if report.credit else []
    return replace(report, text="\n".join([lines[0], *told, *credit, lines[1]]))
