"""Why the ledger has what it shows: `why(ledger, id)` gives the rule, model or score behind it, in words.

An id is that of a case, party, claim, allegation, origin, attribution, report or decision; a stage or slot is
addressed by its case (`c1:charged`, `c1:p4:charged`, `c1:age`), what one report has from another by both (`R1:R2`).
`page(explained)` puts it on the terminal; the browser shows the same at /why/ID.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from rich.console import RenderableType

from sayso.keep import Ledger
from sayso.keep.records import Unknown
from sayso.keys import begun
from sayso.keys import report as found_report
from sayso.show.terminal import heading, indented, quoted, text
from sayso.show.why import case, claim, party, rest, stage
from sayso.show.why.desk import SHORT, Desk
from sayso.show.why.types import Explained, Line, Part, Quoted

WHERE = (
    "Ids stand in 'sayso show', 'sayso show CASE', 'sayso show --report REPORT', 'sayso search' and the export: c1 a "
    "case, p1 a party, a1 an allegation, o1 an origin, d1 a decision, k… a claim, r… a report; c1:charged or c1:age "
    "a stage or slot of a case."
)
LONGEST = 200  # characters of an id
Explain = Callable[[Desk, str], Explained]


class NotExplained(Exception):
    """An id that the ledger does not hold; the message says where ids are found."""


def why(ledger: Ledger, id: str) -> Explained:
    """The explanation of what has that id, withheld names blacked out. Raises NotExplained."""
    try:
        explained = _explainer(id)(Desk(ledger), id)
    except Unknown as error:
        raise NotExplained(f"{error} {WHERE}") from None
    return ledger.unnamed(explained)


def _explainer(id: str) -> Explain:
    """What explains ids of that form."""
    for pattern, explain in FORMS:
        if len(id) <= LONGEST and re.fullmatch(pattern, id, re.ASCII):
            return explain
    return _report


def _report(desk: Desk, id: str) -> Explained:
    """What has an id of a report or its path; anything else has none."""
    try:
        return rest.report(desk, found_report(desk.ledger, id[:LONGEST]).id)
    except Unknown as error:
        raise Unknown("id", id[:LONGEST], error.near) from None


def _case(desk: Desk, id: str) -> Explained:
    return case.explain(desk, desk.case(id))


def _party(desk: Desk, id: str) -> Explained:
    return party.explain(desk, desk.ledger.party(id))


def _claim(desk: Desk, id: str) -> Explained:
    return claim.explain(desk, begun(desk.ledger.claim, id))


def _step(desk: Desk, id: str) -> Explained:
    home, *accused, what = id.split(":")
    return stage.explain(desk, desk.case(home), re.sub("[ -]", "_", what), accused[0] if accused else None)


def _allegation(desk: Desk, id: str) -> Explained:
    home = case.home_of(desk, "allegation", id)
    return rest.allegation(desk, next(a for a in desk.ledger.allegations(home.id) if a.id == id), home)


def _origin(desk: Desk, id: str) -> Explained:
    home = case.home_of(desk, "origin", id)
    return rest.origin(desk, next(o for o in home.origins if o.id == id), home)


def _attribution(desk: Desk, id: str) -> Explained:
    report = desk.ledger.report_of_attribution(id)
    found = desk.ledger.report_attributions(report) if report else []
    one = next((a for a in found if a.id.startswith(id)), None)
    if one is None:
        raise Unknown("attribution", id)
    return rest.attribution(desk, one)


def _relay(desk: Desk, id: str) -> Explained:
    a, b = (begun(desk.ledger.report, key).id for key in id.split(":"))
    return rest.relay(desk, a, b)


def _decision(desk: Desk, id: str) -> Explained:
    one = next((d for d in desk.ledger.decisions() if d.id == id), None)
    if one is None:
        raise Unknown("decision", id)
    notes = [f"{s.status}: {s.note}" for s in desk.ledger.decision_status() if s.id == id and s.status != "placed"]
    return rest.decision(one, " ".join(notes))


FORMS: tuple[tuple[str, Explain], ...] = (
    (r"c\d+", _case),
    (r"p\d+", _party),
    (r"a\d+", _allegation),
    (r"o\d+", _origin),
    (r"d\d+", _decision),
    (r"c\d+(:p\d+)?:[A-Za-z][\w -]*", _step),
    (r"r[0-9a-f]+:r[0-9a-f]+", _relay),
    (r"k[0-9a-f]+", _claim),
    (r"t[0-9a-f]+", _attribution),
)


# ----------------------------------------------------------------------------------------- in the terminal


def page(explained: Explained) -> Iterator[RenderableType]:
    """An explanation as rich renderables."""
    yield text((f"{explained.kind} ", "label"), (explained.id, "id"), "  ", (explained.title, "head"))
    for part in explained.parts:
        yield heading(part.heading)
        for line in part.lines:
            yield indented(text(line.text, (_ids(line), "id")))
            if line.quote:
                yield indented(quoted(line.quote.words), 4)


def _ids(line: Line) -> str:
    """Where to go on, as far as the line does not name it."""
    shown = (id if ":" in id else id[:SHORT] for id in line.to)
    return "".join(f"  {id}" for id in shown if f"({id})" not in line.text)


__all__ = ["Explained", "Line", "NotExplained", "Part", "Quoted", "page", "why"]
