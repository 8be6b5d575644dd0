"""Statements on a case that name no event: who makes one accuses, denies or warns; and who does not."""

from __future__ import annotations

import pytest

from tests.marking import chain, read, roles

ORLAN = "Norwegian police arrested Viktor Orlan, an engineer, on suspicion of espionage for Iran.\n"


def made(sentence: str) -> list[tuple[str, str]]:
    """The claims of a sentence about Orlan, as event and speaker."""
    return [(c.event, chain(c)[-1]) for c in read(ORLAN + sentence).marks.claims if c.evidence.start >= len(ORLAN)]


@pytest.mark.parametrize(
    ("sentence", "event", "speaker"),
    [
        ('"The defendant swore an oath to protect Norway," Justice Minister Siri Dahl said.', "accuse", "Siri Dahl"),
        ('"This is unprecedented," said Ola Berg, a former analyst at the Navy.', "accuse", "Ola Berg"),
        ('Judge Ane Vik said that Orlan had "done grave harm to Norway".', "accuse", "Ane Vik"),
        ('"This is one more provocation," Iran\'s ambassador Reza Karimi wrote.', "deny", "Reza Karimi"),
        ('"The case is a reminder to all of us," Interior Minister Nils Holm said.', "warn", "Nils Holm"),
    ],
)
def test_a_statement_on_the_case_is_a_claim(sentence: str, event: str, speaker: str) -> None:
    assert made(sentence) == [(event, speaker)]


def test_an_accusation_is_of_the_accused_whom_it_speaks_of() -> None:
    claim = read(ORLAN + 'Judge Ane Vik said that Orlan had "done grave harm to Norway".').claim("accuse")
    assert roles(claim) == {"agent": ["Ane Vik"], "target": ["Viktor Orlan"]}


@pytest.mark.parametrize(
    "sentence",
    [
        '"He needs time to collect his thoughts after this serious case," his lawyer Kari Moen said.',  # on his side
        'Prime Minister Ivar Holt said the harvest was "a grave concern to many".',  # of something else
        "Interior Minister Nils Holm said the case would be looked at on Friday.",  # judges nothing
        '"It was a grave mistake," Orlan said.',  # the accused
    ],
    ids=["counsel", "other matter", "no judgement", "accused"],
)
def test_what_is_no_statement_on_the_case_makes_no_accusation(sentence: str) -> None:
    assert "accuse" not in {event for event, _ in made(sentence)}


def test_who_tells_of_the_deed_and_judges_it_makes_two_claims_and_judges_once() -> None:
    sentence = (
        'Judge Ane Vik said that Orlan had sold secrets to Iran. "This is a grave breach of trust," Vik said. '
        '"It is a betrayal," Vik said.'
    )
    assert [event for event, _ in made(sentence)] == ["transfer_information", "accuse"]


def test_a_report_of_other_things_has_no_statements() -> None:
    text = '"This is a grave breach of trust," Farm Minister Nils Holm said of the spy novel on corn.'
    assert not read(text).marks.claims
