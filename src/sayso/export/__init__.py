"""The ledger for other programs: the exchange format and tables.

`write(ledger, "jsonl", folder)` takes anything that iterates over the records of the exchange format (`Records`; the
ledger is one) and gives the number of lines written by file. `FORMATS` lists the formats.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

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
    with filled(out, kind, records.meta()) as (folder, counts):
        counts.update(FORMATS[kind](records, folder))
    return counts
