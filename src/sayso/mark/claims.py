"""Events, parties and attributions of one report → its claims.

A claim is one event with its roles, time, place, quantity and polarity, on one chain of speakers, with a certainty.
The evidence is the clause that carries it. Which claims count: reports of other fields and fiction give none, and
everyday events (travel, meetings) count only of somebody whom the report suspects of something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice

from msgspec.structs import replace
from spacy.tokens import Doc, Token

from sayso.domains import Domain
from sayso.mark import (
    disowned,
    doers,
    filling,
    fitting,
    hedges,
    named,
    nominals,
    pointed,
    quantities,
    relays,
    shares,
    speakers,
    statements,
    syntax,
    times,
    when,
    why,
)
from sayso.mark.carried import Carried
from sayso.mark.describing import accusing
from sayso.mark.events import Hit
from sayso.mark.parties import PEOPLE, STATE, Draft, Parties
from sayso.mark.recruited import employed_at_home
from sayso.model import Attribution, Certainty, Claim, Filler, Header, Link, Place, Polarity, Quantity, Span

# Words of fiction that make a review, where there are fewer of the law, and how many of them must differ: a "plot"
# is hatched in the news too.
FICTION, GENRES = 3, 2
NEGATIONS = frozenset({"not", "no", "never", "nothing"})  # where a trigger asks for one, it is the event's own
ANYBODY = frozenset({"anyone", "anybody", "whoever", "everyone", "everybody"})
NOBODY = frozenset({"nobody", "none", "no-one", "neither"})
COURTS = frozenset({"court"})
SPOKEN = 0.2  # how likely the encoder must find a way of speaking that no trigger tells: it makes an origin
NAMED, NAMELESS = 0.0, 0.5  # how strongly a person with and one without a name must stand where an accused stands
LIKELY = 0.5  # how likely the encoder must find an event where parse or other events of its words speak against it
FIRST = frozenset({"i", "me", "myself", "we", "us", "ourselves"})
REAL = frozenset("after before since following during upon until despite amid".split())  # what follows has happened
FUTURE = frozenset({"will", "shall", "going", "is", "are", "due", "set", "to"})


def of_field(text: str, domain: Domain) -> bool:
    """Whether a text is a report of the domain at all, and no review of a novel.

    It names two different things of the field, or one of them and two of the law; and fiction does not outweigh law.
    """
    lower = text.lower()
    field, law = (set(_pattern(domain, name).findall(lower)) for name in ("field", "law"))
    fiction = _pattern(domain, "fiction").findall(lower)
    different = len(fiction) >= FICTION and len(set(fiction)) >= GENRES
    is_fiction = different and len(fiction) > len(_pattern(domain, "law").findall(lower))
    return (len(field) >= 2 or (len(field) == 1 and len(law) >= 2)) and not is_fiction


@cache
def _pattern(domain: Domain, name: str) -> re.Pattern[str]:
    """Any word or phrase of a list, on whole words, in lower case."""
    phrases = sorted(domain.words.get(name, ()), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(p) for p in phrases) + r")(?!\w)")


def claims(
    doc: Doc,
    header: Header,
    hits: Sequence[Hit],
    parties: Parties,
    attributions: Sequence[Attribution],
    credits: Sequence[Link],
    reader: str,
) -> tuple[list[Claim], list[Attribution]]:
    """The claims in the order of their evidence, and the attributions with those that are carried on."""
    if not of_field(syntax.text_of(doc), parties.domain):
        return [], list(attributions)
    found = told_of_somebody(kept(hits, parties), parties)
    expressions = times.find(syntax.text_of(doc))
    found.sort(key=lambda hit: (not hit.event.speech, hit.head.i))  # acts of speech first: others may rest on them
    carried = Carried(doc, parties, list(attributions), found, reader)
    relayed = relays.beside(doc, attributions, parties)
    made = [(hit, _claim(doc, header, hit, parties, carried, credits, relayed, expressions)) for hit in found]
    made.sort(key=lambda told: told[0].head.i)
    settled = when.settle(doc, header, made, carried.attributions, expressions, parties.domain)
    home = accusing(parties, settled)
    pairs = [(hit, claim) for (hit, _), claim in zip(made, settled, strict=True)]
    told = shares.each(doc, parties, [(h, c) for h, c in pairs if not employed_at_home(parties, c, h, home)])
    seen = [(hit, why.told(hit, claim, parties)) for hit, claim in told if not hit.doubted]
    explained = disowned.told(seen, parties, carried.attributions)

    def chain(index: int) -> tuple[Link, ...]:
        return _chain(header, parties, carried.attributions, index, credits, relayed)

    explained += statements.told(doc, parties, carried.attributions, carried.sources, explained, chain)
    return sorted(explained, key=lambda c: (c.evidence, c.event)), carried.attributions


def kept(hits: Sequence[Hit], parties: Parties) -> list[Hit]:
    """The hits that count: wanted kinds in their places, suspects where suspects are asked for, no twins."""
    suspects = set(parties.suspects())
    found: list[Hit] = []
    for hit in hits:
        if (
            _kinds_fit(hit, parties)
            and not _is_given(hit, parties, suspects)
            and not _is_told_to_the_public(hit, parties)
            and _happens(hit, parties)
            and not (hit.trigger.outsider and _is_by(hit, parties, suspects))
            and (not (hit.trigger.suspects or hit.event.suspects) or hit.read or _of_suspect(hit, parties, suspects))
        ):
            twin = next((k for k in found if k.event.id == hit.event.id and not k.doubted and _are_one(k, hit)), None)
            if twin is None and not _is_part(hit, found, parties):
                found.append(hit)
    return found


def told_of_somebody(hits: Sequence[Hit], parties: Parties) -> list[Hit]:
    """The hits without deeds and steps in law, where nobody stands accused: such a report tells how spies work."""
    somebody = any(hit.event.stage and hit.at is None and not hit.doubted for hit in hits)
    if somebody or any(_is_somebody(parties.drafts[i]) for i in parties.suspects()):
        return list(hits)
    return [hit for hit in hits if hit.event.speech or hit.event.silence or not hit.event.accused]


def _is_somebody(draft: Draft) -> bool:
    """Whether one who stands where an accused stands is somebody: "spies", "thousands of people" are nobody."""
    return draft.accused >= (NAMED if draft.kind == "person" else NAMELESS) and not draft.plural


def _is_part(hit: Hit, kept: Sequence[Hit], parties: Parties) -> bool:
    """Whether an event is part of what another one tells: the accusation that is denied, the spy whom somebody is
    asked to become; or is read, not surely, in the words of another."""
    if hit.at is not None and hit.read < LIKELY and any(k.head.i == hit.head.i for k in kept):
        return True  # "released after 20 years" tells no sentence
    if _is_held_otherwise(hit, kept, parties) or _hardens(hit, kept, parties):
        return True
    above = [k for k in kept if k.head.i == hit.head.head.i]
    if hit.certainty == "denied" and hit.head.dep_ == "ccomp" and any(k.certainty == "denied" for k in above):
        return True  # "insists he is not a spy" denies once
    denied = hit.event.speech and hit.head.pos_ == "NOUN" and any(k.trigger.certainty == "denied" for k in above)
    aim = hit.event.story and not hit.roles.get("agent") and hit.head.dep_ in {"xcomp", "ccomp", "conj"}
    return bool(denied or (aim and hit.trigger.doers and any(k.event.story and k.roles.get("agent") for k in above)))


def _hardens(hit: Hit, kept: Sequence[Hit], parties: Parties) -> bool:
    """Whether a step in law that is read, not surely, goes further than any that the report surely tells."""
    if hit.at is None or hit.event.stage is None or hit.read >= LIKELY:
        return False
    told = [k.event.stage for k in kept if k.event.stage and (k.at is None or k.read >= LIKELY)]
    ladder = parties.domain.stages
    return all(ladder.index(hit.event.stage) > ladder.index(stage) for stage in told)


def _is_held_otherwise(hit: Hit, kept: Sequence[Hit], parties: Parties) -> bool:
    """Whether a step that is only read is another one of those by which somebody is held than its own word tells: who
    was "detained" was not arrested."""
    holding = parties.domain.linking.get("holding", ())
    if hit.at is None or hit.event.id not in holding:
        return False
    told = (k for k in kept if k.at is None and not k.doubted)
    words = (k for k in told if k.event.id in holding and k.event.id != hit.event.id)
    return any(k.head.sent.start == hit.head.sent.start for k in words)


def _is_given(hit: Hit, parties: Parties, suspects: set[int]) -> bool:
    """Whether something is handed to an accused, by nobody said: equipment or an order, but no betrayal by them."""
    to = {i for tokens in hit.roles.get("recipient", ()) for t in tokens if (i := parties.of(t)) is not None}
    return bool(to & suspects) and not hit.roles.get("agent") and hit.event.accused[:1] == ("agent",)


def _is_told_to_the_public(hit: Hit, parties: Parties) -> bool:
    """Whether a deed of the story is only something told to the press or a court: "his sister told Reuters that"."""
    if not hit.event.story or hit.head.lemma_.lower() not in parties.words("addressing"):
        return False
    hearers = [t for place in ("object", "dative", "to") if (t := hit.places.get(place)) is not None]
    return any(speakers.is_public(t, parties) for t in hearers)


def _happens(hit: Hit, parties: Parties) -> bool:
    """Whether the words tell an event: for a step in law, no part of what is only demanded or feared; for a deed, none
    that is told of nobody; and an event's own words."""
    if hit.read < LIKELY and not _is_told(hit, parties):
        return False
    if hit.at is not None and hit.read < SPOKEN and fitting.is_of_words(hit, parties.domain):
        return False
    if not (hit.event.stage or hit.event.official or hit.event.speech):
        return not _is_of_anybody(hit, parties)
    if hit.event.stage and any(t.lower_ in ANYBODY for t in hit.tokens()):
        return False  # "nearly everyone who goes on trial there is found guilty"
    return not (_governors(hit.head, parties.words("telling")) & parties.words("unreal"))


