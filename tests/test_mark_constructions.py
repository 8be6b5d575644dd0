"""Constructions of news English that tell an event: orders, offers, referrals, headlines, and what only looks so."""

from __future__ import annotations

import pytest

from tests.marking import read, roles, said_in, within

O = "Viktor Orlan"  # noqa: E741
CASE = f"Norway accuses {O}, a technician, of espionage for the intelligence service of Iran. "

# (event, sentence about Orlan, roles that the claim must have)
FOUND = [
    ("task", f"{O} was told by the SVR to go to Riga twice.", {"agent": ["SVR"], "target": [O]}),
    ("task", f"The SVR sent {O} to Riga in spring.", {"agent": ["SVR"], "target": [O]}),
    ("task", f"The SVR had {O} visit the port.", {"agent": ["SVR"], "target": [O]}),
    ("task", f"{O} was to look for others whom the SVR could recruit.", {"target": [O]}),
    ("recruit", f"The SVR worked with {O} for years.", {"agent": ["SVR"], "target": [O]}),
    ("recruit", f"{O} worked with the SVR for years.", {"agent": ["SVR"], "target": [O]}),
    ("recruit", f"{O} formed an intelligence partnership with the SVR.", {"agent": ["SVR"], "target": [O]}),
    ("transfer_information", "The documents went to a contact in Riga.", {"object": ["The documents"]}),
    ("refer", "The case has gone to the prosecutors.", {"target": [O]}),
    ("accuse", f"{O} was unmasked as a spy.", {"target": [O]}),
    ("investigate", f"The SVR had been watching {O} for years.", {"agent": ["SVR"], "target": [O]}),
    ("pay", f"The SVR paid {O} through a bank.", {"agent": ["SVR"], "target": [O]}),
    ("appeal", f"{O} will appeal.", {"agent": [O]}),
    ("raid", "Police raided his flats.", {"target": [O]}),
    ("raid", "Police searched the offices of Baltic Cargo Ltd.", {"target": ["Baltic Cargo Ltd."]}),
    ("protest", "Iran demanded his release.", {"target": [O]}),
    ("law", "A law on espionage passed in July was changed.", {}),
    ("deny", "Iran scoffed at the allegations.", {"agent": ["Government of Iran"]}),
    ("protest", "Iran regretted the expulsions of its envoys over espionage.", {"agent": ["Government of Iran"]}),
    ("no_comment", "No comment was available from the ministry.", {}),
    ("pay", "The two men received 40,000 euros in cash.", {"target": ["two men"]}),
    ("pay", "The two men were paid 40,000 euros in cash.", {"target": ["two men"]}),
]  # fmt: skip

NOT = [
    ("recruit", "They looked for clerks whom the SVR might recruit."),
    ("transfer_information", f"{O} was given maps of bases."),
    ("task", f"A judge ordered {O} to pay the costs."),
    ("expel", f"Norway asked that {O} be expelled."),
    ("arrest", "The arrested man is 40."),
    ("accuse", "The accused is 40."),
    ("collect", f"A court found {O} guilty on spying charges."),
]


def has(found: list[dict[str, list[str]]], wanted: dict[str, list[str]]) -> bool:
    return any(all(claim.get(role) == names for role, names in wanted.items()) for claim in found)


@pytest.mark.parametrize(("event", "sentence", "wanted"), FOUND, ids=[f"{e}-{n}" for n, (e, *_) in enumerate(FOUND)])
def test_a_construction_tells_its_event(event: str, sentence: str, wanted: dict[str, list[str]]) -> None:
    found = [roles(c) for c in said_in(sentence) if c.event == event]
    assert has(found, wanted), [(c.event, roles(c)) for c in said_in(sentence)]


@pytest.mark.parametrize(("event", "sentence"), NOT)
def test_what_only_looks_like_it_tells_none(event: str, sentence: str) -> None:
    assert event not in {c.event for c in said_in(sentence)}


@pytest.mark.parametrize(
    ("line", "event", "target"),
    [
        ("Norwegian technician arrested over spying for Iran", "arrest", O),
        ("Two sailors charged with selling secrets to Iran", "charge", "Two sailors"),
        ("Four Estonians accused of spying for Iran", "accuse", "Four Estonians"),
    ],
)
def test_a_headline_in_a_bare_participle_is_a_passive(line: str, event: str, target: str) -> None:
    reading = read(f"{line}\n\n{CASE}")
    claim = next(c for c in reading.claims(event) if c.evidence.end <= len(line))
    assert roles(claim)["target"] == [target]
    assert target not in roles(claim).get("agent", [])


def test_a_headline_with_an_object_is_no_passive() -> None:
    claim = read(f"Norwegian police arrest technician over spying\n\n{CASE}").claims("arrest")
    assert all("Norwegian police" not in roles(c).get("target", []) for c in claim)


def test_a_service_gives_way_to_the_one_whom_it_runs() -> None:
    reading = within(f"The SVR told {O} to enter the port, using his job as a cover.")
    assert roles(reading.claim("cover"))["agent"] == [O]


def test_officials_act_for_the_body_that_is_named_with_them() -> None:
    claim = read(CASE + "The PST said its investigators found evidence of his espionage.").claim("investigate")
    assert roles(claim)["agent"] == ["PST"]


def test_a_thing_does_nothing() -> None:
    claim = read(CASE + "An investigation found evidence of his espionage, PST said.").claim("investigate")
    assert "investigation" not in str(roles(claim)["agent"])


def test_a_service_without_a_name_keeps_the_words_of_the_report() -> None:
    claim = read("China's ministry said Huang, a spy, was recruited by a British secret service.").claim("recruit")
    assert roles(claim)["agent"] == ["British secret service"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Nearly everyone who goes on trial there is found guilty.",
        "The union has demanded an explanation or his release.",
    ],
)
def test_what_is_told_of_nobody_or_only_demanded_is_no_step(sentence: str) -> None:
    assert {c.event for c in said_in(sentence)} <= {"protest"}


def test_a_thing_that_opens_a_sentence_is_no_person() -> None:
    reading = within("Bail of 5,000 euros was set on Monday. Bail was paid by a cousin.")
    assert "Bail" not in {e.name for e in reading.marks.entities}
