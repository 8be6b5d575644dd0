"""A build does each thing once, in any order, and loses nothing."""

from __future__ import annotations

import itertools
import re
import time
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso import pipeline, read
from sayso.keep import Ledger
from sayso.keep.canonical import canonical
from sayso.keep.store import migrations, statements
from sayso.link.judge import JOINED
from sayso.model import Found, Header, Layer
from sayso.pipeline import BuildReport, Stopped, build, fingerprint, settle
from sayso.read import versions
from tests.keep_world import DOMAIN, build_world, marks, read_all, report, sentence, some_report, write

BERG = report(sentence("FBI", "Anna Berg"), sentence("Lotte Bruun", "Anna Berg", "charged"))
BERG_TOO = report(sentence("MSS", "Anna Berg", "charged"), title="Again", outlet="Evening Test")
LIND = report(sentence("MSS", "Tomas Lind", "convicted", "CIA"), title="Lind")


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ledger:
    monkeypatch.chdir(tmp_path)
    with Ledger.open(tmp_path / "l.db", create=True) as opened:
        yield opened


def test_reports_on_one_accused_are_one_case(ledger: Ledger, tmp_path: Path) -> None:
    done = build_world(ledger, write(tmp_path / "in", [BERG, BERG_TOO, LIND]))
    assert (done.new, done.marked, done.known, done.set_aside) == (3, 3, 0, ())
    assert sorted(len(case.reports) for case in ledger.all_cases()) == [1, 2]


def test_a_second_build_opens_and_marks_nothing(ledger: Ledger, tmp_path: Path) -> None:
    paths = write(tmp_path / "in", [BERG, LIND])
    build_world(ledger, paths)
    before = canonical(ledger)
    again = build_world(ledger, paths)
    assert (again.new, again.known, again.unchanged, again.marked) == (0, 0, 2, 0)
    assert canonical(ledger) == before


def test_what_was_touched_but_not_changed_is_known(ledger: Ledger, tmp_path: Path) -> None:
    paths = write(tmp_path / "in", [BERG])
    build_world(ledger, paths)
    paths[0].write_text(BERG + " ", "utf8")
    paths[0].write_text(BERG, "utf8")
    again = build_world(ledger, paths)
    assert (again.new, again.known, again.marked) == (0, 1, 0)


def test_other_bytes_at_one_address_are_a_version(ledger: Ledger, tmp_path: Path) -> None:
    paths = write(tmp_path / "in", [BERG])
    build_world(ledger, paths)
    paths[0].write_text(LIND, "utf8")
    build_world(ledger, paths)
    records = list(ledger.all_reports())
    assert len(records) == 2
    later = next(r for r in records if r.previous)
    assert ledger.versions(later.id) == [later.previous, later.id]


def test_versions_are_known_by_their_url_wherever_the_files_lie(ledger: Ledger, tmp_path: Path) -> None:
    url = "https://news.example/1"
    texts = [report(sentence("FBI", "Anna Berg"), url=url), report(sentence("FBI", "Anna Berg", "charged"), url=url)]
    build_world(ledger, write(tmp_path / "in", texts))
    assert [len(ledger.versions(r.id)) for r in ledger.all_reports()] == [2, 2]


def test_identical_copies_at_two_addresses_stay_two_reports(ledger: Ledger, tmp_path: Path) -> None:
    build_world(ledger, write(tmp_path / "in", [BERG, BERG]))
    assert ledger.counts().reports == 2
    assert ledger.store.rows("SELECT count(*) FROM blobs") == [(1,)]


def test_one_report_at_one_url_in_two_files_is_one(ledger: Ledger, tmp_path: Path) -> None:
    text = report(sentence("FBI", "Anna Berg"), url="https://news.example/1")
    build_world(ledger, write(tmp_path / "in", [text, text]))
    assert [r.path for r in ledger.all_reports()] == ["in/r0.md"]


def test_originals_are_kept_to_the_byte(ledger: Ledger, tmp_path: Path) -> None:
    paths = write(tmp_path / "in", [BERG])
    build_world(ledger, paths)
    (record,) = ledger.all_reports()
    assert ledger.original(record.id) == paths[0].read_bytes()


