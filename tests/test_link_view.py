"""The sides of a case: which countries accuse, and for which the accused are said to have worked."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.link.view import homes, top

COUNTS = st.dictionaries(st.sampled_from(["SE", "RU", "NO"]), st.integers(1, 20)).map(Counter)


@pytest.mark.parametrize(
    ("accusing", "worked_for", "home"),
    [
        ({"SE": 6}, {"RU": 4}, {"SE"}),
        ({"SE": 6, "RU": 4}, {"RU": 4}, {"SE"}),  # Russia held a colleague once, but recruited the accused twice
        ({"SE": 6, "RU": 6}, {"RU": 1}, {"SE", "RU"}),  # both try one agent
        ({"RU": 4}, {"RU": 4}, {"RU"}),  # nobody else accuses
        ({}, {"RU": 4}, set()),
    ],
)
def test_home_is_the_country_that_accuses(accusing: dict[str, int], worked_for: dict[str, int], home: set[str]) -> None:
    assert homes(Counter(accusing), Counter(worked_for)) == home


@given(COUNTS, COUNTS)
def test_home_is_never_lost(accusing: Counter[str], worked_for: Counter[str]) -> None:
    found = homes(accusing, worked_for)
    assert found <= top(accusing)
    assert bool(found) == bool(top(accusing))
