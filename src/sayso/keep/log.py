"""The list of decisions, as the other modules of the ledger read it: in one order, with what was taken back.

The order is that of their places (time, then key), which is the same in every ledger that holds them; ids such as "d4"
are counted in each ledger for itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from sayso.keep.store import Row, Store

COLUMNS = "d.id, d.key, d.at, d.who, d.what, d.target, d.anchor, d.reason"
# The decisions of a first query, and all that takes one of them back, and what takes that back.
WITH_UNDOS = """
WITH RECURSIVE own (key) AS (
  {} UNION SELECT u.key FROM own JOIN decisions u ON u.target = own.key WHERE u.what = 'undo'
) SELECT {} FROM own JOIN decisions d ON d.key = own.key ORDER BY d.place
"""
OF_REPORT = "SELECT f.key FROM decision_reports r JOIN decisions f ON f.id = r.decision WHERE r.report = ?"
BY_ID = "SELECT f.key FROM decisions f WHERE f.id = ?"


class Entry(Struct, frozen=True, kw_only=True):
    """One decision of the list. The target of an undo is the key of what it takes back."""

    id: str
    key: str
    at: str
    who: str
    what: str
    target: str
    anchor: dict[str, Any]
    reason: str | None


def entries(rows: Iterable[Row]) -> list[Entry]:
    """Rows of `COLUMNS` as entries."""
    return [
        Entry(id=id, key=key, at=at, who=who, what=what, target=to, anchor=msgspec.json.decode(anchor), reason=why)
        for id, key, at, who, what, to, anchor, why in rows
    ]


def heard(store: Store, first: str, values: Sequence[Any] = ()) -> list[Entry]:
    """The decisions whose keys a query gives, with everything that takes them back, in order."""
    return entries(store.rows(WITH_UNDOS.format(first, COLUMNS), values))


def standing(found: Sequence[Entry]) -> list[Entry]:
    """Those that nobody has taken back, undos left out."""
    undone = undone_of(found)
    return [one for one in found if one.key not in undone and one.what != "undo"]


def undone_of(found: Sequence[Entry]) -> dict[str, Entry]:
    """By key, the undo of each decision that stays taken back."""
    undone: dict[str, Entry] = {}
    for one in reversed(found):
        if one.what == "undo" and one.key not in undone:
            undone.setdefault(one.target, one)
    return undone


def of_report(store: Store, report: str) -> list[Entry]:
    """The decisions that speak of a report and that stand."""
    return standing(heard(store, OF_REPORT, (report,)))


def entry(store: Store, id: str) -> Entry | None:
    """One decision by its id."""
    rows = store.rows(f"SELECT {COLUMNS} FROM decisions d WHERE d.id = ?", (id,))  # noqa: S608 - constants
    return entries(rows)[0] if rows else None


def id_of(store: Store, key: str) -> str | None:
    """The id that a decision has in this ledger."""
    row = store.row("SELECT id FROM decisions WHERE key = ?", (key,))
    return str(row[0]) if row else None


def undone(store: Store, id: str) -> bool:
    """Whether a decision is taken back."""
    found = heard(store, BY_ID, (id,))
    return not any(one.id == id for one in standing(found))
