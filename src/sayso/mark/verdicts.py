"""Verdicts told right after a dated one of the same kind → the same with that one's day.

"A clerk was convicted on Thursday. Lund, 43, was found guilty of spying and cleared of theft." Takes the claims of one
report in order of the text, with their events; which of them fall on one day is the pack's (`verdicts` and
`terms_given` in linking.yaml).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace
from spacy.tokens import Token

from sayso.domains import Domain
from sayso.mark import beside
from sayso.mark.elsewhere import AGAIN
from sayso.mark.events import Hit
from sayso.model import Claim, When

Told = tuple[Hit, Claim]
DAY = len("2024-05-17")
BEFORE = frozenset({"had", "previously", "earlier", "also"}) | AGAIN | beside.APART


def dated(told: Sequence[Told], domain: Domain) -> list[Told]:
    """The claims, those of a verdict without a time with the day of the verdict in the sentence before."""
    made = list(told)
    for kinds in (domain.linking.get("verdicts", ()), domain.linking.get("terms_given", ())):
        at = [i for i, (_, claim) in enumerate(made) if claim.event in kinds and _was_given(claim)]
        for one, other in pairwise(at):
            made[other] = _with_day(made[one], made[other])
    return made


def _with_day(before: Told, told: Told) -> Told:
    """A verdict with the day of the one before it, if nothing speaks against that."""
    (judged, first), (hit, claim) = before, told
    apart = BEFORE & {c.lower_ for c in hit.head.children} or not _is_next(judged.head, hit.head)
    if claim.time is not None or apart or first.time is None or not _is_day(first.time):
        return told
    return hit, replace(claim, time=replace(first.time, basis="event"))


def _is_day(when: When) -> bool:
    """Whether a time is the day on which something happened."""
    return when.happened is not None and len(when.happened) == DAY and not when.coming


def _was_given(claim: Claim) -> bool:
    return claim.polarity == "positive" and claim.certainty != "possible"


def _is_next(one: Token, other: Token) -> bool:
    """Whether two words stand in one sentence or in two that follow each other."""
    start = other.sent.start
    return one.sent.start == start or (bool(start) and one.sent.start == other.doc[start - 1].sent.start)
