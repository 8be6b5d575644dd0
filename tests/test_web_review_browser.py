"""Journeys of review in a real browser: correct a speaker, add a claim, merge and split parties, withhold a name.

Each is made with scripts, as people have them. Skipped where there is no Chromium or no playwright.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.review_desk import Desk, desk, filled

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        made = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Desk]:
    with desk(filled(tmp_path / "l.db")) as made:
        yield made


@pytest.fixture
def page(browser: Any, at: Desk) -> Iterator[Any]:
    """A page that fails the test if anything is asked of another host, or a script complains."""
    context = browser.new_context(base_url=at.base)
    made, wrong = context.new_page(), list[str]()
    made.on("request", lambda request: wrong.append(request.url) if not request.url.startswith(at.base) else None)
    made.on("pageerror", lambda error: wrong.append(str(error)))
    made.on("console", lambda told: wrong.append(told.text) if told.type == "error" else None)
    made.set_default_timeout(60_000)
    yield made
    context.close()
    assert not wrong


def report_of(at: Desk, stem: str) -> str:
    with at.ledger() as ledger:
        return next(r.id for r in ledger.all_reports() if r.path == f"{stem}.txt")


def party(at: Desk, name: str) -> str:
    with at.ledger() as ledger:
        return next(p.id for p in ledger.all_parties() if p.name == name)


def test_a_speaker_is_corrected(page: Any, at: Desk) -> None:
    report = report_of(at, "tide")
    page.goto(f"/report/{report}")
    page.locator(".notes li", has_text="charge").get_by_role("link", name="Review claim: charge").click()
    page.get_by_label("Whose word it is").fill("Coast Agency")
    page.locator("#correct-reason").fill("the agency says so further down")
    page.get_by_role("button", name="Keep the correction").click()
    page.get_by_role("status").get_by_text("Kept as decision d1").wait_for()
    assert "Coast Agency" in page.locator("main > p").first.inner_text() or page.get_by_text("Coast Agency").count()
    with at.ledger() as ledger:
        charge = next(c for c in ledger.report_claims(report) if c.event == "charge")
        assert charge.chain[-1].speaker == "Coast Agency" and charge.review == "corrected"
    page.get_by_role("button", name="Take back").first.click()
    page.get_by_text("Kept as decision d2").wait_for()
    with at.ledger() as ledger:
        assert next(c for c in ledger.report_claims(report) if c.event == "charge").review is None


SELECT = """(words) => {
  const walker = document.createTreeWalker(document.querySelector(".text"), NodeFilter.SHOW_TEXT);
  const [first, last] = words; let start, end;
  for (let node; (node = walker.nextNode());) {
    if (!start && node.data.includes(first)) start = [node, node.data.indexOf(first)];
    if (start && node.data.includes(last)) { end = [node, node.data.indexOf(last) + last.length]; break; }
  }
  getSelection().setBaseAndExtent(...start, ...end);
}"""


def test_a_missed_claim_is_added_by_selecting_its_words(page: Any, at: Desk) -> None:
    report = report_of(at, "statement")
    page.goto(f"/report/{report}")
    page.evaluate(SELECT, ["passed seventeen", "seventeen maps to MI6 in May 2023"])
    page.get_by_text("Add a claim from these words").wait_for()
    page.keyboard.press("m")
    page.wait_for_url("**/review/report/**")
    quote = page.get_by_label("Its words, as they stand in the report").input_value()
    assert quote == "passed seventeen maps to MI6 in May 2023"
    page.get_by_label("What happened").select_option("deny")
    page.get_by_label("Whose word it is").fill("Ministry of State Security")
    page.get_by_label("Agent", exact=True).fill("Luo Wen")
    page.get_by_role("button", name="Add the claim").click()
    page.get_by_text("Kept as decision d1").wait_for()
    with at.ledger() as ledger:
        added = next(c for c in ledger.report_claims(report) if c.review == "added")
        assert added.evidence.text == quote and added.roles["agent"][0].name == "Luo Wen"
        assert ledger.report(report).text[added.evidence.start : added.evidence.end] == quote


def test_selected_words_are_found_at_their_own_place(page: Any, at: Desk) -> None:
    page.goto(f"/report/{report_of(at, 'statement')}")
    page.evaluate(SELECT, ["He was arrested", "in December 2023"])
    page.get_by_text("Add a claim from these words").click()
    page.wait_for_url("**/review/report/**")
    with at.ledger() as ledger:
        text = ledger.report(report_of(at, "statement")).text
    assert page.locator("input[name=at]").get_attribute("value") == str(text.index("He was arrested"))


def test_two_parties_are_merged_and_split_again(page: Any, at: Desk) -> None:
    wen, bo = party(at, "Luo Wen"), party(at, "Luo Bo")
    page.goto(f"/party/{wen}")
    page.get_by_role("link", name="Review this party").click()
    page.get_by_role("radio", name="Luo Bo").check()
    page.get_by_role("button", name="Make them one party").click()
    page.get_by_text("Kept as decision d1").wait_for()
    with at.ledger() as ledger:
        assert ledger.party(wen).id == ledger.party(bo).id
    page.get_by_role("checkbox", name="Luo Bo").check()
    page.get_by_role("button", name="Part the party").click()
    page.get_by_text("Kept as decision d2").wait_for()
    assert party(at, "Luo Bo") != party(at, "Luo Wen")


def test_a_name_is_withheld(page: Any, at: Desk) -> None:
    page.goto(f"/review/party/{party(at, 'Luo Wen')}")
    page.locator("#withhold-reason").fill("not charged")
    page.get_by_role("button", name="Withhold the name").click()
    page.get_by_text("Kept as decision d1").wait_for()
    for address in ("/", "/review", f"/report/{report_of(at, 'tide')}"):
        page.goto(address)
        assert "Luo Wen" not in page.content()


def test_claims_are_decided_by_keys(page: Any, at: Desk) -> None:
    report = report_of(at, "statement")
    page.goto(f"/report/{report}")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("j")
    chosen = page.locator(".current").get_attribute("id")
    page.keyboard.press("r")
    page.get_by_text("Kept as decision d1").wait_for()
    assert page.locator(".current").get_attribute("id") == chosen, "the claim stays the current one"
    page.keyboard.press("u")
    page.get_by_text("Kept as decision d2").wait_for()
    with at.ledger() as ledger:
        assert [d.what for d in ledger.decisions()] == ["reject", "undo"]


def test_a_letter_typed_into_a_field_is_a_letter(page: Any, at: Desk) -> None:
    page.goto(f"/report/{report_of(at, 'statement')}")
    page.keyboard.press("j")
    page.locator("#find").press_sequentially("ajar ruke?")
    assert page.locator("#find").input_value() == "ajar ruke?"
    with at.ledger() as ledger:
        assert ledger.decisions() == []


@pytest.mark.parametrize("width", [360, 1200])
def test_no_page_of_review_is_wider_than_the_screen(page: Any, at: Desk, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    with at.ledger() as ledger:
        case = max(ledger.all_cases(), key=lambda one: len(one.reports))
    for kind, id in (("claim", case.claims[0]), ("report", case.reports[0]), ("case", case.id),
                     ("party", case.accused[0])):  # fmt: skip
        page.goto(f"/review/{kind}/{id}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, kind
    for address in ("/review", "/review/log"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
