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

from sayso.keep import anchoring, groups, log, lookup, pairs
from sayso.keep.anchoring import EntityAnchor, StubAnchor
from sayso.keep.decisions import PLACED, Said, Status, overrule
from sayso.keep.log import Entry
from sayso.keep.reports import moved_key
from sayso.keep.store import Store
from sayso.keep.withheld import KINDS as NAMES
from sayso.link import PartyGroup
from sayso.link.parties import best_name

TYING = ("merge", "split", "move")
Tie = tuple[str, str, bool]  # two stubs, and whether they are kept apart


def dispatch(store: Store, decision: str) -> None:
    """Notes what has to be settled because of a decision that was just made."""
    one = log.entry(store, decision)
    if one is None:
        return
    if one.what == "undo":
        taken_back = log.id_of(store, one.target)
        dispatch(store, taken_back or "")
        return
    if one.what in ("withhold", "unwithhold"):
        dirty(store, "search", ["all"])
    if one.what in TYING:
        dirty(store, "tie", [decision, *against(store, one)])
    if one.what == "stage":
        dirty(store, "stub", _stubs(store, one.anchor["case"]))
    reports = marked(store, decision)
    if one.what in pairs.KINDS:
        dirty(store, "reuse", reports)
    elif one.what not in (*TYING, "stage") or one.what == "move" or one.anchor.get("kind") == "party":
        dirty(store, "report", reports)
    if one.what == "correct_report":
        dirty(store, "mark", reports)


MARKED = """
SELECT r.id FROM decision_reports d JOIN reports r ON r.id = d.report
WHERE d.decision = ? AND r.marking IS NOT NULL ORDER BY r.id
"""


def marked(store: Store, decision: str) -> list[str]:
    """The reports that a decision speaks of and that are in this ledger, and marked."""
    return [report for (report,) in store.rows(MARKED, (decision,))]


def dirty(store: Store, kind: str, refs: Iterable[str]) -> None:
    """Notes that something has to be settled."""
    store.run_many("INSERT OR IGNORE INTO dirty VALUES (?, ?)", [(kind, ref) for ref in refs])


def tying(store: Store, report: str) -> list[str]:
    """The decisions on cases and parties that speak of a report."""
    sql = """SELECT d.id FROM decision_reports r JOIN decisions d ON d.id = r.decision
             WHERE r.report = ? AND d.what IN ('merge', 'split', 'move')"""
    return [id for (id,) in store.rows(sql, (report,))]


# The mergers or splits that speak of a report of a given one, and of the same kind of thing.
SAME_REPORTS = """
SELECT DISTINCT f.key FROM decision_reports m JOIN decision_reports r ON r.report = m.report
JOIN decisions f ON f.id = r.decision WHERE m.decision = ? AND f.what = ? AND json_extract(f.anchor, '$.kind') = ?
"""
OTHER = {"merge": "split", "split": "merge"}


def against(store: Store, one: Entry) -> list[str]:
    """The splits that a merger takes back in part, or the mergers that a split does: those on the same reports."""
    return [other.id for other in _others(store, one) if other.what != "undo"]


def _others(store: Store, one: Entry) -> list[Entry]:
    other = OTHER.get(one.what)
    return log.heard(store, SAME_REPORTS, (one.id, other, one.anchor["kind"])) if other else []


def _later(store: Store, one: Entry) -> list[Entry]:
    """Those that stand and were made after it: they hold."""
    return [o for o in log.standing(_others(store, one)) if (o.at, o.key) > (one.at, one.key)]


# ---------------------------------------------------------------------------------------------------- carry


def carry(store: Store, id: str) -> None:
    """Puts what a merger, split or move means now in the place of what it meant before."""
    one = log.entry(store, id)
    if one is None:
        return
    undone = log.undone(store, id)
    if one.anchor.get("kind") == "party":
        _note(store, one, _carry_party(store, one, undone) or undone, undone)
        return
    old = store.rows("SELECT a, b FROM ties WHERE decision = ?", (id,))
    store.run("DELETE FROM ties WHERE decision = ?", (id,))
    ties = [] if undone else _ties(store, one)
    store.run_many("INSERT OR IGNORE INTO ties VALUES (?, ?, ?, ?)", [(id, *tie) for tie in ties])
    ends = {key for a, b in old for key in (a, b)} | {key for a, b, _ in ties for key in (a, b)}
    dirty(store, "stub", sorted(ends))
    # Whether a moved claim itself is found is noted with its report.
    _note(store, one, _placed(store, one, ties) or undone, undone)


def _placed(store: Store, one: Entry, ties: Sequence[Tie]) -> bool:
    """Whether what a decision on cases speaks of is in the reports as they are read now."""
    if one.what == "move":
        return not one.anchor["to"] or bool(_stubs(store, one.anchor["to"]))
    if one.what == "split":  # a later merger may have left it no ties
        return bool(_stubs(store, one.anchor["out"]) and _stubs(store, one.anchor["rest"]))
    return bool(ties)


