"""Where and when an accused was won over, one place and one year for each.

Takes the claims with the places where their events are named. A recruitment or an agreement tells more than a first
meeting; "there" and "in that country" are the place last named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc, Token

from sayso.mark import syntax
from sayso.mark.describing import accusing
from sayso.mark.events import Hit
from sayso.mark.parties import PEOPLE, STATE, Parties
from sayso.model import Claim, Span, When

POINTING = re.compile(r"\b(?:at (?:that|the|this) time|there|where|then)\b", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)\d\d")
BEFORE = re.compile(
    r"\b(?:before|between|until|till|unspecified|to)\W+(?:\w+ )?$", re.IGNORECASE
)  # says not when it began
WHILE = frozenset({"when", "while"})
JUST = 25  # characters
NEAR = 2  # tokens between two sentences that follow one another
BACK = 2  # sentences in which "there" looks for its place
Cell = tuple[str, int | None, Span, str]  # slot, accused, words, value


def recruited(
    doc: Doc, parties: Parties, told: Sequence[tuple[Claim, Hit]], accused: Mapping[int, int | None]
) -> Iterator[Cell]:
    """`recruited_in` and `recruited_year` of each accused, the best told of each."""
    lists = parties.domain.linking
    winning = frozenset(lists.get("recruiting", ()))
    home = accusing(parties, [claim for claim, _ in told])
    seen: set[tuple[str, int | None]] = set()
    order = sorted(enumerate(told), key=lambda t: (t[1][0].event not in winning, t[0]))
    meeting = frozenset(lists.get("meeting", ()))
    for at, (claim, hit) in order:
        begun = claim.event in lists.get("profiting", ()) and _begins(parties, hit.head)
        if not (claim.event in winning | meeting or begun) or own_side(parties, claim, hit, home):
            continue
        who = accused[at]
        doing = not begun and _is_doing(parties, claim, who)
        if doing and (claim.event in meeting or _others(parties, claim, who)):
            continue
        where = None if begun or doing else _where(doc, parties, claim, hit)
        if where is not None and ("in", who) not in seen:
            seen.add(("in", who))
            yield "recruited_in", who, where, syntax.text_of(doc)[where.start : where.end]
        year = _year(doc, parties, told, at) if claim.event in winning or begun else None
        if year is not None and ("year", who) not in seen:
            seen.add(("year", who))
            yield "recruited_year", who, *year


def _is_doing(parties: Parties, claim: Claim, who: int | None) -> bool:
    """Whether an accused does it himself: who wins over others, or goes to meet somebody, is not won over by that.

    Who signs an agreement is; where somebody offers himself, he may only hand in the offer.
    """
    agreed = claim.event in parties.domain.linking.get("agreeing", ())
    return who is not None and not agreed and any(f.entity == who for f in claim.roles.get("agent", ()))


def _others(parties: Parties, claim: Claim, who: int | None) -> bool:
    """Whether a claim has people other than the accused for its target: "tried to recruit a colleague"."""
    targets = (f.entity for f in claim.roles.get("target", ()) if f.entity not in {None, who})
    return any(parties.drafts[i].kind in PEOPLE for i in targets if i is not None)


def _begins(parties: Parties, head: Token) -> bool:
    """Whether a deed is said to have begun: "started spying for Cuba in 1985"."""
    return head.dep_ == "xcomp" and head.head.lemma_.lower() in parties.words("beginning")


def _year(doc: Doc, parties: Parties, told: Sequence[tuple[Claim, Hit]], at: int) -> tuple[Span, str] | None:
    """The year of winning over: the claim's own, that of its "while" clause, or that of the meeting that led to it."""
    claim, hit = told[at]
    when = claim.time or _time_then(told, at)
    if when is not None and when.value:
        before = syntax.text_of(doc)[max(0, when.span.start - JUST) : when.span.start]
        return None if BEFORE.search(before) else (when.span, when.value[:4])
    inner = [c for c in hit.head.children if c.dep_ == "advcl" and any(t.lower_ in WHILE for t in c.children)]
    year = next((t for c in inner for t in c.subtree if YEAR.fullmatch(t.text)), None)
    if year is not None:
        return syntax.trimmed(doc, year.i, year.i), year.text
    led = (c.time for c, h in told if h.head == hit.head.head and c.event in parties.domain.linking.get("meeting", ()))
    time = next((t for t in led if t is not None and t.value), None) if hit.head.dep_ == "conj" else None
    return (time.span, (time.value or "")[:4]) if time is not None else None


def employed_at_home(parties: Parties, claim: Claim, hit: Hit, home: frozenset[str]) -> bool:
    """Whether a claim tells of work for the state that accuses: an employment, and nobody was won over."""
    winning = claim.event in parties.domain.linking.get("recruiting", ())
    employed = hit.head.lemma_.lower() in parties.words("employment") | {"be"}  # "was an officer of the agency"
    beside = any(c.dep_ == "prep" and c.lower_ == "with" for c in hit.head.children)  # "worked with the agency"
    return winning and employed and not beside and own_side(parties, claim, hit, home)


