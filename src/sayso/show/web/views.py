"""What the pages show, as frozen types: page functions make them, templates and the `.json` addresses write them down.

Ids stay ids here; only the renderer turns them into addresses, so that the same views can be published elsewhere.
"""

from __future__ import annotations

from msgspec import Struct

from sayso.keep.records import CaseSummary, Counts, Facet, OutletLine, ReportLine
from sayso.model import AttributionKind, Certainty, Polarity, SetAside
from sayso.show.web.timeline import Timeline


class Pages(Struct, frozen=True, kw_only=True):
    """Which part of a long list is shown: `page` of `pages`, both from 1, and how many there are in all."""

    page: int
    pages: int
    total: int


class Party(Struct, frozen=True, kw_only=True):
    """A party by name; `id` is None where it is no party of the ledger."""

    id: str | None
    name: str


class Report(Struct, frozen=True, kw_only=True):
    """A report as lists name it."""

    id: str
    title: str
    outlet: str | None
    published: str | None
    published_basis: str | None


class Quote(Struct, frozen=True, kw_only=True):
    """Verbatim words with the place that they stand in."""

    report: Report
    start: int
    end: int
    text: str


class Link(Struct, frozen=True, kw_only=True):
    """One speaker of a chain."""

    speaker: Party
    channel: str | None
    certainty: Certainty | None


class Role(Struct, frozen=True, kw_only=True):
    """Who fills one role of a claim or an allegation; `inferred` is the reason where the clause does not name them."""

    role: str
    parties: tuple[Party, ...]
    inferred: str = ""


class Claim(Struct, frozen=True, kw_only=True):
    """A claim with all that stands beside it. The chain's outermost speaker comes first."""

    id: str
    event: str
    polarity: Polarity
    certainty: Certainty
    roles: tuple[Role, ...]
    time: str | None  # as printed
    date: str | None  # partial date
    until: str | None
    date_basis: str | None
    place: str | None
    quantity: str | None
    chain: tuple[Link, ...]
    evidence: Quote
    case: str | None
    confidence: float
    review: str | None


class Step(Struct, frozen=True, kw_only=True):
    """What reports say of one accused at one stage: its date and the claims that say so.

    `wording` is given where it is not in the claims' own words.
    """

    stage: str
    wording: str | None
    date: str | None
    claims: tuple[Claim, ...]
    more: int  # claims that are not listed
    ends: bool  # whether the stage ends the prosecution or the custody


class Rung(Struct, frozen=True, kw_only=True):
    """One stage of the ladder, reached or not."""

    stage: str
    reached: bool


class Accused(Struct, frozen=True, kw_only=True):
    """One accused: how far the case against them has got, by what is said, and what they say."""

    party: Party
    furthest: str | None
    ended: str | None  # a step that ends the case or the custody, where a harder one was said as well
    rungs: tuple[Rung, ...]
    steps: tuple[Step, ...]
    denials: tuple[Claim, ...]  # the first of them
    denials_total: int


class Value(Struct, frozen=True, kw_only=True):
    """One value of a slot with the words that give it."""

    value: str
    accused: Party | None
    quotes: tuple[Quote, ...]
    reports: int
    more: int  # passages that are not listed


class Slot(Struct, frozen=True, kw_only=True):
    """One slot of a case: values that differ stand side by side."""

    slot: str
    values: tuple[Value, ...]


class Pointer(Struct, frozen=True, kw_only=True):
    """A denial that stands elsewhere on the page: its first claim, and whose word it is."""

    claim: str
    speaker: str


class Allegation(Struct, frozen=True, kw_only=True):
    """The same thing claimed in many places, and the denials that answer it. Claims without one have id None."""

    id: str | None
    event: str
    roles: tuple[Role, ...]
    time: str | None
    quantity: str | None
    claims: tuple[Claim, ...]
    total: int  # claims in all, on whatever page
    reports: int
    origins: int
    principals: tuple[Party, ...]
    denials: tuple[Claim, ...]
    denied_at: tuple[Pointer, ...]  # denials that answer several allegations and stand beside another one
    answers: tuple[str, ...]  # events that it denies, where it is a denial
    continued: bool
    explanation: str


class Resting(Struct, frozen=True, kw_only=True):
    """A report that rests on an origin, and through whom it has it."""

    report: Report
    via: tuple[str, ...]
    likely: str | None = None  # by its translation


class Origin(Struct, frozen=True, kw_only=True):
    """An utterance that claims go back to."""

    id: str
    speaker: Party
    channel: str | None
    date: str | None
    report: Report | None
    reports: tuple[Resting, ...]
    total: int
    evidence: tuple[Quote, ...]
    explanation: str


