"""Progress of a long command on standard error: bars in a terminal, a line now and then elsewhere.

Each is a context manager and is called with what is being done, how many are done, and of how many where that is known.
"""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self, TextIO

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from sayso.show.terminal import console

EVERY = 5.0  # seconds between two lines


class Bars:
    """One bar for each stage."""

    def __init__(self, stream: TextIO) -> None:
        stage = TextColumn("{task.description}", markup=False)
        columns = (stage, BarColumn(bar_width=20), MofNCompleteColumn(), TimeElapsedColumn())
        self._bars = Progress(*columns, console=console(stream))
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """`done` of `total` are finished; None where nobody knows how many there will be."""
        if stage not in self._tasks:
            self._tasks[stage] = self._bars.add_task(stage, total=total)
        self._bars.update(self._tasks[stage], completed=done, total=total)

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._bars.stop()


class Lines:
    """A line for the start and the end of each stage, and one every few seconds."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._stage, self._told, self._left = "", 0.0, ""

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """`done` of `total` are finished."""
        line = f"{stage}: {done}{f' of {total}' if total else ''}"
        if stage == self._stage and done != total and time.monotonic() - self._told < EVERY:
            self._left = line
            return
        if stage != self._stage:
            self._tell(self._left)
        self._stage, self._told, self._left = stage, time.monotonic(), ""
        self._tell(line)

    def _tell(self, line: str) -> None:
        if line:
            print(line, file=self._stream, flush=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Tells how far the last stage has got."""
        self._tell(self._left)


class Silent(Lines):
    """No progress at all."""

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """Nothing is told."""


def progress(stream: TextIO, *, quiet: bool) -> Bars | Lines:
    """What fits the stream."""
    if quiet:
        return Silent(stream)
    return Bars(stream) if stream.isatty() else Lines(stream)
