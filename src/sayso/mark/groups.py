"""Groups of people in a parsed report → their members, where the report names them.

"Two men were charged ... Per Lund, a clerk, and Ole Vik": what is said of the two men is said of Lund and Vik, and
so are "the couple", "both", "all three" and "they". Needs names.py and nominals.py to have run; what it finds stands
in `Draft.members`, and the mentions of a group become mentions of its members. `in_words` puts the words for a group
before its members in the roles of claims.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from msgspec.structs import replace
from spacy.tokens import Token

from sayso.mark import lists, syntax
from sayso.mark.parties import Draft, Parties, People
from sayso.model import Claim, Filler, Span

COUNTS = {word: n for n, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)}
COLLECTIVES = {"couple": 2, "duo": 2, "pair": 2, "both": 2, "trio": 3, "quartet": 4, "quintet": 5}
KIN = frozenset(
    {"brother", "sister", "wife", "husband", "spouse", "partner", "twin", "son", "daughter", "father", "mother"}
)
AHEAD = 3  # sentences after a group is brought in within which its members are named
ACCUSED_AHEAD = 8  # the same where the group stands accused
BEHIND = 4  # sentences before "the pair" within which its members were
OPENING = 2  # sentences that title and lead take
REACH = 300  # tokens that they take at most
LEAST = 4  # words of a sentence: a dateline is none
LONGEST = 12  # members of a group
CERTAIN = 1.0  # evidence that somebody named is one of the accused
OTHERS = frozenset({"other", "others", "another", "more", "further", "additional"})
TITLED = frozenset({"NOUN", "PROPN", "ADJ"})  # "officers | major general Lund and colonel Vik"
BANDS = frozenset({"group", "gang", "ring", "cell", "crew", "team", "band"})
BAND_WORDS = frozenset({"the", "this", "spy", "alleged", "spying", "suspected"})
APPOSED = frozenset(", : - – — ( as named identified surnamed called listed were are is whose names include".split())


def count_of(token: Token) -> int | None:
    """How many people a plural or collective noun means, where the words tell: "two men", "the trio", "brothers"."""
    band = _of_band(token)
    if band is not None:
        return count_of(band)
    numbers = [token.lower_, *(c.lower_ for c in token.children if c.dep_ == "nummod")]
    told = next((COUNTS[n] for n in numbers if n in COUNTS), None)
    figures = next((int(n) for n in numbers if n.isdecimal() and 0 < len(n) < 3), None)
    both = 2 if any(c.lower_ == "both" for c in token.children) else None
    lemma = token.lemma_.lower()
    return (
        told
        or figures
        or both
        or COLLECTIVES.get(token.lower_, COLLECTIVES.get(lemma))
        or (2 if lemma in KIN else None)
    )


def _of_band(token: Token) -> Token | None:
    """The people of whom a group is: "a group of six Danes"."""
    if token.lemma_.lower() not in BANDS:
        return None
    of = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "of" and c.i == token.i + 1), None)
    people = syntax.noun_of(of) if of is not None else None
    return people if people is not None and people.tag_ in {"NNS", "NNPS"} else None


def is_band(token: Token) -> bool:
    """Whether a noun means several people together: "a group of six Danes", "the gang"; no part of a name."""
    if token.lemma_.lower() not in BANDS or token.pos_ != "NOUN" or token.tag_ == "NNS":
        return False
    before = {c.lower_ for c in token.children if c.i < token.i}
    return _of_band(token) is not None or (bool(before) and before <= BAND_WORDS)


def is_counted(token: Token) -> bool:
    """Whether a bare number means some people of whom the report has told: "the three", "all five", "two of them"."""
    if token.lower_ not in COUNTS or token.pos_ != "NUM" or token.ent_type_ in {"DATE", "TIME", "MONEY", "PERCENT"}:
        return False
    if token.dep_ not in syntax.SUBJECT | syntax.PASSIVE | {"dobj", "pobj", "agent", "nmod", "dep"}:
        return False
    before = token.nbor(-1).lower_ if token.i else ""
    return before in {"the", "all", "these", "those"} or (bool(token.i + 1 < len(token.doc)) and _of_people(token))


def _of_people(token: Token) -> bool:
    """Whether "of the accused", "of them" stands behind a number."""
    after = token.doc[token.i + 1 : token.i + 4]
    people = {"accused", "men", "women", "them", "suspects", "defendants", "people"}
    return bool(after) and after[0].lower_ == "of" and any(t.lower_ in people for t in after)


def take(parties: Parties) -> None:
    """Find the members of each group, and give them its mentions."""
    _open(parties)
    _families(parties)
    named = (p for p in lists.found(parties) if not _tells_apart(parties, p))
    known = sorted([*named, *(p for p in parties.pairs if len(set(p.people)) > 1)])
    for index in _groups(parties):
        draft = parties.drafts[index]
        if draft.mentions and not draft.members:
            members = _members(parties, index, known)
            if members:
                _give(parties, index, members)
            else:
                _same_as_before(parties, index)


def _tells_apart(parties: Parties, people: People) -> bool:
    """Whether a list adds somebody to others: "two brothers surnamed Luo, and another man surnamed Pan"."""
    return any(t.lower_ == "another" for t in parties.doc[people.places[0] : people.places[-1]])


def _families(parties: Parties) -> None:
    """Make one group of those whom a family name with "the" means: "the Lunds were arrested"."""
    named: defaultdict[str, list[int]] = defaultdict(list)
    for index, draft in enumerate(parties.drafts):
        if len(draft.words) > 1 and draft.places and draft.surname:
            named[draft.surname].append(index)
    for token in parties.doc[1:-1]:
        if token.pos_ != "PROPN" or token.nbor(-1).lower_ != "the" or token.nbor(1).pos_ == "PROPN":
            continue
        names = (token.text, token.text.removesuffix("s"), token.text.removesuffix("es"))
        held = parties.at.get(token.i)
        family = next((named[n] for n in names if len(named.get(n, ())) > 1), [])
        if len(family) > 1 and (held is None or held in family or parties.drafts[held].words == (token.lower_,)):
            _move(parties, token, held, lists.group(parties, People((token.i,), tuple(family))))


def _move(parties: Parties, token: Token, held: int | None, index: int) -> None:
    """Make one token a mention of a group, and of nobody else."""
    if held is not None:
        draft = parties.drafts[held]
        draft.mentions.pop((token.idx, token.idx + len(token)), None)
        draft.places = [p for p in draft.places if p != token.i]
        draft.accused = draft.accused if draft.mentions else 0.0
    parties.mention(index, token.i, token.i + 1, "name")


def _groups(parties: Parties) -> list[int]:
    """The groups that have no name, in order of the text."""
    found = [i for i, d in enumerate(parties.drafts) if d.kind == "unnamed" and d.plural and d.places]
    return sorted(found, key=lambda i: (parties.drafts[i].places[0], i))


def _open(parties: Parties) -> None:
    """Make one of the groups of as many accused that title and lead tell of: "eight officers", "eight men"."""
    first: int | None = None
    for index in _groups(parties):
        draft = parties.drafts[index]
        if _paragraph(parties, draft.places[0]) > OPENING or draft.accused <= 0 or not draft.count or draft.other:
            continue
        if first is None:
            first = index
        elif _may_be_one(parties, draft, parties.drafts[first]) and not _other_trade(parties, index, first):
            parties.merge(index, first)


def _other_trade(parties: Parties, one: int, other: int) -> bool:
    """Whether two groups are of different trades: nurses and sailors; soldiers can be officers."""
    loose = parties.words("no_occupation") | parties.words("loose_trades")
    trades = [parties.drafts[i].nouns - loose for i in (one, other)]
    return bool(trades[0] and trades[1] and not trades[0] & trades[1])


def _paragraph(parties: Parties, token: int) -> int:
    """The number of a token's sentence, datelines and other scraps not counted; beyond OPENING where it is far on."""
    if token > REACH:
        return OPENING + 1
    before = itertools.takewhile(lambda sent: sent.end <= token, parties.doc.sents)
    return sum(len(sent) > LEAST for sent in before)


