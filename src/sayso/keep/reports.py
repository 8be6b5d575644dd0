"""What is kept of one marked report, decisions applied: header, entities, attributions, claims, relays and stubs."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from sayso.keep import index, joining, log, refs
from sayso.keep.decisions import (
    PLACED,
    Applied,
    ClaimAnchor,
    Decision,
    Review,
    Said,
    Status,
    apply,
    corrected,
    overrule,
)
from sayso.keep.ids import attribution_ids, digest, entity_id
from sayso.keep.log import Entry
from sayso.keep.store import Store
from sayso.keep.withheld import withheld
from sayso.link import asked
from sayso.model import (
    Attribution,
    AttributionRecord,
    Claim,
    ClaimRecord,
    Evidence,
    Filler,
    FillerRecord,
    Link,
    LinkRecord,
    Marked,
    Marks,
    Place,
    PlaceRecord,
    QuantityRecord,
    RelayRecord,
    Stub,
    TimeRecord,
    When,
)

ON_CLAIMS = ("accept", "reject", "correct", "add", "move", "note")
MARKS = """
SELECT l.text, m.marks, l.id FROM reports r JOIN markings m ON m.id = r.marking JOIN layers l ON l.id = m.layer
WHERE r.id = ?
"""


class Reviewed(Struct, frozen=True):
    """A report as link and trace see it, with what the analysts' decisions did to it."""

    marked: Marked
    applied: Applied
    layer: int  # the row of the text layer


def reviewed(store: Store, report: str) -> Reviewed:
    """The report with its current marks and the decisions that stand."""
    text, packed, layer = store.rows(MARKS, (report,))[0]
    marks = msgspec.json.decode(zlib.decompress(packed), type=Marks)
    standing = log.of_report(store, report)
    header = corrected(marks.header, _corrections(standing, report))
    on_claims = [_on_claim(one) for one in standing if is_on_claim(one) and one.anchor["report"] == report]
    applied = apply(report, text, msgspec.structs.replace(marks, header=header), on_claims)
    statuses = applied.statuses | _on_report(store, report, standing)
    return Reviewed(marked(report, text, applied), msgspec.structs.replace(applied, statuses=statuses), layer)


def state(store: Store, report: str) -> tuple[object, ...]:
    """All that `reviewed` depends on, without reading it: the text layer, the marks, and the decisions that stand."""
    row = store.row(
        "SELECT m.layer, m.marks FROM reports r JOIN markings m ON m.id = r.marking WHERE r.id = ?", (report,)
    )
    return row or (), tuple(one.id for one in log.of_report(store, report))


def is_on_claim(one: Entry) -> bool:
    """Whether a decision is about one claim."""
    return one.what in ON_CLAIMS and "claim" in one.anchor


def _on_claim(one: Entry) -> Decision:
    case = digest(msgspec.json.encode(one.anchor["to"]).decode()) if one.what == "move" else ""
    anchor = msgspec.convert(one.anchor, type=ClaimAnchor)
    return Decision(id=one.id, what=one.what, anchor=anchor, key=one.key, who=one.who, at=one.at, case=case)


def _on_report(store: Store, report: str, standing: Sequence[Entry]) -> dict[str, Status]:
    """How the corrections of a report itself, and the notes on it, stand."""
    notes = [one for one in standing if one.what == "note" and "claim" not in one.anchor]
    made = [one for one in standing if one.what == "correct_report"]
    row = store.row("SELECT l.header FROM reports r JOIN layers l ON l.id = r.layer WHERE r.id = ?", (report,))
    now: dict[str, Any] = msgspec.json.decode(row[0]) if row else {}
    statuses = {one.id: PLACED for one in notes if one.anchor.get("report") == report}
    statuses |= {one.id: _on_header(one, now) for one in made}
    overrule(statuses, [Said(id=one.id, who=one.who, at=one.at, parts=_given(one)) for one in made])
    return statuses


