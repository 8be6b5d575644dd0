"""Stubs of reports to cases: which stubs a change can touch, and what is kept of each case."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import msgspec
from msgspec import Struct

from sayso.keep import addresses, groups, index, joining, lines, refs, reuse
from sayso.keep.reports import time_record
from sayso.keep.store import Store
from sayso.keep.withheld import withheld
from sayso.link import PartyGroup
from sayso.model import AllegationRecord, CaseRecord, OriginRecord, RelayRecord, Stub
from sayso.trace import CaseFile

Pair = tuple[str, str]


class Region(Struct, frozen=True):
    """All stubs that joins lead to from one of them, with the joins that are enough and what was decided on pairs."""

    stubs: dict[str, Stub]
    joins: dict[Pair, float]
    together: tuple[Pair, ...]
    apart: tuple[Pair, ...]


def region(store: Store, start: str) -> Region:
    """The stubs from which a change at one of them cannot be told apart."""
    keys, fresh = set[str](), {start}
    while fresh:
        keys |= fresh
        fresh = _neighbours(store, fresh) - keys
    order = sorted(keys)
    ties = store.among("SELECT a, b, apart FROM ties WHERE a IN (?)", order)
    return Region(
        stubs=joining.stubs(store, order),
        joins=joining.kept(store, order),
        together=tuple((a, b) for a, b, apart in ties if not apart and b in keys),
        apart=tuple((a, b) for a, b, apart in ties if apart and b in keys),
    )


def _neighbours(store: Store, keys: Iterable[str]) -> set[str]:
    """The stubs that a join or a decision brings together with one of these."""
    order = sorted(keys)
    found = store.among("SELECT b FROM ties WHERE NOT apart AND a IN (?)", order)
    found += store.among("SELECT a FROM ties WHERE NOT apart AND b IN (?)", order)
    return {key for (key,) in found} | joining.beside(store, keys)


# --------------------------------------------------------------------------------------------------- write


def stands(store: Store, keys: Sequence[str]) -> bool:
    """Whether exactly these stubs are a case already, and none of them is to be settled."""
    if store.among("SELECT 1 FROM dirty WHERE kind = 'stub' AND ref IN (?)", keys):
        return False
    homes = [case for (case,) in store.among("SELECT case_id FROM case_stubs WHERE stub IN (?)", keys)]
    size = store.among("SELECT count(*) FROM case_stubs WHERE case_id IN (?)", homes[:1])
    return len(homes) == len(keys) and len(set(homes)) == 1 and size[0][0] == len(keys)


class Derived(Struct, frozen=True):
    """What link and trace make of one case: its stubs, its file, its parties, and which report retells which."""

    stubs: tuple[str, ...]
    file: CaseFile
    groups: tuple[PartyGroup, ...]
    retold: tuple[RelayRecord, ...] = ()


def replace(store: Store, keys: Collection[str], fresh: Sequence[Derived]) -> None:
    """Puts cases in the place of all cases that hold one of these stubs."""
    things = [sorted(derived.stubs) for derived in fresh]
    ids = addresses.mint(store, "case", things, lambda asked: _living_stubs(store, asked))
    old = {case for (case,) in store.among("SELECT case_id FROM case_stubs WHERE stub IN (?)", sorted(keys))}
    for id in ids:
        _evict(store, id)
    _remove(store, sorted(old))
    store.run_many("DELETE FROM dirty WHERE kind = 'stub' AND ref = ?", [(key,) for key in sorted(keys)])
    groups.replace(store, old, {id: derived.groups for id, derived in zip(ids, fresh)})
    for id, derived in zip(ids, fresh):
        _put(store, id, derived)
    index.drop(store, "case", old.difference(ids))


def remove_empty(store: Store, ids: Iterable[str]) -> None:
    """Removes those of the cases that no stub is left of."""
    sql = "SELECT id FROM cases c WHERE id IN (?) AND NOT EXISTS (SELECT 1 FROM case_stubs k WHERE k.case_id = c.id)"
    gone = [id for (id,) in store.among(sql, sorted(ids))]
    _remove(store, gone)
    groups.replace(store, gone, {})
    index.drop(store, "case", gone)


def _remove(store: Store, ids: Iterable[str]) -> None:
    store.run_many("DELETE FROM cases WHERE id = ?", [(id,) for id in ids])


def _put(store: Store, id: str, derived: Derived) -> None:
    """Keeps a case under its id."""
    origins = _mint_by_claims(store, "origin", derived.file.origin_of)
    told = _mint_by_claims(store, "allegation", derived.file.allegation_of)
    record = _record(id, derived, origins)
    values = (id, addresses.number(id), min(derived.stubs), msgspec.json.encode(record).decode())
    store.run("INSERT INTO cases (id, number, place, body) VALUES (?, ?, ?, ?)", values)
    store.run_many("INSERT INTO case_stubs VALUES (?, ?)", [(stub, id) for stub in derived.stubs])
    _put_claims(store, id, derived.file, origins, told)
    _put_inferred(store, id, derived.file)
    _put_allegations(store, id, derived, origins, told)
    _put_divergences(store, id, derived)
    _put_rests(store, id, derived.file, origins)
    lines.put(store, record, derived.file.divergences)
    reuse.put_retellings(store, id, derived.retold)
    index.put(store, "case", [(id, record.title, "")], withheld(store))


def _evict(store: Store, id: str) -> None:
    """Takes an id from a case that has lost the stub which the id is bound to, and lets that case be made again."""
    store.run("INSERT OR IGNORE INTO dirty SELECT 'stub', stub FROM case_stubs WHERE case_id = ?", (id,))
    _remove(store, [id])


def _living_stubs(store: Store, keys: Iterable[str]) -> set[str]:
    return {key for (key,) in store.among("SELECT key FROM stubs WHERE key IN (?)", keys)}


def _living_claims(store: Store, ids: Iterable[str]) -> set[str]:
    return {id for (id,) in store.among("SELECT id FROM claims WHERE id IN (?)", ids)}


def _mint_by_claims(store: Store, kind: str, of: dict[str, str]) -> dict[str, str]:
    """The ids of a case's origins or allegations by their local keys: each is known by the claims that it has."""
    held: dict[str, list[str]] = {}
    for claim in sorted(of):
        held.setdefault(of[claim], []).append(claim)
    order = sorted(held, key=lambda key: held[key])
    ids = addresses.mint(store, kind, [held[key] for key in order], lambda asked: _living_claims(store, asked))
    return dict(zip(order, ids))


