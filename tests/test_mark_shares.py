"""Sentences of several accused in one sentence of the text: one claim for each, with the term of his own."""

from __future__ import annotations

import pytest

from tests.marking import read, roles

THREE = "A court in Riga tried Lars Lund, Ole Vik and Nils Berg for espionage, spying for Russia. "


def terms(text: str) -> dict[str, str]:
    """Who got what, by the claims of sentencing."""
    found = [c for c in read(text).claims("sentence") if c.quantity and len(roles(c).get("target", [])) == 1]
    assert all(c.quantity and c.quantity.unit in {"year", "month", "life"} for c in found)
    return {roles(c)["target"][0]: c.quantity.text for c in found if c.quantity}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (
            "Lund and Vik were sentenced to ten years and eight months respectively.",
            {"Lars Lund": "ten years", "Ole Vik": "eight months"},
        ),
        (
            "Lund and Vik were sentenced to 22 and 20 months in prison, respectively.",
            {"Lars Lund": "22", "Ole Vik": "20"},
        ),
        (
            "The court sentenced Lund to 18 months in prison, while Vik and Berg were sentenced to 10 months and "
            "14 months respectively.",
            {"Lars Lund": "18 months", "Ole Vik": "10 months", "Nils Berg": "14 months"},
        ),
        (
            "The sentences include ten years for Lars Lund, the leader; eight years for Ole Vik; and five years for "
            "Nils Berg.",
            {"Lars Lund": "ten years", "Ole Vik": "eight years", "Nils Berg": "five years"},
        ),
        (
            "Lund was sentenced to ten years and two months in prison, Vik to eight years, Berg to 5.",
            {"Lars Lund": "ten years and two months", "Ole Vik": "eight years", "Nils Berg": "5"},
        ),
    ],
)
def test_each_has_a_claim_with_his_own_term(told: str, expected: dict[str, str]) -> None:
    assert terms(THREE + told) == expected


def test_the_elder_and_the_younger_have_a_claim_each() -> None:
    told = (
        "A court in Oslo convicted Lars Lund, 42, and his younger brother, Ole Lund, of espionage. The older of the "
        "two was sentenced to life imprisonment, the younger to nine years and ten months."
    )
    assert terms(told) == {"Lars Lund": "life", "Ole Lund": "nine years and ten months"}


def test_one_term_for_two_is_one_claim() -> None:
    reading = read(THREE + "Lund and Vik were sentenced to ten years in prison.")
    assert roles(reading.claim("sentence"))["target"] == ["Lars Lund", "Ole Vik"]


def test_every_quantity_is_what_its_span_says() -> None:
    reading = read(THREE + "Lund and Vik were sentenced to 22 and 20 months in prison, respectively.")
    spans = [c.quantity.span for c in reading.claims("sentence") if c.quantity]
    assert [reading.quote(s) for s in spans] == ["22", "20"]
