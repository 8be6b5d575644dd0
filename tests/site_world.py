"""A published site for tests: how it is made from a ledger, and how its pages are read."""

from __future__ import annotations

import html
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from sayso.domains import load
from sayso.keep import Ledger
from sayso.pipeline import settle
from sayso.show.site import Options, Published
from sayso.show.site import publish as published


def publish(ledger: Path, out: Path, **wanted: object) -> Published:
    """The site of a ledger; all cases unless something else is wanted."""
    options = Options(**({"every": True} | wanted))  # type: ignore[arg-type]
    with Ledger.open(ledger) as opened, opened.snapshot():
        return published(opened, out, options, lambda stage, done, total: None)


def decide(path: Path, what: str, *given: str, **more: object) -> None:
    """A decision, and the cases as they stand after it."""
    with Ledger.open(path) as ledger:
        getattr(ledger.decide, what)(*given, who="Ada of the desk", **more)
        settle(ledger, load())


class Tag(NamedTuple):
    """A tag of a page, with its attributes."""

    name: str
    attributes: dict[str, str]


class Page(HTMLParser):
    """A page as it is parsed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[Tag] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(Tag(tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words += data

    @property
    def ids(self) -> list[str]:
        """Every id."""
        return [tag.attributes["id"] for tag in self.tags if "id" in tag.attributes]

    def addresses(self) -> Iterator[str]:
        """Every address that a browser could follow or load."""
        for tag in self.tags:
            yield from (tag.attributes[name] for name in ("href", "src", "action") if name in tag.attributes)


def page(path: Path) -> Page:
    """A file of a site as a page."""
    return Page(path.read_text("utf8"))


def files(out: Path) -> dict[str, bytes]:
    """All files of a site by their paths."""
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def everything(out: Path) -> Iterator[tuple[str, str]]:
    """Names and contents of all files, those in the zip too, in each way in which a name could hide in them."""
    for path, data in files(out).items():
        yield from _unfolded(path, path)
        if path.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                for name in packed.namelist():
                    yield from _unfolded(f"{path}!{name}", packed.read(name).decode("utf8"))
        else:
            yield from _unfolded(path, data.decode("utf8"))


def _unfolded(path: str, text: str) -> Iterator[tuple[str, str]]:
    for read in (text, html.unescape(text), unquote(text), unquote(html.unescape(text)), _spelt_out(text)):
        plain = unicodedata.normalize("NFKD", read.casefold())
        yield path, "".join(sign for sign in plain if unicodedata.category(sign) not in ("Mn", "Cf"))


def _spelt_out(text: str) -> str:
    r"""The text with escapes such as `\u00e9` undone."""
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