def _may_be_one(parties: Parties, one: Draft, other: Draft) -> bool:
    """Whether two groups can be of the same people: as many, and neither men where the other are women."""
    counts = one.count == other.count or (one.count is None and one.accused >= CERTAIN)
    return counts and not _other_sex(parties, one, other)


def _other_sex(parties: Parties, one: Draft, other: Draft) -> bool:
    sexes = [{g for n in d.nouns if (g := parties.gender_of(n))} for d in (one, other)]
    return bool(sexes[0] and sexes[1] and not sexes[0] & sexes[1])


# --------------------------------------------------------------------------------------------------- members


def _members(parties: Parties, index: int, known: Sequence[People]) -> tuple[int, ...]:
    """The people of a group: those named beside it, else of the nearest list that has as many, else all the accused.

    A group that is brought in is named ahead, one that is taken up ("the pair") has been named behind.
    """
    draft = parties.drafts[index]
    beside = next((p for at in draft.places if (p := _beside(parties, draft, at, known))), ())
    if beside or draft.other:
        return beside
    first = draft.places[0]
    wanted = [(p.places[0], p.people) for p in known if len(p.people) == (draft.count or len(p.people)) <= LONGEST]
    if draft.definite:
        behind = [p for at, p in wanted if at < first and parties.sentence[first] - parties.sentence[at] <= BEHIND]
        if _nearer_group(parties, index, known):
            return () if _is_other(parties, index) else _accused(parties, index)
        return behind[-1] if behind else _accused(parties, index)
    if draft.count is None:
        return ()
    return _ahead(parties, index, wanted) or _accused(parties, index)


