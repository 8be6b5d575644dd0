"""When something was said: the times that stand at the cue or the source of an attribution ("announced on Tuesday")."""

from __future__ import annotations

import re

from sayso.mark import times
from sayso.model import Attribution, Span, When
from sayso.trace.board import Told

WINDOW = 40  # code points around a cue in which a time of the speaking is looked for
BETWEEN = frozenset({"on", "late", "early", "in"})
# Where it is said may stand between: "revealed on its social media account on Monday".
CHANNEL = re.compile(
    r"(?:\w+\s+)?(?:on|in|at|via|through|during)\s(?:(?!\b(?:that|who|which|when)\b)[^,;:.“”\"\n])*\s", re.I
)


def attribution(told: Told) -> Attribution | None:
    """The attribution that a claim is made in."""
    number = told.claim.attribution
    return told.view.marks.attributions[number] if number is not None else None


def of_speaking(told: Told, span: Span) -> bool:
    """Whether a time is that of the speaking: it stands at the cue, outside of what is said."""
    said = attribution(told)
    return said is not None and any(at_cue(told.view.marked.text, cue, span) for cue in (*said.cue, *said.source))


def at_cue(text: str, cue: Span, span: Span, over_channel: bool = False) -> bool:
    """Whether a time stands at a cue or source, with nothing but a preposition (or where it is said) between."""
    if cue.start <= span.start and span.end <= cue.end:
        return True
    low, high = (cue, span) if cue <= span else (span, cue)
    between = text[low.end : high.start][: 2 * WINDOW]
    last = text[low.start : low.end].rsplit(None, 1)[
        -1:
    ]  # "revealed on its account on Monday": a cue may hold the "on"
    passed = over_channel and low == cue and CHANNEL.fullmatch("".join([*last, between])) is not None
    return low.end <= high.start and (passed or set(between.lower().split()) <= BETWEEN)


def spoken(told: Told, over_channel: bool = False) -> list[When]:
    """The times at the cues and sources of a claim's attribution, if asked for those behind the channel too."""
    text, published = told.view.marked.text, told.view.marks.header.published
    said = attribution(told)
    found = []
    for cue in (*said.cue, *said.source) if said else ():
        start = max(0, cue.start - WINDOW)
        for time in times.find(text[start : cue.end + (2 if over_channel else 1) * WINDOW]):
            span = Span(start + time.start, start + time.end)
            if at_cue(text, cue, span, over_channel):
                given = times.value(time, published)
                found.append(When(text=time.text, span=span, value=given.value, basis=given.basis))
    return found
