"""Whose word each claim of a case is: the last speaker of its chain who is not part of the story."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from sayso.link.names import compare, fold, parse
from sayso.link.view import STATE_KINDS, View
from sayso.model import Link
from sayso.trace.board import Board, Told
from sayso.trace.speaking import attribution

DEPTH = 8
MANY = 300  # claims of one event among which those in like words are looked for
LIKE = 60  # how alike two claims of one event are told, 0-100, from which one passes the other on
FEW = 3  # times as many reports have a spelling before a longer one counts for nothing
ONE = ("same", "alike")  # relations of the names of one speaker


class Voice(NamedTuple):
    """Whose word a claim is: the party's anchor, or "" and the printed name where it is no party."""

    party: str
    name: str


Said = tuple[Told, Voice]


def voices(board: Board) -> list[Said]:
    """Each claim that somebody is given for, with that somebody."""
    found = [(t, v) for t in board.told if not silent(board, t) and (v := voice(board, t))]
    settled = _mouthpieces_settled(board, _states_settled(board, found))
    return _spellings_settled(board, _relays_settled(board, settled))


def silent(board: Board, told: Told) -> bool:
    """Whether a claim tells that somebody who was asked said nothing, in the outlet's own voice: no utterance."""
    event = board.tables.events.get(told.claim.event)
    if told.claim.attribution is not None or event is None or not event.silence:
        return False
    words = told.view.marked.text[told.claim.evidence.start : told.claim.evidence.end]
    return bool(set(fold(words).split()) & board.tables.list("answering"))


def voice(board: Board, told: Told) -> Voice | None:
    """Whose word a claim is; None for the outlet's own, and for a source that the marks could not resolve.

    A report that a body which the pack knows puts out itself is that body's word.
    """
    link = speaker(board, told)
    if link is None:
        own = board.publisher(told.report)
        group = board.group(own) if own else None
        itself = own and group and group.key and group.kind in STATE_KINDS
        return Voice(own, "") if own and itself else _doer(board, told)
    if link.entity is not None and fold(link.speaker) not in board.tables.list("nobody"):
        own = board.party(told.view, link.entity)
        if own in board.accused:
            return Voice(own, "")  # "the guard of the embassy": no word of the embassy's
        return Voice(board.party(told.view, speaking_body(told.view, link.entity)), "")
    name = fold(link.speaker)
    return Voice("", link.speaker) if name and name not in board.tables.list("nobody") else None


def speaker(board: Board, told: Told) -> Link | None:
    """The last speaker of a claim's chain who is not part of the story.

    What a handler told his agent is known from whoever reports it; so is what an accused said, where another is
    given for it, and what they plead or admit. An agency that is only credited said none of it either.
    """
    links = list(told.claim.chain[1:]) if told.claim.attribution is not None else []
    if links and _in_the_story(board, told, links[-1], alone=len(links) == 1):
        links.pop()
        while links and (links[-1].attribution is None or _in_the_story(board, told, links[-1], alone=len(links) == 1)):
            links.pop()
    return links[-1] if links else None


def _in_the_story(board: Board, told: Told, link: Link, alone: bool) -> bool:
    if link.entity is None:
        return False
    party = board.party(told.view, link.entity)
    if party in board.accused:
        return not alone or (accusatory(board, told) and not quoted(told))
    return party in board.handlers or (party in board.masters and told.claim.event not in board.tables.list("replies"))


def quoted(told: Told) -> bool:
    """Whether a claim is made in words that are quoted."""
    said = attribution(told)
    return said is not None and said.kind == "direct"


def _doer(board: Board, told: Told) -> Voice | None:
    """Who speaks by doing: the agent of an accusation or a denial that the outlet tells in its own voice."""
    if told.claim.attribution is not None or told.claim.event not in board.tables.list("speaking"):
        return None
    doers = told.view.fillers(told.claim, "agent")
    return Voice(board.party(told.view, speaking_body(told.view, doers[0])), "") if doers else None


def speaking_body(view: View, index: int) -> int:
    """A named person speaks for themselves; an unnamed official or spokesman for the body behind them."""
    for _ in range(DEPTH):
        entity = view.entities[index]
        if entity.kind != "unnamed" or entity.parent is None:
            break
        index = entity.parent
    return index


