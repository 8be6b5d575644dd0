"""The shipped network with its biases for distance as tables: the same results, sooner.

What a head adds for the distance of two pieces depends on nothing but their places, yet the exported graph looks it up
one number at a time, which is a sixteenth of the network's time. `tabled` puts a table for the greatest window in the
place of each look-up, of which a smaller window takes the corner. All other weights stay as they are, byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from onnx import GraphProto, NodeProto, helper, load, numpy_helper, save

from sayso.mark.encoder.windows import WINDOW
from training.network import FAR

SIZE = WINDOW + 2  # pieces of the greatest window, its first and last mark included
CORNER = "table_corner"  # where the part of a table that is taken ends, for a window of this size


def tabled(path: Path) -> None:
    """Put tables into a network with 8-bit weights, in its place. Nothing is done to one that has them."""
    model = load(path)
    graph = model.graph
    steps = next((node.output[0] for node in graph.node if node.op_type == "Where"), None)
    if steps is None:
        return
    size = next(node for node in graph.node if node.op_type == "Shape" and node.input[0] == "ids")
    _after(graph, size, helper.make_node("Concat", [size.output[0]] * 2, [CORNER], axis=0))
    graph.initializer.extend(
        [_constant(np.array([0, 0]), "table_start"), _constant(np.array([0, 1]), "table_dimensions")]
    )
    for looked_up in [node for node in graph.node if node.op_type == "Gather" and node.input[1] == steps]:
        _put_table(graph, looked_up)
    _without_unused(graph)
    save(model, path)


def _put_table(graph: GraphProto, looked_up: NodeProto) -> None:
    """A table in the place of a look-up, of the step from eight bits after it, and of the choice of its column."""
    (bits,) = _users(graph, looked_up.output[0])
    (chosen,) = _users(graph, bits.output[0])
    weights = {each.name: each for each in graph.initializer}
    whole, scale, zero = (
        numpy_helper.to_array(weights[name]).astype(np.float32) for name in (looked_up.input[0], *bits.input[1:])
    )
    name = looked_up.input[0] + "_table"
    graph.initializer.append(_constant(((whole - zero) * scale)[_steps()][..., 0], name))
    taken = [name, "table_start", CORNER, "table_dimensions"]
    _after(graph, chosen, helper.make_node("Slice", taken, list(chosen.output)))
    graph.node.remove(chosen)


def _steps() -> NDArray[np.int64]:
    """The same numbers as `Arcs._steps` for the greatest window."""
    places = np.arange(SIZE)
    steps = np.clip(places[None, :] - places[:, None], -FAR, FAR) + FAR
    return np.where(places[None, :] == 0, 2 * FAR + 1, steps)


def _constant(array: NDArray[np.generic], name: str) -> object:
    return numpy_helper.from_array(array, name)


def _users(graph: GraphProto, name: str) -> Iterator[NodeProto]:
    return (node for node in graph.node if name in node.input)


def _after(graph: GraphProto, node: NodeProto, new: NodeProto) -> None:
    graph.node.insert(list(graph.node).index(node) + 1, new)


def _without_unused(graph: GraphProto) -> None:
    """Take away what gave a look-up its numbers."""
    while True:
        used = {name for node in graph.node for name in node.input} | {out.name for out in graph.output}
        unused = [node for node in graph.node if not used & set(node.output)]
        if not unused:
            break
        for node in unused:
            graph.node.remove(node)
    for weight in [each for each in graph.initializer if each.name not in used]:
        graph.initializer.remove(weight)
