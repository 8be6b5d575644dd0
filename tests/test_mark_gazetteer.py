"""The gazetteer finds the bodies, countries and outlets of a text, and is not misled by what looks like them."""

import gc
import os
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from sayso.domains import load
from sayso.mark.gazetteer import Gazetteer, Hit, fold, spelling
from sayso.mark.parse import parse, pipeline

SHARED = Path(os.environ.get("SAYSO_SHARED", Path(__file__).parents[2] / "shared"))


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer(load())


@cache
def found(text: str) -> tuple[Hit, ...]:
    return tuple(gazetteer().find(parse(text)))


def said(text: str, *kinds: str) -> list[tuple[str, str | None]]:
    """The words of each hit and its party or, with none, its country."""
    hits = [hit for hit in found(text) if not kinds or hit.kind in kinds]
    return [(text[hit.span.start : hit.span.end], hit.party or hit.country) for hit in hits]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A man was caught by the British spy agency.", ("British spy agency", "gb-mi6")),
        ("Officers of MI-6 met him.", ("MI-6", "gb-mi6")),
        ("China's Ministry of State Security posted a video.", ("China's Ministry of State Security", "cn-mss")),
        ("The report was denied by Russia's foreign ministry.", ("Russia's foreign ministry", "ru-mfa")),
        ("The FBI searched a flat.", ("FBI", "us-fbi")),
        ("Norway's domestic security service held him.", ("Norway's domestic security service", "no-pst")),
        ("German federal prosecutors charged two men.", ("German federal prosecutors", "de-gba")),
        ("He was watched by Polish counterintelligence officers.", ("Polish counterintelligence officers", "pl-abw")),
        ("Ukraine’s SBU named him.", ("Ukraine’s SBU", "ua-sbu")),
        ("The Estonian Internal Security Service arrested her.", ("Estonian Internal Security Service", "ee-kapo")),
        ("Latvia's State Security Service opened a case.", ("Latvia's State Security Service", "lv-vdd")),
        ("The Dutch military intelligence service warned firms.", ("Dutch military intelligence service", "nl-mivd")),
        ("Säpo confirmed the arrest.", ("Säpo", "se-sapo")),
        (
            "The Finnish Security and Intelligence Service agreed.",
            ("Finnish Security and Intelligence Service", "fi-supo"),
        ),
        (
            "The Danish Security and Intelligence Service differed.",
            ("Danish Security and Intelligence Service", "dk-pet"),
        ),
        ("South Korea's spy agency briefed members.", ("South Korea's spy agency", "kr-nis")),
        ("North Korea's state media was silent.", ("North Korea's state media", "kp-state-media")),
        ("Pakistan's ISI ran the cell.", ("Pakistan's ISI", "pk-isi")),
        (
            "India's powerful external intelligence agency knew.",
            ("India's powerful external intelligence agency", "in-raw"),
        ),
        ("Turkish intelligence flew him home.", ("Turkish intelligence", "tr-intelligence")),
        ("The Iranian intelligence ministry named Mossad.", ("Iranian intelligence ministry", "ir-mois")),
        ("Israel's domestic security agency had followed her.", ("Israel's domestic security agency", "il-shinbet")),
        ("The Cuban Directorate of Intelligence paid him.", ("Cuban Directorate of Intelligence", "cu-di")),
        ("Belarus's KGB filmed it.", ("Belarus's KGB", "by-kgb")),
        ("The Soviet KGB filmed it.", ("Soviet KGB", "su-kgb")),
        (
            "The East German Ministry for State Security kept a file.",
            ("East German Ministry for State Security", "dd-stasi"),
        ),
        ("Canadian police seized a laptop.", ("Canadian police", "ca-police")),
        ("The interior ministry of Portugal declined.", ("interior ministry of Portugal", "pt-interior-ministry")),
        ("Police in Norway declined.", ("Police in Norway", "no-police")),
        ("Japanese prosecutors dropped it.", ("Japanese prosecutors", "jp-prosecutors")),
        ("A Moscow court extended the arrest.", ("Moscow court", "ru-court")),
        ("The United States' spy agency knew.", ("United States' spy agency", "us-cia")),
        ("The U.S. Justice Department unsealed it.", ("U.S. Justice Department", "us-doj")),
        ("The Philippine Justice Department unsealed it.", ("Philippine Justice Department", "ph-justice-ministry")),
        ("The German Foreign Office spoke.", ("German Foreign Office", "de-aa")),
        ("The Foreign Office spoke.", ("Foreign Office", "gb-fcdo")),
        ("Vietnam's Ministry of Public Security spoke.", ("Vietnam's Ministry of Public Security", "vn-mps")),
        ("The Xinhua news agency spoke.", ("Xinhua news agency", "xinhua")),
        ("The Wall Street Journal saw the file.", ("The Wall Street Journal", "wsj")),
        ("U.S. officials spoke.", ("U.S. officials", "us-gov")),
        ("The Chinese authorities spoke.", ("Chinese authorities", "cn-gov")),
    ],
)
def test_a_body_is_found_with_its_party(text: str, expected: tuple[str, str]) -> None:
    assert expected in said(text, "party", "function")


