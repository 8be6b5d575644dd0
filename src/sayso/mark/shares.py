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

from sayso.mark import quantities, syntax, terms
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
        if len({s.who for s in own}) > 1:
            found = [t for t in found if t not in here] + _apart(doc, parties, here, own)
    return found


def _apart(doc: Doc, parties: Parties, here: Sequence[Told], shares: Sequence[Share]) -> list[Told]:
    """The claims of one sentence: those that tell of one share as they are, one more for each other share."""
    theirs = {s.who for s in shares}
    kept = [t for t in here if not _targets(t[1]) & theirs and _targets(t[1])]
    for share in shares:
        own = next((t for t in here if _targets(t[1]) == {share.who} and _has(t[1], share)), None)
        kept.append(own or _made(doc, parties, min(here, key=lambda t: _away(t[1], share)), share))
    return kept


def _targets(claim: Claim) -> set[int]:
    return {f.entity for f in claim.roles.get("target", ()) if f.entity is not None}


def _has(claim: Claim, share: Share) -> bool:
    """Whether a claim gives a share as its quantity."""
    length = claim.quantity
    return length is not None and length.span.start <= share.span.start < length.span.end and length.text == share.text


def _away(claim: Claim, share: Share) -> int:
    return max(claim.evidence.start - share.span.start, share.span.end - claim.evidence.end, 0)


def _made(doc: Doc, parties: Parties, told: Told, share: Share) -> Told:
    """A claim told anew of one who is sentenced."""
    hit, claim = told
    sentence = hit.head.sent
    named = [Span(*m) for m in parties.drafts[share.who].mentions if sentence.start_char <= m[0] < sentence.end_char]
    at = min(named, key=lambda m: (max(m.start - share.span.end, share.span.start - m.end), m), default=share.span)
    target = Filler(name=parties.drafts[share.who].name, entity=share.who, span=at)
    term = Filler(name=share.text, entity=None, span=share.span)
    low, high = min(at.start, share.span.start), max(at.end, share.span.end)
    if low < claim.evidence.end and claim.evidence.start < high:  # of the clause with the verb
        low, high = min(low, claim.evidence.start), max(high, claim.evidence.end)
    roles = {**claim.roles, "target": (target,), "object": (term,)}
    return hit, replace(claim, evidence=Span(low, high), roles=roles, quantity=_length(share))


def _length(share: Share) -> Quantity:
    """A term as a quantity."""
    unit = UNIT.search(share.text)
    number = re.match(terms.ONE, share.text, re.I)
    value = quantities.number([number.group()]) if number else None
    return Quantity(text=share.text, span=share.span, value=value, unit=unit.group().lower() if unit else None)
