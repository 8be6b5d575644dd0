"""Reports in which words are marked that tell an event → what the network learns events from, who acts and who says it.

A file holds reports one after another: a line `=== name`, then the text, in which `[event: words]` marks the clause
that tells an event of the domain pack; marks may stand in one another. What is not marked teaches as much as what is.
`[event|who|whom|said: words]` says besides who does it, to whom it is done, and whose word it is, in words of the
report: those in the mark, else the nearest; an empty field says that nobody is told, or that it is the outlet's own
word. In `reports/` lie some 800 reports on invented cases.

For each mark the network must find the event at one of its words at least, which of them is left to it; outside of all
marks of an event no word may tell it (learning from bags of instances: Dietterich, Lathrop and Lozano-Perez 1997,
Artificial Intelligence 89, section 2). From the words of a mark it must point to a word for each of these roles.
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
MARK = re.compile(r"\[(?P<event>[a-z_]+)(?:\|(?P<roles>[^:\]\n]*))?: ?|\]")
ROLES = 3  # who, whom, and whose word it is
NOBODY = 0  # the place of a window's first mark, which stands for nobody
Ints = NDArray[np.int64]
Stretches = tuple[tuple[int, int], ...]


class Marked(NamedTuple):
    """A stretch of a text, in code points, that tells an event.

    `roles`: where the words for who, for whom and for whose word it is stand, () where nobody is told; fewer if the
    mark does not say.
    """

    start: int
    end: int
    event: str
    roles: tuple[Stretches, ...] = ()


class Report(NamedTuple):
    """A text with the stretches that tell an event, in the order of their ends."""

    name: str
    text: str
    events: tuple[Marked, ...]


class Bag(NamedTuple):
    """The pieces of a mark, its event, and the pieces for its roles."""

    places: Ints
    event: int
    roles: tuple[Ints | None, ...]


class Window(NamedTuple):
    """One window of a report, as the network reads it.

    `own`: the pieces that begin a word which is read in this window; `bags`: for each mark that has some of them,
    these, the number of its event, and the pieces that begin a word for each role: None where the mark does not say, or
    the window does not hold them.
    """

    ids: Ints
    kinds: Ints
    own: Ints
    bags: tuple[Bag, ...]


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
            open_.append((len(text), mark))
        elif open_:
            start, opened = open_.pop()
            found.append((start, len(text), opened))
        else:
            raise ValueError(f"{name}: a mark is closed that was not opened, after {text[-40:]!r}")
    if open_:
        raise ValueError(f"{name}: the mark {open_[-1][1]['event']} is not closed")
    text += body[at:]
    return Report(name, text, tuple(_marked(name, text, *each) for each in found))


def _marked(name: str, text: str, start: int, end: int, opened: re.Match[str]) -> Marked:
    """A mark with the words that it names for its roles."""
    said = (opened["roles"] or "").split("|") if opened["roles"] is not None else []
    return Marked(start, end, opened["event"], tuple(_nearest(name, text, each.strip(), start, end) for each in said))


def _nearest(name: str, text: str, words: str, start: int, end: int) -> Stretches:
    """Where words stand inside of a mark, else nearest to it. Raises ValueError where the text does not hold them."""
    if not words:
        return ()
    pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, words.split())) + r"(?!\w)"
    found = [match.span() for match in re.finditer(pattern, text)]
    if not found:
        raise ValueError(f"{name}: {words!r} is not in the text")
    inside = tuple(span for span in found if span[0] >= start and span[1] <= end)
    return inside or (min(found, key=lambda span: max(start - span[1], span[0] - end)),)


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
        here = begins[slice(*np.searchsorted(begins, (window.start, window.end)))]
        own = here[(here >= window.first) & (here < window.last)]
        bags = (
            Bag(_in(((m.start, m.end),), own, starts), numbers[m.event], _roles(m, here, starts)) for m in told.events
        )
        framed = (np.concatenate(([a], row[seen], [b])) for row, a, b in ((ids, START, END), (kinds, 0, 0)))
        yield _counted(Window(*framed, own, tuple(bag for bag in bags if len(bag.places))), 1 - window.start)


def _in(stretches: Stretches, pieces: Ints, starts: Ints) -> Ints:
    """Those of some pieces whose words begin in a stretch of text."""
    at = starts[pieces]
    inside = [(at >= start) & (at < end) for start, end in stretches]
    return pieces[np.logical_or.reduce(inside)] if inside else pieces[:0]


def _roles(mark: Marked, here: Ints, starts: Ints) -> tuple[Ints | None, ...]:
    """The pieces of a window for each role; none at all where nobody is told."""
    found = [(_in(stretches, here, starts), stretches) for stretches in mark.roles]
    known = [pieces if len(pieces) or not stretches else None for pieces, stretches in found]
    return (*known, *([None] * (ROLES - len(known))))


def _counted(window: Window, move: int) -> Window:
    """A window whose pieces are counted from its own start."""

    def moved(places: Ints | None) -> Ints | None:
        return None if places is None else places + move if len(places) else np.array([NOBODY])

    bags = (Bag(bag.places + move, bag.event, tuple(map(moved, bag.roles))) for bag in window.bags)
    return window._replace(own=window.own + move, bags=tuple(bags))
