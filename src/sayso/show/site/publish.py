"""Publishes a ledger: chooses the cases, makes the pages that are not as they were, and writes what has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from sayso import __version__
from sayso.keep import Counts, Ledger, publishing
from sayso.show.site import corrections, data, feed, finding
from sayso.show.site.folder import Folder, PublishError, opened
from sayso.show.site.pages import Made, Maker
from sayso.show.site.selection import Selection

Progress = Callable[[str, int, int | None], None]
PACKAGES = ("sayso.show", "sayso.keep", "sayso.trace", "sayso.export", "sayso.domains")  # what pages are made by
ASSETS = ("find.js", "icon.svg", "sayso.css")  # what published pages load; the desk has more
DATA = "data.zip"
KINDS = (".py", ".html", ".css", ".js", ".svg", ".yaml")


class Options(Struct, frozen=True, kw_only=True):
    """What is published, and how."""

    cases: tuple[str, ...] = ()  # ids; none: the reviewed ones
    every: bool = False
    full_texts: bool = False
    title: str = "Sayso"


class Published(Struct, frozen=True, kw_only=True):
    """What was done."""

    cases: int
    reports: int
    parties: int
    written: int
    removed: int
    files: int


class About(Struct, frozen=True, kw_only=True):
    """The page about the site."""

    counts: Counts
    full_texts: bool


class Due(NamedTuple):
    """A unit of the site: its name, the state that it is made from, and what makes it."""

    name: str
    state: str
    make: Callable[[], Iterable[Made]]


def publish(ledger: Ledger, out: Path, options: Options, progress: Progress) -> Published:
    """Brings the site in a folder up to date with the ledger. Raises PublishError, and Unknown for a case."""
    if publishing.unsettled(ledger.store):
        raise PublishError(
            f"{ledger.path} is not up to date: a build was stopped, or this Sayso is newer. Run 'sayso build' on the "
            "reports again; it goes on where it was."
        )
    selection = Selection(ledger, chosen(ledger, options))
    maker = Maker(selection, options.title, full_texts=options.full_texts)
    with opened(out) as folder:
        due = [*units(maker, options, folder)]
        for number, unit in enumerate(due):
            progress("publish", number, len(due))
            if not folder.fresh(unit.name, unit.state):
                folder.put(unit.name, unit.state, unit.make())
        for path in folder.left():
            folder.put(f"gone {path}", "", [maker.gone(path)])
        progress("publish", len(due), len(due))
        folder.finish()
        return _done(selection, folder)


def _done(selection: Selection, folder: Folder) -> Published:
    return Published(
        cases=len(selection.chosen),
        reports=len(selection.reports),
        parties=len(selection.parties),
        written=folder.written,
        removed=folder.removed,
        files=len({path for unit in folder.units.values() for path in unit.files}),
    )


def chosen(ledger: Ledger, options: Options) -> list[str]:
    """The ids of the cases to publish. Raises Unknown, and PublishError where there are none."""
    if options.cases:
        return [ledger.case(id).id for id in options.cases]
    every = [case.id for case in publishing.cases(ledger.store)]
    if not every:
        raise PublishError(f"{ledger.path} holds no case. Read reports into it with 'sayso build PATH'.")
    if options.every:
        return every
    reviewed = publishing.reviewed(ledger.store)
    if not reviewed:
        raise PublishError(
            f"No case of {ledger.path} has been reviewed, so there is nothing to publish. Accept or correct a claim "
            "('sayso decide accept CLAIM', or in 'sayso serve'), or choose with --case ID or --all."
        )
    return [id for id in every if id in reviewed]


# --------------------------------------------------------------------------------------------------- units


def units(maker: Maker, options: Options, folder: Folder) -> Iterator[Due]:
    """Every unit of the site; `folder` has what was published before."""
    selection, by = maker.selection, _maker_state(maker.selection, options)
    states = publishing.states(selection.store, selection.chosen, selection.parties)
    cases = {id: publishing.digest(by, state) for id, state in states.items()}
    parties = publishing.party_states(selection.store, selection.chosen, selection.parties, cases)
    parts = [*_of_cases(maker, cases), *_of_parties(maker, parties)]
    yield Due("static", by, _static)
    yield from parts
    yield from _moved(maker, by)
    decided = (one.id for one in selection.all_decisions())
    whole = publishing.digest(by, *cases.values(), *parties.values(), *decided)
    yield from _lists(maker, options, whole)
    yield Due("data", whole, partial(_data, maker, parts, folder))


def _of_cases(maker: Maker, states: Mapping[str, str]) -> Iterator[Due]:
    """Each case, and after it those of its reports that no case before it has: what they share is at hand then."""
    told: set[str] = set()
    of = publishing.cases_of_reports(maker.selection.chosen)
    for case, state in states.items():
        yield Due(f"case {case}", state, partial(maker.case, case))
        for report in (one for one in maker.selection.chosen[case] if one not in told):
            told.add(report)
            whole = publishing.digest(*(states[one] for one in of[report]))
            yield Due(f"report {report}", whole, partial(maker.report, report))


def _of_parties(maker: Maker, states: Mapping[str, str]) -> Iterator[Due]:
    return (Due(f"party {party}", state, partial(maker.party, party)) for party, state in states.items())


def _data(maker: Maker, parts: Iterable[Due], folder: Folder) -> Iterator[Made]:
    """The data; of what is as it was when they were last published, they are taken from there."""
    packed = folder.last("data", DATA)
    same = frozenset(unit.name for unit in parts if folder.was(unit.name, unit.state))
    last = data.Last(packed, same) if packed and same else None
    yield DATA, data.packed(maker.selection, last, full_texts=maker.full_texts)


def _lists(maker: Maker, options: Options, state: str) -> Iterator[Due]:
    """What depends on all cases."""
    selection = maker.selection
    about = About(counts=selection.counts(), full_texts=options.full_texts)
    single = {"corrections": corrections.page(selection), "about": about, "search": about}
    yield Due("cases", state, maker.cases)
    yield Due("overview", state, maker.overview)
    yield Due("reports", state, maker.reports)
    for name, view in single.items():
        yield Due(name, state, partial(_one, maker.html, f"{name}.html", f"published/{name}.html", view))
    yield Due("index", state, partial(finding.files, selection))
    yield Due("feed", state, lambda: [("feed.xml", feed.feed(selection, options.title))])


def _one(make: Callable[..., Made], *given: object) -> list[Made]:
    return [make(*given)]


def _moved(maker: Maker, by: str) -> Iterator[Due]:
    """The ids that lead to a published case or party now."""
    selection = maker.selection
    for kind, known in (("case", selection.chosen), ("party", selection.parties)):
        for old, new in publishing.former(selection.store, kind).items():
            if new in known:
                state = publishing.digest(by, new)
                yield Due(f"moved {old}", state, partial(_one, maker.moved, kind, old, new))


def _static() -> Iterator[Made]:
    folder = resources.files("sayso.show.web").joinpath("static")
    return ((f"static/{name}", folder.joinpath(name).read_bytes()) for name in ASSETS)


def _maker_state(selection: Selection, options: Options) -> str:
    """What every page depends on: this Sayso, what was asked for, and the names that are withheld."""
    names = selection.withheld
    return publishing.digest(
        _sources(), options.title, str(options.full_texts), names, repr(selection.noted("stages")),
        repr(selection.noted("domain")),
    )  # fmt: skip


@cache
def _sources() -> str:
    """A digest of the code, templates and data that pages are made by."""
    made = hashlib.blake2b(__version__.encode(), digest_size=16)
    for package in PACKAGES:
        for path in sorted(_files(Path(str(resources.files(package))))):
            made.update(path.read_bytes())
    return made.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.suffix in KINDS)
