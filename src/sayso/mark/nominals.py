"""Descriptions and pronouns in a parsed report → the parties that they mean.

"The suspect", "the 52-year-old", "the ministry", "he", "it": resolved to a party that the report has named before,
else kept as an unnamed party of its own ("a person familiar with the matter"). Needs names.py to have run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Span, Token

from sayso.domains.parties import government_of
from sayso.mark import again, groups, kin, lists, names, syntax
from sayso.mark.parties import FAR, ORGANISATIONS, STATE, Draft, Parties

MALE = frozenset({"he", "him", "his", "himself"})
FEMALE = frozenset({"she", "her", "hers", "herself"})
THINGS = frozenset({"it", "its"})
NAMED_WITHIN = 20  # words after a description in which its name may be given
NAMING = frozenset({"named", "names", "identified", "identifies", "naming", "identifying"})
PLURAL = frozenset({"they", "them", "their"})
INDEFINITE = frozenset("a an another one some several two three four five six seven eight nine many other".split())
DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her"})
OUTLETS = frozenset({"newspaper", "paper", "broadcaster", "magazine", "outlet", "channel", "daily"})
INTRODUCED = 0.5  # weight of "a man identified as": mostly an accused is brought in so
ARTICLES = r"^((the|a|an|its|his|her|their|this|that|these|those|both|all)\s+(of\s+)?)+(?=\w)"
COLLECTIVE = frozenset({"couple", "duo", "pair", "trio", "quartet", "quintet", "people", "family"})
LISTED = 2  # sentences after a list of people in which "they" are these
MEMORY = 40  # sentences over which a description finds its person
AGAIN = 40  # tokens by which who spoke last is nearer to an "It" that opens a sentence
MEETING = frozenset({"meet", "contact", "see", "visit", "know", "befriend"})
NAMED_AS = 18  # tokens: "identified as the 73-year-old Israeli businessman and former officer Lars Lund"
NEVER = 20.0  # what it takes from somebody that he would do to himself what is done
OPENING = 3  # sentences in which a report names whom its title is about
NAMELESS = 1.0  # what it takes from somebody without a name who is accused of nothing
SEIZED = 2.5  # what it takes from somebody who only speaks that a step in law is taken against whom a pronoun means
LATE = 10  # sentences after which a name is another's than that of the nameless accused of the lead
MORE = 2.0  # how many times more must be told against who is at a firm or school than against one who is at none
ADOPT = 600  # code points from the start within which a description can precede the name it belongs to


def take(parties: Parties) -> None:
    """Put all that is described or referred to into the parties, in text order."""
    parties.lists = lists.found(parties)
    for token in _tokens(parties):
        if token.i not in parties.at or _are_accused_officials(parties, token):
            _take(parties, token)
    for token in parties.doc:
        if token.lower_ in NAMING:
            _named_later(parties, token)
        elif token.lemma_ == "be":
            _is_named(parties, token)
    kin.settle(parties)
    again.join(parties)
    _adopt(parties)
    _name_by_work(parties)


def _are_accused_officials(parties: Parties, token: Token) -> bool:
    """Whether a noun that names a state's body means some of its people who stand accused: "three former officials"."""
    body = parties.drafts[parties.at[token.i]].kind in STATE and token.text.islower() and token.tag_ == "NNS"
    counted = any(c.dep_ == "nummod" or c.lower_ == "former" for c in token.children)
    return body and counted and parties.accused_at(token) >= names.ONLY_PEOPLE


def _named_later(parties: Parties, verb: Token) -> None:
    """Make one of a description and the name that is given to it: "whom the office named as Lund", "named him as"."""
    whose = [c for c in verb.children if c.dep_ in syntax.OBJECT | syntax.PASSIVE]
    if verb.dep_ == "relcl" and any(c.lower_ in {"whom", "who"} for c in whose):
        whose = [verb.head, verb.head.head, verb.head.head.head]  # "a clerk at the port, whom"
    given = (syntax.noun_of(c) for c in verb.children if c.dep_ == "prep" and c.lower_ == "as" and c.i > verb.i)
    name = next((parties.at[g.i] for g in given if g.i in parties.at), None)
    called = [parties.at[t.i] for t in whose if t.i in parties.at]
    meant = next((i for i in called if parties.drafts[i].kind == "unnamed"), None)
    if name is None or meant is None or name == meant or parties.drafts[name].kind != "person":
        return
    described = parties.drafts[meant]
    if described.kind == "unnamed" and described.single and not described.spokes:
        parties.merge(meant, name)


def _is_named(parties: Parties, verb: Token) -> None:
    """Make one of a description and the name that a sentence says it has: "The arrested man is Lars Lund"."""
    told = [c for c in verb.children if c.dep_ in syntax.SUBJECT and c.i in parties.at]
    names_ = [c for c in verb.children if c.dep_ == "attr" and c.pos_ == "PROPN" and c.i in parties.at]
    if len(told) != 1 or len(names_) != 1 or any(c.dep_ == "neg" for c in verb.children):
        return
    described, name = parties.at[told[0].i], parties.at[names_[0].i]
    draft = parties.drafts[described]
    if draft.kind == "unnamed" and draft.single and not draft.spokes and parties.drafts[name].kind == "person":
        parties.merge(described, name)


