"""Text → the word pieces that the encoder reads, each with the place of its word and what letters and marks say of it.

Words are maximal runs of word characters, every other visible character stands alone; a run of white space that ends
a paragraph is a piece of its own, since that matters to who is speaking. A word is cut into pieces of the vocabulary,
the longest first (Wu et al. 2016, arXiv:1609.08144, section 4.1), in lower case and without accents. What lower case
loses is kept beside it: how the word is written, and whether it stands inside a quotation. Offsets are code points of
the text as it stands. Linear in the length of the text.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sayso.mark.quotes import Quotation, quotations, wrapped

WORD = re.compile(r"[^\W_]+|[^\s\w]|_|\s*\n\s*")
WRAPPED_WORD = re.compile(r"[^\W_]+|[^\s\w]|_|[^\S\n]*\n[^\S\n]*\n\s*")  # where only an empty line ends a paragraph
PAD, LINE, UNKNOWN, START, END = 0, 1, 100, 101, 102  # ids of the vocabulary; LINE is its first unused entry
LONGEST = 100  # characters; a longer word is unknown, as when the encoder was made
PLAIN, TITLE, UPPER = 0, 1, 2  # how a word is written
QUOTED = 3  # added to it inside a quotation
KINDS = 6


class Pieces(NamedTuple):
    """A text as the encoder reads it: one entry a piece, and one entry a word.

    `word[i]` is the index of the word that piece `i` belongs to; `starts` and `ends` are the words' code points.
    """

    ids: array[int]
    kinds: array[int]
    word: array[int]
    starts: array[int]
    ends: array[int]


class Vocabulary:
    """The pieces that the encoder knows, with the cuts of words that it has met."""

    MEMORY = 50_000  # words whose cuts are remembered

    def __init__(self, ids: Mapping[str, int]) -> None:
        self.ids = ids
        self._cuts: dict[str, tuple[int, ...]] = {}

    @classmethod
    def of_lines(cls, lines: Sequence[str]) -> Vocabulary:
        """The vocabulary of a file with one piece a line, whose number is its id."""
        return cls({line.rstrip("\n"): n for n, line in enumerate(lines)})

    def cut(self, word: str) -> tuple[int, ...]:
        """The ids of a word's pieces; one unknown piece where it has none."""
        found = self._cuts.get(word)
        if found is None:
            found = tuple(self._cut(word))
            if len(self._cuts) < self.MEMORY:
                self._cuts[word] = found
        return found

    def _cut(self, word: str) -> Iterator[int]:
        plain = bare(word)
        if not plain or len(word) > LONGEST:
            yield UNKNOWN
            return
        found, at = [], 0
        while at < len(plain):
            end = next((e for e in range(len(plain), at, -1) if ("##" * (at > 0) + plain[at:e]) in self.ids), None)
            if end is None:
                yield UNKNOWN
                return
            found.append(self.ids["##" * (at > 0) + plain[at:end]])
            at = end
        yield from found


def bare(word: str) -> str:
    """A word in lower case without accents and control characters."""
    if word.isascii():
        return word.lower()
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) not in {"Mn", "Cf"})


def written(word: str) -> int:
    """How a word is written: all in capitals, with a capital, or plainly."""
    if not word[0].isupper():
        return PLAIN
    return UPPER if len(word) > 1 and word.isupper() else TITLE


def pieces(text: str, vocabulary: Vocabulary) -> Pieces:
    """The pieces of a text in their order."""
    ids, kinds, word, starts, ends = (array("i") for _ in range(5))
    marks = _Within(quotations(text))
    for match in (WRAPPED_WORD if wrapped(text) else WORD).finditer(text):
        token = match.group()
        broken = token.isspace()
        cut = (LINE,) if broken else vocabulary.cut(token)
        kind = marks.kind(match.start()) + (PLAIN if broken else written(token))
        ids.extend(cut)
        kinds.extend([kind] * len(cut))
        word.extend([len(starts)] * len(cut))
        starts.append(match.start())
        ends.append(match.end())
    return Pieces(ids, kinds, word, starts, ends)


class _Within:
    """Whether places that are asked for in rising order lie inside quotations."""

    def __init__(self, found: Sequence[Quotation]) -> None:
        self._found, self._next = found, 0

    def kind(self, place: int) -> int:
        while self._next < len(self._found) and self._found[self._next].end <= place:
            self._next += 1
        inside = self._next < len(self._found) and self._found[self._next].start <= place
        return QUOTED if inside else 0
