"""Attributions that a report gives in a sentence or a set phrase of its own, whatever the reader makes of them.

Takes the text and the attributions that a reader has found; gives them with those of "Reuters writes about it." and
"This was reported by the SBU." (their content is what stands before), "By a report of CCTV, …", "As far as the ministry
knows, …", of "…, Reuters reported, citing officials" (the officials say what Reuters reports), of "Prosecutors said
he had spied, Reuters reported" (the prosecutors say it, in what Reuters reports), of "He had spied, the court heard".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from msgspec.structs import replace
from spacy.tokens import Doc, Token

from sayso.domains import Domain
from sayso.mark import syntax
from sayso.mark.cues import weaker
from sayso.mark.parties import pattern_of, words_of
from sayso.mark.wording import wordings
from sayso.model import Attribution, Certainty, Span

READER = "asides 1"
LONGEST = 400  # code points of a sentence that can be an aside
BACK = 3  # sentences before "Reuters writes about it" that it can be about
POINTER = re.compile(
    r"(?:about |on )?(?:it|this|that|so|the (?:news|information))"
    r"(?:,? (?:on|in|at|to|via|by|last|this|earlier|yesterday|today)\b.{0,60})?$",
    re.IGNORECASE,
)
NAME = r"(?P<source>[^.,;:!?\"“”\n]{2,90}?(?:,[^.,;:!?\"“”\n]{2,90},)?)"  # "Ann Moe, a spokeswoman of the court,"
ENDS = frozenset({",", ".", ";", ":", "!", "?", "-", "–", "—", "(", ")", '"', "“", "”", "as", "that", "who", "which"})
BESIDE = 4  # attributions on either side of a "citing" to which it can belong
CITED = 14  # tokens that name whom somebody cites
SUBJECT = 12  # tokens within which the verb of somebody stands whose word another passes on


class Sentences:
    """The sentences of a document by their place."""

    def __init__(self, doc: Doc) -> None:
        self.spans = [Span(s.start_char, s.end_char) for s in doc.sents]
        self._starts = [s.start for s in self.spans]

    def at(self, offset: int) -> int:
        """The number of the sentence that an offset lies in."""
        return max(0, bisect_right(self._starts, offset) - 1)


def add(doc: Doc, attributions: Sequence[Attribution], domain: Domain) -> list[Attribution]:
    """The attributions with those told in asides; what points back gets what it points to as its content."""
    text, sentences = syntax.text_of(doc), Sentences(doc)
    found = list(attributions)
    said: dict[int, list[int]] = {}
    for i, a in enumerate(found):
        if a.source:
            said.setdefault(sentences.at((a.cue or a.source)[0].start), []).append(i)
    for number, sentence in enumerate(sentences.spans):
        if sentence.end - sentence.start <= LONGEST:
            _aside(text, sentences, number, found, said, domain)
    _hear(text, sentences, found, said, domain)
    _cite(doc, sentences, found, said, domain)
    _nest(doc, found, domain)
    return found


def _aside(
    text: str,
    sentences: Sentences,
    number: int,
    found: list[Attribution],
    said: dict[int, list[int]],
    domain: Domain,
) -> None:
    """Take the attribution of one sentence that points back, or that a set phrase opens."""
    own, sentence = said.get(number, []), sentences.spans[number]
    pointing = next((i for i in own if POINTER.match(_words(text, found[i].content, sentence))), None)
    opening = None if own else _opening(text, sentence, domain)
    back = None if pointing is not None or opening else _pointing(text, sentence, domain)
    around = [i for i in own if back is not None and _is_in(back.start("cue"), found[i].content)]
    back = back if len(around) == len(own) else None  # "X reported it, according to Y": said by X on the word of Y
    if opening is not None:
        certainty: Certainty = "possible" if opening.re is _patterns(domain)["knowing"] else "reported"
        found += _made(opening, _trimmed(text, opening.end(), sentence.end), certainty)
    elif pointing is not None or back is not None:
        content = _before(text, sentences, number, said)
        if pointing is not None and content is not None:
            found[pointing] = replace(found[pointing], content=(content,))
        elif back is not None and content is not None:
            said[number] = [*own, len(found)]
            found += [replace(m, parent=next(iter(around), None)) for m in _made(back, content, "reported")]


def _words(text: str, spans: Sequence[Span], sentence: Span) -> str:
    """What spans hold of a sentence."""
    inside = (Span(max(s.start, sentence.start), min(s.end, sentence.end)) for s in spans)
    return " ".join(text[s.start : s.end] for s in inside if s.start < s.end).strip(" .,")


def _is_in(offset: int, spans: Sequence[Span]) -> bool:
    return any(s.start <= offset < s.end for s in spans)


def _made(match: re.Match[str], content: Span | None, certainty: Certainty) -> list[Attribution]:
    made = Attribution(
        source=(Span(*match.span("source")),),
        cue=(Span(*match.span("cue")),),
        content=(content,) if content is not None else (),
        kind="indirect",
        certainty=certainty,
        confidence=0.6,
        reader=READER,
    )
    return [made] if content is not None else []


# The shapes of asides; {…} are the pack's words for telling.
SHAPES = {
    # "Reuters writes about it.", "TASS reported this on Monday."
    "tells": r"""{name}\s+(?:\w+ly\s+|also\s+|has\s+|have\s+)*(?P<cue>{tells})\s+(?:about\s+|on\s+)?(?:it|this|that)
        (?:\s+(?:on|in|to|at|via|by)\s[^.\n]*|,[^.\n]*)?[.\s]*$""",
    # "This was reported by the SBU press service."
    "told": r"""(?:this|it|that|the\s(?:news|information))\s+(?:is|was|has\sbeen)\s+(?:also\s+|first\s+)?
        (?P<cue>{told})(?:\s+(?:on|in|to)\s[^.,\n]{{1,40}})?\s+by\s+{name}(?:,[^.\n]*)?[.\s]*$""",
    # "That is according to two officials."
    "is": r"""(?:this|that|it)(?:\s+is|'s|’s|\s+was)\s+(?P<cue>according\sto|the\sword\sof)\s+{name}[.\s]*$""",
    # "By a report of CCTV, ..."
    "report": r"""(?P<cue>(?:by|in|from|per|as\sper)\s+(?:a|an|the|its|one)\s+(?:[\w-]+\s+){{0,2}}(?:{reports})\s+
        (?:of|by|from|in|on|carried\sby|published\sby)\s+){name},\s""",
    # "As far as the ministry knows, ..."
    "knowing": r"""(?P<cue>(?:as|so)\sfar\sas)\s+(?P<source>(?!i\b|we\b|is\b)[^.,;:\n]{{1,60}}?)\s+
        (?:knows?|knew|is\saware|are\saware|was\saware|were\saware|can\stell|could\stell)\s*,?\s""",
    # "By the ministry's account, ...", "..., in the view of prosecutors, ..."
    "account": r"""\b(?P<cue>by|in|on|to)\s+(?P<source>(?:[\w.-]+\s+){{0,4}}[\w.-]+(?:'s|’s|s'|s’))\s+
        (?:own\s+)?(?:{accounts})\s*(?=[,.;])""",
    "view": r"""\b(?P<cue>(?:in|by|on|to)\s+the\s+(?:{accounts})\s+of)\s+
        (?P<source>[^.,;:!?\"“”\n]{{2,60}}?)\s*(?=[,.;])""",
    # "..., citing officials", "quoted the minister as saying"
    "citing": r"""(?<!without\s)(?<!not\s)\b(?P<cue>{citing})\s+(?=[\w“"'’])""",
    # "Reuters has learned from two officials"
    "learning": r"""\b(?:{learned})\s+(?:(?:on|last|this)\s+\w+\s+|exclusively\s+)?(?P<cue>from)\s+
        (?=[\w“"'’])""",
    # "He was paid in cash, the court heard, and met them twice."
    "heard": r"""(?:,|[”"’])\s+(?P<source>(?:(?:the|a|his|her|their)\s+(?:\w+\s+)?)?(?:{hearings}))\s+
        (?P<cue>(?:has\s+|had\s+)?heard|(?:was|were|has\sbeen|have\sbeen)\stold)\s*(?=[.,;]|\s(?:on|in)\s[^,;.]{{1,30}}\.$)""",
    "quoting": r"""\b(?P<cue>quot(?:ed|es|ing)|cit(?:ed|es|ing))\s+
        (?=[^.;\n]{{2,90}}?\s+as\s+(?:saying|telling|stating))""",
}


