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
        for name in ("reports", "claims", "parties", "cases")
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
