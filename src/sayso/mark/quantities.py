"""Numbers of a claim: how many pieces, how much money, how many years.

Takes the tokens of a clause, gives the quantity that matters for the event: its words, a number where it is one, and
the unit (the noun counted, or the currency as an ISO 4217 code).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from sayso.mark import syntax
from sayso.mark.syntax import trimmed
from sayso.model import Quantity

SMALL = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
SMALL |= {
    word: 10 * number
    for number, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
FRACTIONS = {"1/2": 0.5, "½": 0.5, "1/4": 0.25, "¼": 0.25, "3/4": 0.75, "¾": 0.75}
LARGE = {
    "dozen": 12,
    "dozens": 12,
    "hundred": 100,
    "hundreds": 100,
    "thousand": 1000,
    "thousands": 1000,
    "million": 10**6,
    "billion": 10**9,
    "m": 10**6,
    "bn": 10**9,
    "k": 1000,
}
CURRENCIES = {
    "$": "USD",
    "us$": "USD",
    "nt$": "TWD",
    "hk$": "HKD",
    "a$": "AUD",
    "c$": "CAD",
    "s$": "SGD",
    "nz$": "NZD",
    "rs": "INR",
    "£": "GBP",
    "€": "EUR",
    "¥": "CNY",
    "dollar": "USD",
    "pound": "GBP",
    "euro": "EUR",
    "yuan": "CNY",
    "rouble": "RUB",
    "ruble": "RUB",
    "yen": "JPY",
    "won": "KRW",
    "shekel": "ILS",
    "krona": "SEK",
    "zloty": "PLN",
    "hryvnia": "UAH",
    "rupee": "INR",
    "lira": "TRY",
    "franc": "CHF",
    "forint": "HUF",
    "rial": "IRR",
    "toman": "IRR",
    "dirham": "AED",
    "riyal": "SAR",
}
SUM = re.compile(r"([A-Z]{0,3}[$€£¥])(\d[\d,.]*)(m|bn|k)?", re.IGNORECASE)  # written in one: "NT$30,000"
TERMS = frozenset({"year", "month", "week", "day", "decade"})
LIFE = frozenset({"life", "death"})


def number(words: Sequence[str]) -> float | int | None:
    """A number in figures or words ("17", "seventeen", "42,000", "two dozen"); None if it is none."""
    total: float | None = None
    for word in words:
        plain = word.lower().replace(",", "")
        if re.fullmatch(r"\d+(\.\d+)?", plain):
            total = (total or 0) + float(plain)
        elif plain in FRACTIONS:
            total = (total or 0) + FRACTIONS[plain]
        elif plain in SMALL:
            total = (total or 0) + SMALL[plain]
        elif plain in LARGE:
            total = (total if total is not None else 1) * LARGE[plain]
    return int(total) if total is not None and total == int(total) else total


def quantity(tokens: Sequence[Token], terms: bool) -> Quantity | None:
    """The quantity of a clause; with `terms` a length of time is wanted (a sentence), else a count or a sum."""
    found = [q for t in tokens if (q := _at(t, terms)) is not None]
    money = [q for q in found if q.unit in CURRENCIES.values()]
    return next(iter(money or found), None)


def _at(token: Token, terms: bool) -> Quantity | None:
    """The quantity whose number stands at the token."""
    if terms and token.lower_ in LIFE and token.pos_ in {"NOUN", "ADJ", "PROPN"}:
        return Quantity(text=token.text, span=trimmed(token.doc, token.i, token.i), value=None, unit=token.lower_)
    sum_ = SUM.fullmatch(token.text)
    if sum_ and not terms:
        span = trimmed(token.doc, token.i, token.i)
        unit = CURRENCIES.get(sum_[1].lower(), "USD")
        return Quantity(text=token.text, span=span, value=number([w for w in sum_.groups()[1:] if w]), unit=unit)
    if not (token.like_num or token.lower_ in LARGE) or (
        token.dep_ in {"compound", "quantmod"} and token.head.like_num
    ):
        return None
    if re.fullmatch(r"(19|20)\d\d", token.text) or (
        token.i and token.doc[token.i - 1].lower_ in {"article", "section"}
    ):
        return None
    return _counted(token, terms)


def _counted(token: Token, terms: bool) -> Quantity | None:
    """A number with the noun that it counts, or the currency before or after it."""
    words = _words(token)
    low, high = words[0].i, words[-1].i
    before = token.doc[low - 1] if low else None
    if before is not None and (before.lower_ in CURRENCIES or before.text.endswith("$")):
        return _made(words, CURRENCIES.get(before.lower_, "USD"), before.i, high)
    noun = token.head if token.dep_ in {"nummod", "compound", "amod"} else token
    if noun.i == token.i and low and token.doc[low - 1].text == ",":
        return None  # "Anna Lind, 34, a translator"
    lemma = noun.lemma_.lower()
    if lemma in CURRENCIES:
        return _made(words, CURRENCIES[lemma], low, noun.i)
    if (
        (lemma in TERMS) != terms
        or noun.pos_ not in {"NOUN", "PROPN", "NUM"}
        or "old" in {c.lower_ for c in noun.children} | {noun.head.lower_}
    ):
        return None
    high = max(high, noun.i)
    if terms:  # "six years and three months"
        high = max([high, *(c.i for c in noun.children if c.dep_ == "conj" and c.lemma_.lower() in TERMS)])
    of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of"), None)
    if of is not None and of.right_edge.i - noun.i <= 6:
        high = of.right_edge.i
    return _made(words, lemma if noun.i != token.i else None, low, high)


def _words(token: Token) -> list[Token]:
    """The tokens of one number: "two dozen", "42 million"."""
    doc, low, high = token.doc, token.i, token.i
    while low and doc[low - 1].like_num and (doc[low - 1].ent_type_ != "DATE" or _is_fraction(doc[low])):
        low -= 1
    while low > 1 and doc[low - 1].text == "-" and doc[low - 2].like_num:
        low -= 2  # "$10-million"
    while high + 1 < len(doc) and (doc[high + 1].lower_ in LARGE):
        high += 1
    return list(doc[low : high + 1])


def _is_fraction(token: Token) -> bool:
    """The second word of "4 1/2" or "4 ½"."""
    return re.fullmatch(r"\d/\d|[½¼¾]", token.text) is not None


def _made(words: list[Token], unit: str | None, low: int, high: int) -> Quantity:
    doc = words[0].doc
    span = trimmed(doc, min(low, words[0].i), high)
    return Quantity(
        text=syntax.text_of(doc)[span.start : span.end], span=span, value=number([w.text for w in words]), unit=unit
    )
