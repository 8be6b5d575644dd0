"""Who accuses in a case, what bodies without a printed name are called, and cells of accused left unnamed."""

from __future__ import annotations

from sayso.link import stubs
from sayso.model import Marked
from sayso.trace import CaseFile, case_file
from sayso.trace.board import Board
from tests.link_reports import DOMAIN, Draft, arrest


def case_of(*drafts: Draft) -> CaseFile:
    reports = [d.marked() for d in drafts]
    return case_file([s for m in reports for s in stubs(m, DOMAIN)], reports, DOMAIN)


def names(*drafts: Draft) -> list[str]:
    """The accusers of a case as they are shown."""
    reports: list[Marked] = [d.marked() for d in drafts]
    own = [s for m in reports for s in stubs(m, DOMAIN)]
    board = Board(own, reports, DOMAIN)
    return [board.name(a) for a in case_file(own, reports, DOMAIN).accusers]


def trial(*, court: bool = True, police: bool = False, charging: bool = True) -> Draft:
    """A report on Ilse Brandt, whom bodies of Sweden charge, arrest and try."""
    draft = Draft("a", "Prosecutors charged Ilse Brandt. Police arrested Brandt. A Lund court tried Ilse Brandt.")
    brandt = draft.entity("Ilse Brandt")
    prosecutors = draft.entity(
        "Swedish Prosecution Authority", "government", key="se-aklagare", country="SE", at="Pros"
    )
    officers = draft.entity("Police (Sweden)", "government", key="se-police", country="SE", at="Police")
    judges = draft.entity("Court (Sweden)", "court", key="se-court", country="SE", at="A Lund court")
    if charging:
        draft.claim("charge", "Prosecutors charged Ilse Brandt", agent=prosecutors, target=brandt)
    if police:
        for _ in range(3):
            draft.claim("arrest", "Police arrested Brandt", agent=officers, target=brandt)
    if court:
        for _ in range(3):
            draft.claim("try", "A Lund court tried Ilse Brandt", agent=judges, target=brandt)
    return draft


def test_a_court_accuses_only_where_nobody_else_does() -> None:
    assert names(trial()) == ["Prosecutors (Sweden)"]
    assert names(trial(charging=False)) == ["Court (Sweden)"]


def test_police_who_only_arrest_step_back_behind_prosecutors() -> None:
    assert names(trial(police=True, court=False)) == ["Prosecutors (Sweden)"]
    assert names(trial(police=True, court=False, charging=False)) == ["Police (Sweden)"]


def test_who_arrested_for_another_state_accuses_nobody() -> None:
    draft = trial(court=False)
    draft.text += " German police arrested Brandt."
    german = draft.entity("German police", "government", key="de-police", country="DE")
    draft.claim("arrest", "German police arrested Brandt", agent=german, target=0)
    assert names(draft) == ["Prosecutors (Sweden)"]


def test_a_body_that_a_report_names_keeps_the_name_of_the_pack() -> None:
    draft = trial(court=False)
    draft.text += " The Swedish Prosecution Authority said so."
    draft.entity("Swedish Prosecution Authority", "government", key="se-aklagare", country="SE")
    assert names(draft) == ["Swedish Prosecution Authority"]


def test_an_unnamed_service_gives_way_to_the_named_one_of_its_state() -> None:
    def spied(*, named: bool) -> Draft:
        draft = Draft("a", "MI5 accused Ilse Brandt. She gave maps to Russian intelligence, the GRU.")
        brandt = draft.entity("Ilse Brandt")
        mi5 = draft.entity("MI5", "service", key="gb-mi5", country="GB")
        vague = draft.entity("Russian intelligence", "service", key="ru-intelligence", country="RU")
        gru = draft.entity("GRU", "service", key="ru-gru", country="RU")
        draft.claim("accuse", "MI5 accused Ilse Brandt", agent=mi5, target=brandt)
        draft.claim("transfer_information", "gave maps to Russian intelligence", agent=brandt, recipient=vague)
        if named:
            draft.claim("transfer_information", "the GRU", agent=brandt, recipient=gru)
        return draft

    assert case_of(spied(named=True)).services == ("g:ru-gru",)
    assert case_of(spied(named=False)).services == ("g:ru-intelligence",)


def test_who_is_brought_before_a_judge_is_not_on_trial() -> None:
    def stages(sentence: str) -> list[str]:
        draft = Draft("a", f"Police arrested Ilse Brandt. {sentence}")
        brandt = draft.entity("Ilse Brandt")
        draft.claim("arrest", "Police arrested Ilse Brandt", target=brandt)
        draft.claim("try", sentence, target=brandt)
        return [s.stage for s in case_of(draft).stages]

    assert stages("Brandt appeared before a court on Friday.") == ["arrested"]
    assert stages("Brandt appeared before a court as her trial began.") == ["arrested", "on_trial"]


def test_a_report_without_a_name_tells_of_the_one_accused_of_its_case() -> None:
    full = arrest("a", "Ilse Brandt")
    draft = Draft("b", "Police arrested a naval engineer aged 52, Ilse Brandt. The engineer is a Dane.")
    draft.entity("Ilse Brandt")
    engineer = draft.entity("engineer", "unnamed", at="a naval engineer")
    draft.claim("arrest", "Police arrested a naval engineer", target=[0, engineer])
    draft.slot("age", "52", "52", engineer)
    found = case_of(full, draft)
    assert [(r.value, r.accused) for r in found.slots["age"]] == [("52", "n:brandt ilse")]


def test_a_word_alone_is_left_out_where_another_cell_says_it_in_full() -> None:
    draft = Draft("a", "Police arrested Ilse Brandt and Otto Lind. She sold information, he sold information on ports.")
    brandt, lind = draft.entity("Ilse Brandt"), draft.entity("Otto Lind")
    draft.claim("arrest", "Police arrested Ilse Brandt and Otto Lind", target=[brandt, lind])
    draft.slot("items", "information", "information", brandt)
    draft.slot("items", "information on ports", "information on ports", lind)
    assert [r.value for r in case_of(draft).slots["items"]] == ["information on ports"]
