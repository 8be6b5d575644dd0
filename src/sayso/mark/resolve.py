"""The words of a source → the party behind them.

Takes the tokens of a source and who has spoken before, gives a `Voice`: the party, what the report calls it where that
says more than the party's name, and a channel where the words are one. The head of a source is found from its words
and not from a parse, so that a source whose edges are a little wrong, from whatever reader, still finds its party.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Token

from sayso.mark import names, nominals, syntax
from sayso.mark.nominals import FEMALE, MALE, THINGS
from sayso.mark.parties import ORGANISATIONS, PEOPLE, STATE, Draft, Parties

LONGEST = 40  # tokens of a source that are looked at
TRIES = 3  # heads of a source that are tried
MEMORY = 40  # speakers back that are remembered
BACK = 3  # how many speakers back "it said" may refer
CITED = 2  # speakers back that an outlet stands whose report is meant: it may cite another
FAR_BACK = 6  # how many speakers back "the agency" and "the statement" may refer
NEAR = 14  # tokens before "who" within which the one stands whom it means
RELATIVE = frozenset({"who", "which", "that", "whom"})
FIRST = frozenset({"i", "we", "me", "us"})
PRONOUNS = MALE | FEMALE | THINGS | RELATIVE | FIRST | {"they", "them"}
WITHIN = frozenset({"'", "’", "'s", "’s", '"', "“", "”", ".", "-"})  # what can stand inside the words for one party
NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
ARTICLES = frozenset({"a", "an", "one", "another"})
BODIES = frozenset({"service", "government", "court", "company"})
WRITTEN = frozenset({"spokesperson", "interview", "hearing", "press_conference", "remarks", "testimony"})
HEARING = "court hearing"  # a party: what was told there without saying by whom


class Voice(NamedTuple):
    """Who speaks: the party, its name in this place where the report has a telling one, and the raw party.

    `raw` is whom the words themselves mean ("a spokesman"), `party` whose word it is (the body that he speaks for).
    """

    party: int | None = None
    name: str | None = None
    raw: int | None = None


class Said(NamedTuple):
    """One who has spoken before: the voice, whether its words were a plural, and the channel."""

    voice: Voice
    plural: bool
    channel: str | None


def voice(tokens: Sequence[Token], parties: Parties, before: Sequence[Said], outer: int | None = None) -> Voice:
    """Whose word a source is; `outer` is who speaks where the source stands in what somebody says ("we")."""
    tokens = tokens[:LONGEST]
    head = head_of(tokens, parties)
    if head is None:
        return Voice()
    head = _likely(tokens, head, parties)
    before = before[-MEMORY:]
    raw = _party(tokens, head, parties, before, outer)
    if raw is None:
        silent = head.lower_ in PRONOUNS or (head.pos_ == "NOUN" and not _can_speak(head, parties))
        return Voice(name=None if silent else _words(tokens))  # "the deals called for": things say nothing
    _rename(parties.drafts[raw], tokens, head)
    party = _behind(raw, head, parties, before)
    return Voice(party, _name(tokens, head, raw, party, parties), raw)


def head_of(tokens: Sequence[Token], parties: Parties) -> Token | None:
    """The word of a source that tells who it is: the last one before "of", "who", a comma ...; a name is kept whole."""
    last: Token | None = None
    for token in tokens:
        if not any(c.isalnum() for c in token.text) or token.lower_ in {"'s", "’s"}:
            if last is not None and token.text not in WITHIN:
                break
            continue
        if last is not None and not _same_name(last, token, parties) and _ends(last, token, parties):
            break
        if last is not None and token.text.endswith("day") and token.text in parties.domain.naming.get("calendar", ()):
            break  # "a judge Tuesday", not "spokesman Jan Lund"
        if last is not None or token.lower_ in PRONOUNS or not _leads(token, parties):
            last = token
    return last if last is not None else next((t for t in tokens if t.is_alpha), None)


def _likely(tokens: Sequence[Token], head: Token, parties: Parties) -> Token:
    """The head, or the next one in the source that can speak where this one cannot: "… secrets, the ministry"."""
    found: Token | None = head
    for _ in range(TRIES):
        if found is None or _can_speak(found, parties):
            break
        tokens = [t for t in tokens if t.i > found.i]
        found = head_of(tokens, parties)
    return found if found is not None and _can_speak(found, parties) else head


def _can_speak(head: Token, parties: Parties) -> bool:
    papers = parties.words("document_nouns")
    known = head.i in parties.at or head.lower_ in PRONOUNS or bool({head.lower_, head.lemma_.lower()} & papers)
    return known or head.pos_ == "PROPN" or _is_people(head, parties) or nominals.can_be_person(parties, head)


def _leads(token: Token, parties: Parties) -> bool:
    """Whether a word only leads to a source whose edge is a little wrong: "according to", "said", "by"."""
    return token.pos_ in {"VERB", "AUX", "ADP", "SCONJ", "CCONJ"} or token.lower_ in parties.words("source_ends")


def _same_name(one: Token, other: Token, parties: Parties) -> bool:
    index = parties.at.get(other.i)
    return index is not None and index == parties.at.get(one.i)


def _ends(last: Token, token: Token, parties: Parties) -> bool:
    """Whether the words that tell who a source is end before a token: "officials | briefed", "papers | unsealed"."""
    if token.i and token.nbor(-1).text in {"-", "'s", "’s", "'", "’"}:
        return False  # "state-run", "the agency's acting head"
    other = token.tag_ in {"VBN", "VBG", "VBD", "VBZ", "DT"} or token.pos_ == "ADV"
    return (other and last.pos_ in NOUNS) or token.lower_ in parties.words("source_ends")


def is_plural(tokens: Sequence[Token], parties: Parties) -> bool:
    """Whether a source is several people: "officials", "police"; a name that ends in s is one body."""
    token = head_of(tokens[:LONGEST], parties)
    if token is None:
        return False
    people = parties.words("official_nouns") | parties.words("generic_nouns")
    common = token.is_lower or token.lower_ in people
    return token.lower_ == "police" or (token.tag_ in {"NNS", "NNPS"} and common)


# ---------------------------------------------------------------------------------------------- what it says


def _party(
    tokens: Sequence[Token], head: Token, parties: Parties, before: Sequence[Said], outer: int | None
) -> int | None:
    """The party that a source's words mean."""
    word = head.lower_
    if word in PRONOUNS and tokens[0].i >= head.i - 1:
        return _pronoun(head, parties, before, outer)
    if _is_press_office(head, parties):
        whose = _named_with(tokens, head, parties)
        return whose if whose is not None else _last_body(parties, before, ORGANISATIONS - {"outlet"})
    paper = _newspaper(tokens, head, parties, before)
    if paper is not None:
        return paper
    titled = _titled(tokens, parties)
    if titled is not None:
        return titled
    if head.lemma_.lower() in parties.words("document_nouns") or word in parties.words("document_nouns"):
        return _issuer(tokens, head, parties, before)
    index = parties.at.get(head.i)
    if word in parties.words("prosecution") and (index is None or parties.drafts[index].key is None):
        accusing = body_of_law(parties, "prosecutors")
        index = accusing if accusing is not None else index
    beside = _beside(tokens, head, parties)
    if beside is not None:
        return beside
    if index is None or parties.drafts[index].key is None:
        called = _called(head, parties, before)
        called = called if called is not None else _in_short(head, parties)
        index = called if called is not None else index
    if index is None and head.pos_ == "PROPN" and head.is_title:
        index = _new_person(tokens, head, parties)
    if index is not None:
        return index
    if head.pos_ in {"NOUN", "ADJ"} and (_is_people(head, parties) or nominals.can_be_person(parties, head)):
        return nominals.unnamed(parties, head)  # "a cousin of Mr Huang" is not Mr Huang
    named = [parties.at[t.i] for t in tokens if t.i in parties.at]
    people = [i for i in named if parties.drafts[i].kind in PEOPLE]
    return next(iter(people or named), None)


