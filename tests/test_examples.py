"""The example reports: listed, invented, of every kind that they are said to be, and not too long."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

import pytest
import yaml

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
REPORTS = sorted((EXAMPLES / "reports").iterdir())
MARKDOWN = [path for path in REPORTS if path.suffix == ".md"]
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def name_of(path: Path) -> str:
    return path.name


def front_matter(path: Path) -> dict[str, object]:
    loaded = yaml.safe_load(path.read_text("utf8").split("---\n", 2)[1])
    assert isinstance(loaded, dict)
    return loaded


def load(script: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(script, EXAMPLES / f"{script}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_readme_lists_every_report_and_nothing_else() -> None:
    rows = re.findall(r"^\| `([^`]+)` \|", (EXAMPLES / "README.md").read_text("utf8"), re.MULTILINE)
    assert sorted(rows) == [path.name for path in REPORTS]


def test_readme_says_that_all_is_invented_and_how_many_there_are() -> None:
    text = (EXAMPLES / "README.md").read_text("utf8")
    assert "All of it is invented" in text
    assert f"{len(REPORTS)} short reports" in text


def test_there_are_reports_of_many_kinds() -> None:
    assert len(REPORTS) >= 16
    assert {path.suffix for path in REPORTS} == {".md", ".txt", ".html", ".eml", ".pdf"}


@pytest.mark.parametrize("path", [p for p in REPORTS if p.suffix != ".pdf"], ids=name_of)
def test_a_report_is_short_and_plain(path: Path) -> None:
    data = path.read_bytes()
    assert b"\r" not in data
    words = re.sub(r"<[^>]*>", " ", data.decode("utf8")).split()
    assert 120 <= len(words) <= 320


@pytest.mark.parametrize("path", MARKDOWN, ids=name_of)
def test_front_matter_is_complete(path: Path) -> None:
    head = front_matter(path)
    assert set(head) == {"url", "date", "title", "outlet"}
    assert isinstance(head["date"], date)


@pytest.mark.parametrize("path", REPORTS, ids=name_of)
def test_addresses_lead_nowhere(path: Path) -> None:
    allowed = {"schema.org"}  # names the vocabulary of JSON-LD
    hosts = {urlsplit(found).hostname for found in re.findall(r"https?://[^\s\"'<>)]+", path.read_text("latin-1"))}
    assert all(host in allowed or str(host).endswith(".example") for host in hosts)


@pytest.mark.parametrize(
    "path", [p for p in MARKDOWN if re.search(r" \([A-Z]\w+ .*\) - ", p.read_text("utf8"))], ids=name_of
)
def test_the_weekday_of_an_agency_story_fits_its_date(path: Path) -> None:
    published = front_matter(path)["date"]
    assert isinstance(published, date)
    day = WEEKDAYS[published.weekday()]
    story = path.read_text("utf8").split("---\n", 2)[2]
    assert f"on {day}" in story, f"{path.name} was published on a {day}"


def test_the_mail_is_read_by_the_standard_parser() -> None:
    mail = message_from_bytes((EXAMPLES / "reports" / "luo-7-denial.eml").read_bytes(), policy=policy.default)
    assert mail["subject"] == "Australia rejects Chinese spying claim"
    assert "without foundation" in mail.get_content()


def test_the_pdf_is_what_its_script_writes() -> None:
    script = load("make_pdf")
    assert script.TARGET.read_bytes() == script.document()


def test_the_pdf_opens_and_has_its_text() -> None:
    pypdf = pytest.importorskip("pypdf", reason="the extra pdf is not installed")
    text = pypdf.PdfReader(EXAMPLES / "reports" / "tomas-k-4-charges.pdf", strict=True).pages[0].extract_text()
    assert "He is said to have received a total of" in text


def test_the_pages_with_data_for_machines_have_valid_data() -> None:
    for path in (p for p in REPORTS if p.suffix == ".html"):
        for block in re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', path.read_text("utf8"), re.DOTALL
        ):
            assert "https://schema.org" in json.loads(block)["@context"]


def largest_case(listing: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(EXAMPLES / "largest_case.py")]
    return subprocess.run(command, input=listing, capture_output=True, text=True, check=False)


def test_largest_case_gives_the_id_of_the_case_with_most_reports() -> None:
    listing = '[{"id": "c3", "reports": 2}, {"id": "c2", "reports": 5}, {"id": "c1", "reports": 5}]'
    assert largest_case(listing).stdout == "c2\n"


def test_largest_case_of_an_empty_ledger_is_a_message() -> None:
    answer = largest_case("[]")
    assert answer.returncode == 1
    assert "no cases" in answer.stderr
