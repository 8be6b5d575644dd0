"""The page of a report: its text with attributions and claims marked, and in the margin what rests on each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from sayso.keep import Ledger
from sayso.model import AttributionRecord, ClaimRecord, ReportRecord, Span
from sayso.show.web import segments, views, words
from sayso.show.web.pages import relays
from sayso.show.web.pages.book import MANY, Book, name_of
from sayso.show.web.segments import Cover

SIZE = 40_000  # code points of text on one page
UNKEYED = 0  # of what has no number of its own in the row
KEYS = 40  # numbers within a row for which there are styles
PARTS = ("source", "cue", "content")


class Marked(NamedTuple):
    """One span of the text with what it means: a part of an attribution, or the evidence of a claim."""

    span: Span
    part: str  # one of PARTS, "claim", "pointed" for what the visitor came for, or "place" for what can be linked to
    attribution: AttributionRecord | None
    claim: ClaimRecord | None
    name: str = ""  # of a place


class File(NamedTuple):
    """A report with all that is marked on it."""

    record: ReportRecord
    attributions: list[AttributionRecord]
    claims: list[ClaimRecord]
    letters: dict[str, str]  # of attributions
    numbers: dict[str, int]  # of claims
    marked: list[Marked]
    book: Book


def page(
    ledger: Ledger,
    id: str,
    number: int = 1,
    at: int | None = None,
    point: tuple[int, int] | None = None,
    places: Iterable[tuple[Span, str]] = (),
    size: int = SIZE,
) -> views.ReportPage:
    """The page of a report: part `number` of its text, or the part that holds code point `at`.

    `point` is a span that the visitor is to be shown, `places` are spans with the names under which they can be linked
    to; a part has about `size` code points. Raises Unknown where the ledger has no such report.
    """
    file = _file(ledger, id)
    named = ((_trimmed(file.record.text, span), name) for span, name in places)
    file.marked.extend(Marked(span, "place", None, None, name) for span, name in named if span.start < span.end)
    if point and point[0] < point[1]:
        at = point[0]
        file.marked.append(Marked(_trimmed(file.record.text, Span(*point)), "pointed", None, None))
    parts = _parts(segments.blocks(file.record.text), size)
    wanted = _holding(parts, at) if at is not None else number
    pages = views.Pages(page=min(max(wanted, 1), len(parts)), pages=len(parts), total=len(file.record.text))
    record = file.record
    ending, onward = relays.ending(ledger, record.id), relays.onward(ledger, record.id)
    return views.ReportPage(
        report=name_of(record),
        url=record.url,
        path=record.path,
        date_reason=record.published_reason,
        retrieved=record.retrieved,
        language=record.language,
        extractor=record.extractor,
        unmarked=ledger.unmarked(record.id),
        readers=tuple(sorted({one.reader for one in file.attributions})),
        versions=tuple(_versions(ledger, record)),
        cases=file.book.case_names(ledger.report_cases(record.id)),
        relays=tuple(relays.relay(file.book, one, relays.ALL) for one in ending[:MANY]),
        relays_left_out=max(0, len(ending) - MANY),
        onward=tuple(relays.relay(file.book, one, 0) for one in onward[:MANY]),
        onward_left_out=max(0, len(onward) - MANY),
        rows=tuple(_rows(file, parts[pages.page - 1])),
        pages=pages,
        starts=tuple(part[0].start if part else 0 for part in parts),
        attributions=len(file.attributions),
        claims=len(file.claims),
    )


def _file(ledger: Ledger, id: str) -> File:
    book = Book(ledger)
    record = book.record(id)
    attributions = sorted((_tight(record.text, one) for one in ledger.report_attributions(record.id)), key=_first)
    claims = sorted(ledger.report_claims(record.id), key=lambda claim: (claim.evidence.start, claim.evidence.end))
    return File(
        record=record,
        attributions=attributions,
        claims=claims,
        letters={one.id: words.letters(at) for at, one in enumerate(attributions)},
        numbers={one.id: at for at, one in enumerate(claims, 1)},
        marked=[*_attributed(attributions), *_claimed(record.text, attributions, claims)],
        book=book,
    )


def _trimmed(text: str, span: Span) -> Span:
    """The span without the blanks at its ends, which lie in no paragraph; empty where there is nothing else."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))


