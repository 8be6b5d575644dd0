"""The parts of the pages that know nothing of a ledger: cutting a text, drawing a timeline, wording, addresses."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import escape

from sayso.domains import load
from sayso.model import Span
from sayso.show.headline import headline
from sayso.show.web import render, segments, timeline, views, words
from sayso.show.web.pages import book
from sayso.show.web.segments import Cover
from sayso.show.web.site import DESK
from sayso.show.web.timeline import Dated

TEXTS = st.text(alphabet="ab \n\t\u202eé😀", max_size=200)


# ---------------------------------------------------------------------------------------- segments


@given(TEXTS)
def test_blocks_hold_every_word_once_and_in_order(text: str) -> None:
    found = segments.blocks(text)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert _bare("".join(text[s:e] for s, e in found)) == _bare(text)
    assert all(text[s:e].strip() for s, e in found)


def _bare(text: str) -> str:
    return "".join(text.split())


@given(st.data())
def test_runs_of_any_spans_are_the_block_and_know_what_covers_them(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 60))
    start = data.draw(st.integers(0, 20))
    block = Span(start, start + size)
    edge = st.integers(0, 100)
    pairs = data.draw(st.lists(st.tuples(edge, edge), max_size=12))
    covers = [Cover(min(p), max(p), at) for at, p in enumerate(pairs)]
    runs = segments.cut(block, covers)
    assert runs[0].start == block.start and runs[-1].end == block.end
    assert all(before.end == after.start for before, after in pairwise(runs))
    for run in runs:
        for point in range(run.start, run.end):
            assert run.covers == tuple(c.of for c in covers if c.start <= point < c.end)


def test_a_long_paragraph_is_cut_at_blanks_and_a_word_without_any_is_cut_all_the_same() -> None:
    for text in ("word " * 20_000, "x" * 100_000):
        found = segments.blocks(text)
        assert max(e - s for s, e in found) <= segments.LONGEST
        assert "".join(text[s:e] for s, e in found).strip() == text.strip()


def test_lines_are_paragraphs_only_where_they_are_long() -> None:
    wrapped = "one line\nand its second\n\nanother"
    assert [wrapped[s:e] for s, e in segments.blocks(wrapped)] == ["one line\nand its second", "another"]
    lines = f"{'a ' * 80}\nshort"
    assert [lines[s:e].strip() for s, e in segments.blocks(lines)] == [("a " * 80).strip(), "short"]


# ---------------------------------------------------------------------------------------- timeline


def dated(*dates: str, row: str = "arrest", certainty: str = "reported") -> list[Dated]:
    return [Dated(date, row, f"c{at}", certainty, "label") for at, date in enumerate(dates)]


def test_a_timeline_needs_two_dates() -> None:
    assert timeline.draw([]) is None
    assert timeline.draw(dated("2024", "2024")) is None
    assert timeline.draw(dated("2023", "2024")) is not None


def test_claims_of_one_event_and_date_are_one_mark_with_their_number() -> None:
    drawing = timeline.draw([*dated("2024-01", "2024-01", "2024-02"), *dated("2024-01", row="charge")])
    assert drawing is not None
    assert sorted(mark.count for mark in drawing.marks) == [1, 1, 2]
    assert drawing.marks[0].label == "January 2024: 2 claims, first label"


def test_marks_that_differ_in_certainty_are_mixed() -> None:
    drawing = timeline.draw([*dated("2023", "2024"), *dated("2023", certainty="alleged")])
    assert drawing is not None
    assert {mark.certainty for mark in drawing.marks} == {"mixed", "reported"}


@given(st.lists(st.dates().map(str) | st.sampled_from(["2024", "2024-13", "2024-02-31", "0000"]), max_size=80))
def test_any_dates_fit_into_the_drawing_in_order(dates: list[str]) -> None:
    drawing = timeline.draw(dated(*dates))
    if drawing is None:
        return
    xs = [tick.x for tick in drawing.ticks]
    assert xs == sorted(set(xs)) and len(xs) <= timeline.COLUMNS
    assert [tick.date for tick in drawing.ticks] == sorted(tick.date for tick in drawing.ticks)
    for mark in drawing.marks:
        assert 0 < mark.x < drawing.width and 0 < mark.y < drawing.height


def test_reports_are_the_last_row_and_always_there() -> None:
    claims = [claim for at in range(20) for claim in dated("2023", "2024", row=f"event {at}")]
    drawing = timeline.draw([Dated("2021", timeline.LAST, "r1", timeline.REPORT, "Tide: title"), *claims])
    assert drawing is not None
    assert drawing.rows[-1].label == timeline.LAST
    assert [mark.label for mark in drawing.marks if mark.certainty == timeline.REPORT] == ["2021: Tide: title"]


def test_rows_that_do_not_fit_are_counted() -> None:
    claims = [claim for at in range(20) for claim in dated("2023", "2024", row=f"event {at}")]
    drawing = timeline.draw(claims)
    assert drawing is not None
    assert len(drawing.rows) == timeline.ROWS and drawing.left_out == (20 - timeline.ROWS) * 2


# ------------------------------------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("partial", "told"),
    [
        ("2024-01-08", "8 January 2024"),
        ("2024-01", "January 2024"),
        ("2024", "2024"),
        ("2024-13", "2024"),
        (None, ""),
        ("last year", "last year"),
    ],
)
def test_dates_are_told_as_precisely_as_they_are_known(partial: str | None, told: str) -> None:
    assert words.date(partial) == told


def test_counts_and_letters() -> None:
    assert words.count(1, "report") == "1 report"
    assert words.count(1234, "find") == "1,234 finds"
    assert [words.letters(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
    assert len({words.letters(n) for n in range(2000)}) == 2000


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ((10, 1, 1, 1), "10 reports, 1 independent origin, 1 denial"),
        ((1, 1, 3, 0), "1 report, 1 independent origin (3 statements)"),
        ((2, 0, 2, 0), "2 reports, no independent origin (2 statements)"),
        ((1, 0, 0, 0), "1 report, no independent origin"),
    ],
)
def test_the_headline_counts_who_stands_behind_the_statements(numbers: tuple[int, ...], told: str) -> None:
    assert headline(*numbers) == told


@pytest.mark.parametrize(
    ("reached", "told"),
    [
        ([], (None, None)),
        (["charged", "arrested"], ("charged", None)),
        (["acquitted", "charged"], ("acquitted", None)),
        (["acquitted", "convicted"], ("convicted", "acquitted")),
        (["released", "sentenced", "dismissed"], ("released", "dismissed")),
    ],
)
def test_an_outcome_is_told_even_where_a_harder_step_was_said(
    reached: list[str], told: tuple[str | None, str | None]
) -> None:
    assert book.standing(load().stages, reached) == told


def test_pages_stay_within_what_there_is() -> None:
    assert book.page_of(0, 7) == views.Pages(page=1, pages=1, total=0)
    assert book.page_of(250, 99) == views.Pages(page=5, pages=5, total=250)
    assert list(book.on_page(range(250), book.page_of(250, 3))) == list(range(100, 150))


# ------------------------------------------------------------------------------------------ render


@given(st.text())
def test_nothing_hidden_reaches_the_page(text: str) -> None:
    shown = render.visible(text)
    assert not any(ord(c) < 32 and c not in "\t\n" for c in shown)
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x7f")
    escape(shown).encode()


def test_an_override_of_direction_is_written_out() -> None:
    assert render.visible("a\u202eb\x00") == "a\\u202eb\\u0000"
    assert render.visible("שלום") == "שלום"


@pytest.mark.parametrize(
    "hostile",
    ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "//evil.example/x", "https://", "http://[", "",
     None, "vbscript:x", "file:///etc/passwd", "https:evil"],
)  # fmt: skip
def test_only_addresses_on_the_web_become_links(hostile: str | None) -> None:
    assert render.web_address(hostile) is None


def test_an_address_on_the_web_is_a_link() -> None:
    assert render.web_address("HTTPS://a.example/b?c#d") == "HTTPS://a.example/b?c#d"


def test_ids_are_quoted_in_addresses() -> None:
    assert (
        DESK.address("case", "a/../b?c#d", claims=2, other="", anchor="x y")
        == "/case/a%2F..%2Fb%3Fc%23d?claims=2#x%20y"
    )


def test_no_template_writes_an_address_by_hand() -> None:
    for file in sorted((Path(render.__file__).parent / "templates").glob("*.html")):
        found = re.findall(r"""(?:href|action|src)=["'](?!{{|#|{%)[^"']*""", file.read_text("utf8"))
        assert not found, f"{file.name}: {found}; use address(), beside(), place() or static()"


def test_a_template_that_names_what_is_not_there_fails() -> None:
    with pytest.raises(UndefinedError):
        render.environment(DESK).from_string("{{ view.nothing }}").render(view=views.Party(id=None, name="x"))
    with pytest.raises(UndefinedError):
        render.environment(DESK).from_string("{{ nothing }}").render()
