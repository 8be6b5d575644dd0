"""The exchange format: one JSON object a line, field for field as in docs/exchange-format.md."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from sayso.export.records import Records
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

# The files and the type of their lines.
FILES: dict[str, type[msgspec.Struct]] = {
    "reports.jsonl": ReportRecord,
    "attributions.jsonl": AttributionRecord,
    "claims.jsonl": ClaimRecord,
    "allegations.jsonl": AllegationRecord,
    "parties.jsonl": PartyRecord,
    "cases.jsonl": CaseRecord,
    "relays.jsonl": RelayRecord,
    "divergences.jsonl": DivergenceRecord,
    "decisions.jsonl": DecisionRecord,
}
SOURCES: dict[str, Callable[[Records], Iterable[msgspec.Struct]]] = {
    "reports.jsonl": lambda records: records.all_reports(),
    "attributions.jsonl": lambda records: records.all_attributions(),
    "claims.jsonl": lambda records: records.all_claims(),
    "allegations.jsonl": lambda records: records.all_allegations(),
    "parties.jsonl": lambda records: records.all_parties(),
    "cases.jsonl": lambda records: records.all_cases(),
    "relays.jsonl": lambda records: records.all_relays(),
    "divergences.jsonl": lambda records: records.all_divergences(),
    "decisions.jsonl": lambda records: records.decisions(),
}


def write(records: Records, folder: Path) -> dict[str, int]:
    """Write every file of the exchange format into `folder`; the number of lines by file."""
    return {name: _lines(folder / name, source(records)) for name, source in SOURCES.items()}


def _lines(path: Path, records: Iterable[msgspec.Struct]) -> int:
    """One record a line; how many."""
    encoder, count = msgspec.json.Encoder(), 0
    with path.open("wb") as file:
        for record in records:
            file.write(encoder.encode(record) + b"\n")
            count += 1
    return count
