from hypothesis import given
from hypothesis import strategies as st
from pytest import mark

from sayso.link import judge, stubs
from sayso.model import Header, Stub
from tests.link_reports import DOMAIN, Draft, arrest


def stub(draft: Draft) -> Stub:
    return stubs(draft.marked(), DOMAIN)[0]


def verdict(a: Draft, b: Draft):
    return judge(stub(a), stub(b), DOMAIN)


def test_a_full_name_joins() -> None:
    found = verdict(arrest("a", "Ilse Brandt"), arrest("b", "Ilse Brandt"))
    assert found.joined
    assert "same name" in found.explanation


def test_a_surname_joins_with_the_same_accuser_and_service() -> None:
    found = verdict(
        arrest("a", "Qiao", country="CN", service="Harbour Office", master="GB"),
        arrest("b", "Qiao Moumou", country="CN", service="Harbour Office", master="GB"),
    )
    assert found.joined
    assert "same surname: qiao" in found.explanation
    assert "same spied for: GB" in found.explanation


@mark.parametrize(
    "other",
    [
        {"country": "RU", "service": "Harbour Office", "master": "GB"},
        {"country": "CN", "service": "Lake Office", "master": "FR"},
        {"country": "CN"},
        {"country": "CN", "service": "Harbour Office", "master": "GB", "age": "born 1950"},
    ],
    ids=["other accuser", "other service", "service unknown", "other age"],
)
def test_a_surname_alone_does_not_join_against_other_evidence(other: dict[str, str]) -> None:
    first = arrest("a", "Qiao", country="CN", service="Harbour Office", master="GB", age="born 1980")
    assert not verdict(first, arrest("b", "Qiao", **other)).joined


def test_an_accuser_of_another_country_is_a_veto_for_surnames_only() -> None:
    assert verdict(arrest("a", "Qiao", country="CN"), arrest("b", "Qiao", country="RU")).veto
    assert verdict(arrest("a", "Ilse Brandt", country="PL"), arrest("b", "Ilse Brandt", country="RU")).joined


def test_accusers_of_two_states_are_no_veto_between_different_names() -> None:
    assert not verdict(arrest("a", "Ilse Brandt", country="DE"), arrest("b", "Marta Kowal", country="PL")).veto


def test_two_given_names_of_one_surname_are_a_veto() -> None:
    found = verdict(arrest("a", "Ilse Brandt"), arrest("b", "Otto Brandt"))
    assert (found.joined, found.veto) == (False, True)
    assert "other given names" in found.explanation


def test_an_initial_joins_with_the_name_it_stands_for() -> None:
    assert verdict(
        arrest("a", "Ilse B.", service="KX", master="RU"), arrest("b", "Ilse Brandt", service="KX", master="RU")
    ).joined


def test_a_garbled_surname_joins_only_with_agreeing_sides() -> None:
    sides = {"country": "CN", "service": "Harbour Office", "master": "GB"}
    assert verdict(arrest("a", "Zhuang", **sides), arrest("b", "Zuang", **sides)).joined
    assert not verdict(arrest("a", "Zhuang", country="CN"), arrest("b", "Zuang", country="CN")).joined


def test_an_unnamed_accused_joins_by_description_and_more() -> None:
    def one(report: str, who: str, date: str) -> Draft:
        draft = Draft(report, f"Oslo police arrested a {who} on 3 March.", date)
        person = draft.entity(f"a {who}", "unnamed", at=who)
        police = draft.entity("Oslo police", "government", country="NO")
        draft.claim("arrest", f"arrested a {who}", agent=police, target=person, when="2021-03-03", certainty="asserted")
        return draft

    assert verdict(
        one("a", "lighthouse keeper", "2021-03-04"), one("b", "former lighthouse keeper", "2021-03-05")
    ).joined
    assert not verdict(one("a", "lighthouse keeper", "2021-03-04"), one("b", "harbour pilot", "2021-03-05")).joined


def test_an_inferred_date_is_no_evidence() -> None:
    dated, undated = arrest("a", "Qiao", date="2001-01-01"), arrest("b", "Qiao", date="2021-01-01")
    assert "years between" in verdict(dated, undated).explanation
    undated.header = Header(outlet="The Heron", published="2021-01-01", published_basis="inferred")
    assert "years between" not in verdict(dated, undated).explanation


def values(*options: str):
    return st.lists(st.sampled_from(options), max_size=2, unique=True).map(tuple)


evidence = st.fixed_dictionaries(
    {
        "name": values("ilse /brandt/", "otto /brandt/", "/brandt/", "ilse /b/", "/qiao/"),
        "accuser_country": values("DE", "CN"),
        "country": values("GB", "RU"),
        "service": values("x", "y"),
        "born": values("1950", "1951", "1980"),
        "described": values("keeper", "pilot"),
        "report_date": values("2001-01-01", "2021-01-01").map(lambda v: v[:1]),
    }
)


@given(evidence, evidence)
def test_the_judgement_is_symmetric_and_a_veto_never_joins(x, y) -> None:
    a, b = (
        Stub(key=k, report=k, main=True, accused=(), claims=(), keys=(), features={f: v for f, v in e.items() if v})
        for k, e in (("a", x), ("b", y))
    )
    found = judge(a, b, DOMAIN)
    assert found == judge(b, a, DOMAIN)
    assert not (found.joined and found.veto)
    assert f"{found.score:+g}" or found.explanation


@mark.parametrize(
    ("one", "other", "weight"),
    [
        ("2021-03", "2021-03", "+1.5"), ("2021-03", "2021", "+0.75"), ("2021-03", "2021-04", "+0.75"),
        ("2021-12", "2022-01", None), ("2021-03", "2021-09", "-2"), ("2021-03", "2022", "-2"), ("2020", "2022", "-2"),
    ],
)  # fmt: skip
def test_a_step_in_law_of_an_accused_without_a_name_is_weighed_by_its_month(one, other, weight) -> None:
    def made(key: str, date: str) -> Stub:
        steps = tuple(sorted({f"arrested@{date[:size]}" for size in (4, 7)}))
        return Stub(key=key, report=key, main=True, accused=(), claims=(), keys=(), features={"step": steps})

    told = judge(made("a", one), made("b", other), DOMAIN).explanation
    assert (f"({weight})" in told) if weight else "nothing in common" in told


@mark.parametrize("unlike", [{"nation": ("FR",)}, {"term": ("96",)}, {"step": ("sentenced@2020", "sentenced@2020-11")}])
def test_an_accused_without_a_name_is_joined_only_if_nothing_differs(unlike: dict[str, tuple[str, ...]]) -> None:
    features = {"nation": ("GB",), "occupation": ("businessman",), "accuser_country": ("VN",), "term": ("60",),
                "step": ("sentenced@2023", "sentenced@2023-02")}  # fmt: skip
    named, aside, other = (
        Stub(key=k, report=k, main=True, accused=(), claims=(), keys=(), features=features | more)
        for k, more in (("a", {"name": ("keith /ambler/",)}), ("b", {}), ("c", unlike))
    )
    found = judge(named, aside, DOMAIN)
    assert found.joined and "same sentence in months: 60 (+2)" in found.explanation
    assert not judge(named, other, DOMAIN).joined
