"""`words.yaml` as typed data."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec
import yaml
from msgspec import Struct


class Words(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the reading of headers knows of languages; see the comments of the file."""

    months: dict[str, tuple[str, ...]]
    published: tuple[str, ...]
    beside_date: tuple[str, ...]
    furniture: frozenset[str]
    small_words: dict[str, frozenset[str]]


@cache
def words() -> Words:
    """The file, read once."""
    text = files("sayso.read").joinpath("words.yaml").read_text("utf8")
    return msgspec.convert(yaml.load(text, Loader=yaml.BaseLoader), Words)  # noqa: S506  (words only: "on" is no bool)