@cache
def _patterns(domain: Domain) -> dict[str, re.Pattern[str]]:
    words = {
        n: pattern_of(domain, f"aside_{n}")
        for n in ("tells", "told", "reports", "citing", "hearings", "learned", "accounts")
    }
    flags = re.IGNORECASE | re.VERBOSE
    return {shape: re.compile(text.format(name=NAME, **words), flags) for shape, text in SHAPES.items()}


def _opening(text: str, sentence: Span, domain: Domain) -> re.Match[str] | None:
    """A set phrase that opens a sentence and says whose word it is."""
    patterns = _patterns(domain)
    tried = (patterns[n].match(text, sentence.start, sentence.end) for n in ("report", "knowing"))
    return next((m for m in tried if m), None)


def _pointing(text: str, sentence: Span, domain: Domain) -> re.Match[str] | None:
    """A sentence that does nothing but say who told what stands before."""
    patterns = _patterns(domain)
    tried = (patterns[n].match(text, sentence.start, sentence.end) for n in ("told", "is", "tells"))
    return next((m for m in tried if m), None)


def _before(text: str, sentences: Sentences, number: int, said: dict[int, list[int]]) -> Span | None:
    """What a sentence points back to: the sentences before it in its paragraph, else those of the one before.

    It ends where somebody else has been given for a sentence, and at a heading.
    """
    if not number:
        return None
    first = number
    breaks = 0
    for n in range(number - 1, max(-1, number - 1 - BACK), -1):
        gap = text[sentences.spans[n].end - 1 : sentences.spans[n + 1].start + 1]
        breaks += "\n" in gap
        own = text[sentences.spans[n].start : sentences.spans[n].end].strip()
        inside = first < number and "\n" in gap
        if n in said or not own or own[-1] not in ".!?\"”’'" or breaks > 1 or inside:
            break
        first = n
    return _trimmed(text, sentences.spans[first].start, sentences.spans[number].start) if first < number else None


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """A stretch without white space and stops at its ends; None if nothing is left."""
    while start < end and not text[start].isalnum() and text[start] not in "\"“‘'«„":
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".,;:"):
        end -= 1
    return Span(start, end) if end > start else None


