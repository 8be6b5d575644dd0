import msgspec
import pytest

from sayso.link import stubs
from sayso.model import Header, Link
from sayso.trace import CaseFile, case_file, cites
from sayso.trace.independence import in_words
from tests.link_reports import DOMAIN, Draft


def case_of(*drafts: Draft) -> CaseFile:
    reports = [d.marked() for d in drafts]
    return case_file([s for m in reports for s in stubs(m, DOMAIN)], reports, DOMAIN)


def told(
    report: str, speaker: str = "MSS", via: tuple[str, ...] = (), date: str | None = None, channel: str | None = None
) -> Draft:
    """A report that has an arrest from one speaker."""
    draft = Draft(report, f"{speaker} said that Qiao Weimin was arrested.", date)
    qiao = draft.entity("Qiao Weimin")
    known = {
        "MSS": {"kind": "service", "key": "cn-mss", "country": "CN"},
        "Beijing": {"kind": "government", "key": "cn-gov", "country": "CN"},
        "Larch Gazette": {"kind": "outlet"},
    }
    said = draft.says(
        f"{speaker} said", draft.entity(speaker, **known.get(speaker, {"kind": "person"})), channel=channel
    )
    draft.claim("arrest", "Qiao Weimin was arrested", by=said, via=via, target=qiao)
    return draft


def test_reports_of_one_statement_rest_on_one_origin() -> None:
    found = case_of(told("a", channel="wechat"), told("b", via=("Larch News",)), told("c"))
    assert [(o.name, o.channel, o.reports) for o in found.origins] == [
        ("Ministry of State Security", "wechat", ("a", "b", "c"))
    ]
    assert found.origins[0].via == {"b": ("Larch News",)}
    assert found.explanation.startswith(
        "3 reports, 1 statement, 1 government: all rest on the WeChat post of the Ministry of State Security, "
        "read through Larch News (1), unknown (2). "
    )
    assert [(p.report, p.start, p.end) for p in found.origins[0].evidence] == [("a", 0, 8), ("b", 0, 8), ("c", 0, 8)]


def by_prosecutors(report: str, words: str) -> Draft:
    """A report that has an arrest from Norway's prosecutors, whom it calls by these words."""
    draft = Draft(report, f"{words} said that Qiao Weimin was arrested.")
    body = draft.entity("Prosecutor's office (Norway)", "government", key="no-prosecutors", country="NO", at=words)
    said = draft.says(f"{words} said", body, name=words)
    draft.claim("arrest", "Qiao Weimin was arrested", by=said, target=draft.entity("Qiao Weimin"))
    return draft


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        (("Military prosecutors", "Military prosecutors", "Prosecutors in Oslo"), "Military prosecutors"),
        (("Military prosecutors", "Prosecutor's office (Norway)"), "Prosecutor's office (Norway)"),
    ],
)
def test_a_body_whose_name_no_report_prints_is_called_as_most_of_them_call_it(
    printed: tuple[str, ...], name: str
) -> None:
    found = case_of(*(by_prosecutors(f"r{n}", words) for n, words in enumerate(printed)))
    assert [(o.name, len(o.reports)) for o in found.origins] == [(name, len(printed))]


def quoting(report: str, quote: str, via: tuple[str, ...] = (), speaker: str = "MSS") -> Draft:
    """A report of the arrest that quotes the body which announced it."""
    draft = told(report, speaker, via)
    draft.header = msgspec.structs.replace(draft.header, outlet=f"The {report.capitalize()} Post")
    draft.text += f" He had “{quote}”, it said."
    content = draft.find(f"He had “{quote}”")
    draft.attributions[0] = msgspec.structs.replace(draft.attributions[0], content=(content,))
    return draft


SPY_SET, SPY_GEAR = "special apparatus for espionage work", "special espionage apparatus of work"


def test_two_translations_of_one_phrase_are_of_different_hands_and_one_of_the_same() -> None:
    drafts = [quoting("a", SPY_SET, ("Agence One",)), quoting("b", SPY_SET), quoting("c", SPY_GEAR, ("Agence Two",))]
    more = [quoting("d", SPY_GEAR), quoting("e", "nothing in common with any of them")]
    (origin,) = case_of(*drafts, *more).origins
    assert origin.likely_via == {"b": "Agence One", "d": "Agence Two"}
    assert f"“{SPY_SET}” (The A Post, The B Post) and “{SPY_GEAR}” (The C Post, The D Post)" in origin.explanation
    assert "by the same translation The B Post likely through Agence One, The D Post likely" in origin.explanation
    assert origin.via == {"a": ("Agence One",), "c": ("Agence Two",)}, "a likelihood is told apart from what is named"


