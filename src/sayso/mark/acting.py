"""Which state's organs speak and act in a report, asked at a token: whose "police" and "the court" are there.

Takes the names that a report has of states and their bodies; each speaks for its state by where it stands. The states
that somebody is said to have spied for are named as often, but they are hardly those that arrest and judge.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from spacy.tokens import Token

from sayso.domains import Domain
from sayso.mark.gazetteer import Hit
from sayso.mark.parties import Parties
from sayso.mark.syntax import SUBJECT, is_passive

STATES = frozenset({"function", "party", "demonym", "metonym", "country", "place"})  # kinds of names that tell of one
WITHIN = frozenset({"amod", "compound", "nmod", "poss"})  # what stands before a noun as part of what it means
SERVED = frozenset({"for", "to", "with"})
BY = frozenset({"by", "from"})  # behind a word for winning somebody over: "recruited by"
TRIED = 30.0  # what it counts that somebody is tried in a place or extradited to a state
LEAST = 0.3  # evidence that a body must have for being of a state
OPENING = 1  # the last sentence of a report's opening
REACH = 5  # tokens before a name in which a word says that somebody spied for it
SILENT, SPEAKING = 0.02, 0.2  # what the names of a state that was spied for count, as none or some of its bodies speak


class Weights:
    """How much the names of each state speak for its being the one that acts: in all, and in each sentence."""

    def __init__(self, parties: Parties) -> None:
        self._foreign = _foreign(parties)
        self._all: defaultdict[str, float] = defaultdict(float)
        self._told: defaultdict[str, float] = defaultdict(float)
        self._near: defaultdict[int, list[tuple[str, float, float]]] = defaultdict(list)
        for hit in _named(parties):
            told = _weight(parties, hit)
            weight = told * self._foreign.get(hit.country or "", 1.0) * (0.1 if _is_of_foreigners(parties, hit) else 1)
            self._all[str(hit.country)] += weight
            self._told[str(hit.country)] += told
            self._near[parties.sentence[hit.start]].append((str(hit.country), weight, told))

    def served(self) -> frozenset[str]:
        """The states that somebody is said to have spied for."""
        return frozenset(self._foreign)

    def best(self, sentence: int, margin: float) -> str | None:
        """The state that acts, asked in a sentence, whose own names count twice; None where the next is as likely."""
        weight, told = dict(self._all), dict(self._told)
        for country, more, said in self._near[sentence]:
            weight[country] += more
            told[country] += said
        ranked = sorted(weight, key=lambda c: (-weight[c], c))
        if not ranked or told[ranked[0]] < LEAST or self._foreign.get(ranked[0]) == SILENT:
            return None
        rival = weight[ranked[1]] if len(ranked) > 1 else 0.0
        return ranked[0] if weight[ranked[0]] > rival and weight[ranked[0]] >= margin * rival else None


def weights(parties: Parties) -> Weights:
    """The weights of a report, taken once."""
    known = parties.acting
    if not isinstance(known, Weights):
        known = parties.acting = Weights(parties)
    return known


def acting_state(parties: Parties, at: int, margin: float = 1.0) -> str | None:
    """The country whose organs speak and act in the report, asked at a token; None where the next is as likely.

    `margin` is how many times more must speak for it than for any other country.
    """
    return weights(parties).best(parties.sentence[at], margin)


def is_foreign(parties: Parties, country: str | None) -> bool:
    """Whether a country is one that somebody is said to have spied for, and not the one that acts."""
    return country is not None and country in weights(parties).served() and acting_state(parties, 0) != country


def _named(parties: Parties) -> list[Hit]:
    return [h for h in parties.hits if h.country and h.kind in STATES]


def _weight(parties: Parties, hit: Hit) -> float:
    """How much a name of a state says that a body without one is that state's."""
    if _is_tried_there(parties, hit):
        return TRIED
    if is_served(parties, hit):
        return 0.05  # "spying for Russia", "working with the GRU": whom it served, not who acts
    if hit.kind == "demonym" and _is_of_citizen(parties, parties.doc[hit.end - 1]):
        return 0.1  # "a Japanese man", "three Danes": whose citizens they are, not who acts
    if hit.party_kind == "outlet" or hit.function in parties.words("functions_of_media"):
        return 0.2  # what a state's media report, they report of others too
    if hit.kind == "place" and parties.doc[hit.start : hit.end].text in parties.domain.cities.get(
        hit.country or "", ()
    ):
        return 0.1  # a town may be where somebody was won over
    return (8.0 if _speaks(parties, hit) or _acts(parties, hit) else 1.0) * _of_law(parties, hit)


