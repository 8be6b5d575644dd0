"""The first bytes and the name of a document → what it is: by content first, by name where content leaves it open."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from sayso.read.letters import is_binary
from sayso.read.parts import Unreadable

Kind = Literal["plain", "markdown", "html", "pdf", "docx", "eml"]
Container = Literal["zip", "tar", "gzip", "bzip2", "xz"]

CONTAINERS: dict[bytes, Container] = {
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"\x1f\x8b\x08": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
}
# The beginnings of files that hold no report, or hold one in a form that is not read: what they are, what to do.
SAVE_TEXT = "open it in its program and save it as DOCX, PDF, HTML or plain text"
NOT_TEXT = "nothing to do, unless it shows a report: then add its text"
MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG", "an image (PNG)", NOT_TEXT),
    (b"\xff\xd8\xff", "an image (JPEG)", NOT_TEXT),
    (b"GIF8", "an image (GIF)", NOT_TEXT),
    (b"RIFF", "sound, film or an image (RIFF)", NOT_TEXT),
    (b"II*\x00", "an image (TIFF)", NOT_TEXT),
    (b"MM\x00*", "an image (TIFF)", NOT_TEXT),
    (b"ID3", "sound (MP3)", NOT_TEXT),
    (b"OggS", "sound or film (Ogg)", NOT_TEXT),
    (b"\x1aE\xdf\xa3", "film (Matroska)", NOT_TEXT),
    (b"wOF", "a font", NOT_TEXT),
    (b"\x7fELF", "a program", NOT_TEXT),
    (b"MZ\x90", "a program", NOT_TEXT),
    (b"SQLite format 3\x00", "a database (SQLite)", "export its texts to files first"),
    (b"\xd0\xcf\x11\xe0", "an old Office document (DOC, XLS, PPT or MSG)", SAVE_TEXT),
    (b"{\\rtf", "an RTF document", SAVE_TEXT),
    (b"bplist00", "a Safari web archive or property list", "save the page as HTML"),
    (b"WARC/", "a WARC web archive, which is not read yet", "export the pages as HTML"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it, and add the folder"),
    (b"Rar!", "a RAR archive", "unpack it, and add the folder"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", "unpack it, and add the folder"),
)
# Members by which a zip file is known to be something else than an archive of reports.
OFFICE = {
    "word/document.xml": "a Word document",
    "xl/workbook.xml": "a spreadsheet (XLSX)",
    "ppt/presentation.xml": "a presentation (PPTX)",
    "META-INF/container.xml": "a book (EPUB)",
    "META-INF/manifest.xml": "an OpenDocument file",
}
# Texts that are no prose, by name.
DATA_NAMES = frozenset(["css", "js", "mjs", "json", "jsonl", "map", "csv", "tsv", "svg", "xml", "yaml", "yml", "ics"])

_MARKUP_START = re.compile(
    rb"\s*(<\?xml[^>]{0,200}\?>\s*)?(<!--.{0,4000}?-->\s*)*<(!doctype\s+html|html|head|body)\b", re.I | re.S
)
_TAG = re.compile(rb"<(!doctype|/?[a-z][a-z0-9]*)\b[^<>]*>", re.I)
_FIELD = re.compile(rb"([A-Za-z][A-Za-z0-9-]*):[ \t]?", re.A)
MAIL_FIELDS = {b"mime-version", b"message-id", b"received", b"return-path", b"dkim-signature"}
MAIL_MAIN = {b"from", b"subject", b"date", b"to"}


def container(head: bytes) -> Container | None:
    """The kind of archive that the first bytes of a file announce."""
    if head[257:262] == b"ustar":
        return "tar"
    return next((kind for magic, kind in CONTAINERS.items() if head.startswith(magic)), None)


def office(members: Iterable[str]) -> str | None:
    """The Office document that a zip file with these members is; None for an archive."""
    names = set(members)
    return next((what for name, what in OFFICE.items() if name in names), None)


def refuse(head: bytes) -> None:
    """Raises Unreadable if the first bytes are those of a file that holds no report."""
    for magic, what, step in MAGIC:
        if head.startswith(magic):
            raise Unreadable(f"{what}, not a report that can be read", step)
    if head[4:8] == b"ftyp":
        raise Unreadable("film, sound or an image (MP4, HEIC), not a report that can be read", NOT_TEXT)


def _suffix(name: str) -> str:
    """The part of a name behind its last dot, in lower case."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def _mail_fields(data: bytes) -> set[bytes]:
    """The names of the header fields that a message begins with."""
    found = set()
    for line in data[:8192].splitlines():
        field = _FIELD.match(line)
        if field:
            found.add(field[1].lower())
        elif not line.startswith((b" ", b"\t")) or not found:
            break
    return found


def is_mail(data: bytes, suffix: str) -> bool:
    """Whether the bytes are an e-mail message or a page saved as one."""
    fields = _mail_fields(data)
    return bool(fields & MAIL_MAIN and (fields & MAIL_FIELDS or suffix in ("eml", "mht", "mhtml")))


def is_html(data: bytes, suffix: str) -> bool:
    """Whether the bytes are an HTML page; a name asks for one tag, a page without such a name for its start."""
    head = data[:65_536].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    return bool(_MARKUP_START.match(head) or (suffix in ("html", "htm", "xhtml", "shtml") and _TAG.search(head)))


def kind_of(data: bytes, name: str) -> Kind:
    """What a document is.

    Raises Unreadable for what holds no text.
    """
    if not data.strip(b"\0 \t\r\n\x0b\x0c\xef\xbb\xbf\xff\xfe"):
        raise Unreadable("an empty file", "nothing to do, or save the report again")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "docx"
    refuse(data[:512])
    if is_binary(data):
        raise Unreadable("bytes that are no text", "give it the name of its kind, or add the report as text")
    suffix = _suffix(name)
    if is_html(data, suffix):
        return "html"
    if is_mail(data, suffix):
        return "eml"
    if suffix in DATA_NAMES:
        raise Unreadable(f"data or code ({suffix.upper()}), not a report", "if it holds a report, save that as text")
    return "markdown" if suffix in ("md", "markdown") else "plain"
