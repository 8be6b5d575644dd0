"""For which countries the accused are said to have worked, in words that no claim has in a role.

Takes a view and the claims of a stub; gives country codes with how often: "on behalf of China", "for the benefit of
Russia's secret service", "a power identified as Iran", and "a suspected Danish spy" as a name for an accused. Who
accuses is not told from who is worked for here: see `Board.served`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from sayso.domains import Domain
from sayso.link.view import View

FILLERS = 4  # words that may stand between a cue and a country: "the hostile regime of"


def served(view: View, claims: tuple[int, ...], accused: tuple[int, ...]) -> Counter[str]:
    """The countries that are said to have been worked for, once for each place that says so."""
    spans = {view.sentence_span(view.marks.claims[i].evidence.start) for i in claims}
    found = [code for start, end in sorted(spans) for code in _told(view, start, end)]
    fillers = (i for c in claims for i in view.fillers(view.marks.claims[c], "recipient", "beneficiary"))
    found += [code for i in (*accused, *fillers) for code in _called(view, view.entities[i].name)]
    return Counter(found)


def services(view: View, claims: tuple[int, ...]) -> Counter[int]:
    """The services after the same words: "is an officer with Latvia's military intelligence"."""
    spans = {view.sentence_span(view.marks.claims[i].evidence.start) for i in claims}
    cues = (m for start, end in sorted(spans) for m in _cue(view.domain).finditer(view.marked.text, start, end))
    found = (_named_after(view, cue.end(), view.sentence_span(cue.end())[1]) for cue in cues)
    return Counter(i for i in found if i is not None and view.entities[i].kind == "service")


def _told(view: View, start: int, end: int) -> Iterator[str]:
    """The countries after the cues of one sentence, also by a body of theirs ("in the interests of the Pentagon")."""
    for cue in _cue(view.domain).finditer(view.marked.text, start, end):
        country = _after(view.domain).match(view.marked.text, cue.end(), end)
        if country:
            yield _codes(view.domain)[country[1]]
            continue
        body = _body(view, cue.end(), end)
        if body:
            yield body


def _body(view: View, start: int, end: int) -> str | None:
    """The country of the service or government that is named at a place."""
    index = _named_after(view, start, end)
    return view.country(index) if index is not None and view.state_body(index) else None


def _named_after(view: View, start: int, end: int) -> int | None:
    """What is named at a place, after "the" or nothing."""
    word = re.compile(r"\s+(?:the\s+)?(?=\w)").match(view.marked.text, start, end)
    if word is None:
        return None
    at = word.end()
    around = ((m.span, i) for i, e in enumerate(view.entities) for m in e.mentions if m.form == "name")
    return max(((s.end, i) for s, i in around if s.start <= at < s.end), default=(0, None))[1]


def _called(view: View, name: str) -> Iterator[str]:
    """The country of "a suspected Danish spy"."""
    match = _spy(view.domain).search(name)
    if match:
        yield _codes(view.domain)[match[1]]


@cache
def _codes(domain: Domain) -> dict[str, str]:
    """The code of every name of a country, its people and its government."""
    return {
        name: country.code
        for country in domain.countries
        if not country.weak
        for name in (country.name, *country.aliases, *country.demonyms, *country.metonyms, *country.seats)
    }


def _any(names: Iterator[str] | list[str]) -> str:
    return "|".join(re.escape(n) for n in sorted(names, key=lambda n: (-len(n), n))) or "(?!)"


@cache
def _cue(domain: Domain) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any(list(domain.linking.get('serving', ())))})\b", re.IGNORECASE)


@cache
def _after(domain: Domain) -> re.Pattern[str]:
    """A country, after a cue and a few small words."""
    return re.compile(rf"\s+(?:[a-z]+\s+){{0,{FILLERS}}}?({_any(list(_codes(domain)))})\b")


@cache
def _spy(domain: Domain) -> re.Pattern[str]:
    nouns = _any(list(domain.words.get("runs_for", ())))
    return re.compile(rf"\b({_any(list(_codes(domain)))})\s+(?:[a-z]+\s+)?(?:{nouns})\b")
