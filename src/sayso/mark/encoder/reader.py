"""Text → its attributions, and the words that tell an event, read by the encoder. The reader "encoder".

Takes the text of one layer and the pack's domain, gives `Attribution`s in the order of their cues, speakers left open,
and events by the word that tells each. Needs no parse: certainty is told by the words of the cue (wording.py), kind by
quotation marks.
"""

from __future__ import annotations

from typing import NamedTuple

from sayso.domains import Domain
from sayso.mark import READER_VERSIONS
from sayso.mark.encoder import decode, windows
from sayso.mark.encoder.decode import Words
from sayso.mark.encoder.network import network
from sayso.mark.encoder.pieces import Pieces, pieces
from sayso.mark.encoder.told import Told
from sayso.mark.quotes import quotations
from sayso.mark.speech import Quotes, kind, spans, trim
from sayso.mark.wording import Wordings, wordings
from sayso.model import Attribution, Span

READER = f"encoder {READER_VERSIONS['encoder']}"
WHOLE = 0.5  # share of a quotation from which a content that begins or ends in it is all of it


class Reading(NamedTuple):
    """What is read in a text: its attributions by the place of their cues, and the events that its words tell."""

    attributions: tuple[Attribution, ...]
    events: Told | None = None  # None where no network reads events, or has not learned those of the pack


def read(text: str, domain: Domain) -> Reading:
    """All attributions of a text that have a cue, and the events of the domain pack if the network has learned it.

    Raises ModelError if the encoder's files are missing or not as they were shipped.
    """
    net = network()
    cut = pieces(text, net.vocabulary)
    quotes, known = Quotes(text, quotations(text)), wordings(domain)
    scores = windows.read(cut, net)
    made = [_attribution(quotes, cut, known, r) for r in decode.attributions(scores, net.card.thresholds)]
    told = Told(scores, cut.starts, net.card.events) if net.card.events.domain == domain.id else None
    return Reading(tuple(a for a in made if a.cue and a.content), told)


def _attribution(quotes: Quotes, cut: Pieces, known: Wordings, read: decode.Read) -> Attribution:
    text = quotes.text
    cue, source = _trimmed(text, cut, (read.cue,)), _trimmed(text, cut, (read.source,) if read.source else ())
    content = spans([_whole(quotes, *_chars(cut, words), (*cue, *source)) for words in read.content], text)
    return Attribution(
        source=source,
        cue=cue,
        content=content,
        kind=kind(quotes, content),
        certainty=known.certainty(text, cue[0]) if cue else "reported",
        confidence=round(read.score, 2),
        reader=READER,
    )


def _chars(cut: Pieces, words: Words) -> tuple[int, int]:
    return cut.starts[words[0]], cut.ends[words[1] - 1]


def _trimmed(text: str, cut: Pieces, stretches: tuple[Words, ...]) -> tuple[Span, ...]:
    """Stretches of words in code points, without what is loose at their ends; a cue may be a dash or a colon."""
    chars = [_chars(cut, words) for words in stretches]
    return tuple(
        Span(*(t if t[0] < t[1] else c)) for c, t in ((c, trim(text, *c)) for c in chars) if text[slice(*c)].strip()
    )


def _whole(quotes: Quotes, start: int, end: int, taken: tuple[Span, ...]) -> tuple[int, int]:
    """A stretch of content, widened over the quotations at its ends of which it holds the most; never over its cue."""
    for place in (start, max(start, end - 1)):
        number = quotes.at(place)
        if number is None:
            continue
        q = quotes.all[number]
        held = min(end, q.end) - max(start, q.start)
        if held >= WHOLE * (q.end - q.start) and not any(s.start < q.end and q.start < s.end for s in taken):
            start, end = min(start, q.start), max(end, q.end)
    return start, end
