"""Groups of entities, as `link` gives them for each case, to the parties of the whole ledger.

A party is what groups that share an anchor have in common (`link.unite`). Anchors are either entity ids, which only
the cases of one report share, or shared names ("g:cn-mss", "n:..."), which any report may have. One case's groups can
be replaced without looking at all others: two shared names are one party only through a group that has both, a
bridge, and there are few of those.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct

from sayso.keep import addresses, index
from sayso.keep.store import Row, Store
from sayso.keep.withheld import withheld
from sayso.link import PartyGroup, unite

SAMPLE = 32  # groups from which a party's name is chosen; the first by content, so no order of input matters
KNOWN = ("g:", "c:")  # anchors of what the pack knows: any group says all there is to say
KNOWN_SAMPLE = 4


class Family(Struct):
    """Anchors that are one party, and the groups from which its name is chosen."""

    anchors: set[str]
    groups: list[PartyGroup]

    @property
    def shared(self) -> set[str]:
        """Those of its anchors that several reports can have."""
        return {anchor for anchor in self.anchors if shared(anchor)}


def shared(anchor: str) -> bool:
    """Whether several reports can have an anchor."""
    return anchor[1:2] == ":"


def replace(store: Store, scopes: Iterable[str], fresh: dict[str, Sequence[PartyGroup]]) -> None:
    """Puts groups in the place of those of some scopes, and brings the parties up to date."""
    touched = _take_out(store, {*scopes, *fresh})
    for scope, groups in fresh.items():
        for group in groups:
            _put_in(store, scope, group)
            touched.update(group.anchors)
    _refresh(store, touched)


def _take_out(store: Store, scopes: Iterable[str]) -> set[str]:
    """Removes the groups of scopes; their anchors."""
    sql = "SELECT a.anchor FROM party_groups g JOIN group_anchors a ON a.party_group = g.id WHERE g.scope IN (?)"
    known = sorted(scopes)
    touched = {anchor for (anchor,) in store.among(sql, known)}
    store.run_many("DELETE FROM party_groups WHERE scope = ?", [(scope,) for scope in known])
    return touched


def _put_in(store: Store, scope: str, group: PartyGroup) -> None:
    body = msgspec.json.encode(group).decode()
    id = store.run("INSERT INTO party_groups (scope, body) VALUES (?, ?)", (scope, body))
    bridge = sum(shared(anchor) for anchor in group.anchors) > 1
    place = f"{min(group.members, default='')} {scope}"
    store.run_many(
        "INSERT INTO group_anchors (anchor, place, party_group, bridge) VALUES (?, ?, ?, ?)",
        [(anchor, place, id, bridge) for anchor in group.anchors],
    )


# ------------------------------------------------------------------------------------------------- parties


def _refresh(store: Store, touched: set[str]) -> None:
    """Finds anew which of the touched anchors are one party, and gives each its id and row."""
    before = _homes(store, touched)
    families = _families(store, touched)
    _forget(store, touched.difference(*(family.anchors for family in families)))
    split = _split(before, families)
    left = {home for family in families for home in _settle(store, family, full=split)}
    _bury(store, left | set(before.values()))


def _homes(store: Store, anchors: Iterable[str]) -> dict[str, str]:
    return dict(store.among("SELECT anchor, party FROM party_anchors WHERE anchor IN (?)", sorted(anchors)))


def _split(before: dict[str, str], families: Sequence[Family]) -> bool:
    """Whether shared names of one party have come to lie in several."""
    homes = [{before[a] for a in family.shared if a in before} for family in families]
    return sum(len(h) for h in homes) > len(set().union(*homes))


def _families(store: Store, touched: set[str]) -> list[Family]:
    """The parties that have one of the anchors, in an order that does not depend on the ledger."""
    found: list[Family] = []
    done: set[str] = set()
    for anchor in sorted(touched):
        if anchor not in done:
            family = _family(store, anchor)
            done |= family.anchors | {anchor}
            found += [family] if family.groups else []
    return found


def _family(store: Store, start: str) -> Family:
    """All anchors that are one party with this one, but for entities that only share a name with it."""
    anchors, groups, fresh = set[str](), dict[int, PartyGroup](), {start}
    while fresh:
        anchors |= fresh
        found = _around(store, fresh)
        fresh = {a for id, group in found.items() if id not in groups for a in group.anchors} - anchors
        groups |= found
    common = sorted(a for a in anchors if shared(a))
    return Family(anchors, _sample(store, common) if common else list(groups.values()))


LOCAL = "SELECT g.id, g.body FROM group_anchors a JOIN party_groups g ON g.id = a.party_group WHERE a.anchor IN (?)"
FIRST = f"{LOCAL.replace('IN (?)', '= ?')} AND a.bridge = 0 ORDER BY a.place LIMIT ?"


def _around(store: Store, anchors: set[str]) -> dict[int, PartyGroup]:
    """The groups that have one of the entities, and those that bridge one of the shared names."""
    common = {a for a in anchors if shared(a)}
    return _groups([*store.among(LOCAL, sorted(anchors - common)), *_bridges(store, common)])


def _bridges(store: Store, common: Iterable[str]) -> list[Row]:
    return store.among(f"{LOCAL} AND a.bridge = 1", sorted(common))


def _sample(store: Store, common: Sequence[str]) -> list[PartyGroup]:
    """The groups that speak for a party of shared names: its bridges, and the first of the others by content."""
    rows = _bridges(store, common)
    for anchor in common:
        rows += store.rows(FIRST, (anchor, KNOWN_SAMPLE if anchor.startswith(KNOWN) else SAMPLE))
    return list(_groups(rows).values())


def _groups(rows: Iterable[Row]) -> dict[int, PartyGroup]:
    return {id: msgspec.json.decode(body, type=PartyGroup) for id, body in rows}


def _settle(store: Store, family: Family, *, full: bool) -> set[str]:
    """Gives a family its id, its row and its place in the look-up of anchors; the parties that it has taken over.

    Entities are given their party one by one; all others that share a name with them move with that name.
    """
    anchors = _everything(store, family.anchors) if full else family.anchors
    id = addresses.mint(store, "party", _naming(anchors), lambda asked: living(store, asked))
    _row(store, id, family)
    taken = set(_homes(store, family.shared).values()) - {id}
    if not full:
        store.run_many("UPDATE party_anchors SET party = ? WHERE party = ?", [(id, old) for old in sorted(taken)])
    store.run_many(
        "INSERT INTO party_anchors VALUES (?, ?) ON CONFLICT (anchor) DO UPDATE SET party = excluded.party "
        "WHERE party != excluded.party",
        [(anchor, id) for anchor in sorted(anchors)],
    )
    return taken


def _everything(store: Store, anchors: set[str]) -> set[str]:
    """All anchors of a party, however many groups it has."""
    sql = """SELECT DISTINCT b.anchor FROM group_anchors a JOIN group_anchors b ON b.party_group = a.party_group
             WHERE a.anchor IN (?)"""
    return anchors | {anchor for (anchor,) in store.among(sql, sorted(anchors))}


def _naming(anchors: set[str]) -> list[str]:
    """The anchors that a party's id is bound to: its shared names, or else its entities."""
    return sorted(a for a in anchors if shared(a)) or sorted(anchors)


