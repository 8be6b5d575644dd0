"""Which forms are let in at all: those that a page of this very server sends.

The guard has looked at the Host header before. What is looked at here are the headers that a browser sets and no page
can change; whether the form carries its token is looked at when it has been read.
"""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import Scope

FORMS = "/review/do/"
KIND = "application/x-www-form-urlencoded"
LARGEST = 256 * 1024  # bytes of one form
# Where the headers differ from those of pages that can only be read: our script, and forms that say whence they are.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
}


def refusal(scope: Scope) -> str | None:
    """Why a form is not let in; None for one that is."""
    headers = Headers(scope=scope)
    if not scope["path"].startswith(FORMS):
        return "This page takes no form."
    if headers.get("content-type", "").partition(";")[0].strip().lower() != KIND:
        return "This is not how our forms are sent."
    if not _sized(headers.get("content-length")):
        return f"A form may have {LARGEST // 1024} KB."
    return None if _from_here(scope, headers) else "The form was sent by another site."


def _sized(length: str | None) -> bool:
    return length is not None and length.isascii() and length.isdigit() and int(length[:12]) <= LARGEST


def _from_here(scope: Scope, headers: Headers) -> bool:
    """Whether the browser says that a page of this origin sent the form; it has to say so in one of two ways."""
    site, origins = headers.getlist("sec-fetch-site"), headers.getlist("origin")
    own = f"{scope.get('scheme', 'http')}://{headers.get('host', '')}"
    if not site and not origins:
        return False
    return site in ([], ["same-origin"]) and origins in ([], [own])
