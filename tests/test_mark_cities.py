"""Cities that are no capitals: the country that they tell, and where they are no city of it."""

from __future__ import annotations

import pytest

from sayso.domains import Domain, load
from sayso.mark.gazetteer import spelling
from tests.marking import read, roles


@pytest.fixture(scope="module")
def pack() -> Domain:
    return load("espionage")


def test_cities_are_of_countries_that_the_pack_knows(pack: Domain) -> None:
    assert set(pack.cities) <= {country.code for country in pack.countries}


def test_a_city_is_of_one_country_and_no_other_name_of_one(pack: Domain) -> None:
    cities = [spelling(name) for names in pack.cities.values() for name in names]
    assert len(cities) == len(set(cities))
    taken = {spelling(n) for c in pack.countries for n in (c.name, *c.aliases, *c.demonyms, *c.metonyms, *c.seats)}
    assert taken.isdisjoint(cities)


@pytest.mark.parametrize(
    ("where", "court"),
    [
        ("in Gothenburg", "Court (Sweden)"),
        ("in Saint Petersburg", "Court (Russia)"),
        ("in Haifa", "Court (Israel)"),
        ("in Karachi", "Court (Pakistan)"),
        ("in Orlograd", "court"),
    ],
)
def test_a_court_in_a_city_is_of_its_country(where: str, court: str) -> None:
    reading = read(f"A court {where} convicted a clerk of espionage. The clerk was a spy.")
    assert [roles(c)["agent"] for c in reading.claims("convict")] == [[court]]


def test_those_arrested_in_a_city_are_arrested_by_its_state() -> None:
    reading = read("Three Germans were arrested in Istanbul on suspicion of espionage. They were charged with spying.")
    assert [roles(c)["agent"] for c in reading.claims("arrest")] == [["Turkish authorities"]]


def test_a_city_before_a_region_of_another_country_is_not_that_city() -> None:
    reading = read("A clerk was arrested in Odessa, Texas, on suspicion of espionage. He was charged with spying.")
    assert [roles(c).get("agent") for c in reading.claims("arrest")] != [["Ukrainian authorities"]]
    inside = read("A clerk was arrested in Odessa on suspicion of espionage. He was charged with spying.")
    assert [roles(c)["agent"] for c in inside.claims("arrest")] == [["Ukrainian authorities"]]


def test_a_city_within_a_name_tells_no_country() -> None:
    assert "Haifa University" in read("Haifa University hired a spy. A court convicted him of espionage.").parties()