# -------------------------------------------------------------------------------------------------- hearing


def _hear(
    text: str, sentences: Sentences, found: list[Attribution], said: dict[int, list[int]], domain: Domain
) -> None:
    """Add the hearings that a clause put in says a sentence was told at: "He met them twice, the court heard"; and
    those by whose account a sentence is told that nobody else is given for: "By the ministry's account, he had"."""
    patterns = _patterns(domain)
    for match in (m for name in ("heard", "account", "view") for m in patterns[name].finditer(text)):
        number = sentences.at(match.start("source"))
        sentence = sentences.spans[number]
        taken = any(_is_in(match.start("cue"), (*found[i].cue, *found[i].content)) for i in said.get(number, ()))
        edge = match.start() <= sentence.start or match.end() >= sentence.end - 1
        taken = taken or (match.re is not patterns["heard"] and (bool(said.get(number)) or not edge))
        if taken or sentence.end - sentence.start > LONGEST or sentence.start > match.start():
            continue
        around = ((sentence.start, match.start()), (match.end(), sentence.end))
        content = tuple(span for start, end in around if (span := _trimmed(text, start, end)))
        said.setdefault(number, []).append(len(found))
        found += [replace(made, content=content) for made in _made(match, content[0] if content else None, "reported")]


# --------------------------------------------------------------------------------------------------- citing


def _cite(doc: Doc, sentences: Sentences, found: list[Attribution], said: dict[int, list[int]], domain: Domain) -> None:
    """Add those whom a speaker cites for what he says: "Reuters reported, citing officials"."""
    text = syntax.text_of(doc)
    for name in ("citing", "quoting", "learning"):
        for match in _patterns(domain)[name].finditer(text):
            holder = _citer(found, said.get(sentences.at(match.start()), ()), match.start("cue"))
            source = _cited(doc, match.end())
            if holder is not None:
                found[holder] = _cut(text, found[holder], match.start("cue"))
            if holder is None or source is None or _taken(found[holder], source, match.start("cue")):
                continue
            base = found[holder] = _without(found[holder], source)
            found.append(
                replace(
                    base,
                    source=(source,),
                    cue=(Span(*match.span("cue")),),
                    parent=holder,
                    confidence=round(base.confidence * 0.9, 2),
                )
            )


def _citer(found: Sequence[Attribution], own: Sequence[int], offset: int) -> int | None:
    """Of the attributions of a sentence the one that a "citing" belongs to: it says most, and does not say "citing"."""
    nearest = bisect_right(own, offset, key=lambda i: (found[i].cue or found[i].source)[0].start)
    own = own[max(0, nearest - BESIDE) : nearest + BESIDE]
    able = [i for i in own if all(not s.start <= offset < s.end for s in (*found[i].content, *found[i].cue))]
    return max(able, key=lambda i: (sum(s.end - s.start for s in found[i].content), -i), default=None)


