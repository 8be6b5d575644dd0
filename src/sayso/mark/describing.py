"""The words of a report that describe one of its people, and the noun phrases that they make.

Takes the parties of a parsed report; `descriptions` gives the nouns that say what a person is ("a clerk", "worked as
a translator", "named Lind as one of the assistants"), `offices` the verbs of who is at the head of something. What
cells are made of them is for slots.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc, Token

from sayso.mark import syntax
from sayso.mark.parties import ORGANISATIONS, STATE, Parties
from sayso.model import Claim, Span

COPULAS = frozenset({"be", "become", "remain"})
LEFT = frozenset({"amod", "compound", "nmod", "poss", "nummod", "quantmod"})
OUTSIDE = frozenset({"appos", "relcl", "acl", "punct", "advcl", "cc", "conj"})  # no part of what "of" governs
WIDE = 12  # tokens that a phrase may have
BEFORE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "ADV", "PUNCT", "VERB"})  # what can stand before its noun
ASIDE = 9  # tokens of an aside between commas
NATIONAL = frozenset({"national", "citizen"})  # before a name taken for adjectives: "Danish national Anna Lind"
CLOSING = frozenset(")>|»›")
NAMED_WITHIN = 2  # sentences after the first in which it is told who somebody is
NESTED = 3  # nouns joined or set beside one another that are followed


def people(parties: Parties, index: int) -> frozenset[int]:
    """The party and those that are it under another form of its name: "Ilse B." and "Ilse Brandt"."""
    mine = parties.drafts[index]
    return frozenset(
        {index, *(i for i, d in enumerate(parties.drafts) if i != index and _initialled(mine.words, d.words))}
    )


def _initialled(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names differ only in that one gives a part as its first letter."""
    if len(one) != len(other) or len(one) < 2 or one == other:
        return False
    pairs = [(a.rstrip("."), b.rstrip(".")) for a, b in zip(one, other, strict=True)]
    return all(a == b or (1 in {len(a), len(b)} and a[:1] == b[:1]) for a, b in pairs)


def descriptions(doc: Doc, parties: Parties, index: int) -> list[Token]:
    """The nouns that say what a person is, in order of the text."""
    same = people(parties, index)
    mine = [doc[i] for i, who in parties.at.items() if who in same]
    near = [t for token in mine for t in (token, *_beside(token))]
    nouns = [t for t in doc if _can_describe(parties, t)]
    said = [t for t in nouns if _of_group(parties, t) & same]
    said += [t for t in nouns if _of_lead(parties, t, index)]
    said += [t for t in nouns if same & _said_of(parties, t) or _after_comma(parties, t) in same]
    found = {t for token in near for t in _joined(token) if _can_describe(parties, t) and _free(parties, t, same)}
    return sorted({*found, *(t for t in said if not _of_body(parties, t))}, key=lambda t: t.i)


def _of_body(parties: Parties, token: Token) -> bool:
    """Whether a noun is a word of a body's name: "the Defence Staff"."""
    who = parties.at.get(token.i)
    return who is not None and parties.drafts[who].kind in ORGANISATIONS and parties.drafts[who].kind != "court"


def _of_lead(parties: Parties, token: Token, index: int) -> bool:
    """Whether a noun opens a report with whom it then names: "A Danish soldier fled on Monday. Anna Lind had ..."

    Only where the next sentences have the one accused with a name as their subject, and nobody else by name.
    """
    who, draft = parties.at.get(token.i), parties.drafts[index]
    if who is None or who == index or draft.kind != "person" or parties.suspects()[:1] != [index] or not draft.places:
        return False
    described, opens = (
        parties.drafts[who],
        token.left_edge.i == token.sent.start and token.left_edge.lower_ in {"a", "an"},
    )
    silent = (
        described.kind == "unnamed" and described.single and not described.spokes and token.i not in parties.sources
    )
    first = min(draft.places)
    soon = 0 < parties.sentence[first] - parties.sentence[token.i] <= NAMED_WITHIN and first in draft.subjects
    between = (d for d in parties.drafts if d.kind == "person" and any(token.i < p < first for p in d.places))
    return opens and token.dep_ in syntax.SUBJECT | syntax.PASSIVE and silent and soon and not any(between)


