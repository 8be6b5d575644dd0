"""What each command does: takes the parsed options, prints its result, gives its exit code.

Expected failures (`expected`) are raised and told by `sayso.cli.main` in one line. Rooms that only one command needs
are loaded by that command.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from sayso.keep import CaseFilter, Ledger, LedgerError
from sayso.keys import report as found_report
from sayso.show.safe import visible, visible_json
from sayso.show.terminal import printed

if TYPE_CHECKING:
    from sayso.show.web import Reviewer

# The failures that tell their cause and the next step themselves, by the room that raises them.
FAILURES = (
    ("sayso.keep", "LedgerError"),
    ("sayso.keep", "Unknown"),
    ("sayso.domains", "PackError"),
    ("sayso.read", "NoSuchPath"),
    ("sayso.mark", "ModelError"),
    ("sayso.export", "ExportError"),
    ("sayso.show.why", "NotExplained"),
    ("sayso.show.web", "ServeError"),
    ("sayso.show.site", "PublishError"),
)


def expected() -> tuple[type[Exception], ...]:
    """The types of `FAILURES`; a room that is not loaded has not failed."""
    return tuple(getattr(sys.modules[room], name) for room, name in FAILURES if room in sys.modules)


def build(args: Namespace) -> int:
    """Reads reports, brings the ledger up to date, and tells what is new in it."""
    from sayso import packs, pipeline
    from sayso.domains import load
    from sayso.show import summary
    from sayso.show.progress import progress

    if args.domain:
        load(args.domain)  # a pack that cannot be used makes no ledger
    with Ledger.open(args.ledger, create=True) as ledger:
        domain = packs.chosen(ledger, args.domain)
        with progress(sys.stderr, quiet=args.quiet) as tell:
            done = pipeline.build(ledger, args.paths, reader=args.reader, domain=domain, progress=tell)
        made = summary.summary(done, ledger.counts(), args.ledger)
    if args.json:
        print_json(made)
    else:
        printed(summary.page(made), sys.stdout)
    return 1 if made.nothing else 0


def show(args: Namespace) -> int:
    """Cases, one case, one report, why something is as it is, or what was set aside."""
    filters = [name for name in CaseFilter.__struct_fields__ if getattr(args, name)]
    if filters and (args.case or args.report or args.set_aside or args.why):
        args.usage.error(f"--{filters[0]} picks from the list of cases and cannot stand beside a single page")
    of_case = "relays" if args.relays else "divergences" if args.divergences else None
    if of_case and not args.case:
        args.usage.error(f"--{of_case} shows one case: sayso show CASE --{of_case}")
    with Ledger.open(args.ledger) as ledger:
        if args.why:
            _show_why(ledger, args.why, as_json=args.json)
        elif args.set_aside:
            _show_set_aside(ledger, as_json=args.json)
        elif args.report:
            _show_report(ledger, args.report, as_json=args.json)
        elif of_case:
            _show_of_case(ledger, args.case, of_case, as_json=args.json)
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


def _show_of_case(ledger: Ledger, key: str, what: str, *, as_json: bool) -> None:
    from sayso.show import divergences, relays

    pages = {"relays": relays, "divergences": divergences}
    if as_json:
        print_json(pages[what].as_data(ledger, key))
    else:
        printed(pages[what].page(ledger, key), sys.stdout)


def _show_report(ledger: Ledger, key: str, *, as_json: bool) -> None:
    from sayso.show import report

    if as_json:
        found = found_report(ledger, key)
        attributions, claims = ledger.report_attributions(found.id), ledger.report_claims(found.id)
        print_json({"report": found, "attributions": list(attributions), "claims": list(claims)})
    else:
        printed(report.page(ledger, found_report(ledger, key)), sys.stdout)


def _show_why(ledger: Ledger, id: str, *, as_json: bool) -> None:
    from sayso.show import why

    explained = why.why(ledger, id)
    if as_json:
        print_json(explained)
    else:
        printed(why.page(explained), sys.stdout)


def _show_set_aside(ledger: Ledger, *, as_json: bool) -> None:
    from sayso.show import lists

    found = list(ledger.set_asides())
    if as_json:
        print_json(found)
    else:
        printed(lists.set_asides(found), sys.stdout)


def compare(args: Namespace) -> int:
    """Two reports side by side."""
    from sayso.show import compare as beside

    with Ledger.open(args.ledger) as ledger:
        a, b = (found_report(ledger, key).id for key in (args.report, args.other))
        if a == b:
            args.usage.error("both name one report; name two")
        if args.json:
            print_json(beside.as_data(ledger, a, b))
        else:
            printed(beside.page(ledger, a, b), sys.stdout)
    return 0


def search(args: Namespace) -> int:
    """Reports, claims, parties and cases that hold all the words."""
    from sayso.show import lists

    with Ledger.open(args.ledger) as ledger:
        hits = ledger.search(" ".join(args.words))
        if args.json:
            print_json(hits)
        else:
            printed(lists.hits(hits), sys.stdout)
    return 0


def serve(args: Namespace) -> int:
    """The ledger in the browser, until Ctrl-C, which is how it ends and no failure."""
    from sayso.show.web import serve as until_stopped

    reviewer = None if args.read_only else _reviewer(args)
    with suppress(KeyboardInterrupt):
        until_stopped(args.ledger, "127.0.0.1", args.port, reviewer)
    return 0


def _reviewer(args: Namespace) -> Reviewer | None:
    """Who decides on the pages; None, which is told, where the ledger can only be read."""
    from sayso import packs
    from sayso.deciding import who
    from sayso.pipeline import settle
    from sayso.show.web import Reviewer

    with Ledger.open(args.ledger) as ledger:
        try:
            domain = packs.at_hand(ledger, args.domain)
            settle(ledger, domain)  # what an earlier server was killed in
            ledger.secret()
        except LedgerError as error:
            print(f"sayso: pages without review: {visible(str(error))}", file=sys.stderr)
            return None
    return Reviewer(args.ledger, args.who or who(), domain)


def publish(args: Namespace) -> int:
    """A static site of the reviewed or the chosen cases."""
    from sayso.show.progress import progress
    from sayso.show.site import Options
    from sayso.show.site import publish as published

    wanted = Options(cases=tuple(args.case), every=args.all, full_texts=args.full_texts, title=args.title)
    with Ledger.open(args.ledger) as ledger, ledger.snapshot(), progress(sys.stderr, quiet=args.quiet) as tell:
        done = published(ledger, args.dir, wanted, tell)
    if args.json:
        print_json(done)
    else:
        print(f"{done.cases} cases, {done.reports} reports: {done.files} files, {done.written} of them written")
        print(f"Open {visible(str(args.dir / 'index.html'))} in a browser, or put the folder on any web server.")
    return 0


def export(args: Namespace) -> int:
    """The ledger's records as files."""
    from sayso.export import write

    with Ledger.open(args.ledger) as ledger, ledger.snapshot():
        counts = write(ledger, args.format, args.out)
    for name, lines in counts.items():
        print(f"{lines:>9}  {visible(str(args.out / name))}")
    return 0


