"""Times in a text: where they stand, and the partial dates that they come to.

`find(text)` gives the spans of time expressions; `value(expression, published)` the partial date (YYYY, YYYY-MM or
YYYY-MM-DD) that one comes to, with its basis: "text" where it is printed in full, "relative" where it is reckoned from
the report's date. What needs a date that the report does not have stays None: a year is never guessed.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

MONTHS = {
    name: number
    for number, name in enumerate(
        "january february march april may june july august september october november december".split(), 1
    )
}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
DAYS = {name: number for number, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
DAYS |= {name[:3]: number for name, number in DAYS.items()} | {"tues": 1, "thurs": 3, "thur": 3}
NUMBERS = {
    word: number
    for number, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
} | {"a": 1, "an": 1}

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?"
_WHOLE_DAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_NUMBER = r"(?i:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_ASIDE = r"(?:later|earlier|after|before)"
_UNIT = r"(?:day|week|month|year|decade)"
_OF_MONTH = rf"(?:{_MONTH}(?:\s+\d{{1,2}}(?:st|nd|rd|th)?)?|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH})"
_WHICH = r"(?:last|this|next|that|the\s+same|the\s+following|the\s+next|the\s+previous)"
PATTERN = re.compile(
    "|".join(
        [
            r"\b(?P<iso>\d{4}-\d{2}-\d{2})\b",
            rf"\b(?P<mdy>{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:of\s+)?(?:19|20)\d\d)\b",
            rf"\b(?P<dmy>\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+(?:19|20)\d\d)\b",
            rf"\b(?P<my>{_MONTH},?\s+(?:of\s+)?(?:19|20)\d\d)\b",
            rf"\b(?P<ofyear>{_OF_MONTH},?\s+(?:of\s+)?{_WHICH}\s+year|(?i:that)\s+(?!May){_MONTH}(?!\s+\d))\b",
            rf"\b(?P<md>{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?)\b(?!:)",
            rf"\b(?P<dm>\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH})\b",
            r"\b(?P<decade>(?i:(?:early|mid|late)(?:\s+|-))?(?:the\s+)?(?:19|20)\d0s)\b",
            r"\b(?P<season>(?i:(?:last|this|the)\s+)?(?i:spring|summer|autumn|fall|winter)\s+(?:of\s+)?(?:19|20)\d\d)\b",
            r"(?<![\d$£€,.])\b(?P<year>(?i:(?:early|mid|late)[\s-])?(?:19[3-9]\d|20[0-4]\d))\b(?![\d%]|,\d{3}"
            r"|\s+(?:pages|people|documents|pieces|euros|dollars))",
            r"\b(?P<seasonal>(?i:last|this|next)\s+(?:spring|summer|autumn|fall|winter))\b",
            rf"\b(?P<ago>(?i:about\s+|some\s+|around\s+)?{_NUMBER}\s+{_UNIT}s?\s+ago)\b",
            rf"\b(?P<last>(?!(?i:next\s+day))(?i:last|this|next)\s+(?:{_UNIT}|{_WHOLE_DAY}|{_MONTH}))\b",
            r"\b(?P<near>(?i:yesterday|today|tomorrow|tonight|this\s+(?:morning|afternoon|evening)|last\s+night))\b",
            rf"\b(?P<weekday>{_WHOLE_DAY})\b",
            rf"\b(?i:in|since|until|by|from|last|during|of|early|late|mid|around)[\s-]+(?P<month>{_MONTH})\b"
            rf"(?!\.?,?\s+(?:of\s+)?(?:\d|{_WHICH}\s+year))",
            rf"(?<!to )(?<!of )(?<!for )\b(?P<relative>(?i:the\s+)?(?:{_NUMBER})\s+{_UNIT}s?\s+{_ASIDE})\b",
            rf"\b(?P<same>(?i:the\s+(?:very\s+)?same\s+{_UNIT}"
            rf"|(?:later\s+|earlier\s+)?that\s+(?:same\s+)?{_UNIT})"
            r"|At\s+that\s+time|(?<=but )at\s+that\s+time)\b",
            rf"\b(?P<beside>(?i:(?:the|that)\s+(?:following|next|previous|preceding)\s+{_UNIT}"
            r"|the\s+day\s+(?:after|before)|next\s+day))\b",
        ]
    )
)


SIZES = {"day": 10, "week": 10, "month": 7, "year": 4, "decade": 4}  # characters that a date must have to be moved so
NARRATIVE = frozenset({"relative", "same", "beside", "ofyear"})  # kinds that are reckoned from another event
SEASONS = {"spring": 5, "summer": 8, "autumn": 11, "fall": 11, "winter": 2}  # the month in which each ends
# What joins two times to a stretch of time, and what must stand before the first of them.
JOINED = re.compile(
    r"(?P<comma>,)?\s*(?:(?P<word>and|to|until|till|through|up to)\s+(?:in\s+|at\s+least\s+)?|(?P<dash>[-–—])\s*)", re.I
)
OPENED = re.compile(r"\b(?:between|from)\s+(?:in\s+)?$", re.I)
# "Between March and June 2023": the first month takes its year from the second.
MONTHS_APART = re.compile(
    rf"\b(?:(?i:between|from)\s+(?P<first>{_MONTH}(?:\s+\d{{1,2}})?)\s+(?:and|to|until|till|through)"
    rf"|(?i:in)\s+(?P<one>{_MONTH})\s+and)\s+"
    rf"(?P<last>{_MONTH}(?:\s+\d{{1,2}})?,?\s+(?P<year>(?:19|20)\d\d|(?:last|this)(?=\s+year)))\b"
)


class Expression(NamedTuple):
    """A time expression: its kind, its words and its code points; of a stretch of time also where it ends."""

    kind: str
    text: str
    start: int
    end: int
    ends: tuple[Expression, ...] = ()


class Value(NamedTuple):
    """The partial date of a time, its end where it is a range, and how it was found."""

    value: str | None
    until: str | None = None
    basis: str | None = None


def find(text: str) -> list[Expression]:
    """All time expressions of a text, in order; "from 2019 to 2021" is one."""
    found = []
    for match in PATTERN.finditer(text):
        kind = match.lastgroup or ""
        found.append(Expression(kind, match[kind], *match.span(kind)))
    return _stretches(text, _months_apart(text, found))


def _months_apart(text: str, found: list[Expression]) -> list[Expression]:
    """The expressions, with a month that is the beginning of a stretch given the year of its end."""
    made = list(found)
    for match in MONTHS_APART.finditer(text):
        group = "one" if match["one"] else "first"
        start, end = match.span(group)
        made = [e for e in made if e.end <= start or end <= e.start]
        made.append(Expression("of year " + match["year"], match[group], start, end))
    return sorted(made, key=lambda e: e.start)


def _stretches(text: str, found: list[Expression]) -> list[Expression]:
    """The expressions, two that are joined to a stretch of time as one."""
    made: list[Expression] = []
    for one in found:
        before = made[-1] if made else None
        if before is not None and _joins(text, before, one):
            made[-1] = Expression("stretch", text[before.start : one.end], before.start, one.end, (before, one))
        else:
            made.append(one)
    return made


def _joins(text: str, first: Expression, last: Expression) -> bool:
    """Whether two expressions make a stretch: "between X and Y", "X-Y"."""
    between = JOINED.fullmatch(text[first.end : last.start])
    if between is None or first.ends or _is_told(first) or _is_told(last):
        return False
    both = first.kind == last.kind == "year" or first.kind.startswith("of year ")  # "in 2019 and 2020"
    years = both and (between["word"] or "").lower() == "and" and not between["comma"]
    return (
        between["dash"] is not None or years or OPENED.search(text[max(0, first.start - 12) : first.start]) is not None
    )


def _is_told(expression: Expression) -> bool:
    """Whether an expression is reckoned from another event; "May last year" is from the report."""
    words = expression.text.lower().split()
    return expression.kind in NARRATIVE and not (words[-2:-1] in (["last"], ["this"]) and words[-1] == "year")


def value(expression: Expression, published: str | None, future: bool = False) -> Value:
    """The partial date that an expression comes to in a report of that date; `future` for what is still to come."""
    if expression.ends:
        first, last = (value(e, published, future) for e in expression.ends)
        later = first.value is not None and last.value is not None and first.value < last.value
        return first._replace(until=last.until or last.value) if later else first
    if expression.kind in {"of year last", "of year this"}:
        return _of_year(expression._replace(text=f"{expression.text} {expression.kind[-4:]} year"), published)
    printed = _printed(expression)
    if printed:
        return Value(printed[0], printed[1], "text")
    base = _day(published)
    if expression.kind in {"md", "dm", "month"}:
        return _without_year(expression, published, future)
    if expression.kind == "ofyear":
        return _of_year(expression, published)
    if base is None:
        return _from_year(expression, published)
    reckoned = _reckoned(expression, base, future)
    return Value(reckoned, None, "relative") if reckoned else Value(None)


def _of_year(expression: Expression, published: str | None) -> Value:
    """ "9 August last year": of the year before the report's; "that year" is left to the story."""
    words = re.findall(r"[a-z]+|\d+", expression.text.lower())
    step = {"last": -1, "this": 0, "next": 1}.get(words[-2])
    if published is None or step is None or (words[-2] == "next" and words[-3] == "the"):
        return Value(None)
    return Value(_month_of(str(int(published[:4]) + step), words), None, "relative")


