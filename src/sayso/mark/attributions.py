"""Parsed document → attributions: who says what, by which words. The reader "rules".

Takes a document that spaCy has parsed and the pack's cues, gives `Attribution`s in the order of their text: source,
cue and content after the PARC/PolNeAR scheme, kind, certainty, parent and confidence. Speakers are left open: who
"it" or "the ministry" is, is found elsewhere. No model beyond the parse; linear in tokens but for the sort.

Steps: candidates from grammar (frames.py) that the pack knows as cues (cues.py); contents brought into line with
quotation marks (speech.py); quotations that grammar has missed (orphans.py); nesting.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from msgspec.structs import replace
from spacy.tokens import Doc

from sayso.mark import READER_VERSIONS, frames, orphans, phrases
from sayso.mark.certainty import certainty
from sayso.mark.context import likelihood
from sayso.mark.cues import CueIndex
from sayso.mark.draft import Draft
from sayso.mark.frames import Candidate
from sayso.mark.grammar import SUBJECTS, Grammar
from sayso.mark.quotes import quotations
from sayso.mark.source import CLIMB
from sayso.mark.speech import Quotes, kind, snap, spans, spoken
from sayso.model import Attribution

READER = f"rules {READER_VERSIONS['rules']}"

ASIDE = frozenset({",", "—", "–", "--"})
FLOOR = 0.33  # candidates less likely than this to be attributions are left out


def attributions(doc: Doc, cues: CueIndex) -> tuple[Attribution, ...]:
    """All attributions of a document that have a cue of their own, by the place of their first word."""
    g = Grammar(doc)
    quotes = Quotes(g.text, quotations(g.text))
    likely = [(c, p) for c in candidates(g, cues) if (p := chance(g, quotes, cues, c)) >= FLOOR]
    likely = without_closing(likely)
    found = {c.head: c for c, _ in likely}
    kept = [(with_speaker(g, cues, c, found), p) for c, p in likely if not governs(c, found)]
    drafts = [d for c, p in kept if (d := draft(g, quotes, c, p)) is not None]
    drafts += orphans.closings(g, cues, drafts)
    drafts += orphans.headlines(g, quotes, drafts)
    drafts += orphans.orphans(g, quotes, cues, drafts)
    orphans.carry(g, quotes, drafts)
    return nested([finished(g, quotes, cues, d) for d in drafts])


def candidates(g: Grammar, cues: CueIndex) -> Iterator[Candidate]:
    """Every word or phrase that the pack knows, in the frame that it stands in here."""
    for i in range(g.size):
        phrase = phrase_at(g, cues, i)
        if phrase is not None:
            yield from phrases.according(g, i, *phrase)
        elif g.pos[i] == "VERB":
            yield from frames.verbal(g, i)
        elif g.pos[i] == "NOUN":
            yield from phrases.nominal(g, i)
        elif g.pos[i] == "ADJ":
            yield from phrases.adjectival(g, i)
        elif g.pos[i] == "ADV" and cues.get("adv", g.lower[i]) is not None:
            yield from phrases.adverbial(g, i)


def phrase_at(g: Grammar, cues: CueIndex, i: int) -> tuple[str, int] | None:
    """The prepositional cue that begins at a token ("according to"), and its last token."""
    for words, cue in cues.phrases.get(g.lower[i], ()):
        if tuple(g.lower[i : i + len(words)]) == words:
            return cue.words, i + len(words) - 1
    return None


def chance(g: Grammar, quotes: Quotes, cues: CueIndex, c: Candidate) -> float:
    """How likely a candidate is to be an attribution, where it stands."""
    share = cues.share(c.pos, c.words, c.frame)
    if not share or quoted(g, quotes, c):
        return 0.0
    return share if c.pos in ("prep", "adv") else likelihood(g, c, share)


def without_closing(likely: list[tuple[Candidate, float]]) -> list[tuple[Candidate, float]]:
    """Candidates without the ", according to X" at the end of their contents, which speaks for them all."""
    phrases_at = sorted((c.cue[0][0], c.source[0][1]) for c, _ in likely if c.pos == "prep" and c.source)

    def cut(start: int, end: int) -> tuple[int, int]:
        n = bisect_right(phrases_at, (end, 0)) - 1
        inside = n >= 0 and start < phrases_at[n][0] < end <= phrases_at[n][1] + 1
        return start, phrases_at[n][0] if inside else end

    return [
        (c._replace(content=tuple(cut(*r) for r in c.content)), p) if c.pos != "prep" else (c, p) for c, p in likely
    ]


def governs(c: Candidate, found: dict[int, Candidate]) -> bool:
    """Whether a candidate only leads to another ("decided to announce", "sought to deny"), which says it all."""
    return c.frame in ("to", "ing") and c.pos == "verb" and c.top in found


def with_speaker(g: Grammar, cues: CueIndex, c: Candidate, found: dict[int, Candidate]) -> Candidate:
    """A candidate without what the next cue says, and with the source that grammar alone gets wrong.

    "… said that A and added that B": the parse makes "added" a part of A, so its subject is that of "said". "rejected
    the claim that A": the claim is not that of who rejects it.
    """
    above = cues.get("verb", g.lemma[g.head[c.head]])
    if c.pos == "noun" and g.dep[c.head] == "dobj" and above is not None and above.certainty == "denied":
        return c._replace(source=()) if g.kid(c.head, "poss") is None else c
    lead = next((f for k in ups(g, c.head) if (f := found.get(k)) is not None and tail_of(g, f, found) == c.head), None)
    return without_tail(g, c if lead is None else c._replace(source=lead.source), found)


def ups(g: Grammar, i: int) -> Iterator[int]:
    """The tokens above one that has no subject of its own, nearest first."""
    if g.kid(i, *SUBJECTS) is not None:
        return
    for _ in range(CLIMB):
        if g.head[i] == i:
            return
        i = g.head[i]
        yield i


def tail_of(g: Grammar, c: Candidate, found: dict[int, Candidate]) -> int | None:
    """The next cue of the same speaker that a parse has made a part of a content ("… and added that …")."""
    if c.frame not in ("clause", "question", "to") or c.top < c.head:
        return None
    return next((k for k in tails(g, c.top) if k in found and g.kid(k, *SUBJECTS) is None), None)


def without_tail(g: Grammar, c: Candidate, found: dict[int, Candidate]) -> Candidate:
    """A candidate whose content stops where the next cue of the same speaker begins."""
    tail = tail_of(g, c, found)
    if tail is None:
        return c
    end = g.left[tail]
    while end > c.top and (g.dep[end - 1] in ("cc", "punct") or g.word[end - 1].isspace()):
        end -= 1
    return c._replace(content=tuple((s, min(e, end)) for s, e in c.content if s < end))


def shortened(g: Grammar, c: Candidate) -> Iterator[tuple[int, int]]:
    """A content's ranges without the aside at its end (", which …", ", who …"): the outlet's own words as a rule."""
    for start, end in c.content:
        yield start, next((cut for cut in asides(g, c.top, start, end)), end) if start > c.head else end


def asides(g: Grammar, top: int, start: int, end: int) -> Iterator[int]:
    """Where the asides that close a content begin, down its right side."""
    for _ in range(CLIMB):
        kids = g.kids[top][-frames.MANY :] if top >= 0 else []
        last = next((k for k in reversed(kids) if top < k < end and g.dep[k] != "punct"), None)
        if last is None:
            return
        cut = g.left[last]
        aside = g.dep[last] == "relcl" and g.lower[cut] in ("which", "who", "where")
        if aside and cut - 1 > start and g.word[cut - 1] in ASIDE:
            yield cut - 1
        top = last


def tails(g: Grammar, top: int) -> Iterator[int]:
    """Verbs joined to the head of a content, nearest first, and verbs joined to those."""
    for _ in range(CLIMB):
        kids = g.kids[top][bisect_right(g.kids[top], top) :][: frames.MANY]
        joined = [k for k in kids if g.dep[k] == "conj"]
        yield from (k for k in kids if g.dep[k] == "advcl" and g.tag[k] == "VBG" and g.left[k] == k)
        yield from joined
        if not joined:
            return
        top = joined[-1]


def draft(g: Grammar, quotes: Quotes, c: Candidate, share: float) -> Draft | None:
    """A candidate in characters, if something is left of its content."""
    cue = spans(chars(g, c.cue), g.text)
    direct = c.frame == "clause" and c.pos == "verb"
    pieces = [snap(quotes, s, e, g.start[c.head], direct) for s, e in chars(g, tuple(shortened(g, c)))]
    source = spans(chars(g, c.source), g.text)
    found = Draft(c.head, c.pos, c.words, c.frame, share, source, cue, pieces)
    if direct:
        found.pieces = spoken(quotes, [(s.start, s.end) for s in found.content(g.text)])
    return found if cue and found.content(g.text) else None


def quoted(g: Grammar, quotes: Quotes, c: Candidate) -> bool:
    """Whether cue and content are both part of one quotation: what is told there is told by the quoted speaker."""
    n = quotes.at(g.start[c.head])
    return n is not None and all(quotes.at(g.end[e - 1] - 1) == n for s, e in c.content)


def chars(g: Grammar, ranges: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    """Token ranges as character ranges."""
    return [(g.start[s], g.end[e - 1]) for s, e in ranges if s < e]


def finished(g: Grammar, quotes: Quotes, cues: CueIndex, d: Draft) -> Attribution:
    """A draft as an attribution, still without its parent."""
    content = d.content(g.text)
    return Attribution(
        source=d.free_source(g.text),
        cue=d.cue,
        content=content,
        kind=kind(quotes, content),
        certainty=certainty(g, cues, d),
        confidence=round(min(d.share, 1.0), 2),
        reader=READER,
    )


def nested(found: list[Attribution]) -> tuple[Attribution, ...]:
    """Attributions in order, each with the index of the smallest other one whose content holds its cue."""
    found.sort(key=lambda a: (min(s.start for s in a.cue), a.cue, a.content))
    pieces = sorted((s.start, -s.end, n) for n, a in enumerate(found) for s in a.content)
    out, open_, at = [], [], 0
    for n, a in enumerate(found):
        start, end = a.cue[0].start, a.cue[-1].end
        while at < len(pieces) and pieces[at][0] <= start:
            open_.append(pieces[at])
            at += 1
        while open_ and -open_[-1][1] <= start:
            open_.pop()
        parent = next((m for _, stop, m in reversed(open_[-frames.MANY :]) if -stop >= end and m != n), None)
        out.append(a if parent is None else replace(a, parent=parent))
    return tuple(out)
