"""The utterances that the claims of a case go back to, and how many of them are independent."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from sayso.link.names import fold
from sayso.link.view import View
from sayso.model import Link, OriginRecord, Passage
from sayso.trace.board import Board, Told
from sayso.trace.voices import Voice, voices

GAP = 14  # days without a report, after which a speaker's next words are taken for another utterance


def origins(board: Board) -> tuple[tuple[OriginRecord, ...], dict[str, str]]:
    """The origins of a case, most reports first, and the origin of each claim that has one."""
    by_voice: defaultdict[Voice, list[Told]] = defaultdict(list)
    for told, voice in voices(board):
        by_voice[voice].append(told)
    bundles = [(v, tolds) for v in sorted(by_voice) for tolds in utterances(by_voice[v])]
    ranked = sorted(bundles, key=lambda b: (-len({t.report for t in b[1]}), b[1][0].order, b[0]))
    made = [_record(board, f"o{n}", voice, tolds) for n, (voice, tolds) in enumerate(ranked)]
    return tuple(made), {t.id: o.id for o, (_, tolds) in zip(made, ranked, strict=True) for t in tolds}


def utterances(tolds: Sequence[Told]) -> list[list[Told]]:
    """One speaker's claims by occasion: runs of dated reports with no long gap; undated ones go where they fit best."""
    dated = sorted((t for t in tolds if day(t)), key=lambda t: (day(t), t.order))
    runs: list[list[Told]] = []
    for told in dated:
        if runs and (day(told) - day(runs[-1][-1])) <= GAP:
            runs[-1].append(told)
        else:
            runs.append([told])
    loose: defaultdict[str, list[Told]] = defaultdict(list)
    for told in tolds:
        if not day(told):
            loose[told.report].append(told)
    homes = [(_best_run(runs, own), own) for own in loose.values()] if runs else [(0, own) for own in loose.values()]
    grown = [list(run) for run in runs] or [[]]
    for place, own in homes:
        grown[place] += own
    return [sorted(run, key=lambda t: t.order) for run in grown if run]


def day(told: Told) -> int:
    """The day number of a report's own date; 0 where it gives none to the day."""
    header = told.view.marks.header
    if header.published_basis == "inferred" or len(header.published or "") != 10:
        return 0
    try:
        return date.fromisoformat(header.published or "").toordinal()
    except ValueError:
        return 0


def _best_run(runs: list[list[Told]], own: list[Told]) -> int:
    """The run whose events an undated report shares most; of equals the longest, then the first."""
    events = {t.claim.event for t in own}

    def fit(n: int) -> tuple[float, int, int]:
        theirs = {t.claim.event for t in runs[n]}
        return (len(events & theirs) / len(events | theirs), len({t.report for t in runs[n]}), -n)

    return max(range(len(runs)), key=fit)


def _record(board: Board, key: str, voice: Voice, tolds: list[Told]) -> OriginRecord:
    """The origin of one utterance."""
    by_report: defaultdict[str, list[Told]] = defaultdict(list)
    for told in tolds:
        by_report[told.report].append(told)
    reports = tuple(sorted(by_report))
    name = board.name(voice.party) if voice.party else voice.name
    channel = _channel(tolds)
    relays = {r: names for r in reports if (names := via(board.views[r], by_report[r], name))}
    return OriginRecord(
        id=key,
        speaker=voice.party or None,
        name=name,
        channel=channel,
        date=said_on(board, voice, tolds),
        report=_own_report(board, voice, reports),
        reports=reports,
        via=relays,
        evidence=_evidence(tolds),
        explanation=_explained(name, board.tables.channels.get(channel or "", channel), tolds, relays),
    )


def _channel(tolds: list[Told]) -> str | None:
    """The channel that most claims name."""
    counts = Counter(link.channel for t in tolds for link in t.claim.chain[-1:] if link.channel)
    return min(counts, key=lambda c: (-counts[c], c)) if counts else None


def said_on(board: Board, voice: Voice, tolds: list[Told]) -> str | None:
    """The date that reports give for the speaking itself ("announced on Friday"), the most precise, then the first."""
    speaking = board.tables.list("speaking")
    spoken = [t for t in tolds if t.claim.event in speaking and t.claim.time and t.claim.time.value]
    own = [t for t in spoken if voice.party in board.among(t.view.fillers(t.claim, "agent"), t.view)]
    dates = [t.claim.time.value for t in own if t.claim.time and t.claim.time.value]
    return min(dates, key=lambda d: (-len(d), d), default=None)