def _newspaper(tokens: Sequence[Token], head: Token, parties: Parties, before: Sequence[Said]) -> int | None:
    """The outlet of "the TASS agency", and the one that "the paper" means, which can be a document too."""
    words = {head.lower_, head.lemma_.lower()}
    if not words & (parties.words("kind_outlet") | parties.words("papers_of_press")):
        return None
    before_head = range(head.i - 1, max(-1, head.i - 4), -1)
    beside = next((parties.at[i] for i in before_head if i in parties.at), None)
    if _is_outlet(beside, parties) and _inside(parties.doc[head.i - 1], head):
        return beside  # "state-run Anadolu news agency"
    if len(tokens) > 2:
        return None
    spoken = _called(head, parties, [s for s in before if _is_outlet(s.voice.raw, parties)])
    if spoken is not None or head.i == 0 or parties.doc[head.i - 1].lower_ != "the":
        return spoken
    named = [(d.last(head.i), i) for i, d in enumerate(parties.drafts) if d.kind == "outlet" and d.last(head.i) >= 0]
    near = [(at, i) for at, i in named if parties.sentence[head.i] - parties.sentence[at] <= FAR_BACK]
    return max(near)[1] if near and words & parties.words("papers_of_press") else None


def _titled(tokens: Sequence[Token], parties: Parties) -> int | None:
    """The person behind their body and title: "Armed Forces of Peru Chief of Staff Gen. Ana Ruiz"."""
    for token in tokens:
        index = parties.at.get(token.i + 1)
        person = index is not None and parties.drafts[index].kind == "person"
        if person and token.is_title and token.lower_ in parties.words("titles"):
            return index
        if token.text == "," or (token.is_lower and token.lower_ not in {"of", "in", "the", "and"}):
            return None
    return None


