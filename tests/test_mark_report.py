"""Marking as a whole: what holds for every text, in which order, with which reader, and from which model."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sayso.domains import load
from sayso.mark import READER_VERSIONS, TooLong, UnknownReader, mark_all, version
from sayso.mark.parse import MODELS, parse, parse_all, pipeline
from sayso.model import ROLES, SLOTS, Header, Layer, Marks, Span
from tests.marking import read

DOMAIN = load("espionage")
EVENTS = {event.id for event in DOMAIN.events}


def layer(text: str, published: str | None = None) -> Layer:
    return Layer(extractor="plain 1", text=text, header=Header(published=published))


def mark(text: str, published: str | None = None) -> Marks:
    return next(mark_all([layer(text, published)], "rules", DOMAIN))


def spans(marks: Marks) -> list[Span]:
    """Every span of the marks."""
    found = [m.span for e in marks.entities for m in e.mentions]
    found += [s for a in marks.attributions for part in (a.source, a.cue, a.content) for s in part]
    found += [c.evidence for c in marks.claims]
    found += [f.span for c in marks.claims for fillers in c.roles.values() for f in fillers]
    found += [part.span for c in marks.claims for part in (c.time, c.place, c.quantity) if part is not None]
    return found + [s.span for s in marks.slots]


def entities(marks: Marks) -> list[int | None]:
    """Every reference to an entity."""
    found = [e.parent for e in marks.entities] + [a.speaker for a in marks.attributions]
    found += [f.entity for c in marks.claims for fillers in c.roles.values() for f in fillers]
    found += [link.entity for c in marks.claims for link in c.chain] + [link.entity for link in marks.credits]
    return found + [s.entity for s in marks.slots] + [c.place.entity for c in marks.claims if c.place is not None]


def attributions(marks: Marks) -> list[int | None]:
    """Every reference to an attribution."""
    found = [a.parent for a in marks.attributions] + [c.attribution for c in marks.claims]
    return found + [link.attribution for c in marks.claims for link in c.chain]


def check(text: str, marks: Marks) -> None:
    """What holds for the marks of every text."""
    for span in spans(marks):
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end].strip(), span
    assert all(i is None or 0 <= i < len(marks.entities) for i in entities(marks))
    assert all(i is None or 0 <= i < len(marks.attributions) for i in attributions(marks))
    for claim in marks.claims:
        assert claim.event in EVENTS
        assert set(claim.roles) <= set(ROLES)
        assert all(claim.roles.values())
        assert claim.chain[0].attribution is None
        assert 0 < claim.confidence <= 1
        for part in (claim.time, claim.place, claim.quantity):
            assert part is None or text[part.span.start : part.span.end] == part.text
    for slot in marks.slots:
        assert slot.slot in SLOTS
        assert text[slot.span.start : slot.span.end] == slot.value or "\n" in text[slot.span.start : slot.span.end]
    assert list(marks.claims) == sorted(marks.claims, key=lambda c: (c.evidence, c.event))


# ------------------------------------------------------------------------------------------- for every text

NAMES = [
    "Anna Lind",
    "Jian G.",
    "Mr Huang",
    "the FSB",
    "MI6",
    "Beijing",
    "Swedish police",
    "a court in Berlin",
    "Reuters",
]
WORDS = [
    *NAMES, "the suspect", "the 52-year-old", "he", "It", "said", "told", "denied", "arrested", "was charged with",
    "espionage", "sold secrets to", "passed 17 documents to", "was sentenced to nine years", "may have", "allegedly",
    "on Monday", "in May 2019", "last year", "$40,000", "LONDON (AFP) —", "according to", "surnamed", "the spy", "who",
    "(PST)", "and", "not", ",", ".", ". ", ":", "“", "”", '"', "'", "‘", "«", "»", "\n", "\n\n", "\t", "—", "...",
    "Photo:", "秘密", "шпион",
    "جاسوس", "İstanbul", "ﬁ", "e\u0301", "\u202e", "\u200b", "\ufeff", "🕵", "\r", "\u2028", "#",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=40).map(" ".join)
PUBLISHED = st.sampled_from([None, "2024", "2024-05", "2024-05-17"])


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(TEXTS, PUBLISHED)
@example("", None)
@example("\n", None)
@example("“", "2024-05-17")
@example("The spy", None)
@example("(AFP)", None)
@example(" ".join(NAMES) + " was charged with espionage, he said.", "2024")
def test_marks_of_any_text_hold_together(text: str, published: str | None) -> None:
    check(text, mark(text, published))


@settings(max_examples=30, deadline=None)
@given(TEXTS)
def test_marking_twice_gives_the_same(text: str) -> None:
    text += "\nSwedish police arrested Anna Lind for espionage, the FSB said."
    assert mark(text) == mark(text)


@settings(max_examples=15, deadline=None)
@given(st.lists(TEXTS, min_size=2, max_size=6))
def test_a_text_s_marks_do_not_depend_on_its_neighbours(texts: list[str]) -> None:
    together = list(mark_all([layer(t) for t in texts], "rules", DOMAIN))
    assert together == [mark(t) for t in texts]


@pytest.mark.parametrize("text", ["said " * 3000, "“" * 3000, "Anna Lind " * 1500, "the spy was arrested " * 800])
def test_a_text_of_one_repeated_piece_is_read_in_bounded_time(text: str) -> None:
    check(text, mark(text))


def test_a_real_report_holds_together_and_says_something() -> None:
    text = (
        "Swedish spy suspect held\n\nSTOCKHOLM, Nov 11 (Reuters) - Swedish police arrested Anna Lind, 34, on Monday on "
        "suspicion of selling secrets to Russia, prosecutors said.\n“She passed 17 documents to the GRU,” prosecutor "
        "Karl Berg told reporters. Lind denied the charges. The Kremlin declined to comment."
    )
    marks = mark(text, "2024-11-12")
    check(text, marks)
    assert {"arrest", "transfer_information", "deny", "no_comment"} <= {c.event for c in marks.claims}


# --------------------------------------------------------------------------------------- readers and models


def test_marks_name_their_reader_and_its_version() -> None:
    reading = read("The FSB said a spy had been arrested for espionage.")
    assert reading.marks.reader == f"rules {READER_VERSIONS['rules']}"
    assert {a.reader for a in reading.marks.attributions} == {reading.marks.reader}


def test_a_reader_that_is_not_there_is_named() -> None:
    with pytest.raises(UnknownReader, match=r"no reader 'tea leaves'; there are: encoder, rules"):
        version("tea leaves")
    with pytest.raises(UnknownReader):
        next(mark_all([layer("x")], "tea leaves", DOMAIN))


def test_layers_are_taken_as_they_are_needed() -> None:
    taken: list[int] = []

    def layers() -> list[Layer] | object:
        for n in range(100):
            taken.append(n)
            yield layer(f"The FSB said spy {n} had been arrested.")

    next(mark_all(layers(), "rules", DOMAIN))  # type: ignore[arg-type]
    assert len(taken) < 100


def test_the_model_is_spacy_s_small_english_one() -> None:
    meta = pipeline().meta
    assert meta["lang"] == "en"
    assert str(meta["version"]).startswith("3.8")
    assert MODELS[0] == "en_core_web_sm"


def test_a_sentence_begins_on_every_line() -> None:
    starts = [s.text.split()[0] for s in parse("Spy held\nPolice arrested her\nShe denied it").sents if s.text.strip()]
    assert starts == ["Spy", "Police", "She"]


def test_texts_come_back_in_order_with_what_came_beside_them() -> None:
    texts = [(f"Text {n}.", n) for n in range(9)]
    assert [(doc.text, beside) for doc, beside in parse_all(texts)] == texts


def test_evidence_and_mentions_stay_in_order_within_a_party() -> None:
    reading = read("Anna Lind was charged with espionage. Lind sold secrets. She denied spying, police said.")
    starts = [m.span.start for m in reading.entity("Anna Lind").mentions]
    assert all(a < b for a, b in pairwise(starts))


def test_a_text_too_long_for_the_parser_is_named_before_it_takes_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.mark.parse.LONGEST", 100)
    with pytest.raises(TooLong, match="more than 100 characters"):
        list(parse_all([("Short enough.", 0), ("Too long. " * 11, 1)]))
