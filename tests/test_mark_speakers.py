"""Speakers: whose word "it said", "the statement added" and "according to the indictment" are, and by which channel."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from sayso.domains import load
from sayso.mark import mark_all, report, speakers
from sayso.mark.encoder.reader import Reading
from sayso.mark.parse import parse
from sayso.model import Attribution, AttributionKind, Header, Layer, Marks, Span
from tests.marking import chain, read

MSS, MFA, GBA = "Ministry of State Security", "Ministry of Foreign Affairs (China)", "Federal Public Prosecutor General"
STATEMENT = "China's Ministry of State Security said a British spy had been arrested for espionage. "
CHARGES = "German prosecutors said Jian G. had spied for Chinese intelligence. "
SPOKESMAN = "Lin Jian, a spokesman for China's Ministry of Foreign Affairs, said the espionage charges were baseless. "


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (STATEMENT + "It said MI6 had paid the spy.", MSS),
        (STATEMENT + "The statement added that MI6 had paid the spy.", MSS),
        (STATEMENT + "The ministry added that MI6 had paid the spy.", MSS),
        (STATEMENT + "According to the post, MI6 had paid the spy.", MSS),
        (CHARGES + "According to the indictment, he passed 500 documents to a handler.", "indictment"),
        (CHARGES + "The complaint says he passed 500 documents to a handler.", "complaint"),
        (SPOKESMAN + "The spokesman said Britain had arrested a Chinese spy.", "Lin Jian"),
        (SPOKESMAN + "He said Britain had arrested a Chinese spy.", "Lin Jian"),
        (SPOKESMAN + "“Britain has arrested a Chinese spy,” Lin added.", "Lin Jian"),
        ("The FSB told Tass that a spy had been arrested for espionage.", "FSB"),
        ("A court heard that, according to German police, the spy had sold secrets.", "German police"),
        ("German prosecutors said the spy had sold secrets.", "German prosecutors"),  # which of them is not said
    ],
)
def test_the_last_speaker_is_known(text: str, speaker: str) -> None:
    assert read(text).speakers()[-1] == speaker


def test_a_source_that_nobody_has_named_keeps_its_words() -> None:
    reading = read("A person close to the inquiry said the spy had sold secrets to the FSB.")
    assert reading.speakers()[0] is not None
    assert "person" in str(reading.speakers()[0])


def test_a_speaker_points_at_a_party_of_the_report() -> None:
    reading = read(STATEMENT + "It said MI6 had paid the spy.")
    for attribution in reading.marks.attributions:
        assert attribution.speaker is not None
        assert reading.marks.entities[attribution.speaker].name == attribution.speaker_name


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("In a post on WeChat, China's Ministry of State Security said a spy had sold secrets.", "wechat"),
        ("China's Ministry of State Security said in a statement that a spy had sold secrets.", "statement"),
        ("At a press conference in Moscow, the FSB said a spy had sold secrets.", "press_conference"),
        ("The indictment says the spy sold secrets, prosecutors in Berlin said.", "indictment"),
        ("The FSB said a spy had sold secrets.", None),
    ],
)
def test_the_channel_is_what_the_sentence_of_the_cue_names(text: str, channel: str | None) -> None:
    assert read(text).marks.attributions[0].channel == channel


def test_a_channel_inside_what_is_said_is_not_the_speaker_s() -> None:
    (attribution,) = read("The FSB said a spy had sold secrets through a post on WeChat.").marks.attributions
    assert attribution.channel is None


def test_a_dateline_is_no_speaker() -> None:
    reading = read("TEHRAN: Iran said it had arrested a spy who worked for Mossad.")
    assert reading.speakers() == ["Government of Iran"]


def test_a_relay_is_a_chain_outermost_first() -> None:
    text = "The Times reported that MI5 said a Chinese spy had sold secrets."
    assert chain(read(text, outlet="Malmo Daily").claim("transfer_information")) == ["Malmo Daily", "The Times", "MI5"]


def test_an_outlet_that_the_pack_does_not_know_is_a_speaker_by_its_name() -> None:
    (claim,) = read("The spy was arrested for espionage by Swedish police.", outlet="Malmo Daily").claims("arrest")
    assert (claim.chain[0].speaker, claim.chain[0].entity) == ("Malmo Daily", None)


def test_a_body_told_to_do_something_is_not_told_a_claim() -> None:
    reading = read("China's Ministry of State Security said MI6 had instructed the spy to collect secrets.")
    assert chain(reading.claim("collect"))[-1] == MSS


# ------------------------------------------------------------------------- what readers of other kinds make

SPIED = "Swedish police arrested Viktor Orlan for espionage. "


def spans(text: str, *words: str) -> tuple[Span, ...]:
    return tuple(Span(text.index(w), text.index(w) + len(w)) for w in words)


def made(text: str, source: str | None, cue: str, *content: str) -> Attribution:
    """An attribution as another reader might make it, by its words."""
    return Attribution(
        source=spans(text, source) if source else (),
        cue=spans(text, cue),
        content=spans(text, *content),
        kind="indirect",
        certainty="reported",
        confidence=0.9,
        reader="other 1",
    )


def by(monkeypatch: pytest.MonkeyPatch, text: str, *attributions: Attribution) -> Marks:
    """The marks of a text whose attributions are these."""
    monkeypatch.setitem(report.READERS, "rules", lambda doc, domain: Reading(attributions))
    layer = Layer(extractor="plain 1", text=text, header=Header())
    return next(mark_all([layer], "rules", load("espionage")))


@pytest.mark.parametrize(
    ("sentence", "source", "cue", "content"),
    [
        ("Orlan, accused of selling secrets, was tall.", "Orlan", "accused", "selling secrets"),
        ("Orlan has been charged with selling secrets.", "Orlan", "has been charged", "with selling secrets"),
        ("Orlan, said to have sold secrets, was tall.", "Orlan", "said", "to have sold secrets"),
    ],
)
def test_whom_a_passive_tells_of_is_no_speaker(
    sentence: str, source: str, cue: str, content: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = SPIED + sentence
    start = len(SPIED)
    attribution = made(text[start:], source, cue, content)
    moved = [tuple(Span(s.start + start, s.end + start) for s in spans) for spans in
             (attribution.source, attribution.cue, attribution.content)]  # fmt: skip
    marks = by(monkeypatch, text, replace(attribution, source=moved[0], cue=moved[1], content=moved[2]))
    assert {c.chain[-1].speaker for c in marks.claims} == {"outlet"}


def test_who_was_quoted_as_saying_is_the_speaker(monkeypatch: pytest.MonkeyPatch) -> None:
    text = SPIED + "Lars Dahl was quoted as saying that the spy had sold secrets."
    marks = by(monkeypatch, text, made(text, "Lars Dahl", "was quoted as saying", "that the spy had sold secrets"))
    assert [c.chain[-1].speaker for c in marks.claims if c.event == "transfer_information"] == ["Lars Dahl"]


def test_a_hole_in_what_is_said_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    text = SPIED + "The FSB said that the man had handed over secret maps and flown to Kyiv."
    marks = by(monkeypatch, text, made(text, "The FSB", "said", "that the man", "and flown to Kyiv"))
    assert [c.chain[-1].speaker for c in marks.claims if c.event == "transfer_information"] == ["FSB"]


def test_a_pronoun_left_out_before_a_cue_is_the_source(monkeypatch: pytest.MonkeyPatch) -> None:
    text = SPIED + "The FSB knew the man. It alleged that the spy had sold secrets."
    marks = by(
        monkeypatch,
        text,
        made(text, "The FSB", "knew", "the man"),
        made(text, None, "alleged", "that the spy had sold secrets"),
    )
    assert [c.chain[-1].speaker for c in marks.claims if c.event == "transfer_information"] == ["FSB"]


# ----------------------------------------------------------------------------------------------- small parts


def attribution(kind: AttributionKind = "indirect", parent: int | None = None) -> Attribution:
    span = (Span(0, 1),)
    return Attribution(
        source=span, cue=(), content=span, kind=kind, certainty="reported", confidence=0.5, reader="x", parent=parent
    )


def test_a_chain_goes_up_through_parents_and_stands_for_what_it_carries_on() -> None:
    made = [attribution(), attribution(parent=0), attribution("carried", parent=1)]
    assert speakers.chain_of(made, 1) == [0, 1]
    assert speakers.chain_of(made, 2) == [0, 2]


def test_a_chain_of_parents_in_a_circle_ends() -> None:
    assert speakers.chain_of([attribution(parent=1), attribution(parent=0)], 0) == [1, 0]


def test_officials_of_a_service_speak_for_the_service() -> None:
    assert read("FSB officials said the spy had sold secrets.").speakers() == ["FSB"]


def test_whom_a_paper_cites_stands_in_the_chain() -> None:
    text = "Swedish police arrested a spy for passing secrets to Russia, the BBC reported, citing prosecutors."
    assert chain(read(text).claim("arrest"))[1:] == ["BBC", "Prosecutors (Sweden)"]


def test_whom_news_only_moves_has_said_nothing() -> None:
    text = "The arrest of a spy angered Beijing. The FSB said that a spy had been arrested for espionage."
    told = {"kind": "indirect", "certainty": "reported", "confidence": 0.6, "reader": "encoder 1"}
    parts = [("Beijing", "angered", "The arrest of a spy"), ("The FSB", "said", "a spy had been")]
    said = [
        Attribution(source=(at(a, text),), cue=(at(b, text),), content=(at(c, text),), **told)  # type: ignore[arg-type]
        for a, b, c in parts
    ]
    assert speakers.that_speak(parse(text), said, load("espionage")) == said[1:]


def at(words: str, text: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))
