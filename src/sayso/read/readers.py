"""A document → its text layer, by the reader of its kind."""

from __future__ import annotations

from pathlib import PurePosixPath

from sayso.model import Found, Layer
from sayso.read import plain, versions
from sayso.read.kinds import kind_of
from sayso.read.parts import Limits, Unreadable


def extract(found: Found, limits: Limits = Limits()) -> Layer:  # noqa: B008  (frozen)
    """The text layer of a document. Pure: the same bytes and name give the same layer.

    Raises Unreadable, with the reason and the next step, if it has none.
    """
    layer = _read(found, limits)
    if not layer.text.strip():
        raise Unreadable("a document without text", "nothing to do, or save the report again")
    if len(layer.text) > limits.text:
        raise Unreadable(f"a text of more than {limits.text:,} characters", "split it into its reports")
    return layer


def current(found: Found) -> str:
    """The name of the extractor that `extract` would use now: another than a stored layer's means a newer layer.

    Raises Unreadable for what holds no text.
    """
    return versions.name(kind_of(found.data, _name(found)))


def _name(found: Found) -> str:
    return PurePosixPath(found.path).name


def _read(found: Found, limits: Limits) -> Layer:
    """The layer as the reader of its kind gives it."""
    kind, data = kind_of(found.data, _name(found)), found.data
    if kind == "plain":
        return plain.read_plain(data)
    if kind == "markdown":
        return plain.read_markdown(data)
    if kind == "html":
        from sayso.read.html import read_html

        return read_html(data, limits)
    return _rarer(kind, data, limits)


def _rarer(kind: str, data: bytes, limits: Limits) -> Layer:
    """The readers whose imports cost time, imported when they are needed."""
    if kind == "pdf":
        from sayso.read.pdf import read_pdf

        return read_pdf(data, limits)
    if kind == "docx":
        from sayso.read.docx import read_docx

        return read_docx(data, limits)
    from sayso.read.mail import read_mail

    return read_mail(data, limits)
