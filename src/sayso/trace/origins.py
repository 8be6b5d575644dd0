"""The utterances that the claims of a case go back to, with the reports that rest on each and through whom.

An utterance is what one speaker said on one occasion. Its reports are those that give its speaker for a claim, and
those that tell in their own voice what nobody else is given for. How many are independent is in independence.py.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from sayso.link.names import fold
from sayso.link.view import STATE_KINDS, View
from sayso.model import Link, OriginRecord, Passage, When
from sayso.trace import translations
from sayso.trace.board import Board, Told
from sayso.trace.speaking import attribution, spoken
from sayso.trace.voices import Voice, speaker, traced_back, voices

GAP = 14  # days without a report, after which a speaker's next words are taken for another utterance


def origins(board: Board, bundles: Sequence[Sequence[Told]]) -> tuple[tuple[OriginRecord, ...], dict[str, str]]:
    """The origins of a case, most reports first, and the origin of each claim that has one.

    `bundles` are the claims of each allegation.
    """
    found = voices(board)
    by_voice: defaultdict[Voice, list[Told]] = defaultdict(list)
    for told, voice in [*found, *traced_back(board, found, bundles)]:
        by_voice[voice].append(told)
    runs = [(v, tolds) for v in sorted(by_voice) for tolds in utterances(by_voice[v])]
    ranked = sorted(runs, key=lambda b: (-len({t.report for t in b[1]}), b[1][0].order, b[0]))
    given = frozenset(told.id for told, _ in found)
    made = [_record(board, f"o{n}", voice, tolds, given) for n, (voice, tolds) in enumerate(ranked)]
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


def _record(board: Board, key: str, voice: Voice, tolds: list[Told], given: frozenset[str]) -> OriginRecord:
    """The origin of one utterance; `given` are the claims that a speaker is given for."""
    by_report: defaultdict[str, list[Told]] = defaultdict(list)
    for told in tolds:
        by_report[told.report].append(told)
    reports = tuple(sorted(by_report))
    name = _name(board, voice, tolds)
    unattributed = [r for r in reports if not any(t.id in given for t in by_report[r])]
    channel = _channel(tolds)
    relays = {r: names for r in reports if (names := via(board.views[r], by_report[r], name))}
    phrases = translations.translated(board, voice.party or None, tolds)
    guessed = translations.likely(phrases, relays)
    words = _explained(name, board.tables.channels.get(channel or "", channel), tolds, relays, unattributed)
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
        explanation="; ".join(filter(None, [words, translations.in_words(board, phrases, guessed)])),
        likely_via=guessed,
    )


def _name(board: Board, voice: Voice, tolds: list[Told]) -> str:
    """The speaker's name; as printed where it is a kind of speaker and nobody in particular ("local media").

    So too where no report prints a body's own name: "military prosecutors", "officials" of a state.
    """
    group = board.group(voice.party)
    if group and group.kind in STATE_KINDS:
        called = Counter(link.speaker for t in tolds if (link := speaker(board, t)) and _of_body(board, t, link, voice))
        known = board.tables.party(group.key)
        own = (group.name, *known.aliases, *known.weak_aliases) if known else (group.name,)
        return group.name if any(n in c for n in own for c in called) else _commonest(called, group.name)
    if group and group.kind == "outlet" and group.key and board.tables.by_function(group.key):
        printed = Counter(text for t in tolds if (text := _source(t)))
        return _commonest(printed, group.name)
    return board.name(voice.party) if voice.party else voice.name


def _commonest(printed: Counter[str], otherwise: str) -> str:
    return min(printed, key=lambda n: (-printed[n], n), default=otherwise)


def _of_body(board: Board, told: Told, link: Link, voice: Voice) -> bool:
    """Whether the words for a speaker are for the body itself, and no seat of a government ("Beijing")."""
    own = link.entity is not None and board.party(told.view, link.entity) == voice.party
    plain = "(" in link.speaker or any(w[:1].islower() for w in link.speaker.split())
    return (
        own
        and (plain or not board.is_state(voice.party))
        and not set(fold(link.speaker).split()) & board.words("spokes_nouns")
    )


def _source(told: Told) -> str:
    """The words that name the source of a claim."""
    said = attribution(told)
    return (
        " ".join(told.view.marked.text[said.source[0].start : said.source[0].end].split())
        if said and said.source
        else ""
    )


def _channel(tolds: list[Told]) -> str | None:
    """The channel that most claims name."""
    counts = Counter(link.channel for t in tolds for link in t.claim.chain[-1:] if link.channel)
    return min(counts, key=lambda c: (-counts[c], c)) if counts else None


def said_on(board: Board, voice: Voice, tolds: list[Told]) -> str | None:
    """The date of the speaking itself ("announced on Friday"): of most reports, the more precise, then the first."""
    times = speaking_times(board, voice.party, tolds)
    dates = Counter(date for _, date in {(report, time.value) for report, time in times if time.value})
    return min(dates, key=lambda d: (-dates[d], -len(d), d), default=None)


def speaking_times(
    board: Board, speaker: str | None, tolds: Sequence[Told], over_channel: bool = False
) -> list[tuple[str, When]]:
    """When reports have a speaker speak: the times of their acts of speech, and those at the cues."""
    speaking = board.tables.list("speaking")
    own = [t for t in tolds if speaker in board.among(t.view.fillers(t.claim, "agent"), t.view)]
    times = [(t.report, t.claim.time) for t in own if t.claim.event in speaking and t.claim.time]
    return times + [(t.report, time) for t in tolds for time in spoken(t, over_channel)]


def via(view: View, tolds: list[Told], name: str) -> tuple[str, ...]:
    """The agencies and outlets through which a report has an utterance: inner links of the chains, then credits."""
    inside = [link for t in tolds for link in t.claim.chain[1:-1] if relaying(view, link)]
    last = [t.claim.chain[-1] for t in tolds if len(t.claim.chain) > 1]
    inner = [*inside, *(link for link in last if outlet(view, link)), *view.marks.credits]
    outer = {fold(t.claim.chain[0].speaker) for t in tolds} | {fold(name)}
    return tuple(dict.fromkeys(link.speaker for link in inner if fold(link.speaker) not in outer))


def outlet(view: View, link: Link) -> bool:
    """Whether a link is an outlet that the marks know."""
    return link.entity is not None and view.entities[link.entity].kind == "outlet"


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
        said = attribution(told)
        spans = [*said.source, *said.cue] if said else []
        if spans and told.report not in found:
            found[told.report] = Passage(
                report=told.report, start=min(s.start for s in spans), end=max(s.end for s in spans)
            )
    return tuple(found[r] for r in sorted(found))


def _explained(
    name: str, channel: str | None, tolds: list[Told], relays: dict[str, tuple[str, ...]], unattributed: list[str]
) -> str:
    through = sorted({n for names in relays.values() for n in names})
    reports = len({t.report for t in tolds})
    words = f"{reports} reports rest on {name}" if reports != 1 else f"1 report rests on {name}"
    words += f" ({channel})" if channel else ""
    first = min((t.published for t in tolds if day(t) and t.published), default=None)
    words += f"; first report of it {first}" if first else ""
    words += f"; read through {', '.join(through)}" if through else ""
    if not unattributed:
        return words
    many = len(unattributed)
    return f"{words}; {many} of them {'name' if many > 1 else 'names'} no speaker for what others have from {name}"
