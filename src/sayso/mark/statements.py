"""What speakers say of the case in words that name no event → a claim for each: "a grave breach of trust", "a farce".

Takes the attributions of one report that count as speaking, and its claims; gives a claim for every speaker of whom the
report has a word on the case that makes no claim: who judges the accused accuses, who calls the matter a provocation
denies, who draws a lesson from it warns, who finds it unjust protests. Nobody on the side of the accused accuses. The
accused, quoted, who are sorry for what they did admit it. The words that tell which it is are the pack's (words.yaml,
statement_…).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from spacy.tokens import Doc, Token

from sayso.mark.parties import PEOPLE, STATE, Parties
from sayso.model import Attribution, Certainty, Claim, Filler, Link, Span, Why

ADMIT = "admit"
# What a speaker does by some words whomever he speaks of, and the lists of these words.
ANSWERS = (("deny", "statement_denies"), ("warn", "statement_warns"), ("protest", "statement_protests"))
LEAST = 3  # words of a sentence that can say something of a case
POINTERS = frozenset({"this", "that", "it", "such", "these"})  # what opens a quotation that is about the matter told of
NEGATIONS = frozenset({"not", "no", "never", "n't", "neither", "nor", "without"})
FIRST = frozenset({"i", "my", "me", "we", "our"})
SURE = 0.6  # how likely the attribution must be

Chain = Callable[[int], tuple[Link, ...]]


def told(
    doc: Doc,
    parties: Parties,
    attributions: Sequence[Attribution],
    speaking: Iterable[int],
    claims: Sequence[Claim],
    chain: Chain,
) -> list[Claim]:
    """The claims that statements make; `speaking` are the attributions that count, `chain` gives the links of one."""
    if not claims:
        return []
    suspects = set(parties.suspects())
    used = {c.attribution for c in claims}
    answered = {c.attribution for c in claims if _is_of_words(c, parties)} | _owning_up(claims, attributions)
    found: dict[int, Claim] = {}
    for index in sorted(speaking, key=lambda i: attributions[i].content[:1]):
        a = attributions[index]
        done = index in answered or a.speaker is None or a.speaker in found
        if done or not (_may_judge(a, parties, suspects) or _owns_up(a, suspects)):
            continue
        claim = _claim(doc, parties, a, index, suspects, chain)
        if claim is not None and a.speaker is not None and (index not in used or _is_protest(claim.event, parties)):
            found[a.speaker] = claim
    return list(found.values())


def _is_of_words(claim: Claim, parties: Parties) -> bool:
    """Whether a claim is that somebody says something."""
    speech = any(e.id == claim.event and (e.speech or e.silence) for e in parties.domain.events)
    return speech or _is_protest(claim.event, parties)


def _is_protest(event: str, parties: Parties) -> bool:
    """Whether an event is a protest, beside which is told what it is against: "the verdict given in May is unjust"."""
    return event in parties.domain.linking.get("protests", ())


def _owning_up(claims: Sequence[Claim], attributions: Sequence[Attribution]) -> set[int]:
    """The attributions of those who admit something elsewhere in the report."""
    own = {f.entity for c in claims if c.event == ADMIT for f in c.roles.get("agent", ()) if f.entity is not None}
    return {i for i, a in enumerate(attributions) if a.speaker in own}


def _owns_up(a: Attribution, suspects: Collection[int]) -> bool:
    """Whether an accused is quoted."""
    return a.speaker in suspects and a.kind not in {"carried", "indirect"} and bool(a.source) and a.confidence >= SURE


def _may_judge(a: Attribution, parties: Parties, suspects: Collection[int]) -> bool:
    """Whether a speaker is somebody whose word on a case counts: a body of a state, a person who is not accused."""
    draft = parties.drafts[a.speaker or 0]
    known = draft.kind in STATE or draft.kind == "person" or (draft.kind == "unnamed" and draft.parent is not None)
    return known and a.speaker not in suspects and a.kind != "carried" and bool(a.source) and a.confidence >= SURE


def _claim(
    doc: Doc, parties: Parties, a: Attribution, index: int, suspects: Collection[int], chain: Chain
) -> Claim | None:
    """The claim of the first sentence of an attribution that is about the case."""
    for span in _sentences(doc, a):
        tokens = [t for t in doc.char_span(span.start, span.end, alignment_mode="expand") or () if not t.is_space]
        words = {w for t in tokens for w in (t.lower_, t.lemma_.lower())}
        about = any(parties.at.get(t.i) in suspects for t in tokens)
        if a.speaker in suspects:
            found = (ADMIT, "statement_admits") if _admits(tokens, parties) else None
        else:
            ours = about or _is_of_case(tokens, words, a, parties)
            found = _event(tokens, words, a, parties, about) if ours else None
        if found is not None:
            event, told_by = found
            certainty = _certainty(event, words, a, parties)
            return Claim(
                event=event,
                evidence=span,
                roles=_roles(event, tokens, a, parties, suspects),
                attribution=index,
                chain=chain(index),
                certainty=certainty,
                confidence=round(a.confidence / 2, 3),
                why=_why(event, told_by, certainty, tokens, parties),
            )
    return None


def _why(event: str, told_by: str, certainty: Certainty, tokens: Sequence[Token], parties: Parties) -> Why:
    """What made such a claim: no trigger of the event, but a word of a list, and what weakens it."""
    word = _first(tokens, parties.words(told_by))
    weak = {"denied": word, "possible": _first(tokens, parties.words("hedges_possible"))}.get(certainty)
    return Why(
        event=event,
        trigger=0,
        word=Span(word.idx, word.idx + len(word)),
        near=(told_by,),
        places={"target": ("sentence",)},
        hedges=((certainty, weak.lower_, "in what is said"),) if weak is not None else (),
    )


def _first(tokens: Sequence[Token], words: Collection[str]) -> Token:
    """The first word of a list in a sentence; the first of all if there is none."""
    return next((t for t in tokens if t.lower_ in words or t.lemma_.lower() in words), tokens[0])


def _sentences(doc: Doc, a: Attribution) -> list[Span]:
    """The parts of what is said that lie in one sentence each."""
    found = []
    for content in a.content:
        span = doc.char_span(content.start, content.end, alignment_mode="expand")
        sentences = {t.sent.start: t.sent for t in span} if span is not None else {}
        for sentence in sentences.values():
            start, end = max(sentence.start_char, content.start), min(sentence.end_char, content.end)
            inside = [t for t in sentence if start <= t.idx and t.idx + len(t) <= end and t.is_alpha]
            if len(inside) >= LEAST:
                found.append(Span(inside[0].idx, inside[-1].idx + len(inside[-1])))
    return found


def _is_of_case(tokens: Sequence[Token], words: Collection[str], a: Attribution, parties: Parties) -> bool:
    """Whether a sentence that names no accused speaks of the matter or, quoted, of "this"."""
    pointing = a.kind != "indirect" and bool(tokens) and tokens[0].lower_ in POINTERS
    return pointing or bool(parties.words("statement_matter") & set(words))


def _event(
    tokens: Sequence[Token], words: Collection[str], a: Attribution, parties: Parties, about: bool
) -> tuple[str, str] | None:
    """What a speaker does by saying it, and the list that tells so; `about` is whether it speaks of an accused.

    None for those who are on the side of the accused and deny nothing.
    """
    for event, told_by in ANSWERS:
        if parties.words(told_by) & set(words):
            return event, told_by
    draft = parties.drafts[a.speaker or 0]
    judges = draft.kind in STATE | PEOPLE and not draft.nouns & parties.words("accused_side")
    lists = ("statement_judges", "statement_judges_accused") if about else ("statement_judges",)
    told = next((name for name in lists if _says(tokens, parties.words(name))), None)
    return ("accuse", told) if judges and told is not None else None


def _admits(tokens: Sequence[Token], parties: Parties) -> bool:
    """Whether somebody owns up to something: "I was stupid", not "I did nothing wrong"."""
    own = any(t.lower_ in FIRST for t in tokens)
    denied = any(t.lower_ in NEGATIONS | {"nothing"} for t in tokens)
    return own and not denied and _says(tokens, parties.words("statement_admits"))


def _says(tokens: Sequence[Token], wanted: Collection[str]) -> bool:
    """Whether one of some words stands in a sentence, and no negation before it: "would not damage relations"."""
    for token in tokens:
        if token.lower_ in NEGATIONS:
            return False
        if token.lower_ in wanted or token.lemma_.lower() in wanted:
            return True
    return False


def _certainty(event: str, words: Collection[str], a: Attribution, parties: Parties) -> Certainty:
    if event == "deny":
        return "denied"
    return "possible" if parties.words("hedges_possible") & set(words) else a.certainty


def _roles(
    event: str, tokens: Sequence[Token], a: Attribution, parties: Parties, suspects: Collection[int]
) -> dict[str, tuple[Filler, ...]]:
    """The speaker, and of an accusation the accused whom it speaks of."""
    speaker = Filler(name=a.speaker_name or "", entity=a.speaker, span=a.source[0], basis="who says it")
    meant = next((t for t in tokens if parties.at.get(t.i) in suspects), None)
    if event != "accuse" or meant is None:
        return {"agent": (speaker,)}
    accused = parties.at[meant.i]
    at = Span(meant.idx, meant.idx + len(meant))
    return {"agent": (speaker,), "target": (Filler(name=parties.drafts[accused].name, entity=accused, span=at),)}
