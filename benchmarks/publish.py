"""What it costs to publish a large ledger, and to publish it again after one change.

Makes a ledger of cases by rule (see marked.py), settled like any other, and then as many copies of it under new ids as
it takes to have the cases wanted: bodies such as a ministry are in all of them, people in one. Publishes all of it,
accepts one claim and publishes again, and publishes a third time. Prints pages a second on the clock and of processor
time, how many files the second run has written, and its processor time as a part of the first.

With --cases 3000 the ledger takes some minutes; it can be kept with --ledger FILE and is then used again (once: the
decision stays in it).
"""

from __future__ import annotations

import argparse
import json
import re
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import marked

from sayso.domains import load
from sayso.keep import Ledger
from sayso.model import Found, Layer
from sayso.pipeline import fingerprint, settle
from sayso.show.site import Options, Published, publish

CASES, REPORTS = 100, 300  # of the ledger that is copied
# Tables with the columns that hold running numbers.
NUMBERED: dict[str, tuple[str, ...]] = {
    "layers": ("id",),
    "markings": ("id", "layer"),
    "reports": ("layer", "marking"),
    "headers": ("layer",),
    "addresses": ("seq", "number"),
    "cases": ("number",),
    "party_groups": ("id",),
    "group_anchors": ("party_group",),
    "parties": ("number",),
}
PLAIN = (
    "places entities attributions claims claim_entities relays stubs copies anchors case_stubs case_claims case_lines "
    "case_facets faults allegations divergences rests retellings party_anchors"
)
TABLES: dict[str, tuple[str, ...]] = NUMBERED | dict.fromkeys(PLAIN.split(), ())
STEP = 1_000_000  # between the numbers of two copies
CONTENT = re.compile(r"\b([rkt])([0-9a-f]{16})\b")  # ids that are hashes
RUNNING = re.compile(r'(?<=")([cao])(\d+)(?=")|\A([cpao])(\d+)\Z')  # ids that are numbers, in JSON and alone
AS_THEY_ARE = ("text", "marks", "blob", "name", "title", "extractor", "reader", "domain")


def fill(path: Path, cases: int, reports: int) -> None:
    """A settled ledger of reports by rule."""
    domain = load()
    with Ledger.open(path, create=True) as ledger:
        ledger.note("stages", domain.stages)
        with ledger.store.transaction():
            for written in (one for case in marked.cases(cases, reports) for one in case):
                layer = Layer(extractor="plain 1", text=written.text, header=written.marks.header)
                id, _ = ledger.add_report(Found(path=written.path, data=written.text.encode()), layer)
                ledger.add_marks(id, written.marks, marked.READER, fingerprint(domain))
        settle(ledger, domain)


def multiply(path: Path, times: int) -> None:
    """Puts copies of all that a settled ledger holds beside it."""
    db = sqlite3.connect(path)
    db.execute("PRAGMA foreign_keys = OFF")
    known = {table for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    shared = {id for (id,) in db.execute("SELECT id FROM parties WHERE key IS NOT NULL")}
    whole = {table: list(_rows(db, table, shared)) for table in TABLES if table in known}
    for copy in range(1, times):
        for table, rows in whole.items():
            for row in rows:
                fresh = {n: v if v in shared else _copied(table, n, v, copy) for n, v in row.items()}
                holes = ",".join("?" * len(fresh))
                sql = f"INSERT OR IGNORE INTO {table} ({','.join(fresh)}) VALUES ({holes})"
                db.execute(sql, list(fresh.values()))
    db.execute("DELETE FROM dirty")  # what was copied is as settled as what it was copied from
    db.commit()
    db.close()


def _rows(db: sqlite3.Connection, table: str, shared: set[str]) -> Iterator[dict[str, Any]]:
    """The rows of a table, without those of the parties that every copy shares."""
    found = db.execute(f"SELECT * FROM {table}")
    names = [column[0] for column in found.description]
    for row in found:
        made = dict(zip(names, row, strict=True))
        if made.get("id") not in shared:
            yield made


def _copied(table: str, name: str, value: Any, copy: int) -> Any:
    """A value of a row in a copy."""
    if name in TABLES[table] and isinstance(value, int):
        return value + copy * STEP
    if not isinstance(value, str) or name in AS_THEY_ARE:
        return value
    if name in ("address", "path"):
        return f"{copy}/{value}"
    told = CONTENT.sub(lambda found: f"{found[1]}{int(found[2], 16) ^ (copy << 40):016x}", value)
    return RUNNING.sub(lambda f: f"{f[1] or f[3]}{int(f[2] or f[4]) + copy * STEP}", told)


def run(ledger: Path, out: Path) -> tuple[float, float, Published]:
    """One publication: seconds on the clock and of the processor, and what was done."""
    clock, processor = time.perf_counter(), time.process_time()
    with Ledger.open(ledger) as opened, opened.snapshot():
        done = publish(opened, out, Options(every=True), _told)
    return time.perf_counter() - clock, time.process_time() - processor, done


def _told(stage: str, done: int, total: int | None) -> None:
    if total and done % max(1, total // 20) == 0:
        print(f"{stage}: {done} of {total}", file=sys.stderr, flush=True)


def change(ledger: Path) -> None:
    """One claim is accepted: of the ledger that was copied, as ids that are hashes have no meaning in a copy."""
    with Ledger.open(ledger) as opened:
        case = min((case.id for case in opened.cases()), key=lambda id: int(id[1:]))
        claim = next(one for one in opened.case_claims(case) if one.review is None)
        opened.decide.accept(claim.id, who="benchmark")
        settle(opened, load())


def measure(ledger: Path, wanted: int, out: Path) -> dict[str, float]:
    """All figures."""
    if not ledger.exists():
        fill(ledger, min(wanted, CASES), min(wanted, CASES) * REPORTS // CASES)
        multiply(ledger, max(1, wanted // CASES))
    first_clock, first_processor, first = run(ledger, out)
    change(ledger)
    second_clock, second_processor, second = run(ledger, out)
    third_clock, _, third = run(ledger, out)
    pages = sum(1 for _ in out.rglob("*.html"))
    return {
        "cases": first.cases,
        "reports": first.reports,
        "pages": pages,
        "megabytes": sum(path.stat().st_size for path in out.rglob("*") if path.is_file()) / 1e6,
        "first_s": first_clock,
        "pages_per_s": pages / first_clock,
        "pages_per_processor_s": pages / first_processor,
        "second_s": second_clock,
        "second_written": second.written,
        "second_ratio": second_processor / first_processor,
        "third_s": third_clock,
        "third_written": third.written,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=3000, metavar="N", help="how many cases (default 3000)")
    parser.add_argument("--ledger", type=Path, help="keep the ledger here, or use it if it is there")
    parser.add_argument("--out", type=Path, help="keep the site here")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        result = measure(options.ledger or folder / "sayso.db", options.cases, options.out or folder / "site")
    print(json.dumps(result) if options.json else "\n".join(f"{k:22} {v:12,.2f}" for k, v in result.items()))


if __name__ == "__main__":
    main()
