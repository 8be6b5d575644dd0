"""Views to HTML and JSON. Every word of a report is hostile: it is escaped, and what could reorder it is shown.

`html(template, view)` gives a page, `json(view)` the same data. Addresses of pages are made here and nowhere else.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sayso.show.web import views, words
from sayso.show.web.pages.report import SIZE

# Controls, overrides and isolates of direction, lone surrogates: a reader can't see them, but a browser obeys.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_SAFE_SCHEMES = ("http", "https")


def visible(value: Any) -> Any:
    r"""A string with hidden controls written out, as `\u202e`; anything else as it is."""
    if isinstance(value, str) and not isinstance(value, Markup) and not value.isprintable():
        return _HIDDEN.sub(_written, value)
    return value


def _written(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def address(kind: str, id: str = "", *, anchor: str = "", **query: object) -> str:
    """The address of a page: `/case/c1?claims=2#claim-x`. Parts of the query that are empty are left out."""
    path = f"/{kind}/{quote(id, safe='')}" if id else f"/{kind}"
    asked = urlencode({name: value for name, value in query.items() if value not in (None, "")})
    return f"{path}{'?' + asked if asked else ''}{'#' + quote(anchor, safe='') if anchor else ''}"


def beside(a: str, b: str, ending: str = "") -> str:
    """The address of two reports side by side."""
    return f"/compare/{quote(a, safe='')}/{quote(b, safe='')}{ending}"


def place(words_at: views.Quote, claim: str = "") -> str:
    """Where verbatim words stand in their report: at the mark of their claim, or marked for this visit."""
    at = words_at.start if words_at.start >= SIZE else None
    if claim:
        return address("report", words_at.report.id, at=at, anchor=f"claim-{claim}")
    return address("report", words_at.report.id, mark=f"{words_at.start}-{words_at.end}", anchor="mark")


def web_address(url: str | None) -> str | None:
    """The address if a browser may be sent there: http or https, with a host; else None."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme.lower() in _SAFE_SCHEMES and parts.hostname else None


def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("sayso.show.web"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=visible,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"address": address, "beside": beside, "place": place, "web_address": web_address, "words": words}
    made.filters |= {"date": words.date, "plain": words.plain}
    return made


ENVIRONMENT = _environment()


def html(template: str, view: msgspec.Struct) -> str:
    """A page."""
    return ENVIRONMENT.get_template(template).render(view=view)


def json(view: msgspec.Struct) -> bytes:
    """The data of a page."""
    return msgspec.json.format(msgspec.json.encode(view), indent=1)
