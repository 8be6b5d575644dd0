"""How fast attributions are read and their speakers found, beside spaCy's parse of the same texts in the same run.

Takes a folder of plain texts. On one core, model loads left out, in processor seconds:

1. spaCy's own parse, by the model that Sayso uses with all its components, in batches, as it comes;
2. the encoder: pieces, network, joining of sources, cues and contents, certainty (no parse is used);
3. speakers: names and nominals brought together to parties, sources resolved to them (uses Sayso's parse, which
   marking makes for claims in any case and which is not counted here).

With --repeat N the texts are gone through N times, and the medians are given. Words are stretches without white space.
Prints words a second and ratios to the parse, and the peak memory of the process up to the end of step 2, which is
taken first; one JSON object with --json.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import parse_alone
from spacy.tokens import Doc
from speed import mebibytes, on_one_core

from sayso.domains import Domain, load
from sayso.mark import events, names, nominals, speakers
from sayso.mark.encoder.network import network
from sayso.mark.encoder.reader import read
from sayso.mark.parse import parse
from sayso.mark.parties import Parties
from sayso.mark.report import accused_tokens, gazetteer
from sayso.model import Attribution

T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What the work gives, and its processor seconds."""
    since = time.process_time()
    made = work()
    return made, time.process_time() - since


def resolve(doc: Doc, said: tuple[Attribution, ...], domain: Domain) -> list[Attribution]:
    """The attributions with their speakers, from nothing but a parse."""
    hits = events.find(doc, domain)
    found = Parties(doc, domain, gazetteer(domain), accused_tokens(hits), speakers.source_tokens(doc, said))
    names.take(found)
    nominals.take(found)
    return speakers.resolve(doc, said, found, hits)


def measure(texts: list[str], domain: Domain) -> dict[str, float]:
    """One round."""
    said, reading = timed(lambda: [read(text, domain).attributions for text in texts])
    peak = mebibytes(resource.getrusage(resource.RUSAGE_SELF))
    docs = [parse(text) for text in texts]
    parse_alone.model()
    _, parsing = timed(lambda: list(parse_alone.parsed(texts)))
    _, resolving = timed(lambda: [resolve(d, s, domain) for d, s in zip(docs, said, strict=True)])
    words = sum(len(text.split()) for text in texts)
    return {
        "words": words,
        "parse_words_per_second": words / parsing,
        "encoder_words_per_second": words / reading,
        "with_speakers_words_per_second": words / (reading + resolving),
        "encoder_relative_to_parse": parsing / reading,
        "with_speakers_relative_to_parse": parsing / (reading + resolving),
        "peak_mib_of_the_encoder": peak,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="a folder of .txt files")
    parser.add_argument("--repeat", type=int, default=1, metavar="N")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    on_one_core()
    domain, texts = load("espionage"), [p.read_text("utf-8") for p in sorted(options.folder.glob("*.txt"))]
    network()
    read("Warm up.", domain)
    rounds = [measure(texts, domain) for _ in range(max(1, options.repeat))]
    result = {k: statistics.median(r[k] for r in rounds) for k in rounds[0]} | {
        "peak_mib_of_the_encoder": rounds[0]["peak_mib_of_the_encoder"]
    }
    print(json.dumps(result) if options.json else "\n".join(f"{k:34} {v:12,.3f}" for k, v in result.items()))


if __name__ == "__main__":
    main()
