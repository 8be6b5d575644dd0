"""A real Chromium for tests: the pages of a ledger as people get them. Where something is missing, the tests say what.

`make browser` installs what they need beside the Chromium of the system: playwright, which drives it, and axe-core.
"""

from __future__ import annotations

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from sayso.show import web

ROOT = Path(__file__).parents[1]
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
AXE = Path(os.environ.get("SAYSO_AXE") or ROOT / ".venv/npm/node_modules/axe-core/axe.min.js")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser without a window."""
    if BROWSER is None:
        pytest.skip("no Chromium on this machine: the pages are not looked at in a browser")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: make browser")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        yield browser
        browser.close()


def axe() -> str:
    """The source of axe-core, which finds what keeps people from using a page."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: make browser")
    return AXE.read_text("utf8")


@contextmanager
def serving(ledger: Path) -> Iterator[str]:
    """The address at which the pages of a ledger are served."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(web.create(ledger), log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)