def _note(store: Store, one: Entry, placed: bool, undone: bool) -> None:
    status = ("placed", "") if placed else ("not placed", "What it speaks of is not in the reports as read now.")
    if not undone and one.what in OTHER:
        status = _overruled(store, one) or status
    store.run("INSERT OR REPLACE INTO decision_status VALUES (?, '', ?, ?)", (one.id, *status))


def _overruled(store: Store, one: Entry) -> tuple[str, str] | None:
    """How a merger stands that a later split has parted again, or a split that a later merger has joined."""
    mine = [_keys(store, one, side) for side in SIDES[one.what]]
    order = [Said(id=one.id, who=one.who, at=one.at, parts={"whether these are one": one.what})]
    for other in _later(store, one):
        a, b = (_keys(store, other, side) for side in SIDES[other.what])
        if (mine[0] & a and mine[1] & b) or (mine[0] & b and mine[1] & a):
            order.append(Said(id=other.id, who=other.who, at=other.at, parts={"whether these are one": other.what}))
    statuses: dict[str, Status] = {}
    overrule(statuses, order)
    found = statuses.get(one.id)
    return (found.status, found.note) if found else None


SIDES = {"merge": ("a", "b"), "split": ("out", "rest")}


def _keys(store: Store, one: Entry, side: str) -> set[str]:
    """The stubs, or entities, that one side of a merger or split is now."""
    anchors = one.anchor.get(side, ())
    if one.anchor["kind"] == "case":
        return set(_stubs(store, anchors))
    return set(_entities(store, [*anchors, *one.anchor.get("seen", {}).get(side, ())]))


def _ties(store: Store, one: Entry) -> list[Tie]:
    """The pairs of stubs that a decision ties or keeps apart."""
    anchor = one.anchor
    if one.what == "move":
        return _first(_here(store, [moved_key(anchor["report"], one.key)]), _stubs(store, anchor["to"]))
    if one.what == "merge":
        return _first(_stubs(store, anchor["a"]), _stubs(store, anchor["b"]))
    out, rest = _stubs(store, anchor["out"]), _stubs(store, anchor["rest"])
    parted = [(a, b, True) for x, y in product(out, rest) if x != y for a, b in ((x, y), (y, x))]
    since = [(set(_stubs(store, m.anchor["a"])), set(_stubs(store, m.anchor["b"]))) for m in _later(store, one)]
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


def _carry_party(store: Store, one: Entry, undone: bool) -> bool:
    """Keeps the group that a merger of parties is; whether the parties of the decision are still there."""
    if one.what == "split":
        return bool(_entities(store, one.anchor["out"]))
    anchors = {*one.anchor["shared"], *_entities(store, one.anchor["a"]), *_entities(store, one.anchor["b"])}
    anchors -= {key for split in _later(store, one) for key in _entities(store, split.anchor["out"])}
    living = sorted(groups.living(store, anchors, without=one.id))
    group = _bridge(store, living) if living else None
    groups.replace(store, [one.id], {one.id: [group]} if group and not undone else {})
    return len(living) > 1


def _entities(store: Store, anchors: Sequence[Any]) -> list[str]:
    found = (anchoring.find_entity(store, a) for a in msgspec.convert(anchors, type=list[EntityAnchor]))
    return list(anchoring.found(found))


def _bridge(store: Store, anchors: Sequence[str]) -> PartyGroup:
    """A group without members of its own that makes the parties with these anchors one."""
    like = groups.sample(store, anchors)[0]
    return msgspec.structs.replace(like, anchors=tuple(anchors), members=(), key=None, uses={})


def split_off(store: Store, reports: Iterable[str]) -> dict[str, set[str]]:
    """By the key of a decision, the entities of these reports that it has split off from their party."""
    found: dict[str, set[str]] = {}
    for report in reports:
        for one in log.of_report(store, report):
            if one.what == "split" and one.anchor["kind"] == "party":
                mine = [a for a in one.anchor["out"] if a["report"] == report]
                found.setdefault(one.key, set()).update(_entities(store, mine))
    return found


def divided(store: Store, given: Sequence[PartyGroup], reports: Iterable[str]) -> tuple[PartyGroup, ...]:
    """The groups of a case, or of a report, with what somebody has split off in groups of its own."""
    done = list(given)
    for key, out in sorted(split_off(store, reports).items()):
        done = [part for group in done for part in _divide(store, group, f"d:{key}", out)]
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


# ---------------------------------------------------------------------------------------------------- names


def restate_names(store: Store) -> None:
    """Notes how each decision to withhold names, or to show them again, stands beside the others."""
    found = log.standing(log.heard(store, NAMES))
    told = [(one, {f"{anchor} names": one.what for anchor in one.anchor["anchors"]}) for one in found]
    statuses = {one.id: PLACED for one in found}
    overrule(statuses, [Said(id=one.id, who=one.who, at=one.at, parts=parts) for one, parts in told])
    rows = [(id, status.status, status.note) for id, status in statuses.items()]
    store.run_many("INSERT OR REPLACE INTO decision_status VALUES (?, '', ?, ?)", rows)
