"""A pack of one's own: a folder that goes on from another pack, and what is said where something in it is wrong."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from sayso.cli import main as sayso
from sayso.domains import HERE, Domain, PackError, fingerprint, load
from sayso.keep import Ledger

REPORT = """---
title: A cable is cut
outlet: Baltic Post
date: 2025-02-03
---
Finland's Harbour Watch Office has accused a ship's captain, Ivan Petrenko, of spying for Russia.

Petrenko sabotaged an undersea cable near Porvoo in January, the Harbour Watch Office said.

Police arrested Petrenko on Sunday.
"""
HEAD = 'id: mine\nversion: "1"\nextends: espionage\n'
SABOTAGE = """
- id: sabotage
  about: something is damaged on purpose
  places: {subject: agent, object: object, by: agent, of: object, poss: agent}
  accused: [agent]
  triggers:
    - {lemmas: [sabotage, vandalise], confidence: 0.7}
    - {lemmas: [sabotage], pos: NOUN, prep: [of], confidence: 0.5}
"""
WATCH = "- {id: fi-hwo, name: Harbour Watch Office, kind: service, country: FI, functions: [security-service]}\n"


def pack(folder: Path, **files: str) -> Path:
    """A pack's folder; `parties` is a file in the folder of that name."""
    for name, content in {"pack": HEAD, **files}.items():
        path = folder / ("parties/mine.yaml" if name == "parties" else f"{name}.yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf8")
    return folder


def check_report(folder: Path, tmp_path: Path) -> None:
    """Builds the report with the pack in a folder, and sees the new event type and the new service come out."""
    report, db = tmp_path / "cable.md", tmp_path / "own.db"
    report.write_text(REPORT, "utf8")
    assert sayso(["build", str(report), "--domain", str(folder), "--ledger", str(db), "--quiet"]) == 0
    with Ledger.open(db) as ledger:
        claims = {c.event: c for c in ledger.all_claims()}
        sabotage = claims["sabotage"]
        assert sabotage.roles["agent"][0].name == "Ivan Petrenko"
        assert sabotage.roles["object"][0].name.startswith("an undersea cable")
        assert sabotage.chain[-1].speaker == "Harbour Watch Office"
        watch = ledger.party(sabotage.chain[-1].party or "")
        assert (watch.name, watch.kind, watch.country) == ("Harbour Watch Office", "service", "FI")
        assert claims["arrest"].roles["target"][0].name == "Ivan Petrenko"
        assert ledger.noted("pack") == str(folder.resolve())


def test_an_event_type_and_a_service_are_added_in_a_copy_of_the_pack(tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(HERE / "espionage", folder)
    with (folder / "events.yaml").open("a", encoding="utf8") as events:
        events.write(SABOTAGE)
    with (folder / "parties" / "services.yaml").open("a", encoding="utf8") as services:
        services.write(WATCH)
    check_report(folder, tmp_path)


def test_a_small_folder_that_extends_the_pack_does_the_same(tmp_path: Path) -> None:
    check_report(pack(tmp_path / "mine", events=SABOTAGE, parties=WATCH), tmp_path)


def test_the_ledger_knows_a_folder_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack(tmp_path / "mine", events=SABOTAGE)
    (tmp_path / "cable.md").write_text(REPORT, "utf8")
    monkeypatch.chdir(tmp_path)
    build = ["build", "cable.md", "--reader", "rules", "--ledger", str(tmp_path / "own.db"), "--quiet"]
    assert sayso([*build, "--domain", "./mine"]) == 0
    monkeypatch.chdir("/")
    with Ledger.open(tmp_path / "own.db") as ledger:
        claim = next(c.id for c in ledger.all_claims() if c.event == "sabotage")
    assert sayso(["decide", "accept", claim, "--ledger", str(tmp_path / "own.db")]) == 0


# ------------------------------------------------------------------------------------------- extending


def loaded(folder: Path) -> Domain:
    return load(str(folder))


def test_what_is_extended_stays_and_entries_of_the_same_id_are_replaced(tmp_path: Path) -> None:
    arrest = "- {id: arrest, about: an arrest, places: {object: target}, stage: arrested, triggers: [{lemmas: [nick]}]}"
    mine, base = loaded(pack(tmp_path / "a", events=arrest)), load("espionage")
    assert [e.id for e in mine.events] == [e.id for e in base.events]
    assert next(e for e in mine.events if e.id == "arrest").triggers[0].lemmas == ("nick",)
    assert mine.parties == base.parties and mine.stages == base.stages
    assert fingerprint(mine) != fingerprint(base)


def test_lists_are_replaced_or_lengthened(tmp_path: Path) -> None:
    mine = loaded(pack(tmp_path / "a", words='premises: [hut]\nmoney: ["@base", shells]\n'))
    base = load("espionage")
    assert mine.words["premises"] == ("hut",)
    assert mine.words["money"] == (*base.words["money"], "shells")
    assert mine.words["court"] == base.words["court"]


def test_entries_of_the_base_can_be_left_out(tmp_path: Path) -> None:
    folder = pack(tmp_path / "a", pack=HEAD + "without: {events: [cover], channels: [wechat]}\n", linking="weak: []\n")
    mine = loaded(folder)
    assert "cover" not in {e.id for e in mine.events} and "wechat" not in {c.id for c in mine.channels}


def test_packs_extend_each_other_by_path(tmp_path: Path) -> None:
    pack(tmp_path / "a", words="premises: [hut]\n")
    mine = loaded(pack(tmp_path / "b", pack=HEAD.replace("espionage", "../a"), words='premises: ["@base", barn]\n'))
    assert mine.words["premises"] == ("hut", "barn")


# ---------------------------------------------------------------------------------------- what is wrong

WRONG = [
    (one["files"], one["message"]) for one in yaml.safe_load((Path(__file__).parent / "pack_mistakes.yaml").open())
]


@pytest.mark.parametrize(("files", "message"), WRONG, ids=range(len(WRONG)))
def test_a_mistake_is_told_with_file_entry_cause_and_next_step(
    tmp_path: Path, files: dict[str, str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = pack(tmp_path / "wrong", **files)
    with pytest.raises(PackError, match=message):
        loaded(folder)
    assert sayso(["build", str(tmp_path), "--domain", str(folder), "--ledger", str(tmp_path / "x.db")]) == 1
    said = capsys.readouterr()
    assert said.err.count("\n") == 1 and re.search(message, said.err)
    assert not (tmp_path / "x.db").exists()


def test_a_pack_that_is_not_there_names_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="Packs by name are corruption, espionage; a folder is named by its path"):
        load("espionnage")
    with pytest.raises(PackError, match=r"no domain pack at .*: it has no pack\.yaml"):
        loaded(tmp_path)
