"""Of which nation an accused is, as a report states it.

Takes the nouns that describe an accused. Statements are of three strengths, and only the strongest that a report has
are kept: citizenship ("a Norwegian citizen", "citizen of a third country", "holds a Turkish passport"), a demonym
("a Russian engineer", "the Bulgarian"), a birthplace ("born in Aleppo"). "A Danish spy" is a Dane only where Denmark
accuses; else a spy for Denmark. That somebody is a foreigner names no nation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from spacy.tokens import Doc, Token

from sayso.domains import Domain
from sayso.mark import syntax
from sayso.mark.describing import accusing, people
from sayso.mark.parties import PEOPLE, Parties
from sayso.model import Claim, Span

CITIZEN, DEMONYM, BORN = 3, 2, 1
WITHIN = 6  # tokens between the "of" of a citizen and the country
PREFIX = frozenset({"amod", "compound", "nmod"})
SHORT = re.compile(r"(?:[A-Z]\.?){2,4}")  # "a US citizen"
Said = tuple[int, str, Span]  # strength, country or words, span


def nationality(doc: Doc, parties: Parties, index: int, nouns: Sequence[Token], claims: Sequence[Claim]) -> list[Span]:
    """The spans of the strongest statements, one for each nation."""
    said = [
        *(s for noun in nouns for s in _of_noun(parties, noun, claims)),
        *_of_mentions(doc, parties, index),
        *_of_papers(doc, parties, index),
        *_born(doc, parties, index),
        *_of_origin(doc, parties, index),
    ]
    said = _without_covers(parties, said, claims)
    strongest = max((strength for strength, _, _ in said), default=0)
    first: dict[str, Span] = {}
    for strength, nation, span in sorted(said, key=lambda s: s[2]):
        if strength == strongest:
            first.setdefault(nation, span)
    return list(first.values())


def _without_covers(parties: Parties, said: list[Said], claims: Sequence[Claim]) -> list[Said]:
    """What is said of a nation but as a false identity, where anything is: "posed as a Brazilian citizen"."""
    covers = [c.evidence for c in claims if c.event in parties.domain.linking.get("covering", ())]
    plain = [s for s in said if not any(e.start <= s[2].start < e.end for e in covers)]
    return plain or said


def _nations(parties: Parties) -> dict[int, str]:
    """The tokens that say of which nation somebody is, with its country; a "Cuba analyst" is no Cuban."""
    said: dict[int, str] = {}
    for hit in parties.hits:
        words = parties.doc[hit.start : hit.end].text
        short = SHORT.fullmatch(words) is not None
        known = _demonyms(parties.domain)
        if hit.kind in {"demonym", "country"} and (short or words in known or words.removesuffix("s") in known):
            said |= dict.fromkeys(range(hit.start, hit.end), hit.country or hit.name)
    return said


def adjective(domain: Domain, words: str) -> str:
    """What a nation is called where a report gives its country alone: "a citizen of Latvia" is Latvian."""
    return _adjectives(domain).get(words, words)


@cache
def _adjectives(domain: Domain) -> dict[str, str]:
    """The adjective of each name of a country."""
    named = ((c, c.adjective or next(iter(c.demonyms), c.name)) for c in domain.countries)
    return {name: adjective for c, adjective in named for name in (c.name, *c.aliases)}


@cache
def _demonyms(domain: Domain) -> frozenset[str]:
    return frozenset(d for c in domain.countries for d in (*c.demonyms, c.adjective))


def _of_noun(parties: Parties, noun: Token, claims: Sequence[Claim]) -> Iterator[Said]:
    """What stands before a noun for a person, or after "citizen of"."""
    words = {noun.lower_, noun.lemma_.lower()}
    nations, citizen = _nations(parties), bool(words & parties.words("citizens") - parties.words("inhabitants"))
    around = [*noun.children, *(noun.head.children if noun.dep_ == "amod" else ())]  # "Danish national Anna Lind"
    around += [inner for c in around if c.dep_ == "compound" for inner in c.children]  # "a Swedish tech consultant"
    before = [c for c in around if c.i < noun.i and c.dep_ in PREFIX and c.i in nations]
    own = before and (citizen or _is_own(parties, noun, nations[before[0].i], claims))
    for each in _both(before[0], nations) if own else ():
        yield CITIZEN if citizen else DEMONYM, nations[each.i], _span(parties, each)
    if not before:
        yield from _of_forces(parties, noun)
        yield from _in_forces(parties, noun)
    if not own and words & parties.words("of_state"):
        yield from _of_state(parties, noun)
    if citizen and not before:
        yield from _citizen_of(parties, noun, nations)


def _of_forces(parties: Parties, noun: Token) -> Iterator[Said]:
    """ "A retired Danish air force colonel", "a Danish judge": who serves in a state's forces or courts is of it."""
    for i in range(noun.left_edge.i, noun.i):
        body = parties.at.get(i, parties.at.get(i + 1))
        draft = parties.drafts[body] if body is not None else None
        state = (
            draft is not None
            and draft.kind in {"government", "court"}
            and noun.doc[i].text in _demonyms(parties.domain)
        )
        if state and draft is not None and draft.country:
            yield DEMONYM, draft.country, _span(parties, noun.doc[i])
            return


