"""Long ids by their beginning, and reports by their path, as people type them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sayso.keep import Ledger, Unknown
from sayso.model import ReportRecord

T = TypeVar("T")


def begun(find: Callable[[str], T], key: str) -> T:
    """What has that id, or the only id that begins so. Raises Unknown, which names ids that may be meant."""
    try:
        return find(key)
    except Unknown as error:
        whole = [near for near in error.near if key and near.startswith(key)]
        if len(whole) != 1:
            raise
        return find(whole[0])


def report(ledger: Ledger, key: str) -> ReportRecord:
    """The report of that id, of the only id that begins so, or at that path. Raises Unknown."""
    try:
        return begun(ledger.report, key)
    except Unknown as error:
        found = ledger.reports_at(key) if key else []
        if len(found) != 1:
            raise Unknown("report", key, found or error.near) from None
        return ledger.report(found[0])
