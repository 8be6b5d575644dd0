"""Windows over a text: they tile it, and each word's scores come from one of them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.mark.encoder import windows as w
from sayso.mark.encoder.network import network
from sayso.mark.encoder.pieces import pieces

LINE = "The ministry said on Friday that the man had met his handler in the park twice. "


PIECES = st.lists(st.sampled_from([1, 1012, 1524, *range(2000, 2040)]), min_size=1, max_size=1500)


@given(PIECES)
def test_the_parts_that_are_read_lie_side_by_side(ids: list[int]) -> None:
    found = list(w.windows(ids))
    assert found[0].first == 0
    assert found[-1].last == len(ids)
    assert all(a.last == b.first for a, b in pairwise(found))
    assert all(x.start <= x.first < x.last <= x.end <= x.start + w.WINDOW for x in found)


@given(PIECES)
def test_windows_are_few(ids: list[int]) -> None:
    assert len(list(w.windows(ids))) <= 1 + len(ids) // ((w.WINDOW - w.CONTEXT[w.NOWHERE]) // 2 - 1)


def test_a_window_ends_with_the_last_paragraph_in_its_second_half() -> None:
    ids = [5] * 400
    ids[100] = ids[150] = ids[200] = 1
    ids[240] = 1012
    first, second = w.windows(ids)
    assert (first.start, first.end, first.last) == (0, 201, 201)
    assert (second.start, second.first) == (201 - w.CONTEXT[w.PARAGRAPH], 201)


def test_a_window_without_paragraphs_ends_with_a_sentence_and_the_next_looks_back() -> None:
    ids = [5] * 400
    ids[240], ids[241] = 1012, 1524
    first, second = w.windows(ids)
    assert first.last == first.end == 242
    assert second.start == 242 - w.CONTEXT[w.SENTENCE]


def test_a_cut_sentence_is_read_away_from_the_edges() -> None:
    first, second = w.windows([5] * 400)
    assert first.end - first.last == second.first - second.start - 32 == 32


def test_every_word_has_scores_that_add_up() -> None:
    cut = pieces(LINE * 40, network().vocabulary)
    found = w.read(cut, network())
    assert found.tags.shape == (len(cut.starts), 7)
    assert np.allclose(found.tags.sum(axis=1), 1.0, atol=1e-3)
    assert found.cue_at.max() < len(cut.starts)


@settings(max_examples=10, deadline=None)
@given(st.integers(20, 60))
def test_places_that_a_word_points_to_are_words_near_it(times: int) -> None:
    cut = pieces(LINE * times, network().vocabulary)
    found = w.read(cut, network())
    rows = np.arange(len(cut.starts))[:, None]
    far = np.abs(np.where(found.cue_at >= 0, found.cue_at - rows, 0))
    assert far.max() <= w.WINDOW
    for cue, (first, last, _) in found.sources.items():
        assert 0 <= first <= last < len(cut.starts)
        assert abs(first - cue) <= w.WINDOW


def test_a_sentence_reads_alike_wherever_windows_fall() -> None:
    one = w.read(pieces(LINE * 30, network().vocabulary), network())
    size = len(pieces(LINE, network().vocabulary).starts)
    cues = [i % size for i in np.flatnonzero(one.tags[:, 3] > 0.5)]
    assert set(cues) == {2}
    assert len(cues) == 30


def test_nothing_is_read_from_nothing() -> None:
    assert w.read(pieces("", network().vocabulary), network()).tags.shape == (0, 7)


def test_a_source_stands_in_the_line_of_its_cue() -> None:
    text = "It was said that he fled.\nThe ministry\nA denial was expected.\n"
    cut = pieces(text, network().vocabulary)
    lines = [text.count("\n", 0, start) for start in cut.starts]
    for cue, (first, last, _) in w.read(cut, network()).sources.items():
        assert lines[cue] == lines[first] == lines[last]
