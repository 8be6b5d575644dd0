"""Domain packs: what the pipeline knows of a field, as commented YAML that an analyst can change.

`load("espionage")` reads the folder of that name beside this file; `load("/path/to/pack")` one of the user's own.
A pack is a folder of YAML files; docs/domain-pack.md describes each. This module gives the frozen types that the
files are checked against: a mistake in a file raises `PackError`, which names the file, the entry, the cause and the
next step (loading.py reads, checking.py sees that entries hold together).
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

from sayso.domains.checking import check
from sayso.domains.loading import HERE, Kind, PackError, read
from sayso.model import Certainty, PartyKind

By = Literal[
    "speaker", "authority", "accuser", "same", "announcer", "body", "handler", "receiver", "service", "state",
    "operation", "post", "accused", "addressee",
]  # fmt: skip
DEFAULT = "espionage"


class Country(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A state: its names, demonyms and the places that stand for its government ("Beijing", "the Kremlin")."""

    code: str  # ISO 3166 alpha-2
    name: str
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    adjective: str = ""  # before "authorities", where that is not the first demonym
    metonyms: tuple[str, ...] = ()  # its capital, used of the government
    seats: tuple[str, ...] = ()  # seats of government that are hardly ever a mere place: "the Kremlin"
    government: str = ""  # name of its government as a party, by default "Government of NAME"
    weak: bool = False  # also a common name of something else: a hit only beside another name of the same state


