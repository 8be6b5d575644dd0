"""The reports of one case to its case file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from sayso.domains import Domain
from sayso.link.view import View
from sayso.model import Marked, Stub
from sayso.trace.allegations import allegations
from sayso.trace.board import Board
from sayso.trace.origins import independent, origins
from sayso.trace.stages import slots, stages
from sayso.trace.types import CaseFile

MOST = 4  # parties of one kind that a case names
SHARE = 0.2  # of the foremost's weight, below which a further party is left out


def case_file(stubs: Sequence[Stub], reports: Sequence[Marked], domain: Domain) -> CaseFile:
    """All that is derived for the case of these stubs; `reports` are the reports that they come from, in any order."""
    board = Board(stubs, reports, domain)
    made, origin_of = origins(board)
    grouped, allegation_of = allegations(board, made, origin_of)
    principals, reason = independent(board, made, origin_of)
    accusers, services = weighed(board, accusing), weighed(board, serving)
    return CaseFile(
        title=title(board, accusers, services),
        accused=board.accused,
        accusers=accusers,
        services=services,
        countries=countries(board),
        stages=stages(board),
        reports=tuple(board.views),
        claims=tuple(t.id for t in board.told),
        origins=made,
        principals=principals,
        slots=slots(board),
        allegations=grouped,
        origin_of=origin_of,
        allegation_of=allegation_of,
        explanation=reason,
    )


def weighed(board: Board, side: Callable[[View, tuple[int, ...]], Counter[int]]) -> tuple[str, ...]:
    """The parties of one side over all stubs, the most told first, the rarely told left out."""
    counts: Counter[str] = Counter()
    for stub in board.stubs:
        view = board.views[stub.report]
        for index, weight in side(view, stub.claims).items():
            counts[board.party(view, index)] += weight
    most = max(counts.values(), default=0)
    ranked = sorted(counts, key=lambda a: (-counts[a], a))
    return tuple(a for a in ranked if counts[a] >= SHARE * most and a not in board.accused)[:MOST]


def accusing(view: View, claims: tuple[int, ...]) -> Counter[int]:
    """The accusers of a stub."""
    return view.accusers(claims)


def serving(view: View, claims: tuple[int, ...]) -> Counter[int]:
    """The services for which the accused of a stub are said to have worked."""
    return Counter({i: n for i, n in view.masters(claims).items() if view.entities[i].kind == "service"})


def countries(board: Board) -> tuple[str, ...]:
    """The countries for which the accused are said to have worked, most told first."""
    counts: Counter[str] = Counter()
    for stub in board.stubs:
        view = board.views[stub.report]
        for index, weight in view.masters(stub.claims).items():
            counts.update({code: weight for code in [view.country(index)] if code})
    most = max(counts.values(), default=0)
    return tuple(sorted((c for c in counts if counts[c] >= SHARE * most), key=lambda c: (-counts[c], c)))[:MOST]


def title(board: Board, accusers: tuple[str, ...], services: tuple[str, ...]) -> str:
    """Who is accused of what by whom: never more than is alleged, and no verdict."""
    who = " and ".join(board.name(a) for a in board.accused[:2]) or "Unnamed"
    who += f" and {len(board.accused) - 2} others" if len(board.accused) > 2 else ""
    by = f" by {_article(board, accusers[0])}" if accusers else ""
    if not any(t.claim.event in board.tables.list("of_matter") for t in board.told):
        return f"{who}: steps in law{by}"
    matter = " ".join(sorted(board.tables.list("matter")))
    return f"{who}: {matter}{_whom_for(board, services)} alleged{by}"


def _whom_for(board: Board, services: tuple[str, ...]) -> str:
    if services:
        return f" for {_article(board, services[0])}"
    codes = countries(board)
    known = board.tables.countries.get(codes[0]) if codes else None
    return f" for {known.name}" if known else ""


def _article(board: Board, anchor: str) -> str:
    """A party's name with "the" where it is an institution's full name."""
    name = board.name(anchor)
    plain = len(name.split()) == 1 or name.lower().startswith("the ")
    group = board.group(anchor)
    return name if plain or (group and group.kind in ("person", "outlet", "company")) else f"the {name}"
