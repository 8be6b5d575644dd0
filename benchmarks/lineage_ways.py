"""What is done to a report on the way to another: the ways of deriving, and the changes that are planted.

`derived(source, way, first, second)` gives the sentences made of one or two reports, and what that changed; `altered`
plants further changes, one each. A `Planted` names the kind of change as Sayso reports it, with the words before and
after; `whole` marks what a way of deriving does by the sentence (what is cut is left out), and need not
be reported.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from lineage_told import QUOTE, STEP, WORD, Told, exchanged, fill, frames, in_passing, sentence, tell
from lineage_words import ADDED, FUNCTION, PHRASES, QUOTED_OTHER, STEP_AFTER, STEP_BEFORE

WAYS = ("copy", "cut", "reorder", "merge", "edit", "spin", "translate", "retell")
# The kind that a way makes. A translation there and back keeps most frames and loses some: either kind is right.
KINDS = {"copy": {"verbatim"}, "cut": {"verbatim"}, "reorder": {"verbatim"}, "merge": {"verbatim"},
         "edit": {"light_edit"}, "spin": {"light_edit"}, "translate": {"light_edit", "paraphrase"},
         "retell": {"paraphrase"}}  # fmt: skip
EDIT, SPIN, TRANSLATE = 0.2, 0.9, 0.5  # share of the words with others that are exchanged
FRAME, CLAUSES, SMALL = 0.3, 0.5, 0.4  # shares of sentences turned round, of clauses moved, of small words changed


@dataclass(frozen=True)
class Planted:
    """A change: its kind, and the words before and after it."""

    kind: str
    before: str
    after: str
    whole: bool = False


Made = tuple[list[Told], list[Planted]]


# ------------------------------------------------------------------------------------------------------ ways


def derived(source: random.Random, way: str, first: Sequence[Told], second: Sequence[Told]) -> Made:
    """The sentences of a report made in a way from one, or from two, and what was changed."""
    every = list(first)
    if way == "cut":
        return _kept(every, every[: max(4, len(every) * source.randrange(50, 85) // 100)])
    if way == "reorder":
        return source.sample(every, len(every)), []
    if way == "merge":
        return _merged(every, list(second))
    made = _rewritten(source, way, every)
    return made, [p for old, new in zip(every, made) for p in _differences(way, old, new)]


def _kept(every: list[Told], kept: list[Told]) -> Made:
    return kept, [Planted("omitted", s.words, "", whole=True) for s in every if s not in kept]


def _merged(first: list[Told], second: list[Told]) -> Made:
    """The first half of one and the second of the other."""
    one, two = (len(first) + 1) // 2, (len(second) + 1) // 2
    _, lost = _kept(first, first[:one])
    _, lost_too = _kept(second, second[two:])
    fresh = [Planted("added", "", s.words, whole=True) for s in (*first[:one], *second[two:])]
    return first[:one] + second[two:], lost + lost_too + fresh


def _rewritten(source: random.Random, way: str, every: list[Told]) -> list[Told]:
    if way == "edit":
        return [exchanged(source, s, EDIT) for s in every]
    if way == "spin":
        return [exchanged(source, s, SPIN) for s in every]
    if way == "translate":
        return [translated(source, s) for s in every]
    return [tell(source, s.fact, s.values) if s.fact != QUOTE else s for s in every] if way == "retell" else every


def translated(source: random.Random, told: Told) -> Told:
    """A sentence come back from another language: synonyms, other small words, clauses moved, or turned round."""
    words, said = told.words, told.said
    if told.fact != QUOTE and source.random() < FRAME:
        turned = fill(source, source.choice(frames(told.fact)), told.values, dict(told.choices))
        passing = [*(f"{aside}," for aside in told.passing), *([told.hedge] if told.hedge else [])]
        words = sentence(in_passing(source, turned, passing), said, source.random() < 0.5)
    elif said and source.random() < CLAUSES:
        words = _moved(words, said)
    told = exchanged(source, replace(told, words=words), TRANSLATE)
    return replace(told, words=_small_words(source, told.words))


def _moved(words: str, said: str) -> str:
    """A sentence with who said it on the other side."""
    if words.endswith(f", {said}."):
        return sentence(words.removesuffix(f", {said}."), said, after=False)
    head = f"{said}: "
    if words.lower().startswith(head.lower()):
        return sentence(words[len(head) :].removesuffix("."), said, after=True)
    return words


def _small_words(source: random.Random, words: str) -> str:
    """Other articles and prepositions for some."""

    def other(match: re.Match[str]) -> str:
        new = FUNCTION.get(match[0]) if source.random() < SMALL else None
        return match[0] if new is None else new

    return " ".join(WORD.sub(other, words).split())


def _differences(way: str, old: Told, new: Told) -> list[Planted]:
    """What a rewriting changed: word by word, or the sentence as a whole where it was put in another way."""
    if old.words == new.words:
        return []
    if way in ("translate", "retell"):
        return [Planted("wording", old.words, new.words, whole=True)]
    a, b = old.words.split(), new.words.split()
    kind = "quotation" if old.quote else "wording"
    opcodes = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    changed = [(" ".join(a[i:j]), " ".join(b[k:m])) for tag, i, j, k, m in opcodes if tag != "equal"]
    return [Planted(kind, before.strip(",.:"), after.strip(",.:")) for before, after in changed]


# ------------------------------------------------------------------------------------------- planted changes


Alter = Callable[[random.Random, list[Told]], Made | None]


def altered(source: random.Random, sentences: list[Told]) -> Made:
    """Sentences with one to three changes planted, half of them with none."""
    planted: list[Planted] = []
    for alter in source.sample(ALTERS, source.choice([0, 0, 0, 1, 2, 3])):
        if made := alter(source, sentences):
            sentences, planted = made[0], planted + made[1]
    return sentences, planted


def garbled(source: random.Random, sentences: list[Told], planted: list[Planted]) -> Made:
    """The accused's surname misspelt, in all places or in all but the first; in what was planted before, too."""
    right = sentences[0].values["surname"]
    at = source.randrange(1, len(right) - 1)
    wrong = right[:at] + source.choice([c for c in "hrnlw" if c != right[at]]) + right[at + 1 :]
    spared = source.randrange(2)
    made = [s if n < spared else replace(s, words=s.words.replace(right, wrong)) for n, s in enumerate(sentences)]
    now = [s.words for s in made]
    before = [replace(p, after=new if (new := p.after.replace(right, wrong)) in now else p.after) for p in planted]
    return made, [*before, *([Planted("name", right, wrong)] if made != sentences else [])]


