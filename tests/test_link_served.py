"""For which countries somebody is said to have worked, by words that no claim has in a role."""

from __future__ import annotations

import pytest

from sayso.domains.offences import other_offence
from sayso.link.served import served, services
from sayso.link.view import View
from tests.link_reports import DOMAIN, Draft


def told(sentence: str, name: str = "Jan Wolski") -> Draft:
    draft = Draft("r1", f"{sentence} The trial goes on, said Denmark.")
    who = draft.entity(name, "person")
    draft.claim("convict", sentence, target=who)
    return draft


@pytest.mark.parametrize(
    ("sentence", "country"),
    [
        ("Jan Wolski was convicted of espionage activities in favour of Russia.", "RU"),
        ("Jan Wolski was convicted of work on behalf of the hostile regime of China.", "CN"),
        ("Jan Wolski was convicted as an agent of a foreign power, identified as Iran.", "IR"),
        ("Jan Wolski was convicted of acting for the benefit of the Zionist regime.", "IL"),
        ("Jan Wolski was convicted of links to Cuban officers.", "CU"),
        ("Jan Wolski was convicted of helping China find informants.", "CN"),
        ("Jan Wolski was convicted of spying under orders from North Korea.", "KP"),
    ],
)
def test_a_country_is_told_by_words_alone(sentence: str, country: str) -> None:
    assert set(served(View(told(sentence).marked(), DOMAIN), (0,), (0,))) == {country}


def test_a_country_that_is_only_named_is_not_served() -> None:
    draft = told("Jan Wolski was convicted in Poland of spying in Latvia.")
    assert not served(View(draft.marked(), DOMAIN), (0,), (0,))


def test_the_name_of_an_unnamed_spy_says_for_whom() -> None:
    draft = Draft("r1", "Police arrested a suspected Belarusian spy.")
    who = draft.entity("suspected Belarusian spy", "unnamed")
    draft.claim("arrest", "arrested a suspected Belarusian spy", target=who)
    assert served(View(draft.marked(), DOMAIN), (0,), (who,)) == {"BY": 1}


def test_a_service_is_found_by_its_longest_name() -> None:
    draft = told("Jan Wolski is an officer with Latvia's military intelligence.")
    draft.entity("Latvia", "government", country="LV")
    service = draft.entity("Latvia's military intelligence", "service", country="LV")
    assert services(View(draft.marked(), DOMAIN), (0,)) == {service: 1}


@pytest.mark.parametrize(
    ("sentence", "other"),
    [
        ("He was sentenced to two years for taking a bribe.", True),
        ("He had previously been convicted of fraud.", True),
        ("He was convicted of espionage and bribery.", False),
        ("He was sentenced to two years.", False),
    ],
)
def test_another_offence_is_no_step_of_this_case(sentence: str, other: bool) -> None:
    assert other_offence(sentence, DOMAIN) is other
