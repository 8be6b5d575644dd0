"""What the accused of a report do for a living, and for whom.

Takes the nouns that describe an accused (describing.py) and the bodies for which they are said to have spied: who runs
a spy is not his employer. Gives spans, the fullest of those that say one thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from spacy.tokens import Doc, Token

from sayso.domains import Domain
from sayso.mark import syntax
from sayso.mark.describing import accusing, is_body, offices, party_of, people, phrase
from sayso.mark.parties import ORGANISATIONS, STATE, Parties
from sayso.model import Claim, Span

AFTER = {"of": 11, "to": 11, "at": 7, "for": 7, "in": 6, "with": 6}  # tokens that a phrase may reach after a noun
OF_BODY = frozenset({"of", "at", "for", "with", "in", "to", "from"})
NOBODY = frozenset({"that", "which", "who", "it"})
SPIES = frozenset({"spy", "spies", "mole", "moles"})  # behind a body's name: those who serve it


def masters(parties: Parties, claims: Sequence[Claim]) -> frozenset[int]:
    """The bodies for which somebody is said to have spied, and services of other states than the one that accuses.

    They are nobody's employer. A service that accuses one of its own officers is.
    """
    tellers = {c.chain[-1].entity for c in claims if c.chain}
    home = accusing(parties, claims)
    found = {
        i
        for i in tellers
        if i is not None and parties.drafts[i].kind == "service" and parties.drafts[i].country not in home
    }
    found |= {i for i, d in enumerate(parties.drafts) if d.kind == "service" and home and d.country not in home}
    lists = parties.domain.linking
    for claim in claims:
        roles = ["recipient", "beneficiary"] if claim.event in lists.get("profiting", ()) else []
        roles += ["agent"] if claim.event in lists.get("running", ()) else []
        told = {f.entity for role in roles for f in claim.roles.get(role, ()) if f.entity is not None}
        hiring = claim.event in lists.get("recruiting", ())  # a firm that somebody worked for
        firms = {i for i in told if hiring and _is_firm(parties, i)}
        found |= {i for i in told - firms if not _of_own_state(parties, i, home)}
    return frozenset(found)


def own_services(parties: Parties, claims: Sequence[Claim]) -> frozenset[int]:
    """The services and police of the one state that accuses: their agents are employed by them."""
    home = accusing(parties, claims)
    home = home if len(home) == 1 else frozenset()
    own = frozenset(i for i, d in enumerate(parties.drafts) if d.kind in STATE and d.country in home)
    return frozenset(i for i in own if not _has_spies(parties, i))


def _has_spies(parties: Parties, index: int) -> bool:
    """Whether the report calls somebody a body's spy: whom it served, for all that it is said to accuse."""
    places = parties.drafts[index].places
    return any(t.lower_ in SPIES for p in places for t in parties.doc[p + 1 : p + 2])


def _of_own_state(parties: Parties, index: int, home: frozenset[str]) -> bool:
    """Whether who is said to have been worked for is a body of the state that accuses: an employer, and no master."""
    return parties.drafts[index].kind in STATE and parties.drafts[index].country in home


def _is_firm(parties: Parties, index: int) -> bool:
    return parties.drafts[index].kind == "company" and _has_name(parties, index)


# ----------------------------------------------------------------------------------------- occupations


def occupations(
    doc: Doc, parties: Parties, index: int, nouns: Sequence[Token], theirs: frozenset[int], own: frozenset[int]
) -> list[Span]:
    """What an accused does, once for each thing: "head" and "boss", "aide" and "assistant" are one."""
    works = [t for t in nouns if _is_work(parties, t, theirs, own)] or [
        t for t in nouns if _is_any_work(parties, t, theirs)
    ]
    told = [(t, phrase(t, AFTER, _leading(parties, t))) for t in works]
    told += [(held, _office(verb, held)) for verb, held in offices(doc, parties, index)]
    told = [(t, span) for t, span in told if _is_whole(syntax.text_of(doc), span)]
    best: dict[str, tuple[tuple[int, ...], Span]] = {}
    broad = parties.words("broad_work")
    telling = [(t, span) for t, span in told if not {t.lower_, t.lemma_.lower()} & broad]
    for token, span in telling or told:
        kind = _kind(parties, token) if telling else ""  # of an officer and serviceman the one that says more
        rank = _rank(doc, parties, token, span)
        if kind not in best or rank > best[kind][0]:
            best[kind] = (rank, span)
    spans = sorted(span for _, span in best.values())
    spans = [s for s in spans if not any(_contains(syntax.text_of(doc), other, s) for other in spans)]
    told_more = [s for s in spans if syntax.text_of(doc)[s.start : s.end].lower() not in parties.words("any_work")]
    return told_more or spans