@pytest.mark.parametrize(
    "text",
    [
        "He spied for a Russian intelligence service.",
        "He met Russian intelligence officers.",
        "Russia's intelligence service met him.",
    ],
)
def test_a_service_that_is_left_open_is_not_a_named_one(text: str) -> None:
    assert said(text)[0][1] == "ru-intelligence"


def test_a_body_without_a_country_is_left_to_what_came_before() -> None:
    hits = found("Prosecutors and police agreed, the ministry wrote, but the agency did not.")
    assert [(hit.function, hit.party, hit.country) for hit in hits] == [
        ("prosecutors", None, None),
        ("police", None, None),
        ("ministry", None, None),
        ("agency", None, None),
    ]
    assert hits[0].party_kind == "government"


def test_a_body_of_an_open_kind_keeps_its_country_only() -> None:
    (hit,) = found("The British agency had no comment.")
    assert (hit.function, hit.party, hit.country) == ("agency", None, "GB")


def test_generic_words_alone_name_nothing_without_an_article() -> None:
    assert found("He worked in a department of some agency.") == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Beijing accused the man of spying.", "metonym"),
        ("According to Moscow, he was a spy.", "metonym"),
        ("He stayed loyal to Moscow.", "metonym"),
        ("Beijing Tuesday rejected the charge.", "metonym"),
        ("The Kremlin denied it.", "metonym"),
        ("He was arrested in Moscow.", "place"),
        ("They met near the Kremlin.", "place"),
        ("He flew from Beijing and landed later.", "place"),
        ("He travelled to Moscow twice.", "place"),
        ("They met in Vienna and Budapest.", "place"),
        ("The Moscow-based man denied it.", "place"),
        ("They searched a Beijing apartment.", "place"),
        ("WARSAW (Example Wire) - Two men were held.", "place"),
        ("Warsaw, March 3 - Two men were held.", "place"),
        ("He grew up in the capital, Minsk.", "place"),
        ("She joined the US embassy in Tokyo.", "place"),
    ],
)
def test_capitals_are_governments_or_places(text: str, kind: str) -> None:
    assert {hit.kind for hit in found(text) if hit.kind in ("metonym", "place")} == {kind}


@pytest.mark.parametrize(
    "text",
    [
        "Give us more time, she told us.",
        "Denzel Washington played the spy.",
        "She studied at Beijing University.",
        "He moved to New Jersey with his family.",
        "The film won a prize in Latin America.",
        "He hunted wild turkey and slept by the river.",
        "Atlanta is the capital of Georgia.",
        "The Vice President met the Speaker.",
        "Wired money arrived. Focus on the method. Time was short.",
        "HE MUST PAY FOR IT",
        "Jordan Smith denied it.",
        "He polished the brass and wrote a statement.",
    ],
)
def test_what_only_looks_like_a_name_is_none(text: str) -> None:
    assert said(text, "party", "country", "metonym", "demonym") == []


def test_the_embassy_in_a_country_is_not_that_country_s() -> None:
    assert said("The embassy in Japan and the Rome embassy closed.", "function") == [
        ("embassy", None),
        ("embassy", None),
    ]
    assert ("embassy of Japan", "jp-embassy") in said("The embassy of Japan closed.")


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Norway is small. The PST arrested him.", "no-pst"),
        ("Switzerland is small. The Federal Intelligence Service arrested him.", "ch-ndb"),
        ("Germany is large. The Federal Intelligence Service arrested him.", "de-bnd"),
        ("Britain is an island. He met M16 twice.", "gb-mi6"),
        ("Belarus is flat. The KGB arrested him.", "by-kgb"),
        ("Soviet times were hard in Belarus. The KGB arrested him.", "su-kgb"),
        ("The Guardian asked. Later the Guardian printed it.", "guardian"),
    ],
)
def test_an_ambiguous_name_is_read_by_the_rest_of_the_text(text: str, party: str) -> None:
    assert [hit.party for hit in found(text) if hit.kind == "party"][-1] == party


