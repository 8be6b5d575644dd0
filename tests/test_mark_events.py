"""Events: each type of the pack in natural sentences with its roles, and what only looks like an event."""

from __future__ import annotations

import pytest
from msgspec import yaml

from sayso.domains import HERE, load
from sayso.mark import events
from sayso.mark.parse import parse
from tests.marking import read, roles, said_in

DOMAIN = load("espionage")
O = "Viktor Orlan"  # noqa: E741
POLICE, COURT, PROSECUTORS = "Swedish police", "Swedish court", "Swedish prosecutors"
SWEDEN, RUSSIA, SERVICE = "Government of Sweden", "Government of Russia", "Swedish Security Service"

# (event, sentence, roles that the claim must have; it may have more)
NATURAL: list[tuple[str, str, dict[str, list[str]]]] = [
    ("refer", f"The case of {O} has gone to Swedish prosecutors.", {}),
    ("try", f"After a year in pretrial detention {O} went on trial at a court in Lund.", {"target": [O]}),
    ("detain", f"Swedish police apprehended {O} at the port.", {"target": [O]}),
    ("recruit", f"Russian intelligence recruited {O} in Vienna.", {"agent": ["Russian intelligence"], "target": [O]}),
    ("recruit", f"{O} was recruited by the FSB in 2019.", {"agent": ["FSB"], "target": [O]}),
    ("recruit", f"The recruitment of {O} by the FSB took two years.", {"agent": ["FSB"], "target": [O]}),
    ("recruit", f"{O} had worked for the GRU as an agent.", {"agent": ["GRU"], "target": [O]}),
    ("task", f"The FSB instructed {O} to photograph a naval base.", {"agent": ["FSB"], "target": [O]}),
    ("task", f"{O} was tasked by the FSB with finding new recruits.", {"agent": ["FSB"], "target": [O]}),
    ("train", f"The FSB trained {O} in Moscow.", {"agent": ["FSB"], "target": [O]}),
    ("train", f"{O} received training from Russian intelligence.", {"agent": ["Russian intelligence"], "target": [O]}),
    ("equip", f"The FSB equipped {O} with an encrypted phone.",
     {"agent": ["FSB"], "target": [O], "object": ["an encrypted phone"]}),
    ("equip", f"{O} was equipped with a hidden camera.", {"target": [O], "object": ["a hidden camera"]}),
    ("pay", f"The FSB paid {O} 40,000 euros.", {"agent": ["FSB"], "target": [O]}),
    ("pay", f"{O} received 40,000 euros from the FSB.", {"agent": ["FSB"], "target": [O]}),
    ("promise", f"The FSB promised {O} a Russian passport.", {"agent": ["FSB"], "target": [O]}),
    ("agreement", f"{O} signed an espionage agreement with the FSB.", {"agent": [O], "target": ["FSB"]}),
    ("access", f"{O} had access to classified files at the ministry.", {"agent": [O], "object": ["classified files"]}),
    ("collect", f"{O} collected secret documents for Russia.",
     {"agent": [O], "object": ["secret documents"], "beneficiary": [RUSSIA]}),
    ("collect", f"The theft of secret files by {O} went on for years.", {"agent": [O], "object": ["secret files"]}),
    ("transfer_information", f"{O} passed 17 documents to the FSB.",
     {"agent": [O], "object": ["17 documents"], "recipient": ["FSB"]}),
    ("transfer_information", "The transfer of secret documents to the FSB lasted three years.",
     {"object": ["secret documents"], "recipient": ["FSB"]}),
    ("meet", f"{O} met a Russian intelligence officer in Vienna.",
     {"agent": [O], "target": ["Russian intelligence officer"]}),
    ("travel", f"{O} travelled to Moscow in 2018.", {"agent": [O], "object": ["Moscow"]}),
    ("cover", f"{O} posed as a businessman.", {"agent": [O]}),
    ("investigate", f"Swedish police are investigating {O}.", {"agent": [POLICE], "target": [O]}),
    ("investigate", f"The security service found evidence of espionage by {O}.", {"target": [O]}),
    ("coercive_measures", f"The authorities took coercive measures against {O}.",
     {"agent": ["authorities"], "target": [O]}),
    ("coercive_measures", f"{O} was placed under coercive measures.", {"target": [O]}),
    ("coercive_measures", f"{O} is now under coercive measures.", {"target": [O]}),
    ("detain", f"The Swedish Security Service detained {O} in Malmo.", {"agent": [SERVICE], "target": [O]}),
    ("detain", f"{O} was detained by the Swedish Security Service.", {"agent": [SERVICE], "target": [O]}),
    ("detain", f"The detention of {O} by the Swedish Security Service caused a stir.",
     {"agent": [SERVICE], "target": [O]}),
    ("arrest", f"Swedish police arrested {O} in Malmo.", {"agent": [POLICE], "target": [O]}),
    ("arrest", f"{O} was arrested by Swedish police in Malmo.", {"agent": [POLICE], "target": [O]}),
    ("arrest", f"The arrest of {O} by Swedish police caused a stir.", {"agent": [POLICE], "target": [O]}),
    ("bail", f"{O} was released on bail by a Swedish court.", {"agent": [COURT], "target": [O]}),
    ("refer", f"Swedish investigators handed the case against {O} to prosecutors.",
     {"object": ["the case"], "recipient": ["Prosecutors (Sweden)"], "target": [O]}),
    ("charge", f"Swedish prosecutors charged {O} with espionage.",
     {"agent": [PROSECUTORS], "target": [O], "object": ["espionage"]}),
    ("charge", f"{O} was charged with espionage by Swedish prosecutors.", {"agent": [PROSECUTORS], "target": [O]}),
    ("charge", f"The indictment of {O} surprised his friends.", {"target": [O]}),
    ("try", f"{O} went on trial.", {"target": [O]}),
    ("try", f"{O} appeared before a Swedish court.", {"agent": [COURT], "target": [O]}),
    ("convict", f"A Swedish court convicted {O} of espionage.",
     {"agent": [COURT], "target": [O], "object": ["espionage"]}),
    ("convict", f"{O} was convicted of espionage by a Swedish court.", {"agent": [COURT], "target": [O]}),
    ("convict", f"{O}'s conviction came in June.", {"target": [O]}),
    ("convict", f"{O} pleaded guilty to espionage.", {"agent": [O]}),
    ("acquit", f"A Swedish court acquitted {O}.", {"agent": [COURT], "target": [O]}),
    ("acquit", f"{O} was acquitted of all charges.", {"target": [O]}),
    ("dismiss", f"Swedish prosecutors dropped the charges against {O}.", {"agent": [PROSECUTORS], "target": [O]}),
    ("sentence", f"A Swedish court sentenced {O} to nine years in prison.", {"agent": [COURT], "target": [O]}),
    ("sentence", f"{O} was sentenced to nine years in prison by a Swedish court.", {"agent": [COURT], "target": [O]}),
    ("sentence", f"{O}'s sentence of nine years was the longest so far.", {"target": [O]}),
    ("appeal", f"{O} appealed against his sentence.", {"agent": [O]}),
    ("release", f"Sweden released {O} from prison in 2023.", {"agent": [SWEDEN], "target": [O]}),
    ("release", f"{O} was released from prison in 2023.", {"target": [O]}),
    ("release", f"The release of {O} from prison surprised Sweden.", {"target": [O]}),
    ("exchange", f"{O} was swapped for two Swedish prisoners.", {"target": [O]}),
    ("remove_from_post", f"The ministry suspended {O} from his post.", {"agent": ["ministry"], "target": [O]}),
    ("remove_from_post", f"{O} was sacked from his job at the ministry.", {"target": [O]}),
    ("expel", "Sweden expelled three Russian diplomats.", {"agent": [SWEDEN]}),
    ("expel", "Three Russian diplomats were expelled by Sweden.", {"agent": [SWEDEN]}),
    ("raid", f"Swedish police searched the home of {O}.", {"agent": [POLICE], "target": [O]}),
    ("accuse", "Sweden accused Russia of spying on its navy.", {"agent": [SWEDEN], "target": [RUSSIA]}),
    ("accuse", "Russia was accused of espionage by Sweden.", {"agent": [SWEDEN], "target": [RUSSIA]}),
    ("accuse", f"Police knew {O}, whom Norway accuses of espionage.", {"target": [O]}),
    ("deny", f"{O} denied the charges.", {"agent": [O], "object": ["the charges"]}),
    ("deny", "The allegations were denied by Russia.", {"agent": [RUSSIA], "object": ["The allegations"]}),
    ("deny", "Russia's denial of the allegations came a day later.", {"agent": [RUSSIA]}),
    ("confirm", "The Russian embassy confirmed the detention.", {"agent": ["Russian embassy"]}),
    ("admit", f"{O} admitted that he had passed documents to the FSB.", {"agent": [O]}),
    ("protest", f"Russia demanded the release of {O}.", {"agent": [RUSSIA]}),
    ("warn", "The Swedish Security Service warned of spies.", {"agent": [SERVICE]}),
    ("law", "Parliament passed a law on espionage.", {"agent": ["Parliament"], "object": ["a law"]}),
    ("reward", "Swedish police offered a reward for information about spies.", {"agent": [POLICE]}),
    ("no_comment", "The Kremlin declined to comment on the case.", {"agent": [RUSSIA]}),
    ("no_comment", "The Russian embassy did not respond to questions.", {"agent": ["Russian embassy"]}),
    ("collect", f"Secret documents were collected by {O}.", {"agent": [O]}),
    ("transfer_information", f"Secret documents were handed to the FSB by {O}.", {"agent": [O]}),
    ("refer", f"The case against {O} was transferred to the prosecutor for indictment.", {"target": [O]}),
    ("acquit", f"A Swedish court found {O} not guilty.", {"target": [O]}),
    ("convict", f"The conviction of {O} came in June.", {"target": [O]}),
    ("accuse", f"“{O} betrayed his country,” said Anna Berg, a minister.", {"agent": ["Anna Berg"], "target": [O]}),
    ("accuse", "Sweden's accusation of espionage against Russia was sharp.", {"target": [RUSSIA]}),
    ("detain", f"Sweden considers {O} wrongfully detained.", {"target": [O]}),
    ("protest", f"Sweden considers the banker and a friend, {O}, wrongfully detained and has called for their release.",
     {"agent": [SWEDEN]}),
    ("collect", f"The FSB said {O}, whom it referred to as a colonel, was \"secretly\" collecting files on the navy.",
     {"agent": [O]}),
]  # fmt: skip