def _contains(text: str, whole: Span, part: Span) -> bool:
    """Whether a value of one word is a word of another: "deputy", "deputy minister"."""
    word = text[part.start : part.end].lower()
    return whole != part and " " not in word and word in text[whole.start : whole.end].lower().split()[:-1]


def _is_whole(text: str, span: Span) -> bool:
    """Whether words are no part of a longer one ("lieutenant | -colonel"), and no line in capitals."""
    words = text[span.start : span.end]
    return text[span.end : span.end + 1] not in {"-", "‑"} and not (words.isupper() and " " in words)


def _is_work(parties: Parties, token: Token, theirs: frozenset[int], own: frozenset[int]) -> bool:
    """Whether a noun says what somebody does: no suspect, no citizen, and nobody of the service spied for."""
    words = {token.lower_, token.lemma_.lower()}
    if _serves(parties, token, own):
        return True
    if _spies(parties, token):
        return False
    if words & {"member", "members"}:
        crew = any(c.dep_ == "compound" and c.lower_ in parties.words("crews") for c in token.children)
        return crew or any(_is_unit(parties, place) and body not in theirs for place, body in _bodies(parties, token))
    bodies = _bodies(parties, token)
    compound = any(body is None and place.dep_ == "compound" for place, body in bodies)
    trade = compound and bool(words & parties.words("trades"))
    bare = bool(words & parties.words("any_work")) and not trade and any(_employed(parties, b) for _, b in bodies)
    return not bare and not any(body in theirs for _, body in bodies)


def _is_any_work(parties: Parties, token: Token, theirs: frozenset[int]) -> bool:
    """Whether a noun says no more than where somebody works, for want of better: "an employee of a consulate"."""
    word = bool({token.lower_, token.lemma_.lower()} & parties.words("any_work") - {"member", "members"})
    bodies = _bodies(parties, token)
    return word and bool(bodies) and not any(body in theirs for _, body in bodies)


def _is_unit(parties: Parties, place: Token) -> bool:
    """Whether a body is one of whose members a report tells as of their work: "a member of the taskforce"."""
    return place.dep_ == "pobj" and bool({place.lower_, place.lemma_.lower()} & parties.words("units"))


def _employed(parties: Parties, body: int | None) -> bool:
    """Whether a body is none of the people whose aides are told of by their names."""
    return body is None or parties.drafts[body].kind != "person"


def _leading(parties: Parties, token: Token) -> frozenset[int]:
    """The hedges and nations before a noun: they are no part of what somebody does."""
    hedges = parties.words("hedging_modifiers")
    return frozenset(
        c.i for c in token.children if c.lower_ in hedges or (c.i in parties.demonyms and c.i not in parties.at)
    )


def _office(verb: Token, held: Token) -> Span:
    """ "Heading a firm", "ran a consultancy"."""
    right = phrase(held, {"of": 4, "in": 4}).end
    return Span(verb.idx, right)


def _kind(parties: Parties, token: Token) -> str:
    """What is the same of two words for one occupation."""
    if is_body(parties, token):
        return "head"
    return _same(parties.domain).get(token.lemma_.lower(), token.lemma_.lower())


@cache
def _same(domain: Domain) -> dict[str, str]:
    """Words for one thing, each with the first of its line."""
    return {word: line.split()[0] for line in domain.linking.get("synonyms", ()) for word in line.split()}


def _rank(doc: Doc, parties: Parties, token: Token, span: Span) -> tuple[int, ...]:
    """How much a phrase says: that somebody is it no more, in the story rather than above it.

    What a report once calls a former judge it goes on to call a judge.
    """
    words = syntax.text_of(doc)[span.start : span.end].split()
    first = {w.lower() for w in words[:2]}
    former = bool(first & parties.words("former")) or any(w.startswith("ex-") for w in first)
    heading = token.sent.end - token.sent.start < len(doc) and not doc[token.sent.end - 1].is_punct
    return (former and not heading, len(words) > 1, bool(_bodies(parties, token)), not heading, len(words), -token.i)


# ------------------------------------------------------------------------------------------- employers


