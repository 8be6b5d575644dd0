"""A long report beside short ones: found wherever it holds them, at a cost that the short ones set. Work is counted."""

from __future__ import annotations

import random
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso import reusing
from sayso.keep import Ledger
from sayso.keep import reuse as kept
from sayso.link.view import View
from sayso.model import Found, Layer, RelayPassage, Span
from sayso.pipeline import fingerprint, settle
from sayso.show.report import page
from sayso.show.web.pages import report as desk
from sayso.trace import aligned
from sayso.trace.aligned import side
from sayso.trace.changes import changes
from sayso.trace.reuse import candidates, copy_relay, tried
from sayso.trace.reuse.fingerprints import prints
from sayso.trace.reuse.text import Text
from tests.link_reports import DOMAIN as PACK
from tests.link_reports import Draft
from tests.reuse_reports import DOMAIN, FUNCTION_WORDS, STORY, header, marks, profile

WORDS = tuple(f"{a}{b}" for a in ("bram", "cler", "dost", "fenn", "glim", "hurk", "jast", "kolv") for b in "aeiouwyz")


def filler(sentences: int, seed: int = 0) -> str:
    """Sentences of few words in many orders, so that most grams stand in many places."""
    source = random.Random(seed)
    lines = (" ".join(source.choices(WORDS, k=12)).capitalize() + "." for _ in range(sentences))
    return "\n".join(lines)


def short(number: int) -> str:
    """A story of its own, told in the words of all the others."""
    return filler(8, 1000 + number)


def book(times: int = 1) -> str:
    return "\n".join([filler(900 * times, 1), short(3), filler(900 * times, 2)])


# -------------------------------------------------------------------------------------- one pair


def test_a_copy_of_a_page_of_a_book_has_its_passage_there() -> None:
    text = book()
    found = copy_relay(profile("a", text), profile("b", short(3)), (), DOMAIN)
    assert found and found.kind == "verbatim"
    places = [p.source if found.source == "a" else p.target for p in found.passages]
    assert text[places[0].start : places[-1].end] == short(3).removesuffix(".")


@pytest.mark.parametrize("ids", ["ab", "ba"])
def test_of_pages_that_are_alike_the_right_one_is_found(ids: str) -> None:
    pages = [
        " ".join(STORY).replace("Velm", f"Velm{n}").replace("nine hundred", f"{n + 11} hundred") for n in range(90)
    ]
    text = "\n".join([*pages, filler(300)])
    long, copy = profile(ids[0], text), profile(ids[1], pages[70])
    assert long.tried.long
    found = copy_relay(long, copy, (), DOMAIN)
    assert found and found.kind == "verbatim"
    spans = [p.source if found.source == ids[0] else p.target for p in found.passages]
    start = text.index(pages[70])
    assert any(start <= s.start and s.end <= start + len(pages[70]) for s in spans)


def test_what_is_held_against_a_short_text_does_not_grow_with_the_book() -> None:
    other = profile("b", short(3)).tried
    sizes = [len(profile("a", book(times)).tried.beside(other).stems) for times in (1, 4)]
    limit = (tried.TRIED + 2) * len(other.text.sentences)
    assert all(0 < size <= limit for size in sizes), sizes


def test_a_text_that_is_not_long_is_held_against_others_whole() -> None:
    one, other = profile("a", filler(100)).tried, profile("b", short(1)).tried
    assert list(one.beside(other).stems) == list(range(100)), "so that nothing changes for ordinary reports"


def test_a_text_without_full_stops_is_held_against_others_in_pieces() -> None:
    endless = " ".join(random.Random(5).choices(WORDS, k=30_000))
    long, other = profile("a", endless), profile("b", short(3))
    assert max(last - first for first, last in long.text.sentences) <= 400
    assert sum(map(len, long.tried.beside(other.tried).stems.values())) < 20_000


def test_all_of_a_book_is_in_the_index() -> None:
    text = Text("\n".join(f"k{n} r{n * 7 % 9999} m{n * 3} p{n} f{n}." for n in range(8000)), FUNCTION_WORDS)
    assert len(prints(text)) > 15_000


# --------------------------------------------------------------------------------------- changes


def test_only_what_lies_around_the_passages_is_read_of_a_long_text() -> None:
    text = book(2)
    start = text.index(short(3))
    span = Span(start, start + len(short(3)))
    read = side(text, [span], len(short(3)))
    assert read.at(read.stretches[0]).find(short(3)) >= 0
    assert sum(s.end - s.start for s in read.stretches) <= len(short(3)) + 2 * aligned.REACH
    assert side(text[:50_000], [span]).stretches == (Span(0, 50_000),)


@given(st.lists(st.tuples(st.integers(0, 99_000), st.integers(1, 30_000)), max_size=12), st.integers(0, 20_000))
def test_stretches_are_apart_in_order_and_bounded(places: list[tuple[int, int]], other: int) -> None:
    text = ("one two three four five. " * 9 + "\n") * 440
    passages = [Span(start, min(start + length, len(text))) for start, length in places]
    stretches = side(text, passages, other).stretches
    assert stretches
    assert all(0 <= s.start < s.end <= len(text) for s in stretches)
    assert all(a.end < b.start for a, b in pairwise(stretches))
    most = max(aligned.LEAST, aligned.TIMES * other)
    assert sum(s.end - s.start for s in stretches) <= most + 2 * aligned.REACH


