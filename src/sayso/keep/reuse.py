"""The index of fingerprints, and the relays that comparing reports has found.

A new report looks up its own fingerprints and nothing else: what that costs does not depend on the size of the ledger
(see sayso.trace.reuse.candidates, whose rules are applied here). Where a fingerprint comes to be held by many reports,
those whose comparisons depend on it are noted to be compared again: each fingerprint causes that only when the number
of its holders doubles.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from sayso.keep import pairs as decided
from sayso.keep.store import Store
from sayso.model import RelayRecord
from sayso.trace.reuse import candidates
from sayso.trace.reuse.candidates import FEW, TOP, Hubs, hubs
from sayso.trace.reuse.fingerprints import rank

PACKED = 32_768  # bytes of packed fingerprints, from which a report's are looked up one by one and not unpacked
LOWEST = "SELECT rank FROM prints WHERE print = ? ORDER BY rank LIMIT ?"
HOLDERS = "SELECT rank FROM prints WHERE print = ? AND rank >= ? AND rank < ?"


# --------------------------------------------------------------------------------------------------- index


def put_prints(store: Store, report: str, fresh: Iterable[int]) -> None:
    """Keeps the fingerprints of a report in the place of those kept before; notes who is to be compared again."""
    old, new = set(prints_of(store, report)), set(fresh)
    touched = sorted(old ^ new)
    before = {print: lowest(store, print) for print in touched}
    place = rank(report)
    store.run_many("DELETE FROM prints WHERE print = ? AND rank = ?", [(p, place) for p in sorted(old - new)])
    store.run_many("INSERT INTO prints VALUES (?, ?)", [(p, place) for p in sorted(new - old)])
    packed = array("q", sorted(new)).tobytes()
    store.run("INSERT OR REPLACE INTO print_ranks VALUES (?, ?, ?)", (place, report, packed))
    fresh_lowest = {p: sorted((*before[p], place))[: FEW + 1] if p in new else lowest(store, p) for p in touched}
    again = {r for p in touched for r in _depending(store, p, hubs(before[p]), hubs(fresh_lowest[p]))} | {place}
    store.run_many("INSERT OR IGNORE INTO dirty VALUES ('reuse', ?)", [(r,) for r in _reports(store, again).values()])


def _depending(store: Store, print: int, before: Hubs, after: Hubs) -> Iterator[int]:
    """The ranks of the reports whose comparisons depend on how a fingerprint's hubs have changed."""
    between = candidates.changed(before, after)
    if between:
        yield from (r for (r,) in store.rows(HOLDERS, (print, *_within(between))))


def _within(between: tuple[int, int]) -> tuple[int, int]:
    """A range of ranks in SQLite's integers."""
    return between[0], min(between[1], TOP - 1)


def lowest(store: Store, print: int) -> list[int]:
    """The lowest ranks of the reports that hold a fingerprint: all of them if they are few, else one more than that."""
    return [r for (r,) in store.rows(LOWEST, (print, FEW + 1))]


def prints_of(store: Store, report: str) -> Sequence[int]:
    """The fingerprints of a report, sorted."""
    row = store.row("SELECT prints FROM print_ranks WHERE report = ?", (report,))
    return _unpacked(row[0]) if row else ()


def _unpacked(packed: bytes) -> Sequence[int]:
    found = array("q")
    found.frombytes(packed)
    return found


def _reports(store: Store, ranks: Iterable[int]) -> dict[int, str]:
    return dict(store.among("SELECT rank, report FROM print_ranks WHERE rank IN (?)", sorted(ranks)))


# ---------------------------------------------------------------------------------------------- comparisons


WAITING = "SELECT ref FROM dirty WHERE kind = 'reuse' AND ref IN (?)"
NEXT = "SELECT ref FROM dirty WHERE kind = 'reuse' ORDER BY ref LIMIT 1"
PairToCompare = tuple[str, str, frozenset[int]]


def to_compare(store: Store, report: str, most: int) -> tuple[list[str], list[PairToCompare]]:
    """A report with others that wait to be compared, those near it first; and the pairs that they are compared in.

    Reports that go on waiting are left to their turn, so that no pair is compared twice in a build. What is near in
    text is compared at one time, so that each text has to be taken apart once and not for each pair.
    """
    taken = [report]
    pairs: dict[tuple[str, str], frozenset[int]] = {}
    for report in taken:
        others = comparisons(store, report)
        near = sorted(r for (r,) in store.among(WAITING, sorted(others)))
        later = set(near[max(0, most - len(taken)) :])
        taken += _take(store, [r for r in near if r not in later])
        if report == taken[-1] and len(taken) < most:
            taken += _take(store, [r for (r,) in store.rows(NEXT)])
        pairs.update({(min(report, o), max(report, o)): many for o, many in others.items() if o not in later})
    return taken, [(a, b, many) for (a, b), many in pairs.items()]


