"""One text layer → its attributions, parties, times and claims. Pure functions of text, domain pack and reader.

`mark_all(layers, reader, domain)` reads many layers in their order. This module itself loads no parser, so that a
build that finds nothing new does not wait for one; the steps of reading are in report.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sayso.domains import Domain
from sayso.model import Layer, Marks

# Each reader of attributions with its version, which changes with whatever changes the marks of a text.
READER_VERSIONS: dict[str, str] = {"encoder": "6", "rules": "6"}
DEFAULT_READER = "encoder"


class UnknownReader(ValueError):
    """A reader that Sayso does not have."""


class TooLong(ValueError):
    """A text that is longer than what is marked: it would take memory without end; the message says how long."""


class ModelError(RuntimeError):
    """A model that is missing, or is not what it should be; the message says what to install."""


def version(reader: str) -> str:
    """The version of a reader.

    Raises UnknownReader for one that is not in `READER_VERSIONS`.
    """
    if reader not in READER_VERSIONS:
        raise UnknownReader(f"no reader {reader!r}; there are: {', '.join(sorted(READER_VERSIONS))}")
    return READER_VERSIONS[reader]


def mark_all(layers: Iterable[Layer], reader: str, domain: Domain) -> Iterator[Marks]:
    """The marks of each layer, in their order; layers are taken as they are needed.

    Raises UnknownReader for a reader that is not in `READER_VERSIONS`.
    """
    version(reader)
    from sayso.mark import report  # here, as this loads spaCy and its model

    yield from report.mark_all(layers, reader, domain)


__all__ = ["DEFAULT_READER", "READER_VERSIONS", "ModelError", "TooLong", "UnknownReader", "mark_all", "version"]