def _is_tried_there(parties: Parties, hit: Hit) -> bool:
    """Whether a place or state is where somebody is tried: "on trial in Vienna", "extradited to the UK"."""
    link = parties.doc[hit.start : hit.end].root.head
    if hit.kind not in {"place", "country", "metonym"} or link.dep_ != "prep":
        return False
    words = {"in": "tried_in", "to": "brought_to"}.get(link.lower_)
    return words is not None and link.head.lemma_.lower() in parties.words(words)


def _is_of_citizen(parties: Parties, token: Token) -> bool:
    """Whether a demonym tells whose citizen somebody is: before a noun for a person, or one itself."""
    while token.dep_ == "conj" and token.head.i in parties.demonyms:
        token = token.head  # "a Swedish and Syrian citizen"
    counted = any(c.dep_ in {"nummod", "det"} and c.lower_ != "the" for c in token.children)
    return token.head.lemma_.lower() in parties.words("suspect_nouns") or (token.pos_ != "ADJ" and counted)


def _acts(parties: Parties, hit: Hit) -> bool:
    """Whether the opening of a report says that a state or its body takes a step in law: "Azerbaijan sentenced".

    What is told further on may be history: "in 2017 he was held by Chinese police".
    """
    if parties.sentence[hit.start] > OPENING:
        return False
    token = parties.doc[hit.start : hit.end].root
    if token.dep_ == "pobj" and token.head.lower_ == "of":
        token = token.head.head  # "the government of Belarus"
    by = token.dep_ == "pobj" and token.head.dep_ == "agent"
    verb = token.head.head if by else token.head
    doing = by or (token.dep_ in SUBJECT and not is_passive(verb))
    return doing and verb.lemma_.lower() in _steps(parties.domain)


@cache
def _steps(domain: Domain) -> frozenset[str]:
    """The verbs of the steps in law that a state's organs take."""
    steps = (t for e in domain.events if e.stage and e.official for t in e.triggers if t.pos == "VERB" and not t.with_)
    return frozenset(lemma for t in steps for lemma in t.lemmas)


def _of_law(parties: Parties, hit: Hit) -> float:
    if _has_functions(parties, hit, "functions_of_answers"):
        return 0.1  # embassies and foreign ministries answer for what happens elsewhere
    if _has_functions(parties, hit, "functions_that_act"):
        return 3.0
    return 0.6 if hit.kind in {"party", "function"} else 0.5


def _has_functions(parties: Parties, hit: Hit, name: str) -> bool:
    """Whether a body has one of the functions of a list."""
    functions = parties.gazetteer.party(hit.party).functions if hit.party else ()
    return not parties.words(name).isdisjoint({hit.function, *functions} - {None})


def _speaks(parties: Parties, hit: Hit) -> bool:
    return any(i in parties.sources for i in range(hit.start, hit.end))


