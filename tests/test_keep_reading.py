"""The read API: what `show` and `export` ask of a ledger."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.keep import CaseFilter, Ledger, Unknown
from sayso.keep.masks import BLOCK, mask, mask_text, pattern
from sayso.keep.reading import _hit
from sayso.keep.store import CLOSE, OPEN
from sayso.model import Evidence, Passage
from tests.keep_world import build_world, report, sentence, write

REPORTS = [
    report(sentence("FBI", "Anna Berg"), sentence("Lotte Bruun", "Anna Berg", "charged"), title="Berg held"),
    report(sentence("FBI", "Anna Berg"), title="Spy held", outlet="Evening Test", date="2024-04-02"),
    report(sentence("MSS", "Tomas Lind", "convicted", "CIA"), title="Lind guilty", date="2023-05"),
    report("Nothing is said here of anyone; the naïve façade stays.", title="Weather", date="2022-01-01"),
]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    folder = tmp_path_factory.mktemp("reading")
    with Ledger.open(folder / "l.db", create=True) as opened:
        build_world(opened, write(folder / "in", REPORTS))
        yield opened


def party(ledger: Ledger, name: str) -> str:
    return next(p.id for p in ledger.all_parties() if p.name == name)


def titles(ledger: Ledger, **wanted: str) -> set[str]:
    return {name for case in ledger.cases(CaseFilter(**wanted)) for name in case.accused}


def test_the_list_of_cases(ledger: Ledger) -> None:
    cases = {case.accused: case for case in ledger.cases()}
    berg = cases["Anna Berg",]
    assert (berg.reports, berg.stage, berg.stage_of) == (2, "charged", "Anna Berg")
    assert (berg.first, berg.last, berg.denials) == ("2024-03-01", "2024-04-02", 0)
    assert berg.origins >= berg.principals >= 1
    assert ("Tomas Lind",) in cases and len(cases) == 2


@pytest.mark.parametrize(
    "wanted, found",
    [
        ({"stage": "convicted"}, {"Tomas Lind"}),
        ({"stage": "acquitted"}, set()),
        ({"party": "berg"}, {"Anna Berg"}),
        ({"party": "Lotte Bruun"}, {"Anna Berg"}),
        ({"outlet": "evening"}, {"Anna Berg"}),
        ({"since": "2024"}, {"Anna Berg"}),
        ({"until": "2023-12"}, {"Tomas Lind"}),
        ({"since": "2023-05-20", "until": "2023-06"}, {"Tomas Lind"}),
        ({"since": "2024-04", "until": "2024-04"}, {"Anna Berg"}),
        ({"since": "2025"}, set()),
        ({"text": "guilty"}, {"Tomas Lind"}),
        ({"text": "held spy"}, {"Anna Berg"}),
        ({"text": "elephant"}, set()),
        ({"text": '"*'}, set()),
        ({}, {"Anna Berg", "Tomas Lind"}),
    ],
)
def test_filters(ledger: Ledger, wanted: dict[str, str], found: set[str]) -> None:
    assert titles(ledger, **wanted) == found


def test_filters_by_party_id_country_and_service(ledger: Ledger) -> None:
    assert titles(ledger, party=party(ledger, "Tomas Lind")) == {"Tomas Lind"}
    for case in ledger.cases():
        for country in case.countries:
            assert set(case.accused) <= titles(ledger, country=country.lower())
        for service in case.services:
            assert set(case.accused) <= titles(ledger, service=service)
    assert titles(ledger, country="ZZ") == titles(ledger, service="no such service") == set()


ASKS = (
    *("case", "case_claims", "allegations", "claim", "report", "report_claims", "report_attributions"),
    *("report_mentions", "report_cases", "versions", "party", "party_claims"),
)


@pytest.mark.parametrize("ask", ASKS)
def test_unknown_ids_are_named_with_near_ones(ledger: Ledger, ask: str) -> None:
    with pytest.raises(Unknown, match=r"holds no .* 'zz'"):
        getattr(ledger, ask)("zz")
    assert ledger.party_names(["zz"]) == {}


def test_near_ids_are_offered(ledger: Ledger) -> None:
    case = ledger.cases()[0].id
    with pytest.raises(Unknown, match=f"Did you mean .*{case}"):
        ledger.case(case + "0")
    claim = next(ledger.all_claims()).id
    with pytest.raises(Unknown, match=f"Did you mean {claim}"):
        ledger.claim(claim[:6])


def test_everything_of_a_report(ledger: Ledger) -> None:
    record = next(r for r in ledger.all_reports() if r.title == "Berg held")
    assert ledger.report(record.id) == record and ledger.versions(record.id) == [record.id]
    assert [c.event for c in ledger.report_claims(record.id)] == ["arrest", "charge"]
    assert len(ledger.report_attributions(record.id)) == 2
    mentions = ledger.report_mentions(record.id)
    assert mentions == sorted(mentions, key=lambda m: m[1].start)
    assert all(record.text[m.start : m.end] == m.text for _, m in mentions)
    assert party(ledger, "Anna Berg") in {id for id, _ in mentions}
    (case,) = ledger.report_cases(record.id)
    assert record.id in ledger.case(case).reports


def test_a_party_and_what_it_does(ledger: Ledger) -> None:
    fbi = ledger.party(party(ledger, "FBI"))
    assert {m.text for m in fbi.mentions} == {"FBI"} and len({m.report for m in fbi.mentions}) == 2
    assert {c.event for c in ledger.party_claims(fbi.id)} == {"arrest"}
    assert ledger.party_names([fbi.id]) == {fbi.id: "FBI"}
    government = ledger.party(fbi.principal)
    assert government.kind == "government" and government.country == "US"


# --------------------------------------------------------------------------------------------------- search


def test_a_search_finds_reports_claims_parties_and_cases(ledger: Ledger) -> None:
    assert {hit.kind for hit in ledger.search("anna berg")} == {"report", "claim", "party", "case"}
    (weather,) = ledger.search("Facade NAIVE")
    assert (weather.kind, weather.title) == ("report", "Weather")
    assert [weather.snippet[a:b] for a, b in weather.matches] == ["naïve", "façade"]
    assert len(ledger.search("anna berg", limit=2)) == 2


@pytest.mark.parametrize("words", ["", "  ", '"', "*", "a AND", "NEAR(", "title:x", "(((", "-", "'; DROP TABLE search"])
def test_no_words_are_syntax(ledger: Ledger, words: str) -> None:
    assert ledger.search(words) == []


@given(words=st.text(max_size=40))
def test_any_words_may_be_searched_for(ledger: Ledger, words: str) -> None:
    for hit in ledger.search(words):
        assert all(0 <= start < end <= len(hit.snippet) for start, end in hit.matches)


def test_a_snippet_tells_its_matches() -> None:
    hit = _hit("report", "r1", "t", f"a {OPEN}bc{CLOSE} d {OPEN}e{CLOSE}")
    assert (hit.snippet, hit.matches) == ("a bc d e", ((2, 4), (7, 8)))


# ---------------------------------------------------------------------------------------------------- masks


@pytest.mark.parametrize(
    "text, masked",
    [
        ("Anna Berg came.", "█████████ came."),
        ("ANNA  BERG's", "██████████'s"),
        ("/2024/anna-berg-held.html", "/2024/█████████-held.html"),
        ("anna%20berg", "███████████"),
        ("Annabel Bergen", "Annabel Bergen"),
        ("of Berg.", "of ████."),
        ("anna_berg", "█████████"),
        ("\x1b[31mBerg\x1b[0m", "\x1b[31m████\x1b[0m"),
        (r"\nBerg", r"\n████"),
        ("heldBergSays", "held████Says"),
    ],
)
def test_names_are_masked_whole_and_in_any_case(text: str, masked: str) -> None:
    assert mask_text(text, pattern(["Anna Berg", "Berg", " "])) == masked


@given(st.text(max_size=80), st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=3))
def test_a_mask_keeps_the_length_and_is_the_same_twice(text: str, names: list[str]) -> None:
    found = pattern(names)
    once = mask_text(text, found)
    assert len(once) == len(text) and (found is None or mask_text(once, found) == once or BLOCK in "".join(names))


def test_a_mask_leaves_ids_alone() -> None:
    names = pattern(["r1", "x"])
    assert mask(Passage(report="r1", start=0, end=2), names) == Passage(report="r1", start=0, end=2)
    assert mask(Evidence(start=0, end=1, text="x"), names).text == BLOCK
    assert pattern([]) is None and mask("same", None) == "same"
