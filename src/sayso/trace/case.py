"""The reports of one case to its case file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from sayso.domains import Domain
from sayso.link.judge import profits
from sayso.model import Marked, Stub
from sayso.trace import inferred
from sayso.trace.allegations import allegations, together
from sayso.trace.board import Board
from sayso.trace.cells import cells
from sayso.trace.divergences import divergences
from sayso.trace.independence import count, independent
from sayso.trace.origins import origins
from sayso.trace.rests import rests
from sayso.trace.stages import slots, stages
from sayso.trace.types import CaseFile

MOST = 4  # parties of one kind that a case names
SHARED = {  # features of stubs that say why reports are one case, and what they are called
    "name": "name",
    "accuser_country": "accuser",
    "country": "",  # in the words of the pack
    "service": "service",
    "described": "description",
    "body": "company or group",
    "other": "others involved",
    "date": "date",
}
ACCUSES = 4  # weight in one report of a body that accuses, and not only seized, searched or was quoted
SHARE_OF_ACCUSERS = 0.5
SHARE = 0.34  # of the foremost's weight, below which a further party is left out


def case_file(stubs: Sequence[Stub], reports: Sequence[Marked], domain: Domain) -> CaseFile:
    """All that is derived for the case of these stubs; `reports` are the reports that they come from, in any order.

    Where dates can be inferred for reports that give none, the case is told with the times that follow from them.
    """
    board = Board(stubs, reports, domain)
    file = _file(board)
    found = inferred.windows(board, file)
    if not found:
        return file
    timed = [inferred.with_times(marked, found.get(marked.report)) for marked in reports]
    times = [inferred.changed(before, after) for before, after in zip(reports, timed)]
    again = _file(Board(stubs, timed, domain)) if any(times) else file
    return replace(again, dates=inferred.dates(found), times={id: time for own in times for id, time in own.items()})


def _file(board: Board) -> CaseFile:
    """The case as its reports tell it."""
    bundles = together(board)
    made, origin_of = origins(board, bundles)
    grouped, allegation_of = allegations(board, bundles, made, origin_of)
    principals, reason = independent(board, made, origin_of)
    by, for_whom = accusers(board), services(board)
    filled, steps = {**slots(board), **cells(board)}, stages(board)
    return CaseFile(
        title=title(board, by, for_whom),
        accused=board.accused,
        accusers=by,
        services=for_whom,
        countries=countries(board),
        stages=steps,
        reports=tuple(board.views),
        claims=tuple(t.id for t in board.told),
        origins=made,
        principals=principals,
        slots=filled,
        allegations=grouped,
        rests=rests(board, made, origin_of),
        divergences=divergences(board, filled, steps),
        origin_of=origin_of,
        allegation_of=allegation_of,
        explanation=f"{reason}. {shared(board)}",
    )


def shared(board: Board) -> str:
    """What the reports of a case have in common, with in how many of them: why they are one case."""
    total = len({s.report for s in board.stubs})
    if total == 1:
        return "One report tells of this case"
    parts = []
    for feature, called in SHARED.items():
        words = called or profits(board.domain)
        counts = Counter(v for _, values in sorted(_by_report(board, feature).items()) for v in sorted(values))
        common = sorted((v for v in counts if counts[v] > 1), key=lambda v: (-counts[v], v))[:2]
        parts += [f"{words} {v.replace('/', '')} in {counts[v]} of {total}" for v in common]
    return "One case by " + ("; ".join(parts) or "decision")


def _by_report(board: Board, feature: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for stub in board.stubs:
        found.setdefault(stub.report, set()).update(stub.features.get(feature, ()))
    return found


def accusers(board: Board) -> tuple[str, ...]:
    """The bodies that accuse, most told first; the foremost of a report that names none of them is added.

    Who only arrested, investigated or was quoted is one where nobody else accuses. They are of one state, and those
    that others of them speak for, such as courts, are left out beside these.

    A state as a whole ("China accuses") is left out where one of its bodies is in.
    """
    told = [(stub, c) for stub in board.stubs if (c := board.accusers(stub))]
    able, first = _able(board, [c for _, c in told])
    counts = Counter({a: n for a, n in _sum(c for _, c in told).items() if a in able})
    accusing = {a for _, c in told for a in c if a in first and c[a] >= ACCUSES}
    kept = foremost(
        Counter({a: n for a, n in counts.items() if a in accusing or (a in first and not accusing)}), SHARE_OF_ACCUSERS
    )
    silent = [c for stub, c in told if not board.mentioned(stub) & set(kept)]
    left = [{a: n for a, n in c.items() if a in able | board.prosecuting} for c in silent]
    others = [min(c, key=lambda a: (-c[a], a)) for c in left if c]
    every = dict.fromkeys([*kept, *sorted(others, key=lambda a: (-counts[a], a))])
    behind = {(g := board.group(a)) and g.country for a in every if not board.is_state(a)}
    return tuple(a for a in every if not (board.is_state(a) and (g := board.group(a)) and g.country in behind))


def _sum(counts: Iterable[Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    return total


def _able(board: Board, own: Sequence[Counter[str]]) -> tuple[frozenset[str], frozenset[str]]:
    """The bodies of the foremost state that can be called accusers, and those of them that go before the others."""
    counts = _sum(own)
    state = {a: group.country if (group := board.group(a)) else None for a in counts}
    states = Counter[str | None]()
    for anchor, weight in counts.items():
        states[state[anchor]] += weight
    most = max(states.values(), default=0)
    home = frozenset(a for a in counts if states[state[a]] == most)
    whole = frozenset(a for a in home if board.is_state(a))
    able = frozenset(a for a in home - whole if not board.does(a, "last_accusers"))
    if not able:
        return home, home
    prosecuted = any(board.does(a, "foremost_accusers") for a in able)
    lesser = {a for a in able if board.does(a, "lesser_accusers") and a not in board.prosecuting}
    return whole | able, (whole | able) - (lesser if prosecuted else set())


def foremost(counts: Mapping[str, int], share: float = SHARE) -> tuple[str, ...]:
    """The keys that are counted most, the rarest left out."""
    least = share * max(counts.values(), default=0)
    return tuple(sorted((k for k in counts if counts[k] >= least), key=lambda k: (-counts[k], k)))[:MOST]


def services(board: Board) -> tuple[str, ...]:
    """The services for which the accused are said to have worked, most told first; then that of each report that
    mentions none of them."""
    counts = {a: n for a, n in board.masters.items() if (g := board.group(a)) and g.kind == "service"}
    kept = foremost(counts)
    kept = tuple(a for a in kept if not _named_besides(board, a, kept))
    silent = [stub for stub in board.stubs if not board.mentioned(stub) & set(kept)]
    own = [{a: n for a, n in board.masters_in(stub).items() if a in counts} or _beside(board, stub) for stub in silent]
    others = dict.fromkeys(min(told, key=lambda a: (-told[a], a)) for told in own if told)
    return tuple(dict.fromkeys([*kept, *sorted(others, key=lambda a: (-counts.get(a, 0), a))]))


def _beside(board: Board, stub: Stub) -> Counter[str]:
    """The services of the state worked for that the words of the matter name: "maps for people close to the GRU"."""
    view, served = board.views[stub.report], set(countries(board))
    telling = board.tables.list("of_matter") | board.tables.list("meeting")
    claims = (view.marks.claims[i] for i in stub.claims)
    spans = [c.evidence for c in claims if c.event in telling and c.polarity == "positive"]
    found = (
        board.party(view, i)
        for i, entity in enumerate(view.entities)
        if entity.kind == "service" and entity.country in served
        for mention in entity.mentions
        if mention.form != "pronoun" and any(s.start <= mention.span.start < s.end for s in spans)
    )
    return Counter(found)


def _named_besides(board: Board, anchor: str, kept: tuple[str, ...]) -> bool:
    """Whether "British intelligence" is called by its name too in each report that speaks of it."""
    if not board.is_vague(anchor):
        return False
    country = (group := board.group(anchor)) and group.country
    named = {a for a in kept if not board.is_vague(a) and (g := board.group(a)) and g.country == country}
    mentioned = [m for stub in board.stubs if anchor in (m := board.mentioned(stub))]
    return bool(named) and all(named & m for m in mentioned)


def countries(board: Board) -> tuple[str, ...]:
    """The countries for which the accused are said to have worked, most told first."""
    return foremost(board.served)


def title(board: Board, by: tuple[str, ...], for_whom: tuple[str, ...]) -> str:
    """Who is accused of what by whom: never more than is alleged, and no verdict."""
    who = " and ".join(board.name(a) for a in board.accused[:2]) or "Unnamed"
    more = len(board.accused) - 2
    who += f" and {count(more, 'other')}" if more > 0 else ""
    whose = f" by {_article(board, by[0])}" if by else ""
    who = who[:1].upper() + who[1:]  # "three Danes" begins a line
    told = {t.claim.event for t in board.told}
    if not told & board.tables.list("of_matter"):
        steps = any((event := board.tables.events.get(name)) and event.stage for name in told)
        return f"{who}: steps in law{whose}" if steps else f"{who}: named in other reports"
    matter = " ".join(sorted(board.tables.list("matter")))
    return f"{who}: {matter}{_whom_for(board, for_whom)} alleged{whose}"


def _whom_for(board: Board, for_whom: tuple[str, ...]) -> str:
    if for_whom:
        return f" for {_article(board, for_whom[0])}"
    codes = countries(board)
    known = board.tables.countries.get(codes[0]) if codes else None
    article = "the " if known and known.code in board.tables.list("with_article") else ""
    return f" for {article}{known.name}" if known else ""


def _article(board: Board, anchor: str) -> str:
    """A party's name with "the" where it is an institution's full name."""
    name = board.name(anchor)
    plain = len(name.split()) == 1 or name.lower().startswith("the ")
    group = board.group(anchor)
    return name if plain or (group and group.kind in ("person", "outlet", "company")) else f"the {name}"
