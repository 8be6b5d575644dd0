"""The list of cases: which pass a filter, in which order, how many, and what can be filtered by.

Everything is asked of `case_lines` and `case_facets` (see lines.py), so that a list costs what is on its page. Names
are not yet withheld in what these functions give.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sayso.keep.records import CaseFilter, CaseSummary, Facet
from sayso.keep.store import Row, Store, match_query

FIELDS = "l.case_id, l.title, l.stage, l.stage_of, l.reports, l.origins, l.principals, l.claims, l.reviewed, \
l.denials, l.disputes, l.first, l.last"
LINES = f"SELECT {FIELDS} FROM case_lines l"  # noqa: S608 - a constant
ORDERS = {
    "origins": "l.principals DESC, l.reports DESC",
    "reports": "l.reports DESC, l.principals DESC",
    "stage": "(SELECT s.key FROM json_each((SELECT value FROM meta WHERE name = 'stages')) s WHERE s.value = l.stage) "
    "DESC NULLS LAST",
    "accused": "l.title COLLATE NOCASE",  # a title begins with the accused
    "newest": "l.last DESC NULLS LAST",
    "oldest": "l.first NULLS LAST",
    "disputes": "l.disputes DESC, l.denials DESC",
}
Condition = tuple[str, list[object]]


def page(store: Store, wanted: CaseFilter, order: str = "origins", first: int = 0, most: int = -1) -> list[CaseSummary]:
    """Those of the cases that pass, from `first` on, at most so many (-1: all)."""
    where, values = _where(store, wanted)
    sql = f"{LINES}{where} ORDER BY {ORDERS[order]}, l.title, l.case_id LIMIT ? OFFSET ?"
    return list(_lines(store, store.rows(sql, [*values, most, first])))


def total(store: Store, wanted: CaseFilter) -> int:
    """How many cases pass."""
    where, values = _where(store, wanted)
    return int(store.rows(f"SELECT count(*) FROM case_lines l{where}", values)[0][0])  # noqa: S608


def of(store: Store, ids: list[str]) -> list[CaseSummary]:
    """These cases, in their order."""
    found = {line.id: line for line in _lines(store, store.among(f"{LINES} WHERE l.case_id IN (?)", ids))}
    return [found[id] for id in ids if id in found]


def _lines(store: Store, rows: Iterable[Row]) -> Iterator[CaseSummary]:
    found = list(rows)
    facets = _facets(store, [str(row[0]) for row in found])
    of: dict[str, str] = dict(store.among(NAMED, [row[3] for row in found if row[3]]))
    for id, title, stage, stage_of, *numbers, first, last in found:
        mine = facets[str(id)]
        yield CaseSummary(
            id=str(id), title=str(title), accused=mine["accused"], accusers=mine["accuser"], services=mine["service"],
            countries=mine["country"], stages=mine["stage"], stage=stage, stage_of=of.get(stage_of),
            first=first, last=last, **dict(zip(NUMBERS, numbers)),
        )  # fmt: skip


NUMBERS = ("reports", "origins", "principals", "claims", "reviewed", "denials", "disputes")
NAMED = "SELECT a.anchor, p.name FROM party_anchors a JOIN parties p ON p.id = a.party WHERE a.anchor IN (?)"
SHOWN = """
SELECT f.case_id, f.kind, coalesce(p.name, f.value) FROM case_facets f
LEFT JOIN party_anchors a ON a.anchor = f.value AND f.kind IN ('accused', 'accuser', 'service')
LEFT JOIN parties p ON p.id = a.party
WHERE f.kind IN ('accused', 'accuser', 'service', 'country', 'stage') AND f.case_id IN (?) ORDER BY f.position
"""


def _facets(store: Store, cases: Iterable[str]) -> dict[str, defaultdict[str, tuple[str, ...]]]:
    """What the lines of these cases name, by kind."""
    found: dict[str, defaultdict[str, tuple[str, ...]]] = defaultdict(lambda: defaultdict(tuple))
    for case, kind, value in store.among(SHOWN, cases):
        found[case][kind] = tuple(dict.fromkeys((*found[case][kind], value)))
    return found


OF_PARTY = f"""
SELECT DISTINCT {FIELDS}, k.accused FROM (
  SELECT case_id, max(accused) AS accused FROM (
    SELECT f.case_id, f.kind = 'accused' AS accused FROM party_anchors a JOIN case_facets f ON f.value = a.anchor
    AND f.kind IN ('accused', 'accuser', 'service') WHERE a.party = ?1
    UNION ALL
    SELECT k.case_id, 0 FROM party_anchors a JOIN claim_entities e ON e.entity = a.anchor
    JOIN case_claims k ON k.claim = e.claim WHERE a.party = ?1)
  GROUP BY case_id) k JOIN case_lines l ON l.case_id = k.case_id
