"""Decisions as lines of JSON, to be kept in git and taken into other ledgers.

A line holds one whole decision: its key, which is the same everywhere, when, who, what, why, the anchors by which it
finds its object, and the reports that it speaks of. Taking lines in is idempotent, and their order does not matter:
what has its key already is left, and of two decisions that meet the later one holds wherever they were made. A line is
checked before anything is written; one that is wrong keeps all from being taken in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from msgspec import Struct

from sayso.keep import history, log
from sayso.keep.anchoring import EntityAnchor, StubAnchor
from sayso.keep.deciding import KEY, LONGEST, PARTIAL, DecisionError, insert
from sayso.keep.decisions import ClaimAnchor
from sayso.keep.log import Entry
from sayso.keep.store import Store

LINE = 4_000_000  # bytes
AHEAD = timedelta(days=1)  # by which a clock elsewhere may be before this one
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+00:00")


class Line(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One decision in a file."""

    key: str
    when: str
    who: str
    what: str
    on: str | None  # a claim, a report, or the key of a decision; the ids of cases and parties are each ledger's own
    reason: str | None
    reports: tuple[str, ...]
    anchor: dict[str, Any]


class Move(ClaimAnchor, frozen=True, kw_only=True):
    """The anchor of a moved claim."""

    to: tuple[StubAnchor, ...]


class Cases(Struct, frozen=True, kw_only=True):
    """The anchor of a merger or split of cases, or of a note on one."""

    a: tuple[StubAnchor, ...] = ()
    b: tuple[StubAnchor, ...] = ()
    out: tuple[StubAnchor, ...] = ()
    rest: tuple[StubAnchor, ...] = ()
    on: tuple[StubAnchor, ...] = ()


class Parties(Struct, frozen=True, kw_only=True):
    """The anchor of a merger or split of parties, or of a note on one."""

    a: tuple[EntityAnchor, ...] = ()
    b: tuple[EntityAnchor, ...] = ()
    out: tuple[EntityAnchor, ...] = ()
    rest: tuple[EntityAnchor, ...] = ()
    on: tuple[EntityAnchor, ...] = ()
    shared: tuple[str, ...] = ()
    seen: dict[str, tuple[EntityAnchor, ...]] = {}


class Names(Struct, frozen=True, kw_only=True):
    """The anchor of names that are withheld, or shown again."""

    anchors: tuple[str, ...]
    names: tuple[str, ...]


class OnReport(Struct, frozen=True, kw_only=True):
    """The anchor of a correction of a report, or of a note on one."""

    report: str
    address: str
    published: str | None = None
    outlet: str | None = None
    was: dict[str, str | None] | None = None


class Pair(Struct, frozen=True, kw_only=True):
    """The anchor of two reports."""

    report: str
    other: str
    name: str
    was: str | None


class Stage(Struct, frozen=True, kw_only=True):
    """The anchor of a stage."""

    case: tuple[StubAnchor, ...]
    who: tuple[EntityAnchor, ...]
    stage: str
    date: str | None
    was: tuple[str, ...]


class Undo(Struct, frozen=True, kw_only=True):
    """The anchor of an undo."""

    decision: str


ANCHORS: dict[str, type[Struct]] = {
    **dict.fromkeys(("accept", "reject", "correct", "add"), ClaimAnchor),
    **dict.fromkeys(("withhold", "unwithhold"), Names),
    **dict.fromkeys(("copy", "independent"), Pair),
    "move": Move, "correct_report": OnReport, "stage": Stage, "undo": Undo,
}  # fmt: skip
NEEDED = {"merge": ("a", "b"), "split": ("out",), "note": ("on",)}


def lines(store: Store) -> Iterator[bytes]:
    """Every decision of a ledger, in the order that all ledgers share."""
    encoder = msgspec.json.Encoder(order="deterministic")
    for one in log.entries(store.rows(f"SELECT {log.COLUMNS} FROM decisions d ORDER BY d.place")):  # noqa: S608
        rows = store.rows("SELECT report FROM decision_reports WHERE decision = ? ORDER BY report", (one.id,))
        line = Line(
            key=one.key, when=one.at, who=one.who, what=one.what, on=_portable(one), reason=one.reason,
            reports=tuple(report for (report,) in rows), anchor=one.anchor,
        )  # fmt: skip
        yield encoder.encode(line) + b"\n"