def _beside(parties: Parties, draft: Draft, at: int, known: Sequence[People]) -> tuple[int, ...]:
    """The people of a list that stands right behind a group: "the suspects, identified as Lund and Vik"."""
    next_one = bisect_right(known, at, key=lambda p: p.places[0])
    for people in known[next_one : next_one + 1]:
        if parties.sentence[at] != parties.sentence[people.places[0]]:
            break
        start = people.places[0] - len(parties.drafts[people.people[0]].words)
        fits = len(people.people) == (draft.count or len(people.people)) <= LONGEST
        between = _without_namer(_after_phrase(list(parties.doc[at + 1 : max(start, at + 1)])))
        opened = not between or between[0].lower_ in APPOSED or all(t.pos_ in TITLED for t in between)
        if fits and opened and len(between) < 9 and _is_apposed(between):
            return people.people
    return ()


def _after_phrase(tokens: Sequence[Token]) -> Sequence[Token]:
    """Tokens without a phrase that belongs to the group before them: "three | of the accused"."""
    if not tokens or tokens[0].pos_ != "ADP":
        return tokens
    return tokens[next((n for n, t in enumerate(tokens[:6]) if t.pos_ in {"PUNCT", "VERB", "AUX", "SYM"}), 0) :]


def _without_namer(tokens: Sequence[Token]) -> Sequence[Token]:
    """Tokens without who names somebody: "identified | by the police | as"."""
    words = [t.lower_ for t in tokens]
    if "by" not in words or "as" not in words[words.index("by") :]:
        return tokens
    by = words.index("by")
    return [*tokens[:by], *tokens[words.index("as", by) :]]


def _is_apposed(between: Sequence[Token]) -> bool:
    """Whether nothing stands between a group and a list but a naming, or words about the first of the list."""
    verbs = [t for t in between if t.pos_ in {"VERB", "AUX"}]
    return all(t.lower_ in APPOSED for t in verbs) and not any(t.lower_ in {"and", "by", "who"} for t in between)


def _ahead(parties: Parties, index: int, wanted: Sequence[tuple[int, tuple[int, ...]]]) -> tuple[int, ...]:
    """The next list of as many people, if no other group of that size is brought in before it."""
    draft = parties.drafts[index]
    first = draft.places[0]
    rivals = [g for g in _groups(parties) if g != index and parties.drafts[g].count == draft.count]
    rivals = [g for g in rivals if not parties.drafts[g].nouns & draft.nouns and not parties.drafts[g].definite]
    far = ACCUSED_AHEAD if draft.accused > 0 else AHEAD
    ahead = (
        people
        for at, people in wanted
        if at > first
        and parties.sentence[at] - parties.sentence[first] <= far
        and not any(first < parties.drafts[g].places[0] < at for g in rivals)
    )
    return next(ahead, ())


def _nearer_group(parties: Parties, index: int, known: Sequence[People]) -> bool:
    """Whether a group of as many people without names was spoken of after the last list of so many."""
    draft = parties.drafts[index]
    before = _earlier(parties, index)
    lists_before = [p.places[-1] for p in known if p.places[0] < draft.places[0] and len(p.people) == draft.count]
    last = parties.drafts[before].last(draft.places[0]) if before is not None else -1
    return before is not None and last > max(lists_before, default=-1) and not parties.drafts[before].members


def _is_other(parties: Parties, index: int) -> bool:
    """Whether the group last spoken of stands accused of nothing: "two officers ... Both were recalled"."""
    before = _earlier(parties, index)
    return before is not None and parties.drafts[before].accused <= 0


def _accused(parties: Parties, index: int) -> tuple[int, ...]:
    """All the accused whom the report names, where a group of accused counts just as many."""
    draft = parties.drafts[index]
    if not draft.count or (draft.accused <= 0 and not draft.definite) or _is_of_others(parties, index):
        return ()
    named = [i for i, d in enumerate(parties.drafts) if _is_accused(parties, d)]
    named.sort(key=lambda i: (parties.drafts[i].places[0], i))
    certain = [i for i in named if parties.drafts[i].accused >= CERTAIN]
    fitting = next((tuple(g) for g in (certain, named) if len(g) == draft.count), ())
    return fitting if all(_may_be_in(parties, draft, i) for i in fitting) else ()