ORDER BY k.accused DESC, l.principals DESC, l.reports DESC, l.title, l.case_id LIMIT ?2
"""  # noqa: S608


def of_party(store: Store, party: str, most: int) -> list[tuple[CaseSummary, bool]]:
    """The cases that a party is in, those in which it is accused first; whether it is."""
    rows = store.rows(OF_PARTY, (party, most))
    return list(zip(_lines(store, [row[:-1] for row in rows]), [bool(row[-1]) for row in rows]))


# ------------------------------------------------------------------------------------------------- filter


def _where(store: Store, wanted: CaseFilter) -> Condition:
    """The conditions that a filter means, as SQL with its values."""
    conditions = list(_conditions(store, wanted))
    sql = " AND ".join(condition for condition, _ in conditions)
    return (f" WHERE {sql}" if sql else "", [value for _, values in conditions for value in values])


def _conditions(store: Store, wanted: CaseFilter) -> Iterator[Condition]:
    if wanted.country:
        yield _facet("country", "= ?", [wanted.country.upper()])
    if wanted.stage:
        yield _facet("stage", "= ?", [wanted.stage])
    if wanted.outlet:
        yield _facet("outlet", *_among(_outlets(store, wanted.outlet)))
    if wanted.service:
        yield _parties("service", _called(store, wanted.service, "service"))
    if wanted.accuser:
        yield _parties("accuser", _accusers(store, wanted.accuser))
    if wanted.party:
        yield _anyone(_called(store, wanted.party))
    if wanted.year == "none":
        yield "l.first IS NULL", []
    elif wanted.year:
        yield "substr(l.first, 1, 4) = ?", [wanted.year]
    if wanted.since or wanted.until:
        yield _facet("date", "|| '\uffff' >= ? AND value <= ?", [wanted.since or "", (wanted.until or "") + "\uffff"])
    if wanted.disputed:
        yield "l.disputes > 0", []
    if wanted.denied:
        yield "l.denials > 0", []
    if wanted.reviewed:
        yield REVIEWED.get(wanted.reviewed, "0"), []
    if wanted.text is not None:
        yield (
            f"l.case_id IN ({HOLDING})" if match_query(wanted.text) else "0",
            [match_query(wanted.text)] * bool(match_query(wanted.text)),
        )


REVIEWED = {
    "none": "l.reviewed = 0",
    "some": "l.reviewed BETWEEN 1 AND l.claims - 1",
    "all": "l.reviewed > 0 AND l.reviewed = l.claims",
}
# The title, a claim or a report of the case holds all the words.
HOLDING = """
WITH hits AS MATERIALIZED (
  SELECT d.kind, d.ref FROM search JOIN search_docs d ON d.id = search.rowid WHERE search MATCH ?)
