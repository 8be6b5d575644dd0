"""Parsed text and a domain pack → the countries, bodies and outlets that the text names.

Takes a spaCy document and gives hits in the order of the text, none overlapping another: known parties ("MI6"),
countries ("China"), demonyms ("Chinese"), capitals read as governments ("Beijing") or as places ("in Beijing"), and
phrases that name a body by what it is to its country ("the British spy agency", "prosecutors").

Words are compared by a splitting of their own, so that neither tokenising nor tagging can hide a name; what stands
around a hit (a preposition, a person's label) is asked of spaCy.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter, defaultdict
from functools import cached_property
from typing import Literal, NamedTuple

from msgspec import Struct
from spacy.attrs import IDX
from spacy.tokens import Doc, Token

from sayso.domains import Country, Domain, Function, Party
from sayso.domains.parties import Parties, government_of
from sayso.model import PartyKind, Span

HitKind = Literal["party", "country", "demonym", "metonym", "place", "function"]
EntryKind = Literal["party", "country", "demonym", "capital", "seat", "city", "function", "beside", "decoy"]

WORD = re.compile(r"\w+|[^\w\s]")
PLAIN = str.maketrans("’‘ʼŁłØøĐđı", "'''LlOoDdi")
NAMED_BY: tuple[EntryKind, ...] = ("country", "demonym", "capital", "seat")
NAMES_COUNTRY: tuple[EntryKind, ...] = (*NAMED_BY, "city")
MOST_MODIFIERS = 3


class Hit(Struct, frozen=True, kw_only=True):
    """One name found: tokens `[start, end)`, the same in code points, and what it names.

    `country` is an ISO 3166 alpha-2 code, None for a function without one in its phrase ("prosecutors") and for a
    party of no country. `party` is None for a demonym, a place and such a function. `weak` tells that the name is
    ambiguous and was taken for what the rest of the text made likely.
    """

    start: int
    end: int
    span: Span
    kind: HitKind
    name: str
    party: str | None = None
    country: str | None = None
    party_kind: PartyKind | None = None
    function: str | None = None
    weak: bool = False


class Entry(NamedTuple):
    """One thing that a spelling can stand for: the kind, the id or country code, and what the text must tell beside.

    A spelling that needs "country" is taken only where the text names the party or its country otherwise; one that
    needs "name" only where it names the party itself ("Focus", once "Focus magazine" stands somewhere).
    """

    kind: EntryKind
    key: str
    needs: Literal["", "country", "name"] = ""


class Found(NamedTuple):
    """A spelling found at the words `[start, end)`, with what it can stand for."""

    start: int
    end: int
    entries: tuple[Entry, ...]

    def first(self, *kinds: EntryKind) -> Entry | None:
        """The first thing of these kinds that it can stand for."""
        return next((entry for entry in self.entries if entry.kind in kinds), None)


def fold(word: str) -> str:
    """A word without its accents."""
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFD", word.translate(PLAIN)) if not unicodedata.combining(c))


def spelling(phrase: str) -> str:
    """A phrase as it is looked up: its folded words with one space between."""
    return " ".join(WORD.findall(fold(phrase)))


class Table:
    """Spellings and what they can stand for, looked up longest first."""

    def __init__(self) -> None:
        self.entries: dict[str, tuple[Entry, ...]] = {}
        self.lengths: dict[str, tuple[int, ...]] = {}

    def add(self, phrase: str, entry: Entry) -> None:
        """Adds one meaning of a phrase."""
        key = spelling(phrase)
        known = self.entries.get(key, ())
        if entry not in known:
            self.entries[key] = (*known, entry)
        first, length = key.partition(" ")[0], key.count(" ") + 1
        if length not in self.lengths.get(first, ()):
            self.lengths[first] = tuple(sorted((*self.lengths.get(first, ()), length), reverse=True))

    def at(self, words: list[str], start: int) -> Found | None:
        """The longest spelling that begins at that word."""
        for length in self.lengths.get(words[start], ()):
            entries = self.entries.get(" ".join(words[start : start + length]))
            if entries and start + length <= len(words):
                return Found(start, start + length, entries)
        return None


class Words:
    """The words of a document, as they stand and folded, with their code points and spaCy's tokens."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text: str = doc.text
        matches = list(WORD.finditer(self.text))
        self.starts = [match.start() for match in matches]
        self.ends = [match.end() for match in matches]
        raw = [match.group() for match in matches]
        self.words = raw if self.text.isascii() else [fold(word) for word in raw]
        self.lower = [word.lower() for word in self.words]

    def __len__(self) -> int:
        return len(self.words)

    def word(self, index: int) -> str:
        """The word at an index; empty beyond the text."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def beside(self, left: int) -> bool:
        """Whether the word at that index and the next stand on one line."""
        return 0 <= left < len(self.words) - 1 and "\n" not in self.text[self.ends[left] : self.starts[left + 1]]

    def opens_line(self, index: int) -> bool:
        """Whether that word is the first of its line."""
        return index == 0 or not self.beside(index - 1)

    def glued(self, index: int) -> bool:
        """Whether that word is a hyphen without a space before it ("China-based")."""
        return self.word(index) in ("-", "‑", "–") and self.starts[index] == self.ends[index - 1]

    def possessive(self, index: int) -> int:
        """How many words an apostrophe at that index takes: 2 with its s, 1 alone, 0 if there is none."""
        if self.word(index) != "'":
            return 0
        return 2 if self.word(index + 1) == "s" else 1

    def _line(self, index: int) -> str:
        start = self.text.rfind("\n", 0, self.starts[index]) + 1
        end = self.text.find("\n", start)
        return self.text[start : end if end >= 0 else None]

    def title_case(self, index: int) -> bool:
        """Whether nearly all longer words of that word's line are capitalised, as in a headline."""
        words = [word for word in self._line(index).split() if len(word) > 3]
        return sum(word[:1].isupper() for word in words) >= 0.8 * len(words)

    def capitals(self, index: int) -> bool:
        """Whether that word's line is in capitals, more than the word itself being one."""
        line = self._line(index)
        return line.isupper() and " " in line.strip()

    @cached_property
    def _token_starts(self) -> list[int]:
        starts: list[int] = self.doc.to_array(IDX).tolist()
        return starts

    def token(self, index: int) -> Token:
        """The token that the word at that index starts in."""
        return self.doc[max(0, bisect_right(self._token_starts, self.starts[index]) - 1)]

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """The tokens `[start, end)` that words `[start, end)` touch."""
        return self.token(start).i, self.token(end - 1).i + 1


