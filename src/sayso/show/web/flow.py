"""From the origins of a case to the last copies, as geometry for a drawing: a column a step, a row a report.

`draw` takes the tree of a case as its page shows it and gives boxes and the lines between them in units of the drawing;
a template only writes them down.
"""

from __future__ import annotations

from sayso.show.web import views

WIDTH, HEIGHT = 196, 38  # of a box
GAP = 128  # between two columns: what was done on the way stands there
STEP = 54  # from row to row
TOP, LEFT = 8, 2
ROWS = 30
COLUMNS = 5
GRAVE = frozenset({"value", "name", "number", "role", "stage", "hedge_dropped", "attribution_dropped", "certainty"})
LONGEST = 26  # characters of a line in a box


def draw(tree: views.Tree) -> views.Flow | None:
    """The drawing, or None where nothing hangs on anything."""
    if not any(node.depth for node in tree.nodes):
        return None
    boxes: list[views.Box] = []
    edges: list[views.Edge] = []
    last: dict[int, views.Box] = {}  # the latest box of each column
    row = -1
    for at, node in enumerate(tree.nodes):
        column = min(node.depth, COLUMNS - 1)
        row += not (boxes and column > _column(boxes[-1]))  # a first child stands beside what it hangs on
        if row >= ROWS:
            break
        box = _box(node, at, column, row)
        boxes.append(box)
        above = last.get(column - 1) if column else None
        if above:
            edges.append(_edge(node, above, box))
        last[column] = box
    return views.Flow(
        width=max(box.x for box in boxes) + WIDTH + LEFT,
        height=max(box.y for box in boxes) + HEIGHT + TOP,
        boxes=tuple(boxes),
        edges=tuple(edges),
        left_out=len(tree.nodes) - len(boxes) + tree.left_out,
    )


def _column(box: views.Box) -> int:
    return (box.x - LEFT) // (WIDTH + GAP)


def _box(node: views.TreeNode, at: int, column: int, row: int) -> views.Box:
    report = node.report if node.kind == "report" else None
    name = (report.outlet or report.title) if report else node.name
    told = (report.published or "undated") if report else node.date or ""
    return views.Box(
        x=LEFT + column * (WIDTH + GAP),
        y=TOP + row * STEP,
        kind=node.kind,
        at=at,
        name=_short(name),
        told=told,
        label=f"{name}, {told}" if told else name,
        again=not node.main,
    )


def _edge(node: views.TreeNode, above: views.Box, box: views.Box) -> views.Edge:
    x, y, turn = above.x + WIDTH, above.y + HEIGHT // 2, above.x + WIDTH + 16
    end = box.y + HEIGHT // 2
    edge = node.edge
    changes = list(edge.changes) if edge else []
    return views.Edge(
        path=f"M{x} {y}H{turn}V{end}H{box.x}",
        x=turn + 8,
        y=end,
        kind=edge.kind if edge else "cites",
        told=", ".join(edge.flags) if edge and edge.flags else edge.label if edge and edge.version is None else "",
        changes=len(changes) + (edge.more if edge else 0),
        grave=sum(change.kind in GRAVE for change in changes),
        flagged=bool(edge and edge.flags),
        at=box.at,
    )


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"
