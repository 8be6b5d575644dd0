"""What goes through the door: who may ask, what a browser is told to do with the answer, and what errors look like."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.keep import Ledger, LedgerError
from sayso.model import SetAside
from sayso.show import web
from sayso.show.web import guard

BASE = "http://127.0.0.1:8317"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger that holds nothing but a document that could not be read."""
    path = tmp_path_factory.mktemp("web") / "sayso.db"
    with Ledger.open(path, create=True) as made:
        made.set_aside(
            SetAside(path="a\u202e<b>.pdf", reason="It is encrypted.", next_step="Save it without a password.")
        )
    return path


@pytest.fixture
def client(ledger: Path) -> Iterator[TestClient]:
    with TestClient(web.create(ledger), base_url=BASE, raise_server_exceptions=False) as made:
        yield made


PAGES = ["/", "/search", "/search?q=x", "/set-aside", "/static/sayso.css", "/index.json", "/nothing", "/case/c9"]


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_says_what_a_browser_may_do(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "style-src": "'self'",
        "img-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert "set-cookie" not in headers


@pytest.mark.parametrize("host", ["127.0.0.1:8317", "localhost:8317", "LOCALHOST:8317"])
def test_this_host_is_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8317", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:8317.evil.example",
     "localhost.evil:8317", "", "127.0.0.1:", "[::1]:8317", "127.0.0.1:8317@evil.example", "0.0.0.0:8317"],
)  # fmt: skip
def test_any_other_host_is_refused(client: TestClient, host: str) -> None:
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 400
    assert "another host" in answer.text and "default-src 'none'" in answer.headers["content-security-policy"]


def test_two_hosts_are_refused() -> None:
    server = ("127.0.0.1", 8317)
    assert guard.is_ours(["localhost:8317"], server, ["localhost"])
    assert not guard.is_ours(["localhost:8317", "localhost:8317"], server, ["localhost"])
    assert not guard.is_ours(["localhost:8317"], None, ["localhost"])
    assert guard.is_ours(["localhost"], ("127.0.0.1", 80), ["localhost"])


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_pages_can_only_be_read(client: TestClient, method: str) -> None:
    assert client.request(method, "/").status_code == 405
    assert client.request(method, "/static/sayso.css").status_code == 405


def test_head_gives_the_headers_of_get(client: TestClient) -> None:
    assert client.head("/").status_code == 200
    assert client.head("/").headers["content-type"] == "text/html; charset=utf-8"


def test_an_empty_ledger_says_what_to_do(client: TestClient) -> None:
    assert "sayso build PATH" in client.get("/").text
    assert client.get("/index.json").json()["cases"] == []


def test_what_was_set_aside_is_shown_with_cause_and_next_step(client: TestClient) -> None:
    page = client.get("/set-aside").text
    assert "a\\u202e&lt;b&gt;.pdf" in page and "It is encrypted." in page and "Save it without a password." in page
    assert client.get("/set-aside.json").json()["documents"][0]["path"] == "a\u202e<b>.pdf"
    assert "1 document set aside" in client.get("/").text


@pytest.mark.parametrize(
    ("path", "cause"),
    [
        ("/case/c9", "Unknown case c9."),
        ("/report/r9", "Unknown report r9."),
        ("/party/p9", "Unknown party p9."),
        ("/case/%3Cscript%3E", "Unknown case <script>."),
        ("/nothing", "There is no such page."),
        ("/static/../app.py", "There is no such page."),
        ("/static/%2e%2e/app.py", "There is no such page."),
        ("/static/nothing.css", "There is no such page."),
    ],
)
def test_what_is_not_there_is_a_page_with_a_cause_and_a_next_step(client: TestClient, path: str, cause: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert cause.replace("<", "&lt;").replace(">", "&gt;") in answer.text
    assert "Look through the cases, or search." in answer.text


def test_errors_of_data_have_one_shape(client: TestClient) -> None:
    for path in ("/case/c9.json", "/nothing.json"):
        answer = client.get(path)
        assert answer.status_code == 404 and answer.headers["content-type"] == "application/problem+json"
        assert set(answer.json()) == {"type", "title", "status", "detail", "suggestions"}


@pytest.mark.parametrize(
    "query",
    ["?page=-1", "?page=999999", "?page=٣", "?page=1e9", "?sort=nothing", "?country=" + "A" * 9000, "?text=%00%FF%22)",
     "?stage=<b>", "?text=a&text=b", "?page=99999999999999999999"],
)  # fmt: skip
def test_odd_questions_still_get_the_page(client: TestClient, query: str) -> None:
    assert client.get(f"/{query}").status_code == 200


@pytest.mark.parametrize(
    "words", ['"', "' OR 1=1", "NEAR(", "a* AND", "\u202e", "-", "x" * 5000, "NOT", "\x00", "{title}:"]
)
def test_words_of_a_search_are_only_words(client: TestClient, words: str) -> None:
    answer = client.get("/search", params={"q": words})
    assert answer.status_code == 200


def test_a_ledger_that_goes_away_is_said(tmp_path: Path) -> None:
    path = tmp_path / "gone.db"
    Ledger.open(path, create=True).close()
    client = TestClient(web.create(path), base_url=BASE)
    assert client.get("/").status_code == 200
    for file in tmp_path.iterdir():
        file.unlink()
    answer = client.get("/")
    assert answer.status_code == 503
    assert "There is no ledger at" in answer.text and "sayso build" in answer.text


def test_a_failure_tells_no_secrets(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Ledger) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(Ledger, "set_asides", broken)
    answer = TestClient(web.create(ledger), base_url=BASE, raise_server_exceptions=False).get("/set-aside")
    assert answer.status_code == 500 and "secret" not in answer.text
    assert answer.headers["content-security-policy"] == guard.HEADERS["Content-Security-Policy"]


# ------------------------------------------------------------------------------------------- serve


def test_a_port_in_use_is_an_error_with_a_next_step(ledger: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(web.ServeError, match=rf"Port {port} on 127.0.0.1 is in use .* --port"):
            web.serve(ledger, "127.0.0.1", port)


@pytest.mark.parametrize(
    ("host", "port", "cause"),
    [
        ("0.0.0.0", 8317, "every address"),
        ("::", 8317, "every address"),
        ("127.0.0.1", 70000, "no port 70000"),
        ("127.0.0.1", -1, "no port -1"),
        ("no.such.host.invalid", 8317, "can't be served"),
        ("192.0.2.1", 0, "can't be served"),
    ],
)
def test_an_address_that_cannot_be_served_is_an_error(ledger: Path, host: str, port: int, cause: str) -> None:
    with pytest.raises(web.ServeError, match=cause):
        web.serve(ledger, host, port)


def test_a_ledger_that_is_not_there_is_an_error_before_anything_is_served(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="There is no ledger"):
        web.serve(tmp_path / "none.db", "127.0.0.1", 0)


def test_it_serves_until_it_is_interrupted(ledger: Path) -> None:
    code = f"from pathlib import Path; from sayso.show import web; web.serve(Path({str(ledger)!r}), port=0)"
    process = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True)
    alarm = threading.Timer(60, process.kill)
    alarm.start()
    try:
        assert process.stderr is not None
        said = process.stderr.readline()
        address = said.split(" at ")[1].split(" ")[0]
        page = _read(address)
        assert b"<h1>Cases</h1>" in page
    finally:
        alarm.cancel()
        process.terminate()
        process.wait(20)


def _read(address: str) -> bytes:
    for _ in range(50):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                assert answer.headers.get("server") is None
                return bytes(answer.read())
        except OSError:
            time.sleep(0.1)
    raise AssertionError("no answer")
