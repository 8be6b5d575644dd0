"""An export's folder is never seen half-written, and never takes the place of something else."""

import json
import os
from pathlib import Path

import pytest

from sayso.export.folder import ExportError, filled

META = {"domain": "espionage", "readers": {}}


def put(out: Path, words: str, kind: str = "jsonl") -> None:
    with filled(out, kind, META) as (folder, counts):
        (folder / "a.jsonl").write_text(words)
        counts["a.jsonl"] = 1


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_a_new_folder_appears_whole_with_its_parents(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "export"
    put(out, "one")
    assert names(out) == ["a.jsonl", "meta.json"]
    assert names(out.parent) == ["export"]
    meta = json.loads((out / "meta.json").read_text())
    assert meta["format"] == 1 and meta["kind"] == "jsonl" and meta["files"] == {"a.jsonl": 1}
    assert meta["domain"] == "espionage"


def test_a_second_export_replaces_the_first_and_leaves_no_rest(tmp_path: Path) -> None:
    put(tmp_path / "out", "one")
    put(tmp_path / "out", "two")
    assert (tmp_path / "out" / "a.jsonl").read_text() == "two"
    assert names(tmp_path / "out") == ["a.jsonl", "meta.json"]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    put(tmp_path, "one")
    assert names(tmp_path) == ["a.jsonl", "meta.json"]


def test_a_failure_leaves_the_earlier_export(tmp_path: Path) -> None:
    out = tmp_path / "out"
    put(out, "one")
    with pytest.raises(ValueError, match="halfway"), filled(out, "jsonl", META) as (folder, _):
        (folder / "a.jsonl").write_text("two")
        raise ValueError("halfway")
    assert (out / "a.jsonl").read_text() == "one"
    assert names(out) == ["a.jsonl", "meta.json"]


def test_a_failure_leaves_nothing_where_nothing_was(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="halfway"), filled(tmp_path / "out", "jsonl", META):
        raise ValueError("halfway")
    assert names(tmp_path) == []


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(ExportError, match=r"holds files that are no export.*--out"):
        put(tmp_path, "one")
    assert names(tmp_path) == ["thesis.txt"]


def test_a_meta_json_of_another_program_is_no_export(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text("[1]")
    with pytest.raises(ExportError, match="no export"):
        put(tmp_path, "one")


def test_an_export_in_another_format_is_refused(tmp_path: Path) -> None:
    put(tmp_path / "out", "one", kind="csv")
    with pytest.raises(ExportError, match=r"another format \(csv\)"):
        put(tmp_path / "out", "one")


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(ExportError, match="is a file"):
        put(tmp_path / "out", "one")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="No space left"), filled(tmp_path / "out", "jsonl", META) as (folder, _):
        (folder / "a.jsonl").symlink_to("/dev/full")
        (folder / "a.jsonl").write_text("words")
    assert names(tmp_path) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unwritable to root")
def test_an_unwritable_place_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(ExportError, match=r"Permission denied.*--out"):
        put(tmp_path / "out", "one")


def test_a_place_below_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportError, match=r"cannot write .*--out"):
        put(tmp_path / "file" / "out", "one")
