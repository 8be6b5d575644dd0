"""One marked report to the cases that it tells of."""

from __future__ import annotations

from sayso.domains import Domain
from sayso.model import Marked, Stub


def stubs(marked: Marked, domain: Domain) -> tuple[Stub, ...]:
    """The cases of one report: the main one first, then those of background paragraphs (`main` False).

    A claim belongs to at most one stub. A report of no case (a review, a general article) gives none.
    """
    raise NotImplementedError
