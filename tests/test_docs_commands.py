"""docs/commands.md names every command and option, and the commands that pages of the docs show do run."""

from __future__ import annotations

import argparse
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.cli import main, parser
from sayso.keep import Ledger
from tests.shown import ROOT, Shell, commands
from tests.test_export_ledger import faults, loaded, verbatim

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
REFERENCE = ROOT / "docs" / "commands.md"


def every(made: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """All commands, actions included, without the groups that hold them."""
    groups = [action for action in made._actions if isinstance(action, argparse._SubParsersAction)]
    for action in groups:
        for command in action.choices.values():
            yield from every(command)
    if not groups:
        yield made


def section(heading: str) -> str:
    """The text under the heading that begins so, that of its sub-headings included."""
    page = REFERENCE.read_text("utf8")
    found = re.search(rf"^(##+) {re.escape(heading)}\b.*?(?=^\1 |^## |\Z)", page, re.MULTILINE | re.DOTALL)
    return found[0] if found else ""


@pytest.mark.parametrize("command", list(every(parser())), ids=lambda command: command.prog)
def test_every_command_and_option_is_documented(command: argparse.ArgumentParser) -> None:
    own = section(command.prog)
    assert own, f"docs/commands.md has no section '{command.prog}'"
    inherited = REFERENCE.read_text("utf8").partition("\n## ")[0]  # what all commands take
    if " decide " in command.prog:
        inherited += section("sayso decide")
    options = {name for action in command._actions for name in action.option_strings} - {"-h", "--help"}
    missing = {name for name in options if f"`{name}" not in own + inherited}
    assert not missing


@pytest.mark.parametrize("command", list(every(parser())), ids=lambda command: command.prog)
def test_every_argument_is_in_the_heading_or_the_text(command: argparse.ArgumentParser) -> None:
    for action in command._actions:
        if not action.option_strings and action.metavar:
            assert str(action.metavar) in section(command.prog)


def test_no_documented_command_is_gone() -> None:
    known = {command.prog for command in every(parser())} | {"sayso decide"}
    told = re.findall(r"^##+ (sayso(?: [a-z]+)+)", REFERENCE.read_text("utf8"), re.MULTILINE)
    assert set(told) <= known


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of the example reports."""
    shell = Shell(tmp_path_factory.mktemp("examples"))
    done = shell.run("sayso build examples/reports --quiet")
    assert done.returncode == 0, done.stderr
    return shell.folder / "sayso.db"


def words(ledger_path: Path) -> dict[str, str]:
    """Identifiers for the words that stand for them: a case of several reports and what is in it."""
    with Ledger.open(ledger_path) as ledger:
        cases = sorted(ledger.cases(), key=lambda case: -case.reports)
        one = ledger.case(cases[0].id)
        text = ledger.report(one.reports[0]).text
        decided = [decision.id for decision in ledger.decisions()]
    quote = re.sub(r"[^\w ,.].*", "", text, flags=re.DOTALL)[:60].strip()
    return {
        "CASE": one.id, "OTHER": cases[1].id, "REPORT": one.reports[0], "COPY": one.reports[1],
        "CLAIM": one.claims[0][:10], "PARTY": one.accused[0], "QUOTE": quote,
        "DECISION": decided[0] if decided else "d1",
    }  # fmt: skip


@pytest.mark.parametrize("page", [page for page in PAGES if page.exists() and commands(page)], ids=lambda p: p.name)
def test_every_shown_command_runs(page: Path, built: Path, tmp_path: Path) -> None:
    shutil.copy(built, tmp_path / "sayso.db")
    shell = Shell(tmp_path)
    for command in commands(page):
        shell.words = words(tmp_path / "sayso.db")
        done = shell.run(command)
        assert done.returncode == 0, f"{command}: {done.stderr}"
        assert "Traceback" not in done.stderr


def test_an_export_of_the_example_reports_fits_the_format(built: Path, tmp_path: Path) -> None:
    assert main(["export", "jsonl", "--ledger", str(built), "--out", str(tmp_path / "out")]) == 0
    assert faults(tmp_path / "out") == []
    assert verbatim(loaded(tmp_path / "out")) > 1000
