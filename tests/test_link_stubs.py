import pytest

from sayso.link import stubs
from sayso.link.stubs import shared_out
from sayso.link.view import View
from tests.link_reports import DOMAIN, Draft, arrest


def accused(draft: Draft) -> list[tuple[bool, list[str]]]:
    return [(s.main, [draft.entities[i].name for i in s.accused]) for s in stubs(draft.marked(), DOMAIN)]


def test_the_accused_is_who_is_arrested_not_who_speaks() -> None:
    draft = arrest("a", "Ilse Brandt")
    assert accused(draft) == [(True, ["Ilse Brandt"])]
    assert [s.claims for s in stubs(draft.marked(), DOMAIN)] == [(0, 1)]


def test_a_handler_is_not_the_accused() -> None:
    draft = Draft("a", "Nils Dahl recruited Ilse Brandt in Oslo. Brandt collected maps for him.")
    handler, agent = draft.entity("Nils Dahl"), draft.entity("Ilse Brandt")
    draft.claim("recruit", "Nils Dahl recruited Ilse Brandt", agent=handler, target=agent)
    draft.claim("task", "collected maps for him", agent=handler, target=agent)
    draft.claim("meet", "recruited Ilse Brandt in Oslo", agent=agent, target=handler)
    assert accused(draft) == [(True, ["Ilse Brandt"])]


def test_a_spokesman_of_a_ministry_is_not_the_accused() -> None:
    draft = Draft("a", "Spokesman Per Lund said that Ilse Brandt was a spy. He accused Lund's critics too.")
    ministry = draft.entity("ministry", "government", at="He", country="NO")
    lund = draft.entity("Per Lund", parent=ministry)
    brandt = draft.entity("Ilse Brandt")
    said = draft.says("Per Lund said", lund)
    draft.claim("accuse", "Ilse Brandt was a spy", by=said, agent=lund, target=brandt)
    draft.claim("accuse", "accused Lund's critics", target=lund)
    assert accused(draft) == [(True, ["Ilse Brandt"])]


def test_an_accused_may_speak_of_themselves() -> None:
    draft = Draft("a", "MI5 said that Ilse Brandt had sold maps. Brandt said that she sold nothing.")
    brandt, mi5 = draft.entity("Ilse Brandt"), draft.entity("MI5", "service", key="gb-mi5", country="GB")
    draft.claim("transfer_information", "had sold maps", by=draft.says("MI5 said", mi5), agent=brandt)
    own = draft.says("Brandt said", brandt)
    draft.claim("transfer_information", "sold nothing", by=own, agent=brandt, polarity="negative")
    assert accused(draft) == [(True, ["Ilse Brandt"])]


def test_an_unnamed_spokesman_is_never_accused() -> None:
    draft = Draft("a", "The arrest was confirmed by a court spokesman.")
    draft.claim("arrest", "The arrest was confirmed", target=draft.entity("a court spokesman", "unnamed"))
    assert stubs(draft.marked(), DOMAIN) == ()


def test_services_and_outlets_are_never_accused() -> None:
    draft = Draft("a", "Norway accused the Lake Office of spying and closed the Heron.")
    service, outlet = draft.entity("Lake Office", "service"), draft.entity("Heron", "outlet")
    draft.claim("accuse", "accused the Lake Office of spying", target=service)
    draft.claim("raid", "closed the Heron", target=outlet)
    assert stubs(draft.marked(), DOMAIN) == ()


def test_two_who_are_charged_together_are_one_stub() -> None:
    draft = Draft("a", "Ilse Brandt and Nils Dahl were charged. Dahl was arrested in May.")
    two = [draft.entity("Ilse Brandt"), draft.entity("Nils Dahl")]
    draft.claim("charge", "Ilse Brandt and Nils Dahl were charged", target=two)
    draft.claim("arrest", "Dahl was arrested", target=two[1])
    assert accused(draft) == [(True, ["Ilse Brandt", "Nils Dahl"])]


