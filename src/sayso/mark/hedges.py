"""How sure the one who speaks is: from the cue, the hedges around a verb, its mood, and what governs it.

The rules are those of the annotated reports: two marks, the weaker wins (possible < alleged < reported < asserted);
"denied" belongs to denials. All words come from the domain pack (words.yaml, events.yaml).
"""

from __future__ import annotations

from spacy.tokens import Token

from sayso.domains import Domain
from sayso.mark import syntax
from sayso.mark.parties import words_of
from sayso.model import Certainty

ORDER: tuple[Certainty, ...] = ("possible", "alleged", "reported", "asserted")
UP = 5  # how many governors above a verb can hedge it


def weakest(*marks: Certainty | None) -> Certainty:
    """The weakest of several certainties; "denied" outranks all."""
    given = [m for m in marks if m]
    return "denied" if "denied" in given else min(given, key=ORDER.index, default="asserted")


def hedge(head: Token, domain: Domain) -> Certainty | None:
    """The certainty that the words around a head take from it, None if they take nothing."""
    return _weaker(_adverbs(head, domain), _mood(head, domain), _governed(head, domain), _phrase(head, domain))


def _weaker(*marks: Certainty | None) -> Certainty | None:
    given = [m for m in marks if m]
    return min(given, key=ORDER.index) if given else None


def _adverbs(head: Token, domain: Domain) -> Certainty | None:
    words = {c.lower_ for c in head.children if c.dep_ in {"advmod", "amod", "aux", "prep", "intj"}}
    if head.dep_ == "conj" and head.head.pos_ in syntax.VERBAL:
        words |= {c.lower_ for c in head.head.children if c.dep_ == "advmod" and c.i < head.head.i}
    if words & words_of(domain, "hedges_possible") - {"may", "might", "could"}:
        return "possible"
    return "alleged" if words & words_of(domain, "hedges_alleged") else None


def _mood(head: Token, domain: Domain) -> Certainty | None:
    """Modal verbs, what is still to come, and the conditional for what is only said ("would have signed")."""
    modal = {c.lower_ for c in head.children if c.dep_ == "aux"}
    if modal & {"may", "might", "could", "will", "shall"}:
        return "possible"
    return "alleged" if "would" in modal and "have" in modal else None


def _governed(head: Token, domain: Domain) -> Certainty | None:
    """ "Accused of passing", "is said to have passed", "is believed to have passed"."""
    token, mark = head, None
    for _ in range(UP):
        if (
            token.dep_ not in {"xcomp", "pcomp", "prep", "ccomp", "acl", "advcl", "conj", "pobj", "dobj"}
            or token.head is token
        ):
            break
        token = token.head
        lemma, passive = token.lemma_.lower(), token.pos_ == "VERB" and syntax.is_passive(token)
        if lemma in words_of(domain, "governors_alleged") or (
            passive and lemma in words_of(domain, "governors_alleged_passive")
        ):
            mark = _weaker(mark, "alleged")
        if lemma in words_of(domain, "governors_possible") or (
            passive and lemma in words_of(domain, "governors_possible_passive")
        ):
            mark = _weaker(mark, "possible")
    return mark


def _phrase(head: Token, domain: Domain) -> Certainty | None:
    """Hedging phrases that open the sentence or the clause: "as far as we know", "if confirmed"."""
    sentence = head.sent
    if sentence.end - sentence.start > 200:
        return None
    text = sentence.text.lower()
    return "possible" if any(p in text for p in domain.words.get("sentence_hedges", ())) else None
