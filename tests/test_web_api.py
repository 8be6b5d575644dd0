"""The data of the pages against its own description: schemathesis asks what it likes, and every answer is as told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
from starlette.testclient import TestClient

from sayso.keep import Ledger
from sayso.show import web
from sayso.show.web.app import PAGES
from tests.web_ledger import fill, stories

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed: make setup")
from hypothesis import HealthCheck, given, settings  # noqa: E402


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("api") / "sayso.db"
    fill(path, stories())
    return path


def test_every_answer_is_as_it_is_described(ledger: Path) -> None:
    described = schemathesis.openapi.from_asgi("/openapi.json", web.create(ledger, names=("testserver",)))
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) == len(PAGES)
    for operation in operations:
        answered(operation)


def answered(operation: Any) -> None:
    """Asks one address in many ways; fails where an answer is not as it is described."""

    @settings(max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def ask(case: Any) -> None:
        case.call_and_validate()

    ask()


def test_what_the_ledger_holds_is_as_it_is_described(ledger: Path) -> None:
    client = TestClient(web.create(ledger, names=("testserver",)))
    document = client.get("/openapi.json").json()
    with Ledger.open(ledger) as opened:
        reports = [one.id for one in opened.report_page()]
        ids = {"case": [c.id for c in opened.cases()], "report": reports, "party": [p.id for p in opened.all_parties()]}
    for kind, id in ((kind, id) for kind, every in ids.items() for id in every):
        schema = document["paths"][f"/{kind}/{{id}}.json"]["get"]["responses"]["200"]["content"]["application/json"]
        check(client.get(f"/{kind}/{id}.json").json(), schema["schema"], document)
    for path in ("/index.json", "/overview.json", "/reports.json", "/search.json?q=luo", "/set-aside.json"):
        told = document["paths"][path.split("?")[0]]["get"]["responses"]["200"]["content"]["application/json"]
        check(client.get(path).json(), told["schema"], document)


def check(data: Any, schema: Any, document: Any) -> None:
    """Fails where data is not as a schema of the document says."""
    jsonschema.Draft202012Validator({**schema, "components": document["components"]}).validate(data)


def test_every_page_is_described_and_says_where(ledger: Path) -> None:
    client = TestClient(web.create(ledger, names=("testserver",)))
    paths = set(client.get("/openapi.json").json()["paths"])
    assert paths == {page.data for page in PAGES}
