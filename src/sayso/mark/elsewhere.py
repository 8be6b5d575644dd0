"""Steps in law without a time of their own → the same steps with the date that the report gives for them elsewhere.

A report tells a verdict in its lead with the day and comes back to it further down without. Somebody is convicted
once: where all other mentions of the same step of the same people have one date, it is the date of this one too. Takes
the claims of one report in order of the text, with their events; gives them in that order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from sayso.mark.events import Hit
from sayso.model import Claim, When

Told = tuple[Hit, Claim]
AGAIN = frozenset({"again", "another", "previously", "earlier", "also"})  # of another step of the kind


def dated(told: Sequence[Told]) -> list[Told]:
    """The claims, those of a step that is dated elsewhere with that date, and what was so when it was taken."""
    made = [(hit, _with(hit, claim, told)) for hit, claim in told]
    at = {hit.head.i: claim.time for hit, claim in made if claim.time and claim.time.value and hit.event.stage}
    return [(hit, _when(hit, claim, at)) for hit, claim in made]


def _when(hit: Hit, claim: Claim, at: dict[int, When]) -> Claim:
    """A claim with the time of the step that a clause with "when" ties it to: "when he was arrested, he had"."""
    if claim.time is not None:
        return claim
    clauses = (c for c in hit.head.children if c.dep_ == "advcl" and any(m.lower_ == "when" for m in c.children))
    found = next((at[c.i] for c in clauses if c.i in at), None)
    return replace(claim, time=_taken(found)) if found else claim


def _with(hit: Hit, claim: Claim, told: Sequence[Told]) -> Claim:
    """A claim with the one date that the same step of the same people has in the report."""
    words = {c.lower_ for c in hit.head.children}
    lasting = hit.head.tag_ in {"VBZ", "VBP"} or bool(words & {"is", "are", "remains", "remain"})  # "is held in"
    if claim.time is not None or not _counts(hit, claim) or words & AGAIN or lasting:
        return claim
    found = _one(c.time for h, c in told if c.event == claim.event and _counts(h, c) and _same_people(h, c, claim))
    return replace(claim, time=_taken(found)) if found else claim


def _counts(hit: Hit, claim: Claim) -> bool:
    """Whether a claim tells a step in law that was taken."""
    return bool(hit.event.stage) and claim.polarity == "positive" and claim.certainty != "possible"


def _same_people(hit: Hit, one: Claim, other: Claim) -> bool:
    """Whether a step is taken against the same people in both of two claims."""
    mine, yours = (_people(hit, c) for c in (one, other))
    return bool(mine & yours)


def _people(hit: Hit, claim: Claim) -> set[int]:
    """Those against whom a step is taken; where there are none, who stands where its agent does: "Lund, handed a
    sentence"."""
    roles = (*hit.event.accused, "agent")
    found = ({f.entity for f in claim.roles.get(role, ()) if f.entity is not None} for role in roles)
    return next((people for people in found if people), set())


def _one(times: Iterable[When | None]) -> When | None:
    """The fullest of some times that are one date, told more or less exactly; None where they are several."""
    known = [t for t in times if t is not None and t.value]
    fullest = max(known, key=lambda t: len(t.value or ""), default=None)
    if fullest is None or not all((fullest.value or "").startswith(t.value or "") for t in known):
        return None
    return fullest


def _taken(found: When) -> When:
    """A time as that of another mention; the day of the telling stays one."""
    return found if found.basis == "announced" else replace(found, basis="event")
