"""The page of a party: what it is said to have said and done, on whose word, and how its cases stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sayso.keep import Ledger
from sayso.keep.records import CaseSummary
from sayso.model import ClaimRecord
from sayso.show.headline import of_line
from sayso.show.web import views
from sayso.show.web.pages.book import MANY, PAGE, Book, ladder, page_of, standing

CASES = 50  # cases that are listed
MEMBERS = 60


def page(ledger: Ledger, id: str, done_page: int = 1, said_page: int = 1, mentions_page: int = 1) -> views.PartyPage:
    """The page of a party. Raises Unknown where the ledger has no such party."""
    record, counts, book = ledger.party_line(id), ledger.party_counts(id), Book(ledger)
    done, said = page_of(counts.done, done_page), page_of(counts.said, said_page)
    mentions = page_of(counts.reports, mentions_page)
    cases = ledger.party_cases(record.id, CASES)
    return views.PartyPage(
        party=views.Party(id=record.id, name=record.name),
        kind=record.kind,
        country=record.country,
        parent=_other(book, record.id, record.parent),
        principal=_other(book, record.id, record.principal),
        members=book.parties(ledger.party_members(record.id, MEMBERS)),
        aliases=record.aliases,
        standings=tuple(_standing(ledger, case, record.id) for case, accused in cases if accused),
        other_cases=tuple(_named(case) for case, accused in cases if not accused),
        done=tuple(_relations(book, _claims(ledger, record.id, done, speaks=False), record.id)),
        done_pages=done,
        said=book.claims(_claims(ledger, record.id, said, speaks=True)),
        said_pages=said,
        mentions=tuple(_mentions(ledger, record.id, mentions)),
        mention_pages=mentions,
    )


def _claims(ledger: Ledger, party: str, pages: views.Pages, *, speaks: bool) -> list[ClaimRecord]:
    return ledger.claims_of_party(party, speaks=speaks, first=(pages.page - 1) * PAGE, most=PAGE)


def _other(book: Book, id: str, party: str | None) -> views.Party | None:
    """A party that this one belongs to; None for itself."""
    return book.party(party) if party and party != id else None


def _roles(claim: ClaimRecord, party: str) -> tuple[str, ...]:
    return tuple(role for role, fillers in claim.roles.items() if any(one.party == party for one in fillers))


def _relations(book: Book, claims: Iterable[ClaimRecord], party: str) -> Iterator[views.Relation]:
    records = list(claims)
    for record, claim in zip(records, book.claims(records)):
        yield views.Relation(roles=_roles(record, party), claim=claim)


def _named(case: CaseSummary) -> views.CaseName:
    return views.CaseName(id=case.id, title=case.title, headline=of_line(case))


def _standing(ledger: Ledger, case: CaseSummary, party: str) -> views.Standing:
    """How far a case has got against one of its accused, and how often they are said to deny it."""
    mine = [step.stage for step in ledger.case(case.id).stages if step.accused == party]
    stage, ended = standing(ladder(ledger), mine)
    return views.Standing(case=_named(case), stage=stage, ended=ended, denials=case.denials)


def _mentions(ledger: Ledger, party: str, pages: views.Pages) -> Iterator[views.Mentions]:
    for line, at in ledger.party_mentions(party, (pages.page - 1) * PAGE, PAGE):
        named = views.Report(
            id=line.id, title=line.title, outlet=line.outlet, published=line.published,
            published_basis=line.published_basis,
        )  # fmt: skip
        quotes = tuple(views.Quote(report=named, start=m.start, end=m.end, text=m.text) for m in at[:MANY])
        yield views.Mentions(report=named, quotes=quotes, more=max(len(at) - MANY, 0))