def test_all_of_one_list_are_accused_where_one_is() -> None:
    draft = Draft("a", "Three sailors were held. Ilse Brandt, Nils Dahl and Marta Kowal were charged, said Per Lund.")
    three = draft.entity("Three sailors", "unnamed")
    first = draft.entity("Ilse Brandt")
    for name in ("Nils Dahl", "Marta Kowal", "Per Lund"):
        draft.entity(name)
    draft.claim("detain", "Three sailors were held", target=three)
    draft.claim("charge", "Kowal were charged", target=first)
    assert accused(draft) == [(True, ["Ilse Brandt", "Nils Dahl", "Marta Kowal", "Three sailors"])]


def test_several_others_are_not_the_main_accused() -> None:
    draft = Draft("a", "Ilse Brandt was arrested a day after two sailors were held.")
    brandt, sailors = draft.entity("Ilse Brandt"), draft.entity("two sailors", "unnamed")
    draft.claim("arrest", "Ilse Brandt was arrested", target=brandt)
    draft.claim("detain", "two sailors were held", target=sailors)
    assert accused(draft) == [(True, ["Ilse Brandt"]), (False, ["two sailors"])]


def test_a_description_takes_the_one_name_beside_it() -> None:
    draft = Draft("a", "A harbour pilot was arrested. The pilot, named as Ilse Brandt, denied it.")
    pilot = draft.entity("A harbour pilot", "unnamed", at="pilot")
    draft.entity("Ilse Brandt")
    draft.claim("arrest", "harbour pilot was arrested", target=pilot)
    assert accused(draft) == [(True, ["Ilse Brandt", "A harbour pilot"])]


def test_a_name_that_is_only_passed_on_is_no_case() -> None:
    draft = Draft("a", "Ilse Brandt was arrested. She met Nils Dahl, who was recruited twice.")
    brandt, dahl = draft.entity("Ilse Brandt"), draft.entity("Nils Dahl")
    draft.claim("arrest", "Ilse Brandt was arrested", target=brandt)
    draft.claim("recruit", "was recruited twice", target=dahl)
    draft.claim("recruit", "recruited twice", target=dahl)
    assert accused(draft) == [(True, ["Ilse Brandt"])]


def background() -> Draft:
    draft = Draft(
        "a",
        "Police arrested Ilse Brandt.\nBrandt passed maps to Oslo.\nShe had copied them at night.\n"
        "The court will sit in June.\nLast year a court sentenced Nils Dahl to four years.\n"
        "A lighthouse keeper was arrested in May.\nThe suspect was held in Bergen.",
    )
    brandt, dahl = draft.entity("Ilse Brandt"), draft.entity("Nils Dahl")
    keeper, suspect = draft.entity("A lighthouse keeper", "unnamed"), draft.entity("The suspect", "unnamed")
    draft.claim("arrest", "Police arrested Ilse Brandt", target=brandt)
    draft.claim("transfer_information", "Brandt passed maps", agent=brandt)
    draft.claim("collect", "copied them at night")
    draft.claim("sentence", "sentenced Nils Dahl", target=dahl)
    draft.claim("arrest", "lighthouse keeper was arrested", target=keeper)
    draft.claim("detain", "The suspect was held", target=suspect)
    return draft


def test_background_paragraphs_are_stubs_of_their_own() -> None:
    assert accused(background()) == [
        (True, ["Ilse Brandt", "The suspect"]),
        (False, ["Nils Dahl"]),
        (False, ["A lighthouse keeper"]),
    ]


def test_a_claim_that_names_nobody_carries_on_and_belongs_to_one_stub() -> None:
    found = stubs(background().marked(), DOMAIN)
    assert found[0].claims == (0, 1, 2, 5)
    every = [c for s in found for c in s.claims]
    assert len(every) == len(set(every))


def test_general_claims_belong_to_no_case() -> None:
    draft = arrest("a", "Ilse Brandt")
    draft.text += "\nNew laws against spying were passed."
    draft.claim("law", "New laws against spying were passed")
    assert [s.claims for s in stubs(draft.marked(), DOMAIN)] == [(0, 1)]


def test_a_review_of_a_novel_is_no_case() -> None:
    draft = Draft(
        "a", "In this thriller, the novelist lets the protagonist Nils Dahl recruit Ilse Brandt. A gripping plot."
    )
    dahl, brandt = draft.entity("Nils Dahl"), draft.entity("Ilse Brandt")
    draft.claim("recruit", "recruit Ilse Brandt", agent=dahl, target=brandt)
    assert stubs(draft.marked(), DOMAIN) == ()