def _tokens(parties: Parties) -> Iterator[Token]:
    """Tokens that can mean a party without naming it."""
    nouns = frozenset().union(
        *(parties.words(n) for n in ("suspect_nouns", "official_nouns", "spokes_nouns", "generic_nouns"))
    )
    for token in parties.doc:
        lower = token.lower_
        if lower in MALE or lower in FEMALE or lower in THINGS or lower in PLURAL:
            yield token
        elif lower in {"old", "olds"}:
            if (
                token.dep_ not in {"amod", "acomp"}
                and token.i > 1
                and parties.doc[token.i - 2].lower_.startswith("year")
            ):
                yield token
        elif _is_some(parties, token) or (token.i in parties.demonyms and _is_people(parties, token)):
            yield token
        elif token.dep_ not in {"compound", "amod", "nmod"} and _is_noun(parties, token):
            if (
                lower in nouns
                or token.lemma_.lower() in nouns
                or _only_person(parties, token)
                or (lower == "client" and any(c.dep_ == "poss" for c in token.children))
                or token.i in _named(parties)
                or _has_been_called(parties, token)
                or _is_foreign_agent(parties, token)
            ):
                yield token
        elif lower in {"accused"} and token.dep_ in syntax.SUBJECT | syntax.PASSIVE | {"dobj", "pobj"}:
            yield token


def _has_been_called(parties: Parties, token: Token) -> bool:
    """Whether a noun with "the" is the trade by which the report has called somebody: "Lund, a senator ... the
    senator"."""
    told = any(c.lower_ in {"the", "this"} for c in token.children) and token.tag_ in {"NN", "NNP"}
    lemma = token.lemma_.lower()
    trade = told and lemma in parties.words("occupations")
    return trade and any(lemma in d.nouns and d.single and d.last(token.i) >= 0 for d in parties.drafts)


def _is_noun(parties: Parties, token: Token) -> bool:
    """Whether a token is a noun, or a citizen whom the tagger took for an adjective: "a Danish national"."""
    return token.pos_ in {"NOUN", "PROPN"} or (token.pos_ == "ADJ" and token.lower_ in parties.words("citizens"))


def _is_some(parties: Parties, token: Token) -> bool:
    """Whether a word means one or some of several people: "both", "all three", "the younger", "the gang"."""
    if _is_both(token) or groups.is_counted(token):
        return True
    return kin.is_one_of_two(token) or kin.is_kin_of_name(parties, token) or _is_band(parties, token)


def _is_band(parties: Parties, token: Token) -> bool:
    """Whether a noun for a group means people: those it counts, or the accused spoken of before."""
    return groups.is_band(token) and (
        groups.count_of(token) is not None or any(d.plural and d.accused > 0 for d in parties.drafts)
    )


def _is_both(token: Token) -> bool:
    return token.lower_ == "both" and token.dep_ in syntax.SUBJECT | syntax.PASSIVE | {"dobj", "pobj"}


def _is_people(parties: Parties, token: Token) -> bool:
    """Whether a demonym means people: "three Germans", "an Israeli", "Britons were held"; not "the Russians"."""
    if token.dep_ in {"compound", "amod", "nmod", "punct"} or token.pos_ not in {"NOUN", "PROPN", "ADJ"}:
        return False
    after = parties.doc[token.i + 1] if token.i + 1 < len(parties.doc) else token
    if after.pos_ in {"NOUN", "PROPN"} and after.i in {token.head.i, *(c.i for c in token.children)}:
        return False
    told = any(c.dep_ == "nummod" or c.lower_ in INDEFINITE for c in token.children)
    again_ = any(c.lower_ == "the" for c in token.children) and token.tag_ in {"NN", "NNP", "JJ"}
    told = told or (again_ and _of_that_nation(parties, token) is not None)
    return told or parties.accused_at(token) >= names.ONLY_PEOPLE


def _is_foreign_agent(parties: Parties, token: Token) -> bool:
    """Whether a noun is of a state's secret people: "his Iranian handlers"."""
    return token.lemma_.lower() in parties.words("secret_people") and any(
        c.i in parties.demonyms for c in token.children
    )


def _named(parties: Parties) -> frozenset[int]:
    """The nouns that are followed by a name of their own: "a drone operator surnamed Luo"; looked for once a text."""
    known: frozenset[int] | None = parties.doc.user_data.get("named")
    if known is None:
        naming = parties.words("person_verbs_of_name")
        found = (t.head.i for t in parties.doc if t.dep_ in {"acl", "relcl"} and t.lower_ in naming)
        known = parties.doc.user_data["named"] = frozenset(found)
    return known


def _only_person(parties: Parties, token: Token) -> bool:
    """Whether a noun outside the pack's lists stands where only an accused can: "arrested a lorry driver"."""
    return parties.accused_at(token) >= names.ONLY_PEOPLE and can_be_person(parties, token)


def can_be_person(parties: Parties, token: Token) -> bool:
    """Whether a noun that is in no list can mean a person: no deed, no thing that spies are after, no document."""
    lists = parties.words("never_people") | parties.words("secrets") | parties.words("document_nouns")
    abstract = token.lemma_.lower().endswith(parties.domain.words.get("abstract_endings", ()))
    noun = token.pos_ == "NOUN" or token.i in parties.demonyms  # "an Israeli", tagged as what it mostly is
    return noun and not abstract and not {token.lower_, token.lemma_.lower()} & lists


def _take(parties: Parties, token: Token) -> None:
    word = token.lower_
    if word in MALE or word in FEMALE:
        _take_pronoun(parties, token, "m" if word in MALE else "f")
    elif word in THINGS:
        _take_thing(parties, token)
    elif word in PLURAL:
        _take_plural(parties, token)
    else:
        _take_noun(parties, token)


# -------------------------------------------------------------------------------------------------- pronouns


def _take_pronoun(parties: Parties, token: Token, gender: str) -> None:
    index = _best_person(parties, token, gender, frozenset())
    if index is not None:
        parties.drafts[index].gender = parties.drafts[index].gender or gender
        parties.mention(index, token.i, token.i + 1, "pronoun")


