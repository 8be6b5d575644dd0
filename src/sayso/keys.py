"""Long ids by their beginning, as people type them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sayso.keep import Unknown

T = TypeVar("T")


def begun(find: Callable[[str], T], key: str) -> T:
    """What has that id, or the only id that begins so. Raises Unknown, which names ids that may be meant."""
    try:
        return find(key)
    except Unknown as error:
        whole = [near for near in error.near if key and near.startswith(key)]
        if len(whole) != 1:
            raise
        return find(whole[0])
