"""Annotated articles → a trained network.

Writes a checkpoint after every epoch and goes on from the last one if it was stopped. All seeds are fixed. On two CPU
cores an epoch takes about ten minutes; a graphics processor is used where torch finds one. The development part is not
looked at: loss is shown on the articles that are held out of the training part.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from sayso.domains import load
from sayso.mark.encoder.pieces import Vocabulary
from training import field, polnear
from training.examples import Batch, Example, batches, count, example, forgetful
from training.network import Network, pretrained, vocabulary

SEED = 20261125
EPOCHS, BATCH = 5, 8  # windows a batch
ENCODER_RATE, HEAD_RATE, DECAY, WARM_UP = 1.5e-4, 1e-3, 0.01, 0.06
CLIP = 1.0
WEIGHTS = {"tags": 1.0, "cue": 1.0, "source_start": 0.25, "source_end": 0.25}
PLAIN_SHARE = 0.08  # of windows that do not tell how words are written
FIELD_ARTICLES = 400  # of the field, written for Sayso; they join in the last epoch
STRAIGHT_SHARE = 0.3  # of articles whose curly quotation marks are made straight
FOLDS = 4  # a further teacher does not see one article in so many, each another quarter

Both = tuple[Example, Example]  # an article as it is written, and with straight quotation marks


class Material:
    """All that networks learn from, cut into pieces once."""

    def __init__(self, articles: list[polnear.Article], package: Path) -> None:
        self.package = package
        self.vocabulary = Vocabulary.of_lines(vocabulary(package))
        learned = [a for a in articles if not polnear.held_out(a.name)]
        self.learned: list[Both] = [(self._example(a), self._example(a, straight=True)) for a in learned]
        written = field.articles(load("espionage"), FIELD_ARTICLES, SEED)
        self.field: list[Both] = [(e, e) for e in map(self._example, written)]
        self.held_out = [self._example(a) for a in articles if polnear.held_out(a.name)]

    def _example(self, article: polnear.Article, straight: bool = False) -> Example:
        return example(article, self.vocabulary, straight)

    def without(self, fold: int) -> list[Both]:
        """What is learned, without one fold of it."""
        return [both for number, both in enumerate(self.learned) if number % FOLDS != fold % FOLDS]


def losses(scores: tuple[Tensor, ...], batch: Batch) -> dict[str, Tensor]:
    """The mean cross entropy of each head's scores."""
    labels = (batch.tags, batch.cue, batch.source_start, batch.source_end)
    found = {}
    for name, score, label in zip(WEIGHTS, scores, labels, strict=True):
        if bool((label >= 0).any()):
            found[name] = nn.functional.cross_entropy(score.flatten(0, 1), label.flatten())
    return found


def total(parts: dict[str, Tensor]) -> Tensor:
    """The weighted sum of the heads' losses."""
    return torch.stack([WEIGHTS[name] * loss for name, loss in parts.items()]).sum()


