"""Where the reports of a case fill one slot differently, and what to think of it.

`divergences(board, slots, steps)` gives a record for each slot of which reports give values that do not go together,
with the reports, claims and words behind each value, and a judgement:

later          the values are of different times (detained in March, indicted in August), no contradiction
precision      one value says more than another, or rounds it
garble         a value is likely another one, misread or mistranslated; which one is marked
hardened       a value goes further than the one from which it comes
contradiction  the values cannot all be right

Two values that one report gives side by side do not diverge: it knows of both.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import NamedTuple

from sayso.link.names import fold, parse
from sayso.model import DISPUTES, DivergenceRecord, DivergentValue, Judgement, SlotRecord, StageRecord
from sayso.trace.board import Board
from sayso.trace.independence import count
from sayso.trace.origins import GAP, day
from sayso.trace.readings import WITHHELD, Reading, readings
from sayso.trace.speaking import attribution
from sayso.trace.values import ELSEWHERE, Relation, numbers, permuted, relate, relate_names

ORDER: tuple[Judgement, ...] = ("hardened", "garble", "contradiction", "later", "precision")  # the gravest first
VALUES = 60  # of one slot that are compared, those of most reports first
FULLEST = ("certainty", "items", "employer")  # of which only the fullest divergence is told, where it is one of wording
BESIDE = 3  # pairs of values that go together, told where others do not
SURENESS = ("possible", "alleged", "reported", "asserted")


class Value(NamedTuple):
    """One value with the readings that give it, alike ones together."""

    lead: Reading
    readings: tuple[Reading, ...]

    @property
    def reports(self) -> frozenset[str]:
        """The reports that give it."""
        return frozenset(r.report for r in self.readings)


class Pair(NamedTuple):
    """Two values that do not go together, and why."""

    a: int
    b: int
    judgement: Judgement
    suspect: int | None  # which of the two is likely wrong
    reason: str


def divergences(
    board: Board, slots: Mapping[str, Sequence[SlotRecord]], steps: Sequence[StageRecord]
) -> tuple[DivergenceRecord, ...]:
    """The divergences of a case, those first that are likely errors."""
    heaps: defaultdict[tuple[str, str, str], list[Reading]] = defaultdict(list)
    for reading in readings(board, slots, steps):
        heaps[reading.slot, reading.accused, reading.about].append(reading)
    made = [record for _, heap in sorted(heaps.items()) for record in _of_heap(board, heap)]
    return tuple(
        sorted(_telling(made), key=lambda d: (ORDER.index(d.judgement), d.slot, d.accused or "", d.explanation))
    )


def _telling(made: Iterable[DivergenceRecord]) -> list[DivergenceRecord]:
    """All divergences, but of those in mere wording only the fullest for each accused."""
    kept, rivals = [], dict[tuple[str, str | None], DivergenceRecord]()
    for record in made:
        kind = "certainty" if record.slot.endswith(".certainty") else record.slot
        if kind in FULLEST and record.judgement == "precision":
            rival = rivals.get((kind, record.accused), record)
            rivals[kind, record.accused] = max((record, rival), key=_spread)
        else:
            kept.append(record)
    return [*kept, *rivals.values()]


def _spread(record: DivergenceRecord) -> tuple[int, int, str]:
    """How many reports give just one of the values, and how many values there are."""
    given = Counter(r for v in record.values for r in v.reports)
    return sum(n == 1 for n in given.values()), len(record.values), record.slot


def _of_heap(board: Board, heap: Sequence[Reading]) -> list[DivergenceRecord]:
    values = gathered(board, heap)
    pairs = [p for a, b in combinations(range(len(values)), 2) if (p := _pair(board, values, a, b))]
    return [_record(board, values, part, pairs) for part in _parts(len(values), pairs)]


def gathered(board: Board, heap: Sequence[Reading]) -> list[Value]:
    """The values of one slot, alike ones together, those of most reports first."""
    spread = Counter(r.value for r in {(r.value, r.report): r for r in heap}.values())
    found: list[list[Reading]] = []
    homes: dict[tuple[str, str], list[Reading] | None] = {}
    for reading in sorted(heap, key=lambda r: (-spread[r.value], r.value, r.report, r.passage.start)):
        key = (reading.value, reading.shown)
        if key not in homes:
            homes[key] = _home(board, found, reading)
        if (home := homes[key]) is not None:
            home.append(reading)
    values = [Value(f[0], tuple(f)) for f in found]
    rank = board.tables.rank
    return sorted(values, key=lambda v: (-len(v.reports), rank.get(v.lead.value, 0), v.lead.value))


def _home(board: Board, found: list[list[Reading]], reading: Reading) -> list[Reading] | None:
    """The value that a reading gives, a new one where it gives none of those found; None beyond so many values."""
    home = next((f for f in found if related(board, f[0], reading) == "same"), None)
    if home is None and len(found) < VALUES:
        found.append([])
        return found[-1]
    return home


def related(board: Board, a: Reading, b: Reading) -> Relation:
    """How two values compare."""
    if a.value == b.value:
        return "same"
    if a.kind == "name":
        one, two = (parse(r.value, None, board.domain) for r in (a, b))
        if one is None or two is None:
            return "apart"
        return "garble" if one == two and placeholder(board, a) != placeholder(board, b) else relate_names(one, two)
    if a.kind == "party":
        return _parties(board, a.value, b.value)
    if a.kind in ("step", "term"):
        return "other"
    if a.kind == "sure":
        return "same" if _surely(a) == _surely(b) else "other"
    relation = relate(a.kind, a.value, b.value, board.tables)
    return "other" if relation == "apart" and a.slot.endswith(".wording") else relation


def _surely(reading: Reading) -> str:
    """How sure, by level and verb in any of its forms; a headline is told apart."""
    level, _, words = reading.value.removesuffix(" (headline)").partition(" ")
    headline = reading.shown.endswith(")")
    return f"{words} {headline}" if words.startswith("no hedge") else f"{level} {words.split()[-1][:5]} {headline}"


def _parties(board: Board, a: str, b: str) -> Relation:
    """Two parties: those with one principal are one, more or less exactly; an officer and a service go together."""
    groups = [board.group(p) for p in (a, b)]
    kinds = [group.kind if group else "" for group in groups]
    if board.principal(a) == board.principal(b):
        under = {board.lead(group.parent) for group in groups if group and group.parent}
        return "other" if kinds == ["service", "service"] and not {a, b} & under else "precision"
    return "other" if len([k for k in kinds if k == "person"]) != 1 else "apart"


def placeholder(board: Board, name: Reading) -> bool:
    """Whether a name is printed with a word that only stands in for a withheld one ("Huang Moumou")."""
    return bool(set(fold(name.value).split()[1:]) & board.tables.list("placeholders"))


def _pair(board: Board, values: Sequence[Value], a: int, b: int) -> Pair | None:
    """What two values are to each other; None where nothing is wrong with their standing side by side."""
    one, two = values[a], values[b]
    relation = related(board, one.lead, two.lead)
    beside = one.reports & two.reports and one.lead.kind not in ("name", "term", "sure")
    beside = beside and WITHHELD not in (one.lead.value, two.lead.value)
    if relation in ("same", "apart") or beside or (relation == "precision" and _plain(one.lead, two.lead)):
        return None
    judgement, suspect, reason = judged(board, one, two, relation)
    return Pair(a, b, judgement, None if suspect is None else (a, b)[suspect], reason)


def _plain(a: Reading, b: Reading) -> bool:
    """Whether it is no news that one value says more than the other: a capital and its country, a day and its year."""
    truncated = a.value.startswith(b.value) or b.value.startswith(a.value)
    several = a.value.endswith(ELSEWHERE) or b.value.endswith(ELSEWHERE)
    return a.kind == "party" or (a.kind == "place" and not (a.about or several)) or (a.kind == "date" and truncated)


def judged(board: Board, one: Value, two: Value, relation: Relation) -> tuple[Judgement, int | None, str]:
    """The judgement on two values, which of them is suspect, and why."""
    kind, slot = one.lead.kind, one.lead.slot
    if kind == "step":
        return _steps(board, one, two)
    if kind == "sure":
        return _sureness(one, two)
    if relation == "garble" or kind == "term":
        return "garble", _rarer(one, two), "one letter or word apart, so likely one taken for the other"
    if slot == "age":
        return _ages(board, one, two, relation)
    if relation == "precision":
        return "precision", None, "one says more than the other"
    if kind == "number" and permuted(one.lead.value, two.lead.value):
        return "garble", _rarer(one, two), "the same digits in another order"
    if kind == "words":
        return _wordings(board, one, two)
    return "contradiction", None, "they cannot both be right"


def _rarer(one: Value, two: Value) -> int | None:
    """Which of two values far fewer reports give; None where neither does."""
    a, b = len(one.reports), len(two.reports)
    return None if max(a, b) < 2 * min(a, b) else 0 if a < b else 1 if b < a else None


def _wordings(board: Board, one: Value, two: Value) -> tuple[Judgement, int | None, str]:
    """Two descriptions of one thing: a hardening where one calls it more secret."""
    a, b = _secrecy(board, one.lead.value), _secrecy(board, two.lead.value)
    if a is not None and b is not None and a != b:
        return "hardened", 0 if a > b else 1, "one calls more secret what the other calls less so"
    return "precision", None, "the same in other words"


def _secrecy(board: Board, text: str) -> int | None:
    """How secret a thing is called, on the pack's ladder; None where it is not said."""
    ladder = board.domain.linking.get("secrecy", ())
    found = [ladder.index(w) for w in fold(text).split() if w in ladder]
    return max(found, default=None)


