"""Two reports that share text → which has it from the other, with the reasons in words; unknown stays unknown.

Each piece of evidence speaks for one side with a weight: a credit outweighs a date, as dates are easily false; a date
outweighs a mark of copying in the text (a garbled name, a cut end, a part of a whole), as these can mislead, but not
two of them, and one of them makes it doubtful. A date before the day that the text tells of is false, and says that its
report is the copy. Where both have the text from a third, which one of them names, neither has it from the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel, LCSseq

from sayso.trace.reuse import dates
from sayso.trace.reuse.align import Match
from sayso.trace.reuse.kinds import Copy
from sayso.trace.reuse.profile import Profile
from sayso.trace.reuse.text import stem

CREDIT, VERSION, SLUG, DATE, GARBLE, EARLY, CUT, PART = 4.0, 4.0, 2.0, 2.0, 1.75, 1.5, 1.0, 0.5
ENOUGH = 1.5  # weight from which a direction is told
ALIKE = 0.6  # likeness of two spellings of one name
MOST_GARBLES = 2
LARGER = 1.3  # times as long, for a whole of which the other is a part
PART_OF = 0.85  # share of the smaller that stands in the larger


class Reason(NamedTuple):
    """A piece of evidence: its weight, above 0 if the second report has the text from the first, and its words."""

    weight: float
    words: str
    of_date: bool = False


class Direction(NamedTuple):
    """Whether it is known who has it from whom; if so, whether the first is the source."""

    directed: bool
    forward: bool
    reasons: tuple[str, ...]
    flags: tuple[str, ...]
    wire: str | None  # a third from whom both have it


class Words(NamedTuple):
    """What the pack knows of the words of time: days named by the day of writing, and what is still to come."""

    days: frozenset[str] = frozenset()
    coming: frozenset[str] = frozenset()


NO_WORDS = Words()


def direction(a: Profile, b: Profile, copy: Copy | None, words: Words = NO_WORDS) -> Direction:
    """Who has it from whom; `copy` is how the texts agree, None where they only tell the same."""
    reasons = [r for r in evidence(a, b, copy, words.coming) if r.weight]
    total = sum(r.weight for r in reasons)
    wire = third(a, b)
    strong = sum(r.weight for r in reasons if not r.of_date)
    if wire and abs(strong) < VERSION:
        total = 0.0
    directed, forward = abs(total) >= ENOUGH, total >= 0
    told = tuple(r.words for r in reasons if not directed or (r.weight > 0) == forward or r.of_date)
    source, target = (a, b) if forward else (b, a)
    old = copy is not None and dates.stale(a, b, copy.matches, words.days)
    flags = tuple(_flags(source, target, directed, reasons, old))
    return Direction(directed, forward, told + ((f"both go back to {wire}",) if wire else ()), flags, wire)


def _flags(source: Profile, target: Profile, directed: bool, reasons: Sequence[Reason], stale: bool) -> Iterator[str]:
    if not directed:
        if len({r.weight > 0 for r in reasons}) > 1 and any(r.of_date for r in reasons):
            yield "doubtful_date"  # the dates say one thing, and what else is known says the other
        return
    owed = source.publisher | set(source.credits)
    if source.publisher and not owed & (set(target.credits) | target.publisher):
        yield "uncredited"
    against = any(r.of_date and (r.weight > 0) != (sum(s.weight for s in reasons) > 0) for r in reasons)
    if against or stale or impossible(target):
        yield "false_date"


def third(a: Profile, b: Profile) -> str | None:
    """An outlet that both credit and neither is: the wire story behind both."""
    both = sorted((a.wires & b.wires) - a.publisher - b.publisher)
    return a.credits[both[0]] if both else None


def impossible(one: Profile) -> bool:
    """Whether a report bears a date after the day on which it was seen."""
    return bool(one.date and one.retrieved and one.date > one.retrieved)


# ------------------------------------------------------------------------------------------------- evidence


def evidence(a: Profile, b: Profile, copy: Copy | None, coming: frozenset[str] = frozenset()) -> Iterator[Reason]:
    """All that speaks for a direction."""
    yield from _credit(a, b, 1)
    yield from _credit(b, a, -1)
    yield from _version(a, b)
    yield from _slug(a, b)
    yield from _date(a, b)
    if copy:
        yield from _early(a, b, copy.matches, coming)
        yield from _garbled(a, b, copy.matches)
        yield from _whole(a, b, copy)


def credited(source: Profile, target: Profile) -> str | None:
    """The name by which the target credits the source."""
    return next((shown for name, shown in sorted(target.credits.items()) if name in source.publisher), None)


def _credit(source: Profile, target: Profile, sign: int) -> Iterator[Reason]:
    if name := credited(source, target):
        yield Reason(sign * CREDIT, f"{_who(target)} credits {name}")


def _version(a: Profile, b: Profile) -> Iterator[Reason]:
    if a.address and a.address == b.address and a.retrieved and b.retrieved and a.retrieved != b.retrieved:
        first = a.retrieved < b.retrieved
        yield Reason(
            VERSION if first else -VERSION, "they are two versions of one address, retrieved one after the other"
        )


def _slug(a: Profile, b: Profile) -> Iterator[Reason]:
    """A copying program keeps the end of the address and adds to it."""
    if a.slug and b.slug and a.slug != b.slug:
        if b.slug.startswith(a.slug.removesuffix(".html")):
            yield Reason(SLUG, f"the address of {_who(b)} repeats that of {_who(a)} and adds to it")
        elif a.slug.startswith(b.slug.removesuffix(".html")):
            yield Reason(-SLUG, f"the address of {_who(a)} repeats that of {_who(b)} and adds to it")


def _date(a: Profile, b: Profile) -> Iterator[Reason]:
    if a.date and b.date and a.date != b.date and not impossible(a) and not impossible(b):
        first, second = (a, b) if a.date < b.date else (b, a)
        words = f"{_who(first)} is dated {first.date}, {_who(second)} {second.date}"
        yield Reason(DATE if first is a else -DATE, words, of_date=True)


def _early(a: Profile, b: Profile, found: Sequence[Match], coming: frozenset[str]) -> Iterator[Reason]:
    """A report that is dated before the day that it tells of, in words of the other: its date is worth nothing."""
    turned = [Match(m.target, m.source, *m[2:]) for m in found]
    for first, second, matches, sign in ((a, b, found, 1), (b, a, turned, -1)):
        if told := dates.early(first, second, matches, coming):
            words = f"{_who(second)} is dated {second.date}, before “{told}”, of which it tells"
            yield Reason(sign * (DATE + EARLY), words)


def _garbled(a: Profile, b: Profile, found: Iterable[Match]) -> Iterator[Reason]:
    """A name that one writes right, or in one way, and the other wrong, or in two."""
    pairs = sorted({pair for match in found for pair in _exchanged(a, b, match)})
    weights = [(sign, x, y) for x, y in pairs if (sign := _misspelt(a, b, x, y))]
    for sign, x, y in weights[:MOST_GARBLES]:
        right, wrong, copy = (x, y, b) if sign > 0 else (y, x, a)
        yield Reason(sign * GARBLE, f"“{right}” has become “{wrong}” in {_who(copy)}")


def _exchanged(a: Profile, b: Profile, match: Match) -> Iterator[tuple[str, str]]:
    """Single words of a matched sentence that stand in the place of each other, folded."""
    one, two = a.text.free(a.text.sentences[match.source]), b.text.free(b.text.sentences[match.target])
    lost = added = -1
    for op in LCSseq.opcodes([a.text.words[n] for n in one], [b.text.words[n] for n in two]):
        if op.tag == "equal":
            lost = added = -1
        elif op.tag == "delete":
            lost = one[op.src_start] if op.src_end - op.src_start == 1 else -1
        elif op.tag == "insert":
            added = two[op.dest_start] if op.dest_end - op.dest_start == 1 else -1
        if lost >= 0 and added >= 0 and a.text.named(lost) and b.text.named(added):
            yield a.text.words[lost], b.text.words[added]
            lost = added = -1


def _misspelt(a: Profile, b: Profile, x: str, y: str) -> int:
    """1 if y is a misspelling of the first report's x, -1 the other way, 0 if that cannot be told."""
    if x == y or Indel.normalized_similarity(x, y) < ALIKE or min(len(x), len(y)) < 3:
        return 0
    known = a.known | b.known
    right = (stem(x) in known) - (stem(y) in known)
    if right:
        return right
    return (x in b.text.vocabulary) - (y in a.text.vocabulary)


def _whole(a: Profile, b: Profile, copy: Copy) -> Iterator[Reason]:
    """A part of a whole, or a text that breaks off where the other goes on."""
    if copy.target_share >= PART_OF and a.text.own >= LARGER * b.text.own:
        yield Reason(PART, f"{_who(b)} is a part of {_who(a)}")
    elif copy.source_share >= PART_OF and b.text.own >= LARGER * a.text.own:
        yield Reason(-PART, f"{_who(a)} is a part of {_who(b)}")
    if a.cut != b.cut:
        yield Reason(CUT if b.cut else -CUT, f"{_who(b if b.cut else a)} breaks off within a sentence")


def _who(one: Profile) -> str:
    return one.outlet or f"report {one.report}"
