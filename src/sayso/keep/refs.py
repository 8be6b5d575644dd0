"""References to parties in stored records.

Records are stored with anchors (entity ids, or "g:cn-mss") where the exchange format has party ids, as which party an
entity is can change with every new report. Each function here gives a record with every anchor put through `to`,
which gives the party's id, or None where there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from sayso.model import AllegationRecord, AttributionRecord, CaseRecord, ClaimRecord, DivergenceRecord

To = Callable[[str], str | None]


def each(anchors: Iterable[str], to: To) -> tuple[str, ...]:
    """The parties of several anchors, each once, in order."""
    return tuple(dict.fromkeys(party for anchor in anchors if (party := to(anchor))))


def one(anchor: str | None, to: To) -> str | None:
    """The party of one anchor."""
    return to(anchor) if anchor else None


def put(record: Any, **changes: Any) -> Any:
    """A copy of a record with some fields changed."""
    return msgspec.structs.replace(record, **changes)


def attribution(record: AttributionRecord, to: To) -> AttributionRecord:
    """An attribution with its speaker's party."""
    return msgspec.structs.replace(record, speaker=one(record.speaker, to))


def claim(record: ClaimRecord, to: To) -> ClaimRecord:
    """A claim with the parties of its chain, roles and place."""
    return msgspec.structs.replace(
        record,
        chain=tuple(put(link, party=one(link.party, to)) for link in record.chain),
        roles={r: tuple(put(f, party=one(f.party, to)) for f in fillers) for r, fillers in record.roles.items()},
        place=put(record.place, party=one(record.place.party, to)) if record.place else None,
    )


def claim_anchors(record: ClaimRecord) -> set[str]:
    """Every anchor that a stored claim holds."""
    found: set[str] = set()
    claim(record, collecting(found))
    return found


def allegation(record: AllegationRecord, to: To) -> AllegationRecord:
    """An allegation with the parties of its roles and those that stand behind it."""
    return msgspec.structs.replace(
        record,
        roles={role: each(anchors, to) for role, anchors in record.roles.items()},
        principals=each(record.principals, to),
    )


def case(record: CaseRecord, to: To) -> CaseRecord:
    """A case with the parties of all its parts."""
    return msgspec.structs.replace(
        record,
        accused=each(record.accused, to),
        accusers=each(record.accusers, to),
        services=each(record.services, to),
        principals=each(record.principals, to),
        stages=tuple(put(s, accused=to(s.accused) or s.accused) for s in record.stages),
        origins=tuple(put(o, speaker=one(o.speaker, to)) for o in record.origins),
        slots={n: tuple(put(v, accused=one(v.accused, to)) for v in values) for n, values in record.slots.items()},
    )


def divergence(record: DivergenceRecord, to: To) -> DivergenceRecord:
    """A divergence with the party that it is about."""
    return msgspec.structs.replace(record, accused=one(record.accused, to))


def collecting(found: set[str]) -> To:
    """A `to` that only notes the anchors it is asked for."""

    def note(anchor: str) -> str:
        found.add(anchor)
        return anchor

    return note
