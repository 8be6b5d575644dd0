"""`sayso show --why`: whatever has an id is explained, and what is told is so."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.cli import main as sayso
from sayso.domains import HERE, load
from sayso.keep import Ledger
from sayso.mark.hedges import weakest
from sayso.model import ClaimRecord
from sayso.pipeline import settle
from sayso.show import web
from sayso.show.why import NotExplained, why
from sayso.show.why.claim import PLACES, weighed
from sayso.show.why.types import Explained
from tests.web_ledger import Story, fill, statement

REPORTS = Path(__file__).parents[1] / "examples" / "reports"
EVENTS = (HERE / "espionage" / "events.yaml").read_text("utf8").splitlines()


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of the example reports."""
    made = tmp_path_factory.mktemp("why") / "examples.db"
    assert sayso(["build", str(REPORTS), "--ledger", str(made), "--reader", "rules", "--quiet"]) == 0
    return made


@pytest.fixture(scope="module")
def ledger(path: Path) -> Iterator[Ledger]:
    with Ledger.open(path) as opened:
        yield opened


def words(explained: Explained, heading: str = "") -> str:
    """All that an explanation says, or one part of it."""
    parts = [p for p in explained.parts if not heading or p.heading == heading]
    return "\n".join(line.text for part in parts for line in part.lines)


def every_id(ledger: Ledger) -> Iterator[str]:
    """Every id and address that a user sees."""
    for case in ledger.all_cases():
        yield from (case.id, *(o.id for o in case.origins))
        yield from {f"{case.id}:{s.stage}" for s in case.stages} | {f"{case.id}:{slot}" for slot in case.slots}
        yield from (f"{case.id}:{s.accused}:{s.stage}" for s in case.stages)
    yield from (a.id for a in ledger.all_allegations())
    yield from (p.id for p in ledger.all_parties())
    yield from (c.id for c in ledger.all_claims())
    yield from (a.id for a in ledger.all_attributions())
    yield from (r.id for r in ledger.all_reports())
    yield from (f"{r.source}:{r.target}" for r in ledger.all_relays() if r.source and r.source.startswith("r"))


def test_whatever_has_an_id_is_explained_in_verbatim_words_and_leads_on(ledger: Ledger) -> None:
    texts = {report.id: report.text for report in ledger.all_reports()}
    known = set(every_id(ledger))
    for id in known:
        explained = why(ledger, id)
        assert explained.id == id and explained.title
        assert explained.parts and all(part.lines for part in explained.parts), id
        for line in (line for part in explained.parts for line in part.lines):
            assert set(line.to) <= known, (id, line)
            if line.quote:
                assert texts[line.quote.report][line.quote.start : line.quote.end] == line.quote.words


def claims(ledger: Ledger) -> list[ClaimRecord]:
    return list(ledger.all_claims())


def test_the_certainty_of_every_claim_is_the_weakest_of_what_is_told(ledger: Ledger) -> None:
    said = {a.id: a for a in ledger.all_attributions()}
    for record in claims(ledger):
        marked = ledger.marked(record.report)
        claim = marked.marks.claims[marked.claim_ids.index(record.id)]
        marks = weighed(claim, said.get(record.attribution or ""))
        assert weakest(*(certainty for certainty, _ in marks)) == record.certainty, record.evidence
        assert "put right by an analyst" not in words(why(ledger, record.id))


def test_every_claim_names_the_trigger_that_fired_and_where_it_stands(ledger: Ledger) -> None:
    events = {event.id: event for event in load().events}
    statements = []
    for record in claims(ledger):
        told = words(why(ledger, record.id), "What")
        if "No event is named" in told:
            statements.append(re.findall(r"one of (statement_\w+) in words\.yaml", told)[0])
            continue
        number, event, at = re.findall(r"trigger (\d+) of (\w+) .*events\.yaml, line (\d+)", told)[0]
        trigger = events[event].triggers[int(number) - 1]
        assert event == record.event or f"It is a claim of {record.event}" in told
        assert re.search(rf"\b{re.escape(trigger.lemmas[0])}\b", EVENTS[int(at) - 1]), (record.event, at)
        assert f"{trigger.confidence:g} times" in told
    assert statements and len(statements) < len(claims(ledger)) / 5 and set(statements) <= set(load().words)


