"""Grammar that several parts of marking ask for: logical subjects and objects, clauses, noun phrases.

Takes tokens of a spaCy parse with the English labels (nsubj, dobj, nsubjpass, agent ...) and gives tokens and spans.
Walks are bounded by `REACH` tokens, so that a sentence of 50,000 words costs no more than its length.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from spacy.tokens import Doc, Token

from sayso.model import Span

SUBJECT = frozenset({"nsubj", "csubj", "expl"})
PASSIVE = frozenset({"nsubjpass", "csubjpass"})
OBJECT = frozenset({"dobj", "obj", "attr", "oprd"})
# Dependents across which a clause does not reach: what hangs there is another clause.
BORDER = frozenset({"conj", "ccomp", "advcl", "relcl", "parataxis", "csubj", "csubjpass", "nsubj", "nsubjpass", "acl"})
VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN"})
NO_PEOPLE = frozenset({"GPE", "LOC", "FAC", "DATE", "TIME", "ORG"})  # places, times and bodies
BODIES = frozenset(  # behind other nouns these are not "who": "an employee of a company who"
    "army navy force brigade regiment battalion division unit company firm ministry department agency service "
    "institute university plant factory base embassy bureau office organisation organization city town village region "
    "district country state industry enterprise laboratory centre center corps fleet squadron police".split()
)
GIVEN = frozenset("money cash sum dollar euro pound crown krona kronor yuan rouble ruble shekel year month".split())
COUNTING = frozenset({"number", "handful", "majority"})  # of what stands behind "of"
REACH = 60
# Places that are no preposition's (whose).
NAMED_PLACES = frozenset("subject object second dative comp by poss governor modifier whose aim".split())
# Verbs whose own subject does what follows: "used his job to collect", "faces charges for passing".
SUBJECT_CONTROL = frozenset(
    "spend use take make have abuse exploit promise leave sign get face receive serve await".split()
)
TEMPORAL = frozenset({"after", "before", "since", "upon", "while"})  # what follows these, the main subject does
OPINION = frozenset({"consider", "deem", "find", "declare", "believe", "call"})  # what they hold somebody to be follows
# Nouns after which "to" and "of" tell what the verb's subject does: "took part in", "made an attempt to".
# Behind these the one meant stands with a preposition of its own: "in touch | with", "on the payroll | of".
TOUCH = frozenset("touch contact league cahoots collusion attention payroll pay employ service radar".split())
ABSTRACT = ("tion", "sion", "ment", "ity", "ness", "ance", "ence", "ship", "ism", "acy", "ecy")  # these do nothing
ACTS = frozenset({"attempt", "effort", "plan", "part", "charge", "count", "conspiracy", "offer", "guilt", "suspicion"})

SEIZURES = frozenset({"arrest", "detention", "capture", "indictment"})  # "announced the detention of a clerk on"
# Verbs whose object does what is said to be the aim: "hired a teenager through Telegram to spy on".
OBJECT_CONTROL = frozenset("hire recruit enlist pay bribe pressure force train task send".split())
# Papers and steps behind which "against" names the accused, however deep it hangs: "charges of treason against Kuhn".
AGAINST = frozenset("charge count case indictment complaint proceeding allegation accusation warrant verdict".split())
# Where somebody is held of whom a participle tells more: "is in custody | suspected of".
CUSTODY = frozenset("custody detention jail prison bar cell remand".split())
ORDERS = frozenset("at under on upon".split())  # before what somebody acts by: "worked | at the direction of"
# Of whom something is said against whom a step is taken: "arrested him on suspicion of spying".
SUSPICIONS = frozenset({"suspicion", "charge", "count", "allegation", "accusation"})


def text_of(doc: Doc) -> str:
    """The text of a document, put together once: spaCy makes it anew at every asking."""
    text = doc.user_data.get("text")
    if text is None:
        text = doc.user_data["text"] = doc.text
    return str(text)


def below(head: Token, border: frozenset[str] = BORDER, depth: int = 6) -> Iterator[Token]:
    """The tokens of the head's own clause: its dependents, without those behind a border."""
    queue, seen = [(head, 0)], 0
    while queue and seen < REACH:
        token, level = queue.pop(0)
        for child in token.children:
            if _beyond(child, level, border):
                continue
            seen += 1
            yield child
            if level < depth:
                queue.append((child, level + 1))


