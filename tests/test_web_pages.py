"""The pages over a real ledger: what they show, that they hold together, that nothing in a report gets out."""

from __future__ import annotations

import time
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import lxml.html
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from sayso.domains import load
from sayso.keep import Ledger
from sayso.model import Span
from sayso.pipeline import settle
from sayso.show import web
from sayso.show.web.pages import book
from sayso.show.web.pages import report as report_page
from tests import web_ledger
from tests.web_ledger import Story, denial, fill, retelling, statement

BASE = "http://127.0.0.1:8317"
VOID = {"meta", "link", "input", "br", "hr", "img"}
SVG_EMPTY = {"line", "circle", "rect", "path"}


class Strict(HTMLParser):
    """Reads a page and fails where it is not whole: tags that don't nest, ids or attributes twice."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()
        assert self.open == []
        assert len(self.ids) == len(set(self.ids)), [id for id in self.ids if self.ids.count(id) > 1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), (tag, attrs)
        self.tags.append((tag, dict(attrs)))
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in SVG_EMPTY
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, (self.open, tag, self.getpos())
        self.open.pop()

    def links(self) -> Iterator[str]:
        """Where the page leads, and what it loads."""
        for _, attrs in self.tags:
            yield from (attrs[name] or "" for name in ("href", "src", "action") if name in attrs)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of four reports, a hostile one, and a second version at one address."""
    path = tmp_path_factory.mktemp("web") / "sayso.db"
    edited = retelling("tide", "Tide Daily", "2024-02-05", age="35")
    fill(path, [*web_ledger.stories(), edited])
    return path


@pytest.fixture(scope="module")
def client(ledger: Path) -> Iterator[TestClient]:
    with TestClient(web.create(ledger), base_url=BASE) as made:
        yield made


def tree(page: str) -> Any:
    return lxml.html.fromstring(page)


def words(element: Any) -> str:
    """The text of an element, blanks made one."""
    return " ".join(element.text_content().split())


def case_of(client: TestClient, accused: str) -> dict[str, Any]:
    """The data of the case in which somebody is accused."""
    lines = client.get("/index.json").json()["cases"]
    id = next(line["id"] for line in lines if any(accused in name for name in line["accused"]))
    found: dict[str, Any] = client.get(f"/case/{id}.json").json()
    return found


def report_of(client: TestClient, title: str, accused: str = "Luo") -> str:
    """The id of a report by words of its title."""
    return next(str(one["id"]) for one in case_of(client, accused)["reports"] if title in one["title"])


# --------------------------------------------------------------------------------- the whole site


@pytest.fixture(scope="module")
def site(client: TestClient) -> dict[str, Strict]:
    """Every page that can be reached from the first one."""
    found: dict[str, Strict] = {}
    waiting = ["/", "/search?q=maps", "/search?q=alert"]
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        answer = client.get(address)
        assert answer.status_code == 200, address
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        found[address] = Strict(answer.text)
        inside = (urlsplit(urljoin(address, link)) for link in found[address].links())
        waiting += [link._replace(fragment="").geturl() for link in inside if not link.netloc and not link.scheme]
    return found


def test_every_link_leads_to_a_page_and_to_a_place_on_it(site: dict[str, Strict]) -> None:
    assert {address.split("/")[1] for address in site} >= {"", "case", "report", "party", "set-aside"}
    for address, page in site.items():
        for link in page.links():
            target = urlsplit(urljoin(address, link))
            if target.fragment:
                there = site[target._replace(fragment="").geturl()]
                assert unquote(target.fragment) in there.ids, (address, link)


def test_nothing_runs_and_nothing_is_loaded_from_elsewhere(site: dict[str, Strict]) -> None:
    for address, page in site.items():
        for tag, attrs in page.tags:
            assert tag not in {"script", "style", "iframe", "object", "embed", "img", "base"}, (address, tag)
            assert not [name for name in attrs if name.startswith("on") or name in ("style", "srcset", "ping")]
            for name in ("src", "action"):
                assert not urlsplit(attrs.get(name) or "").netloc
            _check_link(tag, attrs)


