"""Anchors of cases and parties: how decisions name them so that they are found again after a new reading.

A case is named by its reports' shares of it (accused and claims of each), a party by places where it is mentioned and
by the names that any report may share. Stub keys and entity ids are not used: they are numbered anew by each reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct

from sayso.keep import lookup
from sayso.keep.decisions import Quoted, locate, surroundings
from sayso.keep.groups import shared as is_shared
from sayso.keep.store import Store
from sayso.keep.withheld import names_in, names_of
from sayso.model import Entity, Span, Stub


class StubAnchor(Struct, frozen=True, kw_only=True):
    """One report's share of a case. `name` is the first accused there, as the report names them."""

    report: str
    name: str
    accused: tuple[str, ...]
    claims: tuple[str, ...]


class EntityAnchor(Quoted, frozen=True, kw_only=True):
    """One report's mention of a party. `name` is what the report calls it."""

    name: str


# ---------------------------------------------------------------------------------------------------- make


def of_case(store: Store, case: str) -> list[StubAnchor]:
    """What a case is known by."""
    sql = "SELECT s.body FROM case_stubs k JOIN stubs s ON s.key = k.stub WHERE k.case_id = ? ORDER BY s.key"
    return [_stub(store, msgspec.json.decode(body, type=Stub)) for (body,) in store.rows(sql, (case,))]


def _stub(store: Store, stub: Stub) -> StubAnchor:
    names = _accused(store, stub)
    return StubAnchor(report=stub.report, name=names[0] if names else "", accused=names, claims=_claims(store, stub))


def _accused(store: Store, stub: Stub) -> tuple[str, ...]:
    known = lookup.entities_of(store, stub.report)
    found = [known.get(f"{stub.report}:e{n}") for n in stub.accused]
    return tuple(entity.name for entity in found if entity)


def _claims(store: Store, stub: Stub) -> tuple[str, ...]:
    """The ids of a stub's claims: live claims are numbered in order of place."""
    rows = store.rows("SELECT id FROM claims WHERE report = ? AND live IS NOT NULL ORDER BY live", (stub.report,))
    ids = [id for (id,) in rows]
    return tuple(ids[n] for n in stub.claims if n < len(ids))


def of_party(store: Store, party: str) -> list[EntityAnchor]:
    """What a party is known by: its first mention in each report."""
    sql = "SELECT e.id, e.body FROM party_anchors p JOIN entities e ON e.id = p.anchor WHERE p.party = ? ORDER BY e.id"
    found = {id: msgspec.json.decode(body, type=Entity) for id, body in store.rows(sql, (party,))}
    return [_entity(store, id, entity) for id, entity in found.items() if entity.mentions]


def _entity(store: Store, id: str, entity: Entity) -> EntityAnchor:
    report = id.rpartition(":")[0]
    text, span = lookup.text(store, report), entity.mentions[0].span
    before, after = surroundings(text, span)
    quote = text[span.start : span.end]
    return EntityAnchor(report=report, name=entity.name, quote=quote, before=before, after=after, start=span.start)


def shared(store: Store, party: str) -> list[str]:
    """The anchors of a party that any report may share."""
    rows = store.rows("SELECT anchor FROM party_anchors WHERE party = ? ORDER BY anchor", (party,))
    return [anchor for (anchor,) in rows if is_shared(anchor)]


def names(store: Store, party: str) -> dict[str, list[str]]:
    """The anchors of a party, and all its names."""
    anchors = shared(store, party)
    rows = store.rows("SELECT anchor FROM party_anchors WHERE party = ? ORDER BY anchor", (party,))
    kept = anchors or [anchor for (anchor,) in rows]
    return {"anchors": kept, "names": sorted(names_of(store, kept))}


# --------------------------------------------------------------------------------------------------- again


def find_stub(store: Store, anchor: StubAnchor) -> str | None:
    """The stub that an anchor means now: that with most of its claims, or else with its accused."""
    rows = store.rows("SELECT key, body FROM stubs WHERE report = ? ORDER BY key", (anchor.report,))
    stubs = {key: msgspec.json.decode(body, type=Stub) for key, body in rows}
    fit = {key: _fit(store, anchor, stub) for key, stub in stubs.items()}
    best = max(fit, key=lambda key: (fit[key], key), default=None)
    return best if best is not None and fit[best] > (0, 0) else None


def _fit(store: Store, anchor: StubAnchor, stub: Stub) -> tuple[int, int]:
    claims = len(set(anchor.claims) & set(_claims(store, stub)))
    return claims, len(set(anchor.accused) & set(_accused(store, stub)))


def find_entity(store: Store, anchor: EntityAnchor) -> str | None:
    """The entity that an anchor means now: that mentioned at its place, or else that of its name."""
    span = locate(lookup.text(store, anchor.report), anchor)
    known = lookup.entities_of(store, anchor.report)
    here = [id for id, e in sorted(known.items()) if span and any(_meet(m.span, span) for m in e.mentions)]
    named = [id for id, e in sorted(known.items()) if anchor.name in names_in(e)]
    both = [id for id in here if id in named]
    return next(iter([*both, *here, *named]), None)


def _meet(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def found(keys: Iterable[str | None]) -> Sequence[str]:
    """Those that were found again, each once."""
    return sorted({key for key in keys if key})
