"""One marked report to the cases that it tells of.

Who is accused is weighed from the roles that the pack says an accused can fill; accused of one operation make one
stub; the stub that the report is about is the main one, others are background.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations, pairwise

from sayso.domains import Domain
from sayso.link.features import features
from sayso.link.keys import index_keys
from sayso.link.names import compare, fold
from sayso.link.trees import Trees
from sayso.link.view import View
from sayso.model import Claim, Marked, Stub

ACCUSED_KINDS = frozenset({"person", "unnamed", "company", "group"})
ENOUGH = 2.0  # one step in law, or one plain accusation
WEAK, STRONG, STEP = 0.5, 2.0, 3.0
REACH = 4  # sentences over which a report carries on about its main accused without naming them
SHARE = 0.25  # what a further accused of a group adds to what a report makes of it
FEW = 3  # accused of whom a report that counts them names every one
SET_OFF = frozenset(",;:(-–—\"“”‘’'")  # what sets a name off from whom it is given to: "a sailor, Lund"
OPENING = 4  # sentences in which a report says what it is about
DETERMINERS = frozenset("the a an his her this that of".split())
GAP = 4  # words between a description and the name that is given to it
MOST = 64  # accused of one report that are looked at


def stubs(marked: Marked, domain: Domain) -> tuple[Stub, ...]:
    """The cases of one report: the main one first, then those of background paragraphs (`main` False).

    A claim belongs to at most one stub. A report of no case (a review, a general article) gives none.
    """
    view = View(marked, domain)
    if is_tale(view):
        return ()
    weights = suspects(view)
    groups = grouped(view, weights)
    if not groups:
        return ()
    main = leading(view, groups, weights)
    lead = groups[main] if main is not None else ()
    groups = [
        with_forms(view, g)
        for g in absorbed(view, groups, lead)
        if not weights.keys() >= set(g) or set(g) & set(lead) or well_told(view, g)
    ]
    claims = shared_out(view, groups)
    return tuple(
        _stub(view, number, group, claims[number], number == 0 and main is not None)
        for number, group in enumerate(groups)
    )


def leads(stub: Stub) -> bool:
    """Whether a stub may join others to one case: its report's main one, with an accused who has a name.

    What a report says of "a former technician" may fit many cases; it goes to the one that it fits best.
    """
    return stub.main and named(stub)


def named(stub: Stub) -> bool:
    """Whether an accused of a stub has a name."""
    return bool(stub.features.get("name"))


def _stub(view: View, number: int, group: tuple[int, ...], claims: tuple[int, ...], main: bool) -> Stub:
    found = features(view, group, claims)
    return Stub(
        key=f"{view.marked.report}:s{number}",
        report=view.marked.report,
        main=main,
        accused=group,
        claims=claims,
        keys=index_keys(found, view.domain),
        features=found,
    )


def is_tale(view: View) -> bool:
    """Whether a report is a review or fiction: it has several of their words and tells of hardly a step in law.

    A step that a person takes ("Kell investigates") is of a plot.
    """
    words = re.findall(r"\w+", f"{view.marks.header.title or ''} {view.marked.text}".lower())
    told = len(view.tables.list("fiction") & {*words, *map(" ".join, pairwise(words))})
    steps = sum(bool((event := view.event(c)) and event.stage) and not _by_a_person(view, c) for c in view.marks.claims)
    return told >= 2 + 2 * steps


def _by_a_person(view: View, claim: Claim) -> bool:
    doers = view.fillers(claim, "agent")
    return bool(doers) and all(view.entities[i].kind == "person" for i in doers)


def roles_of(view: View, claim: Claim) -> list[int]:
    """The entities that a claim puts in an accused's place: those of the first such role that is filled."""
    return _places(view, claim)[0]


def _places(view: View, claim: Claim) -> tuple[list[int], bool]:
    """The entities in an accused's place, and whether that is the place where the event mostly has one."""
    event = view.event(claim)
    premises = claim.event in view.tables.list("premises")
    firms = raided(view, claim) if premises else []
    if firms:
        return firms, True
    for rank, role in enumerate(event.accused if event else ()):
        found = [e for e in dict.fromkeys(view.fillers(claim, role)) if can_be_accused(view, e)]
        if premises:  # "searched his firm and house"
            found = [e for e in found if view.entities[e].kind != "company"]
        if found:
            twice = any(e in found for r in claim.roles if r != role for e in view.fillers(claim, r))
            alone = event is not None and event.stage and not any(claim.roles.get(r) for r in event.accused[:rank])
            return found, bool(rank == 0 or alone) and not twice
    return [], False


