"""A parsed HTML page → what it states of itself: JSON-LD, OpenGraph, <meta>, <link>, <time>, <html lang>."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from sayso.read import dates
from sayso.read.header import outlet, page_address

ARTICLE = re.compile(r"Article$|^(BlogPosting|Report|Review|SocialMediaPosting|LiveBlogPosting)$")
NEAR = 12  # lines behind a headline that are looked at
NODES = 10_000  # of JSON-LD that are looked at
# Names of <meta> elements (name, property or itemprop), the best first.
DATES = (
    "article:published_time", "datepublished", "og:published_time", "og:article:published_time", "parsely-pub-date",
    "sailthru.date", "citation_publication_date", "dc.date.issued", "dcterms.issued", "dcterms.date", "dc.date",
    "article:published", "publish-date", "publish_date", "publishdate", "publication_date", "pubdate", "pub_date",
    "article.published", "cxenseparse:recs:publishtime", "date",
)  # fmt: skip
TITLES = ("og:title", "headline", "twitter:title", "dc.title", "parsely-title", "citation_title")
OUTLETS = (
    "og:site_name",
    "dc.publisher",
    "dcterms.publisher",
    "rbpubname",
    "citation_journal_title",
    "application-name",
)
LANGUAGES = ("og:locale", "dc.language", "content-language", "language")
# Where browsers and add-ons that save pages say what they saved.
SAVED_FROM = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(\S+)", re.I)

Article = dict[str, Any]


def json_ld(tree: HtmlElement) -> Article:
    """The first article that the page describes in JSON-LD; empty if there is none or it is broken."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            loaded = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(loaded):
            types = node.get("@type")
            if any(
                isinstance(kind, str) and ARTICLE.search(kind)
                for kind in (types if isinstance(types, list) else [types])
            ):
                return node
    return {}


def _nodes(loaded: Any) -> Iterator[Article]:
    """The objects of a JSON-LD document, outermost first."""
    todo, number = deque([loaded]), 0
    while todo and number < NODES:
        node, number = todo.popleft(), number + 1
        if isinstance(node, dict):
            yield node
            todo.extend(value for value in node.values() if isinstance(value, dict | list))
        elif isinstance(node, list):
            todo.extend(node[: max(NODES - len(todo), 0)])


def _text(value: Any, key: str = "name") -> str | None:
    """A JSON-LD value as words: a string, or the `key` of an object, or the first of a list."""
    value = value[0] if isinstance(value, list) and value else value
    value = value.get(key) if isinstance(value, dict) else value
    return value if isinstance(value, str) and value.strip() else None


def metas(tree: HtmlElement) -> dict[str, str]:
    """The contents of <meta> elements by their name in lower case, the first of each name."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def first(found: dict[str, str], names: tuple[str, ...]) -> str | None:
    """The content under the first of the names that is there."""
    return next((found[name] for name in names if name in found), None)


def date(tree: HtmlElement, article: Article, found: dict[str, str]) -> str | None:
    """The date of publication in the page's metadata."""
    stated = [_text(article.get("datePublished"), "@value"), *(found.get(name) for name in DATES)]
    values = (dates.of(value) for value in stated if value)
    return next((value for value in values if value), None) or _times(tree)


def _times(tree: HtmlElement) -> str | None:
    """The date of the <time> marked as publication, else the only date that the article's <time> elements have."""
    elements = [element for element in tree.iter("time") if element.get("datetime")]
    marked = [
        e for e in elements if "datepublished" in (e.get("itemprop") or "").lower() or e.get("pubdate") is not None
    ]
    plain = [e for e in elements if any(True for _ in e.iterancestors("article"))]
    values = {dates.of(element.get("datetime")) for element in marked[:1] or plain}
    return values.pop() if len(values) == 1 else None


def near_heading(tree: HtmlElement) -> list[str]:
    """The short lines that follow the page's headline, where credits and dates stand."""
    heading = next(iter(tree.iter("h1")), None)
    if heading is None:
        return []
    after = islice(heading.itersiblings(), NEAR)
    above = heading.getparent()
    around = (heading, *after, *(islice(above.itersiblings(), NEAR) if above is not None else ()))
    texts = (" ".join(text.split()) for element in around for text in islice(element.itertext(), NEAR))
    return [text for text in texts if 0 < len(text) <= dates.LONGEST][:NEAR]


def url(tree: HtmlElement, article: Article, found: dict[str, str], source: str) -> str | None:
    """The page's own address; `source` is its markup, whose comments may say where it was saved from."""
    links = (link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split())
    saved = SAVED_FROM.search(source[:20_000])
    stated = (
        *links,
        found.get("og:url"),
        _text(article.get("url"), "@id"),
        _text(article.get("mainEntityOfPage"), "@id"),
        saved[1] if saved else None,
    )
    return next((good for value in stated if value and (good := page_address(value))), None)


def title(tree: HtmlElement, article: Article, found: dict[str, str], site: str | None) -> str | None:
    """The headline, without the site's name behind it."""
    headings = [" ".join(element.text_content().split()) for element in tree.iter("h1")]
    titles = [" ".join(element.text_content().split()) for element in tree.iter("title")][:1]
    stated = (_text(article.get("headline")), first(found, TITLES), *(headings if len(headings) == 1 else ()), *titles)
    best = next((value for value in stated if value and value.strip()), None)
    return re.sub(rf"\s+[|–—·•:»-]+\s+{re.escape(site)}\s*$", "", best, flags=re.I) if best and site else best


def site(article: Article, found: dict[str, str]) -> str | None:
    """The outlet's name."""
    stated = (_text(article.get("publisher")), *(found.get(name) for name in OUTLETS))
    return next((name for value in stated if (name := outlet(value))), None)


def tag(tree: HtmlElement, article: Article, found: dict[str, str]) -> str | None:
    """The language that the page says it is in."""
    root = tree.getroottree().getroot()
    return root.get("lang") or root.get("xml:lang") or _text(article.get("inLanguage")) or first(found, LANGUAGES)
