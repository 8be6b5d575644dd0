"""The Markdown pages: links lead somewhere, commands of make exist, figures are given with date and command."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "examples" / "README.md"])
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
IDS = [str(page.relative_to(ROOT)) for page in PAGES]


def prose(page: Path) -> str:
    return re.sub(r"`[^`\n]*`", "", FENCED.sub("", page.read_text("utf8")))


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, made as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", FENCED.sub("", page.read_text("utf8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken(page: Path) -> list[str]:
    """The links of a page into the repository that lead nowhere."""
    wrong = []
    for link in LINK.findall(prose(page)):
        path, _, anchor = unquote(link).partition("#")
        target = page.parent / path if path else page
        inside = not re.match(r"[a-z]+:", link)
        if inside and (not target.exists() or (anchor and anchor not in anchors(target))):
            wrong.append(link)
    return wrong


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_links_lead_somewhere(page: Path) -> None:
    assert broken(page) == []


def test_a_broken_link_is_noticed(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text(
        "# One two\n[x](#one-two) [y](a.md#three) [z](b.md) `[v](c.md)` [w](https://sayso.example)\n", "utf8"
    )
    assert broken(page) == ["a.md#three", "b.md"]


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_make_targets_that_are_named_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf8"), re.MULTILINE))
    text = page.read_text("utf8")
    named = re.findall(r"`make ((?:[a-z]+ ?)+)`", text) + re.findall(r"^make ([a-z]+)", text, re.MULTILINE)
    assert {target for group in named for target in group.split()} <= targets


def test_the_readme_leads_to_every_page() -> None:
    linked = set(LINK.findall((ROOT / "README.md").read_text("utf8")))
    assert {str(page.relative_to(ROOT)) for page in PAGES if page.name != "README.md"} <= linked


def test_a_figure_has_its_date_and_no_date_stands_alone() -> None:
    rows = re.findall(r"^\|(.+)\|$", (ROOT / "docs" / "measured.md").read_text("utf8"), re.MULTILINE)
    cells = [[cell.strip() for cell in row.split("|")] for row in rows if not row.startswith("---")]
    figures = [row for row in cells if len(row) == 6 and row[0] != "figure"]
    assert len(figures) > 20
    assert all((row[2] == "—") == (row[4] == "—") for row in figures)


def test_help_of_make_names_every_target_for_people() -> None:
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {line.split("\t")[0] for line in shown.splitlines()} >= {"setup", "demo", "test", "check"}


def test_the_licence_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text("utf8")
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert len(text.split()) > 1500
