"""What trace gives for one case, before the address table has given its parts the ids that people see."""

from __future__ import annotations

from msgspec import Struct

from sayso.model import AllegationRecord, DivergenceRecord, OriginRecord, RelayRecord, SlotRecord, StageRecord, When


class InferredDate(Struct, frozen=True, kw_only=True):
    """The date of a report that gives none, as far as other reports of its case determine it."""

    report: str
    published: str  # a partial date
    reason: str  # in words


class CaseFile(Struct, frozen=True, kw_only=True):
    """All that is derived for one case; the records of the exchange format with local references.

    Where the exchange format has a party id, there is an anchor of `link.PartyGroup` (an entity id, or "g:cn-mss");
    where it has an origin or allegation id, the local key `OriginRecord.id` or `AllegationRecord.id` ("o0", "a12"):
    these are numbered anew each time, so mint addresses by the claims (`origin_of`, `allegation_of`), not by them.
    `AllegationRecord.case` and `DivergenceRecord.case` are "". Claim, attribution and report ids are the ledger's.
    """

    title: str
    accused: tuple[str, ...]  # anchors, as all parties below
    accusers: tuple[str, ...]
    services: tuple[str, ...]
    countries: tuple[str, ...]  # ISO 3166 alpha-2
    stages: tuple[StageRecord, ...]
    reports: tuple[str, ...]
    claims: tuple[str, ...]  # claim ids that belong to the case
    origins: tuple[OriginRecord, ...]
    principals: tuple[str, ...]
    slots: dict[str, tuple[SlotRecord, ...]]
    allegations: tuple[AllegationRecord, ...]
    rests: tuple[RelayRecord, ...]  # what each report has of each origin; `source` is the origin's local key
    divergences: tuple[DivergenceRecord, ...]
    origin_of: dict[str, str]  # claim id -> origin key
    allegation_of: dict[str, str]  # claim id -> allegation key
    explanation: str
    dates: tuple[InferredDate, ...] = ()  # of reports that give none
    times: dict[str, When] = {}  # claim id -> the time that its words come to by such a date
