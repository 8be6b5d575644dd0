"""Where reports of one case differ, what the difference is, and which value is likely wrong."""

import pytest

from sayso.link import stubs
from sayso.model import DivergenceRecord, Mention, Passage, Span
from sayso.trace import case_file
from sayso.trace.readings import Reading, order
from tests.link_reports import DOMAIN, Draft


def found_in(*drafts: Draft) -> list[DivergenceRecord]:
    reports = [d.marked() for d in drafts]
    return list(case_file([s for m in reports for s in stubs(m, DOMAIN)], reports, DOMAIN).divergences)


def of(slot: str, *drafts: Draft) -> list[tuple[str, list[tuple[str, tuple[str, ...], str | None]]]]:
    return [
        (d.judgement, [(v.value, v.reports, v.suspect) for v in d.values]) for d in found_in(*drafts) if d.slot == slot
    ]


def story(
    report: str, event: str = "arrest", *, name: str = "Ilse Brandt", date: str | None = None, own: bool = False,
    **more: object,
) -> Draft:  # fmt: skip
    """A report in which the police of Germany say that somebody was arrested, or the like."""
    draft = Draft(report, f"Police said that {name} was taken in Kiel. Police also said more on Monday.", date)
    who = draft.entity(name)
    police = draft.entity("Police", "government", country="DE", key="de-police")
    said = None if own else draft.says("Police said", police)
    draft.claim(event, f"{name} was taken", by=said, target=who, agent=police, **more)
    return draft


def with_slot(report: str, slot: str, value: str, **more: object) -> Draft:
    draft = story(report, **more)
    draft.slot(slot, value, "Ilse Brandt", 0)
    return draft


def test_reports_that_agree_do_not_diverge() -> None:
    assert found_in(story("a"), story("b"), story("c")) == []


def test_a_name_one_letter_off_is_a_garble_and_the_rarer_one_is_suspect() -> None:
    drafts = [story("a"), story("b"), story("c", name="Ilse Brand")]
    assert of("name", *drafts) == [("garble", [("Ilse Brandt", ("a", "b"), None), ("Ilse Brand", ("c",), "garble")])]


def test_two_spellings_of_which_neither_prevails_leave_it_open() -> None:
    [(judgement, values)] = of("name", story("a"), story("b", name="Ilse Brand"))
    assert judgement == "garble"
    assert [suspect for _, _, suspect in values] == [None, None]


def test_a_surname_alone_is_no_other_name() -> None:
    draft = story("b")
    draft.text += " Brandt kept silent."
    draft.entities[0] = draft.entities[0].__class__(
        name="Ilse Brandt", kind="person", aliases=("Brandt",),
        mentions=(*draft.entities[0].mentions, Mention(span=draft.find("Brandt kept"))),
    )  # fmt: skip
    assert of("name", story("a"), draft) == []


def test_a_placeholder_that_is_printed_as_a_name_is_a_garble() -> None:
    def surnamed(report: str, name: str) -> Draft:
        return story(report, name=name)

    drafts = [surnamed("a", "Qiao"), surnamed("b", "Qiao"), surnamed("c", "Qiao Moumou")]
    assert of("name", *drafts) == [("garble", [("Qiao", ("a", "b"), None), ("Qiao Moumou", ("c",), "garble")])]


def test_the_other_pronoun_is_a_garble() -> None:
    def told(report: str, pronoun: str) -> Draft:
        draft = story(report)
        draft.text += f" Later {pronoun} kept silent."
        at = draft.text.rindex(pronoun)
        brandt = draft.entities[0]
        draft.entities[0] = brandt.__class__(
            name=brandt.name, kind="person",
            mentions=(*brandt.mentions, Mention(span=Span(at, at + len(pronoun)), form="pronoun")),
        )  # fmt: skip
        return draft

    drafts = [told("a", "she"), told("b", "she"), told("c", "he")]
    assert of("gender", *drafts) == [("garble", [("she", ("a", "b"), None), ("he", ("c",), "garble")])]


