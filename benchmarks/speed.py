"""How fast Sayso builds a ledger, beside spaCy's own parse of the same texts in the same run.

Takes a folder (or file) of reports. Runs, one after the other and each in a process of its own on one core:

1. `sayso build` into a new ledger: words a second and peak memory, start and model load included;
2. `sayso build` of the same folder into the same ledger: its share of the first build's time;
3. spaCy's parse, with the model that Sayso uses, of the texts that the ledger holds: words a second and peak memory,
   start and model load included.

Words are stretches without white space. With --repeat N all three are run N times in turn, and the medians are given.
Compare the ratios: words a second are those of this machine at this moment. The ratios are also given in processor time
("cpu"), which other programs on the machine disturb less. Prints a table, or one JSON object with --json.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

SAYSO = [sys.executable, "-m", "sayso"]
PARSE = [sys.executable, str(Path(__file__).with_name("parse_alone.py"))]
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")


@dataclass(frozen=True)
class Run:
    """One process: seconds from start to end, seconds of processor time, and the most memory that it held, in MiB."""

    seconds: float
    cpu: float
    mib: float


@dataclass(frozen=True)
class Round:
    """The three processes of one round, and the number of words that they went through."""

    words: int
    first: Run
    again: Run
    parse: Run


def on_one_core() -> None:
    """Keeps this process, and those that it starts, on one core, where the system can, and to one thread.

    Libraries read how many threads they may have when they are loaded, so that the process starts over where it is not
    said: threads that wait for each other on one core would double the time of small products.
    """
    if not ONE_THREAD.items() <= os.environ.items():
        os.execve(sys.executable, sys.orig_argv, os.environ | ONE_THREAD)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def timed(command: list[str]) -> Run:
    """Runs the command with its output thrown away. Raises SystemExit with its standard error if it fails."""
    with tempfile.TemporaryFile() as errors:
        begin = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors, env=os.environ | ONE_THREAD)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{errors.read().decode(errors='replace')}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, mebibytes(usage))


def mebibytes(usage: resource.struct_rusage) -> float:
    """The peak memory of a process: Linux counts it in KiB, macOS in bytes."""
    return usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def texts_of(ledger: Path, out: Path) -> Path:
    """Exports the ledger to `out` and returns the file with its texts."""
    timed([*SAYSO, "export", "jsonl", "--ledger", str(ledger), "--out", str(out)])
    return out / "reports.jsonl"


def count_words(texts: Path) -> int:
    """The number of words of an exported reports.jsonl."""
    with texts.open(encoding="utf8") as lines:
        return sum(len(json.loads(line)["text"].split()) for line in lines)


def measure(source: Path, folder: Path) -> Round:
    """One round in an empty folder."""
    ledger = folder / "speed.db"
    build = [*SAYSO, "build", str(source), "--ledger", str(ledger)]
    first, again = timed(build), timed(build)
    texts = texts_of(ledger, folder / "export")
    return Round(count_words(texts), first, again, timed([*PARSE, str(texts)]))


def summary(rounds: list[Round]) -> dict[str, float]:
    """The medians of the rounds; ratios are taken within each round."""

    def median(values: list[float]) -> float:
        return statistics.median(values)

    return {
        "words": rounds[0].words,
        "rounds": len(rounds),
        "build_words_per_second": median([r.words / r.first.seconds for r in rounds]),
        "build_peak_mib": median([r.first.mib for r in rounds]),
        "parse_words_per_second": median([r.words / r.parse.seconds for r in rounds]),
        "parse_peak_mib": median([r.parse.mib for r in rounds]),
        "speed_relative_to_parse": median([r.parse.seconds / r.first.seconds for r in rounds]),
        "speed_relative_to_parse_cpu": median([r.parse.cpu / r.first.cpu for r in rounds]),
        "repeated_build_share": median([r.again.seconds / r.first.seconds for r in rounds]),
        "repeated_build_share_cpu": median([r.again.cpu / r.first.cpu for r in rounds]),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, help="a folder or file of reports")
    parser.add_argument("--repeat", type=int, default=1, metavar="N", help="number of rounds (default 1)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    on_one_core()
    rounds = []
    for _ in range(max(1, options.repeat)):
        with tempfile.TemporaryDirectory() as folder:
            rounds.append(measure(options.source, Path(folder)))
    result = summary(rounds)
    print(json.dumps(result) if options.json else "\n".join(f"{k:28} {v:12,.3f}" for k, v in result.items()))


if __name__ == "__main__":
    main()
