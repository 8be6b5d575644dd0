"""Reports with marked events: what is read of a file, and what the network is shown of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from training import told

from sayso.domains import load
from sayso.mark.encoder.network import network
from sayso.mark.encoder.pieces import END, START, pieces

WRITTEN = """=== one
Headline
[arrest: Police took [pay: the man paid] away]. Rain fell.

=== two
Nothing [travel:he left].
"""
FOLDER = Path(told.__file__).parent / "reports"


def test_marks_are_taken_out_and_stand_where_their_words_do(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WRITTEN, "utf-8")
    one, two = told.read(tmp_path)
    assert one.name == "one"
    assert one.text == "Headline\nPolice took the man paid away. Rain fell."
    assert [(m.event, one.text[m.start : m.end]) for m in one.events] == [
        ("pay", "the man paid"),
        ("arrest", "Police took the man paid away"),
    ]
    assert [(m.event, two.text[m.start : m.end]) for m in two.events] == [("travel", "he left")]


@pytest.mark.parametrize("body", ["A [pay: b", "A b]", "[pay: a] b]"])
def test_marks_that_do_not_match_are_an_error_that_names_the_report(body: str) -> None:
    with pytest.raises(ValueError, match="odd one: "):
        told.report("odd one", body)


def test_events_are_counted_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WRITTEN + "\n=== three\n[pay: x] [pay: y]\n", "utf-8")
    assert told.counted(told.read(tmp_path)) == {"arrest": 1, "pay": 3, "travel": 1}


def test_a_window_has_the_words_of_each_mark() -> None:
    known = network().vocabulary
    (window,) = told.windows(
        told.report("one", "Orlan [arrest: was arrested] in [travel: Oslo]."), known, {"arrest": 0, "travel": 1}
    )
    assert (window.ids[0], window.ids[-1]) == (START, END)
    words = {event: [known_piece(int(window.ids[at])) for at in places] for places, event, _ in window.bags}
    assert words == {0: ["was", "arrested"], 1: ["oslo"]}


def known_piece(number: int) -> str:
    return next(piece for piece, own in network().vocabulary.ids.items() if own == number)


@given(
    st.lists(st.sampled_from(["spy ", "[pay: cash] ", "unbelievable ", "\n", "[arrest: he was held] "]), max_size=400)
)
def test_every_word_is_read_once_and_every_mark_by_some_window(parts: list[str]) -> None:
    report = told.report("one", "".join(parts))
    windows = list(told.windows(report, network().vocabulary, {"pay": 0, "arrest": 1}))
    assert sum(len(window.own) for window in windows) == len(pieces(report.text, network().vocabulary).starts)
    assert sum(len(window.bags) for window in windows) >= len(report.events)
    assert all(np.isin(places, window.own).all() for window in windows for places, *_ in window.bags)


def test_the_reports_of_the_project_mark_events_of_the_pack() -> None:
    reports = list(told.read(FOLDER))
    assert len(reports) > 800
    assert set(told.counted(reports)) <= {event.id for event in load("espionage").events}
    assert len({report.name for report in reports}) == len(reports)
    assert all(report.text[m.start : m.end].strip() for report in reports for m in report.events)


def test_a_mark_names_who_acts_on_whom_and_whose_word_it_is() -> None:
    body = (
        "Lund waited. [arrest|police|him|: Then police took him away]. [pay|||the clerk: He was paid], the clerk said."
    )
    arrest, pay = told.report("one", body).events
    text = told.report("one", body).text
    assert [[text[s:e] for s, e in role] for role in arrest.roles] == [["police"], ["him"], []]
    assert [[text[s:e] for s, e in role] for role in pay.roles] == [[], [], ["the clerk"]]


def test_words_for_a_role_are_those_in_the_mark_else_the_nearest() -> None:
    report = told.report("one", "He ran. He ran far. [arrest||He: taken was he, He was held]. He said so.")
    assert [report.text[s - 5 : e] for s, e in report.events[0].roles[1]] == [" he, He"]
    (_, (near,)) = told.report("one", "A man sat. The clerk ran. [pay||man: Cash came]. The man fled.").events[0].roles
    assert near[0] > 30


def test_words_that_a_text_does_not_hold_are_an_error() -> None:
    with pytest.raises(ValueError, match="odd one: 'the clerk' is not in the text"):
        told.report("odd one", "[pay|the clerk|: Cash came].")


def test_a_window_points_to_the_words_for_each_role() -> None:
    text = "Orlan ran. [arrest|Vik|Orlan|: Vik arrested him]."
    (window,) = told.windows(told.report("one", text), network().vocabulary, {"arrest": 0})
    (bag,) = window.bags
    who, whom, said = ([int(p) for p in places] if places is not None else None for places in bag.roles)
    assert whom == [1]
    assert who == [int(bag.places[0])]
    assert said == [told.NOBODY]
