"""The shipped network → a checkpoint that goes on learning, where the one that it was exported from is gone.

The inverse of `export.write`: weights of eight bits are multiplied out, joined maps are taken apart, what was evened
out between values and weights is put back, and of the tables of distances one row is read. What eight bits lost stays
lost; on texts the two networks say the same to the second digit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import GraphProto, numpy_helper
from torch import Tensor

from training.network import FAR, LAYERS, ROLES
from training.tables import SIZE

ARCS, ARC_PARTS = ("cues", "starts", "ends", *ROLES), ("left", "right", "alone")
OF_LAYER = ("three", "out", "wide", "narrow")  # the maps of a layer, in the order of the graph
Floats = NDArray[np.float32]


def checkpoint(path: Path) -> dict[str, Tensor]:
    """The weights of `training.network.Network` that an `encoder.onnx` holds."""
    graph = onnx.load(path).graph
    held = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    eight = ("_quantized", "_scale", "_zero_point")
    whole = {name: w for name, w in held.items() if name.startswith("network.") and not name.endswith(eight)}
    found = {name.removeprefix("network."): w for name, w in whole.items()}
    words = "words.weight"
    found[words] = _whole(held, f"network.{words}")
    found |= {f"{arcs}.distance": _distance(held[name]) for arcs, name in _tables(graph)}
    maps = [_whole(held, name.removesuffix("_quantized")).T for name in _quantized(held)]
    found |= {f"{name}.weight": weight for name, weight in zip(_names(found), maps, strict=True)}
    for layer in range(LAYERS):
        _apart(found, f"layers.{layer}")
    return {name: torch.from_numpy(np.array(w, np.float32)) for name, w in found.items()}


def _whole(held: dict[str, Floats], name: str) -> Floats:
    """A map of eight bits multiplied out."""
    scale, zero = held[f"{name}_scale"], held[f"{name}_zero_point"].astype(np.float32)
    return (held[f"{name}_quantized"].astype(np.float32) - zero) * scale


def _quantized(held: dict[str, Floats]) -> Iterator[str]:
    """The maps of eight bits in the order of the graph."""
    return (name for name in held if name.endswith("_quantized") and name.startswith("val_"))


def _names(found: dict[str, Floats]) -> list[str]:
    """The names of the maps in that order."""
    layers = [f"layers.{n}.{part}" for n in range(LAYERS) for part in OF_LAYER]
    heads = ["tags", *_arcs(ARCS[:3]), "events", *_arcs(a for a in ARCS[3:] if f"{a}.left.bias" in found)]
    return [*layers, *heads]


def _arcs(names: Iterable[str]) -> Iterator[str]:
    """The maps of heads that point from piece to piece."""
    return (f"{name}.{part}" for name in names for part in ARC_PARTS)


def _tables(graph: GraphProto) -> Iterator[tuple[str, str]]:
    """The heads that point from piece to piece, each with its table of distances."""
    return zip(ARCS, (each.name for each in graph.initializer if each.name.endswith("_table")), strict=False)


def _distance(table: Floats) -> Floats:
    """What a head adds for each distance, and last for place 0."""
    middle = SIZE // 2
    return np.append(table[middle, middle - FAR : middle + FAR + 1], table[middle, 0]).astype(np.float32)


def _apart(found: dict[str, Floats], layer: str) -> None:
    """Take a layer's joined map apart, and what was evened out back into it."""
    three, bias = found.pop(f"{layer}.three.weight"), found.pop(f"{layer}.three.bias")
    three = three * found.pop(f"{layer}.before_three")
    found[f"{layer}.wide.weight"] = found[f"{layer}.wide.weight"] * found.pop(f"{layer}.before_wide")
    found.pop(f"{layer}.apart", None)
    for name, weight, add in zip(("query", "key", "value"), np.split(three, 3), np.split(bias, 3), strict=True):
        found[f"{layer}.{name}.weight"], found[f"{layer}.{name}.bias"] = weight, add
