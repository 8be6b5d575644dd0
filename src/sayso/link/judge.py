"""Two stubs to the judgement whether they are one case."""

from __future__ import annotations

from sayso.domains import Domain
from sayso.model import Join, Stub


def judge(a: Stub, b: Stub, domain: Domain) -> Join:
    """Whether two stubs are one case; `judge(a, b) == judge(b, a)`.

    `veto` is set where the evidence keeps the two apart whatever joins them through others.
    """
    raise NotImplementedError
