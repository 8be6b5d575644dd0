"""What each form does: takes the ledger, the form and who sends it, gives the decisions that it made.

All decisions of a form are made in one transaction. Their keys come from the key of the form, so that a form that is
sent twice decides once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sayso.keep import Ledger, Unknown
from sayso.keep.deciding import Deciding, DecisionError
from sayso.model import ROLES, ClaimRecord, DecisionRecord
from sayso.show.web.pages.book import Book
from sayso.show.web.review.forms import Form
from sayso.show.web.review.visit import fingerprint

Made = list[DecisionRecord]
Act = Callable[[Ledger, Form, str], Made]
MANY = 200  # claims, or decisions, in one form
PLAIN = ("event", "certainty", "polarity")


class Changed(DecisionError):
    """What somebody decides on is no longer what they have seen."""


def _once(ledger: Ledger, form: Form, part: str, decide: Callable[[Deciding], DecisionRecord]) -> DecisionRecord:
    """The decision that a form makes on a part of what it names; the one that is there, where it was sent before."""
    key = form.key(part)
    return ledger.decided(key) or decide(ledger.decide.keyed(key))


def _why(form: Form) -> str | None:
    return form.text("reason") or None


# ------------------------------------------------------------------------------------------ claims


def _check_seen(ledger: Ledger, asked: Iterable[str]) -> None:
    """Raises Changed if a claim that a form names, as `id:what was seen of it`, is otherwise now."""
    pairs = [one.partition(":") for one in asked]
    if len(pairs) > MANY:
        raise DecisionError(f"{len(pairs)} at once are too many to have been looked at. Choose up to {MANY}.")
    book = Book(ledger)
    changed = [id for id, _, seen in pairs if fingerprint(book.claim(ledger.claim(id))) != seen]
    if changed:
        told = f"{', '.join(changed[:5])} {'is' if len(changed) == 1 else 'are'} no longer as you saw"
        raise Changed(f"{told} {'it' if len(changed) == 1 else 'them'}, and nothing was decided. Look again.")


def _judge(what: str) -> Act:
    def act(ledger: Ledger, form: Form, who: str) -> Made:
        return _judged(ledger, form, who, what, form.every("claim"))

    return act


def _judged(ledger: Ledger, form: Form, who: str, what: str, asked: list[str]) -> Made:
    if not asked:
        raise DecisionError("No claim is chosen. Tick the claims that are meant.")
    ids = {one: one.partition(":")[0] for one in asked}
    _check_seen(ledger, [one for one in asked if not ledger.decided(form.key(ids[one]))])

    def decide(id: str) -> DecisionRecord:
        return _once(ledger, form, id, lambda by: getattr(by, what)(id, who=who, why=_why(form)))

    return [decide(id) for id in ids.values()]


def _quick(ledger: Ledger, form: Form, who: str) -> Made:
    """One press of a button beside a claim."""
    for what in ("accept", "reject"):
        if form.has(what):
            return _judged(ledger, form, who, what, form.every(what)[:1])
    if form.has("undo"):
        return _undo(ledger, form, who)
    raise DecisionError("It is not clear what to do. Go back and press a button.")


def _correct(ledger: Ledger, form: Form, who: str) -> Made:
    id = form.text("claim").partition(":")[0]

    def decide(by: Deciding) -> DecisionRecord:
        _check_seen(ledger, [form.text("claim")])
        return by.correct(id, who=who, why=_why(form), **_changes(form, ledger.claim(id)))

    return [_once(ledger, form, id, decide)]


def _changes(form: Form, now: ClaimRecord) -> dict[str, Any]:
    """What a form says of a claim otherwise than it is; names that are blacked out and left so are no change."""
    was = worded(now)
    said = {name: form.text(name) for name in was if form.has(name)}
    new = {name: value for name, value in said.items() if value != was[name]}
    roles = {name.removeprefix("role-"): _names(value) for name, value in new.items() if name.startswith("role-")}
    plain = {name: value for name, value in new.items() if value and not name.startswith("role-")}
    return plain | ({"roles": roles} if roles else {})


def worded(now: ClaimRecord) -> dict[str, str]:
    """A claim as the fields of a form."""
    plain: dict[str, str] = {name: getattr(now, name) for name in PLAIN}
    time, speaker = (now.time.value if now.time else None) or "", now.chain[-1].speaker if now.chain else ""
    return {**plain, "time": time, "speaker": speaker, **_roles_of(now)}


def _roles_of(now: ClaimRecord) -> dict[str, str]:
    """The roles of a claim as the fields of a form."""
    return {f"role-{role}": "; ".join(filler.name for filler in now.roles.get(role, ())) for role in ROLES}


def _names(value: str) -> list[str]:
    return [name.strip() for name in value.split(";") if name.strip()]


def _add(ledger: Ledger, form: Form, who: str) -> Made:
    report, quote = form.text("report"), form.need("quote", "The words of the claim")
    roles = {role: names for role in ROLES if (names := _names(form.text(f"role-{role}")))}
    given = {name: form.text(name) for name in ("certainty", "polarity", "speaker", "time") if form.text(name)}
    event = form.need("event", "What happened")
    more: dict[str, Any] = {**given, "roles": roles, "at": form.number("at"), "who": who, "why": _why(form)}
    return [_once(ledger, form, report, lambda by: by.add(report, quote, event, **more))]


def _move(ledger: Ledger, form: Form, who: str) -> Made:
    id, case = form.text("claim"), form.text("other")
    to = found(ledger, "case", case) if case else None
    return [_once(ledger, form, id, lambda by: by.move(id, to, who=who, why=_why(form)))]


# ---------------------------------------------------------------------------------------- reports


def _date(ledger: Ledger, form: Form, who: str) -> Made:
    """The date and outlet of a report, where the form says them otherwise."""
    id = form.text("report")

    def decide(by: Deciding) -> DecisionRecord:
        now = ledger.report(id)
        was = {"published": now.published or "", "outlet": now.outlet or ""}
        new = {name: form.text(name) for name in was if form.text(name) and form.text(name) != was[name]}
        return by.correct_report(id, who=who, why=_why(form), **new)

    return [_once(ledger, form, id, decide)]


def _pair(ledger: Ledger, form: Form, who: str) -> Made:
    id, other, how = form.text("report"), _report(ledger, form.need("other", "The other report")), form.text("how")
    what, pair = ("independent", (id, other)) if how == "independent" else ("copy", (id, other))
    pair = (other, id) if how == "source" else pair
    return [_once(ledger, form, id, lambda by: getattr(by, what)(*pair, who=who, why=_why(form)))]


def _report(ledger: Ledger, text: str) -> str:
    """A report by its id, the beginning of it, or its address on these pages."""
    from sayso.keys import report

    return report(ledger, text.rstrip("/").rpartition("/report/")[2].partition("?")[0] or text).id


# ------------------------------------------------------------------------------- cases and parties


def found(ledger: Ledger, kind: str, text: str) -> str:
    """A case or party by its id, its address, or its name. Raises DecisionError, which names what may be meant."""
    id = text.rpartition(f"/{kind}/")[2].partition("?")[0].partition("#")[0].strip()
    if re.fullmatch(r"[cp]\d{1,9}", id):
        return id
    hits = [hit for hit in ledger.search(text, 20) if hit.kind == kind]
    exact = [hit for hit in hits if hit.title.casefold() == text.casefold()]
    meant = exact if len(exact) == 1 else hits
    if len(meant) == 1:
        return meant[0].id
    told = "; ".join(f"{hit.id} {hit.title}" for hit in meant[:8])
    raise DecisionError(f"{'Several fit' if meant else f'No {kind} fits'} {text!r}. Give its id. {told}".strip())


def _kind(id: str) -> str:
    return "party" if id.startswith("p") else "case"


def _merge(ledger: Ledger, form: Form, who: str) -> Made:
    id = form.text("id")
    other = form.text("choice") or found(ledger, _kind(id), form.need("other", "The other one"))
    return [_once(ledger, form, id, lambda by: by.merge(id, other, who=who, why=_why(form)))]


def _split(ledger: Ledger, form: Form, who: str) -> Made:
    id = form.text("id")
    return [_once(ledger, form, id, lambda by: by.split(id, form.every("out"), who=who, why=_why(form)))]


def _stage(ledger: Ledger, form: Form, who: str) -> Made:
    id, date = form.text("id"), form.text("date") or None
    accused, stage = form.text("accused"), form.text("stage")
    return [_once(ledger, form, id, lambda by: by.stage(id, accused, stage, who=who, why=_why(form), date=date))]


def _names_of(what: str) -> Act:
    def act(ledger: Ledger, form: Form, who: str) -> Made:
        id = form.text("id")
        return [_once(ledger, form, id, lambda by: getattr(by, what)(id, who=who, why=_why(form)))]

    return act


# ------------------------------------------------------------------------------------ everything else


def _note(ledger: Ledger, form: Form, who: str) -> Made:
    id = form.text("id")
    return [_once(ledger, form, id, lambda by: by.note(id, form.need("reason", "The note"), who=who))]


def _undo(ledger: Ledger, form: Form, who: str) -> Made:
    ids = [id for value in form.every("undo") for id in value.split(",")]
    if not ids or len(ids) > MANY:
        raise DecisionError(f"Choose up to {MANY} decisions that are to be taken back.")

    def decide(id: str) -> DecisionRecord:
        return _once(ledger, form, id, lambda by: by.undo(id, who=who, why=_why(form)))

    return [decide(id) for id in ids]


def _seen(ledger: Ledger, form: Form, who: str) -> Made:
    """Nothing is decided: what was new until the page was made is no longer new to this visitor."""
    until = form.need("until", "The time")
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]{8,15}\+00:00", until):
        raise DecisionError("That is no time. Go back and load the page anew.")
    ledger.visit(who, until)
    return []


ACTIONS: Mapping[str, Act] = {
    "accept": _judge("accept"),
    "reject": _judge("reject"),
    "quick": _quick,
    "correct": _correct,
    "add": _add,
    "move": _move,
    "report": _date,
    "pair": _pair,
    "merge": _merge,
    "split": _split,
    "stage": _stage,
    "withhold": _names_of("withhold"),
    "unwithhold": _names_of("unwithhold"),
    "note": _note,
    "undo": _undo,
    "seen": _seen,
}


def known(action: str) -> Act:
    """What a form does. Raises Unknown."""
    if action not in ACTIONS:
        raise Unknown("form", action)
    return ACTIONS[action]
