"""The pack's cues → look-ups: is this word a cue in this frame, how often, how sure is its speaker.

Takes `Cue`s (domains/*/cues.yaml), gives a `CueIndex`; `certainty` weighs a cue with the words around it.
"""

from __future__ import annotations

from collections.abc import Iterable

from sayso.domains import Cue
from sayso.model import Certainty

STRENGTH: tuple[Certainty, ...] = ("denied", "possible", "alleged", "reported", "asserted")


class CueIndex:
    """Cues by part of speech and words. `phrases` are those that begin with a preposition, by first word."""

    def __init__(self, cues: Iterable[Cue]):
        self._cues: dict[tuple[str, str], Cue] = {(cue.pos, cue.words): cue for cue in cues}
        self.phrases: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
        for cue in self._cues.values():
            if cue.pos == "prep":
                words = tuple(cue.words.split())
                self.phrases.setdefault(words[0], []).append((words, cue))
        for phrases in self.phrases.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))

    def get(self, pos: str, words: str) -> Cue | None:
        """The cue of these words, if the pack has it; "fall out" falls back on nothing, not on "fall"."""
        return self._cues.get((pos, words))

    def share(self, pos: str, words: str, frame: str) -> float:
        """How often these words attribute in this frame, 0 if the pack does not say.

        A longer frame of the object ("object as") that is not listed counts as the plain one ("object").
        """
        cue = self.get(pos, words)
        if cue is None:
            return 0.0
        plain = "object" if frame.startswith("object ") else frame
        return cue.frames.get(frame, cue.frames.get(plain, 0.0))


def weaker(first: Certainty, second: Certainty) -> Certainty:
    """The weaker of two certainties; a denial stays a denial."""
    return min(first, second, key=STRENGTH.index)
