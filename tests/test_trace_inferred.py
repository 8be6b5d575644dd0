"""A report without a date gets what dated reports of the same statement determine of it, and no more."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from sayso.cli import main
from sayso.domains import load
from sayso.keep import Ledger
from sayso.keep.canonical import canonical
from sayso.model import ReportRecord, TimeRecord
from sayso.pipeline import build, settle
from sayso.show import web
from sayso.trace.inferred import in_common

DOMAIN = load("espionage")
DATED = (
    "---\ndate: {date}\noutlet: The {outlet} Post\n---\n"
    "Latvia's State Security Service said on {day} that Janis Ozols, a dockworker, was detained on suspicion of spying "
    "for Russia. Ozols had photographed ferries for Russian military intelligence, the service said.\n"
)
UNDATED = (
    "---\noutlet: The Undated Post\n---\n"
    "A dockworker spied for Russia, Latvian officials believe.\n"
    "The State Security Service of Latvia announced on {day} that Janis Ozols was detained. "
    "Ozols photographed ships for Moscow's GRU last month, the service said. {more}\n"
)


def dated(date: str = "2024-05-14", day: str = "Monday", outlet: str = "Larch") -> str:
    return DATED.format(date=date, day=day, outlet=outlet)


def undated(day: str = "Monday", more: str = "") -> str:
    return UNDATED.format(day=day, more=more)


def ledger_of(folder: Path, *texts: str) -> Path:
    """A ledger of these reports, built in this order, one build for each."""
    for number, text in enumerate(texts):
        path = folder / f"{number}-{abs(hash(text))}.md"
        path.write_text(text)
        assert main(["build", str(path), "--reader", "rules", "--ledger", str(folder / "l.db"), "--quiet"]) == 0
    return folder / "l.db"


def found(path: Path) -> ReportRecord:
    """The undated report as the ledger has it."""
    with Ledger.open(path) as ledger:
        (report,) = (r for r in ledger.all_reports() if r.outlet == "The Undated Post")
        return report


def times(path: Path) -> dict[str, TimeRecord]:
    """The times of the undated report by their words."""
    with Ledger.open(path) as ledger:
        return {c.time.text: c.time for c in ledger.report_claims(found(path).id) if c.time}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ledger_of(tmp_path_factory.mktemp("told"), dated(), undated())


def test_a_weekday_that_both_name_gives_the_month_that_its_week_lies_in(told: Path) -> None:
    report = found(told)
    assert (report.published, report.published_basis) == ("2024-05", "inferred")
    assert report.published_reason == (
        "The Larch Post of 2024-05-14 dates the same words of VDD to 2024-05-13, which this report calls “Monday”"
    )


def test_relative_times_come_to_what_every_possible_day_gives(told: Path) -> None:
    given = {words: (time.value, time.basis) for words, time in times(told).items()}
    assert given == {"Monday": ("2024-05-13", "inferred"), "last month": ("2024-04", "inferred")}


def test_a_week_across_two_months_gives_the_year(tmp_path: Path) -> None:
    path = ledger_of(tmp_path, dated("2024-04-30"), undated())
    assert found(path).published == "2024"
    assert {w: t.value for w, t in times(path).items()} == {"Monday": "2024-04-29", "last month": "2024"}


@pytest.mark.parametrize(
    "other",
    [undated("Thursday"), undated(more="Ozols was charged on 2 June 2024."), undated("15 May")],
    ids=["another weekday", "a later day is told as past", "a day that any year has"],
)
def test_nothing_is_inferred_where_the_words_do_not_agree(tmp_path: Path, other: str) -> None:
    report = found(ledger_of(tmp_path, dated(), other))
    assert (report.published, report.published_basis, report.published_reason) == (None, None, None)


def test_two_statements_on_that_weekday_give_what_both_allow(tmp_path: Path) -> None:
    path = ledger_of(tmp_path, dated(), dated("2024-08-20", outlet="Alder"), undated())
    assert found(path).published == "2024"
    assert times(path)["Monday"].value == "2024"


def test_a_copy_that_has_the_same_weekday_is_of_the_same_day(tmp_path: Path) -> None:
    more = "He worked in Ventspils for nine years and lived alone, his neighbours told the local radio station there. "
    text = dated("2024-05-13") + more + "His lawyer has asked the court to let him wait for his trial at home.\n"
    copy = text.replace("date: 2024-05-13\n", "").replace("Larch", "Undated")
    report = found(ledger_of(tmp_path, text, copy))
    assert (report.published, report.published_basis) == ("2024-05-13", "inferred")
    assert "it has the text of The Larch Post of 2024-05-13, and both say “Monday” of that day" in (
        report.published_reason or ""
    )


def test_no_order_of_input_matters(tmp_path: Path) -> None:
    texts = [dated(), dated("2024-05-15", outlet="Alder"), undated()]
    forms = []
    for number, order in enumerate(itertools.permutations(texts)):
        (tmp_path / str(number)).mkdir()
        with Ledger.open(ledger_of(tmp_path / str(number), *order)) as ledger:
            dates = sorted((r.outlet, r.published, r.published_reason) for r in ledger.all_reports())
            forms.append((dates, sorted(json.dumps([c.event, str(c.time)]) for c in ledger.all_claims())))
    assert all(form == forms[0] for form in forms)
    assert forms[0][0][-1][1] == "2024-05"


def test_a_second_build_changes_nothing(tmp_path: Path) -> None:
    path = ledger_of(tmp_path, dated(), undated())
    with Ledger.open(path) as ledger:
        before = canonical(ledger)
        build(ledger, sorted(tmp_path.glob("*.md")), reader="rules", domain=DOMAIN)
        assert canonical(ledger) == before


def test_an_analysts_date_wins_and_what_followed_from_the_inferred_one_goes(tmp_path: Path) -> None:
    path = ledger_of(tmp_path, dated(), undated())
    with Ledger.open(path) as ledger:
        decision = ledger.decide.correct_report(found(path).id, who="ana", published="2024-06-03")
        settle(ledger, DOMAIN)
        report = found(path)
        assert (report.published, report.published_basis, report.published_reason) == ("2024-06-03", "metadata", None)
        assert times(path)["last month"].basis != "inferred"
        ledger.decide.undo(decision.id, who="ana")
        settle(ledger, DOMAIN)
    assert (found(path).published, times(path)["last month"].value) == ("2024-05", "2024-04")


def test_it_goes_when_the_evidence_goes(tmp_path: Path) -> None:
    path = ledger_of(tmp_path, dated(), undated())
    with Ledger.open(path) as ledger:
        (other,) = (r.id for r in ledger.all_reports() if r.outlet == "The Larch Post")
        ledger.decide.correct_report(other, who="ana", published="2024-05")  # the day was a scraper's guess
        build(ledger, [], reader="rules", domain=DOMAIN)
    assert found(path).published is None
    assert {time.value for time in times(path).values()} == {None}


def test_a_decision_on_a_claim_does_not_take_an_inferred_time_for_the_reading(tmp_path: Path) -> None:
    path = ledger_of(tmp_path, dated(), undated())
    with Ledger.open(path) as ledger:
        claim = next(c for c in ledger.report_claims(found(path).id) if c.time and c.time.text == "last month")
        ledger.decide.accept(claim.id, who="ana")
        settle(ledger, DOMAIN)
        assert [s.status for s in ledger.decision_status()] == ["placed"]
    assert times(path)["last month"].value == "2024-04"


def test_terminal_browser_and_export_say_why(told: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = found(told)
    words = "dates the same words of VDD to 2024-05-13"
    assert main(["show", "--report", report.id, "--ledger", str(told)]) == 0
    page = " ".join(capsys.readouterr().out.split())
    assert "date 2024-05 (inferred)" in page
    assert words in page
    with TestClient(web.create(told), base_url="http://127.0.0.1:8317") as client:
        assert words in client.get(f"/report/{report.id}").text
    assert main(["export", "jsonl", "--out", str(tmp_path), "--ledger", str(told)]) == 0
    lines = [json.loads(line) for line in (tmp_path / "reports.jsonl").read_text().splitlines()]
    assert {line["published_reason"] for line in lines} == {None, report.published_reason}


DATES = st.dates().map(str) | st.sampled_from(["2024", "2024-05"])


@given(st.lists(DATES, min_size=1, max_size=5))
def test_what_dates_have_in_common_is_a_partial_date_that_each_begins_with(values: list[str]) -> None:
    common = in_common(values)
    assert common is None or (len(common) in (4, 7, 10) and all(value.startswith(common) for value in values))
    assert in_common(reversed(values)) == common
    assert in_common([*values, None]) is None
