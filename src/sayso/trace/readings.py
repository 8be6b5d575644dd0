"""What each report of a case gives for each slot: values with the words and the claims that give them.

`readings(board, slots, steps)` takes a case laid out, with its slots and its steps in law, and gives one `Reading` for
each place where a report fills a slot. Nothing is compared here: that is for divergences.py.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sayso.link.names import ALIKE, fold, likeness
from sayso.link.view import STATE_KINDS, View, one_of
from sayso.mark.times import DAYS
from sayso.model import Passage, Place, SlotRecord, Span, StageRecord, When
from sayso.trace.board import Board, Told
from sayso.trace.speaking import attribution, of_speaking, spoken
from sayso.trace.stages import whose
from sayso.trace.values import ELSEWHERE, Kind, content
from sayso.trace.voices import accusatory, speaking_body, voice

KINDS: dict[str, Kind] = {
    "age": "number",
    "nationality": "nation",
    "occupation": "head",
    "employer": "words",
    "recruited_in": "place",
    "recruited_year": "date",
    "items": "words",
    "sentence": "number",
}
WITHHELD = "not disclosed"
BEFORE = 24  # code points before a word in which a negation of it is looked for
FORMS = 100  # names of one report among which a short one looks for its full form
HE, SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
PRONOUN = re.compile(rf"\b(?:{'|'.join(sorted(HE | SHE))})\b", re.IGNORECASE)


class Reading(NamedTuple):
    """One value that one report gives for one slot, in one place.

    `value` is compared, `shown` is what people see. `about` parts what is never compared within one slot: units.
    """

    slot: str
    accused: str  # an anchor, or ""
    kind: Kind
    value: str
    shown: str
    passage: Passage
    claims: tuple[str, ...] = ()
    about: str = ""

    @property
    def report(self) -> str:
        """The report that gives it."""
        return self.passage.report


OTHER = "third country"  # a nationality of which a report says only that it is another


def readings(board: Board, slots: Mapping[str, Sequence[SlotRecord]], steps: Sequence[StageRecord]) -> list[Reading]:
    """Every reading of every slot of a case, in order of slot and place."""
    found = [
        *_of_slots(board, slots),
        *_of_other_nationality(board),
        *_of_withheld_nationality(board),
        *_of_events(board),
        *_of_services(board),
        *_of_speaking(board),
        *_of_speakers(board),
        *_of_denials(board),
        *_of_names(board),
        *_of_genders(board),
        *_of_steps(board, steps),
        *_of_sureness(board),
    ]
    return sorted(set(found), key=order)


def order(r: Reading) -> tuple[object, ...]:
    """What readings are sorted by: slot and place, and all else that can tell two of one place apart."""
    at = r.passage
    return (r.slot, r.accused, r.about, at.report, at.start, r.kind, r.value, r.shown, at.end, r.claims)


def _at(report: str, span: Span) -> Passage:
    return Passage(report=report, start=span[0], end=span[1])


def _words(board: Board, passage: Passage) -> str:
    """The words of a passage on one line."""
    return " ".join(board.views[passage.report].marked.text[passage.start : passage.end].split())


# ---------------------------------------------------------------------------------------------------- slots


def _kind(board: Board, slot: str) -> Kind:
    """How the values of a slot are compared: as every pack has it, or as this one says of its own."""
    own = next((one.compare for one in board.domain.slots if one.id == slot), None)
    return KINDS.get(slot) or own or "words"


def _of_slots(board: Board, slots: Mapping[str, Sequence[SlotRecord]]) -> list[Reading]:
    """The cells of the case table; what names nobody's trait ("its", a name) is none."""
    made = []
    for slot, records in slots.items():
        for record in records:
            for passage in record.spans:
                value = _value(board, slot, record.value, passage)
                if value:
                    told = _claims_at(board, passage)
                    made.append(
                        Reading(slot, record.accused or "", _kind(board, slot), value, record.value, passage, told)
                    )
    return made


def _value(board: Board, slot: str, value: str, passage: Passage) -> str:
    """What is compared of a slot's value: a decade as a stretch of time, all else as it is; "" for no value."""
    words = fold(_words(board, passage))
    if _kind(board, slot) == "date" and words.endswith("0s"):
        return f"{value[:3]}0/{value[:3]}9"
    if slot == "nationality" and one_of(board.tables.list("other_nationality")).search(words):
        return OTHER
    if slot == "nationality" and one_of(board.tables.list("birthplaces")).match(words):
        return ""
    return "" if words in board.tables.list("nobody") | board.tables.list("empty") else value