def _in_short(head: Token, parties: Parties) -> int | None:
    """The body whose name ends in the words of a description: "the intelligence command"; or who holds an office.

    "The justice minister" is the one who is called "Justice Minister Lind" elsewhere.
    """
    before = parties.doc[head.i - 1] if head.i else head
    if before.i == head.i or before.dep_ not in {"compound", "amod", "nmod"} or before.i in parties.demonyms:
        return None
    words = [before.lower_, head.lower_]
    bodies = ((d.last(head.i), i) for i, d in enumerate(parties.drafts) if d.kind in STATE and _ends_in(d, words))
    found = max(bodies, default=(-1, -1))
    if found[0] >= 0:
        return found[1]
    people = (i for i, d in enumerate(parties.drafts) if d.kind == "person" and _has_title(d, words, parties))
    return next(people, None)


def _ends_in(draft: Draft, words: list[str]) -> bool:
    """Whether a body's name has more words than these and ends in them."""
    names = (re.sub(r" \(.*", "", n).lower().split() for n in (draft.name, *draft.aliases))
    return any(len(n) > len(words) and n[-len(words) :] == words for n in names)


def _has_title(draft: Draft, words: list[str], parties: Parties) -> bool:
    """Whether a name stands behind these words as a title, somewhere in the report."""
    text = syntax.text_of(parties.doc)
    before = (text[max(0, start - 60) : start].lower().split()[-len(words) :] for start, _ in draft.mentions)
    return any(b == words for b in before)


def _is_outlet(index: int | None, parties: Parties) -> bool:
    return index is not None and parties.drafts[index].kind == "outlet"


def _is_press_office(head: Token, parties: Parties) -> bool:
    """Whether a source is the office by which a body speaks, or a branch of it: "the press service of the army"."""
    before = parties.doc[head.i - 1].lower_ if head.i else ""
    office = before in parties.words("press_office_words") and head.lower_ in parties.words("press_offices")
    after = parties.doc[head.i + 1].lower_ if head.i + 1 < len(parties.doc) else ""
    return office or (after == "of" and head.i not in parties.at and head.lower_ in parties.words("branches"))


def _new_person(tokens: Sequence[Token], head: Token, parties: Parties) -> int | None:
    """The person of a name that only the source shows to be one: "Petrov told the jury"."""
    start = head.i
    while start > tokens[0].i and parties.doc[start - 1].is_title and parties.doc[start - 1].pos_ == "PROPN":
        start -= 1
    if head.i - start < 4:
        names.take_person(parties, start, head.i + 1)
    return parties.at.get(head.i)


def _is_people(head: Token, parties: Parties) -> bool:
    lists = parties.words("official_nouns") | parties.words("suspect_nouns") | parties.words("spokes_nouns")
    return bool({head.lower_, head.lemma_.lower()} & lists)