def _is_told(hit: Hit, parties: Parties) -> bool:
    """Whether a head stands where an event is told: no part of a name ("Bureau of Investigation") or of a compound
    ("pre-trial detention")."""
    head = hit.head
    if head.pos_ not in syntax.VERBAL and (head.i in parties.at or head.dep_ in {"compound", "nmod", "amod"}):
        return False
    if head.pos_ not in syntax.VERBAL and head.tag_ == "NNS" and not hit.roles:
        return False
    if head.tag_ == "VBN" and head.dep_ in syntax.SUBJECT | syntax.PASSIVE:
        return False  # "the other accused was fined": who is accused
    if head.tag_ in {"VBG", "VBN"} and head.dep_ in {"amod", "compound"} and head.head.i > head.i:
        return False  # "a spying network", "a suspected agent"
    definite = any(c.dep_ in {"det", "poss"} for c in head.head.children) or head.head.pos_ != "NOUN"
    if head.dep_ == "relcl" and not definite and any(c.tag_ == "MD" for c in head.children):
        return False  # "to find people whom it could recruit": nobody yet
    # "the accused", "those detained": people, not what is done to them
    return head.pos_ not in syntax.VERBAL or all(c.dep_ != "det" for c in head.children)


def _is_of_anybody(hit: Hit, parties: Parties) -> bool:
    """Whether a deed is told of nobody: "anyone who passes secrets", "it is a crime to pass", "the law bans"."""
    doing = (t for tokens in hit.roles.get("agent", ()) for t in tokens)
    crimes = parties.words("crimes") if hit.head.tag_ == "VB" else frozenset()
    forbidden = parties.words("forbidding") | crimes
    return any(t.lower_ in ANYBODY for t in doing) or bool(_governors(hit.head) & forbidden)


