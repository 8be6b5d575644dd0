"""Why mentions in several reports are one party, and why the nearest others are not: features and scores.

Takes a party's record; gives the parts of an explanation. The comparison of names is the pure function that joined
them (`link.names.compare`), asked again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sayso.link import PartyGroup
from sayso.link.judge import NAME_WORDS
from sayso.link.names import SCORES, Likeness, Name, compare, parse
from sayso.link.view import tables
from sayso.model import Entity, PartyRecord
from sayso.show.why.claim import decisions
from sayso.show.why.desk import MANY, SHORT, Desk, listed
from sayso.show.why.types import Explained, Line, Quoted, line, part

NEAREST = 6  # others that are told of
SCOPES = 20  # cases in which others are looked for


class Form(NamedTuple):
    """One form of a person's name with the entities that bear it."""

    name: Name | None
    printed: str
    entities: tuple[str, ...]


def explain(desk: Desk, party: PartyRecord) -> Explained:
    """A party explained."""
    scoped = desk.ledger.party_groups(party.id)
    members = sorted({m for _, group in scoped for m in group.members})
    entities = desk.ledger.entities(members)
    parts = (
        part("What it is", *_known(desk, party, [g for _, g in scoped])),
        part("The mentions that are joined", *_mentions(desk, party, entities)),
        part("What joined them", *_joined(desk, party, scoped, entities)),
        part("The nearest that are kept apart", *_apart(desk, party, scoped, entities)),
        part("Who stands behind it", *_behind(desk, party)),
        part("Decisions", *decisions(desk, party.id), *_split(scoped)),
    )
    return Explained(id=party.id, kind="party", title=party.name, parts=tuple(p for p in parts if p.lines))


def _known(desk: Desk, party: PartyRecord, groups: list[PartyGroup]) -> Iterator[Line]:
    key = next((g.key for g in groups if g.key), None)
    known = tables(desk.domain).party(key)
    country = f" of {party.country}" if party.country else ""
    if known and key in tables(desk.domain).pack.known:
        source = f" (taken from {known.source})" if known.source else ""
        yield line(f"A {party.kind}{country}: the entry {key} of the domain pack{source}; every name of it is it.")
    elif known:
        yield line(f"A {party.kind}{country}: made from a country and a function, {key}; the pack has no entry for it.")
    else:
        yield line(f"A {party.kind}{country}: known from the reports alone.")


def _mentions(desk: Desk, party: PartyRecord, entities: dict[str, Entity]) -> Iterator[Line]:
    reports = sorted({id.rpartition(":")[0] for id in entities})
    for report in reports[:MANY]:
        own = [e for id, e in entities.items() if id.rpartition(":")[0] == report]
        forms = dict.fromkeys(n for e in own for n in (e.name, *e.aliases))
        count = sum(len(e.mentions) for e in own)
        first = min((m.span for e in own for m in e.mentions), default=None)
        words = _quote(desk, report, first)
        yield line(f"{desk.report_name(report)}: {listed(forms)}, {count} mention{'s' * (count != 1)}.", words, report)
    if len(reports) > MANY:
        yield line(f"And {len(reports) - MANY} more reports.")
    if not reports:
        yield line("No report names it: it stands behind parties that reports name.")


def _quote(desk: Desk, report: str, span: tuple[int, int] | None) -> Quoted | None:
    return desk.quote(report, *span) if span else None


# ------------------------------------------------------------------------------------------------- joined


def _joined(
    desk: Desk, party: PartyRecord, scoped: list[tuple[str, PartyGroup]], entities: dict[str, Entity]
) -> Iterator[Line]:
    anchors = {a for _, g in scoped for a in g.anchors if a[1:2] == ":"}
    packed = sorted(a[2:] for a in anchors if a.startswith("g:"))
    if packed:
        yield line(f"Names and functions that the domain pack gives to {listed(packed)}, in whatever report.")
    if party.kind not in ("person", "unnamed"):
        if any(a.startswith("n:") for a in anchors):
            yield line("The same name, apart from case and accents, and the same country, in whatever report.")
        return
    forms = _forms(desk, entities)
    if any(a.startswith("n:") for a in anchors):
        full = [f.printed for f in forms if f.name and len(f.name.tokens) > 1]
        yield line(f"The same full name, whatever the order of its words, in whatever report: {listed(full[:6])}.")
    yield from _by_form(forms)
    bare = sum(form.name is None for form in forms)
    if bare and len(entities) > 1:
        yield line("Descriptions without a name, within one case: what joined their reports into one case joins them.")
    if len(entities) == 1:
        yield line(
            "All its mentions stand in one report, where names, descriptions and pronouns were joined in reading."
        )


