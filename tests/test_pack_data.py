"""The espionage pack's party data hold together: ids, parents, names, countries, functions, channels."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from sayso.domains import Domain, PackError, Party, load
from sayso.domains.parties import Parties, government_of
from sayso.mark.gazetteer import spelling

CODES = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO
FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE
JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO
MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW
PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM
TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""
ISO = set(CODES.split())
BEYOND_ISO = {"XK", "SU", "DD", "YU", "CS"}


@pytest.fixture(scope="module")
def pack() -> Domain:
    return load("espionage")


@cache
def parties() -> Parties:
    return Parties(load())


def sure_names(party: Party) -> Iterator[str]:
    if "(" not in party.name and party.name not in party.weak_aliases:
        yield party.name
    yield from party.aliases


def test_countries_are_all_of_iso_and_five_more(pack: Domain) -> None:
    codes = [country.code for country in pack.countries]
    assert len(codes) == len(set(codes))
    assert set(codes) == ISO | BEYOND_ISO


def test_no_name_of_a_country_is_also_another_country_s(pack: Domain) -> None:
    owners = defaultdict(set)
    for country in pack.countries:
        for name in (country.name, *country.aliases, *country.demonyms, *country.metonyms, *country.seats):
            owners[spelling(name)].add(country.code)
    assert {name: codes for name, codes in owners.items() if len(codes) > 1} == {}


def test_ids_are_unique_and_do_not_hide_an_implied_government(pack: Domain) -> None:
    counted = Counter(party.id for party in pack.parties)
    assert [id for id, count in counted.items() if count > 1] == []
    assert counted.keys().isdisjoint(government_of(country.code) for country in pack.countries)


def test_countries_parents_and_principals_exist(pack: Domain) -> None:
    known = {party.id for party in pack.parties} | {government_of(country.code) for country in pack.countries}
    codes = {country.code for country in pack.countries}
    for party in pack.parties:
        assert party.country is None or party.country in codes, party.id
        assert {party.parent, party.principal} - {None} <= known, party.id


def test_functions_exist_and_have_names(pack: Domain) -> None:
    functions = {function.id for function in pack.functions}
    for function in pack.functions:
        assert function.name and set(function.like) <= functions, function.id
    for party in pack.parties:
        assert set(party.functions) <= functions, party.id


@pytest.mark.parametrize("field", ["functions", "channels"])
def test_a_phrase_has_one_meaning_and_is_lower_case(pack: Domain, field: str) -> None:
    entries = getattr(pack, field)
    phrases = Counter(phrase for entry in entries for phrase in (*entry.phrases, *getattr(entry, "beside", ())))
    assert [phrase for phrase, count in phrases.items() if count > 1] == []
    assert [phrase for phrase in phrases if phrase != phrase.lower()] == []


def test_a_name_that_is_not_weak_belongs_to_one_party(pack: Domain) -> None:
    owners = defaultdict(set)
    for party in pack.parties:
        for name in sure_names(party):
            owners[spelling(name)].add(party.id)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_short_or_ordinary_names_are_weak(pack: Domain) -> None:
    ordinary = {"Time", "Focus", "Guardian", "Independent", "Tribune", "Vice", "Wired", "Hawks", "Greens", "Labour"}
    sure = {name for party in pack.parties for name in sure_names(party)}
    assert (
        sure & (ordinary | {"AP", "PA", "DI", "AW", "BIS", "SIS", "PST", "MAD", "MUST", "RAW", "M16", "DNI"}) == set()
    )
    assert [name for name in sure if len(name) < 2] == []


def test_no_party_is_named_like_a_country(pack: Domain) -> None:
    countries = {spelling(n) for c in pack.countries for n in (c.name, *c.aliases, *c.demonyms, *c.metonyms, *c.seats)}
    names = {spelling(name) for party in pack.parties for name in (*sure_names(party), *party.weak_aliases)}
    assert names & countries <= {"Palestinian Authority"}


def test_host_names_are_bare_and_belong_to_one_outlet(pack: Domain) -> None:
    hosts = [host for party in pack.parties for host in party.addresses]
    assert [host for host, count in Counter(hosts).items() if count > 1] == []
    assert [host for host in hosts if not re.fullmatch(r"(?!www\.)[a-z0-9-]+(\.[a-z0-9-]+)+", host)] == []


def test_the_services_of_a_hundred_countries_and_three_hundred_outlets(pack: Domain) -> None:
    services = {party.country for party in pack.parties if party.kind == "service"}
    outlets = [party for party in pack.parties if party.kind == "outlet"]
    assert len(services) >= 100
    assert len(outlets) >= 300
    assert sum(party.agency for party in outlets) >= 50


def test_every_pair_of_country_and_function_has_a_party_with_a_principal(pack: Domain) -> None:
    known = parties()
    for country in pack.countries:
        for function in pack.functions:
            party = known.party(known.of(country.code, function.id))
            assert party.country == country.code
            assert known.party(known.principal(party.id)).country == country.code


@pytest.mark.parametrize(
    ("party", "principal"),
    [
        ("cn-mfa", "cn-gov"),
        ("cn-mss", "cn-gov"),
        ("xinhua", "cn-gov"),
        ("global-times", "cn-gov"),
        ("ru-state-media", "ru-gov"),
        ("pt-interior-ministry", "pt-gov"),
        ("us-prosecutors", "us-gov"),
        ("reuters", "reuters"),
        ("bbc", "bbc"),
        ("gb-old-bailey", "gb-old-bailey"),
        ("no-court", "no-court"),
        ("no-public-broadcaster", "no-public-broadcaster"),
        ("al-manar", "hezbollah"),
        ("eu-ep", "eu"),
        ("rosatom", "ru-gov"),
        ("lockheed-martin", "lockheed-martin"),
        ("fr-gov", "fr-gov"),
    ],
)
def test_principals(party: str, principal: str) -> None:
    assert parties().principal(party) == principal


def test_a_court_belongs_to_its_state_although_it_speaks_for_itself() -> None:
    assert parties().party("gb-old-bailey").parent == "gb-gov"


def test_governments_are_named_as_one_would() -> None:
    assert parties().party("us-gov").name == "Government of the United States"
    assert parties().party("cn-gov").name == "Government of China"
    assert parties().party("cn-gov").kind == "government"


@pytest.mark.parametrize(
    ("host", "outlet"),
    [
        ("www.reuters.com", "reuters"),
        ("edition.cnn.com", "cnn"),
        ("news.bbc.co.uk", "bbc"),
        ("TASS.com:443", "tass"),
        ("apnews.com.", "ap"),
        ("notreuters.com", None),
        ("com", None),
        ("", None),
    ],
)
def test_outlets_by_address(host: str, outlet: str | None) -> None:
    found = parties().by_address(host)
    assert (found.id if found else None) == outlet


@pytest.mark.parametrize("id", ["xx-gov", "us-nothing", "nonsense", ""])
def test_an_unknown_party_is_an_error(id: str) -> None:
    with pytest.raises(KeyError):
        parties().party(id)


def test_a_mistake_in_a_file_names_the_file_and_the_entry(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    (folder / "parties").mkdir(parents=True)
    (folder / "pack.yaml").write_text("{id: mine, version: '1', stages: []}")
    (folder / "parties" / "bodies.yaml").write_text("- {id: a, name: A, kind: servise}")
    with pytest.raises(PackError, match=r"bodies\.yaml.*entry 1.*servise.*did you mean `service`.*in kind"):
        load(str(folder))
