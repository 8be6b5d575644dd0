"""Claims that sentence several people in one clause → one claim for each, with the sentence of his own.

"Lund and Vik were sentenced to ten and eight years respectively", "Lund got life, Vik nine years", "ten years for Lund
and eight for Vik": terms.py tells whose term is which, and the claim that such a sentence makes is told anew of each of
them. Takes and gives the claims of one report, each with the naming of its event.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace
from spacy.tokens import Doc

from sayso.mark import quantities, terms
from sayso.mark.events import Hit
from sayso.mark.parties import Parties
from sayso.mark.terms import Share
from sayso.model import Claim, Filler, Quantity, Span

Told = tuple[Hit, Claim]
UNIT = re.compile(r"year|month|day|life", re.I)


def each(doc: Doc, parties: Parties, told: Sequence[Told]) -> list[Told]:
    """The claims, with those of a sentence that gives several people their terms told of each of them."""
    known = parties.domain.linking.get("sentencing", ())
    of_law = [(hit, claim) for hit, claim in told if claim.event in known]
    shared = terms.terms(doc, parties, [(claim, hit) for hit, claim in of_law])
    found = list(told)
    for sentence in {hit.head.sent.start: hit.head.sent for hit, _ in of_law}.values():
        here = [t for t in of_law if t[0].head.sent.start == sentence.start]
        own = [s for s in shared if sentence.start_char <= s.span.start < sentence.end_char]
        parts = [[s for s in own if s.span == span] for span in dict.fromkeys(s.span for s in own)]
        others = {i for _, claim in here if claim.quantity is not None for i in _targets(claim)} - {s.who for s in own}
        if len(parts) + bool(others) > 1:
            found = [t for t in found if t not in here] + _apart(parties, here, parts)
    return found


def _apart(parties: Parties, here: Sequence[Told], parts: Sequence[list[Share]]) -> list[Told]:
    """The claims of one sentence: those that tell of one share as they are, one more for each other share."""
    theirs = {s.who for shares in parts for s in shares}
    kept = [t for t in here if not _targets(t[1]) & theirs and _targets(t[1])]
    for shares in parts:
        own = next((t for t in here if _targets(t[1]) == {s.who for s in shares} and _has(t[1], shares[0])), None)
        kept.append(own or _made(parties, min(here, key=lambda t: _away(t[1], shares[0])), shares))
    return kept


def _targets(claim: Claim) -> set[int]:
    return {f.entity for f in claim.roles.get("target", ()) if f.entity is not None}


def _has(claim: Claim, share: Share) -> bool:
    """Whether a claim gives a share as its quantity."""
    length = claim.quantity
    return length is not None and length.span == share.span


def _away(claim: Claim, share: Share) -> int:
    return max(claim.evidence.start - share.span.start, share.span.end - claim.evidence.end, 0)


def _made(parties: Parties, told: Told, shares: Sequence[Share]) -> Told:
    """A claim told anew of those who are sentenced to one term."""
    hit, claim = told
    term = shares[0]
    targets = tuple(Filler(name=parties.drafts[s.who].name, entity=s.who, span=_named(parties, hit, s)) for s in shares)
    low, high = (
        min(term.span.start, *(t.span.start for t in targets)),
        max(term.span.end, *(t.span.end for t in targets)),
    )
    if low < claim.evidence.end and claim.evidence.start < high:  # of the clause with the verb
        low, high = min(low, claim.evidence.start), max(high, claim.evidence.end)
    roles = {**claim.roles, "target": targets, "object": (Filler(name=term.words, entity=None, span=term.span),)}
    return hit, replace(claim, evidence=Span(low, high), roles=roles, quantity=_length(term))


def _named(parties: Parties, hit: Hit, share: Share) -> Span:
    """Where a sentence names whom a term is for, nearest to the term."""
    sentence = hit.head.sent
    named = [Span(*m) for m in parties.drafts[share.who].mentions if sentence.start_char <= m[0] < sentence.end_char]
    return min(named, key=lambda m: (max(m.start - share.span.end, share.span.start - m.end), m), default=share.span)


def _length(share: Share) -> Quantity:
    """A term as a quantity."""
    unit = UNIT.search(share.text)
    number = re.match(terms.ONE, share.text, re.I)
    value = quantities.number([number.group()]) if number else None
    return Quantity(text=share.words, span=share.span, value=value, unit=unit.group().lower() if unit else None)
