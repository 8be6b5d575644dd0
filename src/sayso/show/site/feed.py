"""The Atom feed of a site: its cases, each as it last changed, and what was put right.

The same ledger gives the same feed: times are those of decisions and of reports, never of the clock. The id of an entry
is made from what the case was first given to, and stays when the case changes.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from sayso.keep import publishing
from sayso.show.headline import headline
from sayso.show.site import address
from sayso.show.site.corrections import Correction, corrections
from sayso.show.site.selection import Selection
from sayso.show.web import render

MOST = 100  # entries
NEVER = "1970-01-01T00:00:00Z"
SPACE = uuid.UUID("6f1c1a54-6a0e-5c64-9f0b-6c9d6a0c6a5a")


class Entry(NamedTuple):
    """One entry."""

    id: str
    updated: str
    title: str
    link: str
    summary: str


def feed(selection: Selection, title: str) -> bytes:
    """The whole feed, the latest first."""
    entries = sorted((*_cases(selection), *_corrections(selection)), key=lambda e: (e.updated, e.id), reverse=True)
    shown = entries[:MOST]
    updated = shown[0].updated if shown else NEVER
    names = sorted(publishing.minted(selection.store, selection.chosen).values())
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n'
        f"<title>{_text(title)}</title>\n<id>{_id('feed', names[0] if names else '')}</id>\n"
        f"<updated>{updated}</updated>\n<author><name>{_text(title)}</name></author>\n"
        '<link rel="self" href="feed.xml"/>\n<link rel="alternate" href="index.html"/>\n'
    )
    return (head + "".join(map(_xml, shown)) + "</feed>\n").encode("utf8", "backslashreplace")


def _cases(selection: Selection) -> Iterator[Entry]:
    names = publishing.minted(selection.store, selection.chosen)
    decided = _decided(selection)
    for line in selection.lines:
        dates = [selection.report(one).published for one in selection.chosen[line.id]]
        times = [*(_time(date) for date in dates if date), *(decided[one] for one in selection.chosen[line.id])]
        told = headline(line.reports, line.principals, line.origins, line.denials)
        link = address.file("case", line.id)
        yield Entry(_id("case", names.get(line.id, line.id)), max(times, default=NEVER), line.title, link, told)


def _decided(selection: Selection) -> dict[str, str]:
    """When each report was last decided on."""
    last: dict[str, str] = defaultdict(lambda: NEVER)
    when = {one.id: _time(one.when) for one in selection.all_decisions()}
    for decision, reports in publishing.decided(selection.store).items():
        for report in reports:
            last[report] = max(last[report], when[decision])
    return last


def _corrections(selection: Selection) -> Iterator[Entry]:
    for one in corrections(selection):
        name = f"{one.id} {one.when} {one.report.id if one.report else ''}"
        yield Entry(_id("decision", name), _time(one.when), _title(one), f"corrections.html#{one.id}", one.reason or "")


def _title(one: Correction) -> str:
    return f"{one.what}: “{one.quote}”" if one.quote else one.what


def _time(moment: str) -> str:
    """A partial date, or a moment in UTC, as Atom writes it."""
    day = moment[:10] + "-01-01"[len(moment[:10]) - 4 :] if len(moment) < 10 else moment[:10]
    clock = moment[11:19] if len(moment) >= 19 else "00:00:00"
    return f"{day}T{clock}Z"


def _id(kind: str, name: str) -> str:
    return f"urn:uuid:{uuid.uuid5(SPACE, f'{kind} {name}')}"


def _xml(entry: Entry) -> str:
    return (
        f"<entry>\n<id>{entry.id}</id>\n<updated>{entry.updated}</updated>\n<title>{_text(entry.title)}</title>\n"
        f"<link href={quoteattr(entry.link)}/>\n<summary>{_text(entry.summary)}</summary>\n</entry>\n"
    )


def _text(words: str) -> str:
    """Words that XML can hold."""
    return escape(str(render.visible(words)))