def _only_so_called(parties: Parties, token: Token, lemma: str) -> bool:
    """Whether a description means only somebody who has been called so before: "the officer", "his lawyer"."""
    if {c.lower_ for c in token.children} & {"his", "her"} or lemma in parties.words("counsel"):
        return True
    return lemma not in parties.words("no_occupation") and any(
        lemma in d.nouns and d.single and d.last(token.i) >= 0 for d in parties.drafts
    )


def _best_person(
    parties: Parties, token: Token, gender: str | None, nouns: frozenset[str], so_called: bool = False
) -> int | None:
    """The person meant by a pronoun, or by a definite description with these nouns; one of the age that it tells."""
    aged = kin.of_age(parties, kin.age_of(token)) if nouns else None
    if aged is not None:
        return aged
    best: tuple[float, int] | None = None
    for index, draft in enumerate(parties.drafts):
        if so_called and not nouns & draft.nouns:
            continue
        if draft.single and draft.last(token.i) >= 0 and (not gender or draft.gender in {None, gender}):
            score = _nearness(parties, draft, token, bool(nouns)) + 3.0 * bool(nouns & draft.nouns)
            best = max(best or (-9.0, -1), (score, index))
    return best[1] if best and best[0] > -7.0 else None


def _nearness(parties: Parties, draft: Draft, token: Token, described: bool) -> float:
    """How likely a person is meant at a token: near, a subject, and the accused rather than one who speaks of them."""
    last = draft.last(token.i)
    away = parties.sentence[token.i] - parties.sentence[last]
    if away > (MEMORY if described else FAR):
        return -9.0
    score = (-0.3 if described else -1.2) * away + (last in draft.subjects) - 0.002 * (token.i - last)
    score += min(draft.accused, 3.0) * (1.0 if described else 0.35)
    official = draft.spokes or draft.parent is not None or bool(draft.nouns & parties.words("counsel"))
    score -= (2.0 if described else 0.8) * official
    score -= NAMELESS * (draft.kind == "unnamed" and not draft.accused)
    speaks = official or draft.last(token.i) in parties.sources
    if speaks and not described and not draft.accused and parties.accused_at(token) >= names.ONLY_PEOPLE:
        score -= SEIZED  # "a spokesman said that he was arrested"
    if _does_it_to_another(parties, draft, token):
        score -= NEVER
    if away == 0 and last in draft.subjects:
        score += _within_sentence(token, parties.doc[last], described)
    return score


def _does_it_to_another(parties: Parties, draft: Draft, token: Token) -> bool:
    """Whether a relative clause says that somebody did something to "him": "the officer who held him"."""
    verb = token.head
    if token.dep_ not in {"dobj", "dative"} or verb.pos_ not in syntax.VERBAL:
        return False
    who = any(c.dep_ in syntax.SUBJECT and c.lower_ in {"who", "that"} for c in verb.children)
    doing = verb.head if verb.dep_ == "relcl" and who else syntax.subject(verb)
    index = parties.at.get(doing.i) if doing is not None else None
    return index is not None and parties.drafts[index] is draft


def _within_sentence(token: Token, subject: Token, described: bool) -> float:
    """What a subject of the same sentence adds: "X admitted that he" is X, "X told him" and "he handed maps to the
    officer" are not."""
    if not described and token.dep_ in syntax.SUBJECT and _speaks_above(token, subject):
        return 2.5
    if token.dep_ in {"dobj", "dative"} and token.head.i == subject.head.i:
        return -3.0
    handed = token.dep_ == "pobj" and token.head.lower_ in {"to", "with"} and token.head.head.i == subject.head.i
    return -NEVER if handed else 0.0


def _speaks_above(token: Token, other: Token) -> bool:
    """Whether another token is the subject of the verb whose subordinate clause a pronoun opens."""
    verb = token.head
    return verb.dep_ in {"ccomp", "advcl"} and other.head.i == verb.head.i and other.dep_ in syntax.SUBJECT


def _take_thing(parties: Parties, token: Token) -> None:
    opens = token.dep_ in syntax.SUBJECT and token.text[:1].isupper()
    bodies = [
        (
            d.last(token.i)
            + 12 * (d.last(token.i) in d.subjects)
            + AGAIN * (opens and _spoke_before(parties, d, token)),
            i,
        )
        for i, d in enumerate(parties.drafts)
        if d.kind in ORGANISATIONS and parties.near(token.i, d)
    ]
    if bodies and token.dep_ in {"nsubj", "poss", "nsubjpass", "pobj", "dobj"}:
        parties.mention(max(bodies)[1], token.i, token.i + 1, "pronoun")


def _spoke_before(parties: Parties, draft: Draft, token: Token) -> bool:
    """Whether a body is who said what the sentence before a token tells: "The agency said ... | It added"."""
    last = draft.last(token.i)
    spoken = [i for i in draft.places if i < token.i and parties.sentence[token.i] - parties.sentence[i] == 1]
    return last >= 0 and any(i in parties.sources and i in draft.subjects for i in spoken)


def _take_plural(parties: Parties, token: Token) -> None:
    """ "They": the subject that says what follows if it is several ("prosecutors said they"), else the last group.

    A group that has not been spoken of as one ("Lund and Vik ... they") is one from here on.
    """
    speaker = _saying(parties, token)
    if speaker is not None:
        parties.mention(speaker, token.i, token.i + 1, "pronoun")
        return
    index = _last_several(parties, token)
    if index is not None:
        parties.mention(index, token.i, token.i + 1, "pronoun")


