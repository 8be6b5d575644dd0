"""Reuse of text: which reports have wording of which, where, of what kind, and who has it from whom.

`Profile` is what is compared of a marked report; `candidates` says which reports are compared, by the fingerprints
that the ledger keeps an index of; `copy_relay` compares two; `retold_relays` finds the retellings among the reports of
one case. All are pure functions.
"""

from __future__ import annotations

from sayso.trace.reuse.profile import Profile
from sayso.trace.reuse.relays import copy_relay, retold_relays

__all__ = ["Profile", "copy_relay", "retold_relays"]
