"""The small types of this room: what `find` gives beside documents, the bounds on input, and the errors."""

from __future__ import annotations

from msgspec import Struct

MEGABYTE = 1_000_000


class Stamp(Struct, frozen=True, kw_only=True):
    """What tells a file that was read before from a new or changed one, without opening it.

    `path` is the file's address (see `Found.path`), sizes are bytes, times nanoseconds since 1970. `readers` names
    the extractors at hand: with a newer or an additional one every file is looked at again.
    """

    path: str
    size: int
    mtime_ns: int
    ctime_ns: int
    readers: str


class Skipped(Struct, frozen=True, kw_only=True):
    """A file or archive that is as it was when it was read before: nothing was opened."""

    stamp: Stamp


class Finished(Struct, frozen=True, kw_only=True):
    """All that a file or archive holds has been given: from now on its stamp may be remembered."""

    stamp: Stamp


class Limits(Struct, frozen=True, kw_only=True):
    """Bounds on what is read. Sizes are bytes unless named otherwise."""

    document: int = 50 * MEGABYTE  # one document
    text: int = 10_000_000  # one text layer, in code points: ten books; what is too long to be marked is compared
    markup: int = 8 * MEGABYTE  # an HTML page without its scripts, styles and embedded images
    pages: int = 2_000  # of a PDF
    members: int = 100_000  # files in one archive, those of archives inside it included
    unpacked: int = 2_000 * MEGABYTE  # one archive, unpacked
    ratio: int = 200  # of unpacked to packed size, asked of what unpacks to more than a megabyte
    depth: int = 2  # archives inside an archive


class Unreadable(Exception):
    """A document without a text layer: why, and what its owner can do about it."""

    def __init__(self, reason: str, next_step: str) -> None:
        super().__init__(f"{reason}; {next_step}")
        self.reason = reason
        self.next_step = next_step


class NoSuchPath(Exception):
    """A path that was asked for and is not there: the caller's mistake, raised before anything is read."""
