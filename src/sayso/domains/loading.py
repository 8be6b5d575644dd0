"""A pack's folder → its entries by file, those of the pack that it extends included.

`read(folder)` gives `Files`. An entry of the pack takes the place of the base's entry with the same key and new ones
are added; a word list takes the place of the base's list of that name unless it has "@base" in it, which stands for the
base's words. Every mistake is a `PackError` that names the file, the line, the entry, the cause and the next step.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

import msgspec
import yaml
from msgspec import Struct
from yaml.constructor import ConstructorError
from yaml.nodes import MappingNode, Node, SequenceNode

HERE = Path(__file__).parent
BASE = "@base"  # in a word list: the words of the pack that is extended
DEEPEST = 8  # packs that extend each other
LARGEST = 4_000_000  # bytes of one file
HELP = "docs/domain-pack.md tells what each file holds"


class PackError(Exception):
    """A domain pack that cannot be used: the file, the entry, the cause and the next step."""


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML in which only true and false are booleans: `NO` is Norway and `on` a preposition."""


def _mapping(loader: Any, node: MappingNode) -> dict[Any, Any]:
    """A mapping whose keys stand once: of two lists of one name YAML would silently take the last."""
    seen: set[str] = set()
    for key, _ in node.value:
        if str(key.value) in seen:
            raise ConstructorError(None, None, f"`{key.value}` stands twice. Make one of the two", key.start_mark)
        seen.add(str(key.value))
    return dict(loader.construct_pairs(node, deep=True))


Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class Head(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """pack.yaml: what a pack is, and the pack that it goes on from."""

    id: str
    version: str
    stages: tuple[str, ...] = ()  # the ladder, lowest first; empty for the base's
    extends: str | None = None  # a pack's name, or its folder with a /
    without: dict[str, tuple[str, ...]] = {}  # by file, the keys of the base's entries that are left out


class Kind(Struct, frozen=True):
    """What one file of a pack holds: entries of a type with their key, or word lists (no type)."""

    entry: type[Any] | None
    key: Callable[[Any], str] | None = None


class Place(Struct, frozen=True):
    """Where an entry stands: its file and its number in it, from 0, or its name."""

    path: Path
    at: int | str


class Files(Struct):
    """A pack by file, each entry with the place that it comes from."""

    head: Head
    entries: dict[str, dict[str, tuple[Any, Place]]]  # by file and key
    lists: dict[str, dict[str, tuple[str, ...]]]  # by file and name
    places: dict[tuple[str, str], Place]  # of word lists


def read(folder: Path, kinds: Mapping[str, Kind], depth: int = 0) -> Files:
    """The files of the pack in a folder. Raises PackError."""
    head = _head(folder)
    if depth >= DEEPEST:
        raise PackError(
            f"{folder / 'pack.yaml'}: more than {DEEPEST} packs extend each other. Take `extends` out of one."
        )
    files = read(_base(folder, head.extends), kinds, depth + 1) if head.extends else Files(head, {}, {}, {})
    for name, keys in head.without.items():
        _leave_out(folder, files, name, keys)
    for name, kind in kinds.items():
        for path in _paths(folder, name):
            _take(files, name, kind, path)
    files.head = msgspec.structs.replace(head, stages=head.stages or files.head.stages)
    return files


def _head(folder: Path) -> Head:
    path = folder / "pack.yaml"
    if not path.is_file():
        packs = sorted(p.parent.name for p in HERE.glob("*/pack.yaml"))
        raise PackError(
            f"There is no domain pack at {folder}: it has no pack.yaml. Packs by name are {', '.join(packs)}; a folder "
            "is named by its path, with a / in it."
        )
    loaded = _yaml(path)
    try:
        return msgspec.convert(loaded, Head)
    except msgspec.ValidationError as error:
        raise PackError(f"{path}: {_cause(error, Head)}. Its fields are {', '.join(Head.__struct_fields__)}.") from None


def _base(folder: Path, name: str) -> Path:
    """The folder of the pack that is extended; a path is meant from the folder of the pack itself."""
    base = folder / name if "/" in name else HERE / name
    if not (base / "pack.yaml").is_file():
        raise PackError(
            f"{folder / 'pack.yaml'}: it extends {name!r}, and there is no pack at {base}. Name a pack of Sayso, or "
            "a folder with a / (from this pack's own folder)."
        )
    return base


def _leave_out(folder: Path, files: Files, name: str, keys: Sequence[str]) -> None:
    known = files.entries.get(name, {})
    for key in keys:
        if key not in known:
            raise PackError(f"{folder / 'pack.yaml'}: without: {name} has no entry `{key}`{_near(key, known)}. {HELP}.")
        del known[key]


def _paths(folder: Path, name: str) -> list[Path]:
    """The files of one kind: parties are all files of a folder."""
    if name == "parties":
        return sorted((folder / "parties").glob("*.yaml"))
    return [folder / f"{name}.yaml"] if (folder / f"{name}.yaml").exists() else []


def _take(files: Files, name: str, kind: Kind, path: Path) -> None:
    """Puts the content of one file over what is there."""
    loaded = _yaml(path)
    if kind.entry is None:
        _take_lists(files, name, path, loaded)
    elif not isinstance(loaded, list):
        raise PackError(f"{path}: it has to be a list of entries, each beginning with `- `. {HELP}.")
    else:
        _take_entries(files.entries.setdefault(name, {}), kind, path, loaded)


def _take_entries(known: dict[str, tuple[Any, Place]], kind: Kind, path: Path, loaded: list[Any]) -> None:
    assert kind.entry is not None
    mine: dict[str, int] = {}
    for number, raw in enumerate(loaded):
        place = Place(path, number)
        try:
            entry = msgspec.convert(raw, kind.entry)
        except msgspec.ValidationError as error:
            wrong(place, raw, _cause(error, kind.entry), f"The fields of an entry: {', '.join(_fields(kind.entry))}")
        key = kind.key(entry) if kind.key else f"{path}:{number}"
        if key in mine:
            wrong(place, raw, f"`{key}` stands in this file before, as entry {mine[key] + 1}", "Give it another id")
        before = known[key][1].path if key in known else path
        if before != path and before.parent == path.parent:
            wrong(place, raw, f"`{key}` stands in {before.name} too", "Leave out one of the two")
        mine[key] = number
        known[key] = (entry, place)


def _take_lists(files: Files, name: str, path: Path, loaded: Any) -> None:
    known = files.lists.setdefault(name, {})
    if not isinstance(loaded, dict):
        raise PackError(f"{path}: it has to hold lists by name, such as `money: [cash, fee]`. {HELP}.")
    for title, raw in loaded.items():
        place = Place(path, str(title))
        try:
            words = msgspec.convert(raw, tuple[str, ...])
        except msgspec.ValidationError as error:
            wrong(
                place, raw, _cause(error, None), 'Write words that are numbers or true and false in "quotation marks"'
            )
        base = known.get(str(title), ())
        known[str(title)] = tuple(w for word in words for w in (base if word == BASE else (word,)))
        files.places[name, str(title)] = place


def _yaml(path: Path) -> Any:
    """The content of a YAML file. Raises PackError."""
    try:
        if path.stat().st_size > LARGEST:
            raise PackError(f"{path}: it is larger than {LARGEST:,} bytes. Divide it; parties can lie in many files.")
        return yaml.load(path.read_text("utf8"), Loader=Loader)  # noqa: S506 - a safe loader
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        if isinstance(error, ConstructorError):
            raise PackError(f"{path}{line}: {error.problem}.") from None
        raise PackError(
            f"{path}{line}: it is no YAML: {error.problem}. Look at indents, brackets and quotation marks there."
        ) from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        raise PackError(
            f"{path}: it cannot be read: {error}. Save it as UTF-8 text and see that it may be read."
        ) from None


# ---------------------------------------------------------------------------------------- what is told


def wrong(place: Place, raw: Any, cause: str, step: str) -> NoReturn:
    """Says what is wrong with an entry, and what to do."""
    line = _line(place)
    where = f"{place.path}{f', line {line}' if line else ''}, {_called(place, raw)}"
    raise PackError(f"{where}: {cause}. {step}.")


def _called(place: Place, raw: Any) -> str:
    """An entry by its number and name."""
    if isinstance(place.at, str):
        return f"list `{place.at}`"
    fields = raw if isinstance(raw, dict) else {n: getattr(raw, n, None) for n in ("id", "code", "words")}
    name = next((fields[n] for n in ("id", "code", "words", "name") if fields.get(n)), None)
    return f"entry {place.at + 1}{f' (`{name}`)' if name else ''}"


def _line(place: Place) -> int | None:
    """The line on which an entry begins."""
    try:
        root = yaml.compose(place.path.read_text("utf8"), Loader=Loader)
    except (OSError, yaml.YAMLError):
        return None
    node: Node | None = None
    if isinstance(root, SequenceNode) and isinstance(place.at, int):
        node = root.value[place.at]
    elif isinstance(root, MappingNode):
        node = next((key for key, _ in root.value if key.value == place.at), None)
    return node.start_mark.line + 1 if node else None


def _cause(error: msgspec.ValidationError, kind: type[Any] | None) -> str:
    """What msgspec found, in words: "unknown field `lemma` in triggers 2; did you mean `lemmas`?"."""
    text, _, where = str(error).partition(" - at `$")
    inside = re.sub(r"\[(\d+)\]", lambda m: f" {int(m[1]) + 1}", where.rstrip("`")).replace("[...]", "").lstrip(".")
    field = re.search(r"unknown field `([^`]*)`", text)
    value = re.match(r"Invalid enum value '(.*)'", text)
    if value:
        text = f"`{value[1]}` is not one of those known{_near(value[1], _all_values(kind))}"
    if field:
        text = f"unknown field `{field[1]}`{_near(field[1], _all_fields(kind))}"
    at = f" in {inside.replace('.', ', ')}" if inside else ""
    return f"{text[0].lower()}{text[1:]}{at}"


def _near(word: str, known: Mapping[str, Any] | Sequence[str]) -> str:
    """What may be meant."""
    close = difflib.get_close_matches(word, list(known), 1, 0.6)
    return f"; did you mean `{close[0]}`?" if close else ""


def near(word: str, known: Sequence[str]) -> str:
    """What may be meant by a word that is not among those known, to be put behind it."""
    return _near(word, known)


def _fields(kind: type[Any]) -> list[str]:
    return [field.encode_name for field in msgspec.structs.fields(kind)]


def _all_fields(kind: type[Any] | None) -> list[str]:
    """The fields of an entry and of what stands inside it."""
    if kind is None:
        return []
    defs = msgspec.json.schema(kind).get("$defs", {})
    return sorted({name for one in defs.values() for name in one.get("properties", {})})


def _all_values(kind: type[Any] | None) -> list[str]:
    """The words of fixed lists that may stand in an entry."""
    found = re.findall(r'"enum":\[([^]]*)\]', msgspec.json.encode(msgspec.json.schema(kind)).decode()) if kind else []
    return sorted({word.strip('" ') for words in found for word in words.split(",")})
