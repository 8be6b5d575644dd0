"""What settling needs of the ledger: the work that is left, and where its results are kept.

Work is noted in the table `dirty`, in the transaction that causes it, and struck out in the transaction that does it:
a process that dies leaves the rest of the work to the next. Kinds, in the order in which they are done:

decision   a decision was made: see what it touches
report     a report was read anew, or a decision on it was made: keep its parts, judge its stubs
tie        what a decision to merge, split or move means for the stubs that are there now
judge      a stub is to be judged with those that it may be one case with
stub       the cases around a stub have to be made again
case       a case may have lost all its stubs
reuse      a report is to be compared with those that share wording with it
search     withheld names have changed: go over the search index
faults     the relays that end in a report have changed: see what it does with what it has from others
mark       a report is to be marked: this is for the pipeline, and waits for the next build
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from sayso.keep import carrying, cases, faults, groups, index, joining, reports, reuse, staging
from sayso.keep.cases import Derived, Region
from sayso.keep.reports import Reviewed
from sayso.keep.store import Store
from sayso.keep.withheld import withheld
from sayso.link import PartyGroup, Scorer
from sayso.model import RelayRecord, Stub
from sayso.trace import CaseFile

KINDS = ("decision", "report", "tie", "judge", "stub", "case", "reuse", "search", "faults")
MANY = 256  # reports whose faults are found in one transaction
NEXT = "SELECT kind, ref FROM dirty WHERE kind = ? ORDER BY ref LIMIT 1"


class Settling:
    """What the pipeline calls to bring the derived parts of the ledger up to date."""

    store: Store

    @contextmanager
    def work(self) -> Iterator[tuple[str, str] | None]:
        """The next piece of work (kind and what it is on), inside the transaction that does it; None for none."""
        with self.store.transaction():
            found = next((row for kind in KINDS if (row := self.store.row(NEXT, (kind,)))), None)
            if found:
                self.store.run("DELETE FROM dirty WHERE kind = ? AND ref = ?", found)
            yield (str(found[0]), str(found[1])) if found else None

    def also(self, kind: str, most: int) -> list[str]:
        """More work of the kind that is being done, to be done in the same transaction."""
        found = self.store.rows("SELECT ref FROM dirty WHERE kind = ? ORDER BY ref LIMIT ?", (kind, most))
        self.store.run_many("DELETE FROM dirty WHERE kind = ? AND ref = ?", [(kind, ref) for (ref,) in found])
        return [ref for (ref,) in found]

    def left(self) -> dict[str, int]:
        """How many pieces of work of each kind are left."""
        return dict(self.store.rows("SELECT kind, count(*) FROM dirty GROUP BY kind"))

    def review(self, report: str) -> Reviewed:
        """A report as link and trace see it: its current marks with the analysts' decisions."""
        return reports.reviewed(self.store, report)

    def state(self, report: str) -> object:
        """Equal as long as a report would be reviewed in the same way, and was seen on the same day."""
        return reports.state(self.store, report), reuse.seen(self.store, report)

    def keep_report(self, report: Reviewed, stubs: Sequence[Stub], relays: Sequence[RelayRecord]) -> list[Stub]:
        """Keeps the parts of a report. Gives its stubs, with those that a decision has made."""
        id = report.marked.report
        kept = reports.moved_stubs(report, stubs)
        reports.put(self.store, report, relays)
        reports.put_stubs(self.store, id, kept)
        carrying.dirty(self.store, "tie", carrying.tying(self.store, id))
        staging.unplaced(self.store, id)
        return kept

    def judge(self, stub: str, score: Scorer) -> None:
        """Judges what is to be judged around a stub."""
        joining.Judging(self.store, score).around(stub)

    def keep_parties(self, report: str, given: Sequence[PartyGroup]) -> None:
        """Keeps the parties of a report that is in no case (none, for one that is in a case)."""
        groups.replace(self.store, [report], {report: carrying.divided(self.store, given, [report])})

    def keep_prints(self, report: str, prints: Iterable[int]) -> None:
        """Keeps the fingerprints of a report, and notes which reports are to be compared (again) because of them."""
        reuse.put_prints(self.store, report, prints)

    def to_compare(self, report: str, most: int) -> tuple[list[str], list[reuse.PairToCompare]]:
        """A report with others that wait, and the pairs to compare with the fingerprints of both that many hold."""
        return reuse.to_compare(self.store, report, most)

    def seen(self, report: str) -> str | None:
        """When a report was first retrieved."""
        return reuse.seen(self.store, report)

    def keep_copies(self, reports: Sequence[str], relays: Iterable[RelayRecord]) -> None:
        """Keeps what comparing these reports has found."""
        reuse.put_copies(self.store, reports, relays)

    def region(self, stub: str) -> Region:
        """The stubs that a change at one stub can touch, and what is known of their pairs."""
        return cases.region(self.store, stub)

    def changed(self, components: Sequence[tuple[str, ...]], stub: str) -> list[tuple[str, ...]]:
        """Those of the components that hold the stub, or are not already kept as a case with nothing new in it."""
        return [keys for keys in components if stub in keys or not cases.stands(self.store, keys)]

    def keep_cases(self, derived: Sequence[Derived]) -> None:
        """Keeps the cases of a region in the place of those that were there."""
        cases.replace(self.store, [key for d in derived for key in d.stubs], derived)

    def staged(self, file: CaseFile, stubs: Sequence[Stub], groups: Sequence[PartyGroup]) -> CaseFile:
        """A case with the stages that analysts have set."""
        return staging.staged(self.store, file, stubs, groups)

    def divided(self, given: Sequence[PartyGroup], reports: Iterable[str]) -> tuple[PartyGroup, ...]:
        """The parties of a case as the analysts have divided them."""
        return carrying.divided(self.store, given, reports)

    def carry_out(self, kind: str, ref: str) -> None:
        """Does a piece of work that needs nothing from outside the ledger."""
        if kind == "decision":
            carrying.dispatch(self.store, ref)
        elif kind == "tie":
            carrying.carry(self.store, ref)
        elif kind == "case":
            cases.remove_empty(self.store, [ref])
        elif kind == "search":
            index.rebuild(self.store, withheld(self.store))
            carrying.restate_names(self.store)
        elif kind == "faults":
            faults.refresh(self.store, [ref, *self.also(kind, MANY - 1)])
