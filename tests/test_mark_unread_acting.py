"""Who acts and to whom, in the words of reports that Sayso was not written with."""

from __future__ import annotations

import pytest

from sayso.link.view import View
from tests.link_reports import DOMAIN, Draft
from tests.marking import read, roles
from tests.test_mark_pointed import SURELY, WHO, WHOM, claim


def filled(text: str, event: str, role: str = "agent") -> list[str]:
    """Who stands in a role of the last claim of an event."""
    return roles(read(text).claims(event)[-1]).get(role, [])


# ------------------------------------------------------------------------------------------ which state acts


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("Vienna, Virginia", "US authorities"),
        ("Lima, Ohio", "US authorities"),
        ("Vienna", "Austrian authorities"),
        ("Tbilisi, Georgia", "Georgian authorities"),
    ],
)
def test_a_capital_before_a_state_of_another_country_is_a_town_there(place: str, name: str) -> None:
    text = f"U.S. prosecutors accuse Per Lund, a clerk, of espionage. Lund was arrested near his home in {place}."
    assert filled(text, "arrest") == [name]


def test_the_state_that_jails_somebody_found_him_guilty() -> None:
    text = (
        "Peru jails Chilean welder Lund for nine years\n"
        "Per Lund, a Chilean welder, had been found guilty of espionage. Chile, Chile's premier and the Chilean "
        "embassy deplored the verdict. It followed Chile's arrest of Ida Holm, an executive, on charges of fraud."
    )
    assert filled(text, "convict") == ["Peruvian courts"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A judge of the Federal Court in Bern ordered him held", "Swiss authorities"),
        ("The foreign ministry in Bern has detained nobody else, it said, and held him", "Swiss authorities"),
        ("The Swiss police detained him in May", "Swiss police"),
    ],
)
def test_who_takes_no_such_step_does_not_take_it_elsewhere(text: str, name: str) -> None:
    accused = "Swiss prosecutors accuse Per Lund, a clerk, of espionage."
    assert filled(f"{accused} {text}. Lund was arrested at his desk.", "arrest") == [name]


@pytest.mark.parametrize(
    ("opening", "name"),
    [
        ("In Santiago, the foreign ministry rejected the accusations.", "Foreign ministry (Chile)"),
        ("In Santiago the interior ministry rejected the accusations.", "Interior ministry (Chile)"),
        ("In May, the foreign ministry rejected the accusations.", "Foreign ministry (Peru)"),
    ],
)
def test_a_body_is_of_the_capital_with_which_its_sentence_opens(opening: str, name: str) -> None:
    text = f"Peru arrested a clerk on suspicion of espionage, Peruvian prosecutors said. The police held him. {opening}"
    assert filled(text, "deny") == [name]


@pytest.mark.parametrize(
    ("sentence", "word", "to", "taken"),
    [
        ("Foreign minister Ida Holm said that Orlan was bundled into a van.", "bundled", "Holm", False),
        ("The Danish embassy said that Orlan was bundled into a van.", "bundled", "embassy", False),
        ("Police said that Orlan was bundled into a van.", "bundled", "Police", True),
        ("The judge, Ida Holm, said that Orlan was bundled into a van.", "bundled", "Holm", True),
    ],
)
def test_who_tells_of_a_step_in_law_has_not_taken_it(
    monkeypatch: pytest.MonkeyPatch, sentence: str, word: str, to: str, taken: bool
) -> None:
    found = claim(monkeypatch, sentence, "arrest", word, {WHO: (to, SURELY)})
    told = [f for f in found.roles.get("agent", ()) if not f.basis.startswith("inferred")]
    assert bool(told) == taken


@pytest.mark.parametrize(
    ("court", "name"),
    [
        ("the Graz Branch of the High Court", "Graz Branch of the High Court"),
        ("the Linz Division of the Regional Court", "Linz Division of the Regional Court"),
    ],
)
def test_a_branch_of_a_court_is_the_court_that_acts(court: str, name: str) -> None:
    text = f"A clerk was found guilty of spying for Peru by {court}. An accomplice was acquitted."
    assert filled(text, "convict") == filled(text, "acquit") == [name]


def test_a_court_that_the_report_names_judges_where_a_passive_names_none() -> None:
    text = (
        "A clerk who spied for Iran has been jailed for nine years. "
        "Per Lund told Woolwich Crown Court that he was no traitor."
    )
    assert filled(text, "sentence") == ["Woolwich Crown Court"]


def test_an_airport_is_in_the_country_of_its_city() -> None:
    text = (
        "U.S. officials accuse Anna Lind, a clerk, of espionage. Lind, a spy, was arrested at Munich airport on Sunday."
    )
    assert filled(text, "arrest") == ["German authorities"]


