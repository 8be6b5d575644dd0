"""When the event of each claim took place.

`own` takes an event's head and the time expressions of its text; gives the expression of its own clause, or of the
clause that it is part of ("was sentenced in 2002 after pleading guilty"). `settle` then resolves what is told by
another event ("a week after her arrest", "the same day"), and carries on what is left unsaid. How a date was found is
its `basis`: "text", "relative", "event" (reckoned from another event of the report), "carried" (from the sentence
before) or "announced" (the day on which it was told, where the report gives no other).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import takewhile

from msgspec.structs import replace
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Sentence

from sayso.mark import syntax, times
from sayso.mark.events import Hit
from sayso.model import Attribution, Claim, Header, Span, When

UP = 3  # clauses above an event in which its time is looked for
# What these open is of another time: "was held before he left", "arrested on Friday for passing secrets".
NOT_INSIDE = frozenset("before until till since unless if for of to on over with from against about".split())
HISTORIC = frozenset({"year", "decade", "season", "my", "stretch"})  # kinds that can be of what "is said to have been"
SINCE_THEN = frozenset({"after", "following", "upon"})  # of the time of the whole, as far as its year goes
HELD = frozenset({"hold", "remain", "keep", "remand", "detain"})
Told = tuple[Hit, Claim]

# ------------------------------------------------------------------------------------------ one event


def own(
    doc: Doc, header: Header, head: Token, tokens: Sequence[Token], expressions: Sequence[times.Expression]
) -> When | None:
    """The time of an event's clause that stands nearest to its head, else of the clause above."""
    found = _nearest(head, _of_clause(head, tokens, expressions)) or next(_above(doc, head, expressions), None)
    if found is None:
        return None
    coming = _is_future(head, found)
    return replace(_when(found, times.value(found, header.published, coming)), coming=coming)


def _when(found: times.Expression, value: times.Value) -> When:
    return When(
        text=found.text,
        span=Span(found.start, found.end),
        value=value.value,
        until=value.until,
        basis=value.basis,
    )


def _nearest(head: Token, found: Sequence[times.Expression]) -> times.Expression | None:
    return min(found, key=lambda e: (abs(e.start - head.idx), e.start), default=None)


def _of_clause(head: Token, tokens: Sequence[Token], expressions: Sequence[times.Expression]) -> list[times.Expression]:
    """The expressions among the tokens of a clause, else those between its evidence and its head."""
    starts = {t.idx for t in tokens}
    near = _within(expressions, min(starts), max(starts))
    inside = [e for e in near if any(e.start <= s < e.end for s in starts) and not _reckoned_from(head, e)]
    before = _within(expressions, syntax.clause(head).start, head.idx)
    return inside or [e for e in before if not _reckoned_from(head, e)]


def _reckoned_from(head: Token, found: times.Expression) -> bool:
    """Whether an event is what another one's time is reckoned from: "a year after her arrest"."""
    return found.kind in times.NARRATIVE and found.end <= head.idx and _has_complement(head.doc, found)


def _within(expressions: Sequence[times.Expression], start: int, end: int) -> list[times.Expression]:
    """The expressions, which are in order, that begin and end between two offsets, or reach over the first."""
    first = bisect_left(expressions, start, key=lambda e: e.end)
    return list(takewhile(lambda e: e.start <= end, expressions[first:]))


def _is_future(head: Token, found: times.Expression) -> bool:
    """Whether an event is told as still to come."""
    before = syntax.text_of(head.doc)[max(0, found.start - 9) : found.start].lower()
    until = before.endswith(("until ", "till ")) and head.lemma_ in HELD
    will = any(c.lower_ in {"will", "shall"} for c in head.children)
    return will or until or (head.tag_ in {"VBZ", "VBP", "VB"} and head.dep_ != "conj")


def _above(doc: Doc, head: Token, expressions: Sequence[times.Expression]) -> Iterator[times.Expression]:
    """The times of the clauses that an event is part of, the nearest first."""
    token = head
    for _ in range(UP):
        step = _upwards(token)
        if step is None:
            return
        token, opener = step
        held = _at(doc, token, expressions)
        if head.dep_ == "conj":
            held = [e for e in held if e.start < min(token.idx, head.idx)]  # in front: of all that is joined
        if opener in SINCE_THEN or any(c.lower_ == "have" and c.dep_ == "aux" for c in head.children):
            held = [e for e in held if e.kind in HISTORIC]
        if found := _nearest(head, held):
            yield found


