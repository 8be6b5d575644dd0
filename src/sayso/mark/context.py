"""How likely a candidate is an attribution where it stands: the share of its cue, raised or lowered by its context.

The share of cues.yaml says how often a word in a frame attributes anywhere; "said" as the main verb of a sentence
does so oftener than "to say" after "want". `likelihood` adds the log-odds of a few plain features. The figures are
measured on the training part of PolNeAR (docs/marking.md, "Attributions").
"""

from __future__ import annotations

from collections.abc import Iterator
from math import exp, log

from sayso.mark.frames import Candidate
from sayso.mark.grammar import Grammar

BASE = -1.08
SLOPE = 0.84
WEIGHTS: dict[str, dict[str, float]] = {
    "form": {
        "VB": -0.44,
        "VB main": -0.34,
        "VBN": -0.12,
        "VBD main": 0.12,
        "VBP": 0.17,
        "NNS": 0.2,
        "NN main": 0.2,
        "VBP main": 0.42,
    },
    "relation": {
        "ccomp": -0.93,
        "csubj": -0.52,
        "oprd": -0.44,
        "pcomp": -0.36,
        "appos": -0.31,
        "prep": -0.28,
        "acl": -0.27,
        "dobj": 0.11,
        "nsubjpass": 0.12,
        "conj": 0.3,
        "parataxis": 0.31,
        "advcl": 0.37,
        "dep": 0.37,
        "attr": 0.44,
        "nsubj": 0.44,
        "acomp": 0.46,
        "ROOT": 0.67,
    },
    "source": {
        "it": -0.38,
        "they": -0.32,
        "none": -0.26,
        "second": 0.21,
        "name": 0.27,
        "first": 0.33,
    },
    "size": {
        "word": -0.47,
        "pronoun": -0.17,
        "short": -0.11,
        "middle": 0.25,
        "long": 0.49,
    },
    "frame": {
        "adj to": -0.62,
        "verb other": -0.33,
        "verb to": -0.14,
        "noun other": 0.15,
        "verb passive": 0.17,
        "adj clause": 0.2,
        "noun clause": 0.3,
    },
    "auxiliary": {
        "modal": -0.48,
    },
    "negated": {
        "clause": -0.4,
        "other": 0.14,
        "question": 0.58,
    },
    "condition": {
        "if": -0.48,
    },
}
PRONOUNS = {"i": "first", "we": "first", "you": "second", "it": "it", "he": "he", "she": "he", "they": "they"}
MODALS = frozenset({"would", "could", "can", "should", "will", "may", "might", "must", "'d", "’d", "'ll", "’ll"})


def features(g: Grammar, c: Candidate) -> Iterator[tuple[str, str]]:
    """The features of a candidate's place: (group, value)."""
    i = c.head
    kind = c.frame if c.frame in ("clause", "question", "to", "object", "object to") else "other"
    yield "frame", f"{c.pos} {'passive' if c.frame.startswith('passive') else kind}"
    yield "form", g.tag[i] if g.dep[i] != "ROOT" else f"{g.tag[i]} main"
    yield "relation", g.dep[i]
    yield "source", source_kind(g, c)
    yield "size", size(g, c)
    for k in g.kids[i]:
        if g.dep[k] == "aux" and (g.lower[k] in MODALS or g.lower[k] == "to"):
            yield "auxiliary", "to" if g.lower[k] == "to" else "modal"
        elif g.dep[k] == "neg":
            yield "negated", c.frame if c.frame in ("clause", "question") else "other"
        elif g.dep[k] == "mark" and g.lower[k] in ("if", "unless"):
            yield "condition", "if"


def source_kind(g: Grammar, c: Candidate) -> str:
    """What kind of source a candidate has: "none", a pronoun's kind, "who", "name" or "noun"."""
    if not c.source:
        return "none"
    start, end = c.source[0]
    if end - start == 1 and g.lower[start] in PRONOUNS:
        return PRONOUNS[g.lower[start]]
    if g.tag[start] in ("WP", "WDT"):
        return "who"
    return "name" if any(g.pos[i] == "PROPN" for i in range(start, min(end, start + 6))) else "noun"


def size(g: Grammar, c: Candidate) -> str:
    """How long a candidate's content is."""
    words = sum(e - s for s, e in c.content)
    if words == 1:
        return "pronoun" if any(g.pos[s] == "PRON" for s, _ in c.content) else "word"
    return "short" if words < 4 else "middle" if words < 9 else "long"


def likelihood(g: Grammar, c: Candidate, share: float) -> float:
    """The chance that a candidate is an attribution, from the share of its cue and its context."""
    share = min(max(share, 0.01), 0.99)
    odds = BASE + SLOPE * log(share / (1 - share))
    odds += sum(WEIGHTS.get(group, {}).get(value, 0.0) for group, value in features(g, c))
    return 1 / (1 + exp(-odds))
