"""The verb of a headline that the parser took for a part of a name: "FBI arrests sailor accused of selling secrets".

Takes a parsed document; gives it with "arrests" as the verb, what stands before it as its subject and the noun behind
it as its object. Without this the whole line would be a party called "FBI arrests sailor".
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Token

# What headlines say of the law in the present; all of them can be plural nouns too.
VERBS = frozenset(
    "arrests charges jails sentences convicts indicts accuses detains holds nabs seizes raids expels executes hangs "
    "frees swaps probes investigates catches busts".split()
)
ENDS = frozenset({".", "?", "!", ":", ";", "…", '."', ".”"})  # with which a line is no headline
AFTER = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "CD", "VBN"})


NAME = "sayso_headlines"


@Language.component(NAME)
def headlines(doc: Doc) -> Doc:
    """The document with the verbs of its headlines mended."""
    for token in doc[1:-1]:
        if token.lower_ in VERBS and _is_hidden(token):
            _mend(token)
    return doc


def _is_hidden(token: Token) -> bool:
    """Whether a word of a headline stands as a part of the noun behind it, with a name before it."""
    before, after = token.nbor(-1), token.nbor(1)
    inside = token.dep_ == "compound" and token.head.i > token.i and not _is_finite_above(token)
    named = before.tag_ in {"NNP", "NNPS"} and before.head.i in {token.i, token.head.i} and before.dep_ == "compound"
    return inside and named and after.tag_ in AFTER and _is_line(token)


def _is_finite_above(token: Token) -> bool:
    """Whether the noun that a word is part of is subject or object of a finite verb: "police arrests figures rose"."""
    above = token.head.head
    return above.i != token.head.i and above.tag_ in {"VBD", "VBZ", "VBP"} and token.head.dep_ in {"nsubj", "nsubjpass"}


def _is_line(token: Token) -> bool:
    """Whether a token's sentence has no full stop at its end."""
    last = next((t for t in reversed(token.sent) if not t.is_space), token)
    return last.text not in ENDS


def _mend(verb: Token) -> None:
    """Make the word the head of its line, over its subject and its object."""
    noun, names = verb.head, [t for t in verb.sent if t.i < verb.i and t.dep_ == "compound" and t.head.i >= verb.i]
    above, relation = noun.head, noun.dep_
    subject = names[-1]
    verb.tag_ = "VBZ"
    verb.head, verb.dep_ = (verb, "ROOT") if above.i == noun.i else (above, relation)
    noun.head, noun.dep_ = verb, "dobj"
    for name in names[:-1]:
        name.head = subject
    subject.head, subject.dep_ = verb, "nsubj"
