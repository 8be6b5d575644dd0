"""Which reports are compared: a bounded number for each, found by fingerprints, whatever the size of the ledger.

A fingerprint that few reports hold leads to all of them. Of one that many hold (a story printed by three hundred
outlets, a line under every page of one) only the reports of lowest rank count, its *hubs*: every other report is
compared with these, so that all copies of a story still hang together, at a cost in proportion to their number. Ranks
are hashes, so the hubs are a fair sample (bottom-k sampling: Cohen and Kaplan 2007). All this depends on nothing but
which reports hold a fingerprint: the order in which they came does not matter.

Fingerprints that many hold say little by themselves ("the Ministry of State Security said"): two reports are compared
if they share some that few hold, or a good part of all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

FEW = 32  # reports that hold a fingerprint, beyond which it has hubs
LEAST, ENOUGH = 4, 8  # shared fingerprints that few hold: fewer are chance, more are a paragraph whatever the length
PART = 0.08  # and between the two, the share of the smaller number of fingerprints
SHARE = 0.3  # or such a share, whoever else holds them
TOP = 1 << 63  # ranks lie below it


class Hubs(NamedTuple):
    """How a fingerprint stands: whether many reports hold it, and the rank below which reports are its hubs."""

    many: bool
    below: int


def hubs(lowest: Sequence[int]) -> Hubs:
    """The hubs of a fingerprint, from the lowest `FEW + 1` ranks of the reports that hold it.

    The limit is a power of two below the top, the largest that leaves no more than `FEW`: so it changes only when the
    number of holders has about doubled, and with it what was found before.
    """
    if len(lowest) <= FEW:
        return Hubs(False, TOP)
    return Hubs(True, 1 << max(sorted(lowest)[FEW].bit_length() - 1, 0))


def changed(before: Hubs, after: Hubs) -> tuple[int, int] | None:
    """The ranks `[from, below)` of the holders whose comparisons depend on a change; None where nothing changes."""
    if before == after:
        return None
    if before.many != after.many:
        return (0, TOP)  # FEW + 1 reports at most
    return (min(before.below, after.below), max(before.below, after.below))


class Shared(NamedTuple):
    """How many fingerprints a report has in common with another, and how many of these few hold."""

    few: int
    all: int


def chosen(counts: Mapping[int, Shared], own: int, others: Mapping[int, int]) -> list[int]:
    """The ranks that one with `own` fingerprints is compared with; `others` has their numbers of fingerprints."""
    return sorted(rank for rank, shared in counts.items() if _compared(shared, min(own, others[rank])))


def _compared(shared: Shared, smaller: int) -> bool:
    return shared.few >= max(LEAST, min(ENOUGH, PART * smaller)) or shared.all >= max(LEAST, SHARE * smaller)


def count(met: Iterable[tuple[bool, Iterable[int]]]) -> dict[int, Shared]:
    """What each rank has in common that has enough to be compared, from whether many hold a fingerprint and whom it
    leads to."""
    few: Counter[int] = Counter()
    common: Counter[int] = Counter()
    for many, ranks in met:
        (common if many else few).update(ranks)
    every = few + common
    return {rank: Shared(few[rank], number) for rank, number in every.items() if number >= LEAST}
