"""Who acts, where grammar alone would say it wrong: things that cannot act, officials of a body, who recruits whom.

Takes the roles that a clause's grammar gives one event and the report's parties; gives the roles put right. Needs
nothing from outside of the clause.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace
from spacy.tokens import Token

from sayso.mark import nominals, syntax
from sayso.mark.events import Hit
from sayso.mark.parties import ORGANISATIONS, PEOPLE, STATE, Draft, Parties
from sayso.model import Filler

Roles = dict[str, tuple[Filler, ...]]
OWNED = frozenset({"poss", "pobj"})


def less(roles: Roles, *without: str) -> Roles:
    """The roles without some of them."""
    return {role: fillers for role, fillers in roles.items() if role not in without}


def can_act(token: Token, parties: Parties) -> bool:
    """Whether words that name no known party can be one who acts: a name, a pronoun, a noun for people.

    "An investigation found", "such hype", "in the dock": nobody.
    """
    if parties.of(token) is not None or token.pos_ in {"PROPN", "PRON"}:
        return True
    word = token.lemma_.lower()
    if word in parties.words("acting_nouns"):
        return True
    people = word.endswith(parties.domain.words.get("person_endings", ()))
    return people and word not in parties.words("no_actors") and nominals.can_be_person(parties, token)


def body_of(token: Token, parties: Parties) -> int | None:
    """The body of a state whose officials a noun means: "its investigators", "a judge at the regional court"."""
    index = parties.of(token)
    known = index is not None and (_stands_apart(parties.drafts[index]) or token.pos_ == "PROPN")
    if known or token.lemma_.lower() not in parties.words("organ_nouns"):
        return None
    owners = [c for c in token.children if c.dep_ == "poss"]
    at = [g for c in token.children if c.dep_ == "prep" and c.lower_ in {"at", "of", "from"} for g in c.children]
    found = (parties.of(t) for t in (*owners, *at))
    return next((i for i in found if i is not None and i != index and parties.drafts[i].kind in STATE), None)


def _stands_apart(draft: Draft) -> bool:
    """Whether somebody is told of for himself and not for his body: by name, or as an accused ("agents of the SVR")."""
    return draft.kind == "person" or (draft.kind == "unnamed" and draft.accused > 0)


def who_orders(hit: Hit, parties: Parties) -> Token | None:
    """Whose order a step in law is, where its clause names nobody: "a judge, who ordered him held"."""
    above = hit.head.head
    governed = hit.head.dep_ in {"ccomp", "xcomp", "dobj"} and above.lemma_.lower() in parties.words("ordering")
    passive = syntax.is_passive(above) or (above.dep_ == "conj" and syntax.is_passive(above.head))
    who = syntax.subject(above) if governed and not passive else None
    return who if who is not None and can_act(who, parties) else None


def behind_by(hit: Hit, parties: Parties) -> Token | None:
    """The body behind a "by" that the parse hangs on another noun of a passive: "was used as a source by the SVR"."""
    if hit.head.pos_ not in syntax.VERBAL or not syntax.is_passive(hit.head):
        return None
    low = [t for t in syntax.below(hit.head) if t.lower_ == "by" and t.i > hit.head.i and t.head.pos_ in syntax.NOMINAL]
    behind = (n for by in low for n in by.children if n.dep_ == "pobj")
    return next((n for n in behind if (i := parties.of(n)) is not None and parties.drafts[i].kind in STATE), None)


def of_body(hit: Hit, parties: Parties) -> Token | None:
    """The state or body whose step in law a noun tells, where "of" says to whom: "Canada's arrest of a clerk"."""
    owner = hit.places.get("poss") if hit.event.stage and "of" in hit.places else None
    index = parties.of(owner) if owner is not None else None
    return owner if index is not None and parties.drafts[index].kind in STATE else None


def behind_to(hit: Hit, parties: Parties) -> Token | None:
    """Who gets what is handed over, where the parse hangs its "to" on a noun: "passed reports on the making of it to
    Lund"; a place that somebody travels to gets nothing."""
    object_ = hit.places.get("object")
    wanted = {**hit.event.places, **hit.trigger.places}.get("to") == "recipient"
    if object_ is None or not wanted or hit.head.pos_ not in syntax.VERBAL:
        return None
    low = [t for t in syntax.below(object_) if t.dep_ == "prep" and t.lower_ == "to" and t.head.pos_ in syntax.NOMINAL]
    behind = (n for to in low for n in to.children if n.dep_ == "pobj")
    kinds = PEOPLE | {"service"}
    return next((n for n in behind if (i := parties.of(n)) is not None and parties.drafts[i].kind in kinds), None)


