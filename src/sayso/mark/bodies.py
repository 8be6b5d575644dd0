"""State bodies that a report names and the pack does not know: "the Brno Regional Court", "Kerala Police".

Takes a hit of what a body is to its country and gives the words of its own name, if it has one: a country has many
courts, police forces and prosecutors' offices, and which of them acts is told by a place before what it is.
"""

from __future__ import annotations

from spacy.tokens import Token

from sayso.mark.gazetteer import Hit
from sayso.mark.parties import Parties

LONGEST = 5  # words of a name before what the body is
HEADLINE = 0.9  # share of a sentence's longer words that are capitalised in a headline
INDEFINITE = frozenset({"a", "an", "another"})


def own_name(parties: Parties, hit: Hit) -> tuple[int, int] | None:
    """The tokens of the own name of a hit's body; None if it has none."""
    if hit.kind != "function" or not _one_of_many(parties, hit) or not _is_telling(parties, hit):
        return None
    start = _start(parties, hit)
    seated = hit.start in parties.places or (hit.country is not None and not _of_a_people(parties, hit))
    placed = start < hit.start or (seated and parties.doc[hit.start].text[:1].isupper() and hit.end - hit.start > 1)
    indefinite = start > 0 and parties.doc[start - 1].lower_ in INDEFINITE
    possessive = any(t.lower_ in {"'s", "’s"} for t in parties.doc[start : hit.end - 1])
    named = placed and not indefinite and not possessive and not _is_headline(parties, hit)
    return (start, _end(parties, hit)) if named else None


def country_of(parties: Parties, start: int, hit: Hit) -> str | None:
    """The country that the words of a name tell: by a place in it, or right behind it ("in Graz")."""
    if hit.country:
        return hit.country
    inside = [h.country for h in parties.hits if start <= h.start < hit.end and h.country]
    behind = next((h.country for h in parties.hits if h.start == hit.end + 1 and h.kind in {"place", "country"}), None)
    linked = hit.end < len(parties.doc) and parties.doc[hit.end].lower_ in {"in", "of"}
    return inside[0] if inside else behind if linked else None


def _end(parties: Parties, hit: Hit) -> int:
    """Where the words for the body end: a country behind them ("in Austria") is no part of its name."""
    return next((i for i in range(hit.start + 1, hit.end) if parties.doc[i].lower_ == "in"), hit.end)


def _one_of_many(parties: Parties, hit: Hit) -> bool:
    return bool(hit.function) and parties.gazetteer.parties.functions[str(hit.function)].many


def _of_a_people(parties: Parties, hit: Hit) -> bool:
    """Whether a hit begins with the name of a people: "Norwegian police" are no body of that name."""
    country = parties.gazetteer.parties.countries.get(hit.country or "")
    text = parties.doc[hit.start : hit.end].text
    return country is not None and text.startswith((country.adjective or "-", *country.demonyms))


def _is_telling(parties: Parties, hit: Hit) -> bool:
    """Whether the words are a name's: capitalised, or more than "court" and "police"; prosecutors are people."""
    words = [t for t in parties.doc[hit.start : _end(parties, hit)] if t.is_alpha and t.i not in parties.places]
    ends = parties.words("body_ends")
    return bool(words) and words[-1].lower_ in ends and (words[-1].text[:1].isupper() or len(words) > 1)


def _start(parties: Parties, hit: Hit) -> int:
    """Where the capitalised words before a hit begin, as far as no other party, country or people is among them."""
    taken = {i for h in parties.hits if h.kind != "place" and h is not hit for i in range(h.start, h.end)}
    start = _part_of(parties, hit)
    while start and hit.start - start < LONGEST and start - 1 not in taken and _is_name_word(parties.doc[start - 1]):
        start -= 1
    return start


def _part_of(parties: Parties, hit: Hit) -> int:
    """Where words begin for which part of the body is meant: "Graz | Branch of the High Court", else the body's own."""
    start = hit.start - (parties.doc[max(0, hit.start - 1)].lower_ == "the")
    before = parties.doc[max(0, start - 2) : start]
    part = len(before) == 2 and before[1].lower_ == "of" and before[0].lower_ in parties.words("body_parts")
    return before[0].i if part and before[0].text[:1].isupper() else hit.start


def _is_name_word(token: Token) -> bool:
    named = token.pos_ == "PROPN" or (token.pos_ == "ADJ" and not token.is_sent_start)
    named = named and token.ent_type_ not in {"DATE", "TIME"}  # "On Wednesday | German police"
    return named and token.text[:1].isupper() and token.text.replace("-", "").isalpha()


def _is_headline(parties: Parties, hit: Hit) -> bool:
    words = [t for t in parties.doc[hit.start].sent if t.is_alpha and len(t) > 3]
    return len(words) > 4 and sum(t.text[:1].isupper() for t in words) >= HEADLINE * len(words)
