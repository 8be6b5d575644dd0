"""An HTML page → layer: the article's text through trafilatura, the header from the page's metadata.

Nothing is fetched. Scripts, styles and embedded images are dropped before parsing; a page that is nested beyond what
the parser takes is read flat.
"""

from __future__ import annotations

import logging
import re

from lxml.html import HtmlElement, HTMLParser, document_fromstring

from sayso.model import Layer
from sayso.read import page
from sayso.read.header import header, page_address
from sayso.read.letters import clean, decode
from sayso.read.parts import MEGABYTE, Limits, Unreadable
from sayso.read.versions import name
from sayso.read.words import words

SAVE = "open the page in a browser, and save what it shows as HTML, PDF or text"
CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding=[\"']([\w.:-]{2,40})", re.I
)
OPENING = re.compile(r"<(script|style|svg)\b([^<>]{0,1000})>", re.I)
CLOSING = {tag: re.compile(rf"</{tag}\s*>", re.I) for tag in ("script", "style", "svg")}
EMBEDDED = re.compile(r"(?<=[\"'(])data:[^\"')\s]{200,}", re.I)
# Hyphens and spaces that only say where a line may break, and what reorders a line: in a page they are part of the
# layout, and the text is no copy to the letter.
INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
# Elements whose nesting says nothing of the text, for pages nested too deeply.
NESTING = re.compile(
    r"(?:</?(?:div|section|article|main|blockquote|ul|ol|table|tbody|tr|td|center|fieldset)\b[^<>]*>\s*)+", re.I
)
INLINE = re.compile(r"</?(?:span|font|b|i|u|em|strong|small|big|a|s|tt|code|cite|label|q|sub|sup)\b[^<>]*>", re.I)
PARAGRAPH = re.compile(r"<p\b", re.I)
PARAGRAPH_BREAK = re.compile(r"(?:<br\s*/?>\s*){2,}", re.I)
LEAD = re.compile(
    r"teaser|standfirst|stand-first|subhead|intro|lede?\b|summary", re.I
)  # what opening paragraphs are called
FEW = 3  # paragraphs: a page with fewer parts its text by line breaks
LAYOUT_CELL = 500  # characters from which a table's cell is taken for a column of the page
ELEMENTS = 200_000  # of one page

for library in ("trafilatura", "htmldate"):
    logging.getLogger(library).addHandler(logging.NullHandler())  # what it warns of ends in a layer or an Unreadable


def read_html(data: bytes, limits: Limits, url: str | None = None, charset: str | None = None) -> Layer:
    """The layer of a page. `url` and `charset` are what its envelope says, where it came in one.

    Raises Unreadable if the page is out of bounds or shows no text.
    """
    return read_markup(decode(data, charset or _charset(data)), limits, url)


def read_markup(source: str, limits: Limits, url: str | None = None) -> Layer:
    """The same for a page already decoded."""
    markup = EMBEDDED.sub("", _without_scripts(clean(INVISIBLE.sub("", source))))
    if markup.count("<") > 2 * ELEMENTS:
        markup = _flat(markup)
    if len(markup) > limits.markup:
        raise Unreadable(f"a page of more than {limits.markup // MEGABYTE} MB without its pictures", SAVE)
    tree = _tree(markup)
    article, found = page.json_ld(tree), page.metas(tree)
    site = page.site(article, found)
    near = page.near_heading(tree)
    stated = {
        "title": page.title(tree, article, found, site),
        "url": page.url(tree, article, found, source) or page_address(url),
        "date": page.date(tree, article, found),
        "tag": page.tag(tree, article, found),
    }
    text = _body(_prepared(tree))
    return Layer(extractor=name("html"), text=text, header=header(text, outlet_name=site, near=near, **stated))


def _charset(data: bytes) -> str | None:
    """The charset that the page names."""
    found = CHARSET.search(data[:16_384])
    return (found[1] or found[2]).decode("ascii") if found else None


def _without_scripts(source: str) -> str:
    """The markup without scripts (but for JSON-LD), styles and drawings; in time linear in its length."""
    kept, at, unclosed = [], 0, set()
    for opening in OPENING.finditer(source):
        tag = opening[1].lower()
        if opening.start() < at or tag in unclosed:
            continue
        closing = CLOSING[tag].search(source, opening.end())
        if closing is None:
            unclosed.add(tag)
            continue
        kept.append(source[at : closing.end() if "ld+json" in opening[2] else opening.start()])
        at = closing.end()
    return "".join((*kept, source[at:]))


def _parsed(markup: str) -> tuple[HtmlElement, bool]:
    """The tree, and whether the parser took all of the page."""
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, default_doctype=False
    )
    try:
        tree = document_fromstring(markup.encode("utf-8"), parser=parser)
    except ValueError as error:  # lxml's errors of parsing among them
        raise Unreadable("a page without content", SAVE) from error
    return tree, not any("depth" in entry.message for entry in parser.error_log)


def _tree(markup: str) -> HtmlElement:
    """The page's tree, flattened if its tags are nested too deeply."""
    if len(PARAGRAPH.findall(markup)) < FEW:
        markup = PARAGRAPH_BREAK.sub("<p>", markup)
    tree, whole = _parsed(markup)
    if not whole:
        tree, whole = _parsed(_flat(markup))
    if not whole or sum(1 for _ in tree.iter()) > ELEMENTS:
        raise Unreadable("a page of too many or too deeply nested tags", SAVE)
    return tree


def _flat(markup: str) -> str:
    """The page without nesting: blocks become paragraphs, the rest of the tags that nest is taken out."""
    return NESTING.sub("<p>", INLINE.sub("", markup))


def _prepared(tree: HtmlElement) -> HtmlElement:
    """The tree with what the extractor would mistake put plainly: columns made of tables, and opening paragraphs."""
    for cell in [cell for cell in tree.iter("td") if len(cell.text_content()) > LAYOUT_CELL]:
        for element in (cell, *cell.iterancestors("tr", "tbody", "table")):
            element.tag = "div"
    for paragraph in tree.iter("p", "h2"):
        if LEAD.search(paragraph.get("class") or "") and not any(
            True for _ in paragraph.iterancestors("aside", "a", "li")
        ):
            del paragraph.attrib["class"]
    return tree


def _tidy(text: str) -> str:
    """A paragraph a line, without what only divides words for the screen, and without furniture."""
    lines = (" ".join(line.split()) for line in INVISIBLE.sub("", clean(text)).split("\n"))
    return "\n".join(line for line in lines if line and line.strip("- :–—…»›").lower() not in words().furniture)


def _body(tree: HtmlElement) -> str:
    """The article's text, a paragraph a line.

    Raises Unreadable if there is none.
    """
    from trafilatura import bare_extraction  # slow to import, and not needed by a build that reads nothing new

    try:
        found = bare_extraction(tree, include_comments=False, include_tables=True)
    except Exception as error:  # a library of many parts on hostile input
        raise Unreadable(f"a page that the extractor fails on ({type(error).__name__})", SAVE) from error
    text = _tidy(getattr(found, "text", None) or "")
    if not text:
        raise Unreadable("a page without the text of an article", SAVE)
    return text