def raided(view: View, claim: Claim) -> list[int]:
    """The companies whose premises a claim is about: those that it names, in a paragraph that names no person."""
    span, line = claim.evidence, view.paragraph(claim.evidence.start)
    named = [(i, m.span.start) for i, e in enumerate(view.entities) for m in e.mentions if m.form == "name"]
    if any(view.name(i) and view.paragraph(start) == line for i, start in named):
        return []
    inside = [i for i, start in named if span.start <= start < span.end and view.entities[i].kind == "company"]
    return list(dict.fromkeys(inside))


def can_be_accused(view: View, index: int) -> bool:
    """Whether an entity is a person, or a company or group by name; unnamed spokesmen and lawyers are not."""
    entity = view.entities[index]
    speaking = {*view.domain.words.get("spokes_nouns", ()), *view.domain.words.get("defenders", ())}
    if entity.kind == "unnamed" and set(fold(entity.name).split()[-1:]) & speaking:
        return False
    if entity.kind == "unnamed" and set(fold(entity.name).split()[:1]) & view.tables.list("unspecific"):
        return False
    named = any(m.form == "name" for m in entity.mentions)
    return entity.kind in ACCUSED_KINDS and (named or entity.kind in ("person", "unnamed"))


def suspects(view: View) -> dict[int, float]:
    """The accused of a report with the weight of what is said against them: steps in law each time, others once."""
    found: defaultdict[int, float] = defaultdict(float)
    told: set[tuple[int, str]] = set()
    for claim in view.marks.claims:
        for index, weight in against(view, claim):
            found[index] += weight if weight == STEP or (index, claim.event) not in told else 0
            told.add((index, claim.event))
    steps, runs = stepped(view), running(view)
    kept = {
        i: w for i, w in found.items() if w >= ENOUGH and w > quoted(view, i) and (i in steps or w > STRONG * runs[i])
    }
    persons = {i: w for i, w in kept.items() if view.entities[i].kind != "group"} or kept
    persons = {i: w for i, w in persons.items() if not is_kind(view, i)} or persons
    persons = {**dict.fromkeys(listed_with(view, set(persons)), STRONG), **persons}
    return dict(sorted(persons.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST])


def is_kind(view: View, index: int) -> bool:
    """Whether an entity is a kind of people and nobody in particular: "Israel recruits spies"."""
    words = fold(view.entities[index].name).split()
    kind = words[-1:] and words[-1] in view.tables.list("kinds_of_people")
    return is_nameless(view, index) and bool(kind) and set(words[:-1]) <= view.tables.of_peoples


def listed_with(view: View, accused: set[int]) -> set[int]:
    """The persons who stand in one list with an accused: "X, Y and Z were held" accuses all three."""
    persons = {i for i, e in enumerate(view.entities) if e.kind == "person" and not quoted(view, i)}
    spans = sorted((m.span, i) for i in persons for m in view.entities[i].mentions if m.form == "name")
    found = set(accused)
    for row in (pairwise(spans), pairwise(reversed(spans))):
        for (x, i), (y, j) in row:
            gap = view.marked.text[min(x.end, y.end) : max(x.start, y.start)]
            if i in found and in_one_list(view, gap) and told_against(view, x.start):
                found.add(j)
    return found - accused


def against(view: View, claim: Claim) -> list[tuple[int, float]]:
    """Whom a claim speaks against, and with what weight: a step in law more than an accusation, a meeting little."""
    event = view.event(claim)
    found, plain = _places(view, claim)
    if not plain or claim.event in view.tables.list("weak"):
        return [(i, WEAK) for i in found]
    return [(i, STEP if event and event.stage else STRONG) for i in found]


