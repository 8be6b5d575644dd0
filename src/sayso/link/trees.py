"""Joins as they come → what they hold together.

Used wherever things become one by pairs: the accused of one report, the stubs of a case, the joins that are told of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, TypeVar

Key = TypeVar("Key", int, str)


class Trees(Generic[Key]):
    """Keys that are held together by joins, each lot with its least key as its top."""

    def __init__(self) -> None:
        self._above: dict[Key, Key] = {}

    def top(self, key: Key) -> Key:
        """The one key that stands for all that are held together with a key."""
        above = self._above
        while (up := above.get(key, key)) != key:
            above[key] = above.get(up, up)
            key = up
        return key

    def join(self, a: Key, b: Key) -> bool:
        """Holds two together; whether they were not before."""
        a, b = self.top(a), self.top(b)
        self._above[max(a, b)] = min(a, b)
        return a != b

    def lots(self, keys: Iterable[Key]) -> dict[Key, list[Key]]:
        """The keys that are held together, by their top."""
        found: defaultdict[Key, list[Key]] = defaultdict(list)
        for key in keys:
            found[self.top(key)].append(key)
        return found