def _upwards(token: Token) -> tuple[Token, str] | None:
    """What a clause is part of, with the word that opens it; None where that is of another time."""
    up, opener = token.head, next((c.lower_ for c in token.children if c.dep_ == "mark"), "")
    if token.dep_ == "pcomp" and up.dep_ == "prep":
        opener, up = up.lower_, up.head
    fits = token.dep_ in {"advcl", "xcomp", "pcomp", "conj"} or (token.dep_ in syntax.SUBJECT and token.pos_ == "NOUN")
    timed = token.dep_ == "relcl" and up.ent_type_ == "DATE"
    if up is token or opener in NOT_INSIDE or not (timed or (fits and up.pos_ in syntax.VERBAL)):
        return None
    return up, opener


def _at(doc: Doc, token: Token, expressions: Sequence[times.Expression]) -> list[times.Expression]:
    """The times that hang on a verb itself, and the one that a token is part of."""
    spans = [(token.idx, token.idx + len(token))]
    for child in token.children:
        if child.dep_ in {"prep", "npadvmod", "advmod", "tmod"} and child.dep_ != "conj":
            inner = [child, *syntax.below(child, depth=3)]
            spans += [(t.idx, t.idx + len(t)) for t in inner if t.pos_ not in syntax.VERBAL]
    found = {e for start, end in spans for e in _within(expressions, start, end) if e.start < end and start < e.end}
    return sorted(found, key=lambda e: e.start)


# ---------------------------------------------------------------------------------------- all claims


def settle(
    doc: Doc,
    header: Header,
    told: Sequence[Told],
    attributions: Sequence[Attribution],
    expressions: Sequence[times.Expression],
) -> list[Claim]:
    """The claims with the times that another event, the sentence before or the announcement gives them."""
    made = sorted(told, key=lambda t: t[0].head.i)
    made = _by_events(doc, made, expressions)
    made = _carried(made, expressions)
    return _announced(doc, header, made, attributions, expressions)


def _by_events(doc: Doc, told: list[Told], expressions: Sequence[times.Expression]) -> list[Told]:
    """Times that are told by another event, in order of the text, so that one can rest on the one before."""
    made = list(told)
    known = {e.start: e for e in expressions if e.kind in times.NARRATIVE}
    for at, (hit, claim) in enumerate(made):
        found = known.get(claim.time.span.start) if claim.time and not claim.time.value else None
        anchor = _anchor(doc, made, at, found) if found else None
        value = times.shift(anchor, found) if found and anchor else None
        if claim.time and value:
            made[at] = hit, replace(claim, time=replace(claim.time, value=value, basis="event"))
            _mirrored(doc, made, at, found)
    return made


def _anchor(doc: Doc, told: Sequence[Told], at: int, found: times.Expression | None) -> str | None:
    """The date of the event that an expression is reckoned from."""
    if found is None:
        return None
    if _has_complement(doc, found):
        after = _complement(doc, told, at, found)
        named = next((v for i in after[:1] if (v := _value(told[i][1]) or _same_event(told, i))), None)
        return named or (_same_event(told, at) if times.is_same(found) else None)
    sentence = told[at][0].head.sent
    before = [t for t in told if t[0].head.i < told[at][0].head.i and t[0].head.i >= _previous(sentence)]
    return next((v for t in reversed(before) if (v := _value(t[1]))), None)


def _previous(sentence: Sentence) -> int:
    """The first token of the sentence before one."""
    return int(sentence.doc[sentence.start - 1].sent.start) if sentence.start else 0


def _has_complement(doc: Doc, found: times.Expression) -> bool:
    """Whether what an expression is reckoned from follows it: "a day after", "the same day as"."""
    following = syntax.text_of(doc)[found.end : found.end + 4].lower()
    return found.text.lower().endswith(("after", "before")) or following.startswith(" as ")


def _complement(doc: Doc, told: Sequence[Told], at: int, found: times.Expression) -> list[int]:
    """The claims of the same sentence that follow an expression, nearest first."""
    sentence = told[at][0].head.sent
    return [i for i, (hit, _) in enumerate(told) if i != at and found.end <= hit.head.idx and hit.head.i < sentence.end]


def _same_event(told: Sequence[Told], at: int) -> str | None:
    """The date that the report gives for the same event of the same people elsewhere."""
    claim = told[at][1]
    others = [c for i, (_, c) in enumerate(told) if i != at and c.event == claim.event and _alike(c, claim)]
    return next((v for c in others if (v := _value(c))), None)


def _alike(one: Claim, other: Claim) -> bool:
    """Whether two claims are about one person, or one of them names nobody."""
    a, b = ({f.entity for fs in c.roles.values() for f in fs if f.entity is not None} for c in (one, other))
    return not a or not b or bool(a & b)


