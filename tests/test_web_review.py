"""Review over real HTTP: every form is filled in on its page and sent, and the ledger is asked what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest

from sayso.keep.canonical import canonical
from sayso.model import CaseRecord, ClaimRecord
from tests.review_desk import Desk, desk, filled


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a ledger, made once."""
    return filled(tmp_path_factory.mktemp("review") / "l.db").read_bytes()


@pytest.fixture
def at(whole: bytes, tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "l.db").write_bytes(whole)
    with desk(tmp_path / "l.db") as made:
        yield made


def claim(at: Desk, event: str, certainty: str | None = None) -> ClaimRecord:
    with at.ledger() as ledger:
        return next(c for c in ledger.all_claims() if c.event == event and certainty in (None, c.certainty))


def again(at: Desk, one: ClaimRecord) -> ClaimRecord:
    with at.ledger() as ledger:
        return ledger.claim(one.id)


def case(at: Desk) -> CaseRecord:
    with at.ledger() as ledger:
        return max(ledger.all_cases(), key=lambda one: len(one.reports))


def report(at: Desk, stem: str) -> str:
    with at.ledger() as ledger:
        return next(r.id for r in ledger.all_reports() if r.path == f"{stem}.txt")


def party(at: Desk, name: str) -> str:
    with at.ledger() as ledger:
        return next(p.id for p in ledger.all_parties() if p.name == name)


# ------------------------------------------------------------------------------------------ claims


@pytest.mark.parametrize("what, review", [("accept", "accepted"), ("reject", "rejected")])
def test_one_press_beside_a_claim_decides_and_can_be_taken_back(at: Desk, what: str, review: str) -> None:
    one = claim(at, "arrest")
    answer = at.post("quick", at.button(f"/report/{one.report}", what, -1))
    assert answer.status_code == 303
    assert again(at, one).review == review
    back = answer.headers["location"]
    assert back == f"/report/{one.report}?decided=d1#note-{one.id}"
    assert "Kept as decision" in at.get(back)
    at.send(back, "undo")
    assert again(at, one).review is None
    with at.ledger() as ledger:
        assert [(d.what, d.who) for d in ledger.decisions()] == [(what, "Ada"), ("undo", "Ada")]


def test_a_claim_is_corrected_in_all_its_parts(at: Desk) -> None:
    one = claim(at, "recruit", "reported")
    page = f"/review/claim/{one.id}"
    at.send(
        page, "correct", event="meet", certainty="possible", polarity="negative", speaker="Harbour Post",
        time="2014-05", reason="the second sentence", **{"role-agent": "Coast Agency; MI6", "role-target": ""},
    )  # fmt: skip
    now = again(at, one)
    assert (now.event, now.certainty, now.polarity, now.review) == ("meet", "possible", "negative", "corrected")
    assert now.chain[-1].speaker == "Harbour Post" and now.time is not None and now.time.value == "2014-05"
    assert [f.name for f in now.roles["agent"]] == ["Coast Agency", "MI6"] and "target" not in now.roles
    told = at.get(page)
    assert "the second sentence" in told and "certainty" in told


def test_only_what_is_filled_in_otherwise_is_a_correction(at: Desk) -> None:
    one = claim(at, "arrest")
    at.send(f"/review/claim/{one.id}", "correct", certainty="alleged")
    with at.ledger() as ledger:
        assert ledger.decisions()[0].anchor["change"] == {"certainty": "alleged"}
    form = at.form(f"/review/claim/{one.id}", "correct")
    answer = at.post("correct", form)
    assert answer.status_code == 422 and "has to change something" in answer.text


def test_a_correction_of_a_withheld_person_keeps_the_name(at: Desk) -> None:
    one = claim(at, "arrest")
    at.send(f"/review/party/{party(at, 'Luo Wen')}", "withhold")
    assert "█" in at.form(f"/review/claim/{one.id}", "correct")["role-target"]
    at.send(f"/review/claim/{one.id}", "correct", certainty="possible")
    with at.ledger() as ledger:
        assert ledger.decisions()[-1].anchor["change"] == {"certainty": "possible"}


def test_a_missed_claim_is_added_from_the_words_that_were_selected(at: Desk) -> None:
    id = report(at, "statement")
    with at.ledger() as ledger:
        text = ledger.report(id).text
    quote = "a post on its WeChat account"
    page = f"/review/report/{id}?quote={quote.replace(' ', '+')}&at={text.index(quote)}"
    assert at.form(page, "add")["quote"] == quote
    at.send(
        page, "add", event="accuse", certainty="asserted", speaker="Ministry of State Security", reason="missed",
        **{"role-target": "Luo Wen"},
    )  # fmt: skip
    added = claim(at, "accuse")
    assert (added.review, added.evidence.text, added.certainty) == ("added", quote, "asserted")
    assert added.roles["target"][0].party == party(at, "Luo Wen") and added.case == case(at).id
    assert f"claim-{added.id}" in at.get(f"/report/{id}")