@pytest.mark.parametrize("text", ["At 9 PST the show starts.", "He fired an M16 rifle.", "The SIS arrested him."])
def test_an_ambiguous_name_without_evidence_is_none(text: str) -> None:
    assert said(text, "party") == []


def test_an_ambiguous_name_says_so() -> None:
    sure, weak = found("The Norwegian PST held him, the PST wrote.")
    assert (sure.weak, weak.weak) == (False, True)


def test_georgia_is_a_state_once_the_text_says_so() -> None:
    assert ("Georgia", "ge-gov") in said("Georgia protested. Tbilisi recalled its envoy.")


def test_an_adjective_or_compound_is_a_demonym() -> None:
    text = "Two US sailors and a China-linked group met Chinese spies and Poles."
    assert said(text, "demonym") == [("US", "US"), ("China", "CN"), ("Poles", "PL")]


def test_accents_and_apostrophes_do_not_matter() -> None:
    assert fold("Élysée") == "Elysee"
    assert spelling("People’s Daily") == spelling("People's  Daily")
    assert said("The Élysée spoke.") == [("Élysée", "fr-gov")]


def test_tokens_and_code_points_agree() -> None:
    doc = parse("Then Russia’s Federal Security Service spoke, in Omsk — said TASS.")
    for hit in gazetteer().find(doc):
        assert doc[hit.start : hit.end].start_char <= hit.span.start < hit.span.end <= doc[hit.start : hit.end].end_char


TOKENS = """
the The British Chinese China's US U.S. Moscow Beijing in of to spy agency MI6 M16 SIS Ministry State Security KGB
Foreign ministry prosecutors said . , ( ) - ’s ' police New Jersey Washington Post Times Time NO É 中国 Georgia Jordan
Federal Intelligence Service embassy
"""
WORDS = st.sampled_from([*TOKENS.split(), "\n"])


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=60))
def test_hits_lie_in_the_text_in_order_without_overlap(text: str) -> None:
    doc = pipeline().make_doc(text) if not text.strip() else parse(text)
    check(doc, gazetteer().find(doc))


def check(doc: Doc, hits: list[Hit]) -> None:
    reached = 0
    for hit in hits:
        assert reached <= hit.span.start < hit.span.end <= len(doc.text)
        assert 0 <= hit.start < hit.end <= len(doc)
        assert doc.text[hit.span.start : hit.span.end].strip() == doc.text[hit.span.start : hit.span.end]
        assert hit.party is None or gazetteer().party(hit.party).country == hit.country
        reached = hit.span.end


@settings(max_examples=25, deadline=None)
@given(st.lists(WORDS, max_size=20).map(" ".join))
def test_a_second_reading_finds_the_same(text: str) -> None:
    doc = parse(text)
    assert gazetteer().find(doc) == gazetteer().find(doc)


MEASURE = """
import time, yaml
from sayso.domains import load
from sayso.domains.loading import HERE
from sayso.mark.gazetteer import Gazetteer
texts = [file.read_text("utf8") for file in (HERE / "espionage").rglob("*.yaml")]
start = time.process_time()
for text in texts:
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        pass
scanned = time.process_time()
pack = load()
loaded = time.process_time()
Gazetteer(pack)
print(scanned - start, loaded - scanned, time.process_time() - loaded)
"""


def test_pack_and_gazetteer_cost_little_more_than_reading_their_files() -> None:
    told = subprocess.run([sys.executable, "-c", MEASURE], capture_output=True, text=True, check=True)
    scan_seconds, load_seconds, make_seconds = map(float, told.stdout.split())
    assert load_seconds < 15 * scan_seconds
    assert make_seconds < load_seconds / 2


def test_finding_costs_less_than_a_twentieth_of_the_parse() -> None:
    folder = SHARED / "data" / "polnear" / "dev" / "text"
    if not folder.is_dir():
        pytest.skip(f"no {folder}: PolNeAR is not at hand")
    texts = [path.read_text("utf8") for path in sorted(folder.glob("*.txt"))[:12]]
    gazetteer()
    gc.disable()  # what other tests have left in memory is not to be counted
    try:
        start = time.process_time()
        docs = list(pipeline().pipe(texts))
        parsed = time.process_time()
        hits = [gazetteer().find(doc) for doc in docs]
        took = time.process_time() - parsed
    finally:
        gc.enable()
    assert took < 0.05 * (parsed - start)
    assert sum(map(len, hits)) > 100
    for doc, found_here in zip(docs, hits, strict=True):
        check(doc, found_here)
