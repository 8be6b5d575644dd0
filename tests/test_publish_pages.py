"""The pages of a published site: what is in them, what is not, and that every link leads somewhere."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from sayso.cli import main
from sayso.keep import Ledger, Unknown
from sayso.show.site import PublishError
from tests.site_world import decide, files, page, publish
from tests.web_ledger import Story, fill, stories


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("publish") / "sayso.db"
    fill(path, stories())
    return path


@pytest.fixture(scope="module")
def site(ledger: Path) -> Path:
    publish(ledger, ledger.parent / "site")
    return ledger.parent / "site"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "sayso.db"
    fill(path, stories())
    return path


def luo(ledger: Path) -> str:
    """The case of the cartographer."""
    with Ledger.open(ledger) as opened:
        return next(one.id for one in opened.cases() if "Luo" in one.title)


def first_claim(ledger: Path, case: str) -> str:
    with Ledger.open(ledger) as opened:
        return opened.case_claims(case)[0].id


# ------------------------------------------------------------------------------------------ links


def test_every_link_leads_to_a_file_and_to_an_anchor_in_it(site: Path) -> None:
    found = 0
    for path in site.rglob("*.html"):
        for address in page(path).addresses():
            parts = urlsplit(address)
            if parts.scheme:
                continue
            to = path.parent / unquote(parts.path) if parts.path else path
            assert to.is_file(), f"{path} links to {address}"
            assert not parts.fragment or unquote(parts.fragment) in page(to).ids, f"{path} links to {address}"
            found += 1
    assert found > 500


def test_no_page_has_an_id_twice(site: Path) -> None:
    for path in site.rglob("*.html"):
        ids = page(path).ids
        assert len(ids) == len(set(ids)), path


def test_links_to_the_web_are_only_those_of_reports(site: Path) -> None:
    outside = {
        tag.name
        for path in site.rglob("*.html")
        for tag in page(path).tags
        if any(urlsplit(tag.attributes.get(name, "")).scheme for name in ("href", "src", "action"))
    }
    assert outside == {"a"}
    assert "javascript:alert(document.domain)" not in {a for p in site.rglob("*.html") for a in page(p).addresses()}


def test_no_page_offers_what_only_a_server_can_do(site: Path) -> None:
    for path in site.rglob("*.html"):
        made = page(path)
        forms = [tag.attributes for tag in made.tags if tag.name == "form"]
        assert [form["role"] for form in forms] == ["search"] and forms[0]["method"] == "get"
        assert "This page as data" not in made.words and "Set aside" not in made.words


def test_no_page_tells_where_reports_lie_on_this_machine(ledger: Path, site: Path) -> None:
    names = [f"{story.name}.txt" for story in stories() if "<" not in story.name]
    for path, data in files(site).items():
        if not path.endswith(".zip"):
            assert str(ledger.parent) not in data.decode() and not any(name in data.decode() for name in names), path


# ------------------------------------------------------------------------------------ what is chosen


def test_only_reviewed_cases_are_published_unless_others_are_asked_for(own: Path, tmp_path: Path) -> None:
    case = luo(own)
    with pytest.raises(PublishError, match=r"No case of .* has been reviewed.*sayso decide accept.*--all"):
        publish(own, tmp_path / "site", every=False)
    decide(own, "accept", first_claim(own, case))
    done = publish(own, tmp_path / "site", every=False)
    assert done.cases == 1 and (tmp_path / "site" / "case" / f"{case}.html").exists()
    assert publish(own, tmp_path / "chosen", every=False, cases=(case,)).cases == 1
    assert publish(own, tmp_path / "all").cases == 2


def test_nothing_of_other_cases_is_published(own: Path, tmp_path: Path) -> None:
    publish(own, tmp_path / "site", every=False, cases=(luo(own),))
    for path, data in files(tmp_path / "site").items():
        assert b"evil" not in data.lower() and b"alert(" not in data, path
    assert "Eve" not in page(tmp_path / "site" / "index.html").words


def test_a_case_that_is_not_there_is_told(own: Path, tmp_path: Path) -> None:
    with pytest.raises(Unknown, match="c99"):
        publish(own, tmp_path / "site", every=False, cases=("c99",))
    assert not (tmp_path / "site").exists()


def test_a_rejected_claim_is_gone_and_told_under_corrections(own: Path, tmp_path: Path) -> None:
    case = luo(own)
    claim = first_claim(own, case)
    decide(own, "reject", claim, why="The text <b>does not</b> say so")
    publish(own, tmp_path / "site")
    told = page(tmp_path / "site" / "corrections.html")
    assert "Taken away" in told.words and "The text <b>does not</b> say so" in told.words
    assert "Ada of the desk" not in told.words
    for path in (tmp_path / "site").rglob("*.html"):
        assert f"claim-{claim}" not in page(path).ids


def test_a_correction_says_what_it_was_and_links_to_the_claim(own: Path, tmp_path: Path) -> None:
    claim = first_claim(own, luo(own))
    decide(own, "correct", claim, certainty="possible", why="It may be so, the text says")
    publish(own, tmp_path / "site", every=False)
    told = page(tmp_path / "site" / "corrections.html")
    assert re.search("Put right: certainty “[a-z]+” is “possible”", told.words)
    assert any(address.endswith(f"#claim-{claim}") for address in told.addresses())


# ------------------------------------------------------------------------------------------- texts


def test_only_what_is_quoted_of_a_report_is_shown(own: Path, tmp_path: Path) -> None:
    long = Story(
        "long", "Luo Wen was arrested on 3 May 2024. " + "Nobody has to read this again and again. " * 30 + "The end.",
        title="A long one", outlet="The Gull", published="2024-05-04", url="https://gull.example/long",
    )  # fmt: skip
    who = long.party("Luo Wen", surname="Luo")
    long.claim(
        "arrest", "Luo Wen was arrested on 3 May 2024", when=("on 3 May 2024", "2024-05-03"), target=(who, "Luo Wen")
    )
    fill(own, [long])
    publish(own, tmp_path / "site")
    publish(own, tmp_path / "whole", full_texts=True)
    shown, whole = (
        next(p for p in (tmp_path / name / "report").iterdir() if "A long one" in p.read_text("utf8"))
        for name in ("site", "whole")
    )
    assert "Luo Wen was arrested on 3 May 2024" in page(shown).words and "[…]" in page(shown).words
    assert "again and again" not in shown.read_text("utf8")
    assert "again and again" in whole.read_text("utf8") and "[…]" not in page(whole).words
    assert not any(b"again and again" in data for path, data in files(tmp_path / "site").items())


def test_a_report_links_to_its_original_address(site: Path) -> None:
    found = [page(path) for path in (site / "report").iterdir()]
    links = {a for one in found for a in one.addresses() if a.startswith("https://")}
    assert links == {"https://statement.example/luo", "https://tide.example/spy", "https://gull.example/spy"}


# ---------------------------------------------------------------------------------------- machines


def data_of(path: Path) -> list[dict[str, object]]:
    """The data blocks of a page."""
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', path.read_text("utf8"), re.S)
    return [json.loads(block) for block in blocks]


def test_a_claim_review_stands_only_where_a_person_has_checked(own: Path, tmp_path: Path) -> None:
    case = luo(own)
    publish(own, tmp_path / "site")
    assert not data_of(tmp_path / "site" / "case" / f"{case}.html")
    decide(own, "accept", first_claim(own, case))
    publish(own, tmp_path / "site", title="Spies of <b>Harbour</b>")
    [made] = data_of(tmp_path / "site" / "case" / f"{case}.html")
    assert made["@type"] == "ClaimReview" and "reviewRating" not in made
    assert made["author"] == {"@type": "Organization", "name": "Spies of <b>Harbour</b>"}


def test_a_report_is_a_news_article_whatever_its_title(site: Path) -> None:
    made = [data_of(path)[0] for path in (site / "report").iterdir()]
    assert {one["@type"] for one in made} == {"NewsArticle"}
    assert any("<script>alert('x')</script>" in str(one["headline"]) for one in made)
    assert any(one.get("url") == "https://tide.example/spy" for one in made)
    assert not any("javascript" in str(one.get("url")) for one in made)


def test_every_page_has_a_policy_that_runs_no_inline_script(site: Path) -> None:
    for path in site.rglob("*.html"):
        metas = [t.attributes for t in page(path).tags if t.name == "meta"]
        [policy] = [m["content"] for m in metas if m.get("http-equiv") == "Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy
        scripts = [t.attributes for t in page(path).tags if t.name == "script"]
        assert all(one.get("type") == "application/ld+json" or "src" in one for one in scripts)
        assert not [name for t in page(path).tags for name in t.attributes if name.startswith("on")], path


# -------------------------------------------------------------------------------------- the command


def test_the_command_tells_what_it_did(own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(tmp_path / "site")
    assert main(["publish", out, "--all", "--ledger", str(own)]) == 0
    told = capsys.readouterr()
    assert "2 cases, 5 reports" in told.out and "index.html" in told.out and "publish: 0 of" in told.err
    assert main(["publish", out, "--all", "--ledger", str(own), "--json", "--quiet"]) == 0
    again = capsys.readouterr()
    assert json.loads(again.out)["written"] == 0 and not again.err


def test_the_command_fails_with_a_next_step(own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["publish", str(tmp_path / "site"), "--ledger", str(own)]) == 1
    assert "has been reviewed" in capsys.readouterr().err
    with pytest.raises(SystemExit) as wrong:
        main(["publish", str(tmp_path / "site"), "--all", "--case", "c1", "--ledger", str(own)])
    assert wrong.value.code == 2
