"""Annotated articles → a trained network.

Writes a checkpoint after every epoch and goes on from the last one if it was stopped. All seeds are fixed. On two CPU
cores an epoch takes about ten minutes. The development part is not looked at: loss is shown on the articles that are
held out of the training part.
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
from training.examples import Batch, Example, batches, example, forgetful
from training.network import Network, pretrained

SEED = 20261125
EPOCHS, BATCH = 5, 8  # windows a batch
ENCODER_RATE, HEAD_RATE, DECAY, WARM_UP = 1.5e-4, 1e-3, 0.01, 0.06
CLIP = 1.0
WEIGHTS = {"tags": 1.0, "cue": 1.0, "source_start": 0.25, "source_end": 0.25}
PLAIN_SHARE = 0.08  # of windows that do not tell how words are written
FIELD_ARTICLES = 400  # of the field, written for Sayso; they join in the last epoch
STRAIGHT_SHARE = 0.3  # of articles whose curly quotation marks are made straight


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


def optimiser(
    network: Network, steps: int, encoder: float = ENCODER_RATE, heads: float = HEAD_RATE
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    """AdamW with a slower rate for the encoder than for the new heads; both rise, then fall to nothing."""
    new = ("tags", "cues", "starts", "ends")
    slow = [p for n, p in network.named_parameters() if not n.startswith(new)]
    fast = [p for n, p in network.named_parameters() if n.startswith(new)]
    adam = torch.optim.AdamW([{"params": slow, "lr": encoder}, {"params": fast, "lr": heads}], weight_decay=DECAY)
    warm = max(1, int(WARM_UP * steps))
    rate = torch.optim.lr_scheduler.LambdaLR(
        adam, lambda s: min((s + 1) / warm, max(0.0, (steps - s) / (steps - warm)))
    )
    return adam, rate


class Training:
    """One training with all that a checkpoint must keep."""

    def __init__(self, articles: list[polnear.Article], package: Path, out: Path, epochs: int) -> None:
        torch.manual_seed(SEED)
        torch.set_flush_denormal(True)  # the moments of rare words fade to numbers that processors are slow with
        self.out, self.epochs = out, epochs
        self.network, vocabulary = pretrained(package)
        self.vocabulary = Vocabulary.of_lines(vocabulary)
        learned = [a for a in articles if not polnear.held_out(a.name)]
        self.learned = [tuple(example(a, self.vocabulary, straight) for straight in (False, True)) for a in learned]
        written = field.articles(load("espionage"), FIELD_ARTICLES, SEED)
        self.field = [(e, e) for e in (example(a, self.vocabulary) for a in written)]
        self.held_out = [example(a, self.vocabulary) for a in articles if polnear.held_out(a.name)]
        self.adam, self.rate = optimiser(self.network, sum(1 for n in range(epochs) for _ in self.epoch(n)))

    def epoch(self, number: int) -> Iterator[Batch]:
        """The batches of one epoch, the same in every run."""
        rng = random.Random(SEED + number)
        articles = self.learned + (self.field if number == self.epochs - 1 else [])
        found = [both[rng.random() < STRAIGHT_SHARE] for both in articles]
        return (forgetful(b, PLAIN_SHARE, rng) for b in batches(found, BATCH, rng))

    def run(self) -> None:
        """All epochs that are still to do."""
        for number in range(self._resume(), self.epochs):
            torch.manual_seed(SEED + number)
            self._learn(number)
            print(f"epoch {number + 1}: held out {self._held_out(self.held_out):.4f}", file=sys.stderr, flush=True)
            self._save(number + 1)

    def _learn(self, number: int) -> None:
        self.network.train()
        since, seen = time.monotonic(), 0
        for step, batch in enumerate(self.epoch(number)):
            self.adam.zero_grad()
            loss = self._loss(batch)
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(self.network.parameters(), CLIP)
            self.adam.step()
            self.rate.step()
            seen += int(batch.mask.sum())
            if step % 20 == 0:
                pace = seen / (time.monotonic() - since)
                print(
                    f"epoch {number + 1} step {step}: loss {loss.item():.3f}, {pace:.0f} pieces/s",
                    file=sys.stderr,
                    flush=True,
                )

    def _loss(self, batch: Batch) -> Tensor:
        """What is made small."""
        return total(losses(self.network(batch.ids, batch.kinds, batch.mask), batch))

    def _held_out(self, examples: list[Example]) -> float:
        self.network.eval()
        with torch.no_grad():
            found = [
                float(total(losses(self.network(b.ids, b.kinds, b.mask), b)))
                for b in batches(examples, BATCH, random.Random(SEED))
            ]
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
        state = torch.load(path, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.adam.load_state_dict(state["adam"])
        self.rate.load_state_dict(state["rate"])
        return int(state["done"])
