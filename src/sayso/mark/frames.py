"""Grammar → candidates for verbs: who says it and what is said, with the frame it stands in.

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

from sayso.mark.grammar import AUXILIARIES, SUBJECTS, Grammar, Range, extent, minus
from sayso.mark.source import CLIMB, agent, is_passive, neighbour, noun_phrase, subject

QUESTIONS = frozenset({"whether", "if", "what", "who", "how", "why", "when", "where", "which", "whom"})
OBJECT_PREPOSITIONS = frozenset({"of", "for", "as", "with", "to", "on", "about", "over", "from"})
RAISING = frozenset({"seem", "appear"})  # their subject is what seems
LOOSE = frozenset({"on", "in", "at", "by", "during", "after", "before", "from"})  # mostly times and places
TAIL = 8  # tokens that may follow a cue at the end of a sentence, and must at least come before it
MANY = 40  # children of a token that are looked at, where all of them could make the cost quadratic


class Candidate(NamedTuple):
    """A cue with its frame, sources, cue words and content, as token ranges."""

    head: int
    words: str
    pos: str
    frame: str
    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    top: int = -1  # the token that heads the content


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


class Said(NamedTuple):
    """What hangs on a cue: its frame, its ranges, further tokens of the cue, and the content's head."""

    frame: str
    ranges: list[Range]
    more: tuple[int, ...] = ()
    top: int = -1


def verbal(g: Grammar, i: int) -> Iterator[Candidate]:
    """The frame of a verb, at most one."""
    passive = is_passive(g, i)
    said = _said(g, i, passive)
    if said is None:
        return
    ranges, raised = said.ranges, said.frame == "to" and g.lemma[i] in RAISING
    if raised and (noun := g.kid(i, "nsubj")) is not None:
        ranges = [noun_phrase(g, noun, i), *ranges]
    source = None if raised else agent(g, i) if passive else subject(g, i) or neighbour(g, i)
    frame = f"passive {said.frame}" if passive else said.frame
    sources = () if source is None else (source,)
    ranges = [r for r in (g.clip(i, *r) for r in ranges) if r[0] < r[1]]
    yield Candidate(i, verb_words(g, i), "verb", frame, sources, cue_range(g, i, *said.more), tuple(ranges), said.top)


def _said(g: Grammar, i: int, passive: bool) -> Said | None:
    """What a verb says; finite clauses come first."""
    for find in (_clause, _around, _as, _passive if passive else _object, _infinitive, _prepositional):
        if (said := find(g, i)) is not None:
            return said if said.frame not in LOOSE else _last(g, i) or _through(g, i) or said
    return _last(g, i)


def _through(g: Grammar, i: int) -> Said | None:
    """ "announced in a post that …", where the parse has hung the clause on the post."""
    for k in g.kids[i]:
        noun = g.kid(k, "pobj") if k > i and g.dep[k] == "prep" else None
        clause = g.kid(noun, "relcl", "acl", "ccomp") if noun is not None else None
        if clause is not None and g.lower[g.left[clause]] == "that":
            return Said("clause", [extent(g, clause)], (), clause)
    return None


def _clause(g: Grammar, i: int) -> Said | None:
    """A finite clause: "said that …", "asked whether …"; also before the verb."""
    clauses = [k for k in g.kids[i] if _is_clause(g, i, k)]
    if not clauses:
        return None
    within = [r for k in clauses if (r := g.clip(i, *_said_clause(g, k)))[0] < r[1]]
    if not within:
        return None
    own = g.kid(i, "nsubj")
    if own is not None and max(clauses) < own < i:  # "…, it said": what the parse leaves out before it is said too
        within = [(min(s for s, _ in within), g.left[own])]
    ranges = _without_cue_clause(g, within, i)
    first = min(clauses)
    question = first > i and g.lower[g.left[first]] in QUESTIONS
    return Said("question" if question else "clause", ranges, (), clauses[-1])


def _is_clause(g: Grammar, i: int, k: int) -> bool:
    """Whether a child is a finite clause that is said: an object clause, or any that "that" begins."""
    if g.dep[k] == "ccomp":
        return k < i or not (is_infinitive(g, k) or _is_small(g, k))
    return k > i and g.dep[k] in ("conj", "advcl", "dep") and _that(g, k) is not None