def _governors(head: Token, telling: frozenset[str] = frozenset()) -> set[str]:
    """The lemmas of what governs a head as its complement, at most three steps up, and of its own conjunction.

    Not those of some verbs where they tell that something has been done: "insisted that he was innocent".
    """
    told = [c.i for c in head.children if c.dep_ in syntax.SUBJECT | syntax.PASSIVE]
    inverted = {c.i for c in head.children if c.dep_ == "aux" and told and c.i < told[0]}  # "should he be convicted"
    found = {c.lower_ for c in head.children if c.dep_ in {"mark", "aux"} and c.i not in inverted}
    token = head
    for _ in range(3):
        bare = token.tag_ == "VB" or (token.head.tag_ == "VB" and token.lower_ == token.lemma_)  # "and set him free"
        if token.dep_ == "conj" and bare and token.head.pos_ in syntax.VERBAL:
            token = token.head  # "asked them to stop the trial and to release him"
        if token.dep_ == "conj" and token.pos_ == "NOUN" and token.head.pos_ == "NOUN":
            token = token.head  # "demanded an explanation or his release"
        aim = token.dep_ == "advcl" and (
            _has(token, "mark", "for") or (token.tag_ == "VB" and _has(token, "aux", "to"))
        )
        if not (aim or token.dep_ in {"ccomp", "xcomp", "pobj", "prep", "dobj", "pcomp", "acl"}) or token.head is token:
            break  # "called for him to be jailed"
        if token.dep_ == "prep" and token.lower_ in REAL:
            break  # "demanded an answer after his arrest"
        tells = token.dep_ == "ccomp" and syntax.is_finite(token) and not _has(token, "aux", "should")
        token = token.head
        found |= {token.lemma_.lower()} - (telling if tells else frozenset())
    return found


def _has(token: Token, dep: str, word: str) -> bool:
    """Whether a word hangs on a token in some place."""
    return any(c.dep_ == dep and c.lower_ == word for c in token.children)


def _are_one(kept: Hit, hit: Hit) -> bool:
    """Whether two hits of an event are one naming of it."""
    read = hit.at is not None and named.tells(kept, hit.at, syntax.clause(kept.head))
    return read or _near(kept.head, hit.head)


def _near(one: Token, other: Token) -> bool:
    """Whether two heads are one naming of an event: a verb and its own object ("signed an agreement").

    Two verbs with a subject each are two: "three were convicted while the fourth pleaded guilty".
    """
    if one.i == other.i:
        return True
    if _has_subject(one) and _has_subject(other):
        return False
    if "\n" in syntax.text_of(one.doc)[min(one.idx, other.idx) : max(one.idx, other.idx)]:
        return False  # a headline and what stands below it
    if other.dep_ == "conj" and one.pos_ in syntax.VERBAL and other.pos_ in syntax.VERBAL:
        return False  # "went home but returned"
    return other.head.i == one.i or one.head.i == other.i or other.head.head.i == one.i


def _has_subject(head: Token) -> bool:
    """Whether a head is a verb with a subject of its own."""
    return head.pos_ in syntax.VERBAL and any(c.dep_ in syntax.SUBJECT | syntax.PASSIVE for c in head.children)


def _kinds_fit(hit: Hit, parties: Parties) -> bool:
    if any(place not in hit.places or parties.of(hit.places[place]) is None for place in hit.trigger.known):
        return False
    if any(place not in hit.places or parties.of(hit.places[place]) is not None for place in hit.trigger.things):
        return False
    for place, kinds in hit.trigger.needs.items():
        token = hit.places.get(place)
        if token is None:
            continue
        index = parties.of(token)
        if index is None and place == "object" and token.pos_ == "NOUN" and not _is_people(token, parties):
            return False
        if index is None and place == "subject" and not doers.can_act(token, parties):
            return False
        if index is not None and parties.drafts[index].kind not in kinds:
            return False
    return True


