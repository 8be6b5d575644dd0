"""Quotations and headlines that grammar has not read: who says them is told by what stands beside them.

`orphans` gives a quotation without attribution to the verb of speech beside it; `closings` reads the end of sentences
whose parse has gone astray; `headlines` reads "Xi: No spies
here"; `carry` adds to an attribution the quotations that go on with it ("A," he said. "B."; paragraphs that open with
a mark again).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from sayso.mark.cues import CueIndex
from sayso.mark.draft import Draft
from sayso.mark.frames import cue_range, verb_words
from sayso.mark.grammar import Grammar
from sayso.mark.quotes import paragraphs
from sayso.mark.source import neighbour, subject
from sayso.mark.speech import LONG, MARKS, Quotes, spans
from sayso.model import Span

NAME = 12  # tokens of a speaker's name before a colon
REACH = 14  # tokens between a quotation and the verb that it belongs to
BETWEEN = 80  # characters between a quotation and the paragraph that goes on with it
NEAR = 4  # the same for a quotation of a word or two ("No," he said)
CLOSING = 14  # tokens after the last comma of a sentence that closes with its speaker
AFTER = 9  # the same after the verb: "on Monday in a statement"
LONGEST = 120  # tokens of such a sentence
SPEECH = 0.5  # a verb that takes a clause this often is a verb of speech
# fmt: off
LABELS = frozenset((  # what stands before a colon without speaking
    "update", "updated", "published", "posted", "date", "note", "photo", "image", "picture", "pictured", "caption",
    "video", "watch", "listen", "read", "related", "see", "correction", "more", "follow", "contact", "tags", "topics",
    "tel", "email", "source", "sources", "credit", "file", "location",
))
# fmt: on
SMALL = frozenset(("of", "the", "to", "on", "'s", "’s", "for", "and", "in", "at", "by", "(", ")", ".", ",", "-", "–"))
LINE = 0.6  # share of lines "Name: words" that attribute
STOPS = frozenset({".", "?", "!"})


def claimed(quotes: Quotes, drafts: list[Draft], text: str) -> dict[int, Draft]:
    """Which quotations are content, and whose: the first draft's that holds them whole."""
    owner: dict[int, Draft] = {}
    free = list(range(len(quotes.all) + 1))  # free[n]: the first quotation from n on that nobody has
    for d in drafts:
        for start, end in d.content(text):
            n = _free(free, quotes.first(start))
            while n < len(quotes.all) and quotes.all[n].start < end:
                if start > quotes.all[n].start or quotes.all[n].end - 1 > end:
                    n = _free(free, n + 1)
                    continue
                owner[n], free[n] = d, n + 1
                n = _free(free, n)
    return owner


def _free(free: list[int], n: int) -> int:
    while free[n] != n:
        free[n] = free[free[n]]
        n = free[n]
    return n


def orphans(g: Grammar, quotes: Quotes, cues: CueIndex, drafts: list[Draft]) -> list[Draft]:
    """Drafts for the quotations that nobody has claimed and that a verb of speech stands beside."""
    owner, cued, out = claimed(quotes, drafts, g.text), {d.head: d for d in drafts}, []
    for n, q in enumerate(quotes.all):
        if n in owner:
            continue
        verb = beside(g, cues, quotes, n)
        if verb is None:
            continue
        if verb in cued:
            cued[verb].pieces.append((q.start, q.end))
            continue
        found = spoken_by(g, verb, [(q.start, q.end)])
        if found.cue and found.content(g.text):
            out.append(found)
            cued[verb] = found
    return out


def closings(g: Grammar, cues: CueIndex, drafts: list[Draft]) -> list[Draft]:
    """Drafts for sentences that close ", the agency claimed on Monday." where the parse has lost the verb's clause."""
    cued = {d.head for d in drafts}
    out: list[Draft] = []
    for start, end in g.sentences:
        comma = next((i for i in range(end - 1, max(end - CLOSING, start), -1) if g.word[i] == ","), None)
        if comma is None or comma - start < LONG or end - start > LONGEST:
            continue
        verb = next((i for i in range(comma + 2, end) if _closes(g, cues, i)), None)
        if verb is None or verb in cued or end - verb > AFTER:
            continue
        low, high = g.clip(verb, start, comma)
        found = spoken_by(g, verb, [(g.start[low], g.end[high - 1])] if low < high else [])
        inside = all(g.start[comma] < s.start for s in found.source)
        if found.source and inside and found.content(g.text):
            out.append(found)
    return out


