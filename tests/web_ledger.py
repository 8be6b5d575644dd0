"""Reports with marks made by hand, for tests of the pages: what is shown must not hang on how well reports are read.

`Story` finds its spans by their words, so that a changed sentence fails loudly.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from sayso.domains import load
from sayso.keep import Ledger
from sayso.model import (
    Attribution,
    AttributionKind,
    Certainty,
    Claim,
    Entity,
    Filler,
    Found,
    Header,
    Layer,
    Link,
    Marks,
    Mention,
    PartyKind,
    Quantity,
    SlotValue,
    Span,
    When,
)
from sayso.pipeline import fingerprint, settle

READER = "by hand 1"


class Story:
    """One report: its text, and marks that are added one by one."""

    def __init__(self, name: str, text: str, *, title: str, outlet: str | None, published: str | None = None,
                 url: str | None = None) -> None:  # fmt: skip
        self.name, self.text = name, text
        self.header = Header(
            title=title, outlet=outlet, url=url, published=published, published_basis="metadata" if published else None
        )
        self.entities: list[Entity] = []
        self.attributions: list[Attribution] = []
        self.claims: list[Claim] = []
        self.slots: list[SlotValue] = []
        self.outlet = self.party(outlet or "unknown outlet", "outlet", mentioned=False)

    def span(self, words: str) -> Span:
        """Where the words stand first."""
        start = self.text.index(words)
        return Span(start, start + len(words))

    def within(self, words: str, inside: str) -> Span:
        """Where the words stand inside longer ones."""
        start = self.text.index(inside) + inside.index(words)
        return Span(start, start + len(words))

    def party(self, name: str, kind: PartyKind = "person", *, mentioned: bool = True, key: str | None = None,
              country: str | None = None, surname: str | None = None) -> int:  # fmt: skip
        """Adds a party; every place where its name stands is a mention."""
        mentions = tuple(Mention(span=span) for span in self._all(name)) if mentioned else ()
        self.entities.append(Entity(name=name, kind=kind, key=key, country=country, surname=surname, mentions=mentions))
        return len(self.entities) - 1

    def _all(self, words: str) -> Iterable[Span]:
        at = self.text.find(words)
        while at >= 0:
            yield Span(at, at + len(words))
            at = self.text.find(words, at + 1)

    def says(self, source: str, cue: str, content: str, speaker: int | None = None, *, channel: str | None = None,
             kind: AttributionKind = "indirect", certainty: Certainty = "reported",
             parent: int | None = None) -> int:  # fmt: skip
        """Adds an attribution."""
        beside = f"{source} {cue}"
        self.attributions.append(
            Attribution(
                source=(self.within(source, beside) if beside in self.text else self.span(source),),
                cue=(self.span(cue),),
                content=(self.span(content),),
                kind=kind,
                certainty=certainty,
                confidence=0.8,
                reader=READER,
                speaker=speaker,
                speaker_name=self.entities[speaker].name if speaker is not None else None,
                channel=channel,
                parent=parent,
            )
        )
        return len(self.attributions) - 1

    def move(self, source: Span, cue: Span, content: Span, evidence: Span) -> None:
        """Moves the last attribution and the last claim elsewhere, to spans that make no sense."""
        change = msgspec.structs.replace
        self.attributions[-1] = change(self.attributions[-1], source=(source,), cue=(cue,), content=(content,))
        self.claims[-1] = change(self.claims[-1], evidence=evidence)

    def claim(self, event: str, evidence: str, by: int | None = None, *, certainty: Certainty = "reported",
              when: tuple[str, str] | None = None, quantity: tuple[str, int, str] | None = None,
              **roles: tuple[int, str]) -> None:  # fmt: skip
        """Adds a claim that rests on an attribution, or is the outlet's own."""
        self.claims.append(
            Claim(
                event=event,
                evidence=self.span(evidence),
                roles={
                    r: (Filler(name=self.entities[e].name, entity=e, span=self.span(w)),) for r, (e, w) in roles.items()
                },
                attribution=by,
                chain=tuple(self._chain(by)),
                certainty=certainty,
                time=When(text=when[0], span=self.span(when[0]), value=when[1], basis="text") if when else None,
                quantity=Quantity(text=quantity[0], span=self.span(quantity[0]), value=quantity[1], unit=quantity[2])
                if quantity
                else None,
            )
        )

    def _chain(self, by: int | None) -> Iterable[Link]:
        yield Link(speaker=self.entities[self.outlet].name, entity=self.outlet)
        for at in [*self._parents(by)][::-1]:
            one = self.attributions[at]
            name = one.speaker_name or "unnamed"
            yield Link(speaker=name, entity=one.speaker, attribution=at, channel=one.channel, certainty=one.certainty)

    def _parents(self, by: int | None) -> Iterable[int]:
        while by is not None:
            yield by
            by = self.attributions[by].parent

    def slot(self, slot: str, value: str, words: str, accused: int) -> None:
        """Adds a slot's value."""
        self.slots.append(SlotValue(slot=slot, value=value, span=self.span(words), entity=accused))

    @property
    def found(self) -> Found:
        """The document."""
        return Found(path=f"{self.name}.txt", data=self.text.encode(), retrieved="2024-03-01T10:00:00Z")

    @property
    def layer(self) -> Layer:
        """Its text."""
        return Layer(extractor="plain 1", text=self.text, header=self.header)

    @property
    def marks(self) -> Marks:
        """All that was added."""
        return Marks(
            reader=READER,
            header=self.header,
            entities=tuple(self.entities),
            attributions=tuple(self.attributions),
            claims=tuple(self.claims),
            slots=tuple(self.slots),
        )


