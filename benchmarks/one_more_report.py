"""How long one report takes to come into an empty ledger, and into one of 2,000 reports: the ratio of the two.

    python benchmarks/one_more_report.py [--reports 2000] [--size 8] [--reader rules] [--rounds 5]

The texts are made up here: cases of --size reports each, all of which speak of the same few services, officials and
outlets, so that the look-ups that could grow with the ledger have something to grow on. The report that is added
belongs to a case of that size in the one ledger and stands alone in the other; --alone makes it stand alone in both.
Model load is left out: the reader reads one report beforehand.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from pathlib import Path

from sayso import domains
from sayso.keep import Ledger
from sayso.pipeline import build

FIRST = "Ada Bram Cleo Dirk Edda Falk Gesa Hanno Ilse Jorn Kaja Lars Maja Nils Olga Piet Runa Sven Tilda Ulf".split()
SYLLABLES = "bar den fal gor hen kes lun mor nar pel ros sten tal ver wig zan".split()
VERBS = ("arrested", "charged", "questioned", "accused")
BODIES = ("The FBI", "MI5", "The Ministry of State Security", "The district prosecutor", "A foreign ministry spokesman")
SERVICES = ("the CIA", "MI6", "the GRU", "the SVR")


def name(number: int) -> str:
    """A person's name, always the same for a number and hardly ever for two."""
    chance = random.Random(number)
    return f"{chance.choice(FIRST)} {''.join(chance.choice(SYLLABLES) for _ in range(4)).capitalize()}"


def story(case: int, number: int) -> str:
    """A report of some 120 words on a case."""
    chance = random.Random(case * 1_000_003 + number)
    who, body, service = name(case), chance.choice(BODIES), random.Random(case).choice(SERVICES)
    day = f"{chance.randint(1, 28)} March 2024"
    told = [
        f"{who} was {chance.choice(VERBS)} on {day} on suspicion of spying for {service}, {body} said on Monday.",
        f"{body} said that {who} had passed secret documents to {service} for {chance.randint(2, 90)},000 dollars.",
        f"A lawyer for {who} denied the allegations and said that the evidence was thin.",
        f"According to {chance.choice(BODIES)}, the suspect was recruited in {chance.randint(2012, 2022)}.",
        f"{name(case + 500_000)}, a spokeswoman, declined to comment on the matter.",
        f"The paper's own inquiries, number {number}, brought nothing to light that was not known before.",
    ]
    return f"---\ntitle: The case of {who}\noutlet: Daily {case % 7}\ndate: 2024-03-{1 + number % 28:02}\n---\n\n" + (
        "\n\n".join(told) + "\n"
    )


def fill(ledger: Ledger, folder: Path, reports: int, size: int, reader: str) -> float:
    """Builds a ledger of so many reports. Gives the seconds that it took."""
    paths = [folder / f"{n}.md" for n in range(reports)]
    for n, path in enumerate(paths):
        path.write_text(story(n // size, n), "utf8")
    return timed(ledger, paths, reader)


def timed(ledger: Ledger, paths: list[Path], reader: str) -> float:
    """The seconds that a build takes."""
    start = time.perf_counter()
    build(ledger, paths, reader=reader, domain=domains.load())
    return time.perf_counter() - start


def one_more(ledger: Ledger, path: Path, text: str, reader: str) -> float:
    """The seconds that one more report takes."""
    path.write_text(text, "utf8")
    return timed(ledger, [path], reader)


def main() -> None:
    """Builds both ledgers, adds reports to each in turn, and prints the medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--size", type=int, default=8, help="reports of one case")
    parser.add_argument("--reader", default="rules")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--alone", action="store_true", help="the report that is added belongs to no case")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.chdir(folder)
        with Ledger.open(folder / "full.db", create=True) as full:
            took = fill(full, folder, args.reports, args.size, args.reader)
            print(f"{args.reports} reports in {took:.1f} s, {full.counts().cases} cases; model load included")
            empty, more = [], []
            for n in range(args.rounds):
                number = args.reports + n
                text = story(number if args.alone else n, number)
                with Ledger.open(folder / f"empty{n}.db", create=True) as alone:
                    empty.append(one_more(alone, folder / f"e{n}.md", text, args.reader))
                more.append(one_more(full, folder / f"f{n}.md", text, args.reader))
    first, later = statistics.median(empty), statistics.median(more)
    print(f"into an empty ledger {first * 1000:.0f} ms, into one of {args.reports} {later * 1000:.0f} ms (medians)")
    print(f"ratio {later / first:.2f}")


if __name__ == "__main__":
    main()
