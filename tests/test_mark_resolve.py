"""Sources → parties: whose word a source is, from whatever reader its spans come, in reports of many countries."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.domains import load
from sayso.mark import names, nominals, resolve, speakers
from sayso.mark.parse import parse_all
from sayso.mark.parties import Parties
from sayso.mark.report import gazetteer
from sayso.model import Attribution, Entity, Span
from tests.marking import Reading, read

DOMAIN = load("espionage")

# text, words of the source, name of the speaker's party, its kind, the name of the party it belongs to
WORLD = [
    # Norway, Sweden, Estonia
    ("Norway's Police Security Service, PST, said a student had spied. The agency said he had used a jammer.",
     "The agency", "PST", "service", None),
    ("“We suspect Russia,” PST lawyer Kari Moen told NRK about the spy.", "PST lawyer Kari Moen", "Kari Moen", "person",
     "PST"),
    ("The PST's acting head Hanne Blom said more spies were out there.", "The PST's acting head Hanne Blom",
     "Hanne Blom", "person", "PST"),
    ("Swedish police arrested two spies. In court documents, investigators said they had found a memory stick.",
     "investigators", "Investigators (Sweden)", "government", None),
    ("KAPO chief Margo Palm said the spy was paid little.", "KAPO chief Margo Palm", "Margo Palm", "person", "KAPO"),
    # Poland, Germany, the Czech Republic
    ("The Internal Security Agency (ABW) arrested a spy. The man took pictures, spokesman Jan Dobry told reporters.",
     "spokesman Jan Dobry", "Jan Dobry", "person", None),
    ("Germany's federal prosecutor's office charged two spies. They met a handler, according to the arrest warrant.",
     "the arrest warrant", "Federal Public Prosecutor General", "government", None),
    ("A senior official at the Czech interior ministry, who asked not to be named, said the spy had fled.",
     "A senior official at the Czech interior ministry, who asked not to be named",
     "senior official at the Czech interior ministry", "unnamed", "Ministry of the Interior (Czech Republic)"),
    # the Netherlands, Britain, the United States
    ("“He worked for the GRU,” a spokeswoman for the Dutch intelligence service AIVD said of the spy.",
     "a spokeswoman for the Dutch intelligence service AIVD", "AIVD", "service", None),
    ("The judge, Mr Justice Hilton, said the spies would be sentenced in May.", "The judge, Mr Justice Hilton",
     "Hilton", "person", None),
    ("Downing Street said the spy had been expelled.", "Downing Street", "Government of the United Kingdom",
     "government", None),
    ("The White House said it knew of the spy.", "The White House", "Government of the United States", "government",
     None),
    ("A US Army sergeant was arrested as a spy, according to court papers unsealed on Friday in Ohio. Prosecutors "
     "said he opened an account.", "court papers unsealed on Friday in Ohio", "US federal prosecutors", "government",
     None),
    ("The spy fled, a Foreign Office spokesman said in London.", "a Foreign Office spokesman", "Foreign Office",
     "government", None),
    # Iran, Turkey, Israel
    ("Iran's Intelligence Ministry said it held a spy. The ministry's statement, carried by Tasnim, said he was paid.",
     "The ministry's statement, carried by Tasnim", "Ministry of Intelligence (Iran)", "service", None),
    ("Turkish intelligence caught a spy, state-run Anadolu Agency said. The spy confessed, it added.", "it",
     "Anadolu Agency", "outlet", None),
    ("Israel's Shin Bet said a spy had been caught. In a joint statement the agency said he had filmed bases.",
     "the agency", "Shin Bet", "service", None),
    # Japan, South Korea, India, China
    ("The spy denied it all, NHK reported. The broadcaster said he was an engineer.", "The broadcaster", "NHK",
     "outlet", None),
    ("The defence ministry in Seoul said a soldier had spied. A ministry official told Yonhap he was paid.",
     "A ministry official", "ministry official", "unnamed", "Ministry of National Defense (South Korea)"),
    ("A spy was caught, a senior police officer told PTI in Delhi. “He was trapped,” the officer said.",
     "the officer", "senior police officer", "unnamed", None),
    ("India's Central Bureau of Investigation named a spy. According to the charge sheet, he was paid.",
     "the charge sheet", "Central Bureau of Investigation", "service", None),
    ("China's Ministry of State Security said it had a spy. Chinese officials said he was paid. It said he lied.",
     "It", "Ministry of State Security", "service", None),
    # Ukraine, Russia, Georgia
    ("The Security Service of Ukraine (SBU) held a spy. According to the investigation, he sold coordinates.",
     "the investigation", "SBU", "service", None),
    ("The spy took notes, the SBU press service wrote on Telegram.", "the SBU press service", "SBU", "service", None),
    ("The Kremlin said the spy was no diplomat.", "The Kremlin", "Government of Russia", "government", None),
    ("A court in Moscow sentenced a spy, a TASS correspondent reported.", "a TASS correspondent", "TASS", "outlet",
     None),
    # Australia, Canada, and nobody's in particular
    ("Canberra has warned of spies.", "Canberra", "Government of Australia", "government", None),
    ("The spy was arrested, local media reported. Reports also claimed that he had been paid.", "Reports",
     "media reports", "unnamed", None),
    ("Reuters reported the arrest of a spy, citing a person familiar with the matter.",
     "a person familiar with the matter", "person familiar with the matter", "unnamed", None),
]  # fmt: skip


def speaker(reading: Reading, source: str) -> tuple[Entity, Attribution]:
    """The party and the attribution of the last source with these words."""
    found = [a for a in reading.marks.attributions if a.source and source.startswith(reading.quote(a.source[0]))]
    assert found, [reading.quote(s) for a in reading.marks.attributions for s in a.source]
    last = max(found, key=lambda a: a.source[0].start)
    assert last.speaker is not None
    return reading.marks.entities[last.speaker], last


@pytest.mark.parametrize(("text", "source", "name", "kind", "parent"), WORLD, ids=[w[1][:40] for w in WORLD])
def test_a_source_is_its_party(text: str, source: str, name: str, kind: str, parent: str | None) -> None:
    reading = read(text)
    entity, _ = speaker(reading, source)
    assert (entity.name, entity.kind) == (name, kind)
    if parent is not None:
        assert entity.parent is not None
        assert reading.marks.entities[entity.parent].name == parent


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        ("Downing Street said the spy had been expelled.", "Downing Street", "Downing Street"),
        ("Beijing denied that he was a spy.", "Beijing", "Beijing"),
        ("The spy fled, a Foreign Office spokesman said.", "a Foreign Office spokesman", "Foreign Office spokesman"),
        ("The FSB said the spy had fled.", "The FSB", "FSB"),
    ],
)
def test_a_telling_name_of_the_place_is_kept_beside_the_party(text: str, source: str, name: str) -> None:
    assert speaker(read(text), source)[1].speaker_name == name


LIND = "Swedish police arrested Anna Lind, a translator, on suspicion of espionage. "


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (LIND + "Her lawyer, Olof Holm, told the BBC that she had never spied.", "Her lawyer, Olof Holm"),
        (LIND + "The lawyer said she had never spied.", "The lawyer"),
        (LIND + "Her husband said she had never spied.", "Her husband"),
    ],
)
def test_who_speaks_for_the_accused_is_not_the_accused(text: str, source: str) -> None:
    assert speaker(read(text), source)[0].name != "Anna Lind"


def test_he_is_the_accused_where_others_have_spoken_since() -> None:
    text = (
        "Prosecutor Alan Marsh told jurors that the ring was paid. "
        "The court heard that Nikolai Petrov, a spy, met a handler. He denies espionage."
    )
    assert speaker(read(text), "He")[0].name == "Nikolai Petrov"


def test_he_is_the_one_who_has_just_spoken() -> None:
    text = LIND + "The Swedish minister Lars Dahl said the spy was dangerous. He said there were more spies."
    assert speaker(read(text), "He")[0].name == "Lars Dahl"


def test_they_are_the_prosecutors_who_have_just_spoken() -> None:
    text = "Swedish prosecutors said two spies had met GRU officers. They also said that the spies were paid."
    assert speaker(read(text), "They")[0].name == "Swedish Prosecution Authority"


def test_a_pronoun_that_nobody_fits_is_no_speaker() -> None:
    reading = read("They said the spy had fled.")
    assert [(a.speaker, a.speaker_name) for a in reading.marks.attributions] == [(None, None)]


# ---------------------------------------------------------------------------------- spans of another reader


@dataclass
class Text:
    """A text with its parties, to which sources can be put by hand."""

    text: str
    parties: Parties

    def speaker(self, start: int, end: int) -> str | None:
        """The name of the party of a source at these offsets."""
        attribution = Attribution(
            source=(Span(start, end),),
            cue=(Span(end, end + 1),),
            content=(),
            kind="indirect",
            certainty="reported",
            confidence=1.0,
            reader="x",
        )
        (resolved,) = speakers.resolve(self.parties.doc, [attribution], self.parties, ())
        return None if resolved.speaker is None else self.parties.drafts[resolved.speaker].name


def taken(text: str) -> Text:
    (doc, _), *_ = list(parse_all([(text, None)]))
    parties = Parties(doc, DOMAIN, gazetteer(DOMAIN), {})
    names.take(parties)
    nominals.take(parties)
    return Text(text, parties)


EDGES = {
    "A senior official at the Swedish Security Service": "senior official at the Swedish Security Service",
    "Kremlin spokesman Anton Belov": "Anton Belov",
    "a statement by the FSB": "FSB",
    "the Federal Bureau of Investigation": "FBI",
    "Larisa Knop of the FBI's National Security Branch": "Larisa Knop",
    "the Reuters news agency": "Reuters",
}
SENTENCES = {source: taken(f"On Monday, {source}, after the trial, said the spy had fled.") for source in EDGES}


@pytest.mark.parametrize("source", list(EDGES))
@settings(max_examples=12, deadline=None)
@given(before=st.integers(0, 2), after=st.sampled_from([0, 1, 7, 17]))
def test_a_source_with_a_wrong_edge_is_the_same_party(source: str, before: int, after: int) -> None:
    there = SENTENCES[source]
    start = there.text.index(source)
    assert there.speaker(start - before, start + len(source) + after) == EDGES[source]


@pytest.mark.parametrize(
    ("source", "head"),
    [
        ("officials briefed on the case", "officials"),
        ("state-run Anadolu Agency", "Agency"),
        ("the agency's acting head Hanne Blom", "Blom"),
        ("a person familiar with the matter", "person"),
        ("court papers unsealed on Friday", "papers"),
        ("Ministry of State Security", "Security"),
        ("the 52-year-old", "old"),
        ("according to the post", "post"),
        ("Her lawyer, Olof Holm", "lawyer"),
        ("“ ”", None),
    ],
)
def test_the_head_of_a_source_is_found_from_its_words(source: str, head: str | None) -> None:
    parties = taken(source).parties
    found = resolve.head_of(list(parties.doc), parties)
    assert (found.text if found is not None else None) == head


def test_a_source_of_a_whole_long_sentence_ends() -> None:
    there = taken("officials and " * 1000 + "ministers said the spy had fled.")
    assert there.speaker(0, len(there.text) - 30) is not None


HELD_IN_RIGA = "Latvian police arrested Juris Kalns on suspicion of spying for Russia. "


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (HELD_IN_RIGA + "He sold maps, the press service of the VDD said.", "VDD"),
        (HELD_IN_RIGA + "He sold maps, the VDD's press office said.", "VDD"),
        (HELD_IN_RIGA + "He sold maps, the regional branch of the VDD said.", "VDD"),
        (HELD_IN_RIGA + "He sold maps, state-run Anadolu news agency said.", "Anadolu"),
        (HELD_IN_RIGA + "Reuters reported it first. Kalns had sold maps, the paper said.", "Reuters"),
        (HELD_IN_RIGA + "According to the charge sheet, Kalns sold maps.", "charge sheet"),
        (HELD_IN_RIGA + "Justice Minister Anna Lapa knew. The justice minister said he sold maps.", "Anna Lapa"),
        (HELD_IN_RIGA + "Armed Forces of Peru Chief of Staff Gen. Ramon Cruz said he sold maps.", "Ramon Cruz"),
        (HELD_IN_RIGA + "Prosecutor General Anna Lapa said he had sold maps.", "Anna Lapa"),
        ("A clerk of the Harbour Defence Directorate was held in Riga for spying. The defence directorate said he "
         "had sold maps to Russia.", "Harbour Defence Directorate"),
    ],
)  # fmt: skip
def test_a_source_in_short_finds_whom_it_means(text: str, name: str) -> None:
    assert read(text).speakers()[-1] == name


def test_an_investigation_is_not_the_word_of_a_court() -> None:
    text = "Taiwan's Supreme Court upheld it, the Supreme Court said. An investigation found that Lin Wei sold maps."
    assert read(text).speakers()[-1] == "Investigators (Taiwan)"


def test_a_government_called_after_its_head_is_not_of_the_state_that_acts() -> None:
    text = HELD_IN_RIGA + "The charges are false, the Lindqvist administration said."
    assert read(text).entity("Lindqvist administration").country is None


def test_laws_and_days_are_no_parties() -> None:
    text = "A Riga court Tuesday jailed Juris Kalns for breaking the State Secrets Act by spying for Russia."
    assert not {"Tuesday", "State Secrets Act"} & set(read(text).parties())
