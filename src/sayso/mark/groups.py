"""Groups of people in a parsed report → their members, where the report names them.

"Two men were charged ... Per Lund, a clerk, and Ole Vik": what is said of the two men is said of Lund and Vik, and
so are "the couple", "both" and "they". Needs names.py and nominals.py to have run; what it finds stands in
`Draft.members`, and the mentions of a group become mentions of its members.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Token

from sayso.mark.parties import Draft, Parties

COUNTS = {word: n for n, word in enumerate("two three four five six seven eight nine ten".split(), 2)}
COLLECTIVES = {"couple": 2, "duo": 2, "pair": 2, "both": 2, "trio": 3, "quartet": 4, "quintet": 5}
KIN = frozenset(
    {"brother", "sister", "wife", "husband", "spouse", "partner", "twin", "son", "daughter", "father", "mother"}
)
AHEAD = 3  # sentences after a group is brought in within which its members are named
BEHIND = 4  # sentences before "the pair" within which its members were
OPENING = 2  # sentences that title and lead take
LONGEST = 10  # members of a group
GAP = 14  # tokens between two names of one list: an age, a calling


def count_of(token: Token) -> int | None:
    """How many people a plural or collective noun means, where the words tell: "two men", "the trio", "brothers"."""
    numbers = [c.lower_ for c in token.children if c.dep_ == "nummod"]
    told = next((COUNTS[n] for n in numbers if n in COUNTS), None)
    figures = next((int(n) for n in numbers if n.isdigit() and len(n) < 3), None)
    lemma = token.lemma_.lower()
    return told or figures or COLLECTIVES.get(lemma) or (2 if lemma in KIN else None)


def take(parties: Parties) -> None:
    """Find the members of each group that the report counts, and give them its mentions."""
    _open(parties)
    found = _groups(parties)
    lists = sorted([*_lists(parties), *_kin(parties)])
    given = [(index, _members(parties, index, lists, found)) for index in found]
    for index, members in given:
        if members:
            _give(parties, index, members)


def _groups(parties: Parties) -> list[int]:
    """The groups that are counted and have no name, in order of the text."""
    found = [i for i, d in enumerate(parties.drafts) if d.kind == "unnamed" and d.plural and d.count and d.places]
    return sorted(found, key=lambda i: (parties.drafts[i].places[0], i))


def _open(parties: Parties) -> None:
    """Make one of the groups of as many accused that title and lead tell of: "eight officers", "eight men"."""
    first: int | None = None
    for index in _groups(parties):
        draft = parties.drafts[index]
        if parties.sentence[draft.places[0]] > OPENING or draft.accused <= 0:
            continue
        if first is None:
            first = index
        elif parties.drafts[first].count == draft.count and not _other_sex(parties, draft, parties.drafts[first]):
            parties.merge(index, first)


def _other_sex(parties: Parties, one: Draft, other: Draft) -> bool:
    sexes = [{g for n in d.nouns if (g := parties.gender_of(n))} for d in (one, other)]
    return bool(sexes[0] and sexes[1] and not sexes[0] & sexes[1])


List = tuple[int, tuple[int, ...]]  # the first token of a list of names, and the people named


def _lists(parties: Parties) -> Iterator[List]:
    """The lists of two and more people: names of one sentence with "and" before the last, commas and asides between."""
    names = sorted((place, index) for index, d in enumerate(parties.drafts) if d.kind == "person" for place in d.places)
    run: list[tuple[int, int]] = []
    for last, this in pairwise([*names, (len(parties.doc) + GAP + 1, -1)]):
        run = run or [last]
        if last[1] != this[1] and _goes_on(parties, last[0], this[0]):
            run.append(this)
            continue
        people = tuple(dict.fromkeys(index for _, index in run))
        if len(people) > 1 and len(people) == len(run) and _joined(parties, run):
            yield run[0][0], people
        run = []


def _goes_on(parties: Parties, one: int, other: int) -> bool:
    """Whether two names can be of one list: near, in one sentence, and no verb between that has a subject."""
    between = parties.doc[one + 1 : other]
    if other - one > GAP or not between or parties.sentence[one] != parties.sentence[min(other, len(parties.doc) - 1)]:
        return False
    return between[0].text in {",", "and", "&", "("} and not any(t.pos_ in {"VERB", "AUX"} for t in between)


def _joined(parties: Parties, run: list[tuple[int, int]]) -> bool:
    """Whether "and" stands before the last name of a run."""
    between = parties.doc[run[-2][0] + 1 : run[-1][0]]
    return any(t.lower_ in {"and", "&"} for t in between)


def _kin(parties: Parties) -> Iterator[List]:
    """The pairs that a report makes by kinship: "his wife, Anna Lund"."""
    for index, draft in enumerate(parties.drafts):
        if draft.kind != "person" or not draft.places:
            continue
        start = draft.places[0] - len(draft.words)
        for token in parties.doc[max(0, start - 3) : start + 1]:
            owners = [parties.at.get(c.i) for c in token.children if c.dep_ == "poss"]
            if token.lemma_.lower() in KIN and owners and owners[0] not in {None, index}:
                yield draft.places[0], (owners[0], index)


def _members(parties: Parties, index: int, lists: list[List], groups: list[int]) -> tuple[int, ...]:
    """The people of the nearest list that has as many as the group: ahead of a new group, behind one taken up."""
    draft = parties.drafts[index]
    first = draft.places[0]
    wanted = [(at, people) for at, people in lists if len(people) == draft.count and len(people) <= LONGEST]
    if draft.definite:
        behind = [p for at, p in wanted if at < first and parties.sentence[first] - parties.sentence[at] <= BEHIND]
        return behind[-1] if behind else ()
    rivals = [g for g in groups if g != index and parties.drafts[g].count == draft.count]
    rivals = [g for g in rivals if not parties.drafts[g].nouns & draft.nouns and not parties.drafts[g].definite]
    ahead = (
        people
        for at, people in wanted
        if at > first
        and parties.sentence[at] - parties.sentence[first] <= AHEAD
        and not any(first < parties.drafts[g].places[0] < at for g in rivals)
    )
    return next(ahead, ())


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