# The same for what is not read yet; the last of each says why.
MISSED = [
    ("collect", f"{O} collected documents on the air force.", {"object": ["documents"]},
     "a known body after 'on' pushes out the object itself"),
    ("protest", f"Russia called for the release of {O}.", {"target": [O]},
     "the release that is demanded fills the role, not the prisoner"),
]  # fmt: skip


def fits(event: str, sentence: str, wanted: dict[str, list[str]]) -> bool:
    found = [roles(c) for c in said_in(sentence) if c.event == event]
    return any(all(claim.get(role) == names for role, names in wanted.items()) for claim in found)


@pytest.mark.parametrize(("event", "sentence", "wanted"), NATURAL)
def test_an_event_is_found_with_its_roles(event: str, sentence: str, wanted: dict[str, list[str]]) -> None:
    assert fits(event, sentence, wanted), [(c.event, roles(c)) for c in said_in(sentence)]


@pytest.mark.parametrize(
    ("event", "sentence", "wanted"),
    [pytest.param(*m[:3], marks=pytest.mark.xfail(strict=True, reason=m[3])) for m in MISSED],
)
def test_an_event_that_is_missed(event: str, sentence: str, wanted: dict[str, list[str]]) -> None:
    assert fits(event, sentence, wanted)


def test_every_event_of_the_pack_has_a_sentence() -> None:
    assert {event for event, _, _ in NATURAL} == {event.id for event in DOMAIN.events}
    assert len(DOMAIN.events) == 40