def _check_link(tag: str, attrs: dict[str, str | None]) -> None:
    target = urlsplit((attrs.get("href") or "").strip())
    if target.scheme or target.netloc:
        assert tag == "a" and target.scheme in ("http", "https")
        assert {"noreferrer", "noopener"} <= set((attrs.get("rel") or "").split())


def test_every_page_has_its_landmarks_and_headings_in_order(client: TestClient, site: dict[str, Strict]) -> None:
    for address in site:
        page = tree(client.get(address).text)
        levels = [int(element.tag[1]) for element in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels[0] == 1 and levels.count(1) == 1, address
        assert all(after <= before + 1 for before, after in pairwise(levels)), (address, levels)
        assert len(page.xpath("//main")) == 1 and page.xpath("//html/@lang") == ["en"]
        assert page.xpath("//body/*[1]/@href") == ["#main"]
        assert not page.xpath("//table//th[not(@scope)]"), address
        assert all(page.xpath(f"//label[@for='{id}']") for id in page.xpath("//main//input/@id | //select/@id"))


def test_every_page_has_its_data(client: TestClient, site: dict[str, Strict]) -> None:
    for address in site:
        data = tree(client.get(address).text).xpath("//footer//a/@href")
        assert len(data) == 1 and client.get(data[0]).headers["content-type"] == "application/json", address


# ------------------------------------------------------------------------------------------- cases


def test_the_list_and_the_case_count_alike(client: TestClient) -> None:
    line = next(line for line in client.get("/index.json").json()["cases"] if "Luo Wen" in line["accused"])
    page = client.get(f"/case/{line['id']}.json").json()
    assert line["reports"] == page["report_pages"]["total"] == 5
    assert line["origins"] == len(page["origins"])
    assert f"{line['principals']} independent origin" in page["headline"]
    assert f"{line['denials']} denials" in page["headline"] and line["denials"] == page["accused"][0]["denials_total"]
    row = next(words(row) for row in tree(client.get("/").text).xpath("//tbody/tr") if "Luo Wen" in row.text_content())
    for told in ("Ministry of State Security", "MI6", "charged", f" {line['reports']} ", "8 Jan 2024 – 5 Feb 2024"):
        assert told in row


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("text=hikers", {"Luo Wen"}),
        ("text=nothing+like+it", set()),
        ("stage=arrested", {"Luo Wen"}),
        ("stage=acquitted", set()),
        ("service=MI6", {"Luo Wen"}),
        ("outlet=tide", {"Luo Wen"}),
        ("outlet=tide&stage=sentenced", set()),
        ("country=gb", {"Luo Wen"}),
        ("country=FR", set()),
    ],
)
def test_filters_narrow_the_list(client: TestClient, query: str, expected: set[str]) -> None:
    data = client.get(f"/index.json?{query}").json()
    assert {name for line in data["cases"] for name in line["accused"]} == expected
    assert data["pages"]["total"] == len(data["cases"]) and data["filtered"]
    page = words(tree(client.get(f"/?{query}").text).xpath("//main")[0])
    assert f"{len(data['cases'])} case" in page and "pass this filter" in page


def test_orders_of_the_list(client: TestClient) -> None:
    def order(key: str) -> list[str]:
        return [line["stage"] for line in client.get(f"/index.json?sort={key}").json()["cases"]]

    assert order("reports") == order("origins") == ["charged", "sentenced"]
    assert order("stage") == ["sentenced", "charged"]
    assert order("oldest") == ["charged", "sentenced"]
    assert order("newest") == ["sentenced", "charged"]


def test_a_filter_comes_back_in_the_form(client: TestClient) -> None:
    page = tree(client.get("/", params={"text": '"><b>', "stage": "charged", "sort": "newest"}).text)
    assert page.xpath("//input[@name='text']/@value") == ['"><b>']
    assert page.xpath("//option[@selected]/@value") == ["charged", "", "newest"]


# -------------------------------------------------------------------------------------------- case


@pytest.fixture(scope="module")
def case(client: TestClient) -> dict[str, Any]:
    return case_of(client, "Luo Wen")


@pytest.fixture(scope="module")
def case_tree(client: TestClient, case: dict[str, Any]) -> Any:
    return tree(client.get(f"/case/{case['id']}").text)