def _in_forces(parties: Parties, noun: Token) -> Iterator[Said]:
    """ "A private in the Danish army", "a general in Denmark's army": who serves in a state's forces is of it."""
    preps = (c for c in noun.children if c.dep_ == "prep" and c.lower_ in {"in", "of", "with"} and c.i - noun.i <= 2)
    forces = (syntax.noun_of(c) for c in preps)
    for token in (t for t in forces if {t.lower_, t.lemma_.lower()} & parties.words("forces")):
        for i in range(token.left_edge.i, token.i):
            hits = (h for h in parties.hits if h.kind in {"country", "demonym", "party", "function"} and h.start == i)
            country = next((h.country for h in hits if h.country), None)
            if country is not None and (noun.doc[i].text in _demonyms(parties.domain) or noun.doc[i].dep_ == "poss"):
                yield DEMONYM, country, syntax.trimmed(noun.doc, i, i)
                return


def _of_state(parties: Parties, noun: Token) -> Iterator[Said]:
    """ "A Taiwan general", "a judge from Poland", "a senator of Belgium": who serves a state is of it."""
    before = (c for c in noun.children if c.dep_ in PREFIX and c.i < noun.i)
    after = (c for c in noun.children if c.dep_ == "prep" and c.lower_ in {"of", "from"} and c.i - noun.i <= 2)
    for token in (*before, *(syntax.noun_of(c) for c in after)):
        hits = (h for h in parties.hits if h.kind in {"country", "demonym"} and h.start <= token.i < h.end)
        country = next((h.country or h.name for h in hits), None)
        if country is not None:
            yield DEMONYM, country, _span(parties, token)
            return


def _both(token: Token, nations: dict[int, str]) -> list[Token]:
    """A demonym and those joined to it: "Russian and Spanish citizenship", "a dual Norwegian-Lebanese national"."""
    near = [*token.conjuncts, *token.children, *(t for t in token.head.children if t.i < token.head.i)]
    return sorted({token, *(t for t in near if t.i in nations and t.i < token.head.i)}, key=lambda t: t.i)


def _is_own(parties: Parties, noun: Token, nation: str, claims: Sequence[Claim]) -> bool:
    """Whether a demonym is of the person, not of the body that employs him or of the service that runs him."""
    if {noun.lower_, noun.lemma_.lower()} & parties.words("runs_for"):
        return nation in accusing(parties, claims)
    return not any(parties.at.get(c.i) is not None for c in noun.children if c.dep_ in {"compound", "nmod"})


def _citizen_of(parties: Parties, noun: Token, nations: dict[int, str]) -> Iterator[Said]:
    """ "A citizen of Latvia", "citizen of a third country"; "X arrests citizen" where no more is said."""
    prep = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of"), None)
    if prep is not None and prep.i - noun.i <= 2:
        inner = syntax.noun_of(prep)
        told = [t for t in (inner, *inner.conjuncts) if t.i in nations or _country(parties, t)]
        for each in told if len(told) > 1 else ():
            yield CITIZEN, nations.get(each.i) or _country(parties, each) or "", _span(parties, each)
        if len(told) == 1:
            yield CITIZEN, nations.get(inner.i) or _country(parties, inner) or "", _span(parties, inner)
        elif not told and inner.lower_ in parties.words("states") and prep.right_edge.i - noun.i <= WITHIN:
            yield CITIZEN, "other", syntax.trimmed(noun.doc, noun.i, prep.right_edge.i)
    elif noun.dep_ == "dobj" and not any(c.dep_ in {"det", "nummod", "amod"} for c in noun.children):
        state = syntax.subject(noun.head)
        named = parties.places.get(state.i) if state is not None else None
        if state is not None and named is not None and named.country:
            yield CITIZEN, named.country, _span(parties, state)


def _country(parties: Parties, token: Token) -> str | None:
    """The country that a token names."""
    hits = (h for h in parties.hits if h.kind == "country" and h.start <= token.i < h.end)
    return next((h.country or h.name for h in hits), None)


def _span(parties: Parties, token: Token) -> Span:
    """The whole of a demonym or name: "South Korean"."""
    hit = next((h for h in parties.hits if h.start <= token.i < h.end and h.kind in {"demonym", "country"}), None)
    return syntax.trimmed(token.doc, hit.start, hit.end - 1) if hit else syntax.trimmed(token.doc, token.i, token.i)


