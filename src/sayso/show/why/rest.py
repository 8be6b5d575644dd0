"""Why allegations, origins, relays, attributions, reports and decisions are as they are."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.model import AllegationRecord, AttributionRecord, CaseRecord, DecisionRecord, OriginRecord, RelayRecord
from sayso.show import phrases
from sayso.show.why.claim import attributed, decisions
from sayso.show.why.desk import MANY, SHORT, Desk, listed
from sayso.show.why.types import Explained, Line, Part, line, part


def allegation(desk: Desk, one: AllegationRecord, case: CaseRecord) -> Explained:
    """Why claims are one allegation."""
    claims = {c.id: c for c in desk.ledger.case_claims(case.id)}
    names = desk.names(p for parties in one.roles.values() for p in parties)
    shared = [f"{role}: {listed(names.get(p, p) for p in parties)}" for role, parties in one.roles.items()]
    why = [line(f"{one.explanation}.", None, case.id), *(line(f"{words}.") for words in shared)]
    told = [
        line(
            f"{claim.certainty} on the word of {claim.chain[-1].speaker}, in {desk.report_name(claim.report)}:",
            desk.quote(claim.report, claim.evidence.start, claim.evidence.end),
            claim.id,
        )
        for id in one.claims[:MANY]
        if (claim := claims.get(id))
    ]
    answers = [line("It answers an allegation.", None, answered) for answered in one.answers[:MANY]]
    parts = (part("Why they are one", *why), part("Its claims", *told), part("What it answers", *answers))
    title = f"{one.event.replace('_', ' ')} in {case.title}"
    return Explained(id=one.id, kind="allegation", title=title, parts=tuple(p for p in parts if p.lines))


def origin(desk: Desk, one: OriginRecord, case: CaseRecord) -> Explained:
    """Why reports rest on one utterance."""
    why = [line(f"{one.explanation}.", None, case.id, one.speaker)]
    if one.date:
        why.append(line(f"Said on {one.date}, as most of the reports tell."))
    if one.report:
        why.append(line("The ledger holds the utterance itself: a report that its speaker put out.", None, one.report))
    spoken = {p.report: p for p in one.evidence}
    rests = [
        line(
            f"{desk.report_name(report)}{f', through {listed(one.via[report])}' if report in one.via else ''}.",
            desk.quote(report, spoken[report].start, spoken[report].end) if report in spoken else None,
            report,
        )
        for report in one.reports[:MANY]
    ]
    parts = (part("Why it is one utterance", *why), part("The reports that rest on it", *rests))
    return Explained(id=one.id, kind="origin", title=f"{one.name} in {case.title}", parts=parts)


def relay(desk: Desk, a: str, b: str) -> Explained:
    """Why one of two reports is said to have it from the other, or not."""
    both = [r for r in desk.ledger.relays_between(b, a) if r.source in (a, b)]
    found = [r for r in both if r.target == b or r.directed]
    parts = tuple(_relay(desk, r) for r in found) or (
        part("Relays", line("None: they share no sentences, neither retells the other, and neither cites it.")),
    )
    title = f"{desk.report_name(a)} and {desk.report_name(b)}"
    return Explained(id=f"{a}:{b}", kind="relay", title=title, parts=parts)


def _relay(desk: Desk, one: RelayRecord) -> Part:
    arrow = "from" if one.directed else "alike, it is not known who has it from whom:"
    heading = f"{phrases.relay_kind(one)} {arrow} {desk.report_name(one.source) if one.source else one.source_name}"
    names = {id: desk.report_name(id) for id in phrases.reports_in(one.explanation)}
    lines = [line(f"{phrases.named(one.explanation, names)}. Score {one.score:g}.", None, one.source, one.target)]
    lines += [line(f"{flag}.") for flag in phrases.flags(one)]
    lines += [
        line("Shared words:", desk.quote(one.target, p.target.start, p.target.end), one.target)
        for p in one.passages[:3]
    ]
    return part(heading, *lines)


def attribution(desk: Desk, one: AttributionRecord) -> Explained:
    """What an attribution rests on."""
    content = [
        line("What is said:", desk.quote(one.report, span.start, span.end), one.report) for span in one.content[:MANY]
    ]
    parts = (part("Whose word", *attributed(desk, one)), part("Content", *content))
    return Explained(id=one.id, kind="attribution", title=f"Attribution {one.id[:SHORT]}", parts=parts)


def report(desk: Desk, id: str) -> Explained:
    """By what a report was read, where its date is from, and what cases it is of."""
    record, reading = desk.report(id), desk.ledger.reading(id)
    read = [line(f"Its text was made by {record.extractor}.")]
    if reading:
        read.append(line(f"It was read by {reading.reader} with the domain pack {reading.pack}."))
    else:
        read.append(line("It has not been read yet: 'sayso build' reads it."))
    parts = (
        part("How it was read", *read),
        part("Its date", line(_date(record.published, record.published_basis, record.published_reason))),
        part("Its cases", *_cases(desk, id)),
        part("Decisions", *decisions(desk, id)),
    )
    return Explained(id=id, kind="report", title=desk.report_name(id), parts=tuple(p for p in parts if p.lines))


def _date(published: str | None, basis: str | None, reason: str | None) -> str:
    told = {
        "metadata": "from its metadata",
        "text": "printed in its text",
        "inferred": f"inferred, and never evidence for a join: {reason}",
    }
    return f"{published}, {told.get(basis or '', basis or 'unknown')}." if published else "None is given."


def _cases(desk: Desk, report: str) -> Iterator[Line]:
    for id in desk.ledger.report_cases(report):
        for share in desk.ledger.shares(id):
            if share.report == report:
                kind = "its main matter" if share.main else "as background"
                yield line(f"{desk.case(id).title}: {kind}; accused: {desk.accused(share)}.", None, id)
    if not desk.ledger.report_cases(report):
        yield line("None: nobody in it is accused of anything of the field.")


def decision(one: DecisionRecord, status: str) -> Explained:
    """Who decided what, and how it stands."""
    because = f" because {one.reason}" if one.reason else ""
    lines = [line(f"{one.what.replace('_', ' ')} on {one.on}, by {one.who}, {one.when}{because}.", None, one.on)]
    lines += [line(status)] if status else []
    return Explained(id=one.id, kind="decision", title=f"Decision {one.id}", parts=(part("Decision", *lines),))
