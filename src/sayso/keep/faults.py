"""What reports did with what they have from others: kept for each report, counted for each outlet.

A fault is a kind and a report, at most once: `copied` (it has text from a report of the ledger or of a wire),
`uncredited` (and does not say so), `attribution_dropped`, `hedge_dropped` and `stage` (it altered so what it has).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from sayso.keep import lookup
from sayso.keep.records import OutletLine, ReportLine
from sayso.keep.reuse import Held
from sayso.keep.store import Row, Store
from sayso.model import RelayRecord

CHANGES = ("attribution_dropped", "hedge_dropped", "stage")
KINDS = ("copied", "uncredited", *CHANGES)


def refresh(store: Store, reports: Iterable[str]) -> None:
    """Finds the faults of these reports anew."""
    reports = list(reports)
    held = Held(store, reports)
    for report in reports:
        store.run("DELETE FROM faults WHERE report = ?", (report,))
        found = sorted(set(_found(lookup.relays(store, report, held))))
        store.run_many("INSERT INTO faults (report, kind) VALUES (?, ?)", [(report, kind) for kind in found])


def _found(relays: Iterable[RelayRecord]) -> Iterator[str]:
    for relay in relays:
        if relay.directed and relay.version != relay.target:
            if relay.version is None and relay.kind != "cites":
                yield "copied"
            yield from ("uncredited",) * ("uncredited" in relay.flags)
            yield from (change.kind for change in relay.changes if change.kind in CHANGES)


# ------------------------------------------------------------------------------------------------- lists


OUTLETS = f"""
SELECT h.outlet, count(*), {", ".join(f"coalesce(sum(f.kind = '{kind}'), 0)" for kind in KINDS)}
FROM headers h LEFT JOIN faults f ON f.report = h.report WHERE h.outlet IS NOT NULL GROUP BY h.outlet
"""  # noqa: S608
REPORTS = "SELECT outlet, count(*) FROM headers WHERE outlet IS NOT NULL GROUP BY outlet"


def outlets(store: Store) -> list[OutletLine]:
    """Every outlet with its reports and how many of them have each fault; most faults first."""
    reports: dict[str, int] = dict(store.rows(REPORTS))
    found = [
        OutletLine(outlet=o, reports=reports[o], **dict(zip(KINDS, counts))) for o, _, *counts in store.rows(OUTLETS)
    ]
    return sorted(found, key=lambda o: (-o.uncredited - o.attribution_dropped, -o.copied, -o.reports, o.outlet))


LINES = """
SELECT h.report, h.title, h.outlet, h.published, h.published_basis,
  (SELECT min(path) FROM places p WHERE p.report = h.report), h.url FROM headers h
"""


def _where(outlet: str, fault: str, year: str, case: str) -> tuple[str, list[str]]:
    """The condition on headers (h), with its values."""
    asked = [
        ("h.outlet = ?", outlet),
        ("h.report IN (SELECT report FROM faults WHERE kind = ?)", fault),
        ("h.published >= ?1 AND h.published < ?1 || '~'".replace("?1", "?"), year),
        ("h.report IN (SELECT s.report FROM stubs s JOIN case_stubs k ON k.stub = s.key WHERE k.case_id = ?)", case),
    ]
    used = [(sql, value) for sql, value in asked if value]
    sql = " AND ".join(sql for sql, _ in used)
    return (f" WHERE {sql}" if sql else "", [value for sql, value in used for _ in range(sql.count("?"))])


def reports(
    store: Store, outlet: str = "", fault: str = "", year: str = "", case: str = "", first: int = 0, most: int = -1
) -> Sequence[ReportLine]:
    """The reports of an outlet, year or case, with a fault where one is asked for, the latest first."""
    where, values = _where(outlet, fault, year, case)
    sql = f"{LINES}{where} ORDER BY h.published IS NULL, h.published DESC, h.report LIMIT ? OFFSET ?"
    rows = store.rows(sql, [*values, most, first])
    kinds: dict[str, tuple[str, ...]] = {}
    for report, kind in store.among("SELECT report, kind FROM faults WHERE report IN (?)", [row[0] for row in rows]):
        kinds[report] = (*kinds.get(report, ()), kind)
    return [_line(row, kinds.get(row[0], ())) for row in rows]


def named(store: Store, ids: Sequence[str]) -> Sequence[ReportLine]:
    """These reports, in no order."""
    rows = store.among(f"{LINES} WHERE h.report IN (?)", ids)
    return [_line(row, ()) for row in rows]


def _line(row: Row, kinds: Collection[str]) -> ReportLine:
    id, title, outlet, published, basis, path, url = row
    return ReportLine(
        id=id, title=title or url or path or id, outlet=outlet, published=published, published_basis=basis,
        faults=tuple(kind for kind in KINDS if kind in kinds),
    )  # fmt: skip


def total(store: Store, outlet: str = "", fault: str = "", year: str = "", case: str = "") -> int:
    """How many there are."""
    where, values = _where(outlet, fault, year, case)
    return int(store.rows(f"SELECT count(*) FROM headers h{where}", values)[0][0])  # noqa: S608
