"""The same functions on one process and on several."""

from __future__ import annotations

import os

import pytest

from sayso.engine import Cores

Opened = tuple[int, int]


def opened(factor: int) -> Opened:
    return os.getpid(), factor


def times(held: Opened, item: int) -> tuple[int, int]:
    pid, factor = held
    return pid, factor * item


def fail(held: Opened, item: int) -> int:
    raise ValueError(f"item {item} cannot be done")


def test_few_items_are_done_here() -> None:
    with Cores((0, 3), opened, (3,), 2) as cores:
        assert cores.map(times, [1, 2], many=False) == [(0, 3), (0, 6)]


def test_many_items_are_done_elsewhere_and_come_in_order() -> None:
    with Cores((0, 3), opened, (3,), 2) as cores:
        found = cores.map(times, list(range(20)), many=True)
    assert [value for _, value in found] == [3 * n for n in range(20)]
    assert os.getpid() not in {pid for pid, _ in found}


def test_an_error_in_another_process_is_raised_here() -> None:
    with Cores((0, 3), opened, (3,), 2) as cores, pytest.raises(ValueError, match="item 1 cannot be done"):
        cores.map(fail, [1], many=True)
