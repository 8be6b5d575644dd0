"""What publishing asks of the ledger: which cases people have reviewed, who is in them, and whether they have changed.

A state is a digest of all that pages show of a case. Where it is as it was, no page of the case can have changed.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sayso.keep import lookup, pairs
from sayso.keep.records import Unknown
from sayso.keep.store import Row, Store
from sayso.model import CaseRecord

REVIEWED = """
SELECT DISTINCT k.case_id FROM case_claims k JOIN claims c ON c.id = k.claim
WHERE json_extract(c.body, '$.review') IN ('accepted', 'corrected', 'added')
"""
IN_CLAIMS = """
SELECT DISTINCT p.party, k.case_id FROM case_claims k JOIN claim_entities e ON e.claim = k.claim
JOIN party_anchors p ON p.anchor = e.entity WHERE k.case_id IN (?)
"""
ABOVE = """
SELECT p.id, a.party FROM parties p JOIN party_anchors a ON a.anchor IN (p.parent, p.principal) WHERE p.id IN (?)
"""
# Of a case, by its id: what link and trace made of it.
OF_CASES = (
    "SELECT id, body FROM cases WHERE id IN (?)",
    """SELECT k.case_id, k.claim, k.allegation, k.origin, c.live, c.body
       FROM case_claims k JOIN claims c ON c.id = k.claim WHERE k.case_id IN (?)""",
    "SELECT case_id, claim, time FROM inferred_times WHERE case_id IN (?)",
    "SELECT case_id, body FROM allegations WHERE case_id IN (?)",
    "SELECT case_id, position, body FROM divergences WHERE case_id IN (?)",
    "SELECT case_id, report, position, body FROM rests WHERE case_id IN (?)",
    "SELECT case_id, a, b, body FROM retellings WHERE case_id IN (?)",
)
# Of a report, by its id: what it says of itself, what was read in it, and what it shares with others.
OF_REPORTS = (
    "SELECT id, layer, marking, address FROM reports WHERE id IN (?)",
    "SELECT report, title, outlet, url, published, published_basis, language, reason FROM headers WHERE report IN (?)",
    "SELECT report, min(retrieved) FROM places WHERE report IN (?) GROUP BY report",
    "SELECT report, position, body FROM attributions WHERE report IN (?)",
    "SELECT report, position, body FROM relays WHERE report IN (?)",
    "SELECT a, b, body FROM copies WHERE a IN (?)",
    "SELECT b, a, body FROM copies WHERE b IN (?)",
    """SELECT DISTINCT e.report, q.id, q.name, q.kind FROM entities e JOIN party_anchors p ON p.anchor = e.id
       JOIN parties q ON q.id = p.party WHERE e.report IN (?)""",
    """SELECT r.id, o.id, h.title, h.outlet, h.published, (SELECT min(retrieved) FROM places p WHERE p.report = o.id)
       FROM reports r JOIN reports o ON o.address = r.address LEFT JOIN headers h ON h.report = o.id
       WHERE o.id != r.id AND r.id IN (?)""",
)
# Pairs of reports that share text, each in both orders.
SHARING = """
SELECT a, b FROM copies UNION SELECT b, a FROM copies
UNION SELECT a, b FROM retellings UNION SELECT b, a FROM retellings
"""
NEAR = f"SELECT c.a, c.b FROM ({SHARING}) c WHERE c.a IN (?)"  # noqa: S608 - a constant
# Of the reports on the other side: how they are named, and which text they have.
BESIDE = f"""
SELECT c.a, o.id, o.layer, h.title, h.outlet, h.published FROM ({SHARING}) c
JOIN reports o ON o.id = c.b LEFT JOIN headers h ON h.report = o.id WHERE c.a IN (?)
"""  # noqa: S608 - a constant
VERSIONS = "SELECT r.id, o.id FROM reports r JOIN reports o ON o.address = r.address WHERE o.id != r.id AND r.id IN (?)"
PARTY = "SELECT id, name, kind, country, parent, principal FROM parties WHERE id IN (?)"
ANCHORS = "SELECT party, anchor FROM party_anchors WHERE party IN (?)"
LIVE = """
SELECT count(*) FROM case_claims k JOIN claims c ON c.id = k.claim WHERE c.live IS NOT NULL AND k.case_id IN (?)
"""
WORDS = """
SELECT json_extract(c.body, '$.evidence.text') FROM case_claims k JOIN claims c ON c.id = k.claim
WHERE c.live IS NOT NULL AND k.case_id = ?
"""
ORIGINAL = "SELECT r.blob, t.text FROM reports r JOIN texts t ON t.report = r.id WHERE r.id = ?"


def evidence(store: Store, case: str) -> list[str]:
    """The words that the claims of a case rest on, rejected ones left out."""
    return [words for (words,) in store.rows(WORDS, (case,))]


def reviewed(store: Store) -> set[str]:
    """The cases in which somebody has accepted, corrected or added a claim."""
    return {case for (case,) in store.rows(REVIEWED)}


def cases(store: Store, ids: Iterable[str] | None = None) -> Iterator[CaseRecord]:
    """The records of these cases, or of all."""
    every = [id for (id,) in store.rows("SELECT id FROM cases ORDER BY place")] if ids is None else ids
    return (lookup.case(store, id) for id in every)


def parties_in(store: Store, chosen: Sequence[CaseRecord]) -> dict[str, set[str]]:
    """Everyone in these cases, and who stands behind them, each with the cases that they are in."""
    found: dict[str, set[str]] = defaultdict(set)
    for party, case in store.among(IN_CLAIMS, [case.id for case in chosen]):
        found[party].add(case)
    for case in chosen:
        for party in _named(case):
            found[party].add(case.id)
    return _with_those_above(store, found)


def _named(case: CaseRecord) -> Iterator[str]:
    """The parties that the record of a case names."""
    yield from (*case.accused, *case.accusers, *case.services, *case.principals)
    yield from (stage.accused for stage in case.stages)
    yield from (origin.speaker for origin in case.origins if origin.speaker)
    yield from (value.accused for values in case.slots.values() for value in values if value.accused)


def _with_those_above(store: Store, found: dict[str, set[str]]) -> dict[str, set[str]]:
    """The parties with their parents and principals, up to the last."""
    fresh = set(found)
    while fresh:
        above: dict[str, set[str]] = defaultdict(set)
        for party, other in store.among(ABOVE, sorted(fresh)):
            above[other] |= found[party]
        fresh = {other for other, cases in above.items() if not cases <= found.get(other, set())}
        for other in fresh:
            found[other] = found.get(other, set()) | above[other]
    return found


# -------------------------------------------------------------------------------------------------- states


def states(store: Store, chosen: Mapping[str, Sequence[str]], parties: Mapping[str, Collection[str]]) -> dict[str, str]:
    """The state of each case; `chosen` gives the reports of the cases, `parties` the cases in which they are."""
    published = {one for reports in chosen.values() for one in reports}
    of_cases, of_reports = _digests(store, OF_CASES, chosen), _digests(store, (*OF_REPORTS, BESIDE), published)
    of_parties, beside = _digests(store, (PARTY,), parties), _beside(store, published)
    parts = {case: [of_cases[case]] for case in chosen}
    for party in sorted(parties):
        for case in parties[party]:
            parts[case].append(of_parties[party])
    for case, reports in chosen.items():
        parts[case] += (part for one in reports for part in (of_reports[one], *sorted(beside[one])))
    return {case: digest(*parts[case]) for case in chosen}


def _beside(store: Store, published: set[str]) -> dict[str, list[str]]:
    """By report, which others of those that are published are beside it, and what people decided on it and another."""
    found: dict[str, list[str]] = defaultdict(list)
    for report, other in (row for sql in (NEAR, VERSIONS) for row in store.among(sql, sorted(published))):
        found[report] += [other] if other in published else ()
    for one in pairs.standing(store):
        for report in pairs.pair(one):
            found[report] += (one.key, *published.intersection(pairs.pair(one)))
    return found


def party_states(
    store: Store, chosen: Mapping[str, Sequence[str]], parties: Mapping[str, Collection[str]], cases: Mapping[str, str]
) -> dict[str, str]:
    """The state of each party: what is kept of itself, and the states of the cases that it is in or is named in."""
    own, of = _digests(store, (PARTY, ANCHORS), parties), cases_of_reports(chosen)
    within = {party: set(found) for party, found in parties.items()}
    for party, anchor in store.among(ANCHORS, sorted(parties)):
        within[party].update(of.get(anchor.rpartition(":")[0], ()))
    return {party: digest(own[party], *(cases[case] for case in sorted(within[party]))) for party in parties}


def cases_of_reports(chosen: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The cases of each report, in their order."""
    found: dict[str, list[str]] = defaultdict(list)
    for case, reports in chosen.items():
        for report in reports:
            found[report].append(case)
    return found


