"""What a report altered of what it has from another: each kind of change, with both wordings verbatim."""

from collections.abc import Sequence

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.link import stubs
from sayso.link.view import View
from sayso.model import ChangeRecord, RelayPassage, RelayRecord, Span, When
from sayso.trace import case_file, with_changes
from sayso.trace.changes import MOST, WORDINGS, changes
from tests.link_reports import DOMAIN, Draft


def whole(source: Draft, target: Draft) -> list[RelayPassage]:
    return [RelayPassage(source=Span(0, len(source.text)), target=Span(0, len(target.text)))]


def altered(source: Draft, target: Draft, passages: Sequence[RelayPassage]) -> list[ChangeRecord]:
    return list(changes(View(source.marked(), DOMAIN), View(target.marked(), DOMAIN), passages))


def between(source: Draft, target: Draft) -> list[ChangeRecord]:
    return altered(source, target, whole(source, target))


def texts(old: str, new: str) -> list[tuple[str, str, str]]:
    return [(c.kind, c.source_text, c.target_text) for c in between(Draft("a", old), Draft("b", new))]


def kinds(source: Draft, target: Draft) -> list[str]:
    return [c.kind for c in between(source, target)]


PLAIN = "Ilse Brandt gave harbour plans to a courier in Kiel on Monday, police said."


def test_a_copy_without_changes_has_none() -> None:
    assert texts(PLAIN, PLAIN) == []


def test_words_exchanged_are_wording_with_both_sides() -> None:
    assert texts(PLAIN, PLAIN.replace("gave", "handed")) == [("wording", "gave", "handed")]


def test_another_article_spelling_or_plural_is_no_change() -> None:
    assert (
        texts(
            "Police took the defence plan from her flat in Kiel.", "Police took a defense plans from her flat in Kiel."
        )
        == []
    )


def test_words_inside_quotation_marks_that_differ_are_a_quotation_reworded() -> None:
    old = 'Ilse Brandt had "betrayed the harbour for small change", the police of Kiel said.'
    assert texts(old, old.replace("small change", "a pittance")) == [("quotation", "small change", "a pittance")]


def test_a_name_one_letter_off_is_a_name_garbled() -> None:
    source, target = Draft("a", PLAIN), Draft("b", PLAIN.replace("Brandt", "Brandl"))
    source.entity("Ilse Brandt")
    [found] = between(source, target)
    assert (found.kind, found.slot, found.source_text, found.target_text) == ("name", "name", "Brandt", "Brandl")


def test_letters_taken_for_figures_are_a_name_garbled() -> None:
    old = "Ilse Brandt gave harbour plans to MI6 in Kiel on Monday, police said."
    source, target = Draft("a", old), Draft("b", old.replace("MI6", "M16"))
    source.entity("MI6", "service", key="gb-mi6", country="GB")
    assert [(c.kind, c.source_text, c.target_text) for c in between(source, target)] == [("name", "MI6", "M16")]


def test_another_spelling_of_a_place_is_no_garble() -> None:
    old = "Ilse Brandt was seized in Ekaterinburg on her way to the shipyard."
    source = Draft("a", old)
    source.entity("Ekaterinburg", "government", country="RU")
    assert "name" not in kinds(source, Draft("b", old.replace("Ekater", "Yekater")))


def test_a_body_of_another_state_in_its_place_is_a_value_changed() -> None:
    old = "The plans went to the GRU through a locker in Kiel, police said."
    source, target = Draft("a", old), Draft("b", old.replace("GRU", "CIA"))
    source.entity("GRU", "service", key="ru-gru", country="RU")
    target.entity("CIA", "service", key="us-cia", country="US")
    assert [(c.kind, c.slot) for c in between(source, target)] == [("value", "party")]


def test_a_word_exchanged_inside_a_bodys_name_is_a_value_changed() -> None:
    old = "In August the state security ministry asked citizens to watch their neighbours."
    source = Draft("a", old)
    source.entity("Ministry of State Security", "service", key="cn-mss", country="CN", at="state security ministry")
    found = between(source, Draft("b", old.replace("security", "defence")))
    assert [(c.kind, c.slot, c.source_text) for c in found] == [("value", "party", "security")]


def test_numbers_are_told_as_changed_rounded_or_added_up() -> None:
    old = "She handed over 9 maps, 5 keys and 3 lists to the courier in Kiel."
    [sums] = [
        c
        for c in between(Draft("a", old), Draft("b", "She handed over 17 items to the courier in Kiel."))
        if c.kind == "number"
    ]
    assert sums.explanation.endswith("the parts have been added up")
    [rounded] = between(
        Draft("a", "She took 41,800 euros in cash in Kiel."), Draft("b", "She took 42,000 euros in cash in Kiel.")
    )
    assert (rounded.kind, rounded.source_text, rounded.target_text) == ("number", "41,800", "42,000")
    assert rounded.explanation.endswith("rounded")


