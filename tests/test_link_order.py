"""People of one surname, state and trade: whatever comes first or is read again, the cases are the same."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.keep import Ledger
from sayso.model import Found, Layer
from sayso.pipeline import fingerprint, settle
from tests.link_reports import DOMAIN, Draft, arrest

CN_GB = {"country": "CN", "service": "Harbour Office", "master": "GB"}
CN_US = {"country": "CN", "service": "Lake Office", "master": "US"}


def welder(report: str, name: str | None, month: str) -> Draft:
    """A court sentences a welder, with a name or without."""
    who = f"{name}, a Swedish welder," if name else "a Swedish welder"
    draft = Draft(report, f"The court in Kiel sentenced {who} to six years in {month}.", f"{month}-20")
    court = draft.entity("The court", "court", country="DE")
    person = draft.entity(name) if name else draft.entity("a Swedish welder", "unnamed")
    draft.claim("sentence", "sentenced", agent=court, target=person, when=month, many=6)
    draft.slot("nationality", "Swedish", "Swedish", person)
    draft.slot("occupation", "shipyard welder", "welder", person)
    return draft


def drafts() -> list[Draft]:
    """Three people called Qiao and one of whom only the surname is told; a welder, and a welder without a name."""
    return [
        arrest("a", "Qiao Jinwei", **CN_GB), arrest("b", "Qiao Jinwei", **CN_GB), arrest("c", "Qiao Mingde", **CN_GB),
        arrest("d", "Qiao", **CN_GB), arrest("e", "Qiao", **CN_US), arrest("f", "Qiao Daolin", **CN_US),
        arrest("g", "Jian G.", **CN_US), arrest("h", "Jian Guo", **CN_US),
        welder("i", "Nils Ek", "2021-03"), welder("j", None, "2021-03"), welder("k", None, "2022-10"),
    ]  # fmt: skip


def add(ledger: Ledger, one: Draft) -> str:
    layer = Layer(extractor="hand 1", text=one.text, header=one.header)
    id, _ = ledger.add_report(Found(path=f"{one.report}.txt", data=one.text.encode()), layer)
    ledger.add_marks(id, one.marked().marks, "hand 1", fingerprint(DOMAIN))
    return id


def cases(order: list[Draft], settled: set[int], again: set[int]) -> set[frozenset[str]]:
    """The cases of the reports, by letter, as they come; settled after some of them, and some of them read again."""
    with TemporaryDirectory() as folder, Ledger.open(Path(folder) / "ledger.db", create=True) as ledger:
        for name, value in (("stages", DOMAIN.stages), ("domain", fingerprint(DOMAIN)), ("reader", "hand 1")):
            ledger.note(name, value)
        ids: dict[str, str] = {}
        for at, one in enumerate(order):
            ids[add(ledger, one)] = one.report
            if at in settled:
                settle(ledger, DOMAIN)
        settle(ledger, DOMAIN)
        ledger.make_dirty(id for at, id in enumerate(ids) if at in again)
        settle(ledger, DOMAIN)
        found: defaultdict[str, set[str]] = defaultdict(set)
        for stub, case in ledger.store.rows("SELECT stub, case_id FROM case_stubs"):
            found[case].add(ids[stub.split(":")[0]])
        return {frozenset(letters) for letters in found.values()}


def test_each_goes_to_their_own() -> None:
    found = cases(drafts(), set(), set())
    assert frozenset("gh") in found and frozenset("ij") in found and frozenset("k") in found
    assert any({"a", "b"} <= group for group in found)
    assert not any({"a", "c"} <= group or {"e", "d"} <= group for group in found)


numbers = st.sets(st.integers(0, 10))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(range(11)), numbers, numbers)
def test_neither_the_order_nor_a_second_reading_matters(order: list[int], settled: set[int], again: set[int]) -> None:
    all_of_them = drafts()
    assert cases([all_of_them[n] for n in order], settled, again) == cases(all_of_them, set(), set())
