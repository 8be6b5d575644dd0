"""What analysts decided, put over what a reader marked: pure functions, no ledger in sight.

`apply` takes a report's text, its marks and the decisions that stand, and gives the marks that are shown and linked.
A decision names a claim by an anchor: the quote, 32 code points on either side, and the event. After a new reading or
with a new text layer the claim is found again (`place`): the same event over the quote; else the quote where its
surroundings fit best; else the decision is kept and said to be not placed.

What a decision says of a claim is a set of parts in words (`parts`). Where two that stand say one part differently, the
later one holds, and the earlier one is said to be overruled, or replaced where one person decided both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import msgspec
from msgspec import Struct

from sayso.keep.ids import claim_ids
from sayso.model import Certainty, Claim, Filler, Header, Link, Marks, Polarity, Span, When

Review = Literal["accepted", "rejected", "corrected", "added"]
CONTEXT = 32  # code points on either side of a quote
SAME_PLACE = 0.5  # share of two overlapping quotes from which they are taken for one place


class Snapshot(Struct, frozen=True, kw_only=True):
    """A claim as it was when somebody decided on it, in words, so that it can be made again without its reader."""

    event: str
    certainty: Certainty
    polarity: Polarity
    speakers: tuple[str, ...]
    roles: dict[str, tuple[str, ...]]
    time: str | None = None


class Change(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a correction puts in place; None leaves a thing as it is, and an empty role takes its fillers away."""

    event: str | None = None
    certainty: Certainty | None = None
    polarity: Polarity | None = None
    speaker: str | None = None
    roles: dict[str, tuple[str, ...]] = {}
    time: str | None = None  # partial date


class Quoted(Struct, frozen=True, kw_only=True):
    """Words of a report, with what stands around them and where they stood."""

    report: str
    quote: str
    before: str
    after: str
    start: int


class ClaimAnchor(Quoted, frozen=True, kw_only=True):
    """Where a decision on a claim holds, and what it found there."""

    address: str
    claim: str
    event: str
    was: Snapshot
    change: Change = Change()
    read: bool = True  # whether a reader made the claim; else an analyst added it


class Decision(Struct, frozen=True, kw_only=True):
    """A decision on one claim that nobody has taken back. `what`: accept, reject, correct, add, move."""

    id: str
    what: str
    anchor: ClaimAnchor
    key: str = ""
    who: str = ""
    at: str = ""
    case: str = ""  # of a move: what tells the case that the claim is moved to from others


class Status(Struct, frozen=True, kw_only=True):
    """How a decision stands: "placed", "not placed", "contradicted", "overruled" or "replaced", and why."""

    status: str
    note: str


class Applied(Struct, frozen=True, kw_only=True):
    """The marks with decisions applied. Rejected claims are taken out of `marks` and stand in `rejected`."""

    marks: Marks
    claim_ids: tuple[str, ...]
    rejected: tuple[tuple[str, Claim], ...] = ()
    review: dict[str, Review] = {}
    moved: dict[str, str] = {}  # claim id -> the key of the decision that moves it to another case
    statuses: dict[str, Status] = {}


PLACED = Status(status="placed", note="")
LOST = Status(status="not placed", note="Its quote is not in the text that is read now.")
AGAIN = Status(status="contradicted", note="The present reading does not make this claim; it is kept as decided.")
GONE = Status(status="placed", note="The present reading does not make this claim either.")


def apply(report: str, text: str, marks: Marks, decisions: Sequence[Decision]) -> Applied:
    """The marks as the analysts left them; decisions in the order in which they were made."""
    board = _Board(text, marks, dict(zip(claim_ids(report, text, marks.claims), marks.claims)))
    for decision in decisions:
        board.hear(decision)
    overrule(board.statuses, [said(decision) for decision in decisions])
    live = {id: claim for id, claim in board.claims.items() if board.review.get(id) != "rejected"}
    order = sorted(live, key=lambda id: live[id].evidence)
    return Applied(
        marks=msgspec.structs.replace(marks, claims=tuple(live[id] for id in order)),
        claim_ids=tuple(order),
        rejected=tuple((id, claim) for id, claim in board.claims.items() if id not in live),
        review=board.review,
        moved={id: decision for id, decision in board.moved.items() if id in live},
        statuses=board.statuses,
    )


