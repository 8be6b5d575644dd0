"""Lists of people in a parsed report: which words are names because they stand in a list of names, and who is in it.

"Orlan, Vik and Lund": `named` gives names.py the spans of names that the parser has taken for bodies or places;
`share_surnames` reads "the brothers Per and Ole Lund" as two Lunds; `found` gives the lists of the people known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Token

from sayso.mark import syntax
from sayso.mark.parties import Draft, Parties, People

WORD = r"(?:[A-Z]\.|[A-Z][\w’'-]*)"  # with a full stop only an initial
ITEM = rf"{WORD}(?: {WORD}){{0,3}}(?:,? \(?\d\d\)?)?"
NEXT = rf"(?:[a-z][\w-]+ ){{0,2}}{ITEM}"  # with a calling: "clerk Ole Vik"
LIST = re.compile(rf"{ITEM}(?:[,;] {NEXT}){{1,12}}[,;]? (?:and|&) {NEXT}|{ITEM}(?:(?<=[\d)]),)? (?:and|&) {ITEM}")
PART = re.compile(rf"{WORD}(?: {WORD}){{0,3}}")
PAIR = re.compile(rf"({WORD}) (?:and|&) {WORD} ({WORD})")
NAMERS = re.compile(r"(?:named|identified|listed)(?: the \w+ \w+| the \w+)?(?: as|:)? $")
SHARED = 8  # tokens before "Per and Ole Lund" within which a word for kin makes both of one family
GAP = 14  # tokens between two names of one list: an age, a calling
BETWEEN = frozenset({",", ";", "and", "&", "(", "-", "–", "—"})
CALLED = frozenset({"NOUN", "PROPN", "ADJ", "CCONJ", "PUNCT", "NUM", "X", "SPACE", "SYM", "VERB"})  # of lists of names
PAIRS = frozenset({"couple", "brother", "sister", "sibling", "twin", "spouse", "husband", "wife", "pair", "duo"})


def named(parties: Parties) -> Iterator[tuple[int, int]]:
    """Names in lists of which at least half are people's for the parser or by their last word, and none is a body's."""
    text = syntax.text_of(parties.doc)
    known = {e[-1].text for e in parties.doc.ents if e.label_ == "PERSON"}
    taken = frozenset(i for h in parties.hits for i in range(h.start, h.end))
    for match in LIST.finditer(text):
        given = bool(NAMERS.search(text[max(0, match.start() - 40) : match.start()]))
        spans = [
            s for m in PART.finditer(match.group()) if (s := _tokens(parties, match.start() + m.start(), m.group()))
        ]
        sure = [parties.doc[e - 1].ent_type_ == "PERSON" or parties.doc[e - 1].text in known for s, e in spans]
        given = given or (len(spans) == 2 and _of_kin(parties, parties.doc[spans[0][0]]))
        if any(t.pos_ not in CALLED for t in parties.doc.char_span(*match.span(), alignment_mode="expand") or ()):
            continue
        wanted = len(spans) if len(spans) < 3 else len(spans) / 2
        if (given or sum(sure) >= wanted) and not any(_is_body(parties, taken, s, e) for s, e in spans):
            yield from ((s, e) for s, e in spans if any(t.ent_type_ != "PERSON" for t in parties.doc[s:e]))


def _tokens(parties: Parties, at: int, words: str) -> tuple[int, int] | None:
    """The tokens of a name, without what opens a sentence before it; None where they are no whole proper words."""
    span = parties.doc.char_span(at, at + len(words), alignment_mode="expand")
    start, end = (span.start, span.end) if span is not None else (0, 0)
    while start < end and parties.doc[start].pos_ not in {"PROPN", "NOUN"}:
        start += 1
    return (start, end) if start < end and parties.doc[end - 1].pos_ in {"PROPN", "NOUN"} else None


def _is_body(parties: Parties, taken: frozenset[int], start: int, end: int) -> bool:
    """Whether words of a list are known to the pack, or end in a word for a body, a calling or a time."""
    kinds = ("government", "service", "court", "company", "outlet")
    last = parties.doc[end - 1].lower_
    told = any(last in parties.words(f"kind_{k}") for k in kinds) or last in parties.words("suspect_nouns")
    return told or not taken.isdisjoint(range(start, end)) or parties.doc[end - 1].ent_type_ in {"DATE", "NORP", "LAW"}


def share_surnames(parties: Parties) -> None:
    """Give the family name to the first of "the couple, Per and Ida Lund", where words beside it tell of kin."""
    text = syntax.text_of(parties.doc)
    for match in PAIR.finditer(text):
        first = parties.doc.char_span(match.start(1), match.end(1))
        other = _at(parties, match.end(2) - 1)
        if first is None or other is None or parties.drafts[other].kind != "person" or not _of_kin(parties, first[0]):
            continue
        words = (match[1].lower().strip(".'’"), *parties.drafts[other].words[-1:])
        held = parties.at.get(first.start)
        if len(words) == 2 and words[0] != words[1] and _is_given(parties, held, words):
            _name(parties, held, first.start, f"{match[1]} {match[2]}", words)


def _at(parties: Parties, offset: int) -> int | None:
    span = parties.doc.char_span(offset, offset + 1, alignment_mode="expand")
    return parties.at.get(span.start) if span is not None else None


def _of_kin(parties: Parties, token: Token) -> bool:
    """Whether a word for two of one family stands shortly before or after a name, in its sentence."""
    near = parties.doc[max(token.sent.start, token.i - SHARED) : min(token.sent.end, token.i + SHARED)]
    return any(t.lemma_.lower() in PAIRS for t in near)


def _is_given(parties: Parties, held: int | None, words: tuple[str, ...]) -> bool:
    """Whether the first name of a pair is nobody's yet, or a person's who is called by nothing else or so in full."""
    return held is None or (parties.drafts[held].kind == "person" and parties.drafts[held].words in {words, words[:1]})


def _name(parties: Parties, held: int | None, at: int, name: str, words: tuple[str, ...]) -> None:
    full = next((i for i, d in enumerate(parties.drafts) if d.kind == "person" and d.words == words), None)
    if held is None:
        held = full if full is not None else parties.add(Draft(name, "person", words=words, surname=name.split()[-1]))
        parties.mention(held, at, at + 1, "name")
    elif full is not None and full != held:
        parties.merge(held, full)
    elif full is None:
        draft = parties.drafts[held]
        draft.aliases.add(draft.name)
        draft.name, draft.words, draft.surname = name, words, name.split()[-1]


def found(parties: Parties) -> list[People]:
    """The lists of two and more people, in order: names of one sentence with "and" before the last, commas and asides
    between."""
    names = sorted((place, index) for index, d in enumerate(parties.drafts) if d.kind == "person" for place in d.places)
    runs: list[People] = []
    run: list[tuple[int, int]] = []
    for last, this in pairwise([*names, (len(parties.doc) + GAP + 1, -1)]):
        run = run or [last]
        if last[1] != this[1] and _goes_on(parties, last[0], this[0]):
            run.append(this)
            continue
        people = tuple(dict.fromkeys(index for _, index in run))
        if len(people) > 1 and len(people) == len(run) and _joined(parties, run):
            runs.append(People(tuple(place for place, _ in run), people))
        run = []
    return runs


def _goes_on(parties: Parties, one: int, other: int) -> bool:
    """Whether two names can be of one list: near, in one sentence, and no verb between that has a subject."""
    between = parties.doc[one + 1 : other]
    if other - one > GAP or not between or parties.sentence[one] != parties.sentence[min(other, len(parties.doc) - 1)]:
        return False
    return between[0].text in BETWEEN and not any(_tells(t) for t in between)


def _tells(token: Token) -> bool:
    """Whether a word is a verb that tells something; bare forms are callings that the parser has mistaken."""
    return token.pos_ == "AUX" or (token.pos_ == "VERB" and token.tag_ not in {"VBN", "VB"})


def _joined(parties: Parties, run: Sequence[tuple[int, int]]) -> bool:
    """Whether "and" stands before the last name of a run."""
    between = parties.doc[run[-2][0] + 1 : run[-1][0]]
    return any(t.lower_ in {"and", "&"} for t in between)


def group(parties: Parties, people: People) -> int:
    """The group that a list of people makes, once it is spoken of as one: "Lund and Vik ... they"."""
    known = (i for i, d in enumerate(parties.drafts) if d.listed and d.members == people.people)
    index = next(known, None)
    if index is None:
        name = " and ".join(parties.drafts[i].name for i in people.people)
        index = parties.add(
            Draft(name, "unnamed", plural=True, count=len(people.people), members=people.people, listed=True)
        )
    return index
