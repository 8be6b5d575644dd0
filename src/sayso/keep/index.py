"""The search index: what may be shown of reports, claims, parties and cases, as words.

Withheld names are blacked out before they are indexed, so that a search cannot find what may not be seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sayso.keep.ids import digest
from sayso.keep.masks import mask_text
from sayso.keep.store import CLOSE, OPEN, Store

Doc = tuple[str, str, str]  # ref, title, body
SIGNS = str.maketrans({OPEN: " ", CLOSE: " "})  # they would be taken for marks around a match


def put(store: Store, kind: str, docs: Iterable[Doc], names: re.Pattern[str] | None) -> None:
    """Indexes documents of one kind; those that are indexed with the same words already are left alone."""
    for ref, title, body in docs:
        shown = tuple(mask_text(words, names).translate(SIGNS) for words in (title, body))
        row = store.row("SELECT id, digest FROM search_docs WHERE kind = ? AND ref = ?", (kind, ref))
        if row is None or row[1] != digest(*shown):
            _replace(store, kind, ref, shown, row[0] if row else None)


def _replace(store: Store, kind: str, ref: str, shown: tuple[str, ...], old: int | None) -> None:
    if old is not None:
        _drop(store, old)
    values = (kind, ref, digest(*shown))
    id = store.run("INSERT INTO search_docs (kind, ref, digest) VALUES (?, ?, ?)", values)
    store.run("INSERT INTO search (rowid, title, body) VALUES (?, ?, ?)", (id, *shown))


def drop(store: Store, kind: str, refs: Iterable[str]) -> None:
    """Takes documents out of the index."""
    for (id,) in store.among("SELECT id FROM search_docs WHERE kind = ? AND ref IN (?)", refs, (kind,)):
        _drop(store, id)


def _drop(store: Store, id: int) -> None:
    store.run("DELETE FROM search WHERE rowid = ?", (id,))
    store.run("DELETE FROM search_docs WHERE id = ?", (id,))


REPORTS = """
SELECT t.report, coalesce(h.title, ''), t.text FROM texts t JOIN headers h ON h.report = t.report
"""
CLAIMS = "SELECT id, event, json_extract(body, '$.evidence.text') FROM claims"
PARTIES = "SELECT id, name, '' FROM parties"
CASES = "SELECT id, json_extract(body, '$.title'), '' FROM cases"
ALL = {"report": REPORTS, "claim": CLAIMS, "party": PARTIES, "case": CASES}


def rebuild(store: Store, names: re.Pattern[str] | None) -> None:
    """Goes over the whole index: what withheld names have changed is indexed anew."""
    for kind, sql in ALL.items():
        put(store, kind, store.rows(sql), names)
