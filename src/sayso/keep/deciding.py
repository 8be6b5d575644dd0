"""How people decide: `ledger.decide.accept(claim, who=..., why=...)` and the like.

    accept(claim, *, who, why=None)                  the claim is right as it was read
    reject(claim, *, who, why=None)                  the text does not make this claim
    correct(claim, *, who, why=None, event=None, certainty=None, polarity=None, speaker=None, roles=None, time=None)
    add(report, quote, event, *, who, why=None, certainty="reported", polarity="positive", speaker=None, roles=None,
        time=None)                                   a claim that was missed, by its verbatim quote
    merge(a, b, *, who, why=None)                    two cases, or two parties, are one
    split(id, out, *, who, why=None)                 these reports of a case are another case; or: what these reports
                                                     (or these names) of a party mean is another party
    move(claim, case, *, who, why=None)              the claim belongs to that case, or, with None, to one of its own
    withhold(party, *, who, why=None)                its names are blacked out wherever they are shown
    unwithhold(party, *, who, why=None)
    correct_report(report, *, who, why=None, published=None, outlet=None)
    stage(case, accused, stage, *, who, why, date=None)
                                                     the accused stands at this step in law
    copy(report, source, *, who, why=None)           the report is a copy of the other
    independent(report, other, *, who, why=None)     neither is a copy of the other
    note(id, text, *, who)                           a remark on a claim, report, case or party
    undo(decision, *, who, why=None)                 an undo can itself be undone

`roles` is a dict of role to names; an empty list takes a role's fillers away. `time` and `published` are partial
dates. Each gives the DecisionRecord that was appended. Raises Unknown for an id that the ledger does not hold and
DecisionError, with cause and next step, for what makes no sense. A decision is seen once the ledger has been settled:
call `sayso.pipeline.settle(ledger, domain)` after it.

`keyed(key)` gives the same methods for a decision that is made once only: one with a key that the ledger holds already
is not made again, and the one that is there is given.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Self, get_args

import msgspec

from sayso.keep import anchoring, log, lookup, pairs
from sayso.keep.decisions import SAME_PLACE, Change, ClaimAnchor, Snapshot, find_all, overlap, surroundings
from sayso.keep.ids import digest
from sayso.keep.records import Unknown
from sayso.keep.store import LedgerError, Store
from sayso.model import ROLES, Certainty, ClaimRecord, DecisionRecord, Polarity, Span

Roles = Mapping[str, Sequence[str]]
PARTIAL = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


KEY = re.compile(r"[A-Za-z0-9]{8,80}")
LONGEST = {"who": 200, "why": 4000}  # characters
REST = 20  # mentions of a party that a split names on the side that stays


class DecisionError(LedgerError):
    """A decision that makes no sense; the message says why, and what to do."""


class Deciding:
    """Appends decisions to a ledger."""

    def __init__(self, store: Store, key: str | None = None) -> None:
        self._store, self._key = store, key

    def keyed(self, key: str) -> Self:
        """The same, for one decision that has this key in every ledger."""
        if not KEY.fullmatch(key):
            raise DecisionError("The key of a decision is 8 to 80 letters and digits.")
        return type(self)(self._store, key)

    # ------------------------------------------------------------------------------------ claims

    def accept(self, claim: str, *, who: str, why: str | None = None) -> DecisionRecord:
        """The claim is right as it was read."""
        return self._on_claim("accept", claim, who, why)

    def reject(self, claim: str, *, who: str, why: str | None = None) -> DecisionRecord:
        """The text does not make this claim: it is shown as rejected and counts for nothing."""
        return self._on_claim("reject", claim, who, why)

    def correct(
        self,
        claim: str,
        *,
        who: str,
        why: str | None = None,
        event: str | None = None,
        certainty: Certainty | None = None,
        polarity: Polarity | None = None,
        speaker: str | None = None,
        roles: Roles | None = None,
        time: str | None = None,
    ) -> DecisionRecord:
        """The claim is there, and these parts of it are otherwise."""
        given = Change(
            event=event,
            certainty=certainty,
            polarity=polarity,
            speaker=speaker,
            roles=_roles(roles),
            time=_partial(time),
        )
        if given == Change():
            raise DecisionError("A correction has to change something. Give the part that is wrong, such as its event.")
        self._check(event, certainty, polarity)
        return self._on_claim("correct", claim, who, why, given)

    def add(
        self,
        report: str,
        quote: str,
        event: str,
        *,
        who: str,
        why: str | None = None,
        certainty: Certainty = "reported",
        polarity: Polarity = "positive",
        speaker: str | None = None,
        roles: Roles | None = None,
        time: str | None = None,
        at: int | None = None,
    ) -> DecisionRecord:
        """A claim that was missed; its evidence is the quote, which has to stand in the report.

        Where the quote stands several times, `at` is the code point near which it is meant.
        """
        self._check(event, certainty, polarity)
        lookup.known(self._store, "report", report)
        text = lookup.text(self._store, report)
        span, number = _place(text, quote, report, at)
        self._not_there_yet(report, event, span)
        speakers = (*_outlet(self._store, report), *((speaker,) if speaker else ()))
        was = Snapshot(
            event=event,
            certainty=certainty,
            polarity=polarity,
            speakers=speakers,
            roles=_roles(roles),
            time=_partial(time),
        )
        words = text[span.start : span.end]
        claim = "k" + digest(report, event, words, str(number))
        anchor = {**self._anchor(report, text, claim, span, was, Change()), "read": False}
        return self._append("add", report, anchor, who, why, [report])

    def move(self, claim: str, case: str | None, *, who: str, why: str | None = None) -> DecisionRecord:
        """The claim belongs to that case, or, with None, to a case of its own."""
        record = self._claim(claim)
        to = anchoring.of_case(self._store, lookup.live(self._store, "case", case)) if case else []
        anchor = {**self._anchor_of(record, Change()), "to": msgspec.to_builtins(to)}
        reports = [record.report, *(stub.report for stub in to)]
        return self._append("move", claim, anchor, who, why, reports)

    # ------------------------------------------------------------------------- cases and parties

    def merge(self, a: str, b: str, *, who: str, why: str | None = None) -> DecisionRecord:
        """Two cases, or two parties, are one."""
        kind = self._kind(a)
        if kind != self._kind(b):
            raise DecisionError(f"{a} and {b} cannot be one: name two cases or two parties.")
        one, two = (lookup.live(self._store, kind, id) for id in (a, b))
        if one == two:
            raise DecisionError(f"{a} and {b} are one {kind} already. There is nothing to merge.")
        sides = {side: self._side(kind, live) for side, live in (("a", one), ("b", two))}
        reports = sorted({anchor.report for side in sides.values() for anchor in side})
        anchor: dict[str, Any] = {"kind": kind, **msgspec.to_builtins(sides), **self._shared(kind, one, two)}
        reports = reports or sorted({a["report"] for side in anchor["seen"].values() for a in side})
        return self._append("merge", a, anchor, who, why, reports)

    def split(self, id: str, out: Sequence[str], *, who: str, why: str | None = None) -> DecisionRecord:
        """Some reports of a case are another case; or some reports, or names, of a party mean another party."""
        kind = self._kind(id)
        live = lookup.live(self._store, kind, id)
        every = (anchoring.of_case if kind == "case" else anchoring.of_party)(self._store, live)
        taken = [anchor for anchor in every if {anchor.report, anchor.name} & set(out)]
        rest = [anchor for anchor in every if anchor not in taken]
        if not taken or not rest:
            what = "reports" if kind == "case" else "reports or names"
            raise DecisionError(f"{id} cannot be split so: name some of its {what}, and not all of them.")
        sides = {"out": taken, "rest": rest if kind == "case" else rest[:REST]}
        anchor = {"kind": kind, **msgspec.to_builtins(sides)}
        reports = sorted({a.report for side in sides.values() for a in side})
        return self._append("split", id, anchor, who, why, reports)

    # ------------------------------------------------------------------------------------- names

    def withhold(self, party: str, *, who: str, why: str | None = None) -> DecisionRecord:
        """All names of a party are blacked out wherever they are shown."""
        return self._append("withhold", party, self._whole_party(party), who, why, [])

    def unwithhold(self, party: str, *, who: str, why: str | None = None) -> DecisionRecord:
        """The names of a party are shown again."""
        return self._append("unwithhold", party, self._whole_party(party), who, why, [])

    # ----------------------------------------------------------------------------------- reports

    def correct_report(
        self, report: str, *, who: str, why: str | None = None, published: str | None = None, outlet: str | None = None
    ) -> DecisionRecord:
        """The report was published on that date, or by that outlet. Its times are read anew with the next build."""
        lookup.known(self._store, "report", report)
        given = {name: value for name, value in (("published", _partial(published)), ("outlet", outlet)) if value}
        if not given:
            raise DecisionError("A correction of a report needs a date or an outlet.")
        anchor = {"report": report, "address": self._address(report), "was": self._header(report), **given}
        return self._append("correct_report", report, anchor, who, why, [report])

    def copy(self, report: str, source: str, *, who: str, why: str | None = None) -> DecisionRecord:
        """The report is a copy of the other, whatever comparing the two has found."""
        return self._on_pair("copy", report, source, who, why)

    def independent(self, report: str, other: str, *, who: str, why: str | None = None) -> DecisionRecord:
        """Neither report is a copy of the other, whatever comparing the two has found."""
        return self._on_pair("independent", report, other, who, why)

    # ------------------------------------------------------------------------------------- stages

    def stage(
        self, case: str, accused: str, stage: str, *, who: str, why: str | None, date: str | None = None
    ) -> DecisionRecord:
        """The accused of the case stands at this step in law, whatever further step reports tell of."""
        ladder = self._noted("stages")
        if ladder and stage not in ladder:
            raise DecisionError(f"There is no stage {stage!r}. It is one of: {', '.join(ladder)}.")
        if not (why or "").strip():
            raise DecisionError("A stage needs the reason why it is set.")
        live = lookup.live(self._store, "case", case)
        party = lookup.live(self._store, "party", accused)
        record = lookup.case(self._store, live)
        if party not in record.accused:
            raise DecisionError(f"{accused} is not accused in {case}. Name one of: {', '.join(record.accused)}.")
        stubs = anchoring.of_case(self._store, live)
        mine = {stub.report for stub in stubs}
        anchor = {
            "case": msgspec.to_builtins(stubs),
            "who": [msgspec.to_builtins(a) for a in anchoring.of_party(self._store, party) if a.report in mine],
            "stage": stage,
            "date": _partial(date or None),
            "was": sorted({s.stage for s in record.stages if s.accused == party}),
        }
        return self._append("stage", case, anchor, who, why, sorted(mine))

    # -------------------------------------------------------------------------------------- notes

    def note(self, id: str, text: str, *, who: str) -> DecisionRecord:
        """A remark on a claim, report, case or party, which changes nothing."""
        if not text.strip():
            raise DecisionError("A note needs some words.")
        if id.startswith("k"):
            return self._on_claim("note", id, who, text)
        if id.startswith("r"):
            lookup.known(self._store, "report", id)
            return self._append("note", id, {"report": id, "address": self._address(id)}, who, text, [id])
        kind = self._kind(id)
        live = lookup.live(self._store, kind, id)
        anchors = (anchoring.of_case if kind == "case" else anchoring.of_party)(self._store, live)[:REST]
        shared = {"shared": anchoring.shared(self._store, live)} if kind == "party" else {}
        anchor = {"kind": kind, "on": msgspec.to_builtins(anchors), **shared}
        return self._append("note", id, anchor, who, text, sorted({a.report for a in anchors}))

    def undo(self, decision: str, *, who: str, why: str | None = None) -> DecisionRecord:
        """A decision no longer holds. It stays in the list of decisions, and so does this one."""
        taken = log.entry(self._store, decision)
        if taken is None:
            raise Unknown("decision", decision)
        return self._append("undo", taken.key, {"decision": taken.key}, who, why, [])

    # ------------------------------------------------------------------------------------ inside

    def _on_claim(self, what: str, claim: str, who: str, why: str | None, given: Change = Change()) -> DecisionRecord:  # noqa: B008
        record = self._claim(claim)
        return self._append(what, claim, self._anchor_of(record, given), who, why, [record.report])

    def _on_pair(self, what: str, report: str, other: str, who: str, why: str | None) -> DecisionRecord:
        one, two = (lookup.report(self._store, lookup.known(self._store, "report", id)) for id in (report, other))
        if one.id == two.id:
            raise DecisionError("Name two reports; both are the same one.")
        name = two.outlet or two.title or two.id
        anchor = {"report": one.id, "other": two.id, "name": name, "was": pairs.found(self._store, one.id, two.id)}
        return self._append(what, report, anchor, who, why, [one.id, two.id])

    def _not_there_yet(self, report: str, event: str, span: Span) -> None:
        """Raises DecisionError where a claim of that event stands at a place already."""
        for claim in lookup.claims(self._store, "c.report = ? AND c.live IS NOT NULL", (report,)):
            there = Span(claim.evidence.start, claim.evidence.end)
            if claim.event == event and overlap(span, there) > SAME_PLACE:
                raise DecisionError(f"That claim is there already: {claim.id}. Correct it instead of adding another.")

    def _header(self, report: str) -> dict[str, Any]:
        """The date and outlet that the file of a report gives."""
        sql = "SELECT l.header FROM reports r JOIN layers l ON l.id = r.layer WHERE r.id = ?"
        row = self._store.row(sql, (report,))
        header = msgspec.json.decode(row[0]) if row else {}
        return {name: header.get(name) for name in ("published", "outlet")}

    def _noted(self, name: str) -> list[str]:
        row = self._store.row("SELECT value FROM meta WHERE name = ?", (name,))
        return msgspec.json.decode(row[0], type=list[str]) if row else []

    def _claim(self, id: str) -> ClaimRecord:
        return lookup.claims(self._store, "c.id = ?", (lookup.known(self._store, "claim", id),))[0]

    def _anchor_of(self, record: ClaimRecord, given: Change) -> dict[str, Any]:
        span = Span(record.evidence.start, record.evidence.end)
        was = Snapshot(
            event=record.event,
            certainty=record.certainty,
            polarity=record.polarity,
            speakers=tuple(link.speaker for link in record.chain),
            roles={role: tuple(f.name for f in fillers) for role, fillers in record.roles.items()},
            time=record.time.value if record.time and record.time.basis != "inferred" else None,
        )
        return self._anchor(record.report, lookup.text(self._store, record.report), record.id, span, was, given)

    def _anchor(self, report: str, text: str, claim: str, span: Span, was: Snapshot, given: Change) -> dict[str, Any]:
        before, after = surroundings(text, span)
        anchor = ClaimAnchor(
            report=report,
            address=self._address(report),
            claim=claim,
            event=was.event,
            quote=text[span.start : span.end],
            before=before,
            after=after,
            start=span.start,
            was=was,
            change=given,
        )
        return dict(msgspec.to_builtins(anchor))

    def _address(self, report: str) -> str:
        return str(self._store.rows("SELECT address FROM reports WHERE id = ?", (report,))[0][0])

    def _kind(self, id: str) -> str:
        row = self._store.row("SELECT kind FROM addresses WHERE id = ?", (id,))
        if row is None or row[0] not in ("case", "party"):
            raise Unknown("case or party", id)
        return str(row[0])

    def _side(self, kind: str, id: str) -> Sequence[anchoring.StubAnchor | anchoring.EntityAnchor]:
        """One side of a merger. A party with shared names is found by them."""
        if kind == "case":
            return anchoring.of_case(self._store, id)
        return [] if anchoring.shared(self._store, id) else anchoring.of_party(self._store, id)

    def _shared(self, kind: str, one: str, two: str) -> dict[str, Any]:
        """The shared names of two parties, and some places where each of them is mentioned."""
        if kind == "case":
            return {}
        shared = sorted({*anchoring.shared(self._store, one), *anchoring.shared(self._store, two)})
        seen = {side: anchoring.of_party(self._store, id)[:REST] for side, id in (("a", one), ("b", two))}
        return {"shared": shared, "seen": msgspec.to_builtins(seen)}

    def _whole_party(self, party: str) -> dict[str, list[str]]:
        live = lookup.live(self._store, "party", party)
        return anchoring.names(self._store, live)

    def _check(self, event: str | None, certainty: str | None, polarity: str | None) -> None:
        """Whether these are words of the pack and of the model."""
        words = (("event", event, self._noted("events")), ("certainty", certainty, get_args(Certainty)),
                 ("polarity", polarity, get_args(Polarity)))  # fmt: skip
        for name, given, known in words:
            if given is not None and known and given not in known:
                raise DecisionError(f"There is no {name} {given!r}. It is one of: {', '.join(known)}.")

    def _append(
        self, what: str, on: str, anchor: Mapping[str, Any], who: str, why: str | None, reports: Sequence[str]
    ) -> DecisionRecord:
        _bounded(who, why)
        self._store.careful()
        with self._store.transaction():
            if self._key and (made := self._made(self._key, what)):
                return made
            seq, last = self._store.rows("SELECT coalesce(max(seq), 0), max(at) FROM decisions")[0]
            id, when, key = f"d{seq + 1}", _now(last), self._key or secrets.token_hex(16)
            body = msgspec.json.encode(anchor).decode()
            insert(self._store, (id, when, who, what, on, body, why, key), reports)
        return DecisionRecord(id=id, when=when, who=who, what=what, on=on, anchor=dict(anchor), reason=why, key=key)

    def _made(self, key: str, what: str) -> DecisionRecord | None:
        """The decision that has a key already."""
        id = log.id_of(self._store, key)
        made = log.entry(self._store, id) if id else None
        if made and made.what != what:
            raise DecisionError(f"The key {key} is that of another decision, {made.id}. Use a new one.")
        return lookup.decision(self._store, made) if made else None


INSERT = """
INSERT INTO decisions (id, at, who, what, target, anchor, reason, key, place) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def insert(store: Store, values: Sequence[str | None], reports: Sequence[str]) -> None:
    """Appends a decision (id, when, who, what, target, anchor, reason, key) and notes that it is to be heard."""
    id, when, key = values[0], values[1], values[7]
    store.run(INSERT, (*values, f"{when} {key}"))
    store.run_many("INSERT INTO decision_reports VALUES (?, ?)", [(report, id) for report in sorted(set(reports))])
    store.run("INSERT OR IGNORE INTO dirty VALUES ('decision', ?)", (id,))


