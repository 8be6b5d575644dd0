"""A name that is withheld occurs nowhere in a published site, however it is written, and nor does what is not told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sayso.keep import Ledger
from sayso.keep.masks import BLOCK, mask_text, pattern
from tests.site_world import decide, everything, files, publish
from tests.web_ledger import Story, fill, statement

NAME, SURNAME = "Jürgen Brandström", "Brandström"
SPELT = re.compile(r"(?<![a-z])(?:jurgen\W*|juergen\W*)?brandstr(?:o|oe)m(?![a-z])|jurgen\W{0,3}brand")


def story() -> Story:
    """A report in which a name stands in every way in which a page may have it."""
    made = Story(
        "brandström",
        f"{NAME} was arrested on 3 May 2024, the Federal Police said. “{NAME.upper()} passed 12 files to MI6,” the "
        "police said. See www.gulf.example/j%C3%BCrgen-brandstr%C3%B6m, #JürgenBrandström and "
        "Ju\u0308rgen Brandstro\u0308m, or Brand\u00adström. Juergen Brandstroem denies it.\n",
        title=f"{SURNAME} and the files of Juergen Brandstroem",
        outlet="The Gulf",
        published="2024-05-04",
        url="https://gulf.example/2024/j%C3%BCrgen-brandstr%C3%B6m?who=J%C3%BCrgen+Brandstr%C3%B6m",
    )
    who = made.party(NAME, surname=SURNAME)
    service = made.party("MI6", "service", key="gb-sis", country="GB")
    police = made.party("Federal Police", "government")
    by = made.says("the Federal Police", "said", f"{NAME} was arrested on 3 May 2024", police)
    made.claim(
        "arrest", f"{NAME} was arrested on 3 May 2024", by, when=("on 3 May 2024", "2024-05-03"), target=(who, NAME)
    )
    told = f"{NAME.upper()} passed 12 files to MI6"
    made.claim("transfer_information", told, by, agent=(who, NAME.upper()), recipient=(service, "MI6"))
    made.claim("deny", "Juergen Brandstroem denies it", None, certainty="denied", agent=(who, "Juergen Brandstroem"))
    made.slot("occupation", "officer of the files", "12 files", who)
    return made


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "sayso.db"
    fill(path, [statement(), story()])
    return path


def party(ledger: Path) -> str:
    with Ledger.open(ledger) as opened:
        return next(one.id for one in opened.all_parties() if one.name == NAME)


def hits(out: Path) -> list[str]:
    """The files in which the name stands in some way."""
    return sorted({path for path, text in everything(out) if SPELT.search(text)})


@pytest.mark.parametrize("full_texts", [False, True], ids=["quotes", "texts"])
def test_a_withheld_name_is_in_no_file(own: Path, tmp_path: Path, full_texts: bool) -> None:
    out = tmp_path / "site"
    publish(own, out, full_texts=full_texts)
    before = hits(out)
    assert len(before) > 8 and "data.zip!reports.jsonl" in before and "feed.xml" in before  # the test can see it
    with Ledger.open(own) as opened:
        claim = next(one for one in opened.all_claims() if one.event == "arrest" and NAME in one.evidence.text)
    decide(own, "correct", claim.id, speaker=f"the lawyer of {NAME}", why=f"{NAME} was not arrested")
    decide(own, "withhold", party(own), why=f"{SURNAME} was acquitted")
    publish(own, out, full_texts=full_texts)
    assert hits(out) == []
    assert any(BLOCK.encode() in data for data in files(out).values())


def test_the_name_comes_back_when_it_is_shown_again(own: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish(own, out)
    before, who = hits(out), party(own)
    decide(own, "withhold", who)
    publish(own, out)
    decide(own, "unwithhold", who)
    publish(own, out)
    assert hits(out) == before


def test_an_address_with_the_name_is_no_link(own: Path, tmp_path: Path) -> None:
    decide(own, "withhold", party(own))
    publish(own, tmp_path / "site")
    assert not any(b"gulf.example/2024" in data for data in files(tmp_path / "site").values())


def test_nothing_tells_who_decided(own: Path, tmp_path: Path) -> None:
    decide(own, "withhold", party(own))
    publish(own, tmp_path / "site")
    assert not any("ada of the desk" in text for _, text in everything(tmp_path / "site"))


# ----------------------------------------------------------------------------------- ways of writing


@pytest.mark.parametrize(
    "written",
    ["JÜRGEN BRANDSTRÖM", "Jurgen-Brandstrom", "Ju\u0308rgen  Brandstro\u0308m", "j%C3%BCrgen%20brandstr%C3%B6m",
     "Juergen_Brandstroem", "juergenbrandstroem", "Brand\u00adström", "B\u200br\u200bandström", "%42randström",
     "brandstr%6F%CC%88m", "Brandström2024", "JürgenBrandström", "Jürgen\u2028Brandström"],
)  # fmt: skip
def test_every_way_of_writing_a_name_is_found(written: str) -> None:
    names = pattern([NAME, SURNAME])
    assert set(mask_text(written, names)) <= {BLOCK, *"0123456789"}
    for around in ("({})", "/{}/", "x {}’s", "“{}”", "q={}&r", "%20{}%20"):
        assert BLOCK * 6 in mask_text(around.format(written), names)


@pytest.mark.parametrize("other", ["Brandstrømen", "Abrandström", "Jürgens", "Brand", "Strömbrand"])
def test_other_words_stay(other: str) -> None:
    assert mask_text(other, pattern([NAME, SURNAME])) == other


@given(st.text(max_size=40), st.text(alphabet="abzäöüßæøÅéñłďŽ -’'.", min_size=1, max_size=12), st.text(max_size=40))
@example("%", "ß", "20")
def test_lengths_never_change_and_a_second_look_finds_nothing(before: str, name: str, after: str) -> None:
    names = pattern([name])
    masked = mask_text(f"{before} {name} {after}", names)
    assert len(masked) == len(before) + len(name) + len(after) + 2
    if name.strip():
        assert f" {name.strip()} " not in f" {masked} "
