"""Tables for spreadsheets: claims.csv has one row a claim, cases.csv one row a case.

UTF-8 with a byte order mark, without which Excel takes the file for another encoding; rows end in CR LF (RFC 4180).
A text that a spreadsheet would run as a formula gets an apostrophe in front; nothing else of it is changed but
control characters, which become U+FFFD.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

from sayso.export.records import Records
from sayso.model import ROLES, SLOTS, CaseRecord, ClaimRecord, ReportRecord, StageRecord

Record = TypeVar("Record")
Cell = str | int | float | None
FORMULA = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
LONGEST = 32_000  # Excel breaks a row at 32,767 characters a cell
BETWEEN = "; "


class Source(NamedTuple):
    """What a row tells of the report that a claim stands in."""

    title: str | None
    outlet: str | None
    published: str | None
    address: str | None


class Context(NamedTuple):
    """Names for the identifiers that records hold."""

    parties: dict[str, str]
    cases: dict[str, str]
    reports: dict[str, Source]


def _fillers(role: str) -> Callable[[ClaimRecord, Context], Cell]:
    """The column of a role: the names that fill it."""
    return lambda claim, names: BETWEEN.join(filler.name for filler in claim.roles.get(role, ()))


def _inferred(claim: ClaimRecord) -> Iterator[str]:
    """The roles whose fillers the clause does not name, each with the reason."""
    for role, fillers in claim.roles.items():
        yield from (f"{role}: {one.basis.partition(': ')[2]}" for one in fillers if one.inferred)


def _values(slot: str) -> Callable[[CaseRecord, Context], Cell]:
    """The column of a slot: its values."""
    return lambda case, names: BETWEEN.join(value.value for value in case.slots.get(slot, ()))


def _named(parties: Iterable[str], names: Context) -> str:
    return BETWEEN.join(names.parties.get(party, party) for party in parties)


def _stage(stage: StageRecord, names: Context) -> str:
    date = f" {stage.date}" if stage.date else ""
    return f"{names.parties.get(stage.accused, stage.accused)}: {stage.stage}{date}"


def _dates(case: CaseRecord, names: Context) -> Iterator[str]:
    return (date for report in case.reports if (date := names.reports[report].published))


CLAIM: dict[str, Callable[[ClaimRecord, Context], Cell]] = {
    "claim": lambda claim, names: claim.id,
    "case": lambda claim, names: claim.case,
    "case_title": lambda claim, names: names.cases.get(claim.case or ""),
    "event": lambda claim, names: claim.event,
    "polarity": lambda claim, names: claim.polarity,
    "certainty": lambda claim, names: claim.certainty,
    "speaker": lambda claim, names: claim.chain[-1].speaker if claim.chain else None,
    "chain": lambda claim, names: " ← ".join(link.speaker for link in claim.chain),
    "channel": lambda claim, names: claim.chain[-1].channel if claim.chain else None,
    **{role: _fillers(role) for role in ROLES},
    "inferred": lambda claim, names: BETWEEN.join(_inferred(claim)),
    "time": lambda claim, names: claim.time.value if claim.time else None,
    "until": lambda claim, names: claim.time.until if claim.time else None,
    "time_text": lambda claim, names: claim.time.text if claim.time else None,
    "place": lambda claim, names: claim.place.text if claim.place else None,
    "quantity": lambda claim, names: claim.quantity.value if claim.quantity else None,
    "unit": lambda claim, names: claim.quantity.unit if claim.quantity else None,
    "quantity_text": lambda claim, names: claim.quantity.text if claim.quantity else None,
    "evidence": lambda claim, names: claim.evidence.text,
    "evidence_start": lambda claim, names: claim.evidence.start,
    "evidence_end": lambda claim, names: claim.evidence.end,
    "report": lambda claim, names: claim.report,
    "report_title": lambda claim, names: names.reports[claim.report].title,
    "outlet": lambda claim, names: names.reports[claim.report].outlet,
    "published": lambda claim, names: names.reports[claim.report].published,
    "address": lambda claim, names: names.reports[claim.report].address,
    "allegation": lambda claim, names: claim.allegation,
    "origin": lambda claim, names: claim.origin,
    "confidence": lambda claim, names: round(claim.confidence, 3),
    "review": lambda claim, names: claim.review,
}
CASE: dict[str, Callable[[CaseRecord, Context], Cell]] = {
    "case": lambda case, names: case.id,
    "title": lambda case, names: case.title,
    "accused": lambda case, names: _named(case.accused, names),
    "accusers": lambda case, names: _named(case.accusers, names),
    "services": lambda case, names: _named(case.services, names),
    "countries": lambda case, names: BETWEEN.join(case.countries),
    "stages": lambda case, names: BETWEEN.join(_stage(stage, names) for stage in case.stages),
    "reports": lambda case, names: len(case.reports),
    "claims": lambda case, names: len(case.claims),
    "origins": lambda case, names: len(case.origins),
    "principals": lambda case, names: _named(case.principals, names),
    "first_published": lambda case, names: min(_dates(case, names), default=None),
    "last_published": lambda case, names: max(_dates(case, names), default=None),
    **{slot: _values(slot) for slot in SLOTS},
}


def write(records: Records, folder: Path) -> dict[str, int]:
    """Write claims.csv and cases.csv into `folder`; the number of rows by file."""
    names = _context(records)
    return {
        "claims.csv": _table(folder / "claims.csv", CLAIM, records.all_claims(), names),
        "cases.csv": _table(folder / "cases.csv", {**CASE, **_own_slots(records)}, records.all_cases(), names),
    }


def _own_slots(records: Records) -> dict[str, Callable[[CaseRecord, Context], Cell]]:
    """The columns of the slots that the ledger's domain pack has of its own."""
    noted = records.noted("slots")
    return {slot: _values(slot) for slot in map(str, noted if isinstance(noted, list) else ())}


def safe(value: Cell) -> str | int | float:
    """A cell that no spreadsheet runs as a formula, free of control characters and of bounded length."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    text = CONTROL.sub("\ufffd", value)[:LONGEST]
    return f"'{text}" if FORMULA.match(text) else text


def _table(
    path: Path, columns: dict[str, Callable[[Record, Context], Cell]], records: Iterable[Record], names: Context
) -> int:
    """One table with a row of headings; the number of rows under it."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(columns)
        for record in records:
            rows.writerow([safe(cell(record, names)) for cell in columns.values()])
            count += 1
    return count


def _context(records: Records) -> Context:
    """Names and headers, without texts and mentions, so that they fit in memory."""
    return Context(
        parties={party.id: party.name for party in records.all_parties()},
        cases={case.id: case.title for case in records.all_cases()},
        reports={report.id: _source(report) for report in records.all_reports()},
    )


def _source(report: ReportRecord) -> Source:
    return Source(report.title, report.outlet, report.published, report.url or report.path)
