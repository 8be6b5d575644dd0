"""Entities of reports to parties: same pack entry, same full name, or, within one case, the surname of a full name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from sayso.domains import Domain, Party
from sayso.domains.parties import government_of
from sayso.link.names import Name, compare, fold
from sayso.link.stubs import is_plural, of_group, opening, plural
from sayso.link.types import PartyGroup
from sayso.link.view import Tables, View, tables
from sayso.model import Entity, Marked, PartyKind, Stub

Ref = tuple[int, int]  # report and entity, by position
TOLD_APART_BY = ("rank_lines", "sex_lines")  # lists of the pack, each line the words for one of two
SAME = ("same", "initials", "alike")


def party_groups(reports: Sequence[Marked], stubs: Sequence[Stub], domain: Domain) -> tuple[PartyGroup, ...]:
    """The parties of one case: `reports` are those that have a stub in `stubs`, or one report and no stubs.

    Every entity of the reports is in exactly one group. Parents and principals that no report names are given as
    groups without members.
    """
    views = [View(m, domain) for m in sorted(reports, key=lambda m: m.report)]
    groups = [_group(views, refs) for refs in _bundles(views, stubs)]
    return tuple(sorted([*groups, *_implied(groups, tables(domain))], key=lambda g: g.anchors))


def _bundles(views: list[View], stubs: Sequence[Stub]) -> list[list[Ref]]:
    """The entities in bundles of one party each."""
    bundles: defaultdict[str, list[Ref]] = defaultdict(list)
    accused = {(s.report, i) for s in stubs for i in s.accused}
    faceless = _faceless(views, accused)
    pairs = [(views[n], i, j) for (n, i), (m, j) in combinations(sorted(faceless), 2) if n == m]
    apart = any(of_group(*pair) for pair in pairs)
    by = next((name for name in TOLD_APART_BY if any(_differ(*pair, name) for pair in pairs)), None)
    for n, view in enumerate(views):
        for i in range(len(view.entities)):
            key = _bundle_key(view, i)
            bundles[_nameless_key(view, i, key, apart, by) if (n, i) in faceless else key].append((n, i))
    return _persons(views, list(bundles.values()), accused)


def _faceless(views: list[View], accused: set[tuple[str, int]]) -> set[Ref]:
    """The accused of a case in which nobody has a name: what joined their reports into one case makes them one."""
    found = {(n, i) for n, v in enumerate(views) for i in range(len(v.entities)) if (v.marked.report, i) in accused}
    bare = all(views[n].entities[i].kind in ("person", "unnamed") and views[n].name(i) is None for n, i in found)
    return found if bare else set()


def _differ(view: View, a: int, b: int, by: str) -> bool:
    """Whether a report tells two of its nameless accused apart: a man and a woman, the elder and the younger."""
    told = [_told(view, i, by) for i in (a, b)]
    return None not in told and told[0] != told[1] and not any(plural(view, i) for i in (a, b))


def _told(view: View, index: int, by: str) -> str | None:
    """Which of the opposites of a pair the words for somebody tell: the first word of their line in the pack."""
    lines = [line.split() for line in sorted(view.tables.list(by))]
    words = {w for name in (view.entities[index].name, *view.entities[index].aliases) for w in fold(name).split()[:4]}
    return next((line[0] for line in lines if words & set(line)), None)


def _nameless_key(view: View, index: int, own: str, apart: bool, by: str | None) -> str:
    """What a nameless accused is bundled by: all are one, but where a report tells one of several apart from the rest.

    There the several are one party, a man and a woman (the elder and the younger) are two, and "another man" and "one
    of the men" are parties of their own.
    """
    if not apart and by is None:
        return "="
    if plural(view, index):
        return "=several"
    told = _told(view, index, by) if by is not None else None
    if told is not None:
        return f"={told}"
    return own if set(opening(view, index)) & view.tables.list("one_of") else "="


def _bundle_key(view: View, index: int) -> str:
    """The global anchor, or for a name of one word or with initials the name itself: within a case it is one party."""
    anchor, name = view.anchor(index), view.name(index)
    return anchor if anchor != view.marked.entity_ids[index] or name is None else f"={name}"


def _persons(views: list[View], bundles: list[list[Ref]], accused: set[tuple[str, int]]) -> list[list[Ref]]:
    """Bundles in which the forms of one person's name have been brought together, as far as a case allows it."""
    known = [b for b in bundles if any(views[n].name(i) for n, i in b)]
    root = {id(b): b for b in known}
    for first, second in _alike(views, known, accused):
        a, b = root[id(first)], root[id(second)]
        if a is not b:
            merged = a + b
            for key in [k for k, v in root.items() if v is a or v is b]:
                root[key] = merged
    kept = {id(b): b for b in root.values()}
    return [*kept.values(), *(b for b in bundles if id(b) not in root)]


