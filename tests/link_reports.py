"""Marked reports made by hand for the tests of link and trace: invented names, no reader needed."""

from __future__ import annotations

from sayso.domains import load
from sayso.model import (
    Attribution,
    Claim,
    Entity,
    Filler,
    Header,
    Link,
    Marked,
    Marks,
    Mention,
    Place,
    Quantity,
    SlotValue,
    Span,
    When,
)

DOMAIN = load("espionage")


class Draft:
    """A report in the making; `find` locates words of its text, the n-th time they stand there."""

    def __init__(
        self, report: str, text: str, date: str | None = None, outlet: str = "The Heron", title: str | None = None
    ) -> None:
        self.report, self.text = report, text
        self.header = Header(title=title, outlet=outlet, published=date, published_basis="metadata" if date else None)
        self.entities: list[Entity] = []
        self.attributions: list[Attribution] = []
        self.claims: list[Claim] = []
        self.slots: list[SlotValue] = []
        self.credits: list[Link] = []

    def find(self, words: str) -> Span:
        start = self.text.index(words)
        return Span(start, start + len(words))

    def entity(self, name: str, kind: str = "person", *, at: str | None = None, **more: object) -> int:
        words = at or name
        spans = [i for i in range(len(self.text)) if self.text.startswith(words, i)]
        form = "nominal" if kind == "unnamed" else "name"
        mentions = tuple(Mention(span=Span(i, i + len(words)), form=form) for i in spans)
        self.entities.append(Entity(name=name, kind=kind, mentions=mentions, **more))
        return len(self.entities) - 1

    def says(self, words: str, speaker: int | None, name: str | None = None, channel: str | None = None) -> int:
        span = self.find(words)
        shown = name or (self.entities[speaker].name if speaker is not None else None)
        made = Attribution(
            source=(span,),
            cue=(),
            content=(),
            kind="indirect",
            certainty="reported",
            confidence=0.9,
            reader="hand 1",
            speaker=speaker,
            speaker_name=shown,
            channel=channel,
        )
        self.attributions.append(made)
        return len(self.attributions) - 1

    def claim(
        self,
        event: str,
        words: str,
        *,
        by: int | None = None,
        via: tuple[str, ...] = (),
        certainty: str = "reported",
        polarity: str = "positive",
        when: str | None = None,
        where: str | None = None,
        many: float | None = None,
        **roles: int | list[int],
    ) -> int:
        span = self.find(words)
        chain = [Link(speaker=self.header.outlet or "?"), *(Link(speaker=v) for v in via)]
        if by is not None:
            said = self.attributions[by]
            chain.append(
                Link(speaker=said.speaker_name or "?", entity=said.speaker, attribution=by, channel=said.channel)
            )
        self.claims.append(
            Claim(
                event=event,
                evidence=span,
                attribution=by,
                chain=tuple(chain),
                certainty=certainty,
                polarity=polarity,
                roles={
                    r: tuple(
                        Filler(name=self.entities[i].name, entity=i, span=span)
                        for i in (v if isinstance(v, list) else [v])
                    )
                    for r, v in roles.items()
                },
                time=When(text=when, span=span, value=when, basis="text") if when else None,
                place=Place(text=where, span=span) if where else None,
                quantity=Quantity(text=f"{many:g}", span=span, value=many, unit=None) if many else None,
            )
        )
        return len(self.claims) - 1

    def slot(self, slot: str, value: str, words: str, entity: int | None) -> None:
        self.slots.append(SlotValue(slot=slot, value=value, span=self.find(words), entity=entity))

    def marked(self) -> Marked:
        r = self.report
        return Marked(
            report=r,
            text=self.text,
            marks=Marks(
                reader="hand 1",
                header=self.header,
                entities=tuple(self.entities),
                attributions=tuple(self.attributions),
                claims=tuple(self.claims),
                slots=tuple(self.slots),
                credits=tuple(self.credits),
            ),
            claim_ids=tuple(f"{r}:c{i}" for i in range(len(self.claims))),
            attribution_ids=tuple(f"{r}:a{i}" for i in range(len(self.attributions))),
            entity_ids=tuple(f"{r}:e{i}" for i in range(len(self.entities))),
        )


def arrest(
    report: str,
    name: str,
    *,
    country: str = "DE",
    service: str | None = None,
    master: str | None = None,
    date: str | None = None,
    age: str | None = None,
    aliases: tuple[str, ...] = (),
    **more: object,
) -> Draft:
    """A short report: the police of a country arrest someone for working for a service."""
    text = f"The federal police arrested {name} on Monday, the office said.\n"
    text += f"{name} passed harbour plans to {service or 'others'}, it said."
    draft = Draft(report, text, date)
    who = draft.entity(name, aliases=aliases, **more)
    police = draft.entity("federal police", "government", country=country)
    said = draft.says("the office said", police)
    draft.claim("arrest", f"arrested {name} on Monday", by=said, agent=police, target=who)
    roles: dict[str, int | list[int]] = {"agent": who}
    if service:
        roles["recipient"] = draft.entity(service, "service", country=master)
    draft.claim("transfer_information", f"{name} passed harbour plans", by=said, **roles)
    if age:
        draft.slot("age", age, name, who)
    return draft