def _beyond(child: Token, level: int, border: frozenset[str]) -> bool:
    """Whether a dependent begins another clause, or is the subject; what a passive is done to belongs to its clause."""
    if child.dep_ in PASSIVE and level == 0:
        return False
    joined = child.dep_ == "conj" or (child.dep_ == "ccomp" and child.pos_ == "ADJ")  # "found him not guilty"
    return child.dep_ in border and (child.pos_ in VERBAL or not joined)


def is_passive(verb: Token) -> bool:
    """Whether the verb is a passive: with its auxiliary, or a bare participle after a noun or an object."""
    deps = {child.dep_ for child in verb.children}
    if deps & {"nsubjpass", "auxpass", "csubjpass"} or _is_found(verb, deps) or _is_absolute(verb, deps):
        return True
    if _is_parted(verb, deps):
        return True
    if verb.tag_ == "VBN" and verb.dep_ == "conj" and verb.head.pos_ in VERBAL and not deps & {"aux", "nsubj"}:
        return is_passive(verb.head)  # "was found guilty and given nine years"
    if deps & {"nsubj", "dobj"} or verb.tag_ != "VBN":
        return verb.tag_ == "VBN" and "agent" in deps and "nsubj" not in deps
    if verb.dep_ == "conj" and verb.head.pos_ in VERBAL:
        return is_passive(verb.head) and "aux" not in deps
    return verb.dep_ in {"acl", "advcl", "relcl", "ROOT", "xcomp", "ccomp", "conj", "dep"} and "aux" not in deps


def _is_found(verb: Token, deps: set[str]) -> bool:
    """Whether a participle tells in what state somebody is held to be: "considers her wrongfully detained"."""
    bare = verb.dep_ == "ccomp" and "nsubj" in deps and not deps & {"aux", "mark", "dobj"}
    return bare and (verb.tag_ == "VBN" or (verb.tag_ == "VBD" and verb.head.lemma_ in OPINION))


def _is_parted(verb: Token, deps: set[str]) -> bool:
    """Whether other words part a participle from its auxiliary: "was on Thursday found guilty"."""
    be = verb.head.lemma_ == "be" and verb.head.i < verb.i and verb.dep_ in {"xcomp", "acomp"}
    return be and not deps & {"aux", "nsubj"} and (verb.tag_ == "VBN" or (verb.tag_ == "VBD" and "dobj" not in deps))


def _is_absolute(verb: Token, deps: set[str]) -> bool:
    """Whether a participle closes a clause of its own behind "with": "with one of them acquitted"."""
    bare = verb.tag_ in {"VBN", "VBD"} and not deps & {"aux", "dobj"} and "nsubj" in deps
    return bare and (verb.head.lower_ == "with" or any(c.dep_ == "mark" and c.lower_ == "with" for c in verb.children))


def is_negated(head: Token) -> bool:
    """Whether a head says that something was not done: "was not charged", "no charges were brought", "no arrest"."""
    held = (c for c in head.children if c.dep_ in SUBJECT | PASSIVE | OBJECT)
    near = (*head.children, *(c for noun in held for c in noun.children if c.dep_ == "det"))
    return any(c.dep_ == "neg" or c.lower_ in {"no", "never", "neither"} for c in near)


def subject(verb: Token) -> Token | None:
    """The grammatical subject, taken from the verb that governs or precedes this one where it has none."""
    for _ in range(6):
        own = _own_subject(verb)
        if own is not None:
            return _antecedent(own, verb)
        up = _controller(verb)
        if isinstance(up, Token) and up.pos_ in VERBAL:
            verb = up
            continue
        return up
    return None


def _own_subject(verb: Token) -> Token | None:
    """The subject among a verb's dependents, or among those of its auxiliary, where a long insertion has put it."""
    helpers = (c for c in verb.children if c.dep_ in {"aux", "auxpass"})
    near = (child for token in (verb, *helpers) for child in token.children)
    return next((child for child in near if child.dep_ in SUBJECT | PASSIVE), None)


def _antecedent(token: Token, verb: Token) -> Token:
    """The noun that a relative pronoun stands for."""
    if token.tag_ not in {"WDT", "WP"} or verb.dep_ != "relcl":
        return token
    return _who(verb.head) if token.lower_ == "who" else verb.head


