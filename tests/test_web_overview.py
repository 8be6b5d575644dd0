"""The overview, the list of reports, the drawings of a case: every number is that of its list, every mark leads on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from starlette.testclient import TestClient

from sayso.keep import Ledger
from sayso.show import web
from sayso.show.web import flow, views
from sayso.show.web.pages import overview
from tests.web_ledger import fill, retelling, stories

BASE = "http://127.0.0.1:8317"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("overview") / "sayso.db"
    fill(path, [*stories(), retelling("post", "Post", "2024-02-06", age="43")])
    return path


@pytest.fixture(scope="module")
def client(ledger: Path) -> Iterator[TestClient]:
    with TestClient(web.create(ledger), base_url=BASE) as made:
        yield made


def page(client: TestClient, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return lxml.html.fromstring(answer.text)


def numbers(element: Any) -> list[int]:
    return [int(one) for one in re.findall(r"\d+", element.text_content())]


def test_every_number_of_the_overview_leads_to_as_many(client: TestClient) -> None:
    shown = page(client, "/overview")
    links = [one for one in shown.xpath("//main//a[contains(@href, '?')]") if "sort=" not in one.get("href")]
    assert len(links) > 8
    for link in links:
        address = link.get("href")
        kind = "/reports.json" if address.startswith("/reports") else "/index.json"
        data = client.get(kind + address[address.index("?") :]).json()
        assert data["pages"]["total"] == numbers(link)[-1], address


def test_outlets_come_in_the_order_asked_for(client: TestClient) -> None:
    for order in ("uncredited", "copied", "reports"):
        data = client.get(f"/overview.json?sort={order}").json()
        found = [one[order] for one in data["outlets"]]
        assert data["sort"] == order and found == sorted(found, reverse=True)


def test_the_list_of_reports_says_what_each_did(client: TestClient, ledger: Path) -> None:
    with Ledger.open(ledger) as opened:
        total, hardened = opened.report_total(), opened.report_page(fault="stage")
    shown = page(client, "/reports")
    assert len(shown.xpath("//table//tbody/tr")) == total
    assert client.get("/reports.json?fault=stage").json()["pages"]["total"] == len(hardened)
    for one in hardened:
        assert page(client, f"/report/{one.id}").xpath("//section[@id='relays']")
    assert "No report is like that" in client.get("/reports?year=1899").text


# ------------------------------------------------------------------------------------ a case drawn


@pytest.fixture(scope="module")
def case(client: TestClient) -> str:
    lines = client.get("/index.json").json()["cases"]
    return next(str(line["id"]) for line in lines if "Luo Wen" in line["accused"])


def test_the_figures_of_a_case_lead_to_what_they_count(client: TestClient, case: str) -> None:
    shown, data = page(client, f"/case/{case}"), client.get(f"/case/{case}.json").json()
    links = shown.xpath("//ul[@class='figures']//a")
    counted = [data["report_pages"]["total"], len(data["principals"]), data["denials_total"], data["disputes"]]
    assert [numbers(link)[0] for link in links] == counted
    for link in links:
        assert shown.get_element_by_id(link.get("href").removeprefix("#")) is not None
    assert data["headline"] == shown.xpath("//ul[@class='figures']/@aria-label")[0]


def test_every_dot_of_the_board_leads_to_its_sentence(client: TestClient, case: str) -> None:
    shown, data = page(client, f"/case/{case}"), client.get(f"/case/{case}.json").json()
    dots = [dot for row in data["board"] for dot in (*row["dots"], *row["denials"])]
    links = shown.xpath("//section[@id='board']//*[contains(@class, 'dots')]/a/@href")
    assert len(links) == len(dots) > 5
    for link, dot in zip(links, dots, strict=True):
        report, anchor = link.split("#")
        assert anchor == f"claim-{dot['claim']}"
        assert page(client, report).get_element_by_id(anchor) is not None


def test_a_row_of_the_board_counts_its_reports_and_origins(client: TestClient, case: str) -> None:
    data = client.get(f"/case/{case}.json").json()
    for row in data["board"]:
        assert row["total"] >= row["reports"] >= len({dot["quote"]["report"]["id"] for dot in row["dots"]})
        assert row["origins"] >= row["principals"]
    assert [row["reports"] for row in data["board"]] == sorted((row["reports"] for row in data["board"]), reverse=True)


def test_a_denial_names_the_reports_that_leave_it_out(client: TestClient, case: str) -> None:
    data = client.get(f"/case/{case}.json").json()
    reports = {one["id"] for one in data["reports"]}
    for one in data["denials"]:
        carrying = {claim["evidence"]["report"]["id"] for claim in one["claims"]}
        silent = {report["id"] for report in one["silent"]}
        assert silent <= reports and not silent & carrying
        assert one["telling"] == one["reports"] + one["silent_total"]
    assert any(one["silent"] for one in data["denials"])


def test_the_drawing_leads_to_the_list_below_it(client: TestClient, case: str) -> None:
    shown, data = page(client, f"/case/{case}"), client.get(f"/case/{case}.json").json()
    boxes = data["flow"]["boxes"]
    assert len(boxes) == len(data["tree"]["nodes"]) and boxes[0]["kind"] == "origin"
    for link in shown.xpath("//section[@id='flow']//a/@href"):
        assert shown.get_element_by_id(link.removeprefix("#")) is not None
    drawn = shown.xpath("//*[contains(@class, 'flow')]//text()[normalize-space()]")
    assert {"Tide Daily", "The Gull"} <= {one.strip() for one in drawn}


def node(depth: int, name: str) -> views.TreeNode:
    return views.TreeNode(
        depth=depth, kind="story", name=name, origin=None, channel=None, date=None, report=None, edge=None, through=(),
        main=True, beside=(), more_beside=0, left_out=0,
    )  # fmt: skip


def test_boxes_never_lie_on_each_other_and_lines_end_at_them() -> None:
    depths = [0, 1, 2, 2, 1, 3, 7, 0, 1, 1, 0]
    made = flow.draw(views.Tree(nodes=tuple(node(depth, f"N{at}") for at, depth in enumerate(depths)), left_out=2))
    assert made
    places = [(box.x, box.y) for box in made.boxes]
    assert len(places) == len(set(places)) == len(depths) and made.left_out == 2
    assert all(box.x + flow.WIDTH <= made.width and box.y + flow.HEIGHT <= made.height for box in made.boxes)
    ends = {f"V{box.y + flow.HEIGHT // 2}H{box.x}": box.at for box in made.boxes}
    assert all(any(edge.path.endswith(end) and at == edge.at for end, at in ends.items()) for edge in made.edges)


def test_a_tree_without_a_branch_is_not_drawn_and_a_large_one_is_bounded() -> None:
    assert flow.draw(views.Tree(nodes=(node(0, "A"), node(0, "B")), left_out=0)) is None
    made = flow.draw(views.Tree(nodes=tuple(node(min(at, 1), f"N{at}") for at in range(99)), left_out=1))
    assert made and len(made.boxes) + made.left_out == 100
    assert len({box.y for box in made.boxes}) == flow.ROWS


def test_years_without_a_case_are_drawn_one_by_one_only_where_they_are_few() -> None:
    assert overview._years({"2020": 1, "2023": 2}) == {"2020": 1, "2021": 0, "2022": 0, "2023": 2}
    assert overview._years({"1986": 1, "2023": 2}) == {"1986": 1, "1987–2022": 0, "2023": 2}
    assert overview._years({}) == {}
