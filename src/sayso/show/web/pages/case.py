"""The page of a case: who is accused and how far it has got, what is alleged on whose word, and what it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sayso.keep import Ledger
from sayso.model import AllegationRecord, CaseRecord, ClaimRecord, OriginRecord, SlotRecord, StageRecord
from sayso.show.headline import denies, of_case
from sayso.show.phrases import disputed
from sayso.show.web import flow, timeline, views, words
from sayso.show.web.pages import relays
from sayso.show.web.pages.accusing import accusing
from sayso.show.web.pages.board import board, denials
from sayso.show.web.pages.book import (
    MANY,
    PAGE,
    Book,
    height,
    ladder,
    on_page,
    page_of,
    parties_of,
    standing,
)

BEHIND = 3  # claims shown behind a step
WORDS = 3  # passages shown for an origin


class Entry(NamedTuple):
    """A claim in the list of claims: under which allegation it stands, and whether it denies that one."""

    allegation: AllegationRecord | None
    claim: ClaimRecord
    answer: bool


class File(NamedTuple):
    """A case with what belongs to it."""

    record: CaseRecord
    claims: dict[str, ClaimRecord]
    allegations: dict[str, AllegationRecord]
    stages: tuple[str, ...]
    book: Book


def page(ledger: Ledger, id: str, claims_page: int = 1, reports_page: int = 1) -> views.Case:
    """The page of a case. Raises Unknown where the ledger has no such case."""
    record = ledger.case(id)
    file = File(
        record=record,
        claims={claim.id: claim for claim in ledger.case_claims(record.id)},
        allegations={one.id: one for one in ledger.allegations(record.id)},
        stages=ladder(ledger),
        book=Book(ledger),
    )
    entries = _entries(file)
    claims, reports = page_of(len(entries), claims_page), page_of(len(record.reports), reports_page)
    drawing = timeline.draw(list(_dated(file)))
    divergences = ledger.divergences(record.id)
    told = file.claims, file.allegations
    tree = relays.tree(file.book, record, ledger.case_relays(record.id))
    return views.Case(
        id=record.id,
        title=record.title,
        headline=of_case(file.record, file.claims.values(), divergences),
        explanation=record.explanation,
        accused=tuple(_accused(file, party) for party in _all_accused(record)),
        accusers=file.book.parties(record.accusers),
        services=file.book.parties(record.services),
        countries=record.countries,
        principals=file.book.parties(record.principals),
        accusing=accusing(file.book, file.claims.values(), _all_accused(record)),
        timeline=drawing,
        board=board(file.book, *told),
        denials=denials(file.book, record.reports, *told),
        denials_total=sum(map(denies, file.claims.values())),
        disputes=disputed(divergences),
        claim_pages=_claim_pages(file, entries, drawing),
        slots=tuple(_slot(file, slot, record.slots[slot]) for slot in record.slots),
        origins=tuple(_origin(file, origin) for origin in record.origins),
        tree=tree,
        flow=flow.draw(tree),
        allegation_pages=_allegation_pages(entries),
        divergences=relays.divergences(file.book, record, divergences),
        allegations=tuple(_allegations(file, on_page(entries, claims), entries[: (claims.page - 1) * PAGE])),
        claims=claims,
        reports=tuple(file.book.report(report) for report in on_page(record.reports, reports)),
        report_pages=reports,
    )


# ------------------------------------------------------------------------------------------ stages


def _all_accused(record: CaseRecord) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*record.accused, *(stage.accused for stage in record.stages))))


def _accused(file: File, party: str) -> views.Accused:
    """One accused with every step that is said of them, in the order of the ladder."""
    said = [step for step in file.record.stages if step.accused == party]
    denials = _denials(file, party)
    said.sort(key=lambda step: (height(file.stages, step.stage), step.date or "9999"))
    reached = {step.stage for step in said}
    furthest, ended = standing(file.stages, reached)
    return views.Accused(
        party=file.book.party(party),
        furthest=furthest,
        ended=ended,
        rungs=tuple(views.Rung(stage=stage, reached=stage in reached) for stage in file.stages),
        steps=tuple(_step(file, step) for step in said),
        denials=file.book.claims(denials[:MANY]),
        denials_total=len(denials),
    )


def _step(file: File, step: StageRecord) -> views.Step:
    claims = [file.claims[id] for id in step.claims if id in file.claims]
    return views.Step(
        stage=step.stage,
        wording=step.wording if all(step.wording not in claim.evidence.text for claim in claims) else None,
        date=step.date,
        claims=file.book.claims(claims[:BEHIND]),
        more=max(len(claims) - BEHIND, 0),
        ends=step.stage in words.ENDINGS,
    )


def _denials(file: File, party: str) -> list[ClaimRecord]:
    """The denials that concern an accused, in order of time: all of them where nobody else is accused."""
    alone = _all_accused(file.record) == (party,)
    found = (claim for claim in file.claims.values() if denies(claim))
    return sorted((claim for claim in found if alone or _concerns(file, claim, party)), key=file.book.in_time)


def _concerns(file: File, claim: ClaimRecord, party: str) -> bool:
    """Whether a claim names the party, is said by it, or answers an allegation against it."""
    own = file.allegations.get(claim.allegation or "")
    answered = (file.allegations[id] for id in own.answers if id in file.allegations) if own else ()
    return party in parties_of(claim) or any(party in ids for one in answered for ids in one.roles.values())


# ------------------------------------------------------------------------------------------- slots


def _slot(file: File, slot: str, values: Sequence[SlotRecord]) -> views.Slot:
    return views.Slot(slot=slot, values=tuple(_value(file, value) for value in values))


def _value(file: File, value: SlotRecord) -> views.Value:
    return views.Value(
        value=value.value,
        accused=file.book.party(value.accused) if value.accused else None,
        quotes=tuple(file.book.quote(passage) for passage in value.spans[:MANY]),
        reports=len({passage.report for passage in value.spans}),
        more=max(len(value.spans) - MANY, 0),
    )


# ----------------------------------------------------------------------------------------- origins


def _origin(file: File, origin: OriginRecord) -> views.Origin:
    book = file.book
    return views.Origin(
        id=origin.id,
        speaker=book.party(origin.speaker, origin.name),
        channel=book.channel(origin.channel),
        date=origin.date,
        report=book.report(origin.report) if origin.report else None,
        reports=tuple(
            views.Resting(
                report=book.report(report), via=origin.via.get(report, ()), likely=origin.likely_via.get(report)
            )
            for report in origin.reports[:PAGE]
        ),
        total=len(origin.reports),
        evidence=tuple(book.quote(passage) for passage in origin.evidence[:WORDS]),
        explanation=origin.explanation,
    )


# ------------------------------------------------------------------------------------------ claims


def _entries(file: File) -> list[Entry]:
    """Every claim of the case in the order of the page: by allegation, each followed by what answers it."""
    grouped = _by_allegation(file)
    answers = _answers(file)
    answering = {one for found in answers.values() for one in found}
    first = {id: min(map(file.book.in_time, claims)) for id, claims in grouped.items()}
    entries: list[Entry] = []
    for id in sorted((id for id in grouped if id not in answering), key=lambda id: (id == "", first[id])):
        claims = [*grouped[id], *(claim for denial in answers[id] for claim in grouped.get(denial, ()))]
        told = [Entry(file.allegations.get(id), claim, denies(claim)) for claim in claims]
        entries += sorted(told, key=lambda entry: entry.answer)
    return entries


def _by_allegation(file: File) -> dict[str, list[ClaimRecord]]:
    """Claims by allegation, in order of time; those without one under ""."""
    grouped: dict[str, list[ClaimRecord]] = defaultdict(list)
    for claim in sorted(file.claims.values(), key=file.book.in_time):
        grouped[claim.allegation if claim.allegation in file.allegations else ""].append(claim)
    return grouped


def _answers(file: File) -> dict[str, list[str]]:
    """Denials by the first allegation that each answers; a denial of a denial stands on its own."""
    found: dict[str, list[str]] = defaultdict(list)
    for id, one in file.allegations.items():
        for answered in _answered(file, one)[:1]:
            found[answered].append(id)
    return found


def _answered(file: File, denial: AllegationRecord) -> list[str]:
    """The allegations that a denial answers, other denials left out."""
    return [id for id in denial.answers if id in file.allegations and not file.allegations[id].answers]


def _allegations(file: File, shown: Sequence[Entry], before: Sequence[Entry]) -> Iterable[views.Allegation]:
    """The entries of a page under the headings of their allegations."""
    begun = {_key(entry) for entry in before}
    file.book.know(party for one in file.allegations.values() for ids in one.roles.values() for party in ids)
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in shown:
        groups[_key(entry)].append(entry)
    for id, entries in groups.items():
        yield _allegation(file, entries, id in begun)


def _key(entry: Entry) -> str:
    return entry.allegation.id if entry.allegation else ""


def _allegation(file: File, entries: Sequence[Entry], continued: bool) -> views.Allegation:
    record, book = entries[0].allegation, file.book
    claims = [entry.claim for entry in entries if not entry.answer]
    reports = {file.claims[id].report for id in record.claims if id in file.claims} if record else set()
    return views.Allegation(
        id=record.id if record else None,
        event=record.event if record else "",
        roles=_roles(book, record) if record else (),
        time=record.time if record else None,
        quantity=record.quantity if record else None,
        claims=book.claims(claims),
        total=len(record.claims) if record else len(claims),
        reports=len(reports),
        origins=len(record.origins) if record else 0,
        principals=book.parties(record.principals) if record else (),
        denials=book.claims(entry.claim for entry in entries if entry.answer),
        denied_at=tuple(_pointers(file, record)) if record else (),
        answers=tuple(file.allegations[id].event for id in record.answers if id in file.allegations) if record else (),
        continued=continued,
        explanation=record.explanation if record else "",
    )


def _pointers(file: File, record: AllegationRecord) -> Iterable[views.Pointer]:
    """The denials of an allegation that stand beside another one."""
    for id, one in file.allegations.items():
        answered = _answered(file, one)
        if record.id in answered[1:] and one.claims and one.claims[0] in file.claims:
            chain = file.claims[one.claims[0]].chain
            yield views.Pointer(claim=one.claims[0], speaker=chain[-1].speaker if chain else id)


def _roles(book: Book, record: AllegationRecord) -> tuple[views.Role, ...]:
    return tuple(views.Role(role=role, parties=book.parties(ids)) for role, ids in record.roles.items() if ids)


# ---------------------------------------------------------------------------------------- timeline


def _dated(file: File) -> Iterator[timeline.Dated]:
    """The claims of the case that have a date, and its reports that have one."""
    for claim in sorted(file.claims.values(), key=file.book.in_time):
        if claim.time and claim.time.value:
            yield timeline.Dated(claim.time.value, words.plain(claim.event), claim.id, claim.certainty, _label(claim))
    for report in map(file.book.report, file.record.reports):
        if report.published:
            told = f"{report.outlet or 'outlet unknown'}: {report.title}"
            yield timeline.Dated(report.published, timeline.LAST, report.id, timeline.REPORT, told)


def _label(claim: ClaimRecord) -> str:
    """A claim in one line: what, who, on whose word."""
    who = ", ".join(filler.name for fillers in claim.roles.values() for filler in fillers)
    speaker = claim.chain[-1].speaker if claim.chain else "unknown"
    return f"{words.plain(claim.event)}{' – ' + who if who else ''} ({claim.certainty}, {speaker})"


def _claim_pages(file: File, entries: Sequence[Entry], drawing: timeline.Timeline | None) -> dict[str, int]:
    """The page of the claims on which each claim stands that the timeline or a denial points at."""
    wanted = {mark.id for mark in drawing.marks} if drawing else set()
    wanted |= {one.claims[0] for one in file.allegations.values() if one.answers and one.claims}
    return {entry.claim.id: at // PAGE + 1 for at, entry in enumerate(entries) if entry.claim.id in wanted}


def _allegation_pages(entries: Sequence[Entry]) -> dict[str, int]:
    """The page of the claims on which each allegation begins."""
    first = {_key(entry): at // PAGE + 1 for at, entry in reversed([*enumerate(entries)])}
    return {id: page for id, page in first.items() if id}
