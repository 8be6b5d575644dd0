"""Parsed document → attributions: who says what, by which words. The reader "rules".

Takes a document that spaCy has parsed and the pack's cues, gives `Attribution`s in the order of their text: source,
cue and content after the PARC/PolNeAR scheme, kind, certainty, parent and confidence. Speakers are left open: who
"it" or "the ministry" is, is found elsewhere. No model beyond the parse; linear in tokens but for the sort.

Steps: candidates from grammar (frames.py) that the pack knows as cues (cues.py); contents brought into line with
quotation marks (speech.py); quotations that grammar has missed (orphans.py); nesting.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace
from spacy.tokens import Doc

from sayso.mark import frames, orphans
from sayso.mark.certainty import certainty
from sayso.mark.cues import CueIndex
from sayso.mark.draft import Draft
from sayso.mark.frames import Candidate
from sayso.mark.grammar import Grammar
from sayso.mark.quotes import quotations
from sayso.mark.speech import Quotes, snap, spans
from sayso.model import Attribution, AttributionKind, Span

READER = "rules 1"
FLOOR = 0.4  # candidates less likely than this to be attributions are left out
SPEECH = 0.5  # a verb that takes a clause this often is a verb of speech: it governs quotations


def attributions(doc: Doc, cues: CueIndex) -> tuple[Attribution, ...]:
    """All attributions of a document that have a cue of their own, by the place of their first word."""
    g = Grammar(doc)
    quotes = Quotes(g.text, quotations(g.text))
    drafts = [d for c in candidates(g, cues) if (d := draft(g, quotes, cues, c)) is not None]
    drafts = without_twins(drafts)
    drafts += orphans.headlines(g, quotes, drafts)
    drafts += orphans.orphans(g, quotes, cues, drafts)
    orphans.carry(g, quotes, drafts)
    return nested([finished(g, quotes, cues, d) for d in drafts])


def candidates(g: Grammar, cues: CueIndex) -> Iterator[Candidate]:
    """Every word or phrase that the pack knows, in the frame that it stands in here."""
    for i in range(g.size):
        phrase = phrase_at(g, cues, i)
        if phrase is not None:
            yield from frames.according(g, i, *phrase)
        elif g.pos[i] == "VERB":
            yield from frames.verbal(g, i)
        elif g.pos[i] == "NOUN":
            yield from frames.nominal(g, i)
        elif g.pos[i] == "ADJ":
            yield from frames.adjectival(g, i)


def phrase_at(g: Grammar, cues: CueIndex, i: int) -> tuple[str, int] | None:
    """The prepositional cue that begins at a token ("according to"), and its last token."""
    for words, cue in cues.phrases.get(g.lower[i], ()):
        if tuple(g.lower[i : i + len(words)]) == words:
            return cue.words, i + len(words) - 1
    return None


def draft(g: Grammar, quotes: Quotes, cues: CueIndex, c: Candidate) -> Draft | None:
    """A candidate in characters, if the pack gives it a fair chance and something is left of its content."""
    share = cues.share(c.pos, c.words, c.frame)
    if share < FLOOR:
        return None
    cue = spans(chars(g, c.cue), g.text)
    direct = c.frame == "clause" and c.pos == "verb"
    pieces = [snap(quotes, s, e, g.start[c.head], direct) for s, e in chars(g, c.content)]
    source = spans(chars(g, c.source), g.text)
    found = Draft(c.head, c.pos, c.words, c.frame, share, source, cue, pieces)
    return found if cue and found.content(g.text) else None


def chars(g: Grammar, ranges: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    """Token ranges as character ranges."""
    return [(g.start[s], g.end[e - 1]) for s, e in ranges if s < e]


def without_twins(drafts: list[Draft]) -> list[Draft]:
    """Of several drafts with one cue, the likeliest."""
    best: dict[tuple[Span, ...], Draft] = {}
    for d in drafts:
        if d.cue not in best or best[d.cue].share < d.share:
            best[d.cue] = d
    return list(best.values())


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


def kind(quotes: Quotes, content: tuple[Span, ...]) -> AttributionKind:
    """Direct if nearly all of a content is inside quotation marks, indirect if nothing is, else mixed."""
    size = sum(end - start for start, end in content)
    quoted = 0
    for start, end in content:
        n = quotes.at(start)
        n = quotes.next(start) if n is None else n
        while n is not None and n < len(quotes.all) and quotes.all[n].start < end:
            quoted += min(end, quotes.all[n].end) - max(start, quotes.all[n].start)
            n += 1
    if not quoted:
        return "indirect"
    return "direct" if quoted >= 0.9 * size else "mixed"


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
        parent = next((m for _, stop, m in reversed(open_) if -stop >= end and m != n), None)
        out.append(a if parent is None else replace(a, parent=parent))
    return tuple(out)
