"""Two texts → whether one has wording of the other, of what kind, and where.

verbatim    the same sentences, whatever was cut
light_edit  the same sentences with words changed; the frame stays even where every third word was exchanged

What counts is how many own words stand in sentences that the other text has too: a sentence alone can be the law's, the
statement's or the trade's ("was arrested on suspicion of spying for China"), so single ones never do. Retold facts
without shared sentences are judged in `retold`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from typing import Literal, NamedTuple

from sayso.trace.reuse.align import Match, Passage, matches, passages
from sayso.trace.reuse.text import Text
from sayso.trace.reuse.tried import Tried

Kind = Literal["verbatim", "light_edit", "paraphrase"]

EDITED = 0.65  # likeness from which a sentence is an edited copy: independent accounts of one statement stay below
CHANCE = 0.5  # likeness that two sentences on one thing have by chance: a word counts by how far its sentence is above
LEAST = 24  # own words in edited copies of sentences, so counted, below which nothing is said
MUCH = 45  # and from which no share is asked for
PART = 0.18  # share of the shorter text that they must be otherwise
WHOLE = 0.6  # share of the shorter text in looser copies that stand in one order: a spun text
SPUN = 0.58  # mean likeness of these
SHORTEST = 32  # and their own words
MOST = 0.5  # share of the shorter text from which it does not matter that many reports have these sentences
VERBATIM = 0.985  # mean likeness of a verbatim copy: a misprint or an added word is left in it
MOSTLY = 0.75  # or share of its words in sentences of such likeness: the rest may be of another account


class Copy(NamedTuple):
    """What two texts share: the kind, the mean likeness, the share of each text's own words, and the passages."""

    kind: Kind
    likeness: float
    source_share: float
    target_share: float
    passages: tuple[Passage, ...]
    matches: tuple[Match, ...]


def copied(source: Tried, target: Tried, common: Collection[int] = ()) -> Copy | None:
    """What the target shares with the source; None if that is too little to be a copy.

    `common` are the fingerprints of both that many reports have: sentences with no others are furniture, unless the
    texts share most of what they say.
    """
    found = _matches(source, target)
    shorter = max(min(source.text.own, target.text.own), 1)
    telling = [m for m in found if m.source not in source.furniture or m.target not in target.furniture]
    if not _edited(telling, shorter) and not _long_enough(in_order(telling), shorter):
        return None  # nor without the furniture, for which the places of fingerprints would have to be found
    if _words(_from(telling, SPUN)) < MOST * shorter and common:
        telling = [m for m in telling if not target.widespread(m.target, common)]
    kept = _edited(telling, shorter) or _spun(telling, shorter)
    return _copy(source.text, target.text, kept) if kept else None


def _matches(source: Tried, target: Tried) -> list[Match]:
    """The sentences of the target that are sentences of the source, in the target's order, each once.

    Of a long target those are meant that the source's are most like, and not all that are like one of them.
    """
    if source.long or not target.long:
        return matches(source.beside(target), target.beside(source))
    best: dict[int, Match] = {}
    for m in matches(target.beside(source), source.beside(target)):
        turned = Match(m.target, m.source, m.likeness, m.target_words, m.source_words)
        best[m.source] = max(best.get(m.source, turned), turned, key=lambda found: (found.likeness, -found.source))
    return [best[number] for number in sorted(best)]


def _from(found: Iterable[Match], least: float) -> list[Match]:
    return [m for m in found if m.likeness >= least]


def _edited(found: Sequence[Match], shorter: int) -> list[Match]:
    """The edited copies of sentences, if they are enough."""
    kept = _from(found, EDITED)
    words = _counted(kept)
    several = len(kept) > 1 and words >= max(LEAST, PART * shorter)
    return kept if several or words >= MUCH else []


def _spun(found: Sequence[Match], shorter: int) -> list[Match]:
    """Looser copies, if they make up the text in its order."""
    kept = in_order(found)
    return kept if _long_enough(kept, shorter) and _likeness(kept) >= SPUN else []


def _long_enough(kept: Sequence[Match], shorter: int) -> bool:
    """Whether looser copies are so long that they can make up a text."""
    return _words(kept) >= max(SHORTEST, WHOLE * shorter)


def in_order(found: Sequence[Match]) -> list[Match]:
    """The most matches that stand in one order in both texts."""
    tails: list[int] = []
    ends: list[Match] = []
    before: dict[int, Match | None] = {}
    for match in found:
        place = bisect_left(tails, match.source + 1)
        tails[place : place + 1], ends[place : place + 1] = [match.source + 1], [match]
        before[match.target] = ends[place - 1] if place else None
    kept, at = [], ends[-1] if ends else None
    while at is not None:
        kept.append(at)
        at = before[at.target]
    return kept[::-1]


def _words(found: Sequence[Match]) -> int:
    """The own words in matched sentences, on the side that has fewer; a sentence that is used twice counts once."""
    sources = {m.source: m.source_words for m in found}
    return min(sum(m.target_words for m in found), sum(sources.values()))


def _counted(found: Sequence[Match]) -> float:
    """The same, each word counted by how far its sentence is more alike than by chance."""
    sources = {m.source: m.source_words * (m.likeness - CHANCE) for m in found}
    words = min(sum(m.target_words * (m.likeness - CHANCE) for m in found), sum(sources.values()))
    return words / (1 - CHANCE)


def _likeness(found: Sequence[Match]) -> float:
    words = sum(m.target_words for m in found)
    return sum(m.likeness * m.target_words for m in found) / words if words else 0.0


def _unchanged(kept: Sequence[Match]) -> float:
    """The share of the words of matched sentences that stand in sentences which are the same."""
    return sum(m.target_words for m in _from(kept, VERBATIM)) / max(sum(m.target_words for m in kept), 1)


def _copy(source: Text, target: Text, kept: list[Match]) -> Copy:
    likeness = _likeness(kept)
    sources = {m.source: m.source_words for m in kept}
    return Copy(
        kind="verbatim" if likeness >= VERBATIM or _unchanged(kept) >= MOSTLY else "light_edit",
        likeness=likeness,
        source_share=min(sum(sources.values()) / max(source.own, 1), 1.0),
        target_share=min(sum(m.target_words for m in kept) / max(target.own, 1), 1.0),
        passages=passages(source, target, kept),
        matches=tuple(kept),
    )