def device() -> torch.device:
    """Where to learn."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def optimiser(
    network: Network,
    steps: int,
    encoder: float = ENCODER_RATE,
    heads: float = HEAD_RATE,
    new: tuple[str, ...] = ("tags", "cues", "starts", "ends"),
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    """AdamW with a slower rate for the encoder than for the new heads; both rise, then fall to nothing."""
    slow = [p for n, p in network.named_parameters() if not n.startswith(new)]
    fast = [p for n, p in network.named_parameters() if n.startswith(new)]
    adam = torch.optim.AdamW([{"params": slow, "lr": encoder}, {"params": fast, "lr": heads}], weight_decay=DECAY)
    warm = max(1, int(WARM_UP * steps))
    rate = torch.optim.lr_scheduler.LambdaLR(
        adam, lambda s: min((s + 1) / warm, max(0.0, (steps - s) / (steps - warm)))
    )
    return adam, rate


class Training:
    """One training with all that a checkpoint must keep.

    `number` 0 is the network itself. Others are further teachers of a smaller one: other seeds, and a quarter of the
    articles is kept from each.
    """

    batch = BATCH

    def __init__(self, material: Material, out: Path, epochs: int, number: int = 0) -> None:
        torch.set_flush_denormal(True)  # the moments of rare words fade to numbers that processors are slow with
        out.mkdir(parents=True, exist_ok=True)
        self.material, self.out, self.epochs, self.device = material, out, epochs, device()
        self.seed = SEED + 1000 * number
        self.learned = material.without(number) if number else material.learned
        torch.manual_seed(self.seed)
        self.network = self._network().to(self.device)
        self.adam, self.rate = self._optimiser(sum(self._steps(n) for n in range(epochs)))

    def _network(self) -> Network:
        return pretrained(self.material.package)

    def _optimiser(self, steps: int) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
        return optimiser(self.network, steps)

    def epoch(self, number: int) -> Iterator[Batch]:
        """The batches of one epoch, the same in every run."""
        rng, found = self._drawn(number)
        return (forgetful(b, PLAIN_SHARE, rng) for b in batches(found, self.batch, rng))

    def _steps(self, number: int) -> int:
        rng, found = self._drawn(number)
        return count(found, self.batch, rng)

    def _drawn(self, number: int) -> tuple[random.Random, list[Example]]:
        rng = random.Random(self.seed + number)
        return rng, [both[rng.random() < STRAIGHT_SHARE] for both in self._articles(number)]

    def _articles(self, number: int) -> list[Both]:
        return self.learned + (self.material.field if number == self.epochs - 1 else [])

    def run(self) -> Path:
        """All epochs that are still to do; gives the checkpoint."""
        for number in range(self._resume(), self.epochs):
            torch.manual_seed(self.seed + number)
            self._learn(number)
            self._say(f"epoch {number + 1}: held out {self._held_out(self.material.held_out):.4f}")
            self._save(number + 1)
        return self.out / "checkpoint.pt"

    def _say(self, words: str) -> None:
        print(f"{self.out.name}: {words}", file=sys.stderr, flush=True)

    def _learn(self, number: int) -> None:
        self.network.train()
        since, seen = time.monotonic(), 0
        for step, batch in enumerate(self.epoch(number)):
            self.adam.zero_grad()
            loss = self._loss(batch.on(self.device))
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(self.network.parameters(), CLIP)
            self.adam.step()
            self.rate.step()
            seen += int(batch.mask.sum())
            if step % 20 == 0:
                pace = seen / (time.monotonic() - since)
                self._say(f"epoch {number + 1} step {step}: loss {loss.item():.3f}, {pace:.0f} pieces/s")

    def _loss(self, batch: Batch) -> Tensor:
        """What is made small."""
        return total(losses(self.network(batch.ids, batch.kinds, batch.mask), batch))

    def _held_out(self, examples: list[Example]) -> float:
        self.network.eval()
        shown = (b.on(self.device) for b in batches(examples, BATCH, random.Random(SEED)))
        with torch.no_grad():
            found = [float(total(losses(self.network(b.ids, b.kinds, b.mask), b))) for b in shown]
        return sum(found) / len(found)

    def _save(self, done: int) -> None:
        state: dict[str, Any] = {"done": done, "network": self.network.state_dict()}
        state |= {"adam": self.adam.state_dict(), "rate": self.rate.state_dict()}
        partial = self.out / "checkpoint.partial"
        torch.save(state, partial)
        partial.replace(self.out / "checkpoint.pt")

    def _resume(self) -> int:
        path = self.out / "checkpoint.pt"
        if not path.exists():
            return 0
        state = torch.load(path, weights_only=True, map_location=self.device)
        self.network.load_state_dict(state["network"])
        self.adam.load_state_dict(state["adam"])
        self.rate.load_state_dict(state["rate"])
        return int(state["done"])
