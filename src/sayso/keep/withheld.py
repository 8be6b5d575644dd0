"""The names that are withheld now: those of the decisions, and what their parties are called since."""

from __future__ import annotations

import re
from collections.abc import Sequence
from weakref import WeakKeyDictionary

import msgspec

from sayso.keep import log
from sayso.keep.log import Entry
from sayso.keep.masks import pattern
from sayso.keep.spellings import spellings
from sayso.keep.store import Store
from sayso.model import Entity

KINDS = "SELECT f.key FROM decisions f WHERE f.what IN ('withhold', 'unwithhold')"
SAME = """
SELECT e.body FROM party_anchors p JOIN party_anchors q ON q.party = p.party JOIN entities e ON e.id = q.anchor
WHERE p.anchor IN (?)
"""


def withheld(store: Store) -> re.Pattern[str] | None:
    """What finds every withheld name, or None where no name is withheld."""
    known, state = _known.get(store), store.state()
    if known is None or known[0] != state:
        known = _known[store] = (state, pattern(withheld_names(store)))
    return known[1]


_known: WeakKeyDictionary[Store, tuple[tuple[int, int], re.Pattern[str] | None]] = WeakKeyDictionary()


def withheld_names(store: Store) -> set[str]:
    """Every form of every name that is withheld, garbled ones too."""
    found: set[str] = set()
    for anchor in standing(log.standing(log.heard(store, KINDS))):
        names = {*anchor["names"], *names_of(store, anchor["anchors"])}
        found |= names | spellings(store, anchor["anchors"], names)
    return found


def names_of(store: Store, anchors: Sequence[str]) -> set[str]:
    """The names that reports give to the party which holds one of these anchors; not descriptions such as "the man"."""
    found = [msgspec.json.decode(body, type=Entity) for (body,) in store.among(SAME, anchors)]
    return {name for entity in found for name in names_in(entity)}


def names_in(entity: Entity) -> set[str]:
    """The names of an entity, where what it is called is a name."""
    if entity.kind == "unnamed":
        return set()
    return {name for name in (entity.name, *entity.aliases, entity.surname or "") if name}


def standing(found: Sequence[Entry]) -> list[dict[str, list[str]]]:
    """The anchors of the names that are still withheld when all decisions that stand have been heard in turn."""
    held: list[dict[str, list[str]]] = []
    for one in found:
        held = [h for h in held if set(h["anchors"]).isdisjoint(one.anchor["anchors"])]
        held += [one.anchor] if one.what == "withhold" else []
    return held
