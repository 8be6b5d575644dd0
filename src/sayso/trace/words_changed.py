"""Words exchanged, cut or put in within one sentence → the change that they are, or None for none worth telling."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from sayso.link.names import ALIKE, fold, likeness, skeleton, swapped
from sayso.link.view import STATE_KINDS, View
from sayso.mark import times
from sayso.model import ChangeKind, ChangeRecord, Span
from sayso.trace.aligned import Difference, Pair, Side
from sayso.trace.values import content, country_of, how_changed, numbers, spelt_alike

LONG = 4  # words that say something, from which what is cut or put in is told as left out or added
LETTERS = 5  # of a word that is taken for a name by how it is written
CALENDAR = frozenset({*times.MONTHS, *times.DAYS})
LOOKS = str.maketrans("015l|", "oisii")  # letters and figures that look like each other: MI6 and M16


class Both(NamedTuple):
    """Two reports side by side: marks, words, and the pair of sentences that is looked at."""

    source: View
    target: View
    one: Side
    two: Side
    pair: Pair

    @property
    def sentences(self) -> tuple[str, str]:
        """The words of the two sentences."""
        return self.one.at(self.pair.source), self.two.at(self.pair.target)


def changed_words(both: Both, found: Difference) -> ChangeRecord | None:
    """The change that a difference is."""
    garbled = _garbled(both, found)
    judged = _judged(both, found) if garbled is None else None
    return garbled or (_record(both, found, judged) if judged else None)


def _garbled(both: Both, found: Difference) -> ChangeRecord | None:
    """A name that has become another by a letter or two, somewhere in the words that differ."""
    before, after = (set(re.findall(r"\w+", sentence)) for sentence in both.sentences)
    gone = [s for s in _names(both.one, found.source) if both.one.at(s) not in after]
    fresh = [s for s in _names(both.two, found.target) if both.two.at(s) not in before]
    for old, new in product(gone, fresh):
        if _one_name(both, old, new):
            words = f"“{both.one.at(old)}” has become “{both.two.at(new)}”"
            why = f"{words}: one letter or two apart, so likely a garble"
            return _record(both, Difference(old, new), ("name", "name", why))
    return None


def _names(side: Side, span: Span | None) -> list[Span]:
    """The words of a stretch that begin with a capital."""
    words = [side.words[n] for n in side.numbers(span)] if span else []
    return [w for w in words if side.at(w)[:1].isupper()]


def _one_name(both: Both, old: Span, new: Span) -> bool:
    """Whether two words are one name, garbled; a place or body may be transliterated in two ways, a person not."""
    here, there = both.source.named_at(old), both.target.named_at(new)
    named = [v.entities[i].kind for v, i in ((both.source, here), (both.target, there)) if i is not None]
    one, two = both.one.at(old), both.two.at(new)
    if content(one, both.source.tables) == content(two, both.source.tables):
        return False
    a, b = fold(one), fold(two)
    if not named and not (_written_as_name(both, old, new) and len(a) == len(b)):
        return False
    alike = looks_alike(a, b) or swapped(a, b) or likeness(a, b) >= ALIKE
    return alike and ("person" in named or skeleton(a) != skeleton(b))


def _written_as_name(both: Both, old: Span, new: Span) -> bool:
    """Whether two words that no reader took for a name are written as one: long, with a capital within a sentence."""
    inside = old.start > both.pair.source.start and new.start > both.pair.target.start
    words = (both.one.at(old), both.two.at(new))
    return inside and all(len(w) >= LETTERS and w.istitle() and fold(w) not in CALENDAR for w in words)


def _record(both: Both, found: Difference, judged: tuple[ChangeKind, str | None, str]) -> ChangeRecord:
    kind, slot, why = judged
    if kind == "number":
        found = Difference(_narrowed(both.one, found.source), _narrowed(both.two, found.target))
    return ChangeRecord(
        kind=kind,
        source_span=found.source,
        target_span=found.target,
        source_text=both.one.at(found.source),
        target_text=both.two.at(found.target),
        slot=slot,
        explanation=why,
    )


def _narrowed(side: Side, span: Span | None) -> Span | None:
    """A stretch of words from its first number to its last."""
    places = [side.words[n] for n in side.numbers(span) if numbers(side.at(side.words[n]))] if span else []
    return Span(places[0].start, places[-1].end) if places else span


Judged = tuple[ChangeKind, str | None, str] | None


def _judged(both: Both, found: Difference) -> Judged:
    old, new = both.one.at(found.source), both.two.at(found.target)
    if hedge := _hedge(both, old, new):
        return hedge
    if found.source and found.target is None and (teller := _teller(both.source, found.source)) is not None:
        return _own_voice(both, teller)
    if found.source is None or found.target is None:
        return _cut_or_put_in(both.source, old, new)
    graver = _party(both, found.source, found.target) or _number(both, old, new) or _time(old, new)
    quoted = both.one.in_quotes(found.source) and both.two.in_quotes(found.target)
    if quoted and not _nothing(both.source, old, new):
        return graver or ("quotation", None, f"inside quotation marks, “{_flat(old)}” has become “{_flat(new)}”")
    return graver or _value(both.source, old, new) or _wording(both.source, old, new)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _nothing(view: View, old: str, new: str) -> bool:
    """Whether two wordings differ in nothing that says anything: articles, a plural, a spelling."""
    a, b = content(old, view.tables), content(new, view.tables)
    if len(a) == len(b) == 1 and numbers(old) and numbers(old) == numbers(new):
        return True
    return len(a) == len(b) and all(x == y or spelt_alike(x, y) for x, y in zip(a, b, strict=True))


def _hedge(both: Both, old: str, new: str) -> Judged:
    """A hedge that is gone, or that is new; one that stands for another is no change."""
    gone, fresh = _hedges(both.source, old), _hedges(both.source, new)
    before, after = (_hedges(both.source, sentence) for sentence in both.sentences)
    if gone and not after:
        return "hedge_dropped", "certainty", f"“{gone[0]}” has been dropped"
    if fresh and not before:
        return "certainty", "certainty", f"“{fresh[0]}” has been put in: certainty lowered"
    return None


def _hedges(view: View, text: str) -> list[str]:
    """The hedges of a text; "May" is a month."""
    return [m.group() for m in view.hedges.finditer(text) if m.group() != "May"]


def _teller(view: View, span: Span) -> Span | None:
    """Where a stretch of words holds who says something, and that he says it."""
    at = bisect_left(view.tellers, span.start, key=lambda teller: teller.start)
    held = view.tellers[at] if at < len(view.tellers) else None
    return held if held and held.end <= span.end else None


def _own_voice(both: Both, teller: Span) -> Judged:
    """Who said it is gone: not worth telling where the other text has the sentence as somebody's word all the same."""
    reported = both.target.reported
    at = bisect_left(reported, both.pair.target.end, key=lambda span: span.start) - 1
    if at >= 0 and reported[at].end > both.pair.target.start:
        return None
    why = f"“{_flat(both.one.at(teller))}” is gone: it has become the outlet's own word"
    return "attribution_dropped", "attribution", why