def is_same(expression: Expression) -> bool:
    """Whether an expression is of the very time that it is reckoned from: "the same day"."""
    return expression.kind == "same"


BACK = {"after": "before", "later": "earlier", "before": "after", "earlier": "later"}


def reverse(expression: Expression) -> Expression:
    """An expression that goes as far the other way: "a week after" for "a week before"."""
    *words, last = expression.text.split()
    return expression._replace(text=" ".join([*words, BACK.get(last.lower(), last)]))


def next_after(anchor: str | None, expression: Expression) -> str | None:
    """The first month or day without a year that comes after a date of which at least the month is known."""
    words = re.findall(r"[a-z]+|\d+", expression.text.lower())
    month = _month(words)
    if anchor is None or len(anchor) < SIZES["month"] or month is None:
        return None
    year = int(anchor[:4])
    same = _month_of(str(year), words)
    return same if same >= anchor[: len(same)] else _month_of(str(year + 1), words)


def shift(anchor: str, expression: Expression) -> str | None:
    """The date that lies so long before or after another: "a week after"; None where that one says too little."""
    words = re.findall(r"[a-z]+|\d+", expression.text.lower())
    if expression.kind == "ofyear":
        step = {"following": 1, "next": 1, "previous": -1}.get(words[-2], 0)
        return _month_of(str(int(anchor[:4]) + step), words)
    if words[-1] == "time":
        return anchor  # "at that time"
    unit = next((w.rstrip("s") for w in words if w.rstrip("s") in SIZES), None)
    if unit is None or (len(anchor) < SIZES[unit] and unit != "decade"):
        return None
    if is_same(expression):
        return anchor[: SIZES[unit]] if unit != "week" else anchor[:7]
    number = next((NUMBERS.get(w) or int(w) for w in words if w in NUMBERS or (w.isdigit() and len(w) < 4)), 1)
    back = bool({"before", "earlier", "previous", "preceding"} & set(words))
    base = _day(f"{anchor}-01-01"[:10]) if len(anchor) < 10 else _day(anchor)
    return _back(base, number if back else -number, unit) if base else None


