"""Groups of entities, as `link` gives them for each case, to the parties of the whole ledger.

A party is what groups that share an anchor have in common (`link.unite`). Anchors are either entity ids, which only
the cases of one report share, or shared names ("g:cn-mss", "n:..."), which any report may have. One case's groups can
be replaced without looking at all others: two shared names are one party only through a group that has both, a
bridge, and there are few of those.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from msgspec import Struct

from sayso.keep import addresses, index
from sayso.keep.ids import digest
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


def replace(store: Store, scopes: Iterable[str], fresh: Mapping[str, Sequence[PartyGroup]]) -> None:
    """Puts groups in the place of those of some scopes, and brings the parties up to date."""
    kept = {(scope, _body(group)): group for scope, groups in fresh.items() for group in groups}
    old = {(scope, body): id for id, scope, body in store.among(OLD, sorted({*scopes, *fresh}))}
    gone = [id for key, id in old.items() if key not in kept]
    new = {key: group for key, group in kept.items() if key not in old}
    touched = _take_out(store, gone)
    for (scope, body), group in new.items():
        _put_in(store, scope, body, group)
        touched.update(group.anchors)
    _refresh(store, touched)


OLD = "SELECT id, scope, body FROM party_groups WHERE scope IN (?)"


def _body(group: PartyGroup) -> str:
    return msgspec.json.encode(group).decode()


def _take_out(store: Store, ids: Sequence[int]) -> set[str]:
    """Removes groups; their anchors."""
    touched = {anchor for (anchor,) in store.among("SELECT anchor FROM group_anchors WHERE party_group IN (?)", ids)}
    store.run_many("DELETE FROM party_groups WHERE id = ?", [(id,) for id in ids])
    return touched


def _put_in(store: Store, scope: str, body: str, group: PartyGroup) -> None:
    id = store.run("INSERT INTO party_groups (scope, body) VALUES (?, ?)", (scope, body))
    bridge = sum(shared(anchor) for anchor in group.anchors) > 1
    place = f"{min(group.members, default='')} {digest(body)}"
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
    everyone = [_everything(store, f.anchors) if split else f.anchors for f in families]
    ids = addresses.mint(store, "party", [_naming(anchors) for anchors in everyone], lambda asked: living(store, asked))
    for id, family in zip(ids, families, strict=True):
        _row(store, id, family)
    left = _move(store, ids, families) if not split else set()
    rows = [(anchor, id) for id, anchors in zip(ids, everyone, strict=True) for anchor in sorted(anchors)]
    store.run_many(HOME, rows)
    _bury(store, left | set(before.values()))


def _homes(store: Store, anchors: Iterable[str]) -> dict[str, str]:
    return dict(store.among("SELECT anchor, party FROM party_anchors WHERE anchor IN (?)", sorted(anchors)))


def _split(before: dict[str, str], families: Sequence[Family]) -> bool:
    """Whether shared names of one party have come to lie in several."""
    homes = [{before[a] for a in family.shared if a in before} for family in families]
    return sum(len(h) for h in homes) > len(set().union(*homes))


def _families(store: Store, touched: set[str]) -> list[Family]:
    """The parties that have one of the anchors, in an order that does not depend on the ledger."""
    near = _reach(store, touched)
    bundles = _bundles([*(set(group.anchors) for group in near), *({a} for a in touched if shared(a))])
    found = [Family(anchors, _speaking(store, anchors, near)) for anchors in bundles]
    return sorted((family for family in found if family.groups), key=lambda family: min(family.anchors))


def _reach(store: Store, touched: set[str]) -> list[PartyGroup]:
    """All groups that entities and bridges lead to from the anchors."""
    anchors, groups, fresh = set[str](), dict[int, PartyGroup](), touched
    while fresh:
        anchors |= fresh
        found = _around(store, fresh)
        fresh = {a for id, group in found.items() if id not in groups for a in group.anchors} - anchors
        groups |= found
    return list(groups.values())


def _bundles(sets: Iterable[set[str]]) -> list[set[str]]:
    """Sets of anchors with those that overlap made one."""
    home: dict[str, set[str]] = {}
    for anchors in sets:
        whole = anchors.union(*(home[a] for a in anchors if a in home))
        home.update(dict.fromkeys(whole, whole))
    return list({id(bundle): bundle for bundle in home.values()}.values())


def _speaking(store: Store, anchors: set[str], near: Iterable[PartyGroup]) -> list[PartyGroup]:
    """The groups from which a party's name is chosen."""
    common = sorted(a for a in anchors if shared(a))
    return _sample(store, common) if common else [group for group in near if not anchors.isdisjoint(group.anchors)]


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


HOME = """
INSERT INTO party_anchors VALUES (?, ?) ON CONFLICT (anchor) DO UPDATE SET party = excluded.party
WHERE party != excluded.party
"""


def _move(store: Store, ids: Sequence[str], families: Sequence[Family]) -> set[str]:
    """Moves all that was a party with the shared names of each family to that family's id; the ids that are left.

    Only an entity that was touched can have gone elsewhere, and is given its own party after this.
    """
    homes = _homes(store, {anchor for family in families for anchor in family.shared})
    moves = [(id, homes[a]) for id, family in zip(ids, families, strict=True) for a in family.shared if a in homes]
    changed = sorted({(id, old) for id, old in moves if id != old})
    store.run_many("UPDATE party_anchors SET party = ? WHERE party = ?", changed)
    return {old for _, old in changed}


def _everything(store: Store, anchors: set[str]) -> set[str]:
    """All anchors of a party, however many groups it has."""
    sql = """SELECT DISTINCT b.anchor FROM group_anchors a JOIN group_anchors b ON b.party_group = a.party_group
             WHERE a.anchor IN (?)"""
    return anchors | {anchor for (anchor,) in store.among(sql, sorted(anchors))}


def _naming(anchors: set[str]) -> list[str]:
    """The anchors that a party's id is bound to: its shared names, or else its entities."""
    return sorted(a for a in anchors if shared(a)) or sorted(anchors)


# Looks no further than the first group of each anchor: half the ledger may name one service.
LIVING = """
SELECT asked.value FROM json_each(?) asked WHERE EXISTS (
  SELECT 1 FROM group_anchors a JOIN party_groups g ON g.id = a.party_group
  WHERE a.anchor = asked.value AND g.scope != ?
)
"""


def living(store: Store, anchors: Iterable[str], without: str = "") -> set[str]:
    """Those of the anchors that some group still has, the groups of one scope left out of account."""
    asked = msgspec.json.encode(sorted(anchors)).decode()
    return {anchor for (anchor,) in store.rows(LIVING, (asked, without))}


def sample(store: Store, anchors: Sequence[str]) -> list[PartyGroup]:
    """Some of the groups that have one of the anchors, always the same ones."""
    found = store.among(LOCAL, [a for a in anchors if not shared(a)])
    return [*_groups(found).values(), *_sample(store, [a for a in anchors if shared(a)])]


def speaking(store: Store, party: str) -> list[PartyGroup]:
    """Some of the groups that a party is made of, always the same ones."""
    anchors = [a for (a,) in store.rows("SELECT anchor FROM party_anchors WHERE party = ? ORDER BY anchor", (party,))]
    return sample(store, [a for a in anchors if shared(a)] or anchors[:SAMPLE])


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