def well_told(view: View, group: tuple[int, ...]) -> bool:
    """Whether a group beside the main one is more than named: a step in law, an accusation, two kinds of acts."""
    told = [c for c in view.marks.claims if {i for i, w in against(view, c) if w > WEAK} & set(group)]
    words = [c for c in told if c.event in view.tables.list("accusing") | view.tables.list("seizing")]
    by_state = any(view.state_body(i) for c in words for i in view.fillers(c, "agent"))
    by_name = any(plainly_named(view, i) for i in group) and any(c.event in view.tables.list("accusing") for c in told)
    apart = any(told_earlier(view, view.first(i)) for i in group)
    on_word = apart and any(view.state_body(view.speaker(c)) for c in told)
    enough = by_state or by_name or on_word
    return enough or bool(set(group) & stepped(view)) or len({c.event for c in told}) > 1


def plainly_named(view: View, index: int) -> bool:
    """Whether an entity has a full name, and neither speaks nor runs others: no handler and no official."""
    name = view.name(index)
    speaks = any(a.speaker == index for a in view.marks.attributions)
    return name is not None and len(name.tokens) > 1 and not speaks and not running(view)[index]


def stepped(view: View) -> set[int]:
    """The entities against whom a step in law is told."""
    steps = [
        c for c in view.marks.claims if (e := view.event(c)) and e.stage and c.event not in view.tables.list("weak")
    ]
    return {i for c in steps for i in roles_of(view, c)}


def steps_against(view: View, index: int) -> set[str]:
    """The kinds of steps in law that are told against an entity, in the place where an accused mostly stands."""
    told = ((c.event, pair) for c in view.marks.claims for pair in against(view, c))
    return {event for event, (who, weight) in told if who == index and weight == STEP}


def running(view: View) -> Counter[int]:
    """How often an entity is said to run another person: a handler's acts."""
    handling = view.tables.list("handling") - view.tables.list("mutual")
    found: Counter[int] = Counter()
    for claim in view.marks.claims:
        others = set(view.fillers(claim, "target", "recipient", "object"))
        if claim.event in handling:
            found.update(i for i in set(view.fillers(claim, "agent")) if others - {i})
    return found


def quoted(view: View, index: int) -> float:
    """How much must be said against an entity that is quoted: little against a person, more against an official.

    An accused is quoted in reply or on themselves; one who tells of others is a witness, a spokesman or a bystander.
    """
    step = index in stepped(view)
    if step and (view.entities[index].kind == "unnamed" or len(steps_against(view, index)) > 2):
        return 0.0  # "a parliamentary researcher" who was arrested, and denies it; an embassy's guard who was jailed
    if view.state_body(index):
        return STEP * sum(a.speaker == index for a in view.marks.attributions)
    if step:
        return 0.0
    told = [c for c in view.marks.claims if view.speaker(c) == index and index not in view.fillers(c)]
    return STRONG * sum(c.event not in view.tables.list("replies") for c in told)


def grouped(view: View, weights: dict[int, float]) -> list[tuple[int, ...]]:
    """The accused in groups of one operation each, in order of first mention."""
    trees, order = Trees[int](), sorted(weights)
    for a, b in combinations(order, 2):
        if trees.top(a) != trees.top(b) and one_operation(view, a, b):
            trees.join(a, b)
    return sorted(
        (tuple(sorted(g, key=lambda i: (view.first(i), i))) for g in trees.lots(order).values()),
        key=lambda g: (view.first(g[0]), g),
    )


def one_operation(view: View, a: int, b: int) -> bool:
    """Whether two accused of a report are named together, fill roles of one claim, are one person misspelt, or one is
    told as one of the others."""
    return same_person(view, a, b) or in_one_claim(view, a, b) or side_by_side(view, a, b) or of_group(view, a, b)