@pytest.mark.parametrize(
    ("who", "name"),
    [("Judge Ida Holm", "Ida Holm"), ("The minister, Ida Holm,", "Norwegian courts")],
)
def test_a_judge_who_gives_a_term_found_guilty_where_a_passive_names_nobody(who: str, name: str) -> None:
    text = (
        f"Norwegian police held Jan Wilk, a spy. Wilk was found guilty of espionage. {who} sentenced him to two years."
    )
    assert filled(text, "convict") == [name]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the U.S. Justice Department said", "U.S. Justice Department"),
        ("the U.S. State Department said", "US authorities"),
    ],
)
def test_the_american_department_of_justice_charges(words: str, name: str) -> None:
    assert filled(f"A clerk has been charged with espionage for Peru, {words}. The clerk spied.", "charge") == [name]


def test_a_day_is_no_part_of_the_name_of_who_acts() -> None:
    text = "A clerk was found guilty by a jury on Monday of espionage for Peru. The clerk spied."
    assert filled(text, "convict") == ["a jury"]


@pytest.mark.parametrize(
    ("sentence", "event", "name"),
    [
        ("Peru's mission to the UN declined to comment.", "no_comment", "Peru's mission to the UN"),
        ("A report by a commission accuses Lind of treason.", "accuse", "a commission"),
        ("Lind became an agent of the KGB.", "recruit", "KGB"),
        ("Lind offered herself to the KGB as an informant.", "recruit", "Anna Lind"),
    ],
)  # fmt: skip
def test_who_acts_is_named_as_printed(sentence: str, event: str, name: str) -> None:
    text = f"Police arrested Anna Lind, a clerk, on suspicion of espionage for the KGB. {sentence}"
    assert filled(text, event) == [name]


def test_the_network_does_not_turn_an_offer_round(monkeypatch: pytest.MonkeyPatch) -> None:
    sentence = "Orlan volunteered his services to the KGB in a letter."
    found = claim(monkeypatch, sentence, "recruit", "volunteered", {WHOM: ("Orlan", SURELY)})
    assert roles(found)["agent"] == ["Viktor Orlan"]
    assert roles(found)["target"] == ["KGB"]


def test_whoever_offers_himself_to_a_service_works_for_it() -> None:
    draft = Draft("r1", "Jan Wilk offered himself to the KGB.")
    wilk = draft.entity("Jan Wilk")
    kgb = draft.entity("KGB", "service", country="SU")
    draft.claim("recruit", "offered himself to the KGB", agent=wilk, target=kgb)
    assert set(View(draft.marked(), DOMAIN).masters((0,), (wilk,))) == {kgb}


# ---------------------------------------------------------------------------------------- to whom it is said or done


@pytest.mark.parametrize(
    ("sentence", "whom"),
    [
        ("Chile's foreign minister deplored the verdict.", ["Peruvian authorities"]),
        ("Chile called on Peru to release him.", ["Government of Peru"]),
        ("His sister deplored the verdict.", []),
        ("The Peruvian government deplored the verdict.", []),
    ],
)
def test_another_state_protests_to_the_one_that_acts(sentence: str, whom: list[str]) -> None:
    text = f"A court in Lima sentenced Jan Wilk, a Chilean clerk, to nine years for espionage. {sentence}"
    found = [f for f in read(text).claims("protest")[-1].roles.get("target", ()) if f.entity is not None]
    assert [f.name for f in found] == whom


@pytest.mark.parametrize(
    ("sentence", "whom"),
    [
        ("Lund had made a plea deal in May.", ["US prosecutors"]),
        (
            "Federal prosecutors charged him. Lund admitted it in a plea bargain.",
            ["Federal prosecutors (United States)"],
        ),
        ("He was sentenced under an agreement between Lund and the prosecution.", ["Prosecution (United States)"]),
    ],
)
def test_a_deal_over_a_plea_is_one_with_prosecutors(sentence: str, whom: list[str]) -> None:
    text = f"The FBI arrested Per Lund, a clerk, on suspicion of espionage. {sentence}"
    assert filled(text, "agreement", "target") == whom


@pytest.mark.parametrize(
    ("sentence", "agent", "target"),
    [
        ("Lind appealed to the Regional Court.", ["Anna Lind"], ["Regional Court"]),
        ("The Regional Court threw out Lind's appeal.", ["Anna Lind"], ["Regional Court"]),
        ("The Regional Court upheld the verdict.", ["Anna Lind"], ["Regional Court"]),
    ],
)
def test_an_appeal_goes_to_the_court_that_hears_it(sentence: str, agent: list[str], target: list[str]) -> None:
    text = f"Anna Lind, a clerk and spy, was convicted of espionage for Peru. {sentence}"
    assert filled(text, "appeal") == agent
    assert filled(text, "appeal", "target") == target


def test_whoever_is_furnished_with_secrets_gets_them() -> None:
    text = "Police arrested Anna Lind, a spy, for espionage. Lind furnished Jan Wilk with secrets."
    found = read(text).claims("transfer_information")[-1]
    assert (roles(found)["recipient"], roles(found)["object"]) == (["Jan Wilk"], ["secrets"])


def test_who_pays_him_is_another() -> None:
    text = (
        "An agent, Jan Wilk, was held for espionage. Wilk sold maps to Peru. The undercover agent paid him 900 euros."
    )
    found = roles(read(text).claims("pay")[-1])
    assert (found["agent"], found["target"]) == (["undercover agent"], ["Jan Wilk"])
