"""Sentences of the field, filled in at random → articles with their attributions.

PolNeAR's news is of American politics. It has few arrests, charges and secret services, and what looks like speech
there ("charged with", "told him to travel") is often the law or a service at work here. field.yaml has frames made for
Sayso; names of bodies, outlets and countries come from the domain pack, names of people are put together from the
lists below. The same seed gives the same articles.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from pathlib import Path

import yaml

from sayso.domains import Domain
from training.polnear import Article, Marked, Span

FRAMES = Path(__file__).parent / "field.yaml"
SLOT = re.compile(r"\{(\w+)\}")
MARK = re.compile(r"\[([SQC])(\d*) |\]")
DEPTH = 8  # slots inside slots
OWN_SHARE = 0.42  # of sentences without attribution
# fmt: off
GIVEN = ("Anna", "Olena", "Kaito", "Arjun", "Leila", "Jonas", "Mei", "Pavel", "Ingrid", "Tomas", "Yusuf", "Hana",
         "Piotr", "Lucia", "Dmitri", "Farid", "Sofia", "Erik", "Jun", "Rana", "Viktor", "Elif", "Gordon", "Maeve",
         "Ravi")
FAMILY = ("Kowal", "Lind", "Tanabe", "Mehra", "Rahimi", "Novotny", "Haugen", "Orlov", "Bianchi", "Demir", "Petrov",
          "Schreiber", "Castell", "Okafor", "Vance", "Marsh", "Tran", "Bergman", "Ilves", "Horvat", "Nazari")
CHINESE = ("Wang", "Li", "Chen", "Sun", "Guo", "He", "Lin", "Xu")
# fmt: on


class Writer:
    """Writes articles from the frames."""

    def __init__(self, domain: Domain, seed: int) -> None:
        self._rng = random.Random(seed)
        self._lists: Mapping[str, list[str]] = {
            **yaml.safe_load(FRAMES.read_text("utf-8")),
            "service": [_with_article(p.name) for p in domain.parties if p.kind == "service"],
            "body": [_with_article(p.name) for p in domain.parties if p.kind == "government"],
            "outlet": [p.name for p in domain.parties if p.kind == "outlet"],
            "company": [p.name for p in domain.parties if p.kind == "company"],
            "country": [c.name for c in domain.countries],
        }

    def article(self, number: int) -> Article:
        """One article: a headline, and paragraphs of one to three sentences."""
        rng = self._rng
        parts, marked = "", list[Marked]()
        for place in range(rng.randint(5, 11)):
            kind = "head" if place == 0 and rng.random() < 0.6 else "own" if rng.random() < OWN_SHARE else "said"
            sentence, found = self.sentence(kind)
            marked += [_moved(m, len(parts)) for m in found]
            parts += sentence + ("\n" if kind == "head" or rng.random() < 0.5 else " ")
        return Article(f"field {number}", parts, tuple(sorted(marked, key=lambda m: m.content)), ())

    def sentence(self, kind: str) -> tuple[str, list[Marked]]:
        """One sentence of a kind with its attributions."""
        frame = self._rng.choice(self._lists[kind])
        for _ in range(DEPTH):
            frame = SLOT.sub(lambda m: self._fill(m[1]), frame)
        return unmarked(_capital(frame))

    def _fill(self, slot: str) -> str:
        rng = self._rng
        if slot == "surname":
            return rng.choice(FAMILY + CHINESE)
        if slot == "person":
            chinese = (
                f"{rng.choice(CHINESE)} Moumou",
                f"{rng.choice(CHINESE)}",
                f"{rng.choice(GIVEN)} {rng.choice('ABGKLM')}.",
            )
            return rng.choice(chinese) if rng.random() < 0.2 else f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}"
        return rng.choice(self._lists[slot])


def _with_article(name: str) -> str:
    """A body's name as it stands in a sentence."""
    name = re.sub(r" \([^)]*\)", "", name)  # "(Serbia)" tells two bodies apart in the pack, not in print
    plain = len(name.split()) == 1 or name.lower().startswith("the ")
    return name if plain else f"the {name}"


def _capital(frame: str) -> str:
    """A frame whose first letter is a capital, marks left as they are."""
    at = re.search(
        r"(?:^|(?<= )|(?<=[\u201c\u2018\"]))\w", MARK.sub(lambda m: "\0" * len(m[0]), frame).replace("\0", " ")
    )
    return frame[: at.start()] + frame[at.start()].upper() + frame[at.start() + 1 :] if at else frame


def unmarked(frame: str) -> tuple[str, list[Marked]]:
    """A filled frame without its marks, and what they marked."""
    text, at, open_ = "", 0, ("", "")
    spans: dict[str, dict[str, list[Span]]] = {}
    for mark in MARK.finditer(frame):
        text += frame[at : mark.start()]
        at = mark.end()
        if mark[0] == "]":
            role, start = open_
            for number in role[1:] or "1":
                spans.setdefault(number, {"S": [], "Q": [], "C": []})[role[0]].append((int(start), len(text)))
        else:
            open_ = (mark[1] + mark[2], str(len(text)))
    found = [Marked(*(tuple(roles[r]) for r in "SQC")) for roles in spans.values()]
    return text + frame[at:], [m for m in found if m.cue and m.content]


def _moved(marked: Marked, by: int) -> Marked:
    return Marked(*(tuple((s + by, e + by) for s, e in role) for role in marked))


def articles(domain: Domain, count: int, seed: int) -> list[Article]:
    """So many articles."""
    writer = Writer(domain, seed)
    return [writer.article(number) for number in range(count)]
