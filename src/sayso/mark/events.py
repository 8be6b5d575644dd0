"""Parsed text → the places where the domain pack's events are named.

`find(doc, domain)` gives `Hit`s: the event, the trigger that fired, its head token, and which token stands in which
role. Who these tokens are, whose word it is and how sure is for other modules (parties, speakers, claims).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple

from spacy.tokens import Doc, Token

from sayso.domains import Domain, Event, Trigger
from sayso.mark import syntax
from sayso.mark.encoder.told import Points
from sayso.model import ROLES, Certainty

VERB_TAGS = frozenset({"VERB", "AUX"})
ENDS = frozenset({".", "?", "!", ":", ";", "…", ".”", '."'})  # with which a line is no headline
ACCUSE = "accuse"
WHOSE = "whose"  # a place that only the rules that ask for it have: whose the object is
AIM = "aim"  # the like: whom a completing clause is done to


class Rule(NamedTuple):
    """A trigger with its word lists spelt out."""

    event: Event
    trigger: Trigger
    with_: frozenset[str]
    also: frozenset[str]
    without: frozenset[str]
    what: frozenset[str]
    places: dict[str, str]


class Hit(NamedTuple):
    """An event named in the text.

    `roles` maps a role to what can fill it, the likeliest place first; each is the head tokens of one coordination.
    `read` is how likely the encoder finds it that its clause tells such an event (0-1), 0 if it finds none or was not
    asked; `at` the first code point of the word that tells it where none of the pack's triggers did. Of `doubted` ones
    it is sure that nothing is told: they make no claim. `points` are the words that it takes for who does it and for
    whom it is done to, None where it was not asked.
    """

    event: Event
    trigger: Trigger
    head: Token
    places: dict[str, Token]
    roles: dict[str, list[list[Token]]]
    read: float = 0.0
    at: int | None = None
    doubted: bool = False
    points: Points | None = None

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
    lists = (trigger.with_, trigger.also, trigger.without, trigger.what)
    with_, also, without, what = (spelt(words, domain) for words in lists)
    places = {**trigger.places, **{k: v for k, v in event.places.items() if k not in trigger.places}}
    return Rule(event, trigger, with_, also, without, what, places)


def spelt(words: tuple[str, ...], domain: Domain) -> frozenset[str]:
    """A trigger's words with the lists that it names ("@secrets") put in; "@@countries", "@@cities" are the pack's."""
    found: set[str] = set()
    for word in words:
        if word == "@@countries":
            found |= {n.lower() for c in domain.countries for n in (c.name, *c.aliases) if " " not in n}
        elif word == "@@cities":
            found |= {name.lower() for names in domain.cities.values() for name in names if " " not in name}
        elif word.startswith("@"):
            found |= spelt(domain.words[word[1:]], domain)
        else:
            found.add(word)
    return frozenset(found)


def find(doc: Doc, domain: Domain) -> list[Hit]:
    """All events that the text names, by every rule that fits; none of what somebody declines to do.

    At one head an event can be found by several rules, the likeliest first: which of them counts is known when the
    parties are (claims.kept).
    """
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
    silent = {hit.head.i for hit in hits if hit.event.silence}
    return [hit for hit in hits if hit.head.dep_ != "xcomp" or hit.head.head.i not in silent]


def _at(head: Token, candidates: tuple[Rule, ...]) -> Iterator[Hit]:
    """The events that the rules see at one head, in the order of the rules."""
    near = _near(head)
    deep = _deep(head) if any(rule.trigger.deep for rule in candidates) else near
    found = syntax.places(head)
    for rule in candidates:
        words = deep if rule.trigger.deep else near
        given = _turned(head, found) if rule.event.stage or rule.event.id == ACCUSE else found
        if _fits(rule, head, words, given, given is not found):
            yield _hit(rule, head, given)


def _hit(rule: Rule, head: Token, given: dict[str, Token]) -> Hit:
    """What a rule sees at a head, where its words fit."""
    given = _shared_passive(head, given) if _is_done_to_others(rule) else given
    owner = syntax.whose(head, given) if WHOSE in rule.places else None
    given = {**given, WHOSE: owner} if owner is not None else given
    aim = syntax.aim(given) if AIM in rule.places else None
    given = {**given, AIM: aim} if aim is not None else given
    return Hit(rule.event, rule.trigger, head, given, _roles(rule, given, head))


def without_trigger(event: Event, trigger: Trigger, head: Token) -> Hit:
    """An event at a head whose words no trigger of the pack asks for, with its roles in the event's own places.

    `trigger` stands in the place of one: what it says of places, kinds and confidence counts, its words do not.
    """
    none: frozenset[str] = frozenset()
    places = {**trigger.places, **{k: v for k, v in event.places.items() if k not in trigger.places}}
    found = syntax.places(head)
    return _hit(
        Rule(event, trigger, none, none, none, none, places), head, _turned(head, found) if event.stage else found
    )


def _turned(head: Token, found: dict[str, Token]) -> dict[str, Token]:
    """The places of a step in law that a headline tells in a bare participle: "Clerk arrested over leak" is a passive.

    Such verbs have an object where somebody does it ("Police arrested clerk").
    """
    bare = head.tag_ in {"VBD", "VBN"} and "object" not in found and "subject" in found and "comp" not in found
    if not bare or head.dep_ == "ccomp" or any(c.dep_ in {"aux", "auxpass"} for c in head.children):
        return found
    if head.doc[head.sent.end - 1].text.strip() in ENDS or any(t.text in ENDS for t in list(head.sent)[-3:]):
        return found
    return {**{place: token for place, token in found.items() if place != "subject"}, "object": found["subject"]}


def _is_done_to_others(rule: Rule) -> bool:
    """Whether a rule is for a step that others take against an accused, unlike "pleaded guilty"."""
    own = "subject" in rule.trigger.places
    return rule.event.stage is not None and not own and rule.places.get("subject") == "agent"


def _shared_passive(head: Token, found: dict[str, Token]) -> dict[str, Token]:
    """The places of a step in law that shares a passive, however it is tagged: "was convicted and jailed"."""
    shared = head.dep_ == "conj" and head.tag_ in {"VBD", "VBN"} and head.head.pos_ in VERB_TAGS
    bare = "object" not in found and not any(c.dep_ in {"aux", "nsubj", "dobj"} for c in head.children)
    if not (shared and bare and "subject" in found and syntax.is_passive(head.head)):
        return found
    return {**{place: token for place, token in found.items() if place != "subject"}, "object": found["subject"]}


def asked(hit: Hit, domain: Domain) -> tuple[str, ...]:
    """The words near a hit that its trigger asks for; none where no trigger fired."""
    if hit.at is not None:
        return ()
    rule = next(r for r in rules(domain)[hit.trigger.lemmas[0], hit.trigger.pos] if r.trigger is hit.trigger)
    return tuple(sorted(_near(hit.head) & (rule.with_ | rule.also | set(hit.trigger.prep))))


def _near(head: Token) -> frozenset[str]:
    """The lemmas and words of the head's own clause; for a noun also its verb's, for a participle its noun's."""
    tokens = [*_clause_of(head), *_described(head), *_joining(head)]
    words = {word for t in tokens for word in _words_of(t)}
    if head.pos_ not in VERB_TAGS:
        words |= {head.head.lemma_.lower(), head.head.lower_}
        if head.head.dep_ in {"prep", "pobj"}:
            words |= {head.head.head.lemma_.lower()}
        if head.dep_ in {"dobj", "nsubjpass", "pobj", "attr"} and head.head.pos_ in VERB_TAGS:
            words |= {t.lemma_.lower() for t in head.head.children}
    return frozenset(words)


