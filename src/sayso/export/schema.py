"""The exchange format as JSON Schema (2020-12), made from the record types.

The schema describes a whole export as an object from file name to lines, so that one line of claims.jsonl is valid
against `#/properties/claims.jsonl/items`. `sayso schema` prints it; docs/exchange-format.schema.json is that output.
"""

from __future__ import annotations

from typing import Any

import msgspec

from sayso.export.folder import FORMAT
from sayso.export.jsonl import FILES
from sayso.model import ROLES

PARTIAL_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
# What the types cannot say: fields whose strings are partial dates, by record.
DATES = {
    "ReportRecord": ("published",),
    "TimeRecord": ("value", "until"),
    "StageRecord": ("date",),
    "OriginRecord": ("date",),
}
KEYS: dict[str, tuple[str, dict[str, Any]]] = {  # the names that a field's values go by, by record
    "ClaimRecord": ("roles", {"enum": list(ROLES)}),
    "AllegationRecord": ("roles", {"enum": list(ROLES)}),
    "CaseRecord": ("slots", {"pattern": "^[a-z][a-z0-9_]*$"}),  # those of every pack, and those of the pack's own
}
OFFSETS = ("Evidence", "Passage", "MentionRecord")


def schema() -> dict[str, Any]:
    """The schema of a whole export."""
    names = list(FILES)
    lines, definitions = msgspec.json.schema_components(
        [FILES[name] for name in names], schema_hook=_free, ref_template="#/$defs/{name}"
    )
    definitions = msgspec.json.decode(msgspec.json.encode(definitions))  # a default () is the JSON []
    _narrow(definitions)
    files = {name: {"type": "array", "items": line} for name, line in zip(names, lines, strict=True)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Sayso exchange format {FORMAT}",
        "description": "An export: each .jsonl file as the array of its lines, and meta.json. "
        "Offsets are code points of the report's text; unknown is null.",
        "type": "object",
        "properties": {"meta.json": META, **files},
        "required": ["meta.json", *names],
        "$defs": definitions,
    }


META: dict[str, Any] = {
    "type": "object",
    "properties": {
        "format": {"const": FORMAT},
        "kind": {"const": "jsonl"},
        "sayso": {"type": "string"},
        "domain": {"type": "string"},
        "readers": {"type": "object"},
        "files": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}},
    },
    "required": ["format", "sayso", "domain", "readers"],
}


def _free(kind: type) -> dict[str, Any]:
    """A value of any type (an anchor's) is any JSON."""
    if kind is object:
        return {"description": "any JSON"}  # msgspec takes an empty schema for none
    raise NotImplementedError(f"no JSON Schema for {kind}")


def _narrow(definitions: dict[str, Any]) -> None:
    """Add what the types leave open: partial dates, names of roles and slots, offsets from 0."""
    for name, fields in DATES.items():
        for field in fields:
            _string(definitions[name]["properties"][field])["pattern"] = PARTIAL_DATE
    for name, (field, names) in KEYS.items():
        definitions[name]["properties"][field]["propertyNames"] = names
    for name in OFFSETS:
        for field in ("start", "end"):
            definitions[name]["properties"][field]["minimum"] = 0
    for offset in definitions["Span"]["prefixItems"]:
        offset["minimum"] = 0


def _string(field: dict[str, Any]) -> dict[str, Any]:
    """The string among a field's alternatives."""
    found: dict[str, Any] = next(one for one in field["anyOf"] if one.get("type") == "string")
    return found
