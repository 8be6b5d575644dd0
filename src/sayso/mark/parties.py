"""The parties of one report while it is being read: what each is called, and which token names whom.

`Parties` holds them; names.py puts in what has a name, nominals.py what is only described ("the suspect", "he").
All joining here is within one report.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, NamedTuple

from spacy.tokens import Doc, Token

from sayso.domains import Domain
from sayso.mark import syntax
from sayso.mark.gazetteer import Gazetteer, Hit
from sayso.model import Entity, Mention, PartyKind, Span

Form = Literal["name", "nominal", "pronoun"]
ORGANISATIONS = frozenset({"service", "government", "court", "company", "outlet", "group"})
STATE = frozenset({"service", "government", "court"})
PEOPLE = frozenset({"person", "unnamed"})
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
    mentions: dict[tuple[int, int], Form] = field(default_factory=dict)
    words: tuple[str, ...] = ()  # of a person's name, folded
    nouns: set[str] = field(default_factory=set)  # what it has been called
    gender: str | None = None
    plural: bool = False
    count: int | None = None  # of a group: how many people it is said to be
    definite: bool = False  # of a group: taken up ("the pair") and not brought in ("two men")
    members: tuple[int, ...] = ()  # of a group: the people whom the report names as its members
    other: bool = False  # of a group: told apart from those spoken of before ("two other men")
    listed: bool = False  # of a group: known only as a list of names ("Lund and Vik ... they")
    rank: str | None = None  # of a pair the elder or the younger one
    age: int | None = None
    accused: float = 0.0  # how much speaks for its being accused of something
    places: list[int] = field(default_factory=list)  # tokens where mentions end, in order
    subjects: set[int] = field(default_factory=set)  # those of them that are subjects
    spokes: bool = False  # speaks for somebody
    functions: tuple[str, ...] = ()  # of a body that the pack does not know: what it is to its country

    @property
    def single(self) -> bool:
        """Whether it can be "he" or "she"."""
        return self.kind in PEOPLE and not self.plural

    def last(self, token: int) -> int:
        """The token of the last mention before a token, -1 if there is none."""
        index = bisect_left(self.places, token)
        return self.places[index - 1] if index else -1


def words_of(domain: Domain, name: str) -> frozenset[str]:
    """A word list of the pack as a set; empty if the pack has no such list."""
    return _sets(domain).get(name, frozenset())


@cache
def pattern_of(domain: Domain, name: str) -> str:
    """Any phrase of a word list as a regular expression, longest first; one that never matches if there is no list."""
    phrases = sorted(domain.words.get(name, ()), key=len, reverse=True)
    return "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in phrases) or r"(?!)"


@cache
def _sets(domain: Domain) -> dict[str, frozenset[str]]:
    """The pack's word lists as sets, made once for each pack."""
    return {name: frozenset(words) for name, words in domain.words.items()}


class People(NamedTuple):
    """A list of people: the last tokens of their names, and who they are."""

    places: tuple[int, ...]
    people: tuple[int, ...]


def _with(people: People, index: int, into: int) -> People:
    """A list of people with one party put for another that is the same."""
    return people._replace(people=tuple(into if i == index else i for i in people.people))


