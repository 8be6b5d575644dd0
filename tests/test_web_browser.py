"""The pages in a real browser: anyone can use them, and no string from a report makes them do anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from sayso.keep import Ledger
from tests.attacks import STRINGS
from tests.browser import axe, chromium, serving
from tests.web_ledger import Story, denial, fill, retelling, statement, stories

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as opened:
        yield opened


def addresses(ledger: Path) -> list[str]:
    """A page of each kind for everything that a small ledger holds."""
    with Ledger.open(ledger) as opened:
        cases, reports = [case.id for case in opened.cases()], [one.id for one in opened.report_page()]
        parties = [party.id for party in opened.all_parties()]
    fixed = [
        "/",
        "/?text=luo&disputed=yes",
        "/overview",
        "/reports",
        "/search?q=luo",
        "/search?q=nothing",
        "/set-aside",
    ]
    each = [f"/{kind}/{id}" for kind, ids in (("case", cases), ("report", reports), ("party", parties)) for id in ids]
    return [*fixed, *each, f"/compare/{reports[0]}/{reports[1]}", "/nothing"]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[str]]]:
    """The address of a served ledger, and its pages."""
    path = tmp_path_factory.mktemp("browser") / "sayso.db"
    fill(path, [*stories(), retelling("post", "Post", "2024-02-06", age="43")])
    with serving(path) as base:
        yield base, addresses(path)


def violations(page: Any, source: str) -> list[str]:
    page.evaluate(source)
    found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
    return [f"{one['id']}: {one['help']}: {[node['html'][:160] for node in one['nodes'][:3]]}" for one in found]


LOOKS = [("light", 1280), ("dark", 1280), ("light", 390), ("dark", 320)]


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_axe_finds_nothing(browser: Any, plain: tuple[str, list[str]], scheme: str, width: int) -> None:
    source, (base, pages) = axe(), plain
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce")
    found = {}
    for address in pages if width == 1280 else pages[::2]:
        page.goto(base + address)
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        found[address] = violations(page, source)
    page.close()
    assert {address: told for address, told in found.items() if told} == {}


@pytest.mark.parametrize("width", [320, 390, 768])
def test_no_page_is_wider_than_a_narrow_screen(browser: Any, plain: tuple[str, list[str]], width: int) -> None:
    base, pages = plain
    page = browser.new_page(viewport={"width": width, "height": 800})
    for address in pages:
        page.goto(base + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    page.close()


def test_a_case_can_be_walked_by_keyboard(browser: Any, plain: tuple[str, list[str]]) -> None:
    base, pages = plain
    page = browser.new_page()
    page.goto(base + next(one for one in pages if one.startswith("/case/")))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.closest('section')?.id ?? ''"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert {"flow", "accused"} <= reached
    page.close()


def test_a_mark_leads_to_its_sentence_and_back(browser: Any, plain: tuple[str, list[str]]) -> None:
    base, pages = plain
    page = browser.new_page(java_script_enabled=False)
    page.goto(base + next(one for one in pages if one.startswith("/case/")))
    mark = page.locator("#board .dots a").first
    claim = mark.get_attribute("href").split("#")[1]
    mark.click()
    assert page.url.endswith(f"#{claim}") and page.locator(f"#{claim}").count() == 1
    page.locator("nav, .crumb").get_by_role("link").nth(-1).click()
    assert "/case/" in page.url
    page.close()


# ---------------------------------------------------------------------------------------- attacks


def attacked(number: int, words: str) -> Story:
    """A report in which everything that a reporter can write is an attack."""
    shown = words.replace("\x00", "") or "x"
    person = f"Eve {number} {shown[:60]}"
    story = Story(
        f"{number} {shown[:80].replace('/', '-')}",
        f"{person} was arrested in 2021, {shown} said. {person} denied it in {shown[:200]}.\n",
        title=f"{shown} {number}",
        outlet=f"{shown[:300]} {number}",
        published="2021-05-01",
        url=shown if number % 2 else f"https://{number}.example/{shown}",
    )
    eve, by = story.party(person, surname=shown[:20]), story.party(shown, "government", mentioned=False)
    said = story.says(shown, "said", f"{person} was arrested in 2021", by, channel=shown[:40])
    story.claim("arrest", f"{person} was arrested in 2021", said, when=("2021", "2021"), target=(eve, person))
    story.claim("deny", f"{person} denied it in {shown[:200]}", None, certainty="denied", agent=(eve, person))
    story.slot("occupation", shown[:200], "arrested", eve)
    return story


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[str]]]:
    path = tmp_path_factory.mktemp("hostile") / "sayso.db"
    fill(path, [statement(), denial(), *(attacked(number, words) for number, words in enumerate(STRINGS))])
    with serving(path) as base:
        yield base, addresses(path)


def test_no_string_runs_or_asks_another_host(browser: Any, hostile: tuple[str, list[str]]) -> None:
    base, pages = hostile
    asked: list[str] = []
    complaints: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append(f"dialog {dialog.message}"))
    for address in [*pages, *searches()]:
        page.goto(base + address, wait_until="load")
        assert page.evaluate("window.hit") is None, address
        assert page.url.startswith(base), address
    page.close()
    assert [url for url in asked if not url.startswith(base)] == []
    assert [told for told in complaints if "404" not in told] == []


def searches() -> Sequence[str]:
    from urllib.parse import quote

    names = ("search?q", "?text", "?party", "?outlet", "?year", "reports?outlet", "reports?fault", "overview?sort")
    return [f"/{name}={quote(words)}" for name in names for words in STRINGS[::4]] + [f"/case/{quote(STRINGS[0])}"]


@pytest.mark.parametrize("width", [390, 1280])
def test_no_string_breaks_a_page_apart(browser: Any, hostile: tuple[str, list[str]], width: int) -> None:
    base, pages = hostile
    page = browser.new_page(viewport={"width": width, "height": 800})
    for address in pages[:: 1 if width == 390 else 5]:
        page.goto(base + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    page.close()
