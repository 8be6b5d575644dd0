"""Events out of scores: which words tell one, which of several does, what a stretch tells, and who acts."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.domains import load
from sayso.mark.claims import LIKELY
from sayso.mark.encoder.network import Learned, network
from sayso.mark.encoder.reader import read
from sayso.mark.encoder.told import APART, DOUBT, ENOUGH, Point, Told
from sayso.mark.encoder.windows import empty
from tests.marking import CONTEXT

KNOWN = Learned(domain="espionage", names=("arrest", "pay"), seen=(ENOUGH, ENOUGH - 1), least=0.2)


def told(starts: list[int], **scores: dict[int, float]) -> Told:
    """What is told where the words at some code points have some scores, by the event."""
    table = np.zeros((len(starts), len(KNOWN.names)), np.float16)
    for event, given_ in scores.items():
        for word, score in given_.items():
            table[word, KNOWN.names.index(event)] = score
    return Told(empty(len(starts), len(KNOWN.names))._replace(events=table), starts, KNOWN)


def test_a_word_tells_an_event_from_the_least_score() -> None:
    found = told([0, 100, 200], arrest={0: 0.19, 1: 0.25, 2: 0.9})
    assert [(n.start, n.event, n.score) for n in found.named] == [(100, "arrest", 0.25), (200, "arrest", 0.9)]


def test_of_words_that_stand_close_the_likeliest_tells_an_event_of_a_type() -> None:
    found = told([0, APART - 1, APART], arrest={0: 0.4, 1: 0.6, 2: 0.3}, pay={0: 0.5})
    assert [(n.start, n.event) for n in found.named] == [(0, "pay"), (APART - 1, "arrest")]


def test_a_stretch_is_as_likely_as_its_likeliest_word() -> None:
    found = told([0, 10, 20], arrest={0: 0.9, 1: 0.1, 2: 0.6})
    assert found.score("arrest", 5, 20) == pytest.approx(0.1, abs=1e-3)
    assert found.score("arrest", 5, 21) == pytest.approx(0.6, abs=1e-3)
    assert found.score("arrest", 21, 99) == 0.0
    assert found.score("exchange", 0, 99) == 0.0


def test_doubt_counts_for_events_that_were_seen_often_enough() -> None:
    found = told([0])
    assert found.doubts("arrest", DOUBT / 2)
    assert not found.doubts("arrest", DOUBT * 2)
    assert not found.doubts("pay", 0.0)
    assert not found.doubts("exchange", 0.0)


def test_the_likeliest_word_of_a_stretch_tells_an_event() -> None:
    found = told([0, 10, 20], arrest={0: 0.9, 1: 0.1, 2: 0.6})
    assert found.word("arrest", 5, 21) == 20
    assert found.word("arrest", 21, 99) is None
    assert found.word("exchange", 0, 99) is None


def test_roles_are_asked_of_the_word_at_a_code_point() -> None:
    scores = empty(3, len(KNOWN.names))
    who, _, said = scores.roles
    who.at[1, :3], who.p[1, :3] = [2, -1, 0], [0.75, 0.125, 0.0625]
    said.at[1, 0], said.p[1, 0] = 0, 0.5
    points = Told(scores, [0, 10, 20], KNOWN).points(13)
    assert points.who[:4] == (Point(20, 0.75), Point(None, 0.125), Point(0, 0.0625), Point(None, 0.0))
    assert points.said[0] == Point(0, 0.5)
    assert {point.start for point in points.whom} == {None}


@given(st.lists(st.tuples(st.integers(1, 90), st.floats(0, 1)), min_size=1, max_size=40))
def test_words_that_tell_an_event_stand_apart_and_none_is_lost_without_one_beside_it(
    words: list[tuple[int, float]],
) -> None:
    starts = [int(at) for at in np.cumsum([step for step, _ in words])]
    found = told(starts, arrest={at: score for at, (_, score) in enumerate(words)})
    kept = [n.start for n in found.named]
    assert kept == sorted(kept)
    assert all(b - a >= APART for a, b in itertools.pairwise(kept))
    likely = [start for start, (_, score) in zip(starts, words, strict=True) if np.float16(score) >= KNOWN.least]
    assert all(any(abs(start - other) < APART for other in kept) for start in likely)


# ------------------------------------------------------------------------------------------- the shipped network


@pytest.mark.parametrize(
    ("event", "sentence"),
    [
        ("arrest", "He was led away in handcuffs on Monday."),
        ("transfer_information", "An envelope with the blueprints changed hands behind a petrol station."),
        ("sentence", "He will spend the next nine years behind bars, the court ruled."),
        ("pay", "Some 30,000 euros found their way into his account for it."),
        ("deny", "There is not a word of truth in it, he told the judge."),
    ],
)
def test_events_are_read_in_words_of_every_kind(event: str, sentence: str) -> None:
    found = read(f"{CONTEXT}\n{sentence}", load("espionage")).events
    assert found is not None
    assert event in [named.event for named in found.named if named.start > len(CONTEXT)]


@pytest.mark.parametrize(
    ("sentence", "word", "who", "whom", "said"),
    [
        ("Officers took Orlan away on Monday.", "took", "Officers", "Orlan", None),
        ("Orlan was led away in handcuffs on Monday.", "led", "Police", "Orlan", None),
        ("Orlan handed the plans to a colonel in Minsk, prosecutors said.", "handed", "Orlan", None, "prosecutors"),
        ("Handcuffed, Orlan was taken by officers to a jail.", "taken", "officers", "Orlan", None),
    ],
)
def test_who_does_what_to_whom_is_read(
    sentence: str, word: str, who: str | None, whom: str | None, said: str | None
) -> None:
    text = f"{CONTEXT}\n{sentence}"
    found = read(text, load("espionage")).events
    assert found is not None
    points = found.points(text.index(word, len(CONTEXT)))
    for wanted, read_ in zip((who, whom, said), points, strict=True):
        words = text[read_[0].start :].split()[0] if read_[0].start is not None else None
        assert words is None if wanted is None else wanted.split()[-1] in text[read_[0].start or 0 :][:30], (
            wanted,
            words,
        )


@pytest.mark.parametrize(
    "text",
    [
        "The lake froze early this year. Children skated on it until dusk.",
        "The council will paint the benches in the park green. Residents voted for blue, but green was cheaper.",
        "The bakery on the corner sells bread from four in the morning. Its owner says that rye is what people like.",
    ],
)
def test_nothing_is_surely_told_where_nothing_happens(text: str) -> None:
    found = read(text, load("espionage")).events
    assert found is not None
    assert [named for named in found.named if named.score >= LIKELY] == []


def test_events_of_a_pack_that_was_not_learned_are_not_read() -> None:
    assert read(CONTEXT, load("corruption")).events is None


def test_the_card_names_events_of_the_pack() -> None:
    card = network().card.events
    assert set(card.names) <= {event.id for event in load(card.domain).events}
    assert len(card.names) == len(card.seen)


@settings(deadline=None, max_examples=20)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_any_text_is_read(text: str) -> None:
    found = read(text, load("espionage")).events
    assert found is not None
    assert all(0 <= named.start < len(text) for named in found.named)
