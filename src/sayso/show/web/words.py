"""How the words of the house are told to people: stages, events, certainties, dates, counts.

Takes the keys of the records and gives plain English. Nothing here escapes: that is the templates' work.
"""

from __future__ import annotations

import re
from functools import cache

from sayso.domains import load

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
CERTAINTIES = {
    "asserted": "said without a hedge",
    "reported": "passed on as said by somebody",
    "alleged": "said as an accusation or a suspicion",
    "possible": "said to be possible or expected",
    "denied": "said not to be so",
}
BASES = {
    "metadata": "from metadata",
    "text": "printed in the text",
    "inferred": "inferred from other reports",
    "relative": "reckoned from the report's date",
    "event": "reckoned from another event that is told",
    "carried": "carried on from the sentence before",
    "announced": "the day on which it was told",
    "decision": "set by an analyst",
}
KINDS = {
    "person": "person",
    "service": "intelligence service",
    "government": "government body",
    "court": "court",
    "company": "company",
    "outlet": "outlet",
    "group": "group",
    "unnamed": "unnamed source",
}
FAULTS = {
    "copied": "copied text",
    "uncredited": "without credit",
    "attribution_dropped": "dropped a speaker",
    "hedge_dropped": "dropped a hedge",
    "stage": "hardened a step in law",
}
ENDINGS = frozenset({"acquitted", "dismissed", "released", "exchanged"})  # steps that end a case or a custody
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")


def plain(key: str) -> str:
    """A key of the pack in words: `coercive_measures` becomes `coercive measures`."""
    return key.replace("_", " ")


def count(number: int, one: str, many: str = "") -> str:
    """`1 report`, `2 reports`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def date(partial: str | None, *, short: bool = False) -> str:
    """A partial date in words: `8 January 2024`, `January 2024`, `2024`; as it stands where it is none."""
    found = _PARTIAL.match(partial or "")
    if not found:
        return partial or ""
    year, month, day = found.groups()
    if not month or not 1 <= int(month) <= 12:
        return year
    name = MONTHS[int(month) - 1][: 3 if short else None]
    return f"{int(day)} {name} {year}" if day else f"{name} {year}"


def country(code: str) -> str:
    """The name of a country by its two letters."""
    return _countries().get(code, code)


@cache
def _countries() -> dict[str, str]:
    return {one.code: one.name for one in load().countries}


def basis(key: str | None) -> str:
    """Where a date comes from."""
    return BASES.get(key or "", key or "unknown")


def letters(number: int) -> str:
    """0, 1, 2 as A, B, C … Z, AA, AB: the marks of attributions."""
    head, last = divmod(number, 26)
    return (letters(head - 1) if head else "") + chr(ord("A") + last)
