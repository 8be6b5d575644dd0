"""The ledger: one file that holds all reports, what was read in them, and what people decided."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

from sayso.keep.deciding import Deciding
from sayso.keep.explaining import Explaining
from sayso.keep.reading import Reading
from sayso.keep.reviewing import Reviewing
from sayso.keep.settling import Settling
from sayso.keep.store import Store, open_store
from sayso.keep.writing import Writing


class Ledger(Reading, Explaining, Reviewing, Writing, Settling):
    """An open ledger: `Reading` and `Explaining` show and export it, `Reviewing` is for who decides.

    `Writing` and `Settling` build it.

    A context manager; one connection, to be used by one thread at a time.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    @classmethod
    def open(cls, path: str | Path, *, create: bool = False) -> Self:
        """Opens the ledger at a path; with `create`, makes it where there is none and asks that it can be written.

        Raises LedgerError, which names the file, the cause and the next step: no such ledger or folder, not a Sayso
        ledger, written by a newer Sayso, not writable, in use by another process, disk full.
        """
        return cls(open_store(Path(path), create=create))

    @property
    def path(self) -> Path:
        """The file."""
        return self.store.path

    def snapshot(self) -> AbstractContextManager[None]:
        """A block in which the ledger is read as it is at one moment, while a build may go on writing."""
        return self.store.snapshot()

    @property
    def decide(self) -> Deciding:
        """What people decide on: `ledger.decide.reject("k12ab", who="Ada", why="the text denies it")`."""
        return Deciding(self.store)

    def close(self) -> None:
        """Ends the connection."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()
