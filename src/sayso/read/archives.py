"""An archive → its members as documents, one at a time, nothing written to disk, within bounds.

Zip, tar (plain or packed with gzip, bzip2 or xz) and single files so packed; archives in archives to a depth.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from sayso.model import Found, SetAside
from sayso.read.kinds import Container, container, office
from sayso.read.letters import visible
from sayso.read.parts import MEGABYTE, Limits, Unreadable

DAMAGED = (
    zipfile.BadZipFile, tarfile.TarError, lzma.LZMAError, zlib.error, struct.error,
    EOFError, OSError, ValueError, NotImplementedError, RuntimeError, OverflowError,
)  # fmt: skip
OPENERS: dict[str, Callable[[BinaryIO], BinaryIO]] = {
    "gzip": lambda file: cast(BinaryIO, gzip.GzipFile(fileobj=file)),
    "bzip2": lambda file: cast(BinaryIO, bz2.BZ2File(file)),
    "xz": lambda file: cast(BinaryIO, lzma.LZMAFile(file)),  # noqa: SIM115
}
PACKED_SUFFIXES = (".gz", ".bz2", ".xz")
UNPACK = "unpack it yourself, and add what is meant to be read"
TOO_MANY = "an archive of too many files: the rest of it was left unread"
HEADERS = 10  # entries of a tar file for each member that is allowed: folders and what is passed over count too
DIRECTORY = 16 * MEGABYTE  # of a zip's list of members, which is held in memory


class Exhausted(Unreadable):
    """An outermost archive's bounds are used up: the rest of it is left unread."""


@dataclass
class Budget:
    """What is left of an outermost archive's bounds."""

    members: int
    size: int

    def take(self, size: int) -> None:
        """Raises Exhausted once more members or bytes were unpacked than the limits allow."""
        self.members -= 1
        self.size -= size
        if self.members < 0:
            raise Exhausted(TOO_MANY, UNPACK)
        if self.size < 0:
            raise Exhausted("an archive that unpacks to too much: the rest of it was left unread", UNPACK)


class Bounded(io.RawIOBase):
    """What a packed file unpacks to, read forwards; raises Exhausted when it grows out of bounds."""

    def __init__(self, packed: BinaryIO, unpacked: BinaryIO, limits: Limits) -> None:
        self.packed, self.unpacked, self.limits, self.given = packed, unpacked, limits, 0

    def read(self, size: int = -1) -> bytes:
        """The next `size` bytes, fewer at the end."""
        data = self.unpacked.read(size)
        self.given += len(data)
        if self.given > self.limits.unpacked or bomb(self.given, self.packed.tell(), self.limits):
            raise Exhausted("an archive that unpacks to far too much (a zip bomb)", UNPACK)
        return data


def bomb(size: int, packed: int, limits: Limits) -> bool:
    """Whether so much out of so little can't be text."""
    return size > MEGABYTE and size > limits.ratio * packed


def hidden(name: str) -> bool:
    """Whether a file or one of its folders is hidden, or is a system's own bookkeeping."""
    parts = set(name.replace("\\", "/").split("/")) - {".", ".."}
    return any(part.startswith(".") or part == "__MACOSX" for part in parts)


def companion(name: str, names: set[str]) -> bool:
    """Whether a file lies in the folder of images and scripts that a browser saves beside a page."""
    folders = [str(folder) for folder in PurePosixPath(name).parents if folder.name.endswith("_files")]
    return any(folder[: -len("_files")] + suffix in names for folder in folders for suffix in (".html", ".htm"))


@dataclass
class Archive:
    """One archive being read: its address, what bounds it, and the names that it holds."""

    address: str
    limits: Limits
    budget: Budget
    depth: int = 1
    names: set[str] = field(default_factory=set)  # as the archive has them
    given: set[str] = field(default_factory=set)  # as they were given out

    def documents(self, file: BinaryIO, kind: Container) -> Iterator[Found | SetAside]:
        """The documents of the archive in `file`; damage ends it with one `SetAside`."""
        try:
            yield from self._members(file, kind)
        except Exhausted as error:
            if self.depth > 1:
                raise
            yield SetAside(path=self.address, reason=error.reason, next_step=error.next_step)
        except Unreadable as error:
            yield SetAside(path=self.address, reason=error.reason, next_step=error.next_step)
        except DAMAGED as error:
            reason = f"a damaged archive ({cause(error)}); what could be read of it was read"
            yield SetAside(path=self.address, reason=reason, next_step="fetch it again, or unpack what is whole")

    def _members(self, file: BinaryIO, kind: Container) -> Iterator[Found | SetAside]:
        if kind == "zip":
            return self._zip(file)
        return self._tar(file) if kind == "tar" else self._packed(file, kind)

    def _zip(self, file: BinaryIO) -> Iterator[Found | SetAside]:
        with open_zip(file) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            self.names = {zip_name(info) for info in infos}
            for info in infos:
                yield from self._one(zip_name(info), info.file_size, info.compress_size, ZipMember(archive, info).read)

    def _tar(self, file: BinaryIO) -> Iterator[Found | SetAside]:
        with tarfile.open(fileobj=file, mode="r|") as archive:
            for number, info in enumerate(archive):
                if number > HEADERS * self.limits.members:
                    raise Exhausted(TOO_MANY, UNPACK)
                self.names.add(info.name)
                if not info.isdir():
                    yield from self._one(info.name, info.size, None, TarMember(archive, info).read)

    def _packed(self, file: BinaryIO, kind: str) -> Iterator[Found | SetAside]:
        unpacked = OPENERS[kind](file)
        head = unpacked.read(512)
        unpacked.seek(0)
        bounded = cast(BinaryIO, Bounded(file, unpacked, self.limits))
        if container(head) == "tar":
            yield from self._tar(bounded)
            return
        name = PurePosixPath(self.address).name
        name = name.rpartition(".")[0] if name.endswith(PACKED_SUFFIXES) else name
        yield from self._one(name, 0, None, lambda: read_bounded(bounded, self.limits))

    def _one(self, name: str, size: int, packed: int | None, read: Callable[[], bytes]) -> Iterator[Found | SetAside]:
        """One member, unless it is hidden or its declared or real size is out of bounds."""
        if hidden(name) or companion(name, self.names):
            return
        self.budget.take(size)
        try:
            check_size(size, packed, self.limits)
            data = read()
        except Exhausted:
            raise
        except Unreadable as error:
            yield SetAside(path=self._address(name), reason=error.reason, next_step=error.next_step)
        else:
            yield from self._give(self._address(name), data)

    def _give(self, address: str, data: bytes) -> Iterator[Found | SetAside]:
        """One member's bytes as a document, or as an archive's documents."""
        kind = archive_kind(io.BytesIO(data), data[:512])
        if kind is None:
            yield Found(path=address, data=data)
        elif self.depth > self.limits.depth:
            yield SetAside(path=address, reason="an archive too deep inside other archives", next_step=UNPACK)
        else:
            inner = Archive(address, self.limits, self.budget, self.depth + 1)
            yield from inner.documents(io.BytesIO(data), kind)

    def _address(self, name: str) -> str:
        """The address of a member. A name that points out of the archive is kept, its dots and slashes disarmed."""
        parts = name.replace("\\", "/").split("/")
        safe = "/".join("%2e%2e" if part == ".." else part for part in parts if part not in ("", "."))
        safe = visible(("%2f" if parts[0] == "" else "") + safe) or "unnamed"
        while safe in self.given:  # the same name twice is two documents, not two versions of one
            safe += "~"
        self.given.add(safe)
        return f"{self.address}!/{safe}"