def _record(id: str, derived: Derived, origins: dict[str, str]) -> CaseRecord:
    """The case in the form in which it is kept: anchors for parties, ids for everything else."""
    file = derived.file
    fields = {name: getattr(file, name) for name in CaseRecord.__struct_fields__ if name not in ("id", "origins")}
    kept = tuple(_origin(origin, origins) for origin in file.origins)
    return refs.case(CaseRecord(id=id, origins=kept, **fields), _local(derived.groups))


def _origin(origin: OriginRecord, ids: dict[str, str]) -> OriginRecord:
    return msgspec.structs.replace(origin, id=ids[origin.id])


def _local(groups: Sequence[PartyGroup]) -> refs.To:
    """What gives, for an anchor of a case, one of its entities in that case.

    A name that two cases share may be two people there, once somebody has decided so; an entity is one person.
    """
    entity = {anchor: min(g.members) for g in groups if g.members for anchor in g.anchors}
    return lambda anchor: entity.get(anchor, anchor)


def _put_claims(store: Store, id: str, file: CaseFile, origins: dict[str, str], told: dict[str, str]) -> None:
    rows = [
        (claim, id, told.get(file.allegation_of.get(claim, "")), origins.get(file.origin_of.get(claim, "")))
        for claim in file.claims
    ]
    store.run_many("INSERT INTO case_claims (claim, case_id, allegation, origin) VALUES (?, ?, ?, ?)", rows)


def _put_inferred(store: Store, id: str, file: CaseFile) -> None:
    """Keeps the dates of reports that give none, and the times that follow; with the case they go again."""
    store.run_many("DELETE FROM inferred_dates WHERE report = ?", [(one.report,) for one in file.dates])
    dates = [(one.report, id, one.published, one.reason) for one in file.dates]
    store.run_many("INSERT INTO inferred_dates (report, case_id, published, reason) VALUES (?, ?, ?, ?)", dates)
    times = [(claim, id, msgspec.json.encode(time_record(time)).decode()) for claim, time in sorted(file.times.items())]
    store.run_many("INSERT OR REPLACE INTO inferred_times (claim, case_id, time) VALUES (?, ?, ?)", times)


def _put_divergences(store: Store, case: str, derived: Derived) -> None:
    to = _local(derived.groups)
    kept = [refs.divergence(refs.put(record, case=case), to) for record in derived.file.divergences]
    rows = [(case, position, msgspec.json.encode(record).decode()) for position, record in enumerate(kept)]
    store.run_many("INSERT INTO divergences (case_id, position, body) VALUES (?, ?, ?)", rows)


def _put_rests(store: Store, case: str, file: CaseFile, origins: dict[str, str]) -> None:
    kept = [refs.put(relay, source=origins[relay.source or ""]) for relay in file.rests]
    rows = [(r.target, case, position, msgspec.json.encode(r).decode()) for position, r in enumerate(kept)]
    store.run_many("INSERT INTO rests (report, case_id, position, body) VALUES (?, ?, ?, ?)", rows)


def _put_allegations(store: Store, case: str, derived: Derived, origins: dict[str, str], told: dict[str, str]) -> None:
    to = _local(derived.groups)
    for record in derived.file.allegations:
        kept: AllegationRecord = msgspec.structs.replace(
            refs.allegation(record, to),
            id=told[record.id],
            case=case,
            origins=tuple(origins[key] for key in record.origins),
            answers=tuple(told[key] for key in record.answers),
        )
        values = (kept.id, case, msgspec.json.encode(kept).decode())
        # Its case may be made again only later: one id is never in two places.
        store.run("INSERT OR REPLACE INTO allegations (id, case_id, body) VALUES (?, ?, ?)", values)
