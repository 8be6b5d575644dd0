"""Who fills the roles of an event that no trigger of the pack tells: kinds of event and of party decide, not places.

A trigger says in which grammatical place of its own word each role stands. Where the encoder alone tells an event
(named.py) its word is any: "found himself in the dock", "he has brought shame on us". What is left to go by is what
the event is: a step in law is taken by others against an accused, what is said of somebody is the word of the one who
says it, and a deed is done by whoever stands accused of it. Needs nothing from outside of the clause but who speaks.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from spacy.tokens import Token

from sayso.domains import Domain
from sayso.mark import doers, syntax
from sayso.mark.doers import Roles
from sayso.mark.events import ACCUSE, Hit
from sayso.mark.parties import PEOPLE, STATE, Parties
from sayso.model import Attribution, Filler, Span

LAID_ON = ("target", "object", "instrument")  # where grammar leaves an accused who does a deed
ADMIT = "admit"
OFTEN = 0.5  # share of a word's uses from which it is taken for one of speech, where nothing else tells
GETTING = ("recipient", "beneficiary", "instrument")  # where it leaves the body for which one does it


def fitted(hit: Hit, parties: Parties, roles: Roles) -> Roles:
    """The roles of a clause with accused, bodies and things where such an event has them."""
    if hit.at is None or hit.event.speech or not hit.event.accused:
        return roles
    roles = _without_sources(hit, parties, roles)
    if hit.event.stage:
        return _of_people(hit, parties, _without_things(hit, parties, _against_accused(hit, parties, roles)))
    if hit.event.accused[0] == "agent":
        return _by_accused(hit, parties, roles)
    return _undergone(hit, parties, roles)


def spoken(hit: Hit, parties: Parties, roles: Roles, said: Attribution | None) -> Roles:
    """The roles of a way of speaking that is told by what is said and not by a verb of speech: "he is a spy, she said"
    is her accusation of him."""
    if hit.at is None or not is_of_words(hit, parties.domain):
        return roles
    speaker = _whose_word(hit, parties, said)
    if speaker is None or _has_its_own(hit, parties, roles):
        return _of_accused(hit, parties, roles) if hit.event.id == ACCUSE else _by_source(hit, parties, roles)
    if not can_say(hit, _kind(speaker, parties)):
        return roles
    rest = {role: fillers for role, fillers in roles.items() if role not in {"agent", "target"}}
    told = _told_of(hit, parties, roles, speaker.entity)
    return {**rest, "agent": (speaker,), **({"target": told} if told else {})}


def can_say(hit: Hit, kind: str) -> bool:
    """Whether a kind of party can be who speaks so: outlets accuse but deny nothing, and only people admit."""
    if hit.event.id == ACCUSE:
        return True
    own = hit.event.accused[:1] == ("agent",)  # the accused, or who answers for them
    states = STATE if hit.event.id != ADMIT else frozenset()
    return kind in PEOPLE | states if own else kind != "outlet"


def is_of_words(hit: Hit, domain: Domain) -> bool:
    """Whether an event is that somebody says something, or does not."""
    return hit.event.speech or hit.event.silence or hit.event.id in domain.linking.get("protests", ())


def is_cue(hit: Hit, domain: Domain) -> bool:
    """Whether the word that an event hangs on is one by which somebody speaks or judges."""
    pos = "verb" if hit.head.pos_ in syntax.VERBAL else "noun"
    return (pos, hit.head.lemma_.lower()) in _cues(domain)


@cache
def _cues(domain: Domain) -> frozenset[tuple[str, str]]:
    """The verbs and nouns that attribute oftener than not."""
    return frozenset((cue.pos, cue.words) for cue in domain.cues if cue.weight >= OFTEN)


# ------------------------------------------------------------------------------------------------ who speaks


def _whose_word(hit: Hit, parties: Parties, said: Attribution | None) -> Filler | None:
    """The speaker in whose words an event is told, where its own word is not that by which he speaks; nobody where
    that would be a party that something is done for or with: "an agent who works with the service"."""
    if said is None or said.speaker is None or not said.speaker_name:
        return None
    if said.speaker in {parties.of(t) for place, t in hit.places.items() if place not in syntax.NAMED_PLACES}:
        return None
    at = hit.head.idx
    inside = any(s.start <= at < s.end for s in said.content) and not any(s.start <= at < s.end for s in said.cue)
    where = said.source[0] if said.source else Span(at, at + len(hit.head))
    return Filler(name=said.speaker_name, entity=said.speaker, span=where) if inside else None


def _has_its_own(hit: Hit, parties: Parties, roles: Roles) -> bool:
    """Whether a clause inside another's words tells for itself who speaks: "a video of his mother appealing to them",
    "her client accepts the facts"."""
    doing = [f for f in roles.get("agent", ()) if f.entity is not None]
    if hit.event.accused[:1] == ("agent",) and hit.event.id == ADMIT:
        return bool(_accused(doing, parties))
    return bool(doing) and is_cue(hit, parties.domain) and not _accused(doing, parties)


def _told_of(hit: Hit, parties: Parties, roles: Roles, speaker: int | None) -> tuple[Filler, ...]:
    """Of whom it is said: an accused of the clause, else who does what is told in it; never who says it."""
    doing, done = roles.get("agent", ()), roles.get("target", ())
    known = [f for f in (*doing, *done) if f.entity is not None and f.entity != speaker]
    accused = _accused(known, parties)
    if hit.event.id == ACCUSE:
        return _once(accused or tuple(f for f in known if f in doing) or tuple(known))
    states = tuple(f for f in known if f in doing and _kind(f, parties) in STATE)
    addressed = tuple(f for f in known if f in done)
    return _once((states or addressed) if not hit.event.speech else (accused or addressed or states))


def _of_accused(hit: Hit, parties: Parties, roles: Roles) -> Roles:
    """An accusation in the outlet's own voice is of the accused whom its clause tells of, not by him."""
    accused = _accused(roles.get("agent", ()), parties)
    if not accused or is_cue(hit, parties.domain) or _accused(roles.get("target", ()), parties):
        return roles
    return {**doers.less(roles, "agent", "target"), "target": accused}


