"""The ledger as far as it is published: a ledger that knows the chosen cases, and nothing else.

The pages of the desk are made from it as they are from the whole ledger. What it leaves out: other cases with their
claims, reports and parties; claims that somebody has rejected; where reports lie on this machine; who decided.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NoReturn, TypeVar

import msgspec

from sayso.keep import CaseFilter, CaseSummary, Counts, DecisionView, Hit, Ledger, Unknown, lookup, pairs, publishing
from sayso.keep.masks import BLOCK, mask, mask_text
from sayso.keep.records import Facet, OutletLine, PartyCounts, PartyKin, PartyLine, ReportLine
from sayso.keep.withheld import withheld
from sayso.model import (
    AllegationRecord,
    AttributionRecord,
    CaseRecord,
    ClaimRecord,
    DecisionRecord,
    DivergenceRecord,
    MentionRecord,
    PartyRecord,
    RelayRecord,
    ReportRecord,
    SetAside,
)
from sayso.show.phrases import reports_in

T = TypeVar("T")
replace = msgspec.structs.replace
# Decisions that readers of a site are told of; notes and what nobody sees are not theirs.
TOLD = (
    *("reject", "correct", "add", "move", "merge", "split", "correct_report", "copy", "independent", "stage"),
    *("withhold", "unwithhold"),
)
SOMEBODY = "an analyst"
CASES, REPORTS = 256, 2048  # records that are remembered


class Selection(Ledger):
    """An open ledger of which only some cases are seen."""

    def __init__(self, whole: Ledger, chosen: Iterable[str]) -> None:
        super().__init__(whole.store)
        self._names = withheld(self.store)
        records = list(publishing.cases(self.store, sorted(set(chosen), key=_number)))
        self.chosen = {case.id: case.reports for case in records}
        self.reports = {report for case in records for report in case.reports}
        self.origins = {origin.id for case in records for origin in case.origins}
        self.parties = publishing.parties_in(self.store, records)
        self.case = lru_cache(CASES)(self._case)  # type: ignore[method-assign]
        self.report = lru_cache(REPORTS)(self._report_record)  # type: ignore[method-assign]
        self.party = lru_cache(1)(self._party)  # type: ignore[method-assign]
        self._party_claims = lru_cache(1)(super().party_claims)
        self._case_claims = lru_cache(CASES)(super().case_claims)
        self.case_relays = lru_cache(CASES)(self._relays_of_case)  # type: ignore[method-assign]
        self.divergences = lru_cache(CASES)(super().divergences)  # type: ignore[method-assign]
        self.report_claims = lru_cache(REPORTS)(self._claims_of_report)  # type: ignore[method-assign]
        self.report_attributions = lru_cache(REPORTS)(self._attributions)  # type: ignore[method-assign]
        self.report_relays = lru_cache(REPORTS)(self._relays_of_report)  # type: ignore[method-assign]
        self.report_cases = lru_cache(REPORTS)(self._cases_of_report)  # type: ignore[method-assign]
        self._original = lru_cache(REPORTS)(lambda report: publishing.original(self.store, report))

    # ------------------------------------------------------------------------------------- cases

    @cached_property
    def lines(self) -> list[CaseSummary]:
        """The lines of the list of cases, in its order."""
        return [line for line in super().case_page() if line.id in self.chosen]

    def cases(self, filter: CaseFilter | None = None) -> list[CaseSummary]:
        """The chosen cases; a published list has no filter."""
        return list(self.lines)

    def case_page(
        self, filter: CaseFilter | None = None, order: str = "origins", first: int = 0, most: int = -1
    ) -> list[CaseSummary]:
        """Some of the chosen cases."""
        return self.lines[first : first + most if most >= 0 else None]

    def case_total(self, filter: CaseFilter | None = None) -> int:
        """How many cases were chosen; of those without a date, how many that are."""
        undated = filter is not None and filter.year == "none"
        return sum(line.first is None for line in self.lines) if undated else len(self.lines)

    def case_lines(self, ids: Iterable[str]) -> list[CaseSummary]:
        """The lines of those of the cases that were chosen."""
        return super().case_lines(id for id in ids if id in self.chosen)

    def facets(self, kind: str) -> list[Facet]:
        """The stages and services of the chosen cases by the number of cases; nothing else is shown of them."""
        values = ((line.stages if kind == "stage" else line.services) for line in self.lines)
        counts = Counter(value for found in values for value in set(found) if kind in ("stage", "service"))
        order = sorted(counts, key=lambda value: (-counts[value], value))
        return [Facet(value=value, name=value, cases=counts[value]) for value in order]

    def years(self) -> dict[str, int]:
        """How many of the chosen cases were first reported in each year."""
        return dict(sorted(Counter(line.first[:4] for line in self.lines if line.first).items()))

    def accusations(self) -> dict[tuple[str, str], int]:
        """How many of the chosen cases a country brings against people who are said to work for another."""
        return self._accusations

    @cached_property
    def _accusations(self) -> dict[tuple[str, str], int]:
        countries = {id: country for id, country in publishing.countries(self.store, self.parties) if country}
        cases = map(self.case, self.chosen)
        of = ((case, {countries[one] for one in case.accusers if one in countries}) for case in cases)
        return Counter((accuser, other) for case, accusers in of for accuser in accusers for other in case.countries)

    def outlets(self) -> list[OutletLine]:
        """The outlets of published reports, with how many of these do what."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for line in (line for line in self._report_lines if line.outlet):
            found[line.outlet or ""].update(("reports", *line.faults))
        return [OutletLine(outlet=name, **{n: found[name][n] for n in NUMBERS}) for name in sorted(found)]

    def report_page(
        self, outlet: str = "", fault: str = "", year: str = "", case: str = "", first: int = 0, most: int = -1
    ) -> list[ReportLine]:
        """Some of the published reports; a published list has no filter."""
        return self._report_lines[first : first + most if most >= 0 else None]

    def report_total(self, outlet: str = "", fault: str = "", year: str = "", case: str = "") -> int:
        """How many reports are published."""
        return len(self._report_lines)

    @cached_property
    def _report_lines(self) -> list[ReportLine]:
        every = (line for line in super().report_page() if line.id in self.reports)
        return [replace(line, title=self.report(line.id).title or UNTITLED) for line in every]

    def _case(self, id: str) -> CaseRecord:
        return self._one(self._record(self._live("case", id)))

    def case_claims(self, id: str) -> list[ClaimRecord]:
        """The claims of a case that nobody has rejected."""
        return self._told(self._case_claims(self._live("case", id)))

    def case_words(self, id: str) -> Iterator[str]:
        """The words that those claims rest on."""
        return (mask_text(words, self._names) for words in publishing.evidence(self.store, self._live("case", id)))

    def _relays_of_case(self, id: str) -> list[RelayRecord]:
        """What the reports of a case have from what is published, and from outside the ledger."""
        return list(self._relays(super().case_relays(id)))

    # ----------------------------------------------------------------------------------- reports

    def claim(self, id: str) -> ClaimRecord:
        """One claim. Raises Unknown where it is not published."""
        found = self._told([super().claim(id)])
        return found[0] if found else _unknown("claim", id)

    def _claims_of_report(self, id: str) -> list[ClaimRecord]:
        """The claims of a report in chosen cases."""
        return self._told(super().report_claims(id))

    def party_claims(self, id: str) -> list[ClaimRecord]:
        """What a party is told to have said and done in the chosen cases."""
        return self._told(self._party_claims(self._live("party", id)))

    def _told(self, claims: Iterable[ClaimRecord]) -> list[ClaimRecord]:
        return [claim for claim in claims if claim.case in self.chosen and claim.review != "rejected"]

    def _report_record(self, id: str) -> ReportRecord:
        """A report without the place where it lies; an address that a name was taken from is none."""
        record = self._one(lookup.report(self.store, self._report(id)))
        url = None if record.url and BLOCK in record.url else record.url
        previous = record.previous if record.previous in self.reports else None
        return replace(record, path=None, url=url, title=record.title or url or UNTITLED, previous=previous)

    def _attributions(self, id: str) -> list[AttributionRecord]:
        """The attributions that the published claims of a report rest on."""
        every = {one.id: one for one in super().report_attributions(id)}
        wanted = {link.attribution for claim in self.report_claims(id) for link in claim.chain}
        wanted |= {claim.attribution for claim in self.report_claims(id)}
        for one in [one for key, one in every.items() if key in wanted]:
            while one.parent and one.parent not in wanted and one.parent in every:
                wanted.add(one.parent)
                one = every[one.parent]
        return [one for key, one in every.items() if key in wanted]

    def report_mentions(self, id: str) -> list[tuple[str, MentionRecord]]:
        """The mentions of published parties."""
        return [(party, mention) for party, mention in super().report_mentions(id) if party in self.parties]

    def _cases_of_report(self, id: str) -> list[str]:
        """The chosen cases that a report belongs to."""
        return [case for case in super().report_cases(id) if case in self.chosen]

    def _relays_of_report(self, id: str) -> list[RelayRecord]:
        """What a report has from what is published, and from outside the ledger."""
        return list(self._relays(super().report_relays(id)))

    def relays_between(self, a: str, b: str) -> list[RelayRecord]:
        """What one of two reports has from the other, of what is published."""
        both = ((relay, other) for end, other in ((a, b), (b, a)) for relay in self.report_relays(end))
        return [relay for relay, other in both if other in (relay.source, relay.version)]

    def onward_relays(self, id: str) -> list[RelayRecord]:
        """What published reports have from a report."""
        return list(self._relays(super().onward_relays(id)))

    def _relays(self, relays: Iterable[RelayRecord]) -> Iterator[RelayRecord]:
        for relay in relays:
            ends = [one for one in (relay.target, relay.version, relay.through) if one]
            source = relay.source or relay.target
            if all(one in self.reports for one in ends) and (source in self.reports or source in self.origins):
                yield replace(relay, explanation=self._explained(relay.explanation))

    def _explained(self, explanation: str) -> str:
        """An explanation that names no report which is not published, and nobody who decided."""
        for who in self._deciders:
            explanation = explanation.replace(pairs.told_by(who), pairs.told_by(SOMEBODY))
        for id in set(reports_in(explanation)) - self.reports:
            explanation = explanation.replace(id, "another report")
        return explanation

    @cached_property
    def _deciders(self) -> list[str]:
        """Who has decided on pairs of reports, the longest names first, as one may end in another."""
        every = {mask_text(one.who, self._names) for one in pairs.standing(self.store)}
        return sorted(every, key=lambda who: (-len(who), who))

    def versions(self, id: str) -> list[str]:
        """The published reports at the address of one."""
        return [one for one in super().versions(id) if one in self.reports]

    def source(self, id: str) -> tuple[str, str]:
        """The hash of a report's bytes, and its text as it is stored, no name withheld."""
        return self._original(id)

    # ----------------------------------------------------------------------------------- parties

    def _party(self, id: str) -> PartyRecord:
        record = self._one(lookup.party(self.store, self._live("party", id)))
        mentions = tuple(one for one in record.mentions if one.report in self.reports)
        forms = {one.text.casefold() for one in mentions}
        return replace(
            record,
            mentions=mentions,
            aliases=tuple(one for one in record.aliases if one.casefold() in forms),
            members=tuple(one for one in record.members if one in self.parties),
        )

    def party_line(self, id: str) -> PartyLine:
        """A party as far as it is published."""
        record = self.party(id)
        parent = record.parent if record.parent in self.parties else None
        principal = record.principal if record.principal in self.parties else None
        return PartyLine(
            id=record.id, name=record.name, kind=record.kind, country=record.country, parent=parent,
            principal=principal, aliases=record.aliases,
        )  # fmt: skip

    def party_counts(self, id: str) -> PartyCounts:
        """How much of it is published."""
        reports = {one.report for one in self.party(id).mentions}
        done, said = (len(self._of_party(id, speaks)) for speaks in (False, True))
        return PartyCounts(done=done, said=said, reports=len(reports))

    def party_members(self, id: str, most: int) -> list[str]:
        """The first of its published members."""
        return list(self.party(id).members[:most])

    def claims_of_party(self, id: str, *, speaks: bool, first: int, most: int) -> list[ClaimRecord]:
        """Some of its published claims, by the time told of."""
        return self._of_party(id, speaks)[first : first + most if most >= 0 else None]

    def _of_party(self, id: str, speaks: bool) -> list[ClaimRecord]:
        party = self.party(id).id
        found = [claim for claim in self.party_claims(party) if _has(claim, party, speaks)]
        return sorted(found, key=lambda claim: ((claim.time and claim.time.value) or "9999", claim.id))

    def party_cases(self, id: str, most: int) -> list[tuple[CaseSummary, bool]]:
        """Those of its cases that were chosen."""
        return [(line, accused) for line, accused in super().party_cases(id, -1) if line.id in self.chosen][:most]

    def party_mentions(self, id: str, first: int, most: int) -> list[tuple[ReportLine, list[MentionRecord]]]:
        """Published reports that name it, with the places where they do."""
        every = super().party_mentions(id, 0, -1)
        found = [(_published(line, self.report(line.id)), at) for line, at in every if line.id in self.reports]
        return found[first : first + most if most >= 0 else None]

    def party_names(self, ids: Iterable[str]) -> dict[str, str]:
        """The names of parties that are published."""
        found = self.store.among("SELECT id, name FROM parties WHERE id IN (?)", set(ids) & self.parties.keys())
        return {id: mask_text(name, self._names) for id, name in found}

    def party_kin(self, ids: Iterable[str]) -> dict[str, PartyKin]:
        """Whose the parties are that are published."""
        return super().party_kin(set(ids) & self.parties.keys())

    # ------------------------------------------------------------------------- the ledger itself

    def search(self, words: str, limit: int = 50) -> list[Hit]:
        """None: a published site has an index of its own."""
        return []

    def reports_at(self, path: str) -> list[str]:
        """None: where reports lie is not published."""
        return []

    def decision_status(self) -> list[DecisionView]:
        """None: how decisions stand is for those who make them."""
        return []

    def set_asides(self) -> list[SetAside]:
        """None: what could not be read is nobody's business outside."""
        return []

    def unmarked(self, report: str) -> str | None:
        """None: nor is what could not be marked."""
        return None

    def decisions(self) -> list[DecisionRecord]:
        """The decisions that concern what is published, without who made them."""
        reports = publishing.decided(self.store)
        told = (one for one in super().decisions() if one.what in TOLD)
        return [replace(one, who=SOMEBODY) for one in told if self._concerns(one, reports.get(one.id, ()))]

    def all_decisions(self) -> list[DecisionRecord]:
        """Every decision, also of what is not published: for what hangs on whether anything was decided."""
        return super().decisions()

    @property
    def withheld(self) -> str:
        """What finds the withheld names, as text."""
        return self._names.pattern if self._names else ""

    def _concerns(self, decision: DecisionRecord, reports: Sequence[str]) -> bool:
        """Whether all that a decision speaks of is published."""
        if decision.what in ("withhold", "unwithhold"):
            return self._leads("party", decision.on) in self.parties
        return bool(reports) and all(report in self.reports for report in reports)

    def _leads(self, kind: str, id: str) -> str:
        try:
            return lookup.live(self.store, kind, id)
        except Unknown:
            return id

    def counts(self) -> Counts:
        """How much is published."""
        return self._counts

    @cached_property
    def _counts(self) -> Counts:
        claims = sum(number for (number,) in self.store.among(publishing.LIVE, self.chosen))
        return Counts(
            reports=len(self.reports),
            claims=claims,
            attributions=0,
            parties=len(self.parties),
            cases=len(self.chosen),
            set_aside=0,
            decisions=0,
        )

    # ----------------------------------------------------------------------- all, for the export

    def ids(self, kind: str) -> Sequence[str]:
        """The ids of all published cases, reports or parties, in the order in which they are exported."""
        if kind == "case":
            return list(self.chosen)
        return sorted(self.reports) if kind == "report" else sorted(self.parties, key=_number)

    def all_reports(self) -> Iterator[ReportRecord]:
        """Every published report, by id."""
        return map(self.report, self.ids("report"))

    def all_attributions(self) -> Iterator[AttributionRecord]:
        """Every published attribution, by report and place."""
        return (one for report in self.ids("report") for one in self.report_attributions(report))

    def all_claims(self) -> Iterator[ClaimRecord]:
        """Every published claim, by report and place."""
        return (one for report in self.ids("report") for one in self.report_claims(report))

    def all_relays(self) -> Iterator[RelayRecord]:
        """Every published relay, by the report that it ends in."""
        return (one for report in self.ids("report") for one in self.report_relays(report))

    def all_cases(self) -> Iterator[CaseRecord]:
        """Every chosen case."""
        return map(self.case, self.ids("case"))

    def all_allegations(self) -> Iterator[AllegationRecord]:
        """Every allegation of the chosen cases."""
        return (one for case in self.ids("case") for one in self.allegations(case))

    def all_divergences(self) -> Iterator[DivergenceRecord]:
        """Every divergence of the chosen cases."""
        return (one for case in self.ids("case") for one in self.divergences(case))

    def all_parties(self) -> Iterator[PartyRecord]:
        """Every published party."""
        return map(self._party, self.ids("party"))

    # ------------------------------------------------------------------------------------ inside

    def _live(self, kind: str, id: str) -> str:
        """The id that one leads to, if that is published. Raises Unknown."""
        known = self.chosen if kind == "case" else self.parties
        found = id if id in known else self._leads(kind, id)
        return found if found in known else _unknown(kind, id)

    def _report(self, id: str) -> str:
        return id if id in self.reports else _unknown("report", id)

    def _one(self, record: T) -> T:
        return mask(record, self._names)

    def _shown(self, records: Iterable[T]) -> Iterator[T]:
        return (mask(record, self._names) for record in records)


class Portion(Selection):
    """A part of a selection: all records of some of its cases, reports and parties."""

    def __init__(self, whole: Selection, part: Mapping[str, Sequence[str]]) -> None:
        self.__dict__.update(whole.__dict__)
        self._part = part

    def ids(self, kind: str) -> Sequence[str]:
        """Those of a kind that are in it."""
        return self._part.get(kind, ())


def _has(claim: ClaimRecord, party: str, speaks: bool) -> bool:
    """Whether a party speaks in a claim, or else has a role in it."""
    if speaks:
        return any(link.party == party for link in claim.chain)
    return any(one.party == party for fillers in claim.roles.values() for one in fillers)


def _published(line: ReportLine, record: ReportRecord) -> ReportLine:
    """A report's line with the title that it is published under."""
    return replace(line, title=record.title or UNTITLED, faults=())


NUMBERS = ("reports", "copied", "uncredited", "attribution_dropped", "hedge_dropped", "stage")
UNTITLED = "A report without a title"


def _unknown(kind: str, id: str) -> NoReturn:
    raise Unknown(kind, id)


def _number(id: str) -> tuple[int, str]:
    """Ids in the order in which they were given."""
    return (int(id[1:]) if id[1:].isdigit() else 0), id