def _take(store: Store, reports: Sequence[str]) -> Sequence[str]:
    """Takes reports off those that wait."""
    store.run_many("DELETE FROM dirty WHERE kind = 'reuse' AND ref = ?", [(report,) for report in reports])
    return reports


def comparisons(store: Store, report: str) -> dict[str, frozenset[int]]:
    """The reports that one is compared with, and the fingerprints of both that many reports hold."""
    own, place = prints_of(store, report), rank(report)
    found = {print: lowest(store, print) for print in own}
    counts = candidates.count(_met(store, place, found))
    rows = store.among(OTHERS, sorted(counts), (PACKED,))
    others = {r: (other, packed) for r, other, _, packed in rows}
    many = frozenset(print for print, ranks in found.items() if hubs(ranks).many)
    chosen = candidates.chosen(counts, len(own), {r: length // 8 for r, _, length, _ in rows})
    return {others[r][0]: _held(store, many, r, others[r][1]) for r in chosen}


OTHERS = """
SELECT rank, report, length(prints), CASE WHEN length(prints) <= ? THEN prints END FROM print_ranks WHERE rank IN (?)
"""
HELD = "SELECT print FROM prints WHERE rank = ? AND print IN (?)"


def _held(store: Store, prints: frozenset[int], rank: int, packed: bytes | None) -> frozenset[int]:
    """Those of some fingerprints that a report holds, of which so many that they were not read."""
    if packed is None:
        return frozenset(print for (print,) in store.among(HELD, sorted(prints), (rank,)))
    return prints.intersection(_unpacked(packed))


def _met(store: Store, place: int, found: Mapping[int, Sequence[int]]) -> Iterator[tuple[bool, list[int]]]:
    """For each fingerprint whether many hold it, and whom it leads to: its hubs, or from a hub to all."""
    for print, ranks in found.items():
        one = hubs(ranks)
        if one.many and place < one.below:
            ranks = [r for (r,) in store.rows(HOLDERS, (print, *_within((0, TOP))))]
        elif one.many:
            ranks = ranks[: bisect_left(ranks, one.below)]
        yield one.many, [r for r in ranks if r != place]


def seen(store: Store, report: str) -> str | None:
    """When a report was first retrieved."""
    row = store.row("SELECT min(retrieved) FROM places WHERE report = ?", (report,))
    return row[0] if row else None


# --------------------------------------------------------------------------------------------------- relays


def put_copies(store: Store, reports: Sequence[str], relays: Iterable[RelayRecord]) -> None:
    """Keeps what comparing these reports has found, in the place of what was kept of them before."""
    store.run_many("DELETE FROM copies WHERE a = ?1 OR b = ?1", [(report,) for report in reports])
    store.run_many("INSERT INTO copies VALUES (?, ?, ?)", [(*_pair(r), _json(r)) for r in relays])
    decided.restate(store, reports)


def put_retellings(store: Store, case: str, relays: Iterable[RelayRecord]) -> None:
    """Keeps the retellings of a case, which had none."""
    rows = [(*_pair(r), case, _json(r)) for r in relays]
    store.run_many("INSERT INTO retellings VALUES (?, ?, ?, ?)", rows)


def _pair(relay: RelayRecord) -> tuple[str, str]:
    ends = sorted((relay.source or "", relay.target))
    return ends[0], ends[1]


def _json(relay: RelayRecord) -> str:
    return msgspec.json.encode(relay).decode()


# A pair that shares sentences is not told once more as a retelling; one that is retold in two cases is told once.
RETOLD = """
SELECT max(body) FROM retellings t WHERE (a = ?1 OR b = ?1)
AND NOT EXISTS (SELECT 1 FROM copies c WHERE c.a = t.a AND c.b = t.b) GROUP BY a, b
"""


class Ends(msgspec.Struct, frozen=True):
    """A copy without what it holds: a tenth of the reading, where many are weighed and few are told."""

    source: str | None
    target: str
    directed: bool


class Held:
    """Copies that are asked for again and again, as for all reports of a case: those of `reports` are read once."""

    def __init__(self, store: Store, reports: Iterable[str] = ()) -> None:
        self._store = store
        self._reports = frozenset(reports)
        self._onward: dict[str, dict[str, RelayRecord]] = {}

    def beside(self, report: str) -> list[RelayRecord]:
        """The copies between a report and others, in either direction."""
        before = self._store.rows("SELECT a FROM copies WHERE b = ?", (report,))
        return [*self._of(report).values(), *(self._one(a, report) for (a,) in before)]

    def about(self, report: str) -> Iterator[tuple[str, str]]:
        """The copies between a report and others, in a known direction: source and copy."""
        return ((one.source or "", one.target) for one in self.beside(report) if one.directed)

    def among(self, reports: Collection[str]) -> Iterator[tuple[str, str]]:
        """The copies between some reports, in a known direction: source and copy."""
        for one in reports if len(reports) > 1 else ():
            known = self._of(one).values() if one in self._reports else self._thin(one, reports)
            for relay in known:
                if relay.directed:
                    yield relay.source or "", relay.target

    def _thin(self, report: str, others: Iterable[str]) -> Iterator[Ends]:
        rows = self._store.among("SELECT body FROM copies WHERE a = ? AND b IN (?)", others, (report,))
        return (msgspec.json.decode(body, type=Ends) for (body,) in rows)

    def _one(self, a: str, b: str) -> RelayRecord:
        if a in self._reports:
            return self._of(a)[b]
        rows = self._store.rows("SELECT body FROM copies WHERE a = ? AND b = ?", (a, b))
        return msgspec.json.decode(rows[0][0], type=RelayRecord)

    def _of(self, report: str) -> dict[str, RelayRecord]:
        """The copies between a report and those of greater id, by these."""
        if report not in self._onward:
            rows = self._store.rows("SELECT b, body FROM copies WHERE a = ?", (report,))
            self._onward[report] = {b: msgspec.json.decode(body, type=RelayRecord) for b, body in rows}
        return self._onward[report]


def beside(store: Store, report: str, held: Held | None = None) -> list[RelayRecord]:
    """All relays between a report and others of the ledger, in either direction."""
    found = (held or Held(store)).beside(report)
    found += [msgspec.json.decode(body, type=RelayRecord) for (body,) in store.rows(RETOLD, (report,))]
    found = decided.over(store, report, found)
    return sorted(found, key=lambda r: (-r.score, r.source or "", r.target))


def relays(
    store: Store, report: str, cited: Sequence[RelayRecord], held: Held | None = None, of: str | None = None
) -> list[RelayRecord]:
    """The relays that end in a report; `cited` are those that it owns to itself.

    Where only those of one source are asked for, `of` is that source, and only of it is it said through whom it came.

    What it has through another report says so, and comes after what it has directly. A story outside the ledger to
    which this report and others that share its text go back is its source in the kind of that sharing; what is so
    told is not told once more as cited.
    """
    held = held or Held(store)
    near = beside(store, report, held)
    mine = [r for r in near if r.target == report]
    sources = {r.source: r for r in mine if r.directed and r.source}
    through = _through(sources, held.about(of) if of else held.among(sources))
    wires = {r.wire: r for r in reversed(near) if r.wire}
    told = [_from_wire(report, name, wires[name]) for name in sorted(wires)]
    named = {r.source_name for r in mine if r.directed} | wires.keys()
    rest = [r for r in cited if r.source_name not in named]
    own = [msgspec.structs.replace(r, through=through.get(r.source or "")) for r in mine]
    return sorted(own, key=lambda r: r.through is not None) + told + rest


def _through(sources: Mapping[str, RelayRecord], copies: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each source of a report the other source that it has it through, the one with most of it.

    `copies` are those between the sources, each as source and copy; of others nothing is said.

    Of a story and a copy of it that share nearly as much with the report, the story is the source: a second copy of one
    story is likelier than a copy of a copy.
    """
    order = sorted(sources, key=lambda s: (-sources[s].score, s))
    place = {source: at for at, source in enumerate(order)}
    found: dict[str, str] = {}
    for far, near in copies:
        if far in place and near in place:
            if sources[far].score >= NEARLY * sources[near].score:
                far, near = near, far
            if place[near] < place.get(found.get(far, ""), len(order)):
                found[far] = near
    return found


NEARLY = 0.9  # of a copy's score, from which its own source is as likely


def _from_wire(report: str, name: str, relay: RelayRecord) -> RelayRecord:
    """A story outside the ledger as the source of a report."""
    forward = relay.target == report
    return RelayRecord(
        source=None, source_name=name, target=report, directed=True, kind=relay.kind, score=relay.score,
        passages=(), changes=(), flags=(),
        explanation=f"the report credits {name}, and shares text with another that does "
        f"({relay.source if forward else relay.target})",
    )  # fmt: skip
