"""The encoder as a reader: attributions of short texts written for this gate, and of texts that are no news at all."""

from __future__ import annotations

import resource
import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from training.field import unmarked
from training.polnear import Marked

from sayso.domains import load
from sayso.mark import ModelError
from sayso.mark.encoder import network, reader
from sayso.model import Attribution

DOMAIN = load("espionage")
TEXTS = [unmarked(line) for line in yaml.safe_load((Path(__file__).parent / "attributions.yaml").read_text("utf-8"))]
FLOORS = {"attribution": 0.95, "sourced": 0.95}  # measured 0.95 and 0.95; they only rise
SENTENCE = "Officials in Riga said the courier had crossed the border twice. "


def attributions(text: str) -> tuple[Attribution, ...]:
    found = reader.read(text, DOMAIN).attributions
    for a in found:
        assert a.cue
        assert a.content
        assert all(0 <= s.start < s.end <= len(text) for s in (*a.source, *a.cue, *a.content))
        assert 0 <= a.confidence <= 1
        assert a.reader == reader.READER
    return found


def words(spans: tuple[tuple[int, int], ...]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def fits(found: Attribution, gold: Marked) -> bool:
    one, other = words(found.content), words(gold.content)
    return len(one & other) >= 0.5 * len(one | other)


def f1(hits: int, found: int, gold: int) -> float:
    return 2 * hits / (found + gold)


def test_texts_of_the_gate_are_read_above_the_floors() -> None:
    hits, sourced, found_all, gold_all = 0, 0, 0, 0
    for text, gold in TEXTS:
        found = list(attributions(text))
        found_all, gold_all = found_all + len(found), gold_all + len(gold)
        for marked in gold:
            match = next((a for a in found if fits(a, marked)), None)
            if match is not None:
                found.remove(match)
                hits += 1
                sourced += bool(words(match.source) & words(marked.source)) or not (match.source or marked.source)
    figures = {"attribution": f1(hits, found_all, gold_all), "sourced": f1(sourced, found_all, gold_all)}
    assert all(figures[name] >= floor for name, floor in FLOORS.items()), figures


def test_a_sentence_of_two_speakers() -> None:
    text = "The envoy called the arrest a mistake, and the ministry said the envoy should read the indictment."
    said = {text[a.source[0].start : a.source[0].end]: a for a in attributions(text) if a.source}
    assert {"The envoy", "the ministry"} <= set(said)


def test_a_whole_quotation_is_content_with_its_marks() -> None:
    text = "“He never left the city,” the lawyer said."
    (found,) = attributions(text)
    assert found.kind == "direct"
    assert text[found.content[0].start : found.content[0].end] == "“He never left the city,”"


def test_kinds_follow_the_quotation_marks() -> None:
    kinds = {a.kind for a in attributions("The court said the man was “a danger” and would stay in custody.")}
    assert kinds == {"mixed"}


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    attributions(text)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.sampled_from(["said", "“", "”", "\n", "the ministry", ":", "that", "he", "—", "，", "说"]), max_size=80)
)
def test_any_order_of_words_that_speak_is_read(parts: list[str]) -> None:
    attributions(" ".join(parts))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n\t ",
        '"' * 2_000,
        "“" * 1_500,
        "a" * 100_000,
        "he said " * 2_000,
        "国家安全部表示，该男子被拘留。" * 60,
        "وقال المتحدث باسم الوزارة إن الرجل اعتقل. " * 60,
        "\n".join("x" for _ in range(2_000)),
        "said, " * 1_500 + "the ministry",
        "e\u0301\u200f\u202e" * 500,
    ],
    ids=["empty", "blank", "quotes", "open", "word", "unpunctuated", "chinese", "arabic", "lines", "cues", "marks"],
)
def test_texts_that_are_no_news_are_read_in_the_end(text: str) -> None:
    attributions(text)


def test_memory_does_not_grow_with_the_windows() -> None:
    attributions(SENTENCE * 40)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    attributions(SENTENCE * 1_000)  # 65,000 characters
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30 * 1024


def test_the_same_text_is_read_alike_twice() -> None:
    text = SENTENCE * 60
    assert attributions(text) == attributions(text)


# ----------------------------------------------------------------------------------------------- the files


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for name in ("card.json", "encoder.onnx", "vocabulary.txt"):
        shutil.copy(network.HERE / name, tmp_path)
    return tmp_path


def test_the_shipped_files_are_those_of_the_card(files: Path) -> None:
    # the reader's version rises with the rules too, which make claims of what the network reads
    assert int(network.Network(files).card.version) <= int(reader.READER.split()[1])
    assert sum(f.stat().st_size for f in files.iterdir()) < 30 * 1024 * 1024


@pytest.mark.parametrize("name", ["encoder.onnx", "vocabulary.txt"])
def test_a_changed_file_is_named_and_not_run(files: Path, name: str) -> None:
    (files / name).write_bytes(b"other")
    with pytest.raises(ModelError, match=f"{name} of the encoder.*--reader rules"):
        network.Network(files)


def test_a_missing_file_is_named(files: Path) -> None:
    (files / "encoder.onnx").unlink()
    with pytest.raises(ModelError, match=r"encoder.onnx .*missing.*install sayso anew"):
        network.Network(files)


def test_a_card_that_cannot_be_read_is_named(files: Path) -> None:
    (files / "card.json").write_text('{"version": 1}')
    with pytest.raises(ModelError, match="card cannot be read"):
        network.Network(files)


def test_contents_are_not_widened_over_their_own_cue() -> None:
    text = "He said “yes, she told them, yes” twice."
    for a in attributions(text):
        assert not words(a.content) & words(a.cue)
        assert not words(a.content) & words(a.source)
