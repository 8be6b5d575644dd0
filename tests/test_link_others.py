"""Of whom a report tells beside its accused: others of an earlier time, lists, further names, who only speaks."""

import pytest

from sayso.link import judge, meet, party_groups, stubs
from sayso.link.view import View
from tests.link_reports import DOMAIN, Draft, arrest

NEWS = "Police arrested a Danish clerk in Oslo. The clerk was tired. It rained. Nobody was hurt. "


def accused(draft: Draft) -> list[tuple[bool, list[str]]]:
    return [(s.main, [draft.entities[i].name for i in s.accused]) for s in stubs(draft.marked(), DOMAIN)]


def news_and(sentence: str, others: str, held: str, first: str = "Danish clerk") -> Draft:
    """A report on one nameless accused, with a sentence further on about others."""
    draft = Draft("a", NEWS.replace("Danish clerk", first) + sentence)
    clerk, them = draft.entity(first, "unnamed"), draft.entity(others, "unnamed")
    draft.claim("arrest", "Police arrested", target=clerk)
    draft.claim("arrest", held, target=them)
    return draft


@pytest.mark.parametrize(
    ("sentence", "others", "held"),
    [
        ("Since 2015, 17 Danes have been held on such suspicions.", "17 Danes", "have been held"),
        ("Last month police held an employee in Bergen.", "employee", "police held"),
        ("In February police held the editor of a weekly.", "editor of a weekly", "police held"),
    ],
)
def test_others_of_whom_a_report_tells_in_passing_are_a_case_of_their_own(
    sentence: str, others: str, held: str
) -> None:
    assert accused(news_and(sentence, others, held)) == [(True, ["Danish clerk"]), (False, [others])]


def test_a_group_of_another_number_is_another_group() -> None:
    draft = news_and(
        "The court knows the case of four people who were held.", "four people", "were held", "seven people"
    )
    assert accused(draft) == [(True, ["seven people"]), (False, ["four people"])]


def test_what_takes_up_the_accused_is_of_the_accused_whatever_the_time() -> None:
    draft = news_and("Last month the official lost his post and was held.", "official", "was held")
    assert accused(draft) == [(True, ["Danish clerk", "official"])]


def test_two_groups_of_as_many_are_two_where_one_is_of_an_earlier_time() -> None:
    draft = news_and("In February police held seven Danes.", "seven Danes", "police held", "seven people")
    assert len(accused(draft)) == 2


def test_who_an_accused_only_wrote_a_paper_with_is_not_accused_with_them() -> None:
    text = (
        "Police arrested Ilse Brandt. It rained. Nobody saw it. It was late. Nils Dahl and Ilse Brandt wrote a paper."
    )
    draft = Draft("a", text)
    brandt, _ = draft.entity("Ilse Brandt"), draft.entity("Nils Dahl")
    draft.claim("arrest", "Police arrested Ilse Brandt", target=brandt)
    assert accused(draft) == [(True, ["Ilse Brandt"])]


def test_a_wife_and_her_husband_who_stand_together_are_accused_together() -> None:
    draft = Draft("a", "Ilse Brandt, 40, and her husband, Ole Brandt, were charged by a court.")
    brandt, ole = draft.entity("Ilse Brandt"), draft.entity("Ole Brandt")
    draft.claim("charge", "were charged by a court", target=brandt)
    draft.claim("accuse", "were charged", target=ole)
    assert accused(draft) == [(True, ["Ilse Brandt", "Ole Brandt"])]


def test_a_kind_of_people_of_a_nation_is_nobody_in_particular() -> None:
    draft = Draft("a", "Police arrested Ilse Brandt. The state recruits Danish citizens, she said.")
    brandt, kind = draft.entity("Ilse Brandt"), draft.entity("Danish citizens", "unnamed")
    draft.claim("arrest", "Police arrested Ilse Brandt", target=brandt)
    draft.claim("recruit", "The state recruits Danish citizens", target=kind)
    assert accused(draft) == [(True, ["Ilse Brandt"])]


def test_who_pleads_guilty_is_accused_though_nobody_convicts() -> None:
    draft = Draft("a", "Ilse Brandt pleaded guilty on Monday.")
    draft.claim("convict", "Ilse Brandt pleaded guilty", agent=draft.entity("Ilse Brandt"))
    assert accused(draft) == [(True, ["Ilse Brandt"])]


