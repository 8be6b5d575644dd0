"""The ledger for other programs: the exchange format and tables.

`write(ledger, "jsonl", folder)` takes anything that iterates over the records of the exchange format (`Records`; the
ledger is one) and gives the number of lines written by file. `FORMATS` lists the formats.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sayso.export import jsonl, tables
from sayso.export.folder import ExportError, filled
from sayso.export.records import Records

__all__ = ["FORMATS", "ExportError", "Records", "write"]

FORMATS: dict[str, Callable[[Records, Path], dict[str, int]]] = {
    "jsonl": jsonl.write,
    "csv": tables.write,
}


def write(records: Records, kind: str, out: Path) -> dict[str, int]:
    """Write all records in the named format (a key of `FORMATS`) into the folder `out`; lines by file.

    The files take their places when all are complete. Raises ExportError if `out` holds something else than an
    export of this format, or cannot be written.
    """
    with filled(out, kind, _meta(records)) as (folder, counts):
        counts.update(FORMATS[kind](records, folder))
    return counts


def _meta(records: Records) -> dict[str, Any]:
    """What meta.json tells of the ledger: its domain pack, and its readers with their versions."""
    reader = str(records.noted("reader") or "")
    name, _, version = reader.rpartition(" ")
    return {"domain": str(records.noted("domain") or ""), "readers": {name: version} if name else {}}
