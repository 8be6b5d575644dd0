from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.link import judge, stubs
from sayso.model import Marked
from sayso.trace import CaseFile, case_file
from sayso.trace.allegations import Side
from tests.link_reports import DOMAIN, Draft, arrest


def case_of(*drafts: Draft | Marked) -> CaseFile:
    reports = [d.marked() if isinstance(d, Draft) else d for d in drafts]
    return case_file([s for m in reports for s in stubs(m, DOMAIN)], reports, DOMAIN)


def steps(found: CaseFile) -> list[tuple[str, str]]:
    return [(s.stage, s.wording) for s in found.stages]


def test_a_case_says_who_is_accused_by_whom_for_whom() -> None:
    draft = Draft("a", "MI5 accused Ilse Brandt. She gave maps to the GRU.")
    brandt = draft.entity("Ilse Brandt")
    mi5 = draft.entity("MI5", "service", key="gb-mi5", country="GB")
    gru = draft.entity("GRU", "service", key="ru-gru", country="RU")
    said = draft.says("MI5 accused", mi5)
    draft.claim("accuse", "MI5 accused Ilse Brandt", by=said, agent=mi5, target=brandt)
    draft.claim("transfer_information", "gave maps to the GRU", by=said, agent=brandt, recipient=gru)
    found = case_of(draft)
    assert found.title == "Ilse Brandt: spying for GRU alleged by MI5"
    assert (found.accused, found.accusers, found.services) == (("n:brandt ilse",), ("g:gb-mi5",), ("g:ru-gru",))
    assert found.countries == ("RU",)
    assert found.claims == ("a:c0", "a:c1")


def test_a_title_says_no_more_than_is_alleged() -> None:
    draft = Draft("a", "Police raided Larch Partners.")
    draft.claim("raid", "raided Larch Partners", target=draft.entity("Larch Partners", "company"))
    draft.claim("investigate", "Police raided Larch", target=0)
    assert case_of(draft).title == "Larch Partners: steps in law"


def test_a_title_begins_like_a_sentence_and_tells_no_steps_where_there_are_none() -> None:
    draft = Draft("a", "Police questioned three clerks. Nobody else was asked.")
    draft.claim("raid", "Police questioned three clerks", target=draft.entity("three clerks", "group"))
    draft.claim("expel", "questioned three clerks", target=0)
    assert case_of(draft).title == "Three clerks: named in other reports"


def test_a_case_says_why_its_reports_are_one() -> None:
    found = case_of(*(arrest(r, "Ilse Brandt", service="KX", master="RU") for r in "abc"))
    assert found.explanation == (
        "3 reports, 1 statement, 1 government: all rest on the word of the federal police. "
        "One case by name ilse brandt in 3 of 3; accuser DE in 3 of 3; spied for RU in 3 of 3"
    )


def test_every_reports_own_accuser_is_named() -> None:
    drafts = [arrest(r, "Ilse Brandt") for r in "abcdef"]
    other = Draft("later", "MI5 accused Ilse Brandt.")
    mi5 = other.entity("MI5", "service", key="gb-mi5", country="GB")
    other.claim("accuse", "MI5 accused Ilse Brandt", agent=mi5, target=other.entity("Ilse Brandt"))
    assert case_of(*drafts, other).accusers[1:] == ("g:gb-mi5",)


def ladder() -> Draft:
    draft = Draft(
        "a",
        "Ilse Brandt was put under coercive measures. The case was handed to prosecutors. She may be charged. "
        "She was not arrested. Her lawyer denied that she was convicted.",
    )
    brandt = draft.entity("Ilse Brandt")
    draft.claim("coercive_measures", "Ilse Brandt was put under coercive measures", target=brandt)
    draft.claim("refer", "The case was handed to prosecutors")
    draft.claim("charge", "may be charged", target=brandt, certainty="possible")
    draft.claim("arrest", "She was not arrested", target=brandt, polarity="negative")
    draft.claim("convict", "she was convicted", target=brandt, certainty="denied")
    return draft