def of_group(view: View, a: int, b: int) -> bool:
    """Whether one of two nameless accused is told as one of the others: "three Danes ... one of the men".

    So are a couple and the wife, or two groups of as many. Of "two other men" a report tells apart.
    """
    group, one = (a, b) if plural(view, a) else (b, a)
    if plural(view, one):
        group, one = sorted((a, b), key=view.first)
        if view.sentence(view.first(one)) >= OPENING and told_earlier(view, view.first(one)):
            return False
    if not (is_nameless(view, a) and is_nameless(view, b) and plural(view, group)):
        return False
    if plural(view, one):
        counts = [{w for w in opening(view, i) if w in view.tables.list("counts")} for i in (a, b)]
        return bool(counts[0] & counts[1]) and not any("other" in opening(view, i) for i in (a, b))
    words = opening(view, one)
    partial = bool(set(words) & view.tables.list("one_of") - (view.tables.list("former") if words[1:] else set()))
    couple = "couple" in opening(view, group)
    of_couple = couple and bool(set(words[-1:]) & view.tables.list("one_of_couple"))
    return (partial or of_couple) and view.first(group) < view.first(one)


def is_nameless(view: View, index: int) -> bool:
    """Whether an entity is somebody whom the report does not name."""
    return view.entities[index].kind == "unnamed"


def opening(view: View, index: int) -> list[str]:
    """The first words of what an entity is called."""
    return fold(view.entities[index].name).split()[:4]


def same_person(view: View, a: int, b: int) -> bool:
    """Whether the names of two entities are forms of one, whatever the marks made of them."""
    pairs = [compare(x, y).relation for x in view.names(a) for y in view.names(b)]
    if any(r in ("same", "initials", "surname") for r in pairs) or {(a, b), (b, a)} & view.also_called:
        return True
    return any(r in ("alike", "surname alike") for r in pairs) and may_be_slip(view, a, b)


def may_be_slip(view: View, a: int, b: int) -> bool:
    """Whether of two like names one can be a slip for the other: not where both are brought in, or far apart.

    "Surnamed Zheng" in one paragraph and "Yan Heng" in another are two people.
    """
    if brought_in(view, a) and brought_in(view, b):
        return False
    lines = [{view.paragraph(m.span.start) for m in view.entities[i].mentions} for i in (a, b)]
    short = [all(len(n.tokens) == 1 for n in view.names(i)) for i in (a, b)]
    return short[0] == short[1] or bool(lines[0] & lines[1])


def brought_in(view: View, index: int) -> bool:
    """Whether a report says of an entity what it is called: "a man surnamed Luo"."""
    naming = view.domain.words.get("person_verbs_of_name", ())
    starts = (m.span.start for m in view.entities[index].mentions if m.form == "name")
    return any(set(fold(view.marked.text[max(0, at - 24) : at]).split()[-2:]) & set(naming) for at in starts)


def with_forms(view: View, group: tuple[int, ...]) -> tuple[int, ...]:
    """A group with the entities that are other forms of its names: "Jian G." where "Jian Guo" is accused."""
    forms = [i for i in range(len(view.entities)) if i not in group and any(one_named(view, i, j) for j in group)]
    return (*group, *forms)


def one_named(view: View, a: int, b: int) -> bool:
    """Whether two entities bear one name, or the report says that the name of the one is the other's too."""
    return bool({(a, b), (b, a)} & view.also_called) or full_match(view, a, b)


def full_match(view: View, a: int, b: int) -> bool:
    """Whether the full names of two entities are forms of one."""
    return any(compare(x, y).relation in ("same", "initials") for x in view.names(a) for y in view.names(b))


def in_one_claim(view: View, a: int, b: int) -> bool:
    """Whether one claim has both in an accused's place: charged together."""
    apart = view.tables.list("apart")
    return any(c.event not in apart and {a, b} <= set(roles_of(view, c)) for c in view.marks.claims)


def side_by_side(view: View, a: int, b: int) -> bool:
    """Whether only "and" and the like stands between a mention of the one and a mention of the other."""
    spans = sorted((m.span, i, m.form == "name") for i in (a, b) for m in view.entities[i].mentions)
    rows = (spans, [span for span in spans if span[2]])  # by name alone: "Ann Lund, 40, and her husband, Ole Lund"
    pairs = ((x, y) for row in rows for (x, i, _), (y, j, _) in pairwise(row) if i != j and x.end <= y.start)
    beside = (x for x, y in pairs if in_one_list(view, view.marked.text[x.end : y.start]))
    return any(told_against(view, x.start) for x in beside)