def _closes(g: Grammar, cues: CueIndex, i: int) -> bool:
    """Whether a token is a finite verb that nearly always takes a clause."""
    finite = g.pos[i] == "VERB" and g.tag[i] in ("VBD", "VBZ") and g.kid(i, "ccomp", "dobj", "xcomp") is None
    return finite and cues.share("verb", verb_words(g, i), "clause") >= SPEECH


def spoken_by(g: Grammar, verb: int, pieces: list[tuple[int, int]]) -> Draft:
    """A draft for a quotation and the verb beside it."""
    source = subject(g, verb) or neighbour(g, verb)
    return Draft(
        verb,
        "verb",
        verb_words(g, verb),
        "clause",
        0.8,
        () if source is None else spans([(g.start[source[0]], g.end[source[1] - 1])], g.text),
        spans([(g.start[s], g.end[e - 1]) for s, e in cue_range(g, verb)], g.text),
        pieces,
    )


def beside(g: Grammar, cues: CueIndex, quotes: Quotes, n: int) -> int | None:
    """The verb of speech nearest after or before a quotation, in the same sentence and line."""
    q = quotes.all[n]
    first, end = bisect_left(g.start, q.start), bisect_left(g.start, q.end)
    long = quotes.words(n) >= LONG
    ends_open = quotes.text[max(q.end - 3, q.start) : q.end].rstrip(MARKS)[-1:] in ",?!"
    if ends_open and (verb := _search(g, cues, range(end, min(end + (REACH if long else NEAR), g.size)), SPEECH)):
        return verb
    before = g.word[first - 1] if first else ""
    if not long or not (before in (":", ",") or quotes.sentence(n)):
        return None
    return _search(g, cues, range(first - 1, max(first - REACH, -1), -1), 0.0 if before == ":" else SPEECH)


def _search(g: Grammar, cues: CueIndex, way: range, share: float) -> int | None:
    """The first verb on the way that takes clauses at least that often."""
    for i in way:
        if g.word[i] in STOPS or g.line[i] != g.line[way[0]]:
            return None
        if g.pos[i] == "VERB" and cues.share("verb", verb_words(g, i), "clause") >= share:
            return i
    return None


def headlines(g: Grammar, quotes: Quotes, drafts: list[Draft]) -> list[Draft]:
    """Drafts for lines of the form "Xi: No spies here": a short name, a colon, what is said."""
    taken = {d.cue[0].start for d in drafts}
    out: list[Draft] = []
    for start, end in g.lines:
        colon = next((i for i in range(start, min(start + NAME, end)) if g.word[i] == ":"), None)
        if colon is None or not is_name(g, start, colon) or colon + 1 >= end or g.start[colon] in taken:
            continue
        source = spans([(g.start[start], g.end[colon - 1])], g.text)
        cue, rest = Span(g.start[colon], g.end[colon]), (g.end[colon], g.end[end - 1])
        found = Draft(-1, "punct", ":", "line", LINE, source, (cue,), [rest])
        if any(len(g.text[s:e].split()) >= LONG for s, e in found.content(g.text)):
            out.append(found)
    return out


def is_name(g: Grammar, start: int, end: int) -> bool:
    """Whether tokens read as a speaker's name: capital letters, and no label such as "Update"."""
    words = [i for i in range(start, end) if not g.word[i].isspace()]
    return (
        bool(words)
        and g.lower[words[0]] not in LABELS
        and all(g.word[i][0].isupper() or g.lower[i] in SMALL for i in words)
    )


def carry(g: Grammar, quotes: Quotes, drafts: list[Draft]) -> None:
    """Adds to each attribution the unclaimed quotations that go on with it."""
    owner = claimed(quotes, drafts, g.text)
    lines = list(paragraphs(g.text))
    starts = [start for start, _ in lines]
    for n in range(1, len(quotes.all)):
        q, before = quotes.all[n], owner.get(n - 1)
        if n in owner or before is None or before.frame != "clause":
            continue
        line, last = (bisect_right(starts, place) - 1 for place in (q.start, quotes.all[n - 1].start))
        between = g.text[quotes.all[n - 1].end : q.start]
        whole = lines[line][0] == q.start and lines[line][1] <= q.end + 1
        long = quotes.words(n) >= LONG
        if long and goes_on(between) if line == last else whole and line == last + 1 and len(between) <= BETWEEN:
            before.pieces.append((q.start, q.end))
            owner[n] = before


def goes_on(between: str) -> bool:
    """Whether only an attributing clause and its mark lie between two quotations of a paragraph."""
    return len(between) < 4 * BETWEEN and between.rstrip().endswith((".", ":", ","))