def test_what_cannot_be_read_is_set_aside_and_the_rest_is_built(ledger: Ledger, tmp_path: Path) -> None:
    paths = write(tmp_path / "in", [BERG])
    (tmp_path / "in" / "x.txt").write_bytes(bytes(range(256)) * 40)
    done = build_world(ledger, [tmp_path / "in"])
    assert done.new == 1
    assert [aside.path for aside in ledger.set_asides()] == ["in/x.txt"] == [a.path for a in done.set_aside]
    (tmp_path / "in" / "x.txt").write_text(LIND, "utf8")
    build_world(ledger, [*paths, tmp_path / "in" / "x.txt"])
    assert ledger.set_asides() == []


def test_the_ledger_itself_is_no_report(ledger: Ledger, tmp_path: Path) -> None:
    write(tmp_path, [BERG])
    done = build_world(ledger, [tmp_path])
    assert (done.new, done.set_aside) == (1, ())


def test_a_new_reader_marks_again_and_keeps_claims_by_their_ids(ledger: Ledger, tmp_path: Path) -> None:
    paths = write(tmp_path / "in", [BERG, LIND])
    build_world(ledger, paths)
    ids = {claim.id: claim.case for claim in ledger.all_claims()}
    again = build_world(ledger, paths, version="plain 2")
    assert again.marked == 2
    assert {claim.id: claim.case for claim in ledger.all_claims()} == ids
    assert ledger.store.rows("SELECT count(*) FROM markings") == [(4,)]


def test_a_changed_pack_marks_again(ledger: Ledger, tmp_path: Path) -> None:
    paths = write(tmp_path / "in", [BERG])
    build_world(ledger, paths)
    other = msgspec.structs.replace(DOMAIN, words={**DOMAIN.words, "new": ("word",)})
    assert fingerprint(other) != fingerprint(DOMAIN)
    assert build_world(ledger, paths, domain=other).marked == 1


def test_a_better_extractor_adds_a_layer(ledger: Ledger, tmp_path: Path) -> None:
    build_world(ledger, write(tmp_path / "in", [BERG]))
    (record,) = ledger.all_reports()
    longer = Layer(extractor="plain 99", text="Front page. " + record.text, header=Header(title="Spies"))
    ledger.add_report(Found(path="in/r0.md", data=ledger.original(record.id)), longer)
    assert next(ledger.all_reports()).text == record.text, "spans point into the old layer until it is marked anew"
    build_world(ledger, [])
    (now,) = ledger.all_reports()
    assert (now.id, now.extractor, now.text) == (record.id, "plain 99", longer.text)
    assert ledger.store.rows("SELECT count(*) FROM layers") == [(2,)]
    for claim in ledger.all_claims():
        assert now.text[claim.evidence.start : claim.evidence.end] == claim.evidence.text


