"""The steps of each accused in law, and what reports say of them in the cells of a case table."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from sayso.domains.offences import other_offence
from sayso.link.names import fold
from sayso.link.view import top
from sayso.model import SLOTS, Passage, SlotRecord, SlotValue, StageRecord, Stub
from sayso.trace.board import Board, Told

CHARGED = "charged"
ON_TRIAL = "on_trial"
DISMISSED = "dismissed"
FREED = frozenset({"bailed", "released"})
HELD = frozenset({"detained", "arrested"})
NEWS = re.compile(r"\b(?:has|have) (?:now )?been\b")
WITHOUT_CUSTODY = frozenset({"investigated", "coercive_measures"})  # nobody is held by these


def stages(board: Board) -> tuple[StageRecord, ...]:
    """One record for each accused and step, on the ladder's order, with every claim that tells of it.

    Only what is said to have happened counts: no denial, no negation, nothing that may yet come. The wording is
    that of the first report with the step; each claim keeps its own.
    """
    found: defaultdict[tuple[str, str], list[Told]] = defaultdict(list)
    for told in board.told:
        stage = step(board, told)
        if stage:
            for accused in whose(board, told):
                found[accused, stage].append(told)
    for (accused, stage), tolds in list(found.items()):
        found[accused, stage] = [t for t in tolds if not _loose(board, found, accused, stage, t)]
    filled = {key: tolds for key, tolds in found.items() if tolds}
    ordered = sorted(filled.items(), key=lambda f: (board.accused.index(f[0][0]), board.tables.rank[f[0][1]]))
    return tuple(_record(accused, stage, tolds) for (accused, stage), tolds in ordered)


Steps = Mapping[tuple[str, str], Sequence[Told]]


def _loose(board: Board, found: Steps, accused: str, stage: str, told: Told) -> bool:
    """Whether the words of a step say less than the step, going by what else the report tells of the accused.

    "His arrest" in a report that tells of a detention is that detention; "faces charges" in one that knows of nobody
    who brought them is no charge; who was only brought before a judge is not on trial; where some counts fall the case
    does not; who was freed and held again later is not free.
    """
    here = [t for t in found.get((accused, stage), ()) if t.report == told.report]
    text = told.view.marked.text
    if stage in FREED and _held_again(found, accused, told):
        return True
    if stage == DISMISSED:
        return bool(told.view.one_of("some_charges").search(_words(told)))
    if board.tables.events[told.claim.event].stage == CHARGED:
        facing, brought = told.view.one_of("facing_charges"), told.view.one_of("charging")
        return all(facing.search(_words(t)) for t in here) and not brought.search(text)
    if board.tables.events[told.claim.event].stage == ON_TRIAL:
        appearing, trying = told.view.one_of("appearances"), told.view.one_of("trials")
        return all(appearing.search(_sentence(t)) and not trying.search(_sentence(t)) for t in here)
    softer = _softer(board, stage)
    known = any(t.report == told.report for s in softer for t in found.get((accused, s), ()))
    return known and all(_nominal(t) for t in here)


def _held_again(found: Steps, accused: str, told: Told) -> bool:
    """Whether the report tells of a later day on which the accused was held than that on which he was freed."""
    freed = told.claim.time.happened if told.claim.time else None
    days = (_day(t) for s in HELD for t in found.get((accused, s), ()) if t.report == told.report)
    return freed is not None and any(day is not None and day[: len(freed)] > freed[: len(day)] for day in days)


def _day(told: Told) -> str | None:
    """When a step was taken; what "has been" done is of the report's own day."""
    if told.claim.time:
        return told.claim.time.happened
    return told.published if NEWS.search(_words(told)) else None


def _nominal(told: Told) -> bool:
    """Whether a step is told by a noun that takes up another step, or stands in a headline."""
    words = _words(told)
    taken_up = told.view.one_of("loose_steps").search(words)
    if taken_up and not words[taken_up.end() :].startswith(" of "):
        return True
    text = told.view.marked.text
    headline = text.split("\n", 1)[0].rstrip()
    above = told.claim.evidence.start < len(headline) < len(text.rstrip()) and headline[-1:] not in ".!?"
    return above and bool(told.view.one_of("loose_in_headlines").search(words))