def _dates(board: Board, value: Value) -> list[str]:
    """The days of the reports that give a value."""
    days = (board.views[r].marks.header.published for r in value.reports)
    return sorted(d for d in days if d and len(d) == 10)


def _steps(board: Board, one: Value, two: Value) -> tuple[Judgement, int | None, str]:
    """A further step: a later development, or a harder word for the same step.

    Harder is a word that is taken for the other one, in reports of the same days; what only later reports tell is a
    development, unless they tell it in their own voice within the days in which one statement is retold.
    """
    low, high = sorted((one, two), key=lambda v: board.tables.rank[v.lead.value])
    before, after = _dates(board, low), _dates(board, high)
    pair = {low.lead.value, high.lead.value}
    if not any(pair <= set(line.split()) for line in board.tables.list("confused_steps")):
        return "later", None, "the one step follows the other in law"
    if before and after and before[0] > after[-1]:
        return "later", None, f"told by later reports, from {before[0]} on"
    if before and after and after[0] > before[-1] and not _retold(board, high, before[-1]):
        return "later", None, f"the further step is told by later reports, from {after[0]} on"
    return "hardened", 0 if high is one else 1, "a harder word for the step, in reports of the same days"


def _retold(board: Board, value: Value, since: str) -> bool:
    """Whether a value is told within the days in which a statement is retold, and on nobody's new word."""
    claims = {c for r in value.readings for c in r.claims}
    told = [t for t in board.told if t.id in claims]
    days = [day(t) for t in told]
    soon = all(0 < d <= date.fromisoformat(since).toordinal() + GAP for d in days)
    return soon and all(said is None or said.kind == "carried" for said in map(attribution, told))


