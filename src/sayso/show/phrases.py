"""Relays, changes and divergences in plain words, the same in the terminal and in the browser.

Takes the keys of the records and gives words. Nothing here escapes: that is the work of the pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sayso.model import DISPUTES, ChangeKind, ChangeRecord, DivergenceRecord, RelayRecord

CHANGES: dict[ChangeKind, str] = {
    "value": "value changed",
    "name": "name changed",
    "number": "number changed",
    "role": "roles swapped",
    "stage": "step in law hardened",
    "hedge_dropped": "hedge dropped",
    "attribution_dropped": "speaker dropped",
    "certainty": "certainty changed",
    "quotation": "quotation reworded",
    "wording": "reworded",
    "added": "added",
    "omitted": "left out",
}
RELAYS = {
    "verbatim": "verbatim copy",
    "light_edit": "light edit",
    "paraphrase": "retelling",
    "cites": "rests on its word",
}
FLAGS = {"uncredited": "without credit", "false_date": "its date cannot be right"}
JUDGEMENTS = {
    "later": "later development",
    "precision": "different precision",
    "garble": "likely garble",
    "hardened": "hardened",
    "contradiction": "contradiction",
}
SUSPECTS = {"garble": "likely garble", "hardened": "hardened"}
_ID = re.compile(r"\br[0-9a-f]{16}\b")  # of a report
_BARE = re.compile(" ?is (?:left out|put in)|not in the source")  # what the kind of the change says already


def disputed(found: Iterable[DivergenceRecord]) -> int:
    """How many values are in dispute: those that later developments or precision do not explain."""
    return sum(one.judgement in DISPUTES for one in found)


def relay_kind(relay: RelayRecord) -> str:
    """What a relay is: `light edit`; of a story outside the ledger that nothing else shows, `cites it`."""
    if relay.kind == "cites" and relay.version is None:
        return "cites it"
    return RELAYS[relay.kind]


def flags(relay: RelayRecord) -> list[str]:
    """What is wrong with a copy."""
    return [FLAGS.get(flag, flag.replace("_", " ")) for flag in relay.flags]


def flat(words: str) -> str:
    """Words on one line."""
    return " ".join(words.split())


def clipped(words: str, most: int) -> str:
    """Words on one line, those beyond a number of characters left out."""
    line = flat(words)
    return line if len(line) <= most else f"{line[:most].rstrip()} …"


class Told(NamedTuple):
    """A change as it is told, and how often it was made."""

    change: ChangeRecord
    times: int
    reason: str


def told(changes: Iterable[ChangeRecord]) -> list[Told]:
    """Changes in their order, those in the same words once; mere rewordings are for `compare` and left out."""
    kept = [c for c in changes if c.kind != "wording"]
    counts = Counter(map(_words, kept))
    first = {_words(c): c for c in reversed(kept)}
    return [Told(change, counts[_words(change)], reason(change)) for change in reversed(first.values())]


def _words(change: ChangeRecord) -> tuple[str, str, str]:
    return change.kind, flat(change.source_text).casefold(), flat(change.target_text).casefold()


def reworded(changes: Iterable[ChangeRecord]) -> int:
    """How many changes are mere rewordings."""
    return sum(c.kind == "wording" for c in changes)


def reason(change: ChangeRecord) -> str:
    """What an explanation says beyond the wordings, where it repeats these; all of it where it has others."""
    one, other = flat(change.source_text), flat(change.target_text)
    rest = change.explanation.replace(f"“{one}” has become “{other}”", "")
    if change.kind in ("omitted", "added"):
        rest = _BARE.sub("", rest).replace("_", " ")
    return rest.removesuffix(f"“{one}”").removesuffix(f"“{other}”").strip(" :,")


def reports_in(explanation: str) -> list[str]:
    """The ids of reports that an explanation names."""
    return _ID.findall(explanation)


def named(explanation: str, names: Mapping[str, str]) -> str:
    """An explanation with reports by their names in the place of their ids."""
    return _ID.sub(lambda found: names.get(found[0], found[0]), explanation)


def slot(key: str) -> str:
    """A slot in words: `transfer_information.quantity` is `transfer information: quantity`."""
    return key.replace(".", ": ").replace("_", " ")
