"""Who accuses whom in a case of several: bodies down, accused across.

`accusing(book, claims, accused)` takes the claims of a case and the parties that it accuses, and gives the table, or
None where either side is one alone: a list says as much. A cell holds what the body is said to have done to the
accused, in how many reports, and leads to the first sentence that says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sayso.domains import Event
from sayso.model import ClaimRecord, FillerRecord
from sayso.show.headline import denies
from sayso.show.web import views
from sayso.show.web.pages.book import Book

BODIES = ("government", "court", "service")  # and people who speak for none of these
ROWS, COLUMNS = 12, 12
Pair = tuple[str, str]


class Act(NamedTuple):
    """A claim that a body did something to an accused."""

    pair: Pair
    claim: ClaimRecord


def accusing(book: Book, claims: Iterable[ClaimRecord], accused: Sequence[str]) -> views.Accusing | None:
    """The table of a case, those who act in most reports first; None where it would be a list."""
    acts = list(_acts(book, claims, set(accused)))
    held: defaultdict[Pair, list[ClaimRecord]] = defaultdict(list)
    for act in acts:
        held[act.pair].append(act.claim)
    rows, across = _own(book, _most(acts, 0), held), [one for one in accused if any(one == pair[1] for pair in held)]
    if len(rows) < 2 or len(across) < 2:
        return None
    return views.Accusing(
        accusers=tuple(book.country_or_party(body) for body in rows[:ROWS]),
        accused=tuple(book.party(one) for one in across[:COLUMNS]),
        cells=tuple(tuple(_cell(book, held.get((body, one), [])) for one in across[:COLUMNS]) for body in rows[:ROWS]),
        left_out=max(0, len(rows) - ROWS) + max(0, len(across) - COLUMNS),
    )


def _most(acts: Iterable[Act], end: int) -> list[str]:
    """Those at one end of the acts, by the number of reports that tell of them."""
    told = {(act.pair[end], act.claim.report) for act in acts}
    counts = Counter(one for one, _ in told)
    return sorted(counts, key=lambda one: (-counts[one], one))


def _own(book: Book, rows: Sequence[str], held: Mapping[Pair, Sequence[ClaimRecord]]) -> list[str]:
    """Those who act, less a state of which another row tells all that its own would."""
    kin = book.kin(rows)
    told = {pair: {claim.event for claim in claims} for pair, claims in held.items()}
    bodies = {state: [b for b in rows if kin[b].principal == state != b] for state in rows}

    def repeats(state: str) -> bool:
        own = [(one, events) for (body, one), events in told.items() if body == state]
        return all(any(events <= told.get((body, one), set()) for body in bodies[state]) for one, events in own)

    return [row for row in rows if not repeats(row)]


def _acts(book: Book, claims: Iterable[ClaimRecord], accused: set[str]) -> Iterator[Act]:
    for claim in claims:
        event = book.event(claim.event)
        if event and _accuses(event) and not denies(claim) and claim.polarity == "positive":
            agents, targets = _known(claim.roles.get("agent", ())), _known(claim.roles.get("target", ()))
            yield from (Act((body, one), claim) for body in _bodies(book, agents) for one in targets if one in accused)


def _accuses(event: Event) -> bool:
    """Whether an event is a step in law against somebody, or the words that accuse."""
    return bool(event.accused) and (event.stage is not None or event.id == "accuse")


def _known(fillers: Iterable[FillerRecord]) -> list[str]:
    return [one.party for one in fillers if one.party]


def _bodies(book: Book, agents: Sequence[str]) -> list[str]:
    """The bodies among those who act; each person who speaks for one is that one, and a state gives way to its body."""
    kin = book.kin(agents)
    stand = {id: kin[id].principal or id if kin[id].kind not in BODIES else id for id in agents if id in kin}
    own = book.nearest(set(stand.values()))
    kin |= book.kin(own)
    return sorted(id for id in own if kin[id].kind in BODIES)


def _cell(book: Book, claims: Sequence[ClaimRecord]) -> views.Accusation | None:
    """What a body is said to have done to an accused, the furthest step first."""
    if not claims:
        return None
    done = Counter(claim.event for claim in claims)
    ordered = sorted(claims, key=book.in_time)
    return views.Accusation(
        events=tuple(sorted(done, key=lambda event: (-done[event], event))),
        reports=len({claim.report for claim in claims}),
        claim=ordered[0].id,
        quote=book.evidence(ordered[0]),
    )
