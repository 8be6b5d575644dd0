"""What happened on the way, as the pages of cases and reports show it: relays with their changes, and divergences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from sayso.keep import Ledger
from sayso.model import CaseRecord, ChangeRecord, DivergenceRecord, Passage, RelayRecord, ReportRecord, Span
from sayso.show import phrases
from sayso.show.lineage import Node, grown
from sayso.show.matrix import Cell, Line, matrix
from sayso.show.terminal import report_name
from sayso.show.web import views
from sayso.show.web.pages.book import Book

CHANGES = 6  # of one edge of the tree
ALL = 60  # on the page of a report
BESIDE = 4  # other relays of one report in the tree
SLOTS = 60  # divergences that are shown


# ------------------------------------------------------------------------------------------ relays


def relay(book: Book, record: RelayRecord, most: int = CHANGES) -> views.Relay:
    """A relay with the first of its changes."""
    every = phrases.told(record.changes)
    source = book.record(record.source) if record.source and record.version is None else None
    version = book.record(record.version) if record.version else None
    read = source or version
    return views.Relay(
        kind=record.kind,
        label=phrases.relay_kind(record),
        source=book.report(source.id) if source else None,
        source_name=record.source_name,
        target=book.report(record.target),
        directed=record.directed,
        flags=tuple(phrases.flags(record)),
        explanation=_reasons(book, record),
        changes=tuple(change(book, one, read, book.record(record.target)) for one in every[:most]),
        more=len(every) - min(len(every), most),
        reworded=phrases.reworded(record.changes),
        version=book.report(version.id) if version else None,
    )


def _reasons(book: Book, record: RelayRecord) -> str:
    """The explanation with the names of the reports that it names."""
    ids = phrases.reports_in(record.explanation)
    return phrases.named(record.explanation, {id: report_name(book.record(id)) for id in ids})


def change(book: Book, told: phrases.Told, source: ReportRecord | None, target: ReportRecord) -> views.Change:
    """A change with both wordings where they stand."""
    found: ChangeRecord = told.change
    return views.Change(
        kind=found.kind,
        label=phrases.CHANGES[found.kind],
        source=_quote(book, source, found.source_span),
        target=_quote(book, target, found.target_span),
        reason=told.reason,
        times=told.times,
    )


def _quote(book: Book, report: ReportRecord | None, span: Span | None) -> views.Quote | None:
    if report is None or span is None:
        return None
    return book.quote(Passage(report=report.id, start=span.start, end=span.end))


def ending(ledger: Ledger, report: str) -> list[RelayRecord]:
    """What a report has from others, the nearest first, with the changes that are not told of one before it.

    Where it is not known who has it from whom, nothing can be said to have been changed.
    """
    found = [r for r in ledger.report_relays(report) if r.version != report]
    found.sort(key=_nearness)
    told: set[tuple[object, ...]] = set()
    return [msgspec.structs.replace(one, changes=_fresh(one, told)) for one in found]


def _nearness(relay: RelayRecord) -> tuple[object, ...]:
    outside = relay.version is None and relay.source is None
    return outside, relay.version is not None, not relay.directed, relay.through is not None, -relay.score


def _fresh(record: RelayRecord, told: set[tuple[object, ...]]) -> tuple[ChangeRecord, ...]:
    """The changes that were not told yet; they are now. One is known by its words, or by the missing ones."""
    if not record.directed:
        return ()
    fresh = tuple(c for c in record.changes if _known_by(c) not in told)
    told.update(map(_known_by, record.changes))
    return fresh


def _known_by(change: ChangeRecord) -> tuple[object, ...]:
    return change.kind, change.target_span or phrases.flat(change.source_text)


def onward(ledger: Ledger, report: str) -> list[RelayRecord]:
    """What others have from a report, each once, the nearest first; what only shares text with it comes last."""
    found = sorted(ledger.onward_relays(report), key=lambda r: (r.version is not None, not r.directed, -r.score))
    first = {r.target: r for r in reversed(found) if r.target != report}
    return sorted(first.values(), key=found.index)


# -------------------------------------------------------------------------------------------- tree


def tree(book: Book, case: CaseRecord, found: Sequence[RelayRecord]) -> views.Tree:
    """A case from its origins to the last copies."""
    dates = {report: book.record(report).published for report in case.reports}
    made = grown(case, found, dates)
    return views.Tree(nodes=tuple(_node(book, case, node) for node in made.nodes), left_out=made.left_out)


def _node(book: Book, case: CaseRecord, node: Node) -> views.TreeNode:
    origin = next((o for o in case.origins if node.key.kind == "origin" and o.id == node.key.id), None)
    stands = node.key.id if node.key.kind == "report" else origin.report if origin else None
    return views.TreeNode(
        depth=node.depth,
        kind=node.key.kind,
        name=origin.name if origin else book.report(stands).title if stands else node.key.id,
        origin=origin.id if origin else None,
        channel=book.channel(origin.channel) if origin else None,
        date=origin.date if origin else None,
        report=book.report(stands) if stands else None,
        edge=relay(book, node.relay) if node.relay else None,
        through=_through(case, node),
        main=node.main,
        beside=tuple(relay(book, one, CHANGES if one.version else 0) for one in node.beside[:BESIDE]),
        more_beside=max(0, len(node.beside) - BESIDE),
        left_out=node.left_out,
    )


def _through(case: CaseRecord, node: Node) -> tuple[str, ...]:
    """Through whom a report has an origin, where it is told."""
    source = node.relay.source if node.relay else None
    return next((o.via.get(node.key.id, ()) for o in case.origins if o.id == source), ())


# ------------------------------------------------------------------------------------- divergences


def divergences(book: Book, case: CaseRecord, found: Sequence[DivergenceRecord]) -> views.Divergences:
    """The table of slots and reports."""
    reports = {report for one in found for value in one.values for report in value.reports}
    made = matrix(found[:SLOTS], {report: book.record(report).published for report in reports})
    several = len(case.accused) > 1
    return views.Divergences(
        reports=tuple(map(book.report, made.reports)),
        rows=tuple(_row(book, line, several=several) for line in made.lines),
        reports_left_out=made.left_out,
        rows_left_out=max(0, len(found) - SLOTS),
    )


def _row(book: Book, line: Line, *, several: bool) -> views.Divergence:
    one = line.divergence
    return views.Divergence(
        slot=phrases.slot(one.slot),
        accused=book.party(one.accused) if several and one.accused else None,
        judgement=one.judgement,
        label=phrases.JUDGEMENTS[one.judgement],
        explanation=one.explanation,
        cells=tuple(_cells(book, cells) for cells in line.cells),
    )


def _cells(book: Book, cells: Iterable[Cell]) -> tuple[views.DivergentCell, ...]:
    return tuple(
        views.DivergentCell(
            value=cell.value.value,
            mark=phrases.SUSPECTS[cell.value.suspect] if cell.value.suspect else None,
            quote=book.quote(cell.words) if cell.words else None,
        )
        for cell in cells
    )
