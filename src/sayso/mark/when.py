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

from sayso.domains import Domain
from sayso.mark import beside, elsewhere, scenes, syntax, times, verdicts
from sayso.mark.events import Hit
from sayso.model import Attribution, Claim, Header, Span, When

BESIDE = 2  # code points between a date and what it is said to be so long after: ", "
FOR = 12  # code points from "for" to the time for which something is set
BACK = 3  # sentences before "the same day" in which that day is printed
UP = 3  # clauses above an event in which its time is looked for
# What these open is of another time: "was held before he left", "arrested on Friday for passing secrets".
NOT_INSIDE = frozenset("before until till since unless if for of to on over with from against about".split())
DURING = frozenset({"under", "during", "in", "at"})  # "freed in an exchange": of the time of the verb
HISTORIC = frozenset({"year", "decade", "season", "my", "stretch"})  # kinds that can be of what "is said to have been"
SINCE_THEN = frozenset({"after", "following", "upon"})  # of the time of the whole, as far as its year goes
HELD = frozenset({"hold", "remain", "keep", "remand", "detain"})
Told = tuple[Hit, Claim]

# ------------------------------------------------------------------------------------------ one event


def own(
    doc: Doc,
    header: Header,
    head: Token,
    tokens: Sequence[Token],
    expressions: Sequence[times.Expression],
    domain: Domain,
) -> When | None:
    """The time of an event's clause that stands nearest to its head, else of the clauses that it is tied to."""
    found = (
        _right_after(head, expressions)
        or _before_when(head, expressions)
        or _nearest(head, _of_clause(head, tokens, expressions))
        or next(_above(doc, head, expressions, domain), None)
        or next(beside.told(head, expressions), None)
        or _of_first(doc, head, expressions)
    )
    if found is None:
        return None
    coming = _is_future(head, found)
    value = _after_printed(head, found, header, expressions) or times.value(found, header.published, coming)
    return replace(_when(found, value), coming=coming)


def _after_printed(
    head: Token, found: times.Expression, header: Header, expressions: Sequence[times.Expression]
) -> times.Value | None:
    """The value of a month or day without a year that goes on from one with a year in its sentence: "was held in March
    2023 and charged in October"; where the report has a date, a day is reckoned from that one."""
    if found.kind not in ({"month"} if header.published else {"month", "md", "dm"}):
        return None
    if header.published and not any(t.dep_ == "conj" for t in (head, head.head, head.head.head)):
        return None
    start = head.sent.start_char
    before = [e for e in expressions if start <= e.start and e.end <= found.start and e.kind in {"my", "mdy", "dmy"}]
    value = times.next_after(times.value(before[-1], None).value, found) if before else None
    return times.Value(value, None, "event") if value else None


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
    return _of_its_own(head, inside) or _of_its_own(head, [e for e in before if not _reckoned_from(head, e)])


def _of_its_own(head: Token, found: list[times.Expression]) -> list[times.Expression]:
    """The times of an event itself where there are such: in "on Saturday, a day after his arrest" that is Saturday, in
    "prolonged on Monday until May" that is Monday."""
    plain = [e for e in found if not (e.kind in times.NARRATIVE and _has_complement(head.doc, e))]
    return [e for e in plain if not _until(head.doc, e)] or plain or found


def _until(doc: Doc, found: times.Expression) -> bool:
    """Whether a time is the end of something."""
    return syntax.text_of(doc)[max(0, found.start - 9) : found.start].lower().endswith(("until ", "till "))


def _right_after(head: Token, expressions: Sequence[times.Expression]) -> times.Expression | None:
    """The time that follows a noun at once, wherever the parse hangs it: "led to his arrest in May"; what somebody says
    of an arrest he can say on that day."""
    if head.pos_ != "NOUN" or head.i + 1 >= len(head.doc) or head.nbor().lower_ not in {"in", "on"}:
        return None
    start = head.nbor().idx + len(head.nbor()) + 1
    verb = head.nbor().head
    if verb.pos_ in syntax.VERBAL and not (head.dep_ == "pobj" and head.head.dep_ == "prep"):
        return None  # "announced the arrest on Monday"
    return next((e for e in _within(expressions, start, start) if e.start == start), None)


def _before_when(head: Token, expressions: Sequence[times.Expression]) -> times.Expression | None:
    """The time that a clause with "when" explains: "since May, when he was flown in and arrested"."""
    first = head
    while first.dep_ == "conj" and first.head.pos_ in syntax.VERBAL and first.head is not first:
        first = first.head
    when = next((c for c in first.children if c.lower_ == "when" and c.i < first.i), None)
    if when is None or when.i < 2 or when.nbor(-1).text != ",":
        return None
    return next((e for e in expressions if 0 <= when.idx - e.end <= BESIDE), None)


