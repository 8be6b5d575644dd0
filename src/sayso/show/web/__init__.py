"""The ledger in the browser: pages on 127.0.0.1 that any browser can read, without scripts.

`create(ledger_path)` gives the application, `serve(ledger_path, host, port)` runs it until it is interrupted. Given a
`Reviewer`, they let that person decide too.
"""

from sayso.show.web.app import create
from sayso.show.web.review import Reviewer
from sayso.show.web.server import ServeError, serve

__all__ = ["Reviewer", "ServeError", "create", "serve"]