def _tight(text: str, attribution: AttributionRecord) -> AttributionRecord:
    """The attribution with its spans trimmed, empty ones left out."""
    parts = {part: [_trimmed(text, span) for span in getattr(attribution, part)] for part in PARTS}
    kept = {part: tuple(span for span in spans if span.start < span.end) for part, spans in parts.items()}
    return msgspec.structs.replace(attribution, **kept)


def _spans(attribution: AttributionRecord) -> Iterator[Span]:
    for part in PARTS:
        yield from getattr(attribution, part)


def _first(attribution: AttributionRecord) -> tuple[int, int]:
    return min(((span.start, -span.end) for span in _spans(attribution)), default=(0, 0))


def _attributed(attributions: Iterable[AttributionRecord]) -> Iterator[Marked]:
    for one in attributions:
        for part in PARTS:
            yield from (Marked(span, part, one, None) for span in getattr(one, part))


def _claimed(text: str, attributions: Iterable[AttributionRecord], claims: Iterable[ClaimRecord]) -> Iterator[Marked]:
    known = {one.id: one for one in attributions}
    for claim in claims:
        span = _trimmed(text, Span(claim.evidence.start, claim.evidence.end))
        yield Marked(span, "claim", known.get(claim.attribution or ""), claim)


def _versions(ledger: Ledger, record: ReportRecord) -> Iterator[views.Version]:
    """The reports at this address, if there are more than this one."""
    ids = ledger.versions(record.id)
    for id in ids if len(ids) > 1 else ():
        other = ledger.report(id)
        yield views.Version(report=name_of(other), retrieved=other.retrieved, current=id == record.id)


# --------------------------------------------------------------------------------- parts of the text


def _parts(blocks: Sequence[Span], size: int) -> list[list[Span]]:
    """The blocks in parts of about `size` code points; one empty part for an empty text."""
    parts: list[list[Span]] = [[]]
    for block in blocks:
        if parts[-1] and block.end - parts[-1][0].start > size:
            parts.append([])
        parts[-1].append(block)
    return parts


def _holding(parts: Sequence[Sequence[Span]], at: int) -> int:
    """The number of the part that holds a code point."""
    before = [number for number, part in enumerate(parts, 1) if part and part[0].start <= at]
    return before[-1] if before else 1


# -------------------------------------------------------------------------------------------- rows


def _rows(file: File, blocks: Sequence[Span]) -> Iterator[views.TextRow]:
    within: dict[int, list[Marked]] = defaultdict(list)
    for one in file.marked:
        for at in _touched(blocks, one.span):
            within[at].append(one)
    for at, block in enumerate(blocks):
        yield _row(file, block, within[at])


def _touched(blocks: Sequence[Span], span: Span) -> Iterator[int]:
    """The blocks that a span has words in."""
    low, high = 0, len(blocks)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if blocks[middle].end <= span.start else (low, middle)
    while low < len(blocks) and blocks[low].start < span.end:
        yield low
        low += 1


def _row(file: File, block: Span, marked: Sequence[Marked]) -> views.TextRow:
    keys = _keys(marked)
    covers = [Cover(*one.span, at) for at, one in enumerate(marked)]
    runs = tuple(_run(file, block, run, marked, keys) for run in segments.cut(block, covers))
    return views.TextRow(start=block.start, runs=runs, notes=tuple(_notes(file, block, marked, keys)))


def _keys(marked: Iterable[Marked]) -> dict[str, int]:
    """A small number within the row for each attribution and claim: its style when it is pointed at."""
    ids = dict.fromkeys(_id(one) for one in marked if _id(one))
    return {id: at for at, id in enumerate(ids, 1) if at <= KEYS}


def _id(one: Marked) -> str:
    return one.claim.id if one.claim else one.attribution.id if one.attribution else ""


def _run(file: File, block: Span, run: segments.Run, marked: Sequence[Marked], keys: dict[str, int]) -> views.Run:
    over = [marked[at] for at in run.covers]
    claims = [(one, one.claim) for one in over if one.claim]
    return views.Run(
        text=file.record.text[run.start : run.end],
        classes=tuple(dict.fromkeys(_classes(over, run, keys))),
        places=tuple(sorted(one.name for one in over if one.name and one.span.start == run.start)),
        pointed=any(one.part == "pointed" and max(one.span.start, block.start) == run.start for one in over),
        begin=tuple(_anchor(file, claim, keys) for one, claim in claims if one.span.start == run.start),
        marks=tuple(dict.fromkeys(_marks(file, over, run))),
        end=tuple(_anchor(file, claim, keys) for one, claim in claims if one.span.end == run.end),
    )