def employers(
    doc: Doc, parties: Parties, index: int, nouns: Sequence[Token], theirs: frozenset[int], own: frozenset[int]
) -> list[Span]:
    """For whom an accused works: bodies with a name where there are any, else as they are described."""
    found: dict[int | str, Span] = {}
    described: dict[str, Span] = {}
    forces: list[Span] = []
    for noun, body in _places_of_work(doc, parties, index, nouns, own):
        if body in theirs or noun.i in parties.places or noun.lower_ in NOBODY:
            continue
        if body is not None and (named := _named(parties, body, noun)):
            found.setdefault(body, named)
        elif body is None or parties.drafts[body].kind != "person":
            span = phrase(noun, {"of": 5})
            if noun.pos_ == "PROPN" and body is None:  # "University of Tartu", which the parser saw as no name
                found.setdefault(syntax.text_of(doc)[span.start : span.end], span)
            described.setdefault(noun.lemma_.lower(), span)
            forces += [span] if noun.lemma_.lower() in parties.words("forces") else []
    longest = sorted(described.values(), key=lambda s: (s.start - s.end, s.start))[:1]
    any_ = parties.words("any_workplace")
    telling = [s for s in longest if syntax.text_of(doc)[s.start : s.end].lower() not in any_]  # "a firm" tells nothing
    return list(found.values()) or telling or forces[:1]


def _named(parties: Parties, body: int, noun: Token) -> Span | None:
    """The name of a body at a noun, or its nearest mention by name: "its reporter"."""
    names = [m for m, form in parties.drafts[body].mentions.items() if form == "name"]
    here = [m for m in names if m[0] <= noun.idx < m[1]]
    nearest = min(names, key=lambda m: (abs(m[0] - noun.idx), m), default=None)
    chosen = here[0] if here else nearest
    return Span(*chosen) if chosen else None


def _places_of_work(
    doc: Doc, parties: Parties, index: int, nouns: Sequence[Token], own: frozenset[int]
) -> Iterator[tuple[Token, int | None]]:
    """The nouns that say for whom somebody works, with their bodies where these are parties."""
    for noun in nouns:
        spies = _spies(parties, noun) and not _serves(parties, noun, own)
        for place, body in () if spies or _is_student(parties, noun) else _bodies(parties, noun):
            if _is_subject(parties, noun, place) or _is_partisan(parties, noun, body) or _is_its(parties, place, body):
                continue
            if _has_name(parties, body) or not _heads(parties, noun):
                yield place, body
    yield from _by_verbs(doc, parties, index)
    yield from _of_name(doc, parties, index)


def _is_student(parties: Parties, noun: Token) -> bool:
    """Whether a noun is one for who is taught at a body and not paid by it."""
    return bool({noun.lower_, noun.lemma_.lower()} & parties.words("students"))


def _is_subject(parties: Parties, noun: Token, place: Token) -> bool:
    """Whether what hangs on a teacher is what is taught: "a professor of Baltic Studies"."""
    teaches = bool({noun.lower_, noun.lemma_.lower()} & parties.words("teachers"))
    return teaches and place.dep_ == "pobj" and place.head.lower_ == "of" and not is_body(parties, place)


def _is_partisan(parties: Parties, noun: Token, body: int | None) -> bool:
    """Whether somebody only belongs to a body, which pays nobody for it: "a member of the Farmers' Party".

    A parliament pays its members.
    """
    if noun.lemma_.lower() != "member" or body is None or parties.drafts[body].kind != "group":
        return False
    return not {w.lower() for w in parties.drafts[body].name.split()} & parties.words("crews")


def _is_its(parties: Parties, place: Token, body: int | None) -> bool:
    """Whether "its" stands for a service: of "its reporter" that is mostly who accuses, and not who employs."""
    return place.pos_ == "PRON" and body is not None and parties.drafts[body].kind == "service"


def _has_name(parties: Parties, body: int | None) -> bool:
    return body is not None and "name" in parties.drafts[body].mentions.values()


def _spies(parties: Parties, noun: Token) -> bool:
    """Whether a noun is one for a spy or suspect, of whom hangs on it is spied for; or for who lives somewhere."""
    lists = parties.words("runs_for") | parties.words("no_occupation") | parties.words("citizens")
    return bool({noun.lower_, noun.lemma_.lower()} & lists)