def _free(parties: Parties, token: Token, same: frozenset[int]) -> bool:
    """Whether a noun names nobody else: "German nationals" beside the names of three is nobody else.

    "The Polish judge, Anna Lind" is no court, though "the judge" alone may stand for one.
    """
    who = parties.at.get(token.i, min(same))
    draft = parties.drafts[who]
    if draft.kind == "court" and {token.lower_, token.lemma_.lower()} & parties.words("occupations"):
        return True
    return who in same or (draft.plural and draft.kind == "unnamed" and not draft.members)


def _of_group(parties: Parties, token: Token) -> frozenset[int]:
    """The members of the group that a noun means: "two Danish engineers", who are Lind and Berg."""
    who = parties.at.get(token.i)
    return frozenset(parties.drafts[who].members) if who is not None else frozenset()


def _can_describe(parties: Parties, token: Token) -> bool:
    """Whether a noun is one for a person, and no part of "staff member"."""
    if token.dep_ == "compound" and token.head.lower_ in {"member", "members"}:
        return False
    words = {token.lower_, token.lemma_.lower()}
    if token.pos_ == "ADJ" and token.lower_ in parties.words("citizens"):  # "a Danish national"
        return token.dep_ not in {"amod", "compound"} or token.i + 1 in parties.at
    if token.pos_ == "ADJ":  # "Lind, a private in the army"
        return token.dep_ in {"appos", "attr"} and bool(words & parties.words("occupations"))
    return token.pos_ in {"NOUN", "PROPN"} and bool(
        words & (parties.words("suspect_nouns") | parties.words("occupations"))
    )


def _beside(token: Token) -> Iterator[Token]:
    """The words around a mention that can describe it."""
    if token.dep_ == "appos":
        yield token.head
    for child in token.children:
        if child.dep_ in {"appos", "compound", "nmod"} or (child.dep_ == "amod" and child.lower_ in NATIONAL):
            yield child


def _joined(token: Token) -> Iterator[Token]:
    """A noun and those joined to it or set beside it: "an engineer and former officer"."""
    yield token
    queue, seen = [token], 0
    while queue and seen < NESTED:
        for child in queue.pop(0).children:
            noun = _one_of(child)
            if child.dep_ in {"conj", "appos"} and noun.pos_ == "NOUN":
                seen += 1
                queue.append(noun)
                yield noun


