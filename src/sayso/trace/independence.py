"""How many independent sources a case has: principals behind what is alleged, counted and told in words.

`independent(board, origins, origin_of)` gives the principals and a sentence such as "10 reports, 2 statements, 1
government: all rest on the WeChat post of the Ministry of State Security of 8 January 2024, read through AFP (5),
unknown (5); Mao Ning adds nothing to what is alleged".
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from sayso.link.names import fold
from sayso.mark.times import MONTHS
from sayso.model import OriginRecord
from sayso.trace.board import Board
from sayso.trace.voices import accusatory

TOLD = 3  # origins that are told in full
NAMES = 4  # relays that are named
MONTH = {number: name.capitalize() for name, number in reversed(MONTHS.items())}


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
    aside = [o for o in made if o not in alleged]
    return tuple(a for a in behind if not a.startswith("=")), _counted(board, len(made), behind, aside)


def _counted(
    board: Board, statements: int, behind: dict[str, list[OriginRecord]], aside: Sequence[OriginRecord]
) -> str:
    """The count in words. Speakers that are no party of the ledger are named and not counted."""
    told = count(len(board.views), "report")
    if not statements:
        return f"{told}, no origin named: the outlets tell it in their own voice"
    known = [a for a in behind if not a.startswith("=")]
    loose = [a[1:] for a in behind if a not in known]
    beside = f"; not counted, as no party is known by the name: {', '.join(loose)}" if loose else ""
    beside += f"; {_named(aside)} {'adds' if len(aside) == 1 else 'add'} nothing to what is alleged" if aside else ""
    told += f", {count(statements, 'statement')}, "
    if not known:
        return f"{told}no independent origin{beside}"
    return f"{told}{_principals(board, known)}: {_rests(board, [o for a in known for o in behind[a]])}{beside}"


def _principals(board: Board, known: Sequence[str]) -> str:
    """How many stand behind what is alleged: "1 government", "2 independent origins"."""
    states = all(board.is_state(a) for a in known)
    return count(len(known), "government" if states else "independent origin")


def _rests(board: Board, origins: Sequence[OriginRecord]) -> str:
    """Which reports rest on what, the origin of most first."""
    ranked = sorted(origins, key=lambda o: -len(o.reports))
    parts = [_rest(board, origin) for origin in ranked[:TOLD]]
    more = len(ranked) - TOLD
    return "; ".join([*parts, *([f"and {count(more, 'further statement')}"] if more > 0 else [])])


def _rest(board: Board, origin: OriginRecord) -> str:
    number = len(origin.reports)
    who = "all rest" if number == len(board.views) and number > 1 else "1 rests" if number == 1 else f"{number} rest"
    return f"{who} on {utterance(board, origin)}{_through(origin)}"


def utterance(board: Board, origin: OriginRecord) -> str:
    """An utterance in words: "the WeChat post of the Ministry of State Security of 8 January 2024"."""
    group = board.group(origin.speaker or "")
    article = "" if group is None or group.kind in ("person", "outlet", "company") or " " not in origin.name else "the "
    channel = board.tables.channels.get(origin.channel or "", "")
    what = f"the {_spelt(channel)} of" if channel and origin.channel != "spokesperson" else "the word of"
    date = f" of {in_words(origin.date)}" if origin.date else ""
    return f"{what} {article}{origin.name}{date}"


def _spelt(channel: str) -> str:
    """A channel's name inside a sentence: a trade name keeps its capital, and is a post."""
    return channel.lower() if channel.lower() in PLAIN_CHANNELS or " " in channel else f"{channel} post"


PLAIN_CHANNELS = frozenset(
    "website video broadcast article interview email statement remarks indictment complaint affidavit verdict testimony"
    " hearing report records memo letter advisory".split()
)


def in_words(date: str) -> str:
    """A partial date in words: "8 January 2024"."""
    year, month, day = (*date.split("-"), "", "")[:3]
    return " ".join(part for part in (day.lstrip("0"), MONTH.get(int(month or 0), ""), year) if part)


def _through(origin: OriginRecord) -> str:
    """The relays through which an utterance is read, with how many reports, where any is known."""
    through = Counter(name for names in origin.via.values() for name in names[:1])
    unknown = len(origin.reports) - len(origin.via) - (origin.report is not None)
    if not through:
        return ""
    ranked = sorted(through, key=lambda n: (-through[n], n))
    told = [f"{name} ({through[name]})" for name in ranked[:NAMES]]
    rest = sum(through[name] for name in ranked[NAMES:])
    told += [f"others ({rest})"] * bool(rest) + [f"unknown ({unknown})"] * (unknown > 0)
    return f", read through {', '.join(told)}"


def _named(origins: Iterable[OriginRecord]) -> str:
    """Names of speakers, each once: "A, B and C"."""
    names = list(dict.fromkeys(o.name for o in origins))
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
