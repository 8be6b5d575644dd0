"""Help, wrong usage, exit codes and messages: what the command line promises for every command."""

import os
import shlex
import subprocess
import sys
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

import sayso.export
import sayso.mark
from sayso import __version__, cli, options
from sayso.cli import main, parser
from sayso.model import ROLES, Certainty

SOURCE = Path(__file__).parents[1] / "src"


def every(made: ArgumentParser) -> Iterator[ArgumentParser]:
    """The parser and those of all its commands."""
    yield made
    for action in made._actions:
        if isinstance(action, _SubParsersAction):
            for command in action.choices.values():
                yield from every(command)


def run(*argv: str, **env: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join(filter(None, [str(SOURCE), os.environ.get("PYTHONPATH")]))
    return subprocess.run(
        [sys.executable, "-m", "sayso", *argv],
        capture_output=True, text=True, env={**os.environ, "PYTHONPATH": path, **env}, timeout=60,
    )  # fmt: skip


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"sayso {__version__}\n"


@pytest.mark.parametrize("command", list(every(parser())), ids=lambda command: command.prog)
def test_help_of_every_command_explains_every_option(command: ArgumentParser) -> None:
    told = command.format_help()
    for action in command._actions:
        assert action.help or isinstance(action, _SubParsersAction), action.dest
    if command._subparsers is None:
        assert "example:\n" in told


@pytest.mark.parametrize("command", list(every(parser())), ids=lambda command: command.prog)
def test_the_example_in_help_can_be_parsed(command: ArgumentParser) -> None:
    if command.epilog:
        example = command.epilog.splitlines()[1].partition(" > ")[0]
        parser().parse_args(shlex.split(example)[1:])


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["build"],
        ["read", "x"],
        ["show", "--colour"],
        ["show", "c1", "--report", "r1"],
        ["show", "c1", "--country", "GB"],
        ["show", "--country", "Britain"],
        ["show", "--since", "May"],
        ["show", "--since", "2024-02-30"],
        ["search"],
        ["search", "caf\udcff"],
        ["show", "c\udcff"],
        ["serve", "--port", "70000"],
        ["serve", "--port", "web"],
        ["export", "xml", "--out", "x"],
        ["export", "jsonl"],
        ["decide"],
        ["decide", "accept"],
        ["decide", "correct", "k1", "--certainty", "sure"],
        ["decide", "correct", "k1", "--role", "spy=Luo"],
        ["decide", "date", "r1", "yesterday"],
    ],
    ids=lambda argv: ascii(" ".join(argv)),
)
def test_wrong_usage_is_2_with_a_reason(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(argv)
    out, err = capsys.readouterr()
    assert ended.value.code == 2
    assert out == "" and "error: " in err


def test_words_of_other_rooms_are_those_that_there_are() -> None:
    assert set(cli.READERS) == set(sayso.mark.READER_VERSIONS)
    assert set(cli.FORMATS) == set(sayso.export.FORMATS)
    assert get_args(Certainty) == cli.CERTAINTIES
    assert options.ROLES == ROLES


def test_an_unknown_format_lists_the_formats(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["export", "parquet", "--out", "x"])
    told = capsys.readouterr().err
    assert "jsonl" in told and "csv" in told


@pytest.mark.parametrize(
    "argv",
    [["show"], ["show", "c1"], ["search", "x"], ["export", "csv", "--out", "x"], ["decide", "list"]],
    ids=" ".join,
)
def test_no_ledger_is_1_in_one_line(
    argv: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(argv) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("sayso: There is no ledger at sayso.db.") and "sayso build" in err
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_the_ledger_is_named_by_option_before_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert parser().parse_args(["show"]).ledger == Path("sayso.db")
    monkeypatch.setenv("SAYSO_LEDGER", "my.db")
    assert parser().parse_args(["show"]).ledger == Path("my.db")
    assert parser().parse_args(["show", "--ledger", "other.db"]).ledger == Path("other.db")


def test_a_foreign_file_is_no_ledger(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.db").write_text("these are my notes, and they are not a database at all\n" * 40)
    assert main(["show", "--ledger", str(tmp_path / "notes.db")]) == 1
    assert "is not a Sayso ledger" in capsys.readouterr().err


def test_an_unexpected_error_is_short_and_says_how_to_report_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import sayso.commands

    def broken(args: object) -> int:
        raise ZeroDivisionError("\x1b[1mbold")

    monkeypatch.setattr(sayso.commands, "schema", broken)
    assert main(["schema"]) == 1
    told = capsys.readouterr().err
    assert "ZeroDivisionError" in told and "--debug" in told and "Traceback" not in told
    assert main(["schema", "--debug"]) == 1
    told = capsys.readouterr().err
    assert "Traceback" in told and "\x1b" not in told and "\n  File " in told


def test_help_and_show_load_neither_parse_nor_server() -> None:
    """They start fast because what only other commands need is left alone."""
    code = (
        "import sys\nfrom sayso.cli import main\n"
        "main(['show', '--ledger', 'none.db'])\n"
        "print([m for m in ('spacy', 'starlette', 'uvicorn', 'trafilatura', 'numpy') if m in sys.modules])"
    )
    path = os.pathsep.join(filter(None, [str(SOURCE), os.environ.get("PYTHONPATH")]))
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ, "PYTHONPATH": path}
    )
    assert done.stdout.strip() == "[]"


def test_a_closed_pipe_is_quiet() -> None:
    path = os.pathsep.join(filter(None, [str(SOURCE), os.environ.get("PYTHONPATH")]))
    done = subprocess.run(
        f'"{sys.executable}" -m sayso schema | head -n 1',
        shell=True, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip
    assert done.stdout == "{\n" and done.stderr == ""


def test_an_encoding_without_the_character_gets_an_escape() -> None:
    done = run("schema", PYTHONIOENCODING="ascii")
    assert done.returncode == 0 and done.stderr == ""


@pytest.mark.parametrize(("told", "then"), [(None, "1"), ("3", "3")])
def test_products_take_one_thread_unless_told_otherwise(
    told: str | None, then: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", told or "")
    if told is None:
        monkeypatch.delenv("OPENBLAS_NUM_THREADS")
    main(["show", "--ledger", str(tmp_path / "none.db")])
    assert os.environ["OPENBLAS_NUM_THREADS"] == then


def test_a_command_is_told_its_threads_before_numpy_is_loaded() -> None:
    told = "import sys, sayso.cli; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", told], env={**os.environ, "PYTHONPATH": str(SOURCE)}).returncode == 0