def _who(noun: Token) -> Token:
    """Whom "who" behind a noun means, no body: "a soldier of a brigade | who", "two men were held in Riga, | who"."""
    for _ in range(4):
        somewhere = _is_somewhere(noun)
        if noun.ent_type_ not in NO_PEOPLE and noun.lemma_.lower() not in BODIES and not somewhere:
            return noun
        while noun.dep_ == "conj" and noun.head.pos_ in {"NOUN", "PROPN"}:
            noun = noun.head
        if noun.dep_ != "pobj":
            return noun
        above = noun.head.head
        if above.pos_ in VERBAL:
            judging = next((noun_of(c) for c in above.children if c.lower_ == "before" and c.i < noun.head.i), None)
            if judging is not None and noun.ent_type_ in {"DATE", "TIME"}:
                return judging  # "appeared before a judge on Thursday, who"
            placed = somewhere or noun.ent_type_ in NO_PEOPLE - {"ORG"}
            return (_own_subject(above) if placed else None) or noun
        noun = above
    return noun


def _is_somewhere(noun: Token) -> bool:
    """Whether a proper noun only says where something was done, though no place is known by it: "held in Orlograd"."""
    first = noun.head if noun.dep_ == "conj" else noun
    return (
        first.dep_ == "pobj"
        and first.head.lower_ in {"in", "at", "near"}
        and noun.pos_ == "PROPN"
        and noun.ent_type_ != "PERSON"
    )


def _controller(verb: Token) -> Token | None:
    """Where a verb without a subject takes it from: a noun, or a verb to ask next; None if from nowhere."""
    head = verb.head
    if head is verb:
        return None
    if verb.dep_ in {"acl", "relcl"} and head.pos_ not in VERBAL:
        return _up_to_verb(head) if verb.dep_ == "acl" and _is_held(head) else head
    if verb.dep_ == "ccomp" and head.dep_ == "relcl" and head.head.pos_ in NOMINAL and is_finite(verb):
        return head.head  # "a man who, it claims, spied": "a man it claims spied"
    if verb.dep_ in {"xcomp", "pcomp", "ccomp"} or (verb.dep_ == "advcl" and verb.tag_ in {"VBG", "VB", "VBN"}):
        return _of_complement(verb, head)
    if verb.dep_ in {"conj", "advcl"}:
        return _finite_above(verb, head) if head.pos_ in VERBAL else None
    return None


def _is_held(noun: Token) -> bool:
    """Whether a noun only tells where somebody is held: "is in custody", "remains behind bars"."""
    bare = all(c.i > noun.i or c.dep_ in {"amod", "compound", "punct"} for c in noun.children)
    return noun.dep_ == "pobj" and noun.lemma_.lower() in CUSTODY and noun.head.lower_ in {"in", "behind"} and bare


def _finite_above(verb: Token, head: Token) -> Token:
    """The verb that shares its subject with one joined to it: "considers her detained and has called for ...".

    A finite verb is no second member of a bare participle's clause, but of the finite verb above it.
    """
    above = head.head
    if verb.dep_ == "conj" and _is_inserted(head, verb):
        return above
    if verb.dep_ == "conj" and is_finite(verb) and not is_finite(head) and head.dep_ in {"ccomp", "xcomp"}:
        return above if above.pos_ in VERBAL else head
    return head


def _is_inserted(head: Token, verb: Token) -> bool:
    """Whether a verb goes on from the clause that another is put into: "left, Radio Nord reported, and is held"."""
    own = _own_subject(head)
    opened = own is not None and own.left_edge.i > head.head.i and head.doc[own.left_edge.i - 1].text == ","
    closed = head.i + 1 < verb.i and head.doc[head.i + 1].text == ","
    return head.dep_ in {"parataxis", "conj"} and head.head.pos_ in VERBAL and opened and closed


def is_finite(verb: Token) -> bool:
    """Whether a verb is finite by its own form or that of an auxiliary."""
    own = {"VBD", "VBZ", "VBP", "MD"}
    return verb.tag_ in own or any(c.tag_ in own for c in verb.children if c.dep_ in {"aux", "auxpass"})