def via(view: View, tolds: list[Told], name: str) -> tuple[str, ...]:
    """The agencies and outlets through which a report has an utterance: inner links of the chains, then credits."""
    inner = [link for t in tolds for link in t.claim.chain[1:-1] if relaying(view, link)] + list(view.marks.credits)
    outer = {fold(t.claim.chain[0].speaker) for t in tolds} | {fold(name)}
    return tuple(dict.fromkeys(link.speaker for link in inner if fold(link.speaker) not in outer))


def relaying(view: View, link: Link) -> bool:
    """Whether a link inside a chain is an outlet; what the marks could not resolve there counts as one."""
    return link.entity is None or view.entities[link.entity].kind in ("outlet", "group")


def _own_report(board: Board, voice: Voice, reports: tuple[str, ...]) -> str | None:
    """The report that is the utterance itself: one put out by its speaker."""
    own = [r for r in reports if voice.party and board.publisher(r) == voice.party]
    return own[0] if own else None


def _evidence(tolds: list[Told]) -> tuple[Passage, ...]:
    """The words that name the speaker, once for each report."""
    found: dict[str, Passage] = {}
    for told in tolds:
        said = told.view.marks.attributions[told.claim.attribution] if told.claim.attribution is not None else None
        spans = [*said.source, *said.cue] if said else []
        if spans and told.report not in found:
            found[told.report] = Passage(
                report=told.report, start=min(s.start for s in spans), end=max(s.end for s in spans)
            )
    return tuple(found[r] for r in sorted(found))


def _explained(name: str, channel: str | None, tolds: list[Told], relays: dict[str, tuple[str, ...]]) -> str:
    through = sorted({n for names in relays.values() for n in names})
    reports = len({t.report for t in tolds})
    words = f"{reports} reports rest on {name}" if reports != 1 else f"1 report rests on {name}"
    words += f" ({channel})" if channel else ""
    first = min((t.published for t in tolds if day(t) and t.published), default=None)
    words += f"; first report of it {first}" if first else ""
    return words + (f"; read through {', '.join(through)}" if through else "")


def count(number: int, noun: str) -> str:
    """A number with its noun."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def independent(board: Board, made: Sequence[OriginRecord], origin_of: dict[str, str]) -> tuple[tuple[str, ...], str]:
    """The principals behind what is alleged (denials, silence and side facts left out), and the count in words."""
    alleging = {origin_of[t.id] for t in board.told if t.id in origin_of and accusatory(board, t)}
    alleged = [o for o in made if o.id in alleging and o.speaker not in board.accused]
    behind: defaultdict[str, list[OriginRecord]] = defaultdict(list)
    for origin in alleged:
        behind[board.principal(origin.speaker) if origin.speaker else "=" + fold(origin.name)].append(origin)
    return tuple(a for a in behind if not a.startswith("=")), _counted(board, len(made), behind)


def accusatory(board: Board, told: Told) -> bool:
    """Whether a claim alleges the matter of the case or a step in law against the accused."""
    claim, event = told.claim, board.tables.events.get(told.claim.event)
    weak = claim.event in board.tables.list("weak") | board.tables.list("replies")
    of_matter = claim.event in board.tables.list("of_matter") or bool(event and event.stage and not weak)
    return of_matter and claim.polarity == "positive" and claim.certainty != "denied"


def _counted(board: Board, statements: int, behind: dict[str, list[OriginRecord]]) -> str:
    """The count in words. Speakers that are no party of the ledger are named and not counted."""
    told = count(len(board.views), "report")
    if not statements:
        return f"{told}, no origin named: the outlets tell it in their own voice"
    told += f", {count(statements, 'statement')}"
    known = {a: said for a, said in behind.items() if not a.startswith("=")}
    each = [f"{board.name(a)} ({'; '.join(dict.fromkeys(o.name for o in said))})" for a, said in known.items()]
    loose = [a[1:] for a in behind if a not in known]
    beside = f"; not counted, as no party is known by the name: {', '.join(loose)}" if loose else ""
    if not known:
        return f"{told}, no independent origin{beside}"
    return f"{told}, {count(len(known), 'independent origin')}: {', '.join(each)}{beside}"
