"""What a published site has for machines: the feed, the data and the index of the search."""

from __future__ import annotations

import json
import unicodedata
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.keep import Ledger
from sayso.model import Span
from sayso.show.site import finding, quoting
from tests.site_world import decide, publish
from tests.test_export_ledger import faults
from tests.test_publish_pages import first_claim, luo
from tests.web_ledger import fill, retelling, stories

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "sayso.db"
    fill(path, stories())
    return path


# -------------------------------------------------------------------------------------------- feed


def entries(out: Path) -> dict[str, tuple[str, str]]:
    """The entries of the feed by their ids: when each last changed, and its title."""
    root = ElementTree.fromstring((out / "feed.xml").read_bytes())
    assert root.tag == f"{ATOM}feed" and root.findtext(f"{ATOM}id") and root.findtext(f"{ATOM}updated")
    return {
        str(one.findtext(f"{ATOM}id")): (str(one.findtext(f"{ATOM}updated")), str(one.findtext(f"{ATOM}title")))
        for one in root.iter(f"{ATOM}entry")
    }


def test_the_feed_has_every_case_once_and_links_that_work(own: Path, tmp_path: Path) -> None:
    publish(own, tmp_path / "site")
    found = entries(tmp_path / "site")
    assert len(found) == 2 and any("Luo" in title for _, title in found.values())
    root = ElementTree.fromstring((tmp_path / "site" / "feed.xml").read_bytes())
    for link in root.iter(f"{ATOM}link"):
        assert (tmp_path / "site" / str(link.get("href"))).exists()


def test_only_what_has_changed_changes_in_the_feed(own: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish(own, out)
    before = entries(out)
    decide(own, "correct", first_claim(own, luo(own)), certainty="possible", why="as it says")
    publish(own, out)
    after = entries(out)
    fresh = {id for id in after if id not in before}
    changed = {id for id in before if after[id] != before[id]}
    assert len(fresh) == 1 and "Put right" in after[fresh.pop()][1]
    assert len(changed) == 1 and all("Luo" in after[id][1] for id in changed)
    assert before.keys() <= after.keys()
    fill(own, [retelling("late", "Late Post", "2031-03-01")])
    publish(own, out)
    assert {id for id in after if entries(out)[id] != after[id]} == changed
    assert any(updated == "2031-03-01T00:00:00Z" for updated, _ in entries(out).values())


# -------------------------------------------------------------------------------------------- data


def unpacked(out: Path) -> dict[str, list[dict[str, object]]]:
    """The lines of the files in the data."""
    with zipfile.ZipFile(out / "data.zip") as packed:
        assert {one.date_time for one in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        names = [name for name in packed.namelist() if name.endswith(".jsonl")]
        return {name: [json.loads(line) for line in packed.read(name).splitlines()] for name in names}


@pytest.mark.parametrize("full_texts", [False, True], ids=["quotes", "texts"])
def test_the_data_is_a_whole_export_in_which_every_span_is_right(own: Path, tmp_path: Path, full_texts: bool) -> None:
    publish(own, tmp_path / "site", full_texts=full_texts)
    with zipfile.ZipFile(tmp_path / "site" / "data.zip") as packed:
        packed.extractall(tmp_path / "data")
    assert faults(tmp_path / "data") == []
    found = unpacked(tmp_path / "site")
    assert found["claims.jsonl"] and len(found["reports.jsonl"]) == 5
    texts = {one["id"]: str(one["text"]) for one in found["reports.jsonl"]}
    for claim in found["claims.jsonl"]:
        evidence = claim["evidence"]
        assert isinstance(evidence, dict)
        assert texts[claim["report"]][evidence["start"] : evidence["end"]] == evidence["text"]
    assert all(one["path"] is None for one in found["reports.jsonl"])


def test_the_data_names_only_what_is_published(own: Path, tmp_path: Path) -> None:
    publish(own, tmp_path / "site", every=False, cases=(luo(own),))
    found = unpacked(tmp_path / "site")
    assert len(found["cases.jsonl"]) == 1 and len(found["reports.jsonl"]) == 4
    known = {name: {one["id"] for one in found[f"{name}.jsonl"]} for name in ("reports", "parties", "claims", "cases")}
    assert {one["report"] for one in found["claims.jsonl"]} <= known["reports"]
    assert {one["case"] for one in found["claims.jsonl"]} == known["cases"]
    assert {one["target"] for one in found["relays.jsonl"]} <= known["reports"]
    for party in found["parties.jsonl"]:
        mentions = party["mentions"]
        assert isinstance(mentions, list) and {one["report"] for one in mentions} <= known["reports"]


# ------------------------------------------------------------------------------------------ quoting


@given(st.text(max_size=300), st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=6))
def test_a_quoted_text_keeps_its_length_and_shows_its_spans(text: str, pairs: list[tuple[int, int]]) -> None:
    spans = sorted(Span(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in pairs)
    shown = quoting.joined(text, [one for one in spans if one.start < one.end])
    made = quoting.quoted(text, shown)
    assert len(made) == len(text)
    for start, end in spans:
        assert made[start:end] == text[start:end]


# ------------------------------------------------------------------------------------------- search


@given(st.text(max_size=60))
def test_words_are_small_bare_and_short(text: str) -> None:
    for word in finding.words_of(text):
        assert word == word.lower() and len(word) <= finding.LONGEST and 0 <= finding.shard(word) < finding.SHARDS
        assert not any(unicodedata.combining(sign) for sign in word)


def test_a_word_leads_to_what_holds_it(own: Path, tmp_path: Path) -> None:
    publish(own, tmp_path / "site")
    case = luo(own)
    for word, strong in (("luo", True), ("maps", False)):
        text = (tmp_path / "site" / "search" / f"w{finding.shard(word):02x}.js").read_text("utf8")
        entries = json.loads(text.partition(",")[2].removesuffix(");\n"))
        assert case in entries[word][0 if strong else 1].split()


def test_the_index_holds_no_word_of_what_is_not_published(own: Path, tmp_path: Path) -> None:
    publish(own, tmp_path / "site", every=False, cases=(luo(own),))
    assert not any("eve" in path.read_text("utf8").split('"') for path in (tmp_path / "site" / "search").iterdir())


def test_the_words_of_a_rejected_claim_lead_nowhere(own: Path, tmp_path: Path) -> None:
    def hikers() -> bool:
        return any('"hikers"' in path.read_text("utf8") for path in (tmp_path / "site" / "search").iterdir())

    publish(own, tmp_path / "site")
    assert hikers()
    with Ledger.open(own) as opened:
        claim = next(one.id for one in opened.all_claims() if "hikers" in one.evidence.text)
    decide(own, "reject", claim)
    publish(own, tmp_path / "site")
    assert not hikers()


def test_the_index_grows_by_a_bounded_number_of_files(own: Path, tmp_path: Path) -> None:
    publish(own, tmp_path / "site")
    with Ledger.open(own) as opened:
        assert opened.counts().cases == 2
    assert len(list((tmp_path / "site" / "search").iterdir())) == finding.SHARDS + finding.DRAWERS