def test_every_filler_has_a_place_and_every_place_is_told_in_words(ledger: Ledger) -> None:
    for record in claims(ledger):
        told = words(why(ledger, record.id), "Who")
        fillers = sum(len(found) for found in record.roles.values())
        places = [p for p in PLACES.values() for _ in range(told.count(p))]
        elsewhere = sum(told.count(f"; {how}") for how in ("inferred: ", "understood: ", "who says it"))
        assert len(places) + told.count("at the word.") + elsewhere >= fillers, told


def test_a_claim_that_is_carried_on_says_from_whom(ledger: Ledger) -> None:
    carried = {a.id for a in ledger.all_attributions() if a.kind == "carried"}
    found = [record for record in claims(ledger) if record.attribution in carried]
    assert found
    for record in found:
        told = words(why(ledger, record.id), "Whose word")
        assert "no cue of its own" in told and "It carries on the attribution to" in told


def case_of(ledger: Ledger, name: str) -> str:
    return next(c.id for c in ledger.cases() if any(name in accused for accused in c.accused))


def test_a_case_names_features_and_scores_of_its_joins_and_their_sum_is_right(ledger: Ledger) -> None:
    told = words(why(ledger, case_of(ledger, "Luo")), "What joined them")
    joins = [join for join in told.splitlines() if "one case:" in join]
    assert len(joins) == 6  # seven reports, of which six pairs are enough
    for join in joins:
        pieces = [float(weight) for weight in re.findall(r"\(([+-][\d.]+)\)", join)]
        assert sum(pieces) == float(join.rpartition("= ")[2].rstrip("."))
        assert sum(pieces) >= 5


def test_a_stage_tells_its_step_its_claims_and_what_was_not_counted(ledger: Ledger) -> None:
    explained = why(ledger, f"{case_of(ledger, 'Vance')}:acquitted")
    assert "step 9 of 14 on the ladder" in words(explained)
    assert any(line.quote for part in explained.parts for line in part.lines)
    luo = words(why(ledger, f"{case_of(ledger, 'Luo')}:coercive_measures"))
    assert "It is not the furthest: arrested comes later." in luo
    assert "Not counted, charge, it did not happen:" in luo


def test_the_beginning_of_a_long_id_is_enough(ledger: Ledger) -> None:
    record = claims(ledger)[0]
    assert why(ledger, record.id[:10]).id == record.id
    assert why(ledger, record.report[:10]).id == record.report