def test_a_number_is_found_in_a_sentence_that_was_put_in_other_words() -> None:
    old = "Brandt handed over some 2,300 pictures and eleven sets of survey data, the ministry alleged."
    new = "Eleven collections of survey data and 3,200 photographs were given away."
    [found] = [c for c in between(Draft("a", old), Draft("b", new)) if c.kind == "number"]
    assert (found.source_text, found.target_text) == ("2,300", "3,200")


def test_the_same_number_in_words_is_no_change() -> None:
    assert texts("She met the courier seventeen times in Kiel.", "She met the courier 17 times in Kiel.") == []


def test_a_hedge_that_is_gone_is_dropped_and_a_new_one_lowers_certainty() -> None:
    hedged = "As far as we know, Ilse Brandt gave harbour plans to a courier in Kiel."
    plain = "Ilse Brandt gave harbour plans to a courier in Kiel."
    assert [k for k, _, _ in texts(hedged, plain)] == ["hedge_dropped"]
    assert [k for k, _, _ in texts(plain, plain.replace("gave", "allegedly gave"))] == ["certainty"]
    assert texts(PLAIN.replace("on Monday", "in May 2021"), PLAIN.replace("on Monday", "in June 2021"))[0][0] == "value"


def test_a_higher_degree_of_secrecy_is_a_value_changed() -> None:
    old = "Ilse Brandt gave sensitive plans to a courier in Kiel."
    [found] = between(Draft("a", old), Draft("b", old.replace("sensitive", "classified")))
    assert (found.kind, found.slot) == ("value", "items")
    assert found.explanation.endswith("called more secret")


# ---------------------------------------------------------------------------------------------------- claims


def said(
    report: str, text: str, event: str, words: str, *, sure: str = "reported", own: bool = False, **more: object
) -> Draft:
    """A report with one claim about Ilse Brandt."""
    draft = Draft(report, text)
    brandt = draft.entity("Ilse Brandt")
    police = draft.entity("Police", "government", country="DE", key="de-police")
    by = None if own or "Police said" not in text else draft.says("Police said", police)
    roles = more or {"target": brandt}
    draft.claim(event, words, by=by, certainty=sure, **roles)
    return draft


def test_a_harder_step_is_found_wherever_it_stands() -> None:
    source = said(
        "a", "Police said that measures were taken against Ilse Brandt.", "coercive_measures", "measures were taken"
    )
    target = said("b", "In Kiel a welder now waits in jail: Ilse Brandt was arrested.", "arrest", "was arrested")
    [found] = [c for c in altered(source, target, []) if c.kind == "stage"]
    assert (found.source_text, found.target_text, found.slot) == ("measures were taken", "was arrested", "status")
    assert "“coercive measures” has become “arrested”" in found.explanation


def test_a_step_of_somebody_else_is_no_hardening() -> None:
    source = said(
        "a", "Police said that measures were taken against Ilse Brandt.", "coercive_measures", "measures were taken"
    )
    other = Draft("b", "Nils Dahl was arrested.")
    other.claim("arrest", "was arrested", target=other.entity("Nils Dahl"))
    assert "stage" not in [c.kind for c in altered(source, other, [])]


def test_a_speaker_that_is_gone_is_an_attribution_dropped() -> None:
    source = said(
        "a", "Police said Ilse Brandt passed the harbour plans.", "transfer_information", "Ilse Brandt passed", agent=0
    )
    target = said("b", "Ilse Brandt passed the harbour plans.", "transfer_information", "Ilse Brandt passed", agent=0)
    [found] = [c for c in between(source, target) if c.kind == "attribution_dropped"]
    assert (found.source_text, found.target_text) == ("Police said", "Ilse Brandt passed")


def test_certainty_raised_and_lowered() -> None:
    text = "Police said Ilse Brandt passed the harbour plans."
    sure, less = (
        said(r, text, "transfer_information", "Ilse Brandt passed", agent=0, sure=s)
        for r, s in (("a", "reported"), ("b", "alleged"))
    )
    assert [(c.kind, c.explanation.split(":")[0]) for c in between(less, sure)] == [
        ("certainty", "certainty raised from alleged to reported")
    ]
    assert [(c.kind, c.explanation.split(":")[0]) for c in between(sure, less)] == [
        ("certainty", "certainty lowered from reported to alleged")
    ]