def _serves(parties: Parties, noun: Token, own: frozenset[int]) -> bool:
    """Whether an agent is one of a body of the accusing state: "a veteran FBI agent".

    An "agent of the FBI" may be run by it, an "FBI double agent" is.
    """
    agent = bool({noun.lower_, noun.lemma_.lower()} & parties.words("own_agents"))
    doubled = any(c.lower_ in parties.words("false_agents") for c in noun.children)
    before = (body for place, body in _bodies(parties, noun) if place.i < noun.i and place.dep_ != "poss")
    return agent and not doubled and any(body in own for body in before)


def _heads(parties: Parties, noun: Token) -> bool:
    """Whether a noun is of one who is at the head of a body, and so not employed there."""
    return _kind(parties, noun) == "head" or noun.lemma_.lower() in parties.words("owners")


def _bodies(parties: Parties, noun: Token) -> list[tuple[Token, int | None]]:
    """What a noun for a person hangs on: "reporter of the Post", "Post reporter", "aide to Lind"."""
    found = []
    for child in noun.children:
        inner = syntax.noun_of(child)
        if not (child.dep_ in {"compound", "poss", "nmod"} or (child.dep_ == "prep" and child.lower_ in OF_BODY)):
            continue
        body = parties.at.get(inner.i)
        if inner.lower_ in parties.words("boards"):
            inner = next((syntax.noun_of(c) for c in inner.children if c.lower_ in {"of", "at"}), inner)
            body = parties.at.get(inner.i)
        if _employs(parties, noun, inner, body):
            found += _owners_of(parties, inner) if body is None else []
            found.append((inner, body))
    return found


def _owners_of(parties: Parties, part: Token) -> list[tuple[Token, int | None]]:
    """Of which body by name a part is that is only described: "head of the agency's cipher department"."""
    around = (syntax.noun_of(c) for c in part.children if c.dep_ in {"poss", "compound", "nmod"} or c.lower_ == "of")
    named = ((t, parties.at.get(t.i)) for t in around)
    return [(t, body) for t, body in named if body is not None and _is_employer(parties, t, body)]


def _is_employer(parties: Parties, token: Token, body: int) -> bool:
    """Whether a party can employ somebody: a body, and neither a country nor whom "its" stands for."""
    return parties.drafts[body].kind in ORGANISATIONS and token.i not in parties.places and token.pos_ != "PRON"


def _employs(parties: Parties, noun: Token, inner: Token, body: int | None) -> bool:
    """Whether what hangs on a noun for a person can be who employs that person."""
    if inner.lower_ in parties.words("titles"):
        return False
    if body is None or (parties.drafts[body].kind == "person" and is_body(parties, inner)):
        return is_body(parties, inner)
    if parties.drafts[body].kind == "person":
        return noun.lemma_.lower() in parties.words("aides")
    return parties.drafts[body].kind in ORGANISATIONS and inner.i not in parties.places


def _by_verbs(doc: Doc, parties: Parties, index: int) -> Iterator[tuple[Token, int | None]]:
    """ "Worked for the port authority", "joined the ministry", "was hired by a firm", "held a post at the embassy"."""
    same = people(parties, index)
    for verb in doc:
        if verb.lemma_ == "be" and party_of(parties, syntax.subject(verb)) in same:
            yield from _was_at(parties, verb)
        if verb.pos_ not in syntax.VERBAL:
            continue
        who = syntax.subject(verb)
        if verb.lemma_.lower() in parties.words("employment") and party_of(parties, who) in same:
            yield from _worked_for(parties, verb)
        if (
            verb.lemma_.lower() in parties.words("hiring")
            and party_of(parties, syntax.places(verb).get("object")) in same
        ):
            yield from _hired_by(parties, who)
        if verb.lemma_.lower() == "belong" and party_of(parties, who) in same:
            yield from _belongs(parties, verb)
        if verb.lemma_.lower() in parties.words("leaving") and party_of(parties, who) in same:
            yield from _left(parties, verb)


def _was_at(parties: Parties, verb: Token) -> Iterator[tuple[Token, int | None]]:
    """ "Was a guard, by day, at the embassy", where the parser hung "at" on the verb."""
    noun = next((c for c in verb.children if c.dep_ == "attr"), None)
    if noun is None or not (
        {noun.lower_, noun.lemma_.lower()} & (parties.words("suspect_nouns") | parties.words("occupations"))
    ):
        return
    for prep in verb.children:
        inner = syntax.noun_of(prep)
        body = parties.at.get(inner.i)
        near = prep.dep_ == "prep" and prep.lower_ in {"at", "with"} and prep.i > noun.i
        if near and _employs(parties, noun, inner, body) and not _spies(parties, noun):
            yield inner, body


