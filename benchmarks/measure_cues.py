"""Measures on PolNeAR how often a word attributes in a frame, and what its context adds: for cues.yaml and context.py.

    python benchmarks/measure_cues.py --polnear DIR --split train --least 3

Prints one line a word and frame (uses outside quotations, how many attribute, the smoothed share), then the weights.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from math import log
from pathlib import Path

import numpy as np

from sayso.mark import phrases
from sayso.mark.context import features
from sayso.mark.frames import Candidate, verbal
from sayso.mark.grammar import Grammar
from sayso.mark.parse import parse_all
from sayso.mark.quotes import quotations
from sayso.mark.speech import Quotes

PULL = 2.0  # uses with the frame's average that every word's share is drawn towards
LEAST_SHARE = 0.12
Key = tuple[str, str, str]
Use = tuple[Key, list[tuple[str, str]], bool]


def candidates(g: Grammar) -> Iterator[Candidate]:
    readers = {"VERB": verbal, "NOUN": phrases.nominal, "ADJ": phrases.adjectival}
    for i in range(g.size):
        if g.pos[i] in readers and g.lower[i] != "according":
            yield from readers[g.pos[i]](g, i)


def gold_cues(folder: Path) -> dict[str, set[int]]:
    """The characters of all cues of each article (of its first annotator)."""
    found: dict[str, set[int]] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        stem = path.stem.rsplit("_", 1)[0]
        if stem in found:
            continue
        found[stem] = set()
        for line in path.read_text("utf8").splitlines():
            parts = line.split("\t")
            if len(parts) > 1 and parts[1].startswith("Cue "):
                for part in parts[1][4:].split(";"):
                    start, end = part.split()
                    found[stem] |= set(range(int(start), int(end)))
    return found


def uses(folder: Path) -> Iterator[Use]:
    """Every candidate outside quotations: its key, the features of its place, whether it attributes."""
    cues = gold_cues(folder)
    texts = [(folder / "text" / f"{stem}.txt").read_bytes().decode("utf8") for stem in cues]
    for stem, doc in zip(cues, parse_all(texts), strict=True):
        g = Grammar(doc)
        quotes = Quotes(g.text, quotations(g.text))
        for c in candidates(g):
            if quotes.at(g.start[c.head]) is None:
                yield (c.pos, c.words, c.frame), list(features(g, c)), g.start[c.head] in cues[stem]


def fit(rows: list[tuple[float, list[tuple[str, str]], bool]]) -> dict[tuple[str, str], float]:
    """A logistic regression on the log-odds of the share and the features, by Newton's method."""
    names = [("", "BASE"), ("", "SLOPE"), *sorted({f for _, found, _ in rows for f in found})]
    place = {name: n for n, name in enumerate(names)}
    x, y = np.zeros((len(rows), len(names))), np.array([float(hit) for _, _, hit in rows])
    for row, (odds, found, _) in zip(x, rows, strict=True):
        row[0], row[1] = 1, odds
        row[[place[f] for f in found]] = 1
    weights, ridge = np.zeros(len(names)), np.array([1e-6, 1e-6, *[3.0] * (len(names) - 2)])
    for _ in range(25):
        chance = 1 / (1 + np.exp(-x @ weights))
        curve = x.T @ (x * (chance * (1 - chance))[:, None]) + np.diag(ridge)
        weights -= np.linalg.solve(curve, x.T @ (chance - y) + ridge * weights)
    return dict(zip(names, weights, strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--polnear", type=Path, required=True)
    parser.add_argument("--split", default="train")
    parser.add_argument("--least", type=int, default=3, help="uses below which a word and frame is not printed")
    args = parser.parse_args()
    found = list(uses(args.polnear / args.split))
    table: dict[Key, list[int]] = defaultdict(lambda: [0, 0])
    frames: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for key, _, hit in found:
        for row in (table[key], frames[key[0], key[2]]):
            row[0] += 1
            row[1] += hit

    def share(key: Key, less: int, hits: int) -> float:
        """The share of a word in a frame, without the use that is being judged."""
        of_frame = frames[key[0], key[2]]
        average = of_frame[1] / of_frame[0]
        seen, hit = table[key]
        return min(max((hit - hits + PULL * average) / (seen - less + PULL), 0.01), 0.99)

    for key, (seen, hit) in sorted(table.items()):
        if seen >= args.least and hit > 1 and share(key, 0, 0) >= LEAST_SHARE:
            sys.stdout.write("\t".join([*key, str(seen), str(hit), f"{share(key, 0, 0):.2f}"]) + "\n")
    judged = [(share(key, 1, int(hit)), places, hit) for key, places, hit in found]
    rows = [(log(s / (1 - s)), places, hit) for s, places, hit in judged if s >= LEAST_SHARE]
    for (group, value), weight in fit(rows).items():
        sys.stdout.write(f"weight\t{group}\t{value}\t{weight:.2f}\n")


if __name__ == "__main__":
    main()
