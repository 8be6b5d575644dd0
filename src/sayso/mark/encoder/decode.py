"""The scores of words → attributions: which cues there are, what each one's content is, and who its source.

An attribution is a cue that has content. Every word that is content goes to the likeliest of the cues that there may
be; a cue's score is the middle of how surely it begins there and how surely its content is its own. Short
gaps in a content are closed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.mark.encoder.network import Thresholds
from sayso.mark.encoder.windows import B_CUE, WordScores

I_CUE = 4  # the tag of a later piece of a cue
MAYBE = 0.10  # probability from which a word may begin a cue
CARRIES_ON = 0.35  # probability from which a word carries on the cue before it
LONGEST_CUE = 12  # words
GAP = 2  # words of no other attribution that do not part a content

Words = tuple[int, int]  # first word, and the one after the last


class Read(NamedTuple):
    """An attribution in words: its cue, its source if it has one, its content in pieces, and its score (0-1)."""

    cue: Words
    source: Words | None
    content: tuple[Words, ...]
    score: float


def attributions(scores: WordScores, thresholds: Thresholds) -> list[Read]:
    """The attributions of a text in the order of their cues."""
    cues = np.flatnonzero(scores.tags[:, B_CUE] >= MAYBE)
    owner, share = _owners(scores, cues, thresholds.content)
    content = defaultdict(list)
    for word in np.flatnonzero(owner >= 0):
        content[int(owner[word])].append(int(word))
    found = []
    for head in sorted(content):
        score = float(np.sqrt(scores.tags[head, B_CUE] * np.mean(share[content[head]])))
        if score >= thresholds.cue:
            found.append(_attribution(scores, head, content[head], score, thresholds.sourceless))
    return found


def _owners(scores: WordScores, cues: NDArray[np.intp], least: float) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """For each word the cue whose content it is, or -1, and how likely it is that one's."""
    known = np.isin(scores.cue_at, cues) & (scores.cue_at >= 0)
    p = np.where(known, scores.cue_p, 0.0)
    best = np.argmax(p, axis=1)
    rows = np.arange(len(p))
    owner = np.where(p.sum(axis=1) >= least, scores.cue_at[rows, best], -1)
    return owner, p[rows, best]


def _attribution(scores: WordScores, head: int, content: list[int], score: float, sourceless: float) -> Read:
    cue = _cue(scores, head)
    first, last, lead = scores.sources.get(head, (0, 0, -np.inf))
    source = (first, last + 1) if lead >= sourceless else None
    taken = {*range(*cue), *(range(*source) if source else ())}
    return Read(cue, source, _stretches([w for w in content if w not in taken], taken), score)


def _cue(scores: WordScores, head: int) -> Words:
    """A cue from its first word to the last that carries it on."""
    end = head + 1
    while end < min(len(scores.tags), head + LONGEST_CUE) and scores.tags[end, I_CUE] >= CARRIES_ON:
        end += 1
    return head, end


def _stretches(words: Iterable[int], taken: set[int]) -> tuple[Words, ...]:
    """Words as stretches, over short gaps that are not part of cue or source."""
    ordered = sorted(words)
    if not ordered:
        return ()
    gaps = [(a, b) for a, b in pairwise(ordered) if b - a > GAP + 1 or any(w in taken for w in range(a + 1, b))]
    firsts, lasts = [ordered[0], *(b for _, b in gaps)], [*(a for a, _ in gaps), ordered[-1]]
    return tuple((a, b + 1) for a, b in zip(firsts, lasts, strict=True))