def test_a_case_says_how_far_it_has_got_and_who_says_so(case: dict[str, Any], case_tree: Any) -> None:
    accused = case["accused"][0]
    assert accused["furthest"] == "charged"
    assert [step["stage"] for step in accused["steps"]] == ["arrested", "charged"]
    assert [rung["stage"] for rung in accused["rungs"]] == list(load().stages)
    ladder = case_tree.xpath("//ol[@class='ladder']/li")
    assert "He was arrested in December 2023" in words(ladder[0])
    assert "Harbour Ministry ← Ministry of State Security" in words(ladder[0])
    assert "Tide Daily" in words(ladder[1]) and "asserted" in words(ladder[1])
    assert (
        case_tree.xpath("//ol[@class='stair']/li[contains(@class, 'furthest')]")[0].text_content() == "charged (told)"
    )


def test_denials_stand_beside_the_accused_and_what_they_deny(case: dict[str, Any], case_tree: Any) -> None:
    beside = words(case_tree.xpath("//article[@class='accused']/p[@class='behind denied']")[0])
    assert "denied" in beside and "Luo Bo" in beside and "2 denials" in beside
    told = words(case_tree.xpath("//section[@id='denials']")[0])
    assert "he had ever met anyone from MI6" in told and "Told in 1 report of" in told and "Left out by" in told
    recruit = next(one for one in case["allegations"] if one["event"] == "recruit")
    assert all(claim["certainty"] != "denied" for claim in recruit["claims"])
    assert {claim["event"] for claim in recruit["denials"]} == {"recruit", "deny"}


def test_every_claim_stands_once_with_its_chain_and_a_way_to_its_words(case: dict[str, Any], case_tree: Any) -> None:
    told = [claim for one in case["allegations"] for claim in (*one["claims"], *one["denials"])]
    assert len(told) == case["claims"]["total"] == len({claim["id"] for claim in told})
    for claim in told:
        shown = case_tree.get_element_by_id(f"claim-{claim['id']}")
        assert claim["evidence"]["text"] in words(shown)
        assert claim["certainty"] in words(shown.xpath(".//*[@class='what']")[0])
        chain = " ← ".join(link["speaker"]["name"] for link in claim["chain"])
        assert chain in words(shown).replace(" (WeChat)", "")
        assert shown.xpath(".//q/a/@href")[0].endswith(f"#claim-{claim['id']}")


def test_values_that_differ_stand_side_by_side_with_their_words(case: dict[str, Any], case_tree: Any) -> None:
    age = next(slot for slot in case["slots"] if slot["slot"] == "age")
    assert {value["value"] for value in age["values"]} == {"34", "35", "43"}
    assert {quote["text"] for value in age["values"] for quote in value["quotes"]} == {"34-year-old", "34", "35", "43"}
    assert "3 values" in words(case_tree.xpath("//section[@id='told']")[0])


def test_origins_tell_who_rests_on_them_and_through_whom(case: dict[str, Any], case_tree: Any) -> None:
    assert sum(one["total"] for one in case["origins"]) >= 4
    assert "through Coast Agency" in words(case_tree.xpath("//section[@id='origins']")[0])


def test_the_timeline_leads_to_the_claims(case: dict[str, Any], case_tree: Any) -> None:
    links = case_tree.xpath("//section[@id='timeline']//a[circle]/@href")
    assert len(links) == 4
    assert all(case_tree.get_element_by_id(link.removeprefix("#")) is not None for link in links)
    told = [mark["label"] for mark in case["timeline"]["marks"] if mark["certainty"] == "report"]
    assert told[-1].startswith("5 February 2024: 2 reports, first Tide Daily: ") and len(told) == 3
    assert case_tree.xpath("//section[@id='timeline']//a[rect]/@href")[-1] == "#reports"


# ------------------------------------------------------------------------------------------ report


