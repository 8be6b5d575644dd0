"""Nameless accused of whom a report tells twice → one party.

"A British national was arrested in Malta ... the Foreign Office knew of the arrest of a British man": both are brought
in by "a", yet they are of one nation and the second is told of nowhere else. Where a report accuses several together,
or tells of the second another time or place, they stay two. Needs the descriptions to have been taken.
"""

from __future__ import annotations

from itertools import combinations

from sayso.mark import kin
from sayso.mark.parties import Draft, Parties


def join(parties: Parties) -> None:
    """Make one party of each two such descriptions."""
    if any(d.plural and d.accused > 0 for d in parties.drafts):
        return
    alone = [i for i, d in enumerate(parties.drafts) if _is_nameless_accused(d)]
    for first, second in combinations(alone, 2):
        one, other = parties.drafts[first], parties.drafts[second]
        if one.places and other.places and _of_one_nation(parties, one, other) and _tells_no_more(parties, one, other):
            parties.merge(second, first)


def _is_nameless_accused(draft: Draft) -> bool:
    told = draft.kind == "unnamed" and draft.single and draft.accused > 0 and bool(draft.places)
    return told and not draft.other and not draft.spokes


def _of_one_nation(parties: Parties, one: Draft, other: Draft) -> bool:
    return nation(parties, one) == nation(parties, other) != "" and kin.may_be_one(other, one)


def nation(parties: Parties, draft: Draft) -> str:
    """The country of the people that a nameless person is told to be of; empty where it is not told."""
    for place in draft.places:
        token = parties.doc[place]
        told = (parties.demonyms[t.i] for t in (token, *token.children) if t.i in parties.demonyms)
        if (hit := next(told, None)) is not None:
            return hit.country or hit.name
    return ""


def _tells_no_more(parties: Parties, one: Draft, other: Draft) -> bool:
    """Whether the second description stands alone, in a sentence without a time or place that is not of the first."""
    if len(other.places) > 1 or one.places[0] > other.places[0]:
        return False
    here, there = (parties.doc[d.places[0]].sent for d in (one, other))
    known = {t.lower_ for t in here}
    return not any(t.ent_type_ in {"GPE", "DATE"} and t.lower_ not in known for t in there)
