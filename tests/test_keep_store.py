"""A file that is no ledger, or cannot be used as one, gets a message that names the cause and the next step."""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from sayso.keep import Ledger, LedgerError
from sayso.keep.canonical import canonical
from sayso.keep.store import APPLICATION_ID, errors, match_query, migrations, statements
from tests.keep_world import build_world, some_report, write

ROOT = Path(__file__).parents[1]


def refused(path: Path, *, create: bool = True) -> str:
    with pytest.raises(LedgerError) as caught:
        Ledger.open(path, create=create).close()
    assert str(path) in str(caught.value) or str(path.parent) in str(caught.value)
    return str(caught.value)


def test_a_new_ledger_is_marked_as_one(tmp_path: Path) -> None:
    Ledger.open(tmp_path / "l.db", create=True).close()
    db = sqlite3.connect(tmp_path / "l.db")
    assert db.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert db.execute("PRAGMA user_version").fetchone() == (migrations()[-1][0],)
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_without_create_nothing_is_made(tmp_path: Path) -> None:
    assert "sayso build" in refused(tmp_path / "l.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_missing(tmp_path: Path) -> None:
    assert "does not exist" in refused(tmp_path / "no" / "l.db")


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    assert "is a folder" in refused(tmp_path)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    path.write_text("Notes on what to do, long enough to be no empty database at all.\n" * 40)
    before = path.read_bytes()
    assert "not a Sayso ledger" in refused(path)
    assert path.read_bytes() == before


def test_another_programs_database(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE birds (name)")
    before = path.read_bytes()
    assert "another program" in refused(path)
    assert path.read_bytes() == before


def test_a_ledger_of_a_newer_version(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    Ledger.open(path, create=True).close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    assert "newer Sayso" in refused(path)
    assert "newer Sayso" in refused(path, create=False)


def test_a_damaged_ledger(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    with Ledger.open(path, create=True) as ledger:
        build_world(ledger, write(tmp_path / "in", [some_report(1)]))
    raw = bytearray(path.read_bytes())
    raw[4096 : len(raw) - 4096] = b"\x7f" * (len(raw) - 8192)
    path.write_bytes(raw)
    with pytest.raises(LedgerError, match="damaged"), Ledger.open(path) as ledger:
        list(ledger.all_claims())


def test_a_ledger_that_another_process_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "l.db"
    Ledger.open(path, create=True).close()
    monkeypatch.setattr("sayso.keep.store.BUSY_SECONDS", 0.05)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with Ledger.open(path) as ledger:
        assert ledger.counts().reports == 0, "reading goes on"
        with pytest.raises(LedgerError, match="another process"):
            ledger.make_dirty(["r"])
    holder.close()


def test_a_second_process_waits(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    Ledger.open(path, create=True).close()
    code = f"""
        import sqlite3, time
        db = sqlite3.connect({str(path)!r}, isolation_level=None)
        db.execute("BEGIN IMMEDIATE")
        print("held", flush=True)
        time.sleep(0.4)
        db.execute("COMMIT")
    """
    with subprocess.Popen([sys.executable, "-c", textwrap.dedent(code)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == b"held\n"
        with Ledger.open(path) as ledger:
            ledger.note("waited", True)
            assert ledger.noted("waited") is True


# ---------------------------------------------------------------------------------------- not to be written


AS_NOBODY = """
import os, sys
from sayso.keep import Ledger, LedgerError
from sayso.keep.store import migrations
migrations()  # all modules are there before this user can no longer see them
os.setgid(65534); os.setuid(65534)
try:
    with Ledger.open(sys.argv[1], create=sys.argv[2] == "create") as ledger:
        print(ledger.counts().reports, len(list(ledger.all_claims())) > 0)
        ledger.note("x", 1)
except LedgerError as error:
    print(error)
"""


def as_nobody(path: Path, how: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, str(path), how], capture_output=True, text=True, env=environment
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def open_folder() -> Path:
    """A folder that anyone may enter, as pytest's own is closed to others."""
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can act as another user")
@pytest.mark.parametrize("folder_mode, file_mode", [(0o555, 0o644), (0o755, 0o444), (0o555, 0o444)])
def test_a_ledger_that_may_only_be_read(open_folder: Path, folder_mode: int, file_mode: int) -> None:
    path = open_folder / "l.db"
    with Ledger.open(path, create=True) as ledger:
        build_world(ledger, write(open_folder / "in", [some_report(1)]))
    path.chmod(file_mode)
    open_folder.chmod(folder_mode)
    assert "cannot be written" in as_nobody(path, "create")
    shown = as_nobody(path, "read")
    assert shown.startswith("1 True\n") and "cannot be written" in shown
    path.chmod(0o600)
    assert "cannot be read" in as_nobody(path, "read")


# --------------------------------------------------------------------------------------------- a full disk


def test_a_full_ledger_loses_nothing(tmp_path: Path) -> None:
    """SQLite's own limit on pages stands for a disk on which nothing more fits."""
    paths = write(tmp_path / "in", map(some_report, range(30)))
    with Ledger.open(tmp_path / "full.db", create=True) as ledger:
        pages = ledger.store.rows("PRAGMA page_count")[0][0]
        ledger.store.run(f"PRAGMA max_page_count = {pages + 12}")
        with pytest.raises(LedgerError, match="disk is full"):
            build_world(ledger, paths)
    with Ledger.open(tmp_path / "full.db") as ledger, Ledger.open(tmp_path / "whole.db", create=True) as whole:
        build_world(ledger, paths)
        build_world(whole, paths)
        assert canonical(ledger) == canonical(whole)


LIMITED = """
import resource, signal, sys
from pathlib import Path
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from tests.keep_world import build_world
from sayso.keep import Ledger, LedgerError
with Ledger.open(sys.argv[1], create=True) as ledger:
    resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, resource.RLIM_INFINITY))
    try:
        build_world(ledger, [Path(sys.argv[2])])
    except LedgerError as error:
        print(error)
"""


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="this system has no limit on the size of files")
def test_a_disk_that_takes_no_more(tmp_path: Path) -> None:
    write(tmp_path / "in", map(some_report, range(40)))
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-c", LIMITED, str(tmp_path / "l.db"), str(tmp_path / "in")]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert done.returncode == 0 and "Make room" in done.stdout, done.stdout + done.stderr
    with Ledger.open(tmp_path / "l.db") as ledger:
        assert ledger.store.rows("PRAGMA integrity_check") == [("ok",)]
        build_world(ledger, [tmp_path / "in"])
        assert ledger.counts().reports == 40


# ------------------------------------------------------------------------------------------------ small parts


def test_statements_of_a_script_are_told_apart() -> None:
    script = "CREATE TABLE a (b); -- note; more\nCREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; SELECT 2; END;\n"
    assert [s.strip()[:12] for s in statements(script)] == ["CREATE TABLE", "-- note; mor"]


def test_an_error_of_our_own_making_is_not_dressed_up(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"), errors(tmp_path):
        raise sqlite3.OperationalError("no such table: birds")


def test_words_of_a_user_are_never_syntax() -> None:
    assert match_query('a* OR "b" NEAR(c) col:d ^e -f') == '"a" "OR" "b" "NEAR" "c" "col" "d" "e" "f"'
    assert match_query("' ; -- \"") == ""


def test_a_transaction_is_all_or_nothing(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.db", create=True) as ledger:
        with pytest.raises(ZeroDivisionError), ledger.store.transaction():
            ledger.note("a", 1)
            with ledger.store.transaction():
                ledger.note("b", 1)
            1 / 0  # noqa: B018
        assert (ledger.noted("a"), ledger.noted("b")) == (None, None)


@pytest.mark.parametrize("table", ["decisions", "addresses"])
def test_what_is_append_only_cannot_be_changed(tmp_path: Path, table: str) -> None:
    with Ledger.open(tmp_path / "l.db", create=True) as ledger:
        build_world(ledger, write(tmp_path / "in", [some_report(1)]))
        ledger.decide.accept(next(ledger.all_claims()).id, who="Ada")
        for sql in (f"DELETE FROM {table}", f"UPDATE {table} SET id = 'x'"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                ledger.store.run(sql)