def _of_other_nationality(board: Board) -> list[Reading]:
    """Where a report says of the only accused no more than that they are of another country."""
    return _of_words(board, one_of(board.tables.list("other_nationality")), OTHER, "")


def _of_withheld_nationality(board: Board) -> list[Reading]:
    """Where a report says that the nationality of the only accused is not told."""
    return _of_words(board, board.withheld("nationality"), WITHHELD, WITHHELD)


def _of_words(board: Board, pattern: re.Pattern[str], value: str, shown: str) -> list[Reading]:
    """What reports say of the nationality of the only accused in words that a pattern finds."""
    made = []
    for stub in board.stubs if len(board.accused) == 1 else ():
        text = board.views[stub.report].marked.text
        for found in pattern.finditer(text) if stub.main else ():
            passage = _at(stub.report, Span(*found.span()))
            words = shown or found.group().lower()
            made.append(Reading("nationality", board.accused[0], "nation", value, words, passage))
    return made


def _claims_at(board: Board, passage: Passage) -> tuple[str, ...]:
    """The claims whose evidence holds a passage."""
    return tuple(
        told.id
        for told in board.told_in(passage.report)
        if told.claim.evidence.start <= passage.start and passage.end <= told.claim.evidence.end
    )


# --------------------------------------------------------------------------------------------------- events


def _of_events(board: Board) -> list[Reading]:
    """Who, to whom, when, where and how much, of events that can have but one answer."""
    made = []
    for told in board.told:
        if told.claim.polarity == "positive" and told.claim.certainty != "denied":
            about = whose(board, told)[:1]
            made += _amounts(told, about[0] if about else "")
            for accused in about:
                made += [*_times(board, told, accused), *_doers(board, told, accused)]
    return made


def _of_services(board: Board) -> list[Reading]:
    """The services, of those that the pack knows by name, for which each report says that the accused worked."""
    made = []
    for stub in board.stubs if len(board.accused) == 1 else ():
        view = board.views[stub.report]
        for index in view.masters(stub.claims, stub.accused) if stub.main else ():
            entity = view.entities[index]
            party = board.party(view, index)
            known = entity.key and entity.kind == "service" and not board.tables.by_function(entity.key)
            if known and party in board.masters and entity.mentions:
                passage = _at(stub.report, min(m.span for m in entity.mentions))
                made.append(Reading("service", board.accused[0], "party", party, board.name(party), passage))
    return made


def _times(board: Board, told: Told, accused: str) -> list[Reading]:
    """When and where something happened that happens once."""
    claim, made = told.claim, []
    if claim.event not in board.tables.list("once"):
        return []
    if claim.time and not of_speaking(told, claim.time.span):
        made += _day(board, told, accused, f"{claim.event}.time", claim.time)
    if claim.place:
        made.append(_place(board, told, accused, claim.place))
    return made


def _place(board: Board, told: Told, accused: str, place: Place) -> Reading:
    """A place, with the words that leave room for others: "Britain and other places"."""
    more = board.elsewhere.match(told.view.marked.text, place.span.end)
    span = Span(place.span.start, more.end() if more else place.span.end)
    shown = _words(board, _at(told.report, span))
    return _reading(told, "place", accused, "place", place.text + ELSEWHERE * bool(more), shown, span)


def _day(board: Board, told: Told, accused: str, slot: str, time: When) -> list[Reading]:
    """A time that can be compared: a partial date, a stretch of time, or a weekday."""
    if time.value is None and fold(time.text) not in DAYS:
        return []
    value = f"{time.value}/{time.until}" if time.until else time.value or time.text
    shown = time.value or time.text
    return [Reading(slot, accused, "date", value, shown, _at(told.report, time.span), (told.id,))]


def _of_speaking(board: Board) -> list[Reading]:
    """When the bodies that accuse are said to have spoken, for each principal."""
    made: list[Reading] = []
    for told in board.told:
        behind = _speaker(board, told)
        for time in spoken(told) if behind in board.accusing else ():
            made += [r._replace(about=behind) for r in _day(board, told, "", "statement.time", time)]
    return made


def _of_speakers(board: Board) -> list[Reading]:
    """Which body of a state each report gives for what is alleged, be it one that the accused are said to serve."""
    made = []
    sides = board.accusing | {board.principal(m) for m in board.masters}
    for told in board.told:
        link = told.claim.chain[-1]
        if link.attribution is None or link.entity is None or not accusatory(board, told):
            continue
        party = board.party(told.view, speaking_body(told.view, link.entity))
        group, said = board.group(party), attribution(told)
        body = group and group.kind in STATE_KINDS and not board.is_state(party)
        if body and board.principal(party) in sides and said and said.source:
            passage = _at(told.report, said.source[0])
            made.append(Reading("statement.attribution", "", "party", party, board.name(party), passage, (told.id,)))
    return made