def _reckoned_from(head: Token, found: times.Expression) -> bool:
    """Whether an event is what another one's time is reckoned from: "a year after her arrest"."""
    return found.kind in times.NARRATIVE and found.end <= head.idx and _has_complement(head.doc, found)


def _within(expressions: Sequence[times.Expression], start: int, end: int) -> list[times.Expression]:
    """The expressions, which are in order, that begin and end between two offsets, or reach over the first."""
    first = bisect_left(expressions, start, key=lambda e: e.end)
    return list(takewhile(lambda e: e.start <= end, expressions[first:]))


def _is_future(head: Token, found: times.Expression) -> bool:
    """Whether an event is told as still to come."""
    head = _that_dates(head, found)
    until = _until(head.doc, found) and head.lemma_ in HELD
    noun = head.pos_ == "NOUN" and head.dep_ in syntax.SUBJECT | syntax.PASSIVE | {"dobj"}
    if until or _is_ahead(head.head if noun else head, found):
        return True
    return not noun and (head.tag_ in {"VBZ", "VBP", "VB"} and head.dep_ != "conj")


def _that_dates(head: Token, found: times.Expression) -> Token:
    """The verb of whose time an infinitive is where that stands before it: "on Friday | granted leave to hold him"."""
    for _ in range(UP):
        up = head.head.head if head.dep_ == "acl" else head.head
        below = head.tag_ == "VB" or any(c.tag_ == "VB" for c in head.children if c.dep_ == "auxpass")
        if not below or head.dep_ not in {"xcomp", "acl", "ccomp"} or found.start >= head.left_edge.idx:
            break
        head = up
    return head


def _is_ahead(verb: Token, found: times.Expression) -> bool:
    """Whether a verb tells what is to come: "will have", "is set for Monday"."""
    will = any(c.lower_ in {"will", "shall"} for c in verb.children)
    fixed = verb.tag_ == "VBN" and any(c.lower_ == "for" and 0 < found.start - c.idx < FOR for c in verb.children)
    return will or fixed


def _above(
    doc: Doc, head: Token, expressions: Sequence[times.Expression], domain: Domain
) -> Iterator[times.Expression]:
    """The times of the clauses that an event is part of, the nearest first."""
    token = head
    for _ in range(UP):
        step = _upwards(token) or _done_by(token, domain) or _ruled(token, domain)
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


def _of_first(doc: Doc, head: Token, expressions: Sequence[times.Expression]) -> times.Expression | None:
    """The time of the verb that one without a time goes on from: "wrote to them in 2020 and offered documents"."""
    if head.dep_ != "conj" or head.pos_ not in syntax.VERBAL or not _is_past(head):
        return None
    if {c.lower_ for c in head.children} & beside.APART:
        return None
    first = head.head
    held = _at(doc, first, expressions) if first.pos_ in syntax.VERBAL and _is_past(first) else []
    return _nearest(first, [e for e in held if e.start < head.idx])


def _is_past(verb: Token) -> bool:
    """Whether a verb tells what happened, and not what had: "offered", "was taken"."""
    words = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    return verb.tag_ in {"VBD", "VBN"} and not words & {"had", "has", "have", "is", "are", "will", "would"}


def _upwards(token: Token) -> tuple[Token, str] | None:
    """What a clause is part of, with the word that opens it; None where that is of another time."""
    up, opener = token.head, next((c.lower_ for c in token.children if c.dep_ == "mark"), "")
    if token.dep_ == "pcomp" and up.dep_ == "prep":
        opener, up = up.lower_, up.head
    subject = token.dep_ in syntax.SUBJECT and token.pos_ == "NOUN"
    fits = subject or token.dep_ in {"advcl", "xcomp", "pcomp", "conj", "acomp"}
    timed = token.dep_ == "relcl" and up.ent_type_ == "DATE"
    if up is token or opener in NOT_INSIDE or not (timed or (fits and up.pos_ in syntax.VERBAL)):
        return None
    return up, opener


def _done_by(token: Token, domain: Domain) -> tuple[Token, str] | None:
    """The verb that only says that what a noun tells was done ("ordered the arrest", "put under arrest"), or during
    which it was so ("on the orders of")."""
    prep = token.head if token.dep_ == "pobj" else None
    up = prep.head if prep is not None else token.head
    if token.pos_ != "NOUN" or up.pos_ not in syntax.VERBAL or token.dep_ not in {"dobj", "pobj"}:
        return None
    word = token.lemma_.lower()
    ordered = prep is not None and prep.lower_ in {"on", "at", "under"} and word in domain.words.get("by_orders", ())
    under = prep is not None and prep.lower_ in DURING
    performed = up.lemma_.lower() in domain.words.get("performing", ()) and (prep is None or prep.lower_ == "under")
    return (up, "") if ordered or under or performed else None