def _now(last: str | None) -> str:
    """The time in UTC; after that of the last decision, whatever clock that was made by."""
    now = datetime.now(UTC)
    if last and (before := datetime.fromisoformat(last)) >= now:
        now = before + timedelta(microseconds=1)
    return now.isoformat(timespec="microseconds")


def _bounded(who: str, why: str | None) -> None:
    if not who.strip():
        raise DecisionError("A decision needs the name of who decides.")
    for name, value in (("who", who), ("why", why or "")):
        if len(value) > LONGEST[name]:
            raise DecisionError(f"That is too long: {name} may have {LONGEST[name]} characters. Shorten it.")


def _roles(given: Roles | None) -> dict[str, tuple[str, ...]]:
    for role in given or {}:
        if role not in ROLES:
            raise DecisionError(f"There is no role {role!r}. It is one of: {', '.join(ROLES)}.")
    return {role: tuple(names) for role, names in (given or {}).items()}


def _partial(date: str | None) -> str | None:
    if date is not None and not PARTIAL.fullmatch(date):
        raise DecisionError(f"{date!r} is no date. Write it as YYYY, YYYY-MM or YYYY-MM-DD.")
    return date


def _place(text: str, quote: str, report: str, at: int | None) -> tuple[Span, int]:
    """The one place of a quote, or that nearest to a code point; and which of its places it is."""
    spans = find_all(text, quote)
    if not spans:
        raise DecisionError(f"The quote does not stand in report {report}. Copy it from the report, letter by letter.")
    if len(spans) > 1 and at is None:
        raise DecisionError(f"The quote stands in report {report} {len(spans)} times. Give a longer one.")
    chosen = min(spans, key=lambda span: (abs(span.start - (at or 0)), span.start))
    return chosen, spans.index(chosen)


def _outlet(store: Store, report: str) -> tuple[str, ...]:
    row = store.row("SELECT outlet FROM headers WHERE report = ?", (report,))
    return (row[0] if row and row[0] else "outlet",)
