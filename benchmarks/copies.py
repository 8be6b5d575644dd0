"""A settled ledger several times over in one file: every copy is about other people, in the same words.

`multiply(source, path, times)` makes it. Ids of reports, claims and other parts get other digits, numbers of cases and
parties are moved on, and the invented words of eight letters (see marked.py) are exchanged letter by letter for others
of the same length, so that every span stays where it is. What is known from the pack (services, ministries, countries)
is one in all copies.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from invented import CONSONANTS, VOWELS

from sayso.keep import Ledger

STEP = 100_000  # between the numbers of two copies
HASHES = re.compile(r"\b(?!0{16}\b)([a-z])([0-9a-f]{13})([0-9a-f]{3})\b")
NUMBERS = re.compile(r'(?<=")([acop])(\d{1,5})(?=")')
WORDS = re.compile(rf"\b(?:[{CONSONANTS}{CONSONANTS.upper()}][{VOWELS}])(?:[{CONSONANTS}][{VOWELS}]){{3}}\b")
SKIPPED = {"meta", "blobs", "files", "dirty", "search", "prints", "print_ranks", "sqlite_sequence"}
Change = Callable[[str], str]


def multiply(source: Path, path: Path, times: int, words: set[str]) -> None:
    """A ledger that holds the source so many times; `words` are those that are exchanged.

    Raises ValueError for more copies than there are ways to exchange letters: two of them would be of the same people.
    """
    if times > len(CONSONANTS) * len(VOWELS):
        raise ValueError(f"{times} copies, but only {len(CONSONANTS) * len(VOWELS)} of them can be about other people")
    with sqlite3.connect(source) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(source, path)
    Ledger.open(path).close()
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA foreign_keys = OFF")
    for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -500000", "locking_mode = EXCLUSIVE"):
        db.execute(f"PRAGMA {setting}")
    triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        db.execute(f'DROP TRIGGER "{name}"')
    tables = [name for (name,) in db.execute(TABLES) if name not in SKIPPED and not name.startswith("search_")]
    rows = {table: db.execute(f"SELECT * FROM {table}").fetchall() for table in tables}
    found = db.execute(
        "SELECT d.kind, d.ref, d.digest, s.title, s.body FROM search_docs d JOIN search s ON s.rowid = d.id"
    )
    docs = found.fetchall()
    largest = {table: max((r[0] for r in held if isinstance(r[0], int)), default=0) for table, held in rows.items()}
    for number in range(1, times):
        change = changing(number, {word.casefold() for word in words})
        db.execute("BEGIN")
        for table, held in rows.items():
            put(db, table, held, number, largest, change)
        for kind, ref, digest, title, body in docs:
            row = db.execute(
                "INSERT OR IGNORE INTO search_docs (kind, ref, digest) VALUES (?, ?, ?)",
                (kind, id_of(ref, change), digest),
            )
            if row.rowcount:
                db.execute(
                    "INSERT INTO search (rowid, title, body) VALUES (?, ?, ?)",
                    (row.lastrowid, change(title), change(body)),
                )
        db.execute("COMMIT")
    db.execute("INSERT INTO search (search) VALUES ('optimize')")
    for _, made in triggers:
        db.execute(made)
    db.execute("ANALYZE")
    db.execute("PRAGMA journal_mode = WAL")
    db.close()


TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
ROWIDS = {"layers", "markings", "party_groups"}  # tables with a number of their own
POINTING = {  # columns that hold such a number
    ("reports", 3): "layers", ("reports", 4): "markings", ("markings", 2): "layers", ("headers", 1): "layers",
    ("group_anchors", 2): "party_groups",
}  # fmt: skip


def put(
    db: sqlite3.Connection,
    table: str,
    held: Iterable[tuple[Any, ...]],
    number: int,
    largest: dict[str, int],
    change: Change,
) -> None:
    """The rows of one table once more."""

    def value(column: int, one: Any) -> Any:
        if table == "reports" and column == 2:
            return f"{one}?copy={number}"  # another address, or it would be another version of the same report
        if isinstance(one, str):
            return id_of(one, change)
        if isinstance(one, bytes):
            return zlib.compress(change(zlib.decompress(one).decode()).encode(), 1)
        if isinstance(one, int) and column == 0 and table in ROWIDS:
            return one + number * largest[table]
        if isinstance(one, int) and (table, column) in POINTING:
            return one + number * largest[POINTING[table, column]]
        if isinstance(one, int) and table in ("cases", "parties") and column == 1:
            return one + number * STEP
        if table in ("addresses", "decisions") and column == 0:
            return None
        if isinstance(one, int) and table == "addresses" and column == 2:
            return one + number * STEP
        return one

    changed = [tuple(value(column, one) for column, one in enumerate(row)) for row in held]
    if changed:
        marks = ",".join("?" * len(changed[0]))
        db.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", changed)


def id_of(text: str, change: Change) -> str:
    """A value that is an id, or one that holds ids and words."""
    return change(f'"{text}"')[1:-1]


def changing(number: int, words: set[str]) -> Change:
    """What makes the texts of a copy from those of the source."""
    letters = exchanged(number)

    def change(text: str) -> str:
        text = HASHES.sub(lambda found: f"{found[1]}{found[2]}{(int(found[3], 16) + number * 31) % 4096:03x}", text)
        text = NUMBERS.sub(lambda found: f"{found[1]}{int(found[2]) + number * STEP}", text)
        return WORDS.sub(lambda found: found[0].translate(letters) if found[0].lower() in words else found[0], text)

    return change


def exchanged(number: int) -> dict[int, str]:
    """Letters for letters, consonants for consonants and vowels for vowels."""
    by, other = number % len(CONSONANTS), number // len(CONSONANTS) % len(VOWELS)
    pairs = {**_moved(CONSONANTS, by), **_moved(VOWELS, other)}
    return {ord(a): b for a, b in pairs.items()} | {ord(a.upper()): b.upper() for a, b in pairs.items()}


def _moved(letters: str, by: int) -> dict[str, str]:
    return {letter: letters[(at + by) % len(letters)] for at, letter in enumerate(letters)}
