"""The exchange format is that of the design, and the published schema is that of the types."""

import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator

from sayso.export.jsonl import FILES
from sayso.export.schema import schema

DOCS = Path(__file__).parents[1] / "docs"
# The fields that the design fixes, by file, and by the objects inside a line.
FIELDS = {
    "reports.jsonl": "id path url title outlet published published_basis retrieved language extractor text",
    "attributions.jsonl": "id report source cue content speaker speaker_name channel kind certainty parent confidence "
    "reader",
    "claims.jsonl": "id report attribution chain event roles time place quantity polarity certainty evidence case "
    "allegation origin confidence",
    "allegations.jsonl": "id case event roles quantity time claims origins principals answers explanation",
    "parties.jsonl": "id name kind country parent principal members aliases mentions",
    "cases.jsonl": "id title accused accusers services countries stages reports claims origins principals slots",
    "relays.jsonl": "source source_name target directed kind score passages changes flags explanation",
    "divergences.jsonl": "case slot accused values judgement explanation",
    "decisions.jsonl": "id when who what on anchor reason",
}
INNER = {
    "LinkRecord": "speaker party attribution channel certainty",
    "FillerRecord": "name party span",
    "TimeRecord": "text span value until basis",
    "PlaceRecord": "text span party",
    "QuantityRecord": "text span value unit",
    "Evidence": "start end text",
    "MentionRecord": "report start end text",
    "StageRecord": "accused stage wording date claims",
    "OriginRecord": "id speaker name channel date report reports via evidence explanation",
    "SlotRecord": "value accused spans",
    "Passage": "report start end",
    "DivergentValue": "value reports claims",
    "ChangeRecord": "kind source_span target_span source_text target_text slot explanation",
}
EXTRA = {"key", "previous", "published_reason", "review", "through", "version", "wire"}  # added since, see the page


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    return schema()


def definition(made: dict[str, Any], file: str) -> dict[str, Any]:
    name = made["properties"][file]["items"]["$ref"].rpartition("/")[2]
    found: dict[str, Any] = made["$defs"][name]
    return found


def test_the_schema_is_a_schema(made: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(made)


def test_the_published_schema_is_up_to_date(made: dict[str, Any]) -> None:
    published = (DOCS / "exchange-format.schema.json").read_text("utf8")
    assert json.loads(published) == made, "run: sayso schema > docs/exchange-format.schema.json"


@pytest.mark.parametrize("file", FIELDS)
def test_a_line_has_every_field_of_the_design(file: str, made: dict[str, Any]) -> None:
    found = definition(made, file)
    assert set(FIELDS[file].split()) == set(found["required"])
    assert set(found["properties"]) - set(found["required"]) <= EXTRA | {"explanation"}


@pytest.mark.parametrize("name", INNER)
def test_an_object_inside_a_line_has_every_field_of_the_design(name: str, made: dict[str, Any]) -> None:
    assert set(made["$defs"][name]["required"]) == set(INNER[name].split())


def test_every_file_of_the_design_is_written() -> None:
    assert set(FILES) == set(FIELDS)


@pytest.mark.parametrize("file", FIELDS)
def test_the_page_describes_every_field(file: str) -> None:
    page = (DOCS / "exchange-format.md").read_text("utf8")
    section = page.partition(f"\n## {file}\n")[2].partition("\n## ")[0]
    told = set(re.findall(r"`([a-z_]+)`", section))
    assert {field.name for field in msgspec.structs.fields(FILES[file])} <= told


REPORT = {
    "id": "r", "path": None, "url": None, "title": None, "outlet": None, "published": "2024-05",
    "published_basis": "text", "retrieved": None, "language": None, "extractor": "plain 1", "text": "Words.",
}  # fmt: skip


def line_errors(made: dict[str, Any], file: str, line: dict[str, Any]) -> list[str]:
    whole = {**made, "$ref": f"#/properties/{file}/items"}
    del whole["type"], whole["required"]
    return [error.message for error in Draft202012Validator(whole).iter_errors(line)]


def test_a_good_line_passes_and_may_have_more_fields(made: dict[str, Any]) -> None:
    assert line_errors(made, "reports.jsonl", {**REPORT, "further": 1}) == []


@pytest.mark.parametrize("change", [{"published": "May 2024"}, {"published_basis": "guess"}, {"text": None}])
def test_a_wrong_value_fails(change: dict[str, Any], made: dict[str, Any]) -> None:
    assert line_errors(made, "reports.jsonl", {**REPORT, **change})


def test_a_missing_field_fails(made: dict[str, Any]) -> None:
    assert line_errors(made, "reports.jsonl", {k: v for k, v in REPORT.items() if k != "url"})
