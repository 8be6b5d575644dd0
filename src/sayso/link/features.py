"""What a stub says of its case, as plain strings: the evidence on which stubs are joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from sayso.domains import Domain
from sayso.link.names import fold
from sayso.link.view import View, tables
from sayso.model import Claim

MOST = 12  # values kept of one feature
Found = Mapping[str, tuple[str, ...]]  # the features of a stub by name
MONTHS = {"year": 12.0, "month": 1.0}  # of a term
SMALL = frozenset("the a an of for in at on by to and or his her its their who that with from as was is s".split())


def named_services(view: View, masters: Iterable[int]) -> list[str]:
    """The services among those spied for that are known by name: "Russian intelligence" may be any of Russia's."""
    keys = {e.key for e in (view.entities[i] for i in masters) if e.kind == "service" and e.key}
    return sorted(key for key in keys if not view.tables.by_function(key))


def features(view: View, accused: tuple[int, ...], claims: tuple[int, ...]) -> dict[str, tuple[str, ...]]:
    """The features of a stub, by name; each value a string, empty features left out."""
    told = [view.marks.claims[i] for i in claims]
    masters = view.masters(claims, accused)
    found = {
        "name": [str(n) for i in accused for n in view.names(i)],
        "described": described(view, accused),
        "born": born(view, accused),
        "occupation": slot_words(view, accused, "occupation"),
        "employer": slot_words(view, accused, "employer"),
        "nationality": slot_words(view, accused, "nationality"),
        "nation": nations(view, accused),
        "accuser": sorted({view.principal(i) for i in view.accusers(claims)}),
        "accuser_country": sorted(view.proceeding(claims)),
        "service": named_services(view, masters),
        "country": sorted({c for i in masters if (c := view.country(i))}),
        "other": others(view, accused, told),
        "body": bodies(view, accused),
        "place": sorted({fold(c.place.text) for c in told if c.place}),
        "date": dates(told),
        "quantity": sorted(
            {
                f"{c.quantity.value:g}"
                for c in told
                if c.quantity and c.quantity.value is not None and c.quantity.value > 2
            }
        ),
        "step": steps(view, told),
        "term": terms(view, told),
        "event": sorted({c.event for c in told}),
        "stage": sorted({e.stage for c in told if (e := view.event(c)) and e.stage and c.polarity == "positive"}),
        "report_date": published(view),
    }
    return {key: tuple(values[:MOST]) for key, values in found.items() if values}


def published(view: View) -> list[str]:
    """The report's date where the report itself gives it: a date inferred from others is no evidence."""
    header = view.marks.header
    return [header.published] if header.published and header.published_basis in ("metadata", "text") else []


def content_words(text: str) -> list[str]:
    """The words of a description that say something, plurals cut."""
    words = [w for w in re.findall(r"[a-z]{3,}", fold(text)) if w not in SMALL]
    return list(dict.fromkeys(w[:-1] if len(w) > 4 and w.endswith("s") and not w.endswith("ss") else w for w in words))


def described(view: View, accused: tuple[int, ...]) -> list[str]:
    """Content words of the descriptions of accused who have no name."""
    generic = view.tables.list("generic")
    plain = [view.entities[i].name for i in accused if view.name(i) is None]
    return list(dict.fromkeys(w for text in plain for w in content_words(text) if w not in generic))


def slot_words(view: View, accused: tuple[int, ...], slot: str) -> list[str]:
    """Content words of what the report says of the accused in one slot."""
    values = [s.value for s in view.marks.slots if s.slot == slot and s.entity in accused]
    return list(dict.fromkeys(w for value in values for w in content_words(value)))


def born(view: View, accused: tuple[int, ...]) -> list[str]:
    """Years of birth: printed, or reckoned from an age and the year of the report's own date."""
    values = [s.value for s in view.marks.slots if s.slot == "age" and s.entity in accused]
    year = (published(view) or [""])[0][:4]
    return sorted({b for v in values if (b := birth_year(v, year))})


