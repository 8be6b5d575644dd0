"""Grammar → who says it: the source of a cue as a token range.

The subject of a verb, or the one that it shares with the verbs above it; the "by …" of a passive; the owner of a noun
("his claim"); and, where the parse has lost the subject, the noun phrase beside the verb.
"""

from __future__ import annotations

from collections.abc import Callable

from sayso.mark.grammar import Grammar, Range, extent

CLIMB = 12  # steps up a tree; deeper sentences are lists or broken parses
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


def is_passive(g: Grammar, i: int) -> bool:
    """A passive, or a bare participle ("asked whether …", "the man accused of …")."""
    if g.kid(i, "nsubjpass", "auxpass") is not None:
        return True
    return g.tag[i] == "VBN" and g.dep[i] in ("acl", "relcl", "advcl", "amod") and g.kid(i, "aux", "nsubj") is None


def subject(g: Grammar, i: int) -> Range | None:
    """The source of a verb: its subject, or the one that it shares with the words above it."""
    for _ in range(CLIMB):
        own = g.kid(i, "nsubj", "nsubjpass", "csubj")
        if own is not None:
            return None if g.dep[own] == "csubj" else noun_phrase(g, own, i)
        above, dep = g.head[i], g.dep[i]
        if above == i:
            return None
        if dep in ("acl", "relcl") and g.pos[above] in ("NOUN", "PROPN", "PRON"):
            return g.clip(i, g.left[above], max(above + 1, min(g.left[i], i)))
        if dep == "xcomp" and (controller := g.kid(above, "dobj", "dative")) is not None and controller < i:
            return noun_phrase(g, controller, i)
        if dep not in ("conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "aux", "dep"):
            return None
        if dep == "ccomp" and g.tag[i] not in ("VBG", "VB"):
            return None
        i = above
    return None


def neighbour(g: Grammar, i: int) -> Range | None:
    """A source for a verb that the parse has given none: the noun phrase before it, or its sentence's subject."""
    if g.tag[i] == "VBG":
        return root_subject(g, i)
    if g.tag[i] not in ("VBD", "VBZ", "VBP", "VBN"):
        return None
    at = i - 1
    while at >= 0 and at > i - 6 and (g.pos[at] in ("ADV", "AUX", "PART") or g.word[at] == ","):
        at -= 1
    if at >= 0 and g.pos[at] in NOMINAL and g.line[at] == g.line[i]:
        at = _top(g, at, lambda above: above < i and g.right[above] < i)
        return g.clip(i, g.left[at], min(g.right[at] + 1, i))
    if i + 1 < g.size and g.pos[i + 1] in ("PROPN", "PRON", "DET") and g.line[i + 1] == g.line[i]:
        at = _top(g, i + 1, lambda above: above > i and g.left[above] > i)
        return g.clip(i, max(g.left[at], i + 1), g.right[at] + 1) if g.pos[at] in NOMINAL else None
    return None


def _top(g: Grammar, at: int, inside: Callable[[int], bool]) -> int:
    """The outermost noun of the phrase that a token is in, as far as it stays inside."""
    top = at
    for _ in range(CLIMB):
        above = g.head[at]
        if above == at or not inside(above) or g.pos[above] not in (*NOMINAL, "ADP"):
            break
        at = above
        top = at if g.pos[at] in NOMINAL else top
    return top


def root_subject(g: Grammar, i: int) -> Range | None:
    """The subject of the main verb of a token's sentence, if it stands before it in the same line."""
    own = g.kid(g.root[g.sent[i]], "nsubj")
    return noun_phrase(g, own, i) if own is not None and own < i and g.line[own] == g.line[i] else None


def noun_phrase(g: Grammar, i: int, verb: int) -> Range:
    """A noun phrase, cut where a broken parse makes it run over its verb."""
    start, end = g.clip(verb, g.left[i], g.right[i] + 1)
    return (start, min(end, verb)) if i < verb else (max(start, verb + 1), end)


def agent(g: Grammar, i: int) -> Range | None:
    """The "by …" of a passive."""
    by = g.kid(i, "agent")
    noun = g.kid(by, "pobj") if by is not None else None
    return None if noun is None else extent(g, noun)


def owner(g: Grammar, i: int) -> Range | None:
    """Whose claim: a possessive, "by/from …", or the subject of the verb that the noun is the object of."""
    own = g.kid(i, "poss")
    if own is not None:
        return extent(g, own)
    for k in g.kids[i]:
        if g.dep[k] == "prep" and g.lower[k] in ("by", "from", "among") and (noun := g.kid(k, "pobj")) is not None:
            return extent(g, noun)
    above = g.head[i]
    if g.dep[i] == "pobj" and g.dep[above] == "prep":
        above = g.head[above]
    elif g.dep[i] != "dobj":
        return None
    if g.pos[above] != "VERB":
        return None
    return agent(g, above) if is_passive(g, above) else subject(g, above)
