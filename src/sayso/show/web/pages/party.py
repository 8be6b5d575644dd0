"""The page of a party: what it is said to have said and done, on whose word, and how its cases stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sayso.keep import Ledger
from sayso.keep.records import Unknown
from sayso.model import CaseRecord, ClaimRecord, PartyRecord
from sayso.show.headline import denies, of_case
from sayso.show.web import views
from sayso.show.web.pages.book import MANY, Book, ladder, on_page, page_of, standing

CASES = 50  # cases of which the standing is told


def page(ledger: Ledger, id: str, done_page: int = 1, said_page: int = 1, mentions_page: int = 1) -> views.PartyPage:
    """The page of a party. Raises Unknown where the ledger has no such party."""
    record, book = ledger.party(id), Book(ledger)
    claims = sorted(ledger.party_claims(record.id), key=_in_time)
    done = [claim for claim in claims if _roles(claim, record.id)]
    said = [claim for claim in claims if any(link.party == record.id for link in claim.chain)]
    cases = list(_cases(ledger, claims))
    reports = list(dict.fromkeys(mention.report for mention in record.mentions))
    done_pages, said_pages = page_of(len(done), done_page), page_of(len(said), said_page)
    mention_pages = page_of(len(reports), mentions_page)
    return views.PartyPage(
        party=views.Party(id=record.id, name=record.name),
        kind=record.kind,
        country=record.country,
        parent=_other(book, record, record.parent),
        principal=_other(book, record, record.principal),
        members=book.parties(record.members),
        aliases=record.aliases,
        standings=tuple(_standing(ledger, case, record.id) for case in cases if record.id in case.accused),
        other_cases=tuple(_named(case) for case in cases if record.id not in case.accused),
        done=tuple(_relations(book, on_page(done, done_pages), record.id)),
        done_pages=done_pages,
        said=book.claims(on_page(said, said_pages)),
        said_pages=said_pages,
        mentions=tuple(_mentions(book, record, on_page(reports, mention_pages))),
        mention_pages=mention_pages,
    )


def _in_time(claim: ClaimRecord) -> tuple[bool, str, str, int]:
    """Sorts by the time told of, those without one last; then by report, whose date is not looked up for thousands."""
    told = (claim.time and claim.time.value) or ""
    return (not told, told, claim.report, claim.evidence.start)


def _other(book: Book, record: PartyRecord, party: str | None) -> views.Party | None:
    """A party that this one belongs to; None for itself."""
    return book.party(party) if party and party != record.id else None


def _roles(claim: ClaimRecord, party: str) -> tuple[str, ...]:
    return tuple(role for role, fillers in claim.roles.items() if any(one.party == party for one in fillers))


def _relations(book: Book, claims: Iterable[ClaimRecord], party: str) -> Iterator[views.Relation]:
    for claim in claims:
        yield views.Relation(roles=_roles(claim, party), claim=book.claim(claim))


def _cases(ledger: Ledger, claims: Iterable[ClaimRecord]) -> Iterator[CaseRecord]:
    """The cases that the claims belong to."""
    ids = dict.fromkeys(claim.case for claim in claims if claim.case)
    for id in list(ids)[:CASES]:
        try:
            yield ledger.case(id)
        except Unknown:  # dissolved since the claims were read
            continue


def _named(case: CaseRecord) -> views.CaseName:
    return views.CaseName(id=case.id, title=case.title, headline=of_case(case))


def _standing(ledger: Ledger, case: CaseRecord, party: str) -> views.Standing:
    """How far a case has got against one of its accused, and how often they are said to deny it."""
    stage, ended = standing(ladder(ledger), (step.stage for step in case.stages if step.accused == party))
    return views.Standing(
        case=_named(case),
        stage=stage,
        ended=ended,
        denials=sum(map(denies, ledger.case_claims(case.id))),
    )


def _mentions(book: Book, record: PartyRecord, reports: Iterable[str]) -> Iterator[views.Mentions]:
    for report in reports:
        found = [mention for mention in record.mentions if mention.report == report]
        named = book.report(report)
        quotes = tuple(views.Quote(report=named, start=m.start, end=m.end, text=m.text) for m in found[:MANY])
        yield views.Mentions(report=named, quotes=quotes, more=max(len(found) - MANY, 0))