def _is_people(token: Token, parties: Parties) -> bool:
    """Whether a noun that names no party is one for people."""
    called = parties.words("suspect_nouns") | parties.words("occupations")
    return token.lemma_.lower() in called or doers.can_act(token, parties)


def _of_suspect(hit: Hit, parties: Parties, suspects: set[int]) -> bool:
    """Whether one of the roles is, or may be, somebody whom the report suspects, or a thing of theirs."""
    for token in (*hit.tokens(), *_owners(hit, parties)):
        index = parties.of(token)
        if index in suspects or (index is not None and parties.drafts[index].nouns & parties.words("suspecting_nouns")):
            return True
        if _are_the_accused(token, parties):
            return True
    return not hit.roles or _left_out(hit, parties)


def _is_by(hit: Hit, parties: Parties, suspects: set[int]) -> bool:
    """Whether somebody whom the report suspects does it."""
    doing = (parties.of(t) for tokens in hit.roles.get("agent", ()) for t in tokens)
    return any(index in suspects for index in doing)


def _owners(hit: Hit, parties: Parties) -> Iterator[Token]:
    """Whose the things are that stand where an accused could stand; of their people something else is told."""
    role = hit.event.accused[0] if hit.event.accused else ""
    people = any(doers.can_act(t, parties) for tokens in hit.roles.get(role, ()) for t in tokens)
    return iter(()) if people else doers.owners(hit, role)


def _are_the_accused(token: Token, parties: Parties) -> bool:
    """Whether words mean the several accused of a report: "the two men", "the five", "the gang"."""
    words = {c.lower_ for c in token.children}
    several = token.lemma_.lower() in parties.words("accused_groups") or (token.pos_ == "NUM" and token.is_alpha)
    return several and bool(words & {"the", "both", "these"}) and bool(parties.suspects())


def _left_out(hit: Hit, parties: Parties) -> bool:
    """Whether the clause leaves the report's one accused unsaid: "the attache asked for documents", of whom is plain.

    Those who speak in the report tell of the deed and do not do it.
    """
    if hit.event.speech or not hit.event.accused or hit.roles.get(hit.event.accused[0]):
        return False
    doing = {i for tokens in hit.roles.get("agent", ()) for t in tokens if (i := parties.of(t)) is not None}
    speaks = any(place in parties.sources for i in doing for place in parties.drafts[i].places)
    return not speaks and _understood(hit, parties, set(doing)) is not None


# ------------------------------------------------------------------------------------------------ one claim


def _claim(
    doc: Doc,
    header: Header,
    hit: Hit,
    parties: Parties,
    carried: Carried,
    credits: Sequence[Link],
    relayed: Mapping[int, Sequence[Link]],
    expressions: Sequence[times.Expression],
) -> Claim:
    evidence = syntax.clause(hit.head)
    attribution = carried.attribution(hit)
    links = _chain(header, parties, carried.attributions, attribution, credits, relayed)
    said = carried.attributions[attribution] if attribution is not None else None
    speaker = said.speaker if said is not None else None
    tokens = [hit.head, *syntax.below(hit.head)]
    return Claim(
        event=hit.event.id,
        evidence=evidence,
        roles=_spoken(_roles(hit, parties, speaker, said), speaker, parties),
        attribution=attribution,
        chain=links,
        certainty=_certainty(hit, parties, carried.attributions, attribution),
        polarity=_polarity(hit, parties, carried.attributions, attribution),
        time=when.own(doc, header, hit.head, tokens, expressions, parties.domain),
        place=_place(tokens, parties),
        quantity=_quantity(hit, tokens, expressions, parties),
        confidence=_confidence(hit, carried.attributions, attribution),
    )


def _spoken(
    roles: dict[str, tuple[Filler, ...]], speaker: int | None, parties: Parties
) -> dict[str, tuple[Filler, ...]]:
    """The roles with the speaker where a quotation says "I" or "we"."""
    if speaker is None:
        return roles
    name = parties.drafts[speaker].name

    def meant(filler: Filler) -> Filler:
        first = filler.entity is None and filler.name.lower() in FIRST
        return replace(filler, name=name, entity=speaker) if first else filler

    return {role: tuple(map(meant, fillers)) for role, fillers in roles.items()}


def _roles(
    hit: Hit, parties: Parties, speaker: int | None, said: Attribution | None = None
) -> dict[str, tuple[Filler, ...]]:
    roles = {}
    for role, stated in hit.roles.items():
        candidates = [[filling.author(t, parties) for t in tokens] for tokens in stated] if role == "agent" else stated
        groups = [tuple(f for t in tokens for f in _meant(hit, t, parties, role)) for tokens in candidates]
        groups = [tuple(f for f in group if not _only_speaks(hit, role, f, parties)) for group in groups]
        groups = [g for g in groups if g]
        first = role == "object" and hit.event.accused[:1] == ("agent",) and not hit.event.speech
        known = [g for g in groups if first or any(f.entity is not None for f in g)]  # "data about the army": the data
        unknown = [g for g in groups if g] if _may_be_people(hit, role, candidates, parties) else []
        chosen = known or unknown
        if chosen:
            roles[role] = chosen[0]
    roles = _punished(hit, parties, roles)
    roles = {r: _whole_list(hit, r, fillers, parties) for r, fillers in roles.items()}
    roles = doers.by_kind(hit, parties, doers.of_owners(hit, parties, _officials_act(hit, parties, roles)))
    orders = doers.who_orders(hit, parties) if hit.event.stage else None
    acting = None if roles.get("agent") else orders or doers.behind_by(hit, parties) or doers.of_body(hit, parties)
    if acting is not None and (found := tuple(filling.fillers(acting, parties, "agent"))):
        roles = {**roles, "agent": found}
    getting = None if roles.get("recipient") else doers.behind_to(hit, parties)
    if getting is not None and (found := tuple(filling.fillers(getting, parties, "recipient"))):
        roles = {**roles, "recipient": found}
    roles = fitting.spoken(hit, parties, fitting.fitted(hit, parties, roles), said)
    roles = doers.done_to_accused(hit, parties, pointed.pointed(hit, parties, roles))
    roles = doers.two_sides(hit, parties, roles)
    roles = fitting.over_things(hit, parties, roles)
    return _with_accused(
        hit, parties, _to_another(parties, doers.apart(hit, doers.another(hit, parties, roles))), speaker
    )


