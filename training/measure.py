"""Shipped files → how well they read PolNeAR: `python -m training.measure POLNEAR FOLDER SCRIPT`.

SCRIPT is the measuring script `attribution.py`, whose counts are used as they are. On the training part only the articles
that are held out are read; there `--choose` looks for the thresholds that give the best sum of the attribution and
sourced F1 and writes them to the card. `--split dev` measures a finished model.
"""

from __future__ import annotations

import argparse
import importlib.util
import itertools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from sayso.mark.encoder import decode, windows
from sayso.mark.encoder.network import Network, Thresholds
from sayso.mark.encoder.pieces import Pieces, pieces
from training import export, polnear

GRID = {
    "cue": (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65),
    "content": (0.3, 0.4, 0.5, 0.6),
    "sourceless": (-2.0, -1.0, 0.0, 1.0),
}
Scored = dict[str, tuple[Pieces, windows.WordScores]]


def scored(articles: list[polnear.Article], network: Network) -> Scored:
    """What the network says of each article."""
    cut = {a.name: pieces(a.text, network.vocabulary) for a in articles}
    return {name: (found, windows.read(found, network)) for name, found in cut.items()}


def predictions(found: Scored, thresholds: Thresholds, make: Callable[..., Any]) -> dict[str, list[Any]]:
    """The attributions of each article, made as the measuring script wants them."""
    return {
        name: [_spans(cut, read, make) for read in decode.attributions(scores, thresholds)]
        for name, (cut, scores) in found.items()
    }


def _spans(cut: Pieces, read: decode.Read, make: Callable[..., Any]) -> Any:
    def chars(words: decode.Words) -> polnear.Span:
        return cut.starts[words[0]], cut.ends[words[1] - 1]

    return make([chars(read.source)] if read.source else [], [chars(read.cue)], [chars(w) for w in read.content])


def grid() -> Iterator[Thresholds]:
    """All thresholds that are tried."""
    for values in itertools.product(*GRID.values()):
        yield Thresholds(**dict(zip(GRID, values, strict=True)))


def script(path: Path) -> ModuleType:
    """The measuring script as a module."""
    spec = importlib.util.spec_from_file_location("attribution", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["attribution"] = module
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Measure, or choose thresholds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("polnear", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("script", type=Path)
    parser.add_argument("--split", choices=("train", "dev"), default="train")
    parser.add_argument("--choose", action="store_true", help="look for the best thresholds and write them to the card")
    args = parser.parse_args()
    measuring, network = script(args.script), Network(args.folder)
    articles = [a for a in polnear.read(args.polnear / args.split) if args.split == "dev" or polnear.held_out(a.name)]
    gold = {name: g for name, g in measuring.read_gold(args.polnear, args.split).items() if name in {a.name for a in articles}}
    found, thresholds = scored(articles, network), network.card.thresholds

    def score(chosen: Thresholds, bootstrap: int = 0) -> dict[str, dict[str, float]]:
        said = predictions(found, chosen, measuring.Attribution)
        return dict(measuring.score(gold, said, bootstrap))

    if args.choose and args.split == "train":
        thresholds = max(grid(), key=lambda t: sum(score(t)[m]["f1"] for m in ("attribution/all", "sourced/all")))
        export.card(args.folder, thresholds)
    print(thresholds)
    for metric, values in score(thresholds, 1000).items():
        print(f"{metric:24} P {values['p']:.3f} R {values['r']:.3f} F1 {values['f1']:.3f} [{values['lo']:.3f}, {values['hi']:.3f}]")


if __name__ == "__main__":
    main()
