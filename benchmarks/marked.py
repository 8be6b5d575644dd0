"""As many reports as one wants with their marks made by rule, for desk.py: no reader is run, so that they are cheap.

`cases(wanted)` gives cases, each with its reports as text and marks; few cases have many reports and most have few, as
in life. The same numbers give the same reports. Names and things are invented words, so that cases share no wording.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

from invented import LENGTH, name

from sayso.model import (
    Attribution,
    Certainty,
    Claim,
    Entity,
    Filler,
    Header,
    Link,
    Marks,
    Mention,
    SlotValue,
    Span,
    When,
)

READER = "by rule 1"
ACCUSERS = (
    ("cn-mss", "Ministry of State Security", "CN"), ("ru-fsb", "FSB", "RU"),
    ("us-doj", "US Department of Justice", "US"),
    ("gb-mi5", "MI5", "GB"), ("de-prosecutors", "Federal Public Prosecutor General", "DE"), ("pl-abw", "ABW", "PL"),
    ("ee-kapo", "KAPO", "EE"), ("ua-sbu", "SBU", "UA"), ("in-nia", "NIA", "IN"), ("kr-nis", "NIS", "KR"),
    ("ir-mois", "Ministry of Intelligence", "IR"), ("se-sapo", "SAPO", "SE"),
)  # fmt: skip
SERVICES = (
    ("us-cia", "CIA", "US"), ("gb-mi6", "MI6", "GB"), ("ru-gru", "GRU", "RU"),
    ("cn-mss", "Ministry of State Security", "CN"),
    ("ru-svr", "SVR", "RU"), ("il-mossad", "Mossad", "IL"), ("ir-irgc", "IRGC", "IR"),
    ("cu-di", "Intelligence Directorate", "CU"),
    ("kp-rgb", "Reconnaissance General Bureau", "KP"), ("pk-isi", "ISI", "PK"),
)  # fmt: skip
OUTLETS = 160
MONTHS = ("January", "March", "May", "June", "August", "October", "November")
STEPS = (
    ("arrest", "was arrested"),
    ("charge", "was charged"),
    ("convict", "was convicted"),
    ("sentence", "was sentenced"),
)


class Plot(NamedTuple):
    """What one case is about."""

    number: int
    accused: str
    accuser: tuple[str, str, str]
    service: tuple[str, str, str]
    year: int
    words: tuple[str, ...]  # things and places of its own
    steps: int


class Written(NamedTuple):
    """One report: where it was found, its text and its marks."""

    path: str
    text: str
    marks: Marks


class Page:
    """A report as it is written: each piece gives the place where it stands."""

    def __init__(self) -> None:
        self.text = ""
        self.attributions: list[Attribution] = []
        self.claims: list[Claim] = []
        self.named: dict[int, list[Mention]] = {}

    def add(self, words: str, entity: int | None = None) -> Span:
        """Words, with a blank after them; where they name an entity, that is noted."""
        span = Span(len(self.text), len(self.text) + len(words))
        self.text += words + " "
        if entity is not None:
            self.named.setdefault(entity, []).append(Mention(span=span))
        return span

    def since(self, start: int) -> Span:
        """All from there to here."""
        return Span(start, len(self.text) - 1)


ACCUSED, ACCUSER, SERVICE, OUTLET, WIRE = range(5)


def cases(wanted: int, reports: int) -> Iterator[list[Written]]:
    """That many cases with about that many reports in all, the largest first."""
    weights = [1 / (at + 1) ** 0.9 for at in range(wanted)]
    scale = (reports - wanted) / sum(weights)
    for at, weight in enumerate(weights):
        plot = _plot(at)
        yield [_report(plot, number) for number in range(1 + round(weight * scale))]


def invented_words(cases: int) -> set[str]:
    """The words that the first cases do not share with anything."""
    plots = [_plot(number) for number in range(cases)]
    return {word for plot in plots for word in (*plot.words, *plot.accused.split())}


def _plot(number: int) -> Plot:
    source = random.Random(number)
    accuser = source.choice(ACCUSERS)
    service = source.choice([one for one in SERVICES if one[2] != accuser[2]])
    words = tuple(name(source, LENGTH).lower() for _ in range(12))
    person = f"{name(source, LENGTH)} {name(source, LENGTH)}"
    return Plot(number, person, accuser, service, source.randint(1985, 2025), words, source.randint(1, 4))


def outlet(number: int) -> str:
    """The name of an outlet."""
    return f"{name(random.Random(10**7 + number % OUTLETS), LENGTH)} Post"


def _report(plot: Plot, number: int) -> Written:
    source = random.Random(plot.number * 10_007 + number)
    page, own = Page(), number % 3 == 2  # every third report tells it in its own voice
    _opening(page, plot, own)
    _facts(page, plot, own, source.choice((plot.words[8], plot.words[9])) if number else plot.words[8])
    for step, words in STEPS[: plot.steps]:
        _said(page, plot, step, words, own=own, when=_day(plot, step))
    if number % 4 == 1:
        _denial(page, plot)
    day = f"{plot.year}-{1 + plot.number % 12:02}-{1 + number % 28:02}"
    return Written(f"{plot.number:05}/{number:04}.txt", page.text, _marks(page, plot, number, day))


def _opening(page: Page, plot: Plot, own: bool) -> None:
    w = plot.words
    _said(page, plot, "recruit", f"was recruited in {w[0]} {w[1]} by", own=own, when=str(plot.year - 3))


def _facts(page: Page, plot: Plot, own: bool, thing: str) -> None:
    w = plot.words
    _said(
        page,
        plot,
        "transfer_information",
        f"passed 17 {thing} {w[2]} {w[3]} of the {w[4]} to",
        own=own,
        when=str(plot.year - 1),
    )
    _said(page, plot, "pay", f"took 9,000 {w[5]} for {w[6]} and {w[7]} from", own=own, when=None)
    _said(page, plot, "meet", f"met {w[9]} {w[10]} at the {w[11]} of {w[2]} with", own=own, when=str(plot.year - 2))


def _day(plot: Plot, step: str) -> str:
    return f"{plot.year}-{1 + len(step) % 12:02}-{1 + plot.number % 28:02}"


def _said(page: Page, plot: Plot, event: str, words: str, *, own: bool, when: str | None) -> None:
    """One sentence with one claim, on the accuser's word or in the outlet's own voice."""
    start = len(page.text)
    who = page.add(plot.accused, ACCUSED)
    page.add(words)
    legal = event in dict(STEPS)
    other = None if legal else page.add(plot.service[1], SERVICE)
    time = None
    if when:
        page.add("in")
        time = When(text=when, span=page.add(when), value=when, basis="text")
    evidence = page.since(start)
    by = None if own else _by(page, plot, evidence, "said" if legal else "alleged")
    page.text = page.text.rstrip() + ".\n\n"
    page.claims.append(_claim(page, plot, event, evidence, who, other, by, time))


def _by(page: Page, plot: Plot, content: Span, cue: str) -> int:
    page.text = page.text.rstrip() + ", "
    source = page.add(plot.accuser[1], ACCUSER)
    page.attributions.append(
        Attribution(
            source=(source,),
            cue=(page.add(cue),),
            content=(content,),
            kind="indirect",
            confidence=0.8,
            reader=READER,
            certainty="alleged" if cue == "alleged" else "reported",
            speaker=ACCUSER,
            speaker_name=plot.accuser[1],
        )
    )
    return len(page.attributions) - 1


def _claim(page: Page, plot: Plot, event: str, evidence: Span, who: Span, other: Span | None, by: int | None,
           time: When | None) -> Claim:  # fmt: skip
    accused = (Filler(name=plot.accused, entity=ACCUSED, span=who),)
    roles = {"target" if other is None or event == "recruit" else "agent": accused}
    if other is not None:
        service = (Filler(name=plot.service[1], entity=SERVICE, span=other),)
        roles["agent" if event == "recruit" else "recipient"] = service
    certainty: Certainty = "asserted" if by is None else page.attributions[by].certainty
    chain = [Link(speaker="outlet", entity=OUTLET)]
    if by is not None:
        chain.append(Link(speaker=plot.accuser[1], entity=ACCUSER, attribution=by, certainty=certainty))
    return Claim(event=event, evidence=evidence, roles=roles, attribution=by, chain=tuple(chain), certainty=certainty,
                 time=time, confidence=0.7)  # fmt: skip


def _denial(page: Page, plot: Plot) -> None:
    start = len(page.text)
    who = page.add(plot.accused, ACCUSED)
    page.add(f"denied {plot.words[10]} {plot.words[0]} spying")
    evidence = page.since(start)
    page.text = page.text.rstrip() + ".\n\n"
    chain = (Link(speaker="outlet", entity=OUTLET), Link(speaker=plot.accused, entity=ACCUSED, certainty="denied"))
    roles = {"agent": (Filler(name=plot.accused, entity=ACCUSED, span=who),)}
    claim = Claim(event="deny", evidence=evidence, roles=roles, attribution=None, chain=chain, certainty="denied")
    page.claims.append(claim)


def _marks(page: Page, plot: Plot, number: int, day: str) -> Marks:
    def entity(
        at: int, name: str, kind: str, key: str | None, country: str | None, surname: str | None = None
    ) -> Entity:
        return Entity(
            name=name, kind=kind, key=key, country=country, surname=surname, mentions=tuple(page.named.get(at, ()))
        )  # type: ignore[arg-type]

    own = outlet(plot.number + number * 7)
    entities = (
        entity(ACCUSED, plot.accused, "person", None, None, plot.accused.split()[1]),
        entity(ACCUSER, plot.accuser[1], "government", plot.accuser[0], plot.accuser[2]),
        entity(SERVICE, plot.service[1], "service", plot.service[0], plot.service[2]),
        entity(OUTLET, own, "outlet", None, None),
    )
    age = page.named[ACCUSED][0].span
    slots = (SlotValue(slot="age", value=str(30 + plot.number % 40 + (number % 9 == 4)), span=age, entity=ACCUSED),)
    header = Header(
        title=f"{plot.accused} and the {plot.words[8]} of {plot.words[0]}", outlet=own, published=day,
        published_basis="metadata", url=f"https://{own.split()[0].lower()}.example/{plot.number}/{number}",
    )  # fmt: skip
    return Marks(reader=READER, header=header, entities=entities, attributions=tuple(page.attributions),
                 claims=tuple(page.claims), slots=slots)  # fmt: skip
