"""What a report altered of another: `changes(source, target, passages, domain)`, both wordings verbatim.

Takes two marked reports and the passages (spans of each) that the target has from the source; gives a record for each
change, the gravest first. Three looks: word by word at each sentence and what was made of it (a name, a number, a
quotation, a hedge), claim by claim at what these sentences say (who, how sure, on whose word, which step in law), and
at what was left out and put in, denials first. What a report altered of an utterance that it does not copy is found
in rests.py.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache, partial

import msgspec

from sayso.domains import Domain
from sayso.link.names import fold
from sayso.link.view import View
from sayso.model import ChangeKind, ChangeRecord, Claim, Marked, RelayPassage, RelayRecord, Span
from sayso.trace.aligned import LONGEST, Pair, differences, pairs, side
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


def with_changes(relay: RelayRecord, reports: Iterable[Marked], domain: Domain) -> RelayRecord:
    """A relay between two of the reports with what it altered."""
    by_id = {marked.report: marked for marked in reports}
    found = changes(by_id[relay.source or ""], by_id[relay.target], relay.passages, domain)
    return msgspec.structs.replace(relay, changes=found)


def changes(
    source: Marked, target: Marked, passages: Sequence[RelayPassage], domain: Domain
) -> tuple[ChangeRecord, ...]:
    """What the target altered of what it has from the source."""
    here, there = View(source, domain), View(target, domain)
    one, two = side(source.text), side(target.text)
    aligned = [
        pair
        for pair in pairs(one, two, passages, lambda text: content(text, here.tables))
        if not (_of_the_page(here, pair.source) and _of_the_page(there, pair.target))
    ]
    found = [*omitted(here, there, aligned), *added(here, there, aligned)]
    for pair in aligned:
        told = changed_claims(here, there, pair)
        both = Both(here, there, one, two, pair)
        exact = map(partial(changed_words, both), differences(one, two, pair)) if pair.close else changed_numbers(both)
        found += [*told, *(c for c in exact if c and not _covered(c, told))]
    steps = {c.target_span for c in found if c.kind == "stage"}
    found += hardened(here, here.marks.claims, there, there.marks.claims, steps)
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


def omitted(source: View, target: View, aligned: Sequence[Pair]) -> list[ChangeRecord]:
    """Claims of the source, denials first, and its reservations, of which the target says nothing."""
    kept = sorted(pair.source for pair in aligned)
    lists = source.tables.list
    weighty = [c for c in source.marks.claims[:CLAIMS] if _weighty(source, c) and _outside(c.evidence, kept)]
    missing = [c for c in weighty if not _told_in(source, c, target)]
    denials, replies = lists("denials"), lists("replies")
    ordered = sorted(missing, key=lambda c: (c.event not in denials, c.event not in replies, c.evidence))
    found = [_left_out(source, claim) for claim in ordered]
    first = [c for c in found if c.slot in denials]
    return [*first, *_reservations(source, target), *found[len(first) :]]


def _outside(span: Span, sentences: Sequence[Span]) -> bool:
    """Whether a span touches none of the sentences, which are in order."""
    at = bisect_left(sentences, span.end, key=lambda s: s.start)
    return at == 0 or sentences[at - 1].end <= span.start


def _told_in(view: View, claim: Claim, other: View) -> bool:
    """Whether another report has a claim of the same matter anywhere."""
    return any(same_matter(view, claim, other, c) for c in other.marks.claims[:CLAIMS])


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


def _reservations(source: View, target: View) -> list[ChangeRecord]:
    """Sentences in which the source says what it could not check, where the target says nothing like it."""
    pattern = source.one_of("reservations")
    if pattern.search(target.marked.text, 0, LONGEST):
        return []
    found = []
    for match in pattern.finditer(source.marked.text, 0, LONGEST):
        span = Span(*source.sentence_span(match.start()))
        words = source.marked.text[slice(*span)]
        span = Span(span.start, span.start + len(words.rstrip()))
        found.append(
            ChangeRecord(
                kind="omitted",
                source_span=span,
                target_span=None,
                source_text=source.marked.text[slice(*span)],
                target_text="",
                slot="reservation",
                explanation=f"a reservation is left out: “{' '.join(words.split())}”",
            )
        )
    return found[:1]


def added(source: View, target: View, aligned: Sequence[Pair]) -> list[ChangeRecord]:
    """Claims of the target that stand in no sentence taken from the source, and that the source does not make."""
    kept = sorted(pair.target for pair in aligned)
    weighty = [c for c in target.marks.claims[:CLAIMS] if _weighty(target, c) and _outside(c.evidence, kept)]
    return [_put_in(target, claim) for claim in weighty if not _told_in(target, claim, source)]


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
