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
    undo(decision, *, who, why=None)                 an undo can itself be undone

`roles` is a dict of role to names; an empty list takes a role's fillers away. `time` and `published` are partial
dates. Each gives the DecisionRecord that was appended. Raises Unknown for an id that the ledger does not hold and
DecisionError, with cause and next step, for what makes no sense. A decision is seen once the ledger has been settled:
call `sayso.pipeline.settle(ledger, domain)` after it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, get_args

import msgspec

from sayso.keep import anchoring, lookup
from sayso.keep.decisions import Change, ClaimAnchor, Snapshot, find_all, surroundings
from sayso.keep.ids import digest
from sayso.keep.records import Unknown
from sayso.keep.store import LedgerError, Store
from sayso.model import ROLES, Certainty, ClaimRecord, DecisionRecord, Polarity, Span

Roles = Mapping[str, Sequence[str]]
PARTIAL = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


class DecisionError(LedgerError):
    """A decision that makes no sense; the message says why, and what to do."""


class Deciding:
    """Appends decisions to a ledger."""

    def __init__(self, store: Store) -> None:
        self._store = store

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
    ) -> DecisionRecord:
        """A claim that was missed; its evidence is the quote, which has to stand in the report."""
        self._check(event, certainty, polarity)
        lookup.known(self._store, "report", report)
        text = lookup.text(self._store, report)
        span = _only(text, quote, report)
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
        anchor = self._anchor(report, text, "k" + digest(report, event, words, "0"), span, was, Change())
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
        anchor = {"kind": kind, **msgspec.to_builtins(sides), **self._shared(kind, one, two)}
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
        sides = {"out": taken, "rest": rest if kind == "case" else []}
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
        anchor = {"report": report, "address": self._address(report), **given}
        return self._append("correct_report", report, anchor, who, why, [report])

    def undo(self, decision: str, *, who: str, why: str | None = None) -> DecisionRecord:
        """A decision no longer holds. It stays in the list of decisions, and so does this one."""
        if not self._store.row("SELECT 1 FROM decisions WHERE id = ?", (decision,)):
            raise Unknown("decision", decision)
        rows = self._store.rows("SELECT report FROM decision_reports WHERE decision = ?", (decision,))
        return self._append("undo", decision, {"decision": decision}, who, why, [report for (report,) in rows])

    # ------------------------------------------------------------------------------------ inside

    def _on_claim(self, what: str, claim: str, who: str, why: str | None, given: Change = Change()) -> DecisionRecord:  # noqa: B008
        record = self._claim(claim)
        return self._append(what, claim, self._anchor_of(record, given), who, why, [record.report])

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

    def _shared(self, kind: str, one: str, two: str) -> dict[str, list[str]]:
        """The shared names of two parties."""
        if kind == "case":
            return {}
        return {"shared": sorted({*anchoring.shared(self._store, one), *anchoring.shared(self._store, two)})}

    def _whole_party(self, party: str) -> dict[str, list[str]]:
        live = lookup.live(self._store, "party", party)
        return anchoring.names(self._store, live)

    def _check(self, event: str | None, certainty: str | None, polarity: str | None) -> None:
        """Whether these are words of the pack and of the model."""
        row = self._store.row("SELECT value FROM meta WHERE name = 'events'")
        events = msgspec.json.decode(row[0], type=list[str]) if row else []
        words = (("event", event, events), ("certainty", certainty, get_args(Certainty)),
                 ("polarity", polarity, get_args(Polarity)))  # fmt: skip
        for name, given, known in words:
            if given is not None and known and given not in known:
                raise DecisionError(f"There is no {name} {given!r}. It is one of: {', '.join(known)}.")

    def _append(
        self, what: str, on: str, anchor: Mapping[str, Any], who: str, why: str | None, reports: Sequence[str]
    ) -> DecisionRecord:
        if not who.strip():
            raise DecisionError("A decision needs the name of who decides.")
        with self._store.transaction():
            last = self._store.rows("SELECT coalesce(max(seq), 0) FROM decisions")[0][0]
            id, when = f"d{last + 1}", datetime.now(UTC).isoformat(timespec="seconds")
            body = msgspec.json.encode(anchor).decode()
            sql = "INSERT INTO decisions (id, at, who, what, target, anchor, reason) VALUES (?, ?, ?, ?, ?, ?, ?)"
            self._store.run(sql, (id, when, who, what, on, body, why))
            rows = [(report, id) for report in sorted(set(reports))]
            self._store.run_many("INSERT INTO decision_reports VALUES (?, ?)", rows)
            self._store.run("INSERT INTO dirty VALUES ('decision', ?)", (id,))
        return DecisionRecord(id=id, when=when, who=who, what=what, on=on, anchor=dict(anchor), reason=why)


def _roles(given: Roles | None) -> dict[str, tuple[str, ...]]:
    for role in given or {}:
        if role not in ROLES:
            raise DecisionError(f"There is no role {role!r}. It is one of: {', '.join(ROLES)}.")
    return {role: tuple(names) for role, names in (given or {}).items()}


def _partial(date: str | None) -> str | None:
    if date is not None and not PARTIAL.fullmatch(date):
        raise DecisionError(f"{date!r} is no date. Write it as YYYY, YYYY-MM or YYYY-MM-DD.")
    return date


def _only(text: str, quote: str, report: str) -> Span:
    """The one place of a quote."""
    spans = find_all(text, quote)
    if not spans:
        raise DecisionError(f"The quote does not stand in report {report}. Copy it from the report, letter by letter.")
    if len(spans) > 1:
        raise DecisionError(f"The quote stands in report {report} {len(spans)} times. Give a longer one.")
    return spans[0]


def _outlet(store: Store, report: str) -> tuple[str, ...]:
    row = store.row("SELECT outlet FROM headers WHERE report = ?", (report,))
    return (row[0],) if row and row[0] else ()