def _mirrored(doc: Doc, told: list[Told], at: int, found: times.Expression | None) -> None:
    """Give the date of the same day to what happened on it: "arrested on the same day as two others were held"."""
    when = told[at][1].time
    if found is None or when is None or not times.is_same(found) or not _has_complement(doc, found):
        return
    for i in _complement(doc, told, at, found)[:1]:
        hit, claim = told[i]
        if claim.time is None:
            told[i] = hit, replace(claim, time=when)


def _value(claim: Claim) -> str | None:
    return claim.time.value if claim.time else None


def _carried(told: list[Told], expressions: Sequence[times.Expression]) -> list[Told]:
    """A sentence is of the year of the verdict or plea that is told before it, or so long after as the text says."""
    made = list(told)
    for at, (hit, claim) in enumerate(made):
        if claim.event != "sentence" or claim.certainty == "possible":
            continue
        before = [i for i, (h, c) in enumerate(made[:at]) if c.event == "convict" and _just_before(h, hit)]
        verdict = made[before[-1]] if before else None
        if verdict is None or not _alike(verdict[1], claim):
            continue
        if claim.time is None:
            made[at] = hit, _of_verdict(verdict, (hit, claim), expressions)
        elif verdict[1].time is None and _in_one_breath(verdict[0], hit):
            made[before[-1]] = verdict[0], replace(verdict[1], time=replace(claim.time, basis="carried"))
    return made


def _just_before(one: Hit, other: Hit) -> bool:
    """Whether one event is told in the sentence of another or in the one before it."""
    return one.head.i >= _previous(other.head.sent)


def _in_one_breath(verdict: Hit, sentence: Hit) -> bool:
    """Whether a verdict and its sentence are joined: "was found guilty and given nine years on Tuesday"."""
    return sentence.head.dep_ == "conj" and sentence.head.sent == verdict.head.sent


def _of_verdict(verdict: Told, told: Told, expressions: Sequence[times.Expression]) -> Claim:
    """A sentence with the time of its verdict: the day where both are told in one breath, else the year."""
    (judged, convicted), (hit, claim) = verdict, told
    when = convicted.time
    if when is None or not when.value:
        return claim
    later = [e for e in expressions if when.span.end <= e.start < hit.head.idx and e.kind in times.NARRATIVE]
    value = times.shift(when.value, later[-1]) if later else when.value
    if not value:
        return claim
    day = _in_one_breath(judged, hit) and not later
    return replace(claim, time=replace(when, value=value if day else value[:4], until=None, basis="carried"))


def _announced(
    doc: Doc,
    header: Header,
    told: Sequence[Told],
    attributions: Sequence[Attribution],
    expressions: Sequence[times.Expression],
) -> list[Claim]:
    """Acts of speech and steps in law without a time of their own get the day on which they were told.

    Not what "had" happened before, and no step that the report dates elsewhere.
    """
    dated = {c.event for _, c in told if _value(c)}
    made = []
    for hit, claim in told:
        told_at = None
        if claim.attribution is not None and _is_news(hit, claim, dated):
            told_at = _of_cue(doc, header, attributions[claim.attribution], expressions)
        if claim.time is None or (told_at and told_at.span == claim.time.span and not hit.event.speech):
            claim = replace(claim, time=told_at)
        made.append(claim)
    return made


def _is_news(hit: Hit, claim: Claim, dated: set[str]) -> bool:
    """Whether a claim tells of what is told of as new: not of what "had" been, or "Lind, detained in May,"."""
    if claim.time is not None:
        return hit.head.pos_ not in syntax.VERBAL and hit.event.official
    past = any(c.lower_ == "had" for c in hit.head.children) or hit.head.dep_ in {"acl", "relcl", "amod"}
    return (
        claim.polarity == "positive"
        and claim.event not in dated
        and not past
        and (hit.event.speech or hit.event.official)
    )


def _of_cue(doc: Doc, header: Header, said: Attribution, expressions: Sequence[times.Expression]) -> When | None:
    """The time of the verb by which something is said: "announced on Monday", "Friday's statement said"."""
    for cue in said.cue[:2]:
        token = next(
            (t for t in doc.char_span(cue.start, cue.end, alignment_mode="expand") or () if t.pos_ in syntax.VERBAL),
            None,
        )
        held = _at(doc, token, expressions) if token is not None else []
        outside = [e for e in held if not any(s.start <= e.start < s.end for s in said.content)]
        if token is not None and (found := _nearest(token, outside)):
            value = times.value(found, header.published)
            return _when(found, value._replace(basis="announced" if value.value else None))
    return None