def _given(one: Entry) -> dict[str, str]:
    return {name: one.anchor[name] for name in ("published", "outlet") if name in one.anchor}


def _on_header(one: Entry, now: dict[str, Any]) -> Status:
    """Whether what is found in a report's file now is something new: neither what was there then nor the correction."""
    was = one.anchor.get("was", now)
    for name, value in _given(one).items():
        if now.get(name) not in (value, was.get(name)):
            note = f"Corrected to {value!r}; the file is read as {now.get(name)!r} now. The correction is kept."
            return Status(status="contradicted", note=note)
    return PLACED


def marked(report: str, text: str, applied: Applied) -> Marked:
    """The report with the ids of all its parts."""
    return Marked(
        report=report,
        text=text,
        marks=applied.marks,
        claim_ids=applied.claim_ids,
        attribution_ids=attribution_ids(report, text, applied.marks.attributions),
        entity_ids=tuple(entity_id(report, n) for n in range(len(applied.marks.entities))),
    )


def corrections(store: Store, report: str) -> list[dict[str, Any]]:
    """What analysts have corrected of a report itself, the latest last."""
    return _corrections(log.of_report(store, report), report)


def _corrections(standing: Sequence[Entry], report: str) -> list[dict[str, Any]]:
    return [one.anchor for one in standing if one.what == "correct_report" and one.anchor["report"] == report]


# ---------------------------------------------------------------------------------------------------- write


def put(store: Store, report: Reviewed, relays: Sequence[RelayRecord]) -> None:
    """Keeps the parts of a report in the place of those kept before. Stubs are kept by `put_stubs`."""
    marked, id = report.marked, report.marked.report
    names = withheld(store)
    old = [claim for (claim,) in store.rows("SELECT id FROM claims WHERE report = ?", (id,))]
    for table in ("headers", "entities", "attributions", "claims", "relays", "decision_status"):
        store.run(f"DELETE FROM {table} WHERE report = ?", (id,))  # noqa: S608 - names of tables
    _put_header(store, report)
    _put_entities(store, marked)
    _put_attributions(store, marked)
    claims = _records(report)
    _put_claims(store, claims, report.applied.claim_ids)
    _put_relays(store, id, relays)
    _put_statuses(store, report)
    index.drop(store, "claim", set(old).difference(c.id for c in claims))
    index.put(store, "claim", [(c.id, c.event, c.evidence.text) for c in claims], names)
    index.put(store, "report", [(id, marked.marks.header.title or "", marked.text)], names)


def _put_header(store: Store, report: Reviewed) -> None:
    h = report.marked.marks.header
    values = (report.marked.report, report.layer, h.title, h.outlet, h.url, h.published, h.published_basis, h.language)
    store.run("INSERT INTO headers VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)", values)


def _put_entities(store: Store, marked: Marked) -> None:
    pairs = zip(marked.entity_ids, marked.marks.entities)
    rows = [(id, marked.report, _json(entity)) for id, entity in pairs]
    store.run_many("INSERT INTO entities VALUES (?, ?, ?)", rows)


def _put_attributions(store: Store, marked: Marked) -> None:
    rows = [
        (marked.attribution_ids[n], marked.report, n, _json(attribution_record(marked, n)))
        for n in range(len(marked.marks.attributions))
    ]
    store.run_many("INSERT INTO attributions VALUES (?, ?, ?, ?)", rows)


def _put_claims(store: Store, records: Sequence[ClaimRecord], live: Sequence[str]) -> None:
    place = {id: n for n, id in enumerate(live)}
    rows = [(c.id, c.report, n, place.get(c.id), c.event, _json(c)) for n, c in enumerate(records)]
    store.run_many("INSERT INTO claims VALUES (?, ?, ?, ?, ?, ?)", rows)
    anchors = [row for c in records for row in _parts(c)]
    store.run_many("INSERT INTO claim_entities (entity, claim, acts, speaks, told) VALUES (?, ?, ?, ?, ?)", anchors)


