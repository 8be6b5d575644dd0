"""Claims of a sentence and of what was made of it → changes of step, role, certainty, speaker and value."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rapidfuzz import fuzz

from sayso.link.names import ALIKE, fold, likeness
from sayso.link.view import STATE_KINDS, View
from sayso.model import ChangeKind, ChangeRecord, Claim, Span
from sayso.trace.aligned import Pair
from sayso.trace.values import content, how_changed, numbers, relate

SURENESS = ("possible", "alleged", "reported", "asserted")
NAMED = 0.6  # letters in common order of the names of one accused: Luo and Lou are at 0.67
MANY = 300  # claims of each side that are held against each other
LIKE = 45.0  # how alike the words of two claims of one event are at least, 0-100


def changed_claims(source: View, target: View, pair: Pair) -> list[ChangeRecord]:
    """What the claims of one stretch of the target say otherwise than those of the source that they are made from."""
    return compared(source, source.claims_in([pair.source]), target, target.claims_in([pair.target]))


def compared(source: View, ours: Sequence[Claim], target: View, theirs: Sequence[Claim]) -> list[ChangeRecord]:
    """What some claims of the target say otherwise than the claims of the source that they are like."""
    checks = (_stage, _role, _number, _attribution, _speaker, _certainty, _time, _place)
    pairs = matched(source, ours, target, theirs)
    return [found for old, new in pairs for check in checks if (found := check(source, old, target, new))]


def matched(source: View, ours: Sequence[Claim], target: View, theirs: Sequence[Claim]) -> list[tuple[Claim, Claim]]:
    """Claims of the two sides that are of one thing, one to one, the likeliest pairs first."""
    tried = [
        (-_fit(source, old, target, new), i, j)
        for i, old in enumerate(ours[:MANY])
        for j, new in enumerate(theirs[:MANY])
        if same_event(source, old, new)
    ]
    used: tuple[set[int], set[int]] = (set(), set())
    found = []
    for score, i, j in sorted(tried):
        if -score >= LIKE and i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            found.append((ours[i], theirs[j]))
    return found


def _fit(source: View, old: Claim, target: View, new: Claim) -> float:
    words = (fold(view.marked.text[slice(*claim.evidence)]) for view, claim in ((source, old), (target, new)))
    return float(fuzz.token_set_ratio(*words)) + 20.0 * (old.event == new.event)


def same_event(view: View, a: Claim, b: Claim) -> bool:
    """Whether two claims are of one event, or of steps in law that are taken for one another."""
    if a.event == b.event:
        return True
    stages = {e.stage for c in (a, b) if (e := view.tables.events.get(c.event)) and e.stage}
    return len(stages) == 2 and any(stages <= set(line.split()) for line in view.tables.list("confused_steps"))


def same_matter(one: View, a: Claim, other: View, b: Claim) -> bool:
    """Whether two claims of two reports are of one thing: one event, and for answers one who answers."""
    if not same_event(one, a, b):
        return False
    if a.event not in one.tables.list("replies"):
        return True
    left, right = ([(v, i) for i in _speaking(v, c)] for v, c in ((one, a), (other, b)))
    return not left or not right or any(_one_party(v, i, w, j) for v, i in left for w, j in right)


def _one_party(one: View, i: int, other: View, j: int) -> bool:
    """Whether entities of two reports have one principal, or names alike."""
    names = fold(one.entities[i].name), fold(other.entities[j].name)
    return one.principal(i) == other.principal(j) or likeness(*names) >= ALIKE


def _speaking(view: View, claim: Claim) -> list[int]:
    """Who answers: the agent, else the last speaker."""
    last = claim.chain[-1].entity if claim.chain else None
    return view.fillers(claim, "agent") or ([last] if last is not None else [])


Change = ChangeRecord | None


def _record(
    kind: ChangeKind, source: View, old: Span | None, target: View, new: Span | None, slot: str | None, why: str
) -> ChangeRecord:
    texts = [view.marked.text[slice(*span)] if span else "" for view, span in ((source, old), (target, new))]
    return ChangeRecord(
        kind=kind, source_span=old, target_span=new, source_text=texts[0], target_text=texts[1], slot=slot,
        explanation=why,
    )  # fmt: skip


def _shown(view: View, span: Span) -> str:
    return " ".join(view.marked.text[slice(*span)].split())


def _stage(source: View, old: Claim, target: View, new: Claim) -> Change:
    """Another step in law."""
    if old.event == new.event:
        return None
    steps = [source.tables.events[c.event].stage or "" for c in (old, new)]
    ranks = [source.tables.rank[s] for s in steps]
    how = "harder" if ranks[1] > ranks[0] else "milder"
    words = [s.replace("_", " ") for s in steps]
    why = f"“{words[0]}” has become “{words[1]}”: a {how} step in law than the source gives"
    return _record("stage", source, old.evidence, target, new.evidence, "status", why)


def hardened(
    source: View, ours: Sequence[Claim], target: View, theirs: Sequence[Claim], told: Collection[Span | None] = ()
) -> list[ChangeRecord]:
    """The furthest step that the target tells of somebody, where the source gives only a milder one of its line.

    Wherever it stands: a step is often told again in other words, in a sentence of its own. `told` are the places of
    those that were found already.
    """
    found = []
    for line in sorted(source.tables.list("confused_steps")):
        old, new = _furthest(source, ours, line.split()), _furthest(target, theirs, line.split())
        if old is None or new is None or new.evidence in told or not _same_accused(source, old, target, new):
            continue
        if _rank(source, new) > _rank(source, old) and (record := _stage(source, old, target, new)):
            found.append(record)
    return found


def _rank(view: View, claim: Claim) -> int:
    return view.tables.rank[view.tables.events[claim.event].stage or ""]


def _furthest(view: View, claims: Sequence[Claim], line: Sequence[str]) -> Claim | None:
    """The claim of the furthest step of a line, of those that are said to have been taken."""
    steps = [
        c
        for c in claims
        if (event := view.tables.events.get(c.event)) and event.stage in line and c.polarity == "positive"
        and c.certainty not in ("denied", "possible")
    ]  # fmt: skip
    return max(steps, key=lambda c: (_rank(view, c), -c.evidence.start), default=None)


def _same_accused(one: View, a: Claim, other: View, b: Claim) -> bool:
    """Whether two steps are of one person; two nameless ones are taken for one."""
    left, right = ({v.entities[i].name for i in v.fillers(c, "target", "object")} for v, c in ((one, a), (other, b)))
    return any(likeness(fold(x), fold(y)) >= NAMED for x in left for y in right)


def _role(source: View, old: Claim, target: View, new: Claim) -> Change:
    """Who did it to whom, the other way round."""
    if old.event in source.tables.list("mutual"):
        return None
    for role, other in (("agent", "target"), ("agent", "recipient"), ("target", "agent")):
        doer, done = _said(source, old, role), _said(target, new, other)
        kept = _said(target, new, role)
        if _share(doer, done) and not _share(doer, kept) and kept and not _share(_said(source, old, other), done):
            why = f"{doer[0]} is the {role} of “{old.event}” in the source, and the {other} here"
            return _record("role", source, old.evidence, target, new.evidence, f"{old.event}.{role}", why)
    return None


def _said(view: View, claim: Claim, role: str) -> list[str]:
    """The names of those whom the clause itself puts in a role, in full where the report has them in full."""
    said = [f for f in claim.roles.get(role, ()) if not f.inferred]
    return [f.name if f.entity is None else view.entities[f.entity].name for f in said]


def _share(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two roles have somebody in common."""
    return any(likeness(fold(x), fold(y)) >= ALIKE for x in a for y in b)