def test_a_harder_word_for_the_step_in_reports_of_the_same_days() -> None:
    drafts = [story("a", "coercive_measures", date="2024-03-01"), story("b", date="2024-03-01")]
    assert of("status", *drafts) == [
        ("hardened", [("coercive measures", ("a",), None), ("arrested", ("b",), "hardened")])
    ]


def test_a_harder_word_that_a_later_report_tells_on_its_own_is_hardened_too() -> None:
    drafts = [story("a", "coercive_measures", date="2024-03-01"), story("b", date="2024-03-03", own=True)]
    assert [judgement for judgement, _ in of("status", *drafts)] == ["hardened"]


def test_detained_in_march_and_indicted_in_august_is_a_development() -> None:
    drafts = [story("a", "detain", date="2024-03-01"), story("b", "charge", date="2024-08-01")]
    assert of("status", *drafts) == [("later", [("detained", ("a",), None), ("charged", ("b",), None)])]


def test_what_a_body_says_anew_later_is_a_development() -> None:
    drafts = [story("a", "detain", date="2024-03-01"), story("b", date="2024-03-03")]
    assert [judgement for judgement, _ in of("status", *drafts)] == ["later"]


def test_ages_that_no_birthday_explains_contradict() -> None:
    drafts = [with_slot("a", "age", "52"), with_slot("b", "age", "54")]
    assert of("age", *drafts) == [("contradiction", [("52", ("a",), None), ("54", ("b",), None)])]


def test_an_age_a_year_on_and_a_date_of_birth_that_fits_do_not_contradict() -> None:
    assert [j for j, _ in of("age", with_slot("a", "age", "52"), with_slot("b", "age", "53"))] == ["later"]
    born = [with_slot("a", "age", "52", date="2024-03-01"), with_slot("b", "age", "July 1971", date="2024-03-01")]
    assert [j for j, _ in of("age", *born)] == ["precision"]
    wrong = [with_slot("a", "age", "42", date="2024-03-01"), with_slot("b", "age", "July 1971", date="2024-03-01")]
    assert [j for j, _ in of("age", *wrong)] == ["contradiction"]


def test_spellings_units_and_synonyms_are_one_value() -> None:
    assert of("items", with_slot("a", "items", "defence plans"), with_slot("b", "items", "the defense plans")) == []
    assert of("occupation", with_slot("a", "occupation", "reporter"), with_slot("b", "occupation", "journalist")) == []
    assert of("nationality", with_slot("a", "nationality", "German"), with_slot("b", "nationality", "Germany")) == []


def test_calling_it_more_secret_is_a_hardening() -> None:
    drafts = [with_slot("a", "items", "sensitive plans"), with_slot("b", "items", "classified plans")]
    assert of("items", *drafts) == [
        ("hardened", [("classified plans", ("b",), "hardened"), ("sensitive plans", ("a",), None)])
    ]


def test_things_that_one_report_gives_side_by_side_do_not_diverge() -> None:
    both = with_slot("a", "items", "harbour plans")
    both.slot("items", "secret harbour plans", "taken", 0)
    assert of("items", both, with_slot("b", "items", "harbour plans")) == []


def test_two_days_of_one_arrest_contradict_and_a_day_in_its_year_does_not() -> None:
    assert [j for j, _ in of("arrest.time", story("a", when="2024-03-01"), story("b", when="2024-03-02"))] == [
        "contradiction"
    ]
    assert of("arrest.time", story("a", when="2024-03-01"), story("b", when="2024")) == []


def test_the_day_of_the_speaking_is_not_the_day_of_the_event() -> None:
    def told(report: str, day: str) -> Draft:
        draft = Draft(report, f"Police said on {day} that Ilse Brandt was taken.", "2024-03-08")
        brandt = draft.entity("Ilse Brandt")
        police = draft.entity("Police", "government", country="DE", key="de-police")
        said = draft.says("Police said", police)
        draft.claim("arrest", f"on {day} that Ilse Brandt was taken", by=said, target=brandt, agent=police, when=day)
        return draft

    drafts = [told("a", "Monday"), told("b", "Tuesday")]
    assert of("arrest.time", *drafts) == []
    assert of("statement.time", *drafts) == [
        ("contradiction", [("2024-03-04", ("a",), None), ("2024-03-05", ("b",), None)])
    ]


