"""Events, parties and attributions of one report → its claims.

A claim is one event with its roles, time, place, quantity and polarity, on one chain of speakers, with a certainty.
The evidence is the clause that carries it. Which claims count: reports of other fields and fiction give none, and
everyday events (travel, meetings) count only of somebody whom the report suspects of something.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from sayso.domains import Domain
from sayso.mark import hedges, quantities, speakers, syntax, times
from sayso.mark.events import Hit
from sayso.mark.parties import Parties, word_set
from sayso.model import Attribution, Certainty, Claim, Filler, Header, Link, Place, Polarity, Quantity, Span, When

FIELD_WORDS = 2  # different words of the field that a report must have
SPEECH_ACTS = frozenset({"accuse", "deny", "warn", "confirm", "admit", "protest"})
TERMS = frozenset({"sentence", "bail", "detain"})
FUTURE = frozenset({"will", "shall", "going", "is", "are", "due", "set", "to"})


def of_field(doc: Doc, domain: Domain) -> bool:
    """Whether a text is a report of the domain at all, and no review of a novel."""
    words = Counter(t.lower_ for t in doc if t.is_alpha or "-" in t.text)
    field = [w for w in words if w in word_set(domain, "field")]
    fiction = sum(words[w] for w in words if w in word_set(domain, "fiction"))
    law = sum(words[w] for w in words if w in word_set(domain, "law"))
    return len(field) >= FIELD_WORDS and not (fiction >= 3 and fiction > law)


def claims(
    doc: Doc,
    header: Header,
    hits: Sequence[Hit],
    parties: Parties,
    attributions: Sequence[Attribution],
    credits: Sequence[Link],
) -> tuple[list[Claim], list[Attribution]]:
    """The claims in the order of their evidence, and the attributions with those that are carried on."""
    if not of_field(doc, parties.domain):
        return [], list(attributions)
    kept = _kept(hits, parties)
    carried = Carried(doc, parties, list(attributions))
    expressions = times.find(doc.text)
    found = [_claim(doc, header, hit, parties, carried, credits, expressions) for hit in kept]
    return sorted(found, key=lambda c: (c.evidence, c.event)), carried.attributions


def _kept(hits: Sequence[Hit], parties: Parties) -> list[Hit]:
    """The hits that count: wanted kinds in their places, suspects where suspects are asked for, no twins."""
    suspects = set(parties.suspects())
    kept: list[Hit] = []
    for hit in hits:
        if _kinds_fit(hit, parties) and (
            not (hit.trigger.suspects or hit.event.suspects) or _of_suspect(hit, parties, suspects)
        ):
            twin = next((k for k in kept if k.event.id == hit.event.id and _near(k.head, hit.head)), None)
            if twin is None:
                kept.append(hit)
    return kept


def _near(one: Token, other: Token) -> bool:
    """Whether two heads are one naming of an event: a verb and its own object ("signed an agreement")."""
    return other.head.i == one.i or one.head.i == other.i or other.head.head.i == one.i


def _kinds_fit(hit: Hit, parties: Parties) -> bool:
    for place, kinds in hit.trigger.needs.items():
        token = hit.places.get(place)
        if token is None:
            continue
        index = parties.of(token)
        if (
            index is None
            and place == "object"
            and token.pos_ == "NOUN"
            and token.lemma_.lower() not in parties.words("suspect_nouns")
        ):
            return False
        if index is not None and parties.drafts[index].kind not in kinds:
            return False
    return True


def _of_suspect(hit: Hit, parties: Parties, suspects: set[int]) -> bool:
    """Whether one of the roles is, or may be, somebody whom the report suspects."""
    for token in (t for tokens in hit.roles.values() for t in tokens):
        index = parties.of(token)
        if index in suspects or (index is not None and parties.drafts[index].nouns & {"spy", "agent", "suspect"}):
            return True
    return not hit.roles


# ------------------------------------------------------------------------------------------------ one claim


def _claim(
    doc: Doc,
    header: Header,
    hit: Hit,
    parties: Parties,
    carried: Carried,
    credits: Sequence[Link],
    expressions: Sequence[times.Expression],
) -> Claim:
    evidence = syntax.clause(hit.head)
    attribution = carried.attribution(hit, evidence)
    links = _chain(header, parties, carried.attributions, attribution, credits)
    tokens = [hit.head, *syntax.below(hit.head)]
    return Claim(
        event=hit.event.id,
        evidence=evidence,
        roles=_roles(hit, parties),
        attribution=attribution,
        chain=links,
        certainty=_certainty(hit, parties, carried.attributions, attribution),
        polarity=_polarity(hit.head),
        time=_time(doc, header, hit.head, tokens, expressions),
        place=_place(tokens, parties),
        quantity=_quantity(hit, tokens),
        confidence=_confidence(hit, carried.attributions, attribution),
    )


def _roles(hit: Hit, parties: Parties) -> dict[str, tuple[Filler, ...]]:
    roles = {}
    for role, tokens in hit.roles.items():
        fillers = tuple(f for t in tokens if (f := _filler(t, parties)) is not None)
        if fillers:
            roles[role] = fillers
    return roles


def _filler(token: Token, parties: Parties) -> Filler | None:
    """A role's filler: the party that the token names, else the words of its phrase."""
    if (
        token.pos_ in {"VERB", "AUX"}
        or (token.lower_ in {"which", "that", "this", "it", "there"}
        and token.i not in parties.at)
    ):
        return None
    index = parties.of(token)
    span = _phrase(token)
    if index is not None:
        return Filler(name=parties.drafts[index].name, entity=index, span=span)
    return Filler(name=re.sub(r"\s+", " ", token.doc.text[span.start : span.end])[:120], entity=None, span=span)