def test_a_report_without_claims_is_no_case() -> None:
    assert stubs(Draft("a", "The lake froze.").marked(), DOMAIN) == ()


def test_a_raided_company_is_a_case() -> None:
    draft = Draft("a", "Police raided the offices of Larch Partners.")
    draft.claim("raid", "raided the offices of Larch Partners", target=draft.entity("Larch Partners", "company"))
    draft.claim("investigate", "raided the offices", target=0)
    assert accused(draft) == [(True, ["Larch Partners"])]


def test_a_company_is_found_behind_its_premises_in_a_paragraph_without_persons() -> None:
    text = "Ilse Brandt was arrested at Larch Partners, which was raided.\nOfficials closed an office of Alder Group."
    draft = Draft("a", text)
    brandt, larch = draft.entity("Ilse Brandt"), draft.entity("Larch Partners", "company")
    draft.entity("Alder Group", "company")
    state = draft.entity("Officials", "government", country="NO")
    draft.claim("arrest", "Ilse Brandt was arrested", target=brandt)
    draft.claim("raid", "Larch Partners, which was raided", agent=state, object=larch)
    draft.claim("raid", "closed an office of Alder Group", agent=state)
    assert accused(draft) == [(True, ["Ilse Brandt"]), (False, ["Alder Group"])]


def test_a_reply_is_to_what_the_report_is_about_whatever_other_case_is_told_of_in_between() -> None:
    draft = Draft("a", "Ilse Brandt was arrested.\nJanek Kral was arrested in May.\nThe tale is untrue, Oslo said.")
    brandt, kral = draft.entity("Ilse Brandt"), draft.entity("Janek Kral")
    oslo = draft.entity("Oslo", "government", country="NO")
    draft.claim("arrest", "Ilse Brandt was arrested", target=brandt)
    draft.claim("charge", "Ilse Brandt was arrested", target=brandt)
    draft.claim("arrest", "Janek Kral was arrested", target=kral)
    draft.claim("deny", "The tale is untrue", by=draft.says("Oslo said", oslo))
    assert [s.claims for s in stubs(draft.marked(), DOMAIN)] == [(0, 1, 3), (2,)]


def test_keys_find_a_stub_by_surname_garble_and_description() -> None:
    keys = stubs(arrest("a", "Ilse Brandt", service="KX", master="RU").marked(), DOMAIN)[0].keys
    assert {"n:brandt ilse", "-i:brandt i", "-s:brndt:accuser_country=DE country=RU"} <= set(keys)


def several(first: str, second: str) -> Draft:
    """A report on two nameless accused, each with a step in law."""
    draft = Draft("a", f"Police arrested {first} in May. A court charged {second} with espionage in June.")
    one, two = draft.entity(first, "unnamed"), draft.entity(second, "unnamed")
    draft.claim("arrest", f"Police arrested {first}", target=one)
    draft.claim("charge", f"A court charged {second}", target=two)
    return draft


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("three Danes", "one of the men"),
        ("two men", "another man"),
        ("two men", "two Germans"),
        ("couple", "wife"),
    ],
)
def test_nameless_accused_who_are_told_as_one_group_are_one_case(first: str, second: str) -> None:
    assert accused(several(first, second)) == [(True, [first, second])]


@pytest.mark.parametrize(("first", "second"), [("two men", "two other men"), ("three Danes", "two Britons")])
def test_groups_that_are_told_apart_stay_apart(first: str, second: str) -> None:
    assert len(accused(several(first, second))) == 2


def test_where_nobody_is_left_who_could_be_the_accused_no_claim_is_shared_out() -> None:
    assert shared_out(View(arrest("a", "Ilse Brandt").marked(), DOMAIN), []) == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Police arrested a sailor. The man had ties to Ilse Brandt.", False),
        ("Police arrested a sailor. The man worked with several members, including Ilse Brandt.", False),
        ("Police arrested a sailor. The man, Ilse Brandt, was held.", True),
        ("Police arrested a sailor. The man was later identified by local papers as Ilse Brandt.", True),
    ],
)
def test_a_name_beside_a_nameless_accused_is_theirs_only_where_it_is_given_to_them(text: str, named: bool) -> None:
    draft = Draft("a", text)
    sailor = draft.entity("a sailor", "unnamed")
    man = draft.entity("The man", "unnamed")
    draft.entity("Ilse Brandt")
    draft.claim("arrest", "Police arrested a sailor", target=sailor)
    draft.claim("arrest", "Police arrested a sailor.", target=man)
    assert ("Ilse Brandt" in accused(draft)[0][1]) == named


