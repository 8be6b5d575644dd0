"""What people decided on two reports: that one is a copy of the other, or that they are independent.

Such a decision stands over what comparing the two has found: an independent pair has no relay, a copy has one from the
report that was named as its source, with the passages that were found where any were.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from sayso.keep import log
from sayso.keep.decisions import PLACED, Said, Status, overrule
from sayso.keep.log import Entry
from sayso.keep.store import Store
from sayso.model import RelayRecord

KINDS = ("copy", "independent")
OF_PAIRS = "SELECT f.key FROM decisions f WHERE f.what IN ('copy', 'independent')"
FOUND = """
SELECT body FROM copies WHERE a = ?1 AND b = ?2
UNION ALL SELECT max(body) FROM retellings WHERE a = ?1 AND b = ?2 GROUP BY a, b
"""
Pair = tuple[str, str]


def pair(one: Entry) -> Pair:
    """The two reports of a decision, the lesser id first."""
    a, b = sorted((one.anchor["report"], one.anchor["other"]))
    return a, b


def standing(store: Store) -> list[Entry]:
    """All decisions on pairs of reports that stand, in order."""
    return log.standing(log.heard(store, OF_PAIRS))


def decided(store: Store, report: str) -> dict[Pair, Entry]:
    """By pair, the decision that holds on a report and another: the latest."""
    return {pair(one): one for one in log.of_report(store, report) if one.what in KINDS}


def over(store: Store, report: str, relays: Iterable[RelayRecord]) -> list[RelayRecord]:
    """The relays between a report and others as people have decided on them."""
    known = decided(store, report)
    found = {_ends(relay): relay for relay in relays}
    for ends, one in known.items():
        relay = found.pop(ends, None)
        if one.what == "copy" and _both(store, ends):
            found[ends] = _copy(one, relay)
    return list(found.values())


def _ends(relay: RelayRecord) -> Pair:
    a, b = sorted((relay.source or "", relay.target))
    return a, b


def _both(store: Store, ends: Pair) -> bool:
    return len(store.among("SELECT 1 FROM reports WHERE layer IS NOT NULL AND id IN (?)", ends)) == 2


def _copy(one: Entry, relay: RelayRecord | None) -> RelayRecord:
    """The relay that a decision makes of what was found between two reports, which may be nothing."""
    copy, source = one.anchor["report"], one.anchor["other"]
    told = f"{told_by(one.who)}{': ' + one.reason if one.reason else ''}"
    if relay and relay.directed and (relay.source, relay.target) == (source, copy):
        return msgspec.structs.replace(relay, explanation=f"{relay.explanation}; {told}")
    if relay and not relay.directed and relay.source == source:
        return msgspec.structs.replace(relay, directed=True, explanation=f"{relay.explanation}; {told}")
    return RelayRecord(
        source=source, source_name=one.anchor["name"], target=copy, directed=True,
        kind=relay.kind if relay else "paraphrase", score=1.0, passages=(), changes=(), flags=(), explanation=told,
    )  # fmt: skip


def told_by(who: str) -> str:
    """How the explanation of a relay tells that somebody decided on it."""
    return f"{who} decided that it is a copy"


def restate(store: Store, reports: Iterable[str]) -> None:
    """Notes how the decisions on pairs of these reports stand, now that they have been compared."""
    found = {one.id: one for report in reports for one in log.of_report(store, report) if one.what in KINDS}
    order = sorted(found.values(), key=lambda one: (one.at, one.key))
    statuses = {one.id: _status(store, one) for one in order}
    overrule(
        statuses,
        [
            Said(id=o.id, who=o.who, at=o.at, parts={f"{'+'.join(pair(o))} whether one is a copy": _verdict(o)})
            for o in order
        ],
    )
    rows = [(id, status.status, status.note) for id, status in statuses.items()]
    store.run_many("INSERT OR REPLACE INTO decision_status VALUES (?, '', ?, ?)", rows)


def _verdict(one: Entry) -> str:
    return f"copy of {one.anchor['other']}" if one.what == "copy" else one.what


def _status(store: Store, one: Entry) -> Status:
    if not _both(store, pair(one)):
        return Status(status="not placed", note="One of the two reports is not in this ledger.")
    now = found(store, *pair(one))
    if one.what == "independent" and now is not None and now != one.anchor.get("was"):
        return Status(status="contradicted", note=f"Decided as independent; comparing them finds {words(now)} now.")
    return PLACED


def found(store: Store, a: str, b: str) -> str | None:
    """The kind of relay that comparing two reports has found."""
    rows = store.rows(FOUND, tuple(sorted((a, b))))
    return msgspec.json.decode(rows[0][0], type=RelayRecord).kind if rows else None


def words(kind: str) -> str:
    """A kind of relay inside a sentence."""
    return {"verbatim": "a verbatim copy", "light_edit": "a light edit", "paraphrase": "a retelling"}.get(kind, kind)
