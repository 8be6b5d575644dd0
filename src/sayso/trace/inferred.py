"""The dates of undated reports, from what dated reports of their case say of the same utterance.

In: the board of a case, its origins, and which claim goes back to which. Out: for each undated report whose main case
this is the days on which it can have come out, and why. Two kinds of evidence:

* dated reports give the day of an utterance ("on Monday", 8 January), and the undated one, which tells the same, has
  the utterance on that weekday too: it came out between that Monday and the next;
* the undated report is a copy, nearly word for word, of a dated one: it came out about then, and on that very day
  where both say "on Monday" of it.

The date that is shown is the partial date that all these days have in common. Evidence that disagrees gives none, and
so does a report that prints a later date of what has happened. All reports are looked at as they were marked, so that
nothing inferred is evidence of anything, and no order of input matters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from sayso.mark import times
from sayso.model import Claim, Marked, When
from sayso.trace.board import Board, Told
from sayso.trace.origins import day, speaking_times
from sayso.trace.reuse import Profile, copy_relay
from sayso.trace.speaking import spoken
from sayso.trace.types import CaseFile, InferredDate

NAMED = frozenset({"weekday", "near", "last"})  # kinds of expression that tie a report to a day
REACH = 31  # days after an utterance in which a report may name it by such words
SLACK = timedelta(2)  # between a story and a copy of it, either way
COPIES = 32  # dated reports that an undated one is held against for copied text
CLOSE = frozenset({"verbatim", "light_edit"})
HALF = 0.5  # of a report's words, from which it counts as a copy
SHARED = 2  # allegations that two reports must share to tell of one utterance, where the undated one has so many


class Window(Struct, frozen=True):
    """The days on which a report can have come out, and why."""

    first: date
    last: date
    reason: str

    @property
    def days(self) -> list[str]:
        """Each of the days."""
        return [(self.first + timedelta(n)).isoformat() for n in range((self.last - self.first).days + 1)]


def windows(board: Board, file: CaseFile) -> dict[str, Window]:
    """The window of each undated report of which something is known."""
    undated = sorted({s.report for s in board.stubs if s.main and not board.views[s.report].marks.header.published})
    dated = [report for report in board.views if any(map(day, board.told_in(report)[:1]))]
    found = {report: _window(board, report, dated, file) for report in undated} if dated else {}
    return {report: window for report, window in found.items() if window}


def in_common(values: Iterable[str | None]) -> str | None:
    """The partial date that several dates agree on; None if they do not even agree on a year, or one is unknown."""
    given = [value or "" for value in values] or [""]
    sizes = (n for n in (10, 7, 4) if len(given[0]) >= n and len({value[:n] for value in given}) == 1)
    return given[0][: next(sizes, 0)] or None


def dates(found: Mapping[str, Window]) -> tuple[InferredDate, ...]:
    """The dates to show."""
    made = ((report, in_common(window.days), window.reason) for report, window in found.items())
    return tuple(InferredDate(report=r, published=date, reason=why) for r, date, why in made if date)


def with_times(marked: Marked, window: Window | None) -> Marked:
    """A report with its relative times reckoned from the days on which it can have come out, where all give one."""
    if window is None:
        return marked
    known = {e.start: e for e in times.find(marked.text)}
    claims = tuple(_timed(claim, known, window.days) for claim in marked.marks.claims)
    return replace(marked, marks=replace(marked.marks, claims=claims))


def changed(before: Marked, after: Marked) -> dict[str, When]:
    """The times that `with_times` has given, by claim."""
    pairs = zip(before.claim_ids, before.marks.claims, after.marks.claims)
    return {id: new.time for id, old, new in pairs if new.time and new.time != old.time}


def _timed(claim: Claim, known: Mapping[int, times.Expression], days: Sequence[str]) -> Claim:
    """A claim with the time that its words come to on each of the days, as far as all agree."""
    when = claim.time
    expression = known.get(when.span.start) if when and not when.value else None
    if when is None or expression is None:
        return claim
    each = [times.value(expression, day, when.coming) for day in days]
    value = in_common(one.value for one in each)
    until = in_common(one.until for one in each)
    return replace(claim, time=replace(when, value=value, until=until, basis="inferred")) if value else claim


# ---------------------------------------------------------------------------------------------- evidence


def _window(board: Board, report: str, dated: Sequence[str], file: CaseFile) -> Window | None:
    """What all the evidence on a report leaves; None where there is none, or it disagrees."""
    found = [*_told(board, report, file), *_copied(board, report, dated)]
    if not found:
        return None
    first, last = max(w.first for w in found), min(w.last for w in found)
    if first > last or last.isoformat() < _latest(board.views[report].marks.claims):
        return None
    return Window(first, last, "; ".join(dict.fromkeys(w.reason for w in found)))


def _latest(claims: Sequence[Claim]) -> str:
    """The latest day that a report prints in full for something that happened."""
    happened = [c.time for c in claims if c.time and c.time.basis == "text" and c.certainty != "possible"]
    return max((t.value for t in happened if t.value and len(t.value) == 10 and not t.coming), default="")


def _told(board: Board, report: str, file: CaseFile) -> Iterator[Window]:
    """The windows that a report's words for the time of an utterance leave."""
    own = [t for t in board.told_in(report) if t.stub.main]
    keys = {file.origin_of.get(t.id) for t in own}
    for speaker in sorted({o.speaker for o in file.origins if o.id in keys and o.speaker}):
        theirs = {o.id for o in file.origins if o.speaker == speaker}
        mine = [t for t in own if file.origin_of.get(t.id) in theirs]
        days = _days(board, speaker, _alike(board, mine, theirs, file))
        for words in _words(
            when for _, when in speaking_times(board, speaker, mine, over_channel=True) if not when.value
        ):
            yield from _on_days(board, board.name(speaker), words, days)