def statement(name: str = "statement", outlet: str = "Harbour Ministry") -> Story:
    """A ministry accuses a cartographer."""
    story = Story(
        name,
        "The Ministry of State Security said in a post on its WeChat account on 8 January 2024 that a 34-year-old "
        "cartographer, Luo Wen, was recruited by MI6 in 2015.\n\n"
        "According to the ministry, Luo passed seventeen maps to MI6 in May 2023. “He was arrested in December 2023,” "
        "it added.\n",
        title="Ministry names a cartographer",
        outlet=outlet,
        published="2024-01-08",
        url=f"https://{name}.example/luo",
    )
    luo = story.party("Luo Wen", surname="Luo")
    service = story.party("MI6", "service", key="gb-sis", country="GB")
    ministry = story.party("Ministry of State Security", "government", key="cn-mss", country="CN")
    first = story.says(
        "The Ministry of State Security", "said",
        "a 34-year-old cartographer, Luo Wen, was recruited by MI6 in 2015", ministry, channel="wechat",
    )  # fmt: skip
    second = story.says("the ministry", "According to", "Luo passed seventeen maps to MI6 in May 2023", ministry)
    third = story.says("it added"[:2], "added", "“He was arrested in December 2023,”", ministry, kind="direct")
    story.claim("recruit", "Luo Wen, was recruited by MI6 in 2015", first, when=("in 2015", "2015"),
                agent=(service, "MI6"), target=(luo, "Luo Wen"))  # fmt: skip
    story.claim("transfer_information", "Luo passed seventeen maps to MI6 in May 2023", second, certainty="alleged",
                when=("in May 2023", "2023-05"), quantity=("seventeen maps", 17, "maps"),
                agent=(luo, "Luo"), recipient=(service, "MI6"))  # fmt: skip
    story.claim("arrest", "He was arrested in December 2023", third, when=("in December 2023", "2023-12"),
                target=(luo, "He was"[:2]))  # fmt: skip
    story.slot("age", "34", "34-year-old", luo)
    story.slot("occupation", "cartographer", "cartographer", luo)
    return story


