"""What every request and answer goes through: who may ask, how, and what a browser may do with the answer.

A page of any other site can send requests to 127.0.0.1. It can't read the answers, unless it points a name of its own
at this address; so the Host header must be this server's. Pages are asked for with GET and HEAD; forms are let in by
`form`, where there is one (see `sayso.show.web.review.safety`).
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Collection, Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

METHODS = ("GET", "HEAD")
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",  # what a reporter looks up stays out of the browser's files
}
Refuse = Callable[[Scope, int, str, str], ASGIApp]


class Guard:
    """Middleware: answers requests for this host with METHODS; `refuse` makes the answer to all others."""

    def __init__(
        self,
        app: ASGIApp,
        names: Collection[str],
        refuse: Refuse,
        form: Callable[[Scope], str | None] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.app, self.names, self.refuse = app, frozenset(names), refuse
        self.form = form  # says why a form is refused; without it no form is taken
        self.headers = headers or {}  # where they differ from HEADERS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on or refuses one request."""
        if scope["type"] == "http":
            await self._judged(scope)(scope, receive, _with_headers(send, self.headers))
        elif scope["type"] == "lifespan":
            await self.app(scope, receive, send)

    def _judged(self, scope: Scope) -> ASGIApp:
        if not is_ours(Headers(scope=scope).getlist("host"), scope.get("server"), self.names):
            names = " or ".join(sorted(self.names))
            return self.refuse(scope, 400, "The request names another host.", f"Open this server as {names}.")
        if scope["method"] == "POST" and self.form:
            cause = self.form(scope)
            return self.refuse(scope, 403, cause, "Open the page anew and send it from there.") if cause else self.app
        if scope["method"] not in METHODS:
            cause = f"This page can't be asked with {scope['method']}."
            return self.refuse(scope, 405, cause, "Pages can only be read: use GET.")
        return self.app


def is_ours(hosts: list[str], server: tuple[str, int | None] | None, names: Collection[str]) -> bool:
    """Whether the one Host header is one of the names with the port that the request came in on."""
    if len(hosts) != 1 or server is None:
        return False
    found = re.fullmatch(r"(\[[0-9a-f:.]+\]|[^:\[\]]+)(?::(\d{1,5}))?", hosts[0].lower())
    return found is not None and found[1] in names and int(found[2] or 80) == server[1]


def _with_headers(send: Send, own: Mapping[str, str]) -> Callable[[Message], Awaitable[None]]:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.update(own)
        await send(message)

    return sending
