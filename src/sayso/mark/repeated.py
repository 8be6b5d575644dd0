"""Claims of one report → the same without those that only say again what another one of them tells.

Reports name one thing many times: the headline says what the lead says, "when he was arrested" points back at the
arrest, "accused of passing secrets" accuses and tells of the passing, "convicted of spying for Cuba" names the offence
and tells no deed. Each of these is one claim, kept where the report tells most; for whom somebody worked goes over to
it. What says more is kept: of another person, with another quantity or time, or surer than the running text is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace
from spacy.tokens import Doc, Token

from sayso.mark import syntax
from sayso.mark.parties import PEOPLE, Draft, Parties
from sayso.model import Claim, When

TOP = 250  # characters of a line that can be a headline
ENDS = (".", "?", "!", "…", '."', ".”", '?"', "?”", ".'", ".’")
UP = 7  # words up from a deed to the word that names it as somebody's offence
POINTING = frozenset({"the", "this", "that", "his", "her", "their", "its"})
ONCE = frozenset({"when", "after", "before", "since", "until", "till", "once", "following"})
SURE = {"asserted": 2, "reported": 2, "alleged": 1}  # how sure a claim is; a headline that is surer says more
FOR_WHOM = "beneficiary"
TOLD_APART = frozenset({"person", "group"})
REASONS = frozenset({"acl", "advcl"})  # where a participle tells more of somebody: "a clerk | accused of"
OFFENCE = "offence"  # where it stands, as Why.places tells it


def told_once(doc: Doc, claims: Sequence[Claim], parties: Parties) -> list[Claim]:
    """The claims in their order, each thing told once."""
    report = _Report(doc, claims, parties)
    kept: dict[int, Claim] = dict(enumerate(claims))
    for at, claim in enumerate(claims):
        others = [i for i in kept if i != at]
        again = next((i for says in RULES for i in others if says(report, at, i)), None)
        if again is not None:
            del kept[at]
            kept[again] = _with(kept[again], claim)
    return [kept[at] for at in sorted(kept)]


def _with(kept: Claim, dropped: Claim) -> Claim:
    """A claim with for whom the other one of the same thing was done."""
    told = dropped.roles.get(FOR_WHOM)
    known = {f.entity for fillers in kept.roles.values() for f in fillers}
    if not told or FOR_WHOM in kept.roles or known & {f.entity for f in told}:
        return kept
    why = kept.why and replace(kept.why, places={**kept.why.places, FOR_WHOM: (OFFENCE,) * len(told)})
    return replace(kept, roles={**kept.roles, FOR_WHOM: told}, why=why)


class _Report:
    """One report's claims, each with the word that names its event."""

    def __init__(self, doc: Doc, claims: Sequence[Claim], parties: Parties) -> None:
        self.text, self.claims, self.parties = syntax.text_of(doc), claims, parties
        self.events = {event.id: event for event in parties.domain.events}
        self.heads = [_head(doc, claim) for claim in claims]
        self.top = _top(self.text)

    def is_step(self, at: int) -> bool:
        return self.events[self.claims[at].event].stage is not None

    def is_deed(self, at: int) -> bool:
        event = self.events[self.claims[at].event]
        return not (event.stage or event.speech or event.official or event.silence)

    def is_accusation(self, at: int) -> bool:
        return self.claims[at].event in self.parties.domain.linking.get("accusations", ())

    def is_of_accused(self, at: int) -> bool:
        """Whether a claim is of none but the report's accused: an accusation of a state is one of its own."""
        role = self.events[self.claims[at].event].accused[:1]
        told = {f.entity for name in role for f in self.claims[at].roles.get(name, ())}
        return told <= set(self.parties.suspects())

    def in_headline(self, at: int) -> bool:
        return self.claims[at].evidence.start < self.top

    def hardens(self, at: int) -> bool:
        """Whether a headline is surer of an event than the running text is anywhere: how reports harden."""
        sure = SURE.get(self.claims[at].certainty, 0)
        below = (c for i, c in enumerate(self.claims) if not self.in_headline(i) and c.event == self.claims[at].event)
        return any(SURE.get(claim.certainty, 0) < sure for claim in below)

    def is_under(self, at: int, other: int) -> bool:
        """Whether the word of one claim hangs below that of another, in one sentence."""
        low, high = self.heads[at], self.heads[other]
        if low is None or high is None or low.sent.start != high.sent.start:
            return False
        return any(token.i == high.i for token, _ in zip(low.ancestors, range(UP), strict=False))

    def of_others(self, at: int, other: int) -> bool:
        """Whether two claims of an event tell of different people, quantities or times."""
        one, two = self.claims[at], self.claims[other]
        if one.quantity and (not two.quantity or two.quantity.value != one.quantity.value):
            return True
        if one.time and one.time.value and not self.has_time(other, one.time):
            return True
        role = next(iter(self.events[one.event].accused), "target")
        people, told = (set(self._people(claim, role)) for claim in (one, two))
        return bool(people) and bool(told) and not people & told

    def has_time(self, at: int, told: When) -> bool:
        """Whether a claim has the time of another, and has it not only from the words of that one."""
        time, head = self.claims[at].time, self.heads[at]
        if time is None or not (time.value or "").startswith(told.value or ""):
            return False
        return head is None or time.span != told.span or head.sent.start_char <= told.span.start < head.sent.end_char

    def _people(self, claim: Claim, role: str) -> Iterator[int]:
        """The people in a role who have a name or are counted; who is only described may be anybody."""
        for filler in claim.roles.get(role, ()):
            if filler.entity is not None and _is_told_apart(self.parties.drafts[filler.entity]):
                yield filler.entity


