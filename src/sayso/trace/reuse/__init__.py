"""Reuse of text: which reports have wording of which, where, of what kind, and who has it from whom.

`profile` makes of a marked report what is compared; `candidates` says which reports are compared, by the fingerprints
that the ledger keeps an index of; `copy_relay` compares two; `retold_relays` finds the retellings among the reports of
one case. All are pure functions.
"""

from __future__ import annotations

from sayso.trace.reuse.profile import Profile, profile
from sayso.trace.reuse.relays import copy_relay, retold_relays

__all__ = ["Profile", "copy_relay", "profile", "retold_relays"]
