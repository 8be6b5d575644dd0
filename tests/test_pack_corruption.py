"""A second domain is data: what the corruption pack makes of its example reports, which are invented."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.cli import main as sayso
from sayso.domains import HERE, load
from sayso.keep import Ledger
from sayso.show.why import why

REPORTS = Path(__file__).parents[1] / "examples" / "corruption" / "reports"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of the corruption examples; only the first command is told the pack."""
    made = tmp_path_factory.mktemp("corruption") / "corruption.db"
    assert sayso(["build", str(REPORTS), "--domain", "corruption", "--ledger", str(made), "--quiet"]) == 0
    return made


@pytest.fixture(scope="module")
def ledger(path: Path) -> Iterator[Ledger]:
    with Ledger.open(path) as opened:
        yield opened


def stem(ledger: Ledger, report: str) -> str:
    return Path(ledger.report(report).path or "").stem


def told(ledger: Ledger) -> list[tuple[str, str, dict[str, str]]]:
    """Every claim as report, event, and who or what has which role."""
    return [
        (stem(ledger, c.report), c.event, {role: found[0].name for role, found in c.roles.items()})
        for c in ledger.all_claims()
    ]


EXPECTED: list[tuple[str, str, dict[str, str]]] = [
    (
        "penciu-1-arrest",
        "arrest",
        {"agent": "Romanian anti-corruption prosecutors", "target": "Silviu Marcantu"},
    ),
    ("penciu-1-arrest", "bribe", {"recipient": "Silviu Marcantu", "object": "420,000 euros"}),
    ("penciu-1-arrest", "award_contract", {"agent": "Silviu Marcantu", "object": "three road contracts"}),
    ("penciu-1-arrest", "deny", {"agent": "Silviu Marcantu"}),
    ("penciu-2-local", "bribe", {"recipient": "Silviu Marcantu", "object": "460,000 euros"}),
    ("penciu-3-verdict", "convict", {"agent": "Court (Romania)", "target": "Silviu Marcantu"}),
    ("penciu-3-verdict", "sentence", {"target": "Silviu Marcantu", "object": "six years"}),
    ("penciu-3-verdict", "freeze_assets", {"agent": "Court (Romania)", "object": "a villa"}),
    ("okorowa-1-charges", "charge", {"target": "Chidi Okorowa"}),
    ("okorowa-1-charges", "embezzle", {"agent": "Chidi Okorowa", "object": "$9.4 million"}),
    ("okorowa-1-charges", "launder", {"agent": "Chidi Okorowa", "instrument": "two shell companies in Dubai"}),
    ("okorowa-1-charges", "bail", {"target": "Chidi Okorowa"}),
    ("okorowa-2-acquitted", "acquit", {"agent": "Nigerian court", "target": "Chidi Okorowa"}),
]


@pytest.mark.parametrize(
    ("report", "event", "roles"), EXPECTED, ids=lambda value: value if isinstance(value, str) else ""
)
def test_events_come_out_with_who_did_what(ledger: Ledger, report: str, event: str, roles: dict[str, str]) -> None:
    found = [r for where, what, r in told(ledger) if (where, what) == (report, event)]
    assert any(roles.items() <= one.items() for one in found), found


def cases(ledger: Ledger) -> dict[str, Any]:
    """Each case by the name of its first accused."""
    names = ledger.party_names({a for case in ledger.all_cases() for a in case.accused})
    return {names[case.accused[0]]: case for case in ledger.all_cases()}


def test_reports_of_one_case_are_joined_and_those_of_two_are_not(ledger: Ledger) -> None:
    found = {name: {stem(ledger, r) for r in case.reports} for name, case in cases(ledger).items()}
    assert found["Silviu Marcantu"] == {"penciu-1-arrest", "penciu-2-local", "penciu-3-verdict"}
    assert found["Chidi Okorowa"] == {"okorowa-1-charges", "okorowa-2-acquitted"}
    assert not any("novel-review" in reports for reports in found.values())


def test_steps_in_law_stand_on_the_pack_s_own_ladder(ledger: Ledger) -> None:
    found = {name: [s.stage for s in case.stages] for name, case in cases(ledger).items()}
    assert {"arrested", "convicted", "sentenced"} <= set(found["Silviu Marcantu"])
    assert {"charged", "bailed", "acquitted"} <= set(found["Chidi Okorowa"])
    assert found["Chidi Okorowa"][-1] == "acquitted"
    assert ledger.noted("stages") == list(load("corruption").stages) and "exchanged" not in load("corruption").stages


