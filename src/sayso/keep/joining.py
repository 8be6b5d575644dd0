"""Stubs that wait to be judged → the joins that hold cases together, kept in the table `joins`.

Of all joins only those are kept that are enough (`link.enough`), so that a case of a thousand reports has about a
thousand. They are enough only together: what waits is judged before any case is made, and where a stub goes that held
others together, those wait to be judged again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from sayso.keep.store import Store
from sayso.link import Scorer, asked, enough
from sayso.link.enough import rank
from sayso.link.types import Pair, pair
from sayso.model import Stub

ROOM = 20_000  # joins beyond twice those that were enough at the last count, before they are counted again


def stubs(store: Store, keys: Iterable[str]) -> dict[str, Stub]:
    """The stubs of these keys."""
    rows = store.among("SELECT key, body FROM stubs WHERE key IN (?)", keys)
    return {key: msgspec.json.decode(body, type=Stub) for key, body in sorted(rows)}


def kept(store: Store, keys: Iterable[str]) -> dict[Pair, float]:
    """The joins that are kept of some stubs, with their scores."""
    order = sorted(keys)
    rows = store.among("SELECT a, b, score FROM joins WHERE a IN (?)", order)
    rows += store.among("SELECT a, b, score FROM joins WHERE b IN (?)", order)
    return {(a, b): score for a, b, score in rows}


def beside(store: Store, keys: Iterable[str]) -> set[str]:
    """The stubs that a kept join connects with some."""
    return {key for ends in kept(store, keys) for key in ends}.difference(keys)


def put(store: Store, joins: Mapping[Pair, float]) -> None:
    """Keeps joins."""
    rows = [(*ends, score) for ends, score in joins.items()]
    store.run_many("INSERT INTO joins (a, b, score) VALUES (?, ?, ?)", rows)


def judge_all(store: Store) -> None:
    """Throws away what was judged, as it would be judged otherwise now."""
    store.run("DELETE FROM joins")
    store.run("INSERT OR IGNORE INTO dirty SELECT 'judge', key FROM stubs")


def wait(store: Store, keys: Iterable[str]) -> None:
    """Notes that stubs are to be judged."""
    store.run_many("INSERT OR IGNORE INTO dirty VALUES ('judge', ?)", [(key,) for key in sorted(keys)])


# ---------------------------------------------------------------------------------------------------- judge


class Candidates:
    """The index of stubs by their entries, as far as it has been asked: lists of stubs as bits of a number.

    Reports of one case share most entries, so that each list is read once and not once for each of them.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lists: dict[str, int] = {}
        self._keys: list[str] = []
        self._number: dict[str, int] = {}

    def of(self, entries: Iterable[str]) -> list[str]:
        """The stubs that have one of some entries."""
        wanted = sorted(entries)
        self._read([entry for entry in wanted if entry not in self._lists])
        found = 0
        for entry in wanted:
            found |= self._lists[entry]
        bits = bin(found)[:1:-1]
        return [self._keys[at] for at, bit in enumerate(bits) if bit == "1"]

    def _read(self, entries: Sequence[str]) -> None:
        lists: defaultdict[str, list[int]] = defaultdict(list)
        for entry, key in self._store.among("SELECT key, stub FROM stub_keys WHERE key IN (?)", entries):
            lists[entry].append(self._numbered(key))
        self._lists.update({entry: _bits(lists[entry]) for entry in entries})

    def _numbered(self, key: str) -> int:
        number = self._number.setdefault(key, len(self._keys))
        if number == len(self._keys):
            self._keys.append(key)
        return number


