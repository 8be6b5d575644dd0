"""What a build did, for people and for programs."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from rich.console import RenderableType

from sayso.show.terminal import count, indented, text, unwrapped

if TYPE_CHECKING:
    from sayso.keep import Counts
    from sayso.pipeline import BuildReport

SHOWN = 5  # set-aside documents that the summary names


class Summary(Struct, frozen=True, kw_only=True):
    """A build and the ledger after it. `read` counts documents that were opened, `unchanged` files that were not."""

    read: int
    new: int
    unchanged: int
    marked: int
    set_aside: tuple[str, ...]  # paths, of this build
    contradicted: tuple[str, ...]  # decisions that the present reading contradicts, or finds no place for
    reports: int
    claims: int
    cases: int
    ledger: str

    @property
    def nothing(self) -> bool:
        """Whether no report could be read at all."""
        return self.reports == 0 or not (self.read or self.unchanged)


def summary(done: BuildReport, stored: Counts, ledger: Path) -> Summary:
    """A build's report and the ledger's counts as one."""
    return Summary(
        read=done.new + done.known,
        new=done.new,
        unchanged=done.unchanged,
        marked=done.marked,
        set_aside=tuple(one.path for one in done.set_aside),
        contradicted=done.contradicted,
        reports=stored.reports,
        claims=stored.claims,
        cases=stored.cases,
        ledger=str(ledger).encode("utf8", "backslashreplace").decode(),
    )


def page(made: Summary) -> Iterator[RenderableType]:
    """The summary in a few lines, with the commands that go on from here."""
    known = f", {count(made.unchanged, 'file')} unchanged" if made.unchanged else ""
    yield text((f"{count(made.read, 'report')} read, {made.new} new", "head"), known)
    if made.set_aside:
        yield from _set_aside(made)
    if made.contradicted:
        told = f"{count(len(made.contradicted), 'decision')} no longer fit the present reading: "
        yield unwrapped(told, f"sayso decide list{_ledger(made)}")
    held = f"{count(made.reports, 'report')}, {count(made.claims, 'claim')}, {count(made.cases, 'case')}"
    yield unwrapped(f"The ledger {made.ledger} holds {held}: ", f"sayso show{_ledger(made)}")


def _set_aside(made: Summary) -> Iterator[RenderableType]:
    """How many documents were set aside, the first of them, and where the reasons are."""
    yield unwrapped(f"{len(made.set_aside)} set aside; why: ", f"sayso show --set-aside{_ledger(made)}")
    for path in made.set_aside[:SHOWN]:
        yield indented(text(path))
    if len(made.set_aside) > SHOWN:
        yield indented(text(f"and {len(made.set_aside) - SHOWN} more"))


def _ledger(made: Summary) -> str:
    """The option that names the ledger, where it is not the usual one."""
    return "" if made.ledger == "sayso.db" else f" --ledger {shlex.quote(made.ledger)}"
