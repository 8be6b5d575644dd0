"""A claim and the naming of its event → the claim with what made it: trigger, places of its roles, hedges.

What is told here is only looked at again, never decided: a claim is the same without it. `sayso show --why` puts it
into words.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from sayso.mark import events, hedges, syntax
from sayso.mark.encoder.told import Point
from sayso.mark.events import Hit
from sayso.mark.parties import Parties
from sayso.model import READ, Certainty, Claim, Filler, Span, Why

Hedging = tuple[Certainty, str, str]


def told(hit: Hit, claim: Claim, parties: Parties) -> Claim:
    """The claim with what made it."""
    head = hit.head
    return replace(
        claim,
        why=Why(
            event=hit.event.id,
            trigger=1 + hit.event.triggers.index(hit.trigger) if hit.at is None else READ,
            word=Span(head.idx, head.idx + len(head)),
            near=events.asked(hit, parties.domain),
            places={role: tuple(_place(hit, claim, f) for f in fillers) for role, fillers in claim.roles.items()},
            hedges=tuple(_hedges(hit, claim, parties)),
        ),
    )


def _place(hit: Hit, claim: Claim, filler: Filler) -> str:
    """Where a filler stands: at a place of the event's word, where the network points to, elsewhere in its clause, or
    before it."""
    for place, token in hit.places.items():
        if any(filler.span.start <= t.idx < filler.span.end for t in syntax.coordinated(token)):
            return place
    if hit.points is not None and any(_is_at(point, filler) for point in (*hit.points.who, *hit.points.whom)):
        return "pointed"
    inside = claim.evidence.start <= filler.span.start < claim.evidence.end
    return "sentence" if inside else "before"


def _is_at(point: Point, filler: Filler) -> bool:
    """Whether a word that the network points to is one of a filler's."""
    return point.start is not None and filler.span.start <= point.start < filler.span.end


def _hedges(hit: Hit, claim: Claim, parties: Parties) -> Iterator[Hedging]:
    """All that weakens what is said, whether or not another mark is weaker still."""
    word = hit.head.lower_
    if hit.trigger.certainty:
        yield hit.trigger.certainty, word, "the word itself"
    yield from ((h.certainty, h.words, h.how) for h in hedges.hedging(hit.head, parties.domain))
    if hit.event.speech and (called := hedges.called_alleged(hit.places.values(), parties.domain)):
        yield called, "alleged", "of whom it is said"
    if claim.attribution is None and (quoted := hedges.scared(hit.head, syntax.text_of(hit.head.doc))):
        yield quoted, word, "in quotation marks of nobody"