def _to_another(parties: Parties, roles: dict[str, tuple[Filler, ...]]) -> dict[str, tuple[Filler, ...]]:
    """The roles, with a recipient who would be the giver left in the words that tell of him: "he gave the officer
    maps"."""
    giving = {f.entity for f in roles.get("agent", ()) if f.entity is not None}
    getting = roles.get("recipient", ())
    if not giving & {f.entity for f in getting}:
        return roles
    text = syntax.text_of(parties.doc)
    other = tuple(
        f if f.entity not in giving else Filler(name=text[f.span.start : f.span.end][:120], entity=None, span=f.span)
        for f in getting
    )
    kept = tuple(f for f in other if f.entity is not None or f.name.lower() not in nominals.MALE | nominals.FEMALE)
    rest = {role: fillers for role, fillers in roles.items() if role != "recipient"}
    return {**rest, "recipient": kept} if kept else rest


def _punished(hit: Hit, parties: Parties, roles: dict[str, tuple[Filler, ...]]) -> dict[str, tuple[Filler, ...]]:
    """A punishment has the person who gets it as target, where the parse has him as what is given ("and given 14
    years") or as who gives it ("Lund, handed nine years on Monday, had")."""
    doing = [f.entity for f in roles.get("agent", ()) if "target" not in roles]
    if hit.event.term and hit.event.stage and doing and all(_is_accused(i, parties) for i in doing):
        roles = {**{r: fillers for r, fillers in roles.items() if r != "agent"}, "target": roles["agent"]}
    given = roles.get("object", ())
    people = given and all(f.entity is not None and parties.drafts[f.entity].kind in PEOPLE for f in given)
    if not (hit.event.stage and hit.event.term and people) or "target" in roles:
        return roles
    return {**{role: fillers for role, fillers in roles.items() if role != "object"}, "target": given}


def _is_accused(index: int | None, parties: Parties) -> bool:
    """Whether a party is a person who stands accused in the report."""
    return index is not None and parties.drafts[index].kind in PEOPLE and parties.drafts[index].accused > 0


def _whole_list(hit: Hit, role: str, fillers: tuple[Filler, ...], parties: Parties) -> tuple[Filler, ...]:
    """The fillers of a role with all of the list of names that one of them stands in, where the parse has cut it."""
    if role not in {"agent", "target"} or _of_one(hit.head):
        return fillers
    held = {t.i for tokens in hit.roles.get(role, ()) for t in tokens}
    whole = next((p for p in parties.lists if held & set(p.places)), None)
    known = {f.entity for f in fillers}
    if whole is None or known >= set(whole.people) or not known & set(whole.people):
        return fillers
    told = [next((f for f in fillers if f.entity == i), None) for i in whole.people]
    added = [f or filling.filler(parties.doc[at], parties, role) for f, at in zip(told, whole.places, strict=True)]
    rest = [f for f in fillers if f.entity not in whole.people]
    return (*(f for f in added if f is not None), *rest)


def _of_one(head: Token) -> bool:
    """Whether a relative clause is in the singular, of the last of a list: "Lund and Vik, who was convicted"."""
    return head.dep_ == "relcl" and any(t.lower_ in {"was", "is", "has"} for t in (head, *head.children))


def _may_be_people(hit: Hit, role: str, candidates: Sequence[Sequence[Token]], parties: Parties) -> bool:
    """Whether what stands in a role may stay there though it is no party: not a thing where people are wanted."""
    if role == "agent":
        return any(doers.can_act(t, parties) for tokens in candidates for t in tokens)
    if role not in hit.event.accused or not hit.event.people:
        return True
    held = [t for tokens in candidates for t in tokens if not filling.is_time(t)]
    held_people = (nominals.can_be_person(parties, t) or filling.are_officials(t, parties) or _is_one(t) for t in held)
    never = parties.words("never_people")  # "Bail was set": a capital letter makes no name
    return any(t.pos_ == "PROPN" and t.lemma_.lower() not in never for t in held) or any(held_people)


