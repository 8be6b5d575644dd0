"""Ids that are hashes of content: of reports, claims and attributions. They outlive a new reading."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from sayso.model import Attribution, Claim, Span

LENGTH = 16  # hex digits: 64 bits


def digest(*parts: str) -> str:
    """A short hash of several parts; two different lists of parts are never the same input."""
    sha = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf8", "surrogatepass")
        sha.update(len(raw).to_bytes(8, "big") + raw)
    return sha.hexdigest()[:LENGTH]


def blob_id(data: bytes) -> str:
    """The name of some bytes: their SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def report_id(data: bytes, address: str) -> str:
    """The id of a report: of its bytes and its address."""
    return "r" + digest(blob_id(data), address)


def claim_ids(report: str, text: str, claims: Sequence[Claim]) -> tuple[str, ...]:
    """The ids of a report's claims: of report, event, quote, and which of several such claims it is."""
    return _numbered("k", [(report, c.event, text[c.evidence.start : c.evidence.end]) for c in claims])


def attribution_ids(report: str, text: str, attributions: Sequence[Attribution]) -> tuple[str, ...]:
    """The ids of a report's attributions: of report, kind and the words of source, cue and content."""
    return _numbered(
        "t", [(report, a.kind, *(_words(text, s) for s in (a.source, a.cue, a.content))) for a in attributions]
    )


def entity_id(report: str, index: int) -> str:
    """The id of a report's entity within the ledger."""
    return f"{report}:e{index}"


def _words(text: str, spans: Sequence[Span]) -> str:
    return "\0".join(text[start:end] for start, end in spans)


def _numbered(prefix: str, contents: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    seen: Counter[tuple[str, ...]] = Counter()
    ids = []
    for content in contents:
        ids.append(prefix + digest(*content, str(seen[content])))
        seen[content] += 1
    return tuple(ids)
