"""What Sayso makes of its own examples: the four cases with their accused, and nothing of the novel and the law."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from sayso.cli import main as sayso

REPORTS = Path(__file__).parents[1] / "examples" / "reports"
CASES = {"luo": "Luo", "tomas-k": "Tomas K.", "vance": "Vance", "saarinen": "Saarinen"}
GARBLED = "luo-5-spun"  # calls the accused Lou: until copied text is traced, nothing says that this is Luo
Lines = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Lines:
    """The exported ledger of the examples."""
    folder = tmp_path_factory.mktemp("examples")
    ledger = str(folder / "examples.db")
    assert sayso(["build", str(REPORTS), "--ledger", ledger, "--quiet"]) == 0
    assert sayso(["export", "jsonl", "--ledger", ledger, "--out", str(folder / "out")]) == 0
    return {
        name: [json.loads(line) for line in (folder / "out" / f"{name}.jsonl").read_text("utf8").splitlines()]
        for name in ("reports", "claims", "parties", "cases", "relays", "divergences")
    }


def stems(lines: Lines) -> dict[str, str]:
    """Report id → stem of its file."""
    return {report["id"]: Path(report["path"]).stem for report in lines["reports"]}


def case_of_files(lines: Lines) -> dict[str, str | None]:
    """Stem of a file → the case of most of its claims."""
    counts: dict[str, Counter[str]] = {stem: Counter() for stem in stems(lines).values()}
    for claim in lines["claims"]:
        if claim["case"]:
            counts[stems(lines)[claim["report"]]][claim["case"]] += 1
    return {stem: count.most_common(1)[0][0] if count else None for stem, count in counts.items()}


def accused_of(lines: Lines, case: str | None) -> set[str]:
    names = {party["id"]: party["name"] for party in lines["parties"]}
    return {names[party] for found in lines["cases"] if found["id"] == case for party in found["accused"]}


def test_every_example_is_read(lines: Lines) -> None:
    assert set(stems(lines).values()) == {path.stem for path in REPORTS.iterdir()}


@pytest.mark.parametrize("prefix", CASES)
def test_the_reports_of_a_case_are_one_case(lines: Lines, prefix: str) -> None:
    found = {stem: case for stem, case in case_of_files(lines).items() if stem.startswith(prefix) and stem != GARBLED}
    assert len(set(found.values())) == 1, found


@pytest.mark.parametrize(("prefix", "accused"), CASES.items())
def test_a_case_has_its_accused(lines: Lines, prefix: str, accused: str) -> None:
    found = next(case for stem, case in case_of_files(lines).items() if stem.startswith(prefix))
    assert any(accused in name for name in accused_of(lines, found))


def test_the_four_cases_are_four(lines: Lines) -> None:
    assert len({case_of_files(lines)[next(p.stem for p in REPORTS.glob(f"{prefix}-*"))] for prefix in CASES}) == 4


@pytest.mark.parametrize("stem", ["novel-review", "law-article"])
def test_a_report_of_no_case_is_in_none(lines: Lines, stem: str) -> None:
    report = next(id for id, name in stems(lines).items() if name == stem)
    assert not [case["title"] for case in lines["cases"] if report in case["reports"]]


def test_the_undated_report_stays_undated(lines: Lines) -> None:
    report = next(r for r in lines["reports"] if Path(r["path"]).stem == "luo-6-undated")
    assert report["published_basis"] in {None, "inferred"}


def test_furniture_is_not_text(lines: Lines) -> None:
    texts = "\n".join(report["text"] for report in lines["reports"])
    assert "Harbour master arrested" not in texts
    assert "cookies" not in texts


# ------------------------------------------------------------------------------------- what happened on the way


def changed(lines: Lines, source: str, target: str) -> set[tuple[str, str, str]]:
    """The changes on the relay between two reports, by their files."""
    names = stems(lines)
    [relay] = [r for r in lines["relays"] if (names.get(r["source"]), names[r["target"]]) == (source, target)]
    return {(c["kind"], c["source_text"], c["target_text"]) for c in relay["changes"]}


def test_the_planted_changes_of_the_spun_rewrite_are_found(lines: Lines) -> None:
    found = changed(lines, "luo-2-agency", "luo-5-spun")
    assert {("name", "Luo", "Lou"), ("number", "2,300 pictures", "3,200 photographs")} <= found
    assert ("quotation", "by the picture", "per photograph") in found
    assert "Lou was arrested" in {new[:16] for kind, _, new in found if kind == "stage"}


def test_the_planted_changes_of_a_light_edit_are_found(lines: Lines) -> None:
    found = changed(lines, "luo-2-agency", "luo-3-light-edit")
    assert ("number", "$43,700", "A$65,600") in found
    assert ("omitted", "Harbour News could not verify the allegations independently.", "") in found
    assert not [c for c in found if c[0] in ("name", "stage", "role", "value")]


def test_every_wording_of_a_change_is_verbatim(lines: Lines) -> None:
    text = {report["id"]: report["text"] for report in lines["reports"]}
    for relay in lines["relays"]:
        ends = {"source": relay["version"] or relay["source"], "target": relay["target"]}
        for change in relay["changes"]:
            for side, report in ends.items():
                span = change[f"{side}_span"]
                assert change[f"{side}_text"] == (text[report][span[0] : span[1]] if span else "")


def test_every_report_is_read_against_the_statement_that_the_ledger_holds(lines: Lines) -> None:
    names = stems(lines)
    read = {names[r["target"]] for r in lines["relays"] if names.get(r["version"]) == "luo-1-ministry-statement"}
    assert {"luo-2-agency", "luo-3-light-edit", "luo-4-light-edit", "luo-6-undated"} <= read


def diverging(lines: Lines, prefix: str) -> dict[str, tuple[str, dict[str, str | None]]]:
    """The divergences of a case by slot: the judgement, and each value with the suspicion against it."""
    case = next(c for stem, c in case_of_files(lines).items() if stem.startswith(prefix))
    return {
        d["slot"]: (d["judgement"], {v["value"]: v["suspect"] for v in d["values"]})
        for d in lines["divergences"]
        if d["case"] == case
    }


def test_the_planted_divergences_are_found_and_judged(lines: Lines) -> None:
    luo, tomas = diverging(lines, "luo"), diverging(lines, "tomas-k")
    assert luo["name"] == ("garble", {"Luo": None, "Lou": "garble"})
    assert luo["transfer_information.quantity"] == ("garble", {"2,300 pictures": None, "3,200 photographs": "garble"})
    assert luo["status"] == ("hardened", {"coercive measures": None, "arrested": "hardened"})
    assert tomas["age"] == ("contradiction", {"52": None, "54": None})
    assert tomas["status"][0] == "later"
    assert diverging(lines, "vance")["status"][0] == "later"


def test_a_divergence_names_reports_claims_and_parties_of_the_export(lines: Lines) -> None:
    reports, claims = ({line["id"] for line in lines[name]} for name in ("reports", "claims"))
    parties = {line["id"] for line in lines["parties"]}
    for found in lines["divergences"]:
        assert found["accused"] is None or found["accused"] in parties
        assert all({*v["reports"]} <= reports and {*v["claims"]} <= claims for v in found["values"])
        assert all({s["report"] for s in v["spans"]} == {*v["reports"]} for v in found["values"])