def test_a_firm_that_is_searched_beside_a_person_is_not_accused() -> None:
    draft = Draft("a", "Police searched Optik AG and the house of Lars Lund. Lund was charged.")
    draft.claim("raid", "Police searched Optik AG", target=draft.entity("Optik AG", "company"))
    draft.claim("charge", "Lund was charged", target=draft.entity("Lars Lund"))
    assert accused(draft) == [(True, ["Lars Lund"])]


def test_a_kind_of_people_is_not_accused_beside_somebody() -> None:
    draft = Draft("a", "A man was charged. Israel recruits spies and was said to have charged spies.")
    draft.claim("charge", "A man was charged", target=draft.entity("man", "unnamed"))
    draft.claim("charge", "charged spies", target=draft.entity("spies", "unnamed"))
    assert [names for main, names in accused(draft) if main] == [["man"]]


def test_people_of_a_kind_are_accused_where_nobody_else_is() -> None:
    draft = Draft("a", "The police charged spies.")
    draft.claim("charge", "charged spies", target=draft.entity("spies", "unnamed"))
    assert accused(draft) == [(True, ["spies"])]


@pytest.mark.parametrize(
    ("text", "eight", "courts"),
    [
        ("The court gave ten years to Ilse Brandt. Eight, with hard labour, were given to Nils Dahl.", "Eight", ()),
        (
            "The court gave ten years to Ilse Brandt; eight, with hard labour, in another case to Nils Dahl.",
            "eight",
            (),
        ),
        (
            "Oslo's court gave ten years to Ilse Brandt; Riga's court eight, with hard labour, to Nils Dahl.",
            "eight",
            ("Oslo's court", "Riga's court"),
        ),
    ],
)
def test_steps_of_two_sentences_cases_or_courts_do_not_bring_two_together(
    text: str, eight: str, courts: tuple[str, ...]
) -> None:
    draft = Draft("a", text)
    agents = [{"agent": draft.entity(court, "government")} for court in courts] or [{}, {}]
    draft.claim("sentence", "ten years to Ilse Brandt", target=draft.entity("Ilse Brandt"), **agents[0])
    draft.claim("sentence", f"{eight}, with hard labour", target=draft.entity("Nils Dahl"), **agents[1])
    assert all(len(names) == 1 for _, names in accused(draft))


def test_two_arrests_of_which_one_names_nobody_are_two_cases() -> None:
    draft = Draft("a", "Ilse Brandt was arrested in Oslo. Her arrest answered the arrest of a sailor, Nils Dahl.")
    brandt, dahl = draft.entity("Ilse Brandt"), draft.entity("Nils Dahl")
    draft.claim("arrest", "Ilse Brandt was arrested", target=brandt)
    draft.claim("arrest", "arrest answered", target=brandt)
    draft.claim("arrest", "the arrest of a sailor, Nils Dahl", target=dahl)
    assert all(len(names) == 1 for _, names in accused(draft))


@pytest.mark.parametrize(("group", "cases"), [("five Norwegians", 1), ("four Norwegians", 1), ("nine Norwegians", 2)])
def test_a_group_is_those_who_are_named_or_all_but_one_of_them(group: str, cases: int) -> None:
    names = ["Ilse Brandt", "Nils Dahl", "Anne Moen", "Lars Vik"]
    draft = Draft("a", f"A court sentenced {group}. It gave ten years to {', '.join(names[:-1])} and {names[-1]}.")
    draft.claim("sentence", f"sentenced {group}", target=draft.entity(group, "unnamed"))
    for name in names:
        draft.claim("sentence", "gave ten years", target=draft.entity(name))
    assert len(accused(draft)) == cases
