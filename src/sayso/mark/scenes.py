"""Deeds told in a sentence that goes on with the scene of the one before → the same with that one's time.

"He travelled to Riga in May. There, he met his handler." Takes the claims of one report in order of the text, with
their events; the words that open such a sentence are the pack's (`same_scene` in words.yaml).
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from spacy.tokens import Span as Sentence

from sayso.domains import Domain
from sayso.mark.events import Hit
from sayso.model import Claim

Told = tuple[Hit, Claim]


def carried(told: Sequence[Told], domain: Domain) -> list[Told]:
    """The claims, the deeds of a sentence that goes on with a scene with the time of the last deed before it."""
    openings = tuple(f"{words} " for words in domain.words.get("same_scene", ()))
    made = list(told)
    for at, (hit, claim) in enumerate(made):
        sentence = hit.head.sent
        if claim.time is None and _is_deed(hit) and _opens(sentence, openings):
            last = [c.time for h, c in made[:at] if _is_deed(h) and _is_before(h, sentence) and c.time and c.time.value]
            made[at] = hit, replace(claim, time=replace(last[-1], basis="carried") if last else None)
    return made


def _opens(sentence: Sentence, openings: tuple[str, ...]) -> bool:
    """Whether a sentence begins with words that mean the scene before."""
    first = " ".join(t.lower_ for t in sentence[:6] if t.is_alpha)
    return bool(openings) and f"{first} ".startswith(openings)


def _is_before(hit: Hit, sentence: Sentence) -> bool:
    """Whether an event is told in the sentence before one."""
    return bool(sentence.start) and hit.head.sent.start == sentence.doc[sentence.start - 1].sent.start


def _is_deed(hit: Hit) -> bool:
    """Whether an event is no step in law and no act of speech."""
    return not (hit.event.stage or hit.event.speech or hit.event.official or hit.event.silence)
