"""The real application with review, on a real port, and somebody who reads its pages and sends its forms."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import lxml.html
import uvicorn

from sayso.domains import load
from sayso.keep import Ledger
from sayso.show import web
from tests.web_ledger import Story, fill, stories

HEADERS = {"Content-Type": "application/x-www-form-urlencoded"}


def filled(path: Path, told: list[Story] | None = None) -> Path:
    """A ledger of stories that knows the words of its pack."""
    fill(path, stories() if told is None else told)
    with Ledger.open(path) as ledger:
        ledger.note("events", [event.id for event in load().events])
    return path


class Desk:
    """Somebody at a browser without scripts."""

    def __init__(self, base: str, path: Path) -> None:
        self.base, self.path = base, path
        self.http = httpx.Client(base_url=base, timeout=60)

    def get(self, address: str) -> str:
        """A page."""
        answer = self.http.get(address)
        assert answer.status_code == 200, (address, answer.status_code, answer.text[:2000])
        return answer.text

    def form(self, address: str, action: str) -> dict[str, Any]:
        """The fields of a form on a page, as a browser would send them unchanged."""
        page = lxml.html.fromstring(self.get(address))
        (form,) = [form for form in page.forms if (form.action or "").endswith(f"/review/do/{action}")]
        return {name: value for name, value in form.fields.items() if value is not None}

    def button(self, address: str, name: str, at: int = 0) -> dict[str, Any]:
        """What a button of the page's quick form sends."""
        page = lxml.html.fromstring(self.get(address))
        button = page.xpath(f"//button[@form='quick'][@name='{name}']")[at]
        return {**self.form(address, "quick"), name: button.get("value")}

    def post(self, action: str, fields: dict[str, Any], headers: dict[str, str] | None = None) -> httpx.Response:
        """What the server answers to a form."""
        sent = {"Origin": self.base, "Sec-Fetch-Site": "same-origin"} if headers is None else headers
        return self.http.post(f"/review/do/{action}", data=fields, headers=sent)

    def send(self, address: str, action: str, **fields: Any) -> httpx.Response:
        """Fills in a form of a page and sends it; it has to be taken."""
        answer = self.post(action, self.form(address, action) | fields)
        assert answer.status_code == 303, (answer.status_code, answer.text)
        return answer

    def ledger(self) -> Ledger:
        """The ledger as the server left it."""
        return Ledger.open(self.path)


@contextmanager
def desk(path: Path, who: str = "Ada", *, review: bool = True) -> Iterator[Desk]:
    """The application while it serves a ledger."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    reviewer = web.Reviewer(path, who, load()) if review else None
    server = uvicorn.Server(uvicorn.Config(web.create(path, reviewer=reviewer), log_level="error", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield Desk(f"http://127.0.0.1:{listener.getsockname()[1]}", path)
    finally:
        server.should_exit = True
        thread.join(10)
