"""The application: which address shows which page, and what is answered when something is wrong.

`create(ledger_path)` gives it. Each request reads the ledger as it is at that moment, so that a build that runs
meanwhile shows at once. Every page has its data at the same address with `.json`; `/openapi.json` describes them all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope

from sayso.keep import Ledger, LedgerError, Unknown
from sayso.show.web import render, review, views
from sayso.show.web.guard import HEADERS, METHODS, Guard
from sayso.show.web.openapi import PROBLEM, Asked, document
from sayso.show.web.pages import aside, case, cases, compare, overview, party, report, reports, search, why
from sayso.show.web.readers import Readers
from sayso.show.web.ready import ready
from sayso.show.web.review import REVIEWED, Reviewer
from sayso.show.web.site import DESK, Site

NAMES = ("127.0.0.1", "localhost")
STATIC = Path(__file__).parent / "static"
LONGEST = 200  # characters of a word or filter that somebody asks for
JSON = ".json"
Make = Callable[[Ledger, Request], Struct]


class Page(NamedTuple):
    """A page: its address, that of its data, its template, what makes its view, the view, and what can be asked."""

    path: str
    data: str
    template: str
    make: Make
    view: type[Struct]
    told: str
    query: Mapping[str, type] = {}


def _cases(ledger: Ledger, request: Request) -> views.Cases:
    fields = {name: _text(request, name) for name in views.Wanted.__struct_fields__}
    if fields["sort"] not in cases.ORDERS:
        fields["sort"] = cases.ORDERS[0]
    return cases.page(ledger, views.Wanted(**fields), _number(request, "page"))


def _overview(ledger: Ledger, request: Request) -> views.Overview:
    return overview.page(ledger, _text(request, "sort"), _number(request, "outlets"))


def _reports(ledger: Ledger, request: Request) -> views.Reports:
    fields = {name: _text(request, name) for name in views.WantedReports.__struct_fields__}
    return reports.page(ledger, views.WantedReports(**fields), _number(request, "page"))


def _case(ledger: Ledger, request: Request) -> views.Case:
    return case.page(ledger, _id(request), _number(request, "claims"), _number(request, "reports"))


def _report(ledger: Ledger, request: Request) -> views.ReportPage:
    at = _number(request, "at", -1)
    start, _, end = _text(request, "mark").partition("-")
    marked = (int(start), int(end)) if start.isascii() and start.isdigit() and end.isascii() and end.isdigit() else None
    return report.page(ledger, _id(request), _number(request, "part"), at if at >= 0 else None, marked)


def _party(ledger: Ledger, request: Request) -> views.PartyPage:
    pages = (_number(request, name) for name in ("done", "said", "mentions"))
    return party.page(ledger, _id(request), *pages)


def _compare(ledger: Ledger, request: Request) -> views.Compare:
    return compare.page(ledger, str(request.path_params["a"]), str(request.path_params["b"]))


def _search(ledger: Ledger, request: Request) -> views.Search:
    return search.page(ledger, _text(request, "q"))


def _aside(ledger: Ledger, request: Request) -> views.SetAsides:
    return aside.page(ledger, _number(request, "page"))


def _why(ledger: Ledger, request: Request) -> why.WhyPage:
    return why.page(ledger, _id(request))


def _fields(wanted: type[Struct], **more: type) -> dict[str, type]:
    return {**dict.fromkeys(wanted.__struct_fields__, str), **more}


PAGES = (
    Page("/", "/index.json", "cases.html", _cases, views.Cases, "Cases that pass a filter.",
         _fields(views.Wanted, page=int)),
    Page("/overview", "/overview.json", "overview.html", _overview, views.Overview, "The ledger at a glance.",
         {"sort": str, "outlets": int}),
    Page("/reports", "/reports.json", "reports.html", _reports, views.Reports, "Reports, the latest first.",
         _fields(views.WantedReports, page=int)),
    Page("/case/{id}", "/case/{id}.json", "case.html", _case, views.Case, "A case.", {"claims": int, "reports": int}),
    Page("/report/{id}", "/report/{id}.json", "report.html", _report, views.ReportPage, "A report, part by part.",
         {"part": int, "at": int, "mark": str}),
    Page("/compare/{a}/{b}", "/compare/{a}/{b}.json", "compare.html", _compare, views.Compare,
         "Two reports side by side."),
    Page("/party/{id}", "/party/{id}.json", "party.html", _party, views.PartyPage, "A party.",
         {"done": int, "said": int, "mentions": int}),
    Page("/why/{id}", "/why/{id}.json", "why.html", _why, why.WhyPage, "What made a claim, a party or a case."),
    Page("/search", "/search.json", "search.html", _search, views.Search, "What holds all of some words.", {"q": str}),
    Page("/set-aside", "/set-aside.json", "aside.html", _aside, views.SetAsides, "What could not be read.",
         {"page": int}),
)  # fmt: skip
OPENAPI = "/openapi.json"


def create(ledger_path: Path, *, names: Collection[str] = NAMES, reviewer: Reviewer | None = None) -> Starlette:
    """The application for one ledger; it answers only requests whose Host header is one of `names` and its port.

    With a `reviewer` people can decide on its pages.
    """
    ready()
    guard: dict[str, Any] = {"form": review.refusal, "headers": review.HEADERS} if reviewer else {}
    decided = review.routes(reviewer) if reviewer else []
    return Starlette(
        routes=[
            *decided,
            Route(OPENAPI, _described, methods=METHODS),
            *_routes(Readers(ledger_path), reviewer),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=[Middleware(Guard, names=names, refuse=_refusal, **guard)],
        exception_handlers={
            Unknown: _unknown,
            LedgerError: _unusable,
            HTTPException: _missing,
            Exception: _failed,
        },
    )


def _routes(readers: Readers, reviewer: Reviewer | None) -> list[BaseRoute]:
    """The addresses of data come first, as an id can hold a full stop."""
    data = [Route(page.data, _endpoint(readers, page, reviewer, data=True), methods=METHODS) for page in PAGES]
    pages = [Route(page.path, _endpoint(readers, page, reviewer, data=False), methods=METHODS) for page in PAGES]
    return [*data, *pages]


def _described(request: Request) -> Response:
    """The document that describes all data."""
    asked = (Asked(page.data, page.told, page.view, page.query) for page in PAGES)
    return Response(msgspec.json.encode(document(asked)), 200, HEADERS, "application/json")


def _endpoint(readers: Readers, page: Page, reviewer: Reviewer | None, *, data: bool) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        with readers.reading() as ledger:
            view = page.make(ledger, request)
        moved = _moved(request, view)
        if moved:
            return RedirectResponse(moved, 302)
        with reviewer.visiting(request) if reviewer else nullcontext():
            return _response(view, page.template, data=data, site=REVIEWED if reviewer else DESK)

    return answer


def _response(view: Struct, template: str, *, data: bool, status: int = 200, site: Site = DESK) -> Response:
    """A view as a page or as data; the headers are set here too, as errors may pass the guard by."""
    if data:
        return Response(render.json(view), status, HEADERS, PROBLEM if status >= 400 else "application/json")
    return Response(render.html(template, view, site), status, HEADERS, "text/html")


def _moved(request: Request, view: Struct) -> str | None:
    """The address of what the id asked for leads to, where that has another id now."""
    asked, id = request.path_params.get("id"), _shown_id(view)
    if id is None or asked == id:
        return None
    kind = request.url.path.split("/")[1]
    ending = JSON if request.url.path.endswith(JSON) else ""
    return DESK.address(kind, id + ending, **request.query_params)


def _shown_id(view: Struct) -> str | None:
    """The id of the case, report or party that a view shows."""
    match view:
        case views.Case():
            return view.id
        case views.ReportPage():
            return view.report.id
        case views.PartyPage():
            return view.party.id
    return None


# --------------------------------------------------------------------------------- what is asked for


def _id(request: Request) -> str:
    return str(request.path_params["id"])


def _text(request: Request, name: str) -> str:
    return request.query_params.get(name, "").strip()[:LONGEST]


def _number(request: Request, name: str, default: int = 1) -> int:
    """A number of the query; the default where it is none."""
    value = request.query_params.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 12 else default


# -------------------------------------------------------------------------------- what can go wrong


def _error(path: str, error: views.Error) -> Response:
    return _response(error, "error.html", data=path.endswith(JSON), status=error.status)


def _unknown(request: Request, error: Exception) -> Response:
    assert isinstance(error, Unknown)
    meant = tuple(views.Suggestion(kind=error.kind, id=id) for id in error.near)
    cause = f"Unknown {error.kind} {error.id[:LONGEST]}."
    step = "Follow one of these, or search." if meant else "Look through the cases, or search."
    return _error(request.url.path, views.Error(status=404, cause=cause, next_step=step, suggestions=meant))


def _unusable(request: Request, error: Exception) -> Response:
    cause, _, step = str(error).partition(". ")
    return _error(request.url.path, views.Error(status=503, cause=cause.rstrip(".") + ".", next_step=step))


def _missing(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    cause = "There is no such page." if error.status_code == 404 else f"{error.detail}."
    step = "Look through the cases, or search."
    return _error(request.url.path, views.Error(status=error.status_code, cause=cause, next_step=step))


def _failed(request: Request, error: Exception) -> Response:
    step = "What happened stands in the terminal in which Sayso runs. Please report it."
    cause = f"The page could not be made ({type(error).__name__})."
    return _error(request.url.path, views.Error(status=500, cause=cause, next_step=step))


def _refusal(scope: Scope, status: int, cause: str, next_step: str) -> ASGIApp:
    """The answer of the guard."""
    return _error(scope["path"], views.Error(status=status, cause=cause, next_step=next_step))
