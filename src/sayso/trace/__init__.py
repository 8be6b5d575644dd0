"""A case's reports to its title, parties, stages, slots, allegations and origins; a report to what it cites.

`case_file` is a pure function of the stubs of one component (`link.components`) and the marked reports that they
come from. `cites` is a pure function of one report. `sayso.trace.reuse` says which reports have text from which.
Changes and divergences have their place here later.
"""

from __future__ import annotations

from sayso.trace.case import case_file
from sayso.trace.relays import cites
from sayso.trace.types import CaseFile

__all__ = ["CaseFile", "case_file", "cites"]
