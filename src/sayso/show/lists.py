"""Lists in the terminal: cases, finds of a search, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType

from sayso.keep import CaseSummary, Counts, DecisionView, Hit
from sayso.keep.records import Act
from sayso.model import ClaimRecord, DecisionRecord, DivergenceRecord, SetAside
from sayso.show.terminal import Listing, Part, count, indented, short, spaced, text

CASE_COLUMNS = ("case", "accused", "accused by", "for", "stage", "reports", "origins")
NUMBERS = ("case", "reports", "origins")


def cases(found: Sequence[CaseSummary], *, filtered: bool, stored: Counts) -> Iterator[RenderableType]:
    """The table of cases. `filtered` says that a filter was used, `stored` what the ledger holds."""
    if found:
        yield Listing(CASE_COLUMNS, map(_case, found), NUMBERS)
    elif filtered:
        yield text(f"No case fits. The ledger holds {count(stored.cases, 'case')}; 'sayso show' lists them.")
    else:
        reports = count(stored.reports, "report")
        yield text(
            f"No cases in {reports}. 'sayso build PATH' reads more, 'sayso search WORDS' finds words in reports."
        )


def _case(one: CaseSummary) -> tuple[Part, ...]:
    """A row: origins are the independent ones, with the number of statements where that is another."""
    origins = f"{one.principals} of {one.origins}" if one.principals != one.origins else str(one.origins)
    return (
        (one.id, "name"),
        _some(one.accused) or one.title,
        _some(one.accusers),
        _some(one.services),
        spaced(one.stage or ""),
        str(one.reports),
        origins,
    )


def _some(names: Sequence[str], most: int = 3) -> str:
    """Names for a narrow column: the first few, and how many more."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def set_asides(found: Sequence[SetAside]) -> Iterator[RenderableType]:
    """What could not be read, or not be marked: where it lies, why, and what to do."""
    if not found:
        yield text("Nothing was set aside: every document could be read.")
    for one in found:
        yield text((one.path, "name"))
        yield indented(text(f"{one.reason} {one.next_step}"))


def decisions(found: Sequence[DecisionRecord], standing: Iterable[DecisionView]) -> Iterator[RenderableType]:
    """All decisions, oldest first, with how each stands after the last reading."""
    states = {one.id: one for one in standing}
    if not found:
        yield text("No decisions yet. 'sayso decide --help' tells what can be decided.")
    for one in found:
        yield text(
            (one.id, "name"), f"  {spaced(one.what)} {one.on}  by {one.who}, {one.when[:16].replace('T', ' ')} UTC"
        )
        if one.reason:
            yield indented(text(("because ", "label"), one.reason))
        state = states.get(one.id)
        if state and state.status != "placed":
            yield indented(text((f"{state.status}: ", "label"), state.note))


def queue(
    unsettled: Sequence[Act], disputed: Sequence[DivergenceRecord], unsure: Sequence[ClaimRecord]
) -> Iterator[RenderableType]:
    """What is worth a look first: decisions that are contradicted, values in dispute, claims read with little trust."""
    yield text(("Decisions to look at again", "name"), f"  {len(unsettled)}")
    for act in unsettled:
        one = act.decision
        yield indented(
            text(f"{one.id}  {spaced(one.what)} {one.on}  by {one.who}: ", (act.status, "label"), f" {act.note}")
        )
    yield text(("Values in dispute", "name"), f"  {len(disputed)}")
    for dispute in disputed:
        values = " | ".join(value.value for value in dispute.values)
        yield indented(text(f"{dispute.case}  {spaced(dispute.slot)}: {values}  ", (dispute.judgement, "label")))
    yield text(("Claims read with little confidence", "name"), f"  {len(unsure)}")
    for claim in unsure:
        told = f"  {spaced(claim.event)}  {claim.confidence:.0%}  “{claim.evidence.text}”"
        yield indented(text(short(claim.id), told))


def hits(found: Iterable[Hit]) -> Iterator[RenderableType]:
    """What a search found, with the words around each find."""
    none = True
    for hit in found:
        none = False
        yield text((f"{hit.kind} ", "label"), short(hit.id), "  ", (hit.title, "name"))
        yield indented(text(*marked(hit.snippet, hit.matches)))
    if none:
        yield text("Nothing found. Every word must be there; fewer words find more.")


def marked(snippet: str, matches: Iterable[tuple[int, int]]) -> Iterator[Part]:
    """The parts of a snippet, the matched ones in bold."""
    at = 0
    for start, end in matches:
        yield snippet[at:start]
        yield snippet[start:end], "name"
        at = end
    yield snippet[at:]