def _phrase(token: Token) -> Span:
    """A noun with what stands before it and a short "of" phrase after it."""
    left = min(
        (
            c.left_edge.i
            for c in token.children
            if c.i < token.i and c.dep_ in {"det", "amod", "compound", "poss", "nummod", "nmod", "quantmod"}
        ),
        default=token.i,
    )
    left = max(left, token.i - 8)
    right = max(
        (
            c.right_edge.i
            for c in token.children
            if c.dep_ == "prep" and c.lower_ in {"of", "about", "on", "from"} and c.i - token.i <= 2
        ),
        default=token.i,
    )
    return syntax.trimmed(token.doc, left, right if right - token.i <= 8 else token.i)


def _polarity(head: Token) -> Polarity:
    negated = any(c.dep_ == "neg" or c.lower_ in {"never", "neither"} for c in head.children)
    negated = negated or any(c.lower_ == "no" for c in head.children if c.dep_ == "det")
    return "negative" if negated else "positive"


def _certainty(hit: Hit, parties: Parties, attributions: Sequence[Attribution], index: int | None) -> Certainty:
    """The weakest of what speaker, word and mood say; a denial is "denied"."""
    if hit.event.id == "deny":
        return "denied"
    spoken = attributions[index].certainty if index is not None else "asserted"
    if spoken == "denied":
        spoken = "reported"
    return hedges.weakest(spoken, hit.certainty, hedges.hedge(hit.head, parties.domain))


def _confidence(hit: Hit, attributions: Sequence[Attribution], index: int | None) -> float:
    return round(hit.trigger.confidence * (attributions[index].confidence if index is not None else 0.9), 3)


def _chain(
    header: Header, parties: Parties, attributions: Sequence[Attribution], index: int | None, credits: Sequence[Link]
) -> tuple[Link, ...]:
    """The speakers from the outlet to the one whose word it is, each once."""
    links = [Link(speaker=header.outlet or "outlet", certainty="asserted"), *credits]
    for i in speakers.chain_of(attributions, index) if index is not None else ():
        a = attributions[i]
        if a.speaker_name and (a.speaker is None or a.speaker != links[-1].entity):
            links.append(
                Link(speaker=a.speaker_name, entity=a.speaker, attribution=i, channel=a.channel, certainty=a.certainty)
            )
    return tuple(links)


