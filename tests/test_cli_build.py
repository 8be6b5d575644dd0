"""`sayso build`: what it says, what it returns, and what bad input gets."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.cli import main

SOURCE = Path(__file__).parents[1] / "src"
REPORT = """---
title: Arrest in Norland {n}
outlet: The Harbour Post
date: 2024-03-0{n}
url: https://harbour.example/{n}
---
Police in Norland arrested Ilya Brandt on Monday. Prosecutors said that he had spied for Russia since 2019.
"""


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two reports and one file that is none; the current folder is the one above."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for n in (1, 2):
        (folder / f"{n}.md").write_text(REPORT.format(n=n))
    (folder / "broken.txt").write_bytes(bytes(range(256)) * 8)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAYSO_LEDGER", raising=False)
    return folder


def test_a_build_reports_what_it_did(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "pages"]) == 0
    out, err = capsys.readouterr()
    first, aside, name, held = out.splitlines()
    assert first == "2 reports read, 2 new"
    assert aside == "1 set aside; why: sayso show --set-aside" and name == "  pages/broken.txt"
    assert held.startswith("The ledger sayso.db holds 2 reports, ") and held.endswith(": sayso show")
    assert "marking: 2 of 2" in err
    assert main(["show", "--set-aside"]) == 0
    assert capsys.readouterr().out.startswith("pages/broken.txt\n")


def test_a_second_build_reads_nothing_anew(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "pages", "--quiet"]) == 0
    first = capsys.readouterr()
    assert first.err == ""
    assert main(["build", "pages", "--quiet"]) == 0
    assert capsys.readouterr().out.startswith("0 reports read, 0 new, 3 files unchanged\n")


def test_the_summary_as_json(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "pages", "--json", "--ledger", "other.db"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["read"], told["new"], told["unchanged"], told["marked"]) == (2, 2, 0, 2)
    assert told["set_aside"] == ["pages/broken.txt"] and told["ledger"] == "other.db"
    assert told["reports"] == 2 and told["contradicted"] == []


def test_the_commands_of_the_summary_name_another_ledger(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "pages", "--ledger", "my ledger.db", "--quiet"]) == 0
    assert capsys.readouterr().out.endswith(": sayso show --ledger 'my ledger.db'\n")


def test_nothing_readable_is_a_failure(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "pages/broken.txt", "--quiet"]) == 1
    assert "1 set aside" in capsys.readouterr().out
    assert main(["build", "pages/broken.txt", "--quiet"]) == 1


def test_a_path_that_is_not_there(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "page"]) == 1
    out, err = capsys.readouterr()
    assert out == "" and err.startswith("sayso: ") and "page" in err


def test_an_unknown_reader_is_wrong_usage(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["build", "pages", "--reader", "magic"])
    assert ended.value.code == 2
    assert "invalid choice: 'magic' (choose from 'encoder', 'rules')" in capsys.readouterr().err


def test_an_unknown_pack_is_told(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "pages", "--domain", "./corruption"]) == 1
    err = capsys.readouterr().err
    assert err.startswith("sayso: There is no domain pack at corruption: ") and "unexpected" not in err


def test_a_foreign_ledger_is_left_alone(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notes = "my own notes " * 400
    Path("sayso.db").write_text(notes)
    assert main(["build", "pages"]) == 1
    assert "is not a Sayso ledger" in capsys.readouterr().err
    assert Path("sayso.db").read_text() == notes


def test_ctrl_c_keeps_what_was_done_and_the_same_command_goes_on(
    pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for n in range(24):
        (pages / f"more{n}.txt").write_text(f"The museum of town {n} has bought a map of the harbour. " * 6)
    path = os.pathsep.join(filter(None, [str(SOURCE), os.environ.get("PYTHONPATH")]))
    command = [sys.executable, "-m", "sayso", "build", "pages"]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path}
    ) as build:
        assert build.stderr is not None
        while "marking" not in build.stderr.readline():
            assert build.poll() is None
        build.send_signal(signal.SIGINT)
        out, err = build.communicate(timeout=60)
    assert build.returncode == 1 and out == ""
    assert err.splitlines()[-1].startswith("sayso: Stopped. ") and "the same command goes on" in err
    assert "Traceback" not in err
    assert main(["build", "pages", "--json", "--quiet"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["reports"] == 26 and told["new"] == 0
