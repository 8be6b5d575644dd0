"""Stages that people set: "this accused stands at this step", with a reason, over what the reports say.

The steps above the one that was set are left out for that accused, and it is there whether or not a report says so. A
step above it that was not told when it was set contradicts the decision, which is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from sayso.keep import log
from sayso.keep.anchoring import EntityAnchor, find_entity
from sayso.keep.decisions import PLACED, Said, Status, overrule
from sayso.keep.log import Entry
from sayso.keep.store import Store
from sayso.link import PartyGroup
from sayso.model import StageRecord, Stub
from sayso.trace import CaseFile

LOST = Status(status="not placed", note="The accused is in none of its reports as they are read now.")


def unplaced(store: Store, report: str) -> None:
    """Notes that the stages set in a report's cases wait for these cases to be made again."""
    rows = [(id, LOST.status, LOST.note) for id in sorted({one.id for one in _set(store, [report])})]
    store.run_many("INSERT OR REPLACE INTO decision_status VALUES (?, '', ?, ?)", rows)


def _set(store: Store, reports: Iterable[str]) -> list[Entry]:
    """The decisions on stages that speak of some reports and stand, in order."""
    found = {one.key: one for report in reports for one in log.of_report(store, report) if one.what == "stage"}
    return sorted(found.values(), key=lambda one: (one.at, one.key))


def staged(store: Store, file: CaseFile, stubs: Sequence[Stub], groups: Sequence[PartyGroup]) -> CaseFile:
    """A case with the stages that analysts have set; notes how each of these decisions stands."""
    steps = _steps(store)
    made = [(one, who) for one in _set(store, file.reports) if (who := _accused(store, one, file, stubs, groups))]
    statuses, stages = dict[str, Status](), list(file.stages)
    for one, who in made:
        statuses[one.id] = _status(one, [s.stage for s in file.stages if s.accused == who], steps)
        stages = _with(stages, one, who, steps)
    told = [(one, {f"{who} stage": one.anchor["stage"]}) for one, who in made]
    overrule(statuses, [Said(id=one.id, who=one.who, at=one.at, parts=parts) for one, parts in told])
    rows = [(id, status.status, status.note) for id, status in statuses.items()]
    store.run_many("INSERT OR REPLACE INTO decision_status VALUES (?, '', ?, ?)", rows)
    place = {accused: n for n, accused in enumerate(file.accused)}
    stages.sort(key=lambda s: (place.get(s.accused, len(place)), steps.get(s.stage, -1)))
    return msgspec.structs.replace(file, stages=tuple(stages))


def _steps(store: Store) -> dict[str, int]:
    """How high each stage of the pack's ladder is."""
    row = store.row("SELECT value FROM meta WHERE name = 'stages'")
    return {stage: n for n, stage in enumerate(msgspec.json.decode(row[0], type=list[str]))} if row else {}


def _accused(
    store: Store, one: Entry, file: CaseFile, stubs: Sequence[Stub], groups: Sequence[PartyGroup]
) -> str | None:
    """The accused of a case whom a decision means."""
    mine = {stub.report for stub in stubs}
    anchors = msgspec.convert(one.anchor["who"], type=list[EntityAnchor])
    entities = {find_entity(store, anchor) for anchor in anchors if anchor.report in mine}
    same = {a for g in groups if entities & set(g.members) for a in (*g.anchors, *g.members)} | entities
    return next((accused for accused in file.accused if accused in same), None)


def _with(stages: Sequence[StageRecord], one: Entry, who: str, steps: dict[str, int]) -> list[StageRecord]:
    stage, date, why = one.anchor["stage"], one.anchor.get("date"), one.reason or ""
    top = steps.get(stage, -1)
    kept = [s for s in stages if s.accused != who or steps.get(s.stage, -1) <= top]
    said = next((s for s in kept if s.accused == who and s.stage == stage), None)
    if said is None:
        return [*kept, StageRecord(accused=who, stage=stage, wording="", date=date, claims=(), reason=why)]
    told = msgspec.structs.replace(said, date=date or said.date, reason=why)
    return [told if s is said else s for s in kept]


def _status(one: Entry, now: Sequence[str], steps: dict[str, int]) -> Status:
    """Whether the reports tell of a further step that they did not tell of when the stage was set."""
    stage = one.anchor["stage"]
    new = [s for s in now if steps.get(s, -1) > steps.get(stage, -1) and s not in one.anchor["was"]]
    if not new:
        return PLACED
    note = f"Set to {stage!r}; the reports now tell of {', '.join(map(repr, new))} too. It is kept as decided."
    return Status(status="contradicted", note=note)
