"""What was handed over or sought, in the fullest words of a report.

Takes the claims with the places where their events are named; gives for each accused the one noun phrase that says
most: "dozens of documents on radar" rather than "secrets". What is counted or told in full comes before what is not,
what was handed over or paid for before what was only sought, the story before its headline.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc, Token

from sayso.mark import syntax, times
from sayso.mark.events import Hit
from sayso.mark.parties import Parties
from sayso.model import Claim, Span

WIDE = 12  # words of a value: what is longer says a story, not a thing
ABOUT = frozenset(
    {
        "of",
        "about",
        "on",
        "regarding",
        "concerning",
        "from",
        "relating",
        "including",
        "surrounding",
        "related",
        "detailing",
        "showing",
        "involving",
        "known",
        "marked",
        "stamped",
        "labelled",
        "labeled",
        "belonging",
        "containing",
        "linked",
    }
)
RECEIVED = frozenset({"with", "for"})  # "details of the patrols | with a courier"
DEEDS = frozenset({"of", "with", "for"})  # "charged | with leaking documents"
PLACE = frozenset({"at", "near", "to"})  # "met | at several locations", "according | to the documents"
PRICE = frozenset({"for", "over"})  # "paid for documents", "accused over secrets"
MODIFIER = frozenset({"compound", "amod", "nmod", "poss"})


def best(
    doc: Doc, parties: Parties, told: Sequence[tuple[Claim, Hit]], accused: Mapping[int, int | None]
) -> list[tuple[int | None, Span]]:
    """The one phrase of each accused; `accused` gives whom the claim at a place of `told` is about."""
    found: dict[int | None, tuple[tuple[int, ...], Span]] = {}
    for at, (_, hit) in enumerate(told):
        for noun in _nouns(parties, hit):
            span = _phrase(parties, hit, noun)
            if syntax.text_of(doc)[span.start : span.end].lower() in parties.words("no_item_alone"):
                continue
            rank = _rank(doc, parties, hit, noun, span)
            who = accused[at]
            if who not in found or rank > found[who][0]:
                found[who] = (rank, span)
    if any(who is not None for who in found):
        found.pop(None, None)
    return [(who, span) for who, (_, span) in found.items()]


def _nouns(parties: Parties, hit: Hit) -> Iterator[Token]:
    """The nouns of an event's clause that name what was handed over, sought or paid for."""
    lists = parties.domain.linking
    clause = sorted(syntax.below(hit.head), key=lambda t: t.i)
    if hit.event.id in lists.get("handing_over", ()):
        exposed = hit.event.id == "transfer_information" and [t for t in clause if _exposed(parties, t)]
        yield from [t for t in clause if _thing(parties, t) and not _is_price(t)][:1] or exposed or []
    elif hit.event.id in lists.get("of_matter", ()) or hit.event.id in lists.get("meeting", ()):
        things = [t for t in clause if _thing(parties, t) and (_is_price(t) or _of_deed(parties, t))]
        yield from (things or [t for t in _charged_with(hit) if _thing(parties, t)])[:1]


def _charged_with(hit: Hit) -> Iterator[Token]:
    """The objects of the deeds of which somebody is accused or guilty: "guilty of leaking secrets"."""
    for verb in hit.head.doc[hit.head.i + 1 : hit.head.sent.end]:
        if verb.tag_ == "VBG" and verb.dep_ == "pcomp" and verb.head.lower_ in DEEDS:
            yield from (c for c in verb.children if c.dep_ == "dobj")
        if _is_deed(verb) and verb.head.dep_ == "pobj":
            yield verb.head


def _is_deed(verb: Token) -> bool:
    """Whether a participle is what somebody did, taken for an adjective: "charged with | leaking maps"."""
    return verb.tag_ == "VBG" and verb.dep_ == "amod" and verb.i > 0 and verb.nbor(-1).lower_ in DEEDS


def _thing(parties: Parties, token: Token) -> bool:
    """Whether a noun of its own, not part of another, names what spies are after."""
    noun = token.pos_ in {"NOUN", "PROPN"} and token.dep_ not in MODIFIER and token.i not in parties.at
    whole = _whole(token)
    told_of = whole.lower_ == "charge" or whole.lemma_.lower() in parties.words("kinds")  # "in charge of intelligence"
    nothing = any(c.lower_ in parties.words("hardly_any") for c in (*whole.children, *token.children))
    placed = whole.dep_ == "pobj" and whole.head.lower_ in PLACE
    asked = any(c.tag_ in {"WDT", "WP", "WRB"} for c in token.subtree if c.i < token.i)  # "how much information"
    return noun and not (told_of or nothing or placed or asked) and _is_secret(parties, token)


def _is_secret(parties: Parties, token: Token) -> bool:
    """Whether a noun is one for what spies are after, or for what one is told of it: "details of the patrols"."""
    return bool({token.lower_, token.lemma_.lower()} & (parties.words("secrets") | parties.words("particulars")))


def _of_deed(parties: Parties, token: Token) -> bool:
    """Whether a thing is what a deed was done with: "charged with the unlawful retention of defence papers"."""
    above = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else None
    return above is not None and above.lemma_.lower() in parties.words("deeds_with_secrets")


