"""The tree of a case and the table of its divergences: who stands where, each once, whatever the relays are like."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model import (
    CaseRecord,
    ChangeKind,
    ChangeRecord,
    DivergenceRecord,
    DivergentValue,
    OriginRecord,
    Passage,
    RelayRecord,
    Span,
)
from sayso.show import phrases
from sayso.show.lineage import CHILDREN, Bounds, Key, Node, Tree, grown
from sayso.show.matrix import matrix


def origin(id: str, *reports: str, report: str | None = None) -> OriginRecord:
    return OriginRecord(
        id=id, speaker=None, name=f"Speaker {id}", channel=None, date=None, report=report, reports=reports, via={},
        evidence=(), explanation="",
    )  # fmt: skip


def case(reports: str, *origins: OriginRecord) -> CaseRecord:
    return CaseRecord(
        id="c1", title="T", accused=(), accusers=(), services=(), countries=(), stages=(), reports=tuple(reports),
        claims=(), origins=origins, principals=(), slots={},
    )  # fmt: skip


def relay(source: str | None, target: str, kind: str = "light_edit", score: float = 0.5, **more: object) -> RelayRecord:
    made = RelayRecord(
        source=source, source_name=f"Outlet {source}", target=target, directed=True, kind=kind, score=score,  # type: ignore[arg-type]
        passages=(), changes=(), flags=(), explanation="",
    )  # fmt: skip
    return msgspec.structs.replace(made, **more)


def rests(on: OriginRecord, report: str, version: str, *changes: ChangeRecord) -> RelayRecord:
    return relay(on.id, report, "cites", 1.0, version=version, changes=changes)


def change(
    kind: ChangeKind, source: tuple[int, int] | None, target: tuple[int, int] | None, **more: str
) -> ChangeRecord:
    words = {"source_text": "old" * bool(source), "target_text": "new" * bool(target), "explanation": "", **more}
    return ChangeRecord(
        kind=kind, source_span=Span(*source) if source else None, target_span=Span(*target) if target else None,
        slot=None, **words,
    )  # fmt: skip


def drawn(tree: Tree) -> str:
    """The tree in one line: `o1(a(b c) d)`; what stands elsewhere too in brackets."""
    made, depth = "", -1
    for node in tree.nodes:
        made += "(" if node.depth > depth else ")" * (depth - node.depth) + " "
        made, depth = made + (node.key.id if node.main else f"[{node.key.id}]"), node.depth
    return made.removeprefix("(") + ")" * depth


def find(tree: Tree, report: str) -> Node:
    return next(node for node in tree.nodes if node.key == Key("report", report) and node.main)


def test_a_report_hangs_on_the_one_that_it_has_most_from() -> None:
    on = origin("o1", "a", "b", "c")
    found = [relay("a", "b", score=0.6), relay("a", "c", score=0.3), relay("b", "c", score=0.5)]
    assert drawn(grown(case("abc", on), found, {})) == "o1(a(b(c)))"


def test_what_a_report_has_through_another_comes_second() -> None:
    on = origin("o1", "a", "b", "c")
    found = [relay("a", "b"), relay("a", "c", score=0.9, through="b"), relay("b", "c", score=0.5)]
    assert drawn(grown(case("abc", on), found, {})) == "o1(a(b(c)))"


def test_a_statement_in_the_ledger_is_its_origin() -> None:
    on = origin("o1", "a", "b", report="s")
    tree = grown(case("sab", on), [relay("s", "a"), relay("a", "s", score=0.9)], {})
    assert drawn(tree) == "o1(a b)" and tree.left_out == 0


def test_a_story_outside_the_ledger_stands_between_origin_and_reports() -> None:
    on, other = origin("o1", "a", "b", "c"), origin("o2", "a")
    wire = [relay(None, one, source_name="Coast Agency") for one in "ab"]
    assert drawn(grown(case("abc", on, other), wire, {})) == "o1(Coast Agency(a b) c) o2([a])"


def test_a_credit_alone_makes_a_story_only_where_several_give_it() -> None:
    cited = [relay(None, one, "cites", source_name="Coast Agency") for one in "ab"]
    assert drawn(grown(case("ab"), cited, {})) == "Coast Agency(a b)"
    assert drawn(grown(case("ab"), cited[:1], {})) == "a b"


def test_a_report_on_two_origins_stands_under_both_and_once_with_its_copies() -> None:
    heavy, light = origin("o1", "a", "b"), origin("o2", "a")
    assert drawn(grown(case("ab", light, heavy), [relay("a", "b")], {})) == "o1(a(b)) o2([a])"


def test_reports_stand_in_order_of_time() -> None:
    dates = {"a": "2024-03", "b": "2024-01-05", "c": None}
    assert drawn(grown(case("abc", origin("o1", *"abc")), [], dates)) == "o1(b a c)"


def test_a_circle_is_cut_where_it_is_weakest() -> None:
    ring = [relay("a", "b", score=0.9), relay("b", "c", score=0.8), relay("c", "a", score=0.7)]
    assert drawn(grown(case("abc"), ring, {})) == "a(b(c))"


def test_changes_of_an_origin_are_told_where_they_were_made_first() -> None:
    on = origin("o1", "a", "b", report="s")
    lowered = rests(on, "a", "s", change("certainty", (0, 9), (5, 9)))
    inherited = change("certainty", (2, 9), (7, 12))
    own = change("stage", (20, 30), (40, 50))
    told = change("stage", (21, 29), (60, 70))
    copy = relay("a", "b", changes=(told,))
    tree = grown(case("sab", on), [lowered, copy, rests(on, "b", "s", inherited, own, told)], {})
    assert [c for r in find(tree, "b").beside for c in r.changes] == [own]
    assert find(tree, "a").relay == lowered


def test_a_copy_in_no_known_direction_is_told_beside() -> None:
    unsure = relay("a", "b", directed=False)
    tree = grown(case("ab", origin("o1", *"ab")), [unsure], {})
    assert drawn(tree) == "o1(a b)" and find(tree, "b").beside == (unsure,)


def test_that_two_copies_of_one_report_share_its_text_is_not_told() -> None:
    copies, unsure = [relay("a", "b"), relay("a", "c")], relay("b", "c", directed=False)
    assert find(grown(case("abc"), [*copies, unsure], {}), "c").beside == ()
    wire = [relay(None, one, source_name="Coast Agency") for one in "bc"]
    assert find(grown(case("bc"), [*wire, unsure], {}), "c").beside == (unsure,)


RELAYS = st.builds(
    lambda source, target, kind, score, directed: relay(source, target, kind, score, directed=directed),
    st.sampled_from([None, *"abcdefgx"]), st.sampled_from("abcdefg"),
    st.sampled_from(["verbatim", "light_edit", "paraphrase", "cites"]), st.sampled_from([0.2, 0.5, 0.9]), st.booleans(),
)  # fmt: skip


@given(st.lists(RELAYS, max_size=25), st.lists(st.sets(st.sampled_from("abcdefg")), max_size=3), st.randoms())
def test_every_report_stands_once_with_what_was_made_of_it(
    found: list[RelayRecord], resting: list[set[str]], order: Random
) -> None:
    origins = [origin(f"o{at}", *sorted(reports)) for at, reports in enumerate(resting)]
    tree = grown(case("abcdefg", *origins), found, {})
    main = [node.key.id for node in tree.nodes if node.main and node.key.kind == "report"]
    assert sorted(set(main) - {"x"}) == sorted(one for one in main if one != "x") == list("abcdefg")
    assert tree.left_out == 0 and all(b.depth <= a.depth + 1 for a, b in pairwise(tree.nodes))
    order.shuffle(found)
    assert drawn(grown(case("abcdefg", *origins), found, {})) == drawn(tree)


def test_a_thousand_copies_are_bounded_and_counted_and_changed_ones_come_first() -> None:
    ids = [f"r{at:04}" for at in range(1000)]
    one = msgspec.structs.replace(case(""), reports=tuple(ids), origins=(origin("o1", *ids),))
    found = [relay(ids[0], id) for id in ids[1:]]
    found[-1] = msgspec.structs.replace(found[-1], changes=(change("name", (0, 3), (0, 3)),))
    tree = grown(one, found, {})
    assert len(tree.nodes) == CHILDREN + 2 and tree.left_out == 1000 - CHILDREN - 1
    assert find(tree, ids[0]).left_out == 999 - CHILDREN
    assert find(tree, ids[-1]).relay == found[-1]


def test_a_chain_of_a_thousand_copies_is_bounded() -> None:
    ids = [f"r{at:04}" for at in range(1000)]
    one = msgspec.structs.replace(case(""), reports=tuple(ids))
    tree = grown(one, [relay(a, b) for a, b in pairwise(ids)], {}, Bounds(nodes=50))
    assert len(tree.nodes) == 50 and tree.left_out == 950


# ------------------------------------------------------------------------------------------- words


def test_changes_in_the_same_words_are_told_once() -> None:
    name = [change("name", (at, at + 3), (at, at + 3), source_text="Luo", target_text="Lou") for at in (0, 9, 30)]
    wording = change("wording", (50, 53), (50, 53))
    [told] = phrases.told([*name, wording])
    assert (told.change, told.times) == (name[0], 3) and phrases.reworded([*name, wording]) == 1


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (change("name", (0, 3), (0, 3), explanation="“old” has become “new”: a letter apart"), "a letter apart"),
        (change("stage", (0, 3), (0, 3), explanation="“a” has become “b”: harder"), "“a” has become “b”: harder"),
        (change("certainty", (0, 3), (0, 3), explanation="raised: “old” has become “new”"), "raised"),
        (change("omitted", (0, 3), None, explanation="a denial is left out: “old”"), "a denial"),
        (change("omitted", (0, 3), None, explanation="“old” is left out"), ""),
        (change("omitted", (0, 3), None, explanation="what it says of “no_comment” is left out: “old”"),
         "what it says of “no comment”"),
        (change("added", None, (0, 3), explanation="not in the source: “new”"), ""),
        (change("wording", (0, 3), (0, 3), source_text="o\n ld", explanation="“o ld” has become “new”"), ""),
    ],
)  # fmt: skip
def test_a_reason_does_not_repeat_the_wordings(made: ChangeRecord, told: str) -> None:
    assert phrases.reason(made) == told


def test_ids_of_reports_in_an_explanation_give_way_to_names() -> None:
    told = "shares text with r0123456789abcdef (r0123456789abcdefg)"
    assert phrases.reports_in(told) == ["r0123456789abcdef"]
    assert (
        phrases.named(told, {"r0123456789abcdef": "Tide, 2024"}) == "shares text with Tide, 2024 (r0123456789abcdefg)"
    )


# ------------------------------------------------------------------------------------- divergences


def divergence(slot: str, *values: DivergentValue, judgement: str = "garble") -> DivergenceRecord:
    return DivergenceRecord(case="c1", slot=slot, accused=None, values=values, judgement=judgement, explanation="")  # type: ignore[arg-type]


def value(words: str, *reports: str, suspect: str | None = None) -> DivergentValue:
    spans = tuple(Passage(report=report, start=3, end=5) for report in reports)
    return DivergentValue(value=words, reports=reports, claims=(), spans=spans, suspect=suspect)  # type: ignore[arg-type]


def test_slots_stand_down_and_reports_across_in_order_of_time() -> None:
    name = divergence("name", value("Luo", "b", "a"), value("Lou", "c"))
    found = [name, divergence("age", value("34", "a"), value("43", "a"))]
    made = matrix(found, {"a": "2024-02", "b": "2024-01"})
    assert made.reports == ("b", "a", "c") and made.left_out == 0
    cells = [[[cell.value.value for cell in cells] for cells in line.cells] for line in made.lines]
    assert cells == [[["Luo"], ["Luo"], ["Lou"]], [[], ["34", "43"], []]]
    assert made.lines[0].cells[1][0].words == Passage(report="a", start=3, end=5)


def test_of_many_reports_those_with_a_likely_error_are_shown() -> None:
    reports = [f"r{at:03}" for at in range(300)]
    found = [divergence("name", value("Luo", *reports[:-1]), value("Lou", reports[-1], suspect="garble"))]
    made = matrix(found, {})
    assert len(made.reports) == 40 and made.left_out == 260 and reports[-1] in made.reports


def test_only_what_nothing_explains_is_in_dispute() -> None:
    judgements = ("later", "precision", "garble", "hardened", "contradiction")
    assert phrases.disputed(divergence("name", judgement=one) for one in judgements) == 3
    assert set(phrases.JUDGEMENTS) == set(judgements)