# (what it must not be, sentence)
NONE = [
    ({"arrest", "detain"}, f"The authorities took criminal coercive measures against {O}."),
    ({"arrest", "detain"}, f"{O} was placed under compulsory measures."),
    ({"charge", "try"}, f"Swedish investigators handed the case against {O} to prosecutors."),
    ({"release"}, f"Russia demanded the release of {O}."),
    ({"release"}, f"Russia called for the release of {O}."),
    ({"release"}, f"Russia demanded that {O} be released."),
    ({"arrest"}, f"{O} feared arrest and fled to Moscow."),
    ({"investigate"}, f"{O} worked for the Federal Bureau of Investigation."),
    ({"detain"}, "The pre-trial detention rules are strict."),
    ({"charge"}, "The company charged a fee for each phone."),
    ({"try"}, f"{O} tried to leave the country."),
    ({"convict"}, f"{O} is a man of deep conviction."),
    ({"release"}, "The ministry released a statement."),
    ({"exchange"}, f"{O} exchanged secrets for money."),
    ({"law"}, f"{O} passed an exam in law."),
    ({"convict"}, f"{O} pleaded not guilty."),
    ({"arrest"}, f"{O} suffered a cardiac arrest."),
    ({"acquit"}, "The army cleared a forest."),
    ({"sentence"}, f"{O} wrote a long sentence."),
    ({"raid"}, "Readers searched for a name."),
]


