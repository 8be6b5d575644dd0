"""What one more report costs in a large ledger, beside what the same report costs in a small one.

Builds two ledgers of reports made from the examples (see invented.py). Then adds single reports, each to the large
ledger and to the small one, in turn: some on persons that no report in the ledger names, some on a case that it holds.
With --synthetic the marks of all reports are made without reading them. All reports made so share the wording of the
examples, and most of the time goes into comparing them: what linking costs is measured by linking.py. All builds
run in this process, with the model loaded before the first clock starts, so that neither side pays for it. Prints the
median times in milliseconds of processor time, which other programs disturb little, and the median of their ratios, or
one JSON object with --json.

With --reports 2000 the large ledger takes several minutes to build; its progress stands on standard error. It can be
kept with --ledger FILE and is then used again.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import invented

from sayso import pipeline
from sayso.cli import main as sayso
from sayso.domains import load
from sayso.keep import Ledger

NEW_CASE = 10**6  # a number of copy that no large ledger reaches
MARKER = invented.Marker()


def build(source: Path, ledger: Path, synthetic: bool) -> float:
    """Builds the source into the ledger; the seconds of processor time that it took.

    Raises SystemExit if the build fails.
    """
    begin = time.process_time()
    if synthetic:
        with Ledger.open(ledger, create=True) as opened:
            pipeline.build(opened, [source], domain=load("espionage"), marker=MARKER, progress=_told)
        return time.process_time() - begin
    with redirect_stdout(StringIO()) as out:
        code = sayso(["build", str(source), "--ledger", str(ledger), "--quiet"])
    seconds = time.process_time() - begin
    return seconds if code == 0 else sys.exit(f"the build of {source} failed:\n{out.getvalue()}")


def _told(what: str, done: int, of: int | None) -> None:
    if done % 1000 == 0 and done:
        print(f"{what} {done}", file=sys.stderr)


def ledger_of(ledger: Path, wanted: int, folder: Path, synthetic: bool) -> Path:
    """Makes the ledger of that many reports unless it is there."""
    if not wanted and not ledger.exists():
        Ledger.open(ledger, create=True).close()
    if not ledger.exists():
        # The first copies have names of other lengths than all others, whose marks are made from one another's.
        kinds, first = (invented.ADDRESSED, 1) if synthetic else (invented.TEXTS, 0)
        source = folder / f"of-{wanted}"
        invented.write(source, wanted, kinds, first)
        build(source, ledger, synthetic)
    return ledger


def single_reports(folder: Path, rounds: int) -> list[Path]:
    """Reports that no ledger has: for each round one of a new case and one more on a case of every ledger."""
    folder.mkdir()
    story = (invented.EXAMPLES / "saarinen-1-detained.md").read_text("utf8")
    made = []
    for number in range(rounds):
        for kind, copy in (("new", NEW_CASE + number), ("known", 1)):
            path = folder / f"{kind}-{number}.md"
            path.write_text(invented.copy(story, copy).replace("/fsb-", f"/{kind}-{number}-fsb-"), "utf8")
            made.append(path)
    return made


def measure(ledger: Path, wanted: int, small: int, rounds: int, folder: Path, synthetic: bool) -> dict[str, float]:
    """The medians over all single reports."""
    reports = single_reports(folder / "single", rounds)
    build(reports[0], folder / "warm.db", synthetic)  # loads model and domain pack
    large = ledger_of(ledger, wanted, folder, synthetic)
    few = ledger_of(folder / "small.db", small, folder, synthetic)
    pairs = [(build(report, few, synthetic), build(report, large, synthetic)) for report in reports]
    return {
        "reports": wanted,
        "small": small,
        "small_ms": 1000 * statistics.median(few for few, _ in pairs),
        "large_ms": 1000 * statistics.median(large for _, large in pairs),
        "ratio": statistics.median(large / few for few, large in pairs),
        "ratio_worst": max(large / few for few, large in pairs),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--reports", type=int, default=2000, metavar="N", help="size of the large ledger (default 2000)"
    )
    parser.add_argument("--small", type=int, default=0, metavar="N", help="size of the small ledger (default 0)")
    parser.add_argument("--synthetic", action="store_true", help="make the marks of the ledgers without reading")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="pairs of single reports (default 5)")
    parser.add_argument("--ledger", type=Path, help="keep the large ledger here, or use it if it is there")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ledger = options.ledger or folder / "large.db"
        result = measure(ledger, options.reports, options.small, options.rounds, folder, options.synthetic)
    print(json.dumps(result) if options.json else "\n".join(f"{k:12} {v:12,.2f}" for k, v in result.items()))


if __name__ == "__main__":
    main()
