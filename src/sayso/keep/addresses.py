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


def mint(store: Store, kind: str, things: Sequence[Sequence[str]], living: Living) -> list[str]:
    """The ids of things by their anchors, new ones where they have none; notes anchors that things have gained.

    No two of the things may share an anchor. `living` gives those of some anchors that exist in the ledger now.
    """
    book = _Book(store, kind, [anchor for anchors in things for anchor in anchors], living)
    return [book.find(anchors) or _new(store, kind, anchors) for anchors in things]


class _Book:
    """The ids that were ever given to things with some anchors."""

    def __init__(self, store: Store, kind: str, anchors: Sequence[str], living: Living) -> None:
        self.store, self.kind = store, kind
        sql = "SELECT n.anchor, a.seq, a.id FROM anchors n JOIN addresses a ON a.id = n.id"
        self.given: dict[str, set[tuple[int, str]]] = {}
        for anchor, seq, id in store.among(f"{sql} WHERE n.kind = ? AND n.anchor IN (?)", anchors, (kind,)):
            self.given.setdefault(anchor, set()).add((seq, id))
        self.mine: dict[str, list[str]] = {}
        for id, anchor in store.among(
            "SELECT id, anchor FROM anchors WHERE id IN (?) ORDER BY position",
            sorted({id for found in self.given.values() for _, id in found}),
        ):
            self.mine.setdefault(id, []).append(anchor)
        self.alive = living({a for held in self.mine.values() for a in held}) | set(anchors)

    def find(self, anchors: Sequence[str]) -> str | None:
        """The oldest id whose first living anchor is one of these."""
        held = set(anchors)
        for _, id in sorted({pair for anchor in anchors for pair in self.given.get(anchor, ())}):
            if next((a for a in self.mine[id] if a in self.alive), None) in held:
                _extend(self.store, self.kind, id, self.mine[id], anchors)
                return id
        return None


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