class Naming(NamedTuple):
    """The pack's word lists that decide what a name stands for; naming.yaml describes each."""

    place_words: frozenset[str]
    after_hyphen: frozenset[str]
    giving: frozenset[str]
    calendar: frozenset[str]
    modifiers: frozenset[str]
    definite: frozenset[str]
    regions: frozenset[str]


class Gazetteer:
    """All names of one pack; slow to make, so made once. `find` is a pure function of the document."""

    def __init__(self, domain: Domain) -> None:
        self.parties = Parties(domain)
        self._written, self._any_case = Table(), Table()
        self._naming = Naming(*(frozenset(domain.naming.get(field, ())) for field in Naming._fields))
        for decoy in domain.naming.get("decoys", ()):
            self._add(decoy, Entry("decoy", ""))
        for country in domain.countries:
            self._add_country(country)
        for code, names in domain.cities.items():
            self._add_cities(code, names)
        for party in domain.parties:
            self._add_party(party)
        for function in domain.functions:
            self._add_function(function)

    def party(self, id: str) -> Party:
        """The party of that id; see `Parties.party`."""
        return self.parties.party(id)

    def principal(self, id: str) -> str:
        """Who stands behind the party of that id; see `Parties.principal`."""
        return self.parties.principal(id)

    def by_address(self, host: str) -> Party | None:
        """The outlet at that host name; see `Parties.by_address`."""
        return self.parties.by_address(host)

    def find(self, doc: Doc) -> list[Hit]:
        """All hits of a document in the order of its text; no two overlap."""
        words = Words(doc)
        return Reading(self.parties, self._naming, words, self._scan(words)).hits()

    def _scan(self, words: Words) -> list[Found]:
        found: list[Found] = []
        at, most = 0, len(words)
        exact, loose = self._written.lengths, self._any_case.lengths
        while at < most:
            best = self._best(words, at) if words.words[at] in exact or words.lower[at] in loose else None
            if best:
                best = self._without_owner(words, best)
                found.append(best)
            at = best.end if best else at + 1
        return found

    def _without_owner(self, words: Words, found: Found) -> Found:
        """A name without the country at its end that owns the next body: "Main Directorate | of Peru's ministry"."""
        possessive, country = words.possessive(found.end), found.end - 1
        if not possessive or found.end - found.start < 4 or words.lower[country - 1] != "of":
            return found
        body = self._best(words, found.end + possessive) if found.end + possessive < len(words) else None
        owner = self._best(words, country)
        owned = owner and owner.first("country") and body and body.first("party", "function", "beside")
        return found._replace(end=country - 1) if owned else found

    def _best(self, words: Words, at: int) -> Found | None:
        """The longest spelling at a word, as written or in any case; both meanings where they are equally long."""
        written, loose = self._written.at(words.words, at), self._any_case.at(words.lower, at)
        if not written or not loose:
            return written or loose
        if written.end == loose.end:
            return Found(at, written.end, (*written.entries, *loose.entries))
        return written if written.end > loose.end else loose

    def _add(self, phrase: str, entry: Entry) -> None:
        self._written.add(phrase, entry)
        if not phrase.isupper():
            self._written.add(phrase.upper(), entry)

    def _add_country(self, country: Country) -> None:
        self._add(country.name, Entry("country", country.code, "country" if country.weak else ""))
        others = (country.aliases, country.demonyms, country.metonyms, country.seats)
        for kind, phrases in zip(NAMED_BY, others, strict=True):
            for phrase in phrases:
                self._add(phrase, Entry(kind, country.code))

    def _add_cities(self, country: str, names: tuple[str, ...]) -> None:
        for name in names:
            self._add(name, Entry("city", country))

    def _add_party(self, party: Party) -> None:
        if "(" not in party.name and party.name not in party.weak_aliases:
            self._written.add(party.name, Entry("party", party.id))
        for alias in party.aliases:
            self._written.add(alias, Entry("party", party.id))
        for alias in party.weak_aliases:
            lone_word = alias.istitle() and alias.isalpha()
            self._written.add(alias, Entry("party", party.id, "name" if lone_word else "country"))
        for phrase in party.phrases:
            self._any_case.add(phrase.lower(), Entry("party", party.id))

    def _add_function(self, function: Function) -> None:
        for phrase in function.phrases:
            self._any_case.add(phrase, Entry("function", function.id))
        for phrase in function.beside:
            self._any_case.add(phrase, Entry("beside", function.id))