def _foreign(parties: Parties) -> dict[str, float]:
    """The states that somebody is said to have spied for, with what their other names count.

    So is one whose spies are only spoken of, where none of its bodies speaks and none of its courts or police is named.
    """
    named = _named(parties)
    judging = {h.country for h in named if _has_functions(parties, h, "functions_that_act")}
    speaking = {h.country for h in named if _speaks(parties, h)}
    served = {str(h.country) for h in named if _is_spied_for(parties, h)}
    silent = (h for h in named if h.country not in speaking | judging)
    served |= {str(h.country) for h in silent if _is_of_spies(parties, h)}
    return {country: SPEAKING if country in speaking else SILENT for country in sorted(served)}


def _is_of_spies(parties: Parties, hit: Hit) -> bool:
    return _is_of_foreigners(parties, hit) and _is_service(parties, hit)


def _is_spied_for(parties: Parties, hit: Hit) -> bool:
    """Whether somebody is said to spy for a state: "espionage for the GRU", "recruited by Iranian intelligence"."""
    before = [t for t in parties.doc[max(0, hit.start - REACH) : hit.start] if t.lower_ not in {"the", "a", "an"}]
    link = before[-1].lower_ if before else ""
    lemmas = {t.lemma_.lower() for t in before}
    if link in BY:
        return bool(lemmas & parties.words("winning"))
    if link == "of" and _ends_in_benefit(parties, hit.start):
        return bool(
            {t.lemma_.lower() for t in parties.doc[max(0, hit.start - 2 * REACH) : hit.start]}
            & parties.words("serving")
        )
    if link not in SERVED:
        return False
    return bool(lemmas & parties.words("serving")) or (link != "with" and _is_given(parties, hit, lemmas))


def _ends_in_benefit(parties: Parties, at: int) -> bool:
    """Whether words before a name say for whose good something is done: "espionage to the profit of | Iran"."""
    before = " ".join(t.lower_ for t in parties.doc[max(0, at - REACH - 1) : at]).removesuffix(" the")
    return before.endswith(tuple(parties.words("for_the_good_of")))


def _is_given(parties: Parties, hit: Hit, lemmas: set[str]) -> bool:
    """Whether secrets go to a state or its service: "information for China", not "worked for the signals agency"."""
    if hit.kind in {"country", "metonym"}:
        given = lemmas & parties.words("handing") if parties.doc[hit.start - 1].lower_ == "to" else lemmas
        return bool(given and lemmas & parties.words("secrets"))
    employed = hit.kind == "party" and bool(lemmas & parties.words("employment"))
    return _is_service(parties, hit) and not employed


def _is_service(parties: Parties, hit: Hit) -> bool:
    """Whether a name is of a service that spies abroad."""
    return _has_functions(parties, hit, "functions_abroad")


def is_served(parties: Parties, hit: Hit) -> bool:
    """Whether a name stands for whom somebody serves: "for Russia", "to an officer of the GRU"; who speaks does not."""
    if _speaks(parties, hit):
        return False
    if hit.start and parties.doc[hit.start - 1].text == "(":  # "for Foreign Intelligence (SVR)"
        outer = next((h for h in parties.hits if h.end == hit.start - 1), None)
        return outer is not None and is_served(parties, outer)
    before = parties.doc[max(0, hit.start - 2) : hit.start]
    if {t.lower_ for t in before} & SERVED:
        return True
    head = parties.doc[hit.start : hit.end].root.head
    people = head.head if head.dep_ == "prep" and head.lower_ in {"of", "from", "in"} else None
    return people is not None and people.lemma_.lower() in parties.words("runs_for")


def _is_of_foreigners(parties: Parties, hit: Hit) -> bool:
    """Whether a state is named only as that of handlers and their like: "a suspected Chinese operative"."""
    if hit.kind not in {"demonym", "country", "function", "party"} or hit.start in parties.sources:
        return False
    last = parties.doc[hit.end - 1]
    return bool({last.lemma_.lower(), last.head.lemma_.lower() if last.dep_ in WITHIN else ""} & _foreigners(parties))


def _foreigners(parties: Parties) -> frozenset[str]:
    return (parties.words("runs_for") | parties.words("foreign_places")) - {"intelligence"}