def retelling(name: str, outlet: str, published: str | None, age: str = "34") -> Story:
    """An outlet retells the statement, through an agency."""
    story = Story(
        name,
        f"China says it has caught a spy for Britain. Luo Wen, {age}, worked for MI6, Coast Agency reported, citing "
        "the Ministry of State Security.\nHe was charged on 3 February 2024.\n",
        title=f"{outlet}: China says it has caught a spy",
        outlet=outlet,
        published=published,
        url=f"https://{name}.example/spy",
    )
    luo = story.party("Luo Wen", surname="Luo")
    service = story.party("MI6", "service", key="gb-sis", country="GB")
    agency = story.party("Coast Agency", "outlet")
    ministry = story.party("Ministry of State Security", "government", key="cn-mss", country="CN")
    outer = story.says("Coast Agency", "reported", f"Luo Wen, {age}, worked for MI6", agency)
    inner = story.says(
        "Ministry of State Security", "citing", f"Luo Wen, {age}, worked for MI6", ministry, parent=outer
    )
    story.claim("recruit", f"Luo Wen, {age}, worked for MI6", inner, agent=(service, "MI6"), target=(luo, "Luo Wen"))
    story.claim("charge", "He was charged on 3 February 2024", certainty="asserted",
                when=("on 3 February 2024", "2024-02-03"), target=(luo, "He was"[:2]))  # fmt: skip
    story.slot("age", age, age, luo)
    return story


def denial() -> Story:
    """A brother denies it."""
    story = Story(
        "denial",
        "The brother of Luo Wen denied on Friday that he had ever met anyone from MI6. “My brother drew maps for "
        "hikers,” Luo Bo told the Harbour Post.\n",
        title="Brother of accused cartographer denies spying",
        outlet="Harbour Post",
        published="2024-01-12",
    )
    luo = story.party("Luo Wen", surname="Luo")
    service = story.party("MI6", "service", key="gb-sis", country="GB")
    brother = story.party("Luo Bo", surname="Luo")
    by = story.says("The brother of Luo Wen", "denied", "he had ever met anyone from MI6", brother, certainty="denied")
    quoted = story.says("Luo Bo", "told", "“My brother drew maps for hikers,”", brother, kind="direct")
    story.claim("recruit", "he had ever met anyone from MI6", by, certainty="denied", agent=(service, "MI6"),
                target=(luo, "he had"[:2]))  # fmt: skip
    story.claim(
        "deny", "The brother of Luo Wen denied on Friday", by, certainty="denied", agent=(brother, "The brother")
    )
    story.claim("cover", "My brother drew maps for hikers", quoted, agent=(luo, "My brother"))
    return story


HOSTILE = "<script>alert('x')</script> \"quoted\" & 'single' \u202eesrever\u202c " + "A" * 300


def hostile() -> Story:
    """Everything that a page could trip over: markup, quotes, controls of direction, an address that is a script."""
    name = "<b onmouseover=alert(1)>Eve \u202eevE</b>"
    story = Story(
        "<img src=x onerror=alert(1)>",
        f"{name} of <script>alert('text')</script> said “]]>--><!-- {{{{ 7*7 }}}} {HOSTILE}” was "
        "sentenced. "
        "<img src=//tracker.example/x.png><link rel=stylesheet href=//tracker.example/x.css>\x07\x1b[31m\n",
        title=HOSTILE,
        outlet='"><svg onload=alert(1)>',
        published="2024-02-30",
        url="javascript:alert(document.domain)",
    )
    eve = story.party(name, surname="Eve")
    by = story.says(name, "said", f"“]]>--><!-- {{{{ 7*7 }}}} {HOSTILE}” was sentenced", eve, channel="<i>&")
    story.claim("sentence", f"{HOSTILE}” was sentenced", by, target=(eve, name))
    story.claim(
        "sentence", f"said “]]>--><!-- {{{{ 7*7 }}}} {HOSTILE[:40]}", None, certainty="possible", target=(eve, name)
    )
    story.slot("sentence", "<b>life</b>", "was sentenced", eve)
    return story


def stories() -> Sequence[Story]:
    """A case of four reports, and a hostile one."""
    return (
        statement(),
        retelling("tide", "Tide Daily", "2024-02-05"),
        retelling("gull", "The Gull", None, age="43"),
        denial(),
        hostile(),
    )


def fill(path: Path, stories: Iterable[Story]) -> None:
    """A real ledger that holds the stories, settled."""
    domain = load()
    with Ledger.open(path, create=True) as ledger:
        ledger.note("stages", domain.stages)
        for story in stories:
            id, _ = ledger.add_report(story.found, story.layer)
            ledger.add_marks(id, story.marks, READER, fingerprint(domain))
        settle(ledger, domain)
