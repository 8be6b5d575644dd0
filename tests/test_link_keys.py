"""Index entries: what is one case is always looked at, and the lists of what is looked at stay short."""

from __future__ import annotations

from collections import Counter

from hypothesis import example, given, settings
from hypothesis import strategies as st
from pytest import mark

from sayso.link import judge, meet
from sayso.link.judge import names
from sayso.link.keys import index_keys
from sayso.link.names import parse
from sayso.model import Stub
from tests.link_reports import DOMAIN

BRANDT = "ilse /brandt/"


def made(key: str, **features: tuple[str, ...]) -> Stub:
    """A stub with these features, and its entries."""
    found = {name: values for name, values in features.items() if values}
    return Stub(key=key, report=key, main=True, accused=(), claims=(), keys=index_keys(found, DOMAIN), features=found)


def packed(text: str) -> str:
    return str(parse(text, None, DOMAIN))


def some(*values: str, most: int = 2) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


FACTS = {
    "accuser_country": some("DE", "CN", most=1),
    "country": some("GB", "RU", most=1),
    "service": some("gb-mi6", "ru-gru", most=1),
    "born": some("1950", "1951", "1953", most=1),
    "described": some("keeper", "pilot"),
    "occupation": some("former", "keeper", "welder", "shipyard"),
    "employer": some("dock", "yard", "shipyard"),
    "nation": some("NO", "SE", most=1),
    "other": some("otto /lind/", "eva /berg/"),
    "body": some("harbour gmbh", "lake ag"),
    "place": some("kiel", "ulm"),
    "date": some("2021-03", "2021-03-04", "2022-05"),
    "quantity": some("5", "17"),
    "step": some("arrested@2021", "arrested@2021-03", "sentenced@2022", "sentenced@2022-05"),
    "term": some("60", "72", most=1),
    "report_date": some("2021-03-05", "2021-03-30", "2022-06-01", most=1),
}
PERSONS = (
    "Ilse Brandt", "Ilse Maria Brandt", "Otto Brandt", "Ilse B.", "Brandt", "Brand", "Qiao Moumou", "Qiao Jin",
    "Xie Guoxun", "Hsieh Kuo-hsun", "Xie", "Vladimir Saroka", "Uladzimir Saroka", "Saroka", "Jian G.", "Jian Guo",
    "Evan Gershel", "Ivan Gershel",
)  # fmt: skip
WITH_NAME = st.fixed_dictionaries(FACTS | {"name": some(*map(packed, PERSONS), most=1)})


@settings(max_examples=500)
@given(WITH_NAME, WITH_NAME)
@example({"name": (packed("Brandt"),), "country": ("RU",), "born": ("1950",)}, {"name": (BRANDT,), "born": ("1951",)})
def test_whatever_is_one_case_is_looked_at(x: dict[str, tuple[str, ...]], y: dict[str, tuple[str, ...]]) -> None:
    a, b = made("a", **x), made("b", **y)
    assert meet(a.keys, b.keys) == meet(b.keys, a.keys)
    if judge(a, b, DOMAIN).joined and names(a, b)[0].relation not in ("surname alike", "initials alike"):
        assert meet(a.keys, b.keys)


@mark.parametrize(
    ("one", "other"),
    [
        ("Ilse Brandt", "Brandt Ilse"), ("Ilse Brandt", "Ilse Maria Brandt"), ("Jian G.", "Jian Guo"),
        ("Xie Guoxun", "Hsieh Kuo-hsun"), ("Vladimir Saroka", "Uladzimir Saroka"), ("Evan Gershel", "Ivan Gershel"),
        ("Evan Gershel", "Evan Gershell"), ("Mikhail Orlov", "Mihail Orlow"), ("Jiamin Luo", "Jianmin Luo"),
    ],
)  # fmt: skip
def test_full_names_are_looked_up_by_words_initials_and_sounds(one: str, other: str) -> None:
    assert meet(made("a", name=(packed(one),)).keys, made("b", name=(packed(other),)).keys)


def test_two_people_of_one_surname_and_state_are_not_looked_at() -> None:
    facts = {"accuser_country": ("CN",), "country": ("GB",), "place": ("kiel",), "date": ("2021-03-04",)}
    one, other = made("a", name=(packed("Qiao Jinwei"),), **facts), made("b", name=(packed("Qiao Mingde"),), **facts)
    bare = made("c", name=(packed("Qiao"),), **facts)
    assert not meet(one.keys, other.keys)
    assert meet(one.keys, bare.keys) and meet(other.keys, bare.keys)


def test_who_has_a_name_is_not_looked_up_by_trade() -> None:
    facts = {"accuser_country": ("CN",), "occupation": ("shipyard", "welder")}
    one, other = made("a", name=(packed("Ilse Brandt"),), **facts), made("b", name=(packed("Eva Lind"),), **facts)
    nobody = made("c", **facts)
    assert not meet(one.keys, other.keys)
    assert meet(one.keys, nobody.keys) and meet(nobody.keys, made("d", **facts).keys)
    assert not meet(nobody.keys, made("e", accuser_country=("CN",), occupation=("welder",)).keys)


def test_a_ledger_full_of_one_surname_and_trade_gives_a_full_name_no_longer_list() -> None:
    given = [f"{a}{b}{c}" for a in "bdgklmnprst" for b in ("a", "o", "iu") for c in ("dan", "mir", "wen", "zhu", "lek")]
    facts = {"accuser_country": ("CN",), "country": ("US",), "occupation": ("aerospace", "engineer")}
    stubs = [made(g, name=(packed(f"Zhang {g.title()}"),), **facts) for g in given]
    pairs = Counter(a.key for a in stubs for b in stubs if a is not b and meet(a.keys, b.keys))
    assert sum(pairs.values()) / len(stubs) < len(stubs) / 10
