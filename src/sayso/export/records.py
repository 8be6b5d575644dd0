"""What an export takes: a source of the exchange format's records, one iterator a kind.

The order of each iterator is the order of the lines, so it must not change from one export of a ledger to the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from sayso.model import (
    AllegationRecord,
    AttributionRecord,
    CaseRecord,
    ClaimRecord,
    DecisionRecord,
    DivergenceRecord,
    PartyRecord,
    RelayRecord,
    ReportRecord,
)


class Records(Protocol):
    """The part of the ledger that exports read."""

    def noted(self, name: str) -> object:
        """A fact of the last build: "domain", "reader"."""

    def all_reports(self) -> Iterator[ReportRecord]:
        """Every report with its text."""

    def all_attributions(self) -> Iterator[AttributionRecord]:
        """Every attribution."""

    def all_claims(self) -> Iterator[ClaimRecord]:
        """Every claim."""

    def all_allegations(self) -> Iterator[AllegationRecord]:
        """Every allegation."""

    def all_parties(self) -> Iterator[PartyRecord]:
        """Every party with its mentions."""

    def all_cases(self) -> Iterator[CaseRecord]:
        """Every case."""

    def all_relays(self) -> Iterator[RelayRecord]:
        """Every relay."""

    def all_divergences(self) -> Iterator[DivergenceRecord]:
        """Every divergence."""

    def decisions(self) -> Iterable[DecisionRecord]:
        """Every decision, oldest first."""
