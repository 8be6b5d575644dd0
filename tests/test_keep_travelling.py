"""Decisions as a file: taken in twice they are there once, in any order; bad lines are refused."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sayso.keep import Ledger
from sayso.keep.canonical import canonical
from sayso.keep.deciding import DecisionError
from sayso.pipeline import settle
from tests.keep_world import DOMAIN, build_world, write
from tests.test_keep_deciding import BERG, LIND, World

WORLD = [*BERG, *LIND]


def decided(world: World) -> None:
    """Decisions of every kind by two people, some against each other, one taken back and one taken back twice."""
    decide, settle_now = world.ledger.decide, world.settle
    charge, arrest, case = world.claim("charge"), world.claim("arrest"), world.case_of("Anna Berg")
    decide.accept(charge.id, who="Ada", why="heard it")
    decide.correct(charge.id, who="Ben", certainty="alleged", speaker="MSS")
    decide.add(charge.report, "Anna Berg was charged", "try", who="Ada", roles={"target": ["Anna Berg"]})
    settle_now()
    decide.stage(case, world.party("Anna Berg"), "detained", who="Ada", why="no warrant")
    decide.split(case, [world.report("Spy held")], who="Ben")
    settle_now()
    decide.merge(world.case_of("Tomas Lind"), world.claim("charge").case or "", who="Ada")
    bruun = world.party("Lotte Bruun")
    decide.merge(bruun, world.party("Anna Berg"), who="Ada")
    settle_now()
    decide.split(bruun, ["Lotte Bruun"], who="Ben")
    decide.copy(world.report("Spy held"), world.report("Lind guilty"), who="Ada")
    decide.independent(world.report("Spy held"), world.report("Lind guilty"), who="Ben")
    decide.correct_report(world.report("Lind guilty"), who="Ben", outlet="The Lantern")
    decide.move(arrest.id, None, who="Ada")
    withheld = decide.withhold(world.party("Tomas Lind"), who="Ben", why="a minor")
    decide.note(charge.id, "ask the clerk", who="Ben")
    undo = decide.undo(withheld.id, who="Ada")
    decide.undo(undo.id, who="Ben")
    decide.undo("d1", who="Ada")
    settle_now()


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[bytes], Any, set[str]]:
    """A folder, the decisions made in one ledger, what that ledger then is, and the keys."""
    folder = tmp_path_factory.mktemp("origin")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        with Ledger.open(folder / "a.db", create=True) as ledger:
            world = World(ledger, folder / "in")
            world.build(WORLD)
            decided(world)
            world.build(WORLD, "plain 2")
            return folder, list(ledger.decision_lines()), canonical(ledger), {d.key for d in ledger.decisions()}


def fresh(folder: Path, name: str, *, first: Sequence[bytes] = ()) -> Ledger:
    """A ledger of the same reports in the same folder; `first` is taken in before there are any reports."""
    (folder / name).unlink(missing_ok=True)
    ledger = Ledger.open(folder / name, create=True)
    if first:
        ledger.take_in(first)
    build_world(ledger, write(folder / "in", WORLD), "plain 2")
    return ledger


def test_another_ledger_becomes_the_same(origin: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, lines, state, keys = origin
    monkeypatch.chdir(folder)
    with fresh(folder, "b.db") as ledger:
        assert ledger.take_in(lines) == (len(lines), 0)
        settle(ledger, DOMAIN)
        build_world(ledger, write(folder / "in", WORLD), "plain 2")
        assert canonical(ledger) == state
        assert {d.key for d in ledger.decisions()} == keys
        assert list(ledger.decision_lines()) == lines, "and gives the same file"
        assert ledger.take_in(lines) == (0, len(lines))


@settings(
    max_examples=6, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_the_order_of_lines_and_files_does_not_matter(
    origin: Any, monkeypatch: pytest.MonkeyPatch, data: st.DataObject
) -> None:
    folder, lines, state, _ = origin
    monkeypatch.chdir(folder)
    order = data.draw(st.permutations(lines))
    cut = data.draw(st.integers(0, len(lines)))
    before = data.draw(st.booleans())
    with fresh(folder, "c.db", first=order[:cut] if before else ()) as ledger:
        ledger.take_in(order[:cut])
        settle(ledger, DOMAIN)
        ledger.take_in(order[cut:])
        ledger.take_in(order[:3])
        settle(ledger, DOMAIN)
        build_world(ledger, write(folder / "in", WORLD), "plain 2")
        assert canonical(ledger) == state


def test_an_undo_that_comes_first_takes_back_what_comes_later(origin: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, lines, _, _ = origin
    monkeypatch.chdir(folder)
    undo = [line for line in lines if json.loads(line)["what"] == "undo"]
    accepted = json.loads(lines[0])
    with fresh(folder, "d.db") as ledger:
        ledger.take_in(undo)
        settle(ledger, DOMAIN)
        ledger.take_in(lines[:1])
        settle(ledger, DOMAIN)
        assert ledger.claim(accepted["on"]).review is None
        assert {act.decision.what: act.status for act in ledger.history(accepted["on"])}["accept"] == "undone"


def test_the_time_of_a_decision_is_after_all_that_the_ledger_holds(
    origin: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, lines, _, _ = origin
    monkeypatch.chdir(folder)
    with fresh(folder, "e.db") as ledger:
        ledger.take_in(lines)
        last = max(d.when for d in ledger.decisions())
        assert ledger.decide.note(next(iter(ledger.all_reports())).id, "later", who="Eve").when > last


def changed(**fields: Any) -> Callable[[dict[str, Any]], None]:
    return lambda line: line.update(fields)


BAD: dict[str, Callable[[dict[str, Any]], None]] = {
    "no key": lambda line: line.pop("key"),
    "a short key": changed(key="k"),
    "a key with signs": changed(key="../../etc/passwd"),
    "another act": changed(what="drop table"),
    "no time": changed(when="yesterday"),
    "a time to come": changed(when="2999-01-01T00:00:00.000000+00:00"),
    "nobody": changed(who=" "),
    "a long name": changed(who="x" * 300),
    "a long reason": changed(reason="x" * 5000),
    "a field too many": changed(more=1),
    "an anchor of another kind": changed(anchor={"decision": "x" * 12}),
    "a report that is none": changed(reports=["r1; DROP TABLE decisions"]),
    "an anchor that is a list": changed(anchor=[]),
    "a certainty that is none": lambda line: line["anchor"]["was"].update(certainty="sure"),
    "a merger of nothing": changed(what="merge", anchor={"kind": "case"}),
    "a merger of outlets": changed(what="merge", anchor={"kind": "outlet", "a": [], "b": []}),
    "an undo of another": changed(what="undo", anchor={"decision": "x" * 12}),
}


@pytest.mark.parametrize("spoil", BAD.values(), ids=BAD.keys())
def test_a_bad_line_is_named_and_nothing_is_taken_in(
    origin: Any, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[dict[str, Any]], None]
) -> None:
    folder, lines, _, _ = origin
    bad = json.loads(lines[0])
    spoil(bad)
    with Ledger.open(folder / "f.db", create=True) as ledger:
        with pytest.raises(DecisionError, match="Line 3 is no decision"):
            ledger.take_in([lines[1], b"\n", json.dumps(bad).encode()])
        assert ledger.decisions() == []


@pytest.mark.parametrize("raw", [b"<<<<<<< HEAD", b"[]", b"\xff\xfe", b"{" * 10_000])
def test_what_is_no_json_is_named(tmp_path: Path, raw: bytes) -> None:
    with Ledger.open(tmp_path / "l.db", create=True) as ledger, pytest.raises(DecisionError, match="Line 1"):
        ledger.take_in([raw])


def test_one_key_cannot_say_two_things(origin: Any) -> None:
    folder, lines, _, _ = origin
    other = json.dumps(json.loads(lines[0]) | {"who": "Eve"}).encode()
    with Ledger.open(folder / "g.db", create=True) as ledger:
        with pytest.raises(DecisionError, match="says something else"):
            ledger.take_in([lines[0], other])
        ledger.take_in(lines[:1])
        with pytest.raises(DecisionError, match="says something else"):
            ledger.take_in([other])
        assert len(ledger.decisions()) == 1
