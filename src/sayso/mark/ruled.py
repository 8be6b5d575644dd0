"""The rules of spaCy's attribute ruler, asked once for each word in its tag and place.

The ruler sets word classes, forms and some lemmas: 179 patterns, nearly all of them about one token's tag, its place in
the parse, and whether it is one of some words. spaCy holds every pattern against every token of every text, which costs
an eighth of the parse. `Ruled` takes a ruler and gives every document what the ruler would give it: patterns of one
token are held against a tag, place and word when they are first met, words that no pattern names counting as one; only
those of several tokens, or about anything else, are held against each document.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from spacy.attrs import DEP, LOWER, TAG
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc
from spacy.tokens._retokenize import set_token_attrs

Pattern = list[dict[str, Any]]
Rules = tuple[int, ...]  # their numbers, rising: of two that set one thing the later wins

ABOUT = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})  # what a pattern can ask of a token that stands alone
OTHER, SPACE = "another", "\n"  # for the words, and the white space, that no pattern names


class Ruled:
    """A component that does what the ruler does."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._vocab, self._attrs, self._indices = ruler.vocab, ruler.attrs, ruler.indices
        self._alone, self._several = Matcher(ruler.vocab), Matcher(ruler.vocab)
        self._named = {OTHER, SPACE}
        for number, rule in enumerate(ruler.patterns):
            self._add(str(number), cast(list[Pattern], rule["patterns"]))
        self._rules: dict[tuple[int, str, int], Rules] = {}
        self._values: dict[Rules, dict[int, Any]] = {(): {}}

    def _add(self, key: str, patterns: list[Pattern]) -> None:
        several = [p for p in patterns if not _stands_alone(p)]
        if several:
            self._several.add(key, several)
        alone = [p for p in patterns if _stands_alone(p)]
        if alone:
            self._alone.add(key, alone)
        self._named.update(word for pattern in alone for word in _named(pattern))

    def __call__(self, doc: Doc) -> Doc:
        """The document, with what the rules set."""
        found = [self._of(*row) for row in doc.to_array([TAG, LOWER, DEP]).tolist()]
        for key, start, end in self._several(doc, allow_missing=True):
            number = int(self._vocab.strings[key])
            place = range(start, end)[self._indices[number]]
            found[place] = tuple(sorted({*found[place], number}))
        for token, rules in zip(doc, found, strict=True):
            set_token_attrs(token, self._set_by(rules))
        return doc

    def _of(self, tag: int, lower: int, place: int) -> Rules:
        """The rules for a token by itself."""
        word = self._vocab.strings[lower]
        if word not in self._named:
            word = SPACE if word.isspace() else OTHER
        key = (tag, word, place)
        if key not in self._rules:
            self._rules[key] = self._ask(self._vocab.strings[tag], word, self._vocab.strings[place])
        return self._rules[key]

    def _ask(self, tag: str, word: str, place: str) -> Rules:
        doc = Doc(self._vocab, words=[word], tags=[tag], deps=[place], heads=[0])
        return tuple(sorted({int(self._vocab.strings[key]) for key, _, _ in self._alone(doc, allow_missing=True)}))

    def _set_by(self, rules: Rules) -> dict[int, Any]:
        if rules not in self._values:
            self._values[rules] = {name: value for rule in rules for name, value in self._attrs[rule].items()}
        return self._values[rules]


def _stands_alone(pattern: Pattern) -> bool:
    """Whether a pattern is about one token, and of its letters about nothing but whether they are some word."""
    return len(pattern) == 1 and pattern[0].keys() <= ABOUT and all(isinstance(w, str) for w in _named(pattern))


def _named(pattern: Pattern) -> Iterator[Any]:
    """The words that a pattern of one token names; what is not a word is given as it is."""
    asked = pattern[0].get("LOWER", ())
    if isinstance(asked, str):
        yield asked
    elif isinstance(asked, dict):
        yield from asked["IN"] if asked.keys() == {"IN"} else (asked,)