def test_a_dropped_hedge_is_a_hardening_in_the_headline_too() -> None:
    hedged = Draft("a", "As far as we know, Ilse Brandt passed plans, police said.")
    plain = Draft("b", "Ilse Brandt passed plans, police said.")
    for draft, sure in ((hedged, "possible"), (plain, "reported")):
        brandt = draft.entity("Ilse Brandt")
        police = draft.entity("police", "government", country="DE", key="de-police")
        said = draft.says("police said", police)
        draft.claim("transfer_information", "Ilse Brandt passed plans", by=said, agent=brandt, certainty=sure)
    assert of("transfer_information.certainty", hedged, plain) == [
        ("hardened", [("as far as we know", ("a",), None), ("no hedge", ("b",), "hardened")])
    ]


def test_two_services_of_one_state_contradict_and_a_state_beside_its_service_does_not() -> None:
    def worked(report: str, service: str, key: str, kind: str = "service") -> Draft:
        draft = story(report)
        draft.text += f" She passed plans to {service}."
        master = draft.entity(service, kind, key=key, country="RU")
        draft.claim("transfer_information", f"passed plans to {service}", by=0, agent=0, recipient=master)
        return draft

    gru, svr = worked("a", "GRU", "ru-gru"), worked("b", "SVR", "ru-svr")
    assert [(j, [v for v, *_ in values]) for j, values in of("service", gru, svr)] == [
        ("contradiction", ["GRU", "SVR"])
    ]
    assert of("service", gru, worked("b", "Moscow", "ru-gov", "government")) == []


def test_how_many_were_arrested_is_compared_where_nobody_is_named() -> None:
    def several(report: str, many: int) -> Draft:
        draft = story(report)
        draft.text += " Several others were seized."
        others = draft.entity("Several others", "unnamed")
        draft.claim("arrest", "Several others were seized", by=0, target=others, many=many)
        return draft

    assert [j for j, _ in of("arrest.quantity", several("a", 3), several("b", 5))] == ["contradiction"]


def test_digits_in_another_order_are_a_garble() -> None:
    def sold(report: str, many: int) -> Draft:
        draft = story(report)
        draft.claim("transfer_information", "Ilse Brandt was taken", by=0, agent=0, many=many)
        return draft

    drafts = [sold("a", 230), sold("b", 230), sold("c", 320)]
    assert of("transfer_information.quantity", *drafts) == [
        ("garble", [("230", ("a", "b"), None), ("320", ("c",), "garble")])
    ]


def test_a_divergence_has_claims_and_words_behind_each_value_and_says_why() -> None:
    [found] = [
        d for d in found_in(story("a", when="2024-03-01"), story("b", when="2024-03-02")) if d.slot == "arrest.time"
    ]
    assert [v.claims for v in found.values] == [("a:c0",), ("b:c0",)]
    assert [(s.report, s.start) for v in found.values for s in v.spans] == [("a", 17), ("b", 17)]
    assert found.accused == "n:brandt ilse"
    assert found.explanation == "“2024-03-01” (1 report) against “2024-03-02” (1 report): they cannot both be right"


def test_of_several_values_it_says_which_contradict_and_which_go_together() -> None:
    given = zip("abcd", ("Austria", "Austria", "Japan", "Vienna"))
    drafts = [with_slot(report, "recruited_in", place) for report, place in given]
    [found] = [d for d in found_in(*drafts) if d.slot == "recruited_in"]
    assert found.explanation == (
        "“Austria” (2 reports) against “Japan” (1 report) against “Vienna” (1 report): of “Austria” and “Japan”, they "
        "cannot both be right; “Austria” and “Vienna” go together"
    )


