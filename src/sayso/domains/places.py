"""Where an entry stands in a pack's files: event and trigger → file and line, for explanations and messages."""

from __future__ import annotations

from functools import lru_cache

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sayso.domains import folder_of
from sayso.domains.loading import Loader


def trigger(pack: str, event: str, number: int) -> str:
    """The file and line of an event's trigger, counted from 1; the file alone where it cannot be found."""
    lines = _triggers(pack).get(event, ())
    return f"events.yaml, line {lines[number - 1]}" if 0 < number <= len(lines) else "events.yaml"


@lru_cache(maxsize=8)
def _triggers(pack: str) -> dict[str, tuple[int, ...]]:
    """The line of every trigger by event."""
    try:
        root = yaml.compose((folder_of(pack) / "events.yaml").read_text("utf8"), Loader=Loader)
    except (OSError, yaml.YAMLError):
        return {}
    events = [_fields(node) for node in root.value] if isinstance(root, SequenceNode) else []
    return {str(e["id"].value): _lines(e.get("triggers")) for e in events if "id" in e}


def _fields(node: Node) -> dict[str, Node]:
    pairs = node.value if isinstance(node, MappingNode) else []
    return {str(key.value): value for key, value in pairs if isinstance(key, ScalarNode)}


def _lines(node: Node | None) -> tuple[int, ...]:
    return tuple(n.start_mark.line + 1 for n in node.value) if isinstance(node, SequenceNode) else ()
