"""Names that analysts withhold: any record to the same record with those names blacked out.

A masked name keeps its length in code points, so that every span still points at the words it pointed at.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")
BLOCK = "█"
GLUED = r"(?-i:(?<=[a-z])(?=[A-Z]))"
LETTER = r"[^\W\d_]"
BEGIN, END = rf"(?:(?<!{LETTER})|(?<=%[0-9A-Fa-f]{{2}}))", rf"(?!{LETTER})"
PARTED = r"(?:[\W_]|%[0-9A-Fa-f]{2})"
GLUED_FROM = 6  # letters of a name that is found without its blanks too: shorter ones are words
HIDDEN = "(?:[\u00ad\u0300-\u036f\u200b-\u200f\u2060\ufeff]|%C[CD]%[89AB][0-9A-F])*"  # marks, and what nobody sees
WRITTEN = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "œ": "oe", "ß": "ss", "ð": "d", "þ": "th"}
# Fields that hold ids or words of fixed lists, never a name.
KEPT = {
    *("id", "report", "kind", "event", "case", "allegation", "origin", "attribution", "parent", "principal", "members"),
    *("party", "review", "polarity", "certainty", "basis", "published", "published_basis", "retrieved", "language"),
    *("extractor", "reader", "stage", "slot", "country", "countries", "channel", "reports", "claims", "principals"),
    *("judgement", "suspect"),
}


def pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """What finds the names, whole and in any case; the parts of a name may be parted by any signs, as in addresses.

    A capital after a small letter begins a word too, as where an escape sequence or a lost blank has glued words. The
    letters of a name are found in every way of writing them that looks the same or that an address may need.
    """
    wanted = sorted({n.strip() for n in names if n.strip()}, key=lambda n: (-len(n), n))
    if not wanted:
        return None
    forms = "|".join(map(_form, wanted))
    first = "".join(sorted({re.escape(form[0]) for name in wanted for form in _forms(name[0])}))
    return re.compile(rf"(?=[{first}])(?:{BEGIN}|{GLUED})(?:{forms})(?:{END}|{GLUED})", re.IGNORECASE)


def _form(name: str) -> str:
    """A name however it is written; a long one also without its blanks, as in addresses and tags."""
    parts = ["".join(map(_letter, part)) for part in name.split()]
    return (PARTED + ("*" if len("".join(name.split())) >= GLUED_FROM else "+")).join(parts)


@cache
def _letter(sign: str) -> str:
    """What finds a letter, and what hides after it."""
    forms = sorted(map(re.escape, _forms(sign)), key=lambda form: (-len(form), form))
    return f"(?:{'|'.join(forms)}){HIDDEN}"


@cache
def _forms(sign: str) -> frozenset[str]:
    """A letter with or without its marks, composed or not, spelt out, or as it stands in an address."""
    both = {sign, sign.lower(), sign.upper()}
    plain = both | {unicodedata.normalize("NFKD", one)[:1] for one in both}
    return frozenset(plain | {WRITTEN[one] for one in both if one in WRITTEN} | set(map(_coded, plain)))


def _coded(sign: str) -> str:
    """A letter as an address may have it: every byte after a per cent sign."""
    return "".join(f"%{byte:02X}" for byte in sign.encode("utf8", "surrogatepass"))


def mask_text(text: str, names: re.Pattern[str] | None) -> str:
    """The text with every name blacked out, of the same length."""
    return names.sub(lambda found: BLOCK * len(found.group()), text) if names else text


def mask(record: T, names: re.Pattern[str] | None) -> T:
    """The record with the names blacked out in every text that it holds."""
    if names is None:
        return record
    return msgspec.convert(_walk(msgspec.to_builtins(record), names), type(record))


def _walk(value: Any, names: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return mask_text(value, names)
    if isinstance(value, dict):
        return {key: item if key in KEPT else _walk(item, names) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_walk(item, names) for item in value]
    return value
