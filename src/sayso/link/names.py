"""Personal names: folded, taken apart and compared.

A name goes through the house as one string in the genealogists' way, the surname between strokes ("evan /gershkovich/",
"jian /g./"), so that a stub's features stay plain strings.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA, Indel

from sayso.domains import Domain

LETTERS = str.maketrans({"ł": "l", "ø": "o", "ß": "ss", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"})
ALIKE = 0.74  # of two names' letters in common order: Evan and Ivan are at 0.75, Zeng and Zheng at 0.89
SURNAMES_ALIKE = 0.82


def fold(text: str) -> str:
    """Lower case, without accents, hyphens and apostrophes; white space single."""
    plain = text.lower()
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).lower().translate(LETTERS))
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.sub(r"['’`]", "", re.sub(r"[-‐-―_/]", " ", plain)).split())


class Name(NamedTuple):
    """A person's name: its words, initials as one letter; `surname` is None where the order leaves it open."""

    tokens: tuple[str, ...]
    surname: str | None

    @property
    def given(self) -> tuple[str, ...]:
        """The words that are not the surname."""
        return tuple(t for t in self.tokens if t != self.surname)

    def __str__(self) -> str:
        return " ".join(f"/{t}/" if t == self.surname else t for t in self.tokens)


class Likeness(NamedTuple):
    """How two names compare. `relation`: same, initials, surname, alike, conflict or different."""

    relation: str
    score: float


SCORES = {
    "same": 7.0,
    "initials": 4.5,
    "initials alike": 3.0,
    "alike": 4.0,
    "surname": 3.0,
    "surname alike": 2.0,
    "conflict": -6.0,
    "different": -6.0,
}
DIFFERENT = Likeness("different", SCORES["different"])


@lru_cache(maxsize=65536)
def _parse(
    text: str, surname: str | None, titles: frozenset[str], drop: frozenset[str], family_first: frozenset[str]
) -> Name | None:
    words = [w.strip('.,;:()"“”') for w in re.sub(r"(?<=\w)\.(?=\w)", " ", fold(text)).split()]
    while len(words) > 1 and words[0] in titles:
        words = words[1:]
    tokens = tuple(dict.fromkeys(w for w in words if w and w not in drop and w.isalpha()))[:6]
    if not tokens:
        return None
    known = [w for w in fold(surname or "").split() if w in tokens]
    return Name(tokens, known[-1] if known else _surname(tokens, family_first))


def _surname(tokens: tuple[str, ...], family_first: frozenset[str]) -> str | None:
    """The family name: the only word, an initial at the end ("Jian G."), a name that comes first, or the last word."""
    if len(tokens) > 1 and tokens[0] in family_first and tokens[-1] not in family_first and len(tokens[-1]) > 1:
        return tokens[0]
    if len(tokens) == 2 and tokens[0] in family_first:
        return tokens[-1] if len(tokens[-1]) == 1 else None
    return tokens[-1]


def parse(text: str, surname: str | None, domain: Domain) -> Name | None:
    """The name in a printed form; None where titles and placeholders leave nothing of it."""
    lists = domain.linking
    drop = frozenset(lists.get("placeholders", ()) + lists.get("name_suffixes", ()))
    return _parse(text, surname, frozenset(lists.get("titles", ())), drop, frozenset(lists.get("family_first", ())))


def unpack(feature: str) -> Name:
    """The name that `str` of a `Name` packed."""
    marked = re.search(r"/(\w+)/", feature)
    return Name(tuple(feature.replace("/", "").split()), marked.group(1) if marked else None)


def likeness(a: str, b: str) -> float:
    """Share of letters in common order, 0-1."""
    return float(Indel.normalized_similarity(a, b))


def swapped(a: str, b: str) -> bool:
    """Whether two words differ by two neighbouring letters in the other order: Luo and Lou."""
    return sorted(a) == sorted(b) and OSA.distance(a, b) == 1


def skeleton(token: str) -> str:
    """What garbles and transliterations leave alone: consonants without h, doubles and a final g after n."""
    bare = re.sub(r"[aeiouyhw]", "", token.replace("ng", "n").replace("ph", "f").replace("v", "w").replace("k", "c"))
    return re.sub(r"(.)\1+", r"\1", bare) or token[:1]


@lru_cache(maxsize=65536)
def compare(a: Name, b: Name) -> Likeness:
    """How alike two names are; `compare(a, b) == compare(b, a)`."""
    relation = _relation(*sorted((a, b), key=lambda n: (len(n.tokens), n.tokens, n.surname or "")))
    return Likeness(relation, SCORES[relation])


def _relation(short: Name, long: Name) -> str:
    if len(short.tokens) == 1:
        return _single(short.tokens[0], long)
    return "same" if set(short.tokens) <= set(long.tokens) else _full(short, long)


def _single(token: str, name: Name) -> str:
    """One word against a name: the surname, or either word where the order of the name is open."""
    options = (name.surname,) if name.surname else name.tokens
    if token in options:
        return "surname"
    if any(o and (_near(token, o) or swapped(token, o)) for o in options):
        return "surname alike"
    return "different"


def _near(a: str, b: str) -> bool:
    """Whether two surnames are long enough for their likeness to tell something, and alike."""
    return len(a) > 3 and len(b) > 3 and likeness(a, b) >= SURNAMES_ALIKE


def _full(a: Name, b: Name) -> str:
    """Two names of several words: initials first, then the letters of the words that pair off best."""
    if any(len(t) == 1 for t in a.tokens + b.tokens):
        found = _initials(a, b)
        if found:
            return found
    pairs = _pairs(a.tokens, b.tokens)
    if pairs == 1.0:
        return "alike"
    same_surname = a.surname is not None and a.surname == b.surname
    return "conflict" if same_surname else "different"


def _initials(a: Name, b: Name) -> str | None:
    """Whether words and initials of the one fit the other's: "Jian G." and "Jian Guo"; None where not."""
    left, right = (sorted((t for t in x.tokens if t not in y.tokens), key=len) for x, y in ((a, b), (b, a)))
    fits = [x for x in left if any(x[0] == y[0] and 1 in (len(x), len(y)) for y in right)]
    words = {t for t in a.tokens if len(t) > 1} & {t for t in b.tokens if len(t) > 1}
    if words and (len(fits) == len(left) or len(fits) == len(right)):
        return "initials"
    alike = any(_near(x, y) for x in left for y in right)
    initial = {t for t in a.tokens if len(t) == 1} & {t for t in b.tokens if len(t) == 1}
    return "initials alike" if alike and (initial or fits) else None


def _pairs(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """Share of the shorter name's words (initials aside) with a like word in the other; one must be nearly equal."""
    words = [max((likeness(x, y) for y in b), default=0.0) for x in a if len(x) > 1]
    good = [w for w in words if w >= ALIKE]
    return len(good) / len(words) if words and max(words) >= 0.9 else 0.0
