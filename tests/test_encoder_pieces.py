"""Word pieces of the encoder: places in the text, cuts of words, and what letters and marks say of them."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from sayso.mark.encoder import pieces as p
from sayso.mark.encoder.network import network

SHIPPED = network().vocabulary
KNOWN = p.Vocabulary({"spy": 7, "un": 8, "##mask": 9, "##ed": 10, "a": 11, "##a": 12, ",": 13, "e": 14})


def ids(text: str) -> list[int]:
    return list(p.pieces(text, KNOWN).ids)


@given(st.text(max_size=300))
def test_words_lie_in_order_and_hold_every_visible_character(text: str) -> None:
    found = p.pieces(text, SHIPPED)
    spans = list(zip(found.starts, found.ends, strict=True))
    assert all(0 <= s < e <= len(text) for s, e in spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    held = {i for s, e in spans for i in range(s, e)}
    assert all(i in held for i, c in enumerate(text) if not c.isspace())


@given(st.text(alphabet="aeé ,\n“”'\u0301中ß", max_size=120))
def test_every_word_has_pieces_and_every_piece_its_word(text: str) -> None:
    found = p.pieces(text, SHIPPED)
    assert sorted(set(found.word)) == list(range(len(found.starts)))
    assert list(found.word) == sorted(found.word)
    assert len(found.ids) == len(found.kinds) == len(found.word)
    assert all(0 <= kind < p.KINDS for kind in found.kinds)


def test_a_word_is_cut_into_the_longest_pieces() -> None:
    assert ids("Unmasked spy") == [8, 9, 10, 7]


def test_a_word_without_pieces_is_unknown_as_a_whole() -> None:
    assert ids("unmaskedz spy") == [p.UNKNOWN, 7]


def test_a_word_of_great_length_is_unknown() -> None:
    assert ids("a" * 101) == [p.UNKNOWN]
    assert p.UNKNOWN not in ids("a" * 100)


def test_accents_fall_away() -> None:
    assert ids("É") == ids("e") == [14]


def test_a_line_break_is_a_piece_and_other_space_is_none() -> None:
    assert ids("spy  spy \n\n spy") == [7, 7, p.LINE, 7]


def test_how_a_word_is_written_is_kept() -> None:
    assert list(p.pieces("spy Spy SPY A", KNOWN).kinds) == [p.PLAIN, p.TITLE, p.UPPER, p.TITLE]


def test_words_inside_a_quotation_are_marked_to_its_end() -> None:
    found = p.pieces("Spy, “spy Spy,” spy", SHIPPED)
    quoted = [k >= p.QUOTED for k in found.kinds]
    assert quoted == [False, False, True, True, True, True, True, False]


def test_the_vocabulary_remembers_a_bounded_number_of_words() -> None:
    known = p.Vocabulary({"a": 1})
    known.MEMORY = 3  # type: ignore[misc]
    for word in "bcdefgh":
        known.cut(word)
    assert len(known._cuts) == 3


def test_in_a_text_wrapped_by_hand_only_an_empty_line_is_a_piece() -> None:
    lines = "The spy went\nhome and then\nto the harbour\nwhere a man\nwaited with\nan envelope."
    found = p.pieces(f"{lines}\n\n{lines}", SHIPPED)
    assert list(found.ids).count(p.LINE) == 1
