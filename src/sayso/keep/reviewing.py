"""What those who review ask of the ledger: histories, what waits for a look, what is new; and decisions as a file.

Records come as `sayso.keep.reading` gives them: withheld names are blacked out. The lines of decisions are whole, as
they are for other ledgers, and hold the names that are withheld.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from typing import TypeVar

import msgspec

from sayso.keep import history, log, lookup, travelling
from sayso.keep.masks import mask
from sayso.keep.records import Act
from sayso.keep.store import Store
from sayso.keep.withheld import withheld
from sayso.model import ClaimRecord, DecisionRecord, DivergenceRecord

T = TypeVar("T")
UNSURE = 0.5  # the confidence of a reading below which a claim waits for a look
WAITING = """
FROM claims WHERE live IS NOT NULL AND json_extract(body, '$.review') IS NULL AND json_extract(body, '$.confidence') < ?
"""
DISPUTED = """
FROM divergences d JOIN cases c ON c.id = d.case_id
WHERE json_extract(d.body, '$.judgement') IN ('garble', 'hardened', 'contradiction')
"""
NEW = "FROM arrivals a JOIN reports r ON r.id = a.report WHERE r.layer IS NOT NULL AND a.at > ?"
KINDS = {"k": "claim", "r": "report", "c": "case", "p": "party"}


class Reviewing:
    """What the pages of review call, and `sayso decide`."""

    store: Store

    # ----------------------------------------------------------------------------------- history

    def history(self, id: str, most: int = 100_000) -> list[Act]:
        """The decisions on a claim, report, case or party, the latest `most` of them first. Raises Unknown."""
        kind = KINDS.get(id[:1], "claim")
        find = lookup.live if kind in ("case", "party") else lookup.known
        return self._masked(history.of(self.store, kind, find(self.store, kind, id), most))

    def acts(self, size: int, number: int = 1) -> list[Act]:
        """One page of all decisions, the latest first."""
        return self._masked(history.page(self.store, size, number))

    def decided(self, key: str) -> DecisionRecord | None:
        """The decision that has a key, if this ledger holds it."""
        id = log.id_of(self.store, key)
        made = log.entry(self.store, id) if id else None
        return self._masked([lookup.decision(self.store, made)])[0] if made else None

    def unsettled(self, size: int) -> list[Act]:
        """The decisions that a reading contradicts, that found no place, or that another person overruled."""
        return self._masked(history.unsettled(self.store, size))

    # --------------------------------------------------------------------------- what waits for a look

    def unsure(self, size: int, number: int = 1) -> tuple[list[ClaimRecord], int]:
        """One page of the claims that nobody has decided on and that are read with little confidence; how many."""
        total = self.store.rows(f"SELECT count(*) {WAITING}", (UNSURE,))[0][0]
        sql = f"SELECT id {WAITING} ORDER BY json_extract(body, '$.confidence'), id LIMIT ? OFFSET ?"
        ids = [id for (id,) in self.store.rows(sql, (UNSURE, size, size * (number - 1)))]
        found = {c.id: c for id in ids for c in lookup.claims(self.store, "c.id = ?", (id,))}
        return self._masked(found[id] for id in ids), total

    def disputed(self, size: int, number: int = 1) -> tuple[list[DivergenceRecord], int]:
        """One page of the values that reports of a case dispute; how many."""
        total = self.store.rows(f"SELECT count(*) {DISPUTED}")[0][0]
        sql = f"SELECT d.case_id, d.position {DISPUTED} ORDER BY c.place, d.position LIMIT ? OFFSET ?"
        rows = self.store.rows(sql, (size, size * (number - 1)))
        every = {case: lookup.divergences(self.store, case) for case in {case for case, _ in rows}}
        return self._masked(every[case][position] for case, position in rows), total

    # ------------------------------------------------------------------------------------- what is new

    def visited(self, who: str) -> str:
        """Until when somebody has seen what is new; "" for never."""
        row = self.store.row("SELECT seen FROM visits WHERE who = ?", (who,))
        return str(row[0]) if row else ""

    def visit(self, who: str, until: str) -> None:
        """Notes that somebody has seen what was new until then."""
        sql = "INSERT INTO visits VALUES (?, ?) ON CONFLICT (who) DO UPDATE SET seen = max(seen, excluded.seen)"
        self.store.run(sql, (who, until))

    def arrived(self, since: str, size: int) -> tuple[list[str], int]:
        """The reports that came in after a time, the latest first; how many."""
        total = self.store.rows(f"SELECT count(*) {NEW}", (since,))[0][0]
        rows = self.store.rows(f"SELECT a.report {NEW} ORDER BY a.at DESC, a.report LIMIT ?", (since, size))
        return [report for (report,) in rows], total

    def decided_since(self, since: str, without: str, size: int) -> list[Act]:
        """What others have decided after a time, the latest first."""
        return self._masked(history.since(self.store, since, without, size))

    # ------------------------------------------------------------------------------------ as a file

    def decision_lines(self) -> Iterator[bytes]:
        """Every decision as a line of JSON."""
        return travelling.lines(self.store)

    def take_in(self, lines: Iterable[bytes]) -> tuple[int, int]:
        """Adds decisions from lines of JSON: how many are new, and how many were there. Raises DecisionError."""
        return travelling.take_in(self.store, lines)

    def secret(self) -> bytes:
        """Random bytes that only this ledger holds, made when they are first asked for."""
        with self.store.transaction():
            row = self.store.row("SELECT value FROM meta WHERE name = 'secret'")
            if row is None:
                made = msgspec.json.encode(secrets.token_hex(32)).decode()
                self.store.run("INSERT INTO meta VALUES ('secret', ?)", (made,))
                row = (made,)
        return bytes.fromhex(msgspec.json.decode(row[0], type=str))

    def _masked(self, records: Iterable[T]) -> list[T]:
        names = withheld(self.store)
        return [mask(record, names) for record in records]
