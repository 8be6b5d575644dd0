"""How fast a whole build is, reading to keeping, beside spaCy's own parse of the same texts, and where its time goes.

Takes a folder (or file) of reports in plain text. On one core and in one process, models loaded beforehand, in
processor seconds: groups of reports are taken in turn, each first parsed by spaCy alone (the model that Sayso uses,
with all its components, in batches, as it comes), then built into a ledger that grows with the groups. With --repeat N
all of it is done N times, each time into a new ledger, and the medians are given.

`build_relative_to_parse` is the build's speed as a share of the parse's. The parts of a build are given in seconds for
each second of spaCy's parse, so that they add up to the inverse of that share: reading documents, Sayso's own parse,
the reader of attributions (the network, unless --reader names another), the rules of marking, linking, tracing, and
keeping, which is all the rest. Prints a table, or one JSON object with --json.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import parse_alone
from speed import on_one_core

from sayso import mark, pipeline, reusing
from sayso.domains import Domain, load
from sayso.keep import Ledger
from sayso.mark import report

GROUP = 4  # reports that are parsed, then built, before the next ones: few, as a shared machine changes its pace
LINK = ("stubs", "divide", "party_groups")
TRACE = ("case_file", "cites")
REUSE = ("with_changes", "copy_relay", "retold_relays")
PARTS = ("read", "parse", "reader", "rules", "link", "trace", "keep")


class Clock:
    """Processor seconds by part; within a part the time of another counts as the other's."""

    def __init__(self) -> None:
        self.parts: Counter[str] = Counter()
        self._part, self._since = "", time.process_time()

    @contextmanager
    def within(self, part: str) -> Iterator[None]:
        """Counts the block as that part."""
        before = self._turn(part)
        try:
            yield
        finally:
            self._turn(before)

    def _turn(self, part: str) -> str:
        now = time.process_time()
        self.parts[self._part] += now - self._since
        before, self._part, self._since = self._part, part, now
        return before

    def timed(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, counted as that part."""

        def counted(*args: Any, **kwargs: Any) -> Any:
            with self.within(part):
                return function(*args, **kwargs)

        return counted

    def timed_steps(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """A function that gives an iterator, each step of which is counted as that part."""

        def counted(*args: Any, **kwargs: Any) -> Iterator[Any]:
            steps = iter(function(*args, **kwargs))
            while (step := self.timed(part, next)(steps, self)) is not self:
                yield step

        return counted


def tell_apart(clock: Clock) -> None:
    """Lets the clock see the parts of every build from now on."""
    pipeline._take_in = clock.timed("read", pipeline._take_in)
    report.parse_all = clock.timed_steps("parse", report.parse_all)
    report.mark = clock.timed("rules", report.mark)
    for name, reader in report.READERS.items():
        report.READERS[name] = clock.timed("reader", reader)
    for module, part, names in ((pipeline, "link", LINK), (pipeline, "trace", TRACE), (reusing, "trace", REUSE)):
        for name in names:
            setattr(module, name, clock.timed(part, getattr(module, name)))
    scorer = pipeline.scorer
    pipeline.scorer = lambda domain: clock.timed("link", scorer(domain))
    prints = reusing.Profile.prints
    prints.func = clock.timed("trace", prints.func)


def warm(reader: str, domain: Domain, folder: Path) -> None:
    """Loads what a build loads once."""
    (folder / "warm.txt").write_text("A clerk was arrested on Monday for spying, the ministry said.\n")
    with Ledger.open(folder / "warm.db", create=True) as ledger:
        pipeline.build(ledger, [folder / "warm.txt"], reader=reader, domain=domain)
    parse_alone.model()("A clerk was arrested.")


def one_round(paths: list[Path], reader: str, domain: Domain, clock: Clock, folder: Path) -> None:
    """Parses and builds all reports, group by group; the clock's part "spacy" is the parse alone."""
    clock.parts.clear()
    with Ledger.open(folder / "whole.db", create=True) as ledger:
        for at in range(0, len(paths), GROUP):
            group = paths[at : at + GROUP]
            texts = [path.read_text("utf-8") for path in group]
            with clock.within("spacy"):
                for _ in parse_alone.parsed(texts):
                    pass
            with clock.within("keep"):
                pipeline.build(ledger, group, reader=reader, domain=domain)


def figures(words: int, parts: Counter[str]) -> dict[str, float]:
    """What is printed of one round."""
    build = sum(parts[part] for part in PARTS)
    return {
        "words": words,
        "parse_words_per_second": words / parts["spacy"],
        "build_words_per_second": words / build,
        "build_relative_to_parse": parts["spacy"] / build,
    } | {part: parts[part] / parts["spacy"] for part in PARTS}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, help="a folder or file of reports in plain text")
    parser.add_argument("--reader", choices=sorted(report.READERS), default=mark.DEFAULT_READER)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="take every Nth report only")
    parser.add_argument("--repeat", type=int, default=1, metavar="N", help="number of rounds (default 1)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    on_one_core()
    found = sorted(options.source.rglob("*")) if options.source.is_dir() else [options.source]
    paths = [path for path in found if path.is_file()][:: options.every]
    words = sum(len(path.read_text("utf-8").split()) for path in paths)
    domain, clock = load("espionage"), Clock()
    tell_apart(clock)
    rounds = []
    with tempfile.TemporaryDirectory() as folder:
        warm(options.reader, domain, Path(folder))
    for _ in range(max(1, options.repeat)):
        with tempfile.TemporaryDirectory() as folder:
            one_round(paths, options.reader, domain, clock, Path(folder))
        rounds.append(figures(words, clock.parts))
    result = {name: statistics.median(r[name] for r in rounds) for name in rounds[0]}
    print(json.dumps(result) if options.json else "\n".join(f"{k:28} {v:12,.3f}" for k, v in result.items()))


if __name__ == "__main__":
    main()
