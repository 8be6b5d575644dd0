"""How sure a speaker is, from the printed words of the cue."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.domains import load
from sayso.mark.wording import inflected, wordings
from sayso.model import Span

KNOWN = wordings(load("espionage"))


def certainty(text: str) -> str:
    """The certainty of the cue that stands in brackets."""
    start, end = text.index("["), text.index("]")
    return KNOWN.certainty(text.replace("[", "").replace("]", ""), Span(start, end - 1))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ministry [said] that he fled", "reported"),
        ("[According to] the court he fled", "reported"),
        ("The ministry [claims] that he fled", "alleged"),
        ("Prosecutors [have alleged] that he fled", "alleged"),
        ("The sergeant [bragged] about it", "alleged"),
        ("He [denied] the charges", "denied"),
        ("She [denies] having met them", "denied"),
        ("They [rejected] the report", "denied"),
        ("She [did not deny] the visit", "reported"),
        ("She [didn't deny] the visit", "reported"),
        ("Investigators [believe] that he fled", "possible"),
        ("Analysts [thought] he had fled", "possible"),
        ("He [declined to say] where", "possible"),
        ("He reportedly [said] so", "alleged"),
        ("He [said] so", "reported"),
        ("A court [may rule] that he fled", "possible"),
        ("Officials might [say] so", "possible"),
        ("He [is said] to have fled", "alleged"),
        ("They [were said to] be abroad", "alleged"),
        ("He [said to] her that it rained", "reported"),
        ("Vilnius [:] he fled", "reported"),
        ("Last May, China [said] he fled", "reported"),
        ("In May officials [said] he fled", "reported"),
        ("what they could gather,” [according to] the court", "reported"),
        ("He could flee. She [said] so", "reported"),
    ],
)
def test_certainty_of_cues(text: str, expected: str) -> None:
    assert certainty(text) == expected


@pytest.mark.parametrize(
    ("word", "form"),
    [("deny", "denies"), ("deny", "denied"), ("brag", "bragged"), ("accuse", "accusing"), ("reach", "reaches")],
)
def test_forms_of_regular_verbs(word: str, form: str) -> None:
    assert form in set(inflected(word))


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_any_text_has_a_certainty(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    assert KNOWN.certainty(text, Span(start, end)) in {"reported", "alleged", "denied", "possible"}
