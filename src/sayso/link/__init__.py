"""Marked reports to parties and cases: pure, explained functions of pairs and of indexed evidence.

The order of work, which `sayso.keep` does as reports come in:

1. `stubs` of each report; store them under their `keys`.
2. `judge` a new stub with every stub whose keys `meet` its own; store the joins that are `enough`.
3. `divide` all stubs that joins reach: each of the `components` is a case.
4. `party_groups` of each case's reports (and of each report without a case); `unite` those that share an anchor.
"""

from __future__ import annotations

from sayso.link.components import components
from sayso.link.dividing import Scorer, divide, scorer
from sayso.link.enough import enough
from sayso.link.judge import judge, kept_apart
from sayso.link.keys import asked, meet, meeting
from sayso.link.parties import party_groups, unite
from sayso.link.stubs import leads, named, stubs
from sayso.link.types import Edge, PartyGroup

__all__ = [
    "Edge", "PartyGroup", "Scorer", "asked", "components", "divide", "enough", "judge", "kept_apart", "leads", "meet",
    "meeting", "named", "party_groups", "scorer", "stubs", "unite",
]  # fmt: skip