def own_side(parties: Parties, claim: Claim, hit: Hit, home: frozenset[str]) -> bool:
    """Whether the ones worked for are of the state that accuses: "offered himself to the Danish authorities"."""
    sides = (f.entity for role in ("agent", "target") for f in claim.roles.get(role, ()))
    bodies = [d for i in sides if i is not None and (d := parties.drafts[i]).kind not in PEOPLE]
    told = bodies or [d for d in parties.drafts if any(_inside_of(m, claim) for m in d.mentions)]
    employed = hit.head.lemma_.lower() in parties.words("employment") | {"be"}  # "worked for the CIA"
    return any(d.country in home for d in told if d.kind == "government" or (employed and d.kind in STATE))


def _inside_of(mention: tuple[int, int], claim: Claim) -> bool:
    return claim.evidence.start <= mention[0] and mention[1] <= claim.evidence.end


def _where(doc: Doc, parties: Parties, claim: Claim, hit: Hit) -> Span | None:
    """The place of an event: in its own clause, or where "there" points."""
    if claim.place is not None:
        return claim.place.span
    clause = [hit.head, *syntax.below(hit.head), *(c for c in hit.head.children), *_around(hit.head)]
    visited = next((t for t in clause if t.lemma_.lower() in parties.words("stays")), None)
    if visited is not None and (place := _inside(parties, visited)):
        return syntax.trimmed(doc, place.i, place.i)
    while_there = _while(parties, hit.head)
    if while_there is not None:
        return while_there
    winning = hit.event.id in parties.domain.linking.get("recruiting", ())
    if (winning and _points(hit.head)) or any(t.lower_ == "there" or _that_country(parties, t) for t in clause):
        return _last_place(doc, parties, hit.head)
    return None


def _around(head: Token) -> list[Token]:
    """The clause of "his recruitment took place during a trip"."""
    return list(head.head.subtree) if head.dep_ in {"nsubj", "nsubjpass"} else []


def _points(head: Token) -> bool:
    """Whether a word just before a verb takes up a time or place: "where he was recruited"."""
    text = syntax.text_of(head.doc)
    return POINTING.search(text, max(head.sent.start_char, head.idx - JUST), head.idx) is not None


def _while(parties: Parties, head: Token) -> Span | None:
    """The place of "when he was a student in Canada", "while working in Tashkent"."""
    for child in head.children:
        if child.dep_ != "advcl" or not any(t.lower_ in WHILE for t in child.children):
            continue
        places = (t for t in child.subtree if t.dep_ == "pobj" and t.head.lower_ in {"in", "at", "to"})
        named = next((t for t in places if _is_place(parties, t)), None)
        if named is not None:
            return syntax.trimmed(head.doc, named.i, named.i)
    return None


def _time_then(told: Sequence[tuple[Claim, Hit]], at: int) -> When | None:
    """The time that "at that time" or "where" takes up: that of the claim before, in this sentence or the last."""
    head = told[at][1].head
    if not _points(head):
        return None
    before = (c.time for c, h in told if h.head.i < head.i and head.sent.start - h.head.sent.end < NEAR and c.time)
    return next(reversed(list(before)), None)


def _inside(parties: Parties, noun: Token) -> Token | None:
    """The place of a journey: "during a trip to Macau"."""
    preps = (c for c in noun.children if c.dep_ == "prep" and c.lower_ in {"to", "in"})
    nouns = (n for c in preps for n in c.children if n.dep_ == "pobj")
    return next((n for n in nouns if _is_place(parties, n)), None)


def _is_place(parties: Parties, noun: Token) -> bool:
    """Whether a noun names a place: a known one, or a name after "in" or "to" that is nobody's."""
    named = noun.pos_ == "PROPN" and noun.ent_type_ not in {"PERSON", "DATE", "EVENT"} and noun.i not in parties.at
    return noun.ent_type_ in {"GPE", "LOC"} or noun.i in parties.places or named


def _that_country(parties: Parties, token: Token) -> bool:
    """ "In our country", "in that city": a place that has been named before."""
    pointed = {c.lower_ for c in token.children} & {"our", "that", "the", "this", "their"}
    return token.dep_ == "pobj" and token.head.lower_ == "in" and bool(pointed) and token.lemma_ in {"country", "city"}


def _last_place(doc: Doc, parties: Parties, head: Token) -> Span | None:
    """The place after "in" or "to" that was named last before a head, at most BACK sentences up."""
    first = max(0, parties.sentence[head.i] - BACK)
    for i in range(head.i - 1, -1, -1):
        if parties.sentence[i] < first:
            return None
        token = doc[i]
        named = token.ent_type_ in {"GPE", "LOC"} or i in parties.places
        whole = token.head if token.dep_ in {"compound", "amod", "nmod", "poss"} else token  # "to a U.S. university"
        if named and whole.dep_ == "pobj" and whole.head.lower_ in {"in", "to"}:
            return syntax.trimmed(doc, token.i, token.i)
    return None