SELECT ref FROM hits WHERE kind = 'case'
UNION SELECT k.case_id FROM hits JOIN case_claims k ON k.claim = ref WHERE kind = 'claim'
UNION SELECT k.case_id FROM hits JOIN stubs s ON s.report = ref JOIN case_stubs k ON k.stub = s.key
WHERE kind = 'report'
"""


def _among(values: list[str]) -> tuple[str, list[object]]:
    return f"IN ({','.join('?' * len(values))})", list(values)


def _facet(kind: str, condition: str, values: list[object]) -> Condition:
    sql = f"l.case_id IN (SELECT case_id FROM case_facets WHERE kind = '{kind}' AND value {condition})"  # noqa: S608
    return sql, values


def _parties(kind: str, parties: list[str]) -> Condition:
    anchors = f"IN (SELECT anchor FROM party_anchors WHERE party {_among(parties)[0]})"  # noqa: S608
    return _facet(kind, anchors, list(parties))


def _anyone(parties: list[str]) -> Condition:
    """Everyone who is accused or accuses, and who acts, is acted on or speaks in a claim."""
    anchors = f"IN (SELECT anchor FROM party_anchors WHERE party {_among(parties)[0]})"  # noqa: S608
    sql = f"""l.case_id IN (
      SELECT case_id FROM case_facets WHERE kind IN ('accused', 'accuser', 'service') AND value {anchors}
      UNION SELECT k.case_id FROM claim_entities e JOIN case_claims k ON k.claim = e.claim WHERE e.entity {anchors})"""  # noqa: S608
    return sql, [*parties, *parties]


PARTIES = "SELECT d.ref, s.title, s.body FROM search_docs d JOIN search s ON s.rowid = d.id WHERE d.kind = 'party'"
NAMED_AS = "SELECT a.party FROM case_facets f JOIN party_anchors a ON a.anchor = f.value WHERE f.kind = ?"
MOST = 500  # parties that words may stand for


def _called(store: Store, wanted: str, kind: str = "") -> list[str]:
    """The parties with that id, or with these words in one of their names; of those that cases name so."""
    if store.row("SELECT 1 FROM parties WHERE id = ?", (wanted,)):
        return [wanted]
    known = f"AND d.ref IN ({NAMED_AS})" if kind else ""
    rows = store.rows(f"{PARTIES} {known}", [kind] * bool(kind))
    return [ref for ref, *names in rows if any(wanted.casefold() in words.casefold() for words in names)][:MOST]


def _accusers(store: Store, wanted: str) -> list[str]:
    """The accusers of a country, or those that are called so."""
    if len(wanted) == 2 and wanted.isalpha():
        sql = """SELECT DISTINCT a.party FROM case_facets f JOIN party_anchors a ON a.anchor = f.value
                 JOIN parties p ON p.id = a.party WHERE f.kind = 'accuser' AND p.country = ?"""
        return [party for (party,) in store.rows(sql, (wanted.upper(),))][:MOST]
    return _called(store, wanted, "accuser")


def _outlets(store: Store, wanted: str) -> list[str]:
    """The outlets with these words in their name; only the one with this name where there is one."""
    names = [name for (name,) in store.rows("SELECT DISTINCT value FROM case_facets WHERE kind = 'outlet'")]
    found = [name for name in names if wanted.casefold() in name.casefold()]
    return [wanted] if wanted in found else found[:MOST]


# ------------------------------------------------------------------------------------------------- facets


PLAIN = "SELECT value, value, count(*) FROM case_facets WHERE kind = ? GROUP BY value"
OF_PARTIES = """
SELECT p.id, p.name, count(DISTINCT f.case_id) FROM case_facets f JOIN party_anchors a ON a.anchor = f.value
JOIN parties p ON p.id = a.party WHERE f.kind = ? GROUP BY p.id
"""


def facets(store: Store, kind: str) -> list[Facet]:
    """The values of one kind with the number of cases that have each, most cases first."""
    sql = OF_PARTIES if kind in ("accused", "accuser", "service") else PLAIN
    found = [Facet(value=value, name=name, cases=cases) for value, name, cases in store.rows(sql, (kind,))]
    return sorted(found, key=lambda one: (-one.cases, one.name, one.value))


YEARS = "SELECT substr(first, 1, 4) AS year, count(*) FROM case_lines WHERE first IS NOT NULL GROUP BY year"
PAIRS = """
SELECT p.country, t.value, count(DISTINCT f.case_id) FROM case_facets f JOIN party_anchors a ON a.anchor = f.value
JOIN parties p ON p.id = a.party JOIN case_facets t ON t.case_id = f.case_id AND t.kind = 'country'
WHERE f.kind = 'accuser' AND p.country IS NOT NULL GROUP BY p.country, t.value
"""


def years(store: Store) -> dict[str, int]:
    """How many cases were first reported in each year."""
    return dict(store.rows(YEARS + " ORDER BY year"))


def pairs(store: Store) -> dict[tuple[str, str], int]:
    """How many cases each country brings against people said to work for each country."""
    return {(accuser, other): cases for accuser, other, cases in store.rows(PAIRS)}
