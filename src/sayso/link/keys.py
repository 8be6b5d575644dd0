"""A stub's features to the entries under which it is looked up, and which entries meet.

Only stubs whose entries meet are judged as a pair. Each entry joins who is accused with one thing that is told of them,
so that its list stays short however many reports name a Kim or an engineer: what every pair must have in common to be
one case (judge.py) is what entries are made of. Which pairs meet is a function of the pair alone; how many others there
are plays no part, so no order of input can matter.

An entry is one that any stub may share; or one half of a pair, "+x" of stubs that leave open who is accused (a bare
surname, no name) and "-x" of those that do not. "+x" meets "+x" and "-x", "-x" meets "+x" alone: two people with a full
name are found by that name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from sayso.domains import Domain
from sayso.link.features import Found, headcounts, plain_work
from sayso.link.names import FAMILIES, Name, readings, skeleton, sound, unpack
from sayso.link.types import Pair
from sayso.model import Stub

OPEN, CLEAR = "+", "-"
# What can be the same beside a surname. No value by itself is enough for one case (judge.py), so an entry has two: of
# two kinds, or of one that counts for each value.
BESIDE = (
    "other", "date", "body", "described", "born", "service", "accuser_country", "country", "report_date", "place",
    "quantity", "employer", "occupation",
)  # fmt: skip
EACH = ("other", "date", "described")
TOLD = 20  # values beside a surname that are looked up, the rarest kinds first
# Of two stubs of which one has no name, what was done or befell must be the same, beside a word for who it was. Numbers
# and years are common: an entry has a state with them.
RARE, COMMON = ("other", "body", "date", "step"), ("quantity", "term", "step")
WHO = 12  # words for the accused that are looked up
SHORT = 4  # consonants from which a name is looked up with each left out


def index_keys(found: Found, domain: Domain) -> tuple[str, ...]:
    """The entries of a stub with these features."""
    beside = told_beside(found)
    keys = {key for name in map(unpack, found.get("name", ())) for key in by_name(name, beside)}
    many = {f"c:{count}" for count in headcounts(found, domain)}
    return tuple(sorted(keys.union(by_work(found, domain), many)))


def asked(keys: Iterable[str]) -> set[str]:
    """The entries that are met by those of a stub."""
    return {entry for key in keys for entry in _meeting(key)}


def _meeting(key: str) -> tuple[str, ...]:
    sides = {OPEN: (OPEN, CLEAR), CLEAR: (OPEN,)}.get(key[:1])
    return tuple(side + key[1:] for side in sides) if sides else (key,)


def meet(a: Iterable[str], b: Iterable[str]) -> bool:
    """Whether entries of two stubs meet; `meet(a, b) == meet(b, a)`."""
    return not asked(a).isdisjoint(b)


def meeting(stubs: Mapping[str, Stub], pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Those of some pairs whose entries meet; what an entry meets is worked out once for each stub."""
    entries: dict[str, set[str]] = {}
    for a, b in pairs:
        if a not in entries:
            entries[a] = asked(stubs[a].keys)
        if not entries[a].isdisjoint(stubs[b].keys):
            yield a, b


# ----------------------------------------------------------------------------------------------------- names


def by_name(name: Name, beside: Iterable[str]) -> Iterator[str]:
    """The entries of one name: a full one by its words and their sounds, any by surname and one thing told."""
    long = [t for t in name.tokens if len(t) > 1]
    full = len(long) > 1 and len(long) == len(name.tokens)
    heads = [name.surname] if full and name.surname else long
    yield from ("n:" + " ".join(pair) for pair in combinations(sorted(name.tokens), 2))
    yield from _initials(name, long, full)
    if full:
        yield from _sounds(name, heads)
    side = CLEAR if full else OPEN
    yield from (f"{side}s:{bare}:{two}" for head in heads for bare in bare_forms(head) for two in beside)


def _initials(name: Name, long: list[str], full: bool) -> Iterator[str]:
    """A word with the first letter of another: what "Jian G." and "Jian Guo" have in common."""
    others = name.tokens if full else [t for t in name.tokens if len(t) == 1]
    side = CLEAR if full else OPEN
    yield from (f"{side}i:{word} {other[0]}" for word in long for other in others if other != word)


def _sounds(name: Name, heads: list[str]) -> Iterator[str]:
    """The consonants of surname and given names, of the latter with each left out in turn: garbles, romanisations."""
    pairs = [(head, sound(t)) for head in heads for t in name.tokens if t != head] + readings(name)
    for head, given in pairs:
        yield from (f"a:{bare}:{rest}" for bare in bare_forms(head) for rest in nearly(skeleton(given)))


def bare_forms(head: str) -> set[str]:
    """The consonants of a surname, in the ways to write it."""
    return {skeleton(form) for form in (head, FAMILIES.get(head, head), sound(head))}


def nearly(letters: str) -> set[str]:
    """Letters, and the same with each left out."""
    less = {letters[:at] + letters[at + 1 :] for at in range(len(letters))} if len(letters) >= SHORT else set[str]()
    return {letters, *less}


def told_beside(found: Found) -> list[str]:
    """What may be the same beside a surname, by twos."""
    told = [(feature, value) for feature in BESIDE for value in _compared(feature, found.get(feature, ()))][:TOLD]
    pairs = combinations(sorted(told), 2)
    return [f"{x}={v} {y}={w}" for (x, v), (y, w) in pairs if x != y or x in EACH]


def _compared(feature: str, values: tuple[str, ...]) -> list[str]:
    """The values of a feature as they are compared: births a year apart, and reports of one month, are alike."""
    if feature == "born":
        return sorted({str(year) for value in values for year in (int(value), int(value) + 1)})
    return [value[:7] for value in values] if feature == "report_date" else list(values)


# ------------------------------------------------------------------------------------------------------ work


def by_work(found: Found, domain: Domain) -> Iterator[str]:
    """The entries by which a stub without a name meets others: two words for the accused, or one and what befell."""
    side = CLEAR if found.get("name") else OPEN
    words = sorted(plain_work(found, domain))[:WHO]
    states = sorted({*found.get("accuser_country", ()), *found.get("country", ())})
    yield from (f"{side}u:{a} {b}:{state}" for a, b in combinations(words, 2) for state in states)
    near = [*states, *(f"nation={nation}" for nation in found.get("nation", ()))]
    who = [*words, *near[len(states) :]]
    yield from (f"{side}u:{one}:{done}" for one in who for done in _done(found, RARE, dated=True))
    common = _done(found, COMMON, dated=False)
    yield from (f"{side}u:{word}:{done}:{place}" for word in words for done in common for place in near)


def _done(found: Found, features: Iterable[str], dated: bool) -> list[str]:
    """What was done or befell: of steps in law those with a month, or those with a year alone."""
    told = [(feature, value) for feature in features for value in found.get(feature, ())]
    return [f"{feature}={value}" for feature, value in told if feature != "step" or ("-" in value) == dated]
