"""What the pages tell machines: schema.org in JSON-LD, as data blocks that no browser runs.

A ClaimReview stands only where a person has checked that a report makes the claim. It rates nothing: whether a claim is
true is not what Sayso judges.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sayso.model import ClaimRecord
from sayso.show.web import render, views, words

Data = dict[str, Any]
CONTEXT = "https://schema.org"
MOST = 100  # reviews on one page
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&'\u2028\u2029"}
CHECKED = "A person has checked that the report says this. Whether it is true is not judged."


def text(data: Data) -> str:
    """The words of a data block; none of them can end it."""
    shown = json.dumps(visible(data), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return shown.translate(ESCAPES)


def visible(value: Any) -> Any:
    """The data with hidden controls written out."""
    if isinstance(value, dict):
        return {key: visible(one) for key, one in value.items()}
    if isinstance(value, list):
        return [visible(one) for one in value]
    return render.visible(value)


def of_report(view: views.ReportPage) -> Data:
    """A report as the article that it is."""
    return _filled({"@context": CONTEXT, **_article(view.report, view.url), "inLanguage": view.language})


def of_case(view: views.Case, checked: Sequence[ClaimRecord], title: str) -> Iterator[Data]:
    """The reviewed claims of a case."""
    claims = {claim.id: claim for one in view.allegations for claim in (*one.claims, *one.denials)}
    found = [claims[record.id] for record in checked if record.id in claims]
    return (_review(claim, title) for claim in found[:MOST])


def _review(claim: views.Claim, title: str) -> Data:
    speaker = claim.chain[-1].speaker.name if claim.chain else None
    return _filled(
        {
            "@context": CONTEXT,
            "@type": "ClaimReview",
            "claimReviewed": claim.evidence.text,
            "reviewAspect": words.plain(claim.event),
            "reviewBody": CHECKED,
            "author": {"@type": "Organization", "name": title},
            "itemReviewed": {
                "@type": "Claim",
                "author": {"@type": "Thing", "name": speaker} if speaker else None,
                "appearance": _article(claim.evidence.report, None),
            },
        }
    )


def _article(report: views.Report, url: str | None) -> Data:
    return {
        "@type": "NewsArticle",
        "headline": report.title,
        "datePublished": report.published,
        "publisher": {"@type": "Organization", "name": report.outlet} if report.outlet else None,
        "url": render.web_address(url),
    }


def _filled(data: Data) -> Data:
    """The data without what is not known."""
    found = {key: _filled(value) if isinstance(value, dict) else value for key, value in data.items()}
    return {key: value for key, value in found.items() if value is not None}
