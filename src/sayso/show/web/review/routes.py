"""The addresses of review: pages, their data at the same address with `.json`, and where forms are sent.

A form is answered with the address of a page (so that loading that page anew sends nothing), or with a page that says
why it was not taken and what was filled in.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from sayso.keep import Ledger, LedgerError, Unknown
from sayso.pipeline import settle
from sayso.show.web import render
from sayso.show.web.guard import HEADERS as COMMON
from sayso.show.web.guard import METHODS
from sayso.show.web.review import actions, pages, views
from sayso.show.web.review.actions import Changed, Made
from sayso.show.web.review.forms import LONGEST, Form, read
from sayso.show.web.review.reviewer import REVIEWED, Reviewer, back
from sayso.show.web.review.safety import FORMS, HEADERS

Make = Callable[[Ledger, Request, str], Struct]


class Page(NamedTuple):
    """A page: its address, its template, and what makes its view for somebody."""

    path: str
    template: str
    make: Make


def _number(request: Request, name: str, default: int = 1) -> int:
    value = request.query_params.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else default


def _id(request: Request) -> str:
    return str(request.path_params["id"])


def _report(ledger: Ledger, request: Request, who: str) -> Struct:
    quote, at = request.query_params.get("quote", "")[: LONGEST["quote"]], _number(request, "at", -1)
    return pages.report(ledger, _id(request), quote, at if at >= 0 else None)


PAGES = (
    Page("/review", "review/queue.html", lambda ledger, request, who: pages.queue(
        ledger, who, _number(request, "unsure"), _number(request, "disputed"))),
    Page("/review/log", "review/log.html", lambda ledger, request, who: pages.log(ledger, _number(request, "page"))),
    Page("/review/claim/{id}", "review/claim.html", lambda ledger, request, who: pages.claim(ledger, _id(request))),
    Page("/review/report/{id}", "review/report.html", _report),
    Page("/review/case/{id}", "review/case.html", lambda ledger, request, who: pages.case(
        ledger, _id(request), _number(request, "page"))),
    Page("/review/party/{id}", "review/party.html", lambda ledger, request, who: pages.party(ledger, _id(request))),
)  # fmt: skip


def routes(reviewer: Reviewer) -> list[BaseRoute]:
    """The addresses of review. Those of data come first, as an id can hold a full stop."""
    data = [Route(page.path + ".json", _shown(reviewer, page, data=True), methods=METHODS) for page in PAGES]
    html = [Route(page.path, _shown(reviewer, page, data=False), methods=METHODS) for page in PAGES]
    return [*data, *html, Route(FORMS + "{action}", _form(reviewer), methods=["POST"])]


def _shown(reviewer: Reviewer, page: Page, *, data: bool) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        with Ledger.open(reviewer.path) as ledger:
            view = page.make(ledger, request, reviewer.who(request))
        if data:
            return Response(render.json(view), 200, COMMON | HEADERS, "application/json")
        return _page(reviewer, request, page.template, view)

    return answer


def _page(reviewer: Reviewer, request: Request, template: str, view: Struct, status: int = 200) -> Response:
    with reviewer.visiting(request):
        return Response(render.html(template, view, REVIEWED), status, COMMON | HEADERS, "text/html")


# ------------------------------------------------------------------------------------------- forms


def _form(reviewer: Reviewer) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        form = Form([])
        try:
            form = await read(request)
            return await run_in_threadpool(_taken, reviewer, request, form)
        except ClientDisconnect:
            return Response(status_code=400)
        except (LedgerError, Unknown) as error:
            return _refused(reviewer, request, form, error)

    return answer


def _taken(reviewer: Reviewer, request: Request, form: Form) -> Response:
    """Decides what a form says, and sends the visitor on."""
    who = reviewer.who(request)
    if not reviewer.knows(who, form.text("token")):
        return _foreign(reviewer, request, form)
    made = decided(reviewer, str(request.path_params["action"]), form, who)
    ids = ",".join(one.id for one in made)
    return RedirectResponse(back(form.text("back"), ids, _anchor(form, made)), 303)


def decided(reviewer: Reviewer, action: str, form: Form, who: str) -> Made:
    """The decisions that a form makes: all or none of them, and kept before anything is told."""
    with reviewer.lock, Ledger.open(reviewer.path) as ledger:
        act = actions.known(action)
        ledger.store.careful()
        with ledger.store.transaction():
            made = act(ledger, form, who)
        settle(ledger, reviewer.domain)
    return made


def _anchor(form: Form, made: Made) -> str:
    """The place on the page to come back to: the claim that was decided on."""
    on = made[0].on if len(made) == 1 else ""
    if not on.startswith("k"):
        return ""
    return f"note-{on}" if form.text("back").startswith("/report/") else f"claim-{on}"


def _foreign(reviewer: Reviewer, request: Request, form: Form) -> Response:
    view = views.Refused(
        status=403, cause="This form does not carry the sign of these pages.",
        next_step="It may have been made for another ledger, or another person. Open the page anew and send it again.",
        filled=tuple(form.shown()), back=back(form.text("back")),
    )  # fmt: skip
    return _page(reviewer, request, "review/refused.html", view, 403)


def _refused(reviewer: Reviewer, request: Request, form: Form, error: Exception) -> Response:
    cause, _, step = str(error).partition(". ")
    status = 409 if isinstance(error, Changed) else 404 if isinstance(error, Unknown) else 422
    view = views.Refused(
        status=status, cause=cause.rstrip(".") + ".", next_step=step or "Nothing was decided.",
        filled=tuple(form.shown()), back=back(form.text("back")),
    )  # fmt: skip
    return _page(reviewer, request, "review/refused.html", view, status)