def _one(
    source: random.Random, sentences: list[Told], change: Callable[[Told], tuple[str, Planted] | None]
) -> Made | None:
    """The first sentence of a random order that a change fits, changed."""
    for at in source.sample(range(len(sentences)), len(sentences)):
        if made := change(sentences[at]):
            words = made[0][0].upper() + made[0][1:]
            return [*sentences[:at], replace(sentences[at], words=words), *sentences[at + 1 :]], [made[1]]
    return None


def _number(source: random.Random, sentences: list[Told]) -> Made | None:
    """A number misread, rounded or turned round; years and what is quoted are left."""

    def change(told: Told) -> tuple[str, Planted] | None:
        found = [m for m in re.finditer(r"(?<![\w-])\d{2,5}(?![\w-])", told.words) if not m[0].startswith(("19", "20"))]
        if not found or told.quote:
            return None
        old = source.choice(found)
        value = int(old[0])
        choices = {str(round(value, 1 - len(old[0]))), old[0][::-1].lstrip("0"), str(value + 10 ** (len(old[0]) - 1))}
        new = source.choice(sorted(choices - {old[0]}))
        return told.words[: old.start()] + new + told.words[old.end() :], Planted("number", old[0], new)

    return _one(source, sentences, change)


def _weekday(source: random.Random, sentences: list[Told]) -> Made | None:
    def change(told: Told) -> tuple[str, Planted] | None:
        old = told.values.get("weekday", "")
        if not old or f"on {old}" not in told.words:
            return None
        new = source.choice([d for d in ("Monday", "Tuesday", "Thursday", "Friday") if d != old])
        return told.words.replace(old, new), Planted("value", old, new)

    return _one(source, sentences, change)


def _hedge(source: random.Random, sentences: list[Told]) -> Made | None:
    def change(told: Told) -> tuple[str, Planted] | None:
        if not told.hedge or f" {told.hedge}" not in told.words:
            return None
        return told.words.replace(f" {told.hedge}", "", 1), Planted("hedge_dropped", told.hedge, "")

    return _one(source, sentences, change)


def _attributions(_: random.Random, sentences: list[Told]) -> Made | None:
    """Everything that somebody is given for made the outlet's own; what has another speaker is left out."""
    kept = [s for s in sentences if not s.quote and not any(p in s.words for p in PHRASES["believed"])]
    made = [replace(s, words=_own_voice(s), said="") for s in kept]
    lost = [Planted("omitted", s.words, "", whole=True) for s in sentences if s not in kept]
    changed = [new.words for old, new in zip(kept, made) if old.words != new.words]
    return (made, [*lost, Planted("attribution_dropped", "", changed[0])]) if len(made) > 3 and changed else None


def _own_voice(told: Told) -> str:
    """A sentence without who said it."""
    after = _moved(told.words, told.said) if told.words.lower().startswith(f"{told.said.lower()}: ") else told.words
    return (
        after.removesuffix(f", {told.said}.") + "." if told.said and after.endswith(f", {told.said}.") else told.words
    )


def _quotation(source: random.Random, sentences: list[Told]) -> Made | None:
    def change(told: Told) -> tuple[str, Planted] | None:
        old = next((w for w in QUOTED_OTHER if told.quote and re.search(rf"\b{w}\b", told.words)), None)
        if old is None:
            return None
        words = re.sub(rf"\b{old}\b", QUOTED_OTHER[old], told.words, count=1)
        return words, Planted("quotation", old, QUOTED_OTHER[old])

    return _one(source, sentences, change)


def _step(source: random.Random, sentences: list[Told]) -> Made | None:
    """A harder word for a step in law: the milder is one that the pack has for a step."""

    def change(told: Told) -> tuple[str, Planted] | None:
        if told.fact != 0 or STEP_BEFORE not in told.words:
            return None
        return told.words.replace(STEP_BEFORE, STEP_AFTER, 1), Planted("stage", STEP_BEFORE, STEP_AFTER)

    return _one(source, sentences, change)


DENIAL = 11  # the fact of it


def _denial(_: random.Random, sentences: list[Told]) -> Made | None:
    kept = [s for s in sentences if s.fact != DENIAL]
    lost = [Planted("omitted", s.words, "") for s in sentences if s.fact == DENIAL]
    return (kept, lost) if lost and len(kept) > 3 else None


def _added(source: random.Random, sentences: list[Told]) -> Made | None:
    """A step in law or an admission that the source does not tell."""
    values: Mapping[str, str] = sentences[0].values
    words = fill(source, source.choice(ADDED), values, {})
    told = Told(STEP, values, words[0].upper() + words[1:] + ".")
    return [*sentences, told], [Planted("added", "", told.words)]


ALTERS: list[Alter] = [_number, _weekday, _hedge, _attributions, _quotation, _step, _denial, _added]
