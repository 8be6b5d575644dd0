"""Grammar → candidates for nouns, adjectives, prepositional phrases and adverbs that attribute.

As frames.py for verbs: "his claim that …", "is confident that …", "according to X", "reportedly".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from sayso.mark.frames import MANY, QUESTIONS, Candidate, Said, clause_above, cue_range, is_infinitive
from sayso.mark.grammar import Grammar, extent, minus
from sayso.mark.source import CLIMB, owner, subject

QUOTE_MARKS = frozenset({'"', "“", "„", "«", "``", "''"})


def nominal(g: Grammar, i: int) -> Iterator[Candidate]:
    """ "his claim that …", "calls for …", "a pledge to …"."""
    said = next((s for k in g.kids[i] if k > i and (s := _of_noun(g, k)) is not None), None)
    if said is None:
        return
    source = owner(g, i)
    sources = () if source is None else (source,)
    yield Candidate(i, g.lemma[i], "noun", said.frame, sources, cue_range(g, i, *said.more), tuple(said.ranges))


def _of_noun(g: Grammar, k: int) -> Said | None:
    """What a noun's complement says."""
    if g.dep[k] in ("acl", "ccomp", "relcl") and g.lower[g.left[k]] in ("that", *QUESTIONS) and _marked(g, k):
        return Said("clause", [extent(g, k)])
    if g.dep[k] in ("acl", "xcomp", "relcl") and is_infinitive(g, k):
        return Said("to", [extent(g, k)])
    if g.dep[k] == "prep" and g.lower[k] not in ("by", "from") and (noun := g.kid(k, "pobj", "pcomp")) is not None:
        return Said(g.lower[k], [extent(g, noun)], (k,))
    return None


def _marked(g: Grammar, k: int) -> bool:
    """Whether the clause's "that" is a conjunction and not its subject or object."""
    first = g.left[k]
    return g.tag[first] == "IN" or g.dep[first] in ("mark", "advmod", "det")


def adjectival(g: Grammar, i: int) -> Iterator[Candidate]:
    """ "is confident that …", "was unaware of …"."""
    verb = g.head[i]
    if g.dep[i] not in ("acomp", "oprd", "conj") or g.pos[verb] not in ("AUX", "VERB"):
        return
    later = g.kids[verb][bisect_right(g.kids[verb], i) :][:MANY]
    said = next((s for k in (*g.kids[i], *later) if k > i and (s := _of_adjective(g, i, k)) is not None), None)
    if said is None:
        return
    source = subject(g, verb)
    cue = [(verb, i + 1) if verb < i else (i, i + 1), *((k, k + 1) for k in said.more)]
    yield Candidate(
        i, g.lemma[i], "adj", said.frame, () if source is None else (source,), tuple(cue), tuple(said.ranges)
    )


def _of_adjective(g: Grammar, i: int, k: int) -> Said | None:
    """What an adjective's complement says."""
    if g.dep[k] == "ccomp":
        return Said("clause", [extent(g, k)])
    if g.dep[k] == "xcomp" and is_infinitive(g, k):
        return Said("to", [extent(g, k)])
    if g.dep[k] == "prep" and g.head[k] == i and (noun := g.kid(k, "pobj", "pcomp")) is not None:
        return Said(g.lower[k], [extent(g, noun)], (k,))
    return None


def according(g: Grammar, i: int, words: str, last: int) -> Iterator[Candidate]:
    """ "according to X": content before and after it. `i` is its first token, `last` its last."""
    noun = g.kid(last, "pobj", "pcomp")
    if noun is None:
        return
    start, end = extent(g, noun)
    end = next((k for k in range(noun + 1, min(end, noun + CLIMB)) if g.word[k] in QUOTE_MARKS), end)
    top = clause_above(g, i)
    if top is None and (top := _glued(g, noun)) is not None:
        end = g.left[top]
    elif top is not None and closes(g, i, end):
        top = g.root[g.sent[i]]
    if top is not None:
        content = minus([extent(g, top)], (i, end))
        yield Candidate(i, words, "prep", "phrase", ((start, end),), ((i, last + 1),), tuple(content))


def closes(g: Grammar, i: int, end: int) -> bool:
    """Whether a phrase ends its sentence behind a comma: it then speaks for all of it ("A said B, according to X")."""
    return i > 0 and g.word[i - 1] == "," and end + 2 >= g.sentences[g.sent[i]][1]


def _glued(g: Grammar, noun: int) -> int | None:
    """The clause after "According to X" that a missing comma has made a part of X."""
    return next((k for k in g.kids[noun] if g.dep[k] == "relcl" and g.kid(k, "nsubj") == g.left[k]), None)


def adverbial(g: Grammar, i: int) -> Iterator[Candidate]:
    """ "reportedly": the clause around it, on nobody's word."""
    verb = g.head[i]
    if g.dep[i] != "advmod" or g.pos[verb] not in ("VERB", "AUX"):
        return
    whole = g.clip(i, *extent(g, verb))
    yield Candidate(i, g.lower[i], "adv", "adverb", (), ((i, i + 1),), tuple(minus([whole], (i, i + 1))), verb)
