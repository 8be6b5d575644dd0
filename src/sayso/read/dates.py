"""Printed and coded dates → partial dates (YYYY, YYYY-MM or YYYY-MM-DD). Nothing is guessed.

`of` reads one value of metadata, `in_address` an address, `printed` the lines near the top of a text. A date whose
day and month can't be told apart ("01/06/2023") gives its year.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache

from sayso.read.words import words

EARLIEST = 1900
LINES = 8  # that are looked at near the top of a text
LABELLED_LINES = 15  # the same for a date that is labelled
LONGEST = 120  # characters of a line that is a date line as a whole, and of what stands before the date of a dateline


@cache
def months() -> dict[str, int]:
    """Every name of a month, in lower case, with its number."""
    return {name: i for names in words().months.values() for i, entry in enumerate(names, 1) for name in entry.split()}


@cache
def _pattern() -> re.Pattern[str]:
    """Any printed date that has a year."""
    month = "|".join(sorted(map(re.escape, months()), key=len, reverse=True))
    day, year = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:19|20)\d\d"
    return re.compile(
        rf"""(?<![\w/.-])(?:
        (?P<y1>{year})(?P<s1>[-/.])(?P<m1>0?[1-9]|1[0-2])(?P=s1)(?P<d1>{day})
        |(?P<d2>{day})(?:st|nd|rd|th|\.)?[ ]?(?:of[ ]|de[ ]|-)?(?P<m2>{month})\.?,?[ -](?:de[ ]|of[ ])?(?P<y2>{year})
        |(?P<m3>{month})\.?[ ](?P<d3>{day})(?:st|nd|rd|th)?,?[ ](?P<y3>{year})
        |(?P<a>\d{{1,2}})(?P<s4>[/.-])(?P<b>\d{{1,2}})(?P=s4)(?P<y4>{year})
        |(?P<m5>{month})\.?,?[ ](?P<y5>{year})
        |(?P<y6>{year})年(?P<m6>\d{{1,2}})月(?P<d6>\d{{1,2}})日
        )(?!\w|[-/.]\d)""",
        re.I | re.X,
    )


def _checked(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """The partial date if the calendar has it and it is not to come."""
    latest = datetime.now(UTC) + timedelta(days=1)
    if year < EARLIEST or (year, month or 1, day or 1) > (latest.year, latest.month, latest.day):
        return None
    if month is None:
        return f"{year:04}"
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return f"{year:04}-{month:02}" + (f"-{day:02}" if day is not None else "")


def _numeric(first: int, second: int, year: int, separator: str) -> str | None:
    """A date in figures, year last. With dots the day comes first; else only what can be told apart is."""
    if separator == "." or first > 12 or first == second:
        return _checked(year, second, first)
    return _checked(year, first, second) if second > 12 else _checked(year)


def _value(match: re.Match[str]) -> str | None:
    """What a match of the pattern stands for."""
    got = {key: text for key, text in match.groupdict().items() if text}
    if "a" in got:
        return _numeric(int(got["a"]), int(got["b"]), int(got["y4"]), got["s4"])
    parts = {key[0]: text.lower() for key, text in got.items()}
    month = int(parts["m"]) if parts["m"].isdigit() else months()[parts["m"]]
    return _checked(int(parts["y"]), month, int(parts["d"]) if "d" in parts else None)


_ISO = re.compile(r"(\d{4})(?:-?(\d\d)(?:-?(\d\d))?)?(?=$|[T ])")


def of(value: str) -> str | None:
    """The date in a value of metadata: ISO 8601, RFC 5322, or as printed. The day is the one of its own time zone."""
    value = value.strip()[:100]
    if iso := _ISO.match(value):
        date = _checked(*(int(part) for part in iso.groups() if part))
        return None if date == "1970-01-01" else date  # the zero of computers' clocks
    match = _pattern().search(value)
    return _value(match) if match else None


_PATH = re.compile(r"/((?:19|20)\d\d)[/-]?(\d\d|[a-z]{3})(?:[/-]?(\d\d))?(?=[/_.-]|$)", re.I)


def in_address(url: str) -> str | None:
    """The date that an address carries in its path, such as /2024/01/09/ or /2024/jan/09/ or /202401/."""
    for year, month, day in _PATH.findall(url.partition("?")[0]):
        number = int(month) if month.isdigit() else months().get(month.lower(), 0)
        if number and (date := _checked(int(year), number, int(day) if day else None)):
            return date
    return None


@cache
def _label() -> re.Pattern[str]:
    """What says at the start of a line that a date of publication follows."""
    names = "|".join(sorted(map(re.escape, words().published), key=len, reverse=True))
    return re.compile(rf"\W*(?:{names})\b\s*(?:on|at|am|le|il|el)?\s*[:|-]?\s*(?:\w+day,?\s+|\w{{3}},\s+)?", re.I)


def _labelled(line: str, _: int) -> str | None:
    """ "Published January 9, 2024 ..."."""
    label = _label().match(line)
    match = label and _pattern().match(line, label.end())
    return _value(match) if match else None


_CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s*[ap]\.?m\b\.?)?|\b\d{1,2}\s*[ap]\.?m\b\.?|\bGMT\s*[+-]\s*\d+", re.I
)


def _alone(line: str, number: int) -> str | None:
    """A line that is a date, with weekday and hour; below the first line also with a short credit before it."""
    match = _pattern().search(line) if len(line) <= LONGEST else None
    if match is None:
        return None
    before, after = (_CLOCK.sub(" ", part) for part in (line[: match.start()], line[match.end() :]))
    if _weightless(before) and _weightless(after):
        return _value(match)
    credit = (number > 0 or before.lower().startswith("by ")) and re.search(r"[,|·•–—-]\s*$", before)
    return _value(match) if credit and _names(before) and _weightless(after) else None


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_][\w.'’-]*", text)


def _weightless(text: str) -> bool:
    """Whether nothing but weekdays, zones and the like stands there."""
    return all(word.lower().rstrip(".") in words().beside_date for word in _words(text)) and not re.search(r"\d", text)


def _names(text: str) -> bool:
    """Whether the words are a few names: each has a capital, or is a small word."""
    found = _words(text)
    return len(found) <= 8 and all(word[0].isupper() or word.lower() in words().beside_date for word in found)


_AFTER_DATELINE = re.compile(r"\s*(?:\([^()]{2,60}\)\s*)?(?:[–—:)|]|--?(?=\s)|/[^/]{2,30}/)")


def _dateline(line: str, _: int) -> str | None:
    """ "BEIJING, Jan. 8, 2024 (Agency) - ..." or "8 January 2024 – ..."."""
    match = _pattern().search(line, 0, LONGEST + 30)
    if match is None or not _AFTER_DATELINE.match(line, match.end()):
        return None
    before = line[: match.start()]
    placed = not before.strip() or (re.search(r"[,(–—/-]\s*$", before) and _names(before))
    return _value(match) if placed else None


def printed(lines: Iterable[str]) -> str | None:
    """The date of publication printed near the top: labelled, else on a line of its own, else in a dateline."""
    top = [line.strip() for line in lines if line.strip()]
    for rule, depth in ((_labelled, LABELLED_LINES), (_alone, LINES), (_dateline, LINES)):
        for number, line in enumerate(top[:depth]):
            if date := rule(line, number):
                return date
    return None