def take_in(store: Store, given: Iterable[bytes]) -> tuple[int, int]:
    """Adds the decisions that a ledger does not hold: how many are new, and how many were there.

    Raises DecisionError, which names the line, and nothing has been added.
    """
    found: dict[str, Line] = {}
    for number, raw in enumerate(given, 1):
        if raw.strip():
            line = _checked(raw, number)
            if found.setdefault(line.key, line) != line:
                raise DecisionError(f"Line {number}: another line has its key {line.key} and says something else.")
    store.careful()
    with store.transaction():
        new = [line for line in found.values() if not _held(store, line)]
        for line in sorted(new, key=lambda line: (line.when, line.key)):
            _add(store, line)
    return len(new), len(found) - len(new)


def _held(store: Store, line: Line) -> bool:
    """Whether a ledger has a decision. Raises DecisionError where its key is that of another one."""
    id = log.id_of(store, line.key)
    held = log.entry(store, id) if id else None
    if held and (held.at, held.who, held.what, held.anchor, held.reason) != (
        line.when, line.who, line.what, line.anchor, line.reason,
    ):  # fmt: skip
        raise DecisionError(f"The decision {line.key} is {held.id} here and says something else. Compare the two.")
    return held is not None


def _add(store: Store, line: Line) -> None:
    seq = store.rows("SELECT coalesce(max(seq), 0) FROM decisions")[0][0] + 1
    id, body = f"d{seq}", msgspec.json.encode(line.anchor).decode()
    insert(store, (id, line.when, line.who, line.what, _here(store, line), body, line.reason, line.key), line.reports)
    for (undo,) in store.rows("SELECT id FROM decisions WHERE what = 'undo' AND target = ?", (line.key,)):
        store.run("INSERT OR IGNORE INTO dirty VALUES ('decision', ?)", (undo,))


def _portable(one: Entry) -> str | None:
    """What a decision is on, where that has one name in all ledgers."""
    return one.target if one.what == "undo" or one.target[:1] in ("k", "r") else None


def _here(store: Store, line: Line) -> str:
    """What a decision is on in this ledger: the first case or party that its anchors mean, "-" for none yet."""
    if line.on is not None:
        return line.on
    entry = Entry(
        id="", key=line.key, at=line.when, who=line.who, what=line.what, target="-", anchor=line.anchor,
        reason=line.reason,
    )  # fmt: skip
    return next((id for _, id in history.about(store, entry)), "-")


# --------------------------------------------------------------------------------------------------- check


def _checked(raw: bytes, number: int) -> Line:
    """A line, if all of it makes sense. Raises DecisionError."""
    try:
        if len(raw) > LINE:
            raise ValueError(f"it is longer than {LINE:,} bytes")
        line = msgspec.json.decode(raw, type=Line)
        _check(line)
    except (msgspec.MsgspecError, ValueError, UnicodeError) as error:
        raise DecisionError(
            f"Line {number} is no decision: {error}. Nothing was taken in; mend the file, or export it again."
        ) from error
    return line


def _check(line: Line) -> None:
    if not KEY.fullmatch(line.key):
        raise ValueError("its key is not 8 to 80 letters and digits")
    if not TIME.fullmatch(line.when) or datetime.fromisoformat(line.when) > datetime.now(UTC) + AHEAD:
        raise ValueError("its time is none, or lies in the future")
    if not line.who.strip() or len(line.who) > LONGEST["who"] or len(line.reason or "") > LONGEST["why"]:
        raise ValueError("who decided is missing, or a text in it is too long")
    if any(not re.fullmatch("r[0-9a-f]{16}", report) for report in line.reports):
        raise ValueError("its reports are not all ids of reports")
    if line.on is not None and not re.fullmatch("[A-Za-z0-9]{1,80}", line.on):
        raise ValueError("what it is on is no id")
    anchor = msgspec.convert(line.anchor, type=_type(line))
    if isinstance(anchor, OnReport) and anchor.published and not PARTIAL.fullmatch(anchor.published):
        raise ValueError("its date is no date")
    if isinstance(anchor, Undo) and anchor.decision != line.on:
        raise ValueError("it does not name what it takes back")


def _type(line: Line) -> type[Struct]:
    """The type of a decision's anchor."""
    if line.what in ANCHORS:
        return ANCHORS[line.what]
    if line.what not in NEEDED:
        raise ValueError(f"there is no act {line.what!r}")
    if line.what == "note" and "report" in line.anchor:
        return ClaimAnchor if "claim" in line.anchor else OnReport
    if any(not isinstance(line.anchor.get(side), list) for side in NEEDED[line.what]):
        raise ValueError(f"its anchor has no {' and '.join(NEEDED[line.what])}")
    if line.anchor.get("kind") not in ("case", "party"):
        raise ValueError("its anchor is neither of a case nor of a party")
    return Cases if line.anchor["kind"] == "case" else Parties
