"""`sayso serve` answers on this machine, ends well with Ctrl-C, and says so when it cannot start; pipes may close."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from sayso.cli import main
from tests.ledgers import two_reports
from tests.shown import answers, free_port

SOURCE = Path(__file__).parents[1] / "src"
ENV = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [str(SOURCE), os.environ.get("PYTHONPATH")]))}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return two_reports(tmp_path_factory.mktemp("two") / "two.db")


def test_it_answers_until_ctrl_c(ledger: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "sayso", "serve", "--ledger", str(ledger), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ENV) as server:
        assert answers(port, server)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20) as page:
            assert page.status == 200 and "Ilya Brandt" in page.read().decode()
        server.send_signal(signal.SIGINT)
        out, err = server.communicate(timeout=20)
    assert server.returncode == 0 and out == ""
    assert f"http://127.0.0.1:{port}/" in err and "Traceback" not in err


def test_a_port_in_use_is_told(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert main(["serve", "--ledger", str(ledger), "--port", str(port)]) == 1
    err = capsys.readouterr().err
    assert err.startswith("sayso: ") and str(port) in err and "--port" in err and "unexpected" not in err


def test_no_ledger_to_serve(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--ledger", str(tmp_path / "none.db")]) == 1
    assert "There is no ledger" in capsys.readouterr().err


def test_a_reader_that_has_seen_enough_is_no_failure(ledger: Path) -> None:
    """More output than a pipe holds, and nobody to read it."""
    command = f'"{sys.executable}" -m sayso show c1 --json --ledger "{ledger}" | true; echo ${{PIPESTATUS[0]}}'
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, env=ENV)
    assert (done.stdout, done.stderr) == ("0\n", "")
