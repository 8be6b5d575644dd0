"""What an index look-up costs stays what it is when the ledger grows: counted in SQLite's own steps, not in time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sayso.keep import groups
from sayso.keep.store import Store, open_store
from sayso.link import PartyGroup

FEW, MANY = 40, 800  # cases: more than any sample that is taken of them
SERVICE = "g:us-fbi"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = open_store(tmp_path / "ledger.db", create=True)
    yield made
    made.close()


def group(number: int) -> PartyGroup:
    """The service, as the case of that number speaks of it."""
    member = f"r{number:05}:e0"
    return PartyGroup(
        anchors=(SERVICE, member), members=(member,), name="FBI", kind="service", key="us-fbi", country="US",
        parent=None, principal=None, uses={"FBI": 1},
    )  # fmt: skip


def put(store: Store, cases: range) -> None:
    with store.transaction():
        for number in cases:
            groups.replace(store, [], {f"c{number}": [group(number)]})


def steps(store: Store, work: Callable[[], object]) -> int:
    """How many instructions of SQLite's machine a piece of work takes."""
    db: sqlite3.Connection = store._db
    count = 0

    def one() -> int:
        nonlocal count
        count += 1
        return 0

    db.set_progress_handler(one, 1)
    work()
    db.set_progress_handler(None, 1)
    return count


def test_one_more_case_on_a_service_costs_the_same_however_many_speak_of_it(store: Store) -> None:
    put(store, range(FEW))
    few = steps(store, lambda: put(store, range(10**4, 10**4 + 1)))
    put(store, range(FEW, MANY))
    many = steps(store, lambda: put(store, range(10**4 + 1, 10**4 + 2)))
    assert many < 1.3 * few


def test_an_anchor_lives_as_long_as_a_group_of_another_scope_has_it(store: Store) -> None:
    put(store, range(2))
    assert groups.living(store, [SERVICE, "r00000:e0", "g:gb-mi6"]) == {SERVICE, "r00000:e0"}
    assert groups.living(store, [SERVICE, "r00000:e0"], without="c0") == {SERVICE}
    groups.replace(store, ["c0", "c1"], {})
    assert groups.living(store, [SERVICE]) == set()
