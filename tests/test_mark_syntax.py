"""Grammar that marking asks for: logical subjects and objects, clauses, and spans without loose marks."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc, Token

from sayso.mark import syntax
from sayso.mark.parse import parse


def word(doc: Doc, text: str) -> Token:
    return next(t for t in doc if t.text == text)


def places(sentence: str, head: str) -> dict[str, str]:
    return {place: token.text for place, token in syntax.places(word(parse(sentence), head)).items()}


@pytest.mark.parametrize(
    ("sentence", "head", "wanted"),
    [
        ("Police arrested Lind.", "arrested", {"subject": "Police", "object": "Lind"}),
        ("Lind was arrested by police.", "arrested", {"subject": "police", "object": "Lind"}),
        ("Lind gave the agency a list.", "gave", {"subject": "Lind", "object": "list", "dative": "agency"}),
        ("Lind passed documents to the agency.", "passed", {"subject": "Lind", "object": "documents", "to": "agency"}),
        ("Lind, who sold secrets, left.", "sold", {"subject": "Lind", "object": "secrets"}),
        ("The agency told Lind to collect maps.", "collect", {"subject": "Lind", "object": "maps"}),
        ("Lind used her job to collect maps.", "collect", {"subject": "Lind", "object": "maps"}),
        ("Lind was arrested and charged.", "charged", {"object": "Lind"}),
        ("Lind was accused of selling secrets.", "selling", {"subject": "Lind", "object": "secrets"}),
        ("The arrest of Lind by police was a surprise.", "arrest", {"of": "Lind", "by": "police"}),
        ("Lind's arrest was a surprise.", "arrest", {"poss": "Lind"}),
    ],
)
def test_logical_places(sentence: str, head: str, wanted: dict[str, str]) -> None:
    found = places(sentence, head)
    assert {place: found.get(place) for place in wanted} == wanted


@pytest.mark.parametrize(
    ("sentence", "head", "passive"),
    [
        ("Lind was arrested.", "arrested", True),
        ("Police arrested Lind.", "arrested", False),
        ("The man arrested by police was a spy.", "arrested", True),
        ("She has arrested a spy.", "arrested", False),
    ],
)
def test_passives(sentence: str, head: str, passive: bool) -> None:
    assert syntax.is_passive(word(parse(sentence), head)) == passive


def test_the_clause_of_a_verb_ends_where_the_next_begins() -> None:
    text = "Police arrested Lind in May, and prosecutors charged Berg with theft."
    doc = parse(text)
    clauses = [syntax.clause(word(doc, head)) for head in ("arrested", "charged")]
    assert [text[c.start : c.end] for c in clauses] == [
        "Police arrested Lind in May",
        "prosecutors charged Berg with theft",
    ]


def test_joined_nouns_belong_together() -> None:
    doc = parse("Police arrested Lind and Berg.")
    assert [t.text for t in syntax.coordinated(word(doc, "Lind"))] == ["Lind", "Berg"]


def test_a_span_has_no_loose_marks_at_its_ends() -> None:
    text = "  , Police arrested Lind ; "
    doc = parse(text)
    span = syntax.trimmed(doc, 0, len(doc) - 1)
    assert text[span.start : span.end] == "Police arrested Lind"


def test_a_sentence_of_many_words_costs_no_more_than_its_length() -> None:
    doc = parse("He sold " + "maps, " * 3000 + "and files.")
    assert sum(1 for _ in syntax.below(word(doc, "sold"))) <= 2 * syntax.REACH
