"""What every explanation looks up: records, names, the pack, and verbatim words.

A `Desk` serves one explanation: what it has looked up it remembers.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from sayso import packs
from sayso.domains import Domain
from sayso.keep import Ledger
from sayso.model import CaseRecord, ClaimRecord, Marked, ReportRecord, Span, Stub
from sayso.show.terminal import report_name
from sayso.show.why.types import Quoted

MANY = 40  # lines of one list
SHORT = 9  # characters of the long ids


class Desk:
    """The ledger as one explanation reads it."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._reports: dict[str, ReportRecord] = {}
        self._marked: dict[str, Marked | None] = {}

    @cached_property
    def _pack(self) -> tuple[Domain, bool]:
        return packs.nearest(self.ledger)

    @property
    def domain(self) -> Domain:
        """The pack that the ledger was built with, or what is at hand for it."""
        return self._pack[0]

    @property
    def same_pack(self) -> bool:
        """Whether the pack at hand is the very one that the ledger was built with."""
        return self._pack[1]

    def report(self, id: str) -> ReportRecord:
        """A report."""
        if id not in self._reports:
            self._reports[id] = self.ledger.report(id)
        return self._reports[id]

    def marked(self, id: str) -> Marked | None:
        """A report as it was read."""
        if id not in self._marked:
            self._marked[id] = self.ledger.as_marked(id)
        return self._marked[id]

    def report_name(self, id: str) -> str:
        """A report as lists call it, with the beginning of its id."""
        return f"{report_name(self.report(id))} ({id[:SHORT]})"

    def quote(self, report: str, start: int, end: int) -> Quoted:
        """Words of a report."""
        return Quoted(report=report, start=start, end=end, words=self.report(report).text[start:end])

    def words(self, report: str, spans: Iterable[Span]) -> str:
        """The words of spans that may lie apart, on one line."""
        text = self.report(report).text
        return " … ".join(" ".join(text[s.start : s.end].split()) for s in spans)

    def names(self, ids: Iterable[str | None]) -> dict[str, str]:
        """Parties by id, as they are called in lines: `Luo Wen (p3)`."""
        found = self.ledger.party_names({id for id in ids if id})
        return {id: f"{name} ({id})" for id, name in found.items()}

    def accused(self, stub: Stub) -> str:
        """Whom a report's share of a case is about, by the names of the report."""
        marked = self.marked(stub.report)
        names = [marked.marks.entities[i].name for i in stub.accused] if marked else []
        return " and ".join(dict.fromkeys(names)) or "nobody by name"

    def share_of(self, claim: ClaimRecord) -> Stub | None:
        """The share of its case that holds a claim."""
        marked = self.marked(claim.report)
        if not claim.case or marked is None or claim.id not in marked.claim_ids:
            return None
        number = marked.claim_ids.index(claim.id)
        shares = self.ledger.shares(claim.case)
        return next((s for s in shares if s.report == claim.report and number in s.claims), None)

    def case(self, id: str) -> CaseRecord:
        """A case."""
        return self.ledger.case(id)


def listed(words: Iterable[str]) -> str:
    """Words as a list in a sentence."""
    every = list(words)
    return f"{', '.join(every[:-1])} and {every[-1]}" if len(every) > 1 else "".join(every)
