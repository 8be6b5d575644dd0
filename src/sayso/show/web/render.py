"""Views to HTML and JSON. Every word of a report is hostile: it is escaped, and what could reorder it is shown.

`html(template, view, site)` gives a page with the addresses of that site, `json(view)` the same data.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined

from sayso.show.web import words
from sayso.show.web.review.visit import visit
from sayso.show.web.site import DESK, Site

# Controls, overrides and isolates of direction, lone surrogates: a reader can't see them, but a browser obeys.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_SAFE_SCHEMES = ("http", "https")


def visible(value: Any) -> Any:
    r"""A string with hidden controls written out, as `\u202e`; anything else as it is."""
    if type(value) is str and not value.isprintable():  # Markup is another type, and made from what was seen here
        return _HIDDEN.sub(_written, value)
    return value


def _written(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def web_address(url: str | None) -> str | None:
    """The address if a browser may be sent there: http or https, with a host; else None."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme.lower() in _SAFE_SCHEMES and parts.hostname else None


@cache
def environment(site: Site) -> Environment:
    """The templates with what makes the addresses of a site, in macros too."""
    made = Environment(
        loader=PackageLoader("sayso.show.web"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=visible,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"site": site, "address": site.address, "beside": site.beside, "place": site.place}
    made.globals |= {"visit": visit, "static": site.static, "web_address": web_address, "words": words}
    made.filters |= {"date": words.date, "plain": words.plain, "country": words.country}
    made.filters |= {"fields": msgspec.structs.asdict}
    return made


def html(template: str, view: msgspec.Struct, site: Site = DESK, **more: object) -> str:
    """A page; `more` is what a site adds to what its pages tell."""
    return environment(site).get_template(template).render(view=view, **more)


def json(view: msgspec.Struct) -> bytes:
    """The data of a page."""
    return msgspec.json.format(msgspec.json.encode(view), indent=1)
