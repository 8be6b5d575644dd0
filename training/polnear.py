"""PolNeAR's files → articles with their attributions, for training.

The corpus (Newell, Margolin and Ruths, LREC 2018) is brat standoff: `text/NAME.txt` and `attributions/NAME_WHO.ann`,
where a `T` line is a span and an `E` line an attribution with the spans of its roles. Offsets are code points.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

Span = tuple[int, int]
ROLES = ("Source", "Cue", "Content")
HELD_OUT = 20  # one article in so many is kept back to choose thresholds on


class Marked(NamedTuple):
    """One attribution: the spans of its source, cue and content, each in order; a source may be empty."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


class Article(NamedTuple):
    """An article with its attributions and the stretches that the annotators set aside as no part of it."""

    name: str
    text: str
    attributions: tuple[Marked, ...]
    discarded: tuple[Span, ...]


def read(folder: Path) -> Iterator[Article]:
    """The articles of one split in order of their names, each as its first annotator by name marked it."""
    seen: set[str] = set()
    for path in sorted((folder / "attributions").glob("*.ann")):
        name = path.stem.rsplit("_", 1)[0]
        if name not in seen:
            seen.add(name)
            # read_bytes: a carriage return counts as a character in the offsets
            text = (folder / "text" / f"{name}.txt").read_bytes().decode("utf-8")
            yield Article(name, text, *annotation(path.read_bytes().decode("utf-8")))


def annotation(written: str) -> tuple[tuple[Marked, ...], tuple[Span, ...]]:
    """The attributions and the discarded spans of one .ann file."""
    # The text of a span can hold line breaks, so records begin where an id begins a line.
    records = re.split(r"\n(?=[A-Z#*]\d*\t)", written.strip("\n"))
    spans = dict(_span(record) for record in records if record.startswith("T"))
    found = [_event(record, spans) for record in records if record.startswith("E")]
    kept = sorted((m for m in found if m.content and m.cue), key=lambda m: m.content)
    return tuple(kept), tuple(s for label, parts in spans.values() if label == "Discard" for s in parts)


def _span(record: str) -> tuple[str, tuple[str, tuple[Span, ...]]]:
    name, where = record.split("\t")[:2]
    label, offsets = where.split(" ", 1)
    return name, (label, tuple((int(s), int(e)) for s, e in (p.split() for p in offsets.split(";"))))


def _event(record: str, spans: dict[str, tuple[str, tuple[Span, ...]]]) -> Marked:
    parts: dict[str, list[Span]] = {role: [] for role in ROLES}
    for numbered, name in (part.split(":", 1) for part in record.split("\t", 1)[1].split()[1:]):
        role = numbered.rstrip("0123456789")  # Content2 goes on with Content
        if role in parts:
            parts[role].extend(spans[name][1])
    return Marked(*(tuple(sorted(parts[role])) for role in ROLES))


def held_out(name: str) -> bool:
    """Whether an article of the training part is kept back from training, by a digest of its name."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4]) % HELD_OUT == 0
