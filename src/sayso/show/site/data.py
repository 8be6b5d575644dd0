"""The data of a site: the exchange format of what is published, in one zip that is the same for the same ledger.

Unless whole texts are asked for, the text of a report is blank but for the words that the site quotes, so that every
span still points at its words.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator

import msgspec

from sayso import __version__
from sayso.export.folder import FORMAT
from sayso.export.jsonl import SOURCES
from sayso.model import ReportRecord
from sayso.show.site import quoting
from sayso.show.site.selection import Selection

STAMP = (1980, 1, 1, 0, 0, 0)  # the same for ever


class Quoted(Selection):
    """The selection with reports as they may be handed on."""

    def __init__(self, selection: Selection) -> None:
        self.__dict__.update(selection.__dict__)

    def all_reports(self) -> Iterator[ReportRecord]:
        """Every published report with the words that are quoted of it."""
        for report in super().all_reports():
            shown = quoting.quoted(report.text, quoting.spans(self, report.id))
            yield msgspec.structs.replace(report, text=shown)


def packed(selection: Selection, *, full_texts: bool) -> bytes:
    """The zip."""
    records = selection if full_texts else Quoted(selection)
    encoder, counts, made = msgspec.json.Encoder(), {}, io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as file:
        for name, source in SOURCES.items():
            lines = [encoder.encode(record) for record in source(records)]
            counts[name] = len(lines)
            file.writestr(_member(name), b"".join(line + b"\n" for line in lines))
        file.writestr(_member("meta.json"), _meta(selection, counts))
    return made.getvalue()


def _member(name: str) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, STAMP)
    made.compress_type, made.external_attr, made.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
    return made


def _meta(selection: Selection, counts: dict[str, int]) -> str:
    reader, _, version = str(selection.noted("reader") or "").rpartition(" ")
    told = {
        "format": FORMAT,
        "kind": "jsonl",
        "sayso": __version__,
        "domain": str(selection.noted("domain") or ""),
        "readers": {reader: version} if reader else {},
        "files": counts,
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