def _is_told_apart(draft: Draft) -> bool:
    """Whether a party is no other one's description: somebody with a name, or several people."""
    return draft.kind in TOLD_APART or (draft.kind in PEOPLE and draft.plural)


def _head(doc: Doc, claim: Claim) -> Token | None:
    """The word that names a claim's event."""
    span = doc.char_span(claim.why.word.start, claim.why.word.end) if claim.why else None
    return span.root if span is not None else None


def _top(text: str) -> int:
    """How far down the lines go that stand above the running text, in characters."""
    end = 0
    while 0 <= (line := text.find("\n", end)) - end < TOP and not text[end:line].rstrip().endswith(ENDS):
        end = line + 1
    return end


# ------------------------------------------------------------------------------- what says a thing again


def _as_headline(report: _Report, at: int, other: int) -> bool:
    """Whether a headline's claim is told by the running text, which is nowhere less sure of it."""
    if not report.in_headline(at) or report.hardens(at):
        return False
    one, two = report.claims[at], report.claims[other]
    return not report.in_headline(other) and one.event == two.event and not report.of_others(at, other)


def _as_pointer(report: _Report, at: int, other: int) -> bool:
    """Whether a step in law is only pointed at that is told elsewhere: "when he was arrested", "the arrest came"."""
    one, two = report.claims[at], report.claims[other]
    if one.event != two.event or not report.is_step(at) or _points(report.heads[other]) or one.place:
        return False
    return _points(report.heads[at]) and not report.of_others(at, other)


def _points(head: Token | None) -> bool:
    """Whether a word stands for what is known already: a noun with "the" or "his", a clause of time."""
    if head is None:
        return False
    if head.pos_ == "NOUN":
        told = any(c.lower_ == "of" for c in head.children)  # "the detention of a foreigner" brings it in
        return not told and any(c.lower_ in POINTING or c.dep_ == "poss" for c in head.children)
    return head.dep_ == "advcl" and any(c.lower_ in ONCE for c in head.children)


def _as_offence(report: _Report, at: int, other: int) -> bool:
    """Whether a deed is only the name of what a step or an accusation is about: "charged with spying for Cuba"."""
    event = report.events[report.claims[other].event]
    law = event.stage is not None or event.speech
    bare = _names_offence(report, report.heads[at])
    return bare and law and report.is_deed(at) and report.is_under(at, other) and not _of_thing(report, at)


def _names_offence(report: _Report, head: Token | None) -> bool:
    """Whether a word names an offence and tells no deed, as it does in "who was spying for Cuba"."""
    if head is None or head.lemma_.lower() not in report.parties.words("offences"):
        return False
    return head.tag_ in {"VBG", "NN"} and all(c.dep_ != "aux" for c in head.children)


def _of_thing(report: _Report, at: int) -> bool:
    """Whether a deed tells on whom or what it was done: "spying on dissidents"."""
    fillers = report.claims[at].roles.get("object", ())
    return any(f.entity is None or report.parties.drafts[f.entity].kind in PEOPLE for f in fillers)


def _as_accusation(report: _Report, at: int, other: int) -> bool:
    """Whether an accusation says no more than the deed that it is of, which is told with its own speaker."""
    head, deed = report.heads[at], report.heads[other]
    if head is None or deed is None or not report.is_deed(other) or not report.is_under(other, at):
        return False
    words, two = report.parties.words, report.claims[other]
    of_deeds = head.lemma_.lower() in words("accusing_of") and report.is_accusation(at)
    bare = deed.lemma_.lower() in words("offences") and not _of_thing(report, other)
    return of_deeds and not bare and two.certainty not in {"asserted", "denied"} and report.is_of_accused(at)


def _as_reason(report: _Report, at: int, other: int) -> bool:
    """Whether an accusation that nobody is said to make only tells what a step of its sentence is for: "a clerk accused
    of spying was arrested"."""
    head, step, one = report.heads[at], report.heads[other], report.claims[at]
    if head is None or step is None or head.sent.start != step.sent.start or not report.is_step(other):
        return False
    bare = head.tag_ == "VBN" and head.dep_ in REASONS and all(c.dep_ not in {"aux", "auxpass"} for c in head.children)
    people = {f.entity for f in one.roles.get("target", ()) if f.entity is not None}
    same = people & {f.entity for fillers in report.claims[other].roles.values() for f in fillers}
    by = any(not f.basis.startswith("inferred") for f in one.roles.get("agent", ()))
    return bare and bool(same) and not by and report.is_accusation(at) and report.is_of_accused(at)


RULES = (_as_headline, _as_pointer, _as_offence, _as_accusation, _as_reason)
