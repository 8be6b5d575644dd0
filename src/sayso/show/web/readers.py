"""Ledgers that are kept open between requests, so that a page does not pay for opening a file.

`Readers(path)` lends an open ledger to one request at a time, inside a snapshot: a page is of one moment, while a build
may go on writing. A ledger that has been moved away or replaced is noticed and opened anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from sayso.keep import Ledger

IDLE = 8  # ledgers that are kept open
MAPPED = 256 << 20  # bytes of the file that all of them share in memory
Identity = tuple[int, int]


class Readers:
    """The open ledgers of one file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()
        self._idle: list[tuple[Identity, Ledger]] = []

    @contextmanager
    def reading(self) -> Iterator[Ledger]:
        """A ledger for one request. Raises LedgerError where it can't be opened."""
        identity, ledger = self._taken()
        try:
            with ledger.snapshot():
                yield ledger
        except BaseException:
            ledger.close()
            raise
        self._give_back(identity, ledger)

    def _taken(self) -> tuple[Identity, Ledger]:
        now = self._identity()
        with self._lock:
            while self._idle:
                identity, ledger = self._idle.pop()
                if identity == now:
                    return identity, ledger
                ledger.close()
        ledger = Ledger.open(self.path)
        ledger.store.run(f"PRAGMA mmap_size = {MAPPED}")
        return now, ledger

    def _identity(self) -> Identity:
        """What tells the file from another one at its path."""
        try:
            found = self.path.stat()
        except OSError:
            return (0, 0)
        return found.st_dev, found.st_ino

    def _give_back(self, identity: Identity, ledger: Ledger) -> None:
        with self._lock:
            if len(self._idle) < IDLE:
                self._idle.append((identity, ledger))
                return
        ledger.close()

    def close(self) -> None:
        """Ends all connections that wait."""
        with self._lock:
            while self._idle:
                self._idle.pop()[1].close()