def _of_complement(verb: Token, head: Token) -> Token | None:
    """The subject of an infinitive or a participle: the object of "told him to", else the governor's subject."""
    if head.dep_ == "prep" and head.lower_ in TEMPORAL and head.head.pos_ in VERBAL:
        return head.head  # "a court jailed him after finding him guilty"
    if head.dep_ == "prep":
        head = head.head
    if head.pos_ not in VERBAL:
        return _of_noun_complement(head)
    target = next((c for c in head.children if c.dep_ in {"dobj", "dative"} and c.i < verb.i), None)
    aim = verb.tag_ == "VB" and head.lemma_ in OBJECT_CONTROL and target is not None and target.pos_ != "ADP"
    beside = verb.dep_ != "advcl" or aim or (target is not None and _is_beside(target, verb))
    if target is not None and _does_nothing(target) and target.lemma_ not in ACTS:
        beside = False  # "of breaching secrecy for passing", "was given 300 crowns for passing"
    if target is not None and beside and head.lemma_ not in SUBJECT_CONTROL:
        return target
    return head


def _does_nothing(noun: Token) -> bool:
    """Whether a noun is of a deed, of a quality or of money, and so of nobody who could do what follows."""
    return noun.lemma_.lower() in ACTS | GIVEN or noun.lower_.endswith(ABSTRACT)


def _is_beside(noun: Token, verb: Token) -> bool:
    """Whether a bare participle stands right behind an object's phrase: "detained two agents of the SVR | accused of".

    Behind a comma it may be of the subject.
    """
    return verb.tag_ == "VBN" and noun.right_edge.i + 1 == verb.i


def _of_noun_complement(noun: Token) -> Token | None:
    """Who does what hangs on a noun: its possessor ("his attempt to"), else its object, else the verb above."""
    suspected = _suspected(noun) or _judged(noun)
    if suspected is not None:
        return suspected
    for _ in range(4):
        owner = next((c for c in noun.children if c.dep_ == "poss"), None)
        if owner is not None and noun.dep_ != "pobj":
            return owner
        if noun.dep_ in {"dobj", "nsubjpass"}:
            return _up_to_verb(noun) if _does_nothing(noun) else noun
        if noun.head is noun or noun.pos_ in VERBAL:
            break
        noun = noun.head
    return noun if noun.pos_ in VERBAL else _up_to_verb(noun)


def _suspected(noun: Token) -> Token | None:
    """Whom "on suspicion of passing" is of: the object of an active verb ("police arrested him on suspicion of"), or
    whose arrest is told of ("announced the arrest of a clerk on suspicion of")."""
    above = noun.head.head
    if noun.lemma_ not in SUSPICIONS or noun.dep_ != "pobj":
        return None
    held = next((c for c in above.children if c.dep_ == "dobj"), None) if above.pos_ in VERBAL else above
    if held is None or held.lemma_ not in SEIZURES:
        return held if above.pos_ in VERBAL else None
    of = next((c for c in held.children if c.lower_ == "of"), None)
    return noun_of(of) if of is not None else None


def _judged(adjective: Token) -> Token | None:
    """Whom a court finds to be what an adjective says: "found Yang guilty of passing", "found guilty of"."""
    above = adjective.head
    if adjective.pos_ != "ADJ" or above.lemma_ not in OPINION:
        return None
    if is_passive(above):
        return above
    held = (c for token in (adjective, above) for c in token.children if c.dep_ in {"nsubj", "dobj"})
    return next((c for c in held if c.i > above.i), None)


def _up_to_verb(token: Token) -> Token | None:
    """The nearest verb above a token, at most six steps up."""
    for _ in range(6):
        if token.head is token:
            return None
        token = token.head
        if token.pos_ in VERBAL:
            return token
    return None


def noun_of(token: Token) -> Token:
    """The noun that a preposition governs, else the token itself."""
    if token.dep_ in {"prep", "agent", "dative"} and token.pos_ in {"ADP", "SCONJ"}:
        return next((c for c in token.children if c.dep_ in {"pobj", "pcomp"}), token)
    return token


def places(head: Token) -> dict[str, Token]:
    """What stands in each grammatical place of a verb or noun; subject and object are the logical ones."""
    found = _noun_places(head) if head.pos_ not in VERBAL else _verb_places(head)
    return {place: _counted(token) for place, token in found.items()}