@pytest.mark.parametrize(("events", "sentence"), NONE)
def test_what_only_looks_like_an_event(events: set[str], sentence: str) -> None:
    assert not events & {c.event for c in said_in(sentence)}


# The event that a sentence must not be told as, although it is one of another kind; the last says why it still is.
TWICE = [
    ("try", f"{O} was in a pre-trial detention centre.", None),
    ("recruit", f"{O} signed an espionage agreement with the FSB.", None),
    ("collect", f"{O} received training from Russian intelligence.", "'intelligence' in a service's name is no secret"),
    ("charge", f"Swedish prosecutors dropped the charges against {O}.", None),
    ("accuse", "The accused, named as Anna Lind, met a spy in Malmo.", None),
]


@pytest.mark.parametrize(
    ("event", "sentence"),
    [pytest.param(*t[:2], marks=[pytest.mark.xfail(strict=True, reason=t[2])] if t[2] else []) for t in TWICE],
)
def test_one_event_is_not_told_as_another_too(event: str, sentence: str) -> None:
    assert event not in {c.event for c in said_in(sentence)}


def test_a_guilty_plea_is_a_conviction_with_the_accused_as_agent() -> None:
    claim = next(c for c in said_in(f"{O} pleaded guilty to espionage.") if c.event == "convict")
    assert roles(claim) == {"agent": [O]}


def test_several_events_of_one_sentence_give_several_claims() -> None:
    found = said_in(f"Swedish police arrested {O}, searched his home and charged him with espionage.")
    assert {"arrest", "raid", "charge"} <= {c.event for c in found}


def test_joined_accused_are_all_targets() -> None:
    (claim,) = [c for c in said_in("Swedish police arrested Anna Lind and Karl Berg in Malmo.") if c.event == "arrest"]
    assert roles(claim)["target"] == ["Anna Lind", "Karl Berg"]


def test_everyday_events_count_only_of_suspects() -> None:
    assert "travel" not in {c.event for c in said_in("The prime minister travelled to Moscow in 2018.")}


def test_a_head_names_an_event_once() -> None:
    doc = parse(f"Police arrested {O} in Malmo, and prosecutors charged him with espionage.")
    found = [(h.event.id, h.head.i) for h in events.find(doc, DOMAIN)]
    assert len(found) == len(set(found))
    assert {"arrest", "charge"} <= {event for event, _ in found}


def test_list_names_in_triggers_are_spelt_out() -> None:
    assert "secrets" in events.spelt(("@secrets",), DOMAIN)
    assert events.spelt(("alpha",), DOMAIN) == {"alpha"}
    assert "japan" in events.spelt(("@@countries",), DOMAIN)


def test_every_trigger_names_lists_that_exist() -> None:
    lists = yaml.decode((HERE / "espionage" / "words.yaml").read_bytes())
    for event in DOMAIN.events:
        for trigger in event.triggers:
            names = [w[1:] for words in (trigger.with_, trigger.also, trigger.without) for w in words if w[0] == "@"]
            assert set(names) - {"@countries"} <= set(lists), event.id


def test_a_text_without_words_names_nothing() -> None:
    assert read("\n\n  \n").marks.claims == ()
    assert events.find(parse(""), DOMAIN) == []
