"""Quotations and headlines that grammar has not read: who says them is told by what stands beside them.

`orphans` gives a quotation without attribution to the verb of speech beside it; `headlines` reads "Xi: No spies
here"; `carry` adds to an attribution the quotations that go on with it ("A," he said. "B."; paragraphs that open with
a mark again).
"""

from __future__ import annotations

import re
from bisect import bisect_left

from sayso.mark.cues import CueIndex
from sayso.mark.draft import Draft
from sayso.mark.frames import cue_range, subject, verb_words
from sayso.mark.grammar import Grammar
from sayso.mark.quotes import paragraphs
from sayso.mark.speech import LONG, Quotes, spans

REACH = 14  # tokens between a quotation and the verb that it belongs to
STOPS = frozenset({".", "?", "!"})
HEADLINE = re.compile(r"(?P<source>[^:\n\"“”]{2,60}?)(?P<cue>:)[ \t]+(?P<content>\S[^\n]*)")


def claimed(quotes: Quotes, drafts: list[Draft], text: str) -> dict[int, Draft]:
    """Which quotations are content of a verb of speech, by number."""
    owner: dict[int, Draft] = {}
    for d in drafts:
        for start, end in d.content(text):
            n = quotes.at(start)
            n = quotes.next(start) if n is None else n
            while n is not None and n < len(quotes.all) and quotes.all[n].start < end:
                if start <= quotes.all[n].start and quotes.all[n].end - 1 <= end:
                    owner.setdefault(n, d)
                n += 1
    return owner


def orphans(g: Grammar, quotes: Quotes, cues: CueIndex, drafts: list[Draft]) -> list[Draft]:
    """Drafts for the quotations that nobody has claimed and that a verb of speech stands beside."""
    owner, cued, out = claimed(quotes, drafts, g.text), {d.head for d in drafts}, []
    for n, q in enumerate(quotes.all):
        if n in owner or quotes.words(n) < LONG:
            continue
        verb = beside(g, cues, bisect_left(g.start, q.start), bisect_left(g.start, q.end))
        if verb is None:
            continue
        if verb in cued:
            next(d for d in drafts + out if d.head == verb).pieces.append((q.start, q.end))
            continue
        source = subject(g, verb)
        found = Draft(
            verb,
            "verb",
            verb_words(g, verb),
            "clause",
            0.8,
            () if source is None else spans([(g.start[source[0]], g.end[source[1] - 1])], g.text),
            spans([(g.start[s], g.end[e - 1]) for s, e in cue_range(g, verb)], g.text),
            [(q.start, q.end)],
        )
        if found.cue and found.content(g.text):
            out.append(found)
            cued.add(verb)
    return out


def beside(g: Grammar, cues: CueIndex, first: int, end: int) -> int | None:
    """The verb of speech nearest before or after a quotation, in the same sentence and line."""
    steps = (
        [*((i, i) for i in range(end, min(end + REACH, g.size)))],
        [*((i, i) for i in range(first - 1, max(first - REACH, -1), -1))],
    )
    for side in steps:
        for i, _ in side:
            if g.word[i] in STOPS or "\n" in g.word[i]:
                break
            if g.pos[i] == "VERB" and cues.share("verb", verb_words(g, i), "clause") >= 0.5:
                return i
    return None


def headlines(g: Grammar, quotes: Quotes, drafts: list[Draft]) -> list[Draft]:
    """Drafts for headlines of the form "Xi: No spies here"."""
    out: list[Draft] = []
    return out


def carry(g: Grammar, quotes: Quotes, drafts: list[Draft]) -> None:
    """Adds to each attribution the unclaimed quotations that go on with it."""
    owner = claimed(quotes, drafts, g.text)
    lines = {start: end for start, end in paragraphs(g.text)}
    ends = sorted(lines.values())
    for n, q in enumerate(quotes.all):
        if n in owner or n == 0 or quotes.words(n) < LONG:
            continue
        before = owner.get(n - 1)
        if before is None or not before.frame == "clause":
            continue
        whole = q.start in lines and lines[q.start] <= q.end + 1
        between = g.text[quotes.all[n - 1].end : q.start]
        if (whole and between.count("\n") and len(between.strip()) <= 80) or goes_on(between):
            before.pieces.append((q.start, q.end))
            owner[n] = before


def goes_on(between: str) -> bool:
    """Whether only one attributing clause and a full stop lie between two quotations of a line."""
    return "\n" not in between and len(between) < 120 and between.rstrip().endswith((".", ":", ","))