def _cut_or_put_in(view: View, old: str, new: str) -> Judged:
    """Words that only one side has, where they say enough, or give a number."""
    words = old or new
    if len(content(words, view.tables)) < LONG and not numbers(words):
        return None
    if old:
        return "omitted", None, f"“{_flat(old)}” is left out"
    return "added", None, f"“{_flat(new)}” is put in"


# ----------------------------------------------------------------------------------------------- exchanged


def _party(both: Both, here_at: Span, there_at: Span) -> Judged:
    """Another party in the place of one, or another word inside the name of a state's body."""
    here, there = both.source.named_at(here_at), both.target.named_at(there_at)
    old, new = both.one.at(here_at), both.two.at(there_at)
    if here is None or _nothing(both.source, old, new):
        return None
    words, entity = f"“{_flat(old)}” has become “{_flat(new)}”", both.source.entities[here]
    key = both.target.entities[there].key if there is not None else None
    if entity.key and key and both.source.tables.principal(entity.key) != both.source.tables.principal(key):
        return "value", "party", f"{words}: another party"
    inside = entity.key and entity.kind in STATE_KINDS and both.source.part_of_name(here_at)
    return ("value", "party", f"{words}, in the name of {entity.name}") if inside else None


def looks_alike(a: str, b: str) -> bool:
    """Whether two words differ in figures and letters that look like each other."""
    return a != b and a.translate(LOOKS) == b.translate(LOOKS)


