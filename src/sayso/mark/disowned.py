"""What the accused or somebody on their side says was not done → a denial: "I never passed on secrets", he said.

Takes the claims of one report; gives them with such ones turned into denials. Who is on the side of the accused
tells the pack's list `accused_side` (words.yaml); what is a deed and what a denial, `of_matter` and `denials` of
linking.yaml.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from sayso.mark.events import Hit
from sayso.mark.parties import Parties
from sayso.model import Attribution, Certainty, Claim, Filler

NOBODY = frozenset({"nobody", "none"})  # of whom no side of the case is said to have done nothing


def told(pairs: Iterable[tuple[Hit, Claim]], parties: Parties, attributions: Sequence[Attribution]) -> list[Claim]:
    """The claims, those that a side of the case disowns as its denials."""
    denials = parties.domain.linking.get("denials", ())
    suspects = set(parties.suspects())
    found: list[Claim] = []
    for hit, claim in pairs:
        disowned = denials and _is_disowned(hit, claim, parties, attributions, suspects)
        found.append(_denial(hit, claim, denials[0], attributions, suspects) if disowned else claim)
    return found


def _is_disowned(
    hit: Hit, claim: Claim, parties: Parties, attributions: Sequence[Attribution], suspects: set[int]
) -> bool:
    """Whether a deed is said not to have been done by one who is accused, or who speaks for an accused.

    Where the word of saying is itself one of denying, that one makes the claim.
    """
    a = attributions[claim.attribution] if claim.attribution is not None else None
    if a is None or a.speaker is None or not a.source or claim.polarity != "negative" or a.certainty == "denied":
        return False
    linking = parties.domain.linking
    deeds = {*linking.get("of_matter", ()), *linking.get("meeting", ())}
    doing = [t.lower_ for tokens in hit.roles.get("agent", ()) for t in tokens]
    deed = hit.event.id in deeds and not hit.event.stage and not hit.event.speech and not NOBODY & {*doing}
    return deed and (a.speaker in suspects or bool(parties.drafts[a.speaker].nouns & parties.words("accused_side")))


def _denial(hit: Hit, claim: Claim, event: str, attributions: Sequence[Attribution], suspects: set[int]) -> Claim:
    """The denial that a claim of a deed not done is: by the speaker, for the accused where that is another."""
    a = attributions[claim.attribution or 0]
    speaker = Filler(name=a.speaker_name or "", entity=a.speaker, span=a.source[0], basis="who says it")
    others = tuple(f for role in hit.event.accused for f in claim.roles.get(role, ()) if f.entity in suspects)
    others = tuple(f for f in others if f.entity != a.speaker)
    roles = {"agent": (speaker,), **({"object": others} if others else {})}
    places = {role: ("sentence",) * len(fillers) for role, fillers in roles.items()}
    why = replace(claim.why, places=places, hedges=(*claim.why.hedges, _refusal(hit))) if claim.why else None
    return replace(claim, event=event, roles=roles, polarity="positive", certainty="denied", why=why)


def _refusal(hit: Hit) -> tuple[Certainty, str, str]:
    """Why the claim is a denial, as a mark of its certainty."""
    return ("denied", hit.head.text, "which a side of the case says was not done")
