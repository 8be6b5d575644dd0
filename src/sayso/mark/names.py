"""Names in a parsed report → parties: the gazetteer's first, then the parser's, then patterns.

"Surnamed Huang", "Jian G.", "Mr Huang" and a later "Huang" are one person; "Police Security Service (PST)" and a
later "PST" one body; "the British agency" is the British service that the report has named.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from sayso.domains import Domain
from sayso.domains.parties import government_of
from sayso.mark import bodies, kin, lists, syntax
from sayso.mark.acting import acting_state, is_foreign
from sayso.mark.gazetteer import Hit
from sayso.mark.parse import DATELINE
from sayso.mark.parties import ORGANISATIONS, STATE, Draft, Parties
from sayso.model import PartyKind

INITIAL = re.compile(r"[A-Z]\.?$")
BARE_INITIAL = re.compile(r"[A-Z]\.$")
AGE = re.compile(r"[1-9]\d$")
PERSON_NOUN = re.compile(r"(?:man|woman|ist)$")  # a hitman, a saleswoman, a columnist
HONORIFICS = frozenset({"mr", "mrs", "ms", "dr", "sgt"})
MAN, WOMAN = frozenset({"mr", "sir", "lord"}), frozenset({"mrs", "ms", "lady", "dame"})
FORMER = frozenset({"former", "ex", "retired", "onetime", "one-time"})
GENERIC = frozenset({"agency", "ministry", "department"})  # functions that say too little to be a body of their own
ONLY_PEOPLE = 1.3  # what stands for certain where an accused stands ("arrested a lorry driver") is a person
# Who took a picture: "(Ana HOLM)" that ends a caption, "Ana Holm / AFP".
PICTURED = re.compile(
    r"\((?:[A-Z][\w'’.-]{1,20}[ ]){1,3}[A-Z][A-Z'’-]{2,}\)(?=\s*$)"
    r"|(?:[A-Z][\w'’.-]{1,20}[ ]){1,3}[A-Z][\w'’-]{1,20}[ ]?/[ ]?(?:AFP|AP|Reuters|Getty|EPA|dpa|TASS|Shutterstock)\b",
    re.MULTILINE,
)
# Who wrote a report: "By Per Lund", alone on its line, and "(Reporting by Per Lund; editing by Ana Vik)".
WRITTEN = re.compile(
    r"^[^\w\n]{0,3}"
    r"(?:(?:story|text|words|written|reported|compiled|edited|analysis|photos?|photographs?|pictures?)[ ])?"
    r"by[ ][A-Z][^\n.!?:]{2,90}$"
    r"|\((?:additional[ ])?(?:reporting|writing|editing)[ ](?:\w+[ ]){0,3}?by[ ][^()\n]{2,300}\)",
    re.MULTILINE | re.IGNORECASE,
)
LONGER = 3  # words that a name can have beyond where the recogniser has cut it
ACTED, FAR_OFF = 30, 200  # tokens of nearness: of a body that has acted, and of one that is not likely to speak
KINDS: tuple[PartyKind, ...] = ("court", "government", "service", "outlet", "company")


def take(parties: Parties) -> None:
    """Put all that has a name into the parties."""
    parties.places.update({h.start: h for h in parties.hits if h.kind in {"place", "country", "metonym"}})
    for start, end, what in sorted([*_hits(parties), *_others(parties)], key=lambda step: step[:2]):
        if isinstance(what, Hit):
            _take_hit(parties, what)
        elif what == "person" and not _is_outlet(parties, start):
            take_person(parties, start, end)
        else:
            _take_organisation(parties, start, end)
    _repair_people(parties)
    _repair_surnames(parties)
    _take_bare(parties)
    lists.share_surnames(parties)
    for index, draft in enumerate(parties.drafts):
        if draft.kind == "person":
            for end in list(draft.places):
                _describe(parties, index, end)


Step = tuple[int, int, "Hit | str"]


def _hits(parties: Parties) -> Iterator[tuple[int, int, Hit]]:
    """What the pack knows, but for outlets and companies that somebody of the report has for a surname."""
    surnames = _full_surnames(parties.doc)
    for hit in parties.hits:
        named = hit.kind == "party" and hit.party_kind in {"company", "outlet"} and hit.end - hit.start == 1
        if not (named and parties.doc[hit.start].text in surnames) and not _is_one_of_them(parties.doc[hit.end - 1]):
            yield hit.start, hit.end, hit


def _is_one_of_them(last: Token) -> bool:
    """Whether a word for a body means some of its people: "a retired border guard", "five Russian diplomats"."""
    guard = last.lower_ == "guard" and any(c.lower_ in bodies.INDEFINITE for c in last.children)
    return guard or (last.lower_ == "diplomats" and any(c.dep_ == "nummod" for c in last.children))


def _others(parties: Parties) -> Iterator[Step]:
    """Names of people and bodies that the gazetteer does not know."""
    seen = {i for start, end, hit in _hits(parties) if hit.kind != "demonym" for i in range(start, end)}
    seen |= _who_wrote_it(parties.doc)
    peoples = {hit.end for hit in parties.hits if hit.kind == "demonym"}
    listed = ((start, end, "person") for start, end in lists.named(parties))
    for start, end, what in (*_patterns(parties), *listed, *_entities(parties), *_accused(parties)):
        counted = end in peoples and all(t.like_num or t.i == end - 1 for t in parties.doc[start:end])  # "two Britons"
        called = end - start == 1 and parties.doc[start].lower_ in parties.words("citizens")  # "Resident of Lund held"
        if not (counted or called or (end - start == 1 and _opens(parties, parties.doc[start]))) and seen.isdisjoint(
            range(start, end)
        ):
            seen.update(range(start, end))
            yield start, end, what


def _opens(parties: Parties, token: Token) -> bool:
    """Whether a word for a thing has its capital from the sentence that it opens: "Bail was posted by three"."""
    things = parties.words("never_people") | parties.words("secrets") | parties.words("crimes")
    if not {token.lower_, token.lower_.removesuffix("s")} & things or not token.is_sent_start:
        return False
    return all(t.is_sent_start for t in parties.doc if t.text == token.text)


def _who_wrote_it(doc: Doc) -> set[int]:
    """The tokens of bylines and of notes on who reported: of these people nothing is told."""
    found = (m for pattern in (WRITTEN, PICTURED) for m in pattern.finditer(syntax.text_of(doc)))
    spans = (doc.char_span(m.start(), m.end(), alignment_mode="expand") for m in found)
    return {t.i for span in spans if span is not None for t in span}


def _entities(parties: Parties) -> Iterator[tuple[int, int, str]]:
    """The parser's named people and bodies; the town of a dateline is neither: "MANILA - Officers have"."""
    doc = parties.doc
    opened = {m.start() for m in DATELINE.finditer(syntax.text_of(doc))}
    for ent in doc.ents:
        if ent.label_ in {"PERSON", "ORG"}:
            start, end = _bare(doc, ent.start, ent.end)
            named = start < end and doc[end - 1].pos_ in {"PROPN", "NOUN"} and doc[start].text[:1].isupper()
            named = named and not _is_no_party(parties, start, end) and doc[start:end].start_char not in opened
            if ent.label_ == "PERSON":  # "Lars Lund of Orlograd"
                end = next((t.i for t in doc[start + 1 : end] if t.lower_ == "of"), _whole(parties, end))
            if named and not any(c.isdigit() for c in doc[start:end].text):
                yield start, end, "person" if ent.label_ == "PERSON" else "organisation"


