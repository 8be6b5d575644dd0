"""A ledger whose reports wait to be compared → the relays between those that share text, kept in it.

`workers(ledger, domain)` is what compares, on one process or on all cores; `settle_reuse` does a batch of what waits.
What is worked out of a report is thrown away with its batch, but for long reports: a book is taken apart once in each
process, however many reports share text with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sayso.domains import Domain
from sayso.engine import Cores
from sayso.keep import Ledger
from sayso.model import Marked, RelayRecord
from sayso.trace import with_changes
from sayso.trace.reuse import Profile, copy_relay, retold_relays

AT_ONCE = 256  # reports that are compared in one transaction
CHUNK = 128  # comparisons that one process does at a time
LONG = 100_000  # characters of a report that is held
HELD = 4  # long reports that are held at one time, the ones asked for last


class Profiles:
    """The reports of a ledger as they are compared; long ones are held as long as nothing about them changes."""

    def __init__(self, ledger: Ledger, domain: Domain) -> None:
        self._ledger, self._domain = ledger, domain
        self._held: dict[str, tuple[object, Profile]] = {}

    def of(self, report: str) -> Profile:
        """One report."""
        state, made = self._held.pop(report, (None, None))
        if made is None or state != self._ledger.state(report):
            made = profile(self._ledger, self._ledger.review(report).marked, self._domain)
            state = self._ledger.state(report)
        if len(made.marked.text) > LONG:
            self._held[report] = state, made
        for oldest in list(self._held)[:-HELD]:
            del self._held[oldest]
        return made


class Opened(NamedTuple):
    """What one process works with."""

    ledger: Ledger
    domain: Domain
    profiles: Profiles


def at_hand(ledger: Ledger, domain: Domain) -> Opened:
    """The ledger and the pack in this process."""
    return Opened(ledger, domain, Profiles(ledger, domain))


def opened(path: Path, domain: Domain) -> Opened:
    """The ledger and the pack in another process."""
    return at_hand(Ledger.open(path), domain)


def workers(ledger: Ledger, domain: Domain, cores: int | None = None) -> Cores[Opened]:
    """What compares: this process, and others where there is much to do."""
    return Cores(at_hand(ledger, domain), opened, (ledger.path, domain), cores)


def compare(ledger: Ledger, cores: Cores[Opened]) -> None:
    """Compares all reports that wait for it; what else is to be settled is left."""
    while True:
        with ledger.store.transaction():
            waiting = ledger.also("reuse", 1)
            if not waiting:
                return
            settle_reuse(ledger, waiting[0], cores)


def settle_reuse(ledger: Ledger, report: str, cores: Cores[Opened]) -> None:
    """Compares a report, and others that wait for it, with those that share wording with them."""
    reports, pairs = ledger.to_compare(report, AT_ONCE)
    chunks = [pairs[at : at + CHUNK] for at in range(0, len(pairs), CHUNK)]
    found = cores.map(_compared, chunks, many=len(reports) == AT_ONCE and len(chunks) > 1)
    ledger.keep_copies(reports, [relay for relays in found for relay in relays])


def _compared(at: Opened, pairs: Sequence[tuple[str, str, frozenset[int]]]) -> list[RelayRecord]:
    """The relays of some pairs of reports."""
    profiles = {report: at.profiles.of(report) for report in sorted({r for a, b, _ in pairs for r in (a, b)})}
    found = ((copy_relay(profiles[a], profiles[b], common, at.domain), a, b) for a, b, common in pairs)
    return [with_changes(relay, (profiles[a].view, profiles[b].view)) for relay, a, b in found if relay]


def retold(ledger: Ledger, reports: Sequence[Marked], domain: Domain) -> tuple[RelayRecord, ...]:
    """The retellings among the reports of a case."""
    profiles = {marked.report: profile(ledger, marked, domain) for marked in reports}
    views = [one.view for one in profiles.values()]
    return tuple(with_changes(relay, views) for relay in retold_relays(profiles, domain))


def profile(ledger: Ledger, marked: Marked, domain: Domain) -> Profile:
    """A report as it is compared."""
    return Profile(marked, domain, ledger.seen(marked.report))
