"""Which of several accused got which sentence, where one clause gives several.

Takes a parsed report with its parties and claims; gives (accused, span): "ten years and two months for Lind", and
"sentenced to 38 months and 30 months respectively", first term to first accused. What a claim by itself tells is for
slots.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from sayso.mark import syntax
from sayso.mark.events import Hit
from sayso.mark.parties import Parties
from sayso.mark.quantities import SMALL
from sayso.model import Claim, Span

ONE = rf"(?:\d+(?:\.\d+)?|{'|'.join(sorted(SMALL, key=len, reverse=True))})"
NUMBER = rf"{ONE}(?:[- ](?:\d/\d|½|and[- ]a[- ]half)|½)?"
TERM = re.compile(rf"\b(?:{NUMBER}[- ]years?(?:(?:,| and|) {ONE} (?:months?|days?))?|{ONE}[- ]months?|life)\b", re.I)
FOR = re.compile(r"(?: in (?:prison|jail)| imprisonment| behind bars)? for (?=[A-Z])")
Found = tuple[int, Span]


def terms(doc: Doc, parties: Parties, told: Sequence[tuple[Claim, Hit]]) -> list[Found]:
    """The sentence of each accused whom a list names."""
    text = syntax.text_of(doc)
    of_law = parties.words("terms_of")
    found = []
    for sentence in doc.sents:
        start, end = sentence.start_char, sentence.end_char
        if any(t.lower_ in of_law for t in sentence):
            found += list(_for_each(text, parties, start, end))
    found += [
        f
        for claim, _ in told
        if claim.event in parties.domain.linking.get("sentencing", ())
        for f in _in_turn(doc, claim)
    ]
    return list(dict.fromkeys(found))


def _for_each(text: str, parties: Parties, start: int, end: int) -> Iterator[Found]:
    """ "Ten years for Lind; two for Berg": a term, and the accused who is named after its "for"."""
    for term in TERM.finditer(text, start, end):
        link = FOR.match(text, term.end(), end)
        if link is None:
            continue
        for index in _people_at(parties, link.end()):
            yield index, Span(*term.span())


def _people_at(parties: Parties, at: int) -> list[int]:
    return [i for i, d in enumerate(parties.drafts) if d.kind == "person" and any(s == at for s, _ in d.mentions)]


def _in_turn(doc: Doc, claim: Claim) -> Iterator[Found]:
    """As many terms as accused, and "respectively"."""
    text = syntax.text_of(doc)
    sentence = next((s for s in doc.sents if s.start_char <= claim.evidence.start < s.end_char), None)
    if sentence is None or "respectively" not in sentence.text.lower():
        return
    given = [Span(*m.span()) for m in TERM.finditer(text, sentence.start_char, sentence.end_char)]
    whose = [f.entity for f in claim.roles.get("target", ()) if f.entity is not None]
    if len(given) == len(whose) > 1:
        yield from zip(whose, given, strict=True)
