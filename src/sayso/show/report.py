"""One report in the terminal: its header, who is quoted for what, and its claims.

`page(ledger, record)` gives the sections as rich renderables.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType

from sayso.keep import Ledger
from sayso.model import AttributionRecord, ReportRecord, Span
from sayso.show.case import claim_lines
from sayso.show.terminal import count, heading, indented, quoted, text

GAP = " […] "


def page(ledger: Ledger, report: ReportRecord) -> Iterator[RenderableType]:
    """The page of a report."""
    attributions, claims = list(ledger.report_attributions(report.id)), list(ledger.report_claims(report.id))
    yield from _head(report)
    if reason := ledger.unmarked(report.id):
        yield text((reason, "label"), "; what it shares with other reports is found all the same")
    yield text(f"{count(len(attributions), 'attribution')}, {count(len(claims), 'claim')}")
    yield heading("Who is quoted")
    for attribution in attributions:
        yield from (indented(line) for line in _attribution(report, attribution))
    yield heading("Claims")
    for claim in sorted(claims, key=lambda claim: claim.evidence.start):
        yield from (indented(line, depth) for depth, line in claim_lines(claim))


def _head(report: ReportRecord) -> Iterator[RenderableType]:
    yield text((report.id, "id"), "  ", (report.title or "without a title", "head"))
    date = f"{report.published} ({report.published_basis})" if report.published else "undated"
    known = {
        "outlet": report.outlet,
        "date": date,
        "date inferred": report.published_reason,
        "address": report.url,
        "found at": report.path,
        "retrieved": report.retrieved,
        "language": report.language if report.language != "en" else None,
        "earlier version": report.previous,
        "extractor": report.extractor,
    }
    for label, value in known.items():
        if value:
            yield text((f"{label} ", "label"), value)


def _attribution(report: ReportRecord, attribution: AttributionRecord) -> Iterator[RenderableType]:
    speaker = attribution.speaker_name or words(report.text, attribution.source) or "unnamed"
    cue = words(report.text, attribution.cue)
    told = f" “{cue}”" if cue else ""
    channel = f" ({attribution.channel})" if attribution.channel else ""
    yield text((speaker, "name"), f"{channel}{told} [{attribution.certainty}, {attribution.kind}]")
    yield indented(quoted(words(report.text, attribution.content)))


def words(body: str, spans: tuple[Span, ...]) -> str:
    """The words of spans that may lie apart."""
    return GAP.join(body[span.start : span.end] for span in spans)