def test_the_ladder_holds_what_happened_in_the_reports_words_and_hardens_nothing() -> None:
    found = case_of(ladder())
    assert steps(found) == [
        ("coercive_measures", "Ilse Brandt was put under coercive measures"),
        ("referred", "The case was handed to prosecutors"),
    ]
    assert {s.accused for s in found.stages} == {"n:brandt ilse"}


def held(text: str, arrest: str, event: str = "arrest") -> list[str]:
    """The steps of a report that tells of a detention and of a second step."""
    draft = Draft("a", f"{text} Police detained Ilse Brandt.")
    brandt, police = draft.entity("Ilse Brandt"), draft.entity("Police", "government", country="DK")
    draft.claim(event, arrest, target=brandt)
    draft.claim("detain", "Police detained Ilse Brandt", agent=police, target=brandt)
    return [s.stage for s in case_of(draft).stages]


def test_a_nominal_arrest_beside_a_detention_is_that_detention() -> None:
    assert held("Ilse Brandt denied it. The arrest angered her party.", "The arrest angered her party") == ["detained"]
    assert held("Kremlin comments on arrest of Ilse Brandt\n", "comments on arrest of Ilse Brandt") == ["detained"]


def test_an_arrest_in_so_many_words_is_an_arrest() -> None:
    assert held("Police arrested Ilse Brandt.", "arrested Ilse Brandt") == ["detained", "arrested"]
    assert held("They told of the arrest of Ilse Brandt.", "the arrest of Ilse Brandt") == ["detained", "arrested"]


def test_charges_that_are_only_faced_are_charges_where_somebody_brought_them() -> None:
    faced = "Ilse Brandt faces charges of espionage"
    assert held(f"{faced}.", faced, "charge") == ["detained"]
    assert held(f"{faced}, the indictment says.", faced, "charge") == ["detained", "charged"]


def test_who_only_arrested_is_no_accuser_beside_one_who_accuses() -> None:
    draft = Draft("a", "Police arrested Ilse Brandt. Prosecutors charged Ilse Brandt.")
    brandt = draft.entity("Ilse Brandt")
    for event, body in (("arrest", "Police"), ("charge", "Prosecutors")):
        agent = draft.entity(body, "government", country="DK")
        draft.claim(event, f"{body} {event}", agent=agent, target=brandt)
    assert case_of(draft).accusers == ("n:DK:prosecutors",)


def test_a_step_of_several_others_is_not_the_accuseds() -> None:
    draft = arrest("a", "Ilse Brandt")
    draft.text += " Several foreigners were convicted."
    draft.claim("convict", "foreigners were convicted", target=draft.entity("Several foreigners", "unnamed"))
    assert [s.stage for s in case_of(draft).stages] == ["arrested"]


def test_a_step_that_many_reports_tell_is_one_record_with_all_its_claims() -> None:
    late = arrest("b", "Ilse Brandt", date="2021-05-03")
    found = case_of(late, arrest("a", "Ilse Brandt", date="2021-05-02"))
    assert [(s.stage, s.claims) for s in found.stages] == [("arrested", ("a:c0", "b:c0"))]


def test_slots_keep_each_value_with_its_words() -> None:
    drafts = [
        arrest("a", "Ilse Brandt", age="43"),
        arrest("b", "Ilse Brandt", age="43"),
        arrest("c", "Ilse Brandt", age="34"),
    ]
    found = case_of(*drafts).slots["age"]
    assert [(r.value, [s.report for s in r.spans]) for r in found] == [("43", ["a", "b"]), ("34", ["c"])]
    assert {r.accused for r in found} == {"n:brandt ilse"}


def test_claims_fill_slots_that_the_marks_left_open() -> None:
    draft = Draft("a", "Ilse Brandt was recruited in Oslo in 1999 and got 12 years. Ilse Brandt sent nothing.")
    brandt = draft.entity("Ilse Brandt")
    draft.claim("recruit", "recruited in Oslo in 1999", target=brandt, where="Oslo", when="1999")
    draft.claim("sentence", "got 12 years", target=brandt, many=12)
    draft.claim("recruit", "sent nothing", target=brandt, where="Bergen", polarity="negative")
    found = case_of(draft).slots
    assert {slot: [r.value for r in records] for slot, records in found.items()} == {
        "recruited_in": ["Oslo"],
        "recruited_year": ["1999"],
        "sentence": ["12"],
    }


