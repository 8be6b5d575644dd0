"""Records to views: claims, quotes, parties and reports as every page shows them.

A `Book` serves one page: what it looks up in the ledger it remembers, so that a report named a hundred times is read
once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TypeVar

from sayso import packs
from sayso.domains import Domain, Event, load
from sayso.keep import Ledger
from sayso.keep.records import PartyKin
from sayso.model import ClaimRecord, FillerRecord, LinkRecord, Passage, ReportRecord
from sayso.show.headline import of_line
from sayso.show.web import views, words

T = TypeVar("T")
PAGE = 50  # entries of a list on one page
MANY = 12  # entries of a list within a list


def page_of(total: int, wanted: int, size: int = PAGE) -> views.Pages:
    """The page asked for, or the nearest one that there is."""
    pages = max(1, -(-total // size))
    return views.Pages(page=min(max(wanted, 1), pages), pages=pages, total=total)


def on_page(entries: Sequence[T], pages: views.Pages, size: int = PAGE) -> Sequence[T]:
    """The entries that stand on a page."""
    return entries[(pages.page - 1) * size : pages.page * size]


def ladder(ledger: Ledger) -> tuple[str, ...]:
    """The stages of the pack that the ledger was built with, lowest first."""
    noted = ledger.noted("stages")
    return tuple(map(str, noted)) if isinstance(noted, list) else load().stages


def height(stages: Sequence[str], stage: str | None) -> int:
    """How high a stage is on a ladder; below all of it where it isn't on it."""
    return stages.index(stage) if stage in stages else -1


def standing(stages: Sequence[str], reached: Iterable[str]) -> tuple[str | None, str | None]:
    """The furthest of the steps reached, and the last that ends a case or a custody where that is another one."""
    climbed = sorted(set(reached), key=lambda stage: height(stages, stage))
    furthest = climbed[-1] if climbed else None
    ended = [stage for stage in climbed if stage in words.ENDINGS and stage != furthest]
    return furthest, ended[-1] if ended else None