def _whole(parties: Parties, end: int) -> int:
    """Where a person's name ends that the recogniser has cut: "Maria del | Rosario Casas Ames"."""
    last = parties.doc[end - 1]
    more = parties.doc[end : last.head.i + 1] if last.dep_ == "compound" and last.head.i >= end else ()
    named = all(t.pos_ == "PROPN" and t.text[:1].isupper() and not _is_day(parties, t) for t in more)
    firm = len(more) > 1 or kind_of_name(parties, last.head.text) != "group"
    free = not any(t.ent_type_ in {"GPE", "DATE", "NORP"} or (firm and t.ent_type_ == "ORG") for t in more)
    return last.head.i + 1 if more and len(more) <= LONGER and named and free else end


def _surnames(parties: Parties) -> Iterator[tuple[int, int, str]]:
    """A name of one word where only a person can stand ("jailed Han"), which the parser took for a body or a place."""
    for ent in parties.doc.ents:
        token = ent.root
        alone = len(ent) == 1 and token.is_title and token.dep_ in syntax.OBJECT | syntax.PASSIVE
        if alone and ent.label_ != "PERSON" and token.pos_ == "PROPN" and parties.accused_at(token) >= ONLY_PEOPLE:
            yield ent.start, ent.end, "person"


def _accused(parties: Parties) -> Iterator[tuple[int, int, str]]:
    """Proper names where only a person can stand, which the parser has taken for none: "Ana Montes was arrested"."""
    for token in parties.doc:
        if (
            token.pos_ == "PROPN"
            and token.is_title
            and parties.accused_at(token) >= ONLY_PEOPLE
            and not token.ent_type_
        ):
            start = token.i
            while start and parties.doc[start - 1].pos_ == "PROPN" and parties.doc[start - 1].is_title:
                start -= 1
            if not _is_counted(parties, start, token.i + 1):
                yield start, token.i + 1, "person"


def _is_no_party(parties: Parties, start: int, end: int) -> bool:
    """Whether a name is of a law, an office, a home or a day: "the Secrets Act", "a resident of Orlograd"."""
    law = end - start > 1 and parties.doc[end - 1].lower_ in parties.words("laws")
    office = all(t.lower_ in parties.words("titles") for t in parties.doc[start:end])
    office = office or (end - start == 1 and parties.doc[start].lower_ in parties.words("suspect_nouns"))
    return law or office or _is_home(parties, start, end) or all(_is_day(parties, t) for t in parties.doc[start:end])


def _is_home(parties: Parties, start: int, end: int) -> bool:
    root = parties.doc[start:end].root
    linked = root.dep_ == "pobj" and root.head.lower_ in {"of", "in"}
    return linked and root.head.head.lower_ in parties.words("citizens")


def _is_day(parties: Parties, token: Token) -> bool:
    return token.text in parties.domain.naming.get("calendar", ())


