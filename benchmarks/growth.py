"""What one more report costs in a large ledger, beside what the same report costs in an empty one.

Builds a ledger of N reports made from the examples (see invented.py). Then adds single reports, each to the large
ledger and to an empty one, in turn: some on persons that no report in the large ledger names, some on a case that it
holds. All builds run in this process, with the model loaded before the first clock starts, so that neither side pays
for it. Prints the median times in milliseconds of processor time, which other programs disturb little, and the median
of their ratios, or one JSON object with --json.

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

from sayso.cli import main as sayso
from sayso.keep import Ledger

NEW_CASE = 10**6  # a number of copy that no large ledger reaches


def build(source: Path, ledger: Path, *options: str) -> float:
    """Builds the source into the ledger; the seconds of processor time that it took.

    Raises SystemExit if the build fails.
    """
    begin = time.process_time()
    with redirect_stdout(StringIO()) as out:
        code = sayso(["build", str(source), "--ledger", str(ledger), *options])
    seconds = time.process_time() - begin
    return seconds if code == 0 else sys.exit(f"the build of {source} failed:\n{out.getvalue()}")


def large_ledger(ledger: Path, wanted: int, folder: Path) -> None:
    """Makes the ledger of that many reports unless it is there."""
    if not ledger.exists():
        invented.write(folder / "large", wanted)
        build(folder / "large", ledger)


def single_reports(folder: Path, rounds: int) -> list[Path]:
    """Reports that no ledger has: for each round one of a new case and one more on the first case."""
    folder.mkdir()
    story = (invented.EXAMPLES / "saarinen-1-detained.md").read_text("utf8")
    made = []
    for number in range(rounds):
        for kind, text in (("new", invented.copy(story, NEW_CASE + number)), ("known", story)):
            path = folder / f"{kind}-{number}.md"
            path.write_text(text.replace("polarwire.example/", f"polarwire.example/{kind}/{number}/"), "utf8")
            made.append(path)
    return made


def empty_ledger(path: Path) -> Path:
    """A ledger without reports."""
    Ledger.open(path, create=True).close()
    return path


def measure(ledger: Path, wanted: int, rounds: int, folder: Path) -> dict[str, float]:
    """The medians over all single reports."""
    reports = single_reports(folder / "single", rounds)
    build(reports[0], folder / "warm.db", "--quiet")  # loads model and domain pack
    large_ledger(ledger, wanted, folder)
    pairs = []
    for number, report in enumerate(reports):
        small = empty_ledger(folder / f"empty-{number}.db")
        pairs.append((build(report, small, "--quiet"), build(report, ledger, "--quiet")))
    return {
        "reports": wanted,
        "empty_ms": 1000 * statistics.median(small for small, _ in pairs),
        "large_ms": 1000 * statistics.median(large for _, large in pairs),
        "ratio": statistics.median(large / small for small, large in pairs),
        "ratio_worst": max(large / small for small, large in pairs),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--reports", type=int, default=2000, metavar="N", help="size of the large ledger (default 2000)"
    )
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="pairs of single reports (default 5)")
    parser.add_argument("--ledger", type=Path, help="keep the large ledger here, or use it if it is there")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        result = measure(options.ledger or folder / "large.db", options.reports, options.rounds, folder)
    print(json.dumps(result) if options.json else "\n".join(f"{k:12} {v:12,.2f}" for k, v in result.items()))


if __name__ == "__main__":
    main()