class Parties:
    """The parties of one report. `at` maps a token's index to a party's index in `drafts`."""

    def __init__(
        self,
        doc: Doc,
        domain: Domain,
        gazetteer: Gazetteer,
        accused: Mapping[int, float],
        sources: Collection[int] = (),
    ) -> None:
        self.doc, self.domain, self.gazetteer, self.sources = doc, domain, gazetteer, sources
        self.drafts: list[Draft] = []
        self.at: dict[int, int] = {}
        self.hits = gazetteer.find(doc)
        self.demonyms = _at_tokens(h for h in self.hits if h.kind == "demonym")
        self.called = _at_tokens(h for h in self.hits if h.kind in {"function", "party"})  # words for a body
        self._hit_at = {h.span.start: h for h in self.hits}
        self._printed: dict[int, tuple[int, tuple[bool, str, str]]] = {}  # by party: mentions when asked, what was told
        self.places: dict[int, Hit] = {}  # tokens that name a country or a capital
        self.sentence = _sentence_numbers(doc)
        self._by_key: dict[str, int] = {}
        self._by_alias: dict[str, int] = {}
        self._accused = accused
        self.acting: object = None  # what acting.py knows of the states of the report
        self.lists: list[People] = []  # names that stand in a list
        self.pairs: list[People] = []  # two of whom one is told of as the other's kin
        self.kin: dict[tuple[int, str], int] = {}  # who is whose wife, brother and so on
        self.outlet: int | None = None  # the party that publishes the report, where the pack knows it

    def words(self, name: str) -> frozenset[str]:
        """A word list of the pack."""
        return words_of(self.domain, name)

    def of(self, token: Token) -> int | None:
        """The party that a token names, asked of the whole noun phrase that it heads."""
        if token.i in self.at:
            return self.at[token.i]
        if token.pos_ in {"ADP", "SCONJ"}:
            return self.at.get(syntax.noun_of(token).i)
        return next((self.at[c.i] for c in token.children if c.dep_ in {"appos", "flat"} and c.i in self.at), None)

    def people(self, index: int) -> tuple[int, ...]:
        """The members of a group that the report names, else the party itself."""
        return self.drafts[index].members or (index,)

    def functions(self, draft: Draft) -> tuple[str, ...]:
        """What a party is to its country."""
        return self.gazetteer.party(draft.key).functions if draft.key else draft.functions

    def printed(self, index: int, token: Token | None = None) -> str:
        """What the report calls a party, at a token where one is given.

        "The Chinese secret service" stays that in a report which does not say whether it means the ministry: a known
        body has its own name only where that is printed. "Military prosecutors" are those of the state that acts.
        """
        draft = self.drafts[index]
        if draft.key is None or draft.kind not in ORGANISATIONS:
            return draft.name
        here = self.called.get(token.i) if token is not None and self.at.get(token.i) == index else None
        if here is not None and here.kind == "party" and draft.kind == "outlet":
            return draft.name  # one name for each outlet, as chains are read by them
        if here is not None and self._tells_whose(here):
            return _called_so(self.doc[here.start : here.end].text, draft)
        if draft.key.endswith("-gov"):
            return self._of_state(self.doc[here.start : here.end].text, draft) if here is not None else draft.name
        own, telling, plain = self._names(index)
        if own or not (telling or plain):
            return draft.name
        if telling:
            return _called_so(telling, draft)
        return self._of_state(self.doc[here.start : here.end].text if here is not None else plain, draft)

    def _names(self, index: int) -> tuple[bool, str, str]:
        """Whether a body's own name is printed; the longest words that tell whose it is, titles first; others."""
        draft = self.drafts[index]
        known = self._printed.get(index)
        if known is None or known[0] != len(draft.mentions):
            hits = [h for start, _ in draft.mentions if (h := self._hit_at.get(start)) and h.kind != "metonym"]
            words = [(self._tells_whose(h), self.doc[h.start : h.end].text) for h in hits]
            own = any(draft.name in w for _, w in words)
            longest = [
                max((w for c, w in words if c == told), key=lambda w: (_is_title(w), len(w), w), default="")
                for told in (1, 0)
            ]
            known = self._printed[index] = (len(draft.mentions), (own, longest[0], longest[1]))
        return known[1]

    def _tells_whose(self, hit: Hit) -> bool:
        """Whether a body's words tell whose it is: "the Peruvian police", not "In Lima, the police"."""
        return hit.kind == "party" or bool(hit.country and not self.doc[hit.start : hit.end].text.islower())

    def _of_state(self, words: str, draft: Draft) -> str:
        """Words for a body that do not tell whose it is, with its country."""
        country = self.gazetteer.parties.countries.get(draft.country or "")
        words = " ".join(words.split())
        return f"{words[:1].upper()}{words[1:]} ({country.name})" if country else draft.name

    def accused_at(self, token: Token) -> float:
        """How strongly a token stands where an accused stands."""
        return self._accused.get(token.i, 0.0)

    def near(self, token: int, draft: Draft) -> bool:
        """Whether the party was mentioned at most FAR sentences before the token."""
        last = draft.last(token)
        return last >= 0 and self.sentence[token] - self.sentence[last] <= FAR

    def suspects(self) -> list[int]:
        """Indices of the parties that stand where an accused stands, the likeliest first."""
        found = [i for i, d in enumerate(self.drafts) if d.accused > 0 and d.kind in {"person", "unnamed", "group"}]
        return sorted(found, key=lambda i: (-self.drafts[i].accused, i))

    def entities(self) -> tuple[Entity, ...]:
        """The parties as records, their mentions in order."""
        return tuple(_entity(draft) for draft in self.drafts)

    # ------------------------------------------------------------------------------------------ writing

    def add(self, draft: Draft) -> int:
        """A new party; its index."""
        self.drafts.append(draft)
        if draft.key:
            self._by_key[draft.key] = len(self.drafts) - 1
        return len(self.drafts) - 1

    def keyed(self, key: str) -> int:
        """The party of a pack entry, made on its first mention."""
        if key not in self._by_key:
            party = self.gazetteer.party(key)
            self.add(Draft(party.name, party.kind, key=key, country=party.country))
        return self._by_key[key]

    def mention(self, index: int, start: int, end: int, form: Form) -> None:
        """Note that the tokens `[start, end)` name the party."""
        draft = self.drafts[index]
        draft.mentions.setdefault((self.doc[start].idx, self.doc[end - 1].idx + len(self.doc[end - 1])), form)
        for i in range(start, end):
            self.at[i] = index
            draft.accused += self._accused.get(i, 0.0)
        insort(draft.places, end - 1)
        if self.doc[start:end].root.dep_ in syntax.SUBJECT | syntax.PASSIVE:
            draft.subjects.add(end - 1)

    def describe(self, index: int, token: Token) -> None:
        """Note that a token describes the party without being a mention of its own."""
        self.at[token.i] = index
        draft = self.drafts[index]
        draft.nouns.add(token.lemma_.lower())
        draft.gender = draft.gender or self.gender_of(token.lemma_.lower())
        self.drafts[index].accused += self._accused.get(token.i, 0.0)

    def gender_of(self, noun: str) -> str | None:
        """Whether a noun says "he" or "she" of whom it describes."""
        return "m" if noun in self.words("male_nouns") else "f" if noun in self.words("female_nouns") else None

    def merge(self, index: int, into: int) -> None:
        """Make one party of two, for good: mentions, descriptions and evidence move."""
        old, new = self.drafts[index], self.drafts[into]
        new.mentions = {**old.mentions, **new.mentions}
        new.accused += old.accused
        new.nouns |= old.nouns
        new.gender, new.rank, new.age = new.gender or old.gender, new.rank or old.rank, new.age or old.age
        self.lists = [_with(p, index, into) for p in self.lists]
        self.pairs = [_with(p, index, into) for p in self.pairs]
        self.kin = {
            (into if who == index else who, how): into if i == index else i for (who, how), i in self.kin.items()
        }
        for group in self.drafts:
            group.members = tuple(into if i == index else i for i in group.members)
        new.places, new.subjects = sorted({*new.places, *old.places}), new.subjects | old.subjects
        old.mentions, old.accused, old.places, old.words = {}, 0.0, [], ()
        self.at.update({i: into for i, d in self.at.items() if d == index})

    def alias(self, text: str, index: int) -> None:
        """Remember another name of a party."""
        self._by_alias.setdefault(text, index)
        if text != self.drafts[index].name:
            self.drafts[index].aliases.add(text)

    def known(self, text: str) -> int | None:
        """The party with exactly this name or alias."""
        return self._by_alias.get(text)


def _is_title(words: str) -> bool:
    """Whether words for a body are printed as its title: "Intelligence Ministry", not "Iranian counterintelligence"."""
    return words[:1].isupper() and words.split()[-1][:1].isupper()


def _called_so(words: str, draft: Draft) -> str:
    """Words for a body as its name in a report; its own name where they hold it or are no name ("agency of Peru")."""
    named = words[:1].isupper() and not words.lower().startswith("the ") and draft.name not in words
    return words if named else draft.name


def _at_tokens(hits: Iterable[Hit]) -> dict[int, Hit]:
    """The hits by each of their tokens; where two overlap, the first."""
    found: dict[int, Hit] = {}
    for hit in hits:
        for i in range(hit.start, hit.end):
            found.setdefault(i, hit)
    return found


def _sentence_numbers(doc: Doc) -> list[int]:
    numbers, number = [], -1
    for token in doc:
        number += bool(token.is_sent_start)
        numbers.append(max(number, 0))
    return numbers


def _entity(draft: Draft) -> Entity:
    mentions = tuple(Mention(span=Span(*span), form=form) for span, form in sorted(draft.mentions.items()))
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
