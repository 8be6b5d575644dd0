"""Shipped files → how well they read PolNeAR: `python -m training.measure POLNEAR FOLDER SCRIPT`.

SCRIPT is the measuring script `attribution.py`, whose counts are used as they are. On the training part only the
articles that are held out are read; `choose` looks there for the thresholds around which the sum of the attribution
and sourced F1 is best. `--split dev` measures a finished model, `--full` the network before its weights were cut to 8
bits.
"""

from __future__ import annotations

import argparse
import importlib.util
import itertools
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from statistics import fmean
from types import ModuleType
from typing import Any

from sayso.mark.encoder import decode, windows
from sayso.mark.encoder.network import Network, Thresholds
from sayso.mark.encoder.pieces import Pieces, pieces
from training import export, polnear

GRID = {
    "cue": (0.38, 0.42, 0.46, 0.5, 0.54, 0.58, 0.62),
    "content": (0.35, 0.4, 0.45, 0.5, 0.55),
    "sourceless": (0.0,),  # a lead of one either way moved no figure by more than chance
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
    return _all_of(GRID.values())


def _all_of(values: Iterable[Sequence[float]]) -> Iterator[Thresholds]:
    return (Thresholds(**dict(zip(GRID, each, strict=True))) for each in itertools.product(*values))


def script(path: Path) -> ModuleType:
    """The measuring script as a module."""
    spec = importlib.util.spec_from_file_location("attribution", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["attribution"] = module
    spec.loader.exec_module(module)
    return module


class Measured:
    """The articles of a split as the network of a folder reads them, and the script that counts."""

    def __init__(self, folder: Path, corpus: Path, split: str, path: Path, file: str = "encoder.onnx") -> None:
        self.script, self.network = script(path), Network(folder, file)
        articles = [a for a in polnear.read(corpus / split) if split != "train" or polnear.held_out(a.name)]
        gold = self.script.read_gold(corpus, split)
        self.gold = {a.name: gold[a.name] for a in articles}
        self.found = scored(articles, self.network)

    def figures(self, thresholds: Thresholds, bootstrap: int = 0) -> dict[str, dict[str, float]]:
        """All figures of the script, with 95% intervals if it is to draw so many samples."""
        said = predictions(self.found, thresholds, self.script.Attribution)
        return dict(self.script.score(self.gold, said, bootstrap))


def choose(corpus: Path, folder: Path, path: Path) -> None:
    """Write the thresholds that are best on the held-out articles to the card."""
    measured = Measured(folder, corpus, "train", path)

    def worth(thresholds: Thresholds) -> float:
        figures = measured.figures(thresholds)
        return figures["attribution/all"]["f1"] + figures["sourced/all"]["f1"]

    chosen = steadiest({thresholds: worth(thresholds) for thresholds in grid()})
    export.card(folder, chosen, measured.network.card.events)


def steadiest(worths: dict[Thresholds, float]) -> Thresholds:
    """The thresholds that do best together with those beside them: few articles make peaks that others lack."""

    def near(thresholds: Thresholds) -> Iterator[Thresholds]:
        """One step up and down of each; at an end of the grid, itself in the place of what is not there."""
        beside = []
        for name, values in GRID.items():
            at = values.index(getattr(thresholds, name))
            beside.append([values[min(max(at + step, 0), len(values) - 1)] for step in (-1, 0, 1)])
        return _all_of(beside)

    return max(worths, key=lambda thresholds: fmean(worths[other] for other in near(thresholds)))


def main() -> None:
    """Measure a folder's network with its thresholds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("polnear", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("script", type=Path)
    parser.add_argument("--split", choices=("train", "dev"), default="train")
    parser.add_argument("--full", action="store_true", help="with full weights, to see what eight bits cost")
    args = parser.parse_args()
    file = "encoder-full.onnx" if args.full else "encoder.onnx"
    measured = Measured(args.folder, args.polnear, args.split, args.script, file)
    print(measured.network.card.thresholds)
    for metric, values in measured.figures(measured.network.card.thresholds, 1000).items():
        print(f"{metric:24}", " ".join(f"{part} {values[part]:.3f}" for part in ("p", "r", "f1", "lo", "hi")))


if __name__ == "__main__":
    main()