class Book:
    """The ledger as one page reads it."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._names: dict[str, str] = {}
        self._kin: dict[str, PartyKin] = {}
        self._records: dict[str, ReportRecord] = {}

    def in_time(self, claim: ClaimRecord) -> tuple[bool, str, str, str, int]:
        """Sorts claims by the time they tell of, those without one last; then as they were published and stand."""
        told = (claim.time and claim.time.value) or ""
        published = self.record(claim.report).published or "9999"
        return (not told, told, published, claim.report, claim.evidence.start)

    def channel(self, key: str | None) -> str | None:
        """The name of a channel of the ledger's domain pack."""
        names = {one.id: one.name for one in self.domain.channels} if key else {}
        return names.get(key, words.plain(key)) if key else None

    @cached_property
    def domain(self) -> Domain:
        """The pack that the ledger was built with, or the nearest to it."""
        return packs.nearest(self.ledger)[0]

    def record(self, report: str) -> ReportRecord:
        """A report's record. Raises Unknown."""
        if report not in self._records:
            self._records[report] = self.ledger.report(report)
        return self._records[report]

    def report(self, report: str) -> views.Report:
        """A report as lists name it."""
        return name_of(self.record(report))

    def know(self, parties: Iterable[str | None]) -> None:
        """Looks up the names of many parties at once."""
        fresh = {party for party in parties if party and party not in self._names}
        self._names |= self.ledger.party_names(fresh) if fresh else {}

    def party(self, party: str | None, name: str = "") -> views.Party:
        """A party by its id, with the ledger's name for it; without an id by the name given."""
        self.know([party])
        known = self._names.get(party or "")
        return views.Party(id=party if known else None, name=known or name or "unknown")

    def parties(self, parties: Iterable[str]) -> tuple[views.Party, ...]:
        """Several parties by their ids."""
        ids = list(parties)
        self.know(ids)
        return tuple(self.party(party) for party in ids)

    def kin(self, parties: Iterable[str]) -> dict[str, PartyKin]:
        """Whose each of these parties is, of those that have a name here."""
        ids = list(parties)
        self.know(ids)
        wanted = [party for party in ids if party in self._names and party not in self._kin]
        self._kin |= self.ledger.party_kin(wanted) if wanted else {}
        return {party: self._kin[party] for party in ids if party in self._kin}

    def country_or_party(self, party: str) -> views.Party:
        """A party by its id, a state by the name of its country: "Italy", not "Government of Italy"."""
        shown, kin = self.party(party), self.kin([party]).get(party)
        state = self._states.get(shown.name) if kin and kin.kind == "government" else None
        return views.Party(id=shown.id, name=state) if state else shown

    def nearest(self, parties: Iterable[str]) -> list[str]:
        """The parties that have a name here, less those that stand behind another of them."""
        kin = self.kin(parties)
        behind = {one.principal for id, one in kin.items() if one.principal != id}
        return [id for id in kin if id not in behind]

    @cached_property
    def _states(self) -> dict[str, str]:
        """The names of countries by those of their governments."""
        return {one.government or f"Government of {one.name}": one.name for one in self.domain.countries}

    def event(self, id: str) -> Event | None:
        """An event of the ledger's domain pack."""
        return self._events.get(id)

    @cached_property
    def _events(self) -> dict[str, Event]:
        return {one.id: one for one in self.domain.events}

    def claim(self, record: ClaimRecord) -> views.Claim:
        """A claim with all that stands beside it."""
        return views.Claim(
            id=record.id,
            event=record.event,
            polarity=record.polarity,
            certainty=record.certainty,
            roles=self.roles(record.roles),
            time=record.time.text if record.time else None,
            date=record.time.value if record.time else None,
            until=record.time.until if record.time else None,
            date_basis=record.time.basis if record.time else None,
            place=record.place.text if record.place else None,
            quantity=record.quantity.text if record.quantity else None,
            chain=tuple(self.link(link) for link in record.chain),
            evidence=self.evidence(record),
            case=record.case,
            confidence=record.confidence,
            review=record.review,
        )

    def claims(self, records: Iterable[ClaimRecord]) -> tuple[views.Claim, ...]:
        """Several claims, in their order."""
        chosen = list(records)
        self.know(party for record in chosen for party in parties_of(record))
        return tuple(self.claim(record) for record in chosen)

    def roles(self, roles: dict[str, tuple[FillerRecord, ...]]) -> tuple[views.Role, ...]:
        """Who fills which role, as the report names them."""
        return tuple(
            views.Role(
                role=role,
                parties=tuple(self.filler(one) for one in fillers),
                inferred=next((one.basis.partition(": ")[2] for one in fillers if one.inferred), ""),
            )
            for role, fillers in roles.items()
            if fillers
        )

    def filler(self, filler: FillerRecord) -> views.Party:
        """What fills a role, in the words of the report."""
        self.know([filler.party])
        return views.Party(id=filler.party if filler.party in self._names else None, name=filler.name)

    def link(self, link: LinkRecord) -> views.Link:
        """One speaker of a chain."""
        return views.Link(
            speaker=self.party(link.party, link.speaker), channel=self.channel(link.channel), certainty=link.certainty
        )

    def evidence(self, record: ClaimRecord) -> views.Quote:
        """The words that a claim rests on."""
        found = record.evidence
        return views.Quote(report=self.report(record.report), start=found.start, end=found.end, text=found.text)

    def quote(self, passage: Passage) -> views.Quote:
        """The words of a passage."""
        text = self.record(passage.report).text[passage.start : passage.end]
        return views.Quote(report=self.report(passage.report), start=passage.start, end=passage.end, text=text)

    def case_names(self, cases: Iterable[str]) -> tuple[views.CaseName, ...]:
        """Several cases, those that are no more left out."""
        lines = self.ledger.case_lines(cases)
        return tuple(views.CaseName(id=one.id, title=one.title, headline=of_line(one)) for one in lines)


def name_of(record: ReportRecord) -> views.Report:
    """A report as lists name it."""
    title = record.title or record.url or record.path or record.id
    return views.Report(
        id=record.id,
        title=title,
        outlet=record.outlet,
        published=record.published,
        published_basis=record.published_basis,
    )


def parties_of(claim: ClaimRecord) -> Iterable[str | None]:
    """Every party that a claim names."""
    yield from (link.party for link in claim.chain)
    yield from (filler.party for fillers in claim.roles.values() for filler in fillers)
