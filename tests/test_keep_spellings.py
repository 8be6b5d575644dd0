"""Which words of a text are a name, garbled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.keep.spellings import garbled

NAMES = frozenset({"Ilze Kalnina", "Kalnina", "Wu"})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ilze Kalnina was held.", set()),
        ("Ilse Kalnina was held.", {"Ilse Kalnina"}),
        ("Police hold Kalnia and KALNIMA.", {"Kalnia", "KALNIMA"}),
        ("A court heard Wo and Yu.", set()),
        ("Kalmar is a town.", set()),
        ("Karnina is what they call a kalnima, Kalnima.", {"Karnina"}),
    ],
    ids=["right", "a given name", "a surname", "too short", "another word", "a common word"],
)
def test_what_is_a_garbled_name(text: str, found: set[str]) -> None:
    assert garbled(text, NAMES) == found


@given(st.text(max_size=80))
def test_whatever_is_found_stands_in_the_text_and_is_no_name_itself(text: str) -> None:
    found = garbled(text, NAMES)
    assert all(spelling in text for spelling in found) and not found & NAMES
