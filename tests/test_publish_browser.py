"""A published site in a real Chromium, opened from the disk: nothing hostile runs, nothing is fetched, search finds."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from sayso.keep import Ledger
from tests.site_world import decide, files, publish
from tests.test_publish_pages import first_claim, luo
from tests.web_ledger import Story, fill, stories

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine: no page is looked at")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --enable-logging=stderr --v=0 "
    "--virtual-time-budget=20000 --dump-dom"
)
# Each would run a script that says so on the console, or ask another host for something.
ATTACKS = (
    "<script>console.log('ran')</script>",
    "</script><script>console.log('ran')</script>",
    "<img src=x onerror=console.log('ran')>",
    '"><svg onload=console.log("ran")>',
    "' onmouseover='console.log(1)' autofocus onfocus='console.log(`ran`)",
    "javascript:console.log('ran')",
    "<img src=//tracker.example/x.png><link rel=stylesheet href=//tracker.example/x.css>",
    "<meta http-equiv=refresh content='0;url=https://tracker.example/'>",
    "<iframe srcdoc='<script>console.log(1)</script>'></iframe><base href=https://tracker.example/>",
    "<style>@import url(https://tracker.example/x.css)</style>",
    "]]>--><!--<form action=https://tracker.example/><button>Go</button></form>",
    "{{ 7*7 }} ${7*7} <%= 7*7 %> __proto__ constructor",
    "\u2028\u2029*/;console.log('ran')//",
    "\u202eesrever\u202c \u200f\u2066 \x07\x1b[31m \ufeff",
)


def hostile(number: int, attack: str) -> Story:
    """A report in which an attack stands wherever words of others can stand."""
    name = f"{attack} Spy{number}"
    told = f"{name} was arrested by {attack} on 3 May 2024"
    story = Story(
        f"{attack}/..{number}", f"“{told},” {attack} said. {name} denies it.\n", title=f"{attack} title {number}",
        outlet=f"{attack} Post {number}", published="2024-05-04", url=f"https://a.example/{attack}",
    )  # fmt: skip
    who = story.party(name, surname=f"Spy{number}")
    by = story.says(attack, "said", told, None, channel=attack)
    story.claim("arrest", told, by, when=("on 3 May 2024", "2024-05-03"), target=(who, name))
    story.claim("deny", f"{name} denies it", None, certainty="denied", agent=(who, name))
    story.slot("occupation", attack, told, who)
    return story


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("browser") / "sayso.db"
    fill(path, [*stories(), *(hostile(number, attack) for number, attack in enumerate(ATTACKS))])
    for attack in ATTACKS[:3]:
        decide(path, "reject", first_claim(path, luo(path)), why=attack)
    with Ledger.open(path) as ledger:
        cases = [case.id for case in ledger.cases() if "Spy" in case.title]
    for case in cases[:4]:
        decide(path, "accept", first_claim(path, case))
    publish(path, path.parent / "site", title=ATTACKS[1])
    return path


def browse(address: str, folder: Path) -> tuple[str, str, str]:
    """The page as a browser has it in the end, what it said on the console, and the hosts that it asked."""
    assert BROWSER
    log = folder / "net.json"
    command = [BROWSER, *FLAGS.split(), f"--user-data-dir={folder / 'profile'}", f"--log-net-log={log}", address]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, errors="replace")
    asked = re.findall(r'"url":"(https?://[^"]+)"', log.read_text("utf8", "replace")) if log.exists() else []
    said = "\n".join(line for line in done.stderr.splitlines() if "CONSOLE" in line)
    return done.stdout, said, "\n".join(asked)


def test_no_page_runs_fetches_or_complains(own: Path, tmp_path: Path) -> None:
    site = own.parent / "site"
    paths = [path for path in files(site) if path.endswith(".html")]
    assert len(paths) > 50
    frames = "".join(f'<iframe src="{(site / path).as_uri()}"></iframe>' for path in paths)
    (tmp_path / "all.html").write_text(f"<!doctype html><title>all</title>{frames}", "utf8")
    shown, said, asked = browse((tmp_path / "all.html").as_uri(), tmp_path)
    assert shown.count("<iframe") == len(paths)
    assert said == "" and "tracker.example" not in asked and "a.example" not in asked


def test_a_console_that_is_spoken_to_would_be_heard(tmp_path: Path) -> None:
    (tmp_path / "frame.html").write_text("<script>console.log('ran')</script>")
    (tmp_path / "all.html").write_text('<iframe src="frame.html"></iframe>')
    assert "ran" in browse((tmp_path / "all.html").as_uri(), tmp_path)[1]


@pytest.mark.parametrize(
    ("asked", "found"),
    [("luo", "Cases"), ("Wén  LUO", "Cases"), ("harb", "Reports"), ("gull", "Reports"), ("mi6", "Parties"),
     ("the maps", "Cases"), ("Spy3", "Cases")],
)  # fmt: skip
def test_search_finds_from_the_disk(own: Path, tmp_path: Path, asked: str, found: str) -> None:
    address = (own.parent / "site" / "search.html").as_uri()
    shown, said, _ = browse(f"{address}?q={asked.replace(' ', '+')}", tmp_path)
    assert said == "" and 'data-done="yes"' in shown
    assert re.search(rf"<h2>{found} <span", shown), shown[-2000:]
    for link in re.findall(r'<li><a dir="auto" href="([^"]+)"|<li><a href="([^"]+)"', shown):
        assert (own.parent / "site" / "".join(link)).exists()


def test_search_says_that_nothing_was_found_and_writes_no_markup(own: Path, tmp_path: Path) -> None:
    address = (own.parent / "site" / "search.html").as_uri()
    shown, said, _ = browse(f"{address}?q=%3Cimg+src%3Dx+onerror%3Dconsole.log(1)%3E+zebra", tmp_path)
    assert "Nothing holds all these words" in shown and said == "" and "<img" not in shown


def test_the_style_is_found_and_a_claim_can_be_followed(own: Path, tmp_path: Path) -> None:
    site = own.parent / "site"
    case = luo(own)
    page = (site / "case" / f"{case}.html").read_text("utf8")
    found = re.search(r'href="\.\./(report/[^"#]+)#(claim-[^"]+)"', page)
    assert found
    shown, said, _ = browse(f"{(site / found[1]).as_uri()}#{found[2]}", tmp_path)
    assert f'id="{found[2]}"' in shown and said == ""
