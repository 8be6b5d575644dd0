"""A checkpoint → the files that are shipped.

Writes `encoder.onnx` with 8-bit weights, `encoder-full.onnx` with full ones (to measure what eight bits cost; not
shipped), `vocabulary.txt` and `card.json` with their digests.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import msgspec
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from sayso.mark.encoder.network import Card, Thresholds
from training.network import INNER, LAYERS, WIDTH, Joined, Network, pretrained

VERSION = "1"
LIKELIEST = 4  # cues of a piece that are kept
SHIPPED = ("encoder.onnx", "vocabulary.txt")


class OneWindow(nn.Module):
    """The network as it is shipped: one full window, and probabilities in the place of scores."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, kinds: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """The fields of `sayso.mark.encoder.network.Scores`, with a first dimension of one."""
        tags, cues, starts, ends = self.network(ids, kinds, None)
        likeliest = cues.softmax(-1).topk(LIKELIEST, dim=-1)
        return tags.softmax(-1), likeliest.values, likeliest.indices, starts.log_softmax(-1), ends.log_softmax(-1)


def write(network: Network, folder: Path) -> None:
    """Both networks as ONNX."""
    network.layers = nn.ModuleList(Joined(layer) for layer in network.layers)
    example = torch.full((1, 16), 1000)
    full = folder / "encoder-full.onnx"
    size = {1: torch.export.Dim("pieces", min=LIKELIEST, max=512)}
    torch.onnx.export(
        OneWindow(network.eval()),
        (example, torch.zeros_like(example)),
        str(full),
        input_names=["ids", "kinds"],
        output_names=["tags", "cue_p", "cue_at", "starts", "ends"],
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
        nodes_to_exclude=_kept(full),
    )


def _kept(path: Path) -> list[str]:
    """The products that keep full weights: the last of the first half of the layers.

    What goes into them is spread widest, so that a third of what eight bits cost comes from these three; they are kept
    for 5 of the 29 megabytes.
    """
    graph = onnx.load(path).graph
    narrow = {weight.name for weight in graph.initializer if tuple(weight.dims) == (INNER, WIDTH)}
    found = [node.name for node in graph.node if node.op_type == "MatMul" and narrow & set(node.input)]
    return found[: LAYERS // 2]


def card(folder: Path, thresholds: Thresholds) -> None:
    """Write the card of the files in a folder."""
    digests = {name: sha256((folder / name).read_bytes()).hexdigest() for name in SHIPPED}
    written = msgspec.json.encode(Card(version=VERSION, digests=digests, thresholds=thresholds))
    (folder / "card.json").write_bytes(msgspec.json.format(written) + b"\n")


def run(checkpoint: Path, package: Path, folder: Path) -> None:
    """Write all files of a checkpoint, with thresholds that are still to be chosen."""
    network, vocabulary = pretrained(package)
    network.load_state_dict(torch.load(checkpoint, weights_only=True)["network"])
    (folder / "vocabulary.txt").write_text("".join(piece + "\n" for piece in vocabulary), "utf-8")
    write(network, folder)
    card(folder, Thresholds(cue=0.5, content=0.5, sourceless=0.0))