def test_what_the_other_pages_of_a_book_say_is_not_left_out() -> None:
    page = "Ilse Brandt gave harbour plans to a courier in Kiel on Monday, police said. She denied everything."
    text = "\n".join([filler(900, 4), "Nils Dahl denied it all.", filler(900, 5), page, filler(900, 6)])
    source, target = Draft("a", text), Draft("b", page.split(" She")[0])
    source.claim("deny", "Nils Dahl denied it all")
    source.claim("deny", "She denied everything")
    place = Span(text.index(page), text.index(" She denied"))
    passages = [RelayPassage(source=place, target=Span(0, len(target.text)))]
    found = changes(View(source.marked(), PACK), View(target.marked(), PACK), passages)
    assert [c.source_text for c in found if c.kind == "omitted"] == ["She denied everything"]


def test_names_and_claims_at_a_place_are_those_that_a_look_at_all_of_them_finds() -> None:
    draft = Draft("a", "Ilse Brandt of the Kiel Harbour Office met Brandt of Kiel. " * 4)
    for name in ("Kiel", "Kiel Harbour Office", "Ilse Brandt", "Brandt"):
        draft.entity(name)
    for words in ("met Brandt", "Ilse Brandt of the Kiel", "Office met Brandt of Kiel", "Kiel"):
        draft.claim("meet", words)
    view = View(draft.marked(), PACK)
    for start in range(0, 70):
        for end in range(start + 1, 70, 3):
            span = Span(start, end)
            names = [
                (i, m.span)
                for i, e in enumerate(view.entities)
                for m in e.mentions
                if m.span.start <= start and end <= m.span.end
            ]
            assert view.named_at(span) == min((i for i, _ in names), default=None)
            assert view.part_of_name(span) == any(place != span for _, place in names)
            inside = [c for c in view.marks.claims if start <= c.evidence.start and c.evidence.end <= end]
            assert view.claims_in([span]) == inside
            assert view.claims_in([span, span]) == inside


# ------------------------------------------------------------------------------------ in a ledger


def fill(ledger: Ledger, texts: dict[str, str]) -> None:
    for path, text in texts.items():
        head = header(path)
        id, _ = ledger.add_report(
            Found(path=path, data=text.encode()), Layer(extractor="plain 1", text=text, header=head)
        )
        ledger.add_marks(id, marks(text, head), "hand 1", fingerprint(DOMAIN))
    settle(ledger, DOMAIN)


def test_a_report_that_holds_the_others_is_found_beside_each_and_taken_apart_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reusing, "CHUNK", 5)
    taken: Counter[str] = Counter()
    made = reusing.profile

    def counted(ledger, marked, domain):  # type: ignore[no-untyped-def]
        taken[marked.report] += 1
        return made(ledger, marked, domain)

    monkeypatch.setattr(reusing, "profile", counted)
    number = 30
    texts = {f"s{n}": short(n) for n in range(number)}
    long = "\n".join([filler(600, 1), *texts.values(), filler(600, 2)])
    assert len(long) > reusing.LONG
    with Ledger.open(tmp_path / "l.db", create=True) as ledger:
        fill(ledger, {**texts, "book": long})
        relays = [r for r in ledger.all_relays() if r.source]
        (book,) = ledger.reports_at("book")
        others = {r.source if r.target == book else r.target for r in relays}
    assert len(others) == number
    assert taken[book] == 1, "it is worked out once, and not for each pair or chunk"


def test_a_long_report_that_is_corrected_is_worked_out_anew(tmp_path: Path) -> None:
    text = "\n".join([filler(1500, 1), short(0)])
    with Ledger.open(tmp_path / "l.db", create=True) as ledger:
        fill(ledger, {"book": text, "s": short(0)})
        (book,) = ledger.reports_at("book")
        profiles = reusing.Profiles(ledger, DOMAIN)
        before = profiles.of(book)
        assert profiles.of(book) is before
        ledger.decide.correct_report(book, who="Ada", outlet="The Plover")
        assert profiles.of(book).outlet == "The Plover"


def test_how_many_fingerprints_are_read_at_once_is_no_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "FEW", 4)
    monkeypatch.setattr(kept, "FEW", 4)
    texts = {f"p{n}": " ".join([*STORY, f"Line{n} of barrel{n}."]) for n in range(8)}
    found = []
    for packed in (kept.PACKED, 0):
        monkeypatch.setattr(kept, "PACKED", packed)
        with Ledger.open(tmp_path / f"{packed}.db", create=True) as ledger:
            fill(ledger, texts)
            (one,) = ledger.reports_at("p0")
            found.append(kept.comparisons(ledger.store, one))
    assert found[0] == found[1]
    assert any(found[0].values()), "some fingerprints are held by many"


def test_a_report_that_cannot_be_marked_is_compared_with_others_all_the_same(tmp_path: Path) -> None:
    text = " ".join(STORY)
    with Ledger.open(tmp_path / "l.db", create=True) as ledger:
        layer = Layer(extractor="plain 1", text=text, header=header("late", "2024-05-09"))
        late, _ = ledger.add_report(Found(path="late", data=text.encode()), layer)
        aside = ledger.leave_unmarked(late, "it takes too long", "split it", "hand 1", fingerprint(DOMAIN))
        fill(ledger, {"first": text})
        (found,) = ledger.all_relays()
        assert (found.kind, late in (found.source, found.target)) == ("verbatim", True)
        assert ledger.set_asides() == [aside], "and it is still said that it is not marked"
        assert ledger.report(late).outlet == "late" and ledger.unread() == []
        assert ledger.unmarked(late) == "it takes too long" and ledger.unmarked(found.target) in (None, aside.reason)
        assert desk.page(ledger, late).unmarked == "it takes too long"
        told = "\n".join(str(line) for line in page(ledger, ledger.report(late)))
        assert "it takes too long; what it shares with other reports is found all the same" in told
