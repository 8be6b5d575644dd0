"""Two texts: what they share, where, and of what kind."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model import RelayRecord
from sayso.trace.reuse import copy_relay
from sayso.trace.reuse.text import Text
from tests.reuse_reports import DOMAIN, FUNCTION_WORDS, OTHER, PAGE, STORY, profile

SPUN = (
    "Customs officials in the port of Velm unlocked a box of clocks on Monday and noticed radio parts under hay.",
    "The box belonged to Oskar Thale, a mender of clocks, whom the Northern Bureau had observed since the fall.",
    "Thale journeyed to the isle of Sarn every second week and dropped his parcels with a beacon keeper there.",
    "For each package an envelope of nine hundred marks was lying for him in a hollow float.",
    "His shop was combed in the night, and seventeen booklets with rows of figures were taken away.",
    "A magistrate in Velm decreed that he be held in custody until the booklets have been studied.",
)


def relay(source: str, target: str, common: frozenset[int] = frozenset()) -> RelayRecord | None:
    return copy_relay(profile("a", source), profile("b", target), common, DOMAIN)


def shared(found: RelayRecord | None, a: str, b: str) -> list[tuple[str, str]]:
    """The words of each passage in both texts."""
    assert found
    texts = {"a": a, "b": b}
    return [
        (texts[found.source or ""][slice(*p.source)], texts[found.target][slice(*p.target)]) for p in found.passages
    ]


def test_a_copy_is_verbatim_and_its_passage_is_all_of_it() -> None:
    text = " ".join(STORY)
    found = relay(text, text)
    assert found and (found.kind, found.score, found.directed) == ("verbatim", 1.0, False)
    assert shared(found, text, text) == [(text[:-1], text[:-1])]


@pytest.mark.parametrize("kept", [STORY[:3], STORY[3:], STORY[::2], STORY[::-1]])
def test_what_was_cut_or_moved_is_still_verbatim(kept: tuple[str, ...]) -> None:
    source, target = " ".join(STORY), " ".join(kept)
    found = relay(source, target)
    assert found and found.kind == "verbatim"
    whole = " ".join(words for _, words in shared(found, source, target))
    assert all(sentence[:-1] in whole for sentence in kept)


def test_a_report_merged_from_two_has_passages_of_both() -> None:
    target = "\n".join([*STORY[:3], *OTHER])
    for source in (" ".join(STORY), " ".join(OTHER)):
        found = relay(source, target)
        assert found and found.kind == "verbatim"


def test_a_spun_copy_in_which_every_third_word_is_another_is_a_light_edit() -> None:
    source, target = " ".join(STORY), " ".join(SPUN)
    found = relay(source, target)
    assert found and found.kind == "light_edit"
    assert shared(found, source, target) == [(source[:-1], target[:-1])]


def test_other_news_shares_nothing() -> None:
    assert relay(" ".join(STORY), " ".join(OTHER)) is None


def test_one_sentence_is_no_copy() -> None:
    assert relay(" ".join(STORY), " ".join([*OTHER, STORY[0]])) is None


def test_quoted_statements_are_no_reuse_of_the_report() -> None:
    quoted = f"“{' '.join(STORY[:4])}”"
    assert relay(f"{OTHER[0]} {quoted} it said.", f"{OTHER[2]} It was told: {quoted}") is None
    assert relay(f"{OTHER[0]} {' '.join(STORY[:4])}", f"{OTHER[2]} It was told: {quoted}") is None


def test_furniture_is_no_reuse() -> None:
    lines = f"{PAGE} {PAGE.replace('letter', 'bulletin')} {PAGE.replace('kettle', 'bicycle')}"
    one, two = f"{STORY[0]}\n{lines}", f"{OTHER[0]}\n{lines}"
    found = copy_relay(profile("a", one, told=STORY[0]), profile("b", two, told=OTHER[0]), (), DOMAIN)
    assert found is None
    assert relay(one, two), "without marks the lines count: the test would not fail otherwise"


def test_sentences_that_many_reports_have_do_not_make_a_copy_of_little() -> None:
    one = " ".join([*STORY[:2], *OTHER])
    two = " ".join([*STORY[:2], *(s.replace("the", "their").replace("and", "but") for s in SPUN[2:])])
    assert relay(one, two)
    common = frozenset(profile("a", one).prints) & frozenset(profile("b", two).prints)
    assert relay(one, two, common) is None


def test_sentences_that_many_reports_have_do_not_hide_a_copy_of_nearly_all() -> None:
    text = " ".join(STORY)
    assert relay(text, text, frozenset(profile("a", text).prints))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_the_order_in_which_two_reports_are_given_is_no_matter(seed: int) -> None:
    source = random.Random(seed)
    texts = [" ".join(source.sample([*STORY, *SPUN, *OTHER], source.randrange(1, 9))) for _ in range(2)]
    one, two = profile("a", texts[0]), profile("b", texts[1])
    assert copy_relay(one, two, (), DOMAIN) == copy_relay(two, one, (), DOMAIN)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_compared_and_words_stand_where_they_are_said_to(text: str) -> None:
    words = Text(text, FUNCTION_WORDS)
    assert all(0 <= s < e <= len(text) for s, e in zip(words.starts, words.ends))
    assert [n for s in words.sentences for n in range(*s)] == list(range(len(words.words)))
    relay(text, " ".join(STORY) + text)


def test_texts_without_spaces_between_words_are_compared_too() -> None:
    text = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥金木水火土東西南北春夏秋冬天地山川風雲。" * 2
    assert relay(text, text)


def test_a_book_beside_a_short_report_is_compared_in_bounded_time() -> None:
    book = "\n".join(s.replace("Velm", f"Velm{n}") for n in range(600) for s in OTHER) + "\n" + " ".join(STORY)
    found = relay(book, " ".join(STORY))
    assert found and found.kind == "verbatim"