def _words(told: Told) -> str:
    """The words that carry a claim, with the one before, which may be an article."""
    evidence, text = told.claim.evidence, told.view.marked.text
    return text[text.rfind(" ", 0, max(evidence.start - 1, 0)) + 1 : evidence.end]


def _sentence(told: Told) -> str:
    """The sentence of a claim."""
    start, end = told.view.sentence_span(told.claim.evidence.start)
    return told.view.marked.text[start:end]


def _softer(board: Board, stage: str) -> list[str]:
    """The steps of one line that are less than a step."""
    lines = [line.split() for line in sorted(board.tables.list("confused_steps")) if stage in line.split()]
    return [s for line in lines for s in line[: line.index(stage)] if s not in WITHOUT_CUSTODY]


def step(board: Board, told: Told) -> str | None:
    """The stage that a claim shows to have been reached."""
    event = board.tables.events.get(told.claim.event)
    opening = fold(told.view.marked.text[told.claim.evidence.start :][:12]).split()[:1]
    happened = told.claim.polarity == "positive" and told.claim.certainty not in ("denied", "possible")
    happened = happened and not set(opening) & board.tables.list("conditions")
    if not (event and event.stage in board.tables.rank and happened):
        return None
    start, end = told.view.sentence_span(told.claim.evidence.start)
    return None if other_offence(told.view.marked.text[start:end], board.domain) else event.stage


def whose(board: Board, told: Told) -> list[str]:
    """The accused whom a claim is about; the only accused of its stub where it names nobody else."""
    named = [a for a in board.among(told.view.fillers(told.claim), told.view) if a in board.accused]
    if named or _of_several(board, told):
        return named
    own = [a for a in board.among(told.stub.accused, told.view) if a in board.accused]
    if own or len(board.accused) != 1:
        return own if len(own) == 1 else []
    return list(board.accused)


def _of_several(board: Board, told: Told) -> bool:
    """Whether a claim is about more than one who have no name: "several foreigners were convicted"."""
    event = board.tables.events.get(told.claim.event)
    fillers = [f for role in (event.accused if event else ()) for f in told.claim.roles.get(role, ())]
    opening = {w for f in fillers for w in fold(f.name).split()[:1]}
    return bool(opening & board.tables.list("several")) or any(_crowd(told, f.entity) for f in fillers)


def _crowd(told: Told, index: int | None) -> bool:
    """Whether an entity is an unnamed plural: "foreigners"."""
    if index is None or told.view.entities[index].kind != "unnamed":
        return False
    last = fold(told.view.entities[index].name).split()[-1:]
    return any(w == "people" or (w.endswith("s") and not w.endswith("ss")) for w in last)


def _record(accused: str, stage: str, tolds: list[Told]) -> StageRecord:
    first = tolds[0]
    dates = sorted(t.claim.time.happened for t in tolds if t.claim.time and t.claim.time.happened)
    return StageRecord(
        accused=accused,
        stage=stage,
        wording=first.view.marked.text[first.claim.evidence.start : first.claim.evidence.end],
        date=_common_date(dates),
        claims=tuple(t.id for t in tolds),
    )


def _common_date(dates: list[str]) -> str | None:
    """The date that most claims give; of equals the more precise, then the earlier."""
    return (
        min(dates, key=lambda d: (-sum(e.startswith(d) or d.startswith(e) for e in dates), -len(d), d))
        if dates
        else None
    )


def slots(board: Board) -> dict[str, tuple[SlotRecord, ...]]:
    """The values of every slot that some report fills, alike ones together, with the words that give them."""
    found: defaultdict[tuple[str, str, str], dict[Passage, str]] = defaultdict(dict)
    told = [*_marked(board), *_from_claims(board)]
    for slot, accused, value, passage in told:
        if slot in board.tables.list("told_once") and _said_in_full(value, slot, passage, told):
            continue
        found[slot, accused, alike_key(value)].setdefault(passage, value)
    made: defaultdict[str, list[SlotRecord]] = defaultdict(list)
    for (slot, accused, _), passages in sorted(found.items()):
        spans = tuple(sorted(passages, key=lambda p: (p.report, p.start, p.end)))
        made[slot].append(SlotRecord(value=passages[spans[0]], accused=accused or None, spans=spans))
    return {
        slot: tuple(sorted(made[slot], key=lambda r: (-len(r.spans), r.value, r.accused or "")))
        for slot in SLOTS
        if slot in made
    }


