"""What happened on the way, as it is shown: the example reports on Luo in the terminal and in the browser."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from sayso.cli import main
from sayso.keep import Ledger, Unknown
from sayso.model import Span
from sayso.show import web
from sayso.show.beside import Row, compared, pieces
from sayso.show.safe import HARMLESS, HIDDEN
from tests.shown import ROOT
from tests.test_show_pages import flat, shown
from tests.test_web_pages import BASE, Strict, tree, words
from tests.web_ledger import HOSTILE, Story, fill, retelling, statement

LUO = sorted(map(str, (ROOT / "examples" / "reports").glob("luo-*")))


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("luo") / "luo.db"
    assert main(["build", *LUO, "--quiet", "--ledger", str(path)]) == 0
    return path


@pytest.fixture(scope="module")
def ids(ledger: Path) -> dict[str, str]:
    """The ids of the reports by what their files are called: `agency`, `spun` …; light edits by their number."""
    with Ledger.open(ledger) as opened:
        stems = {Path(report.path or "").stem: report.id for report in opened.all_reports()}
    return {stem.split("-", 2)[2] if "light" not in stem else stem.split("-")[1]: id for stem, id in stems.items()}


@pytest.fixture(scope="module")
def case(ledger: Path) -> str:
    with Ledger.open(ledger) as opened:
        return opened.cases()[0].id


@pytest.fixture(scope="module")
def client(ledger: Path) -> Iterator[TestClient]:
    with TestClient(web.create(ledger), base_url=BASE) as made:
        yield made


# ---------------------------------------------------------------------------------------- terminal


def test_the_tree_goes_from_the_statement_to_the_copies(
    capsys: pytest.CaptureFixture[str], ledger: Path, case: str
) -> None:
    page = shown(capsys, ledger, "show", case, "--relays")
    assert "values in dispute" in page.splitlines()[1]
    order = ("origin Ministry", "└ Harbour News", "└ The Meridian", "└ Coastal Daily", "└ Globe Buzz")
    places = [page.index(name) for name in order]
    assert places == sorted(places)
    depth = [page.rfind("\n", 0, place) - place for place in places]
    assert depth[0] > depth[1] > depth[2] == depth[3] == depth[4]


def test_an_edge_has_its_kind_its_flags_and_both_wordings(
    capsys: pytest.CaptureFixture[str], ledger: Path, case: str
) -> None:
    page = flat(shown(capsys, ledger, "show", case, "--relays"))
    spun = page[page.index("└ Globe Buzz") :]
    assert re.match(r"└ Globe Buzz, 2024-09-12 \w+ light edit, \[without credit\]", spun)
    assert "step in law hardened: «State security organs have taken coercive measures" in spun
    assert "→ «Lou was arrested by the Chinese police» (“coercive measures” has become “arrested”" in spun
    assert "name changed: «Luo» → «Lou» (one letter or two apart, so likely a garble), 3 times" in spun
    assert re.search(r"and \d+ exchanges of words", spun)
    edit = page[page.index("└ The Meridian Post") : page.index("└ Coastal Daily")]
    assert "left out: «Harbour News could not verify the allegations independently.» (a reservation)" in edit


def test_the_table_has_slots_down_and_outlets_across_and_marks_in_words(
    capsys: pytest.CaptureFixture[str], ledger: Path, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "250")
    page = shown(capsys, ledger, "show", case, "--divergences")
    table, judged = page.split("What to think of it")
    lines = table.partition("Where the reports differ\n")[2].splitlines()
    at = next(at for at, line in enumerate(lines) if line.split()[0] == "status")
    head, row = " ".join(lines[:at]), lines[at]
    assert "slot" in head and "Globe Buzz" in head and "Harbour News" in head
    assert "coercive measures" in row and "arrested [hardened]" in row
    assert "[likely garble]" in table
    assert re.search(r"status: hardened - coercive measures: .* - arrested \[hardened\]: Globe Buzz", flat(judged))


def test_reports_stand_side_by_side_the_source_left(
    capsys: pytest.CaptureFixture[str], ledger: Path, ids: dict[str, str]
) -> None:
    page = shown(capsys, ledger, "compare", ids["agency"], ids["spun"])
    assert shown(capsys, ledger, "compare", ids["spun"][:9], "luo-2-agency.md") == page
    told = flat(page)
    assert told.startswith("A Harbour News Agency") and "B has it from A" in told and "[without credit]" in told
    assert "[-Luo-]" in told and "{+Lou+}" in told and "(not in B)" in told and "(not in A)" in told
    row = next(line for line in page.splitlines() if "[-Luo answered-]" in line)
    assert "{+Lou replied to+}" in row


def test_a_narrow_terminal_has_one_below_the_other(
    capsys: pytest.CaptureFixture[str], ledger: Path, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    lines = shown(capsys, ledger, "compare", ids["agency"], ids["spun"]).splitlines()
    left = next(at for at, line in enumerate(lines) if line.startswith("A [-Luo answered-]"))
    assert any(line.startswith("B {+Lou replied to+}") for line in lines[left : left + 6])


@pytest.mark.parametrize("width", ["20", "60", "90", "200"])
def test_no_page_breaks_the_width(
    capsys: pytest.CaptureFixture[str], ledger: Path, case: str, ids: dict[str, str], width: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("COLUMNS", width)
    for argv in (["show", case, "--relays"], ["show", case, "--divergences"], ["compare", ids["agency"], ids["4"]]):
        page = shown(capsys, ledger, *argv)
        assert max(map(len, page.splitlines())) <= int(width), argv


def test_json_holds_the_whole(capsys: pytest.CaptureFixture[str], ledger: Path, case: str, ids: dict[str, str]) -> None:
    tree_of = json.loads(shown(capsys, ledger, "show", case, "--relays", "--json"))
    at = {node["id"]: node for node in tree_of["tree"] if node["main"]}
    assert at[ids["spun"]]["from"] == ids["agency"] and at[ids["spun"]]["flags"] == ["uncredited"]
    assert {change["kind"] for relay in tree_of["relays"] for change in relay["changes"]} >= {"stage", "name"}
    table = json.loads(shown(capsys, ledger, "show", case, "--divergences", "--json"))
    assert {one["slot"] for one in table["divergences"]} >= {"status", "name"}
    beside = json.loads(shown(capsys, ledger, "compare", ids["agency"], ids["spun"], "--json"))
    assert (beside["a"]["id"], beside["b"]["id"]) == (ids["agency"], ids["spun"])
    assert {row["kind"] for row in beside["rows"]} == {"left", "right", "changed", "retold"}


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["show", "--relays"], "--relays shows one case: sayso show CASE --relays"),
        (["show", "--report", "r1", "--divergences"], "--divergences shows one case"),
        (["show", "c1", "--relays", "--divergences"], "not allowed with argument"),
        (["show", "c1", "--relays", "--country", "GB"], "cannot stand beside a single page"),
        (["compare", "luo-2-agency.md", "luo-2-agency.md"], "both name one report"),
    ],
)
def test_what_cannot_be_shown_is_wrong_usage(
    capsys: pytest.CaptureFixture[str], ledger: Path, argv: list[str], told: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*argv, "--ledger", str(ledger)])
    assert ended.value.code == 2 and told in capsys.readouterr().err


def test_a_path_of_several_reports_names_them(capsys: pytest.CaptureFixture[str], ledger: Path) -> None:
    assert main(["compare", "nowhere.md", "luo-2-agency.md", "--ledger", str(ledger)]) == 1
    assert "The ledger holds no report 'nowhere.md'" in capsys.readouterr().err


# ----------------------------------------------------------------------------------------- browser


def test_the_page_of_a_case_has_the_tree_with_changes_on_its_edges(
    client: TestClient, case: str, ids: dict[str, str]
) -> None:
    page = tree(client.get(f"/case/{case}").text)
    nodes = page.xpath("//ol[@class='tree']/li")
    spun = next(one for one in nodes if words(one).startswith("Globe Buzz") and "light edit" in words(one))
    assert "without credit" in words(spun) and "d2" in spun.get("class")
    assert f"/compare/{ids['agency']}/{ids['spun']}" in spun.xpath(".//a/@href")
    assert "step in law hardened" in words(spun) and "Lou was arrested by the Chinese police" in words(spun)
    assert "in dispute" in words(page.xpath("//*[contains(@class, 'figures')]")[0])


def test_the_page_of_a_case_has_the_table_of_slots_and_outlets(client: TestClient, case: str) -> None:
    page = tree(client.get(f"/case/{case}").text)
    head = [words(one) for one in page.xpath("//table[contains(@class, 'matrix')]/thead//th")]
    row = next(one for one in page.xpath("//table[contains(@class, 'matrix')]/tbody/tr") if words(one[0]) == "status")
    cells = {name: words(cell) for name, cell in zip(head, row)}
    assert cells["Globe Buzz, 12 Sep 2024"] == "arrested hardened"
    assert cells["Harbour News Agency, 9 Sep 2024"] == "coercive measures"
    assert "a harder word for the step" in words(row.getnext())


def test_every_mark_leads_to_its_words_in_its_report(client: TestClient, case: str) -> None:
    page = tree(client.get(f"/case/{case}").text)
    cells = "//section[@id='divergences']//*[contains(@class, 'cell')]/a"
    marks = page.xpath(f"//section[@id='relays']//q/a | {cells}")
    assert len(marks) > 30
    for link in marks:
        target = client.get(urljoin(BASE, link.get("href")))
        place = tree(target.text).get_element_by_id("mark")
        row = words(place.getparent())
        assert target.status_code == 200 and (words(link).split()[0].strip(".,") in row or link.getparent().tag != "q")


def test_the_page_of_a_report_tells_what_it_changed_and_left_out(client: TestClient, ids: dict[str, str]) -> None:
    page = tree(client.get(f"/report/{ids['spun']}").text)
    first = words(page.xpath("//section[@id='relays']//li")[0])
    assert (
        first.startswith("light edit of Harbour News Agency") and "coercive measures" in first and "left out" in first
    )
    whole = words(page.xpath("//section[@id='relays']")[0])
    assert whole.count("step in law hardened") == 1
    statement_page = tree(client.get(f"/report/{ids['ministry-statement']}").text)
    onward = words(statement_page.xpath("//section[@id='onward']")[0])
    assert "Harbour News Agency" in onward and "rests on its word" in onward


def test_two_reports_side_by_side_in_the_browser(client: TestClient, ids: dict[str, str]) -> None:
    answer = client.get(f"/compare/{ids['spun']}/{ids['agency']}")
    Strict(answer.text)
    page = tree(answer.text)
    assert [words(one).split(",")[0] for one in page.xpath("//div[@class='pair names']//p[@class='stands']")] == [
        "Harbour News Agency",
        "Globe Buzz",
    ]
    assert "Luo" in page.xpath("//del/text()") and "Lou" in page.xpath("//ins/text()")
    sides = [words(one) for one in page.xpath("//div[@class='pair changed'][2]//p[@class='words']")]
    assert sides[0].startswith("Luo answered") and sides[1].startswith("Lou replied to")
    place = page.xpath("//a[@class='where']/@href")[0]
    assert tree(client.get(place).text).get_element_by_id("mark") is not None
    data = client.get(f"/compare/{ids['spun']}/{ids['agency']}.json").json()
    assert data["left"]["id"] == ids["agency"] and data["aligned"]


def test_an_unknown_report_is_told(client: TestClient, ids: dict[str, str]) -> None:
    answer = client.get(f"/compare/{ids['spun']}/r12")
    assert answer.status_code == 404 and "Unknown report r12." in answer.text


# ------------------------------------------------------------------------------------ side by side


def test_every_sentence_of_both_reports_stands_once(ledger: Path, ids: dict[str, str]) -> None:
    with Ledger.open(ledger) as opened:
        for other in set(ids.values()) - {ids["agency"]}:
            shown_pair = compared(opened, ids["agency"], other)
            for text, spans in (
                (shown_pair.left.text, {row.left for row in shown_pair.rows if row.left}),
                (shown_pair.right.text, [row.right for row in shown_pair.rows if row.right]),
            ):
                whole = "".join(text[span.start : span.end] for span in sorted(spans))
                assert "".join(whole.split()) == "".join(text.split())
            assert all(_inside(row) for row in shown_pair.rows)


def _inside(row: Row) -> bool:
    pairs = ((row.left, row.left_marks), (row.right, row.right_marks))
    return all(span and span.start <= m.start < m.end <= span.end for span, marks in pairs for m in marks)


def test_a_comparison_is_bounded(ledger: Path, ids: dict[str, str]) -> None:
    with Ledger.open(ledger) as opened:
        whole = compared(opened, ids["agency"], ids["spun"])
        part = compared(opened, ids["agency"], ids["spun"], most=3)
        with pytest.raises(Unknown):
            compared(opened, ids["agency"], "r0")
    assert part.rows == whole.rows[:3] and part.left_out == len(whole.rows) - 3


@given(st.text(max_size=40), st.data())
def test_pieces_are_the_sentence(text: str, data: st.DataObject) -> None:
    edges = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    marks = [Span(a, b) for a, b in zip(edges[::2], edges[1::2])]
    found = list(pieces(text, Span(0, len(text)), marks))
    assert "".join(piece for piece, _ in found) == text
    assert [piece for piece, marked in found if marked] == [text[a:b] for a, b in marks]


# ------------------------------------------------------------------------------- hostile and large


def copy_of(name: str, outlet: str, published: str, told: str) -> Story:
    """A report of six sentences of which the last is its own."""
    body = (
        "The harbour police of Lindhaven said on Monday that Mara Quill, a clerk at the pilot station, had copied "
        f"tide tables for a foreign service since the autumn. {HOSTILE[:60]} The clerk met her handler twice a month "
        "behind the old fish market, a spokesman told reporters at the station. קצין המשטרה אמר כי נמצאו שלושה "
        "מחברות בביתה ושני טלפונים. Quill was arrested on Tuesday morning at the ferry landing while she waited for "
        f"the early boat to the islands. {told}\n"
    )
    story = Story(name, body, title=f"{HOSTILE} {name}", outlet=outlet, published=published)
    quill = story.party("Mara Quill", surname="Quill")
    police = story.party("The harbour police", "government", key="cn-mss")
    said = story.says("The harbour police", "said", "Mara Quill, a clerk", police)
    story.claim("collect", "had copied tide tables for a foreign service", said, agent=(quill, "Mara Quill"))
    story.claim("arrest", "Quill was arrested on Tuesday", when=("on Tuesday", "2024-02-06"), target=(quill, "Quill"))
    return story


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "hostile.db"
    first = copy_of("first", '"><svg onload=alert(1)>', "2024-02-07", "She has not been heard.")
    second = copy_of("second", "עיתון " + "Very Long Name " * 20, "2024-02-09", "\u202eShe\x1b[31m had three handlers.")
    fill(path, [first, second])
    return path


def test_hostile_copies_are_shown_and_do_nothing(capsys: pytest.CaptureFixture[str], hostile: Path) -> None:
    with Ledger.open(hostile) as opened:
        case, (a, b) = opened.cases()[0].id, [report.id for report in opened.all_reports()]
        assert [relay for relay in opened.case_relays(case) if relay.passages]
    client = TestClient(web.create(hostile), base_url=BASE)
    for address in (f"/case/{case}", f"/report/{a}", f"/report/{b}", f"/compare/{a}/{b}"):
        page = client.get(address)
        Strict(page.text)
        assert page.status_code == 200 and "<script" not in page.text and "<svg onload" not in page.text
        assert not set(page.text) & {"\u202e", "\x1b", "\x07"}
    assert "&lt;script&gt;" in client.get(f"/compare/{a}/{b}").text
    for argv in (["show", case, "--relays"], ["show", case, "--divergences"], ["compare", a, b]):
        out = shown(capsys, hostile, *argv)
        assert {c for c in out if unicodedata.category(c) in HIDDEN} <= HARMLESS | {"\n"}


def test_hundreds_of_reports_are_bounded_and_counted(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "many.db"
    ages = [str(20 + at % 50) for at in range(55)]
    fill(path, [statement(), *(retelling(f"o{at}", f"Outlet {at}", "2024-02-05", a) for at, a in enumerate(ages))])
    page = shown(capsys, path, "show", "c1", "--relays")
    assert "more reports not shown; --json gives all." in page and len(page) < 120_000
    data: dict[str, Any] = json.loads(shown(capsys, path, "show", "c1", "--relays", "--json"))
    assert len({node["id"] for node in data["tree"] if node["kind"] == "report"}) == 56
    table = shown(capsys, path, "show", "c1", "--divergences")
    assert "more reports not shown" in table
    answer = TestClient(web.create(path), base_url=BASE).get("/case/c1")
    assert len(answer.content) < 1_200_000 and "not shown" in answer.text
