"""Background paragraphs: whose case they are of, read from text as a report would tell them."""

from __future__ import annotations

import pytest

from sayso.link import components, judge, kept_apart, leads, meet, named, stubs
from sayso.link.types import Edge
from sayso.model import Marked, Stub
from tests.link_reports import DOMAIN
from tests.marking import read

MAIN = (
    "Italian engineer held for spying in Minsk\n"
    "A court in Minsk on Friday extended the detention of Marco Belli, an engineer arrested in March by the KGB on "
    "charges of espionage.\n"
    "Belli is accused of gathering secret information about a tank plant. He denies the charges.\n"
)


def marked(text: str, report: str = "r1", published: str | None = None) -> Marked:
    marks = read(text, published).marks
    return Marked(
        report=report,
        text=text,
        marks=marks,
        claim_ids=tuple(f"{report}:c{i}" for i in range(len(marks.claims))),
        attribution_ids=tuple(f"{report}:a{i}" for i in range(len(marks.attributions))),
        entity_ids=tuple(f"{report}:e{i}" for i in range(len(marks.entities))),
    )


def told(text: str) -> list[tuple[set[str], list[str]]]:
    """The cases of a report, the main one first: who is accused, and what is claimed."""
    report = marked(text)
    names = [e.name for e in report.marks.entities]
    return [
        ({names[i] for i in s.accused}, [report.marks.claims[i].event for i in s.claims]) for s in stubs(report, DOMAIN)
    ]


@pytest.mark.parametrize(
    ("paragraph", "accused"),
    [
        ("Norman Whitlow was arrested in Moscow in 2018 and sentenced to 16 years in 2020.", {"Norman Whitlow"}),
        ("In 1986 Nathan Danforth, a correspondent, was arrested in Moscow by the KGB.", {"Nathan Danforth"}),
        ("In a separate case the ministry said in August that it had caught a CIA spy surnamed Zhao.", {"Zhao"}),
        ("In a separate case, Sergei Skvor, 60, was accused of espionage against Sweden.", {"Sergei Skvor"}),
        (
            "Two men were charged on Monday with handing secrets to China. Lars Lund, a clerk, and Ole Vik, a teacher, "
            "will appear in court.",
            {"Lars Lund", "Ole Vik"},
        ),
        ("Two Britons were jailed in Oslo last year for spying for Russia.", {"Two Britons"}),
    ],
)
def test_a_background_paragraph_is_of_whom_it_names(paragraph: str, accused: set[str]) -> None:
    main, *others = told(MAIN + paragraph)
    assert main[0] == {"Marco Belli"}
    assert accused in [names for names, _ in others]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Several foreigners have been detained in Belarus on charges of spying.",
        "The exchange in August freed 24 people, prosecutors said.",
        "In another case, special forces detained a couple in a raid.",
    ],
)
def test_what_befell_others_is_not_told_of_the_main_accused(paragraph: str) -> None:
    before, after = told(MAIN)[0], told(MAIN + paragraph)[0]
    assert after == before


@pytest.mark.parametrize(
    "paragraph",
    [
        "Maria Renner, a spokeswoman for the ministry, called the charges absurd.",
        "The lawyer Karl Weiss said Belli had been tortured.",
        "Larissa Novak of the embassy in Minsk accused Belarus of taking hostages.",
    ],
)
def test_who_only_speaks_has_no_case(paragraph: str) -> None:
    assert [names for names, _ in told(MAIN + paragraph)] == [{"Marco Belli"}]


def test_those_freed_together_are_not_one_operation() -> None:
    cases = told(
        MAIN + "Norman Whitlow was arrested in 2018. Nathan Danforth was detained in 2023.\n"
        "Norman Whitlow and then Nathan Danforth, who was convicted of espionage, were freed in an exchange."
    )
    assert {"Norman Whitlow", "Nathan Danforth"} not in [names for names, _ in cases]


def test_like_names_brought_in_apart_are_two_people() -> None:
    cases = told(
        MAIN + "In August the ministry arrested a spy surnamed Zheng, who was accused of espionage.\n"
        "Australian writer Yan Heng was arrested in 2019 and convicted of espionage."
    )
    assert {"Zheng"} in [names for names, _ in cases]
    assert {"Yan Heng"} in [names for names, _ in cases]