def alike_key(value: str) -> str:
    """What two printings of one value share."""
    return re.sub(r"^(the|a|an|his|her|their) ", "", fold(value)).strip(" .,;:\"'“”")


Cell = tuple[str, str, str, Passage]


def _said_in_full(value: str, slot: str, passage: Passage, told: Sequence[Cell]) -> bool:
    """Whether one word says of one accused what the report says of another in full: "information" of the wife's."""
    key = alike_key(value)
    here = (v for s, _, v, at in told if s == slot and at.report == passage.report and v != value)
    return " " not in key and any(key in alike_key(v).split() for v in here)


def _marked(board: Board) -> list[Cell]:
    """What the marks put in slots of the accused."""
    found: list[Cell] = []
    for stub in board.stubs:
        view = board.views[stub.report]
        own = [a for a in board.among(stub.accused, view) if a in board.accused]
        alone = own or list(board.accused)  # whom this report leaves without a name, others may name
        only = alone[0] if len(alone) == 1 and stub.main else ""
        given = {s.slot for s in view.marks.slots if s.entity is not None and board.party(view, s.entity) == only}
        for s in view.marks.slots:
            accused = board.party(view, s.entity) if s.entity is not None else only
            theirs = s.entity is None or s.entity in stub.accused or _of_nameless(board, stub, s)
            if theirs and s.entity is not None and accused not in board.accused and s.slot not in given:
                accused = only  # a description that the stub has taken for the accused: "a naval officer"
            if theirs and accused in board.accused:
                found.append(
                    (s.slot, accused, s.value, Passage(report=stub.report, start=s.span.start, end=s.span.end))
                )
    return found


def _of_nameless(board: Board, stub: Stub, cell: SlotValue) -> bool:
    """Whether a claim of the case tells it of somebody without a name: what "the specialist" handed over."""
    view = board.views[stub.report]
    nameless = cell.entity is not None and view.entities[cell.entity].kind == "unnamed"
    spans = (view.marks.claims[i].evidence for i in stub.claims)
    inside = any(e.start <= cell.span.start < e.end for e in spans)
    return cell.slot in board.tables.list("of_the_matter") and nameless and inside


def _from_claims(board: Board) -> list[Cell]:
    """What claims tell of recruitment and sentence where their report's marks leave it open: an analyst's claims do."""
    filled = {(slot, accused, passage.report) for slot, accused, _, passage in _marked(board)}
    told = [cell for t in board.told if t.claim.polarity == "positive" for cell in _told_cells(board, t)]
    return [cell for cell in told if (cell[0], cell[1], cell[3].report) not in filled]


def _told_cells(board: Board, told: Told) -> list[Cell]:
    claim, cells = told.claim, []
    recruiting = claim.event in board.tables.list("recruiting") and not _own_side(board, told)
    sentencing = claim.event in board.tables.list("sentencing") and claim.certainty != "possible"
    if recruiting and claim.place:
        cells.append(("recruited_in", claim.place.text, claim.place.span))
    if recruiting and claim.time and claim.time.value:
        cells.append(("recruited_year", claim.time.value[:4], claim.time.span))
    if sentencing and claim.quantity:
        cells.append(("sentence", claim.quantity.text, claim.quantity.span))
    return [(slot, who, value, _at(told, span)) for who in whose(board, told)[:1] for slot, value, span in cells]


def _own_side(board: Board, told: Told) -> bool:
    """Whether the ones worked for are of the state that accuses."""
    home, view = top(board.accuser_countries), told.view
    return any(view.country(i) in home for i in view.fillers(told.claim, "agent", "recipient") if view.state_body(i))


def _at(told: Told, span: tuple[int, int]) -> Passage:
    return Passage(report=told.report, start=span[0], end=span[1])