class Reading:
    """One document's spellings, read together: what each stands for in this text."""

    def __init__(self, parties: Parties, naming: Naming, words: Words, found: list[Found]) -> None:
        self.parties = parties
        self.naming = naming
        self.words = words
        self.found = found
        self.starting = {each.start: each for each in found}

    def hits(self) -> list[Hit]:
        """The hits in order."""
        hits: list[Hit] = []
        taken = 0
        for each in self.found:
            hit, end = self._read(each) if each.start >= taken else (None, taken)
            if hit:
                hits.append(hit)
            taken = end
        return hits

    def _read(self, found: Found) -> tuple[Hit | None, int]:
        """What one spelling gives, and the word up to which it reaches."""
        if found.start in self._joined:
            return self._joined[found.start]
        place = found.first(*NAMES_COUNTRY)
        if place and self._stands(found, place):
            return self._country(found, place), found.end
        return self._body(found)

    # ------------------------------------------------------------------------------------ countries

    @cached_property
    def mentions(self) -> Counter[str]:
        """How often each country is named beyond doubt."""
        named = (each.first(*NAMES_COUNTRY) for each in self.found if not self._is_money(each))
        return Counter(entry.key for entry in named if entry and not entry.needs)

    @cached_property
    def _spellings(self) -> dict[str, set[str]]:
        """The different spellings under which each country is named."""
        spellings: dict[str, set[str]] = defaultdict(set)
        for each in self.found:
            if entry := each.first(*NAMES_COUNTRY):
                spellings[entry.key].add(" ".join(self.words.words[each.start : each.end]))
        return spellings

    def _stands(self, found: Found, place: Entry) -> bool:
        """Whether a country's or capital's spelling names it, and is no person's or part of a longer name."""
        if (place.needs and not self.mentions[place.key]) or self._is_money(found):
            return False
        if place.kind == "demonym":
            return True
        if self.words.token(found.start).ent_type_ == "PERSON" and self._is_person(found, place):
            return False
        if place.kind == "city" and self._of_other_country(found, place):
            return False
        if place.kind == "capital" and self._in_region(found, place):
            return False
        return place.kind not in {"capital", "city"} or not self._inside_name(found)

    def _of_other_country(self, found: Found, city: Entry) -> bool:
        """Whether a place of another country follows a city: "Odessa, Texas"."""
        after = self.starting.get(found.end + 1) if self.words.word(found.end) == "," else None
        named = after.first("country", "city", "capital") if after else None
        return named is not None and named.key != city.key and self.words.word(found.start - 1) != ","

    def _in_region(self, found: Found, capital: Entry) -> bool:
        """Whether a capital's name is that of a town in a region of another country: "Vienna, Virginia"."""
        after = found.end + 1
        named = self.starting.get(after)
        own = named.first("country") if named else None
        if self.words.word(found.end) != "," or (own and own.key == capital.key):
            return False  # "Tbilisi, Georgia"
        return any(" ".join(self.words.words[after : after + length]) in self.naming.regions for length in (1, 2))

    def _is_money(self, found: Found) -> bool:
        """Whether a country's name is part of a sign for money: "US$300"."""
        after = found.end
        return self.words.word(after) == "$" and self.words.starts[after] == self.words.ends[after - 1]

    def _is_person(self, found: Found, place: Entry) -> bool:
        """Whether what spaCy takes for a person is one: a longer name, or a country named in no other way."""
        first, last = self.words.tokens(found.start, found.end)
        around = [self.words.doc[first], *self.words.doc[last : last + 1]]
        longer = any(token.ent_iob_ == "I" for token in around)
        return longer or len(self._spellings[place.key]) == 1

    def _inside_name(self, found: Found) -> bool:
        """Whether a capital is part of a longer name ("Beijing University", "George Washington")."""
        before, after = found.start - 1, found.end
        beside = (self.words.beside(found.end - 1) and after not in self.starting and self._name_word(after)) or (
            self.words.beside(before)
            and before not in self._ends
            and self._name_word(before)
            and not self.words.token(before).is_sent_start
        )
        return beside and not self.words.title_case(found.start)

    @cached_property
    def _ends(self) -> frozenset[int]:
        return frozenset(each.end - 1 for each in self.found)

    def _name_word(self, index: int) -> bool:
        word = self.words.word(index)
        return word[:1].isupper() and word not in self.naming.calendar and self.words.token(index).pos_ == "PROPN"

    def _country(self, found: Found, entry: Entry) -> Hit:
        country = self.parties.countries[entry.key]
        kind = self._country_kind(found, entry.kind)
        government = government_of(country.code) if kind in ("country", "metonym") else None
        return self._hit(found.start, found.end, kind, country.name, government, country=country.code)

    def _country_kind(self, found: Found, kind: EntryKind) -> HitKind:
        """What a country's or capital's name is used for."""
        if kind == "demonym":
            return "demonym"
        hyphen = self.words.glued(found.end)
        if hyphen and self.words.word(found.end + 1) in self.naming.after_hyphen:
            return "place"
        if kind == "city":
            return "place"
        if kind == "country":
            return "demonym" if hyphen or self._modifies(found) else "country"
        return "place" if self._is_place(found, kind) else "metonym"

    def _modifies(self, found: Found) -> bool:
        """Whether a name stands before a noun as an adjective would ("US sailors")."""
        after = self.words.word(found.end)
        if after == "'" or after in self.naming.calendar:
            return False
        return self.words.token(found.end - 1).dep_ in ("compound", "amod", "nmod")

    def _is_place(self, found: Found, kind: EntryKind) -> bool:
        if self._after_place_word(found):
            return True
        return kind == "capital" and (self._modifies(found) or self._dateline(found) or self._before_country(found))

    def _after_place_word(self, found: Found) -> bool:
        """Whether a preposition makes a capital a place: "in Moscow", "flew to Moscow", "the capital, Minsk"."""
        token = self.words.token(found.end - 1)
        while token.dep_ == "conj" and token.head is not token:
            token = token.head
        before = found.start - 1
        before -= self.words.word(before) in ("the", ",")
        words = {self.words.word(before).lower()} if self.words.word(before + 1) != "," else set()
        words |= {"capital"} & {self.words.word(before).lower()}
        if token.dep_ == "pobj":
            words.add(token.head.lower_)
        return bool(words & self.naming.place_words) or (bool(words & {"to", "from"}) and not self._given(token))

    def _given(self, token: Token) -> bool:
        """Whether "to" or "from" before a capital belongs to a word of giving or answering."""
        return token.dep_ == "pobj" and token.head.head.lemma_.lower() in self.naming.giving

    def _dateline(self, found: Found) -> bool:
        """Whether a capital opens a report: "MOSCOW (Agency) -", "Beijing, March 3 -"."""
        after, next_but_one = self.words.word(found.end), self.words.word(found.end + 1)
        if not self.words.opens_line(found.start):
            return after in (":", "(") and self.words.word(found.start).isupper()
        dated = after == "," and (next_but_one == "(" or next_but_one.title() in self.naming.calendar)
        return dated or after in ("(", "/", ":", "—", "–")

    def _before_country(self, found: Found) -> bool:
        """Whether the country's own name follows a capital ("Moscow, Russia")."""
        after = self.starting.get(found.end + 1) if self.words.word(found.end) == "," else None
        country = found.first("capital")
        return bool(after and country and (named := after.first("country")) and named.key == country.key)

    # --------------------------------------------------------------------------- bodies of a country

    def _body_after(self, found: Found) -> Found | None:
        """The body that a country's name or demonym modifies: "Russia's powerful FSB", "the British spy agency"."""
        start = found.end + self.words.possessive(found.end)
        for at in range(start, start + MOST_MODIFIERS + 1):
            if not self.words.beside(at - 1):
                return None
            body = self.starting.get(at)
            if body and body.first("party", "function", "beside"):
                return body
            if not self._modifier(at):
                return None
        return None

    def _modifier(self, index: int) -> bool:
        if self.words.lower[index] in self.naming.modifiers or self.words.word(index) == "-":
            return True
        return index not in self.starting and self.words.token(index).pos_ == "ADJ"

    @cached_property
    def _joined(self) -> dict[int, tuple[Hit, int]]:
        """A country and the body beside it as one hit, with its last word's end, by the word that they start at."""
        joined: dict[int, tuple[Hit, int]] = {}
        for found in self.found:
            place = found.first(*NAMES_COUNTRY)
            body = self._body_after(found) if place and self._stands(found, place) else None
            if not place or not body or self._seated(place, body):
                continue
            hit = self._of_country(found.start, body.end, place.key, body)
            if hit:
                joined[found.start] = hit, body.end
        return joined

    def _of_country(self, start: int, end: int, country: str, body: Found) -> Hit | None:
        """The hit for a body of a known country; None if the words name another country's body, or none."""
        for entry in body.entries:
            if entry.kind == "party" and self.parties.party(entry.key).country == country:
                return self._party_hit(start, end, entry._replace(needs=""))
        named = body.first("function", "beside")
        if not named or self.words.glued(body.end) or (named.kind == "beside" and self._qualifies(body)):
            return None
        function = self.parties.functions[named.key]
        if function.definite:
            return self._hit(
                start, end, "function", function.name, country=country, function=function.id, of=function.kind
            )
        party = self.parties.of(country, function.id)
        return self._hit(start, end, "function", self.parties.party(party).name, party, function=function.id)

    def _seated(self, place: Entry, body: Found) -> bool:
        """Whether a capital before a body only tells where it is: "the Rome embassy", "the paper's Moscow bureau"."""
        function = body.first("function", "beside")
        known = self.parties.functions[function.key] if function else None
        return place.kind in {"capital", "city"} and bool(known and (known.abroad or known.definite))

    def _qualifies(self, body: Found) -> bool:
        """Whether a loose word for a body stands before another noun ("Chinese military secrets")."""
        return self._modifies(body) and self.words.beside(body.end - 1) and self.words.word(body.end).islower()

    def _country_after(self, found: Found) -> tuple[str, int] | None:
        """The country in "the foreign ministry of Japan", "police in Norway", and where its name ends."""
        link = self.words.lower[found.end] if found.end < len(self.words) else ""
        function = found.first("function")
        abroad = not function or self.parties.functions[function.key].abroad
        if found.first("beside") or (link != "of" and (link != "in" or abroad)):
            return None
        at = found.end + 1
        after = self.starting.get(at) or (self.starting.get(at + 1) if self.words.word(at) == "the" else None)
        entry = after.first("country", "capital", "city") if after else None
        if not after or not entry or (link == "in" and entry.kind != "country") or after.start in self._joined:
            return None  # "the secret service of | Peru's ministry"
        return entry.key, after.end

    def _country_before(self, found: Found) -> tuple[str, int] | None:
        """The country in "In Lisbon, the foreign ministry said", where a sentence opens with the place of a body."""
        function = found.first("function")
        known = self.parties.functions[function.key] if function else None
        if known is None or known.abroad or known.definite:
            return None
        before = found.start - 1
        before -= self.words.lower[before] in ("the", "a") if before > 0 else 0
        before -= self.words.word(before) == ","
        place = self._ending.get(before)
        entry = place.first("country", "capital", "city") if place else None
        if not place or not entry or self.words.word(place.start - 1) != "In" or not self._stands(place, entry):
            return None
        return entry.key, found.end

    @cached_property
    def _ending(self) -> dict[int, Found]:
        """The spellings by their last word."""
        return {each.end - 1: each for each in self.found}

    # ------------------------------------------------------------------------------- bodies by name

    @cached_property
    def _sure(self) -> frozenset[str]:
        """The parties of which a name stands in the text that no other has."""
        sole = (each.entries[0] for each in self.found if len(each.entries) == 1)
        return frozenset(entry.key for entry in sole if entry.kind == "party" and not entry.needs)

    @cached_property
    def named(self) -> frozenset[str]:
        """The parties that the text names beyond doubt."""
        return frozenset(self._sure | {hit.party for hit, _ in self._joined.values() if hit.party})

    def _party(self, at: int, entries: tuple[Entry, ...]) -> Entry | None:
        """The party that a name at a word means: the one that the rest of the text speaks for most, if any need that.

        An ambiguous name in a line of capitals ("HE MUST PAY") is none.
        """
        parties = [entry for entry in entries if entry.kind == "party"]
        if len(parties) == 1 and not parties[0].needs:
            return parties[0]
        best = max(parties, key=self._evidence, default=None)
        if best and any(self._evidence(best)) and not (best.needs and self.words.capitals(at)):
            return best
        return next((entry for entry in parties if not entry.needs), None)

    def _evidence(self, entry: Entry) -> tuple[bool, bool, int]:
        """How strongly a text speaks for a party: named otherwise, first choice of a country named, mentions."""
        country = self.parties.party(entry.key).country or ""
        mentions = 0 if entry.needs == "name" else self.mentions[country]
        return entry.key in self.named, bool(mentions and not entry.needs), mentions

    def _body(self, found: Found) -> tuple[Hit | None, int]:
        """A body that no country's name stands before."""
        after = self._country_after(found) or self._country_before(found)
        hit = self._of_country(found.start, after[1], after[0], found) if after else None
        if after and hit:
            return hit, after[1]
        party, function = self._party(found.start, found.entries), found.first("function")
        if party:
            return self._party_hit(found.start, found.end, party), found.end
        return (self._function_hit(found, function) if function else None), found.end

    def _function_hit(self, found: Found, entry: Entry) -> Hit | None:
        """A phrase for a body whose country is told elsewhere."""
        function = self.parties.functions[entry.key]
        definite = self.words.word(found.start - 1).lower() in self.naming.definite
        if self.words.glued(found.end) or (function.definite and not definite):
            return None
        return self._hit(found.start, found.end, "function", function.name, function=function.id, of=function.kind)

    def _party_hit(self, start: int, end: int, entry: Entry) -> Hit:
        return self._hit(start, end, "party", self.parties.party(entry.key).name, entry.key, weak=bool(entry.needs))

    def _hit(
        self,
        start: int,
        end: int,
        kind: HitKind,
        name: str,
        party: str | None = None,
        *,
        country: str | None = None,
        function: str | None = None,
        of: PartyKind | None = None,
        weak: bool = False,
    ) -> Hit:
        known = self.parties.party(party) if party else None
        first, last = self.words.tokens(start, end)
        return Hit(
            start=first,
            end=last,
            span=Span(self.words.starts[start], self.words.ends[end - 1]),
            kind=kind,
            name=name,
            party=party,
            country=known.country if known else country,
            party_kind=known.kind if known else of,
            function=function,
            weak=weak,
        )
