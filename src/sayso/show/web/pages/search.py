"""The page of a search: what holds the words, by kind, with the words marked."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.keep import Ledger
from sayso.keep.records import Hit, Unknown
from sayso.show.web import views

LIMIT = 100  # hits on the page
KINDS = ("case", "party", "claim", "report")


def page(ledger: Ledger, words: str) -> views.Search:
    """What the ledger holds of the words; nothing for no words."""
    hits = ledger.search(words, LIMIT) if words.strip() else []
    kinds = [kind for kind in KINDS if any(hit.kind == kind for hit in hits)]
    groups = (views.FoundGroup(kind=kind, hits=tuple(_hits(ledger, hits, kind))) for kind in kinds)
    return views.Search(words=words, groups=tuple(groups), total=len(hits), bounded=len(hits) >= LIMIT)


def _hits(ledger: Ledger, hits: list[Hit], kind: str) -> Iterator[views.Found]:
    for hit in hits:
        if hit.kind == kind:
            report, at = _place(ledger, hit)
            yield views.Found(kind=kind, id=hit.id, title=hit.title, pieces=tuple(_pieces(hit)), report=report, at=at)


def _place(ledger: Ledger, hit: Hit) -> tuple[str | None, int]:
    """Where a claim stands: its report and the code point."""
    if hit.kind != "claim":
        return None, 0
    try:
        claim = ledger.claim(hit.id)
    except Unknown:  # gone since the search
        return None, 0
    return claim.report, claim.evidence.start


def _pieces(hit: Hit) -> Iterator[views.Piece]:
    """The snippet cut at its matches."""
    at = 0
    for start, end in hit.matches:
        yield from _piece(hit.snippet[at:start], False)
        yield from _piece(hit.snippet[start:end], True)
        at = end
    yield from _piece(hit.snippet[at:], False)


def _piece(text: str, matched: bool) -> Iterator[views.Piece]:
    if text:
        yield views.Piece(text=text, matched=matched)