def _is_accused(parties: Parties, draft: Draft) -> bool:
    """Whether somebody with a name stands accused, and is none of those who act or speak for a state."""
    side = draft.spokes or draft.parent is not None or bool(draft.nouns & parties.words("counsel"))
    return (
        draft.kind == "person"
        and bool(draft.places)
        and draft.accused > 0
        and not (side and draft.accused < 2 * CERTAIN)
    )


def _may_be_in(parties: Parties, group: Draft, index: int) -> bool:
    """Whether a person can be one of some men or women."""
    sexes = {g for n in group.nouns if (g := parties.gender_of(n))}
    gender = parties.drafts[index].gender
    return not sexes or gender is None or gender in sexes


def _is_of_others(parties: Parties, index: int) -> bool:
    """Whether another group of as many accused is spoken of that is more of a subject of the report."""
    draft = parties.drafts[index]
    rivals = [parties.drafts[g] for g in _groups(parties) if g != index and parties.drafts[g].count == draft.count]
    rivals = [r for r in rivals if r.mentions or r.members]
    return not draft.definite and any(not r.nouns & draft.nouns and not r.definite for r in rivals)


def _earlier(parties: Parties, index: int) -> int | None:
    """The last group spoken of before another one that can be of the same people."""
    draft = parties.drafts[index]
    first = draft.places[0]
    fitting = [
        (d.last(first), i)
        for i, d in enumerate(parties.drafts)
        if i != index and d.plural and d.kind == "unnamed" and d.last(first) >= 0 and _may_be_one(parties, d, draft)
    ]
    return max(fitting)[1] if fitting else None


def _same_as_before(parties: Parties, index: int) -> None:
    """Make a group that is taken up one with the last one of as many people: "three Danes ... all three"."""
    draft = parties.drafts[index]
    before = _earlier(parties, index) if draft.definite and draft.count and not draft.other else None
    if before is None:
        return
    members = parties.drafts[before].members
    if members:
        _give(parties, index, members)
    else:
        parties.merge(index, before)


def _give(parties: Parties, index: int, members: tuple[int, ...]) -> None:
    """Make the mentions of a group those of its members."""
    draft = parties.drafts[index]
    draft.members = members
    for member in (parties.drafts[m] for m in members):
        member.mentions = {**draft.mentions, **member.mentions}
        member.accused += draft.accused
        member.places = sorted({*member.places, *draft.places})
        member.subjects |= draft.subjects
        member.nouns |= {n for n in draft.nouns if n not in COLLECTIVES}
    draft.mentions, draft.accused = {}, 0.0


def with_mates(parties: Parties, people: Sequence[int]) -> set[int]:
    """Some people with those who are of a group with them, and with who is told of as one of several: "another man"."""
    grouped = {i for d in parties.drafts if set(d.members) & set(people) for i in d.members}
    apart = {i for i, d in enumerate(parties.drafts) if d.other and d.single and d.accused > 0 and d.mentions}
    return {*people, *grouped, *apart}


# ----------------------------------------------------------------------------------------------- in claims


def in_words(claims: Sequence[Claim], parties: Parties) -> list[Claim]:
    """The claims, with the words for a group before its members: "two men: Lund and Vik"."""
    return [replace(c, roles={r: _with_words(fillers, parties) for r, fillers in c.roles.items()}) for c in claims]


def _with_words(fillers: tuple[Filler, ...], parties: Parties) -> tuple[Filler, ...]:
    people = tuple(f.entity for f in fillers if f.entity is not None)
    if len(people) < 2 or len(people) != len(fillers) or len({f.span for f in fillers}) > 1:
        return fillers
    words = _words_for(fillers[0].span, people, parties)
    return (replace(fillers[0], name=words, entity=None), *fillers) if words else fillers


def _words_for(span: Span, people: tuple[int, ...], parties: Parties) -> str | None:
    """What a group is called at a place, else where it is first called by anything that tells of it."""
    here = parties.doc.char_span(span.start, span.end, alignment_mode="expand")
    near = {parties.at[t.i] for t in here if t.i in parties.at} if here is not None else set()
    groups = [
        (" " not in d.name, i not in near, i)
        for i, d in enumerate(parties.drafts)
        if d.members == people and not _says_nothing(d)
    ]
    return parties.drafts[min(groups)[2]].name if groups else None


def _says_nothing(draft: Draft) -> bool:
    """Whether the words for a group tell nothing of it: "both", "the pair", "all three"."""
    last = draft.name.lower().split()[-1:]
    return not last or last[0] in COLLECTIVES or last[0] in COUNTS or draft.listed