def test_a_guard_of_an_embassy_against_whom_much_is_told_is_accused_though_he_speaks() -> None:
    draft = Draft(
        "a", "The guard Per Lund was held, tried and jailed. Lund said no. Per Lund said he was ill. The office"
    )
    office = draft.entity("The office", "government", country="NO")
    lund = draft.entity("Per Lund", parent=office)
    for words in ("Lund said no", "Per Lund said", "he was ill", "said he"):
        draft.says(words, lund)
    for event, words in (("detain", "was held"), ("try", "tried"), ("sentence", "jailed")):
        draft.claim(event, words, target=lund)
    assert accused(draft) == [(True, ["Per Lund"])]


def also(text: str) -> Draft:
    """A report on the arrest of Ilse Brandt, whose text gives another name."""
    draft = Draft("b", text)
    brandt, _ = draft.entity("Ilse Brandt"), draft.entity("Nora Vik" if "Viksund" not in text else "Nora Viksund")
    draft.claim("arrest", "was arrested", target=brandt)
    return draft


def test_a_further_name_of_an_accused_is_theirs() -> None:
    draft = also("Ilse Brandt, better known as Nora Viksund, was arrested.")
    (stub,) = stubs(draft.marked(), DOMAIN)
    assert stub.features["name"] == ("ilse /brandt/", "nora /viksund/")
    groups = party_groups([draft.marked()], [stub], DOMAIN)
    assert [len(g.members) for g in groups if g.name == "Ilse Brandt"] == [2]


@pytest.mark.parametrize(
    "text",
    [
        "Ilse Brandt was arrested with Nora Vik.",
        "Ilse Brandt was arrested. She was unknown, and is better. Also known as a poet is Nora Vik.",
        "Ilse Brandt met a man, Nora Vik's friend, and was arrested.",
    ],
)
def test_another_name_is_another_person(text: str) -> None:
    assert View(also(text).marked(), DOMAIN).also_called == frozenset()


def test_a_nameless_accused_is_shown_by_words_for_one_person() -> None:
    text = "Two men were referred to prosecutors. The former clerk was arrested."
    draft = Draft("a", text)
    two, clerk = draft.entity("Two men", "unnamed"), draft.entity("former clerk", "unnamed")
    draft.claim("refer", "Two men were referred to prosecutors", object=two)
    draft.claim("arrest", "The former clerk was arrested", target=clerk)
    made = stubs(draft.marked(), DOMAIN)
    assert [set(s.accused) for s in made] == [{clerk, two}]
    assert {g.name for g in party_groups([draft.marked()], made, DOMAIN)} == {"former clerk"}


def test_the_reports_of_one_arrest_are_as_they_were() -> None:
    assert accused(arrest("a", "Ilse Brandt")) == [(True, ["Ilse Brandt"])]


def seven(report: str, text: str, date: str) -> Draft:
    """A report of a date on seven people whom a police arrests."""
    draft = Draft(report, text, date)
    police = draft.entity("Police", "government", country="NO", key="no-police")
    draft.claim("arrest", "arrested seven people", agent=police, target=draft.entity("seven people", "unnamed"))
    service = draft.entity("GRU", "service", key="ru-gru", country="RU")
    draft.claim("transfer_information", "sold maps", agent=1, recipient=service)
    return draft


@pytest.mark.parametrize(("date", "joined"), [("2024-03-09", True), ("2024-05-09", False)])
def test_reports_of_one_month_on_as_many_people_are_of_one_case(date: str, joined: bool) -> None:
    one = seven("a", "Police arrested seven people, who sold maps to the GRU.", "2024-03-05")
    other = seven("b", "Police have arrested seven people. They sold maps to the GRU.", date)
    (a,), (b,) = stubs(one.marked(), DOMAIN), stubs(other.marked(), DOMAIN)
    assert judge(a, b, DOMAIN).joined is joined
    assert meet(a.keys, b.keys) or not joined


def test_two_names_that_a_stroke_joins_are_nobodys_name() -> None:
    draft = Draft("a", "Photo: Ilse Brandt / Nils Dahl. Nils Dahl took it.")
    both, one = draft.entity("Ilse Brandt / Nils Dahl"), draft.entity("Nils Dahl")
    view = View(draft.marked(), DOMAIN)
    assert view.name(both) is None
    assert view.name(one) is not None
