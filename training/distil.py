"""A trained network → a smaller one that reads nearly as well: a student with some of its teacher's layers.

The student begins with the kept layers, embeddings and heads of its teacher, and learns on the same articles from the
annotation and from its teacher's scores and last layer (Sanh et al. 2019, arXiv:1910.01108; Sun et al. 2019,
arXiv:1908.09355). One epoch; layers that are left out are a third of the time of reading.
"""

from __future__ import annotations

import sys
import time

import torch
from torch import Tensor, nn

from training.examples import Batch
from training.network import Network
from training.train import CLIP, DECAY, SEED, Training, losses, total

KEPT = (0, 1, 3, 5)  # the teacher's layers that the student begins with
RATE, WARM_UP = 1.5e-4, 0.04
SOFT, LAST = 1.0, 1.0  # weights of the teacher's scores and of its last layer


def student_of(teacher: Network) -> Network:
    """A network with the kept layers of its teacher."""
    student = Network(teacher.words.num_embeddings, layers=len(KEPT))
    state = teacher.state_dict()
    own = {k: v for k, v in state.items() if not k.startswith("layers.")}
    for place, layer in enumerate(KEPT):
        prefix = f"layers.{layer}."
        own |= {f"layers.{place}.{k.removeprefix(prefix)}": v for k, v in state.items() if k.startswith(prefix)}
    student.load_state_dict(own)
    return student


def loss_of(student: Network, teacher: Network, batch: Batch) -> Tensor:
    """How far the student is from the annotation, from its teacher's scores and from its teacher's last layer."""
    with torch.no_grad():
        shown = teacher.encoded(batch.ids, batch.kinds, batch.mask)
        wanted = teacher.scores(shown, batch.mask)
    last = student.encoded(batch.ids, batch.kinds, batch.mask)
    scores = student.scores(last, batch.mask)
    hard = total(losses(scores, batch))
    far = nn.functional.mse_loss(last[batch.mask], shown[batch.mask])
    return hard + SOFT * soft(scores, wanted, batch) + LAST * far


def soft(scores: tuple[Tensor, ...], wanted: tuple[Tensor, ...], batch: Batch) -> Tensor:
    """The divergence from the teacher's scores: tags and cues of all pieces, sources where a cue begins."""
    rows = (batch.mask, batch.mask, batch.source_start >= 0, batch.source_start >= 0)
    parts = [_divergence(s[row], w[row]) for s, w, row in zip(scores, wanted, rows, strict=True) if bool(row.any())]
    return torch.stack(parts).sum()


def _divergence(score: Tensor, wanted: Tensor) -> Tensor:
    return nn.functional.kl_div(score.log_softmax(-1), wanted.log_softmax(-1), reduction="batchmean", log_target=True)


def run(training: Training, epochs: int = 1) -> Network:
    """The student of a finished training."""
    teacher = training.network.eval()
    torch.manual_seed(SEED)
    student = student_of(teacher).train()
    batches = [b for n in range(epochs) for b in training.epoch(training.epochs - 1 + n)]
    adam = torch.optim.AdamW(student.parameters(), lr=RATE, weight_decay=DECAY)
    warm, steps = max(1, int(WARM_UP * len(batches))), len(batches)
    rate = torch.optim.lr_scheduler.LambdaLR(adam, lambda s: min((s + 1) / warm, (steps - s) / max(1, steps - warm)))
    since = time.monotonic()
    for step, batch in enumerate(batches):
        adam.zero_grad()
        loss = loss_of(student, teacher, batch)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(student.parameters(), CLIP)
        adam.step()
        rate.step()
        if step % 20 == 0:
            print(f"step {step} of {steps}: loss {loss.item():.3f}, {time.monotonic() - since:.0f} s", file=sys.stderr)
    return student.eval()