def test_roles_that_are_swapped() -> None:
    def promised(report: str, agent: int, target: int) -> Draft:
        draft = Draft(report, "Nils Dahl promised Ilse Brandt a flat.")
        draft.entity("Nils Dahl")
        draft.entity("Ilse Brandt")
        draft.claim("promise", "Nils Dahl promised Ilse Brandt a flat", agent=agent, target=target)
        return draft

    [found] = [c for c in between(promised("a", 0, 1), promised("b", 1, 0)) if c.kind == "role"]
    assert found.slot == "promise.agent"
    assert "role" not in kinds(promised("a", 0, 1), promised("b", 0, 1))


def test_the_word_of_one_state_given_as_that_of_another() -> None:
    def told(report: str, name: str, key: str, country: str) -> Draft:
        draft = Draft(report, f"{name} said that Ilse Brandt passed the harbour plans.")
        brandt = draft.entity("Ilse Brandt")
        speaker = draft.entity(name, "service", key=key, country=country)
        by = draft.says(f"{name} said", speaker)
        draft.claim("transfer_information", "Ilse Brandt passed", by=by, agent=brandt)
        return draft

    found = between(told("a", "MSS", "cn-mss", "CN"), told("b", "CIA", "us-cia", "US"))
    assert ("value", "attribution") in [(c.kind, c.slot) for c in found]


def test_a_denial_that_is_left_out_is_told_first() -> None:
    source = Draft("a", f"{PLAIN} She was held in Kiel. Brandt denied it.")
    brandt = source.entity("Ilse Brandt")
    source.claim("deny", "Brandt denied it", agent=brandt, certainty="denied")
    source.claim("detain", "She was held", target=brandt)
    target = Draft("b", PLAIN)
    left_out = [c for c in between(source, target) if c.kind == "omitted"]
    assert [(c.slot, c.source_text) for c in left_out] == [("deny", "Brandt denied it"), ("detain", "She was held")]
    assert all(c.target_span is None and c.target_text == "" for c in left_out)


def test_a_denial_in_other_words_is_not_left_out() -> None:
    source, target = Draft("a", f"{PLAIN} Brandt denied it."), Draft("b", f"{PLAIN} Not a word is true, says Brandt.")
    for draft, words in ((source, "Brandt denied it"), (target, "Not a word is true")):
        draft.claim("deny", words, agent=draft.entity("Ilse Brandt"), certainty="denied")
    assert "omitted" not in kinds(source, target)


def test_a_reservation_that_is_left_out() -> None:
    source = Draft("a", f"{PLAIN} The agency could not verify the claims.")
    [found] = between(source, Draft("b", PLAIN))
    assert (found.kind, found.source_text) == ("omitted", "The agency could not verify the claims.")


def test_what_only_the_copy_alleges_is_added() -> None:
    target = Draft("b", f"{PLAIN} She sold radio keys as well.")
    target.claim("transfer_information", "She sold radio keys", agent=target.entity("Ilse Brandt"))
    [found] = between(Draft("a", PLAIN), target)
    assert (found.kind, found.source_span, found.target_text) == ("added", None, "She sold radio keys")


# -------------------------------------------------------------------------------------------------- invariants


@settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_two_texts_are_compared_and_every_wording_is_verbatim(old: str, new: str) -> None:
    source, target = Draft("a", old), Draft("b", new)
    for found in between(source, target):
        for span, words, text in (
            (found.source_span, found.source_text, old),
            (found.target_span, found.target_text, new),
        ):
            assert words == (text[slice(*span)] if span else "")


@settings(deadline=None)
@given(st.lists(st.sampled_from(PLAIN.split()), min_size=1, max_size=60))
def test_a_text_is_unchanged_against_itself(words: list[str]) -> None:
    assert between(Draft("a", " ".join(words)), Draft("b", " ".join(words))) == []


def test_no_number_of_changes_is_told_without_end() -> None:
    old = " ".join(f"The harbour plan {n} went to courier number x{n} in Kiel today." for n in range(400))
    found = between(Draft("a", old), Draft("b", old.replace("courier", "porter").replace("went", "moved")))
    assert WORDINGS <= len(found) <= MOST


def test_a_relay_gets_its_changes() -> None:
    source, target = Draft("a", PLAIN), Draft("b", PLAIN.replace("gave", "handed"))
    relay = RelayRecord(
        source="a", source_name="A", target="b", directed=True, kind="light_edit", score=0.9,
        passages=tuple(whole(source, target)), changes=(), flags=(), explanation="",
    )  # fmt: skip
    found = with_changes(relay, [View(one.marked(), DOMAIN) for one in (target, source)])
    assert [(c.source_text, c.target_text) for c in found.changes] == [("gave", "handed")]


# ------------------------------------------------------------------------------------- against the utterance


