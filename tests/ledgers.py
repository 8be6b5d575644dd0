"""Ledgers for tests: real SQLite files, filled through the ledger's own writing API with marks made by hand.

`two_reports(path)` holds two reports on one case: a bureau announces an arrest, and a service denies. The second report
is hostile: its title, its outlet and a quotation hold escape sequences, formulas and bidirectional controls.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from sayso.domains import Domain, load
from sayso.keep import Ledger
from sayso.model import (
    Attribution,
    Claim,
    Entity,
    Filler,
    Found,
    Header,
    Layer,
    Link,
    Marks,
    Mention,
    SetAside,
    SlotValue,
    Span,
    When,
)
from sayso.pipeline import fingerprint, settle

READER = "hand 1"
ARREST = (
    "The Norland State Bureau said that Ilya Brandt had been recruited by the Southern Service in 2019. "
    "Brandt, 52, was arrested on 4 March 2024, the bureau said in a statement."
)
DENIAL = (
    "The Norland State Bureau says Ilya Brandt was arrested in March. "
    "“\x1b[31m\x07Brandt never worked\u202e for us\x1b[0m,” said the Southern Service."
)


def at(text: str, words: str) -> Span:
    """Where words stand in a text."""
    start = text.index(words)
    return Span(start, start + len(words))


def everywhere(text: str, *names: str) -> tuple[Mention, ...]:
    """Where any of the names stands."""
    spans = sorted({at(text, name) for name in names if name in text})
    return tuple(Mention(span=span) for span in spans)


def entities(text: str, outlet: str) -> tuple[Entity, ...]:
    """The four parties: bureau, accused, service, outlet."""
    return (
        Entity(name="Norland State Bureau", kind="government", mentions=everywhere(text, "Norland State Bureau")),
        Entity(name="Ilya Brandt", kind="person", surname="Brandt", mentions=everywhere(text, "Ilya Brandt")),
        Entity(name="Southern Service", kind="service", mentions=everywhere(text, "Southern Service")),
        Entity(name=outlet, kind="outlet"),
    )


def filler(text: str, words: str, entity: int, name: str) -> tuple[Filler, ...]:
    """One filler of a role."""
    return (Filler(name=name, entity=entity, span=at(text, words)),)


def said(text: str, source: str, cue: str, content: str, speaker: int, name: str) -> Attribution:
    """One attribution."""
    return Attribution(
        source=(at(text, source),), cue=(at(text, cue),), content=(at(text, content),), kind="indirect",
        certainty="reported", confidence=0.9, reader=READER, speaker=speaker, speaker_name=name,
    )  # fmt: skip


def arrest_marks(outlet: str) -> Marks:
    """What the first report says: recruited in 2019, arrested in 2024, on the bureau's word."""
    recruited = "Ilya Brandt had been recruited by the Southern Service in 2019"
    arrested = "Brandt, 52, was arrested on 4 March 2024"
    chain = (Link(speaker=outlet, entity=3), Link(speaker="Norland State Bureau", entity=0, attribution=0))
    return Marks(
        reader=READER,
        header=Header(title="Arrest in Norland", outlet=outlet, published="2024-03-05", published_basis="metadata"),
        entities=entities(ARREST, outlet),
        attributions=(said(ARREST, "The Norland State Bureau", "said", recruited, 0, "Norland State Bureau"),),
        claims=(
            Claim(
                event="recruit", evidence=at(ARREST, recruited), attribution=0, chain=chain, certainty="alleged",
                roles={
                    "agent": filler(ARREST, "the Southern Service", 2, "Southern Service"),
                    "target": filler(ARREST, "Ilya Brandt", 1, "Ilya Brandt"),
                },
                time=When(text="2019", span=at(ARREST, "2019"), value="2019", basis="text"),
            ),
            Claim(
                event="arrest", evidence=at(ARREST, arrested), attribution=0, chain=chain, certainty="asserted",
                roles={"target": filler(ARREST, "Brandt, 52", 1, "Ilya Brandt")},
                time=When(text="4 March 2024", span=at(ARREST, "4 March 2024"), value="2024-03-04", basis="text"),
            ),
        ),
        slots=(SlotValue(slot="age", value="52", span=at(ARREST, "52"), entity=1),),
    )  # fmt: skip


def denial_marks(outlet: str) -> Marks:
    """What the second report says: arrested, on the bureau's word; and the service denies."""
    arrested, denied = "Ilya Brandt was arrested in March", "Brandt never worked\u202e for us"
    bureau = (Link(speaker=outlet, entity=3), Link(speaker="Norland State Bureau", entity=0, attribution=0))
    service = (Link(speaker=outlet, entity=3), Link(speaker="Southern Service", entity=2, attribution=1))
    return Marks(
        reader=READER,
        header=Header(
            title="=cmd|'/c calc'!A1 \x1b]0;owned\x07", outlet=outlet, published="2024-03", published_basis="text"
        ),
        entities=entities(DENIAL, outlet),
        attributions=(
            said(DENIAL, "The Norland State Bureau", "says", arrested, 0, "Norland State Bureau"),
            said(DENIAL, "the Southern Service", "said", denied, 2, "Southern Service"),
        ),
        claims=(
            Claim(
                event="arrest", evidence=at(DENIAL, arrested), attribution=0, chain=bureau, certainty="reported",
                roles={"target": filler(DENIAL, "Ilya Brandt", 1, "Ilya Brandt")},
            ),
            Claim(
                event="deny", evidence=at(DENIAL, denied), attribution=1, chain=service, certainty="denied",
                roles={"agent": filler(DENIAL, "the Southern Service", 2, "Southern Service")},
            ),
        ),
    )  # fmt: skip


def keep(ledger: Ledger, path: str, text: str, marks: Marks) -> str:
    """Keeps one report as the pipeline does; its id."""
    found = Found(path=path, data=text.encode(), retrieved="2024-03-07T10:00:00Z")
    id, _ = ledger.add_report(found, Layer(extractor="plain 1", text=text, header=marks.header))
    ledger.add_marks(id, marks, READER, "espionage")
    return id


def told(ledger: Ledger, domain: Domain) -> None:
    """Notes what a build notes of itself."""
    ledger.note("domain", fingerprint(domain))
    ledger.note("reader", READER)
    ledger.note("stages", domain.stages)
    ledger.note("events", [event.id for event in domain.events])


def other_case(path: Path) -> None:
    """Adds a report on another case."""
    swaps = {"Ilya Brandt": "Otto Falk", "Brandt": "Falk", "Southern Service": "Eastern League", "Norland": "Westmark"}
    text, marks = ARREST, msgspec.json.encode(arrest_marks("The Lantern")).decode()
    for name, other in swaps.items():
        padded = other.ljust(len(name), "e")  # of one length, so that every span stays where it is
        text, marks = text.replace(name, padded), marks.replace(name, padded)
    with Ledger.open(path) as ledger:
        keep(ledger, "pages/other.txt", text, msgspec.json.decode(marks, type=Marks))
        settle(ledger, load())


def two_reports(path: Path) -> Path:
    """A ledger with two reports of one case, and one document that was set aside."""
    with Ledger.open(path, create=True) as ledger:
        told(ledger, load())
        keep(ledger, "pages/arrest.txt", ARREST, arrest_marks("Harbour Post"))
        keep(ledger, "pages/denial.txt", DENIAL, denial_marks("@Evening \x9b2JStar"))
        aside = SetAside(
            path="pages/locked\x1b.pdf", reason="It is encrypted.", next_step="Save it without a password."
        )
        ledger.set_aside(aside)
        settle(ledger, load())
    return path
