"""Parties within a report: the accused among them, records in order, two made one."""

from __future__ import annotations

import pytest

from sayso.domains import load
from sayso.mark.parse import parse
from sayso.mark.parties import Draft, Parties, words_of
from sayso.mark.report import gazetteer
from tests.marking import read

DOMAIN = load("espionage")
TEXT = "Anna Lind met Karl Berg. Berg was arrested."


def parties(accused: dict[int, float] | None = None) -> Parties:
    return Parties(parse(TEXT), DOMAIN, gazetteer(DOMAIN), accused or {})


def test_a_mention_is_kept_with_its_characters_and_form() -> None:
    found = parties()
    found.mention(found.add(Draft("Anna Lind", "person")), 0, 2, "name")
    (entity,) = found.entities()
    assert [TEXT[m.span.start : m.span.end] for m in entity.mentions] == ["Anna Lind"]
    assert found.of(found.doc[1]) == 0


def test_merging_moves_mentions_nouns_and_evidence_for_good() -> None:
    found = parties({3: 1.0, 6: 2.0})
    one, two = found.add(Draft("Karl Berg", "person")), found.add(Draft("Berg", "unnamed", nouns={"man"}))
    found.mention(one, 3, 5, "name")
    found.mention(two, 6, 7, "nominal")
    found.merge(two, one)
    assert found.drafts[one].accused == 3.0
    assert found.drafts[one].nouns == {"man"}
    assert found.at[6] == one
    assert [len(e.mentions) for e in found.entities()] == [2, 0]
    assert found.suspects() == [one]


def test_suspects_come_the_likeliest_first_and_never_bodies() -> None:
    found = parties({0: 1.0, 3: 2.0, 6: 5.0})
    for draft, place in ((Draft("A", "person"), 0), (Draft("B", "person"), 3), (Draft("C", "government"), 6)):
        found.mention(found.add(draft), place, place + 1, "name")
    assert found.suspects() == [1, 0]


def test_the_last_mention_before_a_token() -> None:
    draft = Draft("A", "person", places=[2, 7])
    assert [draft.last(i) for i in (0, 2, 3, 7, 8)] == [-1, -1, 2, 2, 7]


def test_an_alias_belongs_to_the_first_party_that_took_it() -> None:
    found = parties()
    one, two = found.add(Draft("Police Service", "service")), found.add(Draft("Press Society", "group"))
    found.alias("PS", one)
    found.alias("PS", two)
    assert found.known("PS") == one


def test_a_pack_s_party_is_made_once() -> None:
    found = parties()
    assert found.keyed("ru-fsb") == found.keyed("ru-fsb")
    assert found.drafts[0].country == "RU"


def test_word_lists_are_those_of_the_pack() -> None:
    assert "suspect" in words_of(DOMAIN, "suspect_nouns")
    assert words_of(DOMAIN, "no such list") == frozenset()


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("Swedish police arrested Anna Lind for espionage. Karl Berg, her lawyer, said she was no spy.", "Anna Lind"),
        ("Karl Berg, a judge, sentenced Anna Lind to nine years in prison for espionage and treason.", "Anna Lind"),
    ],
)
def test_the_accused_is_who_stands_where_an_accused_stands(text: str, accused: str) -> None:
    reading = read(text)
    targets = [f.name for c in reading.marks.claims for f in c.roles.get("target", ()) if c.event != "accuse"]
    assert targets
    assert set(targets) == {accused}
