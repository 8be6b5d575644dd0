"""What people decide, through the ledger: it holds, it can be taken back, and no new reading loses it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sayso.keep import Ledger, Unknown
from sayso.keep.canonical import canonical
from sayso.keep.deciding import DecisionError
from sayso.model import ClaimRecord
from sayso.pipeline import settle
from tests.keep_world import DOMAIN, build_world, report, sentence, write

BERG = [
    report(sentence("FBI", "Anna Berg"), sentence("Lotte Bruun", "Anna Berg", "charged"), title="Berg held"),
    report(sentence("FBI", "Anna Berg"), title="Spy held", outlet="Evening Test"),
]
LIND = [report(sentence("MSS", "Tomas Lind", "convicted", "CIA"), title="Lind guilty")]


class World:
    """A ledger on some reports, with short ways to ask it things."""

    def __init__(self, ledger: Ledger, folder: Path) -> None:
        self.ledger, self.folder = ledger, folder

    def build(self, texts: list[str], version: str = "plain 1") -> None:
        build_world(self.ledger, write(self.folder, texts), version)

    def settle(self) -> None:
        settle(self.ledger, DOMAIN)

    def claim(self, event: str, speaker: str | None = None) -> ClaimRecord:
        return next(c for c in self.ledger.all_claims() if c.event == event and speaker in (None, c.chain[-1].speaker))

    def party(self, name: str) -> str:
        return next(p.id for p in self.ledger.all_parties() if p.name == name)

    def case_of(self, name: str) -> str:
        return next(c.id for c in self.ledger.all_cases() if self.party(name) in c.accused)

    def report(self, title: str) -> str:
        return next(r.id for r in self.ledger.all_reports() if r.title == title)

    def shown(self) -> str:
        """All that the ledger shows to anyone, as text."""
        reading: Any = self.ledger
        every = [list(getattr(reading, name)()) for name in dir(reading) if name.startswith("all_")]
        more = [reading.cases(), reading.decisions(), reading.decision_status(), reading.search("was arrested for")]
        for r in reading.all_reports():
            more += [reading.report_mentions(r.id), reading.report_attributions(r.id), reading.report_claims(r.id)]
        for c in reading.all_cases():
            more += [reading.case_claims(c.id), reading.allegations(c.id)]
        more += [reading.party_names([p.id for p in reading.all_parties()]), reading.set_asides()]
        return json.dumps(msgspec.to_builtins([every, more]), ensure_ascii=False)


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.chdir(tmp_path)
    with Ledger.open(tmp_path / "l.db", create=True) as ledger:
        made = World(ledger, tmp_path / "in")
        made.build([*BERG, *LIND])
        yield made


def test_a_rejected_claim_is_shown_and_counts_for_nothing(world: World) -> None:
    claim = world.claim("charge")
    world.ledger.decide.reject(claim.id, who="Ada", why="the lawyer denied it")
    world.settle()
    now = world.ledger.claim(claim.id)
    assert (now.review, now.case, now.allegation, now.origin) == ("rejected", None, None, None)
    assert all(claim.id not in case.claims for case in world.ledger.all_cases())
    assert claim.id in {c.id for c in world.ledger.report_claims(claim.report)}


def test_a_decision_outlives_a_new_reading_and_can_be_undone(world: World) -> None:
    before = canonical(world.ledger)
    claim = world.claim("charge")
    made = world.ledger.decide.correct(claim.id, who="Ada", event="convict", certainty="alleged")
    world.settle()
    world.build([*BERG, *LIND], "plain 2")
    now = world.ledger.claim(claim.id)
    assert (now.event, now.certainty, now.review) == ("convict", "alleged", "corrected")
    world.ledger.decide.undo(made.id, who="Ben", why="too hasty")
    world.settle()
    assert world.ledger.claim(claim.id).event == "charge"
    assert [d.what for d in world.ledger.decisions()] == ["correct", "undo"]
    world.build([*BERG, *LIND], "plain 1")
    assert {k: v for k, v in canonical(world.ledger).items() if k != "attributions"} == {
        k: v for k, v in before.items() if k != "attributions"
    }


def test_an_undo_can_be_undone(world: World) -> None:
    claim = world.claim("charge")
    made = world.ledger.decide.reject(claim.id, who="Ada")
    undo = world.ledger.decide.undo(made.id, who="Ben")
    world.ledger.decide.undo(undo.id, who="Ada")
    world.settle()
    assert world.ledger.claim(claim.id).review == "rejected"


def test_a_missed_claim_is_added_by_its_quote(world: World) -> None:
    id = world.report("Lind guilty")
    made = world.ledger.decide.add(
        id, "Tomas Lind was convicted", "arrest", who="Ada", speaker="MSS", certainty="asserted",
        roles={"target": ["Tomas Lind"]}, time="2023",
    )  # fmt: skip
    world.settle()
    claim = world.ledger.claim(made.anchor["claim"])  # type: ignore[arg-type]
    assert (claim.event, claim.review, claim.evidence.text) == ("arrest", "added", "Tomas Lind was convicted")
    assert [link.speaker for link in claim.chain] == ["Daily Test", "MSS"]
    assert claim.roles["target"][0].party == world.party("Tomas Lind")
    assert claim.case == world.case_of("Tomas Lind")
    assert claim.id in {c.id for c in world.ledger.party_claims(world.party("Tomas Lind"))}


def test_two_cases_become_one_and_the_younger_id_leads_to_the_older(world: World) -> None:
    berg, lind = world.case_of("Anna Berg"), world.case_of("Tomas Lind")
    older, younger = sorted((berg, lind), key=lambda id: int(id[1:]))
    made = world.ledger.decide.merge(berg, lind, who="Ada", why="one network")
    world.settle()
    (case,) = world.ledger.all_cases()
    assert (case.id, len(case.reports)) == (older, 3)
    assert world.ledger.case(younger) == case
    world.build([*BERG, *LIND], "plain 2")
    assert len(list(world.ledger.all_cases())) == 1
    world.ledger.decide.undo(made.id, who="Ada")
    world.settle()
    assert {world.case_of("Anna Berg"), world.case_of("Tomas Lind")} == {berg, lind}


def test_a_case_is_split_and_stays_so(world: World) -> None:
    case = world.case_of("Anna Berg")
    out = world.report("Spy held")
    made = world.ledger.decide.split(case, [out], who="Ada", why="a namesake")
    world.settle()
    assert sorted(len(c.reports) for c in world.ledger.all_cases()) == [1, 1, 1]
    world.build([*BERG, *LIND], "plain 2")
    assert sorted(len(c.reports) for c in world.ledger.all_cases()) == [1, 1, 1]
    world.ledger.decide.undo(made.id, who="Ada")
    world.settle()
    assert sorted(len(c.reports) for c in world.ledger.all_cases()) == [1, 2]
    assert world.case_of("Anna Berg") == case


def test_a_later_merger_wins_over_a_split_and_a_later_split_over_that(world: World) -> None:
    def sizes() -> list[int]:
        return sorted(len(c.reports) for c in world.ledger.all_cases())

    def decide(what: str, *args: Any) -> str:
        made = getattr(world.ledger.decide, what)(*args, who="Ada")
        world.settle()
        return str(made.id)

    case, out = world.case_of("Anna Berg"), world.report("Spy held")
    decide("split", case, [out])
    halves = [c.id for c in world.ledger.all_cases() if "Anna Berg" in c.title]
    merged = decide("merge", *halves)
    assert sizes() == [1, 2]
    assert {view.status for view in world.ledger.decision_status()} == {"placed", "replaced"}
    world.build([*BERG, *LIND], "plain 2")
    assert sizes() == [1, 2]
    undone = decide("undo", merged)
    assert sizes() == [1, 1, 1]
    decide("undo", undone)
    assert sizes() == [1, 2]
    decide("split", world.case_of("Anna Berg"), [out])
    assert sizes() == [1, 1, 1]
    world.build([*BERG, *LIND], "plain 3")
    assert sizes() == [1, 1, 1]


def test_a_claim_is_moved_to_another_case_and_to_one_of_its_own(world: World) -> None:
    claim, lind = world.claim("charge"), world.case_of("Tomas Lind")
    world.ledger.decide.move(claim.id, lind, who="Ada")
    world.settle()
    assert world.ledger.claim(claim.id).case == lind
    assert claim.report in world.ledger.case(lind).reports
    world.build([*BERG, *LIND], "plain 2")
    assert world.ledger.claim(claim.id).case == lind
    world.ledger.decide.move(claim.id, None, who="Ada")
    world.settle()
    assert world.ledger.claim(claim.id).case not in (lind, world.case_of("Anna Berg"), None)
    assert {s.status for s in world.ledger.decision_status()} == {"placed", "replaced"}


def test_two_parties_become_one(world: World) -> None:
    berg, bruun = world.party("Anna Berg"), world.party("Lotte Bruun")
    made = world.ledger.decide.merge(berg, bruun, who="Ada", why="her maiden name")
    world.settle()
    both = world.ledger.party(bruun)
    assert both == world.ledger.party(berg) and {"Anna Berg", "Lotte Bruun"} <= {both.name, *both.aliases}
    world.build([*BERG, *LIND], "plain 2")
    assert world.ledger.party(bruun) == world.ledger.party(berg)
    world.ledger.decide.undo(made.id, who="Ada")
    world.settle()
    assert world.ledger.party(berg).name == "Anna Berg" and world.ledger.party(bruun).name == "Lotte Bruun"


def test_a_party_is_split_by_report(world: World) -> None:
    berg, out = world.party("Anna Berg"), world.report("Spy held")
    made = world.ledger.decide.split(berg, [out], who="Ada", why="a namesake")
    world.settle()
    both = [p for p in world.ledger.all_parties() if p.name == "Anna Berg"]
    assert sorted({m.report for m in p.mentions} == {out} for p in both) == [False, True]
    assert {m.report for m in world.ledger.party(berg).mentions}.isdisjoint({out})
    world.build([*BERG, *LIND, report(sentence("CIA", "Anna Berg"), title="Third")], "plain 2")
    assert [p.name for p in world.ledger.all_parties()].count("Anna Berg") == 2
    world.ledger.decide.undo(made.id, who="Ada")
    world.settle()
    assert [p.name for p in world.ledger.all_parties()].count("Anna Berg") == 1
    assert world.party("Anna Berg") == berg


def test_a_report_is_given_its_date_and_outlet(world: World) -> None:
    id = world.report("Spy held")
    world.ledger.decide.correct_report(id, who="Ada", published="2023-12", outlet="The Other")
    world.settle()
    record = world.ledger.report(id)
    assert (record.published, record.outlet) == ("2023-12", "The Other")
    world.build([*BERG, *LIND])
    assert world.ledger.layer(id).header.published == "2023-12", "times are reckoned from it in the next reading"
    claim = next(c for c in world.ledger.all_claims() if c.report == id)
    assert claim.chain[0].speaker == "The Other"


# ------------------------------------------------------------------------------------------------- withhold


def test_a_withheld_name_is_nowhere_to_be_seen(world: World) -> None:
    url = "https://news.example/anna-berg-held"
    world.build([*BERG, *LIND, report(sentence("FBI", "Anna Berg"), title="ANNA BERG, spy", url=url)])
    (world.folder / "Anna Berg.txt").write_bytes(bytes(range(256)))
    build_world(world.ledger, [world.folder])
    berg = world.party("Anna Berg")
    world.ledger.decide.merge(berg, world.party("Lotte Bruun"), who="Ada", why="Anna Berg is Lotte Bruun")
    world.ledger.decide.undo("d1", who="Ada")
    world.settle()
    assert world.ledger.set_asides() and "anna" in world.shown().lower()
    made = world.ledger.decide.withhold(berg, who="Ada", why="acquitted")
    world.settle()
    shown = world.shown().lower()
    assert "anna" not in shown and "berg" not in shown.replace("bergen", "")
    assert world.ledger.party(berg).name == "█████████"
    assert world.ledger.search("Anna") == [] == world.ledger.search("berg")
    for claim in world.ledger.all_claims():
        text = world.ledger.report(claim.report).text
        assert text[claim.evidence.start : claim.evidence.end] == claim.evidence.text
    world.ledger.decide.unwithhold(berg, who="Ada")
    world.settle()
    assert "anna berg" in world.shown().lower() and len(world.ledger.search("Anna Berg")) > 3
    world.ledger.decide.undo(world.ledger.decisions()[-1].id, who="Ada")
    assert world.ledger.party(berg).name == "█████████"
    assert made.id == "d3"


def test_a_withheld_name_stays_withheld_in_reports_to_come(world: World) -> None:
    world.ledger.decide.withhold(world.party("Anna Berg"), who="Ada")
    world.settle()
    world.build([*BERG, *LIND, report(sentence("MI6", "Anna Berg", "convicted"), title="Anna Berg guilty")], "plain 2")
    assert "anna" not in world.shown().lower()
    assert world.ledger.search("Anna Berg") == []


def test_a_garbled_spelling_of_a_withheld_name_is_masked_too(world: World) -> None:
    words = "FBI agents say that Anna Birg, whom her file calls ANA BERG, was seen in Bergen. Birg left for Borg."
    world.build([*BERG, *LIND, report(f"{sentence('FBI', 'Anna Berg')} {words}", title="Anna Bergg on trial")])
    assert "birg" in world.shown().lower()
    world.ledger.decide.withhold(world.party("Anna Berg"), who="Ada")
    world.settle()
    shown = world.shown().lower()
    assert all(name not in shown for name in ("birg", "bergg", "ana berg"))
    assert "bergen" in shown and "seen in" in shown
    assert world.ledger.search("Birg") == []


# ---------------------------------------------------------------------------------------------- what is wrong


def test_decisions_that_make_no_sense_say_why(world: World) -> None:
    decide, claim, berg = world.ledger.decide, world.claim("charge").id, world.party("Anna Berg")
    case, id = world.case_of("Anna Berg"), world.report("Spy held")
    for wrong, says in [
        (lambda: decide.correct(claim, who="A"), "change something"),
        (lambda: decide.correct(claim, who="A", event="explode"), "no event 'explode'.*arrest"),
        (lambda: decide.correct(claim, who="A", certainty="sure"), "no certainty"),  # type: ignore[arg-type]
        (lambda: decide.correct(claim, who="A", roles={"villain": ["x"]}), "no role"),
        (lambda: decide.correct(claim, who="A", time="last May"), "YYYY-MM-DD"),
        (lambda: decide.add(id, "words that are not there", "arrest", who="A"), "does not stand"),
        (lambda: decide.add(id, "a", "arrest", who="A"), "longer"),
        (lambda: decide.merge(case, berg, who="A"), "two cases or two parties"),
        (lambda: decide.merge(case, case, who="A"), "one case already"),
        (lambda: decide.split(case, ["r0"], who="A"), "some of its reports"),
        (lambda: decide.correct_report(id, who="A"), "a date or an outlet"),
        (lambda: decide.accept(claim, who="  "), "who decides"),
    ]:
        with pytest.raises(DecisionError, match=says):
            wrong()
    assert world.ledger.decisions() == []


@pytest.mark.parametrize("what", ["accept", "reject", "withhold", "unwithhold", "undo"])
def test_unknown_ids_are_named(world: World, what: str) -> None:
    with pytest.raises(Unknown, match="zz9"):
        getattr(world.ledger.decide, what)("zz9", who="Ada")


def test_decisions_on_what_is_gone_are_kept_and_said_to_have_no_place(world: World) -> None:
    claim = world.claim("convict")
    world.ledger.decide.accept(claim.id, who="Ada")
    world.ledger.decide.merge(world.case_of("Anna Berg"), world.case_of("Tomas Lind"), who="Ada")
    world.settle()
    layer = world.ledger.layer(claim.report)
    from sayso.model import Found

    data = world.ledger.original(claim.report)
    path = world.ledger.report(claim.report).path or ""
    world.ledger.add_report(Found(path=path, data=data), msgspec.structs.replace(layer, extractor="x 2", text="Gone."))
    world.build([], "plain 1")
    assert [(s.id, s.status) for s in world.ledger.decision_status()] == [("d1", "not placed"), ("d2", "not placed")]
    assert len(world.ledger.decisions()) == 2
