"""Plain text and Markdown → layer. The text is kept to the letter; only front matter is taken off."""

from __future__ import annotations

import re

import yaml

from sayso.model import Header, Layer
from sayso.read.header import address, header
from sayso.read.letters import clean, decode
from sayso.read.versions import name

FRONT = re.compile(r"---[ \t]*\n(.{0,20000}?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
# The keys under which each value is looked for, the best first; "source" may hold an address or a name.
KEYS = {
    "url": ("url", "link", "canonical", "permalink", "source"),
    "date": ("date", "published", "publication_date", "pubdate"),
    "title": ("title", "headline"),
    "outlet": ("outlet", "publisher", "site", "site_name", "publication", "source"),
    "language": ("language", "lang"),
}
KNOWN = frozenset(key for keys in KEYS.values() for key in keys)


def read_plain(data: bytes) -> Layer:
    """The layer of a text file; front matter is taken off where it states at least one thing that is known."""
    text = clean(decode(data))
    fields, body = _split(text)
    if not KNOWN & fields.keys():
        return Layer(extractor=name("plain"), text=text, header=header(text, title=headline(text)))
    return Layer(extractor=name("markdown"), text=body, header=_header(fields, body))


def read_markdown(data: bytes) -> Layer:
    """The layer of a Markdown file, its markup kept as it is."""
    fields, body = _split(clean(decode(data)))
    return Layer(extractor=name("markdown"), text=body, header=_header(fields, body))


def _header(fields: dict[str, str], body: str) -> Header:
    """The header from front matter, the title also from the text."""
    values = {what: [fields[key] for key in keys if key in fields] for what, keys in KEYS.items()}
    first = {what: found[0] if found else None for what, found in values.items()}
    urls = [url for value in values["url"] if (url := address(value))]
    names = [value for value in values["outlet"] if address(value) is None]
    return header(
        body,
        title=first["title"] or _heading(body) or headline(body),
        outlet_name=names[0] if names else None,
        url=urls[0] if urls else None,
        date=first["date"],
        tag=first["language"],
    )


def _split(text: str) -> tuple[dict[str, str], str]:
    """Front matter, its keys in lower case, and the text below it; no fields where there is none."""
    front = FRONT.match(text)
    fields = _fields(front[1]) if front else {}
    return (fields, text[front.end() :].lstrip("\n")) if front and fields else ({}, text)


def _fields(block: str) -> dict[str, str]:
    """The front matter's values that are words, read as YAML, else line by line."""
    try:
        # The base loader makes nothing but strings, lists and dicts.
        loaded = yaml.load(block, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506
    except (yaml.YAMLError, ValueError, RecursionError):
        found = re.findall(r"^([A-Za-z_]{1,40}):[ \t]+(.+)$", block, re.M)
        loaded = {key: value for key, value in found if key.lower() in KNOWN}
    if not isinstance(loaded, dict):
        return {}
    return {str(key).lower(): value for key, value in loaded.items() if isinstance(value, str)}


def _heading(body: str) -> str | None:
    """A Markdown heading on the first line."""
    found = re.match(r"\s*#\s+(.+?)\s*#*\s*(?:\n|$)", body)
    return found[1] if found else None


def headline(text: str) -> str | None:
    """The first line where it plainly is a headline: a few words without a full stop, above longer lines."""
    top = [line.strip() for line in text[:5_000].split("\n") if line.strip()][:6]
    if len(top) < 2 or not re.match(r"[\w\"'“‘«¿¡]", top[0]):
        return None
    first, below = top[0], max(map(len, top[1:]))
    sentences = re.search(
        r"[.:;,…]$|[.!?][”’\"']?\s+\S+\s|https?:|\bcookies?\b|^(by|photo\w*|image|file)\b", first, re.I
    )
    words = len(first.split())
    return first if 4 <= words <= 25 and not sentences and below > max(60, len(first)) else None
