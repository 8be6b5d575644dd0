"""Pinned floors on PolNeAR dev, where the shared data lie beside the checkout, and the cost beside the parse."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections import defaultdict
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("SAYSO_SHARED", Path(__file__).parents[2] / "shared"))
POLNEAR = SHARED / "data" / "polnear"
EVERY = 3  # of the 84 articles every third, for time; docs/marking.md has the figures of all
FLOORS = {"attribution/all": 0.665, "sourced/all": 0.61, "attribution/direct": 0.86, "attribution/indirect": 0.575}


def module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = found  # dataclasses look their module up there
    spec.loader.exec_module(found)
    return found


@pytest.mark.skipif(not POLNEAR.is_dir(), reason=f"no PolNeAR at {POLNEAR}")
def test_polnear_dev_floors_and_cost() -> None:
    script, scorer = module(ROOT / "benchmarks" / "attribution_polnear.py"), module(SHARED / "eval" / "attribution.py")
    predicted, parsing, reading = script.predict(script.texts(POLNEAR, "dev", EVERY))
    assert reading < 0.25 * parsing
    totals: dict[str, list[float]] = defaultdict(lambda: [0.0] * 4)
    gold_of = scorer.read_gold(POLNEAR, "dev")
    for stem in predicted:
        article, gold = gold_of[stem]
        found = [scorer.Attribution(**script.as_json(a)) for a in predicted[stem]]
        for metric, counts in scorer.count(article, gold, found).items():
            totals[metric] = [a + b for a, b in zip(totals[metric], counts, strict=True)]
    for metric, floor in FLOORS.items():
        hits, found_all, recalled, gold_all = totals[metric]
        precision, recall = hits / found_all, recalled / gold_all
        assert 2 * precision * recall / (precision + recall) >= floor, metric
    print(
        {
            m: round(2 * (v[0] / v[1]) * (v[2] / v[3]) / ((v[0] / v[1]) + (v[2] / v[3])), 3)
            for m, v in totals.items()
            if v[1] and v[3] and v[0]
        }
    )