def _alike(
    views: list[View], bundles: list[list[Ref]], accused: set[tuple[str, int]]
) -> list[tuple[list[Ref], list[Ref]]]:
    """The pairs of bundles that one case shows to be one person.

    Full names that agree by initials or nearly by letters; a surname alone with the one bundle that bears it; and
    forms that differ by a slip, or of which a report says that they are one's, where both are the accused.
    """
    pairs = []
    names = {id(bundle): _names(views, bundle) for bundle in bundles}
    for a in bundles:
        fits = [(b, _relation(names[id(a)], names[id(b)])) for b in bundles if b is not a]
        bearers = [b for b, r in fits if r == "surname" and not _single(views, b)]
        both = _is_accused(views, a, accused)
        for b, relation in fits:
            slip = relation in ("surname alike", "initials alike", "alike") and both and _is_accused(views, b, accused)
            one_name = relation == "surname" and _single(views, a) and (_single(views, b) or bearers == [b])
            called = both and _is_accused(views, b, accused) and _also_called(views, a, b)
            if relation in ("same", "initials") or slip or one_name or called:
                pairs.append((a, b))
    return pairs


def _also_called(views: list[View], a: list[Ref], b: list[Ref]) -> bool:
    """Whether a report gives the name of one bundle to the other as well: "Lund, also known as Ole Berg"."""
    return any(n == m and (i, j) in views[n].also_called for n, i in a for m, j in b)


def _names(views: list[View], bundle: list[Ref]) -> tuple[Name, ...]:
    """The names of a bundle, each form once."""
    return tuple(dict.fromkeys(name for n, i in bundle[:8] for name in views[n].names(i)))


def _relation(a: Iterable[Name], b: Sequence[Name]) -> str:
    found = [compare(x, y) for x in a for y in b]
    return max(found, key=lambda c: (c.score, c.relation)).relation if found else "different"


def _single(views: list[View], bundle: list[Ref]) -> bool:
    return all(len(name.tokens) == 1 for n, i in bundle for name in views[n].names(i))


def _is_accused(views: list[View], bundle: list[Ref], accused: set[tuple[str, int]]) -> bool:
    return any((views[n].marked.report, i) in accused for n, i in bundle)


def _group(views: list[View], refs: list[Ref]) -> PartyGroup:
    """The party of one bundle."""
    entities = [views[n].entities[i] for n, i in refs]
    uses = Counter(
        form
        for e in entities
        for form in {untitled(f, tables(views[0].domain)) if e.kind == "person" else f for f in (e.name, *e.aliases)}
    )
    key = min((e.key for e in entities if e.key), default=None)
    party = tables(views[0].domain).party(key)
    members = tuple(sorted(views[n].marked.entity_ids[i] for n, i in refs))
    parents = sorted(views[n].anchor(p) for n, i in refs if (p := views[n].entities[i].parent) is not None)
    unnamed = _by_function(views, refs, party)
    return PartyGroup(
        anchors=tuple(sorted({*members, *(views[n].anchor(i) for n, i in refs)})),
        members=members,
        name=unnamed
        or _shown(
            party,
            _of_one(views[0], uses) if _nobody_named(entities) else _own_names(views, refs, uses),
            tables(views[0].domain),
        ),
        kind=party.kind if party else _most(e.kind for e in entities),
        key=key,
        country=party.country if party else _commonest(e.country for e in entities),
        parent=f"g:{party.parent}" if party and party.parent else _commonest(parents),
        principal=_commonest(views[n].principal(i) for n, i in refs),
        uses=dict(sorted(uses.items())),
        unnamed=unnamed is not None,
    )


def _own_names(views: list[View], refs: list[Ref], uses: dict[str, int]) -> dict[str, int]:
    """The names of a party, without those that reports give as a further name of theirs ("Lund, alias Ole Berg")."""
    told = {(n, j): (n, i) for n, _ in refs for i, j in views[n].also_called if {(n, i), (n, j)} <= set(refs)}
    further = {views[n].entities[j].name for (n, j), (_, i) in told.items() if views[n].name(i)}
    return {form: number for form, number in uses.items() if form not in further} or uses


def _nobody_named(entities: Iterable[Entity]) -> bool:
    """Whether none of some entities has a name."""
    return all(e.kind == "unnamed" for e in entities)


def _of_one(view: View, uses: dict[str, int]) -> dict[str, int]:
    """The descriptions of one person, where there are any, of those of an accused who is also told of among others."""
    return {form: number for form, number in uses.items() if not is_plural(view, form)} or uses


def _by_function(views: list[View], refs: list[Ref], party: Party | None) -> str | None:
    """What a body is called of which a state has many, where no report gives it a name: "Prosecutors (Sweden)".

    Which of them is meant is not told, so that the pack's name would say more than the reports do.
    """
    known = tables(views[0].domain)
    if party is None or party.id not in known.pack.known or not set(party.functions[:1]) & known.of_many:
        return None
    own = {fold(name) for name in (party.name, *party.aliases, *party.weak_aliases)}
    mentioned = (
        views[n].marked.text[m.span.start : m.span.end] for n, i in refs for m in views[n].entities[i].mentions
    )
    country, function = known.countries.get(party.country or ""), known.pack.functions[party.functions[0]]
    if country is None or own & set(map(fold, mentioned)):
        return None
    return f"{function.name} ({country.name})"


