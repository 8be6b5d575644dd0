"""What linking one more report costs in ledgers of several sizes.

The reports are marked by rule (see marked.py), so that nothing but settling is measured: cases of 1 to 40 reports, most
of them small, each with words of its own. The same cases come first in every ledger. At each size some reports are
added to a copy of the ledger and to a copy of the smallest, in turn: one on a person that no report names, one on a
case of two to ten reports that both hold, as ledgers of 300 reports or more do. Prints for each size the median times
in milliseconds of processor time, the median of the ratios to the smallest ledger, and the exponent of that growth; and
what the growing took. Or one JSON object with --json.

The ledger grows from size to size, and can be kept with --ledger FILE: it then grows on from there. 5,000 reports take
several minutes; the progress stands on standard error.

With --copied the larger ledgers are the smallest one so many times over, about other people in the same words (see
copies.py), which takes minutes where settling 50,000 reports takes an hour: of 600 reports, say, as there are only
ninety ways to make other people of them.
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import count, islice
from pathlib import Path
from typing import Any

import copies
import marked

from sayso.domains import Domain, load
from sayso.keep import Ledger
from sayso.model import Found, Layer
from sayso.pipeline import fingerprint, settle

NEW_CASE = 10**6  # a number of case that no ledger reaches
BATCH = 250  # reports that are added before they are settled
KNOWN = range(2, 11)  # reports of a case that one more is added to


def reports() -> Iterator[marked.Written]:
    """Reports without end, case by case."""
    for number in count():
        yield from marked.case(number, marked.size(number))


def add(ledger: Ledger, one: marked.Written, pack: str) -> None:
    """Takes a report in as a build would, and leaves it to be settled."""
    layer = Layer(extractor="plain 1", text=one.text, header=one.marks.header)
    id, _ = ledger.add_report(Found(path=one.path, data=one.text.encode()), layer)
    ledger.add_marks(id, one.marks, marked.READER, pack)


def grow(path: Path, wanted: int, domain: Domain) -> float:
    """Brings a ledger to that many reports; the processor seconds that it took."""
    begin, pack = time.process_time(), fingerprint(domain)
    with Ledger.open(path, create=True) as ledger:
        for name, value in (("stages", domain.stages), ("domain", pack), ("reader", marked.READER)):
            ledger.note(name, value)
        settle(ledger, domain)  # what a run that was stopped has left
        start = int(ledger.store.rows("SELECT count(*) FROM reports")[0][0])
        for number, one in enumerate(islice(reports(), start, wanted), start + 1):
            add(ledger, one, pack)
            if number % BATCH == 0 or number == wanted:
                settle(ledger, domain)
                print(f"{number} reports: {time.process_time() - begin:,.0f} s", file=sys.stderr)
    return time.process_time() - begin


def copied(smallest: Path, path: Path, wanted: int) -> float:
    """Makes a ledger of copies of the smallest, of that many reports or some more; the processor seconds it took."""
    begin = time.process_time()
    with Ledger.open(smallest) as ledger:
        held = int(ledger.store.rows("SELECT count(*) FROM reports")[0][0])
    words = marked.invented_words(max(number for number, _ in zip(count(), islice(reports(), held))) + 1)
    path.unlink(missing_ok=True)
    copies.multiply(smallest, path, -(-wanted // held), words)
    return time.process_time() - begin


def single(ledger: Ledger, one: marked.Written, domain: Domain) -> float:
    """The processor seconds that adding and settling a report takes."""
    pack, begin = fingerprint(domain), time.process_time()
    add(ledger, one, pack)
    settle(ledger, domain)
    return time.process_time() - begin


def more(rounds: int) -> dict[str, list[marked.Written]]:
    """Reports that no ledger has, of new cases and of cases that all ledgers have."""
    known = list(islice((n for n in count() if marked.size(n) in KNOWN), rounds))
    return {
        "new": [marked.case(NEW_CASE + n, 1)[0] for n in range(rounds)],
        "known": [marked.case(n, marked.size(n) + 1)[-1] for n in known],
    }


def compare(small: Path, large: Path, rounds: int, domain: Domain) -> dict[str, dict[str, float]]:
    """For reports of new and of known cases what one more costs in the two ledgers, which are changed by this."""
    with Ledger.open(small) as few, Ledger.open(large) as many:
        single(few, marked.case(2 * NEW_CASE, 1)[0], domain)  # what is made once in a process is made now
        pairs = {
            kind: [(single(few, one, domain), single(many, one, domain)) for one in ones]
            for kind, ones in more(rounds).items()
        }
    return {
        kind: {
            "small_ms": 1000 * statistics.median(a for a, _ in both),
            "large_ms": 1000 * statistics.median(b for _, b in both),
            "ratio": statistics.median(b / a for a, b in both),
        }
        for kind, both in pairs.items()
    }


def measure(path: Path, sizes: Sequence[int], rounds: int, folder: Path, by_copies: bool) -> Iterator[dict[str, Any]]:
    """What is found at each size, the smallest first."""
    domain, small = load(), folder / "small.db"
    for size in sizes:
        seconds = copied(small, path, size) if by_copies and size != sizes[0] else grow(path, size, domain)
        if size == sizes[0]:
            shutil.copy(path, small)
            continue
        few, many = (
            Path(shutil.copy(source, folder / f"{name}-copy.db")) for source, name in ((small, "few"), (path, "many"))
        )
        found = compare(few, many, rounds, domain)
        steps = math.log(size / sizes[0])
        yield {"small": sizes[0], "reports": size, "built_s": seconds} | {
            f"{kind}_{name}": value
            for kind, values in found.items()
            for name, value in (*values.items(), ("exponent", math.log(values["ratio"]) / steps))
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "sizes", type=int, nargs="*", default=[500, 5000], metavar="N", help="sizes of ledgers (default 500 5000)"
    )
    parser.add_argument("--rounds", type=int, default=9, metavar="N", help="single reports of each kind (default 9)")
    parser.add_argument("--ledger", type=Path, help="keep the ledger here, and let it grow on if it is there")
    parser.add_argument("--copied", action="store_true", help="make the larger ledgers of copies of the smallest")
    parser.add_argument("--json", action="store_true", help="print one JSON object a size")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        ledger = options.ledger or Path(name) / "ledger.db"
        for found in measure(ledger, sorted(options.sizes), options.rounds, Path(name), options.copied):
            print(json.dumps(found) if options.json else "\n".join(f"{k:16} {v:12,.2f}" for k, v in found.items()))


if __name__ == "__main__":
    main()
