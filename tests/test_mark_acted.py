"""Who did it and to whom: bodies behind operations, posts, orders and the "by" of a passive; whose word a fact is."""

from __future__ import annotations

import pytest

from sayso.model import Claim
from tests.marking import chain, read, roles, said_in

FRIDAY = "2024-05-17"
O = "Viktor Orlan"  # noqa: E741


def last(sentence: str, event: str) -> Claim:
    """The last claim of a kind in a sentence about the accused of a report."""
    return [c for c in said_in(sentence, FRIDAY) if c.event == event][-1]


AGENTS = [
    (f"{O} was detained in an FSB operation in Omsk.", "detain", "FSB"),
    (f"{O} was detained in Omsk after a sting operation by the FSB.", "detain", "FSB"),
    (
        f"{O} was dismissed from the Polytechnic University over the affair.",
        "remove_from_post",
        "Polytechnic University",
    ),
    (f"{O} has been given a suspended death sentence by a court in Minsk.", "sentence", "Court (Belarus)"),
    (f"The sentence on {O} was handed down on Tuesday by a court in Minsk.", "sentence", "Court (Belarus)"),
    (f"{O} has allegedly been used as an asset by Chinese intelligence.", "recruit", "Chinese intelligence"),
    (f"A court in Riga heard the case. {O} was refused bail.", "bail", "Court (Latvia)"),
    ('"We will never allow spying," the minister, Kai Lund, said.', "warn", "Kai Lund"),
]


@pytest.mark.parametrize(("sentence", "event", "agent"), AGENTS)
def test_who_does_it_is_found_where_the_sentence_tells_it_aside(sentence: str, event: str, agent: str) -> None:
    assert roles(last(sentence, event))["agent"] == [agent]


def test_whose_operation_it_is_is_inferred() -> None:
    (filler,) = last(f"{O} was detained in an FSB operation in Omsk.", "detain").roles["agent"]
    assert filler.basis.startswith("inferred")


@pytest.mark.parametrize(
    "sentence",
    [
        f"{O} was detained in Omsk before an FSB officer's operation was known.",
        f"The operation cost {O} dear before he was detained in Omsk.",
    ],
)
def test_an_operation_told_of_elsewhere_takes_nobody(sentence: str) -> None:
    assert "FSB" not in roles(last(sentence, "detain")).get("agent", [])


def test_who_was_handed_a_sentence_did_not_set_it() -> None:
    found = roles(last(f"{O}, handed a suspended death sentence in China on Monday, had spied.", "sentence"))
    assert (found.get("target"), "agent" in found and found["agent"] == [O]) == ([O], False)


def test_a_body_does_not_admit_what_it_tells() -> None:
    text = f"{O}, a clerk, was arrested for spying.\nAt a meeting with an agent Orlan admitted ties, the FBI said."
    assert {n for c in read(text, FRIDAY).claims("admit") for n in roles(c).get("agent", [])} <= {O, "Orlan"}


def test_the_one_state_that_takes_steps_acts_where_no_body_is_named() -> None:
    text = (
        "A Japanese salesman was given nine years in China for espionage, Japan's embassy said.\n"
        "The man was detained in March 2023.\n"
        "Five other Japanese are still held by the Chinese authorities for spying, the Foreign Ministry in Tokyo said."
    )
    (held,) = [c for c in read(text, FRIDAY).claims("detain") if "March" in read(text, FRIDAY).quote(c.evidence)]
    assert roles(held)["agent"] == ["Chinese authorities"]


def test_whoever_tells_of_a_trial_is_not_tried() -> None:
    text = f"{O} spied, prosecutor Kai Lund told the jury when the trial opened."
    assert roles(last(text, "try")).get("target") != ["Kai Lund"]


DESCRIBED = [
    "He is the third soldier within a year to have spied for Russia.",
    "He is the second person ever to be charged with spying.",
]


@pytest.mark.parametrize("record", DESCRIBED)
def test_a_number_that_only_counts_cases_tells_nobody_apart(record: str) -> None:
    text = f"An army officer was arrested for spying. {record}\nThe officer, identified as {O}, was held in Turku."
    people = {n for c in read(text, FRIDAY).claims("arrest") for n in roles(c).get("target", [])}
    assert people == {O}


