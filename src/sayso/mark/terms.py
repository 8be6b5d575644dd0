"""Which of several accused got which sentence, where one sentence of the text gives several.

Takes a parsed report with its parties and claims; gives a `Share` for each: "ten years and two months for Lind", "Lind
to ten years, Berg to eight", "the younger got nine", and "sentenced to 38 and 30 months respectively", first term to
first accused. What a claim by itself tells is for slots.py; shares.py makes claims of the shares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Doc
from spacy.tokens import Span as Sentence

from sayso.mark import syntax
from sayso.mark.events import Hit
from sayso.mark.parties import PEOPLE, Parties
from sayso.mark.quantities import SMALL
from sayso.model import Claim, Span

ONE = rf"(?:\d+(?:\.\d+)?|{'|'.join(sorted(SMALL, key=len, reverse=True))})"
NUMBER = rf"{ONE}(?:[- ](?:\d/\d|½|and[- ]a[- ]half)|½)?"
TERM = re.compile(
    rf"\b(?:{NUMBER}[- ]years?(?:(?:,| and|) {ONE} (?:months?|days?))?|{ONE}[- ]months?|life)\b(?![- ]olds?\b)", re.I
)
PART = re.compile(rf"\b(?:{NUMBER}[- ](?:years?|months?)|life)\b(?![- ]olds?\b)", re.I)
FOR = re.compile(r"(?: in (?:prison|jail)| imprisonment| behind bars)? for (?=[A-Z])")
# What stands between a name and its term where the verb is left out: "Lind to ten years", "Berg - eight years".
GIVEN = r"(?:sentenced|jailed|imprisoned|given|handed|received|receives|got|gets|is serving|will serve)"
LINK = re.compile(
    rf"(?:,? (?:was |were )?(?:also )?(?:{GIVEN} )?(?:to |for )?| ?[-–—:] |, )"
    r"(?:an? |a (?:prison )?(?:sentence|term) of )?",
    re.I,
)
GIVES = re.compile(r"\b(?:to|of|for)(?: an?)? $")
BARE = re.compile(rf"{ONE}(?=[.,;]|$| and\b)", re.I)
IN_TURN = re.compile(rf"\b({ONE}(?:, {ONE})*,? and {ONE}) (years?|months?)\b", re.I)
UP = 6  # words above a term that can say that nobody has been given it
WITHIN = frozenset({"dobj", "pobj", "prep", "nummod", "compound", "amod", "xcomp", "ccomp", "conj", "appos"})
AGED = re.compile(r",? \(?\d\d\)?,?(?= )")


class Share(NamedTuple):
    """Whose term is which: the party, where the text gives its term in which words, and the term with its unit."""

    who: int
    span: Span
    words: str
    text: str


def terms(doc: Doc, parties: Parties, told: Sequence[tuple[Claim, Hit]]) -> list[Share]:
    """The sentence of each accused to whom the text gives one beside others."""
    text = syntax.text_of(doc)
    of_law = parties.words("terms_of")
    found: list[Share] = []
    for sentence in doc.sents:
        if any(t.lower_ in of_law for t in sentence):
            found += _for_each(text, parties, sentence)
            found += _after_names(text, parties, sentence)
    found += [
        f
        for claim, _ in told
        if claim.event in parties.domain.linking.get("sentencing", ())
        for f in _in_turn(doc, parties, claim)
    ]
    return [share for share in dict.fromkeys(found) if not _only_asked(doc, parties, share.span)]


def _only_asked(doc: Doc, parties: Parties, span: Span) -> bool:
    """Whether a term is what somebody asks for or the law allows: "prosecutors sought ten years for Lind"."""
    found = doc.char_span(*span, alignment_mode="expand")
    token = found.root if found is not None else doc[0]
    for _ in range(UP):
        if token.dep_ not in WITHIN or token.head is token:
            break
        token = token.head
    open_ = any(c.dep_ == "aux" and c.lower_ in {"could", "may", "might"} for c in token.children)
    asked = token.lemma_.lower() in parties.words("unreal") | parties.words("no_sentence")
    return open_ or asked


def only_term(doc: Doc, parties: Parties, hit: Hit) -> Span | None:
    """The one term of a sentence that tells of a sentencing whose clause the parser cut short.

    "Upheld the decision to sentence Lind, a clerk convicted of spying, | to six years".
    """
    sentence = hit.head.sent
    found = [
        m
        for m in TERM.finditer(syntax.text_of(doc), hit.head.idx, sentence.end_char)
        if GIVES.search(m.string, 0, m.start())
    ]
    spans = [Span(*m.span()) for m in found]
    return (
        spans[0]
        if len(spans) == 1 and found[0].group().lower() != "life" and not _only_asked(doc, parties, spans[0])
        else None
    )


def _for_each(text: str, parties: Parties, sentence: Sentence) -> Iterator[Share]:
    """ "Ten years for Lind; two for Berg": a term, and the accused who is named after its "for"."""
    for term in TERM.finditer(text, sentence.start_char, sentence.end_char):
        link = FOR.match(text, term.end(), sentence.end_char)
        if link is None:
            continue
        for index in _people_at(parties, link.end()):
            yield Share(index, Span(*term.span()), term.group(), term.group())


def _people_at(parties: Parties, at: int) -> list[int]:
    return [i for i, d in enumerate(parties.drafts) if d.kind == "person" and any(s == at for s, _ in d.mentions)]


def _after_names(text: str, parties: Parties, sentence: Sentence) -> list[Share]:
    """ "Lind got life, Berg nine years": a person and the term right behind.

    Without a word for giving between them ("Berg, nine years") only where others in the sentence have terms too.
    """
    found: list[Share] = []
    sure = 0
    together = {p.places[-1]: p.people for p in parties.lists if sentence.start <= p.places[0] < sentence.end}
    if "respectively" in sentence.text.lower():
        return []
    unit = "years"
    for token in sentence:
        index = parties.at.get(token.i)
        ends = index is not None and parties.at.get(token.i + 1) != index
        if index is None or not ends or parties.drafts[index].kind not in PEOPLE or parties.drafts[index].plural:
            continue
        share = _behind(text, index, token.idx + len(token), sentence.end_char, unit if found else "")
        if share is not None:
            found += [share._replace(who=who) for who in together.get(token.i, (index,))]
            sure += bool(text[token.idx + len(token) : share.span.start].strip(" ,-–—:"))
            unit = "months" if "month" in share.text and "year" not in share.text else "years"
    return found if sure or len({s.who for s in found}) > 1 else []


def _behind(text: str, who: int, at: int, end: int, unit: str) -> Share | None:
    """The term that stands behind a name; a bare number counts in the unit of the one before."""
    aged = AGED.match(text, at, end)
    link = LINK.match(text, aged.end() if aged else at, end)
    if link is None:
        return None
    term = TERM.match(text, link.end(), end)
    if term is not None:
        return Share(who, Span(*term.span()), term.group(), term.group())
    bare = BARE.match(text, link.end(), end) if unit else None
    return Share(who, Span(*bare.span()), bare.group(), f"{bare.group()} {unit}") if bare else None


def _in_turn(doc: Doc, parties: Parties, claim: Claim) -> Iterator[Share]:
    """As many terms as accused, and "respectively"."""
    text = syntax.text_of(doc)
    sentence = next((s for s in doc.sents if s.start_char <= claim.evidence.start < s.end_char), None)
    at = sentence.text.lower().rfind("respectively") if sentence is not None else -1
    if sentence is None or at < 0:
        return
    for whose, since in _whose(doc, parties, claim, sentence):
        for split in (False, True):
            given = [t for t in _listed(text, sentence, split) if t[0].start >= since]
            before = [t for t in given if t[0].end <= sentence.start_char + at][-len(whose) :]
            given = before if len(before) == len(whose) else given[: len(whose)]
            if len(given) == len(whose):
                for who, (span, term) in zip(whose, given, strict=True):
                    yield Share(who, span, text[span.start : span.end], term)
                return


def _listed(text: str, sentence: Sentence, split: bool) -> list[tuple[Span, str]]:
    """All terms of a sentence: each number of "22 and 20 months", with `split` both of "two years and ten months"."""
    low, high = sentence.start_char, sentence.end_char
    several = list(IN_TURN.finditer(text, low, high))
    found = [
        (Span(*n.span()), f"{n.group()} {m[2]}")
        for m in several
        for n in re.compile(ONE, re.I).finditer(text, m.start(1), m.end(1))
    ]
    pattern = PART if split else TERM
    whole = (m for m in pattern.finditer(text, low, high) if not any(s.start() < m.end() <= s.end() for s in several))
    return sorted([*found, *((Span(*m.span()), m.group()) for m in whole)])


def _whose(doc: Doc, parties: Parties, claim: Claim, sentence: Sentence) -> Iterator[tuple[list[int], int]]:
    """The several accused that a sentence can mean, with the place behind them: of the claim, else a list of names."""
    own = [f for f in claim.roles.get("target", ()) if f.entity is not None]
    if len(own) > 1:
        yield [f.entity for f in own if f.entity is not None], max(f.span.end for f in own)
    for people in reversed(parties.lists):
        if sentence.start <= people.places[0] < sentence.end:
            last = doc[people.places[-1]]
            yield list(people.people), last.idx + len(last)
