"""A folder of export files that is never seen half-written.

`filled(out, kind, meta)` gives an empty folder to write into and a dictionary for the number of lines by file; at the
end the files move to `out`, meta.json last. A failure leaves `out` as it was.
"""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sayso import __version__

FORMAT = 1
TEMPORARY = ".sayso-"


class ExportError(Exception):
    """An export that cannot be written: the cause and the next step."""


@contextmanager
def filled(out: Path, kind: str, meta: dict[str, Any]) -> Iterator[tuple[Path, dict[str, int]]]:
    """A folder that becomes `out` when the block ends without an error.

    Raises ExportError if `out` is no folder, holds something else than an export of this kind, or cannot be written.
    """
    counts: dict[str, int] = {}
    try:
        check(out, kind)
        temporary = _temporary(out)
        try:
            yield temporary, counts
            _write_meta(temporary, kind, meta, counts)
            _settle(temporary, out)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    except OSError as error:
        raise ExportError(
            f"cannot write {out}: {error.strerror or error}. Name a folder with --out that can be written."
        ) from error


def check(out: Path, kind: str) -> None:
    """Raise ExportError unless `out` is absent, empty, or an earlier export of the same kind."""
    if not out.exists():
        return
    if not out.is_dir():
        raise ExportError(f"{out} is a file. Name a folder with --out.")
    if not any(not name.name.startswith(TEMPORARY) for name in out.iterdir()):
        return
    found = _kind(out)
    if found != kind:
        held = f"an export in another format ({found})" if found else "files that are no export"
        raise ExportError(f"{out} holds {held}. Name a new or empty folder with --out.")


def _kind(out: Path) -> str | None:
    """The kind of export that a folder holds, None if none."""
    try:
        meta = json.loads((out / "meta.json").read_bytes())
    except (OSError, ValueError):
        return None
    if not isinstance(meta, dict) or "format" not in meta:
        return None
    return str(meta.get("kind", "jsonl"))


def _temporary(out: Path) -> Path:
    """A new folder on the same disk as `out`: inside it, or beside it where it does not exist yet."""
    if not out.exists():
        out.parent.mkdir(parents=True, exist_ok=True)
    folder = (out if out.exists() else out.parent) / f"{TEMPORARY}{secrets.token_hex(8)}"
    folder.mkdir()
    return folder


def _write_meta(folder: Path, kind: str, meta: dict[str, Any], counts: dict[str, int]) -> None:
    """meta.json, which says what the folder holds and how many lines each file has."""
    told = {"format": FORMAT, "kind": kind, "sayso": __version__, **meta, "files": counts}
    (folder / "meta.json").write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", "utf8")


def _settle(temporary: Path, out: Path) -> None:
    """Move the finished files to `out`: all in one step where it is new, else file by file and meta.json last."""
    if not out.exists():
        temporary.rename(out)
        return
    for file in sorted(temporary.iterdir(), key=lambda file: file.name == "meta.json"):
        file.replace(out / file.name)
