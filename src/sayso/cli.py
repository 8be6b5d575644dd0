"""The command line: `parser()` knows every command and option, `main()` runs one and ends with its exit code.

Results go to standard output, progress and errors to standard error. Exit codes: 0 done, 1 failed, 2 wrong usage.
What a command does is in `sayso.commands` and loaded when it runs, so that help and short answers come at once.
"""

from __future__ import annotations

import argparse
import datetime
import importlib
import os
import re
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sayso import __version__

DESCRIPTION = "On whose say-so? Who alleges what in reports about espionage, on whose word, and how sure they were."
LEDGER = "sayso.db"


class _Help(argparse.RawDescriptionHelpFormatter):
    """Examples keep their lines."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30)


def parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    made = argparse.ArgumentParser(prog="sayso", description=DESCRIPTION, formatter_class=_Help)
    made.add_argument("--version", action="version", version=f"sayso {__version__}")
    commands = made.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for add in (_build, _show, _search, _serve, _export, _decide, _schema):
        add(commands)
    return made


def _command(
    commands: Any, name: str, about: str, example: str, *, runs: str = "", ledger: bool = True
) -> argparse.ArgumentParser:
    """A command with the options that all have."""
    made: argparse.ArgumentParser = commands.add_parser(
        name,
        help=about,
        description=about[0].upper() + about[1:] + ".",
        epilog=f"example:\n  {example}",
        formatter_class=_Help,
    )
    made.set_defaults(run=runs or name)
    if ledger:
        made.add_argument(
            "--ledger",
            metavar="FILE",
            type=Path,
            default=Path(os.environ.get("SAYSO_LEDGER") or LEDGER),
            help=f"the ledger (default: the variable SAYSO_LEDGER, or {LEDGER})",
        )
    made.add_argument("--debug", action="store_true", help="show the trace of an unexpected error")
    return made


def _json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="print JSON for other programs")


def _build(commands: Any) -> None:
    made = _command(
        commands, "build", "read reports and bring the ledger up to date", "sayso build pages/ archive.zip article.html"
    )
    made.add_argument("paths", metavar="PATH", nargs="+", type=Path, help="a file, folder, zip or tar with reports")
    made.add_argument("--reader", metavar="NAME", default="rules", help="what marks the reports (default: rules)")
    made.add_argument(
        "--domain", metavar="NAME|PATH", default="espionage", help="the domain pack: its name, or its folder with a /"
    )
    made.add_argument("--quiet", action="store_true", help="no progress, only the summary")
    _json(made)


def _show(commands: Any) -> None:
    made = _command(
        commands,
        "show",
        "show the cases, one case, one report, or what could not be read",
        "sayso show --country GB --stage charged",
    )
    one = made.add_mutually_exclusive_group()
    one.add_argument("case", metavar="CASE", nargs="?", help="a case, by its id")
    one.add_argument("--report", metavar="REPORT", help="a report, by its id or the beginning of it")
    one.add_argument("--set-aside", action="store_true", help="what could not be read, and why")
    only = made.add_argument_group("only the cases")
    only.add_argument("--country", metavar="CC", type=_country, help="with this country (two letters, such as GB)")
    only.add_argument("--service", metavar="NAME", help="for this service")
    only.add_argument("--stage", metavar="STAGE", type=_word, help="in which an accused has reached this stage")
    only.add_argument("--outlet", metavar="NAME", help="told by this outlet")
    only.add_argument("--party", metavar="NAME", help="with this person or body in any part")
    only.add_argument("--since", metavar="DATE", type=_date, help="with a date from then on (YYYY, YYYY-MM or YYYY-MM-DD)")
    only.add_argument("--until", metavar="DATE", type=_date, help="with a date until then")
    only.add_argument("--text", metavar="WORDS", help="with these words in title, claims or reports")
    _json(made)


def _search(commands: Any) -> None:
    made = _command(commands, "search", "find words in reports, claims, parties and cases", "sayso search submarine")
    made.add_argument("words", metavar="WORDS", nargs="+", help="words that must all be there")
    _json(made)


def _serve(commands: Any) -> None:
    made = _command(commands, "serve", "browse the ledger in the browser, on this machine", "sayso serve --port 8000")
    made.add_argument("--port", metavar="N", type=_port, default=8000, help="the port on 127.0.0.1 (default: 8000)")


def _export(commands: Any) -> None:
    made = _command(commands, "export", "write the ledger for other programs", "sayso export jsonl --out export")
    made.add_argument("format", metavar="FORMAT", choices=("jsonl", "csv"), help="jsonl (everything) or csv (tables)")
    made.add_argument("--out", metavar="DIR", type=Path, required=True, help="the folder for the files")


def _schema(commands: Any) -> None:
    _command(
        commands,
        "schema",
        "print the JSON Schema of the exchange format",
        "sayso schema > exchange-format.schema.json",
        ledger=False,
    )


def _port(text: str) -> int:
    """A port number. Raises ArgumentTypeError."""
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; ports are 1 to 65535")
    return int(text)


def _country(text: str) -> str:
    """A country code. Raises ArgumentTypeError."""
    if not re.fullmatch("[A-Za-z]{2}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is no country code; give two letters, such as GB")
    return text.upper()


def _word(text: str) -> str:
    """A word of a fixed list, however it is written: `on trial` is `on_trial`."""
    return re.sub(r"[\s-]+", "_", text.strip().lower())


def _date(text: str) -> str:
    """A partial date. Raises ArgumentTypeError."""
    whole = text + "0001-01-01"[len(text) :]
    try:
        if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text, re.ASCII):
            raise ValueError
        datetime.date.fromisoformat(whole)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; give YYYY, YYYY-MM or YYYY-MM-DD") from None
    return text


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    args = parser().parse_args(argv)
    _never_fail_on_a_character()
    try:
        commands = importlib.import_module("sayso.commands")
        code: int = getattr(commands, args.run)(args)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return _say("stopped.")
    except BrokenPipeError:
        return _quiet_end()
    except Exception as error:
        return _failed(error, debug=args.debug)
    return code


def _never_fail_on_a_character() -> None:
    """Where the terminal's encoding lacks a character, an escape is written for it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _quiet_end() -> int:
    """The reader of our output has seen enough (`sayso show | head`), which is no failure."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _failed(error: Exception, *, debug: bool) -> int:
    """One line with cause and next step, and the trace where it is asked for; exit code 1."""
    from sayso.commands import EXPECTED
    from sayso.show.safe import visible

    if debug:
        traceback.print_exception(error)
    if isinstance(error, EXPECTED):
        return _say(visible(str(error)))
    told = visible(f"{type(error).__name__}: {error}")
    return _say(f"an unexpected error: {told}. Run the command again with --debug and report what it prints.")


def _say(message: str) -> int:
    print(f"sayso: {message}", file=sys.stderr)
    return 1