def _number(source: View, old: Claim, target: View, new: Claim) -> Change:
    """Another number of the same thing."""
    a, b = old.quantity, new.quantity
    if a is None or b is None or old.event != new.event or not numbers(a.text) or not numbers(b.text):
        return None
    if content(a.unit or "", source.tables) != content(b.unit or "", source.tables):
        return None
    if relate("number", a.text, b.text, source.tables) == "same":
        return None
    why = f"“{_shown(source, a.span)}” has become “{_shown(target, b.span)}”: {how_changed(a.text, b.text)}"
    return _record("number", source, a.span, target, b.span, f"{old.event}.quantity", why)


def _attribution(source: View, old: Claim, target: View, new: Claim) -> Change:
    """Somebody's word has become the outlet's own."""
    if old.attribution is None or new.attribution is not None or len(new.chain) > 1:
        return None
    said = source.marks.attributions[old.attribution]
    spans = [*said.source, *said.cue]
    here = Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else old.evidence
    who = said.speaker_name or "its speaker"
    why = f"the word of {who} has become the outlet's own: “{_shown(target, new.evidence)}”"
    return _record("attribution_dropped", source, here, target, new.evidence, "attribution", why)


def _speaker(source: View, old: Claim, target: View, new: Claim) -> Change:
    """Somebody's word is given as that of somebody else's state."""
    last = [c.chain[-1].entity if c.chain and c.attribution is not None else None for c in (old, new)]
    if None in last or new.attribution is None:
        return None
    keys = [view.entities[i or 0].key for view, i in ((source, last[0]), (target, last[1]))]
    behind = [source.tables.principal(key) for key in keys]
    if None in behind or behind[0] == behind[1] or not all(_speaks_for_state(source, key) for key in keys):
        return None
    said = target.marks.attributions[new.attribution]
    span = said.source[0] if said.source else new.evidence
    why = f"the word of {old.chain[-1].speaker} is given as that of {new.chain[-1].speaker}"
    return _record("value", source, old.evidence, target, span, "attribution", why)