def _is_counted(parties: Parties, start: int, end: int) -> bool:
    """Whether proper words are a sum of money or a count: "20,000 New Taiwan Dollars"."""
    money = {t.lower_ for t in parties.doc[start:end]} & (parties.words("currency") | parties.words("money"))
    return bool(money) or bool(start and parties.doc[start - 1].like_num)


def _bare(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """A name without article, quotation marks, line ends and possessive."""
    while start < end and (doc[start].is_punct or doc[start].is_space or doc[start].lower_ in {"the", "a"}):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].is_punct or doc[end - 1].lower_ in {"'s", "’s", "s"}):
        end -= 1
    breaks = [i for i in range(start, end) if "\n" in doc[i].text]
    return start, breaks[0] if breaks else end


def _patterns(parties: Parties) -> Iterator[tuple[int, int, str]]:
    """People named by a pattern: "surnamed Huang", "Jian G.", "Mr Huang"."""
    doc, titles = parties.doc, parties.words("titles")
    naming = parties.words("person_verbs_of_name") | parties.words("person_nouns_of_name")
    for token in doc[:-1]:
        after = doc[token.i + 1]
        if not after.text[:1].isupper():
            continue
        called = token.lower_ in naming or token.lower_.rstrip(".") in HONORIFICS or _is_in_charge(token)
        if after.is_alpha and called:
            yield after.i, _name_end(doc, after.i), "person"
        elif token.lower_ not in titles and _is_initialled(token, after):
            yield token.i, after.i + 1, "person"
        elif _is_given_before(parties, token, after):
            yield token.i, _name_end(doc, after.i), "person"
    yield from _surnames(parties)


def _is_given_before(parties: Parties, token: Token, after: Token) -> bool:
    """Whether a known given name stands before a surname that the recogniser has missed: "Lars Holt"."""
    doing = after.dep_ in syntax.SUBJECT | syntax.PASSIVE and token.ent_type_ == after.ent_type_ == "FAC"
    known = token.text in _given_names(parties.domain) and (doing or not (token.ent_type_ or after.ent_type_))
    named = token.pos_ == after.pos_ == "PROPN" and token.head.i == after.i and after.is_title and after.is_alpha
    return known and named and after.i not in parties.demonyms and not _is_day(parties, after)


def _is_in_charge(token: Token) -> bool:
    """Whether a word ends a title of police that a name follows: "Special Agent in Charge Lund"."""
    return token.text == "Charge" and token.i > 1 and token.nbor(-1).lower_ == "in" and token.nbor(-2).is_title


def _is_initialled(token: Token, after: Token) -> bool:
    """Whether two tokens are a name under privacy rules: "Jian G.", but not "John F. Kennedy"."""
    if not (INITIAL.match(after.text) and token.is_title and token.is_alpha and token.pos_ == "PROPN"):
        return False
    if not (after.text.endswith(".") or after.pos_ == "PROPN"):
        return False
    third = token.doc[after.i + 1] if after.i + 1 < len(token.doc) else None
    return third is None or not (third.is_title and third.pos_ == "PROPN")


def _name_end(doc: Doc, start: int) -> int:
    """Where a run of capitalised words ends, at most three words on."""
    end = start + 1
    while end < len(doc) and end - start < 3 and doc[end].is_title and doc[end].is_alpha and doc[end].pos_ == "PROPN":
        end += 1
    return end


# --------------------------------------------------------------------------------------- what the pack knows


def _take_hit(parties: Parties, hit: Hit) -> None:
    if hit.kind in {"place", "country"}:
        parties.places.update(dict.fromkeys(range(hit.start, hit.end), hit))
    if hit.kind in {"demonym", "place"} or _is_remit(parties, hit):
        return
    own = bodies.own_name(parties, hit)
    if own is not None:
        _take_own(parties, *own, hit)
        return
    index = _party_of(parties, hit)
    firm = hit.kind == "party" and hit.party_kind == "company"
    end = hit.end + (firm and _is_form(parties, hit.end))
    parties.mention(index, hit.start, end, "name" if hit.kind == "party" else "nominal")
    if hit.kind in {"party", "country"}:
        parties.alias(parties.doc[hit.start : hit.end].text, index)
        if hit.kind == "party":
            _acronym(parties, hit.end, index)  # "Estonia (AP)" is where an agency reports from
        return
    _acronym(parties, hit.end, index)
    if hit.party_kind == "service" and hit.party and hit.party not in parties.gazetteer.parties.known:
        parties.drafts[index].aliases.add(parties.doc[hit.start : hit.end].text)  # called as the report calls it


def _is_form(parties: Parties, at: int) -> bool:
    """Whether a word behind a firm's name is its form in law: "Northern Pharma | Inc."."""
    return at < len(parties.doc) and parties.doc[at].lower_.rstrip(".") in parties.words("company_forms")


def _is_remit(parties: Parties, hit: Hit) -> bool:
    """Whether words for services only tell what an office is for: "the minister coordinator of special services"."""
    return hit.country is None and hit.party_kind == "service" and is_remit(parties, parties.doc[hit.end - 1])


