"""Events that the network reads: claims where no trigger fires, none where it doubts one, and what a reader is told."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from sayso.domains import load
from sayso.mark import events, named, report
from sayso.mark.encoder.network import Learned
from sayso.mark.encoder.reader import Reading
from sayso.mark.encoder.told import Told
from sayso.mark.encoder.windows import empty
from sayso.mark.parse import parse_all
from sayso.model import READ, Claim, Header, Layer
from tests.marking import CONTEXT, roles

PACK = load("espionage")
# A sentence in which no trigger of the pack fires, its event, and the word that tells it.
IDIOM, WORD = "Orlan was bundled into a van on Monday.", "bundled"


@cache
def known(**scores: float) -> Learned:
    return Learned(domain="espionage", names=tuple(scores), seen=(10_000,) * len(scores), least=0.2)


def said(monkeypatch: pytest.MonkeyPatch, told_in: str, word: str, /, **scores: float) -> list[Claim]:
    """The claims of a sentence about Orlan, where a network gives one word of it some scores and all else none."""
    text = f"{CONTEXT}\n{told_in}"
    at = text.index(word, len(CONTEXT))
    table = np.array([[0.0] * len(scores), list(scores.values()), [0.0] * len(scores)], np.float16)
    told = Told(empty(3, len(scores))._replace(events=table), [0, at, len(text)], known(**scores))
    monkeypatch.setitem(report.READERS, "rules", lambda doc, domain: Reading((), told))
    layer = Layer(extractor="plain 1", text=text, header=Header())
    marks = next(report.mark_all([layer], "rules", PACK))
    return [claim for claim in marks.claims if claim.evidence.start > len(CONTEXT)]


def test_no_trigger_knows_the_idiom(monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(monkeypatch, IDIOM, WORD, arrest=0.1) == []


def test_what_the_network_reads_is_a_claim_with_roles_and_time_by_grammar(monkeypatch: pytest.MonkeyPatch) -> None:
    (claim,) = said(monkeypatch, IDIOM, WORD, arrest=0.9)
    assert claim.event == "arrest"
    assert roles(claim)["target"] == ["Viktor Orlan"]
    assert claim.time is not None
    assert claim.time.text == "Monday"
    assert claim.why is not None
    assert claim.why.trigger == READ
    assert claim.confidence == pytest.approx(0.9 * 0.9, abs=0.01)


def test_a_word_of_a_phrase_leads_to_its_verb(monkeypatch: pytest.MonkeyPatch) -> None:
    (claim,) = said(monkeypatch, IDIOM, "van", arrest=0.9)
    text = f"{CONTEXT}\n{IDIOM}"
    assert claim.why is not None
    assert text[claim.why.word.start : claim.why.word.end] == "bundled"


def test_a_noun_that_the_pack_knows_for_the_event_is_its_word() -> None:
    (doc,) = (doc for doc, _ in parse_all([("The arrest of the clerk shocked the town.", None)]))
    arrest = next(event for event in PACK.events if event.id == "arrest")
    assert named._head(doc[1], arrest, PACK).text == "arrest"
    pay = next(event for event in PACK.events if event.id == "pay")
    assert named._head(doc[1], pay, PACK).text == "shocked"


def test_trigger_and_network_tell_one_event_once(monkeypatch: pytest.MonkeyPatch) -> None:
    (claim,) = said(monkeypatch, "Police arrested Orlan in Bremen on Monday.", "Bremen", arrest=0.9)
    assert claim.why is not None
    assert claim.why.trigger > 0


def test_where_the_network_is_sure_that_nothing_is_told_a_weak_trigger_makes_no_claim(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sentence = "Orlan travelled to Vienna in May."
    triggers = {t.confidence for e in PACK.events if e.id == "travel" for t in e.triggers if "travel" in t.lemmas}
    assert max(triggers) < named.STRONG
    assert [c.event for c in said(monkeypatch, sentence, "Vienna", travel=0.1)] == ["travel"]
    assert said(monkeypatch, sentence, "Vienna", travel=0.0) == []


def test_of_two_events_in_the_same_words_the_second_must_be_likely(monkeypatch: pytest.MonkeyPatch) -> None:
    both = "Orlan was released from prison after nine years."
    told = {c.event for c in said(monkeypatch, both, "years", sentence=0.3, release=0.9)}
    assert told == {"release"}


def test_hits_without_a_network_are_the_triggers() -> None:
    (doc,) = (doc for doc, _ in parse_all([("Police arrested Orlan.", None)]))
    found = events.find(doc, PACK)
    assert named.join(doc, found, None, PACK) == found