def _last_several(parties: Parties, token: Token) -> int | None:
    """The group or the list of people last spoken of before a token; who does something does not do it to "them"."""
    doing = (
        syntax.subject(token.head) if token.dep_ in {"dobj", "dative"} and token.head.pos_ in syntax.VERBAL else None
    )
    own = parties.at.get(doing.i) if doing is not None else None
    near = [
        (d.last(token.i), i) for i, d in enumerate(parties.drafts) if d.plural and i != own and parties.near(token.i, d)
    ]
    listed = [p for p in parties.lists if p.places[-1] < token.i and own not in p.people]
    listed = [p for p in listed if parties.sentence[token.i] - parties.sentence[p.places[-1]] <= LISTED]
    if listed and listed[-1].places[-1] > max(near, default=(-1, -1))[0]:
        return lists.group(parties, listed[-1])
    nearest = max(near)[1] if near else None
    if parties.accused_at(token) > 0 and not any(parties.drafts[i].accused for _, i in near):
        accused = _accused_several(parties, token)
        return nearest if accused is None else accused
    return nearest


def _accused_several(parties: Parties, token: Token) -> int | None:
    """The group, or the couple, that stands accused and was spoken of last before a token, however far: "They pleaded
    guilty"."""
    told = [(d.last(token.i), i) for i, d in enumerate(parties.drafts) if d.plural and d.accused > 0]
    last, found = max(told, default=(-1, -1))
    if last >= 0:
        return found
    pairs = [p for p in parties.pairs if any(parties.drafts[i].accused > 0 for i in p.people)]
    return lists.group(parties, pairs[-1]) if pairs else None


def _saying(parties: Parties, token: Token) -> int | None:
    """The several who say the clause that "they" opens: "prosecutors said they had arrested a man"."""
    above = token.head.head if token.dep_ in syntax.SUBJECT | syntax.PASSIVE else token
    said = next((c for c in above.children if c.dep_ in syntax.SUBJECT and c.i < token.i), None)
    if said is None or not _speaks_above(token, said):
        return None
    several = said.tag_ in {"NNS", "NNPS"} or said.lower_ == "police"
    return parties.at.get(said.i) if several else None


# ---------------------------------------------------------------------------------------------- descriptions


def _take_noun(parties: Parties, token: Token) -> None:
    """A description: of a name beside it, of a party mentioned before, or of a new one."""
    if token.dep_ == "attr" and token.head.tag_ == "VBG" and token.head.dep_ == "advcl" and token.head.lemma_ == "be":
        return  # "being a clerk, the accused had": said of who is named behind
    if _is_posed_as(parties, token):
        return
    beside = _beside(parties, token)
    if beside is not None:
        parties.describe(beside, token)
        kin.note(parties, token, beside)
        _join_apposed(parties, token, beside)
        named = token.i in _named(parties) and token.lower_ in parties.words("suspect_nouns")
        if named and not _only_met(parties, token):
            parties.drafts[beside].accused += INTRODUCED
    elif {token.lower_, token.lemma_.lower()} & parties.words("generic_nouns"):
        _take_body(parties, token)
    else:
        found = _meant(parties, token)
        if found is not None:
            parties.mention(found, token.i, token.i + 1, "nominal")
            kin.note_owner(parties, token, found)
        else:
            unnamed(parties, token)


def _only_met(parties: Parties, token: Token) -> bool:
    """Whether somebody is brought in as whom an accused deals with: "the suspect met a businessman called Eddie"."""
    met = (token.dep_ == "dobj" and token.head.lemma_ in MEETING) or (
        token.dep_ == "pobj" and token.head.lower_ == "with"
    )
    return met and any(d.accused >= names.ONLY_PEOPLE and d.places[:1] < [token.i] for d in parties.drafts if d.places)


def _is_posed_as(parties: Parties, token: Token) -> bool:
    """Whether a description only says as what somebody works or poses: "posing as repairmen" brings in nobody."""
    above = token.head
    if token.dep_ == "pobj" and above.lower_ == "of" and above.head.lower_ in parties.words("guises"):
        return True
    if token.dep_ != "pobj" or above.lower_ != "as" or {c.lower_ for c in token.children} & DEFINITE:
        return False
    work = token.lemma_.lower() in parties.words("spies") and not _named_behind(parties, token)
    return work or above.head.lemma_.lower() in parties.words("posing")


def _named_behind(parties: Parties, token: Token) -> bool:
    """Whether a name stands right behind a description: "as agent Lars Lund"."""
    return token.i + 1 in parties.at


def _join_apposed(parties: Parties, token: Token, named: int) -> None:
    """Make one of a description and the next one, beside which the name stands: "a spy, a man surnamed Luo"."""
    other = parties.at.get(token.head.i) if token.dep_ == "appos" else None
    if (
        other is not None
        and other != named
        and parties.drafts[other].kind == "unnamed"
        and parties.drafts[other].single
    ):
        parties.merge(other, named)


def _is_plural(token: Token) -> bool:
    return (
        token.tag_ in {"NNS", "NNPS"}
        or groups.is_counted(token)
        or groups.is_band(token)
        or token.lower_ in COLLECTIVE
        or token.lower_ == "both"
        or any(c.dep_ == "nummod" and c.lower_ not in {"one", "1"} for c in token.children)
    )


