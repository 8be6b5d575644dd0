"""One marked report with what link and trace ask of it: sentences, principals, who speaks, who is on which side."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import accumulate, pairwise

from sayso.domains import Country, Domain, Event, Party
from sayso.domains.parties import Parties, government_of
from sayso.link.names import Name, fold, parse
from sayso.model import Claim, Entity, Marked, Span

NAMING_GAP = 60  # code points between somebody and a further name of theirs
STATE_KINDS = frozenset({"service", "government", "court"})
SENTENCE_END = re.compile(r"(?:[.!?]['\"”’)\]]*\s+(?=['\"“‘(\[]?[A-Z0-9])|\n+)")


class Tables:
    """The domain pack by id, and its word lists as sets."""

    def __init__(self, domain: Domain) -> None:
        self.events: dict[str, Event] = {e.id: e for e in domain.events}
        self.countries: dict[str, Country] = {c.code: c for c in domain.countries}
        self.lists = {name: frozenset(words) for name, words in domain.linking.items()}
        self.rank = {stage: i for i, stage in enumerate(domain.stages)}
        self.channels = {c.id: c.name for c in domain.channels}
        self.pack = Parties(domain)

    def party(self, key: str | None) -> Party | None:
        """The party of an id, from the pack or implied by it; None for an id that it does not know."""
        try:
            return self.pack.party(key) if key else None
        except KeyError:
            return None

    def by_function(self, key: str) -> bool:
        """Whether a party is known only by its function in a country: not "Wall Street Journal" but "local media"."""
        return key not in self.pack.known and self.party(key) is not None

    @cached_property
    def of_many(self) -> frozenset[str]:
        """The functions that several bodies of one country have: prosecutors, courts, police."""
        return frozenset(f.id for f in self.pack.functions.values() if f.many)

    def state(self, country: str | None) -> Party | None:
        """The government of a country that the pack knows."""
        return self.party(government_of(country)) if country in self.countries else None

    def principal(self, key: str | None) -> str | None:
        """The anchor of who stands behind the pack's party of an id."""
        return f"g:{self.pack.principal(key)}" if key and self.party(key) else None

    @cached_property
    def _demonyms(self) -> dict[str, str]:
        """The country of each word or phrase for its people."""
        return {fold(name): c.code for c in self.countries.values() for name in c.demonyms}

    @cached_property
    def of_peoples(self) -> frozenset[str]:
        """All words that stand for the people of a country, as content words have them."""
        words = {word for name in self._demonyms for word in name.split()}
        return frozenset(words | {word.removesuffix("s") for word in words})

    def peoples(self, text: str) -> frozenset[str]:
        """The countries whose people a text names: "a South Korean clerk"."""
        words = fold(text).split()
        phrases = {" ".join(words[at : at + size]) for size in (1, 2) for at in range(len(words))}
        return frozenset(self._demonyms[phrase] for phrase in phrases if phrase in self._demonyms)

    def list(self, name: str) -> frozenset[str]:
        """A word list of linking.yaml."""
        return self.lists.get(name, frozenset())


@cache
def tables(domain: Domain) -> Tables:
    """The tables of a domain, made once for each."""
    return Tables(domain)


def one_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """What finds the first of some phrases as whole words, in any case."""
    wanted = sorted(set(phrases), key=lambda p: (-len(p), p))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, wanted)) or '(?!)'})\b", re.IGNORECASE)


HEDGES = ("hedges_alleged", "hedges_possible", "sentence_hedges")


@cache
def hedges(domain: Domain) -> re.Pattern[str]:
    """What finds a hedge of the pack, of a clause or of a sentence."""
    return one_of(phrase for name in HEDGES for phrase in domain.words.get(name, ()))


