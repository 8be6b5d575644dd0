"""A case to its line in the list of cases, and whether it passes a filter."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from sayso.keep.masks import mask_text
from sayso.keep.records import CaseFilter, CaseSummary
from sayso.keep.store import Store, match_query
from sayso.keep.withheld import withheld
from sayso.model import CaseRecord, StageRecord

DENIALS = """
SELECT count(*) FROM case_claims k JOIN claims c ON c.id = k.claim
WHERE k.case_id = ? AND json_extract(c.body, '$.certainty') = 'denied'
"""
DATES = "SELECT published FROM headers WHERE published IS NOT NULL AND report IN (?)"
TIMES = """
SELECT json_extract(c.body, '$.time.value') AS value FROM case_claims k JOIN claims c ON c.id = k.claim
WHERE k.case_id = ? AND value IS NOT NULL
"""
GROUPS = """
SELECT DISTINCT g.body FROM party_anchors p JOIN group_anchors a ON a.anchor = p.anchor
JOIN party_groups g ON g.id = a.party_group WHERE p.party IN (?)
"""


def summary(store: Store, case: CaseRecord) -> CaseSummary:
    """The line of a case, names not yet withheld."""
    names = _names(store, (*case.accused, *case.accusers, *case.services, *(s.accused for s in case.stages)))
    step = furthest(store, case.stages)
    dates = _dates(store, case)
    return CaseSummary(
        id=case.id, title=case.title, accused=_named(case.accused, names), accusers=_named(case.accusers, names),
        services=_named(case.services, names), countries=case.countries,
        stage=step.stage if step else None, stage_of=names.get(step.accused) if step else None,
        reports=len(case.reports), origins=len(case.origins), principals=len(case.principals),
        denials=store.rows(DENIALS, (case.id,))[0][0], first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
    )  # fmt: skip


def ladder(store: Store) -> list[str]:
    """The stages of the pack that the ledger was last built with, lowest first."""
    row = store.row("SELECT value FROM meta WHERE name = 'stages'")
    return msgspec.json.decode(row[0], type=list[str]) if row else []


def furthest(store: Store, stages: Sequence[StageRecord]) -> StageRecord | None:
    """The step highest on the ladder."""
    steps = {stage: n for n, stage in enumerate(ladder(store))}
    return max(stages, key=lambda s: (steps.get(s.stage, -1), s.date or ""), default=None)


def _names(store: Store, ids: Sequence[str]) -> dict[str, str]:
    return dict(store.among("SELECT id, name FROM parties WHERE id IN (?)", ids))


def _named(ids: Sequence[str], names: dict[str, str]) -> tuple[str, ...]:
    return tuple(names[id] for id in ids if id in names)


def _dates(store: Store, case: CaseRecord) -> list[str]:
    """The partial dates of its reports, or else of its claims, in order."""
    found = store.among(DATES, case.reports) or store.rows(TIMES, (case.id,))
    return sorted(str(date) for (date,) in found)


# ------------------------------------------------------------------------------------------------- filter


def fits(store: Store, case: CaseRecord, wanted: CaseFilter) -> bool:
    """Whether a case passes every part of a filter."""
    return (
        (wanted.country is None or wanted.country.upper() in case.countries)
        and (wanted.stage is None or any(s.stage == wanted.stage for s in case.stages))
        and (wanted.service is None or _one_is(store, case.services, wanted.service))
        and (wanted.party is None or _one_is(store, _everyone(store, case), wanted.party))
        and (wanted.outlet is None or _from_outlet(store, case, wanted.outlet))
        and _in_range(store, case, wanted)
        and (wanted.text is None or _has_words(store, case, wanted.text))
    )


def _one_is(store: Store, parties: Sequence[str], wanted: str) -> bool:
    """Whether one of the parties has that id, or that word in one of its names."""
    if wanted in parties:
        return True
    bodies = [msgspec.json.decode(body) for (body,) in store.among(GROUPS, parties)]
    hidden = withheld(store)
    forms = {form for body in bodies for form in (body["name"], *body["uses"])}
    return any(wanted.casefold() in mask_text(form, hidden).casefold() for form in forms)


def _everyone(store: Store, case: CaseRecord) -> list[str]:
    """Everyone who acts, is acted on or speaks in the claims of a case."""
    sql = """SELECT DISTINCT p.party FROM case_claims k JOIN claim_entities e ON e.claim = k.claim
             JOIN party_anchors p ON p.anchor = e.entity WHERE k.case_id = ?"""
    return [*case.accused, *case.accusers, *case.services, *(party for (party,) in store.rows(sql, (case.id,)))]


def _from_outlet(store: Store, case: CaseRecord, wanted: str) -> bool:
    found = store.among("SELECT outlet FROM headers WHERE outlet IS NOT NULL AND report IN (?)", case.reports)
    return any(wanted.casefold() in outlet.casefold() for (outlet,) in found)


def _in_range(store: Store, case: CaseRecord, wanted: CaseFilter) -> bool:
    """Whether one date of the case lies in the range; a partial date stands for all the days in it."""
    if wanted.since is None and wanted.until is None:
        return True
    since, until = wanted.since or "", (wanted.until or "") + "\uffff"
    return any(date + "\uffff" >= since and date <= until for date in _dates(store, case))


def _has_words(store: Store, case: CaseRecord, words: str) -> bool:
    """Whether the title, a claim or a report of the case holds all the words."""
    query = match_query(words)
    sql = "SELECT d.kind, d.ref FROM search JOIN search_docs d ON d.id = search.rowid WHERE search MATCH ?"
    mine = {("case", case.id), *(("claim", c) for c in case.claims), *(("report", r) for r in case.reports)}
    return bool(query) and not mine.isdisjoint(store.rows(sql, (query,)))
