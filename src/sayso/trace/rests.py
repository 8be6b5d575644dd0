"""Utterances and the reports that rest on them → what each report altered of the utterance.

An utterance is read in its best version: the statement itself where the ledger holds it, else the report that gives
most of it on its speaker's word. Every other report is read against that, claim by claim.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sayso.link.view import View
from sayso.model import ChangeRecord, Claim, OriginRecord, RelayRecord
from sayso.trace.board import Board, Told
from sayso.trace.changes import ranked
from sayso.trace.claims_changed import compared, hardened
from sayso.trace.independence import utterance


def rests(board: Board, origins: Sequence[OriginRecord], origin_of: Mapping[str, str]) -> tuple[RelayRecord, ...]:
    """A relay from each utterance to each report that rests on it; `source` is the local key of the origin."""
    told: defaultdict[str, defaultdict[str, list[Told]]] = defaultdict(lambda: defaultdict(list))
    for one in board.told:
        if one.id in origin_of:
            told[origin_of[one.id]][one.report].append(one)
    return tuple(r for origin in origins for r in _of_origin(board, origin, told[origin.id]))


def _of_origin(board: Board, origin: OriginRecord, told: Mapping[str, Sequence[Told]]) -> list[RelayRecord]:
    best = best_version(origin, told)
    return [_relay(board, origin, told, best, report) for report in origin.reports if report != origin.report]


def best_version(origin: OriginRecord, told: Mapping[str, Sequence[Told]]) -> str:
    """The report in which an utterance is read: itself, or else the one that gives most of it on its speaker's word."""
    if origin.report:
        return origin.report
    return min(origin.reports, key=lambda r: (-len(_given(told[r])), told[r][0].published or "9999", r))


def _given(tolds: Sequence[Told]) -> list[Told]:
    """Claims for which the speaker is given."""
    return [t for t in tolds if t.claim.attribution is not None]


def _relay(
    board: Board, origin: OriginRecord, told: Mapping[str, Sequence[Told]], best: str, report: str
) -> RelayRecord:
    here, there = board.views[best], board.views[report]
    old, new = _claims(told[best]), _claims(told[report])
    words = f"rests on {utterance(board, origin)}"
    read = "itself in the ledger" if origin.report else f"read in {best}, which gives most of it"
    return RelayRecord(
        source=origin.id,
        source_name=origin.name,
        target=report,
        directed=True,
        kind="cites",
        score=1.0,
        passages=(),
        changes=() if report == best else _changes(here, old, there, new, bool(origin.report)),
        flags=(),
        explanation=words if report == best else f"{words}, {read}",
        version=best,
    )


def _changes(
    here: View, old: Sequence[Claim], there: View, new: Sequence[Claim], itself: bool
) -> tuple[ChangeRecord, ...]:
    """What a report altered. How sure a speaker is can only be held against the utterance itself, not a retelling."""
    found = [c for c in compared(here, old, there, new) if itself or c.kind != "certainty"]
    steps = {c.target_span for c in found if c.kind == "stage"}
    return ranked([*found, *hardened(here, old, there, new, steps)])


def _claims(tolds: Sequence[Told]) -> list[Claim]:
    return [t.claim for t in sorted(tolds, key=lambda t: t.claim.evidence)]
