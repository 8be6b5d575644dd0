"""Steps and services of a case that single words of its reports would get wrong."""

from __future__ import annotations

import pytest

from sayso.link import stubs
from sayso.trace import CaseFile, case_file
from tests.link_reports import DOMAIN, Draft


def case_of(*drafts: Draft) -> CaseFile:
    reports = [d.marked() for d in drafts]
    return case_file([s for m in reports for s in stubs(m, DOMAIN)], reports, DOMAIN)


def steps(found: CaseFile) -> list[str]:
    return [s.stage for s in found.stages]


@pytest.mark.parametrize(
    ("news", "when", "told"),
    [
        ("has been arrested", None, ["arrested"]),
        ("was arrested", "2024-03-28", ["arrested"]),
        ("was arrested", None, ["arrested", "released"]),
        ("was arrested", "2020-12", ["arrested", "released"]),
    ],
)
def test_who_was_freed_and_held_again_is_not_free(news: str, when: str | None, told: list[str]) -> None:
    draft = Draft("a", f"Ilse Brandt {news}. In January 2021 Ilse Brandt was let go.", date="2024-03-30")
    brandt = draft.entity("Ilse Brandt")
    draft.claim("arrest", f"Ilse Brandt {news}", when=when, target=brandt)
    draft.claim("release", "In January 2021 Ilse Brandt was let go", when="2021-01", target=brandt)
    assert steps(case_of(draft)) == told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Two counts were dropped", ["charged"]),
        ("One of the charges was dropped", ["charged"]),
        ("The charges were dropped", ["charged", "dismissed"]),
        ("All counts were dropped", ["charged", "dismissed"]),
    ],
)
def test_a_case_goes_on_where_some_counts_fall(words: str, told: list[str]) -> None:
    draft = Draft("a", f"Ilse Brandt was charged with spying. {words}.")
    brandt = draft.entity("Ilse Brandt")
    draft.claim("charge", "Ilse Brandt was charged with spying", target=brandt)
    draft.claim("dismiss", words, target=brandt)
    assert steps(case_of(draft)) == told


def report(name: str, words: str, service: str, key: str, kind: str = "service") -> Draft:
    """A report in which Brandt hands papers to somebody by whose name a service stands."""
    draft = Draft(name, f"MI5 accused Ilse Brandt of spying for Russia. She gave maps to {words}. The SVR is silent.")
    brandt, mi5 = draft.entity("Ilse Brandt"), draft.entity("MI5", "service", key="gb-mi5", country="GB")
    draft.entity(service, kind, key=key, country="RU")
    draft.entity("SVR", "service", key="ru-svr", country="RU")
    russia = draft.entity("Russia", "government", key="ru-gov", country="RU")
    draft.claim("accuse", "MI5 accused Ilse Brandt of spying for Russia", agent=mi5, target=brandt)
    draft.claim(
        "transfer_information", f"She gave maps to {words}", agent=brandt, recipient=draft.entity("people", "unnamed")
    )
    draft.claim("recruit", "spying for Russia", agent=russia, target=brandt)
    draft.claim("no_comment", "The SVR is silent", agent=3)
    return draft


def test_a_service_by_whose_name_the_deed_is_told_is_served() -> None:
    assert case_of(report("a", "people close to the GRU", "GRU", "ru-gru")).services == ("g:ru-gru",)
    assert case_of(report("a", "people in the north", "north", "ru-north", "place")).services == ()


def test_a_report_that_names_another_service_adds_it() -> None:
    second = Draft("b", "MI5 accused Ilse Brandt. She gave maps to Russian intelligence.")
    brandt, mi5 = second.entity("Ilse Brandt"), second.entity("MI5", "service", key="gb-mi5", country="GB")
    some = second.entity("Russian intelligence", "service", key="ru-intelligence", country="RU")
    second.claim("accuse", "MI5 accused Ilse Brandt", agent=mi5, target=brandt)
    second.claim("transfer_information", "She gave maps to Russian intelligence", agent=brandt, recipient=some)
    first = []
    for name in "cdef":
        told = Draft(name, "MI5 accused Ilse Brandt. She gave maps to the GRU.")
        told.claim(
            "transfer_information",
            "She gave maps to the GRU",
            agent=told.entity("Ilse Brandt"),
            recipient=told.entity("GRU", "service", key="ru-gru", country="RU"),
        )
        mi5 = told.entity("MI5", "service", key="gb-mi5", country="GB")
        told.claim("accuse", "MI5 accused Ilse Brandt", agent=mi5, target=0)
        first.append(told)
    assert case_of(second, *first).services == ("g:ru-gru", "g:ru-intelligence")


@pytest.mark.parametrize(("kind", "items"), [("unnamed", ["harbour maps"]), ("person", [])])
def test_what_somebody_without_a_name_handed_over_is_the_accuseds(kind: str, items: list[str]) -> None:
    draft = Draft("a", "Ilse Brandt was charged with spying. The specialist sold harbour maps.")
    brandt = draft.entity("Ilse Brandt")
    draft.claim("charge", "Ilse Brandt was charged with spying", target=brandt)
    draft.claim("transfer_information", "The specialist sold harbour maps", agent=brandt)
    draft.slot("items", "harbour maps", "harbour maps", draft.entity("specialist", kind))
    assert [s.value for s in case_of(draft).slots.get("items", ())] == items
