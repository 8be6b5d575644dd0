"""What the pages of review show, as data."""

from __future__ import annotations

from msgspec import Struct

from sayso.keep.records import Act
from sayso.show.web.views import CaseName, Claim, Pages, Party, Report


class Choices(Struct, frozen=True, kw_only=True):
    """What can be chosen of in forms."""

    events: tuple[str, ...]
    certainties: tuple[str, ...]
    stages: tuple[str, ...]
    roles: tuple[str, ...]
    speakers: tuple[str, ...]  # names that a report knows


class Dispute(Struct, frozen=True, kw_only=True):
    """A slot of a case that its reports fill differently."""

    case: CaseName
    slot: str
    judgement: str
    values: tuple[str, ...]
    explanation: str


class Queue(Struct, frozen=True, kw_only=True):
    """What is worth a look first, and what is new to whom."""

    unsettled: tuple[Act, ...]
    unsure: tuple[Claim, ...]
    unsure_pages: Pages
    disputed: tuple[Dispute, ...]
    disputed_pages: Pages
    new: tuple[Report, ...]
    new_total: int
    others: tuple[Act, ...]
    seen: str  # until when the visitor has seen what was new
    now: str


class Log(Struct, frozen=True, kw_only=True):
    """All decisions, the latest first."""

    acts: tuple[Act, ...]
    pages: Pages


class ClaimPage(Struct, frozen=True, kw_only=True):
    """One claim, in its surroundings, with all that can be decided on it."""

    claim: Claim
    before: str
    after: str
    fields: dict[str, str]
    choices: Choices
    case: CaseName | None
    history: tuple[Act, ...]


class Neighbour(Struct, frozen=True, kw_only=True):
    """A report that another is a copy or source of."""

    report: Report
    told: str


class ReportPage(Struct, frozen=True, kw_only=True):
    """One report, and what can be decided on it; `quote` are words that were selected in it."""

    report: Report
    quote: str
    at: int | None
    choices: Choices
    claims: tuple[Claim, ...]
    neighbours: tuple[Neighbour, ...]
    history: tuple[Act, ...]


class CasePage(Struct, frozen=True, kw_only=True):
    """One case, and what can be decided on it."""

    id: str
    title: str
    headline: str
    accused: tuple[Party, ...]
    stages: tuple[tuple[str, str, str], ...]  # accused, stage, and why somebody set it
    reports: tuple[Report, ...]
    like: tuple[CaseName, ...]
    claims: tuple[Claim, ...]  # those that nobody has decided on, a page of them
    pages: Pages
    choices: Choices
    history: tuple[Act, ...]


class PartyPage(Struct, frozen=True, kw_only=True):
    """One party, and what can be decided on it."""

    party: Party
    kind: str
    names: tuple[str, ...]
    reports: tuple[Report, ...]
    like: tuple[Party, ...]
    withheld: bool
    history: tuple[Act, ...]


class Refused(Struct, frozen=True, kw_only=True):
    """A form that could not be taken: why, what to do, and what was filled in."""

    status: int
    cause: str
    next_step: str
    filled: tuple[tuple[str, str], ...]
    back: str
