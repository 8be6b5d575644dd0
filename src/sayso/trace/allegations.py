"""The same thing claimed in many places, brought together; and what denials answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from sayso.link.names import fold
from sayso.model import AllegationRecord, OriginRecord
from sayso.trace.board import Board, Told
from sayso.trace.stages import whose


class Side(NamedTuple):
    """Who fills a role: the parties, the principals behind them, and those that are named no more closely."""

    parties: frozenset[str]
    principals: frozenset[str]
    vague: frozenset[str]  # principals of whom no body in particular is named: "China", "Chinese investigators"

    def meets(self, other: Side) -> bool:
        """Whether the two may be the same: a party of both, or one side a body of what the other calls by its state."""
        return bool(self.parties & other.parties or self.vague & other.principals or self.principals & other.vague)


class Gist(NamedTuple):
    """What a claim says, as far as it can be compared."""

    roles: tuple[tuple[str, Side], ...]
    accused: frozenset[str]
    quantity: tuple[float | None, str]
    time: str


def allegations(
    board: Board, bundles: list[list[Told]], origins: tuple[OriginRecord, ...], origin_of: dict[str, str]
) -> tuple[tuple[AllegationRecord, ...], dict[str, str]]:
    """The allegations of a case in order of first telling, and the allegation of each claim."""
    ids = {told.id: f"a{n}" for n, bundle in enumerate(bundles) for told in bundle}
    speakers = {o.id: o for o in origins}
    made = [_record(board, f"a{n}", bundle, speakers, origin_of) for n, bundle in enumerate(bundles)]
    return tuple(
        _answering(board, record, bundle, bundles, ids) for record, bundle in zip(made, bundles, strict=True)
    ), ids


def together(board: Board) -> list[list[Told]]:
    """Claims of one event that fit each other in roles, quantity and time; the fullest claims gather the others."""
    gists = {t.id: gist(board, t) for t in board.told}
    bundles: defaultdict[str, list[tuple[list[Told], set[Gist]]]] = defaultdict(list)
    for told in sorted(board.told, key=lambda t: (-_fullness(gists[t.id]), t.order)):
        own = gists[told.id]
        rivals = bundles[told.claim.event]
        home = next((b for b in rivals if own in b[1] or all(compatible(own, other) for other in b[1])), None)
        if home is None:
            home = ([], set())
            rivals.append(home)
        home[0].append(told)
        home[1].add(own)
    ordered = [sorted(b, key=lambda t: t.order) for rivals in bundles.values() for b, _ in rivals]
    return sorted(ordered, key=lambda b: b[0].order)


def gist(board: Board, told: Told) -> Gist:
    """A claim's roles as parties, its quantity and time."""
    claim = told.claim
    fillers = {r: told.view.fillers(claim, r) for r in claim.roles if r != "object"}
    roles = {r: _side(board, board.among(indices, told.view)) for r, indices in fillers.items() if indices}
    amount = (claim.quantity.value, fold(claim.quantity.unit or "")) if claim.quantity else (None, "")
    when = (claim.time.happened if claim.time else None) or ""
    return Gist(tuple(sorted(roles.items())), frozenset(whose(board, told)), amount, when)


def _side(board: Board, parties: Sequence[str]) -> Side:
    behind = {p: board.principal(p) for p in parties}
    vague = frozenset(behind[p] for p in parties if board.is_vague(p))
    return Side(frozenset(parties), frozenset(behind.values()), vague)


def _fullness(g: Gist) -> int:
    return len(g.roles) + 2 * (g.quantity[0] is not None) + bool(g.time) + bool(g.accused)


def compatible(a: Gist, b: Gist) -> bool:
    """Whether nothing in two gists speaks against their being one allegation."""
    if a.accused and b.accused and not a.accused & b.accused:
        return False
    if any(r == s and not p.meets(q) for r, p in a.roles for s, q in b.roles):
        return False
    if None not in (a.quantity[0], b.quantity[0]) and a.quantity[0] != b.quantity[0]:
        return False
    return not a.time or not b.time or a.time.startswith(b.time) or b.time.startswith(a.time)


