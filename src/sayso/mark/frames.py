"""Grammar → candidates: for one token that may attribute, who says it and what is said, with the frame it stands in.

A frame names how the content hangs on the cue: "clause" (said that …), "question" (asked whether …), "to" (vowed to
…), "ing" (denied spying), "object" (denied the charge), "object to" (urged him to …), "object of" (accused him of …),
"object as" (called him a spy), or a preposition ("for": called for …); "passive " stands before it where the cue is a
passive. Which frames of which word attribute, and how often, is the pack's business (cues.yaml), not this module's.

Ranges are token ranges, `[start, end)`. Cost: each candidate looks at a cue's children and the way up to its subject,
never at whole subtrees.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sayso.mark.grammar import AUXILIARIES, SUBJECTS, Grammar

Range = tuple[int, int]
CLAUSES = frozenset({"ccomp", "xcomp", "csubj", "acl", "relcl", "pcomp"})
QUESTIONS = frozenset({"whether", "if", "what", "who", "how", "why", "when", "where", "which", "whom"})
CLIMB = 12  # steps up to a subject; deeper sentences are lists or broken parses


class Candidate(NamedTuple):
    """A cue with its frame, sources, cue words and content, as token ranges."""

    head: int
    words: str
    pos: str
    frame: str
    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]


def extent(g: Grammar, i: int) -> Range:
    """The range of a token's subtree."""
    return g.left[i], g.right[i] + 1


def minus(ranges: list[Range], hole: Range) -> list[Range]:
    """Ranges without the tokens of the hole."""
    kept = []
    for start, end in ranges:
        if hole[1] <= start or hole[0] >= end:
            kept.append((start, end))
            continue
        kept += [(s, e) for s, e in ((start, hole[0]), (hole[1], end)) if s < e]
    return kept


