"""Values that a document states of itself → a `Header`: checked, on one line, unknown where they don't hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from sayso.model import Basis, Header
from sayso.read import dates, language
from sayso.read.letters import clean

LONGEST_NAME = 300
LONGEST_ADDRESS = 2_000


def line(value: str | None, longest: int = LONGEST_NAME) -> str | None:
    """A value on one line, None if nothing is left or it is too long to be a name."""
    text = " ".join(clean(value or "").split())
    return text if 0 < len(text) <= longest else None


def address(value: str | None) -> str | None:
    """An http(s) address without fragment; None for anything else."""
    text = (value or "").strip()
    if not text or len(text) > LONGEST_ADDRESS or text != clean(text) or re.search(r"[\s<>\"\\^`{|}\ufffd]", text):
        return None
    try:
        parts = urlsplit(text)
        named = parts.hostname and "." in parts.hostname and not parts.username and (parts.port or True)
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not named:
        return None
    return parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower(), fragment="").geturl()


def page_address(value: str | None) -> str | None:
    """The address of a page, not of a whole site: pages that name their site would become versions of one another."""
    found = address(value)
    parts = urlsplit(found) if found else None
    return found if parts and (parts.path.strip("/") or parts.query) else None


def outlet(value: str | None) -> str | None:
    """The name of an outlet; None for an address or a handle in its place."""
    name = line(value, 100)
    return None if name is None or "://" in name or name.startswith("@") else name


def language_code(value: str | None) -> str | None:
    """The two letters of a language tag such as "en-GB" or "en_US"."""
    tag = re.match(r"\s*([A-Za-z]{2})(?:[-_,\s]|$)", value or "")
    return tag[1].lower() if tag else None


def header(
    text: str,
    *,
    title: str | None = None,
    outlet_name: str | None = None,
    url: str | None = None,
    date: str | None = None,
    tag: str | None = None,
    near: Sequence[str] = (),
) -> Header:
    """The header of a text with what the document states of itself.

    The date is the stated one, else the one printed near the top or in the lines `near` a page's headline, else the
    one in the address.
    """
    published, basis = _published(date, text[:5_000].split("\n"), near, url)
    return Header(
        title=line(title),
        outlet=outlet(outlet_name),
        url=url,
        published=published,
        published_basis=basis,
        language=language_code(tag) or language.detect(text),
    )


def _published(
    date: str | None, top: list[str], near: Sequence[str], url: str | None
) -> tuple[str | None, Basis | None]:
    if date and (stated := dates.of(date)):
        return stated, "metadata"
    if printed := dates.printed(top) or dates.printed(near):
        return printed, "text"
    in_address = dates.in_address(url) if url else None
    return in_address, "metadata" if in_address else None