def schema(args: Namespace) -> int:
    """The JSON Schema of the exchange format."""
    from sayso.export.schema import schema as made

    print_json(made())
    return 0


def decide(args: Namespace) -> int:
    """One decision, added to the ledger, and the cases as they stand after it."""
    from sayso import packs
    from sayso.deciding import ACTIONS, who
    from sayso.pipeline import settle

    with Ledger.open(args.ledger) as ledger:
        domain = packs.at_hand(ledger, args.domain)
        made = ACTIONS[args.action](ledger, args, {"who": args.who or who(), "why": args.reason})
        settle(ledger, domain)
    print(visible(f"{made.id}  {made.what} {made.on}  by {made.who}"))
    return 0


def decisions(args: Namespace) -> int:
    """All decisions, oldest first, with how they stand."""
    from sayso.deciding import thing
    from sayso.show import lists

    with Ledger.open(args.ledger) as ledger:
        found, standing = ledger.decisions(), ledger.decision_status()
        if args.on:
            mine = {act.decision.id for act in ledger.history(thing(ledger, args.on))}
            found = [one for one in found if one.id in mine]
            standing = [one for one in standing if one.id in mine]
    if args.json:
        print_json({"decisions": found, "standing": standing})
    else:
        printed(lists.decisions(found, standing), sys.stdout)
    return 0


def decision_queue(args: Namespace) -> int:
    """What is worth a look first."""
    from sayso.show import lists

    with Ledger.open(args.ledger) as ledger:
        unsettled = ledger.unsettled(args.limit)
        (disputed, _), (unsure, _) = ledger.disputed(args.limit), ledger.unsure(args.limit)
    if args.json:
        print_json({"unsettled": unsettled, "disputed": disputed, "unsure": unsure})
    else:
        printed(lists.queue(unsettled, disputed, unsure), sys.stdout)
    return 0


def decisions_out(args: Namespace) -> int:
    """All decisions as a file."""
    with Ledger.open(args.ledger) as ledger, told_if_unusable(args.file):
        lines = list(ledger.decision_lines())
        args.file.write_bytes(b"".join(lines))
    print(f"{len(lines):>9}  {visible(str(args.file))}")
    return 0


def decisions_in(args: Namespace) -> int:
    """The decisions of a file that are not here yet, and the cases as they stand after them."""
    from sayso import packs
    from sayso.pipeline import settle

    with Ledger.open(args.ledger) as ledger, told_if_unusable(args.file), args.file.open("rb") as file:
        domain = packs.at_hand(ledger, args.domain)
        new, known = ledger.take_in(file)
        settle(ledger, domain)
    print(f"{new} new, {known} known")
    return 0


@contextmanager
def told_if_unusable(file: Path) -> Iterator[None]:
    """What keeps a file from being read or written, as an expected failure."""
    try:
        yield
    except OSError as error:
        raise LedgerError(f"{file} can't be used: {error.strerror or error}. Name another file.") from error


def print_json(value: Any) -> None:
    """One JSON document, indented, on standard output."""
    print(visible_json(msgspec.json.format(msgspec.json.encode(value), indent=2).decode()))