def _forms(desk: Desk, entities: dict[str, Entity]) -> list[Form]:
    """The forms of the name, the fullest first."""
    found: defaultdict[Name | None, dict[str, list[str]]] = defaultdict(dict)
    for id, entity in sorted(entities.items()):
        name = parse(entity.name, entity.surname, desk.domain) if entity.kind == "person" else None
        found[name].setdefault(entity.name, []).append(id)
    forms = [
        Form(name, next(iter(printed)), tuple(id for ids in printed.values() for id in ids))
        for name, printed in found.items()
    ]
    return sorted(forms, key=lambda f: (-(len(f.name.tokens) if f.name else 0), f.printed))


def _by_form(forms: list[Form]) -> Iterator[Line]:
    """Each further form of the name with the fullest that it fits best."""
    named = [f for f in forms if f.name]
    for number, form in enumerate(named[1:MANY], 1):
        best, other = max(((_like(form, o), o) for o in named[:number]), key=lambda p: (p[0].score, p[1].printed))
        if best.relation == "different":
            how = "names that differ, which one case or a decision makes one"
        else:
            how = f"{NAME_WORDS[best.relation]} ({best.score:+g}), within one case"
        yield line(f"“{form.printed}” in {_reports(form)} with “{other.printed}”: {how}.")


def _like(a: Form, b: Form) -> Likeness:
    assert a.name and b.name
    return compare(a.name, b.name)


def _reports(form: Form) -> str:
    ids = sorted({id.rpartition(":")[0] for id in form.entities})
    return listed([id[:SHORT] for id in ids[:3]]) + (f" and {len(ids) - 3} more" if len(ids) > 3 else "")


# -------------------------------------------------------------------------------------------------- apart


def _apart(
    desk: Desk, party: PartyRecord, scoped: list[tuple[str, PartyGroup]], entities: dict[str, Entity]
) -> Iterator[Line]:
    """The persons of the same cases whose names come nearest."""
    mine = [f.name for f in _forms(desk, entities) if f.name]
    if not mine:
        return
    rivals = _rivals(desk, [scope for scope, _ in scoped], set(entities))
    near: dict[str, tuple[Likeness, str]] = {}
    for other, names in rivals.items():
        likeness, name = max(((compare(m, n), str(n)) for m in mine for n in names), key=lambda p: (p[0].score, p[1]))
        if likeness.relation != "different" and other != party.id:
            near[other] = (likeness, name)
    called = desk.names(near)
    ranked = sorted(near.items(), key=lambda p: (-p[1][0].score, p[0]))
    for id, (likeness, _) in ranked[:NEAREST]:
        yield line(
            f"{called.get(id, id)}: {NAME_WORDS[likeness.relation]} ({likeness.score:+g}); {_why_not(likeness)}.",
            None,
            id,
        )
    if not ranked:
        yield line("No other person of its cases has a name like it.")


def _rivals(desk: Desk, scopes: Iterable[str], mine: set[str]) -> dict[str, list[Name]]:
    """The other named persons of some cases, by party."""
    groups = [g for scope in list(dict.fromkeys(scopes))[:SCOPES] for g in desk.ledger.groups_in(scope)]
    others = [g for g in groups if g.kind == "person" and mine.isdisjoint(g.members)]
    homes = desk.ledger.party_of(a for g in others for a in g.anchors[:1])
    found: defaultdict[str, list[Name]] = defaultdict(list)
    for group in others:
        home = homes.get(group.anchors[0])
        names = [n for form in group.uses if (n := parse(form, None, desk.domain))]
        if home and names:
            found[home] += names
    return dict(found)


def _why_not(likeness: Likeness) -> str:
    """Why a likeness was not enough."""
    if likeness.score >= SCORES["initials"]:
        return "of another case, or parted by a decision: within one case this would join"
    reasons = {
        "surname": "several in the case bear that surname, so it tells nobody",
        "conflict": "one surname with other given names is two people",
    }
    return reasons.get(likeness.relation, "a slip joins only two forms of the accused of one case")


def _behind(desk: Desk, party: PartyRecord) -> Iterator[Line]:
    names = desk.names([party.parent, party.principal, *party.members[:MANY]])
    if party.parent in names:
        yield line(f"It belongs to {names[party.parent or '']}.", None, party.parent)
    if party.principal != party.id and party.principal in names:
        yield line(f"{names[party.principal]} stands behind it: their word counts as one.", None, party.principal)
    elif party.principal == party.id:
        yield line("It stands for itself.")


def _split(scoped: list[tuple[str, PartyGroup]]) -> Iterator[Line]:
    for scope in sorted({scope for scope, _ in scoped if scope.startswith("d")}):
        yield line("A decision made several one.", None, scope)
