"""A trained network and reports with marked events → a network that reads events too.

The network that reads attributions goes on learning: at each step one batch of windows of the marked reports, and one
of articles, of which it must say what it said before (learning without forgetting: Li and Hoiem 2017,
arXiv:1606.09282), in its scores and in what its layers give. So one pass serves both. Words stay as they were. Several
such trainings with other seeds end near one another, and the mean of their weights reads a little better than each
(Wortsman et al. 2022, arXiv:2203.05482). On a graphics processor a training takes three minutes.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from sayso.mark.encoder.windows import B_CUE
from training.examples import Batch, batches
from training.network import Network, trained
from training.smaller import layers_apart, soft, stirred
from training.told import Ints, Report, Window, windows
from training.train import Material, Training, device, optimiser

EPOCHS, RUNS = 12, 3
MARKED, PLAIN = 16, 20  # windows of reports and of articles at a step
RATE, EVENT_RATE = 3e-4, 1e-3
FORGETS = 0.5  # weight of what it must go on saying of the marked reports
RARE = -4.0  # where the scores of events begin: hardly any word tells one
NEVER = -30.0  # a score that adds nothing to a sum of probabilities


class Told(NamedTuple):
    """Windows of marked reports as tensors: which words tell no event, and the bags of those of which one must.

    A bag is a row of `bags` (places, filled up as `held` says), of a window in `rows`, for an event in `events`.
    """

    ids: Tensor
    kinds: Tensor
    mask: Tensor
    none: Tensor
    rows: Tensor
    bags: Tensor
    held: Tensor
    events: Tensor


class Pointed(NamedTuple):
    """Where the words for one role stand, one row a mark that says so: the mark's number, places, which are filled."""

    bags: Tensor
    places: Tensor
    held: Tensor


class Step(NamedTuple):
    """What is learned at once; `roles` by networks that learn them (roles.py)."""

    told: Told
    articles: Batch
    roles: tuple[Pointed, ...] = ()

    def on(self, where: torch.device) -> Step:
        """The same on a device."""
        told, *roles = (type(each)(*(part.to(where) for part in each)) for each in (self.told, *self.roles))
        return Step(told, self.articles.on(where), tuple(roles))

    @property
    def mask(self) -> Tensor:
        """Which pieces there are of the reports."""
        return self.told.mask


def stacked(group: Sequence[Window], events: int) -> Told:
    """Windows side by side, padded to the longest."""
    size = max(len(window.ids) for window in group)
    ids, kinds = (
        torch.from_numpy(np.stack([np.pad(row, (0, size - len(row))) for row in rows]))
        for rows in zip(*((window.ids, window.kinds) for window in group), strict=True)
    )
    none = torch.zeros(*ids.shape, events)
    bags = [(row, places, event) for row, window in enumerate(group) for places, event, _ in window.bags]
    for row, window in enumerate(group):
        none[row, window.own] = 1.0
    for row, places, event in bags:
        none[row, places, event] = 0.0
    filled, held = filled_up([places for _, places, _ in bags])
    rows, kinds_of = (torch.tensor([bag[at] for bag in bags], dtype=torch.long) for at in (0, 2))
    return Told(ids, kinds, ids > 0, none, rows, filled, held, kinds_of)


def filled_up(rows: Sequence[Ints]) -> tuple[Tensor, Tensor]:
    """Rows of places side by side, filled up to the longest, and where there is one."""
    longest = max(map(len, rows), default=1)
    filled = torch.zeros(len(rows), longest, dtype=torch.long)
    held = torch.zeros(len(rows), longest, dtype=torch.bool)
    for number, places in enumerate(rows):
        filled[number, : len(places)] = torch.from_numpy(places)
        held[number, : len(places)] = True
    return filled, held


def loss(scores: Tensor, told: Told) -> Tensor:
    """How far scores are from telling each marked event by a word of its mark and none elsewhere, a mark's share."""
    elsewhere = (nn.functional.softplus(scores) * told.none).sum()
    inside = scores[told.rows[:, None], told.bags, told.events[:, None]].masked_fill(~told.held, NEVER)
    return (elsewhere + nn.functional.softplus(-inside.logsumexp(1)).sum()) / max(1, len(told.rows))