def _record(
    board: Board, key: str, bundle: list[Told], speakers: dict[str, OriginRecord], origin_of: dict[str, str]
) -> AllegationRecord:
    origins = tuple(dict.fromkeys(origin_of[t.id] for t in bundle if t.id in origin_of))
    behind = dict.fromkeys(board.principal(s) for o in origins if (s := speakers[o].speaker))
    amounts = [t.claim.quantity.text for t in bundle if t.claim.quantity]
    times = sorted(
        (t.claim.time.happened for t in bundle if t.claim.time and t.claim.time.happened), key=lambda v: (-len(v), v)
    )
    roles = _roles(board, bundle)
    return AllegationRecord(
        id=key,
        case="",
        event=bundle[0].claim.event,
        roles=roles,
        quantity=amounts[0] if amounts else None,
        time=times[0] if times else None,
        claims=tuple(t.id for t in bundle),
        origins=origins,
        principals=tuple(behind),
        answers=(),
        explanation=_explained(board, bundle, roles, origins),
    )


def _roles(board: Board, bundle: list[Told]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for told in bundle:
        for role, fillers in told.claim.roles.items():
            parties = board.among([f.entity for f in fillers if f.entity is not None], told.view)
            found.setdefault(role, {}).update(dict.fromkeys(parties))
    return {role: tuple(parties) for role, parties in found.items() if parties}


def _explained(board: Board, bundle: list[Told], roles: Mapping[str, tuple[str, ...]], origins: tuple[str, ...]) -> str:
    reports = len({t.report for t in bundle})
    claims = "1 claim" if len(bundle) == 1 else f"{len(bundle)} claims"
    where = "1 report" if reports == 1 else f"{reports} reports"
    source = (
        "in the outlet's own voice"
        if not origins
        else "from 1 origin"
        if len(origins) == 1
        else f"from {len(origins)} origins"
    )
    alike = f"no role, number or time of theirs differs{_widened(board, roles)}"
    return f"{claims} of {bundle[0].claim.event} in {where}, {source}: {alike}"


def _widened(board: Board, roles: Mapping[str, tuple[str, ...]]) -> str:
    """Which state was taken for a body of its own that another claim names, in words; "" if none was."""
    parties = {p for r, fillers in roles.items() if r != "object" for p in fillers}
    states = sorted(p for p in parties if board.is_vague(p))
    for state in states:
        bodies = sorted(board.name(p) for p in parties - set(states) if board.principal(p) == board.principal(state))
        if bodies:
            return f"; {board.name(state)} in one and {bodies[0]} in another are read as one side"
    return ""


def _answering(
    board: Board, record: AllegationRecord, bundle: list[Told], bundles: list[list[Told]], ids: dict[str, str]
) -> AllegationRecord:
    """A denial with the allegations that it answers; any other allegation as it is."""
    if record.event not in board.tables.list("denials"):
        return record
    answers = tuple(dict.fromkeys(a for told in bundle for a in answered(board, told, bundles, ids)))
    return _with_answers(record, answers)


def _with_answers(record: AllegationRecord, answers: tuple[str, ...]) -> AllegationRecord:
    return msgspec.structs.replace(record, answers=answers)


def answered(board: Board, denial: Told, bundles: list[list[Told]], ids: dict[str, str]) -> list[str]:
    """What a denial answers: claims told in its sentence, else accusations, else all that is of the matter."""
    replies = board.tables.list("replies")
    line = denial.view.sentence(denial.claim.evidence.start)
    near = [
        t for b in bundles for t in b if t.report == denial.report and t.view.sentence(t.claim.evidence.start) == line
    ]
    own = [ids[t.id] for t in near if t.claim.event not in replies]
    if own:
        return own
    accusing = [ids[b[0].id] for b in bundles if b[0].claim.event in board.tables.list("accusations")]
    matter = board.tables.list("of_matter")
    return accusing or [ids[b[0].id] for b in bundles if b[0].claim.event in matter - replies]
