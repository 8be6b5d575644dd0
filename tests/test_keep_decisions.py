"""Decisions over marks: found again wherever the words are, never lost, never over the wrong words."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from sayso.keep.decisions import (
    CONTEXT,
    Change,
    ClaimAnchor,
    Decision,
    apply,
    corrected,
    find_all,
    locate,
    snapshot,
    surroundings,
)
from sayso.keep.ids import claim_ids
from sayso.model import Claim, Entity, Filler, Header, Layer, Link, Marks, Mention, Span
from tests.keep_world import marks, sentence

TEXT = f"Three lines.\n\n{sentence('FBI', 'Anna Berg')}\n\n{sentence('MSS', 'Tomas Lind', 'charged')}\n"
MARKS = marks(Layer(extractor="x", text=TEXT, header=Header(outlet="Daily Test")), "plain")
IDS = claim_ids("r1", TEXT, MARKS.claims)


def anchor(number: int, text: str = TEXT, read: Marks = MARKS, given: Change = Change()) -> ClaimAnchor:  # noqa: B008
    claim = read.claims[number]
    before, after = surroundings(text, claim.evidence)
    return ClaimAnchor(
        report="r1", address="a", claim=claim_ids("r1", text, read.claims)[number], event=claim.event,
        quote=text[claim.evidence.start : claim.evidence.end], before=before, after=after,
        start=claim.evidence.start, was=snapshot(claim), change=given,
    )  # fmt: skip


def decision(what: str, number: int = 0, id: str = "d1", **given: object) -> Decision:
    return Decision(id=id, what=what, anchor=anchor(number, given=Change(**given)))  # type: ignore[arg-type]


def without(number: int) -> Marks:
    return msgspec.structs.replace(MARKS, claims=tuple(c for n, c in enumerate(MARKS.claims) if n != number))


def test_no_decision_changes_nothing() -> None:
    done = apply("r1", TEXT, MARKS, [])
    assert (done.marks, done.claim_ids, done.rejected, done.review) == (MARKS, IDS, (), {})


def test_accept_leaves_the_claim_and_says_so() -> None:
    done = apply("r1", TEXT, MARKS, [decision("accept")])
    assert done.marks == MARKS and done.review == {IDS[0]: "accepted"}
    assert done.statuses["d1"].status == "placed"


def test_reject_takes_the_claim_out_and_keeps_it_apart() -> None:
    done = apply("r1", TEXT, MARKS, [decision("reject")])
    assert done.claim_ids == (IDS[1],) and [id for id, _ in done.rejected] == [IDS[0]]


def test_correct_changes_what_is_named_and_nothing_else() -> None:
    given = decision("correct", event="charge", certainty="denied", speaker="Tomas Lind", time="2024-02")
    (claim, other) = apply("r1", TEXT, MARKS, [given]).marks.claims
    was = MARKS.claims[0]
    assert (claim.event, claim.certainty, claim.polarity) == ("charge", "denied", "positive")
    assert claim.chain[0] == was.chain[0] and claim.chain[-1].speaker == "Tomas Lind"
    assert MARKS.entities[claim.chain[-1].entity or 0].name == "Tomas Lind"
    assert claim.time is not None and claim.time.value == "2024-02" and claim.roles == was.roles
    assert TEXT[claim.time.span.start : claim.time.span.end] == claim.time.text
    assert other == MARKS.claims[1]


def test_correct_can_fill_and_empty_roles() -> None:
    (claim, _) = apply(
        "r1", TEXT, MARKS, [decision("correct", roles={"target": (), "recipient": ("MI6",)})]
    ).marks.claims
    assert set(claim.roles) == {"agent", "recipient"}
    filler = claim.roles["recipient"][0]
    assert TEXT[filler.span.start : filler.span.end] == "MI6" and filler.entity is not None


def test_a_speaker_for_a_claim_in_the_outlets_own_voice_stands_behind_the_outlet() -> None:
    own = msgspec.structs.replace(MARKS.claims[0], chain=(Link(speaker="Daily Test"),), attribution=None)
    read = msgspec.structs.replace(MARKS, claims=(own,))
    given = Decision(id="d1", what="correct", anchor=anchor(0, read=read, given=Change(speaker="FBI")))
    (claim,) = apply("r1", TEXT, read, [given]).marks.claims
    assert [link.speaker for link in claim.chain] == ["Daily Test", "FBI"]


def test_later_decisions_go_over_earlier_ones() -> None:
    given = [decision("reject", id="d1"), decision("accept", id="d2"), decision("correct", id="d3", event="bail")]
    done = apply("r1", TEXT, MARKS, given)
    assert done.review == {IDS[0]: "corrected"} and done.marks.claims[0].event == "bail"
    assert done.claim_ids == IDS, "an id outlives a correction"


def test_an_accepted_claim_that_is_read_no_more_is_kept_and_said_to_be() -> None:
    done = apply("r1", TEXT, without(0), [decision("accept")])
    assert done.claim_ids == IDS and done.statuses["d1"].status == "contradicted"
    claim = done.marks.claims[0]
    assert claim.evidence == MARKS.claims[0].evidence and snapshot(claim) == snapshot(MARKS.claims[0])
    assert claim.roles["target"][0].entity == MARKS.claims[0].roles["target"][0].entity


def test_a_rejected_claim_that_is_read_no_more_is_not_made_again() -> None:
    done = apply("r1", TEXT, without(0), [decision("reject")])
    assert done.claim_ids == (IDS[1],) and done.statuses["d1"].status == "placed"


def test_a_claim_with_other_bounds_is_the_same_claim() -> None:
    wider = Span(MARKS.claims[0].evidence.start - 9, MARKS.claims[0].evidence.end)
    read = msgspec.structs.replace(
        MARKS, claims=(msgspec.structs.replace(MARKS.claims[0], evidence=wider), MARKS.claims[1])
    )
    done = apply("r1", TEXT, read, [decision("reject")])
    assert [id for id, _ in done.rejected] == [IDS[0]] and done.rejected[0][1].evidence == wider


def test_a_correction_that_the_reader_has_learnt_is_no_contradiction() -> None:
    learnt = msgspec.structs.replace(
        MARKS, claims=(msgspec.structs.replace(MARKS.claims[0], event="charge"), MARKS.claims[1])
    )
    done = apply("r1", TEXT, learnt, [decision("correct", event="charge")])
    assert done.statuses["d1"].status == "placed" and len(done.claim_ids) == 2 and IDS[0] in done.claim_ids


def test_a_reading_that_is_neither_as_before_nor_as_corrected_contradicts() -> None:
    other = msgspec.structs.replace(
        MARKS, claims=(msgspec.structs.replace(MARKS.claims[0], event="detain"), MARKS.claims[1])
    )
    done = apply("r1", TEXT, other, [decision("correct", event="charge")])
    assert done.statuses["d1"].status == "contradicted" and "'detain'" in done.statuses["d1"].note
    assert done.marks.claims[0].event == "charge", "what people decide stands"


def test_an_added_claim_meets_the_claim_that_a_later_reader_makes() -> None:
    missed = without(0)
    added = Decision(id="d1", what="add", anchor=msgspec.structs.replace(anchor(0), claim="kadded"))
    assert apply("r1", TEXT, missed, [added]).review == {"kadded": "added"}
    done = apply("r1", TEXT, MARKS, [added])
    assert len(done.claim_ids) == 2 and done.review == {"kadded": "added"}


def test_words_that_are_gone_leave_the_decision_without_a_place() -> None:
    text = "Nothing of this is left."
    empty = Marks(reader="p", header=Header())
    for what in ("accept", "reject", "correct", "add", "move"):
        done = apply("r1", text, empty, [decision(what, event="charge")])
        assert done.statuses["d1"].status == "not placed" and done.claim_ids == ()


def test_of_several_places_the_surroundings_choose() -> None:
    text = "One. He was held. Two. He was held. Three. He was held."
    spans = find_all(text, "He was held")
    assert len(spans) == 3
    for span in spans:
        before, after = surroundings(text, span)
        where = msgspec.structs.replace(anchor(0), quote="He was held", before=before, after=after, start=0)
        assert locate("A new beginning. " + text, where) == Span(span.start + 17, span.end + 17)


def test_white_space_and_quotation_marks_may_differ() -> None:
    assert find_all("He said “it\u00a0is\n\nover”.", 'said "it is over"') == [Span(3, 21)]
    assert find_all("anything", "  ") == []


@given(st.text(max_size=60), st.integers(0, 59), st.integers(1, 20), st.text(max_size=40), st.text(max_size=40))
def test_a_quote_is_found_again_whatever_is_put_around_its_text(
    text: str, start: int, length: int, head: str, tail: str
) -> None:
    quote = text[start : start + length]
    if not quote.strip() or quote != quote.strip():
        return
    span = Span(start, start + len(quote))
    before, after = surroundings(text, span)
    where = msgspec.structs.replace(anchor(0), quote=quote, before=before, after=after, start=start)
    found = locate(head + text + tail, where)
    assert found is not None
    assert (head + text + tail)[found.start : found.end].split() == quote.split()
    assert locate(text, where) is not None and len(before) <= CONTEXT >= len(after)


KINDS = st.sampled_from(["accept", "reject", "correct", "move"])


@given(
    st.lists(st.tuples(KINDS, st.integers(0, 1), st.sampled_from(["bail", "trial", None])), max_size=6), st.booleans()
)
def test_whatever_is_decided_spans_stay_verbatim_and_ids_stay_one_each(
    given: list[tuple[str, int, str | None]], missing: bool
) -> None:
    decisions = [
        decision(what, number, f"d{n}", **({"event": event} if event else {}))
        for n, (what, number, event) in enumerate(given)
    ]
    done = apply("r1", TEXT, without(0) if missing else MARKS, decisions)
    assert len(done.claim_ids) == len(done.marks.claims) == len(set(done.claim_ids))
    assert set(done.claim_ids).isdisjoint(id for id, _ in done.rejected)
    assert set(done.statuses) == {d.id for d in decisions}
    for claim in done.marks.claims:
        for fillers in claim.roles.values():
            assert all(TEXT[f.span.start : f.span.end] == f.name for f in fillers)
    assert apply("r1", TEXT, without(0) if missing else MARKS, decisions) == done


def test_the_n_th_of_several_equal_claims_keeps_its_id() -> None:
    text = "He was held. He was held."
    who = Entity(name="He", kind="unnamed", mentions=(Mention(span=Span(0, 2)),))
    held = [
        Claim(
            event="detain", evidence=span, attribution=None, chain=(), certainty="asserted",
            roles={"target": (Filler(name="He", entity=0, span=Span(span.start, span.start + 2)),)},
        )
        for span in find_all(text, "He was held")
    ]  # fmt: skip
    ids = claim_ids("r1", text, held)
    assert (
        len(set(ids)) == 2 and claim_ids("r1", text, held[:1]) == ids[:1] and claim_ids("r2", text, held)[0] != ids[0]
    )
    assert (
        apply("r1", text, Marks(reader="p", header=Header(), entities=(who,), claims=tuple(held)), []).claim_ids == ids
    )


def test_corrections_of_a_report_go_over_each_other() -> None:
    header = Header(title="T", published="2023", published_basis="text", outlet="A")
    done = corrected(header, [{"published": "2024-01-02"}, {"outlet": "B"}, {"outlet": "C"}])
    assert (done.published, done.published_basis, done.outlet, done.title) == ("2024-01-02", "metadata", "C", "T")
