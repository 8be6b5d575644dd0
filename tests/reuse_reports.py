"""Invented reports for the tests of reuse, with marks that say only where the story stands and whom it credits."""

from __future__ import annotations

from sayso import domains
from sayso.model import Attribution, Header, Link, Marked, Marks, Span
from sayso.trace.reuse import Profile

DOMAIN = domains.load()
FUNCTION_WORDS = frozenset(DOMAIN.linking["function_words"])

STORY = (
    "Customs officers in the harbour of Velm opened a crate of clocks on Monday and found radio parts under straw.",
    "The crate belonged to Oskar Thale, a restorer of clocks, whom the Northern Bureau had watched since the autumn.",
    "Thale travelled to the island of Sarn every second week and left his parcels with a lighthouse keeper there.",
    "For each parcel an envelope of nine hundred marks was waiting for him in a hollow buoy.",
    "His workshop was searched in the night, and seventeen notebooks with columns of figures were carried away.",
    "A judge in Velm ordered that he be kept in custody until the notebooks have been read.",
)
OTHER = (
    "Snow closed the pass above Grint for the fourth day, and lorries queued as far as the sugar mill.",
    "Farmers brought soup and blankets to the drivers, among them a choir on its way to a wedding.",
    "The choir sang in the mill's canteen until the ploughs came through shortly before midnight.",
    "Meteorologists expect a thaw on Thursday, with floods in the lower villages by the weekend.",
)
PAGE = "Read more in our evening letter, win a kettle, and tell your friends about the crossword."


def header(outlet: str | None = None, date: str | None = None, url: str | None = None) -> Header:
    """What a report says of itself."""
    return Header(outlet=outlet, url=url, published=date, published_basis="metadata" if date else None)


def marks(text: str, head: Header, credits: tuple[str, ...] = (), told: str | None = None) -> Marks:
    """Marks in which somebody tells the words `told`, by default the whole text."""
    start = text.index(told) if told else 0
    content = Span(start, start + len(told) if told else len(text))
    said = Attribution(
        source=(), cue=(), content=(content,), kind="carried", certainty="reported", confidence=1.0, reader="hand 1"
    )
    return Marks(
        reader="hand 1", header=head, attributions=(said,), credits=tuple(Link(speaker=name) for name in credits)
    )


def profile(
    report: str,
    text: str,
    *credits: str,
    outlet: str | None = None,
    date: str | None = None,
    url: str | None = None,
    seen: str | None = None,
    told: str | None = None,
) -> Profile:
    """A report as it is compared."""
    found = marks(text, header(outlet, date, url), credits, told)
    return Profile(
        Marked(report=report, text=text, marks=found, claim_ids=(), attribution_ids=(), entity_ids=()), DOMAIN, seen
    )
