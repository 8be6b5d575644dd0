"""Claims and roles in reports of many countries: contacts, offers, denials, hearings, groups of accused."""

from __future__ import annotations

import pytest

from tests.marking import roles, said_in

O = "Viktor Orlan"  # noqa: E741

# (event, sentence about Orlan, roles that the claim must have)
FOUND = [
    ("recruit", "Orlan is an officer with Polish military intelligence.", {"target": [O]}),
    ("recruit", "Orlan was honey-trapped by the ISI.", {"agent": ["ISI"], "target": [O]}),
    ("recruit", "Orlan was turned by Iran in 2010.", {"agent": ["Government of Iran"], "target": [O]}),
    ("agreement", "Orlan signed a letter promising to defect.", {"agent": [O]}),
    ("promise", "Orlan was offered gifts and holidays abroad.", {"target": [O]}),
    ("meet", "Orlan was in touch with a handler in Riga.", {"agent": [O], "target": ["a handler"]}),
    ("meet", "Orlan had contact with operatives of the SVR.", {"agent": [O], "target": ["operatives of the SVR"]}),
    ("meet", "Orlan was in contact with a Pakistani citizen and shared data.", {"agent": [O]}),
    ("deny", "Orlan insists he is not a spy.", {}),
    ("deny", "Poland had no knowledge of the case, a spokesman said.", {"agent": ["Government of Poland"]}),
    ("deny", "Warsaw said it knew nothing about the affair.", {"agent": ["Government of Poland"]}),
    ("deny", "Orlan does not admit any guilt.", {"agent": [O]}),
    ("detain", "Iran already holds two Norwegian citizens on espionage charges.", {"agent": ["Government of Iran"]}),
    ("try", "The hearing was held behind closed doors.", {"target": [O]}),
    ("charge", "The prosecutor general approved the charges against Orlan.", {"agent": ["prosecutor general"]}),
    ("convict", "Five clerks were convicted of spying while Orlan pleaded guilty.", {"agent": [O]}),
    ("convict", "Five clerks were convicted of spying while Orlan pleaded guilty.", {"target": ["Five clerks"]}),
    ("acquit", "Five officers were charged, with one individual acquitted.", {"target": ["one individual"]}),
    ("arrest", "Three former officials were arrested in May.", {"target": ["Three former officials"]}),
    ("collect", "Orlan was collecting information about the army.", {"object": ["information about the army"]}),
    ("collect", "Orlan was spying on behalf of Iran.", {"agent": [O], "beneficiary": ["Government of Iran"]}),
    ("investigate", "Norway opened a criminal case against Orlan.", {"target": [O]}),
    ("warn", '"Spies have become a serious threat," the interior ministry said.', {"agent": ["interior ministry"]}),
]  # fmt: skip

# (event, role that must stay open, sentence)
OPEN = [
    ("collect", "object", "Orlan was spying on behalf of Iran."),
    ("collect", "beneficiary", "Orlan was spying in Norway for years."),
    ("convict", "target", "Orlan pleaded guilty."),
    ("arrest", "agent", "Three former officials were arrested in Lima in May."),
]

NOT = [
    ("accuse", "Orlan rejected accusations of 'spying' against Norway."),
    ("recruit", "The SVR wanted Orlan to act as a spy."),
    ("transfer_information", "Orlan was in contact with a Pakistani citizen and shared nothing."),
    ("task", "A court found Orlan guilty of recruiting clerks to spy for the SVR."),
]


@pytest.mark.parametrize(("event", "sentence", "wanted"), FOUND, ids=[f"{e}-{n}" for n, (e, *_) in enumerate(FOUND)])
def test_a_deed_has_its_people(event: str, sentence: str, wanted: dict[str, list[str]]) -> None:
    told = [(c.event, roles(c)) for c in said_in(sentence)]
    found = [given for name, given in told if name == event]
    assert any(all(given.get(role) == names for role, names in wanted.items()) for given in found), told


@pytest.mark.parametrize(("event", "role", "sentence"), OPEN)
def test_a_role_that_nobody_has_stays_open(event: str, role: str, sentence: str) -> None:
    found = [c for c in said_in(sentence) if c.event == event]
    named = [f.name for c in found for f in c.roles.get(role, ()) if not f.basis.startswith("inferred")]
    assert found and not named


@pytest.mark.parametrize(("event", "sentence"), NOT)
def test_what_is_part_of_another_claim_is_none(event: str, sentence: str) -> None:
    assert event not in {c.event for c in said_in(sentence)}


def test_a_denial_by_negation_is_no_negated_denial() -> None:
    found = [c for c in said_in("Orlan insists he is not a spy.") if c.event == "deny"]
    assert [c.polarity for c in found] == ["positive"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Foreign Ministry spokesman Pavel Holub did not comment on whether the arrest answered the US arrest.",
        "Army spokeswoman Ilse Maak comments on reporter's detention.",
        "'It was no mistake, he was caught red-handed': ministry spokesman answers questions on the arrest.",
    ],
)
def test_a_spokesman_is_never_the_accused(sentence: str) -> None:
    accused = [
        name
        for c in said_in(sentence)
        if c.event in {"arrest", "detain", "accuse"}
        for name in roles(c).get("target", [])
    ]
    assert not [name for name in accused if any(word in name for word in ("Holub", "Maak", "spokes"))]
