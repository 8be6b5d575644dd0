"""A Word document → layer: its paragraphs, those of tables, boxes and tracked insertions included.

The dates of its properties are those of the file and not of publication; only a date printed near the top counts.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from sayso.model import Layer
from sayso.read.archives import DAMAGED, open_zip
from sayso.read.header import header
from sayso.read.kinds import SAVE_TEXT, office
from sayso.read.letters import clean
from sayso.read.parts import Limits, Unreadable
from sayso.read.versions import name

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DC = "{http://purl.org/dc/elements/1.1/}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # repeats what stands beside it
BREAKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
AGAIN = "open it in a word processor, and save it again"


def read_docx(data: bytes, limits: Limits) -> Layer:
    """The layer of a DOCX.

    Raises Unreadable if it is damaged, out of bounds, another kind of Office document, or has no text.
    """
    try:
        with open_zip(io.BytesIO(data)) as archive:
            kind = office(archive.namelist())
            if kind != office(("word/document.xml",)):
                raise Unreadable(f"{kind or 'a zip file'}, not a report that can be read", SAVE_TEXT)
            text = _text(_part(archive, "word/document.xml", limits))
            title = _title(archive, limits)
    except (*DAMAGED, etree.XMLSyntaxError) as error:
        raise Unreadable(f"a damaged Word document ({type(error).__name__})", AGAIN) from error
    if not text:
        raise Unreadable("a Word document without text", "if it shows pictures of text, recognise it (OCR) first")
    return Layer(extractor=name("docx"), text=text, header=header(text, title=title))


def _part(archive: zipfile.ZipFile, part: str, limits: Limits) -> etree._Element:
    """One part of the document, parsed; entities are not resolved, and nothing is fetched."""
    if archive.getinfo(part).file_size > limits.document:
        raise Unreadable("a Word document that unpacks to far too much", AGAIN)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(archive.read(part), parser)


def _title(archive: zipfile.ZipFile, limits: Limits) -> str | None:
    """The title in the document's properties."""
    if "docProps/core.xml" not in archive.namelist():
        return None
    title = _part(archive, "docProps/core.xml", limits).findtext(f"{DC}title")
    return None if title is None else str(title)


def _text(root: etree._Element) -> str:
    """The document's text, a paragraph a line."""
    lines = ("".join(_pieces(paragraph)).strip() for paragraph in root.iter(f"{W}p") if not _repeated(paragraph))
    return re.sub(r"\n{2,}", "\n", clean("\n".join(lines))).strip()


def _repeated(paragraph: etree._Element) -> bool:
    return any(True for _ in paragraph.iterancestors(FALLBACK))


def _pieces(paragraph: etree._Element) -> Iterator[str]:
    """The words of a paragraph, without those of paragraphs in boxes inside it."""
    for element in paragraph.iter(f"{W}t", *BREAKS):
        if next(element.iterancestors(f"{W}p")) is paragraph:
            yield element.text or "" if element.tag == f"{W}t" else BREAKS[element.tag]