def _pronoun(head: Token, parties: Parties, before: Sequence[Said], outer: int | None) -> int | None:
    if head.lower_ in FIRST:
        return outer
    if head.lower_ in RELATIVE:
        return _antecedent(head, parties)
    found = _again(head.lower_, parties, before)
    meant = parties.at.get(head.i)
    if head.lower_ not in MALE | FEMALE or meant is None:
        return found if found is not None else meant
    people = [s.voice.raw for s in before if not _is_outlet(s.voice.raw, parties)]  # "he said, Reuters reported"
    since = not people or people[-1] != found  # somebody else has spoken: who "he" is in the text counts for more
    return meant if since or _answers(head, meant, found, parties) else found


def _answers(head: Token, meant: int, found: int | None, parties: Parties) -> bool:
    """Whether a pronoun stands where the accused stands ("He denied the charges") and who spoke last accuses him."""
    accusing = parties.words("prosecutors") | parties.words("court")
    accuses = found is not None and bool(parties.drafts[found].nouns & accusing)
    return accuses and parties.drafts[meant].accused > 0 and parties.accused_at(head) > 0


def _antecedent(head: Token, parties: Parties) -> int | None:
    """Whom "who" and "which" mean: the parse's noun, else the nearest party before."""
    if head.head.dep_ == "relcl":
        found = parties.of(head.head.head)
        if found is not None:
            return found
    near = range(head.i - 1, max(-1, head.i - NEAR), -1)
    return next((parties.at[i] for i in near if i in parties.at), None)


def _again(word: str, parties: Parties, before: Sequence[Said]) -> int | None:
    """Whom "it said" or "he said" refers to: the last speaker who can be that."""
    if word in THINGS:
        return _it(parties, before)
    gender = {"he": "m", "she": "f"}.get(word)
    for said in reversed(before[-BACK:]):
        raw = said.voice.raw
        if raw is None:
            continue
        draft = parties.drafts[raw]
        if gender and draft.single and draft.gender in {None, gender}:
            return raw
        if word in {"they", "them"} and (draft.plural or said.plural):
            return raw
    return None


def _it(parties: Parties, before: Sequence[Said]) -> int | None:
    """The body that "it" means: the last one that spoke; after "Chinese officials" the last single body of China."""
    bodies = [
        (s.voice.party, s.plural)
        for s in before[-FAR_BACK:]
        if s.voice.party is not None and parties.drafts[s.voice.party].kind in ORGANISATIONS
    ]
    last = next((i for i, plural in reversed(bodies[-BACK:]) if not plural), None)
    if not bodies or not bodies[-1][1]:
        return last
    country = parties.drafts[bodies[-1][0]].country
    same = (i for i, plural in reversed(bodies) if not plural and country and parties.drafts[i].country == country)
    return next(same, last)


def _called(head: Token, parties: Parties, before: Sequence[Said]) -> int | None:
    """Whom "the agency", "the newspaper" or "the source" means: the last speaker that can be called so."""
    words = {head.lemma_.lower(), head.lower_}
    if head.i == 0 or not {t.lower_ for t in head.lefts} & {"the", "this", "that", "its"}:
        return None
    for said in reversed(before[-FAR_BACK:]):
        if said.voice.raw is not None and _can_be_called(words, parties.drafts[said.voice.raw], parties):
            return said.voice.raw
    return None


def _can_be_called(words: set[str], draft: Draft, parties: Parties) -> bool:
    if draft.kind in PEOPLE:
        return bool(words & draft.nouns) and not words & parties.words("no_occupation")
    if draft.kind != "government":
        return bool(words & parties.words(f"kind_{draft.kind}"))
    named = {w for n in (draft.name, *draft.aliases, *parties.functions(draft)) for w in re.split(r"\W+", n.lower())}
    return bool(words & named & parties.words("kind_government"))


def _beside(tokens: Sequence[Token], head: Token, parties: Parties) -> int | None:
    """The person whose name stands behind a description and a comma: "her lawyer, Per Holm"; no accused."""
    if head.pos_ != "NOUN" or not (_is_people(head, parties) or nominals.can_be_person(parties, head)):
        return None
    titles = parties.words("titles")
    after = False
    for token in tokens:
        index = parties.at.get(token.i)
        if after and index is not None and token.text[:1].isupper():
            return index if parties.drafts[index].kind == "person" and not parties.drafts[index].accused else None
        after = (token.text == "," and token.i > head.i) or (after and token.lower_ in titles)
    return None