def told_against(view: View, at: int) -> bool:
    """Whether the sentence of an offset, or the title, tells something against somebody: more than that two met."""
    number = view.sentence(at)
    told = (c for c in view.marks.claims if any(w > WEAK for _, w in against(view, c)))
    return number < OPENING or any(view.sentence(c.evidence.start) == number for c in told)


def in_one_list(view: View, gap: str) -> bool:
    """Whether what stands between two names is no more than a comma, "and", an age."""
    plain = fold(gap).strip(" ,()0123456789") if len(gap) < MOST else gap
    return plain in view.tables.list("together") or (not plain and "," in gap)


def leading(view: View, groups: list[tuple[int, ...]], weights: dict[int, float]) -> int | None:
    """The number of the group that the report is about; None where it only lists cases."""
    total = sum(weights.values())
    scored = [(prominence(view, g, weights), -n) for n, g in enumerate(groups)]
    place = max(scored)[1]
    own = sum(weights[i] for i in groups[-place])
    return -place if early(view, groups[-place]) or (own * 2 >= total and own >= 2 * ENOUGH) else None


def prominence(view: View, group: tuple[int, ...], weights: dict[int, float]) -> float:
    """How much a report makes of a group: what is said against it, doubled for an early place, and for a name."""
    named = any(view.name(i) for i in group)
    most = max(weights[i] for i in group)
    weight = most + SHARE * (sum(weights[i] for i in group) - most)
    return weight * (2 if early(view, group) else 1) * (2 if named else 1)


def early(view: View, group: Iterable[int]) -> bool:
    """Whether one of the group is named in the title or the first sentences."""
    opening = fold(view.marks.header.title or "").split()
    for index in group:
        name = view.name(index)
        if view.sentence(view.first(index)) < OPENING or (name and name.surname in opening):
            return True
    return False


def generic(view: View, index: int) -> bool:
    """Whether a description says no more than that there is an accused."""
    if view.entities[index].kind in ("company", "group") and view.entities[index].key:
        return False
    empty = view.tables.list("generic") | view.tables.list("counts") | DETERMINERS
    return view.name(index) is None and set(re.findall(r"\w+", fold(view.entities[index].name))) <= empty


def absorbed(view: View, groups: list[tuple[int, ...]], lead: tuple[int, ...]) -> list[tuple[int, ...]]:
    """The groups, the main one first, with the descriptions of its accused put into it."""
    if not lead:
        return [g for g in groups if not all(generic(view, i) for i in g)]
    named = any(view.name(i) for i in lead)
    same = [g for g in groups if g != lead and belongs(view, g, lead, named)]
    rest = [g for g in groups if g != lead and g not in same]
    whole = tuple(dict.fromkeys([*lead, *(i for g in same for i in g)]))
    return [whole if named else (*named_for(view, whole, rest), *whole), *rest]


def named_for(view: View, group: tuple[int, ...], rest: list[tuple[int, ...]]) -> tuple[int, ...]:
    """The one named person whose name a report gives to a description of the accused, and who is nobody's official."""
    lines = {view.sentence(m.span.start) for i in group for m in view.entities[i].mentions}
    others = {i for g in rest for i in g} | {a.speaker for a in view.marks.attributions}
    found = [
        i
        for i, e in enumerate(view.entities)
        if view.name(i)
        and i not in others
        and not view.state_body(i)
        and lines & {view.sentence(m.span.start) for m in e.mentions if m.form == "name"}
        and names_one_of(view, i, group)
    ]
    return tuple(found) if len(found) == 1 else ()


def names_one_of(view: View, index: int, group: tuple[int, ...]) -> bool:
    """Whether a name is given to somebody described: "the man, identified as X", "a sailor, X"; not "ties to X".

    A name inside the description is another's: "an employee of X's office".
    """
    naming = {*view.domain.words.get("person_verbs_of_name", ()), *view.domain.words.get("person_nouns_of_name", ())}
    names = [m.span for m in view.entities[index].mentions if m.form == "name"]
    for span in (m.span for i in group for m in view.entities[i].mentions if not plural(view, i)):
        apart = (n for n in names if n.end <= span.start or span.end <= n.start)
        for name in (n for n in apart if view.sentence(n.start) == view.sentence(span.start)):
            words = view.marked.text[min(span.end, name.end) : max(span.start, name.start)].strip()
            between = fold(words).split()
            set_off = not words or words[0] in SET_OFF or words[-1] in SET_OFF
            close = set_off and len(between) <= GAP and not set(between) & view.tables.list("prepositions")
            if close or (len(between) <= 2 * GAP and set(between) & naming):
                return True
    return False


