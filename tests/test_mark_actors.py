"""Who fills a role that a clause leaves open: by what evidence, in which words, and when nobody does."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.domains import load
from sayso.mark.parties import PEOPLE, STATE
from sayso.model import Claim, Filler
from tests.marking import read, roles

POLES = "Poland accuses Marek Wilk, a surveyor, of espionage for the intelligence service of Belarus. "
ABW = (
    "Poland's ABW said that it suspected Marek Wilk, a surveyor, of espionage for the intelligence service of Belarus. "
)
HISTORY = "Wilk was arrested, charged with espionage and put on trial.\n\nYears ago Anna Lind, a sailor, was arrested."
KOREA = (
    "South Korean prosecutors accuse Han Do-yun, a translator, of espionage. They said that he was recruited by the "
    "North Korean intelligence service. "
)


def agent(text: str, event: str, role: str = "agent") -> Filler | None:
    """The one filler of a role in the last claim of an event."""
    claim = read(text).claims(event)[-1]
    return next(iter(claim.roles.get(role, ())), None)


def named(text: str, event: str, role: str = "agent") -> str | None:
    found = agent(text, event, role)
    return found.name if found else None


# ------------------------------------------------------------------------------------------ acts of states


@pytest.mark.parametrize(
    ("text", "event", "name"),
    [
        (POLES + "Wilk was arrested in Bialystok.", "arrest", "Polish authorities"),
        (POLES + "The arrest of Wilk came as a surprise.", "arrest", "Polish authorities"),
        (ABW + "It said that Wilk was arrested in Bialystok.", "arrest", "ABW"),
        (POLES + "Police detained him in May. He has been detained since.", "detain", "Police (Poland)"),
        (POLES + "Wilk was sentenced to nine years in prison.", "sentence", "Polish courts"),
        (POLES + "The district court in Lublin opened the trial. Wilk was sentenced to nine years in prison.",
         "sentence", "District court (Poland)"),
        (KOREA + "He was charged with espionage.", "charge", "South Korean prosecutors"),
        ("Estonia's prison service said that Igor Saar, jailed for treason and spying, was released from prison.",
         "release", "Estonia's prison service"),
        ("MI5 said that Owen Price, a clerk, was arrested on suspicion of spying for Russia.", "arrest",
         "British authorities"),
        ("US officials said that Adam Fox, a sailor, was arrested on suspicion of spying for Iran.", "arrest",
         "US authorities"),
        (POLES + "Wilk was detained in Minsk.", "detain", "Belarusian authorities"),
    ],
)  # fmt: skip
def test_a_passive_of_an_official_act_has_the_authority_that_acts(text: str, event: str, name: str) -> None:
    found = agent(text, event)
    assert found is not None and found.inferred
    assert found.name == name


@pytest.mark.parametrize(
    "text",
    [
        POLES + HISTORY,
        "Three men were arrested on suspicion of spying.",
    ],
    ids=["another's history", "no state at all"],
)
def test_nobody_is_put_in_where_the_report_tells_nobody(text: str) -> None:
    assert agent(text, "arrest") is None


# ------------------------------------------------------------------------------------------------ speaking


@pytest.mark.parametrize(
    ("sentence", "event", "name"),
    [
        ("“Wilk was caught red-handed,” said Jan Nowak, a minister.", "accuse", "Jan Nowak"),
        ("“This is an attack on our democracy,” Jan Nowak, a minister, noted.", "accuse", "Jan Nowak"),
        ("“This sentence is a warning to every spy,” Jan Nowak, a minister, said.", "warn", "Jan Nowak"),
        ("“The news about Belarusian spies is not true,” Belarus's foreign ministry said.", "deny",
         "Belarus's foreign ministry"),
    ],
)  # fmt: skip
def test_what_is_done_by_speaking_is_done_by_the_speaker(sentence: str, event: str, name: str) -> None:
    assert named(POLES + sentence, event) == name


def test_an_accusation_in_the_outlet_s_voice_is_of_the_body_that_accuses() -> None:
    text = "An alleged spy for Belarus has been exposed.\n" + ABW + "The ABW said that he passed maps to Minsk."
    claim = read(text).claims("accuse")[0]
    assert claim.attribution is None
    assert roles(claim)["agent"] == ["ABW"]


# -------------------------------------------------------------------------------------------------- handlers


@pytest.mark.parametrize(
    ("sentence", "event", "role", "name"),
    [
        ("Han was given training in espionage.", "train", "agent", "North Korean intelligence service"),
        ("Han was given encrypted equipment.", "equip", "agent", "North Korean intelligence service"),
        ("Han passed documents about submarines.", "transfer_information", "recipient",
         "North Korean intelligence service"),
        ("A Chinese diplomat met him in secret and paid him. He was promised more money for secrets.", "promise",
         "agent", "Chinese diplomat"),
        ("Han sold documents to a Chinese businessman. He was paid $9,000 for the documents.", "pay", "agent",
         "Chinese businessman"),
    ],
)  # fmt: skip
def test_what_is_done_to_a_spy_is_done_by_whoever_runs_them(sentence: str, event: str, role: str, name: str) -> None:
    assert named(KOREA + sentence, event, role) == name


# ------------------------------------------------------------------------------------- what is always so


def test_what_the_clause_names_is_never_replaced() -> None:
    found = agent(POLES + "Lithuanian border guards arrested Wilk.", "arrest")
    assert found is not None and (found.basis, found.inferred) == ("syntax", False)


def test_a_left_out_accused_is_understood_and_no_inference() -> None:
    (filler,) = (
        read(POLES + "Investigators found proof and took coercive measures.").claim("coercive_measures").roles["target"]
    )
    assert (filler.name, filler.inferred) == ("Marek Wilk", False)
    assert filler.basis.startswith("understood: ")


SENTENCES = [  # parts of one report
    "Wilk was arrested.", "He was trained by a handler.", "He was paid in cash for secrets.", "A court heard him.",
    "“He was caught red-handed,” said Jan Nowak.", "He passed files.", "Belarus's foreign ministry denied it.",
]  # fmt: skip


@settings(deadline=None, max_examples=30)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4, unique=True))
def test_an_inferred_filler_gives_its_reason_and_its_words_and_fills_an_open_role(sentences: list[str]) -> None:
    reading = read(POLES + " ".join(sentences))
    rules = {(event, rule.role) for rule in load("espionage").actors for event in rule.events}
    for claim in reading.marks.claims:
        for role, filler in guessed(claim):
            assert (claim.event, role) in rules
            assert filler.basis.removeprefix("inferred: ").strip()
            assert reading.quote(filler.span).strip()
            assert filler.entity is None or filler.entity < len(reading.marks.entities)
            assert len(claim.roles[role]) == 1


def guessed(claim: Claim) -> list[tuple[str, Filler]]:
    return [(role, f) for role, fillers in claim.roles.items() for f in fillers if f.inferred]


def test_every_rule_names_events_functions_and_parties_of_the_pack() -> None:
    pack = load("espionage")
    events, functions = {e.id for e in pack.events}, {f.id for f in pack.functions}
    ids = {p.id for p in pack.parties}
    for rule in pack.actors:
        assert set(rule.events) <= events
        assert set(rule.functions) <= functions
        assert set(rule.never) <= ids
        assert set(rule.kinds) <= STATE | PEOPLE | {"group", "company"}


def test_no_event_s_role_has_two_rules() -> None:
    pairs = [(event, rule.role) for rule in load("espionage").actors for event in rule.events]
    assert len(pairs) == len(set(pairs))


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("The ABW said Wilk was accused of treason.", "ABW"),
        ("Wilk, who is suspected of treason, sees no case, his lawyer said.", None),
        ("His sister said that Wilk was suspected of treason.", None),
    ],
)
def test_who_speaks_for_the_accused_accuses_nobody(sentence: str, name: str | None) -> None:
    assert named("Marek Wilk was arrested on suspicion of espionage for Belarus. " + sentence, "accuse") == name
