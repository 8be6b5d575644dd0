"""What a report says that it has from others."""

from __future__ import annotations

from sayso.domains import Domain
from sayso.link.names import fold
from sayso.link.view import View
from sayso.model import Link, Marked, RelayRecord
from sayso.trace.origins import relaying


def cites(marked: Marked, domain: Domain) -> tuple[RelayRecord, ...]:
    """The `cites` relays of one report, from its credits and the chains of its claims; `source` is always None."""
    view = View(marked, domain)
    found: dict[str, tuple[str, str]] = {}
    for link, reason in [*((c, "credited") for c in marked.marks.credits), *_chained(view)]:
        found.setdefault(_identity(view, link), (_name(view, link), reason))
    own = fold(marked.marks.header.outlet or "")
    return tuple(
        _record(marked.report, name, reason) for _, (name, reason) in sorted(found.items()) if fold(name) != own
    )


def _chained(view: View) -> list[tuple[Link, str]]:
    """The links inside chains, and outlets at their end; the outermost is the report's own outlet."""
    found = []
    for claim in view.marks.claims:
        for place, link in enumerate(claim.chain[1:], 1):
            outlet = link.entity is not None and view.entities[link.entity].kind == "outlet"
            if outlet or (place < len(claim.chain) - 1 and relaying(view, link)):
                found.append((link, "named in the text"))
    return found


def _identity(view: View, link: Link) -> str:
    return view.anchor(link.entity) if link.entity is not None else "=" + fold(link.speaker)


def _name(view: View, link: Link) -> str:
    party = view.tables.party(view.entities[link.entity].key) if link.entity is not None else None
    return party.name if party else link.speaker


def _record(report: str, name: str, reason: str) -> RelayRecord:
    return RelayRecord(
        source=None,
        source_name=name,
        target=report,
        directed=True,
        kind="cites",
        score=1.0,
        passages=(),
        changes=(),
        flags=(),
        explanation=f"{name} is {reason} as a source of the report",
    )