def _alike(board: Board, mine: Sequence[Told], origins: set[str], file: CaseFile) -> list[Told]:
    """The claims, in those dated reports that tell enough of the same, that go back to one of the origins."""
    told: defaultdict[str, list[Told]] = defaultdict(list)
    for one in board.told:
        if one.report != mine[0].report and day(one) and file.origin_of.get(one.id) in origins:
            told[one.report].append(one)
    wanted = {a for t in mine if (a := file.allegation_of.get(t.id))}
    need = min(SHARED, len(wanted)) or 1
    return [
        t
        for r in sorted(told)
        if len(wanted & {file.allegation_of.get(t.id) for t in told[r]}) >= need
        for t in told[r]
    ]


def _days(board: Board, speaker: str, tolds: Sequence[Told]) -> dict[date, list[str]]:
    """The days on which dated reports have a speaker say it, with those reports."""
    found: defaultdict[date, set[str]] = defaultdict(set)
    for report, when in speaking_times(board, speaker, tolds, over_channel=True):
        if when.value and len(when.value) == 10:
            found[date.fromisoformat(when.value)].add(report)
    return {one: sorted(found[one]) for one in sorted(found)}


def _words(found: Iterable[When]) -> list[times.Expression]:
    """The different expressions of these times that tie a report to a day."""
    each = {e.text.lower(): e for when in found for e in times.find(when.text)[:1] if e.kind in NAMED}
    return [each[text] for text in sorted(each)]


def _on_days(board: Board, name: str, words: times.Expression, days: Mapping[date, list[str]]) -> Iterator[Window]:
    """The window of a report that has an utterance at such words, where it was made on one of these days."""
    fits = {said: near for said in days if (near := _near(words, said))}
    if fits:
        first, last = (pick(d for near in fits.values() for d in near) for pick in (min, max))
        told = " or ".join(said.isoformat() for said in fits)
        reports = sorted({r for said in fits for r in days[said]})
        date = f"{_named(board, reports)} {'date' if len(reports) > 1 else 'dates'}"
        yield Window(first, last, f"{date} the same words of {name} to {told}, which this report calls “{words.text}”")


def _near(words: times.Expression, said: date) -> list[date]:
    """The days on which a report would have called a day so."""
    later = (said + timedelta(n) for n in range(REACH))
    return [d for d in later if times.value(words, d.isoformat()).value == said.isoformat()]


def _copied(board: Board, report: str, dated: Sequence[str]) -> Iterator[Window]:
    """The windows that dated reports with the same text leave."""
    mine = Profile(board.views[report].marked, board.domain)
    for other in sorted(dated, key=lambda r: (_date(board, r), r))[:COPIES]:
        relay = copy_relay(mine, Profile(board.views[other].marked, board.domain), (), board.domain)
        if relay and relay.kind in CLOSE and relay.score >= HALF:
            own, name = _date(board, other), _named(board, [other])
            if words := _same_day(board, report, other):
                yield Window(own, own, f"it has the text of {name}, and both say “{words}” of that day")
            else:
                yield Window(own - SLACK, own + SLACK, f"it has the text of {name}")


def _same_day(board: Board, report: str, other: str) -> str:
    """The words by which a dated report calls its own day and the undated one calls the day of an utterance too."""
    own = {
        e.text
        for e in _words(
            w
            for t in board.told_in(other)
            for w in spoken(t, over_channel=True)
            if w.value == _date(board, other).isoformat()
        )
    }
    mine = {
        e.text for e in _words(w for t in board.told_in(report) for w in spoken(t, over_channel=True) if not w.value)
    }
    return min(own & mine, default="")


def _date(board: Board, report: str) -> date:
    return date.fromisoformat(board.views[report].marks.header.published or "")


def _named(board: Board, reports: Sequence[str]) -> str:
    """A report by its outlet and date, and how many others."""
    first = min(reports, key=lambda r: (_date(board, r), r))
    name = board.views[first].marks.header.outlet or "a report"
    more = len(reports) - 1
    others = f" and {more} other report{'s' if more > 1 else ''}" if more else ""
    return f"{name} of {_date(board, first)}{others}"
