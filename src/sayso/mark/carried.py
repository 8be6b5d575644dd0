"""Whose word a claim is: the attribution that holds it, or the one that its sentence carries on.

Takes the attributions of one report with their speakers; `Carried.attribution` gives the one on which an event's naming
rests, None for the outlet's own voice, and adds attributions of kind "carried" for sentences that plainly go on telling
what a speaker before them told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from spacy.tokens import Doc, Token

from sayso.mark import fitting, groups, pointed, speakers, syntax, times
from sayso.mark.events import Hit
from sayso.mark.parties import PEOPLE, STATE, Parties
from sayso.mark.resolve import HEARING
from sayso.model import Attribution, Span

MOST = 4  # accused whom one report is about
NEAR_BY = 900  # code points over which a statement is carried on without a further attribution
FAR_BACK = 4000  # code points within which the attribution before and after a sentence is looked for
STOPS = ".!?\"”’'"  # what a sentence ends with, and a heading does not
HEADING = 90  # code points of a heading
HOLE = 160  # code points that a reader can leave out of the middle of a content
SENTENCE = re.compile(r"[.!?][\"”’']?\s+[A-Z\"“]|\n")
CLOSE = 3  # code points that can follow the last word of a sentence
ABOVE = 4  # words up from a deed to the word by which somebody is accused of it
LIKELY, SURE = 0.5, 0.85  # probability from which the network is believed where rules guess, and where they know
ALONE = 0.95  # and that nobody but the outlet says it
BLOCK = 2000  # code points of a stretch of text that attributions are found by


def _main_suspects(parties: Parties) -> list[int]:
    """The suspects whom the report is about: those who are not far behind the likeliest."""
    found = parties.suspects()
    most = parties.drafts[found[0]].accused if found else 0.0
    return [i for i in found[:MOST] if parties.drafts[i].accused >= 0.3 * most]


def _is_ahead(head: Token) -> bool:
    """Whether a verb tells what is or will be: "faces", "will appear", "is to appear"."""
    near = [*head.children, head.head] if head.tag_ == "VB" else list(head.children)
    is_to = head.tag_ == "VB" and any(t.lemma_ == "be" and t.tag_ in {"VBZ", "VBP"} for t in near)
    return is_to or head.tag_ in {"VBZ", "VBP"} or any(c.tag_ == "MD" for c in near)


class Carried:
    """The attributions of a report, to which those are added that a claim needs and that carry on an earlier one."""

    def __init__(
        self, doc: Doc, parties: Parties, attributions: list[Attribution], hits: Sequence[Hit], reader: str
    ) -> None:
        self.doc, self.parties, self.attributions, self.reader = doc, parties, attributions, reader
        self._main = speakers.dominant(attributions, parties)
        acts = speakers.acts(attributions, parties, hits)
        self.sources = [i for i, a in enumerate(attributions) if a.source and a.speaker_name and i not in acts]
        self._blocks: dict[int, list[int]] = {}
        self._contents: dict[int, tuple[Span, ...]] = {}
        for i in self.sources:
            self._index(i)
        self._suspects = groups.with_mates(parties, _main_suspects(parties))
        self._earlier: dict[Span, int | None] = {}  # what a sentence can carry on
        self._made: dict[Span, int] = {}
        self._of_pointed: dict[tuple[int, Span], int] = {}
        self.text = syntax.text_of(doc)

    def attribution(self, hit: Hit) -> int | None:
        """The attribution on which a claim rests, None for the outlet's own voice."""
        own = self._by_rule(hit)
        return own if hit.points is None or hit.event.silence else self._pointed(hit, own)

    def _pointed(self, hit: Hit, own: int | None) -> int | None:
        """The attribution to whose source the network points from the words of a claim, where it is surer than rules.

        What stands in the content of an attribution rests on it by rule; what carries on is only guessed.
        """
        assert hit.points is not None
        token, score = pointed.likeliest(hit.points.said, self.parties)
        guessed = own is None or self.attributions[own].kind == "carried"
        if score < (LIKELY if guessed else SURE):
            return own
        if token is None:
            return None if score >= ALONE else own
        found = self._of_source(token, hit.head.idx)
        if found is None or (own is not None and self._speaker(found) in self._speakers(own)):
            return own  # also where it points to an outlet whose source the claim rests on
        return self._carry(found, speakers.sentence_of(self.doc, hit.head.idx))

    def _speaker(self, index: int) -> int | str | None:
        a = self.attributions[index]
        return a.speaker if a.speaker is not None else a.speaker_name

    def _speakers(self, index: int) -> set[int | str | None]:
        """The speakers of an attribution and of those that it sits inside."""
        return {self._speaker(i) for i in speakers.chain_of(self.attributions, index)}

    def _of_source(self, token: Token, near: int) -> int | None:
        """The attribution whose source holds a token, else the nearest of the party that it names."""
        known = [i for i in self.sources if self.attributions[i].speaker is not None]
        holds = [i for i in known if any(s.start <= token.idx < s.end for s in self.attributions[i].source)]
        party = self.parties.of(token)
        same = [i for i in known if self.attributions[i].speaker == party]
        return min(holds or same, key=lambda i: (abs(self._start(i) - near), i), default=None)

    def _carry(self, before: int, sentence: Span) -> int:
        """An attribution, or one of kind "carried" for a sentence in which it does not stand."""
        if sentence.start <= self._start(before) < sentence.end:
            return before
        if (before, sentence) not in self._of_pointed:
            self._of_pointed[before, sentence] = self._add(before, sentence)
        return self._of_pointed[before, sentence]

    def _by_rule(self, hit: Hit) -> int | None:
        """The attribution whose content holds an event, or which its sentence carries on by what it is and tells."""
        head = Span(hit.head.idx, hit.head.idx + len(hit.head))
        near = self._around(head.start, head.end)
        spoken = [i for i in near if self._speaks(i, head)]
        if spoken and hit.event.speech and self.attributions[spoken[0]].speaker is not None:
            return spoken[0]
        if hit.event.speech and not spoken and hit.head.dep_ == "relcl" and (own := self._from_act(hit)) is not None:
            return own  # "charges that his family denies": theirs, whoever tells of the charges
        holders = [i for i in near if self.attributions[i].source and self._holds(i, head)]
        holders = holders or ([] if spoken else self._closing(near, head))
        if holders:
            return self._innermost(holders)
        if hit.event.speech and not spoken:
            made = self._from_act(hit)
            if made is not None:
                return made
        return None if hit.event.silence or (spoken and hit.event.speech) else self._carried_on(hit)

    def _from_act(self, hit: Hit) -> int | None:
        """An attribution made of an act of speech that the reader has not seen as one ("exposed a man for passing")."""
        if hit.at is not None and not fitting.is_cue(hit, self.parties.domain):
            return None  # what is told is not told by a verb of speech
        agent = next((t for tokens in hit.roles.get("agent", ()) for t in tokens), None)
        index = self.parties.of(agent) if agent is not None else None
        clause = syntax.clause(hit.head)
        content = Span(hit.head.idx + len(hit.head) + 1, clause.end)
        noun = hit.head.head
        if content.start >= content.end and hit.head.dep_ == "relcl" and agent is not None and noun.i < agent.i:
            content = syntax.trimmed(self.doc, noun.left_edge.i, noun.i)  # "a charge that he denies"
        if agent is None or index is None or content.start >= content.end or agent.i > hit.head.i:
            return None
        if self.parties.drafts[index].kind not in STATE | PEOPLE | {"outlet"}:
            return None
        source, cue = (
            syntax.trimmed(self.doc, agent.left_edge.i, agent.i),
            syntax.trimmed(self.doc, hit.head.i, hit.head.i),
        )
        name = self.parties.drafts[index].name
        self.attributions.append(
            Attribution(
                source=(source,),
                cue=(cue,),
                content=(content,),
                kind="indirect",
                certainty=hit.certainty or "reported",
                confidence=0.4,
                reader=self.reader,
                speaker=index,
                speaker_name=name,
            )
        )
        self.sources.append(len(self.attributions) - 1)
        self._index(self.sources[-1])
        return self.sources[-1]

    def _index(self, index: int) -> None:
        """Note in which stretches of the text an attribution lies, so that a claim looks only at those around it."""
        a = self.attributions[index]
        spans = (*a.content, *a.cue, *a.source)
        for block in range(min(s.start for s in spans) // BLOCK, max(s.end for s in spans) // BLOCK + 1):
            self._blocks.setdefault(block, []).append(index)

    def _around(self, start: int, end: int) -> list[int]:
        """The attributions that lie in the stretches of the text from start to end, in their order."""
        blocks = range(max(0, start) // BLOCK, end // BLOCK + 1)
        return sorted({i for block in blocks for i in self._blocks.get(block, ())})

    def _holds(self, index: int, span: Span) -> bool:
        return any(s.start <= span.start and span.end <= s.end for s in self._said(index))

    def _said(self, index: int) -> tuple[Span, ...]:
        """What an attribution says, without the holes that a reader has left in a sentence, but for cue and source."""
        if index not in self._contents:
            a = self.attributions[index]
            pieces: list[Span] = []
            for piece in sorted(a.content):
                last = pieces[-1] if pieces else None
                if last is not None and self._is_hole(last.end, piece.start, (*a.cue, *a.source)):
                    pieces[-1] = Span(last.start, max(last.end, piece.end))
                else:
                    pieces.append(piece)
            self._contents[index] = tuple(pieces)
        return self._contents[index]

    def _is_hole(self, start: int, end: int, taken: Sequence[Span]) -> bool:
        gap = self.text[start:end]
        free = not any(s.start < end and start < s.end for s in taken)
        return free and len(gap) < HOLE and not SENTENCE.search(gap)

    def _speaks(self, index: int, span: Span) -> bool:
        a = self.attributions[index]
        return any(s.start < span.end and span.start < s.end for s in (*a.cue, *a.source))

    def _closing(self, near: Sequence[int], head: Span) -> list[int]:
        """The ", according to X" that closes the sentence of a claim, if nobody else is given in it."""
        sentence = speakers.sentence_of(self.doc, head.start)
        own = [i for i in near if self.attributions[i].cue and sentence.start <= self._start(i) < sentence.end]
        closing = [i for i in own if self.attributions[i].source and self._end(i) >= sentence.end - CLOSE]
        alone = len(own) == 1 and closing == own and self._start(own[0]) > head.end
        cue = self.attributions[own[0]].cue[0] if alone else None
        opens = cue is not None and self.text[: cue.start].rstrip().endswith(",")
        return closing if cue is not None and opens and cue.start < self.attributions[own[0]].source[0].start else []

    def _start(self, index: int) -> int:
        a = self.attributions[index]
        return min(s.start for s in (*a.cue, *a.source))

    def _innermost(self, holders: Sequence[int]) -> int:
        """Of the attributions around a claim the one that holds none of the others, and whom the others rest on."""
        made = self.attributions

        def outer(i: int) -> bool:
            others = (made[j] for j in holders if j != i)
            return any(o.parent == i or self._holds(i, (o.cue or o.source)[0]) for o in others)

        inner = [i for i in holders if not outer(i)] or list(holders)
        return min(inner, key=lambda i: (sum(s.end - s.start for s in made[i].content), i))

    def _carried_on(self, hit: Hit) -> int | None:
        """The attribution that the sentence of a claim carries on, if it does."""
        sentence = speakers.sentence_of(self.doc, hit.head.idx)
        if sentence not in self._earlier:
            self._earlier[sentence] = self._before(sentence)
        before = self._earlier[sentence]
        if before is None or not self._goes_on(before, sentence, hit):
            return None
        if sentence not in self._made:
            self._made[sentence] = self._add(before, sentence)
        return self._made[sentence]

    def _add(self, before: int, sentence: Span) -> int:
        earlier = self.attributions[before]
        carried = Attribution(
            source=(),
            cue=(),
            content=(sentence,),
            kind="carried",
            certainty="reported",
            confidence=0.4,
            reader=earlier.reader,
            speaker=earlier.speaker,
            speaker_name=earlier.speaker_name,
            channel=earlier.channel,
            parent=before,
        )
        self.attributions.append(carried)
        self._index(len(self.attributions) - 1)
        return len(self.attributions) - 1

    def _end(self, index: int) -> int:
        a = self.attributions[index]
        return max(s.end for s in (*a.content, *a.cue, *a.source))

    def _before(self, sentence: Span) -> int | None:
        """The last attribution that ends before the sentence; of several that end together that of the main speaker."""
        near = self._around(sentence.start - FAR_BACK, sentence.start)
        found = [i for i in near if self._end(i) <= sentence.start + 1]
        known = [i for i in found if self.attributions[i].speaker is not None]
        if not known:
            return None
        last = max(self._end(i) for i in known)
        start = speakers.sentence_of(self.doc, max(0, last - 1)).start
        together = [i for i in known if self._end(i) > start]
        return max(together, key=lambda i: (self._is_main(i), self._end(i), -i))

    def _is_main(self, index: int) -> bool:
        speaker = self.attributions[index].speaker
        return speaker is not None and self._tells(speaker)

    def _goes_on(self, before: int, sentence: Span, hit: Hit) -> bool:
        """Whether a sentence plainly goes on with what the speaker before it told.

        It does if that speaker is the one whose statement the report mainly tells, the sentence is of the same story,
        and no heading or other matter lies between; further on still, if the same speaker is given again after it. A
        step in law with its own date is history told by the outlet, one still to come its own outlook, one that nobody
        of the speaker's side takes public; what a person says ends with the paragraph, and so does what somebody "is
        accused of", unless the speaker is given again.
        """
        speaker = self.attributions[before].speaker
        account = speaker is None or self._main is None or not self._tells(speaker)
        if speaker is None or (account and not self._is_account(before)):
            return False
        if self.attributions[before].channel in self.parties.words("channels_without_story"):
            return False
        gap = self.text[self._end(before) : sentence.start]
        if (account or self.parties.drafts[speaker].kind == "person") and "\n" in gap:
            return False
        if self._is_history(hit, sentence) or self._is_heading(sentence) or self._is_public(hit):
            return False
        if "\n" in gap and not self._resumed(sentence) and self._is_accused_of(hit.head):
            return False
        near = len(gap) < NEAR_BY and gap.count("\n") <= 2
        return self._of_story(hit) and (near or self._resumed(sentence)) and not self._heading(gap)

    def _resumed(self, sentence: Span) -> bool:
        """Whether the next attribution after a sentence is to the main speaker again."""
        near = self._around(sentence.end, sentence.end + FAR_BACK)
        after = [
            i for i in near if self.attributions[i].source and self.attributions[i].content[0].start >= sentence.end
        ]
        following = min(after, key=lambda i: self.attributions[i].content[0].start, default=None)
        return following is not None and self._is_main(following)

    def _tells(self, speaker: int) -> bool:
        """Whether a speaker is of the state whose statement is told, and of a kind that tells stories."""
        if speaker in self._suspects:
            return False
        functions = self.parties.functions(self.parties.drafts[speaker])
        telling = not set(functions) & self.parties.words("functions_without_story")
        return telling and speakers.principal(self.parties, speaker) == self._main

    def _is_account(self, index: int) -> bool:
        """Whether an attribution is to a paper, hearing or other outlet that tells the story, whoever else the report
        mainly quotes: an indictment, a verdict, what "the court heard"."""
        a = self.attributions[index]
        if a.speaker is None or a.speaker in self._suspects or not a.source:
            return False
        outlet = self.parties.drafts[a.speaker].kind == "outlet" and a.speaker != self.parties.outlet
        return (
            outlet
            or a.speaker_name == HEARING
            or (
                a.channel in self.parties.words("channels_of_accounts")
                and speakers.principal(self.parties, a.speaker) is not None
            )
        )

    def _is_history(self, hit: Hit, sentence: Span) -> bool:
        """Whether a step in law is told as what is or will be, or, an act of officials, with a date of its own."""
        if not hit.event.stage:
            return False
        dated = hit.event.official and bool(times.find(self.text[sentence.start : sentence.end]))
        return dated or _is_ahead(hit.head)

    def _is_public(self, hit: Hit) -> bool:
        """Whether a step in law is public without the speaker's word: none of his own side's ("was jailed in May")."""
        own = any(speakers.principal(self.parties, i) == self._main for i in self._agents(hit))
        return bool(hit.event.stage) and not own

    def _is_accused_of(self, head: Token) -> bool:
        """Whether a deed is told as what somebody is accused of: "is suspected of passing", "is alleged to have"."""
        above = (head, *islice(head.ancestors, ABOVE))
        verbs = (t for t in above if t.tag_ == "VBN" and t.lemma_.lower() in self.parties.words("accusing_of"))
        whom = (c for v in verbs if v.dep_ not in {"acl", "amod"} for c in v.children if c.dep_ in syntax.PASSIVE)
        return any(c.lower_ != "it" for c in whom)

    def _of_story(self, hit: Hit) -> bool:
        """Whether the event is of the suspects of the report or of the services that deal with them, not of others."""
        told = (i for t in hit.tokens() if (i := self.parties.of(t)) is not None)
        known = [member for i in told for member in self.parties.people(i)]
        if hit.event.official and any(self._is_of_another_state(i) for i in self._agents(hit)):
            return False
        if any(i in self._suspects for i in known):
            return True
        drafts = [self.parties.drafts[i] for i in known]
        if any(d.kind in PEOPLE and d.accused > 0 for d in drafts):
            return False
        if any(d.kind == "service" for d in drafts):
            return True
        return hit.event.story or (not known and bool(hit.event.accused))

    def _agents(self, hit: Hit) -> list[int]:
        return [i for tokens in hit.roles.get("agent", ()) for t in tokens if (i := self.parties.of(t)) is not None]

    def _is_of_another_state(self, index: int) -> bool:
        """Whether a party acts for a state other than the one whose statement is told."""
        behind = speakers.principal(self.parties, index) if self.parties.drafts[index].kind in STATE else None
        return behind is not None and behind != self._main

    def _is_heading(self, sentence: Span) -> bool:
        """Whether a sentence is a short line without a full stop, and not the cut-off end of the text."""
        end = self.text.find("\n", sentence.end)
        line = self.text[sentence.start : end].rstrip()
        starts = sentence.start == 0 or self.text[sentence.start - 1] == "\n"
        last = end < 0 or not self.text[end : end + HEADING].strip()
        return starts and not last and len(line) <= HEADING and line[-1] not in STOPS

    @staticmethod
    def _heading(gap: str) -> bool:
        """Whether a line of its own without a full stop lies in a gap."""
        lines = [line.strip() for line in gap.split("\n")[1:-1]]
        return any(line and line[-1] not in ".!?\"”'’" for line in lines)
