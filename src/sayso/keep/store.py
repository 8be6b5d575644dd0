"""All that is SQLite and not plain SQL: opening a file, migrations, transactions, full-text queries, and errors.

A `Store` is one connection. Another database would be another class with these methods.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

APPLICATION_ID = 0x53415953  # "SAYS"
BUSY_SECONDS = 30.0
CHUNK = 500  # how many values one statement may hold
Row = tuple[Any, ...]


class LedgerError(Exception):
    """A ledger that cannot be used: the message names the file, the cause and the next step."""


class Store:
    """One connection to a ledger file."""

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        self._db = db
        self.path = path

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows of a query."""
        with errors(self.path):
            return self._db.execute(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[Any] = ()) -> Row | None:
        """The first row of a query, or None."""
        with errors(self.path):
            found: Row | None = self._db.execute(sql, values).fetchone()
            return found

    def each(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """The rows of a query one by one."""
        with errors(self.path):
            yield from self._db.execute(sql, values)

    def among(self, sql: str, values: Iterable[Any], first: Sequence[Any] = ()) -> list[Row]:
        """The rows of a query whose one "IN (?)" takes any number of values; `first` are the values before it."""
        rest = list(dict.fromkeys(values))
        found: list[Row] = []
        for at in range(0, len(rest), CHUNK):
            part = rest[at : at + CHUNK]
            found += self.rows(sql.replace("(?)", f"({','.join('?' * len(part))})"), [*first, *part])
        return found

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Runs a statement; the id of the row that it inserted."""
        with errors(self.path):
            return self._db.execute(sql, values).lastrowid or 0

    def run_many(self, sql: str, values: Iterable[Sequence[Any]]) -> None:
        """Runs a statement once for each set of values."""
        with errors(self.path):
            self._db.executemany(sql, values)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing of what is written inside; inside another transaction, a part of that one."""
        if self._db.in_transaction:
            yield
            return
        with errors(self.path):
            self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise
        with errors(self.path):
            self._commit()

    def careful(self) -> None:
        """From now on a commit is on the disk before it is told: what people decide outlives a power cut too."""
        if not self._db.in_transaction:
            self.run("PRAGMA synchronous = FULL")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that is read inside is of one moment, whatever others write; nothing can be written inside."""
        with errors(self.path):
            self._db.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            self._db.execute("ROLLBACK")

    def _commit(self) -> None:
        try:
            self._db.execute("COMMIT")
        except sqlite3.Error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise

    def state(self) -> tuple[int, int]:
        """What changes whenever this connection has written, or sees that another one has."""
        row = self.row("PRAGMA data_version")
        return self._db.total_changes, row[0] if row else 0

    def close(self) -> None:
        """Ends the connection."""
        self._db.close()


CAUSES: tuple[tuple[str, str], ...] = (
    ("not a database", "is not a Sayso ledger. Name another file with --ledger."),
    ("malformed", "is damaged. Restore it from a copy, or build a new ledger."),
    ("full", "could not be written: the disk is full. Make room and run the command again; nothing is lost."),
    ("disk i/o error", "could not be written: the disk refused. Is it full? Make room and run the command again."),
    ("locked", "is in use by another process, which did not let go. Wait until it has ended and try again."),
    ("busy", "is in use by another process, which did not let go. Wait until it has ended and try again."),
    ("readonly", "cannot be written. Change its permissions, or name another file with --ledger."),
    ("unable to open", "cannot be opened. Check that its folder exists and that you may write there."),
)


@contextmanager
def errors(path: Path) -> Iterator[None]:
    """SQLite's errors as LedgerError with cause and next step."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except sqlite3.DatabaseError as error:
        words = str(error).lower()
        said = next((cause for mark, cause in CAUSES if mark in words), None)
        if said is None:
            raise
        raise LedgerError(f"{path} {said}") from error


@cache
def migrations() -> tuple[tuple[int, str], ...]:
    """The numbered .sql files beside this module, in order."""
    files = [f for f in resources.files("sayso.keep").joinpath("migrations").iterdir() if f.name.endswith(".sql")]
    return tuple(sorted((int(f.name.split("_")[0]), f.read_text("utf8")) for f in files))


def open_store(path: Path, *, create: bool) -> Store:
    """Opens a ledger file and brings its schema up to date.

    Raises LedgerError, with cause and next step, for whatever keeps it from being used.
    """
    _check_place(path, create)
    with errors(path):
        db = _connect(path)
        try:
            _check_kind(db, path)
            _prepare(db, path)
        except BaseException:
            db.close()
            raise
    return Store(db, path)


def _check_place(path: Path, create: bool) -> None:
    if path.is_dir():
        raise LedgerError(f"{path} is a folder. Name a file with --ledger.")
    if not path.parent.is_dir():
        raise LedgerError(f"The folder {path.parent} does not exist. Make it, or name another file with --ledger.")
    if not path.exists() and not create:
        raise LedgerError(f"There is no ledger at {path}. Make one with 'sayso build', or name one with --ledger.")
    if create and not _writable(path):
        raise LedgerError(f"{path} cannot be written. Change its permissions, or name another file with --ledger.")
    if path.exists() and not os.access(path, os.R_OK):
        raise LedgerError(f"{path} cannot be read. Change its permissions, or name another file with --ledger.")


def _writable(path: Path) -> bool:
    """Whether the file, and the folder that its journal lies in, can be written."""
    return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def _connect(path: Path) -> sqlite3.Connection:
    """A connection; where nothing can be written, one that only reads."""
    uri = path.absolute().as_uri()
    if not _writable(path):
        # In a folder that cannot be written SQLite cannot make the files of a write-ahead log: the file stands still.
        uri += "?immutable=1" if not Path(f"{path}-wal").exists() else "?mode=ro"
    # Threads of a server may each take their turn with one connection; SQLite itself is built to be shared.
    db = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    db.execute("PRAGMA foreign_keys = ON")
    return db


def _pragma(db: sqlite3.Connection, name: str) -> int:
    return int(db.execute(f"PRAGMA {name}").fetchone()[0])


def _check_kind(db: sqlite3.Connection, path: Path) -> None:
    empty = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if _pragma(db, "application_id") != APPLICATION_ID and not empty:
        raise LedgerError(f"{path} is not a Sayso ledger but another program's. Name another file with --ledger.")
    known = migrations()[-1][0]
    if (version := _pragma(db, "user_version")) > known:
        raise LedgerError(
            f"{path} was written by a newer Sayso (ledger version {version}; this one knows {known}). "
            "Update Sayso, or name another file with --ledger."
        )


def _prepare(db: sqlite3.Connection, path: Path) -> None:
    """Settings of the file, and the migrations that it has not seen, all in one transaction."""
    if not _writable(path):
        return
    due = [(number, sql) for number, sql in migrations() if number > _pragma(db, "user_version")]
    if due:
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    if due:
        _migrate(db)


def _migrate(db: sqlite3.Connection) -> None:
    """Runs what is due; looks again inside the transaction, as another process may have been first."""
    db.execute("BEGIN IMMEDIATE")
    try:
        for number, sql in migrations():
            if number > _pragma(db, "user_version"):
                for statement in statements(sql):
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {number}")
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def statements(sql: str) -> Iterator[str]:
    """The single statements of a script (executescript would commit the transaction around it)."""
    start = 0
    for end in (m.end() for m in re.finditer(";", sql)):
        if sqlite3.complete_statement(sql[start:end]):
            yield sql[start:end]
            start = end


OPEN, CLOSE = "\ue000", "\ue001"  # private-use code points that stand around a matched word


def match_query(words: str) -> str:
    """A full-text query for texts that hold all the words, whatever signs the words hold; "" for no words."""
    return " ".join(f'"{word}"' for word in re.findall(r"\w+", words))
