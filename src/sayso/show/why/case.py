"""Why reports are one case, and which others were kept apart: features and scores of the pairs that were judged.

Takes a case's record; gives the parts of an explanation. The ledger keeps the joins that hold a case together by their
scores alone, and no pair that was not joined: what is told is judged again here, by the same pure function.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from sayso.keep.records import Unknown
from sayso.link import Edge, judge, meeting
from sayso.link.judge import JOINED
from sayso.link.trees import Trees
from sayso.model import CaseRecord, Join, Stub
from sayso.show.why.claim import decisions
from sayso.show.why.desk import MANY, Desk
from sayso.show.why.types import Explained, Line, line, part

NEAREST = 5  # shares of other cases that are told of
EACH = 64  # shares of a case of which every pair is judged again
LOOKED_AT = 12  # shares of this case whose neighbours are judged again


def explain(desk: Desk, case: CaseRecord) -> Explained:
    """A case explained."""
    shares = desk.ledger.shares(case.id)
    parts = (
        part("Its reports", *_shares(desk, case, shares)),
        part("What joined them", *_joins(desk, shares)),
        part("What was kept apart", *_apart(desk, case, shares)),
        part("Decisions", *_ties(desk, shares), *decisions(desk, case.id)),
        part("How it is counted and called", *_called(case)),
    )
    return Explained(id=case.id, kind="case", title=case.title, parts=tuple(p for p in parts if p.lines))


def _shares(desk: Desk, case: CaseRecord, shares: Sequence[Stub]) -> Iterator[Line]:
    yield line(
        "A report's share of a case is who is accused there and what is told of them. Two shares are one case where "
        f"the evidence adds up to {JOINED:g} or more and nothing speaks for two cases."
    )
    for share in shares[:MANY]:
        kind = "the main matter" if share.main else "background"
        claims = f"{len(share.claims)} claim{'s' * (len(share.claims) != 1)}"
        whose = f"{desk.report_name(share.report)}: {kind}, {claims}; accused: {desk.accused(share)}."
        yield line(whose, None, share.report)
    if len(shares) > MANY:
        yield line(f"And {len(shares) - MANY} more.")
    if len(shares) == 1:
        yield line("No other report was joined with it.")


def _joins(desk: Desk, shares: Sequence[Stub]) -> Iterator[Line]:
    """The joins that hold the case together, strongest first: those of a tree over its shares."""
    inside = {s.key: s for s in shares}
    joins = list(_judged(desk, inside))
    tree = spanning(joins)
    for edge in tree[:MANY]:
        pair = f"{desk.report_name(inside[edge.a].report)} with {desk.report_name(inside[edge.b].report)}"
        yield line(f"{pair}: {told(edge.join)}.", None, inside[edge.a].report, inside[edge.b].report)
    if len(shares) > EACH:
        yield line(
            f"And {len(joins) - len(tree[:MANY])} that hold the rest together. Not every pair of so many is told."
        )
    elif len(joins) > len(tree[:MANY]):
        yield line(f"And {len(joins) - len(tree[:MANY])} further pairs of its reports that were judged to be one case.")


def _judged(desk: Desk, shares: Mapping[str, Stub]) -> Iterator[Edge]:
    """The joins among some shares: of many, those that are kept, which is enough to hold them together."""
    pairs = combinations(sorted(shares), 2) if len(shares) <= EACH else desk.ledger.joins(shares)
    for a, b in meeting(shares, pairs):
        if (join := judge(shares[a], shares[b], desk.domain)).joined:
            yield Edge(a, b, join)


def spanning(joins: Sequence[Edge]) -> list[Edge]:
    """The strongest joins that are enough to hold all together."""
    trees = Trees[str]()
    return [e for e in sorted(joins, key=lambda e: (-e.join.score, e.a, e.b)) if trees.join(e.a, e.b)]


def told(join: Join) -> str:
    """A judgement with its score."""
    return f"{join.explanation} = {join.score:g}"


def _apart(desk: Desk, case: CaseRecord, shares: Sequence[Stub]) -> Iterator[Line]:
    """The nearest shares of other cases, with what spoke against them."""
    mine = {s.key: s for s in shares}
    others = _others(desk, shares)
    homes = desk.ledger.share_cases(others)
    best: dict[str, tuple[Join, Stub, str]] = {}
    for key, (join, share) in others.items():
        home = homes.get(key, key)
        if home != case.id and (home not in best or join.score > best[home][0].score):
            best[home] = (join, share, key)
    ranked = sorted(best.items(), key=lambda pair: (-pair[1][0].score, pair[0]))
    for home, (join, share, key) in ranked[:NEAREST]:
        where = f"case {home}, {desk.accused(share)}" if home != key else desk.accused(share)
        yield line(f"{where} in {desk.report_name(share.report)}: {told(join)}.", None, homes.get(key))
    if not ranked and mine:
        yield line("No share of another case has a name, a description or anything else in common with it.")


def _others(desk: Desk, shares: Sequence[Stub]) -> dict[str, tuple[Join, Stub]]:
    """Each share outside with the best judgement on it."""
    mine = {s.key for s in shares}
    found: dict[str, tuple[Join, Stub]] = {}
    for share in shares[:LOOKED_AT]:
        for other in desk.ledger.beside(share)[:MANY]:
            join = judge(share, other, desk.domain)
            if other.key not in mine and (other.key not in found or join.score > found[other.key][0].score):
                found[other.key] = (join, other)
    return found


def _ties(desk: Desk, shares: Sequence[Stub]) -> Iterator[Line]:
    for one, apart in desk.ledger.tied([s.key for s in shares]):
        because = f": {one.reason}" if one.reason else ""
        effect = "keeps some of its reports apart from others" if apart else "holds its reports together"
        yield line(f"{one.what} by {one.who}, {one.when}, {effect}{because}.", None, one.id)


def _called(case: CaseRecord) -> Iterator[Line]:
    if case.explanation:
        yield line(f"{case.explanation[0].upper()}{case.explanation[1:]}.".replace("..", "."))
    for origin in case.origins[:MANY]:
        yield line(f"{origin.name}: {origin.explanation}.", None, origin.id)


def home_of(desk: Desk, kind: str, id: str) -> CaseRecord:
    """The case of an allegation or origin. Raises Unknown."""
    home = desk.ledger.home(kind, id)
    if home is None:
        raise Unknown(kind, id)
    return desk.case(home)