def _officials_act(hit: Hit, parties: Parties, roles: dict[str, tuple[Filler, ...]]) -> dict[str, tuple[Filler, ...]]:
    """A step in law with a state's body where the accused stands has it as agent: "a court will begin the trial"."""
    target = roles.get("target", ())
    state = [f for f in target if f.entity is not None and parties.drafts[f.entity].kind in STATE]
    if not (hit.event.stage and target and len(state) == len(target)):
        return roles
    if hit.head.pos_ in syntax.VERBAL and syntax.is_passive(hit.head):
        return roles  # "three officials were arrested"
    moved = {role: fillers for role, fillers in roles.items() if role != "target"}
    return moved if "agent" in moved else {**moved, "agent": target}


def _with_accused(
    hit: Hit, parties: Parties, roles: dict[str, tuple[Filler, ...]], speaker: int | None
) -> dict[str, tuple[Filler, ...]]:
    """Put the person whom the sentence is about where an accused is missing or a thing stands in their place.

    "Montes pleaded guilty to conspiracy, accused of ...": parsers hang the participle on the nearest noun. Nobody who
    speaks is meant by what he says of another.
    """
    role = hit.event.accused[0] if hit.event.accused else None
    if role is None or not _is_open(hit, parties, roles, role) or _does_it(hit, roles):
        return roles
    taken = {f.entity for name, fillers in roles.items() if name != role for f in fillers}
    taken |= {speaker} if role == "target" and _only_tells(hit, speaker, parties) else set()
    for token in (*_before(hit, role), *doers.owners(hit, role), *_above(hit.head)) if not hit.trigger.main else ():
        index = parties.of(token)
        told = token.i < hit.head.i or (index is not None and parties.drafts[index].accused > 0)
        if hit.event.stage and token.i in parties.sources and not _is_accused(index, parties):
            continue  # "the prosecutor told the jury when the trial opened"
        if index is not None and told and index not in taken and _may_be_accused(parties.drafts[index], parties):
            fillers = _whole_list(_standing(hit, role, token), role, tuple(filling.fillers(token, parties)), parties)
            return {**roles, role: fillers} if fillers else roles
    if _others(hit, roles) & set(parties.suspects()[:1]):
        return roles  # one of the two who can be accused is the report's accused: the other is somebody else
    understood = None if _is_named(hit, role, parties) else _understood(hit, parties, taken)
    return {**roles, role: (understood,)} if understood else roles


def _only_tells(hit: Hit, speaker: int | None, parties: Parties) -> bool:
    """Whether a speaker tells what is done to another: an accusation, or a step in law where nothing speaks for it
    that he is an accused himself."""
    accused = speaker is not None and parties.drafts[speaker].accused > 0
    return hit.event.speech or (bool(hit.event.stage) and not accused)


def _standing(hit: Hit, role: str, token: Token) -> Hit:
    """A hit with a token in a role that was open."""
    return hit._replace(roles={**hit.roles, role: [[token]]})


def _before(hit: Hit, role: str) -> Iterator[Token]:
    """Who stands right before a passive of the law, whatever the parse: "Orlan, Vik and Lund were found guilty"."""
    places = {**hit.event.places, **hit.trigger.places}
    passive = hit.head.pos_ in syntax.VERBAL and places.get("object") == role and hit.event.stage
    if not passive or not any(c.dep_ == "auxpass" for c in hit.head.children):
        return
    for token in reversed(hit.head.doc[hit.head.sent.start : hit.head.i]):
        if token.pos_ not in {"AUX", "ADV", "PUNCT"} and token.dep_ not in {"neg", "npadvmod", "advmod"}:
            yield from [token] if token.dep_ != "pobj" else []
            return


def _does_it(hit: Hit, roles: dict[str, tuple[Filler, ...]]) -> bool:
    """Whether the accused takes a step in law himself, and it is done to nobody: "Lund pleaded guilty"."""
    own = hit.trigger.places.get("subject") == "agent" and "agent" in hit.event.accused[1:]
    return bool(hit.event.stage and own and roles.get("agent"))


def _is_named(hit: Hit, role: str, parties: Parties) -> bool:
    """Whether a name that is no known party stands in a role, of a person or taken for a place's: nobody else is then
    understood."""
    named = (token for tokens in hit.roles.get(role, ()) for token in tokens if token.pos_ == "PROPN")
    return any(token.ent_type_ in {"PERSON", "GPE"} and parties.of(token) is None for token in named)


def _others(hit: Hit, roles: dict[str, tuple[Filler, ...]]) -> set[int | None]:
    """Those in the further roles that an accused can fill."""
    return {f.entity for role in hit.event.accused[1:] for f in roles.get(role, ())}


def _may_be_accused(draft: Draft, parties: Parties) -> bool:
    """Whether a party can be whom a clause leaves unsaid: a person, but no spokesman, and no official who is accused
    nowhere.
    """
    official = draft.kind == "unnamed" and not draft.accused and draft.nouns & parties.words("official_nouns")
    return draft.kind in PEOPLE and not official and not draft.spokes


def _only_speaks(hit: Hit, role: str, filler: Filler, parties: Parties) -> bool:
    """Whether it would be a spokesman who is accused: a pronoun or a noun's nearest person that is taken for him."""
    if filler.entity is None or role not in hit.event.accused[:1] or not (hit.event.stage or hit.event.speech):
        return False
    draft = parties.drafts[filler.entity]
    return role == "target" and draft.spokes and not draft.accused