def belongs(view: View, group: tuple[int, ...], lead: tuple[int, ...], named: bool) -> bool:
    """Whether a group without a name only describes the main accused.

    A description does where it says nothing of its own, comes before the name, or takes up what is known ("the
    aide"); "two sailors" and, away from the name, "a researcher" are others.
    """
    if any(view.name(i) or view.entities[i].kind == "company" for i in group):
        return False
    if len(lead) == 1 and any(plural(view, i) for i in group):
        alike = all(generic(view, i) and "other" not in opening(view, i) for i in group)
        return not named and early(view, group) and alike  # "two men were held", and more is told of one
    if all(other_people(view, i, lead) for i in group):
        return False
    if all(generic(view, i) for i in group):
        return True
    start = min(view.first(i) for i in group)
    counts = view.domain.linking.get("counts", ())
    first_words = words_at(view, start) | {w for i in group for w in fold(view.entities[i].name).split()[:1]}
    if first_words & view.tables.list("several"):
        told = [counts.index(w) + 2 for w in first_words if w in counts]
        size = sum(max(1, count_in(view, fold(view.entities[i].name).split())) for i in lead)
        return any(size in (number, number - (number > FEW)) for number in told)  # of many one may go unread
    places = [m.span.start for i in lead for m in view.entities[i].mentions if m.form == "name"]
    near = named and view.paragraph(start) in map(view.paragraph, places)
    near = near and view.sentence(start) not in map(view.sentence, places)  # "an officer was jailed for helping Lund"
    return near or start < min(view.first(i) for i in lead) or not first_words & view.tables.list("indefinite")


def other_people(view: View, index: int, lead: tuple[int, ...]) -> bool:
    """Whether somebody nameless is brought in away from the accused as somebody else: by number, or by another time.

    "Last month four people were held" in a report on seven, "in February seven people were held" in one on their like.
    """
    start = view.first(index)
    words = fold(view.entities[index].name).split()
    if view.sentence(start) < OPENING or set(words) & view.tables.list("pronouns"):
        return False
    if told_earlier(view, start) and is_new(view, index) and index in stepped(view):
        return True
    counts = {count_in(view, opening(view, i)) for i in lead} - {0}
    faceless = not any(view.name(i) for i in lead)
    return faceless and bool(counts) and count_in(view, words) > 1 and count_in(view, words) not in counts


def is_new(view: View, index: int) -> bool:
    """Whether somebody nameless is new where first mentioned: "a clerk", "four people", "the editor of a newspaper"."""
    words = fold(view.entities[index].name).split()
    new = (words_at(view, view.first(index)) | set(words[:1])) & view.tables.list("indefinite")
    return bool(new) or count_in(view, words) > 1 or bool(set(words) & view.tables.list("prepositions"))


def told_earlier(view: View, at: int) -> bool:
    """Whether the sentence of an offset tells of another time than the report's: "in February", "weeks earlier"."""
    start, end = view.sentence_span(at)
    return view.one_of("earlier_cases").search(view.marked.text, start, end) is not None


def plural(view: View, index: int) -> bool:
    """Whether an entity without a name is several."""
    return is_plural(view, view.entities[index].name)


def is_plural(view: View, description: str) -> bool:
    """Whether a description is of several: its noun, the word before the first preposition, ends so."""
    words, head = fold(description).split(), ""
    if count_in(view, words) > 1:
        return True
    for word in words:
        if word in view.tables.list("prepositions"):
            break
        head = word
    return head in view.tables.list("plurals") or (head.endswith("s") and not head.endswith("ss"))


def count_in(view: View, words: list[str]) -> int:
    """How many people a description counts: "17 Japanese", "seven residents"; 0 where it counts nobody, or years."""
    first, second = [*words, "", ""][:2]
    if second in view.tables.list("of_age"):
        return 0
    counts = view.domain.linking.get("counts", ())
    return int(first) if first.isdecimal() else counts.index(first) + 2 if first in counts else 0


