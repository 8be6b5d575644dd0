"""What a report says of its accused, cell by cell of a case table: age, nationality, occupation, employer and so on.

Takes the parties and claims of one report; gives `SlotValue`s, each with the words that say it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from sayso.mark import syntax
from sayso.mark.parties import ORGANISATIONS, Parties
from sayso.model import Claim, SlotValue, Span

AGE = (
    re.compile(r"\b(\d{2})[- ]years?[- ]old\b"),
    re.compile(r"\baged? (\d{2})\b"),
    re.compile(r"[,(] ?(\d{2})[,)]"),
    re.compile(r"[,(] ?(?:now|then|barely|just|only|not yet|nearly|almost|about|around|aged) (\d{2})[,)]"),
    re.compile(r"\bborn (?:in|on) ((?:[A-Z][a-z]+ )?(?:\d{1,2},? )?(?:19|20)\d\d)\b"),
)
OF_BODY = frozenset({"of", "at", "for", "with", "in"})
MOST = 4  # accused of one report for whom cells are filled


def slots(doc: Doc, parties: Parties, claims: Sequence[Claim]) -> list[SlotValue]:
    """All cells that the report fills for its accused, without repeats."""
    found: list[SlotValue] = []
    for index in parties.suspects()[:MOST] if claims else ():
        found += _ages(doc, parties, index)
        for token in _descriptions(doc, parties, index):
            found += _described(doc, parties, index, token)
    found += _from_claims(doc, parties, claims)
    unique = {(s.slot, s.value.lower(), s.entity): s for s in reversed(found)}
    return sorted(unique.values(), key=lambda s: (s.slot, s.span))


def _ages(doc: Doc, parties: Parties, index: int) -> Iterator[SlotValue]:
    """Ages in the words around a mention of the accused."""
    text = syntax.text_of(doc)
    for start, end in parties.drafts[index].mentions:
        low, high = max(0, start - 25), min(len(text), end + 30)
        for pattern in AGE:
            for match in pattern.finditer(text, low, high):
                inside = (
                    match.start() < end + 25 and "\n" not in text[min(match.start(), start) : max(match.end(), end)]
                )
                if inside and (not match[1].isdigit() or 15 <= int(match[1]) <= 99):
                    yield SlotValue(slot="age", value=match[1], span=Span(*match.span(1)), entity=index)


def _descriptions(doc: Doc, parties: Parties, index: int) -> list[Token]:
    """Nouns that say what an accused is: appositions, compounds before the name, "he was a ...", "as a ..."."""
    mine = [doc[i] for i, who in parties.at.items() if who == index]
    found = {t for token in mine for t in (token, *_beside(token)) if _is_occupation(parties, t)}
    return sorted(found, key=lambda t: t.i)


def _beside(token: Token) -> Iterator[Token]:
    """The words around a mention that can describe it."""
    if token.dep_ in syntax.SUBJECT:
        yield from (c for c in token.head.children if c.dep_ == "attr")
    if token.dep_ == "appos":
        yield token.head
    for child in token.children:
        if child.dep_ in {"appos", "compound", "nmod"}:
            yield child
        elif child.dep_ == "prep" and child.lower_ == "as":
            yield from child.children


def _is_occupation(parties: Parties, token: Token) -> bool:
    """Whether a noun says more of somebody than that they are suspected."""
    words = {token.lower_, token.lemma_.lower()}
    known = words & parties.words("suspect_nouns") and not words & parties.words("no_occupation")
    return bool(known) and token.pos_ in {"NOUN", "PROPN"}


def _described(doc: Doc, parties: Parties, index: int, token: Token) -> Iterator[SlotValue]:
    """Occupation, nationality and employer in one description."""
    nations = [c for c in token.children if c.i < token.i and (c.ent_type_ == "NORP" or c.i in _of_nation(parties))]
    lemma = token.lemma_.lower()
    citizen = lemma in {"national", "citizen", "compatriot", "foreigner", "resident"}
    for nation in nations[:1]:
        if citizen or not _body_between(parties, token):
            yield SlotValue(
                slot="nationality", value=nation.text, span=Span(nation.idx, nation.idx + len(nation)), entity=index
            )
    if lemma in {"foreigner"}:
        yield SlotValue(
            slot="nationality", value=token.text, span=Span(token.idx, token.idx + len(token)), entity=index
        )
    if not citizen:
        span = _occupation(token)
        yield SlotValue(slot="occupation", value=syntax.text_of(doc)[span.start : span.end], span=span, entity=index)
    yield from _employer(doc, parties, index, token)


def _of_nation(parties: Parties) -> set[int]:
    """The tokens that are demonyms or names of countries."""
    return {i for h in parties.hits if h.kind in {"demonym", "country"} for i in range(h.start, h.end)}


def _body_between(parties: Parties, token: Token) -> bool:
    """Whether the demonym may belong to the employer rather than to the person ("US Army analyst")."""
    return any(parties.at.get(c.i) is not None for c in token.children if c.dep_ in {"compound", "nmod"})


def _occupation(token: Token) -> Span:
    left = min(
        (c.left_edge.i for c in token.children if c.i < token.i and c.dep_ in {"amod", "compound", "nmod", "poss"}),
        default=token.i,
    )
    right = max(
        (
            c.right_edge.i
            for c in token.children
            if c.dep_ == "prep" and c.lower_ in {"of", "to", "at", "for", "in"} and c.i - token.i <= 2
        ),
        default=token.i,
    )
    return syntax.trimmed(token.doc, max(left, token.i - 5), right if right - token.i <= 7 else token.i)


def _employer(doc: Doc, parties: Parties, index: int, token: Token) -> Iterator[SlotValue]:
    for child in token.children:
        inner = syntax.noun_of(child)
        body = parties.at.get(inner.i)
        of_body = body is not None and body != index and parties.drafts[body].kind in ORGANISATIONS
        company = inner.lemma_.lower() in {
            "group",
            "company",
            "firm",
            "consultancy",
            "organisation",
            "organization",
            "ministry",
            "university",
            "contractor",
            "institute",
        }
        said = child.dep_ in {"compound", "poss", "nmod"} or (child.dep_ == "prep" and child.lower_ in OF_BODY)
        if said and (of_body or company) and inner.i not in parties.places:
            span = _occupation(inner) if child.dep_ == "prep" else Span(inner.idx, inner.idx + len(inner))
            value = syntax.text_of(doc)[span.start : span.end]
            yield SlotValue(slot="employer", value=value, span=span, entity=index)


def _from_claims(doc: Doc, parties: Parties, claims: Sequence[Claim]) -> Iterator[SlotValue]:
    """Cells that claims fill: where and when somebody was recruited, what was handed over, the sentence."""
    for claim in claims:
        if claim.polarity == "negative":
            continue
        who = _accused(claim, parties)
        if claim.event == "recruit":
            yield from _recruited(claim, who)
        elif claim.event in {"transfer_information", "collect"}:
            for filler in claim.roles.get("object", ())[:1]:
                if filler.entity is None and _is_secret(filler.name, parties):
                    yield SlotValue(slot="items", value=filler.name, span=filler.span, entity=who)
        elif claim.event == "sentence" and claim.quantity is not None and claim.certainty != "possible":
            yield SlotValue(slot="sentence", value=claim.quantity.text, span=claim.quantity.span, entity=who)


def _is_secret(phrase: str, parties: Parties) -> bool:
    """Whether a phrase names what spies are after."""
    return any(w.strip(".,;:'’\"“”").lower() in parties.words("secrets") for w in phrase.split())


def _recruited(claim: Claim, who: int | None) -> Iterator[SlotValue]:
    if claim.place is not None:
        yield SlotValue(slot="recruited_in", value=claim.place.text, span=claim.place.span, entity=who)
    if claim.time is not None and claim.time.value:
        yield SlotValue(slot="recruited_year", value=claim.time.value[:4], span=claim.time.span, entity=who)


def _accused(claim: Claim, parties: Parties) -> int | None:
    suspects = set(parties.suspects())
    for role in ("target", "agent", "recipient", "object"):
        for filler in claim.roles.get(role, ()):
            if filler.entity in suspects:
                return filler.entity
    return None
