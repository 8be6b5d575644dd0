from hypothesis import given
from hypothesis import strategies as st

from sayso.link import PartyGroup, party_groups, stubs, unite
from sayso.model import Marked
from tests.link_reports import DOMAIN, Draft, arrest


def groups(*drafts: Draft) -> dict[str, PartyGroup]:
    reports = [d.marked() for d in drafts]
    found = party_groups(reports, [s for m in reports for s in stubs(m, DOMAIN)], DOMAIN)
    return {member: g for g in found for member in g.members}


def test_a_pack_party_is_one_across_reports_with_the_packs_name() -> None:
    drafts = []
    for report, name in (("a", "MI6"), ("b", "Secret Intelligence Service")):
        draft = Draft(report, f"{name} said nothing.")
        draft.entity(name, "service", key="gb-mi6", country="GB")
        drafts.append(draft)
    found = unite(g for d in drafts for g in party_groups([d.marked()], [], DOMAIN))
    mi6 = next(g for g in found if g.key == "gb-mi6")
    assert mi6.members == ("a:e0", "b:e0")
    assert (mi6.name, mi6.country, mi6.aliases) == ("MI6", "GB", ("Secret Intelligence Service",))
    assert "g:gb-mi6" in mi6.anchors


def test_full_names_join_in_any_order_and_spelling() -> None:
    a, b = arrest("a", "Ilse Brandt"), arrest("b", "BRANDT Ilse")
    found = unite([*party_groups([a.marked()], [], DOMAIN), *party_groups([b.marked()], [], DOMAIN)])
    assert ("a:e0", "b:e0") in [g.members for g in found]


def test_a_surname_joins_the_one_full_name_of_its_case_only() -> None:
    full, short = arrest("a", "Qiao Weimin"), arrest("b", "Qiao")
    assert groups(full, short)["b:e0"].members == ("a:e0", "b:e0")
    apart = unite([*party_groups([full.marked()], [], DOMAIN), *party_groups([short.marked()], [], DOMAIN)])
    assert ("b:e0",) in [g.members for g in apart]


def test_a_surname_that_two_bear_joins_neither() -> None:
    draft = Draft("a", "Ilse Brandt and Otto Brandt were charged. Brandt denied it.")
    two = [draft.entity("Ilse Brandt"), draft.entity("Otto Brandt")]
    draft.entity("Brandt", at="Brandt denied")
    draft.claim("charge", "Ilse Brandt and Otto Brandt were charged", target=two)
    assert {g.members for g in groups(draft).values()} == {("a:e0",), ("a:e1",), ("a:e2",)}


def test_the_name_shown_is_the_one_most_reports_print() -> None:
    found = groups(arrest("a", "Ilse B."), arrest("b", "Ilse B."), arrest("c", "Ilse Brandt"))
    assert found["a:e0"].members == ("a:e0", "b:e0", "c:e0")
    assert found["a:e0"].name == "Ilse B."
    assert found["a:e0"].aliases == ("Ilse Brandt",)


def test_an_unnamed_description_is_one_party_only_within_its_report() -> None:
    drafts = []
    for report in ("a", "b"):
        draft = Draft(report, "A senior official said so.")
        draft.entity("A senior official", "unnamed")
        drafts.append(draft)
    assert [g.members for g in groups(*drafts).values()] == [("a:e0",), ("b:e0",)]


def test_the_accused_of_a_case_without_names_is_one_party() -> None:
    drafts = []
    for report, who in (("a", "A lighthouse keeper"), ("b", "The keeper of a lighthouse")):
        draft = Draft(report, f"{who} was arrested.")
        draft.claim("arrest", "was arrested", target=draft.entity(who, "unnamed"))
        drafts.append(draft)
    assert {g.members for g in groups(*drafts).values()} == {("a:e0", "b:e0")}


def test_a_spokesman_has_the_principal_of_his_ministry() -> None:
    draft = Draft("a", "Per Lund of the Fisheries Directorate and MI6 said so.")
    body = draft.entity("Fisheries Directorate", "government", country="NO")
    draft.entity("Per Lund", parent=body)
    found = groups(draft)
    assert found["a:e1"].principal == found["a:e0"].principal
    state = next(g for g in party_groups([draft.marked()], [], DOMAIN) if found["a:e0"].principal in g.anchors)
    assert (state.kind, state.country, state.members) == ("government", "NO", ())