@pytest.mark.parametrize(
    "id",
    [
        "zz",
        "c9999",
        "k0000000000000000",
        "c1:nothing",
        "t0000000000000000",
        "a0000000000000000",
        "o0000000000000000",
        "d7",
        "rzz:rzz",
        "x" * 5000,
    ],
)
def test_an_unknown_id_says_where_ids_are_found(
    ledger: Ledger, path: Path, id: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(NotExplained, match="Ids stand in 'sayso show'"):
        why(ledger, id)
    assert sayso(["show", "--why", id, "--ledger", str(path)]) == 1
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1 and len(said.err) < 1000


def test_the_terminal_the_browser_and_json_tell_the_same(
    path: Path, ledger: Ledger, capsys: pytest.CaptureFixture[str]
) -> None:
    with TestClient(web.create(path), base_url="http://127.0.0.1:8317") as client:
        for id in (case_of(ledger, "Luo"), claims(ledger)[0].id, f"{case_of(ledger, 'Luo')}:age"):
            expected = [line.text for part in why(ledger, id).parts for line in part.lines]
            assert sayso(["show", "--why", id, "--ledger", str(path), "--json"]) == 0
            as_json = json.loads(capsys.readouterr().out)
            assert [line["text"] for part in as_json["parts"] for line in part["lines"]] == expected
            served = client.get(f"/why/{id}.json").json()
            assert [line["text"] for part in served["parts"] for line in part["lines"]] == expected
            assert sayso(["show", "--why", id, "--ledger", str(path)]) == 0
            flat = " ".join(capsys.readouterr().out.split())
            assert all(" ".join(text.split()) in flat for text in expected)
        assert client.get("/why/zz").status_code == 404


def test_a_filter_cannot_stand_beside_it(path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        sayso(["show", "--why", "c1", "--country", "GB", "--ledger", str(path)])
    assert ended.value.code == 2


# --------------------------------------------------------------------------------------- people decide


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger of one report with marks made by hand."""
    fill(tmp_path / "small.db", [statement()])
    with Ledger.open(tmp_path / "small.db") as opened:
        yield opened


def test_a_reading_that_kept_nothing_says_so_and_what_to_do(small: Ledger) -> None:
    assert "'sayso build' with this version" in words(why(small, claims(small)[0].id), "What")


def test_what_people_decided_is_told_with_who_and_why(small: Ledger) -> None:
    record = next(c for c in claims(small) if c.certainty != "possible")
    small.decide.correct(record.id, certainty="possible", who="Ada", why="it says may")
    settle(small, load())
    told = why(small, record.id)
    assert "by Ada" in words(told, "Decisions") and "it says may" in words(told, "Decisions")
    assert "possible: put right by an analyst; the words say" in words(told, "How sure")
    assert "by Ada" in words(why(small, small.decisions()[0].id))


def test_withheld_names_are_in_no_explanation(small: Ledger) -> None:
    accused = next(iter(small.all_cases())).accused[0]
    name = small.party(accused).name
    assert name in str(why(small, accused))
    small.decide.withhold(accused, who="Ada", why=None)
    settle(small, load())
    for id in every_id(small):
        assert not re.search(rf"\b{name}\b", str(why(small, id)), re.I), id


def test_two_of_one_surname_in_a_case_are_told_apart_with_the_reason(tmp_path: Path) -> None:
    story = Story(
        "two", "The court sentenced Ingrid Berg for spying. Olav Berg was a witness.", title="t", outlet="Fjord Post"
    )
    one, other = story.party("Ingrid Berg", surname="Berg"), story.party("Olav Berg", surname="Berg")
    court = story.party("court", "court", country="NO")
    story.claim(
        "sentence", "The court sentenced Ingrid Berg for spying", agent=(court, "court"), target=(one, "Ingrid Berg")
    )
    assert other != one
    fill(tmp_path / "two.db", [story])
    with Ledger.open(tmp_path / "two.db") as ledger:
        told = words(why(ledger, next(iter(ledger.all_cases())).accused[0]), "The nearest that are kept apart")
    assert told == "Olav Berg (p" + re.findall(r"p(\d+)", told)[0] + "): one surname, other given names (-6); " + (
        "one surname with other given names is two people."
    )


def test_of_what_the_encoder_reads_it_is_said_that_no_trigger_fires(tmp_path: Path) -> None:
    lead = "Police arrested Viktor Orlan, an engineer, on suspicion of espionage."
    text = f"{lead}\nOrlan was bundled into a van on Monday."
    (tmp_path / "report.txt").write_text(text, "utf-8")
    made = tmp_path / "read.db"
    assert sayso(["build", str(tmp_path / "report.txt"), "--ledger", str(made), "--quiet"]) == 0
    with Ledger.open(made) as opened:
        told = [words(why(opened, record.id), "What") for record in claims(opened)]
    (read,) = [what for what in told if "No trigger of the pack fires" in what]
    assert re.search(r"the encoder reads (arrest|detain) \(.+\) in these words", read)
    assert re.search(r"Confidence 0\.\d+: the encoder's, times", read)
