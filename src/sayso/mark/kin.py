"""Which of several people a description means: the elder, the younger, one of an age, somebody's wife, the other.

Takes tokens of descriptions and the parties of one report; gives the party that is meant, or notes what a description
tells of whom it describes. "His younger brother, Ole" makes Ole the younger and him the elder; "the 42-year-old" is who
is 42; "her husband" is whose wife she is.
"""

from __future__ import annotations

from collections import defaultdict

from spacy.tokens import Token

from sayso.mark import syntax
from sayso.mark.parties import Draft, Parties, People

ELDER = frozenset({"older", "elder", "oldest", "eldest"})
YOUNGER = frozenset({"younger", "youngest"})
OPPOSITE = {"elder": "younger", "younger": "elder"}
# What somebody is to the one whose brother, wife ... he or she is.
MUTUAL = {
    "wife": ("husband", "spouse", "partner"),
    "husband": ("wife", "spouse", "partner"),
    "spouse": ("spouse", "husband", "wife"),
    "partner": ("partner",),
    "girlfriend": ("boyfriend", "partner"),
    "boyfriend": ("girlfriend", "partner"),
    "brother": ("brother", "sister"),
    "sister": ("brother", "sister"),
    "twin": ("twin", "brother", "sister"),
    "son": ("father", "mother"),
    "daughter": ("father", "mother"),
    "father": ("son", "daughter"),
    "mother": ("son", "daughter"),
}
SPOUSES = frozenset({"wife", "husband", "spouse"})  # of whom nobody has two
APART = frozenset({"other", "another", "second", "third", "fourth", "fifth", "sixth", "one", "further"})
# Of these "one of the" is one.
SEVERAL = frozenset(
    "men women suspects defendants accused brothers sailors soldiers officers detainees people officials diplomats "
    "agents students nationals citizens teenagers teens foreigners".split()
)
ORDINALS = frozenset({"second", "third", "fourth", "fifth", "sixth"})
LAST_TWO = frozenset({"former", "latter"})
ONE_OF_TWO = ELDER | YOUNGER | LAST_TWO | ORDINALS | {"other"}
FAR_BACK = 60  # tokens before a sentence in which the one before begins
AGE_REACH = 6  # tokens before a noun within which its age stands


def rank_of(token: Token) -> str | None:
    """Whether a description is of the elder or the younger one of a pair."""
    words = {token.lower_, *(c.lower_ for c in _beside(token) if c.dep_ in {"amod", "compound", "nmod"})}
    return "elder" if words & ELDER else "younger" if words & YOUNGER else None


def _beside(token: Token) -> list[Token]:
    """What hangs on a noun; of one before a name ("his brother Ole Lund") also what hangs on the name before it."""
    outer = [c for c in token.head.children if c.i < token.i] if token.dep_ in {"compound", "nmod"} else []
    return [*token.children, *outer]


def is_kin_of_name(parties: Parties, token: Token) -> bool:
    """Whether a noun for kin stands right before a name: "his younger brother Ole Lund"."""
    person = parties.at.get(token.i + 1)
    return token.lemma_.lower() in MUTUAL and person is not None and parties.drafts[person].kind == "person"


def is_one_of_two(token: Token) -> bool:
    """Whether an adjective stands for a person: "the younger was jailed", "the other", "the latter"."""
    if token.lower_ == "one" and token.i + 3 < len(token.doc) and token.nbor(1).lower_ == "of":
        return any(t.tag_ in {"NNS", "NNPS"} and t.lower_ in SEVERAL for t in token.doc[token.i + 2 : token.i + 6])
    if token.lower_ in ORDINALS and token.dep_ not in syntax.SUBJECT | syntax.PASSIVE:
        return False
    if token.lower_ not in ONE_OF_TWO:
        return False
    before = token.nbor(-1).lower_ if token.i else ""
    after = token.nbor(1) if token.i + 1 < len(token.doc) else token
    return before in {"the", "his", "her"} and after.pos_ not in {"NOUN", "PROPN", "ADJ"} and after.text != "-"


def age_of(token: Token) -> int | None:
    """The age that a description tells: "the 42-year-old", "the 42-year-old man"."""
    words = token.doc[max(token.sent.start, token.i - AGE_REACH) : token.i + 1]
    for number, word in enumerate(words):
        after = [t.lower_ for t in words[number + 1 : number + 5]]
        if word.text.isdecimal() and len(word) == 2 and after[:3] == ["-", "year", "-"] and after[3:4] == ["old"]:
            between = [t for t in words[number + 5 :] if t.i < token.i]
            return int(word.text) if not any(t.pos_ in {"NOUN", "VERB", "PUNCT"} for t in between) else None
    return None


