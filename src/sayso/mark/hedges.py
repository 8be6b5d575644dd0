"""How sure the one who speaks is: from the cue, the hedges around a verb, its mood, and what governs it.

The rules are those of the annotated reports: two marks, the weaker wins (possible < alleged < reported < asserted);
"denied" belongs to denials. All words come from the domain pack (words.yaml, events.yaml).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from spacy.tokens import Token

from sayso.domains import Domain
from sayso.mark import syntax
from sayso.mark.parties import words_of
from sayso.model import Certainty

ORDER: tuple[Certainty, ...] = ("possible", "alleged", "reported", "asserted")
MODALS = frozenset({"may", "might", "could"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
GOVERNED = frozenset({"xcomp", "pcomp", "prep", "ccomp", "acl", "advcl", "conj", "pobj", "dobj"})
SCARE = 60  # code points on either side within which quotation marks close around a word
OPEN = re.compile(r"(?:^|[\s(])[\"“‘']\w?[^\"“”‘’.,;]{0,40}$")
CLOSED = re.compile(r"[^\"“”‘’.,;]{0,40}[\"”’']")
UP = 5  # how many governors above a verb can hedge it


class Hedge(NamedTuple):
    """What takes certainty from an event: to which step, the words, and how they hang on it."""

    certainty: Certainty
    words: str
    how: str


def weakest(*marks: Certainty | None) -> Certainty:
    """The weakest of several certainties; "denied" outranks all."""
    given = [m for m in marks if m]
    return "denied" if "denied" in given else min(given, key=ORDER.index, default="asserted")


def hedge(head: Token, domain: Domain) -> Certainty | None:
    """The certainty that the words around a head take from it, None if they take nothing."""
    return weakest(*(h.certainty for h in found)) if (found := hedging(head, domain)) else None


def hedging(head: Token, domain: Domain) -> list[Hedge]:
    """All that hedges a head: its own words, those that it shares with another verb, and what governs it."""
    own = (_adverbs(head, domain), _mood(head), _able(head), _told_of(head), _condition(head, domain))
    return [h for h in (*own, *_shared(head, domain), *_governed(head, domain), _phrase(head, domain)) if h]


def scared(head: Token, text: str) -> Certainty | None:
    """The certainty of what an outlet puts into quotation marks without saying whose words they are: "spying"."""
    sentence = head.sent
    before = text[max(sentence.start_char, head.idx - SCARE) : head.idx]
    after = text[head.idx + len(head) : min(sentence.end_char, head.idx + SCARE)]
    return "alleged" if OPEN.search(before) and CLOSED.match(after) else None


def called_alleged(places: Iterable[Token], domain: Domain) -> Certainty | None:
    """The certainty of who or what is called alleged where it stands: "an alleged spy", "the conduct alleged in it"."""
    near = (c for token in places for c in token.children if c.dep_ in {"amod", "acl"})
    hedges = words_of(domain, "hedges_alleged")
    return "alleged" if any(c.lower_ in hedges or c.lemma_.lower() == "allege" for c in near) else None


def _adverbs(head: Token, domain: Domain) -> Hedge | None:
    words = {c.lower_ for c in head.children if c.dep_ in {"advmod", "amod", "aux", "prep", "intj"}}
    return _listed(words - MODALS, "hedges_possible", "possible", domain) or _listed(
        words, "hedges_alleged", "alleged", domain
    )


def _listed(words: set[str], name: str, certainty: Certainty, domain: Domain, how: str = "beside it") -> Hedge | None:
    """A hedge where one of the words is on a list of the pack."""
    found = sorted(words & words_of(domain, name))
    return Hedge(certainty, found[0], how) if found else None


def _shared(head: Token, domain: Domain) -> Iterator[Hedge | None]:
    """What hedges the verb that a head completes or goes on from: "allegedly met to pass", "may have met and paid".

    A verb joined by "and" shares adverbs that stand before both, and a modal if it has no tense of its own.
    """
    token = head
    for _ in range(UP):
        above = token.head
        if above is token or above.pos_ not in syntax.VERBAL or any(c.dep_ in SUBJECTS for c in token.children):
            return
        if token.dep_ == "xcomp" or (token.dep_ == "advcl" and token.tag_ == "VB"):
            yield _adverbs(above, domain)
            yield _mood(above)
        elif token.dep_ == "conj":
            before = {c.lower_ for c in above.children if c.dep_ == "advmod" and c.i < above.i}
            yield _listed(before, "hedges_alleged", "alleged", domain, "before both verbs")
            yield _mood(above) if _is_untensed(token) else None
        else:
            return
        token = above


def _is_untensed(verb: Token) -> bool:
    finite = {"VBD", "VBZ", "VBP", "MD"}
    return verb.tag_ not in finite and not any(c.tag_ in finite for c in verb.children if c.dep_ in {"aux", "auxpass"})


def _mood(head: Token) -> Hedge | None:
    """Modal verbs, what is still to come, and the conditional for what is only said ("would have signed")."""
    modal = {c.lower_ for c in head.children if c.dep_ == "aux"}
    if "should" in modal and _is_inverted(head):
        return Hedge("possible", "should", "its mood")
    if "can" in modal and syntax.is_passive(head):
        return Hedge("possible", "can", "its mood")  # "only a convict can be pardoned": nobody has been
    open_ = sorted(modal & (MODALS | {"will", "shall"}))
    if open_ or _is_to(head):
        return Hedge("possible", open_[0] if open_ else "to", "its mood")
    return Hedge("alleged", "would have", "its mood") if {"would", "have"} <= modal else None


def is_foreseen(head: Token) -> bool:
    """Whether somebody tells what would come: "said that he would plead guilty", no "would have pleaded"."""
    modal = {c.lower_ for c in head.children if c.dep_ == "aux"}
    return "would" in modal and "have" not in modal


def is_purpose(head: Token) -> bool:
    """Whether a noun is what something is done for: "sent the case to a court for trial"."""
    bare = head.pos_ == "NOUN" and not any(c.dep_ in {"det", "poss", "prep"} for c in head.children)
    return bare and head.dep_ == "pobj" and head.head.lower_ == "for"


def _is_inverted(head: Token) -> bool:
    """Whether "should" stands before the subject: "Should he be found guilty"."""
    should = next(c for c in head.children if c.lower_ == "should")
    return any(c.dep_ in SUBJECTS and c.i > should.i for c in head.children)


def _able(head: Token) -> Hedge | None:
    """The mood of what somebody is able, due or free to do: "will be able to leave prison"."""
    above = head.head
    judged = head.dep_ == "xcomp" and above.pos_ == "ADJ" and above.head.pos_ in syntax.VERBAL
    return _mood(above.head) if judged else None


def _told_of(head: Token) -> Hedge | None:
    """What a noun's verb leaves open: "a conviction would bring", "his trial could begin", "could bring a term"."""
    while head.dep_ in {"compound", "nmod", "poss"} and head.head.i > head.i:
        head = head.head  # "could arrange a swap | deal"
    if head.pos_ in syntax.VERBAL or head.dep_ not in SUBJECTS | {"dobj"}:
        return None
    modal = sorted(c.lower_ for c in head.head.children if c.dep_ == "aux" and c.lower_ in MODALS | {"would"})
    if head.head.lemma_ == "be" and _is_to(head.head):
        modal = ["to"]
    return Hedge("possible", modal[0], "the mood of its verb") if modal else None


