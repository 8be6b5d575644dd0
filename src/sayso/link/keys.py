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

from collections.abc import Iterable, Iterator
from itertools import combinations

from sayso.domains import Domain
from sayso.link.features import Found, plain_work
from sayso.link.names import FAMILIES, Name, readings, skeleton, sound, unpack

OPEN, CLEAR = "+", "-"
# Two stubs with one surname are one case only if at least one of these is the same: the accuser's state is too little.
BESIDE = ("country", "service", "employer", "occupation", "described", "other", "body", "place", "date", "quantity")
# Of two stubs of which one has no name, what was done or befell must be the same, beside a word for who it was.
DONE = ("other", "body", "date", "quantity", "step", "term")
WHO = 12  # words for the accused that are looked up
SHORT = 4  # consonants from which a name is looked up with each left out


def index_keys(found: Found, domain: Domain) -> tuple[str, ...]:
    """The entries of a stub with these features."""
    beside = told_beside(found)
    keys = {key for name in map(unpack, found.get("name", ())) for key in by_name(name, beside)}
    return tuple(sorted(keys.union(by_work(found, domain))))


def asked(keys: Iterable[str]) -> set[str]:
    """The entries that are met by those of a stub."""
    return {entry for key in keys for entry in _meeting(key)}


def _meeting(key: str) -> tuple[str, ...]:
    sides = {OPEN: (OPEN, CLEAR), CLEAR: (OPEN,)}.get(key[:1])
    return tuple(side + key[1:] for side in sides) if sides else (key,)


def meet(a: Iterable[str], b: Iterable[str]) -> bool:
    """Whether entries of two stubs meet; `meet(a, b) == meet(b, a)`."""
    return not asked(a).isdisjoint(b)


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
    yield from (f"{side}s:{bare}:{value}" for head in heads for bare in bare_forms(head) for value in beside)


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


def told_beside(found: Found) -> set[str]:
    """What may be the same beside a surname, each value as an entry."""
    born = {year for value in found.get("born", ()) for year in (int(value), int(value) + 1)}  # one year apart is alike
    months = {value[:7] for value in found.get("report_date", ())}
    return (
        {f"{feature}={value}" for feature in BESIDE for value in found.get(feature, ())}
        | {f"born={year}" for year in born}
        | {f"month={month}" for month in months}
    )


# ------------------------------------------------------------------------------------------------------ work


def by_work(found: Found, domain: Domain) -> Iterator[str]:
    """The entries by which a stub without a name meets others: two words for the accused, or one and what befell."""
    side = CLEAR if found.get("name") else OPEN
    words = sorted(plain_work(found, domain))[:WHO]
    states = sorted({*found.get("accuser_country", ()), *found.get("country", ())})
    yield from (f"{side}u:{a} {b}:{state}" for a, b in combinations(words, 2) for state in states)
    who = [*words, *(f"nation={nation}" for nation in found.get("nation", ()))]
    done = [f"{feature}={value}" for feature in DONE for value in found.get(feature, ())]
    yield from (f"{side}u:{word}:{one}" for word in who for one in done)
