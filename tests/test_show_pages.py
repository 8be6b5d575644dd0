"""What the terminal shows of a ledger: all that a reader asks of it, at any width, and never a control character."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from pathlib import Path

import msgspec
import pytest

from sayso.cli import main
from sayso.keep import Ledger
from sayso.show import terminal
from sayso.show.case import ordered
from sayso.show.headline import of_case
from sayso.show.lists import marked
from sayso.show.safe import HARMLESS, HIDDEN
from tests.ledgers import two_reports


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return two_reports(tmp_path_factory.mktemp("two") / "two.db")


@pytest.fixture(scope="module")
def reports(ledger: Path) -> dict[str, str]:
    """The ids of the two reports: `arrest` and `denial`."""
    with Ledger.open(ledger) as opened:
        return {Path(report.path or "").stem: report.id for report in opened.all_reports()}


def shown(capsys: pytest.CaptureFixture[str], ledger: Path, *argv: str) -> str:
    assert main([*argv, "--ledger", str(ledger)]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def flat(page: str) -> str:
    return re.sub(r"\s+", " ", page)


def test_cases_are_a_table(capsys: pytest.CaptureFixture[str], ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    head, row = shown(capsys, ledger, "show").splitlines()
    assert head.split() == ["case", "accused", "accused", "by", "for", "stage", "reports", "origins"]
    with Ledger.open(ledger) as opened:
        (one,) = opened.cases()
    cells = [
        *one.accused,
        *one.accusers,
        *one.services,
        one.stage,
        str(one.reports),
        f"{one.principals} of {one.origins}",
    ]
    assert re.split(r"\s{2,}", row.strip()) == [one.id, *cells]
    assert {"Ilya Brandt", "Southern Service", "arrested"} <= set(cells)


def test_a_case_has_its_headline_steps_origins_denials_slots_and_claims(
    capsys: pytest.CaptureFixture[str], ledger: Path
) -> None:
    page = flat(shown(capsys, ledger, "show", "c1"))
    assert "2 reports, 1 independent origin (2 statements)" in page
    assert "Ilya Brandt arrested 2024-03-04" in page
    assert re.search(r"Origins Norland State Bureau[^:]*: 2 reports", page)
    assert re.search(r"Denials .*Southern Service denies arrest k\w+ «Brandt never worked", page)
    assert "age Ilya Brandt 52 Harbour Post, 2024-03-05" in page
    assert "said by Harbour Post ← Norland State Bureau «Ilya Brandt had been recruited" in page


def test_claims_stand_in_order_of_time(capsys: pytest.CaptureFixture[str], ledger: Path) -> None:
    page = shown(capsys, ledger, "show", "c1").partition("Claims in order of time")[2]
    assert re.findall(r"^  (\S+|no time)  (?:\w+)", page, re.MULTILINE) == ["2019", "2024-03-04", "no time", "no time"]
    with Ledger.open(ledger) as opened:
        claims = opened.case_claims("c1")
    dates = {claim.report: "2024" for claim in claims}
    assert ordered(reversed(claims), dates) == ordered(claims, dates)
    late = {claims[0].report: "2025", claims[-1].report: "2023"}
    assert ordered(claims, late)[-1].report == claims[0].report


def test_a_report_has_header_attributions_and_claims(
    capsys: pytest.CaptureFixture[str], ledger: Path, reports: dict[str, str]
) -> None:
    page = flat(shown(capsys, ledger, "show", "--report", reports["arrest"]))
    assert "Arrest in Norland" in page and "date 2024-03-05 (metadata)" in page and "found at pages/arrest.txt" in page
    assert "1 attribution, 2 claims" in page
    assert "Norland State Bureau “said” [reported, indirect] «Ilya Brandt had been recruited" in page


def test_a_report_is_found_by_the_beginning_of_its_id(
    capsys: pytest.CaptureFixture[str], ledger: Path, reports: dict[str, str]
) -> None:
    whole = shown(capsys, ledger, "show", "--report", reports["arrest"])
    assert shown(capsys, ledger, "show", "--report", reports["arrest"][: terminal.SHORT]) == whole


def test_a_beginning_of_two_ids_names_both(
    capsys: pytest.CaptureFixture[str], ledger: Path, reports: dict[str, str]
) -> None:
    assert main(["show", "--report", "r", "--ledger", str(ledger)]) == 1
    told = capsys.readouterr().err
    assert all(report in told for report in reports.values())


@pytest.mark.parametrize("argv", [["show", "c9"], ["show", "--report", "zzz"], ["show", "\x1b[1m"]])
def test_an_unknown_id_is_told_in_one_line(capsys: pytest.CaptureFixture[str], ledger: Path, argv: list[str]) -> None:
    assert main([*argv, "--ledger", str(ledger)]) == 1
    out, err = capsys.readouterr()
    assert out == "" and err.startswith("sayso: The ledger holds no ") and err.count("\n") == 1 and "\x1b" not in err


def test_what_was_set_aside_has_reason_and_next_step(capsys: pytest.CaptureFixture[str], ledger: Path) -> None:
    assert shown(capsys, ledger, "show", "--set-aside") == (
        "pages/locked\\x1b.pdf\n  It is encrypted. Save it without a password.\n"
    )


def test_search_finds_reports_and_claims(capsys: pytest.CaptureFixture[str], ledger: Path) -> None:
    page = shown(capsys, ledger, "search", "recruited", "2019")
    assert "report r" in page and "claim k" in page
    assert shown(capsys, ledger, "search", "submarine").startswith("Nothing found.")


@pytest.mark.parametrize(
    ("filters", "fits"),
    [
        (["--service", "southern"], True),
        (["--service", "northern"], False),
        (["--stage", "Arrested"], True),
        (["--stage", "convicted"], False),
        (["--outlet", "harbour"], True),
        (["--party", "bureau"], True),
        (["--since", "2024-03"], True),
        (["--since", "2025"], False),
        (["--until", "2023"], False),
        (["--text", "recruited"], True),
        (["--country", "gb"], False),
    ],
)
def test_filters(capsys: pytest.CaptureFixture[str], ledger: Path, filters: list[str], fits: bool) -> None:
    page = shown(capsys, ledger, "show", *filters)
    assert ("Ilya Brandt" in page) is fits
    if not fits:
        assert page.startswith("No case fits. The ledger holds 1 case;")


@pytest.mark.parametrize("width", ["20", "50", "80", "200"])
def test_no_page_breaks_the_width_or_sends_a_control(
    capsys: pytest.CaptureFixture[str],
    ledger: Path,
    reports: dict[str, str],
    width: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    for argv in ([], ["c1"], ["--set-aside"], ["--report", reports["denial"]]):
        page = shown(capsys, ledger, "show", *argv)
        assert {c for c in page if unicodedata.category(c) in HIDDEN} <= HARMLESS | {"\n"}
        assert max(map(len, page.splitlines())) <= int(width)


def test_json_holds_what_the_page_shows(
    capsys: pytest.CaptureFixture[str], ledger: Path, reports: dict[str, str]
) -> None:
    assert json.loads(shown(capsys, ledger, "show", "--json"))[0]["principals"] == 1
    case = json.loads(shown(capsys, ledger, "show", "c1", "--json"))
    assert {claim["id"] for claim in case["claims"]} == set(case["case"]["claims"])
    assert case["parties"][case["case"]["accused"][0]] == "Ilya Brandt"
    report = json.loads(shown(capsys, ledger, "show", "--report", reports["denial"], "--json"))
    assert "\x1b[31m\x07Brandt" in report["report"]["text"]
    assert json.loads(shown(capsys, ledger, "show", "--set-aside", "--json"))[0]["reason"] == "It is encrypted."
    assert json.loads(shown(capsys, ledger, "search", "arrested", "--json"))


def test_json_sends_no_control_either(
    capsys: pytest.CaptureFixture[str], ledger: Path, reports: dict[str, str]
) -> None:
    page = shown(capsys, ledger, "show", "--report", reports["denial"], "--json")
    assert {c for c in page if unicodedata.category(c) in HIDDEN} == {"\n"}


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def drawn() -> str:
    stream = Terminal()
    terminal.printed([terminal.text(("word", "head"))], stream)
    return stream.getvalue()


def test_colour_only_in_a_terminal_that_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert drawn() == "\x1b[1mword\x1b[0m\n"
    monkeypatch.setenv("NO_COLOR", "1")
    assert drawn() == "word\n"
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert drawn() == "word\n"
    plain = io.StringIO()
    terminal.printed([terminal.text(("word", "head"))], plain)
    assert plain.getvalue() == "word\n"


def test_markup_of_a_report_is_only_words() -> None:
    stream = Terminal()
    terminal.printed([terminal.text("[bold red]x[/] :smile:")], stream)
    assert "[bold red]x[/] :smile:" in stream.getvalue()


def test_the_headline_counts_statements_only_where_they_differ(ledger: Path) -> None:
    with Ledger.open(ledger) as opened:
        case = opened.case("c1")
    one = msgspec.structs.replace(case, origins=case.origins[:1])
    assert of_case(one) == "2 reports, 1 independent origin"


def test_matches_of_a_snippet_are_marked() -> None:
    assert list(marked("the man was", ((4, 7),))) == ["the ", ("man", "name"), " was"]
    assert list(marked("none", ())) == ["none"]