def _words_of(token: Token) -> Iterator[str]:
    """By what a trigger can ask for a token: its lemma, its form and the kind of its name ("#gpe", "#norp")."""
    yield token.lemma_.lower()
    yield token.lower_
    if token.ent_type_:
        yield f"#{token.ent_type_.lower()}"


def _joining(head: Token) -> list[Token]:
    """What joins a verb to the one before it, which says of both that they did not happen: "neither confirm | nor"."""
    joined = head.dep_ == "conj" and head.pos_ in VERB_TAGS
    return (
        [t for t in head.head.children if t.dep_ in {"cc", "preconj"} and t.lower_ in {"nor", "neither"}]
        if joined
        else []
    )


def _clause_of(head: Token) -> list[Token]:
    """The tokens of the head's own clause, but for "according to prison records": they tell who says it."""
    outside = [c for c in head.children if c.lower_ == "according" and c.dep_ == "prep"]
    said_by = {t.i for c in outside for t in islice(c.subtree, syntax.REACH)}
    return [t for t in syntax.below(head) if t.i not in said_by]


def _described(head: Token) -> list[Token]:
    """The noun that a participle or relative clause describes, with what stands before it: "a law passed in July",
    "data that he passed"."""
    if head.pos_ not in VERB_TAGS or head.dep_ not in {"acl", "relcl"}:
        return []
    whose = any(c.dep_ in syntax.OBJECT and c.tag_ in {"WDT", "WP"} for c in head.children)
    noun = head.head
    around = [noun, *(c for c in noun.children if c.i < noun.i and c.dep_ in {"compound", "amod"})]
    return around if whose or syntax.is_passive(head) else []


