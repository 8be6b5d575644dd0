"""`sayso decide`: each action of the command line as a call of `Ledger.decide`."""

from __future__ import annotations

import getpass
import os
import subprocess
from argparse import Namespace
from collections.abc import Callable
from typing import Any, TypedDict

from sayso.keep import Ledger, Unknown
from sayso.keys import begun
from sayso.model import DecisionRecord


class Signature(TypedDict):
    """Who decides, and why."""

    who: str
    why: str | None


Action = Callable[[Ledger, Namespace, Signature], DecisionRecord]


def who() -> str:
    """Who decides where nobody is named: the variable SAYSO_AS, git's user.name, or the login."""
    return os.environ.get("SAYSO_AS") or _git_name() or _login()


def _git_name() -> str:
    """The name that commits are made under, "" where there is none."""
    try:
        command = ["git", "config", "user.name"]
        return subprocess.run(command, capture_output=True, text=True, timeout=5).stdout.strip()  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return ""


def _login() -> str:
    """The login, "" where the machine does not tell."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def claim(ledger: Ledger, args: Namespace) -> str:
    """The whole id of the claim that is meant."""
    return begun(ledger.claim, args.claim).id


def report(ledger: Ledger, args: Namespace) -> str:
    """The whole id of the report that is meant."""
    return begun(ledger.report, args.report).id


def other(ledger: Ledger, args: Namespace) -> str:
    """The whole id of the other report that is meant."""
    return begun(ledger.report, args.other).id


def thing(ledger: Ledger, id: str) -> str:
    """The whole id of a claim, report, case or party."""
    if id.startswith("k"):
        return begun(ledger.claim, id).id
    return begun(ledger.report, id).id if id.startswith("r") else id


def changes(args: Namespace) -> dict[str, Any]:
    """What `correct` and `add` say of a claim; what is not said is left out."""
    said = {name: getattr(args, name) for name in ("certainty", "polarity", "speaker", "time")}
    roles: dict[str, list[str]] = {}
    for role, name in args.role:
        roles.setdefault(role, []).extend([name] if name else [])
    return {**{name: value for name, value in said.items() if value is not None}, **({"roles": roles} if roles else {})}


def _split(ledger: Ledger, args: Namespace, by: Signature) -> DecisionRecord:
    """Reports may be named by the beginning of their ids."""
    out = [_report_or_name(ledger, one) for one in args.out]
    return ledger.decide.split(args.id, out, **by)


def _report_or_name(ledger: Ledger, text: str) -> str:
    try:
        return begun(ledger.report, text).id
    except Unknown:
        return text


ACTIONS: dict[str, Action] = {
    "accept": lambda ledger, args, by: ledger.decide.accept(claim(ledger, args), **by),
    "reject": lambda ledger, args, by: ledger.decide.reject(claim(ledger, args), **by),
    "correct": lambda ledger, args, by: ledger.decide.correct(
        claim(ledger, args), event=args.event, **changes(args), **by
    ),
    "add": lambda ledger, args, by: ledger.decide.add(
        report(ledger, args), args.quote, args.event, at=args.at, **changes(args), **by
    ),
    "merge": lambda ledger, args, by: ledger.decide.merge(args.id, args.other, **by),
    "split": _split,
    "move": lambda ledger, args, by: ledger.decide.move(claim(ledger, args), args.case, **by),
    "withhold": lambda ledger, args, by: ledger.decide.withhold(args.party, **by),
    "unwithhold": lambda ledger, args, by: ledger.decide.unwithhold(args.party, **by),
    "date": lambda ledger, args, by: ledger.decide.correct_report(report(ledger, args), published=args.date, **by),
    "outlet": lambda ledger, args, by: ledger.decide.correct_report(report(ledger, args), outlet=args.name, **by),
    "stage": lambda ledger, args, by: ledger.decide.stage(args.case, args.party, args.stage, date=args.date, **by),
    "copy": lambda ledger, args, by: ledger.decide.copy(report(ledger, args), other(ledger, args), **by),
    "independent": lambda ledger, args, by: ledger.decide.independent(report(ledger, args), other(ledger, args), **by),
    "note": lambda ledger, args, by: ledger.decide.note(thing(ledger, args.id), args.text, who=by["who"]),
    "undo": lambda ledger, args, by: ledger.decide.undo(args.decision, **by),
}
