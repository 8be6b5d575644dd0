"""The words of a cue as they are printed → how sure its speaker is, without a parse.

Takes the pack's cues (domains/*/cues.yaml), gives `Wordings`; a verb is known in all its forms, irregular ones by the
`forms` of its entry. Of several words in a cue the weakest counts: "declined to say" is not said, "is said to have" is
vouched for by nobody, and "did not deny" is no denial.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from sayso.domains import Cue, Domain
from sayso.mark.cues import weaker
from sayso.model import Certainty, Span

WORD = re.compile(r"[^\W\d_]+(?:[’'][a-z]+)?")
MARK = re.compile(r"[^\w\s’'-]|\n")
MODALS = frozenset({"may", "might", "could"})
NOT = frozenset({"not", "never", "n't", "cannot"})
BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s", "’s"})
BEFORE, AFTER = 24, 14  # code points around a cue in which an adverb or a modal belongs to it
VOWELS = "aeiou"


class Wordings:
    """The certainty of cues by the forms in which their words are printed."""

    def __init__(self, domain: Domain) -> None:
        self._by_form: dict[str, list[tuple[tuple[str, ...], Certainty]]] = {}
        self._adverbs = {c.words: c.certainty for c in domain.cues if c.pos == "adv"}
        for cue in domain.cues:
            if cue.pos in ("verb", "noun", "prep", "adj"):
                self._take(cue)

    def _take(self, cue: Cue) -> None:
        first, *rest = cue.words.split()
        for form in {*cue.forms, *(inflected(first) if cue.pos in ("verb", "noun") else (first,))}:
            self._by_form.setdefault(form, []).append((tuple(rest), cue.certainty))

    def certainty(self, text: str, cue: Span) -> Certainty:
        """How sure the speaker of a cue is, from its words and the adverb or modal beside it."""
        words = _words(text, cue.start, cue.end)
        before = _words(text, _clause(text, cue.start), cue.start)[-2:]
        after = _words(text, cue.end, cue.end + AFTER)[:1]
        found = self._own(words)
        for word in (*before, *words, *after):
            found = weaker(found, self._adverbs.get(word, found))
        if MODALS & {*words, *before}:
            found = weaker(found, "possible")
        return weaker(found, "alleged") if _is_said_to([*before, *words, *after]) else found

    def _own(self, words: list[str]) -> Certainty:
        """The weakest certainty of a cue's own words; a denial that is itself denied counts as reported."""
        found: Certainty = "reported"
        for place, word in enumerate(words):
            for rest, certainty in self._by_form.get(word, ()):
                if tuple(words[place + 1 : place + 1 + len(rest)]) == rest:
                    negated = certainty == "denied" and any(
                        w in NOT or w.endswith(("n't", "n’t")) for w in words[:place]
                    )
                    found = weaker(found, "reported" if negated else certainty)
                    break
        return found


def _words(text: str, start: int, end: int) -> list[str]:
    """The words of a stretch in small letters; "May", written so, is a month."""
    return [w.lower() for w in WORD.findall(text, start, end) if w != "May"]


def _clause(text: str, cue: int) -> int:
    """Where the words before a cue begin that belong to it: after the last mark, at most BEFORE characters back."""
    start = max(0, cue - BEFORE)
    return max([start, *(m.end() for m in MARK.finditer(text, start, cue))])


def _is_said_to(words: list[str]) -> bool:
    """Whether nobody vouches for what is said: "is said to have", "were widely said to be"."""
    at = words.index("said") if "said" in words else -1
    return at > 0 and words[at + 1 : at + 2] == ["to"] and bool(BE & set(words[:at]))


@cache
def wordings(domain: Domain) -> Wordings:
    """The wordings of a pack, ready for look-up."""
    return Wordings(domain)


def inflected(word: str) -> Iterator[str]:
    """The regular forms of a verb or noun; a few that do not exist do no harm."""
    yield from (word, word + "s", word + "ed", word + "ing")
    if word.endswith(("s", "x", "z", "ch", "sh", "o")):
        yield word + "es"
    if word.endswith("e"):
        yield from (word + "d", word[:-1] + "ing")
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        yield from (word[:-1] + "ies", word[:-1] + "ied")
    if len(word) > 2 and word[-1] not in VOWELS + "wxy" and word[-2] in VOWELS and word[-3] not in VOWELS:
        yield from (word + word[-1] + "ed", word + word[-1] + "ing")
