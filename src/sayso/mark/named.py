"""Events that the encoder's words tell → hits beside those of the pack's triggers.

Triggers are words that somebody thought of; the network has learned from reports what words tell an event, and finds
it in others too. `join` gives the triggers' hits with how likely the network finds each, and a hit for each event that
it reads where none of them fires: who does what is told by grammar, in the places that the pack gives the event. Where
a trigger fires and the network is sure that nothing is told, the hit is doubted. Which of the hits count is decided in
claims.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from spacy.tokens import Doc, Token

from sayso.domains import Domain, Event, Trigger
from sayso.mark import events, syntax
from sayso.mark.encoder.told import APART, DOUBT, Named, Told
from sayso.mark.events import Hit
from sayso.model import Certainty, PartyKind, Span

UP = 6  # words up from the word that tells an event to the verb whose event it is
LIKELY = 0.5  # how likely the network must find an event about which it is seldom right
STRONG, FAIR = 0.7, 0.6  # confidence of triggers
# Probabilities of the network from which a trigger counts, where DOUBT is too little to ask for.
EVERYDAY, MENTIONED, WEAK = 0.003, 0.001, 0.0005
MAIN = frozenset({"ROOT", "conj", "ccomp", "parataxis"})  # where a verb tells by itself that something was done
UNDER = frozenset({"aux", "auxpass", "amod"})  # verbs in these places are not what an event hangs on


def join(doc: Doc, hits: Sequence[Hit], told: Told | None, domain: Domain) -> list[Hit]:
    """The triggers' hits, with what the network makes of their clauses, then its own, the likeliest first.

    Without a network the hits are the triggers'.
    """
    if told is None:
        return list(hits)
    known = {event.id: event for event in domain.events}
    likeliest = sorted((one for one in told.named if one.event in known), key=lambda one: -one.score)
    counting = (one for one in likeliest if one.score >= LIKELY or not known[one.event].misread)
    own = (_own(doc, one, known[one.event], told, domain) for one in counting)
    return [*_read(hits, told), *(hit for hit in own if hit is not None)]


def _read(hits: Sequence[Hit], told: Told) -> Iterator[Hit]:
    """The triggers' hits with what the network makes of their clauses: whether it tells the event, or doubts it."""
    clauses = {i: syntax.clause(head) for i, head in {hit.head.i: hit.head for hit in hits}.items()}
    for hit in hits:
        score = told.score(hit.event.id, *clauses[hit.head.i])
        doubted = told.doubts(hit.event.id, score, _doubtful(hit))
        backed = told.backed(score)
        word = told.word(hit.event.id, *clauses[hit.head.i]) if backed else None
        points = told.points(hit.head.idx if word is None else word)
        yield hit._replace(read=round(score, 2) if backed else 0.0, doubted=doubted, points=points)


def _doubtful(hit: Hit) -> float:
    """How unlikely the network must find an event that a trigger sees, for its doubt to count.

    What is denied, and what was not done, is told whatever it makes of it ("no charges were brought"), and so is a deed
    that a strong trigger sees. Less of a doubt is enough where a step in law is only mentioned ("before his arrest",
    "the clerk, indicted in May"), for a weak trigger, and for an event whose words often mean something else.
    """
    if hit.certainty == "denied" or syntax.is_negated(hit.head):
        return 0.0
    if hit.event.stage:
        told = hit.head.pos_ in syntax.VERBAL and hit.head.dep_ in MAIN
        return DOUBT if told else MENTIONED
    if hit.trigger.confidence >= STRONG:
        return DOUBT if hit.event.speech else 0.0
    return EVERYDAY if hit.event.everyday else DOUBT if hit.trigger.confidence >= FAIR else WEAK


def tells(hit: Hit, start: int, clause: Span) -> bool:
    """Whether a word at a code point tells the event of a hit with that clause."""
    return clause.start <= start < clause.end or abs(hit.head.idx - start) < APART


def _own(doc: Doc, one: Named, event: Event, told: Told, domain: Domain) -> Hit | None:
    """The hit of an event that the network reads at a word."""
    span = doc.char_span(one.start, one.start + 1, alignment_mode="expand")
    if span is None:
        return None
    hit = events.without_trigger(event, _stand_ins(domain)[event.id], _head(span.root, event, domain))
    return hit._replace(read=one.score, at=one.start, points=told.points(one.start))


def _head(token: Token, event: Event, domain: Domain) -> Token:
    """The word that an event told by a token hangs on: a verb, or a noun that the pack knows to name such an event."""
    table = events.rules(domain)
    above = token
    if _stands_for_itself(token, event):
        return token
    for _ in range(UP):
        named = any(rule.event is event for rule in table.get((above.lemma_.lower(), "NOUN"), ()))
        if (above.pos_ in syntax.VERBAL and above.dep_ not in UNDER) or (named and above.pos_ == "NOUN"):
            return above
        if above.head is above:
            break
        above = above.head
    return token


def _stands_for_itself(token: Token, event: Event) -> bool:
    """Whether a noun names its event with its own people: "Lund's exchanges with an officer | exposed much", "was in
    exchange with him"; of others the verb tells more."""
    own = {c.lower_ for c in token.children if c.dep_ == "prep" and c.lower_ in event.places}
    if token.pos_ != "NOUN" or not (own or any(c.dep_ == "poss" for c in token.children)):
        return False
    return token.dep_ in syntax.SUBJECT | syntax.PASSIVE or (token.dep_ == "pobj" and "with" in own)


@cache
def _stand_ins(domain: Domain) -> dict[str, Trigger]:
    """What stands in the place of a trigger for each event."""
    return {event.id: _stand_in(event) for event in domain.events}


def _stand_in(event: Event) -> Trigger:
    """What most of an event's triggers say, without their words."""
    certain: set[Certainty | None] = {trigger.certainty for trigger in event.triggers}
    doers: Counter[tuple[PartyKind, ...]] = Counter(t.doers for t in event.triggers if t.doers)
    return Trigger(
        lemmas=(),
        doers=next((kinds for kinds, _ in doers.most_common(1)), ()),
        certainty=next(iter(certain)) if len(certain) == 1 else None,
    )
