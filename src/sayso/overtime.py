"""A bound on the time that a piece of work may take.

`within(seconds)` raises Overtime inside its block when they are over. It needs the system's timer and the main thread;
elsewhere, as on Windows, the block may take as long as it likes.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Overtime(Exception):
    """Work that has taken longer than it may; the message says how long that is."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raises Overtime inside the block once it has run for so many seconds."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def over(_signal: int, _frame: FrameType | None) -> None:
        raise Overtime(f"it took longer than {seconds:g} seconds")

    before = signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
