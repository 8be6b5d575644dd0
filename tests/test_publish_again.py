"""Publishing again: only what has changed is made, and the site is what it would be in a new folder."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from sayso.keep import Ledger
from sayso.show.site import data
from sayso.show.site.folder import MANIFEST, opened
from sayso.show.site.selection import Selection
from tests.site_world import decide, everything, files, page, publish
from tests.test_publish_machines import unpacked
from tests.test_publish_pages import first_claim, luo
from tests.web_ledger import Story, fill, retelling, stories

LASTING = ("case/", "party/", "report/", "compare/")  # where a page stays that says that something is gone


def cook(name: str = "cook", who: str = "Tan Mei", outlet: str = "Tide Daily") -> Story:
    """Another case, in which the service and the ministry of the first one are named too."""
    text = f"MI6 has hired a cook, {who}, the Ministry of State Security said.\n{who} was arrested on 4 March 2025.\n"
    story = Story(
        name, text, title="A cook of MI6", outlet=outlet, published="2025-03-06", url=f"https://{name}.example/cook"
    )
    accused = story.party(who, surname=who.split()[0])
    service = story.party("MI6", "service", key="gb-sis", country="GB")
    ministry = story.party("Ministry of State Security", "government", key="cn-mss", country="CN")
    hired = f"MI6 has hired a cook, {who}"
    by = story.says("the Ministry of State Security", "said", hired, ministry)
    story.claim("recruit", hired, by, agent=(service, "MI6"), target=(accused, who))
    story.claim("arrest", f"{who} was arrested on 4 March 2025", target=(accused, who))
    return story


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "sayso.db"
    fill(path, [*stories(), cook()])
    return path


class World:
    """The ids of a ledger by what they are called."""

    def __init__(self, path: Path) -> None:
        self.path, self.case = path, luo(path)
        with Ledger.open(path) as ledger:
            self.cook = next(one.id for one in ledger.cases() if "Tan" in one.title)
            self.reports = {record.outlet: record.id for record in ledger.all_reports() if record.published}
            self.gull = next(record.id for record in ledger.all_reports() if record.outlet == "The Gull")
            self.late = next(record.id for record in ledger.all_reports() if record.title == "A cook of MI6")
            self.parties = {record.name: record.id for record in ledger.all_parties()}
        self.claim = first_claim(path, self.case)

    def decide(self, what: str, *given: str, **more: object) -> None:
        """A decision of this ledger."""
        decide(self.path, what, *given, **more)


CHANGES: Mapping[str, Callable[[World], None]] = {
    "accept": lambda w: w.decide("accept", w.claim),
    "reject": lambda w: w.decide("reject", w.claim),
    "correct": lambda w: w.decide("correct", w.claim, certainty="possible"),
    "move": lambda w: w.decide("move", w.claim, w.cook),
    "merge cases": lambda w: w.decide("merge", w.case, w.cook),
    "merge accused": lambda w: w.decide("merge", w.parties["Luo Wen"], w.parties["Tan Mei"]),
    "merge outlets": lambda w: w.decide("merge", w.parties["Tide Daily"], w.parties["The Gull"]),
    "split a case": lambda w: w.decide("split", w.case, [w.gull]),  # type: ignore[arg-type]
    "split a party": lambda w: w.decide("split", w.parties["MI6"], [w.late]),  # type: ignore[arg-type]
    "withhold": lambda w: w.decide("withhold", w.parties["Luo Wen"]),
    "outlet": lambda w: w.decide("correct_report", w.gull, outlet="Harbour Post"),
    "copy": lambda w: w.decide("copy", w.gull, w.reports["Harbour Post"]),
    "copy of another case": lambda w: w.decide("copy", w.late, w.gull),
    "independent": lambda w: w.decide("independent", w.gull, w.reports["Tide Daily"]),
    "stage": lambda w: w.decide("stage", w.case, w.parties["Luo Wen"], "convicted", why="The court says so"),
    "a report more": lambda w: fill(w.path, [retelling("late", "Late Post", "2024-03-01")]),
    "a report more elsewhere": lambda w: fill(w.path, [cook("kitchen", outlet="Late Post")]),
    "a case more": lambda w: fill(w.path, [cook("baker", "Ute Ohm")]),
}


def same(out: Path, anew: Path) -> list[str]:
    """The files that differ in two folders; a page that says that something is gone has no other."""
    one, other = files(out), files(anew)
    paths = {path for path in one.keys() | other.keys() if path in other or not path.startswith(LASTING)}
    return sorted(path for path in paths - {MANIFEST} if one.get(path) != other.get(path))


@pytest.mark.parametrize("change", CHANGES)
def test_after_any_change_the_site_is_as_in_a_new_folder(own: Path, tmp_path: Path, change: str) -> None:
    publish(own, tmp_path / "site")
    CHANGES[change](World(own))
    publish(own, tmp_path / "site")
    publish(own, tmp_path / "anew")
    assert same(tmp_path / "site", tmp_path / "anew") == []


@pytest.mark.parametrize("first", [True, False], ids=["one, then all", "all, then one"])
def test_another_choice_gives_the_site_of_a_new_folder(own: Path, tmp_path: Path, first: bool) -> None:
    world = World(own)
    world.decide("copy", world.late, world.gull)
    wanted: list[dict[str, object]] = [{"every": False, "cases": (world.case,)}, {}]
    for options in wanted if first else wanted[::-1]:
        publish(own, tmp_path / "site", **options)
    publish(own, tmp_path / "anew", **wanted[1 if first else 0])
    assert same(tmp_path / "site", tmp_path / "anew") == []


def test_nothing_tells_who_found_a_copy(own: Path, tmp_path: Path) -> None:
    world = World(own)
    world.decide("copy", world.late, world.gull, why="Word for word")
    publish(own, tmp_path / "site")
    told = [path for path, text in everything(tmp_path / "site") if "an analyst decided that it is a copy" in text]
    assert "data.zip!relays.jsonl" in told and any(path.startswith("report/") for path in told)
    assert not any("ada of the desk" in text for _, text in everything(tmp_path / "site"))


def test_a_stage_that_was_put_right_is_told(own: Path, tmp_path: Path) -> None:
    CHANGES["stage"](World(own))
    publish(own, tmp_path / "site")
    told = page(tmp_path / "site" / "corrections.html").words
    assert "Put right: the furthest step in law is “convicted”" in told and "The court says so" in told


# ------------------------------------------------------------------------------------------ the data


def marked(packed: bytes) -> bytes:
    """The data, each line of it with a mark."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as before, zipfile.ZipFile(made, "w") as after:
        for name in data.OWNERS:
            found = before.read(name).splitlines(keepends=True)
            after.writestr(name, b"".join(b'{"kept":1,' + line[1:] for line in found))
    return made.getvalue()


