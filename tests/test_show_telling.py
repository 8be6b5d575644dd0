"""Allegations as sentences: who stands where, who is named once, and what the pack says of each event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.domains import Domain, Event, load
from sayso.show.telling import MOST, ORDER, Deed, Filler, Part, told

DOMAIN = load()
PACKS = (DOMAIN, load("corruption"))
NAMES = st.lists(st.sampled_from("ABCDEFGH"), max_size=6, unique=True)
ROLES = st.dictionaries(st.sampled_from(("agent", *ORDER)), NAMES)


def event(id: str, domain: Domain = DOMAIN) -> Event:
    return next(one for one in domain.events if one.id == id)


def line(id: str, roles: Mapping[str, Sequence[str]]) -> str:
    return "".join(map(_words, told(event(id), id, roles)))


def _words(part: Part[str]) -> str:
    if isinstance(part, Filler):
        return part.of
    return f"*{part.words}*" if isinstance(part, Deed) else part


@pytest.mark.parametrize(
    ("id", "roles", "sentence"),
    [
        ("recruit", {"agent": ["KGB"], "target": ["Ames"]}, "KGB *recruited* Ames"),
        ("recruit", {"target": ["Ames"], "beneficiary": ["KGB"]}, "Ames *was recruited* for KGB"),
        ("travel", {"agent": ["Ames"], "object": ["Austria", "Italy"]}, "Ames *travelled* to Austria and Italy"),
        ("coercive_measures", {"agent": ["MSS"], "target": ["Li"]}, "MSS *took compulsory measures against* Li"),
        ("coercive_measures", {"target": ["Li"]}, "Li *was put under compulsory measures*"),
        ("refer", {"target": ["Li"], "recipient": ["Procurator"]}, "*handed over the case* of Li to Procurator"),
        ("charge", {"agent": ["Office"]}, "Office *charged* somebody"),
        ("law", {}, "*changed the law*"),
        ("arrest", {"agent": ["A", "B", "C"], "target": ["X"]}, "A, B and C *arrested* X"),
        ("promise", {"agent": ["Seth", "Li"], "target": ["Li"]}, "Seth *made promises to* Li"),
        ("admit", {"agent": ["Li"], "object": ["Li"]}, "Li *admitted it*"),
    ],
)
def test_sentences(id: str, roles: dict[str, list[str]], sentence: str) -> None:
    assert line(id, roles) == sentence


def test_more_fillers_than_can_be_read_are_counted() -> None:
    assert line("arrest", {"target": list("ABCDEFG")}) == f"A, B, C, D and {7 - MOST} more *were arrested*"


def test_an_event_that_the_pack_does_not_know_is_told_by_its_name() -> None:
    parts = list(told(None, "dig_up", {"agent": ["A"], "target": ["B"]}))
    assert "".join(map(_words, parts)) == "A *dig up* to B"


@given(st.sampled_from([(pack, one.id) for pack in PACKS for one in pack.events]), ROLES)
def test_each_event_is_told_once_and_nobody_twice_or_never(
    which: tuple[Domain, str], roles: dict[str, list[str]]
) -> None:
    few = {role: names[:MOST] for role, names in roles.items()}
    parts = list(told(event(which[1], which[0]), which[1], few))
    named = [part.of for part in parts if isinstance(part, Filler)]
    assert sum(isinstance(part, Deed) for part in parts) == 1
    assert sorted(named) == sorted({name for names in few.values() for name in names})


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.id)
def test_the_packs_tell_every_event_of_their_own(pack: Domain) -> None:
    assert [one.id for one in pack.events if one.told is None] == []


def test_ties_are_before_roles_that_there_are() -> None:
    known = {"target", *ORDER}
    assert {tie for pack in PACKS for one in pack.events if one.told for tie in one.told.ties} <= known
