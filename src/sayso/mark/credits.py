"""What a report says of itself as a whole: its outlet, and the agencies and outlets that it is credited to.

Takes header, parsed text and parties; gives the completed header and the credits as links of a chain. A credit is a
dateline "LONDON (AFP) —" or "/TASS/.", a byline of nothing but an agency's name, a closing "— AFP" or "Source: Tass",
or a request for comment of an outlet that is not the report's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from urllib.parse import urlsplit

from msgspec.structs import replace
from spacy.tokens import Doc

from sayso.domains import Domain
from sayso.mark import syntax
from sayso.mark.gazetteer import Gazetteer
from sayso.mark.parse import pipeline
from sayso.mark.parties import Parties
from sayso.model import Header, Link

MOST = 2  # credits of one report
TOP = 3000  # code points at the head of a report in which its dateline stands
LINE = 110  # code points of a line that can be a byline
NAME = r"(?<![\w&-])[A-Z][\w&-]{0,40}(?:\.\w{1,20}){0,2}(?:\s[A-Z][\w&-]{0,40}){0,3}"
# A dateline: "BEIJING, Sept 9 (Harbour News Agency) - ", "LONDON (AFP) —", "(CNN) —", "MOSCOW, May 3. /TASS/.".
WIRE = re.compile(
    rf"^(?P<place>[A-Z][^\n()/]{{0,60}})?"
    rf"(?:\((?P<name>{NAME})(?:\)\s?[-–—]|\s?[-–—/,][^\n()]{{0,60}}\))|/(?P<slashed>{NAME})/\s?[-–—.:])",
    re.MULTILINE,
)
CLOSING = re.compile(rf"(?:[-–—]\s*|\()(?P<name>{NAME})[).\s]*\Z")
LEAD = re.compile(
    r"^\s*(?:[-–—(©]\s*|(?:source|credit|photograph|photo|image|by|from|via|copyright|agency|agencies"
    r"|(?:with |additional )?(?:reporting|inputs?) (?:by|from)|with)s?:?\s+)*",
    re.IGNORECASE,
)
ENDING = " ).|/"  # what can stand behind a name that a line ends with
PICTURE = re.compile(r"photo|image|picture|getty", re.IGNORECASE)
DATED = re.compile(r",|\||\s[–—-]\s")
JOINED = re.compile(r"\s*(?:,|/|&|;|\||\band\b)\s*")
# An outlet whose reporters asked for a comment wrote the report that says so.
ASKED = re.compile(
    rf"(?:(?P<name>{NAME})(?:['’]s?)?\s+(?:\w+\s+){{0,2}}?(?:requests?|queries|questions|inquiries|enquiries)"
    rf"|(?:requests?|queries|questions)\s+(?:for\s+comment\s+)?(?:by|from)\s+(?:the\s+)?(?P<after>{NAME}))"
)


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


def credits(doc: Doc, parties: Parties, header: Header) -> tuple[Link, ...]:
    """The agencies and outlets that the whole report is credited to, each once, in order of the text."""
    text, known = syntax.text_of(doc), _outlets(parties.domain)
    found: dict[str, Link] = {}
    for name in _named(text, known):
        key = known.get(name)
        called = parties.gazetteer.party(key).name if key else name
        if header.outlet not in {called, name} and called not in found:
            entity = parties.keyed(key) if key else parties.known(name)
            found[called] = Link(speaker=called, entity=entity, certainty="reported")
    return tuple(found.values())[:MOST]


@cache
def _outlets(domain: Domain) -> dict[str, str]:
    """The ids of outlets by every name, the ambiguous ones too: in a dateline "AFP" is the agency."""
    outlets = [p for p in domain.parties if p.kind == "outlet"]
    names = {name: p.id for p in outlets for name in (*p.aliases, *p.weak_aliases)}
    return {**names, **{p.name: p.id for p in outlets}}


def _named(text: str, known: Mapping[str, str]) -> Iterator[str]:
    """The names that stand where a report is credited, surest first."""
    for wire in WIRE.finditer(text, 0, TOP):
        name = wire["name"] or wire["slashed"]
        if name in known or _opens(wire["place"] or ""):
            yield name
            break
    for line in text.splitlines():
        if 1 < len(line) <= LINE and not PICTURE.search(line):
            yield from _byline(line, known)
    closing = CLOSING.search(text, max(0, len(text) - LINE))
    if closing and closing["name"] in known:
        yield closing["name"]
    for asked in ASKED.finditer(text):
        name = asked["name"] or asked["after"]
        if name in known:
            yield name


def _opens(place: str) -> bool:
    """Whether what stands before a name in brackets is the place of a dateline: nothing, in capitals or with a date."""
    return not place.strip() or place.split()[0].strip(",.").isupper() or any(c.isdigit() for c in place)


def _byline(line: str, known: Mapping[str, str]) -> Iterator[str]:
    """The outlets of a line that holds nothing else: "By Reuters", "Source: Deutsche Welle, January 8"."""
    lead = LEAD.match(line)
    rest = line[lead.end() if lead else 0 :].strip(ENDING)
    for whole in (rest, _undated(rest)):
        if whole.removeprefix("The ") in known:
            yield whole.removeprefix("The ")
            return
    names = JOINED.split(rest)
    if 1 < len(names) <= 3 and all(n in known for n in names):
        yield from names


def _undated(line: str) -> str:
    """A line up to the first comma, bar or dash, if a date or number follows."""
    parts = DATED.split(line, maxsplit=1)
    return parts[0].strip(ENDING) if len(parts) > 1 and any(c.isdigit() for c in parts[1]) else line
