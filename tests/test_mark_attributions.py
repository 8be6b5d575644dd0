"""Attributions: one own sentence or more for each construction, and what holds for every text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sayso.domains import load
from sayso.mark.attributions import READER, attributions
from sayso.mark.cues import CueIndex
from sayso.mark.parse import parse
from sayso.model import Attribution

CUES = CueIndex(load("espionage").cues)
Reading = tuple[str, str, tuple[str, ...]]


def read(text: str) -> tuple[Attribution, ...]:
    return attributions(parse(text), CUES)


def words(text: str, a: Attribution) -> Reading:
    """Source, cue and the pieces of the content as text, stripped of the marks around them."""
    source, cue, content = (tuple(text[s:e] for s, e in spans) for spans in (a.source, a.cue, a.content))
    return " … ".join(source), " … ".join(cue), tuple(piece.strip("\"'“”‘’«»`") for piece in content)


def readings(text: str) -> list[Reading]:
    return [words(text, a) for a in read(text)]


def the(text: str, cue: str) -> Attribution:
    """The one attribution whose cue holds that word."""
    found = [a for a in read(text) if cue in words(text, a)[1]]
    assert len(found) == 1, readings(text)
    return found[0]


DIRECT = [
    ('"We found the files in March," the minister said.', "the minister", "said", ["We found the files in March,"]),
    ("“We found the files in March,” said the minister.", "the minister", "said", ["We found the files in March,"]),
    ("``We found the files in March,'' the minister said.", "the minister", "said", ["We found the files in March,"]),
    ("«We found the files in March», the minister said.", "the minister", "said", ["We found the files in March"]),
    ("'We found the files in March,' the minister said.", "the minister", "said", ["We found the files in March,"]),
    ("The minister said: “We found the files. They lay in a drawer.”", "The minister", "said",
     ["We found the files. They lay in a drawer."]),
    ("“We found the files. They lay in a drawer,” the minister said.", "the minister", "said",
     ["We found the files. They lay in a drawer,"]),
    ("“We found the files,” the minister said, “and they lay in a drawer.”", "the minister", "said",
     ["We found the files,", "and they lay in a drawer."]),
    ("“We found the files,” the minister said on Monday. “They lay in a drawer.”", "the minister", "said",
     ["We found the files,", "They lay in a drawer."]),
    ("The minister said: “We found the files in a drawer.\n“They lay there for years.\n“Nobody missed them.”",
     "The minister", "said",
     ["We found the files in a drawer", "They lay there for years", "Nobody missed them."]),
    ("“No,” he said.", "he", "said", ["No,"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "cue", "content"), DIRECT)
def test_direct_speech(text: str, source: str, cue: str, content: list[str]) -> None:
    assert readings(text) == [(source, cue, tuple(content))]
    assert read(text)[0].kind == "direct"


INDIRECT = [
    ("The ministry said that Orlov had passed nine files to a courier.", "The ministry", "said",
     ["that Orlov had passed nine files to a courier"]),
    ("The ministry said Orlov had passed nine files to a courier.", "The ministry", "said",
     ["Orlov had passed nine files to a courier"]),
    ("Orlov had passed nine files to a courier, the ministry said.", "the ministry", "said",
     ["Orlov had passed nine files to a courier"]),
    ("Orlov, the ministry said, had passed nine files to a courier.", "the ministry", "said",
     ["Orlov", "had passed nine files to a courier"]),
    ("According to the ministry, Orlov had passed nine files to a courier.", "the ministry", "According to",
     ["Orlov had passed nine files to a courier"]),
    ("Orlov had passed nine files to a courier, according to a statement by the ministry.",
     "a statement by the ministry", "according to", ["Orlov had passed nine files to a courier"]),
    ("Orlov, according to the ministry, had passed nine files to a courier.", "the ministry", "according to",
     ["Orlov", "had passed nine files to a courier"]),
    ("Prosecutors told reporters in Vienna that Orlov had confessed.", "Prosecutors", "told",
     ["that Orlov had confessed"]),
    ("As the ministry noted, Orlov had left the country.", "the ministry", "noted", ["Orlov had left the country"]),
    ("A reporter asked whether Orlov had left the country.", "A reporter", "asked",
     ["whether Orlov had left the country"]),
    ("The court heard Orlov, who said that he had needed the money.", "who", "said",
     ["that he had needed the money"]),
    ("The prosecutors accused Orlov of passing files to a courier.", "The prosecutors", "accused",
     ["Orlov of passing files to a courier"]),
    ("Orlov denied spying for anyone.", "Orlov", "denied", ["spying for anyone"]),
    ("The ministry urged citizens to report strangers.", "The ministry", "urged", ["citizens to report strangers"]),
    ("Orlov is said to have passed nine files to a courier.", "", "is said",
     ["Orlov", "to have passed nine files to a courier"]),
    ("Orlov was accused of passing files to a courier.", "", "was accused",
     ["Orlov", "of passing files to a courier"]),
    ("It was reported that Orlov had left the country.", "", "was reported", ["that Orlov had left the country"]),
    ("Officials believe that Orlov is in Lisbon.", "Officials", "believe", ["that Orlov is in Lisbon"]),
    ("Orlov has been in Lisbon since May, the Federal Police confirmed Friday.", "the Federal Police", "confirmed",
     ["Orlov has been in Lisbon since May"]),
    ("The agency announced in a post that Orlov had been held.", "The agency", "announced",
     ["that Orlov had been held"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "cue", "content"), INDIRECT)
def test_indirect_speech(text: str, source: str, cue: str, content: list[str]) -> None:
    assert (source, cue, tuple(content)) in readings(text)
    assert {a.kind for a in read(text)} == {"indirect"}


def test_mixed_speech_keeps_what_stands_outside_the_marks() -> None:
    text = "Ivanova said the charges were “a bad joke” and that nobody would believe them."
    (found,) = read(text)
    assert found.kind == "mixed"
    assert words(text, found)[2] == ("the charges were “a bad joke” and that nobody would believe them",)


def test_nominal_cues() -> None:
    assert (
        "the ministry's",
        "claim",
        ("that Orlov had worked for years",),
    ) in readings("Lawyers laughed at the ministry's claim that Orlov had worked for years.")
    text = "The report repeats allegations that Orlov had worked for years."
    assert words(text, the(text, "allegations"))[2] == ("that Orlov had worked for years",)


def test_headline_of_a_speaker_and_a_colon() -> None:
    text = "Minister: Nobody Spied On Us\n\nThe inquiry went on for a year."
    assert readings(text) == [("Minister", ":", ("Nobody Spied On Us",))]


@pytest.mark.parametrize("text", ["Published: 4 May 2021 in the morning edition", "Photo: A street in Vienna at night"])
def test_a_label_is_no_speaker(text: str) -> None:
    assert readings(text) == []


def test_coordinated_cues_share_their_source_and_part_their_contents() -> None:
    text = "The ministry said that Orlov had fled and added that nobody had helped him."
    assert words(text, the(text, "said")) == ("The ministry", "said", ("that Orlov had fled",))
    assert words(text, the(text, "added")) == ("The ministry", "added", ("that nobody had helped him",))


def test_participle_takes_the_subject_of_its_verb() -> None:
    text = "The ministry closed the office, claiming that it had been a front."
    assert words(text, the(text, "claiming")) == ("The ministry", "claiming", ("that it had been a front",))


def test_nested_attributions_know_their_parent() -> None:
    text = "The ministry said that Orlov had claimed that a courier paid him."
    outer, inner = read(text)
    assert words(text, outer)[2] == ("that Orlov had claimed that a courier paid him",)
    assert words(text, inner) == ("Orlov", "had claimed", ("that a courier paid him",))
    assert (outer.parent, inner.parent) == (None, 0)


def test_relay_at_the_end_covers_the_clause() -> None:
    text = "Orlov was held in Vienna in May, reported by Northern Wire."
    assert words(text, the(text, "reported")) == ("Northern Wire", "reported", ("Orlov was held in Vienna in May",))


def test_speech_within_a_quotation_is_its_speakers() -> None:
    text = "“Orlov told us that he was innocent, and we believe him,” the lawyer said."
    assert [r[1] for r in readings(text)] == ["said"]


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = "“We found the files in March, the minister said.\n\nThe inquiry went on for a year."
    for a in read(text):
        assert a.content[-1].end <= text.index("\n")


def test_content_and_source_stay_in_their_paragraph() -> None:
    text = "Spy case shakes the capital\n\nThe minister said that the files were gone."
    assert readings(text) == [("The minister", "said", ("that the files were gone",))]


def test_place_line_is_no_source() -> None:
    text = "VIENNA (Northern Wire) — The minister said that the files were gone."
    assert words(text, the(text, "said"))[0] == "The minister"


def test_text_wrapped_by_hand_reads_as_one_paragraph() -> None:
    text = (
        "The minister said that\nthe files were gone\nand that nobody\nhad seen the man\nwho took them to the\nembassy."
    )
    assert words(text, the(text, "said"))[2][0].endswith("embassy")


CERTAINTY = [
    ("The ministry said that Orlov had fled.", "said", "reported"),
    ("According to the ministry, Orlov had fled.", "According", "reported"),
    ("The ministry claims that Orlov had fled.", "claims", "alleged"),
    ("The ministry accused Orlov of treason.", "accused", "alleged"),
    ("Orlov is said to have fled.", "said", "alleged"),
    ("Orlov denied that he had fled.", "denied", "denied"),
    ("The ministry fears that Orlov has fled.", "fears", "possible"),
    ("Officials believe that Orlov has fled.", "believe", "possible"),
    ("The ministry confirmed that Orlov had fled.", "confirmed", "reported"),
    ("The ministry allegedly said that Orlov had fled.", "said", "alleged"),
]


@pytest.mark.parametrize(("text", "cue", "certainty"), CERTAINTY)
def test_certainty(text: str, cue: str, certainty: str) -> None:
    assert the(text, cue).certainty == certainty


def test_an_event_is_no_attribution() -> None:
    assert read("Orlov walked along the river and bought a newspaper.") == ()


def test_the_lead_resolves_speakers_later() -> None:
    (found,) = read("The ministry said that Orlov had fled.")
    assert (found.reader, found.speaker, found.speaker_name, found.channel) == (READER, None, None, None)
    assert 0.5 < found.confidence <= 1


# --------------------------------------------------------------------------- what holds for every text

PIECES = st.sampled_from(
    ["the ministry", "Orlov", "said", "claimed", "that", "denied", "told", "accused", "of", "spying", "he", "which",
     "according to", "had fled", ",", ".", ":", "\n", "\n\n", "“", "”", '"', "'", "''", "``", "(", ")", "—", "was",
     "reportedly", "as", "reported by", "  ", "«", "»", "to", "U.S."]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=40).map(" ".join) | st.text(max_size=80)


def check(text: str, found: tuple[Attribution, ...]) -> None:
    for n, a in enumerate(found):
        assert a.content
        assert a.cue
        assert 0 <= a.confidence <= 1
        assert a.parent is None or (0 <= a.parent < len(found) and a.parent != n)
        every = sorted((*a.source, *a.cue, *a.content))
        for start, end in every:
            assert 0 <= start < end <= len(text)
            assert text[start:end] == text[start:end].strip()
        assert all(left.end <= right.start for left, right in pairwise(every))
    assert list(found) == sorted(found, key=lambda a: a.cue[0].start)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
@example("")
@example('"')
@example("said " * 50)
def test_spans_are_inside_trimmed_and_apart(text: str) -> None:
    check(text, read(text))


@settings(max_examples=30, deadline=None)
@given(TEXTS)
def test_a_second_reading_is_the_first(text: str) -> None:
    assert read(text) == read(text)
