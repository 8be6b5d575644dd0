"""Stubs and the judgements on their pairs to cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sayso.link.types import Edge


def components(
    stubs: Mapping[str, bool],
    edges: Iterable[Edge],
    together: Iterable[tuple[str, str]] = (),
    apart: Iterable[tuple[str, str]] = (),
) -> tuple[tuple[str, ...], ...]:
    """The cases: every stub key in exactly one group, groups and members sorted.

    `stubs` maps each key to whether the stub is its report's main case. Edges with a key that is not in `stubs` are
    passed over. `together` and `apart` are analysts' decisions on pairs of stub keys; they win over every edge.
    """
    raise NotImplementedError
