"""What a report altered of another: `changes(source, target, passages)`, both wordings verbatim.

Takes the views of two marked reports and the passages (spans of each) that the target has from the source; gives a
record for each change, the gravest first. Three looks: word by word at each sentence and what was made of it (a name, a
number, a quotation, a hedge), claim by claim at what these sentences say (who, how sure, on whose word, which step in
law), and at what was left out and put in, denials first. Of a long report only what lies around the passages counts
(see `aligned`). What a report altered of an utterance that it does not copy is found in rests.py.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

import msgspec

from sayso.link.names import fold
from sayso.link.view import View
from sayso.model import ChangeKind, ChangeRecord, Claim, RelayPassage, RelayRecord, Span
from sayso.trace.aligned import Pair, Side, differences, pairs, side
from sayso.trace.claims_changed import changed_claims, hardened, same_matter
from sayso.trace.values import content
from sayso.trace.words_changed import Both, changed_numbers, changed_words

GRAVITY: tuple[ChangeKind, ...] = (
    "stage",
    "role",
    "name",
    "number",
    "value",
    "hedge_dropped",
    "attribution_dropped",
    "certainty",
    "quotation",
    "omitted",
    "added",
    "wording",
)
MOST = 200  # changes of one relay that are told, the gravest
CLAIMS = 1_000  # of a report that are looked at: far more than any report makes
WORDINGS = 40  # and of these, mere exchanges of words


def with_changes(relay: RelayRecord, views: Iterable[View]) -> RelayRecord:
    """A relay between two of the reports with what it altered."""
    by_id = {view.marked.report: view for view in views}
    found = changes(by_id[relay.source or ""], by_id[relay.target], relay.passages)
    return msgspec.structs.replace(relay, changes=found)


class Part(NamedTuple):
    """What of a report is held against another: its words around the passages, and its claims there."""

    view: View
    side: Side
    claims: Sequence[Claim]


def _part(view: View, passages: Iterable[Span], other: View) -> Part:
    words = side(view.marked.text, passages, len(other.marked.text))
    return Part(view, words, view.claims_in(words.stretches))


def changes(here: View, there: View, passages: Sequence[RelayPassage]) -> tuple[ChangeRecord, ...]:
    """What the target, which is the second, altered of what it has from the source."""
    source, target = _part(here, (p.source for p in passages), there), _part(there, (p.target for p in passages), here)
    aligned = [
        pair
        for pair in pairs(source.side, target.side, passages, lambda text: content(text, here.tables))
        if not (_of_the_page(here, pair.source) and _of_the_page(there, pair.target))
    ]
    found = [*omitted(source, target, aligned), *added(source, target, aligned)]
    for pair in aligned:
        told = changed_claims(here, there, pair)
        both = Both(here, there, source.side, target.side, pair)
        words = differences(source.side, target.side, pair) if pair.close else ()
        exact = map(partial(changed_words, both), words) if pair.close else changed_numbers(both)
        found += [*told, *(c for c in exact if c and not _covered(c, told))]
    steps = {c.target_span for c in found if c.kind == "stage"}
    found += hardened(here, source.claims, there, target.claims, steps)
    return ranked(found)


def _of_the_page(view: View, sentence: Span) -> bool:
    """Whether a sentence names the report's own outlet: "Sign up to the Herald's letter" is no part of the story."""
    return bool(own := fold(view.marks.header.outlet or "")) and own in _folded(view.marked.text[slice(*sentence)])


@lru_cache(maxsize=1 << 13)
def _folded(sentence: str) -> str:
    """A sentence as it is compared; a report is compared with many, each time sentence by sentence."""
    return fold(sentence)


def ranked(found: Iterable[ChangeRecord]) -> tuple[ChangeRecord, ...]:
    """The changes, the gravest first, each once; of mere exchanges of words only so many.

    Those of one kind are in order of the target; what is left out has no place there, and stays in the order given.
    """
    places = {c: (GRAVITY.index(c.kind), c.target_span or Span(0, 0)) for c in found}
    unique = sorted(places, key=lambda c: places[c])
    words = [c for c in unique if c.kind == "wording"][:WORDINGS]
    return tuple([*(c for c in unique if c.kind != "wording"), *words][:MOST])