def _states_settled(board: Board, found: list[Said]) -> list[Said]:
    """Where a report quotes a body of a state and also says "China said", that is one utterance: the body's.

    Where it quotes none but one of its people, it is theirs: "Peru denies it", above what Peru's spokesman says.
    """
    bodies: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    people: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for told, said in found:
        group, behind = board.group(said.party), (told.report, board.principal(said.party))
        if group and group.kind in STATE_KINDS and not board.is_state(said.party):
            bodies[behind][said.party] += 1
        elif group and group.kind == "person":
            people[behind][said.party] += 1

    def settled(told: Told, said: Voice) -> Voice:
        place = (told.report, said.party) if board.is_state(said.party) else ("", "")
        link = speaker(board, told)
        own = bodies.get(place)
        if link is None or link.speaker == board.name(said.party):  # not its authorities, whoever they are
            own = own or people.get(place)
        return Voice(_foremost(own), "") if own else said

    return [(told, settled(told, said)) for told, said in found]


def _mouthpieces_settled(board: Board, found: list[Said]) -> list[Said]:
    """What "the indictment" and "a spokeswoman" say is of the body that the report quotes most, or that accuses."""
    named: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for told, said in found:
        group = board.group(said.party)
        if group and group.kind in STATE_KINDS and group.kind != "court":
            named[told.report][said.party] += 1

    def settled(told: Told, said: Voice) -> Voice:
        if not _mouthpiece(board, said):
            return said
        found = (named.get(told.report), board.accusers(told.stub), board.every_accuser)
        bodies = next((b for counts in found if (b := _without(counts, said.party))), None)
        return Voice(_foremost(bodies), "") if bodies else said

    return [(told, settled(told, said)) for told, said in found]


def _without(counts: Counter[str] | None, party: str) -> Counter[str]:
    return Counter({body: n for body, n in (counts or {}).items() if body != party})


def _mouthpiece(board: Board, said: Voice) -> bool:
    """Whether a voice is a document, a spokesman without a name, or investigators of no body in particular."""
    group = board.group(said.party)
    if group is None:
        return fold(said.name).split()[-1] in board.words("document_nouns")
    if group.key and set(board.functions(group.key)) & board.tables.list("investigating"):
        return True
    speaking = board.words("spokes_nouns") | board.tables.list("proceedings")
    return group.kind == "unnamed" and bool(set(fold(group.name).split()) & speaking)


def _relays_settled(board: Board, found: list[Said]) -> list[Said]:
    """What an outlet is given for is the word of a body that accuses, where the outlet only passes that on.

    So it is where others tell it in like words on the word of that body, and the outlet is a news agency, or the report
    quotes that body too and has half or more of what the outlet is given for in common with others. What an outlet
    alone is given for, here or in general, is its own reporting.
    """
    quoted = {(t.report, v) for t, v in found}
    given = [(t, v) for t, v in found if board.principal(v.party) in board.accusing and accusatory(board, t)]
    given = [(t, v) for t, v in given if not ((own := attribution(t)) and own.kind == "carried")]
    passed: defaultdict[tuple[str, Voice], list[Voice | None]] = defaultdict(list)
    for told, said in found:
        if _outlet(board, said) and accusatory(board, told):
            passed[told.report, said].append(_from_whom(board, told, given))
    home: dict[tuple[str, Voice], Voice] = {}
    for (report, said), voices_of in passed.items():
        known = Counter(v for v in voices_of if v)
        if known and (board.agency(said.party) or 2 * known.total() >= len(voices_of)):
            body = _foremost_voice(known)
            home[report, said] = body if board.agency(said.party) or (report, body) in quoted else said
    return [(told, home.get((told.report, said), said)) for told, said in found]


def _outlet(board: Board, said: Voice) -> bool:
    """Whether a voice is an outlet that is no part of the story and no state's."""
    group = board.group(said.party)
    return group is not None and group.kind == "outlet" and board.principal(said.party) not in board.accusing


def _from_whom(board: Board, told: Told, given: Sequence[Said]) -> Voice | None:
    """The accusing body that another report gives for a claim of the same event in like words."""
    words = _words(told)
    same = [(other, said) for other, said in given if other.claim.event == told.claim.event][:MANY]
    like = Counter(said for other, said in same if fuzz.token_set_ratio(words, _words(other)) >= LIKE)
    return _foremost_voice(like) if like else None


def _words(told: Told) -> str:
    return fold(told.view.marked.text[slice(*told.claim.evidence)])