def _ruled(token: Token, domain: Domain) -> tuple[Token, str] | None:
    """The verb by which a court has a thing done: "ordered that he be held", "granted a request to hold him"."""
    up = token.head
    if token.dep_ == "acl" and up.dep_ == "dobj":
        up = up.head
    elif token.dep_ != "ccomp" or up is token:
        return None
    return (up, "") if up.lemma_.lower() in domain.words.get("deeds_of_courts", ()) else None


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
    domain: Domain,
) -> list[Claim]:
    """The claims with the times that another event, the sentence before or the announcement gives them."""
    made = sorted(told, key=lambda t: t[0].head.i)
    made = _by_events(doc, header, made, expressions)
    made = _backwards(doc, made, expressions)
    made = _carried(elsewhere.dated(verdicts.dated(scenes.carried(made, domain), domain)), expressions)
    made = _by_events(doc, header, _announced(doc, header, made, attributions, expressions), expressions, "announced")
    return [claim for _, claim in elsewhere.dated(made)]


def _by_events(
    doc: Doc, header: Header, told: list[Told], expressions: Sequence[times.Expression], basis: str = "event"
) -> list[Told]:
    """Times that are told by another event, in order of the text, so that one can rest on the one before."""
    made = list(told)
    known = {e.start: e for e in expressions if e.kind in times.NARRATIVE}
    for at, (hit, claim) in enumerate(made):
        found = known.get(claim.time.span.start) if claim.time and not claim.time.value else None
        value = _reckoned(doc, header, made, at, found, expressions) if found else None
        if claim.time and value:
            made[at] = hit, replace(claim, time=replace(claim.time, value=value, basis=basis))
            _mirrored(doc, made, at, found)
    return made


def _reckoned(
    doc: Doc,
    header: Header,
    told: Sequence[Told],
    at: int,
    found: times.Expression,
    expressions: Sequence[times.Expression],
) -> str | None:
    """The date that an expression comes to, from the event that it is reckoned from, else the date printed last."""
    anchor = _anchor(doc, told, at, found)
    value = times.shift(anchor, found) if anchor else None
    if value or _has_complement(doc, found):
        return value
    printed = _printed_before(header, told[at][0], found, expressions)
    return times.shift(printed, found) if printed else None


def _backwards(doc: Doc, told: list[Told], expressions: Sequence[times.Expression]) -> list[Told]:
    """Times of what a dated event came so long after: "was charged in June, a month after he had been dismissed"."""
    made = list(told)
    for found in (e for e in expressions if e.kind == "relative" and _has_complement(doc, e)):
        near = [c.time for _, c in made if c.time and c.time.value and 0 < found.start - c.time.span.end <= BESIDE]
        value = times.shift(near[0].value or "", times.reverse(found)) if near else None
        at = next((i for i, (h, c) in enumerate(made) if c.time is None and _follows(found, h)), None)
        if value and at is not None:
            hit, claim = made[at]
            span = Span(found.start, found.end)
            made[at] = hit, replace(claim, time=When(text=found.text, span=span, value=value, basis="event"))
    return made


def _follows(found: times.Expression, hit: Hit) -> bool:
    """Whether an event is told in the sentence of an expression, behind it."""
    return bool(hit.head.sent.start_char <= found.start and found.end <= hit.head.idx)


def _anchor(doc: Doc, told: Sequence[Told], at: int, found: times.Expression | None) -> str | None:
    """The date of the event that an expression is reckoned from."""
    if found is None:
        return None
    if _has_complement(doc, found):
        after = _complement(doc, told, at, found)
        named = next((v for i in after[:1] if (v := _value(told[i][1]) or _same_event(told, i))), None)
        return named or (_same_event(told, at) if times.is_same(found) else None)
    sentence = told[at][0].head.sent
    first = _previous(_previous(sentence).sent if times.is_same(found) else sentence).i
    before = [t for t in told if first <= t[0].head.i < told[at][0].head.i]
    return next((v for t in reversed(before) if (v := _value(t[1]))), None)