def _exposed(parties: Parties, token: Token) -> bool:
    """Whether people stand where a secret does: "exposed four officers"."""
    return token.dep_ == "dobj" and token.lemma_.lower() in parties.words("exposed")


def _is_price(token: Token) -> bool:
    """Whether a noun says for what something was given: "in return for maps"."""
    top = _whole(token)
    return top.dep_ == "pobj" and top.head.lower_ in PRICE


def _whole(token: Token) -> Token:
    """A noun, or the measure that it is counted by: "dozens of documents"."""
    for _ in range(3):
        if token.dep_ != "pobj" or token.head.lower_ != "of" or token.head.head.pos_ not in {"NOUN", "NUM", "PRON"}:
            break
        token = token.head.head
    return token


def _phrase(parties: Parties, hit: Hit, noun: Token) -> Span:
    """The noun with its measure, what stands before it, what joins it and what it is about."""
    top, doc = noun if _of_deed(parties, noun) else _whole(noun), noun.doc
    left = min(
        (c.left_edge.i for c in top.children if c.i < top.i and c.dep_ not in {"cc", "punct", "prep"}), default=top.i
    )
    while left < top.i and (_opens(doc[left]) or _receiver(parties, hit, left, noun)):
        left += 1
    left += left < top.i and left == hit.head.i + 1 and _is_country(parties, left)
    left += left < top.i and left == hit.head.i  # "are said to have | procured information", taken for a phrase
    end = _end(noun, left)
    if doc[left].text in syntax.QUOTES and not any(t.text in syntax.QUOTES for t in doc[left + 1 : end + 1]):
        left += 1  # the other mark of the pair lies beyond
    return syntax.trimmed(doc, left, end)


def _opens(token: Token) -> bool:
    """Whether a word before a noun is no part of a value: an article, "his", "leaking"."""
    return token.dep_ == "det" or token.tag_ == "PRP$" or _is_deed(token)


def _receiver(parties: Parties, hit: Hit, at: int, noun: Token) -> bool:
    """Whether a word before a noun names who gets it: "gave Danish intelligence information on ports"."""
    service = parties.at.get(noun.i - 1)
    if service is None or parties.drafts[service].kind != "service" or "to" in hit.places:
        return False
    return parties.at.get(at, service) == service


def _is_country(parties: Parties, at: int) -> bool:
    """Whether a word right behind the verb is a country by name, to which something is given: "sold Latvia maps"."""
    word = parties.doc[at].text
    return any(word == name for c in parties.domain.countries for name in (c.name, *c.aliases, *c.metonyms))


def _end(noun: Token, left: int) -> int:
    """The last token of the phrase: as far as it is joined and told what it is about, at most WIDE words."""
    doc, last = noun.doc, noun.i
    joined = [c for c in noun.subtree if c.dep_ == "conj" and c.pos_ in {"NOUN", "PROPN"} and c.i > noun.i]
    ends = [last, *(c.i for c in joined)]
    for end in list(ends):
        ends += _complements(doc[end], bare=left == noun.i == end)
    fits = [e for e in ends if e - left < WIDE]
    return max(fits, default=last)


def _complements(noun: Token, bare: bool) -> Iterator[int]:
    """Where what a noun is about ends, also where the parser hung it on the verb or a quotation ends between.

    What a thing includes is told with a bare noun alone: "information, including details of the patrols".
    """
    doc, at = noun.doc, noun.i + 1
    while at < len(doc) and doc[at].text in syntax.QUOTES:
        at += 1
    if bare and at + 1 < len(doc) and doc[at].text == "," and doc[at + 1].lower_ == "including":
        at += 1
    if at >= len(doc) or doc[at].lower_ not in ABOUT or doc[at].sent.start != noun.sent.start:
        return
    inner = next((c for c in doc[at].children if c.dep_ in {"pobj", "prep", "pcomp", "dobj", "oprd"}), None)
    inner = next((c for c in inner.children if c.dep_ == "pobj"), inner) if inner is not None else None
    if inner is None or inner.ent_type_ in {"DATE", "TIME"} or times.find(inner.text):
        return
    yield inner.i
    for child in inner.children if inner.dep_ != "oprd" else ():  # "marked secret | to the courier"
        if child.i > inner.i and child.dep_ in {"conj", "prep", "acl"} and child.lower_ not in RECEIVED:
            if child.dep_ == "prep" and times.find(syntax.text_of(doc)[child.idx : doc[child.right_edge.i].idx + 40]):
                continue  # "between March 2024 and his arrest"
            yield child.right_edge.i


def _rank(doc: Doc, parties: Parties, hit: Hit, noun: Token, span: Span) -> tuple[int, ...]:
    """How much a phrase says, to be compared."""
    words = syntax.text_of(doc)[span.start : span.end].lower().split()
    counted = any(t.like_num for t in noun.subtree) or any(t.like_num for t in _whole(noun).subtree)
    measured = _whole(noun).i != noun.i or bool(set(words) & parties.words("many"))
    price = hit.event.id == "pay"
    return (
        noun.sent.start > 0 or "\n" not in syntax.text_of(doc),
        counted or measured,
        bool(ABOUT & set(words)) or "and" in words,
        hit.event.id == "transfer_information" or price,
        len(words),
        -noun.i,
    )