def _counted(token: Token) -> Token:
    """Those of whom "a number" is told: "a number of former officers"."""
    of = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "of"), None)
    return noun_of(of) if of is not None and token.lemma_.lower() in COUNTING else token


def _verb_places(verb: Token) -> dict[str, Token]:
    found: dict[str, Token] = {}
    passive = is_passive(verb)
    first = subject(verb)
    if first is not None:
        found["object" if passive else "subject"] = first
    for child in verb.children:
        if child.dep_ in OBJECT and child.pos_ != "ADJ" and not _is_pending(child):
            found.setdefault("second" if passive else "object", _antecedent(child, verb))
        elif child.dep_ == "dative":
            found["dative"] = noun_of(child)
        elif child.dep_ == "agent":
            found["subject"] = noun_of(child)
        elif child.dep_ == "prep":
            found.setdefault(child.lower_, noun_of(child))
            if found[child.lower_].lemma_ in TOUCH:
                _reach_prepositions(found, (child.lower_,))
        elif child.dep_ in {"xcomp", "ccomp"}:
            found.setdefault("comp", child)
    if "comp" not in found and "object" in found:  # "commissioned him | to get hold of", hung on the noun
        aims = (c for c in found["object"].children if c.tag_ == "VB" and c.dep_ in {"acl", "relcl"} and c.i > verb.i)
        aim = next(aims, None)
        found.update({"comp": aim} if aim is not None else {})
    if "object" not in found and not passive and "comp" in found:
        inner = next((c for c in found["comp"].children if c.dep_ in {"nsubj"}), None)
        if inner is not None and found["comp"].tag_ in {"VB", "VBG", "JJ"}:  # "had Huang visit", "found him guilty"
            found["object"] = inner
    if (
        passive and "object" in found and "second" in found and found["second"].dep_ != "oprd"
    ):  # "he was offered money": he is who it is offered to
        found["dative"], found["object"] = found["object"], found.pop("second")
    _reach_prepositions(found)
    _reach_against(found)
    _on_behalf(found)
    return found


def _is_pending(noun: Token) -> bool:
    """Whether a noun only says until when something lasts, and is no object: "jailed | pending trial"."""
    return any(c.lower_ in {"pending", "awaiting"} and c.i < noun.i for c in noun.children)


def _reach_against(found: dict[str, Token]) -> None:
    """Whom charges are against, where the parser hung "against" on what they are of."""
    noun = found.get("object")
    if noun is not None and noun.lemma_ in AGAINST and "against" not in found:
        inner = (t for t in islice(noun.subtree, REACH) if t.dep_ == "prep" and t.lower_ == "against" and t.i > noun.i)
        against = next(inner, None)
        if against is not None:
            found["against"] = noun_of(against)


def _on_behalf(found: dict[str, Token]) -> None:
    """Make "on behalf of Iran" a place of its own: nobody spies on a behalf."""
    if "on" in found and found["on"].lemma_.lower() == "behalf":
        noun = found.pop("on")
        owner = next((noun_of(c) for c in noun.children if c.dep_ in {"prep", "poss"}), None)
        if owner is not None:
            found.setdefault("on behalf of", owner)


def _reach_prepositions(found: dict[str, Token], below: tuple[str, ...] = ("object", "second", "dative")) -> None:
    """Prepositions that the parser hung under what fills a place: "passed documents to the CIA"."""
    for place in below:
        noun = found.get(place)
        for child in noun.children if noun is not None else ():
            if child.dep_ == "prep":
                found.setdefault(child.lower_, noun_of(child))


def whose(head: Token, found: dict[str, Token]) -> Token | None:
    """Whose the thing is that an event's object, preposition or subject names: "followed | the FSB's orders", "fell
    into the net of | the FSB", "acted under | FSB orders"."""
    last = [found[place] for place in ("object", "second") if place in found]
    last += [token for place, token in found.items() if place not in NAMED_PLACES and token.pos_ not in VERBAL]
    for noun in (*last, *(found[place] for place in ("subject",) if place in found), head):
        if noun.pos_ != "NOUN":
            continue
        for child in noun.children:
            if child.dep_ == "poss" or (child.dep_ in {"compound", "nmod"} and child.pos_ == "PROPN"):
                return child
            if child.dep_ == "prep" and child.lower_ in {"of", "from"}:
                return noun_of(child)
    return None