# ----------------------------------------------------------------------------------------------- documents


def _issuer(tokens: Sequence[Token], head: Token, parties: Parties, before: Sequence[Said]) -> int | None:
    """Whose word a document is: that of the body named with it, else of the last body that can have put it out."""
    named = _named_with(tokens, head, parties)
    if named is not None:
        return named
    lemma = head.lemma_.lower()
    owner = next((t for t in tokens if t.i < head.i and t.lower_ in {"its", "his", "her", "their"}), None)
    if owner is not None:
        return _pronoun_of(owner, parties, before)
    if _is_charge_sheet(head, parties):
        charging = _who_charges(parties, before)
        return charging if charging is not None else _last_named(head, parties)
    if _is_court_paper(tokens, head, parties):
        return body_of_law(parties, "prosecutors")
    if lemma in parties.words("inquiries"):
        spoken = _last_body(parties, before, STATE - {"court"})
        found = spoken if spoken is not None else body_of_law(parties, "investigators")
        return found if found is not None else _last_named(head, parties)
    if lemma in parties.words("rulings"):
        return next((i for i, d in enumerate(parties.drafts) if d.kind == "court" and d.mentions), None)
    if head.tag_ == "NNS" and lemma + "s" in parties.words("press_reports"):
        return _press(head, parties)
    outlets = [s.voice.party for s in before[-CITED:] if _is_outlet(s.voice.party, parties)]
    if outlets and lemma in parties.words("papers_of_outlets"):
        return outlets[-1]
    spoken = _last_body(parties, before, BODIES)
    return spoken if spoken is not None else _last_named(head, parties)


def _pronoun_of(owner: Token, parties: Parties, before: Sequence[Said]) -> int | None:
    word = {"its": "it", "his": "he", "her": "she", "their": "they"}[owner.lower_]
    found = _again(word, parties, before)
    return found if found is not None else parties.at.get(owner.i)


def _named_with(tokens: Sequence[Token], head: Token, parties: Parties) -> int | None:
    """The body named in the source itself: "a statement by the FSB", "the FSB's statement", not after "which".

    The outlet that has only obtained a document is not the one who speaks in it.
    """
    carried = next((t.i for t in tokens if t.i > head.i and t.lower_ in parties.words("relay_carried")), None)
    for token in tokens:
        if token.i > head.i and token.lower_ in RELATIVE:
            return None
        prosecuting = token.i > head.i and token.lower_ in parties.words("prosecution")
        index = body_of_law(parties, "prosecutors") if prosecuting else parties.at.get(token.i)
        if index is None or token.i == head.i or parties.drafts[index].kind not in ORGANISATIONS:
            continue
        kind = parties.drafts[index].kind
        relay = kind == "outlet" and carried is not None and token.i > carried
        where = kind == "court" and (token.i == head.i - 1 or _lies_there(head, token))
        if not relay and not where:
            return index
    return None


def _lies_there(head: Token, court: Token) -> bool:
    """Whether a court is only where a paper lies: "an affidavit filed in federal court"."""
    between = head.doc[head.i + 1 : court.i] if head.i < court.i else ()
    return any(t.lower_ in {"in", "at", "with", "before"} for t in between) and not any(
        t.lower_ == "by" for t in between
    )


def _is_charge_sheet(head: Token, parties: Parties) -> bool:
    before = parties.doc[head.i - 1].lower_ if head.i else ""
    return f"{before} {head.lower_}" in parties.words("charge_sheets") or head.lower_ in parties.words("charge_sheets")


def _who_charges(parties: Parties, before: Sequence[Said]) -> int | None:
    """Whose a charge sheet is: the prosecutors' whom the report names, else of the police or service that spoke."""
    named = _of_function(parties, "prosecutors")
    spoken = (s.voice.party for s in reversed(before[-FAR_BACK:]) if _acts(s.voice.party, parties))
    found = named if named is not None else next(spoken, None)
    return found if found is not None else body_of_law(parties, "prosecutors")