def _meant(parties: Parties, token: Token) -> int | None:
    """The person that a definite description means, if it can be one that has been mentioned."""
    if not _is_plural(token) and (found := kin.meant(parties, token)) is not None:
        return found
    children = [c.lower_ for c in token.children]
    if token.left_edge.head.dep_ == "compound" and token.left_edge.dep_ == "det":
        children.append(token.left_edge.lower_)  # "The" hangs on "ex" in "The ex-soldier"
    if kin.is_apart(token) or _is_fellow(token):
        return None
    if token.i in parties.demonyms and "the" in children:
        return _of_that_nation(parties, token)
    if token.lower_ == "client" and {"his", "her", "my", "their"} & set(children):
        return _only_named_suspect(parties)
    indefinite = any(c in INDEFINITE for c in children) or any(c.dep_ == "nummod" for c in token.children)
    definite = any(c in DEFINITE for c in children) or (token.lower_ in {"old", "accused"} and not indefinite)
    if indefinite or not definite:
        return None
    if "of" in children and (kin.age_of(token) is None or _is_plural(token)):
        return _called_alike(parties, token)
    if _is_plural(token):
        return _group(parties, token)
    if parties.words("of_law") & set(children):
        return _of_law(parties, token)
    lemma = token.lower_ if token.lower_ == "accused" else token.lemma_.lower()
    gender = parties.gender_of(lemma)
    found = _best_person(parties, token, gender, frozenset({lemma}), _only_so_called(parties, token, lemma))
    fits = found is not None and (
        lemma in parties.words("suspect_nouns")
        or token.lower_ == "old"
        or lemma in parties.drafts[found].nouns
        or _is_aged(parties, token, found)
    )
    if fits and found is not None and gender:
        parties.drafts[found].gender = gender
    return found if fits else None


def _is_aged(parties: Parties, token: Token, found: int) -> bool:
    """Whether a description with an age can be of an accused: "the 58-year-old father of six"."""
    age, draft = kin.age_of(token), parties.drafts[found]
    return age is not None and draft.accused > 0 and draft.age in {None, age}


def _of_law(parties: Parties, token: Token) -> int | None:
    """Whom "the undercover agent" means: somebody called an agent before who is accused of nothing."""
    lemma = token.lemma_.lower()
    called = [
        (d.last(token.i), i) for i, d in enumerate(parties.drafts) if d.single and lemma in d.nouns and not d.accused
    ]
    last, found = max(called, default=(-1, -1))
    return found if last >= 0 else None


def _is_fellow(token: Token) -> bool:
    """Whether a description tells of another one beside somebody: "his co-accused", "a co-defendant"."""
    return token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ in {"co", "fellow"}


def _called_alike(parties: Parties, token: Token) -> int | None:
    """The one person without a name who has been called by the same words: "the clerk of the port" again."""
    words = phrase_name(parties, token).casefold()
    fitting = [
        i
        for i, d in enumerate(parties.drafts)
        if d.kind == "unnamed" and d.single and d.last(token.i) >= 0 and _is_same_phrase(d.name.casefold(), words)
    ]
    return fitting[0] if len(fitting) == 1 and not _is_plural(token) else None


def _is_same_phrase(one: str, other: str) -> bool:
    """Whether two descriptions are the same, or the first begins the second: "former clerk | of a port"."""
    return one == other or (" " in one and other.startswith(f"{one} "))


def _of_that_nation(parties: Parties, token: Token) -> int | None:
    """The one accused that "the Israeli" means: of that nation, or of none that is told."""
    hit = parties.demonyms[token.i]
    fitting = [
        i
        for i in parties.suspects()
        if parties.drafts[i].single
        and parties.drafts[i].last(token.i) >= 0
        and again.nation(parties, parties.drafts[i]) in {"", hit.country or hit.name}
    ]
    return fitting[0] if fitting else None


def _only_named_suspect(parties: Parties) -> int | None:
    """The accused whom a report names, or has without a name, more than any other: whom a lawyer calls his client."""
    suspects = [i for i in parties.suspects() if parties.drafts[i].single]
    named = [i for i in suspects if parties.drafts[i].kind == "person"] or suspects
    rest = max((parties.drafts[i].accused for i in named[1:]), default=0.0)
    return named[0] if named and parties.drafts[named[0]].accused >= 2 * rest else None


def _group(parties: Parties, token: Token) -> int | None:
    """The group that a definite plural means: the last one accused, or called so before."""
    lemma = token.lemma_.lower()
    found = [
        (lemma in d.nouns, d.last(token.i), i)
        for i, d in enumerate(parties.drafts)
        if d.plural
        and d.last(token.i) >= 0
        and (d.accused > 0 or lemma in d.nouns)
        and (groups.count_of(token) or d.count) == d.count
    ]
    best = max(found, default=(False, -1, None))
    fits = best[0] or lemma in parties.words("suspect_nouns") or groups.is_band(token)
    return best[2] if fits else None


def _beside(parties: Parties, token: Token) -> int | None:
    """The person of a name in apposition to a description, or whom it is said to be named."""
    near = [c for c in token.children if c.dep_ == "appos"] + ([token.head] if token.dep_ == "appos" else [])
    for child in token.children:
        if child.dep_ in {"acl", "relcl"} and child.lower_ in parties.words("person_verbs_of_name"):
            near += [t for t in child.subtree if t.i - token.i < NAMED_AS]
    near += _surnamed(parties, token)
    if token.dep_ == "attr" and (said_of := syntax.subject(token.head)) is not None:
        near += [said_of, *(c for c in said_of.children if c.dep_ == "appos")]
    if token.i + 1 < len(parties.doc):
        near.append(parties.doc[token.i + 1])  # "the engineer Viktor Orlan"
    left = min((c.left_edge.i for c in token.children if c.i < token.i), default=token.i)
    if left > 1 and parties.doc[left - 1].text == "," and parties.doc[left].lower_ in {"a", "an", "the"}:
        near.append(parties.doc[left - 2])  # "Zeng, an employee of", where the parse has lost the apposition
    near += _behind_comma(parties, token)
    people = [parties.at[t.i] for t in near if t.i in parties.at]
    if _is_plural(token):
        return None  # "two men, Lund and Vik": whose names these are is for groups.py
    named = next((i for i in people if parties.drafts[i].kind == "person"), None)
    single = (i for i in people if parties.drafts[i].kind == "unnamed" and not parties.drafts[i].plural)
    return named if named is not None else next(single, None)