# ------------------------------------------------------------------------------------------- who says it


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
            return g.left[above], min(g.left[i], g.right[above] + 1) if g.left[i] > above else above + 1
        if dep == "xcomp" and (controller := g.kid(above, "dobj", "dative")) is not None and controller < i:
            return noun_phrase(g, controller, i)
        if dep not in ("conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "aux", "dep"):
            return None
        if dep == "ccomp" and g.tag[i] not in ("VBG", "VB"):
            return None
        i = above
    return None


def noun_phrase(g: Grammar, i: int, verb: int) -> Range:
    """A noun phrase, cut where a broken parse makes it run over its verb."""
    start, end = extent(g, i)
    return (start, min(end, verb)) if i < verb else (max(start, verb + 1), end)


def agent(g: Grammar, i: int) -> Range | None:
    """The "by …" of a passive."""
    by = g.kid(i, "agent")
    noun = g.kid(by, "pobj") if by is not None else None
    return None if noun is None else extent(g, noun)


# ---------------------------------------------------------------------------------------------- the cue


def cue_range(g: Grammar, i: int, *more: int) -> tuple[Range, ...]:
    """A verb with the auxiliaries, negations and adverbs that touch it, its particle, and further tokens."""
    start = end = i
    for k in reversed(g.kids[i]):
        if k == start - 1 and g.dep[k] in ("aux", "auxpass", "neg", "advmod"):
            start = k
    for k in g.kids[i]:
        if k == end + 1 and g.dep[k] == "prt":
            end = k
    ranges = [(start, end + 1)]
    for k in sorted(more):
        if k == ranges[-1][1]:
            ranges[-1] = (ranges[-1][0], k + 1)
        else:
            ranges.append((k, k + 1))
    return tuple(ranges)


def verb_words(g: Grammar, i: int) -> str:
    """The lemma of a verb with its particle: "point out"."""
    particle = g.kid(i, "prt")
    return g.lemma[i] if particle is None else f"{g.lemma[i]} {g.lower[particle]}"


# ------------------------------------------------------------------------------------- what verbs say


def verbal(g: Grammar, i: int) -> Iterator[Candidate]:
    """The frame of a verb, at most one."""
    words = verb_words(g, i)
    passive = g.kid(i, "nsubjpass", "auxpass") is not None or (g.tag[i] == "VBN" and g.dep[i] in ("acl", "relcl"))
    found = _content(g, i, passive)
    if found is None:
        return
    frame, content, more = found
    if passive:
        source = agent(g, i)
        frame = f"passive {frame}"
    else:
        source = subject(g, i)
    sources = () if source is None else (source,)
    yield Candidate(i, words, "verb", frame, sources, cue_range(g, i, *more), tuple(content))


def _content(g: Grammar, i: int, passive: bool) -> tuple[str, list[Range], list[int]] | None:
    """Frame, content and further words of the cue of a verb."""
    for find in (_clause, _around, _passive if passive else _object, _infinitive, _prepositional):
        if (found := find(g, i)) is not None:
            return found
    return None


def _clause(g: Grammar, i: int) -> tuple[str, list[Range], list[int]] | None:
    """A finite clause: "said that …", "asked whether …"; also before the verb."""
    clauses = [k for k in g.kids[i] if g.dep[k] == "ccomp" and not _is_infinitive(g, k) and not _is_small(g, k)]
    if not clauses:
        return None
    ranges: list[Range] = []
    for k in clauses:
        ranges += _without_cue_clause(g, [extent(g, k)], i)
    first = min(clauses)
    opening = g.lower[g.left[first]]
    question = first > i and opening in QUESTIONS
    return ("question" if question else "clause"), ranges, []


def _is_infinitive(g: Grammar, k: int) -> bool:
    return any(g.lower[x] == "to" and g.dep[x] == "aux" for x in g.kids[k])


def _is_small(g: Grammar, k: int) -> bool:
    """A small clause ("called him a spy", "saw him leave"): no finite verb and no mark of a clause."""
    if g.pos[k] in ("VERB", "AUX"):
        return g.tag[k] in ("VB", "VBG", "VBN") and not any(g.dep[x] in ("aux", "auxpass", "mark") for x in g.kids[k])
    return not any(g.dep[x] in ("aux", "cop", "mark") for x in g.kids[k])


def _without_cue_clause(g: Grammar, ranges: list[Range], i: int) -> list[Range]:
    """The ranges less the cue with its subject and other small words."""
    for k in (i, *g.kids[i]):
        if k == i or g.dep[k] in SUBJECTS | AUXILIARIES | {"dative", "dobj", "npadvmod", "advmod", "prep", "agent"}:
            ranges = minus(ranges, (i, i + 1) if k == i else extent(g, k))
    return ranges


def _around(g: Grammar, i: int) -> tuple[str, list[Range], list[int]] | None:
    """A cue put into or after what it reports: "The plan, he said, was …"."""
    above = g.head[i]
    if g.dep[i] != "parataxis" or above == i or g.kid(i, "nsubj") is None:
        return None
    low, high = extent(g, above)
    ranges = minus([(low, high)], _hull(g, i))
    return "clause", ranges, []


def _hull(g: Grammar, i: int) -> Range:
    """A cue clause put into another, with the commas on both sides."""
    start, end = extent(g, i)
    return start, end


def _object(g: Grammar, i: int) -> tuple[str, list[Range], list[int]] | None:
    """A noun phrase as content, alone or with what is said of it."""
    small = next((k for k in g.kids[i] if g.dep[k] == "ccomp"), None)
    if small is not None:
        return ("object to" if _is_infinitive(g, small) else "object as"), [extent(g, small)], []
    noun = g.kid(i, "dobj")
    if noun is None:
        return None
    start, end = extent(g, noun)
    if noun < i and g.tag[noun] not in ("WP", "WDT"):
        return None
    for k in g.kids[i]:
        if k < noun:
            continue
        if g.dep[k] in ("xcomp", "advcl") and _is_infinitive(g, k) and g.dep[k] == "xcomp":
            return "object to", [(start, g.right[k] + 1)], []
        if g.dep[k] == "oprd":
            return "object as", [(start, g.right[k] + 1)], []
        if g.dep[k] == "prep" and k == end and g.lower[k] in ("of", "for", "as", "with", "to", "on"):
            return f"object {g.lower[k]}", [(start, g.right[k] + 1)], []
    return "object", [(start, end)], []


def _infinitive(g: Grammar, i: int) -> tuple[str, list[Range], list[int]] | None:
    """ "vowed to …", "denied spying"."""
    k = g.kid(i, "xcomp")
    if k is None or k < i:
        return None
    return ("to" if _is_infinitive(g, k) else "ing"), [extent(g, k)], []


def _passive(g: Grammar, i: int) -> tuple[str, list[Range], list[int]] | None:
    """ "X is said to …", "X was accused of …", "X was criticised": the subject is part of the content."""
    noun = g.kid(i, "nsubjpass")
    ranges = [noun_phrase(g, noun, i)] if noun is not None else []
    for k in g.kids[i]:
        if k > i and g.dep[k] == "xcomp":
            return ("to" if _is_infinitive(g, k) else "ing"), [*ranges, extent(g, k)], []
        if k > i and g.dep[k] == "oprd":
            return "as", [*ranges, extent(g, k)], []
        if k > i and g.dep[k] == "prep" and g.lower[k] in ("of", "for", "as", "with", "to", "on"):
            return g.lower[k], [*ranges, extent(g, k)], []
    return ("object", ranges, []) if ranges else None


def _prepositional(g: Grammar, i: int) -> tuple[str, list[Range], list[int]] | None:
    """ "called for …", "spoke about …": the preposition belongs to the cue."""
    for k in g.kids[i]:
        if g.dep[k] == "prep" and k > i:
            noun = g.kid(k, "pobj", "pcomp")
            if noun is not None:
                return g.lower[k], [extent(g, noun)], [k]
    return None


# ------------------------------------------------------------------------------------- what nouns say


def nominal(g: Grammar, i: int) -> Iterator[Candidate]:
    """ "his claim that …", "calls for …", "a pledge to …"."""
    content = _noun_content(g, i)
    if content is None:
        return
    frame, ranges, more = content
    source = _owner(g, i)
    sources = () if source is None else (source,)
    yield Candidate(i, g.lemma[i], "noun", frame, sources, cue_range(g, i, *more), tuple(ranges))


def _noun_content(g: Grammar, i: int) -> tuple[str, list[Range], list[int]] | None:
    for k in g.kids[i]:
        if k < i:
            continue
        if g.dep[k] in ("acl", "ccomp", "relcl") and g.lower[g.left[k]] in ("that", *QUESTIONS) and _marked(g, k):
            return "clause", [extent(g, k)], []
        if g.dep[k] in ("acl", "xcomp", "relcl") and _is_infinitive(g, k):
            return "to", [extent(g, k)], []
        if g.dep[k] == "prep" and (noun := g.kid(k, "pobj", "pcomp")) is not None and g.lower[k] not in ("by", "from"):
            return g.lower[k], [extent(g, noun)], [k]
    return None


def _marked(g: Grammar, k: int) -> bool:
    """Whether the clause's "that" is a conjunction and not its subject or object."""
    return any(g.dep[x] == "mark" or (g.dep[x] in ("advmod", "det") and x == g.left[k]) for x in g.kids[k])


def _owner(g: Grammar, i: int) -> Range | None:
    """Whose claim: a possessive, "by/from …", or the subject of the verb that the noun is the object of."""
    own = g.kid(i, "poss")
    if own is not None:
        return extent(g, own)
    for k in g.kids[i]:
        if g.dep[k] == "prep" and g.lower[k] in ("by", "from", "among") and (noun := g.kid(k, "pobj")) is not None:
            return extent(g, noun)
    above = g.head[i]
    if g.dep[i] == "dobj" and g.pos[above] == "VERB":
        return subject(g, above)
    if g.dep[i] == "pobj" and g.dep[above] == "prep" and g.pos[g.head[above]] == "VERB":
        return subject(g, g.head[above])
    return None


# -------------------------------------------------------------------------------- what adjectives say


def adjectival(g: Grammar, i: int) -> Iterator[Candidate]:
    """ "is confident that …", "was unaware of …"."""
    verb = g.head[i]
    if g.dep[i] not in ("acomp", "oprd", "conj") or g.pos[verb] not in ("AUX", "VERB"):
        return
    for k in (*g.kids[i], *(k for k in g.kids[verb] if k > i)):
        if k < i:
            continue
        if g.dep[k] == "ccomp":
            frame, content, more = "clause", extent(g, k), []
        elif g.dep[k] == "xcomp" and _is_infinitive(g, k):
            frame, content, more = "to", extent(g, k), []
        elif g.dep[k] == "prep" and g.head[k] == i and (noun := g.kid(k, "pobj", "pcomp")) is not None:
            frame, content, more = g.lower[k], extent(g, noun), [k]
        else:
            continue
        source = subject(g, verb)
        yield Candidate(
            i,
            g.lemma[i],
            "adj",
            frame,
            () if source is None else (source,),
            ((verb, i + 1), *((k, k + 1) for k in more)) if verb < i else ((i, i + 1),),
            (content,),
        )
        return


# ------------------------------------------------------------------------- what prepositions say


def according(g: Grammar, i: int, words: str, last: int) -> Iterator[Candidate]:
    """ "according to X": content before and after it. `i` is its first token, `last` its last."""
    noun = g.kid(last, "pobj", "pcomp")
    if noun is None:
        return
    end = g.right[noun] + 1
    top = _clause_above(g, i)
    if top is None:
        return
    content = minus([extent(g, top)], (i, end))
    yield Candidate(i, words, "prep", "phrase", (extent(g, noun),), ((i, last + 1),), tuple(content))


def _clause_above(g: Grammar, i: int) -> int | None:
    """The clause that a phrase belongs to: the nearest verb with a subject of its own above it."""
    at = g.head[i]
    if at == i:
        return None
    for _ in range(CLIMB):
        if g.pos[at] in ("VERB", "AUX") and g.dep[at] in ("ROOT", "ccomp", "conj", "advcl", "parataxis", "relcl"):
            if g.dep[at] != "conj" or g.kid(at, *SUBJECTS) is not None:
                return at
        if g.head[at] == at:
            return at
        at = g.head[at]
    return at
