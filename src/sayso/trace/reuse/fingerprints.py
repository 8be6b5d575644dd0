"""A text to its fingerprints: few numbers, by which texts that share wording are found in an index.

A gram is two telling words in a row (by their stems, function words left out): it outlives the exchange of every third
word, which longer ones do not. Of the grams those are kept that winnowing keeps (Schleimer, Wilkerson and Aiken 2003):
the least of every `WINDOW` neighbours, so that whatever two texts share over `WINDOW` grams leaves them one
fingerprint in common, wherever it stands. Hashes are of the words alone: the same on every machine, in every run.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple

from sayso.trace.reuse.text import Text

WINDOW = 4
MOST = 1 << 18  # fingerprints of one text, five megabytes of English; of a longer one the least, so that others keep
# what they share with it
MASK = (1 << 63) - 1  # SQLite's integers


class Print(NamedTuple):
    """A fingerprint and the word that it begins at."""

    hash: int
    word: int


@lru_cache(maxsize=1 << 16)
def _hash(stem: str) -> int:
    return int.from_bytes(blake2b(stem.encode(), digest_size=8).digest(), "big")


def grams(text: Text) -> list[Print]:
    """All grams of the report's own words, in order."""
    own = [n for n, telling in enumerate(text.telling) if telling and not text.quoted[n]]
    hashes = [_hash(text.stems[n]) for n in own]
    mixed = [(a * 0x9E3779B97F4A7C15 ^ (b * 0xC2B2AE3D27D4EB4F >> 7)) & MASK for a, b in pairwise(hashes)]
    return [Print(m ^ m >> 31, n) for m, n in zip(mixed, own)]


def winnow(found: list[Print]) -> list[Print]:
    """The least of every window, each place once."""
    if len(found) <= WINDOW:
        return found
    keys = [(one.hash, -n) for n, one in enumerate(found)]  # of equal ones the last, as it stays in more windows
    kept = {-min(keys[n : n + WINDOW])[1] for n in range(len(keys) - WINDOW + 1)}
    return [found[n] for n in sorted(kept)]


def prints(text: Text) -> tuple[Print, ...]:
    """The fingerprints of a text, each once, by place."""
    first: dict[int, Print] = {}
    for one in winnow(grams(text)):
        first.setdefault(one.hash, one)
    kept = sorted(first.values())[:MOST]
    return tuple(sorted(kept, key=lambda p: p.word))


def rank(report: str) -> int:
    """A report's place in an order that no order of input and no author can choose: the hash of its id."""
    return int.from_bytes(blake2b(report.encode(), digest_size=8, person=b"rank").digest(), "big") & MASK
