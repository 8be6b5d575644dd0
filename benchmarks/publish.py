"""What it costs to publish a large ledger, and to publish it again after one change.

The ledger is made as for desk.py: some cases are settled like any others and then copied under other names and ids
until there are enough. Publishes all of it, accepts one claim and publishes again, and publishes a third time. Prints
pages a second on the clock and of processor time, how many files the second run has written, and its processor time as
a part of the first.

With --cases 3000 the ledger takes some minutes; it can be kept with --ledger FILE and is then used again (once: the
decision stays in it).
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

import desk

from sayso.domains import load
from sayso.keep import Ledger
from sayso.pipeline import settle
from sayso.show.site import Options, Published, publish

REPORTS = 3  # to a case, on average


def run(ledger: Path, out: Path) -> tuple[float, float, Published]:
    """One publication: seconds on the clock and of the processor, and what was done."""
    clock, processor = time.perf_counter(), time.process_time()
    with Ledger.open(ledger) as opened, opened.snapshot():
        done = publish(opened, out, Options(every=True), _told)
    return time.perf_counter() - clock, time.process_time() - processor, done


def _told(stage: str, done: int, total: int | None) -> None:
    if total and done % max(1, total // 20) == 0:
        print(f"{stage}: {done} of {total}", file=sys.stderr, flush=True)


def change(ledger: Path) -> None:
    """One claim is accepted: of the ledger that was copied, as ids that are hashes have no meaning in a copy."""
    with Ledger.open(ledger) as opened:
        case = min((case.id for case in opened.cases()), key=lambda id: int(id[1:]))
        claim = next(one for one in opened.case_claims(case) if one.review is None)
        opened.decide.accept(claim.id, who="benchmark")
        settle(opened, load())


def measure(ledger: Path, wanted: int, out: Path) -> dict[str, float]:
    """All figures."""
    desk.ledger(ledger, wanted, REPORTS * wanted)
    first_clock, first_processor, first = run(ledger, out)
    change(ledger)
    second_clock, second_processor, second = run(ledger, out)
    third_clock, _, third = run(ledger, out)
    pages = sum(1 for _ in out.rglob("*.html"))
    return {
        "cases": first.cases,
        "reports": first.reports,
        "pages": pages,
        "megabytes": sum(path.stat().st_size for path in out.rglob("*") if path.is_file()) / 1e6,
        "first_s": first_clock,
        "pages_per_s": pages / first_clock,
        "pages_per_processor_s": pages / first_processor,
        "second_s": second_clock,
        "second_written": second.written,
        "second_ratio": second_processor / first_processor,
        "third_s": third_clock,
        "third_written": third.written,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=3000, metavar="N", help="how many cases (default 3000)")
    parser.add_argument("--ledger", type=Path, help="keep the ledger here, or use it if it is there")
    parser.add_argument("--out", type=Path, help="keep the site here")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        result = measure(options.ledger or folder / "sayso.db", options.cases, options.out or folder / "site")
    print(json.dumps(result) if options.json else "\n".join(f"{k:22} {v:12,.2f}" for k, v in result.items()))


if __name__ == "__main__":
    main()
