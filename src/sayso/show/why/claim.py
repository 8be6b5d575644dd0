"""Why a claim is as it is: what named its event, who has which role, whose word it is, how sure, when, which case.

Takes a claim's record and what its reader kept of it (`model.Why`); gives the parts of an explanation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.domains import Event, Trigger, places
from sayso.model import READ, AttributionRecord, Certainty, Claim, ClaimRecord, Span, Why
from sayso.packs import named
from sayso.show.why.desk import Desk, listed
from sayso.show.why.types import Explained, Line, Quoted, line, part

WEAKEST: tuple[Certainty, ...] = ("denied", "possible", "alleged", "reported", "asserted")  # as mark/hedges weighs them
PLACES = {
    "subject": "its logical subject",
    "object": "its logical object",
    "dative": "its indirect object",
    "poss": "the possessor before it",
    "comp": "the clause that completes it",
    "pointed": "read by the encoder, which points to it",
    "sentence": "inferred: elsewhere in the clause, not at a place of the word",
    "before": "inferred: the sentence leaves it open; last named before it",
    "offence": "told of the offence that is named with it",
}


def explain(desk: Desk, record: ClaimRecord) -> Explained:
    """A claim explained."""
    claim = _as_read(desk, record)
    said = _attribution(desk, record)
    parts = (
        part("What", *_what(desk, record, claim)),
        part("Who", *_roles(desk, record, claim)),
        part("Whose word", *_whose(desk, record, said)),
        part("How sure", *_certainty(record, claim, said)),
        part("When", *_time(desk, record)),
        part("Which case", *_case(desk, record)),
        part("Decisions", *decisions(desk, record.id)),
    )
    title = f"Claim {record.id[:9]}: {record.event.replace('_', ' ')}"
    return Explained(id=record.id, kind="claim", title=title, parts=tuple(p for p in parts if p.lines))


def _as_read(desk: Desk, record: ClaimRecord) -> Claim | None:
    """The claim of the reader, None for one that is rejected."""
    marked = desk.marked(record.report)
    if marked is None or record.id not in marked.claim_ids:
        return None
    return marked.marks.claims[marked.claim_ids.index(record.id)]


def _attribution(desk: Desk, record: ClaimRecord) -> AttributionRecord | None:
    found = desk.ledger.report_attributions(record.report) if record.attribution else []
    return next((a for a in found if a.id == record.attribution), None)


# ------------------------------------------------------------------------------------------------ what


def _what(desk: Desk, record: ClaimRecord, claim: Claim | None) -> Iterator[Line]:
    evidence = desk.quote(record.report, record.evidence.start, record.evidence.end)
    yield line("The clause that carries it:", evidence, record.report)
    if claim is not None and claim.why is not None and record.review != "added":
        yield from _triggered(desk, record, claim.why)
        yield from _confident(record, claim.why, desk)
    elif record.review in ("added", "rejected"):
        yield line(f"It was {record.review} by an analyst.")
    else:
        yield line(
            "What fired it was not kept: the report was read by an earlier version. 'sayso build' with this version "
            "and a reader or pack of another version reads it again."
        )
    reading = desk.ledger.reading(record.report)
    if reading:
        yield line(f"Read by {reading.reader} in the text of {reading.extractor}, with the domain pack {reading.pack}.")
    if record.polarity == "negative":
        yield line("It is said not to have happened: a negation stands at the word, or the speaker denies it.")


def _triggered(desk: Desk, record: ClaimRecord, why: Why) -> Iterator[Line]:
    """The entry of the pack that fired."""
    quote = desk.quote(record.report, why.word.start, why.word.end)
    if not why.trigger:
        yield line(
            f"No event is named: the word is one of {listed(why.near)} in words.yaml, and tells what it says.", quote
        )
        yield line(f"Confidence {record.confidence:g}: half of the attribution's.")
        return
    if why.trigger == READ:
        yield from _read(record, why, desk, quote)
        return
    event, trigger = entry(desk, why.event, why.trigger)
    if event is None or trigger is None:
        yield line(f"Trigger {why.trigger} of its event fired, of a pack that is no longer at hand.", quote)
        return
    at = places.trigger(named(desk.ledger), event.id, why.trigger)
    changed = "" if desk.same_pack else " (the pack has changed since)"
    yield line(f"The word fired trigger {why.trigger} of {event.id} ({event.about}): {at}{changed}.", quote)
    yield line(f"That trigger: {told(trigger)}.")
    if why.event != record.event and record.review != "corrected":
        yield line(
            f"It is a claim of {record.event}: the accused, or somebody on their side, says that it was not done."
        )
    if why.near:
        yield line(f"Of the words that it asks for, these stand near: {listed(why.near)}.")


def _read(record: ClaimRecord, why: Why, desk: Desk, quote: Quoted) -> Iterator[Line]:
    """An event that the network tells, without an entry of the pack."""
    event, _ = entry(desk, why.event, why.trigger)
    about = f" ({event.about})" if event else ""
    yield line(
        f"No trigger of the pack fires: the encoder reads {why.event}{about} in these words. It has learned from "
        "reports in which such events are marked; which words of theirs it goes by cannot be told.",
        quote,
    )
    whose = "the attribution's" if record.attribution else "that for the outlet's own voice"
    yield line(f"Confidence {record.confidence:g}: the encoder's, times {whose}.")


def entry(desk: Desk, event: str, trigger: int) -> tuple[Event | None, Trigger | None]:
    """An event of the pack and its trigger of that number."""
    found = next((e for e in desk.domain.events if e.id == event), None)
    if found is None or not 0 < trigger <= len(found.triggers):
        return found, None
    return found, found.triggers[trigger - 1]


def told(trigger: Trigger) -> str:
    """What a trigger asks for, in words."""
    kinds = {"VERB": "a form of", "NOUN": "the noun", "ADJ": "the adjective"}
    asks = [f"{kinds[trigger.pos]} {_any(trigger.lemmas)}"]
    asks += [f"with {_any(words)} near it" for words in (trigger.with_, trigger.also) if words]
    asks += [f"without {_any(trigger.without)}"] if trigger.without else []
    asks += [f"with the particle {trigger.particle}"] if trigger.particle else []
    asks += [f"with {_any(trigger.prep)}"] if trigger.prep else []
    asks += [f"after {_any(trigger.needs_prep)}"] if trigger.needs_prep else []
    asks += ["with a clause that completes it"] if trigger.comp else []
    asks += [f"in the {trigger.voice}"] if trigger.voice else []
    asks += [f"with {_any(kinds_)} as {place}" for place, kinds_ in trigger.needs.items()]
    asks += [f"with a party of the report as {_any(trigger.known)}"] if trigger.known else []
    asks += [f"with a thing, no party, as {_any(trigger.things)}"] if trigger.things else []
    asks += ["of somebody whom the report suspects"] if trigger.suspects else []
    return ", ".join(asks)


def _any(words: tuple[str, ...], most: int = 8) -> str:
    more = f" or {len(words) - most} more" if len(words) > most else ""
    return " or ".join(words[:most]) + more


def _confident(record: ClaimRecord, why: Why, desk: Desk) -> Iterator[Line]:
    _, trigger = entry(desk, why.event, why.trigger)
    if trigger is None or not trigger.confidence:
        return
    rest = round(record.confidence / trigger.confidence, 2)
    whose = "the attribution's" if record.attribution else "for the outlet's own voice"
    yield line(f"Confidence {record.confidence:g}: the trigger's {trigger.confidence:g} times {rest:g} {whose}.")


# ------------------------------------------------------------------------------------------------- who


def _roles(desk: Desk, record: ClaimRecord, claim: Claim | None) -> Iterator[Line]:
    names = desk.names(f.party for fillers in record.roles.values() for f in fillers)
    kept = claim.why.places if claim and claim.why else {}
    for role, fillers in record.roles.items():
        for number, filler in enumerate(fillers):
            found = kept.get(role, ())
            how = filler.basis if filler.basis != "syntax" else _where(found, number)
            whom = names.get(filler.party or "", f"{filler.name}, no party of the ledger")
            yield line(f"{role}: {whom}; {how}.", desk.quote(record.report, *filler.span), filler.party)
    if record.place:
        span = record.place.span
        yield line("place: the first place named in its clause after in, at or near.", desk.quote(record.report, *span))
    if record.quantity:
        yield line("quantity: the number of its clause.", desk.quote(record.report, *record.quantity.span))
    if not record.roles:
        yield line("Nobody stands at a place that fills a role.")


def _where(kept: Sequence[str], number: int) -> str:
    return _place(kept[number]) if number < len(kept) else "put there by an analyst"


def _place(place: str) -> str:
    return PLACES.get(place) or f"after “{place}” at the word"


# ------------------------------------------------------------------------------------------- whose word


def _whose(desk: Desk, record: ClaimRecord, said: AttributionRecord | None) -> Iterator[Line]:
    if said is None:
        outlet = record.chain[0].speaker if record.chain else "the outlet"
        yield line(f"The own voice of {outlet}: no attribution holds the clause, and it carries none on.")
    else:
        yield from attributed(desk, said)
    if len(record.chain) > 1:
        links = " ← ".join(f"{c.speaker}{f' ({c.channel})' if c.channel else ''}" for c in record.chain)
        yield line(f"The chain, from the reader's side: {links}.", None, *(c.party for c in record.chain))


def attributed(desk: Desk, said: AttributionRecord) -> Iterator[Line]:
    """What an attribution rests on."""
    how = f"{said.kind}, confidence {said.confidence:g}, by {said.reader}"
    spans = [*said.source, *said.cue]
    words = desk.quote(said.report, min(s.start for s in spans), max(s.end for s in spans)) if spans else None
    speaker = said.speaker_name or "an unnamed source"
    if said.kind == "carried":
        yield line(
            f"Carried on: the sentence has no cue of its own and goes on with what {speaker} said ({how}).", words
        )
        yield from _from(desk, said)
        return
    cue = desk.words(said.report, said.cue)
    yield line(f"Attribution to {speaker} by the cue “{cue}” ({how}).", words, said.id, said.speaker)
    if said.channel:
        yield line(f"Said by way of: {said.channel.replace('_', ' ')}.")
    yield from _from(desk, said)


def _from(desk: Desk, said: AttributionRecord) -> Iterator[Line]:
    """What an attribution sits in or carries on."""
    found = desk.ledger.report_attributions(said.report) if said.parent else []
    above = next((a for a in found if a.id == said.parent), None)
    if above:
        relation = "It carries on" if said.kind == "carried" else "It sits inside"
        who = above.speaker_name or "an unnamed source"
        quote = desk.quote(said.report, *_whole([*above.source, *above.cue])) if above.cue or above.source else None
        yield line(f"{relation} the attribution to {who}.", quote, above.id)


def _whole(spans: list[Span]) -> tuple[int, int]:
    return min(s.start for s in spans), max(s.end for s in spans)


# --------------------------------------------------------------------------------------------- how sure


def _certainty(record: ClaimRecord, claim: Claim | None, said: AttributionRecord | None) -> Iterator[Line]:
    marks = weighed(claim, said)
    if record.review == "added" or not marks:
        yield line(f"{record.certainty}: as the analyst said.")
        return
    decided = min((certainty for certainty, _ in marks), key=WEAKEST.index)
    if decided == record.certainty:
        yield line(f"{record.certainty}: the weakest of what speaker, words and mood say.")
    else:
        yield line(f"{record.certainty}: put right by an analyst; the words say {decided}.")
    for certainty, what in marks:
        yield line(f"{certainty}: {what}.")


def weighed(claim: Claim | None, said: AttributionRecord | None) -> list[tuple[Certainty, str]]:
    """What a certainty was weighed from, in words; of the outlet's own voice or its speaker first."""
    if claim is None:
        return []
    if said is None:
        marks: list[tuple[Certainty, str]] = [("asserted", "in the outlet's own voice")]
    elif said.certainty == "denied":
        marks = [("reported", "told by one who denies something, which leaves the rest reported")]
    else:
        marks = [(said.certainty, "by the cue of the attribution")]
    hedges = claim.why.hedges if claim.why else ()
    return marks + [(certainty, f"“{words}”, {how}") for certainty, words, how in hedges]


