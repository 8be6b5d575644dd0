"""The table of who accuses whom in a case: bodies down, accused across, each cell with its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from sayso.keep import Ledger
from sayso.show.web import create
from sayso.show.web.pages import case as page
from tests.web_ledger import Story, fill

TEXT = (
    "Norwegian prosecutors charged Anna Berg and Nils Dahl with spying for Russia. Police arrested Anna Berg in May. "
    "Oslo District Court sentenced Nils Dahl to six years. A neighbour accused Anna Berg of lying. "
    "Prosecutors did not charge Nils Dahl with treason.\n"
)


def story(*, court: bool = True) -> Story:
    """Two accused; prosecutors charge both, police arrest one and a court sentences the other."""
    made = Story("berg", TEXT, title="Two charged with spying", outlet="Fjord Post", published="2024-05-02")
    anna, nils = made.party("Anna Berg", surname="Berg"), made.party("Nils Dahl", surname="Dahl")
    office = made.party("Norwegian prosecutors", "government", key="no-prosecutors", country="NO")
    police = made.party("Police", "government", key="no-police", country="NO")
    state = made.party("Norwegian state", "government", key="no-gov", country="NO")
    bench = made.party("Oslo District Court", "court", country="NO")
    neighbour = made.party("neighbour", "unnamed")
    words = "Norwegian prosecutors charged Anna Berg and Nils Dahl with spying"
    made.claim("charge", words, agent=(office, "Norwegian prosecutors"), target=(anna, "Anna Berg"))
    made.claim("charge", words, agent=(office, "Norwegian prosecutors"), target=(nils, "Nils Dahl"))
    made.claim("charge", "charged Anna Berg", agent=(state, "Norwegian"), target=(anna, "Anna Berg"))
    if court:
        made.claim("arrest", "Police arrested Anna Berg", agent=(police, "Police"), target=(anna, "Anna Berg"))
        made.claim("sentence", "Oslo District Court sentenced Nils Dahl", agent=(bench, "Oslo District Court"),
                   target=(nils, "Nils Dahl"))  # fmt: skip
    made.claim("accuse", "A neighbour accused Anna Berg", agent=(neighbour, "neighbour"), target=(anna, "Anna Berg"))
    made.claim("charge", "Prosecutors did not charge Nils Dahl", certainty="denied",
               agent=(police, "Prosecutors"), target=(nils, "Nils Dahl"))  # fmt: skip
    return made


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    fill(tmp_path / "berg.db", [story()])
    with Ledger.open(tmp_path / "berg.db") as opened:
        yield opened


def _only_case(ledger: Ledger) -> str:
    ((id,),) = ledger.store.rows("SELECT id FROM cases")
    return str(id)


def test_bodies_stand_down_and_accused_across(ledger: Ledger) -> None:
    table = page.page(ledger, _only_case(ledger)).accusing
    assert table
    assert [one.name for one in table.accused] == ["Anna Berg", "Nils Dahl"]
    told = {
        body.name: [cell.events if cell else None for cell in row]
        for body, row in zip(table.accusers, table.cells, strict=True)
    }
    assert sorted(told.values(), key=str) == sorted(
        [[("charge",), ("charge",)], [("arrest",), None], [None, ("sentence",)]], key=str
    )
    assert len(told) == 3, "a neighbour is no body, what is denied accuses nobody, and the state adds nothing"


def test_each_cell_leads_to_its_sentence(ledger: Ledger) -> None:
    case = _only_case(ledger)
    client = TestClient(create(ledger.path), base_url="http://127.0.0.1")
    shown = html.fromstring(client.get(f"/case/{case}").text)
    links = shown.xpath("//table[contains(@class, 'accusing')]//td/a")
    assert sorted(link.text for link in links) == ["arrest", "charge", "charge", "sentence"]
    for link in links:
        address = link.get("href")
        report = html.fromstring(client.get(address.partition("#")[0]).text)
        assert report.xpath(f"//*[@id='{address.partition('#')[2]}']"), address


def test_a_case_with_one_body_needs_no_table(tmp_path: Path) -> None:
    fill(tmp_path / "one.db", [story(court=False)])
    with Ledger.open(tmp_path / "one.db") as opened:
        assert page.page(opened, _only_case(opened)).accusing is None
