"""What the ledger keeps of the judgements on pairs: as many joins as hold cases together, whatever comes and goes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.keep import Ledger, joining, reports
from sayso.keep.canonical import canonical
from sayso.keep.store import Store, open_store
from sayso.link import enough
from sayso.link.enough import rank
from sayso.link.types import pair
from sayso.model import Stub
from sayso.pipeline import settle
from tests.keep_world import DOMAIN, build_world, report, sentence, write

CASE = 60  # reports of one case


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "l.db", create=True) as made:
        yield made


def one_case(ledger: Ledger, folder: Path, reports: range) -> None:
    texts = [report(sentence("FBI", "Anna Berg"), title=f"Paper {n}", date="2024-05-01") for n in reports]
    build_world(ledger, write(folder, texts))


def count(ledger: Ledger, table: str) -> int:
    return int(ledger.store.rows(f"SELECT count(*) FROM {table}")[0][0])


def test_a_case_has_fewer_joins_than_reports(ledger: Ledger, tmp_path: Path) -> None:
    one_case(ledger, tmp_path / "a", range(CASE))
    assert count(ledger, "cases") == 1
    assert count(ledger, "joins") == CASE - 1
    one_case(ledger, tmp_path / "b", range(CASE, 2 * CASE))
    assert (count(ledger, "cases"), count(ledger, "joins")) == (1, 2 * CASE - 1)


EDGES = """CREATE TABLE edges (
  a TEXT NOT NULL REFERENCES stubs ON DELETE CASCADE, b TEXT NOT NULL REFERENCES stubs ON DELETE CASCADE,
  joined INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID"""
EVERY_PAIR = """INSERT INTO edges SELECT x.key, y.key, 1, '{"score": 7.5}' FROM stubs x, stubs y WHERE x.key != y.key"""


def test_a_ledger_of_an_earlier_version_goes_on_from_all_its_joins(ledger: Ledger, tmp_path: Path) -> None:
    one_case(ledger, tmp_path / "a", range(6))
    for sql in (EDGES, EVERY_PAIR, "DROP TABLE joins", "PRAGMA user_version = 8"):
        ledger.store.run(sql)
    before = canonical(ledger)
    ledger.close()
    with Ledger.open(tmp_path / "l.db") as opened:
        assert settle(opened, DOMAIN) == 0 and canonical(opened) == before
        assert count(opened, "joins") == 15
        one_case(opened, tmp_path / "b", range(6, 8))
        assert (count(opened, "cases"), count(opened, "joins")) == (1, 7)


def test_a_decision_on_a_claim_lets_judgements_stand(ledger: Ledger, tmp_path: Path) -> None:
    one_case(ledger, tmp_path / "a", range(6))
    before = ledger.store.rows("SELECT * FROM joins")
    for claim in ledger.all_claims():
        ledger.decide.accept(claim.id, who="Ada")
        with ledger.work() as work:
            assert work is not None and work[0] == "decision"
            ledger.carry_out(*work)
    ledger.settle_all()
    settle(ledger, DOMAIN)
    assert "judge" not in ledger.left()
    assert ledger.store.rows("SELECT * FROM joins") == before and count(ledger, "cases") == 1


def test_another_pack_judges_all_again(ledger: Ledger, tmp_path: Path) -> None:
    one_case(ledger, tmp_path / "a", range(6))
    ledger.store.run("UPDATE joins SET score = 99")
    ledger.read_with("plain 1", "another pack")
    settle(ledger, DOMAIN)
    assert count(ledger, "joins") == 5 and ledger.store.rows("SELECT 1 FROM joins WHERE score = 99") == []


# ------------------------------------------------------------------------------------------ whatever comes and goes


def stub(number: int, kind: int, says: int) -> Stub:
    """A stub of one of the three ranks; what it says decides with whom it is joined, and how strongly."""
    features = {"name": ("x",), "said": (str(says),)} if kind < 2 else {"said": (str(says),)}
    return Stub(
        key=f"r{number}:s0", report=f"r{number}", main=kind == 0, accused=(), claims=(), keys=("k",), features=features
    )


def score(a: Stub, b: Stub) -> float | None:
    """A join by chance, the same for the same two."""
    ends = sorted(f"{s.key} {s.features['said'][0]}" for s in (a, b))
    return random.Random("|".join(ends)).choice((None, 5.0, 6.0, 7.5))


def ready(path: Path) -> Store:
    """A ledger with the reports that the stubs are of, and nothing else."""
    store = open_store(path, create=True)
    store.run("INSERT INTO blobs VALUES ('b', 0, '')")
    store.run_many("INSERT INTO reports (id, blob, address) VALUES (?, 'b', '')", [(f"r{n}",) for n in range(9)])
    return store


def judge(store: Store) -> None:
    while waiting := store.rows("SELECT ref FROM dirty WHERE kind = 'judge' ORDER BY ref LIMIT 1"):
        store.run("DELETE FROM dirty WHERE kind = 'judge' AND ref = ?", waiting[0])
        joining.Judging(store, score).around(waiting[0][0])


steps = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 2), st.integers(0, 3), st.booleans()), max_size=24)


@settings(max_examples=60, deadline=None)
@given(steps)
def test_the_joins_kept_are_those_that_are_enough_of_all(given: list[tuple[int, int, int, bool]]) -> None:
    """Stubs come, say something else, change rank and go (what they say is 0); judged at once, or later together."""
    with TemporaryDirectory() as folder:
        store = ready(Path(folder) / "l.db")
        there: dict[str, Stub] = {}
        for number, kind, says, at_once in given:
            one = stub(number, kind, says)
            reports.put_stubs(store, one.report, [one] if says else [])
            there.pop(one.key, None)
            there |= {one.key: one} if says else {}
            if at_once:
                judge(store)
        judge(store)
        every = {pair(a, b): score(there[a], there[b]) for a, b in combinations(there, 2)}
        ranks = {key: rank(s) for key, s in there.items()}
        expected = enough(ranks, {ends: found for ends, found in every.items() if found is not None})
        assert joining.kept(store, there) == expected
        store.close()