def _time(
    doc: Doc, header: Header, head: Token, tokens: Sequence[Token], expressions: Sequence[times.Expression]
) -> When | None:
    """The time expression in the event's own clause that stands nearest to its head."""
    starts = {t.idx for t in tokens}
    own = [e for e in expressions if any(e.start <= s < e.end for s in starts)]
    if not own:
        return None
    nearest = min(own, key=lambda e: (abs(e.start - head.idx), e.start))
    future = any(c.lower_ in {"will", "shall"} for c in head.children) or (
        head.tag_ in {"VBZ", "VBP", "VB"} and head.dep_ != "conj"
    )
    value = times.value(nearest, header.published, future)
    return When(
        text=nearest.text,
        span=Span(nearest.start, nearest.end),
        value=value.value,
        until=value.until,
        basis=value.basis,
    )


def _place(tokens: Sequence[Token], parties: Parties) -> Place | None:
    """Where: "in", "at" or "near" a place in the event's clause."""
    for token in tokens:
        if token.dep_ == "prep" and token.lower_ in {"in", "at", "near"}:
            noun = next((c for c in token.children if c.dep_ == "pobj"), None)
            if noun is not None and (noun.ent_type_ in {"GPE", "LOC", "FAC"} or noun.i in parties.places):
                span = _phrase(noun)
                return Place(text=noun.doc.text[span.start : span.end], span=span, entity=parties.at.get(noun.i))
    return None


def _quantity(hit: Hit, tokens: Sequence[Token]) -> Quantity | None:
    near = sorted(tokens, key=lambda t: t.i)
    return quantities.quantity(near, hit.event.id in TERMS)


# ---------------------------------------------------------------------------------------- whose word it is


class Carried:
    """The attributions of a report, to which those are added that a claim needs and that carry on an earlier one."""

    def __init__(self, doc: Doc, parties: Parties, attributions: list[Attribution]) -> None:
        self.doc, self.parties, self.attributions = doc, parties, attributions
        self._main = speakers.dominant(attributions, parties)
        self._own = len(attributions)
        self._made: dict[Span, int] = {}

    def attribution(self, hit: Hit, evidence: Span) -> int | None:
        """The attribution on which a claim rests, None for the outlet's own voice."""
        head = Span(hit.head.idx, hit.head.idx + len(hit.head))
        holders = [i for i in speakers.holding(self.attributions[: self._own], *head) if self.attributions[i].source]
        if holders:
            return holders[-1]
        spoken = speakers.speaking(self.attributions[: self._own], *head)
        if spoken and hit.event.id in SPEECH_ACTS and self.attributions[spoken[0]].speaker is not None:
            return spoken[0]
        if spoken or hit.event.id == "no_comment":
            return None
        return self._carried_on(hit, evidence)

    def _carried_on(self, hit: Hit, evidence: Span) -> int | None:
        """The attribution that the sentence of a claim carries on, if it does."""
        sentence = speakers.sentence_of(self.doc, hit.head.idx)
        if sentence in self._made:
            return self._made[sentence]
        before = self._before(sentence)
        if before is None or not self._goes_on(before, sentence, hit):
            return None
        speaker = self.attributions[before]
        self.attributions.append(
            Attribution(
                source=(),
                cue=(),
                content=(sentence,),
                kind="carried",
                certainty="reported",
                confidence=0.4,
                reader=speaker.reader,
                speaker=speaker.speaker,
                speaker_name=speaker.speaker_name,
                channel=speaker.channel,
                parent=before,
            )
        )
        self._made[sentence] = len(self.attributions) - 1
        return self._made[sentence]

    def _before(self, sentence: Span) -> int | None:
        """The last attribution of the reports's main speaker that ends before the sentence."""
        found = [
            (max(s.end for s in (*a.content, *a.cue, *a.source)), i)
            for i, a in enumerate(self.attributions[: self._own])
            if a.speaker is not None
            and a.parent is None
            and a.source
            and max(s.end for s in (*a.content, *a.cue, *a.source)) <= sentence.start + 1
        ]
        return max(found)[1] if found else None

    def _goes_on(self, before: int, sentence: Span, hit: Hit) -> bool:
        """Whether a sentence plainly goes on with what the speaker before it told."""
        earlier = self.attributions[before]
        speaker = earlier.speaker
        if speaker is None or self._main is None or speakers._principal(self.parties, speaker) != self._main:
            return False
        gap = self.doc.text[max(s.end for s in (*earlier.content, *earlier.cue, *earlier.source)) : sentence.start]
        return len(gap) < 700 and gap.count("\n") <= 2
