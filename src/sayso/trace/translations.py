"""One utterance in several translations → which reports have one translator, and so likely one agency.

A statement that was made in another language is put into words anew by each agency that reads it. Two reports that
quote one phrase of it in different words have it from different hands; two that quote it in the same words, where
others have other words, have it from one. Takes the claims of an utterance and through whom each report has it; gives
the phrases that are quoted in more than one way, and for reports that name no agency the one that the others with
their words name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from sayso.mark.quotes import quotations
from sayso.trace.board import Board, Told
from sayso.trace.reuse.text import WORD, fold_word, stem, tells
from sayso.trace.speaking import attribution

SHORTEST, LONGEST = 3, 60  # words of a quoted phrase that is compared
LIKE, FEW = 0.5, 2  # share, and number, of telling words in common order, from which phrases on one event are one
MOST = 200  # quoted phrases of one utterance that are compared
SEVERAL = 2  # reports with a translation that name one agency, for it to be that agency's whoever else has it
TOLD = 2  # phrases that an explanation shows


class Quoted(NamedTuple):
    """A phrase that a report quotes: of which event, in what words."""

    event: str
    report: str
    words: str
    stems: tuple[str, ...]
    telling: tuple[str, ...]


class Phrase(NamedTuple):
    """One phrase in several translations: the words of each, and the reports that have them."""

    renderings: tuple[tuple[str, tuple[str, ...]], ...]


def translated(board: Board, speaker: str | None, tolds: Sequence[Told]) -> tuple[Phrase, ...]:
    """The phrases of an utterance in another language that reports of it quote in more than one way."""
    group = board.group(speaker) if speaker else None
    if group is None or not group.country or group.country in board.tables.list("speak_english"):
        return ()
    quoted = sorted({q for told in tolds for q in _quoted(told)})[:MOST]
    return tuple(_phrase(same) for same in _together(quoted) if len({q.stems for q in same}) > 1)


def _quoted(told: Told) -> Iterator[Quoted]:
    """What a claim's speaker is quoted with, in English reports."""
    said, header, text = attribution(told), told.view.marks.header, told.view.marked.text
    small = told.view.tables.list("function_words")
    if said is None or (header.language or "en") != "en":
        return
    for content in said.content:
        for quote in quotations(text[content.start : content.end]):
            words = text[content.start + quote.start : content.start + quote.end].strip("\"'“”‘’«»„.,;:!? \n")
            found = [(w, fold_word(w)) for w in WORD.findall(words)]
            stems = tuple(stem(folded) for _, folded in found)
            telling = tuple(stem(folded) for w, folded in found if tells(w, folded, small))
            if quote.closed and SHORTEST <= len(stems) <= LONGEST:
                yield Quoted(told.claim.event, told.report, words, stems, telling)


def _together(quoted: Sequence[Quoted]) -> list[list[Quoted]]:
    """Phrases that are one, in whatever words."""
    found: list[list[Quoted]] = []
    for one in quoted:
        homes = [same for same in found if any(_one_phrase(one, other) for other in same)]
        found = [same for same in found if same not in homes]
        found.append([*(q for same in homes for q in same), one])
    return found


def _one_phrase(a: Quoted, b: Quoted) -> bool:
    """Whether two phrases are one: the same words, or alike, of one event, and neither a part of the other."""
    if a.event != b.event or a.stems == b.stems:
        return a.stems == b.stems
    common = LCSseq.similarity(a.telling, b.telling)
    part = LCSseq.similarity(a.stems, b.stems) == min(len(a.stems), len(b.stems))
    alike = common >= FEW and 2 * common >= LIKE * (len(a.telling) + len(b.telling))
    return a.report != b.report and not part and alike


def _phrase(same: Sequence[Quoted]) -> Phrase:
    reports: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    words: dict[tuple[str, ...], str] = {}
    for one in same:
        reports[one.stems].add(one.report)
        words.setdefault(one.stems, one.words)
    made = [(words[stems], tuple(sorted(held))) for stems, held in reports.items()]
    return Phrase(tuple(sorted(made, key=lambda r: (-len(r[1]), r[0]))))


def likely(phrases: Sequence[Phrase], via: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """For reports that name nobody, the agency that all others with their translation name, if another has another.

    A translation that most have is no sign unless several of them name that agency: it may be the speaker's own.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for phrase in phrases:
        every = sum(len(held) for _, held in phrase.renderings)
        for _, held in phrase.renderings:
            naming = [set(via[r]) for r in held if via.get(r)]
            others = [r for _, has in phrase.renderings if has != held for r in has]
            elsewhere = {name for r in others for name in via.get(r, ())}
            named = set.intersection(*naming) - elsewhere if naming else set()
            if len(named) == 1 and (2 * len(held) <= every or len(naming) >= SEVERAL):
                for report in held:
                    found[report] |= set() if via.get(report) else named
    return {report: next(iter(names)) for report, names in sorted(found.items()) if len(names) == 1}


def in_words(board: Board, phrases: Sequence[Phrase], guessed: Mapping[str, str]) -> str:
    """What the translations show, for people."""
    shown = [
        " and ".join(f"“{words}” ({_outlets(board, held)})" for words, held in phrase.renderings[:3])
        for phrase in phrases[:TOLD]
    ]
    told = f"quoted in different translations, so from different hands: {'; '.join(shown)}" if shown else ""
    names = [f"{_outlets(board, [report])} likely through {name}" for report, name in guessed.items()]
    return "; ".join([told, *([f"by the same translation {', '.join(names)}"] if names else [])]) if told else ""


def _outlets(board: Board, reports: Sequence[str]) -> str:
    return ", ".join(sorted({board.views[r].marks.header.outlet or f"report {r}" for r in reports}))