def _sureness(one: Value, two: Value) -> tuple[Judgement, int | None, str]:
    ranks = [SURENESS.index(v.lead.value.split()[0]) for v in (one, two)]
    if 0 in ranks and ranks[0] != ranks[1]:
        return "hardened", 0 if ranks[0] > ranks[1] else 1, "a hedge has been dropped"
    return "precision", None, "the same is put more or less surely"


def _ages(board: Board, one: Value, two: Value, relation: Relation) -> tuple[Judgement, int | None, str]:
    """Ages a year apart, or an age and a date of birth that go together, are no contradiction."""
    ages = [numbers(v.lead.value)[:1] for v in (one, two)]
    if not all(ages):
        return "precision", None, "one says more than the other"
    a, b = ages[0][0], ages[1][0]
    if max(a, b) > 1900:
        years = {int(d[:4]) for d in _dates(board, one) + _dates(board, two)}
        fits = any(abs(year - max(a, b) - min(a, b)) <= 1 for year in years) or not years
        return ("precision", None, "the age goes with the date of birth") if fits else (
            "contradiction", None, "the age does not go with the date of birth"
        )  # fmt: skip
    if abs(a - b) <= 1:
        return "later", None, "ages a year apart differ with the day of counting"
    return "contradiction", None, "no birthday explains the difference"


