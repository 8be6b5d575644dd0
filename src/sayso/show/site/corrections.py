"""What people have put right: decisions in plain words, for the page of corrections and for the feed.

Takes the decisions that a selection tells of; gives views. Who decided is not told, and accepted readings are no news.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from sayso.keep import Unknown, log
from sayso.model import DecisionRecord
from sayso.show.site.selection import Selection
from sayso.show.web import views, words
from sayso.show.web.pages.book import name_of

MOST = 1000  # on the page; all are in the data
PARTS = ("event", "certainty", "polarity", "speaker", "time")


class Correction(Struct, frozen=True, kw_only=True):
    """One thing that was put right."""

    id: str
    when: str  # ISO 8601
    what: str
    quote: str
    report: views.Report | None
    claim: str | None  # where it can still be read
    case: str | None
    reason: str | None
    undone: bool


class Corrections(Struct, frozen=True, kw_only=True):
    """The page: the latest first."""

    corrections: tuple[Correction, ...]
    left_out: int


def page(selection: Selection) -> Corrections:
    """All corrections, the latest first."""
    found = list(corrections(selection))[::-1]
    return Corrections(corrections=tuple(found[:MOST]), left_out=max(0, len(found) - MOST))


def corrections(selection: Selection) -> Iterator[Correction]:
    """All corrections, in the order in which they were made."""
    rows = selection.store.rows(f"SELECT {log.COLUMNS} FROM decisions d ORDER BY d.place")  # noqa: S608 - a constant
    undone = log.undone_of(log.entries(rows))
    for decision in selection.decisions():
        yield _correction(selection, decision, undone=decision.key in undone)


def _correction(selection: Selection, decision: DecisionRecord, *, undone: bool) -> Correction:
    anchor = decision.anchor if isinstance(decision.anchor, dict) else {}
    report = anchor.get("report")
    return Correction(
        id=decision.id,
        when=decision.when,
        what=_what(decision.what, anchor),
        quote=str(anchor.get("quote", "")),
        report=name_of(selection.report(report)) if report in selection.reports else None,
        claim=_claim(selection, anchor.get("claim")),
        case=_case(selection, decision),
        reason=decision.reason,
        undone=undone,
    )


def _claim(selection: Selection, id: Any) -> str | None:
    """The id of the claim, if it is published."""
    try:
        return selection.claim(str(id)).id if id else None
    except Unknown:
        return None


def _case(selection: Selection, decision: DecisionRecord) -> str | None:
    """The case that is spoken of, if it is published."""
    try:
        return selection.case(decision.on).id
    except Unknown:
        return None


def _what(what: str, anchor: Mapping[str, Any]) -> str:
    """A decision in words."""
    event, kind = words.plain(str(anchor.get("event", ""))), str(anchor.get("kind", "case"))
    plural = "parties" if kind == "party" else f"{kind}s"
    if what == "correct":
        return f"Put right: {', '.join(_changes(anchor))}"
    told = {
        "reject": f"Taken away: the report was read as telling of “{event}”, and does not",
        "add": f"Added: the report tells of “{event}”, which had been missed",
        "move": "Moved: the claim was told under another case",
        "merge": f"Made one: two {plural} were the same",
        "split": f"Parted: a {kind} was two",
        "withhold": "A name is withheld from now on",
        "unwithhold": "A name that was withheld is shown again",
        "copy": "Put right: a report is a copy of another",
        "independent": "Put right: two reports are not copies of each other",
        "stage": f"Put right: the furthest step in law is “{words.plain(str(anchor.get('stage', '')))}”",
        "correct_report": f"Put right: {', '.join(_of_report(anchor))}",
    }
    return told[what]


def _changes(anchor: Mapping[str, Any]) -> Iterator[str]:
    """What a correction of a claim has changed."""
    change, was = anchor.get("change") or {}, anchor.get("was") or {}
    before = {**was, "speaker": (was.get("speakers") or [None])[-1]}
    for part in PARTS:
        if change.get(part) is not None:
            had = f"“{words.plain(str(before[part]))}” is " if before.get(part) else ""
            yield f"{part} {had}“{words.plain(str(change[part]))}”"
    for role, names in (change.get("roles") or {}).items():
        yield f"{role} is “{', '.join(map(str, names))}”" if names else f"no {role}"


def _of_report(anchor: Mapping[str, Any]) -> Iterator[str]:
    """What a correction of a report has changed."""
    if "published" in anchor:
        yield f"the report's date is {words.date(str(anchor['published']))}"
    if "outlet" in anchor:
        yield f"the report's outlet is “{anchor['outlet']}”"
