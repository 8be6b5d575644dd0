"""Where the pages of a published site lie: files beside each other, with addresses that need no server.

Nothing in an address is a name: only ids, which are given once and never to something else.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from sayso.show.web import views

PAGERS = ("page", "claims", "reports", "done", "said", "mentions")  # what numbers the pages of a long list
POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'"
FIRST = (None, "", 1, "1")
Passage = Callable[[str, int, int], str]


def file(kind: str, id: str = "", **query: object) -> str:
    """The path of a page in the folder of the site: `case/c1.html`, `case/c1.claims-2.html`, `index.html`."""
    part = "".join(f".{name}-{query[name]}" for name in PAGERS if query.get(name) not in FIRST)
    return f"{kind}/{id}{part}.html" if id else f"{kind or 'index'}{part}.html"


def beside(a: str, b: str) -> str:
    """The path of two reports side by side."""
    return f"compare/{a}-{b}.html"


class Published:
    """The pages as files, seen from a page that lies `root` below the folder of the site."""

    live = False
    review = False
    policy = POLICY

    def __init__(self, title: str, root: str, passage: Passage) -> None:
        self.title, self.root, self._passage = title, root, passage

    def address(self, kind: str, id: str = "", *, anchor: str = "", **query: object) -> str:
        """`../case/c1.html#claims`. What only a server can do, such as to mark words for one visit, is left out."""
        marked = "" if "mark" in query else anchor
        return f"{self.root}{quote(file(kind, id, **query))}{'#' + quote(marked, safe='') if marked else ''}"

    def beside(self, a: str, b: str, ending: str = "") -> str:
        """`../compare/r1-r2.html`."""
        return self.root + quote(beside(a, b))

    def place(self, words_at: views.Quote, claim: str = "") -> str:
        """At the mark of their claim, or at the passage."""
        anchor = f"claim-{claim}" if claim else self._passage(words_at.report.id, words_at.start, words_at.end)
        return self.address("report", words_at.report.id, anchor=anchor)

    def static(self, name: str) -> str:
        """`../static/sayso.css`."""
        return f"{self.root}static/{quote(name)}"
