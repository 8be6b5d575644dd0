"""What the entries of a pack say of each other holds: ids that are named are there, roles and stages are known.

Takes a pack's files; raises `PackError` for the first entry that names what the pack has not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sayso.domains.loading import Files, Place, near, wrong
from sayso.model import ROLES

PLAIN = ("subject", "object", "dative", "poss", "comp")  # places that are no preposition
GOVERNMENT = "-gov"  # ends the id of a country's government, which has no entry of its own
STEPS = ("confused_steps",)  # lists of linking.yaml that hold stages
EVENTS = (  # lists of linking.yaml that hold event types
    "handling", "mutual", "weak", "general", "replies", "accusing", "seizing", "premises", "of_matter", "recruiting",
    "meeting", "handing_over", "sentencing", "speaking", "denials", "once", "one_doer", "one_receiver", "accusations",
    "receiving", "apart",
)  # fmt: skip
# Word lists of words.yaml without which marking cannot tell what is of the field.
NEEDED = ("field", "law")
HELP = "See docs/domain-pack.md"


def check(files: Files) -> None:
    """Raises PackError for what does not hold together."""
    stages = files.head.stages
    words = files.lists.get("words", {})
    for event, place in files.entries.get("events", {}).values():
        _event(event, place, stages, words)
    _parties(files)
    _lists(files)
    for slot, place in files.entries.get("slots", {}).values():
        events = files.entries["events"]
        for id in (id for source in slot.given for id in source.events):
            _known(id, events, place, slot, "event type", f"Add it to events.yaml, or leave it out. {HELP}")


def _event(event: Any, place: Place, stages: tuple[str, ...], words: Mapping[str, tuple[str, ...]]) -> None:
    if event.stage:
        _known(event.stage, stages, place, event, "stage", "Stages are listed in pack.yaml, lowest first")
    if not event.triggers:
        wrong(place, event, "it has no trigger, so that nothing can name it", f"Give it one at least. {HELP}")
    for role in (*event.places.values(), *event.accused):
        _known(role, ROLES, place, event, "role", f"Roles are {', '.join(ROLES)}")
    for number, trigger in enumerate(event.triggers, 1):
        _trigger(event, trigger, number, place, words)


def _trigger(event: Any, trigger: Any, number: int, place: Place, words: Mapping[str, tuple[str, ...]]) -> None:
    if not trigger.lemmas:
        wrong(place, event, f"trigger {number} has no lemmas", "Give it the words that name the event")
    if not 0 < trigger.confidence <= 1:
        wrong(
            place, event, f"trigger {number} has the confidence {trigger.confidence:g}", "Give one above 0, at most 1"
        )
    for role in trigger.places.values():
        _known(role, ROLES, place, event, f"role in trigger {number}", f"Roles are {', '.join(ROLES)}")
    for word in (*trigger.with_, *trigger.also, *trigger.without):
        if word.startswith("@") and word != "@@countries":
            _known(word[1:], words, place, event, f"word list in trigger {number}", "Lists stand in words.yaml")
    for lemma in trigger.lemmas:
        if lemma != lemma.lower() or " " in lemma:
            cause = f"`{lemma}` in trigger {number} can never be met: a lemma is one word in small letters"
            wrong(place, event, cause, "Write its base form, and further words under `with`")


def _parties(files: Files) -> None:
    parties, countries = files.entries.get("parties", {}), files.entries.get("countries", {})
    functions = files.entries.get("functions", {})
    for party, place in parties.values():
        if party.country:
            _known(party.country, countries, place, party, "country", "Countries stand in countries.yaml by their code")
        for function in party.functions:
            _known(function, functions, place, party, "function", "Functions stand in functions.yaml")
        for other in (party.parent, party.principal):
            if other and not _implied(other, countries, functions):
                _known(other, parties, place, party, "party", "Parties stand in parties/, by their id")


def _implied(id: str, countries: Mapping[str, Any], functions: Mapping[str, Any]) -> bool:
    """Whether a party needs no entry: a government, or a body by country and function."""
    code, _, function = id.partition("-")
    return code.upper() in countries and (f"-{function}" == GOVERNMENT or function in functions)


def _lists(files: Files) -> None:
    """The lists of linking.yaml that hold event types or stages."""
    linking, events = files.lists.get("linking", {}), files.entries.get("events", {})
    for name in EVENTS:
        for id in linking.get(name, ()):
            place = files.places["linking", name]
            _known(id, events, place, None, "event type", "Add it to events.yaml, or leave it out here")
    for name in STEPS:
        for step in (word for line in linking.get(name, ()) for word in line.split()):
            _known(step, files.head.stages, files.places["linking", name], None, "stage", "See pack.yaml")
    for name in NEEDED:
        if not files.lists.get("words", {}).get(name):
            place = files.places.get(("words", name)) or Place(next(iter(files.places.values())).path, name)
            wrong(place, None, "it is missing or empty, and without it no report is of the field", HELP)


def _known(word: str, known: Iterable[str], place: Place, entry: Any, what: str, step: str) -> None:
    names = list(known)
    if word not in names:
        wrong(place, entry, f"there is no {what} `{word}`{near(word, names)}", step)
