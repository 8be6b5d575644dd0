"""What the tests of marking share: a text read through all steps of marking, and short questions about its marks."""

from __future__ import annotations

from functools import cache

from sayso.domains import load
from sayso.mark import mark_all
from sayso.model import Claim, Entity, Header, Layer, Marks, Span

# A report about one accused, in which a sentence under test can stand as the second paragraph.
CONTEXT = "Police arrested Viktor Orlan, an engineer, on suspicion of espionage for a foreign intelligence service."


class Reading:
    """One text with its marks."""

    def __init__(self, text: str, marks: Marks):
        self.text, self.marks = text, marks

    def quote(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def claims(self, event: str) -> list[Claim]:
        return [c for c in self.marks.claims if c.event == event]

    def claim(self, event: str) -> Claim:
        """The one claim of that event."""
        found = self.claims(event)
        assert len(found) == 1, self.told()
        return found[0]

    def told(self) -> list[tuple[str, str]]:
        """Every claim as event and evidence."""
        return [(c.event, self.quote(c.evidence)) for c in self.marks.claims]

    def entity(self, name: str) -> Entity:
        """The one party of that name."""
        found = [e for e in self.marks.entities if e.name == name and e.mentions]
        assert len(found) == 1, self.parties()
        return found[0]

    def parties(self) -> dict[str, list[str]]:
        """Every party that is mentioned, with the words that mention it."""
        return {e.name: [self.quote(m.span) for m in e.mentions] for e in self.marks.entities if e.mentions}

    def speakers(self) -> list[str | None]:
        """The speakers of all attributions, in order of the text."""
        return [a.speaker_name for a in sorted(self.marks.attributions, key=lambda a: (*a.source, *a.content)[0])]

    def cells(self) -> set[tuple[str, str]]:
        return {(s.slot, s.value) for s in self.marks.slots}


def roles(claim: Claim) -> dict[str, list[str]]:
    return {role: [f.name for f in fillers] for role, fillers in claim.roles.items()}


def chain(claim: Claim) -> list[str]:
    return [link.speaker for link in claim.chain]


@cache
def read(text: str, published: str | None = None, outlet: str | None = None, url: str | None = None) -> Reading:
    """A text as one report; each is read once a run."""
    header = Header(published=published, outlet=outlet, url=url)
    layer = Layer(extractor="plain 1", text=text, header=header)
    return Reading(text, next(mark_all([layer], "rules", load("espionage"))))


def within(sentence: str, published: str | None = None) -> Reading:
    """A sentence read as the second paragraph of a report on Viktor Orlan."""
    return read(f"{CONTEXT}\n{sentence}", published)


def said_in(sentence: str, published: str | None = None) -> list[Claim]:
    """The claims of such a sentence."""
    reading = within(sentence, published)
    return [c for c in reading.marks.claims if c.evidence.start > len(CONTEXT)]
