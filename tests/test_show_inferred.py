"""Who is inferred to have acted is shown as inferred, with the reason, and weighs nothing in linking and tracing."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.cli import main
from sayso.domains import load
from sayso.keep import Ledger
from sayso.link.view import View
from sayso.model import Marked
from sayso.show import web
from tests.marking import read

TEXT = (
    "Poland accuses Marek Wilk, a surveyor, of espionage for the intelligence service of Belarus.\n"
    "Wilk was arrested in Bialystok on Monday."
)
REASON = "Poland is the state that acts here"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inferred")
    (folder / "report.txt").write_text(TEXT)
    path = folder / "sayso.db"
    assert main(["build", str(folder / "report.txt"), "--reader", "rules", "--ledger", str(path), "--quiet"]) == 0
    return path


def report_of(ledger: Path) -> str:
    with Ledger.open(ledger) as opened:
        (report,) = opened.all_reports()
        return report.id


def test_the_terminal_says_so(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "--report", report_of(ledger), "--ledger", str(ledger)]) == 0
    page = " ".join(capsys.readouterr().out.split())
    assert "target Marek Wilk, agent Polish authorities (inferred)" in page


def test_the_report_page_says_so_with_the_reason(ledger: Path) -> None:
    with TestClient(web.create(ledger), base_url="http://127.0.0.1:8317") as client:
        page = client.get(f"/report/{report_of(ledger)}").text
    assert f'title="{REASON}"' in page


def test_the_exports_say_so(ledger: Path, tmp_path: Path) -> None:
    assert main(["export", "csv", "--out", str(tmp_path), "--ledger", str(ledger)]) == 0
    with (tmp_path / "claims.csv").open(newline="", encoding="utf-8-sig") as file:
        rows = {row["event"]: row for row in csv.DictReader(file)}
    assert (rows["arrest"]["agent"], rows["arrest"]["inferred"]) == ("Polish authorities", f"agent: {REASON}")
    assert rows["accuse"]["inferred"] == ""


def test_linking_and_tracing_are_not_given_what_is_inferred() -> None:
    reading = read(TEXT)
    claim = reading.claim("arrest")
    ids = tuple(f"r:e{n}" for n in range(len(reading.marks.entities)))
    marked = Marked(report="r", text=TEXT, marks=reading.marks, claim_ids=(), attribution_ids=(), entity_ids=ids)
    view = View(marked, load("espionage"))
    assert claim.roles["agent"][0].entity is not None
    assert view.fillers(claim, "agent") == []
    assert view.fillers(claim, "target") == [claim.roles["target"][0].entity]