def _bits(numbers: Collection[int]) -> int:
    """A number with these bits set."""
    made = bytearray(max(numbers, default=0) // 8 + 1)
    for number in numbers:
        made[number // 8] |= 1 << number % 8
    return int.from_bytes(made, "little")


class Judging:
    """All stubs that joins lead to from one, those that wait judged on the way."""

    def __init__(self, store: Store, score: Scorer) -> None:
        self._store, self._score, self._candidates = store, score, Candidates(store)
        self._judged: set[str] = set()
        self._stubs: dict[str, Stub] = {}
        self._joins: dict[Pair, float] = {}
        self._enough = 0

    def around(self, start: str) -> None:
        """Judges what is to be judged around a stub, and keeps the joins that are enough."""
        waiting, reached, fresh, before = {start}, set[str](), {start}, dict[Pair, float]()
        while fresh:
            reached |= fresh
            waiting |= self._waiting(fresh)
            found = kept(self._store, fresh)
            before |= found
            self._joins |= found
            near = {key for ends in found for key in ends} | fresh
            self._load(near)
            for key in sorted(fresh & waiting & self._stubs.keys()):
                near |= self._judge(key)
            fresh = near - reached
        self._keep(start, before)

    def _waiting(self, keys: Iterable[str]) -> set[str]:
        """Those of some stubs that wait to be judged."""
        rows = self._store.among("SELECT ref FROM dirty WHERE kind = 'judge' AND ref IN (?)", sorted(keys))
        return {key for (key,) in rows}

    def _load(self, keys: Iterable[str]) -> None:
        self._stubs |= stubs(self._store, [key for key in keys if key not in self._stubs])

    def _judge(self, key: str) -> set[str]:
        """Judges one stub with all that it meets; those that it is joined with."""
        stub, found = self._stubs[key], set[str]()
        others = self._candidates.of(asked(stub.keys))
        self._load(others)
        self._judged.add(key)
        for other in others:
            if other not in self._judged and (score := self._score(stub, self._stubs[other])) is not None:
                self._joins[pair(key, other)] = score
                found.add(other)
        if len(self._joins) > 2 * self._enough + ROOM:
            self._thin()
        return found

    def _thin(self) -> None:
        """Leaves out the joins that are not needed beside others."""
        ranks = {key: rank(self._stubs[key]) for ends in self._joins for key in ends}
        self._joins = enough(ranks, self._joins)
        self._enough = len(self._joins)

    def _keep(self, start: str, before: dict[Pair, float]) -> None:
        """Keeps the joins in the place of those that were kept; where they differ, the cases are to be made again."""
        self._thin()
        gone = [ends for ends in before if self._joins.get(ends) != before[ends]]
        new = {ends: score for ends, score in self._joins.items() if before.get(ends) != score}
        self._store.run_many("DELETE FROM joins WHERE a = ? AND b = ?", gone)
        put(self._store, new)
        self._store.run_many("DELETE FROM dirty WHERE kind = 'judge' AND ref = ?", [(key,) for key in self._judged])
        if (gone or new) and start in self._stubs:
            self._store.run("INSERT OR IGNORE INTO dirty VALUES ('stub', ?)", (start,))


# -------------------------------------------------------------------------------------------------- replace


def same(old: Stub, new: Stub) -> bool:
    """Whether two stubs of one key are judged alike with any other."""
    return (old.main, old.keys, old.features) == (new.main, new.keys, new.features)


def widowed(store: Store, gone: Collection[str]) -> set[str]:
    """The stubs that have to be judged again when some go: those whose joins were left out for joins with these.

    Of the pieces that a tree falls into, all but the largest; and what was joined with those from a lower rank.
    """
    found = set[str]()
    for key in sorted(gone):
        found |= _widowed(store, key)
    return found.difference(gone)


def _widowed(store: Store, key: str) -> set[str]:
    near = stubs(store, [key, *beside(store, [key])])
    if key not in near:
        return set()
    own = rank(near[key])
    below = {other for other, stub in near.items() if rank(stub) > own}
    heads = [other for other, stub in near.items() if rank(stub) == own and other != key]
    pieces = _pieces(store, key, heads, own) if len(heads) > 1 else ()
    smaller = {other for piece in sorted(pieces, key=lambda one: (len(one), min(one)))[:-1] for other in piece}
    return below | smaller | {low for low, _ in _from_below(store, smaller, own)}


def _pieces(store: Store, without: str, heads: Iterable[str], own: int) -> Iterator[set[str]]:
    """The stubs of one rank that are held together with each of some, without one."""
    seen = {without}
    for head in sorted(heads):
        piece, fresh = set[str](), {head} - seen
        while fresh:
            piece |= fresh
            seen |= fresh
            near = stubs(store, beside(store, fresh) - seen)
            fresh = {key for key, stub in near.items() if rank(stub) == own}
        if piece:
            yield piece


def _from_below(store: Store, keys: Collection[str], own: int) -> Iterator[tuple[str, str]]:
    """The kept joins of some stubs of one rank with stubs of a lower one, the lower first."""
    joins = kept(store, keys)
    ranks = {key: rank(stub) for key, stub in stubs(store, {key for ends in joins for key in ends}).items()}
    for a, b in joins:
        if ranks[a] != ranks[b] and own in (ranks[a], ranks[b]) and max(ranks[a], ranks[b]) > own:
            yield (a, b) if ranks[a] > ranks[b] else (b, a)
