"""What has to be ready before several threads answer requests.

msgspec learns what fields a type has when it first decodes one, and gives what it has learnt so far to a thread that
asks meanwhile: two first requests at once can end the process. So every type is learnt here, by one thread.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import cache

import msgspec


@cache
def ready() -> int:
    """Learns all types of records that are loaded; how many there are."""
    every = list(dict.fromkeys(_kinds(msgspec.Struct)))
    for kind in every:
        with suppress(NameError, TypeError):  # a type that is never decoded
            msgspec.json.Decoder(kind)
    return len(every)


def _kinds(kind: type[msgspec.Struct]) -> Iterator[type[msgspec.Struct]]:
    for one in kind.__subclasses__():
        yield one
        yield from _kinds(one)
