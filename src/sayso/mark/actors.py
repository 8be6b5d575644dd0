"""Claims whose clauses leave a role open → the same claims with whoever the report determines in it.

"He was arrested in Dresden", "she was trained", "faces charges": the clause does not name the agent, but the report
and the field do. Which event's role is filled, and by what evidence in which order, is the pack's business
(actors.yaml). Every filler found here says so in its `basis`, with the reason; where nothing determines anybody the
role stays open. A pure function of one report's claims and parties.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import islice

from msgspec.structs import replace
from spacy.tokens import Token

from sayso.domains import Missing
from sayso.mark import speakers, syntax
from sayso.mark.acting import acting_state
from sayso.mark.parties import ORGANISATIONS, PEOPLE, STATE, Draft, Parties
from sayso.model import Attribution, Claim, Filler, Span

BESIDE = ("for", "to", "with", "by")  # a state behind one of these may be the one that somebody works for
MARGIN = 1.5  # how many times more must speak for a state than for any other
UP = 4  # parties above one, to the body behind a spokesman


def fill(claims: Sequence[Claim], attributions: Sequence[Attribution], parties: Parties) -> list[Claim]:
    """The claims, in their order, with the roles that the report determines."""
    scene = Scene(claims, attributions, parties)
    return [scene.filled(claim) for claim in claims]


class Scene:
    """One report's claims as they were read, and what can be concluded from them."""

    def __init__(self, claims: Sequence[Claim], attributions: Sequence[Attribution], parties: Parties) -> None:
        self.claims, self.attributions, self.parties = claims, attributions, parties
        self.events = {event.id: event for event in parties.domain.events}
        self.finders: dict[str, Callable[[Claim, Missing], Filler | None]] = {
            "speaker": self.speaker,
            "authority": self.authority,
            "accuser": self.accuser,
            "same": self.same,
            "announcer": self.announcer,
            "body": self.body,
            "handler": self.handler,
            "receiver": self.receiver,
            "operation": self.operation,
            "post": self.post,
            "accused": self.accused,
            "service": self.service,
            "addressee": self.addressee,
            "state": self.state,
        }

    def filled(self, claim: Claim) -> Claim:
        """A claim with what the pack's rules for its event find."""
        for rule in self.parties.domain.actors:
            if claim.event in rule.events and not claim.roles.get(rule.role) and self._in_words(claim, rule):
                found = self._first(claim, rule)
                if found is not None:
                    claim = replace(claim, roles={**claim.roles, rule.role: (found,)})
        return claim

    def _in_words(self, claim: Claim, rule: Missing) -> bool:
        """Whether one of the words that a rule asks for stands in the clause of a claim."""
        first, last = self._token(claim.evidence.start), self._token(claim.evidence.end - 1)
        return not rule.words or any(t.lemma_.lower() in rule.words for t in self.parties.doc[first : last + 1])

    def _first(self, claim: Claim, rule: Missing) -> Filler | None:
        """The first that the rule's kinds of evidence give; nobody does to themselves what another does to them."""
        own = {"object"} if "post" in rule.by else set()  # whose post it was, they take away
        held = (fillers for role, fillers in claim.roles.items() if role not in own)
        taken = {f.entity for fillers in held for f in fillers if f.entity is not None}
        tried = (self.finders[name](claim, rule) for name in rule.by)
        return next((f for f in tried if f is not None and (f.entity is None or f.entity not in taken)), None)

    # ------------------------------------------------------------------------------------------ by speaking

    def speaker(self, claim: Claim, rule: Missing) -> Filler | None:
        """Whose word the claim is, unless that is an outlet's."""
        link = claim.chain[-1] if claim.chain else None
        if link is None or claim.attribution is None or link.entity is None:
            return None
        kind = self.parties.drafts[link.entity].kind
        if kind == "outlet" or (rule.kinds and kind not in rule.kinds):
            return None
        return _inferred(link.speaker, link.entity, self._source(claim), f"{link.speaker} says it")

    def authority(self, claim: Claim, rule: Missing) -> Filler | None:
        """Whose word the claim is, unless they are on the side of the accused: a lawyer who speaks of "the accusations"
        accuses nobody, and no more does who denies or protests in the report."""
        link = claim.chain[-1] if claim.chain else None
        if link is None or link.entity is None or link.entity in self._denying or self._is_served(link.entity):
            return None
        theirs = self.parties.drafts[link.entity].nouns & self.parties.words("accused_side")
        return None if theirs else self.speaker(claim, rule)

    @cached_property
    def _denying(self) -> frozenset[int | None]:
        """Those who deny or protest in the report."""
        lists = self.parties.domain.linking
        against = (*lists.get("denials", ()), *lists.get("protests", ()))
        speaking = (c for c in self.claims if c.event in against and c.chain)
        return frozenset(c.chain[-1].entity for c in speaking if c.attribution is not None)

    def _source(self, claim: Claim) -> Span:
        """Where the speaker of a claim is named."""
        said = self.attributions[speakers.root_of(self.attributions, claim.attribution or 0)]
        return said.source[0] if said.source else claim.evidence

    def accuser(self, claim: Claim, rule: Missing) -> Filler | None:
        """The body on whose word most of the report's claims rest, for what the outlet tells in its own voice."""
        if claim.attribution is not None or self._accusing is None or self._is_served(self._accusing):
            return None
        draft = self.parties.drafts[self._accusing]
        return self._party(self._accusing, claim, f"the accusations of the report are the word of {draft.name}")

    @cached_property
    def _accusing(self) -> int | None:
        """The state's body with most claims on its word; claims that deny do not count."""
        counts: Counter[int] = Counter()
        for claim in self.claims:
            body = self._body_of(claim.chain[-1].entity) if claim.attribution is not None and claim.chain else None
            if body is not None and claim.event not in self.parties.domain.linking.get("replies", ()):
                counts[body] += 1
        return min(counts, key=lambda i: (-counts[i], i), default=None)

    def _is_served(self, index: int) -> bool:
        """Whether a party is a service for which the report's people are said to work: it accuses nobody of that."""
        draft = self.parties.drafts[index]
        return draft.country is not None and draft.kind == "service" and draft.country == self._served

    def _body_of(self, index: int | None) -> int | None:
        """The state's body that a party is, or speaks for."""
        for _ in range(UP):
            if index is None or self.parties.drafts[index].kind in STATE:
                return index
            index = self.parties.drafts[index].parent
        return None

    # ------------------------------------------------------------------------------------- by acts of states

    def same(self, claim: Claim, rule: Missing) -> Filler | None:
        """Who does it elsewhere in the report to the same people; the nearest where several do."""
        here = self._country(claim, rule)
        others = [
            c
            for c in self._told(rule.events)
            if c is not claim and self._alike(claim, c) and self._bodies(c, here, rule)
        ]
        return self._nearest(claim, others, "agent", "{0} does this elsewhere in the report")

    def _bodies(self, claim: Claim, country: str | None, rule: Missing) -> bool:
        """Whether a claim's agents are such bodies of the acting state as do what a rule is for."""
        drafts = [self.parties.drafts[f.entity] for f in claim.roles.get("agent", ()) if f.entity is not None]
        own = all(country is None or d.country in (None, country) for d in drafts)
        return own and all(self._can(d, rule) for d in drafts)

    def _can(self, draft: Draft, rule: Missing) -> bool:
        """Whether a party can do what a rule is for: only courts and judges judge, and no court or embassy arrests; a
        state itself is left to `state`, which tells as much."""
        if rule.organs == "courts":
            return draft.kind == "court" or self._is_judge(draft)
        body = draft.kind in STATE and not (draft.key or "").endswith("-gov")
        return body and set(self.parties.functions(draft)).isdisjoint(rule.others)

    def _is_judge(self, draft: Draft) -> bool:
        """Whether somebody judges by office: "Judge Lind"."""
        return draft.kind in PEOPLE and not draft.nouns.isdisjoint(self.parties.words("judges"))

    def _told(self, events: Sequence[str]) -> list[Claim]:
        """The claims of some events whose clause names a party as agent."""
        return [
            c for c in self.claims if c.event in events and any(f.entity is not None for f in c.roles.get("agent", ()))
        ]

    def _alike(self, one: Claim, other: Claim) -> bool:
        """Whether two claims are about the same people, or one of them names none."""
        mine, yours = self._people(one), self._people(other)
        return not mine or not yours or not mine.isdisjoint(yours)

    def _people(self, claim: Claim) -> set[int]:
        """Those to whom a claim's event is done."""
        event = self.events[claim.event]
        return {f.entity for role in event.accused for f in claim.roles.get(role, ()) if f.entity is not None}

    def _nearest(self, claim: Claim, others: Sequence[Claim], role: str, reason: str) -> Filler | None:
        """The filler of a role in the nearest of some claims, none of the report's accused."""
        ranked = sorted(others, key=lambda c: (abs(c.evidence.start - claim.evidence.start), c.evidence))
        for filler in (f for c in ranked for f in c.roles.get(role, ())):
            if filler.entity is not None and filler.entity not in self._accused and not self._defends(filler.entity):
                return _inferred(filler.name, filler.entity, filler.span, reason.format(filler.name))
        return None

    def _defends(self, index: int) -> bool:
        """Whether a party is a lawyer, who is given papers and does nothing that is done to an accused."""
        draft, words = self.parties.drafts[index], self.parties.words
        return draft.kind in PEOPLE and bool(draft.nouns & words("counsel") & words("accused_side"))

    @cached_property
    def _accused(self) -> frozenset[int]:
        """The people of the report who stand accused."""
        ranked = self.parties.suspects()
        most = self.parties.drafts[ranked[0]].accused if ranked else 0.0
        return frozenset(i for i in ranked if self.parties.drafts[i].accused * 2 >= most)

    def operation(self, claim: Claim, rule: Missing) -> Filler | None:
        """Whose operation it is in which the sentence of a claim says that somebody was taken."""
        head = self.parties.doc[self._token(claim.why.word.start if claim.why else claim.evidence.start)]
        for noun in (t for t in head.sent if t.lemma_.lower() in self.parties.words("operations")):
            near = islice(noun.ancestors, UP)
            if head.i < noun.i and any(t.i == head.i for t in near) and (whose := self._whose(noun)) is not None:
                return self._party(whose, claim, f"it is an operation of {self.parties.printed(whose)}")
        return None

    def _whose(self, noun: Token) -> int | None:
        """The state's body that a noun is said to be of: "an FSB operation", "an operation by the police"."""
        behind = [
            n for p in noun.children if p.dep_ in {"prep", "agent"} and p.lower_ in {"of", "by"} for n in p.children
        ]
        found = (self.parties.at.get(t.i) for t in (*noun.children, *behind))
        return next((i for i in found if i is not None and self.parties.drafts[i].kind in STATE), None)

    def post(self, claim: Claim, rule: Missing) -> Filler | None:
        """The body whose post somebody lost."""
        held = (f for f in claim.roles.get("object", ()) if f.entity is not None)
        whose = next((f for f in held if self.parties.drafts[f.entity or 0].kind in ORGANISATIONS), None)
        return _inferred(whose.name, whose.entity, whose.span, f"the post was one at {whose.name}") if whose else None

    def accused(self, claim: Claim, rule: Missing) -> Filler | None:
        """The one accused of the report."""
        alone = [i for i in self._accused if self.parties.drafts[i].kind in PEOPLE and self.parties.drafts[i].single]
        return (
            self._party(alone[0], claim, "the report's one accused") if len(alone) == len(self._accused) == 1 else None
        )

    def announcer(self, claim: Claim, rule: Missing) -> Filler | None:
        """The speaker or the body that he speaks for, where such bodies do it themselves."""
        link = claim.chain[-1] if claim.chain and claim.attribution is not None else None
        body = self._body_of(link.entity) if link else None
        if body is None or not self._has(self.parties.drafts[body], rule):
            return None
        if self._place(claim) not in (None, self.parties.drafts[body].country):
            return None  # a service tells of what happened abroad
        name = self.parties.printed(body)
        return _inferred(name, body, self._source(claim), f"{name} announces it as its own act")

    def _has(self, draft: Draft, rule: Missing) -> bool:
        """Whether a body has the functions that a rule asks for."""
        known = self.parties.functions(draft) or (("court",) if draft.kind == "court" else ())
        return not set(known).isdisjoint(rule.functions) and draft.key not in rule.never

    def body(self, claim: Claim, rule: Missing) -> Filler | None:
        """The body of the acting state that does such things, where the report names one; the nearest of several."""
        country = self._country(claim, rule)
        found = [
            (self._distance(i, claim), i)
            for i, d in enumerate(self.parties.drafts)
            if d.mentions and self._has(d, rule) and (country is None or d.country in (None, country))
        ]
        if not found or not self._of_main(claim):
            return None
        index = min(found)[1]
        return self._party(index, claim, f"{self.parties.drafts[index].name} is named in the report")

    def _distance(self, index: int, claim: Claim) -> int:
        return min(abs(start - claim.evidence.start) for start, _ in self.parties.drafts[index].mentions)

    def state(self, claim: Claim, rule: Missing) -> Filler | None:
        """The state where it happened, else the one whose organs act in the report."""
        country = self._country(claim, rule)
        if country is None or not (claim.place or self._of_main(claim)):
            return None
        index = self.parties.keyed(self.parties.gazetteer.parties.party(f"{country.lower()}-gov").id)
        named = self.parties.gazetteer.parties.countries[country]
        name = f"{named.adjective or next(iter(named.demonyms), named.name)} {rule.organs}"
        return _inferred(name, index, self._words_of(country, claim), f"{named.name} is the state that acts here")

    def addressee(self, claim: Claim, rule: Missing) -> Filler | None:
        """The state that acts, where a body or official of another one speaks to it: "Chile deplored the verdict"."""
        speaking = {self._country_of(f.entity) for f in claim.roles.get("agent", ()) if f.entity is not None} - {None}
        country = self._country(claim, rule)
        return self.state(claim, rule) if speaking and country not in speaking else None

    def _country_of(self, index: int | None) -> str | None:
        """The country of a party, else of the body that somebody speaks for."""
        for _ in range(UP):
            if index is None or self.parties.drafts[index].country is not None:
                return self.parties.drafts[index].country if index is not None else None
            index = self.parties.drafts[index].parent
        return None

    def _of_main(self, claim: Claim) -> bool:
        """Whether a claim may be about the report's own accused: other people's histories happened elsewhere."""
        people = {i for i in self._people(claim) if self.parties.drafts[i].kind == "person"}
        return not people or not people.isdisjoint(self._accused)

    def _country(self, claim: Claim, rule: Missing) -> str | None:
        """The state where a claim's event happened, by its place, else by its organs in the sentence and the report."""
        hit = self._place(claim)
        at = self._token(claim.evidence.start)
        return hit or self._against(claim, rule) or self._taking_steps or acting_state(self.parties, at, MARGIN)

    def _against(self, claim: Claim, rule: Missing) -> str | None:
        """The one state whose bodies are said to do so to the people of a claim elsewhere: "China jails Lund"."""
        people = self._people(claim)
        alike = (c for c in self._steps if c.event in rule.events and not people.isdisjoint(self._people(c)))
        return _only(self._states_of(alike))

    @cached_property
    def _taking_steps(self) -> str | None:
        """The one state whose bodies are said in the report to take steps in law."""
        return _only(self._states_of(self._steps))

    @cached_property
    def _steps(self) -> list[Claim]:
        """The claims that tell a step in law, taken."""
        return [c for c in self.claims if self.events[c.event].stage and c.polarity == "positive"]

    def _states_of(self, claims: Iterable[Claim]) -> set[str | None]:
        """The states whose bodies are agents of some claims."""
        agents = {f.entity for c in claims for f in c.roles.get("agent", ()) if f.entity is not None}
        return {self.parties.drafts[i].country for i in agents if self.parties.drafts[i].kind in STATE} - {None}

    def _place(self, claim: Claim) -> str | None:
        """The country of a claim's place, where the pack knows the place and the deed itself is said to be there.

        "Detained in Moscow" is; "sold them to a contact in Moscow" is not.
        """
        if claim.place is None:
            return None
        first, last = self._token(claim.place.span.start), self._token(claim.place.span.end - 1)
        at = next((i for i in range(first, last + 1) if i in self.parties.places), first)  # "the | Netherlands"
        noun, hit = self.parties.doc[at], self.parties.places.get(at)
        where = next((t for t in (noun, *noun.ancestors) if t.dep_ == "prep"), None)
        at_deed = where is not None and (where.head.pos_ in syntax.VERBAL or where.head.i not in self.parties.at)
        return hit.country if hit and at_deed else None

    def _token(self, offset: int) -> int:
        """The token at an offset."""
        return max(0, bisect_right(self._starts, offset) - 1)

    @cached_property
    def _starts(self) -> list[int]:
        return [token.idx for token in self.parties.doc]

    def _words_of(self, country: str, claim: Claim) -> Span:
        """The words nearest to a claim that name a country or one of its bodies."""
        spans = [h.span for h in self.parties.hits if h.country == country]
        return min(spans, key=lambda s: (abs(s.start - claim.evidence.start), s), default=claim.evidence)

    # ------------------------------------------------------------------------------------- by whom they work for

    def handler(self, claim: Claim, rule: Missing) -> Filler | None:
        """Who does something of the kind to the same people elsewhere; the nearest of several."""
        story = [e.id for e in self.events.values() if e.story and "target" in e.accused]
        others = [c for c in self._told(story) if c is not claim and self._alike(claim, c)]
        if rule.kinds:
            others = [c for c in others if any(self._kind(f) in rule.kinds for f in c.roles["agent"])]
        return self._nearest(claim, others, "agent", "{0} runs them elsewhere in the report")

    def _kind(self, filler: Filler) -> str:
        return self.parties.drafts[filler.entity].kind if filler.entity is not None else ""

    def receiver(self, claim: Claim, rule: Missing) -> Filler | None:
        """Who gets what the same people hand over."""
        handing = {event for r in self.parties.domain.actors if r.role == "recipient" for event in r.events}
        others = [c for c in self.claims if c is not claim and c.event in handing and self._giver(claim, c)]
        return self._nearest(claim, others, "recipient", "{0} gets what they hand over")

    def _giver(self, claim: Claim, other: Claim) -> bool:
        """Whether another claim's agent is one of the people of this one."""
        givers = {f.entity for f in other.roles.get("agent", ()) if f.entity is not None}
        mine = self._people(claim)
        return not mine or not givers or not mine.isdisjoint(givers)

    def service(self, claim: Claim, rule: Missing) -> Filler | None:
        """The foreign service of the report, else the foreign state that its people are said to work for."""
        country = self._served
        if country is None or not self._of_main(claim):
            return None
        bodies = [
            (-len(d.mentions), i) for i, d in enumerate(self.parties.drafts) if d.mentions and self._serves(d, country)
        ]
        named = self.parties.gazetteer.parties.countries[country]
        reason = f"the report's people are said to work for {named.name}"
        if bodies:
            return self._party(min(bodies)[1], claim, reason)
        index = self.parties.keyed(f"{country.lower()}-gov")
        return _inferred(named.name, index, self._words_of(country, claim), reason)

    def _serves(self, draft: Draft, country: str) -> bool:
        return draft.kind == "service" and draft.country == country

    @cached_property
    def _served(self) -> str | None:
        """The country for which the report's people are said to work: not the one that acts against them."""
        acting = acting_state(self.parties, 0)
        weight: Counter[str] = Counter()
        for hit in self.parties.hits:
            if hit.country and hit.country != acting and hit.party_kind != "outlet":
                weight[hit.country] += 4 * self._worked_for(hit.start) + 2 * (hit.party_kind == "service") + 1
        ranked = sorted(weight, key=lambda c: (-weight[c], c))
        rival = weight[ranked[1]] if len(ranked) > 1 else 0
        return ranked[0] if ranked and weight[ranked[0]] >= max(3, MARGIN * rival) else None

    def _worked_for(self, token: int) -> bool:
        """Whether a name stands behind "for", "to", "with" or "by"."""
        before = self.parties.doc[max(0, token - 2) : token]
        return any(t.lower_ in BESIDE for t in before)

    def _party(self, index: int, claim: Claim, reason: str) -> Filler:
        """A party of the report as filler, pointing at its nearest mention."""
        draft = self.parties.drafts[index]
        nearest = min(draft.mentions, key=lambda m: (abs(m[0] - claim.evidence.start), m), default=claim.evidence)
        return _inferred(self.parties.printed(index), index, Span(*nearest), reason)


def _only(states: set[str | None]) -> str | None:
    """The one of some states, if it is one."""
    return next(iter(states)) if len(states) == 1 else None


def _inferred(name: str, entity: int | None, span: Span, reason: str) -> Filler:
    return Filler(name=name, entity=entity, span=span, basis=f"inferred: {reason}")
