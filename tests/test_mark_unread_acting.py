"""Who acts and to whom, in the words of reports that Sayso was not written with."""

from __future__ import annotations

import pytest

from tests.marking import read, roles
from tests.test_mark_pointed import SURELY, WHO, claim


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