def _is_to(head: Token) -> bool:
    """Whether somebody "is to" do a thing, or a thing stands alone with what is "to be" done with it."""
    near = (*head.children, head.head) if head.dep_ == "xcomp" else tuple(head.children)
    to = any(c.lower_ == "to" and c.dep_ == "aux" for c in head.children)
    passive = head.tag_ == "VBN" and any(c.dep_ == "auxpass" and c.tag_ == "VB" for c in head.children)
    if head.lemma_ == "be" and head.tag_ in {"VBZ", "VBP"} and any(_is_infinitive(c) for c in head.children):
        return True
    if to and passive and any(c.dep_ == "nsubjpass" for c in head.children):
        return True  # "sentence to be pronounced in May"
    be = any(t.lemma_ == "be" and t.tag_ in {"VBZ", "VBP", "VBD"} for t in near)
    return to and (head.tag_ == "VB" or passive) and be


def _is_infinitive(token: Token) -> bool:
    """Whether a token is what somebody or something "is" to do: "a hearing is | to take place"."""
    return token.dep_ == "xcomp" and token.tag_ == "VB" and any(c.lower_ == "to" for c in token.children)


def _condition(head: Token, domain: Domain) -> Hedge | None:
    """ "If he passed …", "whether he passed …", and what a sentence only asks."""
    if head.dep_ == "ROOT" and head.sent[-1].text == "?":
        return Hedge("possible", "?", "a question")
    marks = {c.lower_ for c in head.children if c.dep_ in {"mark", "advmod"}}
    return _listed(marks, "hedging_marks", "possible", domain, "a condition")


def _governed(head: Token, domain: Domain) -> Iterator[Hedge]:
    """ "Accused of passing", "is said to have passed", "is believed to have passed"."""
    token = head
    for _ in range(UP):
        dep = token.dep_
        if dep not in GOVERNED or token.head is token:
            return
        token = token.head
        certainty = _governor(token, dep, domain)
        if certainty:
            yield Hedge(certainty, token.lower_, "governs it")


def _governor(token: Token, dep: str, domain: Domain) -> Certainty | None:
    """The certainty that a word takes from what hangs on it. "It was said that" is neutral, "is said to" is not."""
    lemma, passive = token.lemma_.lower(), token.pos_ == "VERB" and syntax.is_passive(token)
    neutral = dep in {"ccomp", "parataxis"} and lemma in words_of(domain, "governors_neutral")
    if lemma in words_of(domain, "governors_possible") or token.lower_ in words_of(domain, "governors_possible"):
        return "possible"
    if passive and lemma in words_of(domain, "governors_possible_passive"):
        return "possible"
    if dep == "xcomp" and lemma in words_of(domain, "governors_possible_to"):
        return "possible"
    if {lemma, token.lower_} & words_of(domain, "governors_alleged"):
        return "alleged"
    return "alleged" if passive and not neutral and lemma in words_of(domain, "governors_alleged_passive") else None


def _phrase(head: Token, domain: Domain) -> Hedge | None:
    """Hedging phrases that open the sentence or the clause: "as far as we know", "if confirmed"."""
    sentence = head.sent
    if sentence.end - sentence.start > 200:
        return None
    text = sentence.text.lower()
    phrase = next((p for p in domain.words.get("sentence_hedges", ()) if p in text), None)
    return Hedge("possible", phrase, "of the sentence") if phrase else None
