"""The list of cases asked of the ledger: filters, orders, pages and counts agree, and follow what people decide."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from sayso.domains import load
from sayso.keep import CaseFilter, Ledger
from sayso.keep.summaries import ORDERS
from sayso.pipeline import settle
from tests.web_ledger import fill, retelling, stories


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """Two cases: one of Luo with a denial and an age in dispute, one hostile."""
    path = tmp_path_factory.mktemp("lists") / "sayso.db"
    fill(path, [*stories(), retelling("post", "Post", "2024-02-06", age="43")])
    with Ledger.open(path) as opened:
        yield opened


def ids(ledger: Ledger, **wanted: object) -> list[str]:
    asked = CaseFilter(**wanted)  # type: ignore[arg-type]
    found = [case.id for case in ledger.cases(asked)]
    assert ledger.case_total(asked) == len(found)
    return found


@pytest.fixture(scope="module")
def luo(ledger: Ledger) -> str:
    return next(case.id for case in ledger.cases() if "Luo" in case.title)


@pytest.mark.parametrize(
    "wanted",
    [{"denied": True}, {"disputed": True}, {"accuser": "CN"}, {"accuser": "state security"}, {"service": "mi6"},
     {"outlet": "Tide"}, {"party": "luo bo"}, {"text": "seventeen maps"}, {"stage": "arrested"}],
)  # fmt: skip
def test_filters_that_only_one_case_passes(ledger: Ledger, luo: str, wanted: dict[str, object]) -> None:
    assert ids(ledger, **wanted) == [luo]
    assert ids(ledger, year="1999", **wanted) == []


def test_a_line_agrees_with_the_case(ledger: Ledger) -> None:
    for line in ledger.cases():
        case = ledger.case(line.id)
        names = ledger.party_names([*case.accused, *case.accusers, *case.services])
        assert line.accused == tuple(names[p] for p in case.accused)
        assert line.services == tuple(names[p] for p in case.services)
        assert (line.reports, line.claims, line.origins) == (len(case.reports), len(case.claims), len(case.origins))
        assert set(line.stages) == {step.stage for step in case.stages}


@pytest.mark.parametrize("order", ORDERS)
def test_pages_of_any_order_hold_every_case_once(ledger: Ledger, order: str) -> None:
    every = [case.id for case in ledger.case_page(order=order)]
    paged = [ledger.case_page(order=order, first=at, most=1)[0].id for at in range(len(every))]
    assert paged == every and sorted(every) == sorted(case.id for case in ledger.cases())


def test_orders_are_what_they_say(ledger: Ledger) -> None:
    for one, other in pairwise(ledger.case_page(order="newest")):
        assert (one.last or "") >= (other.last or "")
    for one, other in pairwise(ledger.case_page(order="disputes")):
        assert one.disputes >= other.disputes


@pytest.mark.parametrize(("kind", "field"), [("country", "country"), ("stage", "stage"), ("service", "service"),
                                             ("accuser", "accuser"), ("outlet", "outlet")])  # fmt: skip
def test_a_facet_counts_what_its_filter_finds(ledger: Ledger, kind: str, field: str) -> None:
    assert ledger.facets(kind)
    for one in ledger.facets(kind):
        assert len(ids(ledger, **{field: one.value})) == one.cases


def test_every_number_of_the_overview_is_that_of_its_list(ledger: Ledger) -> None:
    for year, cases in ledger.years().items():
        assert len(ids(ledger, year=year)) == cases
    assert ledger.accusations()
    for (accuser, country), cases in ledger.accusations().items():
        assert len(ids(ledger, accuser=accuser, country=country)) == cases
    for outlet in ledger.outlets():
        assert ledger.report_total(outlet.outlet) == len(ledger.report_page(outlet.outlet)) == outlet.reports
        for fault in ("copied", "uncredited", "attribution_dropped", "hedge_dropped", "stage"):
            found = ledger.report_page(outlet.outlet, fault)
            assert len(found) == getattr(outlet, fault) and all(fault in one.faults for one in found)


def test_what_a_party_is_in_is_counted_and_paged(ledger: Ledger) -> None:
    for party in ledger.all_parties():
        counts, claims = ledger.party_counts(party.id), ledger.party_claims(party.id)
        done = {c.id for c in claims if any(f.party == party.id for fs in c.roles.values() for f in fs)}
        said = {c.id for c in claims if any(link.party == party.id for link in c.chain)}
        assert {c.id for c in ledger.claims_of_party(party.id, speaks=False, first=0, most=-1)} == done
        assert {c.id for c in ledger.claims_of_party(party.id, speaks=True, first=0, most=-1)} == said
        assert (counts.done, counts.said) == (len(done), len(said))
        mentions = ledger.party_mentions(party.id, 0, -1)
        assert counts.reports == len(mentions)
        assert {m for _, at in mentions for m in at} == set(party.mentions)


def test_a_decision_shows_in_the_list_and_a_withheld_name_in_none(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    fill(path, stories())
    with Ledger.open(path) as ledger:
        case = next(c for c in ledger.cases() if "Luo" in c.title)
        assert case.reviewed == 0 and case.id in ids(ledger, reviewed="none")
        ledger.decide.accept(ledger.case(case.id).claims[0], who="Ada", why="so it stands")
        party = ledger.case(case.id).accused[0]
        ledger.decide.withhold(party, who="Ada", why="a minor")
        settle(ledger, load())
        (case,) = (c for c in ledger.cases() if c.id == case.id)
        assert case.reviewed == 1 and ids(ledger, reviewed="some") == [case.id]
        assert "Luo" not in repr(ledger.cases()) + repr(ledger.report_page()) + repr(ledger.party_line(party))
        assert ids(ledger, party="luo wen") == []
