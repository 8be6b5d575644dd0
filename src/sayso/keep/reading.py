"""The read side of the ledger: records of the exchange format, decisions applied and withheld names blacked out.

Lists and iterators are in an order that does not depend on the order in which reports came in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from sayso.keep import faults, log, lookup, summaries
from sayso.keep.masks import mask, mask_text
from sayso.keep.records import (
    CaseFilter,
    CaseSummary,
    Counts,
    DecisionView,
    Facet,
    Hit,
    OutletLine,
    PartyCounts,
    PartyKin,
    PartyLine,
    ReportLine,
)
from sayso.keep.store import CLOSE, OPEN, Store, match_query
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

T = TypeVar("T")
SPEAKS_OR_ACTS = """
c.id IN (SELECT e.claim FROM party_anchors p JOIN claim_entities e ON e.entity = p.anchor WHERE p.party = ?)
"""
SEARCH = f"""
SELECT d.kind, d.ref, search.title, snippet(search, -1, '{OPEN}', '{CLOSE}', ' … ', 24)
FROM search JOIN search_docs d ON d.id = search.rowid WHERE search MATCH ?
ORDER BY bm25(search, 4.0, 1.0), d.kind, d.ref LIMIT ?
"""  # noqa: S608 - two constants


class Reading:
    """What `show` and `export` call. Each method gives frozen records and changes nothing."""

    store: Store

    # ------------------------------------------------------------------------------------- cases

    def cases(self, filter: CaseFilter | None = None) -> list[CaseSummary]:
        """The cases that pass the filter, those with the most independent origins first."""
        return self.case_page(filter)

    def case_page(
        self, filter: CaseFilter | None = None, order: str = "origins", first: int = 0, most: int = -1
    ) -> list[CaseSummary]:
        """Those of the cases that pass the filter, in an order of `summaries.ORDERS`, from `first` on."""
        return list(self._shown(summaries.page(self.store, filter or CaseFilter(), order, first, most)))

    def case_lines(self, ids: Iterable[str]) -> list[CaseSummary]:
        """The lines of these cases, in their order, those that are no more left out."""
        return list(self._shown(summaries.of(self.store, list(ids))))

    def case_total(self, filter: CaseFilter | None = None) -> int:
        """How many cases pass the filter."""
        return summaries.total(self.store, filter or CaseFilter())

    def facets(self, kind: str) -> list[Facet]:
        """What cases can be filtered by (country, stage, service, accuser, outlet), with the number of cases."""
        return self._noted(("facets", kind), lambda: list(self._shown(summaries.facets(self.store, kind))))

    def years(self) -> dict[str, int]:
        """How many cases were first reported in each year."""
        return self._noted("years", lambda: summaries.years(self.store))

    def accusations(self) -> dict[tuple[str, str], int]:
        """How many cases a country brings against people who are said to work for another."""
        return self._noted("pairs", lambda: summaries.pairs(self.store))

    def case(self, id: str) -> CaseRecord:
        """One case; follows redirects. Raises Unknown."""
        return self._one(self._record(self._live("case", id)))

    def case_claims(self, id: str) -> list[ClaimRecord]:
        """The claims of a case, by report and place. Raises Unknown."""
        return list(self._shown(lookup.claims(self.store, "k.case_id = ?", (self._live("case", id),))))

    def allegations(self, case: str) -> list[AllegationRecord]:
        """The allegations of a case. Raises Unknown."""
        return list(self._shown(lookup.allegations(self.store, self._live("case", case))))

    def divergences(self, case: str) -> list[DivergenceRecord]:
        """Where the reports of a case differ, slot by slot. Raises Unknown."""
        return list(self._shown(lookup.divergences(self.store, self._live("case", case))))

    def case_relays(self, id: str) -> list[RelayRecord]:
        """What the reports of a case have from each other, from its origins and from stories outside the ledger.

        By the report that each ends in. Raises Unknown.
        """
        return list(self._shown(lookup.case_relays(self.store, self._record(self._live("case", id)))))

    # ------------------------------------------------------------------------- outlets and reports

    def outlets(self) -> list[OutletLine]:
        """Every outlet with how many of its reports do what with what they have from others."""
        return self._noted("outlets", lambda: list(self._shown(faults.outlets(self.store))))

    def report_page(
        self, outlet: str = "", fault: str = "", year: str = "", case: str = "", first: int = 0, most: int = -1
    ) -> list[ReportLine]:
        """The reports of an outlet, year or case that have a fault (a kind of `keep.faults`), the latest first."""
        return list(self._shown(faults.reports(self.store, outlet, fault, year, case, first, most)))

    def report_total(self, outlet: str = "", fault: str = "", year: str = "", case: str = "") -> int:
        """How many there are."""
        return faults.total(self.store, outlet, fault, year, case)

    # ------------------------------------------------------------------------------------ claims

    def claim(self, id: str) -> ClaimRecord:
        """One claim. Raises Unknown."""
        return self._one(lookup.claims(self.store, "c.id = ?", (lookup.known(self.store, "claim", id),))[0])

    def report_claims(self, id: str) -> list[ClaimRecord]:
        """The claims of a report, in order of place. Raises Unknown."""
        return list(self._shown(lookup.claims(self.store, "c.report = ?", (self._report(id),))))

    def party_claims(self, id: str) -> list[ClaimRecord]:
        """The claims in which a party acts, is acted on or speaks. Raises Unknown."""
        return list(self._shown(lookup.claims(self.store, SPEAKS_OR_ACTS, (self._live("party", id),))))

    # ----------------------------------------------------------------------------------- reports

    def report(self, id: str) -> ReportRecord:
        """One report. Raises Unknown."""
        return self._one(lookup.report(self.store, id))

    def reports_at(self, path: str) -> list[str]:
        """The ids of the reports that lay at a path, or at one that ends like it."""
        return lookup.reports_at(self.store, path)

    def report_attributions(self, id: str) -> list[AttributionRecord]:
        """The attributions of a report, in order of place. Raises Unknown."""
        return list(self._shown(lookup.attributions(self.store, self._report(id))))

    def report_mentions(self, id: str) -> list[tuple[str, MentionRecord]]:
        """Each mention of a party in a report with the party's id, in order of place. Raises Unknown."""
        names = self._hidden()
        found = lookup.report_mentions(self.store, self._report(id))
        return sorted(((p, mask(m, names)) for p, m in found), key=lambda pair: (pair[1].start, pair[1].end, pair[0]))

    def report_cases(self, id: str) -> list[str]:
        """The ids of the cases that a report belongs to. Raises Unknown."""
        return lookup.report_cases(self.store, self._report(id))

    def report_relays(self, id: str) -> list[RelayRecord]:
        """The relays that end in a report: what it has from others. Raises Unknown."""
        return list(self._shown(lookup.relays(self.store, self._report(id))))

    def relays_between(self, a: str, b: str) -> list[RelayRecord]:
        """The relays from one of two reports, or from an utterance read in it, to the other. Raises Unknown."""
        return list(self._shown(lookup.between(self.store, self._report(a), self._report(b))))

    def onward_relays(self, id: str) -> list[RelayRecord]:
        """The relays from a report to others: what was made of it. Raises Unknown."""
        return list(self._shown(lookup.onward(self.store, self._report(id))))

    def versions(self, id: str) -> list[str]:
        """The ids of all reports at the same address, the earliest first, this one included. Raises Unknown."""
        return lookup.versions(self.store, self._report(id))

    # ----------------------------------------------------------------------------------- parties

    def party(self, id: str) -> PartyRecord:
        """One party; follows redirects. Raises Unknown."""
        return self._one(lookup.party(self.store, self._live("party", id)))

    def party_line(self, id: str) -> PartyLine:
        """One party without its mentions; follows redirects. Raises Unknown."""
        return self._one(lookup.party_line(self.store, self._live("party", id)))

    def party_counts(self, id: str) -> PartyCounts:
        """How many claims a party acts in, how many are on its word, and how many reports name it."""
        return lookup.party_counts(self.store, self._live("party", id))

    def party_members(self, id: str, most: int) -> list[str]:
        """The first of the parties that belong to a party."""
        return list(lookup.members(self.store, self._live("party", id))[:most])

    def claims_of_party(self, id: str, *, speaks: bool, first: int, most: int) -> list[ClaimRecord]:
        """Claims on a party's word, or those in which it acts or is acted on, by the time told of."""
        return list(self._shown(lookup.party_claims(self.store, self._live("party", id), speaks, first, most)))

    def party_cases(self, id: str, most: int) -> list[tuple[CaseSummary, bool]]:
        """The cases that a party is in, those in which it is accused first; whether it is."""
        found = summaries.of_party(self.store, self._live("party", id), most)
        return list(zip(self._shown([line for line, _ in found]), [accused for _, accused in found]))

    def party_mentions(self, id: str, first: int, most: int) -> list[tuple[ReportLine, list[MentionRecord]]]:
        """Reports that name a party, the latest first, with the places where they do."""
        found = lookup.party_mentions(self.store, self._live("party", id), first, most)
        names = self._hidden()
        lines = {line.id: line for line in self._shown(faults.named(self.store, [report for report, _ in found]))}
        return [(lines[report], [mask(m, names) for m in at]) for report, at in found if report in lines]

    def party_names(self, ids: Iterable[str]) -> dict[str, str]:
        """The names of parties by their ids; an id that no party has is left out."""
        names = self._hidden()
        found = self.store.among("SELECT id, name FROM parties WHERE id IN (?)", ids)
        return {id: mask_text(name, names) for id, name in found}

    def party_kin(self, ids: Iterable[str]) -> dict[str, PartyKin]:
        """Kind, country and principal of parties by their ids; an id that no party has is left out."""
        return lookup.party_kin(self.store, ids)

    # ------------------------------------------------------------------------------------ search

    def search(self, words: str, limit: int = 50) -> list[Hit]:
        """What holds all the words, best first. The words are only words, whatever signs they hold."""
        query = match_query(words)
        return [_hit(*row) for row in self.store.rows(SEARCH, (query, limit))] if query else []

    # ------------------------------------------------------------------------- the ledger itself

    def set_asides(self) -> list[SetAside]:
        """The documents that could not be read, or not be marked, by path."""
        rows = self.store.rows("SELECT path, reason, next_step FROM asides ORDER BY path")
        return list(self._shown(SetAside(path=path, reason=reason, next_step=step) for path, reason, step in rows))

    def unmarked(self, report: str) -> str | None:
        """Why nothing is told of a report's claims, if it could not be marked."""
        row = self.store.row("SELECT reason FROM unmarked WHERE report = ?", (report,))
        return self._one(SetAside(path="", reason=row[0], next_step="")).reason if row else None

    def decisions(self) -> list[DecisionRecord]:
        """All decisions, in the order in which they were made."""
        rows = self.store.rows(f"SELECT {log.COLUMNS} FROM decisions d ORDER BY d.seq")  # noqa: S608 - a constant
        return list(self._shown(lookup.decision(self.store, one) for one in log.entries(rows)))

    def decision_status(self) -> list[DecisionView]:
        """How each decision stands after the last reading of its reports."""
        sql = "SELECT s.decision, s.status, s.note FROM decision_status s JOIN decisions d ON d.id = s.decision"
        rows = self.store.rows(f"{sql} ORDER BY d.place, s.report")
        return list(self._shown(DecisionView(id=id, status=status, note=note) for id, status, note in rows))

    def counts(self) -> Counts:
        """How much the ledger holds."""
        return self._noted("counts", self._counted)

    def _counted(self) -> Counts:
        tables = {name: name for name in Counts.__struct_fields__} | {"set_aside": "asides"}
        return Counts(**{n: self.store.rows(f"SELECT count(*) FROM {t}")[0][0] for n, t in tables.items()})  # noqa: S608

    # ----------------------------------------------------------------------- all, for the export

    def all_reports(self) -> Iterator[ReportRecord]:
        """Every report, by id."""
        return self._shown(lookup.report(self.store, id) for id in self._reports())

    def all_attributions(self) -> Iterator[AttributionRecord]:
        """Every attribution, by report and place."""
        return self._shown(a for id in self._reports() for a in lookup.attributions(self.store, id))

    def all_claims(self) -> Iterator[ClaimRecord]:
        """Every claim, by report and place."""
        return self._shown(c for id in self._reports() for c in lookup.claims(self.store, "c.report = ?", (id,)))

    def all_relays(self) -> Iterator[RelayRecord]:
        """Every relay, by the report that it ends in."""
        return self._shown(r for id in self._reports() for r in lookup.relays(self.store, id))

    def all_cases(self) -> Iterator[CaseRecord]:
        """Every case, by the reports that it rests on."""
        return self._shown(self._record(id) for id in self._ids("cases"))

    def all_allegations(self) -> Iterator[AllegationRecord]:
        """Every allegation, by case and event."""
        return self._shown(a for id in self._ids("cases") for a in lookup.allegations(self.store, id))

    def all_divergences(self) -> Iterator[DivergenceRecord]:
        """Every divergence, by case."""
        return self._shown(d for id in self._ids("cases") for d in lookup.divergences(self.store, id))

    def all_parties(self) -> Iterator[PartyRecord]:
        """Every party, by its anchors."""
        return self._shown(lookup.party(self.store, id) for id in self._ids("parties"))

    # ------------------------------------------------------------------------------------ inside

    def _live(self, kind: str, id: str) -> str:
        return lookup.live(self.store, kind, id)

    def _report(self, id: str) -> str:
        return lookup.known(self.store, "report", id)

    def _record(self, id: str) -> CaseRecord:
        return lookup.case(self.store, id)

    def _reports(self) -> list[str]:
        return [id for (id,) in self.store.rows("SELECT id FROM reports WHERE layer IS NOT NULL ORDER BY id")]

    def _ids(self, table: str) -> list[str]:
        return [id for (id,) in self.store.rows(f"SELECT id FROM {table} ORDER BY place")]  # noqa: S608

    def _hidden(self) -> re.Pattern[str] | None:
        """What finds every withheld name."""
        return self._noted("withheld", lambda: withheld(self.store))

    def _noted(self, key: object, make: Callable[[], T]) -> T:
        """What is asked of the whole ledger again and again, made anew only when the ledger has changed."""
        state = self.store.state()
        kept: tuple[object, dict[object, Any]] | None = self.__dict__.get("_kept")
        if kept is None or kept[0] != state:
            kept = self.__dict__["_kept"] = state, {}
        if key not in kept[1]:
            kept[1][key] = make()
        found: T = kept[1][key]
        return found

    def _one(self, record: T) -> T:
        return mask(record, self._hidden())

    def _shown(self, records: Iterable[T]) -> Iterator[T]:
        names = self._hidden()
        return (mask(record, names) for record in records)


def _hit(kind: str, id: str, title: str, marked: str) -> Hit:
    """A hit from a snippet in which signs stand around each match."""
    plain, matches, start = "", [], 0
    for part in re.split(f"([{OPEN}{CLOSE}])", marked):
        if part == OPEN:
            start = len(plain)
        elif part == CLOSE:
            matches.append((start, len(plain)))
        else:
            plain += part
    return Hit(kind=kind, id=id, title=title, snippet=plain, matches=tuple(matches))