def _is_open(hit: Hit, parties: Parties, roles: dict[str, tuple[Filler, ...]], role: str) -> bool:
    """Whether nobody stands in a role, or a body where only the one can stand whom it runs: "using his identity"."""
    fillers = roles.get(role, ())
    spying = role == "agent" and not hit.event.stage and not hit.event.speech
    never = STATE if hit.event.personal else COURTS if spying else frozenset()
    bodies = [f for f in fillers if f.entity is not None and parties.drafts[f.entity].kind in never]
    return not fillers or len(bodies) == len(fillers)


def _above(head: Token) -> Iterator[Token]:
    """The objects and subjects of the verbs that govern a head, the nearest first, at most four verbs up."""
    token = head
    for _ in range(4):
        if token.head is token:
            return
        token = token.head
        if token.pos_ in syntax.VERBAL:
            found = syntax.subject(token)
            yield from (c for c in token.children if c.dep_ == "dobj" and c.i < head.i)
            if found is not None:
                yield found


NEAR = 400  # code points within which an accused who is left unsaid was last named


def _understood(hit: Hit, parties: Parties, taken: set[int | None]) -> Filler | None:
    """The report's one accused where the text leaves them unsaid: "investigators found evidence and took measures".

    The filler points at the last words that named them. None if the report has several who are as likely.
    """
    beside = _named_with(hit, parties, taken)
    if beside is not None:
        return beside
    suspects = [i for i in parties.suspects() if i not in taken]
    if not suspects or not hit.event.accused or (hit.event.speech and "agent" in hit.event.accused):
        return None
    first, rest = parties.drafts[suspects[0]], [parties.drafts[i].accused for i in suspects[1:]]
    before = [m for m in sorted(first.mentions) if m[1] <= hit.head.idx]
    if first.kind == "group" or max(rest, default=0.0) * 2 > first.accused or not before:
        return None
    alone = hit.at is not None and len(suspects) == 1  # of whom else would a report with one accused tell it
    if hit.head.idx - before[-1][1] > NEAR and not alone:
        return None
    basis = "understood: the report's one accused, last named here"
    return Filler(name=first.name, entity=suspects[0], span=Span(*before[-1]), basis=basis)


def _named_with(hit: Hit, parties: Parties, taken: set[int | None]) -> Filler | None:
    """The one person who is named before a step in law in its sentence, where the parse has lost whom it is of."""
    if not hit.event.stage or hit.event.speech:
        return None
    before = [t for t in hit.head.doc[hit.head.sent.start : hit.head.i] if t.i in parties.at]
    people = {parties.at[t.i]: t for t in before if parties.drafts[parties.at[t.i]].kind == "person"}
    if len(people) != 1 or set(people) & taken or any(parties.drafts[one].spokes for one in people):
        return None
    return next((filling.filler(t, parties) for t in people.values()), None)


def _meant(hit: Hit, token: Token, parties: Parties, role: str) -> Iterator[Filler]:
    """A role's fillers; a place where the event asks for one, though the name is also that of a government."""
    if role in hit.event.where and token.i in parties.places:
        yield filling.in_words(token)
    else:
        yield from filling.fillers(token, parties, role)


def _is_one(token: Token) -> bool:
    """Whether a bare number stands for some of several people: "one was acquitted"."""
    number = token.pos_ == "NUM" and token.is_alpha and token.dep_ in syntax.PASSIVE
    return number or token.lower_ in {"one", "another"}


def _polarity(hit: Hit, parties: Parties, attributions: Sequence[Attribution], index: int | None) -> Polarity:
    """Whether the event is said to have happened. Silence is told by a negation and is no negated event.

    What somebody denies ("denied passing secrets") did not happen on his word.
    """
    if hit.event.silence or (hit.event.speech and NEGATIONS & {*hit.trigger.with_, *hit.trigger.also}):
        return "positive"
    if index is not None and attributions[index].certainty == "denied" and _is_denied(hit, attributions[index]):
        return "negative"
    near = list(hit.head.children)
    held = (t for place, t in hit.places.items() if place in ("subject", "object", "second"))
    none = (c for token in held for c in token.children if c.dep_ == "det")  # "no charges were brought"
    refused = hit.trigger.refused or (hit.event.stage and hit.head.lemma_.lower() in parties.words("refusing"))
    negated = refused or any(c.dep_ == "neg" or c.lower_ in {"never", "neither"} for c in near)
    nobody = any(t.lower_ in NOBODY for t in hit.places.values())
    above = hit.head.head.children if hit.head.dep_ in {"acl", "ccomp"} and hit.head.head.pos_ == "NOUN" else ()
    no = any(c.lower_ == "no" for c in (*near, *none, *above))  # "no charges", "no evidence that he passed secrets"
    return "negative" if negated or nobody or no else "positive"


def _is_denied(hit: Hit, attribution: Attribution) -> bool:
    """Whether an event that is no way of speaking is told in what somebody denies, and as a deed: "denied passing"."""
    inside = any(s.start <= hit.head.idx < s.end for s in attribution.content)
    return inside and not hit.event.speech and hit.head.pos_ in syntax.VERBAL