def _behind_comma(parties: Parties, token: Token) -> list[Token]:
    """The name behind a description and a comma, whatever the parse: "a guard at the port, Lars Lund, was"."""
    if _is_plural(token):
        return []
    for at in range(token.i + 1, min(token.sent.end - 1, token.i + NAMED_WITHIN)):
        before, after = parties.doc[at], parties.doc[at + 1]
        if before.text == ",":
            index = parties.at.get(after.i)
            person = index is not None and parties.drafts[index].kind == "person" and after.text[:1].isupper()
            end = next((i for i in range(after.i, token.sent.end) if parties.at.get(i) != index), token.sent.end)
            closed = end < len(parties.doc) and parties.doc[end].text in {",", ".", "("}
            return [after] if person and closed else []
        told = before.dep_ == "acl" and before.tag_ == "VBN"  # "another clerk held in the case, Lars Lund, was"
        if (before.pos_ in {"VERB", "AUX", "CCONJ", "SCONJ", "PRON"} and not told) or before.text in {";", ":", "("}:
            return []
    return []


def _surnamed(parties: Parties, token: Token) -> list[Token]:
    """The name that a sentence gives further on to whom it has introduced: "a man who ..., of the surname Luo"."""
    if not {c.lower_ for c in token.children} & {"a", "an"}:
        return []
    for after in token.doc[token.i + 1 : min(token.sent.end, token.i + NAMED_WITHIN)]:
        if after.i in parties.at and parties.drafts[parties.at[after.i]].kind == "person":
            return [after] if parties.doc[after.i - 1].lower_ in parties.words("person_nouns_of_name") else []
    return []


def _take_body(parties: Parties, token: Token) -> None:
    """ "The newspaper", "the party", "the company": the last body that has been called so or is of that kind."""
    if names.is_remit(parties, token) or _is_body_beside(parties, token):
        return
    lemma = token.lemma_.lower()
    kind = (
        "outlet"
        if lemma in OUTLETS
        else "company"
        if lemma in {"company", "firm"}
        else names.kind_of_name(parties, lemma)
    )
    found = [
        (d.last(token.i) + 60 * (lemma in d.name.lower()), i)
        for i, d in enumerate(parties.drafts)
        if d.last(token.i) >= 0 and d.kind in ORGANISATIONS and (_is_of_kind(d, kind) or lemma in d.name.lower())
    ]
    if found and any(c.lower_ in {"the", "this", "its"} for c in token.children):
        parties.mention(max(found)[1], token.i, token.i + 1, "nominal")
    elif token.dep_ in syntax.SUBJECT | syntax.PASSIVE | {"dobj", "pobj", "agent"}:
        parties.mention(parties.add(Draft(phrase_name(parties, token), kind)), token.i, token.i + 1, "nominal")


def _is_body_beside(parties: Parties, token: Token) -> bool:
    """Make a description one with the body that is named beside it: "a British firm, Alternative Futures"; whether it
    was."""
    beside = [c for c in token.children if c.dep_ == "appos"] + ([token.head] if token.dep_ == "appos" else [])
    body = next((parties.at[t.i] for t in beside if t.i in parties.at), None)
    named = body is not None and parties.drafts[body].kind in ORGANISATIONS and parties.drafts[body].kind not in STATE
    if body is not None and named:
        parties.mention(body, token.i, token.i + 1, "nominal")
    return named


def _is_of_kind(draft: Draft, kind: str) -> bool:
    """Whether a body is of a kind; a state as a whole is no "office" and no "department"."""
    whole = draft.country is not None and draft.key == government_of(draft.country)
    return draft.kind == kind and not whole


def unnamed(parties: Parties, token: Token) -> int:
    """A party of its own that has no name, with the body that it is said to belong to; its index."""
    spokes = token.lower_ in parties.words("spokes_nouns")
    nouns = {token.lemma_.lower()}
    draft = Draft(phrase_name(parties, token), "unnamed", plural=_is_plural(token), nouns=nouns, spokes=spokes)
    draft.gender = parties.gender_of(token.lemma_.lower())
    draft.count = groups.count_of(token) if draft.plural else None
    words = {token.lower_, *(c.lower_ for c in token.children)}
    before = {t.lower_ for t in token.doc[max(token.left_edge.i, token.i - 4) : token.i]}
    draft.definite = bool(words & DEFINITE or (words | before) & {"both", "all"}) or (
        groups.is_counted(token) and "of" not in words
    )
    draft.other = bool(words & groups.OTHERS)
    index = parties.add(draft)
    for child in token.children:
        body = parties.at.get(syntax.noun_of(child).i)
        place = child.lower_ == "from" and body is not None and parties.drafts[body].kind == "group"
        if body is not None and parties.drafts[body].kind in ORGANISATIONS and draft.parent is None and not place:
            draft.parent = body
    parties.mention(index, token.i, token.i + 1, "nominal")
    phrase = _phrase(parties, token)
    draft.mentions = {(phrase.start_char, phrase.end_char): "nominal"}
    if draft.parent is None and not draft.accused:
        draft.parent = _master(parties, token)
    if not draft.plural:
        kin.note(parties, token, index)
        draft.accused += _share_of_several(parties, token, draft)
    return index


