"""Two windows decide at once while the server is killed: no decision is lost, none is doubled."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.keep import Ledger
from sayso.keep.canonical import canonical
from sayso.pipeline import settle
from tests.keep_world import DOMAIN
from tests.review_desk import desk, filled


def test_no_decision_is_lost_or_doubled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1] / "benchmarks"))
    ledger = filled(tmp_path / "l.db")
    found = importlib.import_module("deciding").run(ledger, windows=2, each=8, kills=2)
    assert (found["lost"], found["doubled"], found["strange"]) == (0, 0, 0), found
    with Ledger.open(ledger) as opened:
        settle(opened, DOMAIN)
        state = canonical(opened)
        lines = list(opened.decision_lines())
    with Ledger.open(filled(tmp_path / "again.db")) as again:  # what is left is what the decisions alone make of it
        again.take_in(lines)
        settle(again, DOMAIN)
        assert canonical(again) == state


def test_a_form_that_is_sent_twice_decides_once(tmp_path: Path) -> None:
    ledger = filled(tmp_path / "l.db")
    with Ledger.open(ledger) as opened:
        claim = next(iter(opened.all_claims())).id
        case = max(opened.all_cases(), key=lambda one: len(one.reports))
        tide = next(r.id for r in opened.all_reports() if r.path == "tide.txt")
    pages = {
        "accept": (f"/review/claim/{claim}", {}),
        "correct": (f"/review/claim/{claim}", {"certainty": "possible", "event": "travel"}),
        "move": (f"/review/claim/{claim}", {}),
        "add": (f"/review/report/{tide}", {"quote": "caught a spy for Britain", "event": "arrest"}),
        "report": (f"/review/report/{tide}", {"published": "2023"}),
        "stage": (f"/review/case/{case.id}", {"stage": "detained", "reason": "x"}),
        "split": (f"/review/case/{case.id}", {"out": tide}),
        "note": (f"/review/party/{case.accused[0]}", {"reason": "x"}),
        "withhold": (f"/review/party/{case.accused[0]}", {}),
    }
    with desk(ledger) as at:
        for number, (action, (page, more)) in enumerate(pages.items(), 1):
            form = at.form(page, action) | more
            answers = [at.post(action, form) for _ in range(3)]
            assert {answer.status_code for answer in answers} == {303}, (action, [a.text[-900:] for a in answers])
            assert len({answer.headers["location"] for answer in answers}) == 1
            with at.ledger() as opened:
                assert len(opened.decisions()) == number, action


RACE = """
import sys, threading
from sayso.keep import Ledger
from sayso.show import web
web.create(sys.argv[1])
sys.setswitchinterval(1e-6)
together = threading.Barrier(12)
def look():
    with Ledger.open(sys.argv[1]) as ledger:
        together.wait()
        list(ledger.all_claims()), list(ledger.all_cases()), list(ledger.all_parties())
threads = [threading.Thread(target=look) for _ in range(12)]
[one.start() for one in threads], [one.join() for one in threads]
"""


def test_many_first_requests_at_once_do_not_end_the_process(tmp_path: Path) -> None:
    """Without `ready` msgspec ends one process in three here."""
    done = subprocess.run([sys.executable, "-c", RACE, str(filled(tmp_path / "l.db"))], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
