"""A PDF → layer: the text of its pages, its lines joined to paragraphs.

A PDF's dates are those of the file and not of publication; only a date printed near the top counts.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from typing import TYPE_CHECKING

from sayso.model import Layer
from sayso.read.header import header, page_address
from sayso.read.letters import clean
from sayso.read.parts import Limits, Unreadable
from sayso.read.versions import name

if TYPE_CHECKING:
    from pypdf import PdfReader

PAGE = 3_000_000  # bytes of drawing instructions; a page with more is a drawing, and its words are passed over
CONTENT = 20_000_000  # the same for all pages: about half a minute
FULL = 0.75  # of the usual length of a line: a shorter one ends its paragraph
# What browsers print above and below a page: its address and page number, the hour of printing and its title.
PRINTED_ADDRESS = re.compile(r"^((?:https?|file)://\S+)\s+\d+/\d+$", re.M)
PRINTED_HOUR = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}, \d{1,2}:\d\d(?:\s?[AP]M)?\b.*")
LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
FURNITURE = re.compile(r"\W*(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\W*", re.I)
NO_TITLE = re.compile(r"^(microsoft word\b|untitled|.*\.(docx?|pdf|indd|rtf|odt|tmp|qxd)$)", re.I)

logging.getLogger("pypdf").addHandler(logging.NullHandler())


def read_pdf(data: bytes, limits: Limits) -> Layer:
    """The layer of a PDF.

    Raises Unreadable if it is encrypted, damaged, out of bounds or has no text, or if pypdf is not installed.
    """
    reader = _opened(data)
    pages = _pages(reader, limits)
    text = paragraphs(pages)
    if not text:
        raise Unreadable("a PDF without text, probably a scan", "recognise its text (OCR, for example ocrmypdf) first")
    printed = PRINTED_ADDRESS.search("\n".join(pages))
    url = page_address(printed[1]) if printed else None
    return Layer(extractor=name("pdf"), text=text, header=header(text, title=_title(reader), url=url))


def _opened(data: bytes) -> PdfReader:
    try:
        import pypdf
    except ImportError as error:
        raise Unreadable("PDF is not read by this installation", "pip install 'sayso[pdf]', and build again") from error
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
    except Exception as error:  # pypdf raises errors of many kinds on damaged files
        raise _damaged(error) from error
    if locked:
        raise Unreadable("an encrypted PDF", "save a copy without password, and add that")
    return reader


def _damaged(error: Exception) -> Unreadable:
    from pypdf.errors import DependencyError

    if isinstance(error, DependencyError):
        return Unreadable("an encrypted PDF", "save a copy without password, and add that")
    return Unreadable(f"a damaged or truncated PDF ({type(error).__name__})", "fetch it again, or save it anew as PDF")


def _pages(reader: PdfReader, limits: Limits) -> list[str]:
    """The text of each page."""
    texts: list[str] = []
    drawn = 0
    try:
        if len(reader.pages) > limits.pages:
            raise Unreadable(f"a PDF of more than {limits.pages} pages", "split it into its reports")
        for page in reader.pages:
            contents = page.get_contents()
            size = len(contents.get_data()) if contents is not None else 0
            drawn += size if size <= PAGE else 0
            if drawn > CONTENT:
                raise Unreadable("a PDF of too many drawing instructions", "save its text, and add that")
            texts.append(clean(page.extract_text()).translate(LIGATURES) if size <= PAGE else "")
    except Unreadable:
        raise
    except Exception as error:
        raise _damaged(error) from error
    return texts


def _title(reader: PdfReader) -> str | None:
    """The title in the file's properties, unless a program put a file's name there."""
    try:
        title = reader.metadata.title if reader.metadata else None
    except Exception:
        return None
    return None if title is None or NO_TITLE.match(title.strip()) else str(title)


def paragraphs(pages: list[str]) -> str:
    """The pages as one text, a paragraph a line: lines joined, words divided at line ends mended, page numbers and
    running heads left out."""
    split = [[" ".join(line.split()) for line in page.split("\n")] for page in pages]
    heads = _running_heads(split)
    lines = [line for page in split for line in page if line not in heads and not _furniture(line)]
    usual = _usual_length(lines)
    text = ""
    for line in lines:
        if not line:
            text = text.rstrip("\n") + "\n"
        else:
            text = _joined(text, line) + ("\n" if len(line) < FULL * usual and _ends(line) else "")
    return text.strip()


def _furniture(line: str) -> bool:
    """Whether a line is a page number or what a browser prints around a page."""
    return bool(line) and any(kind.fullmatch(line) for kind in (FURNITURE, PRINTED_ADDRESS, PRINTED_HOUR))


def _ends(line: str) -> bool:
    """Whether a short line can be the last of its paragraph or a heading: it isn't cut within a sentence."""
    return not re.search(r"[,;–-]$|\b(?:the|a|an|of|to|in|and|for|by|on|with)$", line)


def _joined(text: str, line: str) -> str:
    """The line set behind the text, a divided word made whole."""
    if not text or text.endswith("\n"):
        return text + line
    if re.search(r"[^\W\d_]-$", text) and line[0].islower():
        return text[:-1] + line
    return f"{text} {line}"


def _usual_length(lines: list[str]) -> int:
    """The length that nine in ten lines don't exceed: about a full line."""
    lengths = sorted(len(line) for line in lines if line)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _running_heads(pages: list[list[str]]) -> set[str]:
    """Lines that stand first or last on at least three pages and on half of all."""
    filled = [[line for line in page if line] for page in pages]
    edges = Counter(line for page in filled if page for line in {page[0], page[-1]})
    return {line for line, count in edges.items() if count >= max(3, len(filled) / 2)}
