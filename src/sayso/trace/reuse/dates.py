"""Two reports that share sentences → what these say about their dates: which of them cannot be right.

A sentence that both have names days. Where it tells on "3 May" what has happened, a report dated 1 May has not told it
first; where it says "on Monday", two reports of different weeks do not mean one Monday.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as day
from functools import lru_cache

from sayso.mark import times
from sayso.trace.reuse.align import Match
from sayso.trace.reuse.profile import Profile

STALE = 5  # days from which "on Monday" cannot be the same Monday
NEWS = 45  # days after an event for which its report is news, and before it for which a date is a slip of some weeks
DAYS = frozenset({"md", "dm", "mdy", "dmy", "iso"})  # kinds of times that name a day


def stale(a: Profile, b: Profile, found: Iterable[Match], days: frozenset[str]) -> bool:
    """Whether both say "on Monday" in the same sentence and bear dates too far apart for it to be one Monday."""
    if not (a.date and b.date and abs(_number(a.date) - _number(b.date)) >= STALE):
        return False
    return any(days & _said(a, m.source) & _said(b, m.target) for m in found)


def early(a: Profile, b: Profile, found: Iterable[Match], coming: frozenset[str]) -> str | None:
    """The day that a sentence of both tells of as past, if the second report is dated before it and the first is not.

    `coming` are the words of what is still to come: "a hearing is set for 3 May" is told before that day.
    """
    if not (a.date and b.date and _number(b.date) < _number(a.date)):
        return None
    for match in found:
        if coming & _said(a, match.source):
            continue
        for words in sorted(_days(a, match.source).keys() & _days(b, match.target).keys()):
            told = _number(times.value(_days(a, match.source)[words], a.date).value or "")
            if 0 <= _number(a.date) - told <= NEWS and 0 < told - _number(b.date) <= NEWS:
                return words
    return None


def _days(one: Profile, sentence: int) -> dict[str, times.Expression]:
    """The days that a sentence names, by their words."""
    span = one.text.span(*one.text.sentences[sentence])
    return _named(one.marked.text[span.start : span.end])


@lru_cache(maxsize=1 << 12)
def _named(sentence: str) -> dict[str, times.Expression]:
    """The days that a sentence names; one is asked for with each report that has it too."""
    return {t.text.lower(): t for t in times.find(sentence) if t.kind in DAYS}


def _said(one: Profile, sentence: int) -> set[str]:
    first, last = one.text.sentences[sentence]
    return set(one.text.words[first:last])


def _number(date: str) -> int:
    try:
        return day.fromisoformat(date).toordinal()
    except ValueError:
        return 0