class Change(Struct, frozen=True, kw_only=True):
    """What a relay altered: both wordings where they stand, and why it counts as a change."""

    kind: str
    label: str
    source: Quote | None
    target: Quote | None
    reason: str
    times: int  # how often it was made in the same words


class Relay(Struct, frozen=True, kw_only=True):
    """What a report has from another, from an utterance, or from a story outside the ledger."""

    kind: str
    label: str
    source: Report | None  # None for an utterance or a story outside the ledger
    source_name: str
    target: Report
    directed: bool
    flags: tuple[str, ...]
    explanation: str
    changes: tuple[Change, ...]
    more: int  # changes that are not listed
    reworded: int  # mere exchanges of words
    version: Report | None  # of an utterance: the report that it is read in


class TreeNode(Struct, frozen=True, kw_only=True):
    """One place between the origins and the last copies. `kind` is origin, story or report."""

    depth: int
    kind: str
    name: str
    origin: str | None
    channel: str | None
    date: str | None
    report: Report | None  # what stands here; of an origin, the statement itself
    edge: Relay | None
    through: tuple[str, ...]
    main: bool
    beside: tuple[Relay, ...]
    more_beside: int
    left_out: int


class Tree(Struct, frozen=True, kw_only=True):
    """From the origins to the last copies, in order of reading; `left_out` counts reports that are not shown."""

    nodes: tuple[TreeNode, ...]
    left_out: int


class Box(Struct, frozen=True, kw_only=True):
    """What stands at one place: an origin, a story outside the ledger, or a report; `at` is its place in the tree."""

    x: int
    y: int
    kind: str
    at: int
    name: str
    told: str  # its date, or its channel
    label: str
    again: bool  # whether it stands elsewhere too


class Edge(Struct, frozen=True, kw_only=True):
    """What became of it on the way to a box; `at` is the place of that box in the tree."""

    path: str
    x: int
    y: int
    kind: str
    told: str
    changes: int
    grave: int  # changes that make it say something else
    flagged: bool
    at: int


