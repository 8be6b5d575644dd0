"""Times: where they stand, what dates they come to, and that no date is ever guessed."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.mark import times
from tests.marking import said_in

FRIDAY = "2024-05-17"
O = "Viktor Orlan"  # noqa: E741


def only(text: str) -> times.Expression:
    found = times.find(text)
    assert len(found) == 1, found
    return found[0]


PRINTED = [
    ("on 3 May 2021", "2021-05-03", None),
    ("on May 3, 2021,", "2021-05-03", None),
    ("on the 3rd of May 2021", "2021-05-03", None),
    ("on 2021-05-03", "2021-05-03", None),
    ("in May 2021", "2021-05", None),
    ("May of 2021", "2021-05", None),
    ("in 2021", "2021", None),
    ("since early 2021", "2021", None),
    ("in the 1990s", "1990", "1999"),
    ("in the mid-1990s", "1995", "1999"),
    ("in the spring of 2021", "2021", None),
    ("on 31 February 2021", "2021-02", None),
]


@pytest.mark.parametrize(("text", "value", "until"), PRINTED)
@pytest.mark.parametrize("published", [None, "2024", FRIDAY])
def test_a_printed_date_is_itself_whatever_the_report_s(
    text: str, value: str, until: str | None, published: str | None
) -> None:
    assert times.value(only(text), published) == (value, until, "text")


@pytest.mark.parametrize("text", ["in May of 2021", "in May, 2021"])
def test_a_year_after_in_and_a_month_counts(text: str) -> None:
    assert times.value(only(text), FRIDAY).value == "2021-05"


RELATIVE = [
    # a weekday in a report of that weekday is that day, any other the last one
    ("on Friday", "2024-05-17"),
    ("on Thursday", "2024-05-16"),
    ("on Saturday", "2024-05-11"),
    ("last Friday", "2024-05-10"),
    ("today", "2024-05-17"),
    ("yesterday", "2024-05-16"),
    ("two days ago", "2024-05-15"),
    ("last week", "2024-05"),
    ("two months ago", "2024-03"),
    ("six months ago", "2023-11"),
    ("last month", "2024-04"),
    ("three years ago", "2021"),
    ("a decade ago", "2014"),
    ("last year", "2023"),
    ("this year", "2024"),
    ("on 3 May", "2024-05-03"),
    ("on May 3", "2024-05-03"),
    ("on 3 December", "2023-12-03"),
    ("in May", "2024-05"),
    ("since October", "2023-10"),
    ("last December", "2023-12"),
    ("last May", "2023-05"),
]


@pytest.mark.parametrize(("text", "value"), RELATIVE)
def test_a_relative_time_is_reckoned_from_the_report_s_day(text: str, value: str) -> None:
    assert times.value(only(text), FRIDAY) == (value, None, "relative")


@pytest.mark.parametrize("text", [text for text, _ in RELATIVE])
def test_an_undated_report_gives_no_date(text: str) -> None:
    assert times.value(only(text), None) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on Friday", "2024-05-17"),
        ("on Monday", "2024-05-20"),
        ("on 3 December", "2024-12-03"),
        ("on 3 May", "2025-05-03"),
        ("tomorrow", "2024-05-18"),
        ("next year", "2025"),
        ("next month", "2024-06"),
    ],
)
def test_what_is_to_come_is_reckoned_forwards(text: str, value: str) -> None:
    assert times.value(only(text), FRIDAY, future=True).value == value


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("last year", "2024", "2023"),
        ("last year", "2024-05", "2023"),
        ("in March", "2024-05", "2024-03"),
        ("in March", "2024", None),
        ("on Friday", "2024-05", None),
        ("yesterday", "2024", None),
    ],
)
def test_a_partly_dated_report_gives_only_what_it_can(text: str, published: str, value: str | None) -> None:
    assert times.value(only(text), published).value == value


@pytest.mark.parametrize(
    "text",
    [
        "the spy may have sold it",
        "march on",
        "$2021",
        "2,021 documents",
        "2000 pages",
        "a marched column of augustans",
        "Sunday's",
        "room 12345",
        "1,999 files",
        "in section 1911",
    ],
)
def test_words_that_are_no_times(text: str) -> None:
    assert [e.text for e in times.find(text) if e.kind != "year"] == (["Sunday"] if text == "Sunday's" else [])


@pytest.mark.parametrize(
    ("sentence", "event", "text", "value"),
    [
        (f"{O} was arrested on Wednesday in Malmo.", "arrest", "Wednesday", "2024-05-15"),
        (f"{O} was recruited in 2015, and arrested last year.", "recruit", "2015", "2015"),
        (f"{O} was recruited in 2015, and arrested last year.", "arrest", "last year", "2023"),
        (f"{O} was remanded in custody until 22 July.", "detain", "22 July", "2024-07-22"),
        (f"{O} will appear in court on Monday.", "try", "Monday", "2024-05-20"),
        (f"{O} was sentenced to nine years in prison.", "sentence", None, None),
    ],
)
def test_a_claim_has_the_time_of_its_own_clause(sentence: str, event: str, text: str | None, value: str | None) -> None:
    (claim,) = [c for c in said_in(sentence, FRIDAY) if c.event == event]
    found = claim.time
    assert (found.text if found else None, found.value if found else None) == (text, value)


def test_a_claim_of_an_undated_report_keeps_the_words_without_a_date() -> None:
    (claim,) = [c for c in said_in(f"{O} was arrested on Wednesday.") if c.event == "arrest"]
    assert claim.time is not None
    assert (claim.time.text, claim.time.value, claim.time.basis) == ("Wednesday", None, None)


def test_a_year_of_birth_is_not_the_time_of_an_arrest() -> None:
    (claim,) = [c for c in said_in("Swedish police arrested Anna Lind, born in 1990, in Malmo.") if c.event == "arrest"]
    assert claim.time is None


# ------------------------------------------------------------------------------------------- for every text

PIECES = [text for text, *_ in PRINTED] + [text for text, _ in RELATIVE] + ["next Monday", "0 days ago", "99 years ago"]
WORDS = st.sampled_from(
    [*PIECES, "on 0 May", "32 May", "May 00, 2021", "2021-13-45", "9999 weeks ago", "  ", "\n", "“"]
)
TEXTS = st.lists(WORDS | st.text(max_size=8), max_size=12).map(" ".join)
DATES = st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(date.isoformat)
PUBLISHED = st.none() | DATES | DATES.map(lambda d: d[:7]) | DATES.map(lambda d: d[:4])
DECADE = re.compile(r"\d{3}[05]")


def is_partial_date(value: str) -> bool:
    try:
        date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        return False
    return re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value) is not None


@settings(max_examples=150, deadline=None)
@given(TEXTS, PUBLISHED, st.booleans())
def test_values_are_partial_dates_and_spans_are_verbatim(text: str, published: str | None, future: bool) -> None:
    end = 0
    for expression in times.find(text):
        assert end <= expression.start < expression.end
        assert text[expression.start : expression.end] == expression.text
        end = expression.end
        value = times.value(expression, published, future)
        assert value.value is None or is_partial_date(value.value), (expression, value)
        assert value.until is None or is_partial_date(value.until)
        assert (value.value is None) == (value.basis is None)
        if published is None:
            assert value.basis in {None, "text"}


def test_a_day_of_an_abbreviated_month_is_not_the_month_alone() -> None:
    assert [e.text for e in times.find("held until Nov. 10")] == ["Nov. 10"]


@pytest.mark.parametrize(
    ("text", "found"), [("At that time, he", 1), ("but at that time he", 1), ("a man at that time", 0)]
)
def test_that_time_is_one_where_it_opens_a_clause(text: str, found: int) -> None:
    assert len(times.find(text)) == found


@pytest.mark.parametrize(
    ("anchor", "text", "value"),
    [
        ("2023-03", "in October", "2023-10"),
        ("2023-03", "in January", "2024-01"),
        ("2023-03-20", "on 20 March", "2023-03-20"),
        ("2023-03-20", "on 19 March", "2024-03-19"),
        ("2023", "in October", None),
    ],
)
def test_the_next_month_after_a_date(anchor: str, text: str, value: str | None) -> None:
    assert times.next_after(anchor, only(text)) == value
