"""The parts that attributions are made of: quotation marks, paragraphs, place lines, cues; and their bounds."""

from __future__ import annotations

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from sayso.domains import Cue, load
from sayso.mark.attributions import attributions
from sayso.mark.cues import CueIndex, weaker
from sayso.mark.grammar import place_line
from sayso.mark.parse import pipeline
from sayso.mark.quotes import paragraphs, quotations, wrapped
from sayso.mark.speech import Quotes, spans, trim

CUES = load("espionage").cues


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotations(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He said “a b” and “c”.", ["“a b”", "“c”"]),
        ('He said "a b" and "c".', ['"a b"', '"c"']),
        ("He said ``a b'' and ``c''.", ["``a b''", "``c''"]),
        ("He said ''a b'' and ''c''.", ["''a b''", "''c''"]),
        ("Er sagte „a b“ und «c».", ["„a b“", "«c»"]),
        ("'We can't wait,' she said. 'Not now.'", ["'We can't wait,'", "'Not now.'"]),
        ("‘We don’t know,’ he said.", ["‘We don’t know,’"]),
        ("It's the '90s and the boys' dog.", []),
        ("He said “it was ‘fine’ then”.", ["“it was ‘fine’ then”"]),
        ("He is 6'' tall.", []),
        ("“a\n“b\n“c”", ["“a", "“b", "“c”"]),
        ("“a “b” c", ["“a", "“b”"]),
        ('"', []),
    ],
)
def test_quotations(text: str, found: list[str]) -> None:
    assert quoted(text) == found


def test_an_unclosed_quotation_says_so() -> None:
    assert [q.closed for q in quotations("“a\n“b”")] == [False, True]


@given(st.text(alphabet="ab \n\"'“”‘’«»`.,", max_size=120))
def test_quotations_lie_in_order_within_paragraphs(text: str) -> None:
    found = quotations(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(any(start <= q.start < q.end <= end for start, end in paragraphs(text)) for q in found)


def test_paragraphs_are_lines() -> None:
    text = "One line.\n\n  Two lines.\nThree."
    assert [text[s:e] for s, e in paragraphs(text)] == ["One line.", "Two lines.", "Three."]


def test_lines_broken_by_hand_are_joined() -> None:
    text = "One line\nthat goes\non and\non for\na while\nhere.\n\nAnother\none."
    assert wrapped(text)
    assert [text[s:e] for s, e in paragraphs(text)] == [text.split("\n\n")[0], "Another\none."]


@given(st.text(alphabet="ab \n\t.", max_size=80))
def test_paragraphs_hold_every_letter_once(text: str) -> None:
    assert "".join("".join(text[s:e].split()) for s, e in paragraphs(text)) == "".join(text.split())


@pytest.mark.parametrize(
    ("beginning", "length"),
    [
        ("VIENNA (Wire) — The man", 16),
        ("PARIS, Oct. 3 - The man", 16),
        ("Vienna (Wire) - The man", 16),
        ("The man – and his dog – left", 0),
        ("MI6 agents came - and went", 0),
        ("A" * 80, 0),
    ],
)
def test_place_line(beginning: str, length: int) -> None:
    assert place_line(beginning) == length


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (" , that he fled.", "that he fled"),
        ("he fled the U.S.", "he fled the U.S."),
        ("“He fled.”", "“He fled.”"),
        ("   ", ""),
        ("." * 3, ""),
    ],
)
def test_trim(text: str, kept: str) -> None:
    start, end = trim(text, 0, len(text))
    assert text[start:end].strip(".") == kept.strip(".")


@given(
    st.text(alphabet="a \n.,(“”", max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5)
)
def test_spans_are_trimmed_joined_and_in_order(text: str, pieces: list[tuple[int, int]]) -> None:
    inside = [(min(s, len(text)), min(e, len(text))) for s, e in pieces]
    found = spans(inside, text)
    assert all(a.end < b.start for a, b in pairwise(found))
    assert all(text[s:e] == text[s:e].strip() != "" for s, e in found)


