"""Names that analysts withhold: any record to the same record with those names blacked out.

A masked name keeps its length in code points, so that every span still points at the words it pointed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")
BLOCK = "█"
GLUED = r"(?-i:(?<=[a-z])(?=[A-Z]))"
# Fields that hold ids or words of fixed lists, never a name.
KEPT = {
    *("id", "report", "kind", "event", "case", "allegation", "origin", "attribution", "parent", "principal", "members"),
    *("party", "review", "polarity", "certainty", "basis", "published", "published_basis", "retrieved", "language"),
    *("extractor", "reader", "stage", "slot", "country", "countries", "channel", "reports", "claims", "principals"),
    *("judgement", "suspect"),
}


def pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """What finds the names, whole and in any case; the parts of a name may be parted by any signs, as in addresses.

    A capital after a small letter begins a word too, as where an escape sequence or a lost blank has glued words.
    """
    wanted = sorted({n.strip() for n in names if n.strip()}, key=lambda n: (-len(n), n))
    if not wanted:
        return None
    forms = [r"(?:[\W_]|%20)+".join(re.escape(part) for part in name.split()) for name in wanted]
    return re.compile(rf"(?:(?<![^\W_])|{GLUED})(?:{'|'.join(forms)})(?:(?![^\W_])|{GLUED})", re.IGNORECASE)


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