class _Board:
    """The claims of one report while decisions are put over them one by one."""

    def __init__(self, text: str, marks: Marks, claims: dict[str, Claim]) -> None:
        self.text, self.marks, self.claims = text, marks, claims
        self.read = dict(claims)  # as the reader gave them
        self.review: dict[str, Review] = {}
        self.moved: dict[str, str] = {}
        self.statuses: dict[str, Status] = {}

    def hear(self, decision: Decision) -> None:
        """Puts one decision over the claims, and notes how it stands."""
        anchor = decision.anchor
        span = locate(self.text, anchor)
        if span is None and anchor.claim not in self.claims:
            self.statuses[decision.id] = LOST
            return
        found = self._find(anchor, span)
        if found is not None:
            self._rename(found, anchor.claim)
        self.statuses[decision.id] = self._status(decision, found)
        if found is None and decision.what not in ("reject", "note") and span is not None:
            self.claims[anchor.claim] = remake(self.text, self.marks, anchor.was, span)
        if anchor.claim in self.claims and decision.what != "note":
            self._do(decision)

    def _find(self, anchor: ClaimAnchor, span: Span | None) -> str | None:
        """The id of the claim that an anchor means: by its id, by event and place, or by place alone."""
        if anchor.claim in self.claims or span is None:
            return anchor.claim
        events = {anchor.event, anchor.change.event}
        least = 0.0 if anchor.read else SAME_PLACE  # an added claim may lie beside one of the same event
        return _nearest(span, {id: c for id, c in self.claims.items() if c.event in events}, least) or (
            _nearest(span, self.claims, SAME_PLACE) if anchor.change.event else None
        )

    def _rename(self, found: str, id: str) -> None:
        """Lets a claim keep the id under which it was decided on."""
        if found != id:
            self.claims = {id if key == found else key: claim for key, claim in self.claims.items()}
            self.read = {id if key == found else key: claim for key, claim in self.read.items()}

    def _status(self, decision: Decision, found: str | None) -> Status:
        anchor = decision.anchor
        if found is None:
            return {"reject": GONE, "add": PLACED, "note": GONE}.get(decision.what, AGAIN)
        if anchor.claim not in self.read:  # an analyst added it, or another decision made it again
            return PLACED
        if decision.what == "correct":
            return _agreement(self.read[anchor.claim], anchor)
        return _kept(self.claims[anchor.claim], anchor) if decision.what in ("accept", "add") else PLACED

    def _do(self, decision: Decision) -> None:
        id = decision.anchor.claim
        if decision.what == "move":
            self.moved[id] = decision.key or decision.id
            return
        self.review[id] = REVIEW[decision.what]
        if decision.what == "correct":
            self.claims[id] = change(self.text, self.marks, self.claims[id], decision.anchor.change)
        elif decision.what in ("accept", "add"):
            again = restoring(snapshot(self.claims[id]), decision.anchor.was)
            self.claims[id] = change(self.text, self.marks, self.claims[id], again)


REVIEW: dict[str, Review] = {"accept": "accepted", "reject": "rejected", "correct": "corrected", "add": "added"}


# ---------------------------------------------------------------------------------------------- agreement


def parts(claim: Snapshot | Change) -> dict[str, str]:
    """What is said of a claim, part by part, in words without regard to case; what is not said is left out."""
    plain = {name: getattr(claim, name) for name in ("event", "certainty", "polarity", "time")}
    speaker = claim.speaker if isinstance(claim, Change) else (claim.speakers or (None,))[-1]
    roles = {f"role {name}": ", ".join(sorted(fillers)) for name, fillers in claim.roles.items()}
    told = {**plain, "speaker": speaker, **roles}
    return {name: value.casefold() for name, value in told.items() if value is not None}


def restoring(now: Snapshot, was: Snapshot) -> Change:
    """What makes a claim again what somebody accepted or added; what a new reading finds beside that is left."""
    different = [name for name, value in parts(was).items() if parts(now).get(name) != value]
    plain = {name: getattr(was, name) for name in ("event", "certainty", "polarity", "time") if name in different}
    roles = {name: fillers for name, fillers in was.roles.items() if f"role {name}" in different}
    return Change(**plain, speaker=was.speakers[-1] if "speaker" in different else None, roles=roles)


def _kept(now: Claim, anchor: ClaimAnchor) -> Status:
    """Whether a reading still says what somebody accepted."""
    return _contradicted("Accepted", parts(restoring(snapshot(now), anchor.was)), parts(snapshot(now)))