# ------------------------------------------------------------------------------------------------- when


def _time(desk: Desk, record: ClaimRecord) -> Iterator[Line]:
    if record.time is None:
        yield line("No time stands in its clause.")
        return
    quote = desk.quote(record.report, *record.time.span) if record.time.span[1] > record.time.span[0] else None
    value = f"{record.time.value}{f' to {record.time.until}' if record.time.until else ''}"
    report = desk.report(record.report)
    own = f"{report.published} ({report.published_basis})" if report.published else "unknown"
    told = {
        "text": f"{value}: printed so",
        "relative": f"{value}: reckoned from the report's own date, which is {own}",
        "inferred": f"{value}: reckoned from a date of the report that is itself inferred, {own}",
        None: "no date: the words give too little to reckon one",
    }
    yield line(
        f"{told.get(record.time.basis, f'{value}: {record.time.basis}')}. Nearest to the word in its clause.", quote
    )


# ------------------------------------------------------------------------------------------- which case


def _case(desk: Desk, record: ClaimRecord) -> Iterator[Line]:
    if record.case is None:
        yield line("In no case: nobody who is accused stands in it, and it carries on about nobody who is.")
        return
    share = desk.share_of(record)
    case = desk.case(record.case)
    if share is None or not share.accused:
        yield line(f"{case.title}: put there by a decision.", None, case.id)
    else:
        kind = "what the report is mainly about" if share.main else "a case that the report mentions as background"
        yield line(f"{case.title}: it is of {kind}, the accused there being {desk.accused(share)}.", None, case.id)
        yield line(_named(desk, record, share.accused))
    allegation = next((a for a in desk.ledger.allegations(case.id) if a.id == record.allegation), None)
    if allegation:
        yield line(f"One allegation with others that say the same: {allegation.explanation}.", None, allegation.id)
    origin = next((o for o in case.origins if o.id == record.origin), None)
    yield (
        line(f"It goes back to {origin.name}: {origin.explanation}.", None, origin.id)
        if origin
        else line("It goes back to no utterance that reports tell of: it is the outlet's own.")
    )


def _named(desk: Desk, record: ClaimRecord, accused: tuple[int, ...]) -> str:
    """Whether a claim names an accused of its case, or only goes on about them."""
    marked = desk.marked(record.report)
    mine = {marked.entity_ids[i] for i in accused} if marked else set()
    parties = set(desk.ledger.party_of(mine).values())
    roles = [role for role, fillers in record.roles.items() if any(f.party in parties for f in fillers)]
    if roles:
        return f"The accused stands in it as {listed(roles)}."
    if any(link.party in parties for link in record.chain):
        return "The accused is its speaker."
    return "It names no accused; the claims around it are of this case."


def decisions(desk: Desk, id: str) -> Iterator[Line]:
    """The decisions on an id."""
    for one in desk.ledger.decided_on(id):
        because = f": {one.reason}" if one.reason else ""
        yield line(f"{one.what.replace('_', ' ')} by {one.who}, {one.when}{because}.", None, one.id)
