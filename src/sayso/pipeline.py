"""Paths to an up-to-date ledger: read, mark, link, trace, keep, and nothing else.

`build` keeps what it has done after every report, so that it can be stopped at any moment: the next build goes on from
there and ends with the same ledger. `settle` brings what is derived from reports, marks and decisions up to date.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from sayso import mark, read
from sayso.domains import Domain
from sayso.domains import fingerprint as fingerprint
from sayso.engine import Cores
from sayso.keep import Ledger, LedgerError
from sayso.keep.cases import Derived, Region
from sayso.link import divide, party_groups, scorer, stubs
from sayso.model import Found, Layer, Marks, SetAside
from sayso.overtime import Overtime, within
from sayso.reusing import Opened, profile, retold, settle_reuse, workers
from sayso.trace import case_file, cites

Marker = Callable[[Iterable[Layer], str, Domain], Iterator[Marks]]
Progress = Callable[[str, int, int | None], None]  # what is being done, how many are done, of how many


class BuildReport(Struct, frozen=True, kw_only=True):
    """What a build did."""

    new: int  # reports that the ledger did not hold
    known: int  # documents that it held already
    unchanged: int  # files that were not opened, as nothing about them has changed
    set_aside: tuple[SetAside, ...]  # documents that could not be read, or not be marked, this time
    marked: int  # reports that were marked
    contradicted: tuple[str, ...]  # decisions that the present reading contradicts, or finds no place for


class Stopped(KeyboardInterrupt):
    """A build that was interrupted; the message says what is kept and how to go on."""


def build(
    ledger: Ledger,
    paths: Sequence[str | Path],
    *,
    reader: str = mark.DEFAULT_READER,
    domain: Domain,
    progress: Progress | None = None,
    marker: Marker | None = None,
    version: str | None = None,
) -> BuildReport:
    """Reads what lies at the paths and brings the ledger up to date.

    Raises `read.NoSuchPath` for a path that does not exist, `LedgerError` if the ledger cannot be written, `Stopped`
    on an interrupt. `marker` and `version` stand for `mark.mark_all` and the reader's entry in `mark.READER_VERSIONS`.
    """
    tell = progress or _silent
    try:
        took = _take_in(ledger, paths, tell)
        _renew(ledger, tell)
        marked, failed = _mark(ledger, marker or mark.mark_all, reader, version or mark.version(reader), domain, tell)
        settle(ledger, domain, tell)
    except KeyboardInterrupt:
        raise Stopped(
            f"Stopped. All that was read until now is kept in {ledger.path}; the same command goes on from there."
        ) from None
    took.set_aside += failed
    return took.report(marked, _unsettled(ledger))


def _unsettled(ledger: Ledger) -> tuple[str, ...]:
    """The decisions that the present reading contradicts, or finds no place for."""
    open_ones = (status.id for status in ledger.decision_status() if status.status in ("contradicted", "not placed"))
    return tuple(dict.fromkeys(open_ones))


def _silent(what: str, done: int, of: int | None) -> None:
    pass


# ----------------------------------------------------------------------------------------------------- read


class _Took(Struct):
    """Counts of what was taken in."""

    new: int = 0
    known: int = 0
    unchanged: int = 0
    set_aside: tuple[SetAside, ...] = ()

    def report(self, marked: int, contradicted: tuple[str, ...]) -> BuildReport:
        return BuildReport(**msgspec.structs.asdict(self), marked=marked, contradicted=contradicted)


def _take_in(ledger: Ledger, paths: Sequence[str | Path], tell: Progress) -> _Took:
    """Keeps every document that lies at the paths, or why it could not be read."""
    took = _Took()

    def seen(stamp: read.Stamp) -> bool:
        return ledger.stamp(stamp.path) == _stamp(stamp)

    items = read.find([Path(p) for p in paths], ledger.path.parent.resolve(), seen, without=[ledger.path])
    for number, item in enumerate(items):
        _take(ledger, item, took)
        tell("reading", number + 1, None)
    return took


def _stamp(stamp: read.Stamp) -> str:
    return msgspec.json.encode(stamp).decode()


def _take(ledger: Ledger, item: read.Item, took: _Took) -> None:
    if isinstance(item, read.Skipped):
        took.unchanged += 1
    elif isinstance(item, read.Finished):
        ledger.keep_stamp(item.stamp.path, _stamp(item.stamp))
    elif isinstance(item, SetAside):
        _put_aside(ledger, item, took)
    else:
        _take_document(ledger, item, took)


def _put_aside(ledger: Ledger, item: SetAside, took: _Took) -> None:
    ledger.set_aside(item)
    took.set_aside += (item,)


def _take_document(ledger: Ledger, found: Found, took: _Took) -> None:
    try:
        layer = read.extract(found)
    except read.Unreadable as error:
        _put_aside(ledger, SetAside(path=found.path, reason=error.reason, next_step=error.next_step), took)
        return
    _, new = ledger.add_report(found, layer)
    took.new += new
    took.known += not new


def _renew(ledger: Ledger, tell: Progress) -> None:
    """Reads what is kept once more where another extractor is at hand than made its text: a layer is added to it."""
    at_hand = read.readers()
    if ledger.noted("extractors") == at_hand:
        return
    for number, (found, extractor) in enumerate(ledger.documents()):
        with contextlib.suppress(read.Unreadable):  # the text that an earlier extractor made stays
            if read.current(found) != extractor:
                ledger.add_report(found, read.extract(found))
        tell("reading again", number + 1, None)
    ledger.note("extractors", at_hand)


# ----------------------------------------------------------------------------------------------------- mark


def _mark(
    ledger: Ledger, marker: Marker, reader: str, name: str, domain: Domain, tell: Progress
) -> tuple[int, tuple[SetAside, ...]]:
    """Marks what has not been marked by this reader with this pack: how many reports, and those that failed."""
    pack = fingerprint(domain)
    ledger.read_with(name, pack)
    ledger.note("stages", domain.stages)
    ledger.note("events", [event.id for event in domain.events])
    ledger.note("slots", [slot.id for slot in domain.slots])
    unread = ledger.unread()
    if not unread:  # nothing to load a model for
        return 0, ()
    tell("marking", 0, len(unread))
    failed: list[SetAside] = []
    for done, (report, marks) in enumerate(_marks(ledger, unread, lambda texts: marker(texts, reader, domain)), 1):
        if isinstance(marks, Marks):
            ledger.add_marks(report, marks, name, pack)
        else:
            failed.append(ledger.leave_unmarked(report, *_told(marks), name, pack))
        tell("marking", done, len(unread))
    return len(unread) - len(failed), tuple(failed)


SECONDS = 300.0  # for one report: an honest one of the greatest length takes less
ALONE = 8  # reports that are marked one by one after an error, as a reader may take some at a time


def _marks(
    ledger: Ledger, unread: Sequence[str], read_all: Callable[[Iterable[Layer]], Iterator[Marks]]
) -> Iterator[tuple[str, Marks | Exception]]:
    """The marks of each report, or what kept it from being marked, which costs no other report its marks."""
    list(read_all(()))  # what all reports need is loaded first: if it is missing, that is no report's fault
    rest = list(reversed(unread))
    while rest:
        stream = read_all(map(ledger.layer, rest[::-1]))
        while rest and isinstance(marks := _next(stream), Marks):
            yield rest.pop(), marks
        for report in rest[: -ALONE - 1 : -1]:
            yield rest.pop(), _next(read_all(iter([ledger.layer(report)])))


def _next(stream: Iterator[Marks]) -> Marks | Exception:
    """The next marks, or the error in their place."""
    try:
        with within(SECONDS):
            return next(stream)
    except LedgerError:
        raise
    except Exception as error:  # whatever it is, it is of one report: the others go on
        return error


def _told(error: Exception) -> tuple[str, str]:
    """Why a report could not be marked, and what to do. Its text is compared with those of others all the same."""
    if isinstance(error, Overtime | mark.TooLong):
        return f"kept and not marked: {error}", "split it into its reports, and add those"
    reason = " ".join(f"kept and not marked: {type(error).__name__}: {error}".split())
    return reason, "report this fault; another version of Sayso tries the report again"


# --------------------------------------------------------------------------------------------- link and trace


def settle(ledger: Ledger, domain: Domain, progress: Progress | None = None) -> int:
    """Brings everything that is derived up to date. Gives the number of steps that it took."""
    done, tell = 0, progress or _silent
    with workers(ledger, domain) as cores:
        while _step(ledger, domain, cores):
            done += 1
            tell("linking", done, None)
    return done


def _step(ledger: Ledger, domain: Domain, cores: Cores[Opened]) -> bool:
    """Does one piece of work, all of it or nothing; whether there was one."""
    with ledger.work() as work:
        if work is None:
            return False
        kind, ref = work
        if kind == "report":
            _settle_report(ledger, ref, domain)
        elif kind == "judge":
            ledger.judge(ref, scorer(domain))
        elif kind == "stub":
            _settle_cases(ledger, ref, domain)
        elif kind == "reuse":
            settle_reuse(ledger, ref, cores)
        else:
            ledger.carry_out(kind, ref)
        return True


def _settle_report(ledger: Ledger, report: str, domain: Domain) -> None:
    """Keeps a report's parts: what it says, its share of each case, its parties, its wording."""
    reviewed = ledger.review(report)
    marked = reviewed.marked
    kept = ledger.keep_report(reviewed, stubs(marked, domain), cites(marked, domain))
    ledger.keep_parties(report, () if kept else party_groups([marked], [], domain))
    ledger.keep_prints(report, profile(ledger, marked, domain).prints)


def _settle_cases(ledger: Ledger, stub: str, domain: Domain) -> None:
    """Makes the cases around a stub again."""
    region = ledger.region(stub)
    found = divide(region.stubs, region.joins, region.together, region.apart, domain)
    ledger.keep_cases([_derive(ledger, region, keys, domain) for keys in ledger.changed(found, stub)])


def _derive(ledger: Ledger, region: Region, keys: tuple[str, ...], domain: Domain) -> Derived:
    """The case of these stubs."""
    own = [region.stubs[key] for key in keys]
    reports = sorted({stub.report for stub in own})
    marked = [ledger.review(report).marked for report in reports]
    groups = ledger.divided(party_groups(marked, own, domain), reports)
    file = ledger.staged(case_file(own, marked, domain), own, groups)
    return Derived(keys, file, groups, retold(ledger, marked, domain))