def _acts(index: int | None, parties: Parties) -> bool:
    """Whether a party is police or a service that arrests and charges."""
    draft = parties.drafts[index] if index is not None else None
    acting = set(parties.functions(draft)) & parties.words("functions_that_act") if draft else set()
    return draft is not None and bool(acting) and draft.kind != "court"


def _is_court_paper(tokens: Sequence[Token], head: Token, parties: Parties) -> bool:
    """Whether a source is a paper of prosecutors: an indictment, court papers, charging documents."""
    lead = {t.lower_ for t in tokens if t.i < head.i} | {t.lemma_.lower() for t in tokens if t.i < head.i}
    return bool({head.lemma_.lower(), *lead} & parties.words("court_papers")) or bool(lead & {"court", "legal"})


def body_of_law(parties: Parties, function: str) -> int | None:
    """The prosecutors (investigators) of a report: those it names, else those of the state whose law it tells of."""
    found = _of_function(parties, function)
    if found is not None:
        return found
    law = [d for d in parties.drafts if d.mentions and d.kind in STATE]
    acting = [d for d in law if set(parties.functions(d)) & parties.words("functions_of_law") and d.country]
    best = max(acting, key=lambda d: len(d.mentions), default=None)
    return parties.keyed(parties.gazetteer.parties.of(str(best.country), function)) if best is not None else None


def _of_function(parties: Parties, function: str) -> int | None:
    """The first of a report's bodies that is the prosecutors (investigators) of its state."""
    law = [(parties.functions(d), i) for i, d in enumerate(parties.drafts) if d.mentions and d.kind in STATE]
    return next((i for of, i in law if any(function[:8] in f or f == "justice-ministry" for f in of)), None)


def _press(head: Token, parties: Parties) -> int:
    """Reports of the press, nobody's in particular: a party of its own."""
    known = parties.known("media reports")
    index = known if known is not None else parties.add(Draft("media reports", "unnamed", plural=True))
    parties.alias("media reports", index)
    parties.mention(index, head.i, head.i + 1, "nominal")
    return index


def heard(tokens: Sequence[Token], parties: Parties) -> Voice | None:
    """What was told at a hearing, "the court heard", nobody's in particular: a party of its own."""
    head = head_of(tokens, parties)
    if head is None or not {head.lower_, head.lemma_.lower()} & parties.words("aside_hearings"):
        return None
    known = parties.known(HEARING)
    index = known if known is not None else parties.add(Draft(HEARING, "unnamed"))
    parties.alias(HEARING, index)
    return Voice(index, HEARING, index)


def _last_body(parties: Parties, before: Sequence[Said], kinds: frozenset[str]) -> int | None:
    """The last body that spoke, in writing if any did."""
    bodies = [s for s in before if s.voice.party is not None and parties.drafts[s.voice.party].kind in kinds]
    written = [s for s in bodies[-FAR_BACK:] if s.channel and s.channel not in WRITTEN]
    return next((s.voice.party for s in reversed(written or bodies)), None)


def _last_named(head: Token, parties: Parties) -> int | None:
    """The last state's body named before a document whose speaker no reader has found."""
    found = [(d.last(head.i), i) for i, d in enumerate(parties.drafts) if d.kind in STATE]
    near = [(at, i) for at, i in found if at >= 0 and parties.sentence[head.i] - parties.sentence[at] <= FAR_BACK]
    acting = [(at, i) for at, i in near if at in parties.drafts[i].subjects]
    return max(acting or near)[1] if near else parties.at.get(head.i)


# ------------------------------------------------------------------------------------------- whose word it is


def _behind(raw: int, head: Token, parties: Parties, before: Sequence[Said]) -> int:
    """The party whose word it is: the body behind its spokesman without a name, the outlet behind its reporter.

    "The spokesman" who has been named before is that person.
    """
    draft = parties.drafts[raw]
    if draft.kind != "unnamed":
        _belongs(draft, head, parties, before)
        return raw
    if draft.spokes and not draft.plural:
        named = _named_spokesman(raw, parties, before)
        if named is not None:
            return named
    _belongs(draft, head, parties, before)
    if draft.parent is None:
        return raw
    outlet = parties.drafts[draft.parent].kind == "outlet" and bool(draft.nouns & parties.words("reporters"))
    return draft.parent if draft.spokes or outlet else raw


