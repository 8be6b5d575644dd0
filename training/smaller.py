"""A trained network → a smaller one that reads nearly as well, in two steps.

`cut` keeps, in every layer, the heads of attention and the inner values that matter most: those by which the loss
would change most if they were taken away, to the first order (Michel et al. 2019, arXiv:1905.10650; Molchanov et al.
2019, arXiv:1906.10771). What is left is weighted anew so that each map gives as nearly as it can what it gave before
(least squares, as in Kwon et al. 2022, arXiv:2204.09656). `Smaller` then trains it to do as its teacher does: to
give the same scores (Hinton et al. 2015, arXiv:1503.02531) and the same values after every layer (Sun et al. 2019,
arXiv:1908.09355). Several teachers, each of which has not read a quarter of the articles, know better together and are
less sure of what they have read (Lakshminarayanan et al. 2017, arXiv:1612.01474). The annotation is not shown again: a
teacher knows its articles by heart, and a smaller network that learns them once more reads others worse (on the
articles held out, a loss of 0.81 in place of 0.77 after the first round). For the same reason words of some windows are
exchanged, so that teachers meet what they have not read.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn

from training.examples import Batch
from training.network import HEAD, LOUDEST, Network, Shape, trained
from training.train import WEIGHTS, Both, Material, Training, device, losses, optimiser, total

LOOKED_AT = 15  # batches that show what matters
COST = 123  # inner values that take as long as one head of attention, on a processor without products of bytes
STEP = 64  # inner values that are kept or left out together
LEAST_HEADS, LEAST_INNER = 4, 256  # of each layer: slopes say what one part matters, not what all of them do
EVEN = 0.9  # power of what matters where layers are compared: under one, it is spread over the layers
RIDGE = 1e-4  # share of the mean square that is added where weights are found by least squares
BATCH = 32  # windows
TEACHERS, ROUNDS = 9, 30  # rounds of all articles
RATE = 3e-4
LAYERWISE = 3.0  # weight of the teacher's layers, beside one for its scores
STIRRED_WINDOWS, STIRRED = 0.5, 0.15  # share of windows, and of their pieces, whose place others take


class Worth(NamedTuple):
    """Of one layer: how much each head and each inner value matters, and the mean products of what its maps are given.

    `seen` and `held` are the products of all values (and a one) that go into the maps `out` and `narrow`.
    """

    heads: Tensor
    inner: Tensor
    seen: Tensor
    held: Tensor


def worth(network: Network, batches: Iterable[Batch]) -> list[Worth]:
    """How much everything matters in a trained network, as batches with their labels show."""
    network.eval()
    found = [_nothing(heads * HEAD, heads, inner, network.words.weight.device) for heads, inner in network.shape]
    for batch in batches:
        with _gates(network, found, batch.mask) as gates:
            loss = total(losses(network(batch.ids, batch.kinds, batch.mask), batch))
            slopes = torch.autograd.grad(loss, gates)
        for layer, out, narrow in zip(found, slopes[::2], slopes[1::2], strict=True):
            layer.heads.add_(out.square())
            layer.inner.add_(narrow.square())
    for layer in found:
        loud = layer.held.diagonal()[:-1].topk(LOUDEST).indices  # slopes do not tell what these do
        layer.inner[loud] = layer.inner.max()
    return found


def _nothing(seen: int, heads: int, inner: int, device: torch.device) -> Worth:
    sizes = (heads,), (inner,), (seen + 1, seen + 1), (inner + 1, inner + 1)
    return Worth(*(torch.zeros(size, device=device) for size in sizes))


@contextmanager
def _gates(network: Network, found: list[Worth], mask: Tensor) -> Iterator[list[Tensor]]:
    """Multiplies what goes into the maps by ones, whose slopes can be asked for, and adds up its products."""
    gates, hooks = [], []

    def gated(part: nn.Module, count: int, products: Tensor) -> None:
        gate = torch.ones(count, requires_grad=True, device=products.device)

        def through(_: nn.Module, given: tuple[Tensor]) -> tuple[Tensor]:
            rows = nn.functional.pad(given[0].detach()[mask], (0, 1), value=1.0)
            products.add_(rows.T @ rows / len(rows))
            return (given[0] * gate.repeat_interleave(given[0].shape[-1] // count),)

        gates.append(gate)
        hooks.append(part.register_forward_pre_hook(through))

    for layer, worth in zip(network.layers, found, strict=True):
        gated(layer.out, layer.heads, worth.seen)
        gated(layer.narrow, layer.inner, worth.held)
    yield gates
    for hook in hooks:
        hook.remove()


def shape(worths: list[Worth], share: float) -> Shape:
    """What to keep of each layer, so that it takes a share of the time: what matters most for its cost goes first."""
    parts: list[tuple[float, int, int, int]] = []  # worth for its cost, layer, whether inner values, cost
    for place, layer in enumerate(worths):
        heads = [(float(value) ** EVEN / COST, place, 0, COST) for value in layer.heads.sort(descending=True).values]
        steps = layer.inner.sort(descending=True).values.pow(EVEN).split(STEP)
        inner = [(float(step.sum()) / STEP, place, 1, STEP) for step in steps]
        for found, least in ((heads, LEAST_HEADS), (inner, LEAST_INNER // STEP)):
            parts += [(float("inf"), *part[1:]) for part in found[:least]] + found[least:]
    kept, left = [[0, 0] for _ in worths], share * sum(cost for *_, cost in parts)
    for _, place, kind, cost in sorted(parts, reverse=True):
        left -= cost
        if left < 0:
            break
        kept[place][kind] += STEP if kind else 1
    return tuple((heads, inner) for heads, inner in kept)


def cut(teacher: Network, worths: list[Worth], shape: Shape) -> Network:
    """The most of a teacher that fits into a shape with as many layers."""
    student = Network(teacher.words.num_embeddings, shape, dropout=0.0)
    own = {k: v for k, v in teacher.state_dict().items() if not k.startswith("layers.")}
    for place, (layer, worth, (heads, inner)) in enumerate(zip(teacher.layers, worths, shape, strict=True)):
        of_heads = worth.heads.topk(heads).indices.sort().values
        kept = (of_heads[:, None] * HEAD + torch.arange(HEAD)).flatten()
        held = worth.inner.topk(inner).indices.sort().values
        parts = {name: getattr(layer, name).state_dict() for name in ("norm_out", "norm_narrow")}
        parts |= {name: _rows(getattr(layer, name), kept) for name in ("query", "key", "value")}
        parts |= {"wide": _rows(layer.wide, held)}
        parts |= {"out": _columns(layer.out, kept, worth.seen), "narrow": _columns(layer.narrow, held, worth.held)}
        own |= {f"layers.{place}.{part}.{k}": v for part, state in parts.items() for k, v in state.items()}
    student.load_state_dict(own)
    return student


def _rows(part: nn.Linear, kept: Tensor) -> dict[str, Tensor]:
    """A map that gives only some of its values."""
    return {"weight": part.weight.detach()[kept], "bias": part.bias.detach()[kept]}


def _columns(part: nn.Linear, kept: Tensor, products: Tensor) -> dict[str, Tensor]:
    """A map that is given only some of its values, weighted so that it gives nearly what it gave for all of them."""
    kept = torch.cat((kept, torch.tensor([part.in_features])))  # the last is the one of the bias
    whole = torch.cat((part.weight.detach(), part.bias.detach()[:, None]), 1).double()
    left = products.double()[kept]
    ridge = RIDGE * left[:, kept].diagonal().mean() * torch.eye(len(kept), dtype=torch.double)
    before = whole[:, kept].T
    found = before + torch.linalg.solve(left[:, kept] + ridge, left @ whole.T - left[:, kept] @ before)
    return {"weight": found[:-1].T.float().contiguous(), "bias": found[-1].float()}


class Smaller(Training):
    """The training of a smaller network by trained ones, of which the first is the one that it is cut from.

    Words stay as that teacher has them: an article teaches nothing about a word that it does not hold.
    """

    batch = BATCH

    def __init__(self, material: Material, teachers: list[Path], out: Path, share: float, rounds: int) -> None:
        self.share, self.teachers = share, [trained(path).to(device()) for path in teachers]
        super().__init__(material, out, rounds)

    def _network(self) -> Network:
        worths = self._worths()
        network = cut(self.teachers[0].cpu(), worths, shape(worths, self.share))
        self.teachers[0].to(self.device)
        network.words.requires_grad_(False)
        return network

    def _optimiser(self, steps: int) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
        return optimiser(self.network, steps, RATE, RATE)

    def epoch(self, number: int) -> Iterator[Batch]:
        """The batches of one round, the same in every run."""
        rng = random.Random(self.seed + number)
        return (stirred(batch, rng) for batch in super().epoch(number))

    def _articles(self, number: int) -> list[Both]:
        return self.learned + self.material.field

    def _worths(self) -> list[Worth]:
        """What matters in the first teacher, found once."""
        path = self.out / "worths.pt"
        if not path.exists():
            shown = (b.on(self.device) for b in islice(super().epoch(0), LOOKED_AT))
            torch.save([tuple(part.cpu() for part in w) for w in worth(self.teachers[0], shown)], path)
        return [Worth(*w) for w in torch.load(path, weights_only=True)]

    def _loss(self, batch: Batch) -> Tensor:
        with torch.no_grad():
            shown = self.teachers[0].layered(batch.ids, batch.kinds, batch.mask)
            wanted = [self.teachers[0].scores(shown[-1], batch.mask)]
            wanted += [other(batch.ids, batch.kinds, batch.mask) for other in self.teachers[1:]]
        made = self.network.layered(batch.ids, batch.kinds, batch.mask)
        scores = self.network.scores(made[-1], batch.mask)
        return soft(scores, together(wanted), batch) + LAYERWISE * layers_apart(made, shown, batch.mask)


def layers_apart(made: list[Tensor], shown: list[Tensor], mask: Tensor) -> Tensor:
    """How far what each layer of a network gives is from what the same layer of its teacher gives."""
    return torch.stack([nn.functional.mse_loss(m[mask], s[mask]) for m, s in zip(made, shown, strict=True)]).mean()


def together(scores: list[tuple[Tensor, ...]]) -> tuple[Tensor, ...]:
    """What several networks say together: the logarithm of the mean of their probabilities."""
    parts = ([s.log_softmax(-1) for s in each] for each in zip(*scores, strict=True))
    return tuple(torch.stack(each).logsumexp(0) - math.log(len(each)) for each in parts)


def stirred(batch: Batch, rng: random.Random) -> Batch:
    """A batch with some pieces of some windows exchanged for others of it: what the teacher has not read before."""
    chance = torch.Generator().manual_seed(rng.randrange(2**31))
    windows = torch.rand(len(batch.ids), 1, generator=chance) < STIRRED_WINDOWS
    gone = windows & batch.mask & (torch.rand(batch.ids.shape, generator=chance) < STIRRED)
    gone[:, 0] = False
    others = batch.ids[batch.mask]
    drawn = others[torch.randint(0, len(others), (int(gone.sum()),), generator=chance)]
    return batch._replace(ids=batch.ids.masked_scatter(gone, drawn))


def soft(scores: tuple[Tensor, ...], wanted: tuple[Tensor, ...], batch: Batch) -> Tensor:
    """The divergence from the teacher's scores: tags and cues of all pieces, sources where a cue begins."""
    rows = (batch.mask, batch.mask, batch.source_start >= 0, batch.source_start >= 0)
    parts = [
        weight * _divergence(s[row], w[row])
        for weight, s, w, row in zip(WEIGHTS.values(), scores, wanted, rows, strict=True)
        if bool(row.any())
    ]
    return torch.stack(parts).sum()


def _divergence(score: Tensor, wanted: Tensor) -> Tensor:
    return nn.functional.kl_div(score.log_softmax(-1), wanted.log_softmax(-1), reduction="batchmean", log_target=True)
