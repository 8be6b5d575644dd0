"""The same functions on one process or on all cores.

`Cores(own, make, arguments)` runs a function on many items: in this process while they are few, else in as many
processes as there are cores. The function gets `own` with each item (an open ledger, say); in another process what
`make(*arguments)` gives there, called once, so that only items and results travel. Results come in the items' order.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")

_held: list[Any] = []  # what `make` gave in a process of the pool


class Cores(Generic[S]):
    """A context manager; its processes are started when they are first worth it, and end with the block."""

    def __init__(self, own: S, make: Callable[..., S], arguments: tuple[Any, ...], cores: int | None = None) -> None:
        self._own, self._make, self._arguments = own, make, arguments
        self.cores = cores or os.cpu_count() or 1
        self._pool: Any = None

    def map(self, function: Callable[[S, T], R], items: Sequence[T], *, many: bool) -> list[R]:
        """The function's result for each item; `many` says that the work is worth other processes."""
        if self.cores == 1 or not (many or self._pool):
            return [function(self._own, item) for item in items]
        found: list[R] = self._started().map(_call, [(function, item) for item in items], chunksize=1)
        return found

    def _started(self) -> Any:
        if self._pool is None:
            # Processes of their own: a copy of this one would hold its connection to the ledger.
            context = multiprocessing.get_context("spawn")
            self._pool = context.Pool(self.cores, _hold, (self._make, self._arguments))
        return self._pool

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._pool is not None:
            self._pool.terminate()
            self._pool.join()


def _hold(make: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    _held[:] = [make(*arguments)]


def _call(work: tuple[Callable[[Any, Any], Any], Any]) -> Any:
    function, item = work
    return function(_held[0], item)