@dataclass
class ZipMember:
    """A member of a zip file, to be read."""

    archive: zipfile.ZipFile
    info: zipfile.ZipInfo

    def read(self) -> bytes:
        """Its bytes, never more than the archive's list declares.

        Raises Unreadable if it is encrypted, a link, or damaged.
        """
        if self.info.flag_bits & 1:
            raise Unreadable("an encrypted member of an archive", "unpack it with its password, and add the files")
        if (self.info.external_attr >> 28) == 0o12:
            raise Unreadable("a link inside an archive", "nothing to do: what it points to is read where it lies")
        try:
            return self.archive.read(self.info)
        except DAMAGED as error:
            raise Unreadable(f"a damaged member of an archive ({cause(error)})", "fetch the archive again") from error


@dataclass
class TarMember:
    """A member of a tar file, to be read before the next."""

    archive: tarfile.TarFile
    info: tarfile.TarInfo

    def read(self) -> bytes:
        """Its bytes.

        Raises Unreadable if it is no file.
        """
        file = self.archive.extractfile(self.info) if self.info.isreg() else None
        if file is None:
            raise Unreadable("a link or device inside an archive", "nothing to do: only files are read")
        return file.read()


def cause(error: Exception) -> str:
    """What a library said went wrong, on one short line."""
    said = " ".join(visible(str(error)).split())
    return (said[:120] or type(error).__name__).rstrip(".")


def check_size(size: int, packed: int | None, limits: Limits) -> None:
    """Raises Unreadable for a document beyond the limits."""
    if packed is not None and bomb(size, packed, limits):
        raise Unreadable("a member that unpacks to far too much (a zip bomb)", UNPACK)
    if size > limits.document:
        largest = limits.document // MEGABYTE
        raise Unreadable(f"a file larger than {largest} MB", "split it, or save the report that it holds as text")


def read_bounded(file: BinaryIO, limits: Limits) -> bytes:
    """All bytes of a file.

    Raises Unreadable for more than one document may have, without having read the rest.
    """
    data = bytearray()
    while piece := file.read(MEGABYTE):
        data += piece
        check_size(len(data), None, limits)
    return bytes(data)


def zip_name(info: zipfile.ZipInfo) -> str:
    """A member's name; many programs write UTF-8 without saying so."""
    if info.flag_bits & 0x800 or info.filename.isascii():
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def directory_size(file: BinaryIO) -> int:
    """The bytes that a zip's list of members claims to take."""
    file.seek(max(file.seek(0, io.SEEK_END) - 65_557, 0))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        return 0
    size = int(struct.unpack_from("<L", tail, at + 12)[0])
    if size < 0xFFFFFFFF or tail[at - 20 : at - 16] != b"PK\x06\x07":
        return size
    file.seek(struct.unpack_from("<Q", tail, at - 12)[0])
    return int(struct.unpack_from("<Q", file.read(56).ljust(56, b"\0"), 40)[0])


def open_zip(file: BinaryIO) -> zipfile.ZipFile:
    """The zip file, opened.

    Raises Unreadable if its list of members is out of bounds, BadZipFile if it is damaged.
    """
    if directory_size(file) > DIRECTORY:
        raise Unreadable("an archive of too many files", UNPACK)
    file.seek(0)
    return zipfile.ZipFile(file)


def archive_kind(file: BinaryIO, head: bytes) -> Container | None:
    """The kind of archive that a file is; None for a document, those that are zip files inside included."""
    kind = container(head)
    if kind != "zip":
        return kind
    try:
        with open_zip(file) as archive:
            return None if office(archive.namelist()) else kind
    except (*DAMAGED, Unreadable):
        return kind
    finally:
        file.seek(0)