def _classes(over: Sequence[Marked], run: segments.Run, keys: dict[str, int]) -> Iterator[str]:
    """What covers a run: its parts, where content begins and ends, the innermost claim's certainty, the numbers."""
    for one in (one for one in over if not one.name):
        yield one.part
        if one.part == "content":
            yield from ("opens",) * (one.span.start == run.start)
            yield from ("closes",) * (one.span.end == run.end)
        if _id(one) in keys:
            yield f"k{keys[_id(one)]}"
    claims = [(one.span.end - one.span.start, one.claim.certainty) for one in over if one.claim]
    if claims:
        yield min(claims)[1]


def _anchor(file: File, claim: ClaimRecord, keys: dict[str, int]) -> views.Anchor:
    return views.Anchor(claim=claim.id, number=file.numbers[claim.id], key=keys.get(claim.id, UNKEYED))


def _marks(file: File, over: Iterable[Marked], run: segments.Run) -> Iterator[str]:
    """The letters of the attributions whose first source, cue or content ends with this run."""
    for one in over:
        if one.attribution and not one.claim and one.span.end == run.end and one.span == _lead(one.attribution):
            yield file.letters[one.attribution.id]


def _lead(attribution: AttributionRecord) -> Span:
    """The span that carries an attribution's letter."""
    return next(_spans(attribution))


# ------------------------------------------------------------------------------------------- notes


def _notes(file: File, block: Span, marked: Sequence[Marked], keys: dict[str, int]) -> Iterator[views.Note]:
    """The attributions that begin in the row, or that its claims rest on, each with these claims; own voice last."""
    claims: dict[str, list[ClaimRecord]] = defaultdict(list)
    groups: dict[str, AttributionRecord | None] = {}
    for one in sorted(marked, key=lambda one: one.span):
        id = one.attribution.id if one.attribution else ""
        begins = one.span.start >= block.start
        if one.claim and begins:
            claims[id].append(one.claim)
        if begins and (one.claim or (one.attribution and one.span.start == _start(one))):
            groups.setdefault(id, one.attribution)
    for id in sorted(groups, key=lambda id: id == ""):
        yield _note(file, block, groups[id], claims[id], keys)


def _start(one: Marked) -> int:
    return _first(one.attribution)[0] if one.attribution else one.span.start


def _note(
    file: File,
    block: Span,
    attribution: AttributionRecord | None,
    claims: Iterable[ClaimRecord],
    keys: dict[str, int],
) -> views.Note:
    noted = tuple(
        views.ReportClaim(number=file.numbers[one.id], key=keys.get(one.id, UNKEYED), claim=file.book.claim(one))
        for one in claims
    )
    if attribution is None:
        return _own_voice(noted)
    return views.Note(
        letter=file.letters[attribution.id],
        attribution=attribution.id,
        key=keys.get(attribution.id, UNKEYED),
        speaker=file.book.party(attribution.speaker, _name(file, attribution)),
        cue=_words(file, attribution.cue),
        channel=file.book.channel(attribution.channel),
        kind=attribution.kind,
        certainty=attribution.certainty,
        inside=file.letters.get(attribution.parent or ""),
        confidence=attribution.confidence,
        reader=attribution.reader,
        begins=_first(attribution)[0] >= block.start,
        claims=noted,
    )


def _own_voice(claims: tuple[views.ReportClaim, ...]) -> views.Note:
    return views.Note(
        letter=None,
        attribution=None,
        key=UNKEYED,
        speaker=claims[0].claim.chain[0].speaker if claims and claims[0].claim.chain else None,
        cue="",
        channel=None,
        kind=None,
        certainty=None,
        inside=None,
        confidence=None,
        reader=None,
        begins=True,
        claims=claims,
    )


def _name(file: File, attribution: AttributionRecord) -> str:
    return attribution.speaker_name or _words(file, attribution.source) or "unnamed"


def _words(file: File, spans: Iterable[Span]) -> str:
    return " … ".join(file.record.text[span.start : span.end] for span in spans)