class Flow(Struct, frozen=True, kw_only=True):
    """A whole drawing, `width` by `height` units; `left_out` counts what stands only in the list."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]
    left_out: int


class DivergentCell(Struct, frozen=True, kw_only=True):
    """A value that a report gives, a word where it is likely wrong, and the words that give it."""

    value: str
    mark: str | None
    quote: Quote | None


class Divergence(Struct, frozen=True, kw_only=True):
    """One slot that reports fill differently: what each gives, and what to think of it."""

    slot: str
    accused: Party | None
    judgement: str
    label: str
    explanation: str
    cells: tuple[tuple[DivergentCell, ...], ...]  # by report


class Divergences(Struct, frozen=True, kw_only=True):
    """The table of slots and reports, and what of it is not shown."""

    reports: tuple[Report, ...]
    rows: tuple[Divergence, ...]
    reports_left_out: int
    rows_left_out: int


class Dot(Struct, frozen=True, kw_only=True):
    """A claim as a mark of a drawing."""

    claim: str
    certainty: Certainty
    label: str
    quote: Quote


class Told(Struct, frozen=True, kw_only=True):
    """A part of the sentence that tells an allegation: words, the words of its event, or a party."""

    text: str = ""
    event: bool = False
    party: Party | None = None


class BoardRow(Struct, frozen=True, kw_only=True):
    """An allegation at one glance: its claims as dots, and the denials that answer it."""

    id: str
    event: str
    told: tuple[Told, ...]
    roles: tuple[Role, ...]
    quantity: str | None
    time: str | None
    dots: tuple[Dot, ...]  # the first of them
    total: int
    reports: int
    origins: int  # utterances
    principals: int
    denials: tuple[Dot, ...]


class AllegationName(Struct, frozen=True, kw_only=True):
    """An allegation in a few words."""

    id: str
    told: str


class Denial(Struct, frozen=True, kw_only=True):
    """What one speaker denies, and which reports tell of it without the denial."""

    claims: tuple[Claim, ...]
    denies: tuple[AllegationName, ...]
    reports: int  # that carry it
    telling: int  # that carry it or what it denies
    silent: tuple[Report, ...]  # the first of those that tell what it denies, and leave it out
    silent_total: int


class Accusation(Struct, frozen=True, kw_only=True):
    """What a body is said to have done to one accused, with the first sentence that says so."""

    events: tuple[str, ...]
    reports: int
    claim: str
    quote: Quote


class Accusing(Struct, frozen=True, kw_only=True):
    """Who accuses whom in a case: a row a body, a column an accused."""

    accusers: tuple[Party, ...]
    accused: tuple[Party, ...]
    cells: tuple[tuple[Accusation | None, ...], ...]
    left_out: int  # rows and columns


class Case(Struct, frozen=True, kw_only=True):
    """The page of a case."""

    id: str
    title: str
    headline: str
    explanation: str
    accused: tuple[Accused, ...]
    accusers: tuple[Party, ...]
    services: tuple[Party, ...]
    countries: tuple[str, ...]
    principals: tuple[Party, ...]
    accusing: Accusing | None  # where several accuse several
    timeline: Timeline | None
    board: tuple[BoardRow, ...]
    denials: tuple[Denial, ...]
    denials_total: int  # claims that deny
    disputes: int  # values in dispute
    flow: Flow | None
    allegation_pages: dict[str, int]  # on which page of the claims each allegation begins
    claim_pages: dict[str, int]  # on which page of the claims those that the page points at stand
    slots: tuple[Slot, ...]
    origins: tuple[Origin, ...]
    tree: Tree
    divergences: Divergences
    allegations: tuple[Allegation, ...]
    claims: Pages
    reports: tuple[Report, ...]
    report_pages: Pages


class CaseLine(CaseSummary, frozen=True, kw_only=True):
    """A case in the list."""

    ended: str | None  # a step that ends the case or the custody, where a harder one was said as well


class Wanted(Struct, frozen=True, kw_only=True):
    """The filter and order that the visitor asked for, as it goes back into the form."""

    text: str = ""
    country: str = ""
    accuser: str = ""
    service: str = ""
    stage: str = ""
    outlet: str = ""
    party: str = ""
    year: str = ""
    since: str = ""
    until: str = ""
    disputed: str = ""
    denied: str = ""
    reviewed: str = ""
    sort: str = "origins"


class Cases(Struct, frozen=True, kw_only=True):
    """The list of cases."""

    cases: tuple[CaseLine, ...]
    pages: Pages
    all_cases: int
    counts: Counts
    wanted: Wanted
    filtered: bool
    offered: dict[str, tuple[Facet, ...]]  # by filter: country, service, accuser, outlet
    stages: tuple[Facet, ...]
    years: dict[str, int]
    sorts: tuple[str, ...]


class WantedReports(Struct, frozen=True, kw_only=True):
    """Which reports the visitor asked for."""

    outlet: str = ""
    fault: str = ""
    year: str = ""
    case: str = ""


class Reports(Struct, frozen=True, kw_only=True):
    """The list of reports."""

    reports: tuple[ReportLine, ...]
    pages: Pages
    all_reports: int
    wanted: WantedReports
    outlets: tuple[str, ...]


class Matrix(Struct, frozen=True, kw_only=True):
    """Who accuses whom: countries that bring cases, by the countries that the accused are said to work for."""

    accusers: tuple[str, ...]
    countries: tuple[str, ...]
    cases: tuple[tuple[int, ...], ...]  # a row an accuser
    left_out: int  # pairs that are not shown


class Overview(Struct, frozen=True, kw_only=True):
    """The ledger at a glance."""

    counts: Counts
    years: dict[str, int]
    undated: int
    stages: tuple[Facet, ...]
    matrix: Matrix
    services: tuple[Facet, ...]
    outlets: tuple[OutletLine, ...]
    outlet_pages: Pages
    sort: str
    sorts: tuple[str, ...]


class Anchor(Struct, frozen=True, kw_only=True):
    """Where a claim's words begin: `number` as printed in the margin, `key` its number within the row."""

    claim: str
    number: int
    key: int


class Run(Struct, frozen=True, kw_only=True):
    """A stretch of text with what covers it: classes for the style, claims that begin and end here."""

    text: str
    classes: tuple[str, ...]
    places: tuple[str, ...]  # names of passages that begin here
    pointed: bool  # whether the words that the visitor came for begin here
    begin: tuple[Anchor, ...]
    marks: tuple[str, ...]  # letters of attributions whose source (or cue, or content) ends here
    end: tuple[Anchor, ...]


class ReportClaim(Struct, frozen=True, kw_only=True):
    """A claim in the margin of a report."""

    number: int
    key: int
    claim: Claim


class Note(Struct, frozen=True, kw_only=True):
    """An attribution in the margin, and the claims of the row that rest on it; without letter: the outlet's voice."""

    letter: str | None
    attribution: str | None
    key: int
    speaker: Party | None
    cue: str
    channel: str | None
    kind: AttributionKind | None
    certainty: Certainty | None
    inside: str | None  # letter of the attribution that it sits inside
    confidence: float | None
    reader: str | None
    begins: bool  # whether it begins in this row, or was begun above
    claims: tuple[ReportClaim, ...]


