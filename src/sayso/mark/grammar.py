"""Parsed document → the plain lists that rules on grammar read: heads, relations, children, extents.

spaCy makes a new object for each token that is touched; a rule that walks the tree pays for it each time. `Grammar`
reads everything once (linear in tokens) and answers in list look-ups.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

from spacy.tokens import Doc

from sayso.mark.quotes import paragraphs

Range = tuple[int, int]  # of tokens, [start, end)

DASH = re.compile(r"\s(?:—|–|--|-)\s|(?<=[)A-Z])—\s?")
PLACE_LINE = 80  # characters in which a place line must end
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
AUXILIARIES = frozenset({"aux", "auxpass", "neg", "prt"})


class Grammar:
    """One document's tokens as lists: `head`, `dep`, `tag`, `pos`, `lemma`, `lower`, `left`, `right`, `kids`.

    `left` and `right` are the outermost tokens of a token's subtree; `start` and `end` its characters; `sent` and
    `line` the numbers of its sentence and line; `root` gives each sentence's main word.
    """

    def __init__(self, doc: Doc):
        tokens = list(doc)
        self.text: str = doc.text
        self.size = len(tokens)
        self.head = [t.head.i for t in tokens]
        self.dep = [t.dep_ for t in tokens]
        self.tag = [t.tag_ for t in tokens]
        self.pos = [t.pos_ for t in tokens]
        self.word = [t.text for t in tokens]
        self.lower = [t.lower_ for t in tokens]
        self.lemma = [t.lemma_.lower() or t.lower_ for t in tokens]
        self.start = [t.idx for t in tokens]
        self.end = [t.idx + len(t) for t in tokens]
        self.left = [t.left_edge.i for t in tokens]
        self.right = [t.right_edge.i for t in tokens]
        self.kids: list[list[int]] = [[] for _ in tokens]
        for i, head in enumerate(self.head):
            if head != i:
                self.kids[head].append(i)
        self.lines = _lines(self)
        self.line = [n for n, (start, end) in enumerate(self.lines) for _ in range(start, end)]
        self._kid: dict[tuple[int, tuple[str, ...]], int | None] = {}
        self.sentences = [(s.start, s.end) for s in doc.sents] if doc.has_annotation("SENT_START") else [(0, self.size)]
        self.root = [next((i for i in range(a, b) if self.head[i] == i), a) for a, b in self.sentences]
        self.sent = [n for n, (start, end) in enumerate(self.sentences) for _ in range(start, end)]

    def clip(self, i: int, start: int, end: int) -> tuple[int, int]:
        """The part of a token range that stands in the line of token `i`, its place line left out."""
        low, high = self.lines[self.line[i]]
        return max(start, low), min(end, high)

    def kid(self, i: int, *deps: str) -> int | None:
        """The first child of a token in one of these relations; looked for once, as many rules ask for it."""
        key = (i, deps)
        if key not in self._kid:
            self._kid[key] = next((k for k in self.kids[i] if self.dep[k] in deps), None)
        return self._kid[key]


def _lines(g: Grammar) -> list[tuple[int, int]]:
    """Token ranges of the paragraphs, a place line being a range of its own."""
    cuts = {0, g.size}
    for start, _ in paragraphs(g.text):
        cuts.add(bisect_left(g.start, start))
        if end := place_line(g.text[start : start + PLACE_LINE]):
            cuts.add(bisect_left(g.start, start + end))
    ordered = sorted(cuts)
    return list(pairwise(ordered))


def place_line(beginning: str) -> int:
    """The length of the place line that a paragraph begins with ("LONDON (Agency) — ", "PARIS, Oct. 3 - "), or 0."""
    dash = DASH.search(beginning)
    words = beginning[: dash.start()].split() if dash else []
    if dash is None or not words or not (words[0].isupper() or words[-1].endswith(")")):
        return 0
    return dash.end() if all(w[0].isupper() or not w[0].isalpha() for w in words) else 0


def extent(g: Grammar, i: int) -> Range:
    """The range of a token's subtree, within its line."""
    return g.clip(i, g.left[i], g.right[i] + 1)


def minus(ranges: list[Range], hole: Range) -> list[Range]:
    """Ranges without the tokens of the hole."""
    kept = []
    for start, end in ranges:
        if hole[1] <= start or hole[0] >= end:
            kept.append((start, end))
            continue
        kept += [(s, e) for s, e in ((start, hole[0]), (hole[1], end)) if s < e]
    return kept
