"""Rows to records: each function gives records with party ids in place, before names are withheld."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from sayso.keep import groups, log, refs, reuse
from sayso.keep.addresses import anchors_of
from sayso.keep.log import Entry
from sayso.keep.records import PartyCounts, PartyKin, PartyLine, Unknown
from sayso.keep.store import Store
from sayso.link import PartyGroup, unite
from sayso.model import (
    AllegationRecord,
    AttributionRecord,
    CaseRecord,
    ClaimRecord,
    DecisionRecord,
    DivergenceRecord,
    Entity,
    MentionRecord,
    PartyRecord,
    RelayRecord,
    ReportRecord,
)

REPORT = """
SELECT r.id, (SELECT min(path) FROM places p WHERE p.report = r.id), h.url, h.title, h.outlet, h.published,
  h.published_basis, (SELECT min(retrieved) FROM places p WHERE p.report = r.id), h.language, t.extractor, t.text,
  h.reason
FROM reports r JOIN texts t ON t.report = r.id LEFT JOIN headers h ON h.report = r.id WHERE r.id = ?
"""
VERSIONS = """
SELECT r.id FROM reports r WHERE r.address = (SELECT address FROM reports WHERE id = ?)
ORDER BY (SELECT min(retrieved) FROM places p WHERE p.report = r.id), r.id
"""
CLAIMS = """
SELECT iif(t.time IS NULL, c.body, json_set(c.body, '$.time', json(t.time))), k.case_id, k.allegation, k.origin
FROM claims c LEFT JOIN case_claims k ON k.claim = c.id LEFT JOIN inferred_times t ON t.claim = c.id
WHERE {} ORDER BY c.report, c.position
"""
CITED = "SELECT body FROM relays WHERE report = ? ORDER BY position"
# What a report has of utterances, by case and weight of the utterance.
RESTING = """
SELECT r.body FROM rests r JOIN cases c ON c.id = r.case_id WHERE r.report = ? ORDER BY c.place, r.position
"""
# What reports have of the utterances that are read in one report.
READ_IN = """
SELECT r.body FROM stubs s JOIN case_stubs k ON k.stub = s.key JOIN rests r ON r.case_id = k.case_id
WHERE s.report = ? AND json_extract(r.body, '$.version') = s.report GROUP BY r.report, r.case_id, r.position
"""
TABLE = {"case": "cases", "party": "parties", "claim": "claims", "report": "reports"}
NEAR = 3


def known(store: Store, kind: str, id: str) -> str:
    """The id, if the ledger holds it. Raises Unknown with near ids."""
    if store.row(f"SELECT 1 FROM {TABLE[kind]} WHERE id = ?", (id,)):  # noqa: S608 - a table of TABLE
        return id
    raise Unknown(kind, id, near(store, kind, id))


def near(store: Store, kind: str, id: str) -> list[str]:
    """Ids of that kind that start like it, or else look like it."""
    table = TABLE[kind]
    begin = store.rows(f"SELECT id FROM {table} WHERE id >= ? ORDER BY id LIMIT {NEAR}", (id,))  # noqa: S608
    found = [found for (found,) in begin if id and found.startswith(id)]
    if found or kind in ("claim", "report"):
        return found
    ids = [found for (found,) in store.rows(f"SELECT id FROM {table} ORDER BY number LIMIT 1000")]  # noqa: S608
    return difflib.get_close_matches(id, ids, NEAR, 0.3)


def live(store: Store, kind: str, id: str) -> str:
    """The id of the case or party that an id now leads to. Raises Unknown."""
    if store.row(f"SELECT 1 FROM {TABLE[kind]} WHERE id = ?", (id,)):  # noqa: S608 - a table of TABLE
        return id
    holder = {
        "case": "SELECT stub, case_id FROM case_stubs WHERE stub IN (?)",
        "party": "SELECT anchor, party FROM party_anchors WHERE anchor IN (?)",
    }[kind]
    anchors = anchors_of(store, id)
    now: dict[str, str] = dict(store.among(holder, anchors))
    for anchor in anchors:
        if anchor in now:
            return now[anchor]
    raise Unknown(kind, id, near(store, kind, id))


def parties_of(store: Store, anchors: Iterable[str]) -> refs.To:
    """What gives the party id of each of these anchors."""
    found = store.among("SELECT anchor, party FROM party_anchors WHERE anchor IN (?)", sorted(anchors))
    return dict[str, str](found).get


# ------------------------------------------------------------------------------------------------ reports


def report(store: Store, id: str) -> ReportRecord:
    """One report; `previous` is the version retrieved before it at the same address."""
    row = store.row(REPORT, (id,))
    if row is None:
        raise Unknown("report", id, near(store, "report", id))
    order = versions(store, id)
    earlier = order[: order.index(id)]
    fields = dict(zip(ReportRecord.__struct_fields__, row))
    return ReportRecord(**fields, previous=earlier[-1] if earlier else None)


def versions(store: Store, id: str) -> list[str]:
    """All reports at one address, the earliest retrieved first."""
    return [version for (version,) in store.rows(VERSIONS, (id,))]


def reports_at(store: Store, path: str) -> list[str]:
    """The reports that lay at a path, or at one that ends like it."""
    sql = "SELECT DISTINCT report FROM places WHERE path = ?1 OR substr(path, -length(?2)) = ?2 ORDER BY report"
    return [id for (id,) in store.rows(sql, (path, f"/{path.removeprefix('./')}"))]


def report_cases(store: Store, id: str) -> list[str]:
    """The cases that a report has a stub in."""
    sql = """SELECT DISTINCT c.place, c.id FROM stubs s JOIN case_stubs k ON k.stub = s.key
             JOIN cases c ON c.id = k.case_id WHERE s.report = ? ORDER BY c.place"""
    return [case for _, case in store.rows(sql, (id,))]


def text(store: Store, report: str) -> str:
    """The current text of a report."""
    row = store.row("SELECT text FROM texts WHERE report = ?", (report,))
    return str(row[0]) if row else ""


def entities(store: Store, ids: Iterable[str]) -> dict[str, Entity]:
    """The entities of these ids."""
    rows = store.among("SELECT id, body FROM entities WHERE id IN (?)", ids)
    return {id: msgspec.json.decode(body, type=Entity) for id, body in rows}


def entities_of(store: Store, report: str) -> dict[str, Entity]:
    """The entities of a report."""
    rows = store.rows("SELECT id, body FROM entities WHERE report = ?", (report,))
    return {id: msgspec.json.decode(body, type=Entity) for id, body in rows}


def mentions(id: str, entity: Entity, text: str) -> Iterator[MentionRecord]:
    """The mentions of an entity, with the words that they stand on."""
    report = id.rpartition(":")[0]
    for mention in entity.mentions:
        start, end = mention.span
        yield MentionRecord(report=report, start=start, end=end, text=text[start:end])


def report_mentions(store: Store, id: str) -> list[tuple[str, MentionRecord]]:
    """Each mention in a report with the party that it names."""
    words, found = text(store, id), entities_of(store, id)
    to = parties_of(store, found)
    pairs = ((to(key), mention) for key, entity in found.items() for mention in mentions(key, entity, words))
    return [(party, mention) for party, mention in pairs if party]


def attributions(store: Store, report: str) -> list[AttributionRecord]:
    """The attributions of a report, in order of place."""
    rows = store.rows("SELECT body FROM attributions WHERE report = ? ORDER BY position", (report,))
    found = [msgspec.json.decode(body, type=AttributionRecord) for (body,) in rows]
    to = parties_of(store, {a.speaker for a in found if a.speaker})
    return [refs.attribution(a, to) for a in found]


def relays(store: Store, report: str, held: reuse.Held | None = None, of: str | None = None) -> list[RelayRecord]:
    """The relays that end in a report; see sayso.keep.reuse.relays for `of`."""
    return [*reuse.relays(store, report, _relays(store, CITED, report), held, of), *_relays(store, RESTING, report)]


def between(store: Store, a: str, b: str) -> list[RelayRecord]:
    """The relays that end in either of two reports and come from the other, or from what is read in it."""
    held = reuse.Held(store, (a, b))
    found = ((r, other) for end, other in ((a, b), (b, a)) for r in relays(store, end, held, other))
    return [relay for relay, other in found if other in (relay.source, relay.version)]


def onward(store: Store, report: str) -> list[RelayRecord]:
    """The relays from a report to others, and from the utterances that it is itself.

    It may be the target too where it is not known who has it from whom.
    """
    utterances = {o.id for id in report_cases(store, report) for o in case(store, id).origins if o.report == report}
    rows = store.rows(READ_IN, (report,)) if utterances else []
    resting = (msgspec.json.decode(body, type=RelayRecord) for (body,) in rows)
    copies = [relay for relay in reuse.beside(store, report) if relay.source == report]
    return copies + [relay for relay in resting if relay.source in utterances]


def case_relays(store: Store, case: CaseRecord) -> list[RelayRecord]:
    """The relays that end in reports of a case, but what these have of the utterances of other cases."""
    utterances = {origin.id for origin in case.origins}
    held = reuse.Held(store, case.reports)
    found = (r for report in case.reports for r in relays(store, report, held))
    return [r for r in found if r.version is None or r.source in utterances]


def _relays(store: Store, sql: str, report: str) -> list[RelayRecord]:
    return [msgspec.json.decode(body, type=RelayRecord) for (body,) in store.rows(sql, (report,))]


# ------------------------------------------------------------------------------------------------- claims


def claims(store: Store, where: str, values: Sequence[Any]) -> list[ClaimRecord]:
    """The claims for which a condition on claims (c) and case_claims (k) holds, by report and place."""
    rows = store.rows(CLAIMS.format(where), values)
    found = [msgspec.json.decode(body, type=ClaimRecord) for body, *_ in rows]
    to = parties_of(store, {anchor for c in found for anchor in refs.claim_anchors(c)})
    return [
        refs.put(refs.claim(record, to), case=case, allegation=allegation, origin=origin)
        for record, (_, case, allegation, origin) in zip(found, rows)
    ]


def allegations(store: Store, case: str) -> list[AllegationRecord]:
    """The allegations of a case, by number."""
    rows = store.rows("SELECT body FROM allegations WHERE case_id = ?", (case,))
    found = [msgspec.json.decode(body, type=AllegationRecord) for (body,) in rows]
    wanted: set[str] = set()
    for record in found:
        refs.allegation(record, refs.collecting(wanted))
    to = parties_of(store, wanted)
    return sorted((refs.allegation(a, to) for a in found), key=lambda a: (a.event, min(a.claims, default="")))


def divergences(store: Store, case: str) -> list[DivergenceRecord]:
    """The divergences of a case, in the order in which they were found."""
    rows = store.rows("SELECT body FROM divergences WHERE case_id = ? ORDER BY position", (case,))
    found = [msgspec.json.decode(body, type=DivergenceRecord) for (body,) in rows]
    to = parties_of(store, {d.accused for d in found if d.accused})
    return [refs.divergence(d, to) for d in found]


# -------------------------------------------------------------------------------------- cases and parties


def case(store: Store, id: str) -> CaseRecord:
    """One case by its own id."""
    row = store.row("SELECT body FROM cases WHERE id = ?", (id,))
    if row is None:
        raise Unknown("case", id, near(store, "case", id))
    record = msgspec.json.decode(row[0], type=CaseRecord)
    wanted: set[str] = set()
    refs.case(record, refs.collecting(wanted))
    return refs.case(record, parties_of(store, wanted))


def groups_of(store: Store, party: str) -> list[PartyGroup]:
    """The groups that a party is made of."""
    sql = """SELECT DISTINCT g.id, g.body FROM party_anchors p JOIN group_anchors a ON a.anchor = p.anchor
             JOIN party_groups g ON g.id = a.party_group WHERE p.party = ?"""
    return [msgspec.json.decode(body, type=PartyGroup) for _, body in store.rows(sql, (party,))]


def party(store: Store, id: str) -> PartyRecord:
    """One party by its own id, with all its mentions."""
    row = store.row("SELECT name, kind, key, country, parent, principal FROM parties WHERE id = ?", (id,))
    if row is None:
        raise Unknown("party", id, near(store, "party", id))
    name, kind, _, country, parent, principal = row
    to = parties_of(store, [a for a in (parent, principal) if a])
    whole = unite(groups_of(store, id))[0]
    return PartyRecord(
        id=id, name=name, kind=kind, country=country, parent=refs.one(parent, to),
        principal=refs.one(principal, to) or id, members=members(store, id),
        aliases=tuple(form for form in sorted(whole.uses) if form != name), mentions=_all_mentions(store, whole),
    )  # fmt: skip


def party_kin(store: Store, ids: Iterable[str]) -> dict[str, PartyKin]:
    """Whose each of these parties is."""
    rows = store.among("SELECT id, kind, country, principal FROM parties WHERE id IN (?)", sorted(set(ids)))
    to = parties_of(store, {row[3] for row in rows if row[3]})
    return {id: PartyKin(kind=kind, country=of, principal=refs.one(by, to)) for id, kind, of, by in rows}


def party_line(store: Store, id: str) -> PartyLine:
    """One party by its own id, its aliases from a sample of what it is made of."""
    name, kind, country, parent, principal = store.rows(
        "SELECT name, kind, country, parent, principal FROM parties WHERE id = ?", (id,)
    )[0]
    to = parties_of(store, [a for a in (parent, principal) if a])
    whole = unite(groups.speaking(store, id))
    forms = sorted(whole[0].uses) if whole else []
    return PartyLine(
        id=id, name=name, kind=kind, country=country, parent=refs.one(parent, to), principal=refs.one(principal, to),
        aliases=tuple(form for form in forms if form != name),
    )  # fmt: skip


CLAIMS_OF = """
FROM party_anchors p JOIN claim_entities e ON e.entity = p.anchor WHERE p.party = ? AND e.{}
"""
REPORTS_OF = (
    "FROM party_anchors p JOIN entities e ON e.id = p.anchor JOIN headers h ON h.report = e.report WHERE p.party = ?"
)


def party_counts(store: Store, id: str) -> PartyCounts:
    """How much there is of a party."""
    done, said = (
        store.rows(f"SELECT count(DISTINCT e.claim) {CLAIMS_OF.format(part)}", (id,))[0][0]
        for part in ("acts", "speaks")
    )
    reports = store.rows(f"SELECT count(DISTINCT e.report) {REPORTS_OF}", (id,))[0][0]
    return PartyCounts(done=done, said=said, reports=reports)


def party_claims(store: Store, id: str, speaks: bool, first: int, most: int) -> list[ClaimRecord]:
    """Claims of a party by the time told of, those without one last."""
    sql = f"""SELECT DISTINCT e.claim, e.told {CLAIMS_OF.format("speaks" if speaks else "acts")}
              ORDER BY e.told IS NULL, e.told, e.claim LIMIT ? OFFSET ?"""
    order = [claim for claim, _ in store.rows(sql, (id, most, first))]
    marks = ",".join("?" * len(order))
    found = {c.id: c for c in claims(store, f"c.id IN ({marks})", order)} if order else {}
    return [found[claim] for claim in order]


def party_mentions(store: Store, id: str, first: int, most: int) -> list[tuple[str, list[MentionRecord]]]:
    """Reports that name a party, the latest first, with each place where they do."""
    sql = f"""SELECT e.report, max(h.published) AS day {REPORTS_OF} GROUP BY e.report
              ORDER BY day DESC, e.report LIMIT ? OFFSET ?"""
    order = [report for report, _ in store.rows(sql, (id, most, first))]
    texts: dict[str, str] = dict(store.among("SELECT report, text FROM texts WHERE report IN (?)", order))
    at: dict[str, list[MentionRecord]] = {report: [] for report in order}
    sql = """SELECT e.id, e.body FROM party_anchors p JOIN entities e ON e.id = p.anchor
             WHERE p.party = ? AND e.report IN (?)"""
    for entity, body in store.among(sql, order, (id,)):
        report = entity.rpartition(":")[0]
        at[report] += mentions(entity, msgspec.json.decode(body, type=Entity), texts[report])
    return [(report, sorted(found, key=lambda m: (m.start, m.end))) for report, found in at.items()]


def members(store: Store, id: str) -> tuple[str, ...]:
    """The parties whose parent a party is."""
    sql = """SELECT DISTINCT p.place, p.id FROM party_anchors a JOIN parties p ON p.parent = a.anchor
             WHERE a.party = ? AND p.id != a.party ORDER BY p.place"""
    return tuple(member for _, member in store.rows(sql, (id,)))


def _all_mentions(store: Store, whole: PartyGroup) -> tuple[MentionRecord, ...]:
    found = entities(store, whole.members)
    reports = sorted({id.rpartition(":")[0] for id in found})
    texts: dict[str, str] = dict(store.among("SELECT report, text FROM texts WHERE report IN (?)", reports))
    every = [m for id, entity in found.items() for m in mentions(id, entity, texts[id.rpartition(":")[0]])]
    return tuple(sorted(every, key=lambda m: (m.report, m.start, m.end)))


# Anchors by which parties are found again: they spell names out in ways that no mask would find.
INSIDE = ("shared", "anchors", "names")


def decision(store: Store, one: Entry) -> DecisionRecord:
    """A decision as it is shown: without what only serves to find its parties; an undo names what it takes back."""
    anchor = {name: value for name, value in one.anchor.items() if name not in INSIDE}
    on = (log.id_of(store, one.target) or one.target) if one.what == "undo" else one.target
    return DecisionRecord(
        id=one.id, when=one.at, who=one.who, what=one.what, on=on, anchor=anchor, reason=one.reason, key=one.key
    )
