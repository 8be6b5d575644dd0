"""Entities of reports to parties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.domains import Domain
from sayso.link.types import PartyGroup
from sayso.model import Marked, Stub


def party_groups(reports: Sequence[Marked], stubs: Sequence[Stub], domain: Domain) -> tuple[PartyGroup, ...]:
    """The parties of one case: `reports` are those that have a stub in `stubs`, or one report and no stubs.

    Every entity of the reports is in exactly one group. Parents and principals that no report names are given as
    groups without members.
    """
    raise NotImplementedError


def unite(groups: Iterable[PartyGroup]) -> tuple[PartyGroup, ...]:
    """Groups of several cases with those that share an anchor made one; the order of input does not matter."""
    raise NotImplementedError
