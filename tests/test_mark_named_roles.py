"""Who does what to whom in events that the encoder tells and no trigger of the pack (fitting.py)."""

from __future__ import annotations

from functools import cache

import pytest

from sayso.domains import load
from sayso.mark import mark_all
from sayso.model import READ, Claim, Header, Layer
from tests.marking import roles

CONTEXT = (
    "Police in Oslo arrested Viktor Orlan, 44, an engineer, on suspicion of spying for Russia, prosecutors said on "
    "Tuesday. Orlan denies the charges.\n\n"
)
SENTENCES = (
    "Orlan is an officer of the GRU, said Marta Vik, a researcher at the Nordic Institute.",
    "The lawyer, Jan Hoel, told the court that there were no state secrets in the maps.",
    "On Monday Orlan found himself in the dock of the Oslo district court.",
    "The GRU tricked Orlan into handing over secret maps.",
    "The Russian embassy confirmed the arrest but turned down a request for comment.",
    "Orlan will spend at least nine years in jail.",
    "Tokyo police sent papers on Orlan to public prosecutors.",
    "Orlan was referred to prosecutors on Friday.",
)


@cache
def read() -> dict[str, list[Claim]]:
    """The claims of each sentence, told as the second paragraph of a report."""
    layers = [Layer(extractor="plain 1", text=f"{CONTEXT}{s}\n", header=Header()) for s in SENTENCES]
    marks = mark_all(layers, "encoder", load("espionage"))
    return {s: [c for c in m.claims if c.evidence.start >= len(CONTEXT)] for s, m in zip(SENTENCES, marks, strict=True)}


def told(start: str, event: str) -> Claim:
    """The one claim of an event in the sentence that begins so."""
    claims = next(found for sentence, found in read().items() if sentence.startswith(start))
    found = [c for c in claims if c.event == event]
    assert len(found) == 1, [c.event for c in claims]
    return found[0]


def named(start: str, event: str) -> dict[str, list[str]]:
    """The roles of a claim that the encoder alone has told."""
    claim = told(start, event)
    assert claim.why is not None and claim.why.trigger == READ
    return roles(claim)


def test_what_is_said_of_an_accused_is_the_accusation_of_who_says_it() -> None:
    found = named("Orlan is an officer", "accuse")
    assert (found["agent"], found["target"]) == (["Marta Vik"], ["Viktor Orlan"])


def test_what_is_said_to_be_none_is_denied_by_who_says_it() -> None:
    assert named("The lawyer", "deny")["agent"] == ["Jan Hoel"]


def test_a_step_in_law_is_taken_against_the_accused_who_stands_as_its_subject() -> None:
    found = named("On Monday", "try")
    assert found["target"] == ["Viktor Orlan"]
    assert "Viktor Orlan" not in found["agent"]


def test_who_is_made_to_do_a_deed_does_it_for_who_makes_him() -> None:
    found = named("The GRU tricked", "transfer_information")
    assert (found["agent"], found["recipient"]) == (["Viktor Orlan"], ["GRU"])


def test_silence_without_a_subject_is_of_the_source_before_it() -> None:
    assert named("The Russian embassy", "no_comment")["agent"] == ["Russian embassy"]


def test_who_will_serve_a_punishment_has_been_given_it() -> None:
    assert told("Orlan will spend", "sentence").certainty == "asserted"


@pytest.mark.parametrize("start", ["Tokyo police", "Orlan was referred"])
def test_whose_papers_go_to_prosecutors_is_the_target(start: str) -> None:
    assert roles(told(start, "refer"))["target"] == ["Viktor Orlan"]