def countries(store: Store, parties: Iterable[str]) -> list[Row]:
    """The country of each party, None where it has none."""
    return store.among("SELECT id, country FROM parties WHERE id IN (?)", parties)


def _digests(store: Store, queries: Sequence[str], ids: Iterable[str]) -> dict[str, str]:
    """A digest for each id of all rows that begin with it, whatever order they come in."""
    wanted = sorted(ids)
    parts: dict[str, list[str]] = {id: [] for id in wanted}
    for number, sql in enumerate(queries):
        for row in store.among(sql, wanted):
            parts[row[0]].append(_line(number, row))
    return {id: digest(*sorted(lines)) for id, lines in parts.items()}


def _line(number: int, row: Row) -> str:
    return f"{number} {row[1:]!r}"


def digest(*parts: str) -> str:
    """A digest of parts, in their order."""
    made = hashlib.blake2b(digest_size=16)
    for part in parts:
        raw = part.encode("utf8", "surrogatepass")
        made.update(len(raw).to_bytes(8, "big") + raw)
    return made.hexdigest()


# ----------------------------------------------------------------------------------------------- addresses


def former(store: Store, kind: str) -> dict[str, str]:
    """The ids that lead to another one now, each with that one."""
    table = {"case": "cases", "party": "parties"}[kind]
    sql = f"SELECT id FROM addresses WHERE kind = ? AND id NOT IN (SELECT id FROM {table}) ORDER BY seq"  # noqa: S608
    found: dict[str, str] = {}
    for (id,) in store.rows(sql, (kind,)):
        try:
            found[id] = lookup.live(store, kind, id)
        except Unknown:  # nothing is left of it
            continue
    return found