def test_background_claims_are_not_the_cases() -> None:
    draft = arrest("a", "Ilse Brandt")
    draft.text += "\n\nNorway passed a law against spying."
    draft.claim("law", "Norway passed a law against spying")
    assert case_of(draft).claims == ("a:c0", "a:c1")


def test_same_things_told_twice_are_one_allegation_and_other_numbers_are_not() -> None:
    def one(report: str, many: float | None) -> Draft:
        draft = Draft(report, "Ilse Brandt passed maps to others.")
        draft.claim("transfer_information", "passed maps to others", agent=draft.entity("Ilse Brandt"), many=many)
        return draft

    found = case_of(one("a", 17), one("b", 17), one("c", None), one("d", 12))
    assert sorted(a.claims for a in found.allegations) == [("a:c0", "b:c0", "c:c0"), ("d:c0",)] or sorted(
        a.claims for a in found.allegations
    ) == [("a:c0", "b:c0"), ("c:c0", "d:c0")]
    assert found.allegation_of["a:c0"] == found.allegation_of["b:c0"] != found.allegation_of["d:c0"]


GB, MI5, MI6 = ("Britain", "gb-gov"), ("MI5", "gb-mi5"), ("MI6", "gb-mi6")


def held_by(report: str, name: str, key: str) -> Draft:
    draft = Draft(report, f"{name} arrested Ilse Brandt.")
    kind = "government" if key == "gb-gov" else "service"
    held = draft.entity(name, kind, key=key, country="GB")
    draft.claim("arrest", f"{name} arrested Ilse Brandt", agent=held, target=draft.entity("Ilse Brandt"))
    return draft


def test_a_state_and_a_body_of_it_tell_one_allegation_and_two_bodies_do_not() -> None:
    found = case_of(held_by("a", *MI5), held_by("b", *GB), held_by("c", *MI6))
    one = found.allegation_of
    assert one["a:c0"] == one["b:c0"] != one["c:c0"]
    told = next(a for a in found.allegations if "a:c0" in a.claims)
    assert "United Kingdom in one and MI5 in another are read as one side" in told.explanation


SIDES = st.builds(Side, *(st.frozensets(st.sampled_from("abc")) for _ in range(3)))


@given(SIDES, SIDES)
def test_sides_meet_both_ways(one: Side, other: Side) -> None:
    assert one.meets(other) == other.meets(one)


def test_a_denial_answers_the_accusation() -> None:
    draft = Draft("a", "MI5 accused Ilse Brandt of spying. Brandt denied it.")
    brandt, mi5 = draft.entity("Ilse Brandt"), draft.entity("MI5", "service", key="gb-mi5", country="GB")
    draft.claim("accuse", "accused Ilse Brandt", by=draft.says("MI5 accused", mi5), agent=mi5, target=brandt)
    draft.claim("deny", "Brandt denied it", by=draft.says("Brandt denied", brandt), agent=brandt, certainty="denied")
    found = case_of(draft)
    denial = next(a for a in found.allegations if a.event == "deny")
    assert denial.answers == (found.allegation_of["a:c0"],)


CORPUS = [
    arrest("a", "Ilse Brandt", date="2021-05-02", service="KX", master="RU").marked(),
    arrest("b", "Ilse B.", date="2021-05-03", age="43").marked(),
    arrest("c", "Ilse Brandt", age="44").marked(),
    ladder().marked(),
]


@settings(deadline=None)
@given(st.permutations(CORPUS[:3]))
def test_order_never_matters(reports: list[Marked]) -> None:
    assert case_of(*reports) == case_of(*CORPUS[:3])


def test_the_reports_of_the_corpus_are_one_case_by_judgement() -> None:
    first, *others = [stubs(m, DOMAIN)[0] for m in CORPUS]
    assert all(judge(first, other, DOMAIN).joined for other in others)
