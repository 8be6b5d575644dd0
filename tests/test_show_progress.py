"""Progress is a bar in a terminal, a line now and then elsewhere, and nothing where it is not wanted."""

import io

import pytest

from sayso.show import progress as made
from sayso.show.progress import Bars, Lines, Silent, progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_what_fits_the_stream() -> None:
    assert type(progress(Terminal(), quiet=False)) is Bars
    assert type(progress(io.StringIO(), quiet=False)) is Lines
    assert type(progress(Terminal(), quiet=True)) is Silent


def test_lines_come_at_the_start_at_the_end_and_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    with Lines(stream) as tell:
        for done in range(4):
            tell("marking", done, 3)
        tell("linking", 1, None)
        tell("linking", 2, None)
        monkeypatch.setattr(made, "EVERY", 0.0)
        tell("linking", 3, None)
    assert stream.getvalue().splitlines() == ["marking: 0 of 3", "marking: 3 of 3", "linking: 1", "linking: 3"]


def test_the_last_line_of_a_stage_tells_how_far_it_got() -> None:
    stream = io.StringIO()
    with Lines(stream) as tell:
        for done in range(1, 4):
            tell("reading", done, None)
        for done in range(3):
            tell("marking", done, 9)
    assert stream.getvalue().splitlines() == ["reading: 1", "reading: 3", "marking: 0 of 9", "marking: 2 of 9"]


def test_bars_show_each_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    stream = Terminal()
    with Bars(stream) as tell:
        tell("reading", 5, None)
        tell("marking", 1, 2)
        tell("marking", 2, 2)
    assert "reading" in stream.getvalue() and "2/2" in stream.getvalue()


def test_silence() -> None:
    stream = io.StringIO()
    with Silent(stream) as tell:
        tell("marking", 1, 2)
    assert stream.getvalue() == ""