def is_remit(parties: Parties, noun: Token) -> bool:
    """Whether a plural is what an office is for: "the minister coordinator of special services"."""
    of = noun.head.lower_ in {"of", "for"} and noun.tag_ == "NNS" and noun.dep_ == "pobj"
    return of and noun.head.head.lemma_.lower() in parties.words("remits")


def _take_own(parties: Parties, start: int, end: int, hit: Hit) -> None:
    """A body with a name of its own that the pack does not know, which is to its country what the hit tells."""
    text = parties.doc[start:end].text
    index = parties.known(text)
    if index is None:
        country = bodies.country_of(parties, start, hit) or acting_state(parties, hit.start)
        kind = parties.gazetteer.parties.functions[str(hit.function)].kind
        state = parties.keyed(government_of(country)) if country else None
        index = parties.add(Draft(text, kind, country=country, parent=state, functions=(str(hit.function),)))
        parties.alias(text, index)
    parties.mention(index, start, end, "name")
    _acronym(parties, end, index)


def _party_of(parties: Parties, hit: Hit) -> int:
    """The party of a hit: the pack's, or for a function the body of that kind that the report has named."""
    if hit.kind != "function":
        return parties.keyed(hit.party or "")
    beside = next((h for h in parties.hits if h.start == hit.end and h.kind == "party" and h.party_kind in STATE), None)
    if beside is not None and beside.party and hit.country in {None, beside.country}:
        return parties.keyed(beside.party)  # "the Russian intelligence agency FSB"
    before = next((h for h in parties.hits if h.end == hit.start and h.kind == "party" and h.party_kind in STATE), None)
    if before is not None and before.party:
        return parties.keyed(before.party)  # "FSB officials"
    if _is_of_somebody(parties, hit):
        return _of_somebody(parties, hit)
    if _is_foreign_to_all(parties, hit):
        return parties.add(Draft(parties.doc[hit.start : hit.end].text, hit.party_kind or "service"))
    generic = _generic(parties, hit)
    earlier = _only_service(parties, hit) if generic else _named_before(parties, hit)
    if earlier is not None:
        return earlier
    key = generic or (hit.party if hit.party and hit.function not in GENERIC else _implied(parties, hit))
    if key:
        return parties.keyed(key)
    kind = hit.party_kind or "government"
    return parties.add(Draft(parties.doc[hit.start : hit.end].text, kind, country=hit.country))


def _is_foreign_to_all(parties: Parties, hit: Hit) -> bool:
    """Whether a body is only told to be of another state, whose is left out: "spying for a foreign secret service"."""
    if hit.country is not None or hit.party_kind != "service":
        return False
    first, noun = parties.doc[hit.start], parties.doc[hit.end - 1]
    foreign = "foreign" in {first.lower_, parties.doc[hit.start - 1].lower_ if hit.start else ""}
    article = parties.doc[hit.start - 1 - (first.lower_ != "foreign")] if hit.start > 1 else first
    return foreign and (article.lower_ in {"a", "an", "another"} or noun.tag_ in {"NNS", "NNPS"})


def _is_of_somebody(parties: Parties, hit: Hit) -> bool:
    """Whether a government is called after who leads it: "the Lindqvist administration"."""
    government = hit.country is None and parties.gazetteer.parties.functions[str(hit.function)].government
    before = parties.doc[hit.start - 1] if hit.start else None
    capital = before is not None and before.pos_ == "PROPN" and before.is_title and not before.is_sent_start
    return bool(government and capital and hit.start - 1 not in parties.places)


def _of_somebody(parties: Parties, hit: Hit) -> int:
    text = parties.doc[hit.start - 1 : hit.end].text
    known = parties.known(text)
    if known is None:
        known = parties.add(Draft(text, "government"))
        parties.alias(text, known)
    return known


def _generic(parties: Parties, hit: Hit) -> str | None:
    """The party of "Chinese intelligence" and "a Chinese spy agency", which tell of no service in particular."""
    known = parties.gazetteer.parties
    if hit.country is None or hit.function is None:
        return None
    if not known.functions[hit.function].generic and not _is_indefinite(parties, hit):
        return None
    generic = (f for f in known.functions.values() if f.generic and hit.function in (f.id, *f.like[:1]))
    return next((known.of(hit.country, f.id) for f in generic), None)


def _is_indefinite(parties: Parties, hit: Hit) -> bool:
    return hit.start > 0 and parties.doc[hit.start - 1].lower_ in {"a", "an", "another"}


def _only_service(parties: Parties, hit: Hit) -> int | None:
    """The service that "the British spy agency" means: the only one of that country that the report names.

    One that speaks or acts may be named only later on. "A Chinese secret service", and services in the plural, are
    none that has been named.
    """
    noun = parties.doc[hit.end - 1]
    if _is_indefinite(parties, hit) or noun.tag_ in {"NNS", "NNPS"}:
        return None
    wanted = set(parties.gazetteer.parties.functions[hit.function or ""].like)
    acts = noun.dep_ in syntax.SUBJECT or noun.i in parties.sources
    reach = len(parties.doc) if acts else hit.start
    of_state = (h for h in parties.hits if h.kind == "party" and h.country == hit.country and h.start < reach)
    named = {h.party for h in of_state if h.party and h.party_kind == "service" and not h.weak}
    only = named.pop() if len(named) == 1 else None
    return parties.keyed(only) if only and wanted & set(parties.gazetteer.party(only).functions) else None


