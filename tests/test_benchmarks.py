"""The benchmarks: the reports that they make, the ratios that they take, and what their help says."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.domains import load
from sayso.model import Header, Layer

FOLDER = Path(__file__).parents[1] / "benchmarks"
SCRIPTS = (
    "speed",
    "growth",
    "linking",
    "parse_alone",
    "reuse",
    "altered",
    "reading",
    "coref",
    "publish",
    "deciding",
    "whole",
)


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


def test_marks_without_reading_are_those_of_reading(tmp_path: Path) -> None:
    invented, layers = script("invented"), []
    story = (invented.EXAMPLES / "saarinen-1-detained.md").read_text("utf8")
    for number in (3, 8):
        _, header, text = invented.copy(story, number).split("---\n", 2)
        url = next(line[5:] for line in header.splitlines() if line.startswith("url: "))
        layers.append(Layer(extractor="plain 1", text=text, header=Header(url=url)))
    first, second = invented.Marker()(layers, "rules", load("espionage"))
    for layer, marks in zip(layers, (first, second), strict=True):
        names = [(e.name, m.span) for e in marks.entities for m in e.mentions if m.form == "name" and e.surname]
        assert names
        assert all(name.split()[-1] in layer.text for name, _ in names)
    assert [c.evidence for c in first.claims] == [c.evidence for c in second.claims]


def test_coreference_is_scored_by_links() -> None:
    coref = script("coref")
    found = coref.score([[1, 5, 9], [3, 7]], {1: 0, 5: 0, 9: 1, 3: 2, 7: 2})
    assert (found.found, found.together, found.gold, found.made) == (5, 2, 4, 2)
    assert coref.score([[1, 5]], {}).found == 0


def test_mentions_of_gum_end_at_their_words() -> None:
    words = ["Ida", "'s", "boat", "sank", ".", "She", "swam"]
    columns = ["(person-1", "person-1)", "_", "_", "_", "(person-1)", "_"]
    read = script("coref").document(words, columns)
    ends = read.chains["person-1"]
    assert [read.text[:end].split()[-1] for end in ends] == ["Ida", "She"]


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


def test_a_part_within_a_part_counts_as_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = script("whole")
    now = [0.0]
    monkeypatch.setattr(whole.time, "process_time", lambda: now[0])
    clock = whole.Clock()

    def work(seconds: float) -> float:
        now[0] += seconds
        return seconds

    steps = clock.timed_steps("parse", lambda: (work(s) for s in (1.0, 2.0)))
    with clock.within("keep"):
        work(8.0)
        assert [clock.timed("reader", work)(step) for step in steps()] == [1.0, 2.0]
    work(100.0)
    assert {part: clock.parts[part] for part in ("keep", "parse", "reader")} == {"keep": 8, "parse": 3, "reader": 3}


def test_the_parts_of_a_build_add_up_to_it() -> None:
    whole = script("whole")
    parts = dict.fromkeys(whole.PARTS, 1.0) | {"spacy": 3.5}
    result = whole.figures(70, whole.Counter(parts))
    assert result["build_relative_to_parse"] == pytest.approx(0.5)
    assert sum(result[part] for part in whole.PARTS) == pytest.approx(2)
    assert (result["build_words_per_second"], result["parse_words_per_second"]) == (10, 20)


def test_a_whole_build_is_measured(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Police said a clerk had been arrested for spying.\n" * 20)
    told = [sys.executable, FOLDER / "whole.py", tmp_path, "--json"]
    found = json.loads(subprocess.run(told, capture_output=True, text=True, check=True).stdout)
    assert found["words"] == 180
    assert all(found[part] > 0 for part in ("read", "parse", "reader", "rules", "link", "trace", "keep"))


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
        if report.way == "copy" and not report.planted:
            (source,) = report.sources
            assert all(sentence.words in report.text for sentence in reports[source].sentences)


def test_what_was_changed_on_the_way_is_kept_with_the_words_before_and_after() -> None:
    reports = {r.name: r for r in script("lineage").corpus(600)}
    planted = [(r, p) for r in reports.values() for p in r.planted if not p.whole]
    assert {p.kind for _, p in planted} == {
        *("name", "number", "value", "hedge_dropped", "attribution_dropped", "quotation", "stage", "omitted", "added"),
        "wording",
    }
    for report, change in planted:
        if change.kind in ("name", "number", "stage", "quotation"):
            assert any(change.before in reports[s].text for s in report.sources)
            assert change.after in report.text and change.before != change.after
        if change.kind == "omitted":
            assert change.before not in report.text


def test_a_translation_keeps_the_facts_and_not_the_words() -> None:
    reports = {r.name: r for r in script("lineage").corpus(600)}
    for report in (r for r in reports.values() if r.way == "translate" and not any(not p.whole for p in r.planted)):
        (source,) = report.sources
        old, new = reports[source].sentences, report.sentences[: len(reports[source].sentences)]
        assert [s.fact for s in old] == [s.fact for s in new]
        assert sum(a.words == b.words for a, b in zip(old, new)) < len(old) / 4


def test_planted_changes_are_found_and_few_are_told_that_were_not_planted() -> None:
    found = script("altered").measure(100, 1)
    assert found["found"] >= 60
    assert found["told"] >= 85


def test_reuse_is_found_in_a_small_corpus(tmp_path: Path) -> None:
    found = script("reuse").measure(tmp_path, 60, 1, 1, {})
    assert all(found[f"recall_{way}"] == 100 for way in ("copy", "cut", "reorder", "edit", "spin"))
    assert found["precision"] >= 80
    assert found["direction_right"] >= 80


def test_a_ledger_and_its_copy_are_published_and_little_of_it_again(tmp_path: Path) -> None:
    script("desk").ledger(tmp_path / "sayso.db", 12, 30, settled=4)
    found = script("publish").measure(tmp_path / "sayso.db", 12, tmp_path / "site")
    assert found["cases"] == 12 and found["reports"] % 3 == 0
    assert 0 < found["second_written"] < found["pages"] / 3 and found["third_written"] == 0


@pytest.mark.parametrize("name", SCRIPTS)
def test_help_says_what_is_measured(name: str) -> None:
    shown = subprocess.run(
        [sys.executable, FOLDER / f"{name}.py", "--help"], capture_output=True, text=True, check=True
    )
    doc = (FOLDER / f"{name}.py").read_text("utf8").split('"""')[1]
    assert doc.strip() in shown.stdout


@given(st.integers(0, 10**6), st.integers(1, 6))
def test_a_case_that_has_one_more_report_has_the_same_ones_before_it(number: int, reports: int) -> None:
    marked = script("marked")
    assert 1 <= marked.size(number) <= marked.LARGEST
    assert marked.case(number, reports + 1)[:-1] == marked.case(number, reports)
