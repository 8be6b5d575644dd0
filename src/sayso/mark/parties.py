"""Parsed text → the parties named in it, each with its mentions: names, descriptions and pronouns.

Takes the document, what the gazetteer found, and the tokens that stand where an accused stands (from `events`);
gives `Parties`, which knows for a token which party it names. All joining here is within one report: "Huang",
"Mr Huang", "the 52-year-old" and "he". Names come from the gazetteer first, then from the parser's named entities,
then from patterns ("surnamed Huang", "Jian G."); what cannot be told stays a party of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Doc, Span, Token

from sayso.domains import Domain
from sayso.mark import syntax
from sayso.mark.gazetteer import Gazetteer, Hit
from sayso.model import Entity, Mention, PartyKind
from sayso.model import Span as Chars

INITIAL = re.compile(r"[A-Z]\.?$")
YEARS_OLD = re.compile(r"\d+-year-olds?$", re.IGNORECASE)
ORGANISATIONS = frozenset({"service", "government", "court", "company", "outlet", "group"})
MALE, FEMALE, THINGS = (
    frozenset({"he", "him", "his", "himself"}),
    frozenset({"she", "her", "hers", "herself"}),
    frozenset({"it", "its", "itself"}),
)
INDEFINITE = frozenset(
    {"a", "an", "another", "one", "some", "several", "two", "three", "four", "five", "six", "many", "other"}
)
FAR = 5  # sentences after which a pronoun no longer finds its noun


@dataclass
class Draft:
    """A party while its report is being read."""

    name: str
    kind: PartyKind
    key: str | None = None
    country: str | None = None
    parent: int | None = None
    surname: str | None = None
    aliases: set[str] = field(default_factory=set)
    mentions: dict[tuple[int, int], str] = field(default_factory=dict)
    words: tuple[str, ...] = ()  # of a person's name, folded
    nouns: set[str] = field(default_factory=set)  # what it has been called
    gender: str | None = None
    plural: bool = False
    accused: float = 0.0
    last: int = -1  # token of the last mention
    subject: bool = False  # whether that mention was a subject
    spokes: bool = False

    @property
    def person(self) -> bool:
        """Whether it can be "he" or "she"."""
        return self.kind in {"person", "unnamed"} and not self.plural


@cache
def word_set(domain: Domain, name: str) -> frozenset[str]:
    """A word list of the pack as a set."""
    return frozenset(domain.words.get(name, ()))


class Parties:
    """The parties of one report. `at` maps a token's index to a party's index."""

    def __init__(self, doc: Doc, domain: Domain, gazetteer: Gazetteer, accused: Mapping[int, float]) -> None:
        self.doc, self.domain, self.gazetteer = doc, domain, gazetteer
        self.drafts: list[Draft] = []
        self.at: dict[int, int] = {}
        self.places: dict[int, Hit] = {}
        self._by_key: dict[str, int] = {}
        self._by_alias: dict[str, int] = {}
        self._accused = accused
        self._sentence = _sentence_numbers(doc)
        self.hits = gazetteer.find(doc)

    # ---------------------------------------------------------------------------------------- questions

    def of(self, token: Token) -> int | None:
        """The party that a token names, asked of the whole noun phrase that it heads."""
        if token.i in self.at:
            return self.at[token.i]
        if token.pos_ in {"ADP", "SCONJ"}:
            inner = syntax.noun_of(token)
            return self.at.get(inner.i)
        for child in token.children:
            if child.dep_ in {"appos", "flat"} and child.i in self.at:
                return self.at[child.i]
        return None

    def words(self, name: str) -> frozenset[str]:
        """A word list of the pack."""
        return frozenset(self.domain.words.get(name, ()))

    def entities(self) -> tuple[Entity, ...]:
        """The parties as records, their mentions in order."""
        return tuple(_entity(draft) for draft in self.drafts)

    def suspects(self) -> list[int]:
        """Indices of the parties that stand where an accused stands, the likeliest first."""
        found = [i for i, d in enumerate(self.drafts) if d.accused > 0 and d.kind in {"person", "unnamed", "group"}]
        return sorted(found, key=lambda i: (-self.drafts[i].accused, i))

    # ------------------------------------------------------------------------------------------ writing

    def add(self, draft: Draft) -> int:
        """A new party; its index."""
        self.drafts.append(draft)
        if draft.key:
            self._by_key[draft.key] = len(self.drafts) - 1
        return len(self.drafts) - 1

    def mention(self, index: int, start: int, end: int, form: str) -> None:
        """Note that tokens start..end name the party."""
        draft = self.drafts[index]
        low, high = _trim(self.doc, start, end)
        draft.mentions.setdefault((low, high), form)
        for i in range(start, end):
            self.at[i] = index
            draft.accused += self._accused.get(i, 0.0)
        head = self.doc[start:end].root
        draft.last, draft.subject = end - 1, head.dep_ in syntax.SUBJECT | syntax.PASSIVE

    def merge(self, index: int, into: int) -> None:
        """Make one party of two, for good: mentions, aliases and evidence move."""
        old, new = self.drafts[index], self.drafts[into]
        new.mentions = dict(sorted({**old.mentions, **new.mentions}.items()))
        new.accused += old.accused
        new.nouns |= old.nouns
        old.mentions, old.accused = {}, 0.0
        self.at.update({i: into for i, d in self.at.items() if d == index})

    def keyed(self, key: str) -> int:
        """The party of a pack entry, made on its first mention."""
        if key not in self._by_key:
            party = self.gazetteer.party(key)
            self.add(Draft(party.name, party.kind, key=key, country=party.country))
        return self._by_key[key]

    def alias(self, text: str, index: int) -> None:
        """Remember another name of a party."""
        self._by_alias.setdefault(text, index)
        if text != self.drafts[index].name:
            self.drafts[index].aliases.add(text)

    def known(self, text: str) -> int | None:
        """The party with exactly this alias."""
        return self._by_alias.get(text)

    def functions(self, draft: Draft) -> tuple[str, ...]:
        """What a party that the pack knows is to its country."""
        return self.gazetteer.party(draft.key).functions if draft.key else ()

    def near(self, token: int, draft: Draft) -> bool:
        """Whether the party was mentioned at most FAR sentences before the token."""
        return draft.last >= 0 and self._sentence[token] - self._sentence[draft.last] <= FAR


def _sentence_numbers(doc: Doc) -> list[int]:
    numbers, number = [], -1
    for token in doc:
        number += bool(token.is_sent_start)
        numbers.append(max(number, 0))
    return numbers


def _trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1])


def _entity(draft: Draft) -> Entity:
    mentions = tuple(Mention(span=Chars(*span), form=form) for span, form in sorted(draft.mentions.items()))  # type: ignore[arg-type]
    return Entity(
        name=draft.name,
        kind=draft.kind,
        key=draft.key,
        country=draft.country,
        parent=draft.parent,
        surname=draft.surname,
        aliases=tuple(sorted(draft.aliases)),
        mentions=mentions,
    )


# ------------------------------------------------------------------------------------------------- finding


def find(doc: Doc, domain: Domain, gazetteer: Gazetteer, accused: Mapping[int, float]) -> Parties:
    """All parties of a parsed report. `accused` gives how strongly a token stands where an accused stands."""
    parties = Parties(doc, domain, gazetteer, accused)
    steps = sorted([*_hit_steps(parties), *_name_steps(parties), *_nominal_steps(parties)], key=lambda s: (s[0], s[1]))
    for start, _, end, what in steps:
        if isinstance(what, Hit):
            _take_hit(parties, what)
        elif what == "person":
            _take_person(parties, start, end)
        elif what == "organisation":
            _take_organisation(parties, start, end)
        elif start not in parties.at:
            _take_nominal(parties, doc[start])
    _adopt(parties)
    return parties


Step = tuple[int, int, int, "Hit | str"]


def _hit_steps(parties: Parties) -> Iterator[Step]:
    for hit in parties.hits:
        yield hit.start, 0, hit.end, hit


def _name_steps(parties: Parties) -> Iterator[Step]:
    """Names of people and bodies that the gazetteer does not know."""
    doc = parties.doc
    taken = {i for hit in parties.hits for i in range(hit.start, hit.end)}
    seen: set[int] = set(taken)
    for start, end, what in (*_patterns(parties), *_named_entities(doc)):
        if seen.isdisjoint(range(start, end)):
            seen.update(range(start, end))
            yield start, 1, end, what


def _named_entities(doc: Doc) -> Iterator[tuple[int, int, str]]:
    for ent in doc.ents:
        if ent.label_ in {"PERSON", "ORG"}:
            start, end = _bare(doc, ent.start, ent.end)
            if start < end and _capital(doc[start]) and not any(c.isdigit() for c in doc[start:end].text):
                yield start, end, "person" if ent.label_ == "PERSON" else "organisation"


def _capital(token: Token) -> bool:
    return token.text[:1].isupper()


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
    for token in doc:
        if token.i + 1 >= len(doc):
            break
        after = doc[token.i + 1]
        if token.lower_ in parties.words("person_verbs_of_name") and _capital(after) and after.is_alpha:
            yield after.i, _name_end(doc, after.i), "person"
        elif (
            INITIAL.match(after.text)
            and _capital(token)
            and token.is_alpha
            and len(token) > 1
            and token.pos_ == "PROPN"
        ):
            if token.lower_ not in titles and (after.text.endswith(".") or after.pos_ == "PROPN"):
                if not (after.i + 1 < len(doc) and _capital(doc[after.i + 1]) and doc[after.i + 1].pos_ == "PROPN"):
                    yield token.i, after.i + 1, "person"
        elif (
            token.lower_ in titles and token.lower_.rstrip(".") in {"mr", "mrs", "ms", "dr", "sgt"} and _capital(after)
        ):
            yield after.i, _name_end(doc, after.i), "person"


def _name_end(doc: Doc, start: int) -> int:
    """Where a run of capitalised words ends, at most three words on."""
    end = start + 1
    while end < len(doc) and end - start < 3 and _capital(doc[end]) and doc[end].is_alpha and doc[end].pos_ == "PROPN":
        end += 1
    return end


def _take_hit(parties: Parties, hit: Hit) -> None:
    if hit.kind == "demonym":
        return
    if hit.kind == "place":
        parties.places.update(dict.fromkeys(range(hit.start, hit.end), hit))
        return
    if hit.kind == "country":
        parties.places.update(dict.fromkeys(range(hit.start, hit.end), hit))
    index = parties.keyed(hit.party) if hit.party else _resolve_function(parties, hit)
    parties.mention(index, hit.start, hit.end, "name" if hit.kind == "party" else "nominal")
    parties.alias(parties.doc[hit.start : hit.end].text, index)
    _acronym(parties, hit.end, index)


def _acronym(parties: Parties, end: int, index: int) -> None:
    """Take "(PST)" after a name as its alias."""
    doc = parties.doc
    if end + 2 < len(doc) and doc[end].text == "(" and doc[end + 2].text == ")" and doc[end + 1].text.isupper():
        parties.alias(doc[end + 1].text, index)


def _resolve_function(parties: Parties, hit: Hit) -> int:
    """The body that "the ministry" or "prosecutors" means here: the last one of that kind, else one of its own."""
    words = {w.lower().rstrip("s") for w in re.findall(r"\w+", parties.doc[hit.start : hit.end].text)} - {"the"}
    best: tuple[float, int] | None = None
    for index, draft in enumerate(parties.drafts):
        if draft.last < 0 or draft.kind not in ORGANISATIONS:
            continue
        called = {w.lower().rstrip("s") for n in (draft.name, *draft.aliases) for w in re.findall(r"\w+", n)}
        functions = {w for f in parties.functions(draft) for w in f.replace("-", " ").split()}
        if words & (called | {w.rstrip("s") for w in functions}) and (draft.key or draft.mentions):
            score = draft.last + 40 * len(words & called)
            best = max(best or (-1.0, -1), (score, index))
    if best:
        return best[1]
    implied = _implied(parties, hit)
    if implied is not None:
        return implied
    return parties.add(Draft(parties.doc[hit.start : hit.end].text, hit.party_kind or "government"))


def _implied(parties: Parties, hit: Hit) -> int | None:
    """The body of the country whose organs speak in this report, where it has been the only one so far."""
    countries = [d.country for d in parties.drafts if d.kind in {"government", "service", "court"} and d.country]
    if hit.function and countries and len(set(countries)) == 1:
        return parties.keyed(parties.gazetteer.parties.of(countries[0], hit.function))
    return None


# -------------------------------------------------------------------------------------------------- names


def fold(word: str) -> str:
    """A word of a name for comparison."""
    return word.lower().strip(".'’")


def _take_person(parties: Parties, start: int, end: int) -> None:
    doc, titles = parties.doc, parties.words("titles")
    while end - start > 1 and doc[start].lower_ in titles:
        start += 1
    text = doc[start:end].text
    words = tuple(fold(t.text) for t in doc[start:end] if t.is_alpha or INITIAL.match(t.text))
    if not words or (parties.known(text) is not None and parties.drafts[parties.known(text) or 0].kind != "person"):
        known = parties.known(text)
        if known is not None:
            parties.mention(known, start, end, "name")
        return
    index = _same_person(parties, words)
    if index is None:
        index = parties.add(Draft(text, "person", words=words))
    draft = parties.drafts[index]
    if len(words) > len(draft.words):
        draft.aliases.add(draft.name)
        draft.name, draft.words = text, words
    elif text != draft.name:
        draft.aliases.add(text)
    draft.surname = surname(draft.name, parties)
    parties.mention(index, start, end, "name")
    _describe(parties, index, start, end)


def _same_person(parties: Parties, words: tuple[str, ...]) -> int | None:
    """The last person whose name has all these words, or whose words are all in this name."""
    best = None
    for index, draft in enumerate(parties.drafts):
        if draft.kind != "person" or not draft.words:
            continue
        few, many = sorted((draft.words, words), key=len)
        if set(few) <= set(many) and (len(few) > 1 or few[0] in {many[0], many[-1]} or few == many):
            if best is None or draft.last > parties.drafts[best].last:
                best = index
    return best


def surname(name: str, parties: Parties) -> str | None:
    """The family name: the first word where it is a common East Asian one before a given name, else the last."""
    words = [w for w in re.findall(r"[^\s]+", name) if w]
    if not words:
        return None
    if (
        len(words) > 1
        and fold(words[0]) in parties.words("family_first")
        and fold(words[-1]) not in parties.words("family_first")
    ):
        return words[0]
    return words[-1]


def _describe(parties: Parties, index: int, start: int, end: int) -> None:
    """What stands around a name: nouns it is called by, a title, and the body that the person speaks for."""
    head = parties.doc[start:end].root
    draft = parties.drafts[index]
    before = [t for t in head.children if t.dep_ in {"compound", "nmod", "amod", "poss"} and t.i < start]
    around = before + [t for t in head.children if t.dep_ in {"appos", "acl", "relcl"}]
    if head.dep_ == "appos":
        around.append(head.head)
    for token in around:
        _described_by(parties, draft, token)
    if start and parties.doc[start - 1].lower_.rstrip(".") in {"mr", "sir", "lord"}:
        draft.gender = "m"
    elif start and parties.doc[start - 1].lower_.rstrip(".") in {"mrs", "ms", "lady", "dame"}:
        draft.gender = "f"
    for token in (*head.children, *(c for t in around for c in t.children)):
        body = parties.at.get(syntax.noun_of(token).i) if token.dep_ in {"prep", "compound", "poss", "nmod"} else None
        if token.dep_ == "prep" and token.lower_ not in {"of", "at", "for", "from", "with"}:
            continue
        if body is not None and body != index and parties.drafts[body].kind in ORGANISATIONS and draft.parent is None:
            draft.parent = body


def _described_by(parties: Parties, draft: Draft, token: Token) -> None:
    lemma = token.lemma_.lower()
    draft.nouns.add(lemma)
    if lemma in parties.words("spokes_nouns") or token.lower_ in parties.words("spokes_nouns"):
        draft.spokes = True
    body = parties.at.get(token.i)
    if (
        body is not None
        and parties.drafts[body].kind in ORGANISATIONS
        and draft.parent is None
        and token.dep_ != "appos"
    ):
        draft.parent = body
    elif body is not None and parties.drafts[body].kind == "unnamed" and body != parties.drafts.index(draft):
        parties.merge(body, parties.drafts.index(draft))


def _take_organisation(parties: Parties, start: int, end: int) -> None:
    doc = parties.doc
    text = doc[start:end].text
    person = _same_person(parties, tuple(fold(t.text) for t in doc[start:end]))
    if person is not None:
        parties.mention(person, start, end, "name")
        return
    index = parties.known(text)
    if index is None:
        index = parties.add(Draft(text, _kind_of_name(parties, text)))
        parties.alias(text, index)
    parties.mention(index, start, end, "name")
    _acronym(parties, end, index)


def _kind_of_name(parties: Parties, text: str) -> PartyKind:
    """The kind of a body, by the last telling word of its name."""
    kinds: Iterable[PartyKind] = ("court", "government", "service", "outlet", "company")
    for word in reversed(text.lower().split()):
        for kind in kinds:
            if word in parties.words(f"kind_{kind}"):
                return kind
    return "group"


# ------------------------------------------------------------------------------- descriptions and pronouns


def _nominal_steps(parties: Parties) -> Iterator[Step]:
    """Tokens that can name a party without a name, in text order."""
    nouns = (
        parties.words("suspect_nouns")
        | parties.words("official_nouns")
        | parties.words("spokes_nouns")
        | parties.words("generic_nouns")
    )
    pronouns = MALE | FEMALE | THINGS | {"they", "them", "their"}
    for token in parties.doc:
        is_noun = (
            token.pos_ in {"NOUN", "PROPN", "ADJ"}
            and (token.lower_ in nouns or token.lemma_.lower() in nouns)
            and token.dep_ not in {"compound", "amod", "nmod"}
        )
        is_age = (
            token.lower_ in {"old", "olds"}
            and token.dep_ not in {"amod", "acomp"}
            and token.i > 1
            and parties.doc[token.i - 2].lower_.startswith("year")
        )
        if is_noun or is_age or (token.lower_ in pronouns and token.pos_ in {"PRON", "DET"}):
            yield token.i, 2, token.i + 1, "nominal"


def _take_nominal(parties: Parties, token: Token) -> None:
    word = token.lower_
    if word in MALE | FEMALE:
        _take_pronoun(parties, token, "m" if word in MALE else "f")
    elif word in THINGS:
        _take_thing(parties, token)
    elif word in {"they", "them", "their"}:
        _take_plural(parties, token)
    else:
        _take_noun(parties, token)


def _take_pronoun(parties: Parties, token: Token, gender: str) -> None:
    index = _best_person(parties, token, gender)
    if index is not None:
        parties.drafts[index].gender = parties.drafts[index].gender or gender
        parties.mention(index, token.i, token.i + 1, "pronoun")


def _best_person(parties: Parties, token: Token, gender: str | None, nouns: frozenset[str] = frozenset()) -> int | None:
    """The person meant by a pronoun or a definite description: near, a subject, and likely the accused."""
    best: tuple[float, int] | None = None
    here = parties._sentence[token.i]
    for index, draft in enumerate(parties.drafts):
        if not draft.person or draft.last < 0 or (gender and draft.gender not in {None, gender}):
            continue
        away = here - parties._sentence[draft.last]
        if away > (FAR if not nouns else 40):
            continue
        score = (
            -1.2 * away
            + 1.0 * draft.subject
            + min(draft.accused, 3.0) * (0.35 if not nouns else 1.0)
            - 0.002 * (token.i - draft.last)
        )
        score += 2.0 * bool(nouns & draft.nouns) - 1.0 * (draft.spokes or draft.parent is not None) * (
            1.0 if not nouns else 2.0
        )
        if (
            away == 0
            and token.dep_ in {"dobj", "pobj"}
            and draft.subject
            and _same_clause(token, parties.doc[draft.last])
        ):
            score -= 3.0  # "X told him": not X
        best = max(best or (-9.0, -1), (score, index))
    return best[1] if best and best[1] >= 0 and best[0] > -7.0 else None


def _same_clause(one: Token, other: Token) -> bool:
    return other.head.i == one.head.i or other.head.i == one.head.head.i


def _take_thing(parties: Parties, token: Token) -> None:
    bodies = [
        (d.last + 12 * d.subject, i)
        for i, d in enumerate(parties.drafts)
        if d.kind in ORGANISATIONS and parties.near(token.i, d)
    ]
    if bodies and token.dep_ in {"nsubj", "poss", "nsubjpass", "pobj", "dobj"}:
        parties.mention(max(bodies)[1], token.i, token.i + 1, "pronoun")


def _take_plural(parties: Parties, token: Token) -> None:
    groups = [
        (d.last, i)
        for i, d in enumerate(parties.drafts)
        if (d.plural or d.kind == "group") and parties.near(token.i, d)
    ]
    if groups:
        parties.mention(max(groups)[1], token.i, token.i + 1, "pronoun")


def _phrase(token: Token) -> Span:
    """The noun phrase without what follows a comma or a relative clause."""
    left = min(
        (
            c.left_edge.i
            for c in token.children
            if c.dep_ in {"det", "amod", "compound", "poss", "nummod", "nmod"} and c.i < token.i
        ),
        default=token.i,
    )
    right = token.i
    for child in token.children:
        if (
            child.dep_ == "prep"
            and child.lower_ in {"of", "at", "for", "from", "in", "with"}
            and child.i == right + 1
            and child.right_edge.i - token.i < 8
        ):
            right = child.right_edge.i
            break
    return token.doc[left : right + 1]


def _take_noun(parties: Parties, token: Token) -> None:
    """A description: the same as a name beside it, a party mentioned before, or a new one."""
    beside = _beside(parties, token)
    if beside is not None:
        parties.at[token.i] = beside
        parties.drafts[beside].nouns.add(token.lemma_.lower())
        parties.drafts[beside].accused += parties._accused.get(token.i, 0.0)
        return
    lemma = token.lemma_.lower()
    indefinite = any(c.lower_ in INDEFINITE or c.dep_ == "nummod" for c in token.children)
    definite = (
        any(c.lower_ in {"the", "this", "that", "these", "those", "his", "her"} for c in token.children)
        and not indefinite
    )
    plural = token.tag_ in {"NNS", "NNPS"} or any(
        c.dep_ == "nummod" and c.lower_ not in {"one", "1"} for c in token.children
    )
    if lemma in parties.words("generic_nouns") or token.lower_ in parties.words("generic_nouns"):
        _take_body(parties, token)
        return
    if definite and not plural and not _has_own_body(parties, token):
        found = _best_person(parties, token, None, frozenset({lemma}))
        if found is not None and (lemma in parties.words("suspect_nouns") or lemma in parties.drafts[found].nouns):
            parties.mention(found, token.i, token.i + 1, "nominal")
            return
    _new_unnamed(parties, token, plural)


def _has_own_body(parties: Parties, token: Token) -> bool:
    """Whether the description says whose it is: "the head of a consultancy", "the ministry's spokesman"."""
    return any(c.dep_ in {"prep", "poss", "compound"} and c.lower_ in {"of"} for c in token.children)


def _beside(parties: Parties, token: Token) -> int | None:
    """The party of a name in apposition to a description, or that the description is said to be named."""
    near = [c for c in token.children if c.dep_ in {"appos"}] + ([token.head] if token.dep_ in {"appos"} else [])
    for child in token.children:
        if child.dep_ in {"acl", "relcl"} and (
            child.lower_ in parties.words("person_verbs_of_name") or child.lemma_ == "identify"
        ):
            near += list(child.subtree)[:8]
    for other in near:
        index = _ahead(parties, other)
        if index is not None and parties.drafts[index].kind == "person":
            return index
    return None


def _ahead(parties: Parties, token: Token) -> int | None:
    """The party of a token, also where its name is still to be read: names are taken before descriptions of later tokens."""
    if token.i in parties.at:
        return parties.at[token.i]
    if token.ent_type_ == "PERSON" or (
        token.pos_ == "PROPN" and token.i and parties.doc[token.i - 1].lower_ in parties.words("person_verbs_of_name")
    ):
        words = (fold(token.text),)
        found = _same_person(parties, words)
        if found is not None:
            return found
        start, end = token.i, _name_end(parties.doc, token.i)
        while start and parties.doc[start - 1].ent_type_ == "PERSON" and parties.doc[start - 1].dep_ == "compound":
            start -= 1
        _take_person(parties, start, end)
        return parties.at.get(token.i)
    return None


def _take_body(parties: Parties, token: Token) -> None:
    """ "The newspaper", "the party", "the company": the last body that has been called so or is of that kind."""
    lemma = token.lemma_.lower()
    kind = (
        _kind_of_name(parties, lemma)
        if lemma not in {"newspaper", "paper", "broadcaster", "magazine", "outlet", "channel", "daily"}
        else "outlet"
    )
    if lemma in {"company", "firm"}:
        kind = "company"
    found = [
        (d.last + 60 * (lemma in d.name.lower()), i)
        for i, d in enumerate(parties.drafts)
        if d.last >= 0 and d.kind in ORGANISATIONS and (d.kind == kind or lemma in d.name.lower())
    ]
    definite = any(c.lower_ in {"the", "this", "its"} for c in token.children)
    if found and definite:
        parties.mention(max(found)[1], token.i, token.i + 1, "nominal")
    elif token.dep_ in syntax.SUBJECT | syntax.PASSIVE | {"dobj", "pobj", "agent"}:
        index = parties.add(Draft(_phrase_name(token), kind))
        parties.mention(index, token.i, token.i + 1, "nominal")


def _phrase_name(token: Token) -> str:
    phrase = _phrase(token)
    text = re.sub(r"\s+", " ", phrase.text).strip(" ,;:")
    return re.sub(r"^(the|a|an|its|his|her|their|this|that)\s+", "", text, flags=re.IGNORECASE)[:80] or token.text


def _new_unnamed(parties: Parties, token: Token, plural: bool) -> None:
    kind: PartyKind = "unnamed"
    draft = Draft(_phrase_name(token), kind, plural=plural, nouns={token.lemma_.lower()})
    draft.spokes = token.lemma_.lower() in parties.words("spokes_nouns")
    index = parties.add(draft)
    for child in token.children:
        body = parties.at.get(syntax.noun_of(child).i)
        if body is not None and parties.drafts[body].kind in ORGANISATIONS and draft.parent is None:
            draft.parent = body
    phrase = _phrase(token)
    parties.mention(index, token.i, token.i + 1, "nominal")
    if phrase.end - phrase.start < 12:
        del draft.mentions[(token.idx, token.idx + len(token))]
        draft.mentions[_trim(parties.doc, phrase.start, phrase.end)] = "nominal"


def _adopt(parties: Parties) -> None:
    """A description of an accused that comes before any name is of the one whom the report then names.

    "It had detained the head of a consultancy ... The accused, named as Huang": one person, if only one person of
    that report is named where an accused stands.
    """
    named = [i for i in parties.suspects() if parties.drafts[i].kind == "person"]
    if not named:
        return
    main = named[0]
    first = min(parties.drafts[main].mentions, default=(0, 0))[0]
    for index, draft in enumerate(parties.drafts):
        start = min(draft.mentions, default=(1 << 60, 0))[0]
        early = start < first or (draft.nouns & parties.drafts[main].nouns and start < 600)
        if draft.kind == "unnamed" and draft.accused > 0 and not draft.plural and not draft.spokes and early:
            if draft.nouns & parties.words("suspect_nouns") and not draft.name.lower().startswith("another"):
                parties.merge(index, main)