def of_age(parties: Parties, age: int | None) -> int | None:
    """The one person who is of an age, none if several are."""
    found = [i for i, d in enumerate(parties.drafts) if age is not None and d.age == age and d.mentions and d.single]
    return found[0] if len(found) == 1 else None


def is_apart(token: Token) -> bool:
    """Whether a description tells somebody apart from others: "the other man", "one of the men", "the elder"."""
    apart = any(c.lower_ in APART and c.dep_ != "nummod" for c in token.children) and not _is_record(token)
    return rank_of(token) is not None or token.lower_ in APART or apart


def _is_record(token: Token) -> bool:
    """Whether a number only tells how often a thing has happened: "he is the third Dane within a year", "the second
    person ever to be charged"."""
    words = {c.lower_ for c in token.children}
    aim = any(c.dep_ in {"relcl", "acl"} and any(a.lower_ == "to" for a in c.children) for c in token.children)
    return bool(words & ORDINALS) and (token.dep_ == "attr" or "ever" in words or aim)


def note(parties: Parties, token: Token, index: int) -> None:
    """Note what a description tells of a party: its age, its place in a pair, whose kin it is."""
    draft = parties.drafts[index]
    draft.age = draft.age or age_of(token)
    rank = rank_of(token)
    draft.other = draft.other or (draft.kind == "unnamed" and is_apart(token) and not rank)
    draft.rank = draft.rank or rank
    owner = note_owner(parties, token, index)
    if rank and owner is not None and parties.drafts[owner].rank is None:
        parties.drafts[owner].rank = OPPOSITE[rank]


def note_owner(parties: Parties, token: Token, index: int) -> int | None:
    """Note whose wife, brother and so on a description says that a party is; gives whose, None if it does not say."""
    owner, lemma = _owner(parties, token), token.lemma_.lower()
    if owner is None or owner == index or lemma not in MUTUAL:
        return None
    parties.kin.setdefault((owner, lemma), index)
    parties.pairs.append(People((token.i, token.i), (owner, index)))
    for back in MUTUAL[lemma]:
        parties.kin.setdefault((index, back), owner)
    return owner


def _owner(parties: Parties, token: Token) -> int | None:
    """Whose wife, brother and so on a description is of."""
    owners = (parties.at.get(c.i) for c in _beside(token) if c.dep_ == "poss")
    return next((o for o in owners if o is not None and parties.drafts[o].single), None)


def meant(parties: Parties, token: Token) -> int | None:
    """Who is meant by "the elder brother", "her husband", "the other", "the latter", if the report has told of them."""
    rank, lemma = rank_of(token), token.lemma_.lower()
    owner = _owner(parties, token)
    if owner is not None and (owner, lemma) in parties.kin:
        return parties.kin[owner, lemma]
    if token.lower_ in LAST_TWO and is_one_of_two(token):
        return _of_last_pair(parties, token)
    if rank:
        return next((i for i, d in enumerate(parties.drafts) if d.rank == rank and d.single and d.mentions), None)
    if token.lower_ == "other" or any(c.lower_ == "other" for c in token.children):
        return _other(parties, token)
    return None


def _of_last_pair(parties: Parties, token: Token) -> int | None:
    """The first or the second of the last two who were named together."""
    pairs = [p.people for p in parties.lists if p.places[-1] < token.i and len(p.people) == 2]
    return pairs[-1][token.lower_ == "latter"] if pairs else None


def _other(parties: Parties, token: Token) -> int | None:
    """The one of just two accused who has not been spoken of last."""
    if "another" in {c.lower_ for c in token.children} or _is_of_some(token):
        return None
    told = sorted((d.last(token.i), i) for i, d in enumerate(parties.drafts) if d.single and d.accused > 0)
    told = [(last, i) for last, i in told if last >= 0]
    return told[0][1] if len(told) == 2 else None


def _is_of_some(token: Token) -> bool:
    """Whether "the other" is of some of whom the sentence before tells of one: "One of the officials was held"."""
    before = token.doc[max(0, token.sent.start - FAR_BACK) : token.sent.start]
    last = before[-1].sent if len(before) else before
    return any(
        t.lower_ == "one" and t.nbor(1).lower_ == "of" and t.dep_ in syntax.SUBJECT | syntax.PASSIVE for t in last
    )


