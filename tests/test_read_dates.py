"""Dates are read where they are stated or printed as such, and nowhere else."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.read import dates, language

FIRST, LAST = date(1900, 1, 1), date(2025, 12, 31)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-01-08", "2024-01-08"),
        ("2024-01-08T23:30:00+08:00", "2024-01-08"),  # the day of its own zone
        ("20240108T120000Z", "2024-01-08"),
        ("2024-01", "2024-01"),
        ("2024", "2024"),
        ("Mon, 08 Jan 2024 10:00:00 +0800", "2024-01-08"),
        ("January 8th, 2024", "2024-01-08"),
        ("8. Januar 2024", "2024-01-08"),
        ("8 de enero de 2024", "2024-01-08"),
        ("2024年1月8日", "2024-01-08"),
        ("08.01.2024", "2024-01-08"),
        ("4/25/2025", "2025-04-25"),
        ("25/4/2025", "2025-04-25"),
        ("01/06/2023", "2023"),  # June or January: only the year is sure
        ("05/05/2023", "2023-05-05"),
        ("2024-13-45", None),
        ("2023-02-29", None),
        ("1970-01-01T00:00:00Z", None),
        ("0001-01-01", None),
        ("2199-01-01", None),
        ("12 monkeys", None),
        ("", None),
    ],
)
def test_a_stated_date(value: str, expected: str | None) -> None:
    assert dates.of(value) == expected


@settings(deadline=None)
@given(st.dates(FIRST, LAST))
def test_every_day_is_read_in_every_usual_form(day: date) -> None:
    forms = ("%Y-%m-%d", "%Y/%m/%d", "%d %B %Y", "%B %d, %Y", "%b. %d, %Y", "%d-%b-%Y", "%d.%m.%Y")
    if day != date(1970, 1, 1):
        assert {dates.of(day.strftime(form)) for form in forms} == {day.isoformat()}


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_value_gives_a_date_or_nothing(value: str) -> None:
    found = dates.of(value)
    assert found is None or "1900" <= found <= (datetime.now(UTC) + timedelta(days=1)).date().isoformat()


def test_a_date_to_come_is_none() -> None:
    assert dates.of((datetime.now(UTC) + timedelta(days=40)).date().isoformat()) is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/2024/01/09/story", "2024-01-09"),
        ("https://a.example/news/2024/jan/09/story", "2024-01-09"),
        ("https://a.example/2024-01-09/story", "2024-01-09"),
        ("https://a.example/20240109-story.html", "2024-01-09"),
        ("https://a.example/page/202308/1296159.shtml", "2023-08"),
        ("https://a.example/2024/01/story", "2024-01"),
        ("https://a.example/story?d=/2024/01/09/", None),
        ("https://a.example/node/20241399", None),
        ("https://a.example/1804315", None),
    ],
)
def test_a_date_in_an_address(url: str, expected: str | None) -> None:
    assert dates.in_address(url) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Shipyard engineer held", "Published August 14, 2024", "Text."], "2024-08-14"),
        (["Shipyard engineer held", "Published: Aug 11, 2023 09:46 AM"], "2023-08-11"),
        (["Shipyard engineer held", "First published on Monday, 8 January 2024 at 10:00 GMT"], "2024-01-08"),
        (["Shipyard engineer held", "January 08, 2024 | 11:30 AM"], "2024-01-08"),
        (["Jan. 8, 2024"], "2024-01-08"),
        (["Shipyard engineer held", "Jo Winter, 4/25/2025", "Text."], "2025-04-25"),
        (["Shipyard engineer held", "By Jo Winter and Sam Field | 8 January 2024"], "2024-01-08"),
        (["LINDHAVEN, Jan. 8, 2024 (Agency) - An engineer was held."], "2024-01-08"),
        (["Lindhaven, (ABC / Harbour News - 8th Jan, 2024) An engineer was held."], "2024-01-08"),
        (["8 January 2024 – An engineer was held."], "2024-01-08"),
        (["Published 01/06/2023, 09:43 PM"], "2023"),
        # what is no date of publication
        (["LINDHAVEN, Jan 8 (Agency) - An engineer was held."], None),
        (["The attack of January 6, 2021, and what came of it"], None),
        (["Attack on the Harbour, January 6, 2021"], None),
        (["A guard outside the yard on January 8, 2024. — Agency"], None),
        (["Text."] * 20 + ["Published August 14, 2024"], None),
        (["Last updated August 14, 2024 by the desk of the paper"], None),
        (["In Lindhaven on January 8, 2024 - the day of the raid - he was held."], None),
    ],
)
def test_a_printed_date(lines: list[str], expected: str | None) -> None:
    assert dates.printed(lines) == expected


@settings(deadline=None)
@given(st.lists(st.text(max_size=200), max_size=12))
def test_any_lines_are_survived(lines: list[str]) -> None:
    dates.printed(lines)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The man was held on Monday, and his lawyer said that he had not been told of the charge.", "en"),
        ("Der Mann wurde am Montag verhaftet, und sein Anwalt sagte, dass er nicht mit dem Haus spreche.", "de"),
        ("L'homme a été arrêté lundi dans la ville, et son avocat dit que les faits ne sont pas établis.", "fr"),
        ("国家安全机关近日破获一起间谍案。", "zh"),
        ("男は月曜日に首都で拘束された。", "ja"),
        ("Мужчина был задержан в столице, сообщили в комитете, это третье дело, и обвинения тяжёлые.", "ru"),
        ("Held.", None),
        ("1234 5678", None),
        ("", None),
    ],
)
def test_a_plain_language_is_told(text: str, expected: str | None) -> None:
    assert language.detect(text) == expected
