"""The words of Sayso as small frozen types: all that passes between rooms.

Three groups, in the order in which data goes through the house:

1. what `read` gives: `Found`, `Layer`, `SetAside`;
2. what `mark` gives for one text layer: `Marks`, whose entities, attributions and claims refer to each other
   by their index in `Marks` (nothing here knows of any other report);
3. what `link`, `trace` and `keep` give for the whole ledger: the records of the exchange format
   (`ReportRecord`, `ClaimRecord`, ...), field for field as in docs/exchange-format.md.

Every offset is a code point of a layer's text; every span is `[start, end)`.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from msgspec import Struct

Certainty = Literal["asserted", "alleged", "reported", "denied", "possible"]
Polarity = Literal["positive", "negative"]
AttributionKind = Literal["direct", "indirect", "mixed", "carried"]
PartyKind = Literal["person", "service", "government", "court", "company", "outlet", "group", "unnamed"]
Basis = Literal["metadata", "text", "inferred"]
ROLES = ("agent", "target", "recipient", "object", "instrument", "beneficiary")
SLOTS = (
    "age",
    "nationality",
    "occupation",
    "employer",
    "recruited_in",
    "recruited_year",
    "items",
    "sentence",
)


class Span(NamedTuple):
    """A stretch of a text layer, `[start, end)` in code points."""

    start: int
    end: int


# --------------------------------------------------------------------------------------------- read


class Header(Struct, frozen=True, kw_only=True):
    """What a report says of itself. `published` is a partial date (YYYY, YYYY-MM or YYYY-MM-DD)."""

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    published_basis: Basis | None = None
    language: str | None = None  # ISO 639-1


class Layer(Struct, frozen=True, kw_only=True):
    """One text of a report, made by the named extractor and version ("plain 1", "trafilatura 2.3.1")."""

    extractor: str
    text: str
    header: Header


class Found(Struct, frozen=True, kw_only=True):
    """One document as it was found: its bytes and where they lay ("folder/a.zip!/b.html")."""

    path: str
    data: bytes
    retrieved: str | None = None  # ISO 8601, UTC


class SetAside(Struct, frozen=True, kw_only=True):
    """A document that could not be read: why, and what its owner can do about it."""

    path: str
    reason: str
    next_step: str


# --------------------------------------------------------------------------------------------- mark


class Mention(Struct, frozen=True, kw_only=True):
    """One place where an entity is named; `form` tells names from descriptions and pronouns."""

    span: Span
    form: Literal["name", "nominal", "pronoun"] = "name"


class Entity(Struct, frozen=True, kw_only=True):
    """A party of one report, its mentions already brought together within the report.

    `key` is the id of the domain pack's entry, where the pack knows the party. `parent` is the index of the
    entity that it belongs to (an official's ministry). `surname` is given where a person's family name is known.
    """

    name: str
    kind: PartyKind
    key: str | None = None
    country: str | None = None  # ISO 3166 alpha-2
    parent: int | None = None
    surname: str | None = None
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()


class Attribution(Struct, frozen=True, kw_only=True):
    """Source, cue and content of "who said what", after the PARC/PolNeAR scheme.

    `kind` "carried" has content but no cue of its own. `parent` is the index of the attribution that it sits
    inside or carries on. `confidence` (0-1) is the reader's, not the speaker's.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: AttributionKind
    certainty: Certainty
    confidence: float
    reader: str  # "rules 1"
    speaker: int | None = None  # index of an entity
    speaker_name: str | None = None
    channel: str | None = None  # key of the domain pack's channel list, such as "wechat"
    parent: int | None = None


class Link(Struct, frozen=True, kw_only=True):
    """One speaker of a chain. The outermost is the outlet; the last is the one whose word it is."""

    speaker: str
    entity: int | None = None
    attribution: int | None = None
    channel: str | None = None
    certainty: Certainty | None = None


class Filler(Struct, frozen=True, kw_only=True):
    """What fills a role of a claim: what the report calls it, and the words that say it.

    `basis` tells how it is known: "syntax" (the clause names it), "understood: ..." (the clause leaves the report's one
    accused unsaid) or "inferred: ..." (the report determines it elsewhere), each of the last two with its reason. The
    `span` of an inferred filler holds the words it was inferred from.
    """

    name: str
    entity: int | None
    span: Span
    basis: str = "syntax"

    @property
    def inferred(self) -> bool:
        """Whether the clause does not name it: no evidence for joining, comparing or hardening anything."""
        return self.basis.startswith("inferred")


class When(Struct, frozen=True, kw_only=True):
    """A time of a claim. `value` and `until` are partial dates, None where the text gives too little.

    `basis`: "text" (printed in full), "relative" (reckoned from the report's date), "event" (reckoned from another
    event of the report), "carried" (of the sentence before), "announced" (the day on which it was told), "inferred"
    (reckoned from a date of the report that is itself inferred), or None with no value.
    """

    text: str
    span: Span
    value: str | None
    until: str | None = None
    basis: str | None = None
    coming: bool = False  # told as still to come

    @property
    def happened(self) -> str | None:
        """The date on which it happened; None where only the day of the telling is known, or it may be that day."""
        return self.value if self.basis not in ("announced", "inferred") else None


class Place(Struct, frozen=True, kw_only=True):
    """Where a claim's event took place."""

    text: str
    span: Span
    entity: int | None = None


class Quantity(Struct, frozen=True, kw_only=True):
    """How much or how many: `value` as a number where it is one, `unit` the noun counted or the currency."""

    text: str
    span: Span
    value: float | int | None
    unit: str | None


READ = -1  # in the place of the number of a trigger, where the encoder tells the event


class Why(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What made a claim of a reader: the entry of the domain pack that fired, and how the rest was found.

    `trigger` is the number of the event's trigger in the pack, from 1; 0 for a statement, which a list of words makes,
    and READ for an event that the encoder tells where no trigger fires. `places` says of each filler of a role where it
    stands: a grammatical place, "sentence" (elsewhere in the evidence), "before" (taken over from an earlier sentence)
    or "offence" (with what a step in law is for). `hedges` are certainty, words and how these hang on the event.
    """

    event: str  # as it was read
    trigger: int
    word: Span  # the word that names the event
    near: tuple[str, ...] = ()  # words near it that the trigger asks for; of a statement the name of its list
    places: dict[str, tuple[str, ...]] = {}
    hedges: tuple[tuple[Certainty, str, str], ...] = ()


class Claim(Struct, frozen=True, kw_only=True):
    """One event of the domain's list, said in one place by one chain of speakers.

    `attribution` is None for the outlet's own voice. `evidence` is the clause that carries the claim.
    """

    event: str
    evidence: Span
    roles: dict[str, tuple[Filler, ...]]
    attribution: int | None
    chain: tuple[Link, ...]
    certainty: Certainty
    polarity: Polarity = "positive"
    time: When | None = None
    place: Place | None = None
    quantity: Quantity | None = None
    confidence: float = 0.5
    why: Why | None = None  # None where an analyst has added it


class SlotValue(Struct, frozen=True, kw_only=True):
    """What the report says of one accused in one cell of a case table (see `SLOTS`)."""

    slot: str
    value: str
    span: Span
    entity: int | None  # the accused


class Marks(Struct, frozen=True, kw_only=True):
    """All that one reading of one text layer found; a pure function of layer, domain pack and reader."""

    reader: str
    header: Header  # the layer's, completed from the text (a printed date line, a credit)
    entities: tuple[Entity, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    claims: tuple[Claim, ...] = ()
    slots: tuple[SlotValue, ...] = ()
    credits: tuple[Link, ...] = ()  # agencies and outlets that the report as a whole is credited to


# ------------------------------------------------------------------------------- link, trace, keep


class Marked(Struct, frozen=True, kw_only=True):
    """One report as link and trace see it: its id and its marks, decisions of analysts already applied.

    `claim_ids` are the stable ids of `marks.claims`, in their order.
    """

    report: str
    text: str
    marks: Marks
    claim_ids: tuple[str, ...]
    attribution_ids: tuple[str, ...]
    entity_ids: tuple[str, ...]  # "REPORT:e3": identifies an entity of one report within the ledger


class Stub(Struct, frozen=True, kw_only=True):
    """One report's share of one case: who is accused there, and the evidence for joining it with others.

    `key` identifies the stub in the ledger ("REPORT:s0"); `keys` are the index entries under which candidates
    for a join are looked up. `main` is False for a case that the report only mentions as background.
    """

    key: str
    report: str
    main: bool
    accused: tuple[int, ...]  # indices of entities
    claims: tuple[int, ...]  # indices of claims
    keys: tuple[str, ...]
    features: dict[str, tuple[str, ...]]  # feature -> values: name, surname, service, country, date, event ...


class Join(Struct, frozen=True, kw_only=True):
    """The judgement on two stubs: whether they are one case, how strongly, and from which features."""

    joined: bool
    score: float
    explanation: str
    veto: bool = False


class LinkRecord(Struct, frozen=True, kw_only=True):
    """One link of an exported chain."""

    speaker: str
    party: str | None
    attribution: str | None
    channel: str | None
    certainty: Certainty | None


class FillerRecord(Struct, frozen=True, kw_only=True):
    """One filler of an exported role. `basis`: "syntax", or "understood: ..." or "inferred: ..." with the reason."""

    name: str
    party: str | None
    span: Span
    basis: str = "syntax"

    @property
    def inferred(self) -> bool:
        """Whether the clause does not name it."""
        return self.basis.startswith("inferred")


class TimeRecord(Struct, frozen=True, kw_only=True):
    """An exported time."""

    text: str
    span: Span
    value: str | None
    until: str | None
    basis: str | None


class PlaceRecord(Struct, frozen=True, kw_only=True):
    """An exported place."""

    text: str
    span: Span
    party: str | None


class QuantityRecord(Struct, frozen=True, kw_only=True):
    """An exported quantity."""

    text: str
    span: Span
    value: float | int | None
    unit: str | None


class Evidence(Struct, frozen=True, kw_only=True):
    """Verbatim words of a report: `text == report.text[start:end]`."""

    start: int
    end: int
    text: str


class Passage(Struct, frozen=True, kw_only=True):
    """Verbatim words with the report that they stand in, where it is not told by the record around them."""

    report: str
    start: int
    end: int


class MentionRecord(Struct, frozen=True, kw_only=True):
    """A party's mention in a report."""

    report: str
    start: int
    end: int
    text: str


class ReportRecord(Struct, frozen=True, kw_only=True):
    """A line of reports.jsonl."""

    id: str
    path: str | None
    url: str | None
    title: str | None
    outlet: str | None
    published: str | None
    published_basis: Basis | None
    retrieved: str | None
    language: str | None
    extractor: str
    text: str
    published_reason: str | None = None  # of an inferred date, in words
    previous: str | None = None  # the earlier version at the same address


class AttributionRecord(Struct, frozen=True, kw_only=True):
    """A line of attributions.jsonl."""

    id: str
    report: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speaker: str | None
    speaker_name: str | None
    channel: str | None
    kind: AttributionKind
    certainty: Certainty
    parent: str | None
    confidence: float
    reader: str


class ClaimRecord(Struct, frozen=True, kw_only=True):
    """A line of claims.jsonl."""

    id: str
    report: str
    attribution: str | None
    chain: tuple[LinkRecord, ...]
    event: str
    roles: dict[str, tuple[FillerRecord, ...]]
    time: TimeRecord | None
    place: PlaceRecord | None
    quantity: QuantityRecord | None
    polarity: Polarity
    certainty: Certainty
    evidence: Evidence
    case: str | None
    allegation: str | None
    origin: str | None
    confidence: float
    review: Literal["accepted", "rejected", "corrected", "added"] | None = None


class AllegationRecord(Struct, frozen=True, kw_only=True):
    """A line of allegations.jsonl."""

    id: str
    case: str
    event: str
    roles: dict[str, tuple[str, ...]]
    quantity: str | None
    time: str | None
    claims: tuple[str, ...]
    origins: tuple[str, ...]
    principals: tuple[str, ...]
    answers: tuple[str, ...]
    explanation: str


class PartyRecord(Struct, frozen=True, kw_only=True):
    """A line of parties.jsonl."""

    id: str
    name: str
    kind: PartyKind
    country: str | None
    parent: str | None
    principal: str
    members: tuple[str, ...]
    aliases: tuple[str, ...]
    mentions: tuple[MentionRecord, ...]


class StageRecord(Struct, frozen=True, kw_only=True):
    """A step of one accused in law, in the words of the reports and on the ladder."""

    accused: str
    stage: str
    wording: str
    date: str | None
    claims: tuple[str, ...]
    reason: str | None = None  # why an analyst set it; None for what only reports say


class OriginRecord(Struct, frozen=True, kw_only=True):
    """An utterance that claims of a case go back to, and the reports that rest on it."""

    id: str
    speaker: str | None
    name: str
    channel: str | None
    date: str | None
    report: str | None
    reports: tuple[str, ...]
    via: dict[str, tuple[str, ...]]
    evidence: tuple[Passage, ...]
    explanation: str
    likely_via: dict[str, str] = {}  # by the same rare translation, for reports that name nobody


class SlotRecord(Struct, frozen=True, kw_only=True):
    """One value of one slot of a case, with the words that give it."""

    value: str
    accused: str | None
    spans: tuple[Passage, ...]


class CaseRecord(Struct, frozen=True, kw_only=True):
    """A line of cases.jsonl."""

    id: str
    title: str
    accused: tuple[str, ...]
    accusers: tuple[str, ...]
    services: tuple[str, ...]
    countries: tuple[str, ...]
    stages: tuple[StageRecord, ...]
    reports: tuple[str, ...]
    claims: tuple[str, ...]
    origins: tuple[OriginRecord, ...]
    principals: tuple[str, ...]
    slots: dict[str, tuple[SlotRecord, ...]]
    explanation: str = ""  # why these reports are one case, and how its origins were counted


ChangeKind = Literal[
    "value",
    "name",
    "number",
    "role",
    "stage",
    "hedge_dropped",
    "attribution_dropped",
    "certainty",
    "quotation",
    "wording",
    "added",
    "omitted",
]


class ChangeRecord(Struct, frozen=True, kw_only=True):
    """What a relay altered: both wordings verbatim with their spans; None and "" on the side that has nothing."""

    kind: ChangeKind
    source_span: Span | None
    target_span: Span | None
    source_text: str
    target_text: str
    slot: str | None
    explanation: str


class RelayPassage(Struct, frozen=True, kw_only=True):
    """Words that two reports share: where they stand in the source, and where in the target."""

    source: Span
    target: Span


class RelayRecord(Struct, frozen=True, kw_only=True):
    """A line of relays.jsonl. Where it is not known who has it from whom, either report may be the source."""

    source: str | None
    source_name: str
    target: str
    directed: bool
    kind: Literal["verbatim", "light_edit", "paraphrase", "cites"]
    score: float
    passages: tuple[RelayPassage, ...]
    changes: tuple[ChangeRecord, ...]
    flags: tuple[str, ...]
    explanation: str
    wire: str | None = None  # a story outside the ledger that both reports go back to, by its outlet
    version: str | None = None  # of an utterance: the report that it is read in, into which the source's spans point
    through: str | None = None  # the report that the target has it through, where it has it from that one more fully


Judgement = Literal["later", "precision", "garble", "hardened", "contradiction"]
DISPUTES: frozenset[Judgement] = frozenset({"garble", "hardened", "contradiction"})  # values that cannot all be right
# What a divergence is about: a slot, the accused's name, gender, furthest step or service, or a field of an event.
DIVERGING = ("name", "gender", "status", "service", *SLOTS)
# Of the event "statement" the time is that of the speaking itself.
EVENT_FIELDS = ("agent", "target", "recipient", "time", "place", "quantity", "certainty", "attribution", "wording")


class DivergentValue(Struct, frozen=True, kw_only=True):
    """One of the values that reports of a case give for one slot, with the words that give it."""

    value: str
    reports: tuple[str, ...]
    claims: tuple[str, ...]
    spans: tuple[Passage, ...] = ()
    suspect: Literal["garble", "hardened"] | None = None  # a garble of another value, or harder than its origin's


class DivergenceRecord(Struct, frozen=True, kw_only=True):
    """A line of divergences.jsonl: reports of one case that fill one slot differently."""

    case: str
    slot: str  # one of `DIVERGING`, or an event with one of `EVENT_FIELDS`: "arrest.time"
    accused: str | None
    values: tuple[DivergentValue, ...]
    judgement: Judgement
    explanation: str


class DecisionRecord(Struct, frozen=True, kw_only=True):
    """A line of decisions.jsonl: an analyst's act, anchored so that it outlives a re-run."""

    id: str
    when: str
    who: str
    what: str
    on: str
    anchor: dict[str, object]
    reason: str | None
    key: str = ""  # the same in every ledger that holds the decision
