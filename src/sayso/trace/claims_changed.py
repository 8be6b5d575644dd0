"""Claims of a sentence and of what was made of it → changes of step, role, certainty, speaker and value."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from sayso.link.names import ALIKE, fold, likeness
from sayso.link.view import View
from sayso.model import ChangeKind, ChangeRecord, Claim, Filler, Span
from sayso.trace.aligned import Pair
from sayso.trace.values import relate

SURENESS = ("possible", "alleged", "reported", "asserted")
LIKE = 45.0  # how alike the words of two claims of one event are at least, 0-100


def changed_claims(source: View, target: View, pair: Pair) -> list[ChangeRecord]:
    """What the claims of one stretch of the target say otherwise than those of the source that they are made from."""
    found = []
    for old, new in matched(source, target, pair):
        checks = (_stage, _role, _attribution, _certainty, _time, _place)
        found += [record for check in checks if (record := check(source, old, target, new))]
    return found


def matched(source: View, target: View, pair: Pair) -> list[tuple[Claim, Claim]]:
    """Claims of the two sides that are of one thing, one to one, the likeliest pairs first."""
    ours, theirs = _inside(source, pair.source), _inside(target, pair.target)
    tried = [
        (-_fit(source, old, target, new), i, j)
        for i, old in enumerate(ours)
        for j, new in enumerate(theirs)
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


def _inside(view: View, span: Span) -> list[Claim]:
    return [c for c in view.marks.claims if span.start <= c.evidence.start and c.evidence.end <= span.end]


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
    left, right = ({v.principal(i) for i in _speaking(v, c)} for v, c in ((one, a), (other, b)))
    return not left or not right or bool(left & right)


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


def _role(source: View, old: Claim, target: View, new: Claim) -> Change:
    """Who did it to whom, the other way round."""
    sides = [(r, s) for r, s in (("agent", "target"), ("agent", "recipient"), ("target", "agent"))]
    for role, other in sides:
        doer, done = old.roles.get(role, ()), new.roles.get(other, ())
        kept = new.roles.get(role, ())
        if _share(doer, done) and not _share(doer, kept) and kept and not _share(old.roles.get(other, ()), done):
            why = f"{doer[0].name} is the {role} of “{old.event}” in the source, and the {other} here"
            return _record("role", source, old.evidence, target, new.evidence, f"{old.event}.{role}", why)
    return None


def _share(a: Sequence[Filler], b: Sequence[Filler]) -> bool:
    """Whether two roles have somebody in common."""
    return any(likeness(fold(x.name), fold(y.name)) >= ALIKE for x in a for y in b)


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


def _certainty(source: View, old: Claim, target: View, new: Claim) -> Change:
    """The same told more or less surely, by the same speaker."""
    if old.certainty not in SURENESS or new.certainty not in SURENESS or old.certainty == new.certainty:
        return None
    if (old.attribution is None) != (new.attribution is None) and old.certainty != "possible":
        return None  # what was reported and is now asserted is a speaker dropped
    raised = SURENESS.index(new.certainty) > SURENESS.index(old.certainty)
    kind: ChangeKind = "hedge_dropped" if raised and old.certainty == "possible" else "certainty"
    why = f"certainty {'raised' if raised else 'lowered'}: {old.certainty} in the source, {new.certainty} here"
    return _record(kind, source, old.evidence, target, new.evidence, "certainty", why)


def _time(source: View, old: Claim, target: View, new: Claim) -> Change:
    """Another time of the same event."""
    if not (old.time and new.time and old.time.value and new.time.value and old.event == new.event):
        return None
    if relate("date", old.time.value, new.time.value, source.tables) != "other":
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