def test_words_that_the_report_does_not_have_are_refused_and_shown_again(at: Desk) -> None:
    page = f"/review/report/{report(at, 'statement')}"
    answer = at.post("add", at.form(page, "add") | {"quote": "pigs <b>flew</b>", "event": "arrest", "reason": "I saw"})
    assert answer.status_code == 422 and "does not stand in report" in answer.text
    assert "pigs &lt;b&gt;flew&lt;/b&gt;" in answer.text and "I saw" in answer.text
    with at.ledger() as ledger:
        assert ledger.decisions() == []


def test_a_claim_is_moved_to_a_case_of_its_own(at: Desk) -> None:
    one, home = claim(at, "arrest"), case(at).id
    at.send(f"/review/claim/{one.id}", "move")
    assert again(at, one).case not in (home, None)
    at.send(f"/review/claim/{one.id}", "move", other=f"http://127.0.0.1/case/{home}#claims")
    assert again(at, one).case == home


def test_many_are_decided_at_once_and_taken_back_at_once(at: Desk) -> None:
    page = f"/review/case/{case(at).id}"
    boxes = lxml.html.fromstring(at.get(page)).xpath("//input[@name='claim']/@value")
    assert len(boxes) > 4
    answer = at.send(page, "accept", claim=boxes[:4], reason="all four checked")
    with at.ledger() as ledger:
        assert [d.what for d in ledger.decisions()] == ["accept"] * 4
        assert [ledger.claim(box.partition(":")[0]).review for box in boxes[:4]] == ["accepted"] * 4
    left = lxml.html.fromstring(at.get(page)).xpath("//input[@name='claim']/@value")
    assert left == boxes[4:]
    at.send(answer.headers["location"], "undo")
    assert lxml.html.fromstring(at.get(page)).xpath("//input[@name='claim']/@value") == boxes


def test_what_has_changed_since_it_was_seen_is_not_decided_on(at: Desk) -> None:
    page = f"/review/case/{case(at).id}"
    boxes = lxml.html.fromstring(at.get(page)).xpath("//input[@name='claim']/@value")[:3]
    form = at.form(page, "accept") | {"claim": boxes}
    with at.ledger() as ledger:
        ledger.decide.correct(boxes[1].partition(":")[0], who="Ben", certainty="possible", event="travel")
    at.send(f"/review/claim/{boxes[0].partition(':')[0]}", "note", reason="settles the ledger")
    answer = at.post("accept", form)
    assert answer.status_code == 409 and boxes[1].partition(":")[0] in answer.text
    with at.ledger() as ledger:
        assert [d.what for d in ledger.decisions()] == ["correct", "note"]


# ------------------------------------------------------------------------------------------ reports


def test_date_and_outlet_of_a_report_are_put_right(at: Desk) -> None:
    id = report(at, "gull")
    at.send(f"/review/report/{id}", "report", published="2024-02-06", outlet="The Gull on Sunday")
    with at.ledger() as ledger:
        found = ledger.report(id)
    assert (found.published, found.outlet) == ("2024-02-06", "The Gull on Sunday")
    refused = at.post("report", at.form(f"/review/report/{id}", "report") | {"published": "yesterday"})
    assert refused.status_code == 422 and "no date" in refused.text


def test_two_reports_are_a_copy_or_independent(at: Desk) -> None:
    tide, gull = report(at, "tide"), report(at, "gull")

    def relays() -> list[tuple[str | None, str]]:
        with at.ledger() as ledger:
            found = [*ledger.report_relays(tide), *ledger.report_relays(gull)]
            return [(r.source, r.target) for r in found if {r.source, r.target} == {tide, gull} and r.directed]

    at.send(f"/review/report/{tide}", "pair", how="independent", other=gull)
    assert relays() == []
    at.send(f"/review/report/{tide}", "pair", how="copy", other=gull)
    assert relays() == [(gull, tide)]
    at.send(f"/review/report/{tide}", "pair", how="source", other=gull)
    assert relays() == [(tide, gull)]


# --------------------------------------------------------------------------------- cases and parties


def test_two_parties_are_merged_by_name_and_split_again(at: Desk) -> None:
    wen, bo = party(at, "Luo Wen"), party(at, "Luo Bo")
    page = f"/review/party/{wen}"
    assert f'value="{bo}"' in at.get(page), "a party of the same surname is offered"
    at.send(page, "merge", other="Luo Bo", reason="a slip of the pen")
    with at.ledger() as ledger:
        assert ledger.party(wen).id == ledger.party(bo).id
    at.send(page, "split", out="Luo Bo")
    assert party(at, "Luo Bo") != party(at, "Luo Wen")
    assert "a slip of the pen" in at.get(f"/review/party/{party(at, 'Luo Wen')}")


def test_a_name_that_several_have_is_asked_for(at: Desk) -> None:
    answer = at.post("merge", at.form(f"/review/party/{party(at, 'MI6')}", "merge") | {"other": "Luo"})
    assert answer.status_code == 422 and "Give its id" in answer.text and "Luo Bo" in answer.text


