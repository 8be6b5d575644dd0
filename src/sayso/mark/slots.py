"""What a report says of its accused, cell by cell of a case table: age, nationality, occupation, employer and so on.

Takes the parties and claims of one report; gives `SlotValue`s, each with the words that say it. A cell gets few values
rather than many: of two that say one thing ("a clerk", "a clerk at the port authority") the one that says more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace
from spacy.tokens import Doc

from sayso.domains.offences import other_offence
from sayso.mark import handed, syntax
from sayso.mark.describing import descriptions
from sayso.mark.events import Hit
from sayso.mark.nationality import adjective, nationality
from sayso.mark.parties import Parties
from sayso.mark.recruited import recruited
from sayso.mark.terms import only_term
from sayso.mark.terms import terms as terms_of_each
from sayso.mark.work import employers, masters, occupations, own_services
from sayso.model import Claim, SlotValue, Span

AGE = (
    re.compile(r"\b(\d{2})[- ]years?[- ]old\b"),
    re.compile(r"\b(?:aged?|(?:\w*man|\w*woman|national|citizen|native|youth) of) (\d{2})\b(?! (?:years|per|%))"),
    re.compile(
        r"\b(?:his|her|their) "
        r"((?:(?:early|mid|late)[- ])?(?:[2-9]0s|twenties|thirties|forties|fifties|sixties|seventies))\b"
    ),
    re.compile(r"[,(] ?(\d{2})(?: years(?: of age)?)?[,)]"),
    re.compile(r"[,(] ?(?:now|then|barely|just|only|not yet|nearly|almost|about|around|aged) (\d{2})[,)]"),
    re.compile(r"\bborn (?:(?:in|on) )?((?:[A-Z][a-z]+ )?(?:\d{1,2},? )?(?:19|20)\d\d)\b"),
)
BORN = AGE[-1]  # may stand further from a name than a number of years
FAR = 70  # code points
OLD = AGE[0]  # may stand before the words for what somebody is: "58-year-old frigate captain Per Lund"
BREAK = re.compile(r"[^\w\s-]|\b(?:and|who|a|an|the|of|for|to|by|in|on|was|is|were|said)\b")
AFTER_NAME = frozenset(AGE[3:5])  # a number between commas is of the name before it
REPRIEVE = re.compile(
    r"(?P<before>suspended )?death(?: sentence| penalty)?"
    r"(?P<after>,? (?:with (?:an? )?(?:[\w-]+ ){,2}reprieve|suspended for [\w-]+ years?))?"
)
MOST = 8  # accused of one report for whom cells are filled


def slots(doc: Doc, parties: Parties, claims: Sequence[Claim], hits: Sequence[Hit]) -> list[SlotValue]:
    """All cells that the report fills for its accused, without repeats."""
    found: list[SlotValue] = []
    told = _told(claims, hits)
    theirs, own = masters(parties, claims), own_services(parties, claims)
    known: dict[int, int] = {}
    for index in parties.suspects()[:MOST] if claims else ():
        nouns = descriptions(doc, parties, index)
        known |= {parties.at[t.i]: index for t in nouns if t.i in parties.at and parties.at[t.i] not in known}
        cells = {
            "age": _ages(doc, parties, index),
            "nationality": nationality(doc, parties, index, nouns, claims),
            "occupation": occupations(doc, parties, index, nouns, theirs, own),
            "employer": employers(doc, parties, index, nouns, theirs, own),
        }
        found += [_cell(doc, slot, span, index) for slot, spans in cells.items() for span in spans]
    found = [replace(s, value=adjective(parties.domain, s.value)) if s.slot == "nationality" else s for s in found]
    found += _from_claims(doc, parties, told, known)
    unique = {(s.slot, s.value.lower(), s.entity): s for s in reversed(found)}
    whole = [s for s in unique.values() if not any(_is_part(s, other) for other in unique.values())]
    return sorted(whole, key=lambda s: (s.slot, s.span))


def _is_part(one: SlotValue, other: SlotValue) -> bool:
    """Whether another value of a cell says the same and more: "six years", "six years and three months"; of several
    printings of one sentence to death the longest."""
    if (one.slot, one.entity) != (other.slot, other.entity):
        return False
    same = all(REPRIEVE.fullmatch(s.value) for s in (one, other)) and one.slot == "sentence"
    longer = (len(other.value), -other.span.start) > (len(one.value), -one.span.start)
    return (same and longer) or other.value.lower().startswith(one.value.lower() + " ")


def _cell(doc: Doc, slot: str, span: Span, entity: int | None) -> SlotValue:
    value = re.sub(r"\s+", " ", syntax.text_of(doc)[span.start : span.end])
    return SlotValue(slot=slot, value=value, span=span, entity=entity)


def _told(claims: Sequence[Claim], hits: Sequence[Hit]) -> list[tuple[Claim, Hit]]:
    """The claims with the places where their events are named."""
    wanted = {(c.event, c.evidence): c for c in claims}
    places = ((wanted.get((hit.event.id, syntax.clause(hit.head))), hit) for hit in hits)
    return [(claim, hit) for claim, hit in places if claim is not None and claim.polarity == "positive"]


def _ages(doc: Doc, parties: Parties, index: int) -> Iterator[Span]:
    """Ages in the words around a mention of the accused."""
    text = syntax.text_of(doc)
    for start, end in parties.drafts[index].mentions:
        near = max(0, start - 25)
        for pattern in AGE:
            reach = FAR if pattern is BORN else 25
            low = max(0, start - FAR) if pattern is OLD else near
            for match in pattern.finditer(text, start if pattern in AFTER_NAME else low, end + reach + 5):
                inside = (
                    match.start() < end + reach and "\n" not in text[min(match.start(), start) : max(match.end(), end)]
                )
                if (
                    inside
                    and not (match.start() < near and BREAK.search(text, match.end(), start))
                    and not _of_other(parties, index, end, match.start())
                    and (not match[1].isdigit() or len(match[1]) == 4 or 15 <= int(match[1]) <= 99)
                ):
                    yield Span(*match.span(1))


def _of_other(parties: Parties, index: int, end: int, start: int) -> bool:
    """Whether somebody else is named between a mention and an age after it: "Lind, 42, and Berg, 35"."""
    people = (d for i, d in enumerate(parties.drafts) if i != index and d.kind == "person")
    return any(end <= low and high <= start for draft in people for low, high in draft.mentions)


def _from_claims(
    doc: Doc, parties: Parties, told: Sequence[tuple[Claim, Hit]], known: Mapping[int, int]
) -> Iterator[SlotValue]:
    """Cells that claims fill: where and when somebody was recruited, what was handed over, the sentence.

    `known` gives the accused whom a party without a name is: "a clerk" of whom the report says that it is Lind.
    """
    found = {at: _accused(claim, parties) for at, (claim, _) in enumerate(told)}
    accused = {at: known.get(who, who) if who is not None else None for at, who in found.items()}
    for who, span in handed.best(doc, parties, told, accused):
        yield _cell(doc, "items", span, who)
    for slot, who, span, value in recruited(doc, parties, told, accused):
        yield SlotValue(slot=slot, value=value, span=span, entity=who)
    terms = parties.domain.linking.get("sentencing", ())
    listed = terms_of_each(doc, parties, told)
    yield from (SlotValue(slot="sentence", value=s.text, span=s.span, entity=s.who) for s in listed)
    for at, (claim, hit) in enumerate(told):
        length = claim.quantity
        if length is None and claim.event in terms and claim.certainty != "possible":
            only = only_term(doc, parties, hit)
            if only is not None and not other_offence(hit.head.sent.text, parties.domain) and not listed:
                yield _cell(doc, "sentence", only, accused[at])
        bargained = claim.event == "agreement" and length is not None and length.unit in {"year", "month"}
        if length is None or any(length.span.start <= s.start < length.span.end for s in (x.span for x in listed)):
            continue
        elsewhere = other_offence(hit.head.sent.text, parties.domain)
        if (claim.event in terms or bargained) and claim.certainty != "possible" and not elsewhere:
            span = _reprieved(syntax.text_of(doc), length.span)
            if span != length.span:
                yield _cell(doc, "sentence", span, accused[at])
            else:
                yield SlotValue(slot="sentence", value=length.text, span=span, entity=accused[at])


def _reprieved(text: str, span: Span) -> Span:
    """A sentence to death with what suspends it: "death with a two-year reprieve", "suspended death sentence"."""
    around = REPRIEVE.finditer(text, max(0, span.start - 12), span.end + 60)
    whole = next((m for m in around if m.start() <= span.start and span.end <= m.end()), None)
    return Span(*whole.span()) if whole and (whole["before"] or whole["after"]) else span


def _accused(claim: Claim, parties: Parties) -> int | None:
    suspects = set(parties.suspects())
    for role in ("target", "agent", "recipient", "object"):
        for filler in claim.roles.get(role, ()):
            if filler.entity in suspects:
                return filler.entity
    return None