class View:
    """A marked report and its domain, with look-ups that are worked out once."""

    def __init__(self, marked: Marked, domain: Domain) -> None:
        self.marked, self.marks, self.domain = marked, marked.marks, domain
        self.tables = tables(domain)
        self.name = cache(self._name)
        self.principal = cache(self._principal)
        self.one_of = cache(self._one_of)

    @property
    def entities(self) -> tuple[Entity, ...]:
        """The entities of the marks."""
        return self.marks.entities

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(m.end() for m in SENTENCE_END.finditer(self.marked.text))]

    def sentence(self, at: int) -> int:
        """The number of the sentence that holds an offset."""
        return bisect_right(self._starts, at) - 1

    def sentence_span(self, at: int) -> tuple[int, int]:
        """The sentence that holds an offset."""
        number = self.sentence(at)
        last = number + 1 == len(self._starts)
        return self._starts[number], len(self.marked.text) if last else self._starts[number + 1]

    def paragraph(self, at: int) -> int:
        """The number of the line that holds an offset."""
        return self.marked.text.count("\n", 0, at)

    def line_span(self, at: int) -> tuple[int, int]:
        """The line that holds an offset."""
        end = self.marked.text.find("\n", at)
        return self.marked.text.rfind("\n", 0, at) + 1, end if end >= 0 else len(self.marked.text)

    def _one_of(self, name: str) -> re.Pattern[str]:
        """What finds a phrase of a list of linking.yaml."""
        return one_of(self.tables.list(name))

    @property
    def hedges(self) -> re.Pattern[str]:
        """What finds a hedge of the pack."""
        return hedges(self.domain)

    def named_at(self, span: Span) -> int | None:
        """The entity of which a name stands at a span, or around it."""
        return min((index for _, index in self._names_around(span)), default=None)

    def _names_around(self, span: Span) -> Iterator[tuple[Span, int]]:
        """The names that stand at a span, or around it, each with its entity."""
        names, ends = self._printed_names
        at = bisect_right(names, span.start, key=lambda name: name[0].start)
        while at and ends[at - 1] >= span.end:
            at -= 1
            if names[at][0].end >= span.end:
                yield names[at]

    @cached_property
    def _printed_names(self) -> tuple[list[tuple[Span, int]], list[int]]:
        """Every name in the text with its entity, in order, and the furthest end of those up to each."""
        every = ((m.span, i) for i, e in enumerate(self.entities) for m in e.mentions if m.form == "name")
        names = sorted(every)
        return names, list(accumulate((span.end for span, _ in names), max))

    @cached_property
    def also_called(self) -> frozenset[tuple[int, int]]:
        """The pairs of somebody and of a name that is told to be theirs too: "Lund, also known as Ole Berg".

        The name is whose mention stands right before the words: "her handler, known as" gives it to the handler.
        """
        people = {i for i, e in enumerate(self.entities) if e.kind in ("person", "unnamed")}
        spans = sorted((m.span, i, m.form) for i in people for m in self.entities[i].mentions)
        near = ((x, y) for x, y in pairwise(spans) if x[1] != y[1] and x[0].end <= y[0].start and y[2] == "name")
        return frozenset((x[1], y[1]) for x, y in near if self._gives_name(x[0].end, y[0].start))

    def _gives_name(self, start: int, end: int) -> bool:
        """Whether what stands between somebody and a name gives the name to them."""
        words = fold(self.marked.text[start:end]).strip(' ,:("“‘') if end - start <= NAMING_GAP else ""
        told = SENTENCE_END.search(self.marked.text, start, end) is None
        return told and any(words == p or words.endswith(f" {p}") for p in self.tables.list("also_called"))

    def claims_in(self, stretches: Sequence[Span]) -> list[Claim]:
        """The claims whose words lie inside one of some stretches of the text, in their order."""
        places = self._claims_placed
        found: set[int] = set()
        for start, end in stretches:
            first, last = (bisect_left(places, at, key=lambda place: place[0].start) for at in (start, end + 1))
            found.update(number for span, number in places[first:last] if span.end <= end)
        return [self.marks.claims[number] for number in sorted(found)]

    @cached_property
    def _claims_placed(self) -> list[tuple[Span, int]]:
        """Where the words of each claim stand, in order."""
        return sorted((claim.evidence, number) for number, claim in enumerate(self.marks.claims))

    @cached_property
    def tellers(self) -> list[Span]:
        """Where it is told who says something, from source to cue or from cue to source, in order."""
        said = [sorted([*a.source, *a.cue]) for a in self.marks.attributions if a.source and a.cue]
        return sorted(Span(spans[0].start, max(s.end for s in spans)) for spans in said)

    @cached_property
    def reported(self) -> list[Span]:
        """The stretches that are somebody's word, in order, those that touch as one."""
        found: list[Span] = []
        for span in sorted(s for a in self.marks.attributions for s in a.content):
            if found and span.start <= found[-1].end:
                found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
            else:
                found.append(span)
        return found

    def part_of_name(self, span: Span) -> bool:
        """Whether a span is a part, and not the whole, of a name."""
        return any(name != span for name, _ in self._names_around(span))

    def event(self, claim: Claim) -> Event | None:
        """The pack's entry of a claim's event."""
        return self.tables.events.get(claim.event)

    def fillers(self, claim: Claim, *roles: str) -> list[int]:
        """The entities that fill these roles of a claim (all roles where none is named), without inferred ones."""
        names = roles or tuple(claim.roles)
        every = (f for r in names for f in claim.roles.get(r, ()) if not f.inferred)
        return [f.entity for f in every if f.entity is not None]

    def speaker(self, claim: Claim) -> int | None:
        """The entity whose word a claim is; None for the outlet's own voice or a source that is no entity."""
        return claim.chain[-1].entity if claim.chain and claim.attribution is not None else None

    def _name(self, index: int) -> Name | None:
        """A person's name taken apart; None for others and for descriptions."""
        entity = self.entities[index]
        if entity.kind != "person":
            return None
        forms = (entity.name, *sorted(entity.aliases))
        whole = next((form for form in forms if " / " not in form), None)  # "Ann Lund / Ole Berg" are two people
        return parse(whole, entity.surname, self.domain) if whole else None

    def names(self, index: int) -> tuple[Name, ...]:
        """The name of a person and its full-length aliases."""
        entity, first = self.entities[index], self.name(index)
        others = [parse(a, None, self.domain) for a in entity.aliases] if first else []
        more = [n for n in others if first and n and len(n.tokens) > 1 and set(n.tokens) & set(first.tokens)]
        return tuple(dict.fromkeys([*([first] if first else []), *more]))

    def first(self, index: int) -> int:
        """Where an entity is first mentioned; the end of the text if nowhere."""
        return min((m.span.start for m in self.entities[index].mentions), default=len(self.marked.text))

    def state_body(self, index: int | None) -> bool:
        """Whether an entity is a state's body or speaks for one."""
        seen = 0
        while index is not None and seen < 8:
            if self.entities[index].kind in STATE_KINDS:
                return True
            index, seen = self.entities[index].parent, seen + 1
        return False

    def country(self, index: int) -> str | None:
        """The country of an entity or of what it belongs to."""
        at: int | None = index
        for _ in range(8):
            if at is None:
                return None
            if self.entities[at].country:
                return self.entities[at].country
            at = self.entities[at].parent
        return None

    def anchor(self, index: int) -> str:
        """The global anchor of an entity by itself: the pack's party, the full name, or the entity's id."""
        entity, name = self.entities[index], self.name(index)
        if entity.key:
            return "g:" + entity.key
        if name and len(name.tokens) > 1 and not any(len(t) == 1 for t in name.tokens):
            return "n:" + " ".join(sorted(name.tokens))
        if entity.kind not in ("person", "unnamed") and any(m.form == "name" for m in entity.mentions):
            return f"n:{entity.country or ''}:{_bare(entity.name)}"
        return self.marked.entity_ids[index]

    def _principal(self, index: int) -> str:
        """The anchor of who stands behind an entity: its state for bodies, officials and state outlets."""
        chain: list[int] = []
        at: int | None = index
        while at is not None and at not in chain:
            chain.append(at)
            at = self.entities[at].parent
        for i in chain:
            found = self._pack_principal(self.entities[i])
            if found:
                return found
        return self.anchor(chain[-1])

    def _pack_principal(self, entity: Entity) -> str | None:
        known = self.tables.principal(entity.key)
        if known or entity.kind not in ("service", "government"):
            return known
        state = self.tables.state(entity.country)
        return f"g:{state.id}" if state else None

    def accusers(self, claims: tuple[int, ...]) -> Counter[int]:
        """State bodies that accuse, act in law against or speak against the accused in these claims, with how often.

        Officials count for their bodies, and a state as a whole only where none of its bodies is named. A body that
        accuses counts more than one that arrests, and that more than one that is only quoted.
        """
        found: Counter[int] = Counter()
        for claim in self._against(claims):
            found.update(self._accusing(claim))
        return self._bodies_first(found)

    def prosecuting(self, claims: tuple[int, ...]) -> frozenset[int]:
        """The state bodies that are told to accuse or to charge, more than to arrest, to search or to be quoted."""
        accusing = self.tables.list("accusing")
        acting = (self.fillers(c, "agent") for c in self._against(claims) if c.event in accusing)
        return frozenset(body for agents in acting for body in self.bodies(agents))

    def _against(self, claims: tuple[int, ...]) -> Iterator[Claim]:
        """The claims of what somebody is accused of or of what is done to an accused, without what answers it."""
        for claim in (self.marks.claims[i] for i in claims):
            event, reply = self.event(claim), claim.event in self.tables.list("replies")
            if event and event.accused and not reply and claim.certainty != "denied":
                yield claim

    def _accusing(self, claim: Claim) -> dict[int, int]:
        """The state bodies behind one claim: who acts, and who tells of it unless that is another state."""
        weight = (
            4 if claim.event in self.tables.list("accusing") else 2 if claim.event in self.tables.list("seizing") else 0
        )
        acting = self.bodies(self.fillers(claim, "agent"))
        found = {body: weight for body in acting if weight}
        speaker = self.speaker(claim)
        if speaker is not None and claim.event not in self.tables.list("weak"):
            theirs = {self.country(b) for b in acting}
            for body in self.bodies([speaker]):
                if not theirs or self.country(body) in theirs:
                    found[body] = found.get(body, 0) + 2
        return found

    def bodies(self, indices: list[int]) -> list[int]:
        """The state bodies that entities are or belong to."""
        return list(dict.fromkeys(b for i in indices if (b := self.body(i)) is not None))

    def proceeding(self, claims: tuple[int, ...]) -> frozenset[str]:
        """The countries whose bodies accuse, or take a step in law."""
        steps = [c for i in claims if (e := self.event(c := self.marks.claims[i])) and e.stage]
        acting = {self.country(b) for c in steps for b in self.bodies(self.fillers(c, "agent"))}
        return frozenset({*self.accuser_countries(claims), *(c for c in acting if c)})

    def body(self, index: int) -> int | None:
        """The state body that an entity is or belongs to."""
        at: int | None = index
        for _ in range(8):
            if at is None or self.entities[at].kind in STATE_KINDS:
                return at
            at = self.entities[at].parent
        return None

    def _bodies_first(self, found: Counter[int]) -> Counter[int]:
        """The counts, those of a whole state added to the foremost of its bodies."""
        for state in [i for i in found if self.whole_state(i)]:
            own = [i for i in found if not self.whole_state(i) and self.principal(i) == self.principal(state)]
            if own:
                found[min(own, key=lambda i: (-found[i], i))] += found.pop(state)
        return found

    def whole_state(self, index: int) -> bool:
        """Whether an entity is a state as a whole ("China"), not one of its bodies."""
        entity = self.entities[index]
        state = self.tables.state(entity.country)
        return entity.kind == "government" and state is not None and entity.key == state.id

    def accuser_countries(self, claims: tuple[int, ...]) -> Counter[str]:
        """The countries of the accusers."""
        found: Counter[str] = Counter()
        for entity, count in self.accusers(claims).items():
            code = self.country(entity)
            if code:
                found[code] += count
        return found

    def masters(self, claims: tuple[int, ...], accused: tuple[int, ...]) -> Counter[int]:
        """The services and governments for which the accused is said to have worked, with how often.

        Not those of the country in whose service the accused stood, nor of the accuser's unless it is told more often
        that they worked for it: a report in which one state tries and another recruits may tell of arrests by both.
        """
        found: Counter[int] = Counter()
        for claim in (self.marks.claims[i] for i in claims):
            if claim.polarity != "negative":
                found.update(self._mastering(claim))
        served = {self.country(b) for i in accused if (b := self.body(i)) is not None}
        worked_for: Counter[str] = Counter()
        for body, count in found.items():
            worked_for[self.country(body) or ""] += count
        home = homes(self.accuser_countries(claims), worked_for) | served
        return Counter({body: count for body, count in found.items() if self.country(body) not in home})

    def _mastering(self, claim: Claim) -> Counter[int]:
        """The bodies for which one claim says that somebody works."""
        handled, received = (claim.event in self.tables.list(name) for name in ("handling", "receiving"))
        roles = ("beneficiary", "recipient", *(("agent",) if handled else ()), *(("target",) if received else ()))
        bodies = [b for b in map(self.body, self.fillers(claim, *roles)) if b is not None]
        if handled and not received:  # "offered himself to the service"
            bodies += [i for i in self.fillers(claim, "target") if self.entities[i].kind == "service"]
        return Counter(
            {b: 2 if self.entities[b].kind == "service" else 1 for b in bodies if self.entities[b].kind != "court"}
        )


def homes(accusing: Counter[str], worked_for: Counter[str]) -> frozenset[str]:
    """The countries that accuse most, less those for which somebody is oftener said to have worked, if any is left.

    An accusing body weighs 2 to 6 a claim, one that is worked for 1 or 2: hence twice.
    """
    most = top(accusing)
    return frozenset(code for code in most if 2 * worked_for[code] < accusing[code]) or most


def top(counts: Counter[str]) -> frozenset[str]:
    """The keys that are counted at least half as often as the most frequent."""
    most = max(counts.values(), default=0)
    return frozenset(key for key, count in counts.items() if 2 * count > most)


def _bare(name: str) -> str:
    return re.sub(r"^the ", "", fold(name)).strip(" .,")