def _most(kinds: Iterable[PartyKind]) -> PartyKind:
    counts = Counter(kinds)
    return min(counts, key=lambda k: (-counts[k], k))


def _commonest(values: Iterable[str | None]) -> str | None:
    counts = Counter(v for v in values if v)
    return min(counts, key=lambda v: (-counts[v], v)) if counts else None


def untitled(form: str, known: Tables) -> str:
    """A person's name without the titles before it and the placeholders after it."""
    words = form.split()
    while len(words) > 1 and fold(words[0]).strip(".") in known.list("titles"):
        words = words[1:]
    while len(words) > 1 and fold(words[-1]) in known.list("placeholders"):
        words = words[:-1]
    return " ".join(words)


def _shown(party: Party | None, uses: dict[str, int], known: Tables) -> str:
    """The name to show: the pack's; for a body that the pack only implies, the proper name that reports give it."""
    if party is None:
        return best_name(uses)
    proper = {f: n for f, n in uses.items() if f != party.name and len(f.split()) > 1 and f[:1].isupper()}
    implied = party.id not in known.pack.known and party.id != government_of(party.country or "")
    return best_name(proper) if implied and proper else party.name


def best_name(uses: dict[str, int]) -> str:
    """The form to show: of two to four words where there is one, the most used, then the longest.

    The most used form is the one that most outlets found right to print: often an initial for the surname.
    """

    def rank(form: str) -> tuple[bool, int, int, str]:
        full = 2 <= len(form.split()) <= 4 and form[:1].isupper()
        return (not full, -uses[form], -len(form), form)

    return min(uses, key=rank)


def _implied(groups: list[PartyGroup], known: Tables) -> list[PartyGroup]:
    """The parents and principals that no entity of the reports stands for."""
    present = {anchor for g in groups for anchor in g.anchors}
    waiting = sorted({a for g in groups for a in (g.parent, g.principal) if a and a not in present})
    made: list[PartyGroup] = []
    while waiting:
        anchor = waiting.pop()
        if anchor in present:
            continue
        present.add(anchor)
        group = _from_pack(anchor, known)
        if group:
            made.append(group)
            waiting += [a for a in (group.parent, group.principal) if a and a not in present]
    return made


def _from_pack(anchor: str, known: Tables) -> PartyGroup | None:
    """The group of a party that only the pack knows: "g:cn-mss"."""
    party = known.party(anchor.removeprefix("g:")) if anchor.startswith("g:") else None
    if party is None:
        return None
    return PartyGroup(
        anchors=(anchor,),
        members=(),
        name=party.name,
        kind=party.kind,
        key=party.id,
        country=party.country,
        parent=f"g:{party.parent}" if party.parent else None,
        principal=known.principal(party.id),
        uses={},
    )


def unite(groups: Iterable[PartyGroup]) -> tuple[PartyGroup, ...]:
    """Groups of several cases with those that share an anchor made one; the order of input does not matter."""
    home: dict[str, int] = {}
    bundles: dict[int, list[PartyGroup]] = {}
    for number, group in enumerate(groups):
        bundle = [group]
        for old in {home[a] for a in group.anchors if a in home}:
            bundle += bundles.pop(old)
        bundles[number] = bundle
        home.update({a: number for g in bundle for a in g.anchors})
    return tuple(sorted((_united(b) for b in bundles.values()), key=lambda g: g.anchors))


def _united(bundle: list[PartyGroup]) -> PartyGroup:
    """One group of several."""
    if len(bundle) == 1:
        return bundle[0]
    uses: Counter[str] = Counter()
    for group in {g.members: g for g in bundle}.values():
        uses.update(group.uses)
    keyed = min((g for g in bundle if g.key), key=lambda g: (g.key or "", g.unnamed, g.name), default=None)
    weighed = [g for g in bundle for _ in range(max(1, len(g.members)))]
    return PartyGroup(
        anchors=tuple(sorted({a for g in bundle for a in g.anchors})),
        members=tuple(sorted({m for g in bundle for m in g.members})),
        name=keyed.name if keyed else best_name(dict(uses)) if uses else min(g.name for g in bundle),
        kind=keyed.kind if keyed else _most(g.kind for g in weighed),
        key=keyed.key if keyed else None,
        country=keyed.country if keyed else _commonest(g.country for g in weighed),
        parent=keyed.parent if keyed else _commonest(g.parent for g in weighed),
        principal=keyed.principal if keyed else _commonest(g.principal for g in weighed),
        uses=dict(sorted(uses.items())),
        unnamed=keyed is not None and keyed.unnamed,
    )
