"""Texts and withheld names → the garbled spellings of these names that stand in the texts.

A copy that writes "Anna Birg" gives Anna Berg away. Looked for are words that begin with a capital, a letter or two
off, in the reports that name the person and in all reports of their cases. In a name of several words some may be as
they should be. A word alone counts if it is long enough, and is no common word and no name of a body that the pack
knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec
from rapidfuzz.distance import OSA

from sayso.keep.store import Store
from sayso.link.names import fold
from sayso.mark.times import DAYS, MONTHS
from sayso.model import Entity

WORD = re.compile(r"[^\W\d_][^\W\d_'’-]*")
SHORT, LONG = 4, 8  # letters from which a word may be one off, and two
REPORTS = """
SELECT DISTINCT e.report FROM party_anchors p JOIN party_anchors q ON q.party = p.party
JOIN entities e ON e.id = q.anchor WHERE p.anchor IN (?)
"""
OF_CASES = """
SELECT DISTINCT s2.report FROM stubs s JOIN case_stubs c ON c.stub = s.key JOIN case_stubs d ON d.case_id = c.case_id
JOIN stubs s2 ON s2.key = d.stub WHERE s.report IN (?)
"""
TEXTS = """
SELECT r.id, l.text, coalesce(h.title, '') FROM reports r JOIN layers l ON l.id = r.layer
LEFT JOIN headers h ON h.report = r.id WHERE r.id IN (?)
"""


def spellings(store: Store, anchors: Iterable[str], names: Iterable[str]) -> set[str]:
    """The garbled spellings of a party's names in the reports that name it, and in those of its cases."""
    own = [report for (report,) in store.among(REPORTS, anchors)]
    reports = sorted({*own, *(report for (report,) in store.among(OF_CASES, own))})
    wanted = frozenset(names)
    found = {s for _, text, title in store.among(TEXTS, reports) for s in garbled(f"{title}\n{text}", wanted)}
    bodies = store.among("SELECT body FROM entities WHERE report IN (?)", reports) if found else []
    return found - _of_others(msgspec.json.decode(body, type=Entity) for (body,) in bodies)


def _of_others(entities: Iterable[Entity]) -> set[str]:
    """The words of the names that the pack knows."""
    return {word for e in entities if e.key for name in (e.name, *e.aliases) for word in (*WORD.findall(name), name)}


@lru_cache(maxsize=256)
def garbled(text: str, names: frozenset[str]) -> frozenset[str]:
    """The spellings of a text that are one of the names, garbled."""
    places = [m.span() for m in WORD.finditer(text)]
    words = [text[s:e] for s, e in places]
    vocabulary = {word: fold(word) for word in set(words) if word[0].isupper()}
    common = {word for word in set(words) if word.islower()} | DAYS.keys() | MONTHS.keys()
    found: set[str] = set()
    for name in {tuple(fold(word) for word in WORD.findall(name)) for name in names} - {()}:
        close = [{w for w, folded in vocabulary.items() if _close(part, folded, len(name))} for part in name]
        if len(name) == 1:
            found |= {w for w in close[0] if vocabulary[w] != name[0] and vocabulary[w] not in common}
        else:
            found |= {text[places[f][0] : places[last][1]] for f, last in _stretches(words, vocabulary, close, name)}
    return frozenset(found)


def _stretches(
    words: Sequence[str], vocabulary: Mapping[str, str], close: Sequence[set[str]], name: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """The first and last words of the stretches that are a name of several words, garbled."""
    for first in (n for n, word in enumerate(words) if word in close[0]):
        window = words[first : first + len(name)]
        alike = len(window) == len(name) and all(w in part for w, part in zip(window, close))
        if alike and [vocabulary[w] for w in window] != list(name):
            yield first, first + len(name) - 1


@lru_cache(maxsize=1 << 16)
def _close(right: str, written: str, words: int) -> bool:
    """Whether a word is another, or that word garbled; beside other words of the name shorter ones may be, too."""
    if abs(len(right) - len(written)) > 2:
        return False
    shorter = min(len(right), len(written))
    most = 2 if shorter >= LONG else 1 if shorter >= SHORT - (words > 1) else 0
    return OSA.distance(right, written, score_cutoff=most) <= most
