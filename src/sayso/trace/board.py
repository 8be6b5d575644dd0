"""One case laid out for tracing: its views, its claims with their stubs, its parties under one anchor each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from sayso.domains import Domain
from sayso.link.names import fold
from sayso.link.parties import party_groups
from sayso.link.served import served, services
from sayso.link.types import PartyGroup
from sayso.link.view import Tables, View, homes, one_of, tables
from sayso.model import Claim, Marked, Stub

NEGATION = r"(?:\b(?:not|nor|no|never|neither|without|unable)\b|n['’]t\b)"


class Told(NamedTuple):
    """One claim of the case with where it stands."""

    id: str
    claim: Claim
    view: View
    stub: Stub

    @property
    def report(self) -> str:
        """The id of its report."""
        return self.view.marked.report

    @property
    def published(self) -> str | None:
        """The date of its report."""
        return self.view.marks.header.published

    @property
    def order(self) -> tuple[str, str, int, str]:
        """A place in order of publication, undated reports last."""
        return (self.published or "9999", self.report, self.claim.evidence.start, self.id)


def _rank(anchor: str) -> tuple[bool, bool, str]:
    """The pack's parties first, then full names, then entities."""
    return (not anchor.startswith("g:"), not anchor.startswith("n:"), anchor)


class Board:
    """A case's stubs, reports and parties."""

    def __init__(self, stubs: Sequence[Stub], reports: Sequence[Marked], domain: Domain) -> None:
        self.stubs = sorted(stubs, key=lambda s: s.key)
        wanted = {s.report for s in stubs}
        self.views = {m.report: View(m, domain) for m in sorted(reports, key=lambda m: m.report) if m.report in wanted}
        self.groups = party_groups([v.marked for v in self.views.values()], self.stubs, domain)
        self._home = {a: g for g in self.groups for a in g.anchors}
        self._lead = {a: lead for g in self.groups for lead in [min(g.anchors, key=_rank)] for a in g.anchors}
        self.domain = domain
        self.tables: Tables = tables(domain)

    @cached_property
    def told(self) -> list[Told]:
        """The claims of the case, in order of publication."""
        found = {}
        for stub in self.stubs:
            view = self.views[stub.report]
            for i in stub.claims:
                found[view.marked.claim_ids[i]] = Told(view.marked.claim_ids[i], view.marks.claims[i], view, stub)
        return sorted(found.values(), key=lambda t: t.order)

    def told_in(self, report: str) -> list[Told]:
        """The claims of the case in one report."""
        return self._told_by_report.get(report, [])

    @cached_property
    def _told_by_report(self) -> dict[str, list[Told]]:
        found: dict[str, list[Told]] = {}
        for told in self.told:
            found.setdefault(told.report, []).append(told)
        return found

    def group(self, anchor: str) -> PartyGroup | None:
        """The party of an anchor."""
        return self._home.get(anchor)

    def party(self, view: View, index: int) -> str:
        """The one anchor by which this case speaks of an entity's party, one that outlives the report if it has one."""
        return self.lead(view.marked.entity_ids[index])

    def lead(self, anchor: str) -> str:
        """The foremost anchor of the party that an anchor belongs to."""
        return self._lead.get(anchor, anchor)

    def name(self, anchor: str) -> str:
        """The name of a party."""
        group = self._home.get(anchor)
        return group.name if group else anchor

    def principal(self, anchor: str) -> str:
        """The party that stands behind a party."""
        group = self._home.get(anchor)
        return self.lead(group.principal) if group and group.principal else anchor

    def functions(self, key: str) -> tuple[str, ...]:
        """What a party of the pack is to its country, where it is known by that alone."""
        party = self.tables.party(key) if self.tables.by_function(key) else None
        return party.functions if party else ()

    def does(self, anchor: str, functions: str) -> bool:
        """Whether a party is, by its kind or to its country first of all, what a list of the pack names."""
        group = self._home.get(anchor)
        party = self.tables.party(group.key) if group else None
        told = {group.kind if group else "", *(party.functions[:1] if party else ())}
        return bool(told & self.tables.list(functions))

    def agency(self, anchor: str) -> bool:
        """Whether a party is a news agency."""
        group = self._home.get(anchor)
        party = self.tables.party(group.key) if group else None
        return party is not None and party.agency

    def is_state(self, anchor: str) -> bool:
        """Whether a party is a state as a whole ("China")."""
        group = self._home.get(anchor)
        state = self.tables.state(group.country) if group else None
        return group is not None and state is not None and group.key == state.id

    def is_vague(self, anchor: str) -> bool:
        """Whether a party is a state as a whole, or a body that is called by what it is to a state and no name."""
        group = self._home.get(anchor)
        generic = group is not None and group.key is not None and bool(self.functions(group.key))
        return generic or self.is_state(anchor)

    def publisher(self, report: str) -> str | None:
        """The party of the case that put a report out: a ministry that publishes its own statement."""
        outlet = fold(self.views[report].marks.header.outlet or "")
        return self._publishers.get(outlet) if outlet else None

    @cached_property
    def _publishers(self) -> dict[str, str]:
        """The parties of the case by every name of theirs, with and without their country."""
        found: dict[str, str] = {}
        for group in self.groups:
            party, country = self.tables.party(group.key), self.tables.countries.get(group.country or "")
            for name in {group.name, *group.uses, *(party.aliases if party else ())}:
                for form in (name, f"{name} of {country.name}" if country else name):
                    found.setdefault(fold(form), self.lead(group.anchors[0]))
        return found

    def known(self, view: View, index: int) -> bool:
        """Whether an entity is somebody in particular: a body, or a person with a name."""
        return view.entities[index].kind != "unnamed" and bool(view.entities[index].key or view.name(index))

    @cached_property
    def hedges(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """The hedges of the pack: those of a clause, and those of a whole sentence."""
        clause = [*self.domain.words.get("hedges_alleged", ()), *self.domain.words.get("hedges_possible", ())]
        return one_of(clause), one_of(self.domain.words.get("sentence_hedges", ()))

    @cached_property
    def suspecting(self) -> re.Pattern[str]:
        """The pack's verbs that govern what is only alleged, in any form: "accused", "suspecting"."""
        lemmas = {v for name in ("governors_alleged", "governors_alleged_passive") for v in self.words(name)}
        return re.compile(
            rf"\b(?:{'|'.join(re.escape(v.rstrip('e')) for v in sorted(lemmas)) or '(?!)'})(?:e|ed|es|d|s|ing)?\b", re.I
        )

    @cached_property
    def negated(self) -> re.Pattern[str]:
        """A negation."""
        return re.compile(NEGATION, re.I)

    def withheld(self, what: str) -> re.Pattern[str]:
        """What says of something that it is not told: "did not disclose his nationality"."""
        told, kept = (self._beginnings(name) for name in ("disclosing", "withholding"))
        return re.compile(
            rf"{NEGATION}[^.;:]{{0,30}}\b{told}[^.;:]{{0,40}}\b{what}\b|\b{kept}[^.;:]{{0,30}}\b{what}\b"
            rf"|\bun{told} {what}\b|\b{what} (?:is|was|has|had|remains) (?:(?:{NEGATION} (?:been )?|un){told}|{kept})",
            re.I,
        )

    def _beginnings(self, name: str) -> str:
        """A pattern of words that begin like those of a list."""
        return rf"(?:{'|'.join(map(re.escape, sorted(self.tables.list(name)))) or '(?!)'})\w*"

    @cached_property
    def elsewhere(self) -> re.Pattern[str]:
        """What follows a place that is only one of several."""
        return re.compile(
            rf"\s+(?:{'|'.join(map(re.escape, sorted(self.tables.list('elsewhere')))) or '(?!)'})\b", re.I
        )

    def words(self, name: str) -> frozenset[str]:
        """A word list of the pack's words.yaml."""
        return frozenset(self.domain.words.get(name, ()))

    @cached_property
    def masters(self) -> Counter[str]:
        """The services and governments for which the accused are said to have worked, with how often."""
        found: Counter[str] = Counter()
        for stub in self.stubs:
            found.update(self.masters_in(stub))
        worked_for: Counter[str] = Counter()
        for anchor, count in found.items():
            group = self._home.get(anchor)
            worked_for[group.country if group and group.country else ""] += count
        home = homes(self.accuser_countries, worked_for)
        return Counter({a: n for a, n in found.items() if (g := self._home.get(a)) and g.country not in home})

    def masters_in(self, stub: Stub) -> Counter[str]:
        """The services and governments for which one stub says that its accused worked, with how often."""
        view = self.views[stub.report]
        told = view.masters(stub.claims, stub.accused)
        known = {view.country(i) for i in told if view.entities[i].kind == "service"}
        more = services(view, stub.claims).items()
        told.update({i: n for i, n in more if i not in told and view.country(i) not in known})
        found: Counter[str] = Counter()
        for index, weight in told.items():
            found[self.party(view, index)] += weight
        return found

    @cached_property
    def served(self) -> Counter[str]:
        """The codes of the countries for which the accused are said to have worked, with how often.

        By their bodies (`masters`) and by words alone; never a country that takes the steps in law, unless the accused
        are said oftener to have worked for it.
        """
        found: Counter[str] = Counter()
        for stub in self.stubs:
            view = self.views[stub.report]
            told = served(view, stub.claims, stub.accused)
            home = homes(self.accuser_countries, told) | view.proceeding(stub.claims)
            found.update({code: n for code, n in told.items() if code not in home})
        for anchor, weight in self.masters.items():
            group = self._home.get(anchor)
            found.update({group.country: weight} if group and group.country else {})
        return found

    def accusers(self, stub: Stub) -> Counter[str]:
        """The bodies that accuse in one stub, with how often."""
        view = self.views[stub.report]
        found: Counter[str] = Counter()
        for index, weight in view.accusers(self._against(view, stub)).items():
            if self.party(view, index) not in self.accused:
                found[self.party(view, index)] += weight
        return found

    def mentioned(self, stub: Stub) -> frozenset[str]:
        """The parties that the report of a stub mentions."""
        view = self.views[stub.report]
        return frozenset(self.party(view, i) for i, entity in enumerate(view.entities) if entity.mentions)

    @cached_property
    def prosecuting(self) -> frozenset[str]:
        """The bodies that some report tells to accuse or to charge, not only to arrest, to search or to be quoted."""
        views = ((self.views[stub.report], stub) for stub in self.stubs)
        return frozenset(
            self.party(view, index)
            for view, stub in views
            for index in view.prosecuting(self._against(view, stub))
            if view.entities[index].kind != "court"
        )

    def _against(self, view: View, stub: Stub) -> tuple[int, ...]:
        """The claims of a stub without what befell other people."""
        return tuple(i for i in stub.claims if not self._of_others(view, stub, view.marks.claims[i]))

    def _of_others(self, view: View, stub: Stub, claim: Claim) -> bool:
        """Whether a step is against people who are none of the accused: a colleague whom another state arrested."""
        event = view.event(claim)
        taken = view.fillers(claim, *event.accused) if event else []
        people = [i for i in taken if view.entities[i].kind in ("person", "unnamed")]
        return claim.event in self.tables.list("seizing") and bool(people) and not set(people) & set(stub.accused)

    @cached_property
    def accuser_countries(self) -> Counter[str]:
        """The countries of the accusers, with how often."""
        found: Counter[str] = Counter()
        for stub in self.stubs:
            found.update(self.views[stub.report].accuser_countries(stub.claims))
        return found

    @cached_property
    def every_accuser(self) -> Counter[str]:
        """The bodies that accuse in any report, with how often."""
        found: Counter[str] = Counter()
        for stub in self.stubs:
            found.update(self.accusers(stub))
        return found

    @cached_property
    def accusing(self) -> frozenset[str]:
        """The principals of the bodies that accuse."""
        return frozenset(map(self.principal, self.every_accuser))

    @cached_property
    def handlers(self) -> frozenset[str]:
        """The persons who are said to have run or met the accused."""
        handling = self.tables.list("handling")
        acting = [(t.view, i) for t in self.told if t.claim.event in handling for i in t.view.fillers(t.claim)]
        persons = {
            self.party(v, i) for v, i in acting if v.entities[i].kind in ("person", "unnamed") and not v.state_body(i)
        }
        return frozenset(persons - set(self.accused))

    def among(self, indices: Iterable[int], view: View) -> list[str]:
        """The parties of entities, each once."""
        return list(dict.fromkeys(self.party(view, i) for i in indices))

    @cached_property
    def accused(self) -> tuple[str, ...]:
        """The accused: those with a name where anybody has one, most accused first."""
        counts: Counter[str] = Counter()
        for stub in self.stubs:
            view = self.views[stub.report]
            counts.update({self.party(view, i): 1 + (2 if stub.main else 0) for i in stub.accused})
        named = {a for a in counts if self._named(a)}
        ranked = sorted(counts, key=lambda a: (-counts[a], self.name(a), a))
        return tuple(a for a in ranked if a in named or not named)

    def _named(self, anchor: str) -> bool:
        """Whether an accused has a name."""
        group = self._home.get(anchor)
        return any(self._is_name(member) for member in group.members) if group else False

    def _is_name(self, member: str) -> bool:
        view, index = self._place[member]
        return view.name(index) is not None or view.entities[index].kind in ("company", "group")

    @cached_property
    def _place(self) -> dict[str, tuple[View, int]]:
        return {e: (view, i) for view in self.views.values() for i, e in enumerate(view.marked.entity_ids)}