@given(st.text(alphabet='a "', max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_characters_inside_quotations_are_counted(text: str, start: int, end: int) -> None:
    quotes = Quotes(text, quotations(text))
    end = min(end, len(text))
    if start <= end:
        assert quotes.inside(start, end) == sum(quotes.at(place) is not None for place in range(start, end))


def test_weaker_certainty() -> None:
    assert weaker("reported", "alleged") == "alleged"
    assert weaker("possible", "alleged") == "possible"
    assert weaker("denied", "possible") == "denied"


def test_an_unlisted_frame_does_not_attribute() -> None:
    index = CueIndex([Cue(words="say", pos="verb", frames={"clause": 0.9, "object": 0.3})])
    assert index.share("verb", "say", "clause") == 0.9
    assert index.share("verb", "say", "object as") == 0.3
    assert index.share("verb", "say", "to") == 0.0
    assert index.share("noun", "say", "clause") == 0.0


def test_the_packs_cues_are_apart_and_their_shares_are_shares() -> None:
    keys = [(cue.pos, cue.words) for cue in CUES]
    assert len(keys) == len(set(keys))
    for cue in CUES:
        assert 0 <= cue.weight <= 1, cue.words
        assert all(0 < share <= 1 for share in cue.frames.values()), cue.words
    assert sum(cue.certainty == "denied" for cue in CUES) > 4


def test_an_added_cue_is_read() -> None:
    text = "The ministry quorked that Orlov had fled."
    added = Cue(words="quork", pos="verb", certainty="alleged", frames={"clause": 0.9})
    doc = pipeline()(text)
    verb = next(t for t in doc if t.text == "quorked")
    verb.lemma_ = "quork"
    assert [a.certainty for a in attributions(doc, CueIndex([*CUES, added]))] == ["alleged"]


# ------------------------------------------------------------------------------------------- bounds


def built(words: list[str], heads: list[int], deps: list[str], pos: str = "VERB") -> Doc:
    """A document without a parser, one sentence as long as its words."""
    size = len(words)
    starts = [n == 0 for n in range(size)]
    return Doc(
        pipeline().vocab, words=words, heads=heads, deps=deps, pos=[pos] * size, tags=["VBD"] * size,
        lemmas=["say"] * size, sent_starts=starts,
    )  # fmt: skip


def degenerate(kind: str, size: int) -> Doc:
    """A text that makes careless rules quadratic."""
    chain = [max(n - 1, 0) for n in range(size)]
    if kind == "nested":
        return built(["said"] * size, chain, ["ROOT", *["ccomp"] * (size - 1)])
    if kind == "flat":
        return built(["said"] * size, [0] * size, ["ROOT", *["ccomp"] * (size - 1)])
    if kind == "joined":
        return built(["said"] * size, [0] * size, ["ROOT", *["conj"] * (size - 1)])
    if kind == "marks":
        return built(['"'] * size, [0] * size, ["ROOT", *["punct"] * (size - 1)], "PUNCT")
    if kind == "quotations":
        words = (["said", "“", "a", "b", "c", ".", "”", "\n"] * (size // 8 + 1))[:size]
        return built(words, chain, ["ROOT", *["ccomp"] * (size - 1)])
    if kind == "capitals":
        return built(["A" * size, "said"], [1, 1], ["nsubj", "ROOT"])
    choose = random.Random(kind)
    relations = ["ccomp", "nsubj", "dobj", "advcl", "conj", "prep", "pobj", "acl", "relcl", "parataxis", "mark"]
    heads = [0, *(choose.randrange(max(0, n - 8), n) for n in range(1, size))]
    words = [choose.choice(["said", '"', "to", "according", ".", ",", "\n", "(", "that"]) for _ in range(size)]
    return built(words, heads, ["ROOT", *(choose.choice(relations) for _ in range(size - 1))])


@pytest.mark.parametrize("kind", ["nested", "flat", "joined", "marks", "quotations", "capitals", "random", "dice"])
def test_cost_grows_with_length_and_not_with_its_square(kind: str) -> None:
    index = CueIndex(CUES)

    def cost(size: int) -> float:
        doc = degenerate(kind, size)
        start = time.process_time()
        attributions(doc, index)
        return time.process_time() - start

    small, large = cost(1_000), cost(8_000)
    assert large < 24 * small + 0.5  # eight times the words; 64 times would be the square
