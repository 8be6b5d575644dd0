"""Parsed text → the places where the domain pack's events are named.

`find(doc, domain)` gives `Hit`s: the event, the trigger that fired, its head token, and which token stands in which
role. Who these tokens are, whose word it is and how sure is for other modules (parties, speakers, claims).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc, Token

from sayso.domains import Domain, Event, Trigger
from sayso.mark import syntax
from sayso.model import ROLES, Certainty

VERB_TAGS = frozenset({"VERB", "AUX"})


class Rule(NamedTuple):
    """A trigger with its word lists spelt out."""

    event: Event
    trigger: Trigger
    with_: frozenset[str]
    also: frozenset[str]
    without: frozenset[str]
    places: dict[str, str]


class Hit(NamedTuple):
    """An event named in the text.

    `roles` maps a role to what can fill it, the likeliest place first; each is the head tokens of one coordination.
    """

    event: Event
    trigger: Trigger
    head: Token
    places: dict[str, Token]
    roles: dict[str, list[list[Token]]]

    def tokens(self) -> list[Token]:
        """All head tokens that can fill a role."""
        return [t for candidates in self.roles.values() for tokens in candidates for t in tokens]

    @property
    def certainty(self) -> Certainty | None:
        """The certainty that the word itself carries."""
        return self.trigger.certainty


@cache
def rules(domain: Domain) -> dict[tuple[str, str], tuple[Rule, ...]]:
    """The pack's triggers by lemma and part of speech."""
    table: dict[tuple[str, str], list[Rule]] = defaultdict(list)
    for event in domain.events:
        for trigger in event.triggers:
            rule = _rule(event, trigger, domain)
            for lemma in trigger.lemmas:
                table[lemma, trigger.pos].append(rule)
    return {key: tuple(found) for key, found in table.items()}


def _rule(event: Event, trigger: Trigger, domain: Domain) -> Rule:
    with_, also, without = (spelt(words, domain) for words in (trigger.with_, trigger.also, trigger.without))
    places = {**trigger.places, **{k: v for k, v in event.places.items() if k not in trigger.places}}
    return Rule(event, trigger, with_, also, without, places)


def spelt(words: tuple[str, ...], domain: Domain) -> frozenset[str]:
    """A trigger's words with the lists that it names ("@secrets") put in; "@@countries" are the pack's countries."""
    found: set[str] = set()
    for word in words:
        if word == "@@countries":
            found |= {n.lower() for c in domain.countries for n in (c.name, *c.aliases) if " " not in n}
        elif word.startswith("@"):
            found |= spelt(domain.words[word[1:]], domain)
        else:
            found.add(word)
    return frozenset(found)


def find(doc: Doc, domain: Domain) -> list[Hit]:
    """All events that the text names, at most one of a kind at one head."""
    table = rules(domain)
    hits: list[Hit] = []
    for token in doc:
        if token.pos_ in VERB_TAGS:
            candidates = table.get((token.lemma_.lower(), "VERB"), ())
        elif token.pos_ in {"NOUN", "PROPN"}:
            candidates = table.get((token.lemma_.lower(), "NOUN"), ())
        else:
            continue
        if candidates:
            hits += _at(token, candidates)
    return hits


def _at(head: Token, candidates: tuple[Rule, ...]) -> Iterator[Hit]:
    """The events that the rules see at one head, the first rule of each event that fits."""
    near = _near(head)
    found = syntax.places(head)
    seen: set[str] = set()
    for rule in candidates:
        if rule.event.id not in seen and _fits(rule, head, near, found):
            seen.add(rule.event.id)
            yield Hit(rule.event, rule.trigger, head, found, _roles(rule, found, head))


def asked(hit: Hit, domain: Domain) -> tuple[str, ...]:
    """The words near a hit that its trigger asks for."""
    rule = next(r for r in rules(domain)[hit.trigger.lemmas[0], hit.trigger.pos] if r.trigger is hit.trigger)
    return tuple(sorted(_near(hit.head) & (rule.with_ | rule.also | set(hit.trigger.prep))))


def _near(head: Token) -> frozenset[str]:
    """The lemmas and words of the head's own clause, and for a noun the verb that it completes."""
    tokens = list(syntax.below(head))
    words = {t.lemma_.lower() for t in tokens} | {t.lower_ for t in tokens}
    if head.pos_ not in VERB_TAGS:
        words |= {head.head.lemma_.lower(), head.head.lower_}
        if head.head.dep_ in {"prep", "pobj"}:
            words |= {head.head.head.lemma_.lower()}
        if head.dep_ in {"dobj", "nsubjpass", "pobj", "attr"} and head.head.pos_ in VERB_TAGS:
            words |= {t.lemma_.lower() for t in head.head.children}
    return frozenset(words)


def _fits(rule: Rule, head: Token, near: frozenset[str], found: dict[str, Token]) -> bool:
    """Whether all conditions of the rule hold at the head."""
    trigger = rule.trigger
    return (
        (not rule.with_ or not near.isdisjoint(rule.with_))
        and (not rule.also or not near.isdisjoint(rule.also))
        and near.isdisjoint(rule.without)
        and (not trigger.prep or any(prep in near for prep in trigger.prep))
        and (not trigger.comp or "comp" in found or any(c.dep_ in {"xcomp", "ccomp"} for c in head.children))
        and (trigger.particle is None or trigger.particle in near)
        and (trigger.voice is None or (trigger.voice == "passive") == syntax.is_passive(head))
        and (not trigger.needs_prep or (head.dep_ == "pobj" and head.head.lower_ in trigger.needs_prep))
    )


def _roles(rule: Rule, found: dict[str, Token], head: Token) -> dict[str, list[list[Token]]]:
    """What can fill each role, in the order of the rule's places."""
    roles: dict[str, list[list[Token]]] = {}
    for place, role in rule.places.items():
        token = found.get(place)
        if token is not None and role in ROLES and token.i != head.i:
            roles.setdefault(role, []).append(syntax.coordinated(token))
    return roles
