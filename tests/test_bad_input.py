"""What bad input gets, through the command line as a user meets it: a cause, a next step, and all the rest built."""

from __future__ import annotations

import io
import os
import resource
import socket
import sqlite3
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from pypdf import PdfWriter

from sayso.cli import main
from sayso.keep import Ledger

SOURCE = Path(__file__).parents[1] / "src"
GOOD = "Police in Norland arrested Ilya Brandt on Monday. Prosecutors said that he had spied for Russia since 2019.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one sound report; the current folder is the one above."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAYSO_LEDGER", raising=False)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(GOOD)
    return tmp_path / "in"


def pdf(password: str = "") -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


UNREADABLE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("x.txt", lambda: b"", "empty"),
    "binary": ("x.txt", lambda: bytes(range(256)) * 64, "no text"),
    "truncated PDF": ("x.pdf", lambda: pdf()[:60], "PDF"),
    "encrypted PDF": ("x.pdf", lambda: pdf("secret"), "password"),
    "zip bomb": ("x.zip", lambda: packed({"bomb.txt": bytes(30_000_000)}), "unpack"),
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_what_cannot_be_read_is_named_with_cause_and_next_step(
    kind: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, made, cause = UNREADABLE[kind]
    (folder / name).write_bytes(made())
    assert main(["build", "in", "--quiet"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("1 report read, 1 new\n1 set aside; why: sayso show --set-aside\n")
    assert main(["show", "--set-aside"]) == 0
    told = capsys.readouterr().out
    assert told.startswith(f"in/{name}") and cause.lower() in told.lower()
    assert len(told.splitlines()) > 1
    assert main(["show"]) == 0
    assert "Ilya Brandt" in capsys.readouterr().out
    (folder / "good.txt").unlink()


def test_a_file_of_200_megabytes_is_not_read_into_memory(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (folder / "vast.txt").open("wb") as file:
        file.truncate(200_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert main(["build", "in", "--quiet"]) == 0
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 600_000
    assert "in/vast.txt" in capsys.readouterr().out


SPOKEN = {"Chinese": "zh", "Arabic": "ar", "German": "de"}
READABLE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "UTF-16": ("x.txt", lambda: GOOD.encode("utf-16")),
    "Windows-1252": ("x.txt", lambda: ("The café’s owner saw it. " + GOOD).encode("cp1252")),
    "mixed encodings": ("x.txt", lambda: "Café. ".encode() + "Café. ".encode("latin-1") + GOOD.encode()),
    "NUL and bidi": ("x.txt", lambda: ("A\x00 \u202eB\u2066. " + GOOD).encode()),
    "nested tags": ("x.html", lambda: b"<div>" * 1_000_000 + f"<p>{GOOD}</p>".encode()),
    "member ../x": ("x.zip", lambda: packed({"../../escaped.txt": GOOD.encode()})),
    "breaks": ("x.txt", lambda: (GOOD + "\n" * 100_000 + "He denied it.").encode()),
    "Chinese": ("x.txt", lambda: ("警方周一表示，一名男子因涉嫌从事间谍活动被逮捕。" * 40).encode()),
    "Arabic": ("x.txt", lambda: ("قالت الشرطة إنها اعتقلت رجلا بتهمة التجسس. " * 40).encode()),
    "emoji": ("x.txt", lambda: ("🕵️🔥 " * 500).encode()),
    "German": (
        "x.txt",
        lambda: ("Er soll in der Stadt und auf dem Land für die GRU spioniert haben, sagte die Polizei. " * 9).encode(),
    ),
}


@pytest.mark.parametrize("kind", READABLE)
def test_what_is_odd_is_kept_and_hurts_nothing(kind: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name, made = READABLE[kind]
    (folder / name).write_bytes(made())
    assert main(["build", "in", "--quiet"]) == 0
    assert capsys.readouterr().out.startswith("2 reports read, 2 new\nThe ledger")
    assert not list(folder.parent.parent.glob("escaped.txt")) and not list(folder.parent.glob("escaped.txt"))
    with Ledger.open("sayso.db") as ledger:
        odd = next(report for report in ledger.all_reports() if report.path != "in/good.txt")
        if kind in SPOKEN:
            assert odd.language == SPOKEN[kind] and not list(ledger.report_claims(odd.id))
        assert main(["show", "--report", odd.id]) == 0
    shown = capsys.readouterr().out
    assert not set("\x00\u202e\u2066") & set(shown)
    assert kind not in SPOKEN or f"language {SPOKEN[kind]}" in shown


def test_archives_and_links_lead_nowhere_else(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    with tarfile.open(folder / "x.tar", "w") as archive:
        link = tarfile.TarInfo("passwd")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    assert main(["build", "in", "--quiet"]) == 0
    assert capsys.readouterr().out.startswith("1 report read, 1 new\n")


def test_a_full_disk_is_told_and_nothing_is_lost(folder: Path) -> None:
    """A bound on the size of files is to the program what a full disk is."""
    assert main(["build", "in", "--quiet"]) == 0
    (folder / "more.txt").write_text(os.urandom(300_000).hex())
    limits = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({400_000}, {400_000}))"
    run = f"{limits}; import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)"
    command = [sys.executable, "-c", f"{run}; from sayso.cli import main; raise SystemExit(main(['build', 'in']))"]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(SOURCE)}, capture_output=True, text=True)
    assert done.returncode == 1
    assert "sayso.db could not be written" in done.stderr and "Make room" in done.stderr
    with Ledger.open("sayso.db") as ledger:
        assert [report.path for report in ledger.all_reports()] == ["in/good.txt"]


def newer(path: Path) -> None:
    Ledger.open(path, create=True).close()
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")


LEDGERS: dict[str, tuple[Callable[[Path], object], str]] = {
    "foreign": (lambda path: path.write_text("my notes"), "not a Sayso ledger. Name another file with --ledger"),
    "newer": (newer, "newer Sayso"),
    "folder": (lambda path: path.mkdir(), "is a folder. Name a file with --ledger"),
}


@pytest.mark.parametrize("kind", LEDGERS)
def test_a_ledger_that_is_none_is_left_alone(kind: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made, cause = LEDGERS[kind]
    path = folder.parent / "l.db"
    made(path)
    before = path.read_bytes() if path.is_file() else b""
    for command in (["build", "in"], ["show"], ["serve"]):
        assert main([*command, "--ledger", "l.db"]) == 1
        assert cause in capsys.readouterr().err
    assert before == (path.read_bytes() if path.is_file() else b"")


def test_a_port_in_use_and_an_unknown_case(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "in", "--quiet"]) == 0
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 1
    assert f"{port}" in capsys.readouterr().err
    assert main(["show", "c99"]) == 1
    assert "The ledger holds no case 'c99'" in capsys.readouterr().err