class Party(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A body or outlet that the pack knows. `aliases` are matched as written, `phrases` in any case.

    `functions` are what the body is to its country ("foreign-intelligence"): "the British spy agency" is the
    British party whose function has the phrase "spy agency" (functions.yaml).
    """

    id: str
    name: str
    kind: PartyKind
    country: str | None = None
    parent: str | None = None  # id of a party, by default the country's government
    principal: str | None = None  # id of the party that stands behind it, by default found through `parent`
    functions: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    weak_aliases: tuple[str, ...] = ()  # ambiguous: matched only where the text names the body or its country otherwise
    addresses: tuple[str, ...] = ()  # host names, for outlets
    agency: bool = False  # a news agency: a credit to it is a relay
    source: str | None = None  # where the entry was taken from


class Function(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a body is to its country, and the phrases that name it beside a country or demonym."""

    id: str
    kind: PartyKind
    phrases: tuple[str, ...]
    name: str = ""  # of a body made from country and function: "Ministry of Foreign Affairs"
    beside: tuple[str, ...] = ()  # phrases that name a body only beside a country ("Chinese intelligence")
    like: tuple[str, ...] = ()  # functions tried in turn where no party of the country has this one
    government: bool = False  # the phrase names the government itself
    many: bool = False  # a country has several, each with a name of its own: courts, police forces
    state: bool = False  # acts for the government although its kind (an outlet) would not tell
    abroad: bool = False  # may stand in another country: "the embassy in Japan" is not Japan's
    definite: bool = False  # alone only after "the" or "its": "the agency"
    generic: bool = False  # says of none of a country's services which one it is: "Chinese intelligence"


class Channel(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A way of saying: "WeChat post", "press conference"; `phrases` are matched in any case on whole words."""

    id: str
    name: str
    phrases: tuple[str, ...]


class Cue(Struct, frozen=True, kw_only=True):
    """A word or phrase that attributes. `words` are lemmas, space-separated where more than one.

    `frames` gives, for each way in which content can hang on the word ("clause", "to", "object of"; see
    mark/frames.py), the share of its uses that attribute; a frame that is not listed does not attribute.
    """

    words: str
    pos: Literal["verb", "noun", "adj", "prep", "adv"]
    certainty: Certainty = "reported"
    stance: Literal["neutral", "support", "oppose", "none"] = "neutral"
    weight: float = 1.0  # share of its uses that attribute, where measured
    frames: dict[str, float] = msgspec.field(default_factory=dict)
    forms: tuple[str, ...] = ()  # irregular forms of the first word ("thought")


class Trigger(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that name an event: `lemmas` are heads, and every further condition that is given must hold.

    `with_` and `also` each ask for one of their lemmas in the head's own clause, `without` forbids them; `prep`,
    `particle` and `comp` ask for a preposition, a particle or a completing clause at the head; `needs` for the kind
    of party in a place. `places` says which place fills which role where it differs from the event's own.
    """

    lemmas: tuple[str, ...]
    pos: Literal["VERB", "NOUN", "ADJ"] = "VERB"
    with_: tuple[str, ...] = msgspec.field(default=(), name="with")
    also: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    particle: str | None = None
    prep: tuple[str, ...] = ()
    needs_prep: tuple[str, ...] = ()  # the preposition that a noun must depend on ("under cover")
    what: tuple[str, ...] = ()  # what must head the object: "got | nine years"
    comp: bool = False
    voice: Literal["active", "passive"] | None = None
    needs: dict[str, tuple[PartyKind, ...]] = {}
    places: dict[str, str] = {}
    doers: tuple[PartyKind, ...] = ()  # whoever of agent and target is of these kinds is the agent
    deep: bool = False  # whether words of subordinate clauses, and of the subject, count as near
    known: tuple[str, ...] = ()  # places that a party of the report must fill
    things: tuple[str, ...] = ()  # places that a thing must fill, and no party
    main: bool = False  # what the report's one accused does or suffers, whoever else stands near
    suspects: bool = False
    outsider: bool = False  # whether it counts only where none of those whom the report suspects does it
    refused: bool = False  # whether the words say that it was refused, or only asked for: "turned down her bail plea"
    certainty: Certainty | None = None
    confidence: float = 0.6


class Telling(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How an event is told in a sentence: `done` after who does it, `undergone` after whom it is done to.

    `ties` are the words before who fills another role than the agent.
    With `undergone`, what is done is done to somebody.
    """

    done: str
    undergone: str = ""
    ties: dict[str, str] = {}


class Event(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An event type: its triggers, which grammatical place fills which role, and the stage that it shows.

    `places` maps a place (subject, object, dative, poss, comp, or a preposition) to a role of model.ROLES.
    """

    id: str
    about: str
    triggers: tuple[Trigger, ...]
    places: dict[str, str]
    stage: str | None = None
    official: bool = False  # an act that the body performs by saying or doing it: asserted in the outlet's voice
    accused: tuple[str, ...] = ()  # roles that the accused can fill, best first
    suspects: bool = False  # counts only of somebody whom the report suspects of something
    speech: bool = False  # a way of saying: the speaker is the one who does it
    story: bool = False  # done among those whom the report tells of, also where its verb can attribute ("told him to")
    silence: bool = False  # told by a negation: "did not respond"
    term: bool = False  # its quantity is a length of time
    staff: bool = False  # what stands after "of" at its object only tells whose people that is
    people: bool = True  # whether only people and bodies, not things, can stand where an accused stands
    everyday: bool = False  # its words often mean something else: triggers count less against the encoder's doubt
    misread: bool = False  # the encoder is seldom right about it: it must find it likely where no trigger fires
    where: tuple[str, ...] = ()  # roles in which the name of a state is the place: "flew to France"
    personal: bool = False  # done by people: where a service would be the agent, it is the one whom it runs
    told: Telling | None = None  # where it has none, its id serves


class Missing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who fills a role that a clause leaves open: kinds of evidence in order of weight (actors.yaml tells each)."""

    events: tuple[str, ...]
    by: tuple[By, ...]
    role: Literal["agent", "recipient", "target"] = "agent"
    functions: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    kinds: tuple[PartyKind, ...] = ()
    organs: str = "authorities"


class Given(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the value of a slot is looked for: in the claims of some events, under one of their parts."""

    events: tuple[str, ...]
    take: Literal["quantity", "place", "year", "agent", "target", "recipient", "object", "instrument", "beneficiary"]
    unit: bool | None = None  # of a quantity: only of money (True), or only of no money (False)


class Slot(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A cell of the case table that the pack adds to those of every pack (model.SLOTS).

    `compare` is how two of its values are compared where reports differ (trace/values.py).
    """

    id: str
    about: str
    given: tuple[Given, ...]
    compare: Literal["number", "words", "place", "date", "head"] = "words"


class Domain(Struct, frozen=True, kw_only=True, eq=False):
    """A whole pack; one object a pack, so that what is made of it can be cached."""

    id: str
    version: str
    stages: tuple[str, ...]
    countries: tuple[Country, ...]
    parties: tuple[Party, ...]
    functions: tuple[Function, ...]
    channels: tuple[Channel, ...]
    cues: tuple[Cue, ...]
    events: tuple[Event, ...]
    words: dict[str, tuple[str, ...]]  # named word lists (words.yaml): hedges, occupations, kin ...
    linking: dict[str, tuple[str, ...]] = {}  # word lists of link and trace (linking.yaml)
    cities: dict[str, tuple[str, ...]] = {}  # names of cities and regions by country code (cities.yaml)
    naming: dict[str, tuple[str, ...]] = {}  # word lists that decide what a name stands for (naming.yaml)
    slots: tuple[Slot, ...] = ()  # cells of the case table beyond those of every pack (slots.yaml)
    actors: tuple[Missing, ...] = ()  # who fills roles that clauses leave open (actors.yaml)


KINDS: dict[str, Kind] = {
    "countries": Kind(Country, lambda entry: str(entry.code)),
    "parties": Kind(Party, lambda entry: str(entry.id)),
    "functions": Kind(Function, lambda entry: str(entry.id)),
    "channels": Kind(Channel, lambda entry: str(entry.id)),
    "cues": Kind(Cue, lambda entry: f"{entry.words} ({entry.pos})"),
    "events": Kind(Event, lambda entry: str(entry.id)),
    "slots": Kind(Slot, lambda entry: str(entry.id)),
    "actors": Kind(Missing, lambda entry: f"{entry.role} of {', '.join(entry.events)}"),
    "words": Kind(None),
    "linking": Kind(None),
    "naming": Kind(None),
    "cities": Kind(None),
}


@cache
def fingerprint(domain: Domain) -> str:
    """A pack's name, version and digest: a changed pack is another pack, whether or not its version was raised."""
    digest = hashlib.sha256(msgspec.json.encode(domain)).hexdigest()[:12]
    return f"{domain.id} {domain.version} {digest}"


def folder_of(name: str) -> Path:
    """Where the pack of that name lies; a name with a `/` is the path of its folder."""
    return Path(name) if "/" in name else HERE / name


@cache
def load(name: str = DEFAULT) -> Domain:
    """The pack of that name, or at that path.

    Raises PackError if the folder or one of its files is missing or wrong.
    """
    files = read(folder_of(name), KINDS)
    check(files)
    entries: dict[str, Any] = {
        kind: tuple(entry for entry, _ in files.entries.get(kind, {}).values()) for kind in KINDS if KINDS[kind].entry
    }
    lists: dict[str, Any] = {kind: files.lists.get(kind, {}) for kind in KINDS if KINDS[kind].entry is None}
    head = files.head
    return Domain(id=head.id, version=head.version, stages=head.stages, **entries, **lists)


__all__ = ["DEFAULT", "HERE", "Domain", "PackError", "fingerprint", "folder_of", "load"]
