"""Reuse in a real ledger: whatever the order of input, and whatever the input."""

from __future__ import annotations

import random
import resource
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from sayso.keep import Ledger
from sayso.keep.canonical import canonical
from sayso.model import Found, Layer, RelayRecord
from sayso.pipeline import fingerprint, settle
from sayso.trace.reuse import candidates
from tests.reuse_reports import DOMAIN, OTHER, PAGE, STORY, header, marks

Page = tuple[str, str, str | None, str | None]  # path, text, date, whom it credits


FEW = 6


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer reports make a fingerprint common than in earnest, so that a test need not add hundreds."""
    monkeypatch.setattr(candidates, "FEW", FEW)


def add(ledger: Ledger, pages: Iterable[Page]) -> None:
    """Adds reports one by one, each settled before the next."""
    for path, text, date, credit in pages:
        head = header(path, date)
        id, _ = ledger.add_report(
            Found(path=path, data=text.encode()), Layer(extractor="plain 1", text=text, header=head)
        )
        ledger.add_marks(id, marks(text, head, (credit,) if credit else ()), "hand 1", fingerprint(DOMAIN))
        settle(ledger, DOMAIN)


def relays(path: Path, pages: Iterable[Page]) -> list[RelayRecord]:
    with Ledger.open(path, create=True) as ledger:
        add(ledger, pages)
        return list(ledger.all_relays())


def variant(number: int) -> Page:
    """The story with a line of its own, dated later the higher its number."""
    line = f"Correspondent{number} adds that barrel{number} and lantern{number} were seen at quay{number}."
    return f"p{number}.txt", " ".join([*STORY, line]), f"2024-05-{number % 28 + 1:02}", None


def test_a_new_report_is_compared_and_a_second_build_changes_nothing(tmp_path: Path) -> None:
    pages = [variant(1), variant(2), ("o.txt", " ".join(OTHER), None, None)]
    with Ledger.open(tmp_path / "l.db", create=True) as ledger:
        add(ledger, pages)
        (first,) = ledger.all_relays()
        assert (first.kind, first.source_name, first.directed) == ("verbatim", "p1.txt", True)
        ledger.settle_all()
        settle(ledger, DOMAIN)
        assert list(ledger.all_relays()) == [first]


def test_the_order_of_input_is_no_matter_where_fingerprints_become_common(tmp_path: Path) -> None:
    pages = [variant(n) for n in range(2 * FEW + 2)] + [("o.txt", " ".join(OTHER), None, None)]
    forms = []
    for seed in range(3):
        random.Random(seed).shuffle(pages)
        with Ledger.open(tmp_path / f"{seed}.db", create=True) as ledger:
            add(ledger, pages)
            forms.append(canonical(ledger)["relays"])
    assert forms[0] == forms[1] == forms[2]
    assert forms[0]


def test_adding_at_once_gives_what_adding_one_by_one_gives(tmp_path: Path) -> None:
    pages = [variant(n) for n in range(12)]
    single = relays(tmp_path / "a.db", pages)
    with Ledger.open(tmp_path / "b.db", create=True) as ledger:
        for path, text, date, _ in pages:
            head = header(path, date)
            id, _ = ledger.add_report(
                Found(path=path, data=text.encode()), Layer(extractor="plain 1", text=text, header=head)
            )
            ledger.add_marks(id, marks(text, head), "hand 1", fingerprint(DOMAIN))
        settle(ledger, DOMAIN)
        assert list(ledger.all_relays()) == single


def test_many_copies_hang_together_at_a_bounded_number_of_comparisons(tmp_path: Path) -> None:
    number = 5 * FEW
    found = relays(tmp_path / "l.db", [(f"p{n}.txt", " ".join(STORY), None, None) for n in range(number)])
    ends = Counter(end for r in found for end in (r.source, r.target))
    assert len(ends) == number, "a copy is left out"
    assert len(found) < number * FEW < number * (number - 1) / 2 * 0.9


def test_a_copy_of_a_copy_is_had_through_it(tmp_path: Path) -> None:
    first, second, third = (" ".join([*STORY, *OTHER[:n]]) for n in range(3))
    pages: list[Page] = [
        ("a", first, "2024-05-01", None),
        ("b", second, "2024-05-02", "a"),
        ("c", third, "2024-05-03", "b"),
    ]
    found = {(r.source_name, r.target): r for r in relays(tmp_path / "l.db", pages) if r.source}
    assert len(found) == 3
    by_name = {(name, r.through is not None) for (name, _), r in found.items()}
    assert by_name >= {("b", False), ("a", True)}


def test_a_wire_story_that_is_not_there_is_a_source_of_those_that_credit_it(tmp_path: Path) -> None:
    text, wire = " ".join(STORY), "Agence France-Presse"
    found = relays(tmp_path / "l.db", [("a", text, "2024-05-01", wire), ("b", text, "2024-05-02", wire)])
    outside = [r for r in found if r.source is None and r.source_name == wire]
    assert {r.kind for r in outside} == {"verbatim"}
    assert len({r.target for r in outside}) == 2
    assert [r.directed for r in found if r.source] == [False]


# ------------------------------------------------------------------------------------------------ bad input


def test_reports_that_credit_each_other_in_a_circle_have_no_direction(tmp_path: Path) -> None:
    text = " ".join(STORY)
    found = relays(tmp_path / "l.db", [("a", text, None, "b"), ("b", text, None, "a")])
    assert [r.directed for r in found if r.source] == [False]
    text_circle = [("a", text, None, "b"), ("b", text, None, "c"), ("c", text, None, "a")]
    ring = [r for r in relays(tmp_path / "ring.db", text_circle) if r.source]
    assert len(ring) == 3
    assert all(r.through is None or r.through != r.target for r in ring)


@pytest.mark.parametrize("date", ["2099-01-01", "0001-01-01", "2024-02-31", "9999-99-99"])
def test_impossible_dates_do_no_harm(date: str, tmp_path: Path) -> None:
    text = " ".join(STORY)
    (found,) = relays(tmp_path / "l.db", [("a", text, date, None), ("b", text, "2024-05-02", None)])
    assert found.kind == "verbatim"


def test_texts_of_nothing_but_boilerplate_are_one_family_and_no_more(tmp_path: Path) -> None:
    pages: list[Page] = [(f"p{n}", f"{PAGE} {PAGE} {PAGE}", None, None) for n in range(FEW + 4)]
    found = relays(tmp_path / "l.db", pages)
    assert len(found) <= len(pages) * FEW


def test_empty_and_tiny_texts_have_no_relays(tmp_path: Path) -> None:
    assert relays(tmp_path / "l.db", [("a", "-", None, None), ("b", "No.", None, None), ("c", "No.", None, None)]) == []


def test_a_long_report_beside_short_ones_is_found_to_hold_them(tmp_path: Path) -> None:
    filler = "\n".join(
        " ".join(f"{w}{n}" for w in ("kiln", "reed", "moor", "pike", "fern", "wisp")) + "." for n in range(3000)
    )
    pages: list[Page] = [("book", f"{filler}\n{' '.join(STORY)}", None, None), ("short", " ".join(STORY), None, None)]
    (found,) = relays(tmp_path / "l.db", pages)
    assert (found.kind, found.source_name, found.score) == ("verbatim", "book", 1.0)


def test_a_report_of_five_megabytes_costs_seconds_and_no_more_memory_than_a_few_copies_of_it(tmp_path: Path) -> None:
    filler = "\n".join(
        " ".join(f"{w}{n}" for w in ("kiln", "reed", "moor", "pike", "fern", "wisp")) + "." for n in range(110_000)
    )
    book = f"{' '.join(STORY)}\n{filler}"
    assert len(book) > 5_000_000
    short: list[Page] = [variant(n) for n in range(FEW + 8)]
    before, begin = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    found = relays(tmp_path / "l.db", [*short, ("book", book, None, None)])
    assert time.process_time() - begin < 90
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 700_000
    assert found, "the short ones are compared all the same"
