"""Search without a server: words and what they lead to, in small scripts that a page loads from its own folder.

A word is looked for in one of SHARDS files, found by its first two letters, so that a beginning of a word is enough.
Cases are found by the words of their title, people and claims; parties by their names; reports by title and outlet.
`static/find.js` reads what is written here.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sayso.show.headline import of_line
from sayso.show.site.selection import Selection
from sayso.show.web import render, words
from sayso.show.web.pages.book import name_of

SHARDS, DRAWERS = 64, 32
MOST = 2000  # things that one word leads to
LONGEST = 40  # letters of a word
WORD = re.compile(r"\w+")
ANYTHING = "*"  # in the place of ids: a word so common that it is left out of account
COMMON = frozenset(
    "a an and are as at be been by for from had has have he her his in is it its not of on or said says she that the "
    "their they this to was were which who with".split()
)
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<\u2028\u2029"}


class Doc(NamedTuple):
    """What can be found: its id, how it is shown, and the words that lead to it."""

    id: str
    title: str
    note: str
    names: str  # counts more
    body: str


def bare(text: str) -> str:
    """Letters without marks, small."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).lower()


def words_of(text: str) -> set[str]:
    """The words that are looked for."""
    return {word[:LONGEST] for word in WORD.findall(bare(text)) if word not in COMMON}


def shard(word: str) -> int:
    """The file in which a word stands."""
    return (ord(word[0]) * 31 + (ord(word[1]) if len(word) > 1 else 0)) % SHARDS


def drawer(id: str) -> int:
    """The file in which it stands how a thing is shown."""
    return sum(map(ord, id)) % DRAWERS


def files(selection: Selection) -> Iterator[tuple[str, bytes]]:
    """The whole index."""
    strong: dict[str, list[str]] = defaultdict(list)
    weak: dict[str, list[str]] = defaultdict(list)
    shown: list[dict[str, tuple[str, str]]] = [{} for _ in range(DRAWERS)]
    for doc in _docs(selection):
        named = words_of(doc.names)
        for word in named:
            strong[word].append(doc.id)
        for word in words_of(doc.body) - named:
            weak[word].append(doc.id)
        shown[drawer(doc.id)][doc.id] = (render.visible(doc.title), render.visible(doc.note))
    yield from _word_files(strong, weak)
    for number, entries in enumerate(shown):
        yield f"search/d{number:02x}.js", _script("docs", number, entries)


def _word_files(strong: dict[str, list[str]], weak: dict[str, list[str]]) -> Iterator[tuple[str, bytes]]:
    shards: list[dict[str, tuple[str, str]]] = [{} for _ in range(SHARDS)]
    for word in sorted(strong.keys() | weak.keys()):
        first = strong.get(word, [])[:MOST]
        shards[shard(word)][word] = (" ".join(first), " ".join(weak.get(word, [])[: MOST - len(first)]))
    for word in COMMON:
        shards[shard(word)][word] = (ANYTHING, "")
    for number, entries in enumerate(shards):
        yield f"search/w{number:02x}.js", _script("words", number, entries)


def _script(kind: str, number: int, entries: dict[str, tuple[str, str]]) -> bytes:
    """A script that only hands data over; every word in it is inside a string."""
    data = json.dumps(entries, ensure_ascii=False, separators=(",", ":"), sort_keys=True).translate(ESCAPES)
    return f"saysoFind.{kind}({number},{data});\n".encode("utf8", "backslashreplace")


def _docs(selection: Selection) -> Iterator[Doc]:
    for line in selection.lines:
        people = (*line.accused, *line.accusers, *line.services)
        told = of_line(line)
        body = " ".join(selection.case_words(line.id))
        yield Doc(line.id, line.title, told, _joined((line.title, *people, *line.countries)), body)
    for party, name in sorted(selection.party_names(selection.parties).items()):
        yield Doc(party, name, "", name, "")
    for id in sorted(selection.reports):
        named = name_of(selection.report(id))
        note = _joined((named.outlet or "", words.date(named.published, short=True)), ", ")
        yield Doc(id, named.title, note, _joined((named.title, named.outlet or "")), "")


def _joined(parts: Iterable[str], between: str = " ") -> str:
    return between.join(part for part in parts if part)
