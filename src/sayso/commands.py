"""What each command does: takes the parsed options, prints its result, gives its exit code.

Expected failures (`expected`) are raised and told by `sayso.cli.main` in one line. Rooms that only one command needs
are loaded by that command.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec

from sayso.keep import CaseFilter, Ledger, LedgerError, Unknown
from sayso.keys import begun
from sayso.show.safe import visible, visible_json
from sayso.show.terminal import printed


def expected() -> tuple[type[Exception], ...]:
    """The failures that tell their cause and the next step themselves."""
    from sayso.domains import PackError
    from sayso.export import ExportError

    return LedgerError, Unknown, PackError, ExportError


@contextmanager
def opened(args: Namespace) -> Iterator[Ledger]:
    """The ledger that the options name. Raises LedgerError if it cannot be opened."""
    ledger = Ledger.open(args.ledger)
    try:
        yield ledger
    finally:
        ledger.close()


def show(args: Namespace) -> int:
    """Cases, one case, one report, or what was set aside."""
    filters = [name for name in CaseFilter.__struct_fields__ if getattr(args, name)]
    if filters and (args.case or args.report or args.set_aside):
        args.usage.error(f"--{filters[0]} picks from the list of cases and cannot stand beside a single page")
    with opened(args) as ledger:
        if args.set_aside:
            _show_set_aside(ledger, as_json=args.json)
        elif args.report:
            _show_report(ledger, args.report, as_json=args.json)
        elif args.case:
            _show_case(ledger, args.case, as_json=args.json)
        else:
            _show_cases(ledger, args)
    return 0


def _show_cases(ledger: Ledger, args: Namespace) -> None:
    from sayso.show import lists

    wanted = CaseFilter(**{name: getattr(args, name) for name in CaseFilter.__struct_fields__})
    found = ledger.cases(wanted)
    if args.json:
        print_json(found)
    else:
        printed(lists.cases(found, filtered=wanted != CaseFilter(), stored=ledger.counts()), sys.stdout)


def _show_case(ledger: Ledger, key: str, *, as_json: bool) -> None:
    from sayso.show import case

    if as_json:
        shown = case.load(ledger, key)
        names = {"parties": shown.parties, "claims": list(shown.claims.values()), "allegations": shown.allegations}
        print_json({"case": shown.case, **names})
    else:
        printed(case.page(ledger, key), sys.stdout)


def _show_report(ledger: Ledger, key: str, *, as_json: bool) -> None:
    from sayso.show import report

    if as_json:
        found = begun(ledger.report, key)
        attributions, claims = ledger.report_attributions(found.id), ledger.report_claims(found.id)
        print_json({"report": found, "attributions": list(attributions), "claims": list(claims)})
    else:
        printed(report.page(ledger, begun(ledger.report, key)), sys.stdout)


def _show_set_aside(ledger: Ledger, *, as_json: bool) -> None:
    from sayso.show import lists

    found = list(ledger.set_asides())
    if as_json:
        print_json(found)
    else:
        printed(lists.set_asides(found), sys.stdout)


def search(args: Namespace) -> int:
    """Reports, claims, parties and cases that hold all the words."""
    from sayso.show import lists

    with opened(args) as ledger:
        hits = ledger.search(" ".join(args.words))
        if args.json:
            print_json(hits)
        else:
            printed(lists.hits(hits), sys.stdout)
    return 0


def export(args: Namespace) -> int:
    """The ledger's records as files."""
    from sayso.export import write

    with opened(args) as ledger:
        counts = write(ledger, args.format, args.out)
    for name, lines in counts.items():
        print(f"{lines:>9}  {args.out / name}")
    return 0


def schema(args: Namespace) -> int:
    """The JSON Schema of the exchange format."""
    from sayso.export.schema import schema as made

    print_json(made())
    return 0


def decide(args: Namespace) -> int:
    """One decision, added to the ledger, and the cases as they stand after it."""
    from sayso.deciding import ACTIONS, who
    from sayso.pipeline import settle

    with opened(args) as ledger:
        made = ACTIONS[args.action](ledger, args, {"who": args.who or who(), "why": args.reason})
        settle(ledger)
    print(visible(f"{made.id}  {made.what} {made.on}  by {made.who}"))
    return 0


def decisions(args: Namespace) -> int:
    """All decisions, oldest first, with how they stand."""
    from sayso.show import lists

    with opened(args) as ledger:
        found, standing = ledger.decisions(), ledger.decision_status()
    if args.json:
        print_json({"decisions": found, "standing": standing})
    else:
        printed(lists.decisions(found, standing), sys.stdout)
    return 0


def print_json(value: Any) -> None:
    """One JSON document, indented, on standard output."""
    print(visible_json(msgspec.json.format(msgspec.json.encode(value), indent=2).decode()))