def _parts(claim: ClaimRecord) -> Iterator[tuple[str, str, bool, bool, str | None]]:
    """Each entity of a claim: whether it has a role, whether it is one whose word it is, and the time told of."""
    acts = {filler.party for fillers in claim.roles.values() for filler in fillers}
    speaks = {link.party for link in claim.chain}
    told = claim.time.value if claim.time else None
    for anchor in sorted(refs.claim_anchors(claim)):
        yield anchor, claim.id, anchor in acts, anchor in speaks, told


def _put_relays(store: Store, report: str, relays: Sequence[RelayRecord]) -> None:
    rows = [(report, n, _json(relay)) for n, relay in enumerate(relays)]
    store.run_many("INSERT INTO relays VALUES (?, ?, ?)", rows)


def _put_statuses(store: Store, report: Reviewed) -> None:
    rows = [(id, report.marked.report, s.status, s.note) for id, s in report.applied.statuses.items()]
    store.run_many("INSERT INTO decision_status VALUES (?, ?, ?, ?)", rows)


def _json(record: object) -> str:
    return msgspec.json.encode(record).decode()


# -------------------------------------------------------------------------------------------------- records


def attribution_record(marked: Marked, number: int) -> AttributionRecord:
    """An attribution of a report in the exchange format, with an entity id for its speaker's party."""
    a: Attribution = marked.marks.attributions[number]
    return AttributionRecord(
        id=marked.attribution_ids[number], report=marked.report, source=a.source, cue=a.cue, content=a.content,
        speaker=_entity(marked, a.speaker), speaker_name=a.speaker_name, channel=a.channel, kind=a.kind,
        certainty=a.certainty, parent=_attribution(marked, a.parent), confidence=a.confidence, reader=a.reader,
    )  # fmt: skip


def _records(report: Reviewed) -> list[ClaimRecord]:
    """All claims of a report, the rejected ones too, in order of place."""
    live = list(zip(report.applied.claim_ids, report.applied.marks.claims))
    made = [claim_record(report.marked, id, c, report.applied.review) for id, c in [*live, *report.applied.rejected]]
    return sorted(made, key=lambda c: (c.evidence.start, c.evidence.end, c.id))


def time_record(when: When) -> TimeRecord:
    """A time in the exchange format."""
    return TimeRecord(text=when.text, span=when.span, value=when.value, until=when.until, basis=when.basis)


def claim_record(marked: Marked, id: str, c: Claim, review: Mapping[str, Review]) -> ClaimRecord:
    """A claim of a report in the exchange format, with entity ids for parties."""
    start, end = c.evidence
    return ClaimRecord(
        id=id, report=marked.report, attribution=_attribution(marked, c.attribution),
        chain=tuple(_link(marked, link) for link in c.chain), event=c.event,
        roles={role: tuple(_filler(marked, f) for f in fillers) for role, fillers in c.roles.items()},
        time=time_record(c.time) if c.time else None,
        place=_place(marked, c.place) if c.place else None,
        quantity=QuantityRecord(**msgspec.structs.asdict(c.quantity)) if c.quantity else None,
        polarity=c.polarity, certainty=c.certainty,
        evidence=Evidence(start=start, end=end, text=marked.text[start:end]),
        case=None, allegation=None, origin=None, confidence=c.confidence, review=review.get(id),
    )  # fmt: skip


def _link(marked: Marked, link: Link) -> LinkRecord:
    party, attribution = _entity(marked, link.entity), _attribution(marked, link.attribution)
    return LinkRecord(
        speaker=link.speaker, party=party, attribution=attribution, channel=link.channel, certainty=link.certainty
    )


def _filler(marked: Marked, filler: Filler) -> FillerRecord:
    party = _entity(marked, filler.entity)
    return FillerRecord(name=filler.name, party=party, span=filler.span, basis=filler.basis)


