"""Pieces → the scores of every word of a text, read in windows.

A window holds at most 254 pieces between a first and a last mark. It ends with a paragraph if one ends in its second
half, else with a sentence, else anywhere; the next one is read from there, and sees some pieces before as context;
where a sentence was cut, its last pieces are read from the next one. Every word's scores come from one window, those
of its cue and source as that window sees them. Windows are read one after another, so memory grows with the words of
the text alone, by about 220 bytes each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.mark.encoder.network import LIKELIEST, OF_ROLE, Floats, Network, Scores
from sayso.mark.encoder.pieces import END, LINE, START, Pieces

WINDOW = 254  # pieces
PARAGRAPH, SENTENCE, NOWHERE = 2, 1, 0  # what ends where a window ends
CONTEXT = {PARAGRAPH: 32, SENTENCE: 32, NOWHERE: 64}  # pieces before a window that it sees and does not read
STOPS = frozenset({999, 1012, 1029})  # ids of "!", "." and "?"
CLOSERS = frozenset({1000, 1524})  # ids of the quotation marks that close a sentence after its stop
LONGEST_SOURCE = 60  # pieces
TRIES = 3  # beginnings of a source that are tried
B_CUE = 3  # the tag of the first piece of a cue
LEAST_CUE = 0.02  # probability of a first piece of a cue below which its source is not looked for
Words = NDArray[np.int32]


class Pointed(NamedTuple):
    """The likeliest words that each word points to, -1 for none, with their probabilities."""

    at: Words
    p: Floats


class WordScores(NamedTuple):
    """The scores of a text's words, one row each; words are named by their number, -1 is none.

    `tags`: O, and first or later word of source, cue, content. `cue_at`, `cue_p`: the likeliest cues whose content a
    word is, with their probabilities. `sources`: of words that may begin a cue their source, first and last word, with
    the logarithm by which it is likelier than none. `events`: how likely each word tells an event of each type.
    `roles`: the likeliest words for who does what a word tells, to whom it is done, and whose word it is.
    """

    tags: Floats
    cue_at: Words
    cue_p: Floats
    sources: dict[int, tuple[int, int, float]]
    events: NDArray[np.float16]
    roles: tuple[Pointed, Pointed, Pointed]


class _Window(NamedTuple):
    """Pieces `[start, end)` of a text, of which `[first, last)` are read from this window."""

    start: int
    end: int
    first: int
    last: int


def windows(ids: Sequence[int]) -> Iterator[_Window]:
    """The windows over pieces; the parts of them that are read lie side by side without a gap."""
    first, context, size = 0, 0, len(ids)
    while first < size:
        start = max(0, first - context)
        end = min(start + WINDOW, size)
        last, kind = (size, NOWHERE) if end == size else _cut(ids, (first + end) // 2, end)
        yield _Window(start, end if kind == NOWHERE else last, first, last)
        first, context = last, CONTEXT[kind]


def _cut(ids: Sequence[int], low: int, high: int) -> tuple[int, int]:
    """Where what is read of a window ends, after the last paragraph or sentence that ends in it, and which of them."""
    for kind, stops in ((PARAGRAPH, {LINE}), (SENTENCE, STOPS)):
        place = next((i for i in range(high - 1, low, -1) if ids[i] in stops), None)
        if place is not None:
            return place + 1 + (place + 1 < high and ids[place + 1] in CLOSERS), kind
    return high - CONTEXT[NOWHERE] // 2, NOWHERE


def read(pieces: Pieces, network: Network) -> WordScores:
    """The scores of all words of a text."""
    ids, kinds, word = (np.array(a, np.int32) for a in pieces[:3])
    found = empty(len(pieces.starts), len(network.card.events.names))
    heads = np.flatnonzero(np.diff(word, prepend=-1))  # the first piece of each word
    lines = np.cumsum(ids == LINE)
    for window in windows(pieces.ids):
        seen = slice(window.start, window.end)
        scores = network.run(_framed(ids[seen], START, END), _framed(kinds[seen], 0, 0))
        read_here = heads[slice(*np.searchsorted(heads, (window.first, window.last)))]
        _take_words(found, scores, window, word, read_here)
        _take_sources(found, scores, window, word, read_here, lines)
    return found


def empty(count: int, events: int) -> WordScores:
    """Scores of words of which nothing is known yet."""
    widths = LIKELIEST, OF_ROLE, OF_ROLE, OF_ROLE
    cues, *roles = (Pointed(np.full((count, n), -1, np.int32), np.zeros((count, n), np.float16)) for n in widths)
    tags, told = np.zeros((count, 7), np.float32), np.zeros((count, events), np.float16)
    return WordScores(tags, *cues, {}, told, (roles[0], roles[1], roles[2]))


def _framed(row: Words, first: int, last: int) -> NDArray[np.int64]:
    return np.concatenate(([first], row, [last])).astype(np.int64)


def _take_words(found: WordScores, scores: Scores, window: _Window, word: Words, heads: NDArray[np.int64]) -> None:
    """Put tags, events and what is pointed to of the words whose first pieces are given in their places."""
    rows, words = heads - window.start + 1, word[heads]
    found.tags[words] = scores.tags[rows]
    found.events[words] = scores.events[rows]
    seen = (scores.cue_p, scores.cue_at), scores[-6:-4], scores[-4:-2], scores[-2:]
    for to, (p, at) in zip((Pointed(found.cue_at, found.cue_p), *found.roles), seen, strict=True):
        to.at[words] = _words_at(at[rows], window, word)
        to.p[words] = p[rows]


def _words_at(places: NDArray[np.int64], window: _Window, word: Words) -> Words:
    """The words at places of a window, -1 for a place outside it."""
    at = word[np.clip(places - 1 + window.start, 0, len(word) - 1)]
    return np.where((places > 0) & (places <= window.end - window.start), at, -1)


def _take_sources(
    found: WordScores, scores: Scores, window: _Window, word: Words, heads: NDArray[np.int64], lines: NDArray[np.int64]
) -> None:
    """Put the sources of those words that may begin a cue in their places; a source stands in the line of its cue."""
    for head in heads[scores.tags[heads - window.start + 1, B_CUE] >= LEAST_CUE]:
        row = int(head) - window.start + 1
        low = max(window.start, int(np.searchsorted(lines, lines[head], "left")))
        high = min(window.end, int(np.searchsorted(lines, lines[head], "right")))
        near = slice(low - window.start + 1, high - window.start + 1)
        first, last, best = _source(scores.starts[row, near], scores.ends[row, near])
        lead = best - float(scores.starts[row, 0] + scores.ends[row, 0])
        found.sources[int(word[head])] = (int(word[low + first]), int(word[low + last]), lead)


def _source(starts: Floats, ends: Floats) -> tuple[int, int, float]:
    """The likeliest source: its first and last piece, and the logarithm of its probability."""
    first, last, best = 0, 0, -np.inf
    for start in np.argsort(-starts, kind="stable")[:TRIES]:
        end = int(start) + int(np.argmax(ends[start : start + LONGEST_SOURCE]))
        if starts[start] + ends[end] > best:
            first, last, best = int(start), end, float(starts[start] + ends[end])
    return first, last, best
