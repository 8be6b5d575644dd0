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
from sayso.model import Attribution, Claim, Filler


def told(pairs: Iterable[tuple[Hit, Claim]], parties: Parties, attributions: Sequence[Attribution]) -> list[Claim]:
    """The claims, those that a side of the case disowns as its denials."""
    denials = parties.domain.linking.get("denials", ())
    suspects = set(parties.suspects())
    found: list[Claim] = []
    for hit, claim in pairs:
        disowned = denials and _is_disowned(hit, claim, parties, attributions, suspects)
        found.append(_denial(claim, denials[0], attributions) if disowned else claim)
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
    deed = hit.event.id in deeds and not hit.event.stage and not hit.event.speech
    return deed and (a.speaker in suspects or bool(parties.drafts[a.speaker].nouns & parties.words("accused_side")))


def _denial(claim: Claim, event: str, attributions: Sequence[Attribution]) -> Claim:
    """The denial that a claim of a deed not done is."""
    a = attributions[claim.attribution or 0]
    speaker = Filler(name=a.speaker_name or "", entity=a.speaker, span=a.source[0], basis="who says it")
    why = replace(claim.why, places={"agent": ("sentence",)}) if claim.why is not None else None
    return replace(claim, event=event, roles={"agent": (speaker,)}, polarity="positive", certainty="denied", why=why)
