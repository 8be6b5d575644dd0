"""Attributions of a reader on a split of PolNeAR, as eval/attribution.py reads them.

python benchmarks/attribution_polnear.py --reader encoder --polnear DIR --split dev PRED.jsonl
python SHARED/eval/attribution.py --polnear DIR --split dev PRED.jsonl

The encoder needs no parse; for the rules the time of the parse is given apart.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from sayso.domains import load
from sayso.mark.attributions import attributions
from sayso.mark.cues import CueIndex
from sayso.mark.encoder.reader import read as by_encoder
from sayso.mark.parse import parse_all
from sayso.model import Attribution


def as_json(attribution: Attribution) -> dict[str, list[list[int]]]:
    return {role: [list(span) for span in getattr(attribution, role)] for role in ("source", "cue", "content")}


def texts(polnear: Path, split: str, every: int = 1) -> dict[str, str]:
    """The texts of a split by their stems, or every nth of them."""
    paths = sorted((polnear / split / "text").glob("*.txt"))[::every]
    return {path.stem: path.read_bytes().decode("utf8") for path in paths}


def predict(found: dict[str, str]) -> tuple[dict[str, tuple[Attribution, ...]], float, float]:
    """The rules' attributions of each text, and the processor seconds of the parse and of the rules."""
    cues, out, parsing, reading = CueIndex(load("espionage").cues), {}, 0.0, 0.0
    docs = parse_all((text, stem) for stem, text in found.items())
    for _ in found:
        start = time.process_time()
        doc, stem = next(docs)
        between = time.process_time()
        out[stem] = attributions(doc, cues)
        parsing, reading = parsing + between - start, reading + time.process_time() - between
    return out, parsing, reading


def predict_by_encoder(found: dict[str, str]) -> tuple[dict[str, tuple[Attribution, ...]], float, float]:
    """The encoder's attributions of each text, no seconds of a parse, and the processor seconds of reading."""
    domain = load("espionage")
    by_encoder("Loaded before it is timed.", domain)
    start = time.process_time()
    said = {stem: by_encoder(text, domain).attributions for stem, text in found.items()}
    return said, 0.0, time.process_time() - start


READERS = {"encoder": predict_by_encoder, "rules": predict}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reader", choices=sorted(READERS), default="encoder")
    parser.add_argument("--polnear", type=Path, required=True)
    parser.add_argument("--split", default="dev")
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    found = texts(args.polnear, args.split)
    predicted, parsing, reading = READERS[args.reader](found)
    with args.out.open("w", encoding="utf8") as file:
        for stem, items in predicted.items():
            file.write(json.dumps({"doc": stem, "attributions": [as_json(a) for a in items]}) + "\n")
    words = sum(len(text.split()) for text in found.values())
    print(
        f"{len(found)} articles, {words} words: parse {parsing:.1f} s, {args.reader} {reading:.1f} s",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
