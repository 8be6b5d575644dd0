"""The pages of review: each takes the ledger and gives a view."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import get_args

from sayso.keep import Ledger
from sayso.keep.masks import BLOCK
from sayso.model import ROLES, Certainty, DivergenceRecord
from sayso.show import phrases
from sayso.show.headline import of_case
from sayso.show.web.pages.book import Book, ladder, name_of, on_page, page_of
from sayso.show.web.review import views
from sayso.show.web.review.actions import worded
from sayso.show.web.views import CaseName, Party

SIZE = 25  # claims, disputes or decisions on a page
SHOWN = 50  # reports or decisions in a list that is not paged
NEW = 12  # reports that are listed as new
AROUND = 300  # code points of a report that are shown on either side of a claim
LIKE = 8  # parties, or cases, that may be the same
NAMES = 200  # names that a report offers as speakers


def _choices(ledger: Ledger, report: str | None = None) -> views.Choices:
    events = ledger.noted("events")
    return views.Choices(
        events=tuple(sorted(map(str, events))) if isinstance(events, list) else (),
        certainties=get_args(Certainty),
        stages=ladder(ledger),
        roles=ROLES,
        speakers=_speakers(ledger, report) if report else (),
    )


def _speakers(ledger: Ledger, report: str) -> tuple[str, ...]:
    """Who can have said something in a report: its outlet, and all whom it names."""
    outlet = ledger.report(report).outlet
    names = ledger.party_names({party for party, _ in ledger.report_mentions(report)})
    return tuple(dict.fromkeys([*([outlet] if outlet else []), *sorted(names.values())]))[:NAMES]


# ------------------------------------------------------------------------------------------- queue


def queue(ledger: Ledger, who: str, unsure: int = 1, disputed: int = 1) -> views.Queue:
    """What is worth a look first: contradicted and overruled decisions, what is new, disputes, unsure claims."""
    seen, book = ledger.visited(who), Book(ledger)
    unsure_pages = page_of(ledger.unsure(1)[1], unsure, SIZE)
    disputed_pages = page_of(ledger.disputed(1)[1], disputed, SIZE)
    fresh, total = ledger.arrived(seen, NEW)
    unsettled = tuple(ledger.unsettled(SHOWN))
    others = tuple(act for act in ledger.decided_since(seen, who, SHOWN) if act not in unsettled)
    return views.Queue(
        unsettled=unsettled,
        unsure=book.claims(ledger.unsure(SIZE, unsure_pages.page)[0]),
        unsure_pages=unsure_pages,
        disputed=tuple(_disputes(book, ledger.disputed(SIZE, disputed_pages.page)[0])),
        disputed_pages=disputed_pages,
        new=tuple(map(book.report, fresh)),
        new_total=total,
        others=others,
        seen=seen,
        now=datetime.now(UTC).isoformat(timespec="microseconds"),
    )


def _disputes(book: Book, found: Iterable[DivergenceRecord]) -> Iterable[views.Dispute]:
    for one in found:
        names = book.case_names([one.case])
        if names:
            yield views.Dispute(
                case=names[0],
                slot=phrases.slot(one.slot),
                judgement=one.judgement,
                values=tuple(value.value for value in one.values),
                explanation=one.explanation,
            )


def log(ledger: Ledger, number: int = 1) -> views.Log:
    """All decisions, page by page."""
    pages = page_of(ledger.counts().decisions, number, SHOWN)
    return views.Log(acts=tuple(ledger.acts(SHOWN, pages.page)), pages=pages)


# ------------------------------------------------------------------------------------------- claim


def claim(ledger: Ledger, id: str) -> views.ClaimPage:
    """One claim. Raises Unknown."""
    record, book = ledger.claim(id), Book(ledger)
    text = book.record(record.report).text
    start, end = record.evidence.start, record.evidence.end
    names = book.case_names([record.case]) if record.case else ()
    return views.ClaimPage(
        claim=book.claim(record),
        before=text[max(0, start - AROUND) : start],
        after=text[end : end + AROUND],
        fields=worded(record),
        choices=_choices(ledger, record.report),
        case=names[0] if names else None,
        history=tuple(ledger.history(record.id, SHOWN)),
    )


# ------------------------------------------------------------------------------------------ report


def report(ledger: Ledger, id: str, quote: str = "", at: int | None = None) -> views.ReportPage:
    """One report, with words that were selected in it. Raises Unknown."""
    record, book = ledger.report(id), Book(ledger)
    return views.ReportPage(
        report=name_of(record),
        quote=quote,
        at=at,
        choices=_choices(ledger, record.id),
        claims=book.claims(ledger.report_claims(record.id)[:SHOWN]),
        neighbours=tuple(_neighbours(ledger, book, record.id)),
        history=tuple(ledger.history(record.id, SHOWN)),
    )


def _neighbours(ledger: Ledger, book: Book, id: str) -> Iterable[views.Neighbour]:
    """The reports that share text with one, and the others of its cases."""
    told: dict[str, str] = {}
    for relay in [*ledger.report_relays(id), *ledger.onward_relays(id)]:
        other = relay.target if relay.source == id else relay.source
        if other and other.startswith("r") and other != id:
            told.setdefault(other, relay.kind.replace("_", " "))
    for case in ledger.report_cases(id):
        for other in ledger.case(case).reports:
            if other != id:
                told.setdefault(other, "same case")
    for other, how in list(told.items())[:SHOWN]:
        yield views.Neighbour(report=book.report(other), told=how)


# -------------------------------------------------------------------------------- cases and parties


def case(ledger: Ledger, id: str, number: int = 1) -> views.CasePage:
    """One case. Raises Unknown."""
    record, book = ledger.case(id), Book(ledger)
    waiting = [c for c in ledger.case_claims(record.id) if c.review is None]
    pages = page_of(len(waiting), number, SIZE)
    accused = book.parties(record.accused)
    names = {party.id: party.name for party in accused}
    return views.CasePage(
        id=record.id,
        title=record.title,
        headline=of_case(record, divergences=ledger.divergences(record.id)),
        accused=accused,
        stages=tuple((names.get(s.accused, s.accused), s.stage, s.reason or "") for s in record.stages),
        reports=tuple(map(book.report, record.reports)),
        like=tuple(_like_case(ledger, book, record.id, record.accused)),
        claims=book.claims(on_page(waiting, pages, SIZE)),
        pages=pages,
        choices=_choices(ledger),
        history=tuple(ledger.history(record.id, SHOWN)),
    )


def _like_case(ledger: Ledger, book: Book, id: str, accused: Sequence[str]) -> list[CaseName]:
    """Other cases whose accused share a name with one of this case."""
    found: dict[str, None] = {}
    for party in book.parties(accused):
        for word in party.name.split()[-1:]:
            found |= dict.fromkeys(hit.id for hit in ledger.search(word, 50) if hit.kind == "case" and hit.id != id)
    return list(book.case_names(list(found)[:LIKE]))


def party(ledger: Ledger, id: str) -> views.PartyPage:
    """One party. Raises Unknown."""
    record, book = ledger.party(id), Book(ledger)
    reports = list(dict.fromkeys(mention.report for mention in record.mentions))
    return views.PartyPage(
        party=Party(id=record.id, name=record.name),
        kind=record.kind,
        names=tuple(sorted({record.name, *record.aliases})),
        reports=tuple(map(book.report, reports[:SHOWN])),
        like=tuple(_like_party(ledger, record.id, record.name)),
        withheld=BLOCK in record.name,
        history=tuple(ledger.history(record.id, SHOWN)),
    )


def _like_party(ledger: Ledger, id: str, name: str) -> Iterable[Party]:
    """Other parties whose names share words with one, those that share most first."""
    hits = (hit for word in dict.fromkeys(name.split()) for hit in ledger.search(word, 50) if hit.kind == "party")
    shared = Counter(Party(id=hit.id, name=hit.title) for hit in hits if hit.id != id)
    return sorted(shared, key=lambda party: (-shared[party], party.name, party.id or ""))[:LIKE]