def cases(*texts: str, published: str | None = None) -> list[set[str]]:
    """The cases of several reports, each as the reports that have a share of it."""
    shares = [s for n, text in enumerate(texts) for s in stubs(marked(text, f"r{n}", published), DOMAIN)]
    found: dict[str, Stub] = {s.key: s for s in shares}
    pairs = [(a, b) for a in shares for b in shares if a.key < b.key and meet(a.keys, b.keys)]
    edges = [Edge(a.key, b.key, judge(a, b, DOMAIN)) for a, b in pairs]
    unnamed = [key for key, stub in found.items() if not named(stub)]
    groups = components(
        {key: leads(stub) for key, stub in found.items()}, edges, unnamed=unnamed, bars=kept_apart(shares, DOMAIN)
    )
    return [{key.split(":")[0] for key in group} for group in groups]


WHITLOW = (
    "Former marine Norman Whitlow jailed for 16 years for spying\n"
    "A Moscow court sentenced Norman Whitlow to 16 years in prison on Monday for espionage. He was arrested by the FSB."
)


def test_background_joins_the_case_of_the_person_named() -> None:
    aside = "Norman Whitlow was arrested in Moscow by the FSB in 2018 and sentenced to 16 years on espionage charges."
    assert {"r0", "r1"} in cases(WHITLOW, MAIN + aside)


def test_two_cases_stay_two_whatever_mentions_both() -> None:
    other = MAIN + "Norman Whitlow was arrested in Moscow by the FSB and sentenced to 16 years on espionage charges."
    found = cases(WHITLOW, MAIN, other)
    assert sorted(sorted(group) for group in found) == [["r0", "r2"], ["r1", "r2"]]


# Reports of one year on four people; a further report tells of one of them without a name.
LONGWORTH = (
    "Briton jailed in Hanoi\n"
    "A court in Hanoi sentenced Peter Longworth, a British businessman, to five years in prison on 14 February 2023 "
    "for spying. Longworth was arrested in June 2021."
)
SANDVIK = (
    "Norwegian held in Murmansk\n"
    "The FSB arrested Leif Sandvik, a Norwegian shipyard welder, on 9 March 2023 on suspicion of spying. Sandvik "
    "denies it."
)
THIRD = (
    "Vietnam arrests American geologist\n"
    "Police in Hanoi arrested Ralph Dunmore, an American geologist, on 3 May 2023 on suspicion of spying for the CIA.\n"
)


@pytest.mark.parametrize(
    "aside",
    [
        "In February a British businessman was sentenced to five years for spying.",
        "A British businessman was jailed for five years in Vietnam in February for spying.",
        "In February 2023 a court in Hanoi sentenced a British businessman to five years in prison.",
    ],
)
def test_an_aside_without_a_name_goes_to_the_case_that_it_tells_of(aside: str) -> None:
    found = cases(LONGWORTH, SANDVIK, THIRD + aside, published="2023-05-04")
    assert sorted(sorted(group) for group in found) == [["r0", "r2"], ["r1"], ["r2"]]


@pytest.mark.parametrize(
    "aside",
    [
        "In February a French businessman was sentenced to five years for spying.",
        "In February a British businessman was sentenced to nine years for spying.",
        "In April a British teacher was arrested on suspicion of spying.",
        "In February a Norwegian shipyard welder was sentenced to six years for spying.",
        "Last year a British businessman was sentenced in Oslo for spying.",
    ],
)
def test_an_aside_that_differs_in_one_thing_stays_apart(aside: str) -> None:
    found = cases(LONGWORTH, SANDVIK, THIRD + aside, published="2023-05-04")
    assert ["r0"] in [sorted(group) for group in found]
    assert ["r1"] in [sorted(group) for group in found]


def test_an_aside_that_fits_two_cases_goes_to_neither() -> None:
    second = LONGWORTH.replace("Peter Longworth", "Keith Ambler").replace("Longworth", "Ambler")
    aside = "In February a British businessman was sentenced to five years for spying."
    found = cases(LONGWORTH, second, THIRD + aside, published="2023-05-04")
    assert sorted(sorted(group) for group in found) == [["r0"], ["r1"], ["r2"], ["r2"]]
    assert ["r0", "r2"] in [sorted(g) for g in cases(LONGWORTH, SANDVIK, THIRD + aside, published="2023-05-04")]
