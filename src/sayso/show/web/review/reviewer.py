"""Who decides, in which ledger: one person on one machine. Where there are accounts, `who` will ask the request."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from threading import Lock
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request

from sayso.domains import Domain
from sayso.keep import Ledger
from sayso.show.web.review.safety import FORMS
from sayso.show.web.review.visit import CURRENT, Visit
from sayso.show.web.site import Desk

LONGEST = 2000  # characters of an address to go back to
DECIDED = re.compile(r"d\d{1,9}(,d\d{1,9}){0,199}")
BACK = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")


class ReviewDesk(Desk):
    """The pages as a server shows them to somebody who can decide."""

    review = True


REVIEWED = ReviewDesk()


class Reviewer:
    """Somebody who decides in one ledger, with the domain pack that it was built with."""

    def __init__(self, path: Path, who: str, domain: Domain) -> None:
        self.path, self.name, self.domain = path, who, domain
        self.lock = Lock()  # one form after the other: SQLite has one writer, and waiting here is fairer than there

    def who(self, request: Request) -> str:
        """The name that decisions made by a request are signed with."""
        return self.name

    @cached_property
    def _secret(self) -> bytes:
        with Ledger.open(self.path) as ledger:
            return ledger.secret()

    def token(self, who: str) -> str:
        """What forms carry to show that they come from these pages. It outlives a restart of the server."""
        return hmac.new(self._secret, f"form {who}".encode("utf8", "surrogatepass"), hashlib.sha256).hexdigest()

    def knows(self, who: str, token: str) -> bool:
        """Whether a form comes from these pages."""
        return hmac.compare_digest(self.token(who).encode(), token.encode("utf8", "surrogatepass"))

    @contextmanager
    def visiting(self, request: Request) -> Iterator[Visit]:
        """A block in which pages are made for a request."""
        who, query = self.who(request), parse_qsl(request.url.query)
        decided = next((value for name, value in query if name == "decided" and DECIDED.fullmatch(value)), "")
        made = Visit(
            who=who,
            token=self.token(who),
            key=secrets.token_hex(16),
            back=back(request.url.path + ("?" + request.url.query if request.url.query else "")),
            decided=tuple(decided.split(",")) if decided else (),
        )
        mark = CURRENT.set(made)
        try:
            yield made
        finally:
            CURRENT.reset(mark)


def back(address: str, decided: str = "", anchor: str = "") -> str:
    """An address of this server to go back to, with what was decided; the queue where it is none."""
    path, _, query = address.partition("#")[0].partition("?")
    if len(address) > LONGEST or not BACK.fullmatch(path) or path.startswith(FORMS):
        path, query = "/review", ""
    kept = [(name, value) for name, value in parse_qsl(query) if name != "decided"]
    asked = urlencode([*kept, *([("decided", decided)] if decided else [])], safe=",")
    return f"{path}{'?' + asked if asked else ''}{'#' + anchor if anchor else ''}"