def minted(store: Store, ids: Iterable[str]) -> dict[str, str]:
    """What each id was first given to: it tells the ids of two ledgers apart."""
    return dict(store.among("SELECT id, anchor FROM anchors WHERE position = 0 AND id IN (?)", ids))


def original(store: Store, report: str) -> tuple[str, str]:
    """The hash of a report's bytes, and its text as it is stored, no name withheld."""
    row: Any = store.row(ORIGINAL, (report,))
    if row is None:
        raise Unknown("report", report)
    return row[0], row[1]


def seen(store: Store, reports: Iterable[str]) -> dict[str, str]:
    """When each report was first retrieved, where that is known."""
    sql = "SELECT report, min(retrieved) FROM places WHERE report IN (?) AND retrieved IS NOT NULL GROUP BY report"
    return dict(store.among(sql, reports))


def decided(store: Store) -> dict[str, list[str]]:
    """The reports that each decision speaks of."""
    found: dict[str, list[str]] = defaultdict(list)
    for decision, report in store.rows("SELECT decision, report FROM decision_reports ORDER BY decision, report"):
        found[decision].append(report)
    return found


def unsettled(store: Store) -> bool:
    """Whether what is derived waits to be brought up to date."""
    return store.row("SELECT 1 FROM dirty WHERE kind != 'mark' LIMIT 1") is not None
