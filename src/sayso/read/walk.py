"""Paths → the documents that lie there, one at a time: files, folders in the order of their names, archives.

What was read before is told by its stamp and not opened. What can't be read is given as `SetAside`, and the walk
goes on.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from sayso.model import Found, SetAside
from sayso.read.archives import Archive, Budget, archive_kind, check_size, companion, read_bounded
from sayso.read.kinds import refuse
from sayso.read.letters import visible
from sayso.read.parts import Finished, Limits, NoSuchPath, Skipped, Stamp, Unreadable
from sayso.read.versions import readers

Item = Found | SetAside | Skipped | Finished

SPECIAL = (
    (stat.S_ISFIFO, "a named pipe, not a file"),
    (stat.S_ISSOCK, "a socket, not a file"),
    (stat.S_ISCHR, "a device, not a file"),
    (stat.S_ISBLK, "a device, not a file"),
)


def find(
    paths: Sequence[Path],
    base: Path,
    seen: Callable[[Stamp], bool],
    limits: Limits = Limits(),  # noqa: B008  (frozen)
    without: Collection[Path] = (),
) -> Iterator[Item]:
    """The documents at the paths.

    `base` is the folder that addresses are relative to. `seen` says whether a file of that stamp was read before.
    `without` are files that are no reports, such as the ledger itself.

    Raises NoSuchPath, before anything is read, if one of the paths does not exist.
    """
    roots = tuple(dict.fromkeys(_real(path) for path in paths))
    walk = Walk(os.path.realpath(base), roots, seen, limits, tuple(os.path.realpath(path) for path in without))
    return walk.items()


def _real(path: Path) -> str:
    """The path without links and detours."""
    try:
        return os.path.realpath(path, strict=True)
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or str(error)
        raise NoSuchPath(
            f"{visible(str(path))}: {cause}; check the path, and whether you may enter its folder"
        ) from error


def _inside(path: str, folder: str) -> str | None:
    """The path from the folder on; None if it lies elsewhere."""
    if path == folder:
        return ""
    start = folder.rstrip(os.sep) + os.sep
    return path[len(start) :] if path.startswith(start) else None


def _hidden(path: str) -> bool:
    """Whether a path from a folder on goes through something hidden."""
    return any(part.startswith(".") for part in Path(path).parts)


@dataclass
class Walk:
    """One walk over the roots (real paths)."""

    base: str
    roots: tuple[str, ...]
    seen: Callable[[Stamp], bool]
    limits: Limits
    without: tuple[str, ...]

    def items(self) -> Iterator[Item]:
        """All that the roots hold, each file once."""
        for root in self.roots:
            if not any(self._reached(root, other) for other in self.roots if other != root):
                yield from self._tree(root)

    def _reached(self, path: str, folder: str) -> bool:
        """Whether a walk of the folder comes to the path by itself."""
        inner = _inside(path, folder)
        return inner is not None and not _hidden(inner)

    def _tree(self, root: str) -> Iterator[Item]:
        """A file, or a folder and all below it, without recursion: folders may be nested deeply."""
        todo = [root]
        while todo:
            path = todo.pop()
            try:
                mode = os.lstat(path).st_mode
                if stat.S_ISDIR(mode):
                    todo.extend(self._names(path))
                else:
                    yield from self._leaf(path, mode)
            except OSError as error:
                yield self._aside(path, _refusal(error), "check its permissions, and build again")

    def _names(self, folder: str) -> list[str]:
        """The paths in a folder that are to be read, last first."""
        names = set(os.listdir(folder))  # noqa: PTH208  (names, not paths)
        read = (name for name in sorted(names, reverse=True) if not name.startswith("."))
        paths = (os.path.join(folder, name) for name in read if not companion(f"{name}/x", names))  # noqa: PTH118
        return [path for path in paths if not self._passed_over(path)]

    def _passed_over(self, path: str) -> bool:
        """Whether the path is one of `without`, or one of the files that SQLite keeps beside it."""
        return any(path == other or path.startswith(other + "-") for other in self.without)

    def _leaf(self, path: str, mode: int) -> Iterator[Item]:
        """What is no folder."""
        if stat.S_ISLNK(mode):
            yield from self._link(path)
        elif stat.S_ISREG(mode):
            yield from self._file(path)
        else:
            what = next((text for test, text in SPECIAL if test(mode)), "not a file")
            yield self._aside(path, what, "nothing to do: only files are read")

    def _link(self, path: str) -> Iterator[Item]:
        """A symbolic link. What it points to is read where it lies, if a root holds it, and never beyond the roots."""
        try:
            target = os.path.realpath(path, strict=True)
        except OSError:
            yield self._aside(path, "a symbolic link to nothing or to itself", "remove it, or mend its target")
            return
        if any(self._reached(target, root) for root in self.roots):
            return
        if os.path.isfile(target) and any(_inside(target, root) is not None for root in self.roots):  # noqa: PTH113
            yield from self._file(path)
        else:
            yield self._aside(path, "a symbolic link that leads elsewhere", "name its target as a path to build")

    def _file(self, path: str) -> Iterator[Item]:
        """A file: skipped, set aside, a document or an archive."""
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        stamp = self._stamp(path, os.stat(path))  # noqa: PTH116
        if self.seen(stamp):
            yield Skipped(stamp=stamp)
            return
        with os.fdopen(os.open(path, flags), "rb") as file:
            yield from self._content(cast(BinaryIO, file), stamp)
        yield Finished(stamp=stamp)

    def _content(self, file: BinaryIO, stamp: Stamp) -> Iterator[Found | SetAside]:
        """What an open file holds."""
        head = file.read(512)
        file.seek(0)
        kind = archive_kind(file, head)
        if kind:
            budget = Budget(self.limits.members, self.limits.unpacked)
            yield from Archive(stamp.path, self.limits, budget).documents(file, kind)
            return
        try:
            refuse(head)
            check_size(stamp.size, None, self.limits)
            yield Found(path=stamp.path, data=read_bounded(file, self.limits))
        except Unreadable as error:
            yield SetAside(path=stamp.path, reason=error.reason, next_step=error.next_step)

    def _stamp(self, path: str, info: os.stat_result) -> Stamp:
        return Stamp(
            path=self._address(path),
            size=info.st_size,
            mtime_ns=info.st_mtime_ns,
            ctime_ns=info.st_ctime_ns,
            readers=readers(),
        )

    def _address(self, path: str) -> str:
        """The path from the base on, with "/", and with every character of it visible."""
        try:
            relative = os.path.relpath(path, self.base)
        except ValueError:  # another drive
            relative = path
        return visible(relative.replace(os.sep, "/"))

    def _aside(self, path: str, reason: str, next_step: str) -> SetAside:
        return SetAside(path=self._address(path), reason=reason, next_step=next_step)


def _refusal(error: OSError) -> str:
    """What the system said."""
    return f"cannot be opened ({(error.strerror or type(error).__name__).lower()})"