def _printed(expression: Expression) -> tuple[str, str | None] | None:
    """The date of an expression that prints its year."""
    words = re.findall(r"[a-z]+|\d+", expression.text.lower())
    year = next((w for w in words if re.fullmatch(r"(19|20)\d\d", w)), None)
    if expression.kind.startswith("of year "):
        return _month_of(expression.kind[-4:], words), None
    if expression.kind == "iso":
        return (expression.text, None) if _valid(expression.text) else None
    if year is None:
        return None
    if expression.kind == "decade":
        return year[:3] + {"early": "0", "mid": "5"}.get(words[0], "0"), f"{year[:3]}9"
    month, day = _month(words), _number_of_day(words)
    if expression.kind in {"mdy", "dmy"} and month and day:
        full = f"{year}-{month:02}-{day:02}"
        return (full, None) if _valid(full) else (f"{year}-{month:02}", None)
    if expression.kind == "my" and month:
        return f"{year}-{month:02}", None
    return year, None


def _month_of(year: str, words: list[str]) -> str:
    """A month, or day of a month, of a year that is printed further on."""
    month, day = _month(words), _number_of_day(words)
    full = f"{year}-{month or 1:02}-{day or 1:02}"
    return full if day and _valid(full) else full[:7]


def _month(words: list[str]) -> int | None:
    return next((MONTHS[w] for w in words if w in MONTHS), None)


def _number_of_day(words: list[str]) -> int | None:
    return next((int(w) for w in words if w.isdigit() and len(w) <= 2), None)


