"""One visit of a page by somebody who reviews: what its forms carry, so that each is sent by them, from here, and once.

Templates have it as `visit()`. Outside a visit there is none.
"""

from __future__ import annotations

import hashlib
from contextvars import ContextVar

from msgspec import Struct

from sayso.show.web import views

CURRENT: ContextVar[Visit | None] = ContextVar("visit", default=None)


class Visit(Struct, frozen=True, kw_only=True):
    """Who looks at which page. `token` proves that a form is ours, `key` that it is sent once, `back` is this page."""

    who: str
    token: str
    key: str
    back: str
    decided: tuple[str, ...]  # the decisions that brought the visitor here

    def seen(self, claim: views.Claim) -> str:
        """A claim with what is seen of it."""
        return f"{claim.id}:{fingerprint(claim)}"


def visit() -> Visit | None:
    """The present visit."""
    return CURRENT.get()


def fingerprint(claim: views.Claim) -> str:
    """What somebody who decides on a claim has seen of it: they do not accept what it has become meanwhile."""
    roles = [f"{role.role}={party.name}" for role in claim.roles for party in role.parties]
    speaker = claim.chain[-1].speaker.name if claim.chain else ""
    parts = (claim.event, claim.certainty, claim.polarity, speaker, claim.date or "", claim.evidence.text, *roles)
    return hashlib.sha256("\0".join(parts).encode("utf8", "surrogatepass")).hexdigest()[:12]