def _named_spokesman(raw: int, parties: Parties, before: Sequence[Said]) -> int | None:
    parent = parties.drafts[raw].parent
    for said in reversed(before[-BACK:]):
        party = said.voice.party
        other = parties.drafts[party] if party is not None else None
        if other is not None and other.spokes and other.kind == "person" and parent in {None, other.parent}:
            return party
    return None


def _belongs(draft: Draft, head: Token, parties: Parties, before: Sequence[Said]) -> None:
    """Note the body of an official or spokesman: the one said in the words around, else the last that spoke."""
    if draft.parent is not None or draft.kind not in PEOPLE:
        return
    body = _body_near(head, parties)
    if body is None and draft.spokes:
        body = _last_body(parties, before, ORGANISATIONS - {"outlet"})
    if body is not None and parties.drafts[body] is not draft:
        draft.parent = body


def _body_near(head: Token, parties: Parties) -> int | None:
    """The body in a noun phrase: "a ministry official", "an official at the Czech interior ministry"."""
    doc = parties.doc
    for token in doc[max(0, head.i - 5) : head.i]:
        index = parties.at.get(token.i)
        if index is not None and parties.drafts[index].kind in ORGANISATIONS and _inside(token, head):
            return index
    before = doc[head.i - 1] if head.i else None
    if before is None or before.lower_ not in parties.words("generic_nouns"):
        return None
    kinds = [(d.last(head.i), i) for i, d in enumerate(parties.drafts) if before.lower_ in d.name.lower().split()]
    found = max((k for k in kinds if k[0] >= 0), default=None)
    return found[1] if found else None


def _inside(token: Token, head: Token) -> bool:
    """Whether nothing but words of one phrase lies between two tokens."""
    return all(t.pos_ in {"NOUN", "PROPN", "ADJ", "PART", "DET", "NUM"} for t in token.doc[token.i : head.i])


# ------------------------------------------------------------------------------------------------------ names


def _words(tokens: Sequence[Token]) -> str | None:
    text = re.sub(r"\s+", " ", "".join(t.text_with_ws for t in tokens)).strip(" ,;:\"“”'")
    return re.sub(r"^(?:the|a|an)\s+", "", text, flags=re.IGNORECASE)[:80] or None


def _rename(draft: Draft, tokens: Sequence[Token], head: Token) -> None:
    """Call somebody without a name by all that the source says: "person familiar with the matter", not "person"."""
    if draft.kind == "unnamed" and draft.name.lower() == head.lower_ and tokens[0].lower_ in ARTICLES:
        commas = [t.i for t in tokens if t.text in {",", "(", "—"} and t.i > head.i]
        draft.name = _words([t for t in tokens if t.i < min(commas, default=t.i + 1)]) or draft.name


def _name(tokens: Sequence[Token], head: Token, raw: int, party: int, parties: Parties) -> str:
    """The party's name, or a telling one of this place: "Downing Street", "Foreign Ministry spokesperson".

    Who is called by what they are to a country ("Taiwanese prosecutors") is called so: which office the pack takes them
    for is no word of the report.
    """
    place = next((parties.places[t.i] for t in tokens if t.i in parties.places and t.i == head.i), None)
    seat = next((parties.places[t.i] for t in tokens if t.i in parties.places), None)
    place = place or (seat if seat is not None and seat.end == head.i + 1 else None)
    if place is not None and place.kind == "metonym" and parties.at.get(head.i) == raw:
        return parties.doc[place.start : place.end].text
    if raw != party and parties.drafts[raw].kind == "unnamed" and parties.drafts[party].kind != "person":
        return parties.drafts[raw].name
    return _paper(tokens, head, parties) or parties.printed(party, head)


def _paper(tokens: Sequence[Token], head: Token, parties: Parties) -> str | None:
    """A paper of prosecutors as the report calls it, where it names nobody else: "criminal complaint"."""
    papers = parties.words("named_papers")
    if not {head.lower_, head.lemma_.lower()} & papers or _named_with(tokens, head, parties) is not None:
        return None
    if not (_is_charge_sheet(head, parties) or _is_court_paper(tokens, head, parties)):
        return None
    return _words([t for t in tokens if t.i <= head.i])
