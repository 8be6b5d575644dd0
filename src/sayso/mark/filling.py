"""Words that stand in a role → who or what fills it.

Takes a token of a parsed report and its parties; gives `Filler`s: the party that the token names, for a group its
members, for officials their body, else the words of its phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from sayso.mark import doers, syntax
from sayso.mark.parties import STATE, Parties
from sayso.model import Filler, Span

NO_FILLERS = frozenset({"instance", "example", "fact", "effect"})  # "for instance" is for nobody


def fillers(token: Token, parties: Parties, role: str = "") -> Iterator[Filler]:
    """A role's filler; for a group whose members the report names ("both"), one for each of them."""
    found = filler(token, parties, role)
    if found is None or found.entity is None:
        yield from [found] if found else []
        return
    for index in parties.people(found.entity):
        name = found.name if index == found.entity else parties.drafts[index].name
        yield Filler(name=name, entity=index, span=found.span)


def filler(token: Token, parties: Parties, role: str = "") -> Filler | None:
    """A role's filler: the party that the token names, else the words of its phrase; for officials their body."""
    token = _antecedent(token)
    if (
        token.pos_ in {"VERB", "AUX", "ADP"}
        or token.lower_ in NO_FILLERS
        or (token.lower_ in {"which", "that", "this", "it", "there"} and token.i not in parties.at)
    ):
        return None
    if role not in {"object", "instrument"} and token.i not in parties.at and is_time(token):
        return None  # "a court on Tuesday", "for years"
    if role == "target" and are_officials(token, parties):
        return in_words(token)
    body = doers.body_of(token, parties) if role == "agent" else None
    index = parties.of(token) if body is None else body
    span = phrase(token)
    if index is not None:
        return Filler(name=parties.printed(index, token), entity=index, span=span)
    return in_words(token)


def in_words(token: Token) -> Filler:
    """A filler that is no known party: the words of its phrase."""
    span = phrase(token)
    words = syntax.text_of(token.doc)[span.start : span.end]
    return Filler(name=re.sub(r"\s+", " ", words)[:120], entity=None, span=span)


def is_time(token: Token) -> bool:
    """Whether a token heads a date or a length of time."""
    return token.ent_type_ in {"DATE", "TIME"} and token.pos_ != "PRON"


def are_officials(token: Token, parties: Parties) -> bool:
    """Whether a noun means some officials themselves and not the state's body that they are of: "three officials"."""
    index = parties.of(token)
    state = index is not None and parties.drafts[index].kind in STATE
    counted = any(c.dep_ == "nummod" or c.lower_ in {"several", "former", "some"} for c in token.children)
    rank = token.lemma_.lower() in parties.words("suspect_nouns")  # "a retired air force general"
    return state and token.text.islower() and (rank or (counted and token.pos_ == "NOUN"))


def _antecedent(token: Token) -> Token:
    """The noun that "whom" stands for: "the attache to whom he gave them"."""
    if token.tag_ != "WP" or token.lower_ != "whom":
        return token
    return next((t.head for t in token.ancestors if t.dep_ == "relcl"), token)


def author(token: Token, parties: Parties) -> Token:
    """Who wrote a document that stands as who acts, where it says so: "a report by a commission accused her"."""
    if token.i in parties.at or token.lemma_.lower() not in parties.words("document_nouns"):
        return token
    links = (c for c in token.children if c.dep_ in {"prep", "agent"} and c.lower_ in {"by", "from"})
    authors = (n for link in links for n in link.children if n.dep_ == "pobj")
    return next((n for n in authors if doers.can_act(n, parties)), token)


def phrase(token: Token) -> Span:
    """A noun with what stands before it and a short "of" phrase after it."""
    left = min(
        (
            c.left_edge.i
            for c in token.children
            if c.i < token.i and c.dep_ in {"det", "amod", "compound", "poss", "nummod", "nmod", "quantmod"}
        ),
        default=token.i,
    )
    left = max(left, token.i - 8)
    right = max(
        (
            c.right_edge.i
            for c in token.children
            if c.dep_ == "prep" and c.lower_ in {"of", "about", "on", "from"} and c.i - token.i <= 2 and not _dates(c)
        ),
        default=token.i,
    )
    return syntax.trimmed(token.doc, left, right if right - token.i <= 8 else token.i)


def _dates(prep: Token) -> bool:
    """Whether a preposition only tells when: "a jury | on Monday"."""
    return prep.lower_ in {"on", "from"} and any(is_time(c) for c in prep.children if c.dep_ == "pobj")
