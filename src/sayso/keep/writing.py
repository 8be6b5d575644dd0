"""The write side of the ledger: reports, text layers and readings, each in one transaction."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

import msgspec

from sayso.keep import joining
from sayso.keep.decisions import corrected
from sayso.keep.ids import blob_id, report_id
from sayso.keep.reports import corrections
from sayso.keep.store import Store
from sayso.model import Found, Header, Layer, Marks, SetAside


class Writing:
    """What the pipeline calls to keep what it has read and marked."""

    store: Store

    def add_report(self, found: Found, layer: Layer) -> tuple[str, bool]:
        """Keeps a document with the text made from it. Gives the report's id, and whether it is new.

        Bytes that were found at that path before are the same report, whatever address a newer extractor sees.
        """
        sha = blob_id(found.data)
        address = layer.header.url or found.path
        with self.store.transaction():
            id = self._at(sha, found.path) or report_id(found.data, address)
            new = not self._holds(id)
            if new:
                self._insert(id, sha, found.data, address)
            self.store.run("INSERT OR IGNORE INTO places VALUES (?, ?, ?)", (id, found.path, found.retrieved))
            self.store.run("DELETE FROM set_aside WHERE path = ?", (found.path,))
            self._use_layer(id, layer)
        return id, new

    def set_aside(self, aside: SetAside) -> None:
        """Keeps the name of a document that could not be read, with the reason."""
        values = (aside.path, aside.reason, aside.next_step)
        self.store.run("INSERT OR REPLACE INTO set_aside VALUES (?, ?, ?)", values)

    def leave_unmarked(self, report: str, reason: str, next_step: str, reader: str, domain: str) -> SetAside:
        """Notes that a report could not be marked. What an earlier reader found in it stays.

        Where there is nothing that could stay, the report gets marks that hold its header alone: nothing is told of
        it, but its text is in the index, and what others have of it is found.
        """
        path = self.store.rows("SELECT min(path) FROM places WHERE report = ?", (report,))[0][0]
        with self.store.transaction():
            if self.store.row("SELECT marking FROM reports WHERE id = ? AND marking IS NOT NULL", (report,)) is None:
                self.add_marks(report, Marks(reader=reader, header=self.layer(report).header), reader, domain)
            self.store.run("INSERT OR REPLACE INTO unmarked VALUES (?, ?, ?)", (report, reason, next_step))
            self.store.run("DELETE FROM dirty WHERE kind = 'mark' AND ref = ?", (report,))
        return SetAside(path=path, reason=reason, next_step=next_step)

    def layer(self, report: str) -> Layer:
        """The current text layer of a report, its header as analysts have corrected it."""
        sql = "SELECT l.extractor, l.text, l.header FROM reports r JOIN layers l ON l.id = r.layer WHERE r.id = ?"
        extractor, text, header = self.store.rows(sql, (report,))[0]
        known = msgspec.json.decode(header, type=Header)
        return Layer(extractor=extractor, text=text, header=corrected(known, corrections(self.store, report)))

    def original(self, report: str) -> bytes:
        """The bytes of a report as they were found."""
        sql = "SELECT b.packed FROM reports r JOIN blobs b ON b.sha256 = r.blob WHERE r.id = ?"
        return zlib.decompress(self.store.rows(sql, (report,))[0][0])

    def documents(self) -> Iterator[tuple[Found, str]]:
        """Every document that is kept, as it was found first, with the extractor that made its text."""
        sql = (
            "SELECT p.path, p.retrieved, b.packed, l.extractor FROM reports r JOIN layers l ON l.id = r.layer"
            " JOIN blobs b ON b.sha256 = r.blob JOIN places p ON p.rowid ="
            " (SELECT min(rowid) FROM places WHERE report = r.id) WHERE r.id = ?"
        )
        for (id,) in self.store.rows("SELECT id FROM reports ORDER BY id"):
            for path, retrieved, packed, extractor in self.store.rows(sql, (id,)):
                yield Found(path=path, data=zlib.decompress(packed), retrieved=retrieved), extractor

    def read_with(self, reader: str, domain: str) -> None:
        """Says which reader and pack reports are marked with now; what was marked with others is to be marked anew.

        Another pack may also link otherwise, so all is to be settled again.
        """
        with self.store.transaction():
            if (self.noted("reader"), self.noted("domain")) == (reader, domain):
                return
            self.store.run("INSERT OR IGNORE INTO dirty SELECT 'mark', id FROM reports")
            self.settle_all()
            joining.judge_all(self.store)
            self.note("reader", reader)
            self.note("domain", domain)

    def unread(self) -> list[str]:
        """The reports that are to be marked, by id."""
        return [id for (id,) in self.store.rows("SELECT ref FROM dirty WHERE kind = 'mark' ORDER BY ref")]

    def add_marks(self, report: str, marks: Marks, reader: str, domain: str) -> None:
        """Keeps what was read in the current layer of a report, and notes that the report is to be settled."""
        packed = zlib.compress(msgspec.json.encode(marks), 6)
        with self.store.transaction():
            layer = self.store.rows("SELECT layer FROM reports WHERE id = ?", (report,))[0][0]
            self.store.run(
                "INSERT INTO markings (report, layer, reader, domain, marks) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (report, layer, reader, domain) DO UPDATE SET marks = excluded.marks",
                (report, layer, reader, domain, packed),
            )
            self.store.run(
                "UPDATE reports SET marking = (SELECT id FROM markings WHERE report = ? AND layer = ? AND reader = ? "
                "AND domain = ?) WHERE id = ?",
                (report, layer, reader, domain, report),
            )
            self.store.run("DELETE FROM dirty WHERE kind = 'mark' AND ref = ?", (report,))
            self.store.run("DELETE FROM unmarked WHERE report = ?", (report,))
            self.make_dirty([report])

    def make_dirty(self, reports: Iterable[str]) -> None:
        """Notes that reports are to be settled again."""
        self.store.run_many("INSERT OR IGNORE INTO dirty VALUES ('report', ?)", [(id,) for id in reports])

    def settle_all(self) -> None:
        """Notes that every marked report is to be settled again."""
        self.store.run("INSERT OR IGNORE INTO dirty SELECT 'report', id FROM reports WHERE marking IS NOT NULL")

    def stamp(self, path: str) -> str | None:
        """What the last build saw at a path, as JSON of read's stamp."""
        row = self.store.row("SELECT stamp FROM files WHERE path = ?", (path,))
        return str(row[0]) if row else None

    def keep_stamp(self, path: str, stamp: str) -> None:
        """Notes what was seen at a path, once all that lies there is kept."""
        self.store.run("INSERT OR REPLACE INTO files VALUES (?, ?)", (path, stamp))

    def note(self, name: str, value: object) -> None:
        """Keeps a fact of the last build."""
        self.store.run("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, msgspec.json.encode(value).decode()))

    def noted(self, name: str) -> object:
        """A fact of the last build, or None."""
        row = self.store.row("SELECT value FROM meta WHERE name = ?", (name,))
        return msgspec.json.decode(row[0]) if row else None

    # ------------------------------------------------------------------------------------ inside

    def _at(self, sha: str, path: str) -> str | None:
        sql = "SELECT r.id FROM reports r JOIN places p ON p.report = r.id WHERE r.blob = ? AND p.path = ?"
        row = self.store.row(sql, (sha, path))
        return str(row[0]) if row else None

    def _holds(self, id: str) -> bool:
        return self.store.row("SELECT 1 FROM reports WHERE id = ?", (id,)) is not None

    def _insert(self, id: str, sha: str, data: bytes, address: str) -> None:
        packed = (sha, len(data), zlib.compress(data, 6))
        self.store.run("INSERT OR IGNORE INTO blobs VALUES (?, ?, ?)", packed)
        self.store.run("INSERT INTO reports (id, blob, address) VALUES (?, ?, ?)", (id, sha, address))

    def _use_layer(self, report: str, layer: Layer) -> None:
        """Makes a layer the current one. The same extractor and version gives the same text: it is kept once."""
        header = msgspec.json.encode(layer.header).decode()
        self.store.run(
            "INSERT INTO layers (report, extractor, text, header) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (report, extractor) DO NOTHING",
            (report, layer.extractor, layer.text, header),
        )
        row = self.store.rows("SELECT id FROM layers WHERE report = ? AND extractor = ?", (report, layer.extractor))[0]
        if self.store.row("SELECT 1 FROM reports WHERE id = ? AND layer IS ?", (report, *row)) is None:
            self.store.run("UPDATE reports SET layer = ? WHERE id = ?", (*row, report))
            self.store.run("INSERT OR IGNORE INTO dirty VALUES ('mark', ?)", (report,))