def _certainty(hit: Hit, parties: Parties, attributions: Sequence[Attribution], index: int | None) -> Certainty:
    """The weakest of what speaker, word and mood say; a denial is "denied".

    In the outlet's own voice words in quotation marks are not its own; a speaker accuses an "alleged" spy of no more.
    """
    spoken = attributions[index].certainty if index is not None else "asserted"
    if spoken == "denied":
        spoken = "reported"
    called = hedges.called_alleged(hit.places.values(), parties.domain) if hit.event.speech else None
    quoted = hedges.scared(hit.head, syntax.text_of(hit.head.doc)) if index is None else None
    return hedges.weakest(spoken, hit.certainty, _hedge(hit, parties), called, quoted)


def _hedge(hit: Hit, parties: Parties) -> Certainty | None:
    """What the words around an event take from it.

    A step in law that somebody "would" take has not been taken. Of a punishment that nobody has asked for yet somebody
    "will serve" what has been set; "carries a maximum of nine years" and "could bring nine years" set none.
    """
    if hit.event.stage and (hedges.is_foreseen(hit.head) or hedges.is_purpose(hit.head)):
        return "possible"
    if not hit.event.term:
        return hedges.hedge(hit.head, parties.domain)
    if hit.head.lemma_.lower() in parties.words("serving_time"):
        found = [h.certainty for h in hedges.hedging(hit.head, parties.domain) if h.words not in {"will", "shall"}]
        return hedges.weakest(*found) if found else None
    near = {
        t.lemma_.lower()
        for t in (hit.head, hit.head.head, *(c for c in hit.head.children if c.pos_ not in syntax.VERBAL))
    }
    unset = hit.at is not None and near & parties.words("no_sentence")
    return "possible" if unset else hedges.hedge(hit.head, parties.domain)


def _confidence(hit: Hit, attributions: Sequence[Attribution], index: int | None) -> float:
    told = hit.trigger.confidence if hit.at is None else hit.read
    return round(told * (attributions[index].confidence if index is not None else 0.9), 3)


def _chain(
    header: Header,
    parties: Parties,
    attributions: Sequence[Attribution],
    index: int | None,
    credits: Sequence[Link],
    relayed: Mapping[int, Sequence[Link]],
) -> tuple[Link, ...]:
    """The speakers from the outlet over credits and relays to the one whose word it is, each once."""
    links = [Link(speaker=header.outlet or "outlet", entity=parties.outlet, certainty="asserted"), *credits]
    chain = speakers.chain_of(attributions, index) if index is not None else []
    last = attributions[chain[-1]].speaker if chain else None
    for i in chain:
        a = attributions[i]
        known = {link.entity for link in links} | {last}
        links += [link for link in relayed.get(speakers.root_of(attributions, i), ()) if link.entity not in known]
        if a.speaker_name and (a.speaker is None or a.speaker != links[-1].entity):
            links.append(
                Link(speaker=a.speaker_name, entity=a.speaker, attribution=i, channel=a.channel, certainty=a.certainty)
            )
    return tuple(links)


def _place(tokens: Sequence[Token], parties: Parties) -> Place | None:
    """Where: "in", "at" or "near" a place in the event's clause."""
    for token in tokens:
        if token.dep_ == "prep" and token.lower_ in {"in", "at", "near"}:
            noun = next((c for c in token.children if c.dep_ == "pobj"), None)
            if noun is not None and _is_place(noun, parties):
                span = _with_region(noun, filling.phrase(noun), parties)
                return Place(
                    text=syntax.text_of(noun.doc)[span.start : span.end], span=span, entity=parties.at.get(noun.i)
                )
    return None


def _is_place(noun: Token, parties: Parties) -> bool:
    """Whether a noun is a place, by its name or by one before it: "Gdansk airport"."""
    before = (c.i for c in noun.children if c.dep_ == "compound")
    located = noun.pos_ == "NOUN" and any(i in parties.places for i in before)
    return noun.ent_type_ in {"GPE", "LOC", "FAC"} or noun.i in parties.places or located


def _with_region(noun: Token, place: Span, parties: Parties) -> Span:
    """A place with the state or country behind its comma: "Fort Worth, Texas"; a country stands in a list."""
    after = noun.doc[noun.i + 1 : noun.i + 3]
    known = parties.places.get(noun.i)
    if known is not None and known.kind == "country":
        return place
    if len(after) < 2 or after[0].text != "," or after[1].ent_type_ != "GPE" or noun.ent_type_ != "GPE":
        return place
    last = max(t.i for t in after[1].sent if t.ent_type_ == "GPE" and t.i - after[1].i < 3 and t.i >= after[1].i)
    return Span(place.start, noun.doc[last].idx + len(noun.doc[last]))


def _quantity(
    hit: Hit, tokens: Sequence[Token], expressions: Sequence[times.Expression], parties: Parties
) -> Quantity | None:
    """The quantity of an event's clause, else of the thing that is its subject ("some 60 manuals went to him"); numbers
    of dates and ages are none."""
    dated = [(e.start, e.end) for e in expressions]
    verb = hit.head.head if hit.head.dep_ == "attr" else hit.head  # "nine years was the sentence"
    things = (c for c in verb.children if c.dep_ in syntax.SUBJECT and parties.of(c) is None)
    subject = [t for c in things for t in islice(c.subtree, syntax.REACH)]
    for group in (tokens, subject):
        near = sorted((t for t in group if not any(s <= t.idx < e for s, e in dated)), key=lambda t: t.i)
        if (found := quantities.quantity(near, hit.event.term)) is not None:
            return found
    return None
