"""What options of several commands share: how a command is set up, and the values that options take."""

from __future__ import annotations

import argparse
import datetime
import os
import re
from pathlib import Path
from typing import Any

LEDGER = "sayso.db"
ROLES = ("agent", "target", "recipient", "object", "instrument", "beneficiary")  # as in model.ROLES


class Help(argparse.RawDescriptionHelpFormatter):
    """Help whose examples keep their lines."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30)


def command(
    commands: Any, name: str, about: str, example: str, *, runs: str = "", ledger: bool = True
) -> argparse.ArgumentParser:
    """A command with the options that all have."""
    made: argparse.ArgumentParser = commands.add_parser(
        name,
        help=about,
        description=about[0].upper() + about[1:] + ".",
        epilog=f"example:\n  {example}",
        formatter_class=Help,
    )
    made.set_defaults(run=runs or name, usage=made)
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


def json(command: argparse.ArgumentParser) -> None:
    """The option for other programs."""
    command.add_argument("--json", action="store_true", help="print JSON for other programs")


def domain(made: argparse.ArgumentParser) -> None:
    """The option for the domain pack."""
    told = "the domain pack: its name, or its folder with a / (default: the ledger's, or espionage)"
    made.add_argument("--domain", metavar="NAME|PATH", help=told)


def count(text: str) -> int:
    """A number from 0. Raises ArgumentTypeError."""
    if not re.fullmatch("[0-9]{1,9}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number")
    return int(text)


def port(text: str) -> int:
    """A port number. Raises ArgumentTypeError."""
    if not re.fullmatch("[0-9]{1,5}", text) or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; ports are 1 to 65535, and 0 takes a free one")
    return int(text)


def country(text: str) -> str:
    """A country code. Raises ArgumentTypeError."""
    if not re.fullmatch("[A-Za-z]{2}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is no country code; give two letters, such as GB")
    return text.upper()


def word(text: str) -> str:
    """A word of a fixed list, however it is written: `on trial` is `on_trial`."""
    return re.sub(r"[\s-]+", "_", text.strip().lower())


def date(text: str) -> str:
    """A partial date. Raises ArgumentTypeError."""
    whole = text + "0001-01-01"[len(text) :]
    try:
        if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text, re.ASCII):
            raise ValueError
        datetime.date.fromisoformat(whole)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; give YYYY, YYYY-MM or YYYY-MM-DD") from None
    return text


def role(text: str) -> tuple[str, str]:
    """`agent=Luo Wen`: a role and who fills it; nothing after the sign empties it. Raises ArgumentTypeError."""
    name, sign, filler = text.partition("=")
    if not sign or name not in ROLES:
        raise argparse.ArgumentTypeError(f"{text!r} is not ROLE=NAME with a role of {', '.join(ROLES)}")
    return name, filler.strip()
