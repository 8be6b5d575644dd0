"""Annotated articles → what the network learns from: pieces with their tags and arcs, cut into windows and batches.

Three things are learned of every piece: its tag (source, cue or content, first piece or later), the cue that a piece of
content belongs to, and for the first piece of a cue where its source begins and ends. PolNeAR's attributions do not
overlap, and each has one cue of one stretch (19,831 of 19,832 in the training part), so a cue stands for its
attribution.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from sayso.mark.encoder.pieces import END, KINDS, PAD, QUOTED, START, Vocabulary, pieces
from training.polnear import Article, Span

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
WINDOW = 254  # pieces, to which a first and a last one are added
NOWHERE = 0  # the place in a window of the first piece, which stands for "no cue" and "no source"
IGNORED = -100  # the label that no loss counts
STRAIGHT = str.maketrans("“”‘’", "\"\"''")
Ints = NDArray[np.int64]


class Example(NamedTuple):
    """An article in pieces: for each its id, kind and tag, and as places in the article its cue and its source."""

    ids: Ints
    kinds: Ints
    tags: Ints
    cue: Ints  # of content: the first piece of its cue; -1 where there is none
    source_start: Ints  # of the first piece of a cue: the first piece of its source; -1 none; IGNORED elsewhere
    source_end: Ints  # the same for the last piece of the source


class Batch(NamedTuple):
    """Windows of one batch as tensors, windows × pieces."""

    ids: Tensor
    kinds: Tensor
    mask: Tensor
    tags: Tensor
    cue: Tensor
    source_start: Tensor
    source_end: Tensor

    def on(self, device: torch.device) -> Batch:
        """The same on a device."""
        return Batch(*(part.to(device, non_blocking=True) for part in self))


def example(article: Article, vocabulary: Vocabulary, straight: bool = False) -> Example:
    """An article as an example; with straight quotation marks in the place of curly ones if asked for."""
    text = article.text.translate(STRAIGHT) if straight else article.text
    cut = pieces(text, vocabulary)
    word = np.frombuffer(cut.word, dtype=np.int32)
    starts, ends = (np.frombuffer(a, dtype=np.int32)[word] for a in (cut.starts, cut.ends))
    size = len(word)
    tags, cue = np.zeros(size, np.int64), np.full(size, -1, np.int64)
    source_start, source_end = (np.full(size, IGNORED, np.int64) for _ in range(2))
    for marked in article.attributions:
        head, *_ = _places(marked.cue, starts, ends) or [-1]
        if head < 0:
            continue
        source = _places(marked.source, starts, ends)
        content = _places(marked.content, starts, ends)
        for first, spans in ((1, marked.source), (3, marked.cue), (5, marked.content)):
            for span in spans:
                places = _places((span,), starts, ends)
                tags[places] = first + 1
                tags[places[:1]] = first
        cue[content] = head
        source_start[head], source_end[head] = (source[0], source[-1]) if source else (-1, -1)
    for start, end in article.discarded:
        gone = _places(((start, end),), starts, ends)
        tags[gone] = IGNORED
        cue[gone] = IGNORED
    ids, kinds = (np.frombuffer(a, dtype=np.int32).astype(np.int64) for a in (cut.ids, cut.kinds))
    return Example(ids, kinds, tags, cue, source_start, source_end)


def _places(spans: Sequence[Span], starts: NDArray[np.int32], ends: NDArray[np.int32]) -> list[int]:
    """The pieces that share a character with one of the spans."""
    found: set[int] = set()
    for start, end in spans:
        found.update(range(int(np.searchsorted(ends, start, "right")), int(np.searchsorted(starts, end, "left"))))
    return sorted(found)


def windows(found: Example, offset: int) -> Iterator[Example]:
    """An example cut into windows, the first of them `offset` pieces long, with places counted in each window."""
    size = len(found.ids)
    edges = [0, *range(offset or WINDOW, size, WINDOW), size]
    for start, end in pairwise(edges):
        if start < end:
            yield _window(found, start, end)


def _window(found: Example, start: int, end: int) -> Example:
    part = Example(*(field[start:end] for field in found))
    return Example(
        np.concatenate(([START], part.ids, [END])),
        np.concatenate(([0], part.kinds, [0])),
        _framed(part.tags),
        _framed(_moved(part.cue, start, end)),
        _framed(_moved(part.source_start, start, end)),
        _framed(_moved(part.source_end, start, end)),
    )


def _framed(labels: Ints) -> Ints:
    return np.concatenate(([IGNORED], labels, [IGNORED]))


def _moved(places: Ints, start: int, end: int) -> Ints:
    """Places in the article as places in a window; those outside it teach nothing."""
    inside = np.where((places >= start) & (places < end), places - start + 1, IGNORED)
    return np.where(places == -1, NOWHERE, inside)


def batches(examples: Sequence[Example], size: int, rng: random.Random) -> Iterator[Batch]:
    """All examples once, in windows that begin somewhere else each time, in batches of like length."""
    return map(stacked, _groups(examples, size, rng))


def count(examples: Sequence[Example], size: int, rng: random.Random) -> int:
    """How many batches `batches` gives."""
    return sum(1 for _ in _groups(examples, size, rng))


def _groups(examples: Sequence[Example], size: int, rng: random.Random) -> Iterator[list[Example]]:
    cut = [w for e in examples for w in windows(e, rng.randrange(WINDOW))]
    rng.shuffle(cut)
    stretch = size * 16
    for at in range(0, len(cut), stretch):
        near = sorted(cut[at : at + stretch], key=lambda w: len(w.ids))
        groups = [near[i : i + size] for i in range(0, len(near), size)]
        rng.shuffle(groups)
        yield from groups


def stacked(group: Sequence[Example]) -> Batch:
    """Windows side by side, padded to the longest."""
    size = max(len(w.ids) for w in group)

    def padded(name: str, filler: int) -> Tensor:
        rows = [np.pad(getattr(w, name), (0, size - len(w.ids)), constant_values=filler) for w in group]
        return torch.from_numpy(np.stack(rows))

    ids = padded("ids", PAD)
    labels = [padded(name, IGNORED) for name in ("tags", "cue", "source_start", "source_end")]
    return Batch(ids, padded("kinds", 0), ids != PAD, *labels)


def forgetful(batch: Batch, share: float, rng: random.Random) -> Batch:
    """A batch some of whose windows do not tell how words are written, as in headlines and old feeds."""
    kinds = batch.kinds.clone()
    for row in range(len(kinds)):
        if rng.random() < share:
            kinds[row] = kinds[row] // QUOTED * QUOTED
    assert int(kinds.max()) < KINDS
    return batch._replace(kinds=kinds)