def settle(parties: Parties) -> None:
    """Join descriptions of the elder and the younger, and of kin, to those whom the report names as such later."""
    _rank_by_age(parties)
    for index, draft in enumerate(parties.drafts):
        if draft.kind != "unnamed" or not draft.single or not draft.mentions:
            continue
        ranked = [i for i, d in enumerate(parties.drafts) if d.kind == "person" and d.rank and d.rank == draft.rank]
        named = ranked if draft.rank else _kin_called(parties, draft) or _of_surname(parties, index)
        if len(named) == 1 and may_be_one(draft, parties.drafts[named[0]]):
            parties.merge(index, named[0])
    _join_owners(parties)


def _join_owners(parties: Parties) -> None:
    """Make one of a nameless and a named one who have the same wife, husband ...: "An engineer and his wife were held
    ... Lund and his wife"."""
    for (owner, how), whose in list(parties.kin.items()):
        same = [
            i for (i, k), w in parties.kin.items() if k == how and w == whose and parties.drafts[i].kind == "person"
        ]
        draft = parties.drafts[owner]
        nameless = how in SPOUSES and draft.kind == "unnamed" and bool(draft.mentions)
        if nameless and len(same) == 1 and may_be_one(draft, parties.drafts[same[0]]):
            parties.merge(owner, same[0])


def _kin_called(parties: Parties, draft: Draft) -> list[int]:
    """The people whom the report knows as somebody's husband, wife ... and who can be "the husband"."""
    called = {i for (_, how), i in parties.kin.items() if how in draft.nouns & MUTUAL.keys()}
    brought_in = {c.lower_ for c in parties.doc[draft.places[0]].children} & {"a", "an"}
    known = draft.definite or not brought_in  # "Soldier and husband accused", in a title
    return list(dict.fromkeys(i for i in called if parties.drafts[i].kind == "person")) if known else []


def _of_surname(parties: Parties, index: int) -> list[int]:
    """The people who have the surname of whose wife, brother ... a nameless party is: "Lund's wife ... Anna Lund"."""
    owners = [who for (who, _), whose in parties.kin.items() if whose == index and parties.drafts[who].surname]
    if not owners or parties.drafts[owners[0]].kind != "person":
        return []
    surname = parties.drafts[owners[0]].surname
    family = [i for i, d in enumerate(parties.drafts) if d.kind == "person" and d.mentions and d.surname == surname]
    return [i for i in family if i != owners[0] and may_be_one(parties.drafts[index], parties.drafts[i])]


def _rank_by_age(parties: Parties) -> None:
    """The elder and the younger of two of one family, named together or alone accused, by age or the other's rank."""
    if not any(d.rank for d in parties.drafts):
        return
    families: defaultdict[str, list[Draft]] = defaultdict(list)
    for draft in parties.drafts:
        if draft.kind == "person" and draft.mentions and draft.surname:
            families[draft.surname].append(draft)
    listed = [[parties.drafts[i] for i in p.people] for p in parties.lists if len(p.people) == 2]
    accused = [d for d in parties.drafts if d.kind == "person" and d.mentions and d.accused > 0]
    for one, other in (pair for pair in (*families.values(), *listed, accused) if len(pair) == 2):
        if one.age and other.age and one.age != other.age and not (one.rank or other.rank):
            one.rank = "elder" if one.age > other.age else "younger"
        one.rank = one.rank or (OPPOSITE[other.rank] if other.rank else None)
        other.rank = other.rank or (OPPOSITE[one.rank] if one.rank else None)


def may_be_one(one: Draft, other: Draft) -> bool:
    """Whether two descriptions can be of one person: no other rank in a pair, no other age."""
    ranks = one.rank is None or one.rank == other.rank
    ages = one.age is None or other.age is None or abs(one.age - other.age) <= 1
    return ranks and ages and (one.gender is None or other.gender in {None, one.gender})


def age_after(parties: Parties, last: int) -> int | None:
    """The age that stands behind a name, or before it: "Lund, 42," "Lund (42)", "42-year-old Per Lund"."""
    after = parties.doc[last + 1 : last + 5]
    words = [t.text for t in after if t.lower_ != "aged"]
    if len(words) > 1 and words[0] in {",", "("} and words[1].isdecimal() and len(words[1]) == 2:
        return int(words[1]) if len(words) < 3 or words[2] in {",", ")", ".", ";"} or words[2] == "and" else None
    return None
