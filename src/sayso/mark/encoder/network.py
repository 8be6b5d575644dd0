"""The shipped network: its files, checked against their digests, and one pass over a window of pieces.

Beside this module lie `encoder.onnx` (8-bit weights), `vocabulary.txt` and `card.json`, which names their digests, the
version of the reader and its thresholds. They are made by `training/`; docs/model-card.md tells from what and how well.
The network runs on one thread: reports are what is run in parallel.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
import onnxruntime
from msgspec import Struct
from numpy.typing import NDArray

from sayso.mark import ModelError
from sayso.mark.encoder.pieces import Vocabulary

LIKELIEST, OF_ROLE = 4, 8  # cues of a piece, and words for a role, that the network gives
HERE = Path(__file__).parent
SLOWER = ["SkipLayerNormFusion"]  # its sum and norm in one take longer than the two, which use the processor's vectors
MEND = "install sayso anew, or build with --reader rules"
Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


class Thresholds(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a score must reach; chosen on articles held out of training (docs/model-card.md)."""

    cue: float  # an attribution's score, 0-1
    content: float  # a word's being content of any cue, 0-1
    sourceless: float  # natural logarithm by which "no source" must win over the best source


class Learned(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The event types that the network has learned, in the order of its values, and of which domain pack they are.

    `seen` are the claims of each type that it has learned from; `least` is the probability from which a word tells an
    event, chosen on reports held out of training.
    """

    domain: str
    names: tuple[str, ...]
    seen: tuple[int, ...]
    least: float


class Card(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What belongs to the shipped files: their digests (SHA-256) by name, the thresholds, and the events."""

    version: str
    digests: dict[str, str]
    thresholds: Thresholds
    events: Learned


class Scores(NamedTuple):
    """What the network says of one window, one row a piece; places are pieces of the window, 0 is "none".

    `tags` are probabilities (O, and first piece or later of source, cue, content); `cue_at` the likeliest cues of which
    a piece is content, `cue_p` their probabilities; `starts` and `ends` the logarithms of the probabilities that the
    source of the cue that begins here begins and ends there; `events` the probabilities that a piece tells an event of
    each type that the card names; `who_at`, `whom_at` and `said_at` the likeliest pieces of the words for who does what
    a piece tells, to whom it is done and whose word it is, `who_p`, `whom_p` and `said_p` their probabilities.
    """

    tags: Floats
    cue_p: Floats
    cue_at: Ints
    starts: Floats
    ends: Floats
    events: Floats
    who_p: Floats
    who_at: Ints
    whom_p: Floats
    whom_at: Ints
    said_p: Floats
    said_at: Ints


class Network:
    """The network, ready to be run. Raises ModelError if its files are missing or are not what they should be."""

    def __init__(self, folder: Path = HERE, file: str = "encoder.onnx") -> None:
        self.card = _card(folder)
        known = {name: _checked(folder / name, digest) for name, digest in self.card.digests.items()}
        self.vocabulary = Vocabulary.of_lines(known["vocabulary.txt"].decode().splitlines())
        self._session = onnxruntime.InferenceSession(
            known.get(file) or (folder / file).read_bytes(),
            _options(),
            providers=["CPUExecutionProvider"],
            disabled_optimizers=SLOWER,
        )

    def run(self, ids: Ints, kinds: Ints) -> Scores:
        """The scores of one window of at most 256 pieces, first and last mark included.

        A window of fewer than eight, since the eight likeliest words for a role are asked for, is filled up to eight.
        """
        ids, kinds = (np.pad(row, (0, max(0, OF_ROLE - len(row)))) for row in (ids, kinds))
        return Scores(*(row[0] for row in self._session.run(None, {"ids": ids[None], "kinds": kinds[None]})))


@cache
def network() -> Network:
    """The shipped network, loaded once in a process."""
    return Network()


def _card(folder: Path) -> Card:
    try:
        return msgspec.json.decode((folder / "card.json").read_bytes(), type=Card)
    except (OSError, msgspec.MsgspecError) as error:
        raise ModelError(f"the encoder's card cannot be read ({error}); {MEND}") from error


def _checked(file: Path, digest: str) -> bytes:
    """The bytes of a file that is what the card says."""
    found = file.read_bytes() if file.is_file() else None
    seen = sha256(found).hexdigest() if found is not None else "missing"
    if found is None or seen != digest:
        raise ModelError(f"{file.name} of the encoder is not the file that Sayso knows ({seen[:12]}); {MEND}")
    return found


def _options() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # the arena keeps the memory of the largest window for good
    return options