def _speaker(board: Board, told: Told) -> str:
    """The principal of the party whose word a claim is; "" for the outlet's own voice and for nobody in particular."""
    said = voice(board, told)
    return board.principal(said.party) if said and said.party else ""


def _reading(told: Told, field: str, accused: str, kind: Kind, value: str, shown: str, span: Span) -> Reading:
    slot = f"{told.claim.event}.{field}"
    return Reading(slot, accused, kind, value, shown, _at(told.report, span), (told.id,))


def _amounts(told: Told, accused: str) -> list[Reading]:
    amount = told.claim.quantity
    if amount is None or amount.value is None:
        return []
    made = _reading(told, "quantity", accused, "number", amount.text, amount.text, amount.span)
    return [made._replace(about=" ".join(content(amount.unit or "", told.view.tables)))]


def _doers(board: Board, told: Told, accused: str) -> list[Reading]:
    """Who did it, and to whom something went, where only one can have."""
    made = []
    for role, names in (("agent", "one_doer"), ("recipient", "one_receiver")):
        for filler in told.claim.roles.get(role, ()) if told.claim.event in board.tables.list(names) else ():
            if filler.inferred:
                continue
            party = board.party(told.view, filler.entity) if filler.entity is not None else ""
            if party in board.accused or (party and board.is_vague(party) and not board.is_state(party)):
                continue  # "British intelligence" in one report and MI6 in another are no difference
            if filler.entity is not None and board.known(told.view, filler.entity):
                made.append(_reading(told, role, accused, "party", party, filler.name, filler.span))
            elif told.claim.place:
                where = told.claim.place.text
                shown = filler.name if where in filler.name else f"{filler.name} in {where}"
                made.append(_reading(told, role, accused, "place", where, shown, filler.span)._replace(about="where"))
    return made


def _of_denials(board: Board) -> list[Reading]:
    """What each report gives as the words of a denial, for each who denies."""
    made = []
    for told in board.told:
        if told.claim.event in board.tables.list("denials"):
            words = _words(board, _at(told.report, told.claim.evidence))
            made_here = _reading(told, "wording", "", "words", words, words, told.claim.evidence)
            made += [made_here._replace(about=behind)] if (behind := _speaker(board, told)) else []
    return made


# ---------------------------------------------------------------------------------------- names and genders


def _of_names(board: Board) -> list[Reading]:
    """The name of each person of the case in each form that a report prints."""
    made = []
    for report, view in board.views.items():
        named = _told_of(board, report)
        for index, entity in enumerate(view.entities):
            if named is not None and index not in named:
                continue
            anchor = board.party(view, index)
            accused = anchor if anchor in board.accused else ""
            for mention in entity.mentions if entity.kind == "person" else ():
                passage = _at(view.marked.report, mention.span)
                printed = _words(board, passage)
                if mention.form == "name" and any(c.isupper() for c in printed) and not printed.isupper():
                    made.append(Reading("name", accused, "name", printed, printed, passage))
    return _in_full(board, made)


def _told_of(board: Board, report: str) -> set[int] | None:
    """Who is in the case's claims of a report that tells of it only in passing; None, for all, of any other report."""
    if any(stub.main for stub in board.stubs if stub.report == report):
        return None
    claims = [told.claim for told in board.told_in(report)]
    roles = {f.entity for claim in claims for fillers in claim.roles.values() for f in fillers}
    return {i for i in roles | {link.entity for claim in claims for link in claim.chain} if i is not None}


def _in_full(board: Board, names: Sequence[Reading]) -> list[Reading]:
    """Without the short forms of names that the same report gives in full."""
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for reading in names:
        forms[reading.report].add(reading.value)
    several = {(report, form): sorted(forms[report])[:FORMS] for report in forms for form in forms[report]}
    short = {key for key, others in several.items() if any(_short_for(key[1], full) for full in others)}
    return [r for r in names if (r.report, r.value) not in short]


def _short_for(short: str, full: str) -> bool:
    """Whether one form of a name is a part of another, be it spelt a little differently there."""
    few, many = fold(short).split(), fold(full).split()
    return len(few) < len(many) and all(any(likeness(a, b) >= ALIKE for b in many) for a in few)


