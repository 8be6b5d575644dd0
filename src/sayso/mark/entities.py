"""spaCy's own named entities, sooner.

spaCy's recogniser reads a text from left to right and asks its network at every token what to do there: begin an entity
of some kind, go on with it, end it, take the token as one, or pass over it. Nine tenths of the time go into moving from
token to token. But outside an entity the network sees nothing but the token; so `Entities` asks it about all tokens at
once, and walks only through entities. It takes a recogniser and gives every document what the recogniser would.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IS_SPACE, SENT_START
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span

Floats = NDArray[np.float32]

AT_ONCE = 4096  # tokens whose scores are held at once
FEATURES = 3  # what the network sees: the token, the first token of the open entity, and the token before


class Entities:
    """A component that does what a recogniser does, for documents that have no entities yet."""

    def __init__(self, recogniser: EntityRecognizer) -> None:
        model: Any = recogniser.model
        self._vectors, self._lower = model.get_ref("tok2vec"), model.get_ref("lower")
        upper = model.get_ref("upper")
        self._weights: Floats = upper.get_param("W")
        self._bias: Floats = upper.get_param("b")
        moves = [recogniser.moves.get_class_name(n) for n in range(recogniser.moves.n_moves)]
        self._moves = [(move[0], move[2:]) for move in moves]
        self._numbers: defaultdict[str, list[int]] = defaultdict(list)
        for number, (kind, label) in enumerate(self._moves):
            if label or kind == "O":  # not the move that spaCy keeps for entities that are forbidden
                self._numbers[kind].append(number)
        self._inside = {
            label: (moves.index(f"I-{label}"), moves.index(f"L-{label}")) for _, label in self._moves if label
        }

    @staticmethod
    def fits(recogniser: EntityRecognizer) -> bool:
        """Whether a recogniser is of the kind that is read here."""
        model: Any = recogniser.model
        plain = recogniser.cfg["beam_width"] == 1 and model.attrs["has_upper"] and not model.attrs["unseen_classes"]
        return bool(plain and model.get_ref("lower").get_dim("nF") == FEATURES)

    def __call__(self, doc: Doc) -> Doc:
        """The document with its entities."""
        if len(doc):
            seen = self._lower.predict(self._vectors.predict([doc]))  # the first row is for a token that is not there
            starts, space = doc.to_array([SENT_START, IS_SPACE]).T
            ends = np.append(starts[1:] == 1, True)  # of sentences, over which no entity goes
            doc.set_ents([Span(doc, *ent) for ent in self._walk(seen, ends, space == 1)], default="outside")
        return doc

    def _walk(self, seen: Floats, ends: NDArray[np.bool_], space: NDArray[np.bool_]) -> Iterator[tuple[int, int, str]]:
        """The first token of each entity, the one after its last, and its label."""
        at, best = 0, self._outside(seen, ends, space)
        for token in np.flatnonzero(~np.isin(best, self._numbers["O"])).tolist():
            if token < at:
                continue
            kind, label = self._moves[best[token]]
            at = token + 1 if kind == "U" else self._end(seen, ends, token, label)
            yield token, at, label

    def _outside(self, seen: Floats, ends: NDArray[np.bool_], space: NDArray[np.bool_]) -> NDArray[np.intp]:
        """The best move at each token, were no entity open there."""
        found = []
        for at in range(0, len(ends), AT_ONCE):
            part = slice(at, at + AT_ONCE)
            scores = self._scores(seen[1:][part, 0] + (seen[0, 1] + seen[0, 2]), self._weights, self._bias)
            allowed = np.zeros_like(scores, bool)
            allowed[:, self._numbers["O"]] = True
            allowed[:, self._numbers["U"]] = ~space[part, None]
            allowed[:, self._numbers["B"]] = ~(space | ends)[part, None]
            found.append(np.where(allowed, scores, -np.inf).argmax(axis=1))
        return np.concatenate(found)

    def _end(self, seen: Floats, ends: NDArray[np.bool_], first: int, label: str) -> int:
        """The token after the last of an entity."""
        moves = list(self._inside[label])
        weights, bias = self._weights[moves], self._bias[moves]
        token = first + 1
        while not ends[token]:
            given = seen[token + 1, 0] + seen[first + 1, 1] + seen[token, 2]
            on, last = self._scores(given[None], weights, bias)[0]
            if last > on:
                break
            token += 1
        return token + 1

    def _scores(self, given: Floats, weights: Floats, bias: Floats) -> Floats:
        """The scores of moves, one row for each row of what the network is given."""
        scores: Floats = (given + self._lower.get_param("b")).max(axis=-1) @ weights.T + bias
        return scores
