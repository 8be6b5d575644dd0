"""One layer → its marks: the steps of marking, in their order.

Parse (parse.py), attributions (attributions.py), events (events.py), parties (parties.py, names.py, nominals.py),
speakers (speakers.py), claims (claims.py), who fills roles left open (actors.py) and slots (slots.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from spacy.tokens import Doc, Token

from sayso.domains import Domain
from sayso.mark import (
    READER_VERSIONS,
    actors,
    claims,
    credits,
    events,
    groups,
    named,
    names,
    nominals,
    repeated,
    slots,
    speakers,
    syntax,
)
from sayso.mark.attributions import attributions as by_rules
from sayso.mark.cues import CueIndex
from sayso.mark.encoder.reader import Reading
from sayso.mark.encoder.reader import read as by_encoder
from sayso.mark.gazetteer import Gazetteer
from sayso.mark.parse import parse_all
from sayso.mark.parties import Parties
from sayso.model import Layer, Marks

Reader = Callable[[Doc, Domain], Reading]


@cache
def cue_index(domain: Domain) -> CueIndex:
    """The cues of a pack, ready for look-up."""
    return CueIndex(domain.cues)


@cache
def gazetteer(domain: Domain) -> Gazetteer:
    """The names of a pack, ready for look-up."""
    return Gazetteer(domain)


@cache
def no_names(domain: Domain) -> frozenset[str]:
    """The pack's words for people, secrets and deeds: with a capital in a headline they are still no names."""
    lists = ("suspect_nouns", "official_nouns", "occupations", "secrets", "crimes", "accused_side")
    return frozenset(word for name in lists for word in domain.words.get(name, ()))


READERS: dict[str, Reader] = {
    "encoder": lambda doc, domain: by_encoder(syntax.text_of(doc), domain),
    "rules": lambda doc, domain: Reading(by_rules(doc, cue_index(domain))),
}


def mark_all(layers: Iterable[Layer], reader: str, domain: Domain) -> Iterator[Marks]:
    """The marks of each layer, in their order; layers are taken as they are needed."""
    for doc, layer in parse_all(((layer.text, layer) for layer in layers), no_names(domain)):
        yield mark(doc, layer, reader, domain)


def mark(doc: Doc, layer: Layer, reader: str, domain: Domain) -> Marks:
    """The marks of one parsed layer."""
    known = gazetteer(domain)
    header = credits.complete(layer.header, known)
    read = READERS[reader](doc, domain)
    hits = named.join(doc, events.find(doc, domain), read.events, domain)
    name = f"{reader} {READER_VERSIONS[reader]}"
    said = speakers.that_speak(doc, read.attributions, domain)
    found = Parties(doc, domain, known, accused_tokens(hits), speakers.source_tokens(doc, said))
    names.take(found)
    nominals.take(found)
    groups.take(found)
    found.outlet = credits.publisher(header, found)
    spoken = speakers.resolve(doc, said, found, claims.kept(hits, found))
    credited = credits.credits(doc, found, header)
    made, spoken = claims.claims(doc, header, hits, found, spoken, credited, name)
    made = groups.in_words(actors.fill(made, spoken, found), found)
    return Marks(
        reader=name,
        header=header,
        entities=found.entities(),
        attributions=tuple(spoken),
        claims=tuple(repeated.told_once(doc, made, found)),
        slots=tuple(slots.slots(doc, found, made, claims.kept(hits, found))),
        credits=credited,
    )


def accused_tokens(hits: Iterable[events.Hit]) -> Mapping[int, float]:
    """How strongly each token stands where an accused stands: steps in law count most; no undercover officer does."""
    weight: defaultdict[int, float] = defaultdict(float)
    first = {(hit.head.i, hit.event.id): hit for hit in reversed(list(hits))}  # by the likeliest rule at each head
    for hit in first.values():
        if hit.trigger.suspects or hit.event.suspects:
            continue  # what counts only of suspects makes nobody one
        guessed = hit.at is not None and hit.read < claims.LIKELY
        for share, role in zip((1.0,) if guessed else (1.0, 0.4), hit.event.accused, strict=False):
            for token in (t for tokens in hit.roles.get(role, ())[:2] for t in tokens if not _is_decoy(t)):
                weight[token.i] += share * (2.0 if hit.event.stage else 1.0) * hit.trigger.confidence
    return weight


def _is_decoy(token: Token) -> bool:
    """Whether somebody only plays an accused's part: "an undercover officer who posed as an agent"."""
    return any(c.lower_ == "undercover" for c in token.children)