def _named_before(parties: Parties, hit: Hit) -> int | None:
    """The last body before a function hit that has that function, or is called by its noun, in the same country."""
    noun = parties.doc[hit.end - 1].lemma_.lower()
    best: tuple[int, int] | None = None
    for index, draft in enumerate(parties.drafts):
        last = draft.last(hit.start)
        if last < 0 or draft.kind not in STATE or (hit.country and draft.country != hit.country):
            continue
        score = 0 if _is_another(parties, draft, hit) else _likeness(parties, draft, hit, noun)
        if score:
            best = max(best or (-FAR_OFF, -1), (last + score + _standing(parties, draft, hit, last), index))
    return best[1] if best else None


def _standing(parties: Parties, draft: Draft, hit: Hit, last: int) -> int:
    """What it is worth that a body has acted; whom the accused spied for hardly speaks of their case."""
    if hit.start in parties.sources and is_foreign(parties, draft.country):
        return -FAR_OFF
    return ACTED * (last in draft.subjects)


def _is_another(parties: Parties, draft: Draft, hit: Hit) -> bool:
    """Whether a court (police force ...) is not the one meant by its rank: "the district court" is no high court."""
    ranked = {t.lower_ for t in parties.doc[hit.start : hit.end] if t.is_alpha and t.i not in parties.places}
    known = parties.gazetteer.parties.functions
    if hit.country or len(ranked) < 2 or not (hit.function and known[hit.function].many) or draft.kind != "court":
        return False
    return not ranked <= {w for n in (draft.name, *draft.aliases) for w in n.lower().split()}


def _likeness(parties: Parties, draft: Draft, hit: Hit, noun: str) -> int:
    """How well a body fits a function hit, in tokens of nearness that it is worth; 0 if not at all."""
    spoken = 80 * any(place in parties.sources for place in draft.places)  # who speaks is likelier spoken of
    if hit.party and draft.key == hit.party:
        return 60 + spoken
    if hit.function in parties.functions(draft):
        return 40 + spoken
    names = [n.partition(" (")[0].lower().split() for n in (draft.name, *draft.aliases)]
    called = {w for words in names for w in words}
    if hit.end - hit.start == 1 and [noun] in [words[-1:] for words in names]:
        return 40 + spoken  # "the court" after "the Supreme Court", "police" after "Kerala Police"
    if hit.function in GENERIC and (noun in called or (noun in {"agency", "service"} and draft.kind == "service")):
        return 20 + spoken
    return 0


def _implied(parties: Parties, hit: Hit) -> str | None:
    """The body that has the function in the country whose organs speak and act in this report."""
    if hit.function is None or hit.function in GENERIC:
        return None
    known = parties.gazetteer.parties
    here = parties.places.get(hit.end + 1) if not known.functions[hit.function].abroad else None
    if here is not None and here.country and parties.doc[hit.end].lower_ in {"in", "of"}:
        return known.of(here.country, hit.function)  # "prosecutors in Berlin"; the embassy in Lima is not Peru's
    best = acting_state(parties, hit.start)
    return known.of(best, hit.function) if best else None


def _acronym(parties: Parties, end: int, index: int) -> None:
    """Take "(PST)" after a name as its alias."""
    doc = parties.doc
    if end + 2 < len(doc) and doc[end].text == "(" and doc[end + 2].text == ")" and doc[end + 1].text.isupper():
        parties.alias(doc[end + 1].text, index)


# ---------------------------------------------------------------------------------------------------- people


def fold(word: str) -> str:
    """A word of a name for comparison."""
    return word.lower().strip(".'’")


def take_person(parties: Parties, start: int, end: int) -> None:
    """A person's name: a new person, or one of the report's whose name has these words."""
    doc = parties.doc
    while end - start > 1 and (_is_title(parties, start, end) or _is_nation(parties, start, end)):
        start += 1
    start = _with_given_names(parties, start, end)
    start -= end - start == 1 and _is_relative(parties, doc[start])
    bare = _less_endings(parties, start, end)
    text = doc[start:bare].text
    known = parties.known(text)
    if known is not None:
        parties.mention(known, start, end, "name")
        return
    words = tuple(fold(t.text) for t in doc[start:bare] if t.is_alpha or INITIAL.match(t.text) or "-" in t.text)
    if words and not (_is_office(parties, words) and same_person(parties, words, start) is None):
        index = same_person(parties, words, start)
        parties.mention(_named(parties, index, text, words), start, end, "name")


def _less_endings(parties: Parties, start: int, end: int) -> int:
    """Where a name ends without "III", "Jr." and "KC", which tell somebody's father or office."""
    endings = parties.domain.linking.get("name_suffixes", ())
    while end - start > 1 and fold(parties.doc[end - 1].text) in endings:
        end -= 1
    return end


def _is_title(parties: Parties, start: int, end: int) -> bool:
    """Whether a name's first word is a title, or a trade that opens a sentence: "Lawyer Per Lund said"."""
    word = parties.doc[start]
    trades = parties.words("counsel") | parties.words("occupations")
    return word.lower_ in parties.words("titles") or (word.lower_ in trades and end - start > 2)


