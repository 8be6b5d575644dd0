"""An e-mail message, or a page saved as one (MHTML) → layer.

The date is the message's, unless it was forwarded: then it isn't the report's. A mailing (it carries a List- header)
is published by its sender; the sender of any other message is a correspondent and not an outlet.
"""

from __future__ import annotations

import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from sayso.model import Header, Layer
from sayso.read.header import header, page_address
from sayso.read.html import read_html
from sayso.read.letters import clean, decode
from sayso.read.parts import Limits, Unreadable
from sayso.read.versions import name

FORWARDED = re.compile(r"^\s*(?:(?:re|aw|fwd?|wg|tr|rv)\s*:\s*)+", re.I)
STUB = 200  # characters: a plain part below it beside an HTML part only says that there is one
PARTS = 1_000


def read_mail(data: bytes, limits: Limits) -> Layer:
    """The layer of a message: its plain text, or its HTML where that says more.

    Raises Unreadable if it is damaged beyond reading, or has neither.
    """
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
        saved = _field(message, "Snapshot-Content-Location") or _field(message, "Content-Location")
        plain, page = _part(message, "text/plain"), _part(message, "text/html")
    except (ValueError, LookupError, RecursionError, AttributeError, TypeError, IndexError, KeyError) as error:
        raise Unreadable(f"a damaged message ({type(error).__name__})", "save its text, and add that") from error
    if saved and page:
        return read_html(_bytes(page), limits, url=saved, charset=_charset(page))
    text = _plain(plain) if plain else ""
    if page and len(text) < STUB:
        text = _html(page, limits) or text
    if not text.strip():
        raise Unreadable("a message without text", "save what it has attached, and add that")
    return Layer(extractor=name("eml"), text=text, header=_header(message, text))


def _header(message: EmailMessage, text: str) -> Header:
    subject = _field(message, "Subject") or ""
    forwarded = FORWARDED.match(subject)
    archived = (_field(message, "Archived-At") or "").strip("<> ")
    return header(
        text,
        title=subject[forwarded.end() :] if forwarded else subject,
        outlet_name=_publisher(message),
        url=page_address(archived),
        date=None if forwarded else _field(message, "Date"),
        tag=_field(message, "Content-Language"),
    )


def _field(message: EmailMessage, field: str) -> str | None:
    """A header field as words; None if it is missing or can't be made out."""
    try:
        value = message[field]
    except Exception:  # the standard library fails on some damaged fields with errors of many kinds
        return None
    return None if value is None else " ".join(str(value).split())


def _publisher(message: EmailMessage) -> str | None:
    """The sender's name, where the message is a mailing."""
    mailing = any(_field(message, field) for field in ("List-Id", "List-Unsubscribe", "List-Post"))
    sender = re.match(r"\s*\"?([^\"<@]+?)\"?\s*<", _field(message, "From") or "")
    return sender[1] if mailing and sender else None


def _part(message: EmailMessage, kind: str) -> EmailMessage | None:
    """The first part of that type that is no attachment."""
    for number, part in enumerate(message.walk()):
        if number > PARTS:
            break
        if part.get_content_type() == kind and part.get_content_disposition() != "attachment":
            return part if isinstance(part, EmailMessage) else None
    return None


def _bytes(part: EmailMessage) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _charset(part: EmailMessage) -> str | None:
    return part.get_content_charset()


def _plain(part: EmailMessage) -> str:
    return clean(decode(_bytes(part), _charset(part))).strip("\n")


def _html(part: EmailMessage, limits: Limits) -> str:
    """The text of an HTML part; empty if it shows none."""
    try:
        return read_html(_bytes(part), limits, charset=_charset(part)).text
    except Unreadable:
        return ""