def birth_year(value: str, year: str) -> str | None:
    """The year of birth that an age slot gives: "born July 1971", or "52" in a report of a known year."""
    printed = re.search(r"\b(1[89]\d\d|20\d\d)\b", value)
    if printed:
        return printed.group()
    age = re.search(r"\b(\d\d)\b", value)
    return str(int(year) - int(age.group())) if age and year else None


def others(view: View, accused: tuple[int, ...], told: list[Claim]) -> list[str]:
    """Names of further persons in the roles of the claims or beside the accused: handlers, go-betweens, false names."""
    acting = {i for c in told for i in view.fillers(c) if view.name(i)}
    beside = {i for i in near(view, accused) if (name := view.name(i)) and len(name.tokens) > 1}
    speaking = {a.speaker for a in view.marks.attributions}
    found = {i for i in acting | (beside - speaking) if i not in accused and not view.state_body(i)}
    return sorted({str(n) for i in found for n in view.names(i)[:1]})


def bodies(view: View, accused: tuple[int, ...]) -> list[str]:
    """The companies, outlets and groups that the accused belong to or are named beside: employers above all."""
    parents = {p for i in accused if (p := view.entities[i].parent) is not None}
    kinds = ("company", "outlet", "group")
    found = {i for i in parents | near(view, accused) if i not in accused and view.entities[i].kind in kinds}
    speaking = {a.speaker for a in view.marks.attributions if a.speaker is not None}
    speaking = {i for i in speaking - parents if view.entities[i].kind != "company"}
    agencies = {c.entity for c in view.marks.credits}
    named = [i for i in found - speaking - agencies if any(m.form == "name" for m in view.entities[i].mentions)]
    return sorted({view.entities[i].key or fold(view.entities[i].name) for i in named})


def near(view: View, accused: tuple[int, ...]) -> set[int]:
    """The entities that share a sentence with an accused."""
    lines = {view.sentence(m.span.start) for i in accused for m in view.entities[i].mentions}
    return {i for i, e in enumerate(view.entities) if any(view.sentence(m.span.start) in lines for m in e.mentions)}


def dates(told: list[Claim]) -> list[str]:
    """Dates of the claims, months or days, that the text gives."""
    return sorted({c.time.happened for c in told if c.time and c.time.happened and len(c.time.happened) >= 7})


def nations(view: View, accused: tuple[int, ...]) -> list[str]:
    """The countries that the accused are said to be of: by a slot, or by a description ("a British businessman")."""
    said = [s.value for s in view.marks.slots if s.slot == "nationality" and s.entity in accused]
    said += [view.entities[i].name for i in accused if view.name(i) is None]
    return sorted({code for text in said for code in view.tables.peoples(text)})


def steps(view: View, told: list[Claim]) -> list[str]:
    """The steps in law with the month and the year of each, as far as the text gives them."""
    dated = [
        (event.stage, c.time.happened)
        for c in told
        if (event := view.event(c)) and event.stage and c.polarity == "positive" and c.time and c.time.happened
    ]
    return sorted({f"{stage}@{happened[:size]}" for stage, happened in dated for size in (4, 7)})


def terms(view: View, told: list[Claim]) -> list[str]:
    """The sentences, in months."""
    sentencing = view.tables.list("sentencing")
    given = [c.quantity for c in told if c.event in sentencing and c.quantity]
    known = [(q.value, MONTHS.get(q.unit or "")) for q in given]
    return sorted({f"{value * months:g}" for value, months in known if value and months})


def plain_work(found: Found, domain: Domain) -> frozenset[str]:
    """The words that say what the accused are, without those that are said of any accused and those of nations."""
    empty = tables(domain).list("generic") | tables(domain).of_peoples
    return frozenset(w for f in ("described", "occupation", "employer") for w in found.get(f, ())) - empty


def headcounts(found: Found, domain: Domain) -> list[str]:
    """How many nameless accused are told of, with each accuser's country and the month of the report; not "two"."""
    numbers = set(found.get("described", ())) & set(domain.linking.get("counts", ())[1:])
    month = "".join(found.get("report_date", ("",)))[:7]
    states = found.get("accuser_country", ())
    return [f"{number}:{state}:{month}" for number in sorted(numbers) for state in states if len(month) > 4]