def _is_nation(parties: Parties, start: int, end: int) -> bool:
    """Whether a name's first word only says of which nation somebody is: "Canadian Spavor", not "German A."."""
    nation = start in parties.demonyms and parties.demonyms[start].end == start + 1
    return nation and not INITIAL.match(parties.doc[end - 1].text) and not _is_given(parties, start, end)


def _is_given(parties: Parties, start: int, end: int) -> bool:
    """Whether a word for a nation is somebody's given name: the name is printed with it elsewhere too."""
    text, whole = parties.doc[start:end].text, syntax.text_of(parties.doc)
    return whole.count(text) > 1


def _is_office(parties: Parties, words: tuple[str, ...]) -> bool:
    """Whether a name of one word is only an office or a trade: "CIA Officer Jailed"."""
    called = ("titles", "suspect_nouns", "official_nouns")
    return len(words) == 1 and any(words[0] in parties.words(name) for name in called)


def _with_given_names(parties: Parties, start: int, end: int) -> int:
    """Where a name begins that the report has told in full and the parser has cut: "Per Lund" at a later "Lund"."""
    doc = parties.doc
    last = tuple(fold(t.text) for t in doc[start:end])
    known = {d.words for d in parties.drafts if d.kind == "person" and len(d.words) > len(last)}
    for words in sorted((w for w in known if w[-len(last) :] == last), key=lambda w: (-len(w), w)):
        first = start - len(words) + len(last)
        taken = any(i in parties.at for i in range(max(first, 0), start))
        if first >= 0 and not taken and tuple(fold(t.text) for t in doc[first:end]) == words:
            return first
    return start


def _named(parties: Parties, index: int | None, text: str, words: tuple[str, ...]) -> int:
    """The person with this name, who takes the longest form of it."""
    if index is None:
        index = parties.add(Draft(text, "person", words=words))
    draft = parties.drafts[index]
    if len(words) > len(draft.words):
        draft.aliases.add(draft.name)
        draft.name, draft.words = text, words
    elif text != draft.name:
        draft.aliases.add(text)
    draft.surname = surname(draft.name, parties.words("family_first"))
    return index


def same_person(parties: Parties, words: tuple[str, ...], before: int) -> int | None:
    """The person last named before a token whose name has all these words, or whose words are all in this name."""
    found = [i for i, d in enumerate(parties.drafts) if d.kind == "person" and d.words and _one_name(d.words, words)]
    family = [
        i for i in found if words == (fold(parties.drafts[i].surname or ""),) and len(parties.drafts[i].words) > 1
    ]
    if len(family) > 1 and family == found:
        return _head_of_family(parties, family, before)
    return max(found, key=lambda i: (parties.drafts[i].last(before), i), default=None)


def _head_of_family(parties: Parties, family: list[int], before: int) -> int:
    """Who of several people of one surname has it alone: whose title tells it ("Mrs Lund"), else who was named first.

    The press gives the others their given names.
    """
    title = parties.doc[before - 1].lower_.rstrip(".") if before else ""
    gender = "m" if title in MAN else "f" if title in WOMAN else None
    told = [i for i in family if parties.drafts[i].last(before) >= 0] or family
    told = [i for i in told if gender and _given(parties, parties.drafts[i]) == gender] or told
    return min(told, key=lambda i: parties.drafts[i].places[:1])


def _one_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    few, many = sorted((one, other), key=len)
    return set(few) <= set(many) and (len(few) > 1 or few[0] in _short_for(many))


def _short_for(words: tuple[str, ...]) -> set[str]:
    """The words by which alone somebody can be called: the first and the last, but no half of "Kuo-cheng"."""
    ends = {words[0], words[-1]}
    return ends - {w for i, w in enumerate(words) if "-" in (*words[i - 1 : i], *words[i + 1 : i + 2])}


def surname(name: str, family_first: frozenset[str]) -> str | None:
    """The family name: the first word where it is a common East Asian one before a given name, else the last."""
    words = name.split()
    if len(words) > 1 and fold(words[0]) in family_first and fold(words[-1]) not in family_first:
        return words[0]
    return words[-1] if words else None


def _repair_people(parties: Parties) -> None:
    """People whose full name the parser took for a body's: "Marcus Vance", where a "Vance" is a person."""
    for index, draft in enumerate(parties.drafts):
        words = tuple(fold(w) for w in draft.name.split())
        if draft.kind != "group" or draft.key or not 2 <= len(words) <= 3:
            continue
        short = next((i for i, d in enumerate(parties.drafts) if d.kind == "person" and d.words == words[-1:]), None)
        if short is not None:
            draft.kind, draft.words = "person", words
            draft.surname = surname(draft.name, parties.words("family_first"))
            parties.merge(short, index)


def _repair_surnames(parties: Parties) -> None:
    """Names of people whose last word the parser took for a body's: "Marcus Ford", where he is a person elsewhere."""
    full = {d.words: i for i, d in enumerate(parties.drafts) if d.kind == "person" and len(d.words) == 2}
    for draft in [d for d in parties.drafts if d.kind in {"group", "company"} and not d.key and " " not in d.name]:
        for place in list(draft.places):
            words = tuple(fold(t.text) for t in parties.doc[max(place - 1, 0) : place + 1])
            if words in full and place - 1 not in parties.at:
                token = parties.doc[place]
                draft.mentions.pop((token.idx, token.idx + len(token)), None)
                draft.places.remove(place)
                parties.mention(full[words], place - 1, place + 1, "name")


