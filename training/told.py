"""Reports in which words are marked that tell an event → what the network learns events from.

A file holds reports one after another: a line `=== name`, then the text, in which `[event: words]` marks the clause
that tells an event of the domain pack; marks may stand in one another. What is not marked teaches as much as what is.
In `reports/` lie some 800 reports on invented cases, written for this.

For each mark the network must find the event at one of its words at least, which of them is left to it; outside of all
marks of an event no word may tell it (learning from bags of instances: Dietterich, Lathrop and Lozano-Perez 1997,
Artificial Intelligence 89, section 2).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.mark.encoder import windows as w
from sayso.mark.encoder.pieces import END, START, Vocabulary, pieces

REPORT = re.compile(r"^=== *(?P<name>.+)\n", re.MULTILINE)
MARK = re.compile(r"\[(?P<event>[a-z_]+): ?|\]")
Ints = NDArray[np.int64]


class Marked(NamedTuple):
    """A stretch of a text, in code points, that tells an event."""

    start: int
    end: int
    event: str


class Report(NamedTuple):
    """A text with the stretches that tell an event, in the order of their ends."""

    name: str
    text: str
    events: tuple[Marked, ...]


class Window(NamedTuple):
    """One window of a report, as the network reads it.

    `own`: the pieces that begin a word which is read in this window; `bags`: for each mark that has some of them, these
    and the number of its event.
    """

    ids: Ints
    kinds: Ints
    own: Ints
    bags: tuple[tuple[Ints, int], ...]


def read(folder: Path) -> Iterator[Report]:
    """The reports of all files of a folder, in the order of the files' names.

    Raises ValueError for a mark that is not closed, or closed twice.
    """
    for path in sorted(folder.glob("*.txt")):
        _, *parts = REPORT.split(path.read_text("utf-8"))
        yield from (report(name, body.strip()) for name, body in zip(parts[::2], parts[1::2], strict=True))


def report(name: str, body: str) -> Report:
    """A report without its marks, and where they stood."""
    text, found, open_, at = "", [], [], 0
    for mark in MARK.finditer(body):
        text += body[at : mark.start()]
        at = mark.end()
        if mark["event"]:
            open_.append((len(text), mark["event"]))
        elif open_:
            start, event = open_.pop()
            found.append(Marked(start, len(text), event))
        else:
            raise ValueError(f"{name}: a mark is closed that was not opened, after {text[-40:]!r}")
    if open_:
        raise ValueError(f"{name}: the mark {open_[-1][1]} is not closed")
    return Report(name, text + body[at:], tuple(found))


def counted(reports: Iterable[Report]) -> dict[str, int]:
    """The events that are told, by name, and how often."""
    found = Counter(marked.event for each in reports for marked in each.events)
    return dict(sorted(found.items()))


def windows(told: Report, vocabulary: Vocabulary, numbers: dict[str, int]) -> Iterator[Window]:
    """The windows of a report; `numbers` are those of the events."""
    cut = pieces(told.text, vocabulary)
    ids, kinds, word = (np.array(part, np.int64) for part in cut[:3])
    begins = np.flatnonzero(np.diff(word, prepend=-1))
    starts = np.array(cut.starts)[word]
    for window in w.windows(cut.ids):
        seen = slice(window.start, window.end)
        own = begins[slice(*np.searchsorted(begins, (window.first, window.last)))]
        bags = ((own[(starts[own] >= m.start) & (starts[own] < m.end)] - window.start + 1, m) for m in told.events)
        kept = tuple((places, numbers[m.event]) for places, m in bags if len(places))
        framed = (np.concatenate(([a], row[seen], [b])) for row, a, b in ((ids, START, END), (kinds, 0, 0)))
        yield Window(*framed, own - window.start + 1, kept)