@pytest.mark.parametrize(
    ("drafts", "why"),
    [
        ([quoting("a", SPY_SET, ("Agence One",)), quoting("b", SPY_SET)], "no other translation is known"),
        ([quoting("a", SPY_SET, ("Agence One",)), quoting("b", SPY_SET), quoting("c", SPY_GEAR, ("Agence One",)),
          quoting("d", SPY_GEAR)],
         "the same agency has it in other words, too"),
        ([quoting("a", SPY_SET, ("Agence One",)), quoting("b", SPY_SET), quoting("c", SPY_SET, ("Agence Two",)),
          *(quoting(r, SPY_GEAR) for r in "def")], "two agencies have these words"),
        ([quoting("a", SPY_SET, ("Agence One",)), quoting("b", SPY_SET), quoting("c", SPY_GEAR)],
         "most have these words"),
        ([quoting("a", f"kept {SPY_SET}", ("Agence One",)), quoting("b", SPY_SET)], "a part of the same words"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_translation_that_tells_nothing_names_no_agency(drafts: list[Draft], why: str) -> None:
    assert [o.likely_via for o in case_of(*drafts).origins] == [{}], why


def test_what_is_said_in_english_is_not_translated() -> None:
    drafts = [
        quoting("a", SPY_SET, ("Agence One",)),
        *(quoting(r, w) for r, w in zip("bcd", (SPY_SET, *2 * [SPY_GEAR]))),
    ]
    assert case_of(*drafts).origins[0].likely_via
    tables = DOMAIN.linking | {"speak_english": (*DOMAIN.linking["speak_english"], "CN")}
    reports = [d.marked() for d in drafts]
    english = msgspec.structs.replace(DOMAIN, linking=tables)
    found = case_file([s for m in reports for s in stubs(m, english)], reports, english)
    assert [o.likely_via for o in found.origins] == [{}]


def test_two_bodies_of_one_state_are_two_origins_and_one_principal() -> None:
    found = case_of(told("a"), told("b", "Beijing"))
    assert len(found.origins) == 2
    assert len(found.principals) == 1
    assert "2 statements, 1 government: 1 rests on the word of the Ministry of State Security; " in found.explanation


def test_a_state_named_beside_its_body_in_one_report_is_the_same_utterance() -> None:
    draft = told("a")
    draft.text += " Beijing said that he sent maps."
    beijing = draft.entity("Beijing", "government", key="cn-gov", country="CN")
    draft.claim("transfer_information", "he sent maps", by=draft.says("Beijing said", beijing), agent=0)
    assert [o.name for o in case_of(draft).origins] == ["Ministry of State Security"]


def test_an_outlets_own_reporting_is_an_origin_of_its_own() -> None:
    found = case_of(told("a"), told("b", "Larch Gazette"))
    assert {o.name for o in found.origins} == {"Ministry of State Security", "Larch Gazette"}
    assert len(found.principals) == 2


def test_a_news_agency_passes_on_what_others_have_from_the_body_that_accuses() -> None:
    agency = Draft("b", "Reuters said that Qiao Weimin was arrested.")
    qiao, reuters = agency.entity("Qiao Weimin"), agency.entity("Reuters", "outlet", key="reuters")
    agency.claim("arrest", "Qiao Weimin was arrested", by=agency.says("Reuters said", reuters), target=qiao)
    found = case_of(told("a"), agency)
    assert [(o.name, o.reports, o.via) for o in found.origins] == [
        ("Ministry of State Security", ("a", "b"), {"b": ("Reuters",)})
    ]


def test_an_outlet_passes_on_the_word_of_a_body_that_its_report_quotes_too() -> None:
    draft = told("b")
    draft.text += " Larch Gazette said that Qiao Weimin was taken away."
    gazette = draft.entity("Larch Gazette", "outlet")
    by = draft.says("Larch Gazette said", gazette)
    draft.claim("arrest", "Qiao Weimin was taken away", by=by, target=0)
    found = case_of(told("a"), draft)
    assert [(o.name, o.reports) for o in found.origins] == [("Ministry of State Security", ("a", "b"))]


def test_the_outlets_own_voice_has_no_origin() -> None:
    draft = Draft("a", "Qiao Weimin was arrested.")
    draft.claim("arrest", "was arrested", target=draft.entity("Qiao Weimin"), certainty="asserted")
    found = case_of(draft)
    assert (found.origins, found.origin_of, found.principals) == ((), {}, ())
    assert "no origin named" in found.explanation


def own_voice(report: str, event: str = "arrest") -> Draft:
    """A report that has an arrest from nobody."""
    draft = Draft(report, "Qiao Weimin was arrested on Monday.")
    draft.claim(event, "was arrested", target=draft.entity("Qiao Weimin"), certainty="asserted")
    return draft


def test_what_only_one_state_is_given_for_goes_back_to_it_in_any_voice() -> None:
    found = case_of(told("a"), own_voice("b"))
    assert [(o.reports, len(o.evidence)) for o in found.origins] == [(("a", "b"), 1)]
    assert found.origin_of["b:c0"] == found.origin_of["a:c0"]
    assert "1 of them names no speaker for what others have from Ministry of State Security" in (
        found.origins[0].explanation
    )


def test_what_two_parties_are_given_for_stays_the_outlets_own() -> None:
    found = case_of(told("a"), told("b", "Larch Gazette"), own_voice("c"))
    assert "c:c0" not in found.origin_of


def test_a_side_fact_in_an_outlets_own_voice_stays_its_own() -> None:
    draft = told("a")
    draft.claim("travel", "Qiao Weimin was arrested", by=0, agent=0)
    assert "b:c0" not in case_of(draft, own_voice("b", "travel")).origin_of


def test_who_does_not_answer_has_said_nothing() -> None:
    draft = told("a")
    draft.text += " The embassy did not respond. The ministry would add nothing."
    for name in ("The embassy", "The ministry"):
        draft.entity(name, "government", country="KP")
    draft.claim("no_comment", "The embassy did not respond", agent=2)
    draft.claim("no_comment", "The ministry would add nothing", agent=3)
    assert [o.name for o in case_of(draft).origins] == ["Ministry of State Security", "The ministry"]


def test_two_spellings_of_a_speaker_are_one_speaker() -> None:
    found = case_of(told("a", "Marta Kowalczyk"), told("b", "Marta Kowalczyk"), told("c", "Marta Kovalczyk"))
    assert [(o.name, o.reports) for o in found.origins] == [("Marta Kowalczyk", ("a", "b", "c"))]


def test_an_inquiry_speaks_for_the_body_that_accuses() -> None:
    draft = told("a")
    draft.text += " The inquiry found that he was held."
    inquiry = draft.entity("The inquiry", "unnamed")
    draft.claim("detain", "he was held", by=draft.says("The inquiry found", inquiry), target=0)
    assert [o.name for o in case_of(draft).origins] == ["Ministry of State Security"]


def test_a_kind_of_outlet_goes_by_its_printed_name() -> None:
    draft = told("a")
    draft.text += " Norwegian media said that he was held."
    media = draft.entity("News media (Norway)", "outlet", key="no-news-media", country="NO", at="Norwegian media")
    draft.claim("detain", "he was held", by=draft.says("Norwegian media", media), target=0)
    assert {o.name for o in case_of(draft).origins} == {"Ministry of State Security", "Norwegian media"}


def test_the_day_of_an_origin_is_the_one_at_its_cue() -> None:
    draft = Draft("a", "On Tuesday MSS said that Qiao Weimin was arrested on Monday.", "2021-01-07")
    qiao = draft.entity("Qiao Weimin")
    mss = draft.entity("MSS", "service", key="cn-mss", country="CN")
    draft.claim("arrest", "Qiao Weimin was arrested", by=draft.says("MSS said", mss), target=qiao)
    assert [o.date for o in case_of(draft).origins] == ["2021-01-05"]


def test_dates_are_told_in_words() -> None:
    assert [in_words(d) for d in ("2024", "2024-05", "2024-01-08")] == ["2024", "May 2024", "8 January 2024"]


def test_words_of_another_season_are_another_utterance() -> None:
    found = case_of(told("a", date="2021-01-02"), told("b", date="2021-01-05"), told("c", date="2021-09-01"), told("d"))
    assert sorted(len(o.reports) for o in found.origins) == [1, 3]
    assert sorted(o.explanation.partition("; ")[2] for o in found.origins) == [
        "first report of it 2021-01-02",
        "first report of it 2021-09-01",
    ]
    assert {o.date for o in found.origins} == {None}


def test_the_date_of_an_origin_is_that_of_the_speaking() -> None:
    draft = told("a", date="2021-01-05")
    draft.claim("accuse", "MSS said", agent=1, target=0, by=0, when="2021-01-04")
    assert [o.date for o in case_of(draft).origins] == ["2021-01-04"]


def test_a_denial_does_not_count_as_an_origin_of_what_it_denies() -> None:
    draft = told("a")
    draft.text += " Per Lund denied it."
    lund = draft.entity("Per Lund")
    draft.claim("deny", "denied it", by=draft.says("Per Lund denied", lund), agent=lund, target=0, certainty="denied")
    found = case_of(draft)
    assert len(found.origins) == 2
    assert len(found.principals) == 1


def test_an_unnamed_official_speaks_for_the_body_behind_him() -> None:
    draft = told("a")
    draft.text += " A spokesman said that he was held."
    spokesman = draft.entity("A spokesman", "unnamed", parent=1)
    draft.claim("detain", "he was held", by=draft.says("A spokesman said", spokesman), target=0)
    assert [o.name for o in case_of(draft).origins] == ["Ministry of State Security"]


def test_an_unnamed_document_is_of_the_body_that_the_report_quotes() -> None:
    draft = told("a")
    draft.text += " The indictment said that he was held."
    draft.claim("detain", "he was held", by=draft.says("The indictment said", None, name="The indictment"), target=0)
    assert [o.name for o in case_of(draft).origins] == ["Ministry of State Security"]


def test_a_spokeswoman_of_nobody_in_particular_speaks_for_the_body_that_is_quoted() -> None:
    draft = told("a")
    draft.text += " A spokeswoman said that he was held."
    woman = draft.entity("A spokeswoman", "unnamed")
    draft.claim("detain", "he was held", by=draft.says("A spokeswoman said", woman), target=0)
    assert [o.name for o in case_of(draft).origins] == ["Ministry of State Security"]


def test_what_a_handler_said_is_known_from_whoever_reports_it() -> None:
    draft = told("a")
    draft.text += " Nils Dahl recruited him. Dahl told him to bring maps."
    dahl = draft.entity("Nils Dahl")
    draft.claim("recruit", "Nils Dahl recruited him", by=0, agent=dahl, target=0)
    draft.claim("task", "bring maps", by=draft.says("Dahl told", dahl), agent=dahl, target=0)
    found = case_of(draft)
    assert [o.name for o in found.origins] == ["Ministry of State Security"]
    assert "a:c2" not in found.origin_of


def test_a_statement_that_the_ledger_holds_is_its_own_origin() -> None:
    statement = told("a")
    statement.header = Header(outlet="Ministry of State Security of China")
    statement.claim("collect", "Qiao Weimin", agent=0, certainty="asserted")
    found = case_of(statement, told("b"))
    assert [(o.name, o.report, o.reports) for o in found.origins] == [("Ministry of State Security", "a", ("a", "b"))]
    assert "a:c1" in found.origin_of


def test_who_tells_a_side_fact_is_no_origin_of_the_allegation() -> None:
    draft = told("a")
    draft.text += " Marta Kowal said that he flew to Oslo."
    kowal = draft.entity("Marta Kowal")
    draft.claim("travel", "he flew to Oslo", by=draft.says("Marta Kowal said", kowal), agent=0)
    found = case_of(draft)
    assert len(found.origins) == 2
    assert len(found.principals) == 1


def test_a_pronoun_is_no_origin() -> None:
    draft = told("a")
    draft.text += " They said that he was held."
    draft.claim("detain", "he was held", by=draft.says("They said", None, name="They"), target=0)
    assert [o.name for o in case_of(draft).origins] == ["Ministry of State Security"]


def test_what_a_report_cites() -> None:
    draft = told("a", "Larch Gazette", via=("Birch News",))
    draft.credits.append(Link(speaker="Alder Press"))
    found = cites(draft.marked(), DOMAIN)
    assert {r.source_name for r in found} == {"Larch Gazette", "Birch News", "Alder Press"}
    assert {(r.kind, r.source, r.target) for r in found} == {("cites", None, "a")}


def test_a_report_does_not_cite_itself_or_a_ministry() -> None:
    draft = told("a")
    draft.credits.append(Link(speaker="The Heron"))
    assert cites(draft.marked(), DOMAIN) == ()


def reply(draft: Draft, words: str, speaker: int | None, event: str = "collect", kind: str = "indirect") -> None:
    """A sentence more: what a speaker says of the accused."""
    draft.text += f" {words} he copied maps."
    said = draft.says(words, speaker)
    draft.attributions[said] = msgspec.structs.replace(draft.attributions[said], kind=kind)
    draft.claim(event, "he copied maps", by=said, agent=0)


@pytest.mark.parametrize(("kind", "origins"), [("direct", 2), ("indirect", 1)])
def test_what_an_accused_pleads_to_is_known_from_whoever_tells_it_unless_in_quotation(kind: str, origins: int) -> None:
    draft = told("a")
    reply(draft, "Qiao pleaded that", 0, kind=kind)
    assert len(case_of(draft).origins) == origins


def test_an_agency_that_is_only_credited_did_not_say_what_the_accused_pleads_to() -> None:
    draft = told("a")
    draft.text += " Qiao pleaded that he copied maps."
    said = draft.says("Qiao pleaded that", 0)
    draft.claim("collect", "he copied maps", by=said, via=("Alder Press",), agent=0)
    assert [o.name for o in case_of(draft).origins] == ["Ministry of State Security"]


def test_social_media_say_nothing() -> None:
    draft = told("a")
    reply(draft, "Social media said that", draft.entity("Social media", "outlet"))
    assert [o.name for o in case_of(draft).origins] == ["Ministry of State Security"]


def test_who_shows_no_evidence_has_said_nothing() -> None:
    draft = told("a")
    draft.text += " Beijing provided no evidence."
    beijing = draft.entity("Beijing", "government", key="cn-gov", country="CN")
    draft.claim("no_comment", "Beijing provided no evidence", agent=beijing)
    assert case_of(draft).origin_of == {"a:c0": "o0"}


@pytest.mark.parametrize(("short", "longer", "likeliest"), [(2, 1, "Marta Kowal"), (3, 1, "Marta Kowl")])
def test_the_longer_spelling_of_a_speaker_is_taken_unless_hardly_any_report_has_it(
    short: int, longer: int, likeliest: str
) -> None:
    names = ["Marta Kowl"] * short + ["Marta Kowal"] * longer
    found = case_of(*(told(f"r{n}", name) for n, name in enumerate(names)))
    assert [o.name for o in found.origins] == [likeliest]


def test_a_report_that_only_has_a_remark_from_a_state_has_the_allegations_from_who_makes_them() -> None:
    draft = own_voice("b")
    draft.text += " Beijing said that spies are about."
    beijing = draft.entity("Beijing", "government", key="cn-gov", country="CN")
    draft.claim("warn", "spies are about", by=draft.says("Beijing said", beijing), agent=beijing, target=0)
    found = case_of(told("a"), draft)
    assert {o.name: o.reports for o in found.origins} == {
        "Ministry of State Security": ("a", "b"),
        "Government of China": ("b",),
    }


def test_what_an_accused_is_also_given_for_is_not_put_down_to_a_state() -> None:
    admitting = own_voice("b")
    admitting.text += " Qiao Weimin admitted that he was arrested."
    admitting.claim("arrest", "he was arrested", by=admitting.says("Qiao Weimin admitted", 0), target=0)
    assert "b:c0" not in case_of(told("a"), admitting).origin_of


def with_spokesman(state: str) -> Draft:
    """A report that has an arrest from a ministry's spokesman, and a headline by which his state accuses."""
    draft = Draft("a", f"{state} accuses Qiao Weimin. Lu Han said that Qiao Weimin was arrested.")
    qiao, china = draft.entity("Qiao Weimin"), draft.entity(state, "government", key="cn-gov", country="CN")
    lu = draft.entity("Lu Han", parent=china)
    draft.claim("accuse", f"{state} accuses Qiao Weimin", agent=china, target=qiao)
    draft.claim("arrest", "Qiao Weimin was arrested", by=draft.says("Lu Han said", lu), target=qiao)
    return draft


def test_what_a_state_says_above_what_its_spokesman_says_is_his_utterance() -> None:
    assert [o.name for o in case_of(with_spokesman("China")).origins] == ["Lu Han"]


def test_an_accused_speaks_for_himself_and_not_for_whom_he_worked_for() -> None:
    draft = Draft("a", "Police arrested a guard of the embassy. The guard said that he did no wrong.")
    embassy = draft.entity("embassy", "government", country="US")
    guard = draft.entity("guard of the embassy", "unnamed", parent=embassy)
    draft.claim("arrest", "Police arrested a guard of the embassy", target=guard)
    draft.claim("deny", "he did no wrong", by=draft.says("The guard said", guard), agent=guard)
    assert "embassy" not in {o.name for o in case_of(draft).origins}


def test_nobody_has_from_an_expert_what_he_judges() -> None:
    draft = Draft("a", "Jess Dale said Qiao Weimin was a spy.")
    qiao, dale = draft.entity("Qiao Weimin"), draft.entity("Jess Dale")
    draft.claim("accuse", "Qiao Weimin was a spy", by=draft.says("Jess Dale said", dale), agent=dale, target=qiao)
    other = Draft("b", "Qiao Weimin is accused of espionage.")
    other.claim("accuse", "Qiao Weimin is accused of espionage", target=other.entity("Qiao Weimin"))
    assert [(o.name, o.reports) for o in case_of(draft, other).origins] == [("Jess Dale", ("a",))]