def _take_bare(parties: Parties) -> None:
    """Later surnames and initials of people whom the report has named in full, where the parser saw no name."""
    short: dict[str, tuple[str, ...]] = {}
    for draft in parties.drafts:
        if draft.kind == "person" and draft.words:
            short[draft.words[-1]] = (draft.words[-1],)
            if draft.surname:
                short[fold(draft.surname)] = (fold(draft.surname),)
    for token in parties.doc:
        words = short.get(fold(token.text)) if token.text[:1].isupper() and token.i not in parties.at else None
        place = token.i in parties.places or token.ent_type_ == "DATE"
        if words and (len(token) > 2 or BARE_INITIAL.match(token.text) or _is_initial(token)) and not place:
            index = same_person(parties, words, token.i)
            printed = index is None or len(token) > 1 or parties.drafts[index].name.endswith(f" {token.text}")
            if index is not None and printed:  # "P" is no "Jan P."
                parties.mention(index, token.i, token.i + 1, "name")


def _full_surnames(doc: Doc) -> frozenset[str]:
    """The last words of the names of people that the recogniser has seen in full; looked for once a text."""
    known: frozenset[str] | None = doc.user_data.get("surnames")
    if known is None:
        found = (ent[-1].text for ent in doc.ents if ent.label_ == "PERSON" and len(ent) > 1)
        known = doc.user_data["surnames"] = frozenset(found)
    return known


def _is_relative(parties: Parties, token: Token) -> bool:
    """Whether a given name that is nobody else's stands right before a surname: "Anna | Ford" beside "Lars Ford"."""
    if token.text not in _full_surnames(parties.doc):
        return False
    before = parties.doc[token.i - 1] if token.i else token
    named = before.pos_ == "PROPN" and before.is_title and before.is_alpha and before.head.i == token.i
    person = before.i not in parties.at or parties.drafts[parties.at[before.i]].kind == "person"
    nation = before.i in parties.demonyms
    return named and person and not nation and len(token) > 2 and not _is_title(parties, before.i, token.i + 1)


def _is_initial(token: Token) -> bool:
    """Whether a capital alone can be a surname that is withheld: "M's contacts"; no article, pronoun or list mark."""
    return len(token) == 1 and token.text not in {"A", "I"} and token.pos_ in {"PROPN", "NOUN"}


def _describe(parties: Parties, index: int, last: int) -> None:
    """What stands around a name: nouns that the person is called by, a title, the body that is spoken for."""
    head = parties.doc[last]
    draft = parties.drafts[index]
    around = [t for t in head.children if t.dep_ in {"compound", "nmod", "amod", "poss", "appos"}]
    if head.dep_ == "appos":
        around.append(head.head)
    for token in around:
        _called(parties, index, token)
    draft.age = draft.age or kin.age_after(parties, last)
    title = parties.doc[last - 1].lower_.rstrip(".") if last else ""
    draft.gender = draft.gender or ("m" if title in MAN else "f" if title in WOMAN else _given(parties, draft))
    for token in (*head.children, *(c for t in around if not _is_past(t) for c in t.children)):
        _belongs(parties, index, token)


def _is_given_name(parties: Parties, start: int, end: int) -> bool:
    """Whether a name of two or three words begins with a given name that the pack knows: "Tatyana Lund"."""
    doc = parties.doc
    words = 2 <= end - start <= 3 and all(t.is_title and t.is_alpha for t in doc[start:end])
    people = words and doc[start].text in _given_names(parties.domain)
    return people and kind_of_name(parties, doc[start:end].text) == "group"


def _given(parties: Parties, draft: Draft) -> str | None:
    """Whether a person's given name is a man's or a woman's, where the pack knows it."""
    return _given_names(parties.domain).get(draft.name.split()[0]) if len(draft.words) > 1 else None


@cache
def _given_names(domain: Domain) -> dict[str, str]:
    """The pack's given names, each with the gender of who has it."""
    return {name: gender for gender, key in (("m", "men"), ("f", "women")) for name in domain.naming.get(key, ())}


def _is_past(token: Token) -> bool:
    """Whether a description is of what somebody was: "a former analyst at the service" does not speak for it."""
    return any(c.lower_ in FORMER for c in token.children)


def _called(parties: Parties, index: int, token: Token) -> None:
    draft = parties.drafts[index]
    if token.pos_ in {"NOUN", "PROPN"} and token.i not in parties.at:
        draft.nouns.add(token.lemma_.lower())
        draft.spokes = draft.spokes or token.lower_ in parties.words("spokes_nouns")
    if token.dep_ != "appos":
        _belongs(parties, index, token)


def _belongs(parties: Parties, index: int, token: Token) -> None:
    """Take the body that a word beside the name leads to as the one that the person belongs to."""
    if token.dep_ not in {"prep", "compound", "poss", "nmod", "amod"}:
        return
    if token.dep_ == "prep" and token.lower_ not in {"of", "at", "for", "from", "with"}:
        return
    body = parties.at.get(syntax.noun_of(token).i)
    draft = parties.drafts[index]
    if body is not None and body != index and parties.drafts[body].kind in ORGANISATIONS and draft.parent is None:
        draft.parent = body


