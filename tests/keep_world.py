"""A small world for the tests of keep and pipeline: reports of plain sentences, and a reader that reads just those.

A sentence is "SPEAKER said NAME was VERB for SERVICE." or the like; the reader gives real marks for it in no time, so
that a test can build hundreds of reports. What becomes of the marks (link, trace, keep) is all real.
"""

from __future__ import annotations

import os
import random
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from sayso import domains
from sayso.domains import Domain
from sayso.keep import Ledger
from sayso.model import Attribution, Claim, Entity, Filler, Layer, Link, Marks, Mention, Span
from sayso.pipeline import BuildReport, build

DOMAIN = domains.load()
SENTENCE = re.compile(
    r"(?P<speaker>[A-Z][\w ]*?) said (?P<who>[A-Z]\w+ [A-Z]\w+) "
    r"(?P<not>was not|was) (?P<verb>arrested|charged|convicted|recruited)(?: (?:by|for) (?P<by>[A-Z]\w+))?\."
)
EVENTS = {"arrested": "arrest", "charged": "charge", "convicted": "convict", "recruited": "recruit"}
KEYS = {"FBI": "us-fbi", "MI6": "gb-mi6", "CIA": "us-cia", "MSS": "cn-mss"}
WHO = ("Anna Berg", "Tomas Lind", "Wei Huang", "Igor Pavlov", "Mara Kessel")
SPEAKERS = ("FBI", "MSS", "Lotte Bruun", "The lawyer")


def read_all(layers: Iterable[Layer], reader: str, domain: Domain) -> Iterator[Marks]:
    """The marks of each layer; stands for `sayso.mark.mark_all`."""
    for layer in layers:
        yield marks(layer, reader)


def marks(layer: Layer, reader: str) -> Marks:
    """Entities, attributions and claims of the sentences that the reader knows."""
    book = _Book(layer.text)
    attributions, claims = [], []
    for found in SENTENCE.finditer(layer.text):
        speaker, who = book.take(found, "speaker"), book.take(found, "who")
        by = book.take(found, "by") if found["by"] else None
        _start, end = found.span()
        evidence = Span(found.start("who"), end - 1)
        cue = Span(found.end("speaker") + 1, found.end("speaker") + 5)
        attributions.append(
            Attribution(
                source=(Span(*found.span("speaker")),), cue=(cue,), content=(evidence,), kind="indirect",
                certainty="reported", confidence=0.9, reader=reader, speaker=speaker, speaker_name=found["speaker"],
            )
        )  # fmt: skip
        roles = {"target": (Filler(name=found["who"], entity=who, span=Span(*found.span("who"))),)}
        if by is not None:
            roles["agent"] = (Filler(name=found["by"], entity=by, span=Span(*found.span("by"))),)
        chain = (
            Link(speaker=layer.header.outlet or "the report"),
            Link(speaker=found["speaker"], entity=speaker, attribution=len(attributions) - 1),
        )
        claims.append(
            Claim(
                event=EVENTS[found["verb"]], evidence=evidence, roles=roles, attribution=len(attributions) - 1,
                chain=chain, certainty="reported", polarity="negative" if "not" in found["not"] else "positive",
            )
        )  # fmt: skip
    return Marks(
        reader=reader,
        header=layer.header,
        entities=book.entities(),
        attributions=tuple(attributions),
        claims=tuple(claims),
    )


class _Book:
    """Entities of one text, each with all places of its name."""

    def __init__(self, text: str) -> None:
        self.text, self.names = text, list[str]()

    def take(self, found: re.Match[str], group: str) -> int:
        name = found[group]
        if name not in self.names:
            self.names.append(name)
        return self.names.index(name)

    def entities(self) -> tuple[Entity, ...]:
        return tuple(self._entity(name) for name in self.names)

    def _entity(self, name: str) -> Entity:
        at = (Mention(span=Span(*m.span())) for m in re.finditer(re.escape(name), self.text))
        kind = "service" if name in KEYS else "person" if name in WHO or " " in name else "unnamed"
        surname = name.split()[-1] if kind == "person" else None
        return Entity(name=name, kind=kind, key=KEYS.get(name), surname=surname, mentions=tuple(at))


# ----------------------------------------------------------------------------------------------- reports


def sentence(speaker: str, who: str, verb: str = "arrested", by: str = "MI6") -> str:
    """A sentence that the reader understands."""
    tie = "by" if verb == "recruited" else "for"
    return f"{speaker} said {who} was {verb} {tie} {by}."


def report(
    *sentences: str, title: str = "Spies", outlet: str = "Daily Test", date: str = "2024-03-01", url: str = ""
) -> str:
    """A Markdown report with front matter."""
    address = f"url: {url}\n" if url else ""
    return f"---\ntitle: {title}\noutlet: {outlet}\ndate: {date}\n{address}---\n\n" + "\n\n".join(sentences) + "\n"


def some_report(seed: int, accused: int = 0) -> str:
    """A report of chance, always the same for a seed. `accused` picks from whom, so that cases stay of one size."""
    chance = random.Random(seed)
    pool = WHO if not accused else tuple(f"{n}a Qu{letters(accused)}" for n in ("Il", "Or"))
    who = chance.choice(pool)
    told = [
        sentence(
            chance.choice(SPEAKERS), chance.choice((who, who, chance.choice(pool))), verb, chance.choice(list(KEYS))
        )
        for verb in chance.sample(list(EVENTS), chance.randint(1, 3))
    ]
    body = [f"{who} is in the news again, for the {letters(seed)} time.", *told]
    return report(*body, title=f"The matter of {who}", date=f"2024-0{chance.randint(1, 9)}-11")


def letters(number: int) -> str:
    """A number as a word of its own."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def write(folder: Path, reports: Iterable[str]) -> list[Path]:
    """The reports as files r0.md, r1.md ..."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, text in enumerate(reports):
        paths.append(folder / f"r{number}.md")
        paths[-1].write_text(text, "utf8")
    return paths


def build_world(
    ledger: Ledger, paths: Iterable[Path], version: str = "plain 1", domain: Domain = DOMAIN
) -> BuildReport:
    """A build with the quick reader."""
    return build(ledger, list(paths), domain=domain, reader="plain", marker=read_all, version=version)


if __name__ == "__main__":  # what the tests of killing run: python -m tests.keep_world LEDGER FOLDER
    os.chdir(sys.argv[2])
    with Ledger.open(sys.argv[1], create=True) as opened:
        print(build_world(opened, [Path()]))
