"""One case in the terminal: what is alleged, on whose word, how far it has got, and who denies it.

`page(ledger, case)` gives the sections as rich renderables, from the headline to the claims in order of time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rich.console import RenderableType

from sayso.keep import Ledger
from sayso.model import (
    AllegationRecord,
    CaseRecord,
    ClaimRecord,
    DivergenceRecord,
    OriginRecord,
    ReportRecord,
    SlotRecord,
    StageRecord,
)
from sayso.show.headline import denies, of_case
from sayso.show.terminal import (
    Listing,
    chain,
    count,
    heading,
    indented,
    quoted,
    report_name,
    roles,
    short,
    spaced,
    text,
)

LAST = "9999-99"  # after all dates


class Page(NamedTuple):
    """A case with all that its page names."""

    case: CaseRecord
    claims: dict[str, ClaimRecord]
    allegations: tuple[AllegationRecord, ...]
    divergences: tuple[DivergenceRecord, ...]
    reports: dict[str, ReportRecord]
    parties: dict[str, str]

    def ordered(self) -> list[ClaimRecord]:
        """All claims in order of time."""
        return ordered(self.claims.values(), {key: one.published for key, one in self.reports.items() if one.published})

    def party(self, key: str | None) -> str:
        """The name of a party."""
        return self.parties.get(key or "", key or "unknown")

    def report(self, key: str) -> str:
        """What a report is called in a list."""
        return report_name(self.reports[key]) if key in self.reports else key


def load(ledger: Ledger, key: str) -> Page:
    """All of a case that is shown. Raises Unknown if the ledger has no such case."""
    case = ledger.case(key)
    claims = {claim.id: claim for claim in ledger.case_claims(case.id)}
    return Page(
        case=case,
        claims=claims,
        allegations=tuple(ledger.allegations(case.id)),
        divergences=tuple(ledger.divergences(case.id)),
        reports={report: ledger.report(report) for report in case.reports},
        parties=dict(ledger.party_names(_parties(case))),
    )


def page(ledger: Ledger, key: str) -> Iterator[RenderableType]:
    """The page of a case. Raises Unknown if the ledger has no such case."""
    shown = load(ledger, key)
    for section in (head, _stages, _origins, _denials, _slots, _reports, _claims):
        yield from section(shown)


def ordered(claims: Iterable[ClaimRecord], published: Mapping[str, str]) -> list[ClaimRecord]:
    """Claims in order of the time they tell of, those without one at the end; then as they were published and stand.

    `published` has the dates of the reports.
    """
    return sorted(
        claims, key=lambda claim: (_time(claim), published.get(claim.report, LAST), claim.report, _place(claim))
    )


def _time(claim: ClaimRecord) -> str:
    return (claim.time and claim.time.value) or LAST


def _place(claim: ClaimRecord) -> tuple[int, int, str]:
    return claim.evidence.start, claim.evidence.end, claim.id


def _parties(case: CaseRecord) -> set[str]:
    """Every party that the record names."""
    named = {*case.accused, *case.accusers, *case.services, *case.principals}
    named |= {stage.accused for stage in case.stages}
    named |= {origin.speaker for origin in case.origins if origin.speaker}
    return named | {value.accused for values in case.slots.values() for value in values if value.accused}


def title(shown: Page) -> Iterator[RenderableType]:
    """What the case is called, and its numbers."""
    case = shown.case
    yield text((case.id, "id"), "  ", (case.title, "head"))
    yield text((of_case(case, shown.claims.values(), shown.divergences), "head"))


def head(shown: Page) -> Iterator[RenderableType]:
    """What the case is called, its numbers, and who is in it."""
    yield from title(shown)
    case = shown.case
    for label, parties in (("accused", case.accused), ("accused by", case.accusers), ("for", case.services)):
        if parties:
            yield text((f"{label} ", "label"), ", ".join(shown.party(one) for one in parties))
    if case.countries:
        yield text(("countries ", "label"), ", ".join(case.countries))
    if case.explanation:
        yield heading("Why one case")
        yield indented(text(case.explanation))


def _stages(shown: Page) -> Iterator[RenderableType]:
    if not shown.case.stages:
        return
    yield heading("Stages in law")
    for stage in shown.case.stages:
        behind = [shown.claims[key] for key in stage.claims if key in shown.claims]
        date = f"  {stage.date}" if stage.date else ""
        yield indented(text((shown.party(stage.accused), "name"), f"  {spaced(stage.stage)}{date}"))
        yield from (indented(line, 4) for line in _behind(stage, behind))


def _behind(stage: StageRecord, claims: Sequence[ClaimRecord]) -> Iterator[RenderableType]:
    """The wording of a step, the claim that says so, and how many more there are."""
    if not claims or stage.wording not in claims[0].evidence.text:
        yield quoted(stage.wording)
    for claim in claims[:1]:
        more = f" and {count(len(claims) - 1, 'more claim')}" if len(claims) > 1 else ""
        yield quoted(claim.evidence.text)
        yield text(("said by ", "label"), chain(claim.chain), f" [{claim.certainty}]{more}  ", short(claim.id))


def _origins(shown: Page) -> Iterator[RenderableType]:
    if not shown.case.origins:
        return
    yield heading("Origins")
    for origin in shown.case.origins:
        yield from (indented(line) for line in _origin(shown, origin))
    if shown.case.principals:
        behind = ", ".join(shown.party(one) for one in shown.case.principals)
        yield indented(text(("behind them ", "label"), behind))


def _origin(shown: Page, origin: OriginRecord) -> Iterator[RenderableType]:
    told = "".join(f", {spaced(part)}" for part in (origin.channel, origin.date) if part)
    yield text((origin.name, "name"), f"{told}: {count(len(origin.reports), 'report')}  ", (origin.id, "id"))
    if origin.explanation:
        yield indented(text(origin.explanation))
    for report in origin.reports:
        through, likely = origin.via.get(report, ()), origin.likely_via.get(report)
        how = f" through {', '.join(through)}" if through else f" likely through {likely}" if likely else ""
        yield indented(text(shown.report(report), how))


def _denials(shown: Page) -> Iterator[RenderableType]:
    answers = {claim: one.answers for one in shown.allegations for claim in one.claims if one.answers}
    denials = [claim for claim in shown.ordered() if claim.id in answers or denies(claim)]
    if not denials:
        return
    yield heading("Denials")
    events = {one.id: one.event for one in shown.allegations}
    for claim in denials:
        denied = ", ".join(spaced(events.get(key, key)) for key in answers.get(claim.id, ()))
        yield indented(text(chain(claim.chain), f" denies {denied}" if denied else "", "  ", short(claim.id)))
        yield indented(quoted(claim.evidence.text), 4)


def _slots(shown: Page) -> Iterator[RenderableType]:
    filled = {slot: values for slot, values in shown.case.slots.items() if values}
    if not filled:
        return
    yield heading("What the reports say of the accused")
    rows = [_slot(shown, slot, value) for slot, values in filled.items() for value in values]
    yield indented(Listing(("what", "accused", "value", "reports"), rows))


def _slot(shown: Page, slot: str, value: SlotRecord) -> tuple[str, str, str, str]:
    reports = dict.fromkeys(shown.report(passage.report) for passage in value.spans)
    return spaced(slot), shown.party(value.accused), value.value, "; ".join(reports)


def _reports(shown: Page) -> Iterator[RenderableType]:
    yield heading("Reports")
    rows = [
        (short(key), report.published or "undated", report.outlet or "", report.title or report.path or "")
        for key, report in shown.reports.items()
    ]
    yield indented(Listing(("report", "date", "outlet", "title"), rows))


def _claims(shown: Page) -> Iterator[RenderableType]:
    yield heading("Claims in order of time")
    for claim in shown.ordered():
        yield from (indented(line, depth) for depth, line in claim_lines(claim))


def claim_lines(claim: ClaimRecord) -> Iterator[tuple[int, RenderableType]]:
    """A claim in three lines: what; on whose word; the words themselves. Each with its depth."""
    when = claim.time.value or claim.time.text if claim.time else "no time"
    event = spaced(claim.event) if claim.polarity == "positive" else f"not {spaced(claim.event)}"
    review = f" ({claim.review})" if claim.review else ""
    head = text(f"{when}  ", (event, "name"), f"  {roles(claim)}  [{claim.certainty}]{review}  ", short(claim.id))
    yield 2, head
    yield 4, text(("said by ", "label"), chain(claim.chain))
    yield 4, quoted(claim.evidence.text)
