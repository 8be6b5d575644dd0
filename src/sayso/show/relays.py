"""The relays of a case in the terminal: a tree from the origins to the last copies, and what changed on each edge.

`page(ledger, key)` gives renderables; `as_data(ledger, key)` the same, unbounded, for programs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import RenderableType

from sayso.keep import Ledger
from sayso.model import ChangeRecord, OriginRecord, RelayRecord
from sayso.show import case, phrases
from sayso.show.lineage import BOUNDS, UNBOUNDED, Bounds, Node, Tree, grown
from sayso.show.terminal import Part, count, heading, indented, report_name, short, spaced, text

CHANGES = 8  # of one edge
BESIDE = 4  # other relays of one report
LONG = 180  # characters of one wording
DEEP = 6  # levels that are moved in
STEP = 3  # columns of a level


class Shown:
    """A case with its tree, and the names of what stands in it."""

    def __init__(self, ledger: Ledger, key: str, bounds: Bounds = BOUNDS) -> None:
        self.page = case.load(ledger, key)
        self.relays = ledger.case_relays(self.page.case.id)
        self.origins = {origin.id: origin for origin in self.page.case.origins}
        reports = dict(self.page.reports)
        for id in {r.source for r in self.relays if r.source and r.version is None} - {*reports}:
            reports[id] = ledger.report(id)  # of another case
        dates = {id: report.published for id, report in reports.items()}
        self.names = {id: report_name(report) for id, report in reports.items()}
        self.tree: Tree = grown(self.page.case, self.relays, dates, bounds)

    def name(self, node: Node) -> str:
        """What a node is called."""
        if node.key.kind == "origin":
            return self.origins[node.key.id].name
        return self.names.get(node.key.id, node.key.id)

    def through(self, node: Node) -> tuple[str, ...]:
        """Through whom a report has an origin, where it is told."""
        relay = node.relay
        origin = self.origins.get(relay.source or "") if relay else None
        return origin.via.get(node.key.id, ()) if origin else ()


def page(ledger: Ledger, key: str) -> Iterator[RenderableType]:
    """The tree of a case. Raises Unknown if the ledger has no such case."""
    shown = Shown(ledger, key)
    yield from case.title(shown.page)
    yield heading("From origin to copies")
    for node in shown.tree.nodes:
        yield from (indented(line, depth) for depth, line in _node(shown, node))
    if shown.tree.left_out:
        yield text(f"{count(shown.tree.left_out, 'more report')} not shown; --json gives all.")


def _node(shown: Shown, node: Node) -> Iterator[tuple[int, RenderableType]]:
    """The lines of a node, each with how far it is moved in."""
    depth = 2 + STEP * min(node.depth, DEEP)
    lines = {"origin": _origin, "story": _story, "report": _report}[node.key.kind]
    for at, line in enumerate(lines(shown, node)):
        yield depth + (2 if at else 0), line
    if node.left_out:
        yield depth + STEP, text(f"and {count(node.left_out, 'more', 'more')} right below it, not shown")


def _origin(shown: Shown, node: Node) -> Iterator[RenderableType]:
    origin = shown.origins[node.key.id]
    told = ", ".join(_channel(origin))
    yield text(("origin ", "label"), (origin.name, "name"), f", {told}" if told else "", "  ", (origin.id, "id"))
    if origin.report:
        yield text("itself in the ledger: ", shown.names[origin.report], "  ", short(origin.report))


def _channel(origin: OriginRecord) -> list[str]:
    return [spaced(part) for part in (origin.channel, origin.date) if part]


def _story(shown: Shown, node: Node) -> Iterator[RenderableType]:
    yield text("└ " if node.depth else "", ("story ", "label"), (node.key.id, "name"), ", not in the ledger")


def _report(shown: Shown, node: Node) -> Iterator[RenderableType]:
    parts = [part for part in _edge(shown, node) if part]
    told = f"  {', '.join(parts)}" if parts else ""
    yield text("└ " if node.depth else "", (shown.name(node), "name"), "  ", short(node.key.id), told)
    relay = node.relay
    if relay and relay.version is None:
        yield text((phrases.named(relay.explanation, shown.names), "id"))
    if relay:
        yield from changes(relay.changes)
    for other in node.beside[:BESIDE]:
        yield from _beside(shown, node, other)
    if len(node.beside) > BESIDE:
        yield text(f"and {len(node.beside) - BESIDE} more that it shares text with or credits")


def _edge(shown: Shown, node: Node) -> Iterator[str]:
    """What the relay to a report is, in a few words."""
    relay = node.relay
    if relay is None:
        yield "on its own word" if node.depth == 0 else ""
        return
    yield phrases.relay_kind(relay) if relay.version is None else ""
    yield from (f"[{flag}]" for flag in phrases.flags(relay))
    through = shown.through(node)
    yield f"through {', '.join(through)}" if through else ""
    yield "" if node.main else "stands elsewhere too"


def _beside(shown: Shown, node: Node, relay: RelayRecord) -> Iterator[RenderableType]:
    """What else a report has, and from where."""
    if relay.version is not None:
        yield text(("against ", "label"), f"{relay.source_name}, by its origin:")
        yield from (indented(line) for line in changes(relay.changes))
    elif relay.source is None:
        yield text(("credits ", "label"), relay.source_name)
    else:
        label = "also from " if relay.directed else "shares text with "
        unknown = "" if relay.directed else ", and it is not known who has it from whom"
        name = shown.names.get(relay.source, relay.source)
        yield text((label, "label"), name, f" ({phrases.relay_kind(relay)}){unknown}")


def changes(found: Sequence[ChangeRecord], most: int = CHANGES) -> Iterator[RenderableType]:
    """Changes a line each, the gravest first, and how many more there are."""
    every = phrases.told(found)
    for one in every[:most]:
        yield text(*_change(one))
    more = len(every) - min(len(every), most)
    if more:
        yield text(f"- and {count(more, 'more change')}")
    words = phrases.reworded(found)
    if words:
        yield text(f"- and {count(words, 'exchange')} of words")


def _change(told: phrases.Told) -> Iterator[Part]:
    change = told.change
    yield "- "
    yield f"{phrases.CHANGES[change.kind]}: ", "label"
    if change.source_text:
        yield f"«{phrases.clipped(change.source_text, LONG)}»", "quote"
    if change.source_text and change.target_text:
        yield " → "
    if change.target_text:
        yield f"«{phrases.clipped(change.target_text, LONG)}»", "quote"
    yield f" ({told.reason})" if told.reason else ""
    yield f", {told.times} times" if told.times > 1 else ""


def as_data(ledger: Ledger, key: str) -> dict[str, Any]:
    """The whole tree, and the relays of the case."""
    shown = Shown(ledger, key, UNBOUNDED)
    nodes = [_data(shown, node) for node in shown.tree.nodes]
    return {"case": shown.page.case.id, "tree": nodes, "reports": shown.names, "relays": shown.relays}


def _data(shown: Shown, node: Node) -> dict[str, Any]:
    """A node: its depth, what stands there, and from where it has it by which relay."""
    relay = node.relay
    edge = {"from": relay.source, "relay": relay.kind, "flags": relay.flags} if relay else {}
    place = {"depth": node.depth, "kind": node.key.kind, "id": node.key.id, "main": node.main}
    return {**place, "name": shown.name(node), **edge}