def _one_of(token: Token) -> Token:
    """The noun of "one of the officials"."""
    if token.lower_ != "one":
        return token
    inner = (g for c in token.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj")
    return next(inner, token)


def _said_of(parties: Parties, noun: Token) -> frozenset[int]:
    """The parties of which a noun is said: of a copula's subjects, or of whom "as" is about."""
    if noun.dep_ in {"attr", "conj"} and noun.head.lemma_ in COPULAS:
        subject = syntax.subject(noun.head)
        several = noun.tag_ in {"NNS", "NNPS"} and subject is not None
        said = (subject, *subject.conjuncts) if several and subject is not None else (subject,)
        return frozenset(who for t in said if (who := party_of(parties, t)) is not None)
    above = _as(noun)
    if above is None:
        return frozenset()
    held = next((c for c in above.children if c.dep_ == "dobj"), None)
    doing = above.lemma_.lower() in parties.words("working")
    of = held if held is not None else syntax.subject(above) if doing or syntax.is_passive(above) else None
    who = party_of(parties, of)
    return frozenset() if who is None else frozenset({who})


def _after_comma(parties: Parties, noun: Token) -> int | None:
    """The party after whose name and a comma a noun stands, or whose verb and a comma: "was caught, a clerk of".

    Parsers hang such a noun on all kinds of words.
    """
    doc, first = noun.doc, noun.i
    if noun.i + 1 < len(doc) and doc[noun.i + 1].pos_ == "PROPN":
        return None
    while first and _before(doc[first - 1]) and noun.i - first < WIDE:
        first -= 1
    if first < 2 or doc[first - 1].text != "," or doc[first].lower_ == "and":
        return None
    before = _named_before(doc, first - 1)
    if before.i in parties.at and before.pos_ == "PROPN":
        return parties.at[before.i]
    caught = before.pos_ == "VERB" and syntax.is_passive(before) and doc[first].lower_ in {"a", "an"}
    return party_of(parties, syntax.subject(before)) if caught else None


def _before(token: Token) -> bool:
    """Whether a word can stand between a comma and the noun behind it, and tells nothing: no "Lind, told reporters"."""
    return token.pos_ in BEFORE and token.text != "," and token.tag_ not in {"VBD", "VBZ", "VBP"}


def _named_before(doc: Doc, comma: int) -> Token:
    """The word before a comma, or before the aside that ends in it: "Lind, born in 1990, a clerk"; quotes left out."""
    last = _unquoted(doc, comma - 1)
    opening = next((i for i in range(last.i, max(last.i - ASIDE, 0), -1) if doc[i].text == ","), None)
    if opening is None or opening + 1 >= len(doc):
        return last
    aside = doc[opening + 1]
    return _unquoted(doc, opening - 1) if aside.tag_ == "VBN" or aside.like_num or aside.lower_ == "aged" else last


def _unquoted(doc: Doc, i: int) -> Token:
    """The token at a place, or the one before it where that is a quotation mark."""
    while i > 0 and doc[i].text in syntax.QUOTES:
        i -= 1
    return doc[max(i, 0)]


def _as(noun: Token) -> Token | None:
    """The verb whose "as" governs a noun, also "as one of the assistants"."""
    prep = noun.head
    if prep.lower_ == "of" and prep.head.lower_ == "one":
        prep = prep.head.head
    if noun.dep_ != "pobj" or prep.lower_ != "as" or prep.head.pos_ not in syntax.VERBAL:
        return None
    return prep.head


def party_of(parties: Parties, token: Token | None) -> int | None:
    """The party of a token; "a man in his twenties who", where the parser hung "who" on the twenties, is the man."""
    if token is None:
        return None
    above = token.head.head if token.dep_ == "pobj" and token.pos_ == "NOUN" else None
    found = parties.of(token)
    return parties.of(above) if found is None and above is not None and above.pos_ == "NOUN" else found


def accusing(parties: Parties, claims: Sequence[Claim]) -> frozenset[str]:
    """The countries whose bodies accuse, act in law, or tell what is claimed, those counted most."""
    lists = parties.domain.linking
    acts = {*lists.get("accusing", ()), *lists.get("seizing", ())}
    acting = [f.entity for c in claims if c.event in acts for f in c.roles.get("agent", ())]
    acting += [c.chain[-1].entity for c in claims if c.chain]
    drafts = [parties.drafts[i] for i in acting if i is not None]
    counts = Counter(d.country for d in drafts if d.country and d.kind in STATE)
    return frozenset(code for code, n in counts.items() if 2 * n > max(counts.values()))


def offices(doc: Doc, parties: Parties, index: int) -> Iterator[tuple[Token, Token]]:
    """Verbs of being at the head of something, with what it is: "ran a consultancy"."""
    same = people(parties, index)
    for verb in doc:
        if verb.pos_ not in syntax.VERBAL or verb.lemma_.lower() not in parties.words("heading"):
            continue
        held = next((c for c in verb.children if c.dep_ == "dobj" and is_body(parties, c)), None)
        if held is not None and (party_of(parties, syntax.subject(verb)) in same or _headed_by(parties, verb) in same):
            yield verb, held


def _headed_by(parties: Parties, verb: Token) -> int | None:
    """Of whom a participle is said: "a foreigner heading a firm", "under the guise of heading a firm"."""
    return party_of(parties, verb.head) if verb.dep_ in {"acl", "relcl"} else None


def is_body(parties: Parties, token: Token) -> bool:
    """Whether a noun is one for a firm, an office or another body that has a staff."""
    return bool({token.lower_, token.lemma_.lower()} & parties.words("workplaces"))


def phrase(token: Token, after: Mapping[str, int], without: frozenset[int] = frozenset()) -> Span:
    """A noun with what stands before it, less its article and the tokens left out, and the "of" phrases after it.

    `after` says how many tokens a phrase with each preposition may reach beyond the noun.
    """
    kept = [
        c for c in token.children if c.i < token.i and c.dep_ in LEFT and c.i not in without and not _apart(c, token)
    ]
    left = _after_bracket(token, min((_left(c, without) for c in kept), default=token.i))
    left -= left > 0 and token.doc[left - 1].lower_ == "formerly"
    left -= 2 * (left > 1 and token.doc[left - 2 : left].text.lower() == "ex-")
    quoted = token.i + 1 < len(token.doc) and token.doc[token.i + 1].text in syntax.QUOTES
    near = () if quoted else token.children
    preps = (c for c in near if c.dep_ == "prep" and 0 < c.i - token.i <= 2 and not _deed(c) and not _age(c))
    right = max((_end(c, token.i + after.get(c.lower_, 0)) for c in preps), default=token.i)
    right = max(right, token.i)
    return syntax.trimmed(token.doc, max(left, right - WIDE + 1 if right - left >= WIDE else left), right)


def _after_bracket(token: Token, left: int) -> int:
    """Where a phrase begins that a dateline or a trail runs into: "LUND (Agency) - | physicist", "Home > | Clerk"."""
    closed = [i for i in range(left, token.i) if token.doc[i].text[-1:] in CLOSING]
    start = max(closed, default=left - 1) + 1
    while start < token.i and token.doc[start].is_punct:
        start += 1
    return start


def _left(child: Token, without: frozenset[int]) -> int:
    """Where a modifier begins: its own article is no part of the phrase."""
    edge = child.left_edge.i
    while edge < child.i and (edge in without or child.doc[edge].dep_ == "det"):
        edge += 1
    return edge


def _apart(child: Token, noun: Token) -> bool:
    """Whether a modifier is no part of a value: "his", "52-year-old", "first", a name set off by a comma."""
    if any(t.text == "," for t in child.doc[child.i : noun.i]):
        return True
    told_apart = child.lower_ in {"old", "another", "other"} or _is_number(child, noun)
    return child.pos_ in {"PRON", "DET"} or child.tag_ == "PRP$" or told_apart


def _is_number(child: Token, noun: Token) -> bool:
    """Whether a modifier only counts people: "the third FBI agent", "three officers", but not "second secretary"."""
    ordinal = child.ent_type_ == "ORDINAL" and child.i + 1 < noun.i
    return child.lower_ == "first" or ordinal or (child.dep_ == "nummod" and child.pos_ == "NUM")


def _deed(prep: Token) -> bool:
    """Whether a preposition governs what somebody did, however it is parsed: "accuses a clerk of spying"."""
    return any(c.dep_ == "pcomp" or (c.dep_ == "pobj" and c.tag_ == "VBG") for c in prep.children)


def _age(prep: Token) -> bool:
    """Whether a preposition governs a number alone: "a private of 40"."""
    return any(c.dep_ == "pobj" and c.like_num for c in prep.children)


def _end(prep: Token, last: int) -> int:
    """Where a preposition's phrase ends, without what is set beside its noun; before it where it reaches too far."""
    end, queue = prep.i - 1, [prep]
    while queue:
        token = queue.pop()
        if token.i > last:
            return prep.i - 1
        end = max(end, token.i)
        queue += [c for c in token.children if c.dep_ not in OUTSIDE]
    return end
