"""A case from its origins to the last copies, as a tree.

`grown(case, relays, dates)` takes a case, the relays that end in its reports, and the dates of reports; gives nodes in
the order in which they are read, each with its depth and with the relay by which it hangs on the node above. A report
hangs on the report that it has most from; else on a story outside the ledger that it goes back to; else on the first
origin that it rests on. What rests on other origins too stands under each, but with what was made of it only once.
Everything is bounded, and what is not shown is counted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

import msgspec

from sayso.model import CaseRecord, ChangeRecord, OriginRecord, RelayRecord, Span
from sayso.show.phrases import reworded

MOST = 150  # nodes that are shown
CHILDREN = 30  # of one node
LAST = "9999"  # after all dates
Kind = Literal["origin", "story", "report"]


class Key(NamedTuple):
    """What stands in a tree: an origin or report by its id, or a story outside the ledger by its outlet."""

    kind: Kind
    id: str


class Branch(NamedTuple):
    """One place in the tree: what stands there, by which relay. `main` is the place with what was made of it."""

    key: Key
    relay: RelayRecord | None = None
    main: bool = True


class Node(NamedTuple):
    """A branch as it is shown."""

    depth: int
    key: Key
    relay: RelayRecord | None
    main: bool
    beside: tuple[
        RelayRecord, ...
    ]  # what else ends in it: changes of its origins, copies in no known direction, credits
    left_out: int  # branches right below it that are not shown


class Tree(NamedTuple):
    """The nodes in order, and how many reports of the case are not among them."""

    nodes: tuple[Node, ...]
    left_out: int


Above = dict[Key, Branch]  # for each report or story what it hangs on, by which relay
Ending = Mapping[str, Sequence[RelayRecord]]  # the relays that end in each report


class Bounds(NamedTuple):
    """How many nodes are shown, and of one node how many right below it."""

    nodes: int = MOST
    children: int = CHILDREN


BOUNDS, UNBOUNDED = Bounds(), Bounds(10**9, 10**9)


def grown(
    case: CaseRecord, relays: Iterable[RelayRecord], dates: Mapping[str, str | None], bounds: Bounds = BOUNDS
) -> Tree:
    """The tree of a case."""
    ending = _ending(relays)
    origins = sorted(case.origins, key=lambda o: -len(o.reports))
    itself = {o.report: Key("origin", o.id) for o in reversed(origins) if o.report}
    above = _placed(case, origins, itself, ending)
    below = _turned(above)
    for origin in origins:
        below[Key("origin", origin.id)] += _secondary(origin, above, ending)
    roots = [Key("origin", o.id) for o in origins]
    roots += sorted(key for key in {*below, *_reports(case, itself)} - {*above, *roots})
    nodes = tuple(_walk(roots, below, above, ending, dates, bounds))
    shown = {node.key.id for node in nodes}
    held = {report for report, key in itself.items() if key.id in shown}
    return Tree(nodes, sum(report not in shown | held for report in case.reports))


def _ending(relays: Iterable[RelayRecord]) -> Ending:
    found: defaultdict[str, list[RelayRecord]] = defaultdict(list)
    for relay in relays:
        found[relay.target].append(relay)
    return found


def _reports(case: CaseRecord, itself: Mapping[str, Key]) -> list[Key]:
    """The reports that are no origin themselves."""
    return [Key("report", report) for report in case.reports if report not in itself]


# --------------------------------------------------------------------------------------- what hangs on what


def _placed(case: CaseRecord, origins: Sequence[OriginRecord], itself: Mapping[str, Key], ending: Ending) -> Above:
    above: Above = {}
    for relay in sorted(_copies(ending), key=_closest):
        source = itself.get(relay.source or "") or Key("report", relay.source or "")
        target = Key("report", relay.target)
        if relay.target not in itself and target not in above and target not in (source, *_over(source, above)):
            above[target] = Branch(source, relay)
    credits = _credits(ending)
    for key in _reports(case, itself):
        told = _story(ending.get(key.id, ()), credits)
        if told and key not in above:
            above[key] = Branch(Key("story", told.source_name), told)
    for key, origin in _resting(_reports(case, itself), origins, above):
        above.setdefault(key, Branch(Key("origin", origin.id), _from_origin(origin, key, ending)))
    return above


def _copies(ending: Ending) -> Iterator[RelayRecord]:
    """What reports have from other reports."""
    return (r for found in ending.values() for r in found if r.directed and r.source and r.version is None)


def _closest(relay: RelayRecord) -> tuple[object, ...]:
    """What a report has directly and most of comes first."""
    return relay.kind == "cites", relay.through is not None, -relay.score, relay.source, relay.target


def _credits(ending: Ending) -> Counter[str]:
    """How many reports credit each story outside the ledger."""
    return Counter(r.source_name for found in ending.values() for r in found if r.source is None)


def _story(found: Iterable[RelayRecord], counts: Counter[str]) -> RelayRecord | None:
    """The story outside the ledger that a report goes back to, together with others."""
    told = [r for r in found if r.source is None and (r.kind != "cites" or counts[r.source_name] > 1)]
    return min(told, key=lambda r: (r.kind == "cites", -counts[r.source_name], r.source_name), default=None)


def _resting(
    reports: Iterable[Key], origins: Sequence[OriginRecord], above: Above
) -> Iterator[tuple[Key, OriginRecord]]:
    """Reports that hang on nothing yet, and stories, with the origin that they, or most reports with them, rest on."""
    stories: defaultdict[Key, Counter[int]] = defaultdict(Counter)
    for at, origin in enumerate(origins):
        for report in origin.reports:
            on = above.get(Key("report", report))
            if on and on.key.kind == "story":
                stories[on.key][at] += 1
    yield from ((key, origins[max(c, key=lambda at: (c[at], -at))]) for key, c in stories.items())
    free = {key.id: key for key in reports if key not in above}
    yield from ((free[report], o) for o in origins for report in o.reports if report in free)


def _from_origin(origin: OriginRecord, key: Key, ending: Ending) -> RelayRecord | None:
    return next((r for r in ending.get(key.id, ()) if r.source == origin.id), None)


def _over(key: Key, above: Above) -> Iterator[Key]:
    """What a place hangs on, from near to far."""
    while key in above:
        key = above[key].key
        yield key


def _turned(above: Above) -> defaultdict[Key, list[Branch]]:
    """What hangs on each."""
    below: defaultdict[Key, list[Branch]] = defaultdict(list)
    for key, branch in above.items():
        below[branch.key].append(Branch(key, branch.relay))
    return below


def _secondary(origin: OriginRecord, above: Above, ending: Ending) -> Iterator[Branch]:
    """The reports that rest on an origin and hang elsewhere, on nothing that rests on it."""
    on_it = {Key("origin", origin.id), *(Key("report", report) for report in origin.reports)}
    for report in origin.reports:
        key = Key("report", report)
        if report != origin.report and on_it.isdisjoint(_over(key, above)):
            yield Branch(key, _from_origin(origin, key, ending), main=False)


# ------------------------------------------------------------------------------------------- in order of reading


def _walk(
    roots: Iterable[Key],
    below: Mapping[Key, Sequence[Branch]],
    above: Above,
    ending: Ending,
    dates: Mapping[str, str | None],
    bounds: Bounds,
) -> Iterator[Node]:
    waiting = [(0, Branch(key)) for key in roots][::-1]
    made = 0
    while waiting and made < bounds.nodes:
        depth, branch = waiting.pop()
        under = list(below.get(branch.key, ())) if branch.main else []
        shown = sorted(sorted(under, key=_gravest)[: bounds.children], key=lambda one: _in_time(one, dates))
        made += 1
        yield Node(depth, *branch, _beside(branch, above, ending), len(under) - len(shown))
        waiting += [(depth + 1, one) for one in reversed(shown)]


def _gravest(branch: Branch) -> tuple[object, ...]:
    """What was changed most comes first, where not everything can be shown."""
    relay = branch.relay
    changes = len(relay.changes) - reworded(relay.changes) + len(relay.flags) if relay else 0
    return branch.key.kind == "report", not branch.main, -changes, branch.key.id


def _in_time(branch: Branch, dates: Mapping[str, str | None]) -> tuple[object, ...]:
    return branch.key.kind == "report", not branch.main, dates.get(branch.key.id) or LAST, branch.key.id


def _beside(branch: Branch, above: Above, ending: Ending) -> tuple[RelayRecord, ...]:
    """What else ends in a report that is worth telling where it stands."""
    if branch.key.kind != "report" or not branch.main:
        return ()
    over = [branch.key, *_over(branch.key, above)]
    names = {key.id for key in over} | {b.relay.source_name for b in map(above.get, over) if b and b.relay}
    told = branch.relay.changes if branch.relay else ()
    ends = (r for r in ending.get(branch.key.id, ()) if r != branch.relay)
    others = [r for r in ends if not _said(r, names) and not _siblings(r, branch.key, above)]
    fresh = [msgspec.structs.replace(r, changes=_fresh(r, told, _handed_on(r, over[1:], ending))) for r in others]
    return tuple([r for r in fresh if r.version is None or r.changes])


def _siblings(relay: RelayRecord, key: Key, above: Above) -> bool:
    """Whether both ends of a relay in no known direction are copies of one report: so they share its text."""
    one, other = above.get(key), above.get(Key("report", relay.source or ""))
    copies = one is not None and other is not None and one.key == other.key and one.key.kind == "report"
    return copies and not relay.directed


def _handed_on(relay: RelayRecord, over: Iterable[Key], ending: Ending) -> list[ChangeRecord]:
    """What the reports above have altered of the same origin already."""
    found = (r for key in over for r in ending.get(key.id, ()) if r.version is not None and r.source == relay.source)
    return [change for r in found for change in r.changes]


def _said(relay: RelayRecord, names: set[str]) -> bool:
    """Whether a credit, or a nearer copy, says the same already."""
    if relay.version is not None:
        return relay.source not in names
    return relay.source_name in names if relay.source is None else relay.through is not None


def _fresh(
    relay: RelayRecord, told: Sequence[ChangeRecord], before: Sequence[ChangeRecord]
) -> tuple[ChangeRecord, ...]:
    """What a report altered of an origin beyond what it altered of a copy, and beyond what was altered before it."""
    return tuple(
        c
        for c in relay.changes
        if not any(c.kind == d.kind and meet(c.target_span, d.target_span) for d in told)
        and not any(c.kind == d.kind and meet(c.source_span, d.source_span) for d in before)
    )


def meet(one: Span | None, other: Span | None) -> bool:
    """Whether two spans of one text have words in common."""
    return one is not None and other is not None and one.start < other.end and other.start < one.end
