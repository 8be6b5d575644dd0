"""What lists say of a case, kept beside it: its line, and the facets that it is found by.

`put` derives both from the case as it is kept, in the transaction that keeps it. Parties stand in facets by anchor, as
in all that is kept, so that a party that gets another id takes its cases with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from sayso.keep.store import Store
from sayso.model import DISPUTES, CaseRecord, DivergenceRecord, StageRecord

COUNTS = """
SELECT count(*), count(json_extract(c.body, '$.review')),
  coalesce(sum(c.event = 'deny' OR json_extract(c.body, '$.certainty') = 'denied'), 0)
FROM case_claims k JOIN claims c ON c.id = k.claim WHERE k.case_id = ?
"""
HEADERS = "SELECT outlet, published FROM headers WHERE report IN (?)"
TIMES = """
SELECT DISTINCT json_extract(c.body, '$.time.value') AS value FROM case_claims k JOIN claims c ON c.id = k.claim
WHERE k.case_id = ? AND value IS NOT NULL
"""


def put(store: Store, case: CaseRecord, divergences: Iterable[DivergenceRecord]) -> None:
    """Keeps the line and the facets of a case whose claims are kept already."""
    headers = store.among(HEADERS, case.reports)
    dates = _dates(store, case, headers)
    facets = {(kind, value): n for n, (kind, value) in reversed([*enumerate(_facets(case, headers, dates))])}
    step = furthest(store, case.stages)
    claims, reviewed, denials = store.rows(COUNTS, (case.id,))[0]
    disputes = sum(one.judgement in DISPUTES for one in divergences)
    values = (
        case.id, case.title, step.stage if step else None, step.accused if step else None, len(case.reports),
        len(case.origins), len(case.principals), claims, reviewed, denials, disputes,
        dates[0] if dates else None, dates[-1] if dates else None,
    )  # fmt: skip
    store.run(f"INSERT INTO case_lines VALUES ({','.join('?' * len(values))})", values)  # noqa: S608
    rows = [(kind, value, case.id, n) for (kind, value), n in sorted(facets.items())]
    store.run_many("INSERT INTO case_facets VALUES (?, ?, ?, ?)", rows)


def _facets(case: CaseRecord, headers: Sequence[tuple[str, ...]], dates: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Kind and value, in the order in which a line names them."""
    yield from (("accused", anchor) for anchor in case.accused)
    yield from (("accuser", anchor) for anchor in case.accusers)
    yield from (("service", anchor) for anchor in case.services)
    yield from (("country", country) for country in case.countries)
    yield from (("stage", step.stage) for step in case.stages)
    yield from (("outlet", outlet) for outlet, _ in headers if outlet)
    yield from (("date", date) for date in dates)


def _dates(store: Store, case: CaseRecord, headers: Sequence[tuple[str, ...]]) -> list[str]:
    """The partial dates of its reports, or else of its claims, in order."""
    published = {date for _, date in headers if date}
    return sorted(published or {str(date) for (date,) in store.rows(TIMES, (case.id,))})


def ladder(store: Store) -> list[str]:
    """The stages of the pack that the ledger was last built with, lowest first."""
    row = store.row("SELECT value FROM meta WHERE name = 'stages'")
    return msgspec.json.decode(row[0], type=list[str]) if row else []


def furthest(store: Store, stages: Sequence[StageRecord]) -> StageRecord | None:
    """The step highest on the ladder."""
    steps = {stage: n for n, stage in enumerate(ladder(store))}
    return max(stages, key=lambda s: (steps.get(s.stage, -1), s.date or ""), default=None)
