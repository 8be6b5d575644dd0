"""What a report says that it has from others."""

from __future__ import annotations

from sayso.domains import Domain
from sayso.model import Marked, RelayRecord


def cites(marked: Marked, domain: Domain) -> tuple[RelayRecord, ...]:
    """The `cites` relays of one report, from its credits and the chains of its claims; `source` is always None."""
    raise NotImplementedError
