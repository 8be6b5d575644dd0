"""Pieces → the scores of every word of a text, read in overlapping windows.

A window holds 254 pieces between a first and a last mark, and the next begins 190 pieces on; a word's scores are taken
from the window in which it stands farthest from an edge, those of its cue and source as that window sees them. Memory
grows with the words of the text by about 60 bytes each; windows are read one after another.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.mark.encoder.network import Floats, Network, Scores
from sayso.mark.encoder.pieces import END, START, Pieces

WINDOW, STEP = 254, 190  # pieces
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


def windows(size: int) -> Iterator[_Window]:
    """The windows over a number of pieces; their parts that are read lie side by side without a gap."""
    starts = [0]
    while starts[-1] + WINDOW < size:
        starts.append(min(starts[-1] + STEP, size - WINDOW))
    cuts = [0, *((a + WINDOW + b) // 2 for a, b in pairwise(starts)), size]
    for start, (first, last) in zip(starts, pairwise(cuts), strict=True):
        yield _Window(start, min(start + WINDOW, size), first, last)


def read(pieces: Pieces, network: Network) -> WordScores:
    """The scores of all words of a text."""
    count = len(pieces.starts)
    ids, kinds, word = (np.frombuffer(a, dtype=np.int32) if len(a) else np.zeros(0, np.int32) for a in pieces[:3])
    heads = np.concatenate((word[:1] == word[:1], word[1:] != word[:-1]))  # the first piece of each word
    found = WordScores(
        np.zeros((count, 7), np.float32), np.full((count, 4), -1, np.int32), np.zeros((count, 4), np.float32), {}
    )
    for window in windows(len(ids)) if count else ():
        scores = network.run(_framed(ids[window.start : window.end], START, END), _framed(kinds[window.start : window.end], 0, 0))
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
    for row, index in zip(rows[scores.tags[rows, 3] >= LEAST_CUE], words[scores.tags[rows, 3] >= LEAST_CUE], strict=True):
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
