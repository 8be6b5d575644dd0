"""What the ledger gives beyond the records of the exchange format: filters, summaries, hits, counts."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from sayso.model import DecisionRecord


class Unknown(Exception):
    """An id that the ledger does not hold; `near` are ids or names that may be meant."""

    def __init__(self, kind: str, id: str, near: Sequence[str] = ()) -> None:
        self.kind, self.id, self.near = kind, id, tuple(near)
        meant = f" Did you mean {', '.join(self.near)}?" if self.near else ""
        super().__init__(f"The ledger holds no {kind} {id!r}.{meant}")


class CaseFilter(Struct, frozen=True, kw_only=True):
    """Which cases are wanted; what is None asks for nothing. Words are compared without regard to case."""

    country: str | None = None  # ISO 3166 alpha-2
    service: str | None = None  # a party id, or words of its name or aliases
    party: str | None = None  # a party id, or words of a name of anyone in the case
    stage: str | None = None  # a stage that an accused has reached
    outlet: str | None = None  # words of an outlet's name
    since: str | None = None  # partial date: cases with a date at or after it
    until: str | None = None  # partial date: cases with a date at or before it
    text: str | None = None  # words of the title, the claims' evidence or the reports
    accuser: str | None = None  # a country, a party id, or words of the name of one who accuses
    year: str | None = None  # the year of the first date of the case
    disputed: bool = False  # reports give values that cannot all be right
    denied: bool = False  # somebody denies
    reviewed: str | None = None  # "none", "some" or "all" of its claims have been decided on


class CaseSummary(Struct, frozen=True, kw_only=True):
    """One line of the list of cases."""

    id: str
    title: str
    accused: tuple[str, ...]  # names
    accusers: tuple[str, ...]  # names
    services: tuple[str, ...]  # names
    countries: tuple[str, ...]  # ISO 3166 alpha-2
    stages: tuple[str, ...]  # all that are said
    stage: str | None  # the furthest, on the ladder of the pack
    stage_of: str | None  # the name of the accused who has reached it
    reports: int
    origins: int  # utterances
    principals: int  # who stands behind them: the independent origins
    claims: int
    reviewed: int  # claims that an analyst has decided on
    denials: int  # claims that deny
    disputes: int  # values in dispute
    first: str | None  # the first and last partial date of its reports, else of its claims
    last: str | None


class Facet(Struct, frozen=True, kw_only=True):
    """A value that cases can be filtered by, and how many cases have it."""

    value: str
    name: str
    cases: int


class OutletLine(Struct, frozen=True, kw_only=True):
    """An outlet: how many reports it has, and how many of them do what with what they have from others."""

    outlet: str
    reports: int
    copied: int
    uncredited: int
    attribution_dropped: int
    hedge_dropped: int
    stage: int


class ReportLine(Struct, frozen=True, kw_only=True):
    """A report in a list; `faults` are kinds of `keep.faults`."""

    id: str
    title: str
    outlet: str | None
    published: str | None
    published_basis: str | None
    faults: tuple[str, ...]


class PartyLine(Struct, frozen=True, kw_only=True):
    """A party without its mentions."""

    id: str
    name: str
    kind: str
    country: str | None
    parent: str | None
    principal: str | None
    aliases: tuple[str, ...]


class PartyKin(Struct, frozen=True, kw_only=True):
    """Whose a party is, without more."""

    kind: str
    country: str | None
    principal: str | None


class PartyCounts(Struct, frozen=True, kw_only=True):
    """How much there is of a party."""

    done: int  # claims in which it acts or is acted on
    said: int  # claims on its word
    reports: int  # that name it


class Hit(Struct, frozen=True, kw_only=True):
    """One find of a search. `matches` are the ranges of `snippet` that matched, in code points."""

    kind: str  # "report", "claim", "party" or "case"
    id: str
    title: str
    snippet: str
    matches: tuple[tuple[int, int], ...]


class Counts(Struct, frozen=True, kw_only=True):
    """How much the ledger holds."""

    reports: int
    claims: int
    attributions: int
    parties: int
    cases: int
    set_aside: int
    decisions: int


class Act(Struct, frozen=True, kw_only=True):
    """A decision as the history of something tells it: how it stands, what it is about, and who took it back."""

    decision: DecisionRecord
    status: str  # as in DecisionView, or "undone"
    note: str
    undone_by: str | None  # a decision
    undone_who: str | None
    about: tuple[tuple[str, str], ...]  # kind ("claim", "report", "case", "party") and id


class Waiting(Struct, frozen=True, kw_only=True):
    """Something that is worth a look: a claim, or a value in dispute."""

    kind: str  # "unsure", "disputed" or "new"
    claim: str | None
    case: str | None
    report: str | None
    why: str


class DecisionView(Struct, frozen=True, kw_only=True):
    """How a decision stands after the last reading, and why.

    "placed", "not placed", "contradicted" (by the reading), "overruled" (by another person) or "replaced" (by oneself).
    """

    id: str
    status: str
    note: str
