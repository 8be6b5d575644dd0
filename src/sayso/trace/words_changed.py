"""Words exchanged, cut or put in within one sentence → the change that they are, or None for none worth telling."""

from __future__ import annotations

from typing import NamedTuple

from rapidfuzz.distance import OSA

from sayso.link.names import ALIKE, fold, likeness, swapped
from sayso.link.view import View
from sayso.mark import times
from sayso.model import ChangeKind, ChangeRecord, Span
from sayso.trace.aligned import Difference, Pair, Side
from sayso.trace.values import content, country_of, numbers, permuted, rounded, spelt_alike

LONG = 3  # words that say something, from which what is cut or put in is told as left out or added
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
    judged = _judged(both, found)
    if judged is None:
        return None
    kind, slot, why = judged
    return ChangeRecord(
        kind=kind,
        source_span=found.source,
        target_span=found.target,
        source_text=both.one.at(found.source),
        target_text=both.two.at(found.target),
        slot=slot,
        explanation=why,
    )


Judged = tuple[ChangeKind, str | None, str] | None


def _judged(both: Both, found: Difference) -> Judged:
    old, new = both.one.at(found.source), both.two.at(found.target)
    if hedge := _hedge(both, old, new):
        return hedge
    if found.source is None or found.target is None:
        return _cut_or_put_in(both.source, old, new)
    graver = _name(both, found.source, found.target) or _number(both, old, new) or _time(old, new)
    quoted = both.one.in_quotes(found.source) and both.two.in_quotes(found.target)
    if quoted and not _nothing(both.source, old, new):
        return graver or ("quotation", None, f"inside quotation marks, “{_flat(old)}” has become “{_flat(new)}”")
    return graver or _value(both.source, old, new) or _wording(both.source, old, new)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _nothing(view: View, old: str, new: str) -> bool:
    """Whether two wordings differ in nothing that says anything: articles, a plural, a spelling."""
    a, b = content(old, view.tables), content(new, view.tables)
    return len(a) == len(b) and all(x == y or spelt_alike(x, y) for x, y in zip(a, b, strict=True))


def _hedge(both: Both, old: str, new: str) -> Judged:
    """A hedge that is gone, or that is new; one that stands for another is no change."""
    hedges = both.source.hedges
    gone, fresh = hedges.search(old), hedges.search(new)
    before, after = both.sentences
    if gone and not hedges.search(after):
        return "hedge_dropped", "certainty", f"“{gone.group()}” has been dropped"
    if fresh and not hedges.search(before):
        return "certainty", "certainty", f"“{fresh.group()}” has been put in: certainty lowered"
    return None


def _cut_or_put_in(view: View, old: str, new: str) -> Judged:
    """Words that only one side has, where they say enough, or give a number."""
    words = old or new
    if len(content(words, view.tables)) < LONG and not numbers(words):
        return None
    if old:
        return "omitted", None, f"“{_flat(old)}” is left out"
    return "added", None, f"“{_flat(new)}” is put in"


# ----------------------------------------------------------------------------------------------- exchanged


def _name(both: Both, here_at: Span, there_at: Span) -> Judged:
    """A name that is spelt otherwise, or another party in its place."""
    source, target, old, new = both.source, both.target, both.one.at(here_at), both.two.at(there_at)
    here, there = source.named_at(here_at), target.named_at(there_at)
    if not (old[:1].isupper() and new[:1].isupper()) or (here is None and there is None):
        return None
    a, b = fold(old), fold(new)
    if looks_alike(a, b) or swapped(a, b) or (likeness(a, b) >= ALIKE and not spelt_alike(a, b)) or _slip(a, b):
        return "name", "name", f"“{_flat(old)}” has become “{_flat(new)}”: one letter or two apart, so likely a garble"
    if here is None or there is None or source.anchor(here) == target.anchor(there):
        return None
    keys = source.entities[here].key, target.entities[there].key
    if all(keys) and source.tables.principal(keys[0]) != target.tables.principal(keys[1]):
        return "value", "party", f"“{_flat(old)}” has become “{_flat(new)}”: another party"
    return None


def _slip(a: str, b: str) -> bool:
    """Whether two single words are one letter apart."""
    return " " not in a + b and min(len(a), len(b)) > 3 and OSA.distance(a, b) == 1


def looks_alike(a: str, b: str) -> bool:
    """Whether two words differ in figures and letters that look like each other."""
    return a != b and a.translate(LOOKS) == b.translate(LOOKS)


def _number(both: Both, old: str, new: str) -> Judged:
    """A number that is changed, rounded, or a sum."""
    a, b = numbers(old), numbers(new)
    if not a or not b or set(a) == set(b) or times.find(old) or times.find(new):
        return None
    left, right = map(numbers, both.sentences)
    if (len(a) > 1 and sum(a) in b) or (len(b) > 1 and sum(b) in a):
        how = "the parts have been added up" if len(a) > len(b) else "the sum has been split"
    elif set(b) <= set(left) and set(a) <= set(right):
        how = "the numbers have changed places"
    elif any(rounded(x, y) for x in a for y in b):
        how = "rounded"
    elif permuted(old, new):
        how = "the same digits in another order, so likely a garble"
    else:
        how = "another number"
    return "number", "quantity", f"“{_flat(old)}” has become “{_flat(new)}”: {how}"


def _time(old: str, new: str) -> Judged:
    """Another date or day."""
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