def _of_mentions(doc: Doc, parties: Parties, index: int) -> Iterator[Said]:
    """A demonym that is a noun of its own: "the Bulgarian", "Lind, a Dane"; or said of somebody: "is Danish"."""
    same, nations = people(parties, index), _nations(parties)
    for i, nation in nations.items():
        token = doc[i]
        if not any(h.kind == "demonym" and h.start <= i < h.end for h in parties.hits):
            continue
        beside = token.head if token.dep_ == "appos" else _set_beside(doc, token)
        if token.dep_ in {"acomp", "attr"} and token.head.lemma_ == "be":
            beside = syntax.subject(token.head)
        only = index in parties.suspects()[:1] and _is_one(parties, token)
        if only or _is_people(parties, token, same) or (beside is not None and parties.of(beside) in same):
            yield DEMONYM, nation, _span(parties, token)


def _is_people(parties: Parties, token: Token, same: frozenset[int]) -> bool:
    """Whether a demonym is itself what an accused is called: "two Estonians", "the Norwegian"."""
    noun = token.pos_ in {"NOUN", "PROPN"} and token.dep_ not in PREFIX | {"poss", "nmod"}
    who = parties.at.get(token.i)
    return noun and who in same and who is not None and parties.drafts[who].kind in PEOPLE


def _is_one(parties: Parties, token: Token) -> bool:
    """Whether a demonym is a person by itself: "the German faces ten years", in a report on one accused."""
    alone = token.dep_ in {"nsubj", "nsubjpass", "dobj"} and any(c.lower_ == "the" for c in token.children)
    people = [i for i in parties.suspects() if parties.drafts[i].kind == "person"]
    return alone and len(people) == 1 and token.tag_ in {"NN", "NNP"} and not token.text.endswith("s")


def _set_beside(doc: Doc, token: Token) -> Token | None:
    """The name before "NAME, a Dane, ..." or "NAME, American held in ...", however it was parsed."""
    first = token.i - 1 if token.i and doc[token.i - 1].lower_ in {"a", "an", "the"} else token.i
    alone = (
        token.i + 1 >= len(doc)
        or doc[token.i + 1].pos_ not in {"NOUN", "PROPN", "ADJ", "PUNCT"}
        or doc[token.i + 1].text == ","
    )
    return doc[first - 2] if first > 1 and doc[first - 1].text == "," and alone else None


def _of_origin(doc: Doc, parties: Parties, index: int) -> Iterator[Said]:
    """ "Lind, of Danish origin", "an Iranian-born engineer": said where nothing more is."""
    same, nations = people(parties, index), _nations(parties)
    for i, nation in nations.items():
        token, above = doc[i], doc[i].head
        if above.lower_ in parties.words("origins") and above.dep_ == "pobj":
            holder = _holder(parties, above)
        elif doc[i : i + 3].text.lower() == f"{token.lower_}-born" and i + 3 < len(doc):
            holder = next((parties.of(t) for t in doc[i + 3 : i + 5] if parties.of(t) is not None), None)
        else:
            continue
        if holder in same:
            yield BORN, nation, _span(parties, token)


PAPERS = re.compile(r"\b(?:citizenship|nationality|passport|passports|nationals?)\b", re.I)


def _of_papers(doc: Doc, parties: Parties, index: int) -> Iterator[Said]:
    """ "Holds Latvian citizenship", "a man of Syrian nationality", "has a Turkish passport"."""
    same, nations = people(parties, index), _nations(parties)
    for token in doc:
        if not PAPERS.fullmatch(token.text):
            continue
        before = [c for c in token.children if c.i in nations and c.i < token.i]
        holder = _holder(parties, token)
        if before and holder in same:
            more = any(c.lower_ == "also" for c in token.head.children)  # "a Briton who also holds"
            for each in _both(before[0], nations):
                yield DEMONYM if more else CITIZEN, nations[each.i], _span(parties, each)
        elif holder in same and token.lower_ == "nationality" and any(c.lower_ == "third" for c in token.children):
            yield CITIZEN, "other", syntax.trimmed(doc, token.i - 1, token.i)


def _holder(parties: Parties, token: Token) -> int | None:
    """Who is said to have a nationality or a passport."""
    verb = token.head
    if token.dep_ == "dobj" and verb.lemma_.lower() in parties.words("holding"):
        subject = syntax.subject(verb)
        return parties.of(subject) if subject is not None else None
    if token.dep_ == "pobj" and verb.lower_ in {"of", "with"}:
        above = verb.head
        if above.lemma_ == "be":
            subject = syntax.subject(above)
            return parties.of(subject) if subject is not None else None
        return parties.of(above)
    return None


def _born(doc: Doc, parties: Parties, index: int) -> Iterator[Said]:
    """ "Born in Aleppo": the words themselves."""
    same = people(parties, index)
    for token in doc:
        if token.lower_ != "born" or token.pos_ not in syntax.VERBAL | {"ADJ"}:
            continue
        place = next((n for c in token.children if c.lower_ == "in" for n in c.children if n.dep_ == "pobj"), None)
        if place is None or not (place.ent_type_ == "GPE" or place.i in parties.places):
            continue
        who = token.head if token.dep_ in {"acl", "amod"} else syntax.subject(token)
        if who is not None and parties.of(who) in same:
            yield BORN, "born", syntax.trimmed(doc, token.i, place.i)