def lines(packed: bytes) -> dict[str, set[tuple[bytes, bool]]]:
    """Of each file the ids that its lines belong to, and whether these have the mark."""
    with zipfile.ZipFile(io.BytesIO(packed)) as file:
        return {
            name: {
                (id.encode(), b'"kept":1' in line)
                for id, found in data._by_owner(file.read(name), field).items()
                for line in found
            }
            for name, (_, field) in data.OWNERS.items()
        }


def test_the_lines_of_what_is_the_same_are_those_from_before(own: Path) -> None:
    world = World(own)
    with Ledger.open(own) as ledger:
        selection = Selection(ledger, [world.case, world.cook])
        whole = data.packed(selection, None, full_texts=False)
        units = {f"{kind} {id}" for kind in ("case", "report", "party") for id in selection.ids(kind)}
        changed = {f"case {world.case}", f"report {world.gull}", f"party {world.parties['MI6']}"}
        made = data.packed(selection, data.Last(marked(whole), frozenset(units - changed)), full_texts=False)
    found = lines(made)
    for name, (kind, _) in data.OWNERS.items():
        fresh = {f"{kind} {id.decode()}" for id, kept in found[name] if not kept}
        assert fresh <= changed, name
        assert {id for id, _ in found[name]} == {id for id, _ in lines(whole)[name]}, name
    assert any(not kept for _, kept in found["claims.jsonl"]) and any(kept for _, kept in found["claims.jsonl"])


def test_a_change_of_one_case_leaves_the_lines_of_others(own: Path, tmp_path: Path) -> None:
    out, world = tmp_path / "site", World(own)
    publish(own, out)
    before = unpacked(out)
    world.decide("accept", world.claim)
    publish(own, out)
    after = unpacked(out)
    changed = {str(one["id"]) for one in after["claims.jsonl"] if one not in before["claims.jsonl"]}
    assert changed == {world.claim}
    assert all(one in after["cases.jsonl"] for one in before["cases.jsonl"] if one["id"] != world.case)


def test_data_that_somebody_changed_is_not_taken_over(own: Path, tmp_path: Path) -> None:
    out, world = tmp_path / "site", World(own)
    publish(own, out)
    (out / "data.zip").write_bytes((out / "data.zip").read_bytes().replace(b"meta", b"atem"))
    world.decide("accept", world.claim)
    publish(own, out)
    publish(own, tmp_path / "anew")
    assert same(out, tmp_path / "anew") == []


def test_units_of_a_run_that_was_stopped_are_no_sign_of_its_data(tmp_path: Path) -> None:
    out = tmp_path / "site"
    with opened(out) as folder:
        folder.put("case c1", "one", [("case/c1.html", b"1")])
        folder.put("data", "one", [("data.zip", b"data of one")])
        folder.finish()
    with opened(out) as folder:
        folder.put("case c1", "two", [("case/c1.html", b"2")])
    with opened(out) as folder:
        assert folder.fresh("case c1", "two") and not folder.was("case c1", "two") and folder.was("case c1", "one")
        assert folder.last("data", "data.zip") == b"data of one"
        (out / "data.zip").write_bytes(b"DATA of one")
        assert folder.last("data", "data.zip") is None and folder.last("data", "other.zip") is None


def test_a_name_that_is_withheld_is_not_taken_over(own: Path, tmp_path: Path) -> None:
    out, world = tmp_path / "site", World(own)
    publish(own, out)
    assert any("tan mei" in text for path, text in everything(out) if path.startswith("data.zip"))
    world.decide("withhold", world.parties["Tan Mei"])
    publish(own, out)
    assert not any("tan mei" in text for path, text in everything(out) if path.startswith("data.zip"))