def _printed_before(
    header: Header, hit: Hit, found: times.Expression, expressions: Sequence[times.Expression]
) -> str | None:
    """The date that is printed last before "the same day", "that August" or "two days later", whatever happened then:
    one that tells enough, in its sentence or those just before."""
    start = _sentences_back(hit.head.sent, BACK if found.kind in {"same", "ofyear"} else 1)
    before = (e for e in expressions if start <= e.start and e.end <= found.start and e.kind not in times.NARRATIVE)
    known = [v for e in before if (v := times.value(e, header.published).value) and times.shift(v, found)]
    return known[-1] if known else None


def _sentences_back(sentence: Sentence, number: int) -> int:
    """Where the sentence begins that stands so many before one."""
    for _ in range(number):
        sentence = _previous(sentence).sent
    return int(sentence.start_char)


def _previous(sentence: Sentence) -> Token:
    """The first token of the sentence before one."""
    return sentence.doc[sentence.start - 1].sent[0] if sentence.start else sentence[0]


def _has_complement(doc: Doc, found: times.Expression) -> bool:
    """Whether what an expression is reckoned from follows it: "a day after", "the same day as"."""
    following = syntax.text_of(doc)[found.end : found.end + 5].lower()
    if following in {" that", " this"}:
        return False
    return found.text.lower().endswith(("after", "before")) or following[:4] == " as "


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
    return one.head.i >= _previous(other.head.sent).i


def _in_one_breath(verdict: Hit, sentence: Hit) -> bool:
    """Whether a verdict and its sentence are joined: "was found guilty and given nine years on Tuesday", "found guilty
    on Tuesday by a court, which gave him nine years"."""
    return sentence.head.dep_ in {"conj", "relcl"} and sentence.head.sent == verdict.head.sent


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
) -> list[Told]:
    """Acts of speech and steps in law without a time of their own get the day on which they were told.

    Not what "had" happened before, and no step that the report dates elsewhere.
    """
    dated = {c.event for _, c in told if _value(c)}
    made = []
    for hit, claim in told:
        told_at = None
        said = attributions[claim.attribution] if claim.attribution is not None else None
        if said is not None and _is_news(hit, claim, said, dated):
            told_at = _of_cue(doc, header, said, expressions)
        if claim.time is None or (told_at and told_at.span == claim.time.span and not hit.event.speech):
            claim = replace(claim, time=told_at)
        made.append((hit, claim))
    return made


def _is_news(hit: Hit, claim: Claim, said: Attribution, dated: set[str]) -> bool:
    """Whether a claim tells of what is told of as new: not of what "had" been, or "Lind, detained in May,".

    Who tells of a step of his own with "had" does tell of what is new: "prosecutors said that they had charged him".
    """
    if claim.time is not None:
        return hit.head.pos_ not in syntax.VERBAL and hit.event.official
    event, head = hit.event, hit.head
    by_speaker = said.speaker is not None and said.speaker in {f.entity for f in claim.roles.get("agent", ())}
    own_act = by_speaker and (bool(event.stage) or not event.accused)
    past = any(c.lower_ == "had" for c in head.children) and not (own_act and event.stage)
    pointed = head.pos_ == "NOUN" and head.dep_ == "pobj"  # "in view of the verdict"
    known = past or pointed or head.dep_ in {"acl", "relcl", "amod"} or (claim.event in dated and not event.speech)
    return claim.polarity == "positive" and not known and (event.speech or event.official or own_act)


def _of_cue(doc: Doc, header: Header, said: Attribution, expressions: Sequence[times.Expression]) -> When | None:
    """The time of the verb by which something is said: "announced on Monday", "Friday's statement said"."""
    for cue in said.cue[:2]:
        verbs = [t for t in doc.char_span(cue.start, cue.end, alignment_mode="expand") or () if t.pos_ in syntax.VERBAL]
        token = next((t for t in verbs if t.dep_ not in {"aux", "auxpass"}), None)  # "had said"
        held = _at(doc, token, expressions) + _published(doc, token, expressions) if token is not None else []
        outside = [e for e in held if not any(s.start <= e.start < s.end for s in said.content)]
        if token is not None and (found := _nearest(token, outside)):
            value = times.value(found, header.published)
            return _when(found, value._replace(basis="announced" if value.value else None))
    return None


def _published(doc: Doc, cue: Token, expressions: Sequence[times.Expression]) -> list[times.Expression]:
    """The times at which that came out by which something is said: "said in a report published in March"."""
    nouns = (n for p in cue.children if p.dep_ == "prep" for n in p.children if n.dep_ == "pobj")
    issued = (v for n in nouns for v in n.children if v.dep_ == "acl" and v.tag_ == "VBN")
    return [e for verb in issued for e in _at(doc, verb, expressions)]