def _place(marked: Marked, place: Place) -> PlaceRecord:
    return PlaceRecord(text=place.text, span=place.span, party=_entity(marked, place.entity))


def _entity(marked: Marked, index: int | None) -> str | None:
    return None if index is None else marked.entity_ids[index]


def _attribution(marked: Marked, index: int | None) -> str | None:
    return None if index is None else marked.attribution_ids[index]


# ---------------------------------------------------------------------------------------------------- stubs


def moved_stubs(report: Reviewed, stubs: Sequence[Stub]) -> list[Stub]:
    """The stubs with each claim that somebody moved to another case taken out, into a stub of its own."""
    moved = report.applied.moved
    places = {report.applied.claim_ids.index(claim): decision for claim, decision in moved.items()}
    kept = [refs.put(s, claims=tuple(n for n in s.claims if n not in places)) for s in stubs]
    return kept + [_moved(report.marked.report, decision, n) for n, decision in sorted(places.items())]


def _moved(report: str, decision: str, claim: int) -> Stub:
    key = moved_key(report, decision)
    return Stub(key=key, report=report, main=True, accused=(), claims=(claim,), keys=(), features={})


def moved_key(report: str, decision: str) -> str:
    """The key of the stub of a claim that a decision has moved."""
    return f"{report}:{decision}"


def put_stubs(store: Store, report: str, stubs: Sequence[Stub]) -> None:
    """Keeps a report's stubs and notes everything that has to be settled because of them.

    What was judged of a stub stands as long as it says what it said.
    """
    keys = [key for (key,) in store.rows("SELECT key FROM stubs WHERE report = ?", (report,))]
    old = joining.stubs(store, keys)
    stand = {s.key for s in stubs if s.key in old and joining.same(old[s.key], s)}
    _touch(store, keys)
    again = joining.widowed(store, old.keys() - stand)
    joins = joining.kept(store, stand)
    store.run("DELETE FROM stubs WHERE report = ?", (report,))
    store.run_many("INSERT INTO stubs VALUES (?, ?, ?)", [(s.key, report, _json(s)) for s in stubs])
    store.run_many("INSERT INTO stub_keys VALUES (?, ?)", [(key, s.key) for s in stubs for key in sorted(set(s.keys))])
    store.run_many("INSERT OR IGNORE INTO dirty VALUES ('stub', ?)", [(s.key,) for s in stubs])
    joining.put(store, {ends: score for ends, score in joins.items() if (old.keys() - stand).isdisjoint(ends)})
    joining.wait(store, again | {s.key for s in stubs if s.key not in stand})


def _touch(store: Store, old: Sequence[str]) -> None:
    """The cases of stubs that go, and all stubs in them or beside them, have to be settled again."""
    cases = {case for (case,) in store.among("SELECT case_id FROM case_stubs WHERE stub IN (?)", old)}
    beside = {key for (key,) in store.among("SELECT stub FROM case_stubs WHERE case_id IN (?)", sorted(cases))}
    beside |= joining.beside(store, old)
    beside |= {key for (key,) in store.among("SELECT b FROM ties WHERE a IN (?)", old)}
    beside |= {key for (key,) in store.among("SELECT a FROM ties WHERE b IN (?)", old)}
    dirty = [("case", case) for case in sorted(cases)] + [("stub", key) for key in sorted(beside.difference(old))]
    store.run_many("INSERT OR IGNORE INTO dirty VALUES (?, ?)", dirty)


def candidates(store: Store, stub: Stub) -> list[Stub]:
    """The other stubs whose index entries meet those of one."""
    sql = "SELECT DISTINCT s.key, s.body FROM stub_keys k JOIN stubs s ON s.key = k.stub WHERE k.key IN (?)"
    found: dict[str, str] = dict(store.among(sql, sorted(asked(stub.keys))))
    return [msgspec.json.decode(body, type=Stub) for key, body in sorted(found.items()) if key != stub.key]
