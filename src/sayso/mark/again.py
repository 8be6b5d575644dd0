"""Nameless accused of whom a report tells twice → one party.

"A British national was arrested in Malta ... the Foreign Office knew of the arrest of a British man": both are brought
in by "a", yet they are of one nation and the second is told of nowhere else. Where a report accuses several together,
or tells of the second another time or place, they stay two. Who stands in the headline is whom the first sentences
bring in. Needs the descriptions to have been taken.
"""

from __future__ import annotations

from itertools import combinations

from sayso.mark import kin
from sayso.mark.parties import Draft, Parties

LONGEST = 250  # characters of a headline
LEAD = 3  # sentences in which a report brings in whom its headline is about


def join(parties: Parties) -> None:
    """Make one party of each two such descriptions."""
    _headline(parties)
    if any(d.plural and d.accused > 0 for d in parties.drafts):
        return
    alone = [i for i, d in enumerate(parties.drafts) if _is_nameless_accused(d)]
    for first, second in combinations(alone, 2):
        one, other = parties.drafts[first], parties.drafts[second]
        if one.places and other.places and _of_one_nation(parties, one, other) and _tells_no_more(parties, one, other):
            parties.merge(second, first)


def _headline(parties: Parties) -> None:
    """Make one of the one nameless person of a headline and the one accused whom the lead brings in."""
    end = parties.doc.text.find("\n")
    line = next((t.i for t in parties.doc if t.idx > end), 0) if 0 < end < LONGEST else 0
    after = parties.sentence[line] + LEAD if line else 0
    told = {i: d.places[0] for i, d in enumerate(parties.drafts) if _is_nameless(d) and _is_suspect(parties, d)}
    above = [i for i, at in told.items() if at < line]
    below = [i for i, at in told.items() if line <= at and parties.sentence[at] < after]
    below = [i for i in below if parties.drafts[i].accused > 0]
    if len(above) == 1 and below and _may_be_of_one_nation(parties, *(parties.drafts[i] for i in (above[0], below[0]))):
        parties.merge(above[0], below[0])


def _is_nameless(draft: Draft) -> bool:
    """Whether a party is one person without a name, who is told of in the text."""
    told = draft.kind == "unnamed" and draft.single and bool(draft.places)
    return told and not draft.other and not draft.spokes


def _is_suspect(parties: Parties, draft: Draft) -> bool:
    return draft.accused > 0 or bool(draft.nouns & parties.words("suspect_words"))


def _may_be_of_one_nation(parties: Parties, one: Draft, other: Draft) -> bool:
    nations = {nation(parties, one), nation(parties, other)} - {""}
    return len(nations) < 2 and kin.may_be_one(other, one)


def _is_nameless_accused(draft: Draft) -> bool:
    return draft.accused > 0 and _is_nameless(draft)


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
