"""Review through the ledger: stages, pairs of reports, notes, two people who differ, and what a re-run says.

The reader that is changed here is real as far as the ledger is concerned: it gives other marks for the same text.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sayso.domains import Domain
from sayso.keep import Ledger, Unknown
from sayso.keep.deciding import DecisionError
from sayso.keep.store import APPLICATION_ID, migrations, statements
from sayso.keep.withheld import withheld_names
from sayso.model import Claim, Found, Layer, Marks
from sayso.pipeline import build, fingerprint, settle
from tests.keep_world import DOMAIN, read_all, report, write
from tests.reuse_reports import OTHER, STORY, header, marks
from tests.test_keep_deciding import BERG, LIND, World
from tests.test_keep_reuse import add, variant

WORLD = [*BERG, *LIND]
Mend = Callable[[Claim], Claim]


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.chdir(tmp_path)
    with Ledger.open(tmp_path / "l.db", create=True) as ledger:
        made = World(ledger, tmp_path / "in")
        made.build(WORLD)
        yield made


def reread(world: World, version: str, mend: Mend) -> None:
    """A build with a reader that reads each claim otherwise."""

    def read(layers: Iterable[Layer], reader: str, domain: Domain) -> Iterator[Marks]:
        for found in read_all(layers, reader, domain):
            yield msgspec.structs.replace(found, claims=tuple(mend(claim) for claim in found.claims))

    build(world.ledger, write(world.folder, WORLD), domain=DOMAIN, reader="plain", marker=read, version=version)


def put(**changes: Any) -> Mend:
    """Another reading of the claim that somebody was charged."""
    return lambda c: msgspec.structs.replace(c, **changes) if c.event == "charge" else c


def status(world: World, id: str) -> str:
    """How a decision stands, the worst of it."""
    return next(act.status for act in world.ledger.acts(50) if act.decision.id == id)


def stages(world: World, name: str) -> list[tuple[str, str | None]]:
    case = world.ledger.case(world.case_of(name))
    return [(step.stage, step.reason) for step in case.stages if step.accused == world.party(name)]


# ----------------------------------------------------------------------------------------- re-runs


@pytest.mark.parametrize("what", ["accept", "correct"])
def test_a_re_run_that_says_the_same_leaves_a_decision_alone(world: World, what: str) -> None:
    claim = world.claim("charge")
    changed = {"speaker": "MSS"} if what == "correct" else {}
    made = getattr(world.ledger.decide, what)(claim.id, who="Ada", **changed)
    world.settle()
    world.build(WORLD, "plain 2")
    assert status(world, made.id) == "placed"
    assert world.ledger.claim(claim.id).review == {"accept": "accepted", "correct": "corrected"}[what]


def test_what_was_accepted_holds_against_another_reading_which_is_said(world: World) -> None:
    claim = world.claim("charge")
    made = world.ledger.decide.accept(claim.id, who="Ada")
    world.settle()
    reread(world, "plain 2", put(certainty="denied", roles={}))
    now = world.ledger.claim(claim.id)
    assert (now.certainty, [f.name for f in now.roles["target"]]) == ("reported", ["Anna Berg"])
    assert status(world, made.id) == "contradicted"
    note = world.ledger.acts(1)[0].note
    assert "certainty 'reported', where the present reading has 'denied'" in note
    reread(world, "plain 3", put())
    assert status(world, made.id) == "placed"


def test_a_corrected_speaker_holds_and_a_third_speaker_is_said(world: World) -> None:
    claim = world.claim("charge")
    made = world.ledger.decide.correct(claim.id, who="Ada", speaker="MSS")
    world.settle()
    assert world.ledger.claim(claim.id).chain[-1].speaker == "MSS"
    other = lambda c: put(chain=(c.chain[0], msgspec.structs.replace(c.chain[-1], speaker="The lawyer")))(c)  # noqa: E731
    reread(world, "plain 2", other)
    assert world.ledger.claim(claim.id).chain[-1].speaker == "MSS"
    assert status(world, made.id) == "contradicted"


def test_a_claim_can_be_given_back_to_the_outlet(world: World) -> None:
    claim = world.claim("charge")
    world.ledger.decide.correct(claim.id, who="Ada", speaker="Daily Test")
    world.settle()
    now = world.ledger.claim(claim.id)
    assert [link.speaker for link in now.chain] == ["Daily Test"] and now.attribution is None


def test_a_report_whose_file_gives_yet_another_date_is_said(world: World) -> None:
    id = world.report("Spy held")
    made = world.ledger.decide.correct_report(id, who="Ada", published="2024-02-02")
    world.settle()
    assert world.ledger.report(id).published == "2024-02-02"
    header = msgspec.json.encode({"published": "1999", "outlet": "Evening Test", "title": "Spy held"}).decode()
    world.ledger.store.run("UPDATE layers SET header = ? WHERE report = ?", (header, id))
    world.build(WORLD, "plain 2")
    assert world.ledger.report(id).published == "2024-02-02" and status(world, made.id) == "contradicted"


# ------------------------------------------------------------------------------------------ stages


def test_a_stage_is_set_with_its_reason_and_outlives_a_re_run(world: World) -> None:
    case, berg = world.case_of("Anna Berg"), world.party("Anna Berg")
    assert [step for step, _ in stages(world, "Anna Berg")] == ["arrested", "charged"]
    made = world.ledger.decide.stage(case, berg, "detained", who="Ada", why="no warrant was shown", date="2024-02")
    world.settle()
    assert stages(world, "Anna Berg") == [("detained", "no warrant was shown")]
    world.build(WORLD, "plain 2")
    assert stages(world, "Anna Berg") == [("detained", "no warrant was shown")] and status(world, made.id) == "placed"
    world.ledger.decide.undo(made.id, who="Ada")
    world.settle()
    assert stages(world, "Anna Berg") == [("arrested", None), ("charged", None)]


def test_a_further_step_that_a_re_run_finds_is_said_and_the_stage_stays(world: World) -> None:
    case, berg = world.case_of("Anna Berg"), world.party("Anna Berg")
    made = world.ledger.decide.stage(case, berg, "charged", who="Ada", why="the sheet")
    world.settle()
    reread(world, "plain 2", lambda c: msgspec.structs.replace(c, event="convict") if c.event == "charge" else c)
    assert [step for step, _ in stages(world, "Anna Berg")][-1] == "charged"
    assert status(world, made.id) == "contradicted" and "'convicted'" in world.ledger.acts(1)[0].note


def test_a_stage_that_makes_no_sense_is_refused(world: World) -> None:
    case, berg, lind = world.case_of("Anna Berg"), world.party("Anna Berg"), world.party("Tomas Lind")
    decide = world.ledger.decide
    for party, stage, why, told in ((berg, "hanged", "x", "no stage"), (lind, "arrested", "x", "not accused"),
                                    (berg, "arrested", " ", "reason")):  # fmt: skip
        with pytest.raises(DecisionError, match=told):
            decide.stage(case, party, stage, who="Ada", why=why)
    assert world.ledger.decisions() == []


# ------------------------------------------------------------------------------------------- pairs


def between(world: World, a: str, b: str) -> list[tuple[str | None, str, bool]]:
    found = world.ledger.report_relays(a) + world.ledger.report_relays(b)
    return [(r.source, r.target, r.directed) for r in found if {r.source, r.target} == {a, b}]


def test_two_reports_are_a_copy_or_independent_by_decision(world: World) -> None:
    copy, source = world.report("Lind guilty"), world.report("Spy held")
    assert between(world, copy, source) == []
    world.ledger.decide.copy(copy, source, who="Ada", why="same photograph")
    world.settle()
    assert between(world, copy, source) == [(source, copy, True)]
    told = next(r for r in world.ledger.report_relays(copy) if r.source == source)
    assert "same photograph" in told.explanation
    world.build(WORLD, "plain 2")
    assert between(world, copy, source) == [(source, copy, True)]
    made = world.ledger.decide.independent(source, copy, who="Ben")
    world.settle()
    assert between(world, copy, source) == [] and status(world, "d1") == "overruled"
    world.ledger.decide.undo(made.id, who="Ada")
    world.settle()
    assert between(world, copy, source) == [(source, copy, True)] and status(world, "d1") == "placed"


def test_a_found_copy_is_taken_away_or_turned_round_by_a_decision(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "copies.db", create=True) as ledger:
        add(ledger, [variant(1), variant(2)])
        (found,) = ledger.all_relays()
        made = ledger.decide.independent(found.target, str(found.source), who="Ada")
        settle(ledger, DOMAIN)
        assert list(ledger.all_relays()) == [] and ledger.acts(1)[0].status == "placed"
        ledger.decide.undo(made.id, who="Ada")
        ledger.decide.copy(str(found.source), found.target, who="Ada", why="the time stamps")
        settle(ledger, DOMAIN)
        (turned,) = ledger.all_relays()
        assert (turned.source, turned.target, turned.kind) == (found.target, found.source, found.kind)


def test_independent_reports_that_are_found_to_be_copies_are_said(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "copies.db", create=True) as ledger:
        add(ledger, [variant(1), ("o.txt", " ".join(OTHER), None, None)])
        one, other = (r.id for r in ledger.all_reports())
        ledger.decide.independent(one, other, who="Ada")
        settle(ledger, DOMAIN)
        assert ledger.acts(1)[0].status == "placed"
        path = next(r.path for r in ledger.all_reports() if r.outlet == "o.txt")
        text = " ".join([*STORY, "A better extractor finds more."])
        ledger.add_report(Found(path=str(path), data=" ".join(OTHER).encode()),
                          Layer(extractor="plain 2", text=text, header=header("o.txt")))  # fmt: skip
        ledger.add_marks(next(r.id for r in ledger.all_reports() if r.outlet == "o.txt"), marks(text, header("o.txt")),
                         "hand 2", fingerprint(DOMAIN))  # fmt: skip
        settle(ledger, DOMAIN)
        assert list(ledger.all_relays()) == [] and ledger.acts(1)[0].status == "contradicted"


# --------------------------------------------------------------------------------------- two people


def test_two_people_decide_differently_and_both_are_shown(world: World) -> None:
    claim = world.claim("charge")
    ada = world.ledger.decide.accept(claim.id, who="Ada", why="heard it")
    ben = world.ledger.decide.reject(claim.id, who="Ben", why="misheard")
    world.settle()
    assert world.ledger.claim(claim.id).review == "rejected"
    assert (status(world, ada.id), status(world, ben.id)) == ("overruled", "placed")
    assert {act.decision.id for act in world.ledger.history(claim.id)} == {ada.id, ben.id}
    assert [act.decision.id for act in world.ledger.unsettled(9)] == [ada.id]
    assert "Ben decided otherwise" in world.ledger.unsettled(9)[0].note
    world.ledger.decide.undo(ben.id, who="Ben")
    world.settle()
    assert world.ledger.claim(claim.id).review == "accepted" and status(world, ada.id) == "placed"


def test_who_corrects_what_another_accepted_overrules_that_part(world: World) -> None:
    claim = world.claim("charge")
    ada = world.ledger.decide.correct(claim.id, who="Ada", certainty="alleged")
    world.settle()
    same = world.ledger.decide.accept(claim.id, who="Ben")
    world.settle()
    assert status(world, ada.id) == status(world, same.id) == "placed", "accepted as corrected"
    world.ledger.decide.correct(claim.id, who="Eve", certainty="possible")
    world.settle()
    assert status(world, ada.id) == status(world, same.id) == "overruled"
    assert world.ledger.claim(claim.id).certainty == "possible"


def test_one_who_thinks_again_is_no_conflict(world: World) -> None:
    claim = world.claim("charge")
    first = world.ledger.decide.accept(claim.id, who="Ada")
    world.ledger.decide.reject(claim.id, who="Ada")
    world.settle()
    assert status(world, first.id) == "replaced" and world.ledger.unsettled(9) == []


def test_a_split_of_parties_after_their_merger_holds(world: World) -> None:
    berg, bruun = world.party("Anna Berg"), world.party("Lotte Bruun")
    merged = world.ledger.decide.merge(berg, bruun, who="Ada")
    world.settle()
    assert world.ledger.party(berg).id == world.ledger.party(bruun).id
    world.ledger.decide.split(berg, ["Lotte Bruun"], who="Ben", why="two women")
    world.settle()
    assert status(world, merged.id) == "overruled"
    names = {p.name: p.id for p in world.ledger.all_parties()}
    assert names["Anna Berg"] != names["Lotte Bruun"]
    world.build(WORLD, "plain 2")
    names = {p.name: p.id for p in world.ledger.all_parties()}
    assert names["Anna Berg"] != names["Lotte Bruun"]


# -------------------------------------------------------------------------------- notes and histories


def test_a_note_changes_nothing_and_stands_in_the_history(world: World) -> None:
    claim = world.claim("charge")
    case, party = world.case_of("Anna Berg"), world.party("Anna Berg")
    for id in (claim.id, claim.report, case, party):
        world.ledger.decide.note(id, f"look at {id}", who="Ada")
    world.settle()
    assert world.ledger.claim(claim.id) == claim
    for id in (claim.id, claim.report, case, party):
        assert f"look at {id}" in [act.decision.reason for act in world.ledger.history(id)], id
    world.build(WORLD, "plain 2")
    assert {act.status for act in world.ledger.acts(9)} == {"placed"}
    with pytest.raises(DecisionError):
        world.ledger.decide.note(case, "  ", who="Ada")
    with pytest.raises(Unknown):
        world.ledger.decide.note("c99", "x", who="Ada")


def test_the_history_of_a_case_goes_on_after_a_merger(world: World) -> None:
    berg, lind = world.case_of("Anna Berg"), world.case_of("Tomas Lind")
    world.ledger.decide.note(lind, "of Lind", who="Ada")
    world.settle()
    assert world.ledger.history(berg) == []
    made = world.ledger.decide.merge(berg, lind, who="Ada")
    world.settle()
    assert [act.decision.what for act in world.ledger.history(lind)] == ["merge", "note"]
    world.ledger.decide.undo(made.id, who="Ada")
    world.settle()
    acts = world.ledger.history(berg)
    assert [(act.decision.what, act.status) for act in acts] == [("undo", "placed"), ("merge", "undone")]
    assert (acts[1].undone_by, acts[1].undone_who) == ("d3", "Ada")


# ------------------------------------------------------------------------------------------ waiting


def test_unsure_claims_wait_until_somebody_decides(world: World) -> None:
    reread(world, "plain 2", put(confidence=0.2))
    (claim,), total = world.ledger.unsure(10)
    assert (claim.event, total) == ("charge", 1)
    world.ledger.decide.accept(claim.id, who="Ada")
    world.settle()
    assert world.ledger.unsure(10) == ([], 0)


def test_what_is_new_since_a_visit(world: World) -> None:
    assert world.ledger.visited("Ada") == "" and world.ledger.arrived("", 9)[1] == 3
    last = max(at for (at,) in world.ledger.store.rows("SELECT at FROM arrivals"))
    world.ledger.visit("Ada", last)
    world.ledger.visit("Ada", "2001")  # an old form does not turn the clock back
    assert world.ledger.visited("Ada") == last and world.ledger.arrived(last, 9) == ([], 0)
    made = world.ledger.decide.accept(world.claim("charge").id, who="Ben")
    assert [act.decision.id for act in world.ledger.decided_since(last, "Ada", 9)] == [made.id]
    assert world.ledger.decided_since(last, "Ben", 9) == []


# --------------------------------------------------------------------------------- once, and earlier


def test_a_decision_with_a_key_is_made_once(world: World) -> None:
    claim = world.claim("charge").id
    first = world.ledger.decide.keyed("a" * 32).accept(claim, who="Ada")
    again = world.ledger.decide.keyed("a" * 32).accept(claim, who="Ada")
    assert (again.id, again.when) == (first.id, first.when) and len(world.ledger.decisions()) == 1
    with pytest.raises(DecisionError, match="another decision"):
        world.ledger.decide.keyed("a" * 32).reject(claim, who="Ada")
    with pytest.raises(DecisionError, match="letters and digits"):
        world.ledger.decide.keyed("no key")


def test_a_quote_that_stands_twice_is_told_by_its_place(world: World) -> None:
    world.build([*WORLD, report("A man ran. A woman stood. A man ran.", title="Twice")])
    id = world.report("Twice")
    text = world.ledger.report(id).text
    with pytest.raises(DecisionError, match="2 times"):
        world.ledger.decide.add(id, "A man ran", "travel", who="Ada")
    places = []
    for at in (0, len(text)):
        made = world.ledger.decide.add(id, "A man ran", "travel", who="Ada", at=at)
        world.settle()
        places.append(world.ledger.claim(str(made.anchor["claim"])).evidence.start)
    assert places == [text.index("A man ran"), text.rindex("A man ran")]
    with pytest.raises(DecisionError, match="there already"):
        world.ledger.decide.add(id, "A man ran", "travel", who="Ada", at=0)


def test_decisions_of_an_earlier_ledger_keep_their_meaning(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with sqlite3.connect(path) as db:
        for statement in (s for number, sql in migrations() if number <= 4 for s in statements(sql)):
            db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("PRAGMA user_version = 4")
        for number, (what, target) in enumerate([("withhold", "p1"), ("undo", "d1"), ("undo", "d2")], 1):
            anchor = '{"anchors": ["n:x"], "names": ["Xenia"]}' if what == "withhold" else f'{{"decision": "{target}"}}'
            row = (f"d{number}", "2024-01-01T00:00:00+00:00", "Ada", what, target, anchor, None)
            db.execute("INSERT INTO decisions (id, at, who, what, target, anchor, reason) VALUES (?,?,?,?,?,?,?)", row)
    with Ledger.open(path) as ledger:
        assert [(d.what, d.on) for d in ledger.decisions()] == [("withhold", "p1"), ("undo", "d1"), ("undo", "d2")]
        assert len({d.key for d in ledger.decisions()}) == 3
        assert withheld_names(ledger.store) == {"Xenia"}, "the undo of an undo holds"
        assert ledger.take_in(list(ledger.decision_lines())) == (0, 3)
        with pytest.raises(Exception, match="append-only"):
            ledger.store.run("UPDATE decisions SET who = 'Eve'")