def test_stored_originals_are_read_again_by_a_better_extractor(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = write(tmp_path / "in", [BERG])
    build_world(ledger, [path])
    path.unlink()
    monkeypatch.setitem(versions.OWN, "markdown", 2)
    versions.name.cache_clear(), versions.readers.cache_clear()
    build_world(ledger, [])
    versions.name.cache_clear(), versions.readers.cache_clear()
    assert [record.extractor for record in ledger.all_reports()] == ["markdown 2"]
    assert ledger.store.rows("SELECT count(*) FROM layers") == [(2,)]


def test_reports_of_no_case_have_parties_all_the_same(ledger: Ledger, tmp_path: Path) -> None:
    build_world(ledger, write(tmp_path / "in", [report("FBI said Anna Berg was not arrested for MI6.")]))
    assert {"FBI", "Anna Berg"} <= {party.name for party in ledger.all_parties()}


def test_every_reference_leads_somewhere(ledger: Ledger, tmp_path: Path) -> None:
    build_world(ledger, write(tmp_path / "in", map(some_report, range(12))))
    parties = {party.id for party in ledger.all_parties()}
    claims = {claim.id: claim for claim in ledger.all_claims()}
    for party in ledger.all_parties():
        assert {party.principal, *party.members} <= parties and party.parent in {None, *parties}
    for case in ledger.all_cases():
        assert {*case.accused, *case.accusers, *case.services, *case.principals} <= parties
        assert all(claims[id].case == case.id for id in case.claims)
        assert {claims[id].origin for id in case.claims} <= {None, *(origin.id for origin in case.origins)}
        told = {a.id: a for a in ledger.allegations(case.id)}
        assert {claims[id].allegation for id in case.claims} <= {None, *told}
        assert all(claims[id].allegation == a.id for a in told.values() for id in a.claims)


def test_an_interrupt_says_how_to_go_on(ledger: Ledger, tmp_path: Path) -> None:
    def struck(layers, reader, domain):  # type: ignore[no-untyped-def]
        for layer in layers:
            yield marks(layer, reader)
            raise KeyboardInterrupt

    paths = write(tmp_path / "in", [BERG, LIND])
    with pytest.raises(Stopped, match="the same command goes on"):
        build(ledger, paths, domain=DOMAIN, reader="plain", marker=struck, version="plain 1")
    assert build_world(ledger, paths).marked == 1
    with Ledger.open(tmp_path / "whole.db", create=True) as whole:
        build_world(whole, paths)
        assert canonical(ledger) == canonical(whole)


def stumbling(layers, reader, domain):  # type: ignore[no-untyped-def]
    """A reader that takes two reports at a time and fails on any that says so."""
    layers = iter(layers)
    while pair := list(itertools.islice(layers, 2)):
        for layer in pair:
            if "fails" in layer.text:
                raise ValueError("no such\nword")
            if "hangs" in layer.text:
                time.sleep(5)
        yield from (marks(layer, reader) for layer in pair)


def build_stumbling(ledger: Ledger, paths: list[Path], version: str = "plain 1") -> BuildReport:
    return build(ledger, paths, domain=DOMAIN, reader="plain", marker=stumbling, version=version)


def test_a_report_that_cannot_be_marked_is_kept_and_named_and_costs_no_other_its_marks(
    ledger: Ledger, tmp_path: Path
) -> None:
    bad = [report(f"This {n} fails.") for n in range(3)]
    paths = write(tmp_path / "in", [bad[0], BERG, bad[1], LIND, *(some_report(n) for n in range(12)), bad[2]])
    done = build_stumbling(ledger, paths)
    assert (done.new, done.marked, len(done.set_aside)) == (17, 14, 3)
    assert {aside.path for aside in ledger.set_asides()} == {"in/r0.md", "in/r2.md", "in/r16.md"}
    assert ledger.counts().set_aside == 3 and ledger.counts().reports == 17
    aside = ledger.set_asides()[0]
    assert aside.reason == "kept and not marked: ValueError: no such word" and "another version" in aside.next_step
    whole = {claim.report for claim in ledger.all_claims()}
    assert len(whole) == 14


def test_what_could_not_be_marked_is_tried_again_by_another_version_only(ledger: Ledger, tmp_path: Path) -> None:
    paths = write(tmp_path / "in", [BERG, report(sentence("MSS", "Tomas Lind"), "It fails.")])
    build_stumbling(ledger, paths)
    again = build_stumbling(ledger, paths)
    assert (again.marked, again.set_aside) == (0, ()) and len(ledger.set_asides()) == 1
    assert build_world(ledger, paths, version="plain 2").marked == 2
    assert ledger.set_asides() == []
    build_stumbling(ledger, paths, version="plain 3")
    assert len(ledger.set_asides()) == 1
    assert any(case.title.startswith("Tomas Lind") for case in ledger.all_cases()), "the earlier reading stays"


def test_a_report_that_takes_too_long_is_left_unmarked(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "SECONDS", 0.2)
    done = build_stumbling(ledger, write(tmp_path / "in", [BERG, report("It hangs."), LIND]))
    (aside,) = done.set_aside
    assert (done.marked, aside.path) == (2, "in/r1.md")
    assert "longer than 0.2 seconds" in aside.reason and "split it" in aside.next_step


def test_what_every_report_needs_is_no_report_s_fault(ledger: Ledger, tmp_path: Path) -> None:
    def broken(layers, reader, domain):  # type: ignore[no-untyped-def]
        raise RuntimeError("no model")
        yield

    paths = write(tmp_path / "in", [BERG])
    with pytest.raises(RuntimeError, match="no model"):
        build(ledger, paths, domain=DOMAIN, reader="plain", marker=broken, version="plain 1")
    assert ledger.set_asides() == []
    assert build_world(ledger, paths).marked == 1


def test_a_path_that_is_not_there_is_named(ledger: Ledger) -> None:
    with pytest.raises(read.NoSuchPath, match="nowhere"):
        build_world(ledger, [Path("nowhere")])


def test_settling_again_changes_nothing(ledger: Ledger, tmp_path: Path) -> None:
    build_world(ledger, write(tmp_path / "in", map(some_report, range(8))))
    before = canonical(ledger)
    assert settle(ledger, DOMAIN) == 0
    ledger.settle_all()
    settle(ledger, DOMAIN)
    assert canonical(ledger) == before


DERIVED = (
    *("decision_status", "case_claims", "case_stubs", "allegations", "cases", "ties", "joins", "stub_keys", "stubs"),
    *("claim_entities", "claims", "attributions", "relays", "entities", "party_anchors", "parties", "group_anchors"),
    *("party_groups", "search", "search_docs", "headers"),
)


def test_what_is_derived_can_be_dropped_and_made_again(ledger: Ledger, tmp_path: Path) -> None:
    build_world(ledger, write(tmp_path / "in", map(some_report, range(20, 28))))
    first, *_, last = ledger.all_claims()
    ledger.decide.reject(first.id, who="Ada")
    ledger.decide.correct(last.id, who="Ada", certainty="denied")
    settle(ledger, DOMAIN)
    before, ids = canonical(ledger), [(case.id, case.reports) for case in ledger.all_cases()]
    with ledger.store.transaction():
        for table in DERIVED:
            ledger.store.run(f"DELETE FROM {table}")
        ledger.settle_all()
    settle(ledger, DOMAIN)
    assert canonical(ledger) == before
    assert [(case.id, case.reports) for case in ledger.all_cases()] == ids, "and ids lead where they led"


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_order_of_input_never_matters(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("order")
    count = data.draw(st.integers(2, 9))
    seeds = data.draw(st.lists(st.integers(0, 500), min_size=count, max_size=count, unique=True))
    paths = write(folder / "in", map(some_report, seeds))
    order = data.draw(st.permutations(paths))
    cuts = sorted(data.draw(st.sets(st.integers(0, count), max_size=3)) | {0, count})
    with Ledger.open(folder / "one.db", create=True) as one, Ledger.open(folder / "two.db", create=True) as two:
        build_world(one, paths)
        for start, end in itertools.pairwise(cuts):
            build_world(two, order[start:end])
        assert canonical(one) == canonical(two)


def test_the_quick_reader_is_fit_for_the_tests() -> None:
    (read_marks,) = read_all([Layer(extractor="x", text=sentence("FBI", "Anna Berg"), header=Header())], "p", DOMAIN)
    assert [claim.event for claim in read_marks.claims] == ["arrest"]


def test_only_joins_that_hold_cases_together_are_kept(ledger: Ledger, tmp_path: Path) -> None:
    build_world(ledger, write(tmp_path / "in", map(some_report, range(60, 75))))
    rows = ledger.store.rows("SELECT a, b, score FROM joins")
    assert rows and all(a < b and score >= JOINED for a, b, score in rows)
    assert len(rows) < 15


MADE = re.compile(r"^CREATE (?:UNIQUE )?(TABLE|INDEX|TRIGGER) (\w+)|^ALTER TABLE (\w+) ADD COLUMN (\w+)", re.M)

DROPPED = re.compile(r"^DROP TABLE (\w+)", re.M)


def take_back(ledger: Ledger, version: int) -> None:
    """Takes back what later migrations have made, the last of it first."""
    before = {found[1] for number, sql in migrations() if number <= version for found in MADE.findall(sql)}
    made = [found for number, sql in migrations() if number > version for found in MADE.findall(sql)]
    gone = [table for number, sql in migrations() if number > version for table in DROPPED.findall(sql)]
    for sql in (sql for _, sql in migrations() for table in gone if f"CREATE TABLE {table} (" in sql):
        for statement in (one for one in statements(sql) if any(f" {table} (" in one for table in gone)):
            ledger.store.run(statement)
    for kind, thing, table, column in reversed([found for found in made if not found[1] or found[1] not in before]):
        drop = f"ALTER TABLE {table} DROP COLUMN {column}" if column else f"DROP {kind} IF EXISTS {thing}"
        ledger.store.run(drop)
    ledger.store.run(f"PRAGMA user_version = {version}")


def test_a_ledger_of_an_earlier_version_gets_what_it_has_not_traced_yet(ledger: Ledger, tmp_path: Path) -> None:
    later = report(sentence("FBI", "Anna Berg", "convicted"), title="Later", date="2024-09-01")
    build_world(ledger, write(tmp_path / "in", [BERG, BERG_TOO, LIND, later]))
    before = canonical(ledger)
    assert before["divergences"] and before["relays"]
    take_back(ledger, 3)
    ledger.close()
    with Ledger.open(tmp_path / "l.db") as opened:
        assert opened.left()["stub"] == len(opened.store.rows("SELECT key FROM stubs"))
        assert list(opened.all_divergences()) == []
        settle(opened, DOMAIN)
        assert canonical(opened) == before