def test_the_text_of_a_report_is_shown_whole_and_to_the_letter(client: TestClient, ledger: Path) -> None:
    with Ledger.open(ledger) as opened:
        texts = {report: opened.report(report).text for report in opened.case(case_of(client, "Luo")["id"]).reports}
    for report, text in texts.items():
        rows = client.get(f"/report/{report}.json").json()["rows"]
        for row in rows:
            shown = "".join(run["text"] for run in row["runs"])
            assert text[row["start"] : row["start"] + len(shown)] == shown
        assert " ".join("".join(run["text"] for run in row["runs"]) for row in rows).split() == text.split()
        page = tree(client.get(f"/report/{report}").text)
        assert set(page.xpath("//p[contains(@class, 'words')]/@dir")) == {"auto"}
        for mark in page.xpath("//p[@class='words']//sup"):
            mark.drop_tree()
        assert " ".join(words(row) for row in page.xpath("//p[@class='words']")) == " ".join(text.split())


def test_spans_that_nest_are_marked_each_and_told_apart(client: TestClient) -> None:
    page = tree(client.get(f"/report/{report_of(client, 'Tide Daily')}").text)
    runs = {
        run.text: set(run.get("class").split()) for run in page.xpath("//p[@class='words']/span[@class]") if run.text
    }
    assert (
        "source" in runs["Coast Agency"]
        and "cue" in runs["reported"]
        and "source" in runs["Ministry of State Security"]
    )
    inside = next(classes for text, classes in runs.items() if text.startswith("Luo Wen, "))
    assert {"content", "opens", "closes", "claim", "reported"} <= inside
    assert {"claim", "asserted"} <= runs["He was charged on 3 February 2024"]
    notes = words(page.xpath("//div[@class='notes']")[0])
    assert "A Coast Agency reported" in notes and "B Ministry of State Security citing" in notes and "inside A" in notes
    assert "in its own voice" in words(page.xpath("//div[@class='notes']")[-1])


def test_a_claim_has_a_mark_in_the_text_and_a_note_that_lead_to_each_other(client: TestClient) -> None:
    page = tree(client.get(f"/report/{report_of(client, 'Ministry names')}").text)
    for number, note in enumerate(page.xpath("//li[starts-with(@id, 'note-')]"), 1):
        claim = note.get("id").removeprefix("note-")
        mark = page.get_element_by_id(f"claim-{claim}")
        key = next(name for name in mark.get("class").split() if name.startswith("k"))
        assert key in note.get("class").split() and key in mark.getnext().get("class").split()
        assert note.xpath("./a[1]/@href") == [f"#claim-{claim}"] and note.xpath("./a[1]/text()") == [str(number)]
        assert page.xpath(f"//sup/a[@href='#note-{claim}']/text()") == [str(number)]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_spans_on_any_text_give_a_whole_page_with_the_same_text(tmp_path: Path, data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="ab <&\"'>\n\u202e\u0301😀", min_size=1, max_size=80)) + " Eve Quill."
    story = Story("any", text, title="T", outlet="O")
    eve = story.party("Eve Quill", surname="Quill")
    spans = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).map(
        lambda pair: Span(min(pair[0], pair[1] - 1), max(pair[0] + 1, pair[1]))
    )
    worded = spans.filter(lambda span: bool(bare(text[span.start : span.end])))
    for moved in data.draw(st.lists(st.tuples(spans, spans, spans, worded), unique=True, max_size=4)):
        story.claim("arrest", "Eve Quill", story.says("Eve", "Quill", "Eve Quill", eve))
        story.move(*moved)
    path = tmp_path / "sayso.db"
    for file in tmp_path.iterdir():
        file.unlink()
    fill(path, [story])
    with Ledger.open(path) as opened:
        report = next(iter(opened.all_reports())).id
    with TestClient(web.create(path), base_url=BASE) as client:
        page = client.get(f"/report/{report}").text
        rows = client.get(f"/report/{report}.json").json()["rows"]
    whole = Strict(page)
    assert len([id for id in whole.ids if id.startswith("claim-")]) == len(story.claims)
    assert bare("".join(run["text"] for row in rows for run in row["runs"])) == bare(text)


def bare(text: str) -> str:
    """A text without its blanks."""
    return "".join(text.split())


