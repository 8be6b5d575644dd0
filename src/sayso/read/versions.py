"""Which extractors are at hand, in which versions: what a layer's `extractor` is called."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version

from sayso.read.kinds import Kind

# Sayso's own share of each extractor: raised when the text or the header that it makes changes.
OWN: dict[Kind, int] = {"plain": 1, "markdown": 1, "html": 1, "pdf": 1, "docx": 1, "eml": 1}
LIBRARIES: dict[Kind, str] = {"html": "trafilatura", "pdf": "pypdf"}


@cache
def name(kind: Kind) -> str:
    """The extractor of a kind with its version: "plain 1", "trafilatura 2.3.1"."""
    library = LIBRARIES.get(kind)
    if library is None:
        return f"{kind} {OWN[kind]}"
    try:
        own = f"+{OWN[kind]}" if OWN[kind] > 1 else ""
        return f"{library} {version(library)}{own}"
    except PackageNotFoundError:
        return f"{library} none"


@cache
def readers() -> str:
    """All extractors at hand, on one line: another line than before means that files are worth reading again."""
    return ", ".join(name(kind) for kind in OWN)
