"""What a form has to be to be taken: from this page, by this person, of bounded size; and what attackers send."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.show.web.review.forms import Form
from sayso.show.web.review.reviewer import back
from sayso.show.web.review.safety import LARGEST
from tests.review_desk import Desk, desk, filled
from tests.web_ledger import hostile, statement


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    path = filled(tmp_path_factory.mktemp("safety") / "l.db", [statement(), hostile()])
    with desk(path) as made:
        yield made


@pytest.fixture(autouse=True)
def nothing_is_decided(at: Desk) -> Iterator[None]:
    yield
    with at.ledger() as ledger:
        assert ledger.decisions() == []


def note(at: Desk) -> dict[str, Any]:
    """A form that would be taken."""
    return at.form("/review/case/c1", "note") | {"reason": "hello"}


def test_pages_say_what_a_browser_may_do(at: Desk) -> None:
    for page in ("/", "/case/c1", "/review", "/review/case/c1", "/review/nothing", "/static/review.js"):
        headers = at.http.get(page).headers
        policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
        assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
        assert policy["default-src"] == "'none'" and "unsafe" not in headers["content-security-policy"]
        assert headers["referrer-policy"] == "same-origin" and headers["cache-control"] == "no-store"
        assert "set-cookie" not in headers


def test_no_page_has_script_or_style_of_its_own(at: Desk) -> None:
    for page in ("/review", "/review/case/c1", "/case/c1", "/review/log"):
        text = lxml.html.fromstring(at.get(page))
        assert all(one.get("src") and not one.text for one in text.iter("script"))
        assert not text.xpath("//style | //@style")
        assert not [name for one in text.iter() for name in one.attrib if name.startswith("on")]


EVIL: dict[str, dict[str, str]] = {
    "no word of where it is from": {},
    "another site": {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
    "another site, an old browser": {"Origin": "https://evil.example"},
    "another port of this machine": {"Origin": "http://127.0.0.1:1", "Sec-Fetch-Site": "same-site"},
    "a sandboxed frame": {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    "no origin": {"Origin": "null"},
    "another scheme": {"Origin": "https://{host}"},
    "two stories": {"Origin": "http://{host}", "Sec-Fetch-Site": "cross-site"},
    "typed into the address bar": {"Sec-Fetch-Site": "none"},
}


@pytest.mark.parametrize("headers", EVIL.values(), ids=EVIL.keys())
def test_a_form_from_elsewhere_is_refused(at: Desk, headers: dict[str, str]) -> None:
    host = at.base.removeprefix("http://")
    answer = at.post("note", note(at), {name: value.format(host=host) for name, value in headers.items()})
    assert answer.status_code == 403 and "another site" in answer.text


@pytest.mark.parametrize("token", [None, "", "0" * 64, "é", "x" * 300])
def test_a_form_without_its_token_is_refused(at: Desk, token: str | None) -> None:
    form = note(at)
    form.pop("token")
    answer = at.post("note", form if token is None else form | {"token": token})
    assert answer.status_code in (403, 422)


def test_the_token_of_another_person_or_ledger_is_none(at: Desk, tmp_path: Path) -> None:
    with desk(at.path, "Ben") as other, desk(filled(tmp_path / "o.db", [statement()])) as elsewhere:
        for one in (other, elsewhere):
            stolen = one.form("/review/case/c1", "note")["token"]
            assert at.post("note", note(at) | {"token": stolen}).status_code == 403


def test_another_host_is_refused(at: Desk) -> None:
    answer = at.http.post("/review/do/note", data=note(at), headers={"Host": "evil.example", "Origin": at.base})
    assert answer.status_code == 400


@pytest.mark.parametrize("path", ["/", "/review", "/case/c1", "/static/review.js", "/review/do"])
def test_no_other_page_takes_a_form(at: Desk, path: str) -> None:
    answer = at.http.post(path, data=note(at), headers={"Origin": at.base})
    assert answer.status_code in (403, 405)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_no_other_method_is_answered(at: Desk, method: str) -> None:
    assert at.http.request(method, "/review/do/note", headers={"Origin": at.base}).status_code == 405


def test_a_form_is_not_sent_by_a_link(at: Desk) -> None:
    assert at.http.get("/review/do/note", params=note(at)).status_code in (404, 405)


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "multipart/form-data; boundary=x", ""])
def test_a_body_of_another_kind_is_refused(at: Desk, kind: str) -> None:
    answer = at.http.post("/review/do/note", content=b"reason=x", headers={"Content-Type": kind, "Origin": at.base})
    assert answer.status_code == 403


def test_what_is_too_large_is_refused(at: Desk) -> None:
    assert at.post("note", note(at) | {"reason": "x" * 4001}).status_code == 422
    assert at.post("note", note(at) | {"reason": "x" * (LARGEST + 1)}).status_code == 403
    assert at.post("accept", note(at) | {"claim": [f"k{n}:x" for n in range(201)]}).status_code == 422
    assert at.post("accept", note(at) | {f"f{n}": "x" for n in range(700)}).status_code == 422


def test_a_body_that_is_longer_than_it_says_is_cut(at: Desk) -> None:
    host, port = at.base.removeprefix("http://").split(":")
    head = (
        f"POST /review/do/note HTTP/1.1\r\nHost: {host}:{port}\r\nOrigin: {at.base}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    with socket.create_connection((host, int(port))) as line:
        line.sendall(head.encode() + b"5\r\nabcde\r\n0\r\n\r\n")
        assert line.recv(100).startswith(b"HTTP/1.1 403"), "a form says how long it is"


@pytest.mark.parametrize("field", ["reason", "other", "id", "undo", "claim", "accept", "date"])
@pytest.mark.parametrize("value", ["\x00", "' OR 1=1 --", "../../etc/passwd", "\u202e", "💥" * 50, "%ff", "k" * 290])
def test_odd_values_are_refused_and_break_nothing(at: Desk, field: str, value: str) -> None:
    for action in ("undo", "move", "quick"):
        answer = at.post(action, note(at) | {field: value} | ({"claim": value} if action == "move" else {}))
        assert answer.status_code in (404, 409, 422), (action, answer.text[:500])


def test_unknown_forms_are_unknown(at: Desk) -> None:
    assert at.post("drop", note(at)).status_code == 404


def test_hostile_words_are_shown_as_words(at: Desk) -> None:
    with at.ledger() as ledger:
        claims = [c.id for c in ledger.all_claims() if c.event == "sentence"]
        parties = [p.id for p in ledger.all_parties()]
        reports = [r.id for r in ledger.all_reports()]
        cases = [c.id for c in ledger.all_cases()]
    pages = ["/review", *(f"/review/claim/{id}" for id in claims), *(f"/review/party/{id}" for id in parties)]
    pages += [*(f"/review/report/{id}" for id in reports), *(f"/review/case/{id}" for id in cases)]
    pages += [f"/review/report/{reports[0]}?quote=%3Cscript%3Ealert(1)%3C/script%3E&at=-1&decided=%22%3E%3Cb%3E"]
    for page in pages:
        found = lxml.html.fromstring(at.get(page))
        assert [one.get("src") for one in found.iter("script")] == ["/static/review.js"], page
        assert not list(found.iter("img", "svg", "b", "iframe", "object"))


# ------------------------------------------------------------------------------------ where it leads


@pytest.mark.parametrize(
    "given, leads",
    [
        ("/case/c1?claims=2&decided=d9#x", "/case/c1?claims=2"),
        ("https://evil.example/", "/review"),
        ("//evil.example/", "/review"),
        ("/\\evil.example/", "/review"),
        ("/a\r\nSet-Cookie: x=1", "/review"),
        ("javascript:alert(1)", "/review"),
        ("", "/review"),
        ("/review/do/accept", "/review"),
        ("/x?" + "a" * 3000, "/review"),
    ],
)
def test_a_form_leads_back_to_this_server_only(given: str, leads: str) -> None:
    assert back(given) == leads


@given(st.text(max_size=60))
def test_no_address_leads_away(given: str) -> None:
    found = back(given, "d1,d2", "claim-k1")
    assert found.startswith("/") and found[1:2] not in ("/", "\\") and "\n" not in found and "\r" not in found


@given(st.lists(st.tuples(st.sampled_from(["a", "b", "key"]), st.text(max_size=5)), max_size=5))
def test_the_key_of_a_form_is_that_of_what_it_says(fields: list[tuple[str, str]]) -> None:
    assert Form(fields).key("x") == Form([*fields, ("token", "t"), ("back", "/")]).key("x")
    assert Form(fields).key("x") != Form(fields).key("y") and Form(fields).key("x").isalnum()
    assert Form([*fields, ("reason", "another")]).key("x") != Form(fields).key("x")
