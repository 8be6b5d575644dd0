"""The command line: `parser()` knows every command and option, `main()` runs one and ends with its exit code.

Results go to standard output, progress and errors to standard error. Exit codes: 0 done, 1 failed, 2 wrong usage.
What a command does is in `sayso.commands` and loaded when it runs, so that help and short answers come at once.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sayso import __version__, options
from sayso.options import command

DESCRIPTION = "On whose say-so? Who alleges what in reports about espionage, on whose word, and how sure they were."


def parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    made = argparse.ArgumentParser(prog="sayso", description=DESCRIPTION, formatter_class=options.Help)
    made.add_argument("--version", action="version", version=f"sayso {__version__}")
    commands = made.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for add in (_build, _show, _compare, _search, _serve, _publish, _export, _decide, _schema):
        add(commands)
    return made


# Words of other rooms, written down here because those rooms take time to load; a test holds them together.
READERS = ("encoder", "rules")
FORMATS = ("jsonl", "csv")
READER_HELP = "what finds who says what: a small network, or rules without one (default: encoder)"
CERTAINTIES = ("asserted", "alleged", "reported", "denied", "possible")


def _build(commands: Any) -> None:
    made = command(
        commands, "build", "read reports and bring the ledger up to date", "sayso build pages/ archive.zip article.html"
    )
    made.add_argument("paths", metavar="PATH", nargs="+", type=Path, help="a file, folder, zip or tar with reports")
    made.add_argument("--reader", metavar="NAME", choices=READERS, default=READERS[0], help=READER_HELP)
    options.domain(made)
    made.add_argument("--quiet", action="store_true", help="no progress, only the summary")
    options.json(made)


def _show(commands: Any) -> None:
    made = command(
        commands,
        "show",
        "show the cases, one case, one report, why something is so, or what could not be read",
        "sayso show --country GB --stage charged",
    )
    one = made.add_mutually_exclusive_group()
    one.add_argument("case", metavar="CASE", nargs="?", help="a case, by its id")
    one.add_argument("--report", metavar="REPORT", help="a report, by its id, the beginning of it, or its path")
    one.add_argument(
        "--why", metavar="ID", help="what made a claim, party, case, stage or anything else that has an id"
    )
    one.add_argument("--set-aside", action="store_true", help="what could not be read, and why")
    part = made.add_mutually_exclusive_group()
    part.add_argument("--relays", action="store_true", help="of the case: who has it from whom, and what changed")
    part.add_argument("--divergences", action="store_true", help="of the case: where its reports differ")
    only = made.add_argument_group("only the cases")
    only.add_argument(
        "--country", metavar="CC", type=options.country, help="with this country (two letters, such as GB)"
    )
    only.add_argument("--service", metavar="NAME", help="for this service")
    only.add_argument("--stage", metavar="STAGE", type=options.word, help="in which an accused has reached this stage")
    only.add_argument("--outlet", metavar="NAME", help="told by this outlet")
    only.add_argument("--party", metavar="NAME", help="with this person or body in any part")
    only.add_argument(
        "--since", metavar="DATE", type=options.date, help="with a date from then on (YYYY, YYYY-MM or YYYY-MM-DD)"
    )
    only.add_argument("--until", metavar="DATE", type=options.date, help="with a date until then")
    only.add_argument("--accuser", metavar="NAME", help="brought by this body, or by this country (CC)")
    only.add_argument("--year", metavar="YYYY", type=options.date, help="first reported in this year")
    only.add_argument("--disputed", action="store_true", help="with values that cannot all be right")
    only.add_argument("--denied", action="store_true", help="with a denial")
    only.add_argument(
        "--reviewed", choices=("none", "some", "all"), help="of whose claims none, some or all have been decided on"
    )
    only.add_argument("--text", metavar="WORDS", help="with these words in title, claims or reports")
    options.json(made)


def _compare(commands: Any) -> None:
    made = command(commands, "compare", "show two reports side by side", "sayso compare r81 pages/copy.html")
    made.add_argument("report", metavar="REPORT", help="a report, by its id, the beginning of it, or its path")
    made.add_argument("other", metavar="OTHER", help="another")
    options.json(made)


def _search(commands: Any) -> None:
    made = command(commands, "search", "find words in reports, claims, parties and cases", "sayso search submarine")
    made.add_argument("words", metavar="WORDS", nargs="+", help="words that must all be there")
    options.json(made)


def _serve(commands: Any) -> None:
    made = command(commands, "serve", "browse and review in the browser, on this machine", "sayso serve --port 9000")
    made.add_argument(
        "--port",
        metavar="N",
        type=options.port,
        default=8317,
        help="the port on 127.0.0.1 (default: 8317; 0 takes a free one)",
    )
    made.add_argument("--as", metavar="NAME", dest="who", help="who decides (default: git's user.name, or the login)")
    made.add_argument("--read-only", action="store_true", help="pages without review")
    options.domain(made)


def _publish(commands: Any) -> None:
    made = command(commands, "publish", "make a static site of the reviewed cases", "sayso publish site --case c2 c5")
    made.add_argument("dir", metavar="DIR", type=Path, help="the folder of the site: new, empty, or published before")
    which = made.add_mutually_exclusive_group()
    which.add_argument("--case", metavar="ID", nargs="+", default=[], help="these cases (default: the reviewed ones)")
    which.add_argument("--all", action="store_true", help="all cases, reviewed or not")
    made.add_argument("--full-texts", action="store_true", help="whole texts of reports, not only what is quoted")
    made.add_argument("--title", metavar="TEXT", default="Sayso", help="what the site is called (default: Sayso)")
    made.add_argument("--quiet", action="store_true", help="no progress, only the summary")
    options.json(made)


def _export(commands: Any) -> None:
    made = command(commands, "export", "write the ledger for other programs", "sayso export jsonl --out export")
    made.add_argument("format", metavar="FORMAT", choices=FORMATS, help="jsonl (everything) or csv (tables)")
    made.add_argument("--out", metavar="DIR", type=Path, required=True, help="the folder for the files")


def _decide(commands: Any) -> None:
    whole = "Review from a script: each decision is added to the ledger, and none is ever lost."
    made = commands.add_parser("decide", help="review from a script", description=whole)
    actions = made.add_subparsers(title="actions", metavar="ACTION", required=True)
    for name, (about, example, arguments) in ACTIONS.items():
        action = command(actions, name, about, f"sayso decide {name} {example}", runs="decide")
        action.set_defaults(action=name)
        for argument, told in arguments.items():
            name_of = argument.rstrip("…?")
            action.add_argument(name_of.lower(), metavar=name_of, help=told, **_value(argument))
        if name in ("correct", "add"):
            _changes(action, name)
        if name == "stage":
            action.add_argument("--date", metavar="DATE", type=options.date, help="since when")
        options.domain(action)
        _signature(action)
    _lists(actions)


def _lists(actions: Any) -> None:
    """The actions that decide nothing."""
    made = command(actions, "list", "list the decisions and how they stand", "sayso decide list", runs="decisions")
    made.add_argument("--on", metavar="ID", help="only those on this claim, report, case or party")
    options.json(made)
    made = command(
        actions, "queue", "show what is worth a look first", "sayso decide queue --limit 20", runs="decision_queue"
    )
    made.add_argument("--limit", metavar="N", type=options.count, default=20, help="how many of each (default: 20)")
    options.json(made)
    made = command(
        actions,
        "export",
        "write all decisions into a file that can be kept in git",
        "sayso decide export decisions.jsonl",
        runs="decisions_out",
    )
    made.add_argument("file", metavar="FILE", type=Path, help="the file; it is replaced")
    made = command(
        actions,
        "import",
        "add the decisions of such a file that are not here yet",
        "sayso decide import decisions.jsonl",
        runs="decisions_in",
    )
    made.add_argument("file", metavar="FILE", type=Path, help="the file")
    options.domain(made)


# Actions: what each does, an example, and its arguments.
ACTIONS: dict[str, tuple[str, str, dict[str, str]]] = {
    "accept": ("mark a claim as read rightly", "k3f", {"CLAIM": "the claim"}),
    "reject": ("take a claim away that the report does not make", "k3f", {"CLAIM": "the claim"}),
    "correct": ("put right what a claim was read as", "k3f --certainty alleged", {"CLAIM": "the claim"}),
    "add": ("add a claim that was missed", "r81 --event arrest --quote 'was arrested'", {"REPORT": "the report"}),
    "merge": ("make two cases or two parties one", "c2 c5", {"ID": "a case or party", "OTHER": "another"}),
    "split": (
        "part a case by its reports, or a party by reports or names",
        "c2 r81",
        {"ID": "a case or party", "OUT…": "the reports (or names of the party) that are about another"},
    ),
    "move": (
        "move a claim to another case",
        "k3f c5",
        {"CLAIM": "the claim", "CASE?": "the case that it belongs to; without it, a case of its own"},
    ),
    "withhold": ("black out the names of a party wherever they are shown", "p7", {"PARTY": "the party"}),
    "unwithhold": ("show the names of a party again", "p7", {"PARTY": "the party"}),
    "date": (
        "put right a report's date",
        "r81 2024-05",
        {"REPORT": "the report", "DATE": "YYYY, YYYY-MM or YYYY-MM-DD"},
    ),
    "outlet": ("put right a report's outlet", "r81 'The Star'", {"REPORT": "the report", "NAME": "its outlet"}),
    "stage": (
        "set how far the case against an accused has got",
        "c2 p7 charged --reason 'the sheet'",
        {"CASE": "the case", "PARTY": "the accused", "STAGE": "a stage of the ladder"},
    ),
    "copy": (
        "mark a report as a copy of another",
        "r81 r2f",
        {"REPORT": "the copy", "OTHER": "the report that it was copied from"},
    ),
    "independent": (
        "mark two reports as independent of each other",
        "r81 r2f",
        {"REPORT": "a report", "OTHER": "another"},
    ),
    "note": (
        "note something on a claim, report, case or party",
        "c2 'ask the court'",
        {"ID": "a claim, report, case or party", "TEXT": "the note"},
    ),
    "undo": ("take a decision back", "d4", {"DECISION": "the decision"}),
}


def _value(argument: str) -> dict[str, Any]:
    """How an argument of a decision is read."""
    if argument[-1] in "…?":
        return {"nargs": "+" if argument[-1] == "…" else "?"}
    return {"type": options.date} if argument == "DATE" else {}


def _changes(action: argparse.ArgumentParser, name: str) -> None:
    """What a claim says, for `correct` and `add`."""
    missing = name == "add"
    if missing:
        action.add_argument("--quote", metavar="TEXT", required=True, help="its words in the report, to the letter")
        action.add_argument("--at", metavar="N", type=options.count, help="near which code point, if they stand twice")
    action.add_argument("--event", metavar="EVENT", type=options.word, required=missing, help="what happened")
    action.add_argument(
        "--role", metavar="ROLE=NAME", type=options.role, action="append", default=[], help="who has a role in it"
    )
    action.add_argument("--speaker", metavar="NAME", help="whose word it is")
    action.add_argument("--certainty", choices=CERTAINTIES, help="how sure the speaker is")
    action.add_argument("--polarity", choices=("positive", "negative"), help="negative: it did not happen")
    action.add_argument("--time", metavar="DATE", type=options.date, help="when it happened")


def _signature(action: argparse.ArgumentParser) -> None:
    """Who decides, and why."""
    action.add_argument("--as", metavar="NAME", dest="who", help="who decides (default: git's user.name, or the login)")
    action.add_argument("--reason", metavar="TEXT", help="why")


def _schema(commands: Any) -> None:
    command(
        commands,
        "schema",
        "print the JSON Schema of the exchange format",
        "sayso schema > exchange-format.schema.json",
        ledger=False,
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    args = parser().parse_args(argv)
    _refuse_broken_words(args)
    _never_fail_on_a_character()
    # The parse's products are small: numpy would take longer on several threads. Read when numpy is first loaded.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        commands = importlib.import_module("sayso.commands")
        code: int = getattr(commands, args.run)(args)
        sys.stdout.flush()
    except KeyboardInterrupt as stopped:
        return _say(str(stopped) or "Stopped.")
    except BrokenPipeError:
        return _quiet_end()
    except Exception as error:
        return _failed(error, debug=args.debug)
    return code


def _refuse_broken_words(args: argparse.Namespace) -> None:
    """Words that are no UTF-8 can be neither stored nor looked for; a path may be of any bytes."""
    for value in vars(args).values():
        for word in value if isinstance(value, list) else [value]:
            if isinstance(word, str) and not word.isascii() and any("\ud800" <= c <= "\udfff" for c in word):
                args.usage.error(f"{word!a} is not valid UTF-8")


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
    from sayso.commands import expected
    from sayso.show.safe import visible, visible_lines

    if debug:
        print(visible_lines("".join(traceback.format_exception(error))), end="", file=sys.stderr)
    if isinstance(error, expected()):
        return _say(visible(str(error)))
    told = visible(f"{type(error).__name__}: {error}")
    return _say(f"An unexpected error: {told}. Run the command again with --debug and report what it prints.")


def _say(message: str) -> int:
    print(f"sayso: {message}", file=sys.stderr)
    return 1
