"""docs/domain-pack.md names every file and field of a pack, and its examples are valid."""

import re
from pathlib import Path
from typing import get_type_hints

import msgspec
import pytest
import yaml

from sayso.domains import HERE, Channel, Country, Cue, Event, Function, Missing, Party, Slot
from sayso.domains.loading import Loader

TEXT = (Path(__file__).parents[1] / "docs" / "domain-pack.md").read_text("utf8")
KINDS = {
    "given": Slot, "code": Country, "kind": Party, "phrases": Channel, "words": Cue, "about": Event, "by": Missing,
}  # fmt: skip


def examples() -> list[dict[str, object]]:
    blocks = re.findall(r"(?m)^(?:    .*\n)+", TEXT)
    return [entry for block in blocks for entry in yaml.load(re.sub(r"(?m)^    ", "", block), Loader=Loader)]


@pytest.mark.parametrize("entry", examples(), ids=lambda entry: str(entry.get("id", entry.get("name"))))
def test_an_example_is_a_valid_entry(entry: dict[str, object]) -> None:
    kind: type = Function if "beside" in entry else next(KINDS[key] for key in KINDS if key in entry)
    assert set(entry) <= set(msgspec.json.schema(kind)["$defs"][kind.__name__]["properties"])
    msgspec.convert(entry, kind)


def test_there_is_an_example_of_every_kind_of_entry() -> None:
    assert len(examples()) >= 7


def test_every_file_of_the_pack_is_described() -> None:
    for path in HERE.glob("*/*.yaml"):
        assert f"`{path.name}`" in TEXT, path.name


@pytest.mark.parametrize("kind", [Country, Party, Function, Channel, Slot])
def test_every_field_is_described(kind: type) -> None:
    assert [field for field in get_type_hints(kind) if not re.search(rf"\b{field}\b", TEXT)] == []
