"""The reports of one case to its case file."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.domains import Domain
from sayso.model import Marked, Stub
from sayso.trace.types import CaseFile


def case_file(stubs: Sequence[Stub], reports: Sequence[Marked], domain: Domain) -> CaseFile:
    """All that is derived for the case of these stubs; `reports` are the reports that they come from, in any order."""
    raise NotImplementedError