def _covered(change: ChangeRecord, told: Sequence[ChangeRecord]) -> bool:
    """Whether words are exchanged inside what is told as a graver change already."""
    return change.kind in ("wording", "number") and any(
        c.kind in (("stage", "role") if change.kind == "wording" else ("number",))
        and c.target_span
        and change.target_span
        and c.target_span.start < change.target_span.end
        and change.target_span.start < c.target_span.end
        for c in told
    )


# ---------------------------------------------------------------------------------------- left out and put in


def omitted(source: Part, target: Part, aligned: Sequence[Pair]) -> list[ChangeRecord]:
    """Claims of the source, denials first, and its reservations, of which the target says nothing."""
    kept = sorted(pair.source for pair in aligned)
    lists = source.view.tables.list
    weighty = [c for c in source.claims[:CLAIMS] if _weighty(source.view, c) and _outside(c.evidence, kept)]
    missing = [c for c in weighty if not _told_in(source, c, target)]
    denials, replies = lists("denials"), lists("replies")
    ordered = sorted(missing, key=lambda c: (c.event not in denials, c.event not in replies, c.evidence))
    found = [_left_out(source.view, claim) for claim in ordered]
    first = [c for c in found if c.slot in denials]
    return [*first, *_reservations(source, target), *found[len(first) :]]


def _outside(span: Span, sentences: Sequence[Span]) -> bool:
    """Whether a span touches none of the sentences, which are in order."""
    at = bisect_left(sentences, span.end, key=lambda s: s.start)
    return at == 0 or sentences[at - 1].end <= span.start


def _told_in(one: Part, claim: Claim, other: Part) -> bool:
    """Whether another report has a claim of the same matter anywhere."""
    return any(same_matter(one.view, claim, other.view, c) for c in other.claims[:CLAIMS])


def _weighty(view: View, claim: Claim) -> bool:
    """Whether it matters that a claim is left out or put in: answers, steps in law, and the matter itself."""
    event = view.tables.events.get(claim.event)
    lists = view.tables.list
    matters = bool(event and event.stage) or claim.event in lists("of_matter") | lists("replies")
    return matters and not _of_the_page(view, Span(*view.sentence_span(claim.evidence.start)))


def _left_out(view: View, claim: Claim) -> ChangeRecord:
    what = "a denial" if claim.event in view.tables.list("denials") else f"what it says of “{claim.event}”"
    words = " ".join(view.marked.text[slice(*claim.evidence)].split())
    return ChangeRecord(
        kind="omitted",
        source_span=claim.evidence,
        target_span=None,
        source_text=view.marked.text[slice(*claim.evidence)],
        target_text="",
        slot=claim.event,
        explanation=f"{what} is left out: “{words}”",
    )


def _reservations(source: Part, target: Part) -> list[ChangeRecord]:
    """The sentence in which the source says what it could not check, where the target says nothing like it."""
    at = next(_reserving(source), None)
    if at is None or next(_reserving(target), None) is not None:
        return []
    start, end = source.view.sentence_span(at)
    words = source.side.text[start:end].rstrip()
    return [
        ChangeRecord(
            kind="omitted",
            source_span=Span(start, start + len(words)),
            target_span=None,
            source_text=words,
            target_text="",
            slot="reservation",
            explanation=f"a reservation is left out: “{' '.join(words.split())}”",
        )
    ]


def _reserving(part: Part) -> Iterator[int]:
    """Where a report says what it could not check."""
    pattern = part.view.one_of("reservations")
    return (m.start() for s in part.side.stretches for m in pattern.finditer(part.side.text, s.start, s.end))


def added(source: Part, target: Part, aligned: Sequence[Pair]) -> list[ChangeRecord]:
    """Claims of the target that stand in no sentence taken from the source, and that the source does not make."""
    kept = sorted(pair.target for pair in aligned)
    weighty = [c for c in target.claims[:CLAIMS] if _weighty(target.view, c) and _outside(c.evidence, kept)]
    return [_put_in(target.view, claim) for claim in weighty if not _told_in(target, claim, source)]


def _put_in(view: View, claim: Claim) -> ChangeRecord:
    words = view.marked.text[slice(*claim.evidence)]
    return ChangeRecord(
        kind="added",
        source_span=None,
        target_span=claim.evidence,
        source_text="",
        target_text=words,
        slot=claim.event,
        explanation=f"not in the source: “{' '.join(words.split())}”",
    )
