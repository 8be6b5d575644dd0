"""A case's reports to its title, parties, stages, slots, allegations, origins and divergences; what reports cite.

`case_file` is a pure function of the stubs of one component (`link.components`) and the marked reports that they
come from. `cites` is a pure function of one report, `with_changes` of two and the relay between them; which reports
have text of which is found in `reuse`.
"""

from __future__ import annotations

from sayso.trace.case import case_file
from sayso.trace.changes import with_changes
from sayso.trace.relays import cites
from sayso.trace.types import CaseFile

__all__ = ["CaseFile", "case_file", "cites", "with_changes"]