def words_at(view: View, start: int) -> set[str]:
    """The word at an offset and the one before it."""
    text = view.marked.text
    return {*fold(text[start : start + 40]).split()[:1], *fold(text[max(0, start - 12) : start]).split()[-1:]}


def shared_out(view: View, groups: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """The claims of each group: those that name its accused, and those that only carry on about them."""
    if not groups:
        return []
    owner: dict[int, int] = {}
    for number, claim in enumerate(view.marks.claims):
        held = named_groups(view, claim, groups)
        if held and not of_another_case(view, claim):
            owner[number] = held[0]
    general = view.tables.list("general")
    lines = {view.paragraph(m.span.start) for i in groups[0] for m in view.entities[i].mentions}
    for number, claim in enumerate(view.marks.claims):
        elsewhere = view.paragraph(claim.evidence.start) not in lines and of_others(view, claim)
        elsewhere = elsewhere or of_another_case(view, claim)
        alone = len(groups) == 1 and _somebody_says(view, claim)
        if number not in owner and not elsewhere and (claim.event not in general or alone):
            near = carried(view, number, owner)
            if near is not None:
                owner[number] = near
    return [tuple(n for n, g in sorted(owner.items()) if g == number) for number in range(len(groups))]


def of_others(view: View, claim: Claim) -> bool:
    """Whether a claim that names no accused is of somebody else: of a person by name, or of several."""
    event = view.event(claim)
    placed = next((claim.roles[r] for r in event.accused if claim.roles.get(r)), ()) if event else ()
    if claim.event in view.tables.list("replies"):
        return False
    if any(is_plural(view, f.name) for f in placed):
        return True
    strong = claim.event not in view.tables.list("weak")
    return strong and any(plainly_named(view, i) for i in roles_of(view, claim))


def of_another_case(view: View, claim: Claim) -> bool:
    """Whether the line of a claim says that it is of another case, and none of those in the claim is named in it."""
    start, end = view.line_span(claim.evidence.start)
    opening = fold(view.marked.text[start : start + MOST])
    if not any(opening.startswith(phrase) for phrase in view.tables.list("another_case")):
        return False
    event = view.event(claim)
    placed = [f for role in (event.accused if event else ()) for f in claim.roles.get(role, ())]
    return not any(start <= f.span.start < end for f in placed if f.entity is not None)


def _somebody_says(view: View, claim: Claim) -> bool:
    """Whether a person is quoted for a claim: in a report of one case a warning is then a comment on that case."""
    speaker = view.speaker(claim)
    return speaker is not None and view.entities[speaker].kind == "person"


def named_groups(view: View, claim: Claim, groups: list[tuple[int, ...]]) -> list[int]:
    """The groups that a claim names, the one in an accused's place first."""
    places = [*roles_of(view, claim), *view.fillers(claim), *([s] if (s := view.speaker(claim)) is not None else [])]
    return [n for i in places for n, g in enumerate(groups) if i in g]


def carried(view: View, number: int, owner: dict[int, int]) -> int | None:
    """The group of the nearest claim with an accused: on the same line, else the main one if it is near.

    A reply is to what the report is about, whatever other case is told of in between.
    """
    at = view.marks.claims[number].evidence.start
    spans = {n: view.marks.claims[n].evidence for n in owner}
    line = view.paragraph(at)
    inside = [n for n in spans if view.paragraph(spans[n].start) == line]
    if inside:
        return owner[min(inside, key=lambda n: (abs(spans[n].start - at), n))]
    if view.marks.claims[number].event in view.tables.list("replies"):
        spans = {n: span for n, span in spans.items() if owner[n] == 0}
    before = max((n for n in spans if spans[n].start < at), key=lambda n: (spans[n].start, n), default=None)
    after = min((n for n in spans if spans[n].start > at), key=lambda n: (spans[n].start, n), default=None)
    lead = [n for n in (before, after) if n is not None and owner[n] == 0]
    gap = min((abs(view.sentence(spans[n].start) - view.sentence(at)) for n in lead), default=REACH + 1)
    return 0 if len(lead) == 2 or gap <= REACH else None
