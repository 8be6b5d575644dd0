"""The numbers of a case in one line, the same in the terminal and in the browser.

Takes the counts of the case's record; gives plain words.
"""

from __future__ import annotations

from collections.abc import Iterable

from sayso.keep.records import CaseSummary
from sayso.model import CaseRecord, ClaimRecord, DivergenceRecord
from sayso.show.phrases import disputed


def headline(reports: int, principals: int, origins: int, denials: int = 0, disputes: int = 0) -> str:
    """`10 reports, 1 independent origin (3 statements), 1 denial, 2 values in dispute`."""
    told = f"{_count(reports, 'report')}, {_count(principals, 'independent origin') if principals else NONE}"
    if origins != principals:
        told += f" ({_count(origins, 'statement')})"
    told += f", {_count(denials, 'denial')}" if denials else ""
    return f"{told}, {_count(disputes, 'value')} in dispute" if disputes else told


def of_case(case: CaseRecord, claims: Iterable[ClaimRecord] = (), divergences: Iterable[DivergenceRecord] = ()) -> str:
    """The headline of a case, its denials counted among the claims, its values in dispute among the divergences."""
    denials, disputes = sum(map(denies, claims)), disputed(divergences)
    return headline(len(case.reports), len(case.principals), len(case.origins), denials, disputes)


def of_line(case: CaseSummary) -> str:
    """The headline of a case from its line in the list."""
    return headline(case.reports, case.principals, case.origins, case.denials, case.disputes)


def denies(claim: ClaimRecord) -> bool:
    """Whether the claim is a denial."""
    return claim.certainty == "denied" or claim.event == "deny"


NONE = "no independent origin"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
