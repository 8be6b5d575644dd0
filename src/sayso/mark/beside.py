"""The times of clauses that stand beside an event's own: "when he was in Riga in 2010", "was held and charged in May".

Takes an event's head and the time expressions of its text, in order; gives those that a clause which hangs on the
event's, or is joined to it without words of its own, tells of both.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import takewhile

from spacy.tokens import Token

from sayso.mark import syntax, times

MEANWHILE = frozenset({"when", "while", "as", "whilst"})  # what they open is of the time of what it hangs on
APART = frozenset({"then", "later", "subsequently", "eventually", "finally", "again", "since", "now"})


def told(head: Token, expressions: Sequence[times.Expression]) -> Iterator[times.Expression]:
    """The times of a clause of the same time below a head, then those of a verb that is joined to it."""
    if head.pos_ not in syntax.VERBAL:
        return
    for clause in (*_meanwhile(head), *_joined(head)):
        inside = [e for e in _between(expressions, head, clause) if _is_of(clause, e)]
        yield from (e for e in inside if e.kind not in times.NARRATIVE)


def _meanwhile(head: Token) -> Iterator[Token]:
    """The verbs of clauses with "when" or "while" that hang on a head, or on the verb that it completes."""
    for verb in (head, *((head.head,) if head.dep_ == "xcomp" else ())):
        for child in verb.children:
            if child.dep_ == "advcl" and any(c.lower_ in MEANWHILE for c in child.children):
                yield child


def _joined(head: Token) -> Iterator[Token]:
    """A verb that shares subject and auxiliary with the one before it: "was dismissed and sent home in 1997"."""
    if head.pos_ == "AUX":
        return  # "is a spy and passed on documents in 1997"
    for child in head.children:
        words = {c.lower_ for c in child.children}
        bare = not any(c.dep_ in syntax.SUBJECT | syntax.PASSIVE | {"aux", "auxpass", "neg"} for c in child.children)
        if child.dep_ == "conj" and child.pos_ in syntax.VERBAL and bare and not words & APART:
            yield child


def _between(expressions: Sequence[times.Expression], head: Token, clause: Token) -> list[times.Expression]:
    """The expressions in the sentence of a head, from the clause's first token on."""
    end = head.sent[-1].idx
    first = bisect_left(expressions, clause.left_edge.idx, key=lambda e: e.start)
    return list(takewhile(lambda e: e.start <= end, expressions[first:]))


def _is_of(clause: Token, found: times.Expression) -> bool:
    """Whether an expression stands in a clause itself, and not in one that hangs on it."""
    own = (clause, *syntax.below(clause))
    return any(found.start <= t.idx < found.end for t in own)