def _agreement(read: Claim, anchor: ClaimAnchor) -> Status:
    """Whether a reading of a corrected claim says something new: neither what was corrected nor the correction."""
    now, was, wanted = parts(snapshot(read)), parts(anchor.was), parts(anchor.change)
    new = {name: value for name, value in wanted.items() if now.get(name, "") not in (value, was.get(name, ""))}
    return _contradicted("Corrected", new, now)


def _contradicted(done: str, wanted: Mapping[str, str], now: Mapping[str, str]) -> Status:
    if not wanted:
        return PLACED
    told = "; ".join(f"{n} {v!r}, where the present reading has {now.get(n, '')!r}" for n, v in sorted(wanted.items()))
    return Status(status="contradicted", note=f"{done} with {told}. It is kept as decided.")


class Said(Struct, frozen=True, kw_only=True):
    """What one decision says of something, part by part."""

    id: str
    who: str
    at: str
    parts: dict[str, str]


def said(decision: Decision) -> Said:
    """What a decision on a claim says of it. That it is there, is itself a part."""
    anchor, there = decision.anchor, {"that it is said": "no" if decision.what == "reject" else "yes"}
    told = {
        "accept": lambda: there | parts(anchor.was),
        "add": lambda: there | parts(anchor.was),
        "correct": lambda: there | parts(anchor.change),
        "reject": lambda: there,
        "move": lambda: {"case": decision.case},
    }
    about = {f"{anchor.claim} {name}": value for name, value in told.get(decision.what, dict)().items()}
    return Said(id=decision.id, who=decision.who, at=decision.at, parts=about)


def overrule(statuses: dict[str, Status], order: Sequence[Said]) -> None:
    """Notes which decisions no longer hold, as a later one says a part of what they say otherwise."""
    last = {name: one for one in order for name in one.parts}
    for one in order:
        against = [name for name, value in one.parts.items() if last[name].parts[name] != value]
        if against and statuses.get(one.id, PLACED).status != "not placed":
            statuses[one.id] = _overruled(one, max((last[name] for name in against), key=lambda o: o.at), against)


def _overruled(one: Said, by: Said, against: Sequence[str]) -> Status:
    what = ", ".join(name.partition(" ")[2] or name for name in against)
    if by.who == one.who:
        return Status(status="replaced", note=f"{by.who} decided otherwise on {by.at[:10]}: {what}.")
    note = f"{by.who} decided otherwise on {by.at[:10]}: {what}. The later decision holds."
    return Status(status="overruled", note=note)


# -------------------------------------------------------------------------------------------------- place


def surroundings(text: str, span: Span) -> tuple[str, str]:
    """The code points before and after a span, `CONTEXT` of each."""
    return text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]


def locate(text: str, anchor: Quoted) -> Span | None:
    """Where the quote stands in a text: of several places, that with the best surroundings, then the nearest."""
    here = Span(anchor.start, anchor.start + len(anchor.quote))
    if (
        anchor.quote
        and text[here.start : here.end] == anchor.quote
        and surroundings(text, here)
        == (
            anchor.before,
            anchor.after,
        )
    ):  # no place can fit better, and there is no need to look for others
        return here
    spans = find_all(text, anchor.quote)
    return max(spans, key=lambda s: (_fit(text, s, anchor), -abs(s.start - anchor.start), -s.start), default=None)


def find_all(text: str, quote: str) -> list[Span]:
    """All places of a quote, white space and the kind of quotation marks left out of account."""
    parts = ["".join(QUOTE if sign in QUOTES else re.escape(sign) for sign in part) for part in quote.split()]
    if not parts:
        return []
    # Each place, also where two overlap.
    pattern = re.compile(rf"(?=({WHITE.join(parts)}))")
    return [Span(found.start(1), found.end(1)) for found in pattern.finditer(text)]


QUOTES = "\"'“”‘’„«»"
QUOTE = f"[{QUOTES}]"
WHITE = r"\s+"


def _fit(text: str, span: Span, anchor: Quoted) -> int:
    """How many code points around a span are those of the anchor."""
    before, after = surroundings(text, span)
    return _same(before[::-1], anchor.before[::-1]) + _same(after, anchor.after)


def _same(a: str, b: str) -> int:
    return next((n for n, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))