def test_a_case_is_called_by_its_matter_and_its_accuser_is_known(ledger: Ledger) -> None:
    case = cases(ledger)["Silviu Marcantu"]
    assert case.title == ("Silviu Marcantu: corruption alleged by the National Anticorruption Directorate (Romania)")
    assert ledger.party(case.accusers[0]).country == "RO"


def test_a_denial_answers_what_is_alleged(ledger: Ledger) -> None:
    for name in ("Silviu Marcantu", "Chidi Okorowa"):
        made = {a.id: a for a in ledger.allegations(cases(ledger)[name].id)}
        denials = [a for a in made.values() if a.event == "deny"]
        assert denials and all(a.answers for a in denials)
    events = {made[answered].event for denial in denials for answered in denial.answers}
    assert events & {"accuse", "embezzle", "launder", "try"}


def test_slots_of_the_pack_s_own_are_filled_compared_and_exported(ledger: Ledger, path: Path, tmp_path: Path) -> None:
    case = cases(ledger)["Silviu Marcantu"]
    values = {slot: {v.value for v in values} for slot, values in case.slots.items()}
    assert values["amount"] == {"420,000 euros", "460,000 euros"}
    assert values["contract"] == {"three road contracts"}
    assert values["seized"] == {"300,000 euros"}
    assert values["sentence"] == {"six years"}  # of every pack
    slots = {d.slot for d in ledger.divergences(case.id)}
    assert "amount" in slots
    assert "“420,000 euros”" in str(why(ledger, f"{case.id}:amount"))
    assert sayso(["export", "csv", "--out", str(tmp_path / "csv"), "--ledger", str(path)]) == 0
    rows = list(csv.DictReader((tmp_path / "csv" / "cases.csv").open(encoding="utf-8-sig")))
    assert any("420,000 euros" in row["amount"] for row in rows)


def test_later_commands_know_the_pack(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(path.read_bytes())
    with Ledger.open(copy) as opened:
        claim = next(c.id for c in opened.all_claims() if c.event == "embezzle")
    assert sayso(["decide", "correct", claim, "--certainty", "possible", "--ledger", str(copy)]) == 0
    assert sayso(["build", str(REPORTS), "--ledger", str(copy), "--quiet", "--json"]) == 0
    capsys.readouterr()
    assert sayso(["show", "--why", claim, "--json", "--ledger", str(copy)]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert "events.yaml, line" in str(shown) and "the pack has changed" not in str(shown)
    with Ledger.open(copy) as opened:
        assert str(opened.noted("domain")).startswith("corruption 1 ")
    assert sayso(["decide", "accept", claim, "--domain", "espionage", "--ledger", str(copy)]) == 1
    assert "was built with the domain pack corruption" in capsys.readouterr().err


def test_no_event_of_espionage_is_left_in_the_pack() -> None:
    events = {event.id for event in load("corruption").events}
    assert {"bribe", "embezzle", "launder", "award_contract", "investigate", "sentence", "deny"} <= events
    assert not events & {"recruit", "transfer_information", "exchange", "collect", "cover"}


def test_a_name_is_one_body_s_in_the_whole_pack() -> None:
    names = Counter(alias for party in load("corruption").parties for alias in {party.name, *party.aliases})
    own = {p.id for p in load("corruption").parties} - {p.id for p in load("espionage").parties}
    mine = {a for p in load("corruption").parties if p.id in own for a in {p.name, *p.aliases}}
    assert [name for name in mine if names[name] > 1] == []
    assert len({p.country for p in load("corruption").parties if p.id in own}) >= 25


def test_python_knows_no_event_of_either_pack_by_name() -> None:
    events = {e.id for name in ("espionage", "corruption") for e in load(name).events}
    quoted = re.compile(r"\.event(?:\.id)? (?:==|!=|in) [({]?\s*\"(\w+)\"")
    for room in ("mark", "link", "trace", "keep", "show", "export"):
        for file in sorted((HERE.parent / room).rglob("*.py")):
            named = set(quoted.findall(file.read_text("utf8"))) & events
            assert named <= KNOWN.get(file.name, set()), (file, named)


# Cells of the eight slots of every pack; the year of a verdict that its sentence has too.
KNOWN = {
    "slots.py": {"recruit", "transfer_information", "sentence", "agreement"},
    "handed.py": {"transfer_information", "pay"},
    "when.py": {"sentence", "convict"},
}
