"""Two stubs to the judgement whether they are one case: a sum of named pieces of evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple

from sayso.domains import Domain
from sayso.link.components import Bars
from sayso.link.features import headcounts, plain_work
from sayso.link.names import DIFFERENT, Likeness, compare, unpack
from sayso.model import Join, Stub

JOINED = 5.0
YEAR = 365


class Piece(NamedTuple):
    """One piece of evidence: its weight, and what it is in words."""

    weight: float
    words: str
    veto: bool = False


def judge(a: Stub, b: Stub, domain: Domain) -> Join:
    """Whether two stubs are one case; `judge(a, b) == judge(b, a)`.

    `veto` is set where the evidence keeps the two apart whatever joins them through others. Accused of different names
    are never joined by what surrounds them: two trials of one month, court and service are two trials.
    """
    first, second = sorted((a, b), key=lambda s: s.key)
    likeness, words = names(first, second)
    pieces = [Piece(likeness.score, words, likeness.relation == "conflict")] if words else []
    pieces += [*sides(first, second, likeness, profits(domain)), *facts(first, second)]
    pieces += [*befell(first, second), *as_many(first, second, domain)] if not words else []
    score = round(sum(p.weight for p in pieces), 2)
    veto = any(p.veto for p in pieces)
    known = likeness.relation != "different" if words else unnamed_enough(first, second, domain)
    joined = score >= JOINED and not veto and known
    return Join(joined=joined, score=score, explanation=told(pieces, joined, veto), veto=veto)


def kept_apart(stubs: Iterable[Stub], domain: Domain) -> Bars:
    """The kinds of some stubs between which there is a veto, whatever their index entries.

    Who is named and who accuses is all that a veto rests on, and most stubs of one case agree in that: only one pair of
    each kind is judged.
    """
    alike: defaultdict[tuple[tuple[str, ...], ...], list[Stub]] = defaultdict(list)
    for stub in sorted(stubs, key=lambda s: s.key):
        alike[tuple(stub.features.get(f, ()) for f in ("name", "accuser_country", "country"))].append(stub)
    kinds = list(enumerate(alike.values()))
    barred = [(n, m) for (n, x), (m, y) in combinations(kinds, 2) if judge(x[0], y[0], domain).veto]
    return Bars({stub.key: number for number, same in kinds for stub in same}, barred)


def told(pieces: list[Piece], joined: bool, veto: bool) -> str:
    """The explanation: the verdict, and each piece with its weight."""
    listed = "; ".join(f"{p.words} ({p.weight:+g})" for p in sorted(pieces, key=lambda p: (-abs(p.weight), p.words)))
    verdict = "one case" if joined else "kept apart" if veto else "not joined"
    return f"{verdict}: {listed or 'nothing in common'}"


def values(stub: Stub, feature: str) -> frozenset[str]:
    """The values of a feature."""
    return frozenset(stub.features.get(feature, ()))


def names(a: Stub, b: Stub) -> tuple[Likeness, str]:
    """The best likeness of a name of the one to a name of the other; no words where one of them has no name."""
    pairs = [
        (compare(unpack(x), unpack(y)), x, y) for x in a.features.get("name", ()) for y in b.features.get("name", ())
    ]
    if not pairs:
        return Likeness("none", 0.0), ""
    best, x, y = max(pairs, key=lambda p: (p[0].score, p[0].relation, p[1], p[2]))
    conflict = next(((c, x, y) for c, x, y in pairs if c.relation == "conflict"), None)
    best, x, y = conflict if conflict and best == DIFFERENT else (best, x, y)
    shown = " and ".join(sorted({v.replace("/", "") for v in (x, y)}))
    return best, f"{NAME_WORDS[best.relation]}: {shown}"


NAME_WORDS = {
    "same": "same name",
    "initials": "name and initial agree",
    "surname": "same surname",
    "alike": "names alike",
    "surname alike": "surnames alike",
    "initials alike": "names alike and initial agrees",
    "conflict": "one surname, other given names",
    "different": "different names",
}


def profits(domain: Domain) -> str:
    """How a case of the pack says for whom: "spied for"."""
    return next(iter(domain.linking.get("profits", ())), "for")


def sides(a: Stub, b: Stub, likeness: Likeness, for_whom: str) -> list[Piece]:
    """Accuser, service and country of the two.

    Accusers of two states tell two people of one surname apart for good; a sure name outweighs them.
    """
    sure = likeness.relation in ("same", "initials", "alike")
    same_two = len(states(a)) > 1 and states(a) == states(b)  # the roles may be garbled: "the CIA said in its post"
    namesakes = likeness.relation in ("surname", "surname alike", "initials alike") and not same_two
    found = [
        against(a, b, "accuser_country", "accuser", 1.5, -1.5 if sure or same_two else -4.0, veto=namesakes),
        against(a, b, "country", for_whom, 1.5, -1.0 if sure else -3.0),
        against(a, b, "service", "service", 1.0, -0.5 if sure else -2.0),
    ]
    return [p for p in found if p]


def states(stub: Stub) -> frozenset[str]:
    """The countries on either side of a case."""
    return values(stub, "accuser_country") | values(stub, "country")


def against(
    a: Stub, b: Stub, feature: str, words: str, agree: float, differ: float, veto: bool = False
) -> Piece | None:
    """A piece for a feature that has few values: shared, or known on both sides and nothing shared."""
    x, y = values(a, feature), values(b, feature)
    if not x or not y:
        return None
    if x & y:
        return Piece(agree, f"same {words}: {', '.join(sorted(x & y))}")
    return Piece(differ, f"other {words}: {', '.join(sorted(x))} and {', '.join(sorted(y))}", veto=veto)


def facts(a: Stub, b: Stub) -> list[Piece]:
    """What else the two share or not: birth, work, persons, places, dates, numbers.

    Where one of them names no accused, what stands around the accused counts double.
    """
    double = 1.0 if a.features.get("name") and b.features.get("name") else 2.0
    found = [
        birth(a, b),
        shared(a, b, "employer", "employer", 0.5, 1.5),
        shared(a, b, "occupation", "occupation", 0.5, 1.0),
        shared(a, b, "described", "description", 1.0, 3.0),
        shared(a, b, "other", "others involved", 1.0 * double, 2.0 * double),
        shared(a, b, "body", "company or group", 1.25 * double, 1.25 * double),
        shared(a, b, "place", "place", 0.5, 1.0),
        shared(a, b, "date", "date", 1.0, 2.0),
        shared(a, b, "quantity", "number", 0.5, 1.0),
        apart(a, b),
    ]
    return [p for p in found if p]


def shared(a: Stub, b: Stub, feature: str, words: str, each: float, most: float) -> Piece | None:
    """A piece for every value that the two share, up to a limit."""
    both = sorted(values(a, feature) & values(b, feature))
    shown = ", ".join(v.replace("/", "") for v in both)
    return Piece(min(most, each * len(both)), f"same {words}: {shown}") if both else None


def birth(a: Stub, b: Stub) -> Piece | None:
    """Years of birth: the same within a year for, more than three apart against."""
    x, y = ([int(v) for v in s.features.get("born", ())] for s in (a, b))
    if not x or not y:
        return None
    gap = min(abs(i - j) for i in x for j in y)
    if gap <= 1:
        return Piece(1.5, "same year of birth")
    return Piece(-2.5, f"born {gap} years apart") if gap > 3 else None


def apart(a: Stub, b: Stub) -> Piece | None:
    """Reports of one case mostly come within months; decades between them speak against a shared surname."""
    x, y = (s.features.get("report_date", ("",))[0] for s in (a, b))
    if not x or not y:
        return None
    gap = abs(int(x[:4]) - int(y[:4]))
    if x[:7] == y[:7]:
        return Piece(0.5, f"both of {x[:7]}")
    return Piece(-1.0, f"{gap} years between the reports") if gap > 4 else None


# ------------------------------------------------------------------------------------- accused without a name


def unnamed_enough(a: Stub, b: Stub, domain: Domain) -> bool:
    """Whether two stubs of which one has no name share enough beyond their sides.

    That is a word for the accused and a company, a person or a date; or a word, a number or the year of a step in law,
    and a state; or two words and a state; or their nation, and two such things of which one is no mere number; or how
    many they are, in reports of one month.
    """
    words = plain_work(a.features, domain) & plain_work(b.features, domain)
    steps = values(a, "step") & values(b, "step")
    rare = sum((both(a, b, "other"), both(a, b, "body"), both(a, b, "date") or any("-" in s for s in steps)))
    common = both(a, b, "quantity") or both(a, b, "term")
    nation, state = both(a, b, "nation"), bool(states(a) & states(b))
    return (
        bool(words and rare)
        or bool(words and (common or steps) and (state or nation))
        or (len(words) > 1 and state)
        or (nation and rare > 0 and rare + common > 1)
        or bool(as_many(a, b, domain))
    )


def as_many(a: Stub, b: Stub, domain: Domain) -> list[Piece]:
    """A piece where both reports are about as many people, of one accuser and in one month: "seven people were held".

    What a report only says in passing of seven people may be of any seven.
    """
    same = sorted(set(headcounts(a.features, domain)) & set(headcounts(b.features, domain)))
    return (
        [Piece(1.5, f"as many accused: {', '.join(s.split(':')[0] for s in same)}")]
        if same and a.main and b.main
        else []
    )


def both(a: Stub, b: Stub, feature: str) -> bool:
    """Whether two stubs share a value of a feature."""
    return not values(a, feature).isdisjoint(values(b, feature))


def befell(a: Stub, b: Stub) -> list[Piece]:
    """What befell an accused without a name, and of what nation they are: for, and against."""
    found = [
        against(a, b, "nation", "nationality", 1.0, -3.0),
        against(a, b, "term", "sentence in months", 2.0, -3.0),
        steps(a, b),
    ]
    return [p for p in found if p]


def steps(a: Stub, b: Stub) -> Piece | None:
    """Steps in law of one month, or of one year where a month is not given by both; or the same step at other times."""
    same = sorted(values(a, "step") & values(b, "step"))
    months = [step for step in same if "-" in step]
    if months:
        return Piece(min(2.5, 1.5 * len(months)), f"same step and month: {', '.join(months)}")
    x, y = (times_of(stub) for stub in (a, b))
    other = sorted(stage for stage in x.keys() & y.keys() if far(x[stage], y[stage]))
    if other:
        return Piece(-2.0, f"other times of: {', '.join(other)}")
    return Piece(0.75, f"same step and year: {', '.join(same)}") if same else None


def times_of(stub: Stub) -> dict[str, set[str]]:
    """The years and months of each step in law."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for stage, time in (step.split("@") for step in values(stub, "step")):
        found[stage].add(time)
    return found


def far(a: set[str], b: set[str]) -> bool:
    """Whether no month of the one is next to one of the other; years count where one of them has no month."""
    x, y = ([12 * int(t[:4]) + int(t[5:]) for t in times if len(t) > 4] for times in (a, b))
    return min(abs(i - j) for i in x for j in y) > 1 if x and y else a.isdisjoint(b)