def test_words_can_be_pointed_at(client: TestClient) -> None:
    report = report_of(client, "Ministry names")
    page = tree(client.get(f"/report/{report}?mark=93-104").text)
    assert page.get_element_by_id("mark").getnext().text == "34-year-old"
    for odd in ("9-3", "-", "a-b", "5", "0-999999999", "٣-٤", "99999999-99999999999"):
        assert client.get(f"/report/{report}", params={"mark": odd}).status_code == 200


def test_a_report_says_where_its_date_is_from_and_what_else_was_at_its_address(client: TestClient) -> None:
    versions = [one for one in case_of(client, "Luo")["reports"] if "Tide" in one["title"]]
    assert len(versions) == 2
    page = tree(client.get(f"/report/{versions[0]['id']}").text)
    facts = words(page.xpath("//dl[@class='facts']")[0])
    assert "5 February 2024 from metadata" in facts and "plain 1" in facts and "by hand 1" in facts
    assert len(page.xpath("//ol[@class='versions']/li")) == 2
    assert page.xpath("//ol[@class='versions']//a/@href") == [f"/report/{versions[1]['id']}"]
    undated = tree(client.get(f"/report/{report_of(client, 'The Gull')}").text)
    assert "Dateunknown" in words(undated.xpath("//dl[@class='facts']")[0])


def test_what_a_hostile_report_holds_is_shown_and_does_nothing(client: TestClient) -> None:
    page = client.get(f"/report/{report_of(client, 'script', 'Eve')}").text
    assert "<script" not in page and "<svg onload" not in page and "\u202e" not in page and "\x07" not in page
    shown = words(tree(page).xpath("//main")[0])
    assert "<script>alert('text')</script>" in shown and "\\u202eesrever" in shown and "{{ 7*7 }}" in shown
    assert "javascript:alert(document.domain)" in shown
    assert not [link for link in Strict(page).links() if "javascript" in link]


# ----------------------------------------------------------------------------------- party, search


def test_a_party_has_what_it_says_and_does_on_whose_word(client: TestClient) -> None:
    case = case_of(client, "Luo")
    page = client.get(f"/party/{case['accused'][0]['party']['id']}").text
    shown = words(tree(page).xpath("//main")[0])
    assert "Furthest step said: charged · 2 denials in the case" in shown
    assert "Ministry of State Security" in shown and "No claim goes back to it or through it." in shown
    ministry = client.get(f"/party/{case['accusers'][0]['id']}.json").json()
    assert ministry["said_pages"]["total"] == 6 and ministry["principal"] is not None
    assert {"wechat"} & {(link["channel"] or "").lower() for claim in ministry["said"] for link in claim["chain"]}


def test_finds_are_marked_and_grouped_by_kind(client: TestClient) -> None:
    data = client.get("/search.json", params={"q": "maps"}).json()
    assert {group["kind"] for group in data["groups"]} == {"claim", "report"}
    page = tree(client.get("/search", params={"q": "maps"}).text)
    assert {mark.text for mark in page.xpath("//mark")} == {"maps"} and len(page.xpath("//mark")) >= data["total"]
    assert page.xpath("//input[@name='q']/@value") == ["maps"]
    assert "Nothing holds zebra" in words(tree(client.get("/search?q=zebra").text).xpath("//main")[0])


# ------------------------------------------------------------------------- decisions, large inputs