def test_a_participle_parted_from_its_auxiliary_is_a_passive() -> None:
    found = roles(last(f"{O}, an engineer from Turku, was on Thursday found guilty of espionage.", "convict"))
    assert (found["target"], "agent" not in found or found["agent"] != [O]) == ([O], True)


def test_a_lawyer_s_client_is_the_accused_without_a_name() -> None:
    text = (
        "A guard was charged with espionage for Russia in Oslo.\n"
        "Ida Holm, his defence lawyer, told the court that her client denies the charges."
    )
    assert roles(read(text, FRIDAY).claim("deny"))["agent"] == ["guard"]


# ------------------------------------------------------------------------------------------------ whose word

STATEMENT = f"{O} sold maps to the GRU and met his handler in Riga, prosecutors said. He was paid, they said."


@pytest.mark.parametrize(
    ("sentence", "event", "speaker"),
    [
        ("He also handed over drawings.", "transfer_information", "Prosecutors (Finland)"),
        ("He was jailed for nine years.", "sentence", "outlet"),
        ("He was arrested in Turku.", "arrest", "outlet"),
        ("He is accused of handing over drawings.", "transfer_information", "outlet"),
    ],
)
def test_a_step_in_law_and_a_bare_accusation_carry_nobody_s_word(sentence: str, event: str, speaker: str) -> None:
    text = f"Finnish police arrested {O}, an engineer.\n{STATEMENT}\n{sentence}"
    found = [c for c in read(text, FRIDAY).claims(event) if c.evidence.start >= text.rindex(sentence)]
    assert {chain(c)[-1] for c in found} == {speaker}


def test_a_court_s_word_is_not_carried_on() -> None:
    text = (
        f"{O} sold maps to the GRU, the court in Turku said. He met his handler in Riga.\nHe also handed over drawings."
    )
    found = [
        c
        for c in read(text, FRIDAY).claims("transfer_information")
        if "drawings" in read(text, FRIDAY).quote(c.evidence)
    ]
    assert {chain(c)[-1] for c in found} == {"outlet"}


def test_a_denial_in_a_relative_clause_is_that_of_who_denies() -> None:
    text = f"{O} sold maps to the GRU, prosecutors said. He was found guilty of espionage, which he denies."
    assert chain(read(f"Finnish police arrested {O}, an engineer.\n{text}", FRIDAY).claim("deny"))[-1] == O


def test_he_who_denies_the_charges_is_not_the_prosecutor() -> None:
    text = f"{O}, a soldier, spied for Iran, prosecutor Kai Lund told the jury.\nHe denied all the charges."
    assert roles(read(text, FRIDAY).claim("deny"))["agent"] == [O]


def test_an_agency_that_passes_on_what_somebody_says_is_not_he() -> None:
    text = (
        f"Finnish police arrested {O}, an engineer, for spying.\n"
        f"Minister Kai Lund said that the allegations against {O} were serious, the agency Reuters reported.\n"
        '"We must prevent Russian spying," he said.'
    )
    found = read(text, FRIDAY).claims("warn")
    assert {chain(c)[-1] for c in found} <= {"Kai Lund"}
    assert "Kai Lund" in [s for s in read(text, FRIDAY).speakers() if s][1:]


def test_a_hyphenated_name_with_an_office_is_a_person_s() -> None:
    text = f'{O} was arrested for spying.\n"He was tortured," Amira Holm-Berg, director of a rights group, said.'
    assert [e.kind for e in read(text, FRIDAY).marks.entities if e.name == "Amira Holm-Berg"] == ["person"]


RECIPIENTS = [
    (f"{O} was caught while he was handing maps to the Russian intelligence officer.", "Russian intelligence officer"),
    (f"{O} passed reports on the making of an aircraft to Johan Lund, who coordinates a project.", "Johan Lund"),
]


@pytest.mark.parametrize(("sentence", "recipient"), RECIPIENTS)
def test_what_is_handed_over_somebody_else_gets(sentence: str, recipient: str) -> None:
    assert roles(last(sentence, "transfer_information"))["recipient"] == [recipient]


def test_a_place_that_documents_are_about_gets_nothing() -> None:
    found = last(f"{O} passed documents on visits to Riga.", "transfer_information").roles.get("recipient", ())
    assert all(f.inferred for f in found)