def test_the_order_of_reports_does_not_matter() -> None:
    drafts = [story("a"), story("b", "detain"), story("c", name="Ilse Brand"), with_slot("d", "age", "52")]
    assert found_in(*drafts) == found_in(*reversed(drafts))


@pytest.mark.parametrize(
    ("words", "withheld"),
    [
        ("They did not disclose her nationality.", True),
        ("It neither told her rank nor revealed her age or nationality.", True),
        ("The statement left out her nationality.", True),
        ("Her nationality was not disclosed.", True),
        ("A woman of undisclosed nationality.", True),
        ("Her nationality was withheld.", True),
        ("She is not of German nationality.", False),
        ("Her nationality and rank are known, though they did not name her ship.", False),
    ],
)
def test_a_nationality_that_is_not_told_diverges_from_one_that_is(words: str, withheld: bool) -> None:
    silent = story("b")
    silent.text += f" {words}"
    found = of("nationality", with_slot("a", "nationality", "Danish"), silent)
    values = [("Danish", ("a",), None), ("not disclosed", ("b",), None)]
    assert found == ([("precision", values)] if withheld else [])


def test_a_report_may_tell_a_nationality_and_that_it_was_not_told() -> None:
    both = with_slot("b", "nationality", "Danish")
    both.text += " They did not disclose her nationality."
    assert len(of("nationality", with_slot("a", "nationality", "Danish"), both)) == 1


def accused_by(report: str, speaker: str, **more: str) -> Draft:
    """A report in which somebody says that Ilse Brandt, who is said to work for the CIA, was taken."""
    draft = Draft(report, f"{speaker} said that Ilse Brandt was taken for spying for the CIA.")
    brandt, body = draft.entity("Ilse Brandt"), draft.entity(speaker, **more)
    cia = body if speaker == "CIA" else draft.entity("CIA", "service", country="US", key="us-cia")
    said = draft.says(f"{speaker} said", body)
    draft.claim("arrest", "Ilse Brandt was taken", by=said, target=brandt)
    draft.claim("collect", "spying for the CIA", by=said, agent=brandt, beneficiary=cia)
    return draft


def test_bodies_of_two_states_cannot_both_be_the_one_who_accuses() -> None:
    police = {"kind": "government", "country": "DE", "key": "de-police"}
    drafts = [accused_by(r, "Police", **police) for r in "ab"]
    garbled = accused_by("c", "CIA", kind="service", country="US", key="us-cia")
    found = of("statement.attribution", *drafts, garbled)
    assert [(j, [(v, r) for v, r, _ in values]) for j, values in found] == [
        ("contradiction", [("Police (Germany)", ("a", "b")), ("CIA", ("c",))])
    ]
    assert of("statement.attribution", *drafts) == []


def test_a_suspicion_that_is_negated_is_no_hedge_and_a_headline_is_on_the_word_below_it() -> None:
    def told(report: str, headline: str) -> Draft:
        draft = Draft(report, f"{headline}\nIlse Brandt allegedly passed plans, police said.")
        brandt = draft.entity("Ilse Brandt")
        police = draft.entity("police", "government", country="DE", key="de-police")
        said = draft.says("police said", police)
        draft.claim("transfer_information", headline, agent=brandt, certainty="alleged")
        draft.claim("transfer_information", "Ilse Brandt allegedly passed plans", by=said, agent=brandt)
        return draft

    drafts = [told("a", "Not on mere suspicion: Brandt passed plans"), told("b", "On suspicion: Brandt passed plans")]
    [(_, values)] = of("transfer_information.certainty", *drafts)
    assert {(value, reports) for value, reports, _ in values} == {
        ("allegedly", ("a", "b")),
        ("no hedge (headline)", ("a",)),
        ("suspicion (headline)", ("b",)),
    }


def test_two_values_at_one_place_have_an_order() -> None:
    short, long = (Reading("age", "", "number", "40", "40", Passage(report="a", start=0, end=n)) for n in (2, 9))
    assert sorted([long, short], key=order) == [short, long]