def test_a_merged_id_leads_to_the_current_one(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    fill(path, web_ledger.stories())
    with Ledger.open(path) as opened:
        opened.decide.merge("c1", "c2", who="tester")
        settle(opened, load())
    client = TestClient(web.create(path), base_url=BASE, follow_redirects=False)
    assert client.get("/case/c1").status_code == 200
    assert client.get("/case/c2").headers["location"] == "/case/c1"
    assert client.get("/case/c2.json?claims=2").headers["location"] == "/case/c1.json?claims=2"


def test_a_withheld_name_is_on_no_page(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    fill(path, web_ledger.stories()[:4])
    client = TestClient(web.create(path), base_url=BASE)
    case = case_of(client, "Luo Wen")
    with Ledger.open(path) as opened:
        opened.decide.withhold(case["accused"][0]["party"]["id"], who="tester")
        settle(opened, load())
    pages = ["/", f"/case/{case['id']}", f"/case/{case['id']}.json", f"/party/{case['accused'][0]['party']['id']}"]
    for address in [*pages, *(f"/report/{one['id']}" for one in case["reports"])]:
        answer = client.get(address)
        assert answer.status_code == 200 and "Luo Wen" not in answer.text and "█" in answer.text, address


def test_a_rejected_claim_is_shown_as_rejected_and_counts_for_nothing(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    fill(path, web_ledger.stories()[:4])
    client = TestClient(web.create(path), base_url=BASE)
    before = case_of(client, "Luo Wen")
    claim = next(one["claims"][0] for one in before["allegations"] if one["event"] == "transfer_information")
    with Ledger.open(path) as opened:
        opened.decide.reject(claim["id"], who="tester")
        settle(opened, load())
    after = case_of(client, "Luo Wen")
    assert after["claims"]["total"] == before["claims"]["total"] - 1
    page = tree(client.get(f"/report/{claim['evidence']['report']['id']}").text)
    note = page.get_element_by_id(f"note-{claim['id']}")
    assert "rejected by an analyst" in words(note) and "rejected" in note.get("class").split()


def test_an_unknown_case_names_what_may_be_meant(client: TestClient) -> None:
    answer = client.get("/case/c11")
    assert answer.status_code == 404 and "Unknown case c11." in answer.text
    near = client.get("/case/c11.json").json()["suggestions"]
    assert near and all(f'href="/case/{one["id"]}"' in answer.text for one in near)


def test_a_case_of_many_reports_comes_in_pages(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    fill(path, [statement(), denial(), *(retelling(f"o{at}", f"Outlet {at}", "2024-02-05") for at in range(58))])
    client = TestClient(web.create(path), base_url=BASE)
    case = case_of(client, "Luo")
    assert case["report_pages"] == {"page": 1, "pages": 2, "total": 60}
    seen: list[str] = []
    for number in range(1, case["claims"]["pages"] + 1):
        answer = client.get(f"/case/{case['id']}?claims={number}")
        assert len(answer.content) < 600_000
        here = [id for id in Strict(answer.text).ids if id.startswith("claim-")]
        assert len(here) <= book.PAGE
        seen += here
    assert len(seen) == len(set(seen)) == case["claims"]["total"] > book.PAGE
    page = client.get(f"/case/{case['id']}")
    for link in tree(page.text).xpath("//section[@id='timeline']//a[circle]/@href"):
        target = client.get(urljoin(str(page.url), link))
        assert link.split("#")[1] in Strict(target.text).ids
    party = client.get(f"/party/{case['accused'][0]['party']['id']}?done=2")
    assert party.status_code == 200 and "Page 2 of" in party.text


@pytest.mark.parametrize("filling", ["word " * 200 + "\n", "x", "<b>&\u202e"])
def test_a_report_of_a_megabyte_comes_in_parts(tmp_path: Path, filling: str) -> None:
    path = tmp_path / "sayso.db"
    text = filling * (1_000_000 // len(filling)) + "\nThe court sentenced Mara Quill.\n"
    story = Story("large", text, title="A large report", outlet="Long Post", published="2024-01-01")
    quill = story.party("Mara Quill", surname="Quill")
    story.claim("sentence", "The court sentenced Mara Quill", certainty="asserted", target=(quill, "Mara Quill"))
    fill(path, [story])
    client = TestClient(web.create(path), base_url=BASE)
    start = time.monotonic()
    case = case_of(client, "Quill")
    place = tree(client.get(f"/case/{case['id']}").text).xpath("//ul[@class='claims']//q/a/@href")[0]
    answer = client.get(place)
    assert time.monotonic() - start < 20
    assert urlsplit(place).fragment in Strict(answer.text).ids
    assert len(answer.text) < 20 * report_page.SIZE
    parts = client.get(f"{urlsplit(place).path}.json").json()["pages"]["pages"]
    assert parts > 20
    shown = (client.get(f"{urlsplit(place).path}.json?part={part}").json()["rows"] for part in range(1, parts + 1))
    whole = "".join(run["text"] for rows in shown for row in rows for run in row["runs"])
    assert bare(whole) == bare(text)
