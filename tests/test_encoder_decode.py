"""Attributions out of scores: what is a cue, whose a word is, where a content ends."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.mark.encoder import decode
from sayso.mark.encoder.network import Thresholds
from sayso.mark.encoder.windows import WordScores, empty

EVEN = Thresholds(cue=0.5, content=0.5, sourceless=0.0)


def scores(
    size: int, cues: dict[int, float], content: dict[int, tuple[int, float]], sources: dict[int, tuple[int, int, float]]
) -> WordScores:
    """Scores in which words begin cues, and are content of cues, as given."""
    tags = np.zeros((size, 7), np.float32)
    cue_at, cue_p = np.full((size, 4), -1, np.int32), np.zeros((size, 4), np.float32)
    for word, p in cues.items():
        tags[word, decode.B_CUE] = p
    for word, (cue, p) in content.items():
        cue_at[word, 0], cue_p[word, 0] = cue, p
    return empty(size, 2)._replace(tags=tags, cue_at=cue_at, cue_p=cue_p, sources=sources)


def test_a_cue_with_content_is_an_attribution_with_its_source() -> None:
    (found,) = decode.attributions(scores(6, {1: 0.9}, dict.fromkeys((2, 3, 4), (1, 0.8)), {1: (0, 0, 2.0)}), EVEN)
    assert found.cue == (1, 2)
    assert found.source == (0, 1)
    assert found.content == ((2, 5),)
    assert found.score == pytest.approx((0.9 * 0.8) ** 0.5)


def test_a_cue_without_content_is_none() -> None:
    assert decode.attributions(scores(4, {1: 0.9}, {}, {}), EVEN) == []


def test_a_doubtful_cue_is_left_out() -> None:
    assert decode.attributions(scores(4, {1: 0.2}, {2: (1, 0.6)}, {}), EVEN) == []


def test_no_source_where_none_is_likelier() -> None:
    (found,) = decode.attributions(scores(4, {1: 0.9}, {2: (1, 0.9)}, {1: (0, 0, -0.1)}), EVEN)
    assert found.source is None


def test_a_short_gap_does_not_part_a_content_and_a_cue_in_it_does() -> None:
    words = dict.fromkeys((0, 1, 3, 6, 7), (4, 0.9))
    (found,) = decode.attributions(scores(9, {4: 0.9}, words, {4: (5, 5, 1.0)}), EVEN)
    assert found.content == ((0, 4), (6, 8))


def test_a_long_gap_parts_a_content() -> None:
    (found,) = decode.attributions(scores(12, {0: 0.9}, dict.fromkeys((1, 2, 8, 9), (0, 0.9)), {}), EVEN)
    assert found.content == ((1, 3), (8, 10))


def test_a_cue_goes_on_while_its_words_say_so() -> None:
    made = scores(6, {0: 0.9}, {4: (0, 0.9)}, {})
    made.tags[1, decode.I_CUE] = made.tags[2, decode.I_CUE] = 0.8
    (found,) = decode.attributions(made, EVEN)
    assert found.cue == (0, 3)


@given(
    st.dictionaries(st.integers(0, 29), st.floats(0, 1), max_size=6),
    st.dictionaries(st.integers(0, 29), st.tuples(st.integers(0, 29), st.floats(0, 1)), max_size=30),
)
def test_parts_of_an_attribution_never_overlap(cues: dict[int, float], content: dict[int, tuple[int, float]]) -> None:
    sources = {c: (max(0, c - 2), max(0, c - 1), 1.0) for c in cues if c >= 2}
    for found in decode.attributions(scores(30, cues, content, sources), EVEN):
        parts = [found.cue, *([found.source] if found.source else []), *found.content]
        words = [w for start, end in parts for w in range(start, end)]
        assert len(words) == len(set(words))
        assert all(0 <= w < 30 for w in words)
        assert 0 <= found.score <= 1
