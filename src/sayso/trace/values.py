"""Two values of one slot: whether they say the same, one says more, one garbles the other, or they differ.

`relate(kind, a, b, tables)` gives the relation of two printed values. What is written in different ways is the same:
units and separators of thousands, accents and spellings, transliterations, a capital and its country's adjective.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz

from sayso.link.names import Name, compare, fold, likeness, skeleton
from sayso.link.view import Tables
from sayso.mark.times import DAYS

Kind = Literal["number", "date", "place", "nation", "words", "head", "term", "name", "party", "step", "sure"]
Relation = Literal["same", "precision", "garble", "other", "apart"]  # apart: of different things, so no contradiction
ELSEWHERE = " …"  # after a place that is only one of several
ROUND = 0.06  # how far a round number may be from the exact one that it stands for
SPELT = 0.84  # letters in common order of two spellings of a word: defence and defense are at 0.86
TRANSLITERATED = 0.8  # of two names of a place with the same consonants
COMMON = 0.34  # share of the shorter value's words, below which two values are of different things
UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
)
SMALL = {word: n for n, word in enumerate([*UNITS.split(), "eighteen", "nineteen"])}
SMALL |= {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
LARGE = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "m": 10**6, "bn": 10**9}
FIGURE = re.compile(r"\d{1,3}(?:[,. \u00a0\u2009']\d{3})+(?!\d)|\d+(?:\.\d+)?|[a-z]+")


def numbers(text: str) -> tuple[float, ...]:
    """The numbers of a text, in figures or words, in order: "nine, 5 and 3" is 9, 5, 3 and "1.2 million" one."""
    found: list[float] = []
    before = ""
    for token in FIGURE.findall(re.sub(r"[$£€¥]", " ", fold(text))):
        size = LARGE.get(token, LARGE.get(token.removesuffix("s")))
        number = SMALL.get(token, float(re.sub(r"(?<=\d)[^\d](?=\d{3})", "", token)) if token[0].isdigit() else None)
        if size and (before in SMALL or before[:1].isdigit()):
            found[-1] *= size
        elif number is not None and number < 10 and SMALL.get(before, 0) >= 20:
            found[-1] += number
        elif number is not None:
            found.append(float(number))
        before = token
    return tuple(found)


def permuted(a: str, b: str) -> bool:
    """Whether two values differ by the order of the digits of a number: 2,300 and 3,200."""
    left, right = numbers(a), numbers(b)
    digits = [sorted(f"{n:.0f}") for n in (*left[:1], *right[:1])]
    return len(digits) == 2 and left[0] != right[0] and len(digits[0]) > 1 and digits[0] == digits[1]


def how_changed(old: str, new: str) -> str:
    """How a number became another, in words."""
    a, b = numbers(old), numbers(new)
    if (len(a) > 1 and sum(a) in b) or (len(b) > 1 and sum(b) in a):
        return "the parts have been added up" if len(a) > len(b) else "the sum has been split"
    if _currency(old) != _currency(new):
        return "in another currency"
    if any(rounded(x, y) for x in a for y in b):
        return "rounded"
    return "the same digits in another order, so likely a garble" if permuted(old, new) else "another number"


def _currency(text: str) -> str:
    """The mark of a currency, with the letters before it."""
    found = re.search(r"[A-Z]{0,3}[$£€¥]", text)
    return found.group() if found else ""


def rounded(a: float, b: float) -> bool:
    """Whether one number is the other one, rounded to tens or more."""
    return a != b and (_rounds(a, b) or _rounds(b, a))


def _rounds(exact: float, round_one: float) -> bool:
    shown = f"{round_one:.0f}"
    zeros = len(shown) - len(shown.rstrip("0"))
    near = abs(exact - round_one) <= ROUND * max(abs(exact), abs(round_one))
    return zeros > 0 and near and round(exact, -zeros) == round_one


@lru_cache(maxsize=1 << 14)
def content(text: str, tables: Tables) -> tuple[str, ...]:
    """The words of a value that say something, in order, plurals as singulars and synonyms as one word."""
    empty, synonyms = tables.list("empty"), _synonyms(tables)
    plain = re.sub(r"\b([a-z])\.(?=[a-z]\b)", r"\1", fold(re.sub(r"['’]s\b", "", text)))
    words = re.findall(r"\d+(?:[.,]\d+)*|[^\W_]+", plain)
    return tuple(dict.fromkeys(synonyms.get(one := singular(w), one) for w in words if w not in empty))


def singular(word: str) -> str:
    """A noun without the s of its plural."""
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=8)
def _synonyms(tables: Tables) -> dict[str, str]:
    """Words of the pack's groups of synonyms, each with the first of its group; a country's adjectives are a group."""
    groups = [[singular(w) for w in line.split()] for line in sorted(tables.list("synonyms"))]
    groups += [
        [c.code.lower(), *(fold(d).replace(".", "") for d in (c.name, *c.demonyms))] for c in tables.countries.values()
    ]
    return {word: group[0] for group in groups for word in group if " " not in word}


def relate(kind: Kind, a: str, b: str, tables: Tables) -> Relation:
    """How two printed values of one kind compare; `relate(k, a, b)` is `relate(k, b, a)`."""
    a, b = sorted((a, b))
    if fold(a) == fold(b):
        return "same"
    if kind in ("number", "term"):
        return _numbers(a, b, tables)
    if kind == "date":
        return _dates(a, b)
    if kind == "head":
        one, two = (_head(v, tables) for v in (a, b))
        return "same" if one == two else "other" if one and two else "apart"
    if kind == "nation" and not (country_of(a, tables) and country_of(b, tables)):
        return "same" if content(a, tables) == content(b, tables) else "precision"
    return _places(a, b, tables) if kind in ("place", "nation") else _words(a, b, tables)


def _head(text: str, tables: Tables) -> str:
    """The noun that a description hangs on: what stands before its first preposition, or all of it.

    "Heading a firm" is told as "head of a firm".
    """
    first = fold(text).partition(" ")[0]
    if first.endswith("ing") and first in _synonyms(tables):
        return _synonyms(tables)[first]
    words = re.split(r"\b(?:of|for|in|at|on|to|with|from|who|that)\b", fold(text))
    return (content(words[0], tables) or content(text, tables) or ("",))[-1]


def _numbers(a: str, b: str, tables: Tables) -> Relation:
    left, right = numbers(a), numbers(b)
    if not left or not right:
        return _words(a, b, tables)
    if set(left) & set(right) or sum(left) in right or sum(right) in left:
        return "same" if set(left) == set(right) else "precision"
    return "precision" if any(rounded(x, y) for x in left for y in right) else "other"


def _dates(a: str, b: str) -> Relation:
    """Partial dates (with "1980/1989" for a span of time) and names of weekdays."""
    days = [DAYS.get(fold(v), weekday(v)) for v in (a, b)]
    if any(fold(v) in DAYS for v in (a, b)):
        return "apart" if None in days else "same" if days[0] == days[1] else "other"
    low, high = ((v.partition("/")[0], v.partition("/")[2] or v) for v in (a, b))
    if _within(low, high) or _within(high, low):
        return "precision"
    return "other"


def _within(span: tuple[str, str], whole: tuple[str, str]) -> bool:
    """Whether one stretch of time lies inside the other; a partial date is all of its month or year."""
    return whole[0] <= span[0] and span[1] <= whole[1] + "-99"


def weekday(value: str) -> int | None:
    """The weekday of a full date."""
    try:
        return date.fromisoformat(value).weekday() if len(value) == 10 else None
    except ValueError:
        return None


def _places(a: str, b: str, tables: Tables) -> Relation:
    """Places: a city and its country are one place more or less exactly; what the pack does not know is compared."""
    if a.removesuffix(ELSEWHERE) == b.removesuffix(ELSEWHERE):
        return "precision"
    left, right = country_of(a, tables), country_of(b, tables)
    if left and right:
        if left[0] == right[0]:
            return "same" if left[1] == right[1] else "precision"
        return "precision" if " ".join(sorted((left[0], right[0]))) in tables.list("territories") else "other"
    if left or right:
        known = left or right
        return "precision" if known and known[1] else "other"  # a city that the pack does not know, in some country
    x, y = set(content(a, tables)), set(content(b, tables))
    if x <= y or y <= x:
        return "same" if x == y else "precision"
    alike = skeleton("".join(sorted(x))) == skeleton("".join(sorted(y))) or likeness(fold(a), fold(b)) >= TRANSLITERATED
    return "same" if alike else "other"


def country_of(place: str, tables: Tables) -> tuple[str, bool] | None:
    """The country that a place is or is the capital of, and whether it is the country itself."""
    return _countries(tables).get(" ".join(content(place, tables)))


@lru_cache(maxsize=8)
def _countries(tables: Tables) -> dict[str, tuple[str, bool]]:
    """Countries and their capitals by folded name."""
    found: dict[str, tuple[str, bool]] = {}
    for country in tables.countries.values():
        for whole, names in (
            (False, country.metonyms),
            (True, (country.name, *country.aliases, *country.demonyms)),
        ):
            for name in names:
                found[" ".join(content(name, tables))] = (country.code, whole)
    return found


def _words(a: str, b: str, tables: Tables) -> Relation:
    """Descriptions: by the words that they have in common, in any order and spelling.

    Whose army it is says no more where both are of one case: "Army", "US Army".
    """
    left, right = content(a, tables), content(b, tables)
    if not left or not right:
        return "apart"
    common = shared_words(left, right)
    if common == len(left) == len(right) or (common and "".join(left) == "".join(right)):
        return "same"
    if common == min(len(left), len(right)):
        more = set(left) ^ set(right)
        return "same" if more and all(word in _countries(tables) for word in more) else "precision"
    return "other" if common >= COMMON * min(len(left), len(right)) else "apart"


def shared_words(left: Iterable[str], right: Iterable[str]) -> int:
    """How many words of the one have their like in the other."""
    rest, count = list(right), 0
    for word in left:
        match = next((w for w in rest if w == word), None) or next((w for w in rest if spelt_alike(w, word)), None)
        if match is not None:
            rest.remove(match)
            count += 1
    return count


@lru_cache(maxsize=65536)
def spelt_alike(a: str, b: str) -> bool:
    """Whether two words are one word in two spellings (defence, defense), or of one stem (spy, spies)."""
    if a[0] != b[0] or min(len(a), len(b)) < 4:
        return False
    if a.isdigit() or b.isdigit():
        return False
    return fuzz.ratio(a, b) >= 100 * SPELT and abs(len(a) - len(b)) <= 2


def relate_names(a: Name, b: Name) -> Relation:
    """How two names of one person compare: a fuller name says more, one letter off is a garble."""
    relation = compare(a, b).relation
    if relation in ("same", "surname"):
        return "same"
    if relation == "initials":
        return "precision"
    return "apart" if relation == "different" else "garble"