class Telling(Training):
    """The training of events, with all that a checkpoint must keep; `number` tells trainings apart."""

    lasts, marked, plain = EPOCHS, MARKED, PLAIN

    def __init__(
        self, material: Material, reports: Sequence[Report], names: Sequence[str], knows: Path, out: Path, number: int
    ) -> None:
        numbers = {name: at for at, name in enumerate(names)}
        self.events, self.before = len(names), trained(knows).to(device())
        self.windows = [w for told in reports for w in windows(told, material.vocabulary, numbers)]
        super().__init__(material, out, self.lasts, number)

    def _network(self) -> Network:
        network = Network(self.before.words.num_embeddings, self.before.shape, events=self.events)
        network.load_state_dict(self.before.state_dict(), strict=False)
        network.words.requires_grad_(False)
        assert network.events is not None
        nn.init.constant_(network.events.bias, RARE)
        return network

    def _optimiser(self, steps: int) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
        return optimiser(self.network, steps, RATE, EVENT_RATE, new=("events",))

    def epoch(self, number: int) -> Iterator[Step]:
        """The steps of one epoch, the same in every run."""
        rng = random.Random(self.seed + number)
        shuffled = rng.sample(self.windows, len(self.windows))
        articles = self._endless(rng)
        for at in range(0, len(shuffled), self.marked):
            yield self._step(shuffled[at : at + self.marked], next(articles))

    def _step(self, group: Sequence[Window], articles: Batch) -> Step:
        return Step(stacked(group, self.events), articles)

    def _endless(self, rng: random.Random) -> Iterator[Batch]:
        learned = [both[0] for both in self.material.learned]
        rounds = iter(lambda: batches(learned, self.plain, rng), None)
        return (stirred(batch, rng) for batch in chain.from_iterable(rounds))

    def _steps(self, number: int) -> int:
        return -(-len(self.windows) // self.marked)

    def _loss(self, step: Step) -> Tensor:  # type: ignore[override]
        told, articles = step.told, step.articles
        made = self.network.layered(told.ids, told.kinds, told.mask)[-1]
        assert self.network.events is not None
        events = loss(self.network.events(self.network.dropout(made)), told)
        return events + FORGETS * self._forgot(made, told) + self._changed(articles)

    def _forgot(self, made: Tensor, told: Told) -> Tensor:
        """How far the network is from what it said before of the marked reports."""
        with torch.no_grad():
            wanted = self.before(told.ids, told.kinds, told.mask)
        cues = torch.where((wanted[0].argmax(-1) == B_CUE) & told.mask, 1, -1)
        seen = Batch(told.ids, told.kinds, told.mask, cues, cues, cues, cues)
        return soft(self.network.scores(made, told.mask), wanted, seen)

    def _changed(self, batch: Batch) -> Tensor:
        """How far it is from what it said, and its layers gave, of articles."""
        with torch.no_grad():
            shown = self.before.layered(batch.ids, batch.kinds, batch.mask)
            wanted = self.before.scores(shown[-1], batch.mask)
        made = self.network.layered(batch.ids, batch.kinds, batch.mask)
        said = self.network.scores(made[-1], batch.mask)
        return soft(said, wanted, batch) + layers_apart(made, shown, batch.mask)


def learned(material: Material, reports: Sequence[Report], names: Sequence[str], knows: Path, out: Path) -> Path:
    """The checkpoint of a network that reads events: the mean of several trainings."""
    runs = [Telling(material, reports, names, knows, out / f"events-{n}", n).run() for n in range(RUNS)]
    return mean(runs, out / "events.pt")


def mean(runs: Sequence[Path], out: Path) -> Path:
    """The checkpoint of a network whose weights are the mean of those of several."""
    states = [torch.load(run, weights_only=True, map_location="cpu")["network"] for run in runs]
    torch.save({"network": {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}}, out)
    return out
