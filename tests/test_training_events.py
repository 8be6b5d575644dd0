"""How far scores are from the marks, and that a network learns them (needs torch, which only training does)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs torch: pip install -r training/requirements.txt")

if TYPE_CHECKING:
    from torch import Tensor

from training import events  # noqa: E402
from training.told import Bag, Window  # noqa: E402


def window(size: int, *bags: tuple[list[int], int]) -> Window:
    ids = np.arange(100, 100 + size)
    told = tuple(Bag(np.array(places), event, (None, None, None)) for places, event in bags)
    return Window(ids, np.zeros(size, np.int64), np.arange(1, size - 1), told)


def scores(told: events.Told, **at: float) -> Tensor:
    found = torch.full((*told.ids.shape, told.none.shape[-1]), -9.0)
    for place, score in at.items():
        row, piece, event = map(int, place.strip("_").split("_"))
        found[row, piece, event] = score
    return found


def test_one_word_of_a_mark_is_enough_and_none_may_tell_it_elsewhere() -> None:
    told = events.stacked([window(6, ([2, 3], 1))], 2)
    silent = events.loss(scores(told), told)
    found = events.loss(scores(told, _0_3_1=9.0), told)
    elsewhere = events.loss(scores(told, _0_3_1=9.0, _0_4_1=9.0), told)
    assert found < 0.1 < silent
    assert elsewhere > 5


def test_windows_are_padded_and_what_is_padded_teaches_nothing() -> None:
    told = events.stacked([window(4, ([1], 0)), window(7)], 1)
    assert told.mask.sum().item() == 11
    assert told.none[0, 4:].sum().item() == 0
    assert told.none[0, 1].sum().item() == 0
    assert told.none[1].sum().item() == 5