def _that(g: Grammar, k: int) -> int | None:
    """The "that" which begins a clause."""
    return next((x for x in g.kids[k] if g.dep[x] == "mark" and g.lower[x] == "that"), None)


def _said_clause(g: Grammar, k: int) -> Range:
    """A clause from its "that" on: what a broken parse puts before it is not said."""
    start, end = extent(g, k)
    that = _that(g, k)
    return (start if that is None else max(start, that)), end


def is_infinitive(g: Grammar, k: int) -> bool:
    """Whether a verb stands with "to"."""
    return any(g.lower[x] == "to" and g.dep[x] == "aux" for x in g.kids[k])


def _is_small(g: Grammar, k: int) -> bool:
    """A small clause ("called him a spy", "saw him leave"): no finite verb and no mark of a clause."""
    if g.pos[k] in ("VERB", "AUX"):
        return g.tag[k] in ("VB", "VBG", "VBN") and not any(g.dep[x] in ("aux", "auxpass", "mark") for x in g.kids[k])
    return not any(g.dep[x] in ("aux", "cop", "mark") for x in g.kids[k])


def _without_cue_clause(g: Grammar, ranges: list[Range], i: int) -> list[Range]:
    """The ranges less the cue with its subject and other small words."""
    for k in (i, *g.kids[i][:MANY]):
        if k == i or g.dep[k] in SUBJECTS | AUXILIARIES | {"dative", "dobj", "npadvmod", "advmod", "prep", "agent"}:
            ranges = minus(ranges, (i, i + 1) if k == i else extent(g, k))
    return ranges


def _around(g: Grammar, i: int) -> Said | None:
    """A cue put into or after what it reports: "The plan, he said, was …"."""
    above = g.head[i]
    if g.dep[i] != "parataxis" or above == i or g.kid(i, "nsubj") is None:
        return None
    whole = g.clip(i, *extent(g, above))
    return Said("clause", minus([whole], extent(g, i)), (), above) if whole[0] < whole[1] else None


def _last(g: Grammar, i: int) -> Said | None:
    """A cue that closes a sentence, where the parse has not seen it: "The man was held, the ministry confirmed"."""
    own = g.kid(i, "nsubj")
    if own is None or own > i or g.dep[i] not in ("advcl", "conj", "dep", "ROOT"):
        return None
    comma, (start, end) = g.left[own] - 1, g.sentences[g.sent[i]]
    start, end = g.clip(i, start, end)
    if comma - start < TAIL or end - i > TAIL or g.word[comma] != "," or g.kid(i, "mark", "cc") is not None:
        return None
    return Said("clause", [(start, comma)], (), g.head[i])


def _as(g: Grammar, i: int) -> Said | None:
    """ "As the ministry noted, …": the clause that it is put to."""
    above = g.head[i]
    marks = [k for k in g.kids[i] if g.dep[k] in ("mark", "advmod") and g.lower[k] == "as" and k < i]
    if g.dep[i] != "advcl" or not marks or g.kid(i, "dobj", "xcomp", "prep") is not None:
        return None
    whole = g.clip(i, *extent(g, above))
    return Said("as clause", minus([whole], extent(g, i)), (), above) if whole[0] < whole[1] else None


def _object(g: Grammar, i: int) -> Said | None:
    """A noun phrase as content, alone or with what is said of it."""
    small = next((k for k in g.kids[i] if g.dep[k] == "ccomp" and k > i), None)
    if small is not None:
        return Said("object to" if is_infinitive(g, small) else "object as", [extent(g, small)], (), small)
    noun = g.kid(i, "dobj")
    if noun is None or noun < i:
        return _fronted(g, i, noun)
    start, end = extent(g, noun)
    for k in g.kids[i]:
        if k > noun and (kind := _complement(g, k, end)):
            return Said(f"object {kind}", [(start, extent(g, k)[1])], (), noun)
    return Said("object", [(start, end)], (), noun)