class TextRow(Struct, frozen=True, kw_only=True):
    """A paragraph and what rests on it."""

    start: int
    runs: tuple[Run, ...]
    notes: tuple[Note, ...]


class Version(Struct, frozen=True, kw_only=True):
    """A report at the same address."""

    report: Report
    retrieved: str | None
    current: bool


class CaseName(Struct, frozen=True, kw_only=True):
    """A case as other pages name it, with how far it has got."""

    id: str
    title: str
    headline: str


class ReportPage(Struct, frozen=True, kw_only=True):
    """The page of a report."""

    report: Report
    date_reason: str | None  # why a date is inferred
    url: str | None
    path: str | None
    retrieved: str | None
    language: str | None
    extractor: str
    unmarked: str | None  # why nothing is told of its claims
    readers: tuple[str, ...]
    versions: tuple[Version, ...]
    cases: tuple[CaseName, ...]
    relays: tuple[Relay, ...]  # what it has from others, and altered of it
    relays_left_out: int
    onward: tuple[Relay, ...]  # what others have from it
    onward_left_out: int
    rows: tuple[TextRow, ...]
    pages: Pages
    starts: tuple[int, ...]  # where in the text each page begins
    attributions: int
    claims: int


class Standing(Struct, frozen=True, kw_only=True):
    """How a case stands for one of its accused: what is said, how far it has got, and what is denied."""

    case: CaseName
    stage: str | None
    ended: str | None  # a step that ends the case or the custody, where a harder one was said as well
    denials: int


class Relation(Struct, frozen=True, kw_only=True):
    """A claim in which a party does something, or has it done to them, and which role that is."""

    roles: tuple[str, ...]
    claim: Claim


class Mentions(Struct, frozen=True, kw_only=True):
    """Where a report names a party."""

    report: Report
    quotes: tuple[Quote, ...]
    more: int


class PartyPage(Struct, frozen=True, kw_only=True):
    """The page of a party."""

    party: Party
    kind: str
    country: str | None
    parent: Party | None
    principal: Party | None
    members: tuple[Party, ...]
    aliases: tuple[str, ...]
    standings: tuple[Standing, ...]
    other_cases: tuple[CaseName, ...]
    done: tuple[Relation, ...]
    done_pages: Pages
    said: tuple[Claim, ...]
    said_pages: Pages
    mentions: tuple[Mentions, ...]
    mention_pages: Pages


class Piece(Struct, frozen=True, kw_only=True):
    """A stretch of a hit's words, matched or not."""

    text: str
    matched: bool


class Beside(Struct, frozen=True, kw_only=True):
    """A sentence of one report in a row of two, cut where words differ."""

    start: int
    end: int
    pieces: tuple[Piece, ...]


class BesideRow(Struct, frozen=True, kw_only=True):
    """A sentence of each report, or of one, and what was changed. `kind`: same, changed, retold, left or right."""

    kind: str
    left: Beside | None
    right: Beside | None
    changes: tuple[Change, ...]


class Compare(Struct, frozen=True, kw_only=True):
    """Two reports side by side."""

    left: Report
    right: Report
    relays: tuple[Relay, ...]
    rows: tuple[BesideRow, ...]
    left_out: int
    aligned: bool  # whether any sentence was found in both


class Found(Struct, frozen=True, kw_only=True):
    """A hit of a search; with the claim, or the report, that it is."""

    kind: str
    id: str
    title: str
    pieces: tuple[Piece, ...]
    claim: Claim | None = None
    report: Report | None = None


class FoundGroup(Struct, frozen=True, kw_only=True):
    """The hits of one kind."""

    kind: str
    hits: tuple[Found, ...]


class Search(Struct, frozen=True, kw_only=True):
    """The page of a search."""

    words: str
    groups: tuple[FoundGroup, ...]
    total: int
    bounded: bool  # whether there may be more


class SetAsides(Struct, frozen=True, kw_only=True):
    """The documents that could not be read."""

    documents: tuple[SetAside, ...]
    pages: Pages


class Suggestion(Struct, frozen=True, kw_only=True):
    """What may have been meant."""

    kind: str
    id: str


class Error(Struct, frozen=True, kw_only=True, rename={"cause": "title", "next_step": "detail"}):
    """What went wrong, and what to do next; as data a problem after RFC 9457."""

    status: int
    cause: str
    next_step: str
    suggestions: tuple[Suggestion, ...] = ()
    type: str = "about:blank"
