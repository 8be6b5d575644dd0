"""The data of a site: the exchange format of what is published, in one zip that is the same for the same ledger.

Unless whole texts are asked for, the text of a report is blank but for the words that the site quotes, so that every
span still points at its words.

Each line belongs to a case, a report or a party. The lines of those that have not changed since the data was last
published are taken from there; only the others are made.
"""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import IO, NamedTuple

import msgspec

from sayso import __version__
from sayso.export.folder import FORMAT
from sayso.export.jsonl import SOURCES
from sayso.model import ReportRecord
from sayso.show.site import quoting
from sayso.show.site.selection import Portion, Selection

STAMP = (1980, 1, 1, 0, 0, 0)  # the same for ever
DECISIONS = "decisions.jsonl"  # few, and made every time
# Of the other files, whose a line is: the kind, and the field that has the id.
OWNERS = {
    "reports.jsonl": ("report", "id"),
    "attributions.jsonl": ("report", "report"),
    "claims.jsonl": ("report", "report"),
    "allegations.jsonl": ("case", "case"),
    "parties.jsonl": ("party", "id"),
    "cases.jsonl": ("case", "id"),
    "relays.jsonl": ("report", "target"),
    "divergences.jsonl": ("case", "case"),
}
Spools = dict[str, IO[bytes]]


class Last(NamedTuple):
    """The data as it was last published, and what is now as it was then: `case c1`, `party p2`."""

    packed: bytes
    same: frozenset[str]


class Quoted(Portion):
    """A portion with reports as they may be handed on."""

    def all_reports(self) -> Iterator[ReportRecord]:
        """Every report of it with the words that are quoted of it."""
        for report in super().all_reports():
            shown = quoting.quoted(report.text, quoting.spans(self, report.id))
            yield msgspec.structs.replace(report, text=shown)


def packed(selection: Selection, last: Last | None, *, full_texts: bool) -> bytes:
    """The zip; `last` is the one that was published before, if any was."""
    same = last.same if last else frozenset()
    made, counts = io.BytesIO(), {}
    with ExitStack() as open_files, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as file:
        spools: Spools = {name: open_files.enter_context(tempfile.TemporaryFile()) for name in OWNERS}
        for portion in _portions(selection, Portion if full_texts else Quoted, same):
            _spool(portion, spools)
        for name in SOURCES:
            lines = [*_encoded(selection.decisions())] if name == DECISIONS else _merged(selection, name, last, spools)
            counts[name] = len(lines)
            file.writestr(_member(name), b"".join(line + b"\n" for line in lines))
        file.writestr(_member("meta.json"), _meta(selection, counts))
    return made.getvalue()


def _portions(selection: Selection, portion: type[Portion], same: frozenset[str]) -> Iterator[Portion]:
    """All that is not the same, case by case: what is read for one record of a case is at hand for the others."""
    told: set[str] = set()
    for case, reports in selection.chosen.items():
        due = [one for one in reports if one not in told and f"report {one}" not in same]
        told.update(due)
        yield portion(selection, {"case": [case] if f"case {case}" not in same else [], "report": due})
    yield portion(selection, {"party": [one for one in selection.ids("party") if f"party {one}" not in same]})


def _spool(portion: Portion, spools: Spools) -> None:
    """Notes the lines of a portion in files, as all together may be more than there is memory for."""
    for name, spool in spools.items():
        spool.writelines(line + b"\n" for line in _encoded(SOURCES[name](portion)))


def _encoded(records: Iterable[msgspec.Struct]) -> Iterator[bytes]:
    return map(msgspec.json.Encoder().encode, records)


def _merged(selection: Selection, name: str, last: Last | None, spools: Spools) -> list[bytes]:
    """The lines of a file: those that were made now, and of what is the same those from before."""
    kind, field = OWNERS[name]
    same = last.same if last else frozenset()
    spools[name].seek(0)
    fresh, kept = _by_owner(spools[name].read(), field), _by_owner(_before(last, name), field)
    ids = selection.ids(kind)
    return [line for id in ids for line in (kept if f"{kind} {id}" in same else fresh).get(id, ())]


def _before(last: Last | None, name: str) -> bytes:
    if last is None:
        return b""
    with zipfile.ZipFile(io.BytesIO(last.packed)) as file:
        return file.read(name)


def _by_owner(lines: bytes, field: str) -> dict[str, list[bytes]]:
    """Lines by the id in one of their fields."""
    owned = msgspec.defstruct("Owned", [("id", str, msgspec.field(name=field))])
    decoder = msgspec.json.Decoder(owned)
    found: dict[str, list[bytes]] = defaultdict(list)
    for line in lines.splitlines():
        found[decoder.decode(line).id].append(line)  # type: ignore[attr-defined]
    return found


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