def _share_of_several(parties: Parties, token: Token, draft: Draft) -> float:
    """What it tells against somebody to be one of several accused: "one of the men", "another suspect"."""
    several = any(d is not draft and d.accused > 0 for d in parties.drafts)
    one = kin.is_one_of_two(token) or (draft.other and bool(draft.nouns & parties.words("accused_groups")))
    return INTRODUCED if several and one else 0.0


def _master(parties: Parties, token: Token) -> int | None:
    """Whom somebody serves who is called by a country alone: "a Chinese agent", "a Russian diplomat".

    Of an accused it is no more than what he is accused of.
    """
    nation = next((parties.demonyms[c.i] for c in token.children if c.i in parties.demonyms), None)
    if nation is None or nation.country is None:
        return None
    known, noun = parties.gazetteer.parties, token.lemma_.lower()
    if noun in parties.words("envoys"):
        return parties.keyed(government_of(nation.country))
    generic = next((f.id for f in known.functions.values() if f.generic), None)
    return (
        parties.keyed(known.of(nation.country, generic)) if generic and noun in parties.words("secret_people") else None
    )


def _phrase(parties: Parties, token: Token) -> Span:
    """The noun phrase without what follows a comma or a relative clause."""
    if groups.is_counted(token) and token.nbor().lower_ != "of":
        return token.doc[token.i : token.i + 1]  # "the three | in Oslo"
    before = (
        c for c in token.children if c.i < token.i and c.dep_ in {"det", "amod", "compound", "poss", "nummod", "nmod"}
    )
    left = max(min((c.left_edge.i for c in before), default=token.i), token.i - 9)
    for child in token.children:
        inside = token.doc[child.i + 1 : child.right_edge.i + 1]
        last = next((t.i - 1 for t in inside if t.text == "," or _is_place_of(parties, t)), child.right_edge.i)
        near = child.i <= token.i + 1 and last - token.i < 8
        if (
            child.dep_ == "prep"
            and child.i > token.i
            and near
            and child.lower_ in {"of", "at", "for", "from", "in", "with"}
            and not _tells_more(parties, child)
        ):
            return token.doc[left : last + 1]
    return token.doc[left : token.i + 1]


def _is_place_of(parties: Parties, token: Token) -> bool:
    """Whether a preposition only says where a body is: "a guard at the embassy | in Oslo"."""
    noun = syntax.noun_of(token)
    return token.dep_ == "prep" and token.lower_ == "in" and (noun.ent_type_ == "GPE" or noun.i in parties.places)


def _tells_more(parties: Parties, preposition: Token) -> bool:
    """Whether what a preposition brings is no part of what somebody is: "men | of spying", "two men | for espionage",
    "officers | in May"."""
    noun = syntax.noun_of(preposition)
    told = noun.tag_ == "VBG" or noun.lemma_.lower() in parties.words("serving") | parties.words("crimes")
    return (told and preposition.lower_ in {"of", "for"}) or noun.ent_type_ in {"DATE", "TIME"}


def phrase_name(parties: Parties, token: Token) -> str:
    """What to call an unnamed party: its noun phrase without article, at most 80 characters."""
    text = re.sub(r"\s+", " ", _phrase(parties, token).text).strip(" ,;:")
    text = re.sub(r"(?<!\w)['\"‘“](?=\w)", "", text)
    return re.sub(ARTICLES, "", text, flags=re.IGNORECASE)[:80] or token.text


def _name_by_work(parties: Parties) -> None:
    """Call a nameless accused by the description that tells where he works: "employee of the port" and not "man"."""
    for index, draft in enumerate(parties.drafts):
        if draft.kind != "unnamed" or not draft.single or not draft.accused or not draft.mentions:
            continue
        nouns = [parties.doc[i] for i in sorted(i for i, who in parties.at.items() if who == index)]
        telling = next((t for t in nouns if t.pos_ == "NOUN" and _employer(parties, t) is not None), None)
        if telling is not None:
            draft.name = phrase_name(parties, telling)


def _employer(parties: Parties, noun: Token) -> int | None:
    """The firm or body behind a description: "an employee of | Northern Pharma"; none for which somebody spied."""
    for child in noun.children:
        if child.dep_ == "prep" and child.i == noun.i + 1 and child.lower_ in {"of", "at", "for", "with", "from"}:
            named = syntax.noun_of(child)
            words = (named, *(c for c in named.children if c.dep_ == "compound"))  # "Northern Pharma | Inc."
            body = next((parties.at[t.i] for t in words if t.i in parties.at), None)
            if body is not None and parties.drafts[body].kind in {"company", "group", "service", "government"}:
                whole = parties.drafts[body].key == government_of(parties.drafts[body].country or "")
                return None if whole else body
    return None


def _adopt(parties: Parties) -> None:
    """A description of an accused that comes before any name is of the one whom the report then names.

    "It had detained the head of a consultancy ... The accused, named as Huang": one person, if that report names one
    person where an accused stands.
    """
    named = _named_early(parties)
    if named is None:
        named = _named_next(parties)
    if named is None:
        return
    main = parties.drafts[named]
    first = min(main.mentions)[0]
    for _ in range(2):  # what joins first tells more of the accused
        for index, draft in enumerate(parties.drafts):
            if _leads_to(parties, draft, main, first):
                parties.merge(index, named)


