"""Pieces → the scores of every word of a text, read in windows.

A window holds at most 254 pieces between a first and a last mark. It ends with a paragraph if one ends in its second
half, else with a sentence, else anywhere; the next one begins there, with some pieces before as context where a
paragraph was cut, and where a sentence was cut the last pieces are read anew as well. Every word's scores come from one
window, those of its cue and source as that window sees them. Windows are read one after another, so memory grows with
the words of the text alone, by about 60 bytes each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.mark.encoder.network import Floats, Network, Scores
from sayso.mark.encoder.pieces import END, LINE, START, Pieces

WINDOW = 254  # pieces
PARAGRAPH, SENTENCE, NOWHERE = 2, 1, 0  # what ends where a window ends
CONTEXT = {PARAGRAPH: 48, SENTENCE: 64, NOWHERE: 64}  # pieces before a window that it sees and does not read
STOPS = frozenset({999, 1012, 1029})  # ids of "!", "." and "?"
CLOSERS = frozenset({1000, 1524})  # ids of the quotation marks that close a sentence after its stop
LONGEST_SOURCE = 60  # pieces
LEAST_CUE = 0.02  # probability of a first piece of a cue below which its source is not looked for
Words = NDArray[np.int32]


class WordScores(NamedTuple):
    """The scores of a text's words, one row each; words are named by their number, -1 is none.

    `tags`: O, and first or later word of source, cue, content. `cue_at`, `cue_p`: the likeliest cues whose content a
    word is, with their probabilities. `sources`: of words that may begin a cue their source, first and last word, with
    the logarithm by which it is likelier than none.
    """

    tags: Floats
    cue_at: Words
    cue_p: Floats
    sources: dict[int, tuple[int, int, float]]


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
    count = len(pieces.starts)
    ids, kinds, word = (np.frombuffer(a, dtype=np.int32) if len(a) else np.zeros(0, np.int32) for a in pieces[:3])
    heads = np.concatenate((word[:1] == word[:1], word[1:] != word[:-1]))  # the first piece of each word
    found = WordScores(
        np.zeros((count, 7), np.float32), np.full((count, 4), -1, np.int32), np.zeros((count, 4), np.float32), {}
    )
    for window in windows(pieces.ids):
        scores = network.run(
            _framed(ids[window.start : window.end], START, END), _framed(kinds[window.start : window.end], 0, 0)
        )
        _take(found, scores, window, word, np.flatnonzero(heads[window.first : window.last]) + window.first)
    return found


def _framed(row: Words, first: int, last: int) -> NDArray[np.int64]:
    return np.concatenate(([first], row, [last])).astype(np.int64)


def _take(found: WordScores, scores: Scores, window: _Window, word: Words, heads: NDArray[np.int64]) -> None:
    """Put what a window says of the words whose first pieces are given in their places."""
    rows, words = heads - window.start + 1, word[heads]
    found.tags[words] = scores.tags[rows]
    places = scores.cue_at[rows]
    at = word[np.clip(places - 1 + window.start, 0, len(word) - 1)]
    found.cue_at[words] = np.where((places > 0) & (places <= window.end - window.start), at, -1)
    found.cue_p[words] = scores.cue_p[rows]
    for row, index in zip(
        rows[scores.tags[rows, 3] >= LEAST_CUE], words[scores.tags[rows, 3] >= LEAST_CUE], strict=True
    ):
        first, last, lead = _source(scores.starts[row], scores.ends[row], window.end - window.start)
        found.sources[int(index)] = (int(word[first + window.start]), int(word[last + window.start]), lead)


def _source(starts: Floats, ends: Floats, size: int) -> tuple[int, int, float]:
    """The likeliest source: its first and last piece in the window, and by how much it is likelier than none."""
    none = float(starts[0] + ends[0])
    starts, ends = starts[1 : size + 1], ends[1 : size + 1]
    first, last, best = 0, 0, -np.inf
    for start in np.argsort(-starts, kind="stable")[:3]:
        reach = ends[start : start + LONGEST_SOURCE]
        end = int(start) + int(np.argmax(reach))
        if starts[start] + ends[end] > best:
            first, last, best = int(start), end, float(starts[start] + ends[end])
    return first, last, best - none
