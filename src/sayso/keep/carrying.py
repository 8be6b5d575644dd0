"""Decisions on cases and parties to what they mean for the stubs and groups that are there now.

A merger of cases ties two stubs together, a split keeps pairs of stubs apart, a merger of parties is a group that has
the anchors of both, a split of a party divides the groups that link gives. All this is derived, and made again when a
report that a decision speaks of has been read anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import product
from typing import Any

import msgspec

from sayso.keep import anchoring, groups, lookup
from sayso.keep.anchoring import EntityAnchor, StubAnchor
from sayso.keep.reports import decisions, moved_key
from sayso.keep.store import Store
from sayso.keep.withheld import undone_of
from sayso.link import PartyGroup
from sayso.link.parties import best_name

TYING = ("merge", "split", "move")
Tie = tuple[str, str, bool]  # two stubs, and whether they are kept apart


def dispatch(store: Store, decision: str) -> None:
    """Notes what has to be settled because of a decision that was just made."""
    what, target, anchor = _decision(store, decision)
    if what == "undo":
        dispatch(store, target)
        return
    if what in ("withhold", "unwithhold"):
        dirty(store, "search", ["all"])
    if what in TYING:
        dirty(store, "tie", [decision, *(parted_by(store, decision) if what == "merge" else ())])
    if what not in TYING or what == "move" or anchor["kind"] == "party":
        rows = store.rows("SELECT report FROM decision_reports WHERE decision = ?", (decision,))
        dirty(store, "report", [report for (report,) in rows])
        if what == "correct_report":
            dirty(store, "mark", [report for (report,) in rows])


def dirty(store: Store, kind: str, refs: Iterable[str]) -> None:
    """Notes that something has to be settled."""
    store.run_many("INSERT OR IGNORE INTO dirty VALUES (?, ?)", [(kind, ref) for ref in refs])


def tying(store: Store, report: str) -> list[str]:
    """The decisions on cases and parties that speak of a report."""
    sql = """SELECT d.id FROM decision_reports r JOIN decisions d ON d.id = r.decision
             WHERE r.report = ? AND d.what IN ('merge', 'split', 'move')"""
    return [id for (id,) in store.rows(sql, (report,))]


# A merger and the splits of cases, older or younger, that speak of a report of its own.
SAME_REPORTS = """
SELECT DISTINCT d.id FROM decision_reports m JOIN decision_reports r ON r.report = m.report
JOIN decisions d ON d.id = r.decision JOIN decisions own ON own.id = m.decision
WHERE m.decision = ? AND d.what = ? AND json_extract(d.anchor, '$.kind') = 'case' AND
"""


def parted_by(store: Store, merger: str) -> list[str]:
    """The splits before a merger that it may take back in part."""
    return [id for (id,) in store.rows(f"{SAME_REPORTS} d.seq < own.seq", (merger, "split"))]


def _joined_since(store: Store, split: str) -> list[tuple[set[str], set[str]]]:
    """The two sides of each standing merger that was decided after a split: the later decision wins."""
    later = [id for (id,) in store.rows(f"{SAME_REPORTS} d.seq > own.seq ORDER BY d.seq", (split, "merge"))]
    anchors = [_decision(store, id)[2] for id in later if not _undone(store, id)]
    return [(set(_stubs(store, a["a"])), set(_stubs(store, a["b"]))) for a in anchors]


def _decision(store: Store, id: str) -> tuple[str, str, dict[str, Any]]:
    what, target, anchor = store.rows("SELECT what, target, anchor FROM decisions WHERE id = ?", (id,))[0]
    return what, target, msgspec.json.decode(anchor)


def _undone(store: Store, id: str) -> bool:
    rows = store.rows("SELECT id, what, target FROM decisions WHERE what = 'undo' ORDER BY seq")
    return id in undone_of([(i, what, target) for i, what, target in rows])


# ---------------------------------------------------------------------------------------------------- carry


def carry(store: Store, id: str) -> None:
    """Puts what a merger, split or move means now in the place of what it meant before."""
    what, _, anchor = _decision(store, id)
    old = store.rows("SELECT a, b FROM ties WHERE decision = ?", (id,))
    store.run("DELETE FROM ties WHERE decision = ?", (id,))
    undone = _undone(store, id)
    ties = [] if undone or anchor.get("kind") == "party" else _ties(store, id, what, anchor)
    store.run_many("INSERT OR IGNORE INTO ties VALUES (?, ?, ?, ?)", [(id, *tie) for tie in ties])
    ends = {key for a, b in old for key in (a, b)} | {key for a, b, _ in ties for key in (a, b)}
    dirty(store, "stub", sorted(ends))
    # Whether a moved claim itself is found is noted with its report.
    placed = _placed(store, what, anchor, ties)
    if anchor.get("kind") == "party":
        placed = _carry_party(store, id, what, anchor, undone)
    _note(store, id, placed or undone)


def _placed(store: Store, what: str, anchor: dict[str, Any], ties: Sequence[Tie]) -> bool:
    """Whether what a decision on cases speaks of is in the reports as they are read now."""
    if what == "move":
        return not anchor["to"] or bool(_stubs(store, anchor["to"]))
    if what == "split" and anchor["kind"] == "case":  # a later merger may have left it no ties
        return bool(_stubs(store, anchor["out"]) and _stubs(store, anchor["rest"]))
    return bool(ties)


def _note(store: Store, id: str, placed: bool) -> None:
    status = ("placed", "") if placed else ("not placed", "What it speaks of is not in the reports as read now.")
    store.run("INSERT OR REPLACE INTO decision_status VALUES (?, '', ?, ?)", (id, *status))


def _ties(store: Store, id: str, what: str, anchor: dict[str, Any]) -> list[Tie]:
    """The pairs of stubs that a decision ties or keeps apart."""
    if what == "move":
        key = moved_key(anchor["report"], id)
        return _first(_here(store, [key]), _stubs(store, anchor["to"]))
    if what == "merge":
        return _first(_stubs(store, anchor["a"]), _stubs(store, anchor["b"]))
    out, rest = _stubs(store, anchor["out"]), _stubs(store, anchor["rest"])
    parted = [(a, b, True) for x, y in product(out, rest) if x != y for a, b in ((x, y), (y, x))]
    since = _joined_since(store, id)
    kept = [(x, y, True) for x, y, _ in parted if not any((x in a and y in b) or (y in a and x in b) for a, b in since)]
    return kept + [(out[0], other, False) for other in out[1:] if parted]


def _first(a: Sequence[str], b: Sequence[str]) -> list[Tie]:
    return [(a[0], b[0], False)] if a and b and a[0] != b[0] else []


def _here(store: Store, keys: Sequence[str]) -> list[str]:
    return [key for (key,) in store.among("SELECT key FROM stubs WHERE key IN (?)", keys)]


def _stubs(store: Store, anchors: Sequence[Any]) -> list[str]:
    """The stubs that are found again, those that a report is about first."""
    keys = anchoring.found(anchoring.find_stub(store, a) for a in msgspec.convert(anchors, type=list[StubAnchor]))
    main = store.among("SELECT key, json_extract(body, '$.main') FROM stubs WHERE key IN (?)", keys)
    return [key for key, _ in sorted(main, key=lambda row: (not row[1], row[0]))]


# -------------------------------------------------------------------------------------------------- parties


def _carry_party(store: Store, id: str, what: str, anchor: dict[str, Any], undone: bool) -> bool:
    """Keeps the group that a merger of parties is; whether the parties of the decision are still there."""
    if what == "split":
        return bool(_entities(store, anchor["out"]))
    anchors = {*anchor["shared"], *_entities(store, anchor["a"]), *_entities(store, anchor["b"])}
    living = sorted(groups.living(store, anchors, without=id))
    group = _bridge(store, living) if living else None
    groups.replace(store, [id], {id: [group]} if group and not undone else {})
    return len(living) > 1


def _entities(store: Store, anchors: Sequence[Any]) -> list[str]:
    found = (anchoring.find_entity(store, a) for a in msgspec.convert(anchors, type=list[EntityAnchor]))
    return list(anchoring.found(found))


def _bridge(store: Store, anchors: Sequence[str]) -> PartyGroup:
    """A group without members of its own that makes the parties with these anchors one."""
    like = groups.sample(store, anchors)[0]
    return msgspec.structs.replace(like, anchors=tuple(anchors), members=(), key=None, uses={})


def split_off(store: Store, reports: Iterable[str]) -> dict[str, set[str]]:
    """By decision, the entities of these reports that somebody has split off from their party."""
    found: dict[str, set[str]] = {}
    for report in reports:
        for id, what, anchor in decisions(store, report):
            if what == "split" and anchor["kind"] == "party":
                mine = [a for a in anchor["out"] if a["report"] == report]
                found.setdefault(id, set()).update(_entities(store, mine))
    return found


def divided(store: Store, given: Sequence[PartyGroup], reports: Iterable[str]) -> tuple[PartyGroup, ...]:
    """The groups of a case, or of a report, with what somebody has split off in groups of its own."""
    done = list(given)
    for id, out in sorted(split_off(store, reports).items()):
        done = [part for group in done for part in _divide(store, group, f"d:{id}", out)]
    return tuple(done)


def _divide(store: Store, group: PartyGroup, anchor: str, out: set[str]) -> list[PartyGroup]:
    inside = tuple(m for m in group.members if m in out)
    outside = tuple(m for m in group.members if m not in out)
    if not inside:
        return [group]
    own = group.principal in group.anchors
    new = _renamed(store, group, inside)
    parted = msgspec.structs.replace(
        new, anchors=(anchor, *inside), key=None, parent=None if group.key else group.parent,
        principal=anchor if own or group.key else group.principal,
    )  # fmt: skip
    rest = [a for a in group.anchors if a not in inside]
    kept = [msgspec.structs.replace(_renamed(store, group, outside), anchors=tuple(rest))] if outside else []
    return [*kept, parted]


def _renamed(store: Store, group: PartyGroup, members: tuple[str, ...]) -> PartyGroup:
    """The group with these members only, and the names that they go by."""
    found = lookup.entities(store, members).values()
    uses = dict(sorted(Counter(form for e in found for form in {e.name, *e.aliases}).items()))
    return msgspec.structs.replace(group, members=members, uses=uses, name=best_name(uses) if uses else group.name)
