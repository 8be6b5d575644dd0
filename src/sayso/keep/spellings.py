"""Texts and withheld names → the garbled spellings of these names that stand in the texts.

A copy that writes "Anna Birg" gives Anna Berg away. Looked for are words that begin with a capital, a letter or two
off, in the reports that name the person and in all reports of their cases. In a name of several words some may be as
they should be. A word alone counts if it is long enough, and is no common word and no name of a body that the pack
knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec
from rapidfuzz.distance import OSA

from sayso.keep.store import Store
from sayso.link.names import fold
from sayso.mark.times import DAYS, MONTHS
from sayso.model import Entity

WORD = re.compile(r"[^\W\d_][^\W\d_'’-]*")
SHORT, LONG = 4, 8  # letters from which a word may be one off, and two
LONGEST = 400_000  # code points of a text that are looked at
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


@lru_cache(maxsize=1024)
def garbled(text: str, names: frozenset[str]) -> frozenset[str]:
    """The spellings of a text that are one of the names, garbled."""
    places = [m.span() for m in WORD.finditer(text, 0, LONGEST)]
    common = {text[s:e] for s, e in places if text[s].islower()}
    wanted = [tuple(fold(word) for word in WORD.findall(name)) for name in sorted(names)]
    return frozenset(s for name in wanted if name for s in _like(text, places, name, common))


def _like(text: str, places: Sequence[tuple[int, int]], name: Sequence[str], common: set[str]) -> Iterator[str]:
    """The stretches of as many words as a name has that are this name, garbled."""
    for first in range(len(places) - len(name) + 1):
        window = places[first : first + len(name)]
        if all(text[s].isupper() for s, _ in window):
            words = [fold(text[s:e]) for s, e in window]
            alone = len(words) == 1 and (words[0] in common or words[0] in DAYS or words[0] in MONTHS)
            if words != list(name) and not alone and all(_close(a, b, len(name)) for a, b in zip(name, words)):
                yield text[window[0][0] : window[-1][1]]


@lru_cache(maxsize=1 << 16)
def _close(right: str, written: str, words: int) -> bool:
    """Whether a word is another, or that word garbled; beside other words of the name shorter ones may be, too."""
    if abs(len(right) - len(written)) > 2:
        return False
    shorter = min(len(right), len(written))
    most = 2 if shorter >= LONG else 1 if shorter >= SHORT - (words > 1) else 0
    return OSA.distance(right, written, score_cutoff=most) <= most
