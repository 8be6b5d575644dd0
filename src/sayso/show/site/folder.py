"""The folder of a site: only what changed is written, only what Sayso made is removed, and a killed run goes on.

Files belong to units (a case, a report). `sayso-site.json` tells of each unit its state and the hashes of its files.
While a run goes on it notes in `sayso-site.part` what it is about to write and what is done; the next run reads both.
What else lies in the folder is never touched, and a folder with other things and without a site is refused.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from msgspec import Struct

MANIFEST, JOURNAL, PART = "sayso-site.json", "sayso-site.part", ".sayso-part"
FORMAT = 1
LASTING = ("case/", "party/", "report/", "compare/")  # addresses that people may have noted


class PublishError(Exception):
    """A site that cannot be published: the cause and the next step."""


class Unit(Struct):
    """Files that are made together: the state that they were made from, and the hash and size of each."""

    state: str
    files: dict[str, tuple[str, int]]


class Folder:
    """A folder that is being brought up to date."""

    def __init__(self, out: Path, journal: IO[str]) -> None:
        self.out, self._journal = out, journal
        self.units: dict[str, Unit] = {}
        self._last: dict[str, Unit] = {}  # of the last run that came to its end
        self._ours: set[str] = set()  # paths that Sayso wrote, or was about to write
        self._wanted: set[str] = set()
        self._parents: set[Path] = set()
        self.written = self.removed = 0
        self._load()

    # ------------------------------------------------------------------------------------- units

    def fresh(self, name: str, state: str) -> bool:
        """Whether a unit need not be made again; then it stays."""
        unit = self.units.get(name)
        if unit is None or unit.state != state or not all(self._there(path, unit) for path in unit.files):
            return False
        self._wanted.add(name)
        return True

    def was(self, name: str, state: str) -> bool:
        """Whether a unit had this state at the end of the last run that came to its end."""
        return name in self._last and self._last[name].state == state

    def last(self, name: str, path: str) -> bytes | None:
        """A file of a unit as that run has left it, if it still lies there so."""
        unit = self._last.get(name)
        if unit is None or path not in unit.files or not self._same(path, unit.files[path]):
            return None
        return (self.out / path).read_bytes()

    def _there(self, path: str, unit: Unit) -> bool:
        return _size(self.out / path) == unit.files[path][1]

    def put(self, name: str, state: str, files: Iterable[tuple[str, bytes]]) -> None:
        """Writes those files of a unit that are not there as they are."""
        made = dict(files)
        unit = Unit(state, {path: (_hash(data), len(data)) for path, data in sorted(made.items())})
        due = [path for path in unit.files if not self._same(path, unit.files[path])]
        self._check(due)
        self._note(["plan", due])
        for path in due:
            self._write(path, made[path])
        self._note(["done", name, unit.state, unit.files])
        self.units[name] = unit
        self._ours.update(unit.files)
        self._wanted.add(name)

    def _same(self, path: str, file: tuple[str, int]) -> bool:
        """Whether the file lies there with this content."""
        place = self.out / path
        return _size(place) == file[1] and path in self._ours and _hash(place.read_bytes()) == file[0]

    def _check(self, paths: Iterable[str]) -> None:
        """Raises PublishError for a path at which something lies that Sayso did not make."""
        for path in paths:
            place = self.out / path
            if path not in self._ours and os.path.lexists(place):
                raise PublishError(f"{place} was not made by Sayso. Move it away, or name another folder.")
            if place.parent not in self._parents:
                self._make_parent(place.parent)

    def _make_parent(self, parent: Path) -> None:
        if parent != self.out and parent.is_symlink():
            raise PublishError(f"{parent} leads out of the folder. Move it away, or name another folder.")
        parent.mkdir(parents=True, exist_ok=True)
        self._parents.add(parent)

    def _write(self, path: str, data: bytes) -> None:
        place = self.out / path
        part = place.with_name(place.name + PART)
        part.write_bytes(data)
        part.replace(place)
        self.written += 1

    # ------------------------------------------------------------------------------------ ending

    def left(self) -> list[str]:
        """The lasting addresses that no unit has now."""
        kept = {path for name in self._wanted for path in self.units[name].files}
        return sorted(path for path in self._ours - kept if path.startswith(LASTING) and _size(self.out / path) >= 0)

    def finish(self) -> None:
        """Removes the files that nothing wants any more and writes the manifest."""
        self.units = {name: unit for name, unit in sorted(self.units.items()) if name in self._wanted}
        kept = {path for unit in self.units.values() for path in unit.files}
        for path in sorted(self._ours - kept):
            self._remove(path)
        told = {"made by": "Sayso", "format": FORMAT, "units": {n: [u.state, u.files] for n, u in self.units.items()}}
        self._write(MANIFEST, (json.dumps(told, indent=0, ensure_ascii=False) + "\n").encode())
        self.written -= 1
        (self.out / JOURNAL).unlink()

    def _remove(self, path: str) -> None:
        """Removes a file of ours, and its folder if that is empty; what somebody has changed since stays."""
        place, known = self.out / path, self._known.get(path)
        if known and _size(place) == known[1] and _hash(place.read_bytes()) == known[0]:
            place.unlink()
            self.removed += 1
        place.with_name(place.name + PART).unlink(missing_ok=True)

    # ------------------------------------------------------------------------------------ memory

    def _load(self) -> None:
        """What the last run has made, and what a run that was killed has made since."""
        for name, (state, files) in _manifest(self.out).items():
            self._know(name, state, files)
        self._last = dict(self.units)
        for note in _notes(self.out / JOURNAL):
            if note[0] == "plan":
                self._ours.update(note[1])
            else:
                self._know(*note[1:])
        self._known = {path: file for unit in self.units.values() for path, file in unit.files.items()}

    def _know(self, name: str, state: str, files: dict[str, list[Any]]) -> None:
        self.units[name] = Unit(state, {path: (file[0], file[1]) for path, file in files.items()})
        self._ours.update(files)

    def _note(self, note: list[Any]) -> None:
        self._journal.write(json.dumps(note, ensure_ascii=False) + "\n")
        self._journal.flush()


@contextmanager
def opened(out: Path) -> Iterator[Folder]:
    """The folder, made where there is none. Raises PublishError, with cause and next step, where it cannot be used."""
    try:
        _refuse(out)
        out.mkdir(parents=True, exist_ok=True)
        with (out / JOURNAL).open("a", encoding="utf8") as journal:
            _lock(journal, out)
            yield Folder(out, journal)
    except OSError as error:
        cause = error.strerror or str(error)
        raise PublishError(
            f"{out} cannot be written: {cause}. Put that right and publish again; it goes on."
        ) from error


def _refuse(out: Path) -> None:
    """Raises PublishError for what is no folder, or a folder of something else."""
    if out.exists() and not out.is_dir():
        raise PublishError(f"{out} is a file. Name a folder.")
    if out.is_dir() and any(out.iterdir()) and not ((out / MANIFEST).exists() or (out / JOURNAL).exists()):
        raise PublishError(f"{out} holds files that are no site of Sayso. Name a new or empty folder.")


def _lock(journal: IO[str], out: Path) -> None:
    try:
        fcntl.flock(journal, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise PublishError(f"{out} is being published by another process. Wait until it has ended.") from None


def _manifest(out: Path) -> dict[str, Any]:
    try:
        told = json.loads((out / MANIFEST).read_bytes())
        units: dict[str, Any] = told["units"]
        if told["format"] != FORMAT:
            raise PublishError(f"{out} was published by a newer Sayso. Update Sayso, or name another folder.")
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError):
        raise PublishError(f"{out / MANIFEST} is damaged. Name a new folder.") from None
    return units


def _notes(journal: Path) -> Iterator[list[Any]]:
    """The notes of a run that did not end; the last line may be half-written."""
    for line in journal.read_text("utf8").splitlines():
        try:
            yield json.loads(line)
        except ValueError:
            return


def _size(place: Path) -> int:
    """The size of a file, -1 where there is none."""
    try:
        return place.stat(follow_symlinks=False).st_size
    except OSError:
        return -1


def _hash(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()
