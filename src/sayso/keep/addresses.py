"""Identifiers that people see: minted once, never reused, without names in them.

An id is given to a thing together with its anchors (the stub keys of a case, the anchors of a party, the claims of an
allegation). The thing is derived anew with every build; the id finds it again by its first anchor that still lives:
where several ids fall on one thing the oldest wins and the others lead to it; where a thing splits, the id stays with
the part that holds its first anchor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sayso.keep.store import Store

PREFIX = {"case": "c", "party": "p", "allegation": "a", "origin": "o"}
Living = Callable[[Iterable[str]], set[str]]


def mint(store: Store, kind: str, anchors: Sequence[str], living: Living) -> str:
    """The id of the thing with these anchors, a new one where it has none; notes anchors that it has gained."""
    held = set(anchors)
    for id in _candidates(store, kind, anchors):
        mine = anchors_of(store, id)
        alive = living(mine) | held
        if next((a for a in mine if a in alive), None) in held:
            _extend(store, kind, id, mine, anchors)
            return id
    return _new(store, kind, anchors)


def _candidates(store: Store, kind: str, anchors: Sequence[str]) -> list[str]:
    """Ids that were ever given to a thing with one of these anchors, oldest first."""
    found = store.among(
        "SELECT DISTINCT a.seq, a.id FROM anchors n JOIN addresses a ON a.id = n.id "
        "WHERE n.kind = ? AND n.anchor IN (?)",
        anchors,
        (kind,),
    )
    return [id for _, id in sorted(set(found))]


def anchors_of(store: Store, id: str) -> list[str]:
    """The anchors that an id was given to, the first first."""
    return [a for (a,) in store.rows("SELECT anchor FROM anchors WHERE id = ? ORDER BY position", (id,))]


def _extend(store: Store, kind: str, id: str, mine: Sequence[str], anchors: Sequence[str]) -> None:
    known = set(mine)
    fresh = [a for a in anchors if a not in known]
    store.run_many(
        "INSERT INTO anchors (id, position, kind, anchor) VALUES (?, ?, ?, ?)",
        [(id, len(mine) + n, kind, anchor) for n, anchor in enumerate(fresh)],
    )


def _new(store: Store, kind: str, anchors: Sequence[str]) -> str:
    last = store.row("SELECT max(number) FROM addresses WHERE kind = ?", (kind,))
    number = (last[0] or 0) + 1 if last else 1
    id = f"{PREFIX[kind]}{number}"
    store.run("INSERT INTO addresses (kind, number, id) VALUES (?, ?, ?)", (kind, number, id))
    _extend(store, kind, id, (), anchors)
    return id


def number(id: str) -> int:
    """The running number in an id, by which lists are ordered."""
    return int(id[1:])
