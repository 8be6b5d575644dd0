"""Why an accused is said to have reached a step in law, or a cell of the case table has a value.

Both are addressed by their case: `c1:charged` and `c1:age`, of one accused `c1:p4:charged`. Gives the parts of an
explanation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.keep.records import Unknown
from sayso.model import CaseRecord, ClaimRecord, Passage, StageRecord
from sayso.show.why.desk import MANY, Desk, listed
from sayso.show.why.types import Explained, Line, Part, line, part


def explain(desk: Desk, case: CaseRecord, what: str, accused: str | None) -> Explained:
    """A stage or slot of a case explained. Raises Unknown where the case has none of that name."""
    steps = [s for s in case.stages if s.stage == what and accused in (None, s.accused)]
    values = [v for v in case.slots.get(what, ()) if accused in (None, v.accused)]
    whole = ":".join(filter(None, (case.id, accused, what)))
    if not steps and not values:
        known = [*dict.fromkeys(s.stage for s in case.stages), *case.slots]
        raise Unknown("stage or slot", whole, [f"{case.id}:{one}" for one in known][:8])
    named = desk.names([accused] if accused else [])
    title = f"{what.replace('_', ' ')}{f' of {named[accused]}' if accused in named else ''} in {case.title}"
    parts = [p for s in steps for p in _step(desk, case, s)] if steps else [_slot(desk, case, what, accused)]
    return Explained(id=whole, kind="stage" if steps else "slot", title=title, parts=tuple(parts))


def _step(desk: Desk, case: CaseRecord, step: StageRecord) -> Iterator[Part]:
    who = desk.names([step.accused]).get(step.accused, step.accused)
    claims = {c.id: c for c in desk.ledger.case_claims(case.id)}
    own = [claims[id] for id in step.claims if id in claims]
    yield part(f"{who}: the claims that say so", *_claims(desk, own))
    yield part(f"{who}: where it stands", *_ladder(desk, case, step, claims))


def _claims(desk: Desk, claims: Sequence[ClaimRecord]) -> Iterator[Line]:
    for claim in claims[:MANY]:
        whose = claim.chain[-1].speaker if claim.chain else "the outlet"
        report = desk.report_name(claim.report)
        quote = desk.quote(claim.report, claim.evidence.start, claim.evidence.end)
        text = f"{claim.event.replace('_', ' ')}, {claim.certainty} on the word of {whose}, in {report}:"
        yield line(text, quote, claim.id)
    if len(claims) > MANY:
        yield line(f"And {len(claims) - MANY} more.")


def _ladder(desk: Desk, case: CaseRecord, step: StageRecord, claims: dict[str, ClaimRecord]) -> Iterator[Line]:
    ladder = stages(desk)
    place = f"step {ladder.index(step.stage) + 1} of {len(ladder)} on the ladder" if step.stage in ladder else "a step"
    shown = [e.id for e in desk.domain.events if e.stage == step.stage]
    yield line(f"“{step.stage.replace('_', ' ')}” is {place}; claims of {listed(shown)} show it.")
    yield line(f"Its wording is that of the first report with it: “{' '.join(step.wording.split())}”.")
    if step.date:
        yield line(f"Its date, {step.date}, is the one that most of these claims give.")
    yield _furthest(case, step, ladder)
    higher = ladder[ladder.index(step.stage) + 1 :] if step.stage in ladder else ()
    yield from _not_counted(desk, claims, step.accused, (step.stage, *higher))


def _furthest(case: CaseRecord, step: StageRecord, ladder: Sequence[str]) -> Line:
    """Whether the step is the one at which the accused stands."""
    own = [s.stage for s in case.stages if s.accused == step.accused and s.stage in ladder]
    last = max(own, key=ladder.index, default=step.stage)
    if last == step.stage:
        return line("It is the furthest: no later step is said to have happened.")
    return line(
        f"It is not the furthest: {last.replace('_', ' ')} comes later.", None, f"{case.id}:{step.accused}:{last}"
    )


def _not_counted(desk: Desk, claims: dict[str, ClaimRecord], accused: str, wanted: Sequence[str]) -> Iterator[Line]:
    """Claims of this step or a later one that say no more than that it may come, or did not."""
    stage = {e.id: e.stage for e in desk.domain.events}
    for claim in [c for c in claims.values() if stage.get(c.event) in wanted and _about(c, accused)][:MANY]:
        reason = "it did not happen" if claim.polarity == "negative" else None
        reason = reason or (f"{claim.certainty}: it is not said to have happened" if _open(claim) else None)
        if reason:
            quote = desk.quote(claim.report, claim.evidence.start, claim.evidence.end)
            yield line(f"Not counted, {claim.event.replace('_', ' ')}, {reason}:", quote, claim.id)


def _open(claim: ClaimRecord) -> bool:
    return claim.certainty in ("denied", "possible")


def _about(claim: ClaimRecord, accused: str) -> bool:
    return any(f.party == accused for fillers in claim.roles.values() for f in fillers)


def _slot(desk: Desk, case: CaseRecord, slot: str, accused: str | None) -> Part:
    """Every value of a slot with the words that give it."""
    values = [v for v in case.slots[slot] if accused in (None, v.accused)]
    names = desk.names(v.accused for v in values)
    told = (one for v in values for one in _value(desk, v.value, v.spans, names.get(v.accused or "")))
    return part("The words that give it", *told)


def _value(desk: Desk, value: str, spans: Sequence[Passage], who: str | None) -> Iterator[Line]:
    for passage in spans[:MANY]:
        whose = f" of {who}" if who else ""
        quote = desk.quote(passage.report, passage.start, passage.end)
        yield line(f"“{value}”{whose}, in {desk.report_name(passage.report)}:", quote, passage.report)


def stages(desk: Desk) -> tuple[str, ...]:
    """The ladder of the pack that the ledger was built with."""
    noted = desk.ledger.noted("stages")
    return tuple(map(str, noted)) if isinstance(noted, list) else desk.domain.stages
