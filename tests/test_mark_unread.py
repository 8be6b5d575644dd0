"""Names, owners and places that plain news on new cases brought up: none of these sentences is of a real report."""

from __future__ import annotations

import pytest

from tests.marking import read, roles

FIELD = " Police said that he was arrested on suspicion of espionage for a foreign intelligence service."


def test_half_of_a_given_name_calls_nobody() -> None:
    told = read(f"Defence Minister Chiu Tao-lin spoke after the trial. Lin, a major, was accused of spying.{FIELD}")
    assert told.parties()["Chiu Tao-lin"] == ["Chiu Tao-lin"]
    assert "Lin" in told.parties()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("China sentences Danish Holm to ten years. Holm was found guilty of spying.", "Holm"),
        ("German A. was arrested in Delft. He is suspected of espionage.", "German A."),
        ("Danish Aziz was arrested for spying. Danish Aziz denied the charges.", "Danish Aziz"),
    ],
)
def test_of_which_nation_somebody_is_is_no_part_of_his_name(text: str, name: str) -> None:
    assert name in read(text + FIELD).parties()


@pytest.mark.parametrize("thing", ["Photographs were part of the evidence", "Documents were part of the evidence"])
def test_a_thing_with_a_capital_is_nobody(thing: str) -> None:
    assert thing.split()[0] not in read(f"Lars Lund was arrested. {thing}, Berg told reporters.{FIELD}").parties()


def test_a_trade_with_a_capital_is_whoever_has_been_called_so() -> None:
    told = read(f"Lars Lund, a former Marine, was accused of spying. The former Marine went to Moscow in May.{FIELD}")
    assert roles(told.claim("travel"))["agent"] == ["Lars Lund"]


def test_whose_step_a_noun_tells_and_to_whom_beyond_the_day() -> None:
    told = read(f"Norway's arrest in 2018 of Anna Berg angered Russia.{FIELD}")
    step = next(c for c in told.claims("arrest") if "angered" in told.quote(c.evidence))
    assert roles(step) == {"agent": ["Government of Norway"], "target": ["Anna Berg"]}


def test_a_country_with_an_article_says_who_acts_there() -> None:
    told = read(
        "China's police detained Lars Lund on espionage charges. Ana Vik, a Dane, was arrested in the Netherlands. "
        "She was charged with spying."
    )
    assert roles(told.claim("arrest"))["agent"] == ["Dutch authorities"]


@pytest.mark.parametrize(
    ("text", "name", "mentions"),
    [
        ("Harold Brand III was arrested. Brand denied spying.", "Harold Brand", ["Harold Brand III", "Brand"]),
        ("Police arrested Tatyana Orlova, who was spying.", "Tatyana Orlova", ["Tatyana Orlova"]),
    ],
)
def test_what_stands_behind_a_name_is_no_part_of_it(text: str, name: str, mentions: list[str]) -> None:
    assert set(mentions) <= set(read(text + FIELD).parties()[name])


def test_a_given_name_tells_who_is_she() -> None:
    told = read(
        f"Maria Lund, a student, was charged with spying. President Vladimir Orlan spoke. She pleaded guilty.{FIELD}"
    )
    assert roles(told.claim("convict"))["agent"] == ["Maria Lund"]


@pytest.mark.parametrize("who", ["undercover agent", "special agent", "covert officer"])
def test_an_agent_of_the_law_is_not_the_accused(who: str) -> None:
    told = read(f"Per Lund, a clerk, was arrested for spying. The {who} paid Lund $10,000 for the files.{FIELD}")
    assert roles(told.claim("pay"))["agent"] == [who]


def test_as_what_somebody_works_brings_in_nobody() -> None:
    told = read(
        f"Lars Lund, a clerk, sold secrets. He offered himself as a spy. He got six years for espionage.{FIELD}"
    )
    assert roles(told.claim("sentence"))["target"] == ["Lars Lund"]


def test_an_age_says_who_is_meant() -> None:
    told = read(f"Lars Lund, a clerk, was arrested for spying. The 58-year-old father of six pleaded guilty.{FIELD}")
    assert roles(told.claim("convict"))["agent"] == ["Lars Lund"]


def test_a_student_of_a_university_can_be_the_nameless_accused_of_the_lead() -> None:
    told = read(
        "A Danish woman has been arrested and charged with spying for Russia, the ministry said. Anna Lund, a student "
        "at Lund University, was arrested Sunday. She met a Russian official, Jon Vik."
    )
    assert {n for c in told.claims("arrest") for n in roles(c)["target"]} == {"Anna Lund"}


