"""What the encoder is trained on: standoff files, articles of the field, and their pieces with tags and arcs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from training import field, polnear

from sayso.domains import load

TEXT = "Ana said it rained. It did, she added.\n"
NOTES = """T1\tSource 0 3\tAna
T2\tCue 4 8\tsaid
T3\tContent 9 18\tit rained
E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3
T4\tAttribution 4 8\tsaid
E2\tAttribution:T5 Content:T6 Cue:T8 Source:T7
T6\tContent 20 26;30 31\tIt did a
T7\tSource 28 31\tshe
T8\tCue 32 37\tadded
T9\tDiscard 37 38\t.
E3\tAttribution:T5 Content:T3
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for folder in ("text", "attributions"):
        (tmp_path / folder).mkdir()
    (tmp_path / "text" / "a_b.txt").write_bytes(TEXT.encode())
    (tmp_path / "attributions" / "a_b_0001.ann").write_bytes(NOTES.encode())
    (tmp_path / "attributions" / "a_b_0002.ann").write_bytes(b"")
    return tmp_path


def test_an_article_is_read_as_its_first_annotator_marked_it(corpus: Path) -> None:
    (article,) = polnear.read(corpus)
    assert article.name == "a_b"
    first, second = article.attributions
    assert first == polnear.Marked(((0, 3),), ((4, 8),), ((9, 18),))
    assert second.content == ((20, 26), (30, 31))
    assert article.discarded == ((37, 38),)


def test_carriage_returns_count_in_offsets(corpus: Path) -> None:
    (corpus / "text" / "a_b.txt").write_bytes(b"A\r\nB")
    assert next(polnear.read(corpus)).text == "A\r\nB"


def test_a_twentieth_of_the_articles_is_held_out() -> None:
    held = sum(polnear.held_out(f"article {n}") for n in range(4_000))
    assert 120 < held < 280


# ------------------------------------------------------------------------------------------- the field


def articles(count: int, seed: int) -> list[polnear.Article]:
    return field.articles(load("espionage"), count, seed)


def spans(marked: polnear.Marked) -> Iterator[tuple[int, int]]:
    for role in marked:
        yield from role


def held(spans: tuple[tuple[int, int], ...]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 10_000))
def test_articles_of_the_field_have_sound_spans(seed: int) -> None:
    for article in articles(3, seed):
        assert not any(c in article.text for c in "[]{}")
        for marked in article.attributions:
            assert marked.cue
            assert marked.content
            assert all(0 <= s < e <= len(article.text) for s, e in spans(marked))
            assert all(article.text[s:e] == article.text[s:e].strip() for s, e in spans(marked))
            assert not held(marked.content) & held(marked.cue)


def test_the_same_seed_writes_the_same() -> None:
    assert articles(20, 7) == articles(20, 7)
    assert articles(20, 7) != articles(20, 8)


@pytest.mark.parametrize("kind", ["said", "own", "head"])
def test_every_frame_is_sound(kind: str) -> None:
    frames = yaml.safe_load(field.FRAMES.read_text("utf-8"))
    slots = {*frames, "service", "body", "outlet", "company", "country", "person", "surname"}
    for frame in frames[kind]:
        text, found = field.unmarked(frame)
        assert not set("[]") & set(text)
        assert set(re.findall(r"{(\w+)}", text)) <= slots
        assert bool(found) == ("[Q" in frame)
        assert kind != "own" or not found


def test_marks_are_taken_out_of_a_frame() -> None:
    text, (one, two) = field.unmarked("[S12 She] [Q said] [C it rained] and [Q2 added] [C2 it was cold].")
    assert text == "She said it rained and added it was cold."
    assert one.source == two.source == ((0, 3),)
    assert [text[s:e] for s, e in (*two.cue, *two.content)] == ["added", "it was cold"]


# ------------------------------------------------------------------------------------------- examples


def test_pieces_have_the_tags_and_arcs_of_their_article(corpus: Path) -> None:
    pytest.importorskip("torch", reason="torch is needed for training only")
    from training.examples import IGNORED, TAGS, example, windows

    from sayso.mark.encoder.network import network

    (article,) = polnear.read(corpus)
    made = example(article, network().vocabulary)
    assert [TAGS[t] for t in made.tags[:4]] == ["B-source", "B-cue", "B-content", "I-content"]
    assert list(made.cue[:4]) == [-1, -1, 1, 1]
    assert (made.source_start[1], made.source_end[1]) == (0, 0)
    assert made.source_start[0] == IGNORED
    first, second = windows(made, 3)
    assert list(first.cue) == [IGNORED, 0, 0, 2, IGNORED]
    assert second.cue[1] == IGNORED, "a cue outside the window teaches nothing"