def living(store: Store, anchors: Iterable[str], without: str = "") -> set[str]:
    """Those of the anchors that some group still has, the groups of one scope left out of account."""
    sql = """SELECT DISTINCT a.anchor FROM group_anchors a JOIN party_groups g ON g.id = a.party_group
             WHERE g.scope != ? AND a.anchor IN (?)"""
    return {anchor for (anchor,) in store.among(sql, sorted(anchors), (without,))}


def sample(store: Store, anchors: Sequence[str]) -> list[PartyGroup]:
    """Some of the groups that have one of the anchors, always the same ones."""
    found = store.among(LOCAL, [a for a in anchors if not shared(a)])
    return [*_groups(found).values(), *_sample(store, [a for a in anchors if shared(a)])]


def _row(store: Store, id: str, family: Family) -> None:
    whole = unite(sorted(family.groups, key=lambda g: (g.anchors, g.members)))[0]
    place = min(_naming(family.anchors))
    values = (place, whole.name, whole.kind, whole.key, whole.country, whole.parent, whole.principal)
    store.run(
        "INSERT INTO parties (id, number, place, name, kind, key, country, parent, principal) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET place = excluded.place, "
        "name = excluded.name, kind = excluded.kind, key = excluded.key, country = excluded.country, "
        "parent = excluded.parent, principal = excluded.principal",
        (id, addresses.number(id), *values),
    )
    index.put(store, "party", [(id, whole.name, ", ".join(whole.aliases))], withheld(store))


def _forget(store: Store, anchors: Iterable[str]) -> None:
    store.run_many("DELETE FROM party_anchors WHERE anchor = ?", [(a,) for a in sorted(anchors)])


def _bury(store: Store, parties: Iterable[str]) -> None:
    """Removes the rows of parties that no anchor leads to any more."""
    for id in sorted(parties):
        if not store.row("SELECT 1 FROM party_anchors WHERE party = ?", (id,)):
            store.run("DELETE FROM parties WHERE id = ?", (id,))
            index.drop(store, "party", [id])