def aim(found: dict[str, Token]) -> Token | None:
    """To whom the completing clause is done: "offered to pay | him", "promised that they would free | him"."""
    comp = found.get("comp")
    done = [c for c in comp.children if c.dep_ in {"dative", "dobj", "nsubjpass"}] if comp is not None else []
    done.sort(key=lambda c: c.dep_ != "dative")
    return noun_of(done[0]) if done else None


def _noun_places(noun: Token) -> dict[str, Token]:
    found: dict[str, Token] = {}
    for child in noun.children:
        if child.dep_ == "poss":
            found["poss"] = child
        elif child.dep_ in {"prep", "agent"}:
            found.setdefault(child.lower_, noun_of(child))
        elif child.dep_ in {"compound", "amod", "nmod"} and child.pos_ in {"PROPN", "ADJ"}:
            found.setdefault("modifier", child)
    if noun.dep_ == "dobj" and noun.head.pos_ in VERBAL:
        governor = subject(noun.head)
        if governor is not None:
            found["governor"] = governor
        apart = next((c for c in noun.head.children if c.lower_ == "of" and c.dep_ == "prep" and c.i > noun.i), None)
        if apart is not None:  # "ordered the arrest on Monday of a clerk"
            found.setdefault("of", noun_of(apart))
    if found.keys() & {"of", "from", "poss"} and noun.head.lower_ in ORDERS and noun.head.head.pos_ in VERBAL:
        doing = subject(noun.head.head)
        if doing is not None:
            found.setdefault("governor", doing)
    _reach_prepositions(found, ("of", "by", *_dated(found)))
    return found


def _dated(found: dict[str, Token]) -> tuple[str, ...]:
    """The places that tell a day or year, on which parsers hang what follows: "the arrest in 2018 | of a clerk"."""
    return tuple(place for place, token in found.items() if token.ent_type_ == "DATE")


def coordinated(token: Token) -> list[Token]:
    """The token and the nouns joined to it by "and"."""
    return [token, *(c for c in token.conjuncts if c.i > token.i and c.pos_ in {"NOUN", "PROPN", "PRON"})][:6]


def clause(head: Token) -> Span:
    """The clause that a head carries: what hangs on it, less the clauses joined to it, trimmed of punctuation."""
    if head.pos_ not in VERBAL:
        return _noun_clause(head)
    low, high = _reach(head, frozenset({"conj", "ccomp", "parataxis", "cc", "advcl", "relcl"}))
    return trimmed(head.doc, low, high)


def _noun_clause(noun: Token) -> Span:
    """A noun's phrase, with the verb that it completes where that one is near."""
    low, high = _reach(noun, frozenset({"conj", "relcl", "cc", "appos", "parataxis"}))
    head = noun.head
    if noun.dep_ in {"dobj", "attr", "nsubjpass", "nsubj", "pobj"} and abs(head.i - noun.i) < 8:
        low, high = min(low, head.i), max(high, head.i)
    return trimmed(noun.doc, low, high)


def _reach(head: Token, border: frozenset[str]) -> tuple[int, int]:
    """First and last token of the head's phrase, without what lies beyond the border and without islands."""
    kept = {head.i}
    queue = [head]
    while queue and len(kept) < REACH:
        for child in queue.pop(0).children:
            outer = child.dep_ in border and (child.pos_ in VERBAL or child.dep_ in {"cc", "parataxis"})
            if child.dep_ in {"punct", "cc", "mark"} or (outer and not _short(child)):
                continue
            kept.add(child.i)
            queue.append(child)
    return min(kept), max(kept)


def _short(token: Token) -> bool:
    """Whether a subordinate clause is so short and near that it belongs to the evidence."""
    return token.dep_ in {"advcl", "relcl"} and token.right_edge.i - token.left_edge.i < 7


QUOTES = "\"'“”‘’«»„`"


def trimmed(doc: Doc, low: int, high: int) -> Span:
    """The character span of tokens low..high without leading or trailing punctuation and space.

    A quotation mark stays if its partner is inside the span.
    """
    while low < high and (doc[low].is_punct or doc[low].is_space) and doc[low].text not in QUOTES:
        low += 1
    while high > low and (doc[high].is_punct or doc[high].is_space) and doc[high].text not in QUOTES:
        high -= 1
    return Span(doc[low].idx, doc[high].idx + len(doc[high]))