def _worked_for(parties: Parties, verb: Token) -> Iterator[tuple[Token, int | None]]:
    found = syntax.places(verb)
    passive = syntax.is_passive(verb)
    by = ("subject", "by", "at", "with") if passive else ("for", "at", "with") if verb.lemma_ != "join" else ("object",)
    inner = [found[place] for place in by if place in found]
    inner += [t for t in [found.get("in")] if t is not None and _of_state(parties, t)]
    post = found.get("object")
    if post is not None and post.lemma_.lower() in parties.words("posts"):
        inner += [syntax.noun_of(c) for c in verb.subtree if c.dep_ == "prep" and c.lower_ in {"at", "in", "with"}]
    for noun in inner:
        body = parties.at.get(noun.i)
        if is_body(parties, noun) if body is None else parties.drafts[body].kind in ORGANISATIONS:
            yield noun, body


def _hired_by(parties: Parties, employer: Token | None) -> Iterator[tuple[Token, int | None]]:
    """ "A shipping firm employed him": a body, and nobody's service."""
    body = parties.of(employer) if employer is not None else None
    if employer is not None and (is_body(parties, employer) if body is None else _is_employer(parties, employer, body)):
        yield employer, body


def _belongs(parties: Parties, verb: Token) -> Iterator[tuple[Token, int | None]]:
    """ "Belongs to the coastguard": a body of a state, and no party or church."""
    noun = syntax.places(verb).get("to")
    if noun is not None and (_of_state(parties, noun) or noun.lemma_.lower() in parties.words("forces")):
        yield noun, parties.at.get(noun.i)


def _left(parties: Parties, verb: Token) -> Iterator[tuple[Token, int | None]]:
    """ "Was dismissed from the navy", "resigned from the court"; who leaves a post "at" a body had it there."""
    for prep in (c for c in verb.subtree if c.dep_ == "prep" and c.lower_ in {"from", "at", "in"}):
        own = prep.head.i == verb.i
        near = own or prep.head.lemma_.lower() in parties.words("posts")
        noun = syntax.noun_of(prep)
        body = parties.at.get(noun.i)
        employer = is_body(parties, noun) if body is None else parties.drafts[body].kind in ORGANISATIONS
        if near and employer and (prep.lower_ == "from" or not own):
            yield noun, body


def _of_state(parties: Parties, noun: Token) -> bool:
    """Whether somebody who served in it was employed by it: an army, a service, a ministry; no country."""
    body = parties.at.get(noun.i)
    return body is not None and noun.i not in parties.places and parties.drafts[body].kind in STATE


def _of_name(doc: Doc, parties: Parties, index: int) -> Iterator[tuple[Token, int | None]]:
    """ "Lind, of a shipping firm", "her company, a maker of radars", "her post at the ministry"."""
    same = people(parties, index)
    for i, who in parties.at.items():
        if who not in same:
            continue
        token = doc[i]
        yield from _hanging(parties, token)
        if token.dep_ == "poss":
            yield from _own(parties, token.head)


def _hanging(parties: Parties, token: Token) -> Iterator[tuple[Token, int | None]]:
    """What "of", "from" or "at" hangs on a mention itself."""
    for child in token.children:
        apart = token.pos_ == "PROPN" or token.doc[child.i - 1].text == ","
        if apart and child.dep_ == "prep" and child.lower_ in {"of", "from", "at"}:
            noun = syntax.noun_of(child)
            body = parties.at.get(noun.i)
            if is_body(parties, noun) if body is None else parties.drafts[body].kind == "company":
                yield noun, body


def _own(parties: Parties, noun: Token) -> Iterator[tuple[Token, int | None]]:
    """What somebody's own firm or post is said to be."""
    if noun.lemma_.lower() in parties.words("posts"):
        inner: Iterable[Token] = (
            syntax.noun_of(c) for c in noun.children if c.dep_ == "prep" and c.lower_ in {"at", "in"}
        )
    elif is_body(parties, noun):
        inner = (c for c in noun.children if c.dep_ == "appos")
    else:
        inner = ()
    for token in inner:
        body = parties.at.get(token.i)
        if is_body(parties, token) if body is None else parties.drafts[body].kind in ORGANISATIONS:
            yield token, body
