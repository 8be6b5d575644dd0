"""The numbers of a case in one line, the same in the terminal and in the browser.

Takes the counts of the case's record; gives plain words.
"""

from __future__ import annotations

from collections.abc import Iterable

from sayso.model import CaseRecord, ClaimRecord


def headline(reports: int, principals: int, origins: int, denials: int = 0) -> str:
    """`10 reports, 1 independent origin (3 statements), 1 denial`."""
    told = f"{_count(reports, 'report')}, {_count(principals, 'independent origin') if principals else NONE}"
    if origins != principals:
        told += f" ({_count(origins, 'statement')})"
    return f"{told}, {_count(denials, 'denial')}" if denials else told


def of_case(case: CaseRecord, claims: Iterable[ClaimRecord] = ()) -> str:
    """The headline of a case, its denials counted among the claims."""
    return headline(len(case.reports), len(case.principals), len(case.origins), sum(map(denies, claims)))


def denies(claim: ClaimRecord) -> bool:
    """Whether the claim is a denial."""
    return claim.certainty == "denied" or claim.event == "deny"


NONE = "no independent origin"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