def _nearest(span: Span, claims: Mapping[str, Claim], least: float) -> str | None:
    """The claim whose evidence covers most of a span, if it covers more than `least`."""
    shares = {id: overlap(span, claim.evidence) for id, claim in claims.items()}
    best = max(shares, key=lambda id: (shares[id], id), default=None)
    return best if best is not None and shares[best] > least else None


def overlap(a: Span, b: Span) -> float:
    """Shared code points as a share of all that either covers."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    return max(0, shared) / max(1, max(a.end, b.end) - min(a.start, b.start))


# ------------------------------------------------------------------------------------------------- change


def snapshot(claim: Claim) -> Snapshot:
    """A claim in words."""
    return Snapshot(
        event=claim.event,
        certainty=claim.certainty,
        polarity=claim.polarity,
        speakers=tuple(link.speaker for link in claim.chain),
        roles={role: tuple(f.name for f in fillers) for role, fillers in claim.roles.items()},
        time=claim.time.value if claim.time else None,
    )


def remake(text: str, marks: Marks, was: Snapshot, span: Span) -> Claim:
    """A claim from its words, at a place of the text that is read now."""
    return Claim(
        event=was.event,
        evidence=span,
        roles={r: tuple(_filler(text, marks, name, span) for name in names) for r, names in was.roles.items()},
        attribution=None,
        # Decisions of earlier ledgers may name nobody where the report's outlet is not known.
        chain=tuple(Link(speaker=name, entity=entity_named(marks, name)) for name in was.speakers or ("outlet",)),
        certainty=was.certainty,
        polarity=was.polarity,
        time=_time(text, was.time, span) if was.time else None,
        confidence=1.0,
    )


def change(text: str, marks: Marks, claim: Claim, change: Change) -> Claim:
    """A claim with a correction made."""
    fields: dict[str, Any] = {
        name: value for name in ("event", "certainty", "polarity") if (value := getattr(change, name)) is not None
    }
    if change.roles:
        given = {r: tuple(_filler(text, marks, n, claim.evidence) for n in names) for r, names in change.roles.items()}
        fields["roles"] = {role: fillers for role, fillers in {**claim.roles, **given}.items() if fillers}
    if change.speaker is not None:
        fields["chain"] = _spoken_by(marks, claim.chain, change.speaker)
        if len(fields["chain"]) == 1 < len(claim.chain):
            fields["attribution"] = None
    if change.time is not None:
        fields["time"] = _time(text, change.time, claim.time.span if claim.time else claim.evidence)
    return msgspec.structs.replace(claim, **fields)


def _spoken_by(marks: Marks, chain: tuple[Link, ...], speaker: str) -> tuple[Link, ...]:
    """The chain with another speaker at its end; the outlet stays at its head, or alone where it is the speaker."""
    if chain and speaker.casefold() == chain[0].speaker.casefold():
        return chain[:1]
    last = msgspec.structs.replace(chain[-1], speaker=speaker, entity=entity_named(marks, speaker)) if chain else None
    if last is None or len(chain) == 1:
        return (*chain, Link(speaker=speaker, entity=entity_named(marks, speaker)))
    return (*chain[:-1], last)


def _filler(text: str, marks: Marks, name: str, within: Span) -> Filler:
    """A role's filler by name: where the name stands in the evidence, or else the evidence as a whole."""
    at = text.find(name, within.start, within.end)
    span = Span(at, at + len(name)) if at >= 0 and name else within
    return Filler(name=name, entity=entity_named(marks, name), span=span)


def _time(text: str, value: str, span: Span) -> When:
    return When(text=text[span.start : span.end], span=span, value=value, basis="analyst")


def entity_named(marks: Marks, name: str) -> int | None:
    """The entity of that name in the report, by its name or else by one of its aliases or its surname."""
    wanted = name.casefold()
    by_name = {entity.name.casefold(): n for n, entity in reversed(list(enumerate(marks.entities)))}
    forms = [(n, form) for n, e in enumerate(marks.entities) for form in (*e.aliases, e.surname or "")]
    return by_name.get(wanted, next((n for n, form in forms if form.casefold() == wanted), None))


def corrected(header: Header, changes: Sequence[Mapping[str, str]]) -> Header:
    """A report's header with the date or outlet that analysts gave it, later ones over earlier ones."""
    for given in changes:
        date = {"published": given["published"], "published_basis": "metadata"} if "published" in given else {}
        outlet = {"outlet": given["outlet"]} if "outlet" in given else {}
        header = msgspec.structs.replace(header, **date, **outlet)
    return header
