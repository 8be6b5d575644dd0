"""A report as reuse of text is looked for in it: its words in order, folded, with where they stand and what is quoted.

Takes the text of one layer and the words that say nothing alone (`function_words` of linking.yaml); gives a `Text`.
Words of a closed quotation are somebody else's: two reports that print one quotation have that from its speaker, so
everything after this module looks at the words outside quotation marks only.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from sayso.link.view import SENTENCE_END
from sayso.mark.quotes import quotations
from sayso.model import Span

# Letters of a word, an apostrophe inside it included; of scripts without spaces each character is a word.
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+(?:['’][^\W_]+)*")
LONGEST = 10_000_000  # characters of a text that are looked at: ten books, and far more than any report
PIECE = 400  # words of a sentence: a text without full stops is taken in pieces, each of which is held against others
QUOTED_MOST = 1_200  # characters: a longer quotation is more likely a mark that was never closed
STEM = 6  # letters by which longer words are compared, so that "accused" and "accuses" are one


class Sentence(NamedTuple):
    """The words `[first, last)` of one sentence."""

    first: int
    last: int


class Text:
    """The words of one report."""

    def __init__(self, text: str, function_words: Collection[str]) -> None:
        places = [m.span() for m in WORD.finditer(text, 0, LONGEST)]
        self.starts, self.ends = array("I", (s for s, _ in places)), array("I", (e for _, e in places))
        self.words = [fold_word(text[s:e]) for s, e in places]
        self.stems = [stem(w) for w in self.words]
        self._text = text
        self.telling = [tells(text[s:e], w, function_words) for (s, e), w in zip(places, self.words)]
        self.quoted = self._quoted(text)
        self.sentences = tuple(self._sentences(text))

    def _quoted(self, text: str) -> list[bool]:
        """Whether each word stands inside quotation marks."""
        found = [False] * len(self.starts)
        for quote in quotations(text[:LONGEST]):
            if quote.closed and quote.end - quote.start <= QUOTED_MOST:
                first, last = bisect_left(self.starts, quote.start), bisect_left(self.starts, quote.end)
                found[first:last] = [True] * (last - first)
        return found

    def _sentences(self, text: str) -> Iterator[Sentence]:
        first = 0
        for end in [m.end() for m in SENTENCE_END.finditer(text[:LONGEST])] + [len(text)]:
            last = bisect_left(self.starts, end)
            while last - first > PIECE:
                yield Sentence(first, first + PIECE)
                first += PIECE
            if last > first:
                yield Sentence(first, last)
            first = last

    def named(self, word: int) -> bool:
        """Whether a word is written as a name, or with a figure."""
        written = self._text[self.starts[word] : self.ends[word]]
        return written[0].isupper() or any(c.isdigit() for c in written)

    def span(self, first: int, last: int) -> Span:
        """Where the words `[first, last)` stand in the text."""
        return Span(self.starts[first], self.ends[last - 1])

    def free(self, sentence: Sentence) -> list[int]:
        """The words of a sentence that are the report's own."""
        return [n for n in range(*sentence) if not self.quoted[n]]

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of the report, folded."""
        return frozenset(self.words)

    @cached_property
    def own(self) -> int:
        """How many words of the report are its own."""
        return len(self.words) - sum(self.quoted)


@lru_cache(maxsize=1 << 16)
def fold_word(word: str) -> str:
    """Lower case without accents. A word that stands in many places is one string, which keeps a long text small."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.replace("’", "'").lower())
    return "".join(c for c in plain if not unicodedata.combining(c)) or word


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """What of a folded word stays the same in its forms, roughly."""
    word = word.removesuffix("'s")
    if len(word) > STEM and not word[0].isdigit():
        return word[:STEM]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def tells(written: str, folded: str, function_words: Collection[str]) -> bool:
    """Whether a word says something by itself: not "of" or "said", but "MI6" and "17"."""
    if folded in function_words:
        return False
    return len(folded) > 2 or not written.islower()
