"""What link has beyond the model's types: pairs of stubs, edges between them, groups of entities that are one party."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

from sayso.model import Join, PartyKind

Pair = tuple[str, str]  # two keys, the lesser first


def pair(a: str, b: str) -> Pair:
    """The pair of two keys."""
    return (a, b) if a <= b else (b, a)


class Edge(NamedTuple):
    """The judgement on one pair of stubs, by their keys."""

    a: str
    b: str
    join: Join


class PartyGroup(Struct, frozen=True, kw_only=True):
    """Entities of one or more reports that are one party.

    `anchors` name the party without regard to any one report: "g:cn-mss" for the pack's party of that id, "n:" and
    the folded full name for a named one, "u:" for what the pack knows only by country and function; and, for every
    member, its entity id. Groups that share an anchor are one party (`unite`). `parent` and `principal` are anchors
    of other groups, or of this one; a group's `principal` is never None where its parent or country is known.
    `uses` counts the forms of the name over the members, for the choice of `name` when groups are united. `unnamed`
    tells that a party of the pack is called by its function ("Prosecutors (Sweden)"), as no report gives its name.
    """

    anchors: tuple[str, ...]
    members: tuple[str, ...]  # entity ids
    name: str
    kind: PartyKind
    key: str | None
    country: str | None
    parent: str | None
    principal: str | None
    uses: dict[str, int]
    unnamed: bool = False

    @property
    def aliases(self) -> tuple[str, ...]:
        """The other forms of the name."""
        return tuple(sorted(form for form in self.uses if form != self.name))
