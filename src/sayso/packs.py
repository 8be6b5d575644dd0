"""Which domain pack a ledger is built with: noted in the ledger, so that later commands need not be told.

`chosen` takes what a user asked for, `at_hand` only the ledger. Both raise `sayso.domains.PackError` for a pack that
cannot be loaded.
"""

from __future__ import annotations

from pathlib import Path

from sayso.domains import DEFAULT, Domain, PackError, fingerprint, load
from sayso.keep import Ledger, LedgerError


def chosen(ledger: Ledger, asked: str | None) -> Domain:
    """The pack that was asked for, or else the ledger's; it is the ledger's from now on."""
    name = _whole(asked) if asked else named(ledger)
    domain = load(name)
    if ledger.noted("pack") != name:
        ledger.note("pack", name)
    return domain


def named(ledger: Ledger) -> str:
    """The name, or the path of the folder, of the pack that a ledger is built with."""
    return str(ledger.noted("pack") or DEFAULT)


def at_hand(ledger: Ledger, asked: str | None = None) -> Domain:
    """The pack that the ledger was built with, for what must be the very same. Raises LedgerError if it has changed."""
    name = _whole(asked) if asked else named(ledger)
    domain, built = load(name), ledger.noted("domain")
    if built not in (None, fingerprint(domain)):
        raise LedgerError(
            f"{ledger.path} was built with the domain pack {built}, but {name!r} is {fingerprint(domain)}. "
            "Name the pack with --domain, or build again with this one."
        )
    return domain


def nearest(ledger: Ledger) -> tuple[Domain, bool]:
    """The pack by the name that the ledger noted, and whether it is still the very same; else the usual one."""
    try:
        domain = load(named(ledger))
    except PackError:
        return load(DEFAULT), False
    return domain, ledger.noted("domain") == fingerprint(domain)


def _whole(name: str) -> str:
    """A path from anywhere; a name as it is."""
    return str(Path(name).resolve()) if "/" in name else name
