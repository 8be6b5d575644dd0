"""The benchmarks: the reports that they make, the ratios that they take, and what their help says."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

FOLDER = Path(__file__).parents[1] / "benchmarks"
SCRIPTS = ("speed", "growth", "parse_alone", "reuse", "reading", "deciding")


@pytest.fixture(autouse=True)
def beside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))


def script(name: str) -> ModuleType:
    return importlib.import_module(name)


def test_made_reports_are_as_many_as_wanted_and_all_different(tmp_path: Path) -> None:
    script("invented").write(tmp_path, 60)
    texts = {path.read_text("utf8") for path in tmp_path.iterdir()}
    assert len(texts) == 60


def test_made_reports_are_the_same_each_time(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        script("invented").write(tmp_path / folder, 40)
    names = [path.name for path in (tmp_path / "one").iterdir()]
    assert all((tmp_path / "one" / n).read_bytes() == (tmp_path / "two" / n).read_bytes() for n in names)


@given(st.integers(1, 10**7), st.integers(1, 10**7))
def test_copies_are_about_others_and_agree_on_whom(one: int, other: int) -> None:
    copy = script("invented").copy
    assert "Saarinen" not in copy("Elina Saarinen said", one)
    assert copy("Vance met Luo", one) in copy("Vance met Luo. Luo left.", one)
    assert one == other or copy("Elina Saarinen and Marcus Vance", one) != copy(
        "Elina Saarinen and Marcus Vance", other
    )


def test_ratios_are_taken_within_each_round() -> None:
    speed = script("speed")

    def one_round(factor: float) -> object:
        run = speed.Run
        return speed.Round(1000, run(2 * factor, 2, 300), run(0.1 * factor, 0.5, 100), run(1 * factor, 1.5, 200))

    result = speed.summary([one_round(1), one_round(10), one_round(3)])
    assert result["speed_relative_to_parse"] == pytest.approx(0.5)
    assert result["repeated_build_share"] == pytest.approx(0.05)
    assert result["repeated_build_share_cpu"] == pytest.approx(0.25)
    assert result["speed_relative_to_parse_cpu"] == pytest.approx(0.75)
    assert result["build_words_per_second"] == pytest.approx(1000 / 6)
    assert result["build_peak_mib"] == 300


def test_a_process_is_timed_and_its_memory_taken() -> None:
    # in a process of its own: a child's peak counts what its parent held when it was made
    told = (
        "import sys, speed; run = speed.timed([sys.executable, '-c', "
        "'import time; x = bytearray(80 << 20); time.sleep(0.1)']); print(run.seconds, run.cpu, run.mib)"
    )
    printed = subprocess.run([sys.executable, "-c", told], cwd=FOLDER, capture_output=True, text=True, check=True)
    seconds, cpu, mib = map(float, printed.stdout.split())
    assert 0.1 < seconds < 30
    assert 0 < cpu <= seconds
    assert 80 < mib < 400


def test_a_failing_process_ends_the_measurement_with_its_message() -> None:
    with pytest.raises(SystemExit, match="no such case"):
        script("speed").timed([sys.executable, "-c", "import sys; sys.exit('no such case')"])


def test_a_corpus_of_known_lineage_is_the_same_for_a_seed_and_another_for_another() -> None:
    corpus = script("lineage").corpus
    one, same, other = (list(corpus(60, seed)) for seed in (1, 1, 2))
    assert [r.text for r in one] == [r.text for r in same] != [r.text for r in other]
    assert len(one) == 60


def test_reports_derive_from_reports_that_are_older_and_hold_their_words() -> None:
    reports = {r.name: r for r in script("lineage").corpus(400)}
    derived = [r for r in reports.values() if r.sources]
    assert len(derived) == 80
    for report in derived:
        assert all(reports[s].story == report.story for s in report.sources)
        assert all(reports[s].true_date <= report.true_date for s in report.sources)
        if report.way == "copy" and not report.garbled:
            (source,) = report.sources
            assert all(sentence.words in report.text for sentence in reports[source].sentences)


def test_reuse_is_found_in_a_small_corpus(tmp_path: Path) -> None:
    found = script("reuse").measure(tmp_path, 60, 1, 1, {})
    assert all(found[f"recall_{way}"] == 100 for way in ("copy", "cut", "reorder", "edit", "spin"))
    assert found["precision"] >= 80
    assert found["direction_right"] >= 80


@pytest.mark.parametrize("name", SCRIPTS)
def test_help_says_what_is_measured(name: str) -> None:
    shown = subprocess.run(
        [sys.executable, FOLDER / f"{name}.py", "--help"], capture_output=True, text=True, check=True
    )
    doc = (FOLDER / f"{name}.py").read_text("utf8").split('"""')[1]
    assert doc.strip() in shown.stdout