def _number(both: Both, old: str, new: str) -> Judged:
    """A number that is changed, rounded, or a sum."""
    a, b = numbers(old), numbers(new)
    if not a or not b or set(a) == set(b) or times.find(old) or times.find(new):
        return None
    left, right = map(numbers, both.sentences)
    how = "the numbers have changed places" if {*b} <= {*left} and {*a} <= {*right} else how_changed(old, new)
    return "number", "quantity", f"“{_flat(old)}” has become “{_flat(new)}”: {how}"


def changed_numbers(both: Both) -> list[ChangeRecord]:
    """The numbers that differ in a sentence that was put in other words: of the same thing, or parts and their sum."""
    sides = [(side, sentence) for side, sentence in ((both.one, both.pair.source), (both.two, both.pair.target))]
    old, new = (_figures(side, sentence) for side, sentence in sides)
    gone = [f for f in old if f.value not in {g.value for g in new}]
    fresh = [f for f in new if f.value not in {g.value for g in old}]
    found = [Difference(a.span, b.span) for a in gone for b in fresh if _counted(both, a) == _counted(both, b) != ""]
    if not found and min(len(gone), len(fresh)) == 1 and max(len(gone), len(fresh)) > 1:
        found = [Difference(_around(gone), _around(fresh))]
        sums = sum(f.value for f in gone) == sum(f.value for f in fresh)
        found = found if sums else []
    judged = [(d, _number(both, both.one.at(d.source), both.two.at(d.target))) for d in found]
    return [_record(both, d, j) for d, j in judged if j]


class Figure(NamedTuple):
    """A number with where it stands, and the word after it."""

    value: float
    span: Span
    after: str


def _around(figures: Sequence[Figure]) -> Span:
    return Span(min(f.span.start for f in figures), max(f.span.end for f in figures))


def _counted(both: Both, figure: Figure) -> str:
    """What a number counts: the word after it, synonyms as one."""
    return " ".join(content(figure.after, both.source.tables))


def _figures(side: Side, sentence: Span) -> list[Figure]:
    """The numbers of a sentence, its times left out."""
    text = side.at(sentence)
    dates = [(sentence.start + t.start, sentence.start + t.end) for t in times.find(text)]
    found = []
    for n in side.numbers(sentence):
        word, after = side.words[n], side.words[n + 1 : n + 2]
        value = numbers(side.at(word))
        if len(value) == 1 and not any(low <= word.start and word.end <= high for low, high in dates):
            found.append(Figure(value[0], word, side.at(after[0]) if after else ""))
    return found


def _time(old: str, new: str) -> Judged:
    """Another date or day."""
    if fold(old) != fold(new) and {fold(old), fold(new)} <= set(times.MONTHS):
        return "value", "time", f"“{_flat(old)}” has become “{_flat(new)}”: another time"
    a, b = times.find(old), times.find(new)
    if len(a) != 1 or len(b) != 1 or a[0].kind != b[0].kind or fold(a[0].text) == fold(b[0].text):
        return None
    if (value := times.value(a[0], None).value) and value == times.value(b[0], None).value:
        return None
    return "value", "time", f"“{_flat(old)}” has become “{_flat(new)}”: another time"


def _value(view: View, old: str, new: str) -> Judged:
    """Another country, or another degree of secrecy."""
    a, b = country_of(old, view.tables), country_of(new, view.tables)
    if a and b and a[0] != b[0]:
        return "value", "place", f"“{_flat(old)}” has become “{_flat(new)}”: another country"
    ladder = view.domain.linking.get("secrecy", ())
    ranks = [max((ladder.index(w) for w in fold(t).split() if w in ladder), default=-1) for t in (old, new)]
    if -1 not in ranks and ranks[0] != ranks[1]:
        how = "more" if ranks[1] > ranks[0] else "less"
        return "value", "items", f"“{_flat(old)}” has become “{_flat(new)}”: called {how} secret"
    return None


def _wording(view: View, old: str, new: str) -> Judged:
    if _nothing(view, old, new):
        return None
    return "wording", None, f"“{_flat(old)}” has become “{_flat(new)}”"