def _by_source(hit: Hit, parties: Parties, roles: Roles) -> Roles:
    """Silence and the like, where the parse has lost whose it is, is of the source that its sentence names before:
    "the embassy confirmed the arrest but turned down a request"."""
    if roles.get("agent"):
        return roles
    before = [t for t in hit.head.sent if t.i < hit.head.i and t.i in parties.sources and parties.of(t) is not None]
    if not before:
        return roles
    first, index = before[0], parties.of(before[0])
    span = Span(first.idx, first.idx + len(first))
    return {**roles, "agent": (Filler(name=parties.printed(index or 0, first), entity=index, span=span),)}


def over_things(hit: Hit, parties: Parties, roles: Roles) -> Roles:
    """A protest with the thing that it is about as object, and nobody as whom it goes to: "deplored the verdict"."""
    target = roles.get("target", ())
    known = any(f.entity is not None for f in target) or roles.get("object")
    if hit.event.id not in parties.domain.linking.get("protests", ()) or not target or known:
        return roles
    held = [t for tokens in hit.roles.get("target", ()) for t in tokens]
    if any(doers.can_act(t, parties) for t in held):
        return roles
    return {**doers.less(roles, "target"), "object": target}


# ------------------------------------------------------------------------------------------------ steps in law


def _against_accused(hit: Hit, parties: Parties, roles: Roles) -> Roles:
    """A step in law has the accused as its target, whatever he does in the clause, unless he pleads."""
    accused = _accused(roles.get("agent", ()), parties)
    same = {f.entity for f in accused}  # "found himself in the dock"
    others = [f for f in _accused(roles.get("target", ()), parties) if f.entity not in same]
    if not accused or others or hit.event.accused[0] != "target" or _pleads(hit, parties):
        return roles
    return {**doers.less(roles, "agent", "target"), "target": accused}


def _pleads(hit: Hit, parties: Parties) -> bool:
    """Whether the accused takes the step himself: "admitted attempted espionage", "changed his plea"."""
    words = {t.lemma_.lower() for t in (hit.head, hit.head.head, *syntax.below(hit.head))}
    return bool(words & parties.words("pleading"))


