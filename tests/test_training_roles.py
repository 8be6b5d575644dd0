"""How far the heads for roles are from the words that a mark names (needs torch, which only training does)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs torch: pip install -r training/requirements.txt")

from training import events, roles, shipped, told  # noqa: E402
from training.network import Arcs, of_state  # noqa: E402
from training.told import Bag, Window  # noqa: E402

from sayso.mark.encoder import network as running  # noqa: E402
from sayso.mark.encoder.pieces import END, START, pieces  # noqa: E402

ARTICLES = None


def window(size: int, *bags: Bag) -> Window:
    ids = np.arange(100, 100 + size)
    return Window(ids, np.zeros(size, np.int64), np.arange(1, size - 1), bags)


def bag(places: list[int], event: int, *said: list[int] | None) -> Bag:
    return Bag(np.array(places), event, tuple(None if s is None else np.array(s) for s in said))


class Fixed(Arcs):
    """A head that always points to one piece."""

    def __init__(self, to: int) -> None:
        super().__init__()
        self.to = to

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        scores = torch.full((x.shape[0], x.shape[1], x.shape[1]), -9.0)
        scores[:, :, self.to] = 9.0
        return scores


def missed(group: list[Window], role: int, to: int) -> float:
    step = events.Step(events.stacked(group, 2), ARTICLES, tuple(roles.pointed(group, n) for n in range(3)))
    counts = roles.weights(torch.zeros(*step.told.ids.shape, 2), step)
    x = torch.zeros(*step.told.ids.shape, 8)
    return float(roles.missed(Fixed(to), x, step, step.roles[role], counts))


def test_any_of_the_words_for_a_role_will_do() -> None:
    group = [window(9, bag([2, 3], 1, [5, 6], None, [told.NOBODY]))]
    assert missed(group, 0, 5) < 0.1
    assert missed(group, 0, 6) < 0.1
    assert missed(group, 0, 4) > 5


def test_nobody_is_the_first_place() -> None:
    group = [window(9, bag([2, 3], 1, [5, 6], None, [told.NOBODY]))]
    assert missed(group, 2, told.NOBODY) < 0.1
    assert missed(group, 2, 5) > 5


def test_what_a_mark_does_not_say_teaches_nothing() -> None:
    assert missed([window(9, bag([2, 3], 1, [5, 6], None, None))], 1, 4) == 0.0


def test_words_that_tell_the_event_count_most() -> None:
    group = [window(9, bag([2, 3], 1, [5], None, None))]
    step = events.Step(events.stacked(group, 2), ARTICLES, (roles.pointed(group, 0),))
    scores = torch.full((*step.told.ids.shape, 2), -9.0)
    scores[0, 3, 1] = 9.0
    first, second = roles.weights(scores, step)[0].tolist()
    assert first == pytest.approx(roles.EVENLY / 2, abs=1e-3)
    assert first + second == pytest.approx(1.0)


def test_the_shipped_network_can_go_on_learning_and_says_the_same() -> None:
    net = running.network()
    state = shipped.checkpoint(Path(running.HERE) / "encoder.onnx")
    again = of_state(state).eval()
    text = "Police arrested the clerk Per Lund on Monday. He denies that he passed plans to a colonel, his lawyer said."
    found = pieces(text, net.vocabulary)
    ids, kinds = np.array([START, *found.ids, END]), np.array([0, *found.kinds, 0])
    known = net.run(ids, kinds)
    with torch.no_grad():
        x = again.encoded(torch.tensor(ids)[None], torch.tensor(kinds)[None], None)
        assert again.events is not None
        told_ = again.events(x).sigmoid()[0].numpy()
        tags = again.tags(x).softmax(-1)[0].numpy()
    assert np.abs(told_ - known.events).max() < 0.15
    assert np.abs(tags - known.tags).max() < 0.15
