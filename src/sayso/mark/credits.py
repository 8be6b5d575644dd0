"""What a report says of itself as a whole: its outlet, and the agencies and outlets that it is credited to.

Takes header, parsed text and parties; gives the completed header and the credits as links of a chain. A credit is a
dateline "LONDON (AFP) —", a byline of nothing but an agency's name, or a closing "— AFP" or "Source: Tass".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from urllib.parse import urlsplit

from msgspec.structs import replace
from spacy.tokens import Doc

from sayso.domains import Domain
from sayso.mark import syntax
from sayso.mark.gazetteer import Gazetteer, Hit
from sayso.mark.parse import pipeline
from sayso.mark.parties import Parties
from sayso.model import Header, Link

DATELINE = re.compile(r"^[^\n]{0,60}\(\s*$")
# An agency that the pack does not know: "BEIJING, Sept 9 (Harbour News Agency) - ".
WIRE = re.compile(r"^(?:[A-Z][^\n()]{0,40})?\(((?:[A-Z][\w.&-]*\s?){1,4})\)\s?[-–—]", re.MULTILINE)
DASH = re.compile(r"^\s*\)?\s*[-–—:]")
LEAD = re.compile(
    r"^\s*(?:[-–—(]\s*|(?:source|credit|photograph|photo|image|by|from|via|(?:with|additional) reporting by)s?:?\s*)*$",
    re.IGNORECASE,
)
TAIL = re.compile(r"^\s*[).]?\s*$")
PICTURE = re.compile(r"photo|image|picture|getty", re.IGNORECASE)


def complete(header: Header, gazetteer: Gazetteer) -> Header:
    """The header with the outlet that its address belongs to, where no metadata name one."""
    if header.outlet or not header.url:
        return header
    host = urlsplit(header.url).hostname or ""
    known = gazetteer.by_address(host)
    return replace(header, outlet=known.name if known else host.removeprefix("www.") or None)


def publisher(header: Header, parties: Parties) -> int | None:
    """The party that publishes the report, where the pack knows it: a ministry's own page is the ministry's word."""
    if not header.outlet:
        return None
    hits = parties.gazetteer.find(pipeline().make_doc(header.outlet))
    whole = [h for h in hits if h.party and h.kind in {"party", "function"} and len(hits) == 1]
    return parties.keyed(whole[0].party) if whole and whole[0].party else None


def credits(doc: Doc, hits: Sequence[Hit], parties: Parties, header: Header) -> tuple[Link, ...]:
    """The agencies and outlets that the whole report is credited to, each once, in order of the text."""
    found: dict[str, Link] = {}
    for hit in _credited(doc, hits):
        name = parties.gazetteer.party(hit.party or "").name
        if name != header.outlet and name not in found:
            found[name] = Link(speaker=name, entity=parties.at.get(hit.start), certainty="reported")
    wire = WIRE.search(syntax.text_of(doc))
    if not found and wire and wire[1] != header.outlet:
        key = _agencies(parties.domain).get(wire[1])
        name = parties.gazetteer.party(key).name if key else wire[1]
        found[name] = Link(
            speaker=name, entity=parties.keyed(key) if key else parties.known(name), certainty="reported"
        )
    return tuple(found.values())[:2]


@cache
def _agencies(domain: Domain) -> dict[str, str]:
    """The ids of outlets by every name, the ambiguous ones too: in a dateline "AFP" is the agency."""
    outlets = [p for p in domain.parties if p.kind == "outlet"]
    return {name: p.id for p in outlets for name in (p.name, *p.weak_aliases, *p.aliases)}


def _credited(doc: Doc, hits: Sequence[Hit]) -> Iterator[Hit]:
    text = syntax.text_of(doc)
    for hit in hits:
        if hit.party_kind != "outlet" or not hit.party:
            continue
        line = text.rfind("\n", 0, hit.span.start) + 1
        end = text.find("\n", hit.span.end)
        before, after = text[line : hit.span.start], text[hit.span.end : end if end >= 0 else len(text)]
        alone = LEAD.match(before) and TAIL.match(after) and not PICTURE.search(before)
        if (DATELINE.match(before) and DASH.match(after)) or alone or _closing(text, hit, before, after):
            yield hit


def _closing(text: str, hit: Hit, before: str, after: str) -> bool:
    """Whether a report ends "... he said. (AFP)" or "... — AFP"."""
    return bool(len(text) - hit.span.end < 12 and TAIL.match(after) and re.search(r"[-–—(]\s*$", before))
