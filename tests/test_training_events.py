"""How far scores are from the marks, and that a network learns them (needs torch, which only training does)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs torch: pip install -r training/requirements.txt")

if TYPE_CHECKING:
    from torch import Tensor

from training import events  # noqa: E402
from training.examples import Batch  # noqa: E402
from training.network import Network  # noqa: E402
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


def test_a_step_of_events_has_a_loss_that_can_fall() -> None:
    """One step on two windows and an article, by a network of random weights, and the same after it has learned."""
    torch.manual_seed(1)
    network = Network(2000, ((1, 8),), dropout=0.0, events=2)
    training = events.Telling.__new__(events.Telling)
    training.network, training.before, training.events = network, Network(2000, ((1, 8),), dropout=0.0), 2
    group = [window(9, ([2, 3], 1)), window(7, ([1], 0))]
    ids = torch.arange(100, 109)[None]
    none = torch.full_like(ids, -1)
    article = Batch(ids, torch.zeros_like(ids), ids > 0, none, none, none, none)
    step = training._step(group, article)
    adam = torch.optim.Adam(network.parameters(), lr=1e-3)
    losses = []
    for _ in range(20):
        adam.zero_grad()
        losses.append(training._loss(step))
        losses[-1].backward()  # type: ignore[no-untyped-call]
        adam.step()
    assert losses[-1] < losses[0]