def _speaks_for_state(view: View, key: str | None) -> bool:
    party = view.tables.party(key)
    return party is not None and party.kind in STATE_KINDS


def _certainty(source: View, old: Claim, target: View, new: Claim) -> Change:
    """The same told more or less surely, by the same speaker."""
    if old.certainty not in SURENESS or new.certainty not in SURENESS or old.certainty == new.certainty:
        return None
    if (old.attribution is None) != (new.attribution is None) and old.certainty != "possible":
        return None  # what was reported and is now asserted is a speaker dropped
    raised = SURENESS.index(new.certainty) > SURENESS.index(old.certainty)
    kind: ChangeKind = "hedge_dropped" if raised and old.certainty == "possible" else "certainty"
    how = f"certainty {'raised' if raised else 'lowered'} from {old.certainty} to {new.certainty}"
    why = f"{how}: “{_shown(source, old.evidence)}” has become “{_shown(target, new.evidence)}”"
    return _record(kind, source, old.evidence, target, new.evidence, "certainty", why)


def _time(source: View, old: Claim, target: View, new: Claim) -> Change:
    """Another time of the same event."""
    if not (old.time and new.time and old.time.happened and new.time.happened and old.event == new.event):
        return None
    if fold(old.time.text) == fold(new.time.text):
        return None  # "on Monday" in a copy with another date is the same Monday
    if relate("date", old.time.happened, new.time.happened, source.tables) != "other":
        return None
    why = f"{old.time.value} in the source, {new.time.value} here"
    return _record("value", source, old.time.span, target, new.time.span, f"{old.event}.time", why)


def _place(source: View, old: Claim, target: View, new: Claim) -> Change:
    """Another place of the same event."""
    if not (old.place and new.place and old.event == new.event):
        return None
    if relate("place", old.place.text, new.place.text, source.tables) != "other":
        return None
    why = f"{old.place.text} in the source, {new.place.text} here"
    return _record("value", source, old.place.span, target, new.place.span, f"{old.event}.place", why)
