"""A marked report → what reuse is judged by: its words, fingerprints, date, outlet, credits and names.

A `Profile` is made of a report as the pipeline has it, and asks no other.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from urllib.parse import urlsplit

from sayso.domains import Domain
from sayso.link.names import fold
from sayso.link.view import View, tables
from sayso.model import Entity, Marked, Span
from sayso.trace.reuse.fingerprints import Print, prints
from sayso.trace.reuse.retold import Feature, features
from sayso.trace.reuse.text import Text, fold_word, stem
from sayso.trace.reuse.tried import Tried

SENTENCE_CLOSED = re.compile(r"[.!?…]['\"”’)\]]*\s*$")
SLUG = 24  # characters from which the last part of an address is no accident


class Profile:
    """One report as it is compared with others. Each part is worked out when it is first asked for."""

    def __init__(self, marked: Marked, domain: Domain, retrieved: str | None = None) -> None:
        self.marked, self.report, self._domain = marked, marked.report, domain
        self.retrieved = retrieved[:10] if retrieved else None  # the first day on which it was seen
        self._header = marked.marks.header
        self.outlet = self._header.outlet or ""  # as it is shown
        self.address = self._header.url or ""

    @cached_property
    def view(self) -> View:
        """What is looked up in its marks."""
        return View(self.marked, self._domain)

    @cached_property
    def text(self) -> Text:
        """Its words."""
        return words_of(self.marked.text, self._domain)

    @cached_property
    def tried(self) -> Tried:
        """Its sentences as they are held against those of others."""
        return Tried(self.text, frozenset(_furniture(self.text, self.marked)), lambda: self._places)

    @cached_property
    def prints(self) -> tuple[int, ...]:
        """Its fingerprints."""
        return tuple(p.hash for p in self._places)

    @cached_property
    def _places(self) -> tuple[Print, ...]:
        return prints(self.text)

    @cached_property
    def features(self) -> dict[str, Feature]:
        """What it is weighed by against the other reports of a case."""
        return features(self.text, self.tried.furniture)

    @property
    def date(self) -> str | None:
        """Its date, if it gives one to the day itself."""
        own = self._header.published_basis != "inferred" and len(self._header.published or "") == 10
        return self._header.published if own else None

    @cached_property
    def publisher(self) -> frozenset[str]:
        """The outlet's names, folded."""
        return frozenset(_names(self._header.outlet, self._domain))

    @cached_property
    def credits(self) -> dict[str, str]:
        """The outlets that it names as sources: by the folded name the name as shown."""
        own = _names(self._header.outlet, self._domain)
        names = [*_stories(self.marked, self._domain), *(e.name for e in _speaking(self.marked))]
        return {fold(n): n for n in sorted(names) if fold(n) not in own}

    @cached_property
    def wires(self) -> frozenset[str]:
        """Those of them whose story it may be, folded: an outlet that only speaks in it is none, nor is a state's."""
        stories = {fold(n) for n in _stories(self.marked, self._domain)}
        return frozenset(stories.intersection(self.credits)) - _of_states(self._domain)

    @cached_property
    def slug(self) -> str:
        """The telling part of its address."""
        return slug(self.address)

    @cached_property
    def known(self) -> frozenset[str]:
        """Stems of the names in it that the pack knows."""
        keyed = (e for e in self.marked.marks.entities if e.key)
        return frozenset(stem(word) for e in keyed for word in _words([e.name, *e.aliases]))

    @cached_property
    def cut(self) -> bool:
        """Whether it ends within a sentence."""
        return bool(self.text.words) and not SENTENCE_CLOSED.search(self.marked.text[self.text.starts[-1] :])


def words_of(text: str, domain: Domain) -> Text:
    """The words of a text, by the pack's list of function words."""
    return Text(text, frozenset(domain.linking.get("function_words", ())))


def slug(url: str) -> str:
    """The telling part of an address, which copying programs often keep; "" if it has none."""
    parts = [p for p in urlsplit(url).path.lower().split("/") if p.count("-") >= 3]
    longest = max(parts, key=len, default="")
    return longest if len(longest) >= SLUG else ""


def _words(names: Iterable[str]) -> set[str]:
    return {fold_word(word) for name in names for word in re.findall(r"\w+", name)}


# ------------------------------------------------------------------------------------------------ furniture


def _furniture(text: Text, marked: Marked) -> Iterator[int]:
    """The sentences that tell nothing of a case: no claim, no attribution, no name but an outlet's."""
    told = [c.evidence for c in marked.marks.claims] + [s for a in marked.marks.attributions for s in a.content]
    told += [m.span for e in marked.marks.entities if e.kind != "outlet" for m in e.mentions if m.form == "name"]
    places = sorted(told)
    ends = [0]
    for span in places:
        ends.append(max(ends[-1], span.end))
    for number, (first, last) in enumerate(text.sentences):
        start, end = text.span(first, last)
        before = bisect_left(places, Span(end, 0))
        if ends[before] <= start:
            yield number


# -------------------------------------------------------------------------------------------------- credits


@cache
def _agencies(domain: Domain) -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for the names of news agencies, the ambiguous ones too, and the full name of each."""
    names = {n: p.name for p in domain.parties if p.agency for n in (p.name, *p.aliases, *p.weak_aliases)}
    every = "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True)) or "(?!)"
    return re.compile(rf"(?<!\w)({every})(?!\w)"), names


@cache
def _outlets(domain: Domain) -> dict[str, tuple[str, ...]]:
    """The names of each outlet of the pack, by each of them, folded."""
    forms = [(p, sorted({fold(n) for n in (p.name, *p.aliases)})) for p in domain.parties if p.kind == "outlet"]
    return {form: tuple(every) for _, every in forms for form in every}


@cache
def _of_states(domain: Domain) -> frozenset[str]:
    """The outlets that speak for a state, folded: they carry its statements, and two accounts may both name them."""
    parties = tables(domain).pack
    behind = {p.id: parties.principal(p.id) for p in domain.parties if p.kind == "outlet"}
    return frozenset(fold(p.name) for p in domain.parties if p.kind == "outlet" and behind[p.id] != p.id)


def _names(outlet: str | None, domain: Domain) -> tuple[str, ...]:
    """All names of an outlet, folded."""
    return _outlets(domain).get(fold(outlet or ""), (fold(outlet),) if outlet else ())


def _stories(marked: Marked, domain: Domain) -> list[str]:
    """The outlets that a report may have its story from: agencies where it names them, others where it credits them."""
    pattern, full = _agencies(domain)
    picture = frozenset(domain.linking.get("picture_words", ()))
    found = [full[n[1]] for n in pattern.finditer(marked.text) if not _pictured(marked.text, n, picture)]
    return found + [c.speaker for c in marked.marks.credits]


def _pictured(text: str, name: re.Match[str], picture: frozenset[str]) -> bool:
    """Whether a name only says whose picture it is."""
    line = text.rfind("\n", 0, name.start()) + 1
    before = text[max(line, name.start() - 40) : name.start()].lower()
    return bool(picture.intersection(re.findall(r"\w+", before)))


def _speaking(marked: Marked) -> Iterator[Entity]:
    """The outlets that speak in a report, or through which it has what others say."""
    links = [link for claim in marked.marks.claims for link in claim.chain[1:]]
    speakers = {link.entity for link in links} | {a.speaker for a in marked.marks.attributions}
    for index in sorted(i for i in speakers if i is not None):
        if marked.marks.entities[index].kind == "outlet":
            yield marked.marks.entities[index]