COUPLE = "A Danish engineer was sentenced to nine years for spying for Russia, and his wife to six. "


def test_a_nameless_couple_is_the_one_that_is_named_below() -> None:
    told = read(
        f"{COUPLE}Judge Gina Grove gave Lena Holt the shorter term because the former teacher sent her husband "
        f"letters. Lars Holt, 44, stole documents while his wife watched the door. They pleaded guilty in May.{FIELD}"
    )
    assert roles(told.claim("convict"))["agent"] == ["Lars Holt", "Lena Holt"]
    assert "Danish engineer" not in told.parties()
    assert "teacher" not in told.parties()["Gina Grove"]


@pytest.mark.parametrize(("title", "who"), [("", "Lars Holt"), ("Mrs ", "Lena Holt")])
def test_a_surname_alone_is_whose_it_was_first(title: str, who: str) -> None:
    told = read(f"Lars Holt was arrested for spying with his wife, Lena Holt. {title}Holt was charged in May.{FIELD}")
    assert roles(told.claim("charge"))["target"] == [who]


def test_nurses_are_no_sailors() -> None:
    told = read(
        "Police arrested two sailors for spying for China. Two nurses were charged with espionage. Ida Holm and Eva "
        "Dahl denied it."
    )
    assert "two sailors" in told.parties()


def test_a_firm_beside_its_description_is_one() -> None:
    told = read(f"Lars Lund, a clerk, sold secrets to a British firm, Northern Futures, for cash.{FIELD}")
    assert "British firm" not in told.parties()


@pytest.mark.parametrize("guise", ["under the guise of a trader", "in the role of a guard", "as an informant"])
def test_a_guise_is_nobody(guise: str) -> None:
    told = read(f"Lars Lund, a clerk, spied {guise}. He was arrested in May.{FIELD}")
    assert {n for c in told.claims("arrest") for n in roles(c)["target"]} == {"Lars Lund"}


def test_a_trade_with_the_is_who_has_it() -> None:
    told = read(f"Lars Lund, a senator, was arrested for spying. Anna Vik spoke. The senator pleaded guilty.{FIELD}")
    assert roles(told.claim("convict"))["agent"] == ["Lars Lund"]


def test_two_of_one_surname_keep_their_given_names() -> None:
    told = read(f"Peyman Ford, 42, and Lars Ford, 35, are charged with spying. Peyman Ford was arrested in May.{FIELD}")
    assert {"Peyman Ford", "Lars Ford"} <= set(told.parties())
    assert ["Peyman Ford"] in [roles(c)["target"] for c in told.claims("arrest")]


def test_who_arrested_him_is_another() -> None:
    told = read(f"Lars Lund was a spy. Odd Vik, the police chief who arrested him, has retired.{FIELD}")
    step = next(c for c in told.claims("arrest") if told.quote(c.evidence) == "who arrested him")
    assert roles(step) == {"agent": ["Odd Vik"], "target": ["Lars Lund"]}


def test_lawyers_who_are_given_papers_pay_nobody() -> None:
    told = read(
        "Lars Lund, a clerk, was charged with espionage. He handed the files to his lawyers. He was paid $900 in May."
        f"{FIELD}"
    )
    assert all("lawyers" not in roles(c).get("agent", ()) for c in told.claims("pay"))


def test_both_are_the_two_last_spoken_of() -> None:
    told = read(
        "Lars Lund and Jon Vik were arrested for spying. They named two officers of the service in Rome. Both were "
        f"dismissed from their posts.{FIELD}"
    )
    assert "two officers of the service" in told.parties()
    assert "Both" in told.parties()["two officers of the service"]


def test_a_nameless_accused_is_called_by_where_he_works() -> None:
    told = read(
        "A Danish man was arrested for spying. The man in his 50s, an employee of Northern Pharma Inc., was detained."
        f"{FIELD}"
    )
    assert "employee of Northern Pharma Inc." in told.parties()


def test_a_co_defendant_is_another() -> None:
    told = read(
        "Lars Lund, an aide, was arrested for spying. His co-accused, a Danish woman named as Eva V., was given a "
        f"suspended sentence of one year.{FIELD}"
    )
    assert {n for c in told.claims("sentence") for n in roles(c)["target"]} == {"Eva V."}


def test_who_passes_him_something_is_not_he() -> None:
    told = read(f"Lars Lund was arrested for spying. Jon Vik denied passing him secrets on flights.{FIELD}")
    assert {n for c in told.claims("transfer_information") for n in roles(c).get("recipient", [])} <= {"Lars Lund"}
