"""Who fills the roles of an event as the encoder sees it → the roles that grammar gave, put right.

The network points from the word that tells an event to words for who does it and to whom it is done (encoder/told.py):
it has learned that from reports, where places of grammar are only a rule. Its words become a party as all words do
(filling.py). It has the last word where it is surer than grammar deserves: most where no trigger of the pack says in
which place whoever stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from sayso.domains import Event
from sayso.mark import doers, filling, fitting
from sayso.mark.doers import Roles
from sayso.mark.encoder.told import Point
from sayso.mark.events import Hit
from sayso.mark.parties import PEOPLE, STATE, Parties
from sayso.model import Filler

Fillers = tuple[Filler, ...]
WHOM = ("target", "recipient", "beneficiary")  # the role of one to whom it is done, the first that an event has
UNDER = frozenset({"compound", "det", "amod", "nummod", "nmod", "quantmod", "flat", "case"})  # words of a noun's phrase
NOBODY = 0.8  # probability from which nobody is told, where grammar has a thing
SURE, OPEN = 0.55, 0.3  # probability from which the network is believed against grammar, and where grammar is silent


def pointed(hit: Hit, parties: Parties, roles: Roles) -> Roles:
    """The roles with those to whom the network points."""
    if hit.points is None:
        return roles
    whom = _role_of_whom(hit.event)
    told = [
        (role, *likeliest(points, parties)) for role, points in (("agent", hit.points.who), (whom, hit.points.whom))
    ]
    for role, token, score in sorted((t for t in told if t[0]), key=lambda t: -t[2]):
        roles = _put(hit, parties, roles, role or "", token, score)
    return roles


def _role_of_whom(event: Event) -> str | None:
    """The role of those to whom an event is done."""
    return next((role for role in WHOM if role in event.places.values()), None)


def _put(hit: Hit, parties: Parties, roles: Roles, role: str, token: Token | None, score: float) -> Roles:
    """The roles with one of them as the network sees it, where it is sure enough and that can be."""
    held = roles.get(role, ())
    known = any(f.entity is not None and (_says_which(hit, role) or _can_be(hit, parties, role, f)) for f in held)
    if token is None:
        return roles if known or score < NOBODY else doers.less(roles, role)
    found = tuple(filling.fillers(token, parties, role))
    people = {f.entity for f in found if f.entity is not None}
    elsewhere = any(f.entity in people for r, fillers in roles.items() if r != role for f in fillers)
    sure = SURE if known or elsewhere else OPEN
    if not found or score < sure or _same(found, held) or (known and elsewhere and _says_which(hit, role)):
        return roles
    if not all(_can_be(hit, parties, role, f) for f in found) or _named_here(hit, parties, held, found):
        return roles
    rest = {
        r: _without(people, fillers) or _turned(hit, parties, r, held) for r, fillers in doers.less(roles, role).items()
    }
    return {**{r: fillers for r, fillers in rest.items() if fillers}, role: found}


def _named_here(hit: Hit, parties: Parties, held: Fillers, found: Fillers) -> bool:
    """Whether grammar has a person's own name in the sentence of an event, and the network a word of another one."""
    sent = hit.head.sent
    named = any(
        f.entity is not None
        and parties.drafts[f.entity].kind == "person"
        and parties.drafts[f.entity].mentions.get((f.span.start, f.span.end)) == "name"
        for f in held
    )
    return named and all(not sent.start_char <= f.span.start < sent.end_char for f in found)


def _says_which(hit: Hit, role: str) -> bool:
    """Whether the trigger itself tells in which place of its word a role stands: "offered himself to | the service"."""
    return hit.at is None and role in hit.trigger.places.values() and not hit.trigger.doers


def _without(people: set[int], fillers: Fillers) -> Fillers:
    """The fillers of a role but for some people."""
    return tuple(f for f in fillers if f.entity not in people)


def _turned(hit: Hit, parties: Parties, role: str, held: Fillers) -> Fillers:
    """Who stood in the role of somebody who now stands in theirs: "he approached her" is no meeting of one."""
    known = tuple(f for f in held if f.entity is not None)
    return known if all(_can_be(hit, parties, role, f) for f in known) else ()


def _can_be(hit: Hit, parties: Parties, role: str, filler: Filler) -> bool:
    """Whether a party can be who does it, or to whom it is done, in such an event: steps in law are taken by bodies of
    a state against people, nobody wins over himself, and who only tells of a deed has not done it."""
    if filler.entity is None:
        return True
    event, kind = hit.event, parties.drafts[filler.entity].kind
    state = kind in STATE
    own = event.accused[:1] == ("agent",)
    accused = fitting.is_accused(filler, parties)
    if event.silence:
        return not accused and kind != "outlet"
    if role == "agent" and event.speech:
        return ("agent" in event.accused or not accused) and fitting.can_say(hit, kind)
    if event.speech or not event.accused:
        return True
    if role == "agent" and own and not event.stage and kind == "court":
        return False  # a court upholds a verdict; who appealed is another
    if role == "agent" and event.stage and (kind in {"outlet", "company"} or _only_comments(filler, parties)):
        return False
    if role == "agent":
        return ("agent" in event.accused or not accused) and (
            bool(event.stage) or not fitting.only_tells(filler, parties)
        )
    return not (state and event.stage) and (own or not state)


def _only_comments(filler: Filler, parties: Parties) -> bool:
    """Whether a filler speaks in the report of what others did: a minister who says that somebody was jailed has not
    jailed him, and no more has an embassy; a judge may have."""
    draft = parties.drafts[filler.entity or 0]
    answers = not parties.words("functions_of_answers").isdisjoint(parties.functions(draft))
    return (
        (draft.kind in PEOPLE or answers)
        and fitting.only_tells(filler, parties)
        and not draft.nouns & parties.words("judges")
    )


def likeliest(points: Sequence[Point], parties: Parties) -> tuple[Token | None, float]:
    """The likeliest word for the party, or the thing, to which most of the likelihood points; None for nobody."""
    sums: defaultdict[object, float] = defaultdict(float)
    nouns: dict[object, Token | None] = {}
    for point in points:
        token = _noun(point.start, parties)
        party = parties.of(token) if token is not None else None
        meant = None if token is None else ("party", party) if party is not None else ("word", token.i)
        nouns.setdefault(meant, token)
        sums[meant] += point.score
    best = max(sums, key=lambda meant: sums[meant], default=None)
    return nouns.get(best), sums.get(best, 0.0)


def _noun(start: int | None, parties: Parties) -> Token | None:
    """The noun in whose phrase a word stands, or the word itself where it names somebody."""
    if start is None:
        return None
    span = parties.doc.char_span(start, start + 1, alignment_mode="expand")
    if span is None:
        return None
    token = span.root
    while token.i not in parties.at and token.dep_ in UNDER and token.head is not token:
        token = token.head
    return token


def _same(found: Iterable[Filler], held: Sequence[Filler]) -> bool:
    """Whether all who are found already stand in the role."""
    known = {f.entity for f in held if f.entity is not None}
    return all(f.entity is not None and f.entity in known for f in found)
