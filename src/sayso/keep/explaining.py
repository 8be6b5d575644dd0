"""What the ledger kept of how things came about: readings, shares of cases, judgements, ties and parties' groups.

For `sayso show --why`. What is given here names its parties by anchors and is not masked: whoever shows it puts it
through `unnamed` at the end.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

import msgspec

from sayso.keep import addresses, joining, lookup, reports
from sayso.keep.masks import mask, pattern
from sayso.keep.store import Store
from sayso.keep.withheld import withheld_names
from sayso.link import PartyGroup
from sayso.link.names import fold
from sayso.model import Entity, Marked, Stub

T = TypeVar("T")
HOME = {
    "allegation": "SELECT case_id FROM allegations WHERE id = ?",
    "origin": "SELECT case_id FROM case_claims WHERE origin = ? LIMIT 1",
}
TIES = """
SELECT DISTINCT t.decision, d.what, d.who, d.at, coalesce(d.reason, ''), t.apart
FROM ties t JOIN decisions d ON d.id = t.decision WHERE t.a IN (?)
"""
READING = """
SELECT m.domain, l.extractor FROM reports r JOIN markings m ON m.id = r.marking JOIN layers l ON l.id = m.layer
WHERE r.id = ?
"""
ON = "SELECT id, what, who, at, coalesce(reason, '') FROM decisions WHERE target = ? ORDER BY seq"


class Reading(NamedTuple):
    """By what a report was read: the reader with its version, the pack with its digest, the extractor of its text."""

    reader: str
    pack: str
    extractor: str


class Decided(NamedTuple):
    """A decision that had a part in something."""

    id: str
    what: str
    who: str
    when: str
    reason: str


class Explaining:
    """What `sayso.show.why` asks; nothing here changes the ledger."""

    store: Store

    def unnamed(self, record: T) -> T:
        """The record with withheld names blacked out, as printed and as names are compared."""
        names = withheld_names(self.store)
        hidden: re.Pattern[str] | None = pattern({*names, *map(fold, names)})
        return mask(record, hidden)

    def reading(self, report: str) -> Reading | None:
        """By what a report was read; None where it has not been marked."""
        row = self.store.row(READING, (report,))
        return Reading(self.marked(report).marks.reader, *row) if row else None

    def as_marked(self, report: str) -> Marked | None:
        """A report as it was read, with decisions; None where it has not been marked."""
        return self.marked(report) if self.store.row(READING, (report,)) else None

    def marked(self, report: str) -> Marked:
        """A report that has been marked, with decisions."""
        return reports.reviewed(self.store, report).marked

    def report_of_attribution(self, id: str) -> str | None:
        """The report of the attribution that begins so."""
        row = self.store.row("SELECT report FROM attributions WHERE id >= ? AND id < ? ORDER BY id", (id, f"{id}g"))
        return str(row[0]) if row else None

    def home(self, kind: str, id: str) -> str | None:
        """The case of an allegation or an origin."""
        row = self.store.row(HOME[kind], (id,))
        return str(row[0]) if row else None

    def shares(self, case: str) -> list[Stub]:
        """The shares that reports have in a case, by key."""
        keys = [key for (key,) in self.store.rows("SELECT stub FROM case_stubs WHERE case_id = ?", (case,))]
        return list(joining.stubs(self.store, keys).values())

    def share_cases(self, keys: Iterable[str]) -> dict[str, str]:
        """The case of each share."""
        return dict(self.store.among("SELECT stub, case_id FROM case_stubs WHERE stub IN (?)", sorted(keys)))

    def joins(self, keys: Collection[str]) -> list[tuple[str, str]]:
        """The pairs of some shares whose joins are enough to hold them together."""
        inside = set(keys)
        return sorted(ends for ends in joining.kept(self.store, keys) if inside.issuperset(ends))

    def beside(self, stub: Stub) -> list[Stub]:
        """The shares that a share was judged with."""
        return reports.candidates(self.store, stub)

    def tied(self, keys: Sequence[str]) -> list[tuple[Decided, bool]]:
        """The decisions that tie shares together, or (True) keep them apart."""
        rows = sorted(set(self.store.among(TIES, keys)), key=lambda row: addresses.number(row[0]))
        return [(Decided(*row[:5]), bool(row[5])) for row in rows]

    def decided_on(self, on: str) -> list[Decided]:
        """The decisions that were made on an id."""
        return [Decided(*row) for row in self.store.rows(ON, (on,))]

    def party_groups(self, id: str) -> list[tuple[str, PartyGroup]]:
        """The groups that a party is made of, each with its scope: a case, a report or a decision."""
        sql = """SELECT DISTINCT g.scope, g.body FROM party_anchors p JOIN group_anchors a ON a.anchor = p.anchor
                 JOIN party_groups g ON g.id = a.party_group WHERE p.party = ? ORDER BY g.scope, g.body"""
        return [(scope, msgspec.json.decode(body, type=PartyGroup)) for scope, body in self.store.rows(sql, (id,))]

    def groups_in(self, scope: str) -> list[PartyGroup]:
        """All groups of a case, report or decision."""
        rows = self.store.rows("SELECT body FROM party_groups WHERE scope = ? ORDER BY body", (scope,))
        return [msgspec.json.decode(body, type=PartyGroup) for (body,) in rows]

    def entities(self, ids: Iterable[str]) -> dict[str, Entity]:
        """Entities of reports by their ids."""
        return lookup.entities(self.store, sorted(ids))

    def party_of(self, anchors: Iterable[str]) -> dict[str, str]:
        """The party of each anchor."""
        rows: list[Any] = self.store.among(
            "SELECT anchor, party FROM party_anchors WHERE anchor IN (?)", sorted(anchors)
        )
        return dict(rows)
