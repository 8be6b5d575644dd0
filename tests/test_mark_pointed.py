"""Roles and speakers to whom the network points: where they are taken, where grammar and reason stand against it."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from sayso.domains import load
from sayso.mark import carried, pointed, report
from sayso.mark.encoder.network import Learned
from sayso.mark.encoder.pieces import WORD
from sayso.mark.encoder.reader import Reading, read
from sayso.mark.encoder.told import Told
from sayso.mark.encoder.windows import empty
from sayso.model import Claim, Header, Layer, Marks
from tests.marking import CONTEXT, roles

PACK = load("espionage")
WHO, WHOM, SAID = range(3)
SURELY, BARELY = 0.9, 0.2
Points = dict[int, tuple[str | None, float]]


@cache
def known(*events: str) -> Learned:
    return Learned(domain="espionage", names=events, seen=(10_000,) * len(events), least=0.1)


def marked(
    monkeypatch: pytest.MonkeyPatch,
    sentence: str,
    event: str,
    word: str,
    points: Points,
    score: float = 0.9,
) -> tuple[str, Marks]:
    """A text and its marks, where a network tells an event by a word of its last sentence and points from there."""
    text = f"{CONTEXT}\n{sentence}"
    starts = [m.start() for m in WORD.finditer(text)]
    at = starts.index(text.index(word, len(CONTEXT)))
    scores = empty(len(starts), 1)
    scores.events[at, 0] = score
    for role, (to, p) in points.items():
        scores.roles[role].at[at, 0] = -1 if to is None else starts.index(text.rindex(to))
        scores.roles[role].p[at, 0] = p
    found = Told(scores, starts, known(event))
    attributions = read(text, PACK).attributions
    monkeypatch.setitem(report.READERS, "rules", lambda doc, domain: Reading(attributions, found))
    layer = Layer(extractor="plain 1", text=text, header=Header())
    return text, next(report.mark_all([layer], "rules", PACK))


def claim(monkeypatch: pytest.MonkeyPatch, sentence: str, event: str, word: str, points: Points) -> Claim:
    """The one claim of an event in a sentence so marked."""
    _, marks = marked(monkeypatch, sentence, event, word, points)
    (found,) = [c for c in marks.claims if c.event == event and c.evidence.start > len(CONTEXT)]
    return found


def test_what_grammar_leaves_open_is_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    sentence = "Anna Holm had a key. The plans lay under a mat in the morning."
    for p, filled in ((pointed.OPEN + 0.1, True), (BARELY, False)):
        found = claim(monkeypatch, sentence, "transfer_information", "lay", {WHO: ("Anna", p)})
        assert ("Anna Holm" in roles(found).get("agent", [])) == filled


def test_against_a_party_that_grammar_names_the_network_must_be_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    sentence = "After Anna Holm, Orlan was led off to a cell."
    for p, wanted in ((pointed.SURE + 0.1, ["Anna Holm"]), (pointed.SURE - 0.1, ["Viktor Orlan"])):
        assert roles(claim(monkeypatch, sentence, "detain", "led", {WHOM: ("Anna", p)}))["target"] == wanted


def test_words_of_one_party_count_together(monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"{CONTEXT}\nAfter Anna Holm, Orlan was led off. Holm wept."
    starts = [m.start() for m in WORD.finditer(text)]
    scores = empty(len(starts), 1)
    at = starts.index(text.index("led", len(CONTEXT)))
    scores.events[at, 0] = 0.9
    for place, word in enumerate((text.index("Anna"), text.index("Holm"), text.rindex("Holm"))):
        scores.roles[WHOM].at[at, place] = starts.index(word)
        scores.roles[WHOM].p[at, place] = pointed.SURE / 2
    told = Told(scores, starts, known("detain"))
    monkeypatch.setitem(report.READERS, "rules", lambda doc, domain: Reading((), told))
    marks = next(report.mark_all([Layer(extractor="plain 1", text=text, header=Header())], "rules", PACK))
    (found,) = [c for c in marks.claims if c.event == "detain"]
    assert roles(found)["target"] == ["Anna Holm"]


def test_a_thing_gives_way_where_nobody_acts(monkeypatch: pytest.MonkeyPatch) -> None:
    sentence = "The charges bundled Orlan into a van."
    kept = claim(monkeypatch, sentence, "arrest", "bundled", {WHO: (None, BARELY)})
    gone = claim(monkeypatch, sentence, "arrest", "bundled", {WHO: (None, pointed.NOBODY + 0.1)})
    assert "The charges" not in roles(gone).get("agent", [])
    assert roles(kept)["target"] == roles(gone)["target"] == ["Viktor Orlan"]


@pytest.mark.parametrize(
    ("sentence", "event", "word", "role", "to", "never"),
    [
        ("The FSB had Orlan bundled into a van.", "arrest", "bundled", WHO, "Orlan", ("agent", "Viktor Orlan")),
        ("Reuters wrote that Orlan was bundled into a van.", "arrest", "bundled", WHO, "Reuters", ("agent", "Reuters")),
        ("The district court put Orlan away for good.", "sentence", "put", WHOM, "court", ("target", "district court")),
        ("A net of lies was laid at the door of Orlan.", "accuse", "laid", WHO, "Orlan", ("agent", "Viktor Orlan")),
        ("A fat envelope of cash made Orlan smile.", "pay", "envelope", WHO, "Orlan", ("agent", "Viktor Orlan")),
    ],
)
def test_nobody_stands_where_he_cannot(
    monkeypatch: pytest.MonkeyPatch, sentence: str, event: str, word: str, role: int, to: str, never: tuple[str, str]
) -> None:
    found = claim(monkeypatch, sentence, event, word, {role: (to, SURELY)})
    assert never[1] not in roles(found).get(never[0], [])


def test_an_explanation_says_who_was_pointed_to(monkeypatch: pytest.MonkeyPatch) -> None:
    sentence = "Anna Holm had a key. The plans lay under a mat in the morning."
    found = claim(monkeypatch, sentence, "transfer_information", "lay", {WHO: ("Anna", SURELY)})
    assert found.why is not None
    assert found.why.places["agent"] == ("pointed",)


# -------------------------------------------------------------------------------------------------- whose word

OF_HOLM = "Holm, a neighbour, said she was shocked. The plans lay under a mat in the morning."


@pytest.mark.parametrize(("p", "told"), [(carried.LIKELY + 0.1, True), (carried.LIKELY - 0.1, False)])
def test_a_sentence_carries_on_the_source_that_is_pointed_to(
    monkeypatch: pytest.MonkeyPatch, p: float, told: bool
) -> None:
    text, marks = marked(monkeypatch, OF_HOLM, "transfer_information", "lay", {SAID: ("Holm", p)})
    (found,) = [c for c in marks.claims if c.event == "transfer_information"]
    assert (found.attribution is not None) == told
    if found.attribution is not None:
        said = marks.attributions[found.attribution]
        assert said.kind == "carried"
        assert said.parent is not None
        assert next(text[s.start : s.end] for s in marks.attributions[said.parent].source).startswith("Holm")


def test_against_what_holds_a_claim_nobody_must_be_all_but_certain(monkeypatch: pytest.MonkeyPatch) -> None:
    sentence = "Holm said the plans lay under a mat in the morning."
    for p, said in ((carried.ALONE - 0.1, True), (carried.ALONE + 0.01, False)):
        found = claim(monkeypatch, sentence, "transfer_information", "lay", {SAID: (None, p)})
        assert (found.attribution is not None) == said


# ------------------------------------------------------------------------------------- what is only guessed


def test_a_step_that_is_guessed_goes_no_further_than_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    sentence = "Orlan would see a judge about it on Friday."
    _, guessed = marked(monkeypatch, sentence, "try", "see", {}, score=0.3)
    _, sure = marked(monkeypatch, sentence, "try", "see", {}, score=0.7)
    assert "try" not in {c.event for c in guessed.claims}
    assert "try" in {c.event for c in sure.claims}


def test_which_way_of_being_held_it_was_a_word_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    _, marks = marked(monkeypatch, "Orlan was detained in a van.", "arrest", "van", {})
    assert [c.event for c in marks.claims if c.evidence.start > len(CONTEXT)] == ["detain"]


def test_that_somebody_spoke_must_be_likelier_than_that_something_was_done(monkeypatch: pytest.MonkeyPatch) -> None:
    sentence = "Orlan took the first step."
    _, guessed = marked(monkeypatch, sentence, "admit", "took", {}, score=0.15)
    _, likelier = marked(monkeypatch, sentence, "admit", "took", {}, score=0.3)
    assert "admit" not in {c.event for c in guessed.claims}
    assert "admit" in {c.event for c in likelier.claims}


def test_rows_of_scores_are_of_words() -> None:
    assert empty(3, 2).roles[WHO].at.shape == (3, 8)
    assert (empty(3, 2).roles[SAID].at == -1).all()
    assert np.all(empty(3, 2).events == 0)
