"""When something was said: the times that stand at the cue or the source of an attribution ("announced on Tuesday")."""

from __future__ import annotations

from sayso.mark import times
from sayso.model import Attribution, Span, When
from sayso.trace.board import Told

WINDOW = 40  # code points around a cue in which a time of the speaking is looked for
BETWEEN = frozenset({"on", "late", "early", "in"})


def attribution(told: Told) -> Attribution | None:
    """The attribution that a claim is made in."""
    number = told.claim.attribution
    return told.view.marks.attributions[number] if number is not None else None


def of_speaking(told: Told, span: Span) -> bool:
    """Whether a time is that of the speaking: it stands at the cue, outside of what is said."""
    said = attribution(told)
    return said is not None and any(at_cue(told.view.marked.text, cue, span) for cue in (*said.cue, *said.source))


def at_cue(text: str, cue: Span, span: Span) -> bool:
    """Whether a time stands at a cue or source, with nothing but a preposition between."""
    if cue.start <= span.start and span.end <= cue.end:
        return True
    low, high = (cue, span) if cue <= span else (span, cue)
    return low.end <= high.start and set(text[low.end : high.start][: 2 * WINDOW].lower().split()) <= BETWEEN


def spoken(told: Told) -> list[When]:
    """The times at the cues and sources of a claim's attribution."""
    text, published = told.view.marked.text, told.view.marks.header.published
    said = attribution(told)
    found = []
    for cue in (*said.cue, *said.source) if said else ():
        start = max(0, cue.start - WINDOW)
        for time in times.find(text[start : cue.end + WINDOW]):
            span = Span(start + time.start, start + time.end)
            if at_cue(text, cue, span):
                given = times.value(time, published)
                found.append(When(text=time.text, span=span, value=given.value, basis=given.basis))
    return found