def _leads_to(parties: Parties, draft: Draft, main: Draft, first: int) -> bool:
    """Whether a description near the beginning is of the accused who is named first at a code point."""
    if draft.kind != "unnamed" or draft.plural or draft.spokes or not draft.mentions:
        return False
    start, called = min(draft.mentions)[0], bool(draft.nouns & main.nouns)
    suspected = draft.accused > 0 or bool(draft.nouns & parties.words("suspect_words")) or (called and start < first)
    kinds = parties.words("suspect_nouns") | parties.words("occupations")
    of_nation = any(i in parties.demonyms for i in draft.places)  # "a Dane"
    suspect = (draft.nouns & kinds or of_nation) and not draft.nouns & parties.words("counsel")
    early = start < min(first, ADOPT) or (called and start < ADOPT) or _goes_on_about(parties, draft, main)
    one = kin.may_be_one(draft, main) or _names_it(parties, draft, first)
    return suspected and early and bool(suspect) and not draft.other and one


def _names_it(parties: Parties, draft: Draft, first: int) -> bool:
    """Whether a name comes in with the very words of a description, whatever "she" means: "Army analyst held ... She
    ... An Army analyst, Lars Lund"."""
    before = syntax.text_of(parties.doc)[max(first - 2 * len(draft.name), 0) : first].casefold()
    return " " in draft.name and draft.name.casefold() in before


def _goes_on_about(parties: Parties, draft: Draft, main: Draft) -> bool:
    """Whether the sentence after a nameless accused goes on about the named one: "A British man has pleaded guilty.
    Smith, who lived in Potsdam". One who is told of earlier or apart is somebody else."""
    told = parties.sentence[draft.places[-1]]
    opens = parties.doc[draft.places[0]].head.dep_ == "ROOT" and draft.places[0] in draft.subjects
    if not opens and sum(p in main.subjects and p < draft.places[0] for p in main.places) > 1:
        return False  # "one case, in which a professor was arrested": not of whom the report has told all along
    beside = told in {parties.sentence[p] for p in main.places}
    return not beside and any(p in main.subjects and parties.sentence[p] == told + 1 for p in main.places)


def _named_early(parties: Parties) -> int | None:
    """The accused whom a report names in its first sentences, if hardly less is told of them than of another.

    Else the likeliest; officials where there are no others.
    """
    suspects = [i for i in parties.suspects() if parties.drafts[i].kind == "person" and parties.drafts[i].places]
    suspects = [i for i in suspects if not parties.drafts[i].nouns & parties.words("counsel")]
    suspects = [i for i in suspects if not _speaks_for_others(parties, i) and not _is_made_up(parties, i)]
    private = [i for i in suspects if parties.drafts[i].parent is None] or suspects
    weight = parties.drafts[private[0]].accused if private else 0.0
    private = [i for i in suspects if i in private or _is_told_of(parties.drafts[i], parties, MORE * weight)]
    soon = [i for i in suspects if parties.sentence[parties.drafts[i].places[0]] <= OPENING]
    early = [i for i in soon if i in private] or soon
    weighty = [i for i in early if parties.drafts[i].accused * 3 >= parties.drafts[private[0]].accused]
    later = (i for i in private if parties.sentence[parties.drafts[i].places[0]] <= LATE)
    return min(weighty, key=lambda i: parties.drafts[i].places[0]) if weighty else next(later, None)


def _is_told_of(draft: Draft, parties: Parties, least: float) -> bool:
    """Whether somebody of no state's body is accused by so much that the body is only where he was: a student at a
    university."""
    body = draft.parent
    return draft.accused >= least and body is not None and parties.drafts[body].kind not in STATE


def _speaks_for_others(parties: Parties, index: int) -> bool:
    """Whether somebody with a name is called a spokesman and does speak."""
    draft = parties.drafts[index]
    called = draft.spokes or bool(draft.nouns & parties.words("spokes_nouns"))
    return called and any(i in parties.sources for i in draft.places)


def _is_made_up(parties: Parties, index: int) -> bool:
    """Whether a name is brought in as one that somebody only goes by: "an agent with the fake name of Ann Lund"."""
    draft = parties.drafts[index]
    start = draft.places[0] - max(len(draft.words), 1)
    return any(t.lower_ in parties.words("made_up") for t in parties.doc[max(start - 3, 0) : start + 1])


def _named_next(parties: Parties) -> int | None:
    """Who is named after "a dock worker was convicted" and accused by no word: "Balodis, 44, worked for the port".

    Only one whom the next sentences make their subject, and only where nobody else is: nobody who speaks or has a body.
    """
    told = parties.suspects()[:1]
    if not told or parties.drafts[told[0]].kind != "unnamed" or not parties.drafts[told[0]].single:
        return None
    main = parties.drafts[told[0]]
    opening = parties.sentence[main.places[0]]
    people = [
        i
        for i, d in enumerate(parties.drafts)
        if d.kind == "person" and d.places and opening <= parties.sentence[d.places[0]] <= opening + OPENING
    ]
    chosen = [i for i in people if _private(parties, parties.drafts[i])]
    alone = len(chosen) == 1 and opening <= 1 and parties.drafts[chosen[0]].places[0] > main.places[0]
    return chosen[0] if alone and main.gender in {None, parties.drafts[chosen[0]].gender or main.gender} else None


def _private(parties: Parties, draft: Draft) -> bool:
    """Whether a person is told of and does not speak, for himself or for a body."""
    official = draft.nouns & (parties.words("counsel") | parties.words("spokes_nouns") | parties.words("accused_side"))
    speaks = any(i in parties.sources for i in draft.places)
    subject = draft.places[0] in draft.subjects
    return subject and not speaks and draft.parent is None and not draft.spokes and not official
