"""A ledger in a form without the ids that were minted for it: two ledgers of the same content give the same form.

Reports, claims and attributions have ids of their content and keep them. A party is named by its mentions, a case by
its claims, an allegation or origin by the claims that are its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import msgspec

from sayso.keep.ids import digest
from sayso.keep.ledger import Ledger

Form = dict[str, list[str]]


def canonical(ledger: Ledger) -> Form:
    """The records of a ledger by kind, as sorted lines of JSON."""
    names = _names(ledger)
    parts: dict[str, Iterable[Any]] = {
        "reports": ledger.all_reports(),
        "attributions": ledger.all_attributions(),
        "claims": ledger.all_claims(),
        "allegations": ledger.all_allegations(),
        "parties": ledger.all_parties(),
        "cases": ledger.all_cases(),
        "divergences": ledger.all_divergences(),
        "relays": ledger.all_relays(),
        "set_aside": ledger.set_asides(),
        "standing": ledger.decision_status(),
    }
    return {kind: sorted(_line(record, names) for record in records) for kind, records in parts.items()}


def _line(record: Any, names: dict[str, str]) -> str:
    return msgspec.json.encode(_walk(msgspec.to_builtins(record), names), order="sorted").decode()


def _walk(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, dict):
        return {names.get(key, key): _walk(item, names) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_walk(item, names) for item in value]
    return value


def _names(ledger: Ledger) -> dict[str, str]:
    """A name of content for every id that was minted."""
    names = {p.id: _name("party", p.name, p.kind, p.country, *map(_json, p.mentions)) for p in ledger.all_parties()}
    names |= {case.id: _name("case", *case.claims, *case.reports) for case in ledger.all_cases()}
    held: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for claim in ledger.all_claims():
        for kind, id in (("allegation", claim.allegation), ("origin", claim.origin)):
            if id:
                held[kind, id].append(claim.id)
    names |= {decision.id: decision.key for decision in ledger.decisions()}
    return names | {id: _name(kind, *sorted(claims)) for (kind, id), claims in held.items()}


def _name(kind: str, *parts: str | None) -> str:
    return f"{kind}:{digest(*(part or '' for part in parts))}"


def _json(record: object) -> str:
    return msgspec.json.encode(record).decode()