def test_reports_are_read_against_the_statement_itself() -> None:
    statement = said(
        "a", "Police said that measures were taken against Ilse Brandt.", "coercive_measures", "measures were taken"
    )
    statement.header = statement.header.__class__(outlet="Police (Germany)")
    harder = said("b", "Police said that Ilse Brandt was arrested.", "arrest", "was arrested")
    reports = [d.marked() for d in (statement, harder)]
    found = case_file([s for m in reports for s in stubs(m, DOMAIN)], reports, DOMAIN)
    assert [(r.source, r.target, r.version, [c.kind for c in r.changes]) for r in found.rests] == [
        ("o0", "b", "a", ["stage"])
    ]
    assert found.rests[0].explanation.endswith("itself in the ledger")


def test_an_utterance_that_the_ledger_does_not_hold_is_read_in_the_fullest_report() -> None:
    full = said("a", "Police said that Ilse Brandt was arrested.", "arrest", "was arrested")
    own = said("b", "Ilse Brandt was arrested.", "arrest", "was arrested", own=True)
    reports = [d.marked() for d in (full, own)]
    found = case_file([s for m in reports for s in stubs(m, DOMAIN)], reports, DOMAIN)
    assert [(r.target, r.version, [c.kind for c in r.changes]) for r in found.rests] == [
        ("a", "a", []),
        ("b", "a", ["attribution_dropped"]),
    ]


# ---------------------------------------------------------------------------------- who said it, and the page


def attributed(report: str, text: str, *, carried: bool = False) -> Draft:
    """A report in which the police say everything, or a part of it; or somebody says what is carried on."""
    draft = Draft(report, text)
    police = draft.entity("police", "government", key="de-police", country="DE")
    if "police said" in text:
        draft.says("police", police)
        said = msgspec.structs.replace(draft.attributions[0], cue=(draft.find("said"),), content=(Span(0, 20),))
        draft.attributions[0] = said
    if carried:
        draft.says("Ilse", police)
        draft.attributions[-1] = msgspec.structs.replace(
            draft.attributions[-1], source=(), kind="carried", content=(Span(0, len(text)),)
        )
    return draft


def test_who_said_it_cut_out_of_a_sentence_is_an_attribution_dropped() -> None:
    bare = PLAIN.replace(", police said", "")
    (found,) = between(attributed("a", PLAIN), attributed("b", bare))
    assert (found.kind, found.source_text) == ("attribution_dropped", "police said")
    assert "outlet's own" in found.explanation


def test_who_said_it_is_not_dropped_where_the_sentence_before_carries_it_on() -> None:
    bare = PLAIN.replace(", police said", "")
    assert between(attributed("a", PLAIN), attributed("b", bare, carried=True)) == []


def test_lines_that_name_the_outlet_are_the_pages_and_not_compared() -> None:
    line = "Follow The {} on every network and send 3 pictures of the harbour festival to the desk in Kiel."
    drafts = [Draft(r, f"{PLAIN}\n{line.format(o)}", outlet=f"The {o}") for r, o in (("a", "Heron"), ("b", "Stork"))]
    assert between(*drafts) == []
    drafts[1].header = msgspec.structs.replace(drafts[1].header, outlet=None)
    assert between(*drafts), "a line of which that is not known may be news"


def test_two_sentences_of_one_speaker_in_half_the_same_words_are_two() -> None:
    first = "“The damage to the harbour of Kiel cannot be measured yet,” the police of Kiel said on Monday."
    second = "“Whoever sells the harbour of Kiel sells all of us,” the police of Kiel said on Monday."
    source, target = Draft("a", f"{PLAIN} {first}"), Draft("b", f"{PLAIN} {second}")
    passage = RelayPassage(source=Span(0, len(PLAIN)), target=Span(0, len(PLAIN)))
    found = altered(source, target, [passage])
    assert [c.kind for c in found if c.kind == "quotation"] == []


def test_a_word_written_as_a_name_is_one_though_no_reader_took_it_for_a_name() -> None:
    old = "On the way to Kiel the courier Brandtov lost the plans."
    assert texts(old, old.replace("Brandtov", "Brandlov")) == [("name", "Brandtov", "Brandlov")]
    assert "name" not in [kind for kind, _, _ in texts(old, old.replace("Kiel", "Kien"))], "too short to be sure"


def test_the_same_weekday_in_a_copy_with_another_date_is_no_other_time() -> None:
    text = "Police said that Ilse Brandt was arrested on Monday."
    drafts = []
    for report, date, value in (("a", "2024-05-03", "2024-04-29"), ("b", "2024-09-03", "2024-09-02")):
        draft = Draft(report, text, date)
        time = When(text="Monday", span=draft.find("Monday"), value=value, basis="relative")
        target = draft.entity("Ilse Brandt")
        draft.claim("arrest", "was arrested on Monday", by=draft.says("Police said", None), target=target)
        draft.claims[-1] = msgspec.structs.replace(draft.claims[-1], time=time)
        drafts.append(draft)
    assert between(*drafts) == []