def test_a_case_is_parted_and_merged_again(at: Desk) -> None:
    id, out = case(at).id, report(at, "denial")
    at.send(f"/review/case/{id}", "split", out=out, reason="another Luo")
    with at.ledger() as ledger:
        (one,), (other,) = ledger.report_cases(out), ledger.report_cases(report(at, "tide"))
        assert one != other and id in (one, other)
    at.send(f"/review/case/{one}", "merge", other=other)
    with at.ledger() as ledger:
        assert ledger.report_cases(out) == ledger.report_cases(report(at, "tide")) == [id]


def test_a_stage_is_set_with_its_reason(at: Desk) -> None:
    id = case(at).id
    refused = at.post("stage", at.form(f"/review/case/{id}", "stage") | {"stage": "detained"})
    assert refused.status_code == 422 and "reason" in refused.text
    at.send(f"/review/case/{id}", "stage", stage="detained", date="2023-12", reason="no warrant was shown")
    stages = [(s.stage, s.date, s.reason) for s in case(at).stages]
    assert stages[-1] == ("detained", "2023-12", "no warrant was shown")
    assert "no warrant was shown" in at.get(f"/review/case/{id}")
    assert at.get(f"/case/{id}")


def test_a_withheld_name_is_on_no_page_until_it_is_shown_again(at: Desk) -> None:
    id, home, told = party(at, "Luo Wen"), case(at).id, report(at, "statement")
    at.send(f"/review/party/{id}", "withhold", reason="never charged")
    pages = ["/", "/search?q=maps", "/review", "/review/log", f"/review/case/{home}.json"]
    pages += [
        f"{start}/{page}" for start in ("", "/review") for page in (f"case/{home}", f"party/{id}", f"report/{told}")
    ]
    pages += [f"/review/claim/{claim(at, event).id}" for event in ("arrest", "recruit")]
    for page in pages:
        assert "Luo Wen" not in at.get(page), page
    at.send(f"/review/party/{id}", "unwithhold")
    assert "Luo Wen" in at.get(f"/party/{id}")


def test_a_note_stands_in_the_history_of_what_it_is_on(at: Desk) -> None:
    one = claim(at, "arrest")
    for kind, id in (("claim", one.id), ("report", one.report), ("case", case(at).id), ("party", party(at, "MI6"))):
        at.send(f"/review/{kind}/{id}", "note", reason=f"ask about the {kind}")
        assert f"ask about the {kind}" in at.get(f"/review/{kind}/{id}")


# -------------------------------------------------------------------------------------------- queue


def test_the_queue_tells_what_is_new_until_it_is_seen(at: Desk) -> None:
    told = at.get("/review")
    assert "5 new reports" in told and "Ministry names a cartographer" in told
    at.send("/review", "seen")
    assert "0 new reports" in at.get("/review")
    with at.ledger() as ledger:
        ledger.decide.accept(claim(at, "arrest").id, who="Ben", why="seen the file")
    assert "seen the file" in at.get("/review")


def test_the_queue_shows_what_two_people_decided_differently(at: Desk) -> None:
    one = claim(at, "arrest")
    with at.ledger() as ledger:
        ledger.decide.reject(one.id, who="Ben", why="a translator's slip")
    at.post("quick", at.button(f"/report/{one.report}", "accept", -1))
    told = at.get("/review")
    assert "a translator" in told and "overruled by another person" in told and "Ada decided otherwise" in told
    assert again(at, one).review == "accepted"


def test_every_page_has_its_data(at: Desk) -> None:
    one = claim(at, "arrest")
    for page in ("/review", "/review/log", f"/review/claim/{one.id}", f"/review/report/{one.report}",
                 f"/review/case/{case(at).id}", f"/review/party/{party(at, 'MI6')}"):  # fmt: skip
        answer = at.http.get(page + ".json")
        assert answer.headers["content-type"] == "application/json" and "token" not in answer.json()


@pytest.mark.parametrize("page", ["/review/claim/k0", "/review/case/c99", "/review/party/p99", "/review/report/r0"])
def test_what_is_not_there_is_said(at: Desk, page: str) -> None:
    assert at.http.get(page).status_code == 404


# ------------------------------------------------------------------------------------ the flag


def test_without_review_there_is_no_trace_of_it(whole: bytes, tmp_path: Path) -> None:
    (tmp_path / "l.db").write_bytes(whole)
    with desk(tmp_path / "l.db", review=False) as made:
        for page in (
            "/",
            f"/case/{case(made).id}",
            f"/report/{report(made, 'statement')}",
            f"/party/{party(made, 'MI6')}",
        ):
            text = made.get(page)
            assert "/review" not in text and "review.js" not in text and "token" not in text, page
        assert made.http.get("/review").status_code == 404
        assert made.post("undo", {"undo": "d1"}).status_code == 405


def test_looking_decides_nothing(at: Desk) -> None:
    with at.ledger() as ledger:
        before = canonical(ledger)
    for page in ("/review", "/review/log", f"/review/case/{case(at).id}", "/?decided=d1", "/review/do/accept"):
        at.http.get(page)
    with at.ledger() as ledger:
        assert canonical(ledger) == before and ledger.decisions() == []