def _without_things(hit: Hit, parties: Parties, roles: Roles) -> Roles:
    """A step in law with what it is about as object, where that is no person: "seized cash", "found a draft"."""
    target = roles.get("target", ())
    held = [t for tokens in hit.roles.get("target", ()) for t in tokens]
    if not target or any(f.entity is not None for f in target) or all(_can_be_held(t, parties) for t in held):
        return roles
    return {**doers.less(roles, "target"), "object": roles.get("object", target)}


def _can_be_held(token: Token, parties: Parties) -> bool:
    """Whether a word can be for one against whom steps are taken."""
    things = parties.words("never_people") | parties.words("document_nouns")
    return token.lemma_.lower() not in things and doers.can_act(token, parties)


def _of_people(hit: Hit, parties: Parties, roles: Roles) -> Roles:
    """A step in law of which a person is the object has him as its target: "sent him to prosecutors"."""
    people = tuple(f for f in roles.get("object", ()) if is_accused(f, parties))
    if roles.get("target") or not people or hit.event.accused[0] != "target":
        return roles
    return {**doers.less(roles, "object"), "target": people}


# ------------------------------------------------------------------------------------------------ deeds


def _without_sources(hit: Hit, parties: Parties, roles: Roles) -> Roles:
    """A deed without one who only tells of it as its agent: "Moscow says Lund trained there, passed secrets"."""
    doing = roles.get("agent", ())
    if "agent" not in hit.event.accused or not doing or not all(only_tells(f, parties) for f in doing):
        return roles
    return doers.less(roles, "agent")


def only_tells(filler: Filler, parties: Parties) -> bool:
    """Whether a filler is a source of the report who stands accused of nothing."""
    if filler.entity is None or is_accused(filler, parties):
        return False
    return any(place in parties.sources for place in parties.drafts[filler.entity].places)


def _by_accused(hit: Hit, parties: Parties, roles: Roles) -> Roles:
    """A deed of which somebody stands accused is his, where grammar has him as what it is done to or with: "he was
    employed by an embassy" is his cover, "they tricked him into handing over" his betrayal."""
    doing = roles.get("agent", ())
    if not doing or _accused(doing, parties):
        return roles
    role = next((r for r in LAID_ON if _accused(roles.get(r, ()), parties)), None)
    if role is None or any(f.entity is None or _kind(f, parties) not in STATE | {"company"} for f in doing):
        return roles
    getting = next((r for r in hit.event.places.values() if r in GETTING), None)
    moved = {getting: doing} if getting is not None and (getting == role or not roles.get(getting)) else {}
    return {**doers.less(roles, "agent", role), **moved, "agent": _accused(roles[role], parties)}


def _undergone(hit: Hit, parties: Parties, roles: Roles) -> Roles:
    """What is done to an accused by those who run him has him as target, where nobody else is: "pocketed 300 euros"."""
    accused = _accused(roles.get("agent", ()), parties)
    others = {"to", "dative"} & set(hit.places) or any(f.entity is not None for f in roles.get("target", ()))
    both = "agent" in hit.event.accused[1:] or others
    offers = hit.event.id in parties.domain.linking.get("offers", ())
    return roles if not accused or both or offers else {**doers.less(roles, "agent", "target"), "target": accused}


def _accused(fillers: Iterable[Filler], parties: Parties) -> tuple[Filler, ...]:
    """Those who stand accused in the report."""
    return tuple(f for f in fillers if is_accused(f, parties))


def is_accused(filler: Filler, parties: Parties) -> bool:
    """Whether a filler is somebody who stands accused in the report."""
    if filler.entity is None:
        return False
    draft = parties.drafts[filler.entity]
    return draft.kind in PEOPLE | {"group"} and draft.accused > 0


def _kind(filler: Filler, parties: Parties) -> str:
    return parties.drafts[filler.entity].kind if filler.entity is not None else ""


def _once(fillers: Iterable[Filler]) -> tuple[Filler, ...]:
    """The fillers with each party once, where it is first told of."""
    return tuple({f.entity: f for f in reversed(tuple(fillers))}.values())[::-1]
