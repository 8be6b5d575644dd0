"""`sayso decide`: every action reaches the ledger, is signed, and shows in the next page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sayso.cli import main
from sayso.keep import Ledger
from tests.ledgers import other_case, two_reports

BY = ["--as", "Ada", "--reason", "read the statement"]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return two_reports(tmp_path / "two.db")


def run(ledger: Path, *argv: str) -> int:
    return main([*argv, "--ledger", str(ledger)])


def decide(ledger: Path, *argv: str) -> None:
    assert run(ledger, "decide", *argv, *BY) == 0


def claims(ledger: Path) -> dict[str, Any]:
    """The claims by event, of the first report (the denial has one of its own)."""
    with Ledger.open(ledger) as opened:
        return {claim.event: claim for claim in sorted(opened.all_claims(), key=lambda claim: claim.certainty)[::-1]}


def report_of(ledger: Path, stem: str) -> str:
    with Ledger.open(ledger) as opened:
        return next(report.id for report in opened.all_reports() if stem in (report.path or ""))


def decisions(ledger: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    capsys.readouterr()
    assert run(ledger, "decide", "list", "--json") == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_a_decision_is_told_signed_and_listed(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claim = claims(ledger)["recruit"].id
    decide(ledger, "accept", claim)
    assert capsys.readouterr().out == f"d1 accept {claim} by Ada\n"
    assert run(ledger, "decide", "list") == 0
    assert "because read the statement" in capsys.readouterr().out
    (made,) = decisions(ledger, capsys)["decisions"]
    assert (made["who"], made["what"], made["on"], made["reason"]) == ("Ada", "accept", claim, "read the statement")
    assert claims(ledger)["recruit"].review == "accepted"


def test_a_claim_is_named_by_the_beginning_of_its_id(ledger: Path) -> None:
    decide(ledger, "accept", claims(ledger)["recruit"].id[:9])
    assert claims(ledger)["recruit"].review == "accepted"


def test_no_decisions_yet(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(ledger, "decide", "list") == 0
    assert capsys.readouterr().out.startswith("No decisions yet.")


def test_a_rejected_claim_leaves_the_case_and_comes_back_when_undone(ledger: Path) -> None:
    with Ledger.open(ledger) as opened:
        before = opened.case("c1").claims
    claim = claims(ledger)["recruit"].id
    decide(ledger, "reject", claim)
    with Ledger.open(ledger) as opened:
        assert set(opened.case("c1").claims) == set(before) - {claim}
    decide(ledger, "undo", "d1")
    with Ledger.open(ledger) as opened:
        assert opened.case("c1").claims == before


def test_a_correction_changes_what_is_named_and_no_more(ledger: Path) -> None:
    was = claims(ledger)["recruit"]
    decide(
        ledger, "correct", was.id, "--certainty", "possible", "--role", "target=Karl Vost", "--role", "agent=",
        "--time", "2020-05", "--speaker", "A neighbour",
    )  # fmt: skip
    now = claims(ledger)["recruit"]
    assert (now.certainty, now.review, now.event) == ("possible", "corrected", "recruit")
    assert [filler.name for filler in now.roles["target"]] == ["Karl Vost"] and "agent" not in now.roles
    assert now.time.value == "2020-05" and now.chain[-1].speaker == "A neighbour"
    assert now.evidence == was.evidence and now.polarity == was.polarity


def test_a_missed_claim_is_added_by_its_words(ledger: Path) -> None:
    quote = "the bureau said in a statement"
    decide(
        ledger, "add", report_of(ledger, "arrest")[:9], "--event", "confirm", "--quote", quote, "--polarity", "positive"
    )
    added = claims(ledger)["confirm"]
    assert added.review == "added" and added.evidence.text == quote


def test_a_date_and_an_outlet_are_put_right(ledger: Path) -> None:
    report = report_of(ledger, "denial")
    decide(ledger, "date", report, "2024-04")
    decide(ledger, "outlet", report, "The Lantern")
    with Ledger.open(ledger) as opened:
        found = opened.report(report)
    assert (found.published, found.outlet) == ("2024-04", "The Lantern")


def cases(ledger: Path) -> list[str]:
    with Ledger.open(ledger) as opened:
        return sorted(case.id for case in opened.cases())


def test_a_case_is_split_until_that_is_undone(ledger: Path) -> None:
    decide(ledger, "split", "c1", report_of(ledger, "denial")[:9])
    assert len(cases(ledger)) == 2
    decide(ledger, "undo", "d1")
    assert cases(ledger) == ["c1"]


def test_two_cases_are_merged_and_the_older_id_stays(ledger: Path) -> None:
    other_case(ledger)
    assert cases(ledger) == ["c1", "c2"]
    decide(ledger, "merge", "c2", "c1")
    assert cases(ledger) == ["c1"]
    assert run(ledger, "show", "c2") == 0


def test_a_claim_is_moved_to_a_case_of_its_own(ledger: Path) -> None:
    claim = claims(ledger)["recruit"].id
    decide(ledger, "move", claim)
    assert claims(ledger)["recruit"].case not in ("c1", None)
    decide(ledger, "move", claim, "c1")
    assert claims(ledger)["recruit"].case == "c1"


def test_a_withheld_name_is_nowhere_to_be_seen(
    ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Ledger.open(ledger) as opened:
        accused = opened.case("c1").accused[0]
    decide(ledger, "withhold", accused)
    capsys.readouterr()
    for argv in (
        ["show"], ["show", "c1"], ["show", "c1", "--json"], ["show", "--report", report_of(ledger, "arrest")],
        ["search", "recruited"], ["decide", "list", "--json"],
    ):  # fmt: skip
        assert run(ledger, *argv) == 0
        assert "Brandt" not in capsys.readouterr().out, argv
    for kind in ("jsonl", "csv"):
        assert run(ledger, "export", kind, "--out", str(tmp_path / kind)) == 0
        named = [file.name for file in (tmp_path / kind).iterdir() if "Brandt" in file.read_text("utf8")]
        assert named == []
    decide(ledger, "unwithhold", accused)
    capsys.readouterr()
    assert run(ledger, "show") == 0
    assert "Brandt" in capsys.readouterr().out


def test_a_stage_is_set_and_taken_back(ledger: Path) -> None:
    def stages() -> list[tuple[str, str | None]]:
        with Ledger.open(ledger) as opened:
            return [(step.stage, step.reason) for step in opened.case("c1").stages]

    with Ledger.open(ledger) as opened:
        accused = opened.case("c1").accused[0]
    before = stages()
    decide(ledger, "stage", "c1", accused, "detained", "--date", "2024-03")
    assert stages() == [("detained", "read the statement")]
    assert run(ledger, "show", "c1") == 0
    decide(ledger, "undo", "d1")
    assert stages() == before


def test_two_reports_are_a_copy_and_then_independent(ledger: Path) -> None:
    one, other = report_of(ledger, "arrest"), report_of(ledger, "denial")

    def between() -> list[str | None]:
        with Ledger.open(ledger) as opened:
            return [relay.source for relay in opened.report_relays(other) if relay.source == one]

    decide(ledger, "copy", other[:9], one[:9])
    assert between() == [one]
    decide(ledger, "independent", other, one)
    assert between() == []


def test_a_note_is_listed_with_what_it_is_on(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claim = claims(ledger)["recruit"].id
    assert run(ledger, "decide", "note", claim[:9], "ask the neighbour", "--as", "Ada") == 0
    decide(ledger, "accept", claims(ledger)["deny"].id)
    capsys.readouterr()
    assert run(ledger, "decide", "list", "--on", claim) == 0
    out = capsys.readouterr().out
    assert "ask the neighbour" in out and "accept" not in out


def test_the_queue_shows_what_two_people_decided_differently(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claim = claims(ledger)["recruit"].id
    decide(ledger, "accept", claim)
    assert run(ledger, "decide", "reject", claim, "--as", "Ben") == 0
    capsys.readouterr()
    assert run(ledger, "decide", "queue") == 0
    assert "overruled" in capsys.readouterr().out
    assert run(ledger, "decide", "queue", "--json", "--limit", "5") == 0
    assert [act["decision"]["who"] for act in json.loads(capsys.readouterr().out)["unsettled"]] == ["Ada"]


def test_decisions_go_into_a_file_and_into_another_ledger(
    ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claim, file = claims(ledger)["recruit"].id, tmp_path / "decisions.jsonl"
    decide(ledger, "correct", claim, "--certainty", "possible")
    decide(ledger, "withhold", accused_of(ledger))
    assert run(ledger, "decide", "export", str(file)) == 0
    first = file.read_bytes()
    other = two_reports(tmp_path / "other.db")
    capsys.readouterr()
    for told in ("2 new, 0 known", "0 new, 2 known"):
        assert run(other, "decide", "import", str(file)) == 0
        assert capsys.readouterr().out.strip() == told
    assert claims(other)["recruit"].certainty == "possible"
    assert run(other, "decide", "export", str(file)) == 0 and file.read_bytes() == first


def accused_of(ledger: Path) -> str:
    with Ledger.open(ledger) as opened:
        return opened.case("c1").accused[0]


@pytest.mark.parametrize(
    "text", [None, b"<<<<<<< HEAD\n", b'{"key": 1}\n'], ids=["no file", "a conflict", "no decision"]
)
def test_a_file_that_cannot_be_taken_in_is_1_and_changes_nothing(
    ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: bytes | None
) -> None:
    file = tmp_path / "decisions.jsonl"
    if text is not None:
        file.write_bytes(text)
    assert run(ledger, "decide", "import", str(file)) == 1
    err = capsys.readouterr().err
    assert err.startswith("sayso: ") and "unexpected" not in err and err.count("\n") == 1
    assert run(ledger, "decide", "export", str(tmp_path / "no" / "folder")) == 1
    assert "unexpected" not in capsys.readouterr().err
    assert decisions(ledger, capsys)["decisions"] == []


@pytest.mark.parametrize(
    "argv",
    [
        ["accept", "k000"],
        ["stage", "c1", "p99", "arrested"],
        ["note", "c9", "x"],
        ["copy", "r000", "r001"],
        ["undo", "d9"],
        ["merge", "c1", "c9"],
        ["merge", "c1", "c1"],
        ["split", "c1", "rnone"],
        ["withhold", "p99"],
        ["date", "r000", "2024"],
    ],
    ids=" ".join,
)
def test_what_makes_no_sense_is_1_and_changes_nothing(
    ledger: Path, argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(ledger, "decide", *argv, *BY) == 1
    out, err = capsys.readouterr()
    assert out == "" and err.startswith("sayso: ") and err.count("\n") == 1 and "unexpected" not in err
    assert decisions(ledger, capsys)["decisions"] == []


@pytest.mark.parametrize(
    "argv",
    [
        ["correct", "{claim}"],
        ["correct", "{claim}", "--event", "dance"],
        ["add", "{report}", "--event", "arrest", "--quote", "nowhere"],
        ["add", "{report}", "--event", "dance", "--quote", "in a statement"],
    ],
    ids=lambda argv: " ".join(argv),
)
def test_a_change_of_nothing_to_nothing_or_nowhere_is_refused(
    ledger: Path, argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    ids = {"claim": claims(ledger)["recruit"].id, "report": report_of(ledger, "arrest")}
    assert run(ledger, "decide", *(word.format(**ids) for word in argv), *BY) == 1
    assert "unexpected" not in capsys.readouterr().err


def test_who_decides_is_found_without_the_option(
    ledger: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    claim = claims(ledger)["recruit"].id
    config = tmp_path / "gitconfig"
    config.write_text("[user]\nname = Grace of Git\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.delenv("SAYSO_AS", raising=False)
    monkeypatch.chdir(tmp_path)
    assert run(ledger, "decide", "accept", claim) == 0
    monkeypatch.setenv("SAYSO_AS", "Ada of the desk")
    assert run(ledger, "decide", "accept", claim) == 0
    assert [one["who"] for one in decisions(ledger, capsys)["decisions"]] == ["Grace of Git", "Ada of the desk"]


def test_a_ledger_of_another_pack_is_left_alone(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Ledger.open(ledger) as opened:
        opened.note("domain", "corruption 3 0123456789ab")
    assert run(ledger, "decide", "accept", claims(ledger)["recruit"].id, *BY) == 1
    err = capsys.readouterr().err
    assert "corruption 3" in err and "--domain" in err
    assert decisions(ledger, capsys)["decisions"] == []


def test_a_claim_is_added_without_a_speaker_to_a_report_of_no_known_outlet(tmp_path: Path) -> None:
    text = "Police arrested Viktor Orlan, an engineer, on suspicion of espionage. He sold state secrets, police said."
    (tmp_path / "orlan.txt").write_text(text, encoding="utf8")
    ledger = tmp_path / "one.db"
    assert run(ledger, "build", str(tmp_path / "orlan.txt"), "--quiet") == 0
    decide(ledger, "add", report_of(ledger, "orlan"), "--event", "investigate", "--quote", "Police arrested Viktor")
    assert [link.speaker for link in claims(ledger)["investigate"].chain] == ["outlet"]
