"""Cells of a table are never run as formulas, and otherwise hold what they held."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.export.tables import CASE, CLAIM, LONGEST, safe


@pytest.mark.parametrize(
    "formula",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\u200b=1", "\r\n=1", "＝1", "＠x", "\ufeff=1", '=HYPERLINK("x")'],
)
def test_a_formula_becomes_text(formula: str) -> None:
    assert safe(formula) == "'" + formula


@pytest.mark.parametrize("plain", ["Luo Wen", "a=b", "“quoted”", "3 - 4", "", "日本", "two\nlines"])
def test_other_texts_stay(plain: str) -> None:
    assert safe(plain) == plain


def test_numbers_stay_numbers_and_unknown_is_empty() -> None:
    assert safe(-5) == -5
    assert safe(0.5) == 0.5
    assert safe(None) == ""


def test_control_characters_are_replaced_and_length_is_bounded() -> None:
    assert safe("a\x00\x1b[1m") == "a\ufffd\ufffd[1m"
    assert len(str(safe("x" * 40_000))) == LONGEST


@given(st.text(max_size=40))
def test_no_text_begins_a_formula(text: str) -> None:
    cell = str(safe(text))
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize(("name", "columns"), [("claims.csv", CLAIM), ("cases.csv", CASE)])
def test_the_page_names_every_column(name: str, columns: dict[str, object]) -> None:
    page = (Path(__file__).parents[1] / "docs" / "exchange-format.md").read_text("utf8")
    listed = page.partition(f"The columns of `{name}`:")[2].partition("The columns of")[0]
    assert set(re.findall(r"`([a-z_]+)`", listed)) == set(columns)
