"""A checkpoint → the files that are shipped.

Writes `encoder.onnx` with 8-bit weights, `encoder-full.onnx` with full ones (to measure what eight bits cost; not
shipped), `vocabulary.txt` and `card.json` with their digests.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from itertools import chain
from pathlib import Path

import msgspec
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from sayso.mark.encoder.network import LIKELIEST, OF_ROLE, Card, Learned, Scores, Thresholds
from sayso.mark.encoder.pieces import END, KINDS, START, Pieces, Vocabulary, pieces
from sayso.mark.encoder.windows import windows
from training.network import LOUDEST, PLACES, ROLES, WIDTH, Greatest, Network, joined, trained, vocabulary
from training.tables import tabled

VERSION = "4"
LEAST = 0.1  # probability from which a word tells an event: see docs/model-card.md
SHIPPED = ("encoder.onnx", "vocabulary.txt")


class OneWindow(nn.Module):
    """The network as it is shipped: one full window, and probabilities in the place of scores."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, kinds: Tensor) -> tuple[Tensor, ...]:
        """The fields of `sayso.mark.encoder.network.Scores`, with a first dimension of one."""
        x = self.network.encoded(ids, kinds, None)
        tags, cues, starts, ends = self.network.scores(x, None)
        attributed = tags.softmax(-1), *_likeliest(cues, LIKELIEST), starts.log_softmax(-1), ends.log_softmax(-1)
        events, *roles = (getattr(self.network, name) for name in ("events", *ROLES))
        assert events and all(roles), "learn events and roles first (training/events.py, training/roles.py)"
        return *attributed, events(x).sigmoid(), *chain.from_iterable(_likeliest(head(x), OF_ROLE) for head in roles)


def _likeliest(scores: Tensor, kept: int) -> tuple[Tensor, Tensor]:
    """The probabilities and places of the likeliest pieces that each piece can point to."""
    found = scores.softmax(-1).topk(kept, dim=-1)
    return found.values, found.indices


def write(network: Network, folder: Path, texts: Iterable[str]) -> None:
    """Both networks as ONNX; `texts` show which inner values are loud."""
    known = Vocabulary.of_lines((folder / "vocabulary.txt").read_text("utf-8").splitlines())
    joined(network, loudness(network, (pieces(text, known) for text in texts)))
    example = torch.full((1, 16), 1000)
    full = folder / "encoder-full.onnx"
    size = {1: torch.export.Dim("pieces", min=OF_ROLE, max=512)}
    torch.onnx.export(
        OneWindow(network.eval()),
        (example, torch.zeros_like(example)),
        str(full),
        input_names=["ids", "kinds"],
        output_names=list(Scores._fields),
        dynamic_shapes={"ids": size, "kinds": size},
        dynamo=True,
        external_data=False,
    )
    # Weights of 7 bits in 8: without it, processors that lack dot products of bytes overflow and round away.
    quantize_dynamic(
        full,
        folder / "encoder.onnx",
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=_apart(full),
    )

    tabled(folder / "encoder.onnx")


@torch.no_grad()
def loudness(network: Network, texts: Iterable[Pieces]) -> list[Greatest]:
    """The greatest size of each value that goes into the maps of each layer."""
    greatest = [Greatest(*(torch.zeros(size) for size in (WIDTH, WIDTH, inner))) for _, inner in network.shape]

    def see(known: Tensor, given: Tensor) -> None:
        known.copy_(torch.maximum(known, given.abs().flatten(0, -2).amax(0)))

    for layer, seen in zip(network.layers, greatest, strict=True):
        for name, known in zip(Greatest._fields, seen, strict=True):
            getattr(layer, name).register_forward_pre_hook(lambda _, given, known=known: see(known, given[0]))
    for text in texts:
        for window in windows(text.ids):
            seen = slice(window.start, window.end)
            ids, kinds = torch.tensor([START, *text.ids[seen], END]), torch.tensor([0, *text.kinds[seen], 0])
            network.encoded(ids[None], kinds[None], None)
    return greatest


def _apart(path: Path) -> list[str]:
    """The nodes that keep full weights, with few of them: products of the loudest inner values, places and kinds."""
    graph = onnx.load(path).graph
    sizes = {weight.name: tuple(weight.dims) for weight in graph.initializer}
    few = {name for name, size in sizes.items() if size in ((LOUDEST, WIDTH), (PLACES, WIDTH), (KINDS, WIDTH))}
    return [node.name for node in graph.node if node.op_type in ("MatMul", "Gather") and few & set(node.input)]


def learned(domain: str, counted: dict[str, int]) -> Learned:
    """What a card says of the events that were learned, by name with the number of their claims."""
    return Learned(domain=domain, names=tuple(counted), seen=tuple(counted.values()), least=LEAST)


def card(folder: Path, thresholds: Thresholds, events: Learned) -> None:
    """Write the card of the files in a folder."""
    digests = {name: sha256((folder / name).read_bytes()).hexdigest() for name in SHIPPED}
    written = msgspec.json.encode(Card(version=VERSION, digests=digests, thresholds=thresholds, events=events))
    (folder / "card.json").write_bytes(msgspec.json.format(written) + b"\n")


def run(checkpoint: Path, package: Path, folder: Path, texts: Iterable[str], events: Learned) -> None:
    """Write all files of a checkpoint, with thresholds that are still to be chosen; some texts show what is loud."""
    (folder / "vocabulary.txt").write_text("".join(piece + "\n" for piece in vocabulary(package)), "utf-8")
    write(trained(checkpoint), folder, texts)
    card(folder, Thresholds(cue=0.5, content=0.5, sourceless=0.0), events)
