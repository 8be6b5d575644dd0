"""The style sheet, and the pages in a real browser: enough contrast in both schemes, and nothing refused or fetched."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from sayso.keep import Ledger
from sayso.model import Certainty
from sayso.show import web
from sayso.show.web import words
from sayso.show.web.pages import report
from tests.web_ledger import fill, stories

STATIC = Path(web.__file__).parent / "static"
CSS = (STATIC / "sayso.css").read_text("utf8")
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
TEXT_ON = [  # what is read, on what
    ("ink", "paper"), ("soft", "paper"), ("link", "paper"), ("warn", "paper"), ("good", "paper"), ("paper", "ink"),
    ("ink", "panel"), ("soft", "panel"), ("link", "panel"), ("warn", "panel"),
    ("ink", "source"), ("ink", "content"), ("soft", "content"), ("ink", "mark"),
]  # fmt: skip


def palettes() -> Iterator[dict[str, str]]:
    """The light and the dark colours by name."""
    light, dark = (
        dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", block)) for block in re.findall(r":root \{(.*?)\}", CSS, re.S)[:2]
    )
    yield light
    yield light | dark


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 (none) to 21 (black on white)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
def test_text_can_be_read_in_both_schemes(scheme: int, text: str, ground: str) -> None:
    colours = list(palettes())[scheme]
    assert contrast(colours[text], colours[ground]) >= 4.5


def test_both_schemes_name_every_colour() -> None:
    light, dark = palettes()
    assert set(light) == set(dark) and all(light[name] != dark[name] for name in light)


def test_the_style_asks_for_nothing() -> None:
    assert "url(" not in CSS and "@import" not in CSS


def test_there_is_a_style_for_every_certainty_and_every_number_in_a_row() -> None:
    assert set(words.CERTAINTIES) == set(Certainty.__args__)  # type: ignore[attr-defined]
    for certainty in words.CERTAINTIES:
        assert f".words .claim.{certainty}" in CSS
    for key in range(1, report.KEYS + 1):
        assert f".row:has(.anchor.k{key}:target) .words .k{key}," in CSS
    assert f".k{report.KEYS + 1}:" not in CSS


# ------------------------------------------------------------------------------------- the browser


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address at which a ledger is served, and the ledger."""
    path = tmp_path_factory.mktemp("web") / "sayso.db"
    fill(path, stories())
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(web.create(path), log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", path
        server.should_exit = True
        thread.join(10)


def browse(address: str, folder: Path) -> tuple[str, str, str]:
    """The page as a browser has it in the end, what the browser complained of, and the hosts that it asked."""
    assert BROWSER
    quiet = (
        "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
        "--disable-component-update --disable-sync --disable-dev-shm-usage --enable-logging=stderr --v=0"
    )
    log = folder / "net.json"
    command = [
        BROWSER,
        *quiet.split(),
        f"--user-data-dir={folder / 'profile'}",
        f"--log-net-log={log}",
        "--dump-dom",
        address,
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=90)
    asked = re.findall(r'"url":"(https?://[^"]+)"', log.read_text("utf8", "replace")) if log.exists() else []
    return done.stdout, done.stderr, "\n".join(asked)


@pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine: the pages are not looked at in a browser")
def test_a_browser_shows_the_hostile_case_and_runs_nothing(served: tuple[str, Path], tmp_path: Path) -> None:
    base, path = served
    with Ledger.open(path) as ledger:
        case = next(one for one in ledger.cases() if "Eve" in one.title)
        page = f"{base}/report/{ledger.case(case.id).reports[0]}"
    shown, complaints, asked = browse(page, tmp_path)
    assert "<script" not in shown and 'class="source' in shown and "&lt;script&gt;alert(" in shown
    assert "CONSOLE" not in complaints, complaints
    assert f"{base}/static/sayso.css" in asked
    assert "tracker.example" in shown and "tracker.example" not in asked