def _parts(size: int, pairs: Iterable[Pair]) -> list[list[int]]:
    """The values that pairs hang together, by component."""
    home = list(range(size))
    for pair in pairs:
        old, new = home[pair.b], home[pair.a]
        home = [new if h == old else h for h in home]
    parts: defaultdict[int, list[int]] = defaultdict(list)
    for value, h in enumerate(home):
        parts[h].append(value)
    return [part for part in parts.values() if len(part) > 1]


def _record(board: Board, values: Sequence[Value], part: Sequence[int], pairs: Iterable[Pair]) -> DivergenceRecord:
    own = [p for p in pairs if p.a in part]
    worst = min(own, key=lambda p: (ORDER.index(p.judgement), p.a, p.b))
    suspects = {p.suspect: p.judgement for p in reversed(own) if p.suspect is not None}
    lead = values[part[0]].lead
    return DivergenceRecord(
        case="",
        slot=lead.slot,
        accused=lead.accused or None,
        values=tuple(_value(values[n], suspects.get(n)) for n in part),
        judgement=worst.judgement,
        explanation=_explained(values, part, worst) + _beside(values, part, own),
    )


def _value(value: Value, suspect: Judgement | None) -> DivergentValue:
    return DivergentValue(
        value=value.lead.shown,
        reports=tuple(sorted(value.reports)),
        claims=tuple(sorted({c for r in value.readings for c in r.claims})),
        spans=tuple(sorted({r.passage for r in value.readings}, key=lambda p: (p.report, p.start, p.end))),
        suspect="garble" if suspect == "garble" else "hardened" if suspect == "hardened" else None,
    )


def _explained(values: Sequence[Value], part: Sequence[int], worst: Pair) -> str:
    """All values, and what the worst two of them are to each other."""
    told = " against ".join(f"“{v.lead.shown}” ({count(len(v.reports), 'report')})" for v in (values[n] for n in part))
    which = f"of “{values[worst.a].lead.shown}” and “{values[worst.b].lead.shown}”, " if len(part) > 2 else ""
    doubt = f"; “{values[worst.suspect].lead.shown}” is the likely error" if worst.suspect is not None else ""
    return f"{told}: {which}{worst.reason}{doubt}"


def _beside(values: Sequence[Value], part: Sequence[int], own: Sequence[Pair]) -> str:
    """Those of the values that go together, where others do not."""
    if not any(pair.judgement in DISPUTES for pair in own):
        return ""
    apart = {(pair.a, pair.b) for pair in own}
    joint = [(a, b) for a, b in combinations(part, 2) if not apart & {(a, b), (b, a)}]
    told = (f"“{values[a].lead.shown}” and “{values[b].lead.shown}” go together" for a, b in joint[:BESIDE])
    return "".join(f"; {one}" for one in told)
