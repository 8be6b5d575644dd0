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
# Ways to write one sound, made one where two names are compared and nowhere else: what is kept is as it was printed.
SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"tch|tsh|tsch", "ch"), (r"kh|ch(?=[^aeiouy])|(?<=i)ch", "h"), (r"ts|tz|cz", "c"), (r"x", "ks"), (r"ph", "f"),
        (r"w", "v"), (r"ou|oo", "u"), (r"^dj", "j"), (r"^ju|^iu", "yu"), (r"^ye(?=[vgl])", "e"), (r"q", "k"),
        (r"(?<=[aeiou])y(?=[aeiou])|(?<=[aeiou])i(?=[aeiou])", ""), (r"i[jy]a$|ja$", "ia"),
        (r"(?:ii|iy|ij|yi|yy|y)$", "i"), (r"([a-z])\1", r"\1"),
    )
)  # fmt: skip
# Words of a name that not every report prints; "abu" is part of the name, and so is "abdul".
PARTICLES = frozenset("al el ul ben bin ibn bint".split())
# Given names that the press translates between Ukrainian, Belarusian and Russian, and short forms of English ones.
TRANSLATED = {
    form: forms.split()[0]
    for forms in (
        "aleksandr alexander alexandr oleksandr aliaksandr aliaksandar", "vladimir volodymyr uladzimir",
        "nikolai mykola",
        "sergei sergey serhiy serhii siarhei", "dmitri dmitry dmitrii dmytro dzmitry", "andrei andrey andriy andrii",
        "mikhail mykhailo mikhailo michail", "evgeni yevgeny evgeny evgeniy yevgeniy yevhen yauhen", "pavel pavlo",
        "oleg oleh", "igor ihor ihar", "olga olha volha", "elena olena yelena alena", "anna hanna", "petr pyotr petro",
        "william bill billy", "robert bob bobby", "richard dick rick", "james jim jimmy", "thomas tom tommy",
        "michael mike", "harold hal", "ronald ron", "jonathan jon", "daniel dan danny", "joseph joe", "david dave",
        "charles chuck charlie", "stephen steven steve", "christopher chris", "nicholas nick", "anthony tony",
        "kenneth ken", "gerald jerry", "lawrence larry", "matthew matt", "timothy tim", "gregory greg", "jeffrey jeff",
        "andrew andy", "benjamin ben", "samuel sam", "raymond ray", "donald don", "douglas doug", "walter walt",
        "edward eddie", "frederick fred",
    )
    for form in forms.split()
}  # fmt: skip
# Family names of China, Taiwan and Korea in their romanisations.
FAMILIES = {
    form: forms.split()[0]
    for forms in (
        "lin", "chen", "li", "liu liou", "yang", "wu", "sun", "luo lo", "song sung", "tian tien", "ye yeh", "dong tung",
        "yan yen", "ren jen", "shi shih", "qian chien", "liang", "feng", "zhang chang", "cai tsai",
        "xu hsu", "zhou chou", "zheng cheng", "xie hsieh", "xiao hsiao",
        "cao tsao", "zhao chao", "deng teng", "guo kuo", "he ho", "huang hwang", "jiang chiang", "zhu chu",
        "qiu chiu", "wang wong", "zeng tseng", "lee yi rhee ri", "park pak bak", "choi choe",
        "jung chung jeong", "kim gim", "cho jo", "kang gang", "shin sin", "yoon yun", "lim im rim",
        "noh roh no", "moon mun", "woo u", "ahn an", "oh o", "seo suh", "kwon gwon", "koo gu ku",
    )
    for form in forms.split()
}  # fmt: skip
# Syllables of East Asian given names in Wade-Giles, Pinyin and the ways to write Hangul.
SYLLABLES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"hs", "x"), (r"ih", "i"), (r"ch|zh|q", "j"), (r"ts|tz", "z"), (r"k", "g"), (r"t", "d"), (r"p", "b"),
    )
)  # fmt: skip
GIVEN_ALIKE = 0.8  # of the letters of two East Asian given names: Kuohua and Guohua; not Jianjun and Jianhua
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


@lru_cache(maxsize=65536)
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
    if woman_and_man(a, b):
        return "different"
    if pairs == 1.0 or romanised(a, b) or sounds_alike(a, b):
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


@lru_cache(maxsize=1 << 14)
def sound(token: str) -> str:
    """One of the ways to write a word for all of them."""
    return _replaced(TRANSLATED.get(token, token), SOUNDS)


def _replaced(token: str, rules: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    for pattern, letters in rules:
        token = pattern.sub(letters, token)
    return token


def sounds_alike(a: Name, b: Name) -> bool:
    """Whether the words of two names, without articles, pair off once ways to write one sound are made one."""
    left, right = (tuple(sound(t) for t in n.tokens if t not in PARTICLES) for n in (a, b))
    short, long = sorted((left, right), key=lambda t: (len(t), t))
    return len(short) > 1 and _pairs(short, long) == 1.0


def romanised(a: Name, b: Name) -> bool:
    """Whether two names are one East Asian name, family name first or last, its given name in one word or two."""
    return any(x == y and likeness(given, other) >= GIVEN_ALIKE for x, given in readings(a) for y, other in readings(b))


def readings(name: Name) -> list[tuple[str, str]]:
    """The family and given name, in each order in which a family name of East Asia stands at an end."""
    ends = [(name.tokens[0], name.tokens[1:]), (name.tokens[-1], name.tokens[:-1])]
    found = [(FAMILIES[f], "".join(g)) for f, g in ends if f in FAMILIES and 0 < len(g) < 3]
    return [(family, _replaced(given, SYLLABLES)) for family, given in found if len(given) > 3]


def woman_and_man(a: Name, b: Name) -> bool:
    """Whether two names have one Slavic surname in the forms of a woman and of a man."""
    x, y = sorted((a.surname or "", b.surname or ""), key=len)
    return y == x + "a" and x.endswith(("ov", "ev", "in"))