def _of_genders(board: Board) -> list[Reading]:
    """The pronouns by which a report speaks of each accused."""
    made = []
    for view in board.views.values():
        for accused, span in _pronouns(board, view):
            word = fold(view.marked.text[span.start : span.end])
            value = "he" if word in HE else "she" if word in SHE else ""
            if value:
                made.append(Reading("gender", accused, "term", value, value, _at(view.marked.report, span)))
    return made


def _pronouns(board: Board, view: View) -> list[tuple[str, Span]]:
    """The pronouns of each accused; where there is only one, also those that nobody named before can have."""
    own: list[tuple[str, Span]] = []
    taken: set[int] = set()
    others = len(view.marked.text)
    for index, entity in enumerate(view.entities):
        anchor = board.party(view, index)
        taken |= {m.span.start for m in entity.mentions}
        if anchor in board.accused:
            own += [(anchor, m.span) for m in entity.mentions if m.form == "pronoun"]
        elif entity.kind in ("person", "unnamed"):
            others = min(others, view.first(index))
    if len({anchor for anchor, _ in own}) == 1:
        found = (Span(*m.span()) for m in PRONOUN.finditer(view.marked.text, 0, others))
        own += [(own[0][0], span) for span in found if span.start not in taken]
    return own


# ---------------------------------------------------------------------------------------- steps and certainty


def _of_steps(board: Board, steps: Sequence[StageRecord]) -> list[Reading]:
    """The furthest step that each report tells of each accused."""
    told = {t.id: t for t in board.told}
    furthest: dict[tuple[str, str], tuple[int, str, list[Told]]] = {}
    for record in steps:
        rank = board.tables.rank[record.stage]
        by_report: defaultdict[str, list[Told]] = defaultdict(list)
        for claim in record.claims:
            by_report[told[claim].report].append(told[claim])
        for report, tolds in by_report.items():
            if rank >= furthest.get((report, record.accused), (-1, "", []))[0]:
                furthest[report, record.accused] = (rank, record.stage, tolds)
    return [
        Reading("status", accused, "step", stage, stage.replace("_", " "), _at(report, tolds[0].claim.evidence),
                tuple(t.id for t in tolds))
        for (report, accused), (_, stage, tolds) in furthest.items()
    ]  # fmt: skip


def _of_sureness(board: Board) -> list[Reading]:
    """How sure each report is that something of the matter happened, in its own words: a hedge, a cue, or neither."""
    made = []
    for told in board.told:
        if told.claim.event in board.tables.list("of_matter") and told.claim.certainty != "denied":
            for accused in whose(board, told)[:1]:
                span, words = hedge(board, told)
                if words in board.tables.list("hypothetical"):
                    continue
                words += " (headline)" * in_headline(told)
                made_here = _reading(told, "certainty", accused, "sure", f"{told.claim.certainty} {words}", words, span)
                made.append(made_here._replace(about=_speaker(board, told) or _headed(board, told)))
    return made


def _headed(board: Board, told: Told) -> str:
    """Whose word a headline gives in the outlet's own voice: the speaker for the same event further down; else ""."""
    below = (t for t in board.told_in(told.report) if t.claim.event == told.claim.event and in_headline(told))
    return next((behind for t in below if (behind := _speaker(board, t))), "")


def in_headline(told: Told) -> bool:
    """Whether a claim is made in the headline: a first line without a full stop."""
    line = told.view.marked.text.lstrip().partition("\n")
    return not line[0].rstrip().endswith(".") and told.claim.evidence.end <= told.view.marked.text.find(line[1] or "\n")


def hedge(board: Board, told: Told) -> tuple[Span, str]:
    """The words of a claim that say how sure its speaker is, with their place; the cue where there is no hedge."""
    text, spans = told.view.marked.text, (told.claim.evidence, told.view.sentence_span(told.claim.evidence.start))
    for pattern, (start, end) in zip(board.hedges, spans, strict=True):
        if found := pattern.search(text, start, end):
            return Span(*found.span()), found.group().lower()
    said = attribution(told)
    if said and said.cue and said.certainty in ("alleged", "possible"):
        return said.cue[0], " ".join(text[said.cue[0].start : said.cue[0].end].split()).lower()
    if told.claim.certainty in ("alleged", "possible") and (found := _suspecting(board, text, spans[1])):
        return Span(*found.span()), found.group().lower()
    return told.claim.evidence, "no hedge"


def _suspecting(board: Board, text: str, span: tuple[int, int]) -> re.Match[str] | None:
    """The word of a sentence that only suspects; none that is negated ("it is not about suspicions")."""
    found = board.suspecting.finditer(text, *span)
    return next((m for m in found if not board.negated.search(text, max(span[0], m.start() - BEFORE), m.start())), None)