def _spellings_settled(board: Board, found: list[Said]) -> list[Said]:
    """Two spellings of one speaker's name in one case are one speaker, under the likeliest spelling."""
    spread = Counter(said for said in {(t.report, v): v for t, v in found}.values())
    ranked = sorted(spread, key=lambda v: (-spread[v], v))
    names = {v: parse(board.name(v.party), None, board.domain) for v in ranked if _person(board, v)}
    alike: dict[Voice, list[Voice]] = {}
    for said in ranked:
        own = names.get(said)
        rivals = [o for o in alike if own and (other := names.get(o)) and compare(own, other).relation in ONE]
        alike.setdefault(rivals[0] if rivals else said, []).append(said)
    home = {said: _likeliest(board, forms, spread) for forms in alike.values() for said in forms}
    return [(told, home[said]) for told, said in found]


def _likeliest(board: Board, forms: Sequence[Voice], spread: Counter[Voice]) -> Voice:
    """The spelling of most reports, or a longer one that has more than a third as many.

    A name that went through another script and back has lost letters, and hardly ever gained any.
    """
    known = [v for v in forms if FEW * spread[v] > spread[forms[0]]]
    return max(known, key=lambda v: (len(board.name(v.party)), spread[v], v))


def _person(board: Board, said: Voice) -> bool:
    group = board.group(said.party)
    return group is not None and group.kind == "person" and said.party not in board.accused


def _foremost(counts: Counter[str]) -> str:
    return min(counts, key=lambda key: (-counts[key], key))


def traced_back(board: Board, found: Sequence[Said], bundles: Sequence[Sequence[Told]]) -> list[Said]:
    """Claims in an outlet's own voice with whom they go back to: who else is given for the same allegation.

    Only where one principal alone is given for it, and only for what is alleged. A report that has a step in law or
    another allegation from a body of that principal has it from there; what no report gives a speaker for stays the
    outlet's own.
    """
    voice_of = {told.id: said for told, said in found}
    alleging: defaultdict[tuple[str, str], Counter[Voice]] = defaultdict(Counter)
    for told, said in found:
        if accusatory(board, told) or board.tables.events[told.claim.event].stage:
            alleging[told.report, board.principal(said.party)][said] += 1
    made: list[Said] = []
    for bundle in bundles:
        given = Counter(voice_of[t.id] for t in bundle if t.id in voice_of and accusatory(board, t))
        admitted = {p for t in bundle if accusatory(board, t) and (p := _last(board, t)) in board.accused}
        behind = sorted({board.principal(v.party) for v in given} | admitted)
        own = [t for t in bundle if t.id not in voice_of and _untold(board, t)]
        if len(behind) == 1 and behind[0] in board.accusing and not _alone(board, behind[0]):
            here = {t.report: alleging[t.report, behind[0]] for t in own if t.claim.attribution is None}
            made += [(t, _foremost_voice(here.get(t.report) or given)) for t in own]
    return made


def _alone(board: Board, party: str) -> bool:
    """Whether somebody stands behind nobody: what an expert judges nobody has from him."""
    group = board.group(party)
    return group is not None and group.kind == "person"


def _untold(board: Board, told: Told) -> bool:
    """Whether a claim alleges something on nobody's word outside of the story, in a report that is about the case.

    What an accused is given for is not alleged by another.
    """
    put_on = speaker(board, told) is None and _last(board, told) not in ("", *board.accused)
    own = told.claim.attribution is None or put_on
    return own and told.stub.main and accusatory(board, told)


def _last(board: Board, told: Told) -> str:
    """The party that a report gives for a claim, part of the story or not; "" for none."""
    link = told.claim.chain[-1] if told.claim.attribution is not None else None
    return board.party(told.view, link.entity) if link and link.entity is not None else ""


def _foremost_voice(counts: Counter[Voice]) -> Voice:
    return min(counts, key=lambda v: (-counts[v], v))


def accusatory(board: Board, told: Told) -> bool:
    """Whether a claim alleges the matter of the case or a step in law against the accused."""
    claim, event = told.claim, board.tables.events.get(told.claim.event)
    weak = claim.event in board.tables.list("weak") | board.tables.list("replies")
    of_matter = claim.event in board.tables.list("of_matter") or bool(event and event.stage and not weak)
    return of_matter and claim.polarity == "positive" and claim.certainty != "denied"