def _fronted(g: Grammar, i: int, noun: int | None) -> Said | None:
    """ "what it calls a lie", "a firm which he described as a front": the pronoun and what is said of it."""
    if noun is None or g.tag[noun] not in ("WP", "WDT"):
        return None
    for k in g.kids[i]:
        if k > i and (kind := _complement(g, k, i + 1)):
            return Said(f"object {kind}", [extent(g, noun), extent(g, k)], (), noun)
    return None


def _complement(g: Grammar, k: int, end: int) -> str | None:
    """What is said of an object: "to …", "as …", or a preposition right behind it."""
    if g.dep[k] == "xcomp" and is_infinitive(g, k):
        return "to"
    if g.dep[k] == "oprd" or (g.left[k] == end and g.lower[end] == "as"):
        return "as"
    return g.lower[k] if g.dep[k] == "prep" and k == end and g.lower[k] in OBJECT_PREPOSITIONS else None


def _infinitive(g: Grammar, i: int) -> Said | None:
    """ "vowed to …", "denied spying"."""
    k = g.kid(i, "xcomp")
    if k is None or k < i:
        return None
    return Said("to" if is_infinitive(g, k) else "ing", [extent(g, k)], (), k)


def _passive(g: Grammar, i: int) -> Said | None:
    """ "X is said to …", "X was accused of …", "X was criticised": the subject is part of the content."""
    if g.dep[i] in ("acl", "advcl") and g.word[i - 1] == "," and (by := g.kid(i, "agent")) is not None and by == i + 1:
        return _by_the_way(g, i)
    ranges = _passive_subject(g, i)
    for k in g.kids[i]:
        if k < i:
            continue
        if g.dep[k] == "xcomp":
            return Said("to" if is_infinitive(g, k) else "ing", [*ranges, extent(g, k)], (), k)
        if g.dep[k] == "oprd":
            return Said("as", [*ranges, extent(g, k)], (), k)
        if g.dep[k] == "prep" and g.lower[k] in OBJECT_PREPOSITIONS:
            return Said(g.lower[k], [*ranges, extent(g, k)], (), k)
    return Said("object", ranges) if ranges else None


def _by_the_way(g: Grammar, i: int) -> Said | None:
    """ "The man was arrested, reported by X": the whole clause before it."""
    top = clause_above(g, i)
    whole = extent(g, top) if top is not None else (i, i)
    return Said("by", minus([whole], extent(g, i)), (), -1) if whole[0] < i else None


def _passive_subject(g: Grammar, i: int) -> list[Range]:
    """The subject of a passive, or the noun that a participle stands behind."""
    noun = g.kid(i, "nsubjpass")
    if noun is not None:
        return [noun_phrase(g, noun, i)]
    above = g.head[i]
    if g.dep[i] == "acl" and above < i:
        return [g.clip(i, g.left[above], min(g.left[i], i))]
    return []


def _prepositional(g: Grammar, i: int) -> Said | None:
    """ "called for …", "spoke about …": the preposition belongs to the cue."""
    for k in g.kids[i]:
        if g.dep[k] == "prep" and k > i and (noun := g.kid(k, "pobj", "pcomp")) is not None:
            start, end = extent(g, noun)
            return Said(g.lower[k], [(start, _said_of(g, i, noun, end))], (k,), noun)
    return None


def _said_of(g: Grammar, i: int, noun: int, end: int) -> int:
    """Where the content ends that begins with "called for the firm …" or "referred to him …": behind "to …", "as …"."""
    for k in g.kids[i]:
        if k > noun and g.left[k] == end and (g.lower[end] == "as" or (is_infinitive(g, k) and g.lower[end] == "to")):
            return extent(g, k)[1]
    return end


def clause_above(g: Grammar, i: int) -> int | None:
    """The clause that a phrase belongs to: the nearest verb with a subject of its own above it."""
    at = g.head[i]
    if at == i:
        return None
    for _ in range(CLIMB):
        if g.head[at] == at or (g.pos[at] in ("VERB", "AUX") and _own_clause(g, at)):
            return at
        at = g.head[at]
    return at


def _own_clause(g: Grammar, i: int) -> bool:
    """Whether a verb heads a clause that can be said by itself."""
    if g.dep[i] == "conj":
        return g.kid(i, *SUBJECTS) is not None
    return g.dep[i] in ("ccomp", "advcl", "parataxis", "relcl")