def test_an_outlet_is_its_own_principal() -> None:
    draft = Draft("a", "The Larch Gazette said so.")
    draft.entity("Larch Gazette", "outlet")
    group = groups(draft)["a:e0"]
    assert group.principal in group.anchors


def corpus() -> list[Marked]:
    return [arrest("a", "Ilse B.").marked(), arrest("b", "Ilse Brandt").marked(), arrest("c", "Otto Brandt").marked()]


@given(st.permutations(corpus()), st.randoms())
def test_order_never_matters_and_each_entity_has_one_group(reports: list[Marked], chance) -> None:
    found = party_groups(reports, [], DOMAIN)
    assert found == party_groups(corpus(), [], DOMAIN)
    assert sorted(m for g in found for m in g.members) == sorted(e for m in reports for e in m.entity_ids)
    parts = [g for m in reports for g in party_groups([m], [], DOMAIN)]
    once = unite(parts)
    chance.shuffle(parts)
    assert unite(parts) == once
    assert unite(once) == once


def test_one_of_several_without_names_is_no_party_with_the_rest() -> None:
    draft = Draft("a", "Police arrested two men in May. Another man was charged with espionage. The men kept silent.")
    men, other = draft.entity("two men", "unnamed"), draft.entity("Another man", "unnamed")
    draft.claim("arrest", "Police arrested two men", target=men)
    draft.claim("charge", "Another man was charged", target=other)
    found = groups(draft)
    assert [s.accused for s in stubs(draft.marked(), DOMAIN)] == [(men, other)]
    assert found["a:e0"].name == "two men"
    assert found["a:e0"] != found["a:e1"]


def test_descriptions_of_one_nameless_accused_are_one_party() -> None:
    draft = Draft("a", "Police arrested a sailor in May. The suspect was charged with espionage.")
    sailor, suspect = draft.entity("a sailor", "unnamed"), draft.entity("The suspect", "unnamed")
    draft.claim("arrest", "Police arrested a sailor", target=sailor)
    draft.claim("charge", "The suspect was charged", target=suspect)
    found = groups(draft)
    assert found["a:e0"] == found["a:e1"]


def faceless(report: str, text: str, *names: str) -> Draft:
    """A report in which each of some nameless people is charged."""
    draft = Draft(report, text)
    for name in names:
        draft.claim("charge", text.split(". ")[0], target=draft.entity(name, "unnamed"))
    draft.claim("charge", text.split(". ")[0], target=list(range(len(names))))
    return draft


def test_a_nameless_man_and_a_nameless_woman_are_two_parties_across_reports() -> None:
    a = faceless("a", "An Egyptian man and his wife were charged. It rained.", "Egyptian man", "wife")
    b = faceless("b", "A woman and a man were charged. It rained.", "woman", "man")
    found = groups(a, b)
    assert found["a:e0"] is found["b:e1"]
    assert found["a:e1"] is found["b:e0"]
    assert found["a:e0"] is not found["a:e1"]


def test_the_elder_and_the_younger_of_two_nameless_are_two_parties() -> None:
    draft = faceless("a", "The older brother and the younger were charged. It rained.", "older brother", "younger")
    found = groups(draft)
    assert found["a:e0"] is not found["a:e1"]


def test_two_descriptions_of_one_nameless_accused_stay_one_party() -> None:
    found = groups(faceless("a", "A clerk, the suspect, was charged. It rained.", "clerk", "suspect"))
    assert found["a:e0"] is found["a:e1"]


@given(st.permutations(["a", "b", "c"]))
def test_nameless_parties_do_not_hang_on_the_order_of_reports(order: list[str]) -> None:
    drafts = {
        "a": faceless("a", "A man and a woman were charged. It rained.", "man", "woman"),
        "b": faceless("b", "A clerk was charged. It rained.", "clerk"),
        "c": faceless("c", "A wife was charged. It rained.", "wife"),
    }
    found = groups(*(drafts[name] for name in order))
    assert found["a:e1"].members == found["c:e0"].members
    assert found["a:e0"].members != found["a:e1"].members
