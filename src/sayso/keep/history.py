"""What was decided on one thing, by whom, when and why; and how each of these decisions stands.

A decision is found by what its anchors mean now, not by the id that it was made on: a case that has grown, and a party
that has been merged, keep their history.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from sayso.keep import anchoring, log, lookup
from sayso.keep.anchoring import EntityAnchor, StubAnchor
from sayso.keep.log import Entry
from sayso.keep.records import Act
from sayso.keep.store import Store

Thing = tuple[str, str]  # kind and id
FEW = 3  # anchors of one side that are looked for: any of them tells the case or party
OF_CLAIM = "SELECT f.key FROM decisions f WHERE json_extract(f.anchor, '$.claim') = ?"
ON_GROUPS = "('merge', 'split', 'move', 'stage', 'note')"
OF_CASE = f"""
SELECT f.key FROM case_stubs k JOIN stubs s ON s.key = k.stub JOIN decision_reports r ON r.report = s.report
JOIN decisions f ON f.id = r.decision WHERE k.case_id = ? AND f.what IN {ON_GROUPS}
"""  # noqa: S608 - a constant
OF_PARTY = """
SELECT f.key FROM decisions f WHERE f.what IN ('withhold', 'unwithhold')
OR (f.what IN ('merge', 'split', 'note') AND json_extract(f.anchor, '$.kind') = 'party') OR f.what = 'stage'
"""
WORST = ("not placed", "contradicted", "overruled", "replaced", "placed")


def of(store: Store, kind: str, id: str, most: int) -> list[Act]:
    """The decisions on a claim, report, case or party, the latest `most` of them first. The id is a live one."""
    first = {"claim": OF_CLAIM, "report": log.OF_REPORT, "case": OF_CASE, "party": OF_PARTY}[kind]
    found = log.heard(store, first, () if kind == "party" else (id,))
    if kind in ("case", "party"):
        found = _only(store, found, (kind, id))
    elif kind == "report":
        found = _with_undos(found, [one for one in found if _in_report(one, id)])
    return acts(store, found[-most:])[::-1]


def _in_report(one: Entry, report: str) -> bool:
    """Whether a decision is on a report or on something that stands in it, not on a case that it belongs to."""
    return report in (one.anchor.get("report"), one.anchor.get("other"))


def _only(store: Store, found: Sequence[Entry], thing: Thing) -> list[Entry]:
    """The decisions that are about one thing, with what takes them back."""
    return _with_undos(found, [one for one in found if thing in about(store, one)])


def _with_undos(found: Sequence[Entry], wanted: Sequence[Entry]) -> list[Entry]:
    keys = {one.key for one in wanted}
    for one in found:  # in order: what takes back a thing comes after it
        if one.what == "undo" and one.target in keys:
            keys.add(one.key)
    return [one for one in found if one.key in keys]


def page(store: Store, size: int, number: int) -> list[Act]:
    """One page of all decisions, the latest first."""
    sql = f"SELECT {log.COLUMNS} FROM decisions d ORDER BY d.place DESC LIMIT ? OFFSET ?"  # noqa: S608 - a constant
    return acts(store, log.entries(store.rows(sql, (size, size * (number - 1)))))


def since(store: Store, at: str, without: str, size: int) -> list[Act]:
    """The decisions that others made after a time, the latest first."""
    sql = f"SELECT {log.COLUMNS} FROM decisions d WHERE d.place > ? AND d.who != ? ORDER BY d.place DESC LIMIT ?"  # noqa: S608
    return acts(store, log.entries(store.rows(sql, (at, without, size))))


OPEN = """
SELECT d.key FROM decision_status s JOIN decisions d ON d.id = s.decision
WHERE s.status IN ('contradicted', 'not placed', 'overruled')
"""


def unsettled(store: Store, size: int) -> list[Act]:
    """The standing decisions that a reading contradicts, that found no place, or that another person overruled."""
    found = log.standing(log.heard(store, OPEN))
    return acts(store, found[::-1][:size])


def acts(store: Store, found: Sequence[Entry]) -> list[Act]:
    """Decisions with how they stand."""
    states: dict[str, tuple[str, str]] = {}
    sql = "SELECT decision, status, note FROM decision_status WHERE decision IN (?)"
    for id, status, note in store.among(sql, [one.id for one in found]):
        states[id] = min(states.get(id, ("placed", "")), (status, note), key=lambda state: WORST.index(state[0]))
    undone = _undone(store, found)
    return [_act(store, one, *states.get(one.id, ("placed", "")), undone.get(one.key)) for one in found]


def _undone(store: Store, found: Sequence[Entry]) -> dict[str, Entry]:
    """By key, what takes each of these decisions back."""
    targets = store.among("SELECT DISTINCT target FROM decisions WHERE what = 'undo' AND target IN (?)", _keys(found))
    undone: dict[str, Entry] = {}
    for (key,) in targets:
        undone |= log.undone_of(log.heard(store, "SELECT f.key FROM decisions f WHERE f.key = ?", (key,)))
    return undone


def _keys(found: Iterable[Entry]) -> list[str]:
    return [one.key for one in found]


def _act(store: Store, one: Entry, status: str, note: str, undo: Entry | None) -> Act:
    things = tuple(about(store, one))
    return Act(
        decision=lookup.decision(store, one), status="undone" if undo else status, note=note,
        undone_by=undo.id if undo else None, undone_who=undo.who if undo else None, about=things,
    )  # fmt: skip


# --------------------------------------------------------------------------------------------------- about


def about(store: Store, one: Entry) -> list[Thing]:
    """The things that a decision is about, as they are now; the foremost first."""
    return list(dict.fromkeys(_about(store, one)))


def _about(store: Store, one: Entry) -> Iterator[Thing]:
    anchor = one.anchor
    if one.what == "undo":
        target = log.id_of(store, one.target)
        taken = log.entry(store, target) if target else None
        yield from _about(store, taken) if taken and taken.what != "undo" else ()
    if "claim" in anchor:
        yield "claim", anchor["claim"]
    for name in ("report", "other"):
        if name in anchor:
            yield "report", anchor[name]
    for side in ("a", "b", "out", "rest", "on"):
        if side in anchor:
            yield from _living(store, anchor["kind"], anchor[side])
    for side in ("to", "case"):
        yield from _living(store, "case", anchor.get(side) or ())
    yield from _living(store, "party", anchor.get("who") or ())
    if anchor.get("kind") == "party" or one.what in ("withhold", "unwithhold"):
        named = [*anchor.get("shared", ()), *anchor.get("anchors", ())]
        yield from (("party", party) for party in _parties(store, named))


def _living(store: Store, kind: str, anchors: Sequence[Any]) -> Iterator[Thing]:
    few = anchors[:FEW]
    if kind == "case":
        stubs = {anchoring.find_stub(store, a) for a in msgspec.convert(few, type=list[StubAnchor])}
        rows = store.among("SELECT DISTINCT case_id FROM case_stubs WHERE stub IN (?)", sorted(filter(None, stubs)))
        yield from (("case", case) for (case,) in rows)
    else:
        entities = {anchoring.find_entity(store, a) for a in msgspec.convert(few, type=list[EntityAnchor])}
        yield from (("party", party) for party in _parties(store, sorted(filter(None, entities))))


def _parties(store: Store, anchors: Sequence[str]) -> list[str]:
    rows = store.among("SELECT DISTINCT party FROM party_anchors WHERE anchor IN (?)", anchors)
    return sorted(party for (party,) in rows)
