"""Pairs of reports to relays: what of two texts agrees, of what kind, who has it from whom, in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date as day

from sayso.domains import Domain
from sayso.model import RelayPassage, RelayRecord
from sayso.trace.reuse.align import Passage
from sayso.trace.reuse.direction import Direction, Words, credited, direction, third
from sayso.trace.reuse.kinds import Kind, copied
from sayso.trace.reuse.profile import Profile
from sayso.trace.reuse.retold import APART, CREDITED, ELSEWHERE, FURTHER, LESS, OUT, RETOLD, Pool, Retelling


def copy_relay(one: Profile, other: Profile, common: Collection[int], domain: Domain) -> RelayRecord | None:
    """The relay between two reports that share sentences; None if they do not. The order of the two is no matter.

    `common` are the fingerprints of both that many reports hold.
    """
    a, b = sorted((one, other), key=lambda p: p.report)
    copy = copied(a.tried, b.tried, common)
    if copy is None:
        return None
    words = Words(*(frozenset(domain.linking.get(name, ())) for name in ("day_words", "coming_words")))
    found = direction(a, b, copy, words)
    share = copy.target_share if found.forward else copy.source_share
    told = f"{share:.0%} of its own words stand in sentences of the other, {copy.likeness:.0%} alike"
    return _relay(a, b, copy.kind, min(share * copy.likeness, 1.0), copy.passages, found, told)


def retold_relays(profiles: Mapping[str, Profile], domain: Domain) -> list[RelayRecord]:
    """The relays between reports of one case that tell the same in the same order, beyond what all of them tell."""
    pool = Pool({report: (one.text, one.features) for report, one in profiles.items()})
    return [_retold(profiles, pool, a, b, score) for a, b in pool.pairs() if (score := _weighed(profiles, pool, a, b))]


def _weighed(profiles: Mapping[str, Profile], pool: Pool, a: str, b: str) -> float:
    """The score of a pair, 0 if it is no retelling."""
    one, other = profiles[a], profiles[b]
    if _days(one, other) >= APART:
        return 0.0
    score = pool.weigh(a, b)
    if third(one, other) or credited(one, other) or credited(other, one):
        return score if score >= CREDITED else 0.0
    elsewhere = one.wires and other.wires
    if score < (ELSEWHERE if elsewhere else LESS):
        return 0.0
    out = pool.stands_out(a, b)
    return score if out >= FURTHER or (score >= RETOLD and out >= OUT) else 0.0


def _days(a: Profile, b: Profile) -> int:
    """The days between two dated reports."""
    try:
        return abs((day.fromisoformat(a.date or "") - day.fromisoformat(b.date or "")).days)
    except ValueError:
        return 0


def _retold(profiles: Mapping[str, Profile], pool: Pool, a: str, b: str, score: float) -> RelayRecord:
    found: Retelling = pool.retelling(a, b, score)
    one, other = profiles[a], profiles[b]
    told = "both tell in the same order what no other report of the case has"
    return _relay(one, other, "paraphrase", score, found.passages, direction(one, other, None), told)


def _relay(
    a: Profile, b: Profile, kind: Kind, score: float, found: Sequence[Passage], way: Direction, told: str
) -> RelayRecord:
    source, target = (a, b) if way.forward else (b, a)
    return RelayRecord(
        source=source.report,
        source_name=source.outlet or source.report,
        target=target.report,
        directed=way.directed,
        kind=kind,
        score=round(score, 3),
        passages=tuple(_passage(p, way.forward) for p in found),
        changes=(),
        flags=way.flags,
        explanation=f"{told}; {_reasons(way)}",
        wire=way.wire,
    )


def _passage(found: Passage, forward: bool) -> RelayPassage:
    source, target = (found.source, found.target) if forward else (found.target, found.source)
    return RelayPassage(source=source, target=target)


def _reasons(way: Direction) -> str:
    if not way.directed:
        return "; ".join(way.reasons) or "nothing tells who has it from whom"
    return "; ".join(way.reasons)
