"""A network that reads events and reports that say who does what → a network that tells that too, and who says it.

From each word of a mark the heads `agents`, `targets` and `sayers` must point to any word of those for who, for whom
and for whose word it is, or to the first place of the window where the report tells of nobody. The words that the
network takes for the event's count most. What it knew of attributions it must go on saying, as in events.py. The mean
of two trainings is taken, on which the heads for attributions settle.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

from training.events import FORGETS, NEVER, Pointed, Step, Telling, filled_up, loss, mean, stacked
from training.examples import Batch
from training.network import ROLES, Arcs, Network, of_state, trained
from training.smaller import soft
from training.told import Bag, Report, Window
from training.train import Material, Training, device, optimiser

EPOCHS, RUNS = 8, 2
MARKED, PLAIN = 24, 24  # windows of reports and of articles at a step
RATE, ROLE_RATE = 2e-4, 2e-3
SETTLING, SETTLING_RATE = 3, 5e-4  # epochs in which only the heads for attributions learn
EVENLY = 0.5  # share of what is learned from all words of a mark alike
SETTLED = ("tags", "cues", "starts", "ends")


def pointed(group: Sequence[Window], role: int) -> Pointed:
    """The places for one role in windows side by side, in the order of `events.stacked`."""
    bags: list[Bag] = [bag for window in group for bag in window.bags]
    said = [(number, places) for number, bag in enumerate(bags) if (places := bag.roles[role]) is not None]
    filled, held = filled_up([places for _, places in said])
    return Pointed(torch.tensor([number for number, _ in said], dtype=torch.long), filled, held)


def weights(events: Tensor, step: Step) -> Tensor:
    """How much each word of a mark counts: marks × words, a sum of one each."""
    told = step.told
    scores = events.detach()[told.rows[:, None], told.bags, told.events[:, None]].masked_fill(~told.held, NEVER)
    evenly = told.held / told.held.sum(1, keepdim=True)
    return (1 - EVENLY) * scores.softmax(1) + EVENLY * evenly


def missed(arcs: Arcs, x: Tensor, step: Step, where: Pointed, counts: Tensor) -> Tensor:
    """How far a head is from pointing to the words for its role, a mark's share."""
    told = step.told
    hidden = torch.where(told.mask, 0.0, -1e4)[:, None, :]
    scores = (arcs(x) + hidden).log_softmax(-1)
    rows, words = told.rows[where.bags], told.bags[where.bags]
    found = scores[rows[:, None, None], words[:, :, None], where.places[:, None, :]]
    found = found.masked_fill(~where.held[:, None, :], NEVER).logsumexp(-1)
    return -(found * counts[where.bags]).sum() / max(1, len(where.bags))


class Acting(Telling):
    """The training of roles, with all that a checkpoint must keep."""

    lasts, marked, plain = EPOCHS, MARKED, PLAIN

    def _network(self) -> Network:
        network = of_state(self.before.state_dict(), roles=True)
        network.words.requires_grad_(False)
        return network

    def _optimiser(self, steps: int) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
        return optimiser(self.network, steps, RATE, ROLE_RATE, new=ROLES)

    def _step(self, group: Sequence[Window], articles: Batch) -> Step:
        return Step(stacked(group, self.events), articles, tuple(pointed(group, role) for role in range(len(ROLES))))

    def _loss(self, step: Step) -> Tensor:  # type: ignore[override]
        told, articles = step.told, step.articles
        made = self.network.layered(told.ids, told.kinds, told.mask)[-1]
        assert self.network.events is not None
        x = self.network.dropout(made)
        events = self.network.events(x)
        counts = weights(events, step)
        heads = (getattr(self.network, name) for name in ROLES)
        roles = [missed(head, x, step, where, counts) for head, where in zip(heads, step.roles, strict=True)]
        learned = torch.stack([*roles, loss(events, told)]).sum()
        return learned + FORGETS * self._forgot(made, told) + self._changed(articles)


class Settling(Training):
    """The heads for attributions of a mean of trainings learn once more what they said, on an encoder that stays.

    Each was made for the encoder of its own training.
    """

    def __init__(self, material: Material, knows: Path, mean: Path, out: Path) -> None:
        self.before, self.mean = trained(knows).to(device()), mean
        super().__init__(material, out, SETTLING)

    def _network(self) -> Network:
        state = torch.load(self.mean, weights_only=True, map_location="cpu")["network"]
        network = of_state(state, dropout=0.0).requires_grad_(False)
        for name in SETTLED:
            getattr(network, name).requires_grad_(True)
        return network

    def _optimiser(self, steps: int) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
        return optimiser(self.network, steps, SETTLING_RATE, SETTLING_RATE)

    def _loss(self, batch: Batch) -> Tensor:
        with torch.no_grad():
            wanted = self.before(batch.ids, batch.kinds, batch.mask)
        return soft(self.network(batch.ids, batch.kinds, batch.mask), wanted, batch)


def learned(material: Material, reports: Sequence[Report], names: Sequence[str], knows: Path, out: Path) -> Path:
    """The checkpoint of a network that tells who does what: the mean of several trainings, settled."""
    runs = [Acting(material, reports, names, knows, out / f"roles-{n}", n).run() for n in range(RUNS)]
    both = mean(runs, out / "roles.pt")
    return Settling(material, knows, both, out / "settled").run()