def by_kind(hit: Hit, parties: Parties, roles: Roles) -> Roles:
    """Agent and target the right way round where kinds of party tell: a service recruits, a person is recruited.

    "Huang entered a relationship with MI6" and "MI6 entered a relationship with Huang" are one deed.
    """
    agent, target = roles.get("agent", ()), roles.get("target", ())
    if not hit.trigger.doers or _all(agent, parties, hit.trigger.doers):
        return roles
    rest = {role: fillers for role, fillers in roles.items() if role not in {"agent", "target"}}
    if _all(target, parties, hit.trigger.doers):
        return {**rest, "agent": target, **({"target": agent} if agent else {})}
    if hit.at is not None and not any(parties.drafts[f.entity].accused > 0 for f in agent if f.entity is not None):
        return roles  # no word tells that the people who do it are run by others
    return {**rest, "target": agent} if agent and not target and _all(agent, parties, tuple(PEOPLE)) else roles


def two_sides(hit: Hit, parties: Parties, roles: Roles) -> Roles:
    """A deal "between Lund and the prosecution" as his with the other side, where both stand as who makes it."""
    agents = roles.get("agent", ())
    state = tuple(f for f in agents if f.entity is not None and parties.drafts[f.entity].kind in STATE)
    rest = tuple(f for f in agents if f not in state)
    if "between" not in hit.places or not state or not rest or roles.get("target"):
        return roles
    return {**roles, "agent": rest, "target": state}


def another(hit: Hit, parties: Parties, roles: Roles) -> Roles:
    """Who does something to "him" as another than he, left in the words that tell of him: "the agent paid him"."""
    doing, done = ([t for tokens in hit.roles.get(role, ()) for t in tokens] for role in ("agent", "target"))
    nouns = bool(doing) and all(t.pos_ == "NOUN" for t in doing)
    him = {parties.of(t) for t in done if t.lower_ in {"him", "her", "them"}} - {None}
    agents = roles.get("agent", ())
    if not nouns or not agents or not all(f.entity in him for f in agents):
        return roles
    text = syntax.text_of(parties.doc)
    return {
        **roles,
        "agent": tuple(replace(f, name=text[f.span.start : f.span.end][:120], entity=None) for f in agents),
    }


def done_to_accused(hit: Hit, parties: Parties, roles: Roles) -> Roles:
    """The roles of an event that only the network reads, with an accused as whom it is done to: "handed over the files
    for money" tells who was paid, whose verb it is."""
    read = hit.at is not None and hit.event.accused == ("target",) and not (hit.event.stage or hit.event.speech)
    agent = roles.get("agent", ())
    accused = all(f.entity is not None and parties.drafts[f.entity].accused > 0 for f in agent)
    if not (read and agent and accused) or "target" in roles:
        return roles
    return {**less(roles, "agent"), "target": agent}


def apart(hit: Hit, roles: Roles) -> Roles:
    """Without a target of a step in law who is its agent too: "the offices" were not those of the police."""
    agents = {f.entity for f in roles.get("agent", ()) if f.entity is not None}
    target = tuple(f for f in roles.get("target", ()) if f.entity not in agents)
    rest = {role: fillers for role, fillers in roles.items() if role != "target"}
    return (
        roles
        if not hit.event.accused or len(target) == len(roles.get("target", ()))
        else {**rest, **({"target": target} if target else {})}
    )


def _all(fillers: tuple[Filler, ...], parties: Parties, kinds: tuple[str, ...]) -> bool:
    """Whether there are fillers and all are parties of these kinds."""
    known = [f for f in fillers if f.entity is not None and parties.drafts[f.entity].kind in kinds]
    return bool(fillers) and len(known) == len(fillers)


def of_owners(hit: Hit, parties: Parties, roles: Roles) -> Roles:
    """What is done to a thing is done to its owner: a raid on "his flats", on "the offices of" a company."""
    target = roles.get("target", ())
    if hit.event.people or not target or any(f.entity is not None and _is_owner(parties, f.entity) for f in target):
        return roles
    for token in owners(hit, "target"):
        index = parties.of(token)
        if index is not None and _is_owner(parties, index):
            span = next(iter(target)).span
            owner = Filler(name=parties.printed(index, token), entity=index, span=span)
            return {**roles, "target": (owner,), "object": roles.get("object", target)}
    return roles


def _is_owner(parties: Parties, index: int) -> bool:
    """Whether a party can own premises that are searched: a person, or a body that is none of a state's."""
    return parties.drafts[index].kind in (PEOPLE | ORGANISATIONS) - STATE


def owners(hit: Hit, role: str) -> Iterator[Token]:
    """Whose the thing is that stands where a person is wanted: "his flats", "evidence of Huang's espionage"."""
    for tokens in hit.roles.get(role, ()):
        for token in tokens:
            yield from (c for c in token.children if c.dep_ == "poss")
            inner = (g for c in token.children if c.dep_ == "prep" for g in c.children if g.dep_ == "pobj")
            yield from (g for noun in inner for g in (noun, *noun.children) if g.dep_ in OWNED)