# ---------------------------------------------------------------------------------------------------- bodies


def _take_organisation(parties: Parties, start: int, end: int) -> None:
    doc = parties.doc
    text = doc[start:end].text
    titled = (start > 0 and _is_titled(parties, start, end)) or _is_given_name(parties, start, end)
    if titled or (start and (_calls_a_person(parties, doc[start - 1]) or _is_called_person(parties, start, end))):
        take_person(parties, start, end)
        return
    person = same_person(parties, tuple(fold(t.text) for t in doc[start:end]), start)
    index = person if person is not None else parties.known(text)
    index = _shortened(parties, start, end) if index is None else index
    if index is None:
        kind = kind_of_name(parties, text)
        index = parties.add(Draft(text, "outlet" if kind == "group" and _is_outlet(parties, start) else kind))
        parties.alias(text, index)
    parties.mention(index, start, end, "name")
    _acronym(parties, end, index)


def _is_outlet(parties: Parties, start: int) -> bool:
    """Whether a noun right before a name says that it is an outlet's: "the media outlet ATV"."""
    at = start - 1 if start and parties.doc[start - 1].text != "The" else start - 2  # "the newspaper The Lark"
    return at >= 0 and parties.doc[at].lower_ in parties.words("outlet_nouns")


def _shortened(parties: Parties, start: int, end: int) -> int | None:
    """The outlet named before whose last word a lone name is: "the Herald" after "the Harbour Herald"."""
    word = parties.doc[start].text
    if end - start != 1 or not start or parties.doc[start - 1].lower_ != "the":
        return None
    named = [(d.last(start), i) for i, d in enumerate(parties.drafts) if d.kind == "outlet" and d.last(start) >= 0]
    alike = [
        (at, i)
        for at, i in named
        if word in {n.split()[-1] for n in (parties.drafts[i].name, *parties.drafts[i].aliases)}
    ]
    return max(alike)[1] if alike else None


def _calls_a_person(parties: Parties, token: Token) -> bool:
    """Whether a word right before a name says that it is a person's: "the spy", "Sgt"."""
    called = token.lower_ in parties.words("suspect_words") or token.lower_.rstrip(".") in HONORIFICS
    people = parties.words("suspect_nouns") | parties.words("occupations")
    return called or (token.lower_ in people and token.tag_ == "NN")


def _is_titled(parties: Parties, start: int, end: int) -> bool:
    """Whether a name of two or three words is a person's by the title before it: "superintendent Yaron Bin"."""
    doc = parties.doc
    words = 2 <= end - start <= 3 and all(
        t.text[:1].isupper() and t.text.replace("-", "").isalpha() for t in doc[start:end]
    )
    office = doc[start - 1].lower_ in parties.words("titles") and doc[start - 1].lower_ not in {"acting", "deputy"}
    return words and office and kind_of_name(parties, doc[start:end].text) == "group"


def _is_called_person(parties: Parties, start: int, end: int) -> bool:
    """Whether a name of several words is a person's by what stands beside it: "the spy, Lars Lund"; an age."""
    doc = parties.doc
    words = [t for t in doc[start:end] if t.text != "-"]  # "Amira Holm-Berg"
    if len(words) > 4 or not all(t.is_title for t in words):
        return False
    if kind_of_name(parties, doc[start:end].text) != "group":
        return False
    after = [t.text for t in doc[end : end + 3]]
    if after[0::2] == [",", ","] and AGE.match(after[1]):
        return True
    root = doc[start:end].root
    beside = [root.head] if root.dep_ == "appos" else _behind_comma(doc, end)
    beside += [doc[start - 2]] if start > 1 and doc[start - 1].text == "," else []
    beside += [c for c in root.children if c.dep_ == "appos" and c.i > root.i and after[:1] == [","]]
    called = parties.words("suspect_nouns") | parties.words("spokes_nouns") | parties.words("official_nouns")
    if end - start == 1:  # a name of one word may be a firm's: "Norvik, a supplier"
        return any(t.tag_ == "NN" and t.lower_ in called | parties.words("occupations") for t in beside)
    return any(t.tag_ == "NN" and (t.lower_ in called or PERSON_NOUN.search(t.lower_)) for t in beside)


def _behind_comma(doc: Doc, end: int) -> list[Token]:
    """The noun that begins what is told of a name behind a comma: "Lars Lund, head of", "Lund, the former chief"."""
    if end >= len(doc) or doc[end].text != ",":
        return []
    told = itertools.takewhile(lambda t: t.pos_ in {"DET", "ADJ", "NOUN", "PROPN"}, doc[end + 1 : end + 6])
    return [t for t in told if t.pos_ == "NOUN"]


def kind_of_name(parties: Parties, text: str) -> PartyKind:
    """The kind of a body, by the last telling word of its name; "group" if none tells."""
    words = text.lower().split()
    if parties.words("outlet_marks") & set(words):
        return "outlet"
    for word in reversed(words):
        for kind in KINDS:
            if word in parties.words(f"kind_{kind}"):
                return kind
    return "group"
