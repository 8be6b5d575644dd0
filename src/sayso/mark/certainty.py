"""How sure the speaker of an attribution is: the cue's certainty, weakened by the words around it."""

from __future__ import annotations

from sayso.mark.cues import CueIndex, weaker
from sayso.mark.draft import Draft
from sayso.mark.grammar import Grammar
from sayso.mark.wording import MODALS
from sayso.model import Certainty


def certainty(g: Grammar, cues: CueIndex, d: Draft) -> Certainty:
    """The certainty of a draft: its cue's, or that of an adverb ("allegedly") or modal ("may have said") at the cue."""
    cue = cues.get(d.pos, d.words)
    found: Certainty = "reported" if cue is None else cue.certainty
    if d.head < 0:
        return found
    if d.frame == "passive to" and d.words == "say":
        found = weaker(found, "alleged")  # "is said to have": nobody vouches for it
    for k in g.kids[d.head]:
        if g.dep[k] == "aux" and g.lower[k] in MODALS:
            found = weaker(found, "possible")
        adverb = cues.get("adv", g.lower[k]) if g.dep[k] == "advmod" else None
        if adverb is not None:
            found = weaker(found, adverb.certainty)
    return found