def _cited(doc: Doc, offset: int) -> Span | None:
    """The words that name whom somebody cites, from an offset on."""
    first = doc.char_span(offset, offset + 1, alignment_mode="expand")
    if first is None:
        return None
    last = first.start
    for token in doc[first.start : first.start + CITED]:
        glued = token.text == "-" and not token.whitespace_
        if (token.lower_ in ENDS and not glued) or "\n" in token.text or token.tag_ in {"VBD", "VBZ", "MD"}:
            break
        last = token.i + 1
    return (
        _trimmed(syntax.text_of(doc), doc[first.start].idx, doc[last - 1].idx + len(doc[last - 1]))
        if last > first.start
        else None
    )


def _taken(attribution: Attribution, span: Span, citing: int) -> bool:
    """Whether a span lies in what an attribution says or in its source; not if that begins behind the "citing"."""
    said = [s for s in attribution.content if s.start < citing]
    return any(s.start < span.end and span.start < s.end for s in (*said, *attribution.source))


def _cut(text: str, attribution: Attribution, citing: int) -> Attribution:
    """An attribution whose source ends before whom it cites: "Reuters | with reference to the ministry"."""
    cut = (_trimmed(text, s.start, citing) if s.start < citing < s.end else s for s in attribution.source)
    return replace(attribution, source=tuple(s for s in cut if s) or attribution.source)


def _without(attribution: Attribution, span: Span) -> Attribution:
    """An attribution without those pieces of its content that only name whom it cites."""
    left = tuple(s for s in attribution.content if not (span.start <= s.start and s.end <= span.end))
    return replace(attribution, content=left) if left else attribution


# --------------------------------------------------------------------------------------------------- nested


def _nest(doc: Doc, found: list[Attribution], domain: Domain) -> None:
    """Add those by whose word somebody tells a thing: "Prosecutors said he had spied, the broadcaster reported"."""
    cues = sorted(s.start for a in found for s in a.cue)
    for index, outer in enumerate(list(found)):
        span = outer.content[0] if outer.content and outer.kind != "direct" and outer.source else None
        verb = _opening_verb(doc, span, domain) or _closing_verb(doc, span, domain) if span is not None else None
        if span is None or verb is None or bisect_right(cues, span.end) - bisect_right(cues, span.start - 1):
            continue
        first = (_subject(verb) or verb).left_edge
        opens = first.idx <= span.start
        content = _trimmed(syntax.text_of(doc), *((_said_after(verb), span.end) if opens else (span.start, first.idx)))
        if content is not None:
            source = Span(first.idx, verb.nbor(-1).idx + len(verb.nbor(-1)))
            cue = Span(verb.idx, verb.idx + len(verb))
            said = (content, *(s for s in outer.content[1:] if s.start > content.end and opens))
            sure = weaker(outer.certainty, wordings(domain).certainty(syntax.text_of(doc), cue))
            found.append(
                replace(outer, source=(source,), cue=(cue,), content=said, parent=index, confidence=0.6, certainty=sure)
            )


def _opening_verb(doc: Doc, span: Span, domain: Domain) -> Token | None:
    """The verb of saying whose subject opens a stretch of text, and nothing else stands before it."""
    inside = doc.char_span(span.start, span.end, alignment_mode="expand")
    if inside is None:
        return None
    for token in inside[1:SUBJECT]:
        subject = _subject(token)
        whole = subject is not None and subject.left_edge.i == inside.start and subject.right_edge.i == token.i - 1
        if whole and token.lower_ in words_of(domain, "aside_nested") and token.tag_ in {"VBD", "VBZ", "VBP"}:
            return token if any(c.dep_ == "ccomp" for c in token.children) else None
    return None


def _closing_verb(doc: Doc, span: Span, domain: Domain) -> Token | None:
    """The verb of saying in ", prosecutors said at a briefing" that closes a stretch of text."""
    inside = doc.char_span(span.start, span.end, alignment_mode="expand")
    if inside is None:
        return None
    for token in inside[-SUBJECT:]:
        subject = _subject(token)
        whole = subject is not None and subject.right_edge.i == token.i - 1 and subject.left_edge.i - 1 > inside.start
        said = token.lower_ in words_of(domain, "aside_nested") and any(c.dep_ == "ccomp" for c in token.children)
        if whole and said and subject is not None and doc[subject.left_edge.i - 1].text == ",":
            return token
    return None


def _subject(verb: Token) -> Token | None:
    """The subject that a verb itself has."""
    return next((c for c in verb.children if c.dep_ == "nsubj"), None)


def _said_after(verb: Token) -> int:
    after = verb.nbor(1)
    return after.idx + len(after) if after.lower_ == "that" else after.idx