def _valid(full: str) -> bool:
    return _day(full) is not None


def _day(partial: str | None) -> date | None:
    """A full date as such; None for a partial one."""
    if not partial or not re.fullmatch(r"\d{4}-\d\d-\d\d", partial):
        return None
    try:
        return date.fromisoformat(partial)
    except ValueError:
        return None


def _without_year(expression: Expression, published: str | None, future: bool) -> Value:
    """A day or month without a year: the last one before the report's date, the next one for what is to come."""
    words = re.findall(r"[a-z]+|\d+", expression.text.lower())
    month, day = _month(words), _number_of_day(words)
    if not published or month is None:
        return Value(None)
    year = int(published[:4])
    tail = f"-{month:02}" + (f"-{day:02}" if day and expression.kind != "month" else "")
    shown = published[4 : 4 + len(tail)]
    if len(shown) < 3:
        return Value(None)
    if future and tail < shown:
        year += 1
    elif not future and tail[: len(shown)] > shown:
        year -= 1
    result = f"{year}{tail}"
    return Value(result, None, "relative") if len(result) < 10 or _valid(result) else Value(None)


def _from_year(expression: Expression, published: str | None) -> Value:
    """ "Last year" in a report of which only year or month is known."""
    if published and expression.text.lower() in {"last year", "this year", "next year"}:
        step = {"last": -1, "this": 0, "next": 1}[expression.text.lower().split()[0]]
        return Value(str(int(published[:4]) + step), None, "relative")
    return Value(None)


def _reckoned(expression: Expression, base: date, future: bool) -> str | None:
    """A relative expression reckoned from the report's day."""
    words = re.findall(r"[a-z]+|\d+", expression.text.lower())
    if expression.kind == "near":
        return (base + timedelta({"yesterday": -1, "last": -1, "tomorrow": 1}.get(words[0], 0))).isoformat()
    if expression.kind == "weekday":
        return _weekday(base, DAYS[words[0]], future).isoformat()
    if expression.kind == "ago":
        return _back(
            base,
            next((NUMBERS.get(w) or int(w) for w in words if w in NUMBERS or w.isdigit()), 1),
            words[-2].rstrip("s"),
        )
    if expression.kind == "seasonal":
        return _season(base, words[0], words[1])
    if expression.kind == "last":
        return _last(base, words[0], words[1], future)
    return None


def _season(base: date, which: str, season: str) -> str:
    """The year of "last summer": of the last one that is over, of the one that is or comes next for the others."""
    over = base.month > SEASONS[season]
    if which == "last":
        return str(base.year if over else base.year - 1)
    return str(base.year + (which == "next" and over))


def _weekday(base: date, day: int, future: bool) -> date:
    """The last such day up to the report's own (a Friday report that says "Friday" means that day)."""
    back = (base.weekday() - day) % 7
    return base + timedelta((7 - back) % 7) if future else base - timedelta(back)


def _back(base: date, number: int, unit: str) -> str | None:
    if unit == "day":
        return (base - timedelta(number)).isoformat() if abs(number) < 4000 else None
    if unit == "week":
        return (base - timedelta(weeks=number)).isoformat()[:7] if abs(number) < 500 else None
    if unit == "month":
        months = base.year * 12 + base.month - 1 - number
        return f"{months // 12}-{months % 12 + 1:02}" if 12 * 1900 < months < 12 * 2100 else None
    years = base.year - number * (10 if unit == "decade" else 1)
    return str(years) if 1900 < years < 2100 else None


def _last(base: date, which: str, unit: str, future: bool) -> str | None:
    """ "Last Friday", "this month", "last May"."""
    step = {"last": -1, "this": 0, "next": 1}[which]
    if unit == "year":
        return str(base.year + step)
    if unit == "month":
        months = base.year * 12 + base.month - 1 + step
        return f"{months // 12}-{months % 12 + 1:02}"
    if unit == "week":
        return (base + timedelta(weeks=step)).isoformat()[:7]
    if unit in DAYS:
        return _weekday(
            base - timedelta(1 if which == "last" else 0), DAYS[unit], future or which == "next"
        ).isoformat()
    if unit in MONTHS:
        earlier = MONTHS[unit] <= base.month - (which == "last")
        year = base.year - (not earlier) if which != "next" else base.year + (MONTHS[unit] <= base.month)
        return f"{year}-{MONTHS[unit]:02}"
    return None