def _deep(head: Token) -> frozenset[str]:
    """The lemmas and words of all that hangs on a head, its subject and subordinate clauses too, within REACH."""
    tokens = islice(head.subtree, syntax.REACH)
    return frozenset(word for t in tokens for word in _words_of(t))


def _fits(rule: Rule, head: Token, near: frozenset[str], found: dict[str, Token], turned: bool = False) -> bool:
    """Whether all conditions of the rule hold at the head, which a headline can have turned into a passive."""
    trigger = rule.trigger
    return (
        (not rule.with_ or not near.isdisjoint(rule.with_))
        and (not rule.also or not near.isdisjoint(rule.also))
        and near.isdisjoint(rule.without)
        and not ("subject" in found and found["subject"].lemma_.lower() in rule.without)
        and (not trigger.prep or any(prep in near for prep in trigger.prep))
        and (not trigger.comp or "comp" in found or any(c.dep_ in {"xcomp", "ccomp"} for c in head.children))
        and (trigger.particle is None or trigger.particle in near)
        and (trigger.voice is None or (trigger.voice == "passive") == (turned or syntax.is_passive(head)))
        and (not rule.what or _is_of(head, found, rule.what))
        and (not trigger.needs_prep or (head.dep_ == "pobj" and head.head.lower_ in trigger.needs_prep))
    )


def _is_of(head: Token, found: dict[str, Token], lemmas: frozenset[str]) -> bool:
    """Whether what stands as an object is one of some nouns; beside "gave him | nine years" can be told as a time."""
    objects = [found[place] for place in ("object", "second") if place in found]
    given = [c for c in head.children if c.dep_ == "npadvmod"] if "dative" in found else []
    return any(t.lemma_.lower() in lemmas for t in (*objects, *given))


def _of_object(rule: Rule, place: str, token: Token, found: dict[str, Token]) -> bool:
    """Whether a place only goes with the one who fills the role: "paid them | 300 euros", "a clerk | of a ministry"."""
    noun = found.get("object")
    if place == "object" and "dative" in found:
        return rule.places.get("dative") == rule.places.get("object")
    own = place in rule.trigger.places  # "was an agent of the FSB"
    return rule.event.staff and place == "of" and not own and noun is not None and token.head.head.i == noun.i


def _roles(rule: Rule, found: dict[str, Token], head: Token) -> dict[str, list[list[Token]]]:
    """What can fill each role, in the order of the rule's places."""
    roles: dict[str, list[list[Token]]] = {}
    for place, role in rule.places.items():
        token = found.get(place)
        if token is not None and role in ROLES and token.i != head.i and not _of_object(rule, place, token, found):
            roles.setdefault(role, []).append(syntax.coordinated(token))
    return roles
