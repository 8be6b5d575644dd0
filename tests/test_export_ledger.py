"""A real export: every line fits the schema, every span is verbatim, every reference leads somewhere."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from sayso.cli import main
from sayso.export.jsonl import FILES
from sayso.export.schema import schema
from sayso.keep import Ledger
from sayso.model import ReportRecord
from tests.ledgers import DENIAL, two_reports

Export = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return two_reports(tmp_path_factory.mktemp("two") / "two.db")


def exported(ledger: Path, kind: str, out: Path) -> Path:
    assert main(["export", kind, "--out", str(out), "--ledger", str(ledger)]) == 0
    return out


@pytest.fixture(scope="module")
def folder(ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return exported(ledger, "jsonl", tmp_path_factory.mktemp("export") / "out")


@pytest.fixture(scope="module")
def lines(folder: Path) -> Export:
    return loaded(folder)


def loaded(folder: Path) -> Export:
    return {name: [json.loads(line) for line in (folder / name).read_bytes().split(b"\n")[:-1]] for name in FILES}


def faults(folder: Path) -> list[str]:
    """Where an export does not fit the schema."""
    whole = {"meta.json": json.loads((folder / "meta.json").read_text("utf8")), **loaded(folder)}
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema()).iter_errors(whole)]


def test_every_line_fits_the_published_schema(folder: Path) -> None:
    assert faults(folder) == []


def test_meta_tells_pack_reader_and_lines(folder: Path, lines: Export) -> None:
    meta = json.loads((folder / "meta.json").read_text("utf8"))
    assert meta["format"] == 1
    assert meta["files"] == {name: len(of) for name, of in lines.items()}


def spans(value: Any, report: str) -> Iterator[tuple[str, int, int, str | None]]:
    """Every span in a record with its report, and its words where they are told."""
    if isinstance(value, dict):
        report = value.get("report") or report
        if {"start", "end"} <= value.keys():
            yield report, value["start"], value["end"], value.get("text")
        if value.get("span"):
            yield report, *value["span"], value.get("text")
        for name in ("source", "cue", "content"):
            yield from ((report, start, end, None) for start, end in value.get(name) or [])
        for item in value.values():
            yield from spans(item, report)
    elif isinstance(value, list):
        for item in value:
            yield from spans(item, report)


def test_every_span_is_verbatim(lines: Export) -> None:
    assert verbatim(lines) > 20


def verbatim(lines: Export) -> int:
    """Checks every span of an export; how many there are."""
    texts = {report["id"]: report["text"] for report in lines["reports.jsonl"]}
    files = ("attributions.jsonl", "claims.jsonl", "parties.jsonl", "cases.jsonl")
    found = [span for name in files for line in lines[name] for span in spans(line, line.get("report", ""))]
    for report, start, end, words in found:
        assert 0 <= start < end <= len(texts[report])
        assert words is None or texts[report][start:end] == words
    return len(found)


def test_texts_are_stored_to_the_letter(lines: Export) -> None:
    assert DENIAL in {report["text"] for report in lines["reports.jsonl"]}


def test_every_reference_leads_somewhere(lines: Export) -> None:
    ids = {name: {line["id"] for line in of if "id" in line} for name, of in lines.items()}
    origins = {origin["id"] for case in lines["cases.jsonl"] for origin in case["origins"]}
    for claim in lines["claims.jsonl"]:
        assert claim["report"] in ids["reports.jsonl"]
        assert claim["attribution"] in ids["attributions.jsonl"] | {None}
        assert claim["case"] in ids["cases.jsonl"] | {None}
        assert claim["allegation"] in ids["allegations.jsonl"] | {None}
        assert claim["origin"] in origins | {None}
        assert {link["party"] for link in claim["chain"]} <= ids["parties.jsonl"] | {None}
    for case in lines["cases.jsonl"]:
        assert {*case["accused"], *case["accusers"], *case["services"], *case["principals"]} <= ids["parties.jsonl"]
        assert set(case["claims"]) <= ids["claims.jsonl"] and set(case["reports"]) <= ids["reports.jsonl"]


def test_a_second_export_is_the_same_to_the_byte(folder: Path, ledger: Path, tmp_path: Path) -> None:
    again = exported(ledger, "jsonl", tmp_path / "again")
    for name in (*FILES, "meta.json"):
        assert (again / name).read_bytes() == (folder / name).read_bytes()


@pytest.fixture(scope="module")
def tables(ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, str]]]:
    out = exported(ledger, "csv", tmp_path_factory.mktemp("tables") / "out")
    found = {}
    for name in ("claims.csv", "cases.csv"):
        with (out / name).open(encoding="utf-8-sig", newline="") as file:
            found[name] = list(csv.DictReader(file))
    return found


def test_tables_have_one_row_a_claim_and_one_a_case(tables: dict[str, list[dict[str, str]]], lines: Export) -> None:
    assert [row["claim"] for row in tables["claims.csv"]] == [claim["id"] for claim in lines["claims.jsonl"]]
    assert [row["case"] for row in tables["cases.csv"]] == [case["id"] for case in lines["cases.jsonl"]]


def test_a_row_names_who_says_what_of_whom(tables: dict[str, list[dict[str, str]]]) -> None:
    row = next(row for row in tables["claims.csv"] if row["event"] == "recruit")
    assert row["chain"] == "Harbour Post ← Norland State Bureau"
    assert (row["speaker"], row["agent"], row["target"]) == (
        "Norland State Bureau", "Southern Service", "Ilya Brandt",
    )  # fmt: skip
    assert (row["time"], row["published"], row["outlet"]) == ("2019", "2024-03-05", "Harbour Post")
    assert row["case_title"].startswith("Ilya Brandt")


def test_a_case_row_names_parties_steps_and_slots(tables: dict[str, list[dict[str, str]]]) -> None:
    (row,) = tables["cases.csv"]
    assert row["accused"] == "Ilya Brandt" and row["services"] == "Southern Service"
    assert "Ilya Brandt: arrested 2024-03-04" in row["stages"]
    assert row["age"] == "52" and row["reports"] == "2"
    assert (row["first_published"], row["last_published"]) == ("2024-03", "2024-03-05")


def test_no_cell_of_a_hostile_report_is_a_formula(tables: dict[str, list[dict[str, str]]]) -> None:
    cells = [cell for rows in tables.values() for row in rows for cell in row.values()]
    assert any(cell.startswith("'=cmd") for cell in cells) and any(cell.startswith("'@Evening") for cell in cells)
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    assert not any("\x1b" in cell or "\x9b" in cell for cell in cells)


def test_a_table_begins_with_the_mark_and_ends_its_rows_with_cr_lf(ledger: Path, tmp_path: Path) -> None:
    raw = (exported(ledger, "csv", tmp_path / "out") / "cases.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfcase,") and raw.endswith(b"\r\n")


def test_a_folder_of_other_files_is_refused(ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    assert main(["export", "jsonl", "--out", str(tmp_path), "--ledger", str(ledger)]) == 1
    assert "holds files that are no export" in capsys.readouterr().err
    assert [file.name for file in tmp_path.iterdir()] == ["notes.txt"]


def test_the_command_says_what_it_wrote(ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exported(ledger, "csv", tmp_path / "out")
    told = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in told] == ["4", "1"]


def test_a_ledger_that_only_can_be_read_is_exported(ledger: Path, tmp_path: Path) -> None:
    copy = tmp_path / "locked"
    copy.mkdir()
    shutil.copy(ledger, copy / "two.db")
    (copy / "two.db").chmod(0o444)
    exported(copy / "two.db", "jsonl", tmp_path / "out")


def test_an_export_is_of_one_moment(ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A decision that another process makes between two files is in none of them."""
    copy = tmp_path / "two.db"
    shutil.copy(ledger, copy)
    read_reports = Ledger.all_reports

    def meddled(self: Ledger) -> Iterator[ReportRecord]:
        with Ledger.open(copy) as other:
            other.decide.reject(next(iter(other.all_claims())).id, who="Ada")
        return read_reports(self)

    monkeypatch.setattr(Ledger, "all_reports", meddled)
    assert loaded(exported(copy, "jsonl", tmp_path / "out"))["decisions.jsonl"] == []
    monkeypatch.setattr(Ledger, "all_reports", read_reports)
    assert len(loaded(exported(copy, "jsonl", tmp_path / "later"))["decisions.jsonl"]) == 1
