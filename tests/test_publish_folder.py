"""The folder of a site: only what changed is written, nothing of others is touched, and a killed run goes on."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.cli import main
from sayso.show.site import PublishError
from sayso.show.site import folder as room
from sayso.show.site.folder import JOURNAL, MANIFEST, PART, opened
from tests.site_world import decide, files, page, publish
from tests.test_publish_pages import first_claim, luo
from tests.web_ledger import Story, denial, fill, retelling, statement, stories


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "sayso.db"
    fill(path, stories())
    return path


def put(out: Path, **units: dict[str, bytes]) -> tuple[int, int]:
    """Brings a folder up to date with these units; how many files were written and removed."""
    with opened(out) as folder:
        for name, made in units.items():
            if not folder.fresh(name, str(made)):
                folder.put(name, str(made), made.items())
        folder.finish()
    return folder.written, folder.removed


# ------------------------------------------------------------------------------ only what has changed


def test_two_runs_give_the_same_bytes_in_any_folder(own: Path, tmp_path: Path) -> None:
    publish(own, tmp_path / "one")
    before = files(tmp_path / "one")
    assert publish(own, tmp_path / "one").written == 0 and files(tmp_path / "one") == before
    publish(own, tmp_path / "deep" / "other")
    assert files(tmp_path / "deep" / "other") == before


def test_a_decision_rewrites_only_what_shows_it(own: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish(own, out)
    before = {path: (out / path).stat().st_mtime_ns for path in files(out)}
    case = luo(own)
    decide(own, "accept", first_claim(own, case))
    done = publish(own, out)
    changed = {path for path in files(out) if before.get(path) != (out / path).stat().st_mtime_ns}
    assert f"case/{case}.html" in changed and "data.zip" in changed
    assert done.written == len(changed - {MANIFEST}) < len(before) / 3
    other = next(path for path in before if path.startswith("case/") and path != f"case/{case}.html")
    assert other not in changed and "static/sayso.css" not in changed
    publish(own, tmp_path / "anew")
    assert files(out) == files(tmp_path / "anew")


def test_a_file_that_is_lost_or_changed_in_size_is_made_again(own: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish(own, out)
    before = files(out)
    (out / "index.html").unlink()
    (out / "about.html").write_text("cut")
    assert publish(own, out).written == 2 and files(out) == before


def test_what_is_published_no_more_leaves_a_page_that_says_so(own: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish(own, out)
    case = luo(own)
    gone = next(path for path in files(out) if path.startswith("case/") and path != f"case/{case}.html")
    publish(own, out, every=False, cases=(case,))
    assert "no longer published" in page(out / gone).words
    assert not any(b"alert(" in data for path, data in files(out).items() if path.endswith((".html", ".js", ".xml")))
    assert publish(own, out, every=False, cases=(case,)).written == 0
    publish(own, out)
    assert "no longer published" not in page(out / gone).words


# ----------------------------------------------------------------------------- what others put there


def test_a_folder_with_other_things_is_refused_and_left_alone(own: Path, tmp_path: Path) -> None:
    out = tmp_path / "photos"
    out.mkdir()
    (out / "me.jpg").write_bytes(b"me")
    with pytest.raises(PublishError, match=r"holds files that are no site of Sayso\. Name a new or empty folder"):
        publish(own, out)
    assert files(out) == {"me.jpg": b"me"}


def test_things_that_others_add_to_a_site_stay(own: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish(own, out)
    for path in ("CNAME", "case/notes.txt"):
        (out / path).write_text("mine")
    publish(own, out, every=False, cases=(luo(own),))
    assert (out / "CNAME").read_text() == (out / "case/notes.txt").read_text() == "mine"


def test_a_file_of_others_in_the_way_is_not_overwritten(tmp_path: Path) -> None:
    put(tmp_path / "site", one={"a.html": b"a"})
    (tmp_path / "site" / "b.html").write_bytes(b"mine")
    with pytest.raises(PublishError, match=r"b\.html was not made by Sayso. Move it away"):
        put(tmp_path / "site", one={"a.html": b"a"}, two={"b.html": b"b"})
    assert (tmp_path / "site" / "b.html").read_bytes() == b"mine"


def test_a_file_that_somebody_changed_is_not_removed(tmp_path: Path) -> None:
    put(tmp_path / "site", one={"a.html": b"a"}, two={"b.html": b"b"}, three={"c.html": b"c"})
    (tmp_path / "site" / "b.html").write_bytes(b"B")
    assert put(tmp_path / "site", one={"a.html": b"a"}) == (0, 1)
    assert sorted(files(tmp_path / "site")) == ["a.html", "b.html", MANIFEST]


def test_no_folder_in_it_leads_elsewhere(tmp_path: Path) -> None:
    put(tmp_path / "site", one={"a.html": b"a"})
    (tmp_path / "other").mkdir()
    (tmp_path / "site" / "case").symlink_to(tmp_path / "other")
    with pytest.raises(PublishError, match="leads out of the folder"):
        put(tmp_path / "site", two={"case/b.html": b"b"})
    assert not list((tmp_path / "other").iterdir())


@pytest.mark.parametrize("told", [b"{", b"[]", b'{"units": {}}'], ids=["half", "list", "no format"])
def test_a_damaged_manifest_is_told(tmp_path: Path, told: bytes) -> None:
    put(tmp_path / "site", one={"a.html": b"a"})
    (tmp_path / "site" / MANIFEST).write_bytes(told)
    with pytest.raises(PublishError, match="is damaged"):
        put(tmp_path / "site", one={"a.html": b"a"})


def test_a_file_in_the_place_of_the_folder_is_told(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["publish", str(own), "--all", "--ledger", str(own)]) == 1
    assert "is a file. Name a folder." in capsys.readouterr().err


def test_two_at_once_do_not_meet(tmp_path: Path) -> None:
    with opened(tmp_path / "site"), pytest.raises(PublishError, match="by another process"):
        put(tmp_path / "site")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir(mode=0o500)
    with pytest.raises(PublishError, match="cannot be written"):
        put(tmp_path / "shut" / "site")


# -------------------------------------------------------------------------------------- interrupted


class Killed(BaseException):
    """Ends a run as a signal does."""


def interrupted(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Lets a run end after some files."""
    count = iter(range(after))
    write = room.Folder._write

    def writing(folder: room.Folder, path: str, data: bytes) -> None:
        if next(count, None) is None:
            (folder.out / (path + PART)).write_bytes(data[: len(data) // 2])
            raise Killed
        write(folder, path, data)

    monkeypatch.setattr(room.Folder, "_write", writing)


@pytest.mark.parametrize("after", [0, 1, 7, 40, 100])
def test_a_killed_run_goes_on_and_ends_as_one_that_was_not(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    out = tmp_path / "site"
    publish(own, tmp_path / "whole")
    with monkeypatch.context() as patched, pytest.raises(Killed):
        interrupted(patched, after)
        publish(own, out)
    assert (out / JOURNAL).exists() and not (out / MANIFEST).exists()
    done = publish(own, out)
    assert files(out) == files(tmp_path / "whole")
    assert done.written >= done.files - after - 1 and (after < 2 or done.written < done.files)


def test_a_killed_update_does_not_take_old_pages_for_new_ones(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"
    publish(own, out)
    decide(own, "accept", first_claim(own, luo(own)))
    with monkeypatch.context() as patched, pytest.raises(Killed):
        interrupted(patched, 3)
        publish(own, out)
    publish(own, out)
    publish(own, tmp_path / "anew")
    assert files(out) == files(tmp_path / "anew")


def test_a_half_written_note_is_no_harm(tmp_path: Path) -> None:
    put(tmp_path / "site", one={"a.html": b"a"})
    (tmp_path / "site" / JOURNAL).write_text(json.dumps(["plan", ["b.html"]]) + '\n["done", "tw')
    assert put(tmp_path / "site", one={"a.html": b"a"}, two={"b.html": b"b"}) == (1, 0)
    assert sorted(files(tmp_path / "site")) == ["a.html", "b.html", MANIFEST]


# -------------------------------------------------------------------------- addresses that last


def addresses(out: Path) -> Iterator[str]:
    """All addresses that somebody may have noted: of cases, parties, reports, claims and passages."""
    for path in sorted(out.rglob("*.html")):
        kind = path.parent.name
        if kind in ("case", "party", "report", "compare"):
            yield str(path.relative_to(out))
        if kind == "report":
            yield from (f"{path.relative_to(out)}#{id}" for id in page(path).ids if id[0] == "w" or id[:6] == "claim-")


def test_every_address_works_after_reports_were_added(own: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish(own, out)
    before = [*addresses(out)]
    assert any("#w" in one for one in before) and any("#claim-" in one for one in before)
    fill(own, [retelling("late", "Late Post", "2024-03-01"), retelling("later", "Later Post", "2024-03-02", age="35")])
    assert publish(own, out).written
    for address in before:
        path, _, anchor = address.partition("#")
        assert (out / path).exists() and (not anchor or anchor in page(out / path).ids), address


def test_a_merged_case_and_a_merged_party_lead_to_the_one_that_stays(own: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish(own, out)
    decide(own, "merge", "c1", "c2")
    publish(own, out)
    moved = page(out / "case" / "c2.html")
    [refresh] = [tag.attributes["content"] for tag in moved.tags if tag.attributes.get("http-equiv") == "refresh"]
    assert refresh == "0; url=../case/c1.html" and "../case/c1.html" in [*moved.addresses()]
    assert "Luo" in page(out / "case" / "c1.html").words and "Eve" in page(out / "case" / "c1.html").words


def test_a_passage_keeps_its_address_in_a_new_text_layer(tmp_path: Path) -> None:
    made = [statement(), denial()]
    fill(tmp_path / "one.db", made)
    publish(tmp_path / "one.db", tmp_path / "one")
    moved = [moved_down(one) for one in (statement(), denial())]
    fill(tmp_path / "two.db", moved)
    publish(tmp_path / "two.db", tmp_path / "two")
    before, after = set(addresses(tmp_path / "one")), set(addresses(tmp_path / "two"))
    assert {one for one in before if "#" in one} <= after


def moved_down(story: Story) -> Story:
    """The same report, of which a better extractor has found one more line above the rest."""
    import msgspec

    line = "By our own staff\n\n"

    def down(value: object) -> object:
        if isinstance(value, list) and len(value) == 2 and all(isinstance(one, int) for one in value):
            return [one + len(line) for one in value]
        if isinstance(value, dict):
            return {key: down(one) for key, one in value.items()}
        return [down(one) for one in value] if isinstance(value, list) else value

    original = story.found
    marks = msgspec.convert(down(msgspec.json.decode(msgspec.json.encode(story.marks))), type=type(story.marks))

    class Moved(Story):
        found = original  # the bytes are as they were

    made = object.__new__(Moved)
    made.__dict__ = {**story.__dict__, "text": line + story.text}
    made.entities, made.attributions = list(marks.entities), list(marks.attributions)
    made.claims, made.slots = list(marks.claims), list(marks.slots)
    return made
