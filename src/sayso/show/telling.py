"""An allegation as a sentence: `CIA recruited Zeng for the United States`.

`told(event, roles)` takes an event of the domain pack and who fills its roles (anything that can be told apart), and
gives the parts of the sentence in order: texts, fillers, and once the words of the event itself. The pack says how an
event is told (`Telling`); one that says nothing is told by its id. Nothing here escapes: that is the templates' work.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from sayso.domains import Event, Telling

T = TypeVar("T")
TIES = {"recipient": "to", "beneficiary": "for", "instrument": "with", "object": "of"}
ORDER = ("target", "object", "recipient", "instrument", "beneficiary")  # after the event
MOST = 4  # fillers of one role that are named
SOMEBODY = " somebody"


class Deed(NamedTuple):
    """The words of the event."""

    words: str


class Filler(NamedTuple, Generic[T]):
    """Somebody who fills a role."""

    of: T


Part = str | Deed | Filler[T]


def told(event: Event | None, name: str, roles: Mapping[str, Sequence[T]]) -> Iterator[Part[T]]:
    """The sentence; `name` is the event's where the pack doesn't know it. Who fills two roles is named in the first."""
    telling = event.told if event and event.told else Telling(done=name.replace("_", " "))
    named = _once(roles)
    first = "agent" if named.get("agent") or not telling.undergone else next((r for r in ORDER[:2] if named.get(r)), "")
    before = named.pop(first, [])
    if before:
        yield from _listed(before)
        yield " "
    yield Deed(telling.done if first in ("agent", "") else _agreed(telling.undergone, len(before)))
    if first == "agent" and telling.undergone and not (named.get("target") or named.get("object")):
        yield SOMEBODY
    for role in ORDER:
        if named.get(role):
            yield f" {tie} " if (tie := _tie(telling, role)) else " "
            yield from _listed(named[role])


def _once(roles: Mapping[str, Sequence[T]]) -> dict[str, list[T]]:
    """Who fills each role and none before it; whom another role has too is an agent only where there is no other."""
    others = [one for role in ORDER for one in roles.get(role, ())]
    agents = roles.get("agent", ())
    seen = [one for one in agents if one not in others] or list(agents)
    found: dict[str, list[T]] = {"agent": seen[:]}
    for role in ORDER:
        found[role] = [one for one in roles.get(role, ()) if one not in seen]
        seen += found[role]
    return found


def _tie(telling: Telling, role: str) -> str:
    """The word before who fills a role: none before the target of what is done to somebody."""
    return telling.ties.get(role, TIES.get(role, "" if telling.undergone else "to"))


def _agreed(words: str, many: int) -> str:
    """The verb in the number of those who undergo it."""
    return f"were {words[4:]}" if many > 1 and words.startswith("was ") else words


def _listed(fillers: Sequence[T]) -> Iterator[Part[T]]:
    for at, one in enumerate(fillers[:MOST]):
        if at:
            yield " and " if at == len(fillers) - 1 else ", "
        yield Filler(one)
    if len(fillers) > MOST:
        yield f" and {len(fillers) - MOST} more"
